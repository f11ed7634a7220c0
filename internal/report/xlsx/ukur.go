package xlsx

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"capaian/internal/report/huruf"
)

// Measures. A column's width is counted in digits of the workbook's face, 7 pixels of
// 96 an inch; 5 pixels of a column hold no text.
const (
	titikHuruf  = 5.25 // points a digit takes
	titikTepi   = 3.75
	titikInden  = 9.0  // of one step to the right
	longgar     = 1.05 // letters on a screen stand on whole pixels
	barisSel    = 13.0 // points a line takes at 10 points
	tepiBaris   = 3.0
	tinggiMaks  = 409.0 // the most Excel allows
	kolomMaks   = 250.0 // Excel allows 255
	kataMaks    = 24.0  // a column is not made wider than that for a word
	kolomSempit = 5.0
)

// ukuran is the size of the letters.
func (g gaya) ukuranHuruf() float64 {
	if g.ukuran > 0 {
		return float64(g.ukuran)
	}
	return 10
}

// lebar is the width of text in points.
func (g gaya) lebar(s string) float64 {
	return longgar * huruf.Ukur(huruf.Pilih(false, g.tebal || g.kepala, g.kursif || g.redup), g.ukuranHuruf(), s)
}

// kata is the width of the widest word in points.
func (g gaya) kata(s string) float64 {
	w := 0.0
	for _, k := range strings.Fields(s) {
		w = max(w, g.lebar(k))
	}
	return w
}

// isi is the width in points that a column, or several, leave for text.
func (g gaya) isi(kolom float64) float64 {
	return kolom*titikHuruf - titikTepi - float64(g.inden)*titikInden
}

// alir tells where each line begins when text wraps within a width in points.
func (g gaya) alir(s string, lebar float64) []int {
	lebar = max(lebar, g.ukuranHuruf())
	awal, x, spasi := []int{0}, 0.0, g.lebar(" ")
	for i := 0; i < len(s); {
		if s[i] == '\n' {
			i++
			awal, x = append(awal, i), 0
			continue
		}
		j := i
		for j < len(s) && s[j] == ' ' {
			j++
		}
		k := j
		for k < len(s) && s[k] != ' ' && s[k] != '\n' {
			k++
		}
		if j == k { // blanks before the end of a line take no room
			i = k
			continue
		}
		sela, w := spasi*float64(j-i), g.lebar(s[j:k])
		if x > 0 && x+sela+w > lebar {
			awal, x, sela = append(awal, j), 0, 0
		}
		if x+sela+w > lebar { // a word longer than the line
			for n, r := range s[j:k] {
				w := g.lebar(string(r))
				if x+w > lebar {
					awal, x = append(awal, j+n), 0
				}
				x += w
			}
		} else {
			x += sela + w
		}
		i = k
	}
	return awal
}

// tinggiTeks is the height in points that text needs within a width in points.
func (g gaya) tinggiTeks(s string, lebar float64) float64 {
	return float64(len(g.alir(s, lebar)))*g.tinggiBaris() + tepiBaris
}

// tinggiBaris is the height of a line in points.
func (g gaya) tinggiBaris() float64 { return barisSel * g.ukuranHuruf() / 10 }

// pecah cuts text into parts of at most so many lines.
func (g gaya) pecah(s string, lebar float64, muat int) []string {
	awal := g.alir(s, lebar)
	var out []string
	for n := 0; n < len(awal); n += muat {
		akhir := len(s)
		if n+muat < len(awal) {
			akhir = awal[n+muat]
		}
		out = append(out, strings.TrimRight(s[awal[n]:akhir], " \n"))
	}
	return out
}

// bersih makes text fit for a cell: nothing that controls a device or turns the
// direction of writing.
func bersih(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\ufffe', r == '\uffff':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// terpotong ends the text of a cell that held more than Excel takes.
const terpotong = " … [dipotong: satu sel memuat paling banyak 32.767 huruf]"

// muat is text cut to what a cell takes.
func muat(s string) string {
	if len(s) <= excelize.TotalCellChars {
		return s
	}
	n, batas := 0, 0 // in UTF-16, as Excel counts
	ruang := excelize.TotalCellChars - utf8.RuneCountInString(terpotong)
	for i, r := range s {
		if n <= ruang {
			batas = i
		}
		n += utf16.RuneLen(r)
	}
	if n <= excelize.TotalCellChars {
		return s
	}
	return s[:batas] + terpotong
}
