package sakip_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
)

// contoh is one worked example: what the engine answers, what the rule says, and the
// first words of that rule in docs/rules.md (or the line of the published LKjIP 2023
// that prints the figure).
type contoh struct{ nama, sumber, got, want string }

func TestWorkedExamples(t *testing.T) {
	klausul := strings.Join(strings.Fields(rulesMD(t)), " ")
	nama := map[string]bool{}
	for _, c := range slices.Concat(contohAngka(), contohTahun(), contohLKE()) {
		t.Run(c.nama, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("got %q, want %q (%s)", c.got, c.want, c.sumber)
			}
			if !strings.HasPrefix(c.sumber, "LKjIP 2023 baris ") && !strings.Contains(klausul, c.sumber) {
				t.Errorf("docs/rules.md has no clause %q", c.sumber)
			}
			if nama[c.nama] {
				t.Errorf("the name stands for two examples")
			}
			nama[c.nama] = true
		})
	}
}

func potong(k *sakip.Kebijakan) { k.Pembulatan = sakip.Potong }
func tPerR(k *sakip.Kebijakan)  { k.RumusTurun = sakip.TBagiR }
func mentah(k *sakip.Kebijakan) { k.DasarKategori = sakip.DariMentah }
func tanpaBatasBawah(k *sakip.Kebijakan) {
	k.BatasBawah = nil
}

func desimal(n int32) func(*sakip.Kebijakan) { return func(k *sakip.Kebijakan) { k.Desimal = n } }

func batasAtas(s string) func(*sakip.Kebijakan) {
	return func(k *sakip.Kebijakan) { k.BatasAtas = ada(s) }
}

func bulat(s string, n int32, cara sakip.Pembulatan) string {
	return sakip.Teks(sakip.Bulatkan(des(s), n, cara))
}

