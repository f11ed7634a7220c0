package pdf_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"capaian/internal/report/document"
	"capaian/internal/report/pdf"
	"capaian/internal/report/reporttest"
)

// ribuan is a table of 5,000 rows.
func ribuan() document.Dokumen {
	t := lebar("T", 6, 5000)
	t.Lanskap = false
	return satu(t)
}

// nakal is a document of what people paste and type.
func nakal() document.Dokumen {
	d := satu(
		document.Judul{Tingkat: 1, Teks: "<script>alert(1)</script> (kurung) \\ [siku]"},
		teks("kendali \x00\x01\x1b\x7f akhir, baris\nbaru, tab\tdan \r\nlagi"),
		teks("emoji 👩‍👩‍👧 dan 😀, arab مرحبا, ibrani שלום, tionghoa 中文, aksen é ñ ü ẞ x\u0301, pisah kata\u00adkata"),
		teks(strings.Repeat("x", 200_000)),
		document.Celah{Apa: strings.Repeat("celah ", 2000)},
		&document.Tabel{ID: "T", Judul: strings.Repeat("judul ", 1000), Kolom: make([]document.Kolom, 3),
			Kepala: [][]document.Sel{sel("A", strings.Repeat("kepala ", 900), "C")},
			Baris:  [][]document.Sel{sel(strings.Repeat("y", 20_000), "\x02\u202e", "=1+1"), sel("", "", "")}, Catatan: []string{strings.Repeat("catatan ", 2000)}},
		&document.Gambar{ID: "G", Judul: strings.Repeat("gambar ", 500), Alt: strings.Repeat("alt ", 20_000), Bagan: &document.Bagan{Akar: []document.Simpul{{Judul: strings.Repeat("simpul ", 3000)}}}},
		&document.Gambar{ID: "G2", Judul: "Gambar tanpa isi", Bagan: &document.Bagan{}},
		document.DaftarIsi{Dari: document.IsiJudul},
		&document.TandaTangan{Pihak: []document.Pihak{{Jabatan: strings.Repeat("JABATAN ", 1500), Nama: "\x00"}, {Nama: "NAMA"}}},
		&document.TandaTangan{},
		document.Daftar{},
	)
	d.Instansi = strings.Repeat("Dinas ", 500)
	d.Tanda = "TANDA <b>"
	return d
}

func TestStructure(t *testing.T) {
	tests := []struct {
		name string
		d    document.Dokumen
	}{
		{"header higher than a page", satu(kepalaTinggi())},
		{"5,000 rows", ribuan()},
		{"front matter alone", document.Dokumen{Sampul: true, Judul: "J", Depan: []document.Blok{teks("a")}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, _, hal := tulis(t, tt.d)
			b.periksaStruktur()
			samaUrutan(t, b.urutan(), harus(tt.d, hal))
		})
	}
}

// kepalaTinggi is a table whose header rows no page has room for.
func kepalaTinggi() *document.Tabel {
	return &document.Tabel{ID: "T", Judul: "Kepala tinggi", Kolom: make([]document.Kolom, 2),
		Kepala: [][]document.Sel{sel(strings.Repeat("kata ", 3000), "B")}, Baris: [][]document.Sel{sel("a", "b"), sel("c", "d")}}
}

// Whatever the text, the file is sound, and what can be read of it is there.
func TestBadInput(t *testing.T) {
	b, isi, _ := tulis(t, nakal())
	b.periksaStruktur()
	hakim(t, isi)
	semua := strings.Join(b.urutan(), "\n")
	for _, want := range []string{"<script>alert(1)</script> (kurung) \\ [siku]", "kendali akhir, baris baru, tab dan lagi", "😀", "مرحبا", "שלום", "中文", "é ñ ü ẞ x\u0301",
		"pisah katakata", "NAMA", "=1+1"} {
		if !strings.Contains(semua, want) {
			t.Errorf("got no %q", want)
		}
	}
	if got := strings.Count(strings.ReplaceAll(semua, "xmp", ""), "x"); got < 200_000 {
		t.Errorf("got %d letters, want 200,000", got)
	}
	if got := strings.Count(semua, "y"); got != 20_000 {
		t.Errorf("letters of a cell: got %d, want 20,000", got)
	}
	for kata, want := range map[string]int{"celah": 2000, "judul": 1000, "kepala": 900, "catatan": 2000, "JABATAN": 1500} {
		if got := strings.Count(semua, kata); got != want {
			t.Errorf("%s: got %d times, want %d", kata, got, want)
		}
	}
}

