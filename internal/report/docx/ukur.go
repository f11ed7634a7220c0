package docx

import (
	"strings"

	"capaian/internal/report/document"
)

// The advances of Times New Roman from ' ' to '~', in thousandths of its size.
var (
	lebarBiasa = [...]int{250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
		921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
		333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541}
	lebarTebal = [...]int{250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500,
		930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500,
		333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520}
)

// lebarHuruf is a character's advance; what Times New Roman may not have is wide.
func lebarHuruf(r rune, tebal bool) int {
	switch {
	case r < ' ' || r > '~' && r < 0xa0:
		return 0
	case r > '~' && r < 0x250, r == '–':
		return 556
	case r > '~':
		return 1000
	case tebal:
		return lebarTebal[r-' ']
	}
	return lebarBiasa[r-' ']
}

// lebarTeks is the width of one line of s at a size in half points, in twips.
func lebarTeks(s string, ukuran int, tebal bool) int {
	n := 0
	for _, r := range s {
		n += lebarHuruf(r, tebal)
	}
	return n * ukuran / 100 // half point = 10 twips
}

// jumlahBaris is how many lines s takes in a width of twips; words that are too long
// break anywhere.
func jumlahBaris(s string, ukuran int, tebal bool, lebar int) int {
	lebar = max(lebar, 200)
	n := 0
	for baris := range strings.Lines(s) {
		n++
		isi := 0
		for i, kata := range strings.Fields(baris) {
			l := lebarTeks(kata, ukuran, tebal)
			if i > 0 {
				if isi += ukuran * 5 / 2; isi+l > lebar {
					n++
					isi = 0
				}
			}
			isi += l
			n += max(0, isi-1) / lebar
			isi = isi % (lebar + 1)
		}
	}
	return max(1, n)
}

// lebarKolom shares a table's width, in twips, among its columns as their shares say,
// except that none is narrower than its longest word or figure, as far as there is
// room.
func lebarKolom(t *document.Tabel, petak []document.Petak, lebar, ukuran int) []int {
	n := len(t.Kolom)
	perlu, out := make([]int, n), make([]int, n)
	for _, c := range petak {
		if c.ColSpan > 1 {
			continue
		}
		l := terpanjang(c.Sel, ukuran, c.Baris < len(t.Kepala)) + 2*tepiSel + 20
		perlu[c.Kolom] = max(perlu[c.Kolom], min(l, lebar*2/5))
	}
	bagian, jumlah := 0, 0
	for i, k := range t.Kolom {
		perlu[i] = max(perlu[i], 3*tepiSel)
		bagian += max(k.Lebar, 1)
		jumlah += perlu[i]
	}
	if jumlah >= lebar { // room for nothing but what is needed, and not for all of that
		for i := range out {
			out[i] = max(1, perlu[i]*lebar/jumlah)
		}
		return out
	}
	// Who needs more than its share gets that; the others share the rest.
	tetap := make([]bool, n)
	sisa := lebar
	for berubah := true; berubah; {
		berubah = false
		for i, k := range t.Kolom {
			if !tetap[i] && max(k.Lebar, 1)*sisa < perlu[i]*bagian {
				tetap[i], berubah = true, true
				out[i] = perlu[i]
				sisa -= perlu[i]
				bagian -= max(k.Lebar, 1)
			}
		}
	}
	for i, k := range t.Kolom {
		if !tetap[i] {
			out[i] = max(k.Lebar, 1) * sisa / bagian
		}
	}
	return out
}

// terpanjang is the width of what may not be broken in a cell: a figure, or a word.
func terpanjang(s *document.Sel, ukuran int, kepala bool) int {
	tebal := kepala || s.Gaya.Ada(document.Tebal)
	if s.Nilai != nil {
		return lebarTeks(s.Tampil(), ukuran, tebal) + s.Inden*inden
	}
	n := 0
	for _, kata := range strings.FieldsFunc(s.Teks, func(r rune) bool { return strings.ContainsRune(" \t\r\n-/", r) }) {
		n = max(n, lebarTeks(kata, ukuran, tebal)+ukuran*3)
	}
	return n + s.Inden*inden
}

// tinggiBaris are the heights that the rows of a table need, in twips.
func tinggiBaris(t *document.Tabel, petak []document.Petak, lebar []int, ukuran int) []int {
	out := make([]int, len(t.Kepala)+len(t.Baris))
	perlu := func(c document.Petak) int {
		l := -2*tepiSel - c.Sel.Inden*inden
		for k := c.Kolom; k < c.Kolom+c.ColSpan; k++ {
			l += lebar[k]
		}
		tebal := c.Baris < len(t.Kepala) || c.Sel.Gaya.Ada(document.Tebal)
		return jumlahBaris(c.Sel.Tampil(), ukuran, tebal, l)*ukuran*23/2 + 2*tepiAtasSel
	}
	for _, c := range petak {
		if c.RowSpan == 1 {
			out[c.Baris] = max(out[c.Baris], perlu(c))
		}
	}
	for _, c := range petak {
		if c.RowSpan == 1 {
			continue
		}
		ada := 0
		for r := c.Baris; r < c.Baris+c.RowSpan; r++ {
			ada += out[r]
		}
		out[c.Baris+c.RowSpan-1] += max(0, perlu(c)-ada)
	}
	return out
}
