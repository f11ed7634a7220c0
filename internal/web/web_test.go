package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/store"
)

// laporanJadi asks for a report and finishes it as the report function would.
func (w *dunia) laporanJadi(sub, opd string, tahun int) sakip.Laporan {
	w.t.Helper()
	return w.laporanDitinjau(sub, opd, tahun, sakip.ReviuLaporan{Versi: 1, Dihitung: 12, Cocok: 12})
}

// laporanDitinjau is laporanJadi with what the review of its data came to.
func (w *dunia) laporanDitinjau(sub, opd string, tahun int, reviu sakip.ReviuLaporan) sakip.Laporan {
	w.t.Helper()
	ctx := context.Background()
	o, err := w.service.Diri(ctx, sub)
	if err != nil {
		w.t.Fatal(err)
	}
	l, err := w.service.RequestLaporan(ctx, service.Request{Orang: o}, opd, tahun, sakip.Laporan{Jenis: sakip.LKjIP, Periode: 4, Format: sakip.XLSX})
	if err != nil {
		w.t.Fatal(err)
	}
	l, versi, err := record.Laporan(ctx, w.store, opd, tahun, l.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	l.Status, l.Objek, l.Nama, l.Ukuran, l.Reviu = sakip.LaporanSelesai, "laporan/x.xlsx", "LKjIP.xlsx", 2048, reviu
	if err := w.service.FinishLaporan(ctx, l, versi); err != nil {
		w.t.Fatal(err)
	}
	return l
}

func mustDiri(t testing.TB, w *dunia, sub string) sakip.Orang {
	t.Helper()
	o, err := w.service.Diri(context.Background(), sub)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestUnknownAddresses(t *testing.T) {
	w := buat(t)
	for _, c := range []struct {
		name, alamat string
		want         int
	}{
		{"no page", "/tidak/ada", 404},
		{"agency", "/opd/tidak-ada/tahun/2025", 404},
		{"agency id that could be a key", "/opd/a%23b/tahun/2025", 404},
		{"year without data", "/opd/dinas-contoh/tahun/2030", 404},
		{"year of letters", "/opd/dinas-contoh/tahun/duaribu", 404},
		{"year far away", "/opd/dinas-contoh/tahun/99999999999999999999", 404},
		{"periode", contoh + "?periode=TW5", 422},
		{"indicator", contoh + "/isi/IKU-9.9/TW1", 404},
		{"quarter", contoh + "/isi/IKU-1.1/TW5", 404},
		{"budget code", contoh + "/anggaran/TW4/X.Y", 404},
		{"budget source", contoh + "/anggaran/TW4/C.U1.P04.K01.S01?sumber=XYZ", 404},
		{"static file", "/statis/lain.css", 404},
	} {
		t.Run(c.name, func(t *testing.T) {
			rec := w.get("verifikator-contoh", c.alamat)
			if rec.Code != c.want {
				t.Errorf("status: got %d, want %d", rec.Code, c.want)
			}
			memuat(t, rec.Body.String(), "nomor permintaan")
		})
	}
	if rec := w.kirim("verifikator-contoh", httptest.NewRequest("DELETE", contoh, nil)); rec.Code != 405 {
		t.Errorf("other method: got %d, want 405", rec.Code)
	}
}

func TestSignInLeadsBack(t *testing.T) {
	w := buat(t)
	if got, want := w.get("", contoh+"?periode=TW2").Header().Get("Location"), "/masuk?ke="+url.QueryEscape(contoh+"?periode=TW2"); got != want {
		t.Errorf("signed out: got %q, want %q", got, want)
	}
	if got := w.get("", "/").Header().Get("Location"); got != "/masuk" {
		t.Errorf("home signed out: got %q, want /masuk", got)
	}
	for _, c := range []struct{ ke, want string }{
		{contoh, contoh}, {"", "/"}, {"https://lain.example/", "/"}, {"//lain.example", "/"}, {`/\lain.example`, "/"},
		{"/\t/lain.example", "/"}, {"opd", "/"}, {"/opd?x=//y", "/opd?x=//y"},
	} {
		rec := w.post("", "/dev/masuk", url.Values{"orang": {"kepala-contoh"}, "ke": {c.ke}})
		if got := rec.Header().Get("Location"); rec.Code != 303 || got != c.want {
			t.Errorf("ke %q: got %d %q, want 303 %q", c.ke, rec.Code, got, c.want)
		}
		if kuki := rec.Header().Get("Set-Cookie"); !strings.Contains(kuki, "HttpOnly") || !strings.Contains(kuki, "Max-Age=604800") {
			t.Errorf("cookie: got %q", kuki)
		}
	}
	rec := w.get("", "/masuk?ke="+url.QueryEscape(contoh))
	memuat(t, rec.Body.String(), "Kepala Dinas Contoh (contoh)", "Bidang Layanan", "Dinas Contoh (data sintetis)", `value="`+contoh+`"`)
	out := w.post("kepala-contoh", "/keluar", nil)
	if kuki := out.Header().Get("Set-Cookie"); !strings.Contains(kuki, "Max-Age=0") {
		t.Errorf("sign-out cookie: got %q", kuki)
	}
}

func TestDevelopmentIssuer(t *testing.T) {
	w := buat(t)
	var orang []map[string]string
	rec := w.get("", "/dev/orang")
	if err := json.Unmarshal(rec.Body.Bytes(), &orang); err != nil {
		t.Fatal(err)
	}
	if len(orang) != 20 || orang[0]["orang"] != "operator-sekretariat" || orang[0]["unit"] != "sekretariat" {
		t.Errorf("people: got %d, first %v", len(orang), orang[0])
	}
	token := func(body string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", "/dev/token", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		return w.kirim("", r)
	}
	for _, c := range []struct {
		name, body string
		want       int
	}{{"known", `{"orang":"kepala-contoh"}`, 200}, {"unknown", `{"orang":"siapa"}`, 404}, {"key", `{"orang":"a#b"}`, 404},
		{"empty", `{}`, 404}, {"not JSON", `orang`, 400}, {"another member", `{"orang":"kepala-contoh","peran":"admin"}`, 400}} {
		if rec := token(c.body); rec.Code != c.want {
			t.Errorf("%s: got %d, want %d", c.name, rec.Code, c.want)
		}
	}
	var out struct{ Token string }
	if err := json.Unmarshal(token(`{"orang":"kepala-contoh"}`).Body.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	if sub, err := httpx.OIDC("lokal", "capaian", w.dev.KeySet(), w.opsi.Clock).Sub(context.Background(), out.Token); err != nil || sub != "kepala-contoh" {
		t.Errorf("token proves %q (%v), want kepala-contoh", sub, err)
	}
	if rec := w.post("", "/dev/masuk", url.Values{"orang": {"siapa"}}); rec.Code != 404 || rec.Header().Get("Set-Cookie") != "" {
		t.Errorf("unknown person signed in: %d", rec.Code)
	}
}

func TestNoDevelopmentIssuerElsewhere(t *testing.T) {
	w := buat(t, func(o *Options) { o.Dev, o.Orang = nil, nil })
	for _, rt := range DevRoutes() {
		r := httptest.NewRequest(rt.Method, rt.Path, strings.NewReader(`{"orang":"kepala-contoh"}`))
		r.Header.Set("Content-Type", "application/json")
		rec := w.kirim("", r)
		if rec.Code != 404 || !strings.Contains(rec.Body.String(), string(fault.LocalOnly)) || rec.Header().Get("Set-Cookie") != "" {
			t.Errorf("%s %s: got %d %s", rt.Method, rt.Path, rec.Code, rec.Body)
		}
	}
	body := w.get("", "/masuk").Body.String()
	memuat(t, body, "penyedia identitas kabupaten", `href="/masuk/mulai"`)
	tanpaTeks(t, body, "/dev/masuk")
}

func TestHomeLists(t *testing.T) {
	w := buat(t)
	for _, c := range []struct {
		sub       string
		ada, tiap []string
	}{
		{"operator-contoh-layanan", []string{contoh, "/opd/dinas-contoh/tahun/2024"}, []string{"dinsos"}},
		{"bappeda-trenggalek", []string{dinsos, "/opd/dinsos-p3a-trenggalek/tahun/2022"}, []string{"dinas-contoh"}},
	} {
		body := w.get(c.sub, "/").Body.String()
		memuat(t, body, c.ada...)
		tanpaTeks(t, body, c.tiap...)
		if strings.Index(body, c.ada[0]) > strings.Index(body, c.ada[1]) {
			t.Errorf("%s: the newest year is not first", c.sub)
		}
	}
}

func TestStaticFile(t *testing.T) {
	w := buat(t)
	rec := w.get("", alamatStatis("capaian.css"))
	if got := rec.Header().Get("Cache-Control"); !strings.Contains(got, "immutable") || !strings.HasPrefix(rec.Header().Get("Content-Type"), "text/css") {
		t.Errorf("got %q %q", got, rec.Header().Get("Content-Type"))
	}
	r := httptest.NewRequest("GET", "/statis/capaian.css", nil)
	r.Header.Set("If-None-Match", rec.Header().Get("ETag"))
	if again := w.kirim("", r); again.Code != 304 || again.Header().Get("Cache-Control") != "no-cache" {
		t.Errorf("known file: got %d %q, want 304 no-cache", again.Code, again.Header().Get("Cache-Control"))
	}
	r = httptest.NewRequest("GET", alamatStatis("capaian.css"), nil)
	r.Header.Set("Accept-Encoding", "gzip")
	padat := w.kirim("", r)
	z, err := gzip.NewReader(padat.Body)
	if err != nil {
		t.Fatal(err)
	}
	if isi, err := io.ReadAll(z); err != nil || !bytes.Equal(isi, rec.Body.Bytes()) {
		t.Errorf("packed: got %d bytes, %v, want the same %d", len(isi), err, rec.Body.Len())
	}
	if tag := padat.Header().Get("ETag"); tag == rec.Header().Get("ETag") || padat.Header().Get("Vary") != "Accept-Encoding" {
		t.Errorf("packed: got tag %s, Vary %q, want another representation", tag, padat.Header().Get("Vary"))
	}
}

// TestPackedPages packs the pages that repeat nothing of the request, and no others.
func TestPackedPages(t *testing.T) {
	w := buat(t)
	for _, h := range []struct {
		nama, alamat string
		padat        bool
	}{
		{"a form", contoh + "/rencana/renstra", true},
		{"a page that a query fills", contoh + "/rencana/indikator/IKU-1.1?c_pembilang=7", false},
		{"an error page", contoh + "/rencana/lain", false},
	} {
		r := httptest.NewRequest("GET", h.alamat, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		r.Header.Set("Cookie", w.kuki("verifikator-contoh"))
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, r)
		if got := rec.Header().Get("Content-Encoding") == "gzip"; got != h.padat || rec.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: packed %v, Vary %q, want packed %v by Accept-Encoding", h.nama, got, rec.Header().Get("Vary"), h.padat)
		}
		if h.padat {
			z, err := gzip.NewReader(rec.Body)
			if err != nil {
				t.Fatal(err)
			}
			if isi, err := io.ReadAll(z); err != nil || !bytes.Contains(isi, []byte("</html>")) {
				t.Errorf("%s: got %d bytes, %v, want the whole page", h.nama, len(isi), err)
			}
		}
	}
}

func TestHostileRequests(t *testing.T) {
	w := buat(t)
	isi := contoh + "/isi/IKU-1.1/TW4"
	form := w.form("verifikator-contoh", isi, "pembilang", "1", "penyebut", "2")
	sebelum := w.versiTahun("dinas-contoh", 2025)
	asing := formulir(isi, form)
	asing.Header.Set("Origin", "https://lain.example")
	besar := formulir(isi, form)
	besar.Body, besar.ContentLength = formulir(isi, url.Values{"solusi": {strings.Repeat("x", 10<<20)}}).Body, -1
	besarTertulis := formulir(isi, url.Values{"solusi": {strings.Repeat("x", 10<<20)}})
	jenis := formulir(isi, form)
	jenis.Header.Set("Content-Type", "application/json")
	palsu := formulir(isi, form)
	palsu.Header.Set("Cookie", "sesi=bukan-token")
	huruf := formulir(isi, url.Values{"solusi": {"\xff\xfe"}})
	for _, c := range []struct {
		name string
		got  int
		want int
	}{
		{"foreign origin", w.kirim("verifikator-contoh", asing).Code, 403},
		{"10 MB of unknown length", w.kirim("verifikator-contoh", besar).Code, 413},
		{"10 MB", w.kirim("verifikator-contoh", besarTertulis).Code, 413},
		{"JSON sent to a form", w.kirim("verifikator-contoh", jenis).Code, 415},
		{"forged cookie", w.kirim("", palsu).Code, 401},
		{"broken letters", w.kirim("verifikator-contoh", huruf).Code, 422},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, c.got, c.want)
		}
	}
	if got := w.versiTahun("dinas-contoh", 2025); got != sebelum {
		t.Errorf("something was written: versi %d, was %d", got, sebelum)
	}
	memuat(t, w.post("", isi, form).Body.String(), "tombol kembali peramban", `href="/masuk"`)
}

