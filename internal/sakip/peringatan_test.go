package sakip_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
)

// entri is a year with one indicator A, changed, and reports of its quarters: each is X or
// X/Y, "" for none. The last one is what is being entered.
func entri(i sakip.Indikator, target string, quarters ...string) (sakip.DataTahun, sakip.Realisasi) {
	i.ID, i.Kunci = "A", "kunci-A"
	if i.Frekuensi == "" {
		i.Frekuensi = sakip.Triwulanan
	}
	if i.Formula.Jenis == sakip.FormulaRasio && i.Formula.Pengali.IsZero() {
		i.Formula.Pengali = des("100")
	}
	d := sakip.DataTahun{Tahun: 2023, Kebijakan: kebijakan(), Indikator: []sakip.Indikator{i}}
	if target != "" {
		d.Perjanjian = []sakip.Perjanjian{{Versi: "induk", Tanggal: "2023-01-02", Ditandatangani: true, Target: map[string]sakip.Target{"A": {Nilai: ada(target)}}}}
		for n := range 4 {
			d.RencanaAksi = append(d.RencanaAksi, sakip.RencanaAksi{Indikator: "A", Triwulan: n + 1, Target: &sakip.Target{Nilai: ada(target)}})
		}
	}
	var last sakip.Realisasi
	for n, q := range quarters {
		x, y, _ := strings.Cut(q, "/")
		last = sakip.Realisasi{Indikator: "A", Triwulan: n + 1, X: ada(x), Y: ada(y), Status: sakip.Diajukan}
		if n < len(quarters)-1 && q != "" {
			d.Realisasi = append(d.Realisasi, last)
		}
	}
	return d, last
}

func aturanDari(list []sakip.Peringatan) string {
	var out []string
	for _, p := range list {
		out = append(out, string(p.Aturan)+"@"+p.Isian)
	}
	return strings.Join(out, " ")
}

