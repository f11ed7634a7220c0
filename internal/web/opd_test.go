package web

import (
	"compress/gzip"
	"context"
	"io"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

func TestAgencyPageShowsTheReport(t *testing.T) {
	w := buat(t)
	body := w.get("inspektorat-trenggalek", dinsos).Body.String()
	memuat(t, body, "114,39%", "119,58%", "109,64%", "93,32%", "96,83%", "5.345.600.000", "Rp672.952.400 tidak tertaut", "9 dari 9", "94,74%",
		"Mengapa angka ini?", "realisasi ÷ target × 100", "98,94", "PROGRAM PENUNJANG", "Menunjang", "pagu dan realisasi nol")
	if got := strings.Count(body, `class="tk-`); got != 131 {
		t.Errorf("budget rows: got %d, want 131", got)
	}
	tanpaTeks(t, body, "ZgotmplZ", "data sintetis", ">Isi</a>", "http-equiv=\"refresh\"")
	memuat(t, w.get("verifikator-contoh", contoh).Body.String(), "data sintetis")
}

func TestUnknownIsNeverGreen(t *testing.T) {
	w := buat(t)
	body := w.get("verifikator-dinsos", dinsos+"?periode=TW1").Body.String()
	memuat(t, body, "0 dari 9", "belum jatuh tempo", "tanpa target triwulan", "belum ada indikator yang dapat dihitung")
	tanpaTeks(t, body, `class="kat`)
}

func TestEntryLinksFollowRights(t *testing.T) {
	w := buat(t)
	for _, c := range []struct {
		sub                   string
		indikator, lain, sub2 bool // own indicator, another unit's, a budget row of another sub-unit
	}{
		{"operator-contoh-layanan", true, false, false}, {"verifikator-contoh", true, true, true}, {"kepala-contoh", false, false, false},
		{"operator-contoh-uptd-utara", false, false, true}, {"inspektorat-contoh", false, false, false},
	} {
		body := w.get(c.sub, contoh).Body.String()
		for _, k := range []struct {
			teks string
			want bool
		}{{`aria-label="Isi IKU-1.1"`, c.indikator}, {`aria-label="Isi IKU-2.1"`, c.lain}, {`aria-label="Isi UPTD Wilayah Utara APBD"`, c.sub2}} {
			if got := strings.Contains(body, k.teks); got != k.want {
				t.Errorf("%s %s: got %v, want %v", c.sub, k.teks, got, k.want)
			}
		}
	}
}

func TestFreshness(t *testing.T) {
	w := buat(t)
	isi := contoh + "/isi/IKU-1.1/TW4"
	muat := func(etag string) (int, string, string) {
		r := httptest.NewRequest("GET", contoh, nil)
		r.Header.Set("If-None-Match", etag)
		rec := w.kirim("verifikator-contoh", r)
		return rec.Code, rec.Body.String(), rec.Header().Get("ETag")
	}
	_, body, etag := muat("")
	tanpaTeks(t, body, "sedang dihitung")
	if code, _, _ := muat(etag); code != 304 {
		t.Errorf("unchanged page: got %d, want 304", code)
	}
	if rec := w.post("verifikator-contoh", isi, w.form("verifikator-contoh", isi, "pembilang", "100", "penyebut", "560")); rec.Code != 303 {
		t.Fatalf("save: got %d", rec.Code)
	}
	code, body, _ := muat(etag)
	if code != 200 {
		t.Errorf("page after a change: got %d, want 200", code)
	}
	memuat(t, body, "sedang dihitung", `http-equiv="refresh" content="2; url=/opd/`)
	w.hitung()
	_, baru, _ := muat(etag)
	tanpaTeks(t, baru, "sedang dihitung")
	if baru == body {
		t.Error("the page did not change with the results")
	}

	w.recalc.Hitung = func(sakip.DataTahun, sakip.Periode) sakip.Hasil { panic("rusak") }
	if rec := w.post("verifikator-contoh", isi, w.form("verifikator-contoh", isi, "pembilang", "101", "penyebut", "560")); rec.Code != 303 {
		t.Fatalf("save: got %d", rec.Code)
	}
	w.hitung()
	_, body, _ = muat("")
	memuat(t, body, "Perhitungan gagal", "IKU-1.1")
	tanpaTeks(t, body, "http-equiv=\"refresh\"")
}

func TestPageBeforeTheFirstComputation(t *testing.T) {
	w := buat(t)
	admin := w.sebagai(sakip.Admin, "contoh")
	if _, err := w.service.LoadTahun(context.Background(), admin, "dinas-contoh", 2026, wire.Tahun{}, 0); err != nil {
		t.Fatal(err)
	}
	memuat(t, w.get("kepala-contoh", "/opd/dinas-contoh/tahun/2026").Body.String(), "Dinas Contoh", "sedang dihitung", "http-equiv=\"refresh\"")
	w.hitung()
	body := w.get("kepala-contoh", "/opd/dinas-contoh/tahun/2026").Body.String()
	memuat(t, body, "0 dari 0", "Belum ada versi anggaran", "Sasaran ini belum punya indikator", "Belum ada laporan yang diminta")
}

func TestNamesAreEscaped(t *testing.T) {
	w := buat(t)
	ctx := context.Background()
	jahat := `<script>alert(1)</script>"'&`
	i, versi, err := record.Indikator(ctx, w.store, "dinas-contoh", 2025, "IKU-1.1")
	if err != nil {
		t.Fatal(err)
	}
	i.Nama, i.Satuan, i.Formula.Pembilang = jahat, jahat, jahat
	if _, err := w.service.PutIndikator(ctx, service.Request{Orang: mustDiri(t, w, "verifikator-contoh")}, "dinas-contoh", 2025, i, versi); err != nil {
		t.Fatal(err)
	}
	w.hitung()
	isi := contoh + "/isi/IKU-1.1/TW4"
	form := w.form("verifikator-contoh", isi, "pembilang", jahat, "solusi", "</textarea>"+jahat)
	for name, body := range map[string]string{
		"agency page": w.get("verifikator-contoh", contoh).Body.String(), "form": w.get("verifikator-contoh", isi).Body.String(),
		"refused form": w.post("verifikator-contoh", isi, form).Body.String(),
		"error page":   w.get("verifikator-contoh", "/opd/"+url.PathEscape(jahat)+"/tahun/2025").Body.String(),
	} {
		if strings.Contains(body, "<script>") || strings.Contains(body, "</textarea><") {
			t.Errorf("%s: unescaped", name)
		}
		if !strings.Contains(body, "&lt;script&gt;") {
			t.Errorf("%s: the text is gone", name)
		}
	}
}

func TestReports(t *testing.T) {
	w := buat(t)
	sub := "kepala-dinsos"
	form := func() url.Values {
		body := w.get(sub, dinsos).Body.String()
		return url.Values{"jenis": {"lkjip"}, "periode": {"TW4"}, "format": {"html"}, "kunci": {masukan(body, "kunci")}}
	}
	banyak := func() int {
		list, err := w.service.DaftarLaporan(context.Background(), mustDiri(t, w, sub), "dinsos-p3a-trenggalek", 2023)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	f := form()
	for range 2 {
		rec := w.post(sub, dinsos+"/laporan", f)
		if got, want := rec.Header().Get("Location"), dinsos+"/laporan/"; rec.Code != 303 || !strings.HasPrefix(got, want) {
			t.Fatalf("got %d %q, want 303 to %q", rec.Code, got, want)
		}
	}
	if got := banyak(); got != 1 {
		t.Errorf("one form sent twice: got %d reports, want 1", got)
	}
	f.Set("format", "xlsx")
	w.post(sub, dinsos+"/laporan", f)
	if got := banyak(); got != 2 {
		t.Errorf("another format from the same page: got %d reports, want 2", got)
	}
	for _, j := range pilihanLaporan()[1:] {
		f.Set("jenis", j.Nilai)
		w.post(sub, dinsos+"/laporan", f)
	}
	memuat(t, w.get(sub, dinsos+"/laporan").Body.String(), ">Perjanjian Kinerja pejabat di bawah kepala TW4<", ">Formulir E.81 TW4<", "XLSX: ")
	f.Set("jenis", pilihanPerjanjian("perubahan")[1].Nilai)
	w.post(sub, dinsos+"/laporan", f)
	memuat(t, w.get(sub, dinsos+"/laporan").Body.String(), ">Perjanjian Kinerja pejabat di bawah kepala, versi perubahan<")
	f.Set("jenis", pilihanPerjanjian("ketiga")[0].Nilai)
	if rec := w.post(sub, dinsos+"/laporan", f); rec.Code != 422 {
		t.Errorf("a version that is not there: got %d, want 422", rec.Code)
	}
	semua := 2 + len(pilihanLaporan())
	w.kini.Add(1)
	w.post(sub, dinsos+"/laporan", form())
	if got := banyak(); got != semua+1 {
		t.Errorf("asked again: got %d reports, want %d", got, semua+1)
	}
	body := w.get(sub, dinsos).Body.String()
	memuat(t, body, "sedang dibuat", "http-equiv=\"refresh\"", "15 Januari 2026 10.00 WIB")
	w.kini.Add(int64(lamaTunggu / time.Second))
	tanpaTeks(t, w.get(sub, dinsos).Body.String(), "http-equiv=\"refresh\"")
	for name, v := range map[string][2]string{"jenis": {"jenis", "lain"}, "format": {"format", "exe"}, "periode": {"periode", "TW9"}} {
		f := form()
		f.Set(v[0], v[1])
		if rec := w.post(sub, dinsos+"/laporan", f); rec.Code != 422 {
			t.Errorf("bad %s: got %d, want 422", name, rec.Code)
		}
	}

	f = form()
	f.Set("format", "paket")
	rec := w.post(sub, dinsos+"/laporan", f)
	if got, want := banyak(), semua+1+len(sakip.FormatPaket); rec.Code != 303 || got != want {
		t.Errorf("a Paket: got %d and %d reports, want %d", rec.Code, got, want)
	}
}

// TestAgencyPageIsPacked sends the page packed to who can unpack it: the same page,
// under a tag of its own.
func TestAgencyPageIsPacked(t *testing.T) {
	w := buat(t)
	polos := w.get("inspektorat-trenggalek", dinsos)
	for range 2 { // packed, then taken from what was packed
		padat := w.get("inspektorat-trenggalek", dinsos, "Accept-Encoding", "br, gzip;q=0.8")
		z, err := gzip.NewReader(padat.Body)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(z)
		if err != nil || string(body) != polos.Body.String() {
			t.Fatalf("unpacked: got %d bytes, %v, want the %d of the plain page", len(body), err, polos.Body.Len())
		}
		if padat.Header().Get("Content-Encoding") != "gzip" || padat.Header().Get("ETag") == polos.Header().Get("ETag") {
			t.Errorf("headers: got %v", padat.Header())
		}
	}
	if got := w.get("inspektorat-trenggalek", dinsos, "Accept-Encoding", "gzip;q=0").Header().Get("Content-Encoding"); got != "" {
		t.Errorf("to who refuses gzip: got %q", got)
	}
}
