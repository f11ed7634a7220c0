// Package baca reads a report that somebody else made, as text with tables or
// as a workbook, into the statements that review checks. It first makes a Naskah of the
// file, then looks for what headings, rows and sentences mean. What it cannot read it lists.
package baca

// Naskah is a report as it is laid out, before anything is known of what it says.
type Naskah struct {
	Bagian []Bagian // in the order of reading
}

// Bagian is a paragraph, or a table where Kisi is not nil.
type Bagian struct {
	Nomor    int    // line of the text, or row of the sheet, where it begins; from 1
	Lembar   string // sheet of the workbook; "" in a text
	Paragraf string
	Kisi     *Kisi
}

// Kisi is a table as a grid. Rows may be of unlike length.
type Kisi struct {
	Baris []BarisKisi
	// Kabur tells that it is not certain what stands in which column, as where a text
	// keeps no more of a table than blanks: it is listed as not read.
	Kabur bool
}

// BarisKisi is a row of a grid.
type BarisKisi struct {
	Nomor int // line of the text, or row of the sheet; from 1
	Sel   []Sel
}

// Sel is a cell as printed.
type Sel struct {
	Teks string
	// Lanjutan tells that the cell is covered by one to its left or above, whose Teks it
	// repeats; what a text leaves empty is not known to be covered and has it false.
	Lanjutan bool
}
