// Command reviu reviews a report on this machine: a text with tables, an XLSX
// workbook, or statements as JSON. It prints what it found and exits with 0 where there is
// no error, 1 where there is one, and 2 where the file could not be read.
//
//	go run ./infra/reviu [-format teks|json|pernyataan] <file>
//
// json is the answer of POST /v1/reviu; pernyataan is what was read, to be sent there or
// given to this program again.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"capaian/internal/fault"
	"capaian/internal/review"
	"capaian/internal/review/baca"
	"capaian/internal/wire"
)

// Exit codes.
const (
	tanpaGalat = iota
	adaGalat
	takTerbaca
)

func main() { os.Exit(jalan(os.Args[1:], os.Stdout, os.Stderr)) }

func jalan(args []string, out, salah io.Writer) int {
	f := flag.NewFlagSet("reviu", flag.ContinueOnError)
	f.SetOutput(salah)
	format := f.String("format", "teks", "teks, json or pernyataan")
	if err := f.Parse(args); err != nil {
		return takTerbaca
	}
	gagal := func(nama string, err error) int {
		var l fault.List
		var satu *fault.Error
		if !errors.As(err, &l) && !errors.As(err, &satu) {
			fmt.Fprintf(salah, "reviu: %v\n", err)
			return takTerbaca
		}
		for _, e := range fault.All(err) {
			fmt.Fprintf(salah, "reviu: %s: %s\n", strings.TrimSuffix(nama+": "+e.Field, ": "), fault.Text(e))
		}
		return takTerbaca
	}
	if f.NArg() != 1 || *format != "teks" && *format != "json" && *format != "pernyataan" {
		fmt.Fprintln(salah, "reviu: name one file, and teks, json or pernyataan as -format")
		return takTerbaca
	}
	nama := f.Arg(0)
	b, err := os.ReadFile(nama)
	if err != nil {
		return gagal(nama, err)
	}
	n, err := bacaBerkas(b)
	if err != nil {
		return gagal(nama, err)
	}
	h := review.Periksa(n)
	w := wire.FromReviu(h)
	switch *format {
	case "json":
		err = tulisJSON(out, w)
	case "pernyataan":
		err = tulisJSON(out, wire.FromBacaan(n))
	default:
		_, err = io.WriteString(out, teks(nama, w))
	}
	if err != nil {
		return gagal(nama, err)
	}
	if w.Jumlah.Galat > 0 {
		return adaGalat
	}
	return tanpaGalat
}

// bacaBerkas reads statements as JSON, or a report by its content.
func bacaBerkas(b []byte) (review.Bacaan, error) {
	if !bytes.HasPrefix(bytes.TrimSpace(b), []byte("{")) {
		return baca.Baca(b)
	}
	var w wire.Bacaan
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&w); err != nil {
		return review.Bacaan{}, err
	}
	return w.Domain()
}

func tulisJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// teks writes a review for a terminal.
func teks(nama string, h wire.Reviu) string {
	var b strings.Builder
	tulis := func(f string, a ...any) { b.WriteString(polos(fmt.Sprintf(f, a...)) + "\n") }
	tulis("%s: %d kaitan diperiksa, %d cocok; galat %d, peringatan %d, info %d; tidak terbaca %d.", nama, h.Dihitung, h.Cocok, h.Jumlah.Galat, h.Jumlah.Peringatan, h.Jumlah.Info, h.TakTerbacaJumlah)
	for n, t := range h.Temuan {
		tulis("")
		tulis("%d. %s: %s", n+1, strings.ToUpper(string(t.Tingkat)), t.Nama)
		tulis("   %s", t.Pesan)
		for _, p := range t.Tempat {
			tulis("   - %s", tempat(p))
		}
		if t.TempatLain > 0 {
			tulis("   - dan %d tempat lain", t.TempatLain)
		}
		for _, p := range t.Akibat {
			tulis("   - ikut dihitung ulang: %s", tempat(p))
		}
		if t.AkibatLain > 0 {
			tulis("   - ikut dihitung ulang: %d angka lain", t.AkibatLain)
		}
		for _, p := range t.Banding {
			tulis("   - dibandingkan dengan: %s", tempat(wire.TempatTemuan{Tempat: p}))
		}
		if t.Usulan != "" {
			tulis("   %s", t.Usulan)
		}
	}
	if h.TakDitampilkan > 0 {
		tulis("\nDan %d temuan lain.", h.TakDitampilkan)
	}
	if h.TakDiperiksa > 0 || h.SebabTakDicari > 0 {
		tulis("\nLaporan ini melebihi yang diperiksa sekali jalan: kaitan %d angka tidak diperiksa, sebab %d ketidakcocokan tidak dicari.", h.TakDiperiksa, h.SebabTakDicari)
	}
	if len(h.TakTerbaca) > 0 {
		tulis("\nTidak terbaca:")
	}
	for _, t := range h.TakTerbaca {
		tulis("   - %s", tempat(wire.TempatTemuan{Tempat: t}))
	}
	if lain := h.TakTerbacaJumlah - len(h.TakTerbaca); lain > 0 {
		tulis("   - dan %d yang lain", lain)
	}
	return b.String()
}

func tempat(p wire.TempatTemuan) string {
	s := p.Tabel
	if p.Baris != "" {
		s += " baris " + p.Baris
	}
	if p.Kolom != "" {
		s += " kolom " + p.Kolom
	}
	s += ": " + p.Tercetak
	if p.Hitung != "" {
		s += ", seharusnya " + p.Hitung
	}
	return s
}

// polos keeps a file's text from steering the terminal that it is shown on.
func polos(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return ' '
		}
		return r
	}, s)
}
