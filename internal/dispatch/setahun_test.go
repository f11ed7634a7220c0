package dispatch_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/shopspring/decimal"

	"capaian/internal/dispatch"
	"capaian/internal/record"
	"capaian/internal/reporter"
	"capaian/internal/sakip"
	"capaian/internal/sample"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// fana is a store that a function dies on: after some calls none does anything any more.
type fana struct {
	store.Store
	sisa atomic.Int64
}

var errMati = errors.New("the function has died")

func (f *fana) mati() bool { return f.sisa.Add(-1) < 0 }

func (f *fana) Load(ctx context.Context, p store.Partition) (store.Snapshot, error) {
	if f.mati() {
		return store.Snapshot{}, errMati
	}
	return f.Store.Load(ctx, p)
}

func (f *fana) Meta(ctx context.Context, p store.Partition) (store.Meta, error) {
	if f.mati() {
		return store.Meta{}, errMati
	}
	return f.Store.Meta(ctx, p)
}

func (f *fana) Get(ctx context.Context, p store.Partition, k store.Key) (store.Item, error) {
	if f.mati() {
		return store.Item{}, errMati
	}
	return f.Store.Get(ctx, p, k)
}

func (f *fana) Do(ctx context.Context, c store.Command) (store.Result, error) {
	if f.mati() {
		return store.Result{}, errMati
	}
	return f.Store.Do(ctx, c)
}

func (f *fana) List(ctx context.Context, index string) ([]store.Meta, error) {
	if f.mati() {
		return nil, errMati
	}
	return f.Store.List(ctx, index)
}

// detak is one tick as it came.
type detak struct {
	pada  time.Time
	utuh  bool            // it ran to its end
	rusak map[string]bool // agencies whose data could not be read then
}

// satuGiliran is what the test knows of an agency's quarter.
type satuGiliran struct {
	opd     string
	tw      int
	jadwal  sakip.Jadwal
	zona    *time.Location
	diisi   time.Time     // when all its figures were entered and verified; zero is never
	diberi  time.Time     // when it was given
	sampai  sakip.Tanggal // the end of an exception for the whole agency; "" for none
	wajib   int
	unit    []string // those with figures that are due
	selesai bool     // it has been entered
}

// setahun is a simulated year of two kabupaten.
type setahun struct {
	*testing.T
	e       *servicetest.Env
	acak    *rand.Rand
	fana    *fana
	d       *dispatch.Dispatcher
	r       *reporter.Reporter
	q       *antrean
	pos     *kantorPos
	giliran []*satuGiliran
	data    map[string]sakip.DataTahun // what is entered, by agency
	detak   []detak
	seq     uint64
	tunda   []events.DynamoDBEventRecord // images that come later
	rusak   map[string]bool
}

// opdRusak is the agency whose data cannot be read for a week: of the kabupaten that a tick
// comes to first.
const opdRusak = "opd-00006"

// jadwalUji are calendars that share no day.
func jadwalUji(geser int) (k sakip.Kalender) {
	k.Tahun = sample.TahunUji
	for n, bulan := range []time.Month{4, 7, 10, 13} {
		hari := func(d int) sakip.Tanggal {
			return sakip.TanggalDari(time.Date(sample.TahunUji, bulan, d+geser, 0, 0, 0, 0, time.UTC))
		}
		k.Triwulan[n] = sakip.Jadwal{Buka: hari(1), Tutup: hari(11), Verifikasi: hari(16), Laporan: hari(21)}
	}
	return k
}

