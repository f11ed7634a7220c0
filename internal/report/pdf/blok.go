package pdf

import (
	"fmt"
	"strconv"
	"strings"

	"capaian/internal/report/document"
	"capaian/internal/report/huruf"
)

// judulSusun is a heading that is set.
type judulSusun struct {
	n       int // its block; -1 for none
	tingkat int
	teks    string
	label   []huruf.Baris // number beside the first line
	isi     []huruf.Baris
	gaya    gaya
	masuk   float64
	jarak   float64 // above
	bawah   float64
	kertas  document.Lembar
}

// Headings by level, from 1.
var gayaTingkat = [...]gaya{1: {huruf.SerifTebal, 14, 19, hitam}, 2: {huruf.SerifTebal, 12.5, 17, hitam}, 3: {huruf.SerifTebal, 12, 16.5, hitam}, 4: {huruf.SerifTebalMiring, 12, 16.5, hitam}}

// Space above and below a chapter's heading.
const (
	jarakAtasBab  = 24.0
	jarakBawahBab = 14.0
)

// susunJudul sets a heading: a chapter's number above its title, other numbers beside it.
func (p *penata) susunJudul(n int, j document.Judul, lebar float64) *judulSusun {
	tingkat := min(max(j.Tingkat, 1), len(gayaTingkat)-1)
	s := &judulSusun{n: n, tingkat: tingkat, teks: j.Sebutan(), gaya: gayaTingkat[tingkat]}
	if n >= 0 {
		s.kertas = p.kertas[n]
	}
	if tingkat == 1 {
		s.jarak, s.bawah = jarakAtasBab, jarakBawahBab
		teks := j.Teks
		if j.Nomor != "" {
			teks = j.Nomor + "\n" + j.Teks
		}
		s.isi = s.gaya.tengah(teks, lebar)
		return s
	}
	s.jarak, s.bawah = 14, 5
	if tingkat > 2 {
		s.jarak = 10
	}
	if j.Nomor != "" {
		s.label = s.gaya.baris(j.Nomor, lebar, huruf.Kiri)
		s.masuk = max(24, s.label[0].Lebar+6)
	}
	s.isi = s.gaya.baris(j.Teks, lebar-s.masuk, huruf.Kiri)
	return s
}

func (s *judulSusun) tinggi() float64 { return float64(len(s.isi)) * s.gaya.jarak }
func (s *judulSusun) atas() float64   { return s.jarak }

// mulai keeps the heading with what follows.
func (s *judulSusun) mulai(p *penata) float64 {
	h := s.tinggi()
	if s.n < 0 {
		return h + 3*jarakDasar
	}
	if ikut := p.ikut(s.n+1, s.kertas); ikut > 0 {
		h += max(0, s.bawah-p.susunan(s.n+1).atas()) + ikut
	}
	return h
}

func (s *judulSusun) taruh(p *penata) {
	h := p.buka(s.tingkat)
	t := &tujuan{p.l, p.y}
	p.judul = append(p.judul, judulLuar{len(p.tingkat), singkat(s.teks), t})
	if len(s.label) > 0 {
		p.l.tandai(h)
		p.l.baris(s.label[0], p.l.area.x, p.y+s.gaya.dasar(), s.gaya.warna)
		p.l.spasi(s.gaya, p.l.area.x+s.label[0].Lebar, p.y+s.gaya.dasar())
	}
	p.alirkan(alur{u: h, baris: s.isi, gaya: s.gaya, x: s.masuk})
	p.jarak = s.bawah
}

// buka opens a heading's element: the levels in the tree follow each other without a gap
// even where those of the document do not. A chapter opens a section.
func (p *penata) buka(tingkat int) *unsur {
	for len(p.tingkat) > 0 && p.tingkat[len(p.tingkat)-1] >= tingkat {
		p.tingkat = p.tingkat[:len(p.tingkat)-1]
	}
	if len(p.tingkat) == 0 {
		p.sekt = nil
	}
	p.tingkat = append(p.tingkat, tingkat)
	return p.induk().di("H" + strconv.Itoa(len(p.tingkat)))
}

// paragrafSusun is a paragraph that is set.
type paragrafSusun struct {
	n int // its block; -1 for none
	alur
	jarak  float64
	kawan  bool // what follows must not be left alone
	kertas document.Lembar
}

// masukBaris is how far the first line of a paragraph is moved in.
const masukBaris = 1 * cm

