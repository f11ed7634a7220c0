package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"capaian/infra/contoh"
	"capaian/internal/sample"
	"capaian/internal/web"
)

// musuh is put before and after every text that people write: what browsers, templates
// and spreadsheets might take for more than text.
const (
	musuhAwal  = `=HYPERLINK("http://musuh.example","x") `
	musuhAkhir = ` <script>alert(1)</script>" onmouseover="alert(2)" x=' onfocus='alert(3) javascript:alert(4) <img src=x onerror=alert(5)> --><!-- ]]> {{.}} ${7*7} &lt;b&gt; </textarea></title></style> 👩‍👩‍👧 @SUM(1+1)*cmd|' /C calc'!A0`
)

// jinak does no harm and is as long, word for word, so that lines break alike.
func jinak(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' {
			return r
		}
		return 'a'
	}, s)
}

// bertulis is the samples with every text of theirs changed: what has a space is nobody's
// id. Equal texts stay equal, so that what refers to another still does.
func bertulis(t *testing.T, awal, akhir string) sample.Bundle {
	t.Helper()
	b := seed(t)
	var ubah func(v reflect.Value)
	ubah = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			if s := v.String(); strings.Contains(s, " ") && v.CanSet() {
				v.SetString(awal + s + akhir)
			}
		case reflect.Pointer:
			if !v.IsNil() && v.CanSet() { // what samples share stays as it is
				baru := reflect.New(v.Type().Elem())
				baru.Elem().Set(v.Elem())
				v.Set(baru)
				ubah(baru.Elem())
			}
		case reflect.Slice:
			if v.CanSet() {
				v.Set(reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, v.Len()), v))
			}
			for i := range v.Len() {
				ubah(v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type().Field(i).Name != "NIP" { // eighteen digits and nothing else
					ubah(v.Field(i))
				}
			}
		}
	}
	ubah(reflect.ValueOf(&b).Elem())
	return b
}

// terbaca is what a machine shows: the shape of every page in the order that links lead
// to them, the shape of the printable report, and the formulas of the workbook.
type terbaca struct {
	halaman, teks []string
	rumus         []string
}

func baca(t *testing.T, b sample.Bundle) terbaca {
	t.Helper()
	h := startMachine(t, b)
	for _, o := range b.OPD {
		for _, d := range o.Tahun {
			h.capaian(map[string]string{"contoh": "bappeda-contoh", "trenggalek": "bappeda-trenggalek"}[o.Profil.Kabupaten], o.Profil.ID, d.Tahun, 4)
		}
	}
	var out terbaca
	tambah := func(nama string, isi []byte) {
		nama = polaIDBaru.ReplaceAllString(nama, "…")
		bentuk, teks := bentukHTML(t, nama, isi)
		out.halaman, out.teks = append(out.halaman, nama+"\n"+bentuk), append(out.teks, teks)
	}
	tambah("report", h.unduh(contoh.Verifikator, contoh.OPD, contoh.Tahun, "html"))
	out.rumus = rumusXLSX(t, h.unduh(contoh.Verifikator, contoh.OPD, contoh.Tahun, "xlsx"))
	for _, sub := range []string{contoh.Verifikator, "admin-contoh", "kepala-contoh", "operator-contoh-layanan", "inspektorat-trenggalek"} {
		h.telusuri(h.masuk(sub), func(path string, isi []byte) { tambah(sub+" "+path, isi) })
	}
	l := h.terbitkan()
	hal := "/publik/laporan/" + l.OPD + "/" + l.Paket
	for _, path := range []string{"/publik", "/publik/kabupaten/trenggalek", "/publik/opd/" + l.OPD, hal, "/publik/verifikasi?sha256=" + l.SHA256} {
		res, err := http.Get(h.url + path)
		if err != nil {
			t.Fatal(err)
		}
		isi, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatalf("%s: got %d, %v", path, res.StatusCode, err)
		}
		tambah("a stranger "+polaSidik.ReplaceAllString(path, "…"), isi)
	}
	return out
}

