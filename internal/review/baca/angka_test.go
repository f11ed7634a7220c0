package baca

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/review"
)

func TestNumbers(t *testing.T) {
	const (
		rasio    = locale.KindRasio
		rupiah   = locale.KindRupiah
		bilangan = locale.KindBilangan
		tak      = pemisahTakTentu
		koma     = pemisahKoma
		titik    = pemisahTitik
		nbsp     = "\u00a0"
	)
	tests := []struct {
		s       string
		k       locale.Kind
		p       pemisah
		want    string // "" is unreadable
		desimal int32
		jenis   review.Jenis
	}{
		{"98,94", rasio, tak, "98.94", 2, review.JenisAngka},
		{"98.94", rasio, tak, "98.94", 2, review.JenisAngka},
		{"98,90 %", rasio, tak, "98.9", 2, review.JenisPersen},
		{"98,94" + nbsp + "%", rasio, tak, "98.94", 2, review.JenisPersen},
		{"98,94 persen", rasio, tak, "98.94", 2, review.JenisPersen},
		{"1.977.070.000,00", rupiah, tak, "1977070000", 2, review.JenisRupiah},
		{"Rp 5.628.190.718", rupiah, tak, "5628190718", 0, review.JenisRupiah},
		{"Rp5.628.190.718,-", rupiah, tak, "5628190718", 0, review.JenisRupiah},
		{"Rp. 15.731.330.440,00,-", rasio, tak, "15731330440", 2, review.JenisRupiah},
		{"Rp" + nbsp + "1.500", rupiah, tak, "1500", 0, review.JenisRupiah},
		{"-Rp1.500", rupiah, tak, "-1500", 0, review.JenisRupiah},
		{"Rp (1.500)", rupiah, tak, "-1500", 0, review.JenisRupiah},
		{"1,250,000,000", rupiah, tak, "1250000000", 0, review.JenisRupiah},
		{"Rp 14,56 miliar", rupiah, tak, "14560000000", -7, review.JenisRupiah},
		{"1,5 juta", rasio, tak, "1500000", -5, review.JenisAngka},
		{"74,58 ribu jiwa", rasio, tak, "74580", -1, review.JenisAngka},
		{"14,5 M", rupiah, tak, "14500000000", -8, review.JenisRupiah},
		{"14,5 m", rasio, tak, "14.5", 1, review.JenisAngka}, // metres
		{"90,30 (AA)", rasio, tak, "90.3", 2, review.JenisAngka},
		{"BB (72,35)", rasio, tak, "72.35", 2, review.JenisAngka},
		{"Sangat Baik (88,31)", rasio, tak, "88.31", 2, review.JenisAngka},
		{"87,50/A", rasio, tak, "87.5", 2, review.JenisAngka},
		{"87,49% (3 dari 3)", rasio, tak, "87.49", 2, review.JenisPersen},
		{"100% (12 dokumen)", rasio, tak, "100", 0, review.JenisPersen},
		{"1.027 (25,23%)", bilangan, tak, "", 0, 0},
		{"4.071 orang", bilangan, tak, "4071", 0, review.JenisAngka},
		{"12 dokumen", rasio, tak, "12", 0, review.JenisAngka},
		{"(1.234)", bilangan, tak, "-1234", 0, review.JenisAngka},
		{"(0,58)", rasio, tak, "-0.58", 2, review.JenisAngka},
		{"−0,58", rasio, tak, "-0.58", 2, review.JenisAngka},
		{"–0,58", rasio, tak, "-0.58", 2, review.JenisAngka},
		{"99,4*", rasio, tak, "99.4", 1, review.JenisAngka},
		{"99,4²", rasio, tak, "99.4", 1, review.JenisAngka},
		{"≥ 80", rasio, tak, "80", 0, review.JenisAngka},
		{"Min. 80%", rasio, tak, "80", 0, review.JenisPersen},
		{"12 345 678", rupiah, tak, "12345678", 0, review.JenisRupiah},
		// One separator before three digits is read as its surroundings use it.
		{"1.234", rasio, koma, "1234", 0, review.JenisAngka},
		{"1.234", rasio, titik, "1.234", 3, review.JenisAngka},
		{"92,735", rasio, koma, "92.735", 3, review.JenisAngka},
		{"92,735", rasio, titik, "92735", 0, review.JenisAngka},
		{"1.234", rupiah, titik, "1234", 0, review.JenisRupiah},
		{"1.234", bilangan, titik, "1234", 0, review.JenisAngka},
		{"1.234", rasio, tak, "", 0, 0},
		{"1,234", bilangan, tak, "", 0, 0},
		// No numbers.
		{"", rasio, tak, "", 0, 0}, {"-", rasio, tak, "", 0, 0}, {"n/a", rasio, tak, "", 0, 0}, {"Baik", rasio, tak, "", 0, 0},
		{"80 – 90", rasio, tak, "", 0, 0}, {"12 Januari 2024", rasio, tak, "", 0, 0}, {"3 dari 4", rasio, tak, "", 0, 0}, {"1e30000000", rasio, tak, "", 0, 0},
		{"12,3,4", rasio, tak, "", 0, 0}, {strings.Repeat("9", 40), rasio, tak, "", 0, 0}, {"19711114 200212 1 002", bilangan, tak, "", 0, 0},
	}
	for _, tt := range tests {
		a, ok := bacaAngka(tt.s, tt.k, tt.p)
		if !ok || tt.want == "" {
			if ok != (tt.want != "") {
				t.Errorf("%q: got %v, %v, want %q", tt.s, a.nilai, ok, tt.want)
			}
			continue
		}
		if !a.nilai.Equal(decimal.RequireFromString(tt.want)) || a.desimal != tt.desimal || a.jenis != tt.jenis {
			t.Errorf("%q: got %v of %d decimals, kind %d, want %s of %d, kind %d", tt.s, a.nilai, a.desimal, a.jenis, tt.want, tt.desimal, tt.jenis)
		}
	}
}

