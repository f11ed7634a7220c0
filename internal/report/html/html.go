// Package html writes a neutral document as one self-contained page: printable on A4
// with wide tables across the sheet, readable on a phone, without script.
package html

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"

	"capaian/internal/report/document"
)

//go:embed laporan.html
var berkas string

var laporan = template.Must(template.New("laporan").Funcs(template.FuncMap{
	"jenis": jenis, "lebar": lebar, "kelas": kelas, "id": id, "waktu": waktu,
}).Parse(berkas))

// Render writes the page. It refuses a document that document.Periksa refuses.
func Render(d document.Dokumen) ([]byte, error) {
	if err := document.Periksa(d); err != nil {
		return nil, err
	}
	h := halaman{Dokumen: d}
	semua := d.Semua()
	for n, b := range semua {
		switch b := b.(type) {
		case document.Judul:
			h.Isi = append(h.Isi, judul{b, lanskap(semua[n:])})
		case *document.Tabel:
			s, err := susun(b)
			if err != nil {
				return nil, err
			}
			h.Isi = append(h.Isi, s)
			h.Daftar = append(h.Daftar, s)
		default:
			h.Isi = append(h.Isi, b)
		}
	}
	var b bytes.Buffer
	if err := laporan.Execute(&b, h); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

type halaman struct {
	document.Dokumen
	Isi    []any
	Daftar []tabel
}

// judul is a heading that knows whether it stands over a wide table, so that it is
// printed on the same page.
type judul struct {
	document.Judul
	Lanskap bool
}

// lanskap tells whether the first block after the headings that b begins with is a
// wide table.
func lanskap(b []document.Blok) bool {
	for _, x := range b {
		switch x := x.(type) {
		case document.Judul:
		case *document.Tabel:
			return x.Lanskap
		default:
			return false
		}
	}
	return false
}

// tabel is a table with its cells in rows and their columns known.
type tabel struct {
	*document.Tabel
	Atas, Isi [][]sel
}

type sel struct {
	*document.Sel
	Kolom, Lajur int // column from 0, and how many rows the cell spans
	Rata         document.Rata
}

// susun gives each cell its column, which spans from above shift.
func susun(t *document.Tabel) (tabel, error) {
	petak, err := t.Susun()
	if err != nil {
		return tabel{}, err
	}
	out := tabel{Tabel: t, Atas: make([][]sel, len(t.Kepala)), Isi: make([][]sel, len(t.Baris))}
	for _, p := range petak {
		s := sel{Sel: p.Sel, Kolom: p.Kolom, Lajur: p.RowSpan, Rata: t.Kolom[p.Kolom].Rata}
		if p.Baris < len(t.Kepala) {
			out.Atas[p.Baris] = append(out.Atas[p.Baris], s)
		} else {
			n := p.Baris - len(t.Kepala)
			out.Isi[n] = append(out.Isi[n], s)
		}
	}
	return out, nil
}

// jenis names a block for the template.
func jenis(b any) string {
	switch b.(type) {
	case judul:
		return "judul"
	case document.Paragraf:
		return "paragraf"
	case document.Celah:
		return "celah"
	case document.Daftar:
		return "daftar"
	case tabel:
		return "tabel"
	case *document.TandaTangan:
		return "tandatangan"
	}
	return ""
}

// lebar is each column's share in percent.
func lebar(t tabel) []string {
	jumlah := 0
	for _, k := range t.Kolom {
		jumlah += k.Lebar
	}
	out := make([]string, len(t.Kolom))
	for i, k := range t.Kolom {
		permil := k.Lebar * 1000 / max(1, jumlah)
		out[i] = fmt.Sprintf("%d.%d", permil/10, permil%10)
	}
	return out
}

// kelas are the CSS classes of a cell.
func kelas(s sel) string {
	var out []string
	rata := s.Rata
	if s.Gaya.Ada(document.Dipusatkan) {
		rata = document.Tengah
	}
	switch {
	case s.Nilai != nil:
		out = append(out, "n")
	case rata == document.Kanan:
		out = append(out, "r")
	}
	if rata == document.Tengah {
		out = append(out, "c")
	}
	for _, g := range []struct {
		gaya  document.Gaya
		kelas string
	}{{document.Tebal, "b"}, {document.Grup, "g"}, {document.Redup, "m"}, {document.Fokus, "f"}} {
		if s.Gaya.Ada(g.gaya) {
			out = append(out, g.kelas)
		}
	}
	if s.Inden > 0 {
		out = append(out, fmt.Sprintf("i%d", min(s.Inden, 6)))
	}
	return strings.Join(out, " ")
}

// id is a table's anchor.
func id(s string) string { return "t-" + strings.ReplaceAll(strings.ToLower(s), " ", "-") }

// waktu is when the report was made, for its metadata.
func waktu(d document.Dokumen) string { return d.Dibuat.UTC().Format("2006-01-02T15:04:05Z") }
