// Package objectstest is the contract of objects.Objects as tests. Every
// implementation runs it, so that callers may rely on one behaviour.
package objectstest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/objects"
)

// Fixture is one implementation over an empty place of its own.
type Fixture struct {
	Objects objects.Objects
	// Other sees the same objects and signs with another secret; readers
	// of Objects' links must not accept its links.
	Other objects.Objects
	// Client fetches the links of both.
	Client *http.Client
	// Advance lets d pass, at least: by a fake clock, or by waiting. The suite
	// asks for a few seconds in all.
	Advance func(d time.Duration)
	// Tree says that the server under test keeps objects as the files of a folder tree, as
	// S3 itself does not: none lies below another, no segment passes 255 bytes.
	Tree bool
}

// Run runs the suite; open makes a fresh fixture for each test and registers
// its cleanup.
func Run(t *testing.T, open func(t *testing.T) Fixture) {
	tests := []struct {
		name string
		run  func(*testing.T, Fixture)
	}{
		{"roundtrip", testRoundtrip},
		{"keys beside each other", testNeighbours},
		{"same bytes again", testIdempotent},
		{"other bytes refused", testWriteOnce},
		{"concurrent writers, other bytes", testRace},
		{"concurrent writers, same bytes", testSameRace},
		{"missing", testMissing},
		{"bad input", testBadInput},
		{"cancelled", testCancelled},
		{"download", testDownload},
		{"expiry", testExpiry},
		{"altered links", testAltered},
		{"link of another secret", testOtherSecret},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { tt.run(t, open(t)) })
	}
}

const pdf = "application/pdf"

// pattern is n bytes of every value in no short cycle.
func pattern(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i*7 ^ i>>8 ^ i>>16)
	}
	return b
}

func describe(key, contentType string, body []byte) objects.Info {
	sum := sha256.Sum256(body)
	return objects.Info{Key: key, Size: int64(len(body)), SHA256: hex.EncodeToString(sum[:]), ContentType: contentType}
}

func put(t *testing.T, o objects.Objects, key, contentType string, body []byte) {
	t.Helper()
	got, err := o.Put(t.Context(), key, contentType, body)
	if want := describe(key, contentType, body); err != nil || got != want {
		t.Fatalf("Put: got %+v, %v, want %+v", got, err, want)
	}
}

// wantStored reads key back and compares all of it.
func wantStored(t *testing.T, o objects.Objects, key, contentType string, body []byte) {
	t.Helper()
	got, info, err := o.Get(t.Context(), key)
	if err != nil || !bytes.Equal(got, body) {
		t.Errorf("Get(%q): got %d bytes, %v, want the %d stored", key, len(got), err, len(body))
	}
	if want := describe(key, contentType, body); info != want {
		t.Errorf("Get(%q): got %+v, want %+v", key, info, want)
	}
}

func wantCode(t *testing.T, what string, err error, want fault.Code) {
	t.Helper()
	if got := fault.CodeOf(err); got != want {
		t.Errorf("%s: got %q (%v), want %q", what, got, err, want)
	}
}

func testRoundtrip(t *testing.T, f Fixture) {
	longest := strings.Repeat("K", 512)
	if f.Tree {
		longest = longest[:170] + "/" + longest[:170] + "/" + longest[:170]
	}
	tests := []struct {
		name, key, contentType string
		body                   []byte
	}{
		{"text", "laporan/2023/ringkas.txt", "text/plain; charset=utf-8", []byte("Capaian 98,94%\n")},
		{"binary with NUL and line breaks", "b/.x/..y", "application/octet-stream", []byte("\x00\n\r\n\xff{}\n")},
		{"empty", "kosong", pdf, []byte{}},
		{"5 MiB", "besar/5MiB.bin", "application/zip", pattern(5 << 20)},
		{"longest key", longest, pdf, []byte("k")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			put(t, f.Objects, tt.key, tt.contentType, tt.body)
			wantStored(t, f.Objects, tt.key, tt.contentType, tt.body)
			wantStored(t, f.Other, tt.key, tt.contentType, tt.body)
		})
	}
	t.Run("bytes are not shared with the caller", func(t *testing.T) {
		body := []byte("asli")
		put(t, f.Objects, "salinan", pdf, body)
		body[0] = 'X'
		got, _, err := f.Objects.Get(t.Context(), "salinan")
		if err != nil {
			t.Fatal(err)
		}
		clear(got)
		wantStored(t, f.Objects, "salinan", pdf, []byte("asli"))
	})
}

// Keys that a plain folder tree would confuse.
func testNeighbours(t *testing.T, f Fixture) {
	keys := []string{"a", "A", "a.b", "a-b"}
	if !f.Tree {
		keys = append(keys, "a/b", "a/b/c")
	}
	for _, key := range keys {
		put(t, f.Objects, key, pdf, []byte("isi "+key))
	}
	for _, key := range keys {
		wantStored(t, f.Objects, key, pdf, []byte("isi "+key))
	}
}

func testIdempotent(t *testing.T, f Fixture) {
	body := []byte("sama")
	put(t, f.Objects, "k", pdf, body)
	put(t, f.Objects, "k", pdf, body)
	put(t, f.Other, "k", pdf, body)
	got, err := f.Objects.Put(t.Context(), "k", "text/plain", body)
	if want := describe("k", pdf, body); err != nil || got != want {
		t.Errorf("with another content type: got %+v, %v, want %+v", got, err, want)
	}
	wantStored(t, f.Objects, "k", pdf, body)
}

