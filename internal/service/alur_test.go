package service_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// The figures that these tests take along their way: of bid-pembinaan, and of the agency.
var (
	satu = service.Angka{Indikator: "PI-03", Triwulan: 3}
	uang = service.Angka{Baris: sakip.IdentitasBaris{Kode: "C.U1.P04.K01.S01", Sumber: "APBD"}, Triwulan: 4}
)

const (
	operator    = "operator-contoh-pembinaan"
	tetangga    = "operator-contoh-layanan"
	verifikator = "verifikator-contoh"
	kepala      = "kepala-contoh"
	admin       = "admin-contoh"
)

// isi enters a figure as somebody.
func isi(e *servicetest.Env, r service.Request, a service.Angka, nilai int64, status sakip.Status, versi int64) (int64, error) {
	n := dec(fmt.Sprint(nilai))
	if a.Indikator != "" {
		return e.RecordRealisasi(ctx, r, opd, tahun, wire.Realisasi{Indikator: a.Indikator, Triwulan: a.Triwulan, Nilai: wire.AngkaDari(n), Status: status}, versi)
	}
	return e.RecordRealisasiAnggaran(ctx, r, opd, tahun, sakip.RealisasiAnggaran{IdentitasBaris: a.Baris, Triwulan: a.Triwulan, Nilai: n, Status: status}, versi)
}

func keadaan(t *testing.T, e *servicetest.Env, sub string, a service.Angka) service.KeadaanAngka {
	t.Helper()
	k, err := e.Keadaan(ctx, e.As(t, sub).Orang, opd, tahun, a)
	kode(t, "state", err, "")
	return k
}

// tabelAlur is the state machine written out a second time: role, step, and where it leads
// from each status; "-" is refused.
const tabelAlur = `
step         role         belum    draf     diajukan     dikembalikan diverifikasi final
draf         operator     draf     draf     draf         draf         -            -
draf         verifikator  draf     draf     draf         draf         -            -
ajukan       operator     diajukan diajukan diajukan     diajukan     -            -
ajukan       verifikator  diajukan diajukan diajukan     diajukan     -            -
tarik        operator     -        -        draf         -            -            -
tarik        verifikator  -        -        draf         -            -            -
kembalikan   verifikator  -        -        dikembalikan -            dikembalikan -
verifikasi   verifikator  -        -        diverifikasi -            -            -
banyak       verifikator  -        -        diverifikasi -            -            -
finalkan     kepala       -        -        -            -            final        -
buka         admin        -        -        -            -            diajukan     diajukan
bukaperiode  admin        -        -        -            -            -            diajukan
`

func alurDari() (lihat map[[3]string]string, langkah []string) {
	lihat = map[[3]string]string{}
	lines := strings.Split(strings.TrimSpace(tabelAlur), "\n")
	head := strings.Fields(lines[0])
	for _, l := range lines[1:] {
		c := strings.Fields(l)
		if !slices.Contains(langkah, c[0]) {
			langkah = append(langkah, c[0])
		}
		for n, ke := range c[2:] {
			lihat[[3]string{c[0], c[1], head[n+2]}] = ke
		}
	}
	return lihat, langkah
}

// model is what a figure should be.
type model struct {
	status, catatan, dibuka, pengisi, pemeriksa string
	versi, nilai                                int64
	jejak                                       []string // statuses, the latest first
}

