package report_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/report"
	"capaian/internal/report/document"
	"capaian/internal/report/pdf"
	"capaian/internal/report/reporttest"
	"capaian/internal/reporter"
	"capaian/internal/sakip"
	"capaian/internal/sample"
)

var susun = reporttest.Susun

// TestLibreOfficeRecalculatesTheOtherKinds is TestLibreOfficeRecalculatesEveryFigure for
// the documents beside the LKjIP.
func TestLibreOfficeRecalculatesTheOtherKinds(t *testing.T) {
	nyata, contoh := tahun(t, "trenggalek", 2023), tahun(t, "contoh", 2025)
	a := sample.GenerateOne(11, 3)
	bangkitan := a.Tahun[len(a.Tahun)-1]
	potong := contoh
	potong.Kebijakan.Pembulatan, potong.Kebijakan.RumusTurun, potong.Kebijakan.DasarKategori = sakip.Potong, sakip.TBagiR, sakip.DariMentah
	var kasus []kasusHitung
	tambah := func(nama string, d sakip.DataTahun, jenis sakip.JenisLaporan, dokumen string, tw int) {
		kasus = append(kasus, kasusHitung{nama, susun(t, d, jenis, dokumen, tw), susun(t, d, jenis, dokumen, tw)})
	}
	for tw := 1; tw <= 4; tw++ {
		tambah("triwulan contoh", contoh, sakip.LaporanTriwulan, "", tw)
		tambah("e81 contoh", contoh, sakip.FormulirE81, "", tw)
	}
	tambah("triwulan, kebijakan lain", potong, sakip.LaporanTriwulan, "", 3)
	tambah("e81, kebijakan lain", potong, sakip.FormulirE81, "", 4)
	tambah("triwulan 2023", nyata, sakip.LaporanTriwulan, "", 4)
	tambah("e81 2023", nyata, sakip.FormulirE81, "", 4)
	tambah("triwulan bentuk lain", bentukLain(nyata, false), sakip.LaporanTriwulan, "", 4)
	tambah("e81 bentuk lain", bentukLain(nyata, true), sakip.FormulirE81, "", 4)
	tambah("triwulan bangkitan", bangkitan, sakip.LaporanTriwulan, "", 3)
	tambah("e81 bangkitan", bangkitan, sakip.FormulirE81, "", 3)
	for _, j := range []sakip.JenisLaporan{sakip.LaporanTriwulan, sakip.FormulirE81} { // somebody types other figures in
		baru := susun(t, ubahan(nyata), j, "", 4)
		kasus = append(kasus, kasusHitung{string(j) + ", isian diubah", isikan(susun(t, nyata, j, "", 4), baru), susun(t, ubahan(nyata), j, "", 4)})
	}
	hitungUlang(t, 100, kasus)
	kasus = nil
	tambah("perjanjian perubahan 2023", nyata, sakip.LaporanPerjanjian, "perubahan", 4)
	tambah("jenjang 2023", nyata, sakip.LaporanPerjanjian, "perubahan/jenjang", 4)
	tambah("perjanjian contoh", contoh, sakip.LaporanPerjanjian, "", 4)
	tambah("rencana contoh", contoh, sakip.LaporanRencana, "", 4)
	hitungUlang(t, 1, kasus)
}

// baris finds the rows of a table whose text has all of isi.
func baris(t *testing.T, d document.Dokumen, id string, isi ...string) []string {
	t.Helper()
	var out []string
	for _, r := range strings.Split(teksTabel(t, d, id), "\n") {
		cocok := true
		for _, s := range isi {
			cocok = cocok && strings.Contains(r, s)
		}
		if cocok {
			out = append(out, r)
		}
	}
	return out
}

// satuBaris is the one such row.
func satuBaris(t *testing.T, d document.Dokumen, id string, isi ...string) string {
	t.Helper()
	out := baris(t, d, id, isi...)
	if len(out) != 1 {
		t.Fatalf("table %s: got %d rows with %q, want 1:\n%s", id, len(out), isi, teksTabel(t, d, id))
	}
	return out[0]
}

