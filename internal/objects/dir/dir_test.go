package dir

import (
	"bytes"
	"context"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/objects/objectstest"
)

// clock is a clock that tests move.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2024, 3, 28, 9, 0, 0, 900e6, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

var (
	secret      = bytes.Repeat([]byte{'s'}, 32)
	otherSecret = bytes.Repeat([]byte{'t'}, 32)
)

func open(t *testing.T, root string, secret []byte, c *clock, baseURL string) *Dir {
	t.Helper()
	d, err := Open(root, secret, c.Now, baseURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

// newDir is a Dir over an empty folder, with no server.
func newDir(t *testing.T) (*Dir, string, *clock) {
	t.Helper()
	root, c := filepath.Join(t.TempDir(), "objek"), newClock()
	return open(t, root, secret, c, "https://capaian.example"), root, c
}

func TestContract(t *testing.T) {
	objectstest.Run(t, func(t *testing.T) objectstest.Fixture {
		srv := httptest.NewUnstartedServer(nil)
		base, root, c := "http://"+srv.Listener.Addr().String(), t.TempDir(), newClock()
		d := open(t, root, secret, c, base)
		srv.Config.Handler = d
		srv.Start()
		t.Cleanup(srv.Close)
		return objectstest.Fixture{
			Objects: d, Other: open(t, root, otherSecret, c, base+"/"),
			Client: srv.Client(), Advance: c.Advance,
		}
	})
}

func TestOpenRefuses(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "berkas")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	const base = "https://capaian.example"
	tests := []struct {
		name, root string
		secret     []byte
		base       string
		want       fault.Code
	}{
		{"good", folder, secret, base, ""},
		{"base with a path", folder, secret, base + "/app/", ""},
		{"short secret", folder, secret[:31], base, fault.Invalid},
		{"no scheme", folder, secret, "capaian.example", fault.Invalid},
		{"other scheme", folder, secret, "ftp://capaian.example", fault.Invalid},
		{"no host", folder, secret, "https:///a", fault.Invalid},
		{"query", folder, secret, base + "?a=b", fault.Invalid},
		{"root below a file", filepath.Join(file, "objek"), secret, base, fault.ReadOnly},
		{"root is a file", file, secret, base, fault.ReadOnly},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Open(tt.root, tt.secret, newClock().Now, tt.base)
			if err == nil {
				err = d.Close()
			}
			if got := fault.CodeOf(err); got != tt.want {
				t.Errorf("got %q (%v), want %q", got, err, tt.want)
			}
		})
	}
}

// A folder that went away takes no file, not even from root, whom modes do not bind.
func TestUnwritable(t *testing.T) {
	d, root, _ := newDir(t)
	if err := os.RemoveAll(root); err != nil {
		t.Fatal(err)
	}
	_, err := d.Put(t.Context(), "k", "text/plain", []byte("x"))
	if got := fault.CodeOf(err); got != fault.ReadOnly {
		t.Errorf("got %q (%v), want %q", got, err, fault.ReadOnly)
	}
}

func TestModes(t *testing.T) {
	root := filepath.Join(t.TempDir(), "a", "b")
	d := open(t, root, secret, newClock(), "https://capaian.example")
	if _, err := d.Put(t.Context(), "k", "text/plain", []byte("x")); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{
		filepath.Dir(root):                 os.ModeDir | 0o700,
		root:                               os.ModeDir | 0o700,
		filepath.Join(root, fileName("k")): 0o600,
	} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode(); got != want {
			t.Errorf("%s: got %v, want %v", path, got, want)
		}
	}
}

// A file that nobody may change has no right to be written, whatever is put later.
func TestReadOnly(t *testing.T) {
	root := filepath.Join(t.TempDir(), "terbit")
	d, err := OpenReadOnly(root, secret, newClock().Now, "https://capaian.example")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	path := filepath.Join(root, fileName("k"))
	for _, body := range []string{"pertama", "kedua", "pertama"} {
		_, err := d.Put(t.Context(), "k", "text/plain", []byte(body))
		if got, want := fault.CodeOf(err), map[string]fault.Code{"kedua": fault.Exists}[body]; got != want {
			t.Errorf("Put %q: got %v, want %q", body, err, want)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode() != 0o444 {
			t.Errorf("mode: got %v, %v, want 0444", info.Mode(), err)
		}
	}
	if got, _, err := d.Get(t.Context(), "k"); err != nil || string(got) != "pertama" {
		t.Errorf("Get: got %q, %v, want the first", got, err)
	}
	if got, want := list(t, root), []string{fileName("k")}; !slices.Equal(got, want) {
		t.Errorf("folder: got %v, want %v", got, want)
	}
}

// What a process killed at each step of a Put leaves behind.
func TestAfterKill(t *testing.T) {
	const key, contentType, body = "laporan/k", "text/plain", "isi yang utuh"
	d, root, c := newDir(t)
	if _, err := d.Put(t.Context(), key, contentType, []byte(body)); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(root, fileName(key)))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		temp   []byte
		linked bool // killed between linking and removing the temporary file
	}{
		{"nothing written", nil, false},
		{"half a header", whole[:10], false},
		{"half the bytes", whole[:len(whole)-5], false},
		{"all written", whole, false},
		{"linked", whole, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := t.TempDir()
			temp := filepath.Join(root, tempPrefix+"SISA")
			if err := os.WriteFile(temp, tt.temp, 0o600); err != nil {
				t.Fatal(err)
			}
			if tt.linked {
				if err := os.Link(temp, filepath.Join(root, fileName(key))); err != nil {
					t.Fatal(err)
				}
			}
			d := open(t, root, secret, c, "https://capaian.example")
			if _, _, err := d.Get(t.Context(), key); (err == nil) != tt.linked {
				t.Errorf("Get: got %v, want the object there: %v", err, tt.linked)
			}
			if _, err := d.Put(t.Context(), key, contentType, []byte(body)); err != nil {
				t.Errorf("Put again: got %v, want success", err)
			}
			got, _, err := d.Get(t.Context(), key)
			if err != nil || string(got) != body {
				t.Errorf("Get: got %q, %v, want %q", got, err, body)
			}
			if got, want := list(t, root), []string{fileName(key)}; !slices.Equal(got, want) {
				t.Errorf("folder: got %v, want %v", got, want)
			}
		})
	}
}

