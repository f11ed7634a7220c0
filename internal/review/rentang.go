package review

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/sakip"
)

// This file has targets that are a range, printed "80 – 90": two statements at one place.

// ujungRentang are the facts that the ends of a range state, by what a single number would.
var ujungRentang = map[Besaran][2]Besaran{Target: {TargetBawah, TargetAtas}, TargetAkhir: {AkhirBawah, AkhirAtas}}

// dalamRentang is a realisasi against a range in percent: 100 within it, else as against
// the end that was missed. ok is false where none follows.
func (p *pemeriksa) dalamRentang(r, bawah, atas decimal.Decimal) (decimal.Decimal, bool) {
	switch {
	case r.GreaterThan(atas):
		return p.kinerja(sakip.Turun, r, atas)
	case r.LessThan(bawah):
		return p.kinerja(sakip.Naik, r, bawah)
	}
	return seratus, true
}

// sisiRentang is the end of a range that a term would have missed for a percentage y to
// follow, as a target of its own; ok is false where that says nothing of the statement c.
func (p *pemeriksa) sisiRentang(x nisbah, c int, y decimal.Decimal) (nisbah, bool) {
	if y.Equal(seratus) {
		return x, false // whatever lies within
	}
	bawah := nisbah{a: x.a, b: x.b, arah: sakip.Naik}
	atas := nisbah{a: x.a, b: x.atas, arah: sakip.Turun}
	switch {
	case c == x.b:
		return bawah, true
	case c == x.atas:
		return atas, true
	case p.nilai[x.a].Sub(p.nilai[x.b]).LessThan(p.nilai[x.atas].Sub(p.nilai[x.a])): // the nearer one
		return bawah, true
	}
	return atas, true
}

// rentang ties a percentage to a realisasi and the ends of a range, where the report states
// them; it tells whether it does.
func (p *pemeriksa) rentang(i int, ambil func(Besaran) int, target Besaran) bool {
	ujung := ujungRentang[target]
	r, bawah, atas := ambil(Realisasi), ambil(ujung[0]), ambil(ujung[1])
	if bawah < 0 || atas < 0 {
		return false
	}
	if r >= 0 {
		p.ikatkan(ikatan{rumus: rumusRentang, aturan: HitungUlang, out: i, in: []int{r, bawah, atas}})
	}
	return true
}

// polaRentang is a range as reports print it: "80 – 90", "80% s.d. 90%", "80 sampai 90".
var polaRentang = regexp.MustCompile(`^(\S+?)(\s*%)?\s*(?:–|—|-|s\.?\s?/?\s?d\.?|sampai(?:\s+dengan)?|hingga)\s*(\d\S*?)(\s*%)?$`)

// bacaRentang reads a target that is printed as a range as its two ends; ok is false for
// what is none.
func bacaRentang(k Kunci, j Jenis, t Tempat) (out [2]Pernyataan, ok bool) {
	ujung, ada := ujungRentang[k.Besaran]
	m := polaRentang.FindStringSubmatch(strings.TrimSpace(t.Tercetak))
	if !ada || m == nil {
		return out, false
	}
	for n, s := range []string{m[1], m[3]} {
		out[n] = Pernyataan{Kunci: k, Jenis: j, Tempat: t}
		out[n].Besaran = ujung[n]
		out[n].Tercetak = s
		if !out[n].baca() {
			return out, false
		}
		out[n].Tercetak = t.Tercetak
	}
	if out[0].Nilai.GreaterThan(out[1].Nilai) { // "90 – 80" has but one meaning
		out[0].Besaran, out[1].Besaran = out[1].Besaran, out[0].Besaran
		out[0], out[1] = out[1], out[0]
	}
	return out, true
}

// cetakRentang writes a range with another end as its place prints it; ok is false where the
// statement is no end of one.
func (p *pemeriksa) cetakRentang(i int, v decimal.Decimal) (string, bool) {
	s := &p.n.Pernyataan[i]
	for _, ujung := range ujungRentang {
		for n := range ujung {
			if s.Besaran != ujung[n] {
				continue
			}
			k := s.Kunci
			k.Besaran = ujung[1-n]
			j := p.pilih(i, k)
			if j < 0 || p.n.Pernyataan[j].Tempat != s.Tempat {
				return "", false
			}
			nilai := [2]decimal.Decimal{}
			nilai[n], nilai[1-n] = v, p.nilai[j]
			return tulisRentang(nilai[0], nilai[1], max(s.Desimal, p.n.Pernyataan[j].Desimal), strings.Contains(s.Tercetak, "%")), true
		}
	}
	return "", false
}

// tulisRentang prints a range.
func tulisRentang(bawah, atas decimal.Decimal, desimal int32, persen bool) string {
	akhir := ""
	if persen {
		akhir = "%"
	}
	d := func(v decimal.Decimal) string { return locale.Angka(v, max(desimal, -v.Exponent())) + akhir }
	return d(bawah) + " – " + d(atas)
}
