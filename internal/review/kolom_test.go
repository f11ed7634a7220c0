package review

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/sakip"
)

// barisUji is an indicator of a small report: what it states of this and the last year.
type barisUji struct{ target, induk, realisasi, lalu string }

var barisKolom = []barisUji{{"80", "75", "84,30", "79,10"}, {"90", "85", "81,44", "88,20"}, {"75", "70", "60,90", "71,35"}, {"60", "55", "66,15", "58,40"}, {"95", "90", "93,25", "91,75"}, {"50", "45", "41,05", "47,60"}}

// laporanKolom is a report of two tables: in A this year's target, realisasi and capaian, in
// B the same without the capaian, beside last year's realisasi and the first target.
func laporanKolom(arah sakip.Arah, hanyaA bool) Bacaan {
	n := Bacaan{Tahun: 2023, Subjek: []Subjek{{ID: "S", Jenis: SubjekSasaran}}}
	for i, b := range barisKolom {
		id := fmt.Sprintf("I%d", i+1)
		n.Subjek = append(n.Subjek, Subjek{ID: id, Nama: "Indikator " + id, Jenis: SubjekIndikator, Induk: "S", Arah: arah})
		tulis := func(tabel string, k Kunci, j Jenis, kolom, cetak string) {
			k.Subjek = id
			if k.Tahun == 0 {
				k.Tahun = 2023
			}
			n.Nyatakan(k, j, Tempat{tabel, fmt.Sprint(i + 1), kolom, cetak})
		}
		for _, tabel := range []string{"A", "B"} {
			if tabel == "B" && hanyaA {
				continue
			}
			tulis(tabel, Kunci{Besaran: Target}, JenisPersen, "Target", b.target)
			tulis(tabel, Kunci{Besaran: Realisasi}, JenisPersen, "Realisasi", b.realisasi)
		}
		tulis("A", Kunci{Besaran: Capaian}, JenisPersen, "Capaian", "0,00%")
		tulis("B", Kunci{Besaran: Realisasi, Tahun: 2022}, JenisPersen, "Tahun 2022", b.lalu)
		tulis("B", Kunci{Besaran: Target, Versi: "induk"}, JenisPersen, "Target induk", b.induk)
	}
	p := bangun(n)
	isiKolomUji(&n, "A", "Capaian", func(k int) decimal.Decimal {
		for _, t := range p.ikat {
			if t.out == k && t.rumus == rumusCapaian {
				v, _ := p.hitung(&t, nil)
				return v.Round(2)
			}
		}
		return decimal.Decimal{}
	})
	return n
}

// isiKolomUji sets the cells of a column.
func isiKolomUji(n *Bacaan, tabel, kolom string, f func(i int) decimal.Decimal) {
	for i := range n.Pernyataan {
		p := &n.Pernyataan[i]
		if p.Tabel != tabel || p.Kolom != kolom {
			continue
		}
		p.Nilai = f(i)
		p.Desimal = max(p.Desimal, -p.Nilai.Exponent())
		p.Tercetak = locale.Angka(p.Nilai, p.Desimal)
	}
}

// ambilUji is what the report states at the row of i in another column.
func ambilUji(n *Bacaan, i int, tabel, kolom string) decimal.Decimal {
	for _, p := range n.Pernyataan {
		if p.Tabel == tabel && p.Kolom == kolom && p.Subjek == n.Pernyataan[i].Subjek {
			return p.Nilai
		}
	}
	panic("no such cell: " + tabel + " " + kolom)
}

