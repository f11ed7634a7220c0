package pdf

import (
	"math"
	"slices"
	"strings"

	"capaian/internal/report/document"
	"capaian/internal/report/huruf"
)

// Measures of a table, in points.
const (
	lajurBanyak = 12 // columns: the cells of a table of more are narrower at their sides
	isianY      = 2.4
	masukSel    = 9.0 // of a level of indentation
	maksMasuk   = 6
	garisTabel  = 0.5
)

// Shares of a page's height.
const (
	bagianBelah      = 0.45 // a row higher than this is split
	bagianKepala     = 0.40 // header rows higher than this are not repeated
	bagianRumpun     = 0.25 // rows that a cell spans stay together up to this, and the first and the last of a table
	bagianRingkas    = 0.30 // a table up to this is not divided where a page has room for it
	bagianTerpanjang = 0.8  // of a table's width that its longest words may take, lest all others stand one a line
	bagianCatatan    = 0.15 // notes up to this stay with the last row
)

// Colours of cells, those of the other formats.
const (
	warnaKepala = 0xD9E2EC
	warnaGrup   = 0xF0F3F6
	warnaFokus  = 0xFFF4CC
)

// Sizes that a table's text may have: the largest whose words fit well; and where not even
// the least of these lets words stand undivided, smaller ones.
var (
	ukuranTabel    = [...]float64{10, 9.5, 9, 8.5}
	ukuranTerkecil = [...]float64{8, 7.5, 7}
)

// isianX is the space between a cell's edge and its text.
func isianX(t *document.Tabel) float64 {
	if len(t.Kolom) > lajurBanyak {
		return 2
	}
	return 3.5
}

// tabelSusun is a table whose cells are set.
type tabelSusun struct {
	t       *document.Tabel
	gaya    gaya // of plain cells
	kolom   []float64
	baris   [][]*selSusun // the cells that begin in each row, header rows first
	tinggi  []float64     // natural height of each row
	judul   []huruf.Baris
	catatan [][]huruf.Baris
	ulang   bool    // header rows stand on every page
	ruang   float64 // height of a page for rows that are not repeated
	ikut    float64 // height that must follow on the last row's page
}

// selSusun is a cell whose lines are set; a cell that spans rows flows over pages.
type selSusun struct {
	document.Petak
	x, lebar float64
	baris    []huruf.Baris
	gaya     gaya
	latar    int32
	kepala   bool
	u        *unsur

	mulai    float64 // upper edge of its part on the page
	berikut  int     // line to come
	lanjutan bool    // has a part on an earlier page
}

func (c *selSusun) akhir() int { return c.Baris + c.RowSpan - 1 }

// butuh is the height of n lines.
func (c *selSusun) butuh(n int) float64 { return float64(n)*c.gaya.jarak + 2*isianY }

// gayaSel is the look of a cell in a size.
func gayaSel(s *document.Sel, kepala bool, ukuran float64) gaya {
	tebal, miring := kepala || s.Gaya.Ada(document.Tebal), s.Gaya.Ada(document.Redup)
	g := gaya{huruf.Pilih(false, tebal, miring), ukuran, math.Round(ukuran*1.18*10) / 10, hitam}
	if miring {
		g.warna = kelabu
	}
	return g
}

// latarSel is the colour behind a cell.
func latarSel(s *document.Sel, kepala bool) int32 {
	switch {
	case kepala:
		return warnaKepala
	case s.Gaya.Ada(document.Fokus):
		return warnaFokus
	case s.Gaya.Ada(document.Grup):
		return warnaGrup
	}
	return tanpaWarna
}

// rataSel is how a cell's lines stand.
func rataSel(s *document.Sel, k document.Kolom, kepala bool) huruf.Rata {
	switch {
	case kepala || s.Gaya.Ada(document.Dipusatkan) || k.Rata == document.Tengah:
		return huruf.Tengah
	case k.Rata == document.Kanan || s.Nilai != nil:
		return huruf.Kanan
	}
	return huruf.Kiri
}

// masuk is how far a cell's text is moved in.
func masuk(s *document.Sel) float64 { return masukSel * float64(min(max(s.Inden, 0), maksMasuk)) }

// butuhSempit tells whether an upright table has cells that do not fit in one line between
// wide margins: it becomes the easier to read the wider it is.
func (p *penata) butuhSempit() bool {
	for _, t := range p.d.Tabel() {
		if t.Lanskap {
			continue
		}
		petak, _ := t.Susun() // sound, as Periksa saw
		if _, maksimum := ukurKolom(t, petak, ukuranTabel[0]); jumlah(maksimum) > p.area(document.Tegak).lebar {
			return true
		}
	}
	return false
}

func jumlah(x []float64) (n float64) {
	for _, v := range x {
		n += v
	}
	return n
}

