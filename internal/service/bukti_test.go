package service_test

import (
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

var (
	dukung     = sakip.Bukti{Jenis: sakip.BuktiDukung, Indikator: "IKU-1.3", Triwulan: 4, Nama: "Daftar hadir – 1.pdf", Keterangan: "pelatihan", Tanggal: "2025-11-02"}
	mintaImpor = sakip.Bukti{Jenis: sakip.BuktiImpor, Nama: "anggaran.xlsx"}
)

func TestRequestBukti(t *testing.T) {
	e := servicetest.Seeded(t)
	r := servicetest.Kunci(e.As(t, "verifikator-contoh"), "k", "isi")
	awal := meta(t, e.Embedded, p).Versi
	b, f, err := e.RequestBukti(ctx, r, opd, tahun, dukung)
	kode(t, "ask", err, "")
	want := dukung
	want.ID, want.OPD, want.Tahun, want.Pengunggah, want.Diminta, want.Berakhir, want.Status = b.ID, opd, tahun, "verifikator-contoh",
		e.Waktu.Now(), e.Waktu.Now().Add(15*time.Minute), sakip.BuktiMenunggu
	if b != want || b.ID == "" {
		t.Errorf("record: got %+v, want %+v", b, want)
	}
	if f == nil || f.Fields["key"] != "bukti/dinas-contoh/2025/"+b.ID || f.Fields["Content-Type"] != "application/pdf" || f.Fields["batas"] != "20971520" {
		t.Errorf("form: got %+v", f)
	}
	if got := meta(t, e.Embedded, p).Versi; got != awal {
		t.Errorf("the year: got META %d, want %d: handing in does not move it", got, awal)
	}
	q := store.Bukti(opd, tahun)
	if last := entri(t, e.Embedded, q)[0]; last.Perintah != "RequestBukti" || last.Pelaku.Sub != "verifikator-contoh" || last.Objek != "BUKTI#"+b.ID {
		t.Errorf("audit: got %+v", last)
	}

	// A repeat: the same record, with a form that ends when the first one does.
	e.Waktu.Add(10 * time.Minute)
	again, g, err := e.RequestBukti(ctx, r, opd, tahun, dukung)
	if err != nil || again != b || g == nil || g.Fields["berakhir"] != f.Fields["berakhir"] {
		t.Errorf("repeat: got %+v, %+v, %v, want the first one's", again, g, err)
	}
	_, _, err = e.RequestBukti(ctx, servicetest.Kunci(r, "k", "lain"), opd, tahun, dukung)
	kode(t, "another body under the key", err, fault.IdemReused)
	e.Waktu.Add(5 * time.Minute)
	if again, g, err := e.RequestBukti(ctx, r, opd, tahun, dukung); err != nil || again != b || g != nil {
		t.Errorf("repeat when its time is over: got %+v, form %+v, %v, want none", again, g, err)
	}

	// What the caller says of the outcome is not taken over.
	palsu := mintaImpor
	palsu.ID, palsu.OPD, palsu.Tahun, palsu.Status, palsu.Objek, palsu.SHA256, palsu.Pengunggah = "x", "y", 1, sakip.BuktiDiterima, "laporan/a", "ab", "z"
	b, f, err = e.RequestBukti(ctx, e.As(t, "verifikator-contoh"), opd, tahun, palsu)
	if err != nil || b.ID == "x" || b.OPD != opd || b.Status != sakip.BuktiMenunggu || b.Objek+b.SHA256 != "" || b.Pengunggah != "verifikator-contoh" {
		t.Errorf("with an outcome: got %+v, %v", b, err)
	}
	if f == nil || f.Fields["key"] != "impor/dinas-contoh/2025/"+b.ID || f.Fields["batas"] != "10485760" {
		t.Errorf("form of an import: got %+v", f)
	}
	list, err := e.DaftarBukti(ctx, e.As(t, "operator-contoh-layanan").Orang, opd, tahun)
	if err != nil || len(list) != 2 || list[0] != b {
		t.Errorf("list: got %+v, %v, want two, the latest first", list, err)
	}
	utuh(t, e.Embedded, q)
}

func TestRequestBuktiRefuses(t *testing.T) {
	e := servicetest.Seeded(t)
	ubah := func(b sakip.Bukti, f func(*sakip.Bukti)) sakip.Bukti { f(&b); return b }
	i, _, err := record.Indikator(ctx, e.Embedded, opd, tahun, dukung.Indikator)
	kode(t, "read the indicator", err, "")
	var own, other string // operators of the indicator's unit and of another
	for _, who := range []string{"operator-contoh-layanan", "operator-contoh-pembinaan"} {
		if e.As(t, who).Orang.Unit == i.PenanggungJawab {
			own = who
		} else {
			other = who
		}
	}
	for _, c := range []struct {
		name, who string
		bukti     sakip.Bukti
		code      fault.Code
		fields    string
	}{
		{"an operator of the unit", own, dukung, "", ""},
		{"an operator of another unit", other, dukung, fault.Forbidden, ""},
		{"an operator's import", own, mintaImpor, fault.Forbidden, ""},
		{"kepala", "kepala-contoh", dukung, fault.Forbidden, ""},
		{"bappeda", "bappeda-contoh", mintaImpor, fault.Forbidden, ""},
		{"another kabupaten's verifikator", "verifikator-dinsos", dukung, fault.NotFound, ""},
		{"no indicator", "verifikator-contoh", ubah(dukung, func(b *sakip.Bukti) { b.Indikator = "tidak-ada" }), fault.Unknown, "indikator"},
		{"bad all over", "verifikator-contoh", sakip.Bukti{Tanggal: "kemarin"}, fault.Unknown, "jenis nama tanggal"},
		{"a program", "verifikator-contoh", ubah(dukung, func(b *sakip.Bukti) { b.Nama = "a.exe" }), fault.Invalid, "nama"},
	} {
		b, f, err := e.RequestBukti(ctx, e.As(t, c.who), opd, tahun, c.bukti)
		kode(t, c.name, err, c.code)
		if got := strings.Join(fields(err), " "); c.fields != "" && got != c.fields {
			t.Errorf("%s: got fields %q, want %q", c.name, got, c.fields)
		}
		if (f != nil) != (c.code == "") {
			t.Errorf("%s: got form %+v", c.name, f)
		}
		_, err = e.Bukti(ctx, e.As(t, "verifikator-contoh").Orang, opd, tahun, b.ID)
		if (err == nil) != (c.code == "") {
			t.Errorf("%s: record: got %v", c.name, err)
		}
	}
	_, _, err = e.RequestBukti(ctx, e.As(t, "verifikator-contoh"), opd, 2031, dukung)
	kode(t, "of a year that is not there", err, fault.Unknown)
}

func TestFinishAndOpenBukti(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	b, _, err := e.RequestBukti(ctx, r, opd, tahun, dukung)
	kode(t, "ask", err, "")
	_, err = e.OpenBukti(ctx, r, opd, tahun, b.ID)
	kode(t, "download of what has not arrived", err, fault.Locked)
	b, versi, err := record.Bukti(ctx, e.Embedded, opd, tahun, b.ID)
	kode(t, "read", err, "")
	info, err := e.Files.Put(ctx, service.KunciBukti(b), "application/pdf", []byte("%PDF-1.7"))
	kode(t, "put", err, "")
	satu := b
	satu.Status, satu.Objek, satu.Ukuran, satu.SHA256, satu.JenisIsi, satu.Diperiksa = sakip.BuktiDiterima, info.Key, info.Size, info.SHA256, sakip.IsiPDF, e.Waktu.Now()
	kode(t, "finish", e.FinishBukti(ctx, satu, versi), "")
	dua := b
	dua.Status, dua.Alasan = sakip.BuktiDitolak, "lain"
	kode(t, "a slower run", e.FinishBukti(ctx, dua, versi), "")
	if got, err := e.Bukti(ctx, r.Orang, opd, tahun, b.ID); err != nil || got != satu {
		t.Errorf("outcome: got %+v, %v, want the first one's %+v", got, err, satu)
	}

	const banyak = 8
	var wg sync.WaitGroup
	for _, who := range []string{"operator-contoh-layanan", "inspektorat-contoh"} {
		r := e.As(t, who)
		for range banyak / 2 {
			wg.Go(func() {
				alamat, err := e.OpenBukti(ctx, r, opd, tahun, b.ID)
				if err != nil || !strings.HasPrefix(alamat, "http://uji.lokal/objek/bukti/dinas-contoh/2025/"+b.ID+"?") {
					t.Errorf("download: got %q, %v", alamat, err)
				}
			})
		}
	}
	wg.Wait()
	q := store.Bukti(opd, tahun)
	got, err := e.Bukti(ctx, r.Orang, opd, tahun, b.ID)
	if n := len(entri(t, e.Embedded, q)); err != nil || got.Unduhan != banyak || n != 2+banyak {
		t.Errorf("downloads: got %d, %v and %d audit entries, want %d and each with its entry", got.Unduhan, err, n, banyak)
	}
	_, err = e.OpenBukti(ctx, e.As(t, "verifikator-dinsos"), opd, tahun, b.ID)
	kode(t, "another kabupaten's", err, fault.NotFound)
	_, err = e.OpenBukti(ctx, r, opd, 2024, b.ID)
	kode(t, "under another year", err, fault.NotFound)
	utuh(t, e.Embedded, q)
}

func TestParseKunciBukti(t *testing.T) {
	for key, want := range map[string]bool{
		"bukti/dinas-contoh/2025/B1": true, "impor/a/2023/x": true,
		"": false, "bukti": false, "laporan/a/2023/x": false, "bukti/a/2023": false, "bukti/a/2023/x/y": false, "bukti/a/dua/x": false,
		"bukti/../2023/x": false, "bukti//2023/x": false, "bukti/a/2023/": false, "Bukti/a/2023/x": false,
	} {
		opd, tahun, id, ok := service.ParseKunciBukti(key)
		if ok != want {
			t.Errorf("%q: got %v, want %v", key, ok, want)
		}
		jenis, _, _ := strings.Cut(key, "/")
		if back := service.KunciBukti(sakip.Bukti{Jenis: sakip.JenisBukti(jenis), OPD: opd, Tahun: tahun, ID: id}); ok && back != key {
			t.Errorf("%q: got %q back", key, back)
		}
	}
}
