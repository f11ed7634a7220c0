package review

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/sakip"
)

// kata is one printed statement of a small report: besaran, subject, year, place, text.
type kata struct {
	b        Besaran
	subjek   string
	tahun    int
	tabel    string
	jenis    Jenis
	tercetak string
}

func kecil(ubah func(*Bacaan), list ...kata) Bacaan {
	n := Bacaan{Tahun: 2023, Subjek: []Subjek{{ID: "S", Jenis: SubjekSasaran}, {ID: "I", Jenis: SubjekIndikator, Induk: "S"}, {ID: "J", Jenis: SubjekIndikator, Induk: "S"},
		{ID: "T", Jenis: SubjekIndikator, Arah: sakip.Turun}, {ID: "D", Jenis: SubjekAnggaran}, {ID: "D.1", Jenis: SubjekAnggaran, Induk: "D"}, {ID: "D.2", Jenis: SubjekAnggaran, Induk: "D"},
		{ID: "K", Jenis: SubjekPembanding}, {ID: "K.a", Jenis: SubjekPembanding, Induk: "K"}, {ID: "K.b", Jenis: SubjekPembanding, Induk: "K"}}}
	for _, k := range list {
		if k.tahun == 0 {
			k.tahun = 2023
		}
		tw := 0
		if s, ada := strings.CutPrefix(k.tabel, "TW"); ada {
			tw = int(s[0] - '0')
		}
		n.Nyatakan(Kunci{Besaran: k.b, Subjek: k.subjek, Tahun: k.tahun, Triwulan: tw}, k.jenis, Tempat{k.tabel, k.subjek, string(k.b), k.tercetak})
	}
	if ubah != nil {
		ubah(&n)
	}
	return n
}

func kelas(t *testing.T) *sakip.Skala {
	t.Helper()
	s, ok := sakip.SkalaBaku("lkjip-2023")
	if !ok {
		t.Fatal("no scale")
	}
	return &s
}

