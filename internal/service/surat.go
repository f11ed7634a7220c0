package service

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// suratTahap is the notice of a step on one figure, as a part of the command that takes it:
// the stream of the table hands it to who sends it. A unit that hands in a quarter figure
// by figure is told of once a day.
func (s *Service) suratTahap(ctx context.Context, o sakip.Orang, l sakip.Tahap, opd string, tahun int, k angkaKini, teks string, kini time.Time) ([]store.Write, error) {
	sr := sakip.Surat{Triwulan: k.Triwulan, Unit: k.unit, Oleh: o.Nama, Waktu: kini}
	switch {
	case l == sakip.Ajukan && o.Peran == sakip.Operator:
		sr.Jenis = sakip.SuratDiajukan
		sr.ID = fmt.Sprintf("%s#%s#%s#%s", sr.Jenis, tw(k.Triwulan), k.unit, kini.Format("2006-01-02"))
		sr.Halaman = "/verifikasi/" + tw(k.Triwulan)
		_, err := s.Store.Get(ctx, store.TahunOPD(opd, tahun), record.KeySurat(sr.ID))
		if fault.CodeOf(err) != fault.NotFound {
			return nil, err // told already today, or not to be read
		}
	case l == sakip.Kembalikan:
		sr.Jenis = sakip.SuratDikembalikan
	case l == sakip.BukaKembali:
		sr.Jenis = sakip.SuratDibuka
	default:
		return nil, nil
	}
	if sr.ID == "" {
		sr.ID, sr.Catatan, sr.Apa, sr.Halaman = s.ID(), teks, k.apa(), k.halaman()
	}
	return tulisSurat(sr)
}

// halaman is the figure's form below the agency-year's page.
func (a Angka) halaman() string {
	if a.Indikator != "" {
		return "/isi/" + url.PathEscape(a.Indikator) + "/" + tw(a.Triwulan)
	}
	q := url.Values{"sub_unit": {a.Baris.SubUnit}, "sumber": {a.Baris.Sumber}}
	return "/anggaran/" + tw(a.Triwulan) + "/" + url.PathEscape(a.Baris.Kode) + "?" + q.Encode()
}

func tulisSurat(sr sakip.Surat) ([]store.Write, error) {
	data, err := encode(wire.FromSurat(sr))
	return []store.Write{{Key: record.KeySurat(sr.ID), Data: data}}, err
}

// FinishSurat writes that a notice was sent, in a partition of its own: sending does not
// move the year that the notice is about. When another run was faster its record stays.
func (s *Service) FinishSurat(ctx context.Context, opd string, tahun int, id string) error {
	data, err := encode(wire.Terkirim{ID: id, Waktu: s.now()})
	if err != nil {
		return err
	}
	_, err = s.putItem(ctx, bySistem, store.Surat(opd, tahun), opd, "FinishSurat", record.KeyTerkirim(id), 0, data, "")
	if fault.CodeOf(err) == fault.Exists {
		return nil
	}
	return err
}
