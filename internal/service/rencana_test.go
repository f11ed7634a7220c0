package service_test

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// Every planning noun is created, changed, refused when stale, and taken away again.
func TestPlanningPuts(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	d, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	if err != nil {
		t.Fatal(err)
	}
	ind, _ := d.Data.CariIndikator("IKU-1.3")
	ind.ID, ind.Kunci = "IKU-1.9", "baru"
	pk := d.Data.Perjanjian[0]
	pk.Versi, pk.Jenis, pk.Alasan, pk.Tanggal, pk.Ditandatangani = "perubahan-2", sakip.PKPerubahan, "alasan", "2025-11-03", false
	ra := sakip.RencanaAksi{Indikator: "IKU-2.3", Triwulan: 1, Langkah: []sakip.Langkah{{Uraian: "mulai"}}}
	pemb := d.Data.Pembanding[0]
	pemb.ID = "tabel-baru"
	fakta := sakip.Fakta{ID: "fakta-baru", Nama: "Fakta", Satuan: "orang", Sumber: "contoh", Nilai: ptr("5")}
	rek := sakip.Rekomendasi{No: 77, Uraian: "Lengkapi", Hasil: sakip.BelumDitindaklanjut}
	nar := sakip.Narasi{Bagian: "bab4.penutup", Isi: "Isi"}
	for _, c := range []struct {
		name string
		key  store.Key
		put  func(teks string, versi int64) (int64, error)
	}{
		{"PutIndikator", record.KeyIndikator(ind.ID), func(s string, v int64) (int64, error) {
			ind.Nama = s
			return e.PutIndikator(ctx, r, opd, tahun, ind, v)
		}},
		{"PutPerjanjian", record.KeyPerjanjian(pk.Versi), func(s string, v int64) (int64, error) {
			pk.Catatan = s
			return e.PutPerjanjian(ctx, r, opd, tahun, pk, v)
		}},
		{"PutRencanaAksi", record.KeyRencanaAksi(ra.Indikator, ra.Triwulan), func(s string, v int64) (int64, error) {
			ra.Langkah[0].Uraian = s
			return e.PutRencanaAksi(ctx, r, opd, tahun, ra, v)
		}},
		{"PutPembanding", record.KeyPembanding(pemb.ID), func(s string, v int64) (int64, error) {
			pemb.Judul = s
			return e.PutPembanding(ctx, r, opd, tahun, pemb, v)
		}},
		{"PutFakta", record.KeyFakta(fakta.ID), func(s string, v int64) (int64, error) {
			fakta.Nama = s
			return e.PutFakta(ctx, r, opd, tahun, fakta, v)
		}},
		{"PutRekomendasi", record.KeyRekomendasi(rek.No), func(s string, v int64) (int64, error) {
			rek.Uraian = s
			return e.PutRekomendasi(ctx, r, opd, tahun, rek, v)
		}},
		{"PutNarasi", record.KeyNarasi(nar.Bagian), func(s string, v int64) (int64, error) {
			nar.Isi = s
			return e.PutNarasi(ctx, r, opd, tahun, nar, v)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			baru, err := c.put("pertama", 0)
			kode(t, "create", err, "")
			_, err = c.put("lain", 0)
			kode(t, "create again", err, fault.Exists)
			lagi, err := c.put("kedua", baru)
			kode(t, "change", err, "")
			_, err = c.put("ketiga", baru)
			kode(t, "stale", err, fault.Conflict)
			b := bentrok(t, err)
			if b.Versi != lagi || !bytes.Contains(b.Kini, []byte("kedua")) || !bytes.Contains(b.Anda, []byte("ketiga")) {
				t.Errorf("stale: got %d, %s, %s, want both values at %d", b.Versi, b.Kini, b.Anda, lagi)
			}
			it, err := e.Embedded.Get(ctx, p, c.key)
			if err != nil || it.Versi != lagi || !bytes.Contains(it.Data, []byte("kedua")) {
				t.Errorf("stored: got %s at %d, %v, want “kedua” at %d", it.Data, it.Versi, err, lagi)
			}
			last := entri(t, e.Embedded, p)[lagi-1]
			if last.Perintah != c.name || last.Objek != c.key.Doc+"#"+c.key.Row || !bytes.Contains(last.Lama, []byte("pertama")) || !bytes.Contains(last.Baru, []byte("kedua")) {
				t.Errorf("audit entry: got %+v, want %s from “pertama” to “kedua”", last, c.name)
			}
			_, err = e.DeleteBaris(ctx, r, opd, tahun, c.key, baru)
			kode(t, "delete stale", err, fault.Conflict)
			_, err = e.DeleteBaris(ctx, r, opd, tahun, c.key, lagi)
			kode(t, "delete", err, "")
			_, err = e.DeleteBaris(ctx, r, opd, tahun, c.key, lagi)
			kode(t, "delete again", err, fault.NotFound)
			if _, err := c.put("keempat", lagi); fault.CodeOf(err) != fault.Conflict {
				t.Errorf("change of what is gone: got %v, want a conflict", err)
			}
			if again, err := c.put("kelima", 0); err != nil || again <= lagi {
				t.Errorf("made again: got %d, %v, want more than %d", again, err, lagi)
			}
		})
	}
	utuh(t, e.Embedded, p)
}

