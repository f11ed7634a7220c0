package main

import (
	"archive/zip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"capaian/infra/contoh"
)

// The demonstration leaves the report in every format, each a file that its readers open.
func TestDemonstration(t *testing.T) {
	h, out := startMachine(t, seed(t)), t.TempDir()
	var kata strings.Builder
	if err := contoh.Walk(t.Context(), h.url, out, &kata); err != nil {
		t.Fatal(err)
	}
	entri, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entri {
		got = append(got, e.Name())
	}
	if want := []string{"capaian-2023.json", "lkjip-2023.docx", "lkjip-2023.html", "lkjip-2023.pdf", "lkjip-2023.xlsx"}; !slices.Equal(got, want) {
		t.Fatalf("files: got %q, want %q", got, want)
	}
	berkas := func(format string) string { return filepath.Join(out, "lkjip-2023."+format) }
	if b, err := exec.Command("qpdf", "--check", berkas("pdf")).CombinedOutput(); err != nil {
		t.Errorf("qpdf: %v\n%s", err, b)
	}
	z, err := zip.OpenReader(berkas("docx"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if f, err := z.Open("word/document.xml"); err != nil {
		t.Error(err)
	} else {
		f.Close()
	}
	x, err := excelize.OpenFile(berkas("xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if got, err := x.GetCellFormula("Anggaran", "D5"); err != nil || !strings.Contains(got, "ROUND") {
		t.Errorf("formula of the agency's absorption: got %q, %v", got, err)
	}
	for _, want := range append(got, "119,58") {
		if want != "capaian-2023.json" && !strings.Contains(kata.String(), want) {
			t.Errorf("got no %q in\n%s", want, kata.String())
		}
	}
}
