package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"capaian/internal/dispatch"
	"capaian/internal/objects"
	"capaian/internal/recalc"
	"capaian/internal/receiver"
	"capaian/internal/reporter"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/wire"
)

// dunia is both functions over a service that holds the samples, and the
// description that every exchange with them is held to.
type dunia struct {
	t       *testing.T
	doc     *openapi3.T
	handler map[bool]http.Handler // by whether the route is public
	report  *reporter.Reporter
	env     *servicetest.Env
}

// sebut takes a token as the sub it stands for: who may sign in is httpx's to test.
type sebut struct{}

func (sebut) Sub(_ context.Context, token string) (string, error) { return token, nil }

func newDunia(t *testing.T) *dunia {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	e := servicetest.Seeded(t)
	if _, err := recalc.New(e.Store, e.Hasil, nil, e.Clock, log).Sweep(context.Background()); err != nil {
		t.Fatal(err)
	}
	o := Options{Service: e.Service, Verifier: sebut{}, PublicURL: "https://capaian.example", Clock: e.Clock, NewID: e.ID, Log: log}
	return &dunia{t: t, doc: dokumen(t), handler: map[bool]http.Handler{false: New(o), true: NewPublik(o)},
		report: &reporter.Reporter{Service: e.Service, Objects: e.Files, Terbit: e.Terbit, URL: o.PublicURL, Clock: e.Clock, Log: log}, env: e}
}

// minta is one request: the route as it is declared, what fills it, and who asks.
type minta struct {
	oleh   string
	rute   string // "GET /v1/opd/{opd}"
	isian  map[string]string
	query  string
	header map[string]string
	body   any
	salah  bool // the request itself is not as described
}

// kirim makes the exchange and holds both sides of it to the description.
func (d *dunia) kirim(m minta) *httptest.ResponseRecorder {
	d.t.Helper()
	method, path, _ := strings.Cut(m.rute, " ")
	item := d.doc.Paths.Value(path)
	if item == nil || item.GetOperation(method) == nil {
		d.t.Fatalf("%s: not described", m.rute)
	}
	op := item.GetOperation(method)
	target := path
	for k, v := range m.isian {
		target = strings.ReplaceAll(target, "{"+k+"}", url.PathEscape(v))
	}
	var raw []byte
	switch b := m.body.(type) {
	case nil:
	case []byte:
		raw = b
	default:
		var err error
		if raw, err = json.Marshal(b); err != nil {
			d.t.Fatal(err)
		}
	}
	r := httptest.NewRequest(method, target+"?"+m.query, bytes.NewReader(raw))
	if raw != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if m.oleh != "" {
		r.Header.Set("Authorization", "Bearer "+m.oleh)
	}
	for k, v := range m.header {
		r.Header.Set(k, v)
	}
	in := &openapi3filter.RequestValidationInput{Request: r, PathParams: m.isian,
		Route:   &routers.Route{Spec: d.doc, Path: path, PathItem: item, Method: method, Operation: op},
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true}}
	if err := openapi3filter.ValidateRequest(context.Background(), in); (err != nil) != m.salah {
		d.t.Errorf("%s: request as described: got %v, want a fault: %v", m.rute, err, m.salah)
	}
	r.Body = io.NopCloser(bytes.NewReader(raw))
	w := httptest.NewRecorder()
	publik := op.Security != nil
	d.handler[publik].ServeHTTP(w, r)
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: w.Code, Header: w.Header(), Options: in.Options}
	out.SetBodyBytes(w.Body.Bytes())
	if err := openapi3filter.ValidateResponse(context.Background(), out); err != nil {
		d.t.Errorf("%s %s: answer %d is not as described: %v\n%.600s", m.rute, m.query, w.Code, err, w.Body)
	}
	return w
}

// minta sends what must have this status.
func (d *dunia) harus(status int, m minta) *httptest.ResponseRecorder {
	d.t.Helper()
	w := d.kirim(m)
	if w.Code != status {
		d.t.Errorf("%s %s as %q: got status %d, want %d: %.300s", m.rute, m.query, m.oleh, w.Code, status, w.Body)
	}
	return w
}

const (
	verif = "verifikator-dinsos"
	admin = "admin-trenggalek"
	thn   = "/v1/opd/{opd}/tahun/{tahun}"
)

// nyata are what the routes are filled with: the real year, except where only the
// made-up agency has such a row.
func nyata(rest ...string) map[string]string {
	m := map[string]string{"opd": "dinsos-p3a-trenggalek", "tahun": "2023", "indikator": "IKU-1.1", "tw": "TW4", "kode": "D.U1.P01.K01.S01"}
	for i := 0; i < len(rest); i += 2 {
		m[rest[i]] = rest[i+1]
	}
	return m
}

func contoh(rest ...string) map[string]string {
	return nyata(append([]string{"opd", "dinas-contoh", "tahun", "2025", "kode", "C.U1.P01.K01.S01"}, rest...)...)
}

