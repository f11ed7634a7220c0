// Package servicetest opens a service over an embedded store for tests: loaded with the
// samples through the service's own methods, with a clock that stands until it is moved
// and ids that are the same in every run. It is a package of its own because the tests of
// recalc, dispatch and reporter need the same loaded service as those of service.
package servicetest

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"capaian/internal/objects"
	"capaian/internal/objects/dir"
	"capaian/internal/sakip"
	"capaian/internal/sample"
	"capaian/internal/service"
	"capaian/internal/store/embedded"
	"capaian/internal/wire"
)

// The samples that most tests speak of.
const (
	OPD    = "dinas-contoh"          // made up, of kabupaten contoh
	Tahun  = 2025                    // quarters, two agreements, three budgets
	Dinsos = "dinsos-p3a-trenggalek" // real, of kabupaten trenggalek
)

// Clock stands still until it is moved; it may be read by many goroutines.
type Clock struct{ detik atomic.Int64 }

// Now is the time, in whole seconds.
func (c *Clock) Now() time.Time { return time.Unix(c.detik.Load(), 0).UTC() }

// Add moves the clock on, in whole seconds.
func (c *Clock) Add(d time.Duration) { c.detik.Add(int64(d / time.Second)) }

// Env is a service with what lies under it.
type Env struct {
	*service.Service
	Embedded *embedded.Store
	Files    *dir.Dir
	Terbit   *dir.Dir         // where published reports go
	Unggahan *dir.Uploads     // forms at http://uji.lokal/unggah
	Tiba     []objects.Upload // what arrived there, in order
	Waktu    *Clock
}

// Ditinjau is what the record of a finished report says of a review that found nothing, for
// tests that finish reports by hand.
var Ditinjau = sakip.ReviuLaporan{Versi: 1, Dihitung: 12, Cocok: 12}

// Alasan are reasons for whatever a rule may warn of: for tests of other things than that.
func Alasan() map[string]string {
	out := map[string]string{}
	for _, a := range sakip.SemuaPeringatan {
		out[string(a)] = "Sudah diperiksa."
	}
	return out
}

// Secret is what the links of reports and of files follow from.
var Secret = []byte("rahasia-uji-rahasia-uji-rahasia-uji")

// Open opens an empty service in folders of its own, closed when the test ends.
func Open(t testing.TB) *Env {
	t.Helper()
	e := &Env{Waktu: &Clock{}}
	e.Waktu.detik.Store(time.Date(2026, 1, 15, 8, 0, 0, 0, time.UTC).Unix())
	folder := t.TempDir()
	st, err := embedded.Open(filepath.Join(folder, "data"), embedded.Options{NoSync: true})
	if err != nil {
		t.Fatalf("open the store: %v", err)
	}
	t.Cleanup(func() { _ = st.Close() })
	if e.Files, err = dir.Open(filepath.Join(folder, "objek"), Secret, e.Waktu.Now, "http://uji.lokal"); err != nil {
		t.Fatalf("open the files: %v", err)
	}
	t.Cleanup(func() { _ = e.Files.Close() })
	if e.Terbit, err = dir.OpenReadOnly(filepath.Join(folder, "terbit"), Secret, e.Waktu.Now, "http://uji.lokal/terbit"); err != nil {
		t.Fatalf("open the published files: %v", err)
	}
	t.Cleanup(func() { _ = e.Terbit.Close() })
	if e.Unggahan, err = dir.OpenUploads(filepath.Join(folder, "unggahan"), Secret, e.Waktu.Now, "http://uji.lokal", func(u objects.Upload) {
		e.Tiba = append(e.Tiba, u)
	}); err != nil {
		t.Fatalf("open the uploads: %v", err)
	}
	t.Cleanup(func() { _ = e.Unggahan.Close() })
	var id, token atomic.Uint64
	e.Embedded = st
	e.Service = &service.Service{Store: st, Hasil: st, Objects: e.Files, Uploads: e.Unggahan, Terbit: e.Terbit, Clock: e.Waktu.Now, Secret: Secret,
		ID:    func() string { return newID(e.Waktu.Now(), id.Add(1)) },
		Token: func() string { return fmt.Sprintf("token-uji-%024d", token.Add(1)) },
	}
	return e
}

// newID is a ULID of the clock's time whose other part counts up.
func newID(now time.Time, n uint64) string {
	var u ulid.ULID
	_ = u.SetTime(ulid.Timestamp(now)) // fails beyond the year 10889 only
	binary.BigEndian.PutUint64(u[8:], n)
	return u.String()
}