// A refused change lists all that is wrong with it, and nothing of it is stored.
func TestPlanningPutsListEveryFault(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	d, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	if err != nil {
		t.Fatal(err)
	}
	ind, _ := d.Data.CariIndikator("IKU-1.1")
	jadiNilai := ind
	jadiNilai.Formula, jadiNilai.AkumulasiY = sakip.Formula{Jenis: sakip.FormulaNilai}, ""
	tanpaInduk := ind
	tanpaInduk.Induk = "S9"
	kembar := ind
	kembar.ID = "IKU-9.9"
	rusak := ind
	rusak.Nama, rusak.Arah, rusak.Formula.Pengali = "", "miring", dec("0")
	pk := d.Data.Perjanjian[0]
	pkAsing := pk
	pkAsing.Versi, pkAsing.Ditandatangani = "perubahan-9", false
	pkAsing.Target = map[string]sakip.Target{"IKU-8.8": {Nilai: ptr("1")}, "IKU-9.9": {Nilai: ptr("1")}}
	pkRusak := pk
	pkRusak.Tanggal, pkRusak.Jenis = "2025-13-01", "lain"
	pkRusak.Program = []sakip.AnggaranProgram{{Kode: "", Anggaran: dec("1.001")}}
	for _, c := range []struct {
		name   string
		do     func() (int64, error)
		fields []string // prefixes after which the fields are compared; "*" stands for an index
	}{
		{"indicator alone", func() (int64, error) { return e.PutIndikator(ctx, r, opd, tahun, rusak, 1) }, []string{"arah", "formula.pengali", "nama"}},
		{"indicator of no sasaran", func() (int64, error) { return e.PutIndikator(ctx, r, opd, tahun, tanpaInduk, 1) }, []string{"indikator[*].induk"}},
		{"two of one kunci", func() (int64, error) { return e.PutIndikator(ctx, r, opd, tahun, kembar, 0) }, []string{"indikator[*].kunci"}},
		{"a formula that the figures do not fit", func() (int64, error) { return e.PutIndikator(ctx, r, opd, tahun, jadiNilai, 1) },
			[]string{"realisasi[*].penyebut", "realisasi[*].penyebut", "realisasi[*].penyebut", "realisasi[*].penyebut"}},
		{"targets of no indicator", func() (int64, error) { return e.PutPerjanjian(ctx, r, opd, tahun, pkAsing, 0) },
			[]string{"perjanjian[*].target.IKU-8.8", "perjanjian[*].target.IKU-9.9"}},
		{"agreement alone", func() (int64, error) { return e.PutPerjanjian(ctx, r, opd, tahun, pkRusak, 1) },
			[]string{"jenis", "program[*].anggaran", "program[*].kode", "tanggal"}},
		{"rencana aksi of no indicator", func() (int64, error) {
			return e.PutRencanaAksi(ctx, r, opd, tahun, sakip.RencanaAksi{Indikator: "IKU-9.9", Triwulan: 1}, 0)
		}, []string{"rencana_aksi[*].indikator"}},
		{"rencana aksi alone", func() (int64, error) {
			return e.PutRencanaAksi(ctx, r, opd, tahun, sakip.RencanaAksi{Indikator: "IKU-1.1", Triwulan: 7, Langkah: []sakip.Langkah{{}}}, 0)
		}, []string{"langkah[*].uraian", "triwulan"}},
		{"fact", func() (int64, error) { return e.PutFakta(ctx, r, opd, tahun, sakip.Fakta{ID: "a b"}, 0) }, nil},
		{"table", func() (int64, error) {
			return e.PutPembanding(ctx, r, opd, tahun, sakip.TabelPembanding{ID: "a/b"}, 0)
		}, nil},
		{"recommendation", func() (int64, error) {
			return e.PutRekomendasi(ctx, r, opd, tahun, sakip.Rekomendasi{No: 1000, Hasil: "X"}, 0)
		}, []string{"hasil", "no", "uraian"}},
		{"text", func() (int64, error) { return e.PutNarasi(ctx, r, opd, tahun, sakip.Narasi{Bagian: "@"}, 0) }, []string{"bagian", "isi"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := meta(t, e.Embedded, p).Versi
			_, err := c.do()
			if err == nil {
				t.Fatal("got success, want a refusal")
			}
			got := fields(err)
			for n, f := range got {
				if a, b, ok := strings.Cut(f, "["); ok {
					_, rest, _ := strings.Cut(b, "]")
					got[n] = a + "[*]" + rest
				}
			}
			slices.Sort(got)
			if c.fields != nil && !slices.Equal(got, c.fields) || len(got) == 0 {
				t.Errorf("fields: got %q, want %q", got, c.fields)
			}
			if now := meta(t, e.Embedded, p).Versi; now != before {
				t.Errorf("META: got %d, want %d", now, before)
			}
		})
	}
}

