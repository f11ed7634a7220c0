package pdf_test

import (
	"os"
	"testing"

	"capaian/internal/report/pdf"
)

func TestLihat(t *testing.T) {
	b, err := pdf.Render(lengkap())
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/pdf/lengkap.pdf", b, 0o644)
	b, err = pdf.Render(satu(sulit()))
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/pdf/sulit.pdf", b, 0o644)
}
