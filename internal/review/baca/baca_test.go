package baca

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/review"
	"capaian/internal/sakip"
)

// bacaTeks reads a text in which ¦ stands for a tab, so that tables can be seen.
func bacaTeks(t testing.TB, s string) review.Bacaan {
	t.Helper()
	n, err := Baca([]byte(strings.ReplaceAll(s, "¦", "\t")))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// subjekBernama is the one subject of a name.
func subjekBernama(t testing.TB, n review.Bacaan, nama string) review.Subjek {
	t.Helper()
	var out []review.Subjek
	for _, s := range n.Subjek {
		if strings.EqualFold(s.Nama, nama) {
			out = append(out, s)
		}
	}
	if len(out) != 1 {
		t.Fatalf("%d subjects named %q", len(out), nama)
	}
	return out[0]
}

// nilaiDari are the printed values of a fact, in order.
func nilaiDari(n review.Bacaan, id string, b review.Besaran, tahun int) []string {
	out := []string{}
	for _, p := range n.Pernyataan {
		if p.Subjek != id || p.Besaran != b || p.Tahun != tahun {
			continue
		}
		s := p.Nilai.String()
		if p.Jenis == review.JenisTeks {
			s = p.Teks
		}
		if p.Versi != "" {
			s += " " + p.Versi
		}
		out = append(out, s)
	}
	return out
}

func cek(t *testing.T, apa string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q", apa, got, want)
	}
}

func TestBacaRefuses(t *testing.T) {
	tests := []struct {
		nama string
		isi  []byte
		code fault.Code
		teks string // part of what is said
	}{
		{"nothing", nil, fault.Required, ""},
		{"blanks", []byte(" \n\t\n"), fault.Required, ""},
		{"PDF", []byte("%PDF-1.7\n"), fault.Invalid, "Berkas ini PDF. Salin teksnya"},
		{"old Word", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), fault.Invalid, "XLSX"},
		{"picture", []byte("\x89PNG\r\n\x1a\n"), fault.Invalid, "gambar"},
		{"RTF", []byte(`{\rtf1 x}`), fault.Invalid, "RTF"},
		{"compressed", []byte("\x1f\x8b\x08"), fault.Invalid, "dikompresi"},
		{"zero bytes", []byte("abc\x00def"), fault.Invalid, "bukan teks"},
		{"too large", bytes.Repeat([]byte("a b\n"), MaksTeks/4+1), fault.TooLarge, "4 MB"},
		{"too many lines", bytes.Repeat([]byte("\n"), maksBaris+1), fault.Required, ""},
		{"too many lines with something", append(bytes.Repeat([]byte("\n"), maksBaris+1), 'x'), fault.TooLarge, "baris"},
		{"too many cells", []byte(strings.Repeat(strings.Repeat("1\t", 70)+"1\n", maksSel/70)), fault.TooLarge, "sel"},
		{"too many columns", []byte("a\n" + strings.Repeat("1\t", maksKolom+1) + "1\n"), fault.Invalid, "Baris 2"},
	}
	for _, tt := range tests {
		t.Run(tt.nama, func(t *testing.T) {
			_, err := Baca(tt.isi)
			var f *fault.Error
			if !errors.As(err, &f) || f.Code != tt.code || !strings.Contains(strings.Join(f.Args, " "), tt.teks) {
				t.Errorf("got %v, want %s with %q", err, tt.code, tt.teks)
			}
		})
	}
}

func TestTeksDecodes(t *testing.T) {
	const s = "Laporan “uji” – Tahun 2024\n"
	enam := []byte{0xff, 0xfe}
	besar := []byte{0xfe, 0xff}
	for _, u := range utf16.Encode([]rune(s)) {
		enam = append(enam, byte(u), byte(u>>8))
		besar = append(besar, byte(u>>8), byte(u))
	}
	for nama, isi := range map[string][]byte{
		"UTF-8": []byte(s), "with a mark": append([]byte{0xef, 0xbb, 0xbf}, s...), "UTF-16": enam, "UTF-16, big end first": besar,
		"Windows-1252": []byte("Laporan \x93uji\x94 \x96 Tahun 2024\r\n"),
	} {
		n, err := Teks(isi)
		if err != nil || len(n.Bagian) != 1 || n.Bagian[0].Paragraf != strings.TrimSpace(s) {
			t.Errorf("%s: got %+v, %v", nama, n, err)
		}
	}
}

