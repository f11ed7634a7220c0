package service_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/sample"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
)

const triwulanUji = 4

// pelaporanUji is three made-up agencies whose fourth quarter's reports are due on 20 January
// 2026; the clock stands at the 15th. The first has all its figures verified.
func pelaporanUji(t *testing.T) (*servicetest.Env, sakip.Kalender) {
	t.Helper()
	e := servicetest.Generated(t, 4, 3)
	k := sakip.Kalender{Tahun: sample.TahunUji}
	k.Triwulan[triwulanUji-1] = sakip.Jadwal{Buka: "2026-01-02", Tutup: "2026-01-10", Verifikasi: "2026-01-16", Laporan: "2026-01-20"}
	if _, err := e.PutKalender(ctx, servicetest.Pemasang("uji"), "uji", k, 0); err != nil {
		t.Fatal(err)
	}
	lengkapi(t, e, "opd-00001")
	return e, k
}

// lengkapi verifies every figure of an agency's quarter, and enters those that are missing.
func lengkapi(t *testing.T, e *servicetest.Env, opd string) {
	t.Helper()
	y, err := record.LoadTahun(ctx, e.Embedded, opd, sample.TahunUji)
	if err != nil {
		t.Fatal(err)
	}
	d := y.Data
	ada := map[string]bool{}
	for n := range d.Realisasi {
		d.Realisasi[n].Status = sakip.Final
		ada[d.Realisasi[n].Indikator] = ada[d.Realisasi[n].Indikator] || d.Realisasi[n].Triwulan == triwulanUji
	}
	for _, i := range d.Indikator {
		if !ada[i.ID] {
			d.Realisasi = append(d.Realisasi, sakip.Realisasi{Indikator: i.ID, Triwulan: triwulanUji, BelumTerbit: true, Status: sakip.Final})
		}
	}
	for n := range d.RealisasiAnggaran {
		d.RealisasiAnggaran[n].Status = sakip.Final
	}
	timpa(t, e, d, y)
	for _, u := range kemajuanUji(t, e, opd) {
		if h := u.Semua(); h.Terverifikasi() != h.Wajib {
			t.Fatalf("%s %s: got %+v, want all verified", opd, u.Unit, h)
		}
	}
}

func kemajuanUji(t *testing.T, e *servicetest.Env, opd string) []sakip.KemajuanUnit {
	t.Helper()
	y, err := record.LoadTahunSaja(ctx, e.Embedded, opd, sample.TahunUji)
	if err != nil {
		t.Fatal(err)
	}
	return y.Data.Kemajuan(triwulanUji)
}

func timpa(t *testing.T, e *servicetest.Env, d sakip.DataTahun, y record.Tahun) {
	t.Helper()
	var writes []store.Write
	for doc, rows := range record.Rows(d) {
		if doc != record.DocRealisasi && doc != record.DocRealisasiAnggaran {
			continue
		}
		for _, r := range rows {
			key := store.Key{Doc: doc, Row: r.Row}
			writes = append(writes, store.Write{Key: key, Versi: y.Versi[key], Data: r.Data})
		}
	}
	for bagian := range slices.Chunk(writes, 50) {
		if _, err := e.Embedded.Do(ctx, store.Command{Partition: store.TahunOPD(d.OPD.ID, d.Tahun), Writes: bagian, Audit: store.Audit{Waktu: e.Waktu.Now(), Perintah: "Uji"}}); err != nil {
			t.Fatal(err)
		}
	}
}

