package peramban

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"capaian/internal/web"
)

// peranTelusur are people of every role, and nobody.
var peranTelusur = []string{"", "operator-contoh-layanan", "verifikator-contoh", "kepala-contoh", "bappeda-contoh", "inspektorat-contoh", "admin-contoh"}

// tiapPola is how many pages of one route a person follows the links of.
const tiapPola = 6

// tanpaHalaman are the routes that links do not lead to as a page, with what does.
var tanpaHalaman = map[string]string{
	"/statis/{berkas}":        "files that pages load",
	"/publik/statis/{berkas}": "the same, for strangers",
	"/masuk/mulai":            "a redirect to the identity provider; tried with one in internal/web/masuk_test.go",
	"/masuk/kembali":          "the identity provider's redirect back; tried there",
}

// TestEveryPage opens every page that links lead to, for people of every role, and holds
// each to what must hold of all: accessible by axe-core, no sideways scrolling on a
// phone, nothing of another host, light, quiet.
func TestEveryPage(t *testing.T) {
	m := mesinSendiri(t)
	b := tabBaru(t, m, meja)
	b.masuk("verifikator-contoh")
	mintaLaporan(b)
	terbitkan(t, m, b)
	b = tabBaru(t, m, meja)
	b.masuk("verifikator-contoh")
	drafPerjanjian(b)
	kirimBukti(t, m)
	temuanTerbuka(b)
	dikunjungi := map[string]bool{}
	var lihat []temuan
	kirimTabel(b)
	lihat = append(lihat, temuan{"verifikator-contoh", b.di(), polaPratinjau, ""})
	dikunjungi[polaPratinjau] = true
	for _, sub := range peranTelusur {
		lihat = append(lihat, telusuri(t, m, sub, dikunjungi)...)
	}
	ada := alamatHalaman()
	for _, path := range ada {
		if _, lain := tanpaHalaman[path]; !dikunjungi[path] && !lain {
			t.Errorf("GET %s: no link leads to it; say in tanpaHalaman what does", path)
		}
	}
	for path := range tanpaHalaman {
		if !slices.Contains(ada, path) {
			t.Errorf("tanpaHalaman has %s, which is no route", path)
		}
	}
	soal := daftarSoal{}
	sub := "?"
	terpilih := pilih(lihat)
	for _, h := range terpilih {
		if h.sub != sub {
			b, sub = tabBaru(t, m, meja), h.sub
			b.tanpaPekerja()
			if sub != "" {
				b.masuk(sub)
			}
		}
		b.buka(h.alamat)
		soal.tambah(h.sub+" "+h.alamat, b.periksa())
	}
	soal.katakan(b)
	t.Logf("%d routes, %d pages looked at", len(dikunjungi), len(terpilih))
}

// mintaLaporan leaves a report and its link behind, so that pages show them.
func mintaLaporan(b *tab) {
	b.t.Helper()
	b.buka(dinas)
	b.kirim("Minta berkas")
	b.tunggu("the finished report", cari("Buat tautan XLSX", "button"))
}

// terbitkan has the report published, which the page of b shows, and leaves a place for its
// signed copy behind. The file that comes first is what strangers may verify.
func terbitkan(t *testing.T, m *mesin, b *tab) {
	t.Helper()
	alamat := b.di()
	b.skrip(false)
	b.buka(alamat)
	b.isi("bukti.nama", "LKjIP bertanda tangan.pdf")
	b.kirim("Lanjut: kirim berkasnya")
	b.lihat("Kirim berkas LKjIP bertanda tangan.pdf")
	kepala := tabBaru(t, m, meja)
	kepala.masuk("kepala-contoh")
	kepala.buka(alamat)
	kepala.kirim("Terbitkan")
	kepala.tunggu("the published report", cari("Buka halaman publiknya", "a"))
}

// drafPerjanjian leaves a changed agreement that is not signed yet.
func drafPerjanjian(b *tab) {
	b.t.Helper()
	b.buka(dinas + "/rencana/tambah/perjanjian")
	b.kirim("Simpan")
	b.lihat("draf, belum ditandatangani")
}

// temuanTerbuka leaves a contradiction behind that is open, and a warning that was accepted.
func temuanTerbuka(b *tab) {
	b.t.Helper()
	b.buka(reviu)
	b.tekan("Terima dengan alasan")
	b.isi("alasan", "Jawabannya menunggu hasil evaluasi tahun ini")
	b.kirim("Terima temuan ini")
	b.lihat("Temuan diterima.")
	ubahPagu(b, "140.000.000")
}

