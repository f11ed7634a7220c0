package report

import (
	"capaian/internal/fault"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// Susun builds the document of a requested report from an agency-year and what the
// engine makes of it at the end of the request's quarter. Fault Unknown for a kind that
// has none, NotFound for a version of the Perjanjian Kinerja that the year does not have.
func Susun(l sakip.Laporan, d sakip.DataTahun, h sakip.Hasil, opt Opsi) (document.Dokumen, error) {
	switch l.Jenis {
	case sakip.LKjIP:
		return LKjIP(d, h, opt), nil
	case sakip.LaporanTriwulan:
		return Triwulan(d, h, opt), nil
	case sakip.LaporanPerjanjian:
		return Perjanjian(d, h, l.Perjanjian(), opt)
	case sakip.LaporanRencana:
		return RencanaAksi(d, h, opt), nil
	case sakip.FormulirE81:
		return FormulirE81(d, h, opt), nil
	}
	return document.Dokumen{}, fault.At("jenis", fault.Unknown, "Jenis laporan", string(l.Jenis))
}
