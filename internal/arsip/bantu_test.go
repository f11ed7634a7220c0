package arsip

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/dispatch"
	"capaian/internal/objects"
	"capaian/internal/objects/dir"
	"capaian/internal/recalc"
	"capaian/internal/record"
	"capaian/internal/reporter"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/store/embedded"
	"capaian/internal/wire"
)

var ctx = context.Background()

// dibuat is when the tests' archives are made.
var dibuat = time.Date(2026, 2, 1, 1, 2, 3, 0, time.UTC)

var opsi = Opsi{Waktu: dibuat, Pelaku: store.Actor{Sub: "sistem", Nama: "Uji", Peran: "sistem"}, Dari: "uji", BuatKabupaten: true}

func must(t testing.TB, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// hidup is a service with both sample agencies after some life: figures entered and
// corrected, a row deleted, a budget and a year replaced whole, reports made and one that
// waits, links opened and revoked.
func hidup(t testing.TB) *servicetest.Env {
	t.Helper()
	e := servicetest.Seeded(t)
	r := e.As(t, "operator-contoh-pembinaan")
	angka := wire.AngkaDari(decimal.RequireFromString("6.50"))
	v, err := e.RecordRealisasi(ctx, servicetest.Kunci(r, "k", "b"), servicetest.OPD, servicetest.Tahun, wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: angka, Sumber: "<rapat>"}, 0)
	must(t, "enter", err)
	_, err = e.RecordRealisasi(ctx, r, servicetest.OPD, servicetest.Tahun, wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: angka, Status: sakip.Draf}, v)
	must(t, "correct", err)
	for _, c := range []struct {
		opd, who string
		tahun    int
	}{{servicetest.OPD, "verifikator-contoh", servicetest.Tahun}, {servicetest.Dinsos, "verifikator-dinsos", 2023}} {
		r := e.As(t, c.who)
		e.Waktu.Add(time.Minute)
		year, err := record.LoadTahun(ctx, e.Embedded, c.opd, c.tahun)
		must(t, "load", err)
		narasi := record.KeyNarasi(year.Data.Narasi[0].Bagian)
		_, err = e.DeleteBaris(ctx, r, c.opd, c.tahun, narasi, year.Versi[narasi])
		must(t, "delete", err)
		a := year.Data.Anggaran[0]
		_, err = e.PutAnggaran(ctx, r, c.opd, c.tahun, a, year.Versi[record.KeyAnggaranKepala(a.Versi)])
		must(t, "replace a budget", err)
		year, err = record.LoadTahun(ctx, e.Embedded, c.opd, c.tahun)
		must(t, "load", err)
		_, err = e.LoadTahun(ctx, r, c.opd, c.tahun, wire.FromTahun(year.Data), year.Meta.Versi)
		must(t, "replace the year", err)
		var id string
		for _, f := range []sakip.FormatLaporan{sakip.HTML, sakip.XLSX} {
			id = minta(t, e, r, c.opd, c.tahun, f)
			err := (&reporter.Reporter{Service: e.Service, Objects: e.Files, Clock: e.Waktu.Now, Log: slog.New(slog.DiscardHandler)}).Make(ctx,
				dispatch.Job{OPD: c.opd, Tahun: c.tahun, Laporan: id})
			must(t, "make", err)
		}
		minta(t, e, r, c.opd, c.tahun, sakip.HTML) // waits
		token, tautan, err := e.CreateTautan(ctx, r, c.opd, c.tahun, id, 7*24*time.Hour)
		must(t, "link", err)
		for range 2 {
			_, err = e.OpenTautan(ctx, token, "uji")
			must(t, "download", err)
		}
		must(t, "revoke", e.RevokeTautan(ctx, r, c.opd, c.tahun, id, tautan.Hash))
		terbitkan(t, e, c.opd, c.tahun, id)
		serahkan(t, e, r, c.opd, c.tahun)
		nilai(t, e, r, c.opd, c.tahun)
	}
	return e
}

