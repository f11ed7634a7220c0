package service_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
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

func mintaLaporan(t *testing.T, e *servicetest.Env, r service.Request, f sakip.FormatLaporan) sakip.Laporan {
	t.Helper()
	l, err := e.RequestLaporan(ctx, r, opd, tahun, sakip.Laporan{Jenis: sakip.LKjIP, Periode: 4, Format: f})
	kode(t, "ask for a report", err, "")
	return l
}

// selesaikan finishes a report with a file under a key.
func selesaikan(t *testing.T, e *servicetest.Env, l sakip.Laporan, kunci string) sakip.Laporan {
	t.Helper()
	info, err := e.Files.Put(ctx, kunci, "text/html; charset=utf-8", []byte("isi "+kunci))
	kode(t, "put", err, "")
	l, versi, err := record.Laporan(ctx, e.Embedded, l.OPD, l.Tahun, l.ID)
	kode(t, "read", err, "")
	l.Status, l.Objek, l.Nama, l.Ukuran, l.SHA256, l.Dibuat = sakip.LaporanSelesai, info.Key, "LKjIP.html", info.Size, info.SHA256, e.Waktu.Now()
	l.Reviu = servicetest.Ditinjau
	kode(t, "finish", e.FinishLaporan(ctx, l, versi), "")
	return l
}

