package service_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
)

// terbitan is what a run that copied the files of reports knows, all published when the
// first was.
func terbitan(list ...sakip.Laporan) sakip.Terbitan {
	l := list[0]
	t := sakip.Terbitan{Paket: l.KunciPaket(), OPD: l.OPD, Kabupaten: "contoh", Instansi: "Dinas Contoh", Zona: "WIB", Tahun: l.Tahun, Jenis: l.Jenis, Periode: l.Periode,
		Diterbitkan: l.Diterbitkan, Jabatan: "Kepala Dinas Contoh"}
	for _, l := range list {
		t.Berkas = append(t.Berkas, sakip.BerkasTerbit{Peran: sakip.BerkasNaskah, Format: l.Format, Nama: l.Nama, Objek: l.Objek, Ukuran: l.Ukuran, SHA256: l.SHA256, Diterbitkan: l.Diterbitkan})
	}
	return t
}

// paketJadi is a Paket whose files were made; nama tells its bytes from others'.
func paketJadi(t *testing.T, e *servicetest.Env, nama string) []sakip.Laporan {
	t.Helper()
	list, err := e.RequestPaket(ctx, e.As(t, "verifikator-contoh"), opd, tahun, sakip.Laporan{Jenis: sakip.LKjIP, Periode: 4}, sakip.XLSX, sakip.HTML)
	kode(t, "ask for a Paket", err, "")
	for n, l := range list {
		list[n] = selesaikan(t, e, l, "laporan/"+opd+"/"+nama+"."+string(l.Format))
	}
	return list
}

// terbitkan asks for a Paket and has it published.
func terbitkan(t *testing.T, e *servicetest.Env, list []sakip.Laporan) sakip.Terbitan {
	t.Helper()
	_, err := e.PublishLaporan(ctx, e.As(t, "kepala-contoh"), opd, tahun, list[0].ID, "")
	kode(t, "publish", err, "")
	for n := range list {
		list[n].Diterbitkan = e.Waktu.Now()
	}
	kode(t, "published", e.FinishTerbit(ctx, terbitan(list...)), "")
	got, err := e.Terbitan(ctx, opd, list[0].Paket)
	kode(t, "read what is published", err, "")
	return got
}

// salinan is a signed copy that was accepted.
func salinan(t *testing.T, e *servicetest.Env, paket, isi string) sakip.Bukti {
	t.Helper()
	b, f, err := e.RequestBukti(ctx, e.As(t, "verifikator-contoh"), opd, tahun, sakip.Bukti{Jenis: sakip.BuktiSalinan, Laporan: paket, Tanda: sakip.TandaElektronik, Nama: "ttd.pdf"})
	if err != nil || f == nil {
		t.Fatalf("ask for a place: got %v, %v", f, err)
	}
	b, versi, err := record.Bukti(ctx, e.Embedded, opd, tahun, b.ID)
	kode(t, "read", err, "")
	info, err := e.Files.Put(ctx, service.KunciBukti(b), "application/pdf", []byte(isi))
	kode(t, "put", err, "")
	b.Status, b.Objek, b.Ukuran, b.SHA256, b.JenisIsi = sakip.BuktiDiterima, info.Key, info.Size, info.SHA256, sakip.IsiPDF
	kode(t, "accepted", e.FinishBukti(ctx, b, versi), "")
	return b
}

// terbitkanSalinan has a signed copy published.
func terbitkanSalinan(t *testing.T, e *servicetest.Env, list []sakip.Laporan, b sakip.Bukti) sakip.Terbitan {
	t.Helper()
	_, err := e.PublishLaporan(ctx, e.As(t, "kepala-contoh"), opd, tahun, list[0].ID, b.ID)
	kode(t, "publish the copy", err, "")
	tb := terbitan(list...)
	tb.Berkas = []sakip.BerkasTerbit{{Peran: sakip.BerkasSalinan, Format: sakip.PDF, Objek: b.Objek, SHA256: b.SHA256, Tanda: b.Tanda, Diterbitkan: e.Waktu.Now()}}
	kode(t, "published", e.FinishTerbit(ctx, tb), "")
	got, err := e.Terbitan(ctx, opd, list[0].Paket)
	kode(t, "read", err, "")
	return got
}