func celah(d document.Dokumen) string {
	var out []string
	for _, b := range d.Semua() {
		if c, ok := b.(document.Celah); ok {
			out = append(out, c.String())
		}
	}
	return strings.Join(out, "\n")
}

// The quarter's report of the sample agency, every figure worked out by hand from what
// the seed file has.
func TestQuarterOfTheSample(t *testing.T) {
	doc := susun(t, tahun(t, "contoh", 2025), sakip.LaporanTriwulan, "", 3)
	if !doc.Sampul || doc.Judul != "LAPORAN KINERJA TRIWULAN III" || doc.Subjudul != "TAHUN 2025" {
		t.Errorf("cover: got %v %q %q", doc.Sampul, doc.Judul, doc.Subjudul)
	}
	tests := []struct {
		tabel string
		cari  []string
		want  string
	}{
		// 505/530; (470+498+505)/(500+520+530); against 95 each.
		{"Capaian IKU", []string{"tepat waktu"}, "95,00%\t95,00%\t95,28%\t100,29%\t95,00%\t95,03%\t100,03%"},
		// 7900−5100 of one stock of 12000; 7900/12000; 65,83/85.
		{"Capaian IKU", []string{"keluarga sasaran"}, "85,00%\t22,00%\t23,33%\t106,05%\t64,00%\t65,83%\t102,86%\tSangat Tinggi\t77,45%"},
		// 95 of 110; 80+110+95 of 80+110+110; of the 400 agreed on before October.
		{"Capaian IKU", []string{"kader"}, "400\t110\t95\t86,36%\t300\t285\t95,00%\tSangat Tinggi\t71,25%"},
		// Falling: (2×6−5)/6; means (6+5,5+5)/3 against (6,5+6+6)/3.
		{"Capaian IKU", []string{"lama penyelesaian"}, "116,67%\t6,1667\t5,50\t110,81%"},
		{"Capaian IKU", []string{"kelembagaan"}, "75,00%\t–\t–\t–\t–\t–\t–\t–\t–"},
		{"Capaian Program", []string{"pertemuan"}, "24\t6\tbelum dilaporkan – Bidang Pembinaan\tbelum dilaporkan"},
		{"Faktor", []string{"Jumlah pengaduan"}, "77,78%\t–\tPengaduan lama menunggu data dari pihak lain.\tPetugas khusus pengaduan ditunjuk."},
		{"Faktor", []string{"kader"}, "95,00%\t–\tbelum diisi – Bidang Pembinaan\tbelum diisi"},
		// Three rows of one code: 84.385.000 + 74.741.000 + 30.137.500.
		{"Anggaran", []string{"\t785.000.000,00\t"}, "785.000.000,00\t360.817.000,00\t189.263.500,00\t550.080.500,00\t70,07%"},
		{"Anggaran", []string{"UPTD Wilayah Utara – APBD"}, "350.000.000,00\t159.950.000,00\t84.385.000,00\t244.335.000,00\t69,81%"},
		{"Langkah", []string{"yang selesai tepat waktu"}, "Melaksanakan kegiatan tahap kedua\tBidang Layanan\t1 Juli 2025 s.d. 30 September 2025\t95,00%\t95,28%\tfinal"},
		{"Langkah", []string{"pertemuan"}, "belum dilaporkan"},
		{"Tindak Lanjut Baru", []string{"Menambah loket"}, "Bidang Layanan\tTW IV\tbaru"},
		{"Ringkasan", []string{"Belum dapat dihitung"}, "0\t1\t1"},
		{"Ringkasan", []string{"Belum jatuh tempo"}, "3\t0\t3"},
		{"Serapan", []string{"III\t"}, "III\tbelum diisi\tbelum diisi\t1.918.127.000,39\t–\t2.770.000.000,00\t69,25%"},
		{"Ringkasan", []string{"Jumlah\t"}, "10\t4\t14"},
		{"Kelengkapan", []string{"Bidang Pembinaan"}, "3\t2\t0\t0\t2"},
	}
	for _, tt := range tests {
		if got := satuBaris(t, doc, tt.tabel, tt.cari...); !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %q, want %q in it", tt.tabel, got, tt.want)
		}
	}
	for _, want := range []string{"Triwulan III: belum diajukan 1 indikator (PI-03). Menjadi tugas: Bidang Pembinaan.", "Anggaran kas per triwulan belum diisi pada pagu versi pergeseran-1", "target: IKU-1.3"} {
		if got := celah(doc); !strings.Contains(got, want) {
			t.Errorf("gaps: got\n%s\nwant %q", got, want)
		}
	}
}