// What would leave a reference to nothing is refused.
func TestNothingIsOrphaned(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	agency, err := record.LoadOPD(ctx, e.Embedded, opd)
	if err != nil {
		t.Fatal(err)
	}
	d, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	if err != nil {
		t.Fatal(err)
	}
	renstraTanpa := func(id string) sakip.Renstra {
		n := agency.Renstra
		n.Sasaran = slices.DeleteFunc(slices.Clone(n.Sasaran), func(s sakip.Sasaran) bool { return s.ID == id })
		n.Strategi = slices.DeleteFunc(slices.Clone(n.Strategi), func(s sakip.Strategi) bool { return s.Sasaran == id })
		n.ArahKebijakan = slices.DeleteFunc(slices.Clone(n.ArahKebijakan), func(s sakip.ArahKebijakan) bool { return s.Sasaran == id })
		return n
	}
	anggaranTanpa := func(kode string) func() (int64, error) {
		return func() (int64, error) {
			var last int64
			for _, v := range d.Data.Anggaran {
				v.Baris = slices.DeleteFunc(slices.Clone(v.Baris), func(b sakip.BarisAnggaran) bool { return b.Kode == kode })
				var err error
				if last, err = e.PutAnggaran(ctx, r, opd, tahun, v, versiBaris(t, e.Embedded, p, record.KeyAnggaranKepala(v.Versi))); err != nil {
					return 0, err
				}
			}
			return last, nil
		}
	}
	kebijakan := agency.Kebijakan[0]
	kebijakan.SkalaPredikat = nil
	for _, c := range []struct {
		name string
		do   func() (int64, error)
		code fault.Code
	}{
		{"an indicator with targets and figures", func() (int64, error) {
			return e.DeleteBaris(ctx, r, opd, tahun, record.KeyIndikator("IKU-1.1"), versiBaris(t, e.Embedded, p, record.KeyIndikator("IKU-1.1")))
		}, fault.Invalid},
		{"a figure", func() (int64, error) { return e.DeleteBaris(ctx, r, opd, tahun, record.KeyRealisasi("IKU-1.1", 4), 1) }, fault.NotFound},
		{"a budget's head", func() (int64, error) { return e.DeleteBaris(ctx, r, opd, tahun, record.KeyAnggaranKepala("induk"), 1) }, fault.NotFound},
		{"a sasaran that indicators measure", func() (int64, error) {
			return e.PutRenstra(ctx, r, opd, renstraTanpa("S1"), versiBaris(t, e.Embedded, store.OPD(opd), record.KeyRenstra()))
		}, fault.Invalid},
		{"a budget row with figures", anggaranTanpa("C.U1.P03.K01.S02"), fault.Unknown},
		{"a scale that reported predicates stand on", func() (int64, error) {
			return e.PutKebijakan(ctx, r, opd, kebijakan, versiBaris(t, e.Embedded, store.OPD(opd), record.KeyKebijakan(kebijakan.Tahun)))
		}, fault.Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := c.do()
			kode(t, "refusal", err, c.code)
		})
	}
	// And the year can still be changed.
	_, err = e.PutNarasi(ctx, r, opd, tahun, sakip.Narasi{Bagian: "bab4.upaya", Isi: "x"}, 0)
	kode(t, "afterwards", err, "")
	_, err = e.PutFakta(ctx, r, opd, tahun, sakip.Fakta{ID: "f", Nama: "f", Satuan: "x", Sumber: "x", Nilai: ptr("1")}, 0)
	kode(t, "afterwards", err, "")
}

// tertunda holds up a command between its decision and the store, so that another gets in.
type tertunda struct {
	store.Store
	verb string
	dulu func()
}

func (s *tertunda) Do(ctx context.Context, c store.Command) (store.Result, error) {
	if c.Audit.Perintah == s.verb && s.dulu != nil {
		dulu := s.dulu
		s.dulu = nil
		dulu()
	}
	return s.Store.Do(ctx, c)
}

