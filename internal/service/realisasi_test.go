package service_test

import (
	"slices"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/sample"
	"capaian/internal/servicetest"
	"capaian/internal/wire"
)

func TestRecordRealisasiCreatesAndUpdates(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "operator-contoh-pembinaan")
	awal := meta(t, e.Embedded, p).Versi
	baru, err := e.RecordRealisasi(ctx, r, opd, tahun, wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: angka("6.50"), Sumber: "rapat"}, 0)
	kode(t, "create", err, "")
	if baru != awal+1 {
		t.Errorf("versi of the new item: got %d, want META's %d", baru, awal+1)
	}
	got, versi, err := record.Realisasi(ctx, e.Embedded, opd, tahun, "PI-03", 3)
	kode(t, "read", err, "")
	if versi != baru || got.X == nil || sakip.Teks(*got.X) != "6.50" || got.Status != sakip.Diajukan || got.Sumber != "rapat" {
		t.Errorf("stored: got %+v at %d, want 6.50, diajukan at %d", got, versi, baru)
	}

	_, err = e.RecordRealisasi(ctx, r, opd, tahun, wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: angka("7")}, 0)
	kode(t, "create again", err, fault.Exists)
	if b := bentrok(t, err); b.Versi != baru || urai[wire.Realisasi](t, b.Kini).Nilai != angka("6.50") {
		t.Errorf("create again: got %+v, want what lies there at %d", b, baru)
	}

	lagi, err := e.RecordRealisasi(ctx, r, opd, tahun, wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: angka("7"), Status: sakip.Draf}, baru)
	kode(t, "update", err, "")
	got, versi, _ = record.Realisasi(ctx, e.Embedded, opd, tahun, "PI-03", 3)
	if versi != lagi || !got.X.Equal(dec("7")) || got.Status != sakip.Draf || got.Sumber != "" {
		t.Errorf("updated: got %+v at %d, want 7 as a draft without a source at %d", got, versi, lagi)
	}
	last := entri(t, e.Embedded, p)[lagi-1]
	if last.Perintah != "RecordRealisasi" || last.Objek != "REAL#PI-03#TW3" || last.Pelaku.Sub != r.Orang.Sub || last.Pelaku.Unit != "bid-pembinaan" ||
		last.Dari != "uji" || !last.Waktu.Equal(e.Waktu.Now()) ||
		urai[wire.Realisasi](t, last.Lama).Nilai != angka("6.50") || urai[wire.Realisasi](t, last.Baru).Nilai != angka("7") {
		t.Errorf("audit entry: got %+v, want who did it, from 6.50 to 7", last)
	}
	utuh(t, e.Embedded, p)
}

func TestRecordRealisasiStaleGetsBothValues(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "operator-contoh-pembinaan")
	v := versiBaris(t, e.Embedded, p, record.KeyRealisasi("IKU-1.3", 4))
	baru, err := e.RecordRealisasi(ctx, r, opd, tahun, wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4, Nilai: angka("131")}, v)
	kode(t, "first", err, "")
	before := muat(t, e.Embedded, p)
	for name, stale := range map[string]int64{"seen before the first": v, "never seen": baru + 7} {
		_, err = e.RecordRealisasi(ctx, r, opd, tahun, wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4, Nilai: angka("132.0")}, stale)
		kode(t, name, err, fault.Conflict)
		b := bentrok(t, err)
		if b.Versi != baru || urai[wire.Realisasi](t, b.Kini).Nilai != angka("131") || urai[wire.Realisasi](t, b.Anda).Nilai != angka("132.0") {
			t.Errorf("%s: got versi %d, kini %s, anda %s, want %d, 131, 132.0", name, b.Versi, b.Kini, b.Anda, baru)
		}
	}
	if after := muat(t, e.Embedded, p); after.Meta.Versi != before.Meta.Versi {
		t.Errorf("META after refusals: got %d, want %d", after.Meta.Versi, before.Meta.Versi)
	}
	if _, err := e.RecordRealisasi(ctx, r, opd, tahun, wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4, Nilai: angka("132.0")}, baru); err != nil {
		t.Errorf("after looking at both: got %v, want success", err)
	}
}