// TestFiguresFollowTheTable lets random people do random things to two figures, with fresh
// and with stale versions, and holds each outcome to the table, every field to a model, and
// the audit chain to what was done.
func TestFiguresFollowTheTable(t *testing.T) {
	tabel, semua := alurDari()
	rapid.Check(t, func(rt *rapid.T) {
		e := servicetest.Seeded(t)
		peran := map[string]string{operator: "operator", tetangga: "operator", verifikator: "verifikator", kepala: "kepala", admin: "admin"}
		m := map[service.Angka]*model{}
		for _, a := range []service.Angka{satu, uang} {
			k := keadaan(t, e, verifikator, a)
			m[a] = &model{status: string(k.Alur.Status), versi: k.Versi}
		}
		for range rapid.IntRange(1, 25).Draw(rt, "n") {
			a := rapid.SampledFrom([]service.Angka{satu, uang}).Draw(rt, "figure")
			x := m[a]
			sub := rapid.SampledFrom([]string{operator, tetangga, verifikator, verifikator, kepala, admin}).Draw(rt, "who")
			langkah := rapid.SampledFrom(semua).Draw(rt, "step")
			basi := rapid.IntRange(0, 9).Draw(rt, "stale") == 0 && x.versi > 1
			teks := rapid.SampledFrom([]string{"", "cek lagi", "salah ketik"}).Draw(rt, "text")
			nilai := rapid.Int64Range(1, 9).Draw(rt, "value")
			versi := x.versi
			if basi {
				versi--
			}
			r := e.As(t, sub)
			var err error
			switch langkah {
			case "draf":
				_, err = isi(e, r, a, nilai, sakip.Draf, versi)
			case "ajukan":
				_, err = isi(e, r, a, nilai, sakip.Diajukan, versi)
			case "tarik":
				_, err = e.WithdrawRealisasi(ctx, r, opd, tahun, a, versi)
			case "kembalikan":
				_, err = e.ReturnRealisasi(ctx, r, opd, tahun, a, teks, versi)
			case "verifikasi":
				_, err = e.VerifyRealisasi(ctx, r, opd, tahun, a, versi)
			case "banyak":
				var hasil []service.HasilAngka
				hasil, err = e.VerifyBanyak(ctx, r, opd, tahun, a.Triwulan, []service.Pilihan{{Angka: a, Versi: versi}})
				if err == nil && hasil[0].Kode != "" {
					err = fault.New(hasil[0].Kode)
				}
			case "finalkan":
				basi = false
				_, err = e.FinalizePeriode(ctx, r, opd, tahun, a.Triwulan, true)
			case "buka":
				_, err = e.ReopenRealisasi(ctx, r, opd, tahun, a, teks, versi)
			case "bukaperiode":
				basi = false
				_, err = e.ReopenPeriode(ctx, r, opd, tahun, a.Triwulan, teks)
			}
			dari := x.status
			if dari == "" {
				dari = "belum"
			}
			ke, adaHak := tabel[[3]string{langkah, peran[sub], dari}]
			butuh := langkah == "kembalikan" || langkah == "buka" || langkah == "bukaperiode"
			entri := langkah == "draf" || langkah == "ajukan"
			want := fault.Code("")
			switch {
			case !adaHak, sub == tetangga && a == satu:
				want = fault.Forbidden
			case entri && ke == "-", (langkah == "finalkan" || langkah == "bukaperiode") && ke == "-" && (teks != "" || !butuh):
				want = fault.Locked
			case basi:
				want = fault.Conflict
			case ke == "-" && langkah != "bukaperiode":
				want = fault.Locked
			case butuh && teks == "":
				want = fault.Required
			}
			// A step of the whole quarter also takes its other figures: what those make of it
			// is no matter here.
			periode := langkah == "finalkan" || langkah == "bukaperiode"
			got := fault.CodeOf(err)
			if got != want && !(periode && want == fault.Locked && got == "") {
				rt.Fatalf("%s by %s on %v at %q: got %q (%v), want %q", langkah, sub, a, x.status, got, err, want)
			}
			if got == "" && want == "" {
				x.langkah(langkah, sub, ke, teks, nilai)
			}
			for a, x := range m {
				x.periksa(rt, keadaan(t, e, verifikator, a), a)
				x.versi = keadaan(t, e, verifikator, a).Versi
			}
		}
		utuh(t, e.Embedded, p)
	})
}

func (x *model) langkah(langkah, sub, ke, teks string, nilai int64) {
	x.status = ke
	x.jejak = append([]string{ke}, x.jejak...)
	switch langkah {
	case "draf", "ajukan":
		x.pengisi, x.pemeriksa, x.nilai = sub, "", nilai
	case "kembalikan":
		x.catatan, x.pemeriksa = teks, ""
	case "verifikasi", "banyak":
		x.catatan, x.pemeriksa = "", sub
	case "finalkan":
		x.dibuka = ""
	case "buka", "bukaperiode":
		x.dibuka, x.pemeriksa = teks, ""
	}
}

