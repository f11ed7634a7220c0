package locale

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"capaian/internal/fault"
)

var bulan = []string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
	"Agustus", "September", "Oktober", "November", "Desember"}

// zona are Indonesia's three zones. None of them has daylight saving, so fixed
// offsets do, and no zone database needs to be deployed.
var zona = map[string]*time.Location{
	"WIB":  time.FixedZone("WIB", 7*60*60),
	"WITA": time.FixedZone("WITA", 8*60*60),
	"WIT":  time.FixedZone("WIT", 9*60*60),
}

const bukanTanggal = "Tanggal “%s” tidak ada atau tidak dapat dibaca. Tulis seperti 30 Januari 2024, 30-01-2024 atau 2024-01-30."

// Bulan is the name of month 1 to 12, and empty for any other number.
func Bulan(n int) string {
	if n < 1 || n > len(bulan) {
		return ""
	}
	return bulan[n-1]
}

// TriwulanRomawi is the numeral of triwulan 1 to 4 as titles write it (I to
// IV), and empty for any other number.
func TriwulanRomawi(n int) string {
	if n > 4 {
		return ""
	}
	return Romawi(n)
}

// Romawi writes n from 1 to 3999 in roman numerals, capitals; beyond it is "".
func Romawi(n int) string {
	if n < 1 || n > 3999 {
		return ""
	}
	var b strings.Builder
	for _, r := range []struct {
		nilai int
		tulis string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.nilai; n -= r.nilai {
			b.WriteString(r.tulis)
		}
	}
	return b.String()
}

// Tanggal writes the date that t has in its own location: 30 Januari 2024.
func Tanggal(t time.Time) string {
	return fmt.Sprintf("%d %s %04d", t.Day(), bulan[t.Month()-1], t.Year())
}

// Waktu writes date and minute as they are in a zone: 30 Januari 2024 14.05 WIB.
func Waktu(t time.Time, zona *time.Location) string {
	t = t.In(zona)
	return Tanggal(t) + t.Format(" 15.04 MST")
}

// Zona is the location of WIB (UTC+7), WITA (+8) or WIT (+9); fault Unknown for
// any other name.
func Zona(nama string) (*time.Location, error) {
	z, ok := zona[nama]
	if !ok {
		return nil, fault.New(fault.Unknown, "Zona waktu", shown(nama))
	}
	return z, nil
}

// ParseTanggal reads 2024-01-30, 30-01-2024 and 30 Januari 2024 (month in any
// case) as midnight UTC of that day. Slashes are refused: spreadsheets write both
// day and month first with them. Faults: Required; Invalid with what was written.
func ParseTanggal(s string) (time.Time, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return time.Time{}, fault.New(fault.Required)
	}
	refused := fault.New(fault.Invalid, fmt.Sprintf(bukanTanggal, shown(s)))
	if len(s) > maxBytes {
		return time.Time{}, refused
	}
	numeric := s
	if f := strings.Fields(s); len(f) == 3 {
		m := slices.Index(bulan, titleCase(f[1])) + 1
		numeric = f[0] + " " + strconv.Itoa(m) + " " + f[2]
	}
	for _, layout := range []string{"2006-01-02", "02-01-2006", "2 1 2006"} {
		if t, err := time.Parse(layout, numeric); err == nil {
			return t, nil
		}
	}
	return time.Time{}, refused
}

// titleCase writes an ASCII word as the names of months are written.
func titleCase(w string) string {
	return strings.ToUpper(w[:1]) + strings.ToLower(w[1:])
}
