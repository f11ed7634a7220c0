package report

import (
	"capaian/internal/fault"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// Susun builds the document of a requested report from an agency-year and what the
// engine makes of it at the end of the request's quarter. Fault Unknown for a kind that
// has none, NotFound for a version of the Perjanjian Kinerja that the year does not have.
func Susun(l sakip.Laporan, d sakip.DataTahun, h sakip.Hasil, opt Opsi) (dok document.Dokumen, err error) {
	switch l.Jenis {
	case sakip.LKjIP:
		dok = LKjIP(d, h, opt)
	case sakip.LaporanTriwulan:
		dok = Triwulan(d, h, opt)
	case sakip.LaporanPerjanjian:
		dok, err = Perjanjian(d, h, l.Perjanjian(), opt)
	case sakip.LaporanRencana:
		dok = RencanaAksi(d, h, opt)
	case sakip.FormulirE81:
		dok = FormulirE81(d, h, opt)
	default:
		err = fault.At("jenis", fault.Unknown, "Jenis laporan", string(l.Jenis))
	}
	dok.Alamat = opt.Alamat
	return dok, err
}
