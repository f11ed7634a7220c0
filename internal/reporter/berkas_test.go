package reporter

import (
	"testing"

	"capaian/internal/fault"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// What the schedule asks for has a writer.
func TestScheduledFormatsHaveWriters(t *testing.T) {
	for _, f := range sakip.FormatTerjadwal {
		if _, _, _, err := Render(document.Dokumen{Judul: "J"}, f); fault.CodeOf(err) == fault.Unknown {
			t.Errorf("%s: %v", f, err)
		}
	}
}
