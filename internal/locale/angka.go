// Package locale reads and writes what Indonesian readers see: numbers, rupiah,
// percentages, amounts in words (terbilang), dates and the three zones. It is
// the only place that knows these writings; the domain knows decimals and
// times. A writing that can be read in two ways is refused, never guessed, and
// a hostile one is refused before the decimal parser sees it.
package locale

import (
	"regexp"
	"strings"

	"capaian/internal/fault"

	"github.com/shopspring/decimal"
)

// Kind is what a number field holds; it decides how a writing with one
// separator before exactly three digits is read.
type Kind int

const (
	KindRasio    Kind = iota // a ratio, score or percentage; 1.234 and 1,234 are ambiguous
	KindRupiah               // money with sen; both are 1234, for sen have two digits
	KindBilangan             // a count (149.161 KK); 1.234 is 1234, 1,234 is ambiguous
)

const (
	maxBytes  = 64 // of a number or date as written, blanks around it aside
	maxDigits = 30 // more digits than this are refused, whatever their value
	maxShown  = 40 // characters of a refused writing that its fault repeats
)

// blank is any space a word processor or spreadsheet leaves inside a writing.
const blank = `[\s\p{Zs}]*`

// body is a number without sign, currency or percent.
const body = `([0-9](?:[0-9.,\x{A0}\x{202F}]*[0-9])?)`

var (
	// The submatches of a frame are: minus, minus after Rp, body, ",-".
	frameRupiah   = regexp.MustCompile(`(?i)^(?:(-)?(?:Rp\.?` + blank + `)?|Rp\.?` + blank + `(-))` + body + `(,-)?$`)
	frameRasio    = regexp.MustCompile(`^(-)?()` + body + `()` + blank + `%?$`)
	frameBilangan = regexp.MustCompile(`^(-)?()` + body + `()$`)

	exponent  = regexp.MustCompile(`[0-9][eE][-+]?[0-9]`)
	canonical = regexp.MustCompile(`^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$`)

	// writings are the ways to write a body; submatches: whole part, decimals.
	// The last three group by thousands: with dots (Indonesian), with commas
	// (spreadsheets in English), with no-break spaces (statistical tables).
	writings = []*regexp.Regexp{
		regexp.MustCompile(`^([0-9]+)()$`),
		regexp.MustCompile(`^(0|[1-9][0-9]*)[.,]([0-9]+)$`),
		regexp.MustCompile(`^([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?$`),
		regexp.MustCompile(`^([1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))?$`),
		regexp.MustCompile(`^([1-9][0-9]{0,2}(?:[\x{A0}\x{202F}][0-9]{3})+)(?:[.,]([0-9]+))?$`),
	}

	ungroup = strings.NewReplacer(".", "", ",", "", "\u00a0", "", "\u202f", "")
)

// Parse reads a number as people write it: 98,94 · 98.94 · 1.234,5 · 1234.5 ·
// 1.977.070.000,00 · 1,234,567.89, with blanks around it, a minus (- or U+2212)
// before it, for KindRupiah with Rp or Rp. before and ,- after, for KindRasio with
// a % after, which changes nothing: 98,94% is 98.94.
//
// It is also the reader for requests that may carry either writing: every
// canonical writing means the same here, except those with exactly three
// decimals after one to three digits (1.234), which Kind resolves or refuses.
//
// Faults: Required; NotANumber (what was written); NumberTooLong (what was
// written) for an exponent, more than 30 digits or more than 64 bytes;
// Ambiguous (what was written, two readings, an unambiguous writing of each);
// Invalid for KindRupiah with fractions of a sen.
func Parse(s string, k Kind) (decimal.Decimal, error) {
	s = strings.TrimSpace(s)
	if err := bounded(s); err != nil {
		return decimal.Decimal{}, err
	}
	m := k.frame().FindStringSubmatch(strings.ReplaceAll(s, "\u2212", "-"))
	if m == nil {
		return decimal.Decimal{}, fault.New(fault.NotANumber, shown(s))
	}
	sign, noSen := m[1]+m[2], m[4] != ""

	var readings [][2]string
	for _, w := range writings {
		if p := w.FindStringSubmatch(m[3]); p != nil {
			readings = append(readings, [2]string{ungroup.Replace(p[1]), p[2]})
		}
	}
	if len(readings) == 0 {
		return decimal.Decimal{}, fault.New(fault.NotANumber, shown(s))
	}
	// Two readings are always the decimal one, then the grouped one.
	r := readings[len(readings)-1]
	if len(readings) == 2 && !k.groups(m[3]) {
		whole, dec := sign+r[0], sign+readings[0][0]+","+readings[0][1]
		return decimal.Decimal{}, fault.New(fault.Ambiguous, shown(s), whole, dec, whole, dec+"0")
	}
	if noSen && r[1] != "" {
		return decimal.Decimal{}, fault.New(fault.NotANumber, shown(s))
	}
	if k == KindRupiah && len(strings.TrimRight(r[1], "0")) > 2 {
		return decimal.Decimal{}, fault.New(fault.Invalid, pecahanSen)
	}
	return fromDigits(sign+r[0], r[1])
}

// ParseCanonical reads the writing of machines, in stored items and planning
// files: a number as in JSON, without exponent. 1.234 is one and a bit here.
// Faults: Required, NotANumber, NumberTooLong, as in Parse.
func ParseCanonical(s string) (decimal.Decimal, error) {
	if err := bounded(s); err != nil {
		return decimal.Decimal{}, err
	}
	if !canonical.MatchString(s) {
		return decimal.Decimal{}, fault.New(fault.NotANumber, shown(s))
	}
	whole, frac, _ := strings.Cut(s, ".")
	return fromDigits(whole, frac)
}

func (k Kind) frame() *regexp.Regexp {
	switch k {
	case KindRasio:
		return frameRasio
	case KindRupiah:
		return frameRupiah
	default:
		return frameBilangan
	}
}

// groups says whether the one separator of an ambiguous body groups thousands.
func (k Kind) groups(body string) bool {
	return k == KindRupiah || k == KindBilangan && strings.Contains(body, ".")
}

// bounded refuses what must not reach the decimal parser: it takes exponents, so
// that a few characters become a number of thousands of digits.
func bounded(s string) error {
	if s == "" {
		return fault.New(fault.Required)
	}
	if len(s) > maxBytes || countDigits(s) > maxDigits || exponent.MatchString(s) {
		return fault.New(fault.NumberTooLong, shown(s))
	}
	return nil
}

func countDigits(s string) (n int) {
	for _, c := range s {
		if '0' <= c && c <= '9' {
			n++
		}
	}
	return n
}

// fromDigits makes the decimal of a signed whole part and its decimals, both
// checked to be digits.
func fromDigits(whole, frac string) (decimal.Decimal, error) {
	if frac != "" {
		whole += "." + frac
	}
	d, err := decimal.NewFromString(whole)
	if err != nil {
		return decimal.Decimal{}, fault.Wrap(fault.NotANumber, err, shown(whole))
	}
	return d, nil
}

// shown is the start of a refused writing, fit to be repeated to its writer.
func shown(s string) string {
	// Cut bytes first, so that a body of megabytes is not walked through.
	s = strings.ToValidUTF8(s[:min(len(s), 4*maxShown)], "")
	if r := []rune(s); len(r) > maxShown {
		return string(r[:maxShown])
	}
	return s
}