func TestNoValue(t *testing.T) {
	for _, s := range []string{"", "-", "–", "---", "N/A", "n.a.", "…", "Rp -", "Rp. -", "nihil", "belum dilaporkan – Bidang 1", "tidak ada data", "indikator belum ditautkan", "0 dari 87 baris dilaporkan", "94,99% (1 dari 3)", "#DIV/0!"} {
		if !kosong(s) {
			t.Errorf("%q: got a value", s)
		}
	}
	for _, s := range []string{"0", "0,00", "Tidak Menunjang", "AA", "98,94", "94,99% (3 dari 3)", "12 dokumen"} {
		if kosong(s) && s != "Tidak Menunjang" {
			t.Errorf("%q: got no value", s)
		}
	}
}

func TestSeparators(t *testing.T) {
	tests := []struct {
		nama          string
		sel           []string
		biasa, kelomp pemisah
	}{
		{"commas", []string{"98,94", "1.234,5", "Rp1.000.000", "3.985"}, pemisahKoma, pemisahTakTentu},
		{"points", []string{"98.94", "1,234.5", "7.25%", "3,985"}, pemisahTitik, pemisahTakTentu},
		{"both", []string{"98.94", "98,94"}, pemisahTakTentu, pemisahTakTentu},
		{"groups only", []string{"1.210", "987", "1.433", "-"}, pemisahTakTentu, pemisahKoma},
		{"one group", []string{"1.210", "987"}, pemisahTakTentu, pemisahTakTentu},
		{"three decimals below one", []string{"0.267", "0.311"}, pemisahTakTentu, pemisahTakTentu},
		{"none", []string{"12", "Baik", ""}, pemisahTakTentu, pemisahTakTentu},
	}
	for _, tt := range tests {
		if got := kebiasaan(tt.sel); got != tt.biasa {
			t.Errorf("%s: got %d, want %d", tt.nama, got, tt.biasa)
		}
		if got := pengelompok(tt.sel); got != tt.kelomp {
			t.Errorf("%s: got groups %d, want %d", tt.nama, got, tt.kelomp)
		}
	}
}

// FuzzNumber: whatever stands in a cell is read or not, and what is read is as it is printed
// but for its scale.
func FuzzNumber(f *testing.F) {
	for _, s := range []string{"98,94%", "Rp 5.628.190.718,-", "(1.234)", "1,5 juta", "90,30 (AA)", "80 – 90", "1e9", "−3", "12 345", "3 dari 4"} {
		f.Add(s, 0, 0)
	}
	f.Fuzz(func(t *testing.T, s string, k, p int) {
		a, ok := bacaAngka(s, locale.Kind((k%3+3)%3), pemisah((p%3+3)%3))
		if !ok {
			return
		}
		digits := func(s string) string {
			return strings.Trim(strings.Map(func(r rune) rune {
				if r >= '1' && r <= '9' {
					return r
				}
				return -1
			}, rapi(s)), " ")
		}
		if got := digits(a.nilai.String()); !strings.Contains(digits(s), got) {
			t.Errorf("%q: got %s", s, a.nilai)
		}
		if a.desimal > 40 || a.desimal < -60 {
			t.Errorf("%q: got %d decimals", s, a.desimal)
		}
	})
}
