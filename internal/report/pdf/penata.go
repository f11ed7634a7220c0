package pdf

import (
	"strconv"
	"strings"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/report/huruf"
)

// Measures of a page, in points.
const (
	cm         = 72 / 2.54
	a4Pendek   = 21 * cm
	a4Panjang  = 29.7 * cm
	a3Panjang  = 42 * cm
	ukuran     = 12.0 // of running text
	jarakDasar = 18.0 // between its baselines
	sedikit    = 0.01 // less than what can be seen: sums of lengths are not exact
)

// tepi are the margins of a page.
type tepi struct{ kiri, atas, kanan, bawah float64 }

// Margins as offices use them: wide, or narrow in a document with a table that needs the
// room; the bound edge of a page across is its upper one.
var (
	tepiLebar   = tepi{4 * cm, 3 * cm, 3 * cm, 3 * cm}
	tepiSempit  = tepi{3 * cm, 2.7 * cm, 2.5 * cm, 2.5 * cm}
	tepiLanskap = tepi{2.5 * cm, 3 * cm, 2.5 * cm, 2.5 * cm}
)

// Colours.
const (
	hitam      = 0x000000
	kelabu     = 0x555555
	garisTipis = 0x777777
	merah      = 0xA40000
	biru       = 0x0B3C5D
)

// bagianNaskah is a part of the document that counts its pages by itself.
type bagianNaskah int

const (
	sampul bagianNaskah = iota
	depan
	badan
)

// penata lays blocks out, one below the other.
type penata struct {
	*Tata
	blok   []document.Blok
	kertas []document.Lembar // of each block
	tepi   tepi

	l       *lembar
	y       float64 // where the next block may begin
	jarak   float64 // space that the block before wants below it
	naskah  bagianNaskah
	nomor   int // pages of the part so far
	sekt    *unsur
	tingkat []int // levels of the headings that are open
	siap    map[int]susunan
	gayaIsi gaya // of the entries of tables of contents
}

// susunan is a block that is set and waits for its place.
type susunan interface {
	// mulai is the least height that must be free where it begins, spaces left out.
	mulai(p *penata) float64
	// atas is the space above it.
	atas() float64
	// taruh places it from p.y on.
	taruh(p *penata)
}

// susun lays the whole document out.
func (p *penata) susun() {
	p.tepi, p.kertas = tepiLebar, p.d.Lembar()
	if p.butuhSempit() {
		p.tepi = tepiSempit
	}
	if p.d.Sampul {
		p.sampul()
	}
	for n := range p.blok {
		if n == 0 && len(p.d.Depan) > 0 {
			p.bukaNaskah(depan)
		}
		if n == len(p.d.Depan) {
			p.bukaNaskah(badan)
		}
		p.satu(n)
	}
	if len(p.blok) == len(p.d.Depan) && (len(p.d.Catatan) > 0 || len(p.lembar) == 0) { // no body
		p.bukaNaskah(badan)
	}
	p.catatanAkhir()
	for _, l := range p.lembar {
		l.tutup()
		l.sisipkan()
	}
	p.kepalaKaki()
}

// bukaNaskah begins a part of the document on a page of its own.
func (p *penata) bukaNaskah(b bagianNaskah) {
	if p.naskah == b {
		return
	}
	p.naskah, p.nomor = b, 0
	p.sekt = nil
	p.tingkat = nil
	jenis := document.Tegak
	if n := len(p.d.Depan); b == badan && n < len(p.blok) {
		jenis = p.kertas[n]
	}
	p.lembarBaru(jenis)
	if b == badan && !p.d.Sampul && len(p.d.Depan) == 0 {
		p.kepalaJudul()
	}
}

// lembarBaru begins a page.
func (p *penata) lembarBaru(jenis document.Lembar) {
	l := &lembar{nomor: p.b.pesan(), fon: p.fon}
	p.nomor++
	l.naskah = p.naskah
	switch p.naskah {
	case depan:
		l.label = strings.ToLower(locale.Romawi(p.nomor))
	case badan:
		l.label = strconv.Itoa(p.nomor)
	case sampul:
		l.label = "Sampul"
	}
	p.lembar = append(p.lembar, l)
	p.l = l
	p.putar(jenis)
}

// putar makes the page, which must be empty, a sheet of the kind.
func (p *penata) putar(jenis document.Lembar) {
	l := p.l
	l.jenis = jenis
	l.lebar, l.tinggi, l.area = p.sisi(jenis)
	p.y, p.jarak = l.area.y, 0
}

// kosong tells whether nothing stands on the page.
func (p *penata) kosong() bool { return p.y <= p.l.area.y+sedikit }

// ganti begins a page like the one before.
func (p *penata) ganti() { p.lembarBaru(p.l.jenis) }

// sisa is the height that is left on the page.
func (p *penata) sisa() float64 { return p.l.area.y + p.l.area.tinggi - p.y }

// turun leaves space above a block: what it wants or what the one before wants, but
// nothing at the top of a page.
func (p *penata) turun(atas float64) {
	if !p.kosong() {
		p.y += max(atas, p.jarak)
	}
	p.jarak = 0
}

