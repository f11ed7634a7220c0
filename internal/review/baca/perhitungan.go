package baca

import (
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/review"
)

const barisPerhitungan = 8 // rows of a table that shows how one indicator is reckoned

// bacaPerhitungan reads a table that shows how an indicator is reckoned: rows of what is
// counted, and the indicator's, with a column for each year or one of values. Which row is
// divided by which is what the figures of most columns say; a table in which none fits is
// another one.
func (p *pembaca) bacaPerhitungan(t *bacaanTabel) bool {
	if len(t.baris) < 3 || len(t.baris) > barisPerhitungan || len(t.kepala) == 0 {
		return false
	}
	nama, kolom := t.kolomBanding()
	if nama < 0 || len(kolom) == 0 {
		return false
	}
	hasil, id := -1, ""
	for i := range t.baris {
		if s := namaBersih(t.baris[i].isi(nama)); s != "" {
			if x, ok := p.cari(s, review.SubjekIndikator); ok {
				if hasil >= 0 {
					return false
				}
				hasil, id = i, x
			}
		}
	}
	if hasil < 0 {
		return false
	}
	v := map[int][]*angka{}
	for _, c := range kolom {
		v[c] = t.nilaiKolom(c)
	}
	pengali := seratus
	if s := p.subjek(id); s != nil && s.Pengali.IsPositive() {
		pengali = s.Pengali
	}
	atas, bawah, banyak := -1, -1, 0
	for x := range t.baris {
		for y := range t.baris {
			if x == y || x == hasil || y == hasil {
				continue
			}
			n := 0
			for _, c := range kolom {
				a, b, r := v[c][x], v[c][y], v[c][hasil]
				if a == nil || b == nil || r == nil || b.nilai.IsZero() || a.nilai.Equal(b.nilai) {
					continue
				}
				if a.nilai.Mul(pengali).DivRound(b.nilai, 12).Sub(r.nilai).Abs().LessThan(decimal.New(1, -max(0, r.desimal))) {
					n++
				}
			}
			if n > banyak {
				atas, bawah, banyak = x, y, n
			}
		}
	}
	if banyak == 0 {
		return false
	}
	s := p.subjek(id)
	if s.Pembilang == "" {
		s.Pembilang, s.Penyebut = namaBersih(t.baris[atas].isi(nama)), namaBersih(t.baris[bawah].isi(nama))
	}
	t.jenis = tabelPembanding
	for _, c := range kolom {
		k := &t.kolom[c]
		if k.tahun == 0 {
			if th := tahunDalam(k.nama); len(th) == 1 {
				k.tahun = th[0]
			}
		}
		k.peran, k.calon, k.versi = peranNilai, []review.Besaran{review.Realisasi}, ""
		for i, b := range map[int]review.Besaran{atas: review.Pembilang, bawah: review.Penyebut, hasil: review.Realisasi} {
			if strings.TrimSpace(t.baris[i].isi(c)) != "" {
				t.sel = append(t.sel, selTabel{kolom: c, baris: i, subjek: id, besar: b})
			}
		}
	}
	return true
}
