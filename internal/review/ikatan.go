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
	rumusRentang                // of in[0] against the range in[1] to in[2]
	rumusJumlah                 // Σ ± in
	rumusKali                   // in[0] × k
	rumusSelisih                // in[0] − in[1]
	rumusUbah                   // (in[0] − in[1]) ÷ in[1] × 100
	rumusRata                   // mean of bagian
	rumusEfisiensi              // mean of bagian ÷ mean of serapan × 100
	rumusKelas                  // class of in[0]
	rumusKet                    // Menunjang from the threshold on
)

// nisbah is one term of a mean: a realisasi against its target, or the range from b to
// atas, or, with b < 0, a percentage as printed.
type nisbah struct {
	a, b  int
	arah  sakip.Arah
	atas  int             // of sakip.Rentang
	bobot decimal.Decimal // 0 is 1
}

// masukan are the statements that a term is made of.
func (x nisbah) masukan() []int {
	switch {
	case x.b < 0:
		return []int{x.a}
	case x.arah == sakip.Rentang:
		return []int{x.a, x.b, x.atas}
	}
	return []int{x.a, x.b}
}

// kali weighs a term's value.
func (x nisbah) kali(v decimal.Decimal) decimal.Decimal {
	if x.bobot.IsZero() {
		return v
	}
	return v.Mul(x.bobot)
}

