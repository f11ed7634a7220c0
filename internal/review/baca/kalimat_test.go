package baca

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// samarkanUji puts letters for the names that a table of the tests writes in ⟦ ⟧.
func samarkanUji(s string) string {
	n := 0
	for {
		i, j := strings.Index(s, "⟦"), strings.Index(s, "⟧")
		if i < 0 || j < i {
			return s
		}
		s = s[:i] + string(rune(samar+n)) + s[j+len("⟧"):]
		n++
	}
}

// peranUji writes the figures of a sentence that have a role.
func peranUji(s string) []string {
	out := []string{}
	for _, f := range uraiKalimat(samarkanUji(s)) {
		if f.besaran == "" {
			continue
		}
		x := fmt.Sprintf("%s %s", f.besaran, f.teks)
		if f.tahun != 0 {
			x += fmt.Sprintf(" [%d]", f.tahun)
		}
		if f.turun {
			x += " turun"
		}
		if f.terbilang != "" {
			x += " (" + f.terbilang + ")"
		}
		if f.tokoh >= 0 {
			x += fmt.Sprintf(" ⟦%d⟧", f.tokoh)
		}
		if (f.besaran == "pembilang" || f.besaran == "penyebut") && !f.pasangan {
			x += " ?"
		}
		out = append(out, x)
	}
	return out
}