func TestRecordRealisasiRefuses(t *testing.T) {
	e := servicetest.Seeded(t)
	const layanan, pembinaan, sekretariat, verifikator = "operator-contoh-layanan", "operator-contoh-pembinaan", "operator-contoh-sekretariat", "verifikator-contoh"
	nilai := func(ind string, tw int) wire.Realisasi {
		return wire.Realisasi{Indikator: ind, Triwulan: tw, Nilai: angka("5")}
	}
	for _, c := range []struct {
		name   string
		who    string
		w      wire.Realisasi
		code   fault.Code
		fields []string
	}{
		{"nilai for a rasio", layanan, wire.Realisasi{Indikator: "IKU-1.1", Triwulan: 4, Nilai: angka("5")}, fault.Invalid, []string{"nilai"}},
		{"every foreign component is named", pembinaan, wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4, Nilai: angka("5"), Pembilang: angka("1"),
			Penyebut: angka("2"), Skor: angka("3"), Predikat: "A"}, fault.Invalid, []string{"pembilang", "penyebut", "predikat", "skor"}},
		{"rasio without both", layanan, wire.Realisasi{Indikator: "IKU-1.1", Triwulan: 4}, fault.Required, []string{"pembilang", "penyebut"}},
		{"rasio without penyebut", layanan, wire.Realisasi{Indikator: "IKU-1.1", Triwulan: 4, Pembilang: angka("5")}, fault.Required, []string{"penyebut"}},
		{"negative pembilang", layanan, wire.Realisasi{Indikator: "IKU-1.1", Triwulan: 4, Pembilang: angka("-5"), Penyebut: angka("5")}, fault.Invalid, []string{"pembilang"}},
		{"nilai not given", pembinaan, wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4}, fault.Required, []string{"nilai"}},
		{"skor not given", pembinaan, wire.Realisasi{Indikator: "IKU-2.2", Triwulan: 4}, fault.Required, []string{"skor"}},
		{"skor above the highest", pembinaan, wire.Realisasi{Indikator: "IKU-2.2", Triwulan: 4, Skor: angka("100000")}, fault.OutOfRange, []string{"skor"}},
		{"predikat not given", sekretariat, wire.Realisasi{Indikator: "IKU-2.3", Triwulan: 4}, fault.Required, []string{"predikat"}},
		{"predikat not on the agency's scale", sekretariat, wire.Realisasi{Indikator: "IKU-2.3", Triwulan: 4, Predikat: "ZZ"}, fault.Unknown, []string{"predikat"}},
		{"a number although the source is late", sekretariat, wire.Realisasi{Indikator: "IKU-2.4", Triwulan: 4, Nilai: angka("80"), BelumTerbit: true}, fault.Invalid, []string{"belum_terbit"}},
		{"no such quarter", pembinaan, nilai("IKU-1.3", 5), fault.Unknown, []string{"triwulan"}},
		{"an operator verifies", pembinaan, wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4, Nilai: angka("5"), Status: sakip.Diverifikasi}, fault.Invalid, []string{"status"}},
		{"an entry makes itself final", verifikator, wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4, Nilai: angka("5"), Status: sakip.Final}, fault.Invalid, []string{"status"}},
		{"final", pembinaan, nilai("IKU-1.3", 1), fault.Locked, []string{""}},
		{"final, also for the verifikator", verifikator, nilai("IKU-1.3", 1), fault.Locked, []string{""}},
		{"unknown indicator", pembinaan, nilai("IKU-9.9", 4), fault.NotFound, []string{""}},
		{"another unit's operator", layanan, nilai("IKU-1.3", 4), fault.Forbidden, []string{""}},
		{"kepala", "kepala-contoh", nilai("IKU-1.3", 4), fault.Forbidden, []string{""}},
		{"bappeda", "bappeda-contoh", nilai("IKU-1.3", 4), fault.Forbidden, []string{""}},
		{"inspektorat", "inspektorat-contoh", nilai("IKU-1.3", 4), fault.Forbidden, []string{""}},
		{"admin", "admin-contoh", nilai("IKU-1.3", 4), fault.Forbidden, []string{""}},
		{"verifikator of another kabupaten's agency", "verifikator-dinsos", nilai("IKU-1.3", 4), fault.NotFound, []string{""}},
		{"operator of another kabupaten's agency", "operator-sekretariat", nilai("IKU-1.3", 4), fault.NotFound, []string{""}},
		{"inspektorat of another kabupaten", "inspektorat-trenggalek", nilai("IKU-1.3", 4), fault.NotFound, []string{""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := meta(t, e.Embedded, p).Versi
			var versi int64
			if it, err := e.Embedded.Get(ctx, p, record.KeyRealisasi(c.w.Indikator, c.w.Triwulan)); err == nil {
				versi = it.Versi
			}
			_, err := e.RecordRealisasi(ctx, e.As(t, c.who), opd, tahun, c.w, versi)
			kode(t, "refusal", err, c.code)
			if got := fields(err); !slices.Equal(got, c.fields) {
				t.Errorf("fields: got %q, want %q", got, c.fields)
			}
			if got := meta(t, e.Embedded, p).Versi; got != before {
				t.Errorf("META: got %d, want %d as before", got, before)
			}
		})
	}
}

