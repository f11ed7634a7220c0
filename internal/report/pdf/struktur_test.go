package pdf_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"capaian/internal/report/document"
	"capaian/internal/report/pdf"
)

// periksaStruktur holds a file to what PDF/UA-1 asks of its structure.
func (b *terbaca) periksaStruktur() {
	t := b.t
	t.Helper()
	if got := b.string(b.katalog["Lang"]); got != "id-ID" {
		t.Errorf("language: got %q, want id-ID", got)
	}
	if got := b.dict(b.katalog["MarkInfo"])["Marked"]; got != types.Boolean(true) {
		t.Errorf("MarkInfo: got %v", got)
	}
	if got := b.dict(b.katalog["ViewerPreferences"])["DisplayDocTitle"]; got != types.Boolean(true) {
		t.Errorf("DisplayDocTitle: got %v", got)
	}
	for n, h := range b.halaman {
		if h.kamus["Tabs"] != types.Name("S") {
			t.Errorf("page %d: got tab order %v, want that of the structure", n, h.kamus["Tabs"])
		}
	}
	if b.akar.jenis != "Document" {
		t.Errorf("root: got %s, want Document", b.akar.jenis)
	}
	tingkat := 0
	for _, s := range b.akar.semua("") {
		switch s.jenis {
		case "H1", "H2", "H3", "H4", "H5", "H6":
			n := int(s.jenis[1] - '0')
			if n > tingkat+1 {
				t.Errorf("heading %q: got level %d after %d", s.teks, n, tingkat)
			}
			tingkat = n
		case "Figure":
			if b.string(s.kamus["Alt"]) == "" || len(b.array(s.atribut("BBox"))) != 4 {
				t.Errorf("figure %q: got no Alt or BBox", s.teks)
			}
		case "TH":
			if sc := s.atribut("Scope"); sc != types.Name("Column") && sc != types.Name("Row") {
				t.Errorf("header cell %q: got scope %v", s.teks, sc)
			}
		case "Link":
			if len(s.objr) != 1 {
				t.Errorf("link %q: got %d annotations, want 1", s.teks, len(s.objr))
			}
		case "L":
			if s.atribut("ListNumbering") == nil {
				t.Error("list: got no numbering")
			}
		case "Table":
			b.periksaTabel(s)
		}
		boleh := map[string]string{"TOC": "TOCI", "TOCI": "Reference", "Reference": "Link", "L": "LI", "LI": "Lbl LBody", "TR": "TH TD", "THead": "TR", "TBody": "TR", "Table": "Caption THead TBody"}
		for _, a := range s.anak {
			if anak, ada := boleh[s.jenis]; ada && !slices.Contains(strings.Fields(anak), a.jenis) {
				t.Errorf("%s holds %s, may hold %s", s.jenis, a.jenis, anak)
			}
		}
	}
}

// periksaTabel lays a table's cells out and finds every row as wide as the others.
func (b *terbaca) periksaTabel(s *simpul) {
	b.t.Helper()
	lebar := -1
	for _, bagian := range s.anak {
		if bagian.jenis == "Caption" {
			continue
		}
		var turun []int // rows that a cell above still covers, by column
		for n, tr := range bagian.anak {
			kini, k := slices.Clone(turun), 0
			for i := range turun {
				turun[i] = max(0, turun[i]-1)
			}
			penuh := 0
			for _, v := range kini {
				if v > 0 {
					penuh++
				}
			}
			for _, c := range tr.anak {
				for k < len(kini) && kini[k] > 0 {
					k++
				}
				for range max(1, angka(c.atribut("ColSpan"))) {
					for len(turun) <= k {
						turun, kini = append(turun, 0), append(kini, 0)
					}
					turun[k] = max(1, angka(c.atribut("RowSpan"))) - 1
					k++
					penuh++
				}
			}
			if lebar < 0 {
				lebar = penuh
			}
			if penuh != lebar {
				b.t.Errorf("table: %s row %d has %d cells, want %d", bagian.jenis, n, penuh, lebar)
			}
		}
		if slices.Max(append(turun, 0)) > 0 {
			b.t.Errorf("table: a cell spans more rows than %s has", bagian.jenis)
		}
	}
}

// urutan is what the structure says, element by element, figures left out.
func (b *terbaca) urutan() []string {
	var out []string
	for _, s := range b.akar.semua("") {
		if teks := rapat(s.milik); teks != "" && s.jenis != "Figure" {
			out = append(out, teks)
		}
	}
	return out
}

