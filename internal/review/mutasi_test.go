package review

import (
	"flag"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
)

var banyakMutasi = flag.Int("mutasi", 350, "how many altered reports TestMutations reviews")
var bibit = flag.Uint64("bibit", 20230, "seed of TestMutations")

// hubungan is a tie of the test's own graph: what a cell must be for others, in exact
// fractions. It knows nothing of the rules: it is written from the meaning of the report.
type hubungan struct {
	out   int
	in    []int
	f     func(v []*big.Rat) *big.Rat
	setra bool // out and in[0] state one fact
	tol   *big.Rat
}

func rat(d decimal.Decimal) *big.Rat { return d.Rat() }

// genap rounds half away from zero to n decimals.
func genap(r *big.Rat, n int32) string { return r.FloatString(int(n)) }

func (h hubungan) holds(n Bacaan) bool {
	var v []*big.Rat
	for _, i := range h.in {
		v = append(v, rat(n.Pernyataan[i].Nilai))
	}
	o := n.Pernyataan[h.out]
	if h.setra {
		d := min(o.Desimal, n.Pernyataan[h.in[0]].Desimal)
		return genap(rat(o.Nilai), d) == genap(v[0], d)
	}
	want := h.f(v)
	if want == nil {
		return false
	}
	if h.tol != nil {
		return new(big.Rat).Abs(new(big.Rat).Sub(want, rat(o.Nilai))).Cmp(h.tol) <= 0
	}
	return genap(want, o.Desimal) == genap(rat(o.Nilai), o.Desimal)
}

func bagiRat(a, b *big.Rat, kali int64) *big.Rat {
	if b.Sign() == 0 {
		return nil
	}
	return new(big.Rat).Mul(new(big.Rat).Quo(a, b), big.NewRat(kali, 1))
}

