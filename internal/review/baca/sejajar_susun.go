package baca

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file makes headings and rows of lines whose columns are known.

// kena are the columns that a cell reaches into.
func (b *bangunan) kena(x potong) []int {
	var out []int
	for c := range b.l {
		if x.awal < b.l[c].akhir && b.l[c].awal < x.akhir {
			out = append(out, c)
		}
	}
	return out
}

// kepala finds the heading above the first row of figures: it begins at atas, and what is
// below it at tubuh, where lines may stand that belong to the first row.
func (b *bangunan) kepala(awal int) (atas, tubuh int) {
	atas, tubuh = awal, awal
	banyak, kosong := 0, 0
	for j := awal - 1; j >= b.bawah && awal-j <= maksKepalaTeks+kosong; j-- {
		p := b.pot[j]
		if len(p) == 0 {
			if kosong++; banyak > 0 || kosong > 1 || strings.TrimSpace(b.baris[j]) != "" {
				break
			}
			continue
		}
		if nomorPotong(p) {
			tubuh, atas, banyak = j, j, 0
			continue
		}
		if len(p) == 1 {
			s, n := p[0].teks, len(b.kena(p[0]))
			if len(s) > panjangPotongan || polaButir.MatchString(s) || polaLanjutan.MatchString(s) || strings.ContainsAny(s[len(s)-1:], ".:;,") || 2*n > len(b.l) && n > 2 || b.diTengah(p[0]) && (n > 1 || banyak > 0 && len(b.pot[j+1]) == len(b.l)) {
				break
			}
			if banyak == 0 && tubuh == j+1 && utf8.RuneCountInString(s) > 16 && n < 2 && artikan(s, nil, 0).peran == peranTakTahu {
				tubuh = j // the first row's name, which begins above its figures
			}
		} else {
			banyak++
		}
		atas = j
	}
	if banyak == 0 {
		return tubuh, tubuh
	}
	return atas, tubuh
}

// diTengah tells whether a cell stands in the middle of the table, as its title does.
func (b *bangunan) diTengah(x potong) bool {
	d := b.l[0].awal + b.l[len(b.l)-1].akhir - x.awal - x.akhir
	return d >= -4*geserTengah && d <= 4*geserTengah
}

// susunKepala makes heading rows of lines: what reaches over several columns, and has others
// below it, stands above them. It is false where a column of figures has no name, or that of
// another, or where it is not certain how far a heading reaches.
func (b *bangunan) susunKepala(lines [][]potong) ([]BarisKisi, bool) {
	lines = slices.DeleteFunc(slices.Clone(lines), func(p []potong) bool { return len(p) == 0 || nomorPotong(p) })
	n := len(b.l)
	atas, daun, luas := make([]string, n), make([]string, n), make([]int, n)
	tambah := func(s *string, t string) { *s = strings.TrimSpace(*s + " " + t) }
	jelas := true
	for i, p := range lines {
		for _, x := range p {
			k := b.kena(x)
			if len(k) < 2 {
				tambah(&daun[lajurDari(b.l, x)], x.teks)
				continue
			}
			if b.adaDiBawah(lines[i+1:], k) {
				a, z, ok := b.cakupan(x, k)
				if !ok || atas[a] != "" {
					jelas = false
				}
				tambah(&atas[a], x.teks)
				luas[a] = z - a + 1
				continue
			}
			for _, w := range kataPotong(x) {
				tambah(&daun[lajurDari(b.l, w)], w.teks)
			}
		}
	}
	sudah := map[string]bool{}
	induk, sisa, dua := "", 0, false
	for c := range n {
		if luas[c] > 0 {
			jelas = jelas && sisa == 0
			induk, sisa, dua = atas[c], luas[c], true
		}
		nama := daun[c]
		if sisa > 0 {
			sisa--
			nama = induk + " " + nama
			jelas = jelas && daun[c] != ""
		} else {
			atas[c], daun[c] = daun[c], ""
		}
		if b.berangka(c) && (strings.TrimSpace(nama) == "" || sudah[nama]) {
			jelas = false
		}
		sudah[nama] = true
	}
	if len(sudah) == 1 && sudah[""] {
		return nil, true
	}
	out := []BarisKisi{barisSel(0, atas)}
	if dua {
		out = append(out, barisSel(0, daun))
	}
	return out, jelas
}

