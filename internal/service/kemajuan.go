package service

import (
	"context"
	"slices"
	"sync"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
)

// KemajuanOPD is how far an agency is with a quarter. Ada is false for an agency that has
// not got the year.
type KemajuanOPD struct {
	ID, Nama string
	Sintetis bool
	Ada      bool
	Unit     []UnitKemajuan
}

// UnitKemajuan is how far one unit is; Nama is "" for the whole agency's rows.
type UnitKemajuan struct {
	sakip.KemajuanUnit
	Nama string
}

// Total counts all figures of the agency.
func (k KemajuanOPD) Total() sakip.Hitungan {
	var h sakip.Hitungan
	for _, u := range k.Unit {
		h = h.Plus(u.Semua())
	}
	return h
}

// serentak is how many agencies are read at once: each waits for the table, and a page of
// forty must not take all connections.
const serentak = 8

// Kemajuan counts, for each agency that a person may see, the figures of a quarter by
// status and unit, in the order of DaftarOPD.
func (s *Service) Kemajuan(ctx context.Context, o sakip.Orang, tahun, triwulan int) ([]KemajuanOPD, error) {
	daftar, err := s.DaftarOPD(ctx, o)
	if err != nil {
		return nil, err
	}
	return s.kemajuan(ctx, daftar, tahun, triwulan)
}

func (s *Service) kemajuan(ctx context.Context, daftar []OPDRingkas, tahun, triwulan int) ([]KemajuanOPD, error) {
	out := make([]KemajuanOPD, len(daftar))
	err := bersama(len(daftar), func(n int) error {
		d := daftar[n]
		out[n] = KemajuanOPD{ID: d.ID, Nama: d.Nama, Sintetis: d.Sintetis, Ada: slices.Contains(d.Tahun, tahun)}
		if !out[n].Ada {
			return nil
		}
		t, err := record.LoadTahunSaja(ctx, s.Store, d.ID, tahun)
		if fault.CodeOf(err) == fault.NotFound {
			out[n].Ada = false
			return nil
		}
		out[n].Unit = kemajuanUnit(t.Data, triwulan)
		return err
	})
	return out, err
}

func kemajuanUnit(d sakip.DataTahun, triwulan int) []UnitKemajuan {
	var out []UnitKemajuan
	for _, u := range d.Kemajuan(triwulan) {
		out = append(out, UnitKemajuan{u, d.OPD.NamaUnit(u.Unit)})
	}
	return out
}

// bersama does n things, serentak at once, and gives the first error in their order.
func bersama(n int, do func(n int) error) error {
	errs := make([]error, n)
	tempat := make(chan struct{}, serentak)
	var wg sync.WaitGroup
	for i := range n {
		tempat <- struct{}{}
		wg.Go(func() {
			defer func() { <-tempat }()
			errs[i] = do(i)
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
