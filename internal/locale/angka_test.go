package locale

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"capaian/internal/fault"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

var kinds = map[string]Kind{"rasio": KindRasio, "rupiah": KindRupiah, "bilangan": KindBilangan}

func TestParseAccepts(t *testing.T) {
	const ratio, money, count = "rasio", "rupiah", "bilangan"
	every := []string{ratio, money, count}
	tests := []struct {
		name  string
		in    string
		kinds []string
		want  string
	}{
		{"comma decimals", "98,94", every, "98.94"},
		{"point decimals", "98.94", every, "98.94"},
		{"one decimal", "7,5", every, "7.5"},
		{"whole", "75", every, "75"},
		{"zero", "0", every, "0"},
		{"leading zeros of a whole number", "007", every, "7"},
		{"dots and comma", "1.234,5", every, "1234.5"},
		{"commas and point", "1,234.5", every, "1234.5"},
		{"ungrouped", "1234.5", every, "1234.5"},
		{"ungrouped comma", "1234,5", every, "1234.5"},
		{"published rupiah", "1.977.070.000,00", every, "1977070000"},
		{"English spreadsheet", "1,234,567.89", every, "1234567.89"},
		{"two dots group", "1.234.567", every, "1234567"},
		{"two commas group", "1,234,567", every, "1234567"},
		{"no-break space groups", "1\u00a0234\u00a0567,5", every, "1234567.5"},
		{"narrow no-break space groups", "1\u202f234", every, "1234"},
		{"both no-break spaces group", "1\u00a0234\u202f567", every, "1234567"},
		{"space groups, point decimals", "12\u00a0345.67", every, "12345.67"},
		{"blanks around", " \t98,94\r\n", every, "98.94"},
		{"no-break blanks around", "\u00a0\u202f98,94\u202f\u00a0", every, "98.94"},
		{"minus", "-98,94", every, "-98.94"},
		{"typographic minus", "\u221298,94", every, "-98.94"},
		{"minus zero", "-0,00", every, "0"},
		{"30 digits", "123456789012345678901234567890", every, "123456789012345678901234567890"},

		{"leading zero is a decimal, comma", "0,123", []string{ratio, count}, "0.123"},
		{"leading zero is a decimal, point", "0.123", []string{ratio, count}, "0.123"},
		{"binary floats' bane", "92,735", []string{money}, "92735"},
		{"three decimals after four digits", "1234,567", []string{ratio, count}, "1234.567"},
		{"three decimals after groups", "1.234,567", []string{ratio, count}, "1234.567"},
		{"four decimals", "1,2340", []string{ratio, count}, "1.234"},
		{"zeros beyond the sen", "1234,5000", []string{money}, "1234.5"},

		{"percent", "98,94%", []string{ratio}, "98.94"},
		{"percent after blank", "98,94 %", []string{ratio}, "98.94"},
		{"percent after no-break space", "98,94\u00a0%", []string{ratio}, "98.94"},

		{"one dot groups", "1.234", []string{money, count}, "1234"},
		{"one dot groups three digits", "149.161", []string{money, count}, "149161"},
		{"one comma groups rupiah", "1,234", []string{money}, "1234"},

		{"Rp", "Rp16.605.479.345", []string{money}, "16605479345"},
		{"Rp and blank", "Rp 1.234", []string{money}, "1234"},
		{"Rp and no-break space", "Rp\u00a01.234,50", []string{money}, "1234.5"},
		{"Rp.", "Rp.5000", []string{money}, "5000"},
		{"Rp. and blank", "Rp. 5.000", []string{money}, "5000"},
		{"rp", "rp5.000", []string{money}, "5000"},
		{"64 bytes", "Rp" + strings.Repeat(" ", 61) + "5", []string{money}, "5"},
		{"comma dash", "Rp1.234,-", []string{money}, "1234"},
		{"comma dash without Rp", "500,-", []string{money}, "500"},
		{"minus before Rp", "-Rp5.000", []string{money}, "-5000"},
		{"minus after Rp", "Rp -5.000", []string{money}, "-5000"},
	}
	for _, tt := range tests {
		for _, k := range tt.kinds {
			t.Run(tt.name+"/"+k, func(t *testing.T) {
				got, err := Parse(tt.in, kinds[k])
				if err != nil || !got.Equal(decimal.RequireFromString(tt.want)) {
					t.Errorf("Parse(%q) = %v, %v; want %s", tt.in, got, err, tt.want)
				}
			})
		}
	}
}

