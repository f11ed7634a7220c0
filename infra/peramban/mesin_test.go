package peramban

import (
	"context"
	"errors"
	"flag"
	"fmt"
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

var gambar = flag.Bool("gambar", false, "take the pictures of docs/panduan-pengguna and of README.md anew")

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
type mesin struct{ url, folder string }

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
	m := &mesin{url, folder}
	return m, m.siap()
}

// siap waits until the samples are loaded and computed.
func (m *mesin) siap() error {
	ctx, cancel := context.WithTimeout(context.Background(), batasTunggu)
	defer cancel()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, m.url+"/healthz", nil)
		if err != nil {
			return err
		}
		status := 0
		if res, err := http.DefaultClient.Do(req); err == nil {
			_ = res.Body.Close()
			status = res.StatusCode
		}
		if status == http.StatusOK {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the local machine did not become ready: status %d, %w", status, ctx.Err())
		case <-time.After(20 * time.Millisecond):
		}
	}
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