// What is another with each run: ids of what was asked for, and the hashes of what names them.
var (
	polaIDBaru = regexp.MustCompile(`[0-9A-HJKMNP-TV-Z]{26}`)
	polaSidik  = regexp.MustCompile(`[0-9a-f]{64}`)
)

// telusuri opens what the links of a person's pages lead to, a few pages of each route.
func (h *harness) telusuri(b *browser, lihat func(path string, isi []byte)) {
	h.t.Helper()
	mux := http.NewServeMux()
	for _, r := range web.Routes() {
		if r.Method == http.MethodGet && r.Path != "/" {
			mux.Handle("GET "+r.Path, http.NotFoundHandler())
		}
	}
	mux.Handle("GET /{$}", http.NotFoundHandler())
	antre, tahu, kali := []string{"/", "/masuk", "/tidak/ada"}, map[string]bool{}, map[string]int{}
	for len(antre) > 0 {
		path := antre[0]
		antre = antre[1:]
		res, err := b.c.Get(h.url + path)
		if err != nil {
			h.t.Fatal(err)
		}
		isi, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil {
			h.t.Fatal(err)
		}
		if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
			continue
		}
		lihat(path, isi)
		pohon, err := html.Parse(bytes.NewReader(isi))
		if err != nil {
			h.t.Fatal(err)
		}
		for n := range pohon.Descendants() {
			u, err := url.Parse(attr(n, "href"))
			if n.Data != "a" || err != nil || u.Host != "" || u.Path == "" || tahu[u.RequestURI()] {
				continue
			}
			_, pola := mux.Handler(&http.Request{Method: http.MethodGet, URL: u})
			if kali[pola]++; pola != "" && kali[pola] <= 6 {
				tahu[u.RequestURI()] = true
				antre = append(antre, u.RequestURI())
			}
		}
	}
}

// polaLebar is the one style that is written beside an element: a column's width.
var polaLebar = regexp.MustCompile(`^width:[0-9.]+%$`)

// bentukHTML is a page without its texts: its elements with the names of their
// attributes, and where they lead when that is not into the site. It fails the test for
// what a browser would run.
func bentukHTML(t *testing.T, nama string, isi []byte) (bentuk, teks string) {
	t.Helper()
	pohon, err := html.Parse(bytes.NewReader(isi))
	if err != nil {
		t.Fatal(err)
	}
	var b, tulisan strings.Builder
	for n := range pohon.Descendants() {
		switch n.Type {
		case html.CommentNode:
			b.WriteString("comment\n")
		case html.TextNode:
			tulisan.WriteString(n.Data)
		case html.ElementNode:
			if nama == "report" && diGambar(n) {
				periksaGambar(t, nama, n)
				continue
			}
			var kata []string
			for _, a := range n.Attr {
				ke := ""
				switch a.Key {
				case "href", "src", "action", "formaction":
					if u, err := url.Parse(a.Val); err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" && a.Val != "data:," {
						t.Errorf("%s: <%s %s=%q> leads out of the web", nama, n.Data, a.Key, a.Val)
					} else if u.Host != "" {
						ke = "=" + u.Hostname()
					}
				}
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" && !polaLebar.MatchString(a.Val) || a.Key == "srcdoc" {
					t.Errorf("%s: <%s> has %s=%q", nama, n.Data, a.Key, a.Val)
				}
				kata = append(kata, a.Key+ke)
			}
			slices.Sort(kata)
			fmt.Fprintf(&b, "%s %s\n", n.Data, strings.Join(kata, " "))
		}
	}
	return b.String(), tulisan.String()
}

// diGambar tells what stands within a drawing: how many lines and boxes that has follows
// from the widths of its words.
func diGambar(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == "svg" {
			return true
		}
	}
	return false
}

// isiGambar is what a drawing is made of: elements and attributes that only draw.
var isiGambar = strings.Fields("title desc g rect line polyline polygon path circle text tspan id x y x1 y1 x2 y2 cx cy r rx ry dx dy width height d points fill stroke stroke-width stroke-dasharray stroke-linejoin font-size font-weight font-family text-anchor class role aria-hidden aria-label transform")