func (x *model) periksa(t *rapid.T, k service.KeadaanAngka, a service.Angka) {
	got := [...]string{string(k.Alur.Status), k.Alur.Catatan, k.Alur.DibukaKembali, k.Alur.Pengisi, k.Alur.Pemeriksa}
	if want := [...]string{x.status, x.catatan, x.dibuka, x.pengisi, x.pemeriksa}; got != want {
		t.Fatalf("%v: got %q, want %q", a, got, want)
	}
	for n, want := range x.jejak[:min(len(x.jejak), 20)] {
		if n >= len(k.Riwayat) || string(k.Riwayat[n].Status) != want {
			t.Fatalf("%v: history got %+v, want %v", a, k.Riwayat, x.jejak)
		}
	}
}

// atur sets a calendar whose third quarter has these days.
func atur(t *testing.T, e *servicetest.Env, zona string, j sakip.Jadwal) {
	t.Helper()
	r := servicetest.Pemasang("contoh")
	_, versi, err := record.Kabupaten(ctx, e.Embedded, "contoh")
	kode(t, "kabupaten", err, "")
	_, err = e.PutKabupaten(ctx, r, sakip.Kabupaten{ID: "contoh", Nama: "Contoh", Zona: zona}, versi)
	kode(t, "zone", err, "")
	_, err = e.PutKalender(ctx, r, "contoh", sakip.Kalender{Tahun: tahun, Triwulan: [4]sakip.Jadwal{2: j}}, 0)
	kode(t, "calendar", err, "")
}

var jadwal = sakip.Jadwal{Buka: "2026-01-10", Tutup: "2026-01-20", Verifikasi: "2026-01-25", Laporan: "2026-01-31"}

// pada moves the clock to a moment of a zone.
func pada(t *testing.T, e *servicetest.Env, zona *time.Location, s string) {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04:05", s, zona)
	if err != nil {
		t.Fatal(err)
	}
	e.Waktu.Add(at.Sub(e.Waktu.Now()))
}

// Windows open and close at the second, in each zone.
func TestWindowsAtTheSecond(t *testing.T) {
	for zona, jam := range map[string]int{"WIB": 7, "WITA": 8, "WIT": 9} {
		z := time.FixedZone(zona, jam*3600)
		for _, c := range []struct {
			saat, sub string
			want      fault.Code
			teks      string
		}{
			{"2026-01-09 23:59:59", operator, fault.Locked, "baru dibuka 10 Januari 2026"},
			{"2026-01-10 00:00:00", operator, "", ""},
			{"2026-01-20 23:59:59", operator, "", ""},
			{"2026-01-21 00:00:00", operator, fault.Locked, "berakhir 20 Januari 2026 pukul 24.00 " + zona},
			{"2026-01-21 00:00:00", verifikator, "", ""},
			{"2026-01-25 23:59:59", verifikator, "", ""},
			{"2026-01-26 00:00:00", verifikator, fault.Locked, "masa verifikasi TW3 2025 berakhir 25 Januari 2026"},
		} {
			t.Run(zona+" "+c.saat+" "+c.sub, func(t *testing.T) {
				e := servicetest.Seeded(t)
				atur(t, e, zona, jadwal)
				pada(t, e, z, c.saat)
				_, err := isi(e, e.As(t, c.sub), satu, 6, "", 0)
				kode(t, "entry", err, c.want)
				if err != nil && !strings.Contains(fault.Text(fault.All(err)[0]), c.teks) {
					t.Errorf("got %s, want %q in it", fault.Text(fault.All(err)[0]), c.teks)
				}
				// Quarters without dates are not limited.
				_, err = isi(e, e.As(t, verifikator), uang, 6, "", versiBaris(t, e.Embedded, p, record.KeyRealisasiAnggaran(uang.Baris, 4)))
				kode(t, "another quarter", err, "")
			})
		}
	}
}