// bacaan are the reads, by route; every GET route has at least one.
func (d *dunia) bacaan(laporan, token, bukti string, terbit sakip.Terbitan) map[string][]minta {
	v := func(isian map[string]string, query ...string) minta {
		m := minta{oleh: verif, isian: isian}
		if isian["opd"] == "dinas-contoh" {
			m.oleh = "verifikator-contoh"
		}
		if len(query) > 0 {
			m.query = query[0]
		}
		return m
	}
	dua := []minta{v(nyata()), v(contoh())}
	return map[string][]minta{
		"GET /v1/saya": {{oleh: verif}, {oleh: "operator-brs"}, {oleh: admin}}, "GET /v1/orang": {{oleh: admin}}, "GET /v1/opd": {{oleh: verif}, {oleh: admin}},
		"GET /v1/opd/{opd}": dua, "GET /v1/opd/{opd}/renstra": dua, "GET /v1/opd/{opd}/audit": {v(nyata()), v(nyata(), "periksa=1"), v(nyata(), "sesudah=1")},
		"GET /v1/opd/{opd}/kebijakan/{tahun}": {v(nyata()), v(contoh()), v(nyata("tahun", "2022"))},
		"GET " + thn:                          dua,
		"GET " + thn + "/capaian":             {v(nyata()), v(nyata(), "periode=TW1"), v(contoh(), "periode=TW2"), v(contoh(), "periode=TW4")},
		"GET " + thn + "/perjanjian":          dua, "GET " + thn + "/pembanding": dua, "GET " + thn + "/audit": {v(nyata()), v(nyata(), "periksa=1")},
		"GET " + thn + "/realisasi/{indikator}/{tw}":     {v(nyata()), v(contoh("tw", "TW1"))},
		"GET " + thn + "/realisasi-anggaran/{kode}/{tw}": {v(nyata(), "sumber=APBD"), v(contoh("tw", "TW1"), "sumber=APBD")},
		"GET " + thn + "/laporan":                        dua, "GET " + thn + "/laporan/{id}": {v(nyata("id", laporan)), {oleh: "operator-brs", isian: nyata("id", laporan)}},
		"GET " + thn + "/bukti": dua, "GET " + thn + "/bukti/{id}": {v(nyata("id", bukti)), {oleh: "operator-brs", isian: nyata("id", bukti)}},
		"GET " + thn + "/bukti/{id}/isi": {v(nyata("id", bukti))},
		"GET " + thn + "/indikator":      dua, "GET " + thn + "/indikator/{id}": {v(nyata("id", "IKU-1.1")), v(contoh("id", "IKU-1.6"))},
		"GET " + thn + "/rencana-aksi": dua, "GET " + thn + "/rencana-aksi/{id}": {v(contoh("id", "IKU-1.1:TW1"))},
		"GET " + thn + "/anggaran": dua, "GET " + thn + "/anggaran/{id}": {v(nyata("id", "induk")), v(contoh("id", "perubahan"))},
		"GET " + thn + "/fakta": dua, "GET " + thn + "/fakta/{id}": {v(nyata("id", "kemiskinan.jumlah"))},
		"GET " + thn + "/rekomendasi": dua, "GET " + thn + "/rekomendasi/{id}": {v(nyata("id", "1"))},
		"GET " + thn + "/narasi": dua, "GET " + thn + "/narasi/{id}": {v(nyata("id", "bab3.D.U1.permasalahan"))},
		"GET " + thn + "/narasi/{id}/riwayat":                    {v(nyata("id", "bab3.D.U1.permasalahan")), v(contoh("id", "bab4.upaya"))},
		"GET " + thn + "/perjanjian/{id}":                        {v(nyata("id", "induk")), v(nyata("id", "perubahan"))},
		"GET " + thn + "/pembanding/{id}":                        {v(nyata("id", "kemiskinan"))},
		"GET " + thn + "/realisasi/{indikator}/{tw}/keadaan":     dua,
		"GET " + thn + "/realisasi-anggaran/{kode}/{tw}/keadaan": {v(nyata(), "sumber=APBD"), v(contoh("tw", "TW1"), "sumber=APBD")},
		"GET " + thn + "/pengecualian":                           dua,
		"GET " + thn + "/reviu":                                  {v(nyata()), v(contoh()), v(contoh(), "periode=TW1"), {oleh: "operator-brs", isian: nyata()}},
		"GET /v1/kabupaten/{kab}/kalender/{tahun}":               {{oleh: admin, isian: nyata("kab", "trenggalek", "tahun", "2030")}},
		"GET /v1/pelaporan/{tahun}/{tw}":                         {{oleh: admin, isian: nyata()}, {oleh: "operator-brs", isian: nyata("tahun", "2030")}},
		"GET " + thn + "/lke":                                    {v(nyata()), v(contoh()), {oleh: "inspektorat-trenggalek", isian: nyata()}, {oleh: "operator-brs", isian: nyata()}},
		"GET /v1/lke/{tahun}":                                    {{oleh: admin, isian: nyata()}, {oleh: "operator-brs", isian: nyata("tahun", "2030")}},
		"GET /v1/kemajuan/{tahun}/{tw}":                          {{oleh: admin, isian: nyata()}, {oleh: "operator-brs", isian: nyata("tahun", "2030")}},
		"GET /healthz":                                           {{}}, "GET /v1/openapi.yaml": {{}},
		"GET /l/{token}":           {{isian: map[string]string{"token": token}}},
		"GET " + thn + "/tautan":   dua,
		"GET /v1/publik/kabupaten": {{}}, "GET /v1/publik/kabupaten/{kab}/laporan": {{isian: nyata("kab", "trenggalek")}},
		"GET /v1/publik/laporan/{opd}/{paket}":               {{isian: nyata("paket", terbit.Paket)}},
		"GET /v1/publik/laporan/{opd}/{paket}/data/{format}": {{isian: nyata("paket", terbit.Paket, "format", "json")}, {isian: nyata("paket", terbit.Paket, "format", "csv")}},
		"GET /v1/publik/berkas/{sha256}":                     {{isian: nyata("sha256", terbit.Berkas[0].SHA256)}},
	}
}

