package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"capaian/infra/contoh"
	"capaian/internal/api"
	"capaian/internal/web"
	"capaian/internal/wire"
)

// catatan is a log that tests read.
type catatan struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (c *catatan) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.b.Write(p)
}

func (c *catatan) teks() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.b.String()
}

// rahasiaKirim are what a request may carry that no log may have.
var rahasiaKirim = []string{"tanda-kueri", "tanda-kuki", "tanda-teks", "tanda-agen", "tanda-rujukan", "tanda-token", "tanda-idem", "tanda-berkas", "Tanda Nama", "tanda@surel.example",
	"tanda-sub"}

// TestLogsTellNothing sends what is secret or personal to every route, at work and with
// the store gone, and finds none of it in the log of all functions.
func TestLogsTellNothing(t *testing.T) {
	var log catatan
	h := startMachineLog(t, t.TempDir(), seed(t), slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	b := h.masuk(contoh.Verifikator)
	token := h.token(contoh.Verifikator)

	// Commands that succeed, with the secrets in what they store.
	admin := "admin-trenggalek"
	h.write(admin, "/v1/orang/tanda-sub", "", wire.Orang{Sub: "tanda-sub", Nama: "Tanda Nama", Peran: "operator", Kabupaten: "trenggalek",
		OPD: contoh.OPD, Unit: "bid-rehsos", Surel: "tanda@surel.example"})
	if status, _ := b.isi("/opd/"+contoh.OPD+"/tahun/2023/isi/IKU-1.1/TW4", map[string]string{"solusi": "tanda-teks"}); status != http.StatusOK {
		t.Fatalf("save a report: got status %d", status)
	}
	h.kirimBukti(t, h.mintaBukti(contoh.Verifikator, "tanda-berkas Tanda Nama.pdf"), []byte("%PDF-1.7 tanda-teks"))
	h.unduh(contoh.Verifikator, contoh.OPD, contoh.Tahun, "html")

	type rute struct{ method, path string }
	var semua []rute
	for _, r := range slices.Concat(web.Routes(), web.DevRoutes()) {
		semua = append(semua, rute{r.Method, r.Path})
	}
	for _, r := range slices.Concat(api.Routes(), api.PublikRoutes()) {
		semua = append(semua, rute{r.Method, r.Path})
	}
	isi := strings.NewReplacer("{opd}", contoh.OPD, "{tahun}", "2023", "{indikator}", "IKU-1.1", "{tw}", "TW4", "{kab}", "trenggalek",
		"{kode}", "1.06.01", "{sub}", "tanda-sub", "{token}", "tanda-token", "{id}", "tanda-teks", "{hash}", "tanda-token", "{berkas}", "tanda-berkas")
	alamat, err := url.Parse(h.url)
	if err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	jar.SetCookies(alamat, append(b.c.Jar.Cookies(alamat), &http.Cookie{Name: "lain", Value: "tanda-kuki"}))
	klien := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	kirim := func(r rute, jenis, body, auth string) {
		t.Helper()
		req, err := http.NewRequest(r.method, h.url+isi.Replace(r.path)+"?q=tanda-kueri&periode=tanda-teks", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		for k, v := range map[string]string{"Content-Type": jenis, "Authorization": auth, "User-Agent": "tanda-agen", "Referer": h.url + "/?tanda-rujukan",
			"If-None-Match": "*", "Idempotency-Key": "tanda-idem"} {
			req.Header.Set(k, v)
		}
		res, err := klien.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
	}
	semuaRute := func() {
		for _, r := range semua {
			if strings.HasSuffix(r.path, "/keluar") {
				continue // ends the session of those after it; sent below
			}
			kirim(r, "application/x-www-form-urlencoded", "versi=0&aksi=ajukan&pembilang=tanda-teks&solusi=tanda-teks&kunci=tanda-idem&surel=tanda@surel.example", "Bearer "+token)
			kirim(r, "application/json", `{"nama":"Tanda Nama","surel":"tanda@surel.example","catatan":"tanda-teks","tahun":"tanda-teks"}`, "Bearer "+token)
			kirim(r, "application/json", `{"tanda-teks":`, "Bearer tanda-token")
		}
	}
	semuaRute()
	if err := h.m.store.Close(); err != nil {
		t.Fatal(err)
	}
	semuaRute()
	kirim(rute{"POST", "/keluar"}, "application/x-www-form-urlencoded", "q=tanda-teks", "")

	teks := log.teks()
	for _, r := range semua {
		pola := r.method + " " + r.path
		if r.path == "/" {
			pola += "{$}"
		}
		if !strings.Contains(teks, fmt.Sprintf(`"route":%q`, pola)) {
			t.Errorf("%s: the log has no line of it", pola)
		}
	}
	if !strings.Contains(teks, `"cause":`) {
		t.Error("the log has no cause of a failure")
	}
	bagian := strings.Split(token, ".")
	rahasia := append(slices.Clone(rahasiaKirim), bagian[len(bagian)-1], string(h.m.config.Rahasia))
	for _, k := range b.c.Jar.Cookies(alamat) {
		rahasia = append(rahasia, k.Value)
	}
	rahasia = append(rahasia, namaOrang(t)...)
	for baris := range strings.Lines(teks) {
		if !json.Valid([]byte(baris)) {
			t.Errorf("no JSON: %s", baris)
		}
		for _, r := range rahasia {
			if strings.Contains(baris, r) {
				t.Errorf("the log tells %q: %s", r, baris)
			}
		}
	}
}

// namaOrang are the names of the sample people.
func namaOrang(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, o := range seed(t).Orang {
		out = append(out, o.Nama)
	}
	return out
}
