package httpx

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"capaian/internal/fault"
)

// maxDepth bounds the nesting of a JSON body; ours need five.
const maxDepth = 32

// DecodeJSON reads the body of r, at most limit bytes, into the value that into
// points at. It is strict, because a body that is half understood stores
// figures nobody meant: unknown and repeated names, data after the value, wrong
// types, broken text and nesting beyond 32 are refused as fault.BadJSON with
// the field's path; a body that isn't declared as JSON is fault.MediaType, one
// that is too long fault.TooLarge. A fault from an UnmarshalJSON is kept.
func DecodeJSON(r *http.Request, limit int64, into any) error {
	body, err := readBody(r, limit, "application/json", isJSON)
	if err != nil {
		return err
	}
	// Without the space around it, an error's offset is one into body.
	body = bytes.TrimSpace(body)
	if len(body) == 0 {
		return fault.New(fault.BadJSON, "isinya kosong")
	}
	if !utf8.Valid(body) {
		return fault.New(fault.BadJSON, "isinya bukan teks UTF-8")
	}
	if err := newScanner(body).document(); err != nil {
		return jsonFault(body, err)
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	dec.UseNumber()
	if err := dec.Decode(into); err != nil {
		return jsonFault(body, err)
	}
	return nil
}

// ReadForm reads an application/x-www-form-urlencoded body of at most limit
// bytes. Values of the address are not mixed in.
func ReadForm(r *http.Request, limit int64) (url.Values, error) {
	const form = "application/x-www-form-urlencoded"
	body, err := readBody(r, limit, form, func(t string) bool { return t == form })
	if err != nil {
		return nil, err
	}
	values, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, err, "Formulir tidak dapat dibaca. Muat ulang halaman lalu isi lagi.")
	}
	broken := func(s string) bool { return !utf8.ValidString(s) }
	for name, vs := range values {
		if broken(name) || slices.ContainsFunc(vs, broken) {
			return nil, fault.New(fault.Invalid, "Formulir memuat huruf yang rusak (bukan UTF-8). Tulis ulang isiannya.")
		}
	}
	return values, nil
}

// FormToken is the value of a form's field that proves its session, "" without one, and
// leaves the body to be read by whoever handles the form. limit bounds a body of
// application/x-www-form-urlencoded; of multipart/form-data, whose files may be long, only
// the first part is read: the field must be it.
func FormToken(r *http.Request, field string, limit int64) (string, error) {
	t, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err == nil && t == "multipart/form-data" {
		return firstPart(r, field, params["boundary"])
	}
	var read bytes.Buffer
	body := r.Body
	r.Body = io.NopCloser(io.TeeReader(body, &read))
	values, err := ReadForm(r, limit)
	r.Body = reread{&read, body, values}
	return values.Get(field), err
}

// SentForm is the application/x-www-form-urlencoded form that FormToken has read of a request,
// also after its body was read again; nil where it was none that could be read.
func SentForm(r *http.Request) url.Values {
	b, _ := r.Body.(reread)
	return b.form
}

// maxToken bounds the first part of a form of several parts, its head included.
const maxToken = 4 << 10

func firstPart(r *http.Request, field, boundary string) (string, error) {
	var read bytes.Buffer
	body := r.Body
	defer func() { r.Body = reread{io.MultiReader(&read, body), body, nil} }()
	part, err := multipart.NewReader(io.LimitReader(io.TeeReader(body, &read), maxToken), boundary).NextRawPart()
	if err != nil || part.FormName() != field {
		return "", nil // whatever it is, it proves nothing
	}
	value, err := io.ReadAll(part)
	if err != nil {
		return "", nil // cut off: longer than any token
	}
	return string(value), nil
}

// reread is a body that somebody has read the beginning of, from its beginning.
type reread struct {
	io.Reader
	io.Closer
	form url.Values
}

