package pdf

import (
	"strconv"
	"strings"

	"capaian/internal/report/document"
	"capaian/internal/report/gambar"
	"capaian/internal/report/huruf"
)

// sampul lays out the cover: title, time and agency, the warning, and where the file can
// be verified.
func (p *penata) sampul() {
	p.naskah = sampul
	p.lembarBaru(document.Tegak)
	l := p.l
	a := l.area
	u := p.akar.di("Sect")
	tengah := func(s string, g gaya, atas float64) {
		if bersih(s) == "" {
			return
		}
		p.y += atas
		p.alirkan(alur{u: u.di("P"), baris: g.tengah(s, a.lebar), gaya: g})
	}
	l.hiasan(hiasTata)
	l.bidang(kotak{0, 0, l.lebar, 14}, biru)
	l.bidang(kotak{0, l.tinggi - 14, l.lebar, 14}, biru)
	p.y = a.y + 50
	if p.d.Tanda != "" {
		p.y = a.y
		p.peringatan(u, p.d.Tanda)
		p.y += 30
	}
	tengah(p.d.Judul, gaya{huruf.SansTebal, 26, 33, biru}, 40)
	p.y += 14
	l.hiasan(hiasTata)
	l.bidang(kotak{a.x + a.lebar/2 - 60, p.y, 120, 2.5}, biru)
	p.y += 4
	tengah(p.d.Subjudul, gaya{huruf.SansTebal, 17, 23, hitam}, 14)
	kaki := a.y + a.tinggi - 150
	p.y = max(p.y+30, kaki-150)
	tengah(strings.ToUpper(p.d.Instansi), gaya{huruf.SansTebal, 15, 20, hitam}, 0)
	tengah(strings.ToUpper(p.d.Daerah), gaya{huruf.SansTebal, 13, 18, hitam}, 6)
	if p.d.Tahun != 0 && !strings.Contains(p.d.Subjudul, strconv.Itoa(p.d.Tahun)) {
		tengah(strconv.Itoa(p.d.Tahun), gaya{huruf.SansTebal, 15, 20, hitam}, 10)
	}
	p.alamat(u)
}

// peringatan draws the warning in a box as content.
func (p *penata) peringatan(u *unsur, s string) {
	g := gaya{huruf.SansTebal, 11, 15, merah}
	b := g.tengah(s, p.l.area.lebar-24)
	tinggi := float64(len(b))*g.jarak + 12
	p.l.hiasan(hiasTata)
	p.l.bingkai(kotak{p.l.area.x, p.y, p.l.area.lebar, tinggi}, 1.2, merah)
	p.y += 6
	p.alirkan(alur{u: u.di("P"), baris: b, gaya: g, x: 12})
	p.y += 6
}

// bingkai outlines an area.
func (l *lembar) bingkai(k kotak, tebal float64, w int32) {
	l.rgb(w)
	l.op("RG")
	l.num(tebal)
	l.isi = append(l.isi, "w "...)
	l.num(k.x, l.tinggi-k.y-k.tinggi, k.lebar, k.tinggi)
	l.op("re S")
}

// alamat tells where the file can be verified: a QR code, and beside it the address as
// text and link.
func (p *penata) alamat(u *unsur) {
	alamat := bersih(p.d.Alamat)
	if alamat == "" {
		return
	}
	const sisi = 84.0
	y := p.l.area.y + p.l.area.tinggi - sisi - 8
	if p.y+30 > y {
		p.ganti()
		y = p.y
	}
	l := p.l
	x := l.area.x
	if kode, err := gambar.QR(alamat, sisi); err == nil { // else too long for a code: the text says it
		l.adegan(u.di("Figure"), kode, "Kode QR menuju "+alamat, x, y, 1)
		x += sisi + 12
	}
	lebar := l.area.x + l.area.lebar - x
	g := gaya{huruf.SansBiasa, 9, 12.5, kelabu}
	p.y = y + 20
	tulis := func(u *unsur, s string, warna int32) kotak {
		k := kotak{x, p.y, lebar, 0}
		l.tandai(u)
		g.warna = warna
		p.y = l.tulis(g.baris(s, lebar, huruf.Kiri), false, g, x, p.y)
		k.tinggi = p.y - k.y
		return k
	}
	tulis(u.di("P"), "Keaslian berkas ini dapat diperiksa dengan memindai kode ini atau pada alamat:", kelabu)
	link := u.di("P").di("Link")
	k := tulis(link, alamat, biru)
	if strings.HasPrefix(alamat, "https://") || strings.HasPrefix(alamat, "http://") {
		l.tautkan(&tautan{unsur: link, sebut: "Periksa keaslian: " + alamat, alamat: alamat, kotak: k})
	}
}