// graf ties the cells of the fixture's report.
func graf(n Bacaan) []hubungan {
	var out []hubungan
	type tempatFakta struct{ tabel, baris string }
	fakta := map[Kunci][]int{}
	sebaris := map[Kunci]map[tempatFakta]int{}
	for i, p := range n.Pernyataan {
		if p.Jenis == JenisTeks {
			continue
		}
		fakta[p.Kunci] = append(fakta[p.Kunci], i)
		if sebaris[p.Kunci] == nil {
			sebaris[p.Kunci] = map[tempatFakta]int{}
		}
		if p.Jenis != JenisTerbilang {
			sebaris[p.Kunci][tempatFakta{p.Tabel, p.Baris}] = i
			sebaris[p.Kunci][tempatFakta{p.Tabel, ""}] = i
		}
	}
	for _, list := range fakta {
		for a, i := range list {
			for _, j := range list[a+1:] {
				out = append(out, hubungan{out: i, in: []int{j}, setra: true})
			}
		}
	}
	persen := func(v []*big.Rat) *big.Rat { return bagiRat(v[0], v[1], 100) }
	for i, p := range n.Pernyataan {
		cari := func(b Besaran, subjek string, tahun int, bebas bool) int {
			k := p.Kunci
			k.Besaran, k.Subjek, k.Tahun = b, subjek, tahun
			if j, ada := sebaris[k][tempatFakta{p.Tabel, p.Baris}]; ada {
				return j
			}
			if j, ada := sebaris[k][tempatFakta{p.Tabel, ""}]; ada {
				return j
			}
			if list := fakta[k]; bebas && len(list) > 0 {
				return list[0]
			}
			return -1
		}
		ikat := func(f func([]*big.Rat) *big.Rat, in ...int) {
			if len(in) > 0 && !slices.Contains(in, -1) {
				out = append(out, hubungan{out: i, in: in, f: f})
			}
		}
		if p.Jenis == JenisTerbilang {
			continue
		}
		switch p.Besaran {
		case Capaian:
			ikat(persen, cari(Realisasi, p.Subjek, p.Tahun, false), cari(Target, p.Subjek, p.Tahun, false))
		case PersenTargetAkhir:
			ikat(persen, cari(Realisasi, p.Subjek, p.Tahun, false), cari(TargetAkhir, p.Subjek, p.Tahun, false))
		case CapaianAnggaran:
			ikat(persen, cari(RealisasiAnggaran, p.Subjek, p.Tahun, false), cari(Pagu, p.Subjek, p.Tahun, false))
		case Bagian:
			ikat(persen, cari(Pembilang, p.Subjek, p.Tahun, false), cari(Penyebut, p.Subjek, p.Tahun, false))
		case Realisasi:
			x, y := cari(Pembilang, p.Subjek, p.Tahun, true), cari(Penyebut, p.Subjek, p.Tahun, true)
			if p.Subjek == "IKU-2.1" || p.Subjek == "IKU-2.2" {
				ikat(func(v []*big.Rat) *big.Rat { return bagiRat(v[0], big.NewRat(10, 1), 1) }, x)
			} else {
				ikat(persen, x, y)
			}
		case Perubahan:
			ikat(func(v []*big.Rat) *big.Rat { return new(big.Rat).Sub(v[0], v[1]) }, cari(Nilai, p.Subjek, p.Tahun, false), cari(Nilai, p.Subjek, p.Tahun-1, false))
		case PerubahanPersen:
			ikat(func(v []*big.Rat) *big.Rat { return bagiRat(new(big.Rat).Sub(v[0], v[1]), v[1], 100) }, cari(Nilai, p.Subjek, p.Tahun, false), cari(Nilai, p.Subjek, p.Tahun-1, false))
		}
		jumlah := func(v []*big.Rat) *big.Rat {
			s := new(big.Rat)
			for _, x := range v {
				s.Add(s, x)
			}
			return s
		}
		if p.Besaran == Nilai && p.Subjek == "miskin.Jawa Timur" {
			var in []int
			for _, s := range n.Subjek {
				if s.Induk == p.Subjek {
					in = append(in, cari(Nilai, s.ID, p.Tahun, false))
				}
			}
			// Each of 39 numbers is right to half a hundredth.
			out = append(out, hubungan{out: i, in: in, f: jumlah, tol: big.NewRat(39*5, 1000)})
		}
		if (p.Besaran == Pagu || p.Besaran == RealisasiAnggaran) && strings.HasPrefix(p.Subjek, "D") {
			// Rows right below, or the programs where a table has only them.
			for _, dalam := range []int{1, 2} {
				var in []int
				for _, s := range n.Subjek {
					if s.Jenis == SubjekAnggaran && strings.HasPrefix(s.ID, p.Subjek+".") && strings.Count(s.ID, ".") == strings.Count(p.Subjek, ".")+dalam {
						in = append(in, cari(p.Besaran, s.ID, p.Tahun, false))
					}
				}
				if len(in) > 0 && !slices.Contains(in, -1) {
					ikat(jumlah, in...)
					break
				}
			}
		}
		for _, s := range n.Subjek {
			if s.ID != p.Subjek {
				continue
			}
			if s.Jenis == SubjekIndikator && (p.Besaran == Pagu || p.Besaran == RealisasiAnggaran) {
				var in []int
				var tanda []int64
				for _, a := range s.Anggaran {
					in = append(in, cari(p.Besaran, a.Kode, p.Tahun, true))
					tanda = append(tanda, map[bool]int64{false: 1, true: -1}[a.Kurang])
				}
				ikat(func(v []*big.Rat) *big.Rat {
					sum := new(big.Rat)
					for n, x := range v {
						sum.Add(sum, new(big.Rat).Mul(x, big.NewRat(tanda[n], 1)))
					}
					return sum
				}, in...)
			}
			if s.Jenis != SubjekSasaran {
				continue
			}
			var in []int
			banyak := 0
			for _, a := range n.Subjek {
				if a.Induk == s.ID {
					in = append(in, cari(Realisasi, a.ID, p.Tahun, false), cari(Target, a.ID, p.Tahun, false), cari(RealisasiAnggaran, a.ID, p.Tahun, false), cari(Pagu, a.ID, p.Tahun, false))
					banyak++
				}
			}
			ikat(func(v []*big.Rat) *big.Rat {
				kinerja, serapan := new(big.Rat), new(big.Rat)
				for n := 0; n < len(v); n += 4 {
					a, b := bagiRat(v[n], v[n+1], 100), bagiRat(v[n+2], v[n+3], 100)
					if a == nil || b == nil {
						return nil
					}
					kinerja.Add(kinerja, a)
					serapan.Add(serapan, b)
				}
				if p.Besaran == RataCapaian {
					return bagiRat(kinerja, big.NewRat(int64(banyak), 1), 1)
				}
				return bagiRat(kinerja, serapan, 100)
			}, in...)
		}
	}
	return out
}

// mutan alters a report and says which statements.
type mutan func(n *Bacaan, i int, r *rand.Rand) []int

func cetakUlang(p *Pernyataan, v decimal.Decimal) {
	p.Nilai = v
	p.Tercetak = locale.Angka(v, p.Desimal)
	if p.Jenis == JenisPersen {
		p.Tercetak += "%"
	}
}

// angkaDari are a value's digits at its printed precision.
func angkaDari(p *Pernyataan) []byte {
	return []byte(p.Nilai.Abs().Shift(p.Desimal).Truncate(0).String())
}

func dariAngka(p *Pernyataan, b []byte) decimal.Decimal {
	v := decimal.RequireFromString(string(b)).Shift(-p.Desimal)
	if p.Nilai.IsNegative() {
		return v.Neg()
	}
	return v
}

