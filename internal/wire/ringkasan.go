package wire

import (
	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
)

// DiBawah are the rows below a code of the budget table, at any depth, in the table's order.
func DiBawah(list []HasilAnggaran, kode string) []HasilAnggaran {
	dalam := map[string]bool{kode: true}
	var out []HasilAnggaran
	for _, b := range list { // a parent stands before its children
		if dalam[b.Induk] && b.Kode != kode {
			dalam[b.Kode] = true
			out = append(out, b)
		}
	}
	return out
}

// Ringkasan rolls up all IKU of the agency by the rules of a sasaran: what one agency is
// compared with another by. Nama is the agency's.
func (c *Capaian) Ringkasan(k sakip.Kebijakan) HasilSasaran {
	var list []sakip.HasilIndikator
	for _, i := range c.Indikator {
		if sakip.Tingkat(i.Tingkat) != sakip.TingkatSasaran {
			continue
		}
		h := sakip.HasilIndikator{Indikator: sakip.Indikator{ID: i.ID, Tingkat: sakip.TingkatSasaran}}
		h.Capaian.Nilai, h.CapaianAnggaran.Nilai = AngkaHasil(i.Capaian), AngkaHasil(i.CapaianAnggaran)
		h.Anggaran.Nilai, h.RealisasiAnggaran.Nilai = AngkaHasil(i.Anggaran), AngkaHasil(i.RealisasiAnggaran)
		list = append(list, h)
	}
	return fromHasilSasaran(k, sakip.RingkasanIKU(sakip.Sasaran{ID: c.OPD, Nama: c.Nama}, list, k))
}

// AngkaHasil reads a figure of a result, nil for none. It has more digits than people may
// write, and was written by FromHasil alone.
func AngkaHasil(s *string) *decimal.Decimal {
	if s == nil {
		return nil
	}
	d, err := decimal.NewFromString(*s)
	if err != nil {
		return nil
	}
	return &d
}
