package review

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Patterns of slips.
const (
	polaAngka      = "satu angka berbeda"
	polaTukarAngka = "dua angka yang berdampingan tertukar"
	polaHilang     = "satu angka hilang atau lebih"
	polaGeser      = "letak koma atau titik bergeser"
	polaLama       = "sama dengan angka tahun lalu"
	polaLain       = "sama dengan angka di kolom lain"
	polaSalahKolom = "dihitung dari kolom lain"
)

// pola is how a wrong value may have come about.
type pola struct {
	jenis string
	dari  int // the statement that the value, or its input, was taken from
}

// polaKetik tells which slip makes what is printed at i of the right value.
func (s *pencari) polaKetik(i int, benar decimal.Decimal, kabur bool) pola {
	t := &s.n.Pernyataan[i]
	k := t.Kunci
	k.Tahun--
	for _, j := range s.kunci[k][:min(len(s.kunci[k]), batasSetempat)] {
		if s.n.Pernyataan[j].Jenis != JenisTeks && s.nilai[j].Equal(s.nilai[i]) && !sepele(s.nilai[i]) {
			return pola{jenis: polaLama, dari: j}
		}
	}
	for _, j := range s.baris[[2]string{t.Tabel, t.Baris}] {
		if j != i && s.n.Pernyataan[j].Jenis != JenisTeks && s.nilai[j].Equal(s.nilai[i]) && !sepele(s.nilai[i]) {
			return pola{jenis: polaLain, dari: j}
		}
	}
	if kabur {
		return pola{}
	}
	return pola{jenis: salahKetik(s.nilai[i], benar, t.Desimal)}
}

// versiLain tells whether v is what another version of the plan has for the fact at i.
func (s *pencari) versiLain(i int, v decimal.Decimal) bool {
	k := s.n.Pernyataan[i].Kunci
	if k.Besaran != Target && k.Besaran != Pagu {
		return false
	}
	lain := s.versi[Kunci{Besaran: k.Besaran, Subjek: k.Subjek, Tahun: k.Tahun, Triwulan: k.Triwulan}]
	for _, j := range lain[:min(len(lain), batasSetempat)] {
		if s.n.Pernyataan[j].Versi != k.Versi && s.nilai[j].Equal(v) {
			return true
		}
	}
	return false
}

// sebelumKetik are the values that a moved separator or, where asked for, two exchanged
// digits make v of.
func sebelumKetik(v decimal.Decimal, desimal int32, tukar bool) []decimal.Decimal {
	var out []decimal.Decimal
	for n := int32(-3); n <= 3; n++ {
		if n != 0 {
			out = append(out, v.Shift(n))
		}
	}
	if !tukar {
		return out
	}
	b := []byte(v.Abs().Shift(desimal).Truncate(0).String())
	for n := range b[1:] {
		if b[n] == b[n+1] {
			continue
		}
		b[n], b[n+1] = b[n+1], b[n]
		if w, err := decimal.NewFromString(string(b)); err == nil {
			w = w.Shift(-desimal)
			if v.IsNegative() {
				w = w.Neg()
			}
			out = append(out, w)
		}
		b[n], b[n+1] = b[n+1], b[n]
	}
	return out
}

func salahKetik(a, b decimal.Decimal, desimal int32) string {
	if a.Sign()*b.Sign() <= 0 {
		return ""
	}
	for n := int32(-4); n <= 4; n++ {
		if n != 0 && a.Shift(n).Equal(b) {
			return polaGeser
		}
	}
	x, y := a.Abs().Shift(desimal).Truncate(0).String(), b.Abs().Shift(desimal).Truncate(0).String()
	if len(x) == len(y) {
		var beda []int
		for n := range x {
			if x[n] != y[n] {
				beda = append(beda, n)
			}
		}
		switch {
		case len(beda) == 1:
			return polaAngka
		case len(beda) == 2 && beda[1] == beda[0]+1 && x[beda[0]] == y[beda[1]] && x[beda[1]] == y[beda[0]]:
			return polaTukarAngka
		}
		return ""
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) == 1 && len(x) > 1 {
		for n := range y {
			if strings.HasPrefix(x, y[:n]) && x[n:] == y[n+1:] {
				return polaHilang
			}
		}
	}
	return ""
}