// What came back to its unit on the last day can still be mended; what did not, cannot.
func TestReturnedIsMendedAfterEntryCloses(t *testing.T) {
	e := servicetest.Seeded(t)
	atur(t, e, "WIB", jadwal)
	v, err := isi(e, e.As(t, operator), satu, 6, "", 0)
	kode(t, "entry", err, "")
	e.Waktu.Add(7 * 24 * time.Hour) // the 22nd
	_, err = isi(e, e.As(t, operator), satu, 7, "", v)
	kode(t, "late", err, fault.Locked)
	_, err = e.WithdrawRealisasi(ctx, e.As(t, operator), opd, tahun, satu, v)
	kode(t, "late withdrawal", err, fault.Locked)
	v, err = e.ReturnRealisasi(ctx, e.As(t, verifikator), opd, tahun, satu, "cek", v)
	kode(t, "return", err, "")
	if k := keadaan(t, e, operator, satu); k.Tutup != "" || !k.Boleh[sakip.Ajukan] {
		t.Errorf("returned: got %+v, want it open to its unit", k)
	}
	v, err = isi(e, e.As(t, operator), satu, 7, "", v)
	kode(t, "mended", err, "")
	e.Waktu.Add(4 * 24 * time.Hour) // the 26th
	_, err = e.VerifyRealisasi(ctx, e.As(t, verifikator), opd, tahun, satu, v)
	kode(t, "verification is over", err, fault.Locked)
	_, err = e.PutPengecualian(ctx, e.As(t, admin), opd, tahun, sakip.Pengecualian{Unit: "bid-pembinaan", Triwulan: 3, Sampai: "2026-01-26", Alasan: "banjir"}, 0)
	kode(t, "exception", err, "")
	_, err = e.VerifyRealisasi(ctx, e.As(t, verifikator), opd, tahun, satu, v)
	kode(t, "with an exception of the unit", err, "")
}

// An exception that is taken back while somebody enters by it does not let the entry in;
// and a window that closes while an entry is on its way counts as it was decided.
func TestWindowAtTheSameTime(t *testing.T) {
	e := servicetest.Seeded(t)
	atur(t, e, "WIB", jadwal)
	e.Waktu.Add(10 * 24 * time.Hour)
	vk, err := e.PutPengecualian(ctx, e.As(t, admin), opd, tahun, sakip.Pengecualian{Triwulan: 3, Sampai: "2026-02-10", Alasan: "banjir"}, 0)
	kode(t, "exception", err, "")
	for n := range 30 {
		seam := &sela{Store: e.Embedded, baca: n, lalu: func() {
			_, err := e.DeletePengecualian(ctx, e.As(t, admin), opd, tahun, "", 3, vk)
			kode(t, "taken back", err, "")
		}}
		s := diAtas(e, seam)
		v, err := s.RecordRealisasi(ctx, e.As(t, operator), opd, tahun, wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: angka("6")}, 0)
		if !seam.jalan {
			break
		}
		kode(t, fmt.Sprint("taken back before step ", n), err, fault.Locked)
		if _, err := e.Store.Get(ctx, p, record.KeyRealisasi("PI-03", 3)); fault.CodeOf(err) != fault.NotFound {
			t.Fatalf("before step %d: a figure was left: %v", n, v)
		}
		vk, err = e.PutPengecualian(ctx, e.As(t, admin), opd, tahun, sakip.Pengecualian{Triwulan: 3, Sampai: "2026-02-10", Alasan: "banjir"}, 0)
		kode(t, "exception again", err, "")
	}
}

func TestClosingWhileOnTheWay(t *testing.T) {
	e := servicetest.Seeded(t)
	atur(t, e, "WIB", jadwal)
	pada(t, e, time.FixedZone("WIB", 7*3600), "2026-01-20 23:59:59")
	batas := e.Waktu.Now()
	r := e.As(t, operator)
	// The clock moves past the end when the last read before the command is over.
	seam := &terlambat{Store: e.Embedded, lalu: func() { e.Waktu.Add(time.Second) }}
	v, err := diAtas(e, seam).RecordRealisasi(ctx, r, opd, tahun, wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: angka("6")}, 0)
	kode(t, "decided in time", err, "")
	entries := entri(t, e.Embedded, p)
	if at := entries[v-1].Waktu; !at.Equal(batas) {
		t.Errorf("the audit entry says %s, want the moment of the decision %s", at, batas)
	}
	_, err = isi(e, r, satu, 7, "", v)
	kode(t, "a second later", err, fault.Locked)
}

