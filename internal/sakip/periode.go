package sakip

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"capaian/internal/fault"
)

// Periode is one quarter (triwulan 1…4) of a budget year.
type Periode struct{ Tahun, Triwulan int }

// ParseTriwulan reads "TW1"…"TW4" or "1"…"4".
func ParseTriwulan(s string) (int, error) {
	n := strings.TrimPrefix(strings.ToUpper(s), "TW")
	if len(n) != 1 || n < "1" || n > "4" {
		return 0, fault.At("periode", fault.Unknown, "triwulan", s)
	}
	return int(n[0] - '0'), nil
}

// ParseTahun reads a year as addresses write it, in its one form: four digits. Fault
// NotFound for what is none.
func ParseTahun(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || strconv.Itoa(n) != s || ValidasiTahun("tahun", n) != nil {
		return 0, fault.New(fault.NotFound, "Tahun", s)
	}
	return n, nil
}

func (p Periode) String() string { return fmt.Sprintf("TW%d", p.Triwulan) }

// Akhir is the last day of the quarter.
func (p Periode) Akhir() Tanggal {
	return TanggalDari(time.Date(p.Tahun, time.Month(p.Triwulan*3)+1, 0, 0, 0, 0, 0, time.UTC))
}

// Tanggal is a calendar day written YYYY-MM-DD; "" is unknown. Its order as a string
// is its order in time.
type Tanggal string

// TanggalDari is the day of t in t's own zone.
func TanggalDari(t time.Time) Tanggal { return Tanggal(t.Format("2006-01-02")) }

func (t Tanggal) validasi(field string, wajib bool) error {
	if t == "" {
		if wajib {
			return fault.At(field, fault.Required)
		}
		return nil
	}
	if _, err := time.Parse("2006-01-02", string(t)); err != nil {
		return fault.At(field, fault.Invalid, "Tanggal ditulis tahun-bulan-hari, misalnya 2023-10-02.")
	}
	return nil
}

// rentangTahun is what a year may be: SAKIP reporting began with Inpres 7/1999.
const tahunAwal, tahunAkhir = 1999, 2100

// ValidasiTahun refuses a year that no report can be of.
func ValidasiTahun(field string, tahun int) error {
	if tahun < tahunAwal || tahun > tahunAkhir {
		return fault.At(field, fault.OutOfRange, strconv.Itoa(tahunAwal), strconv.Itoa(tahunAkhir))
	}
	return nil
}
