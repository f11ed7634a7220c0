package service

import (
	"context"

	lru "github.com/hashicorp/golang-lru/v2"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// Banding is a kabupaten's agencies side by side at the end of a quarter, by id, with the
// days of that quarter in the calendar.
type Banding struct {
	Kabupaten sakip.Kabupaten
	Jadwal    sakip.Jadwal
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
	Unit      []UnitKemajuan      // how far each unit is with the quarter
}

// Kemajuan counts all figures of the quarter.
func (b BandingOPD) Kemajuan() sakip.Hitungan { return KemajuanOPD{Unit: b.Unit}.Total() }

// Lengkap tells whether every IKU is known, and from the latest data: what is not cannot be
// ranked beside others.
func (b BandingOPD) Lengkap() bool {
	return b.Ada && b.Hasil.Segar && b.IKU.M > 0 && b.IKU.N == b.IKU.M
}

// Banding reads the results of every agency of a kabupaten. Codes: NotFound for another
// kabupaten.
func (s *Service) Banding(ctx context.Context, o sakip.Orang, kab string, tahun, triwulan int) (Banding, error) {
	k, ids, err := s.opdKabupaten(ctx, o, kab)
	if err != nil {
		return Banding{}, err
	}
	kalender, _, err := s.Kalender(ctx, o, kab, tahun)
	if err != nil {
		return Banding{}, err
	}
	out := Banding{Kabupaten: k, Jadwal: kalender.Triwulan[triwulan-1], OPD: make([]BandingOPD, len(ids))}
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

// kunciMaju is all that an agency's part of the table follows from beside its results: the
// states of its year and of itself. They only grow, so that an entry stays true.
type kunciMaju struct {
	opd                  string
	tahun, triwulan      int
	versiTahun, versiOPD int64
}

// majuOPD is that part.
type majuOPD struct {
	profil    sakip.PerangkatDaerah
	kebijakan sakip.Kebijakan
	unit      []UnitKemajuan
}

// ukuranMaju is how many of them a process keeps (about 4 KB each): forty agencies, four
// quarters, and some.
const ukuranMaju = 256

// maju counts an agency's figures, or takes what was counted of the same data: reading all
// of forty agencies' data for each view would take the longest by far.
func (s *Service) maju(ctx context.Context, opd string, tahun, triwulan int, kini store.Vector) (majuOPD, error) {
	s.majuOnce.Do(func() { s.majuLRU, _ = lru.New[kunciMaju, majuOPD](ukuranMaju) })
	key := kunciMaju{opd, tahun, triwulan, kini.Tahun, kini.OPD}
	if m, ok := s.majuLRU.Get(key); ok {
		return m, nil
	}
	t, err := record.LoadTahunSaja(ctx, s.Store, opd, tahun)
	if err != nil {
		return majuOPD{}, err
	}
	m := majuOPD{t.Data.OPD, t.Data.Kebijakan, kemajuanUnit(t.Data, triwulan)}
	s.majuLRU.Add(key, m)
	return m, nil
}

func (s *Service) bandingOPD(ctx context.Context, opd string, tahun, triwulan int) (BandingOPD, error) {
	h, err := s.hasilTahun(ctx, opd, tahun, triwulan)
	if fault.CodeOf(err) == fault.NotFound {
		agency, err := record.LoadOPD(ctx, s.Store, opd)
		return BandingOPD{Profil: agency.Profil}, err
	}
	if err != nil {
		return BandingOPD{}, err
	}
	m, err := s.maju(ctx, opd, tahun, triwulan, h.kini)
	if err != nil {
		return BandingOPD{}, err
	}
	b := BandingOPD{Profil: m.profil, Kebijakan: m.kebijakan, Ada: true, Hasil: h, Unit: m.unit}
	c := b.Hasil.Isi
	b.IKU = c.Ringkasan(b.Kebijakan)
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