// ukurKolom measures for each column the least width that its words fit in and the one
// that its cells take in one line.
func ukurKolom(t *document.Tabel, petak []document.Petak, ukuran float64) (minimum, maksimum []float64) {
	isi := make([]huruf.Isi, len(petak))
	for n, c := range petak {
		kepala := c.Baris < len(t.Kepala)
		a, b := huruf.Lebar([]huruf.Penggal{{Teks: c.Sel.Tampil(), Gaya: gayaSel(c.Sel, kepala, ukuran).huruf()}})
		if c.Sel.Nilai != nil {
			a = b // a figure stays in one line
		}
		tambah := 2*isianX(t) + masuk(c.Sel) + 0.1
		isi[n] = huruf.Isi{Kolom: c.Kolom, Rentang: c.ColSpan, Min: a + tambah, Maks: b + tambah}
	}
	return huruf.UkurKolom(len(t.Kolom), isi)
}

// susunTabel sets the cells of a table in the largest size that its words fit in.
func (p *penata) susunTabel(n int, t *document.Tabel, lebar, tinggi float64) *tabelSusun {
	s := &tabelSusun{t: t, ruang: tinggi}
	if n+1 < len(p.blok) {
		if _, ttd := p.blok[n+1].(*document.TandaTangan); ttd {
			s.ikut = p.ikut(n+1, p.kertas[n])
		}
	}
	petak, _ := t.Susun() // sound, as Periksa saw
	var minimum, maksimum []float64
	size := 0.0
	for _, size = range ukuranTabel {
		minimum, maksimum = ukurKolom(t, petak, size)
		if jumlah(minimum) <= bagianTerpanjang*lebar {
			break
		}
	}
	for i := 0; i < len(ukuranTerkecil) && jumlah(minimum) > lebar; i++ {
		size = ukuranTerkecil[i]
		minimum, maksimum = ukurKolom(t, petak, size)
	}
	s.gaya = gayaSel(&document.Sel{}, false, size)
	s.kolom = make([]float64, len(t.Kolom)+1)
	bagian := make([]float64, len(t.Kolom))
	for i, k := range t.Kolom {
		bagian[i] = float64(max(k.Lebar, 0))
	}
	for i, w := range huruf.BagiLebar(minimum, maksimum, bagian, lebar) {
		s.kolom[i+1] = s.kolom[i] + w
	}
	s.baris = make([][]*selSusun, len(t.Kepala)+len(t.Baris))
	for _, c := range petak {
		kepala := c.Baris < len(t.Kepala)
		x := &selSusun{Petak: c, x: s.kolom[c.Kolom], gaya: gayaSel(c.Sel, kepala, size), latar: latarSel(c.Sel, kepala), kepala: kepala}
		x.lebar = s.kolom[c.Kolom+c.ColSpan] - x.x
		ruang := max(x.lebar-2*isianX(t)-masuk(c.Sel), 1)
		if teks := c.Sel.Tampil(); strings.TrimSpace(teks) != "" {
			x.baris = huruf.Susun([]huruf.Penggal{{Teks: teks, Gaya: x.gaya.huruf()}},
				huruf.Opsi{Lebar: ruang, Rata: rataSel(c.Sel, t.Kolom[c.Kolom], kepala), Hemat: true})
		}
		s.baris[c.Baris] = append(s.baris[c.Baris], x)
	}
	s.ukurBaris()
	if sebutan := t.Sebutan(); bersih(sebutan) != "" {
		s.judul = gayaJudul.tengah(sebutan, lebar-20)
	}
	for _, c := range t.Catatan {
		s.catatan = append(s.catatan, gayaCatatan.baris(c, lebar, huruf.Kiri))
	}
	if s.ulang = len(t.Kepala) > 0 && s.tinggiKepala() <= bagianKepala*tinggi; s.ulang {
		s.ruang -= s.tinggiKepala()
	}
	return s
}

// ukurBaris finds the rows' natural heights: cells of one row first, then what cells
// that span rows need beyond that, shared over their rows.
func (s *tabelSusun) ukurBaris() {
	s.tinggi = make([]float64, len(s.baris))
	var rentang []*selSusun
	for r, baris := range s.baris {
		s.tinggi[r] = s.gaya.jarak + 2*isianY
		for _, c := range baris {
			if c.RowSpan > 1 {
				rentang = append(rentang, c)
				continue
			}
			s.tinggi[r] = max(s.tinggi[r], c.butuh(len(c.baris)))
		}
	}
	slices.SortStableFunc(rentang, func(a, b *selSusun) int { return a.akhir() - b.akhir() })
	for _, c := range rentang {
		if kurang := c.butuh(len(c.baris)) - jumlah(s.tinggi[c.Baris:c.akhir()+1]); kurang > 0 {
			for r := c.Baris; r <= c.akhir(); r++ {
				s.tinggi[r] += kurang / float64(c.RowSpan)
			}
		}
	}
}

