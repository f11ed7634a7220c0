package service

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/review"
	"capaian/internal/review/baca"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// Reviu is the review of an agency-year at the end of a quarter, of the data as they are:
// it does not wait for results to be computed.
type Reviu struct {
	review.Tinjauan
	Triwulan int
	Data     sakip.DataTahun
	Versi    int64              // META's of the year
	Terima   map[string]int64   // the Versi of each acceptance, by the findings' ids
	Lewat    []sakip.Penerimaan // of findings that this review has not, the latest first
	Boleh    bool               // the person accepts findings
}

// Reviu reviews an agency-year at the end of a quarter; 0 is the latest that has figures.
func (s *Service) Reviu(ctx context.Context, o sakip.Orang, opd string, tahun, triwulan int) (Reviu, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return Reviu{}, err
	}
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return Reviu{}, err
	}
	if triwulan, err = triwulanReviu(t.Data, triwulan); err != nil {
		return Reviu{}, err
	}
	out := Reviu{Triwulan: triwulan, Data: t.Data, Versi: t.Meta.Versi, Terima: map[string]int64{}, Boleh: s.izinOPD(ctx, o, TerimaTemuan, opd) == nil}
	if out.Tinjauan, err = s.tinjau(ctx, t, triwulan); err != nil {
		return Reviu{}, err
	}
	for _, p := range t.Data.Penerimaan {
		out.Terima[p.Temuan] = t.Versi[record.KeyPenerimaan(p.Temuan)]
		if _, ada := out.Diterima[p.Temuan]; !ada {
			out.Lewat = append(out.Lewat, p)
		}
	}
	slices.SortStableFunc(out.Lewat, func(a, b sakip.Penerimaan) int { return b.Pada.Compare(a.Pada) })
	return out, nil
}

// tinjau reviews a loaded year with its evidence.
func (s *Service) tinjau(ctx context.Context, t record.Tahun, triwulan int) (review.Tinjauan, error) {
	opd, tahun := t.Data.OPD.ID, t.Data.Tahun
	bukti, err := record.LoadBukti(ctx, s.Store, opd, tahun)
	if err != nil {
		return review.Tinjauan{}, fmt.Errorf("load the evidence: %w", err)
	}
	return review.Tinjau(t.Data, sakip.Hitung(t.Data, sakip.Periode{Tahun: tahun, Triwulan: triwulan}), bukti, baca.DariNarasi), nil
}

// HitunganTemuan counts the findings of a review: those that hold the year up, the other
// open ones by how grave they are, and those that were accepted.
type HitunganTemuan struct{ Menahan, Peringatan, Info, Diterima int }

// Terbuka counts those that nobody accepted.
func (h HitunganTemuan) Terbuka() int { return h.Menahan + h.Peringatan + h.Info }

// HitungTemuan counts a review's findings.
func HitungTemuan(t review.Tinjauan) HitunganTemuan {
	var h HitunganTemuan
	for _, x := range t.Temuan {
		_, diterima := t.Diterima[x.ID()]
		switch {
		case diterima:
			h.Diterima++
		case x.Tingkat == review.Galat:
			h.Menahan++
		case x.Tingkat == review.Peringatan:
			h.Peringatan++
		default:
			h.Info++
		}
	}
	return h
}

// reviuCache keeps what reviews came to; an entry is good as long as nothing that it was
// made of has moved.
type reviuCache struct {
	once sync.Once
	lru  *lru.Cache[store.HasilKey, reviuSiap]
}

type reviuSiap struct {
	vector store.Vector
	bukti  int64 // META's Versi of the evidence
	hitung HitunganTemuan
}

// ukuranReviu is how many counts a process keeps.
const ukuranReviu = 1024

// TemuanTahun counts, beside a result of Capaian, the findings of the year at the end of
// that quarter. It reviews the data as they are, once for each change of them.
func (s *Service) TemuanTahun(ctx context.Context, h HasilTahun) (HitunganTemuan, error) {
	opd, tahun := h.Isi.OPD, h.Isi.Tahun
	triwulan, err := sakip.ParseTriwulan(h.Isi.Periode)
	if err != nil {
		return HitunganTemuan{}, fault.Wrap(fault.Internal, err)
	}
	bukti, err := s.Store.Meta(ctx, store.Bukti(opd, tahun))
	if err != nil {
		return HitunganTemuan{}, err
	}
	s.reviu.once.Do(func() { s.reviu.lru, _ = lru.New[store.HasilKey, reviuSiap](ukuranReviu) }) // New fails for a size below 1 only
	key := store.HasilKey{OPD: opd, Tahun: tahun, TW: triwulan}
	if x, ok := s.reviu.lru.Get(key); ok && x.vector.Equal(h.kini) && x.bukti == bukti.Versi {
		return x.hitung, nil
	}
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return HitunganTemuan{}, err
	}
	tinjauan, err := s.tinjau(ctx, t, triwulan)
	if err != nil {
		return HitunganTemuan{}, err
	}
	// The evidence may have moved since its META was read: then the next look counts anew.
	out := HitungTemuan(tinjauan)
	s.reviu.lru.Add(key, reviuSiap{t.Vector, bukti.Versi, out})
	return out, nil
}