// The absorption of the money planned for the quarters, where it is known.
func TestCashPlanOfAQuarter(t *testing.T) {
	d := tahun(t, "contoh", 2025)
	d.Anggaran = slices.Clone(d.Anggaran)
	for _, s := range []string{"500000000", "700000000.50", "800000000", "769999999.50"} {
		d.Anggaran[1].Kas = append(d.Anggaran[1].Kas, decimal.RequireFromString(s))
	}
	doc := susun(t, d, sakip.LaporanTriwulan, "", 3)
	// 1.918.127.000,39 of 2.000.000.000,50.
	if got, want := satuBaris(t, doc, "Serapan", "III\t"), "800.000.000,00\t2.000.000.000,50\t1.918.127.000,39\t95,91%\t2.770.000.000,00\t69,25%"; !strings.Contains(got, want) {
		t.Errorf("got %q, want %q in it", got, want)
	}
	if got := celah(doc); strings.Contains(got, "kas") {
		t.Errorf("gaps: got %q, want none of the cash plan", got)
	}
	hitungUlang(t, 100, []kasusHitung{{"kas", susun(t, d, sakip.LaporanTriwulan, "", 3), doc}})
	d.RealisasiAnggaran = slices.DeleteFunc(slices.Clone(d.RealisasiAnggaran), func(r sakip.RealisasiAnggaran) bool { return r.Triwulan == 2 })
	doc = susun(t, d, sakip.LaporanTriwulan, "", 3)
	if got, want := satuBaris(t, doc, "Serapan", "II\t7"), "1.200.000.000,50\tsebagian belum dilaporkan\t–"; !strings.Contains(got, want) {
		t.Errorf("a quarter that was not reported: got %q, want %q in it", got, want)
	}
}

// What became of the actions that were open: done, late, unheard of, carried from the
// year before.
func TestActionsOfAQuarter(t *testing.T) {
	d := tahun(t, "contoh", 2025)
	d.Lalu = []sakip.TahunLalu{{Tahun: 2024, TindakLanjut: map[string][]sakip.TindakLanjutTerbuka{
		"tepat_waktu": {{TindakLanjut: sakip.TindakLanjut{Uraian: "Melatih petugas", PIC: "bid-layanan", Tenggat: "TW4"}, Sejak: 3}}}}}
	empat := susun(t, d, sakip.LaporanTriwulan, "", 4)
	for cari, want := range map[string]string{
		"Melatih petugas":        "TW III 2024\tTW IV\tterlambat; belum dikabarkan",
		"Menambah loket":         "TW III\tTW IV\tselesai",
		"Menetapkan batas waktu": "TW III\tTW IV\tselesai",
	} {
		if got := satuBaris(t, empat, "Tindak Lanjut Lalu", cari); !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q in it", cari, got, want)
		}
	}
	if got, want := satuBaris(t, empat, "Tindak Lanjut Baru", "Melatih petugas"), "terbawa, belum dikabarkan"; !strings.Contains(got, want) {
		t.Errorf("carried: got %q, want %q", got, want)
	}
	d.Realisasi = slices.Clone(d.Realisasi)
	for n, r := range d.Realisasi {
		if r.Indikator == "IKU-1.6" && r.Triwulan == 4 {
			r.TindakLanjut = []sakip.TindakLanjut{{Uraian: "menambah  LOKET sementara", PIC: "bid-layanan", Tenggat: "TW4"}}
			d.Realisasi[n] = r
		}
		if r.Indikator == "PI-04" && r.Triwulan == 3 {
			d.Realisasi[n].Status = sakip.Dikembalikan
		}
	}
	empat = susun(t, d, sakip.LaporanTriwulan, "", 4)
	if got := satuBaris(t, empat, "Tindak Lanjut Lalu", "LOKET"); !strings.HasSuffix(got, "\tterlambat") {
		t.Errorf("due and open: got %q, want it late", got)
	}
	if got, want := satuBaris(t, empat, "Tindak Lanjut Baru", "LOKET"), "lanjutan, sudah lewat tenggat"; !strings.Contains(got, want) {
		t.Errorf("goes on: got %q, want %q", got, want)
	}
	if got := baris(t, empat, "Tindak Lanjut Lalu", "Memeriksa ulang"); len(got) != 0 {
		t.Errorf("an action of a report that was sent back: got %q, want none", got)
	}
}