// TestRoles: what the words of a sentence say of its figures.
func TestRoles(t *testing.T) {
	for _, c := range []struct {
		kalimat string
		want    []string
	}{
		{"Realisasi Tahun 2023 sebesar 99,40% terhadap target 98,94%, sehingga capaiannya 100,46% dengan kategori Sangat Baik dan target tercapai.",
			[]string{"realisasi 99,40% [2023]", "target 98,94%", "capaian 100,46%"}},
		{"Dibandingkan dengan tahun sebelumnya: Tahun 2022 sebesar 98,73% (naik 0,67 poin persen, kinerja membaik).", []string{"nilai 98,73% [2022]"}},
		{"Terhadap target akhir Renstra (Tahun 2026) sebesar 98,98%, persentasenya 100,42%, sehingga target akhir telah tercapai.", []string{"target_akhir 98,98% [2026]", "persen_target_akhir 100,42%"}},
		{"Realisasi tahun 2023 telah mencapai 94,68% dari target akhir Renstra.", []string{"persen_target_akhir 94,68% [2023]"}},
		{"(148.265 KK ÷ 149.161 KK) × 100% = 99,40%", []string{"pembilang 148.265", "penyebut 149.161", "realisasi 99,40%"}},
		{"(705 ÷ 1.000) × 100% = 70,50%", []string{"pembilang 705", "penyebut 1.000", "realisasi 70,50%"}},
		{"⟦Hasil penilaian KLA⟧: realisasi 70,50% terhadap target 76,00%, capaian 92,76% (Baik).", []string{"realisasi 70,50% ⟦0⟧", "target 76,00% ⟦0⟧", "capaian 92,76% ⟦0⟧"}},
		{"⟦Meningkatnya⟧: rata-rata capaian 114,39%, kategori Sangat Baik; rata-rata capaian anggaran 95,66%, tingkat efisiensi 119,58%.",
			[]string{"rata_capaian 114,39% ⟦0⟧", "rata_serapan 95,66% ⟦0⟧", "tingkat_efisiensi 119,58% ⟦0⟧"}},
		{"Anggaran yang tertaut pada indikator ini sebesar Rp5.345.600.000, terealisasi Rp5.301.005.513 atau 99,17%.", []string{"pagu Rp5.345.600.000", "realisasi_anggaran Rp5.301.005.513", "capaian_anggaran 99,17%"}},
		{"Capaian kinerjanya 1,29 poin persen di atas serapan anggarannya.", nil},
		{"Anggaran Dinas Contoh sebesar Rp. 16.605.479.345,- (Enam Belas Milyar Rupiah) dan terealisasi sebesar Rp. 15.731.330.440,- (Lima Belas Rupiah) atau sebesar 94,74%.",
			[]string{"pagu Rp. 16.605.479.345,- (Enam Belas Milyar Rupiah)", "realisasi_anggaran Rp. 15.731.330.440,- (Lima Belas Rupiah)", "capaian_anggaran 94,74%"}},
		{"Realisasi anggaran sebesar Rp92.730.000,00 atau 92,73% dari pagu Rp100.000.000,00 (seratus juta rupiah).",
			[]string{"realisasi_anggaran Rp92.730.000,00", "capaian_anggaran 92,73%", "pagu Rp100.000.000,00 (seratus juta rupiah)"}},
		{"Anggaran terserap 94,74%.", []string{"capaian_anggaran 94,74%"}},
		{"Serapan tertinggi pada ⟦Program Perlindungan Khusus Anak⟧ (99,55%) dan terendah pada ⟦Program Penanganan Bencana⟧ (86,68%).", []string{"capaian_anggaran 99,55% ⟦0⟧", "capaian_anggaran 86,68% ⟦1⟧"}},
		{"Anggaran sebesar Rp672.952.400 tidak tertaut pada indikator sasaran mana pun, atau 4,05% dari seluruh anggaran.", nil},
		{"Dari 9 indikator kinerja utama (IKU), 6 mencapai target dan 3 tidak mencapainya.", nil},
		{"Menurut kategori capaian: 5 Sangat Baik dan 4 Baik.", nil},
		{"Dari 3 sasaran yang tingkat efisiensinya dapat dihitung, 2 paling sedikit 100% (119,58% dan 109,64%) dan 1 di bawah 100% (96,83%).", nil},
		{"⟦Persentase⟧ pada tahun 2023 sebesar 99,4% dengan perhitungan Jumlah keluarga yang berkurang sebanyak 148.265 KK dari total Jumlah keluarga yang terdaftar sebanyak 149.161 KK",
			[]string{"bagian 99,4% [2023] ⟦0⟧", "pembilang 148.265 ⟦0⟧", "penyebut 149.161 ⟦0⟧"}},
		{"⟦Persentase⟧ dengan perhitungan jumlah sumber sebanyak 1.027 orang terhadap pemerlu pelayanan sebanyak 4.071 orang", []string{"pembilang 1.027 ⟦0⟧", "penyebut 4.071 ⟦0⟧"}},
		{"⟦Angka⟧ pada Tahun 2023 sebesar 75 atau skor 750 dengan Kategori Nindya", []string{"nilai 75 [2023] ⟦0⟧", "pembilang 750 ⟦0⟧ ?"}},
		{"⟦Persentase⟧ pada Tahun 2023 sebesar 100% dengan rincian layanan anak sebesar 85 orang, untuk layanan perempuan sebanyak 13 orang.", []string{"nilai 100% [2023] ⟦0⟧"}},
		{"Calon pengantin dibawah umur 19 tahun sebanyak 173 orang atau sebesar 1,66% dari total calon pengantin sebesar 10.424 orang.", []string{"pembilang 173", "bagian 1,66%", "penyebut 10.424"}},
		{"Pada ⟦Program⟧ hanya menangani korban sebanyak 2 orang, dari angka yang ditargetkan pada tahun 2023 sebanyak 10 orang.", []string{"pembilang 2 ⟦0⟧", "penyebut 10 ⟦0⟧"}},
		{"Jumlah penduduk miskin di Kabupaten Contoh pada bulan Maret 2023 mencapai 74,58 ribu jiwa.", []string{"nilai 74,58 ribu [2023]"}},
		{"Jumlah ini berkurang sebesar 1,87 ribu jiwa, bila dibandingkan dengan kondisi Maret 2022 yang sebesar 76,45 ribu jiwa.", []string{"perubahan 1,87 ribu turun", "nilai 76,45 ribu [2022]"}},
		{"Persentase penduduk miskin juga mengalami penurunan dari 10,96 persen pada bulan Maret 2022 menjadi sebesar 10,63 persen pada bulan Maret 2023.", []string{"nilai 10,96 persen [2022]", "nilai 10,63 persen [2023]"}},
		{"Garis Kemiskinan pada bulan Maret 2023 sebesar Rp411.527,00 perkapita per bulan, bertambah sebesar Rp30.079,00 perkapita per bulan atau meningkat sebesar 7,89 persen, bila dibandingkan kondisi bulan Maret 2022 yang sebesar Rp381.448,00,-.",
			[]string{"nilai Rp411.527,00 [2023]", "perubahan Rp30.079,00", "perubahan_persen 7,89 persen", "nilai Rp381.448,00,- [2022]"}},
		{"Indeks Kedalaman Kemiskinan (P1) Maret 2023 sebesar 1,26 mengalami penurunan sebesar 0,12 poin dibandingkan Maret 2022 yaitu 1,38.", []string{"nilai 1,26 [2023]", "perubahan 0,12 poin turun", "nilai 1,38 [2022]"}},
		{"Pada Contoh, penduduk miskin 2023 sebesar 74,58 ribu jiwa, turun 1,87 ribu jiwa (2,45%) dari penduduk miskin 2022 sebesar 76,45 ribu jiwa.",
			[]string{"nilai 74,58 ribu [2023]", "perubahan 1,87 ribu turun", "perubahan_persen 2,45% turun", "nilai 76,45 ribu [2022]"}},
		{"Menurut persentase 2023 (10,63%), Contoh pada peringkat 17 dari 38, dihitung dari yang tertinggi.", []string{"nilai 10,63% [2023]", "peringkat 17"}},
		{"Kabupaten Contoh berada pada peringkat ke-3 dari 38 kabupaten/kota.", []string{"peringkat 3"}},
		{"Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem, Pasal 5 ayat 2, ditandatangani pada 2 Januari 2023.", nil},
		{"Realisasi sebesar 88,00% terhadap target 60,00% – 85,00%, sehingga capaiannya 96,47%.", []string{"realisasi 88,00%", "capaian 96,47%"}},
		{"Realisasi sebesar 88% terhadap target 60 s.d. 85%.", []string{"realisasi 88%"}},
		{"Renstra Tahun 2021-2026 pada Tabel 3.2 dan IKU-1.1 sebesar biasanya sekitar 40%.", nil},
	} {
		if got := peranUji(c.kalimat); !slices.Equal(got, append([]string{}, c.want...)) {
			t.Errorf("%s\n got %q\nwant %q", c.kalimat, got, c.want)
		}
	}
}

