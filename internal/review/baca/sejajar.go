package baca

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"capaian/internal/locale"
)

// What a table without tabs may have between one row and the next.
const (
	maksLebarBaris  = 600 // bytes of a line that may be a row
	maksSelang      = 2   // blank lines between rows
	maksPotongan    = 14  // lines of wrapped cells between rows
	maksKepalaTeks  = 7   // lines of a heading
	panjangPotongan = 60  // bytes of a line of a heading that has one cell
)

// potong is what stands in a line between two wide gaps.
type potong struct {
	awal, akhir int // runes, akhir the first behind it
	teks        string
}

// lajur is the space of a column, in runes.
type lajur struct{ awal, akhir int }

// wilayah is a table found in lines of a text: of the lines from awal up to akhir.
type wilayah struct {
	awal, akhir int
	kisi        *Kisi
	lajur       []lajur
	lanjut      bool // without a heading, of the table before
}

// potongan takes a line apart at gaps of two blanks and more, and between numbers.
func potongan(s string) []potong {
	if len(s) > maksLebarBaris || strings.Contains(s, "\t") {
		return nil
	}
	var out []potong
	var kata []potong
	tutup := func() {
		if len(kata) == 0 {
			return
		}
		pisah := len(kata) > 1
		for _, k := range kata {
			pisah = pisah && angkaSaja(k.teks)
		}
		utuh := potong{kata[0].awal, kata[len(kata)-1].akhir, ""}
		for _, k := range kata {
			utuh.teks = strings.TrimSpace(utuh.teks + " " + k.teks)
		}
		if pisah && !polaSpasi.MatchString(utuh.teks) {
			out = append(out, kata...)
		} else {
			out = append(out, utuh)
		}
		kata = nil
	}
	kolom, sejak := 0, 0
	var b strings.Builder
	akhiri := func() {
		if b.Len() > 0 {
			kata = append(kata, potong{sejak, kolom, b.String()})
			b.Reset()
		}
	}
	spasi := 0
	for _, r := range s {
		if r == ' ' || r == '\u00a0' {
			akhiri()
			if spasi++; spasi == 2 {
				tutup()
			}
		} else {
			if b.Len() == 0 {
				sejak = kolom
			}
			b.WriteRune(r)
			spasi = 0
		}
		kolom++
	}
	akhiri()
	tutup()
	return out
}

// isiAngka tells whether a cell is a number, or says that there is none, but no year.
func isiAngka(s string) bool {
	if len(s) > 40 || len(s) == 4 && len(tahunDalam(s)) == 1 {
		return false
	}
	if _, ok := bacaAngka(s, locale.KindBilangan, pemisahTakTentu); ok {
		return angkaSaja(s) || strings.ContainsAny(s, "%") || strings.HasPrefix(strings.ToLower(s), "rp") || polaBanding.MatchString(s) || len(kata(s)) <= 3
	}
	return angkaSaja(s)
}

// barisData tells whether a line is one of three cells or more with a number that is not
// only the row's own.
func barisData(p []potong) bool {
	n := 0
	for i, x := range p {
		if i > 0 && isiAngka(x.teks) {
			n++
		}
	}
	return len(p) >= 3 && n > 0 && !nomorPotong(p)
}

// nomorPotong tells whether a line numbers the columns.
func nomorPotong(p []potong) bool {
	r := BarisKisi{}
	for i, x := range p {
		r.Sel = append(r.Sel, Sel{Teks: x.teks})
		if i > 0 && len(strings.Trim(x.teks, "()0123456789=:*/x. ")) > 4 {
			return false
		}
	}
	if len(p) < 3 || !nomorKolom(r) {
		return false
	}
	for i := 1; i < len(p); i++ {
		a, b := strings.Trim(p[i-1].teks, "(). "), strings.Trim(p[i].teks, "(). ")
		if len(a) > len(b) || len(a) == len(b) && a >= b {
			return false
		}
	}
	return true
}

