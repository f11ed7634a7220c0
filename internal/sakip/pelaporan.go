package sakip

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// TungguData is for how many days after the due day the reports of an agency wait for
// figures that are not verified. Then they are made with what there is.
const TungguData = 7

// susulanLaporan is for how many days after the due day the schedule has reports made that
// it should have had made before: what was due longer ago is asked for by hand.
const susulanLaporan = 366

// FormatTerjadwal are the formats that the schedule has reports made in.
var FormatTerjadwal = []FormatLaporan{PDF, DOCX, XLSX}

// JenisTerjadwal are the kinds of report that are due for a quarter: the year's report
// together with that of its last one.
func JenisTerjadwal(triwulan int) []JenisLaporan {
	if triwulan == 4 {
		return []JenisLaporan{LaporanTriwulan, LKjIP}
	}
	return []JenisLaporan{LaporanTriwulan}
}

// Tambah is the day n days later.
func (t Tanggal) Tambah(n int) Tanggal {
	d, err := time.Parse(time.DateOnly, string(t))
	if err != nil {
		return t
	}
	return TanggalDari(d.AddDate(0, 0, n))
}

// Selisih is the days from one day to another, negative when that lies before.
func (t Tanggal) Selisih(ke Tanggal) int {
	a, errA := time.Parse(time.DateOnly, string(t))
	b, errB := time.Parse(time.DateOnly, string(ke))
	if errA != nil || errB != nil {
		return 0
	}
	return int(b.Sub(a) / (24 * time.Hour))
}

// KeadaanPelaporan is where an agency stands with the reports of a quarter.
type KeadaanPelaporan string

const (
	PelaporanTanpaData KeadaanPelaporan = "tanpa_data"    // it has not got the year
	PelaporanNanti     KeadaanPelaporan = "nanti"         // the due day is to come, or there is none
	PelaporanMenunggu  KeadaanPelaporan = "menunggu_data" // figures are not verified, and the wait is not over
	PelaporanGiliran   KeadaanPelaporan = "giliran"       // the next tick has them made
	PelaporanDibuat    KeadaanPelaporan = "dibuat"        // they are being made
	PelaporanTersendat KeadaanPelaporan = "tersendat"     // they are being made for longer than that takes
	PelaporanSelesai   KeadaanPelaporan = "selesai"
	PelaporanGagal     KeadaanPelaporan = "gagal"
)

// SemuaPelaporan lists the states in the order in which somebody has to do something.
var SemuaPelaporan = []KeadaanPelaporan{PelaporanGagal, PelaporanTersendat, PelaporanMenunggu, PelaporanGiliran,
	PelaporanDibuat, PelaporanNanti, PelaporanSelesai, PelaporanTanpaData}

// Until when a report that is being made is thought to be so, and until when it is tried
// again. What takes longer failed in a way that passes, or so it is hoped.
const (
	lamaDibuat = time.Hour
	lamaCoba   = 7 * 24 * time.Hour
)

// Menyerah tells whether a report that waits to be made has been tried for long enough.
func (r Laporan) Menyerah(kini time.Time) bool {
	return r.Status == LaporanMenunggu && kini.Sub(r.Diminta) > lamaCoba
}

// Pelaporan is all that decides about the reports of one agency and quarter.
type Pelaporan struct {
	Triwulan int
	Jadwal   Jadwal
	Hari     Tanggal   // today in the kabupaten's zone
	Kini     time.Time // now
	Rencana  bool      // the year has indicators
	Unit     []KemajuanUnit
	Kecuali  []Pengecualian // of the year
	Laporan  []Laporan      // of the year, in any order
}

// PelaporanDari is what an agency-year says of a quarter's reports.
func PelaporanDari(d DataTahun, kecuali []Pengecualian, laporan []Laporan, triwulan int) Pelaporan {
	return Pelaporan{Triwulan: triwulan, Rencana: len(d.Indikator) > 0, Unit: d.Kemajuan(triwulan), Kecuali: kecuali, Laporan: laporan}
}

// Total counts the quarter's figures.
func (p Pelaporan) Total() Hitungan {
	var h Hitungan
	for _, u := range p.Unit {
		h = h.Plus(u.Semua())
	}
	return h
}

// Kurang is how many figures of the quarter are not verified.
func (p Pelaporan) Kurang() int {
	h := p.Total()
	return h.Wajib - h.Terverifikasi()
}

// Lengkap tells whether the reports would have every figure of the quarter that is due, and
// nobody's that may yet change without being reopened.
func (p Pelaporan) Lengkap() bool { return p.Rencana && p.Kurang() == 0 }

// BatasTunggu is the last day on which the reports wait for data: TungguData after the due
// day, or, when some unit has longer, until its exception ends. "" without a due day.
func (p Pelaporan) BatasTunggu() Tanggal {
	if p.Jadwal.Laporan == "" {
		return ""
	}
	batas := p.Jadwal.Laporan.Tambah(TungguData)
	for _, k := range p.Kecuali {
		if k.Triwulan == p.Triwulan {
			batas = max(batas, k.Sampai)
		}
	}
	return batas
}

// JatuhTempo tells whether the due day has come and is not so long ago that the schedule
// leaves it alone.
func (p Pelaporan) JatuhTempo() bool { return p.Jadwal.JatuhTempo(p.Hari) }

// JatuhTempo tells of a day whether the quarter's reports are due on it.
func (j Jadwal) JatuhTempo(hari Tanggal) bool {
	return j.Laporan != "" && j.Laporan <= hari && hari <= j.Laporan.Tambah(susulanLaporan)
}

