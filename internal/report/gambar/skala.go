package gambar

import (
	"github.com/shopspring/decimal"

	"capaian/internal/locale"
)

// skala is an axis in equal round steps.
type skala struct {
	bawah, atas, langkah decimal.Decimal
	bagi                 decimal.Decimal // marks are written as so many of it
	sebutan              string          // "juta", "" for one
}

var besaran = []struct {
	nilai   decimal.Decimal
	sebutan string
}{{decimal.New(1, 12), "triliun"}, {decimal.New(1, 9), "miliar"}, {decimal.New(1, 6), "juta"}}

// skalaDari is an axis of about so many steps that holds both ends.
func skalaDari(bawah, atas decimal.Decimal, langkah int) skala {
	if bawah.Equal(atas) { // one value: something around it
		switch {
		case bawah.IsPositive():
			bawah = decimal.Zero
		case bawah.IsNegative():
			atas = decimal.Zero
		default:
			atas = decimal.NewFromInt(1)
		}
	}
	l := bulatkanLangkah(atas.Sub(bawah).DivRound(decimal.NewFromInt(int64(langkah)), 12))
	s := skala{bawah: bawah.Div(l).Floor().Mul(l), atas: atas.Div(l).Ceil().Mul(l), langkah: l, bagi: decimal.NewFromInt(1)}
	terbesar := decimal.Max(s.atas.Abs(), s.bawah.Abs())
	for _, b := range besaran {
		if terbesar.GreaterThanOrEqual(b.nilai) {
			s.bagi, s.sebutan = b.nilai, b.sebutan
			break
		}
	}
	return s
}

// bulatkanLangkah is the least of 1, 2 and 5 times a power of ten that is not below d.
func bulatkanLangkah(d decimal.Decimal) decimal.Decimal {
	if !d.IsPositive() {
		return decimal.New(1, -12)
	}
	pangkat := int32(d.NumDigits()) + d.Exponent() - 1
	for _, m := range []int64{1, 2, 5} {
		if l := decimal.New(m, pangkat); l.GreaterThanOrEqual(d) {
			return l
		}
	}
	return decimal.New(1, pangkat+1)
}

// tanda is a mark of the axis.
type tanda struct {
	bagian float64 // of the axis, from its lower end
	teks   string
}

// tanda are the marks from below.
func (s skala) tanda() []tanda {
	var out []tanda
	for v := s.bawah; v.LessThanOrEqual(s.atas); v = v.Add(s.langkah) {
		out = append(out, tanda{s.bagian(v), locale.AngkaRingkas(v.Div(s.bagi))})
	}
	return out
}

// bagian is where a value lies, as a part of the axis.
func (s skala) bagian(v decimal.Decimal) float64 {
	return v.Sub(s.bawah).DivRound(s.atas.Sub(s.bawah), 6).InexactFloat64()
}