// Agencies of one kabupaten know of each other: what is refused there is forbidden.
func TestRecordRealisasiOfAnAgencyNextDoor(t *testing.T) {
	e := servicetest.Generated(t, 1, 2)
	i := sample.GenerateOne(1, 1).Tahun[1].Indikator[0]
	_, err := e.RecordRealisasi(ctx, e.As(t, "verifikator-opd-00001"), "opd-00002", sample.TahunUji, wire.Realisasi{Indikator: i.ID, Triwulan: 4, Nilai: angka("1")}, 0)
	kode(t, "next door", err, fault.Forbidden)
}

func TestRecordRealisasiTakesADraftIncomplete(t *testing.T) {
	e := servicetest.Seeded(t)
	for _, c := range []struct{ who, ind string }{
		{"operator-contoh-layanan", "IKU-1.1"}, {"operator-contoh-pembinaan", "IKU-1.3"},
		{"operator-contoh-pembinaan", "IKU-2.2"}, {"operator-contoh-sekretariat", "IKU-2.3"},
		{"verifikator-contoh", "IKU-1.1"},
	} {
		v := versiBaris(t, e.Embedded, p, record.KeyRealisasi(c.ind, 4))
		_, err := e.RecordRealisasi(ctx, e.As(t, c.who), opd, tahun, wire.Realisasi{Indikator: c.ind, Triwulan: 4, Status: sakip.Draf}, v)
		kode(t, c.who+" "+c.ind, err, "")
	}
	half := wire.Realisasi{Indikator: "IKU-1.1", Triwulan: 4, Status: sakip.Draf, Pembilang: angka("5")}
	_, err := e.RecordRealisasi(ctx, e.As(t, "operator-contoh-layanan"), opd, tahun, half, versiBaris(t, e.Embedded, p, record.KeyRealisasi("IKU-1.1", 4)))
	kode(t, "half a draft", err, "")
}

func TestLembarShowsWhatTheFormNeeds(t *testing.T) {
	e := servicetest.Seeded(t)
	for _, c := range []struct {
		who string
		isi bool
	}{{"operator-contoh-pembinaan", true}, {"verifikator-contoh", true}, {"operator-contoh-layanan", false}, {"inspektorat-contoh", false}} {
		f, err := e.Lembar(ctx, e.As(t, c.who).Orang, opd, tahun, "IKU-1.3", 4)
		kode(t, c.who, err, "")
		want := versiBaris(t, e.Embedded, p, record.KeyRealisasi("IKU-1.3", 4))
		if f.BolehIsi != c.isi || f.Versi != want || len(f.Lalu) != 3 || !f.Realisasi.X.Equal(dec("130")) || f.Segar {
			t.Errorf("%s: got %+v, want 130 at %d, three earlier quarters, BolehIsi %v, nothing computed", c.who, f, want, c.isi)
		}
	}
	_, err := e.Lembar(ctx, e.As(t, "verifikator-dinsos").Orang, opd, tahun, "IKU-1.3", 4)
	kode(t, "another kabupaten", err, fault.NotFound)
}

var baris = sakip.IdentitasBaris{SubUnit: "uptd-utara", Kode: "C.U1.P02.K01.S01", Sumber: "APBD"}