func TestRules(t *testing.T) {
	p := JenisPersen
	ambang := decimal.NewFromInt(75)
	cases := []struct {
		nama    string
		n       Bacaan
		aturan  Aturan // "" is none
		tingkat Tingkat
		hitung  string // of the first place
	}{
		{"capaian of a rising indicator", kecil(nil, kata{Target, "I", 0, "A", p, "80%"}, kata{Realisasi, "I", 0, "A", p, "84,00%"}, kata{Capaian, "I", 0, "A", p, "105,00%"}), "", "", ""},
		{"capaian of a falling one", kecil(nil, kata{Target, "T", 0, "A", p, "20%"}, kata{Realisasi, "T", 0, "A", p, "15,00%"}, kata{Capaian, "T", 0, "A", p, "125,00%"}), CapaianTinggi, Info, ""},
		{"falling one reckoned as rising", kecil(nil, kata{Target, "T", 0, "A", p, "20%"}, kata{Realisasi, "T", 0, "A", p, "21,00%"}, kata{Realisasi, "T", 0, "B", p, "21,00%"}, kata{Target, "T", 0, "B", p, "20%"}, kata{Capaian, "T", 0, "A", p, "105,00%"}), HitungUlang, Galat, "95,00%"},
		{"unrounded realisasi", kecil(nil, kata{Target, "I", 0, "A", p, "80%"}, kata{Realisasi, "I", 0, "A", p, "84%"}, kata{Realisasi, "I", 0, "B", p, "84%"}, kata{Target, "I", 0, "B", p, "80%"}, kata{Capaian, "I", 0, "A", p, "105,25%"}), Pembulatan, Info, "105,00%"},
		{"words of an amount", kecil(nil, kata{Pagu, "D", 0, "A", JenisRupiah, "1.500"}, kata{Pagu, "D", 0, "B", JenisRupiah, "1.500"}, kata{Pagu, "D", 0, "C", JenisTerbilang, "Seribu Enam Ratus Rupiah"}), Terbilang, Galat, "1.500"},
		{"sum of rows", kecil(nil, kata{Pagu, "D", 0, "A", JenisRupiah, "1.500"}, kata{Pagu, "D.1", 0, "A", JenisRupiah, "900"}, kata{Pagu, "D.2", 0, "A", JenisRupiah, "650"}), JumlahRincian, Galat, ""},
		{"class", kecil(func(n *Bacaan) { n.Skala = kelas(t) }, kata{Capaian, "I", 0, "A", p, "74,99%"}, kata{Kategori, "I", 0, "A", JenisTeks, "Baik"}), SalahKategori, Galat, "Cukup"},
		{"threshold stated", kecil(func(n *Bacaan) { n.Ambang = &ambang }, kata{PersenTargetAkhir, "I", 0, "A", p, "74,99%"}, kata{Ket, "I", 0, "A", JenisTeks, "Menunjang"}), SalahKet, Galat, "Tidak Menunjang"},
		{"no threshold fits", kecil(nil, kata{PersenTargetAkhir, "I", 0, "A", p, "60%"}, kata{Ket, "I", 0, "A", JenisTeks, "Menunjang"}, kata{PersenTargetAkhir, "J", 0, "A", p, "70%"}, kata{Ket, "J", 0, "A", JenisTeks, "Tidak Menunjang"}), SalahKet, Galat, ""},
		{"some threshold fits", kecil(nil, kata{PersenTargetAkhir, "I", 0, "A", p, "70%"}, kata{Ket, "I", 0, "A", JenisTeks, "Menunjang"}, kata{PersenTargetAkhir, "J", 0, "A", p, "60%"}, kata{Ket, "J", 0, "A", JenisTeks, "Tidak Menunjang"}), "", "", ""},
		{"year of a title", kecil(nil, kata{TahunLaporan, "A", 0, "A", JenisAngka, "2022"}), TahunBeda, Galat, "2023"},
		{"unit", kecil(nil, kata{Satuan, "I", 0, "A", JenisTeks, "orang"}, kata{Satuan, "I", 0, "B", JenisTeks, "KK"}), SatuanBeda, Peringatan, ""},
		{"one name with a short form", kecil(nil, kata{Nama, "I", 0, "A", JenisTeks, "Indeks Kepuasan Masyarakat (IKM)"}, kata{Nama, "I", 0, "B", JenisTeks, "indeks  kepuasan masyarakat"}), "", "", ""},
		{"conclusion", kecil(nil, kata{Simpulan, "", 0, "Penutup", JenisTeks, SimpulanTercapai}, kata{Capaian, "I", 0, "A", p, "99,9%"}), SimpulanBeda, Peringatan, ""},
		{"conclusion that holds", kecil(nil, kata{Simpulan, "", 0, "Penutup", JenisTeks, SimpulanTercapai}, kata{Capaian, "I", 0, "A", p, "100%"}), "", "", ""},
		{"rank", kecil(nil, kata{Nilai, "K.a", 0, "A", JenisAngka, "7"}, kata{Nilai, "K.b", 0, "A", JenisAngka, "9"}, kata{Peringkat, "K.a", 0, "A", JenisAngka, "1"}), HitungUlang, Galat, "2"},
		{"cumulative that falls", kecil(func(n *Bacaan) { n.Subjek[1].Kumulatif = true }, kata{Realisasi, "I", 0, "TW1", p, "20%"}, kata{Realisasi, "I", 0, "TW2", p, "19%"}), KumulatifTurun, Peringatan, ""},
		{"share", kecil(nil, kata{Pembilang, "K", 0, "A", JenisAngka, "173"}, kata{Penyebut, "K", 0, "A", JenisAngka, "10.424"}, kata{Bagian, "K", 0, "A", p, "1,69%"}, kata{Pembilang, "K", 0, "B", JenisAngka, "173"}, kata{Penyebut, "K", 0, "B", JenisAngka, "10.424"}), HitungUlang, Galat, "1,66%"},
		{"mean of printed capaian", kecil(nil, kata{Capaian, "I", 0, "A", p, "90,00%"}, kata{Capaian, "J", 0, "A", p, "100,00%"}, kata{Capaian, "I", 0, "B", p, "90,00%"}, kata{Capaian, "J", 0, "B", p, "100,00%"}, kata{RataCapaian, "S", 0, "A", p, "96,00%"}), HitungUlang, Galat, "95,00%"},
		{"rest of the budget", kecil(nil, kata{Pagu, "D", 0, "A", JenisRupiah, "1.500"}, kata{RealisasiAnggaran, "D", 0, "A", JenisRupiah, "1.400"}, kata{SisaAnggaran, "D", 0, "A", JenisRupiah, "100"}), "", "", ""},
		{"wrong rest of the budget", kecil(nil, kata{Pagu, "D", 0, "A", JenisRupiah, "1.500"}, kata{RealisasiAnggaran, "D", 0, "A", JenisRupiah, "1.400"}, kata{Pagu, "D", 0, "B", JenisRupiah, "1.500"}, kata{RealisasiAnggaran, "D", 0, "B", JenisRupiah, "1.400"}, kata{SisaAnggaran, "D", 0, "A", JenisRupiah, "200"}), HitungUlang, Galat, "100"},
		{"difference from the target", kecil(nil, kata{Target, "I", 0, "A", p, "80%"}, kata{Realisasi, "I", 0, "A", p, "76%"}, kata{Target, "I", 0, "B", p, "80%"}, kata{Realisasi, "I", 0, "B", p, "76%"}, kata{Deviasi, "I", 0, "A", p, "4%"}), HitungUlang, Galat, "-4%"},
		{"change of a budget", kecil(func(n *Bacaan) { n.Pernyataan[0].Versi, n.Pernyataan[2].Versi = VersiInduk, VersiInduk }, kata{Pagu, "D", 0, "A", JenisRupiah, "1.000"}, kata{Pagu, "D", 0, "A", JenisRupiah, "1.500"}, kata{Pagu, "D", 0, "B", JenisRupiah, "1.000"}, kata{Pagu, "D", 0, "B", JenisRupiah, "1.500"}, kata{PaguBertambah, "D", 0, "A", JenisRupiah, "450"}), HitungUlang, Galat, "500"},
		{"change of an indicator", kecil(nil, kata{Realisasi, "I", 2022, "A", p, "70%"}, kata{Realisasi, "I", 0, "A", p, "76%"}, kata{Realisasi, "I", 2022, "B", p, "70%"}, kata{Realisasi, "I", 0, "B", p, "76%"}, kata{Perubahan, "I", 0, "A", p, "9%"}), HitungUlang, Galat, "6%"},
		{"total beside its parts", kecil(func(n *Bacaan) {
			n.Subjek = append(n.Subjek, Subjek{ID: "N", Jenis: SubjekAnggaran, Anggaran: []sakip.TautanAnggaran{{Kode: "D.1"}, {Kode: "D.2"}}})
		}, kata{Pagu, "D.1", 0, "A", JenisRupiah, "900"}, kata{Pagu, "D.2", 0, "A", JenisRupiah, "650"}, kata{Pagu, "D.1", 0, "B", JenisRupiah, "900"}, kata{Pagu, "D.2", 0, "B", JenisRupiah, "650"}, kata{Pagu, "N", 0, "A", JenisRupiah, "1.750"}), JumlahRincian, Galat, "1.550"},
		{"total of a row to compare", kecil(func(n *Bacaan) {
			n.Subjek = append(n.Subjek, Subjek{ID: "N", Jenis: SubjekPembanding, Anggaran: []sakip.TautanAnggaran{{Kode: "K.a"}, {Kode: "K.b"}}})
		}, kata{Nilai, "K.a", 0, "A", JenisAngka, "7"}, kata{Nilai, "K.b", 0, "A", JenisAngka, "9"}, kata{Nilai, "N", 0, "A", JenisAngka, "27"}), JumlahRincian, Peringatan, ""},
		{"an amount in billions", kecil(func(n *Bacaan) {
			n.Pernyataan[2].Nilai, n.Pernyataan[2].Desimal = decimal.NewFromInt(14_560_000_000), -7
		},
			kata{Pagu, "D", 0, "A", JenisRupiah, "14.557.250.718"}, kata{Pagu, "D", 0, "B", JenisRupiah, "14.557.250.718"}, kata{Pagu, "D", 0, "C", JenisRupiah, "14"}), "", "", ""},
		{"a percentage of billions", kecil(func(n *Bacaan) {
			n.Pernyataan[0].Nilai, n.Pernyataan[0].Desimal = decimal.NewFromInt(14_560_000_000), -7
		},
			kata{Pagu, "D", 0, "A", JenisRupiah, "14"}, kata{RealisasiAnggaran, "D", 0, "A", JenisRupiah, "14.000.000.000"}, kata{CapaianAnggaran, "D", 0, "A", p, "96,17%"}), Pembulatan, Info, ""},
		{"target below last year's", kecil(nil, kata{Target, "I", 0, "A", p, "80%"}, kata{Realisasi, "I", 2022, "A", p, "81%"}), TargetDiBawah, Info, ""},
	}
	for _, c := range cases {
		t.Run(c.nama, func(t *testing.T) {
			if len(c.n.TakTerbaca) > 0 {
				t.Fatalf("not read: %v", c.n.TakTerbaca)
			}
			h := Periksa(c.n)
			if c.aturan == "" {
				if len(h.Temuan) > 0 {
					t.Errorf("got %s: %s", h.Temuan[0].Aturan, h.Temuan[0].Pesan)
				}
				return
			}
			if len(h.Temuan) != 1 || h.Temuan[0].Aturan != c.aturan || h.Temuan[0].Tingkat != c.tingkat || h.Temuan[0].Pesan == "" {
				t.Fatalf("got %+v, want one %s %s", h.Temuan, c.tingkat, c.aturan)
			}
			if got := h.Temuan[0].Tempat; c.hitung != "" && (len(got) == 0 || got[0].Hitung != c.hitung) {
				t.Errorf("got %+v, want %s", got, c.hitung)
			}
		})
	}
}

