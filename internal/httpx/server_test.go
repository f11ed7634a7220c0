package httpx

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"capaian/internal/fault"
)

// testServer has a route of each sort; its clock moves 25 ms between looks.
func testServer(o Options) (http.Handler, *bytes.Buffer) {
	var log bytes.Buffer
	o.Log = slog.New(slog.NewJSONHandler(&log, nil))
	now := someday
	o.Now = func() time.Time { now = now.Add(25 * time.Millisecond); return now }
	o.NewID = func() string { return "made-1" }
	mux := http.NewServeMux()
	mux.HandleFunc("GET /ind/{id}", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, r.PathValue("id"))
	})
	mux.Handle("POST /ind", API(func(w http.ResponseWriter, r *http.Request) error {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return fault.Wrap(fault.TooLarge, err, "x")
		}
		return nil
	}, o.Log))
	mux.Handle("GET /terkunci", API(func(http.ResponseWriter, *http.Request) error {
		return fault.New(fault.Locked, "final", "admin")
	}, o.Log))
	mux.HandleFunc("GET /panik", func(http.ResponseWriter, *http.Request) { panic(errors.New("boom")) })
	return Server(mux, o), &log
}

func TestServerAnswers(t *testing.T) {
	for _, tt := range []struct {
		name, method, target string
		pages                bool
		header               http.Header
		length               int64
		status               int
		code                 string // of the problem
		body                 string // part of it
		headers              http.Header
	}{
		{name: "route", method: "GET", target: "/ind/a%2Fb", status: 200, body: "a/b"},
		{name: "no route", method: "GET", target: "/tiada", status: 404, code: "not_found", body: "Alamat “/tiada” tidak ditemukan."},
		{name: "no method", method: "DELETE", target: "/ind/1", status: 405, code: "method_not_allowed",
			headers: http.Header{"Allow": {"GET, HEAD"}}},
		{name: "path to be cleaned", method: "GET", target: "/x/../ind/1", status: 307, headers: http.Header{"Location": {"/ind/1"}}},
		{name: "panic in a plain handler", method: "GET", target: "/panik", status: 500, code: "internal"},
		{name: "announced as too large", method: "POST", target: "/ind", length: MaxBody + 1, status: 413, code: "too_large", body: "10 MB"},
		{name: "as large as allowed", method: "POST", target: "/ind", length: MaxBody, status: 200},
		{name: "other site on the API", method: "POST", target: "/ind", header: http.Header{"Sec-Fetch-Site": {"cross-site"}}, status: 200},
		{name: "other site on pages", method: "POST", target: "/ind", pages: true,
			header: http.Header{"Sec-Fetch-Site": {"cross-site"}}, status: 403, code: "cross_origin"},
		{name: "sibling site on pages", method: "POST", target: "/ind", pages: true,
			header: http.Header{"Sec-Fetch-Site": {"same-site"}}, status: 403, code: "cross_origin"},
		{name: "other origin, old browser", method: "POST", target: "/ind", pages: true,
			header: http.Header{"Origin": {"https://evil.example"}}, status: 403, code: "cross_origin"},
		{name: "own origin", method: "POST", target: "/ind", pages: true,
			header: http.Header{"Sec-Fetch-Site": {"same-origin"}, "Origin": {"https://example.com"}}, status: 200},
		{name: "link from another site", method: "GET", target: "/ind/1", pages: true,
			header: http.Header{"Sec-Fetch-Site": {"cross-site"}}, status: 200},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h, _ := testServer(Options{Pages: tt.pages})
			r := httptest.NewRequest(tt.method, tt.target, nil)
			r.ContentLength = tt.length
			for name, values := range tt.header {
				r.Header[name] = values
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.body) {
				t.Fatalf("got %d %q, want %d with %q", w.Code, w.Body, tt.status, tt.body)
			}
			if tt.code != "" {
				var p Problem
				if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || string(p.Code) != tt.code || p.Permintaan != "made-1" {
					t.Errorf("got %+v (%v), want %s of made-1", p, err, tt.code)
				}
			}
			for name := range tt.headers {
				if got, want := w.Header().Get(name), tt.headers.Get(name); got != want {
					t.Errorf("%s: got %q, want %q", name, got, want)
				}
			}
		})
	}
}

