package review

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
)

// lkjip is the fixture: the statements of a published report as its corrected reading has
// them, and the cells that it printed otherwise.
type lkjip struct {
	Tahun  int
	Subjek []struct {
		ID, Nama, Induk, Pembilang, Penyebut, PIC string
		Jenis                                     JenisSubjek
		SkorMaksimal                              string `json:"skor_maksimal"`
		BagianDari                                bool   `json:"bagian_dari"`
		Utama                                     bool
		Anggaran                                  []string
	}
	Tabel []struct {
		Nama  string
		Kolom []struct {
			Nama    string
			Besaran Besaran
			Jenis   string
			Tahun   int
			Versi   string
		}
		Baris []struct {
			Nomor, Subjek string
			Sel           []string
		}
	}
	Kalimat []struct {
		Besaran                                      Besaran
		Subjek, Tabel, Baris, Kolom, Jenis, Tercetak string
		Tahun                                        int
		Turun                                        bool
	}
}

type salahCetak []struct{ Tabel, Baris, Kolom, Tercetak string }

func baca[T any](t testing.TB, nama string) (v T) {
	t.Helper()
	b, err := os.ReadFile("testdata/" + nama)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatalf("%s: %v", nama, err)
	}
	return v
}

var namaJenis = map[string]Jenis{"angka": JenisAngka, "persen": JenisPersen, "rupiah": JenisRupiah, "terbilang": JenisTerbilang, "teks": JenisTeks}

// bacaan is the fixture's report, corrected or as it was printed.
func bacaan(t testing.TB, tercetak bool) Bacaan {
	t.Helper()
	f := baca[lkjip](t, "lkjip-2023.json")
	n := Bacaan{Tahun: f.Tahun, Rencana: true}
	angka := func(s string) *decimal.Decimal { d := decimal.RequireFromString(s); return &d }
	// As Tabel 3.1 prints it: 75 stands in two classes.
	n.Skala = &sakip.Skala{Kelas: []sakip.Kelas{
		{Nama: "Sangat Baik", Bawah: angka("100")},
		{Nama: "Baik", Bawah: angka("75"), BawahTermasuk: true, Atas: angka("100"), AtasTermasuk: true},
		{Nama: "Cukup", Bawah: angka("55"), BawahTermasuk: true, Atas: angka("75"), AtasTermasuk: true},
		{Nama: "Kurang", Atas: angka("55")},
	}}
	for _, s := range f.Subjek {
		x := Subjek{ID: s.ID, Nama: s.Nama, Jenis: s.Jenis, Induk: s.Induk, Pembilang: s.Pembilang, Penyebut: s.Penyebut, BagianDari: s.BagianDari, Utama: s.Utama, PenanggungJawab: s.PIC}
		if s.Jenis == SubjekIndikator && !s.Utama {
			x.PenanggungJawab = "bidang" // the report names none for programs
		}
		if s.SkorMaksimal != "" {
			x.SkorMaksimal = angka(s.SkorMaksimal)
		}
		for _, a := range s.Anggaran {
			kode, kurang := strings.CutPrefix(a, "-")
			x.Anggaran = append(x.Anggaran, sakip.TautanAnggaran{Kode: kode, Kurang: kurang})
		}
		n.Subjek = append(n.Subjek, x)
	}
	var salah salahCetak
	if tercetak {
		salah = baca[salahCetak](t, "salah-cetak-2023.json")
	}
	diganti := 0
	for _, x := range f.Tabel {
		tabel := Tabel{Nama: x.Nama}
		for _, k := range x.Kolom {
			tabel.Kolom = append(tabel.Kolom, Kolom{k.Nama, k.Besaran, k.Tahun, k.Versi, namaJenis[k.Jenis]})
		}
		for _, b := range x.Baris {
			sel := slices.Clone(b.Sel)
			for _, s := range salah {
				for i, k := range tabel.Kolom {
					if s.Tabel == x.Nama && s.Baris == b.Nomor && s.Kolom == k.Nama {
						sel[i] = s.Tercetak
						diganti++
					}
				}
			}
			tabel.Baris = append(tabel.Baris, Baris{b.Nomor, b.Subjek, sel})
		}
		n.Tambah(tabel)
	}
	if diganti != len(salah) {
		t.Fatalf("%d of %d misprinted cells found", diganti, len(salah))
	}
	for _, k := range f.Kalimat {
		if k.Tahun == 0 {
			k.Tahun = f.Tahun
		}
		n.Nyatakan(Kunci{Besaran: k.Besaran, Subjek: k.Subjek, Tahun: k.Tahun}, namaJenis[k.Jenis], Tempat{k.Tabel, k.Baris, k.Kolom, k.Tercetak})
		if k.Turun {
			p := &n.Pernyataan[len(n.Pernyataan)-1]
			p.Nilai = p.Nilai.Neg()
		}
	}
	return n
}

