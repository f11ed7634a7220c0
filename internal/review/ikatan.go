package review

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
)

// rumus is the form of a tie.
type rumus int

const (
	rumusSama      rumus = iota // out = in[0]
	rumusRasio                  // in[0] ÷ in[1] × k
	rumusCapaian                // of in[0] against target in[1] by the arah
	rumusJumlah                 // Σ ± in
	rumusKali                   // in[0] × k
	rumusSelisih                // in[0] − in[1]
	rumusUbah                   // (in[0] − in[1]) ÷ in[1] × 100
	rumusRata                   // mean of bagian
	rumusEfisiensi              // mean of bagian ÷ mean of serapan × 100
	rumusKelas                  // class of in[0]
	rumusKet                    // Menunjang from the threshold on
)

// nisbah is one term of a mean: a realisasi against its target, or, with b < 0, a
// percentage as printed.
type nisbah struct {
	a, b int
	arah sakip.Arah
}

// ikatan ties a statement to others: what out must be, given in. Numbers are indexes of
// statements.
type ikatan struct {
	rumus   rumus
	aturan  Aturan
	out     int
	in      []int
	kurang  []bool          // of rumusJumlah
	k       decimal.Decimal // of rumusRasio
	arah    sakip.Arah
	bagian  []nisbah
	serapan []nisbah
	bulat   bool // the inputs are rounded figures, so that a sum is known to their precision only
	ringan  bool // figures of another source
}

const skala = 24 // decimals of a division on the way

var (
	seratus  = decimal.NewFromInt(100)
	dua      = decimal.NewFromInt(2)
	setengah = decimal.New(5, -1)
)

// peta are values that stand for the printed ones while an explanation is tried.
type peta map[int]decimal.Decimal

// pemeriksa is a report with its ties and what has been repaired so far.
type pemeriksa struct {
	n      Bacaan
	subjek map[string]*Subjek
	anak   map[string][]string // children by parent
	kunci  map[Kunci][]int
	nilai  []decimal.Decimal // statement → value, repaired ones as repaired
	teks   []string
	halus  []int32 // statement → decimals to which its fact is known
	wajar  []int32 // statement → decimals of a right value there: as printed, but not finer than most of the column
	ikat   []ikatan
	pakai  [][]int // statement → ties that it takes part in
	hasil  Hasil
	kerja  int // inputs looked at
}

func (p *pemeriksa) v(m peta, i int) decimal.Decimal {
	if d, ok := m[i]; ok {
		return d
	}
	return p.nilai[i]
}

// kinerja is a realisasi against a target in percent; ok is false where none follows.
func (p *pemeriksa) kinerja(arah sakip.Arah, r, t decimal.Decimal) (decimal.Decimal, bool) {
	if t.IsZero() {
		return decimal.Decimal{}, false
	}
	switch {
	case arah != sakip.Turun:
		return r.Mul(seratus).DivRound(t, skala), true
	case p.n.RumusTurun == sakip.TBagiR && r.IsZero():
		return decimal.Decimal{}, false
	case p.n.RumusTurun == sakip.TBagiR:
		return t.Mul(seratus).DivRound(r, skala), true
	}
	return t.Mul(dua).Sub(r).Mul(seratus).DivRound(t, skala), true
}

func (p *pemeriksa) rata(m peta, list []nisbah) (decimal.Decimal, bool) {
	var sum decimal.Decimal
	for _, x := range list {
		if x.b < 0 {
			sum = sum.Add(p.v(m, x.a))
			continue
		}
		c, ok := p.kinerja(x.arah, p.v(m, x.a), p.v(m, x.b))
		if !ok {
			return sum, false
		}
		sum = sum.Add(c)
	}
	return sum.DivRound(decimal.NewFromInt(int64(len(list))), skala), len(list) > 0
}

