package baca_test

import (
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"capaian/internal/review"
	"capaian/internal/review/baca"
)

// TestOtherReports reads short reports as other agencies print them: correct ones have no
// error, and a contradiction put into them is found at its place.
func TestOtherReports(t *testing.T) {
	for nama, c := range map[string]struct {
		terbaca int // ties that hold
		lewat   int // entries of what is not read
		ubah    [][3]string
	}{
		// Columns apart by blanks, names wrapped, as of a PDF.
		"kecamatan.txt": {15, 0, [][3]string{
			{"87,50          97,22", "87,50          79,22", "79,22"},
			{"58,00                   63,00", "58,00                   36,00", "36,00"},
			{"1.802.345.100        96,10", "1.820.345.100        96,10", "1.820.345.100"},
		}},
		// Markdown, dots before decimals, less is better as target by realisasi.
		"rsud.txt": {32, 0, [][3]string{
			{"| 60 | 48 | 125.00 |", "| 60 | 48 | 152.00 |", "152.00"},
			{"| 88.36 | 103.95 |\n| Rata", "| 83.86 | 103.95 |\n| Rata", "83.86"},
			{"**62,808,485,450**", "**62,880,485,450**", "62,880,485,450"},
		}},
		// Semicolons, predicates, "belum rilis".
		"bappeda.txt": {14, 0, [][3]string{
			{"80;56;70,00", "80;65;70,00", "65"},
			{"28.000.000;96,50", "82.000.000;96,50", "82.000.000"},
			{"TOTAL;2.400.000.000", "TOTAL;2.040.000.000", "2.040.000.000"},
		}},
		// Fractions for percentages, Silpa.
		"pekerjaan-umum.txt": {16, 0, [][3]string{
			{"80,34\t1,03", "80,34\t1,30", "1,30"},
			{"201.235.000,00\t95,32", "210.235.000,00\t95,32", "210.235.000,00"},
			{"mencapai 80,34 persen", "mencapai 83,04 persen", "83,04 persen"},
		}},
		"triwulan.txt": {12, 0, [][3]string{
			{"180\t240\t236\t98,33", "180\t240\t236\t89,33", "89,33"},
			{"855.000.000\t95,00", "585.000.000\t95,00", "585.000.000"},
		}},
		// Less is better as (2 × target − realisasi) ÷ target; a mean of all rows.
		"kabupaten.txt": {13, 1, [][3]string{
			{"9,12\t104,00", "9,12\t106,00", "106,00"},
			{"4,60\t4,41\t-0,19", "4,60\t4,41\t-0,91", "-0,91"},
		}},
		// A grid of drawn lines, and bars without an edge.
		"kominfo.txt": {8, 0, [][3]string{
			{"| 3,04      |", "| 3,40      |", "3,40"},
			{"| 2.450.000.000 | 98,00", "| 2.540.000.000 | 98,00", "2.540.000.000"},
		}},
		// From a PDF of an office program: names in the middle of their rows.
		"penanaman-modal.txt": {5, 1, [][3]string{
			{"361.000.000           95,00", "316.000.000           95,00", "316.000.000"},
		}},
	} {
		t.Run(nama, func(t *testing.T) {
			b, err := os.ReadFile("testdata/asing/" + nama)
			if err != nil {
				t.Fatal(err)
			}
			n, err := baca.Baca(b)
			if err != nil {
				t.Fatal(err)
			}
			h := review.Periksa(n)
			for _, x := range h.Temuan {
				if x.Tingkat != review.Info {
					t.Errorf("a correct report has %s: %s", x.Tingkat, x.Pesan)
				}
			}
			if h.Cocok != c.terbaca || len(n.TakTerbaca) != c.lewat {
				t.Errorf("got %d ties that hold and %d not read, want %d and %d: %v", h.Cocok, len(n.TakTerbaca), c.terbaca, c.lewat, n.TakTerbaca)
			}
			for _, u := range c.ubah {
				if strings.Count(string(b), u[0]) != 1 {
					t.Fatalf("%d of %q in the report", strings.Count(string(b), u[0]), u[0])
				}
				n, err := baca.Baca([]byte(strings.Replace(string(b), u[0], u[1], 1)))
				if err != nil {
					t.Fatal(err)
				}
				ada := false
				temuan := review.Periksa(n).Temuan
				for _, x := range temuan {
					for _, p := range x.Tempat {
						ada = ada || x.Tingkat == review.Galat && p.Tercetak == u[2]
					}
					for _, p := range x.Banding {
						ada = ada || x.Tingkat == review.Galat && p.Tercetak == u[2]
					}
				}
				if !ada {
					t.Errorf("with %s for %s: no error at %s: %v", u[1], u[0], u[2], temuan)
				}
			}
		})
	}
}

