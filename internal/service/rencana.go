package service

import (
	"cmp"
	"context"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// PutIndikator creates or changes an indicator of a year.
func (s *Service) PutIndikator(ctx context.Context, r Request, opd string, tahun int, i sakip.Indikator, versi int64) (int64, error) {
	return s.put(ctx, r, opd, tahun, "PutIndikator", record.KeyIndikator(i.ID), versi, wire.FromIndikator(i), i.Validasi(), func(d *sakip.DataTahun) {
		d.Indikator = ganti(d.Indikator, i, func(x sakip.Indikator) bool { return x.ID == i.ID })
	})
}

// PutPerjanjian creates or changes a version of the Perjanjian Kinerja.
func (s *Service) PutPerjanjian(ctx context.Context, r Request, opd string, tahun int, p sakip.Perjanjian, versi int64) (int64, error) {
	return s.put(ctx, r, opd, tahun, "PutPerjanjian", record.KeyPerjanjian(p.Versi), versi, wire.FromPerjanjian(p), p.Validasi(), func(d *sakip.DataTahun) {
		d.Perjanjian = ganti(d.Perjanjian, p, func(x sakip.Perjanjian) bool { return x.Versi == p.Versi })
	})
}

// PutRencanaAksi creates or changes the plan of one indicator and quarter.
func (s *Service) PutRencanaAksi(ctx context.Context, r Request, opd string, tahun int, a sakip.RencanaAksi, versi int64) (int64, error) {
	return s.put(ctx, r, opd, tahun, "PutRencanaAksi", record.KeyRencanaAksi(a.Indikator, a.Triwulan), versi, wire.FromRencanaAksi(a), a.Validasi(), func(d *sakip.DataTahun) {
		d.RencanaAksi = ganti(d.RencanaAksi, a, func(x sakip.RencanaAksi) bool {
			return x.Indikator == a.Indikator && x.Triwulan == a.Triwulan
		})
	})
}

// PutPembanding creates or changes a benchmark table.
func (s *Service) PutPembanding(ctx context.Context, r Request, opd string, tahun int, t sakip.TabelPembanding, versi int64) (int64, error) {
	return s.put(ctx, r, opd, tahun, "PutPembanding", record.KeyPembanding(t.ID), versi, wire.FromTabelPembanding(t), t.Validasi(), nil)
}

// PutFakta creates or changes a supporting fact.
func (s *Service) PutFakta(ctx context.Context, r Request, opd string, tahun int, f sakip.Fakta, versi int64) (int64, error) {
	return s.put(ctx, r, opd, tahun, "PutFakta", record.KeyFakta(f.ID), versi, wire.FromFakta(f), f.Validasi(), nil)
}

// PutRekomendasi creates or changes a recommendation and what became of it.
func (s *Service) PutRekomendasi(ctx context.Context, r Request, opd string, tahun int, k sakip.Rekomendasi, versi int64) (int64, error) {
	return s.put(ctx, r, opd, tahun, "PutRekomendasi", record.KeyRekomendasi(k.No), versi, wire.FromRekomendasi(k), k.Validasi(), nil)
}

// PutNarasi creates or changes one text of the report.
func (s *Service) PutNarasi(ctx context.Context, r Request, opd string, tahun int, n sakip.Narasi, versi int64) (int64, error) {
	return s.put(ctx, r, opd, tahun, "PutNarasi", record.KeyNarasi(n.Bagian), versi, wire.FromNarasi(n), n.Validasi(), nil)
}

// put checks a planning row, alone and, when pasang puts it into the year's data,
// among everything that refers to it; then it saves it.
func (s *Service) put(ctx context.Context, r Request, opd string, tahun int, verb string, key store.Key, versi int64,
	w any, sendiri error, pasang func(*sakip.DataTahun)) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, Rencanakan, opd); err != nil {
		return 0, err
	}
	if sendiri != nil {
		return 0, sendiri
	}
	data, err := encode(w)
	if err != nil {
		return 0, err
	}
	if pasang == nil {
		return s.putBaris(ctx, r, Rencanakan, opd, tahun, verb, key, versi, data, nil)
	}
	return s.putBaris(ctx, r, Rencanakan, opd, tahun, verb, key, versi, data, func(t record.Tahun) error {
		pasang(&t.Data)
		return t.Data.Validasi()
	})
}

// ganti replaces the element that sama finds, or appends.
func ganti[T any](list []T, baru T, sama func(T) bool) []T {
	out := append([]T(nil), list...)
	for i, x := range out {
		if sama(x) {
			out[i] = baru
			return out
		}
	}
	return append(out, baru)
}

// bolehHapus names the documents whose rows may be deleted.
var bolehHapus = map[string]bool{"IND": true, "PK": true, "RA": true, "PEMB": true, "FAKTA": true, "REK": true, "NAR": true}

