// Package web is the pages and forms: what people see of an agency-year and where
// they enter figures, in HTML that works without script. A handler reads the request,
// calls one use case of service and fills a template; rights are the service's alone.
// Routes says which right each address needs, so that tests can hold the routes to the
// deployment's template and to the rights table.
package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// Options are what the pages are made of.
type Options struct {
	Service *service.Service
	// Masuk is the way to the identity provider; unused with Dev.
	Masuk *httpx.SignIn
	// Dev signs in whoever asks. It is nil outside local mode; then every development
	// route answers fault.LocalOnly.
	Dev *httpx.DevIssuer
	// Orang lists the sample people of all kabupaten; needed with Dev alone.
	Orang  func(context.Context) ([]sakip.Orang, error)
	Secure bool   // reached by HTTPS only
	Upload string // origin that files are sent to, as https://host
	// PublicURL is where links lead; a request's Host may be anything.
	PublicURL string
	Clock     func() time.Time
	NewID     func() string // fresh ids: request numbers and the keys of forms
	Log       *slog.Logger
}

// Route is one address with the right it needs. Path is a pattern of net/http, except
// that "/" is that page alone.
type Route struct {
	Method string
	Path   string
	Aksi   service.Aksi
	handle func(*handler, http.ResponseWriter, *http.Request, sakip.Orang) error
	json   bool // errors are problem+json, not a page
}

const tahunOPD = "/opd/{opd}/tahun/{tahun}"

// Routes lists what is served everywhere; each file of pages lists its own.
func Routes() []Route {
	return slices.Concat(ruteMasuk, ruteOrang, rutePerangkat, ruteOPD, ruteAngka, ruteKabupaten, ruteAudit, ruteIsian, ruteLaporan, ruteAlur,
		ruteKalender, rutePelaporan, ruteDaftarIsian, ruteBukti, rutePagu, ruteKebijakan, rutePohon, ruteRencana, ruteImpor, ruteTemuan)
}

// DevRoutes lists the development issuer's routes, which answer in local mode alone.
func DevRoutes() []Route {
	return []Route{
		{"GET", "/dev/orang", service.Publik, (*handler).devOrang, true},
		{"POST", "/dev/masuk", service.Publik, (*handler).devMasuk, false},
		{"POST", "/dev/token", service.Publik, (*handler).devToken, true},
	}
}

// handler carries what the routes share.
type handler struct {
	Options
	sesi         *httpx.Sessions
	tabel        *lru.Cache[kunciTabel, *tabelSiap]
	halamanPadat *lru.Cache[string, []byte]
	pembatas     *httpx.Limiter
}

// New serves the pages.
func New(o Options) http.Handler {
	tabel, _ := lru.New[kunciTabel, *tabelSiap](ukuranTabel) // New fails for a size below 1 only
	padat, _ := lru.New[string, []byte](ukuranPadat)
	h := &handler{o, httpx.NewSessions(o.Service.Secret, o.Clock, o.NewID, o.Secure), tabel, padat, httpx.NewLimiter(o.Clock)}
	mux := http.NewServeMux()
	add := func(r Route, f httpx.HandlerFunc) {
		show := httpx.ErrorWriter(h.galat)
		if r.json {
			show = httpx.WriteProblem
		}
		path := r.Path
		if path == "/" {
			path = "/{$}"
		}
		mux.Handle(r.Method+" "+path, httpx.Handler(f, show, o.Log))
	}
	for _, r := range Routes() {
		add(r, h.dengan(r))
	}
	for _, r := range DevRoutes() { // they sign in: there is no session yet that a form could be of
		add(r, func(w http.ResponseWriter, req *http.Request) error {
			if err := h.batasi(w, req, r, sakip.Orang{}); err != nil {
				return err
			}
			return r.handle(h, w, req, sakip.Orang{})
		})
	}
	return httpx.Server(mux, httpx.Options{Pages: true, Secure: o.Secure, Upload: o.Upload, Log: o.Log, Now: o.Clock, NewID: o.NewID, Show: h.galat})
}

