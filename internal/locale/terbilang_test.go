package locale

import (
	"strings"
	"testing"

	"capaian/internal/fault"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestTerbilang(t *testing.T) {
	tests := []struct {
		name  string
		in    string
		ejaan Ejaan
		want  string
	}{
		{"total pagu 2023", "16605479345", Milyar, "Enam Belas Milyar Enam Ratus Lima Juta Empat Ratus Tujuh Puluh Sembilan Ribu Tiga Ratus Empat Puluh Lima Rupiah"},
		{"total realisasi 2023", "15731330440", Miliar, "Lima Belas Miliar Tujuh Ratus Tiga Puluh Satu Juta Tiga Ratus Tiga Puluh Ribu Empat Ratus Empat Puluh Rupiah"},
		{"no spelling named", "1000000000", "", "Satu Miliar Rupiah"},
		{"nol", "0", Miliar, "Nol Rupiah"},
		{"nol with decimals", "0.00", Miliar, "Nol Rupiah"},
		{"nol with an exponent", "0e20", Miliar, "Nol Rupiah"},
		{"satu", "1", Miliar, "Satu Rupiah"},
		{"sepuluh", "10", Miliar, "Sepuluh Rupiah"},
		{"sebelas", "11", Miliar, "Sebelas Rupiah"},
		{"belas", "12", Miliar, "Dua Belas Rupiah"},
		{"last belas", "19", Miliar, "Sembilan Belas Rupiah"},
		{"puluh", "20", Miliar, "Dua Puluh Rupiah"},
		{"puluh satu", "21", Miliar, "Dua Puluh Satu Rupiah"},
		{"seratus", "100", Miliar, "Seratus Rupiah"},
		{"seratus sebelas", "111", Miliar, "Seratus Sebelas Rupiah"},
		{"dua ratus", "200", Miliar, "Dua Ratus Rupiah"},
		{"seribu", "1000", Miliar, "Seribu Rupiah"},
		{"seribu seratus", "1100", Miliar, "Seribu Seratus Rupiah"},
		{"seribu of a scale with a rest", "1999", Miliar, "Seribu Sembilan Ratus Sembilan Puluh Sembilan Rupiah"},
		{"sepuluh ribu", "10000", Miliar, "Sepuluh Ribu Rupiah"},
		{"sebelas ribu", "11000", Miliar, "Sebelas Ribu Rupiah"},
		{"puluh satu ribu", "21000", Miliar, "Dua Puluh Satu Ribu Rupiah"},
		{"seratus satu ribu", "101000", Miliar, "Seratus Satu Ribu Rupiah"},
		{"satu juta", "1000000", Miliar, "Satu Juta Rupiah"},
		{"satu juta seribu", "1001000", Miliar, "Satu Juta Seribu Rupiah"},
		{"satu triliun", "1000000000000", Miliar, "Satu Triliun Rupiah"},
		{"seribu triliun", "1000000000000000", Miliar, "Seribu Triliun Rupiah"},
		{"ribu triliun with a rest", "2500000000000007", Miliar, "Dua Ribu Lima Ratus Triliun Tujuh Rupiah"},
		{"largest", "999999999999999999.99", Milyar, "Sembilan Ratus Sembilan Puluh Sembilan Ribu Sembilan Ratus Sembilan Puluh Sembilan Triliun " +
			"Sembilan Ratus Sembilan Puluh Sembilan Milyar Sembilan Ratus Sembilan Puluh Sembilan Juta Sembilan Ratus Sembilan Puluh Sembilan Ribu " +
			"Sembilan Ratus Sembilan Puluh Sembilan Rupiah Sembilan Puluh Sembilan Sen"},
		{"sen", "1000.12", Miliar, "Seribu Rupiah Dua Belas Sen"},
		{"one decimal is ten sen", "1.5", Miliar, "Satu Rupiah Lima Puluh Sen"},
		{"sen alone", "0.01", Miliar, "Nol Rupiah Satu Sen"},
		{"negative", "-1000.5", Miliar, "Minus Seribu Rupiah Lima Puluh Sen"},
		{"zeros beyond the sen", "1.5000", Miliar, "Satu Rupiah Lima Puluh Sen"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := decimal.RequireFromString(tt.in)
			got, err := Terbilang(d, tt.ejaan)
			if err != nil || got != tt.want {
				t.Errorf("Terbilang(%s) = %q, %v; want %q", tt.in, got, err, tt.want)
			}
			if back, err := ParseTerbilang(got); err != nil || !back.Equal(d) {
				t.Errorf("ParseTerbilang(%q) = %v, %v; want %s", got, back, err, tt.in)
			}
		})
	}
}

func TestTerbilangRefuses(t *testing.T) {
	tooLarge := fault.New(fault.OutOfRange, batasTerbawah, batasTeratas)
	tests := []struct {
		name  string
		write func(decimal.Decimal, Ejaan) (string, error)
		in    string
		ejaan Ejaan
		want  *fault.Error
	}{
		{"10^18", Terbilang, "1000000000000000000", Miliar, tooLarge},
		{"-10^18", TerbilangBilangan, "-1000000000000000000", Miliar, tooLarge},
		{"huge exponent", Terbilang, "1e9000", Miliar, tooLarge},
		{"fraction of a sen", Terbilang, "1.234", Miliar, fault.New(fault.Invalid, pecahanSen)},
		{"fraction", TerbilangBilangan, "1.5", Miliar, fault.New(fault.Invalid, bukanBulat)},
		{"spelling", Terbilang, "1", "Milliar", fault.New(fault.Unknown, "Ejaan", "Milliar")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.write(decimal.RequireFromString(tt.in), tt.ejaan)
			checkFault(t, err, tt.want)
			if got != "" {
				t.Errorf("got %q beside the fault", got)
			}
		})
	}
}