func laporanUji(t *testing.T, e *servicetest.Env, opd string) []sakip.Laporan {
	t.Helper()
	list, err := record.LoadLaporan(ctx, e.Embedded, opd, sample.TahunUji)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// The schedule asks once, by many at once; what a person asks for on the due day is the
// schedule's; before it is beside it.
func TestScheduleOnce(t *testing.T) {
	e, k := pelaporanUji(t)
	sepaket := 2 * len(sakip.FormatTerjadwal)
	jalan := func(opd string) (h service.HasilJadwal) {
		t.Helper()
		h, err := e.RunJadwal(ctx, "uji", k, opd)
		kode(t, "run "+opd, err, "")
		return h
	}
	if h := jalan("opd-00001"); h.Laporan != 0 {
		t.Errorf("before the day: got %+v", h)
	}
	bappeda := e.As(t, "bappeda-uji")
	hasil, err := e.RequestPelaporan(ctx, servicetest.Kunci(bappeda, "dini", "x"), sample.TahunUji, triwulanUji, service.PilihPelaporan{})
	kode(t, "early", err, "")
	lewat := map[service.LewatPelaporan]int{}
	for _, x := range hasil {
		lewat[x.Lewat]++
	}
	if lewat[""] != 1 || lewat[service.LewatMenunggu] != 2 || hasil[0].Paket == "" {
		t.Fatalf("early, of all: got %+v, want the first, the others wait for data", hasil)
	}
	ulang, err := e.RequestPelaporan(ctx, servicetest.Kunci(bappeda, "dini", "x"), sample.TahunUji, triwulanUji, service.PilihPelaporan{})
	kode(t, "early, again", err, "")
	if ulang[0].Paket != hasil[0].Paket || len(laporanUji(t, e, "opd-00001")) != sepaket {
		t.Errorf("a repeat: got %+v, %d reports, want the first's", ulang, len(laporanUji(t, e, "opd-00001")))
	}
	selesaikanUji(t, e, "opd-00001")
	hasil, err = e.RequestPelaporan(ctx, bappeda, sample.TahunUji, triwulanUji, service.PilihPelaporan{})
	kode(t, "of all that lack them", err, "")
	if hasil[0].Lewat != service.LewatSudah {
		t.Errorf("made early: got %+v", hasil[0])
	}

	e.Waktu.Add(5 * 24 * time.Hour)
	var wg sync.WaitGroup
	var laporan, galat sync.Map
	for n := range 8 {
		wg.Go(func() {
			h, err := e.RunJadwal(ctx, "uji", k, "opd-00001")
			laporan.Store(n, h.Laporan)
			if err != nil {
				galat.Store(n, err)
			}
		})
	}
	wg.Wait()
	galat.Range(func(_, v any) bool { t.Error(v); return true })
	banyak := 0
	laporan.Range(func(_, v any) bool { banyak += v.(int); return true })
	list := laporanUji(t, e, "opd-00001")
	if banyak != 1 || len(list) != 2*sepaket {
		t.Fatalf("on the day, by eight: %d packages, %d reports, want 1 and %d with the early one", banyak, len(list), 2*sepaket)
	}
	for _, l := range list[:sepaket] {
		if l.JatuhTempo != "2026-01-20" || l.Pemohon != "sistem" || !strings.HasPrefix(l.Paket, list[0].Paket[:26]+"-") || l.Kurang != 0 || len(l.ID) != 26 {
			t.Errorf("scheduled: got %+v", l)
		}
	}
	// On the day a person's request is the schedule's.
	if h := jalan("opd-00002"); h.Laporan != 0 {
		t.Errorf("data are missing: got %+v", h)
	}
	hasil, err = e.RequestPelaporan(ctx, bappeda, sample.TahunUji, triwulanUji, service.PilihPelaporan{OPD: "opd-00002", Kurang: true})
	kode(t, "without waiting", err, "")
	e.Waktu.Add(30 * 24 * time.Hour)
	if h := jalan("opd-00002"); h.Laporan != 0 || len(laporanUji(t, e, "opd-00002")) != sepaket {
		t.Errorf("after a person had them made: got %+v, %d reports", h, len(laporanUji(t, e, "opd-00002")))
	}
	l := laporanUji(t, e, "opd-00002")[0]
	if l.JatuhTempo != "2026-01-20" || l.Pemohon != "bappeda-uji" || l.Kurang == 0 || l.Paket != hasil[0].Paket+"-"+string(l.Jenis) {
		t.Errorf("without waiting: got %+v", l)
	}
	if h := jalan("opd-00003"); h.Laporan != 1 {
		t.Errorf("the wait is over: got %+v", h)
	}
	// A due day that is moved is another one.
	k.Triwulan[triwulanUji-1].Laporan = "2026-02-10"
	if h := jalan("opd-00001"); h.Laporan != 1 {
		t.Errorf("moved: got %+v, want one package more", h)
	}
	k.Triwulan[triwulanUji-1].Laporan = "2026-01-20"
	if h := jalan("opd-00001"); h.Laporan != 0 {
		t.Errorf("moved back: got %+v", h)
	}
	for _, p := range []store.Partition{store.Laporan("opd-00001", sample.TahunUji), store.Surat("opd-00002", sample.TahunUji)} {
		v, err := service.VerifyPartition(ctx, e.Embedded, p)
		if err != nil || !v.Utuh {
			t.Errorf("audit of %s: got %+v, %v", p, v, err)
		}
	}
}

func selesaikanUji(t *testing.T, e *servicetest.Env, opd string) {
	t.Helper()
	for _, l := range laporanUji(t, e, opd) {
		_, versi, err := record.Laporan(ctx, e.Embedded, opd, sample.TahunUji, l.ID)
		kode(t, "read", err, "")
		l.Status, l.Objek, l.Nama, l.Dibuat = sakip.LaporanSelesai, "laporan/x", "x", e.Waktu.Now()
		kode(t, "finish", e.FinishLaporan(ctx, l, versi), "")
	}
}

// A calendar is of its kabupaten alone, and an agency without the year has nothing due.
func TestScheduleStaysInItsKabupaten(t *testing.T) {
	e, k := pelaporanUji(t)
	e.Waktu.Add(20 * 24 * time.Hour)
	if _, err := e.PutKabupaten(ctx, servicetest.Pemasang("lain"), sakip.Kabupaten{ID: "lain", Nama: "Lain", Zona: "WIT"}, 0); err != nil {
		t.Fatal(err)
	}
	_, err := e.RunJadwal(ctx, "lain", k, "opd-00001")
	kode(t, "another kabupaten's calendar", err, fault.NotFound)
	if n := len(laporanUji(t, e, "opd-00001")); n != 0 {
		t.Errorf("got %d reports", n)
	}
	k.Tahun = 2030
	k.Triwulan[0] = sakip.Jadwal{Buka: "2026-01-01", Tutup: "2026-01-02", Verifikasi: "2026-01-02", Laporan: "2026-01-02"}
	h, err := e.RunJadwal(ctx, "uji", k, "opd-00001")
	kode(t, "a year that nobody has", err, "")
	if h != (service.HasilJadwal{}) {
		t.Errorf("got %+v", h)
	}
	list, err := e.KalenderBerjalan(ctx, "lain")
	if err != nil || len(list) != 0 {
		t.Errorf("calendars of the other: got %v, %v", list, err)
	}
	p, err := e.Pelaporan(ctx, e.As(t, "verifikator-opd-00002").Orang, sample.TahunUji, triwulanUji)
	if err != nil || len(p.OPD) != 1 || p.OPD[0].ID != "opd-00002" {
		t.Errorf("what an agency sees: got %+v, %v, want its own", p.OPD, err)
	}
	p, err = e.Pelaporan(ctx, e.As(t, "inspektorat-uji").Orang, sample.TahunUji, triwulanUji)
	if err != nil || len(p.OPD) != 3 || p.Jalankan {
		t.Errorf("what inspektorat sees: got %+v, %v, want all and no button", p, err)
	}
}

// What cannot be made for a week is given up; what is made meanwhile stays.
func TestGiveUp(t *testing.T) {
	e, _ := pelaporanUji(t)
	_, err := e.RequestPelaporan(ctx, e.As(t, "kepala-opd-00001"), sample.TahunUji, triwulanUji, service.PilihPelaporan{})
	kode(t, "ask", err, "")
	l := laporanUji(t, e, "opd-00001")[0]
	e.Waktu.Add(7 * 24 * time.Hour)
	kode(t, "not yet", e.GiveUpLaporan(ctx, "opd-00001", sample.TahunUji, l.ID), "")
	if got := laporanUji(t, e, "opd-00001")[0].Status; got != sakip.LaporanMenunggu {
		t.Fatalf("after a week: got %s", got)
	}
	e.Waktu.Add(time.Second)
	for range 2 {
		kode(t, "give up", e.GiveUpLaporan(ctx, "opd-00001", sample.TahunUji, l.ID), "")
	}
	for _, x := range laporanUji(t, e, "opd-00001") {
		if x.ID == l.ID && (x.Status != sakip.LaporanGagal || x.Galat == "" || x.Percobaan != 1) {
			t.Errorf("given up: got %+v", x)
		}
	}
}