// contohAngka are the rules of single figures.
func contohAngka() []contoh {
	const naik, turun, jangka = sakip.Naik, sakip.Turun, sakip.Rentang
	const (
		kNaik      = "naik: R ÷ T × 100"
		kTurun     = "turun: (2T − R) ÷ T × 100"
		kTR        = "turun, alternative: T ÷ R × 100"
		kRentang   = "rentang L..U: inside 100"
		kNol       = "T = 0: naik is not computable"
		kHilang    = "Target missing, realisasi missing, Y = 0"
		kBatas     = "Cap and floor are policy of display"
		kTampil    = "Taken from the value as shown"
		kKelas     = "> 100 Sangat Baik"
		kPreset    = "Presets: Permendagri 86/2017"
		kBulat     = "Round half-up to 2 decimals only when shown"
		kRasio     = "rounded to 2 decimals and used rounded from there on"
		kAkum      = "Accumulation is per component"
		kMode      = "Entry mode per indicator"
		kBanding   = "Benchmarks and facts"
		kKebijakan = "versioned by agency and year"
	)
	skalaUrut := "Sangat Baik, Baik, Baik, Cukup, Cukup, Kurang"
	return []contoh{
		{"naik, published", "LKjIP 2023 baris 363", capai(naik, target("98.94"), "99.40"), "100.464928239337 → 100.46 Sangat Baik"},
		{"naik, below", kNaik, capai(naik, target("80"), "60"), "75 → 75.00 Baik"},
		{"naik, zero is a figure", kNaik, capai(naik, target("80"), "0"), "0 → 0.00 Kurang"},
		{"naik, negative realisasi is shown at the floor", kNaik, capai(naik, target("5"), "-2"), "-40 → 0.00 Kurang"},
		{"naik, huge", kNaik, capai(naik, target("0.000000000000000000000000000001"), "1000000000000"), "100000000000000000000000000000000000000000000 → 100000000000000000000000000000000000000000000.00 Sangat Baik"},
		{"turun, on target", kTurun, capai(turun, target("4"), "4"), "100 → 100.00 Baik"},
		{"turun, better", kTurun, capai(turun, target("4"), "3"), "125 → 125.00 Sangat Baik"},
		{"turun, worse", kTurun, capai(turun, target("4"), "5"), "75 → 75.00 Baik"},
		{"turun, negative raw", kTurun, capai(turun, target("4"), "10"), "-50 → 0.00 Kurang"},
		{"turun, negative shown without floor", kBatas, capai(turun, target("4"), "10", tanpaBatasBawah), "-50 → -50.00 Kurang"},
		{"T/R", kTR, capai(turun, target("4"), "5", tPerR), "80 → 80.00 Baik"},
		{"T/R, realisasi zero", kTR, capai(turun, target("4"), "0", tPerR), "? realisasi_nol"},
		{"T/R, negative realisasi", kTR, capai(turun, target("4"), "-1", tPerR), "? realisasi_nol"},
		{"rentang, inside", kRentang, capai(jangka, rentang("20", "30"), "25"), "100 → 100.00 Baik"},
		{"rentang, lower end", kRentang, capai(jangka, rentang("20", "30"), "20"), "100 → 100.00 Baik"},
		{"rentang, upper end", kRentang, capai(jangka, rentang("20", "30"), "30"), "100 → 100.00 Baik"},
		{"rentang, above", kRentang, capai(jangka, rentang("20", "30"), "33"), "90 → 90.00 Baik"},
		{"rentang, above, T/R", kRentang, capai(jangka, rentang("20", "30"), "40", tPerR), "75 → 75.00 Baik"},
		{"rentang, below", kRentang, capai(jangka, rentang("20", "30"), "18"), "90 → 90.00 Baik"},
		{"rentang, far above", kRentang, capai(jangka, rentang("20", "30"), "90"), "-100 → 0.00 Kurang"},
		{"rentang, negative ends, inside", kRentang, capai(jangka, rentang("-5", "-1"), "-1"), "100 → 100.00 Baik"},
		{"rentang, negative ends, above", kNol, capai(jangka, rentang("-5", "-1"), "0"), "? target_negatif"},
		{"rentang, half given", kRentang, capai(jangka, rentang("20", ""), "25"), "? target_tidak_ada"},
		{"rentang, a single value is no range", kRentang, capai(jangka, target("20"), "25"), "? target_tidak_ada"},
		{"target zero, naik", kNol, capai(naik, target("0"), "5"), "? target_nol"},
		{"target zero, turun, none", kNol, capai(turun, target("0"), "0"), "100 → 100.00 Baik"},
		{"target zero, turun, some", kNol, capai(turun, target("0"), "1"), "0 → 0.00 Kurang"},
		{"target zero, T/R, none", kNol, capai(turun, target("0"), "0", tPerR), "100 → 100.00 Baik"},
		{"target zero, T/R, some", kNol, capai(turun, target("0"), "1", tPerR), "0 → 0.00 Kurang"},
		{"target negative, naik", kNol, capai(naik, target("-1"), "1"), "? target_negatif"},
		{"target negative, turun", kNol, capai(turun, target("-1"), "1"), "? target_negatif"},
		{"target missing", kHilang, capai(naik, sakip.Target{}, "5"), "? target_tidak_ada"},
		{"realisasi missing", kHilang, capai(naik, target("5"), ""), "? belum_dilaporkan"},
		{"both missing", kHilang, capai(naik, sakip.Target{}, ""), "? target_tidak_ada"},
		{"ratio, published", "LKjIP 2023 baris 380", rasio("148265", "149161"), "99.4"},
		{"ratio, published, above the whole", "LKjIP 2023 baris 383", rasio("4071", "3985"), "102.16"},
		{"ratio, rounded from here on", kRasio, rasio("1", "3"), "33.33"},
		{"ratio, truncated", kRasio, rasio("2", "3", potong), "66.66"},
		{"ratio, four decimals", kRasio, rasio("2", "3", func(k *sakip.Kebijakan) { k.DesimalRealisasi = 4 }), "66.6667"},
		{"ratio, Y zero", kHilang, rasio("1", "0"), "? penyebut_nol"},
		{"ratio, 0 of 0", kHilang, rasio("0", "0"), "? penyebut_nol"},
		{"ratio, X missing", kHilang, rasio("", "3"), "? komponen_kosong"},
		{"ratio, Y missing", kHilang, rasio("1", ""), "? komponen_kosong"},
		{"cap 100", kBatas, capai(naik, target("80"), "100", batasAtas("100")), "125 → 100.00 Baik"},
		{"cap 120", kBatas, capai(naik, target("80"), "100", batasAtas("120")), "125 → 120.00 Sangat Baik"},
		{"cap 120, not reached", kBatas, capai(naik, target("80"), "95", batasAtas("120")), "118.75 → 118.75 Sangat Baik"},
		{"cap none", kBatas, capai(naik, target("80"), "400"), "500 → 500.00 Sangat Baik"},
		{"half-up, the budget row of the published report", "LKjIP 2023 baris 575", bulat("92.735", 2, sakip.SetengahKeAtas), "92.74"},
		{"truncated", kBulat, bulat("92.739", 2, sakip.Potong), "92.73"},
		{"half-up, negative, away from zero", kBulat, bulat("-0.125", 2, sakip.SetengahKeAtas), "-0.13"},
		{"truncated, negative, towards zero", kBulat, bulat("-0.129", 2, sakip.Potong), "-0.12"},
		{"no decimals", kBulat, bulat("99.5", 0, sakip.SetengahKeAtas), "100"},
		{"four decimals", kBulat, bulat("0.00005", 4, sakip.SetengahKeAtas), "0.0001"},
		{"decimals are filled", kBulat, bulat("100", 2, sakip.Potong), "100.00"},
		{"noise of a quotient is no digit", kBulat, bulat("99."+strings.Repeat("9", 36), 2, sakip.Potong), "100.00"},
		{"shown, no decimals", kBulat, capai(naik, target("8"), "7", desimal(0)), "87.5 → 88 Baik"},
		{"shown, truncated", kBulat, capai(naik, target("3"), "2", potong), "66.666666666667 → 66.66 Cukup"},

		{"classes at every bound", kKelas, kelas("lkjip-2023", "100.01", "100", "75", "74.99", "55", "54.99"), skalaUrut},
		{"shown 100.00 is not above 100", kTampil, capai(naik, target("100"), "100.004"), "100.004 → 100.00 Baik"},
		{"raw 100.004 is above 100", kTampil, capai(naik, target("100"), "100.004", mentah), "100.004 → 100.00 Sangat Baik"},
		{"shown 55.00 is not below 55", kTampil, capai(naik, target("100"), "54.995"), "54.995 → 55.00 Cukup"},
		{"raw 54.995 is below 55", kTampil, capai(naik, target("100"), "54.995", mentah), "54.995 → 55.00 Kurang"},
		{"truncated 54.99 is below 55", kTampil, capai(naik, target("100"), "54.995", potong), "54.995 → 54.99 Kurang"},
		{"shown 75.00", kTampil, capai(naik, target("100"), "74.995"), "74.995 → 75.00 Baik"},
		{"raw 74.995", kTampil, capai(naik, target("100"), "74.995", mentah), "74.995 → 75.00 Cukup"},
		{"class of the floor", kTampil, capai(turun, target("1"), "5", mentah), "-300 → 0.00 Kurang"},
		{"Permendagri 86/2017", kPreset, kelas("permendagri-86-2017", "91", "90.99", "76", "75.99", "66", "65.99", "51", "50.99"),
			"Sangat Tinggi, Tinggi, Tinggi, Sedang, Sedang, Rendah, Rendah, Sangat Rendah"},
		{"85/70/55", kPreset, kelas("85-70-55", "85", "84.99", "70", "69.99", "55", "54.99"), skalaUrut},
		{"AKIP", kPreset, kelas("akip", "90.01", "90", "80.01", "80", "70.01", "70", "60.01", "60", "50.01", "50", "30.01", "30", "-1"),
			"AA, A, A, BB, BB, B, B, CC, CC, C, C, D, D"},

		{"jumlah, each quarter", kAkum, akumulasi(sakip.Jumlah, sakip.TriwulanIni, "10 20 5"), "35 | 5"},
		{"jumlah, gap", kAkum, akumulasi(sakip.Jumlah, sakip.TriwulanIni, "10 - 5"), "? triwulan_tak_lengkap | 5"},
		{"jumlah, half-yearly", kAkum, akumulasi(sakip.Jumlah, sakip.TriwulanIni, ". 20 . 5"), "25 | 5"},
		{"jumlah, quarter not reported", kAkum, akumulasi(sakip.Jumlah, sakip.TriwulanIni, "10 -"), "? belum_dilaporkan | ? belum_dilaporkan"},
		{"jumlah, not due yet", kAkum, akumulasi(sakip.Jumlah, sakip.TriwulanIni, ". 20 ."), "? belum_jatuh_tempo | ? belum_jatuh_tempo"},
		{"posisi akhir needs no quarters before", kAkum, akumulasi(sakip.PosisiAkhir, sakip.TriwulanIni, "10 - 5"), "5 | 5"},
		{"tetap", kAkum, akumulasi(sakip.Tetap, sakip.TriwulanIni, "149161 149161 149161"), "149161 | 149161"},
		{"rata-rata", kAkum, akumulasi(sakip.RataRata, sakip.TriwulanIni, "10 20 20"), "16.666666666667 | 20"},
		{"rata-rata, half-yearly", kAkum, akumulasi(sakip.RataRata, sakip.TriwulanIni, ". 10 . 20"), "15 | 20"},
		{"rata-rata, gap", kAkum, akumulasi(sakip.RataRata, sakip.TriwulanIni, "- 20"), "? triwulan_tak_lengkap | 20"},
		{"maksimum", kAkum, akumulasi(sakip.Maksimum, sakip.TriwulanIni, "30 -5 20"), "30 | 20"},
		{"maksimum, gap", kAkum, akumulasi(sakip.Maksimum, sakip.TriwulanIni, "30 - 20"), "? triwulan_tak_lengkap | 20"},
		{"minimum", kAkum, akumulasi(sakip.Minimum, sakip.TriwulanIni, "30 -5 20"), "-5 | 20"},
		{"zero is a figure", kAkum, akumulasi(sakip.Minimum, sakip.TriwulanIni, "30 0 20"), "0 | 20"},
		{"s.d., jumlah", kMode, akumulasi(sakip.Jumlah, sakip.SDTriwulan, "10 30 35"), "35 | 5"},
		{"s.d., jumlah, first quarter", kMode, akumulasi(sakip.Jumlah, sakip.SDTriwulan, "10"), "10 | 10"},
		{"s.d., jumlah, gap hides the quarter only", kMode, akumulasi(sakip.Jumlah, sakip.SDTriwulan, "10 - 35"), "35 | ? triwulan_tak_lengkap"},
		{"s.d., jumlah, half-yearly", kMode, akumulasi(sakip.Jumlah, sakip.SDTriwulan, ". 20 . 50"), "50 | 30"},
		{"s.d., jumlah, nothing due before", kMode, akumulasi(sakip.Jumlah, sakip.SDTriwulan, ". . . 50"), "50 | 50"},
		{"s.d., jumlah, fallen", kMode, akumulasi(sakip.Jumlah, sakip.SDTriwulan, "30 25"), "25 | -5"},
		{"s.d., jumlah, quarter not reported", kMode, akumulasi(sakip.Jumlah, sakip.SDTriwulan, "10 -"), "? belum_dilaporkan | ? belum_dilaporkan"},
		{"s.d., posisi akhir", kMode, akumulasi(sakip.PosisiAkhir, sakip.SDTriwulan, "10 - 35"), "35 | 35"},
		{"s.d., tetap", kMode, akumulasi(sakip.Tetap, sakip.SDTriwulan, "7 7"), "7 | 7"},
		{"s.d., rata-rata is entered as such", kMode, akumulasi(sakip.RataRata, sakip.SDTriwulan, "10 - 35"), "35 | 35"},
		{"s.d., maksimum is entered as such", kMode, akumulasi(sakip.Maksimum, sakip.SDTriwulan, "10 30"), "30 | 30"},
		{"s.d., minimum is entered as such", kMode, akumulasi(sakip.Minimum, sakip.SDTriwulan, "10 5"), "5 | 5"},

		{"policy of a year", kKebijakan, berlaku(2022) + " " + berlaku(2023) + " " + berlaku(2024) + " " + berlaku(2026), "baku v2023 v2023 v2025"},
		{"question: a value", kNaik, tanya(sakip.Soal{Arah: naik, Target: target("80"), Realisasi: ada("60")}), "60 75 → 75.00 Baik"},
		{"question: nothing given", kHilang, tanya(sakip.Soal{Arah: naik, Target: target("80")}), "? belum_dilaporkan ? belum_dilaporkan"},
		{"question: a ratio", kRasio, tanya(sakip.Soal{Arah: naik, Target: target("100"), Pembilang: ada("2"), Penyebut: ada("3")}), "66.67 66.67 → 66.67 Cukup"},
		{"question: a ratio per thousand", kRasio, tanya(sakip.Soal{Arah: turun, Target: target("4"), Pembilang: ada("5"), Penyebut: ada("1000"), Pengali: ada("1000")}), "5 75 → 75.00 Baik"},
		{"question: half a ratio", kHilang, tanya(sakip.Soal{Arah: naik, Target: target("100"), Penyebut: ada("3")}), "? komponen_kosong ? komponen_kosong"},
		{"question: quarters to come", kAkum, tanya(sakip.Soal{Arah: naik, Target: target("100"), Akumulasi: sakip.Jumlah, Triwulan: []*decimal.Decimal{ada("10"), ada("20"), nil, nil}}), "30 30 → 30.00 Kurang"},
		{"question: quarters with a gap", kAkum, tanya(sakip.Soal{Arah: naik, Target: target("100"), Akumulasi: sakip.RataRata, Triwulan: []*decimal.Decimal{ada("10"), nil, ada("20")}}), "? triwulan_tak_lengkap ? triwulan_tak_lengkap"},
		{"question: no quarter yet", kAkum, tanya(sakip.Soal{Arah: naik, Target: target("100"), Akumulasi: sakip.Jumlah, Triwulan: []*decimal.Decimal{nil, nil}}), "? belum_dilaporkan ? belum_dilaporkan"},

		{"change, percent, share", kBanding, banding(1), "-1.87 | -2.450851900393 | 1.793148 #1/3"},
		{"tied rank", kBanding, banding(2), "0 | 0 | 1.8382 #1/3"},
		{"after a tie", kBanding, banding(0), "10 | 100 | 0.481835 #3/3"},
		{"missing value", kBanding, banding(3), "? nilai_tidak_ada | ? nilai_tidak_ada | ? nilai_tidak_ada #0/0"},
		{"from zero", kBanding, banding(4), "5 | ? pembagi_nol | 0.120459 #0/0"},
		{"fact: poverty line", "LKjIP 2023 baris 436", fakta(sakip.Fakta{Nilai: ada("411527"), Sebelumnya: ada("381448")}), "411527 | 30079 | 7.885478492481 | ? nilai_tidak_ada"},
		{"fact: share", "LKjIP 2023 baris 557", fakta(sakip.Fakta{Nilai: ada("173"), DariTotal: ada("10424")}), "173 | ? nilai_tidak_ada | ? nilai_tidak_ada | 1.65963161934"},
		{"fact: sum of its parts", kBanding, fakta(sakip.Fakta{Rincian: []sakip.Rincian{{Nama: "a", Nilai: des("40")}, {Nama: "b", Nilai: des("58")}}}), "98 | ? nilai_tidak_ada | ? nilai_tidak_ada | ? nilai_tidak_ada"},
		{"fact: share of nothing", kBanding, fakta(sakip.Fakta{Nilai: ada("1"), DariTotal: ada("0")}), "1 | ? nilai_tidak_ada | ? nilai_tidak_ada | ? pembagi_nol"},
		{"fact: change of a negative", kBanding, fakta(sakip.Fakta{Nilai: ada("-5"), Sebelumnya: ada("-10")}), "-5 | 5 | 50 | ? nilai_tidak_ada"},
	}
}

