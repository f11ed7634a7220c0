package service_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/impor"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// berkasUji sends a file and returns its id.
func berkasUji(t *testing.T, e *servicetest.Env, r service.Request, opd string, tahun int, nama string, isi []byte) string {
	t.Helper()
	b, err := e.UploadImpor(ctx, r, opd, tahun, nama, isi)
	kode(t, "upload "+nama, err, "")
	return b.ID
}

// terapkan previews a file and confirms what was shown.
func terapkan(t *testing.T, e *servicetest.Env, r service.Request, opd string, tahun int, id string, o impor.Opsi) service.PratinjauImpor {
	t.Helper()
	p, err := e.PreviewImpor(ctx, r.Orang, opd, tahun, id, o)
	kode(t, "preview", err, "")
	for _, g := range p.Galat {
		t.Errorf("preview of %s: refused: %s", o.Jenis, g)
	}
	out, err := e.ApplyImpor(ctx, r, opd, tahun, id, o, p.Sidik)
	kode(t, "apply", err, "")
	return out
}

// From an empty year to a year of figures: the real agency's tables, handed from one year
// to another, come to the same results.
func TestImporFillsAnEmptyYear(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-dinsos")
	const opd, dari, ke = servicetest.Dinsos, 2023, 2024
	if _, err := e.LoadTahun(ctx, r, opd, ke, wire.Tahun{}, 0); err != nil {
		t.Fatal(err)
	}
	for _, o := range []impor.Opsi{
		{Jenis: impor.JenisIndikator}, {Jenis: impor.JenisAnggaran, Anggaran: "perubahan"}, {Jenis: impor.JenisRealisasi},
	} {
		file, err := e.TemplatImpor(ctx, r.Orang, opd, dari, o)
		kode(t, "template", err, "")
		id := berkasUji(t, e, r, opd, ke, string(o.Jenis)+".xlsx", file)
		before := meta(t, e.Embedded, store.TahunOPD(opd, ke)).Versi
		p, err := e.PreviewImpor(ctx, r.Orang, opd, ke, id, o)
		kode(t, "preview", err, "")
		if after := meta(t, e.Embedded, store.TahunOPD(opd, ke)).Versi; after != before {
			t.Errorf("preview of %s wrote: META %d, then %d", o.Jenis, before, after)
		}
		if n := p.Banyak[impor.Ditolak]; n > 0 || p.Simpan == 0 {
			t.Fatalf("%s: %d refused, %d to save: %+v", o.Jenis, n, p.Simpan, p.Galat)
		}
		terapkan(t, e, r, opd, ke, id, o)
		if got := meta(t, e.Embedded, store.TahunOPD(opd, ke)).Versi; got != before+1 {
			t.Errorf("%s: got %d commands, want one", o.Jenis, got-before)
		}
		// The same file again, by the same or another sending, changes nothing.
		for _, again := range []string{id, berkasUji(t, e, r, opd, ke, "lagi.xlsx", file)} {
			if p := terapkan(t, e, r, opd, ke, again, o); p.Simpan != 0 || p.Banyak[impor.Baru]+p.Banyak[impor.Berubah] > 0 {
				t.Errorf("%s again: got %d rows saved, %v", o.Jenis, p.Simpan, p.Banyak)
			}
		}
		if got := meta(t, e.Embedded, store.TahunOPD(opd, ke)).Versi; got != before+1 {
			t.Errorf("%s again: wrote %d commands more", o.Jenis, got-before-1)
		}
	}
	lama, err := record.LoadTahun(ctx, e.Embedded, opd, dari)
	if err != nil {
		t.Fatal(err)
	}
	baru, err := record.LoadTahun(ctx, e.Embedded, opd, ke)
	if err != nil {
		t.Fatal(err)
	}
	want, got := lama.Data, baru.Data
	want.Tahun, got.Tahun = ke, ke
	if len(got.Perjanjian) != 1 || got.Perjanjian[0].Ditandatangani {
		t.Fatalf("agreement: got %+v, want one draft", got.Perjanjian)
	}
	got.Perjanjian[0].Ditandatangani, got.Perjanjian[0].Tanggal = true, "2024-01-02"
	a, b := sakip.Hitung(want, sakip.Periode{Tahun: ke, Triwulan: 4}), sakip.Hitung(got, sakip.Periode{Tahun: ke, Triwulan: 4})
	if x, y := len(a.Indikator), len(b.Indikator); x != y || x == 0 {
		t.Fatalf("indicators: got %d, want %d", y, x)
	}
	draf := map[string]bool{} // figures that are unusual wait for a reason
	for _, r := range got.Realisasi {
		draf[r.Indikator] = r.Status == sakip.Draf
	}
	if !draf["IKU-1.3"] || draf["IKU-1.1"] {
		t.Errorf("drafts: got %v, want IKU-1.3 among them", draf)
	}
	for n, i := range a.Indikator {
		j := b.Indikator[n]
		if draf[i.Indikator.ID] {
			continue
		}
		if v, w := i.Capaian.Nilai, j.Capaian.Nilai; (v == nil) != (w == nil) || v != nil && !v.Equal(*w) {
			t.Errorf("capaian of %s: got %v, want %v", i.Indikator.ID, w, v)
		}
	}
	if v, w := a.Anggaran[0].Realisasi.Nilai, b.Anggaran[0].Realisasi.Nilai; len(a.Anggaran) != len(b.Anggaran) || v == nil || w == nil || !v.Equal(*w) {
		t.Errorf("budget: got %d rows, spent %v, want %d, %v", len(b.Anggaran), w, len(a.Anggaran), v)
	}
}