// terlambat does something just before each command.
type terlambat struct {
	store.Store
	lalu func()
}

func (s *terlambat) Do(ctx context.Context, c store.Command) (store.Result, error) {
	s.lalu()
	return s.Store.Do(ctx, c)
}

// Who verifies what was re-submitted meanwhile gets both values.
func TestVerifyWhileResubmitted(t *testing.T) {
	e := servicetest.Seeded(t)
	v, err := isi(e, e.As(t, operator), satu, 6, "", 0)
	kode(t, "entry", err, "")
	for n := range 20 {
		baru, lama := int64(100+n), v
		seam := &sela{Store: e.Embedded, baca: n, lalu: func() {
			var err error
			v, err = isi(e, e.As(t, operator), satu, baru, "", lama)
			kode(t, "re-submitted", err, "")
		}}
		_, err := diAtas(e, seam).VerifyRealisasi(ctx, e.As(t, verifikator), opd, tahun, satu, lama)
		if !seam.jalan {
			kode(t, "nobody in between", err, "")
			break
		}
		kode(t, fmt.Sprint("before step ", n), err, fault.Conflict)
		b := bentrok(t, err)
		kini, anda := urai[wire.Realisasi](t, b.Kini).Nilai, urai[wire.Realisasi](t, b.Anda).Nilai
		if b.Versi != v || kini != angka(fmt.Sprint(baru)) || anda == kini {
			t.Errorf("before step %d: got kini %v, anda %v, versi %d; want %d now, another seen, versi %d", n, kini, anda, b.Versi, baru, v)
		}
	}
}

// The same step twice, under one key and under none.
func TestStepTwice(t *testing.T) {
	e := servicetest.Seeded(t)
	v, err := isi(e, e.As(t, operator), satu, 6, "", 0)
	kode(t, "entry", err, "")
	r := servicetest.Kunci(e.As(t, verifikator), "k", "isi")
	pertama, err := e.ReturnRealisasi(ctx, r, opd, tahun, satu, "cek", v)
	kode(t, "first", err, "")
	ulang, err := e.ReturnRealisasi(ctx, r, opd, tahun, satu, "cek", v)
	if err != nil || ulang != pertama || meta(t, e.Embedded, p).Versi != pertama {
		t.Errorf("repeat: got %d, %v, want %d and nothing changed", ulang, err, pertama)
	}
	_, err = e.ReturnRealisasi(ctx, e.As(t, verifikator), opd, tahun, satu, "cek", v)
	kode(t, "without a key", err, fault.Conflict)
}