// TestUnreadable: what cannot be read is listed, and nothing is guessed of it.
func TestUnreadable(t *testing.T) {
	n := Bacaan{Tahun: 2023}
	n.Tambah(Tabel{Nama: "A", Kolom: []Kolom{{Nama: "No"}, {Nama: "Target", Besaran: Target}, {Nama: "Realisasi", Besaran: Realisasi, Jenis: JenisPersen}},
		Baris: []Baris{{"1", "I", []string{"1", "1.234", "n/a"}}, {"2", "J", []string{"2", "", "12,50 %", "beyond"}}}})
	h := Periksa(n)
	want := []Tempat{{"A", "1", "Target", "1.234"}, {"A", "1", "Realisasi", "n/a"}}
	if !slices.Equal(h.TakTerbaca, want) || len(n.Pernyataan) != 1 {
		t.Errorf("got %v and %d statements, want %v and 1", h.TakTerbaca, len(n.Pernyataan), want)
	}
	if p := n.Pernyataan[0]; p.Desimal != 2 || p.Nilai.String() != "12.5" {
		t.Errorf("got %v with %d decimals", p.Nilai, p.Desimal)
	}
}

func TestPrintedDecimals(t *testing.T) {
	for s, want := range map[string]int32{"98,94": 2, "98,94%": 2, "85,00 %": 2, "76": 0, "70,5": 1, "1.977.070.000,00": 2, "4.071": 0, "4.181,29": 2, "1234.5": 1, "5.000,-": 0, "0,125": 3, "1,234,567": 0} {
		d, err := locale.Parse(s, locale.KindRupiah)
		if err != nil {
			d, err = locale.Parse(s, locale.KindRasio)
		}
		if err != nil {
			t.Fatal(s, err)
		}
		if got := desimalTercetak(s, d.IsInteger()); got != want {
			t.Errorf("%s: got %d, want %d", s, got, want)
		}
	}
}