// Whatever is decided on is still so when it is done: of a figure and the deletion of what
// it is of, the one that comes second is refused, and the year stays whole.
func TestNothingIsOrphanedAtTheSameTime(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	d, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	kode(t, "load", err, "")
	i := d.Data.Indikator[slices.IndexFunc(d.Data.Indikator, func(i sakip.Indikator) bool { return i.ID == "PI-03" })]
	i.ID, i.Kunci = "PI-90", "baru"
	key := record.KeyIndikator(i.ID)
	pasang := func() int64 {
		t.Helper()
		v, err := e.PutIndikator(ctx, r, opd, tahun, i, 0)
		kode(t, "indicator", err, "")
		return v
	}
	isi := func() error {
		_, err := e.RecordRealisasi(ctx, r, opd, tahun, wire.Realisasi{Indikator: i.ID, Triwulan: 3, Nilai: angka("5")}, 0)
		return err
	}
	hapus := func(versi int64) error {
		_, err := e.DeleteBaris(ctx, r, opd, tahun, key, versi)
		return err
	}
	asli := e.Store
	utuh := func(what string) {
		t.Helper()
		e.Store = asli
		now, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
		kode(t, what, err, "")
		kode(t, what+": the year", now.Data.Validasi(), "")
	}

	versi := pasang()
	e.Store = &tertunda{asli, "RecordRealisasi", func() { kode(t, "delete in between", hapus(versi), "") }}
	kode(t, "a figure of what was just deleted", isi(), fault.NotFound)
	utuh("after the deletion")

	versi = pasang()
	e.Store = &tertunda{asli, "DeleteBaris", func() { kode(t, "figure in between", isi(), "") }}
	kode(t, "deletion of what just got a figure", hapus(versi), fault.Invalid)
	utuh("after the figure")

	// The same of a budget row, whose version is replaced whole.
	v := d.Data.Anggaran[len(d.Data.Anggaran)-1]
	var baru sakip.BarisAnggaran
	for _, b := range v.Baris {
		if b.Pagu != nil {
			baru = b
		}
	}
	baru.Kode += ".X"
	tanpa := v
	v.Baris = append(slices.Clone(v.Baris), baru)
	anggaran := func(v sakip.VersiAnggaran) error {
		_, err := e.PutAnggaran(ctx, r, opd, tahun, v, versiBaris(t, e.Embedded, p, record.KeyAnggaranKepala(v.Versi)))
		return err
	}
	serap := func() error {
		_, err := e.RecordRealisasiAnggaran(ctx, r, opd, tahun, sakip.RealisasiAnggaran{IdentitasBaris: baru.IdentitasBaris, Triwulan: 4, Nilai: *ptr("1")}, 0)
		return err
	}
	kode(t, "a further row", anggaran(v), "")
	e.Store = &tertunda{asli, "RecordRealisasiAnggaran", func() { kode(t, "replace in between", anggaran(tanpa), "") }}
	kode(t, "a figure of a row that was just taken out", serap(), fault.Unknown)
	utuh("after the replacement")
	kode(t, "the row again", anggaran(v), "")
	e.Store = &tertunda{asli, "PutAnggaran", func() { kode(t, "figure in between", serap(), "") }}
	kode(t, "taking out a row that just got a figure", anggaran(tanpa), fault.Unknown)
	utuh("after the row's figure")
}

// Who keeps moving what is decided on makes others wait, not fail in other ways.
func TestDecidedForEver(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	n := 0
	asli := e.Store
	var dulu func()
	s := &tertunda{asli, "DeleteBaris", nil}
	dulu = func() {
		n++
		_, err := asli.Do(ctx, store.Command{Partition: p, Audit: store.Audit{Waktu: e.Waktu.Now(), Perintah: "Uji"}})
		kode(t, "move", err, "")
		s.dulu = dulu
	}
	s.dulu = dulu
	e.Store = s
	key := record.KeyNarasi("bab1.latar_belakang")
	d, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	kode(t, "load", err, "")
	for k := range d.Versi {
		if k.Doc == record.DocNarasi {
			key = k
		}
	}
	_, err = e.DeleteBaris(ctx, r, opd, tahun, key, d.Versi[key])
	kode(t, "deletion", err, fault.Busy)
	if n < 10 {
		t.Errorf("got %d tries, want many", n)
	}
}

func TestPutAnggaran(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	d, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	if err != nil {
		t.Fatal(err)
	}
	v := d.Data.Anggaran[1]
	key := record.KeyAnggaranKepala(v.Versi)
	awal := versiBaris(t, e.Embedded, p, key)
	v.Catatan = "diubah"
	baru, err := e.PutAnggaran(ctx, r, opd, tahun, v, awal)
	kode(t, "replace", err, "")
	if got := versiBaris(t, e.Embedded, p, key); got != baru {
		t.Errorf("head: got versi %d, want %d", got, baru)
	}
	for name, stale := range map[string]int64{"stale": awal, "of the future": baru + 5} {
		v.Catatan = "terlambat"
		_, err = e.PutAnggaran(ctx, r, opd, tahun, v, stale)
		kode(t, name, err, fault.Conflict)
		b := bentrok(t, err)
		if b.Versi != baru || urai[wire.VersiAnggaran](t, b.Kini).Catatan != "diubah" || urai[wire.VersiAnggaran](t, b.Anda).Catatan != "terlambat" {
			t.Errorf("%s: got %d, %s, %s, want both heads at %d", name, b.Versi, b.Kini, b.Anda, baru)
		}
	}
	_, err = e.PutAnggaran(ctx, r, opd, tahun, v, 0)
	kode(t, "create of what is there", err, fault.Exists)
	if b := bentrok(t, err); b.Versi != baru {
		t.Errorf("create of what is there: got %d, want %d", b.Versi, baru)
	}
	v.Versi, v.Tanggal = "pergeseran-2", "2025-07-07"
	_, err = e.PutAnggaran(ctx, r, opd, tahun, v, 3)
	kode(t, "change of what is not there", err, fault.Conflict)
	_, err = e.PutAnggaran(ctx, r, opd, tahun, v, 0)
	kode(t, "create", err, "")
	rusak := v
	rusak.Baris = slices.Clone(v.Baris)
	rusak.Baris[0].Pagu, rusak.Baris[1].Nama = ptr("1"), ""
	_, err = e.PutAnggaran(ctx, r, opd, tahun, rusak, 1)
	if got, want := fields(err), []string{"baris[0].pagu", "baris[1].nama"}; !slices.Equal(got, want) {
		t.Errorf("faults: got %q, want %q", got, want)
	}

	// Another replaces the version while this one stages its rows.
	v.Catatan = "saya"
	lihat := versiBaris(t, e.Embedded, p, record.KeyAnggaranKepala(v.Versi))
	lain := v
	lain.Catatan = "lain"
	for n := range 6 {
		s := diAtas(e, &sela{Store: e.Embedded, baca: n, lalu: func() {
			var err error
			lihat, err = e.PutAnggaran(ctx, r, opd, tahun, lain, lihat)
			kode(t, "the other", err, "")
		}})
		_, err = s.PutAnggaran(ctx, r, opd, tahun, v, lihat)
		kode(t, fmt.Sprint("replaced before step ", n), err, fault.Conflict)
		if b := bentrok(t, err); b.Versi != lihat || urai[wire.VersiAnggaran](t, b.Kini).Catatan != "lain" || urai[wire.VersiAnggaran](t, b.Anda).Catatan != "saya" {
			t.Errorf("replaced before step %d: got %+v, want both heads at %d", n, b, lihat)
		}
	}
	utuh(t, e.Embedded, p)
}