func periksaGambar(t *testing.T, nama string, n *html.Node) {
	t.Helper()
	for _, a := range append([]html.Attribute{{Key: n.Data}}, n.Attr...) {
		if !slices.Contains(isiGambar, a.Key) {
			t.Errorf("%s: a drawing has <%s> with %s=%q", nama, n.Data, a.Key, a.Val)
		}
	}
}

// polaBarisUraian is the row of the running text that a link leads to: texts that are long
// take more than one, by the widths of their words.
var polaBarisUraian = regexp.MustCompile(`('Uraian'![A-Z]+)[0-9]+`)

// polaKutipan is a text within a formula; a quotation mark in it is written twice.
var polaKutipan = regexp.MustCompile(`"(?:[^"]|"")*"`)

// rumusXLSX are the formulas of a workbook, each with its cell and without the texts in
// it, and its links.
func rumusXLSX(t *testing.T, isi []byte) []string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(isi))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for n, lembar := range f.GetSheetList() {
		rows, err := f.GetRows(lembar)
		if err != nil {
			t.Fatal(err)
		}
		for y, row := range rows {
			for x := range row {
				sel, err := excelize.CoordinatesToCellName(x+1, y+1)
				if err != nil {
					t.Fatal(err)
				}
				rumus, err := f.GetCellFormula(lembar, sel)
				if err != nil {
					t.Fatal(err)
				}
				ada, ke, err := f.GetCellHyperLink(lembar, sel)
				if err != nil {
					t.Fatal(err)
				}
				if ada && (lembar == "Petunjuk" || lembar == "Uraian") { // a long text takes several rows, by the widths of its words
					if satu := "teks " + polaBarisUraian.ReplaceAllString(ke, "$1"); rumus == "" && (len(out) == 0 || out[len(out)-1] != satu) {
						out = append(out, satu)
					}
					continue
				}
				if rumus != "" || ada {
					out = append(out, fmt.Sprintf("%d!%s =%s %s", n, sel, polaKutipan.ReplaceAllString(rumus, `"…"`), ke))
				}
			}
		}
	}
	return out
}

// TestHostileTexts loads the samples once with harmless words around every text and once
// with what might be taken for more than text: pages and exports have the same shape.
func TestHostileTexts(t *testing.T) {
	aman, musuh := baca(t, bertulis(t, jinak(musuhAwal), jinak(musuhAkhir))), baca(t, bertulis(t, musuhAwal, musuhAkhir))
	if len(aman.halaman) != len(musuh.halaman) || len(aman.halaman) < 20 {
		t.Fatalf("pages: got %d, want the %d of the harmless ones, and many", len(musuh.halaman), len(aman.halaman))
	}
	terlihat := 0
	for n, h := range musuh.halaman {
		nama, _, _ := strings.Cut(h, "\n")
		if h != aman.halaman[n] {
			t.Errorf("%s: has another shape than with harmless texts: %s", nama, bedaPertama(h, aman.halaman[n]))
		}
		if strings.Contains(musuh.teks[n], "<script>alert(1)</script>") {
			terlihat++
		}
	}
	if terlihat < len(musuh.halaman)*2/3 {
		t.Errorf("the texts are on %d of %d pages: they did not come through", terlihat, len(musuh.halaman))
	}
	if !slices.Equal(musuh.rumus, aman.rumus) || len(aman.rumus) == 0 {
		t.Errorf("workbook: got %d formulas and links, want the %d of harmless texts: %s", len(musuh.rumus), len(aman.rumus),
			bedaPertama(strings.Join(musuh.rumus, "\n"), strings.Join(aman.rumus, "\n")))
	}
}

// bedaPertama is the first line in which two texts differ.
func bedaPertama(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for n := range min(len(g), len(w)) {
		if g[n] != w[n] {
			return fmt.Sprintf("line %d: got %q, want %q", n+1, g[n], w[n])
		}
	}
	return fmt.Sprintf("got %d lines, want %d", len(g), len(w))
}
