package pdf

import (
	"math"
	"slices"
	"strconv"

	"capaian/internal/report/document"
	"capaian/internal/report/huruf"
)

// lembar is one page: its size, its content as operators (ISO 32000-1, 8 and 9) and who
// owns each piece of it. Lengths are points, y runs down from the upper edge.
type lembar struct {
	lebar, tinggi float64
	jenis         document.Lembar
	area          kotak // of text
	naskah        bagianNaskah
	label         string // page number as printed

	isi     []byte
	pemilik []*unsur // element of each marked content
	tautan  []*tautan
	fon     *semuaFon
	pakai   []*fon // faces used, in order
	sisipan []sisipan
	nomor   acuan

	kini  *unsur // element whose marked content is open
	hias  bool   // an artifact is open
	warna int32  // of filling
}

// sisipan is content that can be drawn only when all pages are known, and where it
// belongs in the page's own.
type sisipan struct {
	letak  int
	gambar func()
}

// tanpaWarna is a colour that none is: the next one is set whatever it is.
const tanpaWarna = -1

// sela keeps the place of content that is drawn later.
func (l *lembar) sela(gambar func()) {
	l.tutup()
	l.warna = tanpaWarna
	l.sisipan = append(l.sisipan, sisipan{len(l.isi), gambar})
}

// sisipkan draws what was put off.
func (l *lembar) sisipkan() {
	if len(l.sisipan) == 0 {
		return
	}
	lama := l.isi
	var baru []byte
	awal := 0
	for _, s := range l.sisipan {
		baru = append(baru, lama[awal:s.letak]...)
		awal = s.letak
		l.isi, l.warna = nil, tanpaWarna
		s.gambar()
		l.tutup()
		baru = append(baru, l.isi...)
	}
	l.isi, l.warna = append(baru, lama[awal:]...), tanpaWarna
}

// tautkan adds a link, which must be in open content of its element.
func (l *lembar) tautkan(t *tautan) {
	l.tautan = append(l.tautan, t)
	t.unsur.anak = append(t.unsur.anak, anak{tautan: t, lembar: l})
}

// tandai opens marked content of the element, unless it is open already.
func (l *lembar) tandai(u *unsur) {
	if l.kini == u {
		return
	}
	l.tutup()
	n := len(l.pemilik)
	l.pemilik = append(l.pemilik, u)
	u.anak = append(u.anak, anak{lembar: l, mcid: n})
	l.kini = u
	l.isi = append(append(append(l.isi, '/'), u.jenis...), "<</MCID "...)
	l.isi = append(strconv.AppendInt(l.isi, int64(n), 10), ">>BDC\n"...)
}

// hiasan opens an artifact: content that is no part of the text. sifat are the entries
// of its dictionary, "" for none.
func (l *lembar) hiasan(sifat string) {
	l.tutup()
	l.hias = true
	if sifat == "" {
		l.isi = append(l.isi, "/Artifact BMC\n"...)
		return
	}
	l.isi = append(append(append(l.isi, "/Artifact<<"...), sifat...), ">>BDC\n"...)
}

// Dictionaries of artifacts (ISO 32000-1, 14.8.2.2).
const (
	hiasTata   = "/Type/Layout"
	hiasKepala = "/Type/Pagination/Subtype/Header"
	hiasKaki   = "/Type/Pagination/Subtype/Footer"
	hiasUlang  = "/Type/Pagination"
)

// tutup ends what is open.
func (l *lembar) tutup() {
	if l.kini != nil || l.hias {
		l.isi = append(l.isi, "EMC\n"...)
	}
	l.kini, l.hias = nil, false
}

// num appends numbers, each with a blank after it.
func (l *lembar) num(x ...float64) {
	for _, v := range x {
		l.isi = append(angka(l.isi, v), ' ')
	}
}

// op appends an operator.
func (l *lembar) op(s string) { l.isi = append(append(l.isi, s...), '\n') }

// isiWarna sets the colour of filling.
func (l *lembar) isiWarna(w int32) {
	if l.warna == w {
		return
	}
	l.warna = w
	l.rgb(w)
	l.op("rg")
}

func (l *lembar) rgb(w int32) {
	for _, geser := range []int32{16, 8, 0} {
		l.num(float64(w>>geser&0xff) / 255)
	}
}

// bidang fills an area.
func (l *lembar) bidang(k kotak, w int32) {
	l.isiWarna(w)
	l.num(k.x, l.tinggi-k.y-k.tinggi, k.lebar, k.tinggi)
	l.op("re f")
}

