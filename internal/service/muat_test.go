package service_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/sample"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/wire"
)

func TestLoadTahunCreatesReplacesAndRefusesStale(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	w, versi := wireTahun(t, e, opd, tahun)
	baru := store.TahunOPD(opd, 2027)
	_, err := e.LoadTahun(ctx, r, opd, 2027, wire.Tahun{Indikator: w.Indikator}, 5)
	kode(t, "change of a year that is not there", err, fault.Conflict)
	got, err := e.LoadTahun(ctx, r, opd, 2027, wire.Tahun{Indikator: w.Indikator}, 0)
	kode(t, "create", err, "")
	if got != 1 || meta(t, e.Embedded, baru).Index != store.IndexTahun(opd) {
		t.Errorf("created: got versi %d, META %+v, want 1, listed", got, meta(t, e.Embedded, baru))
	}
	if years, err := record.DaftarTahun(ctx, e.Embedded, opd); err != nil || !slices.Equal(years, []int{2024, 2025, 2027}) {
		t.Errorf("years: got %v, %v", years, err)
	}
	_, err = e.LoadTahun(ctx, r, opd, 2027, wire.Tahun{}, 0)
	kode(t, "create again", err, fault.Exists)

	w.Narasi = append(w.Narasi, wire.Narasi{Bagian: "bab4.baru", Isi: "baru"})
	lagi, err := e.LoadTahun(ctx, r, opd, tahun, w, versi)
	kode(t, "replace", err, "")
	if lagi != versi+1 {
		t.Errorf("replaced: got versi %d, want %d: one command", lagi, versi+1)
	}
	if again, v := wireTahun(t, e, opd, tahun); v != lagi || len(again.Narasi) != len(w.Narasi) {
		t.Errorf("replaced: got %d texts at %d, want %d at %d", len(again.Narasi), v, len(w.Narasi), lagi)
	}
	for name, stale := range map[string]int64{"stale": versi, "of the future": lagi + 1, "as new": 0} {
		want := fault.Conflict
		if stale == 0 {
			want = fault.Exists
		}
		_, err = e.LoadTahun(ctx, r, opd, tahun, wire.Tahun{}, stale)
		kode(t, name, err, want)
		if b := bentrok(t, err); b.Versi != lagi {
			t.Errorf("%s: got META %d, want %d", name, b.Versi, lagi)
		}
	}
	if again, v := wireTahun(t, e, opd, tahun); v != lagi || len(again.Indikator) != len(w.Indikator) {
		t.Errorf("after refusals: got %d indicators at %d, want %d at %d", len(again.Indikator), v, len(w.Indikator), lagi)
	}
	utuh(t, e.Embedded, p)
}

// A load is no way around those who verify and who make final: what is locked stays as it
// is, and a person brings nothing that would be.
func TestLoadTahunKeepsLocks(t *testing.T) {
	for _, status := range []sakip.Status{sakip.Diverifikasi, sakip.Final} {
		t.Run(string(status), func(t *testing.T) {
			e := servicetest.Seeded(t)
			orang, sistem := e.As(t, "verifikator-contoh"), e.As(t, "verifikator-contoh")
			sistem.Orang = service.Sistem
			sistem.Orang.Peran, sistem.Orang.OPD, sistem.Orang.Kabupaten = sakip.Verifikator, opd, orang.Orang.Kabupaten
			w, versi := wireTahun(t, e, opd, tahun)
			terkunci := w
			terkunci.Realisasi = slices.Clone(w.Realisasi)
			n := slices.IndexFunc(w.Realisasi, func(r wire.Realisasi) bool { return r.Indikator == "IKU-1.3" && r.Triwulan == 4 })
			terkunci.Realisasi[n].Status = status
			_, err := e.LoadTahun(ctx, orang, opd, tahun, terkunci, versi)
			kode(t, "a person locks", err, fault.Locked)
			_, err = e.LoadTahun(ctx, orang, opd, 2031, wire.Tahun{Indikator: w.Indikator, Realisasi: terkunci.Realisasi}, 0)
			kode(t, "a person locks in a new year", err, fault.Locked)
			versi, err = e.LoadTahun(ctx, sistem, opd, tahun, terkunci, versi)
			kode(t, "the installation does", err, "")
			versi, err = e.LoadTahun(ctx, orang, opd, tahun, terkunci, versi)
			kode(t, "unchanged", err, "")
			_, err = e.LoadTahun(ctx, orang, opd, tahun, w, versi)
			kode(t, "a person unlocks", err, fault.Locked)
			lain := terkunci
			lain.Realisasi = slices.Clone(terkunci.Realisasi)
			lain.Realisasi[n].Sumber = "lain"
			_, err = e.LoadTahun(ctx, orang, opd, tahun, lain, versi)
			kode(t, "a person changes", err, fault.Locked)
			lain.Realisasi = slices.Delete(slices.Clone(terkunci.Realisasi), n, n+1)
			_, err = e.LoadTahun(ctx, orang, opd, tahun, lain, versi)
			kode(t, "a person leaves out", err, fault.Locked)
		})
	}
}

