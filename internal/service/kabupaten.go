package service

import (
	"cmp"
	"context"
	"slices"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// Banding is a kabupaten's agencies side by side at the end of a quarter, by id.
type Banding struct {
	Kabupaten sakip.Kabupaten
	OPD       []BandingOPD
}

// BandingOPD is one agency among the others. Ada is false for one without the year; then
// there are no figures.
type BandingOPD struct {
	Profil    sakip.PerangkatDaerah
	Kebijakan sakip.Kebijakan
	Ada       bool
	Hasil     HasilTahun
	IKU       wire.HasilSasaran   // all IKU of the agency, by the rules of a sasaran
	Anggaran  *wire.HasilAnggaran // the whole budget; nil without one
	NLain     int                 // other indicators whose capaian is known
	MLain     int                 // other indicators
	Belum     []BelumLapor
}

// Lengkap tells whether every IKU is known, and from the latest data: what is not cannot be
// ranked beside others.
func (b BandingOPD) Lengkap() bool {
	return b.Ada && b.Hasil.Segar && b.IKU.M > 0 && b.IKU.N == b.IKU.M
}

// BelumLapor is what a unit has not reported that is due: indicators by their id, and so
// many budget rows.
type BelumLapor struct {
	Unit      string // its name; "" is the agency
	Indikator []string
	Baris     int
}

// Banding reads the results of every agency of a kabupaten. Codes: NotFound for another
// kabupaten.
func (s *Service) Banding(ctx context.Context, o sakip.Orang, kab string, tahun, triwulan int) (Banding, error) {
	k, ids, err := s.opdKabupaten(ctx, o, kab)
	if err != nil {
		return Banding{}, err
	}
	out := Banding{Kabupaten: k, OPD: make([]BandingOPD, len(ids))}
	return out, bersama(len(ids), func(n int) (err error) {
		out.OPD[n], err = s.bandingOPD(ctx, ids[n], tahun, triwulan)
		return err
	})
}

// TahunKabupaten counts the agencies that have each year.
func (s *Service) TahunKabupaten(ctx context.Context, o sakip.Orang, kab string) (k sakip.Kabupaten, opd int, tahun map[int]int, err error) {
	k, ids, err := s.opdKabupaten(ctx, o, kab)
	if err != nil {
		return k, 0, nil, err
	}
	daftar := make([][]int, len(ids))
	if err := bersama(len(ids), func(n int) (err error) {
		daftar[n], err = record.DaftarTahun(ctx, s.Store, ids[n])
		return err
	}); err != nil {
		return k, 0, nil, err
	}
	tahun = map[int]int{}
	for _, list := range daftar {
		for _, t := range list {
			tahun[t]++
		}
	}
	return k, len(ids), tahun, nil
}

// opdKabupaten lists the agencies of a kabupaten by id, for those who may see all of it.
func (s *Service) opdKabupaten(ctx context.Context, o sakip.Orang, kab string) (sakip.Kabupaten, []string, error) {
	if err := izinKabupaten(o, LihatKabupaten, kab); err != nil {
		return sakip.Kabupaten{}, nil, err
	}
	k, _, err := record.Kabupaten(ctx, s.Store, kab)
	if err != nil {
		return k, nil, err
	}
	metas, err := s.Store.List(ctx, store.IndexOPD(kab))
	if err != nil {
		return k, nil, err
	}
	var ids []string
	for _, m := range metas {
		if id, tahun, ok := store.ParseOPD(m.Partition); ok && tahun == 0 {
			ids = append(ids, id)
		}
	}
	return k, ids, nil
}

func (s *Service) bandingOPD(ctx context.Context, opd string, tahun, triwulan int) (BandingOPD, error) {
	agency, err := record.LoadOPD(ctx, s.Store, opd)
	if err != nil {
		return BandingOPD{}, err
	}
	b := BandingOPD{Profil: agency.Profil, Kebijakan: sakip.KebijakanBerlaku(agency.Kebijakan, tahun)}
	b.Hasil, err = s.hasilTahun(ctx, opd, tahun, triwulan)
	if fault.CodeOf(err) == fault.NotFound {
		return b, nil
	}
	if err != nil {
		return b, err
	}
	c := b.Hasil.Isi
	b.Ada, b.IKU, b.Belum = true, c.Ringkasan(b.Kebijakan), belumLapor(c, agency.Profil)
	for n := range c.Anggaran {
		if c.Anggaran[n].Induk == "" {
			b.Anggaran = &c.Anggaran[n]
			break
		}
	}
	for _, i := range c.Indikator {
		if sakip.Tingkat(i.Tingkat) == sakip.TingkatSasaran {
			continue
		}
		b.MLain++
		if i.Capaian != nil {
			b.NLain++
		}
	}
	return b, nil
}

// belumLapor lists by unit what the results lack that is due, in the order of the units'
// names, what is nobody's first.
func belumLapor(c *wire.Capaian, p sakip.PerangkatDaerah) []BelumLapor {
	by := map[string]*BelumLapor{}
	di := func(unit string) *BelumLapor {
		if by[unit] == nil {
			by[unit] = &BelumLapor{Unit: unit}
		}
		return by[unit]
	}
	for _, i := range c.Indikator {
		if sakip.StatusSel(i.Sel) == sakip.SelBelumDilaporkan {
			b := di(i.Unit)
			b.Indikator = append(b.Indikator, i.ID)
		}
	}
	for _, b := range c.Anggaran {
		for _, r := range b.Rincian {
			if r.Realisasi == nil && r.Anggaran != "0.00" {
				di(p.NamaUnit(r.SubUnit)).Baris++
			}
		}
	}
	var out []BelumLapor
	for _, b := range by {
		out = append(out, *b)
	}
	slices.SortFunc(out, func(a, b BelumLapor) int { return cmp.Compare(a.Unit, b.Unit) })
	return out
}