func tukarSel(n *Bacaan, i, j int) []int {
	a, b := &n.Pernyataan[i], &n.Pernyataan[j]
	a.Nilai, b.Nilai = b.Nilai, a.Nilai
	a.Desimal, b.Desimal = b.Desimal, a.Desimal
	a.Tercetak, b.Tercetak = b.Tercetak, a.Tercetak
	return []int{i, j}
}

// teman picks another statement that fits.
func teman(n *Bacaan, r *rand.Rand, i int, cocok func(a, b *Pernyataan) bool) int {
	var list []int
	for j := range n.Pernyataan {
		a, b := &n.Pernyataan[i], &n.Pernyataan[j]
		if i != j && b.Jenis != JenisTeks && b.Jenis != JenisTerbilang && !a.Nilai.Equal(b.Nilai) && cocok(a, b) {
			list = append(list, j)
		}
	}
	if len(list) == 0 {
		return -1
	}
	return list[r.IntN(len(list))]
}

var mutasi = []struct {
	nama string
	ubah mutan
}{
	{"salah angka", func(n *Bacaan, i int, r *rand.Rand) []int {
		p := &n.Pernyataan[i]
		b := angkaDari(p)
		k := r.IntN(len(b))
		b[k] = '0' + (b[k]-'0'+byte(1+r.IntN(9)))%10
		cetakUlang(p, dariAngka(p, b))
		return []int{i}
	}},
	{"dua angka tertukar", func(n *Bacaan, i int, r *rand.Rand) []int {
		p := &n.Pernyataan[i]
		b := angkaDari(p)
		if len(b) < 2 {
			return nil
		}
		k := r.IntN(len(b) - 1)
		b[k], b[k+1] = b[k+1], b[k]
		cetakUlang(p, dariAngka(p, b))
		return []int{i}
	}},
	{"dua baris tertukar", func(n *Bacaan, i int, r *rand.Rand) []int {
		j := teman(n, r, i, func(a, b *Pernyataan) bool {
			return a.Tabel == b.Tabel && a.Kolom == b.Kolom && a.Baris != b.Baris && a.Tabel != "Narasi"
		})
		if j < 0 {
			return nil
		}
		return tukarSel(n, i, j)
	}},
	{"dua kolom tertukar", func(n *Bacaan, i int, r *rand.Rand) []int {
		j := teman(n, r, i, func(a, b *Pernyataan) bool {
			return a.Tabel == b.Tabel && a.Baris == b.Baris && a.Subjek == b.Subjek && a.Kolom != b.Kolom
		})
		if j < 0 {
			return nil
		}
		return tukarSel(n, i, j)
	}},
	{"kali seratus", func(n *Bacaan, i int, _ *rand.Rand) []int {
		p := &n.Pernyataan[i]
		cetakUlang(p, p.Nilai.Shift(2))
		return []int{i}
	}},
	{"pemisah bergeser", func(n *Bacaan, i int, r *rand.Rand) []int {
		p := &n.Pernyataan[i]
		v := p.Nilai.Shift([]int32{-3, -2, -1, 1, 3}[r.IntN(5)])
		p.Desimal = max(p.Desimal, -v.Exponent())
		cetakUlang(p, v)
		return []int{i}
	}},
	{"nilai tahun lalu", func(n *Bacaan, i int, r *rand.Rand) []int {
		j := teman(n, r, i, func(a, b *Pernyataan) bool {
			x, y := a.Kunci, b.Kunci
			if x.Besaran == Pagu && y.Versi == "induk" {
				x.Versi = y.Versi
			} else {
				x.Tahun--
			}
			return x == y
		})
		if j < 0 {
			return nil
		}
		p, q := &n.Pernyataan[i], n.Pernyataan[j]
		p.Nilai, p.Desimal, p.Tercetak = q.Nilai, q.Desimal, q.Tercetak
		return []int{i}
	}},
}

// aturanIkatan are the rules about ties between numbers. The others look at single facts, and
// an altered one may well give them cause.
var aturanIkatan = []Aturan{BarisTertukar, KolomTertukar, HitungUlang, JumlahRincian, BedaTempat, Terbilang, SalahKategori, Pembulatan}

// catatan is what became of the alterations of one kind.
type catatan struct{ semua, terdeteksi, ditemukan, tepat, termasuk, palsu int }

func persentase(a, b int) string {
	if b == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f%%", float64(a)*100/float64(b))
}