// Seeded opens a service with the seeds of package sample.
func Seeded(t testing.TB) *Env {
	t.Helper()
	b, err := sample.Seed()
	if err != nil {
		t.Fatalf("read the samples: %v", err)
	}
	e := Open(t)
	e.Load(t, b)
	return e
}

// Generated opens a service with n made-up agencies of one kabupaten and their people,
// those of the kabupaten included: "bappeda-uji", "inspektorat-uji" and "admin-uji".
func Generated(t testing.TB, seed uint64, n int) *Env {
	t.Helper()
	e := Open(t)
	e.Load(t, Bundle(seed, n))
	return e
}

// Bundle is what Generated loads.
func Bundle(seed uint64, n int) sample.Bundle {
	b := sample.Bundle{Kabupaten: []sakip.Kabupaten{sample.Uji()}, OPD: sample.Generate(seed, n)}
	for _, a := range b.OPD {
		b.Orang = append(b.Orang, sample.Orang(a.Profil)...)
	}
	for _, p := range []sakip.Peran{sakip.Bappeda, sakip.Inspektorat, sakip.Admin} {
		b.Orang = append(b.Orang, sakip.Orang{Sub: string(p) + "-uji", Nama: string(p) + " (contoh)", Peran: p, Kabupaten: sample.Uji().ID})
	}
	return b
}

// Load brings a bundle in through the methods that people use, as a program that starts
// on an empty store does.
func (e *Env) Load(t testing.TB, b sample.Bundle) {
	t.Helper()
	ctx := context.Background()
	must := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("load %s: %v", what, err)
		}
	}
	for _, k := range b.Kabupaten {
		_, err := e.PutKabupaten(ctx, Pemasang(k.ID), k, 0)
		must(k.ID, err)
	}
	for _, a := range b.OPD {
		id := a.Profil.ID
		_, err := e.PutProfil(ctx, Pemasang(a.Profil.Kabupaten), a.Profil, 0)
		must(id, err)
		v := Perencana(a.Profil)
		_, err = e.PutRenstra(ctx, v, id, a.Renstra, 0)
		must(id, err)
		for _, k := range a.Kebijakan {
			_, err := e.PutKebijakan(ctx, v, id, k, 0)
			must(id, err)
		}
		for _, d := range a.Tahun {
			_, err := e.LoadTahun(ctx, v, id, d.Tahun, wire.FromTahun(d), 0)
			must(fmt.Sprint(id, " ", d.Tahun), err)
		}
	}
	for _, o := range b.Orang {
		_, err := e.PutOrang(ctx, Pemasang(o.Kabupaten), o, 0)
		must(o.Sub, err)
	}
}

// Pemasang is an admin of a kabupaten, by the system.
func Pemasang(kab string) service.Request {
	return service.Request{Dari: "sistem", Orang: sakip.Orang{Sub: "sistem", Nama: "Pemasang data contoh",
		Peran: sakip.Admin, Kabupaten: kab}}
}

// Perencana is a verifikator of an agency, by the system.
func Perencana(p sakip.PerangkatDaerah) service.Request {
	return service.Request{Dari: "sistem", Orang: sakip.Orang{Sub: "sistem", Nama: "Pemasang data contoh",
		Peran: sakip.Verifikator, Kabupaten: p.Kabupaten, OPD: p.ID}}
}

// Kirim sends a file through a form, as a browser does, and returns the answer's status.
func (e *Env) Kirim(t testing.TB, f objects.Form, body []byte) int {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, value := range f.Fields {
		_ = w.WriteField(name, value) // into memory
	}
	part, err := w.CreateFormFile("file", "berkas")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write(body)
	_ = w.Close()
	r := httptest.NewRequest(http.MethodPost, f.URL, &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	rec := httptest.NewRecorder()
	e.Unggahan.ServeHTTP(rec, r)
	return rec.Code
}

// As is a request of a stored person.
func (e *Env) As(t testing.TB, sub string) service.Request {
	t.Helper()
	o, err := e.Diri(context.Background(), sub)
	if err != nil {
		t.Fatalf("who is %s: %v", sub, err)
	}
	return service.Request{Orang: o, Dari: "uji"}
}

// Kunci makes a request repeatable under a key and the sum of what it sends.
func Kunci(r service.Request, key, body string) service.Request {
	r.Idem = &service.Idem{Key: key, Route: "uji", Body: body}
	return r
}
