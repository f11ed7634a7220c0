package pdf_test

import (
	"testing"

	"capaian/internal/report/pdf"
)

func TestX(t *testing.T) {
	b, err := pdf.Render(lengkap())
	if err != nil {
		t.Fatal(err)
	}
	x := baca(t, b)
	for _, s := range x.akar.semua("") {
		if len(s.anak) == 0 {
			t.Log(s.jenis, s.teks)
		}
	}
}
