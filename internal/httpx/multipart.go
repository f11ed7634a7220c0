package httpx

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"unicode/utf8"

	"capaian/internal/fault"
)

// File is a file of a form, under the name that the sender gave it.
type File struct {
	Name string
	Body []byte
}

// Bounds of a form with a file, beside the limit of its whole.
const (
	maxParts = 64
	maxValue = 64 << 10 // bytes of one field
)

// ReadMultipart reads a multipart/form-data body of at most limit bytes: its fields, and the
// one file that it may have, "" and nothing where none was chosen. Everything is kept in
// memory: a function has no disk that could be relied on. A field is short, but for those
// named in long, which may be as long as the whole.
func ReadMultipart(r *http.Request, limit int64, long ...string) (url.Values, File, error) {
	t, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || t != "multipart/form-data" || params["boundary"] == "" {
		return nil, File{}, fault.New(fault.MediaType, "multipart/form-data")
	}
	m := multipart.NewReader(http.MaxBytesReader(nil, r.Body, limit), params["boundary"])
	values, file := url.Values{}, File{}
	for n := 0; ; n++ {
		part, err := m.NextPart()
		if errors.Is(err, io.EOF) {
			return values, file, nil
		}
		if err != nil {
			return nil, File{}, multipartFault(err)
		}
		if n == maxParts || part.FileName() != "" && file.Name != "" {
			return nil, File{}, fault.New(fault.Invalid, "Kirim satu berkas saja dalam satu formulir.")
		}
		max := int64(maxValue)
		if part.FileName() != "" || slices.Contains(long, part.FormName()) {
			max = limit
		}
		body, err := io.ReadAll(io.LimitReader(part, max+1))
		if err != nil {
			return nil, File{}, multipartFault(err)
		}
		switch {
		case int64(len(body)) > max:
			return nil, File{}, fault.At(part.FormName(), fault.TooLarge, size(max))
		case part.FileName() != "":
			file = File{part.FileName(), body}
		case !utf8.Valid(body) || !utf8.ValidString(part.FormName()):
			return nil, File{}, fault.New(fault.Invalid, "Formulir memuat huruf yang rusak (bukan UTF-8). Tulis ulang isiannya.")
		default:
			values.Add(part.FormName(), string(body))
		}
	}
}

func multipartFault(err error) error {
	if tooLong := (*http.MaxBytesError)(nil); errors.As(err, &tooLong) {
		return fault.At("berkas", fault.TooLarge, size(tooLong.Limit))
	}
	return fault.Wrap(fault.Invalid, err, "Formulir tidak dapat dibaca. Muat ulang halaman lalu kirim lagi.")
}
