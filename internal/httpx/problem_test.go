package httpx

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"capaian/internal/fault"
)

// declaredCodes reads the constants of type Code out of fault.go.
func declaredCodes(t *testing.T) []fault.Code {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../fault/fault.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var codes []fault.Code
	ast.Inspect(file, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := v.Type.(*ast.Ident); ok && kind.Name == "Code" {
			for _, value := range v.Values {
				s, err := strconv.Unquote(value.(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				codes = append(codes, fault.Code(s))
			}
		}
		return true
	})
	return codes
}

func TestEveryCodeHasTextTitleAndStatus(t *testing.T) {
	if got, want := fault.Codes(), declaredCodes(t); !slices.Equal(got, want) || len(want) == 0 {
		t.Fatalf("fault.Codes: got %v, want the declared %v", got, want)
	}
	fixed := fault.Text(fault.New(fault.Internal))
	for _, code := range fault.Codes() {
		if text := fault.Text(fault.New(code, "a", "b", "c", "d", "e")); text == "" || (text == fixed) != (code == fault.Internal) {
			t.Errorf("%s: got text %q, want one of its own", code, text)
		}
		if k, ok := kinds[code]; !ok || k.title == "" || http.StatusText(k.status) == "" {
			t.Errorf("%s: got %+v, want a title and a status", code, k)
		}
	}
	if len(kinds) != len(fault.Codes()) {
		t.Errorf("table: got %d codes, want %d", len(kinds), len(fault.Codes()))
	}
	if got := Status("no such code"); got != 500 {
		t.Errorf("unknown code: got %d, want 500", got)
	}
}

func TestStatus(t *testing.T) {
	for status, codes := range map[int][]fault.Code{
		400: {fault.BadJSON},
		401: {fault.Unauthenticated},
		403: {fault.Forbidden, fault.CrossOrigin, fault.SignatureBad},
		404: {fault.NotFound, fault.LocalOnly},
		405: {fault.Method},
		409: {fault.Exists, fault.FindingGone},
		410: {fault.LinkExpired, fault.LinkRevoked},
		412: {fault.Conflict},
		413: {fault.TooLarge},
		415: {fault.MediaType},
		422: {fault.Required, fault.NotANumber, fault.Ambiguous, fault.NumberTooLong, fault.OutOfRange,
			fault.Invalid, fault.Unknown, fault.Duplicate, fault.IdemReused},
		423: {fault.Locked},
		428: {fault.PreconditionReq},
		429: {fault.TooMany},
		500: {fault.Internal},
		503: {fault.Busy, fault.ReadOnly},
	} {
		for _, code := range codes {
			if got := Status(code); got != status {
				t.Errorf("%s: got %d, want %d", code, got, status)
			}
		}
	}
}

// answer runs h as the API does and gives back the answer and the log.
func answer(h HandlerFunc) (w *httptest.ResponseRecorder, log string) {
	var b bytes.Buffer
	r := httptest.NewRequest("POST", "/api/v1/ind/RAHASIA-PATH?q=RAHASIA-QUERY", strings.NewReader("RAHASIA-BODY"))
	r.Header.Set("Authorization", "Bearer RAHASIA-TOKEN")
	r.Pattern = "POST /api/v1/ind/{id}"
	w = httptest.NewRecorder()
	API(h, slog.New(slog.NewJSONHandler(&b, nil))).ServeHTTP(w, r.WithContext(WithRequestID(r.Context(), "req-7")))
	return w, b.String()
}

func TestProblems(t *testing.T) {
	const fixed = "Terjadi kesalahan pada sistem. Coba lagi; bila berulang, sampaikan nomor permintaan kepada pengelola."
	type mark map[string]any
	for _, tt := range []struct {
		name   string
		err    error
		status int
		want   mark // members that matter here; nil: absent
		header [2]string
		logged string // "" when nothing may be logged
	}{
		{"field", fault.At("penyebut", fault.Required), 422,
			mark{"type": "urn:capaian:galat:required", "title": "Isian belum lengkap", "detail": "Isian ini wajib diisi.",
				"code": "required", "field": "penyebut", "galat": nil, "data": nil, "permintaan": "req-7"}, [2]string{}, ""},
		{"wrapped", fmt.Errorf("record: %w", fault.New(fault.Forbidden, "verifikator")), 403,
			mark{"code": "forbidden", "detail": "Anda tidak berwenang untuk ini. Yang berwenang: verifikator."}, [2]string{}, ""},
		{"list", fault.List{fault.At("a", fault.Required), fault.At("b[2]", fault.Unknown, "Satuan", "x")}, 422,
			mark{"code": "required", "field": "a", "galat": []any{
				map[string]any{"code": "required", "field": "a", "pesan": "Isian ini wajib diisi."},
				map[string]any{"code": "unknown", "field": "b[2]",
					"pesan": "Satuan “x” tidak dikenal. Periksa penulisannya atau tambahkan dahulu datanya."}}}, [2]string{}, ""},
		{"our failure shows in a list", fault.List{fault.At("a", fault.Required), fault.Wrap(fault.Internal, errors.New("disk gone"))}, 500,
			mark{"code": "internal", "detail": fixed}, [2]string{}, `"cause":"disk gone"`},
		{"empty list", fault.List{}, 500, mark{"code": "internal", "galat": nil}, [2]string{}, `"level":"ERROR"`},
		{"conflict with data", &fault.Error{Code: fault.Conflict, Data: map[string]string{"nilai": "1 < 2"}}, 412,
			mark{"data": map[string]any{"nilai": "1 < 2"}}, [2]string{}, ""},
		{"data that is no JSON", &fault.Error{Code: fault.Conflict, Data: func() {}}, 412, mark{"data": nil}, [2]string{}, ""},
		{"unauthenticated", fault.Wrap(fault.Unauthenticated, errors.New("expired")), 401,
			mark{"code": "unauthenticated"}, [2]string{"Www-Authenticate", "Bearer"}, ""},
		{"busy", fault.New(fault.Busy), 503, mark{"code": "busy"}, [2]string{"Retry-After", "1"}, `"level":"WARN"`},
		{"foreign error", errors.New("dial tcp: refused"), 500,
			mark{"code": "internal", "title": "Kesalahan sistem", "detail": fixed, "permintaan": "req-7"}, [2]string{}, `"cause":"dial tcp: refused"`},
		{"unknown code", fault.New("surprise"), 500, mark{"code": "internal", "detail": fixed}, [2]string{}, `"cause":"surprise"`},
		{"deadline", fmt.Errorf("load: %w", context.DeadlineExceeded), 503, mark{"code": "busy"}, [2]string{"Retry-After", "1"}, `"level":"WARN"`},
		{"reader gone", context.Canceled, 503, mark{"code": "busy"}, [2]string{}, `"level":"WARN"`},
		{"deadline inside an internal fault", fault.Wrap(fault.Internal, context.DeadlineExceeded), 503,
			mark{"code": "busy"}, [2]string{}, `"level":"WARN"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w, log := answer(func(w http.ResponseWriter, _ *http.Request) error {
				w.Header().Set("ETag", `"3"`)
				w.Header().Set("Content-Type", "text/csv")
				return tt.err
			})
			if w.Code != tt.status || w.Header().Get("Content-Type") != "application/problem+json" ||
				w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("ETag") != "" {
				t.Errorf("got %d %v, want %d as an unstored problem", w.Code, w.Header(), tt.status)
			}
			if tt.header[0] != "" && w.Header().Get(tt.header[0]) != tt.header[1] {
				t.Errorf("%s: got %q, want %q", tt.header[0], w.Header().Get(tt.header[0]), tt.header[1])
			}
			var got map[string]any
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
				t.Fatalf("body %s: %v", w.Body, err)
			}
			if fmt.Sprint(got["status"]) != strconv.Itoa(tt.status) {
				t.Errorf("status member: got %v, want %d", got["status"], tt.status)
			}
			for name, want := range tt.want {
				if fmt.Sprint(got[name]) != fmt.Sprint(want) {
					t.Errorf("%s: got %v, want %v", name, got[name], want)
				}
			}
			if lines := strings.Count(log, "\n"); (tt.logged == "") != (lines == 0) || lines > 1 || !strings.Contains(log, tt.logged) {
				t.Errorf("log: got %q, want %q", log, tt.logged)
			}
			if strings.Contains(log, "RAHASIA") {
				t.Errorf("log holds what the request holds: %s", log)
			}
		})
	}
}

func TestPanic(t *testing.T) {
	w, log := answer(func(http.ResponseWriter, *http.Request) error {
		return fault.List{}[len(fault.Codes())]
	})
	if w.Code != 500 || strings.Contains(w.Body.String(), "out of range") {
		t.Errorf("got %d %s, want 500 with the fixed text", w.Code, w.Body)
	}
	for _, want := range []string{"index out of range [" + strconv.Itoa(len(fault.Codes())) + "] with length 0", "TestPanic", `"request_id":"req-7"`, `"route":"POST /api/v1/ind/{id}"`} {
		if !strings.Contains(log, want) {
			t.Errorf("log lacks %q: %s", want, log)
		}
	}
	if strings.Contains(log, "RAHASIA") || strings.Count(log, "\n") != 1 {
		t.Errorf("log: got %s, want one line without the request's contents", log)
	}
}

func TestErrorAfterAnswerBegan(t *testing.T) {
	w, log := answer(func(w http.ResponseWriter, _ *http.Request) error {
		_, _ = io.WriteString(w, "half")
		return errors.New("source gone")
	})
	if w.Code != 200 || w.Body.String() != "half" || !strings.Contains(log, "source gone") {
		t.Errorf("got %d %q, log %q; want the half answer alone and the cause logged", w.Code, w.Body, log)
	}
}

func TestHandlerShowsPages(t *testing.T) {
	show := func(w http.ResponseWriter, _ *http.Request, p Problem) {
		w.WriteHeader(p.Status)
		_, _ = io.WriteString(w, "<p>"+p.Detail)
	}
	w := httptest.NewRecorder()
	Handler(func(http.ResponseWriter, *http.Request) error { return fault.New(fault.LinkExpired) }, show, slog.New(slog.DiscardHandler)).
		ServeHTTP(w, httptest.NewRequest("GET", "/l/x", nil))
	if w.Code != 410 || !strings.HasPrefix(w.Body.String(), "<p>Tautan sudah kedaluwarsa.") {
		t.Errorf("got %d %q", w.Code, w.Body)
	}
}

func TestResponseControllerReachesThrough(t *testing.T) {
	w := httptest.NewRecorder()
	Handler(func(w http.ResponseWriter, _ *http.Request) error {
		return http.NewResponseController(w).Flush()
	}, WriteProblem, slog.New(slog.DiscardHandler)).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if !w.Flushed {
		t.Error("got no flush, want it passed through")
	}
}
