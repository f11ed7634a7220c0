// Package api is the JSON interface: its routes, what each right is needed for, and
// openapi.yaml, which is served and held to the routes by a test. A handler decodes,
// calls one use case, and encodes. The routes of the public function stand apart, so
// that the public cannot starve entry.
package api

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"log/slog"
	"net/http"
	"time"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

//go:embed openapi.yaml
var openapi []byte

// OpenAPI is the description that is served at /v1/openapi.yaml.
func OpenAPI() []byte { return openapi }

// Options are what both functions are made of.
type Options struct {
	Service   *service.Service
	Verifier  httpx.Verifier              // unused by the public function
	PublicURL string                      // where links lead, e.g. https://capaian.example
	Siap      func(context.Context) error // answers /healthz; nil is always ready
	Clock     func() time.Time
	NewID     func() string
	Secure    bool
	Log       *slog.Logger
}

// Route is one route with the right that it needs.
type Route struct {
	Method string
	Path   string
	Aksi   service.Aksi
	handle func(*handler, http.ResponseWriter, *http.Request) error
}

// handler carries what the routes share.
type handler struct{ Options }

// New serves the routes of people and systems that sign in.
func New(o Options) http.Handler {
	h := &handler{o}
	return o.server(Routes(), func(f httpx.HandlerFunc) httpx.HandlerFunc {
		return httpx.RequireSub(o.Verifier, httpx.Token, f)
	}, h)
}

// NewPublik serves the public routes.
func NewPublik(o Options) http.Handler {
	return o.server(PublikRoutes(), func(f httpx.HandlerFunc) httpx.HandlerFunc { return f }, &handler{o})
}

func (o Options) server(routes []Route, wrap func(httpx.HandlerFunc) httpx.HandlerFunc, h *handler) http.Handler {
	mux, l := http.NewServeMux(), httpx.NewLimiter(o.Clock)
	for _, r := range routes {
		mux.Handle(r.Method+" "+r.Path, httpx.API(wrap(batasi(r, l, func(w http.ResponseWriter, req *http.Request) error {
			return r.handle(h, w, req)
		})), o.Log))
	}
	return httpx.Server(mux, httpx.Options{Secure: o.Secure, Log: o.Log, Now: o.Clock, NewID: o.NewID})
}

// batasTahun bounds the whole-year load, which an event of 6 MB must hold with its
// wrapping; batasIsian every other body.
const (
	batasTahun = 4 << 20
	batasIsian = 1 << 20
)

// alamat is the agency-year that a request's path names.
type alamat struct {
	opd   string
	tahun int
}

func alamatDari(r *http.Request) (alamat, error) {
	n, err := sakip.ParseTahun(r.PathValue("tahun"))
	return alamat{r.PathValue("opd"), n}, err
}

// request is who asks, from where, and whether a repeat must have one effect.
func (h *handler) request(r *http.Request, body any) (service.Request, error) {
	o, err := h.Service.Diri(r.Context(), httpx.Sub(r.Context()))
	if err != nil {
		return service.Request{}, err
	}
	req := service.Request{Orang: o, Dari: "api " + httpx.ClientIP(r)}
	key := r.Header.Get("Idempotency-Key")
	if key == "" {
		return req, nil
	}
	if len(key) > 100 {
		return req, fault.At("Idempotency-Key", fault.OutOfRange, "1", "100 huruf")
	}
	sum, err := hash(body, r.Header.Get("If-Match"))
	if err != nil {
		return req, err
	}
	req.Idem = &service.Idem{Key: key, Route: r.Method + " " + r.URL.RequestURI(), Body: sum}
	return req, nil
}

func (h *handler) orang(r *http.Request) (sakip.Orang, error) {
	return h.Service.Diri(r.Context(), httpx.Sub(r.Context()))
}

// siapa is which agency-year is asked for, and by whom.
func (h *handler) siapa(r *http.Request) (alamat, sakip.Orang, error) {
	a, err := alamatDari(r)
	if err != nil {
		return a, sakip.Orang{}, err
	}
	o, err := h.orang(r)
	return a, o, err
}

// perintah is what the path names, and the request of a command without a body.
func (h *handler) perintah(r *http.Request) (alamat, service.Request, error) {
	a, err := alamatDari(r)
	if err != nil {
		return a, service.Request{}, err
	}
	req, err := h.request(r, nil)
	return a, req, err
}

// alamatTriwulan also reads the quarter that the path names.
func alamatTriwulan(r *http.Request) (alamat, int, error) {
	a, err := alamatDari(r)
	if err != nil {
		return a, 0, err
	}
	tw, err := sakip.ParseTriwulan(r.PathValue("tw"))
	return a, tw, err
}

// siapaTriwulan is siapa of a path that names a quarter.
func (h *handler) siapaTriwulan(r *http.Request) (alamat, sakip.Orang, int, error) {
	a, o, err := h.siapa(r)
	if err != nil {
		return a, o, 0, err
	}
	tw, err := sakip.ParseTriwulan(r.PathValue("tw"))
	return a, o, tw, err
}

// versi is the version that a write expects: 0 creates.
func versi(r *http.Request) (int64, error) {
	v, _, err := httpx.IfMatch(r)
	return v, err
}

// tersimpan answers a write with the item's new version.
func tersimpan(w http.ResponseWriter, versi int64, baru bool) error {
	w.Header().Set("ETag", httpx.ETag(versi))
	status := http.StatusOK
	if baru {
		status = http.StatusCreated
	}
	return httpx.WriteJSON(w, status, map[string]int64{"versi": versi})
}

// isi answers a read with the item's version.
func isi(w http.ResponseWriter, versi int64, v any) error {
	if versi > 0 {
		w.Header().Set("ETag", httpx.ETag(versi))
	}
	return httpx.WriteJSON(w, http.StatusOK, v)
}

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