func TestLoadTahunRefusesAllForOneFault(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	for _, c := range []struct {
		name   string
		tahun  int
		spoil  func(*wire.Tahun)
		fields []string
	}{
		{"a figure of no indicator and a name left out", tahun, func(w *wire.Tahun) {
			w.Realisasi[3].Indikator, w.Indikator[0].Nama = "IKU-9.9", ""
		}, []string{"indikator[0].nama", "realisasi[3].indikator"}},
		{"no numbers", tahun, func(w *wire.Tahun) {
			w.Realisasi[0].Pembilang = urai[wire.Angka](t, []byte(`"lima"`))
			w.RealisasiAnggaran[2].Nilai = urai[wire.Angka](t, []byte(`"1e9"`))
		}, []string{"realisasi[0].pembilang", "realisasi_anggaran[2].nilai"}},
		{"spent on a row that is not there", tahun, func(w *wire.Tahun) { w.RealisasiAnggaran[0].Kode = "C.U9" }, []string{"realisasi_anggaran[0].kode"}},
		{"a sasaran that the Renstra lacks", tahun, func(w *wire.Tahun) { w.Indikator[0].Induk = "S7" }, []string{"indikator[0].induk"}},
		{"a year that no report can be of", 1990, func(w *wire.Tahun) { *w = wire.Tahun{} }, []string{"tahun"}},
		{"two texts of one section", tahun, func(w *wire.Tahun) { w.Narasi = append(w.Narasi, w.Narasi[0]) }, []string{"narasi[3].bagian"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, versi := wireTahun(t, e, opd, tahun)
			c.spoil(&w)
			if c.tahun != tahun {
				versi = 0
			}
			_, err := e.LoadTahun(ctx, r, opd, c.tahun, w, versi)
			if got := fields(err); !slices.Equal(got, c.fields) {
				t.Errorf("fields: got %q (%v), want %q", got, err, c.fields)
			}
			if n := sisa(t, e, store.TahunOPD(opd, c.tahun)); n != 0 {
				t.Errorf("rows out of sight: got %d, want none", n)
			}
		})
	}
	_, err := e.LoadTahun(ctx, e.As(t, "verifikator-dinsos"), opd, tahun, wire.Tahun{}, 1)
	kode(t, "another kabupaten", err, fault.NotFound)
	_, err = e.LoadTahun(ctx, e.As(t, "operator-contoh-layanan"), opd, tahun, wire.Tahun{}, 1)
	kode(t, "an operator", err, fault.Forbidden)
}

