package report

import (
	"fmt"
	"strings"

	"capaian/internal/locale"
	"capaian/internal/sakip"
)

// Nama is the name of a report's file, by its kind, version or quarter, year and agency:
// "Perjanjian-Kinerja-induk-2023-dinsos.pdf". h is what the report was made of.
func Nama(l sakip.Laporan, h sakip.Hasil, ekstensi string) string {
	akhir := fmt.Sprintf("%d-%s.%s", l.Tahun, l.OPD, ekstensi)
	tw := fmt.Sprintf("TW%d-", l.Periode)
	switch l.Jenis {
	case sakip.LaporanTriwulan:
		return "Laporan-Triwulan-" + locale.TriwulanRomawi(l.Periode) + "-" + akhir
	case sakip.LaporanPerjanjian:
		d := l.Perjanjian()
		bagian := []string{"Perjanjian-Kinerja"}
		if d.Jenjang {
			bagian = append(bagian, "jenjang")
		}
		switch {
		case d.Versi != "":
			bagian = append(bagian, d.Versi)
		case h.VersiPerjanjian != "":
			bagian = append(bagian, h.VersiPerjanjian)
		default:
			bagian = append(bagian, "belum-ada")
		}
		return strings.Join(bagian, "-") + "-" + akhir
	case sakip.LaporanRencana:
		return "Rencana-Aksi-" + tw + akhir
	case sakip.FormulirE81:
		return "Formulir-E81-" + tw + akhir
	}
	return fmt.Sprintf("LKjIP-%d-TW%d-%s.%s", l.Tahun, l.Periode, l.OPD, ekstensi)
}