// kirimBukti hands in one file as evidence, and asks for the form of another that never
// comes.
func kirimBukti(t *testing.T, m *mesin) {
	t.Helper()
	b := tabBaru(t, m, meja)
	b.skrip(false)
	b.masuk("operator-contoh-layanan")
	for _, nama := range []string{"register.csv", "foto.png"} {
		b.buka(lembar)
		b.tekan("Tambah bukti")
		b.isi("bukti.nama", nama)
		b.isi("bukti.tanggal", "2025-12-30")
		b.kirim("Lanjut: kirim berkasnya")
		if nama == "register.csv" {
			b.lakukan(`(() => { const d = new DataTransfer(); d.items.add(new File(["no;hari\n1;2\n"], "register.csv", {type: "text/csv"})); document.querySelector("#file").files = d.files })()`)
			b.kirim("Kirim")
			b.lihat("Berkas terkirim")
		}
	}
	akhir := time.Now().Add(batasTunggu)
	for b.buka(lembar); !nilai[bool](b, `document.querySelector('#bukti a[href$="/isi"]') !== null`); b.buka(lembar) {
		if time.Now().After(akhir) { // another function looks at what arrives
			b.gagal("the file that was sent is not accepted")
		}
	}
}

// polaPratinjau is the preview of a table that was sent: no link leads to it, for a file is
// its sender's alone.
const polaPratinjau = "/opd/{opd}/tahun/{tahun}/impor/{id}"

// kirimTabel sends a table with rows of every kind, and stands at its preview.
func kirimTabel(b *tab) {
	b.t.Helper()
	b.buka(dinas + "/impor")
	b.lakukan(`(() => { const d = new DataTransfer();
		d.items.add(new File(["Kode;Uraian;Pagu\nC;Dinas;5\nC.U1;Urusan;lima\n;JUMLAH;9\n"], "anggaran.csv", {type: "text/csv"}));
		document.querySelector("#berkas").files = d.files; document.querySelector("#jenis-anggaran").checked = true })()`)
	b.kirim("Unggah dan lihat pratinjau")
	b.lihat("Pemeriksaan jumlah")
}

// alamatHalaman are the addresses of all pages, of who signs in and of strangers.
func alamatHalaman() []string {
	var out []string
	for _, r := range web.Routes() {
		if r.Method == http.MethodGet {
			out = append(out, r.Path)
		}
	}
	for _, r := range web.PublikRoutes() {
		if r.Method == http.MethodGet {
			out = append(out, r.Path)
		}
	}
	return out
}

// temuan is a page that links lead to.
type temuan struct {
	sub, alamat, pola string
	bentuk            string // which kinds of elements it has
}

// telusuri follows the links of a person from the home page.
func telusuri(t *testing.T, m *mesin, sub string, dikunjungi map[string]bool) []temuan {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &http.Client{Jar: jar}
	mux := http.NewServeMux()
	for _, path := range alamatHalaman() {
		mux.Handle("GET "+strings.Replace(path, "/", "/{$}", btoi(path == "/")), http.NotFoundHandler())
	}
	pola := func(u *url.URL) string {
		_, p := mux.Handler(&http.Request{Method: http.MethodGet, URL: u, Host: u.Host})
		return strings.Replace(strings.TrimPrefix(p, "GET "), "/{$}", "/", 1)
	}
	mulai := m.url + "/masuk"
	if sub != "" {
		masukTanpaPeramban(t, c, m, sub)
		mulai = m.url + "/"
	}
	var out []temuan
	kali, antre, tahu := map[string]int{}, []string{mulai}, map[string]bool{mulai: true}
	for len(antre) > 0 {
		alamat := antre[0]
		antre = antre[1:]
		u, err := url.Parse(alamat)
		if err != nil {
			t.Fatal(err)
		}
		p := pola(u)
		macam := p + " " + macamRencana(u.Path)
		if kali[macam]++; p == "" || kali[macam] > tiapPola {
			continue // another function's, or enough of it
		}
		dikunjungi[p] = true
		res, err := c.Get(alamat)
		if err != nil {
			t.Fatal(err)
		}
		akhir := res.Request.URL
		pohon, err := html.Parse(res.Body)
		_ = res.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case res.StatusCode != http.StatusOK:
			t.Errorf("%s: a link leads to %s, which answers %d", sub, u.RequestURI(), res.StatusCode)
		case sub != "" && akhir.Path == "/masuk":
			t.Errorf("%s: a link leads to %s, which asks to sign in", sub, u.RequestURI())
		case strings.HasPrefix(res.Header.Get("Content-Type"), "text/html"):
			dikunjungi[pola(akhir)] = true
			out = append(out, temuan{sub, akhir.RequestURI(), pola(akhir), bentukPohon(pohon)})
			for _, ke := range tautanPohon(pohon, akhir) {
				if ke.Host == akhir.Host && !tahu[ke.String()] {
					tahu[ke.String()] = true
					antre = append(antre, ke.String())
				}
			}
		}
	}
	return out
}

