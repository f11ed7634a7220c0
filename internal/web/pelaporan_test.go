package web

import (
	"context"
	"html"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"capaian/internal/dispatch"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// contohPelaporan are what the templates of pelaporan.html are executed with.
func contohPelaporan() map[string][]any {
	orang := &sakip.Orang{Nama: "N", Peran: sakip.Bappeda, Kabupaten: "k"}
	isi := func(x any) halaman { return halaman{Judul: "J", Orang: orang, Csrf: "c", Isi: x} }
	p := service.PelaporanTriwulan{Tahun: 2025, Triwulan: 4, Jalankan: true}
	penuh := isiPelaporan{PelaporanTriwulan: p, Alamat: "/a", Kunci: "k", Tempo: "1 Januari 2026", Batas: "8 Januari 2026", Ringkas: "1 dari 2 selesai", Sisa: 1, Kurang: 1, Pesan: "p", Awas: true}
	for k, n := range namaPelaporan {
		penuh.Kelompok = append(penuh.Kelompok, kelompokPelaporan{keadaanLaporan: n, Keadaan: k, Baris: []barisPelaporan{
			{PelaporanOPD: service.PelaporanOPD{ID: "x", Nama: "X", Sintetis: true}, Alamat: "/x", Periksa: "/p", Apa: "a", Unit: []string{"u"}, Berkas: []berkasPelaporan{{"B", []tautanBerkas{{"PDF", "/b"}}}}, Tombol: "T", Kurangi: true, Sesudah: "s"}, {}}})
	}
	baca := isiPelaporan{Genap: true, Lewat: true, Tempo: "t"}
	return map[string][]any{"pelaporan": {isi(penuh), isi(baca), isi(isiPelaporan{})}, "keadaan-laporan": {namaPelaporan[sakip.PelaporanGagal], keadaanLaporan{}}}
}

// catatKirim is a queue that keeps what it is sent.
type catatKirim struct{ jobs []dispatch.Job }

func (c *catatKirim) Send(_ context.Context, j dispatch.Job) error {
	c.jobs = append(c.jobs, j)
	return nil
}

// kalenderUji gives a kabupaten a calendar whose fourth quarter's reports are due on a day.
func (w *dunia) kalenderUji(kab string, laporan sakip.Tanggal) {
	w.t.Helper()
	k := sakip.Kalender{Tahun: 2025}
	k.Triwulan[3] = sakip.Jadwal{Buka: laporan.Tambah(-19), Tutup: laporan.Tambah(-10), Verifikasi: laporan.Tambah(-5), Laporan: laporan}
	if _, err := w.service.PutKalender(w.t.Context(), w.sebagai(sakip.Admin, kab), kab, k, 0); err != nil {
		w.t.Fatal(err)
	}
}

// putaran is a tick of the schedule.
func (w *dunia) putaran() {
	w.t.Helper()
	d := &dispatch.Dispatcher{Store: w.store, Queue: &catatKirim{}, Service: w.service, Clock: w.service.Clock, Log: slog.New(slog.DiscardHandler)}
	if err := d.Tick(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// laporanTW4 are the year's reports of the sample agency.
func (w *dunia) laporanTW4() []sakip.Laporan {
	w.t.Helper()
	list, err := record.LoadLaporan(w.t.Context(), w.store, "dinas-contoh", 2025)
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}

// selesaikan ends every report that waits, with a fault or without.
func (w *dunia) selesaikan(galat string) {
	w.t.Helper()
	for _, l := range w.laporanTW4() {
		if l.Status != sakip.LaporanMenunggu {
			continue
		}
		_, versi, err := record.Laporan(w.t.Context(), w.store, "dinas-contoh", 2025, l.ID)
		if err != nil {
			w.t.Fatal(err)
		}
		l.Status, l.Dibuat, l.Objek, l.Nama, l.Galat = sakip.LaporanSelesai, w.service.Clock(), "laporan/x", "x.xlsx", galat
		if galat != "" {
			l.Status, l.Objek = sakip.LaporanGagal, ""
		}
		if err := w.service.FinishLaporan(w.t.Context(), l, versi); err != nil {
			w.t.Fatal(err)
		}
	}
}

const (
	hariUji   = 24 * 60 * 60
	bappeda   = "bappeda-contoh"
	alamatTW4 = "/pelaporan/2025/TW4"
)

// One agency's way through the page: to come, waits for data, made with gaps, asked for
// again, failed, stuck.
func TestPelaporanPage(t *testing.T) {
	w := buat(t) // 15 January 2026
	halaman := func(sub string) string {
		t.Helper()
		rec := w.get(sub, alamatTW4)
		if rec.Code != http.StatusOK {
			t.Fatalf("as %s: got %d: %.300s", sub, rec.Code, rec.Body)
		}
		return html.UnescapeString(rec.Body.String())
	}
	memuat(t, halaman(bappeda), "belum punya tanggal laporan", "Buat sekarang", "0 dari 1 selesai, 1 belum jatuh tempo")
	w.kalenderUji("contoh", "2026-01-20")
	body := halaman(bappeda)
	memuat(t, body, "Dibuat otomatis 20 Januari 2026", "angka belum diverifikasi", "Bidang", "ditunggu sampai 27 Januari 2026", "laporan triwulan IV dan LKjIP")
	tanpaTeks(t, halaman("inspektorat-contoh"), "<form method=\"post\" action=\"/pelaporan", "Buat sekarang")
	memuat(t, halaman("operator-contoh-layanan"), "0 dari 1 selesai", "Pelaporan triwulan IV tahun 2025")
	tanpaTeks(t, halaman("verifikator-dinsos"), "Dinas Contoh", "20 Januari 2026")

	w.kini.Add(6 * hariUji)
	w.putaran()
	if n := len(w.laporanTW4()); n != 0 {
		t.Fatalf("data are missing: %d reports were asked for", n)
	}
	body = halaman(bappeda)
	memuat(t, body, "Jatuh tempo 20 Januari 2026", "0 dari 1 selesai, 1 menunggu data", "Ditunggu sampai 27 Januari 2026, lalu dibuat", "Buat sekarang tanpa menunggu", "Lihat angkanya", "Termasuk 1 yang datanya belum lengkap")
	w.kini.Add(7 * hariUji)
	memuat(t, halaman(bappeda), "1 menunggu giliran", "Dibuat pada putaran malam berikutnya")
	w.putaran()
	w.putaran()
	want := 2 * len(sakip.FormatTerjadwal)
	if n := len(w.laporanTW4()); n != want {
		t.Fatalf("asked for: got %d reports, want %d", n, want)
	}
	body = halaman(bappeda)
	memuat(t, body, "1 sedang dibuat", `http-equiv="refresh" content="5; url=`)
	tanpaTeks(t, body, "Buat lagi")
	w.kini.Add(2 * 60 * 60)
	memuat(t, halaman(bappeda), "1 tersendat", "Dicoba lagi setiap malam", "Buat lagi")
	w.selesaikan("")
	body = halaman(bappeda)
	memuat(t, body, "1 dari 1 selesai", "PDF: Laporan triwulan Dinas Contoh", "DOCX: LKjIP Dinas Contoh", `href="/l/`, "angka belum diverifikasi; bagian itu ditandai dalam laporan", "Buat lagi")
	tanpaTeks(t, halaman("operator-contoh-layanan"), `href="/l/`)

	// Again, by the button, twice: one package more.
	form := url.Values{"csrf": {w.csrf(bappeda)}, "kunci": {"k-1"}, "opd": {"dinas-contoh"}, "kurang": {"1"}}
	for range 2 {
		rec := w.post(bappeda, alamatTW4, form)
		if rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != alamatTW4+"?diminta=1" {
			t.Fatalf("again: got %d to %s", rec.Code, rec.Header().Get("Location"))
		}
	}
	if n := len(w.laporanTW4()); n != 2*want {
		t.Fatalf("asked for again: got %d reports, want %d", n, 2*want)
	}
	memuat(t, w.get(bappeda, alamatTW4+"?diminta=1").Body.String(), "Perangkat daerah: 1 diminta.")
	form.Set("kunci", "k-2")
	if rec := w.post(bappeda, alamatTW4, form); rec.Header().Get("Location") != alamatTW4+"?sedang_dibuat=1" {
		t.Errorf("while it is made: got %d to %s", rec.Code, rec.Header().Get("Location"))
	}
	w.selesaikan("Berkas tidak dapat disusun.")
	memuat(t, halaman(bappeda), "0 dari 1 selesai, 1 gagal", "Berkas tidak dapat disusun. Diminta 2", "Buat lagi")
	if rec := w.post("inspektorat-contoh", alamatTW4, url.Values{"csrf": {w.csrf("inspektorat-contoh")}}); rec.Code != http.StatusForbidden {
		t.Errorf("inspektorat: got %d, want 403", rec.Code)
	}
	other := url.Values{"csrf": {w.csrf("bappeda-trenggalek")}, "opd": {"dinas-contoh"}}
	if rec := w.post("bappeda-trenggalek", alamatTW4, other); rec.Code != http.StatusNotFound {
		t.Errorf("another kabupaten's: got %d, want 404", rec.Code)
	}
}

// The quarter that ended last is where the menu leads.
func TestPelaporanNow(t *testing.T) {
	w := buat(t)
	for kini, want := range map[string]string{"2026-01-15": "/pelaporan/2025/TW4", "2026-03-31": "/pelaporan/2025/TW4", "2026-04-01": "/pelaporan/2026/TW1", "2026-12-31": "/pelaporan/2026/TW3"} {
		d, err := time.Parse(time.DateOnly, kini)
		if err != nil {
			t.Fatal(err)
		}
		w.kini.Store(d.Unix())
		if rec := w.get(bappeda, "/pelaporan"); rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != want {
			t.Errorf("on %s: got %d to %s, want %s", kini, rec.Code, rec.Header().Get("Location"), want)
		}
	}
	for _, alamat := range []string{"/pelaporan/2025/TW5", "/pelaporan/x/TW1", "/pelaporan/1800/TW1"} {
		if rec := w.get(bappeda, alamat); rec.Code != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", alamat, rec.Code)
		}
	}
	body := w.get(bappeda, alamatTW4+"?diminta=x&galat=-1&sudah_ada=3").Body.String()
	memuat(t, body, "Perangkat daerah: 3 sudah ada.")
	if !strings.Contains(w.get(verifikator, contoh).Body.String(), `href="`+alamatTW4+`"`) {
		t.Error("the agency page does not lead there")
	}

}
