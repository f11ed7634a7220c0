package web

import (
	"net/http/httptest"
	"slices"
	"strconv"
	"testing"
)

// TestRates asks more often than a route allows: the next is refused with the time to
// wait; others, and the same one later, are not.
func TestRates(t *testing.T) {
	semua := append(Routes(), DevRoutes()...)
	for nama, rate := range laju {
		t.Run(nama, func(t *testing.T) {
			n := slices.IndexFunc(semua, func(r Route) bool { return r.Method+" "+r.Path == nama })
			if n < 0 {
				t.Fatalf("%s is no route", nama)
			}
			w := buat(t)
			sub, lain := "verifikator-contoh", "kepala-contoh"
			if semua[n].Aksi == "publik" {
				sub, lain = "", ""
			}
			minta := func(sub, dari string) *httptest.ResponseRecorder {
				r := formulir(isiPola(semua[n].Path), nil)
				r.Method, r.RemoteAddr = semua[n].Method, dari+":1234"
				r.Header.Set("X-Forwarded-For", "10.0.0."+strconv.Itoa(n)) // is not believed
				return w.kirim(sub, r)
			}
			for range rate.Burst {
				if rec := minta(sub, "192.0.2.1"); rec.Code == 429 {
					t.Fatalf("refused within %d: %d", rate.Burst, rec.Code)
				}
			}
			rec := minta(sub, "192.0.2.1")
			if tunggu, err := strconv.Atoi(rec.Header().Get("Retry-After")); rec.Code != 429 || err != nil || tunggu < 1 {
				t.Errorf("beyond: got %d, Retry-After %q, want 429 and the seconds", rec.Code, rec.Header().Get("Retry-After"))
			}
			memuat(t, rec.Body.String(), "Tunggu ")
			if rec := minta(lain, "192.0.2.2"); rec.Code == 429 {
				t.Error("somebody else is refused, too")
			}
			w.kini.Add(int64(rate.Every.Seconds()) + 1)
			if rec := minta(sub, "192.0.2.1"); rec.Code == 429 {
				t.Error("refused after the wait")
			}
		})
	}
}