// kepalaJudul heads the first page of a document without a cover.
func (p *penata) kepalaJudul() {
	d := p.d
	lebar := p.l.area.lebar
	if bersih(d.Judul) != "" {
		g := gaya{huruf.SerifTebal, 14, 19, hitam}
		p.judul = append(p.judul, judulLuar{1, singkat(d.Judul), &tujuan{p.l, p.y}})
		p.alirkan(alur{u: p.buka(0), baris: g.tengah(d.Judul, lebar), gaya: g})
	}
	g := gaya{huruf.SerifTebal, 12, 16, hitam}
	for _, s := range []string{d.Subjudul, strings.ToUpper(d.Instansi), strings.ToUpper(d.Daerah)} {
		if bersih(s) != "" {
			p.alirkan(alur{u: p.induk().di("P"), baris: g.tengah(s, lebar), gaya: g})
		}
	}
	if d.Tanda != "" {
		p.y += 8
		p.peringatan(p.induk(), d.Tanda)
	}
	if p.kosong() {
		return
	}
	p.y += 6
	p.l.hiasan(hiasTata)
	p.l.gores(p.l.area.x, p.y, p.l.area.x+lebar, p.y, 1.2, hitam)
	p.jarak = 14
}

// kepalaKaki gives every page but the cover its header and footer: the warning, the
// title, the agency, the page number.
func (p *penata) kepalaKaki() {
	g := gaya{huruf.SansBiasa, 8, 10, kelabu}
	tanda := gaya{huruf.SansTebal, 8, 10, merah}
	judul := bersih(p.d.Judul + " " + p.d.Subjudul)
	for _, l := range p.lembar {
		if l.naskah == sampul {
			continue
		}
		a := l.area
		l.hiasan(hiasKepala)
		y := a.y - 24
		if p.d.Tanda != "" {
			b := huruf.Sebaris(tanda.huruf(), muatSebaris(tanda, bersih(p.d.Tanda), a.lebar-10))
			l.baris(b, a.x+(a.lebar-b.Lebar)/2, y-14, tanda.warna)
		}
		l.baris(huruf.Sebaris(g.huruf(), muatSebaris(g, judul, a.lebar)), a.x, y, g.warna)
		l.gores(a.x, y+5, a.x+a.lebar, y+5, 0.5, garisTipis)
		l.hiasan(hiasKaki)
		y = a.y + a.tinggi + 30
		l.gores(a.x, y-12, a.x+a.lebar, y-12, 0.5, garisTipis)
		nomor := huruf.Sebaris(huruf.Gaya{Rupa: huruf.SansBiasa, Ukuran: 9}, l.label)
		l.baris(huruf.Sebaris(g.huruf(), muatSebaris(g, bersih(p.d.Instansi), a.lebar-nomor.Lebar-12)), a.x, y, g.warna)
		l.baris(nomor, a.x+a.lebar-nomor.Lebar, y, hitam)
		l.tutup()
	}
}

// muatSebaris cuts text to one line.
func muatSebaris(g gaya, s string, lebar float64) string {
	const maks = 400 // letters: more never fit
	r := []rune(s)
	r = r[:min(len(r), maks)]
	if len(r) < maks && huruf.Ukur(g.rupa, g.ukuran, s) <= lebar {
		return s
	}
	a, b := 0, len(r)
	for a < b {
		n := (a + b + 1) / 2
		if huruf.Ukur(g.rupa, g.ukuran, string(r[:n])+"…") <= lebar {
			a = n
		} else {
			b = n - 1
		}
	}
	return strings.TrimRight(string(r[:a]), " ") + "…"
}
