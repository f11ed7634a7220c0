package service_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"capaian/internal/akun"
	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/servicetest"
	"capaian/internal/store"
)

// akunUji is the local machine's accounts that note what was asked and fail when told to.
type akunUji struct {
	akun.Lokal
	asked []string
	fail  error // of the next call, after it had its effect
}

func (a *akunUji) note(what string) error {
	a.asked = append(a.asked, what)
	err := a.fail
	a.fail = nil
	return err
}

func (a *akunUji) Create(ctx context.Context, surel string) (string, error) {
	sub, _ := a.Lokal.Create(ctx, surel)
	return sub, a.note("create " + surel)
}

func (a *akunUji) SetActive(_ context.Context, sub string, aktif bool) error {
	if aktif {
		return a.note("on " + sub)
	}
	return a.note("off " + sub)
}

func (a *akunUji) ResetPassword(_ context.Context, sub string) error { return a.note("reset " + sub) }

// denganAkun is the samples with accounts.
func denganAkun(t *testing.T) (*servicetest.Env, *akunUji) {
	e, a := servicetest.Seeded(t), &akunUji{}
	e.Akun = a
	return e, a
}

// diminta compares what was asked of the accounts since the last look.
func (a *akunUji) diminta(t *testing.T, what string, want ...string) {
	t.Helper()
	if !slices.Equal(a.asked, want) {
		t.Errorf("%s: the accounts were asked %q, want %q", what, a.asked, want)
	}
	a.asked = nil
}

var siti = sakip.Orang{Nama: "Siti", Peran: sakip.Operator, Kabupaten: "contoh", OPD: opd, Unit: "sekretariat", Surel: "Siti@contoh.go.id"}

func TestAddOrang(t *testing.T) {
	e, a := denganAkun(t)
	for _, c := range []struct {
		name  string
		who   string
		ubah  func(*sakip.Orang)
		code  fault.Code
		field string
		asked []string
	}{
		{"by a verifikator", "verifikator-contoh", nil, fault.Forbidden, "", nil},
		{"by another kabupaten's admin", "admin-trenggalek", nil, fault.NotFound, "", nil},
		{"without an address", "admin-contoh", func(o *sakip.Orang) { o.Surel = "" }, fault.Required, "surel", nil},
		{"with no address", "admin-contoh", func(o *sakip.Orang) { o.Surel = "siti" }, fault.Invalid, "surel", nil},
		{"without a name", "admin-contoh", func(o *sakip.Orang) { o.Nama = " " }, fault.Required, "nama", nil},
		{"without a unit", "admin-contoh", func(o *sakip.Orang) { o.Unit = "" }, fault.Invalid, "unit", nil},
		{"of no unit", "admin-contoh", func(o *sakip.Orang) { o.Unit = "tidak-ada" }, fault.Unknown, "unit", nil},
		{"of no agency", "admin-contoh", func(o *sakip.Orang) { o.OPD = "tidak-ada" }, fault.Unknown, "opd", nil},
		{"of another kabupaten's agency", "admin-contoh", func(o *sakip.Orang) { o.OPD, o.Unit = servicetest.Dinsos, "sekretariat" }, fault.Unknown, "opd", nil},
		{"as it should be", "admin-contoh", nil, "", "", []string{"create siti@contoh.go.id"}},
		{"again", "admin-contoh", nil, fault.Exists, "surel", []string{"create siti@contoh.go.id"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := siti
			if c.ubah != nil {
				c.ubah(&o)
			}
			sub, err := e.AddOrang(ctx, e.As(t, c.who), o)
			kode(t, "outcome", err, c.code)
			if err != nil && fault.All(err)[0].Field != c.field {
				t.Errorf("field: got %q, want %q", fault.All(err)[0].Field, c.field)
			}
			a.diminta(t, "accounts", c.asked...)
			if c.code == "" {
				if got := e.As(t, sub).Orang; got.Nama != "Siti" || got.Surel != "siti@contoh.go.id" || got.Unit != "sekretariat" {
					t.Errorf("record: got %+v", got)
				}
				utuh(t, e.Embedded, store.Orang(sub))
			}
		})
	}
	_, err := e.AddOrang(ctx, e.As(t, "admin-trenggalek"), sakip.Orang{Nama: "Siti", Peran: sakip.Inspektorat, Kabupaten: "trenggalek", Surel: "siti@contoh.go.id"})
	kode(t, "an address of another kabupaten's person", err, fault.Invalid)
}

