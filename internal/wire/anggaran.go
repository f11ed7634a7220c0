package wire

import (
	"fmt"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// VersiAnggaran is one dated version of the agency's budget.
type VersiAnggaran struct {
	Versi   string              `json:"versi"`
	Jenis   sakip.JenisAnggaran `json:"jenis"`
	Nomor   string              `json:"nomor,omitempty"`
	Tanggal sakip.Tanggal       `json:"tanggal"`
	Catatan string              `json:"catatan,omitempty"`
	Kas     []Angka             `json:"kas,omitempty"` // of the quarters I to IV
	Baris   []BarisAnggaran     `json:"baris,omitempty"`
}

// BarisAnggaran is one row in the order of the document; only rows without children
// have a pagu, in rupiah. Its identity is sub_unit, kode and sumber.
type BarisAnggaran struct {
	SubUnit string        `json:"sub_unit,omitempty"`
	Kode    string        `json:"kode"`
	Sumber  string        `json:"sumber,omitempty"`
	Induk   string        `json:"induk,omitempty"`
	Nama    string        `json:"nama"`
	Tingkat sakip.Tingkat `json:"tingkat"`
	Pagu    Angka         `json:"pagu,omitzero"`
}

// RealisasiAnggaran is what was spent on a leaf from January up to a quarter (1…4).
type RealisasiAnggaran struct {
	SubUnit       string            `json:"sub_unit,omitempty"`
	Kode          string            `json:"kode"`
	Sumber        string            `json:"sumber,omitempty"`
	Triwulan      int               `json:"triwulan"`
	Nilai         Angka             `json:"nilai"`
	Status        sakip.Status      `json:"status,omitempty"`
	Catatan       string            `json:"catatan,omitempty"`
	DibukaKembali string            `json:"dibuka_kembali,omitempty"`
	Pengisi       string            `json:"pengisi,omitempty"`
	Pemeriksa     string            `json:"pemeriksa,omitempty"`
	Sebelum       int64             `json:"sebelum,omitempty"`
	Penjelasan    map[string]string `json:"penjelasan,omitempty"` // as of Realisasi
}

// FromVersiAnggaran is the shape of a version with its rows.
func FromVersiAnggaran(v sakip.VersiAnggaran) VersiAnggaran {
	return VersiAnggaran{Versi: v.Versi, Jenis: v.Jenis, Nomor: v.Nomor, Tanggal: v.Tanggal, Catatan: v.Catatan,
		Kas: petakan(v.Kas, AngkaDari), Baris: petakan(v.Baris, FromBarisAnggaran)}
}

// Domain is the version that the shape says.
func (w VersiAnggaran) Domain(l *fault.List) sakip.VersiAnggaran {
	return sakip.VersiAnggaran{Versi: w.Versi, Jenis: w.Jenis, Nomor: w.Nomor, Tanggal: w.Tanggal, Catatan: w.Catatan, Kas: kas(l, w.Kas),
		Baris: daftar(l, "baris", w.Baris, BarisAnggaran.Domain)}
}

// kas reads the quarters' money; one that is left out is a fault.
func kas(l *fault.List, list []Angka) []decimal.Decimal {
	var out []decimal.Decimal
	for i, a := range list {
		out = append(out, a.wajib(fmt.Sprintf("kas[%d]", i), l))
	}
	return out
}

// FromBarisAnggaran is the shape of one row.
func FromBarisAnggaran(b sakip.BarisAnggaran) BarisAnggaran {
	return BarisAnggaran{SubUnit: b.SubUnit, Kode: b.Kode, Sumber: b.Sumber, Induk: b.Induk, Nama: b.Nama,
		Tingkat: b.Tingkat, Pagu: AngkaDariAda(b.Pagu)}
}

// Domain is the row that the shape says.
func (w BarisAnggaran) Domain(l *fault.List) sakip.BarisAnggaran {
	return sakip.BarisAnggaran{IdentitasBaris: sakip.IdentitasBaris{SubUnit: w.SubUnit, Kode: w.Kode, Sumber: w.Sumber},
		Induk: w.Induk, Nama: w.Nama, Tingkat: w.Tingkat, Pagu: w.Pagu.Kanonik("pagu", l)}
}

// FromRealisasiAnggaran is the shape of what was spent.
func FromRealisasiAnggaran(r sakip.RealisasiAnggaran) RealisasiAnggaran {
	return RealisasiAnggaran{SubUnit: r.SubUnit, Kode: r.Kode, Sumber: r.Sumber, Triwulan: r.Triwulan,
		Nilai: AngkaDari(r.Nilai), Status: r.Status, Catatan: r.Catatan, DibukaKembali: r.DibukaKembali, Pengisi: r.Pengisi,
		Pemeriksa: r.Pemeriksa, Sebelum: r.Sebelum, Penjelasan: r.Penjelasan}
}

// Domain is what was spent as the shape says.
func (w RealisasiAnggaran) Domain(l *fault.List) sakip.RealisasiAnggaran {
	return sakip.RealisasiAnggaran{IdentitasBaris: sakip.IdentitasBaris{SubUnit: w.SubUnit, Kode: w.Kode, Sumber: w.Sumber},
		Triwulan: w.Triwulan, Nilai: w.Nilai.wajib("nilai", l), Status: w.Status, Catatan: w.Catatan, DibukaKembali: w.DibukaKembali,
		Pengisi: w.Pengisi, Pemeriksa: w.Pemeriksa, Sebelum: w.Sebelum, Penjelasan: w.Penjelasan}
}
