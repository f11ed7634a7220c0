package locale

import (
	"fmt"
	"strings"

	"capaian/internal/fault"

	"github.com/shopspring/decimal"
)

// Ejaan is the spelling of 10^9 in words, a policy of the agency; the empty
// value is Miliar.
type Ejaan string

const (
	Miliar Ejaan = "Miliar" // the dictionary's
	Milyar Ejaan = "Milyar" // the older one, as the 2023 report prints it
)

const (
	maxWhole      = 18  // digits of the largest whole part that words are made for
	maxTerbilang  = 512 // bytes; the longest amount takes fewer
	pecahanSen    = "Rupiah paling banyak dua angka di belakang koma (sen)."
	bukanBulat    = "Yang ditulis dengan huruf harus bilangan bulat."
	takTerbaca    = "Terbilang “%s” tidak dapat dibaca. Tulis seperti “Seratus Dua Belas Juta Rupiah”."
	batasTerbawah = "-999.999.999.999.999.999"
	batasTeratas  = "999.999.999.999.999.999"
)

var satuan = []string{"Nol", "Satu", "Dua", "Tiga", "Empat", "Lima", "Enam", "Tujuh",
	"Delapan", "Sembilan", "Sepuluh", "Sebelas"}

// skala are the words that multiply what stands before them, largest first.
// Up to ribu a single one is se-: Seribu, but Satu Juta. There is no word above
// triliun: 10^15 is Seribu Triliun.
var skala = []struct {
	nilai int64
	kata  string
	se    bool
}{
	{1_000_000_000_000, "Triliun", false},
	{1_000_000_000, string(Miliar), false},
	{1_000_000, "Juta", false},
	{1_000, "Ribu", true},
	{100, "Ratus", true},
	{10, "Puluh", false}, // sepuluh is among satuan
}

// Terbilang writes an amount of rupiah in words, in title case as official
// reports print it: "Satu Juta Seribu Rupiah Lima Puluh Sen". A negative amount
// starts with Minus. Faults: Invalid for fractions of a sen, OutOfRange from
// 10^18 on, Unknown for another spelling.
func Terbilang(d decimal.Decimal, e Ejaan) (string, error) {
	if err := spellable(d, e); err != nil {
		return "", err
	}
	whole := d.Abs().Truncate(0)
	sen := d.Abs().Sub(whole).Shift(2)
	if !sen.IsInteger() {
		return "", fault.New(fault.Invalid, pecahanSen)
	}
	words := append(spell(whole.IntPart()), "Rupiah")
	if !sen.IsZero() {
		words = append(append(words, spell(sen.IntPart())...), "Sen")
	}
	return inWords(words, d.IsNegative(), e), nil
}

// TerbilangBilangan writes a whole number in words, without Rupiah. Faults as
// of Terbilang, Invalid for any fraction.
func TerbilangBilangan(d decimal.Decimal, e Ejaan) (string, error) {
	if err := spellable(d, e); err != nil {
		return "", err
	}
	if !d.IsInteger() {
		return "", fault.New(fault.Invalid, bukanBulat)
	}
	return inWords(spell(d.Abs().IntPart()), d.IsNegative(), e), nil
}

// ParseTerbilang reads what Terbilang and TerbilangBilangan write, in either
// spelling and any case, blanks between words as they come. It is strict beyond
// that (Satu Ribu is refused), so that a slip in a printed amount is seen.
// Faults: Required; NumberTooLong; Invalid with what was written.
func ParseTerbilang(s string) (decimal.Decimal, error) {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return decimal.Decimal{}, fault.New(fault.Required)
	case len(s) > maxTerbilang:
		return decimal.Decimal{}, fault.New(fault.NumberTooLong, shown(s))
	}
	words := strings.Fields(strings.ToLower(s))
	for i, w := range words {
		if w == "milyar" {
			words[i] = "miliar"
		}
	}
	written := strings.Join(words, " ")

	d, rupiah := evaluate(words)
	write := TerbilangBilangan
	if rupiah {
		write = Terbilang
	}
	// The order of words is not checked while they are added up: a writing is
	// right when it is the one that its value has.
	if back, err := write(d, Miliar); err != nil || strings.ToLower(back) != written {
		return decimal.Decimal{}, fault.New(fault.Invalid, fmt.Sprintf(takTerbaca, shown(s)))
	}
	return d, nil
}

// spellable refuses what has no words. It measures d without scaling it, which
// would be slow for a large exponent.
func spellable(d decimal.Decimal, e Ejaan) error {
	if e != "" && e != Miliar && e != Milyar {
		return fault.New(fault.Unknown, "Ejaan", string(e))
	}
	if !d.IsZero() && d.NumDigits()+int(d.Exponent()) > maxWhole {
		return fault.New(fault.OutOfRange, batasTerbawah, batasTeratas)
	}
	return nil
}

// spell gives the words of n ≥ 0, with Miliar for 10^9.
func spell(n int64) []string {
	switch {
	case n < int64(len(satuan)):
		return []string{satuan[n]}
	case n < 20:
		return []string{satuan[n-10], "Belas"}
	}
	var words []string
	for _, k := range skala {
		if n < k.nilai {
			continue
		}
		if k.se && n/k.nilai == 1 {
			words = append(words, "Se"+strings.ToLower(k.kata))
		} else {
			words = append(append(words, spell(n/k.nilai)...), k.kata)
		}
		if n %= k.nilai; n > 0 {
			words = append(words, spell(n)...)
		}
		break
	}
	return words
}

func inWords(words []string, minus bool, e Ejaan) string {
	if minus {
		words = append([]string{"Minus"}, words...)
	}
	s := strings.Join(words, " ")
	if e == Milyar {
		s = strings.ReplaceAll(s, string(Miliar), string(Milyar))
	}
	return s
}

// evaluate adds up lower-case words and says whether Rupiah was among them. Of
// words in a wrong order or unknown it makes some value, maybe an overflown one.
func evaluate(words []string) (d decimal.Decimal, rupiah bool) {
	var minus bool
	// lepas is the last unit, not yet scaled; ratusan the hundreds and tens before
	// it; jumlah what was scaled by ribu and above.
	var whole, jumlah, ratusan, lepas int64
	for _, w := range words {
		switch w {
		case "minus":
			minus = true
		case "seratus":
			ratusan += 100
		case "seribu":
			jumlah += 1000
		case "belas":
			lepas += 10
		case "ratus", "puluh":
			ratusan, lepas = ratusan+lepas*factor[w], 0
		case "ribu", "juta", "miliar":
			jumlah, ratusan, lepas = jumlah+(ratusan+lepas)*factor[w], 0, 0
		case "triliun": // scales the ribu before it as well
			jumlah, ratusan, lepas = (jumlah+ratusan+lepas)*factor[w], 0, 0
		case "rupiah":
			rupiah, whole = true, jumlah+ratusan+lepas
			jumlah, ratusan, lepas = 0, 0, 0
		default:
			lepas += unit[w]
		}
	}
	d = decimal.NewFromInt(jumlah + ratusan + lepas)
	if rupiah {
		d = decimal.NewFromInt(whole).Add(d.Shift(-2))
	}
	if minus {
		d = d.Neg()
	}
	return d, rupiah
}

// unit and factor are satuan and skala by their lower-case words.
var unit, factor = func() (u, f map[string]int64) {
	u, f = map[string]int64{}, map[string]int64{}
	for n, w := range satuan {
		u[strings.ToLower(w)] = int64(n)
	}
	for _, k := range skala {
		f[strings.ToLower(k.kata)] = k.nilai
	}
	return u, f
}()