// adaDiBawah tells whether all of some columns have a heading of their own in lines below.
func (b *bangunan) adaDiBawah(lines [][]potong, k []int) bool {
	for _, c := range k {
		if !slices.ContainsFunc(lines, func(p []potong) bool {
			return slices.ContainsFunc(p, func(x potong) bool { return len(b.kena(x)) == 1 && b.kena(x)[0] == c })
		}) {
			return false
		}
	}
	return true
}

// cakupan is how far a heading reaches that stands in the middle above several columns: over
// those whose middle is its own.
func (b *bangunan) cakupan(x potong, k []int) (a, z int, ok bool) {
	banyak := 0
	for i := range b.l {
		for j := i + 1; j < len(b.l); j++ {
			if i > k[0] || j < k[len(k)-1] {
				continue
			}
			if d := b.l[i].awal + b.l[j].akhir - x.awal - x.akhir; d >= -2*geserTengah && d <= 2*geserTengah {
				banyak++
				a, z = i, j
			}
		}
	}
	if banyak != 1 {
		return k[0], k[len(k)-1], false
	}
	return a, z, true
}

const geserTengah = 3 // runes that a heading may stand off the middle

// kataPotong are the words of a cell with where they stand.
func kataPotong(x potong) []potong {
	var out []potong
	kolom := x.awal
	for _, w := range strings.Split(x.teks, " ") {
		n := utf8.RuneCountInString(w)
		out = append(out, potong{awal: kolom, akhir: kolom + n, teks: w})
		kolom += n + 1
	}
	return out
}

// susunBaris makes rows of lines: each line of figures one, with what goes on below it, or
// begins above it. It is false where a row has no name, or a cell several figures.
func (b *bangunan) susunBaris(awal, akhir int, kepala []BarisKisi) ([]BarisKisi, bool) {
	n := len(b.l)
	gabungan := make([]bool, n) // columns whose cells reach over rows
	for _, r := range kepala {
		for c, s := range r.Sel {
			if k := artikan(s.Teks, nil, 0); k.peran == peranSasaran || k.peran == peranProgram && c == 0 {
				gabungan[c] = true
			}
		}
	}
	// Names that all begin on the line of their figures go on below it.
	diAtas := make([]bool, n)
	for c := range n {
		diAtas[c] = true
	}
	for j := range b.data {
		ada := make([]bool, n)
		for _, x := range b.pot[j] {
			r, _ := utf8.DecodeRuneInString(x.teks)
			ada[lajurDari(b.l, x)] = !unicode.IsLower(r)
		}
		for c := range n {
			diAtas[c] = diAtas[c] && ada[c]
		}
	}
	milik := b.kelompok(awal, akhir)
	var out []BarisKisi
	pemilik := make([]int, n) // column → row that has its last text
	for c := range pemilik {
		pemilik[c] = -1
	}
	taruh := func(i, c int, s string) {
		t := &out[i].Sel[c].Teks
		switch {
		case strings.HasSuffix(*t, "\u00ad"):
			*t = strings.TrimSuffix(*t, "\u00ad") + s
		case angkaTerputus(*t) && angkaSaja(s):
			*t += s
		default:
			*t = strings.TrimSpace(*t + " " + s)
		}
		pemilik[c] = i
	}
	var nanti []potong // what belongs to the row that comes
	utuh := true
	baru := func(nomor int) int {
		out = append(out, BarisKisi{Nomor: nomor, Sel: make([]Sel, n)})
		i := len(out) - 1
		for _, x := range nanti {
			taruh(i, lajurDari(b.l, x), x.teks)
		}
		nanti = nil
		return i
	}
	for j := awal; j < akhir; j++ {
		p := b.pot[j]
		switch {
		case len(p) == 0 || nomorPotong(p):
		case b.bab[j]:
			utuh = utuh && len(nanti) == 0
			i := baru(j + 1)
			out[i].Sel[lajurDari(b.l, p[0])].Teks = p[0].teks
		case b.data[j]:
			i := baru(j + 1)
			for _, x := range p {
				c := lajurDari(b.l, x)
				if k := pemilik[c]; milik == nil && gabungan[c] && k >= 0 && k < i && bersambung(out[k].Sel[c].Teks, x.teks) {
					taruh(k, c, x.teks)
					continue
				}
				taruh(i, c, x.teks)
			}
		default:
			for _, x := range p {
				c := lajurDari(b.l, x)
				if milik != nil {
					if milik[j] > j {
						nanti = append(nanti, x)
					} else {
						taruh(len(out)-1, c, x.teks)
					}
					continue
				}
				if len(out) == 0 || !diAtas[c] && !gabungan[c] && b.milikBerikut(j, c, out[len(out)-1].Sel[c].Teks, x) {
					nanti = append(nanti, x)
					continue
				}
				k := pemilik[c]
				if k < 0 || !gabungan[c] {
					k = len(out) - 1
				}
				taruh(k, c, x.teks)
			}
		}
	}
	utuh = utuh && len(nanti) == 0
	for _, r := range out {
		utuh = utuh && b.barisUtuh(r)
	}
	return out, utuh
}

