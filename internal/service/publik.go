package service

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
)

// What anybody may read, signed in or not. All of it comes from the partitions that
// FinishTerbit alone writes: what is not published is not there.

// umurTerbitan is how long the lists of a kabupaten are kept: reading them costs one read
// an agency.
const umurTerbitan = 30 * time.Second

// simpananTerbitan keeps the lists of kabupaten for a while.
type simpananTerbitan struct {
	mu  sync.Mutex
	isi map[string]daftarSimpan
}

type daftarSimpan struct {
	list  []sakip.DaftarTerbitan
	sejak time.Time
}

// AlamatTerbitan is the page of a published Paket. It is known before the files are made,
// which say that they can be verified there.
func AlamatTerbitan(opd, paket string) string { return "/publik/laporan/" + opd + "/" + paket }

// KabupatenTerbit lists the kabupaten that have published something, by name.
func (s *Service) KabupatenTerbit(ctx context.Context) ([]sakip.Kabupaten, error) {
	metas, err := s.Store.List(ctx, store.IndexKabupaten())
	if err != nil {
		return nil, err
	}
	semua := make([]sakip.Kabupaten, len(metas))
	ada := make([]bool, len(metas))
	if err := bersama(len(metas), func(n int) error {
		id, _ := store.ParseKabupaten(metas[n].Partition)
		terbit, err := s.Store.List(ctx, store.IndexTerbit(id))
		if err != nil || len(terbit) == 0 {
			return err
		}
		ada[n] = true
		semua[n], _, err = record.Kabupaten(ctx, s.Store, id)
		return err
	}); err != nil {
		return nil, err
	}
	var out []sakip.Kabupaten
	for n, k := range semua {
		if ada[n] {
			out = append(out, k)
		}
	}
	slices.SortFunc(out, func(a, b sakip.Kabupaten) int { return cmp.Or(cmp.Compare(a.Nama, b.Nama), cmp.Compare(a.ID, b.ID)) })
	return out, nil
}

// TerbitanKabupaten lists what the agencies of a kabupaten have published, by the agencies'
// names. It may lag by umurTerbitan. NotFound for a kabupaten that has published nothing.
func (s *Service) TerbitanKabupaten(ctx context.Context, kab string) (sakip.Kabupaten, []sakip.DaftarTerbitan, error) {
	tidakAda := fault.New(fault.NotFound, "Kabupaten", kab)
	if sakip.ValidasiID("kab", kab) != nil {
		return sakip.Kabupaten{}, nil, tidakAda
	}
	k, _, err := record.Kabupaten(ctx, s.Store, kab)
	if err != nil {
		return k, nil, err
	}
	list, err := s.daftarKabupaten(ctx, kab)
	if err == nil && len(list) == 0 {
		return sakip.Kabupaten{}, nil, tidakAda
	}
	return k, list, err
}

func (s *Service) daftarKabupaten(ctx context.Context, kab string) ([]sakip.DaftarTerbitan, error) {
	s.terbitan.mu.Lock()
	d, ada := s.terbitan.isi[kab]
	s.terbitan.mu.Unlock()
	if ada && s.now().Sub(d.sejak) < umurTerbitan {
		return d.list, nil
	}
	metas, err := s.Store.List(ctx, store.IndexTerbit(kab))
	if err != nil {
		return nil, err
	}
	list := make([]sakip.DaftarTerbitan, len(metas))
	if err := bersama(len(metas), func(n int) (err error) {
		opd, _ := store.ParseTerbitan(metas[n].Partition)
		list[n], _, err = record.DaftarTerbitan(ctx, s.Store, opd)
		return err
	}); err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b sakip.DaftarTerbitan) int {
		return cmp.Or(cmp.Compare(a.Nama, b.Nama), cmp.Compare(a.OPD, b.OPD))
	})
	s.terbitan.mu.Lock()
	defer s.terbitan.mu.Unlock()
	if s.terbitan.isi == nil {
		s.terbitan.isi = map[string]daftarSimpan{}
	}
	s.terbitan.isi[kab] = daftarSimpan{list, s.now()}
	return list, nil
}

