package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file reads the light structure of what people write: a line is a paragraph, lines
// that begin with "- " or "1. " are items of a list, an indented line goes on with the
// item above it, **…** is bold and *…* is italic. Everything else is text as typed;
// nothing is refused and no word is lost.

// UraiNaskah makes blocks, Paragraf and Daftar, of a written text.
func UraiNaskah(s string) []Blok {
	var out []Blok
	var daftar *Daftar
	var butir []string // text of each item of daftar
	tutup := func() {
		if daftar == nil {
			return
		}
		for _, t := range butir {
			daftar.Butir = append(daftar.Butir, Butir{Teks: UraiTeks(t)})
		}
		out, daftar, butir = append(out, *daftar), nil, nil
	}
	for _, baris := range strings.Split(bersih(s), "\n") {
		isi := strings.Join(strings.Fields(baris), " ")
		teks, bernomor, no := tandaButir(isi)
		switch {
		case isi == "":
		case no == 0 && daftar != nil && strings.HasPrefix(baris, "  "):
			butir[len(butir)-1] += " " + isi
		case no == 0, bernomor && no > 1 && (daftar == nil || !daftar.Bernomor):
			tutup()
			out = append(out, Paragraf{Teks: UraiTeks(isi)})
		default:
			if daftar != nil && (daftar.Bernomor != bernomor || bernomor && no == 1) {
				tutup()
			}
			if daftar == nil {
				daftar = &Daftar{Bernomor: bernomor}
			}
			butir = append(butir, teks)
		}
	}
	tutup()
	return out
}

// tandaButir takes the mark of an item off a line: its text, whether the mark is a
// number, and that number; 1 for "-", 0 where there is no mark. A list begins with 1, so
// that a number that only happens to head a line stays where it is.
func tandaButir(s string) (teks string, bernomor bool, no int) {
	for _, t := range []string{"- ", "• ", "– "} {
		if r, ok := strings.CutPrefix(s, t); ok {
			return r, false, 1
		}
	}
	n := 0
	for n < len(s) && n < 3 && s[n] >= '0' && s[n] <= '9' {
		no = no*10 + int(s[n]-'0')
		n++
	}
	if n == 0 || no == 0 || len(s) < n+3 || s[n] != '.' && s[n] != ')' || s[n+1] != ' ' {
		return s, false, 0
	}
	return s[n+2:], true, no
}

// bersih drops what no file can hold or what turns the order of letters about: control
// characters, marks of direction, broken bytes. A tab is blanks.
func bersih(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case r == utf8.RuneError, r == '\uFEFF', unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r >= 0xFFFE && r&0xFFFE == 0xFFFE:
			return -1
		}
		return r
	}, s)
}

// UraiTeks reads the looks of one line. A mark opens before a word and closes after one;
// stars that have no partner, and those of a product, stay stars.
func UraiTeks(s string) Teks { return uraiTeks(s, false, false) }

func uraiTeks(s string, tebal, miring bool) Teks {
	var out Teks
	polos := func(t string) {
		if t != "" {
			out = append(out, Potongan{t, tebal, miring})
		}
	}
	mulai := 0
	for i := 0; i < len(s); i++ {
		if s[i] != '*' || !buka(s, i) {
			continue
		}
		tanda := "*"
		if strings.HasPrefix(s[i:], "**") {
			tanda = "**"
		}
		n := tutupTanda(s, i+len(tanda), tanda)
		if n < 0 {
			for i+1 < len(s) && s[i+1] == '*' {
				i++
			}
			continue
		}
		polos(s[mulai:i])
		out = append(out, uraiTeks(s[i+len(tanda):n], tebal || tanda == "**", miring || tanda == "*")...)
		mulai = n + len(tanda)
		i = mulai - 1
	}
	polos(s[mulai:])
	return out
}

// buka tells whether the stars from i on may open: they stand before a word and not
// behind one.
func buka(s string, i int) bool {
	lalu, _ := utf8.DecodeLastRuneInString(s[:i])
	j := i
	for j < len(s) && s[j] == '*' {
		j++
	}
	r, _ := utf8.DecodeRuneInString(s[j:])
	return (i == 0 || !kata(lalu) && lalu != '*') && j < len(s) && r != ' '
}

// tutupTanda is where the mark closes that was opened right before i, -1 for nowhere.
func tutupTanda(s string, i int, tanda string) int {
	for n := i + 1; n < len(s); n++ {
		if s[n] != '*' {
			continue
		}
		akhir := n
		for akhir < len(s) && s[akhir] == '*' {
			akhir++
		}
		r, _ := utf8.DecodeRuneInString(s[akhir:])
		if s[n-1] != ' ' && s[n-1] != '*' && (akhir == len(s) || !kata(r)) {
			switch banyak := akhir - n; {
			case banyak == len(tanda):
				return n
			case banyak == 3: // both close; the inner one first
				return akhir - len(tanda)
			}
		}
		n = akhir - 1
	}
	return -1
}

func kata(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
