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
	polaLain       = "sama dengan angka di kolom lain"
	polaSalahKolom = "dihitung dari kolom lain"
)

// pola is how a wrong value may have come about.
type pola struct {
	jenis string
	dari  int // the statement that the value, or its input, was taken from
}

// polaKetik tells which slip makes what is printed at i of the right value.
func (s *pencari) polaKetik(i int, benar decimal.Decimal) pola {
	t := &s.n.Pernyataan[i]
	for _, j := range s.baris[[2]string{t.Tabel, t.Baris}] {
		if j != i && s.n.Pernyataan[j].Jenis != JenisTeks && s.nilai[j].Equal(s.nilai[i]) && !sepele(s.nilai[i]) {
			return pola{jenis: polaLain, dari: j}
		}
	}
	return pola{jenis: salahKetik(s.nilai[i], benar, t.Desimal)}
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
