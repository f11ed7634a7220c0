package objectstest

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/objects"
)

// UploadsFixture is one implementation over an empty place of its own.
type UploadsFixture struct {
	Uploads objects.Uploads
	// Other takes the same place's files and signs with another secret; the place
	// must not accept its forms.
	Other objects.Uploads
	// Client sends the forms of both.
	Client *http.Client
	// Advance lets d pass, as in Fixture.
	Advance func(d time.Duration)
	// Versions are what is stored under key.
	Versions func(t *testing.T, key string) []string
}

// RunUploads runs the suite; open makes a fresh fixture for each test and registers its
// cleanup.
func RunUploads(t *testing.T, open func(t *testing.T) UploadsFixture) {
	tests := []struct {
		name string
		run  func(*testing.T, UploadsFixture)
	}{
		{"accepted", testAccepted},
		{"versions", testVersions},
		{"refused", testRefused},
		{"expiry of a form", testFormExpiry},
		{"form of another secret", testOtherForm},
		{"missing upload", testMissingUpload},
		{"way back", testWayBack},
		{"bad form", testBadForm},
		{"cancelled form", testCancelledForm},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { tt.run(t, open(t)) })
	}
}

const uploadKey = "bukti/opd-1/2023/B1"

func form(t *testing.T, u objects.Uploads, max int64, ttl time.Duration) objects.Form {
	t.Helper()
	f, err := u.Form(t.Context(), uploadKey, pdf, max, ttl, "")
	if err != nil {
		t.Fatalf("Form: %v", err)
	}
	return f
}

// send sends a form as a browser does; a nil body sends no file.
func send(t *testing.T, f UploadsFixture, to string, fields map[string]string, body []byte) int {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if err := w.WriteField(name, fields[name]); err != nil {
			t.Fatal(err)
		}
	}
	if body != nil {
		part, err := w.CreateFormFile("file", "berkas apa saja.bin")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, to, &b)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	resp, err := f.Client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode
}

func wantSent(t *testing.T, f UploadsFixture, form objects.Form, body []byte) {
	t.Helper()
	if got := send(t, f, form.URL, form.Fields, body); got != http.StatusNoContent {
		t.Fatalf("POST %s: got %d, want 204", form.URL, got)
	}
}

func wantNotSent(t *testing.T, f UploadsFixture, what string, form objects.Form, fields map[string]string, body []byte) {
	t.Helper()
	if got := send(t, f, form.URL, fields, body); got < 400 {
		t.Errorf("%s: got %d, want 400 or above", what, got)
	}
	for _, key := range []string{uploadKey, fields["key"]} {
		if got := f.Versions(t, key); len(got) != 0 {
			t.Errorf("%s: got %v stored under %s, want nothing", what, got, key)
		}
	}
}

// with is fields with one of them changed.
func with(fields map[string]string, name, value string) map[string]string {
	out := maps.Clone(fields)
	out[name] = value
	return out
}

func testAccepted(t *testing.T, f UploadsFixture) {
	for _, tt := range []struct {
		name string
		max  int64
		body []byte
	}{
		{"one byte", 1, []byte("x")},
		{"exactly as much as allowed", 1000, pattern(1000)},
		{"bytes that look like a form", 1000, []byte("\r\n--x\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nlain\r\n")},
		{"5 MiB", 20 << 20, pattern(5 << 20)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := f.Versions(t, uploadKey)
			wantSent(t, f, form(t, f.Uploads, tt.max, time.Minute), tt.body)
			versions := f.Versions(t, uploadKey)
			if len(versions) != len(before)+1 {
				t.Fatalf("stored: got %v after %v, want one more", versions, before)
			}
			version := slices.DeleteFunc(versions, func(v string) bool { return slices.Contains(before, v) })[0]
			got, err := f.Uploads.Fetch(t.Context(), uploadKey, version, tt.max)
			if err != nil || !bytes.Equal(got, tt.body) {
				t.Errorf("Fetch: got %d bytes, %v, want the %d sent", len(got), err, len(tt.body))
			}
			_, err = f.Uploads.Fetch(t.Context(), uploadKey, version, int64(len(tt.body))-1)
			wantCode(t, "Fetch of more than wanted", err, fault.TooLarge)
		})
	}
}

