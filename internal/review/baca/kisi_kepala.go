package baca

import (
	"slices"
	"strings"
)

// carikepala finds the heading: the row where it begins, and how many it has; 0 is none.
func (p *penata) carikepala(rows []BarisKisi) (awal, n int) {
	for awal = 0; awal < len(rows) && awal < 6; awal++ {
		isi := terisi(rows[awal])
		if len(isi) < 2 {
			continue
		}
		if !p.kepalaMungkin(rows[awal]) {
			return 0, 0
		}
		if !p.yakin(rows[awal]) && !(awal+1 < len(rows) && nomorKolom(rows[awal+1])) && !kepalaUmum(rows[awal:]) {
			return 0, 0
		}
		kepala := []BarisKisi{rows[awal]}
		bernomor := false
		for n = 1; n <= maksKepala+1 && awal+n < len(rows); n++ {
			r := rows[awal+n]
			if !bernomor && nomorKolom(r) {
				bernomor = true
				continue
			}
			// Below the numbers of the columns only short headings go on: K and Rp.
			if len(kepala) == maksKepala || !p.anakKepala(kepala, r) || bernomor && len(gabung(r)) > 8*len(terisi(r)) {
				break
			}
			kepala = append(kepala, r)
		}
		return awal, n
	}
	return 0, 0
}

func terisi(r BarisKisi) []int {
	var out []int
	for i, s := range r.Sel {
		if s.Teks != "" {
			out = append(out, i)
		}
	}
	return out
}

// kepalaMungkin tells whether no cell of a row is what only rows below a heading have.
func (p *penata) kepalaMungkin(r BarisKisi) bool {
	for _, s := range r.Sel {
		if len(s.Teks) > panjangJudul || angkaSaja(s.Teks) && len(tahunDalam(s.Teks)) == 0 {
			return false
		}
	}
	return true
}

var polaAngkaSaja = susunPola(`^(?:\(?[0-9]+[.)]*\)?|(?i:rp\.? ?)?[-(]?[0-9][0-9.,]*\)?(?: ?%|,-)?)$`)

func angkaSaja(s string) bool {
	return len(s) <= maksAngka && polaAngkaSaja.MatchString(rapi(s))
}

// yakin tells whether a row's words are those of a heading.
func (p *penata) yakin(r BarisKisi) bool {
	kenal, isi := 0, 0
	sebelum := ""
	for _, s := range r.Sel {
		if s.Teks == "" || s.Lanjutan && s.Teks == sebelum {
			continue
		}
		sebelum = s.Teks
		isi++
		if k := artikan(s.Teks, nil, p.tahun); k.peran != peranTakTahu || k.triwulan > 0 || len(tahunDalam(s.Teks)) > 0 {
			kenal++
		}
	}
	return p.kepalaMungkin(r) && kenal >= 2 && 2*kenal >= isi
}

// kepalaUmum tells whether a row heads columns of numbers, whatever they are of.
func kepalaUmum(rows []BarisKisi) bool {
	angka := map[int]int{}
	for i, r := range rows[1:] {
		if i > 40 {
			break
		}
		for c, s := range r.Sel {
			if angkaSaja(s.Teks) {
				angka[c]++
			}
		}
	}
	banyak := 0
	for c, n := range angka {
		if n < 2 {
			continue
		}
		banyak++
		kosong := c >= len(rows[0].Sel) || rows[0].Sel[c].Teks == ""
		if kosong && (c == 0 || len(terisi(rows[0])) < 2) {
			return false
		}
	}
	return banyak > 0 && len(rows[0].Sel) > 0 && rows[0].Sel[0].Teks != ""
}

// nomorKolom tells whether a row numbers the columns: (1) (2) (3).
func nomorKolom(r BarisKisi) bool {
	isi := terisi(r)
	if len(isi) < 2 {
		return false
	}
	for _, i := range isi {
		if !polaNomorKol.MatchString(rapi(r.Sel[i].Teks)) {
			return false
		}
	}
	satu := strings.Trim(r.Sel[isi[0]].Teks, "(). ")
	return strings.HasPrefix(satu, "1") || strings.HasPrefix(satu, "2")
}

// anakKepala tells whether a row says more of the heading above it.
func (p *penata) anakKepala(kepala []BarisKisi, r BarisKisi) bool {
	if !p.kepalaMungkin(r) {
		return false
	}
	atas := func(c int) (string, bool) {
		for i := len(kepala) - 1; i >= 0; i-- {
			if c < len(kepala[i].Sel) && kepala[i].Sel[c].Teks != "" {
				return kepala[i].Sel[c].Teks, true
			}
		}
		return "", false
	}
	membagi, ada := false, false
	for c, s := range r.Sel {
		if s.Teks == "" || s.Lanjutan {
			continue
		}
		if len(s.Teks) > panjangJudul/2 {
			return false
		}
		a, punyaAtas := atas(c)
		k := artikan(a, nil, p.tahun)
		ini := artikan(s.Teks, nil, p.tahun)
		if punyaAtas && s.Teks != a && ini.peran != peranNilai {
			switch k.peran {
			case peranNo, peranSasaran, peranIndikator, peranProgram, peranBaris:
				return false // the name of a row
			}
		}
		if ini.peran == peranTakTahu && len(tahunDalam(s.Teks)) == 0 && len(kata(s.Teks)) > 3 {
			return false
		}
		ada = true
		if !punyaAtas || kepala[len(kepala)-1].Sel[min(c, len(kepala[len(kepala)-1].Sel)-1)].Lanjutan || len(tahunDalam(s.Teks)) > 0 {
			membagi = true
		}
		if c+1 < len(r.Sel) && r.Sel[c+1].Teks != "" {
			if _, ada := atas(c + 1); !ada {
				membagi = true
			}
		}
	}
	return ada && membagi
}

// kolom reads the heading rows.
func (p *penata) kolom(t *tabel, kepala []BarisKisi, lebar int) {
	kepala = slices.DeleteFunc(slices.Clone(kepala), nomorKolom)
	for _, r := range kepala {
		t.kepala = append(t.kepala, teksBaris(r))
	}
	lebarKepala := 0
	for _, r := range kepala {
		lebarKepala = max(lebarKepala, len(r.Sel))
	}
	t.kolom = make([]kolom, max(lebarKepala, 0))
	for c := range t.kolom {
		var bagian []string
		for i, r := range kepala {
			s := ""
			if c < len(r.Sel) {
				s = r.Sel[c].Teks
			}
			if s == "" && adaDiBawah(kepala[i+1:], c) {
				// Covered by the heading to its left, of those below the same one.
				for d := c - 1; d >= awalKelompok(kepala[:i], c) && s == ""; d-- {
					if d < len(r.Sel) {
						s = r.Sel[d].Teks
					}
				}
			}
			if s != "" && (len(bagian) == 0 || bagian[len(bagian)-1] != s) {
				bagian = append(bagian, s)
			}
		}
		if len(bagian) == 0 {
			continue
		}
		t.kolom[c] = artikanBersama(bagian, p.tahun)
	}
}

// awalKelompok is the first column of those that the headings above cover together with c.
func awalKelompok(atas []BarisKisi, c int) int {
	awal := 0
	for _, r := range atas {
		for d := min(c, len(r.Sel)-1); d > awal; d-- {
			if r.Sel[d].Teks != "" && !r.Sel[d].Lanjutan {
				awal = d
				break
			}
		}
	}
	return awal
}

func adaDiBawah(kepala []BarisKisi, c int) bool {
	for _, r := range kepala {
		if c < len(r.Sel) && r.Sel[c].Teks != "" {
			return true
		}
	}
	return false
}
