// Package contoh is what both local machines share: they bring the samples in through the
// services that people use, walk the main job on them as a client, and keep a secret.
package contoh

import (
	"context"
	"fmt"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/sample"
	"capaian/internal/service"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// Load brings the samples in through the same services that people use, each part only
// where it is not there yet, so that a start that was cut short goes on, and what
// people have changed since stays.
func Load(ctx context.Context, s *service.Service, b sample.Bundle) error {
	for _, k := range b.Kabupaten {
		if err := once(ctx, s, store.Kabupaten(k.ID), record.KeyKabupaten(), func() error {
			_, err := s.PutKabupaten(ctx, pemasang(k.ID), k, 0)
			return err
		}); err != nil {
			return err
		}
	}
	for _, a := range b.OPD {
		if err := loadAgency(ctx, s, a); err != nil {
			return fmt.Errorf("%s: %w", a.Profil.ID, err)
		}
	}
	for _, o := range b.Orang {
		if err := once(ctx, s, store.Orang(o.Sub), record.KeyOrang(), func() error {
			_, err := s.PutOrang(ctx, pemasang(o.Kabupaten), o, 0)
			return err
		}); err != nil {
			return fmt.Errorf("%s: %w", o.Sub, err)
		}
	}
	return nil
}

func loadAgency(ctx context.Context, s *service.Service, a sample.Agency) error {
	p, r := store.OPD(a.Profil.ID), pemasang(a.Profil.Kabupaten)
	if err := once(ctx, s, p, record.KeyProfil(), func() error {
		_, err := s.PutProfil(ctx, r, a.Profil, 0)
		return err
	}); err != nil {
		return err
	}
	// The plan and the policy are the verifikator's to write.
	v := r
	v.Orang = sakip.Orang{Sub: "sistem", Nama: "Pemasang data contoh", Peran: sakip.Verifikator,
		Kabupaten: a.Profil.Kabupaten, OPD: a.Profil.ID}
	if err := once(ctx, s, p, record.KeyRenstra(), func() error {
		_, err := s.PutRenstra(ctx, v, a.Profil.ID, a.Renstra, 0)
		return err
	}); err != nil {
		return err
	}
	for _, k := range a.Kebijakan {
		if err := once(ctx, s, p, record.KeyKebijakan(k.Tahun), func() error {
			_, err := s.PutKebijakan(ctx, v, a.Profil.ID, k, 0)
			return err
		}); err != nil {
			return err
		}
	}
	for _, d := range a.Tahun {
		meta, err := s.Store.Meta(ctx, store.TahunOPD(a.Profil.ID, d.Tahun))
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
func once(ctx context.Context, s *service.Service, p store.Partition, k store.Key, do func() error) error {
	_, err := s.Store.Get(ctx, p, k)
	if fault.CodeOf(err) == fault.NotFound {
		return do()
	}
	return err
}

// pemasang is who brings the samples in: an admin of the kabupaten, by the system.
func pemasang(kab string) service.Request {
	return service.Request{Dari: "sistem", Orang: sakip.Orang{Sub: "sistem", Nama: "Pemasang data contoh",
		Peran: sakip.Admin, Kabupaten: kab}}
}

// Orang lists the people of all kabupaten, who may sign in through the development issuer.
func Orang(ctx context.Context, s *service.Service) ([]sakip.Orang, error) {
	kabupaten, err := s.Store.List(ctx, store.IndexKabupaten())
	if err != nil {
		return nil, err
	}
	var out []sakip.Orang
	for _, k := range kabupaten {
		id, _ := store.ParseKabupaten(k.Partition)
		list, err := s.DaftarOrang(ctx, sakip.Orang{Sub: "sistem", Peran: sakip.Admin, Kabupaten: id})
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	return out, nil
}
