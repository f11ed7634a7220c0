package sakip_test

import (
	"fmt"
	"maps"
	"math/big"
	"reflect"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"capaian/internal/sakip"
)

// jumlahKode sums the leaves of the version in force into every code above them, by
// the rows' parents alone. lengkap tells of which codes every leaf was reported that
// had to be: where nothing was planned, nothing need be.
func jumlahKode(d sakip.DataTahun, p sakip.Periode) (pagu, spent map[string]*big.Rat, lengkap map[string]bool, leluhur map[string][]string) {
	v, _ := sakip.AnggaranBerlaku(d.Anggaran, p.Akhir())
	pagu, spent, lengkap, leluhur = map[string]*big.Rat{}, map[string]*big.Rat{}, map[string]bool{}, map[string][]string{}
	induk := map[string]string{}
	for _, b := range v.Baris {
		induk[b.Kode] = b.Induk
		pagu[b.Kode], spent[b.Kode] = new(big.Rat), new(big.Rat)
	}
	kurang := map[string]bool{}
	nilai := map[sakip.IdentitasBaris]*big.Rat{}
	for _, r := range d.RealisasiAnggaran {
		if r.Triwulan == p.Triwulan && r.Status.Dihitung() {
			nilai[r.IdentitasBaris] = rat(r.Nilai)
		}
	}
	for _, b := range v.Baris {
		if b.Pagu == nil {
			continue
		}
		leluhur[b.Kode] = nil
		for kode := b.Kode; kode != ""; kode = induk[kode] {
			leluhur[b.Kode] = append(leluhur[b.Kode], kode)
			pagu[kode].Add(pagu[kode], rat(*b.Pagu))
			if n, ok := nilai[b.IdentitasBaris]; ok {
				spent[kode].Add(spent[kode], n)
				lengkap[kode] = true
			} else if !b.Pagu.IsZero() {
				kurang[kode] = true
			}
		}
	}
	for kode := range kurang {
		lengkap[kode] = false
	}
	return pagu, spent, lengkap, leluhur
}

func TestParentsAreTheSumOfTheirLeaves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, p := tahunUji(t)
		pagu, spent, lengkap, _ := jumlahKode(d, p)
		h := sakip.Hitung(d, p)
		if len(h.Anggaran) != len(pagu) {
			t.Fatalf("got %d codes, want %d", len(h.Anggaran), len(pagu))
		}
		for _, b := range h.Anggaran {
			if rat(*b.Anggaran.Nilai).Cmp(pagu[b.Kode]) != 0 {
				t.Errorf("pagu of %s: got %s, want %s", b.Kode, b.Anggaran.Nilai, pagu[b.Kode].FloatString(2))
			}
			switch {
			case b.Realisasi.Ada() != lengkap[b.Kode] || (b.N > 0 && b.N == b.M) != lengkap[b.Kode]:
				t.Errorf("realisasi of %s: got %s (%d of %d), want known %v", b.Kode, angka(b.Realisasi), b.N, b.M, lengkap[b.Kode])
			case lengkap[b.Kode] && rat(*b.Realisasi.Nilai).Cmp(spent[b.Kode]) != 0:
				t.Errorf("realisasi of %s: got %s, want %s", b.Kode, b.Realisasi.Nilai, spent[b.Kode].FloatString(2))
			case b.Capaian.Ada() && sakip.Teks(*b.Capaian.Tampil) != tulis(kali(bagiRat(spent[b.Kode], pagu[b.Kode]), 100), d.Kebijakan.Desimal, d.Kebijakan.Pembulatan):
				t.Errorf("capaian of %s: got %s", b.Kode, capaian(b.Capaian))
			}
		}
	})
}

