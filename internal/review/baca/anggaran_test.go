package baca

import (
	"strings"
	"testing"

	"capaian/internal/review"
)

// pohonDari writes a budget as its rows below one another.
func pohonDari(n review.Bacaan) string {
	anak := map[string][]review.Subjek{}
	for _, s := range n.Subjek {
		if s.Jenis == review.SubjekAnggaran {
			anak[s.Induk] = append(anak[s.Induk], s)
		}
	}
	var tulis func(id string, dalam int) string
	tulis = func(id string, dalam int) string {
		var out []string
		for _, s := range anak[id] {
			x := s.Nama
			for _, a := range s.Anggaran {
				x += " +" + a.Kode
			}
			if b := tulis(s.ID, dalam+1); b != "" && dalam < 9 {
				x += "(" + b + ")"
			}
			out = append(out, x)
		}
		return strings.Join(out, " ")
	}
	return tulis("", 0)
}

// TestBudgetTrees: which row is part of which is told by codes, by names, by columns, or by
// the sums alone.
func TestBudgetTrees(t *testing.T) {
	const kepala = "LAPORAN KINERJA TAHUN 2024\n\nUraian¦Anggaran¦Realisasi¦%\n"
	tests := []struct{ nama, teks, want string }{
		{"sums of two levels", kepala + `DINAS CONTOH¦1.000.000¦900.000¦90
PROGRAM SATU¦700.000¦650.000¦92,86
Kerja A¦300.000¦280.000¦93,33
Rinci B¦100.000¦90.000¦90
Rinci C¦200.000¦190.000¦95
Kerja D¦400.000¦370.000¦92,5
Rinci E¦400.000¦370.000¦92,5
Rinci F¦0¦0¦
PROGRAM DUA¦300.000¦250.000¦83,33
Kerja G¦300.000¦250.000¦83,33
`, "DINAS CONTOH(PROGRAM SATU(Kerja A(Rinci B Rinci C) Kerja D(Rinci E Rinci F)) PROGRAM DUA(Kerja G))"},
		{"sums of three levels", kepala + `PROGRAM SATU¦700.000¦650.000¦
Kerja A¦300.000¦280.000¦
Rinci B¦100.000¦90.000¦
UPT 1¦40.000¦35.000¦
UPT 2¦60.000¦55.000¦
Rinci C¦200.000¦190.000¦
Kerja D¦400.000¦370.000¦
Rinci E¦400.000¦370.000¦
`, "PROGRAM SATU(Kerja A(Rinci B(UPT 1 UPT 2) Rinci C) Kerja D(Rinci E))"},
		{"a misprint in one column", kepala + `PROGRAM SATU¦700.000¦650.000¦
Kerja A¦300.000¦280.000¦
Rinci B¦100.000¦90.000¦
Rinci C¦250.000¦190.000¦
Kerja D¦400.000¦370.000¦
Rinci E¦400.000¦370.000¦
`, "PROGRAM SATU(Kerja A(Rinci B Rinci C) Kerja D(Rinci E))"},
		{"one level", kepala + `Program Satu¦700.000¦650.000¦
Kerja A¦300.000¦280.000¦
Kerja B¦400.000¦370.000¦
Program Dua¦50.000¦40.000¦
Kerja C¦20.000¦15.000¦
Kerja D¦30.000¦25.000¦
JUMLAH¦750.000¦690.000¦
`, "JUMLAH(Program Satu(Kerja A Kerja B) Program Dua(Kerja C Kerja D))"},
		{"names", kepala + `Program Satu¦700.000¦650.000¦
Kegiatan A¦300.000¦280.000¦
Sub Kegiatan A1¦300.000¦280.000¦
Kegiatan B¦400.000¦370.000¦
Total Anggaran¦700.000¦650.000¦
`, "Program Satu(Kegiatan A(Sub Kegiatan A1) Kegiatan B)"},
		{"codes", "LAPORAN KINERJA TAHUN 2024\n\nKode¦Uraian¦Pagu¦Realisasi\n1.06¦Bidang A¦700.000¦650.000\n1.06.02¦Pemberdayaan¦700.000¦650.000\n1.06.02.2.01¦Pengumpulan¦300.000¦280.000\n1.06.02.2.03¦Pengembangan¦400.000¦370.000\n",
			"Bidang A(Pemberdayaan(Pengumpulan Pengembangan))"},
		{"codes before names", kepala + "1.06.02 Pemberdayaan¦700.000¦650.000¦\n1.06.02.2.01 Pengumpulan¦300.000¦280.000¦\n1.06.02.2.03 Pengembangan¦400.000¦370.000¦\n", "Pemberdayaan(Pengumpulan Pengembangan)"},
		{"codes over columns", "LAPORAN KINERJA TAHUN 2024\n\nKode¦¦¦Uraian¦Pagu\n1¦06¦02¦Pemberdayaan¦700.000\n1¦06¦02.01¦Pengumpulan¦300.000\n1¦06¦02.03¦Pengembangan¦400.000\n", "Pemberdayaan(Pengumpulan Pengembangan)"},
		{"numbers", "LAPORAN KINERJA TAHUN 2024\n\nNo¦Uraian¦Pagu\n1.1¦Pemberdayaan¦700.000\n1.1.1¦Pengumpulan¦300.000\n1.1.2¦Pengembangan¦400.000\n", "Pemberdayaan(Pengumpulan Pengembangan)"},
		{"a column for each level", "LAPORAN KINERJA TAHUN 2024\n\nProgram¦Kegiatan¦Anggaran¦Realisasi\nPelayanan¦Umum¦300.000¦280.000\n¦Khusus¦400.000¦370.000\nPembinaan¦Desa¦100.000¦90.000\nTotal¦¦800.000¦740.000\n", "Total(Pelayanan(Umum Khusus) Pembinaan(Desa))"},
		{"a list with its total first", kepala + "Belanja daerah¦800.000¦740.000¦\nPelayanan¦300.000¦280.000¦\nPembinaan¦400.000¦370.000¦\nPenataan¦100.000¦90.000¦\n", "Belanja daerah(Pelayanan Pembinaan Penataan)"},
		{"the same names below two rows", kepala + `Program Satu¦700.000¦650.000¦
Kegiatan A¦700.000¦650.000¦
Sub Kegiatan Rapat¦700.000¦650.000¦
Program Dua¦50.000¦40.000¦
Kegiatan B¦50.000¦40.000¦
Sub Kegiatan Rapat¦50.000¦40.000¦
JUMLAH¦750.000¦690.000¦
`, "JUMLAH(Program Satu(Kegiatan A(Sub Kegiatan Rapat)) Program Dua(Kegiatan B(Sub Kegiatan Rapat)))"},
	}
	for _, tt := range tests {
		t.Run(tt.nama, func(t *testing.T) {
			n := bacaTeks(t, tt.teks)
			if got := pohonDari(n); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			for _, f := range review.Periksa(n).Temuan {
				if f.Tingkat == review.Galat && tt.nama != "a misprint in one column" {
					t.Errorf("%s", f.Pesan)
				}
			}
		})
	}
}

