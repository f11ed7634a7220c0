package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"capaian/internal/locale"
	"capaian/internal/report"
	"capaian/internal/report/document"
	"capaian/internal/reporter"
	"capaian/internal/review"
	"capaian/internal/review/baca"
	"capaian/internal/sakip"
)

// tinjau is the review of a year, at the end of a quarter.
func tinjau(d sakip.DataTahun, tw int) review.Tinjauan {
	return review.Tinjau(d, sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: tw}), nil, baca.DariNarasi)
}

// bagianReviu are the blocks of the annex of findings, up to the end.
func bagianReviu(t *testing.T, d document.Dokumen, judul string) []document.Blok {
	t.Helper()
	n := slices.IndexFunc(d.Blok, func(b document.Blok) bool { j, ya := b.(document.Judul); return ya && j.Teks == judul })
	if n < 0 {
		t.Fatalf("no heading %q", judul)
	}
	return d.Blok[n+1:]
}

// selisih makes an agreement's money another than the budget's.
func selisih(d sakip.DataTahun) sakip.DataTahun {
	d.Perjanjian = slices.Clone(d.Perjanjian)
	for n := range d.Perjanjian {
		p := slices.Clone(d.Perjanjian[n].Program)
		p[1].Anggaran = p[1].Anggaran.Shift(1)
		d.Perjanjian[n].Program = p
	}
	return d
}

func TestFindingsAnnex(t *testing.T) {
	d := tahun(t, "trenggalek", 2023)
	doc := dokumen(d, 4)
	b := bagianReviu(t, doc, "Lampiran 5. Hasil Reviu")
	want := "Angka laporan ini diperiksa satu terhadap yang lain: 400 hubungan antarangka dihitung ulang, 399 cocok. Temuan: 0 galat, 4 peringatan dan 15 info."
	if p, _ := b[0].(document.Paragraf); p.Teks.String() != want {
		t.Errorf("sentence: got %q, want %q", p.Teks, want)
	}
	if len(b) != 2 {
		t.Fatalf("got %d blocks, want a sentence and a table", len(b))
	}
	for _, want := range []string{
		"1.\tPeringatan: Jumlah rincian tidak sama\tNilai “Jawa Timur” tahun 2022 tidak sesuai",
		"bila ini yang salah: 4.180,97",
		"Bila tertukar, realisasinya 97,89.\tPerhitungan, IKU-1.3, Pembilang: 4.071; Perhitungan, IKU-1.3, Penyebut: 3.985\tterbuka",
		"Anggaran: Rp5.000.000; Realisasi anggaran",
		"dan 4 tempat lain\tterbuka",
	} {
		if got := teksTabel(t, doc, "Hasil Reviu"); !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant %q", got, want)
		}
	}

	// What contradicts itself is a gap until somebody accepts it, and heads the table.
	d = selisih(d)
	galat := tinjau(d, 4).Menahan()
	if len(galat) == 0 {
		t.Fatal("no open error to accept")
	}
	doc = dokumen(d, 4)
	b = bagianReviu(t, doc, "Lampiran 5. Hasil Reviu")
	if c, ya := b[1].(document.Celah); !ya || c.Apa != fmt.Sprintf("%d galat belum diselesaikan atau diterima dengan alasan, sehingga laporan ini belum dapat diterbitkan", len(galat)) {
		t.Errorf("open: got %v", b[1])
	}
	if row := strings.Split(teksTabel(t, doc, "Hasil Reviu"), "\n")[1]; !strings.HasPrefix(row, "1.\tGalat: ") || !strings.HasSuffix(row, "\tterbuka") || !strings.Contains(row, "seharusnya ") {
		t.Errorf("first row: got %q", row)
	}
	for _, g := range galat {
		d.Penerimaan = append(d.Penerimaan, sakip.Penerimaan{Temuan: g.ID(), Aturan: string(g.Aturan), Pesan: g.Pesan, Oleh: "sub-1", Nama: "Ani Lestari",
			Alasan: "  Anggaran perubahan ditandatangani\nbelakangan. ", Pada: time.Date(2024, 1, 11, 18, 0, 0, 0, time.UTC)})
	}
	doc = dokumen(d, 4)
	if strings.Contains(celah(doc), "galat belum diselesaikan") {
		t.Errorf("accepted: got a gap in %q", celah(doc))
	}
	if got, want := satuBaris(t, doc, "Hasil Reviu", "1.\tGalat"), "\tditerima oleh Ani Lestari, 12 Januari 2024: Anggaran perubahan ditandatangani belakangan."; !strings.HasSuffix(got, want) {
		t.Errorf("accepted: got %q, want %q at its end", got, want)
	}
}