// semuaTriwulan brings every figure of a quarter of a large agency to diajukan.
func besar(t *testing.T, tw int) (e *servicetest.Env, o string, y int, all []service.Pilihan) {
	t.Helper()
	e = servicetest.Generated(t, 11, 1)
	daftar, err := e.DaftarOPD(ctx, e.As(t, "admin-uji").Orang)
	kode(t, "agencies", err, "")
	o, y = daftar[0].ID, daftar[0].Tahun[len(daftar[0].Tahun)-1]
	d, err := record.LoadTahun(ctx, e.Embedded, o, y)
	kode(t, "year", err, "")
	w := wire.FromTahun(d.Data)
	for n := range w.Realisasi {
		w.Realisasi[n].Status = sakip.Diajukan
	}
	w.Realisasi = slices.DeleteFunc(w.Realisasi, func(r wire.Realisasi) bool { return r.Triwulan == tw })
	ada := map[sakip.IdentitasBaris]bool{}
	for n := range w.RealisasiAnggaran {
		r := &w.RealisasiAnggaran[n]
		if r.Triwulan == tw {
			r.Status = sakip.Diajukan
			ada[sakip.IdentitasBaris{SubUnit: r.SubUnit, Kode: r.Kode, Sumber: r.Sumber}] = true
		}
	}
	for _, i := range d.Data.Indikator {
		r := sakip.Realisasi{Indikator: i.ID, Triwulan: tw, Status: sakip.Diajukan, BelumTerbit: true}
		if i.Frekuensi.JatuhTempo(tw) {
			w.Realisasi = append(w.Realisasi, wire.FromRealisasi(r, i))
		}
	}
	for _, a := range d.Data.AngkaTriwulan(tw) {
		if a.Baris != nil && !ada[a.Baris.IdentitasBaris] {
			w.RealisasiAnggaran = append(w.RealisasiAnggaran, wire.FromRealisasiAnggaran(sakip.RealisasiAnggaran{IdentitasBaris: a.Baris.IdentitasBaris, Triwulan: tw, Nilai: dec("1"), Status: sakip.Diajukan}))
		}
	}
	// A final figure stays as it is, so the year is loaded beside the one that is there.
	y++
	_, err = e.LoadTahun(ctx, servicetest.Perencana(d.Data.OPD), o, y, w, 0)
	kode(t, "load", err, "")
	l, err := e.Verifikasi(ctx, e.As(t, "admin-uji").Orang, o, y, tw)
	kode(t, "page", err, "")
	for _, a := range l.Angka {
		all = append(all, service.Pilihan{Angka: a.Angka, Versi: a.Versi})
	}
	if len(all) <= 2*45 {
		t.Fatalf("the agency has %d figures, too few for several commands", len(all))
	}
	return e, o, y, all
}

// orang makes a request of a role of an agency.
func orang(t *testing.T, e *servicetest.Env, o string, peran sakip.Peran) service.Request {
	t.Helper()
	r := e.As(t, "admin-uji")
	r.Orang = sakip.Orang{Sub: string(peran) + "-x", Nama: string(peran), Peran: peran, Kabupaten: r.Orang.Kabupaten}
	if !peran.SeKabupaten() {
		r.Orang.OPD = o
	}
	return r
}

// A quarter of more figures than one command takes: verified in one request, which breaks
// off half-way and is sent again; made final, broken off and sent again; reopened.
func TestQuarterInSeveralCommands(t *testing.T) {
	e, o, y, all := besar(t, 4)
	v := servicetest.Kunci(orang(t, e, o, sakip.Verifikator), "k", "isi")
	tahun := store.TahunOPD(o, y)
	putus := &putus{Store: e.Embedded, sisa: 1}
	_, err := diAtas(e, putus).VerifyBanyak(ctx, v, o, y, 4, all)
	kode(t, "breaks off", err, fault.Busy)
	if n := meta(t, e.Embedded, tahun).Versi; n != 2 {
		t.Errorf("after one command: META %d, want 2", n)
	}
	hasil, err := e.VerifyBanyak(ctx, v, o, y, 4, all)
	kode(t, "again", err, "")
	for _, h := range hasil {
		if h.Kode != "" {
			t.Errorf("%v: %s", h.Angka, h.Galat)
		}
	}
	sesudah := meta(t, e.Embedded, tahun).Versi
	ulang, err := e.VerifyBanyak(ctx, v, o, y, 4, all)
	if err != nil || !slices.Equal(ulang, hasil) || meta(t, e.Embedded, tahun).Versi != sesudah {
		t.Errorf("a third time: %v; want the same answer and nothing changed", err)
	}
	k := servicetest.Kunci(orang(t, e, o, sakip.Kepala), "f", "isi")
	putus.sisa = 1
	_, err = diAtas(e, putus).FinalizePeriode(ctx, k, o, y, 4, false)
	kode(t, "final breaks off", err, fault.Busy)
	h, err := e.FinalizePeriode(ctx, k, o, y, 4, false)
	if err != nil || h.Banyak != len(all)-45 || h.Tertinggal != 0 {
		t.Errorf("final again: got %+v, %v, want the %d that were left", h, err, len(all)-45)
	}
	if lagi, err := e.FinalizePeriode(ctx, k, o, y, 4, false); err != nil || lagi != h {
		t.Errorf("a repeat: got %+v, %v, want %+v", lagi, err, h)
	}
	b, err := e.ReopenPeriode(ctx, orang(t, e, o, sakip.Admin), o, y, 4, "temuan")
	if err != nil || b.Banyak != len(all) {
		t.Errorf("reopened: got %+v, %v, want all %d", b, err, len(all))
	}
	utuh(t, e.Embedded, tahun)
}

