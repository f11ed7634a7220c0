package service

import (
	"context"
	"fmt"
	"slices"
	"time"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// penjagaMasa holds a person's steps to the windows of their kabupaten. It reads the
// calendar and each exception once, so it is for one decision.
type penjagaMasa struct {
	s        *Service
	o        sakip.Orang
	dibaca   int // the year that kalender is of; 0 for none yet
	kalender sakip.Kalender
	zona     *time.Location
	namaZona string
	kecuali  map[store.Key]pengecualianDibaca
}

// pengecualianDibaca is an exception as it was read; versi 0 is none.
type pengecualianDibaca struct {
	isi   sakip.Pengecualian
	versi int64
}

func (s *Service) masa(o sakip.Orang) *penjagaMasa {
	return &penjagaMasa{s: s, o: o, kecuali: map[store.Key]pengecualianDibaca{}}
}

// pengecualian reads an exception once. The guard is of one agency-year.
func (m *penjagaMasa) pengecualian(ctx context.Context, opd string, tahun int, unit string, triwulan int) (pengecualianDibaca, error) {
	key := record.KeyPengecualian(unit, triwulan)
	if p, ok := m.kecuali[key]; ok {
		return p, nil
	}
	p, versi, err := record.Pengecualian(ctx, m.s.Store, opd, tahun, unit, triwulan)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return pengecualianDibaca{}, err
	}
	m.kecuali[key] = pengecualianDibaca{p, versi}
	return m.kecuali[key], nil
}

// baca reads the calendar; of a year without one it stays empty, and nothing is limited.
func (m *penjagaMasa) baca(ctx context.Context, tahun int) (err error) {
	if m.dibaca == tahun {
		return nil
	}
	m.kalender, _, err = record.Kalender(ctx, m.s.Store, m.o.Kabupaten, tahun)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return err
	}
	if m.zona, m.namaZona, err = m.s.zona(ctx, m.o.Kabupaten); err != nil {
		return err
	}
	m.dibaca = tahun
	return nil
}

// zona is the zone of a kabupaten, WIB where it says none.
func (s *Service) zona(ctx context.Context, kab string) (*time.Location, string, error) {
	k, _, err := record.Kabupaten(ctx, s.Store, kab)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return nil, "", err
	}
	nama := k.Zona
	if nama == "" {
		nama = "WIB"
	}
	z, err := locale.Zona(nama)
	if err != nil {
		return nil, "", fault.Wrap(fault.Internal, fmt.Errorf("zone of %s: %w", kab, err))
	}
	return z, nama, nil
}

// periksa refuses a step outside its window, naming the rule, who can open it and until
// when it was or from when it is open. The exceptions that it let somebody in by are
// returned: the step depends on them.
func (m *penjagaMasa) periksa(ctx context.Context, opd string, tahun, triwulan int, unit string, a sakip.Alur, kini time.Time) ([]store.Read, error) {
	if m.o.Peran != sakip.Operator && m.o.Peran != sakip.Verifikator {
		return nil, m.baca(ctx, tahun)
	}
	if err := m.baca(ctx, tahun); err != nil {
		return nil, err
	}
	masa := m.kalender.Triwulan[triwulan-1].MasaUntuk(m.o.Peran, a)
	hari := sakip.TanggalDari(kini.In(m.zona))
	if masa.Memuat(hari) {
		return nil, nil
	}
	nama := "masa " + masa.Nama + " " + tw(triwulan) + " " + tahunTeks(tahun)
	if hari < masa.Mulai {
		return nil, fault.New(fault.Locked, nama+" baru dibuka "+tanggal(masa.Mulai), "bappeda atau admin kabupaten, dengan mengubah kalender")
	}
	for _, u := range slices.Compact([]string{"", unit}) {
		p, err := m.pengecualian(ctx, opd, tahun, u, triwulan)
		if err != nil {
			return nil, err
		}
		if masa = masa.Dengan(p.isi); masa.Memuat(hari) {
			return []store.Read{{Key: record.KeyPengecualian(u, triwulan), Versi: p.versi}}, nil
		}
	}
	return nil, fault.New(fault.Locked, nama+" berakhir "+tanggal(masa.Selesai)+" pukul 24.00 "+m.namaZona,
		"admin kabupaten, dengan pengecualian; bappeda, dengan mengubah kalender")
}

// tanggal writes a day for people.
func tanggal(t sakip.Tanggal) string {
	d, err := time.Parse("2006-01-02", string(t))
	if err != nil {
		return string(t)
	}
	return locale.Tanggal(d)
}

