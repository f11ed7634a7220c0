package baca_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"capaian/internal/review"
	"capaian/internal/review/baca"
)

// laporanKecil is a report of two indicators and two programs, with a paragraph to be read.
const laporanKecil = `LAPORAN KINERJA INSTANSI PEMERINTAH
DINAS CONTOH KABUPATEN CONTOH
TAHUN 2023

Tabel 3.1. Capaian Kinerja Tahun 2023

Sasaran	Indikator Kinerja	Target	Realisasi	Capaian
Meningkatnya kualitas data desa	Persentase desa yang memiliki data terpadu	90,00%	95,00%	105,56%
	Indeks Kepuasan Masyarakat (IKM)	84,00	85,20	101,43%
	Hasil penilaian KLA (Kabupaten Layak Anak)	76	70,5	92,76%

Tabel 3.2. Realisasi Anggaran Tahun 2023

Program	Anggaran (Rp)	Realisasi (Rp)	Capaian
Dinas Contoh	3.540.303.600	3.189.508.736	90,09%
Program Rehabilitasi Sosial	3.440.303.600	3.096.778.736	90,01%
Program Penanganan Bencana	100.000.000	92.730.000	92,73%

Tabel 3.3. Jumlah penduduk miskin menurut kabupaten (ribu jiwa)

Kabupaten	2022	2023
Contoh	76,45	74,58
Lain	70,52	68,81
Jumlah	146,97	143,39

BAB IV PENUTUP

@
`

// narasi are the statements that the sentences of a report make.
func narasi(t *testing.T, alinea string) (out, tak []string) {
	t.Helper()
	n, err := baca.Baca([]byte(strings.Replace(laporanKecil, "@", alinea, 1)))
	if err != nil {
		t.Fatal(err)
	}
	nama := map[string]string{"laporan": "laporan"}
	for _, s := range n.Subjek {
		nama[s.ID] = s.Nama
		if w := strings.Fields(s.Nama); len(w) > 2 {
			nama[s.ID] = strings.Join(w[:2], " ")
		}
	}
	out = []string{}
	for _, p := range n.Pernyataan {
		if p.Tabel != "Narasi" {
			continue
		}
		v := p.Nilai.String()
		if p.Jenis == review.JenisTeks {
			v = p.Teks
		}
		s := fmt.Sprintf("%s %s = %s", nama[p.Subjek], p.Besaran, v)
		if p.Tahun != 2023 {
			s += fmt.Sprintf(" [%d]", p.Tahun)
		}
		if p.Jenis == review.JenisTerbilang {
			s += " in words"
		}
		out = append(out, s)
	}
	for _, x := range n.TakTerbaca {
		tak = append(tak, x.Tercetak)
	}
	return out, tak
}

