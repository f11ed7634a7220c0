package archtest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"capaian/internal/akun"
	"capaian/internal/api"
	"capaian/internal/dispatch"
	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/recalc"
	"capaian/internal/record"
	"capaian/internal/reporter"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/web"
	"capaian/internal/wire"
)

// The agency that every sample request is about, and its kabupaten.
const (
	opdHak = servicetest.OPD
	kabHak = "contoh"
)

// duniaHak is all functions that answer HTTP, on the samples, with people of every role in
// every place.
type duniaHak struct {
	*servicetest.Env
	fungsi map[string]http.Handler
	orang  []orangHak
	sesi   *httpx.Sessions
	token  *httpx.DevIssuer
	lalu   struct { // the same, half a day and more ago
		sesi  *httpx.Sessions
		token *httpx.DevIssuer
	}
	laporan, bukti, salinan string
	terbitan                sakip.Terbitan
	baris                   map[string]string // the id of the first row of each kind
}

// orangHak is one person of the test, and where they stand to what the requests are about.
type orangHak struct {
	sakip.Orang
	tempat string
}

func buatHak(t *testing.T) *duniaHak {
	t.Helper()
	ctx, log := t.Context(), slog.New(slog.DiscardHandler)
	e := servicetest.Seeded(t)
	e.Akun = akun.Lokal{}
	w := &duniaHak{Env: e, fungsi: map[string]http.Handler{}, baris: map[string]string{}}
	if _, err := recalc.New(e.Store, e.Hasil, nil, e.Clock, log).Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	w.isiOrang(t)
	l, err := e.RequestLaporan(ctx, e.As(t, "verifikator-contoh"), opdHak, 2025, sakip.Laporan{Jenis: sakip.LKjIP, Periode: 4, Format: sakip.XLSX})
	if err != nil {
		t.Fatal(err)
	}
	l, versi, err := record.Laporan(ctx, e.Store, opdHak, 2025, l.ID)
	if err != nil {
		t.Fatal(err)
	}
	l.Status, l.Objek, l.Nama, l.Reviu = sakip.LaporanSelesai, "laporan/x.xlsx", "LKjIP.xlsx", servicetest.Ditinjau
	if _, err := e.Files.Put(ctx, l.Objek, "application/octet-stream", []byte("isi")); err != nil {
		t.Fatal(err)
	}
	if err := e.FinishLaporan(ctx, l, versi); err != nil {
		t.Fatal(err)
	}
	b, _, err := e.RequestBukti(ctx, e.As(t, "verifikator-contoh"), opdHak, 2025, sakip.Bukti{Jenis: sakip.BuktiDukung, Indikator: "IKU-1.1", Triwulan: 4, Nama: "a.pdf"})
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := e.RequestBukti(ctx, e.As(t, "verifikator-contoh"), opdHak, 2025, sakip.Bukti{Jenis: sakip.BuktiSalinan, Laporan: l.Paket, Tanda: sakip.TandaBasah, Nama: "a.pdf"})
	if err != nil {
		t.Fatal(err)
	}
	w.laporan, w.bukti, w.salinan = l.ID, b.ID, c.ID
	w.terbitkan(t)

	lalu := func() time.Time { return e.Waktu.Now().Add(-13 * time.Hour) }
	id := func() string { return "uji" }
	issuer := func(clock func() time.Time) *httpx.DevIssuer {
		return httpx.NewDevIssuer([32]byte{7}, clock, "lokal", "capaian")
	}
	w.sesi, w.lalu.sesi = httpx.NewSessions(e.Secret, e.Clock, id, false), httpx.NewSessions(e.Secret, lalu, id, false)
	w.token, w.lalu.token = issuer(e.Clock), issuer(lalu)
	o := api.Options{Service: e.Service, Verifier: httpx.OIDC("lokal", "capaian", w.token.KeySet(), e.Clock), Clock: e.Clock, NewID: e.ID, Log: log}
	w.fungsi["web"] = web.New(web.Options{Service: e.Service, Dev: w.token, Orang: w.semua, Clock: e.Clock, NewID: e.ID, Log: log})
	w.fungsi["api"] = api.New(o)
	w.fungsi["publik"] = web.NewPublik(web.Options{Service: e.Service, Clock: e.Clock, NewID: e.ID, Log: log}, api.NewPublik(o))
	return w
}

