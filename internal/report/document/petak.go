package document

import "fmt"

// Petak is where a cell stands in the grid of its table, from 0, and how far it
// reaches. Header rows come first, body rows follow.
type Petak struct {
	Sel              *Sel
	Baris, Kolom     int
	RowSpan, ColSpan int
}

// Susun lays the header and body rows out on the grid, spans considered: like writing,
// each cell takes the next free place of its row. It fails where a row has too many
// or too few cells, or a span leaves the header, the body or the columns.
func (t *Tabel) Susun() ([]Petak, error) {
	kepala, err := t.susun(t.Kepala, 0)
	if err != nil {
		return nil, err
	}
	isi, err := t.susun(t.Baris, len(t.Kepala))
	return append(kepala, isi...), err
}

// susun lays out rows that begin at grid row mulai; no span leaves them.
func (t *Tabel) susun(baris [][]Sel, mulai int) ([]Petak, error) {
	var out []Petak
	lebar := len(t.Kolom)
	sisa := make([]int, lebar) // rows that a span from above still covers, per column
	for r := range baris {
		k := 0
		for i := range baris[r] {
			for k < lebar && sisa[k] > 0 {
				k++
			}
			s := &baris[r][i]
			p := Petak{Sel: s, Baris: mulai + r, Kolom: k, RowSpan: max(1, s.RowSpan), ColSpan: max(1, s.ColSpan)}
			if k+p.ColSpan > lebar || r+p.RowSpan > len(baris) {
				return nil, fmt.Errorf("document: table %q row %d: cell %d leaves the grid", t.ID, mulai+r, i)
			}
			for c := k; c < k+p.ColSpan; c++ {
				if sisa[c] > 0 {
					return nil, fmt.Errorf("document: table %q row %d: cell %d overlaps a span", t.ID, mulai+r, i)
				}
				sisa[c] = p.RowSpan
			}
			out = append(out, p)
			k += p.ColSpan
		}
		for c := range sisa {
			if sisa[c] == 0 {
				return nil, fmt.Errorf("document: table %q row %d: column %d has no cell", t.ID, mulai+r, c)
			}
			sisa[c]--
		}
	}
	return out, nil
}
