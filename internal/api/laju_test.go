package api

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/servicetest"
)

// TestRates asks more often than a public route allows.
func TestRates(t *testing.T) {
	e := servicetest.Seeded(t)
	for nama, rate := range laju {
		t.Run(nama, func(t *testing.T) {
			n := slices.IndexFunc(PublikRoutes(), func(r Route) bool { return r.Method+" "+r.Path == nama })
			if n < 0 {
				t.Fatalf("%s is no public route", nama)
			}
			kini := e.Clock()
			h := NewPublik(Options{Service: e.Service, Clock: func() time.Time { return kini }, NewID: e.ID, Log: slog.New(slog.DiscardHandler)})
			minta := func(dari string) *httptest.ResponseRecorder {
				method, path, _ := strings.Cut(nama, " ")
				r := httptest.NewRequest(method, strings.Replace(path, "{token}", "tebakan", 1), strings.NewReader(`{}`))
				r.RemoteAddr = dari + ":1234"
				r.Header.Set("Content-Type", "application/json")
				r.Header.Set("X-Forwarded-For", "10.0.0.1") // is not believed
				rec := httptest.NewRecorder()
				h.ServeHTTP(rec, r)
				return rec
			}
			for range rate.Burst {
				if rec := minta("192.0.2.1"); rec.Code == http.StatusTooManyRequests {
					t.Fatal("refused within the rate")
				}
			}
			rec := minta("192.0.2.1")
			var p httpx.Problem
			if err := json.Unmarshal(rec.Body.Bytes(), &p); err != nil || rec.Code != http.StatusTooManyRequests || p.Code != fault.TooMany {
				t.Errorf("beyond: got %d %s, want 429 too_many", rec.Code, rec.Body)
			}
			if tunggu, err := strconv.Atoi(rec.Header().Get("Retry-After")); err != nil || tunggu < 1 {
				t.Errorf("Retry-After: got %q, want seconds", rec.Header().Get("Retry-After"))
			}
			if rec := minta("192.0.2.2"); rec.Code == http.StatusTooManyRequests {
				t.Error("somebody else is refused, too")
			}
			kini = kini.Add(rate.Every)
			if rec := minta("192.0.2.1"); rec.Code == http.StatusTooManyRequests {
				t.Error("refused after the wait")
			}
		})
	}
}
