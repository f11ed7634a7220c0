package sakip

import (
	"slices"
	"strings"
)

// TindakLanjut is an action agreed on, carried to the next quarter until done.
type TindakLanjut struct {
	Uraian  string
	PIC     string
	Tenggat string // e.g. "TW3"
	Selesai bool
}

// TindakLanjutTerbuka is an action with the quarter that it was first agreed on in.
type TindakLanjutTerbuka struct {
	TindakLanjut
	Tahun int // of Sejak; 0 is the year itself
	Sejak int
}

// Terlambat tells whether an action should have been done by a quarter of this year. One of
// an earlier year whose quarter is named was due in that year.
func (t TindakLanjutTerbuka) Terlambat(tw int) bool {
	n, err := ParseTriwulan(t.Tenggat)
	return err == nil && !t.Selesai && (t.Tahun != 0 || n <= tw)
}

// jejakTindakLanjut are the actions that reports speak of, those of the years before first,
// each as the latest one that has it says, whether done or not. An action is the same by
// its text.
func jejakTindakLanjut(lalu []TindakLanjutTerbuka, reports []Realisasi) []TindakLanjutTerbuka {
	urut := slices.Clone(reports)
	slices.SortStableFunc(urut, func(a, b Realisasi) int { return a.Triwulan - b.Triwulan })
	out := slices.Clone(lalu)
	di := map[string]int{}
	for n, t := range out {
		di[kunciTindakLanjut(t.TindakLanjut)] = n
	}
	for _, r := range urut {
		for _, t := range r.TindakLanjut {
			k := kunciTindakLanjut(t)
			switch n, ada := di[k]; {
			case k == "":
			case !ada:
				di[k] = len(out)
				out = append(out, TindakLanjutTerbuka{t, 0, r.Triwulan})
			case out[n].Tahun != 0 && t.Tenggat != out[n].Tenggat: // put off into this year
				out[n] = TindakLanjutTerbuka{t, 0, r.Triwulan}
			default:
				out[n].TindakLanjut = t
			}
		}
	}
	return out
}

// Terbawa are the open actions of an indicator, of the quarters before one and of the years
// before, that the quarter's own report does not speak of. The latest report that has an
// action says whether it is done, and a report that leaves it out says nothing of it. So
// nothing is lost when a quarter was not reported, came late, or left a row away.
func (d DataTahun) Terbawa(i Indikator, tw int) []TindakLanjutTerbuka {
	var lalu []TindakLanjutTerbuka
	for _, y := range d.Lalu {
		for _, t := range y.TindakLanjut[i.Kunci] {
			k := kunciTindakLanjut(t.TindakLanjut)
			lalu = slices.DeleteFunc(lalu, func(l TindakLanjutTerbuka) bool { return kunciTindakLanjut(l.TindakLanjut) == k })
			t.Tahun = y.Tahun
			lalu = append(lalu, t)
		}
	}
	var reports []Realisasi
	disebut := map[string]bool{}
	for _, r := range d.Realisasi {
		switch {
		case r.Indikator != i.ID || r.Triwulan > tw:
		case r.Triwulan < tw:
			reports = append(reports, r)
		default:
			for _, t := range r.TindakLanjut {
				disebut[kunciTindakLanjut(t)] = true
			}
		}
	}
	return slices.DeleteFunc(jejakTindakLanjut(lalu, reports), func(t TindakLanjutTerbuka) bool {
		return t.Selesai || disebut[kunciTindakLanjut(t.TindakLanjut)]
	})
}

// Sama tells whether two reports speak of one action: by its text.
func (t TindakLanjut) Sama(u TindakLanjut) bool {
	return kunciTindakLanjut(t) == kunciTindakLanjut(u)
}

// kunciTindakLanjut is the text of an action whatever its blanks and capitals.
func kunciTindakLanjut(t TindakLanjut) string {
	return strings.ToLower(strings.Join(strings.Fields(t.Uraian), " "))
}
