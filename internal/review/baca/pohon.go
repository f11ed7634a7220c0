package baca

import (
	"strings"

	"github.com/shopspring/decimal"
)

// susun finds the parent of every row: by codes, else by what names say of their level, else
// by which sums the figures make.
func susun(rows []barisUang) {
	kode := map[string]int{}
	berkode := 0
	for i, r := range rows {
		if r.kode != "" {
			berkode++
			if _, ada := kode[r.kode]; !ada {
				kode[r.kode] = i
			}
		}
	}
	if berkode > 0 && 2*berkode >= len(rows) {
		for i := range rows {
			for k := rows[i].kode; rows[i].induk < 0; {
				n := strings.LastIndexByte(k, '.')
				if n < 0 {
					break
				}
				k = k[:n]
				if j, ada := kode[k]; ada && j != i {
					rows[i].induk = j
				}
			}
		}
		atap(rows)
		return
	}
	// The nearest row above of a higher level, of those whose level is named.
	var tumpuk []int
	for i := 0; i < len(rows); i++ {
		r := &rows[i]
		if r.jumlah {
			continue
		}
		if r.tingkat == tingkatTakTentu {
			j := i
			for j < len(rows) && rows[j].tingkat == tingkatTakTentu && !rows[j].jumlah {
				j++
			}
			induk := -1
			if len(tumpuk) > 0 {
				induk = tumpuk[len(tumpuk)-1]
			}
			pecah(rows, induk, i, j)
			i = j - 1
			continue
		}
		for len(tumpuk) > 0 && rows[tumpuk[len(tumpuk)-1]].tingkat >= r.tingkat {
			tumpuk = tumpuk[:len(tumpuk)-1]
		}
		if len(tumpuk) > 0 {
			r.induk = tumpuk[len(tumpuk)-1]
		}
		tumpuk = append(tumpuk, i)
	}
	atap(rows)
}

// atap puts the rows without a parent below the first, where that is their total.
func atap(rows []barisUang) {
	if len(rows) < 3 || rows[0].jumlah || rows[0].induk >= 0 {
		return
	}
	var anak []int
	for i := 1; i < len(rows); i++ {
		if rows[i].induk < 0 && !rows[i].jumlah {
			anak = append(anak, i)
		}
	}
	if len(anak) > 1 && meleset(rows, 0, anak) == 0 {
		for _, i := range anak {
			rows[i].induk = 0
		}
	}
}

// meleset counts the columns in which rows do not sum to their parent.
func meleset(rows []barisUang, induk int, anak []int) int {
	n, ada := 0, 0
	for c := range rows[induk].nilai {
		v := rows[induk].nilai[c]
		if v == nil {
			continue
		}
		var sum decimal.Decimal
		for _, i := range anak {
			if x := rows[i].nilai[c]; x != nil {
				sum = sum.Add(*x)
			}
		}
		ada++
		if !sum.Equal(*v) {
			n++
		}
	}
	if ada == 0 {
		return 1
	}
	return n
}

const (
	maksCabang  = 80  // rows below one of the level above that are tried
	maksRincian = 500 // rows in a run without levels
)

// pecah divides rows whose level is not named, all below one row: they are its parts, or
// parts with parts of their own, or rows beside it; what the sums fit best.
func pecah(rows []barisUang, induk, a, b int) {
	semua := make([]int, 0, b-a)
	for i := a; i < b; i++ {
		semua = append(semua, i)
	}
	if len(semua) == 0 {
		return
	}
	anak := func(induk int, list []int) {
		for _, i := range list {
			rows[i].induk = induk
		}
	}
	kolom := 0
	for _, v := range rows[a].nilai {
		if v != nil {
			kolom++
		}
	}
	if kolom == 0 || berurutan(rows[a:b]) {
		anak(induk, semua)
		return
	}
	total := -1
	if induk < 0 && b < len(rows) && rows[b].jumlah {
		if total = b; meleset(rows, total, semua) == 0 {
			return
		}
	}
	datar := kolom
	if induk >= 0 {
		datar = meleset(rows, induk, semua)
		if datar == 0 {
			anak(induk, semua)
			return
		}
	}
	if b-a > maksRincian {
		return
	}
	for _, semuaKolom := range []bool{true, false} {
		if ke, atas := pohon(rows, a, b, semuaKolom); len(atas) < len(semua) && (induk < 0 && semuaKolom && (kolom > 1 || total >= 0 && meleset(rows, total, atas) == 0) || induk >= 0 && meleset(rows, induk, atas) < max(1, kolom-1) && (!semuaKolom || meleset(rows, induk, atas) == 0)) {
			anak(induk, atas)
			for i, j := range ke {
				rows[a+i].induk = j
			}
			anak(induk, atas)
			return
		}
	}
	kepala, tanda := belah(rows, a, b)
	if kepala == nil || induk < 0 && tanda > (b-a)/3 {
		anak(induk, semua)
		return
	}
	atas := tanda
	if induk >= 0 {
		atas += meleset(rows, induk, kepala)
	}
	// A part without parts of its own has cost one; as many as there are rows mean that the
	// rows are all of one level.
	if induk >= 0 && datar <= atas && datar < kolom {
		anak(induk, semua)
		return
	}
	if len(kepala) == len(semua) {
		if induk >= 0 && datar == kolom && rows[induk].tingkat != tingkatTakTentu && rows[induk].induk >= 0 && meleset(rows, induk, semua) == kolom && !turunan(rows, induk, semua) {
			anak(rows[induk].induk, semua) // beside it
			return
		}
		anak(induk, semua)
		return
	}
	anak(induk, kepala)
	for n, i := range kepala {
		akhir := b
		if n+1 < len(kepala) {
			akhir = kepala[n+1]
		}
		bagian := make([]int, 0, akhir-i-1)
		for j := i + 1; j < akhir; j++ {
			bagian = append(bagian, j)
		}
		// What sums in none of several columns is no part.
		if kolom > 1 && meleset(rows, i, bagian) == kolom {
			continue
		}
		anak(i, bagian)
	}
}