// Readers see a budget as one writer left it, never rows of two.
func TestPutAnggaranIsSwitchedWhole(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	d, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	if err != nil {
		t.Fatal(err)
	}
	const putaran = 12
	selesai := make(chan struct{})
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for {
				seen, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
				if err != nil {
					t.Errorf("read: %v", err)
					return
				}
				v := seen.Data.Anggaran[0]
				for _, b := range v.Baris {
					if v.Catatan != "" && b.Pagu != nil && b.Pagu.String() != v.Catatan {
						t.Errorf("row %s: got pagu %s in the version of %s", b.Kode, b.Pagu, v.Catatan)
						return
					}
				}
				if len(v.Baris) != len(d.Data.Anggaran[0].Baris) {
					t.Errorf("rows: got %d, want %d", len(v.Baris), len(d.Data.Anggaran[0].Baris))
					return
				}
				select {
				case <-selesai:
					return
				default:
				}
			}
		})
	}
	v := d.Data.Anggaran[0]
	versi := versiBaris(t, e.Embedded, p, record.KeyAnggaranKepala(v.Versi))
	for n := range putaran {
		v.Catatan = fmt.Sprint(1000 + n)
		v.Baris = slices.Clone(v.Baris)
		for m := range v.Baris {
			if v.Baris[m].Pagu != nil {
				v.Baris[m].Pagu = ptr(v.Catatan)
			}
		}
		if versi, err = e.PutAnggaran(ctx, r, opd, tahun, v, versi); err != nil {
			t.Errorf("replace %d: %v", n, err)
			break
		}
	}
	close(selesai)
	wg.Wait()
	utuh(t, e.Embedded, p)
}

// A year is begun once, empty or with the indicators of another; then it can be written to.
func TestStartTahun(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	_, err := e.PutIndikator(ctx, r, opd, 2027, sakip.Indikator{}, 0)
	kode(t, "put before any year", err, fault.Required)
	_, err = e.StartTahun(ctx, r, opd, tahun, 0)
	kode(t, "year that is there", err, fault.Exists)
	_, err = e.StartTahun(ctx, r, opd, 2026, 2001)
	kode(t, "from a year that is not there", err, fault.Unknown)
	_, err = e.StartTahun(ctx, r, opd, 1900, 0)
	kode(t, "no year", err, fault.OutOfRange)
	r.Idem = &service.Idem{Key: "k", Route: "mulai", Body: "b"}
	first, err := e.StartTahun(ctx, r, opd, 2026, tahun)
	kode(t, "copy", err, "")
	again, err := e.StartTahun(ctx, r, opd, 2026, tahun)
	if kode(t, "sent twice", err, ""); again != first {
		t.Errorf("sent twice: got %d, want %d", again, first)
	}
	r.Idem = nil
	dulu, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	kode(t, "load", err, "")
	baru, err := record.LoadTahun(ctx, e.Embedded, opd, 2026)
	kode(t, "load", err, "")
	got, want := record.Rows(baru.Data), record.Rows(dulu.Data)[record.DocIndikator]
	if !reflect.DeepEqual(got[record.DocIndikator], want) || len(got) != 1 {
		t.Errorf("copied year: got %d documents and %s, want one with %s", len(got), got[record.DocIndikator], want)
	}
	_, err = e.StartTahun(ctx, r, opd, 2027, 0)
	kode(t, "empty", err, "")
	if y, _ := record.DaftarTahun(ctx, e.Embedded, opd); !slices.Contains(y, 2026) || !slices.Contains(y, 2027) {
		t.Errorf("years: got %v, want 2026 and 2027 in it", y)
	}
	_, err = e.PutFakta(ctx, r, opd, 2027, sakip.Fakta{ID: "f", Nama: "f", Sumber: "x", Nilai: ptr("1")}, 0)
	kode(t, "first row", err, "")
	utuh(t, e.Embedded, store.TahunOPD(opd, 2026))
	utuh(t, e.Embedded, store.TahunOPD(opd, 2027))
}

