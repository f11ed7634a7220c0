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
	angka       bool // a number, or says that there is none
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

var polaNomorBaris = susunPola(`^[0-9]{1,3}[.)]?$`)

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
		utuh := potong{awal: kata[0].awal, akhir: kata[len(kata)-1].akhir}
		for _, k := range kata {
			utuh.teks = strings.TrimSpace(utuh.teks + " " + k.teks)
		}
		sisa := potong{awal: kata[0].awal, akhir: kata[len(kata)-1].akhir}
		if len(kata) > 1 {
			sisa.awal = kata[1].awal
			sisa.teks = strings.TrimPrefix(utuh.teks, kata[0].teks+" ")
		}
		huruf, _ := utf8.DecodeRuneInString(sisa.teks)
		switch nomor := len(out) == 0 && polaNomorBaris.MatchString(kata[0].teks); {
		case pisah && !polaSpasi.MatchString(utuh.teks):
			out = append(out, kata...)
		case sisa.teks != "" && angkaSaja(kata[0].teks) && unicode.IsUpper(huruf) && (nomor || len(out) > 0), nomor && unicode.IsLower(huruf):
			// The number of a row, or a figure, close to what follows it.
			out = append(out, kata[0], sisa)
		default:
			out = append(out, utuh)
		}
		kata = nil
	}
	kolom, sejak := 0, 0
	var b strings.Builder
	akhiri := func() {
		if b.Len() > 0 {
			kata = append(kata, potong{awal: sejak, akhir: kolom, teks: b.String()})
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
	if len(out) > maksKolom {
		return nil
	}
	for i := range out {
		out[i].angka = isiAngka(out[i].teks)
	}
	return out
}

func potongBaru(awal, akhir int, s string) potong {
	s = strings.TrimSpace(s)
	return potong{awal: awal, akhir: akhir, teks: s, angka: isiAngka(s)}
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
		if i > 0 && x.angka {
			n++
		}
	}
	return len(p) >= 3 && n > 0 && !nomorPotong(p)
}