func TestUnusualEntries(t *testing.T) {
	bagian := sakip.Indikator{Satuan: "%", Arah: sakip.Naik, Formula: sakip.Formula{Jenis: sakip.FormulaRasio, BagianDari: true}, Entri: sakip.TriwulanIni, AkumulasiX: sakip.Jumlah, AkumulasiY: sakip.Jumlah}
	stok := bagian
	stok.Entri, stok.AkumulasiY = sakip.SDTriwulan, sakip.Tetap
	posisi := bagian
	posisi.Entri, posisi.AkumulasiX, posisi.AkumulasiY = sakip.SDTriwulan, sakip.PosisiAkhir, sakip.PosisiAkhir
	nilai := sakip.Indikator{Satuan: "hari", Arah: sakip.Turun, Formula: sakip.Formula{Jenis: sakip.FormulaNilai}, Entri: sakip.TriwulanIni, AkumulasiX: sakip.RataRata}
	persen := nilai
	persen.Satuan, persen.AkumulasiX = "Persen", sakip.PosisiAkhir
	jumlahSD := nilai
	jumlahSD.Entri, jumlahSD.AkumulasiX = sakip.SDTriwulan, sakip.Jumlah
	skor := sakip.Indikator{Satuan: "%", Formula: sakip.Formula{Jenis: sakip.FormulaSkor, SkorMaksimal: ada("1000")}, Entri: sakip.SDTriwulan, AkumulasiX: sakip.PosisiAkhir}
	for _, c := range []struct {
		name    string
		i       sakip.Indikator
		target  string
		quarter []string
		want    string
	}{
		{"as every quarter", bagian, "95", []string{"470/500", "498/520"}, ""},
		{"part above whole", bagian, "95", []string{"470/500", "530/520"}, "pembilang_melebihi_penyebut@pembilang"},
		{"part equal to whole", bagian, "95", []string{"470/500", "520/520"}, ""},
		{"a percentage above a hundred", persen, "90", []string{"88", "104"}, "persen_melebihi_100@nilai"},
		{"a hundred percent", persen, "90", []string{"88", "100"}, ""},
		{"days above a hundred", nilai, "90", []string{"88", "104"}, ""},
		{"a fraction for a percentage", persen, "98", []string{"97", "0.9894"}, "kali_seratus@nilai"},
		{"a comma overlooked", nilai, "6", []string{"5.50", "550"}, "kali_seratus@nilai"},
		{"a comma overlooked, without target", nilai, "", []string{"5.50", "550"}, "kali_seratus@nilai"},
		{"a comma overlooked in the first quarter", nilai, "6", []string{"590"}, "kali_seratus@nilai"},
		{"no target, no history", nilai, "", []string{"590"}, ""},
		{"50 times the target is a slip", nilai, "10", []string{"500"}, "kali_seratus@nilai"},
		{"below 50 times is none", nilai, "10", []string{"499.99"}, ""},
		{"200 times the target is a slip", nilai, "10", []string{"2000"}, "kali_seratus@nilai"},
		{"above 200 times is none", nilai, "10", []string{"2000.01"}, ""},
		{"double of the highest", nilai, "10", []string{"8", "10", "20"}, ""},
		{"above double of the highest", nilai, "10", []string{"8", "10", "20.01"}, "lonjakan@nilai"},
		{"half of the lowest", nilai, "10", []string{"8", "10", "4"}, ""},
		{"below half of the lowest", nilai, "10", []string{"8", "10", "3.99"}, "lonjakan@nilai"},
		{"down to nothing", nilai, "10", []string{"8", "10", "0"}, "lonjakan@nilai"},
		{"up from nothing", nilai, "10", []string{"0", "10"}, ""},
		{"a score that jumps", skor, "70", []string{"680", "200"}, "lonjakan@skor"},
		{"cumulative that rises", jumlahSD, "40", []string{"10", "21"}, ""},
		{"cumulative that stands", jumlahSD, "40", []string{"10", "10"}, "lonjakan@nilai"},
		{"cumulative that falls", jumlahSD, "40", []string{"10", "", "9"}, "kumulatif_turun@nilai"},
		{"cumulative that falls at once", jumlahSD, "40", []string{"10", "9"}, "kumulatif_turun@nilai"},
		{"a position that falls", posisi, "90", []string{"2890/4050", "2700/4080"}, ""},
		{"stock as stated", stok, "20", []string{"2400/12000", "5100/12000"}, ""},
		{"stock that changed", stok, "20", []string{"2400/12000", "5100/12001"}, "penyebut_berubah@penyebut"},
		{"stock against the last quarter known", stok, "20", []string{"2400/12000", "", "5100/12001"}, "penyebut_berubah@penyebut"},
		{"position that grew by a tenth", posisi, "50", []string{"2000/4000", "2200/4400"}, ""},
		{"position that grew by more", posisi, "50", []string{"2000/4000", "2200/4401"}, "penyebut_berubah@penyebut"},
		{"counts of a quarter vary", bagian, "95", []string{"470/500", "850/900"}, ""},
		{"nothing given", bagian, "95", []string{"470/500", ""}, ""},
		{"half given", bagian, "95", []string{"470/500", "480"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, r := entri(c.i, c.target, c.quarter...)
			got := d.PeriksaEntri(r)
			if s := aturanDari(got); s != c.want {
				t.Errorf("got %q, want %q (%v)", s, c.want, got)
			}
			for _, p := range got {
				if p.Teks == "" || p.Aturan.Nama() == "" {
					t.Errorf("%s says nothing", p.Aturan)
				}
			}
		})
	}
}