// TestNothingTypedIsLost: a form that does not get through is held on the page of the
// failure, to be sent again where that may help, else to be copied.
func TestNothingTypedIsLost(t *testing.T) {
	var sibuk atomic.Bool
	w := buat(t, func(o *Options) { o.Service.Store = &penuh{o.Service.Store, &sibuk} })
	const lembar, unit = contoh + "/isi/IKU-1.1/TW4", "operator-contoh-layanan"
	form := url.Values{"aksi": {"draf"}, "pembilang": {"541"}, "penyebut": {"560"}, "solusi": {"Kunjungan <b>ulang</b>"}, "versi": {"1"}, "kunci": {"kunci-rahasia"}}
	sibuk.Store(true)
	rec := w.post(unit, lembar, form)
	if rec.Code != 503 {
		t.Fatalf("busy: got %d, want 503: %s", rec.Code, rec.Body)
	}
	memuat(t, rec.Body.String(), `action="`+lembar+`"`, `name="solusi" value="Kunjungan &lt;b&gt;ulang&lt;/b&gt;"`, `name="kunci" value="kunci-rahasia"`, `name="csrf" value="`+w.csrf(unit)+`"`, "Kirim lagi")
	sibuk.Store(false)
	if rec = w.post(unit, lembar, form); rec.Code != 303 {
		t.Errorf("sent again: got %d, want 303", rec.Code)
	}
	rec = w.post("operator-contoh-pembinaan", lembar, form)
	if rec.Code != 403 {
		t.Fatalf("refused: got %d, want 403", rec.Code)
	}
	isi := rec.Body.String()
	memuat(t, isi, "Kunjungan &lt;b&gt;ulang&lt;/b&gt;", "salin dari sini")
	if strings.Contains(isi, "kunci-rahasia") || strings.Contains(isi, w.csrf("operator-contoh-pembinaan")) {
		t.Errorf("the page shows what nobody typed: %s", isi)
	}
}

// penuh is a store that writes nothing while told so.
type penuh struct {
	store.Store
	sibuk *atomic.Bool
}

func (p *penuh) Do(ctx context.Context, c store.Command) (store.Result, error) {
	if p.sibuk.Load() {
		return store.Result{}, fault.New(fault.Busy)
	}
	return p.Store.Do(ctx, c)
}
