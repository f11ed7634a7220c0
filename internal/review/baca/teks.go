package baca

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"capaian/internal/fault"
)

// Limits of a text. They are far above those of any report, and keep what is hostile short.
const (
	MaksTeks  = 4 << 20 // bytes
	maksBaris = 60_000
	maksKolom = 80
	maksSel   = 100_000 // cells of all tables
)

// Teks lays out a text: a run of lines with tabs is a table, and so are rows between bars or
// semicolons, or whose cells stand below one another; other lines are paragraphs, joined where
// a line or a page broke them. Faults:
// TooLarge; Invalid with what to do, in Indonesian.
func Teks(b []byte) (Naskah, error) {
	var n Naskah
	if len(b) > MaksTeks {
		return n, fault.New(fault.TooLarge, "4 MB teks")
	}
	s, err := keTeks(b)
	if err != nil {
		return n, err
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n\n", "\v", " ", "\u2028", "\n", "\u2029", "\n\n").Replace(s)
	baris := strings.Split(s, "\n")
	if len(baris) > maksBaris {
		return n, fault.New(fault.TooLarge, fmt.Sprintf("%d baris", maksBaris))
	}
	t := penyalin{}
	tabel := tabelTeks(baris)
	for i := 0; i < len(baris); i++ {
		if len(tabel) > 0 && tabel[0].awal == i {
			t.tabel(tabel[0])
			if t.err != nil {
				return n, t.err
			}
			i, tabel = tabel[0].akhir-1, tabel[1:]
			continue
		}
		t.baris(i+1, baris[i], i+1 < len(baris) && adaTab(baris[i+1]))
		if t.err != nil {
			return n, t.err
		}
	}
	t.tutup()
	return Naskah{Bagian: sambung(t.out)}, nil
}

// tabelTeks finds the tables that have something else than tabs between cells, in the order
// of reading.
func tabelTeks(baris []string) []wilayah {
	out := berpagar(baris)
	dipakai := make([]bool, len(baris))
	for _, w := range out {
		for i := w.awal; i < w.akhir; i++ {
			dipakai[i] = true
		}
	}
	out = append(out, sejajar(baris, func(i int) bool { return dipakai[i] })...)
	slices.SortFunc(out, func(a, b wilayah) int { return a.awal - b.awal })
	return out
}

// keTeks decodes what editors save text as.
func keTeks(b []byte) (string, error) {
	switch {
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		b = b[3:]
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}), bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		kecil := b[0] == 0xff
		u := make([]uint16, 0, len(b)/2)
		for i := 2; i+1 < len(b); i += 2 {
			if kecil {
				u = append(u, uint16(b[i])|uint16(b[i+1])<<8)
			} else {
				u = append(u, uint16(b[i+1])|uint16(b[i])<<8)
			}
		}
		return string(utf16.Decode(u)), nil
	}
	if bytes.IndexByte(b, 0) >= 0 {
		return "", fault.New(fault.Invalid, "Berkas ini bukan teks. Simpan laporan sebagai teks (.txt) dengan tab di antara kolom tabel, atau sebagai buku kerja XLSX.")
	}
	if utf8.Valid(b) {
		return string(b), nil
	}
	// Windows-1252, whose letters stand where Unicode has them but for a few marks.
	var out strings.Builder
	for _, c := range b {
		if r, ada := windows[c]; ada {
			out.WriteRune(r)
		} else {
			out.WriteRune(rune(c))
		}
	}
	return out.String(), nil
}

var windows = map[byte]rune{0x80: '€', 0x85: '…', 0x91: '‘', 0x92: '’', 0x93: '“', 0x94: '”', 0x95: '•', 0x96: '–', 0x97: '—', 0x99: '™'}

// adaTab tells whether a line is a row: it has a tab that is not the last thing on it.
func adaTab(s string) bool {
	return strings.Contains(strings.TrimSuffix(strings.TrimRight(s, " "), "\t"), "\t") && strings.TrimSpace(s) != ""
}

// penyalin makes parts of lines.
type penyalin struct {
	out   []Bagian
	kisi  *Kisi
	alin  []string // lines of the paragraph
	nomor int      // of the part that is open
	sel   int      // cells so far
	err   error
}

// polaButir begins a paragraph of its own within a run of lines.
var polaButir = susunPola(`^(?:[-•●▪○*–·➢✓]\s|[0-9]{1,2}[.)]\s|[a-zA-Z][.)]\s|\([0-9a-z]{1,2}\)\s|(?i:tabel|gambar|grafik|bab|lampiran|sumber)\s)`)

