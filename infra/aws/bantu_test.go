package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	lambdago "github.com/aws/aws-lambda-go/lambda"

	"capaian/infra/templat"
	"capaian/internal/httpx"
)

// asFunction makes this test's program a Lambda function, whose events say what to do.
const asFunction = "CAPAIAN_UJI_FUNGSI"

// programs is where the functions' programs are built, once for all tests and for the
// processes that some start, which find it in this variable.
var programs string

const builtPrograms = "CAPAIAN_UJI_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asFunction) != "" {
		lambdago.Start(obey)
		return
	}
	if code, ok := asStack(); ok { // see faults_test.go
		os.Exit(code)
	}
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	if programs = os.Getenv(builtPrograms); programs == "" {
		folder, err := os.MkdirTemp("", "capaian-fungsi-")
		if err == nil {
			defer func() { _ = os.RemoveAll(folder) }()
			programs = folder
			err = errors.Join(os.Chdir("../.."), os.Setenv(builtPrograms, folder))
		}
		if err == nil {
			err = build(context.Background(), folder)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	code := m.Run()
	if shared != nil {
		if err := shared.s.close(); err != nil {
			fmt.Fprintln(os.Stderr, "close the stack:", err)
			return 1
		}
		_ = os.RemoveAll(shared.s.data)
	}
	return code
}

// perintah is an event of the test's own function.
type perintah struct {
	Tidur   time.Duration `json:"tidur"`
	Galat   string        `json:"galat"`
	Panik   bool          `json:"panik"`
	Mati    bool          `json:"mati"`
	Memori  int           `json:"memori"` // MB
	Catat   string        `json:"catat"`  // file that gets the event
	Records []json.RawMessage
}

// obey does what its event says. Of a batch it writes the keys down, and fails when one
// of them is "gagal".
func obey(_ context.Context, raw json.RawMessage) (any, error) {
	var p perintah
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, err
	}
	if p.Records != nil {
		return nil, catatBatch(p.Records)
	}
	time.Sleep(p.Tidur)
	if p.Memori > 0 {
		b := bytes.Repeat([]byte{1}, p.Memori<<20)
		fmt.Fprint(io.Discard, b[len(b)/2])
	}
	switch {
	case p.Galat != "":
		return nil, errors.New(p.Galat)
	case p.Panik:
		panic("panik")
	case p.Mati:
		os.Exit(3)
	}
	return map[string]int{"pid": os.Getpid()}, nil
}

func catatBatch(records []json.RawMessage) error {
	var keys []string
	var bad error
	for _, r := range records {
		var rec struct {
			Dynamodb struct {
				Keys map[string]struct{ S string }
			} `json:"dynamodb"`
		}
		if err := json.Unmarshal(r, &rec); err != nil {
			return err
		}
		k := rec.Dynamodb.Keys["PK"].S
		keys = append(keys, k)
		if strings.Contains(k, "gagal") {
			bad = errors.New("cannot do " + k)
		}
	}
	f, err := os.OpenFile(os.Getenv("CATATAN"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = fmt.Fprintln(f, bad == nil, strings.Join(keys, " "))
	return errors.Join(bad, err)
}

// obedient runs this test's program as a function.
func obedient(t *testing.T, f templat.Function, limit int, env ...string) *lambda {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	f.Name = "patuh"
	l := newLambda(f, self, append([]string{asFunction + "=1"}, env...), limit, io.Discard)
	t.Cleanup(l.close)
	return l
}

// world is the stack that the tests share, with the samples, and somebody outside.
type world struct {
	s      *stack
	mu     sync.Mutex
	tokens map[string]string
}

var (
	shared     *world
	sharedErr  error
	sharedOnce sync.Once
)

// testOptions are a stack's for tests: queues sixty times as fast.
func testOptions(data string) options {
	return options{template: "template.yaml", programs: programs, data: data, memory: true, addr: "127.0.0.1:0", parallel: 2, hasten: 60,
		detak: time.Hour, log: slog.New(slog.DiscardHandler)}
}

func stackWithSamples(t testing.TB) *world {
	t.Helper()
	sharedOnce.Do(func() {
		data, err := os.MkdirTemp("", "capaian-aws-")
		if err != nil {
			sharedErr = err
			return
		}
		s, err := open(context.Background(), testOptions(data))
		if err != nil {
			sharedErr = err
			return
		}
		shared = &world{s: s, tokens: map[string]string{}}
		sharedErr = s.load(context.Background())
	})
	if sharedErr != nil {
		t.Fatal(sharedErr)
	}
	return shared
}

// ownStack is a stack with the samples for one test alone.
func ownStack(t testing.TB, o options) *world {
	t.Helper()
	s, err := open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return &world{s: s, tokens: map[string]string{}}
}

func (w *world) token(t testing.TB, orang string) string {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if tok, ok := w.tokens[orang]; ok {
		return tok
	}
	tok, err := w.s.issuer().Token(orang, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	w.tokens[orang] = tok
	return tok
}

// session is the cookie of a person's session in a browser.
func (w *world) session(orang string) string {
	rec := httptest.NewRecorder()
	httpx.NewSessions(w.s.service.Secret, time.Now, func() string { return "uji" }, true).Start(rec, httptest.NewRequest("GET", "/", nil), orang)
	c := rec.Result().Cookies()[0]
	return c.Name + "=" + c.Value
}

// send makes one request; who is a person for the API, or "" for nobody.
func (w *world) send(t testing.TB, who, method, path string, header map[string]string, body any) (int, http.Header, []byte) {
	t.Helper()
	var r io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		r = strings.NewReader(b)
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		r = bytes.NewReader(raw)
	}
	if !strings.HasPrefix(path, "http") {
		path = w.s.url + path
	}
	req, err := http.NewRequestWithContext(t.Context(), method, path, r)
	if err != nil {
		t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if who != "" {
		req.Header.Set("Authorization", "Bearer "+w.token(t, who))
	}
	for k, v := range header {
		req.Header.Set(k, v)
	}
	res, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(res.Body)
	if err := errors.Join(err, res.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header, answer
}

// read gets JSON as a person.
func (w *world) read(t testing.TB, who, path string, into any) {
	t.Helper()
	status, _, body := w.send(t, who, "GET", path, nil, nil)
	if status != http.StatusOK {
		t.Fatalf("GET %s: got %d: %s", path, status, body)
	}
	if err := json.Unmarshal(body, into); err != nil {
		t.Fatalf("GET %s: %v", path, err)
	}
}

// until asks again until it is so. It gives up only long after anything healthy.
func until(t testing.TB, what string, so func() bool) {
	t.Helper()
	for range 1200 {
		if so() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s: did not come true", what)
}

func file(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(b)
}

func inTemp(t *testing.T, name string) string { return filepath.Join(t.TempDir(), name) }
