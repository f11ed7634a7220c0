package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/impor"
	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

//go:embed templates/*.html
var berkasTemplate embed.FS

// templates are every page and part, parsed once.
var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"css":     func() string { return alamatStatis("capaian.css") },
	"skrip":   alamatStatis,
	"publik":  func(nama string) string { return "/publik" + alamatStatis(nama) },
	"alasan":  func(kode string) string { return sakip.Alasan(kode).Teks() },
	"angka":   tampilAngka,
	"rupiah":  tampilRupiah,
	"kelas":   kelasKategori,
	"romawi":  locale.TriwulanRomawi,
	"peran":   func(p sakip.Peran) string { return namaPeran[p] },
	"tw":      teksTW,
	"tingkat": func(t sakip.Tingkat) string { return namaTingkat[t] },
	"teks":    isiTeks,
	"status":  tampilStatus,
	"dalam":   func(p halaman, isi any) halaman { p.Isi = isi; return p }, // a part of a page with the page's own tokens
	"empatTW": func() []int { return []int{1, 2, 3, 4} },
	"butir":   func(b document.Blok) bool { _, ya := b.(document.Daftar); return ya },
	"keadaan": func(k impor.Keadaan) string { return namaKeadaan[k] },
	"tanda":   func(k impor.Keadaan) string { return tandaKeadaan[k] },
}).ParseFS(berkasTemplate, "templates/*.html"))

// halaman is what every page's frame needs; Isi is the page's own.
type halaman struct {
	Judul    string
	Orang    *sakip.Orang // nil: nobody signed in
	Segarkan int          // seconds after which the page asks again; 0 is never
	Di       *alamat      // the agency-year that the page is about; nil for none
	Kosong   bool         // that year was not begun: it has a plan to make and nothing else
	Skrip    []string     // names of files of static/ that the page works better with
	Isi      any

	Menu menuTampil // set by bingkai
	Sini string     // set by bingkai: the page's own address. Asked for again with a #part, a page would not load anew
	Csrf string     // set by bingkai: what each form sends along, see the template csrf
}

// bingkai fills in what the frame shows of the request.
func (h *handler) bingkai(r *http.Request, p halaman) halaman {
	p.Sini = r.URL.RequestURI()
	if p.Orang != nil {
		p.Menu = menuUntuk(p, r.URL.Path)
		p.Csrf = h.csrf(r)
	}
	return p
}

// tulis renders a page of somebody and writes it; nobody keeps a copy on the way. It packs
// only what no stranger can slip a text into: with one beside the token of the forms, the
// size of what is packed would tell the token bit by bit.
func (h *handler) tulis(w http.ResponseWriter, r *http.Request, status int, nama string, data halaman) error {
	b, err := render(nama, h.bingkai(r, data))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Vary", "Accept-Encoding")
	if status == http.StatusOK && r.Method == http.MethodGet && r.URL.RawQuery == "" && bolehPadat(r) {
		if b, err = padatkan(b); err != nil {
			return err
		}
		w.Header().Set("Content-Encoding", "gzip")
	}
	w.WriteHeader(status)
	_, _ = w.Write(b) // an error means that the reader has gone
	return nil
}

func render(nama string, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, nama, data); err != nil {
		return nil, fault.Wrap(fault.Internal, fmt.Errorf("render %s: %w", nama, err))
	}
	return b.Bytes(), nil
}

// isiGalat is the error page.
type isiGalat struct {
	httpx.Problem
	Kirim    bool       // what was sent was a form
	Masuk    string     // address of the sign-in; "" when signing in would not help
	Alamat   string     // where the form was sent to
	Tertahan []tertahan // what it held, to be sent again: after signing in, or at once without Masuk
	Salin    []tertahan // what was typed in it, to be copied
	Ganti    string     // where somebody leaves the identity provider to come as somebody else
}

