package main

import (
	"testing"

	"capaian/internal/sakip"
	"capaian/internal/servicetest"
)

// TestPasang: the first admin can add people, and is the only one that comes from here.
func TestPasang(t *testing.T) {
	ctx, e := t.Context(), servicetest.Open(t)
	k := sakip.Kabupaten{ID: "trenggalek", Nama: "Kabupaten Trenggalek", Zona: "WIB"}
	admin := sakip.Orang{Sub: "3d0f6c1e-0000-4000-8000-5c9a1e6c7b21", Nama: "Admin Pertama", Peran: sakip.Admin}
	for _, c := range []struct {
		name  string
		k     sakip.Kabupaten
		admin sakip.Orang
		ok    bool
	}{
		{"a name is missing", sakip.Kabupaten{ID: k.ID}, admin, false},
		{"nobody is named", k, sakip.Orang{Peran: sakip.Admin}, false},
		{"as it should be", k, admin, true},
		{"again", k, admin, false},
		{"another admin from outside", k, sakip.Orang{Sub: "lain", Nama: "Lain", Peran: sakip.Admin}, false},
	} {
		if err := pasang(ctx, e.Service, c.k, c.admin); (err == nil) != c.ok {
			t.Errorf("%s: got %v, want success %v", c.name, err, c.ok)
		}
	}
	r := e.As(t, admin.Sub)
	if _, err := e.PutOrang(ctx, r, sakip.Orang{Sub: "bappeda", Nama: "Perencana", Peran: sakip.Bappeda, Kabupaten: k.ID}, 0); err != nil {
		t.Errorf("the admin adds people: got %v", err)
	}
	if people, err := e.DaftarOrang(ctx, r.Orang); err != nil || len(people) != 2 {
		t.Errorf("got %v (%v), want two people", people, err)
	}
}

// TestPasangGoesOn: a run that died between its two records is made good by the next.
func TestPasangGoesOn(t *testing.T) {
	e := servicetest.Open(t)
	k := sakip.Kabupaten{ID: "trenggalek", Nama: "Kabupaten Trenggalek", Zona: "WIB"}
	if _, err := e.PutKabupaten(t.Context(), servicetest.Pemasang(k.ID), k, 0); err != nil {
		t.Fatal(err)
	}
	if err := pasang(t.Context(), e.Service, k, sakip.Orang{Sub: "admin", Nama: "Admin", Peran: sakip.Admin}); err != nil {
		t.Errorf("got %v, want success", err)
	}
}