func TestRefusal(t *testing.T) {
	d := satu(&document.Tabel{ID: "A", Kolom: make([]document.Kolom, 2), Baris: [][]document.Sel{sel("x")}})
	if _, err := pdf.Render(d); err == nil || !strings.Contains(err.Error(), "has no cell") {
		t.Errorf("got %v, want what document.Periksa says", err)
	}
}

func TestSameBytes(t *testing.T) {
	for _, d := range []document.Dokumen{lengkap(), reporttest.LKjIP(t), nakal()} {
		a, err := pdf.Render(d)
		if err != nil {
			t.Fatal(err)
		}
		b, err := pdf.Render(d)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a, b) {
			t.Error("two renders of one document differ")
		}
		d.Dibuat = d.Dibuat.Add(time.Hour)
		if c, _ := pdf.Render(d); bytes.Equal(a, c) {
			t.Error("a document made at another time is the same file")
		}
	}
}

// Pages are counted by part, and every block knows its own.
func TestPages(t *testing.T) {
	d := lengkap()
	b, _, hal := tulis(t, d)
	if got := b.label(0); got != "Sampul" {
		t.Errorf("cover: got page %q", got)
	}
	semua := d.Semua()
	if len(hal)-1 != len(semua) {
		t.Errorf("got pages of %d blocks, want %d", len(hal)-1, len(semua))
	}
	for n, x := range semua {
		cari := ""
		switch x := x.(type) {
		case document.Judul:
			cari = x.Sebutan()
		case document.Paragraf:
			cari = x.Teks.String()
			cari = cari[:min(len(cari), 20)]
		case *document.Tabel:
			cari = x.Sebutan()
		default:
			continue
		}
		ketemu := false
		for i, h := range b.halaman {
			ketemu = ketemu || b.label(i) == hal[n] && strings.Contains(rapat(h.semua()), rapat(cari))
		}
		if !ketemu {
			t.Errorf("block %d: page %q does not say %q", n, hal[n], cari)
		}
	}
	for i, h := range b.halaman {
		if !strings.Contains(h.semua(), d.Tanda) {
			t.Errorf("page %d: got no warning", i)
		}
		if i > 0 && !strings.HasSuffix(rapat(h.hiasan), d.Instansi+b.label(i)) {
			t.Errorf("page %d: got the footer %q, want it to end in agency and page %s", i, h.hiasan, b.label(i))
		}
		lanskap := h.lebar() > 800
		if want := strings.Contains(rapat(h.semua()), "T2-") || strings.Contains(rapat(h.semua()), "T3-"); lanskap != want {
			t.Errorf("page %d: across is %v, want %v", i, lanskap, want)
		}
	}
	if got, want := b.garisBesar(b.dict(b.katalog["Outlines"]), 0), []string{"KATA PENGANTAR", "DAFTAR ISI", "DAFTAR TABEL", "DAFTAR GAMBAR", "BAB I PENDAHULUAN", " A. Latar Belakang", " B. Isu Strategis",
		"BAB II AKUNTABILITAS KINERJA", " 1. Judul tingkat tiga langsung di bawah bab", " A. Tabel lebar", "LAMPIRAN", "CATATAN PERHITUNGAN"}; !slices.Equal(got, want) {
		t.Errorf("outline: got %q, want %q", got, want)
	}
}

// semua is all that a page says.
func (h *halaman) semua() string {
	var s strings.Builder
	for n := range len(h.teks) {
		s.WriteString(h.teks[n] + "\n")
	}
	return s.String() + h.hiasan
}

