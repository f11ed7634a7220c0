package dir

import (
	"bufio"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"capaian/internal/fault"
)

const body = "0123456789 isi rahasia"

// request asks d for target, a path with query, read from the wire as a server
// reads it: nothing between cleans the path.
func request(t *testing.T, d *Dir, method, target string, header ...string) *http.Response {
	t.Helper()
	wire := method + " " + target + " HTTP/1.1\r\nHost: capaian.example\r\n\r\n"
	r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(wire)))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	return w.Result()
}

// signedDir holds "laporan/k" and gives the path and query of a link to it.
func signedDir(t *testing.T) (d *Dir, root string, c *clock, target string) {
	t.Helper()
	d, root, c = newDir(t)
	if _, err := d.Put(t.Context(), "laporan/k", "application/pdf", []byte(body)); err != nil {
		t.Fatal(err)
	}
	link, err := d.Sign(t.Context(), "laporan/k", "a b.pdf", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	target, ok := strings.CutPrefix(link, "https://capaian.example")
	if !ok {
		t.Fatalf("got %s, want it below the base URL", link)
	}
	return d, root, c, target
}

func text(t *testing.T, resp *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// The form of a link is a contract: people keep them in mails.
func TestLinkForm(t *testing.T) {
	_, _, _, got := signedDir(t)
	// berakhir: 2024-03-28 09:01:00.9 UTC, up to the whole second. ttd: by
	// Python's hmac over >Q length and bytes of GET, key, expiry, file name.
	const want = "/objek/laporan/k?berakhir=1711616461&nama=a+b.pdf&ttd=b0c31404021582096814446a47979991ef469e77ed6e6b14e9ab268717fb739b"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestServe(t *testing.T) {
	d, _, _, target := signedDir(t)
	etag := request(t, d, "GET", target).Header.Get("ETag")
	if len(etag) != 66 {
		t.Fatalf("ETag: got %s, want a quoted SHA-256", etag)
	}
	tests := []struct {
		name, method string
		header       []string
		status       int
		body, length string
	}{
		{"GET", "GET", nil, 200, body, "22"},
		{"HEAD", "HEAD", nil, 200, "", "22"},
		{"first bytes", "GET", []string{"Range", "bytes=0-3"}, 206, "0123", "4"},
		{"resumed", "GET", []string{"Range", "bytes=11-", "If-Range", etag}, 206, "isi rahasia", "11"},
		{"resumed of something else", "GET", []string{"Range", "bytes=11-", "If-Range", `"lain"`}, 200, body, "22"},
		{"last bytes", "GET", []string{"Range", "bytes=-7"}, 206, "rahasia", "7"},
		{"HEAD of a range", "HEAD", []string{"Range", "bytes=0-3"}, 206, "", "4"},
		{"known already", "GET", []string{"If-None-Match", etag}, 304, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			resp := request(t, d, tt.method, target, tt.header...)
			if got := text(t, resp); resp.StatusCode != tt.status || got != tt.body {
				t.Errorf("got %d %q, want %d %q", resp.StatusCode, got, tt.status, tt.body)
			}
			want := map[string]string{
				"Content-Length": tt.length, "X-Content-Type-Options": "nosniff",
				"Cache-Control":       "private, no-store",
				"Content-Disposition": `attachment; filename="a b.pdf"; filename*=UTF-8''a%20b.pdf`,
			}
			for name, value := range want {
				if got := resp.Header.Get(name); got != value {
					t.Errorf("%s: got %q, want %q", name, got, value)
				}
			}
		})
	}
	beyond := request(t, d, "GET", target, "Range", "bytes=100-")
	if beyond.StatusCode != http.StatusRequestedRangeNotSatisfiable || strings.Contains(text(t, beyond), "rahasia") {
		t.Errorf("range beyond the end: got %s, want 416 without the object", beyond.Status)
	}
}

func TestRefusals(t *testing.T) {
	d, root, c, target := signedDir(t)
	if err := os.WriteFile(filepath.Join(filepath.Dir(root), "x"), []byte("rahasia di luar"), 0o600); err != nil {
		t.Fatal(err)
	}
	// Even with a true signature, a key that is none is not looked for.
	signed := func(key string) string {
		expiry := "1711616461"
		return "/objek/" + key + "?berakhir=" + expiry + "&nama=a&ttd=" + d.mac(key, expiry, "a")
	}
	_, query, _ := strings.Cut(target, "?")
	// The signature covers lengths: moving a byte between parts voids it.
	shifted := strings.Replace(target, "laporan/k?berakhir=1", "laporan/k1?berakhir=", 1)
	tests := []struct {
		name, method, target string
		status               int
		code                 fault.Code
	}{
		{"POST", "POST", target, 405, fault.Method},
		{"PUT", "PUT", target, 405, fault.Method},
		{"DELETE", "DELETE", "/objek/", 405, fault.Method},
		{"OPTIONS", "OPTIONS", target, 405, fault.Method},
		{"other path", "GET", "/lain/laporan/k?" + query, 404, fault.NotFound},
		{"prefix without slash", "GET", "/objek", 404, fault.NotFound},
		{"listing", "GET", "/objek/", 403, fault.SignatureBad},
		{"listing with a query", "GET", "/objek/?" + query, 403, fault.SignatureBad},
		{"listing a folder", "GET", "/objek/laporan/", 403, fault.SignatureBad},
		{"missing object, unsigned", "GET", "/objek/tiada", 403, fault.SignatureBad},
		{"missing object, signed", "GET", signed("tiada"), 404, fault.NotFound},
		{"file of the folder", "GET", "/objek/" + fileName("laporan/k") + "?" + query, 403, fault.SignatureBad},
		{"parent", "GET", signed("../x"), 403, fault.SignatureBad},
		{"parent further on", "GET", signed("laporan/../../x"), 403, fault.SignatureBad},
		{"parent of a good key", "GET", "/objek/lain/../laporan/k?" + query, 403, fault.SignatureBad},
		{"parent, escaped", "GET", signed("%2e%2e/x"), 403, fault.SignatureBad},
		{"parent, slash escaped", "GET", signed("..%2fx"), 403, fault.SignatureBad},
		{"parent, escaped twice", "GET", signed("%252e%252e/x"), 403, fault.SignatureBad},
		{"NUL", "GET", signed("laporan/k%00"), 403, fault.SignatureBad},
		{"good key, escaped", "GET", strings.Replace(target, "laporan/k", "laporan%2fk", 1), 403, fault.SignatureBad},
		{"absolute", "GET", signed("/etc/passwd"), 403, fault.SignatureBad},
		{"byte moved from expiry to key", "GET", shifted, 403, fault.SignatureBad},
		{"signature in capitals", "GET", target[:len(target)-64] + strings.ToUpper(target[len(target)-64:]), 403, fault.SignatureBad},
		{"empty signature", "GET", target[:len(target)-64], 403, fault.SignatureBad},
		{"parameter twice", "GET", target + "&nama=a+b.pdf", 403, fault.SignatureBad},
		{"query that cannot be read", "GET", target + "&%zz", 403, fault.SignatureBad},
		{"HEAD, altered", "HEAD", target + "0", 403, fault.SignatureBad},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { wantRefusal(t, request(t, d, tt.method, tt.target), tt.status, tt.code) })
	}

	t.Run("last instant", func(t *testing.T) {
		c.Advance(time.Minute + 99*time.Millisecond)
		if resp := request(t, d, "GET", target); resp.StatusCode != http.StatusOK {
			t.Errorf("got %s, want 200", resp.Status)
		}
	})
	t.Run("expired", func(t *testing.T) {
		c.Advance(time.Millisecond)
		wantRefusal(t, request(t, d, "GET", target), 410, fault.LinkExpired)
		wantRefusal(t, request(t, d, "GET", target, "Range", "bytes=0-3"), 410, fault.LinkExpired)
		wantRefusal(t, request(t, d, "GET", target+"0"), 403, fault.SignatureBad)
	})
}

// A file that lost its end is not served as if it were whole.
func TestServeDamaged(t *testing.T) {
	d, root, _, target := signedDir(t)
	path := filepath.Join(root, fileName("laporan/k"))
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, info.Size()-1); err != nil {
		t.Fatal(err)
	}
	wantRefusal(t, request(t, d, "GET", target), 500, fault.Internal)
}

func wantRefusal(t *testing.T, resp *http.Response, status int, code fault.Code) {
	t.Helper()
	if resp.StatusCode != status {
		t.Errorf("got %s, want %d", resp.Status, status)
	}
	got := text(t, resp)
	// The beginning: what follows an argument differs from case to case.
	want, _, _ := strings.Cut(fault.Text(fault.New(code)), "“")
	if code == fault.NotFound {
		want = "tidak ditemukan"
	}
	if !strings.Contains(got, want) || strings.Contains(got, "rahasia") {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := resp.Header.Get("Content-Type"), "text/plain; charset=utf-8"; got != want {
		t.Errorf("Content-Type: got %q, want %q", got, want)
	}
	allow := map[bool]string{true: "GET, HEAD"}[status == http.StatusMethodNotAllowed]
	if got := resp.Header.Get("Allow"); got != allow {
		t.Errorf("Allow: got %q, want %q", got, allow)
	}
}
