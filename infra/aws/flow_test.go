package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"capaian/infra/contoh"
	"capaian/internal/httpx"
	"capaian/internal/recalc"
	"capaian/internal/record"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/store/dynamo"
	"capaian/internal/wire"
)

// Both machines, the embedded one and this, show the same figures of every sample.
func TestSameFiguresAsTheEmbeddedMachine(t *testing.T) {
	w, e := ownStack(t, testOptions(t.TempDir())), servicetest.Seeded(t)
	if _, err := recalc.New(e.Store, e.Hasil, nil, e.Clock, slog.New(slog.DiscardHandler)).Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, who := range []string{"inspektorat-trenggalek", "inspektorat-contoh"} {
		reader := e.As(t, who).Orang
		list, err := e.DaftarOPD(t.Context(), reader)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range list {
			for _, year := range a.Tahun {
				for tw := 1; tw <= 4; tw++ {
					want, err := e.Capaian(t.Context(), reader, a.ID, year, tw)
					if err != nil {
						t.Fatal(err)
					}
					var got wire.Capaian
					until(t, "fresh results", func() bool {
						got = wire.Capaian{}
						w.read(t, who, fmt.Sprintf("/v1/opd/%s/tahun/%d/capaian?periode=TW%d", a.ID, year, tw), &got)
						return got.Segar
					})
					got.Versi, got.Segar = 0, false
					if !reflect.DeepEqual(&got, want.Isi) {
						t.Errorf("%s %d TW%d: the two machines differ", a.ID, year, tw)
					}
					n += len(got.Indikator)
				}
			}
		}
	}
	if n < 100 {
		t.Errorf("compared %d rows, want those of all samples", n)
	}
}

// The demonstration as its user sees it, and the memory that the functions took against
// what the template gives them.
func TestDemonstration(t *testing.T) {
	w, out := stackWithSamples(t), t.TempDir()
	var said strings.Builder
	if err := contoh.Walk(t.Context(), w.s.url, out, &said); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"capaian-2023.json", "lkjip-2023.pdf", "lkjip-2023.docx", "lkjip-2023.xlsx", "lkjip-2023.html"} {
		if f, err := os.Stat(filepath.Join(out, name)); err != nil || f.Size() < 10_000 {
			t.Errorf("%s: got %v, %v, want a file", name, f, err)
		}
	}
	if err := report(&said, w.s.functions); err != nil || !strings.Contains(said.String(), "119,58") {
		t.Errorf("got %v, %s", err, said.String())
	}
	for _, name := range []string{"api", "publik", "recalc", "dispatch", "report"} {
		l := w.s.function(name)
		if peak, given := l.usage.peak, int64(l.Memory)<<20; peak == 0 || peak > given {
			t.Errorf("%s: peak memory %d, the template gives %d", name, peak, given)
		}
	}
}

var input = regexp.MustCompile(`<input[^>]*>`)

func attribute(tag, name string) string {
	m := regexp.MustCompile(`\b` + name + `="([^"]*)"`).FindStringSubmatch(tag)
	if m == nil {
		return ""
	}
	return html.UnescapeString(m[1])
}

// form reads the inputs of a page's form as a browser would send them.
func (w *world) form(t testing.TB, who, path string) url.Values {
	t.Helper()
	status, _, body := w.send(t, "", "GET", path, map[string]string{"Cookie": w.session(who)}, nil)
	if status != http.StatusOK {
		t.Fatalf("GET %s: got %d", path, status)
	}
	values := url.Values{}
	for _, tag := range input.FindAllString(string(body), -1) {
		if name := attribute(tag, "name"); name != "" && (attribute(tag, "type") != "checkbox" || strings.Contains(tag, " checked")) {
			values.Set(name, attribute(tag, "value"))
		}
	}
	return values
}

func (w *world) submit(t testing.TB, who, path string, values url.Values) (int, http.Header, []byte) {
	t.Helper()
	return w.send(t, "", "POST", path, map[string]string{"Cookie": w.session(who), "Content-Type": "application/x-www-form-urlencoded"}, values.Encode())
}

const formPath = "/opd/dinas-contoh/tahun/2025/isi/PI-03/TW3"

