package service

import (
	"context"
	"errors"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/review"
	"capaian/internal/sakip"
)

// AngkaLembar is one figure of a quarter with what a person may do about it now.
type AngkaLembar struct {
	sakip.AngkaTriwulan
	Angka    Angka
	Versi    int64
	NamaUnit string
	Boleh    map[sakip.Tahap]bool

	Peringatan []sakip.Peringatan // what is unusual about it, as whoever entered it was asked
}

// LembarVerifikasi is a whole quarter of an agency: every figure that is due or was entered.
type LembarVerifikasi struct {
	Nama     string
	Zona     string
	Jadwal   sakip.Jadwal // zero: not limited
	Angka    []AngkaLembar
	Unit     []UnitKemajuan
	Boleh    map[sakip.Tahap]bool // steps that the person may take on some figure
	Tutup    string               // why who verifies cannot now; "" when they can or it is not theirs to
	Finalkan bool                 // the person makes quarters final
	Buka     bool                 // the person reopens
	Menahan  []review.Temuan      // open contradictions at the end of the quarter: they keep it from being final
}

// Verifikasi reads the quarter that is verified.
func (s *Service) Verifikasi(ctx context.Context, o sakip.Orang, opd string, tahun, triwulan int) (LembarVerifikasi, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return LembarVerifikasi{}, err
	}
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return LembarVerifikasi{}, err
	}
	tinjauan, err := s.tinjau(ctx, t, triwulan)
	if err != nil {
		return LembarVerifikasi{}, err
	}
	m := s.masa(o)
	if err := m.baca(ctx, tahun); err != nil {
		return LembarVerifikasi{}, err
	}
	out := LembarVerifikasi{Nama: t.Data.OPD.Nama, Zona: m.namaZona, Jadwal: m.kalender.Triwulan[triwulan-1], Unit: kemajuanUnit(t.Data, triwulan),
		Boleh: map[sakip.Tahap]bool{}, Finalkan: s.izinOPD(ctx, o, Finalkan, opd) == nil, Buka: s.izinOPD(ctx, o, BukaKembali, opd) == nil,
		Menahan: tinjauan.Menahan()}
	for _, x := range t.Data.AngkaTriwulan(triwulan) {
		k := kini(t, x, triwulan)
		a := AngkaLembar{AngkaTriwulan: x, Angka: k.Angka, Versi: k.versi, NamaUnit: t.Data.OPD.NamaUnit(x.Unit)}
		switch {
		case x.Realisasi != nil:
			a.Peringatan = t.Data.PeriksaEntri(*x.Realisasi)
		case x.Serapan != nil:
			a.Peringatan = t.Data.PeriksaSerapan(*x.Serapan)
		}
		var tutup error
		if a.Boleh, tutup, err = s.boleh(ctx, m, opd, tahun, k); err != nil {
			return out, err
		}
		for l, ya := range a.Boleh {
			out.Boleh[l] = out.Boleh[l] || ya
		}
		if f := (*fault.Error)(nil); errors.As(tutup, &f) && s.izinOPD(ctx, o, Verifikasi, opd) == nil {
			out.Tutup = fault.Text(f)
		}
		out.Angka = append(out.Angka, a)
	}
	return out, nil
}

// boleh tells which steps a person may take on a figure now; tutup is the window's refusal.
func (s *Service) boleh(ctx context.Context, m *penjagaMasa, opd string, tahun int, k angkaKini) (boleh map[sakip.Tahap]bool, tutup, err error) {
	_, tutup = m.periksa(ctx, opd, tahun, k.Triwulan, k.unit, k.alur, s.now())
	if tutup != nil && fault.CodeOf(tutup) != fault.Locked {
		return nil, nil, tutup
	}
	boleh = map[sakip.Tahap]bool{}
	for _, l := range sakip.SemuaTahap {
		if _, err := sakip.Lanjut(k.alur.Status, l, m.o.Peran, k.apa()); err == nil && tutup == nil {
			boleh[l] = s.izinTahap(ctx, m.o, l, opd, k.unit) == nil
		}
	}
	return boleh, tutup, nil
}