func TestRequestPaketIsOneCommand(t *testing.T) {
	e := servicetest.Seeded(t)
	r := servicetest.Kunci(e.As(t, "verifikator-contoh"), "k", "isi")
	minta := func() []sakip.Laporan {
		t.Helper()
		list, err := e.RequestPaket(ctx, r, opd, tahun, sakip.Laporan{Jenis: sakip.LKjIP, Periode: 4, ID: "x", Paket: "y", SHA256: "z"}, sakip.XLSX, sakip.HTML)
		kode(t, "ask", err, "")
		return list
	}
	list := minta()
	if len(list) != 2 || list[0].Paket != list[1].Paket || list[0].ID == list[1].ID || list[0].Paket == "y" || list[0].SHA256 != "" || list[1].Format != sakip.HTML {
		t.Errorf("got %+v, want two reports of one Paket", list)
	}
	if m := meta(t, e.Embedded, store.Laporan(opd, tahun)); m.Versi != 1 {
		t.Errorf("got %d commands, want one", m.Versi)
	}
	e.Waktu.Add(time.Minute)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			ulang, err := e.RequestPaket(ctx, r, opd, tahun, sakip.Laporan{Jenis: sakip.LKjIP, Periode: 4}, sakip.XLSX, sakip.HTML)
			if err != nil || len(ulang) != 2 || ulang[0].Paket != list[0].Paket {
				t.Errorf("a repeat: got %+v, %v", ulang, err)
			}
		})
	}
	wg.Wait()
	for name, f := range map[string][]sakip.FormatLaporan{"none": nil, "one twice": {sakip.XLSX, sakip.XLSX}, "one that is none": {sakip.XLSX, "exe"}, "open data": {sakip.CSV}} {
		if _, err := e.RequestPaket(ctx, e.As(t, "verifikator-contoh"), opd, tahun, sakip.Laporan{Jenis: sakip.LKjIP, Periode: 4}, f...); fields(err) == nil || fields(err)[0] != "format" {
			t.Errorf("formats: %s: got %v, want a fault of format", name, err)
		}
	}
	if m := meta(t, e.Embedded, store.Laporan(opd, tahun)); m.Versi != 1 {
		t.Errorf("refused and repeated: got %d commands, want one", m.Versi)
	}
}

