package service

import (
	"context"
	"encoding/json"
	"time"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// VersiNarasi is a text of the report as somebody saved it. Isi is "" where the text was
// taken away, and where the entry keeps only its size (see store.MaxItem).
type VersiNarasi struct {
	Seq     int64     `json:"seq"` // of the entry in the year's audit chain
	Waktu   time.Time `json:"waktu"`
	Oleh    string    `json:"oleh"`
	Isi     string    `json:"isi"`
	Dihapus bool      `json:"dihapus"`
}

// banyakVersi is how many versions of a text one answer holds.
const banyakVersi = 20

// RiwayatNarasi are the latest versions of a text, newest first. It is read from the audit
// chain by whoever sees the text. Codes: NotFound for a section that the year's report does
// not have.
func (s *Service) RiwayatNarasi(ctx context.Context, o sakip.Orang, opd string, tahun int, bagian string) ([]VersiNarasi, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return nil, err
	}
	t, err := record.LoadTahunSaja(ctx, s.Store, opd, tahun)
	if err != nil {
		return nil, err
	}
	if _, ada := t.Data.CariBagianNarasi(bagian); !ada && t.Data.CariNarasi(bagian) == "" {
		return nil, fault.New(fault.NotFound, "Bagian laporan", bagian)
	}
	nama := objek(record.KeyNarasi(bagian))
	h, err := s.telusur(ctx, store.TahunOPD(opd, tahun), func(e EntriAudit) bool { return e.Objek == nama }, time.Time{}, 0, banyakVersi)
	if err != nil {
		return nil, err
	}
	out := make([]VersiNarasi, 0, len(h.Entri))
	for _, e := range h.Entri {
		v := VersiNarasi{Seq: e.Seq, Waktu: e.Waktu, Oleh: e.Pelaku.Nama, Dihapus: len(e.Baru) == 0 || string(e.Baru) == "null"}
		var w wire.Narasi
		if !v.Dihapus && json.Unmarshal(e.Baru, &w) == nil { // what is no text was cut: it shows none
			v.Isi = w.Isi
		}
		out = append(out, v)
	}
	return out, nil
}

// bagianAda refuses a text for a section that the year's report does not have: it would
// be printed nowhere.
func bagianAda(n sakip.Narasi) func(*sakip.DataTahun) error {
	return func(d *sakip.DataTahun) error {
		if _, ada := d.CariBagianNarasi(n.Bagian); !ada {
			return fault.At("bagian", fault.Unknown, "Bagian laporan", n.Bagian)
		}
		return nil
	}
}
