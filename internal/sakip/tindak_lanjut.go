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

// TindakLanjutTerbuka is an action that is not done, with the quarter that it was first
// agreed on in.
type TindakLanjutTerbuka struct {
	TindakLanjut
	Sejak int
}

// Terbawa are the open actions of the reports before a quarter that the quarter's own
// report does not speak of. An action is the same by its text; the latest report that has
// it says whether it is done, and a report that leaves it out says nothing of it. So
// nothing is lost when a quarter was not reported, came late, or left a row away.
func Terbawa(reports []Realisasi, tw int) []TindakLanjutTerbuka {
	urut := slices.Clone(reports)
	slices.SortStableFunc(urut, func(a, b Realisasi) int { return a.Triwulan - b.Triwulan })
	var out []TindakLanjutTerbuka
	di := map[string]int{}
	disebut := map[string]bool{}
	for _, r := range urut {
		for _, t := range r.TindakLanjut {
			k := kunciTindakLanjut(t)
			switch n, ada := di[k]; {
			case k == "" || r.Triwulan > tw:
			case r.Triwulan == tw:
				disebut[k] = true
			case ada:
				out[n].TindakLanjut = t
			default:
				di[k] = len(out)
				out = append(out, TindakLanjutTerbuka{t, r.Triwulan})
			}
		}
	}
	return slices.DeleteFunc(out, func(t TindakLanjutTerbuka) bool {
		return t.Selesai || disebut[kunciTindakLanjut(t.TindakLanjut)]
	})
}

// StatusTindakLanjut is where an action stands at the end of a quarter.
type StatusTindakLanjut string

const (
	TindakSelesai   StatusTindakLanjut = "selesai"
	TindakBerjalan  StatusTindakLanjut = "berjalan"  // open, and not due yet
	TindakTerlambat StatusTindakLanjut = "terlambat" // open past the quarter that it was due in
	TindakTerbuka   StatusTindakLanjut = "terbuka"   // open, due nobody knows when
)

// StatusPada tells where the action stands at the end of quarter tw. A tenggat that names
// no quarter cannot be late.
func (t TindakLanjut) StatusPada(tw int) StatusTindakLanjut {
	tenggat, err := ParseTriwulan(strings.TrimSpace(t.Tenggat))
	switch {
	case t.Selesai:
		return TindakSelesai
	case err != nil:
		return TindakTerbuka
	case tenggat <= tw:
		return TindakTerlambat
	}
	return TindakBerjalan
}

// Sama tells whether two reports speak of one action: by its text.
func (t TindakLanjut) Sama(u TindakLanjut) bool {
	return kunciTindakLanjut(t) == kunciTindakLanjut(u)
}

// kunciTindakLanjut is the text of an action whatever its blanks and capitals.
func kunciTindakLanjut(t TindakLanjut) string {
	return strings.ToLower(strings.Join(strings.Fields(t.Uraian), " "))
}
