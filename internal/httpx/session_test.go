package httpx

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"capaian/internal/fault"
)

var rahasia = []byte(strings.Repeat("r", 32))

// visit carries the cookies of an answer to the next request.
func visit(w *httptest.ResponseRecorder) *http.Request {
	r := httptest.NewRequest("GET", "/", nil)
	if w != nil {
		for _, c := range w.Result().Cookies() {
			r.AddCookie(c)
		}
	}
	return r
}

func counter() func() string {
	n := 0
	return func() string { n++; return fmt.Sprint("id-", n) }
}

func TestSessionCookie(t *testing.T) {
	for _, tt := range []struct {
		name        string
		secure      bool
		begin, rest string
		clear       string
	}{
		{"local", false, "sesi=", "; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax", "sesi=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"},
		{"secure", true, "__Host-sesi=", "; Path=/; Max-Age=604800; HttpOnly; Secure; SameSite=Lax",
			"__Host-sesi=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, other := NewSessions(rahasia, at(someday), counter(), tt.secure), NewSessions(rahasia, at(someday), counter(), !tt.secure)
			w := httptest.NewRecorder()
			s.Start(w, visit(nil), "siti")
			got := w.Header().Get("Set-Cookie")
			if !strings.HasPrefix(got, tt.begin) || !strings.HasSuffix(got, tt.rest) || strings.Contains(got, "siti") || len(got) > 400 {
				t.Errorf("set: got %q", got)
			}
			if se, err := s.Of(visit(w)); err != nil || se.Sub != "siti" {
				t.Errorf("session: got %v %v, want siti", se, err)
			}
			// A cookie of the other kind is nobody's session.
			if se, err := other.Of(visit(w)); err == nil || se.Sub != "" {
				t.Errorf("under the other name: got %v", se)
			}
			w = httptest.NewRecorder()
			s.End(w)
			if got := w.Header().Get("Set-Cookie"); got != tt.clear {
				t.Errorf("clear: got %q, want %q", got, tt.clear)
			}
		})
	}
}

func TestSessionEnds(t *testing.T) {
	now := someday
	s := NewSessions(rahasia, func() time.Time { return now }, counter(), false)
	for _, tt := range []struct {
		name string
		used []time.Duration // when pages were opened, after signing in
		at   time.Duration
		good bool
	}{
		{"at once", nil, 0, true},
		{"just before the idle limit", nil, sessionIdle - time.Second, true},
		{"idle", nil, sessionIdle, false},
		{"used meanwhile", []time.Duration{2 * time.Hour}, 4 * time.Hour, true},
		{"a use within ten minutes is not noted", []time.Duration{9 * time.Minute}, sessionIdle + time.Minute, false},
		{"all day long", []time.Duration{2 * time.Hour, 4 * time.Hour, 6 * time.Hour, 8 * time.Hour, 10 * time.Hour}, sessionMax - time.Second, true},
		{"all day long, and longer", []time.Duration{2 * time.Hour, 4 * time.Hour, 6 * time.Hour, 8 * time.Hour, 10 * time.Hour}, sessionMax, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			now = someday
			kept := httptest.NewRecorder()
			s.Start(kept, visit(nil), "siti")
			for _, d := range tt.used {
				now = someday.Add(d)
				se, err := s.Of(visit(kept))
				if err != nil {
					t.Fatalf("after %s: %v", d, err)
				}
				again := httptest.NewRecorder()
				if s.Renew(again, se); again.Header().Get("Set-Cookie") != "" {
					kept = again
				}
			}
			now = someday.Add(tt.at)
			se, err := s.Of(visit(kept))
			if (err == nil) != tt.good || err != nil && fault.CodeOf(err) != fault.Unauthenticated {
				t.Errorf("got %v, want good %v", err, tt.good)
			}
			if se.Sub != "siti" {
				t.Errorf("whose: got %q, want siti, ended or not", se.Sub)
			}
		})
	}
}