func TestRequestLaporan(t *testing.T) {
	e := servicetest.Seeded(t)
	r := servicetest.Kunci(e.As(t, "verifikator-contoh"), "k", "isi")
	awal := meta(t, e.Embedded, p).Versi
	l := mintaLaporan(t, e, r, sakip.XLSX)
	if l.ID == "" || l.Status != sakip.LaporanMenunggu || l.Pemohon != "verifikator-contoh" || !l.Diminta.Equal(e.Waktu.Now()) || l.OPD != opd || l.Tahun != tahun {
		t.Errorf("asked: got %+v", l)
	}
	e.Waktu.Add(time.Minute)
	if again := mintaLaporan(t, e, r, sakip.XLSX); again != l {
		t.Errorf("repeat: got %+v, want the first one's %+v", again, l)
	}
	_, err := e.RequestLaporan(ctx, servicetest.Kunci(r, "k", "lain"), opd, tahun, sakip.Laporan{Jenis: sakip.LKjIP, Periode: 4, Format: sakip.XLSX})
	kode(t, "another body under the key", err, fault.IdemReused)
	if got := meta(t, e.Embedded, p).Versi; got != awal {
		t.Errorf("the year: got META %d, want %d: asking does not move it", got, awal)
	}
	q := store.Laporan(opd, tahun)
	if m := meta(t, e.Embedded, q); m.Versi != 1 || m.Index != store.IndexLaporan("contoh") {
		t.Errorf("reports: got %+v, want one, listed", m)
	}
	_, err = e.RequestLaporan(ctx, e.As(t, "verifikator-contoh"), opd, tahun, sakip.Laporan{Jenis: "lakip", Periode: 5, Format: "doc"})
	if got := fields(err); strings.Join(got, " ") != "format jenis periode" {
		t.Errorf("faults: got %q", got)
	}
	for dokumen, jenis := range map[string]sakip.JenisLaporan{"induk": sakip.LKjIP, "/jenjang": sakip.LaporanTriwulan, "ketiga": sakip.LaporanPerjanjian,
		"ketiga/jenjang": sakip.LaporanPerjanjian, "induk/lain": sakip.LaporanPerjanjian} {
		_, err = e.RequestLaporan(ctx, e.As(t, "verifikator-contoh"), opd, tahun, sakip.Laporan{Jenis: jenis, Dokumen: dokumen, Periode: 4, Format: sakip.XLSX})
		if got := fields(err); strings.Join(got, " ") != "dokumen" {
			t.Errorf("%s %q: got %v, want a fault of dokumen", jenis, dokumen, err)
		}
	}
	_, err = e.RequestLaporan(ctx, e.As(t, "verifikator-contoh"), opd, 2031, sakip.Laporan{Jenis: sakip.LKjIP, Periode: 4, Format: sakip.XLSX})
	kode(t, "of a year that is not there", err, fault.NotFound)
	// What the caller says of the outcome is not taken over.
	l, err = e.RequestLaporan(ctx, e.As(t, "kepala-contoh"), opd, tahun, sakip.Laporan{Jenis: sakip.LKjIP, Periode: 1, Format: sakip.HTML, ID: "x", Status: sakip.LaporanSelesai, Tahun: 1, OPD: "y"})
	if err != nil || l.Status != sakip.LaporanMenunggu || l.ID == "x" || l.OPD != opd {
		t.Errorf("with an outcome: got %+v, %v", l, err)
	}

	const banyak = 8
	var ids [banyak]string
	var wg sync.WaitGroup
	r = servicetest.Kunci(e.As(t, "verifikator-contoh"), "sekaligus", "isi")
	for n := range banyak {
		wg.Go(func() {
			l, err := e.RequestLaporan(ctx, r, opd, tahun, sakip.Laporan{Jenis: sakip.LKjIP, Periode: 4, Format: sakip.XLSX})
			if err != nil {
				t.Errorf("at once: %v", err)
			}
			ids[n] = l.ID
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Errorf("at once: got ids %q, want one", ids)
			break
		}
	}
	list, err := e.DaftarLaporan(ctx, e.As(t, "operator-contoh-layanan").Orang, opd, tahun)
	if err != nil || len(list) != 3 {
		t.Errorf("list: got %d, %v, want 3", len(list), err)
	}
	utuh(t, e.Embedded, q)
}

func TestFinishLaporan(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	l := mintaLaporan(t, e, r, sakip.HTML)
	_, versi, err := record.Laporan(ctx, e.Embedded, opd, tahun, l.ID)
	kode(t, "read", err, "")
	satu := selesaikan(t, e, l, "laporan/satu.html")

	// Another run comes to its end later: the first one's outcome stays.
	if _, err := e.Files.Put(ctx, "laporan/dua.html", "text/html", []byte("dua")); err != nil {
		t.Fatal(err)
	}
	dua := satu
	dua.Objek = "laporan/dua.html"
	kode(t, "the slower run", e.FinishLaporan(ctx, dua, versi), "")
	got, err := e.Laporan(ctx, r.Orang, opd, tahun, l.ID)
	kode(t, "read", err, "")
	if got.Objek != satu.Objek || got.Percobaan != 1 || got.Token == "" || got.Tautan.Objek != satu.Objek {
		t.Errorf("outcome: got %+v, want the first one's with its link", got)
	}
	for who, ada := range map[string]bool{"kepala-contoh": true, "inspektorat-contoh": true, "operator-contoh-layanan": false, "admin-contoh": false} {
		got, err := e.Laporan(ctx, e.As(t, who).Orang, opd, tahun, l.ID)
		if err != nil || (got.Token != "") != ada {
			t.Errorf("link as seen by %s: got %q, %v, want one %v", who, got.Token, err, ada)
		}
	}
	gagal := mintaLaporan(t, e, r, sakip.HTML)
	rec, v, _ := record.Laporan(ctx, e.Embedded, opd, tahun, gagal.ID)
	rec.Status, rec.Galat = sakip.LaporanGagal, "sebab"
	kode(t, "failed", e.FinishLaporan(ctx, rec, v), "")
	out, err := e.Laporan(ctx, r.Orang, opd, tahun, gagal.ID)
	if err != nil || out.Status != sakip.LaporanGagal || out.Galat != "sebab" || out.Token != "" {
		t.Errorf("failed: got %+v, %v", out, err)
	}
	_, _, err = e.CreateTautan(ctx, r, opd, tahun, gagal.ID, 7*24*time.Hour)
	kode(t, "link of a report that failed", err, fault.Locked)
	utuh(t, e.Embedded, store.Laporan(opd, tahun))
}

// Two runs end at once, each at any step of the other: the link leads to the file that
// the record speaks of, and there is a link whenever the record says selesai.
func TestFinishLaporanLinkIsThatOfTheRecord(t *testing.T) {
	for n := range 8 {
		e := servicetest.Seeded(t)
		r := e.As(t, "verifikator-contoh")
		l := mintaLaporan(t, e, r, sakip.HTML)
		l, versi, err := record.Laporan(ctx, e.Embedded, opd, tahun, l.ID)
		kode(t, "read", err, "")
		hasil := func(kunci string) sakip.Laporan {
			info, err := e.Files.Put(ctx, kunci, "text/html", []byte(kunci))
			kode(t, "put", err, "")
			h := l
			h.Status, h.Objek, h.Nama, h.SHA256 = sakip.LaporanSelesai, info.Key, "a.html", info.SHA256
			return h
		}
		a, b := hasil("laporan/a.html"), hasil("laporan/b.html")
		seam := &sela{Store: e.Embedded, baca: n, lalu: func() { kode(t, "the other run", e.FinishLaporan(ctx, b, versi), "") }}
		kode(t, "one run", diAtas(e, seam).FinishLaporan(ctx, a, versi), "")
		got, err := e.Laporan(ctx, r.Orang, opd, tahun, l.ID)
		kode(t, "read", err, "")
		if got.Token == "" || got.Tautan.Objek != got.Objek {
			t.Errorf("the other run before step %d: got a link to %q, the record says %q (%s)", n, got.Tautan.Objek, got.Objek, got.Status)
		}
	}
}

func TestPublishLaporan(t *testing.T) {
	e := servicetest.Seeded(t)
	r, q := e.As(t, "verifikator-contoh"), store.Laporan(opd, tahun)
	kepala := e.As(t, "kepala-contoh")
	l := mintaLaporan(t, e, r, sakip.HTML)
	_, err := e.PublishLaporan(ctx, kepala, opd, tahun, l.ID, "")
	kode(t, "a report that waits", err, fault.Locked)
	gagal := mintaLaporan(t, e, r, sakip.HTML)
	rec, v, _ := record.Laporan(ctx, e.Embedded, opd, tahun, gagal.ID)
	rec.Status = sakip.LaporanGagal
	kode(t, "failed", e.FinishLaporan(ctx, rec, v), "")
	_, err = e.PublishLaporan(ctx, kepala, opd, tahun, gagal.ID, "")
	kode(t, "a report that failed", err, fault.Locked)
	selesaikan(t, e, l, "laporan/satu.html")
	for who, code := range map[string]fault.Code{"verifikator-contoh": fault.Forbidden, "operator-contoh-layanan": fault.Forbidden,
		"admin-contoh": fault.Forbidden, "bappeda-contoh": fault.Forbidden, "kepala-dinsos": fault.NotFound} {
		_, err := e.PublishLaporan(ctx, e.As(t, who), opd, tahun, l.ID, "")
		kode(t, who, err, code)
	}
	_, err = e.PublishLaporan(ctx, kepala, opd, tahun, "tidak-ada", "")
	kode(t, "a report that is none", err, fault.NotFound)
	changes, err := e.Embedded.Changes(ctx, 0, 1<<30)
	kode(t, "feed", err, "")
	after := changes[len(changes)-1].Seq

	// At once and again: one request, its first time and person.
	e.Waktu.Add(time.Minute)
	kapan := e.Waktu.Now()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			got, err := e.PublishLaporan(ctx, kepala, opd, tahun, l.ID, "")
			if err != nil || got.Penerbit != "kepala-contoh" || !got.TerbitDiminta.Equal(kapan) {
				t.Errorf("publish: got %+v, %v", got, err)
			}
		})
	}
	wg.Wait()
	e.Waktu.Add(time.Hour)
	got, err := e.PublishLaporan(ctx, kepala, opd, tahun, l.ID, "")
	if err != nil || !got.TerbitDiminta.Equal(kapan) || !got.Diterbitkan.IsZero() {
		t.Errorf("again: got %+v, %v, want the first one's", got, err)
	}
	changes, err = e.Embedded.Changes(ctx, after, 1<<30)
	kode(t, "feed", err, "")
	var baru []string
	for _, c := range changes {
		if c.Insert && c.Partition == q {
			baru = append(baru, c.SK)
		}
	}
	if want := store.SK(record.KeyTerbit(l.Paket, ""), store.InitialRev); len(baru) != 1 || baru[0] != want {
		t.Errorf("the feed tells of %q as new, want %q once", baru, want)
	}
	list, err := e.DaftarLaporan(ctx, r.Orang, opd, tahun)
	if err != nil || len(list) != 2 {
		t.Errorf("list: got %d, %v, want the two reports", len(list), err)
	}

	rec, _, err = record.Laporan(ctx, e.Embedded, opd, tahun, l.ID)
	kode(t, "read", err, "")
	rec.Diterbitkan = e.Waktu.Now()
	kode(t, "published", e.FinishTerbit(ctx, terbitan(rec)), "")
	lambat := rec
	lambat.Diterbitkan = e.Waktu.Now().Add(time.Hour)
	kode(t, "a slower run", e.FinishTerbit(ctx, terbitan(lambat)), "")
	if got, _, err := record.Laporan(ctx, e.Embedded, opd, tahun, l.ID); err != nil || got != rec {
		t.Errorf("published: got %+v, %v, want %+v", got, err, rec)
	}
	if got, err := e.PublishLaporan(ctx, kepala, opd, tahun, l.ID, ""); err != nil || got != rec {
		t.Errorf("what is published: got %+v, %v, want %+v", got, err, rec)
	}
	var perintah []string
	for _, a := range entri(t, e.Embedded, q) {
		perintah = append(perintah, a.Pelaku.Sub+" "+a.Perintah)
	}
	if got, want := strings.Join(perintah[len(perintah)-2:], ", "), "kepala-contoh PublishLaporan, sistem FinishTerbit"; got != want {
		t.Errorf("audit: got %q, want it to end in %q", perintah, want)
	}
	utuh(t, e.Embedded, q)
}

