// Package impor reads tables that people bring and says row by row what they mean for an
// agency-year; pure, no store, no HTTP. Baca turns the bytes of a file into sheets of
// cells within bounded memory, whatever the file claims to be. Hitung puts one sheet beside
// the year as it is: what is new, what changes, what is refused and why, cell by cell, and
// the year as it would be. Tulis writes the same tables as XLSX, so that what was exported
// and read again changes nothing.
package impor

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
	maksLembar = 30
	maksBaris  = 20_000
	maksKolom  = 256
	maksSel    = 200_000 // cells of all sheets, gaps included
	maksHuruf  = 32_767  // letters of one cell, as Excel has it
	maksTeks   = 16 << 20
	maksUnik   = 100_000 // shared strings
)

// jenisSel is what a cell holds.
type jenisSel uint8

const (
	selKosong  jenisSel = iota
	selTeks             // as typed
	selAngka            // Teks is the stored number in the machine's writing, digit for digit
	selPersen           // the same, shown × 100 with a percent sign
	selTanggal          // a number that is shown as a date
	selGalat            // #REF! and the like
)

// Sel is one cell. A formula stands for the value that its program left in the file.
type Sel struct {
	Teks  string
	Jenis jenisSel
	Rumus bool
}

// Baris is one row with its number in the sheet; Sel are its columns from A on.
type Baris struct {
	No  int
	Sel []Sel
}

// sel is a cell by its column; beyond the last it is empty.
func (b Baris) sel(kolom int) Sel {
	if kolom < 0 || kolom >= len(b.Sel) {
		return Sel{}
	}
	return b.Sel[kolom]
}

func (b Baris) kosong() bool {
	for _, s := range b.Sel {
		if s.Jenis != selKosong {
			return false
		}
	}
	return true
}

// Lembar is one sheet with its rows that are not empty.
type Lembar struct {
	Nama     string
	Baris    []Baris
	gabungan []rentang
}

// rentang is a block of merged cells: columns from 0, rows as the sheet numbers them.
type rentang struct{ kolom1, baris1, kolom2, baris2 int }

// Berkas is a file that was read. Catatan says what people should know of the reading.
type Berkas struct {
	Lembar  []Lembar
	Catatan []string
	Bentuk  string // xlsx, csv or html
}

// tolak refuses a file, with what to do next.
func tolak(teks string) error { return fault.At("berkas", fault.Invalid, teks) }

func terlaluBesar(apa string) error {
	return tolak("Berkas terlalu besar: " + apa + ". Hapus lembar, baris dan kolom yang tidak diimpor, lalu kirim lagi.")
}

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
	if s.Jenis == selKosong {
		return nil
	}
	if kolom >= maksKolom {
		return terlaluBesar("isi sampai kolom " + huruf(kolom) + ", paling banyak " + strconv.Itoa(maksKolom) + " kolom")
	}
	if len(s.Teks) > maksHuruf {
		return tolak("Sel " + alamatSel(kolom, b.No) + " berisi lebih dari 32.767 huruf. Perpendek, lalu kirim lagi.")
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

// teksSel is a text cell; blanks around it are not kept.
func teksSel(s string) Sel {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
	if s == "" {
		return Sel{}
	}
	return Sel{Teks: s, Jenis: selTeks}
}

// huruf is a column's name: 0 is A.
func huruf(kolom int) string {
	s := ""
	for n := kolom + 1; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

func alamatSel(kolom, baris int) string { return huruf(kolom) + strconv.Itoa(baris) }

// kolomDari is the inverse of huruf for the letters that an address begins with; -1 for
// none. It stops early, so that no long name overflows.
func kolomDari(s string) (kolom, panjang int) {
	n := 0
	for panjang < len(s) && panjang < 4 && s[panjang] >= 'A' && s[panjang] <= 'Z' {
		n = n*26 + int(s[panjang]-'A') + 1
		panjang++
	}
	return n - 1, panjang
}