func TestRecordRealisasiAnggaran(t *testing.T) {
	e := servicetest.Seeded(t)
	uptd, layanan, verifikator := "operator-contoh-uptd-utara", "operator-contoh-layanan", "verifikator-contoh"
	isi := func(id sakip.IdentitasBaris, tw int, nilai string, s sakip.Status) sakip.RealisasiAnggaran {
		return sakip.RealisasiAnggaran{IdentitasBaris: id, Triwulan: tw, Nilai: dec(nilai), Status: s, Penjelasan: servicetest.Alasan()}
	}
	umum := sakip.IdentitasBaris{Kode: "C.U1.P02.K01.S02", Sumber: "APBD"}
	for _, c := range []struct {
		name  string
		who   string
		a     sakip.RealisasiAnggaran
		code  fault.Code
		field string
	}{
		{"a leaf of one's own sub-unit, with sen", uptd, isi(baris, 4, "399999999.99", ""), "", ""},
		{"a draft", uptd, isi(baris, 4, "1", sakip.Draf), "", ""},
		{"more than the pagu is a finding, not a refusal", uptd, isi(baris, 4, "999000000", ""), "", ""},
		{"nothing was spent", uptd, isi(baris, 4, "0", ""), "", ""},
		{"a row of no sub-unit", layanan, isi(umum, 4, "90000000", ""), "", ""},
		{"the verifikator, for a sub-unit", verifikator, isi(baris, 4, "5", ""), "", ""},
		{"another sub-unit's row", layanan, isi(baris, 4, "5", ""), fault.Forbidden, ""},
		{"finer than a sen", uptd, isi(baris, 4, "1.001", ""), fault.Invalid, "nilai"},
		{"negative", uptd, isi(baris, 4, "-1", ""), fault.OutOfRange, "nilai"},
		{"absurd", uptd, isi(baris, 4, "1000000000000000000", ""), fault.OutOfRange, "nilai"},
		{"no such quarter", uptd, isi(baris, 0, "1", ""), fault.Unknown, "triwulan"},
		{"no such code", uptd, isi(sakip.IdentitasBaris{Kode: "C.U9", Sumber: "APBD"}, 4, "1", ""), fault.Unknown, "kode"},
		{"the code of another source of funds", verifikator, isi(sakip.IdentitasBaris{SubUnit: "uptd-utara", Kode: baris.Kode, Sumber: "DAK"}, 4, "1", ""), fault.Unknown, "kode"},
		{"the code without its sub-unit", uptd, isi(sakip.IdentitasBaris{Kode: baris.Kode, Sumber: "APBD"}, 4, "1", ""), fault.Unknown, "kode"},
		{"a row with children", verifikator, isi(sakip.IdentitasBaris{Kode: "C.U1.P02"}, 4, "1", ""), fault.Invalid, "kode"},
		{"the whole agency", verifikator, isi(sakip.IdentitasBaris{Kode: "C"}, 4, "1", ""), fault.Invalid, "kode"},
		{"final", uptd, isi(baris, 1, "1", ""), fault.Locked, ""},
		{"an entry makes itself final", uptd, isi(baris, 4, "1", sakip.Final), fault.Invalid, "status"},
		{"an entry verifies itself", uptd, isi(baris, 4, "1", sakip.Diverifikasi), fault.Invalid, "status"},
		{"an entry returns itself", uptd, isi(baris, 4, "1", sakip.Dikembalikan), fault.Invalid, "status"},
		{"kepala", "kepala-contoh", isi(baris, 4, "1", ""), fault.Forbidden, ""},
		{"inspektorat", "inspektorat-contoh", isi(baris, 4, "1", ""), fault.Forbidden, ""},
		{"another kabupaten", "verifikator-dinsos", isi(baris, 4, "1", ""), fault.NotFound, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := meta(t, e.Embedded, p).Versi
			key := record.KeyRealisasiAnggaran(c.a.IdentitasBaris, c.a.Triwulan)
			var versi int64
			if it, err := e.Embedded.Get(ctx, p, key); err == nil {
				versi = it.Versi
			}
			got, err := e.RecordRealisasiAnggaran(ctx, e.As(t, c.who), opd, tahun, c.a, versi)
			kode(t, "outcome", err, c.code)
			if c.code != "" {
				if f := fields(err); !slices.Equal(f, []string{c.field}) {
					t.Errorf("fields: got %q, want %q", f, c.field)
				}
				if now := meta(t, e.Embedded, p).Versi; now != before {
					t.Errorf("META: got %d, want %d as before", now, before)
				}
				return
			}
			stored, v, err := record.RealisasiAnggaran(ctx, e.Embedded, opd, tahun, c.a.IdentitasBaris, c.a.Triwulan)
			if err != nil || v != got || !stored.Nilai.Equal(c.a.Nilai) {
				t.Errorf("stored: got %+v at %d (%v), want %s at %d", stored, v, err, c.a.Nilai, got)
			}
		})
	}
	_, err := e.RecordRealisasiAnggaran(ctx, e.As(t, uptd), opd, tahun, isi(baris, 4, "7", ""), 1)
	kode(t, "stale", err, fault.Conflict)
	if b := bentrok(t, err); urai[wire.RealisasiAnggaran](t, b.Anda).Nilai != angka("7") || urai[wire.RealisasiAnggaran](t, b.Kini).Nilai != angka("5") {
		t.Errorf("stale: got kini %s, anda %s, want 5 and 7", b.Kini, b.Anda)
	}
	utuh(t, e.Embedded, p)
}