func (h *halaman) lebar() float64 {
	a := h.kamus["MediaBox"].(types.Array)
	if f, ok := a[2].(types.Float); ok {
		return f.Value()
	}
	return float64(angka(a[2]))
}

// garisBesar lists the titles below an entry of the outline, a blank for each level.
func (b *terbaca) garisBesar(d types.Dict, dalam int) []string {
	var out []string
	for x := d["First"]; x != nil; {
		anak := b.dict(x)
		out = append(out, strings.Repeat(" ", dalam)+b.string(anak["Title"]))
		out = append(out, b.garisBesar(anak, dalam+1)...)
		x = anak["Next"]
	}
	return out
}

// Every part of a cell that goes on is repeated header rows on top, and a cell over many
// rows says on each page what they are of.
func TestTableOverPages(t *testing.T) {
	b, _, _ := tulis(t, satu(sulit()))
	if len(b.halaman) < 10 {
		t.Fatalf("got %d pages, want a long table", len(b.halaman))
	}
	for n, h := range b.halaman[1:] {
		if hias := rapat(h.hiasan); !strings.Contains(hias, "Tabel yang sulit (lanjutan)") || !strings.Contains(hias, "SasaranUraianNilaiTargetRealisasi") {
			t.Errorf("page %d: got the artifacts %q, want caption and header rows", n+2, hias)
		}
	}
	ulang := 0
	for _, h := range b.halaman {
		if strings.Contains(h.hiasan, "pendek") {
			ulang++
		}
	}
	if ulang < 3 {
		t.Errorf("the cell over a high row: got it repeated on %d pages, want several", ulang)
	}
	sekali := map[string]int{}
	for _, s := range b.akar.semua("") {
		if s.jenis == "TD" || s.jenis == "TH" {
			sekali[rapat(s.teks)]++
		}
	}
	if got := sekali["pendek"]; got != 1 {
		t.Errorf("got %d cells, want the repeated one to be one", got)
	}
}

// rentangHalaman is the page that an element begins on, and the one it ends on.
func (b *terbaca) rentangHalaman(s *simpul) (awal, akhir int) {
	awal, akhir = -1, -1
	for n, h := range b.halaman {
		for _, x := range s.semua("") {
			for _, m := range b.mcid(x, h) {
				if h.teks[m] == "" {
					continue
				}
				if awal < 0 {
					awal = n
				}
				akhir = n
			}
		}
	}
	return awal, akhir
}

// mcid lists the contents of a page that an element owns itself.
func (b *terbaca) mcid(s *simpul, h *halaman) []int {
	var out []int
	for _, k := range b.array(s.kamus["K"]) {
		if n, ok := k.(types.Integer); ok {
			if nomorObjek(s.kamus["Pg"]) == h.nomor {
				out = append(out, int(n))
			}
			continue
		}
		if kd := b.dict(k); kd["Type"] == types.Name("MCR") && nomorObjek(kd["Pg"]) == h.nomor {
			out = append(out, angka(kd["MCID"]))
		}
	}
	return out
}