// WriteJSON writes v with status. It keeps a Content-Type and Cache-Control
// that are already set; without them it is application/json and not stored by
// anyone on the way. Nothing is written when v can't be encoded.
func WriteJSON(w http.ResponseWriter, status int, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // never inside a page; < and & stay readable
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("encode %T: %w", v, err)
	}
	for name, value := range map[string]string{"Content-Type": "application/json", "Cache-Control": "no-store"} {
		if w.Header().Get(name) == "" {
			w.Header().Set(name, value)
		}
	}
	w.WriteHeader(status)
	_, err := w.Write(b.Bytes())
	return err
}

// isJSON tells a media type without parameters that says JSON (RFC 6839 for +json).
func isJSON(t string) bool { return t == "application/json" || strings.HasSuffix(t, "+json") }

// ReadBody reads a body of at most limit bytes that is declared as one of types, media types
// without parameters.
func ReadBody(r *http.Request, limit int64, types ...string) ([]byte, error) {
	return readBody(r, limit, strings.Join(types, ", "), func(t string) bool { return slices.Contains(types, t) })
}

// readBody is the body of r when its type is accepted and its length allowed;
// want names the type in the refusal.
func readBody(r *http.Request, limit int64, want string, accepted func(string) bool) ([]byte, error) {
	t, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || !accepted(t) {
		return nil, fault.New(fault.MediaType, want)
	}
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, limit))
	if tooLong := (*http.MaxBytesError)(nil); errors.As(err, &tooLong) {
		return nil, fault.New(fault.TooLarge, size(tooLong.Limit))
	}
	if err != nil {
		return nil, fmt.Errorf("read body: %w", err)
	}
	return body, nil
}

// size writes a limit in bytes as people say it.
func size(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return strconv.FormatInt(n>>20, 10) + " MB"
	case n >= 1<<10 && n%(1<<10) == 0:
		return strconv.FormatInt(n>>10, 10) + " KB"
	default:
		return strconv.FormatInt(n, 10) + " bita"
	}
}

// scanner walks the tokens of a body for what encoding/json lets through, and
// knows the path of the token it stands at.
type scanner struct {
	dec  *json.Decoder
	path []step
	stop int64 // end here, with errStopped; 0: go through
}

// step is a name in an object, or a place in a list when name is empty and
// list is true. Paths are put together only for an error: a long name with
// many children must not be copied for each.
type step struct {
	name  string
	index int
	list  bool
}

var errStopped = errors.New("stopped")

func newScanner(body []byte) *scanner {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber() // 1e400 is a number; whether it fits is the field's matter
	return &scanner{dec: dec}
}

func (s *scanner) document() error {
	if err := s.value(); err != nil {
		return err
	}
	if _, err := s.dec.Token(); !errors.Is(err, io.EOF) {
		return fault.New(fault.BadJSON, "ada isi lain sesudah nilainya")
	}
	return nil
}

func (s *scanner) value() error {
	t, err := s.token()
	if err != nil {
		return err
	}
	d, nested := t.(json.Delim)
	if !nested {
		return nil
	}
	if len(s.path) >= maxDepth {
		return s.fault("bersarang lebih dari " + strconv.Itoa(maxDepth) + " tingkat")
	}
	if d == '{' {
		err = s.object()
	} else {
		err = s.list()
	}
	if err != nil {
		return err
	}
	_, err = s.token() // the closing bracket
	return err
}

func (s *scanner) object() error {
	seen := map[string]bool{}
	for s.dec.More() {
		t, err := s.token()
		if err != nil {
			return err
		}
		name, _ := t.(string) // the decoder lets nothing else stand here
		s.path = append(s.path, step{name: name})
		// encoding/json takes "Target" for "target", so these two repeat.
		folded := strings.ToLower(strings.ToUpper(name))
		if seen[folded] {
			return s.fault("nama “" + short(name) + "” tertulis lebih dari sekali")
		}
		seen[folded] = true
		if err := s.value(); err != nil {
			return err
		}
		s.path = s.path[:len(s.path)-1]
	}
	return nil
}