func mulaiSetahun(t *testing.T, seed uint64) *setahun {
	t.Helper()
	s := &setahun{T: t, e: servicetest.Open(t), acak: rand.New(rand.NewPCG(seed, 5)), data: map[string]sakip.DataTahun{}, rusak: map[string]bool{}}
	s.ke(time.Date(sample.TahunUji, 1, 1, 1, 0, 0, 0, time.UTC))
	b := servicetest.Bundle(seed, 6)
	lain := sakip.Kabupaten{ID: "lain", Nama: "Kabupaten Lain (data sintetis)", Zona: "WIT"}
	b.Kabupaten = append(b.Kabupaten, lain)
	pindah := map[string]bool{}
	for n := range b.OPD {
		a := &b.OPD[n]
		if n >= 4 {
			a.Profil.Kabupaten, pindah[a.Profil.ID] = lain.ID, true
		}
		penuh := a.Tahun[1]
		s.data[a.Profil.ID] = penuh
		a.Tahun[1].Realisasi, a.Tahun[1].RealisasiAnggaran = nil, nil
		for i := range a.Tahun {
			a.Tahun[i].OPD = a.Profil
		}
	}
	for n := range b.Orang {
		if pindah[b.Orang[n].OPD] {
			b.Orang[n].Kabupaten = lain.ID
		}
		b.Orang[n].Surel = b.Orang[n].Sub + "@contoh.example"
	}
	s.e.Load(t, b)
	for kab, geser := range map[string]int{"uji": 0, "lain": 2} {
		if _, err := s.e.PutKalender(ctx, servicetest.Pemasang(kab), kab, jadwalUji(geser), 0); err != nil {
			t.Fatal(err)
		}
	}
	s.rencanakan(b, pindah)

	s.fana = &fana{Store: s.e.Embedded}
	s.q, s.pos = &antrean{mati: map[string]bool{}}, &kantorPos{gagal: map[string]error{}}
	log := slog.New(slog.DiscardHandler)
	s.d = &dispatch.Dispatcher{Store: s.fana, Queue: s.q, Surat: s.pos, URL: "https://capaian.example", Clock: s.e.Waktu.Now, Log: log,
		Service: &service.Service{Store: s.fana, Clock: s.e.Waktu.Now}}
	s.r = &reporter.Reporter{Service: s.e.Service, Objects: s.e.Files, Terbit: s.e.Terbit, Clock: s.e.Waktu.Now, Log: log}
	changes, err := s.e.Embedded.Changes(ctx, 0, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	s.seq = changes[len(changes)-1].Seq
	return s
}

// ke moves the clock on to a moment.
func (s *setahun) ke(pada time.Time) { s.e.Waktu.Add(pada.Sub(s.e.Waktu.Now())) }

// rencanakan draws when each agency enters each quarter: within its days, late by an
// exception, too late for the wait, or never.
func (s *setahun) rencanakan(b sample.Bundle, pindah map[string]bool) {
	for _, a := range b.OPD {
		kal, zona := jadwalUji(0), time.FixedZone("WIB", 7*3600)
		if pindah[a.Profil.ID] {
			kal, zona = jadwalUji(2), time.FixedZone("WIT", 9*3600)
		}
		for n, j := range kal.Triwulan {
			g := &satuGiliran{opd: a.Profil.ID, tw: n + 1, jadwal: j, zona: zona}
			d := s.data[a.Profil.ID]
			d.Realisasi, d.RealisasiAnggaran = nil, nil
			for _, u := range d.Kemajuan(g.tw) {
				g.wajib += u.Semua().Wajib
				if u.Unit != "" {
					g.unit = append(g.unit, u.Unit)
				}
			}
			pada := func(hari sakip.Tanggal) time.Time {
				t, _ := time.ParseInLocation(time.DateOnly, string(hari), zona)
				return t.Add(time.Duration(s.acak.IntN(24*60)) * time.Minute)
			}
			apa := s.acak.IntN(6)
			if g.opd == opdRusak && g.tw == 3 {
				apa = 0 // nobody can enter figures of it then either
			}
			switch apa {
			case 0, 1: // never
			case 2: // late, by an exception that is given once all windows are shut
				telat := 9 + s.acak.IntN(6) // longer than reports wait
				g.sampai, g.diberi = j.Laporan.Tambah(telat), pada(j.Verifikasi.Tambah(1))
				if s.acak.IntN(3) > 0 {
					g.diisi = pada(j.Laporan.Tambah(s.acak.IntN(telat + 1)))
				}
			case 3: // late, by an exception that is given for it
				g.sampai = j.Laporan.Tambah(1 + s.acak.IntN(12))
				g.diisi = pada(j.Laporan.Tambah(s.acak.IntN(j.Laporan.Selisih(g.sampai) + 1)))
				g.diberi = g.diisi.Add(-time.Second)
			default:
				g.diisi = pada(j.Buka.Tambah(s.acak.IntN(j.Buka.Selisih(j.Verifikasi) + 1)))
			}
			s.giliran = append(s.giliran, g)
		}
	}
}

// beri gives an agency longer.
func (s *setahun) beri(g *satuGiliran) {
	s.Helper()
	k := s.e.As(s, "verifikator-"+g.opd).Orang.Kabupaten
	if _, err := s.e.PutPengecualian(ctx, servicetest.Pemasang(k), g.opd, sample.TahunUji, sakip.Pengecualian{Triwulan: g.tw, Sampai: g.sampai, Alasan: "banjir"}, 0); err != nil {
		s.Fatal(err)
	}
}

// isi enters and verifies every figure of a quarter.
func (s *setahun) isi(g *satuGiliran) {
	s.Helper()
	harus := func(err error) {
		s.Helper()
		if err != nil {
			s.Fatalf("%s TW%d: %v", g.opd, g.tw, err)
		}
	}
	v := s.e.As(s, "verifikator-"+g.opd)
	t, err := record.LoadTahunSaja(ctx, s.e.Embedded, g.opd, sample.TahunUji)
	harus(err)
	penuh := s.data[g.opd]
	var pilih []service.Pilihan
	for _, x := range t.Data.AngkaTriwulan(g.tw) {
		if x.Indikator != nil {
			a := service.Angka{Indikator: x.Indikator.ID, Triwulan: g.tw}
			n, err := s.e.RecordRealisasi(ctx, v, g.opd, sample.TahunUji, nilaiUji(penuh, *x.Indikator, g.tw), 0)
			harus(err)
			pilih = append(pilih, service.Pilihan{Angka: a, Versi: n})
			continue
		}
		a := service.Angka{Baris: x.Baris.IdentitasBaris, Triwulan: g.tw}
		n, err := s.e.RecordRealisasiAnggaran(ctx, v, g.opd, sample.TahunUji, sakip.RealisasiAnggaran{IdentitasBaris: x.Baris.IdentitasBaris, Triwulan: g.tw,
			Nilai: x.Baris.Pagu.Mul(decimal.NewFromInt(int64(g.tw))).DivRound(decimal.NewFromInt(5), 0), Penjelasan: servicetest.Alasan()}, 0)
		harus(err)
		pilih = append(pilih, service.Pilihan{Angka: a, Versi: n})
	}
	hasil, err := s.e.VerifyBanyak(ctx, v, g.opd, sample.TahunUji, g.tw, pilih)
	harus(err)
	for _, h := range hasil {
		if h.Kode != "" {
			s.Fatalf("%s TW%d: %+v", g.opd, g.tw, h)
		}
	}
	g.selesai = true
}

// nilaiUji is what the sample has of an indicator, of this quarter or of another.
func nilaiUji(d sakip.DataTahun, i sakip.Indikator, tw int) wire.Realisasi {
	var real *sakip.Realisasi
	for n, r := range d.Realisasi {
		if r.Indikator == i.ID && (real == nil || r.Triwulan == tw) {
			real = &d.Realisasi[n]
		}
	}
	r := sakip.Realisasi{Indikator: i.ID, Triwulan: tw, BelumTerbit: real == nil}
	if real != nil {
		r.X, r.Y, r.Predikat, r.BelumTerbit, r.Sumber = real.X, real.Y, real.Predikat, real.BelumTerbit, real.Sumber
	}
	if i.Formula.Jenis == sakip.FormulaRasio && r.Y == nil && !r.BelumTerbit {
		r.Y = r.X
	}
	w := wire.FromRealisasi(r, i)
	w.Penjelasan = servicetest.Alasan()
	return w
}

// alirkan hands the feed's images to the function: shuffled, some twice, some only later.
func (s *setahun) alirkan(semua bool) {
	s.Helper()
	changes, err := s.e.Embedded.Changes(ctx, s.seq, 1<<30)
	if err != nil {
		s.Fatal(err)
	}
	batch := s.tunda
	s.tunda = nil
	for _, c := range changes {
		s.seq = c.Seq
		if !c.Insert || !strings.HasPrefix(string(c.Partition), "LAP#") && !strings.HasPrefix(string(c.Partition), "SURAT#") {
			continue
		}
		r := catatan("INSERT", c.Partition, c.SK)
		switch s.acak.IntN(8) {
		case 0:
			batch = append(batch, r, r)
		case 1:
			if !semua {
				s.tunda = append(s.tunda, r)
				continue
			}
			batch = append(batch, r)
		default:
			batch = append(batch, r)
		}
	}
	s.acak.Shuffle(len(batch), func(i, j int) { batch[i], batch[j] = batch[j], batch[i] })
	if len(batch) == 0 {
		return
	}
	s.fana.sisa.Store(1 << 40)
	if err := kirim(s.T, s.d, batch...); err != nil {
		s.Fatalf("stream: %v", err)
	}
}

// buatkan hands the queue's messages over: some twice, some never, which only the tick makes good.
func (s *setahun) buatkan(semua bool) {
	s.Helper()
	jobs := s.q.jobs
	s.q.jobs = nil
	s.acak.Shuffle(len(jobs), func(i, j int) { jobs[i], jobs[j] = jobs[j], jobs[i] })
	for _, j := range jobs {
		if s.acak.IntN(10) == 0 && !semua {
			continue
		}
		body, err := json.Marshal(j)
		if err != nil {
			s.Fatal(err)
		}
		for range 1 + s.acak.IntN(2) {
			out, err := s.r.Handle(ctx, events.SQSEvent{Records: []events.SQSMessage{{MessageId: "1", Body: string(body)}}})
			if err != nil || len(out.BatchItemFailures) > 0 {
				s.Fatalf("report of %+v: %v, %+v", j, err, out)
			}
		}
	}
}

// berdetak sends the tick, which may find that it dies half-way.
func (s *setahun) berdetak() {
	s.Helper()
	s.fana.sisa.Store(1 << 40)
	mati := s.acak.IntN(6) == 0
	if mati {
		s.fana.sisa.Store(int64(s.acak.IntN(60)))
	}
	err := s.d.Handle(ctx, json.RawMessage(`{"detail-type":"Scheduled Event"}`))
	rusak := map[string]bool{}
	for opd := range s.rusak {
		rusak[opd] = true
	}
	if err != nil && len(rusak) == 0 && !errors.Is(err, errMati) {
		s.Fatalf("tick: %v", err)
	}
	if err == nil && len(rusak) > 0 {
		s.Error("an agency's data cannot be read: the tick says nothing of it")
	}
	s.detak = append(s.detak, detak{s.e.Waktu.Now(), !errors.Is(err, errMati), rusak})
}

// rusakkan breaks an agency's data, or mends them.
func (s *setahun) rusakkan(opd string, rusak bool) {
	s.Helper()
	key := store.Key{Doc: record.DocIndikator, Row: "rusak"}
	c := store.Command{Partition: store.TahunOPD(opd, sample.TahunUji), Audit: store.Audit{Waktu: s.e.Waktu.Now(), Perintah: "Uji"}}
	if rusak {
		c.Writes = []store.Write{{Key: key, Data: []byte("{")}}
		s.rusak[opd] = true
	} else {
		it, err := s.e.Embedded.Get(ctx, c.Partition, key)
		if err != nil {
			s.Fatal(err)
		}
		c.Writes = []store.Write{{Key: key, Versi: it.Versi, Delete: true}}
		delete(s.rusak, opd)
	}
	if _, err := s.e.Embedded.Do(ctx, c); err != nil {
		s.Fatal(err)
	}
}

// jalankan lets fifteen months pass.
func (s *setahun) jalankan() {
	s.Helper()
	type peristiwa struct {
		pada time.Time
		do   func()
	}
	var semua []peristiwa
	for _, g := range s.giliran {
		if g.sampai != "" {
			semua = append(semua, peristiwa{g.diberi, func() { s.beri(g) }})
		}
		if !g.diisi.IsZero() {
			semua = append(semua, peristiwa{g.diisi, func() { s.isi(g) }})
		}
	}
	// One agency cannot be read while others' reports of the third quarter fall due.
	semua = append(semua, peristiwa{time.Date(2025, 10, 19, 3, 0, 0, 0, time.UTC), func() { s.rusakkan(opdRusak, true) }},
		peristiwa{time.Date(2025, 10, 27, 3, 0, 0, 0, time.UTC), func() { s.rusakkan(opdRusak, false) }})
	for hari := time.Date(2025, 1, 1, 18, 45, 0, 0, time.UTC); hari.Before(time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)); hari = hari.AddDate(0, 0, 1) {
		kali := 1
		switch s.acak.IntN(8) {
		case 0:
			kali = 0 // lost
		case 1:
			kali = 2 // twice
		}
		for range kali {
			pada := hari
			if s.acak.IntN(4) == 0 { // late, or a kept one of the day before
				pada = hari.Add(time.Duration(s.acak.IntN(23*60)) * time.Minute)
			}
			semua = append(semua, peristiwa{pada, s.berdetak})
		}
		for jam := range 3 { // what the stream keeps back comes eight hours later
			semua = append(semua, peristiwa{hari.Add(time.Duration(jam)*8*time.Hour + 30*time.Minute), func() { s.alirkan(false); s.buatkan(false) }})
		}
	}
	slices.SortStableFunc(semua, func(a, b peristiwa) int { return a.pada.Compare(b.pada) })
	for _, p := range semua {
		s.ke(p.pada)
		p.do()
	}
	s.fana.sisa.Store(1 << 40)
	for range 2 { // what was lost on the last day
		s.alirkan(true)
		s.buatkan(true)
		s.e.Waktu.Add(24 * time.Hour)
		s.berdetak()
		s.fana.sisa.Store(1 << 40)
		if err := s.d.Tick(ctx); err != nil {
			s.Fatal(err)
		}
		s.buatkan(true)
	}
}

