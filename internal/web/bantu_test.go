package web

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"capaian/internal/akun"
	"capaian/internal/httpx"
	"capaian/internal/objects/dir"
	"capaian/internal/recalc"
	"capaian/internal/sakip"
	"capaian/internal/sample"
	"capaian/internal/service"
	"capaian/internal/store"
	"capaian/internal/store/embedded"
	"capaian/internal/wire"
)

// dunia is the pages on an embedded store with the sample agencies in it.
type dunia struct {
	http.Handler
	t       testing.TB
	store   *embedded.Store
	service *service.Service
	recalc  *recalc.Engine
	opsi    Options
	sesi    *httpx.Sessions  // as the pages'
	dev     *httpx.DevIssuer // signs also when Options.Dev is nil
	kini    atomic.Int64     // Unix seconds of the injected clock
}

// Agencies and years of the sample.
const (
	contoh = "/opd/dinas-contoh/tahun/2025"
	dinsos = "/opd/dinsos-p3a-trenggalek/tahun/2023"
)

// takUlang is a retry queue that forgets: tests say themselves when to compute again.
type takUlang struct{}

func (takUlang) Send(context.Context, recalc.Petunjuk) error { return nil }

func buat(t testing.TB, ubah ...func(*Options)) *dunia {
	t.Helper()
	w := &dunia{t: t}
	w.kini.Store(time.Date(2026, 1, 15, 3, 0, 0, 0, time.UTC).Unix())
	clock := func() time.Time { return time.Unix(w.kini.Load(), 0).UTC() }
	var nomor atomic.Int64
	id := func() string { return fmt.Sprintf("%026d", nomor.Add(1)) }
	var err error
	if w.store, err = embedded.Open(t.TempDir(), embedded.Options{NoSync: true}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.store.Close(); err != nil {
			t.Error(err)
		}
	})
	berkas, err := dir.Open(t.TempDir(), []byte(strings.Repeat("b", 32)), clock, "http://example.com")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = berkas.Close() })
	terbit, err := dir.OpenReadOnly(t.TempDir(), []byte(strings.Repeat("b", 32)), clock, "http://example.com/terbit")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = terbit.Close() })
	w.service = &service.Service{Store: w.store, Hasil: w.store, Objects: berkas, Terbit: terbit, Clock: clock, ID: id,
		Uploads: &palsu{}, Akun: akun.Lokal{}, Token: func() string { return "token-" + id() }, Secret: []byte(strings.Repeat("s", 32))}
	bundle, err := sample.Seed()
	if err != nil {
		t.Fatal(err)
	}
	w.isi(bundle)
	w.recalc = recalc.New(w.store, w.store, takUlang{}, clock, slog.New(slog.DiscardHandler))
	w.hitung()
	w.dev = httpx.NewDevIssuer([32]byte{7}, clock, "lokal", "capaian")
	w.sesi = httpx.NewSessions(w.service.Secret, clock, func() string { return "sesi-uji" }, false)
	w.opsi = Options{Service: w.service, Dev: w.dev,
		Orang:     func(context.Context) ([]sakip.Orang, error) { return append([]sakip.Orang(nil), bundle.Orang...), nil },
		PublicURL: "http://example.com", Clock: clock, NewID: id, Log: slog.New(slog.DiscardHandler)}
	for _, f := range ubah {
		f(&w.opsi)
	}
	w.Handler = NewPublik(w.opsi, New(w.opsi))
	return w
}

// isi fills the store through the service, as people of each kabupaten.
func (w *dunia) isi(b sample.Bundle) {
	w.t.Helper()
	ctx := context.Background()
	harus := func(_ int64, err error) {
		w.t.Helper()
		if err != nil {
			w.t.Fatal(err)
		}
	}
	sebagai := map[string]service.Request{}
	for _, k := range b.Kabupaten {
		sebagai[k.ID] = w.sebagai(sakip.Admin, k.ID)
		harus(w.service.PutKabupaten(ctx, sebagai[k.ID], k, 0))
	}
	for _, a := range b.OPD {
		admin, opd := sebagai[a.Profil.Kabupaten], a.Profil.ID
		harus(w.service.PutProfil(ctx, admin, a.Profil, 0))
		harus(w.service.PutRenstra(ctx, admin, opd, a.Renstra, 0))
		for _, k := range a.Kebijakan {
			harus(w.service.PutKebijakan(ctx, w.sebagai(sakip.Bappeda, a.Profil.Kabupaten), opd, k, 0))
		}
		for _, d := range a.Tahun {
			harus(w.service.LoadTahun(ctx, admin, opd, d.Tahun, wire.FromTahun(d), 0))
		}
	}
	for _, o := range b.Orang {
		harus(w.service.PutOrang(ctx, sebagai[o.Kabupaten], o, 0))
	}
}

func (w *dunia) sebagai(p sakip.Peran, kab string) service.Request {
	return service.Request{Orang: sakip.Orang{Sub: service.Sistem.Sub, Nama: "Pengisi", Peran: p, Kabupaten: kab}, Dari: "sistem"}
}