// A body of unannounced length is cut at the same bound.
func TestServerCutsUnannouncedBody(t *testing.T) {
	h, _ := testServer(Options{})
	r := httptest.NewRequest("POST", "/ind", io.LimitReader(zeros{}, MaxBody+1))
	r.ContentLength = -1
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 413 {
		t.Errorf("got %d %s, want 413", w.Code, w.Body)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestServerHeaders(t *testing.T) {
	for _, tt := range []struct {
		name          string
		pages, secure bool
		upload        string
		csp, hsts     string
	}{
		{"api", false, true, "", dataPolicy, "max-age=31536000; includeSubDomains"},
		{"api, which sends no files", false, true, "https://unggahan.example", dataPolicy, "max-age=31536000; includeSubDomains"},
		{"local api", false, false, "", dataPolicy, ""},
		{"pages that send files", true, true, "https://unggahan.example", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; " +
			"form-action 'self' https://unggahan.example; base-uri 'none'; frame-ancestors 'none'; connect-src 'self' https://unggahan.example; manifest-src 'self'; require-trusted-types-for 'script'; trusted-types capaian", "max-age=31536000; includeSubDomains"},
		{"local pages", true, false, "", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; " +
			"base-uri 'none'; frame-ancestors 'none'; connect-src 'self'; manifest-src 'self'; require-trusted-types-for 'script'; trusted-types capaian", ""},
	} {
		for _, path := range []string{"/ind/1", "/tiada", "/panik"} { // faults keep the headers too
			t.Run(tt.name+path, func(t *testing.T) {
				h, _ := testServer(Options{Pages: tt.pages, Secure: tt.secure, Upload: tt.upload})
				w := httptest.NewRecorder()
				h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
				for name, want := range map[string]string{
					"Content-Security-Policy": tt.csp, "Strict-Transport-Security": tt.hsts,
					"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Request-Id": "made-1",
					"Permissions-Policy": permissions, "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
					"X-Frame-Options": "DENY", "Cache-Control": "no-store",
				} {
					if got := w.Header().Get(name); got != want {
						t.Errorf("%s: got %q, want %q", name, got, want)
					}
				}
			})
		}
	}
}

func TestServerLog(t *testing.T) {
	for _, tt := range []struct {
		name, target string
		want         string // the request's line without time
	}{
		{"answer", "/ind/RAHASIA?q=RAHASIA", `"level":"INFO","msg":"request","request_id":"made-1","method":"GET","route":"GET /ind/{id}","status":200,"ms":25,"bytes":7}`},
		{"fault", "/terkunci?q=RAHASIA", `"level":"INFO","msg":"request","request_id":"made-1","method":"GET","route":"GET /terkunci","status":423,"ms":25,`},
		{"no route", "/RAHASIA", `"level":"INFO","msg":"request","request_id":"made-1","method":"GET","route":"","status":404,"ms":25,`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h, log := testServer(Options{})
			r := httptest.NewRequest("GET", tt.target, nil)
			r.Header.Set("Authorization", "Bearer RAHASIA")
			r.Header.Set("X-Request-Id", "forged")
			h.ServeHTTP(httptest.NewRecorder(), r)
			if got := log.String(); !strings.Contains(got, tt.want) || strings.Count(got, "\n") != 1 ||
				strings.Contains(got, "RAHASIA") || strings.Contains(got, "forged") {
				t.Errorf("got %s\nwant one line with %s", got, tt.want)
			}
		})
	}
	h, log := testServer(Options{})
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/terkunci", nil))
	if !strings.Contains(log.String(), `"code":"locked"`) {
		t.Errorf("got %s, want the fault's code in the line", log)
	}
}

// Behind the gateway its number is the request's, everywhere.
func TestServerBehindGateway(t *testing.T) {
	h, log := testServer(Options{Pages: true, Secure: true, Show: func(w http.ResponseWriter, _ *http.Request, p Problem) {
		w.WriteHeader(p.Status)
		_, _ = io.WriteString(w, "halaman "+p.Permintaan)
	}})
	r := httptest.NewRequest("GET", "/tiada", nil)
	r.Header.Set("X-Request-Id", "forged")
	res, err := Lambda(h)(context.Background(), FromHTTP(r, nil, "$default", "gw-5", someday))
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 404 || res.Body != "halaman gw-5" || res.Headers["X-Request-Id"] != "gw-5" ||
		!strings.Contains(log.String(), `"request_id":"gw-5"`) {
		t.Errorf("got %+v, log %s; want the page and number gw-5", res, log)
	}
}