// kelompok tells for each line which row it belongs to, where blank lines stand between all
// rows; nil where they do not.
func (b *bangunan) kelompok(awal, akhir int) map[int]int {
	out := map[int]int{}
	var lines []int
	data, baris := -1, 0
	tutup := func() bool {
		if len(lines) == 0 {
			return true
		}
		if data < 0 {
			return len(lines) == 1 && b.bab[lines[0]]
		}
		for _, j := range lines {
			out[j] = data
		}
		baris++
		lines, data = nil, -1
		return true
	}
	for j := awal; j < akhir; j++ {
		switch {
		case nomorPotong(b.pot[j]):
		case len(b.pot[j]) == 0:
			if !tutup() {
				return nil
			}
			lines = nil
		case b.data[j] && data >= 0:
			return nil
		default:
			lines = append(lines, j)
			if b.data[j] {
				data = j
			}
		}
	}
	if !tutup() || baris < 2 {
		return nil
	}
	return out
}

// barisUtuh tells whether a row has a name and no more than one figure in a cell.
func (b *bangunan) barisUtuh(r BarisKisi) bool {
	bernama := false
	for c, s := range r.Sel {
		angka := 0
		for _, w := range strings.Fields(s.Teks) {
			if angkaSaja(w) {
				angka++
			}
		}
		if b.berangka(c) && (angka > 1 && !polaSpasi.MatchString(s.Teks) || angkaTerputus(s.Teks)) {
			return false
		}
		bernama = bernama || len(kata(s.Teks)) > 0 && !isiAngka(s.Teks)
	}
	return bernama
}

// angkaTerputus tells whether a number was cut behind a separator.
func angkaTerputus(s string) bool {
	return len(s) > 1 && strings.ContainsAny(s[len(s)-1:], ",.") && s[len(s)-2] >= '0' && s[len(s)-2] <= '9' && len(s) > 4
}

// milikBerikut tells whether a line of a wrapped cell belongs to the next row of figures,
// whose own cell is empty or goes on from it.
func (b *bangunan) milikBerikut(j, c int, atas string, x potong) bool {
	if bersambung(atas, x.teks) {
		return false
	}
	for k := j + 1; k < len(b.pot) && k-j <= maksPotongan; k++ {
		for _, y := range b.pot[k] {
			if lajurDari(b.l, y) == c {
				return b.data[k] && bersambung(x.teks, y.teks) || !b.data[k] && b.milikBerikut(k, c, x.teks, y)
			}
		}
		if b.data[k] {
			return true
		}
	}
	return false
}
