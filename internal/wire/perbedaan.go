package wire

import (
	"maps"
	"strconv"

	"capaian/internal/sakip"
)

// Pratinjau is what a policy would change if it were saved: of each stored year and
// quarter, every figure that would be printed otherwise.
type Pratinjau struct {
	Berubah int              `json:"berubah"` // figures in all
	Periode []PeriodeBerubah `json:"periode"`
}

// PeriodeBerubah are the figures of one year and quarter.
type PeriodeBerubah struct {
	Tahun   int         `json:"tahun"`
	Periode string      `json:"periode"`
	Angka   []Perbedaan `json:"angka"`
}

// Perbedaan is one figure of a sasaran, an indicator or a budget row, before and after as
// printed; "" where there is none.
type Perbedaan struct {
	Jenis   string `json:"jenis"` // sasaran, indikator or anggaran
	ID      string `json:"id"`
	Nama    string `json:"nama"`
	Angka   string `json:"angka"` // name of the figure, e.g. capaian or kategori
	Sebelum string `json:"sebelum"`
	Sesudah string `json:"sesudah"`
}

// BandingkanCapaian lists what two results of one agency-year and quarter print differently, in
// the order of the report. Both must be of the same plan: the same nouns in the same order.
func BandingkanCapaian(a, b Capaian) []Perbedaan {
	var out []Perbedaan
	beda := func(jenis, id, nama string, angka ...[3]string) {
		for _, x := range angka {
			if x[1] != x[2] {
				out = append(out, Perbedaan{jenis, id, nama, x[0], x[1], x[2]})
			}
		}
	}
	for n, x := range a.Sasaran {
		y := b.Sasaran[n]
		beda("sasaran", x.ID, x.Nama, [3]string{"rata_capaian", x.RataCapaianTampil, y.RataCapaianTampil}, [3]string{"kategori", x.Kategori, y.Kategori},
			[3]string{"rata_capaian_anggaran", x.RataCapaianAnggaranTampil, y.RataCapaianAnggaranTampil},
			[3]string{"serapan_tertimbang", x.SerapanTertimbangTampil, y.SerapanTertimbangTampil},
			[3]string{"tingkat_efisiensi", x.TingkatEfisiensiTampil, y.TingkatEfisiensiTampil})
	}
	for n, x := range a.Indikator {
		y := b.Indikator[n]
		beda("indikator", x.ID, x.Nama, [3]string{"target", teksAda(x.Target), teksAda(y.Target)}, [3]string{"target_sd", teksAda(x.TargetSD), teksAda(y.TargetSD)},
			[3]string{"realisasi", x.RealisasiTampil, y.RealisasiTampil}, [3]string{"realisasi_tw", x.RealisasiTWTampil, y.RealisasiTWTampil},
			[3]string{"capaian", x.CapaianTampil, y.CapaianTampil}, [3]string{"kategori", x.Kategori, y.Kategori},
			[3]string{"capaian_sd", x.CapaianSDTampil, y.CapaianSDTampil}, [3]string{"kategori_sd", x.KategoriSD, y.KategoriSD},
			[3]string{"capaian_tw", x.CapaianTWTampil, y.CapaianTWTampil}, [3]string{"persen_target_akhir", x.PersenTargetAkhirTampil, y.PersenTargetAkhirTampil},
			[3]string{"ket", x.Ket, y.Ket}, [3]string{"persen_standar", x.PersenStandarTampil, y.PersenStandarTampil},
			[3]string{"capaian_anggaran", x.CapaianAnggaranTampil, y.CapaianAnggaranTampil})
		lalu, kini := sebelumnya(x), sebelumnya(y)
		for _, tahun := range kunciUrut(gabung(lalu, kini)) {
			beda("indikator", x.ID, x.Nama, [3]string{"realisasi_" + strconv.Itoa(tahun), lalu[tahun], kini[tahun]})
		}
	}
	for n, x := range a.Anggaran {
		beda("anggaran", x.Kode, x.Nama, [3]string{"capaian", x.CapaianTampil, b.Anggaran[n].CapaianTampil})
	}
	return out
}

// sebelumnya are the earlier years' figures of an indicator, as printed.
func sebelumnya(i HasilIndikator) map[int]string {
	out := map[int]string{}
	for _, l := range i.Sebelumnya {
		out[l.Tahun] = l.RealisasiTampil
	}
	return out
}

func gabung(a, b map[int]string) map[int]string {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}

func teksAda(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// HitungCapaian computes an agency-year's results at the end of a quarter as they would
// be stored.
func HitungCapaian(d sakip.DataTahun, tw int) Capaian {
	return FromHasil(d.OPD, d.Kebijakan, sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: tw}))
}