func TestParseRefuses(t *testing.T) {
	every := []string{"rasio", "rupiah", "bilangan"}
	refuse := func(in string, code fault.Code) *fault.Error { return fault.New(code, in) }
	digits40 := strings.Repeat("1234567890", 4)
	tests := []struct {
		name  string
		in    string
		kinds []string
		want  *fault.Error
	}{
		{"empty", "", every, fault.New(fault.Required)},
		{"blanks", " \u00a0\t", every, fault.New(fault.Required)},

		{"huge exponent", "1e30000000", every, refuse("1e30000000", fault.NumberTooLong)},
		{"signed exponent", "-1.5E-7", every, refuse("-1.5E-7", fault.NumberTooLong)},
		{"40 digits", digits40, every, refuse(digits40, fault.NumberTooLong)},
		{"31 zeros", strings.Repeat("0", 31), every, refuse(strings.Repeat("0", 31), fault.NumberTooLong)},
		{"31 digits in groups", "1" + strings.Repeat(".234", 10), every,
			refuse("1"+strings.Repeat(".234", 9)+".23", fault.NumberTooLong)},
		{"too many bytes", strings.Repeat("x", 65), every, refuse(strings.Repeat("x", 40), fault.NumberTooLong)},
		{"too many bytes of wide characters", strings.Repeat("١", 50), every,
			refuse(strings.Repeat("١", 40), fault.NumberTooLong)},

		{"Arabic digits", "١٢٣", every, refuse("١٢٣", fault.NotANumber)},
		{"fullwidth digits", "\uff11\uff12", every, refuse("\uff11\uff12", fault.NotANumber)},
		{"letters", "dua", every, refuse("dua", fault.NotANumber)},
		{"letters after", "12x", every, refuse("12x", fault.NotANumber)},
		{"exponent without digits", "12e", every, refuse("12e", fault.NotANumber)},
		{"hexadecimal", "0x10", every, refuse("0x10", fault.NotANumber)},
		{"underscore", "1_000", every, refuse("1_000", fault.NotANumber)},
		{"NaN", "NaN", every, refuse("NaN", fault.NotANumber)},
		{"Inf", "-Inf", every, refuse("-Inf", fault.NotANumber)},
		{"broken UTF-8", "1\xff2", every, refuse("12", fault.NotANumber)},
		{"plus", "+5", every, refuse("+5", fault.NotANumber)},
		{"two minuses", "--5", every, refuse("--5", fault.NotANumber)},
		{"minus after", "5-", every, refuse("5-", fault.NotANumber)},
		{"minus apart", "- 5", every, refuse("- 5", fault.NotANumber)},
		{"minus alone", "-", every, refuse("-", fault.NotANumber)},
		{"bracketed", "(5)", every, refuse("(5)", fault.NotANumber)},
		{"comma alone", ",", every, refuse(",", fault.NotANumber)},
		{"comma first", ",5", every, refuse(",5", fault.NotANumber)},
		{"comma last", "5,", every, refuse("5,", fault.NotANumber)},
		{"point last", "1.234.", every, refuse("1.234.", fault.NotANumber)},
		{"groups too short", "12,3,4", every, refuse("12,3,4", fault.NotANumber)},
		{"second group too short", "1.23.456", every, refuse("1.23.456", fault.NotANumber)},
		{"first group too long", "1234.567.890", every, refuse("1234.567.890", fault.NotANumber)},
		{"group too long", "1.2345,6", every, refuse("1.2345,6", fault.NotANumber)},
		{"first group of zero", "0.123.456", every, refuse("0.123.456", fault.NotANumber)},
		{"leading zero before three digits", "012.345", every, refuse("012.345", fault.NotANumber)},
		{"two commas after groups", "1.234,5,6", every, refuse("1.234,5,6", fault.NotANumber)},
		{"separators alternate", "1.234,567.890", every, refuse("1.234,567.890", fault.NotANumber)},
		{"two numbers", "12 345", every, refuse("12 345", fault.NotANumber)},

		{"percent alone", "%", every, refuse("%", fault.NotANumber)},
		{"two percents", "5%%", every, refuse("5%%", fault.NotANumber)},
		{"percent first", "%5", every, refuse("%5", fault.NotANumber)},
		{"percent of what is no ratio", "5%", []string{"rupiah", "bilangan"}, refuse("5%", fault.NotANumber)},
		{"Rp alone", "Rp", every, refuse("Rp", fault.NotANumber)},
		{"Rp of what is no money", "Rp5", []string{"rasio", "bilangan"}, refuse("Rp5", fault.NotANumber)},
		{"comma dash of what is no money", "5,-", []string{"rasio", "bilangan"}, refuse("5,-", fault.NotANumber)},
		{"Rp twice", "RpRp5", every, refuse("RpRp5", fault.NotANumber)},
		{"minus on both sides of Rp", "-Rp-5", every, refuse("-Rp-5", fault.NotANumber)},
		{"sen and comma dash", "12,50,-", every, refuse("12,50,-", fault.NotANumber)},
		{"fraction of a sen", "1234,567", []string{"rupiah"}, fault.New(fault.Invalid, pecahanSen)},
		{"fraction of a sen below one", "0,123", []string{"rupiah"}, fault.New(fault.Invalid, pecahanSen)},

		{"one dot", "1.234", []string{"rasio"},
			fault.New(fault.Ambiguous, "1.234", "1234", "1,234", "1234", "1,2340")},
		{"one comma", "1,234", []string{"rasio", "bilangan"},
			fault.New(fault.Ambiguous, "1,234", "1234", "1,234", "1234", "1,2340")},
		{"one comma, two digits", "92,735", []string{"rasio", "bilangan"},
			fault.New(fault.Ambiguous, "92,735", "92735", "92,735", "92735", "92,7350")},
		{"one dot, three digits, minus, percent", "\u2212100.000 %", []string{"rasio"},
			fault.New(fault.Ambiguous, "\u2212100.000 %", "-100000", "-100,000", "-100000", "-100,0000")},
	}
	for _, tt := range tests {
		for _, k := range tt.kinds {
			t.Run(tt.name+"/"+k, func(t *testing.T) {
				got, err := Parse(tt.in, kinds[k])
				checkFault(t, err, tt.want)
				if !got.IsZero() {
					t.Errorf("Parse(%q) gives %v beside its fault", tt.in, got)
				}
			})
		}
	}
}