func (p *penata) susunParagraf(n int, b document.Paragraf, lebar float64) *paragrafSusun {
	o := huruf.Opsi{Lebar: lebar, Rata: huruf.KiriKanan, Hubung: true}
	s := &paragrafSusun{n: n, jarak: 6, kertas: p.kertas[n]}
	switch b.Rata {
	case document.Tengah:
		o.Rata, o.Hubung = huruf.Tengah, false
	case document.Kanan:
		o.Rata, o.Hubung = huruf.Kanan, false
	default:
		s.masuk, o.LebarPertama = masukBaris, lebar-masukBaris
	}
	s.baris, s.gaya = gayaTeks.teks(b.Teks, o), gayaTeks
	if n+1 < len(p.blok) {
		_, s.utuh = p.blok[n+1].(*document.TandaTangan)
		s.kawan = s.utuh || strings.HasSuffix(strings.TrimSpace(b.Teks.String()), ":")
	}
	return s
}

func (s *paragrafSusun) atas() float64 { return s.jarak }
func (s *paragrafSusun) mulai(p *penata) float64 {
	s.siapkan(p)
	return s.alur.mulai()
}

// siapkan finds out what must follow, which is set only then.
func (s *paragrafSusun) siapkan(p *penata) {
	if s.kawan && s.alur.ikut == 0 {
		s.alur.ikut = min(p.ikut(s.n+1, s.kertas), p.l.area.tinggi/2)
	}
}

func (s *paragrafSusun) taruh(p *penata) {
	s.siapkan(p)
	s.u = p.induk().di("P")
	p.alirkan(s.alur)
	p.jarak = s.jarak
}

// daftarSusun is a list whose items are set.
type daftarSusun struct {
	bernomor bool
	butir    []butirSusun
}

// butirSusun is an item: its label, its lines and the list below it.
type butirSusun struct {
	label []huruf.Baris
	x     float64 // of the label
	isi   alur
	anak  *daftarSusun
}

// Measures of a list.
const (
	masukDaftar = 20.0 // of the text, from the label
	jarakButir  = 3.0
)

func (p *penata) susunDaftar(b document.Daftar, lebar float64) *daftarSusun {
	return susunDaftar(&b, 0, 0, lebar)
}

// susunDaftar sets a list of a depth, from 0, whose labels stand at x.
func susunDaftar(b *document.Daftar, dalam int, x, lebar float64) *daftarSusun {
	s := &daftarSusun{bernomor: b.Bernomor}
	masuk := masukDaftar
	label := make([][]huruf.Baris, len(b.Butir))
	for i := range b.Butir {
		label[i] = gayaTeks.baris(labelButir(b.Bernomor, dalam, i+1), lebar, huruf.Kiri)
		masuk = max(masuk, label[i][0].Lebar+5)
	}
	kiri := min(x+masuk, lebar/2)
	for i, butir := range b.Butir {
		t := butirSusun{label: label[i], x: min(x, lebar/2-masuk)}
		t.isi = alur{gaya: gayaTeks, x: kiri, baris: gayaTeks.teks(butir.Teks, huruf.Opsi{Lebar: lebar - kiri, Rata: huruf.KiriKanan, Hubung: true})}
		if butir.Anak != nil && len(butir.Anak.Butir) > 0 {
			t.anak = susunDaftar(butir.Anak, dalam+1, kiri, lebar)
			t.isi.ikut = jarakButir + t.anak.butir[0].isi.mulai()
		}
		s.butir = append(s.butir, t)
	}
	return s
}

// labelButir is the label of the n-th item: "1." over "a." over "1)", or a sign.
func labelButir(bernomor bool, dalam, n int) string {
	if !bernomor {
		return [...]string{"•", "–"}[min(dalam, 1)]
	}
	switch dalam {
	case 0:
		return fmt.Sprintf("%d.", n)
	case 1:
		return document.Huruf(n, 'a') + "."
	}
	return fmt.Sprintf("%d)", n)
}

func (s *daftarSusun) atas() float64 { return 4 }
func (s *daftarSusun) mulai(*penata) float64 {
	if len(s.butir) == 0 {
		return 0
	}
	return s.butir[0].isi.mulai()
}

func (s *daftarSusun) taruh(p *penata) {
	if len(s.butir) == 0 {
		return
	}
	s.taruhDi(p, p.induk())
	p.jarak = 6
}