// muat begins a page unless a height is free, space above included.
func (p *penata) muat(atas, tinggi float64) {
	if !p.kosong() && max(atas, p.jarak)+tinggi > p.sisa()+sedikit {
		p.ganti()
	}
}

// satu places block n.
func (p *penata) satu(n int) {
	b := p.blok[n]
	if _, ok := b.(document.HalamanBaru); ok {
		if !p.kosong() {
			p.ganti()
		}
		p.tandaiMulai(n)
		return
	}
	s := p.susunan(n)
	jenis := p.kertas[n]
	switch j, judul := b.(document.Judul); {
	case p.kosong() && p.l.jenis != jenis:
		p.putar(jenis)
	case p.l.jenis != jenis:
		p.lembarBaru(jenis)
	case judul && j.Tingkat == 1 && p.d.Sampul && !p.kosong() && !p.menyusul(n):
		p.ganti()
	default:
		p.muat(s.atas(), min(s.mulai(p), p.l.area.tinggi))
	}
	p.turun(s.atas())
	p.tandaiMulai(n)
	s.taruh(p)
	delete(p.siap, n)
}

// menyusul tells whether heading n, of a list of tables or figures, goes on right below the
// list before it: the page has room for all of it.
func (p *penata) menyusul(n int) bool {
	if n == 0 || n+1 >= len(p.d.Depan) {
		return false
	}
	_, sebelum := p.blok[n-1].(document.DaftarIsi)
	if _, isi := p.blok[n+1].(document.DaftarIsi); !sebelum || !isi {
		return false
	}
	j, d := p.susunan(n).(*judulSusun), p.susunan(n+1).(*isiSusun)
	return max(j.atas(), p.jarak)+j.tinggi()+j.bawah+d.tinggi() <= p.sisa()+sedikit
}

// tandaiMulai notes where block n begins.
func (p *penata) tandaiMulai(n int) { p.mulai[n] = &tujuan{p.l, p.y} }

// susunan is block n, set. A block is set when something asks for its height, which may be
// the heading above it.
func (p *penata) susunan(n int) susunan {
	if s, ada := p.siap[n]; ada {
		return s
	}
	area := p.area(p.kertas[n])
	var s susunan
	switch b := p.blok[n].(type) {
	case document.Judul:
		s = p.susunJudul(n, b, area.lebar)
	case document.Paragraf:
		s = p.susunParagraf(n, b, area.lebar)
	case document.Daftar:
		s = p.susunDaftar(b, area.lebar)
	case *document.Tabel:
		s = p.susunTabel(n, b, area.lebar, area.tinggi)
	case *document.Gambar:
		s = p.susunGambar(b, area.lebar, area.tinggi)
	case document.Celah:
		s = p.susunCelah(b, area.lebar)
	case document.DaftarIsi:
		s = p.susunIsi(b, area)
	case *document.TandaTangan:
		s = p.susunTandaTangan(b, area.lebar)
	default:
		s = kosong{}
	}
	p.siap[n] = s
	return s
}

// area is the text area of a page.
func (p *penata) area(jenis document.Lembar) kotak {
	_, _, area := p.sisi(jenis)
	return area
}

// sisi are the sides of a sheet and what its margins leave.
func (p *penata) sisi(jenis document.Lembar) (lebar, tinggi float64, area kotak) {
	t := tepiLanskap
	switch jenis {
	case document.Mendatar:
		lebar, tinggi = a4Panjang, a4Pendek
	case document.MendatarBesar:
		lebar, tinggi = a3Panjang, a4Panjang
	default:
		lebar, tinggi, t = a4Pendek, a4Panjang, p.tepi
	}
	return lebar, tinggi, kotak{t.kiri, t.atas, lebar - t.kiri - t.kanan, tinggi - t.atas - t.bawah}
}

// ikut is the height that block n needs at its beginning to follow one that must not be
// left alone, space above included; 0 where nothing follows on this kind of page.
func (p *penata) ikut(n int, jenis document.Lembar) float64 {
	if n >= len(p.blok) || n == len(p.d.Depan) || p.kertas[n] != jenis {
		return 0
	}
	s := p.susunan(n)
	return s.atas() + s.mulai(p)
}

// induk is the element that blocks go into.
func (p *penata) induk() *unsur {
	if p.sekt == nil {
		p.sekt = p.akar.di("Sect")
	}
	return p.sekt
}

// kosong is a block without content.
type kosong struct{}

func (kosong) mulai(*penata) float64 { return 0 }
func (kosong) atas() float64         { return 0 }
func (kosong) taruh(*penata)         {}

// gaya is how lines are set: the face and size, the distance of baselines, the colour.
type gaya struct {
	rupa   huruf.Rupa
	ukuran float64
	jarak  float64
	warna  int32
}

