package web

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// laporanJadi asks for a report and finishes it as the report function would.
func (w *dunia) laporanJadi(sub, opd string, tahun int) sakip.Laporan {
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
	l.Status, l.Objek, l.Nama, l.Ukuran = sakip.LaporanSelesai, "laporan/x.xlsx", "LKjIP.xlsx", 2048
	if err := w.service.FinishLaporan(ctx, l, versi); err != nil {
		w.t.Fatal(err)
	}
	return l
}

// terbit publishes a report as the report function would.
func (w *dunia) terbit(l sakip.Laporan) {
	w.t.Helper()
	l, versi, err := record.Laporan(context.Background(), w.store, l.OPD, l.Tahun, l.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	l.Diterbitkan = w.service.Clock()
	if err := w.service.FinishTerbit(context.Background(), l, versi); err != nil {
		w.t.Fatal(err)
	}
}

// The people of the rights test, in the order of its columns.
var orangUji = []string{"", "operator-contoh-layanan", "operator-contoh-sekretariat", "verifikator-contoh", "kepala-contoh",
	"bappeda-contoh", "inspektorat-contoh", "admin-contoh", "verifikator-dinsos"}

// kasusRute is one route with what each of orangUji is answered: nobody, operator of the
// unit, another operator, …, of another kabupaten.
type kasusRute struct {
	method, path, alamat string
	form                 func() url.Values
	want                 [9]int
}

func TestRoutesByPerson(t *testing.T) {
	w := buat(t)
	l := w.laporanJadi("verifikator-contoh", "dinas-contoh", 2025)
	isi, anggaran := contoh+"/isi/IKU-1.1/TW4", contoh+"/anggaran/TW4/C.U1.P04.K01.S01?sumber=APBD"
	laporan := contoh + "/laporan/" + l.ID
	hash := func() url.Values {
		_, tautan, err := w.service.CreateTautan(context.Background(), service.Request{Orang: mustDiri(t, w, "verifikator-contoh")}, "dinas-contoh", 2025, l.ID)
		if err != nil {
			t.Fatal(err)
		}
		return url.Values{"hash": {tautan.Hash}}
	}
	baca, rencana := [9]int{303, 200, 200, 200, 200, 200, 200, 200, 404}, [9]int{401, 403, 403, 303, 403, 403, 403, 403, 404}
	cases := []kasusRute{
		{"GET", "/", "/", nil, [9]int{303, 200, 200, 200, 200, 200, 200, 200, 200}},
		{"GET", "/masuk", "/masuk", nil, [9]int{200, 200, 200, 200, 200, 200, 200, 200, 200}},
		{"GET", "/masuk/mulai", "/masuk/mulai", nil, [9]int{303, 303, 303, 303, 303, 303, 303, 303, 303}},
		{"GET", "/masuk/kembali", "/masuk/kembali", nil, [9]int{303, 303, 303, 303, 303, 303, 303, 303, 303}},
		{"POST", "/keluar", "/keluar", func() url.Values { return nil }, [9]int{303, 303, 303, 303, 303, 303, 303, 303, 303}},
		{"GET", "/statis/{berkas}", "/statis/capaian.css", nil, [9]int{200, 200, 200, 200, 200, 200, 200, 200, 200}},
		{"GET", tahunOPD, contoh, nil, [9]int{303, 200, 200, 200, 200, 200, 200, 200, 404}},
		{"GET", tahunOPD + "/isi/{indikator}/{tw}", isi, nil, [9]int{303, 200, 200, 200, 200, 200, 200, 200, 404}},
		{"POST", tahunOPD + "/isi/{indikator}/{tw}", isi, func() url.Values {
			return w.form("verifikator-contoh", isi, "pembilang", "540", "penyebut", "560")
		}, [9]int{401, 303, 403, 303, 403, 403, 403, 403, 404}},
		{"GET", tahunOPD + "/anggaran/{tw}/{kode}", anggaran, nil, [9]int{303, 200, 200, 200, 200, 200, 200, 200, 404}},
		{"POST", tahunOPD + "/anggaran/{tw}/{kode}", anggaran, func() url.Values {
			return w.form("verifikator-contoh", anggaran, "realisasi", "1.000.000")
		}, [9]int{401, 303, 303, 303, 403, 403, 403, 403, 404}},
		{"POST", tahunOPD + "/laporan", contoh + "/laporan", func() url.Values {
			return url.Values{"jenis": {"lkjip"}, "periode": {"TW4"}, "format": {"xlsx"}}
		}, [9]int{401, 403, 403, 303, 303, 303, 303, 403, 404}},
		{"POST", tahunOPD + "/laporan/{id}/tautan", laporan + "/tautan", func() url.Values { return nil },
			[9]int{401, 403, 403, 200, 200, 200, 200, 403, 404}},
		{"POST", tahunOPD + "/laporan/{id}/terbit", laporan + "/terbit", func() url.Values { return nil },
			[9]int{401, 403, 403, 403, 303, 403, 403, 403, 404}},
		{"GET", tahunOPD + "/verifikasi", contoh + "/verifikasi", nil, [9]int{303, 303, 303, 303, 303, 303, 303, 303, 303}},
		{"GET", tahunOPD + "/verifikasi/{tw}", contoh + "/verifikasi/TW4", nil, [9]int{303, 200, 200, 200, 200, 200, 200, 200, 404}},
		{"POST", tahunOPD + "/verifikasi/{tw}", contoh + "/verifikasi/TW3", func() url.Values {
			return url.Values{"aksi": {"pilihan"}, "pilih": {"i=PI-03&v=" + w.jadikan(angkaUji, sakip.Diajukan).Get("versi")}}
		}, [9]int{401, 403, 403, 303, 403, 403, 403, 403, 404}},
		{"POST", tahunOPD + "/verifikasi/{tw}/final", contoh + "/verifikasi/TW3/final", func() url.Values {
			return w.jadikan(angkaUji, sakip.Diverifikasi, "tinggalkan", "1")
		}, [9]int{401, 403, 403, 403, 303, 403, 403, 403, 404}},
		{"POST", tahunOPD + "/verifikasi/{tw}/buka-kembali", contoh + "/verifikasi/TW3/buka-kembali", func() url.Values {
			return w.jadikan(angkaUji, sakip.Final, "alasan", "temuan")
		}, [9]int{401, 403, 403, 403, 403, 403, 403, 303, 404}},
		{"POST", tahunOPD + "/isi/{indikator}/{tw}/tarik", contoh + "/isi/PI-03/TW3/tarik", func() url.Values { return w.jadikan(angkaUji, sakip.Diajukan) },
			[9]int{401, 403, 403, 303, 403, 403, 403, 403, 404}},
		{"POST", tahunOPD + "/isi/{indikator}/{tw}/verifikasi", contoh + "/isi/PI-03/TW3/verifikasi", func() url.Values { return w.jadikan(angkaUji, sakip.Diajukan) },
			[9]int{401, 403, 403, 303, 403, 403, 403, 403, 404}},
		{"POST", tahunOPD + "/isi/{indikator}/{tw}/kembalikan", contoh + "/isi/PI-03/TW3/kembalikan", func() url.Values {
			return w.jadikan(angkaUji, sakip.Diajukan, "catatan", "cek")
		}, [9]int{401, 403, 403, 303, 403, 403, 403, 403, 404}},
		{"POST", tahunOPD + "/isi/{indikator}/{tw}/buka-kembali", contoh + "/isi/PI-03/TW3/buka-kembali", func() url.Values {
			return w.jadikan(angkaUji, sakip.Diverifikasi, "alasan", "temuan")
		}, [9]int{401, 403, 403, 403, 403, 403, 403, 303, 404}},
		{"POST", tahunOPD + "/anggaran/{tw}/{kode}/tarik", contoh + "/anggaran/TW4/C.U1.P04.K01.S01/tarik?sumber=APBD", func() url.Values { return w.jadikan(uangUji, sakip.Diajukan) },
			[9]int{401, 303, 303, 303, 403, 403, 403, 403, 404}},
		{"POST", tahunOPD + "/anggaran/{tw}/{kode}/verifikasi", contoh + "/anggaran/TW4/C.U1.P04.K01.S01/verifikasi?sumber=APBD", func() url.Values { return w.jadikan(uangUji, sakip.Diajukan) },
			[9]int{401, 403, 403, 303, 403, 403, 403, 403, 404}},
		{"POST", tahunOPD + "/anggaran/{tw}/{kode}/kembalikan", contoh + "/anggaran/TW4/C.U1.P04.K01.S01/kembalikan?sumber=APBD", func() url.Values {
			return w.jadikan(uangUji, sakip.Diajukan, "catatan", "cek")
		}, [9]int{401, 403, 403, 303, 403, 403, 403, 403, 404}},
		{"POST", tahunOPD + "/anggaran/{tw}/{kode}/buka-kembali", contoh + "/anggaran/TW4/C.U1.P04.K01.S01/buka-kembali?sumber=APBD", func() url.Values {
			return w.jadikan(uangUji, sakip.Diverifikasi, "alasan", "temuan")
		}, [9]int{401, 403, 403, 403, 403, 403, 403, 303, 404}},
		{"GET", "/kalender", "/kalender", nil, [9]int{303, 303, 303, 303, 303, 303, 303, 303, 303}},
		{"GET", kalenderKab, "/kabupaten/contoh/kalender/2025", nil, [9]int{303, 200, 200, 200, 200, 200, 200, 200, 404}},
		{"POST", kalenderKab, "/kabupaten/contoh/kalender/2031", func() url.Values {
			k, versi, err := w.service.Kalender(context.Background(), mustDiri(t, w, "bappeda-contoh"), "contoh", 2031)
			if err != nil || k.Tahun != 2031 {
				t.Fatal(k, err)
			}
			return url.Values{"versi": {teksVersi(versi)}}
		}, [9]int{401, 403, 403, 403, 403, 303, 403, 303, 404}},
		{"POST", kalenderKab + "/pengecualian", "/kabupaten/contoh/kalender/2025/pengecualian", func() url.Values {
			return url.Values{"opd": {"dinas-contoh"}, "tw": {"TW1"}, "sampai": {"2026-02-01"}, "alasan": {"banjir"}}
		}, [9]int{401, 403, 403, 403, 403, 403, 403, 303, 404}},
		{"POST", kalenderKab + "/pengecualian/cabut", "/kabupaten/contoh/kalender/2025/pengecualian/cabut", func() url.Values {
			return url.Values{"opd": {"dinas-contoh"}, "tw": {"TW1"}, "versi": {teksVersi(w.kecuali(sakip.Pengecualian{Triwulan: 1, Sampai: "2026-02-01", Alasan: "banjir"}))}}
		}, [9]int{401, 403, 403, 403, 403, 403, 403, 303, 404}},
		{"GET", tahunOPD + "/pagu", contoh + "/pagu", nil, baca},
		{"POST", tahunOPD + "/pagu", contoh + "/pagu", func() url.Values {
			return w.formPagu("verifikator-contoh", contoh+"/pagu", "tanggal", "2025-11-03")
		}, rencana},
		{"GET", tahunOPD + "/pagu/{versi}", paguContoh, nil, baca},
		{"POST", tahunOPD + "/pagu/{versi}", paguContoh, func() url.Values { return w.formPagu("verifikator-contoh", paguContoh) }, rencana},
		{"GET", tahunOPD + "/pagu/{versi}/banding", paguContoh + "/banding", nil, baca},
		{"GET", tahunOPD + "/pagu/{versi}/baris", paguContoh + "/baris", nil, baca},
		{"POST", tahunOPD + "/pagu/{versi}/baris", paguContoh + "/baris", func() url.Values {
			return w.formPagu("verifikator-contoh", paguContoh+"/baris")
		}, rencana},
		{"GET", tahunOPD + "/pagu/{versi}/baris/{kode}", barisContoh, nil, baca},
		{"POST", tahunOPD + "/pagu/{versi}/baris/{kode}", barisContoh, func() url.Values { return w.formPagu("verifikator-contoh", barisContoh) }, rencana},
		{"GET", tahunOPD + "/tautan-anggaran", contoh + "/tautan-anggaran", nil, baca},
		{"GET", tahunOPD + "/tautan-anggaran/{indikator}", contoh + "/tautan-anggaran/IKU-1.1", nil, baca},
		{"POST", tahunOPD + "/tautan-anggaran/{indikator}", contoh + "/tautan-anggaran/IKU-1.1", func() url.Values {
			return w.formPagu("verifikator-contoh", contoh+"/tautan-anggaran/IKU-1.1")
		}, rencana},
		{"GET", tahunOPD + "/kebijakan", contoh + "/kebijakan", nil, baca},
		{"POST", tahunOPD + "/kebijakan", contoh + "/kebijakan", func() url.Values {
			return w.formPagu("verifikator-contoh", contoh+"/kebijakan", "aksi", "pratinjau")
		}, [9]int{401, 403, 403, 200, 403, 200, 403, 403, 404}},
		{"GET", tahunOPD + "/pohon", contoh + "/pohon", nil, baca},
		{"POST", tahunOPD + "/laporan/{id}/cabut", laporan + "/cabut", hash, [9]int{401, 403, 403, 303, 303, 303, 303, 403, 404}},
	}
	cases = append(cases, w.kasusRencana()...)
	seen := map[string]bool{}
	for _, c := range cases {
		seen[c.method+" "+c.path] = true
		for n, sub := range orangUji {
			t.Run(c.method+" "+c.path+" "+sub, func(t *testing.T) {
				r := httptest.NewRequest(c.method, c.alamat, nil)
				if c.form != nil {
					r = formulir(c.alamat, c.form())
				}
				rec := w.kirim(sub, r)
				if rec.Code != c.want[n] {
					t.Errorf("status: got %d, want %d", rec.Code, c.want[n])
				}
				if ke := rec.Header().Get("Location"); sub == "" && c.want[n] == 303 && c.method == "GET" && !strings.HasPrefix(ke, "/masuk") {
					t.Errorf("signed out leads to %q, want the sign-in", ke)
				}
				if rec.Code >= 400 {
					memuat(t, rec.Body.String(), "nomor permintaan", strconv.Itoa(rec.Code))
				}
			})
		}
	}
	for _, rt := range Routes() {
		if !seen[rt.Method+" "+rt.Path] {
			t.Errorf("route %s %s has no case", rt.Method, rt.Path)
		}
	}
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
	if len(orang) != 19 || orang[0]["orang"] != "operator-sekretariat" || orang[0]["unit"] != "sekretariat" {
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
