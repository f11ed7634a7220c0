package web

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"

	"capaian/internal/fault"
)

// ukuranPadat is how many packed pages a process keeps (about 15 KB each).
const ukuranPadat = 256

// kirim sends a page of parts whose hash is known: nothing to a reader who has it,
// packed to one who can unpack it. An agency page is some 95 KB; on a poor network the
// 15 KB that are left of it make the difference, and no gateway packs them for us.
func (h *handler) kirim(w http.ResponseWriter, r *http.Request, hash string, parts ...[]byte) error {
	w.Header().Set("Vary", "Accept-Encoding")
	padat := bolehPadat(r)
	tag := hash
	if padat {
		tag += "-gzip" // another representation, another tag (RFC 9110 §8.8.1)
	}
	if sama(w, r, tagDari(tag)) {
		return nil
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if padat {
		b, err := h.padat(hash, parts)
		if err != nil {
			return err
		}
		w.Header().Set("Content-Encoding", "gzip")
		parts = [][]byte{b}
	}
	n := 0
	for _, b := range parts {
		n += len(b)
	}
	w.Header().Set("Content-Length", strconv.Itoa(n))
	for _, b := range parts {
		if _, err := w.Write(b); err != nil {
			return nil // the reader has gone
		}
	}
	return nil
}

// padat packs a page, or takes what was packed of the same page.
func (h *handler) padat(hash string, parts [][]byte) ([]byte, error) {
	if b, ok := h.halamanPadat.Get(hash); ok {
		return b, nil
	}
	b, err := padatkan(parts...)
	if err == nil {
		h.halamanPadat.Add(hash, b)
	}
	return b, err
}

// padatkan packs the parts of one text.
func padatkan(parts ...[]byte) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	for _, p := range parts {
		if _, err := z.Write(p); err != nil {
			return nil, fault.Wrap(fault.Internal, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fault.Wrap(fault.Internal, err)
	}
	return b.Bytes(), nil
}

// bolehPadat tells whether the reader says that it unpacks gzip.
func bolehPadat(r *http.Request) bool {
	for _, part := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, q, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			return strings.ReplaceAll(q, " ", "") != "q=0"
		}
	}
	return false
}
