package httpx

import (
	"bytes"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"

	"capaian/internal/fault"
)

// bagianForm is one part of a form; nama "" of a file is a field.
type bagianForm struct{ field, nama, isi string }

func TestReadMultipart(t *testing.T) {
	many := make([]bagianForm, maxParts+1)
	for n := range many {
		many[n] = bagianForm{"a", "", "1"}
	}
	for _, c := range []struct {
		name   string
		parts  []bagianForm
		tipe   string // "" is right
		potong int
		code   fault.Code
	}{
		{"fields and a file", []bagianForm{{"csrf", "", "t"}, {"jenis", "", "anggaran"}, {"berkas", "a.xlsx", "PK"}}, "", 0, ""},
		{"no file", []bagianForm{{"csrf", "", "t"}, {"jenis", "", "anggaran"}}, "", 0, ""},
		{"two files", []bagianForm{{"a", "a", "1"}, {"b", "b", "2"}}, "", 0, fault.Invalid},
		{"too many parts", many, "", 0, fault.Invalid},
		{"a long field", []bagianForm{{"a", "", strings.Repeat("x", maxValue+1)}}, "", 0, fault.TooLarge},
		{"a long file", []bagianForm{{"a", "a", strings.Repeat("x", 200<<10)}}, "", 0, fault.TooLarge},
		{"broken letters", []bagianForm{{"a", "", "\xff"}}, "", 0, fault.Invalid},
		{"cut off", []bagianForm{{"a", "a", "abc"}}, "", 60, fault.Invalid},
		{"another type", nil, "application/x-www-form-urlencoded", 0, fault.MediaType},
		{"without a boundary", nil, "multipart/form-data", 0, fault.MediaType},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			m := multipart.NewWriter(&b)
			for _, p := range c.parts {
				if p.nama == "" {
					_ = m.WriteField(p.field, p.isi) // into memory
					continue
				}
				w, _ := m.CreateFormFile(p.field, p.nama)
				_, _ = w.Write([]byte(p.isi))
			}
			_ = m.Close()
			body := b.Bytes()
			if c.potong > 0 {
				body = body[:len(body)-c.potong]
			}
			r := httptest.NewRequest("POST", "/", bytes.NewReader(body))
			r.Header.Set("Content-Type", m.FormDataContentType())
			if c.tipe != "" {
				r.Header.Set("Content-Type", c.tipe)
			}
			values, file, err := ReadMultipart(r, 100<<10)
			if got := fault.CodeOf(err); got != c.code {
				t.Fatalf("got %v, want code %q", err, c.code)
			}
			if c.code != "" {
				return
			}
			for _, p := range c.parts {
				if p.nama == "" && values.Get(p.field) != p.isi || p.nama != "" && (file.Name != p.nama || string(file.Body) != p.isi) {
					t.Errorf("got %v and %+v, want %+v", values, file, p)
				}
			}
		})
	}
}
