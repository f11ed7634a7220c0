package html_test

import (
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	xhtml "golang.org/x/net/html"

	"capaian/internal/report/document"
	"capaian/internal/report/html"
)

func contoh() document.Dokumen {
	d := decimal.RequireFromString("1234.5")
	t := &document.Tabel{ID: "T3.2", Nomor: "3.2", Judul: "Capaian <b>", Lanskap: true, Kolom: []document.Kolom{{Lebar: 1}, {Lebar: 2, Rata: document.Kanan}},
		Kepala:  [][]document.Sel{{{Teks: "Semua", ColSpan: 2}}, {{Teks: "Nama"}, {Teks: "Nilai"}}},
		Baris:   [][]document.Sel{{{Teks: "A & B", RowSpan: 2}, {Nilai: &d, Format: document.FPersen, Desimal: 2}}, {{Teks: "belum dilaporkan", Alasan: "belum dilaporkan", Gaya: document.Redup}}},
		Catatan: []string{"Sumber: BPS"}}
	return document.Dokumen{Judul: "Laporan", Subjudul: "TAHUN 2023", Instansi: "Dinas", Bahasa: "id", Tanda: "DATA SINTETIS",
		Dibuat: time.Date(2024, 1, 30, 0, 0, 0, 0, time.UTC), Catatan: []string{"satu"},
		Blok: []document.Blok{document.Judul{Tingkat: 1, Teks: "BAB"}, t, document.Judul{Tingkat: 2, Teks: "A"}, document.Paragraf{Teks: document.T("<script>x</script>")},
			document.Daftar{Bernomor: true, Butir: document.ButirTeks("butir")}, &document.TandaTangan{Tempat: "Trenggalek", Tanggal: "30 Januari 2024", Pihak: []document.Pihak{{Jabatan: "Plt. Kepala", Nama: "Nama", NIP: "1"}}}}}
}

func TestRender(t *testing.T) {
	b, err := html.Render(contoh())
	if err != nil {
		t.Fatal(err)
	}
	s := string(b)
	for _, want := range []string{`<html lang="id">`, `<caption>Tabel 3.2. Capaian &lt;b&gt;</caption>`, `<th scope="colgroup" colspan="2">Semua</th>`,
		`<th scope="col">Nama</th>`, `<th scope="rowgroup" rowspan="2">A &amp; B</th>`, `<td class="n">1.234,50%</td>`,
		`<td class="r m" title="belum dilaporkan">belum dilaporkan</td>`, `<h2 id="j-0" class="lanskap">BAB</h2>`, `<h3 id="j-2">A</h3>`, `<p>&lt;script&gt;x&lt;/script&gt;</p>`,
		`<ol><li>butir</li></ol>`, `href="#t-t3.2"`, `id="t-t3.2" class="lanskap"`, `<p>Trenggalek, 30 Januari 2024</p>`, `<p>NIP. 1</p>`,
		`DATA SINTETIS`, `<p>Sumber: BPS</p>`, `<li>satu</li>`, `@page lanskap`, `<col style="width:33.3%">`} {
		if !strings.Contains(s, want) {
			t.Errorf("got no %s", want)
		}
	}
	// Self-contained: nothing is loaded, nothing runs.
	if m := regexp.MustCompile(`(?i)<script|<link|<img|@import|url\(|https?:|ZgotmplZ`).FindString(s); m != "" {
		t.Errorf("got %q in the page", m)
	}
}

