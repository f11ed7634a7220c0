package service_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/recalc"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// ubahPagu is a change of one leaf of the sample's last budget.
func ubahPagu(t *testing.T, e *servicetest.Env, kode, pagu string) ([]sakip.UbahBaris, int64) {
	t.Helper()
	f, err := e.LembarPagu(ctx, e.As(t, "verifikator-contoh").Orang, opd, tahun)
	if err != nil {
		t.Fatal(err)
	}
	v, err := f.CariVersi("perubahan")
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range v.Baris {
		if b.Kode == kode {
			id := b.IdentitasBaris
			b.Pagu = ptr(pagu)
			return []sakip.UbahBaris{{BarisAnggaran: b, Asal: &id}}, f.Versi["perubahan"]
		}
	}
	t.Fatalf("no row %s", kode)
	return nil, 0
}

func TestRowsOfABudgetChange(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	const kode4 = "C.U1.P04.K01.S01"
	ubah, versi := ubahPagu(t, e, kode4, "77")
	_, err := e.UbahBarisAnggaran(ctx, servicetest.Kunci(r, "k", "1"), opd, tahun, "perubahan", ubah, false, versi)
	kode(t, "change", err, "")
	sesudah := meta(t, e.Embedded, p).Versi
	_, err = e.UbahBarisAnggaran(ctx, servicetest.Kunci(r, "k", "1"), opd, tahun, "perubahan", ubah, false, versi)
	kode(t, "sent again", err, "")
	_, err = e.UbahBarisAnggaran(ctx, r, opd, tahun, "perubahan", ubah, false, versi)
	kode(t, "stale", err, fault.Conflict)
	if b := bentrok(t, err); b.Versi == versi || string(b.Kini) == "null" {
		t.Errorf("stale: got %+v, want the head that lies there", b)
	}
	_, err = e.UbahBarisAnggaran(ctx, r, opd, tahun, "tidak-ada", ubah, false, 3)
	kode(t, "no such version", err, fault.Conflict)
	if got := meta(t, e.Embedded, p).Versi; got != sesudah {
		t.Errorf("META: got %d, want %d", got, sesudah)
	}
	// The audit entry has what changed, and no more.
	list := entri(t, e.Embedded, p)
	last := list[len(list)-1]
	lama, baru := urai[wire.VersiAnggaran](t, last.Lama), urai[wire.VersiAnggaran](t, last.Baru)
	ada := func(v wire.VersiAnggaran) string {
		for _, b := range v.Baris {
			if b.Kode == kode4 {
				return b.Pagu.Kanonik("", nil).String()
			}
		}
		return ""
	}
	if last.Perintah != "ChangeAnggaran" || ada(baru) != "77" || ada(lama) == "" || ada(lama) == "77" || len(baru.Baris) > 5 {
		t.Errorf("audit: got %s %s → %s", last.Perintah, last.Lama, last.Baru)
	}
	utuh(t, e.Embedded, p)
}

// A row that something was spent on does not go without saying so, and not at all when no
// other version has it.
func TestRealisasiKeepsItsRow(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	ubah, versi := ubahPagu(t, e, "C.U1.P04.K01.S01", "1")
	ubah[0].Hapus = true
	_, err := e.UbahBarisAnggaran(ctx, r, opd, tahun, "perubahan", ubah, false, versi)
	if got := fields(err); !slices.Equal(got, []string{"baris[0].hapus"}) || !strings.Contains(err.Error(), "TW4") {
		t.Errorf("without consent: got %q, %v", got, err)
	}
	lain, _ := ubahPagu(t, e, "C.U1.P04.K01.S02", "1") // of this version alone
	hapus := ubah
	ubah = lain
	ubah[0].Hapus = true
	_, err = e.UbahBarisAnggaran(ctx, r, opd, tahun, "perubahan", ubah, true, versi)
	if got := fields(err); !slices.Equal(got, []string{"baris[0].hapus"}) || !strings.Contains(err.Error(), "pagu 0") {
		t.Errorf("of this version alone: got %q, %v", got, err)
	}
	ubah[0].Hapus, ubah[0].Sumber = false, "DAK"
	_, err = e.UbahBarisAnggaran(ctx, r, opd, tahun, "perubahan", ubah, true, versi)
	if got := fields(err); !slices.Equal(got, []string{"baris[0].kode"}) {
		t.Errorf("another identity: got %q, %v", got, err)
	}
	_, err = e.UbahBarisAnggaran(ctx, r, opd, tahun, "perubahan", hapus, true, versi)
	kode(t, "with consent", err, "")
}

