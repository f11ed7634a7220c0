package baca

import (
	"fmt"
	"slices"
	"strings"

	"capaian/internal/review"
)

const maksSubjek = 2000 // things of one kind that facts are stated of

// entitas is a subject with the names it was met by.
type entitas struct {
	id    string
	nama  []nama
	induk string         // of an indicator, the program it stands under
	pakai map[*tabel]int // tables that have it, by the row
}

// daftar are the subjects of one kind.
type daftar struct {
	jenis review.JenisSubjek
	awal  string // of ids
	list  []*entitas
	kata  map[string][]*entitas // by the words of a name
	id    map[string]*entitas
}

func daftarBaru(j review.JenisSubjek, awal string) *daftar {
	return &daftar{jenis: j, awal: awal, kata: map[string][]*entitas{}, id: map[string]*entitas{}}
}

func (d *daftar) namai(e *entitas, n nama) {
	if len(e.nama) >= 8 || slices.ContainsFunc(e.nama, func(x nama) bool { return x.inti == n.inti && x.kode == n.kode && len(x.isi) == len(n.isi) }) {
		return
	}
	e.nama = append(e.nama, n)
	for w := range n.isi {
		if l := d.kata[w]; len(l) == 0 || l[len(l)-1] != e {
			d.kata[w] = append(d.kata[w], e)
		}
	}
	d.kata["="+n.rapat] = append(d.kata["="+n.rapat], e)
}

// calonNama is a subject that a name may stand for.
type calonNama struct {
	e     *entitas
	m     miripnya
	nilai float64
}

const (
	maksSama  = 100 // subjects that a word is looked for in
	maksCalon = 40  // subjects whose names are compared in full with one
)

// calon are the subjects whose names have something in common with n, the likeliest first.
func (d *daftar) calon(n nama) []calonNama {
	banyak := map[*entitas]int{}
	var urut []*entitas
	words := n.urut()
	slices.SortStableFunc(words, func(a, b string) int { return len(d.kata[a]) - len(d.kata[b]) })
	for i, w := range words {
		list := d.kata[w]
		if len(list) > maksSama && i > 0 {
			break // what so many have in common tells none from the others
		}
		list = list[:min(len(list), maksSama)]
		for _, e := range list {
			if banyak[e] == 0 {
				urut = append(urut, e)
			}
			banyak[e]++
		}
	}
	for _, e := range d.kata["="+n.rapat] {
		if banyak[e] == 0 {
			urut = append(urut, e)
		}
		banyak[e] += len(n.isi) + 1
	}
	slices.SortStableFunc(urut, func(a, b *entitas) int { return banyak[b] - banyak[a] })
	var out []calonNama
	for i, e := range urut {
		if i >= maksCalon {
			break
		}
		c := calonNama{e: e}
		for _, x := range e.nama {
			if m, v := n.banding(x); m > c.m || m == c.m && v > c.nilai {
				c.m, c.nilai = m, v
			}
		}
		if c.m > lain {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b calonNama) int {
		switch {
		case a.m != b.m:
			return int(b.m - a.m)
		case a.nilai > b.nilai:
			return -1
		case a.nilai < b.nilai:
			return 1
		}
		return 0
	})
	return out
}

// pilihNama is the one subject that a name stands for; nil is none, or several alike.
func pilihNama(list []calonNama, boleh func(*entitas) bool) *entitas {
	var out *entitas
	var m miripnya
	var nilai float64
	for _, c := range list {
		if c.m < termasuk || boleh != nil && !boleh(c.e) {
			continue
		}
		if out != nil {
			if c.m == m && c.nilai == nilai {
				return nil
			}
			break
		}
		out, m, nilai = c.e, c.m, c.nilai
	}
	return out
}

// pembaca reads one report.
type pembaca struct {
	n         review.Bacaan
	pemisah   pemisah // of the document
	indikator *daftar
	sasaran   *daftar
	anggaran  *daftar
	ukuranKe  int // measures of tables from elsewhere so far
	letak     map[string]int
	kode      map[string]string // code of a budget row → its subject
	berkode   map[string]bool   // budget rows that have a code
	total     string            // the budget's total row
	pokok     map[string]bool   // budget rows of the table that the others are read by
	tingkat   map[string]int    // budget row → its level
	tabel     []*bacaanTabel
	berubah   map[review.Besaran]bool // plans of which the report prints a changed version
	banyak    map[review.Kunci]int    // statements by fact
	skor      map[string]bool         // indicators whose formula is a score
}

