package baca

import (
	"os"
	"strings"
	"testing"
	"unicode"

	"capaian/internal/review"
)

// FuzzTeks: but for the numbers of pages and columns, no letter of a text is lost, and every part knows its line.
func FuzzTeks(f *testing.F) {
	for _, s := range []string{"", "a\tb\nc\td\n", "Tabel 1\n\n\tx\t\n\ny\n", "- a\n- b\nc\r\nd\fe", "\xff\xfea\x00", "\x93x\x94",
		"| a | b | c |\n|---|---|---|\n| 1 | 2 | **3** |\n", "a;b;c\n1;2;3\n", "No   Indikator   Target   Realisasi\n1    Angka x     5,00     4,00\n     lanjut\n2    Angka y     6,00     7,00\n",
		"panjang sekali tanpa titik yang berlanjut di halaman berikutnya (dua\n\n12\n\nTiga)"} {
		f.Add([]byte(s))
	}
	patah := strings.NewReplacer("<br>", "", "<br/>", "", "<br />", "")
	huruf := func(s string) string {
		return strings.Map(func(r rune) rune {
			if !unicode.IsLetter(r) {
				return -1
			}
			return r
		}, patah.Replace(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		n, err := Teks(b)
		if err != nil {
			return
		}
		s, _ := keTeks(b)
		var semua strings.Builder
		akhir := 0
		for _, x := range n.Bagian {
			if x.Nomor <= akhir {
				t.Fatalf("part at line %d after one at line %d", x.Nomor, akhir)
			}
			akhir = x.Nomor
			row := akhir
			semua.WriteString(x.Paragraf)
			if x.Kisi == nil {
				continue
			}
			for _, r := range x.Kisi.Baris {
				if r.Nomor < row {
					t.Fatalf("row at line %d after line %d", r.Nomor, row)
				}
				row = r.Nomor
				for _, c := range r.Sel {
					semua.WriteString(c.Teks)
				}
			}
		}
		// The number of a page within a paragraph is taken out of it.
		got, want := huruf(semua.String()), huruf(s)
		if len(got) > len(want) || len(got) < len(want) && !strings.ContainsAny(s, "0123456789ivxlcIVXLC") {
			t.Fatalf("got %q of %q", got, want)
		}
	})
}

// FuzzPahami: whatever a text says, its statements are of subjects that there are, at places
// of the text, and the review of them ends.
func FuzzPahami(f *testing.F) {
	for _, nama := range []string{"perikanan.txt", "kesehatan.txt", "kecamatan.txt"} {
		b, err := os.ReadFile("testdata/" + nama)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte("Indikator\tTarget\tRealisasi\tCapaian\n\t1\t2\t3\nx y\t80 - 90\t-\tBB\nRata-rata\t\t\t5\n"))
	f.Add([]byte("Program\tAnggaran\tRealisasi\tSisa\nA\t1\t1\t0\nB\t1\t1\t0\nJUMLAH\t2\t2\t0\nJumlah\t\t\t\n"))
	f.Add([]byte("No\tNilai\tKategori\n1\t> 100\tBaik\n2\t\tx\n"))
	f.Add([]byte("Kab/Kota\t2022\t2023\tPeringkat\nA\t1\t2\t1\nB\t3\t4\t2 dari 2\nC\t4\t6\t\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 20_000 {
			return
		}
		n, err := Baca(b)
		if err != nil {
			return
		}
		ada := map[string]bool{}
		for _, s := range n.Subjek {
			if ada[s.ID] {
				t.Fatalf("two subjects %q", s.ID)
			}
			ada[s.ID] = true
		}
		for _, s := range n.Subjek {
			if s.Induk != "" && !ada[s.Induk] || s.Induk == s.ID {
				t.Fatalf("%q has the parent %q", s.ID, s.Induk)
			}
		}
		for _, p := range n.Pernyataan {
			if p.Besaran != review.TahunLaporan && !ada[p.Subjek] || p.Tabel == "" || p.Baris == "" {
				t.Fatalf("%+v", p)
			}
		}
		review.Periksa(n)
	})
}