// harus is what the structure of a document must say, by its model and its pages.
func harus(d document.Dokumen, hal document.Halaman) []string {
	var out []string
	tambah := func(s ...string) {
		for _, x := range s {
			if x = rapat(x); x != "" {
				out = append(out, x)
			}
		}
	}
	if d.Sampul {
		tambah(d.Tanda, d.Judul, d.Subjudul, strings.ToUpper(d.Instansi), strings.ToUpper(d.Daerah))
		if d.Alamat != "" {
			tambah("Keaslian berkas ini dapat diperiksa dengan memindai kode ini atau pada alamat:", d.Alamat)
		}
	} else {
		tambah(d.Judul, d.Subjudul, strings.ToUpper(d.Instansi), strings.ToUpper(d.Daerah), d.Tanda)
	}
	for _, b := range d.Semua() {
		switch b := b.(type) {
		case document.Judul:
			tambah(b.Sebutan())
		case document.Paragraf:
			tambah(b.Teks.String())
		case document.Celah:
			tambah("Belum lengkap: " + b.String())
		case document.Daftar:
			daftar(&b, 0, tambah)
		case document.DaftarIsi:
			for n, x := range d.Semua() {
				switch x := x.(type) {
				case document.Judul:
					if b.Dari == document.IsiJudul && x.Tingkat <= 3 {
						tambah(x.Sebutan() + " " + hal[n])
					}
				case *document.Tabel:
					if b.Dari == document.IsiTabel && x.Nomor != "" {
						tambah(x.Sebutan() + " " + hal[n])
					}
				case *document.Gambar:
					if b.Dari == document.IsiGambar && x.Nomor != "" {
						tambah(x.Sebutan() + " " + hal[n])
					}
				}
			}
			if b.Dari == document.IsiJudul && len(d.Catatan) > 0 {
				tambah("CATATAN PERHITUNGAN " + hal[len(d.Semua())])
			}
		case *document.Gambar:
			tambah(b.Sebutan())
			tambah(b.Catatan...)
		case *document.Tabel:
			tambah(b.Sebutan())
			petak, err := b.Susun()
			if err != nil {
				panic(err)
			}
			for _, c := range petak {
				tambah(c.Sel.Tampil())
			}
			tambah(b.Catatan...)
		case *document.TandaTangan:
			tambah(b.Waktu())
			for _, p := range b.Pihak {
				tambah(p.Sebagai, p.Jabatan, p.Nama, p.Pangkat)
				if p.NIP != "" {
					tambah("NIP. " + p.NIP)
				}
			}
		}
	}
	if len(d.Catatan) > 0 {
		tambah("CATATAN PERHITUNGAN")
		daftar(&document.Daftar{Bernomor: true, Butir: document.ButirTeks(d.Catatan...)}, 0, tambah)
	}
	return out
}

func daftar(d *document.Daftar, dalam int, tambah func(...string)) {
	for n, b := range d.Butir {
		switch {
		case !d.Bernomor && dalam == 0:
			tambah("•")
		case !d.Bernomor:
			tambah("–")
		case dalam == 0:
			tambah(fmt.Sprintf("%d.", n+1))
		case dalam == 1:
			tambah(document.Huruf(n+1, 'a') + ".")
		default:
			tambah(fmt.Sprintf("%d)", n+1))
		}
		tambah(b.Teks.String())
		if b.Anak != nil {
			daftar(b.Anak, dalam+1, tambah)
		}
	}
}

// tulis renders a document and reads it back.
func tulis(t *testing.T, d document.Dokumen) (*terbaca, []byte, document.Halaman) {
	t.Helper()
	tata, err := pdf.Susun(d)
	if err != nil {
		t.Fatal(err)
	}
	isi := tata.Tulis()
	b := baca(t, isi)
	hal := tata.Halaman()
	return b, isi, hal
}

// label is a page's number by the file's page labels.
func (b *terbaca) label(n int) string {
	nums := b.array(b.dict(b.katalog["PageLabels"])["Nums"])
	for i := len(nums) - 2; i >= 0; i -= 2 {
		mulai := angka(nums[i])
		if mulai > n {
			continue
		}
		d := b.dict(nums[i+1])
		switch d["S"] {
		case types.Name("D"):
			return fmt.Sprint(n - mulai + 1)
		case types.Name("r"):
			return []string{"i", "ii", "iii", "iv", "v", "vi"}[n-mulai]
		}
		return b.string(d["P"])
	}
	b.t.Fatalf("page %d has no label", n)
	return ""
}

// samaUrutan compares what is said with what must be.
func samaUrutan(t *testing.T, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		g, w := "", ""
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("text %d: got %.300q, want %.300q", i, g, w)
			return
		}
	}
}