// TestWrongColumns: a column that is wrong from top to bottom is one finding, with what it
// holds instead.
func TestWrongColumns(t *testing.T) {
	persen := func(a, b decimal.Decimal) decimal.Decimal { return a.Mul(seratus).DivRound(b, 24) }
	cases := []struct {
		nama   string
		arah   sakip.Arah
		hanyaA bool
		ubah   func(n *Bacaan)
		aturan Aturan
		tempat int
		pesan  []string
	}{
		{"last year's values", "", false, func(n *Bacaan) {
			isiKolomUji(n, "A", "Realisasi", func(i int) decimal.Decimal { return ambilUji(n, i, "B", "Tahun 2022") })
		}, KolomSalah, 6, []string{"Seluruh kolom Realisasi di A berisi angka tahun 2022 (6 angka)", "“Indikator I1” tercetak 79,10, seharusnya 84,30%"}},
		{"last year's values, and reckoned on with", "", false, func(n *Bacaan) {
			isiKolomUji(n, "A", "Realisasi", func(i int) decimal.Decimal { return ambilUji(n, i, "B", "Tahun 2022") })
			isiKolomUji(n, "A", "Capaian", func(i int) decimal.Decimal {
				return persen(ambilUji(n, i, "B", "Tahun 2022"), ambilUji(n, i, "A", "Target")).Round(2)
			})
			for k := range 6 { // another table bears the right ones out
				id := fmt.Sprintf("I%d", k+1)
				n.Nyatakan(Kunci{Besaran: Realisasi, Subjek: id, Tahun: 2023}, JenisPersen, Tempat{"C", id, "Realisasi", barisKolom[k].realisasi})
			}
		}, KolomSalah, 6, []string{"Seluruh kolom Realisasi di A berisi angka tahun 2022", "Hitung ulang 6 angka"}},
		{"one of them is right", "", false, func(n *Bacaan) {
			isiKolomUji(n, "A", "Realisasi", func(i int) decimal.Decimal {
				if n.Pernyataan[i].Subjek == "I3" {
					return n.Pernyataan[i].Nilai
				}
				return ambilUji(n, i, "B", "Tahun 2022")
			})
		}, KolomSalah, 5, []string{"Hampir seluruh kolom Realisasi di A berisi angka tahun 2022 (5 angka)"}},
		{"another version of the plan", "", false, func(n *Bacaan) {
			isiKolomUji(n, "A", "Target", func(i int) decimal.Decimal { return ambilUji(n, i, "B", "Target induk") })
		}, KolomSalah, 6, []string{"Seluruh kolom Target di A berisi angka versi induk"}},
		{"another column", "", false, func(n *Bacaan) {
			isiKolomUji(n, "B", "Realisasi", func(i int) decimal.Decimal { return ambilUji(n, i, "B", "Target induk") })
		}, KolomSalah, 6, []string{"Seluruh kolom Realisasi di B berisi angka kolom Target induk"}},
		{"target over realisasi", "", false, func(n *Bacaan) {
			isiKolomUji(n, "A", "Capaian", func(i int) decimal.Decimal {
				return persen(ambilUji(n, i, "A", "Target"), ambilUji(n, i, "A", "Realisasi")).Round(2)
			})
		}, KolomSalah, 6, []string{"Seluruh kolom Capaian di A dihitung dengan target ÷ realisasi × 100, seharusnya realisasi ÷ target × 100 (6 angka)"}},
		{"falling ones by the other formula", sakip.Turun, false, func(n *Bacaan) {
			isiKolomUji(n, "A", "Capaian", func(i int) decimal.Decimal {
				return persen(ambilUji(n, i, "A", "Target"), ambilUji(n, i, "A", "Realisasi")).Round(2)
			})
		}, KolomSalah, 6, []string{"dihitung dengan target ÷ realisasi × 100, seharusnya (2 × target − realisasi) ÷ target × 100"}},
		{"falling ones among rising ones", "", false, func(n *Bacaan) {
			for i := range n.Subjek[:5] {
				if i > 0 {
					n.Subjek[i].Arah = sakip.Turun
				}
			}
			turun := n.Subjek[1:5]
			isiKolomUji(n, "A", "Capaian", func(i int) decimal.Decimal {
				r, target := ambilUji(n, i, "A", "Realisasi"), ambilUji(n, i, "A", "Target")
				if slices.ContainsFunc(turun, func(s Subjek) bool { return s.ID == n.Pernyataan[i].Subjek }) {
					return persen(target, r).Round(2)
				}
				return persen(r, target).Round(2)
			})
		}, KolomSalah, 4, []string{"untuk indikator yang makin rendah makin baik dihitung dengan target ÷ realisasi × 100"}},
		{"as fractions", "", false, func(n *Bacaan) {
			isiKolomUji(n, "A", "Realisasi", func(i int) decimal.Decimal { return n.Pernyataan[i].Nilai.Shift(-2) })
		}, KolomSalah, 6, []string{"Seluruh kolom Realisasi di A terlalu kecil: setiap angkanya dibagi 100"}},
		{"moved by a row", "", false, func(n *Bacaan) {
			lama := slices.Clone(n.Pernyataan)
			var sel []int
			for i, p := range lama {
				if p.Tabel == "A" && p.Kolom == "Realisasi" {
					sel = append(sel, i)
				}
			}
			isiKolomUji(n, "A", "Realisasi", func(i int) decimal.Decimal {
				k := slices.Index(sel, i)
				return lama[sel[max(0, k-1)]].Nilai
			})
		}, KolomSalah, 5, []string{"Seluruh kolom Realisasi di A bergeser satu baris ke bawah (5 angka)"}},
		{"cut, not rounded", "", false, func(n *Bacaan) {
			isiKolomUji(n, "A", "Capaian", func(i int) decimal.Decimal {
				return persen(ambilUji(n, i, "A", "Realisasi"), ambilUji(n, i, "A", "Target")).Truncate(2)
			})
		}, KolomSalah, 3, []string{"dipotong, bukan dibulatkan (3 angka)"}},
		{"with a cap", "", false, func(n *Bacaan) {
			isiKolomUji(n, "A", "Realisasi", func(i int) decimal.Decimal {
				return ambilUji(n, i, "A", "Target").Add(decimal.NewFromInt(int64(i%5) - 1))
			})
			isiKolomUji(n, "B", "Realisasi", func(i int) decimal.Decimal { return ambilUji(n, i, "A", "Realisasi") })
			isiKolomUji(n, "A", "Capaian", func(i int) decimal.Decimal {
				return decimal.Min(persen(ambilUji(n, i, "A", "Realisasi"), ambilUji(n, i, "A", "Target")).Round(2), seratus)
			})
		}, KolomSalah, 3, []string{"Seluruh kolom Capaian di A dibatasi paling tinggi 100 (3 angka)"}},
		{"two columns exchanged", "", false, func(n *Bacaan) {
			lama := *n
			lama.Pernyataan = slices.Clone(n.Pernyataan)
			isiKolomUji(n, "A", "Realisasi", func(i int) decimal.Decimal { return ambilUji(&lama, i, "A", "Target") })
			isiKolomUji(n, "A", "Target", func(i int) decimal.Decimal { return ambilUji(&lama, i, "A", "Realisasi") })
		}, KolomTertukar, 12, []string{"Kolom Realisasi dan Target tertukar pada seluruh baris A (12 angka)"}},
		{"exchanged, or reckoned otherwise", "", true, func(n *Bacaan) {
			isiKolomUji(n, "A", "Capaian", func(i int) decimal.Decimal {
				return persen(ambilUji(n, i, "A", "Target"), ambilUji(n, i, "A", "Realisasi")).Round(2)
			})
		}, KolomSalah, 18, []string{"kolom Capaian dihitung dengan target ÷ realisasi × 100, seharusnya realisasi ÷ target × 100", "kolom Realisasi dan Target tertukar", "tidak dapat diputuskan"}},
	}
	for _, c := range cases {
		t.Run(c.nama, func(t *testing.T) {
			n := laporanKolom(c.arah, c.hanyaA)
			if f := ikatanSalah(n); len(f) > 0 {
				t.Fatalf("before: got %s %s", f[0].Aturan, f[0].Pesan)
			}
			c.ubah(&n)
			f := ikatanSalah(n)
			if len(f) != 1 || f[0].Aturan != c.aturan || len(f[0].Tempat) != c.tempat {
				for _, x := range f {
					t.Logf("%s %s %d: %s", x.Tingkat, x.Aturan, len(x.Tempat), x.Pesan)
				}
				t.Fatalf("got %d findings, want one %s at %d places", len(f), c.aturan, c.tempat)
			}
			for _, s := range c.pesan {
				if !strings.Contains(f[0].Pesan, s) {
					t.Errorf("got %q, want %q in it", f[0].Pesan, s)
				}
			}
		})
	}
}

