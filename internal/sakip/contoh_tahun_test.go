package sakip_test

import (
	"testing"

	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
)

// contohTahun are the rules of a whole year: when, out of what, and rolled up how.
func contohTahun() []contoh {
	const (
		kSel      = "A quarter's cell is one of"
		kTarget   = "Three targets, three capaian"
		kPK       = "the PK version in force at the period's end"
		kAkum     = "Accumulation is per component"
		kRasio    = "rounded to 2 decimals and used rounded from there on"
		kSkor     = "skor ÷ skor maksimal × 100"
		kPredikat = "score of the label on its named scale"
		kLag      = "a score of the year before, published late"
		kStatus   = "Only diajukan, diverifikasi and final count"
		kAkhir    = "Against the Renstra end target"
		kStandar  = "Against the standard"
		kLalu     = "Against earlier years"
		kTunjang  = "Menunjang / Tidak Menunjang"
		kUang     = "Realisasi ÷ pagu × 100; 0/0 blank"
		kPagu     = "the one in force at the period's end counts"
		kBaris    = "A row's identity is (sub-unit, kode, sumber dana)"
		kTaut     = "plus and minus edges to budget codes at any level"
		kTemuan   = "Budget reaching no sasaran or counted twice"
		kSasaran  = "simple mean of its indicators' unrounded capaian"
		kBobot    = "Weights are policy"
		kEfisien  = "mean capaian kinerja ÷ mean capaian anggaran × 100, nothing rounded on the way"
		kPindah   = "What one agreement changed against the one before"
	)
	jumlah := satu(func(i *sakip.Indikator) { i.AkumulasiX = sakip.Jumlah })
	sd := satu(func(i *sakip.Indikator) { i.Entri = sakip.SDTriwulan })
	semester := satu(func(i *sakip.Indikator) { i.Frekuensi = sakip.Semesteran })
	tahunan := satu(func(i *sakip.Indikator) { i.Frekuensi = sakip.Tahunan })
	lambat := satu(func(i *sakip.Indikator) { i.Frekuensi, i.TahunData = sakip.Tahunan, -1 })
	rasio := func(x, y sakip.Akumulasi) ubah {
		return satu(func(i *sakip.Indikator) {
			i.Formula = sakip.Formula{Jenis: sakip.FormulaRasio, Pembilang: "X", Penyebut: "Y", Pengali: des("100")}
			i.AkumulasiX, i.AkumulasiY = x, y
		})
	}
	skor := satu(func(i *sakip.Indikator) {
		i.Formula = sakip.Formula{Jenis: sakip.FormulaSkor, SkorMaksimal: ada("900")}
	})
	predikat := func(d *sakip.DataTahun) {
		d.Kebijakan.SkalaPredikat = []sakip.SkalaPredikat{{Nama: "akip", Label: []sakip.LabelPredikat{{Label: "A", Skor: des("85")}, {Label: "BB", Skor: des("75")}}}}
		d.Indikator[0].Formula = sakip.Formula{Jenis: sakip.FormulaPredikat, SkalaPredikat: "akip"}
		d.Perjanjian[0].Target["A"] = sakip.Target{Predikat: "A"}
	}
	label := func(s string) func(*sakip.Realisasi) { return func(r *sakip.Realisasi) { r.Predikat = s } }
	belumTerbit := func(r *sakip.Realisasi) { r.BelumTerbit = true }
	akhir := func(t *sakip.Target) ubah { return func(d *sakip.DataTahun) { d.Renstra.Kolom[0].Akhir = t } }
	tingkatProgram := satu(func(i *sakip.Indikator) { i.Tingkat, i.Induk = sakip.TingkatProgram, "D.P1" })
	arah := func(a sakip.Arah, t sakip.Target) ubah {
		return func(d *sakip.DataTahun) { d.Indikator[0].Arah, d.Perjanjian[0].Target["A"] = a, t }
	}
	standar := satu(func(i *sakip.Indikator) { i.Standar = &sakip.Standar{Nama: "Nasional", Nilai: des("80")} })
	bertaut := func(kode ...string) ubah { return satu(tautan(kode...)) }
	versi := func(nama, tanggal, pagu string) ubah {
		return func(d *sakip.DataTahun) {
			v := d.Anggaran[0]
			v.Versi, v.Tanggal, v.Baris = nama, sakip.Tanggal(tanggal), append([]sakip.BarisAnggaran(nil), v.Baris...)
			v.Baris[3].Pagu = ada(pagu)
			d.Anggaran = append(d.Anggaran, v)
		}
	}
	duaIndikator := func(d *sakip.DataTahun) {
		semuaBelanja(d)
		d.Indikator[0].Anggaran = []sakip.TautanAnggaran{{Kode: "D.P1"}}
		tambah("100", indikator("B", tautan("D.P2")))(d)
	}
	ket := func(r, ambang string) string {
		h := hasilA(4, tingkatProgram, lapor("A", 4, r, ""), aturan(func(k *sakip.Kebijakan) { k.AmbangMenunjang = des(ambang) }))
		return capaian(h.PersenTargetAkhir) + " " + h.Ket
	}
	persenAkhir := func(ubahan ...ubah) string {
		h := hasilA(4, append(ubahan, lapor("A", 4, "150", ""))...)
		return capaian(h.PersenTargetAkhir) + " " + h.Ket
	}
	tigaCapaian := func(tw int, ubahan ...ubah) string {
		h := hasilA(tw, ubahan...)
		return angka(h.CapaianTW.Angka) + " | " + angka(h.CapaianSD.Angka) + " | " + angka(h.Capaian.Angka)
	}
	return []contoh{
		{"cell: nothing reported", kSel, selA(1), "belum_dilaporkan ? belum_dilaporkan | ? belum_dilaporkan"},
		{"cell: zero is reported", kSel, selA(1, lapor("A", 1, "0", "")), "dilaporkan 0 | 0"},
		{"cell: not due", kSel, selA(1, tahunan), "belum_jatuh_tempo ? belum_jatuh_tempo | ? belum_jatuh_tempo"},
		{"cell: half-yearly, TW3 is not due", kSel, selA(3, semester, lapor("A", 2, "5", "")), "belum_jatuh_tempo ? belum_jatuh_tempo | ? belum_jatuh_tempo"},
		{"cell: early report of a yearly figure counts", kSel, selA(3, tahunan, lapor("A", 3, "5", "")), "dilaporkan 5 | 5"},
		{"cell: source late", kSel, selA(4, lapor("A", 4, "", "", belumTerbit)), "belum_terbit ? belum_terbit | ? belum_terbit"},
		{"cell: lagging source, silent", kLag, selA(4, lambat), "belum_terbit ? belum_terbit | ? belum_terbit"},
		{"cell: lagging source, not due", kLag, selA(3, lambat), "belum_jatuh_tempo ? belum_jatuh_tempo | ? belum_jatuh_tempo"},
		{"cell: lagging source, published", kLag, selA(4, lambat, lapor("A", 4, "81", "")), "dilaporkan 81 | 81"},
		{"cell: not computable", kSel, selA(1, rasio(sakip.Jumlah, sakip.Jumlah), lapor("A", 1, "5", "0")), "tidak_dapat_dihitung ? penyebut_nol | ? penyebut_nol"},
		{"cell: half given, no Y", kSel, selA(1, rasio(sakip.Jumlah, sakip.Tetap), lapor("A", 1, "5", "")), "tidak_dapat_dihitung ? komponen_kosong | ? komponen_kosong"},
		{"cell: half given, no X", kSel, selA(1, rasio(sakip.Jumlah, sakip.Tetap), lapor("A", 1, "", "5")), "tidak_dapat_dihitung ? komponen_kosong | ? komponen_kosong"},
		{"cell: reported blank", kSel, selA(1, lapor("A", 1, "", "")), "tidak_dapat_dihitung ? komponen_kosong | ? komponen_kosong"},
		{"cell: gap before", kSel, selA(2, jumlah, lapor("A", 2, "5", "")), "tidak_dapat_dihitung ? triwulan_tak_lengkap | 5"},
		{"order of entry does not matter", kSel, selA(3, jumlah, lapor("A", 3, "5", ""), lapor("A", 1, "10", ""), lapor("A", 2, "1", "")), "dilaporkan 16 | 5"},
		{"later quarters do not count", kSel, selA(2, jumlah, lapor("A", 1, "10", ""), lapor("A", 2, "1", ""), lapor("A", 4, "99", "")), "dilaporkan 11 | 1"},
		{"another's report does not count", kSel, selA(1, lapor("B", 1, "10", "")), "belum_dilaporkan ? belum_dilaporkan | ? belum_dilaporkan"},
		{"negative plain value", kSel, selA(2, jumlah, lapor("A", 1, "10", ""), lapor("A", 2, "-12.5", "")), "dilaporkan -2.5 | -12.5"},
		{"draft", kStatus, selA(1, lapor("A", 1, "5", "", berstatus(sakip.Draf))), "belum_dilaporkan ? belum_dilaporkan | ? belum_dilaporkan"},
		{"sent back", kStatus, selA(1, lapor("A", 1, "5", "", berstatus(sakip.Dikembalikan))), "belum_dilaporkan ? belum_dilaporkan | ? belum_dilaporkan"},
		{"handed in", kStatus, selA(1, lapor("A", 1, "5", "", berstatus(sakip.Diajukan))), "dilaporkan 5 | 5"},
		{"verified", kStatus, selA(1, lapor("A", 1, "5", "", berstatus(sakip.Diverifikasi))), "dilaporkan 5 | 5"},
		{"a draft before is a gap", kStatus, selA(2, jumlah, lapor("A", 1, "5", "", berstatus(sakip.Draf)), lapor("A", 2, "5", "")), "tidak_dapat_dihitung ? triwulan_tak_lengkap | 5"},

		{"half-yearly sum", kAkum, selA(4, semester, jumlah, lapor("A", 2, "20", ""), lapor("A", 4, "5", "")), "dilaporkan 25 | 5"},
		{"half-yearly sum, up to", kAkum, selA(4, semester, jumlah, sd, lapor("A", 2, "20", ""), lapor("A", 4, "50", "")), "dilaporkan 50 | 30"},
		{"ratio, one stock", kAkum, selA(2, rasio(sakip.Jumlah, sakip.Tetap), lapor("A", 1, "10", "80"), lapor("A", 2, "20", "80")), "dilaporkan 37.5 | 25"},
		{"ratio, both summed", kAkum, selA(2, rasio(sakip.Jumlah, sakip.Jumlah), lapor("A", 1, "10", "20"), lapor("A", 2, "20", "60")), "dilaporkan 37.5 | 33.33"},
		{"ratio, both last", kAkum, selA(2, rasio(sakip.PosisiAkhir, sakip.PosisiAkhir), lapor("A", 1, "10", "20"), lapor("A", 2, "20", "60")), "dilaporkan 33.33 | 33.33"},
		{"ratio, up to, both summed", kAkum, selA(2, sd, rasio(sakip.Jumlah, sakip.Jumlah), lapor("A", 1, "10", "20"), lapor("A", 2, "30", "80")), "dilaporkan 37.5 | 33.33"},
		{"ratio, up to, one stock", kAkum, selA(2, sd, rasio(sakip.Jumlah, sakip.Tetap), lapor("A", 1, "10", "80"), lapor("A", 2, "30", "80")), "dilaporkan 37.5 | 25"},
		{"ratio, up to, nothing new", kAkum, selA(2, sd, rasio(sakip.Jumlah, sakip.Jumlah), lapor("A", 1, "10", "20"), lapor("A", 2, "10", "20")), "dilaporkan 50 | ? penyebut_nol"},
		{"ratio rounds before capaian", kRasio, angka(hasilA(1, rasio(sakip.Jumlah, sakip.Jumlah), lapor("A", 1, "1", "3")).Capaian.Angka), "33.33"},
		{"score", kSkor, selA(4, skor, lapor("A", 4, "705", "")), "dilaporkan 78.33 | 78.33"},
		{"score without a maximum", kSkor, selA(4, skor, satu(func(i *sakip.Indikator) { i.Formula.SkorMaksimal = nil }), lapor("A", 4, "705", "")), "tidak_dapat_dihitung ? komponen_kosong | ? komponen_kosong"},
		{"label", kPredikat, tigaCapaian(4, predikat, lapor("A", 4, "", "", label("BB"))), "? target_tidak_ada | 88.235294117647 | 88.235294117647"},
		{"label's score", kPredikat, selA(4, predikat, lapor("A", 4, "", "", label("BB"))), "dilaporkan 75 | 75"},
		{"label not on the scale", kPredikat, selA(4, predikat, lapor("A", 4, "", "", label("Z"))), "tidak_dapat_dihitung ? predikat_tak_dikenal | ? predikat_tak_dikenal"},
		{"label not given", kPredikat, selA(4, predikat, lapor("A", 4, "", "")), "tidak_dapat_dihitung ? komponen_kosong | ? komponen_kosong"},

		{"targets of a sum", kTarget, targetA(2, jumlah, rencana(1, "20", ""), rencana(2, "30", "")), "30 | 50 | 100"},
		{"capaian of a sum", kTarget, tigaCapaian(2, jumlah, rencana(1, "20", ""), rencana(2, "30", ""), lapor("A", 1, "10", ""), lapor("A", 2, "30", "")), "100 | 80 | 40"},
		{"target up to the quarter as planned", kTarget, targetA(2, jumlah, rencana(1, "20", "20"), rencana(2, "30", "45")), "30 | 45 | 100"},
		{"targets of a sum, gap", kTarget, targetA(2, jumlah, rencana(2, "30", "")), "30 | ? | 100"},
		{"targets of a sum, half-yearly", kTarget, targetA(2, jumlah, semester, rencana(2, "30", "")), "30 | 30 | 100"},
		{"target of a level", kTarget, targetA(2, rencana(1, "20", ""), rencana(2, "30", "")), "30 | 30 | 100"},
		{"targets of a mean", kTarget, targetA(2, satu(func(i *sakip.Indikator) { i.AkumulasiX = sakip.RataRata }), rencana(1, "20", ""), rencana(2, "30", "")), "30 | 25 | 100"},
		{"targets of parts of one stock", kTarget, targetA(2, rasio(sakip.Jumlah, sakip.Tetap), rencana(1, "20", ""), rencana(2, "30", "")), "30 | 50 | 100"},
		{"targets of a ratio of sums", kTarget, targetA(2, rasio(sakip.Jumlah, sakip.Jumlah), rencana(1, "20", ""), rencana(2, "30", "")), "30 | 30 | 100"},
		{"no plan", kTarget, targetA(2), "? | ? | 100"},
		{"TW4 without a plan is the year", kTarget, targetA(4), "? | 100 | 100"},
		{"TW4 with the quarter's target is the year", kTarget, targetA(4, jumlah, rencana(4, "30", "")), "30 | 100 | 100"},
		{"TW4 as planned", kTarget, targetA(4, rencana(4, "30", "95")), "30 | 95 | 100"},

		{"October leaves TW2", kPK, targetA(2, perjanjian("perubahan-1", "2023-10-02", true, "90")), "? | ? | 100"},
		{"October counts at TW4", kPK, targetA(4, perjanjian("perubahan-1", "2023-10-02", true, "90")), "? | 90 | 90"},
		{"signed on the last day of a quarter", kPK, targetA(3, perjanjian("perubahan-1", "2023-09-30", true, "90")), "? | ? | 90"},
		{"signed on the day after", kPK, targetA(3, perjanjian("perubahan-1", "2023-10-01", true, "90")), "? | ? | 100"},
		{"unsigned", kPK, targetA(4, perjanjian("perubahan-1", "2023-10-02", false, "90")), "? | 100 | 100"},
		{"two on one day: the last listed", kPK, targetA(4, perjanjian("perubahan-1", "2023-10-02", true, "90"), perjanjian("perubahan-2", "2023-10-02", true, "80")), "? | 80 | 80"},
		{"induk and perubahan on one day, listed backwards", kPK, targetA(4, perjanjian("perubahan-1", "2023-01-10", true, "90"), terbalik), "? | 90 | 90"},
		{"listed out of order", kPK, targetA(4, perjanjian("perubahan-2", "2023-11-02", true, "80"), perjanjian("perubahan-1", "2023-10-02", true, "90")), "? | 80 | 80"},
		{"none signed yet", kPK, targetA(1, func(d *sakip.DataTahun) { d.Perjanjian[0].Tanggal = "2023-04-03" }), "? | ? | ?"},
		{"signed in the year before", kPK, targetA(1, func(d *sakip.DataTahun) { d.Perjanjian[0].Tanggal = "2022-12-30" }), "? | ? | 100"},
		{"comparison: a draft without a date is the last", kPindah, bandingPK(perjanjian("perubahan-1", "", false, "90")), "induk → perubahan-1: A 100 → 90"},
		{"comparison: by date", kPindah, bandingPK(perjanjian("perubahan-2", "2023-11-01", true, "80"), perjanjian("perubahan-1", "2023-10-01", true, "100")),
			"induk → perubahan-1: A 100 = 100; perubahan-1 → perubahan-2: A 100 → 80"},

		{"budget: row of leaves", kUang, barisHasil("D.P1", 4, semuaBelanja), "400 | 200 | 50 → 50.00 (2/2)"},
		{"budget: all", kUang, barisHasil("D", 4, semuaBelanja), "1000 | 560 | 56 → 56.00 (4/4)"},
		{"budget: code of two puskesmas", kBaris, barisHasil("D.P2.K1.S1", 4, semuaBelanja), "600 | 360 | 60 → 60.00 (2/2)"},
		{"budget: one of two puskesmas unreported", kBaris, barisHasil("D.P2.K1.S1", 4, belanja("pkm-1", "D.P2.K1.S1", 4, "120")), "600 | ? sebagian_belum_dilaporkan | ? sebagian_belum_dilaporkan (1/2)"},
		{"budget: spent by a unit that has no such row", kBaris, barisHasil("D.P2.K1.S1", 4, belanja("", "D.P2.K1.S1", 4, "120")), "600 | ? belum_dilaporkan | ? belum_dilaporkan (0/2)"},
		{"budget: nothing reported", kUang, barisHasil("D", 4), "1000 | ? belum_dilaporkan | ? belum_dilaporkan (0/4)"},
		{"budget: another quarter's figure does not count", kUang, barisHasil("D.P1.K1.S1", 4, belanja("", "D.P1.K1.S1", 3, "50")), "100 | ? belum_dilaporkan | ? belum_dilaporkan (0/1)"},
		{"budget: draft", kStatus, barisHasil("D.P1.K1.S1", 4, belanja("", "D.P1.K1.S1", 4, "50"), func(d *sakip.DataTahun) { d.RealisasiAnggaran[0].Status = sakip.Draf }), "100 | ? belum_dilaporkan | ? belum_dilaporkan (0/1)"},
		{"budget: 0 of 0", kUang, barisHasil("D.P1.K1.S1", 4, pagu("0"), belanja("", "D.P1.K1.S1", 4, "0")), "0 | 0 | ? pagu_nol (1/1)"},
		{"budget: 0 of x", kUang, barisHasil("D.P1.K1.S1", 4, belanja("", "D.P1.K1.S1", 4, "0")), "100 | 0 | 0 → 0.00 (1/1)"},
		{"budget: x of 0", kUang, barisHasil("D.P1.K1.S1", 4, pagu("0"), belanja("", "D.P1.K1.S1", 4, "5")), "0 | 5 | ? realisasi_tanpa_pagu (1/1)"},
		{"budget: more than there is", kUang, barisHasil("D.P1.K1.S1", 4, belanja("", "D.P1.K1.S1", 4, "150")), "100 | 150 | 150 → 150.00 (1/1)"},
		{"budget: 92,735", "LKjIP 2023 baris 575", barisHasil("D.P1.K1.S1", 4, pagu("20000"), belanja("", "D.P1.K1.S1", 4, "18547")), "20000 | 18547 | 92.735 → 92.74 (1/1)"},
		{"budget: parents listed after their rows", kBaris, barisHasil("D", 4, semuaBelanja, func(d *sakip.DataTahun) { balik(d.Anggaran[0].Baris) }), "1000 | 560 | 56 → 56.00 (4/4)"},
		{"budget version: before", kPagu, barisHasil("D.P1", 3, versi("perubahan", "2023-10-02", "500")), "400 | ? belum_dilaporkan | ? belum_dilaporkan (0/2)"},
		{"budget version: from its day on", kPagu, barisHasil("D.P1", 4, versi("perubahan", "2023-12-31", "500")), "800 | ? belum_dilaporkan | ? belum_dilaporkan (0/2)"},
		{"budget version: none yet", kPagu, uangA(bertaut("D.P1"), func(d *sakip.DataTahun) { d.Anggaran[0].Tanggal = "2024-01-01" }), "? anggaran_tidak_ada | ? anggaran_tidak_ada | ? anggaran_tidak_ada"},

		{"edges: none", kTaut, uangA(semuaBelanja), "? tanpa_tautan_anggaran | ? tanpa_tautan_anggaran | ? tanpa_tautan_anggaran"},
		{"edges: a program", kTaut, uangA(semuaBelanja, bertaut("D.P1")), "400 | 200 | 50 → 50.00"},
		{"edges: a program minus a leaf", kTaut, uangA(semuaBelanja, bertaut("D.P1", "-D.P1.K1.S1")), "300 | 150 | 50 → 50.00"},
		{"edges: minus and plus again", kTaut, uangA(semuaBelanja, bertaut("D", "-D.P1", "D.P1.K1.S1")), "700 | 410 | 58.571428571429 → 58.57"},
		{"edges: a code that is not there", kTaut, uangA(semuaBelanja, bertaut("D.P1", "D.P9")), "? kode_anggaran_tidak_ada | ? kode_anggaran_tidak_ada | ? kode_anggaran_tidak_ada"},
		{"edges: partly reported", kTaut, uangA(bertaut("D.P1"), belanja("", "D.P1.K1.S1", 4, "50")), "400 | ? sebagian_belum_dilaporkan | ? sebagian_belum_dilaporkan"},
		{"edges: what is taken out need not be reported", kTaut, uangA(bertaut("D.P1", "-D.P1.K1.S2"), belanja("", "D.P1.K1.S1", 4, "50")), "100 | 50 | 50 → 50.00"},
		{"coverage: one program", kTemuan, cakupan(bertaut("D.P1")), "600 [D.P2.K1.S1] ganda []"},
		{"coverage: nothing", kTemuan, cakupan(), "1000 [D.P1.K1.S1 D.P1.K1.S2 D.P2.K1.S1] ganda []"},
		{"coverage: what is taken out is not reached", kTemuan, cakupan(bertaut("D", "-D.P1.K1.S2")), "300 [D.P1.K1.S2] ganda []"},
		{"coverage: twice by two", kTemuan, cakupan(bertaut("D"), tambah("1", indikator("B", tautan("D.P1.K1.S2")))), "0 [] ganda [D.P1.K1.S2]"},
		{"coverage: twice by one", kTemuan, cakupan(bertaut("D", "D.P1")), "0 [] ganda [D.P1.K1.S1 D.P1.K1.S2]"},
		{"coverage: a program indicator is no sasaran", kTemuan, cakupan(tingkatProgram, bertaut("D")), "1000 [D.P1.K1.S1 D.P1.K1.S2 D.P2.K1.S1] ganda []"},

		{"sasaran: mean, absorption, efficiency", kEfisien, sasaranS1(duaIndikator, lapor("A", 4, "90", ""), lapor("B", 4, "100", "")), "2/2 | 95 → 95.00 Baik | 55 → 55.00 | 56 → 56.00 | 172.727272727273 → 172.73"},
		{"sasaran: one of two", kSasaran, sasaranS1(duaIndikator, lapor("A", 4, "90", "")), "1/2 | 90 → 90.00 Baik | 55 → 55.00 | 56 → 56.00 | 163.636363636364 → 163.64"},
		{"sasaran: none of two", kSasaran, sasaranS1(duaIndikator), "0/2 | ? tidak_ada_yang_terhitung | 55 → 55.00 | 56 → 56.00 | ? tidak_ada_yang_terhitung"},
		{"sasaran: no indicator", kSasaran, sasaranS1(tingkatProgram), "0/0 | ? tidak_ada_indikator | ? tidak_ada_indikator | ? tidak_ada_indikator | ? tidak_ada_indikator"},
		{"sasaran: nothing spent", kEfisien, sasaranS1(satu(tautan("D.P1.K1.S1")), belanja("", "D.P1.K1.S1", 4, "0"), lapor("A", 4, "90", "")), "1/1 | 90 → 90.00 Baik | 0 → 0.00 | 0 → 0.00 | ? capaian_anggaran_nol"},
		{"sasaran: no budget", kEfisien, sasaranS1(lapor("A", 4, "90", "")), "1/1 | 90 → 90.00 Baik | ? tidak_ada_yang_terhitung | ? tidak_ada_yang_terhitung | ? tidak_ada_yang_terhitung"},
		{"sasaran: a mean of thirds is whole, also raw", kSasaran, sasaranS1(tigaPertiga, aturan(mentah)), "3/3 | 55 → 55.00 Cukup | ? tidak_ada_yang_terhitung | ? tidak_ada_yang_terhitung | ? tidak_ada_yang_terhitung"},
		{"sasaran: the mean takes raw values, not capped ones", kSasaran, sasaranS1(aturan(batasAtas("100")), lapor("A", 4, "150", ""), tambah("100", indikator("B")), lapor("B", 4, "40", "")),
			"2/2 | 95 → 95.00 Baik | ? tidak_ada_yang_terhitung | ? tidak_ada_yang_terhitung | ? tidak_ada_yang_terhitung"},
		{"sasaran: weights", kBobot, sasaranS1(duaIndikator, lapor("A", 4, "90", ""), lapor("B", 4, "100", ""), aturan(func(k *sakip.Kebijakan) { k.Bobot = map[string]decimal.Decimal{"A": des("3")} })),
			"2/2 | 92.5 → 92.50 Baik | 52.5 → 52.50 | 56 → 56.00 | 176.190476190476 → 176.19"},

		{"end target, naik", kAkhir, persenAkhir(), "75 → 75.00 "},
		{"end target, turun", kAkhir, persenAkhir(arah(sakip.Turun, target("100")), akhir(&sakip.Target{Nilai: ada("120")})), "75 → 75.00 "},
		{"end target, rentang", kAkhir, persenAkhir(arah(sakip.Rentang, rentang("90", "110")), akhir(&sakip.Target{Bawah: ada("100"), Atas: ada("120")})), "75 → 75.00 "},
		{"end target, rentang without a range", kAkhir, persenAkhir(arah(sakip.Rentang, rentang("90", "110"))), "? target_tidak_ada "},
		{"end target, none", kAkhir, persenAkhir(akhir(nil)), "? target_akhir_tidak_ada "},
		{"end target, blank", kAkhir, persenAkhir(akhir(&sakip.Target{})), "? target_akhir_tidak_ada "},
		{"end target, no column at all", kAkhir, persenAkhir(func(d *sakip.DataTahun) { d.Renstra.Kolom = nil }), "? target_akhir_tidak_ada "},
		{"end target, label", kAkhir, angka(hasilA(4, predikat, akhir(&sakip.Target{Predikat: "BB"}), lapor("A", 4, "", "", label("A"))).PersenTargetAkhir.Angka), "113.333333333333"},
		{"threshold, reached exactly", kTunjang, ket("150", "75"), "75 → 75.00 Menunjang"},
		{"threshold, just below", kTunjang, ket("149.99", "75"), "74.995 → 75.00 Tidak Menunjang"},
		{"threshold of thirds", kTunjang, persenAkhir(tingkatProgram, akhir(&sakip.Target{Nilai: ada("450")}), aturan(func(k *sakip.Kebijakan) { k.AmbangMenunjang = des("33.333333333333333333333333333333") })), "33.333333333333 → 33.33 Menunjang"},
		{"threshold, end target unknown", kTunjang, persenAkhir(tingkatProgram, akhir(nil)), "? target_akhir_tidak_ada "},
		{"standard, naik", kStandar, capaian(hasilA(4, standar, lapor("A", 4, "60", "")).PersenStandar), "75 → 75.00"},
		{"standard, turun", kStandar, capaian(hasilA(4, standar, arah(sakip.Turun, target("1")), lapor("A", 4, "60", "")).PersenStandar), "125 → 125.00"},
		{"standard, rentang", kStandar, capaian(hasilA(4, standar, arah(sakip.Rentang, rentang("1", "2")), lapor("A", 4, "80", "")).PersenStandar), "100 → 100.00"},
		{"standard, none", kStandar, capaian(hasilA(4, lapor("A", 4, "60", "")).PersenStandar), "? standar_tidak_ada"},
		{"standard, nothing reported", kStandar, capaian(hasilA(4, standar).PersenStandar), "? belum_dilaporkan"},
		{"earlier years", kLalu, sebelumnya(2021, 2022, 2023, 2024), "[2021 2022]"},
	}
}

