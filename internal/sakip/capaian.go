package sakip

import "github.com/shopspring/decimal"

// Capaian is a performance percentage: raw, as shown, and its class. Kategori and
// Tampil are empty when the raw figure is not known.
type Capaian struct {
	Angka
	Tampil   *decimal.Decimal
	Kategori string
}

// HitungCapaian is realisasi against target by the rule of the arah:
//
//	naik     R ÷ T × 100
//	turun    (2T − R) ÷ T × 100 (PermenPANRB 8/2021), or T ÷ R × 100 by policy
//	rentang  inside 100; above the upper end as turun from it, below the lower as naik to it
//
// T = 0: naik cannot be computed; turun is 100 for R = 0 and 0 for R > 0.
func HitungCapaian(arah Arah, t Target, r Angka, k Kebijakan) Capaian {
	a := capaianMentah(arah, t, r, k)
	a.Jelas.Kebijakan = k.Versi
	c := Capaian{Angka: a}
	if a.Nilai != nil {
		c.Tampil = salin(k.Tampilkan(*a.Nilai))
		c.Kategori = k.Kategori(*a.Nilai)
	}
	return c
}

func capaianMentah(arah Arah, t Target, r Angka, k Kebijakan) Angka {
	j := Penjelasan{Aturan: "capaian." + string(arah), Masukan: []Masukan{masukan("realisasi", r.Nilai, r.Jelas.Aturan)}}
	kosong := t.Nilai == nil
	if arah == Rentang {
		kosong = t.Bawah == nil || t.Atas == nil
		j.Masukan = append(j.Masukan, masukan("target bawah", t.Bawah, ""), masukan("target atas", t.Atas, ""))
	} else {
		j.Masukan = append(j.Masukan, masukan("target", t.Nilai, ""))
	}
	switch {
	case kosong:
		return takDiketahui(TargetTidakAda, j)
	case r.Nilai == nil:
		return takDiketahui(r.Alasan, j)
	}
	switch arah {
	case Turun:
		return capaianTurun(*t.Nilai, *r.Nilai, k, j)
	case Rentang:
		j.Rumus = "di dalam rentang → 100"
		switch {
		case r.Nilai.GreaterThan(*t.Atas):
			return capaianTurun(*t.Atas, *r.Nilai, k, j)
		case r.Nilai.LessThan(*t.Bawah):
			return capaianNaik(*t.Bawah, *r.Nilai, j)
		}
		return diketahui(seratus, j)
	default:
		return capaianNaik(*t.Nilai, *r.Nilai, j)
	}
}

func capaianNaik(t, r decimal.Decimal, j Penjelasan) Angka {
	j.Rumus = "realisasi ÷ target × 100"
	switch {
	case t.IsZero():
		return takDiketahui(TargetNol, j)
	case t.IsNegative():
		return takDiketahui(TargetNegatif, j)
	}
	return diketahui(persen(r, t), j)
}

func capaianTurun(t, r decimal.Decimal, k Kebijakan, j Penjelasan) Angka {
	j.Rumus = "(2 × target − realisasi) ÷ target × 100"
	if k.RumusTurun == TBagiR {
		j.Aturan += ".t/r"
		j.Rumus = "target ÷ realisasi × 100"
	}
	switch {
	case t.IsNegative():
		return takDiketahui(TargetNegatif, j)
	case t.IsZero() && r.IsPositive():
		j.Rumus = "target nol: 100 bila realisasi nol, selain itu 0"
		return diketahui(nol, j)
	case t.IsZero():
		j.Rumus = "target nol: 100 bila realisasi nol, selain itu 0"
		return diketahui(seratus, j)
	case k.RumusTurun == TBagiR && !r.IsPositive():
		return takDiketahui(RealisasiNol, j)
	case k.RumusTurun == TBagiR:
		return diketahui(persen(t, r), j)
	}
	return diketahui(persen(t.Add(t).Sub(r), t), j)
}

// HitungRasio is X ÷ Y × pengali as the published figure it is: cut to the policy's
// decimals and used so from there on (verified on eight of eight printed ratios).
func HitungRasio(x, y *decimal.Decimal, pengali decimal.Decimal, k Kebijakan) Angka {
	j := Penjelasan{Aturan: "realisasi.rasio", Rumus: "pembilang ÷ penyebut × pengali, dibulatkan", Kebijakan: k.Versi,
		Masukan: []Masukan{masukan("pembilang", x, ""), masukan("penyebut", y, ""), masukan("pengali", &pengali, "")}}
	switch {
	case x == nil || y == nil:
		return takDiketahui(KomponenKosong, j)
	case y.IsZero():
		return takDiketahui(PenyebutNol, j)
	}
	return diketahui(Bulatkan(bagi(x.Mul(pengali), *y), k.DesimalRealisasi, k.Pembulatan), j)
}