// TestMutations alters cells of the corrected report and counts what the review makes of
// it. Whether an alteration can be seen at all is decided by the test's own graph: it
// breaks a tie that held.
func TestMutations(t *testing.T) {
	dasar := bacaan(t, false)
	var ikat []hubungan
	for _, h := range graf(dasar) {
		if h.holds(dasar) {
			ikat = append(ikat, h)
		}
	}
	pakai := make([][]int, len(dasar.Pernyataan))
	for n, h := range ikat {
		for _, i := range append([]int{h.out}, h.in...) {
			pakai[i] = append(pakai[i], n)
		}
	}
	sebelum := map[string]bool{}
	for _, f := range Periksa(dasar).Temuan {
		sebelum[string(f.Aturan)+f.Pesan] = true
	}
	r := rand.New(rand.NewPCG(*bibit, 2026))
	hasil := make([]catatan, len(mutasi))
	lihat := 0
	for k := 0; k < *banyakMutasi; {
		m := k % len(mutasi)
		n := dasar
		n.Pernyataan = slices.Clone(dasar.Pernyataan)
		i := r.IntN(len(n.Pernyataan))
		if p := n.Pernyataan[i]; p.Jenis == JenisTeks || p.Jenis == JenisTerbilang || p.Nilai.IsZero() || p.Besaran == TahunLaporan {
			continue
		}
		sel := mutasi[m].ubah(&n, i, r)
		if sel == nil || n.Pernyataan[i].Nilai.Equal(dasar.Pernyataan[i].Nilai) {
			continue
		}
		k++
		c := &hasil[m]
		c.semua++
		// The cells whose alteration some tie shows.
		var nampak []int
		for _, i := range sel {
			if slices.ContainsFunc(pakai[i], func(h int) bool { return !ikat[h].holds(n) }) {
				nampak = append(nampak, i)
			}
		}
		if len(nampak) == 0 {
			continue
		}
		c.terdeteksi++
		di := func(list []Perbaikan) (kena int) {
			for _, i := range nampak {
				if slices.ContainsFunc(list, func(p Perbaikan) bool { return p.Tempat == n.Pernyataan[i].Tempat }) {
					kena++
				}
			}
			return kena
		}
		ditemukan, tepat, termasuk, palsu := false, 0, false, false
		for _, f := range Periksa(n).Temuan {
			if sebelum[string(f.Aturan)+f.Pesan] || !slices.Contains(aturanIkatan, f.Aturan) {
				continue
			}
			ditemukan = true
			n := di(f.Tempat)
			if f.Pasti {
				tepat += n
			}
			termasuk = termasuk || n > 0
			palsu = palsu || f.Pasti && n == 0
		}
		if ditemukan {
			c.ditemukan++
		}
		if tepat == len(nampak) {
			c.tepat++
		}
		if termasuk {
			c.termasuk++
		}
		if palsu {
			c.palsu++
		}
		if testing.Verbose() && (!ditemukan || palsu || !termasuk) && lihat < 60 {
			lihat++
			for _, i := range sel {
				t.Logf("%s: %v was %s (found %v, at %d of %d, false %v)", mutasi[m].nama, n.Pernyataan[i].Tempat, dasar.Pernyataan[i].Tercetak, ditemukan, tepat, len(nampak), palsu)
			}
			for _, f := range Periksa(n).Temuan {
				if !sebelum[string(f.Aturan)+f.Pesan] && f.Tingkat != Info {
					t.Logf("        %s decided %v %q", f.Aturan, f.Pasti, sebutan(f.Tempat))
				}
			}
		}
	}
	var semua catatan
	for m, c := range hasil {
		t.Logf("%-20s %5d altered, %5d detectable: found %s, at the right cell %s, among the cells named %s, false alarms %s", mutasi[m].nama, c.semua, c.terdeteksi,
			persentase(c.ditemukan, c.terdeteksi), persentase(c.tepat, c.terdeteksi), persentase(c.termasuk, c.terdeteksi), persentase(c.palsu, c.terdeteksi))
		if c.ditemukan*100 < c.terdeteksi*95 {
			t.Errorf("%s: found %d of %d detectable", mutasi[m].nama, c.ditemukan, c.terdeteksi)
		}
		semua.terdeteksi += c.terdeteksi
		semua.ditemukan += c.ditemukan
		semua.tepat += c.tepat
		semua.termasuk += c.termasuk
		semua.palsu += c.palsu
	}
	t.Logf("all: found %s, at the right cell %s, among those named %s, false alarms %s of %d detectable", persentase(semua.ditemukan, semua.terdeteksi),
		persentase(semua.tepat, semua.terdeteksi), persentase(semua.termasuk, semua.terdeteksi), persentase(semua.palsu, semua.terdeteksi), semua.terdeteksi)
	if semua.terdeteksi*2 < *banyakMutasi || semua.tepat*100 < semua.terdeteksi*80 || semua.termasuk*100 < semua.terdeteksi*90 || semua.palsu*100 > semua.terdeteksi*2 {
		t.Errorf("of %d detectable: %d at the right cell, %d among the cells named, %d false alarms", semua.terdeteksi, semua.tepat, semua.termasuk, semua.palsu)
	}
}
