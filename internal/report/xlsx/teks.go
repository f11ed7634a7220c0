package xlsx

import (
	"fmt"

	"capaian/internal/report/document"
)

// petunjuk is the first sheet: what the workbook is, where each table stands, how the
// figures came about.
func (p *penulis) petunjuk(tabel []*document.Tabel) error {
	l := &lajur{p: p, lembar: lembarPetunjuk}
	l.baris(p.d.Judul, gaya{tebal: true, besar: true})
	l.baris(fmt.Sprintf("%s %s", p.d.Instansi, p.d.Daerah), gaya{tebal: true})
	l.baris(p.d.Subjudul, gaya{})
	l.baris(p.d.Tanda, gaya{tebal: true, peringatan: true})
	l.baris("Setiap tabel ada pada lembarnya sendiri. Angka turunan adalah rumus hidup: angka yang diisi ada pada Lampiran 1 dan 2, tabel Perjanjian Kinerja, dan tabel Anggaran; mengubahnya di sini mengubah turunannya pada berkas ini saja.", gaya{})
	l.baris("", gaya{})
	l.baris("Daftar Tabel", gaya{tebal: true})
	l.tautan("Uraian dan tanda tangan", lembarUraian)
	for n, t := range tabel {
		l.tautan(t.Sebutan(), p.lembar[n])
	}
	l.baris("", gaya{})
	l.baris("Catatan", gaya{tebal: true})
	for _, s := range p.d.Catatan {
		l.baris(s, gaya{})
	}
	return l.tutup()
}

// uraian holds the running text and the signature block.
func (p *penulis) uraian() error {
	l := &lajur{p: p, lembar: lembarUraian}
	l.baris(p.d.Judul+" "+p.d.Subjudul, gaya{tebal: true, besar: true})
	l.baris(p.d.Tanda, gaya{tebal: true, peringatan: true})
	for _, b := range p.d.Semua() {
		switch b := b.(type) {
		case document.Judul:
			l.baris(b.Sebutan(), gaya{tebal: true, besar: b.Tingkat == 1})
		case document.Paragraf:
			l.baris(b.Teks.String(), gaya{})
		case document.Celah:
			l.baris(b.String(), gaya{peringatan: true})
		case document.Daftar:
			l.daftar(b, 1)
		case *document.Tabel:
			for n, t := range p.d.Tabel() {
				if t == b {
					l.tautan(t.Sebutan(), p.lembar[n])
				}
			}
		case *document.TandaTangan:
			l.baris("", gaya{})
			l.baris(b.Waktu(), gaya{rata: document.Kanan})
			for _, k := range b.Pihak {
				for _, s := range []string{k.Sebagai, k.Jabatan, "", "", "", k.Nama, k.Pangkat, nip(k.NIP)} {
					l.baris(s, gaya{rata: document.Kanan, tebal: s == k.Nama})
				}
			}
		}
	}
	return l.tutup()
}

// nip is the line below a signature, "" without a number.
func nip(s string) string {
	if s == "" {
		return ""
	}
	return "NIP. " + s
}

// lajur writes lines of text one below the other, each over the same four columns (a
// single wide column would not be shrunk to the page by every program), and remembers
// the first error.
type lajur struct {
	p      *penulis
	lembar string
	n      int
	err    error
}

// baris writes the next line.
func (l *lajur) baris(s string, g gaya) {
	l.n++
	if l.err == nil {
		l.err = l.p.lebarPenuh(l.lembar, l.n, s, g, 4, []int{halamanUraian - g.inden})
	}
}

// daftar writes a list, an item a line.
func (l *lajur) daftar(d document.Daftar, inden int) {
	for n, b := range d.Butir {
		tanda := "• "
		if d.Bernomor {
			tanda = fmt.Sprintf("%d. ", n+1)
		}
		l.baris(tanda+b.Teks.String(), gaya{inden: inden})
		if b.Anak != nil {
			l.daftar(*b.Anak, inden+1)
		}
	}
}

// tautan writes a line that leads to a sheet.
func (l *lajur) tautan(s, ke string) {
	l.baris(s, gaya{tautan: true})
	if l.err == nil {
		l.err = l.p.f.SetCellHyperLink(l.lembar, fmt.Sprintf("A%d", l.n), "'"+ke+"'!A1", "Location")
	}
}

// tutup sets the columns and the page, and tells the first error.
func (l *lajur) tutup() error {
	if l.err == nil {
		l.err = l.p.f.SetColWidth(l.lembar, "A", "D", halamanUraian/4)
	}
	if l.err == nil {
		l.err = l.p.halaman(l.lembar, false, 0, 0)
	}
	return l.err
}
