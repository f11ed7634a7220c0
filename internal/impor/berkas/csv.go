package berkas

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
)

// bacaCSV reads a text whose columns are separated by ; , or a tab.
func bacaCSV(teks string) (Lembar, error) {
	l := Lembar{Nama: "CSV"}
	pemisah, lewati := pemisahDari(teks)
	if terlaluLebar(teks, pemisah) {
		return l, terlaluBesar("lebih dari 16.384 kolom")
	}
	r := csv.NewReader(strings.NewReader(teks[lewati:]))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = pemisah, -1, true
	mulai := strings.Count(teks[:lewati], "\n")
	var t takaran
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return l, nil
		}
		if err != nil {
			var salah *csv.ParseError
			if errors.As(err, &salah) {
				return l, tolak("Baris " + strconv.Itoa(mulai+salah.Line) + " tidak dapat dibaca: tanda petiknya tidak berpasangan. Betulkan, atau simpan sebagai .xlsx, lalu kirim lagi.")
			}
			return l, err
		}
		no, _ := r.FieldPos(0)
		b := Baris{No: mulai + no}
		for kolom, s := range rec {
			if err := t.isi(&b, kolom, lepas(teksSel(s))); err != nil {
				return l, err
			}
		}
		if err := l.tutup(b); err != nil {
			return l, err
		}
	}
}

// pemisahDari finds the separator: the one that a first line "sep=;" names, else the one
// that most of the first lines have, and the most of. lewati are the bytes before the table.
func pemisahDari(teks string) (pemisah rune, lewati int) {
	if baris, _, _ := strings.Cut(teks, "\n"); strings.HasPrefix(strings.ToLower(baris), "sep=") && len(strings.TrimSpace(baris)) == 5 {
		if p := rune(baris[4]); p == ';' || p == ',' || p == '\t' {
			return p, min(len(baris)+1, len(teks))
		}
	}
	terbaik := -1
	pemisah = ';'
	for _, p := range []rune{';', '\t', ','} {
		nilai, n := 0, 0
		for baris := range strings.Lines(teks) {
			if n++; n > 50 {
				break
			}
			nilai += min(hitungLuarPetik(baris, p), maksKolom)
		}
		if nilai > terbaik {
			terbaik, pemisah = nilai, p
		}
	}
	return pemisah, 0
}

func hitungLuarPetik(s string, p rune) (n int) {
	petik := false
	for _, r := range s[:min(len(s), 10_000)] {
		switch {
		case r == '"':
			petik = !petik
		case r == p && !petik:
			n++
		}
	}
	return n
}

// kolomLembar is how many columns a spreadsheet has at most, and so a line of its CSV, most of
// them empty.
const kolomLembar = 16_384

// terlaluLebar tells before any of it is taken apart: a record of millions of fields would
// take thirty times its own memory.
func terlaluLebar(teks string, pemisah rune) bool {
	kutip, n := false, 0
	for _, c := range []byte(teks) {
		switch {
		case c == '"':
			kutip = !kutip
		case kutip:
		case c == '\n':
			n = 0
		case c == byte(pemisah):
			if n++; n >= kolomLembar {
				return true
			}
		}
	}
	return false
}
