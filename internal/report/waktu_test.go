package report_test

import (
	"testing"

	"capaian/internal/report/berkas"
	"capaian/internal/sakip"
)

// BenchmarkRender writes the report of the real year in each format.
func BenchmarkRender(b *testing.B) {
	d := dokumen(tahun(b, "trenggalek", 2023), 4)
	for _, f := range []sakip.FormatLaporan{sakip.XLSX, sakip.HTML} {
		b.Run(string(f), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, _, err := berkas.Render(d, f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
