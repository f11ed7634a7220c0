package html_test

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

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
		`<td class="r m" title="belum dilaporkan">belum dilaporkan</td>`, `<h2 class="lanskap">BAB</h2>`, `<h3>A</h3>`, `<p>&lt;script&gt;x&lt;/script&gt;</p>`,
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

// Every element is closed in its turn.
func TestRenderIsWellFormed(t *testing.T) {
	b, err := html.Render(contoh())
	if err != nil {
		t.Fatal(err)
	}
	// The void elements of HTML, closed as XML wants it.
	d := xml.NewDecoder(strings.NewReader(regexp.MustCompile(`<(meta|col)( [^>]*)>`).ReplaceAllString(string(b), "<$1$2/>")))
	d.Entity = xml.HTMLEntity
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestRenderRefusesAnUnsoundDocument(t *testing.T) {
	d := contoh()
	d.Blok = append(d.Blok, d.Blok[1])
	if _, err := html.Render(d); err == nil {
		t.Error("two tables of one ID: got no error")
	}
}
