package review

import (
	"slices"
)

// bobotTukar is how many inputs an exchange weighs: it takes more room than its ties.
const bobotTukar = 4

// tukaran lists exchanges: of a statement with another violated one of its column, with
// another of its row, or of two whole rows.
func (s *pencari) tukaran(ikat []int) []calon {
	type kolom struct {
		tabel, kolom string
		b            Besaran
	}
	di := func(i int) kolom { t := &s.n.Pernyataan[i]; return kolom{t.Tabel, t.Kolom, t.Besaran} }
	angka := func(i int) bool { j := s.n.Pernyataan[i].Jenis; return j != JenisTeks && j != JenisTerbilang }
	dekat := func(list []int, batas int) (out []int) {
		seen := map[int]bool{}
		for _, k := range list {
			t := &s.ikat[k]
			sel := []int{t.out}
			if len(t.in) <= batas {
				sel = append(sel, t.in...)
			}
			for _, i := range sel {
				if !seen[i] && angka(i) {
					seen[i] = true
					out = append(out, i)
				}
			}
		}
		return out
	}
	sel := dekat(ikat, batasMasukan)
	kol := map[kolom][]int{}
	for _, i := range sel {
		kol[di(i)] = nil
	}
	var semua []int
	s.kerja += len(s.ikat) / 64
	for k := range s.ikat {
		if s.rusak(k) {
			semua = append(semua, k)
		}
	}
	s.kerja += len(semua) / 4
	for _, i := range dekat(semua, batasMasukan) {
		if list, ada := kol[di(i)]; ada {
			kol[di(i)] = append(list, i)
		}
	}
	var out []calon
	sudah := map[[2]int]bool{}
	for _, i := range sel {
		if s.kerja > batasKerja {
			return nil
		}
		a := &s.n.Pernyataan[i]
		if list := kol[di(i)]; len(list) <= batasPasangan {
			for _, j := range list {
				pasang := [2]int{min(i, j), max(i, j)}
				if i == j || sudah[pasang] || a.Baris == s.n.Pernyataan[j].Baris || s.nilai[i].Equal(s.nilai[j]) {
					continue
				}
				sudah[pasang] = true
				s.kerja += bobotTukar
				out = append(out, s.tukar(tukarBaris, i, j))
				if c, ok := s.tukarSemua(i, j); ok {
					out = append(out, c)
				}
			}
		}
	}
	for _, i := range dekat(ikat, batasPasangan) {
		if s.kerja > batasKerja {
			return nil
		}
		a := &s.n.Pernyataan[i]
		for _, j := range s.baris[[2]string{a.Tabel, a.Baris}] {
			pasang := [2]int{min(i, j), max(i, j)}
			if i == j || sudah[pasang] || !angka(j) || s.nilai[i].Equal(s.nilai[j]) || a.Subjek != s.n.Pernyataan[j].Subjek || a.Tempat == s.n.Pernyataan[j].Tempat {
				continue
			}
			sudah[pasang] = true
			s.kerja += bobotTukar
			out = append(out, s.tukar(tukarKolom, i, j))
		}
	}
	return out
}

func (s *pencari) tukar(j jenisCalon, a, b int) calon {
	c := calon{jenis: j, ubah: peta{a: s.nilai[b], b: s.nilai[a]}}
	if !sepele(s.nilai[a]) && !sepele(s.nilai[b]) {
		c.bonus = bobotKebetulan
	}
	return c
}

// tukarSemua exchanges two rows in all columns that both have.
func (s *pencari) tukarSemua(a, b int) (calon, bool) {
	c := calon{jenis: tukarBaris, ubah: peta{}, bonus: -bobotBeda}
	x, y := &s.n.Pernyataan[a], &s.n.Pernyataan[b]
	s.kerja += len(s.baris[[2]string{x.Tabel, x.Baris}]) * len(s.baris[[2]string{y.Tabel, y.Baris}]) / 64
	for _, i := range s.baris[[2]string{x.Tabel, x.Baris}] {
		for _, j := range s.baris[[2]string{y.Tabel, y.Baris}] {
			if s.n.Pernyataan[i].Kolom == s.n.Pernyataan[j].Kolom && s.n.Pernyataan[i].Jenis != JenisTeks && s.n.Pernyataan[i].Besaran == s.n.Pernyataan[j].Besaran {
				c.ubah[i], c.ubah[j] = s.nilai[j], s.nilai[i]
			}
		}
	}
	return c, len(c.ubah) >= 2*kolomBaris
}

// salahKolom looks for another statement of the row from which, put in the place of an
// input, the printed value would follow.
func (s *pencari) salahKolom(k *ikatan) (int, bool) {
	if len(k.in) > 2 {
		return 0, false
	}
	t := &s.n.Pernyataan[k.out]
	for _, i := range k.in {
		for _, j := range s.baris[[2]string{t.Tabel, t.Baris}] {
			if j == i || j == k.out || s.n.Pernyataan[j].Jenis == JenisTeks || slices.Contains(k.in, j) || sepele(s.nilai[j]) || s.nilai[j].Equal(s.nilai[i]) {
				continue
			}
			if s.nilaiIkatan(k, peta{i: s.nilai[j]}) == cocok {
				return j, true
			}
		}
	}
	return 0, false
}
