package sakip_test

import (
	"strconv"
	"testing"

	"capaian/internal/sakip"
	"capaian/internal/sample"
)

// BenchmarkHitung computes a made-up agency-year at the end of each quarter.
func BenchmarkHitung(b *testing.B) {
	a := sample.GenerateOne(7, 3)
	d := a.Tahun[len(a.Tahun)-1]
	for tw := 1; tw <= 4; tw++ {
		b.Run("TW"+strconv.Itoa(tw), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: tw})
			}
		})
	}
}