func TestTeks(t *testing.T) {
	n, err := Teks([]byte(strings.ReplaceAll(`Judul laporan
baris kedua judul

- butir satu
- butir dua
yang bersambung

No¦Nama¦Nilai
1¦satu¦10

2¦dua¦20
sambungan sel
3¦tiga¦30
Sumber: hitungan sendiri

Anggaran tahun ini sebesar Rp1.234.567.890 (Satu Miliar Dua Ratus Tiga

12

Puluh Empat Juta) telah terserap.
`, "¦", "\t")))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range n.Bagian {
		if b.Kisi == nil {
			got = append(got, nomor(b.Nomor)+" "+b.Paragraf)
			continue
		}
		for _, r := range b.Kisi.Baris {
			got = append(got, nomor(b.Nomor)+"/"+nomor(r.Nomor)+" "+strings.Join(teksBaris(r), "|"))
		}
	}
	cek(t, "parts", got, []string{
		"1 Judul laporan baris kedua judul", "4 - butir satu", "5 - butir dua yang bersambung",
		"8/8 No|Nama|Nilai", "8/9 1|satu|10", "11/11 2|dua|20", "11/12 sambungan sel", "11/13 3|tiga|30", "14 Sumber: hitungan sendiri",
		"16 Anggaran tahun ini sebesar Rp1.234.567.890 (Satu Miliar Dua Ratus Tiga Puluh Empat Juta) telah terserap.",
	})
}

// TestReportsOfOthers reads reports of made-up agencies that print the same things in other
// ways; each has contradictions put in, which must be found, and nothing else.
func TestReportsOfOthers(t *testing.T) {
	type tempat struct{ aturan, baris, kolom, hitung string }
	tests := []struct {
		berkas    string
		tahun     int
		temuan    []tempat // the first place of each galat and peringatan
		takBaca   []string // tables
		dihitung  int      // ties, at least
		pemisah   string
		skala     string // classes, from the highest
		subjek    string // one indicator
		realisasi []string
	}{
		{berkas: "perikanan.txt", tahun: 2024, dihitung: 75, skala: "Sangat Tinggi, Tinggi, Sedang, Rendah, Sangat Rendah",
			subjek: "Nilai Tukar Nelayan (NTN)", realisasi: []string{"105.15", "105.51"},
			temuan: []tempat{{"beda_tempat", "50", "Realisasi - 2024", "105,15"}, {"hitung_ulang", "64", "Sisa Anggaran", "1.600.000"}}},
		{berkas: "kesehatan.txt", tahun: 2022, dihitung: 40, subjek: "Angka Kematian Bayi per 1.000 kelahiran hidup", realisasi: []string{"8.1", "8.1"},
			temuan: []tempat{{"jumlah_rincian", "65", "REALISASI (Rp)", "20.387.750.250"}}},
		{berkas: "kecamatan.txt", tahun: 2023, dihitung: 20, subjek: "Persentase penyelesaian dokumen kependudukan", realisasi: []string{"93.45", "93.45"},
			temuan:  []tempat{{"hitung_ulang", "23", "Capaian (%)", "87,50"}, {"jumlah_rincian", "32", "Jumlah", ""}},
			takBaca: []string{"Hasil survei kepuasan per unsur"}},
		{berkas: "bappeda.txt", tahun: 2025, dihitung: 50, skala: "Melampaui Target, Sangat Baik, Baik, Perlu Perhatian", subjek: "Nilai AKIP Bappeda", realisasi: []string{"77.35", "77.35"},
			temuan: []tempat{{"jumlah_rincian", "56", "Anggaran (Rp)", "11.616.175.500"}}, takBaca: []string{"Tabel 3.4"}},
	}
	for _, tt := range tests {
		t.Run(tt.berkas, func(t *testing.T) {
			b, err := os.ReadFile("testdata/" + tt.berkas)
			if err != nil {
				t.Fatal(err)
			}
			n, err := Baca(b)
			if err != nil {
				t.Fatal(err)
			}
			if n.Tahun != tt.tahun {
				t.Errorf("got the year %d, want %d", n.Tahun, tt.tahun)
			}
			h := review.Periksa(n)
			var got []tempat
			for _, f := range h.Temuan {
				if f.Tingkat != review.Info {
					got = append(got, tempat{string(f.Aturan), f.Tempat[0].Baris, f.Tempat[0].Kolom, f.Tempat[0].Hitung})
				}
			}
			if !slices.Equal(got, tt.temuan) {
				t.Errorf("got findings %q, want %q", got, tt.temuan)
			}
			var tak []string
			for _, x := range h.TakTerbaca {
				tak = append(tak, x.Tabel)
			}
			cek(t, "unreadable", tak, tt.takBaca)
			if h.Dihitung < tt.dihitung {
				t.Errorf("%d ties checked, want at least %d", h.Dihitung, tt.dihitung)
			}
			if tt.skala != "" {
				var kelas []string
				for _, k := range n.Skala.Kelas {
					kelas = append(kelas, k.Nama)
				}
				if got := strings.Join(kelas, ", "); got != tt.skala {
					t.Errorf("got classes %s, want %s", got, tt.skala)
				}
			}
			cek(t, tt.subjek, nilaiDari(n, subjekBernama(t, n, tt.subjek).ID, review.Realisasi, tt.tahun), tt.realisasi)
		})
	}
}

