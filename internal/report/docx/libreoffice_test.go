package docx_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"capaian/internal/report/document"
	"capaian/internal/report/reporttest"
)

// ubah has LibreOffice turn files into others of a format and gives their paths.
func ubah(t *testing.T, format string, berkas ...string) []string {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("soffice is missing: run infra/test/deps.sh, or install the Debian package libreoffice-writer-nogui")
	}
	dir := t.TempDir()
	ke := filepath.Join(dir, "hasil")
	arg := append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profil"), "--headless", "--norestore", "--convert-to", format, "--outdir", ke}, berkas...)
	if out, err := exec.Command(soffice, arg...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	var hasil []string
	for _, b := range berkas {
		f := filepath.Join(ke, strings.TrimSuffix(filepath.Base(b), filepath.Ext(b))+"."+format)
		if _, err := os.Stat(f); err != nil {
			t.Fatalf("%v: LibreOffice made nothing of the file; is libreoffice-writer-nogui installed?", err)
		}
		hasil = append(hasil, f)
	}
	return hasil
}

func simpan(t *testing.T, dir, nama string, b []byte) string {
	t.Helper()
	f := filepath.Join(dir, nama)
	if err := os.WriteFile(f, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return f
}

// Another program shows everything that the documents say, in their order, numbers the
// headings as they are numbered, and has the pages that the contents are given.
func TestLibreOfficeReadsEverything(t *testing.T) {
	dir := t.TempDir()
	dok := map[string]document.Dokumen{"lengkap": lengkap()}
	for _, c := range reporttest.Semua(t) {
		dok[c.Nama] = c.Dokumen
	}
	var berkas, halaman []string
	for nama, d := range dok {
		h := document.Halaman{}
		for n, b := range d.Semua() {
			h[n] = fmt.Sprint(80_000 + n)
			if s, _ := b.(document.Judul); s.Tingkat > 0 && s.Tingkat < 4 && nama == "lengkap" {
				halaman = append(halaman, h[n])
			}
		}
		berkas = append(berkas, simpan(t, dir, nama+".docx", tulis(t, d, h)))
	}
	for _, f := range ubah(t, "pdf", berkas...) {
		nama := strings.TrimSuffix(filepath.Base(f), ".pdf")
		teks, err := exec.Command("pdftotext", "-raw", f, "-").Output()
		if err != nil {
			t.Fatalf("pdftotext: %v; run infra/test/deps.sh, or install the Debian package poppler-utils", err)
		}
		reporttest.PeriksaUrut(t, nama, reporttest.Isi(dok[nama]), reporttest.Kata(string(teks)))
		for _, h := range halaman {
			if nama == "lengkap" && !strings.Contains(string(teks), h) {
				t.Errorf("contents: no page %s", h)
			}
		}
	}
}

// What another program reads and writes again keeps the header rows, merged cells,
// fields, sections, charts, shapes and links.
func TestLibreOfficeWritesItAgain(t *testing.T) {
	dir := t.TempDir()
	var asal [][]byte
	var nama []string
	for _, c := range append(reporttest.Semua(t), reporttest.Contoh{Nama: "lengkap", Dokumen: lengkap()}) {
		asal = append(asal, tulis(t, c.Dokumen, nil))
		nama = append(nama, simpan(t, dir, c.Nama+".docx", asal[len(asal)-1]))
	}
	hitung := func(b []byte) map[string]int {
		s := utama(t, b)
		out := map[string]int{}
		for _, nama := range []string{"w:tblHeader", "w:cantSplit", "w:gridSpan", "w:vMerge", "c:chart", "wpg:wgp", "w:tbl"} {
			out[nama] = len(s.cari(nama))
		}
		for _, p := range s.cari("w:instrText") {
			if perintah := strings.Fields(p.teks); len(perintah) > 1 && (perintah[0] == "SEQ" || perintah[0] == "TOC" || perintah[0] == "PAGEREF") {
				out[perintah[0]]++
			}
		}
		for _, h := range s.cari("w:hyperlink") {
			if h.atribut["w:anchor"] != "" {
				out["link"]++
			}
		}
		gaya := map[string]string{}
		for _, x := range pohon(t, "styles", berkas(t, b)["word/styles.xml"]).cari("w:style") {
			gaya[x.atribut["w:styleId"]] = strings.ToLower(x.val("w:name"))
		}
		for _, p := range s.cari("w:pStyle") {
			if g := gaya[p.atribut["w:val"]]; strings.HasPrefix(g, "heading") || strings.HasPrefix(g, "teks tabel") || g == "caption" || g == "celah" {
				out[g]++
			}
		}
		for _, x := range s.cari("w:pgNumType") {
			if f := x.atribut["w:fmt"]; f == "lowerRoman" {
				out[f]++
			}
		}
		for _, x := range s.cari("w:pgSz") {
			if x.atribut["w:orient"] == "landscape" {
				out["landscape"]++
			}
		}
		return out
	}
	for n, f := range ubah(t, "docx", nama...) {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		got, want := hitung(b), hitung(asal[n])
		for k, banyak := range want {
			if got[k] != banyak {
				t.Errorf("%s, %s: got %d, want %d", filepath.Base(f), k, got[k], banyak)
			}
		}
	}
}