// Wherever on a page they come: a heading stands over what it heads, a list's
// introduction over the list, a caption over its table's first rows, and a signature
// block stands on one page with words above it.
func TestKeptTogether(t *testing.T) {
	for baris := range 44 {
		d := satu(
			document.Paragraf{Teks: document.T(strings.Repeat("isi\n", baris) + "akhir")},
			document.Judul{Tingkat: 2, Teks: "Judul dua"}, document.Judul{Tingkat: 3, Teks: "Judul tiga"},
			teks(strings.Repeat(kalimat, 2)+"Rincian:"),
			document.Daftar{Butir: []document.Butir{{Teks: document.T("butir"), Anak: &document.Daftar{Butir: document.ButirTeks("anak")}}}},
			&document.Tabel{ID: "T", Judul: "Tabel", Kolom: make([]document.Kolom, 1), Kepala: [][]document.Sel{sel("Kepala")}, Baris: [][]document.Sel{{{Teks: "Grup", Gaya: document.Grup}}, sel("satu"), sel("dua"), sel("tiga")}, Catatan: []string{"catatan"}},
			&document.Tabel{ID: "U", Kolom: make([]document.Kolom, 2), Baris: [][]document.Sel{{{Teks: "Rumpun", ColSpan: 2, Gaya: document.Grup}}, {{Teks: "rentang", RowSpan: 3}, {Teks: "r1"}}, sel("r2"), sel("r3"), sel("x", "y"), sel("x", "y")}},
			teks(strings.Repeat(kalimat, 2)),
			&document.TandaTangan{Tempat: "Contoh", Pihak: []document.Pihak{{Jabatan: "KEPALA", Nama: "NAMA"}}},
		)
		b, _, _ := tulis(t, d)
		letak := map[string][2]int{}
		for _, s := range b.akar.semua("") {
			if teks := rapat(s.milik); teks != "" {
				awal, akhir := b.rentangHalaman(s)
				letak[teks[:min(len(teks), 20)]] = [2]int{awal, akhir}
			}
		}
		for _, k := range []string{"Judul dua", "Judul tiga", "Tabel", "Grup", "satu", "dua", "tiga", "catatan", "Rumpun", "r1", "r3", "butir", "anak", "Pelayanan kepada mas", "Contoh", "NAMA"} {
			if _, ada := letak[k]; !ada {
				t.Fatalf("got no %q in %v", k, letak)
			}
		}
		paragraf := letak["Pelayanan kepada mas"]
		for _, tt := range []struct {
			name     string
			atas, ke int
		}{
			{"heading over heading", letak["Judul dua"][1], letak["Judul tiga"][0]},
			{"caption over rows", letak["Tabel"][1], letak["satu"][0]},
			{"heading row over the next", letak["Grup"][1], letak["satu"][0]},
			{"last rows", letak["dua"][1], letak["tiga"][0]},
			{"note under its table", letak["tiga"][1], letak["catatan"][0]},
			{"heading row over a span", letak["Rumpun"][1], letak["r1"][0]},
			{"rows of a span", letak["r1"][1], letak["r3"][0]},
			{"item over the list below", letak["butir"][1], letak["anak"][0]},
			{"words over a signature", paragraf[1], letak["Contoh"][0]},
			{"signature", letak["Contoh"][0], letak["NAMA"][1]},
		} {
			if tt.atas != tt.ke {
				t.Errorf("%d lines: %s: got pages %d and %d", baris, tt.name, tt.atas, tt.ke)
			}
		}
	}
}

// Wherever on a page a table begins, two rows of its body stand under its head, of low
// ones three; a short table is not divided; no part ends it with fewer than two rows; and
// a signature block has rows of the table above it.
func TestTableBegins(t *testing.T) {
	for baris := range 44 {
		t1 := &document.Tabel{ID: "T", Judul: "Panjang", Kolom: make([]document.Kolom, 1), Kepala: [][]document.Sel{sel("Kepala")}}
		for n := range 60 {
			t1.Baris = append(t1.Baris, sel(fmt.Sprintf("baris %d.", n+1)))
		}
		t2 := &document.Tabel{ID: "U", Judul: "Pendek", Kolom: make([]document.Kolom, 1), Kepala: [][]document.Sel{sel("Kepala")}}
		for n := range 8 {
			t2.Baris = append(t2.Baris, sel(fmt.Sprintf("pendek %d.", n+1)))
		}
		isi := document.Paragraf{Teks: document.T(strings.Repeat("isi\n", baris) + "akhir")}
		ttd := &document.TandaTangan{Tempat: "Contoh", Pihak: []document.Pihak{{Jabatan: "KEPALA", Nama: "NAMA"}}}
		b, _, _ := tulis(t, satu(isi, t2, isi, t1, ttd))
		di := map[string]int{}
		for _, s := range b.akar.semua("") {
			if teks := rapat(s.milik); teks != "" {
				di[teks], _ = b.rentangHalaman(s)
			}
		}
		for _, x := range [][2]string{{"Pendek", "pendek 1."}, {"pendek 1.", "pendek 8."}, {"Panjang", "baris 1."}, {"baris 1.", "baris 3."}, {"baris 58.", "baris 60."}, {"baris 60.", "NAMA"}} {
			atas, a := di[x[0]]
			bawah, c := di[x[1]]
			if !a || !c || atas != bawah {
				t.Errorf("%d lines: %q on page %d (%v), %q on page %d (%v)", baris, x[0], atas, a, x[1], bawah, c)
			}
		}
	}
}

