package service

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// OPDRingkas is one agency in a list, with the years it has.
type OPDRingkas struct {
	ID       string `json:"id"`
	Nama     string `json:"nama"`
	Sintetis bool   `json:"sintetis,omitempty"`
	Tahun    []int  `json:"tahun"`

	Unit []sakip.Unit `json:"-"` // for who assigns people
}

// DaftarOPD lists the agencies that a person may see: their own, or, for roles of the
// kabupaten, all of it.
func (s *Service) DaftarOPD(ctx context.Context, o sakip.Orang) ([]OPDRingkas, error) {
	ids := []string{o.OPD}
	if o.Peran.SeKabupaten() {
		metas, err := s.Store.List(ctx, store.IndexOPD(o.Kabupaten))
		if err != nil {
			return nil, err
		}
		ids = ids[:0]
		for _, m := range metas {
			if id, tahun, ok := store.ParseOPD(m.Partition); ok && tahun == 0 {
				ids = append(ids, id)
			}
		}
	}
	list := make([]OPDRingkas, len(ids))
	if err := bersama(len(ids), func(n int) error {
		p, _, err := record.Profil(ctx, s.Store, ids[n])
		if fault.CodeOf(err) == fault.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		tahun, err := record.DaftarTahun(ctx, s.Store, ids[n])
		list[n] = OPDRingkas{ID: ids[n], Nama: p.Nama, Sintetis: p.Sintetis, Tahun: tahun, Unit: p.Unit}
		return err
	}); err != nil {
		return nil, err
	}
	out := []OPDRingkas{}
	for _, d := range list {
		if d.ID != "" {
			out = append(out, d)
		}
	}
	return out, nil
}

// OPD reads an agency's profile, plan and policies.
func (s *Service) OPD(ctx context.Context, o sakip.Orang, opd string) (record.OPD, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return record.OPD{}, err
	}
	return record.LoadOPD(ctx, s.Store, opd)
}

// PutProfil creates or changes an agency's profile. Creating one is the kabupaten's
// admin's; an agency does not move to another kabupaten.
func (s *Service) PutProfil(ctx context.Context, r Request, p sakip.PerangkatDaerah, versi int64) (int64, error) {
	if versi == 0 {
		if err := izinKabupaten(r.Orang, AturKabupaten, p.Kabupaten); err != nil {
			return 0, err
		}
		if _, _, err := record.Kabupaten(ctx, s.Store, p.Kabupaten); err != nil {
			return 0, err // without its kabupaten nothing would list the agency
		}
	} else if err := s.izinOPD(ctx, r.Orang, AturOPD, p.ID); err != nil {
		return 0, err
	}
	if p.Kabupaten != r.Orang.Kabupaten {
		return 0, fault.At("kabupaten", fault.Invalid, "Perangkat daerah tidak dapat dipindahkan ke kabupaten lain.")
	}
	if res, ok, err := s.ulangan(ctx, r, p.ID); err != nil || ok {
		return res.Meta, err
	}
	if err := p.Validasi(); err != nil {
		return 0, err
	}
	if versi > 0 {
		if err := s.tetapDirujuk(ctx, p); err != nil {
			return 0, err
		}
	}
	data, err := encode(wire.FromOPD(p))
	if err != nil {
		return 0, err
	}
	baru, err := s.putItem(ctx, r, store.OPD(p.ID), p.ID, "PutProfil", record.KeyProfil(), versi, data, store.IndexOPD(p.Kabupaten))
	if fault.CodeOf(err) == fault.Exists && s.izinOPD(ctx, r.Orang, AturOPD, p.ID) != nil {
		return 0, fault.New(fault.Exists, "Perangkat daerah", p.ID) // another kabupaten's: its profile is not shown
	}
	return baru, err
}

