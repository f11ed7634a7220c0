package service_test

import (
	"slices"
	"strings"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/servicetest"
	"capaian/internal/store"
)

func TestAgencies(t *testing.T) {
	e := servicetest.Seeded(t)
	admin, verifikator, asing := e.As(t, "admin-contoh"), e.As(t, "verifikator-contoh"), e.As(t, "admin-trenggalek")
	baru := sakip.PerangkatDaerah{ID: "dinas-baru", Kabupaten: "contoh", Nama: "Dinas Baru", Zona: "WIB"}
	lama, err := e.OPD(ctx, admin.Orang, opd)
	kode(t, "read", err, "")
	versi := lama.Versi[record.KeyProfil()]

	_, err = e.PutProfil(ctx, verifikator, baru, 0)
	kode(t, "created by a verifikator", err, fault.Forbidden)
	_, err = e.PutProfil(ctx, asing, baru, 0)
	kode(t, "created by another kabupaten's admin", err, fault.NotFound)
	v, err := e.PutProfil(ctx, admin, baru, 0)
	kode(t, "created by the admin", err, "")
	if m := meta(t, e.Embedded, store.OPD(baru.ID)); m.Index != store.IndexOPD("contoh") {
		t.Errorf("index: got %q", m.Index)
	}
	baru.Nama = "Dinas Baru Sekali"
	_, err = e.PutProfil(ctx, admin, baru, v)
	kode(t, "changed by the admin", err, "")

	profil := lama.Profil
	profil.Nama = "Dinas Contoh Baru"
	_, err = e.PutProfil(ctx, verifikator, profil, versi)
	kode(t, "changed by its verifikator", err, "")
	_, err = e.PutProfil(ctx, admin, profil, versi)
	kode(t, "stale", err, fault.Conflict)
	profil.Kabupaten = "trenggalek"
	_, err = e.PutProfil(ctx, verifikator, profil, versi+1)
	kode(t, "moved by its verifikator", err, fault.Invalid)
	_, err = e.PutProfil(ctx, asing, profil, versi+1)
	kode(t, "taken by another kabupaten", err, fault.NotFound)

	// An id that another kabupaten uses is taken; whose it is and what it holds is not told.
	_, err = e.PutProfil(ctx, asing, profil, 0)
	kode(t, "made again by another kabupaten", err, fault.Exists)
	if f := fault.All(err)[0]; f.Data != nil && strings.Contains(string(bentrok(t, err).Kini), "Dinas Contoh") {
		t.Errorf("made again by another kabupaten: got the other's profile %s", bentrok(t, err).Kini)
	}

	rusak := sakip.PerangkatDaerah{ID: "a#b", Kabupaten: "contoh", Zona: "GMT"}
	_, err = e.PutProfil(ctx, admin, rusak, 0)
	if got, want := fields(err), []string{"id", "nama", "zona"}; !slices.Equal(got, want) {
		t.Errorf("faults: got %q, want %q", got, want)
	}
	for who, want := range map[string][]string{"admin-contoh": {opd, "dinas-baru"}, "operator-contoh-layanan": {opd}, "bappeda-trenggalek": {servicetest.Dinsos}} {
		list, err := e.DaftarOPD(ctx, e.As(t, who).Orang)
		kode(t, who, err, "")
		var got []string
		for _, o := range list {
			got = append(got, o.ID)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("agencies that %s sees: got %q, want %q", who, got, want)
		}
	}
	// Without a profile there is no agency to plan for.
	_, err = e.PutRenstra(ctx, admin, "tidak-ada", lama.Renstra, 0)
	kode(t, "Renstra of no agency", err, fault.NotFound)
	utuh(t, e.Embedded, store.OPD(opd))
	utuh(t, e.Embedded, store.OPD(baru.ID))
}