// TestLessIsBetter: a formula is taken from the printed percentages only.
func TestLessIsBetter(t *testing.T) {
	n := bacaTeks(t, `LAPORAN KINERJA TAHUN 2024

Tabel 3.1 Capaian Tahun 2024

Indikator¦Target¦Realisasi¦Capaian
Angka kemiskinan¦10,00¦9,50¦105,26%
Prevalensi stunting¦14,00¦15,00¦93,33%
Persentase jalan mantap¦80,00¦76,00¦95,00%
Persentase sekolah rusak¦5,00¦5,00¦100,00%
`)
	for nama, want := range map[string]sakip.Arah{"Angka kemiskinan": sakip.Turun, "Prevalensi stunting": sakip.Turun, "Persentase jalan mantap": "", "Persentase sekolah rusak": ""} {
		if got := subjekBernama(t, n, nama).Arah; got != want {
			t.Errorf("%s: got %q, want %q", nama, got, want)
		}
	}
	if n.RumusTurun != sakip.TBagiR {
		t.Errorf("got the formula %q, want %q", n.RumusTurun, sakip.TBagiR)
	}
	for _, f := range review.Periksa(n).Temuan {
		if f.Tingkat == review.Galat {
			t.Errorf("%s", f.Pesan)
		}
	}
	// Exchanged columns do not make an indicator one of which less is better.
	n = bacaTeks(t, `LAPORAN KINERJA TAHUN 2024

Indikator¦Target¦Realisasi¦Capaian
Persentase jalan mantap¦76,00¦80,00¦95,00%
Persentase jembatan mantap¦70,00¦63,00¦90,00%
`)
	if got := subjekBernama(t, n, "Persentase jalan mantap").Arah; got != "" {
		t.Errorf("exchanged columns: got %q", got)
	}
	if h := review.Periksa(n); len(h.Temuan) == 0 || h.Temuan[0].Aturan != review.KolomTertukar {
		t.Errorf("exchanged columns: got %+v", h.Temuan)
	}
}

func TestCappedAndCut(t *testing.T) {
	n := bacaTeks(t, `LAPORAN KINERJA TAHUN 2024

Indikator¦Target¦Realisasi¦Capaian
Persentase jalan mantap¦80,00¦92,00¦100
Persentase jembatan mantap¦70,00¦63,00¦90
Persentase trotoar layak¦50,00¦60,00¦100
Persentase drainase lancar¦60,00¦45,00¦75
`)
	for _, f := range review.Periksa(n).Temuan {
		if f.Tingkat == review.Galat {
			t.Errorf("a capped percentage: %s", f.Pesan)
		}
	}
	n = bacaTeks(t, `LAPORAN KINERJA TAHUN 2024

Indikator¦Target¦Realisasi¦Capaian
Persentase jalan mantap¦81,00¦62,00¦76,54
Persentase jembatan mantap¦71,00¦63,00¦88,73
Persentase trotoar layak¦53,00¦61,00¦115,09
`)
	if n.Pembulatan != "" {
		t.Errorf("rounded: got %q", n.Pembulatan)
	}
	n = bacaTeks(t, `LAPORAN KINERJA TAHUN 2024

Indikator¦Target¦Realisasi¦Capaian
Persentase jalan mantap¦83,00¦62,00¦74,69
Persentase jembatan mantap¦71,00¦64,00¦90,14
Persentase trotoar layak¦53,00¦61,00¦115,09
Persentase drainase lancar¦61,00¦42,00¦68,85
`)
	if n.Pembulatan != sakip.Potong {
		t.Errorf("cut off: got %q", n.Pembulatan)
	}
}

// TestMeaninglessColumn: percentages that follow from nothing beside them are no reason for
// a finding in every row.
func TestMeaninglessColumn(t *testing.T) {
	n := bacaTeks(t, `LAPORAN KINERJA TAHUN 2024

Indikator¦Target¦Realisasi¦Capaian
Persentase jalan mantap¦80,00¦76,00¦12,40
Persentase jembatan mantap¦70,00¦63,00¦33,10
Persentase trotoar layak¦50,00¦60,00¦8,75
`)
	h := review.Periksa(n)
	for _, f := range h.Temuan {
		if f.Tingkat == review.Galat {
			t.Errorf("%s", f.Pesan)
		}
	}
	if len(h.TakTerbaca) != 1 || h.TakTerbaca[0].Kolom != "Capaian" {
		t.Errorf("got unreadable %+v", h.TakTerbaca)
	}
}