// hitung is what out must be.
func (p *pemeriksa) hitung(k *ikatan, m peta) (decimal.Decimal, bool) {
	switch k.rumus {
	case rumusSama:
		return p.v(m, k.in[0]), true
	case rumusRasio:
		y := p.v(m, k.in[1])
		if y.IsZero() {
			return y, false
		}
		return p.v(m, k.in[0]).Mul(k.k).DivRound(y, skala), true
	case rumusCapaian:
		return p.kinerja(k.arah, p.v(m, k.in[0]), p.v(m, k.in[1]))
	case rumusJumlah:
		var sum decimal.Decimal
		for n, i := range k.in {
			if k.kurang != nil && k.kurang[n] {
				sum = sum.Sub(p.v(m, i))
			} else {
				sum = sum.Add(p.v(m, i))
			}
		}
		return sum, true
	case rumusKali:
		return p.v(m, k.in[0]).Mul(k.k), true
	case rumusSelisih:
		return p.v(m, k.in[0]).Sub(p.v(m, k.in[1])), true
	case rumusUbah:
		y := p.v(m, k.in[1])
		if y.IsZero() {
			return y, false
		}
		return p.v(m, k.in[0]).Sub(y).Mul(seratus).DivRound(y, skala), true
	case rumusRata:
		return p.rata(m, k.bagian)
	case rumusEfisiensi:
		a, ok := p.rata(m, k.bagian)
		b, ok2 := p.rata(m, k.serapan)
		if !ok || !ok2 || b.IsZero() {
			return a, false
		}
		return a.Mul(seratus).DivRound(b, skala), true
	}
	return decimal.Decimal{}, false
}

// keadaan is how a tie stands.
type keadaan int

const (
	takTerhitung keadaan = iota
	cocok
	longgar // only for some inputs before rounding
	langgar
)

// bulatkan writes a value with a place's precision.
func (p *pemeriksa) bulatkan(d decimal.Decimal, desimal int32) decimal.Decimal {
	return sakip.Bulatkan(d, desimal, p.n.Pembulatan)
}

// nilaiIkatan tells how a tie stands for the printed values but those of m.
func (p *pemeriksa) nilaiIkatan(k *ikatan, m peta) keadaan {
	p.kerja += len(k.in)
	switch k.rumus {
	case rumusKelas, rumusKet:
		return p.nilaiKelas(k, m)
	}
	f, ok := p.hitung(k, m)
	if !ok {
		return takTerhitung
	}
	out := p.v(m, k.out)
	d := p.desimal(k.out, out)
	e := d
	if k.rumus == rumusSama {
		if e = p.desimal(k.in[0], f); e < d {
			f, out, d, e = out, f, e, d
		}
	}
	if p.bulatkan(f, d).Equal(out) {
		return cocok
	}
	beda := f.Sub(out).Abs()
	tol := decimal.New(1, -d)
	if k.rumus == rumusSama {
		if d < e && beda.LessThan(tol) {
			return longgar
		}
		return langgar
	}
	for _, i := range k.in {
		h := p.kabur(i)
		if h.IsZero() {
			continue
		}
		if k.rumus == rumusJumlah {
			tol = tol.Add(h)
			continue
		}
		geser := peta{i: p.v(m, i).Add(h)}
		for j, v := range m {
			if j != i {
				geser[j] = v
			}
		}
		if g, ok := p.hitung(k, geser); ok {
			tol = tol.Add(g.Sub(f).Abs())
		}
		if beda.LessThan(tol) {
			break
		}
	}
	switch {
	case !beda.LessThan(tol):
		return langgar
	case k.bulat:
		return cocok
	}
	return longgar
}

// desimal is the precision of a place: as printed, or finer when a value stands for the
// printed one that needs it.
func (p *pemeriksa) desimal(i int, v decimal.Decimal) int32 {
	d := p.n.Pernyataan[i].Desimal
	if !v.Equal(p.n.Pernyataan[i].Nilai) {
		d = p.wajar[i]
	}
	if e := -v.Exponent(); e > d && !v.Equal(v.Round(d)) {
		return e
	}
	return d
}

// kabur is half a unit of the last decimal to which a statement's fact is known; targets
// and money are exact.
func (p *pemeriksa) kabur(i int) decimal.Decimal {
	s := &p.n.Pernyataan[i]
	if s.Desimal < 0 {
		return setengah.Shift(-s.Desimal) // printed in thousands or more
	}
	switch s.Besaran {
	case Target, TargetAkhir, Pagu, RealisasiAnggaran, Pembilang, Penyebut:
		return decimal.Decimal{}
	}
	return setengah.Shift(-p.halus[i])
}

func (p *pemeriksa) nilaiKelas(k *ikatan, m peta) keadaan {
	want := p.kelas(k, m)
	switch {
	case len(want) == 0:
		return takTerhitung
	case slices.ContainsFunc(want, func(s string) bool { return strings.EqualFold(s, p.teks[k.out]) }):
		return cocok
	}
	return langgar
}

// kelas are the classes that a percentage may be called; two where the classes overlap.
func (p *pemeriksa) kelas(k *ikatan, m peta) []string {
	v := p.v(m, k.in[0])
	if k.rumus == rumusKet {
		if v.LessThan(*p.n.Ambang) {
			return []string{"Tidak Menunjang"}
		}
		return []string{"Menunjang"}
	}
	return p.kelasDari(v)
}
