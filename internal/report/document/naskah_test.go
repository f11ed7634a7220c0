package document_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"capaian/internal/report/document"
)

// naskah writes blocks as one text, looks as tags, for comparison.
func naskah(list []document.Blok) string {
	var b strings.Builder
	potong := func(t document.Teks) {
		for _, p := range t {
			s := p.Teks
			if p.Miring {
				s = "<i>" + s + "</i>"
			}
			if p.Tebal {
				s = "<b>" + s + "</b>"
			}
			b.WriteString(s)
		}
	}
	for _, x := range list {
		switch x := x.(type) {
		case document.Paragraf:
			potong(x.Teks)
			b.WriteString("|")
		case document.Daftar:
			for n, i := range x.Butir {
				if x.Bernomor {
					fmt.Fprintf(&b, "%d) ", n+1)
				} else {
					b.WriteString("- ")
				}
				potong(i.Teks)
				b.WriteString("|")
			}
		}
	}
	return b.String()
}

func TestUraiNaskah(t *testing.T) {
	tests := []struct{ name, isi, want string }{
		{"nothing", " \n\t\n", ""},
		{"lines are paragraphs", "satu  dua\r\n\r\ntiga\nempat", "satu dua|tiga|empat|"},
		{"bullets", "Yaitu:\n- a\n- b\n\n- c\nselesai", "Yaitu:|- a|- b|- c|selesai|"},
		{"other bullets", "• a\n– b", "- a|- b|"},
		{"numbers", "1. a\n2. b\n3) c", "1) a|2) b|3) c|"},
		{"two lists in a row", "1. a\n2. b\n1. c", "1) a|2) b|1) c|"},
		{"bullets after numbers", "1. a\n- b", "1) a|- b|"},
		{"an indented line goes on", "- a\n  b\nc", "- a b|c|"},
		{"a number that heads a line", "2. butir lepas\n2023. Tahun", "2. butir lepas|2023. Tahun|"},
		{"no blank, no item", "-a\n1.a\n1.", "-a|1.a|1.|"},
		{"looks", "a **b c** d *e*, (*f*)", "a <b>b c</b> d <i>e</i>, (<i>f</i>)|"},
		{"looks in looks", "**a *b* c** ***d***", "<b>a </b><b><i>b</i></b><b> c</b> <b><i>d</i></b>|"},
		{"stars that are stars", "5 * 6 * 7, 2*3*4, **a, b*, * c *, ****", "5 * 6 * 7, 2*3*4, **a, b*, * c *, ****|"},
		{"looks in items", "- **a** b", "- <b>a</b> b|"},
		{"control characters and direction", "a\x00b\u202ec\ufffe\xffd\ufeff", "abcd|"},
		{"markup is text", "<script>*a*</script>", "<script><i>a</i></script>|"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := naskah(document.UraiNaskah(tt.isi)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func FuzzUraiNaskah(f *testing.F) {
	for _, s := range []string{"", "a\n- b\n1. c\n  d **e *f* g** *h", "***a** b*", "**a*b**c*", "1. 1. a", "- - a", "\u202ea\x00"} {
		f.Add(s)
	}
	huruf := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) {
				return r
			}
			return -1
		}, s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var b strings.Builder
		periksa := func(teks document.Teks) {
			if strings.TrimSpace(teks.String()) == "" {
				t.Errorf("%q: an empty block", s)
			}
			for _, p := range teks {
				if p.Teks == "" || strings.ContainsFunc(p.Teks, unicode.IsControl) {
					t.Errorf("%q: a piece %q", s, p.Teks)
				}
			}
			b.WriteString(teks.String())
		}
		for _, x := range document.UraiNaskah(s) {
			switch x := x.(type) {
			case document.Paragraf:
				periksa(x.Teks)
			case document.Daftar:
				for _, i := range x.Butir {
					periksa(i.Teks)
				}
			default:
				t.Errorf("%q: a block %T", s, x)
			}
		}
		if got, want := huruf(b.String()), huruf(s); got != want {
			t.Errorf("letters: got %q, want %q", got, want)
		}
	})
}