func TestScale(t *testing.T) {
	tests := []struct{ batas, want string }{
		{"Lebih dari 100%", "(100,)"}, {"> 100", "(100,)"}, {"≥ 85", "[85,)"}, {"90 ke atas", "[90,)"}, {"Minimal 90%", "[90,)"},
		{"75% sampai 100%", "[75,100]"}, {"85 – 100", "[85,100]"}, {"55,5 s/d 69,9", "[55.5,69.9]"}, {"91 % ≤ 100 %", "[91,100]"}, {"85 ≤ x < 100", "[85,100)"},
		{"50 < X ≤ 75", "(50,75]"}, {"Paling sedikit 55% dan kurang dari 75%", "[55,75)"}, {"Kurang dari 55 %", "(,55)"}, {"< 50", "(,50)"}, {"≤ 50 %", "(,50]"}, {"50 ke bawah", "(,50]"},
		{"baik sekali", ""}, {"1, 2, 3 dan 4", ""},
	}
	for _, tt := range tests {
		k, ok := kelas(tt.batas)
		got := ""
		if ok {
			teks := func(d *decimal.Decimal) string {
				if d == nil {
					return ""
				}
				return d.String()
			}
			kiri, kanan := "(", ")"
			if k.BawahTermasuk {
				kiri = "["
			}
			if k.AtasTermasuk {
				kanan = "]"
			}
			got = kiri + teks(k.Bawah) + "," + teks(k.Atas) + kanan
		}
		if got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.batas, got, tt.want)
		}
	}
	// What is printed in whole numbers leaves nothing between them.
	n := bacaTeks(t, "LAPORAN KINERJA TAHUN 2024\n\nNo¦Nilai¦Kategori\n1¦91 - 100¦Sangat Baik\n2¦76 - 90¦Baik\n3¦0 - 75¦Kurang\n")
	if n.Skala == nil {
		t.Fatal("no scale")
	}
	if err := n.Skala.Validasi(); err != nil {
		t.Errorf("%+v: %v", n.Skala, err)
	}
}

func TestRecommendations(t *testing.T) {
	n := bacaTeks(t, `LAPORAN KINERJA TAHUN 2024

No.¦Rekomendasi¦Tindak Lanjut¦Hasil Tindak Lanjut¦¦¦Ket.
¦¦¦TS¦TB¦BT¦
1¦Susun peta proses bisnis sesuai¦Sudah disusun¦TS¦¦¦ada bukti

¦pedoman yang berlaku¦¦¦¦¦
2¦Selaraskan indikator¦Dibahas pada rapat¦¦√¦¦
3¦Lengkapi data dukung¦-¦¦¦v¦
`)
	want := []sakip.Rekomendasi{
		{No: 1, Uraian: "Susun peta proses bisnis sesuai pedoman yang berlaku", TindakLanjut: "Sudah disusun", Hasil: sakip.TuntasSesuai},
		{No: 2, Uraian: "Selaraskan indikator", TindakLanjut: "Dibahas pada rapat", Hasil: sakip.TindakLanjutBelum},
		{No: 3, Uraian: "Lengkapi data dukung", Hasil: sakip.BelumDitindaklanjut},
	}
	if len(n.Rekomendasi) != len(want) {
		t.Fatalf("got %+v", n.Rekomendasi)
	}
	for i, w := range want {
		if g := n.Rekomendasi[i]; g.No != w.No || g.Uraian != w.Uraian || g.TindakLanjut != w.TindakLanjut || g.Hasil != w.Hasil {
			t.Errorf("got %+v, want %+v", g, w)
		}
	}
}

// BenchmarkBaca reads a report of 60 pages: the made-up ones, twenty times over with names
// of their own, which is twice as many lines.
func BenchmarkBaca(b *testing.B) {
	var s strings.Builder
	for _, nama := range []string{"perikanan.txt", "kesehatan.txt", "kecamatan.txt"} {
		isi, err := os.ReadFile("testdata/" + nama)
		if err != nil {
			b.Fatal(err)
		}
		for k := range 10 {
			s.WriteString(strings.NewReplacer("Persentase ", "Persentase kelompok "+string(rune('A'+k))+" ", "Program ", "Program "+string(rune('A'+k))+" ", "Jumlah produksi", "Jumlah hasil "+string(rune('A'+k))).Replace(string(isi)))
		}
	}
	isi := []byte(s.String())
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(isi)))
		for b.Loop() {
			if _, err := Baca(isi); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("read and reviewed", func(b *testing.B) {
		for b.Loop() {
			n, err := Baca(isi)
			if err != nil {
				b.Fatal(err)
			}
			review.Periksa(n)
		}
	})
}
