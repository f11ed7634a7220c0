// Package surat is the port by which notices leave as e-mail, and the message itself. A
// message has one recipient, so that nobody sees another's address.
//
// Implementations: Folder (files on the local machine) and package ses (Amazon SES).
// surattest is the contract they pass.
package surat

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"
	"unicode/utf8"
)

// Pesan is one message in plain text, its lines divided by \n.
type Pesan struct {
	Untuk   string // an address alone, as nama@contoh.go.id
	Perihal string
	Isi     string
}

// Pengirim hands messages over. Sending twice delivers twice: who must not, keeps a record
// of what was sent. An error that errors.Is tells to be ErrDitolak will come again for this
// message; any other may pass.
type Pengirim interface {
	Kirim(ctx context.Context, p Pesan) error
}

// ErrDitolak marks a message that was refused for good: its address or its text.
var ErrDitolak = errors.New("message refused")

// Periksa refuses (ErrDitolak) a message that could not be written as one: lines in an
// address or a subject would become headers of their own.
func (p Pesan) Periksa() error {
	a, err := mail.ParseAddress(p.Untuk)
	switch {
	case err != nil || a.Address != p.Untuk:
		return fmt.Errorf("%w: not an address", ErrDitolak)
	case p.Perihal == "" || strings.ContainsAny(p.Perihal, "\r\n") || !utf8.ValidString(p.Perihal):
		return fmt.Errorf("%w: not a subject", ErrDitolak)
	case p.Isi == "" || strings.Contains(p.Isi, "\r") || !utf8.ValidString(p.Isi):
		return fmt.Errorf("%w: not a text", ErrDitolak)
	}
	return nil
}

// Eml is the message as RFC 5322 has it, from an address; id is unique.
func (p Pesan) Eml(dari string, waktu time.Time, id string) []byte {
	var b bytes.Buffer
	from := mail.Address{Name: "Capaian", Address: dari}
	for _, h := range [][2]string{{"From", from.String()}, {"To", p.Untuk}, {"Subject", mime.QEncoding.Encode("utf-8", p.Perihal)},
		{"Date", waktu.Format(time.RFC1123Z)}, {"Message-ID", "<" + id + "@capaian>"}, {"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"}, {"Content-Transfer-Encoding", "quoted-printable"}, {"Auto-Submitted", "auto-generated"}} {
		fmt.Fprintf(&b, "%s: %s\r\n", h[0], h[1])
	}
	b.WriteString("\r\n")
	w := quotedprintable.NewWriter(&b)
	_, _ = w.Write([]byte(strings.ReplaceAll(p.Isi, "\n", "\r\n"))) // into memory
	_ = w.Close()
	return b.Bytes()
}
