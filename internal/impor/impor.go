// Package impor says row by row what tables that people bring mean for an agency-year; pure,
// no store, no HTTP. Baca turns the bytes of a file into sheets of cells. Hitung puts one
// sheet beside the year as it is: what is new, what changes, what is refused and why, cell
// by cell, and the year as it would be. Tulis writes the same tables as XLSX, so that what
// was exported and read again changes nothing.
package impor

import "capaian/internal/impor/berkas"

// What a file is read into.
type (
	Berkas = berkas.Berkas
	Lembar = berkas.Lembar
	Baris  = berkas.Baris
	Sel    = berkas.Sel
)

// MaksBerkas are the bytes of a file at the most.
const MaksBerkas = berkas.MaksBerkas

// maksLembar are the sheets of a file at the most.
const maksLembar = 30

// Baca reads a file by its content, whatever its name says. Refusals are faults at the
// field berkas that say what to do.
func Baca(isi []byte) (Berkas, error) {
	return berkas.Baca(isi, berkas.Opsi{Lembar: maksLembar, Lewati: namaPetunjuk, Guna: "diimpor"})
}