func (t *penyalin) baris(nomor int, s string, tabNanti bool) {
	kosong := strings.TrimSpace(s) == ""
	switch {
	case adaTab(s), t.kisi != nil && !kosong && tabNanti && !polaButir.MatchString(s):
		// A line without tabs between rows is a cell of one of them.
		sel := strings.Split(strings.TrimRight(s, " "), "\t")
		if len(sel) > maksKolom {
			t.err = fault.New(fault.Invalid, fmt.Sprintf("Baris %d mempunyai lebih dari %d kolom. Periksa tab pada baris itu.", nomor, maksKolom))
			return
		}
		if t.sel += len(sel); t.sel > maksSel {
			t.err = fault.New(fault.TooLarge, fmt.Sprintf("%d sel tabel", maksSel))
			return
		}
		if t.kisi == nil {
			t.tutup()
			t.kisi, t.nomor = &Kisi{}, nomor
		}
		b := BarisKisi{Nomor: nomor, Sel: make([]Sel, len(sel))}
		for i, x := range sel {
			b.Sel[i].Teks = strings.TrimSpace(x)
		}
		t.kisi.Baris = append(t.kisi.Baris, b)
	case kosong:
		t.tutup()
	default:
		s = strings.TrimSpace(s)
		if t.kisi != nil || polaButir.MatchString(s) && len(t.alin) > 0 {
			t.tutup()
		}
		if len(t.alin) == 0 {
			t.nomor = nomor
		}
		t.alin = append(t.alin, s)
	}
}

// tabel takes a table that was found by something else than tabs.
func (t *penyalin) tabel(w wilayah) {
	t.tutup()
	if w.kisi == nil {
		return // the rest of one that a page divides
	}
	for _, r := range w.kisi.Baris {
		if t.sel += len(r.Sel); t.sel > maksSel {
			t.err = fault.New(fault.TooLarge, fmt.Sprintf("%d sel tabel", maksSel))
			return
		}
	}
	t.out = append(t.out, Bagian{Nomor: w.awal + 1, Kisi: w.kisi})
}

func (t *penyalin) tutup() {
	switch {
	case t.kisi != nil:
		t.out = append(t.out, Bagian{Nomor: t.nomor, Kisi: t.kisi})
	case len(t.alin) > 0:
		t.out = append(t.out, Bagian{Nomor: t.nomor, Paragraf: strings.Join(t.alin, " ")})
	}
	t.kisi, t.alin = nil, nil
}

const panjangAlinea = 60 // bytes from which a paragraph may have been cut by a page

// sambung joins paragraphs that a page broke.
func sambung(list []Bagian) []Bagian {
	out := list[:0:0]
	for _, b := range list {
		if n := len(out) - 1; n >= 0 && b.Kisi == nil && out[n].Kisi == nil && !nomorHalaman(b) && terputus(out[n].Paragraf, b.Paragraf) {
			out[n].Paragraf += " " + b.Paragraf
			continue
		}
		// The page's number between the two.
		if n := len(out) - 2; n >= 0 && b.Kisi == nil && out[n].Kisi == nil && nomorHalaman(out[n+1]) && terputus(out[n].Paragraf, b.Paragraf) {
			out[n].Paragraf += " " + b.Paragraf
			out = out[:n+1]
			continue
		}
		out = append(out, b)
	}
	return out
}

func terputus(a, b string) bool {
	if len(a) < panjangAlinea || len(a) > 20_000 || polaButir.MatchString(b) {
		return false
	}
	akhir, _ := utf8.DecodeLastRuneInString(a)
	awal, _ := utf8.DecodeRuneInString(b)
	if strings.ContainsRune(".:;!?”", akhir) {
		return false
	}
	return unicode.IsLower(awal) || strings.Count(a, "(") > strings.Count(a, ")")
}

var polaHalaman = susunPola(`(?i)^(?:(?:hal(?:aman)?\.?|page)\s*)?[-–|]?\s*(?:[0-9]{1,4}|[ivxlc]{1,7})\s*[-–|]?(?:\s*(?:dari|of|/)\s*[0-9]{1,4})?$`)

// nomorHalaman tells whether a part is no more than the number of a page.
func nomorHalaman(b Bagian) bool {
	return b.Kisi == nil && polaHalaman.MatchString(strings.TrimSpace(b.Paragraf))
}