// tetapDirujuk refuses a profile that lacks a unit in charge of an indicator of a stored
// year, or an official who signed an agreement of one.
func (s *Service) tetapDirujuk(ctx context.Context, baru sakip.PerangkatDaerah) error {
	lama, _, err := record.Profil(ctx, s.Store, baru.ID)
	if fault.CodeOf(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	hilang := map[string]bool{} // "unit x", "pejabat y"
	for _, u := range lama.Unit {
		hilang["unit "+u.ID] = !slices.ContainsFunc(baru.Unit, func(x sakip.Unit) bool { return x.ID == u.ID })
	}
	for _, o := range lama.Pejabat {
		hilang["pejabat "+o.ID] = !slices.ContainsFunc(baru.Pejabat, func(x sakip.Pejabat) bool { return x.ID == o.ID })
	}
	if !slices.Contains(slices.Collect(maps.Values(hilang)), true) {
		return nil
	}
	tahun, err := record.DaftarTahun(ctx, s.Store, baru.ID)
	if err != nil {
		return err
	}
	var l fault.List
	for _, n := range tahun {
		t, err := record.LoadTahun(ctx, s.Store, baru.ID, n)
		if err != nil {
			return err
		}
		for _, i := range t.Data.Indikator {
			if hilang["unit "+i.PenanggungJawab] {
				l.Add("", fault.At("unit", fault.Invalid, "Unit “"+i.PenanggungJawab+"” masih menjadi penanggung jawab indikator "+i.ID+" tahun "+strconv.Itoa(n)+"; pindahkan dahulu ke unit lain."))
			}
		}
		for _, p := range t.Data.Perjanjian {
			if hilang["pejabat "+p.PihakPertama] {
				l.Add("", fault.At("pejabat", fault.Invalid, "Pejabat “"+p.PihakPertama+"” masih tercantum pada Perjanjian Kinerja versi "+p.Versi+" tahun "+strconv.Itoa(n)+"; isi tanggal selesainya, jangan dihapus."))
			}
		}
	}
	return l.Err()
}

// PutRenstra creates or changes an agency's plan. A sasaran that an indicator of a
// stored year measures must stay.
func (s *Service) PutRenstra(ctx context.Context, r Request, opd string, renstra sakip.Renstra, versi int64) (int64, error) {
	return s.putOPD(ctx, r, AturOPD, opd, "PutRenstra", record.KeyRenstra(), versi, wire.FromRenstra(renstra), renstra.Validasi(), func() error {
		tahun, err := record.DaftarTahun(ctx, s.Store, opd)
		if err != nil {
			return err
		}
		for _, n := range tahun {
			t, err := record.LoadTahun(ctx, s.Store, opd, n)
			if err != nil {
				return err
			}
			for _, i := range t.Data.Indikator {
				_, dulu := t.Data.Renstra.CariSasaran(i.Induk)
				if _, ada := renstra.CariSasaran(i.Induk); i.Tingkat == sakip.TingkatSasaran && dulu && !ada {
					return fault.At("sasaran", fault.Invalid, "Sasaran “"+i.Induk+"” masih diukur indikator "+i.ID+" tahun "+strconv.Itoa(n)+".")
				}
			}
		}
		return nil
	})
}

func (s *Service) putOPD(ctx context.Context, r Request, a Aksi, opd, verb string, key store.Key, versi int64, w any,
	sendiri error, periksa func() error) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, a, opd); err != nil {
		return 0, err
	}
	if res, ok, err := s.ulangan(ctx, r, opd); err != nil || ok {
		return res.Meta, err
	}
	if sendiri != nil {
		return 0, sendiri
	}
	if _, _, err := record.Profil(ctx, s.Store, opd); err != nil {
		return 0, err
	}
	if periksa != nil {
		if err := periksa(); err != nil {
			return 0, err
		}
	}
	data, err := encode(w)
	if err != nil {
		return 0, err
	}
	return s.putItem(ctx, r, store.OPD(opd), opd, verb, key, versi, data, "")
}

// Diri finds who a token's sub stands for; unknown or switched off is not signed in.
func (s *Service) Diri(ctx context.Context, sub string) (sakip.Orang, error) {
	o, _, err := record.Orang(ctx, s.Store, sub)
	if fault.CodeOf(err) == fault.NotFound || err == nil && o.Nonaktif {
		return sakip.Orang{}, fault.New(fault.Unauthenticated)
	}
	return o, err
}

// KabupatenDiatur is the record of one's own kabupaten, for who sets up its agencies.
func (s *Service) KabupatenDiatur(ctx context.Context, o sakip.Orang) (sakip.Kabupaten, error) {
	if err := izinKabupaten(o, AturKabupaten, o.Kabupaten); err != nil {
		return sakip.Kabupaten{}, err
	}
	k, _, err := record.Kabupaten(ctx, s.Store, o.Kabupaten)
	return k, err
}

// ProfilDiatur is an agency's profile with its Versi, for who may change it.
func (s *Service) ProfilDiatur(ctx context.Context, o sakip.Orang, opd string) (sakip.PerangkatDaerah, int64, error) {
	if err := s.izinOPD(ctx, o, AturOPD, opd); err != nil {
		return sakip.PerangkatDaerah{}, 0, err
	}
	return record.Profil(ctx, s.Store, opd)
}

// PutKabupaten creates or changes a kabupaten's record.
func (s *Service) PutKabupaten(ctx context.Context, r Request, k sakip.Kabupaten, versi int64) (int64, error) {
	if err := izinKabupaten(r.Orang, AturKabupaten, k.ID); err != nil {
		return 0, err
	}
	if err := k.Validasi(); err != nil {
		return 0, err
	}
	data, err := encode(wire.FromKabupaten(k))
	if err != nil {
		return 0, err
	}
	return s.putItem(ctx, r, store.Kabupaten(k.ID), k.ID, "PutKabupaten", record.KeyKabupaten(), versi, data, store.IndexKabupaten())
}
