package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"capaian/internal/service"
	"capaian/internal/servicetest"
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

// BenchmarkKabupatenPage views forty agencies side by side, as generated; cold reads and
// decodes all of it first.
func BenchmarkKabupatenPage(b *testing.B) {
	w := buat(b)
	w.isi(servicetest.Bundle(7, 40))
	w.hitung()
	lihat := func(h http.Handler) {
		r := httptest.NewRequest("GET", "/kabupaten/uji/tahun/2025?urut=capaian&arah=turun", nil)
		r.Header.Set("Cookie", w.kuki("bappeda-uji"))
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		if rec.Code != http.StatusOK {
			b.Fatalf("got %d", rec.Code)
		}
	}
	b.Run("warm", func(b *testing.B) {
		for b.Loop() {
			lihat(w)
		}
	})
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			o, s := w.opsi, w.service
			o.Service = &service.Service{Store: s.Store, Hasil: s.Hasil, Clock: s.Clock, ID: s.ID, Token: s.Token, Secret: s.Secret}
			h := New(o)
			b.StartTimer()
			lihat(h)
		}
	})
}

// BenchmarkReviewAsTyped answers one pause of the keyboard: of a figure, with its preview,
// and of an agreement of the real year.
func BenchmarkReviewAsTyped(b *testing.B) {
	w := buat(b)
	kini := w.opsi.Clock
	w.opsi.Clock = func() time.Time { w.kini.Add(1); return kini() } // who types is not that fast
	w.Handler = New(w.opsi)
	pk, draf := w.formulirPenuh("verifikator-dinsos", dinsos+"/rencana/tambah/perjanjian", "target.IKU-1.1.nilai", "1")
	draf.Set("tinjau", "bagian")
	for _, c := range []struct {
		nama, sub, alamat string
		form              url.Values
	}{
		{"figure", verifikator, lembarRasio + "/pratinjau", w.form(verifikator, lembarRasio, "pembilang", "512")},
		{"figure of the real year", "verifikator-dinsos", dinsos + "/isi/IKU-1.1/TW4/pratinjau", w.form("verifikator-dinsos", dinsos+"/isi/IKU-1.1/TW4", "pembilang", "512")},
		{"agreement", "verifikator-dinsos", pk, draf},
	} {
		b.Run(c.nama, func(b *testing.B) {
			for b.Loop() {
				if rec := w.post(c.sub, c.alamat, c.form); rec.Code != http.StatusOK {
					b.Fatalf("got %d: %s", rec.Code, rec.Body)
				}
			}
		})
	}
}
