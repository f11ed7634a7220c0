package huruf

import (
	"math"
	"testing"
)

func TestSusunJustifies(t *testing.T) {
	g := Gaya{SerifBiasa, 12}
	b := Susun([]Penggal{{Teks: "Laporan kinerja ini disusun sebagai wujud tanggung jawab atas pelaksanaan tugas dan fungsi selama satu tahun.", Gaya: g}},
		Opsi{Lebar: 220, Rata: KiriKanan})
	if len(b) < 2 {
		t.Fatalf("got %d lines", len(b))
	}
	for i, l := range b {
		if !l.Akhir && math.Abs(l.Lebar-220) > 0.001 {
			t.Errorf("line %d: got width %v, want 220", i, l.Lebar)
		}
	}
}
