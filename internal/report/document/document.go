// Package document is the neutral document that a report is before it becomes a file:
// headings, paragraphs, lists, tables, figures and signature blocks, in Indonesian, with
// every figure as a decimal, its name, and a formula that reproduces it from other
// cells. The writers share it; it knows nothing of their formats.
package document

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
)

// Dokumen is a whole report: a cover, front matter with roman page numbers, the body
// with decimal ones, and last the notes on how the figures came about. Without a cover
// the title heads the first page.
type Dokumen struct {
	Judul    string
	Subjudul string
	Instansi string // the agency, as printed
	Daerah   string
	Tahun    int
	Bahasa   string // BCP 47, "id"
	Tanda    string // a warning that every page must carry, "" for none
	Dibuat   time.Time
	Sampul   bool   // a cover page of its own
	Alamat   string // where a file can be verified: a QR code on the cover leads there; "" for none
	Depan    []Blok // front matter
	Blok     []Blok // body
	Catatan  []string
}

// Blok is one of Judul, Paragraf, Daftar, *Tabel, *Gambar, Celah, DaftarIsi,
// HalamanBaru and *TandaTangan.
type Blok interface{ blok() }

// Judul is a heading; Tingkat 1 is a chapter, 4 the lowest. Nomor is set by Nomori.
type Judul struct {
	Tingkat    int
	Nomor      string // "BAB III", "A.", "1.", "a."; "" for a heading without one
	Teks       string
	TanpaNomor bool
}

// Sebutan is the heading with its number, in one line.
func (j Judul) Sebutan() string { return strings.TrimSpace(j.Nomor + " " + j.Teks) }

// Potongan is a piece of running text of one look.
type Potongan struct {
	Teks   string
	Tebal  bool
	Miring bool
}

// Teks is running text.
type Teks []Potongan

// T is running text of one plain piece.
func T(s string) Teks { return Teks{{Teks: s}} }

// String is the text without its looks.
func (t Teks) String() string {
	if len(t) == 1 {
		return t[0].Teks
	}
	var b strings.Builder
	for _, p := range t {
		b.WriteString(p.Teks)
	}
	return b.String()
}

// Paragraf is running text; Kiri is set justified.
type Paragraf struct {
	Teks Teks
	Rata Rata
}

// Daftar is a list of items, numbered or not.
type Daftar struct {
	Bernomor bool
	Butir    []Butir
}

// Butir is one item of a list, with a list of its own or nil.
type Butir struct {
	Teks Teks
	Anak *Daftar
}

// ButirTeks are plain items.
func ButirTeks(s ...string) []Butir {
	out := make([]Butir, len(s))
	for i := range s {
		out[i].Teks = T(s[i])
	}
	return out
}

// Celah is a gap that everybody must see: what is missing, and who owes it.
type Celah struct {
	Apa  string // "Latar belakang belum ditulis"
	Oleh string // "Perencana pada halaman Narasi"; "" when nobody in particular
}

// String is the gap in one sentence.
func (c Celah) String() string {
	if c.Oleh == "" {
		return c.Apa + "."
	}
	return c.Apa + ". Menjadi tugas: " + c.Oleh + "."
}

// IsiDari is what a table of contents lists.
type IsiDari int

const (
	IsiJudul  IsiDari = iota // headings of the levels 1 to 3, of front matter and body
	IsiTabel                 // numbered tables
	IsiGambar                // numbered figures
)

// DaftarIsi is a table of contents; the writer fills it in.
type DaftarIsi struct{ Dari IsiDari }

// HalamanBaru begins a new page.
type HalamanBaru struct{}

// Gambar is a figure: one of Grafik and Bagan. Nomor is set by Nomori.
type Gambar struct {
	ID      string // unique among tables and figures, as a table's
	Nomor   string
	Judul   string
	Alt     string // what the figure shows, for those who cannot see it
	Grafik  *Grafik
	Bagan   *Bagan
	Catatan []string
}

// Sebutan is the figure's number and title in one line.
func (g *Gambar) Sebutan() string {
	if g.Nomor == "" {
		return g.Judul
	}
	return "Gambar " + g.Nomor + ". " + g.Judul
}

// JenisGrafik is a kind of chart.
type JenisGrafik int

const (
	Batang      JenisGrafik = iota // columns side by side
	BatangDatar                    // bars, categories from the top
	Garis                          // one line a series
)

// Grafik is a chart of series over categories. A value that is not known is nil and
// leaves a gap, never zero.
type Grafik struct {
	Jenis    JenisGrafik
	Kategori []string
	Seri     []Seri
	Satuan   string           // of the values
	Desimal  int32            // of the values as shown
	Fokus    string           // the category that the chart is about, "" for none
	Acuan    *decimal.Decimal // what values are held against, drawn as a line by the writers that can; nil for none
}

// Seri is one series. Kunci names the cells that the values stand in, "" for none; nil
// when none is named.
type Seri struct {
	Nama  string
	Nilai []*decimal.Decimal
	Kunci []string
}

// Bagan is a chart of boxes and who stands under whom.
type Bagan struct{ Akar []Simpul }