// lengkap has every kind of block.
func lengkap() document.Dokumen {
	d := contoh()
	satu, dua := decimal.RequireFromString("1"), decimal.RequireFromString("2.5")
	d.Sampul, d.Alamat, d.Daerah, d.Tanda = true, "https://capaian.example/periksa/ab12", "Kabupaten", `DATA: "uji" </style>`
	d.Depan = []document.Blok{
		document.Judul{Tingkat: 1, Teks: "KATA PENGANTAR", TanpaNomor: true}, document.Paragraf{Teks: document.Teks{{Teks: "tebal", Tebal: true}, {Teks: "miring", Miring: true}}, Rata: document.Kanan},
		document.HalamanBaru{}, document.Judul{Tingkat: 1, Teks: "DAFTAR ISI", TanpaNomor: true}, document.DaftarIsi{},
		document.HalamanBaru{}, document.DaftarIsi{Dari: document.IsiTabel}, document.DaftarIsi{Dari: document.IsiGambar}}
	d.Blok = append(d.Blok[:len(d.Blok)-1], document.Judul{Tingkat: 4, Teks: "Jauh di bawah"},
		document.Celah{Apa: "Latar belakang belum ditulis", Oleh: "Perencana"},
		document.Daftar{Butir: []document.Butir{{Teks: document.T("luar"), Anak: &document.Daftar{Bernomor: true, Butir: document.ButirTeks("dalam")}}}},
		&document.Gambar{ID: "Realisasi", Judul: "Realisasi & target", Alt: "Naik dari 1 ke 2,5", Grafik: &document.Grafik{Kategori: []string{"2021", "2022", "2023"}, Satuan: "%", Desimal: 2,
			Seri: []document.Seri{{Nama: "Realisasi", Nilai: []*decimal.Decimal{&satu, nil, &dua}}}}, Catatan: []string{"Sumber: Dinas"}},
		&document.Gambar{ID: "Struktur", Judul: "Struktur", Alt: "Kepala di atas sekretaris", Bagan: &document.Bagan{Akar: []document.Simpul{{Judul: "Kepala", Isi: "Nama", Anak: []document.Simpul{{Judul: "Sekretaris"}}}}}},
		document.HalamanBaru{}, document.Paragraf{Teks: document.T("di halaman baru")},
		&document.TandaTangan{Tempat: "Trenggalek", Pihak: []document.Pihak{{Sebagai: "PIHAK KEDUA", Jabatan: "Bupati", Nama: "A"}, {Sebagai: "PIHAK PERTAMA", Jabatan: "Kepala Dinas", Nama: "B", Pangkat: "Pembina", NIP: "2"}}})
	d.Nomori()
	return d
}