var polaRencana = regexp.MustCompile(`/rencana/(?:tambah/)?([^/]+)`)

// macamRencana is the kind of planning data that an address is of: one route serves all.
func macamRencana(path string) string {
	if m := polaRencana.FindStringSubmatch(path); m != nil {
		return m[1]
	}
	return ""
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// masukTanpaPeramban sends the form of the sign-in page as a browser would.
func masukTanpaPeramban(t *testing.T, c *http.Client, m *mesin, sub string) {
	t.Helper()
	res, err := c.Get(m.url + "/masuk")
	if err != nil {
		t.Fatal(err)
	}
	pohon, err := html.Parse(res.Body)
	_ = res.Body.Close()
	if err != nil {
		t.Fatal(err)
	}
	for n := range pohon.Descendants() {
		if n.Type != html.ElementNode || n.Data != "form" {
			continue
		}
		isian := url.Values{}
		for x := range n.Descendants() {
			if nama := atribut(x, "name"); nama != "" {
				isian.Set(nama, atribut(x, "value"))
			}
		}
		if isian.Get("orang") != sub {
			continue
		}
		res, err := c.PostForm(m.url+atribut(n, "action"), isian)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != http.StatusOK {
			t.Fatalf("sign in as %s: got %d", sub, res.StatusCode)
		}
		return
	}
	t.Fatalf("the sign-in page has no %s", sub)
}

func atribut(n *html.Node, nama string) string {
	for _, a := range n.Attr {
		if a.Key == nama {
			return a.Val
		}
	}
	return ""
}

// tautanPohon are where a page's links lead, and its forms that only ask.
func tautanPohon(pohon *html.Node, dasar *url.URL) []*url.URL {
	var out []*url.URL
	for n := range pohon.Descendants() {
		ke := ""
		switch {
		case n.Type == html.ElementNode && n.Data == "a":
			ke = atribut(n, "href")
		case n.Type == html.ElementNode && n.Data == "form" && !strings.EqualFold(atribut(n, "method"), "post"):
			isian := url.Values{}
			for x := range n.Descendants() {
				if nama := atribut(x, "name"); nama != "" {
					isian.Set(nama, atribut(x, "value"))
				}
			}
			ke = atribut(n, "action") + "?" + isian.Encode()
		}
		if u, err := dasar.Parse(ke); ke != "" && err == nil {
			u.Fragment = ""
			out = append(out, u)
		}
	}
	return out
}

// bentukPohon names the kinds of elements that a page has.
func bentukPohon(pohon *html.Node) string {
	jenis := map[string]bool{}
	for n := range pohon.Descendants() {
		if n.Type == html.ElementNode {
			jenis[n.Data+" "+atribut(n, "class")+" "+atribut(n, "type")] = true
		}
	}
	var out []string
	for j := range jenis {
		out = append(out, j)
	}
	slices.Sort(out)
	return strings.Join(out, ",")
}

// pilih are the pages to look at: of each route those that have some kind of element that
// none looked at before has. Whoever sees most of a page comes first.
func pilih(semua []temuan) []temuan {
	slices.SortStableFunc(semua, func(a, b temuan) int { return len(b.bentuk) - len(a.bentuk) })
	ada := map[string]bool{}
	var out []temuan
	for _, h := range semua {
		baru := false
		for jenis := range strings.SplitSeq(h.bentuk, ",") {
			kunci := h.pola + " " + macamRencana(h.alamat) + " " + jenis
			baru = baru || !ada[kunci]
			ada[kunci] = true
		}
		if baru {
			out = append(out, h)
		}
	}
	slices.SortStableFunc(out, func(a, b temuan) int { return strings.Compare(a.sub, b.sub) })
	return out
}