// Two that begin a year at once: one does, the other is told that it is there.
func TestStartTahunAtTheSameTime(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	errs := make([]error, 4)
	var wg sync.WaitGroup
	for n := range errs {
		wg.Go(func() { _, errs[n] = e.StartTahun(ctx, r, opd, 2026, tahun) })
	}
	wg.Wait()
	ok := 0
	for _, err := range errs {
		if err == nil {
			ok++
		} else if fault.CodeOf(err) != fault.Exists {
			t.Errorf("got %v, want that it exists", err)
		}
	}
	if ok != 1 {
		t.Errorf("begun: got %d times, want once", ok)
	}
	if v := meta(t, e.Embedded, store.TahunOPD(opd, 2026)).Versi; v != 1 {
		t.Errorf("META: got %d, want 1", v)
	}
}

// An agreement goes from draft to signed and is locked; a change follows it; a signature
// that was a mistake is taken back by the admin alone, the last one first.
func TestPerjanjianIsSignedAndLocked(t *testing.T) {
	e := servicetest.Seeded(t)
	r, admin := e.As(t, "verifikator-contoh"), e.As(t, "admin-contoh")
	const tahun = 2026
	_, err := e.StartTahun(ctx, r, opd, tahun, 2025)
	kode(t, "start", err, "")
	p := store.TahunOPD(opd, tahun)
	induk := sakip.Perjanjian{Versi: "induk", Jenis: sakip.PKInduk}
	v, err := e.PutPerjanjian(ctx, r, opd, tahun, induk, 0)
	kode(t, "draft", err, "")
	tt := service.TandaTangan{Nomor: "1", Tanggal: "2026-01-05", PihakPertama: "kepala-plt", PihakKedua: "Bupati Contoh"}
	for _, c := range []struct {
		name  string
		ubah  func(*service.TandaTangan)
		field string
	}{
		{"no targets", func(*service.TandaTangan) {}, "target"},
		{"no day", func(x *service.TandaTangan) { x.Tanggal = "" }, "tanggal"},
		{"nobody", func(x *service.TandaTangan) { x.PihakPertama = "" }, "pihak_pertama"},
		{"not an official", func(x *service.TandaTangan) { x.PihakPertama = "siapa" }, "pihak_pertama"},
		{"out of office", func(x *service.TandaTangan) { x.PihakPertama = "kepala-lama" }, "pihak_pertama"},
		{"no other side", func(x *service.TandaTangan) { x.PihakKedua = " " }, "pihak_kedua"},
	} {
		x := tt
		c.ubah(&x)
		_, err := e.SignPerjanjian(ctx, r, opd, tahun, "induk", x, v)
		if got := fields(err); !slices.Contains(got, c.field) {
			t.Errorf("%s: got %v, want a fault at %s", c.name, err, c.field)
		}
	}
	induk.Target = map[string]sakip.Target{"IKU-1.1": {Nilai: ptr("90")}}
	v, err = e.PutPerjanjian(ctx, r, opd, tahun, induk, v)
	kode(t, "targets", err, "")
	_, err = e.SignPerjanjian(ctx, r, opd, tahun, "induk", tt, v-1)
	kode(t, "stale", err, fault.Conflict)
	_, err = e.SignPerjanjian(ctx, r, opd, tahun, "lain", tt, v)
	kode(t, "no such version", err, fault.NotFound)
	v, err = e.SignPerjanjian(ctx, e.As(t, "kepala-contoh"), opd, tahun, "induk", tt, v)
	kode(t, "sign", err, "")

	signed, _, err := record.Perjanjian(ctx, e.Embedded, opd, tahun, "induk")
	if kode(t, "read", err, ""); !signed.Ditandatangani || signed.Tanggal != tt.Tanggal || signed.Target["IKU-1.1"].Kosong() {
		t.Errorf("signed: got %+v", signed)
	}
	lain := signed
	lain.Target = map[string]sakip.Target{"IKU-1.1": {Nilai: ptr("80")}}
	_, err = e.PutPerjanjian(ctx, r, opd, tahun, lain, v)
	kode(t, "change of what is signed", err, fault.Locked)
	lain = signed
	lain.Ditandatangani = false
	_, err = e.PutPerjanjian(ctx, r, opd, tahun, lain, v)
	kode(t, "unsign by a change", err, fault.Locked)
	_, err = e.DeleteBaris(ctx, r, opd, tahun, record.KeyPerjanjian("induk"), v)
	kode(t, "delete", err, fault.Locked)
	_, err = e.SignPerjanjian(ctx, r, opd, tahun, "induk", tt, v)
	kode(t, "sign twice", err, fault.Locked)
	if v, err = e.PutPerjanjian(ctx, r, opd, tahun, signed, v); err != nil {
		t.Errorf("as it is: got %v, want success", err)
	}

	ubah := signed
	ubah.Versi, ubah.Jenis, ubah.Ditandatangani = "perubahan-1", sakip.PKPerubahan, false
	v2, err := e.PutPerjanjian(ctx, r, opd, tahun, ubah, 0)
	kode(t, "change", err, "")
	tt.Tanggal = "2026-01-04"
	_, err = e.SignPerjanjian(ctx, r, opd, tahun, "perubahan-1", tt, v2)
	if got := fields(err); !slices.Contains(got, "tanggal") || !slices.Contains(got, "alasan") {
		t.Errorf("before the first and without a reason: got %v, want faults at tanggal and alasan", err)
	}
	ubah.Alasan = "Anggaran berubah."
	v2, err = e.PutPerjanjian(ctx, r, opd, tahun, ubah, v2)
	kode(t, "reason", err, "")
	tt.Tanggal = "2026-10-05"
	v2, err = e.SignPerjanjian(ctx, r, opd, tahun, "perubahan-1", tt, v2)
	kode(t, "sign the change", err, "")

	const alasan = "Tanggalnya keliru dicatat."
	_, err = e.ReopenPerjanjian(ctx, r, opd, tahun, "perubahan-1", alasan, v2)
	kode(t, "reopen by who planned", err, fault.Forbidden)
	_, err = e.ReopenPerjanjian(ctx, admin, opd, tahun, "perubahan-1", "salah", v2)
	kode(t, "reopen without a reason", err, fault.Invalid)
	_, err = e.ReopenPerjanjian(ctx, admin, opd, tahun, "induk", alasan, v)
	kode(t, "reopen what another follows", err, fault.Invalid)
	v2, err = e.ReopenPerjanjian(ctx, admin, opd, tahun, "perubahan-1", alasan, v2)
	kode(t, "reopen", err, "")
	last := entri(t, e.Embedded, p)[v2-1]
	if last.Perintah != "ReopenPerjanjian" || !bytes.Contains(last.Baru, []byte(alasan)) {
		t.Errorf("audit entry: got %+v, want the reason in it", last)
	}
	_, err = e.ReopenPerjanjian(ctx, admin, opd, tahun, "perubahan-1", alasan, v2)
	kode(t, "reopen a draft", err, fault.Invalid)
	_, err = e.ReopenPerjanjian(ctx, admin, opd, tahun, "induk", alasan, v)
	kode(t, "reopen the first then", err, "")
	utuh(t, e.Embedded, p)
}