// The form of the real year against fractions worked out here.
func TestE81Of2023(t *testing.T) {
	d := tahun(t, "trenggalek", 2023)
	doc := susun(t, d, sakip.FormulirE81, "", 4)
	var form *document.Tabel
	for _, tab := range doc.Tabel() {
		if tab.ID == "E.81" {
			form = tab
		}
	}
	if len(form.Kolom) != 26 || !form.Lanskap || doc.Sampul {
		t.Errorf("form: got %d columns, landscape %v, cover %v", len(form.Kolom), form.Lanskap, doc.Sampul)
	}
	// 93,71 of 98,94 and of 98,98; nothing was entered for the quarters before the fourth.
	if got, want := satuBaris(t, doc, "E.81", "D.U1.P05 "), "\t98,98%\t–\t98,90%\t–\t98,94%\t5.355.600.000\t–\tbelum lapor\t–\tbelum lapor\t–\tbelum lapor\t93,71%\t–\t93,71%\t5.310.510.413\t93,71%\t–\t94,68%\t–\t"; !strings.Contains(got, want) {
		t.Errorf("program: got %q\nwant %q in it", got, want)
	}
	n, jumlah := 0, decimal.Zero
	pagu, spent := decimal.Zero, decimal.Zero
	for _, b := range d.Anggaran[1].Baris {
		if b.Pagu != nil {
			pagu = pagu.Add(*b.Pagu)
		}
	}
	for _, r := range d.RealisasiAnggaran {
		spent = spent.Add(r.Nilai)
	}
	for _, h := range sakip.Hitung(d, sakip.Periode{Tahun: 2023, Triwulan: 4}).Indikator {
		if h.Indikator.Tingkat == sakip.TingkatProgram && h.Realisasi.Ada() {
			// All of them are to rise.
			n++
			jumlah = jumlah.Add(h.Realisasi.Nilai.Mul(decimal.NewFromInt(100)).DivRound(*h.Target.Nilai, 30))
		}
	}
	rata, serapan := jumlah.DivRound(decimal.NewFromInt(int64(n)), 2), spent.Mul(decimal.NewFromInt(100)).DivRound(pagu, 2)
	got := satuBaris(t, doc, "E.81", "Rata-rata capaian kinerja")
	for _, want := range []string{fmt.Sprintf("%d dari 14 indikator", n), locale.Persen(rata, 2) + "\t" + locale.Persen(serapan, 2)} {
		if !strings.Contains(got, want) {
			t.Errorf("means: got %q, want %q in it", got, want)
		}
	}
	if got, want := satuBaris(t, doc, "E.81", "Predikat kinerja"), "Sangat Tinggi\tSangat Tinggi"; !strings.Contains(got, want) {
		t.Errorf("predikat: got %q, want %q in it", got, want)
	}
	if got := satuBaris(t, doc, "E.81", "dalam Renstra berikutnya"); !strings.Contains(got, "belum diisi") {
		t.Errorf("what nobody wrote: got %q, want it visibly empty", got)
	}
	// Every program stands once, whatever sasaran it serves.
	for _, g := range d.Perjanjian[1].Program {
		satuBaris(t, doc, "E.81", g.Kode+" ")
	}
	ttd := tandaTangan(t, doc)
	if len(ttd.Pihak) != 2 || ttd.Pihak[1].Jabatan != "KEPALA BAPPEDA KABUPATEN TRENGGALEK" {
		t.Errorf("signed by: got %+v, want two, the second the head of Bappeda", ttd.Pihak)
	}
}

