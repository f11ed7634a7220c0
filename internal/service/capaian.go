package service

import (
	"context"
	"slices"

	lru "github.com/hashicorp/golang-lru/v2"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// HasilTahun is a stored result as it is read. Isi is shared and must not be changed;
// equal pointers are equal results. Segar is false while a newer change waits to be
// computed; Galat says why the last computation failed.
type HasilTahun struct {
	Isi   *wire.Capaian
	Versi int64
	Segar bool
	Galat string

	vector store.Vector // what Isi was computed from
	kini   store.Vector // the state when it was read
}

// hasilCache keeps decoded results; an entry is good as long as the stored vector is
// its own.
type hasilCache struct {
	lru *lru.Cache[store.HasilKey, terurai]
}

type terurai struct {
	vector store.Vector
	isi    *wire.Capaian
}

// ukuranCache is how many decoded results a process keeps (about 200 KB each).
const ukuranCache = 128

// Capaian reads the results of an agency-year at the end of a quarter. Codes:
// NotFound when the year is not there.
func (s *Service) Capaian(ctx context.Context, o sakip.Orang, opd string, tahun, triwulan int) (HasilTahun, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return HasilTahun{}, err
	}
	return s.hasilTahun(ctx, opd, tahun, triwulan)
}

// hasilTahun is Capaian after the check of the right.
func (s *Service) hasilTahun(ctx context.Context, opd string, tahun, triwulan int) (HasilTahun, error) {
	kini, err := record.Vector(ctx, s.Store, opd, tahun)
	if err != nil {
		return HasilTahun{}, err
	}
	if kini.Tahun == 0 {
		return HasilTahun{}, fault.New(fault.NotFound, "Tahun", tahunTeks(tahun))
	}
	key := store.HasilKey{OPD: opd, Tahun: tahun, TW: triwulan}
	h, err := s.Hasil.GetHasil(ctx, key)
	if fault.CodeOf(err) == fault.NotFound {
		return HasilTahun{Isi: kosong(opd, tahun, triwulan), Versi: kini.Tahun, kini: kini}, nil
	}
	if err != nil {
		return HasilTahun{}, err
	}
	isi, err := s.urai(key, h)
	if err != nil {
		return HasilTahun{}, err
	}
	return HasilTahun{Isi: isi, Versi: kini.Tahun, Segar: h.Vector.Equal(kini) && h.Galat == "", Galat: h.Galat, vector: h.Vector, kini: kini}, nil
}

// TriwulanLalu reads, beside a result of Capaian, those of the quarters before it, in order;
// nil for one that is not there. sama tells that all of them were computed from the same
// data, so that they change with that result alone.
func (s *Service) TriwulanLalu(ctx context.Context, h HasilTahun) (lalu []*wire.Capaian, sama bool, err error) {
	tw, err := sakip.ParseTriwulan(h.Isi.Periode)
	if err != nil {
		return nil, false, fault.Wrap(fault.Internal, err)
	}
	lalu, cocok := make([]*wire.Capaian, tw-1), make([]bool, tw-1)
	err = bersama(tw-1, func(n int) error {
		key := store.HasilKey{OPD: h.Isi.OPD, Tahun: h.Isi.Tahun, TW: n + 1}
		l, err := s.Hasil.GetHasil(ctx, key)
		if fault.CodeOf(err) == fault.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		cocok[n] = l.Vector.Equal(h.vector) && l.Galat == ""
		lalu[n], err = s.uraiSekali(key, l)
		return err
	})
	return lalu, err == nil && !slices.Contains(cocok, false), err
}

// urai decodes a result and keeps it. With a Galat the figures are older than the vector,
// so they must not be kept under it.
func (s *Service) urai(key store.HasilKey, h store.Hasil) (*wire.Capaian, error) {
	isi, err := s.uraiSekali(key, h)
	if err == nil && h.Galat == "" && len(h.Data) > 0 {
		if c, ok := s.hasil.lru.Get(key); !ok || c.isi != isi {
			s.hasil.lru.Add(key, terurai{h.Vector, isi})
		}
	}
	return isi, err
}

// uraiSekali decodes a result that is read beside another one: it takes no place from those
// that pages are kept by.
func (s *Service) uraiSekali(key store.HasilKey, h store.Hasil) (*wire.Capaian, error) {
	if len(h.Data) == 0 {
		return kosong(key.OPD, key.Tahun, key.TW), nil
	}
	s.hasilOnce.Do(func() { s.hasil.lru, _ = lru.New[store.HasilKey, terurai](ukuranCache) })
	if c, ok := s.hasil.lru.Peek(key); ok && c.vector.Equal(h.Vector) && h.Galat == "" {
		return c.isi, nil
	}
	isi, err := wire.UraiCapaian(h.Data)
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err)
	}
	return isi, nil
}

// kosong is the answer before anything was computed.
func kosong(opd string, tahun, triwulan int) *wire.Capaian {
	return &wire.Capaian{OPD: opd, Tahun: tahun, Periode: tw(triwulan), Indikator: []wire.HasilIndikator{},
		Sasaran: []wire.HasilSasaran{}, Anggaran: []wire.HasilAnggaran{}, KodeGanda: []string{},
		TanpaSasaran: wire.TanpaSasaran{Kode: []string{}}}
}

// Perjanjian reads the versions of a year's agreement with totals and differences.
func (s *Service) Perjanjian(ctx context.Context, o sakip.Orang, opd string, tahun int) (wire.DaftarPerjanjian, error) {
	t, err := s.Tahun(ctx, o, opd, tahun)
	if err != nil {
		return wire.DaftarPerjanjian{}, err
	}
	return wire.FromDaftarPerjanjian(t.Data), nil
}

// Pembanding reads the benchmark tables and facts with what follows from them.
func (s *Service) Pembanding(ctx context.Context, o sakip.Orang, opd string, tahun int) (wire.DaftarPembanding, error) {
	t, err := s.Tahun(ctx, o, opd, tahun)
	if err != nil {
		return wire.DaftarPembanding{}, err
	}
	return wire.FromDaftarPembanding(t.Data), nil
}