// isiOrang adds people of every role: of the unit and agency that the requests are about,
// of another unit, of the agency next door, of another kabupaten.
func (w *duniaHak) isiOrang(t *testing.T) {
	t.Helper()
	unit, lain := w.As(t, "operator-contoh-layanan").Orang.Unit, w.As(t, "operator-contoh-sekretariat").Orang.Unit
	tetangga := sakip.PerangkatDaerah{ID: "dinas-tetangga", Kabupaten: kabHak, Nama: "Dinas Tetangga", Zona: "WIB", Unit: []sakip.Unit{{ID: unit, Nama: "Unit senama"}}}
	if _, err := w.PutProfil(t.Context(), servicetest.Pemasang(kabHak), tetangga, 0); err != nil {
		t.Fatal(err)
	}
	for _, p := range sakip.SemuaPeran {
		for n, tempat := range []struct{ nama, kab, opd, unit string }{{"own unit", kabHak, opdHak, unit}, {"another unit", kabHak, opdHak, lain},
			{"the agency next door", kabHak, tetangga.ID, unit}, {"another kabupaten", "trenggalek", servicetest.Dinsos, "sekretariat"}} {
			o := sakip.Orang{Sub: fmt.Sprintf("hak-%s-%d", p, n), Nama: "Uji", Peran: p, Kabupaten: tempat.kab}
			switch {
			case p == sakip.Operator:
				o.OPD, o.Unit = tempat.opd, tempat.unit
			case p.SeKabupaten() && (n == 1 || n == 2), n == 1:
				continue // the same place as another
			case !p.SeKabupaten():
				o.OPD = tempat.opd
			}
			if _, err := w.PutOrang(t.Context(), servicetest.Pemasang(tempat.kab), o, 0); err != nil {
				t.Fatal(err)
			}
			w.orang = append(w.orang, orangHak{o, tempat.nama})
		}
	}
}

// putusan is what a route answers to somebody.
type putusan string

const (
	lolos    putusan = "let through"
	masuk    putusan = "asked to sign in"
	dilarang putusan = "403"
	tiada    putusan = "404"
)

// harapan follows from the rights table alone: how far a role's right reaches, and where
// the person stands to what is asked about. Outside one's kabupaten nothing is there; what
// is there and out of reach is forbidden. A route whose address names nothing is about
// one's own kabupaten.
func harapan(r route, c contohPermintaan, o sakip.Orang) putusan {
	if r.aksi == service.Publik || r.aksi == service.LihatDiri || c.pindah {
		return lolos
	}
	ada := func(name string) bool { return strings.Contains(r.path, "{"+name+"}") }
	if (ada("opd") || ada("kab") || ada("sub")) && o.Kabupaten != kabHak {
		return tiada
	}
	milik := !ada("opd") || o.OPD == opdHak
	switch service.Hak(r.aksi, o.Peran) {
	case service.KabupatenSendiri:
		return lolos
	case service.OPDSendiri:
		if milik {
			return lolos
		}
	case service.UnitSendiri:
		if milik && (!c.unit || o.Unit == unitHak) {
			return lolos
		}
	}
	return dilarang
}

// unitHak is the unit that answers for the indicator of nilaiAlamat.
const unitHak = "bid-layanan"

// bukti of who somebody is, for a page or for a program.
type identitas struct {
	nama   string
	kuki   string // of a page
	csrf   string
	bearer string // of a program
}