// TestAnswersAreAsDescribed asks every GET route for real, then sends back what was read
// to every route that writes it, so that one schema is held to both directions.
func TestAnswersAreAsDescribed(t *testing.T) {
	d := newDunia(t)
	laporan, token := d.laporan()
	d.harus(http.StatusCreated, minta{oleh: "bappeda-trenggalek", rute: "PUT /v1/kabupaten/{kab}/kalender/{tahun}", isian: nyata("kab", "trenggalek", "tahun", "2030"),
		header: map[string]string{"If-None-Match": "*"}, body: wire.Kalender{Tahun: 2030, Triwulan: [4]wire.Jadwal{
			{Buka: "2030-04-01", Tutup: "2030-04-10", Verifikasi: "2030-04-15", Laporan: "2030-04-20"}}}})
	reads := d.bacaan(laporan, token, d.bukti(), d.terbitan())
	writes := map[string]bool{}
	for _, r := range Routes() {
		writes[r.Method+" "+r.Path] = true
	}
	for _, r := range append(Routes(), PublikRoutes()...) {
		rute := r.Method + " " + r.Path
		if r.Method != http.MethodGet {
			continue
		}
		if len(reads[rute]) == 0 {
			t.Errorf("%s: nobody asks for it", rute)
		}
		for _, m := range reads[rute] {
			m.rute = rute
			want := http.StatusOK
			if r.Path == "/l/{token}" || strings.HasSuffix(r.Path, "/isi") {
				want = http.StatusFound
			}
			w := d.harus(want, m)
			tulis := "PUT " + r.Path
			if writes[tulis] && w.Header().Get("ETag") != "" && r.Path != thn {
				d.tulisKembali(tulis, m, w)
			}
		}
	}
	d.hapus()
}

// tulisKembali puts what was read: over the version read, then over the same one again,
// which has moved, then without saying which.
func (d *dunia) tulisKembali(rute string, m minta, w *httptest.ResponseRecorder) {
	d.t.Helper()
	m.rute, m.body = rute, w.Body.Bytes()
	if strings.Contains(rute, "/realisasi") { // what is final stays; a status is not the reporter's to give
		var body map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
			d.t.Fatal(err)
		}
		if body["status"] == "final" {
			m.header = map[string]string{"If-Match": w.Header().Get("ETag")}
			delete(body, "status")
			if strings.Contains(rute, "/realisasi-anggaran/") {
				body = map[string]any{"nilai": body["nilai"]}
			}
			m.body = body
			d.harus(http.StatusLocked, m)
			return
		}
		if strings.Contains(rute, "/realisasi-anggaran/") {
			m.body = map[string]any{"nilai": body["nilai"]}
		}
	}
	m.header = map[string]string{"If-Match": w.Header().Get("ETag"), "Idempotency-Key": "kirim-1"}
	pertama := d.harus(http.StatusOK, m)
	if ulang := d.harus(http.StatusOK, m); ulang.Body.String() != pertama.Body.String() {
		d.t.Errorf("%s: a repeat answered %s, the first %s", rute, ulang.Body, pertama.Body)
	}
	m.header = map[string]string{"If-Match": w.Header().Get("ETag")}
	basi := d.harus(http.StatusPreconditionFailed, m)
	var p struct {
		Data *service.Bentrok
	}
	if err := json.Unmarshal(basi.Body.Bytes(), &p); err != nil || p.Data == nil || p.Data.Versi == 0 || string(p.Data.Kini) == "null" {
		d.t.Errorf("%s: a stale write answers without what lies there now: %v %s", rute, err, basi.Body)
	}
	m.header = map[string]string{"If-None-Match": "*"}
	if strings.Count(rute, "/") > 3 { // an agency is created by the kabupaten's admin alone
		d.harus(http.StatusConflict, m)
	}
	m.header = nil
	d.harus(http.StatusPreconditionRequired, m)
	m.body, m.salah = []byte(`{"tidak_ada":1`), true
	m.header = map[string]string{"If-Match": w.Header().Get("ETag")}
	d.harus(http.StatusBadRequest, m)
}

