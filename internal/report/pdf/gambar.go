package pdf

import (
	"fmt"
	"math"

	"capaian/internal/report/document"
	"capaian/internal/report/gambar"
	"capaian/internal/report/huruf"
)

// gambarSusun is a figure that is set.
type gambarSusun struct {
	adegan  gambar.Adegan
	skala   float64
	alt     string
	judul   []huruf.Baris
	catatan [][]huruf.Baris
}

// jarakJudulGambar is the space between a figure and its caption.
const jarakJudulGambar = 6.0

func (p *penata) susunGambar(g *document.Gambar, lebar, tinggi float64) susunan {
	s := &gambarSusun{alt: uraian(g.Alt), skala: 1}
	if g.Grafik != nil {
		s.adegan = gambar.Grafik(*g.Grafik, lebar)
	} else { // Periksa saw that it is one of the two
		s.adegan = gambar.Bagan(*g.Bagan, lebar)
	}
	if s.alt == "" {
		s.alt = uraian(g.Sebutan())
	}
	if s.alt == "" {
		s.alt = "Gambar"
	}
	if sebutan := g.Sebutan(); bersih(sebutan) != "" {
		s.judul = gayaJudul.tengah(sebutan, lebar-20)
	}
	for _, c := range g.Catatan {
		s.catatan = append(s.catatan, gayaCatatan.baris(c, lebar, huruf.Kiri))
	}
	if a := s.adegan; a.Lebar > 0 && a.Tinggi > 0 {
		ruang := max(tinggi-s.tinggiKaki(), tinggi/2)
		s.skala = min(1, lebar/a.Lebar, ruang/a.Tinggi)
	}
	return s
}

// tinggiKaki is the height of what stands under the figure, as far as a page has room.
func (s *gambarSusun) tinggiKaki() float64 {
	h := jarakJudulGambar + float64(len(s.judul))*gayaJudul.jarak
	for _, c := range s.catatan {
		h += 3 + float64(len(c))*gayaCatatan.jarak
	}
	return h
}

func (s *gambarSusun) atas() float64         { return 12 }
func (s *gambarSusun) mulai(*penata) float64 { return s.adegan.Tinggi*s.skala + s.tinggiKaki() }
func (s *gambarSusun) taruh(p *penata) {
	a := s.adegan
	if a.Lebar > 0 && a.Tinggi > 0 {
		x := p.l.area.x + (p.l.area.lebar-a.Lebar*s.skala)/2
		p.l.adegan(p.induk().di("Figure"), a, s.alt, x, p.y, s.skala)
		p.y += a.Tinggi*s.skala + jarakJudulGambar
	}
	if len(s.judul) > 0 {
		p.alirkan(alur{u: p.induk().di("Caption"), baris: s.judul, gaya: gayaJudul, x: 10})
	}
	for _, c := range s.catatan {
		p.jarak = 3
		p.turun(0)
		p.alirkan(alur{u: p.induk().di("P"), baris: c, gaya: gayaCatatan})
	}
	p.jarak = 14
}

// adegan draws a scene as a figure whose upper left corner is at x, y.
func (l *lembar) adegan(u *unsur, a gambar.Adegan, alt string, x, y, skala float64) {
	u.alt = alt
	bawah := l.tinggi - y - a.Tinggi*skala
	u.atribut = fmt.Sprintf("<</O/Layout/Placement/Block/BBox[%s %s %s %s]>>",
		angkaPDF(x), angkaPDF(bawah), angkaPDF(x+a.Lebar*skala), angkaPDF(bawah+a.Tinggi*skala))
	l.tandai(u)
	l.op("q")
	warna := l.warna
	l.num(skala, 0, 0, skala, x, bawah)
	l.op("cm")
	for _, b := range a.Bentuk {
		switch b := b.(type) {
		case gambar.Kotak:
			l.kotak(b, a.Tinggi)
		case gambar.Garis:
			l.garis(b, a.Tinggi)
		case gambar.Tulisan:
			l.tulisan(b, a.Tinggi)
		}
	}
	l.op("Q")
	l.warna = warna
}

