package wire

import (
	"encoding/json"
	"strings"
	"testing"

	"capaian/internal/review"
)

// TestFindingsOnTheWire holds the shape to its names, whatever the finding has.
func TestFindingsOnTheWire(t *testing.T) {
	tempat := review.Tempat{Tabel: "Tabel 3.7", Baris: "4", Kolom: "Realisasi 2023", Tercetak: "75"}
	penuh := review.Temuan{Aturan: review.BedaTempat, Tingkat: review.Galat, Pesan: "Realisasi tercetak 75.", Usulan: "Periksa.", Pasti: true,
		Tempat:  []review.Perbaikan{{Tempat: tempat, Kunci: review.Kunci{Besaran: review.Realisasi, Subjek: "IKU-2.2", Tahun: 2023, Triwulan: 4, Versi: "induk"}, Hitung: "100"}},
		Banding: []review.Tempat{{Tabel: "Tabel 3.1", Baris: "5", Kolom: "Realisasi", Tercetak: "100"}},
		Akibat:  []review.Perbaikan{{Tempat: tempat, Hitung: "83,33%"}}}
	for name, c := range map[string]struct {
		t    review.Temuan
		want string
	}{
		"full": {penuh, `{"id":"` + penuh.ID() + `","aturan":"beda_tempat","nama":"Satu angka tertulis berbeda","tingkat":"galat","pesan":"Realisasi tercetak 75.",` +
			`"tempat":[{"tabel":"Tabel 3.7","baris":"4","kolom":"Realisasi 2023","tercetak":"75","hitung":"100","besaran":"realisasi","subjek":"IKU-2.2","tahun":2023,"triwulan":4,"versi":"induk"}],` +
			`"hitung":"100","usulan":"Periksa.","pasti":true,"banding":[{"tabel":"Tabel 3.1","baris":"5","kolom":"Realisasi","tercetak":"100"}],` +
			`"akibat":[{"tabel":"Tabel 3.7","baris":"4","kolom":"Realisasi 2023","tercetak":"75","hitung":"83,33%"}]}`},
		"bare": {review.Temuan{Aturan: review.SasaranKosong, Tingkat: review.Peringatan, Pesan: "x"},
			`{"id":"` + review.Temuan{Aturan: review.SasaranKosong, Pesan: "x"}.ID() + `","aturan":"sasaran_tanpa_indikator","nama":"Sasaran tanpa indikator","tingkat":"peringatan","pesan":"x","tempat":[],"pasti":false}`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := json.Marshal(FromTemuan(c.t))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestReviuIsBounded holds an answer to what a function may answer, with everything counted.
func TestReviuIsBounded(t *testing.T) {
	panjang := review.Tempat{Tabel: strings.Repeat("<é", 5000), Baris: strings.Repeat("\x01", 5000), Kolom: "k", Tercetak: "1"}
	besar := review.Temuan{Aturan: review.TanpaSasaran, Tingkat: review.Info, Pesan: strings.Repeat("\x01", 1<<20)}
	for range 500 {
		besar.Tempat = append(besar.Tempat, review.Perbaikan{Tempat: panjang, Hitung: strings.Repeat("9", 1<<16)})
		besar.Akibat = append(besar.Akibat, review.Perbaikan{Tempat: panjang})
		besar.Banding = append(besar.Banding, panjang)
	}
	for name, c := range map[string]struct {
		h               review.Hasil
		temuan, takAda  int
		galat, peringat int
	}{
		"none":           {h: review.Hasil{Dihitung: 3, Cocok: 3}},
		"many short":     {review.Hasil{Temuan: ulang(review.Temuan{Tingkat: review.Galat, Pesan: "x"}, 1500)}, 1000, 500, 1500, 0},
		"counted alone":  {review.Hasil{Temuan: ulang(review.Temuan{Tingkat: review.Galat}, 1), Lebih: map[review.Tingkat]int{review.Galat: 4, review.Peringatan: 2}, TakDiperiksa: 5, SebabTakDicari: 6}, 1, 6, 5, 2},
		"few, very long": {review.Hasil{Temuan: append(ulang(review.Temuan{Tingkat: review.Peringatan}, 2), ulang(besar, 98)...), TakTerbaca: ulang(panjang, 2000)}, -1, -1, 0, 2},
	} {
		t.Run(name, func(t *testing.T) {
			got := FromReviu(c.h)
			b, err := json.Marshal(got)
			if err != nil {
				t.Fatal(err)
			}
			if len(b) > 5<<20 {
				t.Errorf("got %d bytes, want at most 5 MB", len(b))
			}
			if c.temuan >= 0 && (len(got.Temuan) != c.temuan || got.TakDitampilkan != c.takAda) {
				t.Errorf("got %d findings and %d left off, want %d and %d", len(got.Temuan), got.TakDitampilkan, c.temuan, c.takAda)
			}
			if n := len(got.Temuan) + got.TakDitampilkan; n != len(c.h.Temuan)+c.h.Lebih[review.Galat]+c.h.Lebih[review.Peringatan] || got.Jumlah.Galat+got.Jumlah.Peringatan+got.Jumlah.Info != n {
				t.Errorf("got %d findings, %+v, want %d in all", n, got.Jumlah, len(c.h.Temuan))
			}
			if got.Jumlah.Galat != c.galat || got.Jumlah.Peringatan != c.peringat || got.TakTerbacaJumlah != len(c.h.TakTerbaca) {
				t.Errorf("got %+v and %d unread", got.Jumlah, got.TakTerbacaJumlah)
			}
			if got.TakDiperiksa != c.h.TakDiperiksa || got.SebabTakDicari != c.h.SebabTakDicari {
				t.Errorf("got %d not tied and %d without a cause", got.TakDiperiksa, got.SebabTakDicari)
			}
			if got.Temuan == nil || got.TakTerbaca == nil {
				t.Error("a list that is empty must be [], not null")
			}
			for _, x := range got.Temuan {
				if len(x.Tempat)+x.TempatLain != len(c.h.Temuan[len(c.h.Temuan)-1].Tempat) && x.Aturan == review.TanpaSasaran {
					t.Errorf("got %d places and %d more", len(x.Tempat), x.TempatLain)
				}
			}
		})
	}
}

func ulang[T any](t T, n int) []T {
	out := make([]T, n)
	for i := range out {
		out[i] = t
	}
	return out
}