// A form is good more than once, and each file stays what it is.
func testVersions(t *testing.T, f UploadsFixture) {
	form := form(t, f.Uploads, 100, time.Minute)
	want := map[string]bool{"pertama": true, "kedua": true, "ketiga": true}
	for body := range want {
		wantSent(t, f, form, []byte(body))
	}
	got := map[string]bool{}
	for _, v := range f.Versions(t, uploadKey) {
		body, err := f.Uploads.Fetch(t.Context(), uploadKey, v, 100)
		if err != nil {
			t.Errorf("Fetch %s: %v", v, err)
		}
		got[string(body)] = true
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func testRefused(t *testing.T, f UploadsFixture) {
	const max = 1000
	form := form(t, f.Uploads, max, time.Minute)
	good, body := form.Fields, []byte("isi bukti")
	wantNotSent(t, f, "a byte too many", form, good, pattern(max+1))
	wantNotSent(t, f, "much too large", form, good, pattern(100*max))
	wantNotSent(t, f, "empty", form, good, []byte{})
	wantNotSent(t, f, "no file", form, good, nil)
	wantNotSent(t, f, "another type", form, with(good, "Content-Type", "text/html"), body)
	for _, key := range []string{"bukti/opd-1/2023/B2", "bukti/opd-2/2023/B1", uploadKey + "x", "laporan/a"} {
		wantNotSent(t, f, "key "+key, form, with(good, "key", key), body)
	}
	wantNotSent(t, f, "anonymous", form, map[string]string{"key": uploadKey, "Content-Type": pdf}, body)
	wantNotSent(t, f, "no fields", form, map[string]string{"key": uploadKey}, body)
	wantNotSent(t, f, "a field more", form, with(good, "x-amz-meta-tambahan", "1"), body)
	wantNotSent(t, f, "to be public", form, with(good, "acl", "public-read"), body)
	for name, value := range good {
		last, other := value[len(value)-1], byte('1')
		if last == other {
			other = '2'
		}
		wantNotSent(t, f, "altered "+name, form, with(good, name, value[:len(value)-1]+string(other)), body)
		without := maps.Clone(good)
		delete(without, name)
		wantNotSent(t, f, "without "+name, form, without, body)
	}
	for what, fields := range forged(t, good) {
		wantNotSent(t, f, what, form, fields, body)
	}
	wantSent(t, f, form, body) // none of it spoiled the form
}

// forged are the fields with more allowed by their own words: a number ten times as high,
// or a policy document that says so.
func forged(t *testing.T, fields map[string]string) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	for name, value := range fields {
		if strings.Trim(value, "0123456789") == "" {
			out["longer "+name] = with(fields, name, value+"0")
		}
		raw, err := base64.StdEncoding.DecodeString(value)
		var policy struct {
			Expiration string `json:"expiration"`
			Conditions []any  `json:"conditions"`
		}
		if err != nil || json.Unmarshal(raw, &policy) != nil {
			continue
		}
		for what, forge := range map[string]func(){
			"longer expiry":       func() { policy.Expiration = "2099-01-01T00:00:00Z" },
			"without a condition": func() { policy.Conditions = policy.Conditions[:len(policy.Conditions)-1] },
		} {
			forge()
			raw, err := json.Marshal(policy)
			if err != nil {
				t.Fatal(err)
			}
			out[fmt.Sprintf("%s in %s", what, name)] = with(fields, name, base64.StdEncoding.EncodeToString(raw))
		}
	}
	if len(out) < 2 {
		t.Fatalf("got %d forgeries of %v, want an expiry and a size at least", len(out), fields)
	}
	return out
}

func testFormExpiry(t *testing.T, f UploadsFixture) {
	short, long := form(t, f.Uploads, 100, time.Second), form(t, f.Uploads, 100, time.Minute)
	f.Advance(3 * time.Second)
	wantNotSent(t, f, "expired", short, short.Fields, []byte("x"))
	for what, fields := range forged(t, short.Fields) {
		wantNotSent(t, f, "expired, "+what, short, fields, []byte("x"))
	}
	wantSent(t, f, long, []byte("x"))
}

func testOtherForm(t *testing.T, f UploadsFixture) {
	other := form(t, f.Other, 100, time.Minute)
	wantNotSent(t, f, "another secret", other, other.Fields, []byte("x"))
}

func testMissingUpload(t *testing.T, f UploadsFixture) {
	wantSent(t, f, form(t, f.Uploads, 100, time.Minute), []byte("x"))
	there := f.Versions(t, uploadKey)[0]
	for _, tt := range []struct{ name, key, version string }{
		{"another key", "bukti/opd-1/2023/B2", there},
		{"no version", uploadKey, ""},
		{"a version that never was", uploadKey, strings.Repeat("A", 26)},
	} {
		_, err := f.Uploads.Fetch(t.Context(), tt.key, tt.version, 100)
		wantCode(t, tt.name, err, fault.NotFound)
	}
	_, err := f.Uploads.Fetch(t.Context(), "../a", there, 100)
	wantCode(t, "a bad key", err, fault.Invalid)
}

func testBadForm(t *testing.T, f UploadsFixture) {
	for _, tt := range []struct {
		name, key, contentType string
		max                    int64
		ttl                    time.Duration
		redirect               string
		want                   fault.Code
	}{
		{"good", uploadKey, pdf, objects.MaxUpload, objects.MaxTTL, "", ""},
		{"good, with a way back", uploadKey, pdf, objects.MaxUpload, objects.MaxTTL, "https://capaian.example/isi?x=1", ""},
		{"a way back to nowhere", uploadKey, pdf, 1, time.Minute, "/isi", fault.Invalid},
		{"a way back of script", uploadKey, pdf, 1, time.Minute, "javascript:alert(1)", fault.Invalid},
		{"bad key", "../a", pdf, 1, time.Minute, "", fault.Invalid},
		{"bad type", uploadKey, "pdf", 1, time.Minute, "", fault.Invalid},
		{"nothing allowed", uploadKey, pdf, 0, time.Minute, "", fault.OutOfRange},
		{"too much allowed", uploadKey, pdf, objects.MaxUpload + 1, time.Minute, "", fault.OutOfRange},
		{"too short", uploadKey, pdf, 1, time.Second - 1, "", fault.OutOfRange},
		{"too long", uploadKey, pdf, 1, objects.MaxTTL + 1, "", fault.OutOfRange},
	} {
		_, err := f.Uploads.Form(t.Context(), tt.key, tt.contentType, tt.max, tt.ttl, tt.redirect)
		wantCode(t, tt.name, err, tt.want)
	}
}

func testCancelledForm(t *testing.T, f UploadsFixture) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, formErr := f.Uploads.Form(ctx, uploadKey, pdf, 1, time.Minute, "")
	_, fetchErr := f.Uploads.Fetch(ctx, uploadKey, strings.Repeat("A", 26), 1)
	for name, err := range map[string]error{"Form": formErr, "Fetch": fetchErr} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v, want %v", name, err, context.Canceled)
		}
	}
}

// testWayBack sends a form that leads its sender on, whole and altered.
func testWayBack(t *testing.T, f UploadsFixture) {
	const to = "https://capaian.example/isi?x=1"
	form, err := f.Uploads.Form(t.Context(), uploadKey, pdf, 100, time.Minute, to)
	if err != nil {
		t.Fatal(err)
	}
	client := *f.Client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	f.Client = &client
	lain := maps.Clone(form.Fields)
	lain[objects.FieldRedirect] = "https://jahat.example/"
	wantNotSent(t, f, "another way back", form, lain, []byte("%PDF"))
	lain = maps.Clone(form.Fields)
	delete(lain, objects.FieldRedirect)
	wantNotSent(t, f, "no way back", form, lain, []byte("%PDF"))
	if got := send(t, f, form.URL, form.Fields, []byte("%PDF")); got != http.StatusSeeOther {
		t.Errorf("sent: got %d, want 303", got)
	}
	if got := f.Versions(t, uploadKey); len(got) != 1 {
		t.Errorf("sent: got versions %v, want one", got)
	}
}
