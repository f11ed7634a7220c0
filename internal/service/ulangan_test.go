package service_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/wire"
)

func TestRepeatHasOneEffect(t *testing.T) {
	e := servicetest.Seeded(t)
	r := servicetest.Kunci(e.As(t, "operator-contoh-pembinaan"), "k1", "isi-1")
	w := wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: angka("6")}
	first, err := e.RecordRealisasi(ctx, r, opd, tahun, w, 0)
	kode(t, "first", err, "")
	for range 3 {
		again, err := e.RecordRealisasi(ctx, r, opd, tahun, w, 0)
		if err != nil || again != first {
			t.Fatalf("repeat: got %d, %v, want %d as the first", again, err, first)
		}
	}
	if n := meta(t, e.Embedded, p).Versi; n != first {
		t.Errorf("META: got %d, want %d: one effect, one audit entry", n, first)
	}
	_, err = e.RecordRealisasi(ctx, servicetest.Kunci(r, "k1", "isi-2"), opd, tahun, w, 0)
	kode(t, "another body under the key", err, fault.IdemReused)

	// Somebody changes the item: the repeat still answers what the first one did.
	moved, err := e.RecordRealisasi(ctx, e.As(t, "verifikator-contoh"), opd, tahun, wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: angka("8")}, first)
	kode(t, "moved on", err, "")
	again, err := e.RecordRealisasi(ctx, r, opd, tahun, w, 0)
	if err != nil || again != first || meta(t, e.Embedded, p).Versi != moved {
		t.Errorf("repeat after the item moved: got %d, %v, want %d and nothing changed", again, err, first)
	}

	// Another person's key of the same name is another key.
	_, err = e.RecordRealisasi(ctx, servicetest.Kunci(e.As(t, "verifikator-contoh"), "k1", "isi-1"), opd, tahun, w, 0)
	kode(t, "another person", err, fault.Exists)

	// A day later the key is forgotten.
	e.Waktu.Add(24 * time.Hour)
	_, err = e.RecordRealisasi(ctx, r, opd, tahun, w, 0)
	kode(t, "a day later", err, fault.Exists)
}

// perintah are commands that can be repeated, each with what it needs to run once.
func perintah(t *testing.T, e *servicetest.Env) map[string]func(*service.Service, service.Request) (int64, error) {
	d, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	if err != nil {
		t.Fatal(err)
	}
	w, metaVersi := wireTahun(t, e, opd, tahun)
	agency, err := record.LoadOPD(ctx, e.Embedded, opd)
	if err != nil {
		t.Fatal(err)
	}
	v := func(k store.Key) int64 { return versiBaris(t, e.Embedded, p, k) }
	o := func(k store.Key) int64 { return versiBaris(t, e.Embedded, store.OPD(opd), k) }
	ang := d.Data.Anggaran[0]
	real := d.Data.RealisasiAnggaran[len(d.Data.RealisasiAnggaran)-1]
	real.Status, real.Triwulan, real.IdentitasBaris, real.Penjelasan = sakip.Diajukan, 4, baris, servicetest.Alasan()
	vReal, vRA := v(record.KeyRealisasi("IKU-1.3", 4)), v(record.KeyRealisasiAnggaran(baris, 4))
	vInd, vNar, vAng := v(record.KeyIndikator("IKU-1.3")), v(record.KeyNarasi(d.Data.Narasi[0].Bagian)), v(record.KeyAnggaranKepala(ang.Versi))
	vProfil, vRenstra := o(record.KeyProfil()), o(record.KeyRenstra())
	return map[string]func(*service.Service, service.Request) (int64, error){
		"RecordRealisasi": func(s *service.Service, r service.Request) (int64, error) {
			return s.RecordRealisasi(ctx, r, opd, tahun, wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4, Nilai: angka("131"), Penjelasan: servicetest.Alasan()}, vReal)
		},
		"RecordRealisasi new": func(s *service.Service, r service.Request) (int64, error) {
			return s.RecordRealisasi(ctx, r, opd, tahun, wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: angka("131"), Penjelasan: servicetest.Alasan()}, 0)
		},
		"RecordRealisasiAnggaran": func(s *service.Service, r service.Request) (int64, error) {
			return s.RecordRealisasiAnggaran(ctx, r, opd, tahun, real, vRA)
		},
		"PutIndikator": func(s *service.Service, r service.Request) (int64, error) {
			i, _ := d.Data.CariIndikator("IKU-1.3")
			i.Nama += " (baru)"
			return s.PutIndikator(ctx, r, opd, tahun, i, vInd)
		},
		"DeleteBaris": func(s *service.Service, r service.Request) (int64, error) {
			return s.DeleteBaris(ctx, r, opd, tahun, record.KeyNarasi(d.Data.Narasi[0].Bagian), vNar)
		},
		"PutAnggaran": func(s *service.Service, r service.Request) (int64, error) {
			a := ang
			a.Catatan = "diubah"
			return s.PutAnggaran(ctx, r, opd, tahun, a, vAng)
		},
		"PutAnggaran new": func(s *service.Service, r service.Request) (int64, error) {
			a := ang
			a.Versi, a.Tanggal = "pergeseran-9", "2025-09-09"
			return s.PutAnggaran(ctx, r, opd, tahun, a, 0)
		},
		"LoadTahun": func(s *service.Service, r service.Request) (int64, error) {
			return s.LoadTahun(ctx, r, opd, tahun, w, metaVersi)
		},
		"PutProfil": func(s *service.Service, r service.Request) (int64, error) {
			return s.PutProfil(ctx, r, agency.Profil, vProfil)
		},
		"PutRenstra": func(s *service.Service, r service.Request) (int64, error) {
			return s.PutRenstra(ctx, r, opd, agency.Renstra, vRenstra)
		},
	}
}