// What is created has the rows of another; what is there is not created again.
func TestCopyOfABudget(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	baru := sakip.VersiAnggaran{Versi: "perubahan-2", Jenis: sakip.AnggaranPerubahan, Tanggal: "2025-12-01"}
	_, err := e.BuatAnggaran(ctx, r, opd, tahun, baru, "tidak-ada")
	kode(t, "of no version", err, fault.Unknown)
	_, err = e.BuatAnggaran(ctx, r, opd, tahun, baru, "perubahan")
	kode(t, "copy", err, "")
	_, err = e.BuatAnggaran(ctx, r, opd, tahun, baru, "induk")
	kode(t, "again", err, fault.Exists)
	baru.Tanggal = "kemarin"
	baru.Versi = "perubahan-3"
	_, err = e.BuatAnggaran(ctx, r, opd, tahun, baru, "")
	kode(t, "no date", err, fault.Invalid)
	f, err := e.LembarPagu(ctx, r.Orang, opd, tahun)
	kode(t, "read", err, "")
	asal, _ := f.CariVersi("perubahan")
	salinan, err := f.CariVersi("perubahan-2")
	kode(t, "the copy", err, "")
	if got := sakip.BandingkanAnggaran(asal, salinan); slices.ContainsFunc(got, func(b sakip.BedaBaris) bool { return !b.Sama() }) || len(got) != len(asal.Baris) {
		t.Errorf("the copy is another: %+v", got)
	}
	baru = sakip.VersiAnggaran{Versi: "perubahan-2", Jenis: sakip.AnggaranPerubahan, Tanggal: "2025-12-02", Nomor: "9"}
	_, err = e.UbahKepalaAnggaran(ctx, r, opd, tahun, baru, f.Versi["perubahan-2"])
	kode(t, "its head", err, "")
	if f, _ = e.LembarPagu(ctx, r.Orang, opd, tahun); len(f.Data.Anggaran) != 4 {
		t.Errorf("versions: got %d, want 4", len(f.Data.Anggaran))
	}
	if v, _ := f.CariVersi("perubahan-2"); v.Nomor != "9" || len(v.Baris) != len(asal.Baris) {
		t.Errorf("head: got %s with %d rows", v.Nomor, len(v.Baris))
	}
	// Where a change gets in between, it is decided on anew: neither is lost.
	ubah, versi := ubahPagu(t, e, "C.U1.P04.K01.S01", "5")
	lain := &sela{Store: e.Embedded, baca: 9, lalu: func() {
		_, err := e.PutNarasi(ctx, r, opd, tahun, sakip.Narasi{Bagian: "bab4.upaya", Isi: "sela"}, 0)
		kode(t, "in between", err, "")
	}}
	s := &service.Service{Store: lain, Hasil: e.Embedded, Clock: e.Clock, ID: e.ID, Token: e.Token, Secret: servicetest.Secret}
	_, err = s.UbahBarisAnggaran(ctx, r, opd, tahun, "perubahan", ubah, false, versi)
	kode(t, "with another in between", err, "")
	if !lain.jalan {
		t.Error("nothing got in between")
	}
}