// ikatanSalah are the findings of the rules about ties.
func ikatanSalah(n Bacaan) []Temuan {
	var out []Temuan
	for _, f := range Periksa(n).Temuan {
		if f.Aturan == KolomSalah || slices.Contains(aturanIkatan, f.Aturan) {
			out = append(out, f)
		}
	}
	return out
}

// TestColumnsThatAreNotWrong: what a few cells have in common is no cause of a column.
func TestColumnsThatAreNotWrong(t *testing.T) {
	n := laporanKolom("", false)
	isiKolomUji(&n, "A", "Realisasi", func(i int) decimal.Decimal {
		if n.Pernyataan[i].Subjek > "I2" {
			return n.Pernyataan[i].Nilai
		}
		return ambilUji(&n, i, "B", "Tahun 2022")
	})
	if f := ikatanSalah(n); len(f) != 2 || f[0].Aturan == KolomSalah || f[1].Aturan == KolomSalah {
		t.Errorf("two of six: got %+v, want a finding each", f)
	}
	n = laporanKolom("", false)
	isiKolomUji(&n, "A", "Realisasi", func(i int) decimal.Decimal {
		if n.Pernyataan[i].Subjek > "I3" {
			return n.Pernyataan[i].Nilai
		}
		return ambilUji(&n, i, "B", "Tahun 2022")
	})
	if f := ikatanSalah(n); len(f) != 3 {
		t.Errorf("three of six: got %d findings, want a finding each", len(f))
	}
}