// From the form to the signed link: what an operator types is in the table as any client
// reads it, its results are fresh, and the report that a link leads to has them.
func TestFormToSignedLink(t *testing.T) {
	w := stackWithSamples(t)
	const who = "verifikator-contoh"
	values := w.form(t, who, formPath)
	values.Set("nilai", "6,5")
	if status, header, body := w.submit(t, who, formPath, values); status != http.StatusSeeOther {
		t.Fatalf("form: got %d %v: %s", status, header, body)
	}
	var c wire.Capaian
	until(t, "fresh results with the figure", func() bool {
		c = wire.Capaian{}
		w.read(t, who, "/v1/opd/dinas-contoh/tahun/2025/capaian?periode=TW3", &c)
		for _, i := range c.Indikator {
			if i.ID == "PI-03" {
				return c.Segar && i.RealisasiTWTampil == "6,5"
			}
		}
		return false
	})

	t.Run("item by awscli", func(t *testing.T) {
		p := store.TahunOPD("dinas-contoh", 2025)
		meta, err := w.s.service.Store.Meta(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		k := record.KeyRealisasi("PI-03", 3)
		key, _ := json.Marshal(map[string]any{"PK": map[string]string{"S": string(p)}, "SK": map[string]string{"S": store.SK(k, meta.Rev(k.Doc))}})
		out := w.awscli(t, "dynamodb", "get-item", "--endpoint-url", w.s.endpoints.dynamodb, "--table-name", w.s.ref("TabelKinerja", "AWS::DynamoDB::Table"), "--key", string(key))
		var item struct {
			Item struct {
				Data  struct{ S string } `json:"data"`
				Versi struct{ N string } `json:"versi"`
			}
		}
		if err := json.Unmarshal(out, &item); err != nil {
			t.Fatal(err)
		}
		var figure map[string]any
		if err := json.Unmarshal([]byte(item.Item.Data.S), &figure); err != nil || figure["nilai"] != "6.5" {
			t.Errorf("got %s, %v, want 6.5 as it was typed", item.Item.Data.S, err)
		}
	})

	var l struct {
		wire.Laporan
		Tautan *string `json:"tautan"`
	}
	base := "/v1/opd/dinas-contoh/tahun/2025/laporan"
	status, _, body := w.send(t, who, "POST", base, nil, map[string]string{"jenis": "lkjip", "periode": "TW3", "format": "html"})
	if err := json.Unmarshal(body, &l); err != nil || status != http.StatusAccepted && status != http.StatusCreated {
		t.Fatalf("ask for a report: got %d, %v: %s", status, err, body)
	}
	until(t, "the report", func() bool {
		w.read(t, who, base+"/"+l.ID, &l)
		return l.Tautan != nil
	})
	status, header, _ := w.send(t, "", "GET", *l.Tautan, nil, nil)
	signed := header.Get("Location")
	if status != http.StatusFound || !strings.HasPrefix(signed, w.s.endpoints.s3) {
		t.Fatalf("link: got %d to %s, want a redirect to the bucket", status, signed)
	}
	_, _, body = w.send(t, "", "GET", signed, nil, nil)
	if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != l.SHA256 || !strings.Contains(string(body), "6,5") {
		t.Errorf("download: got %d bytes, want those of the recorded SHA-256 with the figure", len(body))
	}
	for name, bad := range map[string]string{
		"forged":        strings.Replace(signed, "X-Amz-Signature=", "X-Amz-Signature=0", 1),
		"longer expiry": strings.Replace(signed, "X-Amz-Expires=60", "X-Amz-Expires=600", 1),
		"anonymous":     signed[:strings.Index(signed, "?")],
	} {
		if status, _, _ := w.send(t, "", "GET", bad, nil, nil); bad == signed || status < 400 {
			t.Errorf("%s link: got %d, want it refused", name, status)
		}
	}

	t.Run("file by awscli", func(t *testing.T) {
		to := inTemp(t, "laporan")
		key := strings.TrimPrefix(signed[:strings.Index(signed, "?")], w.s.endpoints.s3+"/"+w.s.ref("BucketLaporan", "AWS::S3::Bucket")+"/")
		w.awscli(t, "s3api", "get-object", "--endpoint-url", w.s.endpoints.s3, "--bucket", w.s.ref("BucketLaporan", "AWS::S3::Bucket"), "--key", key, to)
		if file(t, to) != string(body) {
			t.Error("awscli got another file than the link")
		}
	})
}

// awscli runs the AWS command line, which shares no code with us but the wire.
func (w *world) awscli(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "aws", append(args, "--region", region, "--output", "json")...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "AWS_ACCESS_KEY_ID=" + access, "AWS_SECRET_ACCESS_KEY=" + w.s.password(),
		"AWS_EC2_METADATA_DISABLED=true"}
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("aws %v: %v: %s (is awscli here? on Debian: apt-get install awscli)", args, err, complaint.String())
	}
	return out
}