// sisip puts cells into columns; false where one would make one column of two.
func sisip(l []lajur, p []potong) ([]lajur, bool) {
	out := slices.Clone(l)
	for _, x := range p {
		kena := -1
		for i := range out {
			if x.awal < out[i].akhir && out[i].awal < x.akhir {
				if kena >= 0 {
					return l, false
				}
				kena = i
			}
		}
		if kena < 0 {
			out = append(out, lajur{x.awal, x.akhir})
			continue
		}
		out[kena].awal, out[kena].akhir = min(out[kena].awal, x.awal), max(out[kena].akhir, x.akhir)
	}
	slices.SortFunc(out, func(a, b lajur) int { return a.awal - b.awal })
	for i := 1; i < len(out); i++ {
		if out[i].awal < out[i-1].akhir {
			return l, false
		}
	}
	// Two cells of a line stand in two columns.
	lalu := -1
	for _, x := range p {
		i := lajurDari(out, x)
		if i == lalu {
			return l, false
		}
		lalu = i
	}
	return out, len(out) <= maksKolom
}

// lajurDari is the column that a cell stands in most, or is nearest to.
func lajurDari(l []lajur, x potong) int {
	best, nilai := 0, -1<<30
	for i, c := range l {
		if v := min(c.akhir, x.akhir) - max(c.awal, x.awal); v > nilai {
			best, nilai = i, v
		}
	}
	return best
}

// sejajar finds tables whose columns stand below one another, as a text taken from a PDF has
// them: two rows or more of three cells or more. Wrapped cells are joined. Where it is not
// certain what stands in which column, the table is only marked so.
func sejajar(baris []string, dipakai func(int) bool) []wilayah {
	pot := make([][]potong, len(baris))
	for i, s := range baris {
		if !dipakai(i) {
			pot[i] = potongan(s)
		}
	}
	var out []wilayah
	lepas := -1 // last line of figures that is in no table
	for i := 0; i < len(baris); {
		if !barisData(pot[i]) {
			i++
			continue
		}
		b := bangunan{baris: baris, pot: pot, bawah: 0}
		if n := len(out); n > 0 {
			b.bawah = out[n-1].akhir
			b.lalu = &out[n-1]
		}
		w := b.bangun(i)
		if w.kisi == nil {
			if n := len(out); n > 0 && dekat(baris, out[n-1].akhir, i) {
				out[n-1].kisi.Kabur = true
			}
			lepas = i
			i++
			continue
		}
		w.kisi.Kabur = w.kisi.Kabur || lepas >= b.bawah && dekat(baris, lepas+1, w.awal)
		out = append(out, w)
		i = max(w.akhir, i+1)
	}
	rantai(baris, out)
	return out
}

// dekat tells whether no more than a page's end lies between two lines.
func dekat(baris []string, a, b int) bool {
	n := 0
	for i := a; i < b; i++ {
		if strings.TrimSpace(baris[i]) != "" {
			n++
		}
		if n > maksHalaman || i-a > 8*maksHalaman {
			return false
		}
	}
	return true
}

const maksHalaman = 4 // lines of a page's foot and the next one's head

// rantai marks all parts of a table that pages divide where one of them is uncertain: sums
// would miss its rows.
func rantai(baris []string, w []wilayah) {
	for i := 0; i < len(w); {
		j, kabur := i+1, w[i].kisi.Kabur
		for j < len(w) && dekat(baris, w[j-1].akhir, w[j].awal) && (w[j].lanjut || len(w[j].kisi.Baris) > 0 && samaSel(w[j].kisi.Baris[0], w[j-1].kisi.Baris[0])) {
			kabur = kabur || w[j].kisi.Kabur
			j++
		}
		for ; i < j; i++ {
			w[i].kisi.Kabur = kabur
		}
	}
}

func samaSel(a, b BarisKisi) bool {
	return slices.EqualFunc(a.Sel, b.Sel, func(x, y Sel) bool { return x.Teks == y.Teks })
}

// bangunan makes one table of lines.
type bangunan struct {
	baris []string
	pot   [][]potong
	bawah int // first line that is free
	lalu  *wilayah
	l     []lajur
	angka map[int]bool // columns that have figures
	data  map[int]bool // lines that are rows
	bab   map[int]bool // lines that name a group of rows
}

