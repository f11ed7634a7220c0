package service_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/sample"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/wire"
)

// TestPreviewEqualsWhatIsComputed enters figures of every indicator and quarter that may
// be entered: the preview before is what the engine makes of the saved year after.
func TestPreviewEqualsWhatIsComputed(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	acak := rand.New(rand.NewPCG(4, 19))
	d, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	kode(t, "load", err, "")
	banyak := 0
	for _, i := range d.Data.Indikator {
		for tw := 1; tw <= 4; tw++ {
			for range 2 {
				w := wire.Realisasi{Indikator: i.ID, Triwulan: tw, Penjelasan: servicetest.Alasan()}
				n := func(max int) wire.Angka { return angka(fmt.Sprintf("%d.%02d", acak.IntN(max), acak.IntN(100))) }
				switch i.Formula.Jenis {
				case sakip.FormulaRasio:
					w.Pembilang, w.Penyebut = n(900), n(900)
				case sakip.FormulaSkor:
					w.Skor = n(900)
				case sakip.FormulaNilai:
					w.Nilai = n(200)
				case sakip.FormulaPredikat:
					w.Predikat = []string{"AA", "BB", "CC"}[acak.IntN(3)]
				}
				sebelum := meta(t, e.Embedded, p).Versi
				p1, err := e.Pratinjau(ctx, r.Orang, opd, tahun, w)
				kode(t, "preview of "+i.ID, err, "")
				if got := meta(t, e.Embedded, p).Versi; got != sebelum {
					t.Fatalf("%s: the preview wrote", i.ID)
				}
				var v int64
				if it, err := e.Embedded.Get(ctx, p, record.KeyRealisasi(i.ID, tw)); err == nil {
					v = it.Versi
				}
				if _, err = e.RecordRealisasi(ctx, r, opd, tahun, w, v); fault.CodeOf(err) == fault.Locked {
					continue // final
				}
				kode(t, "save "+i.ID, err, "")
				banyak++
				baru, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
				kode(t, "load", err, "")
				c := wire.FromHasil(baru.Data.OPD, baru.Data.Kebijakan, sakip.Hitung(baru.Data, sakip.Periode{Tahun: tahun, Triwulan: tw}))
				for _, h := range c.Indikator {
					if h.ID == i.ID && teks(t, h) != teks(t, p1.Indikator) {
						t.Errorf("%s TW%d:\npreview  %s\ncomputed %s", i.ID, tw, teks(t, p1.Indikator), teks(t, h))
					}
				}
				for _, s := range c.Sasaran {
					if s.ID == i.Induk && teks(t, s) != teks(t, *p1.Sesudah) {
						t.Errorf("%s TW%d: sasaran:\npreview  %s\ncomputed %s", i.ID, tw, teks(t, *p1.Sesudah), teks(t, s))
					}
				}
			}
		}
	}
	if banyak < 20 {
		t.Errorf("got %d figures, want more", banyak)
	}
}

func teks(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestPreviewIsOfWhoMayEnter(t *testing.T) {
	e := servicetest.Seeded(t)
	w := wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4, Nilai: angka("120")}
	for who, want := range map[string]fault.Code{"operator-contoh-pembinaan": "", "verifikator-contoh": "", "operator-contoh-layanan": fault.Forbidden,
		"kepala-contoh": fault.Forbidden, "inspektorat-contoh": fault.Forbidden, "verifikator-dinsos": fault.NotFound} {
		_, err := e.Pratinjau(ctx, e.As(t, who).Orang, opd, tahun, w)
		kode(t, who, err, want)
	}
	r := e.As(t, "verifikator-contoh").Orang
	for name, c := range map[string]struct {
		w    wire.Realisasi
		want fault.Code
	}{
		"no such indicator":  {wire.Realisasi{Indikator: "X", Triwulan: 4, Nilai: angka("1")}, fault.NotFound},
		"no such quarter":    {wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 5, Nilai: angka("1")}, fault.Unknown},
		"another formula":    {wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4, Skor: angka("1")}, fault.Invalid},
		"a part is missing":  {wire.Realisasi{Indikator: "IKU-1.1", Triwulan: 4, Pembilang: angka("1")}, ""},
		"nothing typed":      {wire.Realisasi{Indikator: "IKU-1.1", Triwulan: 4}, ""},
		"as final":           {wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4, Nilai: angka("120"), Status: sakip.Final}, ""},
		"a final quarter":    {wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 1, Nilai: angka("80")}, ""},
		"source not yet out": {wire.Realisasi{Indikator: "IKU-2.4", Triwulan: 4, BelumTerbit: true}, ""},
	} {
		got, err := e.Pratinjau(ctx, r, opd, tahun, c.w)
		kode(t, name, err, c.want)
		if err == nil && got.Indikator.ID != c.w.Indikator {
			t.Errorf("%s: got the preview of %q", name, got.Indikator.ID)
		}
	}
	p, err := e.Pratinjau(ctx, r, opd, tahun, wire.Realisasi{Indikator: "IKU-1.1", Triwulan: 4, Pembilang: angka("1")})
	kode(t, "a part is missing", err, "")
	if p.Indikator.Realisasi != nil || p.Indikator.Penjelasan["realisasi"].Alasan != string(sakip.KomponenKosong) {
		t.Errorf("a part is missing: got %+v, want no value and the reason", p.Indikator.Realisasi)
	}
	// Both ways of entry: the quarter's own part of what counts from January on.
	p, err = e.Pratinjau(ctx, r, opd, tahun, wire.Realisasi{Indikator: "IKU-1.2", Triwulan: 4, Pembilang: angka("10300"), Penyebut: angka("12000")})
	kode(t, "cumulative", err, "")
	if k := p.Komponen[0]; k.TW.String() != "2400" || k.SD.String() != "10300" {
		t.Errorf("cumulative: got %s alone, %s from January on, want 2400 and 10300", k.TW, k.SD)
	}
}

