package xlsx_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"capaian/internal/report/document"
	"capaian/internal/report/xlsx"
)

func contoh(blok ...document.Blok) document.Dokumen {
	return document.Dokumen{Judul: "Laporan", Subjudul: "TAHUN 2023", Instansi: "Dinas", Daerah: "Kabupaten", Tahun: 2023, Bahasa: "id",
		Dibuat: time.Date(2024, 1, 30, 0, 0, 0, 0, time.UTC), Blok: blok}
}

func tabel(id string, baris ...[]document.Sel) *document.Tabel {
	n := 1
	if len(baris) > 0 {
		n = len(baris[0])
	}
	t := &document.Tabel{ID: id, Judul: "Judul " + id, Kolom: make([]document.Kolom, n), Baris: baris, Kepala: [][]document.Sel{make([]document.Sel, n)}}
	for i := range t.Kolom {
		t.Kolom[i].Lebar = 10
	}
	return t
}

func angka(s, kunci, rumus string) document.Sel {
	d := decimal.RequireFromString(s)
	return document.Sel{Nilai: &d, Format: document.FAngka, Desimal: 2, Kunci: kunci, Rumus: rumus}
}

func buat(t *testing.T, d document.Dokumen) ([]byte, *excelize.File) {
	t.Helper()
	b, err := xlsx.Render(d)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return b, f
}

// bagian is one part of the file as text.
func bagian(t *testing.T, b []byte, nama string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open(nama)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	s, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(s)
}

func TestFormulasCarryTheirValues(t *testing.T) {
	b, f := buat(t, contoh(
		tabel("A", []document.Sel{angka("1.5", "a", ""), angka("2", "b", ""), angka("3.5", "c", "SUM({a}:{b})")}),
		tabel("B-2", []document.Sel{angka("7", "d", "{c}*2"), {Teks: `Baik & "<1>"`, Kunci: "e", Rumus: `IF({d}>1,"Baik & ""<1>""","")`}, {Teks: "x"}}),
	))
	tests := []struct{ lembar, sel, rumus, nilai string }{
		{"A", "A5", "", "1.50"},
		{"A", "C5", "SUM($A$5:$B$5)", "3.50"},
		{"B-2", "A5", "'A'!$C$5*2", "7.00"},
		{"B-2", "B5", `IF($A$5>1,"Baik & ""<1>""","")`, `Baik & "<1>"`},
	}
	for _, tt := range tests {
		if got, err := f.GetCellFormula(tt.lembar, tt.sel); err != nil || got != tt.rumus {
			t.Errorf("%s!%s formula: got %q (%v), want %q", tt.lembar, tt.sel, got, err, tt.rumus)
		}
		if got, err := f.GetCellValue(tt.lembar, tt.sel); err != nil || got != tt.nilai {
			t.Errorf("%s!%s value: got %q (%v), want %q", tt.lembar, tt.sel, got, err, tt.nilai)
		}
	}
	isi := bagian(t, b, "xl/worksheets/sheet3.xml")
	if strings.Contains(isi, `t="str"`) {
		t.Error("a numeric formula is marked as text")
	}
	if got := bagian(t, b, "xl/workbook.xml"); !strings.Contains(got, `fullCalcOnLoad="true"`) && !strings.Contains(got, `fullCalcOnLoad="1"`) {
		t.Errorf("workbook: got %s, want fullCalcOnLoad", got)
	}
}

// What people typed never becomes a formula, here or after somebody edits the cell.
func TestTextIsNeverAFormula(t *testing.T) {
	for _, s := range []string{"=1+1", "+62 812", "-2 orang", "@SUM(A1)", "\t=1", `=HYPERLINK("http://x")`} {
		b, f := buat(t, contoh(tabel("A", []document.Sel{{Teks: s}, {Teks: "biasa"}}), document.Paragraf{Teks: document.T(s)}))
		for _, sel := range []struct {
			lembar, sel string
			kutip       bool
		}{{"A", "A5", true}, {"A", "B5", false}, {"Uraian", "A4", true}} {
			rumus, err := f.GetCellFormula(sel.lembar, sel.sel)
			if err != nil || rumus != "" {
				t.Errorf("%q in %s!%s: got formula %q (%v)", s, sel.lembar, sel.sel, rumus, err)
			}
			if nilai, _ := f.GetCellValue(sel.lembar, sel.sel); sel.kutip && nilai != s {
				t.Errorf("%s!%s: got %q, want %q", sel.lembar, sel.sel, nilai, s)
			}
			id, err := f.GetCellStyle(sel.lembar, sel.sel)
			if err != nil {
				t.Fatal(err)
			}
			q := f.Styles.CellXfs.Xf[id].QuotePrefix
			if got := q != nil && *q; got != sel.kutip {
				t.Errorf("%q in %s!%s: quote prefix got %v, want %v", s, sel.lembar, sel.sel, got, sel.kutip)
			}
		}
		if len(b) == 0 {
			t.Error("no file")
		}
	}
}

func TestSheets(t *testing.T) {
	panjang := strings.Repeat("n", 40)
	_, f := buat(t, contoh(tabel("T3.2"), tabel("a:b/c'd"), tabel(panjang+"1"), tabel(panjang+"2"), tabel("uraian")))
	want := []string{"Petunjuk", "Uraian", "T3.2", "a-b-c-d", panjang[:31], panjang[:29] + " 2", "uraian 2"}
	if got := f.GetSheetList(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("sheets: got %q, want %q", got, want)
	}
	ada, ke, err := f.GetCellHyperLink("Petunjuk", "A9")
	if err != nil || !ada || ke != "'T3.2'!A1" {
		t.Errorf("link to the first table: got %v %q (%v), want 'T3.2'!A1", ada, ke, err)
	}
	judul := ""
	for _, n := range f.GetDefinedName() {
		if n.Scope == "T3.2" {
			judul = n.RefersTo
		}
	}
	if judul != "'T3.2'!$4:$4" {
		t.Errorf("print titles: got %q, want 'T3.2'!$4:$4", judul)
	}
}

func TestSpansAndFormats(t *testing.T) {
	s := angka("98.9", "", "")
	s.Format, s.Akhiran = document.FPersen, " (AA)"
	tab := tabel("A", []document.Sel{{Teks: "dua baris", RowSpan: 2}, s}, []document.Sel{{Teks: "bawah"}})
	_, f := buat(t, contoh(tab))
	id, err := f.GetCellStyle("A", "B5")
	if err != nil {
		t.Fatal(err)
	}
	gaya, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	if want := `#,##0.00"% (AA)"`; gaya.CustomNumFmt == nil || *gaya.CustomNumFmt != want {
		t.Errorf("number format: got %v, want %s", gaya.CustomNumFmt, want)
	}
	merge, err := f.GetMergeCells("A")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range merge {
		got = append(got, m.GetStartAxis()+":"+m.GetEndAxis())
	}
	if !strings.Contains(strings.Join(got, " "), "A5:A6") {
		t.Errorf("merged: got %v, want A5:A6 among them", got)
	}
}

func TestRenderRefusesAnUnsoundDocument(t *testing.T) {
	if _, err := xlsx.Render(contoh(tabel("A", []document.Sel{angka("1", "a", "{b}")}))); err == nil {
		t.Error("a formula that names no cell: got no error")
	}
}
