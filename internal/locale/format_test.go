package locale

import (
	"math"
	"regexp"
	"strings"
	"testing"

	"capaian/internal/fault"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestFormat(t *testing.T) {
	angka := func(desimal int32) func(decimal.Decimal) string {
		return func(d decimal.Decimal) string { return Angka(d, desimal) }
	}
	persen := func(desimal int32) func(decimal.Decimal) string {
		return func(d decimal.Decimal) string { return Persen(d, desimal) }
	}
	tests := []struct {
		name   string
		format func(decimal.Decimal) string
		in     string
		want   string
	}{
		{"Angka pads", angka(2), "1977070000", "1.977.070.000,00"},
		{"Angka keeps", angka(2), "98.94", "98,94"},
		{"Angka of what binary floats print as 92,73", angka(2), "92.735", "92,74"},
		{"Angka rounds half away from zero", angka(2), "-92.735", "-92,74"},
		{"Angka rounds below half", angka(2), "92.7349999", "92,73"},
		{"Angka carries into a new group", angka(2), "999.995", "1.000,00"},
		{"Angka without decimals", angka(0), "149161", "149.161"},
		{"Angka half without decimals", angka(0), "0.5", "1"},
		{"Angka negative decimals", angka(-3), "1234.5", "1.235"},
		{"Angka has no minus zero", angka(2), "-0.001", "0,00"},
		{"Angka below one", angka(4), "0.05", "0,0500"},
		{"Angka of three digits", angka(0), "-100", "-100"},
		{"Angka of a positive exponent", angka(1), "12e5", "1.200.000,0"},

		{"AngkaRingkas decimals", AngkaRingkas, "98.94", "98,94"},
		{"AngkaRingkas trailing zero", AngkaRingkas, "98.90", "98,9"},
		{"AngkaRingkas whole", AngkaRingkas, "75.00", "75"},
		{"AngkaRingkas keeps zeros of tens", AngkaRingkas, "100", "100"},
		{"AngkaRingkas groups", AngkaRingkas, "4071", "4.071"},
		{"AngkaRingkas negative", AngkaRingkas, "-1234.5", "-1.234,5"},
		{"AngkaRingkas zero", AngkaRingkas, "0.00", "0"},

		{"Rupiah", Rupiah, "16605479345", "Rp16.605.479.345"},
		{"Rupiah with sen", Rupiah, "15731330440.12", "Rp15.731.330.440,12"},
		{"Rupiah with ten sen", Rupiah, "0.5", "Rp0,50"},
		{"Rupiah with sen of zero", Rupiah, "1000.00", "Rp1.000"},
		{"Rupiah rounds to no sen", Rupiah, "1000.001", "Rp1.000"},
		{"Rupiah rounds up", Rupiah, "999.995", "Rp1.000"},
		{"Rupiah negative", Rupiah, "-1000.5", "-Rp1.000,50"},
		{"Rupiah has no minus zero", Rupiah, "-0.001", "Rp0"},

		{"Persen", persen(2), "98.94", "98,94%"},
		{"Persen pads", persen(2), "0", "0,00%"},
		{"Persen above a thousand", persen(0), "1234.5", "1.235%"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.format(decimal.RequireFromString(tt.in)); got != tt.want {
				t.Errorf("%s: got %q, want %q", tt.in, got, tt.want)
			}
		})
	}
	t.Run("zero value", func(t *testing.T) {
		if got, want := Angka(decimal.Decimal{}, math.MinInt32), "0"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

var (
	wellFormed   = regexp.MustCompile(`^-?[0-9]{1,3}(\.[0-9]{3})*(,[0-9]+)?$`)
	oneSeparator = regexp.MustCompile(`^-?[1-9][0-9]{0,2}[.,][0-9]{3}$`)
)

// drawDecimal draws values with up to 20 digits before the comma and scale after it.
func drawDecimal(t *rapid.T, scale int32) decimal.Decimal {
	whole := rapid.StringMatching(`-?(0|[1-9][0-9]{0,19})`).Draw(t, "whole")
	if scale == 0 {
		return decimal.RequireFromString(whole)
	}
	frac := rapid.StringOfN(rapid.RuneFrom([]rune("0123456789")), int(scale), int(scale), -1).Draw(t, "frac")
	return decimal.RequireFromString(whole + "." + frac)
}

func TestAngkaIsParsedBack(t *testing.T) {
	for name, k := range kinds {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				scale := rapid.Int32Range(0, 4).Draw(t, "scale")
				want := drawDecimal(t, scale)
				s := Angka(want, scale)
				if !wellFormed.MatchString(s) {
					t.Fatalf("Angka(%v, %d) = %q: groups are not well-formed", want, scale, s)
				}
				if _, frac, _ := strings.Cut(s, ","); len(frac) != int(scale) {
					t.Fatalf("Angka(%v, %d) = %q: %d decimals", want, scale, s, len(frac))
				}
				got, err := Parse(s, k)
				// Alone before or after the one separator, three digits may be a group.
				single := oneSeparator.MatchString(s)
				switch {
				case single && (k == KindRasio || k == KindBilangan && scale == 3):
					if fault.CodeOf(err) != fault.Ambiguous {
						t.Fatalf("Parse(%q) = %v, %v; want ambiguous", s, got, err)
					}
					return
				case single && scale == 3: // rupiah have no third decimal
					want = want.Shift(3)
				case k == KindRupiah && !want.Equal(want.Truncate(2)):
					if fault.CodeOf(err) != fault.Invalid {
						t.Fatalf("Parse(%q) = %v, %v; want invalid", s, got, err)
					}
					return
				}
				if err != nil || !got.Equal(want) {
					t.Fatalf("Parse(%q) = %v, %v; want %v", s, got, err, want)
				}
			})
		})
	}
}

func TestRupiahAndPersenAreParsedBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := drawDecimal(t, 2)
		if got, err := Parse(Rupiah(want), KindRupiah); err != nil || !got.Equal(want) {
			t.Fatalf("Parse(%q) = %v, %v; want %v", Rupiah(want), got, err, want)
		}
		if got, err := Parse(Persen(want, 2), KindRasio); err != nil || !got.Equal(want) {
			t.Fatalf("Parse(%q) = %v, %v; want %v", Persen(want, 2), got, err, want)
		}
		if got, err := Parse(AngkaRingkas(want), KindRupiah); err != nil || !got.Equal(want) {
			t.Fatalf("Parse(%q) = %v, %v; want %v", AngkaRingkas(want), got, err, want)
		}
	})
}