// Made half, a person is made whole by asking again.
func TestAddOrangGoesOn(t *testing.T) {
	e, a := denganAkun(t)
	admin := servicetest.Kunci(e.As(t, "admin-contoh"), "k1", "siti")
	a.fail = fault.Wrap(fault.Busy, errors.New("no answer"))
	_, err := e.AddOrang(ctx, admin, siti)
	kode(t, "account made, no answer", err, fault.Busy)
	sub, err := e.AddOrang(ctx, admin, siti)
	kode(t, "asked again", err, "")
	again, err := e.AddOrang(ctx, admin, siti)
	kode(t, "and again, as sent twice", err, "")
	if again != sub {
		t.Errorf("sub: got %q, want %q", again, sub)
	}
	if n := versiBaris(t, e.Embedded, store.Orang(sub), record.KeyOrang()); n != 1 {
		t.Errorf("written %d times, want once", n)
	}
}

func TestSwitchedOffWithTheirAccount(t *testing.T) {
	e, a := denganAkun(t)
	admin := e.As(t, "admin-contoh")
	o := e.As(t, "kepala-contoh").Orang
	versi := func() int64 { return versiBaris(t, e.Embedded, store.Orang(o.Sub), record.KeyOrang()) }
	put := func(nonaktif bool) error {
		o.Nonaktif = nonaktif
		_, err := e.PutOrang(ctx, admin, o, versi())
		return err
	}
	kode(t, "another change", put(false), "")
	a.diminta(t, "another change")
	a.fail = fault.New(fault.Busy)
	kode(t, "off, the account out of reach", put(true), fault.Busy)
	if _, err := e.Diri(ctx, o.Sub); fault.CodeOf(err) != fault.Unauthenticated {
		t.Errorf("off in the record: got %v, want signed out", err)
	}
	kode(t, "off again", put(true), "")
	a.diminta(t, "off", "off kepala-contoh", "off kepala-contoh")
	a.fail = fault.New(fault.Busy)
	kode(t, "on, the account out of reach", put(false), fault.Busy)
	if _, err := e.Diri(ctx, o.Sub); fault.CodeOf(err) != fault.Unauthenticated {
		t.Errorf("not on yet: got %v, want signed out", err)
	}
	kode(t, "on again", put(false), "")
	a.diminta(t, "on", "on kepala-contoh", "on kepala-contoh")
	if _, err := e.Diri(ctx, o.Sub); err != nil {
		t.Errorf("on: %v", err)
	}
}

func TestResetSandi(t *testing.T) {
	e, a := denganAkun(t)
	for _, c := range []struct {
		who, sub string
		code     fault.Code
	}{
		{"verifikator-contoh", "kepala-contoh", fault.Forbidden}, {"admin-trenggalek", "kepala-contoh", fault.NotFound},
		{"admin-contoh", "tidak-ada", fault.NotFound}, {"admin-contoh", "a#b", fault.NotFound}, {"admin-contoh", "kepala-contoh", ""},
	} {
		kode(t, c.sub+" by "+c.who, e.ResetSandi(ctx, e.As(t, c.who), c.sub), c.code)
	}
	a.diminta(t, "accounts", "reset kepala-contoh")
	entries := entri(t, e.Embedded, store.Orang("kepala-contoh"))
	if last := entries[len(entries)-1]; last.Perintah != "ResetSandi" || last.Pelaku.Sub != "admin-contoh" {
		t.Errorf("audit: got %+v", last)
	}
	o := e.As(t, "kepala-contoh").Orang
	o.Nonaktif = true
	_, err := e.PutOrang(ctx, e.As(t, "admin-contoh"), o, versiBaris(t, e.Embedded, store.Orang(o.Sub), record.KeyOrang()))
	kode(t, "switch off", err, "")
	kode(t, "somebody switched off", e.ResetSandi(ctx, e.As(t, "admin-contoh"), o.Sub), fault.Locked)
	e.Akun = nil
	kode(t, "without accounts of ours", e.ResetSandi(ctx, e.As(t, "admin-contoh"), "verifikator-contoh"), fault.Invalid)
}

// Without accounts of ours, whoever adds a person names the sub.
func TestAddOrangOfAnotherProvider(t *testing.T) {
	e := servicetest.Seeded(t)
	o := siti
	_, err := e.AddOrang(ctx, e.As(t, "admin-contoh"), o)
	kode(t, "without a sub", err, fault.Required)
	o.Sub = "00u1siti"
	sub, err := e.AddOrang(ctx, e.As(t, "admin-contoh"), o)
	kode(t, "with one", err, "")
	if got := e.As(t, "00u1siti").Orang; sub != "00u1siti" || got.Nama != "Siti" {
		t.Errorf("got %q %+v", sub, got)
	}
}
