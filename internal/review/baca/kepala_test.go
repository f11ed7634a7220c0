package baca

import (
	"strings"
	"testing"

	"capaian/internal/review"
)

// TestHeadings: what a column holds follows from its heading and those above it, which
// stand before it, apart from it by a slash.
func TestHeadings(t *testing.T) {
	nilai := map[string]string{
		"Target": "target", "Target 2024": "target 2024", "Target Kinerja": "target", "TARGET TAHUN 2024": "target 2024", "Target PK": "target", "Rencana": "target",
		"Realisasi": "realisasi", "Realisasi Tahun 2023": "realisasi 2023", "Realisasi Kinerja": "realisasi", "Realisasi Tahun Lalu": "realisasi 2023", "Realisasi (n-1)": "realisasi 2023",
		"Capaian": "capaian", "% Capaian": "capaian", "Capaian (%)": "capaian", "Persentase Capaian": "capaian", "Prosentase": "capaian", "%": "capaian", "Tingkat Capaian": "capaian",
		"Capaian 2023": "capaian/realisasi 2023", "Capaian/Tahun 2023": "capaian/realisasi 2023", "Realisasi/2022": "realisasi 2022", "2022": "realisasi/capaian 2022", "Kinerja": "realisasi/capaian",
		"Target Akhir Renstra": "target_akhir", "Target Akhir masa RPJMD/Renstra": "target_akhir", "Target Jangka Menengah": "target_akhir", "Kondisi Akhir Renstra": "target_akhir", "Target Renstra 2026": "target_akhir 2026",
		"% terhadap Target Akhir": "persen_target_akhir", "Capaian terhadap Target Akhir Renstra": "persen_target_akhir", "Tingkat Kemajuan terhadap RPJMD": "persen_target_akhir", "Realisasi/% terhadap Target Akhir": "persen_target_akhir",
		"Pagu": "pagu", "Anggaran": "pagu", "Pagu Anggaran (Rp)": "pagu", "Alokasi Anggaran": "pagu", "Target (Rp)": "pagu", "Anggaran/Target": "pagu", "Anggaran/Murni": "pagu induk", "Anggaran Induk": "pagu induk", "Anggaran Perubahan": "pagu perubahan",
		"Anggaran/Perubahan": "pagu perubahan", "Target/Perubahan": "target perubahan", "Target Induk": "target induk", "Target Sebelum Perubahan": "target induk", "Anggaran Setelah Perubahan": "pagu perubahan",
		"Realisasi Anggaran": "realisasi_anggaran", "Realisasi (Rp)": "realisasi_anggaran", "Anggaran/Realisasi": "realisasi_anggaran", "Penyerapan (Rp)": "realisasi_anggaran",
		"Serapan": "capaian_anggaran", "Penyerapan (%)": "capaian_anggaran", "% Realisasi Anggaran": "capaian_anggaran", "Anggaran/%": "capaian_anggaran", "Capaian Anggaran": "capaian_anggaran", "Anggaran/Persentase Capaian": "capaian_anggaran",
		"Sisa": "sisa_anggaran", "Sisa Anggaran": "sisa_anggaran", "Efisiensi (Rp)": "sisa_anggaran",
		"Rata-rata Capaian": "rata_capaian", "Rata-Rata Persentase Capaian": "rata_capaian", "Anggaran/Rata-rata Capaian": "rata_serapan", "Tingkat Efisiensi": "tingkat_efisiensi", "Efisiensi": "tingkat_efisiensi",
		"Selisih": "selisih?", "Deviasi": "selisih?", "Kenaikan/Penurunan": "realisasi?", "Naik (Turun)": "perubahan?", "Perubahan (%)": "perubahan?", "Pertumbuhan": "perubahan?", "Peringkat": "peringkat",
		"Kategori": "kategori", "Predikat": "kategori", "Kriteria Penilaian": "kategori", "Ket.": "ket", "Keterangan": "ket",
		"Target Triwulan II": "target TW2 triwulan ini", "Realisasi s.d. Triwulan III": "realisasi TW3", "Realisasi TW 4": "realisasi TW4 triwulan ini",
	}
	delete(nilai, "Kenaikan/Penurunan") // the slash is no parent there
	for s, want := range nilai {
		bagian := []string{s}
		if a, b, ok := strings.Cut(s, "/"); ok && a != "Target Akhir masa RPJMD" {
			bagian = []string{a, b}
		}
		k := artikanBersama(bagian, 2024)
		if got := strings.TrimPrefix(kolomDari(&tabel{kolom: []kolom{k}})[0], k.nama+" = "); k.peran != peranNilai || got != want {
			t.Errorf("%q: got %q (role %d), want %q", s, got, k.peran, want)
		}
	}
	if k := artikan("Kenaikan/Penurunan", nil, 2024); !k.hanya(ubahTakTentu) {
		t.Errorf("got %+v", k)
	}
	for s, want := range map[string]peran{
		"No": peranNo, "No.": peranNo, "Nomor": peranNo, "NO URUT": peranNo, "Kode": peranKode, "Kode Rekening": peranKode,
		"Sasaran": peranSasaran, "Sasaran Strategis": peranSasaran, "TUJUAN/ SASARAN": peranSasaran, "Tujuan": peranSasaran,
		"Indikator": peranIndikator, "Indikator Kinerja Utama": peranIndikator, "IKU": peranIndikator, "Indikator Kinerja Program (outcome)": peranIndikator, "Sasaran / Indikator Kinerja": peranIndikator,
		"Program": peranProgram, "Program/Kegiatan": peranProgram, "Uraian": peranProgram, "Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan": peranProgram, "Sub Kegiatan": peranProgram,
		"Kab/Kota": peranBaris, "Kecamatan": peranBaris, "Desa": peranBaris, "Satuan": peranSatuan, "Formula Perhitungan": peranRumus, "Cara Pengukuran": peranRumus, "Definisi Operasional": peranRumus,
		"Penanggungjawab": peranPIC, "Penanggung Jawab": peranPIC, "Sumber Data": peranTeks, "Kebijakan": peranTeks, "Strategi": peranTeks, "Rekomendasi": peranRekomendasi, "Uraian Rekomendasi": peranRekomendasi,
		"Tindak Lanjut": peranTindakLanjut, "Uraian Tindak Lanjut": peranTindakLanjut, "TS": peranHasil, "Status Tindak Lanjut": peranHasil,
		"Realisasi Fisik (%)": peranLewat, "Kondisi Awal": peranLewat, "Realisasi Nasional": peranLewat, "Bobot": peranLewat, "": peranTakTahu, "Laki-laki": peranTakTahu,
	} {
		if got := artikan(s, nil, 2024).peran; got != want {
			t.Errorf("%q: got the role %d, want %d", s, got, want)
		}
	}
}