func TestEdgesOfAnIndicator(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	versi := versiBaris(t, e.Embedded, p, record.KeyIndikator("IKU-1.3"))
	put := func(v int64, tautan ...sakip.TautanAnggaran) error {
		_, err := e.PutTautanAnggaran(ctx, r, opd, tahun, "IKU-1.3", tautan, v)
		return err
	}
	for _, c := range []struct {
		name   string
		tautan []sakip.TautanAnggaran
		want   []string
	}{
		{"no such code", []sakip.TautanAnggaran{{Kode: "C.U1.P02"}, {Kode: "X"}}, []string{"anggaran[1].kode"}},
		{"twice", []sakip.TautanAnggaran{{Kode: "C.U1.P02"}, {Kode: "C.U1.P02", Kurang: true}}, []string{"anggaran[1].kode"}},
		{"blank", []sakip.TautanAnggaran{{}}, []string{"anggaran[0].kode"}},
	} {
		if got := fields(put(versi, c.tautan...)); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	kode(t, "saved", put(versi, sakip.TautanAnggaran{Kode: "C.U1.P02.K02"}, sakip.TautanAnggaran{Kode: "C.U1.P02.K02.S01", Kurang: true}), "")
	kode(t, "stale", put(versi), fault.Conflict)
	i, _, err := record.Indikator(ctx, e.Embedded, opd, tahun, "IKU-1.3")
	if err != nil || len(i.Anggaran) != 2 || !i.Anggaran[1].Kurang {
		t.Errorf("got %+v, %v", i.Anggaran, err)
	}
	_, err = e.PutTautanAnggaran(ctx, r, opd, tahun, "IKU-9", nil, 0)
	kode(t, "no indicator", err, fault.NotFound)
}

// What a preview says is what is different after saving, figure by figure.
func TestPreviewIsWhatSavingDoes(t *testing.T) {
	for _, c := range []struct {
		name string
		ubah func(*sakip.Kebijakan)
	}{
		{"nothing", func(*sakip.Kebijakan) {}},
		{"three decimals", func(k *sakip.Kebijakan) { k.Desimal = 3 }},
		{"realisasi of whole percents", func(k *sakip.Kebijakan) { k.DesimalRealisasi = 0 }},
		{"another scale and cap", func(k *sakip.Kebijakan) {
			k.Skala, _ = sakip.SkalaBaku("85-70-55")
			k.BatasAtas = ptr("100")
		}},
		{"the other rule, cut, raw, weights", func(k *sakip.Kebijakan) {
			k.RumusTurun, k.Pembulatan, k.DasarKategori, k.AmbangMenunjang = sakip.TBagiR, sakip.Potong, sakip.DariMentah, dec("99")
			k.Bobot = map[string]decimal.Decimal{"IKU-1.2": dec("5")}
		}},
		{"other scores", func(k *sakip.Kebijakan) {
			k.SkalaPredikat[0].Label = slices.Clone(k.SkalaPredikat[0].Label)
			for n := range k.SkalaPredikat[0].Label {
				k.SkalaPredikat[0].Label[n].Skor = dec("50")
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := servicetest.Seeded(t)
			r := e.As(t, "bappeda-contoh")
			agency, err := e.OPD(ctx, r.Orang, opd)
			kode(t, "read", err, "")
			k, versi := agency.Kebijakan[0], agency.Versi[record.KeyKebijakan(agency.Kebijakan[0].Tahun)]
			c.ubah(&k)
			hitung := func() map[string]wire.Capaian {
				t.Helper()
				if _, err := recalc.New(e.Embedded, e.Embedded, nil, e.Clock, slog.New(slog.DiscardHandler)).Sweep(ctx); err != nil {
					t.Fatal(err)
				}
				out := map[string]wire.Capaian{}
				for _, y := range []int{2024, 2025} {
					for tw := 1; tw <= 4; tw++ {
						h, err := e.Capaian(ctx, r.Orang, opd, y, tw)
						if err != nil || !h.Segar {
							t.Fatalf("results of %d TW%d: %v, fresh %v", y, tw, err, h.Segar)
						}
						out[periode(y, tw)] = *h.Isi
					}
				}
				return out
			}
			sebelum, metaSebelum := hitung(), meta(t, e.Embedded, store.OPD(opd)).Versi
			p, err := e.PratinjauKebijakan(ctx, r.Orang, opd, k)
			kode(t, "preview", err, "")
			if got := meta(t, e.Embedded, store.OPD(opd)).Versi; got != metaSebelum {
				t.Fatalf("a preview wrote: META %d, was %d", got, metaSebelum)
			}
			_, err = e.PutKebijakan(ctx, r, opd, k, versi)
			kode(t, "save", err, "")
			want, n := map[string][]wire.Perbedaan{}, 0
			for at, sesudah := range hitung() {
				if beda := wire.BandingkanCapaian(sebelum[at], sesudah); len(beda) > 0 {
					want[at] = beda
					n += len(beda)
				}
			}
			got := map[string][]wire.Perbedaan{}
			for _, x := range p.Periode {
				got[periodeTeks(x)] = x.Angka
			}
			a, _ := json.Marshal(got)
			b, _ := json.Marshal(want)
			if string(a) != string(b) || p.Berubah != n || (n == 0) != (c.name == "nothing") {
				t.Errorf("got  %d %.600s\nwant %d %.600s", p.Berubah, a, n, b)
			}
		})
	}
}

func periode(tahun, tw int) string {
	return periodeTeks(wire.PeriodeBerubah{Tahun: tahun, Periode: []string{"", "TW1", "TW2", "TW3", "TW4"}[tw]})
}

func periodeTeks(p wire.PeriodeBerubah) string { return string(rune('0'+p.Tahun-2020)) + p.Periode }

func TestPreviewRefusesWhatSavingWould(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	agency, err := e.OPD(ctx, r.Orang, opd)
	kode(t, "read", err, "")
	k := agency.Kebijakan[0]
	k.SkalaPredikat = nil // a predicate was reported on it
	_, pratinjau := e.PratinjauKebijakan(ctx, r.Orang, opd, k)
	_, simpan := e.PutKebijakan(ctx, r, opd, k, agency.Versi[record.KeyKebijakan(k.Tahun)])
	if len(fields(pratinjau)) == 0 || !slices.Equal(fields(pratinjau), fields(simpan)) {
		t.Errorf("got %q, saving %q", fields(pratinjau), fields(simpan))
	}
	k.Desimal = 9
	_, err = e.PratinjauKebijakan(ctx, r.Orang, opd, k)
	kode(t, "decimals", err, fault.OutOfRange)
	for who, want := range map[string]fault.Code{"operator-contoh-layanan": fault.Forbidden, "kepala-contoh": fault.Forbidden, "verifikator-dinsos": fault.NotFound} {
		_, err := e.PratinjauKebijakan(context.Background(), e.As(t, who).Orang, opd, agency.Kebijakan[0])
		kode(t, who, err, want)
	}
	f, err := e.LembarKebijakan(ctx, r.Orang, opd, tahun)
	if err != nil || !f.BolehIsi || f.Versi != 0 || f.Kebijakan.Tahun != 2024 || len(f.Indikator) != 10 {
		t.Errorf("page: got %+v, %v", f, err)
	}
}
