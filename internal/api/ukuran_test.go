package api

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"capaian/internal/httpx"
	"capaian/internal/servicetest"
)

// badan is a JSON text that does not end, and how much of it was read.
type badan struct{ dibaca int64 }

func (b *badan) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	if b.dibaca == 0 {
		copy(p, `{"x":"`)
	}
	b.dibaca += int64(len(p))
	return len(p), nil
}

// batasRute is how much a route reads; all others read batasIsian.
var batasRute = map[string]int64{"PUT " + tahun: batasTahun, "POST /v1/reviu": batasPernyataan}

// TestBodiesAreBounded sends each route a body without end: it reads no more than its
// bound, and refuses.
func TestBodiesAreBounded(t *testing.T) {
	e := servicetest.Seeded(t)
	o := Options{Service: e.Service, Verifier: sebut{}, Clock: e.Clock, NewID: e.ID, Log: slog.New(slog.DiscardHandler)}
	isi := strings.NewReplacer("{opd}", servicetest.OPD, "{tahun}", "2025", "{indikator}", "IKU-1.1", "{tw}", "TW4", "{kab}", "contoh",
		"{kode}", "C.U1.P04.K01.S01", "{id}", "x", "{sub}", "x", "{hash}", "x", "{temuan}", "x")
	for _, f := range []struct {
		h      http.Handler
		routes []Route
	}{{New(o), Routes()}, {NewPublik(o), PublikRoutes()}} {
		for _, rt := range f.routes {
			if rt.Method == http.MethodGet {
				continue
			}
			t.Run(rt.Method+" "+rt.Path, func(t *testing.T) {
				batas, ada := batasRute[rt.Method+" "+rt.Path]
				if !ada {
					batas = batasIsian
				}
				kirim := func(body io.Reader, panjang int64) *httptest.ResponseRecorder {
					r := httptest.NewRequest(rt.Method, isi.Replace(rt.Path), io.NopCloser(body))
					r.ContentLength = panjang
					for name, v := range map[string]string{"Content-Type": "application/json", "Authorization": "Bearer verifikator-contoh", "If-None-Match": "*"} {
						r.Header.Set(name, v)
					}
					rec := httptest.NewRecorder()
					f.h.ServeHTTP(rec, r)
					return rec
				}
				b := &badan{}
				rec := kirim(b, -1)
				// The reader asks for one byte more than is allowed, in pieces of its own size.
				if b.dibaca > 2*batas+64<<10 {
					t.Errorf("read %d bytes, want at most about %d", b.dibaca, batas)
				}
				if b.dibaca > 0 && rec.Code != http.StatusRequestEntityTooLarge {
					t.Errorf("status: got %d, want 413: %s", rec.Code, rec.Body)
				}
				if rec := kirim(strings.NewReader("{}"), httpx.MaxBody+1); rec.Code != http.StatusRequestEntityTooLarge {
					t.Errorf("announced as too large: got %d, want 413", rec.Code)
				}
			})
		}
	}
}