// Terjadwal tells whether the schedule has had the reports of this due day made: they were
// asked for together, so one of them stands for all.
func (p Pelaporan) Terjadwal() bool {
	return slices.ContainsFunc(p.Laporan, func(r Laporan) bool {
		return r.Periode == p.Triwulan && r.JatuhTempo != "" && r.JatuhTempo == p.Jadwal.Laporan
	})
}

// Giliran tells whether the schedule has the reports made now: once a due day, as soon as
// the data are complete, and without some when the wait is over.
func (p Pelaporan) Giliran() bool {
	return p.JatuhTempo() && !p.Terjadwal() && (p.Lengkap() || p.Hari > p.BatasTunggu())
}

// Terakhir are the latest reports of the quarter, of each kind and format that the schedule
// has made: of one that was asked for again, the later one.
func (p Pelaporan) Terakhir() []Laporan {
	var out []Laporan
	for _, jenis := range JenisTerjadwal(p.Triwulan) {
		for _, format := range FormatTerjadwal {
			var akhir *Laporan
			for n, r := range p.Laporan {
				if r.Periode == p.Triwulan && r.Jenis == jenis && r.Format == format && r.Dokumen == "" &&
					(akhir == nil || sesudah(r, *akhir)) {
					akhir = &p.Laporan[n]
				}
			}
			if akhir != nil {
				out = append(out, *akhir)
			}
		}
	}
	return out
}

// sesudah tells whether one report was asked for after another. Within a second, one that
// somebody asked for came after the schedule's.
func sesudah(a, b Laporan) bool {
	terjadwal := func(r Laporan) int {
		if r.JatuhTempo != "" {
			return 0
		}
		return 1
	}
	return cmp.Or(a.Diminta.Compare(b.Diminta), terjadwal(a)-terjadwal(b), cmp.Compare(a.ID, b.ID)) > 0
}

// Keadaan is where the reports stand. A report that failed or is being made says more than
// a due day that has come.
func (p Pelaporan) Keadaan() KeadaanPelaporan {
	akhir := p.Terakhir()
	ada := func(s StatusLaporan) bool {
		return slices.ContainsFunc(akhir, func(r Laporan) bool { return r.Status == s })
	}
	switch {
	case ada(LaporanMenunggu):
		for _, r := range akhir {
			if r.Status == LaporanMenunggu && p.Kini.Sub(r.Diminta) > lamaDibuat {
				return PelaporanTersendat
			}
		}
		return PelaporanDibuat
	case ada(LaporanGagal):
		return PelaporanGagal
	case p.Giliran():
		return PelaporanGiliran
	case p.JatuhTempo() && !p.Terjadwal():
		return PelaporanMenunggu
	case len(akhir) > 0:
		return PelaporanSelesai
	}
	return PelaporanNanti
}

// tahapIngat are how many days before a day people are reminded of it: once when it is that
// near, once when it is the next.
var tahapIngat = []int{7, 1}

// TahapIngat is which reminder of a day is due today, as how many days before the day it
// belongs; ok is false on other days, those after it included. A tick that was missed is
// made up for as long as the day is to come and no later reminder is due.
func TahapIngat(hari, batas Tanggal) (tahap int, ok bool) {
	if batas == "" || hari > batas {
		return 0, false
	}
	for _, n := range tahapIngat {
		if hari.Selisih(batas) <= n {
			tahap, ok = n, true
		}
	}
	return tahap, ok
}

// Pengingat are the reminders of the quarter that are due today: of each only what it is
// about, who it is for, and its id, which is the same for as long as the same is meant.
// Who has longer by an exception is reminded of that day.
func (p Pelaporan) Pengingat() []Surat {
	var out []Surat
	tambah := func(jenis, unit string, batas Tanggal, belum, wajib int) {
		tahap, ok := TahapIngat(p.Hari, batas)
		if !ok || belum == 0 {
			return
		}
		out = append(out, Surat{ID: idIngat(jenis, p.Triwulan, unit, batas, tahap), Jenis: jenis, Triwulan: p.Triwulan, Unit: unit,
			Batas: batas, Belum: belum, Wajib: wajib})
	}
	if p.Hari < p.Jadwal.Buka {
		return nil
	}
	for _, u := range p.Unit {
		h := u.Semua()
		if u.Unit != "" { // what is of no unit is entered by who verifies, until that ends
			tambah(IngatPengisian, u.Unit, p.lebihLama(p.Jadwal.Tutup, func(unit string) bool { return unit == "" || unit == u.Unit }), h.BelumLapor(), h.Wajib)
		}
	}
	h := p.Total()
	tambah(IngatVerifikasi, "", p.lebihLama(p.Jadwal.Verifikasi, func(string) bool { return true }), p.Kurang(), h.Wajib)
	if p.Hari < p.Jadwal.Laporan { // on the day itself the reports are made before anybody reads
		tambah(IngatLaporan, "", p.Jadwal.Laporan, h.Wajib-h.Final, h.Wajib)
	}
	return out
}

// lebihLama is a day of the calendar, or the last one that an exception of a unit has.
func (p Pelaporan) lebihLama(t Tanggal, untuk func(unit string) bool) Tanggal {
	for _, k := range p.Kecuali {
		if t != "" && k.Triwulan == p.Triwulan && untuk(k.Unit) {
			t = max(t, k.Sampai)
		}
	}
	return t
}

func idIngat(jenis string, triwulan int, unit string, batas Tanggal, tahap int) string {
	return jenis + "#" + Periode{Triwulan: triwulan}.String() + "#" + unit + "#" + string(batas) + "#" + strconv.Itoa(tahap)
}