// Simpul is a box with those under it.
type Simpul struct {
	Judul string
	Isi   string
	Anak  []Simpul
}

// Tabel is a table of header rows and body rows over the same columns.
type Tabel struct {
	ID      string // short and unique, letters, digits, '.', '-' and blanks: "T3.2"
	Nomor   string // set by Nomori: "3.2"; "" outside the chapters
	Judul   string
	Kolom   []Kolom
	Kepala  [][]Sel
	Baris   [][]Sel
	Lanskap bool
	Catatan []string
}

// Lembar is a kind of sheet: every writer of pages puts a block on the same.
type Lembar int

const (
	Tegak         Lembar = iota // A4
	Mendatar                    // A4 across, for wide tables
	MendatarBesar               // A3 across, for those of very many columns
)

// kolomA4 is how many columns A4 across has room for in letters that can be read.
const kolomA4 = 16

// Lembar is the sheet that the table needs.
func (t *Tabel) Lembar() Lembar {
	switch {
	case !t.Lanskap:
		return Tegak
	case len(t.Kolom) > kolomA4:
		return MendatarBesar
	}
	return Mendatar
}

func (Judul) blok()        {}
func (Paragraf) blok()     {}
func (Daftar) blok()       {}
func (*Tabel) blok()       {}
func (*Gambar) blok()      {}
func (Celah) blok()        {}
func (DaftarIsi) blok()    {}
func (HalamanBaru) blok()  {}
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

// TandaTangan is the signature block: one party on the right, or two side by side.
type TandaTangan struct {
	Tempat  string
	Tanggal string // in words
	Pihak   []Pihak
}

// Pihak is one who signs.
type Pihak struct {
	Sebagai string // "PIHAK PERTAMA", "" for none
	Jabatan string
	Nama    string
	Pangkat string
	NIP     string
}

// Waktu is the place and day of signing in one line.
func (t *TandaTangan) Waktu() string {
	if t.Tempat == "" || t.Tanggal == "" {
		return t.Tempat + t.Tanggal
	}
	return t.Tempat + ", " + t.Tanggal
}

// Semua are the blocks of front matter and body in order.
func (d Dokumen) Semua() []Blok {
	out := make([]Blok, 0, len(d.Depan)+len(d.Blok))
	return append(append(out, d.Depan...), d.Blok...)
}

// Tabel lists the document's tables in order.
func (d Dokumen) Tabel() []*Tabel {
	var out []*Tabel
	for _, b := range d.Semua() {
		if t, ok := b.(*Tabel); ok {
			out = append(out, t)
		}
	}
	return out
}

// Gambar lists the document's figures in order.
func (d Dokumen) Gambar() []*Gambar {
	var out []*Gambar
	for _, b := range d.Semua() {
		if g, ok := b.(*Gambar); ok {
			out = append(out, g)
		}
	}
	return out
}

// Nomori numbers the headings of the body, "BAB I" over "A." over "1." over "a.", and
// the tables and figures of each chapter, "3.1". A heading that goes without a number
// ends the count of those below it, and a chapter without one that of tables.
func (d *Dokumen) Nomori() {
	var hitung [5]int
	bab, tabel, gambar := 0, 0, 0
	for i, b := range d.Blok {
		switch b := b.(type) {
		case Judul:
			b.Nomor = ""
			for t := b.Tingkat + 1; t < len(hitung); t++ {
				hitung[t] = 0
			}
			if b.Tingkat == 1 {
				bab, tabel, gambar = 0, 0, 0
			}
			if !b.TanpaNomor {
				hitung[b.Tingkat]++
				b.Nomor = nomorJudul(b.Tingkat, hitung[b.Tingkat])
				if b.Tingkat == 1 {
					bab = hitung[1]
				}
			}
			d.Blok[i] = b
		case *Tabel:
			if bab > 0 {
				tabel++
				b.Nomor = fmt.Sprintf("%d.%d", bab, tabel)
			}
		case *Gambar:
			if bab > 0 {
				gambar++
				b.Nomor = fmt.Sprintf("%d.%d", bab, gambar)
			}
		}
	}
}

// nomorJudul is the n-th number of a level.
func nomorJudul(tingkat, n int) string {
	switch tingkat {
	case 1:
		return "BAB " + locale.Romawi(n)
	case 2:
		return Huruf(n, 'A') + "."
	case 3:
		return fmt.Sprintf("%d.", n)
	}
	return Huruf(n, 'a') + "."
}

// Huruf counts in letters from pertama: a … z, aa, ab …
func Huruf(n int, pertama rune) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(pertama+rune((n-1)%26)) + s
	}
	return s
}

// Sebutan is the table's number and title in one line.
func (t *Tabel) Sebutan() string {
	if t.Nomor == "" {
		return t.Judul
	}
	return "Tabel " + t.Nomor + ". " + t.Judul
}

// Halaman is the page on which each block of Semua begins, as printed ("iv", "12"), by
// its index, and after the last that of the notes: how one writer's pages come to stand
// in another's contents.
type Halaman map[int]string