func TestRenstraAndPolicy(t *testing.T) {
	e := servicetest.Seeded(t)
	o, err := e.OPD(ctx, e.As(t, "verifikator-contoh").Orang, opd)
	kode(t, "read", err, "")
	renstra, kebijakan := o.Renstra, o.Kebijakan[0]
	renstra.Visi = "Visi baru"
	v, err := e.PutRenstra(ctx, e.As(t, "verifikator-contoh"), opd, renstra, o.Versi[record.KeyRenstra()])
	kode(t, "Renstra", err, "")
	_, err = e.PutRenstra(ctx, e.As(t, "admin-contoh"), opd, renstra, o.Versi[record.KeyRenstra()])
	kode(t, "stale Renstra", err, fault.Conflict)
	if b := bentrok(t, err); b.Versi != v || !strings.Contains(string(b.Kini), "Visi baru") {
		t.Errorf("stale Renstra: got %d, %.80s", b.Versi, b.Kini)
	}
	kebijakan.Desimal = 3
	_, err = e.PutKebijakan(ctx, e.As(t, "bappeda-contoh"), opd, kebijakan, o.Versi[record.KeyKebijakan(kebijakan.Tahun)])
	kode(t, "policy by bappeda", err, "")
	kebijakan.Tahun = 2026
	_, err = e.PutKebijakan(ctx, e.As(t, "verifikator-contoh"), opd, kebijakan, 0)
	kode(t, "policy from another year on", err, "")
	kebijakan.Desimal, kebijakan.Pembulatan = 9, "naik"
	_, err = e.PutKebijakan(ctx, e.As(t, "verifikator-contoh"), opd, kebijakan, 99)
	if got, want := fields(err), []string{"desimal", "pembulatan"}; !slices.Equal(got, want) {
		t.Errorf("faults: got %q, want %q", got, want)
	}
	after, err := e.OPD(ctx, e.As(t, "verifikator-contoh").Orang, opd)
	if err != nil || len(after.Kebijakan) != 2 || after.Kebijakan[0].Desimal != 3 {
		t.Errorf("policies: got %+v, %v", after.Kebijakan, err)
	}
	utuh(t, e.Embedded, store.OPD(opd))
}

func TestPeople(t *testing.T) {
	e := servicetest.Seeded(t)
	admin, asing := e.As(t, "admin-contoh"), e.As(t, "admin-trenggalek")
	versi := func(sub string) int64 { return versiBaris(t, e.Embedded, store.Orang(sub), record.KeyOrang()) }
	orang := func(sub string) sakip.Orang { return e.As(t, sub).Orang }
	ubah := func(sub string, f func(*sakip.Orang)) sakip.Orang {
		o := orang(sub)
		f(&o)
		return o
	}
	for _, c := range []struct {
		name  string
		who   string
		o     sakip.Orang
		versi int64
		code  fault.Code
	}{
		{"a new operator", "admin-contoh", sakip.Orang{Sub: "baru", Nama: "Baru", Peran: sakip.Operator, Kabupaten: "contoh", OPD: opd, Unit: "sekretariat"}, 0, ""},
		{"the same again", "admin-contoh", sakip.Orang{Sub: "baru", Nama: "Baru", Peran: sakip.Kepala, Kabupaten: "contoh", OPD: opd}, 0, fault.Exists},
		{"a role change", "admin-contoh", sakip.Orang{Sub: "baru", Nama: "Baru", Peran: sakip.Kepala, Kabupaten: "contoh", OPD: opd}, 1, ""},
		{"stale", "admin-contoh", sakip.Orang{Sub: "baru", Nama: "Baru", Peran: sakip.Kepala, Kabupaten: "contoh", OPD: opd}, 1, fault.Conflict},
		{"by a verifikator", "verifikator-contoh", sakip.Orang{Sub: "lain", Nama: "x", Peran: sakip.Kepala, Kabupaten: "contoh", OPD: opd}, 0, fault.Forbidden},
		{"by bappeda", "bappeda-contoh", sakip.Orang{Sub: "lain", Nama: "x", Peran: sakip.Kepala, Kabupaten: "contoh", OPD: opd}, 0, fault.Forbidden},
		{"into another kabupaten", "admin-contoh", sakip.Orang{Sub: "lain", Nama: "x", Peran: sakip.Admin, Kabupaten: "trenggalek"}, 0, fault.NotFound},
		{"of another kabupaten's agency", "admin-contoh", sakip.Orang{Sub: "lain", Nama: "x", Peran: sakip.Kepala, Kabupaten: "contoh", OPD: servicetest.Dinsos}, 0, fault.Unknown},
		{"of no agency", "admin-contoh", sakip.Orang{Sub: "lain", Nama: "x", Peran: sakip.Kepala, Kabupaten: "contoh", OPD: "tidak-ada"}, 0, fault.Unknown},
		{"taking another kabupaten's person", "admin-contoh", sakip.Orang{Sub: "verifikator-dinsos", Nama: "x", Peran: sakip.Admin, Kabupaten: "contoh"}, versi("verifikator-dinsos"), fault.NotFound},
		{"making another kabupaten's person anew", "admin-contoh", sakip.Orang{Sub: "verifikator-dinsos", Nama: "x", Peran: sakip.Admin, Kabupaten: "contoh"}, 0, fault.NotFound},
		{"sending one's person away", "admin-contoh", ubah("kepala-contoh", func(o *sakip.Orang) { o.Kabupaten, o.OPD = "trenggalek", servicetest.Dinsos }), versi("kepala-contoh"), fault.NotFound},
		{"one's own role", "admin-contoh", ubah("admin-contoh", func(o *sakip.Orang) { o.Peran = sakip.Inspektorat }), versi("admin-contoh"), fault.Locked},
		{"switching oneself off", "admin-contoh", ubah("admin-contoh", func(o *sakip.Orang) { o.Nonaktif = true }), versi("admin-contoh"), fault.Locked},
		{"one's own name", "admin-contoh", ubah("admin-contoh", func(o *sakip.Orang) { o.Nama = "Admin" }), versi("admin-contoh"), ""},
		{"an operator without a unit", "admin-contoh", sakip.Orang{Sub: "lain", Nama: "x", Peran: sakip.Operator, Kabupaten: "contoh", OPD: opd}, 0, fault.Invalid},
		{"bappeda of an agency", "admin-contoh", sakip.Orang{Sub: "lain", Nama: "x", Peran: sakip.Bappeda, Kabupaten: "contoh", OPD: opd}, 0, fault.Invalid},
		{"no such role", "admin-contoh", sakip.Orang{Sub: "lain", Nama: "x", Peran: "sistem", Kabupaten: "contoh", OPD: opd}, 0, fault.Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := e.PutOrang(ctx, e.As(t, c.who), c.o, c.versi)
			kode(t, "outcome", err, c.code)
		})
	}
	if o := orang("verifikator-dinsos"); o.Kabupaten != "trenggalek" || o.Peran != sakip.Verifikator {
		t.Errorf("the other kabupaten's person: got %+v", o)
	}
	utuh(t, e.Embedded, store.Orang("baru"))

	off := ubah("kepala-contoh", func(o *sakip.Orang) { o.Nonaktif = true })
	_, err := e.PutOrang(ctx, admin, off, versi("kepala-contoh"))
	kode(t, "switch off", err, "")
	for _, sub := range []string{"kepala-contoh", "tidak-ada", ""} {
		_, err := e.Diri(ctx, sub)
		kode(t, "signed in as "+sub, err, fault.Unauthenticated)
	}
	list, err := e.DaftarOrang(ctx, admin.Orang)
	kode(t, "list", err, "")
	for _, o := range list {
		if o.Kabupaten != "contoh" {
			t.Errorf("list: got %+v of another kabupaten", o)
		}
	}
	if len(list) != 10 {
		t.Errorf("list: got %d people, want 10", len(list))
	}
	_, err = e.DaftarOrang(ctx, e.As(t, "verifikator-contoh").Orang)
	kode(t, "listed by a verifikator", err, fault.Forbidden)
	if list, err := e.DaftarOrang(ctx, asing.Orang); err != nil || len(list) != 10 {
		t.Errorf("list of the other kabupaten: got %d, %v, want 10", len(list), err)
	}
}

