package review

import "slices"

// Dampak is what a change does to the findings of a year.
type Dampak struct {
	Baru    []Temuan // stand with the change alone
	Tetap   []Temuan // stand either way
	Selesai []Temuan // stood before, and nothing of their kind stands there after
}

// Bandingkan tells the findings without a change from those with it. A finding that has
// become smaller is not new, and one that has become another of its rule at the same place
// is not settled.
func Bandingkan(tanpa, dengan []Temuan) Dampak {
	var out Dampak
	ada := map[string]bool{}
	for _, t := range tanpa {
		ada[t.ID()] = true
	}
	for _, t := range dengan {
		if ada[t.ID()] || slices.ContainsFunc(tanpa, func(x Temuan) bool { return t.bagianDari(x) }) {
			out.Tetap = append(out.Tetap, t)
		} else {
			out.Baru = append(out.Baru, t)
		}
	}
	for _, t := range tanpa {
		if !slices.ContainsFunc(dengan, t.sejenis) {
			out.Selesai = append(out.Selesai, t)
		}
	}
	return out
}

// bagianDari tells whether a finding names, of the places of another of its rule, fewer,
// with the same figures.
func (t Temuan) bagianDari(lain Temuan) bool {
	return t.Aturan == lain.Aturan && len(t.Tempat) > 0 && !slices.ContainsFunc(t.Tempat, func(p Perbaikan) bool {
		return !slices.ContainsFunc(lain.Tempat, func(q Perbaikan) bool { return p.Kunci == q.Kunci && p.Tempat == q.Tempat })
	})
}

// sejenis tells whether two findings say the same of the same thing, whatever the figures.
func (t Temuan) sejenis(lain Temuan) bool {
	if t.Aturan != lain.Aturan {
		return false
	}
	if len(t.Tempat) == 0 && len(lain.Tempat) == 0 {
		return t.Perihal == lain.Perihal && (t.Perihal != "" || t.Pesan == lain.Pesan)
	}
	return slices.ContainsFunc(t.Tempat, func(p Perbaikan) bool {
		return slices.ContainsFunc(lain.Tempat, func(q Perbaikan) bool { return p.Kunci == q.Kunci && p.Tabel == q.Tabel })
	})
}

// Menyangkut tells whether a finding is about one of some subjects.
func (t Temuan) Menyangkut(subjek ...string) bool {
	pada := func(list []Perbaikan) bool {
		return slices.ContainsFunc(list, func(p Perbaikan) bool { return slices.Contains(subjek, p.Kunci.Subjek) })
	}
	return t.Perihal != "" && slices.Contains(subjek, t.Perihal) || pada(t.Tempat) || pada(t.Akibat)
}
