package wire

import (
	"time"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// Bukti is one file that is handed in. Times are UTC.
type Bukti struct {
	ID         string             `json:"id"`
	OPD        string             `json:"opd"`
	Tahun      int                `json:"tahun"`
	Jenis      sakip.JenisBukti   `json:"jenis"`
	Indikator  string             `json:"indikator,omitempty"`
	Triwulan   int                `json:"triwulan,omitempty"`
	Kriteria   string             `json:"kriteria,omitempty"` // of the LKE
	Laporan    string             `json:"laporan,omitempty"`
	Tanda      sakip.TandaSalinan `json:"tanda,omitempty"`
	Nama       string             `json:"nama"`
	Keterangan string             `json:"keterangan,omitempty"`
	Tanggal    sakip.Tanggal      `json:"tanggal,omitempty"`
	Penjelasan string             `json:"penjelasan,omitempty"` // why tanggal lies outside the period
	Pengunggah string             `json:"pengunggah"`
	Diminta    time.Time          `json:"diminta"`
	Berakhir   time.Time          `json:"berakhir"`
	Status     sakip.StatusBukti  `json:"status"`
	Diperiksa  time.Time          `json:"diperiksa,omitzero"`
	Objek      string             `json:"objek,omitempty"`
	Ukuran     int64              `json:"ukuran,omitempty"`
	SHA256     string             `json:"sha256,omitempty"`
	JenisIsi   sakip.JenisIsi     `json:"jenis_isi,omitempty"`
	Alasan     string             `json:"alasan,omitempty"`
	Unduhan    int                `json:"unduhan,omitempty"`
}

// FromBukti is the shape of a file; times are cut to whole seconds of UTC.
func FromBukti(b sakip.Bukti) Bukti {
	b.Diminta, b.Berakhir, b.Diperiksa = detik(b.Diminta), detik(b.Berakhir), detik(b.Diperiksa)
	return Bukti(b)
}

// Domain is the file that the shape says.
func (w Bukti) Domain(*fault.List) sakip.Bukti {
	w.Diminta, w.Berakhir, w.Diperiksa = detik(w.Diminta), detik(w.Berakhir), detik(w.Diperiksa)
	return sakip.Bukti(w)
}
