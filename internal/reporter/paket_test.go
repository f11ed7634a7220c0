package reporter

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"capaian/internal/dispatch"
	"capaian/internal/objects"
	"capaian/internal/record"
	"capaian/internal/report"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/wire"
)

var update = flag.Bool("update", false, "take the stored snapshots and their files' sums anew")

// mintaPaket asks for a Paket.
func mintaPaket(t *testing.T, e *servicetest.Env, opd string, tahun, periode int) []dispatch.Job {
	t.Helper()
	who := map[string]string{servicetest.OPD: "verifikator-contoh", servicetest.Dinsos: "verifikator-dinsos"}[opd]
	list, err := e.RequestPaket(ctx, e.As(t, who), opd, tahun, sakip.Laporan{Jenis: sakip.LKjIP, Periode: periode}, sakip.HTML, sakip.XLSX)
	must(t, "ask", err)
	var out []dispatch.Job
	for _, l := range list {
		out = append(out, dispatch.Job{OPD: opd, Tahun: tahun, Laporan: l.ID})
	}
	return out
}

// TestPaketIsOneSnapshot makes the files of a Paket at once while the year changes, and one
// long after: all are of the same data.
func TestPaketIsOneSnapshot(t *testing.T) {
	e := servicetest.Seeded(t)
	jobs := mintaPaket(t, e, opd, tahun, 4)
	var wg sync.WaitGroup
	for _, j := range append(jobs, jobs...) {
		wg.Go(func() {
			if err := pembuat(e).Make(ctx, j); err != nil {
				t.Errorf("make: %v", err)
			}
		})
	}
	ubah(t, e, "131")
	wg.Wait()
	a, b := laporan(t, e, jobs[0]), laporan(t, e, jobs[1])
	if a.Cuplikan == "" || a.Cuplikan != b.Cuplikan || !a.Dibuat.Equal(b.Dibuat) {
		t.Errorf("snapshots: got %q of %v and %q of %v, want one", a.Cuplikan, a.Dibuat, b.Cuplikan, b.Dibuat)
	}
	for _, l := range []sakip.Laporan{a, b} {
		if again := dariCuplikan(t, isiBerkas(t, e, l.Cuplikan), l.Format); !bytes.Equal(again, isiBerkas(t, e, l.Objek)) {
			t.Errorf("%s: its snapshot makes another file", l.Format)
		}
	}

	lambat := mintaPaket(t, e, opd, tahun, 4)
	must(t, "the first", pembuat(e).Make(ctx, lambat[0]))
	isi := string(isiBerkas(t, e, laporan(t, e, lambat[0]).Objek))
	ubah(t, e, "120")
	e.Waktu.Add(24 * time.Hour)
	must(t, "the second, a day later", pembuat(e).Make(ctx, lambat[1]))
	l := laporan(t, e, lambat[1])
	if l.Cuplikan != laporan(t, e, lambat[0]).Cuplikan || !l.Dibuat.Equal(laporan(t, e, lambat[0]).Dibuat) {
		t.Errorf("a day later: got %+v, want the first one's snapshot", l)
	}
	if got := string(dariCuplikan(t, isiBerkas(t, e, l.Cuplikan), sakip.HTML)); got != isi || !strings.Contains(got, "99,05") {
		t.Error("a day later: the data moved")
	}
}

// Whoever took the snapshot may have died before its file: the next run goes on with it.
func TestARunThatDiedLeavesItsSnapshot(t *testing.T) {
	e := servicetest.Seeded(t)
	jobs := mintaPaket(t, e, opd, tahun, 4)
	r := pembuat(e)
	r.Objects = &penghitung{Objects: e.Files, kali: map[string]int{}, mati: func(key string) bool { return strings.HasPrefix(key, "laporan/") }}
	if err := r.Make(ctx, jobs[0]); !errors.Is(err, errMati) {
		t.Fatalf("got %v, want the file not put", err)
	}
	mulai := e.Waktu.Now()
	ubah(t, e, "131")
	e.Waktu.Add(time.Hour)
	for _, j := range []dispatch.Job{jobs[1], jobs[0]} {
		must(t, "make", pembuat(e).Make(ctx, j))
		if l := laporan(t, e, j); !l.Dibuat.Equal(mulai) {
			t.Errorf("got data of %v, want those of the run that died, %v", l.Dibuat, mulai)
		}
	}
}

