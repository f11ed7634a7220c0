package docx

import (
	"strings"

	"capaian/internal/report/document"
	"capaian/internal/report/huruf"
)

// tepi are the margins of a page in twips, 20 to a point.
type tepi struct{ kiri, atas, kanan, bawah int }

// Margins as offices use them: wide, or narrow in a document with a table that needs the
// room; the bound edge of a page across is its upper one.
var (
	tepiLebar   = tepi{2268, 1701, 1701, 1701} // 4, 3, 3, 3 cm
	tepiSempit  = tepi{1701, 1531, 1418, 1418} // 3, 2.7, 2.5, 2.5 cm
	tepiLanskap = tepi{1418, 1701, 1418, 1418}
)

// kertas is a sheet in twips, 20 to a point.
type kertas struct {
	lebar, tinggi int
	tepi
}

const a4Pendek, a4Panjang, a3Panjang = 11906, 16838, 23811

// isiLebar and isiTinggi are what the margins leave.
func (k kertas) isiLebar() int  { return k.lebar - k.kiri - k.kanan }
func (k kertas) isiTinggi() int { return k.tinggi - k.atas - k.bawah }

// kertas is a sheet of the kind in this document.
func (p *penulis) kertas(l document.Lembar) kertas {
	switch l {
	case document.Mendatar:
		return kertas{a4Panjang, a4Pendek, tepiLanskap}
	case document.MendatarBesar:
		return kertas{a3Panjang, a4Panjang, tepiLanskap}
	}
	return kertas{a4Pendek, a4Panjang, p.tepi}
}

// lebar and tinggi are those of what is being written.
func (p *penulis) lebar() int  { return p.kertas(p.kini.lembar).isiLebar() }
func (p *penulis) tinggi() int { return p.kertas(p.kini.lembar).isiTinggi() }

// ukurTepi chooses the margins of upright sheets.
func (p *penulis) ukurTepi() {
	p.tepi = tepiLebar
	for _, t := range p.d.Tabel() {
		if t.Lanskap {
			continue
		}
		petak, _ := t.Susun() // sound, as Periksa saw
		if minimum, _ := ukurKolom(t, petak, ukuranTabel[0]); jumlah(minimum)*20 > float64(kertas{a4Pendek, a4Panjang, tepiLebar}.isiLebar()) {
			p.tepi = tepiSempit
		}
	}
}

// ukuranTabel are the sizes, in half points, that a table's text may have: the largest whose
// words leave the rest some room; and where not even the least lets words stand undivided,
// smaller ones. They are those of the PDF.
var (
	ukuranTabel    = []int{20, 19, 18, 17}
	ukuranTerkecil = []int{16, 15, 14}
)

// bagianTerpanjang of a table's width its longest words may take, lest all others stand one
// a line.
const bagianTerpanjang = 0.8

// Measures of cells in twips.
const (
	tepiSel     = 70 // left and right
	tepiAtasSel = 48 // above and below
	inden       = 180
	indenMaks   = 6
)

// masuk is how far a cell's text is moved in, in twips.
func masuk(s *document.Sel) int { return inden * min(max(s.Inden, 0), indenMaks) }

// masukDi is masuk where the cell is so wide, of which it leaves most.
func masukDi(s *document.Sel, lebar int) int { return min(masuk(s), lebar/4) }

// hurufSel is the face of a cell.
func hurufSel(s *document.Sel, kepala bool, ukuran int) huruf.Gaya {
	return huruf.Gaya{Rupa: huruf.Pilih(false, kepala || s.Gaya.Ada(document.Tebal), s.Gaya.Ada(document.Redup)), Ukuran: float64(ukuran) / 2}
}

// ukurKolom measures for each column, in points, the least width that its words fit in
// and the one that its cells take in one line.
func ukurKolom(t *document.Tabel, petak []document.Petak, ukuran int) (minimum, maksimum []float64) {
	isi := make([]huruf.Isi, len(petak))
	for n, c := range petak {
		a, b := lebarTeks(c.Sel.Tampil(), hurufSel(c.Sel, c.Baris < len(t.Kepala), ukuran))
		if c.Sel.Nilai != nil {
			a = b // a figure stays in one line
		}
		tambah := float64(2*tepiSel+masuk(c.Sel))/20 + 1.5 // programs differ a little in the widths of words
		isi[n] = huruf.Isi{Kolom: c.Kolom, Rentang: c.ColSpan, Min: a + tambah, Maks: b + tambah}
	}
	return huruf.UkurKolom(len(t.Kolom), isi)
}

