package service

import (
	"context"
	"slices"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// DaftarOrang lists the people of a kabupaten.
func (s *Service) DaftarOrang(ctx context.Context, o sakip.Orang) ([]sakip.Orang, error) {
	if err := izinKabupaten(o, KelolaOrang, o.Kabupaten); err != nil {
		return nil, err
	}
	return s.orangKabupaten(ctx, o.Kabupaten)
}

func (s *Service) orangKabupaten(ctx context.Context, kab string) ([]sakip.Orang, error) {
	metas, err := s.Store.List(ctx, store.IndexOrang(kab))
	if err != nil {
		return nil, err
	}
	out := []sakip.Orang{}
	for _, m := range metas {
		sub, _ := store.ParseOrang(m.Partition)
		p, _, err := record.Orang(ctx, s.Store, sub)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// Orang reads the record of a person of one's kabupaten.
func (s *Service) Orang(ctx context.Context, o sakip.Orang, sub string) (sakip.Orang, int64, error) {
	tidakAda := fault.New(fault.NotFound, "Orang", sub)
	if sakip.ValidasiID("sub", sub) != nil {
		return sakip.Orang{}, 0, tidakAda
	}
	p, versi, err := record.Orang(ctx, s.Store, sub)
	if fault.CodeOf(err) == fault.NotFound || err == nil && p.Kabupaten != o.Kabupaten {
		return sakip.Orang{}, 0, tidakAda
	}
	if err == nil {
		err = izinKabupaten(o, KelolaOrang, p.Kabupaten)
	}
	if err != nil {
		return sakip.Orang{}, 0, err
	}
	return p, versi, nil
}

// AddOrang makes the account of a person's e-mail address and the record of what they may
// do, and returns their sub. When it stopped between the two, asking again goes on: an
// address has one account. Without accounts of ours the record names the sub.
func (s *Service) AddOrang(ctx context.Context, r Request, o sakip.Orang) (string, error) {
	if err := izinKabupaten(r.Orang, KelolaOrang, o.Kabupaten); err != nil {
		return "", err
	}
	if s.Akun != nil {
		o.Sub = "baru" // until the account tells
	}
	var l fault.List
	l.Add("", o.Validasi())
	if s.Akun != nil && o.Surel == "" {
		l.Add("", fault.At("surel", fault.Required))
	}
	l.Add("", s.periksaTempat(ctx, r.Orang, o))
	if err := l.Err(); err != nil {
		return "", err
	}
	if s.Akun != nil {
		o.Surel = strings.ToLower(o.Surel)
		var err error
		if o.Sub, err = s.Akun.Create(ctx, o.Surel); err != nil {
			return "", err
		}
	}
	_, err := s.PutOrang(ctx, r, o, 0)
	if fault.CodeOf(err) == fault.Exists {
		return "", fault.At("surel", fault.Exists, "Orang", o.Surel)
	}
	if fault.CodeOf(err) == fault.NotFound { // the record is another kabupaten's
		return "", fault.At("surel", fault.Invalid, "Akun ini tidak dapat dipakai di kabupaten Anda. Pakai alamat surel lain.")
	}
	return o.Sub, err
}

// ResetSandi has a person told how to choose a new password.
func (s *Service) ResetSandi(ctx context.Context, r Request, sub string) error {
	o, _, err := s.Orang(ctx, r.Orang, sub)
	if err != nil {
		return err
	}
	if s.Akun == nil {
		return fault.New(fault.Invalid, "Sandi diatur di penyedia identitas kabupaten, bukan di Capaian.")
	}
	if o.Nonaktif {
		return fault.New(fault.Locked, "orang ini dinonaktifkan", "admin, dengan mengaktifkannya lagi")
	}
	// The entry comes first: what was done without a trace would be worse than the reverse.
	if _, err := s.simpan(ctx, r, perubahan{partisi: store.Orang(sub), opd: o.Kabupaten, verb: "ResetSandi", objek: "ORANG#"}); err != nil {
		return err
	}
	return s.Akun.ResetPassword(ctx, sub)
}

// periksaTempat checks that a person's agency and unit are there.
func (s *Service) periksaTempat(ctx context.Context, admin, o sakip.Orang) error {
	if o.OPD == "" {
		return nil
	}
	tidakDikenal := fault.At("opd", fault.Unknown, "Perangkat daerah", o.OPD)
	if s.izinOPD(ctx, admin, LihatOPD, o.OPD) != nil {
		return tidakDikenal
	}
	p, _, err := record.Profil(ctx, s.Store, o.OPD)
	if fault.CodeOf(err) == fault.NotFound {
		return tidakDikenal
	}
	if err != nil {
		return err
	}
	if o.Unit != "" && !slices.ContainsFunc(p.Unit, func(u sakip.Unit) bool { return u.ID == o.Unit }) {
		return fault.At("unit", fault.Unknown, "Unit", o.Unit)
	}
	return nil
}

// PutOrang creates or changes a person's record. Nobody moves a person to another
// kabupaten, and nobody changes their own role. The record is what counts; the account is
// switched off after it and on before it, so that asking again mends what stopped between.
func (s *Service) PutOrang(ctx context.Context, r Request, o sakip.Orang, versi int64) (int64, error) {
	if err := izinKabupaten(r.Orang, KelolaOrang, o.Kabupaten); err != nil {
		return 0, err
	}
	if err := o.Validasi(); err != nil {
		return 0, err
	}
	if o.Sub == r.Orang.Sub && (o.Peran != r.Orang.Peran || o.Nonaktif) {
		return 0, fault.New(fault.Locked, "peran sendiri tidak dapat diubah", "admin lain")
	}
	if err := s.periksaTempat(ctx, r.Orang, o); err != nil {
		return 0, err
	}
	lama, _, err := record.Orang(ctx, s.Store, o.Sub)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return 0, err
	}
	if err == nil && lama.Kabupaten != r.Orang.Kabupaten {
		return 0, fault.New(fault.NotFound, "Orang", o.Sub)
	}
	data, err := encode(wire.FromOrang(o))
	if err != nil {
		return 0, err
	}
	if s.Akun != nil && lama.Nonaktif && !o.Nonaktif {
		if err := s.Akun.SetActive(ctx, o.Sub, true); err != nil {
			return 0, err
		}
	}
	baru, err := s.putItem(ctx, r, store.Orang(o.Sub), o.Kabupaten, "PutOrang", record.KeyOrang(), versi, data, store.IndexOrang(o.Kabupaten))
	if err == nil && s.Akun != nil && o.Nonaktif {
		err = s.Akun.SetActive(ctx, o.Sub, false)
	}
	return baru, err
}
