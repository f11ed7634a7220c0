package xlsx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"capaian/internal/report/document"
	"capaian/internal/report/huruf"
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
	if ke := tautan(t, f, "Petunjuk")["Judul T3.2"]; ke != "'T3.2'!A1" {
		t.Errorf("link to the first table: got %q, want 'T3.2'!A1", ke)
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

// isi are the texts of a sheet's first column by row, from 1.
func isi(t *testing.T, f *excelize.File, lembar string) []string {
	t.Helper()
	baris, err := f.GetRows(lembar)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{""}
	for _, r := range baris {
		out = append(out, strings.Join(r, "|"))
	}
	return out
}

// tautan are the places that the lines of a sheet lead to.
func tautan(t *testing.T, f *excelize.File, lembar string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for n, s := range isi(t, f, lembar) {
		if n == 0 {
			continue
		}
		ada, ke, err := f.GetCellHyperLink(lembar, fmt.Sprintf("A%d", n))
		if err != nil {
			t.Fatal(err)
		}
		if ada {
			out[s] = ke
		}
	}
	return out
}

// lengkap has every kind of block.
func lengkap() document.Dokumen {
	satu, dua := decimal.RequireFromString("1"), decimal.RequireFromString("2.5")
	d := contoh(
		document.Judul{Tingkat: 1, Teks: "PENDAHULUAN"}, document.Celah{Apa: "Latar belakang belum ditulis", Oleh: "Perencana"},
		document.Daftar{Bernomor: true, Butir: []document.Butir{{Teks: document.T("luar"), Anak: &document.Daftar{Bernomor: true, Butir: document.ButirTeks("dalam")}}}},
		document.HalamanBaru{}, document.Judul{Tingkat: 2, Teks: "Struktur"},
		&document.Gambar{ID: "Struktur", Judul: "Struktur", Bagan: &document.Bagan{Akar: []document.Simpul{{Judul: "Kepala", Isi: "Nama", Anak: []document.Simpul{{Judul: "Sekretaris"}}}}}},
		tabel("T1", []document.Sel{angka("1", "a", ""), angka("2.5", "b", ""), {Teks: "belum dilaporkan", Kunci: "c"}, angka("3.5", "d", "{a}+{b}")}),
		&document.Gambar{ID: "Grafik/1", Judul: "Perkembangan <&>", Alt: "Naik", Grafik: &document.Grafik{Jenis: document.Garis, Kategori: []string{"2021", "2022", "2023"}, Satuan: "%", Desimal: 1,
			Seri: []document.Seri{{Nama: "Realisasi", Nilai: []*decimal.Decimal{&satu, &dua, nil}, Kunci: []string{"a", "b", "c"}}, {Nama: "Target", Nilai: []*decimal.Decimal{nil, &satu, &dua}}}}},
		&document.TandaTangan{Tempat: "Trenggalek", Tanggal: "1 Januari 2024", Pihak: []document.Pihak{{Sebagai: "PIHAK KEDUA", Jabatan: "Bupati", Nama: "A"}, {Sebagai: "PIHAK PERTAMA", Jabatan: "Kepala Dinas", Nama: "B", NIP: "2"}}},
	)
	d.Instansi, d.Tanda, d.Alamat = "Dinas A & B", "DATA SINTETIS", "https://capaian.example/periksa/1"
	d.Depan = []document.Blok{document.Judul{Tingkat: 1, Teks: "DAFTAR ISI", TanpaNomor: true}, document.DaftarIsi{}, document.DaftarIsi{Dari: document.IsiTabel}, document.DaftarIsi{Dari: document.IsiGambar}}
	d.Nomori()
	return d
}

func TestRunningText(t *testing.T) {
	b, f := buat(t, lengkap())
	baris := isi(t, f, "Uraian")
	semua := strings.Join(baris, "\n")
	for _, want := range []string{"BAB I PENDAHULUAN", "Latar belakang belum ditulis. Menjadi tugas: Perencana.", "1. luar\na. dalam", "Gambar 1.1. Struktur\n• Kepala: Nama\n• Sekretaris",
		"||Trenggalek, 1 Januari 2024\nPIHAK KEDUA||PIHAK PERTAMA\nBupati||Kepala Dinas", "A||B", "||NIP. 2"} {
		if !strings.Contains(semua, want) {
			t.Errorf("got no %q in\n%s", want, semua)
		}
	}
	// Links lead to where the thing stands.
	for teks, ke := range tautan(t, f, "Uraian") {
		lembar, sel, _ := strings.Cut(strings.TrimPrefix(ke, "'"), "'!")
		got, err := f.GetCellValue(lembar, sel)
		if err != nil || got != teks {
			t.Errorf("%q leads to %s, where %q stands (%v)", teks, ke, got, err)
		}
	}
	if n := len(tautan(t, f, "Uraian")); n != 6 {
		t.Errorf("links: got %d, want 6", n)
	}
	if got := bagian(t, b, "xl/worksheets/sheet2.xml"); !strings.Contains(got, "<rowBreaks") || strings.Contains(got, "fitToPage") {
		t.Error("running text: got no page of its own, or a sheet that is fitted, which ignores them")
	}
}

func TestPrintSetUp(t *testing.T) {
	b, f := buat(t, lengkap())
	for n, lembar := range f.GetSheetList() {
		s := bagian(t, b, fmt.Sprintf("xl/worksheets/sheet%d.xml", n+1))
		for _, want := range []string{`paperSize="9"`, "<oddHeader>&amp;L&amp;8 Dinas A &amp;&amp; B&amp;R&amp;8 Laporan TAHUN 2023</oddHeader>", "DATA SINTETIS&amp;R&amp;8 &amp;P / &amp;N</oddFooter>"} {
			if !strings.Contains(s, want) {
				t.Errorf("%s: got no %s", lembar, want)
			}
		}
	}
	p, err := f.GetPanes("T1")
	if err != nil || !p.Freeze || p.YSplit != 4 {
		t.Errorf("panes: got %+v (%v), want four rows frozen", p, err)
	}
	sifat, err := f.GetDocProps()
	if err != nil || sifat.Title != "Laporan TAHUN 2023" || sifat.Creator != "Dinas A & B" || sifat.Created != "2024-01-30T00:00:00Z" || sifat.Language != "id" {
		t.Errorf("properties: got %+v (%v)", sifat, err)
	}
	d := lengkap()
	d.Instansi, d.Tanda = strings.Repeat("&", 500), strings.Repeat("😀", 500)
	b, _ = buat(t, d)
	for _, m := range regexp.MustCompile("<odd(?:Header|Footer)>([^<]*)<").FindAllStringSubmatch(bagian(t, b, "xl/worksheets/sheet3.xml"), -1) {
		if n := len(utf16.Encode([]rune(html.UnescapeString(m[1])))); n > 255 {
			t.Errorf("header or footer of %d characters, Excel takes 255", n)
		}
	}
}

// The chart shows the cells of its sheet; these follow the cells that they are named by.
func TestCharts(t *testing.T) {
	b, f := buat(t, lengkap())
	rumus := func(sel string) string {
		s, err := f.GetCellFormula("Grafik-1", sel)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	baris := isi(t, f, "Grafik-1")
	n := slices.Index(baris, "Kategori|Realisasi|Target")
	if n < 0 {
		t.Fatalf("got no figures in %q", baris)
	}
	if got, want := baris[n+1:n+4], []string{"2021|1.0%", "2022|2.5%|1.0%", "2023||2.5%"}; !slices.Equal(got, want) {
		t.Errorf("figures: got %q, want %q", got, want)
	}
	if got, want := rumus(fmt.Sprintf("B%d", n+1)), "IF(ISNUMBER('T1'!$A$5),'T1'!$A$5,NA())"; got != want {
		t.Errorf("named figure: got %q, want %q", got, want)
	}
	for _, sel := range []string{fmt.Sprintf("B%d", n+3), fmt.Sprintf("C%d", n+2)} {
		if got := rumus(sel); got != "" {
			t.Errorf("%s: got formula %q", sel, got)
		}
	}
	g := bagian(t, b, "xl/charts/chart1.xml")
	for _, want := range []string{"<c:lineChart>", fmt.Sprintf("<c:f>&#39;Grafik-1&#39;!$B$%d:$B$%d</c:f>", n+1, n+3), fmt.Sprintf("<c:f>&#39;Grafik-1&#39;!$C$%d</c:f>", n), `<c:dispBlanksAs val="gap"/>`} {
		if !strings.Contains(g, want) {
			t.Errorf("chart: got no %s", want)
		}
	}
	if s := bagian(t, b, "xl/drawings/drawing1.xml"); !strings.Contains(s, `descr="Gambar 1.2. Perkembangan &lt;&amp;&gt;. Naik"`) {
		t.Errorf("chart: got no description in %s", s)
	}
}

// Entered figures that others follow from can be told from the rest.
func TestEnteredFiguresAreBlue(t *testing.T) {
	_, f := buat(t, lengkap())
	for sel, want := range map[string]string{"A5": "1F5F8B", "B5": "1F5F8B", "C5": "", "D5": ""} {
		id, err := f.GetCellStyle("T1", sel)
		if err != nil {
			t.Fatal(err)
		}
		g, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if g.Font.Color != want {
			t.Errorf("%s: got colour %q, want %q", sel, g.Font.Color, want)
		}
	}
}

// muatSel holds the row of a cell to what its text takes in a column of so many digits,
// were its lines all full.
func muatSel(t *testing.T, f *excelize.File, lembar, sel string, lebar float64) {
	t.Helper()
	s, err := f.GetCellValue(lembar, sel)
	if err != nil {
		t.Fatal(err)
	}
	_, baris, err := excelize.CellNameToCoordinates(sel)
	if err != nil {
		t.Fatal(err)
	}
	tinggi, err := f.GetRowHeight(lembar, baris)
	if err != nil {
		t.Fatal(err)
	}
	titik := huruf.Ukur(huruf.SerifBiasa, 10, s)
	if perlu := titik / (lebar * 5.25) * 12.5; tinggi < perlu && perlu < 409 {
		t.Errorf("%s!%s: row of %v points for text that needs %v", lembar, sel, tinggi, perlu)
	}
	if tinggi > 409 {
		t.Errorf("%s!%s: row of %v points, Excel takes 409", lembar, sel, tinggi)
	}
}

func TestRowsHaveRoom(t *testing.T) {
	kata := func(n int) string { return strings.Repeat("kinerja ", n) }
	tab := tabel("A", []document.Sel{{Teks: kata(30)}, angka("123456789012.34", "", ""), {Teks: kata(900)}}, []document.Sel{{Teks: kata(3)}, {Teks: "pertanggungjawaban"}, {Teks: kata(2)}})
	_, f := buat(t, contoh(tab, document.Paragraf{Teks: document.T(kata(2000))}))
	for _, sel := range []string{"A5", "C5", "A6", "B6"} {
		kolom, _, err := excelize.SplitCellName(sel)
		if err != nil {
			t.Fatal(err)
		}
		lebar, err := f.GetColWidth("A", kolom)
		if err != nil {
			t.Fatal(err)
		}
		muatSel(t, f, "A", sel, lebar)
		if sel == "B6" && lebar*5.25 < huruf.Ukur(huruf.SerifBiasa, 10, "pertanggungjawaban") {
			t.Errorf("column of %v digits for its longest word", lebar)
		}
	}
	if l, err := f.GetColWidth("A", "B"); err != nil || l < float64(len("123.456.789.012,34")) {
		t.Errorf("column of %v digits (%v) for a figure of 18 characters", l, err)
	}
	// A paragraph that is higher than a row may be takes several; none of it is lost.
	var b strings.Builder
	for n, s := range isi(t, f, "Uraian") {
		if strings.HasPrefix(s, "kinerja") {
			b.WriteString(s + " ")
			muatSel(t, f, "Uraian", fmt.Sprintf("A%d", n), 88)
		}
	}
	if got := b.String(); got != kata(2000) {
		t.Errorf("paragraph: got %d letters, want %d", len(got), len(kata(2000)))
	}
}

// A chart's figures have room beside each other.
func TestChartColumnsHaveRoom(t *testing.T) {
	v := decimal.RequireFromString("123456789012345.67")
	_, f := buat(t, contoh(&document.Gambar{ID: "G", Grafik: &document.Grafik{Kategori: []string{"a"}, Desimal: 2, Seri: []document.Seri{{Nilai: []*decimal.Decimal{&v}}}}}))
	if l, err := f.GetColWidth("G", "B"); err != nil || l < float64(len("123.456.789.012.345,67")) {
		t.Errorf("column of %v digits (%v) for a figure of 22 characters", l, err)
	}
}

// kotor is a document with what nobody should type.
func kotor() document.Dokumen {
	const buruk = "a\x00b\x1b\u202egnp <script>alert(1)</script> مرحبا 😀 \xff _x0041_"
	d := document.Dokumen{Judul: buruk, Subjudul: buruk, Instansi: buruk, Daerah: buruk, Tanda: buruk, Bahasa: "id", Alamat: buruk, Catatan: []string{"=" + buruk}}
	baris := [][]document.Sel{{{Teks: strings.Repeat("x", 200_000)}, {Teks: strings.Repeat("😀", 20_000)}, {Teks: buruk}}}
	for range 2500 {
		baris = append(baris, []document.Sel{{Teks: buruk, RowSpan: 2}, angka("1.5", "", ""), {Teks: "@x"}}, []document.Sel{{Teks: "=1+1", ColSpan: 2}})
	}
	besar := tabel("BESAR", baris...)
	besar.Judul, besar.Catatan = buruk, []string{strings.Repeat("catatan ", 9000)}
	d.Blok = []document.Blok{document.Judul{Tingkat: 9, Teks: buruk}, document.Paragraf{Teks: document.T(strings.Repeat("x", 200_000))}, document.Celah{Apa: buruk}, besar,
		&document.Gambar{ID: "G", Judul: buruk, Alt: buruk, Bagan: &document.Bagan{Akar: []document.Simpul{{Judul: buruk, Isi: strings.Repeat("kata ", 40_000)}}}},
		&document.Gambar{ID: "H", Judul: buruk, Alt: strings.Repeat(buruk, 100), Grafik: &document.Grafik{Kategori: []string{buruk, strings.Repeat("y", 40_000)}, Satuan: buruk, Fokus: buruk, Seri: []document.Seri{{Nama: buruk, Nilai: []*decimal.Decimal{nil, nil}}}}},
		&document.Gambar{ID: "I", Grafik: &document.Grafik{}}, &document.TandaTangan{Pihak: []document.Pihak{{Jabatan: buruk, Nama: "=" + buruk}, {}, {Nama: buruk}}}, &document.TandaTangan{}}
	return d
}

func TestRenderTakesAnyText(t *testing.T) {
	b, f := buat(t, kotor())
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for _, bag := range z.File {
		d := xml.NewDecoder(strings.NewReader(bagian(t, b, bag.Name)))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", bag.Name, err)
			}
		}
	}
	const bersih = "abgnp <script>alert(1)</script> مرحبا 😀 \ufffd _x0041_"
	for sel, want := range map[string]string{"C5": bersih, "A6": bersih, "B7": "=1+1", "C6": "@x"} {
		if got, err := f.GetCellValue("BESAR", sel); err != nil || got != want {
			t.Errorf("%s: got %q (%v), want %q", sel, got, err, want)
		}
		if got, _ := f.GetCellFormula("BESAR", sel); got != "" {
			t.Errorf("%s: got formula %q", sel, got)
		}
	}
	for sel, sisa := range map[string]string{"A5": "xxx", "B5": "😀😀"} {
		s, err := f.GetCellValue("BESAR", sel)
		if err != nil || len(utf16.Encode([]rune(s))) > excelize.TotalCellChars || !strings.HasPrefix(s, sisa) || !strings.HasSuffix(s, "[dipotong: satu sel memuat paling banyak 32.767 huruf]") {
			t.Errorf("%s: got %d characters ending in %.80q (%v), want a cut that says so", sel, len([]rune(s)), s[len(s)-80:], err)
		}
	}
	x := 0
	for _, s := range isi(t, f, "Uraian") {
		if strings.Trim(s, "x") == "" {
			x += len(s)
		}
	}
	if x != 200_000 {
		t.Errorf("the long word: got %d letters in rows, want 200,000", x)
	}
	for _, r := range []int{1, 5, 6, 5006} {
		if h, err := f.GetRowHeight("BESAR", r); err != nil || h > 409.5 {
			t.Errorf("row %d: got height %v (%v), Excel takes 409", r, h, err)
		}
	}
}

