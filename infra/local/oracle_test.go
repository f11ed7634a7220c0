package main

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"capaian/infra/contoh"
)

// The oracle reckons an agency-year again from what the API gives out as data, with
// fractions of whole numbers and from the rules alone: it shares no code with the
// engine. Unknown is nil.

type tahunJSON struct {
	Indikator []struct {
		ID, Tingkat, Induk, Arah, Entri, Frekuensi string
		AkumulasiX                                 string `json:"akumulasi_pembilang"`
		AkumulasiY                                 string `json:"akumulasi_penyebut"`
		Formula                                    struct {
			Jenis         string
			Pengali       string
			SkorMaksimal  string `json:"skor_maksimal"`
			SkalaPredikat string `json:"skala_predikat"`
		}
		Anggaran []struct {
			Kode   string
			Kurang bool
		}
	}
	Perjanjian []struct {
		Tanggal        string
		Ditandatangani bool
		Target         map[string]struct{ Nilai, Bawah, Atas, Predikat string }
	}
	Realisasi []struct {
		Indikator, Status                          string
		Triwulan                                   int
		Pembilang, Penyebut, Skor, Nilai, Predikat string
		BelumTerbit                                bool `json:"belum_terbit"`
	}
	Anggaran []struct {
		Tanggal string
		Baris   []struct {
			Kode, Induk, Pagu, Sumber string
			SubUnit                   string `json:"sub_unit"`
		}
	}
	RealisasiAnggaran []struct {
		Kode, Nilai, Sumber, Status string
		SubUnit                     string `json:"sub_unit"`
		Triwulan                    int
	} `json:"realisasi_anggaran"`
}

type kebijakanJSON struct {
	Desimal          int
	DesimalRealisasi int    `json:"desimal_realisasi"`
	Pembulatan       string `json:"pembulatan"`
	RumusTurun       string `json:"rumus_turun"`
	BatasAtas        string `json:"batas_atas"`
	BatasBawah       string `json:"batas_bawah"`
	SkalaPredikat    []struct {
		Nama  string
		Label []struct{ Label, Skor string }
	} `json:"skala_predikat"`
	Bobot map[string]string
}

// harapan is what the oracle expects at the end of a quarter, as shown, with a point.
type harapan struct {
	capaian   map[string]string // by indicator
	rata      map[string]string // by sasaran
	efisiensi map[string]string
	pagu      map[string]string // by code, two decimals
	terpakai  map[string]string
}

type oracle struct {
	d  tahunJSON
	k  kebijakanJSON
	tw int
}

// data is what the API gives out of an agency-year at the end of a quarter.
func (h *harness) data(orang, opd string, tahun, tw int) oracle {
	h.t.Helper()
	o := oracle{tw: tw}
	h.read(orang, alamatTahun(opd, tahun), &o.d)
	h.read(orang, fmt.Sprintf("/v1/opd/%s/kebijakan/%d", opd, tahun), &o.k)
	return o
}

func (h *harness) oracle(orang, opd string, tahun, tw int) harapan {
	h.t.Helper()
	o := h.data(orang, opd, tahun, tw)
	out := harapan{map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}}
	akhir := fmt.Sprintf("%d-%s", tahun, []string{"03-31", "06-30", "09-30", "12-31"}[tw-1])
	pagu, terpakai := o.anggaran(akhir)
	for kode, v := range pagu {
		out.pagu[kode] = v.FloatString(2)
		out.terpakai[kode] = tulis(terpakai[kode], 2, "half_up")
	}
	type jumlah struct{ sum, n *big.Rat }
	kinerja, serapan := map[string]*jumlah{}, map[string]*jumlah{}
	add := func(m map[string]*jumlah, s, id string, v *big.Rat) {
		if v == nil {
			return
		}
		if m[s] == nil {
			m[s] = &jumlah{new(big.Rat), new(big.Rat)}
		}
		bobot := big.NewRat(1, 1)
		if b := rat(o.k.Bobot[id]); b != nil {
			bobot = b
		}
		m[s].sum.Add(m[s].sum, new(big.Rat).Mul(v, bobot))
		m[s].n.Add(m[s].n, bobot)
	}
	for _, i := range o.d.Indikator {
		c := o.capaian(i.ID, akhir)
		out.capaian[i.ID] = tulis(o.batas(c), o.k.Desimal, o.k.Pembulatan)
		if i.Tingkat != "sasaran" {
			continue
		}
		add(kinerja, i.Induk, i.ID, c)
		p, s := new(big.Rat), new(big.Rat)
		for _, e := range i.Anggaran {
			if pagu[e.Kode] == nil || terpakai[e.Kode] == nil {
				p = nil
				break
			}
			if e.Kurang {
				p.Sub(p, pagu[e.Kode])
				s.Sub(s, terpakai[e.Kode])
			} else {
				p.Add(p, pagu[e.Kode])
				s.Add(s, terpakai[e.Kode])
			}
		}
		if p != nil && p.Sign() != 0 {
			add(serapan, i.Induk, i.ID, kali100(new(big.Rat).Quo(s, p)))
		}
	}
	for s, j := range kinerja {
		rata := new(big.Rat).Quo(j.sum, j.n)
		out.rata[s] = tulis(o.batas(rata), o.k.Desimal, o.k.Pembulatan)
		if a := serapan[s]; a != nil && a.sum.Sign() != 0 {
			out.efisiensi[s] = tulis(kali100(new(big.Rat).Quo(rata, new(big.Rat).Quo(a.sum, a.n))), o.k.Desimal, o.k.Pembulatan)
		}
	}
	return out
}