// Quarters alone, and the year as their sum.
func TestE81OfQuarters(t *testing.T) {
	doc := susun(t, tahun(t, "contoh", 2025), sakip.FormulirE81, "", 4)
	// 492/500, 509/520, 520/530, 548/560; 2.069/2.110. Money: 335.526.500, 419.337.000, 402.637.000 and 609.254.500.
	got := satuBaris(t, doc, "E.81", "C.U1.P02 ")
	want := "\t98,00%\t1.817.500.000\t98,40%\t335.526.500\t97,88%\t419.337.000\t98,11%\t402.637.000\t97,86%\t609.254.500\t98,06%\t1.766.755.000\t98,06%\t–\t99,05%\t–\tBidang Layanan"
	if !strings.Contains(got, want) {
		t.Errorf("got %q\nwant %q in it", got, want)
	}
	if got := sel(doc)["e81.C.U1.P02.ini"].Rumus; !strings.HasPrefix(got, "SUM(") {
		t.Errorf("the year's money: got the formula %q, want the sum of the quarters", got)
	}
	if got := satuBaris(t, doc, "E.81", "C.U1.P03 "); !strings.Contains(got, "\tbelum lapor\t") {
		t.Errorf("a quarter that was not reported: got %q, want it said", got)
	}
}

func teksBlok(d document.Dokumen) string {
	var b strings.Builder
	for _, x := range d.Semua() {
		switch x := x.(type) {
		case document.Paragraf:
			b.WriteString(x.Teks.String() + "\n")
		case document.Judul:
			b.WriteString(x.Teks + "\n")
		}
	}
	return b.String()
}

func TestPerjanjianOf2023(t *testing.T) {
	d := tahun(t, "trenggalek", 2023)
	doc := susun(t, d, sakip.LaporanPerjanjian, "", 4)
	if doc.Judul != "PERJANJIAN KINERJA PERUBAHAN TAHUN 2023" || doc.Sampul || doc.Tanda != "" {
		t.Errorf("got %q, cover %v, warning %q", doc.Judul, doc.Sampul, doc.Tanda)
	}
	isi := teksBlok(doc)
	for _, want := range []string{"pihak pertama berjanji", "Nama: Dr. SAERONI, M.M.R.S", "Jabatan: Plt. Kepala Dinas Sosial", "Jabatan: Bupati Trenggalek",
		"Rp16.605.479.345 (Enam Belas Milyar Enam Ratus Lima Juta Empat Ratus Tujuh Puluh Sembilan Ribu Tiga Ratus Empat Puluh Lima Rupiah)",
		"Alasan perubahan: Tambahan dana insentif fiskal", "Tidak ada target yang berubah."} {
		if !strings.Contains(strings.ToLower(isi), strings.ToLower(want)) {
			t.Errorf("text: got\n%s\nwant %q", isi, want)
		}
	}
	if got := satuBaris(t, doc, "PK Target", "SAKIP"); !strings.HasSuffix(got, "\t90,30 (AA)") {
		t.Errorf("target as printed: got %q", got)
	}
	if got := baris(t, doc, "PK Target"); len(got) != 1+9+1 { // title, nine IKU, end
		t.Errorf("IKU: got %d lines", len(got))
	}
	if got, want := satuBaris(t, doc, "PK Beda Anggaran", "JUMLAH"), "14.557.250.718\t16.605.479.345\t2.048.228.627"; !strings.Contains(got, want) {
		t.Errorf("change: got %q, want %q", got, want)
	}
	ttd := tandaTangan(t, doc)
	if ttd.Tanggal != "2 Oktober 2023" || len(ttd.Pihak) != 2 || ttd.Pihak[0].Sebagai != "PIHAK KEDUA" || ttd.Pihak[1].NIP != "19711114 200212 1 002" {
		t.Errorf("signatures: got %+v", ttd)
	}
	induk := susun(t, d, sakip.LaporanPerjanjian, "", 3)
	if induk.Judul != "PERJANJIAN KINERJA TAHUN 2023" || strings.Contains(teksBlok(induk), "PERUBAHAN TERHADAP") {
		t.Errorf("in force at the end of the third quarter: got %q, want the first one without changes", induk.Judul)
	}
}