// Four quarters are planned by one command: all or none, what is as it was is left alone,
// what is blank goes.
func TestPutRencanaAksiTahun(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	const id = "IKU-1.3"
	baca := func() (out []service.RencanaTW) {
		d, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
		kode(t, "load", err, "")
		for n := 1; n <= 4; n++ {
			a := service.RencanaTW{RencanaAksi: sakip.RencanaAksi{Indikator: id, Triwulan: n}, Versi: d.Versi[record.KeyRencanaAksi(id, n)]}
			for _, x := range d.Data.RencanaAksi {
				if x.Indikator == id && x.Triwulan == n {
					a.RencanaAksi = x
				}
			}
			out = append(out, a)
		}
		return out
	}
	put := func(a []service.RencanaTW) error {
		_, err := e.PutRencanaAksiTahun(ctx, r, opd, tahun, id, a)
		return err
	}
	before := meta(t, e.Embedded, p).Versi
	kode(t, "as it is", put(baca()), "")
	if v := meta(t, e.Embedded, p).Versi; v != before {
		t.Errorf("as it is: got a command, META %d, want %d", v, before)
	}
	a := baca()
	a[1].Langkah = []sakip.Langkah{{Uraian: "ubah"}}
	a[2].RencanaAksi = sakip.RencanaAksi{Indikator: id, Triwulan: 3}
	lama := baca()
	kode(t, "change and take away", put(a), "")
	b := baca()
	if b[0].Versi != lama[0].Versi || b[1].Versi != before+1 || b[1].Langkah[0].Uraian != "ubah" || b[2].Versi != 0 || b[3].Versi != lama[3].Versi {
		t.Errorf("got %+v, want TW2 changed, TW3 gone, the others left alone", b)
	}
	a[0].Langkah = []sakip.Langkah{{Uraian: "tertinggal"}}
	a[1].Langkah = []sakip.Langkah{{Uraian: "lain"}}
	err := put(a)
	kode(t, "one of them stale", err, fault.Conflict)
	if c := baca(); c[0].Versi != b[0].Versi {
		t.Errorf("after the refusal: got TW1 at %d, want %d", c[0].Versi, b[0].Versi)
	}
	b[2].Langkah = []sakip.Langkah{{Uraian: "kembali"}}
	kode(t, "planned again", put(b), "")
	kode(t, "blank where another planned", put(slices.Concat(baca()[:2], []service.RencanaTW{{RencanaAksi: sakip.RencanaAksi{Indikator: id, Triwulan: 3}}}, baca()[3:])), fault.Conflict)
	salah := baca()
	salah[3].Langkah = []sakip.Langkah{{}}
	if got := fields(put(salah)); !slices.Equal(got, []string{"TW4.langkah[0].uraian"}) {
		t.Errorf("fault: got %q, want the quarter's field", got)
	}
	_, err = e.PutRencanaAksiTahun(ctx, r, opd, tahun, "IKU-9.9", nil)
	kode(t, "no such indicator", err, fault.NotFound)
	utuh(t, e.Embedded, p)
}

