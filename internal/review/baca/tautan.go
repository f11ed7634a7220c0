package baca

import (
	"github.com/shopspring/decimal"

	"capaian/internal/review"
	"capaian/internal/sakip"
)

var bulatJuta = decimal.New(1, 6)

const maksGabung = 60 // programs that are tried in pairs

// uangBaris is the money of a budget row or an indicator: its pagu, and what was spent.
type uangBaris struct{ pagu, realisasi string }

// bacaTautan finds the budget rows that an indicator's money is made of, which reports do
// not print: one row, one less a row below it, or two programs together, whose pagu and
// realisasi both are the indicator's, or one of the two to the last rupiah.
// Where only one such combination has that money, it is no coincidence.
func (p *pembaca) bacaTautan() {
	uang := map[string]*[2]decimal.Decimal{}
	lengkap := map[string]int{}
	var perlu []string
	for _, s := range p.n.Pernyataan {
		n := -1
		switch s.Besaran {
		case review.Pagu:
			n = 0
		case review.RealisasiAnggaran:
			n = 1
		}
		if n < 0 || s.Tahun != p.n.Tahun || s.Triwulan > 0 || s.Versi != "" || s.Jenis == review.JenisTerbilang || lengkap[s.Subjek]&(1<<n) != 0 {
			continue
		}
		if uang[s.Subjek] == nil {
			uang[s.Subjek] = &[2]decimal.Decimal{}
		}
		uang[s.Subjek][n] = s.Nilai
		lengkap[s.Subjek] |= 1 << n
		if x := p.subjek(s.Subjek); lengkap[s.Subjek] == 3 && x.Jenis == review.SubjekIndikator && len(x.Anggaran) == 0 {
			perlu = append(perlu, s.Subjek)
		}
	}
	if len(perlu) == 0 {
		return
	}
	cara := map[uangBaris][][]sakip.TautanAnggaran{}
	var program []string
	satu := [2]map[string][]string{{}, {}}                   // amounts that are no round ones → rows
	gabung := [2]map[string][][]sakip.TautanAnggaran{{}, {}} // the same → other combinations
	tambah := func(a, b decimal.Decimal, t ...sakip.TautanAnggaran) {
		if k := (uangBaris{a.String(), b.String()}); a.IsPositive() && len(cara[k]) < 3 {
			cara[k] = append(cara[k], t)
		}
		for n, v := range [2]decimal.Decimal{a, b} {
			if len(t) > 1 && v.IsPositive() && !v.Mod(bulatJuta).IsZero() && len(gabung[n][v.String()]) < 2 {
				gabung[n][v.String()] = append(gabung[n][v.String()], t)
			}
		}
	}
	for _, s := range p.n.Subjek {
		u := uang[s.ID]
		if s.Jenis != review.SubjekAnggaran || lengkap[s.ID] != 3 || len(s.Anggaran) > 0 {
			continue
		}
		tambah(u[0], u[1], sakip.TautanAnggaran{Kode: s.ID})
		for n, v := range u {
			if v.IsPositive() && !v.Mod(bulatJuta).IsZero() {
				satu[n][v.String()] = append(satu[n][v.String()], s.ID)
			}
		}
		if p.tingkat[s.ID] == tingkatProgram {
			program = append(program, s.ID)
		}
		for n, atas := 0, p.subjek(s.Induk); atas != nil && n < 10; n, atas = n+1, p.subjek(atas.Induk) {
			if v := uang[atas.ID]; lengkap[atas.ID] == 3 {
				tambah(v[0].Sub(u[0]), v[1].Sub(u[1]), sakip.TautanAnggaran{Kode: atas.ID}, sakip.TautanAnggaran{Kode: s.ID, Kurang: true})
			}
		}
	}
	if len(program) <= maksGabung {
		for i, a := range program {
			for _, b := range program[i+1:] {
				tambah(uang[a][0].Add(uang[b][0]), uang[a][1].Add(uang[b][1]), sakip.TautanAnggaran{Kode: a}, sakip.TautanAnggaran{Kode: b})
			}
		}
	}
	for _, id := range perlu {
		list := cara[uangBaris{uang[id][0].String(), uang[id][1].String()}]
		var tunggal []string
		for _, t := range list {
			if len(t) == 1 {
				tunggal = append(tunggal, t[0].Kode)
			}
		}
		// A row whose only part has the same money stands for it.
		kode := p.teratas(tunggal)
		for n := 0; n < 2 && len(list) == 0 && kode == ""; n++ {
			kode = p.teratas(satu[n][uang[id][n].String()])
		}
		for n := 0; n < 2 && len(list) == 0 && kode == ""; n++ {
			list = gabung[n][uang[id][n].String()]
		}
		switch {
		case kode != "":
			p.subjek(id).Anggaran = []sakip.TautanAnggaran{{Kode: kode}}
		case len(list) == 1:
			p.subjek(id).Anggaran = list[0]
		}
	}
}

// teratas is the one of budget rows that all others stand below; "" where there is none.
func (p *pembaca) teratas(list []string) string {
	if len(list) == 0 || len(list) > 10 {
		return ""
	}
	atas := list[0]
	for _, id := range list[1:] {
		if p.keturunan(atas, id) {
			atas = id
		}
	}
	for _, id := range list {
		if id != atas && !p.keturunan(id, atas) {
			return ""
		}
	}
	return atas
}