// hapus removes a row that nothing refers to, then asks for it again.
func (d *dunia) hapus() {
	d.t.Helper()
	isian := nyata("id", "bab3.D.U1.permasalahan")
	w := d.harus(http.StatusOK, minta{oleh: verif, rute: "GET " + thn + "/narasi/{id}", isian: isian})
	m := minta{oleh: verif, rute: "DELETE " + thn + "/narasi/{id}", isian: isian, header: map[string]string{"If-Match": `"1"`}}
	d.harus(http.StatusPreconditionFailed, m)
	m.header["If-Match"] = w.Header().Get("ETag")
	d.harus(http.StatusNoContent, m)
	d.harus(http.StatusNotFound, m)
	d.harus(http.StatusUnprocessableEntity, minta{oleh: verif, rute: "DELETE " + thn + "/indikator/{id}",
		isian: nyata("id", "IKU-1.1"), header: map[string]string{"If-Match": `"1"`}})
}

// TestPreviewOfAPolicy asks what would change, and finds nothing changed by asking.
func TestPreviewOfAPolicy(t *testing.T) {
	d := newDunia(t)
	baca := minta{oleh: verif, rute: "GET /v1/opd/{opd}/kebijakan/{tahun}", isian: nyata()}
	w := d.harus(http.StatusOK, baca)
	tag, body := w.Header().Get("ETag"), map[string]any{}
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
		t.Fatal(err)
	}
	m := minta{oleh: verif, rute: "POST /v1/opd/{opd}/kebijakan/{tahun}/pratinjau", isian: nyata(), body: body}
	tanya := func() wire.Pratinjau {
		t.Helper()
		var p wire.Pratinjau
		if err := json.Unmarshal(d.harus(http.StatusOK, m).Body.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		return p
	}
	if p := tanya(); p.Berubah != 0 || len(p.Periode) != 0 {
		t.Errorf("the policy in force: got %+v, want no change", p)
	}
	body["batas_atas"] = "100"
	if p := tanya(); p.Berubah == 0 || p.Periode[0].Tahun != 2023 || p.Periode[0].Periode != "TW4" {
		t.Errorf("a cap of 100: got %+v, want changes of 2023 TW4", p)
	}
	if now := d.harus(http.StatusOK, baca).Header().Get("ETag"); now != tag {
		t.Errorf("the policy after a preview: got %s, want %s", now, tag)
	}
	body["desimal"] = 9
	m.salah = true
	d.harus(http.StatusUnprocessableEntity, m)
	body["desimal"], body["tahun"], m.salah = 2, 2022, false
	d.harus(http.StatusUnprocessableEntity, m)
	m.oleh, m.body = "operator-brs", w.Body.Bytes()
	d.harus(http.StatusForbidden, m)
}

// TestPlanAYear begins a year, signs its agreement, takes the signature back, and sets a
// recommendation's status, each with the version that was seen.
func TestPlanAYear(t *testing.T) {
	d := newDunia(t)
	baru := map[string]string{"opd": "dinsos-p3a-trenggalek", "tahun": "2024"}
	pada := func(id string) map[string]string {
		return map[string]string{"opd": baru["opd"], "tahun": baru["tahun"], "id": id}
	}
	tag := func(w *httptest.ResponseRecorder) map[string]string {
		return map[string]string{"If-Match": w.Header().Get("ETag")}
	}
	mulai := minta{oleh: verif, rute: "POST " + thn + "/mulai", isian: baru, body: map[string]int{"dari": 2023}}
	d.harus(http.StatusCreated, mulai)
	d.harus(http.StatusConflict, mulai)
	w := d.harus(http.StatusCreated, minta{oleh: verif, rute: "PUT " + thn + "/perjanjian/{id}", isian: pada("induk"), header: map[string]string{"If-None-Match": "*"},
		body: map[string]any{"versi": "induk", "jenis": "induk", "target": map[string]any{"IKU-1.1": map[string]string{"nilai": "99"}}}})
	ttd := minta{oleh: verif, rute: "POST " + thn + "/perjanjian/{id}/tanda-tangan", isian: pada("induk"), header: tag(w),
		body: map[string]string{"tanggal": "2024-01-02", "pihak_pertama": "kepala", "pihak_kedua": "Bupati Trenggalek"}}
	w = d.harus(http.StatusOK, ttd)
	d.harus(http.StatusLocked, ttd)
	buka := minta{oleh: "admin-trenggalek", rute: "POST " + thn + "/perjanjian/{id}/buka", isian: pada("induk"), header: tag(w), body: map[string]string{"alasan": "Tanggalnya keliru dicatat."}}
	d.harus(http.StatusForbidden, minta{oleh: verif, rute: buka.rute, isian: buka.isian, header: buka.header, body: buka.body})
	d.harus(http.StatusOK, buka)

	w = d.harus(http.StatusOK, minta{oleh: verif, rute: "GET " + thn + "/rekomendasi/{id}", isian: nyata("id", "1")})
	hasil := minta{oleh: "inspektorat-trenggalek", rute: "PUT " + thn + "/rekomendasi/{id}/hasil", isian: nyata("id", "1"), header: tag(w), body: map[string]string{"hasil": "TB"}}
	d.harus(http.StatusOK, hasil)
	d.harus(http.StatusPreconditionFailed, hasil)
}

