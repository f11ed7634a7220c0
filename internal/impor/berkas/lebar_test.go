package berkas

import (
	"runtime"
	"strings"
	"testing"
)

// TestWideLines: a line of millions of fields is refused before it is taken apart; one as
// wide as a spreadsheet, and separators within quotes, are not.
func TestWideLines(t *testing.T) {
	for _, c := range []struct {
		name, isi string
		want      bool
	}{
		{"as wide as a spreadsheet", "a" + strings.Repeat(";", kolomLembar-1) + "\nb;c\n", true},
		{"one more", "a" + strings.Repeat(";", kolomLembar) + "\n", false},
		{"in a later line", "a;b\n" + strings.Repeat("a;", 100_000), false},
		{"within quotes", "a;b\n\"" + strings.Repeat("; ", kolomLembar-1) + "\";1\n", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Baca([]byte(c.isi), opsi); (err == nil) != c.want {
				t.Errorf("got %v, want accepted: %v", err, c.want)
			}
		})
	}
	isi := []byte(strings.Repeat("a;", MaksBerkas/2))
	var awal, akhir runtime.MemStats
	runtime.ReadMemStats(&awal)
	_, err := Baca(isi, opsi)
	runtime.ReadMemStats(&akhir)
	if n := akhir.TotalAlloc - awal.TotalAlloc; err == nil || n > 8*MaksBerkas {
		t.Errorf("4 MB in one line: got %v with %d bytes taken, want it refused within 32 MB", err, n)
	}
}
