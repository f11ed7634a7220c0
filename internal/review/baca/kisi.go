package baca

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maksKepala   = 4   // rows of a heading
	panjangJudul = 110 // bytes of a heading cell
	panjangNama  = 70  // of a table's name
	maksSambung  = 4000
)

// tabel is a table whose headings are known and whose parts are joined.
type tabel struct {
	nomor    int
	nama     string // as places name it
	judul    string // its title, or what stands before it in its place
	konteks  string // everything short that stands before it, in lower case
	kepala   [][]string
	kolom    []kolom
	baris    []baris
	lembar   string
	kabur    bool
	terakhir map[int]int // column → last row with something in it
	antara   []Bagian    // what stands before it
	asal     []BarisKisi // of a heading that no row follows: a page may stand before them
}

// baris is a row below the heading.
type baris struct {
	nomor int
	sel   []string
	bab   string // set where the row is but a heading of those below it
}

func (b *baris) isi(c int) string {
	if c < 0 || c >= len(b.sel) {
		return ""
	}
	return b.sel[c]
}

// cariKolom is the first column of a role; -1 is none.
func (t *tabel) cariKolom(p peran) int {
	for i := range t.kolom {
		if t.kolom[i].peran == p {
			return i
		}
	}
	return -1
}

var (
	polaTabel     = susunPola(`(?i)^tabel\s+([0-9IVXLC]+(?:[.\-][0-9A-Za-z]+)*)`)
	polaDaftarIsi = susunPola(`(?:\.{4,}|…{2,}|(?:\. ){4,})\s*[0-9ivxlc]*$`)
	polaLanjutan  = susunPola(`(?i)\(?(?:lanjutan|sambungan)`)
	polaRp        = susunPola(`(?i)^rp\.?$`)
)

// penata makes tables of grids.
type penata struct {
	tahun  int
	out    []*tabel
	antara []Bagian // paragraphs since the last table
	nama   map[string]int
	kepala map[string]int // paragraphs that stand many times: heads and feet of pages
}

// tata finds the tables of a report and joins their parts.
func tata(n Naskah, tahun int) []*tabel {
	p := &penata{tahun: tahun, nama: map[string]int{}, kepala: map[string]int{}}
	for _, b := range n.Bagian {
		if b.Kisi == nil && len(b.Paragraf) <= 2*panjangJudul {
			p.kepala[b.Paragraf]++
		}
	}
	for _, b := range n.Bagian {
		if b.Kisi == nil {
			if !nomorHalaman(b) && !(p.kepala[b.Paragraf] > 4 && !polaTabel.MatchString(b.Paragraf)) {
				p.antara = append(p.antara, b)
			}
			continue
		}
		if b.Kisi.Kabur {
			p.kabur(b)
		} else {
			p.tabel(b)
		}
		p.antara = nil
	}
	return p.out
}

// kabur names a table whose columns are not certain; it has no rows.
func (p *penata) kabur(b Bagian) {
	t := &tabel{nomor: b.Nomor, lembar: b.Lembar, kabur: true}
	p.judul(t)
	for _, r := range b.Kisi.Baris[:min(1, len(b.Kisi.Baris))] {
		t.kepala = append(t.kepala, teksBaris(r))
	}
	p.out = append(p.out, t)
}

func (p *penata) tabel(b Bagian) {
	rows := b.Kisi.Baris
	bersih := rows[:0:0]
	for _, r := range rows {
		for _, s := range r.Sel {
			if s.Teks != "" {
				bersih = append(bersih, r)
				break
			}
		}
	}
	rows = bersih
	if len(rows) == 0 {
		return
	}
	var lalu *tabel
	if n := len(p.out); n > 0 && p.menyambung(b.Lembar, p.out[n-1]) {
		lalu = p.out[n-1]
	}
	if lalu != nil && len(lalu.asal) > 0 {
		// A page stands between the heading, or two rows of it, and its rows.
		p.out = p.out[:len(p.out)-1]
		p.nama[lalu.nama]--
		p.antara = lalu.antara
		rows = append(slices.Clone(lalu.asal), rows...)
		lalu = nil
	}
	awal, n := p.carikepala(rows)
	if lalu != nil && n > 0 && samaKepala(teksBaris(rows[awal]), lalu.kepala) {
		lalu.tambah(rows[awal+n:], true)
		return
	}
	if lalu != nil && (n == 0 || !p.yakin(rows[awal])) && lebar(rows) <= len(lalu.kolom)+1 && len(lalu.kolom) > 0 {
		lalu.tambah(rows, true)
		return
	}
	t := &tabel{nomor: rows[0].Nomor, lembar: b.Lembar}
	p.judul(t)
	for _, r := range rows[:awal] {
		t.konteks += " " + strings.ToLower(gabung(r))
	}
	if n > 0 {
		t.nomor = rows[awal].Nomor
		p.kolom(t, rows[awal:awal+n], lebar(rows))
		t.tambah(rows[awal+n:], false)
	} else {
		t.kolom = make([]kolom, lebar(rows))
		t.tambah(rows, false)
	}
	if len(t.baris) == 0 && n > 0 && len(rows) <= maksKepala+2 {
		t.asal, t.antara = rows, p.antara
	}
	p.out = append(p.out, t)
}

