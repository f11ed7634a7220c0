// Package document is the neutral document that a report is before it becomes a file:
// headings, paragraphs, lists, tables and a signature block, in Indonesian, with every
// figure as a decimal, its name, and a formula that reproduces it from other cells.
// The writers (xlsx, html) share it; it knows nothing of their formats.
package document

import (
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
)

// Dokumen is a whole report.
type Dokumen struct {
	Judul    string
	Subjudul string
	Instansi string // the agency, as printed
	Daerah   string
	Tahun    int
	Bahasa   string // BCP 47, "id"
	Tanda    string // a warning that every page must carry, "" for none
	Dibuat   time.Time
	Blok     []Blok
	Catatan  []string // how the figures came about
}

// Blok is one of Judul, Paragraf, Daftar, *Tabel and *TandaTangan.
type Blok interface{ blok() }

// Judul is a heading; Tingkat 1 is a chapter.
type Judul struct {
	Tingkat int
	Teks    string
}

// Paragraf is running text.
type Paragraf struct{ Teks string }

// Daftar is a list of items, numbered or not.
type Daftar struct {
	Bernomor bool
	Butir    []string
}

// Tabel is a table of header rows and body rows over the same columns.
type Tabel struct {
	ID      string // short and unique, letters, digits, '.', '-' and blanks: "T3.2"
	Nomor   string // as printed, "3.2"; "" for a table without a number
	Judul   string
	Kolom   []Kolom
	Kepala  [][]Sel
	Baris   [][]Sel
	Lanskap bool
	Catatan []string
}

func (Judul) blok()        {}
func (Paragraf) blok()     {}
func (Daftar) blok()       {}
func (*Tabel) blok()       {}
func (*TandaTangan) blok() {}

// Rata is how the cells of a column are aligned.
type Rata int

const (
	Kiri Rata = iota
	Tengah
	Kanan
)

// Kolom is one column; Lebar is its share of the table's width.
type Kolom struct {
	Lebar int
	Rata  Rata
}

// Format is how a value is written.
type Format int

const (
	FTeks   Format = iota // Teks as it is
	FAngka                // 1.234,56
	FPersen               // 98,94%
)

// Gaya is the look of a cell, as a set.
type Gaya int

const (
	Tebal      Gaya = 1 << iota
	Grup            // row that heads or sums up those below
	Redup           // a reason or a note instead of a figure
	Fokus           // the row the table is about
	Dipusatkan      // centred whatever the column says
)

// Sel is one cell. Where Nilai is set it is what the cell says, cut to Desimal decimals
// as shown, and Akhiran follows it ("%" is FPersen's own); otherwise Teks is.
//
// Rumus is the same value as a formula over other cells: names in braces, the
// functions and operators that all spreadsheets share, English names, commas
// between arguments, a point in numbers: "ROUND({a.x}*100/{a.y},2)". {a}:{b} is the
// rectangle between two cells of one table. A cell with Rumus is derived, one
// without is entered.
type Sel struct {
	Teks    string
	Nilai   *decimal.Decimal
	Format  Format
	Desimal int32
	Akhiran string
	Kunci   string // unique in the document, e.g. "iku.IKU-1.1.realisasi"
	Rumus   string
	RowSpan int // 0 is 1
	ColSpan int // 0 is 1
	Inden   int
	Gaya    Gaya
	Alasan  string // why there is no figure
}

// Ada tells whether all of g is in the set.
func (s Gaya) Ada(g Gaya) bool { return s&g == g }

// Tampil is the cell's text as people read it.
func (s Sel) Tampil() string {
	if s.Nilai == nil {
		return s.Teks
	}
	t := locale.Angka(*s.Nilai, s.Desimal)
	if s.Format == FPersen {
		t += "%"
	}
	return t + s.Akhiran
}

// TandaTangan is the signature block.
type TandaTangan struct {
	Tempat  string
	Tanggal string // in words
	Jabatan string
	Nama    string
	Pangkat string
	NIP     string
}

// Tabel lists the document's tables in order.
func (d Dokumen) Tabel() []*Tabel {
	var out []*Tabel
	for _, b := range d.Blok {
		if t, ok := b.(*Tabel); ok {
			out = append(out, t)
		}
	}
	return out
}

// Sebutan is the table's number and title in one line.
func (t *Tabel) Sebutan() string {
	if t.Nomor == "" {
		return t.Judul
	}
	return "Tabel " + t.Nomor + ". " + t.Judul
}
