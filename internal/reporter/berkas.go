package reporter

import (
	"capaian/internal/fault"
	"capaian/internal/report/document"
	"capaian/internal/report/docx"
	"capaian/internal/report/html"
	"capaian/internal/report/pdf"
	"capaian/internal/report/xlsx"
	"capaian/internal/sakip"
)

// Render writes the neutral document of a report as a file of the format: its bytes, content type and
// extension without a point. Fault Unknown for a format that has no writer.
func Render(d document.Dokumen, f sakip.FormatLaporan) (body []byte, contentType, ekstensi string, err error) {
	switch f {
	case sakip.DOCX:
		body, err = word(d)
		return body, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", err
	case sakip.PDF:
		body, err = pdf.Render(d)
		return body, "application/pdf", "pdf", err
	case sakip.XLSX:
		body, err = xlsx.Render(d)
		return body, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", err
	case sakip.HTML:
		body, err = html.Render(d)
		return body, "text/html; charset=utf-8", "html", err
	}
	return nil, "", "", fault.At("format", fault.Unknown, "Format laporan", string(f))
}

// word writes the document as a Word file whose contents have the pages of the PDF.
func word(d document.Dokumen) ([]byte, error) {
	t, err := pdf.Susun(d)
	if err != nil {
		return nil, err
	}
	return docx.Render(d, t.Halaman())
}
