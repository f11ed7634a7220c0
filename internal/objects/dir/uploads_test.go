package dir

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"capaian/internal/objects"
	"capaian/internal/objects/objectstest"
)

func openUploads(t *testing.T, root string, secret []byte, c *clock, baseURL string, arrived func(objects.Upload)) *Uploads {
	t.Helper()
	u, err := OpenUploads(root, secret, c.Now, baseURL, arrived)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = u.Close() })
	return u
}

func TestUploadsContract(t *testing.T) {
	objectstest.RunUploads(t, func(t *testing.T) objectstest.UploadsFixture {
		srv := httptest.NewUnstartedServer(nil)
		base, root, c := "http://"+srv.Listener.Addr().String(), filepath.Join(t.TempDir(), "unggahan"), newClock()
		u := openUploads(t, root, secret, c, base, func(objects.Upload) {})
		srv.Config.Handler = u
		srv.Start()
		t.Cleanup(srv.Close)
		return objectstest.UploadsFixture{Uploads: u, Other: openUploads(t, root, otherSecret, c, base, nil),
			Client: srv.Client(), Advance: c.Advance,
			Versions: func(t *testing.T, key string) (out []string) {
				list, err := u.Waiting(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				for _, up := range list {
					if up.Key == key {
						out = append(out, up.Version)
					}
				}
				return out
			}}
	})
}

// sent is a form with its fields in this order; "file" is the file.
func sent(t *testing.T, method string, fields ...string) *http.Request {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i < len(fields); i += 2 {
		part, err := w.CreateFormField(fields[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(fields[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(method, UploadPath, &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

func TestUploadAnswers(t *testing.T) {
	root, c := filepath.Join(t.TempDir(), "unggahan"), newClock()
	var heard []objects.Upload
	u := openUploads(t, root, secret, c, "https://capaian.example", func(up objects.Upload) { heard = append(heard, up) })
	f, err := u.Form(t.Context(), "bukti/a/2023/B1", "application/pdf", 10, time.Minute, "")
	if err != nil {
		t.Fatal(err)
	}
	if want := "https://capaian.example/unggah"; f.URL != want {
		t.Errorf("URL: got %s, want %s", f.URL, want)
	}
	var fields []string
	for _, name := range []string{"key", "Content-Type", "batas", "berakhir", "ttd"} {
		fields = append(fields, name, f.Fields[name])
	}
	also := func(more ...string) []string { return append(slices.Clone(fields), more...) }
	cut := sent(t, "POST", also("file", "0123456789")...)
	half, err := io.ReadAll(cut.Body)
	if err != nil {
		t.Fatal(err)
	}
	cut.Body = io.NopCloser(bytes.NewReader(half[:len(half)-70]))
	noForm := sent(t, "POST")
	noForm.Header.Set("Content-Type", "application/json")
	for _, tt := range []struct {
		name   string
		r      *http.Request
		status int
	}{
		{"GET", sent(t, "GET", also("file", "x")...), 405},
		{"no form", noForm, 415},
		{"file before a field", sent(t, "POST", append([]string{"file", "x"}, fields...)...), 403},
		{"field twice", sent(t, "POST", also("key", f.Fields["key"], "file", "x")...), 403},
		{"a field of 5 KB", sent(t, "POST", append([]string{"key", strings.Repeat("a", 5000)}, also("file", "x")[2:]...)...), 403},
		{"no file", sent(t, "POST", fields...), 400},
		{"empty", sent(t, "POST", also("file", "")...), 400},
		{"cut off", cut, 400},
		{"too large", sent(t, "POST", also("file", "01234567890")...), 413},
	} {
		w := httptest.NewRecorder()
		u.ServeHTTP(w, tt.r)
		if w.Code != tt.status || strings.TrimSpace(w.Body.String()) == "" {
			t.Errorf("%s: got %d %q, want %d with a text", tt.name, w.Code, w.Body, tt.status)
		}
	}
	if got := list(t, root); len(got) != 0 || len(heard) != 0 {
		t.Errorf("after refusals: got %v in the folder, %v heard of, want nothing", got, heard)
	}
	w := httptest.NewRecorder()
	u.ServeHTTP(w, sent(t, "POST", also("file", "0123456789", "sesudah", "tidak dibaca")...))
	if w.Code != 204 || len(heard) != 1 || heard[0].Key != "bukti/a/2023/B1" || heard[0].Size != 10 {
		t.Errorf("accepted: got %d, %+v heard of", w.Code, heard)
	}
	c.Advance(time.Minute + time.Second)
	w = httptest.NewRecorder()
	u.ServeHTTP(w, sent(t, "POST", also("file", "x")...))
	if w.Code != 410 {
		t.Errorf("expired: got %d, want 410", w.Code)
	}
}

// What arrived is found again by whoever opens the folder, for a day.
func TestWaiting(t *testing.T) {
	root, c := filepath.Join(t.TempDir(), "unggahan"), newClock()
	u := openUploads(t, root, secret, c, "https://capaian.example", func(objects.Upload) {})
	post := func(key string) {
		t.Helper()
		f, err := u.Form(t.Context(), key, "text/csv", 10, time.Minute, "")
		if err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		u.ServeHTTP(w, sent(t, "POST", "key", key, "Content-Type", "text/csv", "batas", f.Fields["batas"], "berakhir", f.Fields["berakhir"],
			"ttd", f.Fields["ttd"], "file", "a;b\n1;2"))
		if w.Code != 204 {
			t.Fatalf("got %d, want 204", w.Code)
		}
	}
	keys := func() (out []string) {
		t.Helper()
		list, err := openUploads(t, root, secret, c, "https://capaian.example", nil).Waiting(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, up := range list {
			if up.Size != 7 {
				t.Errorf("%s: got %d bytes, want 7", up.Key, up.Size)
			}
			out = append(out, up.Key)
		}
		return out
	}
	post("impor/z/2023/1")
	c.Advance(time.Hour)
	post("impor/a/2023/2")
	for name, body := range map[string]string{"rusak-AAAA": "bukan JSON", tempPrefix + "SISA": "x", "catatan": "x"} {
		if err := os.WriteFile(filepath.Join(root, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := keys(), []string{"impor/z/2023/1", "impor/a/2023/2"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	c.Advance(keepUploads)
	if got, want := keys(), []string{"impor/a/2023/2"}; !slices.Equal(got, want) {
		t.Errorf("a day after the first: got %v, want %v", got, want)
	}
	c.Advance(time.Hour + time.Second)
	if got := keys(); got != nil {
		t.Errorf("a day after the second: got %v, want none", got)
	}
	if got, want := list(t, root), []string{"catatan", "rusak-AAAA"}; !slices.Equal(got, want) {
		t.Errorf("folder: got %v, want %v", got, want)
	}
}