// TestThousands: a table of money in thousands is one finding, whatever sums and shares it
// has.
func TestThousands(t *testing.T) {
	n := Bacaan{Tahun: 2023, Subjek: []Subjek{{ID: "D", Jenis: SubjekAnggaran}}}
	var total, habis int64
	for i := range 5 {
		id := fmt.Sprintf("D.%d", i+1)
		n.Subjek = append(n.Subjek, Subjek{ID: id, Jenis: SubjekAnggaran, Induk: "D"})
		pagu, real := int64(1_234_567_000)*int64(i+2), int64(1_100_321_000)*int64(i+2)
		total, habis = total+pagu, habis+real
		for _, tabel := range []string{"A", "B", "C"} {
			n.Nyatakan(Kunci{Besaran: Pagu, Subjek: id, Tahun: 2023}, JenisRupiah, Tempat{tabel, id, "Anggaran", locale.Rupiah(decimal.NewFromInt(pagu))})
		}
		n.Nyatakan(Kunci{Besaran: RealisasiAnggaran, Subjek: id, Tahun: 2023}, JenisRupiah, Tempat{"A", id, "Realisasi", locale.Rupiah(decimal.NewFromInt(real))})
		n.Nyatakan(Kunci{Besaran: CapaianAnggaran, Subjek: id, Tahun: 2023}, JenisPersen, Tempat{"A", id, "%", locale.Angka(decimal.NewFromInt(real).Mul(seratus).DivRound(decimal.NewFromInt(pagu), 2), 2)})
	}
	n.Nyatakan(Kunci{Besaran: Pagu, Subjek: "D", Tahun: 2023}, JenisRupiah, Tempat{"A", "D", "Anggaran", locale.Rupiah(decimal.NewFromInt(total))})
	n.Nyatakan(Kunci{Besaran: RealisasiAnggaran, Subjek: "D", Tahun: 2023}, JenisRupiah, Tempat{"A", "D", "Realisasi", locale.Rupiah(decimal.NewFromInt(habis))})
	if f := ikatanSalah(n); len(f) > 0 || len(n.TakTerbaca) > 0 {
		t.Fatalf("before: got %+v, unreadable %v", f, n.TakTerbaca)
	}
	for _, k := range []string{"Anggaran", "Realisasi"} {
		isiKolomUji(&n, "A", k, func(i int) decimal.Decimal { return n.Pernyataan[i].Nilai.Shift(-3) })
	}
	f := ikatanSalah(n)
	if len(f) != 1 || f[0].Aturan != KolomSalah || len(f[0].Tempat) != 12 || !strings.Contains(f[0].Pesan, "Seluruh kolom Anggaran dan Realisasi di A terlalu kecil: setiap angkanya dibagi 1.000") {
		t.Errorf("got %+v", f)
	}
}