// nilai begins the evaluation sheet of a year, and answers a question of it.
func nilai(t testing.TB, e *servicetest.Env, r service.Request, opd string, tahun int) {
	t.Helper()
	_, err := e.StartLKE(ctx, r, opd, tahun)
	must(t, "begin the evaluation", err)
	l, err := e.LKE(ctx, r.Orang, opd, tahun)
	must(t, "read the evaluation", err)
	for _, id := range slices.Sorted(maps.Keys(l.Usulan))[:1] { // one of which the data prove something
		_, err = e.PutJawabanLKE(ctx, r, opd, tahun, sakip.SisiMandiri, sakip.JawabanLKE{Butir: id, Jawaban: sakip.Terpenuhi}, 0)
		must(t, "answer", err)
	}
}

// terbitkan publishes a report, and then a signed copy of it.
func terbitkan(t testing.TB, e *servicetest.Env, opd string, tahun int, id string) {
	t.Helper()
	kepala := map[string]string{servicetest.OPD: "kepala-contoh", servicetest.Dinsos: "kepala-dinsos"}[opd]
	_, err := e.PublishLaporan(ctx, e.As(t, kepala), opd, tahun, id, "")
	must(t, "ask to publish", err)
	r := &reporter.Reporter{Service: e.Service, Objects: e.Files, Terbit: e.Terbit, Clock: e.Waktu.Now, Log: slog.New(slog.DiscardHandler)}
	must(t, "publish", r.Publish(ctx, dispatch.Job{OPD: opd, Tahun: tahun, Laporan: id}))
	l, _, err := record.Laporan(ctx, e.Embedded, opd, tahun, id)
	must(t, "read", err)
	b, _, err := e.RequestBukti(ctx, e.As(t, kepala), opd, tahun, sakip.Bukti{Jenis: sakip.BuktiSalinan, Laporan: l.Paket, Tanda: sakip.TandaBasah, Nama: "ttd.pdf"})
	must(t, "hand in the copy", err)
	terima(t, e, b, "application/pdf", "%PDF-1.7 "+opd)
	_, err = e.PublishLaporan(ctx, e.As(t, kepala), opd, tahun, id, b.ID)
	must(t, "ask to publish the copy", err)
	must(t, "publish the copy", r.Publish(ctx, dispatch.Job{OPD: opd, Tahun: tahun, Laporan: id}))
}

// terima accepts a file that was handed in.
func terima(t testing.TB, e *servicetest.Env, b sakip.Bukti, contentType, isi string) {
	t.Helper()
	info, err := e.Files.Put(ctx, service.KunciBukti(b), contentType, []byte(isi))
	must(t, "keep", err)
	b.Status, b.Objek, b.Ukuran, b.SHA256, b.Diperiksa = sakip.BuktiDiterima, info.Key, info.Size, info.SHA256, e.Waktu.Now()
	_, versi, err := record.Bukti(ctx, e.Embedded, b.OPD, b.Tahun, b.ID)
	must(t, "record", err)
	must(t, "receive", e.FinishBukti(ctx, b, versi))
}

// serahkan hands in a file that was received, and one that never came.
func serahkan(t testing.TB, e *servicetest.Env, r service.Request, opd string, tahun int) {
	t.Helper()
	for _, tiba := range []bool{true, false} {
		b, _, err := e.RequestBukti(ctx, r, opd, tahun, sakip.Bukti{Jenis: sakip.BuktiImpor, Nama: "rincian.csv"})
		must(t, "hand in", err)
		if tiba {
			terima(t, e, b, "text/csv", "kode,nilai\n"+b.ID)
		}
	}
}

func minta(t testing.TB, e *servicetest.Env, r service.Request, opd string, tahun int, f sakip.FormatLaporan) string {
	t.Helper()
	l, err := e.RequestLaporan(ctx, r, opd, tahun, sakip.Laporan{Jenis: sakip.LKjIP, Periode: 4, Format: f})
	must(t, "ask", err)
	return l.ID
}