func testWriteOnce(t *testing.T, f Fixture) {
	first := []byte("pertama")
	put(t, f.Objects, "k", pdf, first)
	for _, other := range [][]byte{[]byte("KEDUA!!"), {}, []byte("pertama+")} {
		_, err := f.Objects.Put(t.Context(), "k", pdf, other)
		wantCode(t, "Put of other bytes", err, fault.Exists)
		var e *fault.Error
		if want := describe("k", pdf, first); errors.As(err, &e) && e.Data != want {
			t.Errorf("Data: got %+v, want %+v", e.Data, want)
		}
	}
	wantStored(t, f.Objects, "k", pdf, first)
}

const writers = 16

// race puts bodies(i) under one key from all writers at once.
func race(t *testing.T, f Fixture, body func(i int) []byte) (errs [writers]error) {
	t.Helper()
	start := make(chan struct{})
	var wg sync.WaitGroup
	for i := range writers {
		o := f.Objects
		if i%2 == 1 {
			o = f.Other
		}
		wg.Go(func() {
			<-start
			_, errs[i] = o.Put(t.Context(), "rebutan", pdf, body(i))
		})
	}
	close(start)
	wg.Wait()
	return errs
}

func testRace(t *testing.T, f Fixture) {
	body := func(i int) []byte { return bytes.Repeat([]byte{byte('A' + i)}, 64<<10+i) }
	winner := -1
	for i, err := range race(t, f, body) {
		switch {
		case err != nil:
			wantCode(t, "a loser", err, fault.Exists)
		case winner >= 0:
			t.Errorf("writers %d and %d both won, want one", winner, i)
		default:
			winner = i
		}
	}
	if winner < 0 {
		t.Fatal("nobody won, want one")
	}
	wantStored(t, f.Objects, "rebutan", pdf, body(winner))
}

func testSameRace(t *testing.T, f Fixture) {
	body := pattern(64 << 10)
	for i, err := range race(t, f, func(int) []byte { return body }) {
		if err != nil {
			t.Errorf("writer %d: got %v, want success", i, err)
		}
	}
	wantStored(t, f.Objects, "rebutan", pdf, body)
}

func testMissing(t *testing.T, f Fixture) {
	put(t, f.Objects, "ada/k", pdf, []byte("x"))
	for _, key := range []string{"tiada", "ada", "ada/k/x", "ada/K"} {
		_, _, err := f.Objects.Get(t.Context(), key)
		wantCode(t, "Get "+key, err, fault.NotFound)
		_, err = f.Objects.Sign(t.Context(), key, "a.pdf", time.Minute)
		wantCode(t, "Sign "+key, err, fault.NotFound)
	}
}

func testBadInput(t *testing.T, f Fixture) {
	keys := []string{"", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "a b", `a\b`, "a%2eb", "a?b", "a\x00b", "é", strings.Repeat("a", 513)}
	for _, key := range keys {
		_, err := f.Objects.Put(t.Context(), key, pdf, []byte("x"))
		wantCode(t, "Put "+key, err, fault.Invalid)
		_, _, err = f.Objects.Get(t.Context(), key)
		wantCode(t, "Get "+key, err, fault.Invalid)
		_, err = f.Objects.Sign(t.Context(), key, "a.pdf", time.Minute)
		wantCode(t, "Sign "+key, err, fault.Invalid)
	}
	for _, contentType := range []string{"", "pdf", "text/plain\r\nX-A: b"} {
		_, err := f.Objects.Put(t.Context(), "k", contentType, []byte("x"))
		wantCode(t, "Put as "+contentType, err, fault.Invalid)
	}
	put(t, f.Objects, "k", pdf, []byte("x"))
	for _, filename := range []string{"", "a/b", `a\b`, "a\r\nb", "\xff", strings.Repeat("a", 256)} {
		_, err := f.Objects.Sign(t.Context(), "k", filename, time.Minute)
		wantCode(t, "Sign as "+filename, err, fault.Invalid)
	}
	ttls := []struct {
		ttl  time.Duration
		want fault.Code
	}{
		{0, fault.OutOfRange},
		{-time.Hour, fault.OutOfRange},
		{time.Second - 1, fault.OutOfRange},
		{time.Second, ""},
		{7 * 24 * time.Hour, ""},
		{7*24*time.Hour + 1, fault.OutOfRange},
	}
	for _, tt := range ttls {
		_, err := f.Objects.Sign(t.Context(), "k", "a.pdf", tt.ttl)
		wantCode(t, "Sign for "+tt.ttl.String(), err, tt.want)
	}
}

func testCancelled(t *testing.T, f Fixture) {
	put(t, f.Objects, "ada", pdf, []byte("x"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, putErr := f.Objects.Put(ctx, "baru", pdf, []byte("x"))
	_, _, getErr := f.Objects.Get(ctx, "ada")
	_, signErr := f.Objects.Sign(ctx, "ada", "a.pdf", time.Minute)
	for name, err := range map[string]error{"Put": putErr, "Get": getErr, "Sign": signErr} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v, want %v", name, err, context.Canceled)
		}
	}
	_, _, err := f.Objects.Get(t.Context(), "baru")
	wantCode(t, "Get after a cancelled Put", err, fault.NotFound)
}