// TestOtherWorkbook: titles over merged cells, a heading in two rows and a name that reaches
// over two rows.
func TestOtherWorkbook(t *testing.T) {
	buat := func(realisasi any) []byte {
		return buku(t, func(f *excelize.File) {
			set := func(sel string, v ...any) {
				if err := f.SetSheetRow("Sheet1", sel, &v); err != nil {
					t.Fatal(err)
				}
			}
			set("A1", "LAPORAN KINERJA DINAS PERTANIAN KABUPATEN WANAKARTA")
			set("A2", "TAHUN 2024")
			set("A4", "No", "Sasaran", "Indikator Kinerja", "Tahun 2024", nil, nil)
			set("A5", nil, nil, nil, "Target", "Realisasi", "Capaian (%)")
			set("A6", 1, "Meningkatnya produksi tanaman pangan kabupaten", "Produktivitas padi", 60, 58.5, 97.5)
			set("A7", 2, nil, "Produktivitas jagung", 50, realisasi, 104)
			set("A8", 3, "Meningkatnya populasi ternak kabupaten", "Populasi sapi potong", 12000, 11400, 95)
			for _, g := range [][2]string{{"A1", "F1"}, {"A2", "F2"}, {"A4", "A5"}, {"B4", "B5"}, {"C4", "C5"}, {"D4", "F4"}, {"B6", "B7"}} {
				if err := f.MergeCell("Sheet1", g[0], g[1]); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
	for _, c := range []struct {
		realisasi float64
		galat     int
	}{{52, 0}, {25, 1}} {
		n, err := baca.Baca(buat(c.realisasi))
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		h := review.Periksa(n)
		for _, x := range h.Temuan {
			if x.Tingkat == review.Galat {
				got++
			}
		}
		if got != c.galat || h.Dihitung != 3 || len(n.TakTerbaca) > 0 {
			t.Errorf("realisasi %v: got %d errors of %d ties, want %d of 3: %v, %v", c.realisasi, got, h.Dihitung, c.galat, h.Temuan, n.TakTerbaca)
		}
	}
}

// TestUncertainColumns: a table whose columns cannot be told apart is listed, and nothing is
// said of its figures.
func TestUncertainColumns(t *testing.T) {
	for nama, s := range map[string]string{
		"a row that runs into the next column": `
No   Indikator Kinerja                Target   Realisasi   Capaian
1    Persentase jalan mantap           80,00       76,00     95,00
2    Persentase jembatan dalam kondisi baik 90,00  91,00    101,11
3    Rasio irigasi                     60,00       60,00    100,00`,
		"one name for two columns": `
No   Indikator Kinerja        Capaian     Capaian   Target
1    Persentase jalan           80,00       76,00    95,00
2    Rasio irigasi              60,00       61,00    70,00`,
		"two figures in a cell": `
No   Indikator Kinerja                Target   Realisasi   Capaian
1    Persentase jalan mantap           80,00       76,00     95,00
                                                   77,00
2    Rasio irigasi                     60,00       60,00    100,00`,
	} {
		t.Run(nama, func(t *testing.T) {
			n, err := baca.Baca([]byte("LAPORAN KINERJA DINAS JALAN TAHUN 2024\n\nTabel 3.1 Capaian Kinerja\n" + s + "\n\nPenutup.\n"))
			if err != nil {
				t.Fatal(err)
			}
			h := review.Periksa(n)
			if len(n.TakTerbaca) != 1 || n.TakTerbaca[0].Tabel != "Tabel 3.1" || h.Dihitung > 0 {
				t.Errorf("got %v not read and %d ties, want the table and none", n.TakTerbaca, h.Dihitung)
			}
		})
	}
}

// TestProseIsNoTable: sentences with wide gaps, lists with semicolons and a table of contents
// stay as they are.
func TestProseIsNoTable(t *testing.T) {
	n, err := baca.Teks([]byte(`Pada  tahun  2024  dinas  melayani  1.250  warga  di  12  desa
dengan  anggaran  Rp  250.000.000  dan  realisasi  97,5  persen.

Tujuan; sasaran; dan program disusun bersama; hasilnya
dibahas; disepakati; lalu ditetapkan; dan diumumkan

1.1 | Gambaran Umum ........................ | 1 |
1.2 | Susunan Organisasi ................... | 3 |
`))
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range n.Bagian {
		if b.Kisi != nil {
			t.Errorf("line %d is read as a table: %v", b.Nomor, b.Kisi.Baris)
		}
	}
}

// TestPagesOfBlanks: a table that goes on below the same heading on the next page is one.
func TestPagesOfBlanks(t *testing.T) {
	n, err := baca.Teks([]byte(`Tabel 3.2 Realisasi Anggaran
No   Program               Anggaran (Rp)   Realisasi (Rp)
1    Program Jalan         1.000.000.000      950.000.000
2    Program Irigasi         500.000.000      480.000.000

Dinas Pekerjaan Umum                                   12
` + "\f" + `LAPORAN KINERJA 2024

Tabel 3.2 (lanjutan)
No   Program               Anggaran (Rp)   Realisasi (Rp)
3    Program Air Minum       250.000.000      240.000.000
     JUMLAH                1.750.000.000    1.670.000.000
`))
	if err != nil {
		t.Fatal(err)
	}
	tabel := 0
	for _, b := range n.Bagian {
		if b.Kisi != nil {
			if tabel++; b.Kisi.Kabur || len(b.Kisi.Baris) != 6 {
				t.Errorf("got %d rows, uncertain %v, want 6 and false: %v", len(b.Kisi.Baris), b.Kisi.Kabur, b.Kisi.Baris)
			}
		}
	}
	if tabel != 1 {
		t.Errorf("got %d tables, want 1", tabel)
	}
}