// bangun makes the table whose first row of figures is a line; none where there are fewer
// than two rows or three columns.
func (b *bangunan) bangun(awal int) wilayah {
	b.l, _ = sisip(nil, b.pot[awal])
	b.data, b.bab, b.angka = map[int]bool{awal: true}, map[int]bool{}, map[int]bool{}
	b.catat(awal)
	akhir, akhirData, selang, kabur := awal+1, awal, 0, false
	pasti := b.l // of the lines up to akhir
	for j := awal + 1; j < len(b.baris) && j-akhirData <= maksPotongan; j++ {
		p := b.pot[j]
		if len(p) == 0 {
			if selang++; selang > maksSelang || strings.TrimSpace(b.baris[j]) != "" {
				break
			}
			continue
		}
		if polaTabel.MatchString(p[0].teks) {
			break
		}
		d := b.adalahData(p)
		l, muat := sisip(b.l, p)
		if d && !muat {
			kabur = true
			break
		}
		if muat && !d && (len(l) > len(b.l) || selang > 0 && !b.adaData(j)) {
			muat = false
		}
		if !muat {
			if d || len(p) > 1 || !b.adaData(j) {
				break
			}
			b.bab[j] = true // reaches over columns
			selang = 0
			continue
		}
		b.l = l
		if d {
			b.data[j] = true
			b.catat(j)
			akhirData = j
		}
		if d || selang == 0 {
			akhir, pasti = j+1, b.l
		}
		selang = 0
	}
	b.l = pasti
	if len(b.l) < 3 || len(b.data) < 2 {
		return wilayah{}
	}
	atas, tubuh := b.kepala(awal)
	kepala, jelas := b.susunKepala(b.pot[atas:tubuh])
	kenal := false
	for _, r := range kepala {
		kenal = kenal || (&penata{}).yakin(r)
	}
	w := wilayah{awal: atas, akhir: akhir, lajur: b.l}
	switch {
	case kenal:
	case len(kepala) == 0 && b.lalu != nil && dekat(b.baris, b.lalu.akhir, atas):
		// The next page of the table before.
		w.lanjut = true
		jelas = sebangun(b.lalu.lajur, b.l)
	case len(b.data) > 2 && len(b.angka) > 1:
		jelas = false
	default:
		return wilayah{}
	}
	for k := range kepala {
		kepala[k].Nomor = atas + 1 + k
	}
	rows, utuh := b.susunBaris(tubuh, akhir, kepala)
	w.kisi = &Kisi{Baris: append(kepala, rows...), Kabur: kabur || !jelas || !utuh}
	return w
}

// sebangun tells whether columns are those of the page before.
func sebangun(a, b []lajur) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].akhir <= b[i].awal || b[i].akhir <= a[i].awal {
			return false
		}
	}
	return true
}

// catat notes in which columns a row has figures.
func (b *bangunan) catat(j int) {
	for i, x := range b.pot[j] {
		if i > 0 && isiAngka(x.teks) {
			b.angka[b.l[lajurDari(b.l, x)].awal] = true
		}
	}
}

// berangka tells whether a column has figures.
func (b *bangunan) berangka(c int) bool {
	for a := range b.angka {
		if a >= b.l[c].awal && a < b.l[c].akhir {
			return true
		}
	}
	return false
}

// adalahData tells whether a line is a row: of three cells, or of two where the second is a
// figure in a column of such.
func (b *bangunan) adalahData(p []potong) bool {
	if barisData(p) {
		return true
	}
	if len(p) != 2 || !isiAngka(p[1].teks) || isiAngka(p[0].teks) {
		return false
	}
	_, muat := sisip(b.l, p)
	return muat && b.berangka(lajurDari(b.l, p[1]))
}

// adaData tells whether a row follows within a few lines that fits the columns.
func (b *bangunan) adaData(j int) bool {
	for k, n := j+1, 0; k < len(b.pot) && n < 5 && k-j <= maksPotongan; k++ {
		if len(b.pot[k]) == 0 {
			continue
		}
		n++
		if b.adalahData(b.pot[k]) {
			_, muat := sisip(b.l, b.pot[k])
			return muat
		}
	}
	return false
}

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
			if len(s) > panjangPotongan || polaButir.MatchString(s) || strings.ContainsAny(s[len(s)-1:], ".:;,") || 2*n > len(b.l) && n > 2 {
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
		out = append(out, potong{kolom, kolom + n, w})
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
				if k := pemilik[c]; gabungan[c] && k >= 0 && k < i && bersambung(out[k].Sel[c].Teks, x.teks) {
					taruh(k, c, x.teks)
					continue
				}
				taruh(i, c, x.teks)
			}
		default:
			for _, x := range p {
				c := lajurDari(b.l, x)
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
