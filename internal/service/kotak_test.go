package service_test

import (
	"fmt"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/sakip"
	"capaian/internal/servicetest"
	"capaian/internal/wire"
)

// kotak is a person's inbox as text: quarter, what is theirs, what came back, days left.
func kotak(t *testing.T, e *servicetest.Env, sub string) (out []string) {
	t.Helper()
	k, err := e.KotakMasuk(ctx, e.As(t, sub).Orang)
	kode(t, "inbox of "+sub, err, "")
	for _, tw := range k.Triwulan {
		s := fmt.Sprintf("%d TW%d", k.Tahun, tw.Triwulan)
		for _, a := range tw.Angka {
			if a.Indikator != nil {
				s += " " + a.Indikator.ID + ":" + string(a.Alur.Status)
			}
		}
		for _, a := range tw.Kembali {
			s += " kembali:" + a.Angka.Indikator
		}
		if tw.Batas != "" {
			s += fmt.Sprintf(" sisa %d", tw.Sisa)
		}
		if tw.Siap() {
			s += " siap"
		}
		out = append(out, s)
	}
	return out
}

func TestInboxByRole(t *testing.T) {
	e := servicetest.Seeded(t)
	cari := func(sub, awal string) string {
		t.Helper()
		for _, s := range kotak(t, e, sub) {
			if len(s) >= len(awal) && s[:len(awal)] == awal {
				return s[len(awal):]
			}
		}
		return "tidak ada"
	}
	want := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: got %q, want %q", what, got, want)
		}
	}
	want("operator, not entered", cari(operator, "2025 TW3"), " PI-03:")
	want("a neighbour", cari(tetangga, "2025 TW3"), "")
	v, err := isi(e, e.As(t, operator), satu, 6, sakip.Draf, 0)
	kode(t, "draft", err, "")
	want("operator, draft", cari(operator, "2025 TW3"), " PI-03:draf")
	want("a draft is its author's alone", cari(verifikator, "2025 TW3"), "")
	v, err = isi(e, e.As(t, operator), satu, 6, "", v)
	kode(t, "hand in", err, "")
	want("operator, handed in", cari(operator, "2025 TW3"), "")
	want("waits to be verified", cari(verifikator, "2025 TW3"), " PI-03:diajukan")
	v, err = e.ReturnRealisasi(ctx, e.As(t, verifikator), opd, tahun, satu, "cek", v)
	kode(t, "return", err, "")
	want("operator, returned", cari(operator, "2025 TW3"), " PI-03:dikembalikan")
	want("returned, not handed in again", cari(verifikator, "2025 TW3"), " kembali:PI-03")
	v, err = isi(e, e.As(t, operator), satu, 6, "", v)
	kode(t, "hand in again", err, "")
	_, err = e.VerifyRealisasi(ctx, e.As(t, verifikator), opd, tahun, satu, v)
	kode(t, "verify", err, "")
	want("ready to be final", cari(kepala, "2025 TW3"), " siap")
	_, err = e.FinalizePeriode(ctx, e.As(t, kepala), opd, tahun, 3, false)
	kode(t, "final", err, "")
	want("is final", cari(kepala, "2025 TW3"), "")

	// With a calendar: days left, an exception, a quarter that has not begun.
	_, err = e.PutKalender(ctx, e.As(t, "bappeda-contoh"), "contoh", sakip.Kalender{Tahun: tahun, Triwulan: [4]sakip.Jadwal{
		2: jadwal, 3: {Buka: "2026-01-16", Tutup: "2026-01-20", Verifikasi: "2026-01-25", Laporan: "2026-01-31"}}}, 0)
	kode(t, "calendar", err, "")
	want("days left", cari(operator, "2025 TW3"), " sisa 5")
	want("days left to verify", cari(verifikator, "2025 TW3"), " sisa 10")
	want("not begun", cari(operator, "2025 TW4"), "tidak ada")
	_, err = e.PutPengecualian(ctx, e.As(t, admin), opd, tahun, sakip.Pengecualian{Unit: "bid-pembinaan", Triwulan: 3, Sampai: "2026-01-22", Alasan: "banjir"}, 0)
	kode(t, "exception", err, "")
	want("longer", cari(operator, "2025 TW3"), " sisa 7")
	want("not for a neighbour", cari(tetangga, "2025 TW3"), " sisa 5")
	e.Waktu.Add(10 * 24 * time.Hour)
	want("over", cari(tetangga, "2025 TW3"), " sisa -5")
}

// Those of the kabupaten see how far each agency is, with its units.
func TestInboxOfTheKabupaten(t *testing.T) {
	e := servicetest.Seeded(t)
	for _, sub := range []string{"bappeda-contoh", "inspektorat-contoh", admin} {
		k, err := e.KotakMasuk(ctx, e.As(t, sub).Orang)
		kode(t, sub, err, "")
		if k.OPD != "" || k.Tahun != tahun || k.Periode != 4 || len(k.Kemajuan) != 1 || len(k.Triwulan) != 0 {
			t.Fatalf("%s: got %+v", sub, k)
		}
		h := k.Kemajuan[0].Total()
		if h.Wajib != 28 || h.Diajukan != 28 || len(k.Kemajuan[0].Unit) != 6 {
			t.Errorf("%s: got %+v, want 28 handed in by 5 units and the agency", sub, h)
		}
	}
	list, err := e.Kemajuan(ctx, e.As(t, admin).Orang, 1999, 1)
	if err != nil || len(list) != 1 || list[0].Ada {
		t.Errorf("a year that is not there: got %+v, %v", list, err)
	}
	_, err = e.Kemajuan(ctx, e.As(t, operator).Orang, tahun, 3)
	kode(t, "an operator, of their own agency", err, "")
}