// The same request arrives a second time at any moment of the first one's work: both are
// answered the same and there is one effect.
func TestRepeatAtAnyMoment(t *testing.T) {
	base := servicetest.Seeded(t)
	for name := range perintah(t, base) {
		for n := range 30 {
			e := servicetest.Seeded(t)
			do := perintah(t, e)[name]
			r := servicetest.Kunci(e.As(t, "verifikator-contoh"), "k", "isi")
			jumlah := func() int64 {
				return meta(t, e.Embedded, p).Versi + meta(t, e.Embedded, store.OPD(opd)).Versi
			}
			awal := jumlah()
			var other int64
			seam := &sela{Store: e.Embedded, baca: n, lalu: func() {
				var err error
				if other, err = do(e.Service, r); err != nil {
					t.Errorf("%s: the request in between: %v", name, err)
				}
			}}
			got, err := do(diAtas(e, seam), r)
			if err != nil {
				t.Errorf("%s, with the same request before step %d: got %v, want success", name, n, err)
				continue
			}
			if !seam.jalan {
				break // the method has fewer steps
			}
			if other != got {
				t.Errorf("%s before step %d: answers %d and %d, want the same", name, n, other, got)
			}
			if d := jumlah() - awal; d != 1 {
				t.Errorf("%s before step %d: %d changes, want 1", name, n, d)
			}
		}
	}
}

// diAtas is the service of e over another store.
func diAtas(e *servicetest.Env, st store.Store) *service.Service {
	return &service.Service{Store: st, Hasil: e.Embedded, Objects: e.Files, Clock: e.Waktu.Now, ID: e.ID, Token: e.Token, Secret: servicetest.Secret}
}

func TestSameKeyAtOnce(t *testing.T) {
	e := servicetest.Seeded(t)
	for name, do := range perintah(t, e) {
		if name == "LoadTahun" || name == "PutAnggaran new" {
			continue // these move what the others of this test have seen
		}
		t.Run(name, func(t *testing.T) {
			r := servicetest.Kunci(e.As(t, "verifikator-contoh"), name, "isi")
			awal := meta(t, e.Embedded, p).Versi + meta(t, e.Embedded, store.OPD(opd)).Versi
			const banyak = 8
			var got [banyak]int64
			var errs [banyak]error
			var wg sync.WaitGroup
			for i := range banyak {
				wg.Go(func() { got[i], errs[i] = do(e.Service, r) })
			}
			wg.Wait()
			for i := range banyak {
				if errs[i] != nil || got[i] != got[0] {
					t.Errorf("answer %d: got %d, %v, want %d", i, got[i], errs[i], got[0])
				}
			}
			if n := meta(t, e.Embedded, p).Versi + meta(t, e.Embedded, store.OPD(opd)).Versi - awal; n != 1 {
				t.Errorf("changes: got %d, want 1", n)
			}
		})
	}
	utuh(t, e.Embedded, p)
	utuh(t, e.Embedded, store.OPD(opd))
}

