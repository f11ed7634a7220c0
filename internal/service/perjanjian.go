package service

import (
	"bytes"
	"context"
	"strings"
	"unicode/utf8"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// PutPerjanjian creates or changes a version of the Perjanjian Kinerja. A signed one is
// fault.Locked against every change (ADR 20); sending it as it is changes nothing.
func (s *Service) PutPerjanjian(ctx context.Context, r Request, opd string, tahun int, p sakip.Perjanjian, versi int64) (int64, error) {
	return s.put(ctx, r, opd, tahun, "PutPerjanjian", record.KeyPerjanjian(p.Versi), versi, wire.FromPerjanjian(p), p.Validasi(), func(d *sakip.DataTahun) error {
		lama, _ := d.CariPerjanjian(p.Versi)
		if lama.Ditandatangani {
			return tetap(lama, p)
		}
		d.Perjanjian = ganti(d.Perjanjian, p, func(x sakip.Perjanjian) bool { return x.Versi == p.Versi })
		if p.Ditandatangani {
			return d.SiapTandaTangan(p)
		}
		return nil
	})
}

// tetap refuses a signed version that would become another.
func tetap(lama, baru sakip.Perjanjian) error {
	a, err := encode(wire.FromPerjanjian(lama))
	if err != nil {
		return err
	}
	b, err := encode(wire.FromPerjanjian(baru))
	if err != nil {
		return err
	}
	if !bytes.Equal(a, b) {
		return terkunciPK(lama.Versi)
	}
	return nil
}

func terkunciPK(versi string) error {
	return fault.New(fault.Locked, "Perjanjian Kinerja versi "+versi+" sudah ditandatangani, ubah lewat versi perubahan dengan alasan",
		"admin kabupaten, bila tanda tangannya keliru, dengan alasan")
}

// TandaTangan is what signing adds to a version.
type TandaTangan struct {
	Nomor        string
	Tanggal      sakip.Tanggal
	PihakPertama string // id of the Pejabat
	PihakKedua   string // as printed
}

// SignPerjanjian puts a draft into force from a day on and locks it.
func (s *Service) SignPerjanjian(ctx context.Context, r Request, opd string, tahun int, id string, t TandaTangan, versi int64) (int64, error) {
	return s.ubahPerjanjian(ctx, r, TandaTangani, opd, tahun, "SignPerjanjian", id, versi, "", func(d sakip.DataTahun, p *sakip.Perjanjian) error {
		if p.Ditandatangani {
			return terkunciPK(id)
		}
		p.Nomor, p.Tanggal, p.PihakPertama, p.PihakKedua, p.Ditandatangani = t.Nomor, t.Tanggal, t.PihakPertama, t.PihakKedua, true
		var l fault.List
		l.Add("", p.Validasi())
		l.Add("", d.SiapTandaTangan(*p))
		return l.Err()
	})
}

// ReopenPerjanjian makes the last signed version a draft again: its signature was a
// mistake. The reason stands in the audit chain.
func (s *Service) ReopenPerjanjian(ctx context.Context, r Request, opd string, tahun int, id, alasan string, versi int64) (int64, error) {
	alasan = strings.TrimSpace(alasan)
	if n := utf8.RuneCountInString(alasan); n < minAlasan || n > maksAlasan {
		if err := s.izinOPD(ctx, r.Orang, BukaKembali, opd); err != nil {
			return 0, err
		}
		return 0, fault.At("alasan", fault.Invalid, "Tulis alasannya, 10 sampai 2.000 huruf: apa yang keliru pada tanda tangannya.")
	}
	return s.ubahPerjanjian(ctx, r, BukaKembali, opd, tahun, "ReopenPerjanjian", id, versi, alasan, func(d sakip.DataTahun, p *sakip.Perjanjian) error {
		if !p.Ditandatangani {
			return fault.New(fault.Invalid, "Perjanjian Kinerja versi "+id+" belum ditandatangani; ubah langsung.")
		}
		semua := sakip.UrutPerjanjian(d.Perjanjian)
		for n := len(semua) - 1; n >= 0 && semua[n].Versi != id; n-- {
			if semua[n].Ditandatangani {
				return fault.New(fault.Invalid, "Versi "+semua[n].Versi+" yang lebih baru sudah ditandatangani; buka versi itu lebih dahulu.")
			}
		}
		p.Ditandatangani = false
		return nil
	})
}

// How long a reason is, in letters.
const minAlasan, maksAlasan = 10, 2000

// ubahPerjanjian changes one version by what ubah makes of it. A reason is kept in the
// audit entry alone.
func (s *Service) ubahPerjanjian(ctx context.Context, r Request, a Aksi, opd string, tahun int, verb, id string, versi int64,
	alasan string, ubah func(sakip.DataTahun, *sakip.Perjanjian) error) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, a, opd); err != nil {
		return 0, err
	}
	return s.sekali(ctx, r, opd, func() (int64, error) {
		return lagi(func() (int64, error) {
			t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
			if err != nil {
				return 0, err
			}
			p, ok := t.Data.CariPerjanjian(id)
			if !ok {
				return 0, fault.New(fault.NotFound, "Perjanjian Kinerja", id)
			}
			lama, err := encode(wire.FromPerjanjian(p))
			if err != nil {
				return 0, err
			}
			if err := ubah(t.Data, &p); err != nil {
				return 0, err
			}
			data, err := encode(wire.FromPerjanjian(p))
			if err != nil {
				return 0, err
			}
			jejak := data
			if alasan != "" {
				if jejak, err = encode(dibuka{wire.FromPerjanjian(p), alasan}); err != nil {
					return 0, err
				}
			}
			key := record.KeyPerjanjian(id)
			res, err := s.simpan(ctx, r, perubahan{partisi: store.TahunOPD(opd, tahun), opd: opd, verb: verb, objek: key.Doc + "#" + key.Row,
				lama: lama, baru: jejak, putusan: &t.Meta.Versi, writes: []store.Write{{Key: key, Versi: versi, Data: data}}})
			return res.Meta, err
		})
	})
}

// dibuka is what the audit entry keeps of a version that was opened again.
type dibuka struct {
	wire.Perjanjian
	AlasanBuka string `json:"alasan_buka"`
}