// triwulanReviu is the quarter that is asked for: of 0 the latest that a figure was handed
// in for, the first when there is none.
func triwulanReviu(d sakip.DataTahun, triwulan int) (int, error) {
	if triwulan < 0 || triwulan > 4 {
		return 0, fault.New(fault.NotFound, "Triwulan", tw(triwulan))
	}
	if triwulan > 0 {
		return triwulan, nil
	}
	n := 1
	for _, r := range d.Realisasi {
		if r.Status.Dihitung() {
			n = max(n, r.Triwulan)
		}
	}
	for _, r := range d.RealisasiAnggaran {
		if r.Status.Dihitung() {
			n = max(n, r.Triwulan)
		}
	}
	return n, nil
}

// TemuanMenahan is a finding that holds something up.
type TemuanMenahan struct {
	ID     string        `json:"id"`
	Aturan review.Aturan `json:"aturan"`
	Pesan  string        `json:"pesan"`
}

// tertahan refuses, with their list, what open contradictions hold up; nil when there are none.
func tertahan(t review.Tinjauan, tahun, triwulan int) error {
	var list []TemuanMenahan
	for _, x := range t.Menahan() {
		list = append(list, TemuanMenahan{x.ID(), x.Aturan, x.Pesan})
	}
	if len(list) == 0 {
		return nil
	}
	return &fault.Error{Code: fault.Locked, Data: list, Args: []string{
		"reviu " + tw(triwulan) + " " + tahunTeks(tahun) + " menemukan " + strconv.Itoa(len(list)) + " hal yang bertentangan, antara lain: " + strings.TrimSuffix(list[0].Pesan, "."),
		"operator atau verifikator, dengan memperbaikinya; atau verifikator atau kepala, dengan menerimanya beserta alasan di halaman Reviu"}}
}

// AcceptTemuan accepts a finding of the review at the end of a quarter as it stands, with
// the reason; or changes the reason of what was accepted. versi is that of the acceptance,
// 0 for a finding that is open. A finding that the review has not any more, as what it was
// about has changed, is fault.FindingGone.
func (s *Service) AcceptTemuan(ctx context.Context, r Request, opd string, tahun, triwulan int, temuan, alasan string, versi int64) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, TerimaTemuan, opd); err != nil {
		return 0, err
	}
	p := sakip.Penerimaan{Temuan: temuan, Alasan: alasan, Oleh: r.Orang.Sub, Nama: r.Orang.Nama, Pada: s.now()}
	if err := p.Validasi(); err != nil {
		return 0, err
	}
	return s.sekali(ctx, r, opd, func() (int64, error) {
		return lagi(func() (int64, error) { return s.acceptTemuan(ctx, r, opd, tahun, triwulan, p, versi) })
	})
}

func (s *Service) acceptTemuan(ctx context.Context, r Request, opd string, tahun, triwulan int, p sakip.Penerimaan, versi int64) (int64, error) {
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return 0, err
	}
	if triwulan, err = triwulanReviu(t.Data, triwulan); err != nil {
		return 0, err
	}
	tinjauan, err := s.tinjau(ctx, t, triwulan)
	if err != nil {
		return 0, err
	}
	n := slices.IndexFunc(tinjauan.Temuan, func(x review.Temuan) bool { return x.ID() == p.Temuan })
	if n < 0 {
		return 0, fault.New(fault.FindingGone)
	}
	p.Aturan, p.Pesan = string(tinjauan.Temuan[n].Aturan), tinjauan.Temuan[n].Pesan
	data, err := encode(wire.FromPenerimaan(p))
	if err != nil {
		return 0, err
	}
	versi, err = s.putItemAtas(ctx, r, dasar{tahun: &t.Meta.Versi, waktu: p.Pada}, store.TahunOPD(opd, tahun), opd, "AcceptTemuan", record.KeyPenerimaan(p.Temuan), versi, data, "")
	var f *fault.Error
	if errors.As(err, &f) && f.Code == fault.Exists {
		f.Args = []string{"Penerimaan temuan", p.Temuan}
	}
	return versi, err
}

// RevokePenerimaan takes back that a finding was accepted: it is open again, where it
// stands. versi is that of the acceptance; what is gone is fault.NotFound.
func (s *Service) RevokePenerimaan(ctx context.Context, r Request, opd string, tahun int, temuan string, versi int64) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, TerimaTemuan, opd); err != nil {
		return 0, err
	}
	return s.sekali(ctx, r, opd, func() (int64, error) {
		key := record.KeyPenerimaan(temuan)
		p, _, err := record.Penerimaan(ctx, s.Store, opd, tahun, temuan)
		if err != nil {
			return 0, err
		}
		lama, err := encode(wire.FromPenerimaan(p))
		if err != nil {
			return 0, err
		}
		res, err := s.simpan(ctx, r, perubahan{partisi: store.TahunOPD(opd, tahun), opd: opd, verb: "RevokePenerimaan", objek: objek(key),
			lama: lama, writes: []store.Write{{Key: key, Versi: versi, Delete: true}}})
		return res.Meta, err
	})
}