func (s *scanner) list() error {
	for i := 0; s.dec.More(); i++ {
		s.path = append(s.path, step{index: i, list: true})
		if err := s.value(); err != nil {
			return err
		}
		s.path = s.path[:len(s.path)-1]
	}
	return nil
}

func (s *scanner) token() (json.Token, error) {
	t, err := s.dec.Token()
	if err != nil {
		return nil, err
	}
	if s.stop > 0 && s.dec.InputOffset() >= s.stop {
		return nil, errStopped
	}
	// Half a surrogate pair (\ud83d) would be replaced in silence; a text that
	// holds the replacement already was broken before it came here.
	if text, ok := t.(string); ok && strings.ContainsRune(text, utf8.RuneError) {
		return nil, s.fault("ada huruf yang rusak")
	}
	return t, nil
}

func (s *scanner) fault(what string) error {
	path := s.where()
	if path != "" {
		what += " (di " + path + ")"
	}
	return fault.At(path, fault.BadJSON, what)
}

// where is the path as fault.Error.Field has it: "indikator[3].target".
func (s *scanner) where() string {
	var b strings.Builder
	for _, p := range s.path {
		switch {
		case p.list:
			b.WriteString("[" + strconv.Itoa(p.index) + "]")
		case b.Len() > 0:
			b.WriteString("." + short(p.name))
		default:
			b.WriteString(short(p.name))
		}
	}
	return b.String()
}

// short keeps a name that somebody sent from filling the answer.
func short(name string) string {
	if r := []rune(name); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return name
}

// jsonFault puts an error of encoding/json in words.
func jsonFault(body []byte, err error) error {
	var (
		syntax *json.SyntaxError
		kind   *json.UnmarshalTypeError
		known  *fault.Error
		many   fault.List
	)
	switch {
	case errors.As(err, &known), errors.As(err, &many):
		return err
	case errors.As(err, &syntax):
		// Tokens count their offsets from 0 or from 1; the whole check, from 1.
		errors.As(json.Unmarshal(body, new(json.RawMessage)), &syntax)
		return fault.Wrap(fault.BadJSON, err, "tata tulisnya salah di "+position(body, syntax.Offset))
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return fault.Wrap(fault.BadJSON, err, "isinya terpotong")
	case errors.As(err, &kind):
		s := newScanner(body)
		s.stop = kind.Offset
		_ = s.document() // stops at the value; the path is all we want of it
		f := s.fault("harus " + wanted(kind.Type) + ", bukan " + given(kind.Value)).(*fault.Error)
		f.Err = err
		return f
	}
	// encoding/json has no type for this one.
	if quoted, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		if name, unquoteErr := strconv.Unquote(quoted); unquoteErr == nil {
			return fault.At(short(name), fault.BadJSON, "nama “"+short(name)+"” tidak dikenal")
		}
	}
	return fault.Wrap(fault.BadJSON, err, "ada nilai yang tidak dapat dibaca")
}

// position is an offset as an editor shows it.
func position(body []byte, offset int64) string {
	before := body[:min(max(offset-1, 0), int64(len(body)))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return fmt.Sprintf("baris %d kolom %d", line, column)
}

func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "teks"
	case reflect.Bool:
		return "true atau false"
	case reflect.Slice, reflect.Array:
		return "daftar"
	case reflect.Struct, reflect.Map:
		return "objek"
	default:
		return "bilangan bulat yang muat"
	}
}

// given is the JSON value of an UnmarshalTypeError: a kind, or "number 1.5".
func given(value string) string {
	kind, literal, _ := strings.Cut(value, " ")
	switch kind {
	case "string":
		return "teks"
	case "bool":
		return "true atau false"
	case "array":
		return "daftar"
	case "object":
		return "objek"
	default:
		return strings.TrimSpace("angka " + short(literal))
	}
}