func (w *dunia) hitung() {
	w.t.Helper()
	if _, err := w.recalc.Sweep(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

// kuki is the cookie of somebody who signs in now.
func (w *dunia) kuki(sub string) string {
	w.t.Helper()
	rec := httptest.NewRecorder()
	w.sesi.Start(rec, httptest.NewRequest("GET", "/", nil), sub)
	kuki, _, _ := strings.Cut(rec.Header().Get("Set-Cookie"), ";")
	return kuki
}

// csrf is what the forms of somebody carry who signs in by kuki.
func (w *dunia) csrf(sub string) string {
	return w.sesi.FormToken(httpx.Session{Sub: sub, ID: "sesi-uji"})
}

// kirim makes a request as somebody, "" for nobody. A form is one of their session.
func (w *dunia) kirim(sub string, r *http.Request) *httptest.ResponseRecorder {
	w.t.Helper()
	if sub != "" {
		r.Header.Set("Cookie", w.kuki(sub))
		bertanda(r, w.csrf(sub))
	}
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, r)
	return rec
}

// bertanda puts the token of its session in front of what a form sends.
func bertanda(r *http.Request, token string) {
	jenis, isi, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	awal := ""
	switch jenis {
	case "application/x-www-form-urlencoded":
		awal = "csrf=" + token + "&"
	case "multipart/form-data":
		awal = "--" + isi["boundary"] + "\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + token + "\r\n"
	default:
		return
	}
	r.Body = io.NopCloser(io.MultiReader(strings.NewReader(awal), r.Body))
	if r.ContentLength >= 0 {
		r.ContentLength += int64(len(awal))
	}
}

func (w *dunia) get(sub, alamat string, header ...string) *httptest.ResponseRecorder {
	w.t.Helper()
	r := httptest.NewRequest("GET", alamat, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return w.kirim(sub, r)
}

func (w *dunia) post(sub, alamat string, form url.Values) *httptest.ResponseRecorder {
	w.t.Helper()
	return w.kirim(sub, formulir(alamat, form))
}

func formulir(alamat string, form url.Values) *http.Request {
	r := httptest.NewRequest("POST", alamat, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// versiTahun counts the commands that an agency-year has seen.
func (w *dunia) versiTahun(opd string, tahun int) int64 {
	w.t.Helper()
	m, err := w.store.Meta(context.Background(), store.TahunOPD(opd, tahun))
	if err != nil {
		w.t.Fatal(err)
	}
	return m.Versi
}

var (
	polaMasukan = regexp.MustCompile(`<(?:input|button|select)[^>]*>`)
	polaNama    = regexp.MustCompile(` name="([^"]*)"`)
	polaNilai   = regexp.MustCompile(` value="([^"]*)"`)
)

// masukan is the value of a named input of a page, "" without one.
func masukan(body, nama string) string {
	for _, m := range polaMasukan.FindAllString(body, -1) {
		if n := polaNama.FindStringSubmatch(m); n != nil && n[1] == nama {
			if v := polaNilai.FindStringSubmatch(m); v != nil {
				return v[1]
			}
		}
	}
	return ""
}

// semuaAlasan is a reason for whatever a rule may warn of.
func semuaAlasan() map[string]string {
	out := map[string]string{}
	for _, a := range sakip.SemuaPeringatan {
		out[string(a)] = "Sudah diperiksa."
	}
	return out
}

// form is a form as its page gives it, with some fields typed anew and a reason for
// whatever may be unusual about them.
func (w *dunia) form(sub, alamat string, ketik ...string) url.Values {
	w.t.Helper()
	body := w.get(sub, alamat).Body.String()
	out := url.Values{"versi": {masukan(body, "versi")}, "kunci": {masukan(body, "kunci")}}
	if out.Get("versi") == "" || out.Get("kunci") == "" {
		w.t.Fatalf("%s has no form for %s", alamat, sub)
	}
	for a, alasan := range semuaAlasan() {
		out.Set(isianPenjelasan+a, alasan)
	}
	for i := 0; i+1 < len(ketik); i += 2 {
		out.Set(ketik[i], ketik[i+1])
	}
	return out
}

func memuat(t testing.TB, body string, teks ...string) {
	t.Helper()
	for _, s := range teks {
		if !strings.Contains(body, s) {
			t.Errorf("page lacks %q", s)
		}
	}
}

func tanpaTeks(t testing.TB, body string, teks ...string) {
	t.Helper()
	for _, s := range teks {
		if strings.Contains(body, s) {
			t.Errorf("page has %q", s)
		}
	}
}

// isiPola fills a route's pattern with what the sample has.
func isiPola(path string) string {
	if strings.Contains(path, "/rencana/") {
		path = strings.ReplaceAll(path, "{id}", idLihat(path, ""))
	}
	return strings.NewReplacer("{jenis}", "indikator", "{kab}", "contoh", "{versi}", "induk", "{opd}", "dinas-contoh", "{tahun}", "2025", "{indikator}", "IKU-1.1", "{tw}", "TW4", "{kode}", "C.U1.P04.K01.S01",
		"{id}", "tidak-ada", "{sub}", "1.a", "{berkas}", "capaian.css").Replace(path)
}
