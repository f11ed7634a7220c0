// Package docx writes a neutral document as a Word file (ECMA-376, transitional) that
// people go on editing: real styles, numbered headings, contents and captions that are
// fields, tables whose header rows repeat, charts with their data, sections. Every part
// is written here, its elements in the order of the schema. Equal documents give equal
// bytes.
package docx

import (
	"bytes"
	"fmt"
	"strings"

	"capaian/internal/report/document"
)

// penulis writes one file.
type penulis struct {
	d      document.Dokumen
	h      document.Halaman
	b      bytes.Buffer      // content of the body
	tepi   tepi              // of upright pages
	lembar []document.Lembar // of each block
	ekor   int               // where the properties of the last paragraph end in b; -1 when b ends otherwise
	paket  paket
	nomor  penomoran

	kini   seksi
	terisi bool // whether the section has content
	baru   bool // whether the next block begins a page

	penanda int            // last id of a bookmark
	objek   int            // last id of a drawing object
	grafik  int            // last number of a chart
	urut    map[string]int // last number of a caption, by its label
}

// Render writes the file. h has the pages that the tables of contents show until Word
// counts its own; without it they show none. It refuses a document that
// document.Periksa refuses.
func Render(d document.Dokumen, h document.Halaman) ([]byte, error) {
	if err := document.Periksa(d); err != nil {
		return nil, err
	}
	p := &penulis{d: d, h: h, ekor: -1, nomor: penomoranBaru(), urut: map[string]int{}, lembar: d.Lembar()}
	p.ukurTepi()
	p.kepalaDanKaki()
	p.muka()
	for i, b := range d.Depan {
		if err := p.blok(i, b, d.Depan[i:]); err != nil {
			return nil, err
		}
	}
	if len(d.Depan) > 0 && len(d.Blok)+len(d.Catatan) > 0 {
		p.mulai(seksi{angka: desimal, ulang: true})
	}
	for i, b := range d.Blok {
		if err := p.blok(len(d.Depan)+i, b, d.Blok[i:]); err != nil {
			return nil, err
		}
	}
	p.catatan()
	p.akhiri()
	p.paket.tambah("word/document.xml", jenisDokumen, p.badan())
	p.paket.tambah("word/numbering.xml", jenisPenomoran, p.nomor.xml())
	p.tetap()
	return p.paket.bungkus(d.Dibuat)
}

// badan is the main part.
func (p *penulis) badan() []byte {
	var b bytes.Buffer
	b.Grow(p.b.Len() + 2048)
	b.WriteString(kepalaXML + `<w:document` + ruangNama + `><w:body>`)
	b.Write(p.b.Bytes())
	b.WriteString(p.xmlSeksi(p.kini) + `</w:body></w:document>`)
	return b.Bytes()
}

// blok writes the i-th block of the document; sisa begins with it.
func (p *penulis) blok(i int, b document.Blok, sisa []document.Blok) error {
	if _, ganti := b.(document.HalamanBaru); ganti {
		p.baru = p.terisi
		return nil
	}
	if l := p.lembar[i]; l != p.kini.lembar {
		p.putar(l)
	}
	switch b := b.(type) {
	case document.Judul:
		p.judul(i, b)
	case document.Paragraf:
		p.paragraf(b, sisa[1:])
	case document.Daftar:
		p.daftar(b, 0, 0)
	case document.Celah:
		p.buka(alinea{gaya: "Celah"})
		p.lari("Belum lengkap: ", rupa{tebal: true})
		p.lari(b.String(), rupa{})
		p.tutup()
	case document.DaftarIsi:
		p.daftarIsi(b)
	case *document.Tabel:
		ttd := false // the last rows stay with a signature block
		if len(sisa) > 1 {
			_, ttd = sisa[1].(*document.TandaTangan)
		}
		if err := p.tabel(i, b, ttd); err != nil {
			return err
		}
	case *document.Gambar:
		if err := p.gambar(i, b); err != nil {
			return err
		}
	case *document.TandaTangan:
		p.tandaTangan(b)
	default:
		return fmt.Errorf("docx: block %d is a %T", i, b)
	}
	return nil
}

// judul writes a heading.
func (p *penulis) judul(i int, j document.Judul) {
	tingkat := min(max(j.Tingkat, 1), 4)
	n := p.nomor.judul(tingkat-1, j.Nomor)
	a := alinea{gaya: fmt.Sprintf("Heading%d", tingkat), nomor: &n, susul: p.menyusul(i)}
	if n.nol() {
		a.rapat = true
	}
	p.buka(a)
	p.bukaPenanda(i)
	switch {
	case j.Nomor == "":
	case n.nol(): // a number that no numbering of Word comes to
		p.lari(j.Nomor+pemisah(tingkat), rupa{})
	case tingkat == 1:
		p.b.WriteString(`<w:r><w:br/></w:r>`)
	}
	p.lari(j.Teks, rupa{})
	p.tutupPenanda()
	p.tutup()
}

// menyusul tells whether the i-th block heads a list that, as the other pages are known to
// go, stands below the list before it.
func (p *penulis) menyusul(i int) bool {
	if i == 0 || i+1 >= len(p.d.Depan) || p.h[i] == "" || p.h[i] != p.h[i-1] {
		return false
	}
	_, sebelum := p.d.Depan[i-1].(document.DaftarIsi)
	_, isi := p.d.Depan[i+1].(document.DaftarIsi)
	return sebelum && isi
}

// pemisah stands between a heading's number and its words: a chapter's number has a
// line of its own.
func pemisah(tingkat int) string {
	if tingkat == 1 {
		return "\n"
	}
	return " "
}

// daftar writes a list of the given depth; induk is the numbering of the list that it
// is an item's part of, when that is numbered too.
func (p *penulis) daftar(d document.Daftar, dalam, induk int) {
	a := alinea{gaya: "ListBullet", nomor: &nomor{butir, min(dalam, 8)}}
	if d.Bernomor {
		if induk == 0 {
			induk = p.nomor.daftarBaru()
		}
		a.gaya, a.nomor.id = "ListNumber", induk
	} else {
		induk = 0
	}
	for _, b := range d.Butir {
		p.buka(a)
		p.teks(b.Teks)
		p.tutup()
		if b.Anak != nil {
			p.daftar(*b.Anak, dalam+1, induk)
		}
	}
}

// catatan writes the notes on how the figures came about, the last section. Their page is
// that of the block after the last.
func (p *penulis) catatan() {
	if len(p.d.Catatan) == 0 {
		return
	}
	if p.kini.lembar != document.Tegak {
		p.putar(document.Tegak)
	}
	p.judul(len(p.d.Depan)+len(p.d.Blok), judulCatatan)
	p.daftar(document.Daftar{Bernomor: true, Butir: document.ButirTeks(p.d.Catatan...)}, 0, 0)
}

var judulCatatan = document.Judul{Tingkat: 1, Teks: "CATATAN PERHITUNGAN", TanpaNomor: true}

// paragraf writes running text; what introduces something, or comes before a signature,
// stays with what follows.
func (p *penulis) paragraf(b document.Paragraf, sisa []document.Blok) {
	a := alinea{gaya: "BodyText"}
	switch b.Rata {
	case document.Tengah:
		a.gaya, a.rata = "", "center"
	case document.Kanan:
		a.gaya, a.rata = "", "right"
	}
	if len(sisa) > 0 {
		_, a.lanjut = sisa[0].(*document.TandaTangan)
		a.lanjut = a.lanjut || strings.HasSuffix(strings.TrimSpace(b.Teks.String()), ":")
	}
	p.buka(a)
	p.teks(b.Teks)
	p.tutup()
}
