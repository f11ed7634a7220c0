package huruf

import "slices"

// Isi is a cell as its columns feel it: the first of them and how many, the least width
// that its words fit in, and the one that it takes in one line.
type Isi struct {
	Kolom, Rentang int
	Min, Maks      float64
}

// UkurKolom are the least and the greatest widths that n columns need for their cells. A
// cell over several columns widens them alike, and only for its words.
func UkurKolom(n int, isi []Isi) (minimum, maksimum []float64) {
	minimum, maksimum = make([]float64, n), make([]float64, n)
	for _, c := range isi {
		if c.Rentang == 1 {
			minimum[c.Kolom], maksimum[c.Kolom] = max(minimum[c.Kolom], c.Min), max(maksimum[c.Kolom], c.Maks)
		}
	}
	for _, c := range isi {
		if c.Rentang == 1 {
			continue
		}
		if kurang := c.Min - jumlah(minimum[c.Kolom:c.Kolom+c.Rentang]); kurang > 0 {
			for k := c.Kolom; k < c.Kolom+c.Rentang; k++ {
				minimum[k] += kurang / float64(c.Rentang)
				maksimum[k] = max(maksimum[k], minimum[k])
			}
		}
	}
	return minimum, maksimum
}

// BagiLebar shares a width among columns, each with the least width that its words fit
// in, the most that its cells fill and its share: no column gets less than the least
// nor, while another is in need, more than the most; in between it is as the shares say.
// Where even the least widths do not fit, the words of the widest columns are broken.
func BagiLebar(minimum, maksimum, bagian []float64, lebar float64) []float64 {
	n := len(minimum)
	bagian = slices.Clone(bagian)
	if jumlah(bagian) <= 0 {
		for i := range bagian {
			bagian[i] = min(maksimum[i], lebar/2)
		}
	}
	terkecil := max(jumlah(bagian)/1000, 1e-9)
	for i := range bagian {
		bagian[i] = max(bagian[i], terkecil)
	}
	// cari finds by halving the factor at which the widths come to the whole.
	cari := func(atas float64, batas func(f float64, i int) float64) []float64 {
		out := make([]float64, n)
		isi := func(f float64) []float64 {
			for i := range out {
				out[i] = batas(f, i)
			}
			return out
		}
		a, b := 0.0, atas
		for range 60 {
			if f := (a + b) / 2; jumlah(isi(f)) > lebar {
				b = f
			} else {
				a = f
			}
		}
		return isi(a)
	}
	switch {
	case jumlah(minimum) >= lebar:
		return cari(lebar, func(f float64, i int) float64 { return min(minimum[i], f) })
	case jumlah(maksimum) <= lebar:
		out, sisa, total := make([]float64, n), lebar-jumlah(maksimum), jumlah(bagian)
		for i := range out {
			out[i] = maksimum[i] + sisa*bagian[i]/total
		}
		return out
	}
	return cari(2*lebar/slices.Min(bagian), func(f float64, i int) float64 {
		return min(max(f*bagian[i], minimum[i]), max(maksimum[i], minimum[i]))
	})
}

func jumlah(x []float64) (n float64) {
	for _, v := range x {
		n += v
	}
	return n
}
