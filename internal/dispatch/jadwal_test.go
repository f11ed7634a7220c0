package dispatch_test

import (
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/servicetest"
	"capaian/internal/store"
)

// kalenderKantor gives the sample kabupaten a calendar around the clock's 15 January 2026.
func kalenderKantor(t *testing.T, e *servicetest.Env) {
	t.Helper()
	k := sakip.Kalender{Tahun: tahunUji}
	k.Triwulan[2] = sakip.Jadwal{Buka: "2026-01-02", Tutup: "2026-01-16", Verifikasi: "2026-01-22", Laporan: "2026-01-29"}
	if _, err := e.PutKalender(ctx, servicetest.Pemasang("contoh"), "contoh", k, 0); err != nil {
		t.Fatal(err)
	}
}

// Each reminder says what is left until when, to those who can do it, and leads there.
func TestReminders(t *testing.T) {
	e, d, pos := kantor(t, slog.New(slog.DiscardHandler))
	kalenderKantor(t, e)
	meta := func() int64 {
		t.Helper()
		m, err := e.Embedded.Meta(ctx, store.TahunOPD(opdUji, tahunUji))
		if err != nil {
			t.Fatal(err)
		}
		return m.Versi
	}
	awal := meta()
	hari := func(what string, want ...string) []string {
		t.Helper()
		pos.pesan = nil
		for range 2 {
			if err := d.Tick(ctx); err != nil {
				t.Fatal(err)
			}
			if err := aliran(t, e, d); err != nil {
				t.Fatal(err)
			}
		}
		var got, isi []string
		for _, p := range pos.pesan {
			got = append(got, p.Untuk+": "+p.Perihal)
			isi = append(isi, p.Isi)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", what, got, want)
		}
		return isi
	}
	isi := hari("the day before entry closes", "operator-contoh-pembinaan@contoh.example: Pengisian TW3 2025 berakhir 16 Januari 2026 (besok) (Bidang Pembinaan)",
		"verifikator-contoh@contoh.example: Verifikasi TW3 2025 berakhir 22 Januari 2026 (7 hari lagi)")
	for _, s := range isi {
		if !strings.Contains(s, "https://capaian.example/opd/dinas-contoh/tahun/2025/isian/TW3") && !strings.Contains(s, "https://capaian.example/opd/dinas-contoh/tahun/2025/verifikasi/TW3") {
			t.Errorf("leads nowhere: %s", s)
		}
	}
	hari("again")
	e.Waktu.Add(6 * 24 * time.Hour)
	hari("six days later: the last day but one of verification", "verifikator-contoh@contoh.example: Verifikasi TW3 2025 berakhir 22 Januari 2026 (besok)")
	e.Waktu.Add(7 * 24 * time.Hour)
	isi = hari("a week later: the reports come tomorrow", "kepala-contoh@contoh.example: Laporan TW3 2025 jatuh tempo 29 Januari 2026 (besok)")
	if len(isi) != 1 || !strings.Contains(isi[0], "paling lama 7 hari") {
		t.Errorf("to the head: got %q", isi)
	}
	if meta() != awal {
		t.Errorf("reminding moved the year: META %d, want %d", meta(), awal)
	}
}

// A reminder that comes out of the stream after its day is not sent.
func TestReminderOfADayGoneBy(t *testing.T) {
	e, d, pos := kantor(t, slog.New(slog.DiscardHandler))
	kalenderKantor(t, e)
	e.Waktu.Add(24 * time.Hour) // the last day of entry
	if err := d.Tick(ctx); err != nil {
		t.Fatal(err)
	}
	e.Waktu.Add(24 * time.Hour)
	if err := aliran(t, e, d); err != nil {
		t.Fatal(err)
	}
	for _, p := range pos.pesan {
		if strings.HasPrefix(p.Perihal, "Pengisian") {
			t.Errorf("sent after the day: %q", p.Perihal)
		}
	}
	if len(pos.pesan) == 0 {
		t.Error("that of verification was not sent")
	}
}

// The tick gives a report up that was tried for a week, and tells of a calendar that cannot
// be read without leaving the other kabupaten alone.
func TestTickGivesUp(t *testing.T) {
	e := servicetest.Seeded(t)
	d, q := pengirim(e)
	l := minta(t, e, "verifikator-contoh", "dinas-contoh", 2025)
	e.Waktu.Add(7*24*time.Hour + time.Second)
	if _, err := e.Embedded.Do(ctx, store.Command{Partition: store.Kabupaten("trenggalek"),
		Writes: []store.Write{{Key: record.KeyKalender(2030), Data: []byte(`{`)}}, Audit: store.Audit{Waktu: e.Waktu.Now(), Perintah: "Uji"}}); err != nil {
		t.Fatal(err)
	}
	if err := d.Tick(ctx); err == nil || !strings.Contains(err.Error(), "trenggalek") {
		t.Errorf("a broken calendar: got %v", err)
	}
	l, _, err := record.Laporan(ctx, e.Embedded, "dinas-contoh", 2025, l.ID)
	if err != nil || l.Status != sakip.LaporanGagal || !strings.Contains(l.Galat, "tujuh hari") || len(q.jobs) != 0 {
		t.Errorf("tried for a week: got %+v, %v, sent %v", l, err, q.ids())
	}
}
