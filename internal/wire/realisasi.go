package wire

import (
	"slices"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// Realisasi is what is reported of one indicator in one quarter (1…4). Which of the
// components is given follows from the indicator's formula: pembilang and penyebut of
// a rasio, skor, nilai, or predikat.
type Realisasi struct {
	Indikator        string         `json:"indikator"`
	Triwulan         int            `json:"triwulan"`
	Pembilang        Angka          `json:"pembilang,omitzero"`
	Penyebut         Angka          `json:"penyebut,omitzero"`
	Skor             Angka          `json:"skor,omitzero"`
	Nilai            Angka          `json:"nilai,omitzero"`
	Predikat         string         `json:"predikat,omitempty"`
	BelumTerbit      bool           `json:"belum_terbit,omitempty"`
	Status           sakip.Status   `json:"status,omitempty"`
	Sumber           string         `json:"sumber,omitempty"`
	FaktorPendorong  string         `json:"faktor_pendorong,omitempty"`
	FaktorPenghambat string         `json:"faktor_penghambat,omitempty"`
	Solusi           string         `json:"solusi,omitempty"`
	TindakLanjut     []TindakLanjut `json:"tindak_lanjut,omitempty"`
	Catatan          string         `json:"catatan,omitempty"`
	DibukaKembali    string         `json:"dibuka_kembali,omitempty"`
	Pengisi          string         `json:"pengisi,omitempty"`
	Pemeriksa        string         `json:"pemeriksa,omitempty"`
	Sebelum          int64          `json:"sebelum,omitempty"`
}

// TindakLanjut is an action agreed on.
type TindakLanjut struct {
	Uraian  string `json:"uraian"`
	PIC     string `json:"pic,omitempty"`
	Tenggat string `json:"tenggat,omitempty"`
	Selesai bool   `json:"selesai,omitempty"`
}

// FromRealisasi is the shape of a report on indicator i. A component that i's formula
// does not use, because the formula was another one once, is kept: as nilai or
// penyebut.
func FromRealisasi(r sakip.Realisasi, i sakip.Indikator) Realisasi {
	w := Realisasi{
		Indikator: r.Indikator, Triwulan: r.Triwulan, Penyebut: AngkaDariAda(r.Y), Predikat: r.Predikat,
		BelumTerbit: r.BelumTerbit, Status: r.Status, Sumber: r.Sumber, FaktorPendorong: r.FaktorPendorong,
		FaktorPenghambat: r.FaktorPenghambat, Solusi: r.Solusi, Catatan: r.Catatan,
		DibukaKembali: r.DibukaKembali, Pengisi: r.Pengisi, Pemeriksa: r.Pemeriksa, Sebelum: r.Sebelum,
		TindakLanjut: petakan(r.TindakLanjut, func(t sakip.TindakLanjut) TindakLanjut { return TindakLanjut(t) }),
	}
	switch x := AngkaDariAda(r.X); i.Formula.Jenis {
	case sakip.FormulaRasio:
		w.Pembilang = x
	case sakip.FormulaSkor:
		w.Skor = x
	default:
		w.Nilai = x
	}
	return w
}

// komponenFormula are the components that each formula takes.
var komponenFormula = map[sakip.JenisFormula][]string{
	sakip.FormulaRasio:    {"pembilang", "penyebut"},
	sakip.FormulaSkor:     {"skor"},
	sakip.FormulaNilai:    {"nilai"},
	sakip.FormulaPredikat: {"predikat"},
}

// Domain is the report on indicator i that the shape says. A component that does not
// belong to i's formula is refused at its field.
func (w Realisasi) Domain(i sakip.Indikator, l *fault.List) sakip.Realisasi {
	for _, k := range []struct {
		field string
		ada   bool
	}{
		{"pembilang", !w.Pembilang.IsZero()}, {"penyebut", !w.Penyebut.IsZero()}, {"skor", !w.Skor.IsZero()},
		{"nilai", !w.Nilai.IsZero()}, {"predikat", w.Predikat != ""},
	} {
		if k.ada && !slices.Contains(komponenFormula[i.Formula.Jenis], k.field) {
			l.Add("", fault.At(k.field, fault.Invalid, "Indikator ini memakai rumus "+string(i.Formula.Jenis)+", tanpa isian "+k.field+"."))
		}
	}
	return w.Tersimpan(l)
}

// Tersimpan is the report as it was stored, whatever has become of its indicator
// since: a formula that was changed or an indicator that is gone must not make a year
// unreadable.
func (w Realisasi) Tersimpan(l *fault.List) sakip.Realisasi {
	r := sakip.Realisasi{
		Indikator: w.Indikator, Triwulan: w.Triwulan, Y: w.Penyebut.Kanonik("penyebut", l), Predikat: w.Predikat,
		BelumTerbit: w.BelumTerbit, Status: w.Status, Sumber: w.Sumber, FaktorPendorong: w.FaktorPendorong,
		FaktorPenghambat: w.FaktorPenghambat, Solusi: w.Solusi, Catatan: w.Catatan,
		DibukaKembali: w.DibukaKembali, Pengisi: w.Pengisi, Pemeriksa: w.Pemeriksa, Sebelum: w.Sebelum,
		TindakLanjut: petakan(w.TindakLanjut, func(t TindakLanjut) sakip.TindakLanjut { return sakip.TindakLanjut(t) }),
	}
	for _, x := range []*decimal.Decimal{w.Pembilang.Kanonik("pembilang", l), w.Skor.Kanonik("skor", l), w.Nilai.Kanonik("nilai", l)} {
		if r.X == nil {
			r.X = x
		}
	}
	return r
}