// A person's record that cannot be read must not pass for one that is not there.
func TestPutOrangOverABrokenRecord(t *testing.T) {
	e := servicetest.Seeded(t)
	_, err := e.Embedded.Do(ctx, store.Command{Partition: store.Orang("verifikator-dinsos"),
		Writes: []store.Write{{Key: record.KeyOrang(), Versi: 1, Data: []byte(`{"sub":`)}},
		Audit:  store.Audit{Waktu: e.Waktu.Now(), Perintah: "Rusak"}})
	kode(t, "break", err, "")
	_, err = e.PutOrang(ctx, e.As(t, "admin-contoh"), sakip.Orang{Sub: "verifikator-dinsos", Nama: "x", Peran: sakip.Admin, Kabupaten: "contoh"}, 2)
	kode(t, "taken by another kabupaten", err, fault.Internal)
}

func TestKabupaten(t *testing.T) {
	e := servicetest.Seeded(t)
	k := sakip.Kabupaten{ID: "contoh", Nama: "Kabupaten Contoh Baru", Zona: "WIB"}
	_, err := e.PutKabupaten(ctx, e.As(t, "bappeda-contoh"), k, 1)
	kode(t, "by bappeda", err, fault.Forbidden)
	_, err = e.PutKabupaten(ctx, e.As(t, "admin-trenggalek"), k, 1)
	kode(t, "by another's admin", err, fault.NotFound)
	_, err = e.PutKabupaten(ctx, e.As(t, "admin-contoh"), k, 1)
	kode(t, "by its admin", err, "")
	_, err = e.PutKabupaten(ctx, e.As(t, "admin-contoh"), k, 1)
	kode(t, "stale", err, fault.Conflict)
	_, err = e.PutKabupaten(ctx, e.As(t, "admin-contoh"), sakip.Kabupaten{ID: "contoh"}, 2)
	kode(t, "without a name", err, fault.Required)
	utuh(t, e.Embedded, store.Kabupaten("contoh"))
}
