package main

import (
	"context"
	"fmt"

	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/sample"
	"capaian/internal/service"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// load brings the samples in through the same services that people use, each part only
// where it is not there yet, so that a start that was cut short goes on, and what
// people have changed since stays.
func (m *machine) load(ctx context.Context, b sample.Bundle) error {
	for _, k := range b.Kabupaten {
		if err := m.once(ctx, store.Kabupaten(k.ID), record.KeyKabupaten(), func() error {
			_, err := m.service.PutKabupaten(ctx, pemasang(k.ID), k, 0)
			return err
		}); err != nil {
			return err
		}
	}
	for _, a := range b.OPD {
		if err := m.loadAgency(ctx, a); err != nil {
			return fmt.Errorf("%s: %w", a.Profil.ID, err)
		}
	}
	for _, o := range b.Orang {
		if err := m.once(ctx, store.Orang(o.Sub), record.KeyOrang(), func() error {
			_, err := m.service.PutOrang(ctx, pemasang(o.Kabupaten), o, 0)
			return err
		}); err != nil {
			return fmt.Errorf("%s: %w", o.Sub, err)
		}
	}
	return nil
}

func (m *machine) loadAgency(ctx context.Context, a sample.Agency) error {
	s, p, r := m.service, store.OPD(a.Profil.ID), pemasang(a.Profil.Kabupaten)
	if err := m.once(ctx, p, record.KeyProfil(), func() error {
		_, err := s.PutProfil(ctx, r, a.Profil, 0)
		return err
	}); err != nil {
		return err
	}
	// The plan and the policy are the verifikator's to write.
	v := r
	v.Orang = sakip.Orang{Sub: "sistem", Nama: "Pemasang data contoh", Peran: sakip.Verifikator,
		Kabupaten: a.Profil.Kabupaten, OPD: a.Profil.ID}
	if err := m.once(ctx, p, record.KeyRenstra(), func() error {
		_, err := s.PutRenstra(ctx, v, a.Profil.ID, a.Renstra, 0)
		return err
	}); err != nil {
		return err
	}
	for _, k := range a.Kebijakan {
		if err := m.once(ctx, p, record.KeyKebijakan(k.Tahun), func() error {
			_, err := s.PutKebijakan(ctx, v, a.Profil.ID, k, 0)
			return err
		}); err != nil {
			return err
		}
	}
	for _, d := range a.Tahun {
		meta, err := m.store.Meta(ctx, store.TahunOPD(a.Profil.ID, d.Tahun))
		if err != nil {
			return err
		}
		if meta.Versi > 0 {
			continue
		}
		if _, err := s.LoadTahun(ctx, v, a.Profil.ID, d.Tahun, wire.FromTahun(d), 0); err != nil {
			return fmt.Errorf("tahun %d: %w", d.Tahun, err)
		}
	}
	return nil
}

// once does what is needed when nothing lies under a key yet.
func (m *machine) once(ctx context.Context, p store.Partition, k store.Key, do func() error) error {
	_, err := m.store.Get(ctx, p, k)
	if notFound(err) {
		return do()
	}
	return err
}

// pemasang is who brings the samples in: an admin of the kabupaten, by the system.
func pemasang(kab string) service.Request {
	return service.Request{Dari: "sistem", Orang: sakip.Orang{Sub: "sistem", Nama: "Pemasang data contoh",
		Peran: sakip.Admin, Kabupaten: kab}}
}