func (o oracle) batas(v *big.Rat) *big.Rat {
	if v == nil {
		return nil
	}
	if b := rat(o.k.BatasBawah); b != nil && v.Cmp(b) < 0 {
		v = b
	}
	if b := rat(o.k.BatasAtas); b != nil && v.Cmp(b) > 0 {
		v = b
	}
	return v
}

func (o oracle) capaian(id, akhir string) *big.Rat {
	var target struct{ Nilai, Bawah, Atas, Predikat string }
	tanggal := ""
	for _, p := range o.d.Perjanjian {
		if p.Ditandatangani && p.Tanggal <= akhir && p.Tanggal >= tanggal {
			tanggal, target = p.Tanggal, p.Target[id]
		}
	}
	for _, i := range o.d.Indikator {
		if i.ID != id {
			continue
		}
		r := o.realisasi(id)
		t := rat(target.Nilai)
		if t == nil && target.Predikat != "" {
			t = o.skor(i.Formula.SkalaPredikat, target.Predikat)
		}
		if r == nil {
			return nil
		}
		switch i.Arah {
		case "naik":
			return naik(t, r)
		case "turun":
			return o.turun(t, r)
		}
		bawah, atas := rat(target.Bawah), rat(target.Atas)
		switch {
		case bawah == nil:
			return nil
		case r.Cmp(atas) > 0:
			return o.turun(atas, r)
		case r.Cmp(bawah) < 0:
			return naik(bawah, r)
		}
		return big.NewRat(100, 1)
	}
	return nil
}

func naik(t, r *big.Rat) *big.Rat {
	if t == nil || t.Sign() == 0 {
		return nil
	}
	return kali100(new(big.Rat).Quo(r, t))
}

func (o oracle) turun(t, r *big.Rat) *big.Rat {
	switch {
	case t == nil:
		return nil
	case t.Sign() == 0 && r.Sign() > 0:
		return new(big.Rat)
	case t.Sign() == 0:
		return big.NewRat(100, 1)
	case o.k.RumusTurun == "T/R" && r.Sign() <= 0:
		return nil
	case o.k.RumusTurun == "T/R":
		return kali100(new(big.Rat).Quo(t, r))
	}
	dua := new(big.Rat).Add(t, t)
	return kali100(new(big.Rat).Quo(dua.Sub(dua, r), t))
}

func (o oracle) skor(skala, label string) *big.Rat {
	for _, s := range o.k.SkalaPredikat {
		for _, l := range s.Label {
			if s.Nama == skala && l.Label == label {
				return rat(l.Skor)
			}
		}
	}
	return nil
}

func (o oracle) realisasi(id string) *big.Rat {
	for _, i := range o.d.Indikator {
		if i.ID != id {
			continue
		}
		x, y := make([]*big.Rat, o.tw), make([]*big.Rat, o.tw)
		for _, r := range o.d.Realisasi {
			if r.Indikator != id || r.Triwulan > o.tw || r.BelumTerbit || r.Status == "draf" || r.Status == "dikembalikan" {
				continue
			}
			n := r.Triwulan - 1
			switch i.Formula.Jenis {
			case "rasio":
				x[n], y[n] = rat(r.Pembilang), rat(r.Penyebut)
			case "skor":
				x[n] = rat(r.Skor)
			case "nilai":
				x[n] = rat(r.Nilai)
			case "predikat":
				x[n] = o.skor(i.Formula.SkalaPredikat, r.Predikat)
			}
		}
		a := gabung(x, i.AkumulasiX, i.Entri, i.Frekuensi)
		switch i.Formula.Jenis {
		case "rasio":
			b := gabung(y, i.AkumulasiY, i.Entri, i.Frekuensi)
			if a == nil || b == nil || b.Sign() == 0 {
				return nil
			}
			v := new(big.Rat).Quo(a, b)
			return rat(tulis(v.Mul(v, rat(i.Formula.Pengali)), o.k.DesimalRealisasi, o.k.Pembulatan))
		case "skor":
			if a == nil {
				return nil
			}
			return rat(tulis(kali100(new(big.Rat).Quo(a, rat(i.Formula.SkorMaksimal))), o.k.DesimalRealisasi, o.k.Pembulatan))
		}
		return a
	}
	return nil
}

