package service

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// LembarPagu is what the pages of a year's budget show.
type LembarPagu struct {
	Data           sakip.DataTahun
	Versi          map[string]int64 // of each budget version's head
	VersiIndikator map[string]int64
	BolehIsi       bool
}

// CariVersi finds a budget version of the year. Codes: NotFound.
func (f LembarPagu) CariVersi(nama string) (sakip.VersiAnggaran, error) {
	for _, v := range f.Data.Anggaran {
		if v.Versi == nama {
			return v, nil
		}
	}
	return sakip.VersiAnggaran{}, fault.New(fault.NotFound, "Versi anggaran", nama)
}

// LembarPagu reads the budget versions of a year with all that they are for.
func (s *Service) LembarPagu(ctx context.Context, o sakip.Orang, opd string, tahun int) (LembarPagu, error) {
	t, err := s.Tahun(ctx, o, opd, tahun)
	if err != nil {
		return LembarPagu{}, err
	}
	f := LembarPagu{Data: t.Data, Versi: map[string]int64{}, VersiIndikator: map[string]int64{},
		BolehIsi: s.izinOPD(ctx, o, Rencanakan, opd) == nil}
	for _, v := range t.Data.Anggaran {
		f.Versi[v.Versi] = t.Versi[record.KeyAnggaranKepala(v.Versi)]
	}
	for _, i := range t.Data.Indikator {
		f.VersiIndikator[i.ID] = t.Versi[record.KeyIndikator(i.ID)]
	}
	return f, nil
}

// BuatAnggaran creates a budget version with the rows of another, or with none when dasar
// is "". The rows of kepala are not looked at.
func (s *Service) BuatAnggaran(ctx context.Context, r Request, opd string, tahun int, kepala sakip.VersiAnggaran, dasar string) (int64, error) {
	return s.ubahAnggaran(ctx, r, opd, tahun, kepala.Versi, 0, func(d sakip.DataTahun, _ sakip.VersiAnggaran) (sakip.VersiAnggaran, error) {
		kepala.Baris = nil
		for _, v := range d.Anggaran {
			if v.Versi == dasar {
				kepala.Baris = v.Baris
				return kepala, nil
			}
		}
		if dasar != "" {
			return kepala, fault.At("dasar", fault.Unknown, "Versi anggaran", dasar)
		}
		return kepala, nil
	})
}

// UbahKepalaAnggaran changes what a budget version says of itself; its rows stay.
func (s *Service) UbahKepalaAnggaran(ctx context.Context, r Request, opd string, tahun int, kepala sakip.VersiAnggaran, versi int64) (int64, error) {
	return s.ubahAnggaran(ctx, r, opd, tahun, kepala.Versi, versi, func(_ sakip.DataTahun, v sakip.VersiAnggaran) (sakip.VersiAnggaran, error) {
		kepala.Baris = v.Baris
		return kepala, nil
	})
}

// UbahBarisAnggaran makes the changes of some rows in a budget version. A row with
// realisasi that would lose it, or with lepas false leave it to other versions alone, is
// refused under baris[n].hapus or baris[n].kode.
func (s *Service) UbahBarisAnggaran(ctx context.Context, r Request, opd string, tahun int, nama string, ubah []sakip.UbahBaris, lepas bool, versi int64) (int64, error) {
	return s.ubahAnggaran(ctx, r, opd, tahun, nama, versi, func(d sakip.DataTahun, v sakip.VersiAnggaran) (sakip.VersiAnggaran, error) {
		baru, err := v.Ubah(ubah)
		if err != nil {
			return baru, err
		}
		return baru, realisasiTetap(d, v, baru, ubah, lepas)
	})
}

// realisasiTetap refuses to take leaves away that something was spent on.
func realisasiTetap(d sakip.DataTahun, v, baru sakip.VersiAnggaran, ubah []sakip.UbahBaris, lepas bool) error {
	var l fault.List
	sini, lain := daunAnggaran(baru), map[sakip.IdentitasBaris]bool{}
	for _, x := range d.Anggaran {
		if x.Versi != v.Versi {
			for id := range daunAnggaran(x) {
				lain[id] = true
			}
		}
	}
	terpakai := map[sakip.IdentitasBaris][]string{}
	for _, x := range d.RealisasiAnggaran {
		terpakai[x.IdentitasBaris] = append(terpakai[x.IdentitasBaris], tw(x.Triwulan))
	}
	for _, b := range v.Baris {
		if b.Pagu == nil || sini[b.IdentitasBaris] || len(terpakai[b.IdentitasBaris]) == 0 || lain[b.IdentitasBaris] && lepas {
			continue
		}
		field := ""
		if n := slices.IndexFunc(ubah, func(u sakip.UbahBaris) bool { return u.Asal != nil && *u.Asal == b.IdentitasBaris }); n >= 0 {
			field = "baris[" + strconv.Itoa(n) + "].kode"
			if ubah[n].Hapus {
				field = "baris[" + strconv.Itoa(n) + "].hapus"
			}
		}
		teks := "Baris " + b.Kode + " sudah punya realisasi (" + strings.Join(terpakai[b.IdentitasBaris], ", ") + ")"
		if lain[b.IdentitasBaris] {
			teks += ". Realisasi itu tetap ada untuk versi lain, tetapi tidak dihitung pada versi ini. Bila memang begitu, centang persetujuannya lalu simpan lagi."
		} else {
			teks += " dan tidak ada di versi lain, jadi realisasinya akan kehilangan baris. Biarkan barisnya dengan pagu 0."
		}
		l.Add("", fault.At(field, fault.Invalid, teks))
	}
	return l.Err()
}