func TestSessionForged(t *testing.T) {
	s := NewSessions(rahasia, at(someday), counter(), false)
	w := httptest.NewRecorder()
	s.Start(w, visit(nil), "siti")
	good := w.Result().Cookies()[0].Value
	dev := NewDevIssuer([32]byte{1}, at(someday), issuer, audience)
	token, err := dev.Token("siti", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	x := "A"
	if good[30] == 'A' {
		x = "B"
	}
	for name, value := range map[string]string{
		"none": "", "no seal": "abc", "altered": good[:30] + x + good[31:], "cut": good[:len(good)-1], "a token": token,
		"under another secret": newSealer([]byte(strings.Repeat("s", 32)), "sesi").seal(Session{Sub: "siti", Used: someday.Unix(), Began: someday.Unix()}),
		"for another purpose":  newSealer(rahasia, "masuk").seal(Session{Sub: "siti", Used: someday.Unix(), Began: someday.Unix()}),
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.AddCookie(&http.Cookie{Name: "sesi", Value: value})
		if se, err := s.Of(r); fault.CodeOf(err) != fault.Unauthenticated || se.Sub != "" {
			t.Errorf("%s: got %v %v, want nobody", name, se, err)
		}
	}
}

// The forms of a session stay good when its person signs in again, and nobody else's do.
func TestFormsOfASession(t *testing.T) {
	now := someday
	s := NewSessions(rahasia, func() time.Time { return now }, counter(), false)
	start := func(before *httptest.ResponseRecorder, sub string) (*httptest.ResponseRecorder, Session) {
		w := httptest.NewRecorder()
		s.Start(w, visit(before), sub)
		se, err := s.Of(visit(w))
		if err != nil {
			t.Fatal(err)
		}
		return w, se
	}
	first, se := start(nil, "siti")
	form := s.FormToken(se)
	now = now.Add(20 * time.Hour)
	_, again := start(first, "siti")
	_, other := start(first, "budi")
	_, elsewhere := start(nil, "siti")
	for name, tt := range map[string]struct {
		se   Session
		form string
		want bool
	}{
		"its own": {se, form, true}, "signed in again": {again, form, true}, "somebody else": {other, form, false}, "another browser": {elsewhere, form, false},
		"no token": {se, "", false}, "no session": {Session{}, s.FormToken(Session{}), false}, "cut": {se, form[:len(form)-1], false},
	} {
		if got := s.OwnForm(tt.se, tt.form); got != tt.want {
			t.Errorf("%s: got %v, want %v", name, got, tt.want)
		}
	}
}

func TestFormToken(t *testing.T) {
	parts := func(fields ...string) (string, string) {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		for i := 0; i < len(fields); i += 2 {
			_ = w.WriteField(fields[i], fields[i+1])
		}
		_ = w.Close()
		return w.FormDataContentType(), b.String()
	}
	long := strings.Repeat("panjang ", 10<<10)
	several, first := parts("csrf", "abc", "berkas", long)
	otherType, other := parts("berkas", long, "csrf", "abc")
	hugeType, huge := parts("csrf", long)
	const form = "application/x-www-form-urlencoded"
	for _, tt := range []struct {
		name, jenis, body string
		token             string
		code              fault.Code
	}{
		{"form", form, "a=1&csrf=abc&b=2", "abc", ""},
		{"form without", form, "a=1", "", ""},
		{"empty form", form, "", "", ""},
		{"form at the limit", form, "csrf=abc&a=" + strings.Repeat("x", 1000-11), "abc", ""},
		{"form beyond the limit", form, "csrf=abc&a=" + strings.Repeat("x", 1000-10), "", fault.TooLarge},
		{"form that cannot be read", form, "%zz", "", fault.Invalid},
		{"parts", several, first, "abc", ""},
		{"parts, not the first", otherType, other, "", ""},
		{"parts, too long", hugeType, huge, "", ""},
		{"parts without a boundary", "multipart/form-data", first, "", ""},
		{"parts that are none", "multipart/form-data; boundary=x", "abc", "", ""},
		{"JSON", "application/json", `{"csrf":"abc"}`, "", fault.MediaType},
		{"no type", "", "csrf=abc", "", fault.MediaType},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest("POST", "/", strings.NewReader(tt.body))
			r.Header.Set("Content-Type", tt.jenis)
			token, err := FormToken(r, "csrf", 1000)
			if token != tt.token || fault.CodeOf(err) != tt.code {
				t.Errorf("got %q %v, want %q %q", token, err, tt.token, tt.code)
			}
			rest, err := io.ReadAll(r.Body)
			if err != nil || tt.code != fault.TooLarge && tt.code != fault.MediaType && string(rest) != tt.body {
				t.Errorf("left to read: %d bytes of %d, %v", len(rest), len(tt.body), err)
			}
			if tt.code == "" && tt.jenis == form {
				r.Body = io.NopCloser(bytes.NewReader(rest))
				if values, err := ReadForm(r, 1000); err != nil || values.Encode() != must(url.ParseQuery(tt.body)).Encode() {
					t.Errorf("read again: got %v %v", values, err)
				}
			}
		})
	}
}

func must[T any](v T, _ error) T { return v }

// TestNextPersonFindsNothing: a browser forgets what another left in it who did not sign out,
// and keeps what is one's own.
func TestNextPersonFindsNothing(t *testing.T) {
	s := NewSessions(rahasia, at(someday), counter(), false)
	siti := httptest.NewRecorder()
	s.Start(siti, visit(nil), "siti")
	for _, tt := range []struct {
		name, sub, want string
		before          *http.Request
	}{
		{"a fresh browser", "siti", "", visit(nil)},
		{"the same person", "siti", "", visit(siti)},
		{"somebody else", "budi", `"cache", "storage"`, visit(siti)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			s.Start(w, tt.before, tt.sub)
			if got := w.Header().Get("Clear-Site-Data"); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
