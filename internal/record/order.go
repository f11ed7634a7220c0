package record

import (
	"cmp"
	"errors"
	"slices"

	"capaian/internal/sakip"
)

var (
	errUnknownDoc = errors.New("unknown document")
	errNoHead     = errors.New("rows without a head")
)

// urutkan puts every list of the year in an order of its own: that of the report where
// there is one, else that of the keys.
func urutkan(d *sakip.DataTahun) {
	d.Indikator = d.IndikatorUrut()
	slices.SortFunc(d.Perjanjian, func(a, b sakip.Perjanjian) int { return cmp.Compare(a.Versi, b.Versi) })
	d.Perjanjian = sakip.UrutPerjanjian(d.Perjanjian)
	slices.SortFunc(d.RencanaAksi, func(a, b sakip.RencanaAksi) int {
		return cmp.Or(cmp.Compare(a.Indikator, b.Indikator), a.Triwulan-b.Triwulan)
	})
	slices.SortFunc(d.Realisasi, func(a, b sakip.Realisasi) int {
		return cmp.Or(cmp.Compare(a.Indikator, b.Indikator), a.Triwulan-b.Triwulan)
	})
	slices.SortFunc(d.Anggaran, func(a, b sakip.VersiAnggaran) int {
		return cmp.Or(cmp.Compare(a.Tanggal, b.Tanggal), cmp.Compare(a.Versi, b.Versi))
	})
	slices.SortFunc(d.RealisasiAnggaran, func(a, b sakip.RealisasiAnggaran) int {
		return cmp.Or(bandingIdentitas(a.IdentitasBaris, b.IdentitasBaris), a.Triwulan-b.Triwulan)
	})
	slices.SortFunc(d.Pembanding, func(a, b sakip.TabelPembanding) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(d.Fakta, func(a, b sakip.Fakta) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(d.Rekomendasi, func(a, b sakip.Rekomendasi) int { return a.No - b.No })
	slices.SortFunc(d.Penerimaan, func(a, b sakip.Penerimaan) int { return cmp.Compare(a.Temuan, b.Temuan) })
	slices.SortFunc(d.Narasi, func(a, b sakip.Narasi) int { return cmp.Compare(a.Bagian, b.Bagian) })
}

// urutBaris are budget rows in the order of the document.
func urutBaris(baris []barisUrut) []sakip.BarisAnggaran {
	slices.SortFunc(baris, func(a, b barisUrut) int {
		return cmp.Or(a.urut-b.urut, bandingIdentitas(a.IdentitasBaris, b.IdentitasBaris))
	})
	var out []sakip.BarisAnggaran
	for _, b := range baris {
		out = append(out, b.BarisAnggaran)
	}
	return out
}

func bandingIdentitas(a, b sakip.IdentitasBaris) int {
	return cmp.Or(cmp.Compare(a.SubUnit, b.SubUnit), cmp.Compare(a.Kode, b.Kode), cmp.Compare(a.Sumber, b.Sumber))
}