// TestPublishPaket publishes a Paket, then a second of its kind, which takes its place.
func TestPublishPaket(t *testing.T) {
	e := servicetest.Seeded(t)
	if _, err := e.TerbitanOPD(ctx, opd); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("before anything is published: got %v, want not found", err)
	}
	satu := paketJadi(t, e, "satu")
	if list, err := e.CekHash(ctx, satu[0].SHA256); err != nil || len(list) != 0 {
		t.Errorf("a file that was made: got %v, %v, want unknown", list, err)
	}
	a := terbitkan(t, e, satu)
	for _, l := range satu {
		got, _, err := record.Laporan(ctx, e.Embedded, opd, tahun, l.ID)
		if err != nil || !got.Diterbitkan.Equal(e.Waktu.Now()) || !got.MenungguTerbit().IsZero() {
			t.Errorf("record: got %+v, %v, want it published", got, err)
		}
		c, err := e.CekHash(ctx, l.SHA256)
		if err != nil || len(c) != 1 || c[0].Keaslian != sakip.Asli || c[0].Berkas.Objek != l.Objek {
			t.Errorf("verify: got %+v, %v, want asli", c, err)
		}
	}
	e.Waktu.Add(time.Hour)
	dua := paketJadi(t, e, "dua")
	b := terbitkan(t, e, dua)
	if a, _ = e.Terbitan(ctx, opd, a.Paket); a.DigantiOleh != b.Paket || !a.DigantiPada.Equal(e.Waktu.Now()) || b.DigantiOleh != "" {
		t.Errorf("superseded: got %q and %q, want the first by the second", a.DigantiOleh, b.DigantiOleh)
	}
	c, err := e.CekHash(ctx, satu[0].SHA256)
	if err != nil || len(c) != 1 || c[0].Keaslian != sakip.AsliLama {
		t.Errorf("the older file: got %+v, %v, want versi_lama", c, err)
	}
	if _, err := e.OpenBerkasTerbit(ctx, opd, a.Paket, satu[0].SHA256); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a file that was not copied: got %v, want not found", err)
	}
	d, err := e.TerbitanOPD(ctx, opd)
	if err != nil || len(d.Terbitan) != 2 || d.Terbitan[0].Paket != b.Paket || d.Terbitan[1].DigantiOleh != b.Paket {
		t.Errorf("list: got %+v, %v", d, err)
	}
	// Another period is another report.
	lain, err := e.RequestLaporan(ctx, e.As(t, "verifikator-contoh"), opd, tahun, sakip.Laporan{Jenis: sakip.LKjIP, Periode: 2, Format: sakip.HTML})
	kode(t, "another period", err, "")
	tiga := []sakip.Laporan{selesaikan(t, e, lain, "laporan/"+opd+"/tiga.html")}
	terbitkan(t, e, tiga)
	if b, _ = e.Terbitan(ctx, opd, b.Paket); b.DigantiOleh != "" {
		t.Errorf("another period took its place: got %+v", b)
	}
	for _, p := range []store.Partition{store.Terbitan(opd), store.Hash(satu[0].SHA256), store.Laporan(opd, tahun)} {
		utuh(t, e.Embedded, p)
	}
}