func (s *daftarSusun) taruhDi(p *penata, induk *unsur) {
	u := induk.di("L")
	u.atribut = "<</O/List/ListNumbering/Disc>>"
	if s.bernomor {
		u.atribut = "<</O/List/ListNumbering/Decimal>>"
	}
	for n := range s.butir {
		b := &s.butir[n]
		if n > 0 {
			p.jarak = jarakButir
		}
		p.muat(0, b.isi.mulai())
		p.turun(0)
		li := u.di("LI")
		p.l.tandai(li.di("Lbl"))
		p.l.baris(b.label[0], p.l.area.x+b.x, p.y+gayaTeks.dasar(), hitam)
		b.isi.u = li.di("LBody")
		p.alirkan(b.isi)
		if b.anak != nil {
			p.jarak = jarakButir
			b.anak.taruhDi(p, b.isi.u)
		}
	}
}

// celahSusun is a gap that is set: a marked box.
type celahSusun struct{ alur }

// Measures of a gap's box.
const (
	celahTepi = 8.0
	celahPita = 3.0
)

func (p *penata) susunCelah(b document.Celah, lebar float64) *celahSusun {
	s := &celahSusun{}
	g := gaya{huruf.SerifBiasa, 11, 15, hitam}
	tebal := g.huruf()
	tebal.Rupa = huruf.SerifTebal
	s.gaya, s.x = g, celahPita+celahTepi
	s.baris = huruf.Susun([]huruf.Penggal{{Teks: "Belum lengkap: ", Gaya: tebal}, {Teks: b.String(), Gaya: g.huruf()}}, huruf.Opsi{Lebar: lebar - celahPita - 2*celahTepi})
	s.sebelum = func(l *lembar, y, tinggi float64) {
		l.hiasan(hiasTata)
		k := kotak{l.area.x, y - 4, l.area.lebar, tinggi + 8}
		l.bidang(k, 0xFDF0F0)
		k.lebar = celahPita
		l.bidang(k, merah)
	}
	return s
}

func (s *celahSusun) atas() float64         { return 12 }
func (s *celahSusun) mulai(*penata) float64 { return s.alur.mulai() + 4 }
func (s *celahSusun) taruh(p *penata) {
	s.u = p.induk().di("P")
	p.alirkan(s.alur)
	p.jarak = 12
}

// tandaTanganSusun is a signature block that is set.
type tandaTanganSusun struct {
	waktu  []huruf.Baris
	pihak  []pihakSusun
	kepala float64 // height above the room for signing, of the tallest party
	kaki   float64 // below it
}

// pihakSusun is one party: what stands above and below the room for its signature.
type pihakSusun struct {
	x, lebar          float64
	atas, nama, bawah [][]huruf.Baris
}

// Measures of a signature block.
const (
	ruangTanda = 64.0
	jarakPihak = 24.0
)

var gayaTanda = gaya{huruf.SerifBiasa, ukuran, 15.5, hitam}

func (p *penata) susunTandaTangan(b *document.TandaTangan, lebar float64) *tandaTanganSusun {
	s := &tandaTanganSusun{}
	kolom := max(2, len(b.Pihak))
	lajur := (lebar - jarakPihak*float64(kolom-1)) / float64(kolom)
	tebal := gayaTanda
	tebal.rupa = huruf.SerifTebal
	for i, orang := range b.Pihak {
		t := pihakSusun{x: float64(i+kolom-len(b.Pihak)) * (lajur + jarakPihak), lebar: lajur}
		if len(b.Pihak) == 1 { // a single party may be wider than half the page
			t.lebar = lajur + jarakPihak
			t.x = lebar - t.lebar
		}
		isi := func(ke *[][]huruf.Baris, g gaya, teks string) {
			if bersih(teks) != "" {
				*ke = append(*ke, g.tengah(teks, t.lebar))
			}
		}
		isi(&t.atas, gayaTanda, orang.Sebagai)
		isi(&t.atas, gayaTanda, orang.Jabatan)
		isi(&t.nama, tebal, orang.Nama)
		isi(&t.bawah, gayaTanda, orang.Pangkat)
		if orang.NIP != "" {
			isi(&t.bawah, gayaTanda, "NIP. "+orang.NIP)
		}
		s.pihak = append(s.pihak, t)
		s.kepala = max(s.kepala, tinggiBaris(t.atas))
		s.kaki = max(s.kaki, tinggiBaris(t.nama)+tinggiBaris(t.bawah))
	}
	if w := b.Waktu(); bersih(w) != "" {
		akhir := lajur
		if len(s.pihak) > 0 {
			akhir = s.pihak[len(s.pihak)-1].lebar
		}
		s.waktu = gayaTanda.baris(w, akhir, huruf.Tengah)
	}
	return s
}

func tinggiBaris(b [][]huruf.Baris) float64 {
	n := 0
	for _, x := range b {
		n += len(x)
	}
	return float64(n) * gayaTanda.jarak
}