// TestColumnsOfARealReport makes each column of the corrected report wrong in the ways that
// columns are, and counts what becomes of those that can be seen: the column is named, and
// there are few findings for its many cells. What is seen and not named stands in one sum.
func TestColumnsOfARealReport(t *testing.T) {
	dasar := bacaan(t, false)
	p := bangun(dasar)
	di := map[kolomTabel][]int{}
	var urut []kolomTabel
	for i, x := range dasar.Pernyataan {
		k := kolomTabel{x.Tabel, x.Kolom, x.Besaran, x.Tahun, x.Triwulan, x.Versi}
		if x.Jenis == JenisTeks || x.Jenis == JenisTerbilang || x.Tabel == "Narasi" {
			continue
		}
		if di[k] == nil {
			urut = append(urut, k)
		}
		di[k] = append(di[k], i)
	}
	sebelum := map[string]bool{}
	for _, f := range Periksa(dasar).Temuan {
		sebelum[string(f.Aturan)+f.Pesan] = true
	}
	cara := []struct {
		nama string
		ubah func(sel []int, n int) (decimal.Decimal, bool)
		// At least so many columns are named, with so many findings each at most.
		kolom  int
		temuan float64
	}{
		{"last year", func(sel []int, n int) (decimal.Decimal, bool) {
			k := dasar.Pernyataan[sel[n]].Kunci
			k.Tahun--
			if j := p.satu(k); j >= 0 {
				return dasar.Pernyataan[j].Nilai, true
			}
			return decimal.Decimal{}, false
		}, 3, 1},
		{"hundredth", func(sel []int, n int) (decimal.Decimal, bool) {
			return dasar.Pernyataan[sel[n]].Nilai.Shift(-2), true
		}, 25, 1.3},
		{"row below", func(sel []int, n int) (decimal.Decimal, bool) {
			return dasar.Pernyataan[sel[(n+1)%len(sel)]].Nilai, true
		}, 21, 2.5},
	}
	for _, c := range cara {
		kolom, satu, temuan := 0, 0, 0
		for _, k := range urut {
			list := di[k]
			n := dasar
			n.Pernyataan = slices.Clone(dasar.Pernyataan)
			berubah := 0
			for m, i := range list {
				if v, ada := c.ubah(list, m); ada && !v.Equal(n.Pernyataan[i].Nilai) {
					n.Pernyataan[i].Desimal = max(n.Pernyataan[i].Desimal, -v.Exponent())
					cetakUlang(&n.Pernyataan[i], v)
					berubah++
				}
			}
			if berubah < 5 {
				continue
			}
			baru, tepat := 0, false
			for _, f := range Periksa(n).Temuan {
				if sebelum[string(f.Aturan)+f.Pesan] || f.Aturan != KolomSalah && !slices.Contains(aturanIkatan, f.Aturan) {
					continue
				}
				baru++
				tepat = tepat || f.Aturan == KolomSalah && slices.ContainsFunc(f.Tempat, func(p Perbaikan) bool { return p.Tabel == k.tabel && p.Kolom == k.kolom })
			}
			if baru == 0 { // nothing else speaks of it
				continue
			}
			kolom++
			temuan += baru
			if tepat {
				satu++
			}
		}
		rata := float64(temuan) / float64(max(kolom, 1))
		t.Logf("%s: %d columns seen, %d named, %.2f findings each", c.nama, kolom, satu, rata)
		if satu < c.kolom || rata > c.temuan {
			t.Errorf("%s: of %d columns %d are named, with %.2f findings each; want %d, %.2f", c.nama, kolom, satu, rata, c.kolom, c.temuan)
		}
	}
}
