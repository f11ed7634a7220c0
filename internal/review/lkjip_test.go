package review

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

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

// naskah is the fixture's report, corrected or as it was printed.
func naskah(t testing.TB, tercetak bool) Naskah {
	t.Helper()
	f := baca[lkjip](t, "lkjip-2023.json")
	n := Naskah{Tahun: f.Tahun, Rencana: true}
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
func TestLihat(t *testing.T) {
	for _, tercetak := range []bool{false, true} {
		n := naskah(t, tercetak)
		h := Periksa(n)
		t.Logf("=== tercetak %v: %d pernyataan, dihitung %d cocok %d tak terbaca %v", tercetak, len(n.Pernyataan), h.Dihitung, h.Cocok, h.TakTerbaca)
		for _, f := range h.Temuan {
			t.Logf("%s %s pasti=%v: %s | %s", f.Tingkat, f.Aturan, f.Pasti, f.Pesan, f.Usulan)
			if f.Tingkat == Info && f.Aturan != Pembulatan && f.Aturan != Presisi {
				continue
			}
			for _, x := range f.Tempat {
				t.Logf("     di %v -> %s", x.Tempat, x.Hitung)
			}
			for _, x := range f.Akibat {
				t.Logf("     akibat %v -> %s", x.Tempat, x.Hitung)
			}
		}
	}
}