func TestPerjanjianOfTheUnits(t *testing.T) {
	d := tahun(t, "contoh", 2025)
	d.OPD.Pejabat = append(slices.Clone(d.OPD.Pejabat), sakip.Pejabat{ID: "kabid", Nama: "Kabid Layanan (contoh)", Jabatan: "Kepala Bidang Layanan", Unit: "bid-layanan", Status: "Plh."})
	doc := susun(t, d, sakip.LaporanPerjanjian, "induk/jenjang", 4)
	if want := "KONSEP: belum ditandatangani. DATA SINTETIS"; !strings.HasPrefix(doc.Tanda, want) {
		t.Errorf("warning: got %q, want %q", doc.Tanda, want)
	}
	isi := teksBlok(doc)
	for _, want := range []string{"Jabatan: Plh. Kepala Bidang Layanan", "Jabatan: Sekretaris\n", "Jabatan: Kepala UPTD Wilayah Utara", "Nama: (nama pejabat belum tercatat)"} {
		if !strings.Contains(isi, want) {
			t.Errorf("got\n%s\nwant %q", isi, want)
		}
	}
	if got := satuBaris(t, doc, "Unit 2 Target", "ditindaklanjuti"); !strings.HasSuffix(got, "98,00%") {
		t.Errorf("program indicator: got %q", got)
	}
	if got := satuBaris(t, doc, "Unit 4 Target", "didampingi"); !strings.HasSuffix(got, "85,00%") { // it has no other
		t.Errorf("IKU of a UPTD: got %q", got)
	}
	if got, want := satuBaris(t, doc, "Unit 2 Anggaran", "JUMLAH"), "1.670.000.000"; !strings.Contains(got, want) {
		t.Errorf("money: got %q, want %q", got, want)
	}
	if got, want := celah(doc), "belum punya perjanjian: UPTD Wilayah Selatan"; !strings.Contains(got, want) {
		t.Errorf("a unit without indicators: got %q, want %q", got, want)
	}
}

func TestPerjanjianThatIsNotThere(t *testing.T) {
	d := tahun(t, "contoh", 2025)
	h := sakip.Hitung(d, sakip.Periode{Tahun: 2025, Triwulan: 4})
	_, err := report.Susun(sakip.Laporan{Jenis: sakip.LaporanPerjanjian, Dokumen: "ketiga"}, d, h, report.Opsi{})
	if fault.CodeOf(err) != fault.NotFound {
		t.Errorf("unknown version: got %v, want not found", err)
	}
	draf := d.Perjanjian[1]
	draf.Versi, draf.Ditandatangani, draf.Tanggal, draf.Nomor, draf.PihakPertama, draf.PihakKedua, draf.Program = "perubahan-2", false, "", "", "", "", nil
	d.Perjanjian = append(slices.Clone(d.Perjanjian), draf)
	doc := susun(t, d, sakip.LaporanPerjanjian, "perubahan-2", 4)
	if !strings.HasPrefix(doc.Tanda, "KONSEP") || !strings.Contains(celah(doc), "Anggaran program pada Perjanjian Kinerja versi perubahan-2 belum diisi") {
		t.Errorf("draft: got %q and the gaps %q", doc.Tanda, celah(doc))
	}
	if got := tandaTangan(t, doc); !strings.HasPrefix(got.Tanggal, "....") || got.Pihak[0].Jabatan != "(jabatan pihak kedua belum dicatat)" {
		t.Errorf("room for the signatures: got %+v", got)
	}
	d.Perjanjian = []sakip.Perjanjian{draf}
	for _, dokumen := range []string{"", "/jenjang"} {
		doc = susun(t, d, sakip.LaporanPerjanjian, dokumen, 2)
		if !strings.Contains(celah(doc), "Belum ada Perjanjian Kinerja yang berlaku pada akhir Triwulan II Tahun 2025") || !strings.Contains(teksBlok(doc), "versi perubahan-2: belum ditandatangani") {
			t.Errorf("%q of none: got the gaps %q and %q", dokumen, celah(doc), teksBlok(doc))
		}
	}
}