// csvRealisasi is a table with one report.
func csvRealisasi(nilai string) []byte {
	return []byte("Kode indikator;Triwulan;Nilai\nIKU-1.3;TW4;" + nilai + "\n")
}

func TestImporConfirmsWhatWasShown(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	o := impor.Opsi{Jenis: impor.JenisRealisasi}
	lain, _, err := record.Realisasi(ctx, e.Embedded, opd, tahun, "IKU-1.3", 4)
	kode(t, "read", err, "")
	id := berkasUji(t, e, r, opd, tahun, `C:\data\Realisasi TW4.csv`, csvRealisasi("131"))
	p1, err := e.PreviewImpor(ctx, r.Orang, opd, tahun, id, o)
	kode(t, "preview", err, "")
	if p1.Simpan != 1 || p1.Berkas.Nama != "Realisasi TW4.csv" {
		t.Fatalf("preview: got %d rows of %q, want 1", p1.Simpan, p1.Berkas.Nama)
	}
	_, err = e.ApplyImpor(ctx, r, opd, tahun, id, o, strings.Repeat("0", 64))
	kode(t, "another preview's sidik", err, fault.Conflict)

	// A change of something else is no conflict; one of the same figure is.
	v2 := versi(t, e, record.KeyRealisasi("IKU-1.6", 4))
	lain2, _, err := record.Realisasi(ctx, e.Embedded, opd, tahun, "IKU-1.6", 4)
	kode(t, "read", err, "")
	i2, _, err := record.Indikator(ctx, e.Embedded, opd, tahun, "IKU-1.6")
	kode(t, "read", err, "")
	w2 := wire.FromRealisasi(lain2, i2)
	w2.Sumber, w2.Status = "lain", ""
	_, err = e.RecordRealisasi(ctx, r, opd, tahun, w2, v2)
	kode(t, "another figure", err, "")
	i1, _, err := record.Indikator(ctx, e.Embedded, opd, tahun, "IKU-1.3")
	kode(t, "read", err, "")
	w1 := wire.FromRealisasi(lain, i1)
	w1.Nilai, w1.Status = angka("129"), ""
	_, err = e.RecordRealisasi(ctx, r, opd, tahun, w1, versi(t, e, record.KeyRealisasi("IKU-1.3", 4)))
	kode(t, "the same figure", err, "")
	_, err = e.ApplyImpor(ctx, r, opd, tahun, id, o, p1.Sidik)
	kode(t, "after a change of the same figure", err, fault.Conflict)
	vLain := versi(t, e, record.KeyRealisasi("IKU-1.6", 4))

	terapkan(t, e, r, opd, tahun, id, o)
	if got := versi(t, e, record.KeyRealisasi("IKU-1.6", 4)); got != vLain {
		t.Errorf("Versi of a figure that was not imported: got %d, want %d", got, vLain)
	}
	entri, err := e.Audit(ctx, r.Orang, opd, tahun, meta(t, e.Embedded, p).Versi-1, 10)
	kode(t, "audit", err, "")
	if len(entri) != 1 || entri[0].Perintah != "ApplyImpor" {
		t.Fatalf("audit: got %+v, want one entry", entri)
	}
	var jejak struct {
		Berkas, SHA256 string
		Simpan         int
		Isi            map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(entri[0].Baru, &jejak); err != nil || jejak.Berkas != "Realisasi TW4.csv" || len(jejak.SHA256) != 64 || jejak.Simpan != 1 ||
		!bytes.Contains(jejak.Isi["REAL"]["IKU-1.3#TW4"], []byte(`"131"`)) || !bytes.Contains(entri[0].Lama, []byte(`"129"`)) {
		t.Errorf("audit entry: got %s, before %s (%v)", entri[0].Baru, entri[0].Lama, err)
	}
}

func versi(t *testing.T, e *servicetest.Env, k store.Key) int64 {
	t.Helper()
	it, err := e.Embedded.Get(ctx, p, k)
	if err != nil {
		t.Fatal(err)
	}
	return it.Versi
}

func TestImporIsOnesOwnForADay(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	o := impor.Opsi{Jenis: impor.JenisRealisasi}
	id := berkasUji(t, e, r, opd, tahun, "a.csv", csvRealisasi("131"))
	teman := r
	teman.Orang.Sub = "verifikator-lain"
	_, err := e.PreviewImpor(ctx, teman.Orang, opd, tahun, id, o)
	kode(t, "another person's file", err, fault.Locked)
	_, err = e.ApplyImpor(ctx, teman, opd, tahun, id, o, "")
	kode(t, "another person's file", err, fault.Locked)
	_, err = e.UploadImpor(ctx, r, opd, 2031, "a.csv", csvRealisasi("1"))
	kode(t, "a year that is not there", err, fault.NotFound)
	_, err = e.UploadImpor(ctx, r, opd, tahun, "a.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
	kode(t, "an old file", err, fault.Invalid)
	_, err = e.PreviewImpor(ctx, r.Orang, opd, tahun, id, impor.Opsi{Jenis: "x"})
	kode(t, "a kind that is none", err, fault.Unknown)
	e.Waktu.Add(25 * time.Hour)
	_, err = e.PreviewImpor(ctx, r.Orang, opd, tahun, id, o)
	kode(t, "a day later", err, fault.Invalid)
}

// A sending that comes twice is one file; confirmations at the same moment are one command.
func TestImporTwice(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	kirim := servicetest.Kunci(r, "unggah-1", "isi")
	a := berkasUji(t, e, kirim, opd, tahun, "a.csv", csvRealisasi("131"))
	if b := berkasUji(t, e, kirim, opd, tahun, "a.csv", csvRealisasi("131")); a != b {
		t.Errorf("a repeat: got file %s, want %s", b, a)
	}
	o := impor.Opsi{Jenis: impor.JenisRealisasi}
	p1, err := e.PreviewImpor(ctx, r.Orang, opd, tahun, a, o)
	kode(t, "preview", err, "")
	before := meta(t, e.Embedded, p).Versi
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := e.ApplyImpor(ctx, r, opd, tahun, a, o, p1.Sidik); err != nil {
				t.Errorf("confirm: %v", err)
			}
		})
	}
	wg.Wait()
	if got := meta(t, e.Embedded, p).Versi - before; got != 1 {
		t.Errorf("commands: got %d, want 1", got)
	}
}