// DeleteBaris removes one planning row; nothing that refers to it may be left.
func (s *Service) DeleteBaris(ctx context.Context, r Request, opd string, tahun int, key store.Key, versi int64) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, Rencanakan, opd); err != nil {
		return 0, err
	}
	if !bolehHapus[key.Doc] {
		return 0, fault.New(fault.NotFound, "Data", key.Row)
	}
	return s.sekali(ctx, r, opd, func() (int64, error) {
		return lagi(func() (int64, error) { return s.deleteBaris(ctx, r, opd, tahun, key, versi) })
	})
}

func (s *Service) deleteBaris(ctx context.Context, r Request, opd string, tahun int, key store.Key, versi int64) (int64, error) {
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return 0, err
	}
	if _, ok := t.Versi[key]; !ok {
		return 0, fault.New(fault.NotFound, "Data", key.Row)
	}
	if key.Doc == "IND" {
		d := t.Data
		d.Indikator = nil
		for _, i := range t.Data.Indikator {
			if i.ID != key.Row {
				d.Indikator = append(d.Indikator, i)
			}
		}
		if err := d.Validasi(); err != nil {
			return 0, err
		}
	}
	p := store.TahunOPD(opd, tahun)
	lama, err := s.lama(ctx, p, key)
	if err != nil {
		return 0, err
	}
	res, err := s.simpan(ctx, r, perubahan{partisi: p, opd: opd, verb: "DeleteBaris", objek: key.Doc + "#" + key.Row,
		lama: lama, putusan: &t.Meta.Versi, writes: []store.Write{{Key: key, Versi: versi, Delete: true}}})
	return res.Meta, err
}

// PutAnggaran creates or replaces a budget version whole: its rows are staged and
// switched. versi is that of the version's header, 0 to create it.
func (s *Service) PutAnggaran(ctx context.Context, r Request, opd string, tahun int, v sakip.VersiAnggaran, versi int64) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, Rencanakan, opd); err != nil {
		return 0, err
	}
	return s.sekali(ctx, r, opd, func() (int64, error) {
		return lagi(func() (int64, error) { return s.putAnggaran(ctx, r, opd, tahun, v, versi) })
	})
}

func (s *Service) putAnggaran(ctx context.Context, r Request, opd string, tahun int, v sakip.VersiAnggaran, versi int64) (int64, error) {
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return 0, err
	}
	baru, err := encode(wire.FromVersiAnggaran(v))
	if err != nil {
		return 0, err
	}
	return s.simpanAnggaran(ctx, r, opd, t, v, versi, perubahan{verb: "PutAnggaran", baru: ringkas(len(v.Baris), baru)})
}

// simpanAnggaran checks a budget version, alone and in its year, and puts it in the place
// of what is there. c says what the audit entry keeps of it.
func (s *Service) simpanAnggaran(ctx context.Context, r Request, opd string, t record.Tahun, v sakip.VersiAnggaran, versi int64, c perubahan) (int64, error) {
	if err := v.Validasi(); err != nil {
		return 0, err
	}
	t.Data.Anggaran = ganti(t.Data.Anggaran, v, func(x sakip.VersiAnggaran) bool { return x.Versi == v.Versi })
	if err := t.Data.Validasi(); err != nil {
		return 0, err
	}
	p, rows := store.TahunOPD(opd, t.Data.Tahun), record.RowsAnggaran(v)
	if err := s.kepalaCocok(ctx, p, v.Versi, versi, rows[0].Data); err != nil {
		return 0, err
	}
	doc := record.DocAnggaran(v.Versi)
	switches, err := s.siapkan(ctx, p, t.Meta, map[string][]store.Row{doc: rows})
	if err != nil {
		return 0, err
	}
	c.partisi, c.opd, c.objek, c.putusan, c.switches = p, opd, doc, &t.Meta.Versi, switches
	res, err := s.simpan(ctx, r, c)
	if err != nil {
		return 0, cmp.Or(s.kepalaCocok(ctx, p, v.Versi, versi, rows[0].Data), err)
	}
	s.bersihkan(ctx, p, t.Meta)
	return res.Meta, nil
}

// kepalaCocok refuses, with both heads, a budget version whose head is not the one that
// the caller has seen.
func (s *Service) kepalaCocok(ctx context.Context, p store.Partition, versiAnggaran string, versi int64, baru []byte) error {
	kini, err := s.Store.Get(ctx, p, record.KeyAnggaranKepala(versiAnggaran))
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return err
	}
	if kini.Versi == versi {
		return nil
	}
	code := fault.Conflict
	if versi == 0 {
		code = fault.Exists
	}
	return bentrok(&fault.Error{Code: code, Args: []string{"Versi anggaran", versiAnggaran}, Data: kini}, baru)
}