// hari is a tick's day in a zone.
func (d detak) hari(z *time.Location) sakip.Tanggal { return sakip.TanggalDari(d.pada.In(z)) }

// batas is a day as a tick finds it: later by an exception, once that is given.
func (g *satuGiliran) batas(d detak, t sakip.Tanggal) sakip.Tanggal {
	if g.sampai != "" && !d.pada.Before(g.diberi) {
		return max(t, g.sampai)
	}
	return t
}

// kapan finds the first tick, and the first that ran to its end, at which the reports may be
// asked for: the rule of the calendar, told once more and independently.
func (s *setahun) kapan(g *satuGiliran) (awal, akhir time.Time, lengkap bool) {
	for _, d := range s.detak {
		hari := d.hari(g.zona)
		batas := g.batas(d, g.jadwal.Laporan.Tambah(7))
		siap := !g.diisi.IsZero() && !d.pada.Before(g.diisi)
		if hari < g.jadwal.Laporan || d.rusak[g.opd] || !siap && hari <= batas {
			continue
		}
		if awal.IsZero() {
			awal, lengkap = d.pada, siap
		}
		if d.utuh {
			return awal, d.pada, siap
		}
	}
	return awal, akhir, lengkap
}

// periksaLaporan holds what lies there to the rule.
func (s *setahun) periksaLaporan() {
	s.Helper()
	per := map[string][]sakip.Laporan{}
	sudah := map[string]bool{}
	banyak := 0
	for opd := range s.data {
		list, err := record.LoadLaporan(ctx, s.e.Embedded, opd, sample.TahunUji)
		if err != nil {
			s.Fatal(err)
		}
		for _, l := range list {
			banyak++
			if l.Status != sakip.LaporanSelesai || sudah[l.ID] || l.Pemohon != "sistem" || l.JatuhTempo == "" || l.SHA256 == "" {
				s.Errorf("report: got %+v", l)
			}
			sudah[l.ID] = true
			k := fmt.Sprintf("%s %d", l.OPD, l.Periode)
			per[k] = append(per[k], l)
		}
	}
	want := 0
	for _, g := range s.giliran {
		jenis := 1
		if g.tw == 4 {
			jenis = 2
		}
		want += jenis * len(sakip.FormatTerjadwal)
		list := per[fmt.Sprintf("%s %d", g.opd, g.tw)]
		awal, akhir, _ := s.kapan(g)
		beda := map[string]bool{}
		for _, l := range list {
			beda[string(l.Jenis)+" "+string(l.Format)] = true
			if l.Paket != list[0].Paket[:26]+"-"+string(l.Jenis) || l.JatuhTempo != g.jadwal.Laporan || !l.Diminta.Equal(list[0].Diminta) {
				s.Errorf("%s TW%d: not of one package and due day: %+v", g.opd, g.tw, l)
			}
			if l.Diminta.Before(awal) || l.Diminta.After(akhir) {
				s.Errorf("%s TW%d: asked for %s, want %s to %s (%+v)", g.opd, g.tw, l.Diminta, awal, akhir, g)
			}
			kurang := 0
			if g.diisi.IsZero() || l.Diminta.Before(g.diisi) {
				kurang = g.wajib
			}
			if l.Kurang != kurang {
				s.Errorf("%s TW%d: made without %d figures, want %d", g.opd, g.tw, l.Kurang, kurang)
			}
		}
		if len(beda) != jenis*len(sakip.FormatTerjadwal) || len(list) != len(beda) {
			s.Errorf("%s TW%d: got reports %v (%d), want each of %d kinds and %d formats once", g.opd, g.tw, beda, len(list), jenis, len(sakip.FormatTerjadwal))
		}
	}
	if banyak != want {
		s.Errorf("reports: got %d, want %d", banyak, want)
	}
}

