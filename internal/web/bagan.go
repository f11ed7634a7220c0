package web

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The drawing of a tree: columns from left to right, one for each level, and in each the
// boxes from above to below, a parent beside its first child. All in pixels.
const (
	lebarKotak  = 272 // of every box
	antarKolom  = 36
	antarKotak  = 14
	tepiKotak   = 12 // between a box's edge and its text
	tinggiBaris = 18
	tinggiTaut  = 24 // of a line that leads somewhere: a target of a finger (WCAG 2.2, 2.5.8)
	ukuranHuruf = 13
	tepiBagan   = 4
)

// simpulBagan is a node to be drawn: which column it stands in at the left, its lines, and
// what hangs on it.
type simpulBagan struct {
	Kolom int
	Kelas string // of the style sheet
	Baris []barisBagan
	Anak  []simpulBagan
}

// barisBagan is a line of a box: what it says, where it leads, and the sign before it.
type barisBagan struct {
	Teks   string
	Kelas  string
	Alamat string
	Label  string // what the link is called, where Teks is only the beginning of it
	Tanda  string // a key of bentuk; "" for none
}

// bagan is a drawing.
type bagan struct {
	Lebar, Tinggi int
	Kotak         []kotakBagan
	Garis         []string // paths from a box to those that hang on it
}

// kotakBagan is a box with its lines in their places.
type kotakBagan struct {
	X, Y, Lebar, Tinggi int
	Kelas               string
	Teks                []teksBagan
}

// teksBagan is a line in its place; Y is where its letters stand.
type teksBagan struct {
	barisBagan
	X, Y   int
	Bentuk string // path of the sign
}

// tataBagan puts the boxes of some trees in their places. No two boxes overlap: a node
// and all below it have a band of their own.
func tataBagan(akar []simpulBagan) bagan {
	b := bagan{}
	y := tepiBagan
	for _, s := range akar {
		_, tinggi := b.tata(s, 0, y)
		y += tinggi + antarKotak
	}
	b.Lebar += tepiBagan
	b.Tinggi = max(y-antarKotak, 0) + tepiBagan
	return b
}

// tata places a node and what is below it from y on, no further left than kolom, and tells
// which box it became and how high its band is.
func (b *bagan) tata(s simpulBagan, kolom, y int) (kotak, tinggi int) {
	kolom = max(kolom, s.Kolom)
	k := kotakBagan{X: tepiBagan + kolom*(lebarKotak+antarKolom), Y: y, Lebar: lebarKotak, Kelas: s.Kelas}
	dalam := tepiKotak / 2
	for _, baris := range s.Baris {
		t := teksBagan{barisBagan: baris, X: k.X + tepiKotak}
		n := tinggiBaris
		if baris.Alamat != "" {
			n = tinggiTaut
		}
		t.Y = y + dalam + (n+ukuranHuruf)/2 - 2
		if baris.Tanda != "" {
			t.Bentuk = bentuk(baris.Tanda, t.X, t.Y)
			t.X += lebarTanda
		}
		k.Teks = append(k.Teks, t)
		dalam += n
	}
	k.Tinggi = dalam + tepiKotak/2
	kotak = len(b.Kotak)
	b.Kotak = append(b.Kotak, k)
	b.Lebar = max(b.Lebar, k.X+k.Lebar)
	bawah := y
	for n, a := range s.Anak {
		if n > 0 {
			bawah += antarKotak
		}
		anak, tinggiAnak := b.tata(a, kolom+1, bawah)
		b.Garis = append(b.Garis, garisBagan(k, b.Kotak[anak]))
		bawah += tinggiAnak
	}
	return kotak, max(k.Tinggi, bawah-y)
}

// sambung is how far below a box's upper edge a line meets it.
const sambung = 16

func garisBagan(dari, ke kotakBagan) string {
	x, tengah := dari.X+dari.Lebar, ke.X-antarKolom/2
	return "M" + strconv.Itoa(x) + " " + strconv.Itoa(dari.Y+sambung) + "H" + strconv.Itoa(tengah) + "V" + strconv.Itoa(ke.Y+sambung) + "H" + strconv.Itoa(ke.X)
}

// lebarTanda is the room of a sign before a line.
const lebarTanda = 17

// bentuk is the path of a sign that stands on a line at x: a class has a shape of its own,
// so that it is not told by its colour alone.
func bentuk(tanda string, x, y int) string {
	d := map[string]string{
		"k1": "l6 -11l6 11z",                                  // a triangle that points up
		"k2": "m0 -5a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0z", // a disc
		"k3": "m0 -5l6 -6l6 6l-6 6z",                          // a diamond
		"k4": "m0 -11h12l-6 11z",                              // a triangle that points down
		"kx": "m0 -11h11v11h-11z",                             // a class of the agency's own: a square
		"k0": "m0 -5a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",         // not known: a ring
	}[tanda]
	return "M" + strconv.Itoa(x) + " " + strconv.Itoa(y) + d
}

// lebarTeks is about how wide a text is, in tenths of a pixel, rather too wide than too
// narrow: which letters a reader's machine has is not known here.
func lebarTeks(s string, tebal bool) int {
	n := 0
	for _, r := range s {
		switch {
		case strings.ContainsRune("iljI.,:;'|! ()[]ft", r):
			n += 48
		case strings.ContainsRune("mwMW%", r):
			n += 126
		case unicode.IsUpper(r):
			n += 96
		default:
			n += 82
		}
	}
	if tebal {
		n += n / 8
	}
	return n
}

// lipat breaks a text into lines that fit a width in pixels, at most maks of them; what is
// left over ends in an ellipsis. A word that is too long for a line is broken.
func lipat(s string, lebar, maks int, tebal bool) []string {
	var out []string
	baris := ""
	for _, kata := range strings.Fields(s) {
		for {
			coba := strings.TrimPrefix(baris+" "+kata, " ")
			if lebarTeks(coba, tebal) <= lebar*10 {
				baris = coba
				break
			}
			if baris != "" {
				out, baris = append(out, baris), ""
				continue
			}
			n := 0 // bytes that fit, one letter at least
			for n < len(kata) {
				_, huruf := utf8.DecodeRuneInString(kata[n:])
				if n > 0 && lebarTeks(kata[:n+huruf], tebal) > lebar*10 {
					break
				}
				n += huruf
			}
			out, kata = append(out, kata[:n]), kata[n:]
		}
	}
	if baris != "" {
		out = append(out, baris)
	}
	if len(out) > maks {
		out = out[:maks]
		akhir := []rune(out[maks-1])
		for len(akhir) > 0 && lebarTeks(string(akhir)+"…", tebal) > lebar*10 {
			akhir = akhir[:len(akhir)-1]
		}
		out[maks-1] = strings.TrimRight(string(akhir), " ") + "…"
	}
	return out
}
