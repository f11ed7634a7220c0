package docx_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"capaian/internal/report/document"
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

// ucapan is a piece of what a document says. One that is lepas may go on below what comes
// after it: a cell that spans rows, on the next page.
type ucapan struct {
	kata  []string
	lepas bool
}

// katanya are the words of a text; lines may end within one after a hyphen.
func katanya(s string) []string { return strings.Fields(strings.ReplaceAll(s, "-", " ")) }

// isiDokumen is everything that a document says, in order.
func isiDokumen(d document.Dokumen) []ucapan {
	var out []ucapan
	tambah := func(s ...string) {
		for _, x := range s {
			out = append(out, ucapan{kata: katanya(x)})
		}
	}
	if d.Sampul {
		tambah(d.Judul, d.Subjudul, strings.ToUpper(d.Instansi), strings.ToUpper(d.Daerah), d.Alamat)
	} else {
		tambah(d.Judul, d.Subjudul, strings.ToUpper(d.Instansi), strings.ToUpper(d.Daerah))
	}
	var daftar func(x document.Daftar)
	daftar = func(x document.Daftar) {
		for _, b := range x.Butir {
			tambah(b.Teks.String())
			if b.Anak != nil {
				daftar(*b.Anak)
			}
		}
	}
	for _, b := range d.Semua() {
		switch b := b.(type) {
		case document.Judul:
			tambah(b.Nomor, b.Teks)
		case document.Paragraf:
			tambah(b.Teks.String())
		case document.Celah:
			tambah(b.String())
		case document.Daftar:
			daftar(b)
		case *document.Tabel:
			tambah(b.Sebutan())
			for _, baris := range append(slices.Clone(b.Kepala), b.Baris...) {
				for _, s := range baris {
					out = append(out, ucapan{katanya(s.Tampil()), s.RowSpan > 1})
				}
			}
			tambah(b.Catatan...)
		case *document.Gambar:
			tambah(b.Sebutan())
			tambah(b.Catatan...)
		case *document.TandaTangan:
			tambah(b.Waktu())
		}
	}
	tambah(d.Catatan...)
	return out
}

// Another program shows everything that the documents say, in their order, numbers the
// headings as they are numbered, and has the pages that the contents are given.
func TestLibreOfficeReadsEverything(t *testing.T) {
	dir := t.TempDir()
	dok := map[string]document.Dokumen{"lengkap": lengkap(), "lama": lama(t)}
	var berkas, halaman []string
	for _, nama := range []string{"lengkap", "lama"} {
		h := document.Halaman{}
		for n, b := range dok[nama].Semua() {
			h[n] = fmt.Sprint(80_000 + n)
			if s, _ := b.(document.Judul); s.Tingkat > 0 && s.Tingkat < 4 && nama == "lengkap" {
				halaman = append(halaman, h[n])
			}
		}
		berkas = append(berkas, simpan(t, dir, nama+".docx", tulis(t, dok[nama], h)))
	}
	for _, f := range ubah(t, "pdf", berkas...) {
		nama := strings.TrimSuffix(filepath.Base(f), ".pdf")
		teks, err := exec.Command("pdftotext", "-raw", f, "-").Output()
		if err != nil {
			t.Fatalf("pdftotext: %v; run infra/test/deps.sh, or install the Debian package poppler-utils", err)
		}
		periksaUrut(t, nama, isiDokumen(dok[nama]), katanya(string(teks)))
		for _, h := range halaman {
			if nama == "lengkap" && !strings.Contains(string(teks), h) {
				t.Errorf("contents: no page %s", h)
			}
		}
	}
}

// periksaUrut finds what is said in the words of a page, in order.
func periksaUrut(t *testing.T, nama string, isi []ucapan, kata []string) {
	t.Helper()
	di := 0
	for _, u := range isi {
		n := di
		for _, w := range u.kata {
			i := slices.Index(kata[n:], w)
			if i < 0 {
				t.Errorf("%s: %q of %q is not found after …%q", nama, w, u.kata, kata[max(0, n-12):n])
				return
			}
			n += i + 1
		}
		if !u.lepas {
			di = n
		}
	}
}

// What another program reads and writes again keeps the header rows, merged cells,
// fields, sections, charts, shapes and links.
func TestLibreOfficeWritesItAgain(t *testing.T) {
	dir := t.TempDir()
	asal := tulis(t, lengkap(), nil)
	f := ubah(t, "docx", simpan(t, dir, "lengkap.docx", asal))[0]
	b, err := os.ReadFile(f)
	if err != nil {
		t.Fatal(err)
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
	got, want := hitung(b), hitung(asal)
	for k, n := range want {
		if got[k] != n {
			t.Errorf("%s: got %d, want %d", k, got[k], n)
		}
	}
}