// kepala is how many header rows are set apart from the body.
func (s *tabelSusun) kepala() int {
	if s.ulang {
		return len(s.t.Kepala)
	}
	return 0
}

func (s *tabelSusun) tinggiKepala() float64 { return jumlah(s.tinggi[:len(s.t.Kepala)]) }

func (s *tabelSusun) tinggiJudul() float64 {
	if len(s.judul) == 0 {
		return 0
	}
	return float64(len(s.judul))*gayaJudul.jarak + jarakJudulTabel
}

// jarakJudulTabel is the space between a caption and its table.
const jarakJudulTabel = 5.0

// jarakCatatan is the space above a note.
const jarakCatatan = 3.5

func (s *tabelSusun) atas() float64 { return 12 }

// mulai keeps caption, header rows and the first rows together.
func (s *tabelSusun) mulai(*penata) float64 {
	return s.tinggiJudul() + s.awalIsi()
}

// awalIsi is the height of header rows and first rows: two at least, three where they are
// low, all where they are few.
func (s *tabelSusun) awalIsi() float64 {
	h := 0.0
	if s.ulang {
		h = s.tinggiKepala()
	}
	if r := s.kepala(); r < len(s.baris) {
		jumlahAwal := func(n int) float64 { return jumlah(s.tinggi[r:min(r+n, len(s.baris))]) }
		awal := max(s.rumpun(r), jumlahAwal(2), min(jumlahAwal(3), bagianRumpun*s.ruang))
		if utuh := jumlah(s.tinggi[r:]) + s.tinggiCatatan(); utuh <= bagianRingkas*s.ruang {
			awal = utuh
		}
		h += min(awal, max(s.potonganTerkecil(), bagianBelah*s.ruang))
	}
	return h
}

// potonganTerkecil is the least height of a part of a row that is split.
func (s *tabelSusun) potonganTerkecil() float64 { return 3*s.gaya.jarak + 2*isianY }

// rumpun is the height of row r with the rows that it must not be parted from: those
// that a heading row stands over, those that a cell spans when they are few, and the
// last row with the two before it, the notes below and a signature block.
func (s *tabelSusun) rumpun(r int) float64 {
	h, batas := s.tinggi[r], s.ruang*bagianBelah
	if r+1 < len(s.baris) && s.grup(r) && h < batas {
		ikut := s.rumpun(r + 1)
		if s.grup(r+1) && h+ikut > batas { // high rows that all look like headings head nothing
			return h
		}
		return h + min(ikut, batas)
	}
	for _, c := range s.baris[r] {
		if c.RowSpan > 1 {
			if x := jumlah(s.tinggi[r : c.akhir()+1]); x <= bagianRumpun*s.ruang {
				h = max(h, x)
			}
		}
	}
	if akhir := len(s.baris) - 1; r >= s.kepala() && r >= akhir-2 {
		h = max(h, min(jumlah(s.tinggi[r:]), s.tinggi[r]+bagianRumpun*s.ruang)+s.tinggiCatatan()+s.ikut)
	}
	return h
}

// tinggiCatatan is the height of the notes, 0 where they are long.
func (s *tabelSusun) tinggiCatatan() float64 {
	h := 0.0
	for _, c := range s.catatan {
		h += jarakCatatan + float64(len(c))*gayaCatatan.jarak
	}
	if h > bagianCatatan*s.ruang {
		return 0
	}
	return h
}

// grup tells whether row r heads those below it.
func (s *tabelSusun) grup(r int) bool {
	return len(s.baris[r]) > 0 && r >= len(s.t.Kepala) && !slices.ContainsFunc(s.baris[r], func(c *selSusun) bool {
		return !c.Sel.Gaya.Ada(document.Grup) && !(c.Sel.Gaya.Ada(document.Tebal) && c.ColSpan == len(s.t.Kolom))
	})
}

func (s *tabelSusun) taruh(p *penata) {
	a := &alirTabel{penata: p, tabelSusun: s, u: p.induk().di("Table")}
	if len(s.judul) > 0 {
		p.alirkan(alur{u: a.u.di("Caption"), baris: s.judul, gaya: gayaJudul, x: 10})
		p.muat(0, jarakJudulTabel+s.awalIsi())
		if !p.kosong() {
			p.y += jarakJudulTabel
		}
	}
	a.awal = p.y
	if s.ulang {
		a.kepalaTabel()
	}
	a.badan()
	a.lukis()
	p.jarak = 12
	for n, c := range s.catatan {
		p.jarak = jarakCatatan
		x := alur{u: p.induk().di("P"), baris: c, gaya: gayaCatatan}
		if n == len(s.catatan)-1 {
			x.ikut = s.ikut
		}
		p.muat(0, x.mulai())
		p.turun(0)
		p.alirkan(x)
		p.jarak = 12
	}
}
