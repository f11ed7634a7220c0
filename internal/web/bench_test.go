package web

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// BenchmarkAgencyPage views the real year's page: with its session checked, its state
// read from the store, and the rendered tables taken from the cache.
func BenchmarkAgencyPage(b *testing.B) {
	w := buat(b)
	r := httptest.NewRequest("GET", dinsos, nil)
	r.Header.Set("Cookie", w.kuki("verifikator-dinsos"))
	for b.Loop() {
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, r)
		if rec.Code != http.StatusOK {
			b.Fatalf("got %d", rec.Code)
		}
	}
}

// BenchmarkAgencyPageCold renders the tables each time.
func BenchmarkAgencyPageCold(b *testing.B) {
	w := buat(b)
	r := httptest.NewRequest("GET", dinsos, nil)
	r.Header.Set("Cookie", w.kuki("verifikator-dinsos"))
	for b.Loop() {
		b.StopTimer()
		h := New(w.opsi)
		b.StartTimer()
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		if rec.Code != http.StatusOK {
			b.Fatalf("got %d", rec.Code)
		}
	}
}
