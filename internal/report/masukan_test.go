package report_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"golang.org/x/net/html"

	"capaian/internal/report/document"
	"capaian/internal/reporter"
	"capaian/internal/sakip"
)

// berisi is a document that says s in most places where people's texts come.
func berisi(s string) document.Dokumen {
	satu := decimal.NewFromInt(1)
	d := document.Dokumen{Judul: "LAPORAN " + s, Subjudul: s, Instansi: s, Daerah: s, Tahun: 2023, Bahasa: "id", Dibuat: dibuat, Sampul: true,
		Depan: []document.Blok{document.Judul{Tingkat: 1, Teks: "DAFTAR ISI", TanpaNomor: true}, document.DaftarIsi{}},
		Blok: []document.Blok{document.Judul{Tingkat: 1, Teks: s}, document.Paragraf{Teks: document.T(s)}, document.Celah{Apa: s, Oleh: s}, document.Daftar{Bernomor: true, Butir: document.ButirTeks(s)},
			&document.Tabel{ID: "T1", Judul: s, Kolom: make([]document.Kolom, 2), Kepala: [][]document.Sel{{{Teks: s}, {Teks: "Nilai"}}}, Baris: [][]document.Sel{{{Teks: s}, {Nilai: &satu, Format: document.FAngka}}}, Catatan: []string{s}},
			&document.Gambar{ID: "G1", Judul: s, Alt: s, Grafik: &document.Grafik{Kategori: []string{s}, Satuan: "%", Seri: []document.Seri{{Nama: s, Nilai: []*decimal.Decimal{&satu}}}}},
			&document.Gambar{ID: "G2", Judul: s, Alt: s, Bagan: &document.Bagan{Akar: []document.Simpul{{Judul: s, Isi: s}}}},
			&document.TandaTangan{Tempat: s, Pihak: []document.Pihak{{Jabatan: s, Nama: s}}}},
		Catatan: []string{s}}
	d.Nomori()
	return d
}

// panjang is a paragraph and a cell of one word of n letters.
func panjang(n int) document.Dokumen {
	s := strings.Repeat("x", n)
	return document.Dokumen{Judul: "PANJANG", Bahasa: "id", Dibuat: dibuat, Blok: []document.Blok{document.Paragraf{Teks: document.T(s)},
		&document.Tabel{ID: "T1", Kolom: make([]document.Kolom, 1), Baris: [][]document.Sel{{{Teks: s}}}}}}
}

// banyakBaris is a table of n rows.
func banyakBaris(n int) document.Dokumen {
	t := &document.Tabel{ID: "T1", Judul: "Banyak", Kolom: make([]document.Kolom, 2), Kepala: [][]document.Sel{{{Teks: "Uraian"}, {Teks: "Nilai"}}}}
	for r := range n {
		v := decimal.NewFromInt(int64(r))
		t.Baris = append(t.Baris, []document.Sel{{Teks: fmt.Sprintf("butir%d!", r)}, {Nilai: &v, Format: document.FAngka}})
	}
	return document.Dokumen{Judul: "BANYAK", Bahasa: "id", Dibuat: dibuat, Blok: []document.Blok{t}}
}

