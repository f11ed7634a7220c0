package sakip

import "github.com/shopspring/decimal"

// hitungSasaran rolls up the indicators of a sasaran: the mean of their unrounded
// capaian over those that could be computed, the mean of their budget absorption,
// and their quotient, the tingkat efisiensi. Nothing is rounded on the way.
func hitungSasaran(s Sasaran, semua []HasilIndikator, k Kebijakan) HasilSasaran {
	var sendiri []HasilIndikator
	for _, i := range semua {
		if i.Indikator.Tingkat == TingkatSasaran && i.Indikator.Induk == s.ID {
			sendiri = append(sendiri, i)
		}
	}
	return RingkasanIKU(s, sendiri, k)
}

// RingkasanIKU rolls up IKU as hitungSasaran does, whatever sasaran they are of: of a
// whole agency it is what stands beside other agencies.
func RingkasanIKU(s Sasaran, iku []HasilIndikator, k Kebijakan) HasilSasaran {
	h := HasilSasaran{Sasaran: s}
	var kinerja, serapan []berbobot
	pagu, spent := nol, nol
	ada := false
	for _, i := range iku {
		h.M++
		b := k.bobot(i.Indikator.ID)
		if i.Capaian.Ada() {
			h.N++
			kinerja = append(kinerja, berbobot{i.Indikator.ID, i.Capaian.Angka, b})
		}
		if i.CapaianAnggaran.Ada() {
			serapan = append(serapan, berbobot{i.Indikator.ID, i.CapaianAnggaran.Angka, b})
			pagu, spent, ada = pagu.Add(*i.Anggaran.Nilai), spent.Add(*i.RealisasiAnggaran.Nilai), true
		}
	}
	alasan := TidakAdaTerhitung
	if h.M == 0 {
		alasan = TidakAdaIndikator
	}
	h.RataCapaian = rata(kinerja, "sasaran.rata", alasan, k)
	if h.RataCapaian.Ada() {
		h.RataCapaian.Tampil = salin(k.Tampilkan(*h.RataCapaian.Nilai))
		h.RataCapaian.Kategori = k.Kategori(*h.RataCapaian.Nilai)
	}
	h.RataCapaianAnggaran = rata(serapan, "sasaran.rata_anggaran", alasan, k)
	total := takDiketahui(alasan, Penjelasan{})
	terpakai := total
	if ada {
		total, terpakai = diketahui(pagu, Penjelasan{}), diketahui(spent, Penjelasan{})
	}
	h.SerapanTertimbang = capaianAnggaran(total, terpakai, k)
	h.SerapanTertimbang.Jelas.Aturan = "sasaran.serapan_tertimbang"
	h.TingkatEfisiensi = efisiensi(h.RataCapaian.Angka, h.RataCapaianAnggaran.Angka, k)
	return h
}

type berbobot struct {
	id    string
	nilai Angka
	bobot decimal.Decimal
}

// rata is Σ(value × weight) ÷ Σ weight.
func rata(list []berbobot, aturan string, alasan Alasan, k Kebijakan) Capaian {
	j := Penjelasan{Aturan: aturan, Rumus: "rata-rata (tanpa pembulatan antara)", Kebijakan: k.Versi}
	if len(list) == 0 {
		return Capaian{Angka: takDiketahui(alasan, j)}
	}
	sum, bobot := nol, nol
	for _, b := range list {
		sum = sum.Add(b.nilai.Nilai.Mul(b.bobot))
		bobot = bobot.Add(b.bobot)
		j.Masukan = append(j.Masukan, masukan(b.id, b.nilai.Nilai, b.nilai.Jelas.Aturan))
		if !b.bobot.Equal(satu) {
			j.Rumus = "Σ(nilai × bobot) ÷ Σ bobot (tanpa pembulatan antara)"
			j.Masukan = append(j.Masukan, masukan("bobot "+b.id, salin(b.bobot), ""))
		}
	}
	mean := bagi(sum, bobot)
	return Capaian{Angka: diketahui(mean, j), Tampil: salin(k.Bulat(mean))}
}

// efisiensi is mean capaian kinerja ÷ mean capaian anggaran × 100.
func efisiensi(kinerja, serapan Angka, k Kebijakan) Capaian {
	j := Penjelasan{Aturan: "efisiensi.tingkat", Rumus: "rata-rata capaian kinerja ÷ rata-rata capaian anggaran × 100", Kebijakan: k.Versi,
		Masukan: []Masukan{masukan("rata-rata capaian kinerja", kinerja.Nilai, kinerja.Jelas.Aturan), masukan("rata-rata capaian anggaran", serapan.Nilai, serapan.Jelas.Aturan)}}
	switch {
	case !kinerja.Ada():
		return Capaian{Angka: takDiketahui(kinerja.Alasan, j)}
	case !serapan.Ada():
		return Capaian{Angka: takDiketahui(serapan.Alasan, j)}
	case serapan.Nilai.IsZero():
		return Capaian{Angka: takDiketahui(SerapanNol, j)}
	}
	mentah := persen(*kinerja.Nilai, *serapan.Nilai)
	return Capaian{Angka: diketahui(mentah, j), Tampil: salin(k.Bulat(mentah))}
}