// The writings that an Ambiguous fault offers must be read as the readings it names.
func TestAmbiguousOffersWork(t *testing.T) {
	for _, in := range []string{"1.234", "-12.345", "999,999"} {
		_, err := Parse(in, KindRasio)
		var f *fault.Error
		if !errors.As(err, &f) || len(f.Args) != 5 {
			t.Fatalf("Parse(%q): got %v, want an Ambiguous fault of five args", in, err)
		}
		whole, err1 := Parse(f.Args[3], KindRasio)
		dec, err2 := Parse(f.Args[4], KindRasio)
		if err1 != nil || err2 != nil || !whole.Equal(dec.Shift(3)) {
			t.Errorf("offers of %q: got %v (%v) and %v (%v), want a factor of 1000", in, whole, err1, dec, err2)
		}
	}
}

func TestParseCanonical(t *testing.T) {
	accepted := map[string]string{
		"0": "0", "-0": "0", "1.234": "1.234", "-98.94": "-98.94", "1977070000.00": "1977070000",
		"123456789012345678901234567890": "123456789012345678901234567890",
	}
	for in, want := range accepted {
		if got, err := ParseCanonical(in); err != nil || !got.Equal(decimal.RequireFromString(want)) {
			t.Errorf("ParseCanonical(%q) = %v, %v; want %s", in, got, err, want)
		}
	}
	refused := map[string]fault.Code{
		"": fault.Required, "1e5": fault.NumberTooLong, "1E+30000000": fault.NumberTooLong,
		strings.Repeat("9", 31): fault.NumberTooLong, strings.Repeat(" ", 65): fault.NumberTooLong,
		" 1": fault.NotANumber, "1 ": fault.NotANumber, "+1": fault.NotANumber, "--1": fault.NotANumber,
		"01": fault.NotANumber, "1.": fault.NotANumber, ".5": fault.NotANumber, "1,5": fault.NotANumber,
		"1.2.3": fault.NotANumber, "1\n": fault.NotANumber, "NaN": fault.NotANumber, "١": fault.NotANumber,
		"\u22121": fault.NotANumber,
	}
	for in, want := range refused {
		if got, err := ParseCanonical(in); fault.CodeOf(err) != want {
			t.Errorf("ParseCanonical(%q) = %v, %v; want %s", in, got, err, want)
		}
	}
}

