package surat_test

import (
	"bytes"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"capaian/internal/surat"
	"capaian/internal/surat/surattest"
)

func TestContract(t *testing.T) {
	surattest.Run(t, func(t *testing.T) (surat.Pengirim, func() []surat.Pesan) {
		dir := filepath.Join(t.TempDir(), "surat")
		f, err := surat.OpenFolder(dir, "capaian@contoh.go.id", func() time.Time { return time.Date(2026, 1, 15, 8, 0, 0, 0, time.UTC) })
		if err != nil {
			t.Fatal(err)
		}
		return f, func() []surat.Pesan { return baca(t, dir) }
	})
}

// baca reads the folder as a mail program does.
func baca(t *testing.T, dir string) (out []surat.Pesan) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.SplitSeq(raw, []byte("\r\n")) {
			if len(line) > 998 || bytes.ContainsAny(line, "\n\r") || bytes.ContainsFunc(line, func(r rune) bool { return r > 126 }) {
				t.Errorf("%s: a line that no mail server need take: %.80q", f.Name(), line)
			}
		}
		m, err := mail.ReadMessage(bytes.NewReader(raw))
		if err != nil || !strings.HasSuffix(f.Name(), ".eml") {
			t.Fatalf("%s: %v", f.Name(), err)
		}
		if from, err := m.Header.AddressList("From"); err != nil || from[0].Address != "capaian@contoh.go.id" {
			t.Errorf("from: got %v, %v", from, err)
		}
		if at, err := m.Header.Date(); err != nil || at.Year() != 2026 {
			t.Errorf("date: got %v, %v", at, err)
		}
		perihal, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		isi, errIsi := io.ReadAll(quotedprintable.NewReader(m.Body))
		if err != nil || errIsi != nil {
			t.Fatal(err, errIsi)
		}
		out = append(out, surat.Pesan{Untuk: m.Header.Get("To"), Perihal: perihal, Isi: strings.ReplaceAll(string(isi), "\r\n", "\n")})
	}
	return out
}
