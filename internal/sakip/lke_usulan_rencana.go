package sakip

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"
)

func (b BahanLKE) renstraAda() []FaktaLKE {
	r := b.Data.Renstra
	ada := r.TahunAwal <= b.Data.Tahun && b.Data.Tahun <= r.TahunAkhir
	masa := FaktaLKE{Teks: "Belum ada Renstra yang memuat tahun ini", Rujukan: Rujukan{Jenis: RujukRenstra}}
	if !ada {
		return []FaktaLKE{masa}
	}
	masa.Teks, masa.Cukup = "Renstra "+strconv.Itoa(r.TahunAwal)+"–"+strconv.Itoa(r.TahunAkhir)+" memuat tahun ini", true
	isi := func(apa string, n int) FaktaLKE {
		return FaktaLKE{Teks: "Renstra memuat " + strconv.Itoa(n) + " " + apa, Cukup: n > 0, Rujukan: masa.Rujukan}
	}
	return []FaktaLKE{masa, isi("tujuan", len(r.Tujuan)), isi("sasaran", len(r.Sasaran)), isi("indikator bertarget", len(r.Kolom))}
}

func (b BahanLKE) renstraTarget() []FaktaLKE {
	r, iku := b.Data.Renstra, b.iku()
	tahun := r.TahunAkhir - r.TahunAwal + 1
	lengkap := banyak(iku, func(i Indikator) bool { return len(r.kolom(i.Kunci).Tahunan) >= min(tahun, 5) })
	akhir := banyak(iku, func(i Indikator) bool { k := r.kolom(i.Kunci); return k.Akhir != nil && !k.Akhir.Kosong() })
	rujuk := Rujukan{Jenis: RujukRenstra}
	return append(hitungFakta("IKU punya target tiap tahun Renstra", lengkap, len(iku), rujuk), hitungFakta("IKU punya target akhir Renstra", akhir, len(iku), rujuk)...)
}

func (b BahanLKE) pkAda() []FaktaLKE {
	var out []FaktaLKE
	for _, p := range UrutPerjanjian(b.Data.Perjanjian) {
		if !p.Ditandatangani {
			continue
		}
		f := FaktaLKE{Teks: "Perjanjian Kinerja versi " + p.Versi + " ditandatangani", Tanggal: p.Tanggal, Cukup: true, Rujukan: Rujukan{RujukPerjanjian, p.Versi}}
		if n := slices.IndexFunc(b.Data.OPD.Pejabat, func(o Pejabat) bool { return o.ID == p.PihakPertama }); n >= 0 {
			f.Teks += " oleh " + b.Data.OPD.Pejabat[n].Nama
		}
		out = append(out, f)
	}
	if out == nil {
		return []FaktaLKE{{Teks: "Belum ada Perjanjian Kinerja yang ditandatangani", Rujukan: Rujukan{Jenis: RujukPerjanjian}}}
	}
	return out
}

func (b BahanLKE) pkTarget() []FaktaLKE {
	iku := b.iku()
	pk, ada := PerjanjianBerlaku(b.Data.Perjanjian, b.akhir())
	if !ada {
		return hitungFakta("IKU punya target pada Perjanjian Kinerja yang berlaku", 0, len(iku), Rujukan{Jenis: RujukPerjanjian})
	}
	n := banyak(iku, func(i Indikator) bool { return !pk.Target[i.ID].Kosong() })
	return hitungFakta("IKU punya target pada Perjanjian Kinerja versi "+pk.Versi, n, len(iku), Rujukan{RujukPerjanjian, pk.Versi})
}

// pkPerubahan says nothing of a year whose agreement needed no change.
func (b BahanLKE) pkPerubahan() []FaktaLKE {
	var out []FaktaLKE
	for _, p := range UrutPerjanjian(b.Data.Perjanjian) {
		if p.Jenis == PKPerubahan && p.Ditandatangani {
			out = append(out, FaktaLKE{Teks: "Perjanjian Kinerja versi " + p.Versi + " ditandatangani dengan alasan perubahan", Tanggal: p.Tanggal,
				Cukup: !kosong(p.Alasan), Rujukan: Rujukan{RujukPerjanjian, p.Versi}})
		}
	}
	return out
}

func (b BahanLKE) rencanaAksiAda() []FaktaLKE {
	var n, m int
	for _, i := range b.iku() {
		for tw := 1; tw <= 4; tw++ {
			if !i.Frekuensi.JatuhTempo(tw) {
				continue
			}
			m++
			n += banyak(b.Data.RencanaAksi, func(r RencanaAksi) bool { return r.Indikator == i.ID && r.Triwulan == tw && !r.Kosong() })
		}
	}
	return hitungFakta("Rencana aksi triwulan IKU terisi", n, m, Rujukan{Jenis: RujukRencanaAksi})
}

func (b BahanLKE) rencanaAksiPIC() []FaktaLKE {
	var n, m int
	for _, r := range b.Data.RencanaAksi {
		m += len(r.Langkah)
		n += banyak(r.Langkah, func(l Langkah) bool { return !kosong(l.PIC) && l.Selesai != "" })
	}
	return hitungFakta("Langkah rencana aksi punya penanggung jawab dan tanggal selesai", n, m, Rujukan{Jenis: RujukRencanaAksi})
}