// pohon reads rows as a tree by their sums alone: the rows below one are those after it, with
// what is below them, that make its sum, in all columns or in one. ke is the parent of each
// row, -1 of those at the top, which are atas.
func pohon(rows []barisUang, a, b int, semuaKolom bool) (ke []int, atas []int) {
	n := b - a
	akhir := make([]int, n)
	for i := n - 1; i >= 0; i-- {
		akhir[i] = i + 1
		sum := make([]decimal.Decimal, len(rows[a].nilai))
		for j, langkah := i+1, 0; j < n && langkah < maksCabang; j, langkah = akhir[j], langkah+1 {
			for c, v := range rows[a+j].nilai {
				if v != nil {
					sum[c] = sum[c].Add(*v)
				}
			}
			ada, cocok := 0, 0
			for c, v := range rows[a+i].nilai {
				if v != nil && (!v.IsZero() || !sum[c].IsZero()) {
					ada++
					if v.Equal(sum[c]) {
						cocok++
					}
				}
			}
			if cocok > 0 && (cocok == ada || !semuaKolom) {
				akhir[i] = akhir[j]
			}
		}
	}
	ke = make([]int, n)
	for i := range ke {
		ke[i] = -1
	}
	for i := 0; i < n; i = akhir[i] {
		atas = append(atas, a+i)
	}
	for i := range n {
		for j := i + 1; j < akhir[i]; j = akhir[j] {
			ke[j] = a + i
		}
	}
	return ke, atas
}

// berurutan tells whether rows are numbered one after another, so that they are of one level.
func berurutan(rows []barisUang) bool {
	for i, r := range rows {
		if r.urut == 0 || i > 0 && r.urut != rows[i-1].urut+1 {
			return false
		}
	}
	return len(rows) > 1
}

// turunan tells whether rows may be parts of one: none is larger.
func turunan(rows []barisUang, induk int, list []int) bool {
	for _, i := range list {
		for c, v := range rows[i].nilai {
			if w := rows[induk].nilai[c]; v != nil && w != nil && v.GreaterThan(*w) {
				return false
			}
		}
	}
	return true
}

// belah finds the rows that head those after them so that the fewest sums are off.
func belah(rows []barisUang, a, b int) (kepala []int, biaya int) {
	n := b - a
	best := make([]int, n+1) // least cost of the rows from here on
	next := make([]int, n+1)
	for i := n - 1; i >= 0; i-- {
		best[i] = 1 << 30
		kol := len(rows[a+i].nilai)
		sum := make([]decimal.Decimal, kol)
		for j := i + 1; j <= n && j-i <= maksCabang; j++ {
			if j > i+1 {
				for c := range kol {
					if v := rows[a+j-1].nilai[c]; v != nil {
						sum[c] = sum[c].Add(*v)
					}
				}
			}
			c := 0
			if j == i+1 {
				c = 2 // nothing below it
			} else {
				for k := range kol {
					if v := rows[a+i].nilai[k]; v != nil && !v.Equal(sum[k]) {
						c += 2
					}
				}
				if j-i == 2 {
					c++ // one part alone says less
				}
			}
			if c+best[j] <= best[i] {
				best[i], next[i] = c+best[j], j
			}
		}
	}
	for i := 0; i < n; i = next[i] {
		kepala = append(kepala, a+i)
	}
	return kepala, best[0] / 2
}