// TerbitanOPD lists what an agency has published, the latest first.
func (s *Service) TerbitanOPD(ctx context.Context, opd string) (sakip.DaftarTerbitan, error) {
	if sakip.ValidasiID("opd", opd) != nil {
		return sakip.DaftarTerbitan{}, fault.New(fault.NotFound, "Laporan terbit", opd)
	}
	d, _, err := record.DaftarTerbitan(ctx, s.Store, opd)
	return d, err
}

// Terbitan reads one published Paket.
func (s *Service) Terbitan(ctx context.Context, opd, paket string) (sakip.Terbitan, error) {
	if sakip.ValidasiID("opd", opd) != nil || sakip.ValidasiID("paket", paket) != nil {
		return sakip.Terbitan{}, fault.New(fault.NotFound, "Laporan terbit", paket)
	}
	t, _, err := record.Terbitan(ctx, s.Store, opd, paket)
	return t, err
}

// OpenBerkasTerbit returns the address, good for a minute, at which a published file lies.
func (s *Service) OpenBerkasTerbit(ctx context.Context, opd, paket, sha256 string) (string, error) {
	t, err := s.Terbitan(ctx, opd, paket)
	if err != nil {
		return "", err
	}
	b, ok := t.Cari(sha256)
	if !ok {
		return "", fault.New(fault.NotFound, "Berkas terbit", sha256)
	}
	return s.Terbit.Sign(ctx, b.Objek, b.Nama, umurObjek)
}

// DataTerbit reads the open data of a published Paket in a format.
func (s *Service) DataTerbit(ctx context.Context, opd, paket string, f sakip.FormatLaporan) ([]byte, sakip.BerkasTerbit, error) {
	t, err := s.Terbitan(ctx, opd, paket)
	if err != nil {
		return nil, sakip.BerkasTerbit{}, err
	}
	n := slices.IndexFunc(t.Berkas, func(b sakip.BerkasTerbit) bool { return b.Peran == sakip.BerkasData && b.Format == f })
	if n < 0 {
		return nil, sakip.BerkasTerbit{}, fault.New(fault.NotFound, "Data terbuka", string(f))
	}
	body, _, err := s.Terbit.Get(ctx, t.Berkas[n].Objek)
	return body, t.Berkas[n], err
}

// CekBerkas is what can be said of a file by its SHA-256: of every published Paket that has
// it, the one that says most first; none when it was not published here.
type CekBerkas struct {
	Keaslian sakip.Keaslian
	Terbitan sakip.Terbitan
	Berkas   sakip.BerkasTerbit
}

// CekHash looks a file up by the SHA-256 of its bytes. Invalid for what is none.
func (s *Service) CekHash(ctx context.Context, sha256 string) ([]CekBerkas, error) {
	if !adalahSHA256(sha256) {
		return nil, fault.At("sha256", fault.Invalid, "SHA-256 terdiri atas 64 angka heksadesimal (0–9, a–f).")
	}
	list, err := record.LoadBerkas(ctx, s.Store, sha256)
	if err != nil {
		return nil, err
	}
	var out []CekBerkas
	for _, b := range list {
		t, err := s.Terbitan(ctx, b.OPD, b.Paket)
		if fault.CodeOf(err) == fault.NotFound {
			continue // its publishing is under way
		}
		if err != nil {
			return nil, err
		}
		c := CekBerkas{Terbitan: t}
		if c.Keaslian, c.Berkas = t.Periksa(sha256); c.Keaslian != sakip.BukanAsli {
			out = append(out, c)
		}
	}
	urut := []sakip.Keaslian{sakip.Asli, sakip.AsliBelum, sakip.AsliLama}
	slices.SortStableFunc(out, func(a, b CekBerkas) int {
		if n := slices.Index(urut, a.Keaslian) - slices.Index(urut, b.Keaslian); n != 0 {
			return n
		}
		return b.Terbitan.Diterbitkan.Compare(a.Terbitan.Diterbitkan)
	})
	return out, nil
}

func adalahSHA256(s string) bool {
	heksa := func(r rune) bool { return r < '0' || r > '9' && r < 'a' || r > 'f' }
	return len(s) == 64 && !slices.ContainsFunc([]rune(s), heksa)
}