// during is a context that does something in the middle of a Put, when the
// temporary file is written and about to be linked: the second look at Err.
type during struct {
	context.Context
	looks int
	do    func()
}

func (c *during) Err() error {
	c.looks++
	if c.looks == 2 {
		c.do()
	}
	return c.Context.Err()
}

func TestMeanwhile(t *testing.T) {
	const base = "https://capaian.example"
	tests := []struct {
		name string
		do   func(t *testing.T, root string, other *Dir, cancel func())
		want error // its code, or itself
		body string
	}{
		{"another process opens and sweeps", func(t *testing.T, root string, _ *Dir, _ func()) {
			open(t, root, secret, newClock(), base)
		}, nil, "isi"},
		{"another stores the same", func(t *testing.T, _ string, other *Dir, _ func()) {
			if _, err := other.Put(t.Context(), "k", "text/plain", []byte("isi")); err != nil {
				t.Error(err)
			}
		}, nil, "isi"},
		{"another stores other bytes", func(t *testing.T, _ string, other *Dir, _ func()) {
			if _, err := other.Put(t.Context(), "k", "text/plain", []byte("lain")); err != nil {
				t.Error(err)
			}
		}, fault.New(fault.Exists), "lain"},
		{"the caller gives up", func(_ *testing.T, _ string, _ *Dir, cancel func()) { cancel() }, context.Canceled, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, root, c := newDir(t)
			other := open(t, root, secret, c, base)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			_, err := d.Put(&during{Context: ctx, do: func() { tt.do(t, root, other, cancel) }}, "k", "text/plain", []byte("isi"))
			if fault.CodeOf(err) != fault.CodeOf(tt.want) || tt.want == context.Canceled && err != tt.want {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			var want []string
			if tt.body != "" {
				want = []string{fileName("k")}
				if got, _, err := d.Get(t.Context(), "k"); err != nil || string(got) != tt.body {
					t.Errorf("Get: got %q, %v, want %q", got, err, tt.body)
				}
			}
			if got := list(t, root); !slices.Equal(got, want) {
				t.Errorf("folder: got %v, want %v", got, want)
			}
		})
	}
}

func TestDamage(t *testing.T) {
	// damage changes the file at path; outside is a good copy of it, which
	// lies beside the folder.
	tests := []struct {
		name   string
		damage func(path, outside string) error
	}{
		{"a bit flipped", func(path, _ string) error {
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			b[len(b)-1] ^= 1
			return os.WriteFile(path, b, 0o600)
		}},
		{"cut short", func(path, _ string) error { return os.Truncate(path, 200) }},
		{"emptied", func(path, _ string) error { return os.Truncate(path, 0) }},
		{"another object's file", func(path, _ string) error {
			return os.Rename(filepath.Join(filepath.Dir(path), fileName("lain")), path)
		}},
		{"absolute link out of the folder", func(path, outside string) error {
			return errors.Join(os.Remove(path), os.Symlink(outside, path))
		}},
		{"relative link out of the folder", func(path, outside string) error {
			return errors.Join(os.Remove(path), os.Symlink("../"+filepath.Base(outside), path))
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, root, _ := newDir(t)
			for _, key := range []string{"k", "lain"} {
				if _, err := d.Put(t.Context(), key, "text/plain", bytes.Repeat([]byte("isi "), 100)); err != nil {
					t.Fatal(err)
				}
			}
			path, outside := filepath.Join(root, fileName("k")), root+"-luar"
			whole, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(os.WriteFile(outside, whole, 0o600), tt.damage(path, outside)); err != nil {
				t.Fatal(err)
			}
			got, _, err := d.Get(t.Context(), "k")
			if fault.CodeOf(err) != fault.Internal || got != nil {
				t.Errorf("Get: got %d bytes, %v, want %q and no bytes", len(got), err, fault.Internal)
			}
		})
	}
}

// list is the names in the folder, nil when it is empty.
func list(t *testing.T, root string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
