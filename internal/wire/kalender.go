package wire

import (
	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// Kalender is a kabupaten's calendar of a year: four quarters, each with all its dates or
// none.
type Kalender struct {
	Tahun    int       `json:"tahun"`
	Triwulan [4]Jadwal `json:"triwulan"`
}

// Jadwal is the dates of one quarter, the last days included.
type Jadwal struct {
	Buka       sakip.Tanggal `json:"buka,omitempty"`
	Tutup      sakip.Tanggal `json:"tutup,omitempty"`
	Verifikasi sakip.Tanggal `json:"verifikasi,omitempty"`
	Laporan    sakip.Tanggal `json:"laporan,omitempty"`
}

// FromKalender is the shape of a calendar.
func FromKalender(k sakip.Kalender) Kalender {
	w := Kalender{Tahun: k.Tahun}
	for n, j := range k.Triwulan {
		w.Triwulan[n] = Jadwal(j)
	}
	return w
}

// Domain is the calendar that the shape says.
func (w Kalender) Domain(*fault.List) sakip.Kalender {
	k := sakip.Kalender{Tahun: w.Tahun}
	for n, j := range w.Triwulan {
		k.Triwulan[n] = sakip.Jadwal(j)
	}
	return k
}

// Pengecualian is an exception from the calendar for a unit, or for the whole agency.
type Pengecualian struct {
	Unit     string        `json:"unit,omitempty"`
	Triwulan int           `json:"triwulan"`
	Sampai   sakip.Tanggal `json:"sampai"`
	Alasan   string        `json:"alasan"`
	Pemberi  string        `json:"pemberi,omitempty"`
}

// FromPengecualian is the shape of an exception.
func FromPengecualian(p sakip.Pengecualian) Pengecualian { return Pengecualian(p) }

// Domain is the exception that the shape says.
func (w Pengecualian) Domain(*fault.List) sakip.Pengecualian { return sakip.Pengecualian(w) }
