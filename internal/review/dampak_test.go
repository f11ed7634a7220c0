package review_test

import (
	"testing"

	"capaian/internal/review"
)

func TestWhatAChangeDoes(t *testing.T) {
	di := func(a review.Aturan, tempat ...string) review.Temuan {
		t := review.Temuan{Aturan: a}
		for n := 0; n < len(tempat); n += 2 {
			t.Tempat = append(t.Tempat, review.Perbaikan{Tempat: review.Tempat{Tabel: "T", Tercetak: tempat[n+1]}, Kunci: review.Kunci{Subjek: tempat[n]}})
		}
		return t
	}
	tentang := func(a review.Aturan, perihal, pesan string) review.Temuan {
		return review.Temuan{Aturan: a, Perihal: perihal, Pesan: pesan}
	}
	const x, y = review.TargetDiBawah, review.TanpaSasaran
	for _, c := range []struct {
		nama                 string
		tanpa, dengan        []review.Temuan
		baru, tetap, selesai int
	}{
		{"nothing", nil, nil, 0, 0, 0},
		{"a new one", nil, []review.Temuan{di(x, "a", "1")}, 1, 0, 0},
		{"the same", []review.Temuan{di(x, "a", "1")}, []review.Temuan{di(x, "a", "1")}, 0, 1, 0},
		{"settled", []review.Temuan{di(x, "a", "1"), di(x, "b", "1")}, []review.Temuan{di(x, "b", "1")}, 0, 1, 1},
		{"another figure, as wrong", []review.Temuan{di(x, "a", "1")}, []review.Temuan{di(x, "a", "2")}, 1, 0, 0},
		{"another rule there", []review.Temuan{di(x, "a", "1")}, []review.Temuan{di(y, "a", "1")}, 1, 0, 1},
		{"one that has become smaller", []review.Temuan{di(y, "a", "1", "b", "2")}, []review.Temuan{di(y, "b", "2")}, 0, 1, 0},
		{"one that has grown", []review.Temuan{di(y, "b", "2")}, []review.Temuan{di(y, "a", "1", "b", "2")}, 1, 0, 0},
		{"without a place", []review.Temuan{tentang(x, "a", "p")}, []review.Temuan{tentang(x, "b", "q")}, 1, 0, 1},
		{"without a place, called otherwise", []review.Temuan{tentang(x, "a", "p")}, []review.Temuan{tentang(x, "a", "q")}, 1, 0, 0},
	} {
		got := review.Bandingkan(c.tanpa, c.dengan)
		if len(got.Baru) != c.baru || len(got.Tetap) != c.tetap || len(got.Selesai) != c.selesai {
			t.Errorf("%s: got %d new, %d standing, %d settled, want %d, %d, %d", c.nama, len(got.Baru), len(got.Tetap), len(got.Selesai), c.baru, c.tetap, c.selesai)
		}
	}
}

func TestWhatAFindingIsAbout(t *testing.T) {
	x := review.Temuan{Perihal: "p", Tempat: []review.Perbaikan{{Kunci: review.Kunci{Subjek: "a"}}}, Akibat: []review.Perbaikan{{Kunci: review.Kunci{Subjek: "b"}}}}
	for subjek, want := range map[string]bool{"p": true, "a": true, "b": true, "c": false, "": false} {
		if got := x.Menyangkut(subjek); got != want {
			t.Errorf("%q: got %v, want %v", subjek, got, want)
		}
	}
}