// putus answers Busy once so many commands went.
type putus struct {
	store.Store
	sisa int
}

func (s *putus) Do(ctx context.Context, c store.Command) (store.Result, error) {
	if s.sisa--; s.sisa < 0 {
		return store.Result{}, fault.New(fault.Busy)
	}
	return s.Store.Do(ctx, c)
}

// What does not go of many holds up nothing else, and is told with its reason.
func TestManyWithSomeRefused(t *testing.T) {
	e, o, y, all := besar(t, 4)
	v := orang(t, e, o, sakip.Verifikator)
	all = all[:60]
	_, err := e.ReturnRealisasi(ctx, v, o, y, all[3].Angka, "cek", all[3].Versi)
	kode(t, "return", err, "")
	all[50].Versi += 7
	all = append(all, service.Pilihan{Angka: service.Angka{Indikator: "TIDAK-ADA", Triwulan: 4}, Versi: 1})
	hasil, err := e.VerifyBanyak(ctx, v, o, y, 4, all)
	kode(t, "many", err, "")
	for n, h := range hasil {
		want := map[int]fault.Code{3: fault.Conflict, 50: fault.Conflict, 60: fault.NotFound}[n]
		if h.Kode != want || (h.Galat == "") != (want == "") {
			t.Errorf("%d: got %q (%s), want %q", n, h.Kode, h.Galat, want)
		}
	}
	_, err = e.FinalizePeriode(ctx, orang(t, e, o, sakip.Kepala), o, y, 4, false)
	kode(t, "not complete", err, fault.Locked)
	belum, ok := fault.All(err)[0].Data.([]service.BelumVerifikasi)
	if !ok || len(belum) == 0 || !strings.Contains(fault.Text(fault.All(err)[0]), "belum lengkap") {
		t.Errorf("refused: got %v, want the list of what is not verified", err)
	}
	h, err := e.FinalizePeriode(ctx, orang(t, e, o, sakip.Kepala), o, y, 4, true)
	if err != nil || h.Banyak != 58 || h.Tertinggal != len(belum) {
		t.Errorf("left out: got %+v, %v, want 58 final and %d left", h, err, len(belum))
	}
	for name, c := range map[string]struct {
		p    []service.Pilihan
		want fault.Code
	}{
		"nothing": {nil, fault.Required}, "twice": {[]service.Pilihan{all[0], all[0]}, fault.Duplicate}, "too many": {make([]service.Pilihan, 901), fault.TooLarge},
		"another quarter": {[]service.Pilihan{{Angka: service.Angka{Indikator: "x", Triwulan: 1}}}, fault.Invalid},
	} {
		_, err := e.VerifyBanyak(ctx, v, o, y, 4, c.p)
		kode(t, name, err, c.want)
	}
}

// A note of a verified figure is gone, a returned one keeps it through the draft and the
// re-submission; what the reporter sends of these fields is not taken.
func TestNoteStays(t *testing.T) {
	e := servicetest.Seeded(t)
	v, err := isi(e, e.As(t, operator), satu, 6, "", 0)
	kode(t, "entry", err, "")
	v, err = e.ReturnRealisasi(ctx, e.As(t, verifikator), opd, tahun, satu, "  cek SIKS  ", v)
	kode(t, "return", err, "")
	for _, s := range []sakip.Status{sakip.Draf, sakip.Diajukan} {
		v, err = e.RecordRealisasi(ctx, e.As(t, operator), opd, tahun, wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: angka("7"), Status: s,
			Catatan: "punya saya", Pengisi: "orang-lain", Pemeriksa: "orang-lain", DibukaKembali: "ya", Sebelum: 99}, v)
		kode(t, string(s), err, "")
		k := keadaan(t, e, operator, satu)
		if a := k.Alur; a.Catatan != "cek SIKS" || a.Pengisi != operator || a.Pemeriksa != "" || a.DibukaKembali != "" || a.Sebelum == 99 {
			t.Errorf("%s: got %+v, want the note kept and nothing forged", s, a)
		}
	}
	_, err = e.VerifyRealisasi(ctx, e.As(t, verifikator), opd, tahun, satu, v)
	kode(t, "verify", err, "")
	if a := keadaan(t, e, operator, satu).Alur; a.Catatan != "" || a.PeriksaSendiri() {
		t.Errorf("verified: got %+v, want no note and another's eyes", a)
	}
}