func TestTerbilangBilangan(t *testing.T) {
	for in, want := range map[string]string{
		"0":             "Nol",
		"149161":        "Seratus Empat Puluh Sembilan Ribu Seratus Enam Puluh Satu",
		"-2.00":         "Minus Dua",
		"1000000001.00": "Satu Milyar Satu",
	} {
		if got, err := TerbilangBilangan(decimal.RequireFromString(in), Milyar); err != nil || got != want {
			t.Errorf("TerbilangBilangan(%s) = %q, %v; want %q", in, got, err, want)
		}
	}
}

func TestParseTerbilang(t *testing.T) {
	for in, want := range map[string]string{
		" ENAM\u00a0belas  milyar\nRupiah ": "16000000000",
		"enam belas miliar":                 "16000000000",
		"minus nol rupiah lima sen":         "-0.05",
	} {
		if got, err := ParseTerbilang(in); err != nil || !got.Equal(decimal.RequireFromString(want)) {
			t.Errorf("ParseTerbilang(%q) = %v, %v; want %s", in, got, err, want)
		}
	}
	for in, want := range map[string]fault.Code{
		" ":                            fault.Required,
		strings.Repeat("satu ", 200):   fault.NumberTooLong,
		"rupiah":                       fault.Invalid,
		"minus":                        fault.Invalid,
		"minus nol":                    fault.Invalid,
		"satu ribu":                    fault.Invalid,
		"satu ratus":                   fault.Invalid,
		"satu belas":                   fault.Invalid,
		"sejuta":                       fault.Invalid,
		"dua dua":                      fault.Invalid,
		"juta satu":                    fault.Invalid,
		"seribu satu juta":             fault.Invalid,
		"satu juta dua miliar":         fault.Invalid,
		"lima sen":                     fault.Invalid,
		"lima rupiah enam":             fault.Invalid,
		"lima rupiah nol sen":          fault.Invalid,
		"lima rupiah seratus sen":      fault.Invalid,
		"lima rupiah rupiah":           fault.Invalid,
		"seribu triliun triliun":       fault.Invalid,
		"tiga puluh dolar":             fault.Invalid,
		"16 miliar":                    fault.Invalid,
		"satu koma lima":               fault.Invalid,
		"satu rupiah minus":            fault.Invalid,
		"dua puluh sebelas":            fault.Invalid,
		"sembilan ratus seratus ribu":  fault.Invalid,
		"satu milyar miliar dua puluh": fault.Invalid,
	} {
		if got, err := ParseTerbilang(in); fault.CodeOf(err) != want {
			t.Errorf("ParseTerbilang(%q) = %v, %v; want %s", in, got, err, want)
		}
	}
}

func TestTerbilangIsParsedBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Drawn by digits, so that short and long amounts are as likely.
		sen := rapid.StringMatching(`-?(0|[1-9][0-9]{0,17})\.[0-9]{2}`).Draw(t, "amount")
		want := decimal.RequireFromString(sen)
		e := rapid.SampledFrom([]Ejaan{Miliar, Milyar}).Draw(t, "ejaan")
		s, err := Terbilang(want, e)
		if err != nil {
			t.Fatalf("Terbilang(%v): %v", want, err)
		}
		if got, err := ParseTerbilang(s); err != nil || !got.Equal(want) {
			t.Fatalf("ParseTerbilang(%q) = %v, %v; want %v", s, got, err, want)
		}
		want = want.Truncate(0)
		s, err = TerbilangBilangan(want, e)
		if err != nil {
			t.Fatalf("TerbilangBilangan(%v): %v", want, err)
		}
		if got, err := ParseTerbilang(strings.ToUpper(s)); err != nil || !got.Equal(want) {
			t.Fatalf("ParseTerbilang(%q) = %v, %v; want %v", s, got, err, want)
		}
	})
}

func FuzzParseTerbilang(f *testing.F) {
	for _, s := range []string{"minus seribu triliun dua juta rupiah dua belas sen", "Enam Belas Milyar", "nol", "seratus sebelas ribu rupiah"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseTerbilang(s)
		if err != nil {
			checkCode(t, err, fault.Required, fault.NumberTooLong, fault.Invalid)
			return
		}
		if d.NumDigits() > maxDigits {
			t.Errorf("ParseTerbilang(%q) = %v: %d digits", s, d, d.NumDigits())
		}
		words, err := Terbilang(d, Milyar)
		if err != nil {
			t.Fatalf("Terbilang(%v) of %q: %v", d, s, err)
		}
		if back, err := ParseTerbilang(words); err != nil || !back.Equal(d) {
			t.Errorf("ParseTerbilang(%q) = %v; %q is read %v, %v", s, d, words, back, err)
		}
	})
}