func TestUnusualFigureIsSavedWithItsReason(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "operator-contoh-pembinaan")
	key := record.KeyRealisasi("IKU-1.3", 4)
	w := wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4, Nilai: angka("9000")}
	v := versiBaris(t, e.Embedded, p, key)
	_, err := e.RecordRealisasi(ctx, r, opd, tahun, w, v)
	kode(t, "without a reason", err, fault.Unexplained)
	if got := fields(err); !slices.Equal(got, []string{"penjelasan.kali_seratus"}) {
		t.Errorf("without a reason: fields %v", got)
	}
	for name, alasan := range map[string]map[string]string{"blank": {"kali_seratus": "  "}, "of another rule": {"lonjakan": "ya"}} {
		w.Penjelasan = alasan
		_, err := e.RecordRealisasi(ctx, r, opd, tahun, w, v)
		kode(t, name, err, fault.Unexplained)
	}
	w.Penjelasan = map[string]string{"bukan_aturan": "x"}
	_, err = e.RecordRealisasi(ctx, r, opd, tahun, w, v)
	kode(t, "of no rule", err, fault.Unknown)
	w.Penjelasan, w.Status = nil, sakip.Draf
	v, err = e.RecordRealisasi(ctx, r, opd, tahun, w, v)
	kode(t, "a draft", err, "")
	w.Penjelasan, w.Status = map[string]string{"kali_seratus": "pelatihan massal", "lonjakan": "tidak ditanya"}, ""
	_, err = e.RecordRealisasi(ctx, r, opd, tahun, w, v)
	kode(t, "with its reason", err, "")
	got, _, _ := record.Realisasi(ctx, e.Embedded, opd, tahun, "IKU-1.3", 4)
	if len(got.Penjelasan) != 1 || got.Penjelasan["kali_seratus"] != "pelatihan massal" {
		t.Errorf("stored: got %v, want the one reason that answers", got.Penjelasan)
	}
}

// The rules ask about little of what people really reported: of the 2023 report about a part
// that is larger than its whole, and about an indicator that fell to a third.
func TestWhatTheRulesAskOfTheSamples(t *testing.T) {
	b, err := sample.Seed()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range b.OPD {
		for n, d := range a.Tahun {
			d.Lalu = nil
			for _, l := range a.Tahun[:n] {
				d.Lalu = append(d.Lalu, sakip.RealisasiTahun(l))
			}
			for _, r := range d.Realisasi {
				for _, p := range d.PeriksaEntri(r) {
					got = append(got, fmt.Sprintf("%d %s TW%d %s", d.Tahun, r.Indikator, r.Triwulan, p.Aturan))
				}
			}
		}
	}
	if want := "2023 IKU-1.3 TW4 pembilang_melebihi_penyebut; 2023 PI-05 TW4 lonjakan"; strings.Join(got, "; ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, "; "), want)
	}
}

// TestRowsOfATableAreSavedEachByItself sends rows of which some cannot be saved, twice.
func TestRowsOfATableAreSavedEachByItself(t *testing.T) {
	e := servicetest.Seeded(t)
	r := servicetest.Kunci(e.As(t, "verifikator-contoh"), "k", "b")
	table, err := e.TabelAnggaran(ctx, r.Orang, opd, tahun, 4, "")
	kode(t, "table", err, "")
	daun := table.Daun()
	if len(daun) < 4 {
		t.Fatalf("got %d rows, want more", len(daun))
	}
	row := func(n int, tambah string, versi int64) service.KirimanAnggaran {
		return service.KirimanAnggaran{RealisasiAnggaran: sakip.RealisasiAnggaran{IdentitasBaris: daun[n].IdentitasBaris, Triwulan: 4,
			Nilai: daun[n].Laporan.Nilai.Add(dec(tambah))}, Versi: versi}
	}
	rows := []service.KirimanAnggaran{row(0, "1", daun[0].VersiItem), row(1, "1", daun[1].VersiItem+99), row(2, "999999999999", daun[2].VersiItem), row(3, "1", daun[3].VersiItem)}
	awal := meta(t, e.Embedded, p).Versi
	for range 2 { // the second time nothing more happens
		errs, err := e.RecordTabelAnggaran(ctx, r, opd, tahun, rows)
		if err != nil {
			t.Fatal(err)
		}
		for n, want := range []fault.Code{"", fault.Conflict, fault.Unexplained, ""} {
			kode(t, fmt.Sprint("row ", n), errs[n], want)
		}
		if b := bentrok(t, errs[1]); b.Versi != daun[1].VersiItem {
			t.Errorf("conflict: got versi %d, want %d", b.Versi, daun[1].VersiItem)
		}
		if got := meta(t, e.Embedded, p).Versi; got != awal+2 {
			t.Errorf("changes: got %d, want 2", got-awal)
		}
	}
	rows[0].Penjelasan = servicetest.Alasan() // another reason is another request
	errs, err := e.RecordTabelAnggaran(ctx, r, opd, tahun, rows[:1])
	kode(t, "the same key", err, "")
	kode(t, "another reason under the same key", errs[0], fault.IdemReused)
	utuh(t, e.Embedded, p)
}