func TestLinks(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	l := mintaLaporan(t, e, r, sakip.HTML)
	_, _, err := e.CreateTautan(ctx, r, opd, tahun, l.ID, 7*24*time.Hour)
	kode(t, "link of a report that waits", err, fault.Locked)
	selesaikan(t, e, l, "laporan/satu.html")
	token, tautan, err := e.CreateTautan(ctx, r, opd, tahun, l.ID, 7*24*time.Hour)
	kode(t, "link", err, "")
	own, err := e.Laporan(ctx, r.Orang, opd, tahun, l.ID)
	kode(t, "read", err, "")
	if len(token) < 22 || token == own.Token || own.Token == "" {
		t.Errorf("tokens: got %q and the report's own %q", token, own.Token)
	}
	sum := sha256.Sum256([]byte(token))
	if tautan.Hash != hex.EncodeToString(sum[:]) || !tautan.Berakhir.Equal(e.Waktu.Now().Add(7*24*time.Hour)) || tautan.Pembuat != r.Orang.Sub {
		t.Errorf("link: got %+v", tautan)
	}
	alamat, err := e.OpenTautan(ctx, token, "publik 10.0.0.1")
	kode(t, "download", err, "")
	if !strings.Contains(alamat, "/laporan/satu.html?") || !strings.HasPrefix(alamat, "http://uji.lokal/") {
		t.Errorf("address: got %q", alamat)
	}
	q := store.Tautan(tautan.Hash)
	if last := entri(t, e.Embedded, q)[1]; last.Perintah != "OpenTautan" || last.Dari != "publik 10.0.0.1" {
		t.Errorf("audit: got %+v", last)
	}
	tidakTersimpan(t, e, token, own.Token)

	for name, other := range map[string]string{"no token": "", "another": token + "x", "its hash": tautan.Hash} {
		_, err := e.OpenTautan(ctx, other, "uji")
		kode(t, name, err, fault.NotFound)
	}
	for _, c := range []struct {
		name, who, opd string
		tahun          int
		id, hash       string
		code           fault.Code
	}{
		{"another kabupaten's verifikator", "verifikator-dinsos", opd, tahun, l.ID, tautan.Hash, fault.NotFound},
		{"another kabupaten's, under one's own agency", "verifikator-dinsos", servicetest.Dinsos, 2023, l.ID, tautan.Hash, fault.NotFound},
		{"another kabupaten's bappeda", "bappeda-trenggalek", opd, tahun, l.ID, tautan.Hash, fault.NotFound},
		{"an operator", "operator-contoh-layanan", opd, tahun, l.ID, tautan.Hash, fault.Forbidden},
		{"under another year", "verifikator-contoh", opd, 2024, l.ID, tautan.Hash, fault.NotFound},
		{"under another report", "verifikator-contoh", opd, tahun, "x", tautan.Hash, fault.NotFound},
		{"no hash", "verifikator-contoh", opd, tahun, l.ID, "", fault.NotFound},
		{"a short hash", "verifikator-contoh", opd, tahun, l.ID, "ab", fault.NotFound},
	} {
		kode(t, c.name, e.RevokeTautan(ctx, e.As(t, c.who), c.opd, c.tahun, c.id, c.hash), c.code)
	}
	_, err = e.OpenTautan(ctx, token, "uji")
	kode(t, "after refused revocations", err, "")
	kode(t, "revoke", e.RevokeTautan(ctx, e.As(t, "kepala-contoh"), opd, tahun, l.ID, tautan.Hash), "")
	_, err = e.OpenTautan(ctx, token, "uji")
	kode(t, "revoked", err, fault.LinkRevoked)
	_, err = e.OpenTautan(ctx, own.Token, "uji")
	kode(t, "the report's own, not revoked", err, "")

	e.Waktu.Add(7*24*time.Hour - time.Second)
	_, err = e.OpenTautan(ctx, own.Token, "uji")
	kode(t, "a second before its end", err, "")
	e.Waktu.Add(time.Second)
	_, err = e.OpenTautan(ctx, own.Token, "uji")
	kode(t, "at its end", err, fault.LinkExpired)
	if again, err := e.Laporan(ctx, r.Orang, opd, tahun, l.ID); err != nil || again.Token != "" {
		t.Errorf("the report after its link's end: got token %q, %v, want none", again.Token, err)
	}
	utuh(t, e.Embedded, q)
}