// jumlahBobot is what a weighted sum is divided by.
func jumlahBobot(list []nisbah) decimal.Decimal {
	polos := int64(0)
	var sum decimal.Decimal
	for _, x := range list {
		if x.bobot.IsZero() {
			polos++
		} else {
			sum = sum.Add(x.bobot)
		}
	}
	return sum.Add(decimal.NewFromInt(polos))
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

	// Of rumusJumlah: the sum of the inputs as they stand, while segar, and how far it may
	// be off as they are rounded. A sum of thousands is not added up for each that is tried.
	jumlah decimal.Decimal
	segar  bool
	kabur  *decimal.Decimal
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
	n       Bacaan
	subjek  map[string]*Subjek
	anak    map[string][]string // children by parent
	kunci   map[Kunci][]int
	pilihan map[Kunci]pilihan
	nilai   []decimal.Decimal // statement → value, repaired ones as repaired
	teks    []string
	halus   []int32 // statement → decimals to which its fact is known
	wajar   []int32 // statement → decimals of a right value there: as printed, but not finer than most of the column
	ikat    []ikatan
	pakai   [][]int // statement → ties that it takes part in
	hasil   Hasil
	galat   int // the first findings, which all are galat once there are too many
	kerja   int // inputs looked at
	berat   int // inputs of the ties, and subjects looked at for them
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

// suku is a term of a mean.
func (p *pemeriksa) suku(m peta, x nisbah) (decimal.Decimal, bool) {
	if x.b < 0 {
		return p.v(m, x.a), true
	}
	if x.arah == sakip.Rentang {
		return p.dalamRentang(p.v(m, x.a), p.v(m, x.b), p.v(m, x.atas))
	}
	return p.kinerja(x.arah, p.v(m, x.a), p.v(m, x.b))
}

func (p *pemeriksa) rata(m peta, list []nisbah) (decimal.Decimal, bool) {
	sum, ok := p.jumlahSuku(m, list)
	return bagiRata(sum, jumlahBobot(list)), ok && len(list) > 0
}

func (p *pemeriksa) jumlahSuku(m peta, list []nisbah) (sum decimal.Decimal, ok bool) {
	for _, x := range list {
		c, ok := p.suku(m, x)
		if !ok {
			return sum, false
		}
		sum = sum.Add(x.kali(c))
	}
	return sum, true
}

func bagiRata(sum, bobot decimal.Decimal) decimal.Decimal {
	if bobot.IsZero() { // a mean of nothing
		return sum
	}
	return sum.DivRound(bobot, skala)
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
	case rumusRentang:
		return p.dalamRentang(p.v(m, k.in[0]), p.v(m, k.in[1]), p.v(m, k.in[2]))
	case rumusJumlah:
		return p.jumlah(k, m), true
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

// sedikit is how many values may stand for others before a sum is added up anew.
const sedikit = 8

func (p *pemeriksa) jumlah(k *ikatan, m peta) decimal.Decimal {
	tambah := func(sum decimal.Decimal, n int, v decimal.Decimal) decimal.Decimal {
		if k.kurang != nil && k.kurang[n] {
			return sum.Sub(v)
		}
		return sum.Add(v)
	}
	if len(m) > sedikit {
		var sum decimal.Decimal
		for n, i := range k.in {
			sum = tambah(sum, n, p.v(m, i))
		}
		return sum
	}
	if !k.segar {
		k.jumlah, k.segar = decimal.Decimal{}, true
		for n, i := range k.in {
			k.jumlah = tambah(k.jumlah, n, p.nilai[i])
		}
	}
	sum := k.jumlah
	for i, v := range m {
		for n, j := range k.in {
			if j == i {
				sum = tambah(sum, n, v.Sub(p.nilai[i]))
			}
		}
	}
	return sum
}

// ubahNilai sets what a statement says.
func (p *pemeriksa) ubahNilai(i int, v decimal.Decimal) {
	p.nilai[i] = v
	for _, k := range p.pakai[i] {
		p.ikat[k].segar = false
	}
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
	switch k.rumus {
	case rumusKelas, rumusKet:
		p.kerja++
		return p.nilaiKelas(k, m)
	case rumusJumlah:
		p.kerja += 1 + len(k.in)/256
		if len(m) > sedikit || !k.segar {
			p.kerja += len(k.in)
		}
	default:
		p.kerja += len(k.in)
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
	tol = p.toleransi(k, m, f, tol, beda)
	switch {
	case !beda.LessThan(tol):
		return langgar
	case k.bulat:
		return cocok
	}
	return longgar
}

// toleransi adds to tol what the inputs' rounding may make of a result f, at least until it
// is more than beda.
func (p *pemeriksa) toleransi(k *ikatan, m peta, f, tol, beda decimal.Decimal) decimal.Decimal {
	switch k.rumus {
	case rumusJumlah:
		if k.kabur == nil {
			var sum decimal.Decimal
			for _, i := range k.in {
				sum = sum.Add(p.kabur(i))
			}
			k.kabur = &sum
		}
		return tol.Add(*k.kabur)
	case rumusRata, rumusEfisiensi:
		return p.toleransiRata(k, m, f, tol, beda)
	}
	for _, i := range k.in {
		h := p.kabur(i)
		if h.IsZero() {
			continue
		}
		geser := make(peta, len(k.in)) // of a large m only what the tie needs
		for _, j := range k.in {
			geser[j] = p.v(m, j)
		}
		geser[i] = geser[i].Add(h)
		if g, ok := p.hitung(k, geser); ok {
			tol = tol.Add(g.Sub(f).Abs())
		}
		if beda.LessThan(tol) {
			break
		}
	}
	return tol
}

// toleransiRata is toleransi of means, of which it changes one term at a time.
func (p *pemeriksa) toleransiRata(k *ikatan, m peta, f, tol, beda decimal.Decimal) decimal.Decimal {
	p.kerja += len(k.in)
	bagian, _ := p.jumlahSuku(m, k.bagian)
	serapan, _ := p.jumlahSuku(m, k.serapan)
	bobot, bobotSerapan := jumlahBobot(k.bagian), jumlahBobot(k.serapan)
	for n, list := range [][]nisbah{k.bagian, k.serapan} {
		for _, x := range list {
			lama, _ := p.suku(m, x)
			masukan := x.masukan()
			for _, i := range masukan {
				if p.kabur(i).IsZero() {
					continue
				}
				geser := make(peta, len(masukan))
				for _, j := range masukan {
					geser[j] = p.v(m, j)
				}
				geser[i] = geser[i].Add(p.kabur(i))
				baru, ok := p.suku(geser, x)
				if !ok {
					continue
				}
				a, b := bagian, serapan
				if n == 0 {
					a = a.Add(x.kali(baru.Sub(lama)))
				} else {
					b = b.Add(x.kali(baru.Sub(lama)))
				}
				g := bagiRata(a, bobot)
				if k.rumus == rumusEfisiensi {
					b = bagiRata(b, bobotSerapan)
					if b.IsZero() {
						continue
					}
					g = g.Mul(seratus).DivRound(b, skala)
				}
				if tol = tol.Add(g.Sub(f).Abs()); beda.LessThan(tol) {
					return tol
				}
			}
		}
	}
	return tol
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
	case Target, TargetAkhir, TargetBawah, TargetAtas, AkhirBawah, AkhirAtas, Pagu, RealisasiAnggaran, Pembilang, Penyebut:
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