// dasar is the distance of a line's baseline from its upper edge.
func (g gaya) dasar() float64 {
	m := g.rupa.Metrik()
	naik, turun := float64(m.Naik)*g.ukuran/float64(m.PerEm), float64(m.Turun)*g.ukuran/float64(m.PerEm)
	return (g.jarak + naik - turun) / 2
}

func (g gaya) huruf() huruf.Gaya { return huruf.Gaya{Rupa: g.rupa, Ukuran: g.ukuran} }

// baris sets text of one look.
func (g gaya) baris(s string, lebar float64, rata huruf.Rata) []huruf.Baris {
	return huruf.Susun([]huruf.Penggal{{Teks: s, Gaya: g.huruf()}}, huruf.Opsi{Lebar: lebar, Rata: rata, Hubung: rata == huruf.KiriKanan})
}

// tengah sets centred text of one look in lines of like width.
func (g gaya) tengah(s string, lebar float64) []huruf.Baris {
	out := g.baris(s, lebar, huruf.Tengah)
	if len(out) < 2 || len(out) > 4 {
		return out
	}
	sempit, luas := lebar/float64(len(out)+1), lebar
	for range 7 { // halving comes near enough
		w := (sempit + luas) / 2
		coba := g.baris(s, w, huruf.Tengah)
		terlebar := 0.0
		for _, b := range coba {
			terlebar = max(terlebar, b.Lebar)
		}
		if len(coba) > len(out) || terlebar > w+sedikit {
			sempit = w
			continue
		}
		luas = w
		for i := range coba {
			coba[i].X += (lebar - w) / 2
		}
		out = coba
	}
	return out
}

// teks sets running text.
func (g gaya) teks(t document.Teks, o huruf.Opsi) []huruf.Baris {
	p := make([]huruf.Penggal, 0, len(t))
	for _, x := range t {
		h := g.huruf()
		if x.Tebal {
			h.Rupa = huruf.SerifTebal
		}
		if x.Miring {
			h.Rupa = huruf.SerifMiring
			if x.Tebal {
				h.Rupa = huruf.SerifTebalMiring
			}
		}
		p = append(p, huruf.Penggal{Teks: x.Teks, Gaya: h})
	}
	return huruf.Susun(p, o)
}

var (
	gayaTeks    = gaya{huruf.SerifBiasa, ukuran, jarakDasar, hitam}
	gayaCatatan = gaya{huruf.SerifBiasa, 9, 11.5, kelabu}
	gayaJudul   = gaya{huruf.SerifTebal, 11, 14, hitam} // over tables and under figures
)

// alur is a run of lines that may go on on the next page.
type alur struct {
	u       *unsur
	baris   []huruf.Baris
	gaya    gaya
	x       float64                            // from the text area's left edge
	masuk   float64                            // of the first line
	ikut    float64                            // height that must follow the last line on its page
	utuh    bool                               // few lines are not divided
	sebelum func(l *lembar, y, tinggi float64) // draws what lies behind the lines of one page
}

// barisUtuh is up to how many lines a paragraph over a signature goes to its page whole.
const barisUtuh = 6

// awal is how many lines must stand together where it begins.
func (a *alur) awal() int {
	n := len(a.baris)
	if n <= 3 || a.utuh && n <= barisUtuh {
		return n
	}
	return 2
}

// mulai is the height that it needs at its beginning.
func (a *alur) mulai() float64 {
	h := float64(a.awal()) * a.gaya.jarak
	if a.awal() == len(a.baris) {
		h += a.ikut
	}
	return h
}

// alirkan places lines; neither the first nor the last of several is left alone.
func (p *penata) alirkan(a alur) {
	for n := 0; n < len(a.baris); {
		muat := int((p.sisa() + sedikit) / a.gaya.jarak)
		tinggal := len(a.baris) - n
		ambil := min(tinggal, max(muat, 0))
		if ambil == tinggal && a.ikut > 0 && float64(tinggal)*a.gaya.jarak+a.ikut > p.sisa()+sedikit {
			ambil = tinggal - 2
		}
		if ambil < tinggal {
			if tinggal-ambil == 1 && ambil > 2 {
				ambil--
			}
			if ambil > 2 && a.baris[n+ambil-1].Hubung { // no word goes on on another page
				ambil--
			}
			switch {
			case ambil >= 2:
			case p.kosong(): // it will not get better
				ambil = min(tinggal, max(muat, 1))
			default:
				ambil = 0
			}
		}
		if ambil > 0 && a.sebelum != nil {
			a.sebelum(p.l, p.y, float64(ambil)*a.gaya.jarak)
		}
		if ambil > 0 {
			p.l.tandai(a.u)
			x := p.l.area.x + a.x
			dari, sampai := n, n+ambil
			if n == 0 {
				p.y = p.l.tulis(a.baris[:1], len(a.baris) > 1, a.gaya, x+a.masuk, p.y)
				dari++
			}
			p.y = p.l.tulis(a.baris[dari:sampai], sampai < len(a.baris), a.gaya, x, p.y)
		}
		if n += ambil; n < len(a.baris) {
			p.ganti()
		}
	}
}