func TestFindingsAnnexOfOthers(t *testing.T) {
	doc := dokumen(tahun(t, "contoh", 2024), 4)
	var judul string
	for _, b := range doc.Blok {
		if j, ya := b.(document.Judul); ya && strings.HasSuffix(j.Teks, "Hasil Reviu") {
			judul = j.Teks
		}
	}
	b := bagianReviu(t, doc, judul)
	if p, _ := b[0].(document.Paragraf); len(b) != 1 || !strings.HasSuffix(p.Teks.String(), "57 hubungan antarangka dihitung ulang, 57 cocok. Tidak ada temuan.") {
		t.Errorf("without findings: got %v", b)
	}
	kosong := dokumen(sakip.DataTahun{OPD: tahun(t, "contoh", 2024).OPD, Tahun: 2024, Kebijakan: tahun(t, "contoh", 2024).Kebijakan}, 4)
	b = bagianReviu(t, kosong, "Lampiran 3. Hasil Reviu")
	if p, _ := b[0].(document.Paragraf); p.Teks.String() != "Belum ada hubungan antarangka yang dapat dihitung ulang. Tidak ada temuan." {
		t.Errorf("without figures: got %v", b)
	}

	tri := susun(t, tahun(t, "contoh", 2025), sakip.LaporanTriwulan, "", 3)
	bagianReviu(t, tri, "Lampiran 1. Komponen Realisasi")
	bagianReviu(t, tri, "Lampiran 2. Perhitungan Capaian")
	if b := bagianReviu(t, tri, "Lampiran 3. Hasil Reviu"); len(b) != 2 {
		t.Errorf("quarter: got %v", b)
	}
	if got := satuBaris(t, tri, "Hasil Reviu", "Rekomendasi"); got != "1.\tPeringatan: Rekomendasi belum dijawab\tRekomendasi nomor 3 belum dijawab dengan tindak lanjut. Isi tindak lanjutnya.\t–\tterbuka" {
		t.Errorf("quarter: got %q", got)
	}
}

// TestFindingsAnnexIsBounded: very many findings, and very long texts.
func TestFindingsAnnexIsBounded(t *testing.T) {
	d := tahun(t, "contoh", 2024)
	d.Rekomendasi = nil
	for n := range 200 {
		d.Rekomendasi = append(d.Rekomendasi, sakip.Rekomendasi{No: n + 1, Uraian: "x"})
	}
	d.Indikator = slices.Clone(d.Indikator)
	d.Indikator[0].Nama, d.Indikator[0].PenanggungJawab = strings.Repeat("indikator yang panjang sekali ", 200), ""
	tin := tinjau(d, 4)
	terima := func(x review.Temuan) {
		d.Penerimaan = append(d.Penerimaan, sakip.Penerimaan{Temuan: x.ID(), Nama: "Ani", Alasan: strings.Repeat("alasan ", 1000), Pada: dibuat})
	}
	terima(tin.Temuan[150])
	terima(tin.Temuan[199])
	doc := dokumen(d, 4)
	var tab *document.Tabel
	for _, x := range doc.Tabel() {
		if x.ID == "Hasil Reviu" {
			tab = x
		}
	}
	n := len(tin.Temuan)
	if tab == nil || len(tab.Baris) != 100 || n < 201 {
		t.Fatalf("got %v of %d findings, want 100", tab, n)
	}
	if got, want := tab.Catatan[1], fmt.Sprintf("%d temuan lain tidak dicantumkan di sini (%d peringatan); seluruhnya ada pada halaman Reviu.", n-100, n-100); got != want {
		t.Errorf("what is left out: got %q, want %q", got, want)
	}
	if len(tab.Catatan) != 3 || !strings.Contains(tab.Catatan[2], "dipotong") {
		t.Errorf("notes: got %q", tab.Catatan)
	}
	for i, r := range tab.Baris {
		diterima := strings.HasPrefix(r[4].Teks, "diterima oleh Ani, 30 Januari 2024: alasan")
		if diterima != (i < 2) {
			t.Errorf("row %d: got %q, want the two accepted ones first", i, r[4].Teks)
		}
		for _, s := range r {
			if len([]rune(s.Teks)) > 901 {
				t.Errorf("row %d: a text of %d letters", i, len(s.Teks))
			}
		}
	}
	for _, f := range []sakip.FormatLaporan{sakip.PDF, sakip.DOCX, sakip.XLSX, sakip.HTML} {
		if _, _, _, err := reporter.Render(doc, f); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
}

// TestFindingsAnnexSeesTheEvidence: what is handed over as evidence is reviewed too.
func TestFindingsAnnexSeesTheEvidence(t *testing.T) {
	d := tahun(t, "trenggalek", 2023)
	b := sakip.Bukti{ID: "b1", Tahun: 2023, Triwulan: 4, Jenis: sakip.BuktiDukung, Status: sakip.BuktiDiterima, Indikator: d.Indikator[0].ID, Nama: "foto.jpg", Tanggal: "2024-02-01"}
	doc := report.LKjIP(d, sakip.Hitung(d, sakip.Periode{Tahun: 2023, Triwulan: 4}), report.Opsi{Dibuat: dibuat, Bukti: []sakip.Bukti{b}})
	if got := satuBaris(t, doc, "Hasil Reviu", "Bukti di luar periode"); !strings.Contains(got, "Bukti dukung, b1, Tanggal: 2024-02-01") {
		t.Errorf("got %q", got)
	}
}

// What people wrote is held against the figures in the annex of the report that prints it.
func TestFindingsAnnexReadsNarratives(t *testing.T) {
	d := tahun(t, "trenggalek", 2023)
	d.Narasi = append(slices.Clone(d.Narasi), sakip.Narasi{Bagian: sakip.BagianIndikator("IKU-1.2"), Isi: "Capaian kinerja indikator ini 324,5%."})
	h := sakip.Hitung(d, sakip.Periode{Tahun: 2023, Triwulan: 4})
	i := slices.IndexFunc(h.Indikator, func(x sakip.HasilIndikator) bool { return x.Indikator.ID == "IKU-1.2" })
	benar := locale.Persen(*h.Indikator[i].Capaian.Tampil, 2)
	got := satuBaris(t, dokumen(d, 4), "Hasil Reviu", "Peringatan: Narasi tidak sesuai angka")
	for _, want := range []string{"324,5%, sedangkan menurut data " + benar, "Narasi, Analisis: ", "capaian: 324,5%, seharusnya " + benar, "\tterbuka"} {
		if !strings.Contains(got, want) {
			t.Errorf("got %q, want %q in it", got, want)
		}
	}
}