func render(t *testing.T, d document.Dokumen) string {
	t.Helper()
	b, err := html.Render(d)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestRenderEveryBlock(t *testing.T) {
	s := render(t, lengkap())
	for _, want := range []string{
		`<header class="judul sampul">`, `<svg role="img" width="96" height="96"`, `<a href="https://capaian.example/periksa/ab12">https://capaian.example/periksa/ab12</a>`,
		`<p class="r"><b>tebal</b><i>miring</i></p>`,
		`<nav aria-label="Daftar isi">`, `<li><a href="#j-8">BAB I BAB</a></li>`, `<li class="t2"><a href="#j-10">A. A</a></li>`,
		`<nav aria-label="Daftar tabel">`, `<a href="#t-t3.2">Tabel 1.1. Capaian &lt;b&gt;</a>`,
		`<nav aria-label="Daftar gambar">`, `<a href="#g-realisasi">Gambar 1.1. Realisasi &amp; target</a>`,
		`<h4 id="j-13">a. Jauh di bawah</h4>`, `<p class="celah"><b>Belum lengkap.</b> Latar belakang belum ditulis. Menjadi tugas: Perencana.</p>`,
		`<ul><li>luar<ol><li>dalam</li></ol></li></ul>`,
		`<figure id="g-realisasi" class="gambar">`, `<title id="g-realisasi-gambar-judul">Gambar 1.1. Realisasi &amp; target</title><desc id="g-realisasi-gambar-uraian">Naik dari 1 ke 2,5</desc>`,
		`<p class="nama">Gambar 1.1. Realisasi &amp; target</p><p>Sumber: Dinas</p>`,
		`<th scope="row">2022</th><td class="n">belum ada nilai</td>`, `<th scope="row">2023</th><td class="n">2,50%</td>`,
		`<ul><li><b>Kepala</b> Nama<ul><li><b>Sekretaris</b></li></ul></li></ul>`,
		"<div class=\"baru\">\n<p>di halaman baru</p>\n</div>",
		`<div class="ttd dua" role="group" aria-label="Tanda tangan">`, `<p><b>PIHAK KEDUA</b></p><p>Bupati</p>`, `<p>Pembina</p><p>NIP. 2</p>`,
		`content: "DATA\3a  \22 uji\22  \3c \2f style\3e "`,
	} {
		if !strings.Contains(s, want) {
			t.Errorf("got no %s", want)
		}
	}
	if strings.Contains(s, "DAFTAR TABEL</h2>") {
		t.Error("got a second list of tables")
	}
	if s != render(t, lengkap()) {
		t.Error("written twice: got other bytes")
	}
}

// simpul walks the elements of a page.
func simpul(t *testing.T, s string, f func(n *xhtml.Node, attr map[string]string)) {
	t.Helper()
	akar, err := xhtml.Parse(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	for n := range akar.Descendants() {
		if n.Type == xhtml.ElementNode {
			attr := map[string]string{}
			for _, a := range n.Attr {
				attr[a.Key] = a.Val
			}
			f(n, attr)
		}
	}
}

// Headings go down a level at a time, anchors are there and unique, pictures have
// names, and everything closes in its turn.
func TestRenderIsSound(t *testing.T) {
	for nama, d := range map[string]document.Dokumen{"short": contoh(), "whole": lengkap(), "unclean": kotor()} {
		t.Run(nama, func(t *testing.T) {
			s := render(t, d)
			id, ke, tingkat, h1 := map[string]bool{}, []string{}, 0, 0
			simpul(t, s, func(n *xhtml.Node, attr map[string]string) {
				if x, ada := attr["id"]; ada {
					if id[x] || x == "" {
						t.Errorf("id %q: used twice or empty", x)
					}
					id[x] = true
				}
				if x := attr["href"]; strings.HasPrefix(x, "#") {
					y, err := url.PathUnescape(x[1:])
					if err != nil {
						t.Error(err)
					}
					ke = append(ke, y)
				}
				ke = append(ke, strings.Fields(attr["aria-labelledby"])...)
				if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
					baru := int(n.Data[1] - '0')
					if baru > tingkat+1 {
						t.Errorf("%s after h%d", n.Data, tingkat)
					}
					tingkat = baru
					if baru == 1 {
						h1++
					}
				}
				switch n.Data {
				case "svg":
					if attr["role"] != "img" || attr["aria-labelledby"] == "" {
						t.Errorf("drawing: got %v", attr)
					}
				case "th":
					if n.FirstChild == nil || attr["scope"] == "" {
						t.Error("got a header cell without words or scope")
					}
				case "script", "img", "link", "iframe", "object":
					t.Errorf("got <%s>", n.Data)
				}
				for k := range attr {
					if strings.HasPrefix(k, "on") {
						t.Errorf("got %s", k)
					}
				}
			})
			if h1 != 1 {
				t.Errorf("titles: got %d, want 1", h1)
			}
			for _, x := range ke {
				if !id[x] {
					t.Errorf("a link leads to %q, which is not there", x)
				}
			}
			// The void elements of HTML, closed as XML wants it.
			dek := xml.NewDecoder(strings.NewReader(regexp.MustCompile(`<(meta|col|br)( [^>]*)?>`).ReplaceAllString(s, "<$1$2/>")))
			dek.Entity = xml.HTMLEntity
			for {
				if _, err := dek.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// kotor is a document with what nobody should type.
func kotor() document.Dokumen {
	const buruk = "a\x00b\x1b\u0085c\u202egnp <script>alert(1)</script> مرحبا 😀 \xff"
	d := document.Dokumen{Judul: buruk, Subjudul: buruk, Instansi: buruk, Tanda: buruk, Bahasa: "id", Sampul: true, Alamat: "javascript:alert(1)", Catatan: []string{buruk}}
	d.Depan = []document.Blok{document.DaftarIsi{}, document.DaftarIsi{Dari: document.IsiGambar}}
	baris := [][]document.Sel{}
	for range 5000 {
		baris = append(baris, []document.Sel{{Teks: buruk}, {Teks: "=1+1"}})
	}
	d.Blok = []document.Blok{document.Judul{Tingkat: 3, Teks: buruk}, document.Paragraf{Teks: document.T(strings.Repeat("x", 200_000))}, document.Celah{Apa: buruk},
		&document.Tabel{ID: "A", Judul: buruk, Kolom: make([]document.Kolom, 2), Kepala: [][]document.Sel{{{Teks: buruk}, {}}}, Baris: baris},
		&document.Gambar{ID: "G", Judul: buruk, Alt: buruk, Bagan: &document.Bagan{Akar: []document.Simpul{{Judul: buruk, Isi: strings.Repeat("kata ", 40_000)}}}},
		&document.Gambar{ID: "H", Judul: buruk, Grafik: &document.Grafik{Kategori: []string{buruk}, Satuan: buruk, Seri: []document.Seri{{Nama: buruk, Nilai: []*decimal.Decimal{nil}}}}}}
	return d
}

func TestRenderCleansText(t *testing.T) {
	s := render(t, kotor())
	if i := strings.IndexFunc(s, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r == '\u202e'
	}); i >= 0 {
		t.Errorf("got %q", s[i:i+4])
	}
	if !utf8.ValidString(s) {
		t.Error("got broken UTF-8")
	}
	if strings.Contains(s, `href="javascript`) || strings.Contains(s, "ZgotmplZ") {
		t.Error("got a link that runs")
	}
	if n := strings.Count(s, strings.Repeat("x", 200_000)); n != 1 {
		t.Errorf("the long word: got it %d times, want once", n)
	}
	if n := strings.Count(s, "<td>=1&#43;1</td>"); n != 5000 {
		t.Errorf("rows: got %d, want 5000", n)
	}
}

func TestRenderRefusesAnUnsoundDocument(t *testing.T) {
	d := contoh()
	d.Blok = append(d.Blok, d.Blok[1])
	if _, err := html.Render(d); err == nil {
		t.Error("two tables of one ID: got no error")
	}
}
