package service_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
)

// bacaSaja is a store that nothing may be written to.
type bacaSaja struct {
	store.Store
	t *testing.T
}

func (b bacaSaja) Do(context.Context, store.Command) (store.Result, error) {
	b.t.Error("a command reached the store")
	return store.Result{}, nil
}

func (b bacaSaja) Stage(context.Context, store.Partition, string, string, []store.Row) error {
	b.t.Error("rows were staged in the store")
	return nil
}

func (b bacaSaja) Sweep(context.Context, store.Partition, time.Time, func(string, string) bool) (int, error) {
	b.t.Error("the store was swept")
	return 0, nil
}

// aturan are the rules of findings, sorted.
func aturan(list []review.Temuan) []review.Aturan {
	var out []review.Aturan
	for _, x := range list {
		out = append(out, x.Aturan)
	}
	slices.Sort(out)
	return out
}

// Every kind of change is tried and tells what it would contradict, and nothing is written
// by it: neither to the table nor beside it.
func TestTryingWritesNothing(t *testing.T) {
	e := servicetest.Seeded(t)
	o, err := e.Diri(ctx, "verifikator-dinsos")
	if err != nil {
		t.Fatal(err)
	}
	const id, n = servicetest.Dinsos, 2023
	y, err := e.Tahun(ctx, o, id, n)
	if err != nil {
		t.Fatal(err)
	}
	d, a := y.Data, y.Data.Anggaran[len(y.Data.Anggaran)-1]
	daun := slices.IndexFunc(a.Baris, func(b sakip.BarisAnggaran) bool { return b.Pagu != nil && b.Pagu.IsPositive() })
	e.Service.Store = bacaSaja{e.Embedded, t}
	req := service.Request{Orang: o, Dari: "formulir", Idem: &service.Idem{Key: "k", Route: "r", Body: "b"}}
	renstra := d.Renstra
	renstra.Sasaran = append(slices.Clone(renstra.Sasaran), sakip.Sasaran{ID: "S9", Nama: "Sasaran baru", Tujuan: d.Renstra.Tujuan[0].ID})
	satu := decimal.NewFromInt(1)
	for _, c := range []struct {
		nama string
		do   func(*service.Service) error
		baru []review.Aturan
	}{
		{"an indicator of nobody", func(s *service.Service) error {
			i := d.Indikator[0]
			i.PenanggungJawab = ""
			_, err := s.PutIndikator(ctx, req, id, n, i, y.Versi[record.KeyIndikator(i.ID)])
			return err
		}, []review.Aturan{review.TanpaPIC}},
		{"a sasaran that nothing measures", func(s *service.Service) error {
			v, err := s.OPD(ctx, o, id)
			if err == nil {
				_, err = s.PutRenstra(ctx, req, id, renstra, v.Versi[record.KeyRenstra()])
			}
			return err
		}, []review.Aturan{review.SasaranKosong}},
		{"a pagu below what was spent", func(s *service.Service) error {
			b := a.Baris[daun]
			b.Pagu = &satu
			_, err := s.UbahBarisAnggaran(ctx, req, id, n, a.Versi, []sakip.UbahBaris{{Asal: &a.Baris[daun].IdentitasBaris, BarisAnggaran: b}}, false, y.Versi[record.KeyAnggaranKepala(a.Versi)])
			return err
		}, []review.Aturan{review.SerapanLebih}},
		{"a target below last year's", func(s *service.Service) error {
			p := d.Perjanjian[0]
			p.Versi, p.Jenis, p.Ditandatangani, p.Tanggal, p.Alasan, p.Program = "draf", sakip.PKPerubahan, false, "", "coba", nil
			p.Target = map[string]sakip.Target{d.Indikator[0].ID: {Nilai: &satu}}
			_, err := s.PutPerjanjian(ctx, req, id, n, p, 0)
			return err
		}, []review.Aturan{review.TargetDiBawah}},
		{"a row that is deleted, and made again", func(s *service.Service) error {
			f := d.Fakta[0]
			k := record.KeyFakta(f.ID)
			if _, err := s.DeleteBaris(ctx, service.Request{Orang: o}, id, n, k, y.Versi[k]); err != nil {
				return err
			}
			_, err := s.PutFakta(ctx, service.Request{Orang: o}, id, n, f, 0)
			return err
		}, nil},
	} {
		t.Run(c.nama, func(t *testing.T) {
			got, err := e.Coba(ctx, o, id, n, c.do)
			kode(t, "trial", err, "")
			for _, x := range c.baru {
				if !slices.Contains(aturan(got.Baru), x) {
					t.Errorf("got %v, want %v", aturan(got.Baru), x)
				}
			}
			if c.baru == nil && len(got.Baru)+len(got.Selesai) > 0 {
				t.Errorf("got %v and %v, want nothing new", aturan(got.Baru), aturan(got.Selesai))
			}
		})
	}
	if lagi, err := e.Tahun(ctx, o, id, n); err != nil || !reflect.DeepEqual(lagi.Data, d) || lagi.Meta.Versi != y.Meta.Versi {
		t.Errorf("the year is not as it was: %v", err)
	}
}