// Figures that were verified or are final are refused, row by row; the others go in.
func TestImporLeavesWhatIsFinal(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	isi := append(csvRealisasi("131"), []byte("IKU-1.3;TW1;132\nIKU-2.1;4;84,8\nIKU-2.1;III;84,9\n")...)
	id := berkasUji(t, e, r, opd, tahun, "a.csv", isi)
	out := terapkan(t, e, r, opd, tahun, id, impor.Opsi{Jenis: impor.JenisRealisasi})
	if out.Banyak[impor.Ditolak] != 2 || out.Banyak[impor.Sama] != 1 || out.Simpan != 1 {
		t.Errorf("got %v, %d saved, want two refused, one the same, one saved", out.Banyak, out.Simpan)
	}
	for tw, want := range map[int]string{1: "80", 4: "131"} {
		real, _, err := record.Realisasi(ctx, e.Embedded, opd, tahun, "IKU-1.3", tw)
		kode(t, "read", err, "")
		if !real.X.Equal(dec(want)) {
			t.Errorf("TW%d: got %v, want %s", tw, real.X, want)
		}
	}
}

// A closed window refuses the figures of its quarter; a figure's states stay linked through
// an import, be it small or switched whole.
func TestImporKeepsTheWayOfFigures(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	id := berkasUji(t, e, r, opd, tahun, "a.csv", csvRealisasi("131"))
	terapkan(t, e, r, opd, tahun, id, impor.Opsi{Jenis: impor.JenisRealisasi})
	k, err := e.Keadaan(ctx, r.Orang, opd, tahun, service.Angka{Indikator: "IKU-1.3", Triwulan: 4})
	kode(t, "state", err, "")
	if len(k.Riwayat) < 2 || k.Riwayat[0].Perintah != "ApplyImpor" || k.Riwayat[0].Status != sakip.Diajukan || k.Alur.Pengisi != "verifikator-contoh" {
		t.Errorf("states: got %+v, entered by %q", k.Riwayat, k.Alur.Pengisi)
	}
	hasilkan(t, e)
	// The story of a figure tells of the import with that figure's values alone.
	u, err := e.Angka(ctx, r.Orang, opd, tahun, 4, service.AngkaIndikator, "IKU-1.3", service.Sebelum{})
	kode(t, "the story", err, "")
	if x := u.Riwayat.Entri[0]; x.Perintah != "ApplyImpor" || !bytes.HasPrefix(x.Baru, []byte(`{"indikator":"IKU-1.3"`)) || bytes.Equal(x.Lama, x.Baru) {
		t.Errorf("the story: got %s, %s → %s", x.Perintah, x.Lama, x.Baru)
	}
	u, err = e.Angka(ctx, r.Orang, opd, tahun, 4, service.AngkaIndikator, "IKU-2.1", service.Sebelum{})
	kode(t, "the story of another", err, "")
	if x := u.Riwayat.Entri[0]; x.Perintah == "ApplyImpor" {
		t.Errorf("the story of another: got %s", x.Baru)
	}

	j := sakip.Jadwal{Buka: "2025-01-01", Tutup: "2025-01-02", Verifikasi: "2025-01-03", Laporan: "2025-01-04"}
	_, err = e.PutKalender(ctx, servicetest.Pemasang("contoh"), "contoh", sakip.Kalender{Tahun: tahun, Triwulan: [4]sakip.Jadwal{3: j}}, 0)
	kode(t, "calendar", err, "")
	id = berkasUji(t, e, r, opd, tahun, "b.csv", csvRealisasi("132"))
	p1, err := e.PreviewImpor(ctx, r.Orang, opd, tahun, id, impor.Opsi{Jenis: impor.JenisRealisasi})
	kode(t, "preview", err, "")
	if p1.Banyak[impor.Ditolak] != 1 || !strings.Contains(p1.Baris[0].Pesan[0].Teks, "masa verifikasi TW4 2025 berakhir") {
		t.Errorf("closed window: got %+v", p1.Baris)
	}
}