func TestBudgetOfIndicators(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, p := tahunUji(t)
		pagu, _, _, leluhur := jumlahKode(d, p)
		kode := slices.Sorted(maps.Keys(pagu))
		kurang := rapid.Bool().Draw(t, "with minus edges")
		kali := map[string]int{} // leaf → how many plus edges of IKU reach it
		for n := range d.Indikator {
			i := &d.Indikator[n]
			i.Anggaran = nil
			for _, k := range rapid.SliceOfNDistinct(rapid.SampledFrom(kode), 0, 3, rapid.ID).Draw(t, "edges") {
				e := sakip.TautanAnggaran{Kode: k, Kurang: kurang && rapid.Bool().Draw(t, "minus")}
				i.Anggaran = append(i.Anggaran, e)
				for daun, atas := range leluhur {
					if i.Tingkat == sakip.TingkatSasaran && slices.Contains(atas, k) {
						kali[daun]++
					}
				}
			}
		}
		h := sakip.Hitung(d, p)
		sum := rat(h.TanpaSasaran)
		for _, i := range h.Indikator {
			want := new(big.Rat)
			for _, e := range i.Indikator.Anggaran {
				if e.Kurang {
					want.Sub(want, pagu[e.Kode])
				} else {
					want.Add(want, pagu[e.Kode])
				}
			}
			switch {
			case len(i.Indikator.Anggaran) == 0:
				if i.Anggaran.Alasan != sakip.TanpaTautan {
					t.Errorf("%s: got %s, want %s", i.Indikator.ID, angka(i.Anggaran), sakip.TanpaTautan)
				}
				continue
			case rat(*i.Anggaran.Nilai).Cmp(want) != 0:
				t.Errorf("%s: got %s, want %s", i.Indikator.ID, i.Anggaran.Nilai, want.FloatString(2))
			}
			if i.Indikator.Tingkat == sakip.TingkatSasaran {
				sum.Add(sum, want)
			}
		}
		if kurang {
			return
		}
		var tanpa, ganda []string
		total := new(big.Rat)
		for daun := range leluhur {
			total.Add(total, pagu[daun])
			switch n := kali[daun]; {
			case n == 0:
				tanpa = append(tanpa, daun)
			case n > 1:
				ganda = append(ganda, daun)
				sum.Sub(sum, new(big.Rat).Mul(pagu[daun], big.NewRat(int64(n-1), 1)))
			}
		}
		if sum.Cmp(total) != 0 {
			t.Errorf("indicators + unreached − double: got %s, want %s", sum.FloatString(2), total.FloatString(2))
		}
		slices.Sort(tanpa)
		slices.Sort(ganda)
		if got := slices.Sorted(slices.Values(h.KodeTanpaSasaran)); !slices.Equal(got, tanpa) {
			t.Errorf("unreached: got %v, want %v", got, tanpa)
		}
		if got := slices.Sorted(slices.Values(h.KodeGanda)); !slices.Equal(got, ganda) {
			t.Errorf("double: got %v, want %v", got, ganda)
		}
	})
}

func TestMeansAndEfficiencyAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, p := tahunUji(t)
		k := &d.Kebijakan
		k.Bobot = map[string]decimal.Decimal{}
		for _, i := range d.Indikator {
			if rapid.Bool().Draw(t, "weighted") {
				k.Bobot[i.ID] = decimal.New(rapid.Int64Range(1, 500).Draw(t, "weight"), -2)
			}
		}
		h := sakip.Hitung(d, p)
		for _, s := range h.Sasaran {
			var kinerja, serapan rataRat
			m := 0
			for _, i := range h.Indikator {
				if i.Indikator.Tingkat != sakip.TingkatSasaran || i.Indikator.Induk != s.Sasaran.ID {
					continue
				}
				m++
				bobot := big.NewRat(1, 1)
				if b, ok := k.Bobot[i.Indikator.ID]; ok {
					bobot = rat(b)
				}
				if i.Realisasi.Ada() && i.Capaian.Alasan != sakip.TargetTidakAda {
					kinerja.tambah(capaianEksak(i.Indikator.Arah, i.Target, rat(*i.Realisasi.Nilai), *k), bobot)
				}
				if i.RealisasiAnggaran.Ada() && !i.Anggaran.Nilai.IsZero() {
					serapan.tambah(kali(bagiRat(rat(*i.RealisasiAnggaran.Nilai), rat(*i.Anggaran.Nilai)), 100), bobot)
				}
			}
			if s.N != kinerja.n || s.M != m {
				t.Errorf("%s: got %d of %d, want %d of %d", s.Sasaran.ID, s.N, s.M, kinerja.n, m)
			}
			mean, money := kinerja.nilai(), serapan.nilai()
			periksa(t, s.Sasaran.ID+" mean", s.RataCapaian, dibatasi(mean, *k), *k)
			periksa(t, s.Sasaran.ID+" absorption", s.RataCapaianAnggaran, money, *k)
			var efisiensi *big.Rat
			if mean != nil && money != nil && money.Sign() != 0 {
				efisiensi = kali(bagiRat(mean, money), 100)
			}
			periksa(t, s.Sasaran.ID+" efficiency", s.TingkatEfisiensi, efisiensi, *k)
		}
	})
}