// TestSignedCopies has copies published before and after one another.
func TestSignedCopies(t *testing.T) {
	e := servicetest.Seeded(t)
	list := paketJadi(t, e, "satu")
	pdf := list[1]
	kepala := e.As(t, "kepala-contoh")
	_, _, err := e.RequestBukti(ctx, kepala, opd, tahun, sakip.Bukti{Jenis: sakip.BuktiSalinan, Laporan: "tidak-ada", Tanda: sakip.TandaBasah, Nama: "a.pdf"})
	kode(t, "of no Paket", err, fault.Unknown)
	_, _, err = e.RequestBukti(ctx, kepala, opd, tahun, sakip.Bukti{Jenis: sakip.BuktiSalinan, Laporan: pdf.Paket, Nama: "a.docx"})
	if got := strings.Join(fields(err), " "); got != "nama tanda" {
		t.Errorf("faults: got %q, want nama tanda", got)
	}
	belum, _, err := e.RequestBukti(ctx, kepala, opd, tahun, sakip.Bukti{Jenis: sakip.BuktiSalinan, Laporan: pdf.Paket, Tanda: sakip.TandaBasah, Nama: "a.pdf"})
	kode(t, "a place", err, "")
	_, err = e.PublishLaporan(ctx, kepala, opd, tahun, pdf.ID, belum.ID)
	kode(t, "a copy that never came", err, fault.Locked)
	sama := salinan(t, e, pdf.Paket, "isi "+pdf.Objek)
	_, err = e.PublishLaporan(ctx, kepala, opd, tahun, pdf.ID, sama.ID)
	kode(t, "what nobody signed", err, fault.Locked)
	dukung, _, err := e.RequestBukti(ctx, e.As(t, "verifikator-contoh"), opd, tahun, sakip.Bukti{Jenis: sakip.BuktiDukung, Indikator: "IKU-1.1", Triwulan: 4, Nama: "a.pdf"})
	kode(t, "evidence", err, "")
	_, err = e.PublishLaporan(ctx, kepala, opd, tahun, pdf.ID, dukung.ID)
	kode(t, "evidence as a copy", err, fault.Unknown)

	terbitkan(t, e, list)
	satu := salinan(t, e, pdf.Paket, "satu")
	e.Waktu.Add(time.Minute)
	a := terbitkanSalinan(t, e, list, satu)
	if r, _ := a.Resmi(); r.SHA256 != satu.SHA256 || !a.Bertanda() || len(a.Berkas) != 3 {
		t.Errorf("with a copy: got %+v", a)
	}
	l, _, err := record.Laporan(ctx, e.Embedded, opd, tahun, pdf.ID)
	if err != nil || l.Salinan != satu.ID || !l.SalinanTerbit.Equal(e.Waktu.Now()) || l.Diterbitkan.Equal(e.Waktu.Now()) {
		t.Errorf("record: got %+v, %v", l, err)
	}
	if d, _ := e.TerbitanOPD(ctx, opd); len(d.Terbitan) != 1 || !d.Terbitan[0].Bertanda {
		t.Errorf("list: got %+v, want it signed", d)
	}
	dua := salinan(t, e, pdf.Paket, "dua")
	e.Waktu.Add(time.Minute)
	a = terbitkanSalinan(t, e, list, dua)
	r, _ := a.Resmi()
	if k, _ := a.Periksa(satu.SHA256); r.SHA256 != dua.SHA256 || k != sakip.AsliLama {
		t.Errorf("a second copy: got %q for the first, official %s", k, r.SHA256)
	}
	_, err = e.PublishLaporan(ctx, kepala, opd, tahun, pdf.ID, satu.ID)
	kode(t, "the first again", err, fault.Locked)
	lagi := salinan(t, e, pdf.Paket, "satu")
	e.Waktu.Add(time.Minute)
	a = terbitkanSalinan(t, e, list, lagi)
	r, _ = a.Resmi()
	if k, _ := a.Periksa(dua.SHA256); r.SHA256 != satu.SHA256 || k != sakip.AsliLama || len(a.Berkas) != 4 {
		t.Errorf("the first sent again: got %q for the second, official %s", k, r.SHA256)
	}
}

// Nobody takes a file that another agency has published for their own.
func TestAFileStaysItsAgencys(t *testing.T) {
	e := servicetest.Seeded(t)
	a := terbitkan(t, e, paketJadi(t, e, "satu"))
	lain := a
	lain.OPD, lain.Kabupaten, lain.Paket = servicetest.Dinsos, "trenggalek", "PAKETLAIN"
	kode(t, "another agency's", e.FinishTerbit(ctx, lain), "")
	c, err := e.CekHash(ctx, a.Berkas[0].SHA256)
	if err != nil || len(c) != 1 || c[0].Terbitan.OPD != opd {
		t.Errorf("got %+v, %v, want the first one's alone", c, err)
	}
}

// tabelPutus fails the n-th command.
type tabelPutus struct {
	store.Store
	sisa int
}

var errTabelPutus = errors.New("the table does not answer")

func (s *tabelPutus) Do(ctx context.Context, c store.Command) (store.Result, error) {
	if s.sisa--; s.sisa < 0 {
		return store.Result{}, errTabelPutus
	}
	return s.Store.Do(ctx, c)
}