// galat shows a problem as a page: what happened, what to do next, the request's number.
func (h *handler) galat(w http.ResponseWriter, r *http.Request, p httpx.Problem) {
	isi := isiGalat{Problem: p, Kirim: r.Method == http.MethodPost}
	if isi.Kirim {
		isi.Alamat, isi.Tertahan = r.URL.RequestURI(), isianKembali(r, p)
	}
	switch p.Code {
	case fault.Unauthenticated:
		isi.Masuk = "/masuk" // signed in, it says to come back to this page
		if !isi.Kirim {
			isi.Masuk = alamatMasuk(r.URL.RequestURI())
		}
	case fault.SignInFailed:
		isi.Masuk = "/masuk"
	case fault.NotRegistered:
		isi.Ganti = h.Masuk.EndAddress(r.Context())
	default:
		if isi.Kirim && isi.Tertahan == nil {
			isi.Salin = isianSalin(r)
		}
	}
	if err := h.tulis(w, r, p.Status, "galat", halaman{Judul: p.Title, Isi: isi}); err != nil {
		httpx.WriteProblem(w, r, p)
	}
}

// alamatMasuk is the sign-in that leads back to a local address.
func alamatMasuk(ke string) string {
	if ke = lokal(ke); ke == "/" {
		return "/masuk"
	}
	return "/masuk?ke=" + url.QueryEscape(ke)
}

// lokal is s when it is an address of this site, else the home page. Browsers read a
// backslash as a slash and drop control characters, so either could hide another host.
func lokal(s string) string {
	ganjil := func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f }
	if !strings.HasPrefix(s, "/") || strings.HasPrefix(s, "//") || strings.ContainsFunc(s, ganjil) || strings.HasPrefix(s, "/masuk/") {
		return "/" // the steps of signing in are no place to come back to either
	}
	return s
}

var namaPeran = map[sakip.Peran]string{sakip.Operator: "Operator", sakip.Verifikator: "Verifikator", sakip.Kepala: "Kepala perangkat daerah",
	sakip.Bappeda: "Bappeda", sakip.Inspektorat: "Inspektorat", sakip.Admin: "Admin kabupaten"}

// kelasKategori is the colour class of a known kategori, best k1. A class of an agency's
// own making stays without colour: green must never be guessed.
func kelasKategori(s string) string {
	switch s {
	case "Sangat Baik", "Sangat Tinggi", "AA":
		return "k1"
	case "Baik", "Tinggi", "A", "BB":
		return "k2"
	case "Cukup", "Sedang", "B", "CC":
		return "k3"
	case "Kurang", "Rendah", "Sangat Rendah", "C", "D":
		return "k4"
	}
	return ""
}

// desimalTampil is how many decimals an input of a figure is shown with.
const desimalTampil = 6

// tampilAngka writes a number of the machine's writing for people; a text that is no
// number (a predikat) stays as it is.
func tampilAngka(s string) string {
	utuh, pecahan, _ := strings.Cut(s, ".")
	if len(pecahan) > desimalTampil+2 {
		pecahan = pecahan[:desimalTampil+2] // an endless quotient has more digits than may be parsed
	}
	if pecahan != "" {
		utuh += "." + pecahan
	}
	d, err := locale.ParseCanonical(utuh)
	if err != nil {
		return s
	}
	return locale.AngkaRingkas(d.Round(desimalTampil))
}

// tampilRupiah writes an amount for a column headed Rp: without sen where there are none.
func tampilRupiah(s string) string {
	d, err := locale.ParseCanonical(s)
	if err != nil {
		return s
	}
	if d.IsInteger() {
		return locale.Angka(d, 0)
	}
	return locale.Angka(d, 2)
}

func isiTeks(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// sama tells whether the reader already has the page, and answers so.
func sama(w http.ResponseWriter, r *http.Request, etag string) bool {
	w.Header().Set("ETag", etag)
	for _, v := range strings.Split(r.Header.Get("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(v), "W/") == etag {
			w.WriteHeader(http.StatusNotModified)
			return true
		}
	}
	return false
}

func tagDari(hash string) string { return strconv.Quote(hash) }