// sisa counts the rows of a partition that no reader sees, and removes them.
func sisa(t *testing.T, e *servicetest.Env, p store.Partition) int {
	t.Helper()
	n, err := e.Embedded.Sweep(ctx, p, e.Waktu.Now(), func(string, string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A load that is refused at its very end shows nothing of what it staged, and what lies
// about goes with the first load a day later; what a load replaced goes at once.
func TestLoadTahunLeavesNothingBehind(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	w, versi := wireTahun(t, e, opd, tahun)
	before := muat(t, e.Embedded, p)
	_, err := e.LoadTahun(ctx, r, opd, tahun, w, versi+1)
	kode(t, "stale", err, fault.Conflict)
	after := muat(t, e.Embedded, p)
	if after.Meta.Versi != before.Meta.Versi || len(after.Items) != len(before.Items) {
		t.Errorf("after a refused load: got %d items at %d, want %d at %d", len(after.Items), after.Meta.Versi, len(before.Items), before.Meta.Versi)
	}

	// Within the day staged rows of a load that may still be at work stay…
	if versi, err = e.LoadTahun(ctx, r, opd, tahun, w, versi); err != nil {
		t.Fatal(err)
	}
	count := func() int {
		n := 0
		_, err := e.Embedded.Sweep(ctx, p, e.Waktu.Now(), func(string, string) bool { n++; return true })
		if err != nil {
			t.Fatal(err)
		}
		return n // revisions, one question each
	}
	if n := count(); n == 0 {
		t.Errorf("staged revisions within a day: got none, want those of the refused load")
	}
	// …and go with the next load a day later.
	e.Waktu.Add(25 * time.Hour)
	if versi, err = e.LoadTahun(ctx, r, opd, tahun, w, versi); err != nil {
		t.Fatal(err)
	}
	if n := count(); n != 0 {
		t.Errorf("revisions out of use a day later: got %d, want none", n)
	}
	if again, v := wireTahun(t, e, opd, tahun); v != versi || len(again.Realisasi) != len(w.Realisasi) {
		t.Errorf("year: got %d figures at %d, want %d at %d", len(again.Realisasi), v, len(w.Realisasi), versi)
	}
}

func TestLoadTahunOfManyRows(t *testing.T) {
	e := servicetest.Generated(t, 7, 1)
	r := e.As(t, "verifikator-opd-00001")
	w, versi := wireTahun(t, e, "opd-00001", sample.TahunUji)
	for n := range 250 {
		w.Narasi = append(w.Narasi, wire.Narasi{Bagian: fmt.Sprintf("lampiran.%03d", n), Isi: strings.Repeat("isi ", 200)})
	}
	q := store.TahunOPD("opd-00001", sample.TahunUji)
	versi, err := e.LoadTahun(ctx, r, "opd-00001", sample.TahunUji, w, versi)
	kode(t, "load", err, "")
	if n := len(muat(t, e.Embedded, q).Items); n < 500 {
		t.Errorf("rows: got %d, want far more than one transaction holds", n)
	}
	if got, v := wireTahun(t, e, "opd-00001", sample.TahunUji); len(got.Narasi) != len(w.Narasi) || v != versi {
		t.Errorf("texts: got %d at %d, want %d at %d", len(got.Narasi), v, len(w.Narasi), versi)
	}
	utuh(t, e.Embedded, q)
}

func TestLoadTahunEmptiesWhatIsGone(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	w, versi := wireTahun(t, e, opd, tahun)
	_, err := e.LoadTahun(ctx, r, opd, tahun, wire.Tahun{Indikator: w.Indikator[:1]}, versi)
	kode(t, "load over final figures", err, fault.Locked)
	const opd, tahun = "dinsos-p3a-trenggalek", 2023 // a year without any
	p := store.TahunOPD(opd, tahun)
	r = e.As(t, "verifikator-dinsos")
	w, _ = wireTahun(t, e, opd, tahun)
	// Also what was added by hand since, and a budget version that the load does not have.
	v := w.Anggaran[0].Domain(new(fault.List))
	v.Versi, v.Tanggal = "pergeseran-5", "2023-08-08"
	versi, err = e.PutAnggaran(ctx, r, opd, tahun, v, 0)
	kode(t, "put", err, "")
	_, err = e.LoadTahun(ctx, r, opd, tahun, wire.Tahun{Indikator: w.Indikator[:1]}, versi)
	kode(t, "load over a signed agreement", err, fault.Locked)
	small := wire.Tahun{Indikator: w.Indikator, Perjanjian: w.Perjanjian}
	versi, err = e.LoadTahun(ctx, r, opd, tahun, small, versi)
	kode(t, "load", err, "")
	snap := muat(t, e.Embedded, p)
	if len(snap.Items) != len(small.Indikator)+len(small.Perjanjian) || snap.Items[0].Key.Doc != record.DocIndikator || snap.Items[0].Versi != versi {
		t.Errorf("items: got %+v, want the indicators and the agreements at %d", snap.Items, versi)
	}
	if n := sisa(t, e, p); n != 0 {
		t.Errorf("rows out of use: got %d, want none", n)
	}
	// And all of it can come back.
	_, err = e.LoadTahun(ctx, r, opd, tahun, w, versi)
	kode(t, "load again", err, "")
	if got, _ := wireTahun(t, e, opd, tahun); len(got.Anggaran) != len(w.Anggaran) || len(got.Realisasi) != len(w.Realisasi) {
		t.Errorf("came back: got %d budgets and %d figures, want %d and %d", len(got.Anggaran), len(got.Realisasi), len(w.Anggaran), len(w.Realisasi))
	}
}

// A figure that is saved at any step of a load, and a load at any step of a save: what
// was acknowledged is there.
func TestNoFigureIsLostToALoad(t *testing.T) {
	for _, c := range []struct {
		name string
		real wire.Realisasi
	}{
		{"change", wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4, Nilai: angka("777")}},
		{"new", wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: angka("777")}},
	} {
		key := record.KeyRealisasi(c.real.Indikator, c.real.Triwulan)
		for _, saveFirst := range []bool{true, false} {
			for n := range 20 {
				e := servicetest.Seeded(t)
				r := e.As(t, "verifikator-contoh")
				w, versi := wireTahun(t, e, opd, tahun)
				var seen int64
				if it, err := e.Embedded.Get(ctx, p, key); err == nil {
					seen = it.Versi
				}
				var errSave, errLoad error
				seam := &sela{Store: e.Embedded, baca: n}
				s := diAtas(e, seam)
				if saveFirst {
					seam.lalu = func() { _, errSave = e.RecordRealisasi(ctx, r, opd, tahun, c.real, seen) }
					_, errLoad = s.LoadTahun(ctx, r, opd, tahun, w, versi)
				} else {
					seam.lalu = func() { _, errLoad = e.LoadTahun(ctx, r, opd, tahun, w, versi) }
					_, errSave = s.RecordRealisasi(ctx, r, opd, tahun, c.real, seen)
				}
				if !seam.jalan {
					break // the method has fewer steps
				}
				it, err := e.Embedded.Get(ctx, p, key)
				kept := err == nil && strings.Contains(string(it.Data), `"777"`)
				if (errSave == nil) != kept {
					t.Errorf("%s, save first %v, step %d: save %v, load %v, figure kept %v", c.name, saveFirst, n, errSave, errLoad, kept)
				}
				if errSave != nil && errLoad != nil {
					t.Errorf("%s, save first %v, step %d: both refused: %v, %v", c.name, saveFirst, n, errSave, errLoad)
				}
			}
		}
	}
}

func TestLoadAndSavesAtOnce(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	type simpanan struct {
		versi int64
		nilai string
	}
	var mu sync.Mutex
	var diakui []simpanan
	loads := map[int64]bool{}
	var wg sync.WaitGroup
	wg.Go(func() {
		for range 15 {
			w, versi := wireTahun(t, e, opd, tahun)
			v, err := e.LoadTahun(ctx, r, opd, tahun, w, versi)
			if err == nil {
				mu.Lock()
				loads[v] = true
				mu.Unlock()
			} else if fault.CodeOf(err) != fault.Conflict {
				t.Errorf("load: %v", err)
			}
		}
	})
	wg.Go(func() {
		for n := range 60 {
			it, err := e.Embedded.Get(ctx, p, record.KeyRealisasi("IKU-1.3", 4))
			if err != nil {
				t.Errorf("read: %v", err)
				return
			}
			nilai := fmt.Sprint(5000 + n)
			v, err := e.RecordRealisasi(ctx, r, opd, tahun, wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4, Nilai: angka(nilai), Penjelasan: servicetest.Alasan()}, it.Versi)
			if err == nil {
				mu.Lock()
				diakui = append(diakui, simpanan{v, nilai})
				mu.Unlock()
			} else if fault.CodeOf(err) != fault.Conflict {
				t.Errorf("save: %v", err)
			}
		}
	})
	wg.Wait()
	got, _, err := record.Realisasi(ctx, e.Embedded, opd, tahun, "IKU-1.3", 4)
	if err != nil || len(diakui) == 0 || got.X.String() != diakui[len(diakui)-1].nilai {
		t.Errorf("figure: got %+v, %v, want the last of %d acknowledged (a load wrote back only what it had read)", got, err, len(diakui))
	}
	utuh(t, e.Embedded, p)
}

func TestLoadTahunTellsWhatItTook(t *testing.T) {
	e := servicetest.Seeded(t)
	last := entri(t, e.Embedded, p)
	if len(last) != 1 || last[0].Perintah != "LoadTahun" || last[0].Objek != "2025" || last[0].Pelaku.Peran != string(sakip.Verifikator) ||
		!strings.Contains(string(last[0].Baru), `"sha256":"`) {
		t.Errorf("audit: got %+v, want one LoadTahun of 2025 with its sum", last)
	}
}
