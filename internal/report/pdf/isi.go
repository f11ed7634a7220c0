package pdf

import (
	"math"
	"strings"

	"capaian/internal/report/document"
	"capaian/internal/report/huruf"
)

// isiSusun is a table of contents that is set, but for its page numbers.
type isiSusun struct{ butir []butirIsi }

// butirIsi is one entry.
type butirIsi struct {
	teks    string
	tujuan  func() *tujuan // known when all is laid out
	gaya    gaya
	x       float64
	gantung float64 // how far the lines after the first are moved in
	baris   []huruf.Baris
	jarak   float64 // above
}

// ruangNomor is kept free for a page number.
const ruangNomor = 36.0

// gayaIsi are the sizes of entries: that of a document is the largest in which its lists
// have the fewest pages, and of those the one in which the fewest go over a page's end.
var gayaIsi = [...]gaya{{huruf.SerifBiasa, 11.5, 15.5, hitam}, {huruf.SerifBiasa, 11, 14.2, hitam}, {huruf.SerifBiasa, 10.5, 13.4, hitam}}

func (p *penata) susunIsi(b document.DaftarIsi, area kotak) *isiSusun {
	if p.gayaIsi == (gaya{}) {
		terbaik, paling := gaya{}, math.Inf(1)
		for _, p.gayaIsi = range gayaIsi {
			if n := p.halamanIsi(area); n < paling {
				terbaik, paling = p.gayaIsi, n
			}
		}
		p.gayaIsi = terbaik
	}
	return p.isi(b, area.lebar)
}

// halamanIsi is how many pages the lists have under their headings, each below the one
// before it where it fits. Half a page is added for each page's end that a list goes over:
// a few entries alone on a page are no better than one page more.
func (p *penata) halamanIsi(area kotak) float64 {
	n, sisa := 0.0, 0.0
	for _, x := range p.blok {
		d, isi := x.(document.DaftarIsi)
		if !isi {
			continue
		}
		h := gayaTingkat[1].jarak + jarakBawahBab + p.isi(d, area.lebar).tinggi()
		if lagi := h + jarakAtasBab; lagi <= sisa {
			sisa -= lagi
			continue
		}
		halaman := max(1, math.Ceil(h/area.tinggi))
		n += halaman + (halaman-1)/2
		sisa = halaman*area.tinggi - h
	}
	return n
}

// isi sets a table of contents in the size of entries.
func (p *penata) isi(b document.DaftarIsi, lebar float64) *isiSusun {
	s := &isiSusun{}
	tambah := func(t butirIsi) {
		t.teks = singkat(t.teks)
		t.baris = huruf.Susun([]huruf.Penggal{{Teks: t.teks, Gaya: t.gaya.huruf()}}, huruf.Opsi{Lebar: lebar - t.x - t.gantung - ruangNomor, LebarPertama: lebar - t.x - ruangNomor})
		s.butir = append(s.butir, t)
	}
	biasa := p.gayaIsi
	for n, x := range p.blok {
		ke := func() *tujuan { return p.mulai[n] }
		switch x := x.(type) {
		case document.Judul:
			if b.Dari == document.IsiJudul && x.Tingkat <= 3 {
				tambah(butirJudul(x, ke, biasa))
			}
		case *document.Tabel:
			if b.Dari == document.IsiTabel && x.Nomor != "" {
				tambah(butirIsi{teks: x.Sebutan(), tujuan: ke, gaya: biasa, gantung: 56, jarak: 2})
			}
		case *document.Gambar:
			if b.Dari == document.IsiGambar && x.Nomor != "" {
				tambah(butirIsi{teks: x.Sebutan(), tujuan: ke, gaya: biasa, gantung: 64, jarak: 2})
			}
		}
	}
	if b.Dari == document.IsiJudul && len(p.d.Catatan) > 0 {
		tambah(butirJudul(document.Judul{Tingkat: 1, Teks: judulCatatan}, func() *tujuan { return p.catatan }, biasa))
	}
	return s
}

// butirJudul is the entry of a heading.
func butirJudul(j document.Judul, ke func() *tujuan, g gaya) butirIsi {
	t := butirIsi{teks: j.Sebutan(), tujuan: ke, gaya: g, gantung: 18}
	switch {
	case j.Tingkat <= 1:
		t.gaya.rupa, t.jarak = huruf.SerifTebal, 4
		if j.Nomor != "" {
			t.gantung = 52
		}
	default:
		t.x = 18 * float64(j.Tingkat-1)
	}
	return t
}

// tinggi is the height of all entries.
func (s *isiSusun) tinggi() float64 {
	h := 0.0
	for n, b := range s.butir {
		if n > 0 {
			h += b.jarak
		}
		h += float64(len(b.baris)) * b.gaya.jarak
	}
	return max(h, gayaTeks.jarak)
}

func (s *isiSusun) atas() float64 { return 6 }
func (s *isiSusun) mulai(*penata) float64 {
	if len(s.butir) == 0 {
		return gayaTeks.jarak
	}
	return float64(len(s.butir[0].baris)) * s.butir[0].gaya.jarak
}

// taruh takes the room of the entries; what they say is drawn when all pages are known.
func (s *isiSusun) taruh(p *penata) {
	if len(s.butir) == 0 {
		p.alirkan(alur{u: p.induk().di("P"), baris: gayaTeks.baris("Tidak ada.", p.l.area.lebar, huruf.Kiri), gaya: gayaTeks})
		return
	}
	toc := p.induk().di("TOC")
	for n := range s.butir {
		b := &s.butir[n]
		tinggi := float64(len(b.baris)) * b.gaya.jarak
		p.jarak = b.jarak
		p.muat(0, tinggi)
		p.turun(0)
		l, y := p.l, p.y
		u := toc.di("TOCI").di("Reference").di("Link")
		l.sela(func() { b.gambar(l, u, y) })
		p.y += tinggi
	}
	p.jarak = 10
}

// gambar draws an entry as a link: text, dots, page number.
func (b *butirIsi) gambar(l *lembar, u *unsur, y float64) {
	t := b.tujuan()
	if t == nil { // leads nowhere: the document has no such page
		return
	}
	nomor := huruf.Sebaris(b.gaya.huruf(), t.lembar.label)
	kanan := l.area.x + l.area.lebar
	x := l.area.x + b.x
	dasar := y + b.gaya.dasar()
	l.tandai(u)
	for i, baris := range b.baris {
		masuk := 0.0
		if i > 0 {
			masuk = b.gantung
		}
		l.baris(baris, x+masuk, dasar, b.gaya.warna)
		if i < len(b.baris)-1 {
			dasar += b.gaya.jarak
			continue
		}
		akhir := x + masuk + baris.X + baris.Lebar + 3
		titik := huruf.Sebaris(b.gaya.huruf(), ".")
		langkah := 2 * titik.Lebar
		ujung := kanan - nomor.Lebar - 3
		if banyak := int((ujung - akhir) / langkah); banyak > 0 {
			l.tutup()
			l.hiasan(hiasTata)
			deret := huruf.Sebaris(b.gaya.huruf(), strings.Repeat(". ", banyak))
			l.baris(deret, ujung-deret.Lebar, dasar, kelabu)
			l.tandai(u)
		}
	}
	l.spasi(b.gaya, kanan-nomor.Lebar-3, dasar)
	l.baris(nomor, kanan-nomor.Lebar, dasar, b.gaya.warna)
	l.tautkan(&tautan{unsur: u, sebut: b.teks + ", halaman " + t.lembar.label, tujuan: t,
		kotak: kotak{x, y, kanan - x, float64(len(b.baris)) * b.gaya.jarak}})
}