// bungkus gives another snapshot than lies there.
type bungkus struct {
	objects.Objects
	ubah func(*cuplikan)
}

func (o bungkus) Get(ctx context.Context, key string) ([]byte, objects.Info, error) {
	body, info, err := o.Objects.Get(ctx, key)
	if err != nil || !strings.HasPrefix(key, "cuplikan/") {
		return body, info, err
	}
	if o.ubah == nil {
		return []byte("rusak"), info, nil
	}
	c, err := bacaCuplikan(body)
	if err != nil {
		return nil, info, err
	}
	o.ubah(&c)
	body, err = tulisCuplikan(c)
	return body, info, err
}

// A snapshot of another engine would make files that disagree with those made before, and
// one that cannot be read makes none: either is an outcome, with the reason.
func TestSnapshotsThatMakeNoFile(t *testing.T) {
	for name, c := range map[string]struct {
		ubah func(*cuplikan)
		teks string
	}{
		"of another engine": {func(c *cuplikan) { c.Mesin++ }, mesinLain},
		"that is none":      {nil, tahunRusak},
		"of another kind":   {func(c *cuplikan) { c.Jenis = "lain" }, "Berkas tidak dapat disusun."},
	} {
		t.Run(name, func(t *testing.T) {
			e := servicetest.Seeded(t)
			jobs := mintaPaket(t, e, opd, tahun, 4)
			must(t, "the first", pembuat(e).Make(ctx, jobs[0]))
			r := pembuat(e)
			r.Objects = bungkus{e.Files, c.ubah}
			must(t, "the second", r.Make(ctx, jobs[1]))
			if l := laporan(t, e, jobs[1]); l.Status != sakip.LaporanGagal || l.Galat != c.teks {
				t.Errorf("got %+v, want gagal with %q", l, c.teks)
			}
		})
	}
}

// TestPublishPaket publishes the files of a Paket at once, with their figures, and then a
// signed copy.
func TestPublishPaket(t *testing.T) {
	e := servicetest.Seeded(t)
	jobs := mintaPaket(t, e, servicetest.Dinsos, 2023, 4)
	for _, j := range jobs {
		must(t, "make", pembuat(e).Make(ctx, j))
	}
	a := laporan(t, e, jobs[0])
	kepala := e.As(t, "kepala-dinsos")
	_, err := e.PublishLaporan(ctx, kepala, a.OPD, a.Tahun, a.ID, "")
	must(t, "ask", err)
	e.Waktu.Add(time.Minute)
	j := dispatch.Job{Jenis: dispatch.Terbit, OPD: a.OPD, Tahun: a.Tahun, Laporan: a.Paket}
	if f := gagalnya(t, pembuat(e), pesan(t, j, j)); len(f) != 0 {
		t.Fatalf("failed: got %q", f)
	}
	p, err := e.Terbitan(ctx, a.OPD, a.Paket)
	must(t, "read", err)
	if len(p.Berkas) != 4 || !p.Diterbitkan.Equal(e.Waktu.Now()) || !p.Dibuat.Equal(a.Dibuat) || p.Jabatan == "" || p.Penerbit == "" || p.Mesin != sakip.VersiMesin {
		t.Errorf("published: got %+v, want four files", p)
	}
	for _, b := range p.Berkas {
		body, info, err := e.Terbit.Get(ctx, b.Objek)
		if err != nil || info.SHA256 != b.SHA256 || int64(len(body)) != b.Ukuran {
			t.Errorf("%s: got %d bytes of %s, %v", b.Nama, len(body), info.SHA256, err)
		}
		if !bytes.Equal(body, isiBerkas(t, e, b.Objek)) {
			t.Errorf("%s: other bytes than beside the report", b.Nama)
		}
	}
	if _, _, err := e.Terbit.Get(ctx, a.Cuplikan); err != nil {
		t.Errorf("snapshot: %v", err)
	}

	s, _, err := e.RequestBukti(ctx, kepala, a.OPD, a.Tahun, sakip.Bukti{Jenis: sakip.BuktiSalinan, Laporan: a.Paket, Tanda: sakip.TandaBasah, Nama: "Bapak X.pdf"})
	must(t, "a place", err)
	s, versi, err := record.Bukti(ctx, e.Embedded, a.OPD, a.Tahun, s.ID)
	must(t, "read", err)
	info, err := e.Files.Put(ctx, service.KunciBukti(s), "application/pdf", []byte("%PDF-1.7"))
	must(t, "put", err)
	s.Status, s.Objek, s.Ukuran, s.SHA256 = sakip.BuktiDiterima, info.Key, info.Size, info.SHA256
	must(t, "accept", e.FinishBukti(ctx, s, versi))
	_, err = e.PublishLaporan(ctx, kepala, a.OPD, a.Tahun, a.ID, s.ID)
	must(t, "ask for the copy", err)
	if f := gagalnya(t, pembuat(e), pesan(t, j, j)); len(f) != 0 {
		t.Fatalf("failed: got %q", f)
	}
	p, err = e.Terbitan(ctx, a.OPD, a.Paket)
	must(t, "read", err)
	if r, _ := p.Resmi(); len(p.Berkas) != 5 || r.SHA256 != s.SHA256 || r.Nama != "LKjIP-2023-TW4-dinsos-p3a-trenggalek-bertanda-tangan.pdf" {
		t.Errorf("with a copy: got %+v, official %+v", p.Berkas, r)
	}
	if l := laporan(t, e, jobs[1]); l.SalinanTerbit.IsZero() || !l.MenungguTerbit().IsZero() {
		t.Errorf("record: got %+v, want the copy published", l)
	}
}

