package baca_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/reporttest"
	"capaian/internal/review"
	"capaian/internal/review/baca"
	"capaian/internal/sakip"
)

var banyakMutasi = flag.Int("mutasi", 60, "how many altered texts TestAlteredTexts reads")

// cetak writes a value as a statement's place prints it.
func cetak(p review.Pernyataan, v decimal.Decimal, desimal int32) string {
	s := locale.Angka(v.Abs(), desimal)
	if strings.HasPrefix(p.Tercetak, "Rp") {
		s = "Rp" + s
	}
	if strings.HasSuffix(p.Tercetak, "%") {
		s += "%"
	}
	if v.IsNegative() {
		s = "-" + s
	}
	return s
}

// angkaBaru alters the digits of a printed number; ok is false where that gives no other.
func angkaBaru(p review.Pernyataan, ubah func(b []byte) []byte) (string, bool) {
	b := ubah([]byte(p.Nilai.Abs().Shift(p.Desimal).Truncate(0).String()))
	v, err := decimal.NewFromString(string(b))
	if err != nil {
		return "", false
	}
	v = v.Shift(-p.Desimal)
	if p.Nilai.IsNegative() {
		v = v.Neg()
	}
	return cetak(p, v, p.Desimal), !v.Equal(p.Nilai)
}

// ubahan are the ways in which a printed figure comes to be wrong: what its place prints
// then. Two rows are exchanged by a pair.
var ubahan = []struct {
	nama string
	ubah func(n review.Bacaan, i int, r *rand.Rand) (map[int]string, bool)
}{
	{"salah angka", func(n review.Bacaan, i int, r *rand.Rand) (map[int]string, bool) {
		s, ok := angkaBaru(n.Pernyataan[i], func(b []byte) []byte {
			k := r.IntN(len(b))
			b[k] = '0' + (b[k]-'0'+byte(1+r.IntN(9)))%10
			return b
		})
		return map[int]string{i: s}, ok
	}},
	{"dua angka tertukar", func(n review.Bacaan, i int, r *rand.Rand) (map[int]string, bool) {
		s, ok := angkaBaru(n.Pernyataan[i], func(b []byte) []byte {
			if len(b) > 1 {
				k := r.IntN(len(b) - 1)
				b[k], b[k+1] = b[k+1], b[k]
			}
			return b
		})
		return map[int]string{i: s}, ok
	}},
	{"kali seratus", func(n review.Bacaan, i int, _ *rand.Rand) (map[int]string, bool) {
		p := n.Pernyataan[i]
		return map[int]string{i: cetak(p, p.Nilai.Shift(2), p.Desimal)}, true
	}},
	{"dua baris tertukar", func(n review.Bacaan, i int, r *rand.Rand) (map[int]string, bool) {
		p := n.Pernyataan[i]
		var lain []int
		for j, q := range n.Pernyataan {
			if q.Tabel == p.Tabel && q.Kolom == p.Kolom && q.Baris != p.Baris && q.Jenis == p.Jenis && !q.Nilai.Equal(p.Nilai) {
				lain = append(lain, j)
			}
		}
		if len(lain) == 0 || p.Tabel == "Narasi" {
			return nil, false
		}
		j := lain[r.IntN(len(lain))]
		return map[int]string{i: n.Pernyataan[j].Tercetak, j: p.Tercetak}, true
	}},
	{"nilai tahun lalu", func(n review.Bacaan, i int, _ *rand.Rand) (map[int]string, bool) {
		p := n.Pernyataan[i]
		for _, q := range n.Pernyataan {
			k := q.Kunci
			k.Tahun++
			if k == p.Kunci && q.Jenis == p.Jenis && !q.Nilai.Equal(p.Nilai) {
				return map[int]string{i: q.Tercetak}, true
			}
		}
		return nil, false
	}},
}

// pasang prints something else at the place of a statement: in the one cell of its line, or
// the one word of its sentence, that prints it.
func pasang(baris []string, p review.Pernyataan, s string) bool {
	n, err := strconv.Atoi(p.Baris)
	if err != nil || n < 1 || n > len(baris) {
		return false
	}
	l := baris[n-1]
	if p.Tabel == "Narasi" {
		if strings.Count(l, p.Tercetak) != 1 {
			return false
		}
		i := strings.Index(l, p.Tercetak)
		if i > 0 && strings.ContainsRune("0123456789.,", rune(l[i-1])) {
			return false
		}
		baris[n-1] = l[:i] + s + l[i+len(p.Tercetak):]
		return true
	}
	sel := strings.Split(l, "\t")
	k := slices.IndexFunc(sel, func(x string) bool { return strings.TrimSpace(x) == p.Tercetak })
	if k < 0 || slices.IndexFunc(sel[k+1:], func(x string) bool { return strings.TrimSpace(x) == p.Tercetak }) >= 0 {
		return false
	}
	sel[k] = s
	baris[n-1] = strings.Join(sel, "\t")
	return true
}

