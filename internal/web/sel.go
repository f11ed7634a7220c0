package web

import (
	"capaian/internal/sakip"
	"capaian/internal/wire"
)

// sel is one figure of a table: as printed, or the reason why there is none.
type sel struct {
	Tampil   string
	Persen   bool
	Kategori string
	Sebagian bool // made of some of its parts: a class, but no colour
	Alasan   string
}

// Kelas is the class's look in the style sheet: colour and shape.
func (s sel) Kelas() string {
	if s.Sebagian {
		return "ks"
	}
	return kelasKategori(s.Kategori)
}

func selPersen(tampil, kategori string, alasan ...string) sel {
	return sel{Tampil: tampil, Persen: true, Kategori: kategori, Alasan: pertama(alasan...)}
}

// pertama is the first text that says something; an unknown figure is never blank.
func pertama(s ...string) string {
	for _, t := range s {
		if t != "" {
			return t
		}
	}
	return "tidak dapat dihitung"
}

const (
	tanpaTarget   = "target belum ditetapkan"
	tanpaTargetTW = "tanpa target triwulan"
)

func (b barisIndikator) teksAlasan(angka string) string {
	return sakip.Alasan(b.HasilIndikator.Penjelasan[angka].Alasan).Teks()
}

// The figures of an indicator's row in the order of the columns. Why the quarter's own
// figures are missing follows from what they are made of.

// SelTarget are the targets of the year and, in detail, up to and of the quarter.
func (b barisIndikator) SelTarget(rinci bool) []sel {
	out := []sel{{Tampil: b.TargetTampil, Alasan: tanpaTarget}}
	if rinci {
		out = append(out, sel{Tampil: b.TargetSDTampil, Alasan: tanpaTargetTW}, sel{Tampil: b.TargetTWTampil, Alasan: tanpaTargetTW})
	}
	return out
}

// SelRealisasi are the values up to the quarter and, in detail, of the quarter.
func (b barisIndikator) SelRealisasi(rinci bool) []sel {
	sd := sel{Tampil: b.RealisasiTampil, Alasan: pertama(b.teksAlasan("realisasi"))}
	if !rinci {
		return []sel{sd}
	}
	return []sel{sd, {Tampil: b.RealisasiTWTampil, Alasan: pertama(b.teksAlasan("realisasi"), sakip.TriwulanTakLengkap.Teks())}}
}

// SelCapaian are the percentages of the year's target and, in detail, of the quarter's.
func (b barisIndikator) SelCapaian(rinci bool) []sel {
	out := []sel{selPersen(b.CapaianTampil, b.Kategori, b.AlasanTampil)}
	if rinci {
		out = append(out, selPersen(b.CapaianSDTampil, b.KategoriSD, tanpa(b.TargetSDTampil), b.teksAlasan("realisasi")),
			selPersen(b.CapaianTWTampil, "", tanpa(b.TargetTWTampil), b.teksAlasan("realisasi")))
	}
	return out
}

func tanpa(target string) string {
	if target == "" {
		return tanpaTargetTW
	}
	return ""
}

// SelAkhir are the Renstra's end target and how far it is reached.
func (b barisIndikator) SelAkhir() []sel {
	return []sel{{Tampil: b.TargetAkhirTampil, Alasan: sakip.TargetAkhirTakAda.Teks()},
		selPersen(b.PersenTargetAkhirTampil, "", b.teksAlasan("persen_target_akhir"))}
}

// SelAnggaran are the money of an indicator and what was spent of it.
func (b barisIndikator) SelAnggaran() []sel {
	alasan := pertama(sakip.Alasan(b.AlasanAnggaran).Teks())
	uang := func(s *string) sel {
		if s == nil {
			return sel{Alasan: alasan}
		}
		return sel{Tampil: tampilRupiah(*s)}
	}
	return []sel{uang(b.Anggaran), uang(b.RealisasiAnggaran), selPersen(b.CapaianAnggaranTampil, "", alasan)}
}

// SelSasaran are a sasaran's mean capaian, mean absorption, efficiency and weighted absorption.
func (b blokSasaran) SelSasaran() []sel {
	teks := func(angka string) string { return sakip.Alasan(b.HasilSasaran.Penjelasan[angka].Alasan).Teks() }
	rata := selPersen(b.RataCapaianTampil, b.Kategori, teks("rata_capaian"))
	rata.Sebagian = b.N < b.M
	return []sel{rata,
		selPersen(b.RataCapaianAnggaranTampil, "", teks("rata_capaian_anggaran")),
		selPersen(b.TingkatEfisiensiTampil, "", teks("tingkat_efisiensi")),
		selPersen(b.SerapanTertimbangTampil, "", teks("serapan_tertimbang"))}
}

// SelAnggaran are a budget row's pagu, what was spent and its share.
func (b barisAnggaran) SelAnggaran() []sel { return selAnggaran(b.HasilAnggaran) }

// SelPagu are the same of the agency's whole budget.
func (r isiRingkas) SelPagu() []sel { return selAnggaran(*r.Pagu) }

func selAnggaran(b wire.HasilAnggaran) []sel {
	out := []sel{{Alasan: sakip.AnggaranTidakAda.Teks()}, {Alasan: pertama(sakip.Alasan(b.Alasan).Teks(), sakip.BelumDilaporkan.Teks())},
		selPersen(b.CapaianTampil, "", sakip.Alasan(b.Alasan).Teks())}
	if b.Anggaran != nil {
		out[0].Tampil = tampilRupiah(*b.Anggaran)
	}
	if b.Realisasi != nil {
		out[1].Tampil = tampilRupiah(*b.Realisasi)
	}
	return out
}

func jelasIndikator(i wire.HasilIndikator) []jelas {
	persen := func(s string) string {
		if s == "" {
			return ""
		}
		return s + "%"
	}
	uang := ""
	if i.Anggaran != nil {
		uang = "Rp" + tampilRupiah(*i.Anggaran)
	}
	var out []jelas
	for _, j := range []struct{ kunci, judul, nilai string }{
		{"realisasi", "Realisasi", i.RealisasiTampil}, {"capaian", "Capaian", persen(i.CapaianTampil)},
		{"persen_target_akhir", "Terhadap target akhir", persen(i.PersenTargetAkhirTampil)},
		{"persen_standar", "Terhadap standar", persen(i.PersenStandarTampil)},
		{"anggaran", "Anggaran", uang}, {"capaian_anggaran", "Capaian anggaran", persen(i.CapaianAnggaranTampil)},
	} {
		if p, ok := i.Penjelasan[j.kunci]; ok {
			out = append(out, jelas{j.judul, j.nilai, p})
		}
	}
	return out
}

func jelasSasaran(s wire.HasilSasaran) []jelas {
	var out []jelas
	for _, j := range []struct{ kunci, judul, nilai string }{
		{"rata_capaian", "Rata-rata capaian", s.RataCapaianTampil}, {"rata_capaian_anggaran", "Rata-rata capaian anggaran", s.RataCapaianAnggaranTampil},
		{"tingkat_efisiensi", "Tingkat efisiensi", s.TingkatEfisiensiTampil}, {"serapan_tertimbang", "Serapan tertimbang pagu", s.SerapanTertimbangTampil},
	} {
		if p, ok := s.Penjelasan[j.kunci]; ok {
			if j.nilai != "" {
				j.nilai += "%"
			}
			out = append(out, jelas{j.judul, j.nilai, p})
		}
	}
	return out
}