// tempat is a store with its objects.
type tempat struct {
	store.Store
	hasil    store.HasilStore
	restorer store.Restorer
	objects  objects.Objects
	terbit   objects.Objects
}

func (p tempat) tujuan() Tujuan { return Tujuan{p.Store, p.restorer, p.objects, p.terbit} }

// dari is where an agency lives.
func dari(e *servicetest.Env) tempat {
	return tempat{e.Embedded, e.Embedded, e.Embedded, e.Files, e.Terbit}
}

// kosong is an empty embedded store.
func kosong(t testing.TB) tempat {
	t.Helper()
	folder := t.TempDir()
	st, err := embedded.Open(filepath.Join(folder, "data"), embedded.Options{NoSync: true})
	must(t, "open", err)
	t.Cleanup(func() { _ = st.Close() })
	files, err := dir.Open(filepath.Join(folder, "objek"), servicetest.Secret, func() time.Time { return dibuat }, "http://uji.lokal")
	must(t, "open", err)
	t.Cleanup(func() { _ = files.Close() })
	terbit, err := dir.OpenReadOnly(filepath.Join(folder, "terbit"), servicetest.Secret, func() time.Time { return dibuat }, "http://uji.lokal")
	must(t, "open", err)
	t.Cleanup(func() { _ = terbit.Close() })
	return tempat{st, st, st, files, terbit}
}

func ekspor1(t testing.TB, p tempat, opd string) []byte {
	t.Helper()
	var b bytes.Buffer
	_, err := Export(ctx, p.Store, p.objects, opd, dibuat, &b)
	must(t, "export "+opd, err)
	return b.Bytes()
}

func buka(t testing.TB, b []byte) *Arsip {
	t.Helper()
	a, err := Open(bytes.NewReader(b), int64(len(b)))
	must(t, "open", err)
	return a
}

func impor(t testing.TB, p tempat, b []byte) Ringkasan {
	t.Helper()
	r, err := buka(t, b).Import(ctx, p.tujuan(), opsi)
	must(t, "import", err)
	return r
}

// layanan is a service over a place, as another machine would run it.
func layanan(p tempat, secret []byte, now time.Time) *service.Service {
	return &service.Service{Store: p.Store, Hasil: p.hasil, Objects: p.objects, Clock: func() time.Time { return now },
		ID: func() string { return "ID-UJI" }, Token: func() string { return "token-uji" }, Secret: secret}
}

// hasil computes all results of an agency anew and writes them out.
func hasil(t testing.TB, p tempat, opd string) string {
	t.Helper()
	tahun, err := record.DaftarTahun(ctx, p.Store, opd)
	must(t, "years", err)
	engine := recalc.New(p.Store, p.hasil, nil, func() time.Time { return dibuat }, slog.New(slog.DiscardHandler))
	out := ""
	for _, y := range tahun {
		must(t, "compute", engine.Recompute(ctx, opd, y))
		for tw := 1; tw <= 4; tw++ {
			h, err := p.hasil.GetHasil(ctx, store.HasilKey{OPD: opd, Tahun: y, TW: tw})
			must(t, "result", err)
			z, err := gzip.NewReader(bytes.NewReader(h.Data))
			must(t, "result", err)
			b, err := io.ReadAll(z)
			must(t, "result", err)
			out += fmt.Sprintf("%s %d %d %+v %q %s\n", opd, y, tw, h.Vector, h.Galat, b)
		}
	}
	return out
}

// semuaPartisi is every partition that commands in e ever wrote.
func semuaPartisi(t testing.TB, e *servicetest.Env) []store.Partition {
	t.Helper()
	changes, err := e.Embedded.Changes(ctx, 0, 1<<30)
	must(t, "changes", err)
	var out []store.Partition
	for _, c := range changes {
		if !slices.Contains(out, c.Partition) {
			out = append(out, c.Partition)
		}
	}
	slices.Sort(out)
	return out
}
