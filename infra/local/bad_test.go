package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"capaian/infra/contoh"
	"capaian/internal/app"
	"capaian/internal/fault"
)

// problem is what a refused request is answered.
type problem struct {
	Code, Field, Detail string
	Status              int
	Galat               []struct{ Code, Field, Pesan string }
	Data                json.RawMessage
}

// TestBadInputIsAClearProblem sends what people and programs get wrong. Each is refused
// with a code, a field and an Indonesian text, and nothing of it is written.
func TestBadInputIsAClearProblem(t *testing.T) {
	h := startMachine(t, seed(t))
	const orang = "verifikator-dinsos"
	base := alamatTahun(contoh.OPD, contoh.Tahun)
	real := base + "/realisasi/IKU-1.1/TW4"
	var kini map[string]any
	etag := h.read(orang, real, &kini)
	var before map[string]any
	yearTag := h.read(orang, base, &before)
	match := map[string]string{"If-Match": etag}
	ratio := func(x, y string) string { return fmt.Sprintf(`{"pembilang":%q,"penyebut":%q}`, x, y) }
	hitung := func(r string) string { return fmt.Sprintf(`{"arah":"naik","target":"98,94","realisasi":%q}`, r) }

	for _, c := range []struct {
		name, method, path string
		header             map[string]string
		body               string
		status             int
		code               fault.Code
		field              string
	}{
		{"ambiguous ratio", "POST", "/v1/hitung", nil, hitung("1.234"), 422, fault.Ambiguous, "realisasi"},
		{"two separators", "POST", "/v1/hitung", nil, hitung("12,3,4"), 422, fault.NotANumber, "realisasi"},
		{"exponent", "POST", "/v1/hitung", nil, hitung("1e30000000"), 422, fault.NumberTooLong, "realisasi"},
		{"exponent as a number", "POST", "/v1/hitung", nil, `{"target":1e30000000,"realisasi":1}`, 422, fault.NumberTooLong, "target"},
		{"letters", "POST", "/v1/hitung", nil, hitung("sembilan"), 422, fault.NotANumber, "realisasi"},
		{"40 digits", "POST", "/v1/hitung", nil, hitung(strings.Repeat("9", 40)), 422, fault.NumberTooLong, "realisasi"},
		{"unknown arah", "POST", "/v1/hitung", nil, `{"arah":"atas","target":1,"realisasi":1}`, 422, fault.Unknown, "arah"},
		{"unknown field", "POST", "/v1/hitung", nil, `{"tarjet":1}`, 400, fault.BadJSON, ""},
		{"no JSON", "POST", "/v1/hitung", nil, `target=1`, 400, fault.BadJSON, ""},
		{"two values", "POST", "/v1/hitung", nil, `{"target":1}{"target":2}`, 400, fault.BadJSON, ""},
		{"same name twice", "POST", "/v1/hitung", nil, `{"target":1,"target":2}`, 400, fault.BadJSON, ""},
		{"bad row among good ones", "POST", "/v1/hitung", nil, `{"baris":[{"target":1,"realisasi":1},{"target":1,"realisasi":"x"}]}`, 422, fault.NotANumber, "baris[1].realisasi"},
		{"gap in a scale", "POST", "/v1/hitung", nil, `{"target":1,"realisasi":1,"kebijakan":{"skala":[{"nama":"A","bawah":"50","bawah_termasuk":true},{"nama":"B","atas":"40"}]}}`, 422, fault.Invalid, "kebijakan.skala.kelas"},
		{"form instead of JSON", "POST", "/v1/hitung", map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, "a=1", 415, fault.MediaType, ""},

		{"blank component", "PUT", real, match, `{"pembilang":"1"}`, 422, fault.Required, "penyebut"},
		{"Indonesian number where machines write", "PUT", real, match, ratio("148.265,5", "149161"), 422, fault.NotANumber, "pembilang"},
		{"hostile number", "PUT", real, match, ratio("1e30000000", "1"), 422, fault.NumberTooLong, "pembilang"},
		{"negative component", "PUT", real, match, ratio("-5", "10"), 422, fault.Invalid, "pembilang"},
		{"component of another formula", "PUT", real, match, `{"skor":"70"}`, 422, "", "skor"},
		{"stale version", "PUT", real, map[string]string{"If-Match": `"77"`}, ratio("1", "2"), 412, fault.Conflict, ""},
		{"create what is there", "PUT", real, map[string]string{"If-None-Match": "*"}, ratio("1", "2"), 409, fault.Exists, ""},
		{"no precondition", "PUT", real, nil, ratio("1", "2"), 428, fault.PreconditionReq, ""},
		{"weak tag", "PUT", real, map[string]string{"If-Match": `W/"3"`}, ratio("1", "2"), 422, fault.Invalid, "If-Match"},
		{"unknown indicator", "PUT", base + "/realisasi/IKU-9.9/TW4", match, ratio("1", "2"), 404, fault.NotFound, ""},
		{"unknown quarter", "PUT", base + "/realisasi/IKU-1.1/TW5", match, ratio("1", "2"), 422, fault.Unknown, "periode"},
		{"unknown agency", "GET", "/v1/opd/dinas-tiada/tahun/2023/capaian", nil, "", 404, fault.NotFound, ""},
		{"agency of another kabupaten", "GET", "/v1/opd/dinas-contoh/tahun/2025/capaian", nil, "", 404, fault.NotFound, ""},
		{"unknown year", "GET", "/v1/opd/" + contoh.OPD + "/tahun/2019/capaian", nil, "", 404, fault.NotFound, ""},
		{"year that is no number", "GET", "/v1/opd/" + contoh.OPD + "/tahun/duaribu/capaian", nil, "", 404, fault.NotFound, ""},
		{"unknown budget row", "PUT", base + "/realisasi-anggaran/D.U9/TW4?sumber=APBD", match, `{"nilai":"1"}`, 422, fault.Unknown, "kode"},
		{"budget row that is a sum", "PUT", base + "/realisasi-anggaran/D.U1/TW4", match, `{"nilai":"1"}`, 422, fault.Invalid, "kode"},
		{"fraction of a sen", "PUT", base + "/realisasi-anggaran/D.U1.P05.K01.S04/TW4?sumber=APBD", match, `{"nilai":"1.005"}`, 422, fault.Invalid, "nilai"},
		{"negative money", "PUT", base + "/realisasi-anggaran/D.U1.P05.K01.S04/TW4?sumber=APBD", match, `{"nilai":"-1"}`, 422, fault.OutOfRange, "nilai"},
		{"year with a stale tag", "PUT", base, map[string]string{"If-Match": `"999"`}, `{}`, 412, fault.Conflict, ""},
		{"unknown kind of report", "POST", base + "/laporan", nil, `{"jenis":"novel","format":"xlsx"}`, 422, fault.Unknown, "jenis"},
		{"unknown link", "GET", "/l/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", nil, "", 404, fault.NotFound, ""},
		{"unknown route", "GET", "/v1/tiada", nil, "", 404, fault.NotFound, ""},
		{"method that is not there", "DELETE", "/v1/hitung", nil, "", 405, fault.Method, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := &harness{t: t, m: h.m, url: h.url, tokens: h.tokens}
			var body any
			if c.body != "" {
				body = []byte(c.body)
			}
			h.refused(orang, c.method, c.path, c.header, body, c.status, c.code, c.field)
		})
	}
	if tag := h.read(orang, base, &kini); tag != yearTag {
		t.Errorf("the year moved from %s to %s although every request was refused", yearTag, tag)
	}
}

