package recalc_test

import (
	"flag"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"capaian/internal/fault"
	"capaian/internal/recalc"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/sample"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// Each history opens a store of its own, so that a quarter of rapid's usual number takes
// the usual time; -rapid.checks asks for more.
func init() { _ = flag.Set("rapid.checks", "25") }

// riwayat is a random history: people's commands, and hints of them that arrive late,
// twice, out of order, in batches, or never.
type riwayat struct {
	e      *servicetest.Env
	m      *recalc.Engine
	seq    uint64         // how far the feed was looked at
	tunda  []store.Change // hints that did not arrive yet
	sampai []store.Change // hints that arrived, and may again
}

func (r *riwayat) kumpulkan(t *rapid.T) {
	var c []store.Change
	c, r.seq = perubahan(t, r.e, r.seq)
	r.tunda = append(r.tunda, c...)
}

// perintah are the commands, each with values drawn from t.
var perintah = []struct {
	name string
	do   func(*rapid.T, *servicetest.Env) error
}{
	{"realisasi", func(t *rapid.T, e *servicetest.Env) error {
		sel := rapid.SampledFrom([]wire.Realisasi{{Indikator: "IKU-1.3", Triwulan: 4}, {Indikator: "PI-03", Triwulan: 3}, {Indikator: "IKU-1.6", Triwulan: 4}}).Draw(t, "sel")
		sel.Nilai, sel.Penjelasan = nilai(t, 200), servicetest.Alasan()
		sel.Status = rapid.SampledFrom([]sakip.Status{sakip.Draf, sakip.Diajukan}).Draw(t, "status")
		_, err := e.RecordRealisasi(ctx, sebagai(t, e, "verifikator-contoh"), opd, tahun, sel,
			versi(t, e, store.TahunOPD(opd, tahun), record.KeyRealisasi(sel.Indikator, sel.Triwulan)))
		return err
	}},
	{"anggaran", func(t *rapid.T, e *servicetest.Env) error {
		a := sakip.RealisasiAnggaran{IdentitasBaris: sakip.IdentitasBaris{SubUnit: "uptd-utara", Kode: "C.U1.P02.K01.S01", Sumber: "APBD"},
			Triwulan: 4, Nilai: *ptr(fmt.Sprint(rapid.IntRange(0, 900_000_000).Draw(t, "rupiah"))), Penjelasan: servicetest.Alasan()}
		_, err := e.RecordRealisasiAnggaran(ctx, sebagai(t, e, "verifikator-contoh"), opd, tahun, a,
			versi(t, e, store.TahunOPD(opd, tahun), record.KeyRealisasiAnggaran(a.IdentitasBaris, 4)))
		return err
	}},
	{"pagu", func(t *rapid.T, e *servicetest.Env) error {
		v := rapid.SampledFrom(data(t, e, tahun).Data.Anggaran).Draw(t, "versi")
		v.Baris = slices.Clone(v.Baris)
		for n := range v.Baris {
			if v.Baris[n].Pagu != nil && rapid.Bool().Draw(t, "ubah") {
				v.Baris[n].Pagu = ptr(fmt.Sprint(rapid.IntRange(0, 900_000_000).Draw(t, "pagu")))
			}
		}
		_, err := e.PutAnggaran(ctx, sebagai(t, e, "verifikator-contoh"), opd, tahun, v, versi(t, e, store.TahunOPD(opd, tahun), record.KeyAnggaranKepala(v.Versi)))
		return err
	}},
	{"PK", func(t *rapid.T, e *servicetest.Env) error {
		// A signed version is locked: the last one is opened, changed, and now and then signed.
		semua := sakip.UrutPerjanjian(data(t, e, tahun).Data.Perjanjian)
		p := semua[len(semua)-1]
		kini := func() int64 { return versi(t, e, store.TahunOPD(opd, tahun), record.KeyPerjanjian(p.Versi)) }
		if p.Ditandatangani {
			if _, err := e.ReopenPerjanjian(ctx, sebagai(t, e, "admin-contoh"), opd, tahun, p.Versi, "tanggalnya keliru", kini()); err != nil {
				return err
			}
		}
		p.Ditandatangani = rapid.Bool().Draw(t, "tanda tangan")
		p.Target["IKU-1.3"] = sakip.Target{Nilai: ptr(fmt.Sprint(rapid.IntRange(0, 500).Draw(t, "target")))}
		_, err := e.PutPerjanjian(ctx, sebagai(t, e, "verifikator-contoh"), opd, tahun, p, kini())
		return err
	}},
	{"kebijakan", func(t *rapid.T, e *servicetest.Env) error {
		o, err := record.LoadOPD(ctx, e.Embedded, opd)
		must(t, "agency", err)
		k := o.Kebijakan[0]
		k.Tahun = rapid.SampledFrom([]int{2024, 2025}).Draw(t, "mulai")
		k.Desimal = int32(rapid.IntRange(0, 4).Draw(t, "desimal"))
		_, err = e.PutKebijakan(ctx, sebagai(t, e, "bappeda-contoh"), opd, k, o.Versi[record.KeyKebijakan(k.Tahun)])
		return err
	}},
	{"renstra", func(t *rapid.T, e *servicetest.Env) error {
		o, err := record.LoadOPD(ctx, e.Embedded, opd)
		must(t, "agency", err)
		o.Renstra.Kolom[0].Akhir = &sakip.Target{Nilai: ptr(fmt.Sprint(rapid.IntRange(1, 500).Draw(t, "akhir")))}
		_, err = e.PutRenstra(ctx, sebagai(t, e, "verifikator-contoh"), opd, o.Renstra, o.Versi[record.KeyRenstra()])
		return err
	}},
	{"tahun lalu", func(t *rapid.T, e *servicetest.Env) error {
		d := data(t, e, 2024)
		w := wire.FromTahun(d.Data)
		for n := range w.Realisasi {
			if !w.Realisasi[n].Nilai.IsZero() && rapid.Bool().Draw(t, "ubah") {
				w.Realisasi[n].Nilai = nilai(t, 100)
			}
		}
		_, err := e.LoadTahun(ctx, sebagai(t, e, "admin-contoh"), opd, 2024, w, d.Meta.Versi)
		return err
	}},
	{"muat", func(t *rapid.T, e *servicetest.Env) error {
		d := data(t, e, tahun)
		w := wire.FromTahun(d.Data)
		w.Realisasi = w.Realisasi[:rapid.IntRange(0, len(w.Realisasi)).Draw(t, "banyak")]
		_, err := e.LoadTahun(ctx, sebagai(t, e, "verifikator-contoh"), opd, tahun, w, d.Meta.Versi)
		return err
	}},
	{"tahun baru", func(t *rapid.T, e *servicetest.Env) error {
		y := rapid.SampledFrom([]int{2022, 2026, 2027}).Draw(t, "tahun")
		w := wire.FromTahun(data(t, e, 2024).Data)
		// No policy says what a predicate is worth before 2024.
		w.Realisasi = slices.DeleteFunc(w.Realisasi, func(r wire.Realisasi) bool { return r.Predikat != "" })
		m, err := e.Embedded.Meta(ctx, store.TahunOPD(opd, y))
		must(t, "state", err)
		_, err = e.LoadTahun(ctx, sebagai(t, e, "verifikator-contoh"), opd, y, wire.Tahun{Indikator: w.Indikator, Realisasi: w.Realisasi}, m.Versi)
		return err
	}},
}

func nilai(t *rapid.T, most int) wire.Angka {
	return wire.AngkaDari(*ptr(fmt.Sprint(rapid.IntRange(0, most).Draw(t, "nilai"))))
}

// sampaikan hands over some of the hints, in any order, some of them again.
func (r *riwayat) sampaikan(t *rapid.T) {
	r.kumpulkan(t)
	urut := rapid.Permutation(r.tunda).Draw(t, "urutan")
	n := rapid.IntRange(0, len(urut)).Draw(t, "banyak")
	batch := append([]store.Change(nil), urut[:n]...)
	r.tunda, r.sampai = urut[n:], append(r.sampai, urut[:n]...)
	if len(r.sampai) > 0 {
		for range rapid.IntRange(0, 3).Draw(t, "ulang") {
			batch = append(batch, rapid.SampledFrom(r.sampai).Draw(t, "lagi"))
		}
	}
	must(t, "stream", r.m.Stream(ctx, petunjuk(batch...)))
}

func (r *riwayat) hilangkan(t *rapid.T) {
	r.kumpulkan(t)
	r.tunda = r.tunda[rapid.IntRange(0, len(r.tunda)).Draw(t, "hilang"):]
}

// After any history every result is the one from nothing: with the sweep whatever hints
// were lost, and without it once each hint arrived.
func TestHistories(t *testing.T) {
	b, err := sample.Seed()
	must(t, "samples", err)
	b.OPD = slices.DeleteFunc(b.OPD, func(a sample.Agency) bool { return a.Profil.ID != opd })
	b.Kabupaten = slices.DeleteFunc(b.Kabupaten, func(k sakip.Kabupaten) bool { return k.ID != "contoh" })
	b.Orang = slices.DeleteFunc(b.Orang, func(o sakip.Orang) bool { return o.Kabupaten != "contoh" })
	for _, a := range b.OPD { // no final figure, which a load would have to leave as it is
		for _, d := range a.Tahun {
			for n := range d.Realisasi {
				d.Realisasi[n].Status = sakip.Diajukan
			}
			for n := range d.RealisasiAnggaran {
				d.RealisasiAnggaran[n].Status = sakip.Diajukan
			}
		}
	}
	for _, hilang := range []bool{false, true} {
		t.Run(fmt.Sprint("lost ", hilang), func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				e := servicetest.Open(t)
				e.Load(t, b)
				r := &riwayat{e: e, m: mesin(e)}
				for range rapid.IntRange(1, 12).Draw(rt, "langkah") {
					switch k := rapid.IntRange(0, 9).Draw(rt, "apa"); {
					case k < 6:
						c := rapid.SampledFrom(perintah).Draw(rt, "perintah")
						// A figure whose indicator or row a load took away cannot be entered.
						if err := c.do(rt, e); err != nil && fault.CodeOf(err) != fault.NotFound {
							rt.Fatalf("%s: %v", c.name, err)
						}
					case k < 9 || !hilang:
						r.sampaikan(rt)
					default:
						r.hilangkan(rt)
					}
				}
				if hilang {
					r.hilangkan(rt)
					if _, err := r.m.Sweep(ctx); err != nil {
						rt.Fatal(err)
					}
				} else {
					r.kumpulkan(rt)
					for _, c := range rapid.Permutation(r.tunda).Draw(rt, "akhirnya") {
						must(rt, "stream", r.m.Stream(ctx, petunjuk(c)))
					}
				}
				benar(rt, e, opd, "kepala-contoh")
			})
		})
	}
}
