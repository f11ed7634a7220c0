package document

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

var polaKunci = regexp.MustCompile(`^[A-Za-z0-9._#-]+$`)

// tempat is where a named cell stands.
type tempat struct {
	tabel        int
	baris, kolom int
}

// pemeriksa gathers the faults of a document.
type pemeriksa struct {
	tempat map[string]tempat
	di     map[tempat]string // place → name
	rumus  map[string][]string
	salah  []error
}

// Periksa lists every fault that a writer would stumble over: two tables or figures of
// one ID, two cells of one name, rows that do not fill the columns, formulas that name
// an unknown cell or come back to themselves, charts whose series do not fill the
// categories.
func Periksa(d Dokumen) error {
	p := pemeriksa{tempat: map[string]tempat{}, di: map[tempat]string{}, rumus: map[string][]string{}}
	tabel := d.Tabel()
	id := map[string]bool{}
	for n, t := range tabel {
		if t.ID == "" || id[strings.ToLower(t.ID)] {
			p.catat("table %d: ID %q is empty or used twice", n, t.ID)
		}
		id[strings.ToLower(t.ID)] = true
		petak, err := t.Susun()
		if err != nil {
			p.salah = append(p.salah, err)
			continue
		}
		for _, c := range petak {
			p.namai(n, c)
		}
	}
	for _, t := range tabel {
		for _, baris := range append(append([][]Sel{}, t.Kepala...), t.Baris...) {
			for _, s := range baris {
				if s.Rumus != "" {
					p.rujukan(s)
				}
			}
		}
	}
	for n, g := range d.Gambar() {
		if g.ID == "" || id[strings.ToLower(g.ID)] {
			p.catat("figure %d: ID %q is empty or used twice", n, g.ID)
		}
		id[strings.ToLower(g.ID)] = true
		p.gambar(g)
	}
	p.putaran(tabel)
	return errors.Join(p.salah...)
}

func (p *pemeriksa) catat(format string, a ...any) {
	p.salah = append(p.salah, fmt.Errorf("document: "+format, a...))
}

// namai notes where a named cell stands.
func (p *pemeriksa) namai(n int, c Petak) {
	k := c.Sel.Kunci
	if k == "" {
		return
	}
	if !polaKunci.MatchString(k) {
		p.catat("name %q is not written as a name", k)
	}
	if _, ada := p.tempat[k]; ada {
		p.catat("two cells are named %q", k)
	}
	p.tempat[k] = tempat{n, c.Baris, c.Kolom}
	p.di[p.tempat[k]] = k
}

// gambar looks for what a figure lacks: its one drawing, a value or nil for every
// category, known cells.
func (p *pemeriksa) gambar(g *Gambar) {
	if (g.Grafik == nil) == (g.Bagan == nil) {
		p.catat("figure %q is not one chart", g.ID)
	}
	if g.Grafik == nil {
		return
	}
	for _, s := range g.Grafik.Seri {
		if len(s.Nilai) != len(g.Grafik.Kategori) || s.Kunci != nil && len(s.Kunci) != len(s.Nilai) {
			p.catat("figure %q: series %q has %d values and %d names for %d categories", g.ID, s.Nama, len(s.Nilai), len(s.Kunci), len(g.Grafik.Kategori))
		}
		for _, k := range s.Kunci {
			if _, ada := p.tempat[k]; k != "" && !ada {
				p.catat("figure %q: series %q names the unknown cell %q", g.ID, s.Nama, k)
			}
		}
	}
}

// rujukan resolves what a formula names; of a rectangle every named cell counts.
func (p *pemeriksa) rujukan(s Sel) {
	potong, err := Urai(s.Rumus)
	if err != nil {
		p.salah = append(p.salah, err)
		return
	}
	var nama []string
	for i, c := range potong {
		if !c.Rujuk {
			continue
		}
		k, ada := p.tempat[c.Teks]
		if !ada {
			p.catat("formula of %q names the unknown cell %q", s.Kunci, c.Teks)
			continue
		}
		nama = append(nama, c.Teks)
		if i < 2 || potong[i-1].Teks != ":" || !potong[i-2].Rujuk {
			continue
		}
		a := p.tempat[potong[i-2].Teks]
		if a.tabel != k.tabel || a.baris > k.baris || a.kolom > k.kolom {
			p.catat("formula of %q: no rectangle from %q to %q", s.Kunci, potong[i-2].Teks, c.Teks)
			continue
		}
		for r := a.baris; r <= k.baris; r++ {
			for c := a.kolom; c <= k.kolom; c++ {
				if nm, ok := p.di[tempat{a.tabel, r, c}]; ok {
					nama = append(nama, nm)
				}
			}
		}
	}
	if s.Kunci != "" {
		p.rumus[s.Kunci] = nama
	}
}

// putaran walks the formulas depth first; meeting a cell that is still being walked
// is a loop.
func (p *pemeriksa) putaran(tabel []*Tabel) {
	const jalan, selesai = 1, 2
	tanda := map[string]int{}
	var kunjungi func(k string)
	kunjungi = func(k string) {
		tanda[k] = jalan
		for _, r := range p.rumus[k] {
			switch tanda[r] {
			case jalan:
				p.catat("formula of %q comes back to itself through %q", r, k)
			case 0:
				kunjungi(r)
			}
		}
		tanda[k] = selesai
	}
	for _, t := range tabel {
		for _, baris := range t.Baris {
			for _, s := range baris {
				if s.Kunci != "" && tanda[s.Kunci] == 0 {
					kunjungi(s.Kunci)
				}
			}
		}
	}
}
