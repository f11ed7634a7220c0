package objectstest

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"capaian/internal/objects"
)

// secretBody is what no refused link may give away a piece of.
var secretBody = bytes.Repeat([]byte("isi-laporan-rahasia "), 50)

func sign(t *testing.T, o objects.Objects, key, filename string, ttl time.Duration) string {
	t.Helper()
	link, err := o.Sign(t.Context(), key, filename, ttl)
	if err != nil {
		t.Fatalf("Sign(%q): %v", key, err)
	}
	return link
}

func fetch(t *testing.T, f Fixture, link string) (*http.Response, []byte) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, link, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := f.Client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return resp, body
}

func wantBody(t *testing.T, f Fixture, link string, want []byte) *http.Response {
	t.Helper()
	resp, got := fetch(t, f, link)
	if resp.StatusCode != http.StatusOK || !bytes.Equal(got, want) {
		t.Fatalf("GET %s: got %s with %d bytes, want 200 OK with the %d stored", link, resp.Status, len(got), len(want))
	}
	return resp
}

func wantRefused(t *testing.T, f Fixture, what, link string) {
	t.Helper()
	resp, got := fetch(t, f, link)
	if resp.StatusCode < 400 {
		t.Errorf("%s: got %s for %s, want 400 or above", what, resp.Status, link)
	}
	if bytes.Contains(got, []byte("rahasia")) {
		t.Errorf("%s: got bytes of the object for %s, want none", what, link)
	}
}

func testDownload(t *testing.T, f Fixture) {
	const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	tests := []struct {
		name, key, contentType, filename string
		body                             []byte
	}{
		{"plain name", "laporan/a.pdf", pdf, "a.pdf", []byte("%PDF-1.7")},
		{"dash and quotes", "laporan/b.xlsx", xlsx, `LKjIP 2023 – Dinas "Sosial".xlsx`, pattern(100_000)},
		{"signs with a meaning in URLs and headers", "c", "text/plain; charset=utf-8", `100%+a&b=c;d,e'f#?*.txt`, []byte("c")},
		{"page that must not run", "d.html", "text/html; charset=utf-8", "d.html", []byte("<script>alert(1)</script>")},
		{"empty", "kosong", pdf, "kosong.pdf", []byte{}},
		{"5 MiB", "besar", "application/zip", "besar.zip", pattern(5 << 20)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			put(t, f.Objects, tt.key, tt.contentType, tt.body)
			link := sign(t, f.Objects, tt.key, tt.filename, time.Minute)
			resp := wantBody(t, f, link, tt.body)
			if got := resp.Header.Get("Content-Type"); got != tt.contentType {
				t.Errorf("Content-Type: got %q, want %q", got, tt.contentType)
			}
			disposition := resp.Header.Get("Content-Disposition")
			if want := objects.Disposition(tt.filename); disposition != want {
				t.Errorf("Content-Disposition: got %s, want %s", disposition, want)
			}
			kind, params, err := mime.ParseMediaType(disposition)
			if err != nil || kind != "attachment" || params["filename"] != tt.filename {
				t.Errorf("a reader sees %q, %q, %v, want an attachment %q", kind, params["filename"], err, tt.filename)
			}
			wantBody(t, f, link, tt.body) // a link is good more than once
		})
	}
}

func testExpiry(t *testing.T, f Fixture) {
	put(t, f.Objects, "k", pdf, secretBody)
	short := sign(t, f.Objects, "k", "a.pdf", time.Second)
	long := sign(t, f.Objects, "k", "a.pdf", time.Minute)
	wantBody(t, f, long, secretBody)
	f.Advance(3 * time.Second)
	wantRefused(t, f, "expired", short)
	wantBody(t, f, long, secretBody)
	for name, link := range lengthened(t, short) {
		wantRefused(t, f, "expired, longer "+name, link)
	}
}

func testAltered(t *testing.T, f Fixture) {
	const key, neighbour = "laporan/opd-1/lkjip.pdf", "laporan/opd-2/lkjip.pdf"
	put(t, f.Objects, key, pdf, secretBody)
	put(t, f.Objects, neighbour, pdf, append([]byte("milik tetangga, "), secretBody...))
	link := sign(t, f.Objects, key, "a.pdf", time.Minute)
	wantBody(t, f, link, secretBody)

	base, query, _ := strings.Cut(link, "?")
	place, ok := strings.CutSuffix(base, key)
	if !ok {
		t.Fatalf("got %s, want a path that ends in the key %s", link, key)
	}
	for _, other := range []string{neighbour, "laporan/opd-1/tiada.pdf", key + "x", strings.ToUpper(key), ""} {
		wantRefused(t, f, "key "+other, place+other+"?"+query)
	}
	wantRefused(t, f, "no parameters", base)
	wantRefused(t, f, "a parameter more", link+"&tambahan=1")
	for name, changed := range lengthened(t, link) {
		wantRefused(t, f, "longer "+name, changed)
	}
	for name, changed := range alter(t, link, func(v string) string {
		// The last character becomes another that is a digit, so that
		// what is a number or hexadecimal stays one.
		if strings.HasSuffix(v, "1") {
			return v[:len(v)-1] + "2"
		}
		return v[:len(v)-1] + "1"
	}) {
		wantRefused(t, f, "altered "+name, changed)
	}
	for name := range parse(t, link).Query() {
		u := parse(t, link)
		q := u.Query()
		q.Del(name)
		u.RawQuery = q.Encode()
		wantRefused(t, f, "without "+name, u.String())
	}
	// The parts of two good links, mixed.
	mixed := parse(t, sign(t, f.Objects, neighbour, "a.pdf", time.Minute))
	wantRefused(t, f, "query of another link", base+"?"+mixed.RawQuery)
}

func testOtherSecret(t *testing.T, f Fixture) {
	put(t, f.Objects, "k", pdf, secretBody)
	wantBody(t, f, sign(t, f.Objects, "k", "a.pdf", time.Minute), secretBody)
	wantRefused(t, f, "another secret", sign(t, f.Other, "k", "a.pdf", time.Minute))
}

func parse(t *testing.T, link string) *url.URL {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// alter is link with one parameter changed, for each that change changes.
func alter(t *testing.T, link string, change func(value string) string) map[string]string {
	t.Helper()
	links := map[string]string{}
	for name, values := range parse(t, link).Query() {
		u := parse(t, link)
		q := u.Query()
		q.Set(name, change(values[0]))
		u.RawQuery = q.Encode()
		if q.Get(name) != values[0] {
			links[name] = u.String()
		}
	}
	if len(links) == 0 {
		t.Fatalf("got no parameter to alter in %s, want at least one", link)
	}
	return links
}

// lengthened multiplies each parameter that is a number by ten: whichever is
// the expiry, by its own words the link would be good for much longer.
func lengthened(t *testing.T, link string) map[string]string {
	t.Helper()
	return alter(t, link, func(v string) string {
		if strings.Trim(v, "0123456789") != "" {
			return v
		}
		return v + "0"
	})
}
