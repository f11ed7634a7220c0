package reporttest

import (
	"fmt"
	"strings"

	"capaian/internal/report/document"
)

// Halaman is how Teks lays a document out. The zero value is one endless page.
type Halaman struct {
	Baris int  // lines of a page, at least 10; 0 for no pages
	Ulang bool // a table that goes on over the page repeats its header
	Pisah bool // number and title of a table stand on lines of their own
}

// Teks is a document as text, as one gets it out of a published file: a line for each
// paragraph, heading and item, a line for each row of a table with tabs between its cells,
// merged cells at their first place alone. A page ends in its number, wherever that falls:
// in a table, and in a row, whose long texts then go on in a row below. Equal documents
// give equal texts.
func Teks(d document.Dokumen, h Halaman) string {
	p := pencetak{h: h}
	p.baris(d.Judul, d.Subjudul, strings.ToUpper(d.Instansi), strings.ToUpper(d.Daerah))
	if d.Sampul {
		p.baris(d.Alamat)
	}
	p.sela()
	for _, b := range d.Semua() {
		p.blok(d, b)
	}
	if len(d.Catatan) > 0 {
		p.baris("CATATAN")
	}
	for n, c := range d.Catatan {
		p.baris(fmt.Sprintf("%d. %s", n+1, c))
	}
	return p.b.String()
}

// pencetak is where a text stands.
type pencetak struct {
	b       strings.Builder
	h       Halaman
	di      int // lines on the page
	halaman int // pages that are full
}

// baris prints lines; those without text are left out.
func (p *pencetak) baris(list ...string) {
	for _, s := range list {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			p.cetak(s)
		}
	}
}

func (p *pencetak) cetak(s string) {
	if p.penuh(1) {
		p.balik()
	}
	p.b.WriteString(s + "\n")
	p.di++
}

// sela prints the empty line between two blocks.
func (p *pencetak) sela() {
	p.b.WriteByte('\n')
	p.di++
}

// penuh tells whether fewer than n lines are left on the page.
func (p *pencetak) penuh(n int) bool { return p.h.Baris > 0 && p.di+n > p.h.Baris }

// balik ends the page with its number.
func (p *pencetak) balik() {
	p.halaman++
	fmt.Fprintf(&p.b, "\n%d\n\n", p.halaman)
	p.di = 0
}

func (p *pencetak) blok(d document.Dokumen, b document.Blok) {
	switch b := b.(type) {
	case document.Judul:
		p.baris(b.Sebutan())
	case document.Paragraf:
		for s := range strings.Lines(b.Teks.String()) {
			p.baris(s)
		}
	case document.Celah:
		p.baris(b.String())
	case document.Daftar:
		p.daftar(b, 0)
	case document.DaftarIsi:
		p.isi(d, b)
	case *document.Tabel:
		p.tabel(b)
	case *document.Gambar:
		p.baris(b.Sebutan())
		p.baris(b.Catatan...)
	case *document.TandaTangan:
		p.baris(b.Waktu())
		for _, x := range b.Pihak {
			p.baris(x.Sebagai, x.Jabatan, x.Nama, x.Pangkat)
			if x.NIP != "" {
				p.baris("NIP. " + x.NIP)
			}
		}
	}
	p.sela()
}

func (p *pencetak) daftar(d document.Daftar, dalam int) {
	for n, b := range d.Butir {
		tanda := "-"
		switch {
		case d.Bernomor && dalam == 0:
			tanda = fmt.Sprintf("%d.", n+1)
		case d.Bernomor:
			tanda = document.Huruf(n+1, 'a') + "."
		}
		p.baris(tanda + " " + b.Teks.String())
		if b.Anak != nil {
			p.daftar(*b.Anak, dalam+1)
		}
	}
}

// isi prints a table of contents: its lines name tables that are not there. What pages they
// name nobody looks at.
func (p *pencetak) isi(d document.Dokumen, i document.DaftarIsi) {
	n := 0
	for _, b := range d.Semua() {
		sebutan := ""
		switch b := b.(type) {
		case document.Judul:
			if i.Dari == document.IsiJudul && b.Tingkat <= 3 {
				sebutan = b.Sebutan()
			}
		case *document.Tabel:
			if i.Dari == document.IsiTabel && b.Nomor != "" {
				sebutan = b.Sebutan()
			}
		case *document.Gambar:
			if i.Dari == document.IsiGambar && b.Nomor != "" {
				sebutan = b.Sebutan()
			}
		}
		if sebutan != "" {
			n++
			p.baris(fmt.Sprintf("%s ........ %d", sebutan, n))
		}
	}
}

func (p *pencetak) tabel(t *document.Tabel) {
	if p.h.Pisah && t.Nomor != "" {
		p.baris("Tabel "+t.Nomor+".", t.Judul)
	} else {
		p.baris(t.Sebutan())
	}
	p.sela()
	kisi := Kisi(t)
	kepala := kisi[:len(t.Kepala)]
	for _, r := range kepala {
		p.cetak(strings.Join(r, "\t"))
	}
	for _, r := range kisi[len(t.Kepala):] {
		if p.penuh(1) {
			p.balik()
			p.kepala(kepala)
		} else if atas, bawah := belah(r); p.penuh(2) && bawah != nil {
			p.cetak(strings.Join(atas, "\t"))
			p.balik()
			p.kepala(kepala)
			r = bawah
		}
		p.cetak(strings.Join(r, "\t"))
	}
	p.baris(t.Catatan...)
}

func (p *pencetak) kepala(kepala [][]string) {
	if !p.h.Ulang {
		return
	}
	for _, r := range kepala {
		p.cetak(strings.Join(r, "\t"))
	}
}

// Kisi are the cells of a table row by row as they are printed, those of the header first; a
// merged cell is said at its first place.
func Kisi(t *document.Tabel) [][]string {
	petak, err := t.Susun()
	if err != nil {
		panic(err) // a document of ours, held to document.Periksa
	}
	out := make([][]string, len(t.Kepala)+len(t.Baris))
	for n := range out {
		out[n] = make([]string, len(t.Kolom))
	}
	for _, c := range petak {
		out[c.Baris][c.Kolom] = strings.Join(strings.Fields(c.Sel.Tampil()), " ")
	}
	return out
}

// panjangBelah are the letters of a cell from which a row is cut at the end of a page.
const panjangBelah = 80

// belah cuts the long texts of a row in two; bawah is nil where there are none.
func belah(r []string) (atas, bawah []string) {
	for n, s := range r {
		if len(s) < panjangBelah {
			continue
		}
		if bawah == nil {
			atas, bawah = append([]string(nil), r...), make([]string, len(r))
		}
		if i := strings.LastIndexByte(s[:len(s)*2/3], ' '); i > 0 {
			atas[n], bawah[n] = s[:i], s[i+1:]
		}
	}
	return atas, bawah
}
