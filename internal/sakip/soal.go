package sakip

import (
	"github.com/shopspring/decimal"

	"capaian/internal/fault"
)

// Soal is one calculation on its own, without an agency: what the public calculator
// and the preview beside an entry field ask. The realisasi is given as it is, as a
// ratio's components, or as quarters to accumulate.
type Soal struct {
	Arah      Arah
	Target    Target
	Realisasi *decimal.Decimal
	Pembilang *decimal.Decimal
	Penyebut  *decimal.Decimal
	Pengali   *decimal.Decimal // default 100
	Triwulan  []*decimal.Decimal
	Akumulasi Akumulasi
	Kebijakan Kebijakan
}

// Jawab computes the realisasi and its capaian.
func (s Soal) Jawab() (Angka, Capaian) {
	r := s.realisasi()
	r.Jelas.Kebijakan = s.Kebijakan.Versi
	return r, HitungCapaian(s.Arah, s.Target, r, s.Kebijakan)
}

func (s Soal) realisasi() Angka {
	switch {
	case len(s.Triwulan) > 0:
		// Quarters at the end without a value have not come yet; a gap before is a gap.
		n := len(s.Triwulan)
		for n > 1 && s.Triwulan[n-1] == nil {
			n--
		}
		sel := make([]Sel, n)
		for i, v := range s.Triwulan[:n] {
			sel[i] = Sel{Nilai: v, Wajib: true, Alasan: BelumDilaporkan}
		}
		sd, _ := Akumulasikan(sel, s.Akumulasi, TriwulanIni)
		return sd
	case s.Pembilang != nil || s.Penyebut != nil:
		pengali := seratus
		if s.Pengali != nil {
			pengali = *s.Pengali
		}
		return HitungRasio(s.Pembilang, s.Penyebut, pengali, s.Kebijakan)
	case s.Realisasi != nil:
		return diketahui(*s.Realisasi, Penjelasan{Aturan: "realisasi.nilai"})
	}
	return takDiketahui(BelumDilaporkan, Penjelasan{Aturan: "realisasi.nilai"})
}

// Validasi lists what makes the question meaningless; a missing target or realisasi
// is not a fault but an answer with its reason.
func (s Soal) Validasi() error {
	var l fault.List
	pilihan(&l, "arah", s.Arah, Naik, Turun, Rentang)
	cara := 0
	for _, ada := range []bool{s.Realisasi != nil, s.Pembilang != nil || s.Penyebut != nil, len(s.Triwulan) > 0} {
		if ada {
			cara++
		}
	}
	if cara > 1 {
		l.Add("", fault.At("realisasi", fault.Invalid, "Isi satu cara saja: realisasi, pembilang dan penyebut, atau triwulan."))
	}
	if len(s.Triwulan) > 4 {
		l.Add("", fault.At("triwulan", fault.OutOfRange, "1", "4"))
	}
	if len(s.Triwulan) > 0 {
		pilihan(&l, "akumulasi", s.Akumulasi, Jumlah, PosisiAkhir, Tetap, RataRata, Maksimum, Minimum)
	}
	if s.Pengali != nil && !s.Pengali.IsPositive() {
		l.Add("", fault.At("pengali", fault.Invalid, "Pengali harus lebih dari nol (biasanya 100)."))
	}
	l.Add("kebijakan", s.Kebijakan.Validasi())
	if (s.Target.Bawah == nil) != (s.Target.Atas == nil) {
		l.Add("", fault.At("target_atas", fault.Invalid, "Rentang memerlukan target_bawah dan target_atas."))
	}
	if s.Target.Bawah != nil && s.Target.Atas != nil && s.Target.Bawah.GreaterThan(*s.Target.Atas) {
		l.Add("", fault.At("target_bawah", fault.Invalid, "Batas bawah melebihi batas atas."))
	}
	return l.Err()
}