// TestColumnsByFigures: what a heading leaves open is decided by the figures.
func TestColumnsByFigures(t *testing.T) {
	// "Capaian" of two years: what was achieved, for the share of the end target follows.
	n := bacaTeks(t, `LAPORAN KINERJA TAHUN 2024

Indikator¦Capaian¦¦Target Akhir Renstra¦% terhadap Target Akhir
¦2023¦2024¦¦
Persentase jalan mantap¦70¦76¦95¦80
Persentase jembatan mantap¦60¦63¦90¦70
`)
	id := subjekBernama(t, n, "Persentase jalan mantap").ID
	cek(t, "achieved", nilaiDari(n, id, review.Realisasi, 2024), []string{"76"})
	cek(t, "achieved last year", nilaiDari(n, id, review.Realisasi, 2023), []string{"70"})
	// The same heading, but another table prints these figures as percentages.
	n = bacaTeks(t, `LAPORAN KINERJA TAHUN 2024

Tabel 1 Capaian

Indikator¦Target¦Realisasi¦Capaian (%)
Persentase jalan mantap¦80¦76¦95
Persentase jembatan mantap¦70¦63¦90

Tabel 2 Capaian 2023 dan 2024

Indikator¦Capaian¦
¦2023¦2024
Persentase jalan mantap¦93¦95
Persentase jembatan mantap¦91¦90
`)
	id = subjekBernama(t, n, "Persentase jalan mantap").ID
	cek(t, "percentages", nilaiDari(n, id, review.Capaian, 2024), []string{"95", "95"})
	cek(t, "percentages of last year", nilaiDari(n, id, review.Capaian, 2023), []string{"93"})
	// Target and realisasi of programs are money where they are large.
	n = bacaTeks(t, "LAPORAN KINERJA TAHUN 2024\n\nProgram¦Target¦Realisasi¦%\nProgram satu¦100.000.000¦90.000.000¦90\nProgram dua¦50.000.000¦50.000.000¦100\n")
	id = subjekBernama(t, n, "Program satu").ID
	cek(t, "money", nilaiDari(n, id, review.Pagu, 2024), []string{"100000000"})
	cek(t, "its percentage", nilaiDari(n, id, review.CapaianAnggaran, 2024), []string{"90"})
	// Percentages and money beside one another, without headings over them.
	n = bacaTeks(t, "LAPORAN KINERJA TAHUN 2024\n\nIndikator¦Target¦Realisasi¦%¦Pagu¦Realisasi¦%\nPersentase jalan mantap¦80¦76¦95¦Rp 200.000.000¦Rp 180.000.000¦90\nPersentase jembatan mantap¦70¦63¦90¦Rp 100.000.000¦Rp 97.000.000¦97\n")
	id = subjekBernama(t, n, "Persentase jalan mantap").ID
	cek(t, "capaian", nilaiDari(n, id, review.Capaian, 2024), []string{"95"})
	cek(t, "realisasi", nilaiDari(n, id, review.Realisasi, 2024), []string{"76"})
	cek(t, "money spent", nilaiDari(n, id, review.RealisasiAnggaran, 2024), []string{"180000000"})
	cek(t, "its share", nilaiDari(n, id, review.CapaianAnggaran, 2024), []string{"90"})
}

