package docx_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"capaian/internal/report"
	"capaian/internal/report/docx"
	"capaian/internal/sakip"
	"capaian/internal/sample"
)

func TestLihat(t *testing.T) {
	b, err := sample.Seed()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range b.OPD {
		for _, d := range a.Tahun {
			if strings.Contains(d.OPD.ID, "trenggalek") && d.Tahun == 2023 {
				doc := report.LKjIP(d, sakip.Hitung(d, sakip.Periode{Tahun: 2023, Triwulan: 4}), report.Opsi{Dibuat: time.Date(2024, 1, 30, 3, 0, 0, 0, time.UTC)})
				s := time.Now()
				x, err := docx.Render(doc, nil)
				t.Log(time.Since(s), len(x), err)
				os.WriteFile("/tmp/docx-out/real.docx", x, 0o644)
			}
		}
	}
	x, err := docx.Render(lengkap(), nil)
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/docx-out/lengkap.docx", x, 0o644)
}