// Every canonical writing means the same to Parse, or is refused as ambiguous,
// or is a count in thousands.
func TestParseTakesCanonical(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?`).Draw(t, "writing")
		want, err := ParseCanonical(s)
		if err != nil {
			t.Fatalf("ParseCanonical(%q): %v", s, err)
		}
		for name, k := range map[string]Kind{"rasio": KindRasio, "bilangan": KindBilangan} {
			got, err := Parse(s, k)
			whole, frac, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
			switch {
			case len(frac) != 3 || len(whole) > 3 || whole == "0":
				if err != nil || !got.Equal(want) {
					t.Fatalf("Parse(%q, %s) = %v, %v; want %v", s, name, got, err, want)
				}
			case k == KindRasio:
				if fault.CodeOf(err) != fault.Ambiguous {
					t.Fatalf("Parse(%q, %s) = %v, %v; want ambiguous", s, name, got, err)
				}
			case err != nil || !got.Equal(want.Shift(3)):
				t.Fatalf("Parse(%q, %s) = %v, %v; want %v", s, name, got, err, want.Shift(3))
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"98,94 %", "1.234", "Rp -1.977.070.000,00", "500,-", "1\u00a0234,5", "1e30000000", "\u2212", "0,123"} {
		for _, k := range kinds {
			f.Add(s, int(k))
		}
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		k := Kind(n)
		d, err := Parse(s, k)
		if err != nil {
			checkCode(t, err, fault.Required, fault.NotANumber, fault.NumberTooLong, fault.Ambiguous, fault.Invalid)
			return
		}
		checkReparses(t, d, k)
	})
}

func FuzzParseCanonical(f *testing.F) {
	for _, s := range []string{"0", "-98.94", "1.234", "1e9", "01", "-0.00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseCanonical(s)
		if err != nil {
			checkCode(t, err, fault.Required, fault.NotANumber, fault.NumberTooLong)
			return
		}
		if back, err := ParseCanonical(d.String()); err != nil || !back.Equal(d) {
			t.Errorf("ParseCanonical(%q) = %v; read again %v, %v", s, d, back, err)
		}
		checkReparses(t, d, KindRasio)
	})
}

// checkReparses fails when an accepted value is too long or is not what its
// formatted writing is read as. A scale of 4 makes no writing ambiguous.
func checkReparses(t *testing.T, d decimal.Decimal, k Kind) {
	t.Helper()
	if d.NumDigits() > maxDigits || d.Exponent() < -maxDigits {
		t.Errorf("accepted %v: %d digits, exponent %d", d, d.NumDigits(), d.Exponent())
	}
	scale := max(-d.Exponent(), 4)
	s := Angka(d, scale)
	if countDigits(s) > maxDigits || len(s) > maxBytes {
		return // the zeros that were added made it too long
	}
	if back, err := Parse(s, k); err != nil || !back.Equal(d) {
		t.Errorf("accepted %v, written %q, read again %v, %v", d, s, back, err)
	}
}

func checkFault(t *testing.T, err error, want *fault.Error) {
	t.Helper()
	var got *fault.Error
	if !errors.As(err, &got) {
		t.Fatalf("got %v, want %v", err, want)
	}
	if got.Code != want.Code || !slices.Equal(got.Args, want.Args) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func checkCode(t *testing.T, err error, want ...fault.Code) {
	t.Helper()
	if !slices.Contains(want, fault.CodeOf(err)) {
		t.Errorf("got %v, want one of %v", err, want)
	}
}