func daunAnggaran(v sakip.VersiAnggaran) map[sakip.IdentitasBaris]bool {
	out := map[sakip.IdentitasBaris]bool{}
	for _, b := range v.Baris {
		if b.Pagu != nil {
			out[b.IdentitasBaris] = true
		}
	}
	return out
}

// ubahAnggaran decides on a budget version as it is and puts what it is to be in its
// place; versi is that of the head that the caller has seen, 0 to create it.
func (s *Service) ubahAnggaran(ctx context.Context, r Request, opd string, tahun int, nama string, versi int64,
	ubah func(sakip.DataTahun, sakip.VersiAnggaran) (sakip.VersiAnggaran, error)) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, Rencanakan, opd); err != nil {
		return 0, err
	}
	return s.sekali(ctx, r, opd, func() (int64, error) {
		return lagi(func() (int64, error) {
			t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
			if err != nil {
				return 0, err
			}
			i := slices.IndexFunc(t.Data.Anggaran, func(v sakip.VersiAnggaran) bool { return v.Versi == nama })
			var lama sakip.VersiAnggaran
			if i >= 0 {
				lama = t.Data.Anggaran[i]
			}
			if t.Versi[record.KeyAnggaranKepala(nama)] != versi { // both heads are told before anything is said of rows
				if err := s.kepalaCocok(ctx, store.TahunOPD(opd, tahun), nama, versi, nil); err != nil {
					return 0, err
				}
				return 0, errPindah
			}
			baru, err := ubah(t.Data, lama)
			if err != nil {
				return 0, err
			}
			c := perubahan{verb: "ChangeAnggaran"}
			if c.lama, c.baru, err = jejakAnggaran(lama, baru); err != nil {
				return 0, err
			}
			return s.simpanAnggaran(ctx, r, opd, t, baru, versi, c)
		})
	})
}

// jejakAnggaran is what the audit entry keeps of a version: its head, and the rows that
// are not as they were.
func jejakAnggaran(lama, baru sakip.VersiAnggaran) (dulu, kini []byte, err error) {
	a, b := wire.FromVersiAnggaran(lama), wire.FromVersiAnggaran(baru)
	a.Baris, b.Baris = nil, nil
	for _, x := range sakip.BandingkanAnggaran(lama, baru) {
		if x.Sama() && x.Dari.IdentitasBaris == x.Ke.IdentitasBaris {
			continue
		}
		if x.Dari != nil {
			a.Baris = append(a.Baris, wire.FromBarisAnggaran(*x.Dari))
		}
		if x.Ke != nil {
			b.Baris = append(b.Baris, wire.FromBarisAnggaran(*x.Ke))
		}
	}
	if lama.Versi != "" {
		if dulu, err = encode(a); err != nil {
			return nil, nil, err
		}
	}
	kini, err = encode(b)
	return dulu, kini, err
}

// PutTautanAnggaran replaces an indicator's edges to budget codes. versi is that of the
// indicator. A code that no budget version of the year has is refused.
func (s *Service) PutTautanAnggaran(ctx context.Context, r Request, opd string, tahun int, id string, tautan []sakip.TautanAnggaran, versi int64) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, Rencanakan, opd); err != nil {
		return 0, err
	}
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return 0, err
	}
	i, ok := t.Data.CariIndikator(id)
	if !ok {
		return 0, fault.New(fault.NotFound, "Indikator", id)
	}
	kode := map[string]bool{}
	for _, v := range t.Data.Anggaran {
		for _, b := range v.Baris {
			kode[b.Kode] = true
		}
	}
	var l fault.List
	for n, e := range tautan {
		if e.Kode != "" && !kode[e.Kode] {
			l.Add("", fault.At("anggaran["+strconv.Itoa(n)+"].kode", fault.Unknown, "Kode anggaran", e.Kode))
		}
	}
	if err := l.Err(); err != nil {
		return 0, err
	}
	i.Anggaran = tautan
	return s.PutIndikator(ctx, r, opd, tahun, i, versi)
}
