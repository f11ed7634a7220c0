// Package berkas reads the files that tables come in, workbooks, CSV and pages of HTML, into
// sheets of cells: within bounded memory, whatever a file claims to be, and refusing what it
// cannot read with what to do. What the tables mean others say.
package berkas

import (
	"strconv"
	"strings"

	"capaian/internal/fault"
)

// Bounds of a file. What lies beyond is refused whole: half a table is worse than none.
const (
	MaksBerkas = 4 << 20   // bytes as sent: what the event of a function can carry
	maksUrai   = 32 << 20  // bytes of all parts of a workbook, unpacked
	maksPotong = 256 << 10 // bytes between two '<' of a part: one cell's text
	maksBagian = 2000      // parts of a workbook
	maksBaris  = 20_000
	maksKolom  = 256
	maksSel    = 200_000 // cells of all sheets, gaps included
	maksHuruf  = 32_767  // letters of one cell, as Excel has it
	maksTeks   = 16 << 20
	maksUnik   = 100_000 // shared strings
)

// Opsi is what a caller wants of a file.
type Opsi struct {
	Lembar int             // sheets, or tables of a page, at the most
	Lewati map[string]bool // sheets of a workbook that are not read, by name in small letters
	Guna   string          // what becomes of the file: "diimpor"
}

// Jenis is what a cell holds.
type Jenis uint8

const (
	Kosong  Jenis = iota
	Teks          // as typed
	Angka         // Teks is the stored number in the machine's writing, digit for digit
	Persen        // the same, shown × 100 with a percent sign
	Tanggal       // a number that is shown as a date
	Galat         // #REF! and the like
)

// Sel is one cell. A formula stands for the value that its program left in the file.
type Sel struct {
	Teks  string
	Jenis Jenis
	Rumus bool
	gaya  uint16 // how a number is shown: see Berkas.Tampil
}

// Baris is one row with its number in the sheet; Sel are its columns from A on.
type Baris struct {
	No  int
	Sel []Sel
}

// Di is a cell by its column; beyond the last it is empty.
func (b Baris) Di(kolom int) Sel {
	if kolom < 0 || kolom >= len(b.Sel) {
		return Sel{}
	}
	return b.Sel[kolom]
}

func (b Baris) kosong() bool {
	for _, s := range b.Sel {
		if s.Jenis != Kosong {
			return false
		}
	}
	return true
}

// Lembar is one sheet with its rows that are not empty.
type Lembar struct {
	Nama     string
	Baris    []Baris
	Gabungan []Rentang // merged cells, as the file has them: they may overlap and reach beyond the rows
}

// Rentang is a block of merged cells: columns from 0, rows as the sheet numbers them.
type Rentang struct{ Kolom1, Baris1, Kolom2, Baris2 int }

// Berkas is a file that was read. Catatan says what people should know of the reading.
type Berkas struct {
	Lembar  []Lembar
	Catatan []string
	Bentuk  string // xlsx, csv or html

	gaya     []gaya
	hari1904 bool // its days count from 1904
}

// tolak refuses a file, with what to do next.
func tolak(teks string) error { return fault.At("berkas", fault.Invalid, teks) }

// terlaluBesar says beyond which bound a file lies.
type terlaluBesar string

func (t terlaluBesar) Error() string { return string(t) }

// takaran counts what was read of a file against its bounds.
type takaran struct{ sel, teks int }

func (t *takaran) tambah(sel, teks int) error {
	t.sel, t.teks = t.sel+sel, t.teks+teks
	switch {
	case t.sel > maksSel:
		return terlaluBesar("lebih dari 200.000 sel")
	case t.teks > maksTeks:
		return terlaluBesar("teksnya lebih dari 16 MB")
	}
	return nil
}

// isi puts a cell into a row within the bounds.
func (t *takaran) isi(b *Baris, kolom int, s Sel) error {
	if s.Jenis == Kosong {
		return nil
	}
	if kolom >= maksKolom {
		return terlaluBesar("isi sampai kolom " + Huruf(kolom) + ", paling banyak " + strconv.Itoa(maksKolom) + " kolom")
	}
	if len(s.Teks) > maksHuruf {
		return tolak("Sel " + Alamat(kolom, b.No) + " berisi lebih dari 32.767 huruf. Perpendek, lalu kirim lagi.")
	}
	if err := t.tambah(max(kolom+1-len(b.Sel), 0), len(s.Teks)); err != nil {
		return err
	}
	for len(b.Sel) <= kolom {
		b.Sel = append(b.Sel, Sel{})
	}
	b.Sel[kolom] = s
	return nil
}

// tutup puts a finished row to its sheet.
func (l *Lembar) tutup(b Baris) error {
	if b.kosong() {
		return nil
	}
	if len(l.Baris) >= maksBaris {
		return terlaluBesar("lebih dari 20.000 baris")
	}
	l.Baris = append(l.Baris, b)
	return nil
}

// gabung notes merged cells; the most that a sheet can have is one a row.
func (l *Lembar) gabung(r Rentang) {
	if len(l.Gabungan) < maksBaris {
		l.Gabungan = append(l.Gabungan, r)
	}
}

// teksSel is a text cell; blanks around it are not kept.
func teksSel(s string) Sel {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
	if s == "" {
		return Sel{}
	}
	return Sel{Teks: s, Jenis: Teks}
}

// Huruf is a column's name: 0 is A.
func Huruf(kolom int) string {
	s := ""
	for n := kolom + 1; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// Alamat is a cell's name: A1 is of column 0 and row 1.
func Alamat(kolom, baris int) string { return Huruf(kolom) + strconv.Itoa(baris) }

// kolomDari is the inverse of Huruf for the letters that an address begins with; -1 for
// none. It stops early, so that no long name overflows.
func kolomDari(s string) (kolom, panjang int) {
	n := 0
	for panjang < len(s) && panjang < 4 && s[panjang] >= 'A' && s[panjang] <= 'Z' {
		n = n*26 + int(s[panjang]-'A') + 1
		panjang++
	}
	return n - 1, panjang
}