// gabung makes the quarters' values the value up to the last of them.
func gabung(sel []*big.Rat, akumulasi, entri, frekuensi string) *big.Rat {
	kini := sel[len(sel)-1]
	if kini == nil || entri == "sd_triwulan" || akumulasi == "posisi_akhir" || akumulasi == "tetap" {
		return kini
	}
	out, n := new(big.Rat).Set(kini), int64(1)
	for q, v := range sel[:len(sel)-1] {
		wajib := frekuensi == "triwulanan" || frekuensi == "semesteran" && q == 1
		if v == nil && wajib {
			return nil
		}
		if v == nil {
			continue
		}
		n++
		switch {
		case akumulasi == "jumlah" || akumulasi == "rata_rata":
			out.Add(out, v)
		case akumulasi == "maksimum" && v.Cmp(out) > 0, akumulasi == "minimum" && v.Cmp(out) < 0:
			out.Set(v)
		}
	}
	if akumulasi == "rata_rata" {
		out.Quo(out, big.NewRat(n, 1))
	}
	return out
}

// anggaran sums the leaves of the version in force under every code; what was spent is
// unknown where a leaf was not reported.
func (o oracle) anggaran(akhir string) (pagu, terpakai map[string]*big.Rat) {
	pagu, terpakai = map[string]*big.Rat{}, map[string]*big.Rat{}
	versi, tanggal := -1, ""
	for n, v := range o.d.Anggaran {
		if v.Tanggal <= akhir && v.Tanggal >= tanggal {
			versi, tanggal = n, v.Tanggal
		}
	}
	if versi < 0 {
		return pagu, terpakai
	}
	induk, kosong := map[string]string{}, map[string]bool{}
	for _, b := range o.d.Anggaran[versi].Baris {
		induk[b.Kode] = b.Induk
	}
	for _, b := range o.d.Anggaran[versi].Baris {
		if b.Pagu == "" {
			continue
		}
		var spent *big.Rat
		for _, r := range o.d.RealisasiAnggaran {
			if r.Kode == b.Kode && r.SubUnit == b.SubUnit && r.Sumber == b.Sumber && r.Triwulan == o.tw && r.Status != "draf" && r.Status != "dikembalikan" {
				spent = rat(r.Nilai)
			}
		}
		for kode := b.Kode; kode != ""; kode = induk[kode] {
			if pagu[kode] == nil {
				pagu[kode], terpakai[kode] = new(big.Rat), new(big.Rat)
			}
			pagu[kode].Add(pagu[kode], rat(b.Pagu))
			if spent == nil && rat(b.Pagu).Sign() == 0 {
				continue // nothing was planned: nothing need be reported
			}
			if spent == nil {
				kosong[kode] = true
				continue
			}
			terpakai[kode].Add(terpakai[kode], spent)
		}
	}
	for kode := range kosong {
		terpakai[kode] = nil
	}
	return pagu, terpakai
}

func rat(s string) *big.Rat {
	if s == "" {
		return nil
	}
	v, ok := new(big.Rat).SetString(s)
	if !ok {
		panic("no number: " + s)
	}
	return v
}

func kali100(v *big.Rat) *big.Rat { return v.Mul(v, big.NewRat(100, 1)) }

// tulis cuts a fraction to n decimals, half away from zero or towards it.
func tulis(v *big.Rat, n int, cara string) string {
	if v == nil {
		return ""
	}
	skala := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
	pembilang := new(big.Int).Mul(new(big.Int).Abs(v.Num()), skala)
	q, r := new(big.Int).QuoRem(pembilang, v.Denom(), new(big.Int))
	if cara != "truncate" && new(big.Int).Lsh(r, 1).Cmp(v.Denom()) >= 0 {
		q.Add(q, big.NewInt(1))
	}
	out := new(big.Rat).SetFrac(q, skala).FloatString(n)
	if v.Sign() < 0 && strings.Trim(out, "0.") != "" {
		out = "-" + out
	}
	return out
}

// samakan compares what the API answers with what the oracle expects.
func (h *harness) samakan(orang, opd string, tahun, tw int) {
	h.t.Helper()
	c := h.capaian(orang, opd, tahun, tw)
	want := h.oracle(orang, opd, tahun, tw)
	same := func(what, got, want string) {
		h.t.Helper()
		if got != want {
			h.t.Errorf("%s %d TW%d: %s: got %q, want %q", opd, tahun, tw, what, got, want)
		}
	}
	for _, i := range c.Indikator {
		same("capaian "+i.ID, titik(i.CapaianTampil), want.capaian[i.ID])
	}
	for _, s := range c.Sasaran {
		same("rata "+s.ID, titik(s.RataCapaianTampil), want.rata[s.ID])
		same("efisiensi "+s.ID, titik(s.TingkatEfisiensiTampil), want.efisiensi[s.ID])
	}
	for _, b := range c.Anggaran {
		same("pagu "+b.Kode, *b.Anggaran, want.pagu[b.Kode])
		spent := ""
		if b.Realisasi != nil {
			spent = *b.Realisasi
		}
		same("realisasi "+b.Kode, spent, want.terpakai[b.Kode])
	}
}

func TestOracleAgreesOnEverySample(t *testing.T) {
	h := startMachine(t, seed(t))
	for tw := 1; tw <= 4; tw++ {
		h.samakan("inspektorat-trenggalek", contoh.OPD, contoh.Tahun, tw)
		h.samakan("inspektorat-contoh", "dinas-contoh", 2025, tw)
	}
}