// TestVersions: where a changed plan is printed, the first one is no longer in force.
func TestVersions(t *testing.T) {
	pk := "LAPORAN KINERJA TAHUN 2024\n\nPERJANJIAN KINERJA TAHUN 2024\n\nIndikator¦Target\nPersentase jalan mantap¦80\n"
	n := bacaTeks(t, pk)
	cek(t, "one", nilaiDari(n, subjekBernama(t, n, "Persentase jalan mantap").ID, review.Target, 2024), []string{"80"})
	n = bacaTeks(t, pk+"\nPERJANJIAN KINERJA PERUBAHAN TAHUN 2024\n\nIndikator¦Target\nPersentase jalan mantap¦82\n\nCapaian\n\nIndikator¦Target¦Realisasi\nPersentase jalan mantap¦82¦80\n")
	cek(t, "two", nilaiDari(n, subjekBernama(t, n, "Persentase jalan mantap").ID, review.Target, 2024), []string{"80 induk", "82", "82"})
	n = bacaTeks(t, "LAPORAN KINERJA TAHUN 2024\n\nProgram¦Anggaran¦¦Bertambah/Berkurang\n¦Sebelum Perubahan¦Setelah Perubahan¦\nProgram satu¦100.000.000¦120.000.000¦20.000.000\nProgram dua¦50.000.000¦45.000.000¦(5.000.000)\n")
	id := subjekBernama(t, n, "Program dua").ID
	cek(t, "columns", nilaiDari(n, id, review.Pagu, 2024), []string{"50000000 induk", "45000000"})
	cek(t, "difference", nilaiDari(n, id, review.PaguBertambah, 2024), []string{"-5000000"})
	if h := review.Periksa(n); h.Dihitung < 2 || h.Cocok != h.Dihitung {
		t.Errorf("%d of %d hold: %+v", h.Cocok, h.Dihitung, h.Temuan)
	}
}

// TestYearOfTitle: a title of another year is of a table of that year, or wrong.
func TestYearOfTitle(t *testing.T) {
	const awal = "LAPORAN KINERJA TAHUN 2024\n\nTabel 1 Capaian Kinerja Tahun 2024\n\nIndikator¦Target¦Realisasi\nPersentase jalan mantap¦80¦76\nPersentase jembatan mantap¦70¦63\n\n"
	n := bacaTeks(t, awal+"Tabel 2 Capaian Kinerja Tahun 2023\n\nIndikator¦Target¦Realisasi\nPersentase jalan mantap¦78¦75\nPersentase jembatan mantap¦69¦61\n")
	cek(t, "of last year", nilaiDari(n, subjekBernama(t, n, "Persentase jalan mantap").ID, review.Realisasi, 2023), []string{"75"})
	n = bacaTeks(t, awal+"Tabel 2 Capaian Kinerja Tahun 2023\n\nIndikator¦Target¦Realisasi\nPersentase jalan mantap¦80¦76\nPersentase jembatan mantap¦70¦63\n")
	h := review.Periksa(n)
	if len(h.Temuan) != 1 || h.Temuan[0].Aturan != review.TahunBeda {
		t.Errorf("got %+v", h.Temuan)
	}
}