// temuanBaru are the findings about ties that were not there before.
func temuanBaru(n review.Bacaan, sebelum map[string]bool) (out []review.Temuan) {
	for _, f := range review.Periksa(n).Temuan {
		if !sebelum[string(f.Aturan)+f.Pesan] && slices.Contains([]review.Aturan{review.BarisTertukar, review.KolomTertukar, review.HitungUlang, review.JumlahRincian, review.BedaTempat,
			review.Terbilang, review.SalahKategori, review.Pembulatan}, f.Aturan) {
			out = append(out, f)
		}
	}
	return out
}

func disebut(list []review.Temuan, p review.Pernyataan) bool {
	return slices.ContainsFunc(list, func(f review.Temuan) bool {
		return slices.ContainsFunc(f.Tempat, func(t review.Perbaikan) bool { return t.Tabel == p.Tabel && t.Baris == p.Baris && t.Kolom == p.Kolom })
	})
}

// TestAlteredTexts alters figures in the text of reports and counts what is found of it when
// the text is read again, beside what is found when the statement itself is altered: the
// difference is what reading costs.
func TestAlteredTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(20230, 6))
	type hitung struct{ semua, teks, sel, pernyataan, selPernyataan int }
	jumlah := make([]hitung, len(ubahan))
	d := []sakip.DataTahun{reporttest.Tahun(t, "trenggalek", 2023), laporanUji(t)["bangkitan 2"]}
	for n := range d {
		isi := string(cetakan[0].buat(t, d[n]))
		dasar, err := baca.Baca([]byte(isi))
		if err != nil {
			t.Fatal(err)
		}
		sebelum := map[string]bool{}
		for _, f := range review.Periksa(dasar).Temuan {
			sebelum[string(f.Aturan)+f.Pesan] = true
		}
		for k := 0; k < *banyakMutasi/len(d); {
			m := k % len(ubahan)
			i := r.IntN(len(dasar.Pernyataan))
			p := dasar.Pernyataan[i]
			if p.Jenis == review.JenisTeks || p.Jenis == review.JenisTerbilang || p.Nilai.IsZero() || p.Besaran == review.TahunLaporan || p.Desimal < 0 {
				continue
			}
			ganti, ok := ubahan[m].ubah(dasar, i, r)
			if !ok {
				continue
			}
			baris := strings.Split(isi, "\n")
			lain := dasar
			lain.Pernyataan = slices.Clone(dasar.Pernyataan)
			for j, s := range ganti {
				q := &lain.Pernyataan[j]
				ok = ok && pasang(baris, *q, s)
				x := review.Bacaan{Tahun: dasar.Tahun}
				x.Nyatakan(q.Kunci, q.Jenis, review.Tempat{Tabel: q.Tabel, Baris: q.Baris, Kolom: q.Kolom, Tercetak: s})
				if ok = ok && len(x.Pernyataan) == 1; ok {
					*q = x.Pernyataan[0]
				}
			}
			if !ok {
				continue
			}
			k++
			dibaca, err := baca.Baca([]byte(strings.Join(baris, "\n")))
			if err != nil {
				t.Fatal(err)
			}
			c := &jumlah[m]
			c.semua++
			dariTeks, dariPernyataan := temuanBaru(dibaca, sebelum), temuanBaru(lain, sebelum)
			takTerbaca := len(dibaca.TakTerbaca) > len(dasar.TakTerbaca)
			for _, x := range []struct {
				ada bool
				n   *int
			}{{len(dariTeks) > 0 || takTerbaca, &c.teks}, {disebut(dariTeks, p) || takTerbaca, &c.sel}, {len(dariPernyataan) > 0, &c.pernyataan}, {disebut(dariPernyataan, p), &c.selPernyataan}} {
				if x.ada {
					*x.n++
				}
			}
			if len(dariPernyataan) > 0 && len(dariTeks) == 0 && !takTerbaca && testing.Verbose() {
				t.Logf("%s: lost in reading: %v %s → %v", ubahan[m].nama, p.Tempat, p.Kunci.Besaran, ganti)
			}
		}
	}
	persen := func(a, b int) string {
		if b == 0 {
			return "-"
		}
		return fmt.Sprintf("%d%%", a*100/b)
	}
	var s hitung
	for m, c := range jumlah {
		t.Logf("%-20s %4d altered: found from the text %s, at its place %s; from the statement %s, at its place %s", ubahan[m].nama, c.semua, persen(c.teks, c.semua), persen(c.sel, c.semua),
			persen(c.pernyataan, c.semua), persen(c.selPernyataan, c.semua))
		s.semua, s.teks, s.sel, s.pernyataan, s.selPernyataan = s.semua+c.semua, s.teks+c.teks, s.sel+c.sel, s.pernyataan+c.pernyataan, s.selPernyataan+c.selPernyataan
	}
	t.Logf("all: of %d found from the text %s, at its place %s; from the statement %s, at its place %s", s.semua, persen(s.teks, s.semua), persen(s.sel, s.semua), persen(s.pernyataan, s.semua), persen(s.selPernyataan, s.semua))
	if s.teks*100 < s.pernyataan*93 || s.teks*100 < s.semua*75 || s.sel*100 < s.selPernyataan*90 {
		t.Errorf("of %d: found from the text %d, at its place %d; from the statement %d, at its place %d", s.semua, s.teks, s.sel, s.pernyataan, s.selPernyataan)
	}
}
