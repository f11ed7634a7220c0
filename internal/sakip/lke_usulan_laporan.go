package sakip

import (
	"slices"
	"strconv"
	"time"
)

func (b BahanLKE) jadi(j JenisLaporan, f func(Laporan) bool) []Laporan {
	return slices.DeleteFunc(slices.Clone(b.Laporan), func(l Laporan) bool { return l.Jenis != j || l.Status != LaporanSelesai || !f(l) })
}

func (b BahanLKE) laporanTriwulan() []FaktaLKE {
	n := 0
	for tw := 1; tw <= 4; tw++ {
		if len(b.jadi(LaporanTriwulan, func(l Laporan) bool { return l.Periode == tw })) > 0 {
			n++
		}
	}
	return hitungFakta("Laporan triwulan dibuat", n, 4, Rujukan{Jenis: RujukLaporan})
}

func (b BahanLKE) capaianDihitung() []FaktaLKE {
	iku := b.hasilIKU()
	n := banyak(iku, func(h HasilIndikator) bool { return h.Capaian.Ada() })
	return hitungFakta("Capaian IKU terhadap target dapat dihitung", n, len(iku), Rujukan{Jenis: RujukCapaian})
}

// pertama is the earliest of the days that hari takes of the year's LKjIP; "" for none.
func (b BahanLKE) pertama(hari func(Laporan) time.Time) (pada Tanggal, id string) {
	var awal time.Time
	for _, l := range b.jadi(LKjIP, func(l Laporan) bool { return !hari(l).IsZero() }) {
		if awal.IsZero() || hari(l).Before(awal) {
			awal, id = hari(l), l.ID
		}
	}
	if id == "" {
		return "", ""
	}
	return b.Hari(awal), id
}

func (b BahanLKE) lkjip(ada, tidak string, hari func(Laporan) time.Time) []FaktaLKE {
	pada, id := b.pertama(hari)
	if id == "" {
		return []FaktaLKE{{Teks: tidak, Rujukan: Rujukan{Jenis: RujukLaporan}}}
	}
	return []FaktaLKE{{Teks: ada, Tanggal: pada, Cukup: true, Rujukan: Rujukan{RujukLaporan, id}}}
}

func diterbitkan(l Laporan) time.Time { return l.Diterbitkan }

func (b BahanLKE) lkjipAda() []FaktaLKE {
	return b.lkjip("LKjIP dibuat", "LKjIP belum dibuat", func(l Laporan) time.Time { return l.Dibuat })
}

func (b BahanLKE) lkjipTerbit() []FaktaLKE {
	return b.lkjip("LKjIP diterbitkan", "LKjIP belum diterbitkan", diterbitkan)
}

func (b BahanLKE) lkjipBertanda() []FaktaLKE {
	return b.lkjip("Salinan LKjIP bertanda tangan diterbitkan", "Salinan LKjIP bertanda tangan belum diterbitkan", func(l Laporan) time.Time { return l.SalinanTerbit })
}

func (b BahanLKE) lkjipTepatWaktu() []FaktaLKE {
	if b.Kalender == nil || b.Kalender.Triwulan[3].Laporan == "" {
		return nil
	}
	tempo := b.Kalender.Triwulan[3].Laporan
	pada, id := b.pertama(diterbitkan)
	if id == "" {
		return []FaktaLKE{{Teks: "LKjIP belum diterbitkan; tenggatnya", Tanggal: tempo, Rujukan: Rujukan{Jenis: RujukLaporan}}}
	}
	f := FaktaLKE{Teks: "LKjIP diterbitkan sebelum tenggat lewat", Tanggal: pada, Cukup: pada <= tempo, Rujukan: Rujukan{RujukLaporan, id}}
	if !f.Cukup {
		f.Teks = "LKjIP diterbitkan sesudah tenggat lewat"
	}
	return []FaktaLKE{f}
}

func (b BahanLKE) pembandingLalu() []FaktaLKE {
	iku := b.hasilIKU()
	n := banyak(iku, func(h HasilIndikator) bool { return len(h.Sebelumnya) > 0 })
	return hitungFakta("IKU dibandingkan dengan realisasi tahun sebelumnya", n, len(iku), Rujukan{Jenis: RujukCapaian})
}

func (b BahanLKE) pembandingAkhir() []FaktaLKE {
	iku := b.hasilIKU()
	n := banyak(iku, func(h HasilIndikator) bool { return h.PersenTargetAkhir.Ada() })
	return hitungFakta("IKU dibandingkan dengan target akhir Renstra", n, len(iku), Rujukan{Jenis: RujukCapaian})
}

