package gambar

import (
	"strings"
	"unicode"

	"capaian/internal/report/huruf"
)

// hurufMaks is how many letters of a name are looked at: more never fit a figure.
const hurufMaks = 400

const elipsis = "…"

// bersih makes text fit to be set in lines: one blank between words, nothing that
// controls a device or turns the direction of what follows.
func bersih(s string) string {
	n := 0
	s = strings.Map(func(r rune) rune {
		if n++; n > hurufMaks {
			return -1
		}
		switch {
		case unicode.IsSpace(r), unicode.IsControl(r):
			return ' '
		case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s[:min(len(s), 4*hurufMaks)], "\ufffd"))
	return strings.Join(strings.Fields(s), " ")
}

// rupa is a size and weight of the sans face.
type rupa struct {
	ukuran float64
	tebal  bool
}

func (h rupa) lebar(s string) float64 {
	return huruf.Ukur(huruf.Pilih(true, h.tebal, false), h.ukuran, s)
}

// baris is the distance between lines.
func (h rupa) baris() float64 { return h.ukuran * 1.18 }

// bungkus breaks text into at most maks lines; a word wider than the line is broken
// too, and what is left over becomes an ellipsis.
func (h rupa) bungkus(s string, lebar float64, maks int) []string {
	var out []string
	baris := ""
	for _, kata := range strings.Fields(s) {
		if baris != "" {
			if h.lebar(baris+" "+kata) <= lebar {
				baris += " " + kata
				continue
			}
			out = append(out, baris)
		}
		potong := h.penggal(kata, lebar)
		out = append(out, potong[:len(potong)-1]...)
		baris = potong[len(potong)-1]
		if len(out) > maks {
			break
		}
	}
	if baris != "" {
		out = append(out, baris)
	}
	if len(out) > maks {
		out = out[:maks]
		out[maks-1] = h.pendek(out[maks-1]+" "+elipsis, lebar)
	}
	return out
}

// penggal breaks one word into pieces that fit.
func (h rupa) penggal(kata string, lebar float64) []string {
	if h.lebar(kata) <= lebar {
		return []string{kata}
	}
	var out []string
	awal := 0
	for i := range kata {
		if i > awal && h.lebar(kata[awal:i]) > lebar {
			batas := awal
			for j := range kata[awal:i] { // the letter before the one that was too much
				batas = awal + j
			}
			if batas == awal {
				batas = i // not even one letter fits
			}
			out = append(out, kata[awal:batas])
			awal = batas
		}
	}
	return append(out, kata[awal:])
}

// pendek cuts text to one line, with an ellipsis where something is left out.
func (h rupa) pendek(s string, lebar float64) string {
	if h.lebar(s) <= lebar {
		return s
	}
	r := []rune(strings.TrimSuffix(s, elipsis))
	for len(r) > 1 && h.lebar(strings.TrimRight(string(r), " ,.")+elipsis) > lebar {
		r = r[:len(r)-1]
	}
	return strings.TrimRight(string(r), " ,.") + elipsis
}

// kataTerlebar is the width of the widest word.
func (h rupa) kataTerlebar(s string) float64 {
	w := 0.0
	for _, k := range strings.Fields(s) {
		w = max(w, h.lebar(k))
	}
	return w
}