func terbalik(d *sakip.DataTahun) { balik(d.Perjanjian) }

func balik[T any](list []T) {
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
}

// pagu gives leaf D.P1.K1.S1 another pagu.
func pagu(s string) ubah { return func(d *sakip.DataTahun) { d.Anggaran[0].Baris[3].Pagu = ada(s) } }

// tigaPertiga are three capaian with endless digits whose mean is 55: 100/3, 100/3 and 295/3.
func tigaPertiga(d *sakip.DataTahun) {
	d.Perjanjian[0].Target["A"] = target("3")
	for _, u := range []ubah{tambah("3", indikator("B")), tambah("300", indikator("C")), lapor("A", 4, "1", ""), lapor("B", 4, "1", ""), lapor("C", 4, "295", "")} {
		u(d)
	}
}

func sebelumnya(tahun ...int) string {
	h := hasilA(4, func(d *sakip.DataTahun) {
		for _, t := range tahun {
			d.Lalu = append(d.Lalu, sakip.TahunLalu{Tahun: t, Realisasi: map[string]decimal.Decimal{"kunci-A": des("1")}})
		}
		d.Lalu = append(d.Lalu, sakip.TahunLalu{Tahun: 2020})
	})
	var out []int
	for _, l := range h.Sebelumnya {
		out = append(out, l.Tahun)
	}
	return fmt.Sprint(out)
}