// A code that is a leaf in one version of the budget and was split in another may be
// entered: what was spent on it counts while that version is in force.
func TestRecordRealisasiAnggaranOfARowSplitLater(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	dipecah := sakip.IdentitasBaris{Kode: "C.U1.P04.K01.S01", Sumber: "APBD"}
	w, v := wireTahun(t, e, opd, tahun)
	for n, a := range w.Anggaran {
		if a.Versi != "perubahan" {
			continue
		}
		for m, b := range a.Baris {
			if b.Kode == dipecah.Kode {
				anak := b
				anak.Kode, anak.Induk = b.Kode+".X", b.Kode
				w.Anggaran[n].Baris[m].Pagu = wire.Angka{}
				w.Anggaran[n].Baris = append(w.Anggaran[n].Baris, anak)
			}
		}
	}
	_, err := e.LoadTahun(ctx, r, opd, tahun, w, v)
	kode(t, "load", err, "")
	// The order in which versions are looked through must not matter.
	for n := range 30 {
		it, err := e.Embedded.Get(ctx, p, record.KeyRealisasiAnggaran(dipecah, 4))
		kode(t, "read", err, "")
		_, err = e.RecordRealisasiAnggaran(ctx, r, opd, tahun, sakip.RealisasiAnggaran{IdentitasBaris: dipecah, Triwulan: 4, Nilai: dec("5"), Penjelasan: servicetest.Alasan()}, it.Versi)
		kode(t, "entry "+string(rune('a'+n)), err, "")
	}
}

func TestLembarAnggaranTellsWhoMayEnter(t *testing.T) {
	e := servicetest.Seeded(t)
	for _, c := range []struct {
		who string
		id  sakip.IdentitasBaris
		isi bool
	}{
		{"operator-contoh-uptd-utara", baris, true},
		{"operator-contoh-layanan", baris, false}, // of another sub-unit
		{"verifikator-contoh", baris, true},
		{"kepala-contoh", baris, false},
		{"verifikator-contoh", sakip.IdentitasBaris{Kode: "C.U1.P02"}, false}, // a sum
	} {
		f, err := e.LembarAnggaran(ctx, e.As(t, c.who).Orang, opd, tahun, c.id, 4)
		kode(t, c.who, err, "")
		if f.BolehIsi != c.isi {
			t.Errorf("%s %s: BolehIsi got %v, want %v", c.who, c.id.Kode, f.BolehIsi, c.isi)
		}
	}
	_, err := e.LembarAnggaran(ctx, e.As(t, "verifikator-contoh").Orang, opd, tahun, sakip.IdentitasBaris{Kode: "C.U9"}, 4)
	kode(t, "unknown", err, fault.NotFound)
}

// The pagu beside a budget row is that of the version in force at the quarter's end,
// every time it is looked at.
func TestLembarAnggaranHasThePaguInForce(t *testing.T) {
	e := servicetest.Seeded(t)
	d, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	if err != nil {
		t.Fatal(err)
	}
	id := sakip.IdentitasBaris{Kode: "C.U1.P01.K02.S02", Sumber: "APBD"}
	beda := map[string]bool{}
	for tw := 1; tw <= 4; tw++ {
		v, _ := sakip.AnggaranBerlaku(d.Data.Anggaran, sakip.Periode{Tahun: tahun, Triwulan: tw}.Akhir())
		n := slices.IndexFunc(v.Baris, func(b sakip.BarisAnggaran) bool { return b.IdentitasBaris == id })
		beda[v.Baris[n].Pagu.String()] = true
		for range 20 {
			f, err := e.LembarAnggaran(ctx, e.As(t, "verifikator-contoh").Orang, opd, tahun, id, tw)
			if err != nil || !f.Baris.Pagu.Equal(*v.Baris[n].Pagu) {
				t.Fatalf("TW%d: got %v, %v, want %s of %s", tw, f.Baris.Pagu, err, v.Baris[n].Pagu, v.Versi)
			}
		}
	}
	if len(beda) < 2 {
		t.Errorf("the row has one pagu in all versions: %v", beda)
	}
}