// A list of tables or figures goes on below the list before it where there is room for all
// of it; entries are smaller where that spares a page.
func TestListsOfContents(t *testing.T) {
	daftar := func(tabel, gambar int) document.Dokumen {
		d := document.Dokumen{Judul: "UJI", Bahasa: "id", Dibuat: dibuat, Sampul: true, Depan: []document.Blok{
			document.Judul{Tingkat: 1, Teks: "DAFTAR ISI", TanpaNomor: true}, document.DaftarIsi{},
			document.Judul{Tingkat: 1, Teks: "DAFTAR TABEL", TanpaNomor: true}, document.DaftarIsi{Dari: document.IsiTabel},
			document.Judul{Tingkat: 1, Teks: "DAFTAR GAMBAR", TanpaNomor: true}, document.DaftarIsi{Dari: document.IsiGambar}},
			Blok: []document.Blok{document.Judul{Tingkat: 1, Teks: "SATU"}}}
		for n := range tabel {
			d.Blok = append(d.Blok, &document.Tabel{ID: fmt.Sprintf("T%d", n), Judul: "Tabel", Kolom: make([]document.Kolom, 1), Baris: [][]document.Sel{sel("x")}})
		}
		for n := range gambar {
			d.Blok = append(d.Blok, &document.Gambar{ID: fmt.Sprintf("G%d", n), Judul: "Gambar", Alt: "gambar", Bagan: &document.Bagan{Akar: []document.Simpul{{Judul: "A"}}}})
		}
		d.Nomori()
		return d
	}
	for _, tt := range []struct {
		tabel, gambar int
		want          string // pages of the three lists and of the first chapter
	}{
		{3, 3, "i i i 1"}, {25, 2, "i i i 1"}, {30, 2, "i ii ii 1"}, {38, 3, "i ii iii 1"}, {41, 0, "i ii iii 1"}, {43, 3, "i ii iii 1"}, {20, 20, "i i ii 1"},
	} {
		_, _, hal := tulis(t, daftar(tt.tabel, tt.gambar))
		if got := strings.Join([]string{hal[0], hal[2], hal[4], hal[6]}, " "); got != tt.want {
			t.Errorf("%d tables, %d figures: got pages %s, want %s", tt.tabel, tt.gambar, got, tt.want)
		}
	}
	// Also where it spares none, a list does not go over a page's end for a few entries.
	for bab := 25; bab <= 31; bab++ {
		d := daftar(25, 2)
		for n := 1; n < bab; n++ {
			d.Blok = append(d.Blok, document.Judul{Tingkat: 1, Teks: fmt.Sprintf("BAGIAN %d", n)})
		}
		d.Nomori()
		b, _, _ := tulis(t, d)
		if isi := b.halaman[1].semua(); !strings.Contains(isi, "DAFTAR ISI") || !strings.Contains(isi, fmt.Sprintf("BAGIAN %d", bab-1)) {
			t.Errorf("%d chapters: the page of contents ends before the last of them: %.200q", bab, isi)
		}
	}
}

// A table of very many columns stands on A3 across, its letters at least 7 points high.
func TestLargestSheet(t *testing.T) {
	b, _, _ := tulis(t, satu(lebar("A", 16, 3), lebar("B", 26, 3)))
	var got []float64
	for _, h := range b.halaman {
		got = append(got, math.Round(h.lebar()))
	}
	if want := []float64{842, 1191}; !slices.Equal(got, want) {
		t.Errorf("got sheets of %v points, want %v", got, want)
	}
}

