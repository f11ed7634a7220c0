package peramban

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"capaian/infra/test/program"
)

// root is the module's folder as seen from the tests.
const root = "../.."

var gambar = flag.Bool("gambar", false, "take the pictures of docs/panduan-pengguna anew")

// batasTunggu ends a wait for what does not come. It is no measure of speed: a page that
// lives answers in a hundredth of it.
const batasTunggu = time.Minute

// What all tests share: the program of the local machine, built once, one browser, and
// one machine for those that change nothing that others look at.
var (
	sementara string // folder that is removed at the end
	akhiri    []func()
	biner     = sync.OnceValues(bangun)
	chromium  = sync.OnceValues(jalankanChromium)
	bersama   = sync.OnceValues(func() (*mesin, error) { return jalankanMesin(filepath.Join(sementara, "bersama")) })
	axe       = sync.OnceValues(program.Axe)
)

func TestMain(m *testing.M) {
	flag.Parse()
	var err error
	if sementara, err = os.MkdirTemp("", "capaian-peramban-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	for n := range akhiri {
		akhiri[len(akhiri)-1-n]()
	}
	_ = os.RemoveAll(sementara)
	os.Exit(code)
}

func bangun() (string, error) {
	name := filepath.Join(sementara, "capaian")
	cmd := exec.Command("go", "build", "-o", name, "./infra/local")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the local machine: %w\n%s", err, out)
	}
	return name, nil
}

// jalankanChromium starts one browser. It finds no host but this machine, so that a page
// that asks for another one fails and is seen.
func jalankanChromium() (context.Context, error) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		return nil, errors.New("chromium is missing: run `make test` as root, or install Debian's package chromium")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.UserDataDir(filepath.Join(sementara, "profil")),
		chromedp.DisableGPU, chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.Flag("lang", "id"), chromedp.Flag("accept-lang", "id"))
	if os.Getuid() == 0 {
		opts = append(opts, chromedp.NoSandbox)
	}
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, cancel := chromedp.NewContext(alloc)
	akhiri = append(akhiri, func() { cancel(); cancelAlloc() })
	if err := chromedp.Do(ctx); err != nil {
		return nil, fmt.Errorf("start chromium: %w", err)
	}
	return ctx, nil
}

// mesin is a local machine of its own process, with the samples in it.
type mesin struct{ url string }

func jalankanMesin(folder string) (*mesin, error) {
	bin, err := biner()
	if err != nil {
		return nil, err
	}
	url, stop, err := program.Capaian(bin, folder)
	if err != nil {
		return nil, err
	}
	akhiri = append(akhiri, func() {
		if err := stop(); err != nil {
			fmt.Fprintln(os.Stderr, "end the local machine:", err)
		}
	})
	m := &mesin{url}
	return m, m.siap()
}

// siap waits until the samples are loaded and computed.
func (m *mesin) siap() error {
	ctx, cancel := context.WithTimeout(context.Background(), batasTunggu)
	defer cancel()
	for {
		status, _, err := m.minta(ctx, "GET", "/healthz", "", nil)
		if err == nil && status == http.StatusOK {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the local machine did not become ready: status %d, %w", status, errors.Join(err, ctx.Err()))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// minta makes a request as a program does, with a token or without.
func (m *mesin) minta(ctx context.Context, method, path, token string, body any) (int, []byte, error) {
	var r io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return 0, nil, err
		}
		r = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, m.url+path, r)
	if err != nil {
		return 0, nil, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	out, err := io.ReadAll(res.Body)
	return res.StatusCode, out, err
}

// token is a sample person's token.
func (m *mesin) token(t testing.TB, sub string) string {
	t.Helper()
	status, body, err := m.minta(t.Context(), "POST", "/dev/token", "", map[string]string{"orang": sub})
	var out struct{ Token string }
	if err != nil || status != http.StatusOK || json.Unmarshal(body, &out) != nil {
		t.Fatalf("token of %s: got %d %s, %v", sub, status, body, err)
	}
	return out.Token
}

// mesinBersama is the machine of the tests that only look.
func mesinBersama(t testing.TB) *mesin {
	t.Helper()
	m, err := bersama()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// mesinSendiri is a machine that nobody else uses.
func mesinSendiri(t testing.TB) *mesin {
	t.Helper()
	m, err := jalankanMesin(filepath.Join(sementara, strings.ReplaceAll(t.Name(), "/", "-")))
	if err != nil {
		t.Fatal(err)
	}
	return m
}