// Notices: who hands in is told of once a day and unit; who verifies what they entered
// themselves is seen to.
func TestNoticesAreWrittenWithTheStep(t *testing.T) {
	e := servicetest.Seeded(t)
	surat := func() (out []sakip.Surat) {
		for _, it := range muat(t, e.Embedded, p).Items {
			if it.Doc == record.DocSurat {
				out = append(out, urai[wire.Surat](t, it.Data).Domain(nil))
			}
		}
		return out
	}
	v, err := isi(e, e.As(t, operator), satu, 6, sakip.Draf, 0)
	kode(t, "draft", err, "")
	if n := len(surat()); n != 0 {
		t.Errorf("a draft: %d notices, want none", n)
	}
	for range 3 {
		v, err = isi(e, e.As(t, operator), satu, 6, "", v)
		kode(t, "hand in", err, "")
	}
	e.Waktu.Add(24 * time.Hour)
	v, err = isi(e, e.As(t, operator), satu, 6, "", v)
	kode(t, "the next day", err, "")
	if n := len(surat()); n != 2 {
		t.Errorf("handed in on two days: %d notices, want 2", n)
	}
	v, err = isi(e, e.As(t, verifikator), satu, 7, "", v)
	kode(t, "verifikator enters", err, "")
	v, err = e.VerifyRealisasi(ctx, e.As(t, verifikator), opd, tahun, satu, v)
	kode(t, "and verifies", err, "")
	if n := len(surat()); n != 2 {
		t.Errorf("of one's own doing: %d notices, want 2 still", n)
	}
	if !keadaan(t, e, kepala, satu).Alur.PeriksaSendiri() {
		t.Error("verified by who entered it: not told")
	}
	_, err = e.ReturnRealisasi(ctx, e.As(t, verifikator), opd, tahun, satu, "cek", v)
	kode(t, "return", err, "")
	all := surat()
	i := slices.IndexFunc(all, func(s sakip.Surat) bool { return s.Jenis == sakip.SuratDikembalikan })
	if i < 0 || all[i].Catatan != "cek" || all[i].Unit != "bid-pembinaan" || all[i].Halaman != "/isi/PI-03/TW3" {
		t.Errorf("return: got %+v", all)
	}
}

// Two of one unit hand in their first figures of the day at the same moment: both go, and
// there is one notice.
func TestOneNoticeAtTheSameTime(t *testing.T) {
	for n := range 20 {
		e := servicetest.Seeded(t)
		lain := service.Angka{Indikator: "IKU-1.3", Triwulan: 4}
		vLain := versiBaris(t, e.Embedded, p, record.KeyRealisasi("IKU-1.3", 4))
		_, err := e.DaftarOPD(ctx, e.As(t, operator).Orang)
		kode(t, "", err, "")
		a := service.Angka{Indikator: "PI-04", Triwulan: 4}
		va := versiBaris(t, e.Embedded, p, record.KeyRealisasi("PI-04", 4))
		r := e.As(t, operator)
		seam := &sela{Store: e.Embedded, baca: n, lalu: func() {
			_, err := isi(e, r, lain, 131, "", vLain)
			kode(t, "the other", err, "")
		}}
		_, err = diAtas(e, seam).RecordRealisasi(ctx, r, opd, tahun, wire.Realisasi{Indikator: a.Indikator, Triwulan: 4, Pembilang: angka("1"), Penyebut: angka("2")}, va)
		kode(t, fmt.Sprint("with another before step ", n), err, "")
		if !seam.jalan {
			break
		}
	}
}