func (s *tandaTanganSusun) atas() float64 { return 24 }
func (s *tandaTanganSusun) mulai(*penata) float64 {
	return float64(len(s.waktu))*gayaTanda.jarak + s.kepala + ruangTanda + s.kaki
}

func (s *tandaTanganSusun) taruh(p *penata) {
	u := p.induk().di("Div")
	p.jarak = 18
	if s.mulai(p) > p.sisa()+sedikit { // higher than a page
		s.alirkan(p, u)
		return
	}
	l := p.l
	tulis := func(x float64, b []huruf.Baris, y float64) float64 {
		l.tandai(u.di("P"))
		return l.tulis(b, false, gayaTanda, l.area.x+x, y)
	}
	mulai := p.y + float64(len(s.waktu))*gayaTanda.jarak
	if len(s.waktu) > 0 {
		x := l.area.lebar / 2
		if len(s.pihak) > 0 {
			x = s.pihak[len(s.pihak)-1].x
		}
		tulis(x, s.waktu, p.y)
	}
	for _, t := range s.pihak {
		y := mulai
		for _, b := range t.atas {
			y = tulis(t.x, b, y)
		}
		y = mulai + s.kepala + ruangTanda
		for _, b := range t.nama {
			akhir := tulis(t.x, b, y)
			l.hiasan(hiasTata)
			for _, baris := range b {
				x := l.area.x + t.x + baris.X
				l.gores(x, y+gayaTanda.dasar()+1.8, x+baris.Lebar, y+gayaTanda.dasar()+1.8, 0.7, hitam)
				y += gayaTanda.jarak
			}
			y = akhir
		}
		for _, b := range t.bawah {
			y = tulis(t.x, b, y)
		}
	}
	p.y = mulai + s.kepala + ruangTanda + s.kaki
}

// alirkan places a block that no page has room for as running text.
func (s *tandaTanganSusun) alirkan(p *penata, u *unsur) {
	satu := func(x float64, b ...[]huruf.Baris) {
		for _, baris := range b {
			p.alirkan(alur{u: u.di("P"), baris: baris, gaya: gayaTanda, x: x})
		}
	}
	if len(s.waktu) > 0 {
		satu(0, s.waktu)
	}
	for _, t := range s.pihak {
		satu(t.x, t.atas...)
		p.muat(0, ruangTanda+gayaTanda.jarak)
		p.y += ruangTanda
		satu(t.x, t.nama...)
		satu(t.x, t.bawah...)
	}
}

// catatanAkhir places the notes on how the figures came about, the last section.
func (p *penata) catatanAkhir() {
	if len(p.d.Catatan) == 0 {
		return
	}
	j := p.susunJudul(-1, document.Judul{Tingkat: 1, Teks: judulCatatan}, p.area(document.Tegak).lebar)
	switch {
	case p.kosong() && p.l.jenis != document.Tegak:
		p.putar(document.Tegak)
	case p.l.jenis != document.Tegak || p.d.Sampul && !p.kosong():
		p.lembarBaru(document.Tegak)
	default:
		p.muat(j.atas(), j.mulai(p))
	}
	p.turun(j.atas())
	p.catatan = &tujuan{p.l, p.y}
	j.taruh(p)
	d := document.Daftar{Bernomor: true, Butir: document.ButirTeks(p.d.Catatan...)}
	s := p.susunDaftar(d, p.l.area.lebar)
	p.muat(s.atas(), s.mulai(p))
	p.turun(s.atas())
	s.taruh(p)
}

// judulCatatan heads the last section.
const judulCatatan = "CATATAN PERHITUNGAN"

// singkat is bersih cut to what an outline or a table of contents has room for.
func singkat(s string) string { return potong(s, 300) }

// uraian is bersih cut to what a string of the file may hold (ISO 19005-2, 6.1.13).
func uraian(s string) string { return potong(s, 8000) }

// potong is bersih cut to a number of characters.
func potong(s string, maks int) string {
	if len(s) > 4*maks { // before it is looked at character by character
		s = s[:4*maks]
	}
	r := []rune(bersih(s))
	if len(r) > maks {
		return strings.TrimRight(string(r[:maks]), " ") + "…"
	}
	return string(r)
}

// bersih is text in one line without what is not set: for metadata and outlines.
func bersih(s string) string {
	return strings.Join(strings.FieldsFunc(strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == '\ufeff' || r >= 0xfffe && r <= 0xffff {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd")), func(r rune) bool { return r == ' ' }), " ")
}
