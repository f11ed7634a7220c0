package app_test

import (
	"encoding/base64"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"capaian/internal/app"
	"capaian/internal/fault"
)

func lookup(env map[string]string) func(string) string {
	return func(name string) string { return env[name] }
}

func rahasia(n int) string { return base64.StdEncoding.EncodeToString(make([]byte, n)) }

func TestReadDefaults(t *testing.T) {
	c, err := app.Read(lookup(nil))
	if err != nil {
		t.Fatal(err)
	}
	if c.Lokal || c.Addr != "127.0.0.1:8080" || c.Data != "./var" || c.URL != "" || len(c.Rahasia) != 0 || c.Issuer != "" ||
		c.Audience != "" || c.Kolam != "" || c.Kinerja != "" || c.Hasil != "" || c.Bucket != "" || c.Unggahan+c.Terbit != "" || c.Antrean != "" || c.Detak != time.Hour {
		t.Errorf("defaults: got %+v", c)
	}
	c, err = app.Read(lookup(map[string]string{"CAPAIAN_LOKAL": "1", "CAPAIAN_ADDR": "localhost:9000"}))
	if err != nil || !c.Lokal || c.URL != "http://localhost:9000" || c.Audience != "capaian" {
		t.Errorf("local: got %+v, %v, want the URL of the address", c, err)
	}
	for v, want := range map[string]bool{"1": true, "0": false, " ": false} {
		if c, err := app.Read(lookup(map[string]string{"CAPAIAN_LOKAL": v})); err != nil || c.Lokal != want {
			t.Errorf("CAPAIAN_LOKAL=%q: got %v, %v", v, c.Lokal, err)
		}
	}
}

func TestReadTakesEveryVariable(t *testing.T) {
	env := map[string]string{"CAPAIAN_LOKAL": "0", "CAPAIAN_ADDR": ":81", "CAPAIAN_DATA": " /data ", "CAPAIAN_URL": "https://capaian.example.go.id/",
		"CAPAIAN_RAHASIA": rahasia(32), "CAPAIAN_ISSUER": "https://masuk", "CAPAIAN_AUDIENCE": "klien", "CAPAIAN_KOLAM": "kolam", "CAPAIAN_TABEL_KINERJA": "kinerja",
		"CAPAIAN_TABEL_HASIL": "hasil", "CAPAIAN_BUCKET": "ember", "CAPAIAN_UNGGAHAN": "ember-masuk", "CAPAIAN_TERBIT": "ember-terbit", "CAPAIAN_ANTREAN": "https://sqs/q", "CAPAIAN_ANTREAN_ULANG": "https://sqs/u", "CAPAIAN_DETAK": "10m"}
	for _, v := range app.Variables {
		if _, ok := env[v.Nama]; !ok {
			t.Errorf("%s is not tried here", v.Nama)
		}
		if v.Untuk == "" {
			t.Errorf("%s says not what it is for", v.Nama)
		}
	}
	c, err := app.Read(lookup(env))
	if err != nil || c.Addr != ":81" || c.Data != "/data" || c.URL != "https://capaian.example.go.id" || len(c.Rahasia) != 32 || c.Issuer != "https://masuk" ||
		c.Audience != "klien" || c.Kolam != "kolam" || c.Kinerja != "kinerja" || c.Hasil != "hasil" || c.Bucket != "ember" || c.Unggahan != "ember-masuk" || c.Terbit != "ember-terbit" || c.Antrean != "https://sqs/q" || c.Ulang != "https://sqs/u" || c.Detak != 10*time.Minute {
		t.Errorf("got %+v, %v", c, err)
	}
	all := []string{"CAPAIAN_URL", "CAPAIAN_ISSUER", "CAPAIAN_AUDIENCE", "CAPAIAN_KOLAM", "CAPAIAN_RAHASIA", "CAPAIAN_TABEL_KINERJA", "CAPAIAN_TABEL_HASIL",
		"CAPAIAN_BUCKET", "CAPAIAN_UNGGAHAN", "CAPAIAN_TERBIT", "CAPAIAN_ANTREAN", "CAPAIAN_ANTREAN_ULANG"}
	if err := c.Require(all...); err != nil {
		t.Errorf("require all: got %v, want none missing", err)
	}
}