// A run that dies after any command is gone on with by the next; strangers see the report
// whole or not at all.
func TestPublishingGoesOnWhereItStopped(t *testing.T) {
	for n := range 5 {
		e := servicetest.Seeded(t)
		list := paketJadi(t, e, "satu")
		_, err := e.PublishLaporan(ctx, e.As(t, "kepala-contoh"), opd, tahun, list[0].ID, "")
		kode(t, "publish", err, "")
		for n := range list {
			list[n].Diterbitkan = e.Waktu.Now()
		}
		asli := e.Service.Store
		e.Service.Store = &tabelPutus{asli, n}
		err = e.FinishTerbit(ctx, terbitan(list...))
		e.Service.Store = asli
		if (err == nil) != (n == 4) {
			t.Errorf("after %d commands: got %v", n, err)
		}
		if got, err := e.Terbitan(ctx, opd, list[0].Paket); err == nil && len(got.Berkas) != 2 {
			t.Errorf("after %d commands: strangers see %+v", n, got)
		}
		kode(t, "the next run", e.FinishTerbit(ctx, terbitan(list...)), "")
		for _, l := range list {
			if got, _, err := record.Laporan(ctx, e.Embedded, opd, tahun, l.ID); err != nil || got.Diterbitkan.IsZero() {
				t.Errorf("after %d commands: got %+v, %v, want it published", n, got, err)
			}
			if c, err := e.CekHash(ctx, l.SHA256); err != nil || len(c) != 1 {
				t.Errorf("after %d commands: verify got %v, %v", n, c, err)
			}
		}
		if m := meta(t, e.Embedded, store.Terbitan(opd)); m.Versi != 1 {
			t.Errorf("after %d commands: got %d commands on what is published, want one", n, m.Versi)
		}
	}
}

// What is published of one kabupaten is not listed in another.
func TestTerbitanKabupaten(t *testing.T) {
	e := servicetest.Seeded(t)
	for _, kab := range []string{"contoh", "trenggalek", "tidak-ada", "a#b"} {
		_, _, err := e.TerbitanKabupaten(ctx, kab)
		kode(t, kab, err, fault.NotFound)
	}
	terbitkan(t, e, paketJadi(t, e, "satu"))
	e.Waktu.Add(time.Minute)
	list, err := e.KabupatenTerbit(ctx)
	if err != nil || len(list) != 1 || list[0].ID != "contoh" {
		t.Errorf("kabupaten: got %+v, %v, want contoh alone", list, err)
	}
	k, d, err := e.TerbitanKabupaten(ctx, "contoh")
	if err != nil || k.ID != "contoh" || len(d) != 1 || d[0].OPD != opd {
		t.Errorf("agencies: got %+v, %v", d, err)
	}
	_, _, err = e.TerbitanKabupaten(ctx, "trenggalek")
	kode(t, "another kabupaten", err, fault.NotFound)
	for _, id := range []string{"a#b", "../x", ""} {
		_, err := e.Terbitan(ctx, opd, id)
		kode(t, "a Paket that is none", err, fault.NotFound)
		_, err = e.TerbitanOPD(ctx, id)
		kode(t, "an agency that is none", err, fault.NotFound)
	}
	for _, sum := range []string{"", "ab", strings.Repeat("g", 64), strings.Repeat("A", 64), strings.Repeat("a", 63) + "#"} {
		if _, err := e.CekHash(ctx, sum); !slices.Equal(fields(err), []string{"sha256"}) {
			t.Errorf("%q: got %v, want a fault of sha256", sum, err)
		}
	}
}

func TestDaftarTautan(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	l := paketJadi(t, e, "satu")[0]
	e.Waktu.Add(time.Second)
	for _, umur := range []time.Duration{0, time.Hour, -24 * time.Hour, 365 * 24 * time.Hour} {
		_, _, err := e.CreateTautan(ctx, r, opd, tahun, l.ID, umur)
		kode(t, umur.String(), err, fault.Unknown)
	}
	token, tautan, err := e.CreateTautan(ctx, r, opd, tahun, l.ID, 24*time.Hour)
	kode(t, "link", err, "")
	e.Waktu.Add(time.Minute)
	_, err = e.OpenTautan(ctx, token, "uji")
	kode(t, "open", err, "")
	list, err := e.DaftarTautan(ctx, r.Orang, opd, tahun)
	if err != nil || len(list) != 3 || list[0].Hash != tautan.Hash || list[0].Unduhan != 1 || !list[0].Terakhir.Equal(e.Waktu.Now()) {
		t.Errorf("got %+v, %v, want the newest first, downloaded once", list, err)
	}
	if list, err := e.DaftarTautan(ctx, r.Orang, opd, tahun-1); err != nil || len(list) != 0 {
		t.Errorf("another year: got %+v, %v, want none", list, err)
	}
}