func (h *harness) refused(orang, method, path string, header map[string]string, body any, status int, code fault.Code, field string) problem {
	h.t.Helper()
	got, head, answer := h.exchange(orang, method, path, header, body)
	var p problem
	if err := json.Unmarshal(answer, &p); err != nil {
		h.t.Fatalf("got status %d and no problem document: %s", got, answer)
	}
	if got != status || p.Status != status || head.Get("Content-Type") != "application/problem+json" {
		h.t.Errorf("got status %d (%d), type %s, want %d: %s", got, p.Status, head.Get("Content-Type"), status, answer)
	}
	if code != "" && p.Code != string(code) || field != "" && p.Field != field {
		h.t.Errorf("got %s at %q, want %s at %q: %s", p.Code, p.Field, code, field, answer)
	}
	if p.Detail == "" || strings.Contains(p.Detail, "{") {
		h.t.Errorf("got text %q, want one that people can act on", p.Detail)
	}
	return p
}

func TestBodyOfTenMegabytesIsRefused(t *testing.T) {
	h := startMachine(t, seed(t))
	for _, n := range []int{2 << 20, 10<<20 + 1, 12 << 20} {
		body := append(append([]byte(`{"target":"`), bytes.Repeat([]byte("9"), n)...), `"}`...)
		h.refused("", "POST", "/v1/hitung", nil, body, http.StatusRequestEntityTooLarge, fault.TooLarge, "")
	}
}