// lebarTeks are the least width that text can be set in without dividing words, and the
// width that it takes in as few lines as it says. Word ends lines at blanks and hyphens
// only.
func lebarTeks(s string, g huruf.Gaya) (minimum, maksimum float64) {
	spasi := huruf.Ukur(g.Rupa, g.Ukuran, " ")
	for baris := range strings.Lines(s) {
		isi := -spasi
		for kata := range strings.FieldsSeq(baris) {
			isi += spasi
			for bagian := range strings.SplitAfterSeq(kata, "-") {
				l := huruf.Ukur(g.Rupa, g.Ukuran, bagian)
				minimum = max(minimum, l)
				isi += l
			}
		}
		maksimum = max(maksimum, isi)
	}
	return minimum, maksimum
}

func jumlah(x []float64) (n float64) {
	for _, v := range x {
		n += v
	}
	return n
}

// ukurTabel finds the size of a table's text, in half points, and the widths of its
// columns, in twips.
func ukurTabel(t *document.Tabel, petak []document.Petak, lebar int) (ukuran int, kolom []int) {
	var minimum, maksimum []float64
	for _, ukuran = range ukuranTabel {
		minimum, maksimum = ukurKolom(t, petak, ukuran)
		if jumlah(minimum)*20 <= bagianTerpanjang*float64(lebar) {
			break
		}
	}
	for i := 0; i < len(ukuranTerkecil) && jumlah(minimum)*20 > float64(lebar); i++ {
		ukuran = ukuranTerkecil[i]
		minimum, maksimum = ukurKolom(t, petak, ukuran)
	}
	bagian := make([]float64, len(t.Kolom))
	for i, k := range t.Kolom {
		bagian[i] = float64(max(k.Lebar, 0))
	}
	kolom = make([]int, len(t.Kolom))
	sampai, sudah := 0.0, 0
	for i, w := range huruf.BagiLebar(minimum, maksimum, bagian, float64(lebar)/20) {
		sampai += w
		kolom[i] = max(1, int(sampai*20+0.5)-sudah)
		sudah += kolom[i]
	}
	return ukuran, kolom
}

// jumlahBaris is how many lines s takes in a width of twips; words that are too long
// break anywhere.
func jumlahBaris(s string, g huruf.Gaya, lebar int) int {
	ruang := max(float64(lebar)/20, 1)
	spasi := huruf.Ukur(g.Rupa, g.Ukuran, " ")
	n := 0
	for baris := range strings.Lines(s) {
		n++
		isi := 0.0
		for i, kata := range strings.Fields(baris) {
			l := huruf.Ukur(g.Rupa, g.Ukuran, kata)
			if i > 0 {
				if isi += spasi; isi+l > ruang {
					n++
					isi = 0
				}
			}
			if isi += l; isi > ruang {
				lagi := int(isi / ruang)
				n += lagi
				isi -= float64(lagi) * ruang
			}
		}
	}
	return max(1, n)
}

// tinggiBaris are the heights that the rows of a table need, in twips, and which of
// them a cell that spans rows makes higher than their own cells do.
func tinggiBaris(t *document.Tabel, petak []document.Petak, kolom []int, ukuran int) (tinggi []int, naik []bool) {
	tinggi, naik = make([]int, len(t.Kepala)+len(t.Baris)), make([]bool, len(t.Kepala)+len(t.Baris))
	perlu := func(c document.Petak) int {
		l := 0
		for k := c.Kolom; k < c.Kolom+c.ColSpan; k++ {
			l += kolom[k]
		}
		return jumlahBaris(c.Sel.Tampil(), hurufSel(c.Sel, c.Baris < len(t.Kepala), ukuran), l-2*tepiSel-masukDi(c.Sel, l))*ukuran*118/10 + 2*tepiAtasSel
	}
	for _, c := range petak {
		if c.RowSpan == 1 {
			tinggi[c.Baris] = max(tinggi[c.Baris], perlu(c))
		}
	}
	for _, c := range petak {
		if c.RowSpan == 1 {
			continue
		}
		kurang := perlu(c)
		for _, h := range tinggi[c.Baris : c.Baris+c.RowSpan] {
			kurang -= h
		}
		for r := c.Baris; r < c.Baris+c.RowSpan && kurang > 0; r++ {
			bagi := kurang / (c.Baris + c.RowSpan - r)
			tinggi[r] += bagi
			kurang -= bagi
			naik[r] = true
		}
	}
	return tinggi, naik
}