// What no review has seen, or what contradicts itself, is not published; what is published
// already may get its signed copy all the same.
func TestPublishingWaitsForTheReview(t *testing.T) {
	e := servicetest.Seeded(t)
	kepala := e.As(t, "kepala-contoh")
	buat := func(j sakip.JenisLaporan, reviu sakip.ReviuLaporan, nama string) sakip.Laporan {
		t.Helper()
		list, err := e.RequestPaket(ctx, e.As(t, "verifikator-contoh"), opd, tahun, sakip.Laporan{Jenis: j, Periode: 4}, sakip.XLSX)
		kode(t, "ask", err, "")
		l, versi, err := record.Laporan(ctx, e.Embedded, opd, tahun, list[0].ID)
		kode(t, "read", err, "")
		info, err := e.Files.Put(ctx, "laporan/"+nama, "application/octet-stream", []byte(nama))
		kode(t, "put", err, "")
		l.Status, l.Objek, l.Nama, l.SHA256, l.Reviu = sakip.LaporanSelesai, info.Key, nama, info.SHA256, reviu
		kode(t, "finish", e.FinishLaporan(ctx, l, versi), "")
		l, _, err = record.Laporan(ctx, e.Embedded, opd, tahun, l.ID)
		if err != nil || l.Reviu != reviu {
			t.Errorf("record: got %+v, %v, want %+v", l.Reviu, err, reviu)
		}
		return l
	}
	terbit := func(apa string, l sakip.Laporan, code fault.Code, teks string) {
		t.Helper()
		_, err := e.PublishLaporan(ctx, kepala, opd, tahun, l.ID, "")
		kode(t, apa, err, code)
		if err != nil && !strings.Contains(err.Error(), teks) {
			t.Errorf("%s: got %q, want %q in it", apa, err, teks)
		}
	}
	bersih, salah := servicetest.Ditinjau, sakip.ReviuLaporan{Versi: 1, Dihitung: 12, Cocok: 10, Temuan: 3, Menahan: 2, Diterima: 1}
	terbit("a report with contradictions", buat(sakip.LKjIP, salah, "a"), fault.Locked, "2 hal yang bertentangan")
	terbit("one that no review has seen", buat(sakip.LaporanTriwulan, sakip.ReviuLaporan{}, "b"), fault.Locked, "sebelum ada reviu")
	terbit("a form that no review has seen", buat(sakip.FormulirE81, sakip.ReviuLaporan{}, "c"), fault.Locked, "minta laporan baru")
	terbit("a plan that no review has seen", buat(sakip.LaporanPerjanjian, sakip.ReviuLaporan{}, "d"), "", "")
	terbit("a plan with contradictions", buat(sakip.LaporanRencana, salah, "e"), fault.Locked, "2 hal yang bertentangan")
	terbit("a report", buat(sakip.LKjIP, bersih, "f"), "", "")

	// As of before there was a review: published, and its copy signed later.
	l := buat(sakip.LKjIP, bersih, "g")
	terbit("published", l, "", "")
	l, versi, err := record.Laporan(ctx, e.Embedded, opd, tahun, l.ID)
	kode(t, "read", err, "")
	l.Reviu, l.Diterbitkan = sakip.ReviuLaporan{}, e.Waktu.Now()
	kode(t, "as of before", e.FinishLaporan(ctx, l, versi), "")
	b := salinan(t, e, l.Paket, "%PDF-1.7 tanda tangan")
	got, err := e.PublishLaporan(ctx, kepala, opd, tahun, l.ID, b.ID)
	kode(t, "its signed copy", err, "")
	if got.Salinan != b.ID {
		t.Errorf("its signed copy: got %+v", got)
	}
}