// TestSentencesOfReports: what sentences state in the ways that agencies write them, and what
// they do not.
func TestSentencesOfReports(t *testing.T) {
	for _, c := range []struct {
		alinea string
		want   []string
	}{
		{"Capaian kinerja indikator Persentase desa yang memiliki data terpadu pada tahun 2023 sebesar 105,56%.", []string{"Persentase desa capaian = 105.56"}},
		{"Indeks Kepuasan Masyarakat mencapai nilai 85,20 dari target 84,00 atau capaian kinerja sebesar 101,43%.",
			[]string{"Indeks Kepuasan realisasi = 85.2", "Indeks Kepuasan target = 84", "Indeks Kepuasan capaian = 101.43"}},
		{"Target Persentase desa yang memiliki data terpadu tahun 2023 adalah 90% dengan realisasi 95%.", []string{"Persentase desa target = 90", "Persentase desa realisasi = 95"}},
		{"Realisasi Persentase desa yang memiliki data terpadu meningkat dari 80,00% pada tahun 2022 menjadi 95,00% pada tahun 2023.",
			[]string{"Persentase desa realisasi = 80 [2022]", "Persentase desa realisasi = 95"}},
		{"Hasil Penilaian Kabupaten Layak Anak (KLA) di Kabupaten Contoh pada Tahun 2023 sebesar 70,5 atau skor 705.", []string{"Hasil penilaian realisasi = 70.5"}},
		{"Nilai IKM: Indeks Kepuasan Masyarakat (IKM) tahun 2023 sebesar 85,20, naik 2,30 poin dari tahun 2022 sebesar 82,90.",
			[]string{"Indeks Kepuasan realisasi = 85.2", "Indeks Kepuasan realisasi = 82.9 [2022]"}},
		{"Sebanyak 95 dari 100 desa telah memiliki data terpadu atau sebesar 95%.", []string{"Sebanyak 95 pembilang = 95", "Sebanyak 95 penyebut = 100", "Sebanyak 95 bagian = 95"}},
		{"Persentase desa yang memiliki data terpadu sebesar 95% yaitu 190 desa dari 200 desa.",
			[]string{"Persentase desa realisasi = 95", "Persentase desa pembilang = 190", "Persentase desa penyebut = 200"}},
		{"Anggaran Program Rehabilitasi Sosial sebesar Rp3.440.303.600,00 terealisasi sebesar Rp3.096.778.736,00 (90,01%).",
			[]string{"Program Rehabilitasi pagu = 3440303600", "Program Rehabilitasi realisasi_anggaran = 3096778736", "Program Rehabilitasi capaian_anggaran = 90.01"}},
		{"Dari pagu anggaran sebesar Rp3.540.303.600,00 (tiga miliar lima ratus empat puluh juta tiga ratus tiga ribu enam ratus rupiah) telah direalisasikan sebesar Rp3.189.508.736,00 atau 90,09%.",
			[]string{"Dinas Contoh pagu = 3540303600", "Dinas Contoh pagu = 3540303600 in words", "Dinas Contoh realisasi_anggaran = 3189508736", "Dinas Contoh capaian_anggaran = 90.09"}},
		{"Anggaran untuk Program Rehabilitasi Sosial, perlindungan dan bencana sebesar Rp. 3.540.303.600,- dan terealisasi sebesar Rp. 3.189.508.736,- atau sebesar 90,09%.",
			[]string{"Dinas Contoh pagu = 3540303600", "Dinas Contoh realisasi_anggaran = 3189508736", "Dinas Contoh capaian_anggaran = 90.09"}},
		{"Jumlah penduduk miskin Kabupaten Contoh tahun 2023 sebesar 74,58 ribu jiwa, berkurang 1,87 ribu jiwa dibandingkan tahun 2022 sebesar 76,45 ribu jiwa.",
			[]string{"Contoh nilai = 74.58", "Contoh perubahan = -1.87", "Contoh nilai = 76.45 [2022]"}},
		{"Pada tahun 2023 jumlah penduduk miskin Kabupaten Contoh 2023 sebesar 74,58 ribu jiwa dan berada pada peringkat ke-1 dari 2 kabupaten, dihitung dari yang tertinggi. Sebanyak 30 dari 120 orang hadir atau 25%.",
			[]string{"Contoh nilai = 74.58", "Contoh peringkat = 1", "Sebanyak 30 pembilang = 30", "Sebanyak 30 penyebut = 120", "Sebanyak 30 bagian = 25"}},
		{"Secara umum seluruh target kinerja telah tercapai.", []string{"laporan simpulan = semua target tercapai"}},

		{"Jumlah penduduk miskin Kabupaten Contoh tahun 2023 sebesar 74,58 ribu jiwa, peringkat ke-2 dari 2 kabupaten.", []string{"Contoh nilai = 74.58"}},

		// Words that are used for one another.
		{"Capaian Persentase desa yang memiliki data terpadu tahun 2023 sebesar 95,00%.", []string{"Persentase desa realisasi = 95"}},
		{"Capaian Persentase desa yang memiliki data terpadu tahun 2023 sebesar 105,56%.", []string{"Persentase desa capaian = 105.56"}},
		{"Persentase desa yang memiliki data terpadu tahun 2023 mencapai 105,56%.", []string{"Persentase desa capaian = 105.56"}},
		{"Persentase desa yang memiliki data terpadu tahun 2023 sebesar 96,00%.", []string{"Persentase desa realisasi = 96"}},
		{"Capaian Persentase desa yang memiliki data terpadu tahun 2023 sebesar 97,00%.", nil},
		{"Persentase desa yang memiliki data terpadu tahun 2023 adalah 90,00%.", nil},
		{"Capaian Persentase desa yang memiliki data terpadu sebesar 107,00% dari target 90%.", []string{"Persentase desa capaian = 107", "Persentase desa target = 90"}},

		// What is left alone: of others, without a clear role, planned, about.
		{"Rata-rata nasional Persentase desa yang memiliki data terpadu sebesar 88%.", nil},
		{"Persentase desa yang memiliki data terpadu di Kabupaten Lain pada tahun 2023 sebesar 88%.", nil},
		{"Persentase desa yang memiliki data terpadu ditargetkan meningkat 5% setiap tahun.", nil},
		{"Persentase desa yang memiliki data terpadu diharapkan lebih dari 97%.", nil},
		{"Persentase desa yang memiliki data terpadu didukung pelatihan sebanyak 12 kali bagi 300 orang di 45 desa.", nil},
		{"Kegiatan pelatihan diikuti 50 orang dari 60 undangan.", nil},
		{"Anggaran tambahan sebesar Rp25.000.000 berasal dari provinsi dan terealisasi Rp24.000.000 atau 96%.", nil},
		{"Belum semua target tercapai. Agar seluruh target tercapai diperlukan koordinasi.", nil},
		{"Seluruh target kegiatan pada bidang sosial telah tercapai.", nil},
		{"Sesuai Peraturan Bupati Nomor 69 Tahun 2021 Pasal 5, Tabel 3.2 memuat 2 program, 4 kegiatan dan 12 sub kegiatan.", nil},
	} {
		if got, _ := narasi(t, c.alinea); !slices.Equal(got, append([]string{}, c.want...)) {
			t.Errorf("%s\n got %q\nwant %q", c.alinea, got, c.want)
		}
	}
}

// TestUnreadSentences: what clearly states a figure and cannot be read is listed.
func TestUnreadSentences(t *testing.T) {
	for alinea, want := range map[string]string{
		"Dari pagu anggaran sebesar Rp3.540.303.600,00 (tiga miliar lima ratus empat puluh juta tiga tiga ribu rupiah) telah direalisasikan sebesar Rp3.189.508.736,00 atau 90,09%.": "tiga miliar lima ratus empat puluh juta tiga tiga ribu rupiah",
		"Sebanyak 1.2.3 dari 100 desa memiliki data.": "",
	} {
		_, tak := narasi(t, alinea)
		if want == "" && len(tak) > 0 || want != "" && !slices.Contains(tak, want) {
			t.Errorf("%s: got %q, want %q", alinea, tak, want)
		}
	}
}