func TestAuthorizer(t *testing.T) {
	w := stackWithSamples(t)
	sign := func(audience, issuer string, ttl time.Duration) string {
		tok, err := httpx.NewDevIssuer(w.s.secret, time.Now, issuer, audience).Token("verifikator-contoh", ttl)
		if err != nil {
			t.Fatal(err)
		}
		return tok
	}
	good := sign(audience, w.s.endpoints.private, time.Hour)
	other, err := httpx.NewDevIssuer([32]byte{1}, time.Now, w.s.endpoints.private, audience).Token("verifikator-contoh", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, header string
		want         int
	}{
		{"good", "Bearer " + good, 200},
		{"none", "", 401},
		{"another scheme", "Basic " + good, 401},
		{"another key", "Bearer " + other, 401},
		{"another audience", "Bearer " + sign("lain", w.s.endpoints.private, time.Hour), 401},
		{"another issuer", "Bearer " + sign(audience, "http://lain", time.Hour), 401},
		{"expired", "Bearer " + sign(audience, w.s.endpoints.private, -time.Minute), 401},
		{"tampered", "Bearer " + good[:len(good)-8] + "AAAAAAAA", 401},
		{"no token at all", "Bearer x", 401},
	} {
		before := len(w.s.function("api").usage.warm) + len(w.s.function("api").usage.cold)
		got, _, body := w.send(t, "", "GET", "/v1/saya", map[string]string{"Authorization": c.header}, nil)
		after := len(w.s.function("api").usage.warm) + len(w.s.function("api").usage.cold)
		if got != c.want || got == 401 && (after != before || !strings.Contains(string(body), `"message":"Unauthorized"`)) {
			t.Errorf("%s: got %d %s and %d invocations, want %d", c.name, got, body, after-before, c.want)
		}
	}
	for path, want := range map[string]int{"/v1/tiada": 404, "/healthz": 200, "/v1/openapi.yaml": 200, "/l/tiada": 404, "/": 303} {
		if got, _, _ := w.send(t, "", "GET", path, nil, nil); got != want {
			t.Errorf("GET %s, signed out: got %d, want %d", path, got, want)
		}
	}
	if got, _, _ := w.send(t, "verifikator-contoh", "PUT", "/v1/opd/dinas-contoh/tahun/2025", nil, `"`+strings.Repeat("x", 7<<20)+`"`); got != 413 {
		t.Errorf("an event of 7 MB: got %d, want 413", got)
	}
}

// Two engines that compute at once from hints in any order, each twice, on the real
// table leave what computing from nothing gives.
func TestTwoEnginesOnTheTable(t *testing.T) {
	w := stackWithSamples(t)
	name := func(id string) string { return w.s.ref(id, "AWS::DynamoDB::Table") }
	engine := func() *recalc.Engine {
		st := dynamo.New(w.s.clients.dynamodb, dynamo.Options{Kinerja: name("TabelKinerja"), Hasil: name("TabelHasil")})
		return recalc.New(st, st, nil, time.Now, slog.New(slog.DiscardHandler))
	}
	const who = "verifikator-contoh"
	path := "/v1/opd/dinas-contoh/tahun/2025/realisasi/IKU-1.3/TW4"
	for n := range 6 {
		_, header, body := w.send(t, who, "GET", path, nil, nil)
		var r map[string]any
		if err := json.Unmarshal(body, &r); err != nil {
			t.Fatal(err)
		}
		status, _, body := w.send(t, who, "PUT", path, map[string]string{"If-Match": header.Get("ETag")}, map[string]any{"nilai": fmt.Sprint(10 + n), "penjelasan": map[string]string{"lonjakan": "Uji.", "kali_seratus": "Uji."}})
		if status != http.StatusOK {
			t.Fatalf("put: got %d %s", status, body)
		}
		done := make(chan error, 4)
		for range 4 {
			go func() { done <- engine().Recompute(context.Background(), "dinas-contoh", 2025) }()
		}
		for range 4 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		var c wire.Capaian
		w.read(t, who, "/v1/opd/dinas-contoh/tahun/2025/capaian?periode=TW4", &c)
		for _, i := range c.Indikator {
			if i.ID == "IKU-1.3" && (!c.Segar || i.RealisasiTW == nil || *i.RealisasiTW != fmt.Sprint(10+n)) {
				t.Errorf("round %d: got %v, fresh %v, want %d", n, i.RealisasiTW, c.Segar, 10+n)
			}
		}
	}
}