// identitas are the ways in which a person comes: signed in, with a proof that has ended,
// with one that somebody altered.
func (w *duniaHak) identitas(t *testing.T, sub string) []identitas {
	t.Helper()
	buat := func(nama string, s *httpx.Sessions, d *httpx.DevIssuer) identitas {
		rec := httptest.NewRecorder()
		s.Start(rec, httptest.NewRequest("GET", "/", nil), sub)
		token, err := d.Token(sub, 12*time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		return identitas{nama, rec.Result().Cookies()[0].Value, s.FormToken(httpx.Session{Sub: sub, ID: "uji"}), token}
	}
	ubah := func(s string) string { // a letter in the middle of what is sealed or signed
		n := len(s) - 20
		if s[n] == 'A' {
			return s[:n] + "B" + s[n+1:]
		}
		return s[:n] + "A" + s[n+1:]
	}
	sah := buat("signed in", w.sesi, w.token)
	return []identitas{sah, buat("expired", w.lalu.sesi, w.lalu.token), {"tampered", ubah(sah.kuki), sah.csrf, ubah(sah.bearer)}}
}

// kirim makes a route's sample request.
func (w *duniaHak) kirim(t *testing.T, r route, c contohPermintaan, i identitas) *httptest.ResponseRecorder {
	t.Helper()
	alamat := r.path
	isi := map[string]string{}
	if c.siap != nil {
		isi = c.siap(t, w)
	}
	for _, nilai := range []map[string]string{c.alamat, isi, nilaiAlamat} {
		for k, v := range nilai {
			alamat = strings.ReplaceAll(alamat, "{"+k+"}", url.PathEscape(v))
		}
	}
	var body io.Reader
	jenis := ""
	switch {
	case (r.function == "web" || strings.HasPrefix(r.path, "/publik") || r.path == "/reviu") && r.method == http.MethodPost:
		form := url.Values{"versi": {"99999"}, "csrf": {i.csrf}}
		for k, v := range c.form {
			form[k] = v
		}
		if isi["hash"] != "" {
			form.Set("hash", isi["hash"])
		}
		body, jenis = strings.NewReader(form.Encode()), "application/x-www-form-urlencoded"
	case r.method == http.MethodPut || r.method == http.MethodPost:
		b, err := json.Marshal(c.json)
		if err != nil {
			t.Fatal(err)
		}
		if c.dari != "" {
			b = w.dariGET(t, c.dari)
		} else if c.json == nil && r.method == http.MethodPut { // what lies there
			b = w.dariGET(t, alamat)
		}
		body, jenis = bytes.NewReader(b), "application/json"
	}
	req := httptest.NewRequest(r.method, alamat+"?"+c.query, body)
	if jenis != "" {
		req.Header.Set("Content-Type", jenis)
	}
	if r.function != "web" && r.method != http.MethodGet {
		req.Header.Set("If-Match", `"99999"`)
	}
	w.sebagai(req, r.function, i)
	rec := httptest.NewRecorder()
	w.fungsi[r.function].ServeHTTP(rec, req)
	return rec
}

func (w *duniaHak) sebagai(req *http.Request, function string, i identitas) {
	if function == "web" && i.kuki != "" {
		req.AddCookie(&http.Cookie{Name: "sesi", Value: i.kuki})
	}
	if function != "web" && i.bearer != "" {
		req.Header.Set("Authorization", "Bearer "+i.bearer)
	}
}

// dariGET is what an address gives to who may read it.
func (w *duniaHak) dariGET(t *testing.T, alamat string) []byte {
	t.Helper()
	req := httptest.NewRequest("GET", alamat, nil)
	w.sebagai(req, "api", w.identitas(t, "verifikator-contoh")[0])
	rec := httptest.NewRecorder()
	w.fungsi["api"].ServeHTTP(rec, req)
	if rec.Code != http.StatusOK {
		t.Fatalf("GET %s: got %d", alamat, rec.Code)
	}
	return rec.Body.Bytes()
}

// putusanDari reads an answer: for who is let through it must also be what the sample says.
func putusanDari(rec *httptest.ResponseRecorder, r route, c contohPermintaan) putusan {
	ke := rec.Header().Get("Location")
	switch {
	case r.aksi != service.Publik && (rec.Code == http.StatusUnauthorized || rec.Code == http.StatusSeeOther && (ke == "/masuk" || strings.HasPrefix(ke, "/masuk?"))):
		return masuk
	case rec.Code == http.StatusForbidden:
		return dilarang
	case rec.Code == http.StatusNotFound:
		return tiada
	case rec.Code >= 500 || c.cek != 0 && rec.Code != c.cek:
		return putusan(fmt.Sprintf("status %d instead of %d: %.200s", rec.Code, c.cek, rec.Body))
	}
	return lolos
}

// terbaca tells what an answer that refuses lacks to be understood.
func terbaca(rec *httptest.ResponseRecorder, r route) string {
	if rec.Code < 400 {
		return ""
	}
	if (r.function == "web" || strings.HasPrefix(r.path, "/publik") || r.path == "/reviu") && !strings.Contains(r.path, "/dev/") {
		body := rec.Body.String()
		if strings.Contains(body, "<form") && rec.Code != 401 && rec.Code != 403 && rec.Code != 404 {
			return "" // the form again
		}
		if !strings.Contains(body, "nomor permintaan") || !strings.Contains(body, fmt.Sprint(rec.Code)) {
			return "the page has no request number or status"
		}
		return ""
	}
	var p httpx.Problem
	if err := json.Unmarshal(rec.Body.Bytes(), &p); err != nil || p.Status != rec.Code || p.Detail == "" || p.Permintaan == "" || !slices.Contains(fault.Codes(), p.Code) {
		return fmt.Sprintf("no problem document: %.200s", rec.Body)
	}
	return ""
}

// TestEveryRight sends every route's sample request as everybody: each role in each place,
// signed in, with a proof that has ended, with one that was altered, and as nobody.
func TestEveryRight(t *testing.T) {
	w := buatHak(t)
	if got := w.As(t, "operator-contoh-layanan").Orang.Unit; got != unitHak {
		t.Fatalf("unit of the indicator: got %q, want %q", got, unitHak)
	}
	ada := map[string]bool{}
	n := 0
	for _, r := range routes() {
		nama := r.method + " " + r.path
		ada[nama] = true
		c, ok := permintaan[nama]
		if !ok {
			t.Errorf("%s has no sample request. Add a line to permintaan in internal/archtest/permintaan_test.go:\n\t%q: {},\n"+
				"with what its address, query, form or JSON needs beyond what is filled in, and unit: true when it is about an indicator's unit", nama, nama)
			continue
		}
		periksa := func(siapa string, i identitas, want putusan) {
			n++
			rec := w.kirim(t, r, c, i)
			if got := putusanDari(rec, r, c); got != want {
				t.Errorf("%s as %s: got %s (%d), want %s by the rights table (%s)", nama, siapa, got, rec.Code, want, r.aksi)
			}
			if lacks := terbaca(rec, r); lacks != "" {
				t.Errorf("%s as %s: %s", nama, siapa, lacks)
			}
		}
		tanpa := masuk
		if r.aksi == service.Publik {
			tanpa = lolos
		}
		periksa("nobody", identitas{}, tanpa)
		for _, o := range w.orang {
			for _, i := range w.identitas(t, o.Sub) {
				want := tanpa
				if i.nama == "signed in" {
					want = harapan(r, c, o.Orang)
				}
				periksa(fmt.Sprintf("%s of %s, %s", o.Peran, o.tempat, i.nama), i, want)
			}
		}
	}
	for nama := range permintaan {
		if !ada[nama] {
			t.Errorf("%s: a sample request of no route", nama)
		}
	}
	t.Logf("%d requests of %d routes by %d people", n, len(ada), len(w.orang))
}

// What some samples are about.

func laporanHak(_ *testing.T, w *duniaHak) map[string]string {
	return map[string]string{"id": w.laporan}
}

// lkeHak puts an evaluation sheet of that status, with an answer of either side and a
// recommendation; all of them by the same name, which any address of it takes.
func lkeHak(status sakip.StatusLKE) func(*testing.T, *duniaHak) map[string]string {
	return func(t *testing.T, w *duniaHak) map[string]string {
		t.Helper()
		const id = "1.a.1"
		p := store.LKE(opdHak, 2025)
		snap, err := w.Embedded.Load(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		versi := map[store.Key]int64{}
		for _, it := range snap.Items {
			versi[it.Key] = it.Versi
		}
		c := store.Command{Partition: p, Audit: store.Audit{Waktu: w.Waktu.Now(), Perintah: "uji"}}
		for k, v := range map[store.Key]any{
			record.KeyLKE():                          wire.LKE{OPD: opdHak, Tahun: 2025, Kriteria: "permenpanrb-88-2021", Status: status, LHE: wire.LHE{Nomor: "9", Tanggal: "2026-03-01"}},
			record.KeyJawaban(sakip.SisiMandiri, id): wire.JawabanLKE{Butir: id, Jawaban: sakip.Terpenuhi}, record.KeyJawaban(sakip.SisiPenilai, id): wire.JawabanLKE{Butir: id, Jawaban: sakip.Terpenuhi},
			record.KeySaran(id): wire.SaranLKE{ID: id, Kriteria: id, Uraian: "x", Tenggat: "2026-06-30"}} {
			c.Writes = append(c.Writes, store.Write{Key: k, Versi: versi[k], Data: record.Encode(v)})
		}
		if _, err := w.Embedded.Do(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		return map[string]string{"id": id}
	}
}

// salinanHak is the place for a signed copy, its asker's own.
func salinanHak(_ *testing.T, w *duniaHak) map[string]string {
	return map[string]string{"id": w.laporan, "berkas": w.salinan}
}

// terbitkan leaves one Paket published.
func (w *duniaHak) terbitkan(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	l, err := w.RequestLaporan(ctx, w.As(t, "verifikator-contoh"), opdHak, 2025, sakip.Laporan{Jenis: sakip.LKjIP, Periode: 2, Format: sakip.HTML})
	if err != nil {
		t.Fatal(err)
	}
	r := &reporter.Reporter{Service: w.Service, Objects: w.Files, Terbit: w.Terbit, Clock: w.Clock, Log: slog.New(slog.DiscardHandler)}
	j := dispatch.Job{OPD: opdHak, Tahun: 2025, Laporan: l.ID}
	if err := r.Make(ctx, j); err != nil {
		t.Fatal(err)
	}
	if _, err := w.PublishLaporan(ctx, w.As(t, "kepala-contoh"), opdHak, 2025, l.ID, ""); err != nil {
		t.Fatal(err)
	}
	if err := r.Publish(ctx, j); err != nil {
		t.Fatal(err)
	}
	if w.terbitan, err = w.Service.Terbitan(ctx, opdHak, l.Paket); err != nil {
		t.Fatal(err)
	}
}

// terbitanHak is what was published.
func terbitanHak(_ *testing.T, w *duniaHak) map[string]string {
	return map[string]string{"paket": w.terbitan.Paket, "sha256": w.terbitan.Berkas[0].SHA256, "format": "csv"}
}

func buktiHak(_ *testing.T, w *duniaHak) map[string]string { return map[string]string{"id": w.bukti} }

// buktiLKEHak is a file that was asked for as evidence of a criterion.
func buktiLKEHak(t *testing.T, w *duniaHak) map[string]string {
	t.Helper()
	b, _, err := w.RequestBukti(t.Context(), w.As(t, "verifikator-contoh"), opdHak, 2025, sakip.Bukti{Jenis: sakip.BuktiDukung, Kriteria: "1.a.1", Nama: "Pedoman.pdf"})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{"sub": "1.a", "id": b.ID}
}

// tautanHak is a link made for one request, which may revoke it.
func tautanHak(t *testing.T, w *duniaHak) map[string]string {
	t.Helper()
	token, l, err := w.CreateTautan(t.Context(), w.As(t, "verifikator-contoh"), opdHak, 2025, w.laporan, 7*24*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{"id": w.laporan, "hash": l.Hash, "token": token}
}

// kalenderHak is the calendar of a year that nothing else is about.
func kalenderHak(t *testing.T, w *duniaHak) map[string]string {
	t.Helper()
	k := sakip.Kalender{Tahun: 2031}
	for n := range k.Triwulan {
		hari := func(d int) sakip.Tanggal { return sakip.Tanggal(fmt.Sprintf("2032-%02d-%02d", n+1, d)) }
		k.Triwulan[n] = sakip.Jadwal{Buka: hari(1), Tutup: hari(10), Verifikasi: hari(15), Laporan: hari(20)}
	}
	if _, err := w.PutKalender(t.Context(), w.As(t, "bappeda-contoh"), kabHak, k, 0); err != nil && fault.CodeOf(err) != fault.Exists {
		t.Fatal(err)
	}
	return map[string]string{"tahun": "2031"}
}

// pengecualianHak is an exception for a whole agency.
func pengecualianHak(t *testing.T, w *duniaHak) map[string]string {
	t.Helper()
	_, err := w.PutPengecualian(t.Context(), w.As(t, "admin-contoh"), opdHak, 2025, sakip.Pengecualian{Triwulan: 4, Sampai: "2026-02-01", Alasan: "banjir"}, 0)
	if err != nil && fault.CodeOf(err) != fault.Exists {
		t.Fatal(err)
	}
	return nil
}

// barisHak is about the first row of a kind that the agency-year has.
func barisHak(kind string) contohPermintaan {
	return contohPermintaan{siap: func(t *testing.T, w *duniaHak) map[string]string {
		t.Helper()
		if w.baris[kind] == "" {
			w.baris[kind] = w.cariBaris(t, kind)
		}
		return map[string]string{"id": w.baris[kind]}
	}}
}

func (w *duniaHak) cariBaris(t *testing.T, kind string) string {
	t.Helper()
	d, err := record.LoadTahun(t.Context(), w.Store, opdHak, 2025)
	if err != nil {
		t.Fatal(err)
	}
	switch kind {
	case "indikator":
		return d.Data.Indikator[0].ID
	case "perjanjian":
		return d.Data.Perjanjian[0].Versi
	case "rencana-aksi":
		return fmt.Sprintf("%s:TW%d", d.Data.RencanaAksi[0].Indikator, d.Data.RencanaAksi[0].Triwulan)
	case "pembanding":
		return d.Data.Pembanding[0].ID
	case "fakta":
		return d.Data.Fakta[0].ID
	case "rekomendasi":
		return fmt.Sprint(d.Data.Rekomendasi[0].No)
	case "narasi":
		return d.Data.Narasi[0].Bagian
	case "anggaran":
		return d.Data.Anggaran[0].Versi
	}
	t.Fatalf("%s: no such kind of row", kind)
	return ""
}

// semua lists the people for the local machine's sign-in page.
func (w *duniaHak) semua(context.Context) ([]sakip.Orang, error) {
	var out []sakip.Orang
	for _, o := range w.orang {
		out = append(out, o.Orang)
	}
	return out, nil
}