// TestSentences: a paragraph is taken apart where a sentence ends.
func TestSentences(t *testing.T) {
	for s, want := range map[string][]string{
		"Sebesar Rp. 5.000,- dan 1,38. Dibandingkan St. Petersburg naik. Lalu": {"Sebesar Rp. 5.000,- dan 1,38.", "Dibandingkan St. Petersburg naik.", "Lalu"},
		"a. Persentase naik. Jumlah": {"a. Persentase naik.", "Jumlah"},
		"Satu.":                      {"Satu."},
	} {
		if got := kalimatDari(s); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

// TestRegion: the agency's own kabupaten is the one that its report names most.
func TestRegion(t *testing.T) {
	for want, list := range map[string][]string{
		"KABUPATEN CONTOH":     {"DINAS SOSIAL KABUPATEN CONTOH", "Kabupaten Contoh Tahun 2023 dan Kabupaten Lain", "di Kabupaten Contoh naik"},
		"KABUPATEN ACEH BESAR": {"Kabupaten Aceh Besar", "Kabupaten Aceh Besar Tahun 2023", "Kabupaten Aceh Jaya", "Dinas Kabupaten Aceh Besar", "Kabupaten Aceh Besar", "Kabupaten Aceh Besar"},
		"":                     {"tanpa nama"},
	} {
		var p []Bagian
		for _, s := range list {
			p = append(p, Bagian{Paragraf: s})
		}
		if got := daerah(p); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// FuzzKalimat: any text is read without harm, and each figure stands in it.
func FuzzKalimat(f *testing.F) {
	f.Add("Realisasi Tahun 2023 sebesar 99,40% terhadap target 98,94%.")
	f.Add("(705 ÷ 1.000) × 100% = 70,50%")
	f.Add("\ue000 Rp. 1.5,- (satu rupiah) atau 3%")
	f.Fuzz(func(t *testing.T, s string) {
		for _, k := range kalimatDari(s) {
			for _, x := range uraiKalimat(k) {
				if x.teks == "" || !strings.Contains(k, x.teks) {
					t.Errorf("%q is not in %q", x.teks, k)
				}
			}
		}
	})
}