// nomorPotong tells whether a line numbers the columns.
func nomorPotong(p []potong) bool {
	if len(p) < 3 || !strings.HasPrefix(strings.TrimLeft(p[0].teks, "( "), "1") && !strings.HasPrefix(strings.TrimLeft(p[0].teks, "( "), "2") {
		return false
	}
	r := BarisKisi{}
	for i, x := range p {
		r.Sel = append(r.Sel, Sel{Teks: x.teks})
		if i > 0 && len(strings.Trim(x.teks, "()0123456789=:*/x. ")) > 4 {
			return false
		}
	}
	if !nomorKolom(r) {
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
	sel := 0
	for i, s := range baris {
		if !dipakai(i) {
			pot[i] = potongan(s)
		}
		if len(pot[i]) > 2 {
			if sel += len(pot[i]); sel > maksSel {
				return nil // more than any report has
			}
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
			i = max(w.akhir, i+1)
			continue
		}
		w.kisi.Kabur = w.kisi.Kabur || lepas >= b.bawah && dekat(baris, lepas+1, w.awal)
		out = append(out, w)
		i = max(w.akhir, i+1)
	}
	rantai(baris, out)
	return tercecer(pot, out)
}

// tercecer adds what looks like a table below a known heading, and is none of those found, as
// tables that are not certain.
func tercecer(pot [][]potong, w []wilayah) []wilayah {
	ada := make([]bool, len(pot))
	for _, x := range w {
		for i := x.awal; i < x.akhir; i++ {
			ada[i] = true
		}
	}
	kepala := -1
	for i := range pot {
		if ada[i] {
			kepala = -1
			continue
		}
		if len(pot[i]) > 2 {
			var r BarisKisi
			for _, x := range pot[i] {
				r.Sel = append(r.Sel, Sel{Teks: x.teks})
			}
			if (&penata{}).yakin(r) {
				kepala = i
				continue
			}
		}
		if kepala < 0 || i-kepala > 2*maksKepalaTeks || !barisData(pot[i]) {
			continue
		}
		k := &Kisi{Kabur: true, Baris: []BarisKisi{{Nomor: kepala + 1}}}
		for _, x := range pot[kepala] {
			k.Baris[0].Sel = append(k.Baris[0].Sel, Sel{Teks: x.teks})
		}
		w = append(w, wilayah{awal: kepala, akhir: kepala + 1, kisi: k})
		kepala = -1
	}
	return w
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

// rantai joins the parts of a table that pages divide, whose headings are alike or missing.
// Where one of them is uncertain, all are: sums would miss its rows.
func rantai(baris []string, w []wilayah) {
	for i := 0; i < len(w); {
		j, kabur := i+1, w[i].kisi.Kabur
		for j < len(w) && dekat(baris, w[j-1].akhir, w[j].awal) && !tabelBaru(baris, w[j-1].akhir, w[j].awal) && (w[j].lanjut || len(w[j].kisi.Baris) > 0 && samaSel(w[j].kisi.Baris[0], w[i].kisi.Baris[0])) {
			kabur = kabur || w[j].kisi.Kabur
			j++
		}
		// What says that it goes on, and cannot be joined.
		if j < len(w) && slices.ContainsFunc(baris[w[j-1].akhir:w[j].awal], polaLanjutan.MatchString) && dekat(baris, w[j-1].akhir, w[j].awal) {
			kabur, w[j].kisi.Kabur = true, true
		}
		satu := w[i].kisi
		satu.Kabur = kabur
		for i++; i < j; i++ {
			satu.Baris = append(satu.Baris, w[i].kisi.Baris...)
			w[i].kisi = nil
		}
	}
}

// tabelBaru tells whether the title of another table stands between two lines.
func tabelBaru(baris []string, a, b int) bool {
	return slices.ContainsFunc(baris[a:b], func(s string) bool {
		return polaTabel.MatchString(strings.TrimSpace(s)) && !polaLanjutan.MatchString(s)
	})
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
// than two rows or three columns, which are then passed over.
func (b *bangunan) bangun(awal int) wilayah {
	b.l = b.terlengkap(awal)
	if p, ok := bagiSel(b.l, b.pot[awal]); ok {
		b.pot[awal] = p
	}
	l, muat := sisip(b.l, b.pot[awal])
	if !muat {
		l, _ = sisip(nil, b.pot[awal])
	}
	b.l = l
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
		if polaTabel.MatchString(p[0].teks) || selang > 0 && b.kakiHalaman(p) {
			break
		}
		if q, ok := bagiSel(b.l, p); ok {
			p, b.pot[j] = q, q
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
	if len(b.l) < 3 {
		return wilayah{akhir: akhir}
	}
	atas, tubuh := b.kepala(awal)
	kepala, jelas := b.susunKepala(b.pot[atas:tubuh])
	kenal := false
	for _, r := range kepala {
		kenal = kenal || (&penata{}).yakin(r)
	}
	w := wilayah{awal: atas, akhir: akhir, lajur: b.l}
	switch {
	case len(b.data) < 2 && (!kenal || len(b.l) < 4 || b.bersel(akhir)):
		return wilayah{akhir: akhir}
	case kenal:
	case len(kepala) == 0 && b.lalu != nil && dekat(b.baris, b.lalu.akhir, atas):
		// The next page of the table before.
		w.lanjut = true
		jelas = sebangun(b.lalu.lajur, b.l)
	case len(b.data) > 2 && len(b.angka) > 1:
		jelas = false
		w.lanjut = b.lalu != nil && dekat(b.baris, b.lalu.akhir, atas)
	default:
		return wilayah{akhir: akhir}
	}
	for k := range kepala {
		kepala[k].Nomor = atas + 1 + k
	}
	rows, utuh := b.susunBaris(tubuh, akhir, kepala)
	w.kisi = &Kisi{Baris: append(kepala, rows...), Kabur: kabur || !jelas || !utuh}
	return w
}

// terlengkap are the columns of the row with the most cells among the next ones.
func (b *bangunan) terlengkap(awal int) []lajur {
	l, _ := sisip(nil, b.pot[awal])
	for j, n, akhir := awal+1, 0, awal; j < len(b.pot) && j-akhir <= maksPotongan && n < barisCoba; j++ {
		if !barisData(b.pot[j]) {
			continue
		}
		n++
		akhir = j
		if m, ok := sisip(nil, b.pot[j]); ok && len(m) > len(l) {
			l = m
		}
	}
	return l
}

const barisCoba = 6 // rows that are looked at for the number of columns

// bagiSel divides a cell that reaches over two columns where just one of its blanks stands
// between them: such a line is one whose cells fill their columns.
func bagiSel(l []lajur, p []potong) ([]potong, bool) {
	if _, muat := sisip(l, p); muat {
		return p, false
	}
	var out []potong
	for _, x := range p {
		var kena []int
		for c := range l {
			if x.awal < l[c].akhir && l[c].awal < x.akhir {
				kena = append(kena, c)
			}
		}
		if len(kena) != 2 {
			out = append(out, x)
			continue
		}
		w, batas := kataPotong(x), 0
		for i := 1; i < len(w); i++ {
			if w[i-1].akhir <= l[kena[1]].awal && w[i].awal >= l[kena[0]].akhir {
				if batas > 0 {
					return p, false
				}
				batas = i
			}
		}
		if batas == 0 {
			return p, false
		}
		n := w[batas].awal - x.awal
		r := []rune(x.teks)
		out = append(out, potongBaru(x.awal, w[batas-1].akhir, string(r[:n])), potongBaru(w[batas].awal, x.akhir, string(r[n:])))
	}
	_, muat := sisip(l, out)
	return out, muat
}

// kakiHalaman tells the foot of a page: a name at the left edge, and a page's number.
func (b *bangunan) kakiHalaman(p []potong) bool {
	return len(p) == 2 && p[0].awal < b.l[0].akhir && len(p[1].teks) < 5 && polaHalaman.MatchString(p[1].teks)
}

// bersel tells whether lines of several cells follow at once.
func (b *bangunan) bersel(akhir int) bool {
	for j := akhir; j < len(b.pot) && j < akhir+maksSelang+2; j++ {
		if len(b.pot[j]) > 1 {
			return true
		}
	}
	return false
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
		if i > 0 && x.angka {
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
	if len(p) != 2 || !p[1].angka || p[0].angka {
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
