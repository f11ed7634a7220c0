// Package huruf sets text: it shapes words in the faces that reports are printed in,
// measures them, and breaks paragraphs into lines, with a whole paragraph's lines in
// view at once and Indonesian hyphenation. Writers of pages draw what it hands out;
// others measure with it.
//
// Lengths are points. Text runs from left to right. What a face lacks (emoji, most
// scripts but Latin, Greek and Cyrillic, and whatever is written from right to left) is
// drawn as a box, with the character itself as the text behind it; control and format
// characters are dropped. No text breaks it.
package huruf

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Gaya is a look.
type Gaya struct {
	Rupa   Rupa
	Ukuran float64
}

// skala is the points of one unit of the face.
func (g Gaya) skala() float64 { return g.Ukuran / float64(g.Rupa.muka().m.PerEm) }

// Penggal is a run of text of one look; Tautan is where it leads, "" for nowhere.
type Penggal struct {
	Teks   string
	Gaya   Gaya
	Tautan string
}

// Glif is one glyph where it is drawn.
type Glif struct {
	ID     uint16
	Maju   float64 // to the next glyph, with kerning and what spaces are stretched by
	DX, DY float64 // where it is drawn from where it stands; DY is upwards
	Teks   string  // what its cluster says; "" for all but the first glyph of a cluster
}

// Bagian is a part of a line of one look and link.
type Bagian struct {
	Gaya   Gaya
	Tautan string
	X      float64 // from the line's left edge
	Lebar  float64 // without the space that the line ends in
	Glif   []Glif
}

// Teks is what the part says.
func (b Bagian) Teks() string {
	var s strings.Builder
	for i := range b.Glif {
		s.WriteString(b.Glif[i].Teks)
	}
	return s.String()
}

// Baris is a line. Its text ends in the space that it was broken at, which is outside
// Lebar, or in a soft hyphen where a word was divided, so that the texts of all lines
// put together read on.
type Baris struct {
	Bagian   []Bagian
	X        float64 // where the line begins within the width that it was set to
	Lebar    float64
	Naik     float64 // of the largest faces, above the baseline
	Turun    float64 // below it, positive
	Renggang float64 // what spaces are by their natural width: 1 unless justified
	Hubung   bool    // ends in a hyphen that is not part of the text
	Akhir    bool    // ends the paragraph, or the text says that a line ends here
}

// Teks is what the line says.
func (b Baris) Teks() string {
	var s strings.Builder
	for i := range b.Bagian {
		s.WriteString(b.Bagian[i].Teks())
	}
	return s.String()
}

// Rata is how lines stand in their width.
type Rata int

const (
	Kiri      Rata = iota
	KiriKanan      // justified, but for the last line
	Tengah
	Kanan
)

// Opsi says how a paragraph is set.
type Opsi struct {
	Lebar        float64
	LebarPertama float64 // of the first line, 0 for Lebar
	Rata         Rata
	Hubung       bool // words may be divided; without it only those wider than a line are
	Hemat        bool // as few lines as can be: cells of tables
}

// Ukur is the width of text in one line, every space as it is.
func Ukur(rupa Rupa, ukuran float64, teks string) float64 {
	m := rupa.muka()
	if strings.ContainsFunc(teks, func(c rune) bool { return bersihkan(c) == 0 }) {
		teks = strings.Map(func(c rune) rune {
			if bersihkan(c) == 0 {
				return -1
			}
			return c
		}, teks)
	}
	var n int64
	mulai, hitung := 0, 0
	kata := func(sampai int) {
		if mulai < sampai {
			n += int64(m.bentuk(teks[mulai:sampai]).lebar)
		}
		hitung = 0
	}
	for i := 0; i < len(teks); {
		c, l := utf8.DecodeRuneInString(teks[i:])
		switch d := bersihkan(c); {
		case d == ' ' || d == spasiTetap || d == barisBaru:
			kata(i)
			n += int64(m.spasi.lebar)
			mulai = i + l
		case d != c || d == hubungAkhir || d == nolLebar:
			kata(i)
			mulai = i + l
		default:
			if hitung++; penuh(hitung-1, c) {
				kata(i)
				mulai, hitung = i, 1
			}
		}
		i += l
	}
	kata(len(teks))
	return float64(n) * ukuran / float64(m.m.PerEm)
}

// Long words are shaped in pieces of potonganTerpanjang characters and the marks on the
// last one, but for absurd numbers of them.
const (
	potonganTerpanjang = 64
	tandaTerbanyak     = 64
)

// penuh tells whether a piece of n characters takes no further one.
func penuh(n int, c rune) bool {
	return n >= potonganTerpanjang && (!tanda(c) || n >= potonganTerpanjang+tandaTerbanyak)
}

// tanda tells marks that stand on the character before them.
func tanda(c rune) bool { return c >= 0x300 && unicode.Is(unicode.M, c) }

// Sebaris is text of one look in one line, whatever its width.
func Sebaris(gaya Gaya, teks string) Baris {
	teks = strings.Map(func(c rune) rune {
		if bersihkan(c) == barisBaru {
			return ' '
		}
		return c
	}, teks)
	return Susun([]Penggal{{Teks: teks, Gaya: gaya}}, Opsi{Lebar: math.Inf(1)})[0]
}

// Lebar are the least width that text can be set in without dividing words, and the
// width that it takes without breaks but its own.
func Lebar(p []Penggal) (min, maks float64) {
	t := bacaNaskah(p)
	for dari := 0; dari <= len(t.huruf); {
		s := penyusun{t: t, dari: dari, sampai: dari, o: Opsi{Lebar: math.Inf(1)}, pertama: math.Inf(1)}
		for s.sampai < len(t.huruf) && t.huruf[s.sampai] != barisBaru {
			s.sampai++
		}
		dari = s.sampai + 1
		s.pangkas()
		if s.dari == s.sampai {
			continue
		}
		awal := 0.0
		for _, b := range s.titik(wajar) {
			min = math.Max(min, b.lebar-awal+b.sambung)
			maks = math.Max(maks, b.lebar)
			awal = b.lebarAwal
		}
	}
	return min, maks
}