// TestOpenDataIsTheReports holds the open data to what the engine makes of the year.
func TestOpenDataIsTheReports(t *testing.T) {
	e := servicetest.Seeded(t)
	data, err := record.LoadTahun(ctx, e.Embedded, servicetest.Dinsos, 2023)
	must(t, "load", err)
	l := sakip.Laporan{OPD: servicetest.Dinsos, Tahun: 2023, Jenis: sakip.LKjIP, Periode: 4, Paket: "P"}
	data.Data.Indikator[0].Nama = "=HYPERLINK(\"x\")"
	c := cuplikanDari(l, data, nil, "https://capaian.example", e.Waktu.Now())
	h := sakip.Hitung(data.Data, sakip.Periode{Tahun: 2023, Triwulan: 4})

	body, _, err := c.terbuka(sakip.JSON)
	must(t, "json", err)
	var d dataTerbuka
	must(t, "read", json.Unmarshal(body, &d))
	if len(d.Indikator) != len(h.Indikator) || len(d.Anggaran) != len(h.Anggaran) || len(d.Sasaran) != len(h.Sasaran) || d.Sumber != "https://capaian.example/publik/laporan/dinsos-p3a-trenggalek/P" || d.Lisensi == "" {
		t.Fatalf("got %d indicators, %d rows of %s", len(d.Indikator), len(d.Anggaran), d.Sumber)
	}
	want := wire.FromHasil(data.Data.OPD, data.Data.Kebijakan, h)
	for n, i := range d.Indikator {
		w := want.Indikator[n]
		if i.ID != w.ID || indonesia(i.Realisasi) != w.RealisasiTampil || indonesia(i.Capaian) != w.CapaianTampil || i.Kategori != w.Kategori {
			t.Errorf("%s: got %+v, want %+v", i.ID, i, w)
		}
	}
	for n, a := range d.Anggaran {
		if w := want.Anggaran[n]; a.Kode != w.Kode || teks(a.Anggaran) != teks(w.Anggaran) || indonesia(a.Capaian) != w.CapaianTampil {
			t.Errorf("%s: got %+v, want %+v", a.Kode, a, w)
		}
	}
	for _, p := range data.Data.OPD.Pejabat {
		if p.NIP != "" && bytes.Contains(body, []byte(p.NIP)) || bytes.Contains(body, []byte(p.Nama)) {
			t.Errorf("the open data name %s", p.Nama)
		}
	}

	body, _, err = c.terbuka(sakip.CSV)
	must(t, "csv", err)
	rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	must(t, "read", err)
	if len(rows) != 1+len(d.Indikator)+len(d.Sasaran)+len(d.Anggaran) || strings.Join(rows[0], ",") != strings.Join(kepalaCSV, ",") {
		t.Fatalf("got %d rows, head %q", len(rows), rows[0])
	}
	if rows[1][2] != "'=HYPERLINK(\"x\")" || rows[1][8] != teks(d.Indikator[0].Capaian) {
		t.Errorf("first row: got %q", rows[1])
	}
	for _, r := range rows[1:] {
		for _, s := range r {
			if s != "" && strings.ContainsRune("=+@\t", rune(s[0])) {
				t.Errorf("a cell begins like a formula: %q", s)
			}
		}
	}
	for j, ada := range map[sakip.JenisLaporan]bool{sakip.LKjIP: true, sakip.LaporanTriwulan: true, sakip.FormulirE81: true, sakip.LaporanPerjanjian: false, sakip.LaporanRencana: false} {
		if j.Berangka() != ada {
			t.Errorf("%s: got figures published %v, want %v", j, !ada, ada)
		}
	}
}

