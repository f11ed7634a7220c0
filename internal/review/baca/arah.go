package baca

import (
	"github.com/shopspring/decimal"

	"capaian/internal/review"
	"capaian/internal/sakip"
)

// caraCapaian is a formula of a capaian.
type caraCapaian int

const (
	caraNaik caraCapaian = iota
	caraDuaT
	caraTBagiR
)

// cara are the formulas by which a percentage follows from what was achieved and the target.
func cara(r, t decimal.Decimal, persen angka) []caraCapaian {
	var out []caraCapaian
	kira := decimal.New(1, -max(0, persen.desimal)) // rounded or cut off
	dekat := func(v decimal.Decimal) bool { return v.Sub(persen.nilai).Abs().LessThan(kira) }
	if !t.IsZero() {
		if dekat(r.Mul(seratus).DivRound(t, 12)) {
			out = append(out, caraNaik)
		}
		if dekat(t.Add(t).Sub(r).Mul(seratus).DivRound(t, 12)) {
			out = append(out, caraDuaT)
		}
	}
	if !r.IsZero() && dekat(t.Mul(seratus).DivRound(r, 12)) {
		out = append(out, caraTBagiR)
	}
	return out
}

var kataTurun = set("menurun menurunnya penurunan turunnya kemiskinan miskin pengangguran stunting kematian prevalensi kasus temuan keluhan pengaduan inflasi gini ketimpangan kesenjangan kejadian konflik kriminalitas kerusakan kebocoran kehilangan lama waktu bencana kecelakaan sampah emisi pelanggaran putus gizi buruk kekerasan perceraian perkawinan rawan")

// bacaArah finds for which indicators less is better: where the printed percentages follow
// from a formula of such, and not from the other. A table whose target and realisasi are
// exchanged looks like target ÷ realisasi, so that formula counts only where the name says
// that less is better. Undecided is left as it is.
func (p *pembaca) bacaArah() {
	type suara struct{ naik, dua, bagi int }
	semua := map[string]*suara{}
	pasang := map[review.Kunci]review.Pernyataan{}
	kunci := func(s review.Pernyataan, b review.Besaran) review.Kunci {
		k := s.Kunci
		k.Besaran = b
		k.Versi += "\x00" + s.Tabel + "\x00" + s.Baris
		return k
	}
	for _, s := range p.n.Pernyataan {
		switch s.Besaran {
		case review.Target, review.Realisasi, review.TargetAkhir, review.Pagu, review.RealisasiAnggaran:
			pasang[kunci(s, s.Besaran)] = s
		}
	}
	var urut []string
	for _, s := range p.n.Pernyataan {
		bawah := review.Target
		switch s.Besaran {
		case review.Capaian:
		case review.PersenTargetAkhir:
			bawah = review.TargetAkhir
		default:
			continue
		}
		r, ok := pasang[kunci(s, review.Realisasi)]
		t, ok2 := pasang[kunci(s, bawah)]
		x := p.subjek(s.Subjek)
		if !ok || !ok2 || x == nil || x.Jenis != review.SubjekIndikator || x.Arah != "" {
			continue
		}
		if semua[s.Subjek] == nil {
			semua[s.Subjek] = &suara{}
			urut = append(urut, s.Subjek)
		}
		list := cara(r.Nilai, t.Nilai, angka{nilai: s.Nilai, desimal: s.Desimal})
		for _, c := range list {
			switch c {
			case caraNaik:
				semua[s.Subjek].naik++
			case caraDuaT:
				semua[s.Subjek].dua++
			case caraTBagiR:
				semua[s.Subjek].bagi++
			}
		}
	}
	dua, bagi := 0, 0
	var turun []string
	for _, id := range urut {
		v := semua[id]
		s := p.subjek(id)
		menurun := punya(kata(s.Nama), kunciUrut(kataTurun)...)
		switch {
		case v.naik > 0 && v.naik >= max(v.dua, v.bagi):
		case v.dua > 0 && v.dua >= v.bagi:
			turun = append(turun, id)
			dua++
		case v.bagi > 0 && menurun:
			turun = append(turun, id)
			bagi++
		}
	}
	for _, id := range turun {
		p.subjek(id).Arah = sakip.Turun
	}
	if bagi > dua {
		p.n.RumusTurun = sakip.TBagiR
	}
	p.bacaPembulatan(pasang, kunci)
}

// bacaPembulatan finds whether the report cuts decimals off: where next to no percentage is
// as rounding makes it, of those that the two ways print differently.
func (p *pembaca) bacaPembulatan(pasang map[review.Kunci]review.Pernyataan, kunci func(review.Pernyataan, review.Besaran) review.Kunci) {
	bulat, potong := 0, 0
	for _, s := range p.n.Pernyataan {
		atas, bawah := review.Realisasi, review.Target
		switch s.Besaran {
		case review.Capaian:
		case review.PersenTargetAkhir:
			bawah = review.TargetAkhir
		case review.CapaianAnggaran:
			atas, bawah = review.RealisasiAnggaran, review.Pagu
		default:
			continue
		}
		r, ok := pasang[kunci(s, atas)]
		t, ok2 := pasang[kunci(s, bawah)]
		if !ok || !ok2 || t.Nilai.IsZero() || s.Desimal < 0 || s.Desimal > 3 {
			continue
		}
		v := r.Nilai.Mul(seratus).DivRound(t.Nilai, 12)
		if x := p.subjek(s.Subjek); x != nil && x.Arah == sakip.Turun && atas == review.Realisasi {
			if v = seratus.Add(seratus).Sub(v); p.n.RumusTurun == sakip.TBagiR {
				continue
			}
		}
		a, b := sakip.Bulatkan(v, s.Desimal, sakip.SetengahKeAtas), sakip.Bulatkan(v, s.Desimal, sakip.Potong)
		switch {
		case a.Equal(b):
		case s.Nilai.Equal(a):
			bulat++
		case s.Nilai.Equal(b):
			potong++
		}
	}
	if potong > 4*bulat {
		p.n.Pembulatan = sakip.Potong
	}
}