// bandingPK writes what each version changed.
func bandingPK(ubahan ...ubah) string {
	d := dasar(ubahan...)
	var out []string
	for _, p := range sakip.BandingkanPerjanjian(d.Perjanjian, d.Indikator) {
		tanda := " = "
		if p.Target[0].Berubah {
			tanda = " → "
		}
		out = append(out, p.Dari+" → "+p.Ke+": "+p.Target[0].Indikator+" "+nilaiTarget(p.Target[0].Dari)+tanda+nilaiTarget(p.Target[0].Ke))
	}
	return strings.Join(out, "; ")
}

func TestLeafWithoutPaguNeedNotBeReported(t *testing.T) {
	nol, seratus, terpakai := des("0"), des("100"), des("40")
	d := sakip.DataTahun{Tahun: 2025, Kebijakan: sakip.KebijakanBaku(2025), Anggaran: []sakip.VersiAnggaran{{Versi: "induk", Tanggal: "2025-01-02", Baris: []sakip.BarisAnggaran{
		{IdentitasBaris: sakip.IdentitasBaris{Kode: "P"}, Nama: "P", Tingkat: sakip.TingkatProgram},
		{IdentitasBaris: sakip.IdentitasBaris{Kode: "P.1"}, Induk: "P", Nama: "a", Tingkat: sakip.TingkatKegiatan, Pagu: &seratus},
		{IdentitasBaris: sakip.IdentitasBaris{Kode: "P.2"}, Induk: "P", Nama: "b", Tingkat: sakip.TingkatKegiatan, Pagu: &nol}}}},
		RealisasiAnggaran: []sakip.RealisasiAnggaran{{IdentitasBaris: sakip.IdentitasBaris{Kode: "P.1"}, Triwulan: 1, Nilai: terpakai, Status: sakip.Diajukan}}}
	p := sakip.Hitung(d, sakip.Periode{Tahun: 2025, Triwulan: 1}).Anggaran[0]
	if !p.Realisasi.Ada() || !p.Realisasi.Nilai.Equal(terpakai) || p.N != 1 || p.M != 1 {
		t.Errorf("parent: got %v (%d of %d), want 40 (1 of 1)", p.Realisasi.Nilai, p.N, p.M)
	}
}