// Kalender reads a kabupaten's calendar of a year: versi 0 and no dates when there is none.
func (s *Service) Kalender(ctx context.Context, o sakip.Orang, kab string, tahun int) (sakip.Kalender, int64, error) {
	if err := izinKabupaten(o, LihatKalender, kab); err != nil {
		return sakip.Kalender{}, 0, err
	}
	k, versi, err := record.Kalender(ctx, s.Store, kab, tahun)
	if fault.CodeOf(err) == fault.NotFound {
		return sakip.Kalender{Tahun: tahun}, 0, nil
	}
	return k, versi, err
}

// PutKalender sets a kabupaten's calendar of a year; versi 0 when it had none.
func (s *Service) PutKalender(ctx context.Context, r Request, kab string, k sakip.Kalender, versi int64) (int64, error) {
	if err := izinKabupaten(r.Orang, AturKalender, kab); err != nil {
		return 0, err
	}
	return s.sekali(ctx, r, kab, func() (int64, error) {
		if err := k.Validasi(); err != nil {
			return 0, err
		}
		if _, _, err := record.Kabupaten(ctx, s.Store, kab); err != nil {
			return 0, err
		}
		data, err := encode(wire.FromKalender(k))
		if err != nil {
			return 0, err
		}
		return s.putItem(ctx, r, store.Kabupaten(kab), kab, "PutKalender", record.KeyKalender(k.Tahun), versi, data, store.IndexKabupaten())
	})
}

// PengecualianVersi is an exception with the Versi of its item.
type PengecualianVersi struct {
	sakip.Pengecualian
	Versi int64
}

// DaftarPengecualian lists an agency's exceptions of a year, by quarter and unit.
func (s *Service) DaftarPengecualian(ctx context.Context, o sakip.Orang, opd string, tahun int) ([]PengecualianVersi, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return nil, err
	}
	t, err := record.LoadTahunSaja(ctx, s.Store, opd, tahun)
	if err != nil {
		return nil, err
	}
	out := []PengecualianVersi{}
	for _, p := range t.Pengecualian {
		out = append(out, PengecualianVersi{p, t.Versi[record.KeyPengecualian(p.Unit, p.Triwulan)]})
	}
	return out, nil
}

// PutPengecualian gives a unit, or the whole agency, longer for one quarter; versi is that
// of the exception that it replaces, 0 for none.
func (s *Service) PutPengecualian(ctx context.Context, r Request, opd string, tahun int, p sakip.Pengecualian, versi int64) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, BeriPengecualian, opd); err != nil {
		return 0, err
	}
	return s.sekali(ctx, r, opd, func() (int64, error) {
		p.Pemberi = r.Orang.Nama
		if err := p.Validasi(); err != nil {
			return 0, err
		}
		profil, _, err := record.Profil(ctx, s.Store, opd)
		if err != nil {
			return 0, err
		}
		if p.Unit != "" && !slices.ContainsFunc(profil.Unit, func(u sakip.Unit) bool { return u.ID == p.Unit }) {
			return 0, fault.At("unit", fault.Unknown, "Unit", p.Unit)
		}
		m, err := s.Store.Meta(ctx, store.TahunOPD(opd, tahun))
		if err != nil {
			return 0, err
		}
		if m.Versi == 0 {
			return 0, fault.New(fault.NotFound, "Tahun", tahunTeks(tahun))
		}
		data, err := encode(wire.FromPengecualian(p))
		if err != nil {
			return 0, err
		}
		return s.putItem(ctx, r, store.TahunOPD(opd, tahun), opd, "PutPengecualian", record.KeyPengecualian(p.Unit, p.Triwulan), versi, data, "")
	})
}

// DeletePengecualian takes an exception back.
func (s *Service) DeletePengecualian(ctx context.Context, r Request, opd string, tahun int, unit string, triwulan int, versi int64) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, BeriPengecualian, opd); err != nil {
		return 0, err
	}
	return s.sekali(ctx, r, opd, func() (int64, error) {
		key := record.KeyPengecualian(unit, triwulan)
		lama, err := s.lama(ctx, store.TahunOPD(opd, tahun), key)
		if err != nil {
			return 0, err
		}
		if lama == nil {
			return 0, fault.New(fault.NotFound, "Pengecualian", unit+" "+tw(triwulan))
		}
		res, err := s.simpan(ctx, r, perubahan{partisi: store.TahunOPD(opd, tahun), opd: opd, verb: "DeletePengecualian", objek: objek(key),
			lama: lama, writes: []store.Write{{Key: key, Versi: versi, Delete: true}}})
		return res.Meta, err
	})
}
