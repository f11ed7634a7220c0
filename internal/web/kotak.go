package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"capaian/internal/sakip"
	"capaian/internal/service"
)

// isiBeranda is the home page: what waits for the person, then the agencies and years that
// they may see.
type isiBeranda struct {
	service.KotakMasuk
	Di        alamat // the agency-year
	Peran     sakip.Peran
	Triwulan  []kotakTampil
	Kemajuan  []kemajuanTampil
	Jadwal    string // what the calendar says of the quarter
	Belum     int    // agencies that have not handed in everything
	TanpaData int    // agencies that have not got the year
	AdaIsi    bool
	Daftar    []service.OPDRingkas // newest year first
	Kalender  string
	TahunIni  int // whose plan an agency without data begins with
}

// kotakTampil is one quarter of the inbox.
type kotakTampil struct {
	service.KotakTriwulan
	Batas  string
	Sisa   string
	Lewat  bool
	Angka  []angkaTampil
	Ulang  []angkaTampil // returned and not handed in again
	Lebih  int           // figures beyond the ones listed
	Unit   []service.UnitKemajuan
	Alamat string // the quarter's page
}

// angkaTampil is one figure with its form.
type angkaTampil struct {
	Kode, Nama, Unit, Alamat, Catatan string
	Status                            sakip.Status
}

// kemajuanTampil is one agency of a kabupaten.
type kemajuanTampil struct {
	service.KemajuanOPD
	Hitung sakip.Hitungan
	Alamat string
	Unit   []string // units that have something to hand in
}

// Pelaporan is how far the reports of the quarter are.
func (isi isiBeranda) Pelaporan() string { return alamatPelaporan(isi.Tahun, isi.Periode) }

// maksKotak is how many figures of a quarter the home page lists.
const maksKotak = 30

// beranda is what waits for the person, and the agencies and years that they may see.
func (h *handler) beranda(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	k, err := h.Service.KotakMasuk(r.Context(), o)
	if err != nil {
		return err
	}
	isi := isiBeranda{KotakMasuk: k, Di: alamat{k.OPD, k.Tahun}, Peran: o.Peran, Daftar: k.Daftar, Kalender: alamatKalender(o.Kabupaten, k.Tahun), TahunIni: h.Clock().UTC().Year()}
	for i := range isi.Daftar {
		isi.Daftar[i].Tahun = slices.Clone(isi.Daftar[i].Tahun)
		slices.Reverse(isi.Daftar[i].Tahun)
	}
	slices.SortStableFunc(isi.Daftar, func(a, b service.OPDRingkas) int { return cmp.Compare(a.Nama, b.Nama) })
	for _, t := range k.Triwulan {
		if x := kotakDari(t, isi.Di, o.Peran); x.ada(o.Peran) {
			isi.Triwulan = append(isi.Triwulan, x)
		}
	}
	slices.Reverse(isi.Triwulan) // what is being reported comes first, but for what was sent back
	slices.SortStableFunc(isi.Triwulan, func(a, b kotakTampil) int { return b.dikembalikan() - a.dikembalikan() })
	isi.kemajuan(k)
	isi.AdaIsi = len(isi.Triwulan)+len(isi.Kemajuan) > 0
	return h.tulis(w, r, http.StatusOK, "beranda", halaman{Judul: "Beranda", Orang: &o, Isi: isi})
}

func kotakDari(t service.KotakTriwulan, a alamat, p sakip.Peran) kotakTampil {
	x := kotakTampil{KotakTriwulan: t, Batas: hariTeks(t.Batas), Alamat: a.Verifikasi(t.Triwulan), Lewat: t.Batas != "" && t.Sisa < 0}
	switch {
	case t.Batas == "":
	case t.Sisa < 0:
		x.Sisa = "lewat " + strconv.Itoa(-t.Sisa) + " hari"
	case t.Sisa == 0:
		x.Sisa = "hari terakhir"
	default:
		x.Sisa = strconv.Itoa(t.Sisa) + " hari lagi"
	}
	x.Angka = angkaTampilDari(t.Angka, a)
	x.Ulang = angkaTampilDari(t.Kembali, a)
	if n := len(x.Angka) - maksKotak; n > 0 {
		x.Angka, x.Lebih = x.Angka[:maksKotak], n
	}
	for _, u := range t.Unit {
		if p == sakip.Verifikator && u.Semua().BelumLapor() > 0 {
			x.Unit = append(x.Unit, u)
		}
	}
	return x
}

// ada tells whether something of the quarter waits for the role.
func (k kotakTampil) ada(p sakip.Peran) bool {
	switch p {
	case sakip.Operator:
		return len(k.Angka) > 0 || k.Bersama > 0
	case sakip.Verifikator:
		return len(k.Angka)+len(k.Ulang)+len(k.Unit) > 0
	}
	return k.Total.Final < k.Total.Wajib
}

// dikembalikan is 1 when somebody waits for a figure that was sent back, else 0.
func (k kotakTampil) dikembalikan() int {
	if len(k.Angka) > 0 && k.Angka[0].Catatan != "" {
		return 1
	}
	return 0
}

func angkaTampilDari(list []service.AngkaLembar, a alamat) []angkaTampil {
	var out []angkaTampil
	for _, x := range list {
		t := angkaTampil{Unit: x.NamaUnit, Alamat: halamanAngka(a, x.Angka), Status: x.Alur.Status, Catatan: x.Alur.Catatan}
		if x.Indikator != nil {
			t.Kode, t.Nama = x.Indikator.ID, x.Indikator.Nama
		} else {
			t.Kode, t.Nama = x.Baris.Kode, "Anggaran: "+x.Baris.Nama
		}
		out = append(out, t)
	}
	// What was sent back comes first: somebody waits for it.
	slices.SortStableFunc(out, func(x, y angkaTampil) int { return strings.Compare(tanda(x), tanda(y)) })
	return out
}

func tanda(a angkaTampil) string {
	if a.Catatan != "" {
		return "0"
	}
	return "1"
}

// kemajuan lists the agencies of a kabupaten, those that are furthest behind first.
func (isi *isiBeranda) kemajuan(k service.KotakMasuk) {
	for _, x := range k.Kemajuan {
		t := kemajuanTampil{KemajuanOPD: x, Hitung: x.Total(), Alamat: alamat{x.ID, k.Tahun}.Verifikasi(k.Periode)}
		for _, u := range x.Unit {
			if u.Semua().BelumLapor() > 0 {
				t.Unit = append(t.Unit, cmp.Or(u.Nama, "seluruh perangkat daerah"))
			}
		}
		switch {
		case !x.Ada:
			isi.TanpaData++
		case t.Hitung.BelumLapor() > 0:
			isi.Belum++
		}
		isi.Kemajuan = append(isi.Kemajuan, t)
	}
	slices.SortStableFunc(isi.Kemajuan, func(a, b kemajuanTampil) int {
		return cmp.Or(b.Hitung.BelumLapor()-a.Hitung.BelumLapor(), cmp.Compare(a.Nama, b.Nama))
	})
	if j := k.Jadwal; j.Tutup != "" {
		isi.Jadwal = "pengisian sampai " + hariTeks(j.Tutup) + ", verifikasi sampai " + hariTeks(j.Verifikasi) + ", laporan paling lambat " + hariTeks(j.Laporan)
	}
}