// TestBadInput writes what nobody should type in every format and has a reader of each
// find it: LibreOffice, poppler and qpdf, and an HTML parser. No file is broken, and
// nothing that is typed becomes a formula or markup.
func TestBadInput(t *testing.T) {
	kali := func(s string, n int) map[string]int { return map[string]int{s: n} }
	kasus := []struct {
		nama string
		d    document.Dokumen
		want map[string]int // what readers find without blanks, at least so many times
	}{
		{"kendali", berisi("ken\x00da\x01\x1b\x7fli \xff\ufffe\u202eakhir"), kali("kendali", 5)},
		{"arab", berisi("مرحبا"), kali("ح", 5)}, // a reader may turn the letters round
		{"ibrani", berisi("שלום"), kali("ל", 5)},
		{"emoji", berisi("bagus 👩‍👩‍👧 😀"), kali("😀", 5)},
		{"skrip", berisi(`<script>alert(1)</script><img src=x onerror=alert(1)>&amp;`), kali(`<script>alert(1)</script><imgsrc=xonerror=alert(1)>&amp;`, 4)},
		{"sama-dengan", berisi(`=1+1`), kali("=1+1", 5)},
		{"tambah", berisi(`+cmd|' /C calc'!A0`), kali("+cmd|'/Ccalc'!A0", 5)},
		{"kurang", berisi(`-2+3`), kali("-2+3", 5)},
		{"at", berisi(`@SUM(1;2)`), kali("@SUM(1;2)", 5)},
		{"panjang", panjang(200_000), kali("x", 200_000+32_000)}, // a workbook's cell holds no more
		{"baris", banyakBaris(5000), map[string]int{"butir": 5000, "butir4999!": 1}},
	}
	dir := t.TempDir()
	var docx, xlsx []string
	for _, k := range kasus {
		for _, f := range []sakip.FormatLaporan{sakip.PDF, sakip.DOCX, sakip.XLSX, sakip.HTML} {
			body, _, ekstensi, err := reporter.Render(k.d, f)
			if err != nil {
				t.Fatalf("%s as %s: %v", k.nama, f, err)
			}
			nama := filepath.Join(dir, k.nama+"."+ekstensi)
			if err := os.WriteFile(nama, body, 0o600); err != nil {
				t.Fatal(err)
			}
			switch f {
			case sakip.DOCX:
				docx = append(docx, nama)
			case sakip.XLSX:
				xlsx = append(xlsx, nama)
			}
		}
	}
	keluaran := filepath.Join(dir, "keluaran")
	libreOffice(t, dir, keluaran, "txt:Text (encoded):UTF8", docx...)
	libreOffice(t, dir, keluaran, "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,false,false,false,-1", xlsx...)
	for _, k := range kasus {
		t.Run(k.nama, func(t *testing.T) {
			awal := filepath.Join(dir, k.nama)
			if out, err := exec.Command("qpdf", "--check", awal+".pdf").CombinedOutput(); err != nil {
				t.Errorf("qpdf: %v\n%s", err, out)
			}
			pdf, err := exec.Command("pdftotext", "-raw", awal+".pdf", "-").CombinedOutput()
			if err != nil || bytes.Contains(pdf, []byte("Syntax")) {
				t.Errorf("pdftotext: %v\n%.500s", err, pdf)
			}
			for format, teks := range map[string]string{"pdf": string(pdf), "docx": isiBerkas(t, filepath.Join(keluaran, k.nama+".txt")),
				"xlsx": isiBerkas(t, filepath.Join(keluaran, k.nama+"-*.csv")), "html": teksHTML(t, awal+".html")} {
				rapat := strings.Join(strings.Fields(strings.NewReplacer("\u00ad", "", "\u200b", "", "\u2060", "", `""`, `"`).Replace(teks)), "")
				for cari, n := range k.want {
					if got := strings.Count(rapat, cari); got < n {
						t.Errorf("%s: got %q %d times, want %d in %.300s", format, cari, got, n, rapat)
					}
				}
			}
		})
	}
}

// A document that no file can be made of is refused in every format, and says why.
func TestUnsoundDocumentIsRefused(t *testing.T) {
	d := document.Dokumen{Judul: "UJI", Blok: []document.Blok{&document.Tabel{ID: "A", Kolom: make([]document.Kolom, 2), Baris: [][]document.Sel{{{Teks: "x"}}}}}}
	for _, f := range []sakip.FormatLaporan{sakip.PDF, sakip.DOCX, sakip.XLSX, sakip.HTML} {
		if _, _, _, err := reporter.Render(d, f); err == nil || !strings.Contains(err.Error(), "column 1 has no cell") {
			t.Errorf("%s: got %v, want what is wrong", f, err)
		}
	}
}

// libreOffice has LibreOffice turn files into others.
func libreOffice(t *testing.T, dir, ke, saring string, berkas ...string) {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("soffice is missing: run infra/test/deps.sh")
	}
	arg := append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profil"), "--headless", "--norestore", "--convert-to", saring, "--outdir", ke}, berkas...)
	if out, err := exec.Command(soffice, arg...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
}

// isiBerkas is what the files of a pattern hold; there must be one.
func isiBerkas(t *testing.T, pola string) string {
	t.Helper()
	nama, err := filepath.Glob(pola)
	if err != nil || len(nama) == 0 {
		t.Fatalf("%s: got no file: %v", filepath.Base(pola), err)
	}
	var out strings.Builder
	for _, n := range nama {
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(b)
	}
	return out.String()
}

// teksHTML is what a page shows; it runs no script and loads nothing.
func teksHTML(t *testing.T, nama string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(isiBerkas(t, nama)))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for n := range doc.Descendants() {
		switch {
		case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "img"):
			t.Errorf("page has an element %s", n.Data)
		case n.Type == html.TextNode && n.Parent.Data != "style" && n.Parent.Data != "title":
			out.WriteString(n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(strings.ToLower(a.Key), "on") {
				t.Errorf("page has an attribute %s", a.Key)
			}
		}
	}
	return out.String()
}