// gores draws a straight line.
func (l *lembar) gores(x1, y1, x2, y2, tebal float64, w int32) {
	l.rgb(w)
	l.op("RG")
	l.num(tebal)
	l.isi = append(l.isi, "w "...)
	l.num(x1, l.tinggi-y1)
	l.isi = append(l.isi, "m "...)
	l.num(x2, l.tinggi-y2)
	l.op("l S")
}

// baris draws a line whose left edge is x and whose baseline is y.
func (l *lembar) baris(b huruf.Baris, x, y float64, w int32) {
	for _, g := range b.Bagian {
		l.deret(l.fon.rupa(g.Gaya.Rupa), g.Gaya.Ukuran, w, x+b.X+g.X, y, g.Glif)
	}
}

// tulis draws lines one below the other from the upper edge y, and returns where they end.
// lanjut tells whether more of the same text follows them.
func (l *lembar) tulis(b []huruf.Baris, lanjut bool, g gaya, x, y float64) float64 {
	for n, baris := range b {
		l.baris(baris, x, y+g.dasar(), g.warna)
		if baris.Akhir && (lanjut || n < len(b)-1) { // the text has a line end here, which is no blank
			l.spasi(g, x+baris.X+baris.Lebar, y+g.dasar())
		}
		y += g.jarak
	}
	return y
}

// spasi draws a blank: between words that only their places part, so that they are two
// to those who do not see them.
func (l *lembar) spasi(g gaya, x, y float64) {
	b := huruf.Sebaris(g.huruf(), "a b").Bagian[0]
	l.deret(l.fon.rupa(b.Gaya.Rupa), b.Gaya.Ukuran, g.warna, x, y, b.Glif[1:2])
}

// deret draws glyphs of one face from x on the baseline y.
func (l *lembar) deret(f *fon, ukuran float64, w int32, x, y float64, g []huruf.Glif) {
	if len(g) == 0 {
		return
	}
	l.isiWarna(w)
	l.catatFon(f)
	l.isi = append(append(append(l.isi, "BT/"...), f.sumber...), ' ')
	l.num(ukuran)
	l.isi = append(l.isi, "Tf "...)
	l.num(x, l.tinggi-y)
	l.isi = append(l.isi, "Td["...)
	d := deretan{l: l}
	for n := 0; n < len(g); {
		akhir := n + 1 // of the cluster
		for akhir < len(g) && g[akhir].Teks == "" {
			akhir++
		}
		if sebut := f.sebut(g[n:akhir]); sebut != "" {
			d.putus()
			l.isi = append(append(append(l.isi, "]TJ/Span<</ActualText"...), sebut...), ">>BDC["...)
			d.glif(f, ukuran, g[n:akhir], true)
			d.putus()
			l.isi = append(l.isi, "]TJ EMC["...)
		} else {
			d.glif(f, ukuran, g[n:akhir], false)
		}
		n = akhir
	}
	d.putus()
	l.isi = append(l.isi, "]TJ"...)
	if d.naik != 0 {
		l.isi = append(l.isi, " 0 Ts"...)
	}
	l.op(" ET")
}

// deretan is the state of a row of glyphs that is being written.
type deretan struct {
	l    *lembar
	buka bool    // a string of glyph numbers is open
	pena float64 // how far the next glyph would stand to the right of where it belongs
	naik float64 // text rise
}

// putus closes the string of glyph numbers.
func (d *deretan) putus() {
	if d.buka {
		d.l.isi = append(d.l.isi, '>')
	}
	d.buka = false
}

// glif writes the glyphs of a cluster; sendiri, each says its own text.
func (d *deretan) glif(f *fon, ukuran float64, g []huruf.Glif, sendiri bool) {
	skala := 1000 / ukuran
	for _, c := range g {
		if c.DY != d.naik {
			d.putus()
			d.l.isi = append(d.l.isi, "]TJ "...)
			d.l.num(c.DY)
			d.l.isi = append(d.l.isi, "Ts["...)
			d.naik = c.DY
		}
		if geser := math.Round((d.pena - c.DX) * skala); geser != 0 {
			d.putus()
			d.l.isi = angka(d.l.isi, geser)
			d.pena -= geser / skala
		}
		if !d.buka {
			d.l.isi = append(d.l.isi, '<')
			d.buka = true
		}
		teks := c.Teks
		if sendiri {
			teks = f.rupa.Aksara(c.ID)
		}
		kode := f.cid(c.ID, teks)
		d.l.isi = append(d.l.isi, hex[kode>>12&15], hex[kode>>8&15], hex[kode>>4&15], hex[kode&15])
		d.pena += f.lebar(c.ID)/skala - c.Maju
	}
}

const hex = "0123456789ABCDEF"

// catatFon notes a face of the page.
func (l *lembar) catatFon(f *fon) {
	if !slices.Contains(l.pakai, f) {
		l.pakai = append(l.pakai, f)
	}
}