// pembandingNasional says nothing where there is nothing: not every indicator has a
// standard.
func (b BahanLKE) pembandingNasional() []FaktaLKE {
	var out []FaktaLKE
	iku, rujuk := b.hasilIKU(), Rujukan{Jenis: RujukCapaian}
	if n := banyak(iku, func(h HasilIndikator) bool { return h.PersenStandar.Ada() }); n > 0 {
		out = append(out, FaktaLKE{Teks: "IKU dibandingkan dengan standar nasional atau provinsi", N: n, M: len(iku), Cukup: true, Rujukan: rujuk})
	}
	if n := len(b.Data.Pembanding); n > 0 {
		out = append(out, FaktaLKE{Teks: "Tabel pembanding dengan daerah lain: " + strconv.Itoa(n), Cukup: true, Rujukan: rujuk})
	}
	return out
}

// targetTercapai judges by the value that classes are taken from, of what is known.
func (b BahanLKE) targetTercapai() []FaktaLKE {
	k := b.Data.Kebijakan
	dikenal := slices.DeleteFunc(b.hasilIKU(), func(h HasilIndikator) bool { return !h.Capaian.Ada() })
	n := banyak(dikenal, func(h HasilIndikator) bool {
		v := *h.Capaian.Nilai
		if k.DasarKategori != DariMentah {
			v = k.Bulat(v)
		}
		return v.GreaterThanOrEqual(seratus)
	})
	return hitungFakta("IKU mencapai target tahun ini", n, len(dikenal), Rujukan{Jenis: RujukCapaian})
}

func (b BahanLKE) efisien() []FaktaLKE {
	dikenal := slices.DeleteFunc(slices.Clone(b.Hasil.Sasaran), func(s HasilSasaran) bool { return !s.TingkatEfisiensi.Ada() })
	n := banyak(dikenal, func(s HasilSasaran) bool { return s.TingkatEfisiensi.Nilai.GreaterThan(seratus) })
	return hitungFakta("Sasaran bertingkat efisiensi di atas 100", n, len(dikenal), Rujukan{Jenis: RujukCapaian})
}

func (b BahanLKE) lkjipEfisiensi() []FaktaLKE {
	n := banyak(b.Hasil.Sasaran, func(s HasilSasaran) bool { return s.TingkatEfisiensi.Ada() })
	return hitungFakta("Tingkat efisiensi sasaran dapat dihitung", n, len(b.Hasil.Sasaran), Rujukan{Jenis: RujukCapaian})
}

func (b BahanLKE) lkjipNarasi() []FaktaLKE {
	wajib := slices.DeleteFunc(b.Data.BagianNarasi(), func(n BagianNarasi) bool { return n.Sifat != NarasiWajib })
	n := banyak(wajib, func(w BagianNarasi) bool {
		return slices.ContainsFunc(b.Data.Narasi, func(t Narasi) bool { return t.Bagian == w.ID && !kosong(t.Isi) })
	})
	return hitungFakta("Bagian LKjIP yang wajib ditulis sudah ditulis", n, len(wajib), Rujukan{Jenis: RujukNarasi})
}

func (b BahanLKE) lkjipReviu() []FaktaLKE {
	if b.Reviu == nil || b.Reviu.Dihitung == 0 {
		return nil
	}
	return []FaktaLKE{{Teks: "Reviu menghitung " + strconv.Itoa(b.Reviu.Dihitung) + " hubungan angka; galat terbuka: " + strconv.Itoa(b.Reviu.Menahan),
		Cukup: b.Reviu.Menahan == 0, Rujukan: Rujukan{Jenis: RujukReviu}}}
}

func (b BahanLKE) evaluasiSebelumnya() []FaktaLKE {
	n := len(b.Data.RekomendasiBerlaku())
	if n == 0 {
		return nil
	}
	return []FaktaLKE{{Teks: "Evaluasi tahun sebelumnya memberi " + strconv.Itoa(n) + " rekomendasi", Cukup: true, Rujukan: Rujukan{Jenis: RujukRekomendasi}}}
}

func (b BahanLKE) tindakLanjutSelesai() []FaktaLKE {
	semua := b.Data.RekomendasiBerlaku()
	n := banyak(semua, func(r Rekomendasi) bool { return r.Hasil == TuntasSesuai })
	return hitungFakta("Rekomendasi evaluasi sebelumnya tuntas ditindaklanjuti", n, len(semua), Rujukan{Jenis: RujukRekomendasi})
}

func (b BahanLKE) tindakLanjutBukti() []FaktaLKE {
	semua := b.Data.RekomendasiBerlaku()
	n := banyak(semua, func(r Rekomendasi) bool { return len(r.Bukti) > 0 })
	return hitungFakta("Tindak lanjut rekomendasi disertai berkas bukti", n, len(semua), Rujukan{Jenis: RujukRekomendasi})
}
