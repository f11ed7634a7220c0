package baca_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"capaian/internal/fault"
	"capaian/internal/report/reporttest"
	"capaian/internal/report/xlsx"
	"capaian/internal/review/baca"
)

// tampil writes a Naskah in lines: paragraphs as they are, rows of tables with bars between
// cells and ^ after what a merged cell repeats.
func tampil(n baca.Naskah) (out []string) {
	for _, b := range n.Bagian {
		if b.Kisi == nil {
			out = append(out, fmt.Sprintf("%s!%d %s", b.Lembar, b.Nomor, b.Paragraf))
			continue
		}
		for i, r := range b.Kisi.Baris {
			var sel []string
			for _, s := range r.Sel {
				if s.Lanjutan {
					s.Teks += "^"
				}
				sel = append(sel, s.Teks)
			}
			awal := " "
			if i == 0 {
				awal = "!"
			}
			out = append(out, fmt.Sprintf("%s%d |%s|", awal, r.Nomor, strings.Join(sel, "|")))
		}
	}
	return out
}

func buku(t testing.TB, isi func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	isi(f)
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestLembar reads sheets as people lay them out.
func TestLembar(t *testing.T) {
	baris := func(f *excelize.File, sel string, nilai ...any) {
		if err := f.SetSheetRow("Sheet1", sel, &nilai); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		nama string
		isi  func(f *excelize.File)
		want []string
	}{
		{"titles, merged header and sasaran, percent as shown", func(f *excelize.File) {
			baris(f, "A1", "Tabel 3.3.")
			baris(f, "A2", "Perbandingan Realisasi")
			baris(f, "A3", "Sasaran", "Indikator", "Capaian", nil)
			baris(f, "A4", nil, nil, "Tahun 2022", "Tahun 2023")
			baris(f, "A5", "Meningkatnya", "IKM", 0.9873, 0.994)
			baris(f, "A6", nil, "SAKIP\n(nilai)", 0.5, nil)
			baris(f, "A7", "Sumber: BPS")
			for _, g := range [][2]string{{"A2", "D2"}, {"A3", "A4"}, {"B3", "B4"}, {"C3", "D3"}, {"A5", "A6"}} {
				_ = f.MergeCell("Sheet1", g[0], g[1])
			}
			persen, _ := f.NewStyle(&excelize.Style{NumFmt: 10})
			_ = f.SetCellStyle("Sheet1", "C5", "D6", persen)
		}, []string{"Sheet1!1 Tabel 3.3.", "Sheet1!2 Perbandingan Realisasi", "!3 |Sasaran|Indikator|Capaian|Capaian^|", " 4 |Sasaran^|Indikator^|Tahun 2022|Tahun 2023|",
			" 5 |Meningkatnya|IKM|98,73%|99,40%|", " 6 |Meningkatnya^|SAKIP (nilai)|50,00%|", "Sheet1!7 Sumber: BPS"}},
		{"two tables apart, one from column B on, one right below its title", func(f *excelize.File) {
			baris(f, "A1", "Perangkat Daerah", ":", "Dinas Contoh")
			baris(f, "B3", "No", "Nama")
			baris(f, "B4", 1, "a")
			baris(f, "A7", "x", "y")
			baris(f, "A8", 1, 2)
			baris(f, "A9", "Tabel 2. Berikutnya")
			baris(f, "A10", "p", "q")
		}, []string{"Sheet1!1 Perangkat Daerah : Dinas Contoh", "!3 |No|Nama|", " 4 |1|a|", "!7 |x|y|", " 8 |1|2|", "Sheet1!9 Tabel 2. Berikutnya", "!10 |p|q|"}},
		{"a blank row within a merged cell, a heading within a table", func(f *excelize.File) {
			baris(f, "A1", "S", "i1", 1)
			baris(f, "A3", nil, "i2", 2)
			baris(f, "A4", "PROGRAM A")
			baris(f, "A5", "S2", "i3", 3)
			_ = f.MergeCell("Sheet1", "A1", "A3")
		}, []string{"!1 |S|i1|1|", " 3 |S^|i2|2|", " 4 |PROGRAM A|", " 5 |S2|i3|3|"}},
		{"text alone", func(f *excelize.File) {
			baris(f, "A1", "BAB I")
			baris(f, "A2", "Kalimat\nkedua.")
		}, []string{"Sheet1!1 BAB I", "Sheet1!2 Kalimat kedua."}},
	} {
		t.Run(c.nama, func(t *testing.T) {
			n, err := baca.Lembar(buku(t, c.isi))
			if err != nil {
				t.Fatal(err)
			}
			if got := tampil(n); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// TestLembarOfReports: what our own workbooks say is all there, tables with their titles and
// figures as they are printed.
func TestLembarOfReports(t *testing.T) {
	for _, c := range reporttest.Semua(t) {
		t.Run(c.Nama, func(t *testing.T) {
			isi, err := xlsx.Render(c.Dokumen)
			if err != nil {
				t.Fatal(err)
			}
			n, err := baca.Lembar(isi)
			if err != nil {
				t.Fatal(err)
			}
			i := 0
			for _, tabel := range c.Dokumen.Tabel() {
				m := slices.IndexFunc(n.Bagian[i:], func(b baca.Bagian) bool { return b.Kisi == nil && b.Nomor == 1 && b.Paragraf == tabel.Sebutan() })
				if m < 0 {
					t.Errorf("no title %q", tabel.Sebutan())
					continue
				}
				for i += m; i < len(n.Bagian) && n.Bagian[i].Kisi == nil; i++ {
				}
				if i == len(n.Bagian) {
					t.Errorf("%s: no table", tabel.Sebutan())
					continue
				}
				kisi := reporttest.Kisi(tabel)
				if got := len(n.Bagian[i].Kisi.Baris); got != len(kisi) {
					t.Errorf("%s: %d rows, want %d", tabel.Sebutan(), got, len(kisi))
					continue
				}
				for r, sel := range kisi {
					for k, want := range sel {
						got := baca.Sel{}
						if x := n.Bagian[i].Kisi.Baris[r].Sel; k < len(x) {
							got = x[k]
						}
						if got.Teks != want && !(want == "" && got.Lanjutan) {
							t.Errorf("%s row %d column %d: got %q, want %q", tabel.Sebutan(), r, k, got.Teks, want)
						}
					}
				}
			}
		})
	}
}

// FuzzLembar: any file is refused or read in bounds.
func FuzzLembar(f *testing.F) {
	f.Add(buku(f, func(x *excelize.File) {
		_ = x.SetSheetRow("Sheet1", "A1", &[]any{"a", 1.5})
		_ = x.MergeCell("Sheet1", "A1", "A9")
	}))
	f.Add([]byte("<table><tr><td rowspan=200 colspan=200>a<tr><td>b</table>"))
	f.Add([]byte("<table><td>a<td>b</table>"))
	f.Add([]byte("a;b\n1;2\n"))
	f.Fuzz(func(t *testing.T, isi []byte) {
		n, err := baca.Lembar(isi)
		if err != nil {
			if fault.CodeOf(err) != fault.Invalid {
				t.Errorf("got %v, want a refusal", err)
			}
			return
		}
		for _, b := range n.Bagian {
			if b.Nomor < 1 || (b.Kisi == nil) == (b.Paragraf == "") {
				t.Errorf("neither a paragraph nor a table: %+v", b)
			}
		}
	})
}

// BenchmarkLembar reads the workbook of a year's report.
func BenchmarkLembar(b *testing.B) {
	isi, err := xlsx.Render(reporttest.LKjIP(b))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(isi)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := baca.Lembar(isi); err != nil {
			b.Fatal(err)
		}
	}
}

// TestLembarBounds: what sheets show is bounded with what merged cells repeat and formats add.
func TestLembarBounds(t *testing.T) {
	isi := func(f *excelize.File, sel string, nilai any) {
		if err := f.SetCellValue("Sheet1", sel, nilai); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		nama string
		isi  func(f *excelize.File)
		want fault.Code
	}{
		{"a merged cell over columns that rows do not have", func(f *excelize.File) {
			isi(f, "A1", "Indikator")
			isi(f, "IV1", "Target")
			for n := 2; n < 600; n++ {
				isi(f, fmt.Sprintf("A%d", n), n)
			}
			_ = f.MergeCell("Sheet1", "B1", "IU1000")
			isi(f, "B1", "x")
		}, fault.TooLarge},
		{"a long text merged over many rows", func(f *excelize.File) {
			isi(f, "A1", strings.Repeat("kata ", 6000))
			for n := 1; n < 300; n++ {
				isi(f, fmt.Sprintf("B%d", n), n)
			}
			_ = f.MergeCell("Sheet1", "A1", "A300")
		}, fault.TooLarge},
		{"numbers with a long text in their format", func(f *excelize.File) {
			kode := `0"` + strings.Repeat("a", 240) + `"`
			gaya, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &kode})
			for n := 1; n < 200; n++ {
				baris := make([]any, 100)
				for k := range baris {
					baris[k] = k
				}
				_ = f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", n), &baris)
			}
			_ = f.SetCellStyle("Sheet1", "A1", "CV200", gaya)
		}, fault.TooLarge},
		{"a merged cell over a sheet that is full", func(f *excelize.File) {
			for n := 1; n < 600; n++ {
				isi(f, fmt.Sprintf("A%d", n), n)
				isi(f, fmt.Sprintf("T%d", n), n)
			}
			_ = f.MergeCell("Sheet1", "B1", "S600")
		}, ""},
	} {
		t.Run(c.nama, func(t *testing.T) {
			if _, err := baca.Lembar(buku(t, c.isi)); fault.CodeOf(err) != c.want {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
