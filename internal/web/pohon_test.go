package web

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"capaian/internal/sakip"
)

func contohPohon() map[string][]any {
	orang := &sakip.Orang{Nama: "Nama", Peran: sakip.Kepala}
	s := simpulTampil{Jenis: "Sasaran S", Nama: "Nama", Alamat: "/x", Keadaan: &keadaan{Tanda: "k1", Sel: sel{Tampil: "1", Persen: true, Kategori: "Baik"}, M: 2},
		Indikator: []keadaan{{ID: "I", Nama: "N", Alamat: "/y", Tanda: "k0", Sel: sel{Alasan: "belum"}}}, Pagu: sel{Tampil: "Rp1"}, Sebagian: true, Dalam: "/z", NDalam: 3}
	s.Anak = []simpulTampil{{Jenis: "Program", kolom: 2}}
	isi := isiPohon{alamat: alamat{"x", 2023}, Nama: "X", TW: 2, Sampai: sakip.TingkatProgram, Akar: "a", NamaAkar: "A", Tingkat: tingkatPohon, Simpul: []simpulTampil{s},
		Bagan: tataBagan(baganDari([]simpulTampil{s}, 0)), Legenda: []legenda{{"k1", "▲", "Baik"}}, Versi: "v", Periode: []opsi{{"/x", "TW1", true}}}
	return map[string][]any{"pohon": {halaman{Orang: orang, Isi: isi}, halaman{Isi: isiPohon{}}}, "bagan": {isi.Bagan, bagan{}}, "pohon-daftar": {isi.Simpul, []simpulTampil(nil)}}
}

func TestPohonKinerja(t *testing.T) {
	w := buat(t)
	body := w.get("inspektorat-trenggalek", dinsos+"/pohon").Body.String()
	memuat(t, body, "<svg role=\"group\"", "114,39%", "Sangat Baik", "IKU-1.1 100,46% Sangat Baik", "Pagu Rp5.864.875.395", "Serapan 93,63%", "Anggaran yang belum tertaut", "Rp672.952.400",
		"PI-05 24,39% Kurang", "Buka 8 di bawahnya", "Sebagai daftar")
	tanpaTeks(t, body, "D.U1.P01.K01.S01", " style=")
	penuh := w.get("inspektorat-trenggalek", dinsos+"/pohon?sampai=sub_kegiatan").Body.String()
	memuat(t, penuh, "D.U1.P01.K01.S01", "Penyusunan Dokumen")
	tanpaTeks(t, penuh, "di bawahnya</text>")
	if kotak, daftar := strings.Count(penuh, `<g class="kotak-bagan`), strings.Count(penuh, "<li><p><small>"); kotak != daftar || kotak < 128 {
		t.Errorf("drawn %d, listed %d, want the same and every budget row below the bidang urusan", kotak, daftar)
	}
	akar := w.get("inspektorat-trenggalek", dinsos+"/pohon?sampai=kegiatan&akar=sasaran%2FS3%2FD.U1.P01").Body.String()
	memuat(t, akar, "D.U1.P01.K01", "PROGRAM PENUNJANG URUSAN")
	tanpaTeks(t, akar, "Sasaran S1")
	for alamat, want := range map[string]int{"?sampai=lepas": 422, "?sampai=x": 422, "?periode=TW9": 422, "?akar=tidak-ada": 404} {
		if rec := w.get("inspektorat-trenggalek", dinsos+"/pohon"+alamat); rec.Code != want {
			t.Errorf("%s: got %d, want %d", alamat, rec.Code, want)
		}
	}
}