// laporan asks for a report and has it made; token is that of its own link.
func (d *dunia) laporan() (id, token string) {
	d.t.Helper()
	w := d.harus(http.StatusAccepted, minta{oleh: verif, rute: "POST " + thn + "/laporan", isian: nyata(),
		body: map[string]string{"jenis": "lkjip", "format": "html"}, header: map[string]string{"Idempotency-Key": "laporan-1"}})
	var l laporanWire
	if err := json.Unmarshal(w.Body.Bytes(), &l); err != nil {
		d.t.Fatal(err)
	}
	if err := d.report.Make(context.Background(), dispatch.Job{OPD: l.OPD, Tahun: l.Tahun, Laporan: l.ID}); err != nil {
		d.t.Fatal(err)
	}
	w = d.harus(http.StatusOK, minta{oleh: verif, rute: "GET " + thn + "/laporan/{id}", isian: nyata("id", l.ID)})
	if err := json.Unmarshal(w.Body.Bytes(), &l); err != nil || l.Tautan == nil {
		d.t.Fatalf("report: got %s, want one with a link", w.Body)
	}
	return l.ID, strings.TrimPrefix(*l.Tautan, "https://capaian.example/l/")
}

// terbitan is a report that was published.
func (d *dunia) terbitan() sakip.Terbitan {
	d.t.Helper()
	w := d.harus(http.StatusAccepted, minta{oleh: verif, rute: "POST " + thn + "/paket", isian: nyata(), body: map[string]any{"jenis": "lkjip", "format": []string{"html", "xlsx"}}})
	var p struct {
		Paket  string
		Daftar []laporanWire
	}
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || len(p.Daftar) != 2 || p.Daftar[0].Paket != p.Paket {
		d.t.Fatalf("Paket: got %s, %v, want two reports of one", w.Body, err)
	}
	for _, l := range p.Daftar {
		if err := d.report.Make(context.Background(), dispatch.Job{OPD: l.OPD, Tahun: l.Tahun, Laporan: l.ID}); err != nil {
			d.t.Fatal(err)
		}
	}
	d.harus(http.StatusAccepted, minta{oleh: "kepala-dinsos", rute: "POST " + thn + "/laporan/{id}/terbit", isian: nyata("id", p.Daftar[0].ID)})
	if err := d.report.Publish(context.Background(), dispatch.Job{OPD: p.Daftar[0].OPD, Tahun: 2023, Laporan: p.Paket}); err != nil {
		d.t.Fatal(err)
	}
	t, err := d.env.Service.Terbitan(context.Background(), p.Daftar[0].OPD, p.Paket)
	if err != nil || len(t.Berkas) != 4 {
		d.t.Fatalf("published: got %+v, %v, want four files", t, err)
	}
	return t
}

// bukti asks for a place for a file, sends one by the form, and has it looked at.
func (d *dunia) bukti() (id string) {
	d.t.Helper()
	m := minta{oleh: verif, rute: "POST " + thn + "/bukti", isian: nyata(), body: d.contoh("minta_bukti"), header: map[string]string{"Idempotency-Key": "bukti-1"}}
	w := d.harus(http.StatusCreated, m)
	var b buktiBaru
	if err := json.Unmarshal(w.Body.Bytes(), &b); err != nil || b.Formulir == nil || !strings.HasSuffix(w.Header().Get("Location"), "/bukti/"+b.Bukti.ID) {
		d.t.Fatalf("file: got %s at %s, %v, want one with a form", w.Body, w.Header().Get("Location"), err)
	}
	if ulang := d.harus(http.StatusCreated, m); ulang.Body.String() != w.Body.String() {
		d.t.Errorf("a repeat answered %s, the first %s", ulang.Body, w.Body)
	}
	satu := nyata("id", b.Bukti.ID)
	d.harus(http.StatusLocked, minta{oleh: verif, rute: "GET " + thn + "/bukti/{id}/isi", isian: satu})
	d.terima(b, []byte("%PDF-1.7"))
	var got wire.Bukti
	w = d.harus(http.StatusOK, minta{oleh: verif, rute: "GET " + thn + "/bukti/{id}", isian: satu})
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || got.Status != sakip.BuktiDiterima {
		d.t.Fatalf("file: got %s, want it received", w.Body)
	}
	w = d.harus(http.StatusCreated, m)
	if err := json.Unmarshal(w.Body.Bytes(), &b); err != nil || b.Formulir != nil {
		d.t.Errorf("a repeat when the file was received: got %s, want no form", w.Body)
	}
	return got.ID
}