func TestSignedOutAndForgedAreRefused(t *testing.T) {
	h := startMachine(t, seed(t))
	path := alamatTahun(contoh.OPD, contoh.Tahun) + "/capaian"
	h.refused("", "GET", path, nil, nil, http.StatusUnauthorized, fault.Unauthenticated, "")
	tok := h.token("inspektorat-trenggalek")
	for name, bad := range map[string]string{"garbage": "x", "altered": tok[:len(tok)-4] + "AAAA", "without signature": tok[:strings.LastIndex(tok, ".")+1]} {
		t.Run(name, func(t *testing.T) {
			h := &harness{t: t, m: h.m, url: h.url, tokens: h.tokens}
			h.refused("", "GET", path, map[string]string{"Authorization": "Bearer " + bad}, nil, http.StatusUnauthorized, fault.Unauthenticated, "")
		})
	}
}

func TestIdempotencyKeyHasOneEffect(t *testing.T) {
	h := startMachine(t, seed(t))
	const orang = "operator-bpjs"
	path := alamatTahun(contoh.OPD, contoh.Tahun) + "/realisasi/IKU-1.1/TW4"
	var kini map[string]any
	header := map[string]string{"If-Match": h.read(orang, path, &kini), "Idempotency-Key": "kunci-1"}
	body := map[string]any{"pembilang": "100", "penyebut": "149161", "penjelasan": alasan}
	status, first := h.send(orang, "PUT", path, header, body)
	if status != http.StatusOK {
		t.Fatalf("first: got status %d: %s", status, first)
	}
	if status, again := h.send(orang, "PUT", path, header, body); status != http.StatusOK || !bytes.Equal(first, again) {
		t.Errorf("repeat: got status %d, %s, want the first answer %s", status, again, first)
	}
	h.refused(orang, "PUT", path, header, map[string]any{"pembilang": "101", "penyebut": "149161", "penjelasan": alasan}, http.StatusUnprocessableEntity, fault.IdemReused, "")
	entries := h.entri("inspektorat-trenggalek", contoh.OPD, contoh.Tahun)
	n := 0
	for _, e := range entries {
		if e.Objek == "REAL#IKU-1.1#TW4" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("got %d audit entries, want one", n)
	}
}

type entri struct {
	Seq                   int64
	Perintah, Objek, Dari string
	Pelaku                struct{ Sub, Nama, Peran, Unit string }
	Lama, Baru            json.RawMessage
}

func (h *harness) entri(orang, opd string, tahun int) []entri {
	h.t.Helper()
	var out []entri
	for {
		after := int64(0)
		if len(out) > 0 {
			after = out[len(out)-1].Seq
		}
		var page struct{ Entri []entri }
		h.read(orang, fmt.Sprintf("%s/audit?sesudah=%d", alamatTahun(opd, tahun), after), &page)
		if len(page.Entri) == 0 {
			return out
		}
		out = append(out, page.Entri...)
	}
}

// TestTwoOnOneFigure has two people save the same figure from the same view: one is
// stored, the other gets both values and decides.
func TestTwoOnOneFigure(t *testing.T) {
	h := startMachine(t, seed(t))
	path := alamatTahun(contoh.OPD, contoh.Tahun) + "/realisasi/IKU-1.1/TW4"
	var kini map[string]any
	match := map[string]string{"If-Match": h.read("operator-bpjs", path, &kini)}
	h.token("verifikator-dinsos")
	type answer struct {
		status int
		body   []byte
	}
	got := make([]answer, 2)
	var wg sync.WaitGroup
	for n, orang := range []string{"operator-bpjs", "verifikator-dinsos"} {
		wg.Go(func() {
			s, b := h.send(orang, "PUT", path, match, map[string]any{"pembilang": fmt.Sprint(1000 + n), "penyebut": "149161", "penjelasan": alasan})
			got[n] = answer{s, b}
		})
	}
	wg.Wait()
	menang, kalah := 0, 1
	if got[0].status != http.StatusOK {
		menang, kalah = 1, 0
	}
	if got[menang].status != http.StatusOK || got[kalah].status != http.StatusPreconditionFailed {
		t.Fatalf("got %d and %d, want one 200 and one 412: %s", got[0].status, got[1].status, got[kalah].body)
	}
	var p struct {
		Data struct{ Kini, Anda struct{ Pembilang string } }
	}
	if err := json.Unmarshal(got[kalah].body, &p); err != nil {
		t.Fatal(err)
	}
	if p.Data.Kini.Pembilang != fmt.Sprint(1000+menang) || p.Data.Anda.Pembilang != fmt.Sprint(1000+kalah) {
		t.Errorf("got %+v, want both values: %s", p.Data, got[kalah].body)
	}
}