// cat paints the path that is open: filled, outlined, both or not at all.
func (l *lembar) cat(isi, tepi gambar.Warna, tebal float64) {
	isiAda, tepiAda := isi != gambar.Tanpa, tepi != gambar.Tanpa && tebal > 0
	switch {
	case isiAda && tepiAda:
		l.op("B")
	case isiAda:
		l.op("f")
	case tepiAda:
		l.op("S")
	default:
		l.op("n")
	}
}

// pena sets the colours and the thickness that the next path is painted with.
func (l *lembar) pena(isi, tepi gambar.Warna, tebal float64) {
	if isi != gambar.Tanpa {
		l.isiWarna(int32(isi))
	}
	if tepi != gambar.Tanpa && tebal > 0 {
		l.rgb(int32(tepi))
		l.op("RG")
		l.num(tebal)
		l.op("w")
	}
}

func (l *lembar) kotak(k gambar.Kotak, tinggi float64) {
	l.pena(k.Isi, k.Tepi, k.Tebal)
	l.num(k.X, tinggi-k.Y-k.Tinggi, k.Lebar, k.Tinggi)
	l.isi = append(l.isi, "re "...)
	l.cat(k.Isi, k.Tepi, k.Tebal)
}

func (l *lembar) garis(g gambar.Garis, tinggi float64) {
	if len(g.Titik) == 0 {
		return
	}
	isi := gambar.Tanpa
	if g.Tutup {
		isi = g.Isi
	}
	l.pena(isi, g.Warna, g.Tebal)
	if g.Putus {
		l.op("[3 2]0 d")
	}
	for n, t := range g.Titik {
		l.num(t.X, tinggi-t.Y)
		if n == 0 {
			l.isi = append(l.isi, "m "...)
		} else {
			l.isi = append(l.isi, "l "...)
		}
	}
	if g.Tutup {
		l.isi = append(l.isi, "h "...)
	}
	l.cat(isi, g.Warna, g.Tebal)
	if g.Putus {
		l.op("[]0 d")
	}
	if g.Bulat && g.Warna != gambar.Tanpa {
		l.isiWarna(int32(g.Warna))
		for _, t := range g.Titik {
			l.bulat(t.X, tinggi-t.Y, max(2, 1.6*g.Tebal))
		}
	}
}

// bulat fills a disc with four curves.
func (l *lembar) bulat(x, y, r float64) {
	k := r * 4 * (math.Sqrt2 - 1) / 3
	l.num(x+r, y)
	l.isi = append(l.isi, "m "...)
	for _, c := range [][6]float64{{r, k, k, r, 0, r}, {-k, r, -r, k, -r, 0}, {-r, -k, -k, -r, 0, -r}, {k, -r, r, -k, r, 0}} {
		l.num(x+c[0], y+c[1], x+c[2], y+c[3], x+c[4], y+c[5])
		l.isi = append(l.isi, "c "...)
	}
	l.op("f")
}

// tulisan draws words; the page's own height stands in for the scene's, for the line is
// measured from the page's upper edge.
func (l *lembar) tulisan(t gambar.Tulisan, tinggi float64) {
	b := huruf.Sebaris(huruf.Gaya{Rupa: huruf.Pilih(true, t.Tebal, false), Ukuran: t.Ukuran}, t.Teks)
	x := t.X
	switch t.Jangkar {
	case gambar.Tengah:
		x -= b.Lebar / 2
	case gambar.Akhir:
		x -= b.Lebar
	}
	warna := int32(hitam)
	if t.Warna != gambar.Tanpa {
		warna = int32(t.Warna)
	}
	l.baris(b, x, l.tinggi-(tinggi-t.Y), warna)
}