// What is not known has the ring, no class and no colour of one.
func TestUnknownIsNotColouredInTheTree(t *testing.T) {
	w := buat(t)
	body := w.get("inspektorat-trenggalek", dinsos+"/pohon?periode=TW1").Body.String()
	memuat(t, body, "b-k0", "belum jatuh tempo", "belum dilaporkan")
	tanpaTeks(t, body, "b-k1", "b-k2", "b-k3", "b-k4", `class="kat`)
	// A figure that is saved is in the tree at once: it is computed from the data.
	angka := func() string {
		return regexp.MustCompile(`>IKU-1\.1 [^<]*%[^<]*<`).FindString(w.get("verifikator-contoh", contoh+"/pohon").Body.String())
	}
	sebelum, isi := angka(), contoh+"/isi/IKU-1.1/TW4"
	if rec := w.post("verifikator-contoh", isi, w.form("verifikator-contoh", isi, "pembilang", "1", "penyebut", "560")); rec.Code != 303 {
		t.Fatalf("save: got %d", rec.Code)
	}
	if got := angka(); got == "" || got == sebelum {
		t.Errorf("the tree lags behind what was saved: got %q, it was %q", got, sebelum)
	}
}

// pohonUji is a tree of at most so many levels, with texts of any length.
func pohonUji(t *rapid.T, dalam int) simpulTampil {
	s := simpulTampil{Jenis: "Jenis", Alamat: "/x", kolom: rapid.IntRange(0, 4).Draw(t, "column"),
		Nama: rapid.StringN(0, 200, 400).Draw(t, "name"), Sebagian: rapid.Bool().Draw(t, "part")}
	for n := range rapid.IntRange(0, 4).Draw(t, "indicators") {
		s.Indikator = append(s.Indikator, keadaan{ID: fmt.Sprint("IKU-", n), Alamat: "/y", Tanda: rapid.SampledFrom([]string{"k0", "k1", "kx"}).Draw(t, "sign"), Sel: sel{Alasan: "belum dilaporkan"}})
	}
	if dalam > 0 {
		for range rapid.IntRange(0, 4).Draw(t, "children") {
			s.Anak = append(s.Anak, pohonUji(t, dalam-1))
		}
	}
	return s
}

// No box lies on another, none leaves the drawing, no line of text leaves its box, and
// each box has the line to its parent.
func TestBoxesDoNotOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var akar []simpulTampil
		for range rapid.IntRange(0, 3).Draw(t, "trees") {
			akar = append(akar, pohonUji(t, 4))
		}
		b := tataBagan(baganDari(akar, 0))
		for i, k := range b.Kotak {
			if k.X < 0 || k.Y < 0 || k.X+k.Lebar > b.Lebar || k.Y+k.Tinggi > b.Tinggi {
				t.Errorf("box %d (%d %d %d %d) leaves the drawing of %d × %d", i, k.X, k.Y, k.Lebar, k.Tinggi, b.Lebar, b.Tinggi)
			}
			for _, l := range b.Kotak[:i] {
				if k.X < l.X+l.Lebar && l.X < k.X+k.Lebar && k.Y < l.Y+l.Tinggi && l.Y < k.Y+k.Tinggi {
					t.Errorf("boxes %+v and %+v overlap", k, l)
				}
			}
			y := k.Y
			for _, x := range k.Teks {
				if x.X < k.X+tepiKotak/2 || x.X*10+lebarTeks(x.Teks, x.Kelas == "nama" || x.Kelas == "tebal") > (k.X+k.Lebar)*10 || x.Y <= y || x.Y > k.Y+k.Tinggi {
					t.Errorf("line %q at %d %d leaves its box %d %d", x.Teks, x.X, x.Y, k.X, k.Y)
				}
				y = x.Y
			}
		}
		if n := len(b.Kotak) - len(akar); len(b.Garis) != n {
			t.Errorf("lines: got %d, want %d", len(b.Garis), n)
		}
	})
}

func TestLipat(t *testing.T) {
	for _, c := range []struct {
		teks        string
		lebar, maks int
		want        string
	}{
		{"", 100, 3, ""}, {" \t ", 100, 3, ""}, {"satu dua tiga", 1000, 3, "satu dua tiga"}, {"satu dua tiga", 40, 3, "satu|dua|tiga"},
		{"satu dua tiga empat", 40, 2, "satu|dua…"}, {"panjangsekali", 40, 9, "panja|ngse|kali"}, {"satu dua", 1, 1, "…"},
	} {
		if got := strings.Join(lipat(c.teks, c.lebar, c.maks, false), "|"); got != c.want {
			t.Errorf("%q in %d: got %q, want %q", c.teks, c.lebar, got, c.want)
		}
	}
}