// What was spent on more rows than one transaction takes is switched whole; figures that
// did not change keep their states too.
func TestImporOfManyFigures(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-dinsos")
	const opd, tahun = servicetest.Dinsos, 2023
	y, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	kode(t, "load", err, "")
	var b strings.Builder
	b.WriteString("Kode;Uraian;Sumber dana;Realisasi s.d. TW3\n")
	daun := []sakip.BarisAnggaran{}
	for _, x := range y.Data.Anggaran[len(y.Data.Anggaran)-1].Baris {
		if x.Pagu != nil {
			daun = append(daun, x)
			b.WriteString(x.Kode + ";" + "\"" + strings.ReplaceAll(x.Nama, "\"", "\"\"") + "\";" + x.Sumber + ";1.000\n")
		}
	}
	id := berkasUji(t, e, r, opd, tahun, "serapan.csv", []byte(b.String()))
	out := terapkan(t, e, r, opd, tahun, id, impor.Opsi{Jenis: impor.JenisAnggaran})
	if out.Simpan != len(daun) || out.Simpan < 90 || out.Banyak[impor.Ditolak] > 0 {
		t.Fatalf("got %d rows, %v, want %d", out.Simpan, out.Banyak, len(daun))
	}
	for _, tw := range []int{3, 4} {
		k, err := e.Keadaan(ctx, r.Orang, opd, tahun, service.Angka{Baris: daun[0].IdentitasBaris, Triwulan: tw})
		kode(t, "state", err, "")
		if n := len(k.Riwayat); n != tw-2 || k.Riwayat[0].Status != sakip.Diajukan {
			t.Errorf("states in TW%d: got %+v, want %d", tw, k.Riwayat, tw-2)
		}
	}
	v := y.Data.Anggaran[len(y.Data.Anggaran)-1]
	baru, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	kode(t, "load", err, "")
	if got := baru.Data.Anggaran[len(baru.Data.Anggaran)-1]; len(got.Baris) != len(v.Baris) {
		t.Errorf("budget: got %d rows, want %d", len(got.Baris), len(v.Baris))
	}
}
