package service

import (
	"context"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/wire"
)

// PutKebijakan creates or changes the calculation policy from a year on. The stored
// years that it comes to govern must fit it: a predicate that was reported keeps its scale.
func (s *Service) PutKebijakan(ctx context.Context, r Request, opd string, k sakip.Kebijakan, versi int64) (int64, error) {
	return s.putOPD(ctx, r, AturKebijakan, opd, "PutKebijakan", record.KeyKebijakan(k.Tahun), versi, wire.FromKebijakan(k), k.Validasi(), func() error {
		_, _, err := s.denganKebijakan(ctx, opd, k)
		return err
	})
}

// denganKebijakan is an agency as it is and as it would be with a policy. Refused is a
// policy that a year which it comes to govern does not fit.
func (s *Service) denganKebijakan(ctx context.Context, opd string, k sakip.Kebijakan) (lama, baru record.OPD, err error) {
	if lama, err = record.LoadOPD(ctx, s.Store, opd); err != nil {
		return lama, baru, err
	}
	baru = lama
	baru.Kebijakan = ganti(lama.Kebijakan, k, func(x sakip.Kebijakan) bool { return x.Tahun == k.Tahun })
	tahun, err := record.DaftarTahun(ctx, s.Store, opd)
	if err != nil {
		return lama, baru, err
	}
	for _, n := range tahun {
		if sakip.KebijakanBerlaku(baru.Kebijakan, n).Tahun != k.Tahun {
			continue
		}
		t, err := record.LoadTahunOPD(ctx, s.Store, baru, n)
		if err != nil {
			return lama, baru, err
		}
		if err := t.Data.Validasi(); err != nil {
			return lama, baru, err
		}
	}
	return lama, baru, nil
}

// PratinjauKebijakan computes what a policy would change in every stored year, and writes
// nothing. What PutKebijakan would refuse, it refuses.
func (s *Service) PratinjauKebijakan(ctx context.Context, o sakip.Orang, opd string, k sakip.Kebijakan) (wire.Pratinjau, error) {
	out := wire.Pratinjau{Periode: []wire.PeriodeBerubah{}}
	if err := s.izinOPD(ctx, o, AturKebijakan, opd); err != nil {
		return out, err
	}
	if err := k.Validasi(); err != nil {
		return out, err
	}
	lama, baru, err := s.denganKebijakan(ctx, opd, k)
	if err != nil {
		return out, err
	}
	tahun, err := record.DaftarTahun(ctx, s.Store, opd)
	if err != nil {
		return out, err
	}
	for n := len(tahun) - 1; n >= 0; n-- {
		a, err := record.LoadTahunOPD(ctx, s.Store, lama, tahun[n])
		if err != nil {
			return out, err
		}
		b, err := record.LoadTahunOPD(ctx, s.Store, baru, tahun[n])
		if err != nil {
			return out, err
		}
		if a.Meta.Versi != b.Meta.Versi {
			return out, fault.New(fault.Busy) // the year moved between the two; the next look compares one state
		}
		for triwulan := 4; triwulan >= 1; triwulan-- {
			if beda := wire.BandingkanCapaian(wire.HitungCapaian(a.Data, triwulan), wire.HitungCapaian(b.Data, triwulan)); len(beda) > 0 {
				out.Berubah += len(beda)
				out.Periode = append(out.Periode, wire.PeriodeBerubah{Tahun: tahun[n], Periode: tw(triwulan), Angka: beda})
			}
		}
	}
	return out, nil
}

// LembarKebijakan is what the page of a year's policy shows.
type LembarKebijakan struct {
	Nama      string // of the agency
	Kebijakan sakip.Kebijakan
	Versi     int64             // of the policy that begins in that very year; 0 when there is none
	Indikator []sakip.Indikator // IKU of the year, for their weights
	BolehIsi  bool
}

// LembarKebijakan reads the policy in force in a year.
func (s *Service) LembarKebijakan(ctx context.Context, o sakip.Orang, opd string, tahun int) (LembarKebijakan, error) {
	agency, err := s.OPD(ctx, o, opd)
	if err != nil {
		return LembarKebijakan{}, err
	}
	f := LembarKebijakan{Nama: agency.Profil.Nama, Kebijakan: sakip.KebijakanBerlaku(agency.Kebijakan, tahun),
		Versi: agency.Versi[record.KeyKebijakan(tahun)], BolehIsi: s.izinOPD(ctx, o, AturKebijakan, opd) == nil}
	t, err := record.LoadTahunOPD(ctx, s.Store, agency, tahun)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return LembarKebijakan{}, err
	}
	for _, i := range t.Data.Indikator {
		if i.Tingkat == sakip.TingkatSasaran {
			f.Indikator = append(f.Indikator, i)
		}
	}
	return f, nil
}