// TestBudgetTables: rows of other tables are those of the longest one; a total of fewer rows
// is one of its own.
func TestBudgetTables(t *testing.T) {
	const rinci = `LAPORAN KINERJA TAHUN 2024

Tabel 3 Realisasi Anggaran

Uraian¦Anggaran¦Realisasi
DINAS CONTOH¦1.000.000¦900.000
PROGRAM SATU¦700.000¦650.000
Kerja A¦300.000¦280.000
Kerja B¦400.000¦370.000
PROGRAM PENGARUSUTAMAAN GENDER¦300.000¦250.000
Kerja C¦300.000¦250.000

`
	n := bacaTeks(t, rinci+"Tabel 2 Anggaran Program\n\nNo¦Program¦Anggaran\n1¦Program Satu¦700.000\n2¦Program Pengarus Utamaan Gender¦300.000\n¦JUMLAH¦1.000.000\n")
	cek(t, "a program", nilaiDari(n, subjekBernama(t, n, "PROGRAM PENGARUSUTAMAAN GENDER").ID, review.Pagu, 2024), []string{"300000", "300000"})
	cek(t, "the total", nilaiDari(n, subjekBernama(t, n, "DINAS CONTOH").ID, review.Pagu, 2024), []string{"1000000", "1000000"})
	n = bacaTeks(t, rinci+"Tabel 4 Anggaran yang Mendukung Sasaran 1\n\nNo¦Program¦Anggaran\n1¦Program Satu¦700.000\n¦JUMLAH¦700.000\n")
	cek(t, "a total of one row", nilaiDari(n, subjekBernama(t, n, "PROGRAM SATU").ID, review.Pagu, 2024), []string{"700000", "700000", "700000"})
	n = bacaTeks(t, rinci+"Tabel 4 Rincian\n\nNo¦Kegiatan¦Anggaran\n1¦Kerja A¦300.000\n2¦Kerja C¦300.000\n¦JUMLAH¦650.000\n")
	h := review.Periksa(n)
	if len(h.Temuan) == 0 || h.Temuan[0].Aturan != review.JumlahRincian || h.Temuan[0].Tempat[0].Hitung != "600.000" {
		t.Errorf("a total of some rows: got %+v", h.Temuan)
	}
	// Money of an indicator's program, printed beside the indicator.
	n = bacaTeks(t, rinci+"Tabel 5 Efisiensi\n\nIndikator¦Capaian (%)¦Program¦Anggaran¦Realisasi¦% Serapan\nPersentase jalan mantap¦95¦Program Satu¦700.000¦640.000¦92,86\n")
	h = review.Periksa(n)
	if len(h.Temuan) == 0 || h.Temuan[0].Tempat[0].Hitung != "650.000" {
		t.Errorf("money beside an indicator: got %+v", h.Temuan)
	}
}