func TestReadListsEveryFault(t *testing.T) {
	bad := map[string]string{"CAPAIAN_LOKAL": "ya", "CAPAIAN_RAHASIA": "%%%", "CAPAIAN_DETAK": "sejam", "CAPAIAN_ADDR": "8080", "CAPAIAN_URL": "capaian.example.go.id"}
	_, err := app.Read(lookup(bad))
	var got []string
	for _, f := range fault.All(err) {
		got = append(got, f.Field)
	}
	slices.Sort(got)
	if want := []string{"CAPAIAN_ADDR", "CAPAIAN_DETAK", "CAPAIAN_LOKAL", "CAPAIAN_RAHASIA", "CAPAIAN_URL"}; !slices.Equal(got, want) {
		t.Errorf("faults: got %q, want %q", got, want)
	}
	for _, c := range []struct{ name, value string }{
		{"CAPAIAN_LOKAL", "true"}, {"CAPAIAN_LOKAL", "2"},
		{"CAPAIAN_RAHASIA", "abc"}, {"CAPAIAN_RAHASIA", rahasia(31)},
		{"CAPAIAN_DETAK", "0s"}, {"CAPAIAN_DETAK", "-1h"}, {"CAPAIAN_DETAK", "10"},
		{"CAPAIAN_ADDR", "localhost"}, {"CAPAIAN_ADDR", "a:b:c"},
		{"CAPAIAN_URL", "localhost:8080"}, {"CAPAIAN_URL", "ftp://a"}, {"CAPAIAN_URL", "https://"}, {"CAPAIAN_URL", "mailto:a@b"}, {"CAPAIAN_URL", "http://a b"},
	} {
		_, err := app.Read(lookup(map[string]string{c.name: c.value}))
		if l := fault.All(err); len(l) != 1 || l[0].Field != c.name {
			t.Errorf("%s=%s: got %v, want one fault there", c.name, c.value, err)
		}
	}
}

func TestRequire(t *testing.T) {
	c, err := app.Read(lookup(map[string]string{"CAPAIAN_LOKAL": "1", "CAPAIAN_BUCKET": "ember"}))
	if err != nil {
		t.Fatal(err)
	}
	err = c.Require("CAPAIAN_TABEL_KINERJA", "CAPAIAN_BUCKET", "CAPAIAN_RAHASIA")
	var got []string
	for _, f := range fault.All(err) {
		got = append(got, f.Field+" "+string(f.Code))
	}
	if want := "CAPAIAN_TABEL_KINERJA required, CAPAIAN_RAHASIA required, CAPAIAN_LOKAL invalid"; strings.Join(got, ", ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestIDSortsByTimeAndIsUnique(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	last := ""
	for n := range 1000 {
		id := app.ID(now.Add(time.Duration(n) * time.Millisecond))
		if len(id) != 26 || id <= last || strings.Trim(id, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			t.Fatalf("id %d: got %q after %q, want 26 characters that sort later", n, id, last)
		}
		last = id
	}
	var mu sync.Mutex
	seen := map[string]bool{}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 2000 {
				id, token := app.ID(now), app.Token()
				mu.Lock()
				if seen[id] || seen[token] {
					t.Errorf("twice: %s or %s", id, token)
				}
				seen[id], seen[token] = true, true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}

func TestToken(t *testing.T) {
	raw, err := base64.RawURLEncoding.DecodeString(app.Token())
	if err != nil || len(raw) < 16 {
		t.Errorf("got %d bytes, %v, want at least 128 bits that can stand in an address", len(raw), err)
	}
}
