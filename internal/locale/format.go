package locale

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Angka writes d with dots between thousands and exactly desimal decimals after
// a comma: 1.977.070.000,00. Decimals beyond are rounded half away from zero;
// what policy rounds otherwise must come rounded. A negative desimal counts as 0.
func Angka(d decimal.Decimal, desimal int32) string {
	return indonesian(d.StringFixed(max(desimal, 0)))
}

// AngkaRingkas writes d with the decimals it needs: 98,94 · 75 · 4.071.
func AngkaRingkas(d decimal.Decimal) string {
	return indonesian(d.String())
}

// Rupiah writes an amount as Rp16.605.479.345, with two decimals only
// when there are sen, and the minus first: -Rp1.000,50.
func Rupiah(d decimal.Decimal) string {
	d = d.Round(2)
	desimal := int32(2)
	if d.IsInteger() {
		desimal = 0
	}
	s := Angka(d.Abs(), desimal)
	if d.IsNegative() {
		return "-Rp" + s
	}
	return "Rp" + s
}

// Persen writes a percentage as Angka does, with its sign: 98,94%.
func Persen(d decimal.Decimal, desimal int32) string {
	return Angka(d, desimal) + "%"
}

// indonesian turns a machine writing into groups of three with a decimal comma.
func indonesian(s string) string {
	digits, minus := strings.CutPrefix(s, "-")
	whole, frac, fractional := strings.Cut(digits, ".")
	var b strings.Builder
	if minus {
		b.WriteByte('-')
	}
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteRune(c)
	}
	if fractional {
		b.WriteString("," + frac)
	}
	return b.String()
}
