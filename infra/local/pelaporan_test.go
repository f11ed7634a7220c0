package main

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"capaian/internal/sakip"
	"capaian/internal/wire"
)

// pelaporan is what the API says of a quarter's reports.
type pelaporan struct {
	Hitung map[string]int
	Daftar []struct {
		OPD, Keadaan string
		Laporan      []struct {
			ID, Jenis, Format, Status, Tautan string
			Kurang                            int
			JatuhTempo                        string `json:"jatuh_tempo"`
		}
	}
}

// TestSchedule lets a due day come: the machine's tick has the reports made, through the
// stream and the queue, once; the page's button has them made again.
func TestSchedule(t *testing.T) {
	h := startMachine(t, seed(t))
	const bappeda, alamat = "bappeda-contoh", "/v1/pelaporan/2025/TW4"
	hari := sakip.TanggalDari(h.m.clock().In(time.FixedZone("WIB", 7*60*60)))
	tempo := hari.Tambah(-sakip.TungguData - 1)
	k := sakip.Kalender{Tahun: 2025}
	k.Triwulan[3] = sakip.Jadwal{Buka: tempo.Tambah(-20), Tutup: tempo.Tambah(-10), Verifikasi: tempo.Tambah(-5), Laporan: tempo}
	h.write(bappeda, "/v1/kabupaten/contoh/kalender/2025", "", wire.FromKalender(k))
	baca := func() (p pelaporan) {
		t.Helper()
		h.read(bappeda, alamat, &p)
		return p
	}
	if p := baca(); p.Hitung["giliran"] != 1 {
		t.Fatalf("before the tick: got %+v", p)
	}
	jadi := func() pelaporan {
		t.Helper()
		h.until("reports are made", func() bool { return baca().Hitung["selesai"] == 1 })
		return baca()
	}
	for range 2 {
		if err := h.m.tick(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	p := jadi()
	lap := p.Daftar[0].Laporan
	if len(lap) != 2*len(sakip.FormatTerjadwal) {
		t.Fatalf("reports: got %+v", p)
	}
	for _, l := range lap {
		if l.JatuhTempo != string(tempo) || l.Kurang == 0 || l.Tautan == "" {
			t.Errorf("report: got %+v", l)
			continue
		}
		status, body := h.send("", "GET", strings.TrimPrefix(l.Tautan, h.url), nil, nil)
		if status != http.StatusOK || l.Format == "xlsx" && !bytes.HasPrefix(body, []byte("PK")) {
			t.Errorf("%s %s: got status %d, %d bytes", l.Jenis, l.Format, status, len(body))
		}
	}
	banyak := func() int {
		t.Helper()
		var list struct{ Daftar []wire.Laporan }
		h.read("verifikator-contoh", alamatTahun("dinas-contoh", 2025)+"/laporan", &list)
		return len(list.Daftar)
	}
	if n := banyak(); n != len(lap) {
		t.Errorf("after two ticks: got %d reports, want %d", n, len(lap))
	}
	b := h.masuk(bappeda)
	status, page := b.page("/pelaporan/2025/TW4")
	if status != http.StatusOK || !strings.Contains(page, "1 dari 1 selesai") {
		t.Fatalf("page: got status %d", status)
	}
	if status, body := h.send(bappeda, "POST", alamat, map[string]string{"Idempotency-Key": "lagi"}, map[string]any{"opd": "dinas-contoh", "kurang": true}); status != http.StatusOK || !strings.Contains(string(body), `"paket"`) {
		t.Fatalf("again: got status %d: %s", status, body)
	}
	h.until("made again", func() bool { return banyak() == 2*len(lap) && baca().Hitung["selesai"] == 1 })
	if l := baca().Daftar[0].Laporan[0]; l.ID == lap[0].ID || l.JatuhTempo != "" {
		t.Errorf("again: got %+v, want another one beside the schedule's", l)
	}
}