// menyambung tells whether nothing but page breaks stands between a table and the next.
func (p *penata) menyambung(lembar string, t *tabel) bool {
	if lembar != t.lembar || t.kabur {
		return false
	}
	for _, a := range p.antara {
		if !polaLanjutan.MatchString(a.Paragraf) || len(a.Paragraf) > 2*panjangJudul {
			return false
		}
	}
	return true
}

func lebar(rows []BarisKisi) int {
	n := 0
	for _, r := range rows {
		n = max(n, len(r.Sel))
	}
	return n
}

func gabung(r BarisKisi) string {
	var out []string
	for _, s := range r.Sel {
		if s.Teks != "" && !s.Lanjutan {
			out = append(out, s.Teks)
		}
	}
	return strings.Join(out, " ")
}

func teksBaris(r BarisKisi) []string {
	out := make([]string, len(r.Sel))
	for i, s := range r.Sel {
		out[i] = s.Teks
	}
	return out
}

func samaKepala(a []string, kepala [][]string) bool {
	if len(kepala) == 0 {
		return false
	}
	inti := func(s []string) string {
		var out []string
		for _, x := range s {
			out = append(out, strings.Join(kata(x), " "))
		}
		return strings.TrimRight(strings.Join(out, "|"), "|")
	}
	return inti(a) == inti(kepala[0])
}

// judul names a table by what stands before it.
func (p *penata) judul(t *tabel) {
	var dekat []string
	for i := len(p.antara) - 1; i >= 0 && len(p.antara)-i <= 6; i-- {
		s := p.antara[i].Paragraf
		if polaDaftarIsi.MatchString(s) {
			break
		}
		if polaTabel.MatchString(s) {
			t.judul = s
			// "Tabel 3.2" may stand on a line of its own, its title below it.
			if len(s) < 16 && i+1 < len(p.antara) && len(p.antara[i+1].Paragraf) <= 2*panjangJudul {
				t.judul += " " + p.antara[i+1].Paragraf
			}
			dekat = append(dekat, s)
			break
		}
		if len(s) <= 3*panjangJudul {
			dekat = append(dekat, s)
		}
	}
	if n := len(p.antara); t.judul == "" && n > 0 && !polaDaftarIsi.MatchString(p.antara[n-1].Paragraf) {
		t.judul = kalimatAkhir(p.antara[n-1].Paragraf)
		if t.judul == "" || strings.HasSuffix(strings.TrimRight(p.antara[n-1].Paragraf, " "), ":") || strings.HasSuffix(t.judul, "berikut") {
			// An introduction names the table less well than the heading it stands under.
			for i := n - 1; i >= 0; i-- {
				if s := p.antara[i].Paragraf; judulBab(s) {
					t.judul = s
					break
				}
			}
		}
	}
	t.konteks = strings.ToLower(strings.Join(append(dekat, t.judul), " "))
	if n := len(p.out); len(p.antara) == 0 && n > 0 {
		t.judul, t.konteks = p.out[n-1].judul, p.out[n-1].konteks
	}
	nama := t.lembar
	if m := polaTabel.FindStringSubmatch(t.judul); m != nil {
		nama = "Tabel " + strings.TrimRight(m[1], ".")
	} else if t.judul != "" {
		nama = pendek(t.judul, panjangNama)
	}
	if nama == "" {
		nama = fmt.Sprintf("Tabel di baris %d", t.nomor)
	}
	p.nama[nama]++
	if p.nama[nama] > 1 {
		nama = fmt.Sprintf("%s (baris %d)", nama, t.nomor)
	}
	t.nama = nama
}

// judulBab tells whether a paragraph is a heading: short, in capitals.
func judulBab(s string) bool {
	besar, kecil := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			besar++
		case unicode.IsLower(r):
			kecil++
		}
	}
	return len(s) <= panjangJudul && besar > 5 && besar > 4*kecil && !polaDaftarIsi.MatchString(s)
}

// kalimatAkhir is the last sentence of a paragraph, or "" where it is long.
func kalimatAkhir(s string) string {
	s = strings.TrimRight(s, " :.")
	if len(s) > 2*panjangJudul {
		i := strings.LastIndex(s, ". ")
		s = s[i+1:]
	}
	if len(s) > 2*panjangJudul {
		return ""
	}
	return strings.TrimSpace(s)
}

// pendek cuts a text at a word.
func pendek(s string, n int) string {
	s = strings.TrimRight(rapi(s), " :.")
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	s = s[:n]
	if i := strings.LastIndexByte(s, ' '); i > n/2 {
		s = s[:i]
	}
	return s + "…"
}