// terima sends a file by its form and has it looked at.
func (d *dunia) terima(b buktiBaru, isi []byte) {
	d.t.Helper()
	if got := d.env.Kirim(d.t, objects.Form{URL: b.Formulir.Alamat, Fields: b.Formulir.Isian}, isi); got != http.StatusNoContent {
		d.t.Fatalf("send: got %d, want 204", got)
	}
	up := d.env.Tiba[len(d.env.Tiba)-1]
	detail, err := json.Marshal(map[string]any{"object": map[string]string{"key": up.Key, "version-id": up.Version}})
	if err != nil {
		d.t.Fatal(err)
	}
	r := &receiver.Receiver{Service: d.env.Service, Uploads: d.env.Unggahan, Objects: d.env.Files, Clock: d.env.Clock, Log: d.report.Log}
	if err := r.Handle(context.Background(), events.EventBridgeEvent{DetailType: "Object Created", Detail: detail}); err != nil {
		d.t.Fatal(err)
	}
}

// A file that came by its form is previewed and imported; what its preview did not show is not.
func TestImpor(t *testing.T) {
	d := newDunia(t)
	w := d.harus(http.StatusCreated, minta{oleh: verif, rute: "POST " + thn + "/bukti", isian: nyata(), body: map[string]string{"jenis": "impor", "nama": "serapan.csv"}})
	var b buktiBaru
	if err := json.Unmarshal(w.Body.Bytes(), &b); err != nil {
		t.Fatal(err)
	}
	satu := nyata("id", b.Bukti.ID)
	opsi := map[string]any{"jenis": "anggaran", "triwulan": 3}
	lihat := minta{oleh: verif, rute: "POST " + thn + "/impor/{id}/pratinjau", isian: satu, body: opsi}
	d.harus(http.StatusLocked, lihat) // nothing has come yet
	d.terima(b, []byte("Kode;Uraian;Sumber dana;Realisasi\nD.U1.P01.K01.S01;x;APBD;1.000\nD.U1;Jumlah lain;;5\nD.X;y;;7\n"))
	var p pratinjauWire
	if err := json.Unmarshal(d.harus(http.StatusOK, lihat).Body.Bytes(), &p); err != nil || p.Simpan != 1 || p.Sidik == "" || p.Banyak["ditolak"] != 1 {
		t.Fatalf("preview: got %+v, %v", p, err)
	}
	pakai := minta{oleh: verif, rute: "POST " + thn + "/impor/{id}", isian: satu, body: opsi, header: map[string]string{"Idempotency-Key": "impor-1"}}
	d.harus(http.StatusPreconditionFailed, pakai)
	opsi["sidik"] = p.Sidik
	if got := d.harus(http.StatusOK, pakai).Body.String(); !strings.Contains(got, `"simpan":1`) {
		t.Errorf("import: got %s", got)
	}
	pakai.header = nil
	if got := d.harus(http.StatusOK, pakai).Body.String(); !strings.Contains(got, `"simpan":0`) {
		t.Errorf("again: got %s", got)
	}
	delete(opsi, "sidik")
	lihat.oleh = "operator-brs"
	d.harus(http.StatusForbidden, lihat)
}