// tempat writes a place as the tables of the tests do.
func tempat(t Tempat) string { return t.Tabel + " " + t.Baris + " " + t.Kolom }

func sebutan(list []Perbaikan) []string {
	out := []string{}
	for _, p := range list {
		s := tempat(p.Tempat)
		if p.Hitung != "" {
			s += " = " + p.Hitung
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

// tercetak are the contradictions of the printed report: one finding each, with its cause,
// its places, what they should say, and what has to be reckoned again.
var tercetak = []struct {
	nama    string
	aturan  Aturan
	tingkat Tingkat
	pasti   bool
	tempat  []string
	akibat  []string
	pesan   string // part of it
}{
	{"realisasi of two indicators exchanged in two tables", BarisTertukar, Galat, true,
		[]string{"Efisiensi 716 Realisasi = 70,5", "Efisiensi 717 Realisasi = 75,0", "Tabel 3.6 500 Realisasi = 75,0", "Tabel 3.6 501 Realisasi = 70,5"},
		[]string{"Efisiensi 716 Persentase Capaian = 92,76%", "Efisiensi 716 Rata-rata Persentase Capaian = 93,32%", "Efisiensi 716 Tingkat Efisiensi = 96,83%",
			"Efisiensi 717 Persentase Capaian = 87,21%", "Tabel 3.6 500 Capaian = 87,21%", "Tabel 3.6 501 Capaian = 92,76%"}, "Nilai realisasi"},
	{"their capaian exchanged in one of them", BarisTertukar, Galat, true,
		[]string{"Tabel 3.6 500 Capaian = 81,98%", "Tabel 3.6 501 Capaian = 98,68%"}, nil, "Nilai capaian"},
	{"kinerja and end target exchanged", KolomTertukar, Galat, true,
		[]string{"Tabel 3.5 474 Kinerja Tahun 2023 = 93,71%", "Tabel 3.5 474 Target Akhir = 98,98%"}, []string{"Tabel 3.5 474 % terhadap Target Akhir = 94,68%"}, "Dua kolom tertukar"},
	{"percentage of another column", HitungUlang, Galat, true,
		[]string{"Tabel 3.5 470 % terhadap Target Akhir = 119,29%"}, nil, "dihitung dari kolom lain: Capaian Tahun 2022"},
	{"total that its rows do not sum to", JumlahRincian, Peringatan, false,
		// The row that has one number for both years is named beside the total.
		[]string{"Penduduk miskin 394 2022", "Penduduk miskin 430 2022 = 4.180,97"}, nil, "tidak dapat diputuskan"},
	{"one denominator with two numbers", PenyebutBeda, Peringatan, false,
		[]string{"Narasi 383 penyebut", "Narasi 384 penyebut"}, []string{"Efisiensi 715 Realisasi = 25,77", "Tabel 3.2 366 Realisasi = 25,77", "Tabel 3.3 376 Tahun 2023 = 25,77"}, "pembilang"},
	{"one measure with two end targets", UkuranSama, Peringatan, false,
		[]string{"Tabel 3.3 376 Target Akhir", "Tabel 3.5 470 Target Akhir"}, nil, "tidak dapat diputuskan"},
	{"part larger than its whole", BagianLebih, Peringatan, true,
		[]string{"Narasi 383 pembilang", "Narasi 383 penyebut"}, nil, "4.071 dari 3.985"},
	{"decimals lost", Presisi, Info, true,
		[]string{"Efisiensi 720 Persentase Capaian Anggaran = 93,34%"}, nil, "93%"},
	{"names of one indicator", NamaBeda, Peringatan, true,
		[]string{"PK induk 251 Indikator Kinerja", "Tabel 3.6 502 Indikator Sasaran"}, nil, "IKU-2.3"},
	{"a misspelt name", NamaBeda, Peringatan, true,
		[]string{"Tabel 3.8 530 Indikator", "Tabel 3.9 544 Indikator"}, nil, "PI-13"},
	{"classes that overlap", SkalaTumpang, Peringatan, true, []string{}, nil, "tepat 75"},
}

func TestPrintedReport(t *testing.T) {
	h := Periksa(bacaan(t, true))
	if len(h.TakTerbaca) > 0 {
		t.Errorf("not read: %v", h.TakTerbaca)
	}
	used := make([]bool, len(h.Temuan))
	for _, w := range tercetak {
		n := slices.IndexFunc(h.Temuan, func(f Temuan) bool { return f.Aturan == w.aturan && slices.Equal(sebutan(f.Tempat), w.tempat) })
		if n < 0 {
			t.Errorf("%s: no finding of rule %s at %q", w.nama, w.aturan, w.tempat)
			continue
		}
		f := h.Temuan[n]
		used[n] = true
		if f.Tingkat != w.tingkat || f.Pasti != w.pasti {
			t.Errorf("%s: got %s, decided %v, want %s, %v", w.nama, f.Tingkat, f.Pasti, w.tingkat, w.pasti)
		}
		if got := sebutan(f.Akibat); !slices.Equal(got, append([]string{}, w.akibat...)) {
			t.Errorf("%s: follows %q, want %q", w.nama, got, w.akibat)
		}
		if !strings.Contains(f.Pesan, w.pesan) {
			t.Errorf("%s: %q does not say %q", w.nama, f.Pesan, w.pesan)
		}
	}
	for n, f := range h.Temuan {
		if !used[n] && f.Tingkat != Info {
			t.Errorf("finding beyond: %s %s %q %s", f.Tingkat, f.Aturan, sebutan(f.Tempat), f.Pesan)
		}
	}
	// Every misprinted cell is in exactly one finding as a place, or follows from one.
	for _, s := range baca[salahCetak](t, "salah-cetak-2023.json") {
		n := 0
		for _, f := range h.Temuan {
			if slices.ContainsFunc(f.Tempat, func(p Perbaikan) bool { return tempat(p.Tempat) == s.Tabel+" "+s.Baris+" "+s.Kolom }) {
				n++
			} else if slices.ContainsFunc(f.Akibat, func(p Perbaikan) bool { return tempat(p.Tempat) == s.Tabel+" "+s.Baris+" "+s.Kolom }) && f.Aturan == BarisTertukar && s.Tabel == "Efisiensi" {
				n++
			} else if slices.ContainsFunc(f.Akibat, func(p Perbaikan) bool { return tempat(p.Tempat) == s.Tabel+" "+s.Baris+" "+s.Kolom }) && f.Aturan == KolomTertukar {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%v is in %d findings", s, n)
		}
	}
}

func TestCorrectedReport(t *testing.T) {
	h := Periksa(bacaan(t, false))
	for _, f := range h.Temuan {
		if f.Tingkat == Galat {
			t.Errorf("%s %q %s", f.Aturan, sebutan(f.Tempat), f.Pesan)
		}
	}
	if h.Dihitung < 500 || h.Cocok != h.Dihitung || len(h.TakTerbaca) > 0 {
		t.Errorf("got %d of %d ties that hold, unreadable %v", h.Cocok, h.Dihitung, h.TakTerbaca)
	}
}

// gandakan is a report of kali times the statements of satu, each time of other subjects in
// other tables.
func gandakan(satu Bacaan, kali int) Bacaan {
	n := satu
	n.Subjek, n.Pernyataan = nil, nil
	for k := range kali {
		tanda := string(rune('a'+k)) + "."
		for _, s := range satu.Subjek {
			s.ID = tanda + s.ID
			if s.Induk != "" {
				s.Induk = tanda + s.Induk
			}
			s.Anggaran = slices.Clone(s.Anggaran)
			for i := range s.Anggaran {
				s.Anggaran[i].Kode = tanda + s.Anggaran[i].Kode
			}
			n.Subjek = append(n.Subjek, s)
		}
		for _, p := range satu.Pernyataan {
			p.Subjek, p.Tabel = tanda+p.Subjek, tanda+p.Tabel
			n.Pernyataan = append(n.Pernyataan, p)
		}
	}
	return n
}

// omongKosong makes of a report one in which no number is what it should be.
func omongKosong(n Bacaan) Bacaan {
	n.Pernyataan = slices.Clone(n.Pernyataan)
	for i := range n.Pernyataan {
		p := &n.Pernyataan[i]
		p.Nilai = p.Nilai.Add(decimal.NewFromInt(int64(i*7919%101 + 1)))
	}
	return n
}

// BenchmarkPeriksa reviews reports of 60 pages, of twice and of four times that: corrected,
// as printed, and of nonsense. x/60pages is what they cost beside the first.
func BenchmarkPeriksa(b *testing.B) {
	for _, c := range []struct {
		nama string
		n    Bacaan
	}{{"corrected", bacaan(b, false)}, {"printed", bacaan(b, true)}, {"nonsense", omongKosong(bacaan(b, true))}} {
		var satu time.Duration
		for _, kali := range []int{1, 2, 4} {
			n := gandakan(c.n, kali)
			b.Run(fmt.Sprintf("%s/statements=%d", c.nama, len(n.Pernyataan)), func(b *testing.B) {
				tercepat := time.Duration(0) // of the runs: others' work does not count
				for b.Loop() {
					mulai := time.Now()
					Periksa(n)
					if d := time.Since(mulai); tercepat == 0 || d < tercepat {
						tercepat = d
					}
				}
				if kali == 1 {
					satu = tercepat
				}
				b.ReportMetric(float64(tercepat)/1e6, "fastest-ms")
				b.ReportMetric(float64(tercepat)/float64(max(satu, 1)), "x/60pages")
			})
		}
	}
}

// TestWorkGrowsWithTheReport: four times the report is not much more than four times the
// ties and the inputs looked at in search of causes, and finds four times as much.
func TestWorkGrowsWithTheReport(t *testing.T) {
	for nama, satu := range map[string]Bacaan{"corrected": bacaan(t, false), "printed": bacaan(t, true)} {
		kerja := func(kali int) (ikatan, kerja, sebab int) {
			p := bangun(gandakan(satu, kali))
			sebab = len(p.cari())
			return len(p.ikat), p.kerja, sebab
		}
		i1, k1, s1 := kerja(1)
		i4, k4, s4 := kerja(4)
		if i4 != 4*i1 || k4 > 6*k1 || s4 != 4*s1 {
			t.Errorf("%s: got %d ties, %d inputs, %d causes of four times a report of %d, %d, %d", nama, i4, k4, s4, i1, k1, s1)
		}
	}
}

// TestFindingID: findings are told apart, and one is the same until a figure of it changes.
func TestFindingID(t *testing.T) {
	n := bacaan(t, true)
	seen := map[string]string{}
	for _, f := range Periksa(n).Temuan {
		if lain, ada := seen[f.ID()]; ada {
			t.Errorf("%s: %q and %q have one id", f.ID(), lain, f.Pesan)
		}
		seen[f.ID()] = f.Pesan
	}
	hilang := map[string]bool{}
	for id := range seen {
		hilang[id] = true
	}
	for i := range n.Pernyataan {
		if p := &n.Pernyataan[i]; p.Tabel == "Tabel 3.5" && p.Baris == "470" && p.Besaran == PersenTargetAkhir {
			cetakUlang(p, decimal.RequireFromString("118.74"))
		}
	}
	for _, f := range Periksa(n).Temuan {
		delete(hilang, f.ID())
	}
	if len(hilang) != 1 {
		t.Errorf("%d findings changed with one figure", len(hilang))
	}
}