// tambah adds rows below the heading; putus tells that a page stands before them, which may
// have cut a row.
func (t *tabel) tambah(rows []BarisKisi, putus bool) {
	if t.terakhir == nil {
		t.terakhir = map[int]int{}
	}
	terakhir := t.terakhir
	bernomor := false
	if c := t.cariKolom(peranNo); c >= 0 {
		_, bernomor = terakhir[c]
	}
	for _, r := range rows {
		if nomorKolom(r) && len(terisi(r)) >= 3 && len(terisi(r)) >= len(t.kolom)-1 {
			continue // numbers of columns again
		}
		if samaKepala(teksBaris(r), t.kepala) || ulangKepala(t, r) {
			putus = true
			continue
		}
		b := baris{nomor: r.Nomor, sel: rapikanBaris(r, t.kolom)}
		if len(t.baris) > 0 && t.potongan(&b, terakhir, putus, bernomor) {
			for c, s := range b.sel {
				if s == "" {
					continue
				}
				if i, ada := terakhir[c]; ada && len(t.baris[i].sel[c]) < maksSambung {
					t.baris[i].sel[c] += " " + s
				}
			}
			continue
		}
		putus = false
		n := 0
		satu := ""
		for c, s := range b.sel {
			if s != "" {
				n++
				satu = s
				terakhir[c] = len(t.baris)
			}
		}
		if n == 1 && !angkaSaja(satu) {
			b.bab = satu
		}
		t.baris = append(t.baris, b)
	}
}

// ulangKepala tells whether a row is the second row of a repeated heading.
func ulangKepala(t *tabel, r BarisKisi) bool {
	for _, k := range t.kepala[min(1, len(t.kepala)):] {
		if samaKepala(teksBaris(r), [][]string{k}) {
			return true
		}
	}
	return false
}

// rapikanBaris puts together what a tab divided: Rp and its amount, a number and its %.
func rapikanBaris(r BarisKisi, k []kolom) []string {
	sel := make([]string, 0, len(r.Sel))
	for _, s := range r.Sel {
		if s.Lanjutan {
			sel = append(sel, "")
		} else {
			sel = append(sel, s.Teks)
		}
	}
	for len(sel) > len(k) && len(k) > 0 && sel[len(sel)-1] == "" {
		sel = sel[:len(sel)-1]
	}
	for i := 0; i+1 < len(sel); i++ {
		takBerjudul := i+1 < len(k) && k[i+1].nama == ""
		switch {
		case polaRp.MatchString(sel[i]) && (angkaSaja(sel[i+1]) || sel[i+1] == "-"), sel[i+1] == "%" && angkaSaja(sel[i]):
			gabung := sel[i] + " " + sel[i+1]
			if len(sel) > len(k) {
				sel = append(append(sel[:i:i], gabung), sel[i+2:]...)
			} else if takBerjudul {
				sel[i], sel[i+1] = gabung, ""
			}
		}
	}
	return sel
}

// potongan tells whether a row is the rest of the one above it.
func (t *tabel) potongan(b *baris, terakhir map[int]int, putus, bernomor bool) bool {
	isi, lanjut := 0, 0
	for c, s := range b.sel {
		if s == "" {
			continue
		}
		if c >= len(t.kolom) {
			return false
		}
		switch k := &t.kolom[c]; {
		case k.peran == peranNo, k.peran == peranNilai && !(len(k.calon) == 1 && teksnya(k.calon[0])), angkaSaja(s):
			return false
		}
		i, ada := terakhir[c]
		if !ada {
			return false
		}
		isi++
		if bersambung(t.baris[i].sel[c], s) {
			lanjut++
		}
	}
	if isi == 0 {
		return false
	}
	if !putus {
		return lanjut == isi
	}
	if c := t.cariKolom(peranIndikator); c >= 0 && b.isi(c) != "" {
		return bersambung(t.baris[terakhir[c]].sel[c], b.isi(c))
	}
	return bernomor || lanjut > 0
}

var sambungan = set("dan atau yang di ke dari pada untuk bagi dengan terhadap atas oleh dalam serta para antara tentang sebagai melalui")

// bersambung tells whether b goes on where a was cut.
func bersambung(a, b string) bool {
	r, _ := utf8.DecodeRuneInString(b)
	if unicode.IsLower(r) && !(len(b) > 1 && (b[1] == '.' || b[1] == ')')) {
		return true
	}
	if a == "" {
		return false
	}
	if strings.Count(a, "(") > strings.Count(a, ")") || strings.ContainsRune(",/-&(", rune(a[len(a)-1])) || r == '(' || r == '&' {
		return true
	}
	w := strings.Fields(a)
	return len(w) > 0 && sambungan[strings.ToLower(w[len(w)-1])]
}