func (b BahanLKE) anggaranAda() []FaktaLKE {
	v, ada := AnggaranBerlaku(b.Data.Anggaran, b.akhir())
	if !ada {
		return []FaktaLKE{{Teks: "Belum ada versi anggaran yang berlaku", Rujukan: Rujukan{Jenis: RujukAnggaran}}}
	}
	return []FaktaLKE{{Teks: "Anggaran versi " + v.Versi + " berlaku", Tanggal: v.Tanggal, Cukup: true, Rujukan: Rujukan{RujukAnggaran, v.Versi}}}
}

func (b BahanLKE) anggaranTertaut() []FaktaLKE {
	s := b.Data.Sebaran(Periode{b.Data.Tahun, 4})
	rujuk := Rujukan{Jenis: RujukSebaran}
	n := banyak(s.Daun, func(d DaunSebaran) bool { return len(d.Indikator) > 0 })
	out := hitungFakta("Baris anggaran tertaut ke IKU", n, len(s.Daun), rujuk)
	if iku := b.iku(); out != nil {
		out = append(out, hitungFakta("IKU punya anggaran", banyak(iku, func(i Indikator) bool { return len(i.Anggaran) > 0 }), len(iku), rujuk)...)
	}
	return out
}

func (b BahanLKE) sasaranTerukur() []FaktaLKE {
	iku := b.iku()
	n := banyak(b.Data.Renstra.Sasaran, func(s Sasaran) bool {
		return slices.ContainsFunc(iku, func(i Indikator) bool { return i.Induk == s.ID })
	})
	return hitungFakta("Sasaran punya IKU", n, len(b.Data.Renstra.Sasaran), Rujukan{Jenis: RujukIndikator})
}

func (b BahanLKE) ikuDefinisi() []FaktaLKE {
	iku, rujuk := b.iku(), Rujukan{Jenis: RujukIndikator}
	satuan := banyak(iku, func(i Indikator) bool { return !kosong(i.Satuan) && i.validasiFormula() == nil })
	sumber := banyak(iku, func(i Indikator) bool { return !kosong(i.SumberData) })
	pic := banyak(iku, func(i Indikator) bool { return !kosong(i.PenanggungJawab) })
	return slices.Concat(hitungFakta("IKU punya satuan dan formula", satuan, len(iku), rujuk),
		hitungFakta("IKU punya sumber data", sumber, len(iku), rujuk), hitungFakta("IKU punya penanggung jawab", pic, len(iku), rujuk))
}

func (b BahanLKE) ikuKonsisten() []FaktaLKE {
	iku := b.iku()
	n := banyak(iku, func(i Indikator) bool { return b.Data.Renstra.kolom(i.Kunci).Indikator != "" })
	return hitungFakta("IKU tahun ini ada pada Renstra", n, len(iku), Rujukan{Jenis: RujukRenstra})
}

// membaik tells whether v is at least as good as dulu; known is false for a range.
func membaik(a Arah, v, dulu decimal.Decimal) (baik, known bool) {
	switch a {
	case Naik:
		return v.GreaterThanOrEqual(dulu), true
	case Turun:
		return v.LessThanOrEqual(dulu), true
	}
	return false, false
}

// dibandingLalu counts IKU by what nilai takes of them against the realisasi of the year
// before.
func (b BahanLKE) dibandingLalu(teks string, nilai func(HasilIndikator) *decimal.Decimal, r Rujukan) []FaktaLKE {
	var n, m int
	for _, h := range b.hasilIKU() {
		v, k := nilai(h), len(h.Sebelumnya)
		if v == nil || k == 0 || h.Sebelumnya[k-1].Tahun != b.Data.Tahun-1 {
			continue
		}
		if baik, known := membaik(h.Indikator.Arah, *v, h.Sebelumnya[k-1].Realisasi); known {
			m++
			if baik {
				n++
			}
		}
	}
	return hitungFakta(teks, n, m, r)
}

func (b BahanLKE) targetMenantang() []FaktaLKE {
	return b.dibandingLalu("Target IKU tidak lebih rendah dari realisasi tahun lalu", func(h HasilIndikator) *decimal.Decimal { return h.Target.Nilai }, Rujukan{Jenis: RujukPerjanjian})
}

func (b BahanLKE) kinerjaMeningkat() []FaktaLKE {
	return b.dibandingLalu("Realisasi IKU tidak lebih buruk dari tahun lalu", func(h HasilIndikator) *decimal.Decimal { return h.Realisasi.Nilai }, Rujukan{Jenis: RujukCapaian})
}

func (b BahanLKE) jenjang() []FaktaLKE {
	rujuk := Rujukan{Jenis: RujukIndikator}
	pk, ada := PerjanjianBerlaku(b.Data.Perjanjian, b.akhir())
	if !ada || len(pk.Program) == 0 {
		return nil
	}
	n := banyak(pk.Program, func(p AnggaranProgram) bool {
		return slices.ContainsFunc(b.Data.Indikator, func(i Indikator) bool { return i.Tingkat == TingkatProgram && i.Induk == p.Kode })
	})
	return hitungFakta("Program pada Perjanjian Kinerja punya indikator program", n, len(pk.Program), rujuk)
}
