package sakip

import (
	"strconv"

	"capaian/internal/fault"
)

// Kalender is when a kabupaten's agencies enter and verify the quarters of a year. A
// quarter without dates is not limited.
type Kalender struct {
	Tahun    int
	Triwulan [4]Jadwal // by quarter − 1
}

// Jadwal is the days of one quarter in the kabupaten's zone, each the last one included.
type Jadwal struct {
	Buka       Tanggal // the first day of entry
	Tutup      Tanggal // the last day of entry
	Verifikasi Tanggal // the last day of verification
	Laporan    Tanggal // the day that the quarter's report is due
}

// Validasi lists every fault of the calendar.
func (k Kalender) Validasi() error {
	var l fault.List
	l.Add("", ValidasiTahun("tahun", k.Tahun))
	for n, j := range k.Triwulan {
		f := at("triwulan", n)
		if j == (Jadwal{}) {
			continue
		}
		hari := []struct {
			field string
			t     Tanggal
		}{{"buka", j.Buka}, {"tutup", j.Tutup}, {"verifikasi", j.Verifikasi}, {"laporan", j.Laporan}}
		for i, h := range hari {
			err := h.t.validasi(h.field, true)
			l.Add(f, err)
			if err == nil && !k.wajar(h.t) {
				l.Add("", fault.At(f+"."+h.field, fault.OutOfRange, hariAwal(k.Tahun), hariAkhir(k.Tahun+tahunSusulan)))
			}
			if i > 0 && err == nil && hari[i-1].t > h.t {
				l.Add("", fault.At(f+"."+h.field, fault.Invalid, "Tanggal ini mendahului tanggal sebelumnya pada triwulan yang sama."))
			}
		}
	}
	return l.Err()
}

// Berjalan tells whether a day is one on which something of the calendar may be due: a
// reminder from the first day of entry on, or reports.
func (k Kalender) Berjalan(hari Tanggal) bool { return len(k.Terbuka(hari, nil)) > 0 }

// Terbuka are the quarters of an agency of which something may be due on a day: those whose
// entry has begun and whose reports, given those of the year, the schedule has not had made.
func (k Kalender) Terbuka(hari Tanggal, laporan []Laporan) []int {
	var out []int
	for n, j := range k.Triwulan {
		p := Pelaporan{Triwulan: n + 1, Jadwal: j, Laporan: laporan}
		if j.Buka != "" && j.Buka <= hari && (hari < j.Laporan || j.JatuhTempo(hari) && !p.Terjadwal()) {
			out = append(out, n+1)
		}
	}
	return out
}

// tahunSusulan is for how many years after it a year may yet be filled in: more is a slip of
// the pen, and would keep a quarter shut.
const tahunSusulan = 10

func (k Kalender) wajar(t Tanggal) bool {
	return string(t) >= hariAwal(k.Tahun) && string(t) <= hariAkhir(k.Tahun+tahunSusulan)
}

func hariAwal(tahun int) string { return strconv.Itoa(tahun) + "-01-01" }

func hariAkhir(tahun int) string { return strconv.Itoa(tahun) + "-12-31" }

// Pengecualian lets a unit, or the whole agency when Unit is "", enter and have verified
// one quarter for longer than the calendar says.
type Pengecualian struct {
	Unit     string
	Triwulan int
	Sampai   Tanggal // the last day
	Alasan   string
	Pemberi  string // who gave it, by name
}

// Validasi lists every fault of the exception.
func (p Pengecualian) Validasi() error {
	var l fault.List
	pilihan(&l, "triwulan", p.Triwulan, 1, 2, 3, 4)
	if p.Unit != "" {
		l.Add("", ValidasiID("unit", p.Unit))
	}
	l.Add("", p.Sampai.validasi("sampai", true))
	l.Add("", wajib("alasan", p.Alasan))
	return l.Err()
}

// Masa is a window: a name for people and its first and last day. Without days it is not
// limited.
type Masa struct {
	Nama           string
	Mulai, Selesai Tanggal
}

// Memuat tells whether a day lies in the window.
func (m Masa) Memuat(hari Tanggal) bool {
	return m.Mulai == "" || m.Mulai <= hari && hari <= m.Selesai
}

// Dengan is the window with an exception.
func (m Masa) Dengan(p Pengecualian) Masa {
	if m.Mulai != "" {
		m.Selesai = max(m.Selesai, p.Sampai)
	}
	return m
}

// MasaUntuk is the window that holds a role's steps on a figure. Verification begins with
// entry, as figures come in one by one; who verifies may correct until it ends. So may the
// unit what came back to it, or a figure returned on the last day could not be mended.
func (j Jadwal) MasaUntuk(p Peran, a Alur) Masa {
	switch {
	case j == (Jadwal{}) || p != Operator && p != Verifikator:
		return Masa{}
	case p == Operator && !a.Perbaikan():
		return Masa{"pengisian", j.Buka, j.Tutup}
	case p == Operator:
		return Masa{"perbaikan", j.Buka, j.Verifikasi}
	}
	return Masa{"verifikasi", j.Buka, j.Verifikasi}
}
