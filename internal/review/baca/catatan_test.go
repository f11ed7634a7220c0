package baca_test

import (
	"slices"
	"strings"
	"testing"

	"capaian/internal/review"
	"capaian/internal/review/baca"
	"capaian/internal/sakip"
)

// TestNotes: what a report notes on its figures decides how they are checked.
func TestNotes(t *testing.T) {
	baca := func(alinea string) review.Bacaan {
		t.Helper()
		n, err := baca.Baca([]byte(strings.Replace(laporanKecil, "@", alinea, 1)))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	ada := func(n review.Bacaan, nilai string) bool {
		return slices.ContainsFunc(n.Pernyataan, func(p review.Pernyataan) bool { return p.Besaran == review.Capaian && p.Nilai.String() == nilai })
	}
	if n := baca("Tanpa catatan."); n.Pembulatan == sakip.Potong || n.RumusTurun != "" || !ada(n, "105.56") {
		t.Errorf("without notes: got %q, %q", n.Pembulatan, n.RumusTurun)
	}
	if n := baca("2. Persentase ditampilkan dengan 2 desimal (pembulatan dipotong)."); n.Pembulatan != sakip.Potong {
		t.Errorf("cut: got %q", n.Pembulatan)
	}
	if n := baca("3. Yang makin rendah makin baik: target ÷ realisasi × 100."); n.RumusTurun != sakip.TBagiR {
		t.Errorf("target by realisasi: got %q", n.RumusTurun)
	}
	if n := baca("4. Capaian yang ditampilkan paling rendah 0, paling tinggi 105,56; nilai mentahnya ada pada lampiran."); ada(n, "105.56") || !ada(n, "101.43") {
		t.Error("a capaian that is shown as its bound is stated, or others are not")
	}
}