// bolehKeluh are PDFBox's complaints that only PDF/A-1 knows: it has no profile for later
// parts. PDF/A-2 allows cross-reference streams, needs no CIDSet, and is part 2.
var bolehKeluh = regexp.MustCompile(`^(7\.11\.2 : Error on MetaData, part must be 1|` +
	`1\.4 : Trailer Syntax error, /XRef cross reference streams are not allowed|` +
	`3\.1\.11 : Invalid Font definition, [A-Z]{6}\+Liberation[A-Za-z-]+: The CIDSet entry is missing for the Composite Subset|` +
	`The file .* is not a valid PDF/A-1b file, error\(s\) :|)$`)

// hakim has other programs judge a file.
func hakim(t *testing.T, isi []byte) {
	t.Helper()
	nama := filepath.Join(t.TempDir(), "berkas.pdf")
	if err := os.WriteFile(nama, isi, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := program(t, "qpdf", "qpdf", "--check", nama); err != nil {
		t.Errorf("qpdf: %v\n%s", err, out)
	}
	api.DisableConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationStrict
	if err := api.Validate(bytes.NewReader(isi), conf); err != nil {
		t.Errorf("pdfcpu: %v", err)
	}
	var jar []string
	for _, j := range []string{"pdfbox2", "preflight", "xmpbox", "fontbox2", "commons-logging", "javax.activation", "jaxb-api"} {
		j = "/usr/share/java/" + j + ".jar"
		if _, err := os.Stat(j); err != nil {
			t.Fatalf("%s is missing: install the Debian packages libpdfbox2-java, libactivation-java and libjaxb-api-java", j)
		}
		jar = append(jar, j)
	}
	out, err := program(t, "default-jre-headless", "java", "-cp", strings.Join(jar, ":"), "org.apache.pdfbox.preflight.Validator_A1b", nama)
	var status *exec.ExitError
	if err != nil && !errors.As(err, &status) {
		t.Fatal(err)
	}
	if !strings.Contains(out, "is not a valid PDF/A-1b file") {
		t.Errorf("preflight did not judge:\n%s", out)
	}
	for baris := range strings.Lines(out) {
		if baris = strings.TrimSpace(baris); !bolehKeluh.MatchString(baris) {
			t.Errorf("preflight: %s", baris)
		}
	}
}

// program runs a program of a Debian package.
func program(t *testing.T, paket, nama string, arg ...string) (string, error) {
	t.Helper()
	if _, err := exec.LookPath(nama); err != nil {
		t.Fatalf("%s is missing: install the Debian package %s", nama, paket)
	}
	out, err := exec.Command(nama, arg...).CombinedOutput()
	return string(out), err
}

// What every report is, whoever reads it: the structure is sound and says what the model
// says, other programs find no fault, and one that knows no structure finds all that the
// report says in reading order.
func TestJudges(t *testing.T) {
	kasus := append(reporttest.Semua(t), reporttest.Contoh{Nama: "every block", Dokumen: lengkap()}, reporttest.Contoh{Nama: "hard table", Dokumen: satu(sulit())},
		reporttest.Contoh{Nama: "nothing", Dokumen: document.Dokumen{Dibuat: dibuat}})
	for _, tt := range kasus {
		t.Run(tt.Nama, func(t *testing.T) {
			b, isi, hal := tulis(t, tt.Dokumen)
			b.periksaStruktur()
			samaUrutan(t, b.urutan(), harus(tt.Dokumen, hal))
			hakim(t, isi)
			nama := filepath.Join(t.TempDir(), "berkas.pdf")
			if err := os.WriteFile(nama, isi, 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := program(t, "poppler-utils", "pdftotext", "-raw", nama, "-")
			if err != nil {
				t.Fatal(err)
			}
			reporttest.PeriksaUrut(t, tt.Nama, reporttest.Isi(tt.Dokumen), reporttest.Kata(tanpaKaki(tt.Dokumen, out)))
		})
	}
}

// tanpaKaki is what pdftotext says without the headers and footers, which come last on a
// page, words that are divided whole again.
func tanpaKaki(d document.Dokumen, s string) string {
	tepi := []string{rapat(d.Judul + " " + d.Subjudul), rapat(d.Instansi), rapat(d.Tanda), ""}
	nomor := regexp.MustCompile(` ?[0-9ivx]+$`)
	var out strings.Builder
	for _, halaman := range strings.Split(s, "\f") {
		baris := strings.Split(halaman, "\n")
		for n := len(baris); n > 0 && (slices.Contains(tepi, rapat(baris[n-1])) || slices.Contains(tepi, nomor.ReplaceAllString(rapat(baris[n-1]), ""))); n-- {
			baris = baris[:n-1]
		}
		out.WriteString(strings.Join(baris, "\n") + "\n")
	}
	return strings.ReplaceAll(out.String(), "\u00ad\n", "")
}

// Nothing is set outside of a page's margins.
func TestInsideMargins(t *testing.T) {
	ukuran := regexp.MustCompile(`<page width="([0-9.]+)" height="([0-9.]+)">`)
	kata := regexp.MustCompile(`<word xMin="([0-9.-]+)" yMin="([0-9.-]+)" xMax="([0-9.-]+)" yMax="([0-9.-]+)">(.*)</word>`)
	for _, tt := range []struct {
		name string
		d    document.Dokumen
	}{{"every block", lengkap()}, {"hard table", satu(sulit())}, {"header higher than a page", satu(kepalaTinggi())}, {"report of 2023", reporttest.LKjIP(t)}, {"bad input", nakal()}} {
		t.Run(tt.name, func(t *testing.T) {
			isi, err := pdf.Render(tt.d)
			if err != nil {
				t.Fatal(err)
			}
			nama := filepath.Join(t.TempDir(), "berkas.pdf")
			if err := os.WriteFile(nama, isi, 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := program(t, "poppler-utils", "pdftotext", "-bbox", nama, "-")
			if err != nil {
				t.Fatal(err)
			}
			const samping, atas = 69, 30 // points: the margins are 2.5 cm and more; header and footer stand above and below
			lebar, tinggi, banyak := 0.0, 0.0, 0
			for baris := range strings.Lines(out) {
				if m := ukuran.FindStringSubmatch(baris); m != nil {
					lebar, tinggi = pecahan(t, m[1]), pecahan(t, m[2])
				}
				m := kata.FindStringSubmatch(baris)
				if m == nil {
					continue
				}
				banyak++
				if x, y, kanan, bawah := pecahan(t, m[1]), pecahan(t, m[2]), pecahan(t, m[3]), pecahan(t, m[4]); x < samping || kanan > lebar-samping || y < atas || bawah > tinggi-atas {
					t.Errorf("%.40q stands at %v %v to %v %v on a page of %v × %v", m[5], x, y, kanan, bawah, lebar, tinggi)
				}
			}
			if banyak < 50 {
				t.Errorf("got %d words, want a text", banyak)
			}
		})
	}
}

func pecahan(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// The embedded faces are sound: their checksums add up to what the format wants.
func TestFontChecksum(t *testing.T) {
	b, _, _ := tulis(t, nakal())
	banyak := 0
	for n := 1; n < *b.x.Size; n++ {
		o, err := b.x.Dereference(*types.NewIndirectRef(n, 0))
		d, ok := o.(types.Dict)
		if err != nil || !ok || d["FontFile2"] == nil {
			continue
		}
		banyak++
		var jumlah uint32
		isi := b.aliran(d["FontFile2"])
		for i := 0; i+4 <= len(isi); i += 4 {
			jumlah += binary.BigEndian.Uint32(isi[i:])
		}
		if jumlah != 0xB1B0AFBA || len(isi)%4 != 0 {
			t.Errorf("%v: got the sum %X, want B1B0AFBA", d["FontName"], jumlah)
		}
	}
	if banyak < 3 {
		t.Errorf("got %d faces, want those of the document", banyak)
	}
}
