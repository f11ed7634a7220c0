package docx

import (
	"math"
	"strings"

	"capaian/internal/report/document"
	"capaian/internal/report/huruf"
)

// lebarTeks is the width of one line of s at a size in half points, in twips.
func lebarTeks(s string, ukuran int, tebal bool) int {
	return int(math.Ceil(20 * huruf.Ukur(huruf.Pilih(false, tebal, false), float64(ukuran)/2, s)))
}

// jumlahBaris is how many lines s takes in a width of twips; words that are too long
// break anywhere.
func jumlahBaris(s string, ukuran int, tebal bool, lebar int) int {
	lebar = max(lebar, 200)
	spasi := lebarTeks(" ", ukuran, tebal)
	n := 0
	for baris := range strings.Lines(s) {
		n++
		isi := 0
		for i, kata := range strings.Fields(baris) {
			l := lebarTeks(kata, ukuran, tebal)
			if i > 0 {
				if isi += spasi; isi+l > lebar {
					n++
					isi = 0
				}
			}
			if isi += l; isi > lebar {
				n += isi / lebar
				isi %= lebar
			}
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
		if c.ColSpan == 1 {
			l := terpanjang(c.Sel, ukuran, c.Baris < len(t.Kepala)) + 2*tepiSel + 20
			perlu[c.Kolom] = max(perlu[c.Kolom], min(l, lebar*2/5))
		}
	}
	bagian, jumlah := 0, 0
	for i, k := range t.Kolom {
		perlu[i] = max(perlu[i], 3*tepiSel)
		bagian += max(k.Lebar, 1)
		jumlah += perlu[i]
	}
	if jumlah >= lebar { // room for what is needed only, and not for all of that
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
	n := 0
	if s.Nilai != nil {
		n = lebarTeks(s.Tampil(), ukuran, tebal)
	} else {
		for kata := range strings.FieldsSeq(s.Teks) {
			n = max(n, lebarTeks(kata, ukuran, tebal))
		}
	}
	return n + min(s.Inden, indenMaks)*inden
}

// tinggiBaris are the heights that the rows of a table need, in twips.
func tinggiBaris(t *document.Tabel, petak []document.Petak, lebar []int, ukuran int) []int {
	out := make([]int, len(t.Kepala)+len(t.Baris))
	perlu := func(c document.Petak) int {
		l := -2*tepiSel - min(c.Sel.Inden, indenMaks)*inden
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