// periksaPengingat holds what was sent to the rule: each reminder once, to those whom it
// concerns, when a tick came in its days and something was left to do.
func (s *setahun) periksaPengingat() {
	s.Helper()
	dapat := map[string]int{}
	for _, p := range s.pos.pesan {
		perihal, _, _ := strings.Cut(p.Perihal, " (")
		tahap := "7"
		if strings.Contains(p.Perihal, "(besok)") || strings.Contains(p.Perihal, "(hari ini)") {
			tahap = "1"
		}
		dapat[p.Untuk+" "+perihal+" "+tahap]++
	}
	boleh := map[string]bool{}
	harus := map[string]bool{}
	for _, g := range s.giliran {
		var unit []string
		for _, u := range g.unit {
			unit = append(unit, "operator-"+u+"-"+g.opd)
		}
		for _, x := range []struct {
			apa   string
			batas sakip.Tanggal
			ke    []string
			final bool // verified is not enough
		}{{"Pengisian %s berakhir", g.jadwal.Tutup, unit, false}, {"Verifikasi %s berakhir", g.jadwal.Verifikasi, []string{"verifikator-" + g.opd}, false},
			{"Laporan %s jatuh tempo", g.jadwal.Laporan, []string{"kepala-" + g.opd}, true}} {
			for _, d := range s.detak {
				batas := x.batas
				if !x.final {
					batas = g.batas(d, x.batas)
				}
				sisa := d.hari(g.zona).Selisih(batas)
				if sisa < 0 || sisa > 7 || x.final && sisa == 0 || d.rusak[g.opd] || !x.final && !g.diisi.IsZero() && !d.pada.Before(g.diisi) || g.wajib == 0 {
					continue
				}
				tahap := 7
				if sisa <= 1 {
					tahap = 1
				}
				hari, _ := time.Parse(time.DateOnly, string(batas))
				for _, o := range x.ke {
					perihal := fmt.Sprintf(x.apa, fmt.Sprintf("TW%d %d", g.tw, sample.TahunUji)) + " " + fmt.Sprintf("%d %s %d", hari.Day(), bulanUji[hari.Month()-1], hari.Year())
					k := fmt.Sprintf("%s@contoh.example %s %d", o, perihal, tahap)
					boleh[k] = true
					// What is left a whole day before its day is over is sent before then.
					if d.utuh && sisa >= 1 {
						harus[k] = true
					}
				}
			}
		}
	}
	for k, n := range dapat {
		if n != 1 {
			s.Errorf("%s: sent %d times", k, n)
		}
		k7, _ := strings.CutSuffix(k, " 1")
		if !boleh[k] && !boleh[k7+" 7"] { // one that was delivered on the day before says so
			s.Errorf("%s: sent, and not due", k)
		}
	}
	for k := range harus {
		satu, _ := strings.CutSuffix(k, " 7")
		if dapat[k] == 0 && dapat[satu+" 1"] == 0 {
			s.Errorf("%s: due, and not sent", k)
		}
	}
	s.Logf("%d ticks, %d e-mails of %d reminders that were due", len(s.detak), len(s.pos.pesan), len(harus))
}

var bulanUji = []string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"}

// A whole year: ticks that are lost, doubled and late, a stream out of order, messages that
// are lost, a function that dies, an agency that cannot be read. Every report is asked for
// once, when the calendar and the data say so, and made; every reminder comes once.
func TestAWholeYear(t *testing.T) {
	for _, seed := range []uint64{1, 2} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := mulaiSetahun(t, seed)
			s.jalankan()
			s.periksaLaporan()
			s.periksaPengingat()
		})
	}
}