// A recommendation's evidence must be there; the inspektorat writes its status alone.
func TestRekomendasi(t *testing.T) {
	e := servicetest.Seeded(t)
	r, i := e.As(t, "verifikator-contoh"), e.As(t, "inspektorat-contoh")
	rek := sakip.Rekomendasi{No: 50, Uraian: "Lengkapi", Hasil: sakip.BelumDitindaklanjut, Tenggat: "2026-03-31", Bukti: []string{"tidak-ada"}}
	_, err := e.PutRekomendasi(ctx, r, opd, tahun, rek, 0)
	kode(t, "evidence that is not there", err, fault.Unknown)
	rek.Bukti = nil
	v, err := e.PutRekomendasi(ctx, r, opd, tahun, rek, 0)
	kode(t, "put", err, "")
	_, err = e.PutRekomendasi(ctx, i, opd, tahun, rek, v)
	kode(t, "put by the inspektorat", err, fault.Forbidden)
	_, err = e.SetHasilRekomendasi(ctx, i, opd, tahun, 50, "XX", "", v)
	kode(t, "no such status", err, fault.Unknown)
	v2, err := e.SetHasilRekomendasi(ctx, i, opd, tahun, 50, sakip.TindakLanjutBelum, "Bukti belum lengkap.", v)
	kode(t, "status", err, "")
	_, err = e.SetHasilRekomendasi(ctx, i, opd, tahun, 50, sakip.TuntasSesuai, "", v)
	kode(t, "stale", err, fault.Conflict)
	got, versi, err := record.Rekomendasi(ctx, e.Embedded, opd, tahun, 50)
	rek.Hasil, rek.Keterangan = sakip.TindakLanjutBelum, "Bukti belum lengkap."
	if kode(t, "read", err, ""); fmt.Sprint(got) != fmt.Sprint(rek) || versi != v2 {
		t.Errorf("got %+v at %d, want %+v at %d", got, versi, rek, v2)
	}
}

// A unit in charge of an indicator and an official who signed stay in the profile.
func TestPutProfilKeepsWhatIsReferredTo(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	d, err := record.LoadOPD(ctx, e.Embedded, opd)
	kode(t, "load", err, "")
	tanpa := d.Profil
	tanpa.Unit, tanpa.Pejabat = nil, nil
	_, err = e.PutProfil(ctx, r, tanpa, d.Versi[record.KeyProfil()])
	if got := fields(err); !slices.Contains(got, "unit") || !slices.Contains(got, "pejabat") {
		t.Errorf("without units and officials: got %v, want faults at unit and pejabat", err)
	}
	lebih := d.Profil
	lebih.Unit = append(slices.Clone(lebih.Unit), sakip.Unit{ID: "sementara", Nama: "Sementara"})
	v, err := e.PutProfil(ctx, r, lebih, d.Versi[record.KeyProfil()])
	kode(t, "one more", err, "")
	_, err = e.PutProfil(ctx, r, d.Profil, v)
	kode(t, "one that nothing refers to goes", err, "")
}

// How an indicator is computed stays while figures of it are final; its name does not.
func TestFormulaOfFinalFiguresStays(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	baca := func(id string) (sakip.Indikator, int64) {
		t.Helper()
		i, v, err := record.Indikator(ctx, e.Embedded, opd, tahun, id)
		kode(t, "read", err, "")
		return i, v
	}
	i, v := baca("IKU-1.3") // its first quarters are final
	lain := i
	lain.AkumulasiX = sakip.PosisiAkhir
	_, err := e.PutIndikator(ctx, r, opd, tahun, lain, v)
	kode(t, "another way to add up", err, fault.Locked)
	lain = i
	lain.Arah = sakip.Turun
	_, err = e.PutIndikator(ctx, r, opd, tahun, lain, v)
	kode(t, "another direction", err, fault.Locked)
	lain = i
	lain.Nama, lain.SumberData, lain.Satuan = "Nama lain", "Sumber lain", "berkas"
	_, err = e.PutIndikator(ctx, r, opd, tahun, lain, v)
	kode(t, "other names", err, "")

	for tw := 1; tw <= 4; tw++ { // reopened, it may change
		key := record.KeyRealisasi("IKU-1.3", tw)
		real, _, err := record.Realisasi(ctx, e.Embedded, opd, tahun, "IKU-1.3", tw)
		if fault.CodeOf(err) == fault.NotFound || !real.Status.Terkunci() {
			continue
		}
		kode(t, "figure", err, "")
		_, err = e.ReopenRealisasi(ctx, e.As(t, "admin-contoh"), opd, tahun, service.Angka{Indikator: "IKU-1.3", Triwulan: tw}, "Rumus keliru.", versiBaris(t, e.Embedded, p, key))
		kode(t, "reopen", err, "")
	}
	i, v = baca("IKU-1.3")
	i.Arah = sakip.Turun
	_, err = e.PutIndikator(ctx, r, opd, tahun, i, v)
	kode(t, "after reopening", err, "")
}
