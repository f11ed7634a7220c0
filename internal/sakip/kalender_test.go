package sakip

import (
	"testing"

	"capaian/internal/fault"
)

// TestDaysOfACalendar: a day that is a slip of the pen would keep a quarter shut, or open,
// for everybody.
func TestDaysOfACalendar(t *testing.T) {
	for _, c := range []struct {
		name                      string
		buka, tutup, verif, lapor Tanggal
		field                     string // of the first fault, "" for none
		code                      fault.Code
	}{
		{"none", "", "", "", "", "", ""},
		{"as it should be", "2025-04-01", "2025-04-10", "2025-04-20", "2025-04-30", "", ""},
		{"a year filled in later", "2031-04-01", "2031-04-10", "2035-12-31", "2035-12-31", "", ""},
		{"two digits swapped", "2025-04-01", "2025-04-10", "2025-04-20", "2205-04-30", "triwulan[0].laporan", fault.OutOfRange},
		{"never", "9999-12-31", "9999-12-31", "9999-12-31", "9999-12-31", "triwulan[0].buka", fault.OutOfRange},
		{"before the year", "2024-12-31", "2025-04-10", "2025-04-20", "2025-04-30", "triwulan[0].buka", fault.OutOfRange},
		{"no such day", "2025-02-31", "2025-04-10", "2025-04-20", "2025-04-30", "triwulan[0].buka", fault.Invalid},
		{"the wrong way round", "2025-04-11", "2025-04-10", "2025-04-20", "2025-04-30", "triwulan[0].tutup", fault.Invalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := Kalender{Tahun: 2025, Triwulan: [4]Jadwal{{c.buka, c.tutup, c.verif, c.lapor}}}.Validasi()
			if c.field == "" {
				if err != nil {
					t.Errorf("got %v, want it accepted", err)
				}
				return
			}
			if all := fault.All(err); len(all) == 0 || all[0].Field != c.field || all[0].Code != c.code {
				t.Errorf("got %v, want %s at %s", err, c.code, c.field)
			}
		})
	}
}
