package sakip

import "github.com/shopspring/decimal"

// Sel is what is known of a component in one quarter.
type Sel struct {
	Nilai  *decimal.Decimal
	Wajib  bool   // a report was due in this quarter
	Alasan Alasan // why Nilai is nil
}

// Akumulasikan makes, of the cells of quarter 1 up to the current one, the value up to
// the quarter and the value of the quarter alone.
//
// Entered as triwulan ini, the quarters add up by the component's akumulasi; sums,
// means and extremes need every due quarter before. Entered as s.d. triwulan, the
// current cell is the value up to the quarter, and the quarter alone is its growth.
func Akumulasikan(sel []Sel, a Akumulasi, m ModeEntri) (sd, tw Angka) {
	j := Penjelasan{Aturan: "akumulasi." + string(a), Rumus: rumusAkumulasi(a, m), Masukan: make([]Masukan, len(sel))}
	for n, s := range sel {
		j.Masukan[n] = masukan(Periode{Triwulan: n + 1}.String(), s.Nilai, "")
	}
	kini := sel[len(sel)-1]
	if kini.Nilai == nil {
		u := takDiketahui(kini.Alasan, j)
		return u, u
	}
	lalu := sel[:len(sel)-1]
	sd, tw = diketahui(*kini.Nilai, j), diketahui(*kini.Nilai, j)
	if m == SDTriwulan {
		if a == Jumlah && len(lalu) > 0 {
			tw = pertumbuhan(lalu, *kini.Nilai, j)
		}
		return sd, tw
	}
	if a == PosisiAkhir || a == Tetap {
		return sd, tw
	}
	hasil, n := *kini.Nilai, int64(1)
	for _, s := range lalu {
		switch {
		case s.Nilai == nil && s.Wajib:
			return takDiketahui(TriwulanTakLengkap, j), tw
		case s.Nilai == nil:
			continue
		}
		n++
		switch a {
		case Jumlah, RataRata:
			hasil = hasil.Add(*s.Nilai)
		case Maksimum:
			hasil = decimal.Max(hasil, *s.Nilai)
		case Minimum:
			hasil = decimal.Min(hasil, *s.Nilai)
		}
	}
	if a == RataRata {
		hasil = bagi(hasil, decimal.NewFromInt(n))
	}
	return diketahui(hasil, j), tw
}

func rumusAkumulasi(a Akumulasi, m ModeEntri) string {
	if m == SDTriwulan {
		return "nilai s.d. triwulan yang dilaporkan"
	}
	switch a {
	case Jumlah:
		return "jumlah triwulan"
	case RataRata:
		return "rata-rata triwulan"
	case Maksimum:
		return "triwulan tertinggi"
	case Minimum:
		return "triwulan terendah"
	}
	return "triwulan terakhir"
}

// pertumbuhan is the quarter's own share of a cumulative value: what the last known
// quarter before did not yet have.
func pertumbuhan(lalu []Sel, kini decimal.Decimal, j Penjelasan) Angka {
	for i := len(lalu) - 1; i >= 0; i-- {
		switch s := lalu[i]; {
		case s.Nilai != nil:
			j.Rumus = "kenaikan sejak triwulan sebelumnya yang dilaporkan"
			return diketahui(kini.Sub(*s.Nilai), j)
		case s.Wajib:
			return takDiketahui(TriwulanTakLengkap, j)
		}
	}
	return diketahui(kini, j)
}
