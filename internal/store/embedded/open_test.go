package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"
)

var (
	ctx   = context.Background()
	tahun = store.TahunOPD("dinsos", 2023)
	k1    = store.HasilKey{OPD: "dinsos", Tahun: 2023, TW: 1}
)

// command writes each row's name as its data.
func command(p store.Partition, rows ...string) store.Command {
	c := store.Command{Partition: p, Audit: store.Audit{Waktu: time.Unix(1_700_000_000, 0).UTC(), Perintah: "Test"}}
	for _, r := range rows {
		c.Writes = append(c.Writes, store.Write{Key: store.Key{Doc: "IND", Row: r}, Data: []byte(r)})
	}
	return c
}

func TestOpenRefusals(t *testing.T) {
	cases := []struct {
		name    string
		prepare func(t *testing.T, dir string)
		want    fault.Code
	}{
		{"the folder is a file", func(t *testing.T, dir string) { writeFile(t, dir, "x") }, fault.ReadOnly},
		{"a folder in the file's place", func(t *testing.T, dir string) {
			if err := os.MkdirAll(filepath.Join(dir, kinerjaFile), 0o750); err != nil {
				t.Fatal(err)
			}
		}, fault.ReadOnly},
		{"not a database", func(t *testing.T, dir string) {
			mustClose(t, mustOpen(t, dir))
			writeFile(t, filepath.Join(dir, kinerjaFile), fmt.Sprintf("%016384d", 1))
		}, fault.Internal},
		{"in use", func(t *testing.T, dir string) {
			s := mustOpen(t, dir)
			t.Cleanup(func() { mustClose(t, s) })
		}, fault.Busy},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			c.prepare(t, dir)
			s, err := Open(dir, Options{LockTimeout: 10 * time.Millisecond})
			if got := fault.CodeOf(err); s != nil || got != c.want {
				t.Fatalf("Open: got %v, %v, want code %s", s, err, c.want)
			}
		})
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o640); err != nil {
		t.Fatal(err)
	}
}

// An unfit hasil.db costs the derived values alone.
func TestHasilMadeAnew(t *testing.T) {
	cases := []struct {
		name  string
		spoil func(path string) error
		bad   bool // the old file is set aside
	}{
		{"deleted", os.Remove, false},
		{"not a database", func(p string) error { return os.WriteFile(p, fmt.Appendf(nil, "%016384d", 1), 0o640) }, true},
		{"cut off", func(p string) error { return os.Truncate(p, 5*4096) }, true},
		{"a folder", func(p string) error { return errors.Join(os.Remove(p), os.Mkdir(p, 0o750)) }, true},
		{"pages overwritten", func(p string) error {
			all, err := os.ReadFile(p)
			for i := 2 * 4096; i < len(all); i++ {
				all[i] = 0xa5
			}
			return errors.Join(err, os.WriteFile(p, all, 0o640))
		}, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, hasilFile)
			s := mustOpen(t, dir)
			if _, err := s.Do(ctx, command(tahun, "1")); err != nil {
				t.Fatal(err)
			}
			for tw := 1; tw <= 4; tw++ {
				k := store.HasilKey{OPD: "dinsos", Tahun: 2023, TW: tw}
				if _, err := s.PutHasil(ctx, k, store.Hasil{Data: make([]byte, 100_000)}); err != nil {
					t.Fatal(err)
				}
			}
			mustClose(t, s)
			if err := c.spoil(path); err != nil {
				t.Fatal(err)
			}

			s = mustOpen(t, dir)
			defer mustClose(t, s)
			if _, err := os.Stat(path + badSuffix); (err == nil) != c.bad {
				t.Errorf("set aside: got %v, want %v", err == nil, c.bad)
			}
			if _, err := s.GetHasil(ctx, k1); fault.CodeOf(err) != fault.NotFound {
				t.Errorf("GetHasil: got %v, want %s", err, fault.NotFound)
			}
			if put, err := s.PutHasil(ctx, k1, store.Hasil{Data: []byte("x")}); !put || err != nil {
				t.Errorf("PutHasil: got %v, %v, want it stored", put, err)
			}
			if snap, err := s.Load(ctx, tahun); err != nil || len(snap.Items) != 1 {
				t.Errorf("Load: got %+v, %v, want the one item", snap, err)
			}
		})
	}
}

func TestClosed(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	waiting := make(chan error, 1)
	go func() { waiting <- s.Wait(ctx, 0) }()
	mustClose(t, s)
	_, doErr := s.Do(ctx, command(tahun, "1"))
	_, loadErr := s.Load(ctx, tahun)
	_, hasilErr := s.GetHasil(ctx, k1)
	for name, err := range map[string]error{"Wait": <-waiting, "Do": doErr, "Load": loadErr, "GetHasil": hasilErr} {
		if got := fault.CodeOf(err); got != fault.Internal {
			t.Errorf("%s: got %v, want %s", name, err, fault.Internal)
		}
	}
}