// TestRefusalsAreAsDescribed sends what is refused.
func TestRefusalsAreAsDescribed(t *testing.T) {
	d := newDunia(t)
	laporan, _ := d.laporan()
	tautan := "POST " + thn + "/laporan/{id}/tautan"
	w := d.harus(http.StatusCreated, minta{oleh: verif, rute: tautan, isian: nyata("id", laporan)})
	var link struct{ Tautan, Hash string }
	if err := json.Unmarshal(w.Body.Bytes(), &link); err != nil {
		t.Fatal(err)
	}
	d.harus(http.StatusNoContent, minta{oleh: verif, rute: "DELETE " + thn + "/laporan/{id}/tautan/{hash}", isian: nyata("id", laporan, "hash", link.Hash)})
	terbit := minta{oleh: "kepala-dinsos", rute: "POST " + thn + "/laporan/{id}/terbit", isian: nyata("id", laporan)}
	pertama := d.harus(http.StatusAccepted, terbit)
	if ulang := d.harus(http.StatusAccepted, terbit); ulang.Body.String() != pertama.Body.String() || !strings.Contains(ulang.Body.String(), `"penerbit":"kepala-dinsos"`) {
		t.Errorf("published twice: got %s, then %s", pertama.Body, ulang.Body)
	}
	terbit.oleh = verif
	d.harus(http.StatusForbidden, terbit)
	w = d.harus(http.StatusAccepted, minta{oleh: verif, rute: "POST " + thn + "/laporan", isian: nyata(), body: map[string]string{"jenis": "lkjip", "format": "html"}})
	var antre wire.Laporan
	_ = json.Unmarshal(w.Body.Bytes(), &antre) // its id is all that is needed
	terbit.oleh, terbit.isian = "kepala-dinsos", nyata("id", antre.ID)
	d.harus(http.StatusLocked, terbit)
	baru := map[string]string{"If-None-Match": "*"}
	orang := wire.Orang{Sub: admin, Nama: "Admin", Peran: sakip.Operator, Kabupaten: "trenggalek", OPD: "dinsos-p3a-trenggalek", Unit: "bid-rehsos"}
	for _, c := range []struct {
		name   string
		status int
		minta
	}{
		{"nobody", 401, minta{rute: "GET /v1/saya"}},
		{"another kabupaten", 404, minta{oleh: "admin-contoh", rute: "GET /v1/opd/{opd}", isian: nyata()}},
		{"operator asks for a report", 403, minta{oleh: "operator-brs", rute: "POST " + thn + "/laporan", isian: nyata(), body: map[string]string{"jenis": "lkjip", "format": "html"}}},
		{"unknown format", 422, minta{oleh: verif, rute: "POST " + thn + "/laporan", isian: nyata(), body: map[string]string{"jenis": "lkjip", "format": "doc"}, salah: true}},
		{"year without data", 404, minta{oleh: verif, rute: "GET " + thn, isian: nyata("tahun", "2030")}},
		{"figure of another unit", 403, minta{oleh: "operator-brs", rute: "PUT " + thn + "/realisasi/{indikator}/{tw}", isian: nyata(), header: baru, body: map[string]string{"pembilang": "1", "penyebut": "2"}}},
		{"figure that is unusual", 422, minta{oleh: "verifikator-contoh", rute: "PUT " + thn + "/realisasi/{indikator}/{tw}", isian: contoh("tw", "TW4"),
			header: map[string]string{"If-Match": `"1"`}, body: map[string]string{"pembilang": "600", "penyebut": "560"}}},
		{"figure that is no number", 422, minta{oleh: verif, rute: "PUT " + thn + "/realisasi/{indikator}/{tw}", isian: nyata(), header: baru, body: map[string]string{"pembilang": "banyak", "penyebut": "2"}, salah: true}},
		{"own role", 423, minta{oleh: admin, rute: "PUT /v1/orang/{sub}", isian: map[string]string{"sub": admin}, header: baru, body: orang}},
		{"operator imports", 403, minta{oleh: "operator-brs", rute: "POST " + thn + "/bukti", isian: nyata(), body: map[string]string{"jenis": "impor", "nama": "a.csv"}}},
		{"program as evidence", 422, minta{oleh: verif, rute: "POST " + thn + "/bukti", isian: nyata(), body: map[string]any{"jenis": "bukti", "indikator": "IKU-1.1", "triwulan": 4, "nama": "a.exe"}}},
		{"evidence of nothing", 422, minta{oleh: verif, rute: "POST " + thn + "/bukti", isian: nyata(), body: map[string]any{"jenis": "bukti", "indikator": "IKU-9", "triwulan": 4, "nama": "a.pdf"}}},
		{"file that is none", 404, minta{oleh: verif, rute: "GET " + thn + "/bukti/{id}/isi", isian: nyata("id", "x")}},
		{"revoked link", 410, minta{rute: "GET /l/{token}", isian: map[string]string{"token": strings.TrimPrefix(link.Tautan, "https://capaian.example/l/")}}},
		{"link that is none", 404, minta{rute: "GET /l/{token}", isian: map[string]string{"token": "tidak-ada"}}},
		{"a picture to review", 415, minta{rute: "POST /v1/reviu", body: []byte("PNG"), header: map[string]string{"Content-Type": "image/png"}, salah: true}},
		{"nothing to review", 422, minta{rute: "POST /v1/reviu", body: []byte(`{"tahun":2023,"subjek":[],"pernyataan":[]}`), salah: true}},
		{"no JSON", 415, minta{rute: "POST /v1/hitung", body: []byte("arah=naik"), header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, salah: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.t = t
			d.harus(c.status, c.minta)
		})
	}
}

// TestPutPeople creates a person and changes the kabupaten, which no GET route has alone.
func TestPutPeople(t *testing.T) {
	d := newDunia(t)
	baru := map[string]string{"If-None-Match": "*"}
	orang := wire.Orang{Sub: "operator-baru", Nama: "Operator baru", Peran: sakip.Operator, Kabupaten: "trenggalek", OPD: "dinsos-p3a-trenggalek", Unit: "bid-rehsos"}
	m := minta{oleh: admin, rute: "PUT /v1/orang/{sub}", isian: map[string]string{"sub": orang.Sub}, header: baru, body: orang}
	w := d.harus(http.StatusCreated, m)
	d.harus(http.StatusConflict, m)
	m.header = map[string]string{"If-Match": w.Header().Get("ETag")}
	d.harus(http.StatusOK, m)
	d.harus(http.StatusConflict, minta{oleh: admin, rute: "PUT /v1/kabupaten/{kab}", isian: map[string]string{"kab": "trenggalek"}, header: baru,
		body: wire.Kabupaten{ID: "trenggalek", Nama: "Kabupaten Trenggalek", Zona: "WIB"}})
	m = minta{oleh: admin, rute: "PUT /v1/opd/{opd}", isian: map[string]string{"opd": "dinas-baru"}, header: baru,
		body: wire.OPD{ID: "dinas-baru", Kabupaten: "trenggalek", Nama: "Dinas Baru", Zona: "WIB"}}
	d.harus(http.StatusCreated, m)
}