func TestRencanaAksiOfTheSample(t *testing.T) {
	d := tahun(t, "contoh", 2025)
	doc := susun(t, d, sakip.LaporanRencana, "", 4)
	for cari, want := range map[string]string{
		"keluarga sasaran":   "85,00%\t20,00%\t22,00%\t22,00%\t21,00%\t20,00%\t42,00%\t64,00%\t85,00%\tUPTD Wilayah Utara",
		"kader yang dilatih": "420\t80\t110\t110\t100\t80\t190\t300\t420\tBidang Pembinaan",
		"kelembagaan":        "75,00%\t–\t70,00%\t–\t75,00%",
	} {
		if got := satuBaris(t, doc, "Target", cari); !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q in it", cari, got, want)
		}
	}
	if got, want := satuBaris(t, doc, "Langkah", "Persentase permohonan layanan yang selesai tepat waktu"), "I\tMenyusun jadwal dan sasaran\tBidang Layanan\t6 Januari 2025 s.d. 31 Maret 2025"; !strings.Contains(got, want) {
		t.Errorf("steps: got %q, want %q", got, want)
	}
	if got, want := satuBaris(t, doc, "Anggaran", "JUMLAH"), "2.982.500.000"; !strings.Contains(got, want) {
		t.Errorf("money: got %q, want %q", got, want)
	}
	nyata := susun(t, tahun(t, "trenggalek", 2023), sakip.LaporanRencana, "", 4)
	for _, want := range []string{"Target triwulanan belum diisi untuk IKU-1.1", "Langkah rencana aksi belum diisi untuk IKU-1.1"} {
		if got := celah(nyata); !strings.Contains(got, want) {
			t.Errorf("a year without one: got %q, want %q", got, want)
		}
	}
}

// Every kind is sound for every quarter of made-up agencies, and of years that lack what
// it is about.
func TestOtherKindsAreSound(t *testing.T) {
	periksa := func(nama string, d sakip.DataTahun) {
		for tw := 1; tw <= 4; tw++ {
			for _, j := range []sakip.JenisLaporan{sakip.LaporanTriwulan, sakip.LaporanPerjanjian, sakip.LaporanRencana, sakip.FormulirE81} {
				doc := susun(t, d, j, "", tw)
				if err := document.Periksa(doc); err != nil {
					t.Errorf("%s %s TW%d: %v", nama, j, tw, err)
				}
				for _, s := range sel(doc) {
					if s.Rumus != "" && s.Nilai == nil && s.Teks == "" && s.Alasan == "" {
						t.Errorf("%s %s TW%d: cell %s has a formula and shows nothing", nama, j, tw, s.Kunci)
					}
				}
			}
		}
		if doc := susun(t, d, sakip.LaporanPerjanjian, "/jenjang", 4); document.Periksa(doc) != nil {
			t.Errorf("%s jenjang: %v", nama, document.Periksa(doc))
		}
	}
	for n := range 12 {
		for _, d := range sample.GenerateOne(7, n).Tahun {
			periksa(fmt.Sprintf("agency %d %d", n, d.Tahun), d)
		}
	}
	d := tahun(t, "trenggalek", 2023)
	periksa("2023", d)
	periksa("bentuk lain", bentukLain(d, false))
	for nama, ubah := range map[string]func(*sakip.DataTahun){
		"no agreement": func(d *sakip.DataTahun) { d.Perjanjian = nil },
		"no budget":    func(d *sakip.DataTahun) { d.Anggaran, d.RealisasiAnggaran = nil, nil },
		"no figures":   func(d *sakip.DataTahun) { d.Realisasi, d.RealisasiAnggaran = nil, nil },
		"no sasaran":   func(d *sakip.DataTahun) { d.Renstra = sakip.Renstra{} },
		"nothing": func(d *sakip.DataTahun) {
			*d = sakip.DataTahun{OPD: sakip.PerangkatDaerah{ID: "x", Nama: "X", Zona: "WIB"}, Tahun: 2023, Kebijakan: sakip.KebijakanBaku(2023)}
		},
	} {
		d := tahun(t, "contoh", 2025)
		ubah(&d)
		periksa(nama, d)
	}
}

