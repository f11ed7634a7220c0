package review

import (
	"slices"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
)

// balik is what the input c of a tie must be for its output to be as printed, at c's
// precision; kabur tells that neighbours of it would do as well.
func (p *pemeriksa) balik(k *ikatan, c int) (v decimal.Decimal, kabur, ok bool) {
	x, ok := p.selesaikan(k, c)
	if !ok {
		return x, false, false
	}
	d := p.wajar[c]
	v = p.bulatkan(x, d)
	if p.nilaiIkatan(k, peta{c: v}) != cocok {
		return v, false, false
	}
	ulp := decimal.New(1, -d)
	kabur = p.nilaiIkatan(k, peta{c: v.Add(ulp)}) == cocok || p.nilaiIkatan(k, peta{c: v.Sub(ulp)}) == cocok
	return v, kabur, true
}

func (p *pemeriksa) selesaikan(k *ikatan, c int) (decimal.Decimal, bool) {
	y := p.nilai[k.out]
	in := func(n int) decimal.Decimal { return p.nilai[k.in[n]] }
	per := func(a, b decimal.Decimal) (decimal.Decimal, bool) {
		if b.IsZero() {
			return b, false
		}
		return a.DivRound(b, skala), true
	}
	switch k.rumus {
	case rumusRasio:
		if c == k.in[0] {
			return per(y.Mul(in(1)), k.k)
		}
		return per(in(0).Mul(k.k), y)
	case rumusKali:
		return per(y, k.k)
	case rumusCapaian:
		return p.dariPersen(nisbah{a: k.in[0], b: k.in[1], arah: k.arah}, c, y)
	case rumusRentang:
		return p.dariPersen(nisbah{a: k.in[0], b: k.in[1], atas: k.in[2], arah: sakip.Rentang}, c, y)
	case rumusJumlah:
		f, _ := p.hitung(k, nil)
		beda := y.Sub(f)
		for n, i := range k.in {
			if i == c && k.kurang != nil && k.kurang[n] {
				beda = beda.Neg()
			}
		}
		return p.nilai[c].Add(beda), true
	case rumusSelisih:
		if c == k.in[0] {
			return y.Add(in(1)), true
		}
		return in(0).Sub(y), true
	case rumusUbah:
		faktor := y.DivRound(seratus, skala).Add(decimal.NewFromInt(1))
		if c == k.in[0] {
			return in(1).Mul(faktor), true
		}
		return per(in(0), faktor)
	case rumusRata:
		return p.dariRata(k.bagian, c, y)
	case rumusEfisiensi:
		if serapan, ok := p.rata(nil, k.serapan); ok {
			if v, ok := p.dariRata(k.bagian, c, y.Mul(serapan).DivRound(seratus, skala)); ok {
				return v, true
			}
		}
		if bagian, ok := p.rata(nil, k.bagian); ok {
			if rata, ok := per(bagian.Mul(seratus), y); ok {
				return p.dariRata(k.serapan, c, rata)
			}
		}
	}
	return decimal.Decimal{}, false
}

// dariRata solves a mean for the one of its terms that c is in.
func (p *pemeriksa) dariRata(list []nisbah, c int, rata decimal.Decimal) (decimal.Decimal, bool) {
	p.kerja += len(list)
	ini := -1
	sisa := rata.Mul(jumlahBobot(list))
	for n, x := range list {
		if slices.Contains(x.masukan(), c) {
			ini = n
			continue
		}
		v, ok := p.suku(nil, x)
		if !ok {
			return v, false
		}
		sisa = sisa.Sub(x.kali(v))
	}
	if ini < 0 {
		return sisa, false
	}
	if b := list[ini].bobot; !b.IsZero() {
		sisa = sisa.DivRound(b, skala)
	}
	if list[ini].b < 0 {
		return sisa, true
	}
	return p.dariPersen(list[ini], c, sisa)
}

// dariPersen solves a capaian for its realisasi or its target.
func (p *pemeriksa) dariPersen(x nisbah, c int, y decimal.Decimal) (decimal.Decimal, bool) {
	if x.arah == sakip.Rentang {
		sisi, ok := p.sisiRentang(x, c, y)
		if !ok {
			return y, false
		}
		x = sisi
	}
	r, t := p.nilai[x.a], p.nilai[x.b]
	atas, bawah := y.Mul(t), seratus // of the realisasi
	if c == x.b {
		atas, bawah = r.Mul(seratus), y
	}
	switch {
	case x.arah != sakip.Turun:
	case p.n.RumusTurun == sakip.TBagiR && c == x.a:
		atas, bawah = t.Mul(seratus), y
	case p.n.RumusTurun == sakip.TBagiR:
		atas, bawah = y.Mul(r), seratus
	case c == x.a:
		atas = t.Mul(dua.Mul(seratus).Sub(y))
	default:
		bawah = dua.Mul(seratus).Sub(y)
	}
	if bawah.IsZero() {
		return bawah, false
	}
	return atas.DivRound(bawah, skala), true
}