// Against earlier years only what may be compared with a year is.
func TestUnusualAgainstEarlierYears(t *testing.T) {
	rata := sakip.Indikator{Satuan: "hari", Formula: sakip.Formula{Jenis: sakip.FormulaNilai}, Entri: sakip.TriwulanIni, AkumulasiX: sakip.RataRata}
	jumlah := rata
	jumlah.AkumulasiX = sakip.Jumlah
	for _, c := range []struct {
		name    string
		i       sakip.Indikator
		quarter []string
		want    string
	}{
		{"a mean in the first quarter", rata, []string{"300"}, "lonjakan@nilai"},
		{"a sum in the first quarter", jumlah, []string{"30"}, ""},
		{"a sum at the end", jumlah, []string{"10", "10", "10", "10"}, "lonjakan@nilai"},
		{"a sum at the end, as before", jumlah, []string{"25", "25", "25", "25"}, ""},
		{"a slip against the year before", rata, []string{"1"}, "kali_seratus@nilai"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, r := entri(c.i, "", c.quarter...)
			d.Lalu = []sakip.TahunLalu{{Tahun: 2021, Realisasi: map[string]decimal.Decimal{"kunci-A": des("90")}},
				{Tahun: 2022, Realisasi: map[string]decimal.Decimal{"kunci-A": des("110")}}, {Tahun: 2023, Realisasi: map[string]decimal.Decimal{"kunci-A": des("1")}}}
			if got := aturanDari(d.PeriksaEntri(r)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// A report replaced by itself changes nothing, and the year that is asked stays as it is.
func TestEntryInItsYear(t *testing.T) {
	d, r := entri(sakip.Indikator{Formula: sakip.Formula{Jenis: sakip.FormulaNilai}, Entri: sakip.TriwulanIni, AkumulasiX: sakip.Jumlah}, "10", "8", "9", "10")
	d.Realisasi = append(d.Realisasi, r)
	before := fmt.Sprint(d)
	lain := r
	lain.X = ada("77")
	baru := d.DenganRealisasi(lain)
	if got := fmt.Sprint(d); got != before {
		t.Errorf("the year was changed: %s", got)
	}
	if len(baru.Realisasi) != 3 || !baru.Realisasi[2].X.Equal(des("77")) {
		t.Errorf("got %v, want the third quarter replaced", baru.Realisasi)
	}
	p := sakip.Periode{Tahun: 2023, Triwulan: 3}
	if got, want := sakip.Hitung(d.DenganRealisasi(r), p), sakip.Hitung(d, p); fmt.Sprint(got.Indikator[0].Realisasi.Nilai) != fmt.Sprint(want.Indikator[0].Realisasi.Nilai) {
		t.Error("the same report gives another result")
	}
}

func TestUnusualAmounts(t *testing.T) {
	lalu := &sakip.RealisasiAnggaran{Triwulan: 2, Nilai: des("50")}
	for _, c := range []struct {
		name, nilai, pagu string
		lalu              *sakip.RealisasiAnggaran
		want              string
	}{
		{"as it should be", "60", "100", lalu, ""}, {"all of it", "100", "100", lalu, ""}, {"as before", "50", "100", lalu, ""},
		{"more than there is", "100.01", "100", lalu, "realisasi_melebihi_pagu@realisasi"}, {"less than before", "49.99", "100", lalu, "realisasi_anggaran_turun@realisasi"},
		{"both", "20", "10", lalu, "realisasi_melebihi_pagu@realisasi realisasi_anggaran_turun@realisasi"}, {"no pagu, no quarter before", "5", "", nil, ""},
	} {
		if got := aturanDari(sakip.PeriksaAnggaran(sakip.RealisasiAnggaran{Triwulan: 3, Nilai: des(c.nilai)}, ada(c.pagu), c.lalu)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDayOfEvidence(t *testing.T) {
	kuartal, kumulatif := sakip.Indikator{Entri: sakip.TriwulanIni, Frekuensi: sakip.Triwulanan}, sakip.Indikator{Entri: sakip.SDTriwulan, Frekuensi: sakip.Triwulanan}
	tahunan, terlambat := sakip.Indikator{Entri: sakip.TriwulanIni, Frekuensi: sakip.Tahunan}, sakip.Indikator{Entri: sakip.SDTriwulan, Frekuensi: sakip.Tahunan, TahunData: -1}
	for _, c := range []struct {
		name string
		i    sakip.Indikator
		tw   int
		hari sakip.Tanggal
		luar bool
	}{
		{"first day of the quarter", kuartal, 2, "2023-04-01", false}, {"last day of the quarter", kuartal, 2, "2023-06-30", false},
		{"the day before", kuartal, 2, "2023-03-31", true}, {"the day after", kuartal, 2, "2023-07-01", true}, {"no day", kuartal, 2, "", false},
		{"from January on", kumulatif, 2, "2023-01-01", false}, {"the year before", kumulatif, 2, "2022-12-31", true},
		{"yearly", tahunan, 4, "2023-02-03", false}, {"data of the year before", terlambat, 4, "2022-05-06", false}, {"older", terlambat, 4, "2021-12-31", true},
	} {
		got := sakip.PeriksaBukti(sakip.Bukti{Jenis: sakip.BuktiDukung, Tahun: 2023, Triwulan: c.tw, Tanggal: c.hari}, c.i)
		if (len(got) > 0) != c.luar {
			t.Errorf("%s: got %v, want outside %v", c.name, got, c.luar)
		}
	}
}

func TestReasonsAnswerWarnings(t *testing.T) {
	list := []sakip.Peringatan{{Aturan: sakip.Lonjakan}, {Aturan: sakip.PersenLebih}}
	alasan := map[string]string{"lonjakan": " gelombang kedua ", "persen_melebihi_100": " \u200b\u2060\ufeff ", "kali_seratus": "tidak ditanya"}
	if got := sakip.BelumDijelaskan(list, alasan); len(got) != 1 || got[0].Aturan != sakip.PersenLebih {
		t.Errorf("left: got %v, want the one with a blank answer", got)
	}
	if got := sakip.AlasanBerlaku(list, alasan); len(got) != 1 || got["lonjakan"] != "gelombang kedua" {
		t.Errorf("kept: got %v, want the one that answers", got)
	}
	if got := sakip.AlasanBerlaku(nil, alasan); got != nil {
		t.Errorf("kept without a warning: got %v", got)
	}
	r := sakip.Realisasi{Triwulan: 1, Status: sakip.Draf, Penjelasan: map[string]string{"bukan_aturan": "x", "lonjakan": strings.Repeat("a", 20001)}}
	err := r.Validasi(sakip.Indikator{Formula: sakip.Formula{Jenis: sakip.FormulaNilai}}, kebijakan())
	for _, f := range []string{"penjelasan.bukan_aturan", "penjelasan.lonjakan"} {
		if err == nil || !strings.Contains(err.Error(), f) {
			t.Errorf("got %v, want a fault at %s", err, f)
		}
	}
	for _, a := range sakip.SemuaPeringatan {
		if a.Nama() == "" {
			t.Errorf("%s has no name", a)
		}
	}
}

func TestOpenActionsAreCarried(t *testing.T) {
	tl := func(uraian string, selesai bool, tenggat ...string) sakip.TindakLanjut {
		return sakip.TindakLanjut{Uraian: uraian, Selesai: selesai, Tenggat: strings.Join(tenggat, "")}
	}
	q := func(tw int, list ...sakip.TindakLanjut) sakip.Realisasi {
		return sakip.Realisasi{Triwulan: tw, TindakLanjut: list}
	}
	for _, c := range []struct {
		name    string
		reports []sakip.Realisasi
		tw      int
		want    string
	}{
		{"nothing before", nil, 1, ""},
		{"open", []sakip.Realisasi{q(1, tl("a", false), tl("b", false))}, 2, "a@1 b@1"},
		{"done", []sakip.Realisasi{q(1, tl("a", true), tl("b", false))}, 2, "b@1"},
		{"done later", []sakip.Realisasi{q(1, tl("a", false)), q(2, tl("a", true))}, 3, ""},
		{"opened again", []sakip.Realisasi{q(1, tl("a", true)), q(2, tl("a", false))}, 3, "a@1"},
		{"left out is not done", []sakip.Realisasi{q(1, tl("a", false)), q(2, tl("b", false))}, 3, "a@1 b@2"},
		{"a quarter that was not reported", []sakip.Realisasi{q(1, tl("a", false))}, 4, "a@1"},
		{"spoken of in the quarter itself", []sakip.Realisasi{q(1, tl("a", false), tl("b", false)), q(2, tl("a", false))}, 2, "b@1"},
		{"done in the quarter itself", []sakip.Realisasi{q(1, tl("a", false)), q(2, tl("a", true))}, 2, ""},
		{"other blanks and capitals", []sakip.Realisasi{q(1, tl("Rapat  bulanan", false)), q(2, tl(" rapat Bulanan", true))}, 3, ""},
		{"later quarters say nothing of this one", []sakip.Realisasi{q(3, tl("c", false)), q(1, tl("a", false))}, 2, "a@1"},
		{"the latest words count", []sakip.Realisasi{q(1, tl("a", false, "TW2")), q(2, tl("a", false, "TW4"))}, 3, "a@1 TW4"},
		{"out of order", []sakip.Realisasi{q(2, tl("a", true)), q(1, tl("a", false))}, 3, ""},
		{"blank", []sakip.Realisasi{q(1, tl(" ", false))}, 2, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := fmt.Sprint(c.reports)
			var got []string
			for _, o := range (sakip.DataTahun{Realisasi: c.reports}).Terbawa(sakip.Indikator{}, c.tw) {
				s := fmt.Sprintf("%s@%d", o.Uraian, o.Sejak)
				if o.Tenggat != "" {
					s += " " + o.Tenggat
				}
				got = append(got, s)
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
			if fmt.Sprint(c.reports) != before {
				t.Error("the reports were changed")
			}
		})
	}
}

// Actions that a year leaves open go on in the next ones, until a report says that they are
// done; one that another indicator has is not its.
func TestOpenActionsGoOnNextYear(t *testing.T) {
	i := sakip.Indikator{ID: "IKU-9", Kunci: "k"}
	tahun := func(n int, lalu []sakip.TahunLalu, reports ...sakip.Realisasi) sakip.DataTahun {
		for r := range reports {
			reports[r].Indikator = i.ID
		}
		return sakip.DataTahun{Tahun: n, Indikator: []sakip.Indikator{i, {ID: "lain", Kunci: "lain"}}, Lalu: lalu, Realisasi: reports}
	}
	q := func(tw int, list ...sakip.TindakLanjut) sakip.Realisasi {
		return sakip.Realisasi{Triwulan: tw, TindakLanjut: list}
	}
	satu := tahun(2023, nil, q(2, sakip.TindakLanjut{Uraian: "a"}), q(4, sakip.TindakLanjut{Uraian: "b", Tenggat: "TW2"}, sakip.TindakLanjut{Uraian: "c"}, sakip.TindakLanjut{Uraian: "d", Selesai: true}))
	lalu := []sakip.TahunLalu{sakip.RealisasiTahun(satu)}
	dua := tahun(2024, lalu, q(1, sakip.TindakLanjut{Uraian: "A ", Selesai: true}), q(3, sakip.TindakLanjut{Uraian: "b", Tenggat: "TW4"}))
	tiga := tahun(2025, append(lalu, sakip.RealisasiTahun(dua)))
	for _, c := range []struct {
		name string
		d    sakip.DataTahun
		tw   int
		want string
	}{
		{"the first quarter after", tahun(2024, lalu), 1, "a@2023/2 b@2023/4! c@2023/4"},
		{"one is done, one put off", dua, 4, "b@0/3! c@2023/4"},
		{"put off, not yet due", dua, 3, "c@2023/4"},
		{"two years later", tiga, 1, "c@2023/4 b@2024/3!"},
		{"none of its own", tahun(2024, nil), 4, ""},
	} {
		var got []string
		for _, o := range c.d.Terbawa(i, c.tw) {
			s := fmt.Sprintf("%s@%d/%d", o.Uraian, o.Tahun, o.Sejak)
			if o.Terlambat(c.tw) {
				s += "!"
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.name, s, c.want)
		}
		if got := c.d.Terbawa(c.d.Indikator[1], c.tw); len(got) != 0 {
			t.Errorf("%s: another indicator: got %v", c.name, got)
		}
	}
}

func TestEntryTableOfABudget(t *testing.T) {
	baris := func(kode, induk, sub, pagu string) sakip.BarisAnggaran {
		return sakip.BarisAnggaran{IdentitasBaris: sakip.IdentitasBaris{SubUnit: sub, Kode: kode}, Induk: induk, Pagu: ada(pagu)}
	}
	v := sakip.VersiAnggaran{Baris: []sakip.BarisAnggaran{baris("D", "", "", ""), baris("P1", "D", "", ""), baris("S1", "P1", "utara", "100"), baris("S1", "P1", "selatan", "50"), baris("S2", "P1", "utara", "40"),
		baris("P2", "D", "", ""), baris("S3", "P2", "selatan", "10")}}
	nilai := map[sakip.IdentitasBaris]decimal.Decimal{{SubUnit: "utara", Kode: "S1"}: des("25"), {SubUnit: "selatan", Kode: "S3"}: des("10")}
	tulis := func(unit string) string {
		var out []string
		for _, b := range v.TabelAnggaran(func(id sakip.IdentitasBaris) bool { return unit == "" || id.SubUnit == unit }, nilai, kebijakan()) {
			s := "-"
			if b.Serapan.Tampil != nil {
				s = b.Serapan.Tampil.String()
			}
			out = append(out, fmt.Sprintf("%d%s %s/%s %d/%d %s", b.Dalam, b.Kode, b.Realisasi, b.Pagu, b.N, b.M, s))
		}
		return strings.Join(out, "; ")
	}
	for unit, want := range map[string]string{
		"utara":   "0D 25/140 1/2 17.86; 1P1 25/140 1/2 17.86; 2S1 25/100 1/1 25; 2S2 0/40 0/1 -",
		"selatan": "0D 10/60 1/2 16.67; 1P1 0/50 0/1 -; 2S1 0/50 0/1 -; 1P2 10/10 1/1 100; 2S3 10/10 1/1 100",
		"":        "0D 35/200 2/4 17.5; 1P1 25/190 1/3 13.16; 2S1 25/100 1/1 25; 2S1 0/50 0/1 -; 2S2 0/40 0/1 -; 1P2 10/10 1/1 100; 2S3 10/10 1/1 100",
		"timur":   "",
	} {
		if got := tulis(unit); got != want {
			t.Errorf("%q:\ngot  %s\nwant %s", unit, got, want)
		}
	}
}