// rataRat is a weighted mean in exact fractions; a nil value is not computable.
type rataRat struct {
	n          int
	sum, bobot big.Rat
}

func (r *rataRat) tambah(v, bobot *big.Rat) {
	if v == nil {
		return
	}
	r.n++
	r.sum.Add(&r.sum, new(big.Rat).Mul(v, bobot))
	r.bobot.Add(&r.bobot, bobot)
}

func (r *rataRat) nilai() *big.Rat {
	if r.n == 0 {
		return nil
	}
	return bagiRat(&r.sum, &r.bobot)
}

func dibatasi(v *big.Rat, k sakip.Kebijakan) *big.Rat {
	switch {
	case v != nil && k.BatasBawah != nil && v.Cmp(rat(*k.BatasBawah)) < 0:
		return rat(*k.BatasBawah)
	case v != nil && k.BatasAtas != nil && v.Cmp(rat(*k.BatasAtas)) > 0:
		return rat(*k.BatasAtas)
	}
	return v
}

func periksa(t *rapid.T, nama string, got sakip.Capaian, want *big.Rat, k sakip.Kebijakan) {
	switch {
	case want == nil && (got.Ada() || got.Alasan == ""):
		t.Errorf("%s: got %s, want a reason", nama, capaian(got))
	case want != nil && !got.Ada():
		t.Errorf("%s: got %s, want %s", nama, got.Alasan, want.FloatString(6))
	case want != nil && sakip.Teks(*got.Tampil) != tulis(want, k.Desimal, k.Pembulatan):
		t.Errorf("%s: got %s, want %s", nama, capaian(got), tulis(want, k.Desimal, k.Pembulatan))
	}
}

// samaAtauTakAda tells whether a figure stayed as it was or is no longer known, and
// says why. That it became another figure is what must not happen.
func samaAtauTakAda(sebelum, sesudah sakip.Angka) bool {
	return angka(sebelum) == angka(sesudah) || !sesudah.Ada() && sesudah.Alasan != ""
}

func TestARemovedReportIsNeverZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, p := tahunUji(t)
		var ikut []int // reports that take part: counted, up to the quarter
		for n, r := range d.Realisasi {
			if r.Status.Dihitung() && !r.BelumTerbit && r.Triwulan <= p.Triwulan {
				ikut = append(ikut, n)
			}
		}
		if len(ikut) == 0 {
			return
		}
		n := rapid.SampledFrom(ikut).Draw(t, "removed")
		hilang := d.Realisasi[n]
		sebelum := sakip.Hitung(d, p)
		d.Realisasi = slices.Delete(slices.Clone(d.Realisasi), n, n+1)
		sesudah := sakip.Hitung(d, p)
		lost := map[string]int{}
		for i, a := range sebelum.Indikator {
			b := sesudah.Indikator[i]
			if a.Indikator.ID != hilang.Indikator {
				if !reflect.DeepEqual(a, b) {
					t.Errorf("%s changed with a report of %s", a.Indikator.ID, hilang.Indikator)
				}
				continue
			}
			if hilang.Triwulan == p.Triwulan && (b.Realisasi.Ada() || b.RealisasiTW.Ada() || b.Capaian.Tampil != nil || b.Capaian.Kategori != "" || b.Ket != "") {
				t.Errorf("%s: got %s, want not known", hilang.Indikator, capaian(b.Capaian))
			}
			for nama, pair := range map[string][2]sakip.Angka{"realisasi": {a.Realisasi, b.Realisasi}, "tw": {a.RealisasiTW, b.RealisasiTW}, "capaian": {a.Capaian.Angka, b.Capaian.Angka},
				"capaian tw": {a.CapaianTW.Angka, b.CapaianTW.Angka}, "capaian sd": {a.CapaianSD.Angka, b.CapaianSD.Angka}, "target akhir": {a.PersenTargetAkhir.Angka, b.PersenTargetAkhir.Angka}} {
				if !samaAtauTakAda(pair[0], pair[1]) {
					t.Errorf("%s, %s: got %s, want %s or not known", hilang.Indikator, nama, angka(pair[1]), angka(pair[0]))
				}
			}
			if a.Capaian.Ada() && !b.Capaian.Ada() && a.Indikator.Tingkat == sakip.TingkatSasaran {
				lost[a.Indikator.Induk]++
			}
		}
		for i, a := range sebelum.Sasaran {
			if b := sesudah.Sasaran[i]; b.N != a.N-lost[a.Sasaran.ID] || b.M != a.M || lost[a.Sasaran.ID] == 0 && !reflect.DeepEqual(a, b) {
				t.Errorf("%s: got %d of %d, want %d of %d", a.Sasaran.ID, b.N, b.M, a.N-lost[a.Sasaran.ID], a.M)
			}
		}
	})
}

func TestARemovedExpenditureIsNeverZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, p := tahunUji(t)
		v, _ := sakip.AnggaranBerlaku(d.Anggaran, p.Akhir())
		berpagu := map[sakip.IdentitasBaris]bool{} // where nothing was planned, nothing need be reported
		for _, b := range v.Baris {
			berpagu[b.IdentitasBaris] = b.Pagu != nil && !b.Pagu.IsZero()
		}
		var ikut []int
		for n, r := range d.RealisasiAnggaran {
			if r.Triwulan == p.Triwulan && berpagu[r.IdentitasBaris] {
				ikut = append(ikut, n)
			}
		}
		n := rapid.SampledFrom(ikut).Draw(t, "removed")
		hilang := d.RealisasiAnggaran[n]
		_, _, _, leluhur := jumlahKode(d, p)
		sebelum := sakip.Hitung(d, p)
		d.RealisasiAnggaran = slices.Delete(slices.Clone(d.RealisasiAnggaran), n, n+1)
		sesudah := sakip.Hitung(d, p)
		for i, a := range sebelum.Anggaran {
			b := sesudah.Anggaran[i]
			kena := slices.Contains(leluhur[hilang.Kode], a.Kode)
			switch {
			case kena && (b.Realisasi.Ada() || b.Capaian.Ada() || b.Capaian.Tampil != nil || b.N != a.N-1 || b.M != a.M):
				t.Errorf("%s: got %s (%d of %d), want not known", a.Kode, angka(b.Realisasi), b.N, b.M)
			case !kena && !reflect.DeepEqual(a, b):
				t.Errorf("%s changed with an expenditure of %s", a.Kode, hilang.Kode)
			}
		}
		for i, a := range sebelum.Indikator {
			if b := sesudah.Indikator[i]; !samaAtauTakAda(a.RealisasiAnggaran, b.RealisasiAnggaran) || angka(a.Anggaran) != angka(b.Anggaran) || !reflect.DeepEqual(a.Capaian, b.Capaian) {
				t.Errorf("%s: got %s", a.Indikator.ID, fmt.Sprint(angka(b.Anggaran), " ", angka(b.RealisasiAnggaran)))
			}
		}
	})
}
