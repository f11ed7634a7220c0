package berkas

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"capaian/internal/fault"
)

var opsi = Opsi{Lembar: 3, Guna: "diimpor"}

// bukuExcelize is a workbook that another writer makes.
func bukuExcelize(t testing.TB, isi func(f *excelize.File, gaya func(kode string) int)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	isi(f, func(kode string) int {
		n, err := f.NewStyle(&excelize.Style{CustomNumFmt: &kode})
		if err != nil {
			t.Fatal(err)
		}
		return n
	})
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestShown: numbers are told as a spreadsheet in Indonesian shows them.
func TestShown(t *testing.T) {
	for _, c := range []struct {
		kode  string
		nilai any
		want  string
	}{
		{"0.00%", 0.9894, "98,94%"},
		{"0%", 1.2391, "124%"},
		{"0.00\\%", 98.94, "98,94%"},
		{"#,##0.00", 1977070000, "1.977.070.000,00"},
		{"#,##0", 16605479345.5, "16.605.479.346"},
		{"0", 1234.4, "1234"},
		{"0.0", 70.5, "70,5"},
		{"0.##", 70.5, "70,5"},
		{"#.##", 0.5, ",5"},
		{"#,##0.00;[Red](#,##0.00)", -1500.5, "(1.500,50)"},
		{"#,##0;-#,##0;\"-\"", 0, "-"},
		{`_-"Rp"* #,##0_-;-"Rp"* #,##0_-;_-"Rp"* "-"??_-;_-@_-`, 5628190718, "Rp5.628.190.718"},
		{`_-"Rp"* #,##0_-;-"Rp"* #,##0_-;_-"Rp"* "-"??_-;_-@_-`, 0, "Rp-"},
		{"[$Rp-421]#,##0.00", 1000, "Rp1.000,00"},
		{"0.0,,\" juta\"", 12345678, "12,3 juta"},
		{"0.00\" poin\"", 0.5, "0,50 poin"},
		{"000", 7, "007"},
		{"0.00", -0.001, "0,00"},
		{"0.00", -1.5, "-1,50"},
		{"General", 98.940000000000001, "98,94"},
		{"General", 0.947368421052632, "0,947368421"},
		{"General", 16605479345, "16.605.479.345"},
		{"0.00E+00", 1234, "1.234"},
		{"# ?/?", 0.5, "0,5"},
		{"dd/mm/yyyy", 45321, "30/01/2024"},
		{"d mmmm yyyy", 45321, "30 Januari 2024"},
		{"[$-421]dddd, d mmm yy;@", 45321, "Selasa, 30 Jan 24"},
		{"yyyy-mm-dd hh:mm:ss", 45321.75, "2024-01-30 18:00:00"},
		{"h:mm", 45321.5, "12:00"},
		{"d/m/yyyy", 1, "1/1/1900"},
		{"d/m/yyyy", -1, "-1"},
	} {
		t.Run(c.kode+"/"+c.want, func(t *testing.T) {
			isi := bukuExcelize(t, func(f *excelize.File, gaya func(string) int) {
				_ = f.SetCellValue("Sheet1", "A1", c.nilai)
				_ = f.SetCellStyle("Sheet1", "A1", "A1", gaya(c.kode))
			})
			b, err := Baca(isi, opsi)
			if err != nil {
				t.Fatal(err)
			}
			if got := b.Tampil(b.Lembar[0].Baris[0].Di(0)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestWorkbook reads merged cells, built-in formats, formulas with their values, and not
// what is hidden or to be passed over.
func TestWorkbook(t *testing.T) {
	isi := bukuExcelize(t, func(f *excelize.File, _ func(string) int) {
		_ = f.SetSheetRow("Sheet1", "A1", &[]any{"Sasaran", "Capaian", nil, time.Date(2024, 1, 30, 0, 0, 0, 0, time.UTC)})
		_ = f.SetSheetRow("Sheet1", "A3", &[]any{"=teks", 0.5, 2})
		persen, _ := f.NewStyle(&excelize.Style{NumFmt: 10})
		_ = f.SetCellStyle("Sheet1", "B3", "B3", persen)
		_ = f.SetCellFormula("Sheet1", "C3", "1+1")
		_ = f.MergeCell("Sheet1", "B1", "C1")
		_ = f.MergeCell("Sheet1", "A3", "A5")
		for _, n := range []string{"Rahasia", "PETUNJUK", "Dua"} {
			_, _ = f.NewSheet(n)
			_ = f.SetCellValue(n, "A1", n)
		}
		_ = f.SetSheetVisible("Rahasia", false)
	})
	b, err := Baca(isi, Opsi{Lembar: 4, Lewati: map[string]bool{"petunjuk": true}})
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Lembar) != 2 || b.Lembar[1].Nama != "Dua" {
		t.Fatalf("sheets: got %+v", b.Lembar)
	}
	l := b.Lembar[0]
	if want := []Rentang{{1, 1, 2, 1}, {0, 3, 0, 5}}; !slices.Equal(l.Gabungan, want) {
		t.Errorf("merged: got %v, want %v", l.Gabungan, want)
	}
	got := []string{b.Tampil(l.Baris[0].Di(3)), l.Baris[1].Di(0).Teks, b.Tampil(l.Baris[1].Di(1)), l.Baris[1].Di(2).Teks}
	if want := []string{"30/01/2024", "=teks", "50,00%", "2"}; l.Baris[1].No != 3 || !l.Baris[1].Di(2).Rumus || !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	_, err = Baca(isi, opsi)
	if f := fault.All(err); err == nil || !strings.Contains(fault.Text(f[0]), "lebih dari 3 lembar. Hapus lembar, baris dan kolom yang tidak diimpor") {
		t.Errorf("four sheets of three: got %v", err)
	}
}

// TestPage reads what the cells of a table of HTML span.
func TestPage(t *testing.T) {
	b, err := Baca([]byte(`<html><table><tr><th rowspan=2>A<th colspan="2">B<tr><th>C<th>D<tr><td>1<td>2<td>3</table><table><tr><td>x</table>`), opsi)
	if err != nil {
		t.Fatal(err)
	}
	if want := []Rentang{{0, 1, 0, 2}, {1, 1, 2, 1}}; len(b.Lembar) != 2 || !slices.Equal(b.Lembar[0].Gabungan, want) || b.Lembar[1].Gabungan != nil {
		t.Errorf("got %+v, want merged %v", b.Lembar, want)
	}
}

// FuzzBaca: what is read lies within the bounds, and every cell can be shown.
func FuzzBaca(f *testing.F) {
	f.Add([]byte("a;b\n1;2\n"))
	f.Add([]byte("<table><tr><td rowspan=9 colspan=9>a<td>b</table>"))
	f.Add(bukuExcelize(f, func(x *excelize.File, gaya func(string) int) {
		_ = x.SetSheetRow("Sheet1", "A1", &[]any{1.5, time.Date(2024, 1, 30, 0, 0, 0, 0, time.UTC), "x"})
		_ = x.SetCellStyle("Sheet1", "A1", "A1", gaya("0.0%"))
		_ = x.MergeCell("Sheet1", "A1", "B2")
	}))
	f.Fuzz(func(t *testing.T, isi []byte) {
		b, err := Baca(isi, opsi)
		if err != nil {
			if fault.CodeOf(err) != fault.Invalid {
				t.Errorf("got %v, want a refusal", err)
			}
			return
		}
		if len(b.Lembar) > opsi.Lembar {
			t.Errorf("%d sheets", len(b.Lembar))
		}
		for _, l := range b.Lembar {
			for _, r := range l.Baris {
				for _, s := range r.Sel {
					b.Tampil(s)
				}
			}
		}
	})
}

// FuzzTampil shows any number in any format.
func FuzzTampil(f *testing.F) {
	for _, s := range []string{"0.00%", "#,##0;(#,##0);\"-\"??", "dd/mm/yyyy hh:mm", "[$Rp-421]0,,", "\\", "\"", "[", "_", "yyyymmddhhss"} {
		f.Add(s, "1234.5", true)
	}
	f.Fuzz(func(t *testing.T, kode, nilai string, tanggal bool) {
		b := Berkas{gaya: []gaya{gayaDari(kode)}}
		s := Sel{Teks: nilai, Jenis: Angka}
		if tanggal {
			s.Jenis = Tanggal
		}
		if got := b.Tampil(s); len(got) > 10*len(kode)+len(nilai)*2+100 {
			t.Errorf("%d bytes for a format of %d", len(got), len(kode))
		}
	})
}

// BenchmarkBaca reads a workbook of 20.000 rows.
func BenchmarkBaca(b *testing.B) {
	isi := bukuExcelize(b, func(f *excelize.File, _ func(string) int) {
		w, _ := f.NewStreamWriter("Sheet1")
		for n := range 19_000 {
			_ = w.SetRow("A"+strings.TrimPrefix(Alamat(0, n+1), "A"), []any{"1.06.01", "Kegiatan", n * 1000, 0.5, "APBD"})
		}
		_ = w.Flush()
	})
	b.SetBytes(int64(len(isi)))
	for b.Loop() {
		if _, err := Baca(bytes.Clone(isi), opsi); err != nil {
			b.Fatal(err)
		}
	}
}