// The year that is worked on, by the day.
func TestWhichYearIsWorkedOn(t *testing.T) {
	e := servicetest.Seeded(t)
	_, err := e.LoadTahun(ctx, e.As(t, verifikator), opd, 2026, wire.Tahun{}, 0)
	kode(t, "next year", err, "")
	for hari, want := range map[string]int{"2025-06-01": 2025, "2026-01-15": 2025, "2026-02-28": 2025, "2026-03-01": 2026, "2027-01-01": 2026} {
		pada(t, e, time.UTC, hari+" 12:00:00")
		k, err := e.KotakMasuk(ctx, e.As(t, operator).Orang)
		if err != nil || k.Tahun != want {
			t.Errorf("%s: got %d, %v, want %d", hari, k.Tahun, err, want)
		}
	}
	_, err = e.PutKalender(ctx, e.As(t, admin), "contoh", sakip.Kalender{Tahun: 2025, Triwulan: [4]sakip.Jadwal{3: {Buka: "2026-01-01", Tutup: "2026-01-05", Verifikasi: "2026-01-08", Laporan: "2026-01-10"}}}, 0)
	kode(t, "calendar", err, "")
	for hari, want := range map[string]int{"2026-01-10": 2025, "2026-01-11": 2026} {
		pada(t, e, time.UTC, hari+" 12:00:00")
		k, err := e.KotakMasuk(ctx, e.As(t, operator).Orang)
		if err != nil || k.Tahun != want {
			t.Errorf("with a calendar, %s: got %d, %v, want %d", hari, k.Tahun, err, want)
		}
	}
}

// Calendars and exceptions that are none.
func TestCalendarRefuses(t *testing.T) {
	e := servicetest.Seeded(t)
	lengkap := sakip.Jadwal{Buka: "2026-01-01", Tutup: "2026-01-02", Verifikasi: "2026-01-03", Laporan: "2026-01-04"}
	for name, c := range map[string]struct {
		ubah  func(*sakip.Jadwal)
		field string
	}{
		"a date missing":    {func(j *sakip.Jadwal) { j.Tutup = "" }, "triwulan[0].tutup"},
		"no date":           {func(j *sakip.Jadwal) { j.Laporan = "akhir bulan" }, "triwulan[0].laporan"},
		"closes before":     {func(j *sakip.Jadwal) { j.Tutup = "2025-12-31" }, "triwulan[0].tutup"},
		"verified before":   {func(j *sakip.Jadwal) { j.Verifikasi = "2026-01-01" }, "triwulan[0].verifikasi"},
		"due before verify": {func(j *sakip.Jadwal) { j.Laporan = "2026-01-02" }, "triwulan[0].laporan"},
	} {
		j := lengkap
		c.ubah(&j)
		_, err := e.PutKalender(ctx, e.As(t, admin), "contoh", sakip.Kalender{Tahun: 2025, Triwulan: [4]sakip.Jadwal{j}}, 0)
		if got := fields(err); len(got) != 1 || got[0] != c.field {
			t.Errorf("%s: got faults at %q, want %s", name, got, c.field)
		}
	}
	v, err := e.PutKalender(ctx, e.As(t, admin), "contoh", sakip.Kalender{Tahun: 2025, Triwulan: [4]sakip.Jadwal{lengkap}}, 0)
	kode(t, "a calendar", err, "")
	_, err = e.PutKalender(ctx, e.As(t, admin), "contoh", sakip.Kalender{Tahun: 2025}, v+1)
	kode(t, "stale", err, fault.Conflict)
	_, err = e.PutKalender(ctx, e.As(t, admin), "trenggalek", sakip.Kalender{Tahun: 2025}, 0)
	kode(t, "another kabupaten", err, fault.NotFound)
	_, err = e.PutKalender(ctx, e.As(t, verifikator), "contoh", sakip.Kalender{Tahun: 2025}, v)
	kode(t, "not theirs", err, fault.Forbidden)
	for name, c := range map[string]struct {
		p    sakip.Pengecualian
		th   int
		want fault.Code
	}{
		"unknown unit": {sakip.Pengecualian{Unit: "tidak-ada", Triwulan: 1, Sampai: "2026-01-01", Alasan: "x"}, tahun, fault.Unknown},
		"no reason":    {sakip.Pengecualian{Triwulan: 1, Sampai: "2026-01-01"}, tahun, fault.Required},
		"no quarter":   {sakip.Pengecualian{Triwulan: 5, Sampai: "2026-01-01", Alasan: "x"}, tahun, fault.Unknown},
		"no year":      {sakip.Pengecualian{Triwulan: 1, Sampai: "2026-01-01", Alasan: "x"}, 2031, fault.NotFound},
	} {
		_, err := e.PutPengecualian(ctx, e.As(t, admin), opd, c.th, c.p, 0)
		kode(t, name, err, c.want)
	}
	list, err := e.DaftarPengecualian(ctx, e.As(t, operator).Orang, opd, tahun)
	if err != nil || len(list) != 0 {
		t.Errorf("exceptions: got %v, %v, want none", list, err)
	}
}