// A trial comes to what saving comes to: the year that it looked at is the one that is
// there when the same change is made.
func TestTryingIsWhatSavingDoes(t *testing.T) {
	e := servicetest.Seeded(t)
	o, err := e.Diri(ctx, "verifikator-contoh")
	if err != nil {
		t.Fatal(err)
	}
	y, err := e.Tahun(ctx, o, opd, tahun)
	if err != nil {
		t.Fatal(err)
	}
	var coba sakip.DataTahun
	ubah := func(s *service.Service) error {
		req := service.Request{Orang: o, Dari: "formulir"}
		i := y.Data.Indikator[0]
		i.Nama = "Nama lain"
		if _, err := s.PutIndikator(ctx, req, opd, tahun, i, y.Versi[record.KeyIndikator(i.ID)]); err != nil {
			return err
		}
		a := y.Data.Anggaran[0]
		a.Catatan = "lain"
		if _, err := s.UbahKepalaAnggaran(ctx, req, opd, tahun, a, y.Versi[record.KeyAnggaranKepala(a.Versi)]); err != nil {
			return err
		}
		k := record.KeyFakta(y.Data.Fakta[0].ID)
		if _, err := s.DeleteBaris(ctx, req, opd, tahun, k, y.Versi[k]); err != nil {
			return err
		}
		kini, err := s.Tahun(ctx, o, opd, tahun)
		coba = kini.Data
		return err
	}
	if _, err := e.Coba(ctx, o, opd, tahun, ubah); err != nil {
		t.Fatal(err)
	}
	dicoba := coba
	if err := ubah(e.Service); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(dicoba, coba) {
		t.Errorf("tried:\n%.300s\nsaved:\n%.300s", fmt.Sprint(dicoba), fmt.Sprint(coba))
	}
}

// What would not be saved is not tried either.
func TestTryingIsRefusedAsSaving(t *testing.T) {
	e := servicetest.Seeded(t)
	orang := func(sub string) sakip.Orang {
		o, err := e.Diri(ctx, sub)
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	o := orang("verifikator-contoh")
	y, err := e.Tahun(ctx, o, opd, tahun)
	if err != nil {
		t.Fatal(err)
	}
	put := func(o sakip.Orang, i sakip.Indikator, versi int64) func(*service.Service) error {
		return func(s *service.Service) error {
			_, err := s.PutIndikator(ctx, service.Request{Orang: o}, opd, tahun, i, versi)
			return err
		}
	}
	i := y.Data.Indikator[0]
	salah := i
	salah.Nama = ""
	versi := y.Versi[record.KeyIndikator(i.ID)]
	operator, lain := orang("operator-contoh-layanan"), orang("verifikator-dinsos")
	for _, c := range []struct {
		nama string
		o    sakip.Orang
		do   func(*service.Service) error
		want fault.Code
	}{
		{"by who may", o, put(o, i, versi), ""},
		{"stale", o, put(o, i, versi+1), fault.Conflict},
		{"there already", o, put(o, i, 0), fault.Exists},
		{"faulty", o, put(o, salah, versi), fault.Required},
		{"by who may not", operator, put(operator, i, versi), fault.Forbidden},
		{"of another agency", lain, put(lain, i, versi), fault.NotFound},
	} {
		_, err := e.Coba(ctx, c.o, opd, tahun, c.do)
		kode(t, c.nama, err, c.want)
	}
}

// A figure that is tried says what it contradicts, but not what its warning asks about.
func TestFigureIsReviewed(t *testing.T) {
	e := servicetest.Seeded(t)
	o, err := e.Diri(ctx, "verifikator-contoh")
	if err != nil {
		t.Fatal(err)
	}
	y, err := e.Tahun(ctx, o, opd, tahun)
	if err != nil {
		t.Fatal(err)
	}
	b := slices.IndexFunc(y.Data.RealisasiAnggaran, func(r sakip.RealisasiAnggaran) bool { return r.Triwulan == 4 })
	r := y.Data.RealisasiAnggaran[b]
	r.Nilai = dec("99000000000")
	p, err := e.PratinjauAnggaran(ctx, o, opd, tahun, 4, r)
	kode(t, "money", err, "")
	if len(p.Peringatan) != 1 || p.Peringatan[0].Aturan != sakip.PaguTerlampaui || slices.Contains(aturan(p.Tinjauan.Baru), review.SerapanLebih) {
		t.Errorf("got %+v and %v, want the warning alone", p.Peringatan, aturan(p.Tinjauan.Baru))
	}
	r.Nilai = dec("-1")
	if _, err := e.PratinjauAnggaran(ctx, o, opd, tahun, 4, r); err == nil {
		t.Error("a negative amount is tried")
	}
}