// tidakTersimpan holds that tokens are nowhere in the store: neither in an item nor in
// the audit chain, nor in the raw files.
func tidakTersimpan(t *testing.T, e *servicetest.Env, tokens ...string) {
	t.Helper()
	for _, p := range semuaPartisi(t, e) {
		for _, it := range muat(t, e.Embedded, p).Items {
			for _, token := range tokens {
				if bytes.Contains(it.Data, []byte(token)) || strings.Contains(it.Row+it.Doc+string(p), token) {
					t.Errorf("token %q lies in %s of %s", token, it.Row, p)
				}
			}
		}
		for _, a := range entri(t, e.Embedded, p) {
			for _, token := range tokens {
				if strings.Contains(string(a.Lama)+string(a.Baru)+a.Objek+a.Dari, token) {
					t.Errorf("token %q lies in entry %d of %s", token, a.Seq, p)
				}
			}
		}
	}
}

func TestEveryDownloadCounts(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	l := mintaLaporan(t, e, r, sakip.HTML)
	selesaikan(t, e, l, "laporan/satu.html")
	token, tautan, err := e.CreateTautan(ctx, r, opd, tahun, l.ID, 7*24*time.Hour)
	kode(t, "link", err, "")
	const banyak = 100
	var wg sync.WaitGroup
	for range banyak {
		wg.Go(func() {
			if _, err := e.OpenTautan(ctx, token, "uji"); err != nil {
				t.Errorf("download: %v", err)
			}
		})
	}
	wg.Wait()
	got, _, err := record.Tautan(ctx, e.Embedded, tautan.Hash)
	if err != nil || got.Unduhan != banyak {
		t.Errorf("downloads: got %d, %v, want %d", got.Unduhan, err, banyak)
	}
	utuh(t, e.Embedded, store.Tautan(tautan.Hash))
}