func TestManyUnitsAtOnce(t *testing.T) {
	e := servicetest.Seeded(t)
	d, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	if err != nil {
		t.Fatal(err)
	}
	// A year with 30 indicators of 30 units.
	w := wire.FromTahun(d.Data)
	profil := d.Data.OPD
	contoh, _ := d.Data.CariIndikator("IKU-1.3")
	for n := range 30 {
		i := contoh
		i.ID, i.Kunci, i.PenanggungJawab, i.Anggaran = fmt.Sprintf("X-%02d", n), fmt.Sprintf("x%02d", n), fmt.Sprintf("unit-%02d", n), nil
		w.Indikator = append(w.Indikator, wire.FromIndikator(i))
		profil.Unit = append(profil.Unit, sakip.Unit{ID: i.PenanggungJawab, Nama: i.PenanggungJawab})
	}
	v := e.As(t, "verifikator-contoh")
	_, err = e.PutProfil(ctx, v, profil, versiBaris(t, e.Embedded, store.OPD(opd), record.KeyProfil()))
	kode(t, "units", err, "")
	awal, err := e.LoadTahun(ctx, v, opd, tahun, w, d.Meta.Versi)
	kode(t, "load", err, "")
	var wg sync.WaitGroup
	errs := make([]error, 30)
	for n := range 30 {
		wg.Go(func() {
			o := sakip.Orang{Sub: fmt.Sprintf("op-%02d", n), Nama: "Operator", Peran: sakip.Operator, Kabupaten: "contoh", OPD: opd, Unit: fmt.Sprintf("unit-%02d", n)}
			_, errs[n] = e.RecordRealisasi(ctx, service.Request{Orang: o, Dari: "uji"}, opd, tahun,
				wire.Realisasi{Indikator: fmt.Sprintf("X-%02d", n), Triwulan: 1, Nilai: angka("5")}, 0)
		})
	}
	wg.Wait()
	for n, err := range errs {
		if err != nil {
			t.Errorf("unit %d: got %v, want success", n, err)
		}
	}
	if got := meta(t, e.Embedded, p).Versi; got != awal+30 {
		t.Errorf("META: got %d, want %d", got, awal+30)
	}
	utuh(t, e.Embedded, p)
}

func TestTwoOnOneFigure(t *testing.T) {
	e := servicetest.Seeded(t)
	for round := range 20 {
		v := versiBaris(t, e.Embedded, p, record.KeyRealisasi("IKU-1.3", 4))
		isi := [2]string{fmt.Sprint(1000 + round), fmt.Sprint(2000 + round)}
		var errs [2]error
		var wg sync.WaitGroup
		for n, who := range []string{"operator-contoh-pembinaan", "verifikator-contoh"} {
			r := e.As(t, who)
			wg.Go(func() {
				_, errs[n] = e.RecordRealisasi(ctx, r, opd, tahun, wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4, Nilai: angka(isi[n]), Penjelasan: servicetest.Alasan()}, v)
			})
		}
		wg.Wait()
		kalah := 0
		if errs[0] == nil {
			kalah = 1
		}
		if errs[1-kalah] != nil {
			t.Fatalf("round %d: both refused: %v, %v", round, errs[0], errs[1])
		}
		kode(t, "the second", errs[kalah], fault.Conflict)
		b := bentrok(t, errs[kalah])
		if urai[wire.Realisasi](t, b.Kini).Nilai != angka(isi[1-kalah]) || urai[wire.Realisasi](t, b.Anda).Nilai != angka(isi[kalah]) {
			t.Errorf("round %d: got kini %s, anda %s, want %s and %s", round, b.Kini, b.Anda, isi[1-kalah], isi[kalah])
		}
	}
	utuh(t, e.Embedded, p)
}
