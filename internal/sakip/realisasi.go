package sakip

import (
	"github.com/shopspring/decimal"

	"capaian/internal/fault"
)

// Status is where a figure stands on its way from a draft to a final one.
type Status string

const (
	Draf         Status = "draf"
	Diajukan     Status = "diajukan"
	Dikembalikan Status = "dikembalikan"
	Diverifikasi Status = "diverifikasi"
	Final        Status = "final"
)

// Dihitung tells whether a figure of this status takes part in results. A draft is
// its author's alone; a returned figure waits for its correction.
func (s Status) Dihitung() bool { return s == Diajukan || s == Diverifikasi || s == Final }

// Realisasi is what a field office reports of one indicator in one quarter. What X,
// Y and Predikat stand for is said by the indicator's Formula; a nil component was
// not given.
type Realisasi struct {
	Indikator        string
	Triwulan         int
	X                *decimal.Decimal // pembilang, skor or nilai
	Y                *decimal.Decimal // penyebut
	Predikat         string
	BelumTerbit      bool // the source publishes later: said, not forgotten
	Status           Status
	Sumber           string
	FaktorPendorong  string
	FaktorPenghambat string
	Solusi           string
	TindakLanjut     []TindakLanjut
	Catatan          string // of who returned it
	DibukaKembali    string // this and the next as in Alur
	Pengisi          string
	Pemeriksa        string
	Sebelum          int64
}

// TindakLanjut is an action agreed on, carried to the next quarter until done.
type TindakLanjut struct {
	Uraian  string
	PIC     string
	Tenggat string // e.g. "TW3"
	Selesai bool
}

// Kosong tells whether no component was given.
func (r Realisasi) Kosong() bool { return r.X == nil && r.Y == nil && r.Predikat == "" }

// Validasi lists every fault of the report on indicator i.
func (r Realisasi) Validasi(i Indikator, k Kebijakan) error {
	var l fault.List
	pilihan(&l, "triwulan", r.Triwulan, 1, 2, 3, 4)
	pilihan(&l, "status", r.Status, Draf, Diajukan, Dikembalikan, Diverifikasi, Final)
	l.Add("", panjang("sumber", r.Sumber))
	l.Add("", panjang("faktor_pendorong", r.FaktorPendorong))
	l.Add("", panjang("faktor_penghambat", r.FaktorPenghambat))
	l.Add("", panjang("solusi", r.Solusi))
	l.Add("", panjang("catatan", r.Catatan))
	l.Add("", panjang("dibuka_kembali", r.DibukaKembali))
	for n, t := range r.TindakLanjut {
		l.Add(at("tindak_lanjut", n), wajib("uraian", t.Uraian))
	}
	if r.BelumTerbit {
		if !r.Kosong() {
			l.Add("", fault.At("belum_terbit", fault.Invalid, "Kosongkan angkanya bila sumber data belum terbit."))
		}
		return l.Err()
	}
	wajibAngka := func(field string, v *decimal.Decimal) {
		switch {
		case v == nil && r.Status != Draf:
			l.Add("", fault.At(field, fault.Required))
		case v != nil && i.Formula.Jenis != FormulaNilai && v.IsNegative():
			l.Add("", fault.At(field, fault.Invalid, "Nilai ini tidak boleh negatif."))
		}
	}
	switch i.Formula.Jenis {
	case FormulaRasio:
		wajibAngka("pembilang", r.X)
		wajibAngka("penyebut", r.Y)
	case FormulaSkor:
		wajibAngka("skor", r.X)
		if r.X != nil && i.Formula.SkorMaksimal != nil && r.X.GreaterThan(*i.Formula.SkorMaksimal) {
			l.Add("", fault.At("skor", fault.OutOfRange, "0", Teks(*i.Formula.SkorMaksimal)))
		}
	case FormulaNilai:
		wajibAngka("nilai", r.X)
	case FormulaPredikat:
		if r.Predikat == "" && r.Status != Draf {
			l.Add("", fault.At("predikat", fault.Required))
		}
		if _, ok := k.SkorPredikat(i.Formula.SkalaPredikat, r.Predikat); r.Predikat != "" && !ok {
			l.Add("", fault.At("predikat", fault.Unknown, "Predikat", r.Predikat))
		}
	}
	if i.Formula.Jenis != FormulaRasio && r.Y != nil {
		l.Add("", fault.At("penyebut", fault.Invalid, "Indikator ini tidak memakai penyebut."))
	}
	return l.Err()
}