// berlaku is the policy of a year where one begins in 2023 and one in 2025.
func berlaku(tahun int) string {
	v := func(tahun int) sakip.Kebijakan { return sakip.Kebijakan{Tahun: tahun, Versi: fmt.Sprint("v", tahun)} }
	return sakip.KebijakanBerlaku([]sakip.Kebijakan{v(2025), v(2023)}, tahun).Versi
}

func tanya(s sakip.Soal) string {
	s.Kebijakan = kebijakan()
	r, c := s.Jawab()
	return angka(r) + " " + capaian(c)
}

// tabel has ties, a gap and a zero.
func tabel() sakip.TabelPembanding {
	row := func(nama, jenis string, nilai ...string) sakip.BarisPembanding {
		b := sakip.BarisPembanding{Nama: nama, Jenis: jenis, Nilai: map[string]decimal.Decimal{}}
		for n, kolom := range []string{"lama", "baru"} {
			if nilai[n] != "" {
				b.Nilai[kolom] = des(nilai[n])
			}
		}
		return b
	}
	return sakip.TabelPembanding{ID: "kemiskinan", Judul: "Penduduk miskin", Sumber: "BPS", Dari: "lama", Ke: "baru", Peringkat: "lama",
		Kolom: []sakip.KolomPembanding{{ID: "lama"}, {ID: "baru"}}, JenisPeringkat: []string{"kabupaten"}, Total: "Jawa Timur", Fokus: "Trenggalek",
		Baris: []sakip.BarisPembanding{row("Ngawi", "kabupaten", "10", "20"), row("Trenggalek", "kabupaten", "76.3", "74.43"),
			row("Pacitan", "kabupaten", "76.3", "76.3"), row("Kosong", "kabupaten", "", ""), row("Kediri", "kota", "0", "5"), row("Jawa Timur", "provinsi", "4000", "4150.8")}}
}

func banding(n int) string {
	h := tabel().Banding(kebijakan())[n]
	bagian := angka(h.Bagian)
	if h.Bagian.Ada() {
		bagian = h.Bagian.Nilai.Round(6).String()
	}
	return fmt.Sprintf("%s | %s | %s #%d/%d", angka(h.Perubahan), angka(h.PerubahanPersen), bagian, h.Peringkat, h.DariBanyak)
}

func fakta(f sakip.Fakta) string {
	h := f.Hitung(kebijakan())
	return angka(h.Nilai) + " | " + angka(h.Perubahan) + " | " + angka(h.PerubahanPersen) + " | " + angka(h.Bagian)
}