// dengan finds who asks where a route needs somebody, and holds what is sent to the forms
// of their session. A page that is opened signed out leads to the sign-in and back; a form
// that is sent signed out is an error page, which keeps what was typed.
func (h *handler) dengan(rt Route) httpx.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		sesi, err := h.sesi.Of(r)
		if rt.Method != http.MethodGet && (err == nil || rt.Aksi != service.Publik) {
			if err := h.formulirSah(r, sesi, err); err != nil {
				return err
			}
		}
		if rt.Aksi == service.Publik {
			if err := h.batasi(w, r, rt, sakip.Orang{}); err != nil {
				return err
			}
			return rt.handle(h, w, r, sakip.Orang{})
		}
		o, err := h.orang(r, sesi, err)
		if fault.CodeOf(err) == fault.Unauthenticated && rt.Method == http.MethodGet {
			w.Header().Set("Cache-Control", "no-store")
			http.Redirect(w, r, alamatMasuk(r.URL.RequestURI()), http.StatusSeeOther)
			return nil
		}
		if err == nil {
			err = h.batasi(w, r, rt, o)
		}
		if err != nil {
			return err
		}
		h.sesi.Renew(w, sesi)
		return rt.handle(h, w, r, o)
	}
}

// orang is who a session is of; what is wrong with the session is handed on.
func (h *handler) orang(r *http.Request, s httpx.Session, err error) (sakip.Orang, error) {
	if err != nil {
		return sakip.Orang{}, err
	}
	return h.Service.Diri(r.Context(), s.Sub)
}

// request is who asks for a change, and from where.
func request(r *http.Request, o sakip.Orang) service.Request {
	return service.Request{Orang: o, Dari: "formulir " + httpx.ClientIP(r)}
}

// alamat is the agency-year that a request's path names.
type alamat struct {
	OPD   string
	Tahun int
}

func alamatDari(r *http.Request) (alamat, error) {
	n, err := sakip.ParseTahun(r.PathValue("tahun"))
	return alamat{OPD: r.PathValue("opd"), Tahun: n}, err
}

// alamatTriwulan also reads the quarter of a form's address.
func alamatTriwulan(r *http.Request) (alamat, int, error) {
	a, err := alamatDari(r)
	if err != nil {
		return a, 0, err
	}
	n, err := sakip.ParseTriwulan(r.PathValue("tw"))
	if err != nil {
		return a, 0, fault.New(fault.NotFound, "Triwulan", r.PathValue("tw"))
	}
	return a, n, nil
}

// Halaman is the address of the agency page.
func (a alamat) Halaman() string {
	return "/opd/" + url.PathEscape(a.OPD) + "/tahun/" + strconv.Itoa(a.Tahun)
}

// HalamanTW is the agency page at the end of a quarter.
func (a alamat) HalamanTW(tw int) string { return a.Halaman() + "?periode=" + teksTW(tw) }

// Isi is the entry form of an indicator and quarter.
func (a alamat) Isi(indikator string, tw int) string {
	return a.Halaman() + "/isi/" + url.PathEscape(indikator) + "/" + teksTW(tw)
}

// Angka explains the figures of a thing at the end of a quarter.
func (a alamat) Angka(jenis service.JenisAngka, id string, tw int) string {
	return a.Halaman() + "/angka/" + string(jenis) + "/" + url.PathEscape(id) + "?periode=" + teksTW(tw)
}

// Anggaran is the entry form of a budget row and quarter.
func (a alamat) Anggaran(b sakip.IdentitasBaris, tw int) string {
	s := a.Halaman() + "/anggaran/" + teksTW(tw) + "/" + url.PathEscape(b.Kode)
	q := url.Values{}
	if b.SubUnit != "" {
		q.Set("sub_unit", b.SubUnit)
	}
	if b.Sumber != "" {
		q.Set("sumber", b.Sumber)
	}
	if len(q) > 0 {
		s += "?" + q.Encode()
	}
	return s
}

// Isian is the list of what is to be entered of a quarter, by every unit or by one.
func (a alamat) Isian(tw int, unit string) string {
	return tanya(a.Halaman()+"/isian/"+teksTW(tw), "unit", unit)
}

// TabelAnggaran is the entry table of the budget rows of a sub-unit.
func (a alamat) TabelAnggaran(tw int, subUnit string) string {
	return tanya(a.Halaman()+"/isian/"+teksTW(tw)+"/anggaran", "sub_unit", subUnit)
}

// Pratinjau is where a form asks what it would come to.
func (a alamat) Pratinjau(indikator string, tw int) string {
	return a.Isi(indikator, tw) + "/pratinjau"
}

// Bukti is the list of an indicator's files of a quarter, or one of them.
func (a alamat) Bukti(indikator string, tw int, id string) string {
	s := a.Isi(indikator, tw) + "/bukti"
	if id != "" {
		s += "/" + url.PathEscape(id)
	}
	return s
}

func tanya(s, nama, nilai string) string {
	if nilai == "" {
		return s
	}
	return s + "?" + url.Values{nama: {nilai}}.Encode()
}

func teksTW(n int) string { return "TW" + strconv.Itoa(n) }