// TestHostile: reports of nonsense, of circles and of one fact a thousand times end in
// bounded work.
func TestHostile(t *testing.T) {
	n := bacaan(t, false)
	n.Subjek = slices.Clone(n.Subjek)
	for i := range n.Subjek {
		if n.Subjek[i].Jenis == SubjekAnggaran {
			n.Subjek[i].Induk = n.Subjek[len(n.Subjek)-1-i].ID
		}
	}
	n.Subjek = append(n.Subjek, Subjek{ID: "X", Jenis: SubjekAnggaran, Induk: "X"}, Subjek{ID: "Y", Jenis: SubjekAnggaran, Induk: "Z"}, Subjek{ID: "Z", Jenis: SubjekAnggaran, Induk: "Y"})
	for _, id := range []string{"X", "Y", "Z"} {
		n.Nyatakan(Kunci{Besaran: Pagu, Subjek: id, Tahun: 2023}, JenisRupiah, Tempat{"Lingkar", id, "Anggaran", "1.000"})
	}
	for i := range 1000 {
		n.Nyatakan(Kunci{Besaran: Target, Subjek: "IKU-1.1", Tahun: 2023}, JenisAngka, Tempat{"Ulang", string(rune(i)), "Target", "7"})
	}
	for i := range n.Pernyataan {
		n.Pernyataan[i].Nilai = n.Pernyataan[i].Nilai.Add(decimal.NewFromInt(int64(i*7919%101 + 1)))
	}
	p := bangun(n)
	p.cari()
	if p.kerja > 3*batasKerja {
		t.Errorf("%d inputs looked at, bound is %d", p.kerja, batasKerja)
	}
	if h := Periksa(n); len(h.Temuan) == 0 || h.Cocok > h.Dihitung {
		t.Errorf("got %d findings, %d of %d", len(h.Temuan), h.Cocok, h.Dihitung)
	}
	if h := Periksa(Bacaan{}); len(h.Temuan) > 0 || h.Dihitung > 0 {
		t.Errorf("nothing stated: got %+v", h)
	}
}