// TestMoneyOfIndicators: the budget rows of an indicator's money are those that have it.
func TestMoneyOfIndicators(t *testing.T) {
	const rinci = `LAPORAN KINERJA TAHUN 2024

Tabel 3 Realisasi Anggaran

Uraian¦Anggaran¦Realisasi
PROGRAM SATU¦700.125.000¦650.333.000
Kerja A¦300.125.000¦280.333.000
Kerja B¦400.000.000¦370.000.000
PROGRAM DUA¦50.250.000¦40.125.000
Kerja C¦50.250.000¦40.125.000
PROGRAM TIGA¦20.500.000¦20.250.000
Kerja D¦20.500.000¦20.250.000

Tabel 5 Efisiensi

Indikator¦Target¦Realisasi¦Capaian¦Anggaran¦¦
¦¦¦¦Pagu (Rp)¦Realisasi (Rp)¦%
`
	tests := []struct {
		nama, baris string
		want        string
		galat       int
	}{
		{"one row", "Persentase jalan mantap¦80¦76¦95¦700.125.000¦650.333.000¦92,89\n", "PROGRAM SATU", 0},
		{"a row and its only part", "Persentase jalan mantap¦80¦76¦95¦50.250.000¦40.125.000¦79,85\n", "PROGRAM DUA", 0},
		{"less a part", "Persentase jalan mantap¦80¦76¦95¦400.000.000¦370.000.000¦92,50\n", "Kerja B", 0},
		{"two programs", "Persentase jalan mantap¦80¦76¦95¦70.750.000¦60.375.000¦85,34\n", "PROGRAM DUA + PROGRAM TIGA", 0},
		{"one of two amounts", "Persentase jalan mantap¦80¦76¦95¦700.125.000¦650.353.000¦92,89\n", "PROGRAM SATU", 1},
		{"one of two amounts of two programs", "Persentase jalan mantap¦80¦76¦95¦70.750.000¦60.373.000¦85,34\n", "PROGRAM DUA + PROGRAM TIGA", 1},
		{"none", "Persentase jalan mantap¦80¦76¦95¦1.000.000¦900.000¦90,00\n", "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.nama, func(t *testing.T) {
			n := bacaTeks(t, rinci+tt.baris)
			nama := map[string]string{}
			for _, s := range n.Subjek {
				nama[s.ID] = s.Nama
			}
			var got []string
			for _, a := range subjekBernama(t, n, "Persentase jalan mantap").Anggaran {
				x := nama[a.Kode]
				if a.Kurang {
					x = "-" + x
				}
				got = append(got, x)
			}
			if s := strings.Join(got, " + "); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
			galat := 0
			for _, f := range review.Periksa(n).Temuan {
				if f.Tingkat == review.Galat {
					galat++
				}
			}
			if galat != tt.galat {
				t.Errorf("got %d contradictions, want %d", galat, tt.galat)
			}
		})
	}
}
