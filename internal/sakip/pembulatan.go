package sakip

import "github.com/shopspring/decimal"

// This file is the only place where values are divided and rounded.

// skalaBagi is the number of decimals a quotient keeps. shopspring's Div keeps 16,
// which loses small quotients; 40 leaves ten guard digits beyond skalaPasti.
const skalaBagi = 40

// skalaPasti is where a quotient is trusted: two thirds plus one third must be one
// before it is cut. Every display rounding first rounds here.
const skalaPasti = 30

var (
	seratus = decimal.NewFromInt(100)
	nol     = decimal.Zero
	satu    = decimal.NewFromInt(1)
)

// bagi is a ÷ b with skalaBagi decimals; b must not be zero.
func bagi(a, b decimal.Decimal) decimal.Decimal { return a.DivRound(b, skalaBagi) }

// persen is a ÷ b × 100; the multiplication comes first so that a quotient that ends
// is exact.
func persen(a, b decimal.Decimal) decimal.Decimal { return bagi(a.Mul(seratus), b) }

// Pembulatan is how a value is cut to the decimals shown.
type Pembulatan string

const (
	SetengahKeAtas Pembulatan = "half_up"  // away from zero at one half, as the published reports do
	Potong         Pembulatan = "truncate" // towards zero
)

// Bulatkan cuts d to n decimals. Both ways act on the value, not on its last noise
// digit: 99,999…9 (30 nines) is 100.
func Bulatkan(d decimal.Decimal, n int32, cara Pembulatan) decimal.Decimal {
	d = d.Round(skalaPasti)
	if cara == Potong {
		return d.Truncate(n).Round(n)
	}
	return d.Round(n)
}

// Teks writes d with a point and the decimals it has: 99.40 stays 99.40.
func Teks(d decimal.Decimal) string {
	if d.Exponent() < 0 {
		return d.StringFixed(-d.Exponent())
	}
	return d.String()
}

// teksRingkas is Teks of a quotient: noise digits and trailing zeros are dropped.
func teksRingkas(d decimal.Decimal) string { return d.Round(skalaPasti).String() }

func salin(d decimal.Decimal) *decimal.Decimal { return &d }