func TestSameBytes(t *testing.T) {
	for nama, d := range map[string]func() document.Dokumen{"whole": lengkap, "unclean": kotor} {
		a, err := xlsx.Render(d())
		if err != nil {
			t.Fatal(err)
		}
		b, err := xlsx.Render(d())
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a, b) {
			t.Errorf("%s: written twice, got other bytes", nama)
		}
	}
}

// Excel takes no constant text of more than 255 characters in a formula, and no formula
// of more than 8192.
func TestLongFormulas(t *testing.T) {
	panjang := strings.Repeat(`a"b `, 200)
	_, f := buat(t, contoh(tabel("A", []document.Sel{angka("1", "a", ""), {Teks: panjang, Kunci: "b", Rumus: "IF({a}=1," + document.Kutip(panjang) + `,"")`}})))
	rumus, err := f.GetCellFormula("A", "B5")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`"(?:[^"]|"")*"`).FindAllString(rumus, -1) {
		if len(m)-2 > 255 {
			t.Errorf("got a text of %d characters in a formula", len(m)-2)
		}
	}
	if got := strings.ReplaceAll(rumus, `"&"`, ""); got != `IF($A$5=1,`+document.Kutip(panjang)+`,"")` {
		t.Errorf("joined: got %q", got)
	}
	if _, err := xlsx.Render(contoh(tabel("A", []document.Sel{angka("1", "a", "1"+strings.Repeat("+1", 5000))}))); err == nil {
		t.Error("formula of 10,001 characters: got no error")
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