// TestThirtyUnitsAtOnce has thirty units save thirty figures of one agency-year at
// the same moment: nobody is refused and the audit chain is whole.
func TestThirtyUnitsAtOnce(t *testing.T) {
	h := startMachine(t, seed(t))
	const orang = "verifikator-dinsos"
	base := alamatTahun(contoh.OPD, contoh.Tahun)
	var year struct {
		RealisasiAnggaran []struct{ Kode, Sumber string } `json:"realisasi_anggaran"`
	}
	h.read(orang, base, &year)
	type save struct{ path, etag string }
	var saves []save
	for _, r := range year.RealisasiAnggaran[:30] {
		path := fmt.Sprintf("%s/realisasi-anggaran/%s/TW4?sumber=%s", base, r.Kode, r.Sumber)
		var kini map[string]any
		saves = append(saves, save{path, h.read(orang, path, &kini)})
	}
	before := len(h.entri("inspektorat-trenggalek", contoh.OPD, contoh.Tahun))
	var wg sync.WaitGroup
	for n, s := range saves {
		wg.Go(func() {
			if status, body := h.send(orang, "PUT", s.path, map[string]string{"If-Match": s.etag}, map[string]any{"nilai": fmt.Sprint(1000 + n), "penjelasan": alasan}); status != http.StatusOK {
				t.Errorf("save %d: got status %d: %s", n, status, body)
			}
		})
	}
	wg.Wait()
	if got := len(h.entri("inspektorat-trenggalek", contoh.OPD, contoh.Tahun)); got != before+30 {
		t.Errorf("got %d audit entries, want %d", got, before+30)
	}
	var v struct {
		Utuh  bool
		Galat string
	}
	h.read("inspektorat-trenggalek", base+"/audit?periksa=1", &v)
	if !v.Utuh {
		t.Errorf("audit chain: %s", v.Galat)
	}
	h.samakan(orang, contoh.OPD, contoh.Tahun, 4)
}

// TestUnwritableFolderIsSaid starts on folders that cannot be written.
func TestUnwritableFolderIsSaid(t *testing.T) {
	file := filepath.Join(t.TempDir(), "berkas")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, data := range []string{file, filepath.Join(file, "di-dalam"), "/proc/capaian"} {
		m, err := open(app.Config{Lokal: true, Addr: "127.0.0.1:0", Data: data, Audience: "capaian"}, app.Logger())
		if err == nil {
			m.close()
			t.Fatalf("%s: got a machine, want a refusal", data)
		}
		if fault.CodeOf(err) != fault.ReadOnly || !strings.Contains(explain(err), "tidak dapat ditulisi") {
			t.Errorf("%s: got %v, want %s with what to do", data, explain(err), fault.ReadOnly)
		}
	}
}

// TestAnswersAreNotMixedUp has many people ask for different things at once: each gets
// what they asked for.
func TestAnswersAreNotMixedUp(t *testing.T) {
	h := startMachine(t, seed(t))
	paths := map[string]string{}
	for _, i := range h.capaian("verifikator-dinsos", contoh.OPD, contoh.Tahun, 4).Indikator {
		paths[alamatTahun(contoh.OPD, contoh.Tahun)+"/indikator/"+i.ID] = `"id":"` + i.ID + `"`
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 4 {
				for path, want := range paths {
					if status, body := h.get("verifikator-dinsos", path); status != http.StatusOK || !strings.Contains(string(body), want) {
						t.Errorf("%s: got status %d: %.200s", path, status, body)
						return
					}
				}
			}
		})
	}
	wg.Wait()
}
