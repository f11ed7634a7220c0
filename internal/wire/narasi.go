package wire

import (
	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// Narasi is one edited text of the report, by the section it stands in.
type Narasi struct {
	Bagian string `json:"bagian"`
	Isi    string `json:"isi"`
	Sumber string `json:"sumber,omitempty"`
}

// FromNarasi is the shape of a text.
func FromNarasi(n sakip.Narasi) Narasi { return Narasi(n) }

// Domain is the text that the shape says.
func (w Narasi) Domain(*fault.List) sakip.Narasi { return sakip.Narasi(w) }

// BagianNarasi is a section of the report that people may write, and whether they did.
type BagianNarasi struct {
	ID       string            `json:"id"`
	Judul    string            `json:"judul"`
	Letak    string            `json:"letak"`
	Tentang  string            `json:"tentang,omitempty"`
	Petunjuk string            `json:"petunjuk"`
	Sifat    sakip.SifatNarasi `json:"sifat"`
	Unit     string            `json:"unit,omitempty"`
	Ditulis  bool              `json:"ditulis"`
}

// FromBagianNarasi is the shape of a section.
func FromBagianNarasi(b sakip.BagianNarasi, ditulis bool) BagianNarasi {
	return BagianNarasi{b.ID, b.Judul, b.Letak, b.Tentang, b.Petunjuk, b.Sifat, b.Unit, ditulis}
}

// Rekomendasi is a recommendation of the SAKIP evaluation and what became of it
// (hasil TS, TB or BT).
type Rekomendasi struct {
	No           int                     `json:"no"`
	Uraian       string                  `json:"uraian"`
	TindakLanjut string                  `json:"tindak_lanjut,omitempty"`
	Hasil        sakip.HasilTindakLanjut `json:"hasil"`
	Keterangan   string                  `json:"keterangan,omitempty"`
	Tenggat      sakip.Tanggal           `json:"tenggat,omitempty"`
	Bukti        []string                `json:"bukti,omitempty"`
	Asal         *AsalRekomendasi        `json:"asal,omitempty"`
}

// AsalRekomendasi is the evaluation sheet that a recommendation came from.
type AsalRekomendasi struct {
	Tahun    int    `json:"tahun"`
	Saran    string `json:"saran"`
	Kriteria string `json:"kriteria"`
	Dicabut  bool   `json:"dicabut,omitempty"`
}

// FromRekomendasi is the shape of a recommendation.
func FromRekomendasi(r sakip.Rekomendasi) Rekomendasi {
	return Rekomendasi{r.No, r.Uraian, r.TindakLanjut, r.Hasil, r.Keterangan, r.Tenggat, r.Bukti, (*AsalRekomendasi)(r.Asal)}
}

// Domain is the recommendation that the shape says.
func (w Rekomendasi) Domain(*fault.List) sakip.Rekomendasi {
	return sakip.Rekomendasi{No: w.No, Uraian: w.Uraian, TindakLanjut: w.TindakLanjut, Hasil: w.Hasil, Keterangan: w.Keterangan,
		Tenggat: w.Tenggat, Bukti: w.Bukti, Asal: (*sakip.AsalRekomendasi)(w.Asal)}
}