// TestLoadYear sends a whole year as it was read.
func TestLoadYear(t *testing.T) {
	d := newDunia(t)
	for _, isian := range []map[string]string{nyata(), contoh()} {
		oleh := map[string]string{"dinsos-p3a-trenggalek": verif, "dinas-contoh": "verifikator-contoh"}[isian["opd"]]
		w := d.harus(http.StatusOK, minta{oleh: oleh, rute: "GET " + thn, isian: isian})
		m := minta{oleh: oleh, rute: "PUT " + thn, isian: isian, body: w.Body.Bytes(), header: map[string]string{"If-Match": w.Header().Get("ETag")}}
		d.harus(http.StatusOK, m)
		d.harus(http.StatusPreconditionFailed, m)
	}
}

// TestCalculator asks the public calculator in every way that it may be asked.
func TestCalculator(t *testing.T) {
	d := newDunia(t)
	for _, c := range []struct {
		name, body string
		status     int
	}{
		{"ratio of the real year", `{"arah":"naik","target":"98,94","pembilang":148265,"penyebut":149161,"pengali":100}`, 200},
		{"falling", `{"arah":"turun","target":"3,68","realisasi":"4,56"}`, 200},
		{"range", `{"arah":"rentang","target_bawah":60,"target_atas":85,"realisasi":"90"}`, 200},
		{"quarters", `{"target":"400","realisasi":{"triwulan":["100","120"],"akumulasi":"jumlah"}}`, 200},
		{"with a policy", `{"target":"0","realisasi":"4","kebijakan":{"desimal":3,"batas_atas":"120","batas_bawah":null,"skala":"akip"}}`, 200},
		{"many", `{"baris":[{"target":"98.94","realisasi":"99.40"},{"target":"80","realisasi":null}]}`, 200},
		{"ambiguous", `{"target":"1.234","realisasi":"x"}`, 422},
		{"both ways", `{"target":"1","realisasi":"1","baris":[{"target":"1","realisasi":"1"}]}`, 422},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.t = t
			w := d.harus(c.status, minta{rute: "POST /v1/hitung", body: []byte(c.body)})
			if c.status == http.StatusOK && !json.Valid(w.Body.Bytes()) {
				t.Errorf("got %s, want JSON", w.Body)
			}
		})
	}
}

// TestExamplesAreReal holds the examples of the description to what the service answers:
// they are its answers, made shorter.
func TestExamplesAreReal(t *testing.T) {
	d := newDunia(t)
	rincian := "PUT " + thn + "/realisasi/{indikator}/{tw}"
	for name, m := range map[string]minta{
		"capaian":            {oleh: verif, rute: "GET " + thn + "/capaian", isian: nyata()},
		"perjanjian":         {oleh: verif, rute: "GET " + thn + "/perjanjian", isian: nyata()},
		"pembanding":         {oleh: verif, rute: "GET " + thn + "/pembanding", isian: nyata()},
		"realisasi":          {oleh: verif, rute: "GET " + thn + "/realisasi/{indikator}/{tw}", isian: nyata()},
		"kebijakan":          {oleh: verif, rute: "GET /v1/opd/{opd}/kebijakan/{tahun}", isian: nyata()},
		"jawaban":            {rute: "POST /v1/hitung", body: d.contoh("hitung")},
		"reviu":              {rute: "POST /v1/reviu", body: d.contoh("bacaan")},
		"jawaban_target_nol": {rute: "POST /v1/hitung", body: d.contoh("hitung_target_nol")},
		"bentrok":            {oleh: verif, rute: rincian, isian: nyata(), header: map[string]string{"If-Match": `"99"`}, body: map[string]string{"pembilang": "148300", "penyebut": "149161"}},
		"tidak_sah":          {oleh: verif, rute: rincian, isian: nyata(), header: map[string]string{"If-Match": `"1"`}, body: map[string]string{"pembilang": "1e5", "skor": "2"}, salah: true},
	} {
		var got any
		if err := json.Unmarshal(d.kirim(m).Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		termuat(t, name, d.contoh(name), got)
	}
}

func (d *dunia) contoh(name string) any {
	d.t.Helper()
	ex, ok := d.doc.Components.Examples[name]
	if !ok {
		d.t.Fatalf("example %s: not there", name)
	}
	return ex.Value.Value
}

// termuat checks that got has all that an example says; of a list, the elements that it
// names, by what it says first of them.
func termuat(t *testing.T, at string, contoh, got any) {
	t.Helper()
	switch c := contoh.(type) {
	case map[string]any:
		g, _ := got.(map[string]any)
		for k, v := range c {
			termuat(t, at+"."+k, v, g[k])
		}
	case []any:
		g, _ := got.([]any)
		for i, v := range c {
			termuat(t, at+"[]", v, sama(v, g, i))
		}
	default:
		if !reflect.DeepEqual(contoh, got) {
			t.Errorf("%s: example has %v, the answer %v", at, contoh, got)
		}
	}
}

// sama finds the element that an example's element speaks of: the one of the same id,
// name or version, or else the one at its place.
func sama(contoh any, got []any, place int) any {
	if c, ok := contoh.(map[string]any); ok {
		for _, by := range []string{"id", "kode", "nama", "versi", "indikator"} {
			for _, g := range got {
				if m, ok := g.(map[string]any); ok && c[by] != nil && m[by] == c[by] {
					return g
				}
			}
		}
	}
	if place < len(got) {
		return got[place]
	}
	return nil
}