// Every kind is written in every format; the form of 26 columns stays one that can be
// read, not a letter a line.
func TestOtherKindsAreWritten(t *testing.T) {
	d := tahun(t, "trenggalek", 2023)
	for _, j := range sakip.SemuaJenisLaporan {
		doc := susun(t, d, j, "", 4)
		for _, f := range []sakip.FormatLaporan{sakip.PDF, sakip.DOCX, sakip.XLSX, sakip.HTML} {
			body, _, ekstensi, err := reporter.Render(doc, f)
			if err != nil || len(body) == 0 || ekstensi != string(f) {
				t.Errorf("%s as %s: got %d bytes of %s, %v", j, f, len(body), ekstensi, err)
			}
		}
	}
	doc := susun(t, d, sakip.FormulirE81, "", 4)
	tata, err := pdf.Susun(doc)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := strconv.Atoi(tata.Halaman()[len(doc.Semua())-1]); err != nil || n > 40 {
		t.Errorf("E.81: its last table begins on page %d, %v; want one of the first 40", n, err)
	}
}

func TestNamesOfFiles(t *testing.T) {
	h := sakip.Hasil{VersiPerjanjian: "induk"}
	for want, l := range map[string]sakip.Laporan{
		"LKjIP-2023-TW4-dinsos.pdf":                            {Jenis: sakip.LKjIP, Periode: 4},
		"Laporan-Triwulan-II-2023-dinsos.pdf":                  {Jenis: sakip.LaporanTriwulan, Periode: 2},
		"Perjanjian-Kinerja-induk-2023-dinsos.pdf":             {Jenis: sakip.LaporanPerjanjian, Periode: 4},
		"Perjanjian-Kinerja-perubahan-2023-dinsos.pdf":         {Jenis: sakip.LaporanPerjanjian, Dokumen: "perubahan"},
		"Perjanjian-Kinerja-jenjang-perubahan-2023-dinsos.pdf": {Jenis: sakip.LaporanPerjanjian, Dokumen: "perubahan/jenjang"},
		"Rencana-Aksi-TW1-2023-dinsos.pdf":                     {Jenis: sakip.LaporanRencana, Periode: 1},
		"Formulir-E81-TW3-2023-dinsos.pdf":                     {Jenis: sakip.FormulirE81, Periode: 3},
	} {
		l.OPD, l.Tahun = "dinsos", 2023
		if got := report.Nama(l, h, "pdf"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got, want := report.Nama(sakip.Laporan{OPD: "dinsos", Tahun: 2023, Jenis: sakip.LaporanPerjanjian}, sakip.Hasil{}, "pdf"), "Perjanjian-Kinerja-belum-ada-2023-dinsos.pdf"; got != want {
		t.Errorf("none in force: got %q, want %q", got, want)
	}
}
