package report

import (
	"slices"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// The formats that may be asked for are those that have a writer.
func TestFormatsHaveWriters(t *testing.T) {
	for _, f := range []sakip.FormatLaporan{sakip.PDF, sakip.DOCX, sakip.XLSX, sakip.HTML} {
		_, _, _, err := Render(document.Dokumen{Judul: "J"}, f)
		if got, want := fault.CodeOf(err) != fault.Unknown, slices.Contains(sakip.FormatTertulis, f); got != want {
			t.Errorf("%s: has a writer: %v, may be asked for: %v", f, got, want)
		}
	}
}
