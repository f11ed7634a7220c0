package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"capaian/internal/httpx"
)

// badan is a form's body that does not end, and how much of it was read.
type badan struct{ dibaca int64 }

func (b *badan) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	if b.dibaca == 0 {
		copy(p, "x=")
	}
	b.dibaca += int64(len(p))
	return len(p), nil
}

// batasRute is how much each form's route reads; a route without free text needs less.
var batasRute = map[string]int64{
	tahunOPD + "/isi/{indikator}/{tw}": batasIsian,
}

// TestFormsAreBounded sends each form's route a body without end: it reads no more than
// its bound, and refuses.
func TestFormsAreBounded(t *testing.T) {
	w := buat(t)
	for _, rt := range slices.Concat(Routes(), DevRoutes()) {
		if rt.Method != http.MethodPost {
			continue
		}
		t.Run(rt.Path, func(t *testing.T) {
			batas, ada := batasRute[rt.Path]
			if !ada {
				batas = batasKecil
			}
			b := &badan{}
			r := httptest.NewRequest(rt.Method, isiPola(rt.Path), io.NopCloser(b))
			r.ContentLength = -1
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			if rt.json {
				r.Header.Set("Content-Type", "application/json")
			}
			rec := w.kirim("kepala-contoh", r)
			// The reader asks for one byte more than is allowed, in pieces of its own size.
			if b.dibaca > 2*batas+64<<10 {
				t.Errorf("read %d bytes, want at most about %d", b.dibaca, batas)
			}
			if b.dibaca > 0 && rec.Code != http.StatusRequestEntityTooLarge {
				t.Errorf("status: got %d, want 413", rec.Code)
			}
			r = httptest.NewRequest(rt.Method, isiPola(rt.Path), strings.NewReader("x"))
			r.ContentLength = httpx.MaxBody + 1
			if rec := w.kirim("kepala-contoh", r); rec.Code != http.StatusRequestEntityTooLarge {
				t.Errorf("announced as too large: got %d, want 413", rec.Code)
			}
		})
	}
}