// TestSameFindings: equal statements give equal findings.
func TestSameFindings(t *testing.T) {
	n := bacaan(t, true)
	first := Periksa(n)
	for range 5 {
		if again := Periksa(n); !reflect.DeepEqual(again, first) {
			t.Fatalf("got %+v, then %+v", first, again)
		}
	}
}

// A figure of a plan may stand in a column without a heading, or under one of any letters.
func TestPlansUnderAnyHeading(t *testing.T) {
	for _, c := range []struct{ kolom, want string }{{"", "12 di Renstra."}, {"Éa", "éa 12 di Renstra."}, {"Target 2023", "target 2023 12 di Renstra."}} {
		n := Bacaan{Tahun: 2023, Subjek: []Subjek{{ID: "A", Jenis: SubjekIndikator}}}
		n.Nyatakan(Kunci{Besaran: Target, Subjek: "A", Tahun: 2023}, JenisAngka, Tempat{"Perjanjian", "A", c.kolom, "10"})
		n.Nyatakan(Kunci{Besaran: Target, Subjek: "A", Tahun: 2023, Versi: versiRenstra}, JenisAngka, Tempat{"Renstra", "A", c.kolom, "12"})
		if got := Periksa(n).Temuan; len(got) != 1 || got[0].Aturan != RencanaBeda || !strings.HasSuffix(got[0].Pesan, c.want) {
			t.Errorf("%q: got %v, want one of %s that ends in %q", c.kolom, got, RencanaBeda, c.want)
		}
	}
}

// However many warnings there are, what holds a year up is told.
func TestGravestAreTold(t *testing.T) {
	n := Bacaan{Tahun: 2023}
	for i := range batasTemuan + 3 {
		id := strconv.Itoa(i)
		n.Subjek = append(n.Subjek, Subjek{ID: id, Jenis: SubjekAnggaran})
		n.Nyatakan(Kunci{Besaran: Pagu, Subjek: id, Tahun: 2023}, JenisRupiah, Tempat{"T", id, "Anggaran", "10"})
		n.Nyatakan(Kunci{Besaran: RealisasiAnggaran, Subjek: id, Tahun: 2023}, JenisRupiah, Tempat{"T", id, "Realisasi", "11"})
	}
	for _, judul := range []string{"A", "B"} {
		n.Nyatakan(Kunci{Besaran: TahunLaporan, Tahun: 2023}, JenisAngka, Tempat{judul, "judul", "tahun", "2022"})
	}
	h := Periksa(n)
	galat := 0
	for _, x := range h.Temuan {
		if x.Tingkat == Galat {
			galat++
		}
	}
	if len(h.Temuan) != batasTemuan || galat != 2 || h.Lebih[Peringatan] != 5 || h.Lebih[Galat] != 0 {
		t.Errorf("got %d findings, %d of them galat, and %v beyond; want %d, 2 and 5 warnings", len(h.Temuan), galat, h.Lebih, batasTemuan)
	}
}