// indonesia writes a number of less than a thousand as people do.
func indonesia(s *string) string { return strings.Replace(teks(s), ".", ",", 1) }

// pinned are the sums of the files that stored snapshots make, by "<snapshot>.<format>".
type pinned struct {
	Penyusun int               `json:"penyusun"`
	Berkas   map[string]string `json:"berkas"`
}

// TestPinned makes every file of the stored snapshots again. When a change to the reports
// or their writers moves a byte, raise report.VersiPenyusun if files of this version are
// out, and take the sums anew with -update.
func TestPinned(t *testing.T) {
	folder := filepath.Join("testdata", "cuplikan")
	if *update {
		simpanCuplikan(t, folder)
	}
	names, err := filepath.Glob(filepath.Join(folder, "*.json.gz"))
	if err != nil || len(names) != 1+len(sakip.SemuaJenisLaporan) {
		t.Fatalf("got %d stored snapshots, %v, want one of each kind and the real year", len(names), err)
	}
	got := pinned{report.VersiPenyusun, map[string]string{}}
	for _, name := range names {
		snapshot, err := os.ReadFile(name)
		must(t, name, err)
		for _, f := range append([]sakip.FormatLaporan{sakip.HTML}, sakip.FormatPaket...) {
			sum := sha256.Sum256(dariCuplikan(t, snapshot, f))
			got.Berkas[strings.TrimSuffix(filepath.Base(name), ".json.gz")+"."+string(f)] = hex.EncodeToString(sum[:])
		}
	}
	path := filepath.Join(folder, "jumlah.json")
	if *update {
		b, err := json.MarshalIndent(got, "", " ")
		must(t, "encode", err)
		must(t, "write", os.WriteFile(path, append(b, '\n'), 0o600))
	}
	b, err := os.ReadFile(path)
	must(t, "sums", err)
	var want pinned
	must(t, "sums", json.Unmarshal(b, &want))
	if want.Penyusun != got.Penyusun {
		t.Errorf("the sums are of renderer %d, this is %d: take them anew with `go test ./internal/reporter -run TestPinned -update`", want.Penyusun, got.Penyusun)
	}
	var lain []string
	for name, sum := range got.Berkas {
		if want.Berkas[name] != sum {
			lain = append(lain, name)
		}
	}
	if slices.Sort(lain); len(lain) > 0 || len(want.Berkas) != len(got.Berkas) {
		t.Errorf("other bytes than renderer %d made: %s. Meant? Raise report.VersiPenyusun if files of this version are out, then `go test ./internal/reporter -run TestPinned -update`",
			want.Penyusun, strings.Join(lain, " "))
	}
}

// simpanCuplikan takes the stored snapshots anew from the samples.
func simpanCuplikan(t *testing.T, folder string) {
	t.Helper()
	must(t, folder, os.MkdirAll(folder, 0o755))
	e := servicetest.Seeded(t)
	ambil := map[string]sakip.Laporan{"dinsos-2023": {OPD: servicetest.Dinsos, Tahun: 2023, Periode: 4, Jenis: sakip.LKjIP}}
	for n, j := range sakip.SemuaJenisLaporan {
		ambil["contoh-2025-"+string(j)] = sakip.Laporan{OPD: opd, Tahun: tahun, Periode: 4 - n%4, Jenis: j}
	}
	for name, l := range ambil {
		l.Paket = "PINNED"
		data, err := record.LoadTahun(ctx, e.Embedded, l.OPD, l.Tahun)
		must(t, name, err)
		body, err := tulisCuplikan(cuplikanDari(l, data, nil, "https://capaian.example", e.Waktu.Now()))
		must(t, name, err)
		must(t, name, os.WriteFile(filepath.Join(folder, name+".json.gz"), body, 0o600))
	}
}
