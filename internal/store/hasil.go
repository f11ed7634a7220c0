package store

import (
	"context"
	"time"
)

// Vector says what a derived value was computed from: the META Versi of the
// agency-year, of the agency, of the five years before, and the engine's version.
type Vector struct {
	Tahun int64         `json:"tahun"`
	OPD   int64         `json:"opd"`
	Lalu  map[int]int64 `json:"lalu,omitempty"`
	Mesin int           `json:"mesin"`
}

// Replaces tells whether a value of vector v may take the place of one of w: nowhere
// lower and somewhere higher.
func (v Vector) Replaces(w Vector) bool {
	higher := false
	for _, c := range v.compare(w) {
		if c < 0 {
			return false
		}
		higher = higher || c > 0
	}
	return higher
}

// Equal tells whether both were computed from the same state.
func (v Vector) Equal(w Vector) bool {
	for _, c := range v.compare(w) {
		if c != 0 {
			return false
		}
	}
	return true
}

func (v Vector) compare(w Vector) []int64 {
	d := []int64{v.Tahun - w.Tahun, v.OPD - w.OPD, int64(v.Mesin - w.Mesin)}
	for y, n := range v.Lalu {
		d = append(d, n-w.Lalu[y])
	}
	for y, n := range w.Lalu {
		if _, ok := v.Lalu[y]; !ok {
			d = append(d, -n)
		}
	}
	return d
}

// HasilKey names one derived value.
type HasilKey struct {
	OPD   string
	Tahun int
	TW    int // 1…4
}

// Hasil is one derived value, replaced whole. Galat is the reason when the
// agency-year could not be computed; Data is then the last good value's or empty.
type Hasil struct {
	Vector Vector
	Galat  string
	At     time.Time // UTC, whole seconds
	Data   []byte    // gzip JSON
}

// Replaces tells whether h may take the place of old: its vector replaces old's, or is
// equal where old is a Galat and h is not.
func (h Hasil) Replaces(old Hasil) bool {
	return h.Vector.Replaces(old.Vector) || h.Vector.Equal(old.Vector) && old.Galat != "" && h.Galat == ""
}

// HasilStore is the table Hasil. It has no stream and no audit: all of it can be
// computed again from Kinerja.
type HasilStore interface {
	// GetHasil reads one value; fault.NotFound when there is none.
	GetHasil(ctx context.Context, k HasilKey) (Hasil, error)
	// PutHasil stores h when there is none or h.Replaces the stored one, and tells whether
	// it did. More than MaxHasil bytes of Data are fault.TooLarge.
	PutHasil(ctx context.Context, k HasilKey, h Hasil) (bool, error)
}
