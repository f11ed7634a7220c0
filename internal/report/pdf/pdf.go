// Package pdf writes a neutral document as a PDF file that archives and people who do not
// see it can read (PDF/A-2a, ISO 19005-2; PDF/UA-1, ISO 14289-1): it lays the blocks out
// on A4 pages, tags every piece of them, and writes the file. Equal documents give equal
// bytes.
package pdf

import (
	"capaian/internal/report/document"
)

// Tata is a document that is laid out on pages.
type Tata struct {
	d       document.Dokumen
	b       *berkas
	fon     *semuaFon
	akar    *unsur
	lembar  []*lembar
	mulai   map[int]*tujuan // where the blocks of Semua begin
	judul   []judulLuar
	catatan *tujuan // where the notes on the figures begin
}

// judulLuar is a heading in the outline; level 1 is the highest.
type judulLuar struct {
	tingkat int
	teks    string
	tujuan  *tujuan
}

// Render writes the file. It refuses a document that document.Periksa refuses.
func Render(d document.Dokumen) ([]byte, error) {
	t, err := Susun(d)
	if err != nil {
		return nil, err
	}
	return t.Tulis(), nil
}

// Susun lays the document out. It refuses one that document.Periksa refuses.
func Susun(d document.Dokumen) (*Tata, error) {
	if err := document.Periksa(d); err != nil {
		return nil, err
	}
	b := &berkas{}
	t := &Tata{d: d, b: b, fon: &semuaFon{b: b}, akar: &unsur{jenis: "Document"}, mulai: map[int]*tujuan{}}
	p := &penata{Tata: t, blok: d.Semua(), siap: map[int]susunan{}}
	p.susun()
	return t, nil
}

// Halaman is the page, as printed, on which each block of Semua begins, and after the last
// the notes.
func (t *Tata) Halaman() document.Halaman {
	h := document.Halaman{}
	for n, tujuan := range t.mulai {
		h[n] = tujuan.lembar.label
	}
	if t.catatan != nil {
		h[len(t.d.Depan)+len(t.d.Blok)] = t.catatan.lembar.label
	}
	return h
}