// tambahSubjek adds a subject.
func (p *pembaca) tambahSubjek(s review.Subjek) string {
	p.letak[s.ID] = len(p.n.Subjek)
	p.n.Subjek = append(p.n.Subjek, s)
	return s.ID
}

// subjek is a subject by its id.
func (p *pembaca) subjek(id string) *review.Subjek {
	if i, ada := p.letak[id]; ada {
		return &p.n.Subjek[i]
	}
	return nil
}

// baru adds a subject of a kind by its name; nil when there are too many.
func (p *pembaca) baru(d *daftar, teks string) *entitas {
	if len(d.list) >= maksSubjek {
		return nil
	}
	e := &entitas{id: fmt.Sprintf("%s %d", d.awal, len(d.list)+1), pakai: map[*tabel]int{}}
	p.tambahSubjek(review.Subjek{ID: e.id, Nama: pendek(rapi(teks), 400), Jenis: d.jenis})
	d.list = append(d.list, e)
	d.id[e.id] = e
	d.namai(e, namai(teks))
	return e
}

func (p *pembaca) daftar(j review.JenisSubjek) *daftar {
	switch j {
	case review.SubjekIndikator:
		return p.indikator
	case review.SubjekSasaran:
		return p.sasaran
	}
	return p.anggaran
}

// cari is the one subject of a kind that a name stands for; ok is false where there is none
// or more than one.
func (p *pembaca) cari(teks string, j review.JenisSubjek) (id string, ok bool) {
	if e := pilihNama(p.daftar(j).calon(namai(teks)), nil); e != nil {
		return e.id, true
	}
	return "", false
}

// anggaranTotal is the budget's total row, which is not known where a table may have it that
// could not be read.
func (p *pembaca) anggaranTotal() (id string, ok bool) {
	if p.adaKabur() {
		return "", false
	}
	return p.total, p.total != ""
}

// adaKabur tells whether the report has tables whose columns are not certain.
func (p *pembaca) adaKabur() bool {
	return slices.ContainsFunc(p.tabel, func(t *bacaanTabel) bool { return t.kabur })
}

// nyatakan adds a statement; the year 0 is the report's.
func (p *pembaca) nyatakan(k review.Kunci, t review.Tempat, a angka) {
	if k.Tahun == 0 {
		k.Tahun = p.n.Tahun
	}
	if len(p.n.Pernyataan) >= maksPernyataan || p.berulang(k, t) {
		return
	}
	p.n.Pernyataan = append(p.n.Pernyataan, review.Pernyataan{Kunci: k, Tempat: t, Jenis: a.jenis, Nilai: a.nilai, Desimal: a.desimal})
}

// nyatakanTeks adds a statement of a text.
func (p *pembaca) nyatakanTeks(k review.Kunci, t review.Tempat, teks string) {
	if k.Tahun == 0 {
		k.Tahun = p.n.Tahun
	}
	if teks == "" || len(p.n.Pernyataan) >= maksPernyataan || p.berulang(k, t) {
		return
	}
	p.n.Pernyataan = append(p.n.Pernyataan, review.Pernyataan{Kunci: k, Tempat: t, Jenis: review.JenisTeks, Teks: teks})
}

// berulang tells whether a fact was stated so often that one more says nothing.
func (p *pembaca) berulang(k review.Kunci, t review.Tempat) bool {
	p.banyak[k]++
	if p.banyak[k] == maksBerulang+1 {
		p.takTerbaca(review.Tempat{Tabel: t.Tabel, Baris: t.Baris, Kolom: t.Kolom, Tercetak: "angka ini dan seterusnya: sudah disebut lebih dari " + nomor(maksBerulang) + " kali"})
	}
	return p.banyak[k] > maksBerulang
}

func (p *pembaca) takTerbaca(t review.Tempat) {
	if len(p.n.TakTerbaca) < maksTakTerbaca {
		t.Tercetak = pendek(t.Tercetak, 200)
		p.n.TakTerbaca = append(p.n.TakTerbaca, t)
	}
}

const (
	maksPernyataan = 50_000
	maksTakTerbaca = 1000
	maksBerulang   = 100 // statements of one fact
)

var polaKode = susunPola(`(?i)^[a-z]{1,6}[-. ]?[0-9]+(?:[.-][0-9]+)*$`)

// kodeDalam is a code in brackets behind a name: (IKU-1.1).
func kodeDalam(s string) string {
	i := strings.LastIndexByte(s, '(')
	if i < 0 || !strings.HasSuffix(strings.TrimSpace(s), ")") {
		return ""
	}
	k := strings.Trim(s[i:], "() ")
	if len(k) > 20 || !polaKode.MatchString(k) {
		return ""
	}
	return strings.ToLower(k)
}
