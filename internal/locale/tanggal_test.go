package locale

import (
	"strings"
	"testing"
	"time"

	"capaian/internal/fault"

	"pgregory.net/rapid"
)

func TestParseTanggal(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	for in, want := range map[string]time.Time{
		"2024-01-30":                  day(2024, 1, 30),
		"30-01-2024":                  day(2024, 1, 30),
		"30 Januari 2024":             day(2024, 1, 30),
		"\u00a05  AGUSTUS\u00a02023 ": day(2023, 8, 5),
		"05 mei 2023":                 day(2023, 5, 5),
		"29 Februari 2024":            day(2024, 2, 29),
		"31-12-9999":                  day(9999, 12, 31),
	} {
		if got, err := ParseTanggal(in); err != nil || !got.Equal(want) {
			t.Errorf("ParseTanggal(%q) = %v, %v; want %v", in, got, err, want)
		}
	}
	for in, want := range map[string]fault.Code{
		"":                     fault.Required,
		"\u202f":               fault.Required,
		"29 Februari 2023":     fault.Invalid,
		"31-04-2024":           fault.Invalid,
		"0 Januari 2024":       fault.Invalid,
		"2024-13-01":           fault.Invalid,
		"30/01/2024":           fault.Invalid,
		"30 1 2024":            fault.Invalid,
		"30 January 2024":      fault.Invalid,
		"30 Januari 24":        fault.Invalid,
		"30 Januari":           fault.Invalid,
		"30 \xff\xfe 2024":     fault.Invalid,
		"2024-01-30T00:00:00Z": fault.Invalid,
		"30 Januari" + strings.Repeat(" ", 60) + "2024": fault.Invalid,
	} {
		if got, err := ParseTanggal(in); fault.CodeOf(err) != want || !got.IsZero() {
			t.Errorf("ParseTanggal(%q) = %v, %v; want %s", in, got, err, want)
		}
	}
}

func TestTanggalAndWaktu(t *testing.T) {
	at := time.Date(2023, 12, 31, 17, 5, 59, 0, time.UTC)
	if got, want := Tanggal(at), "31 Desember 2023"; got != want {
		t.Errorf("Tanggal: got %q, want %q", got, want)
	}
	for nama, want := range map[string]string{
		"WIB":  "1 Januari 2024 00.05 WIB",
		"WITA": "1 Januari 2024 01.05 WITA",
		"WIT":  "1 Januari 2024 02.05 WIT",
	} {
		z, err := Zona(nama)
		if err != nil {
			t.Fatalf("Zona(%q): %v", nama, err)
		}
		if got := Waktu(at, z); got != want {
			t.Errorf("Waktu in %s: got %q, want %q", nama, got, want)
		}
	}
	for _, nama := range []string{"", "wib", "UTC", "Asia/Jakarta"} {
		z, err := Zona(nama)
		checkFault(t, err, fault.New(fault.Unknown, "Zona waktu", nama))
		if z != nil {
			t.Errorf("Zona(%q) = %v beside its fault", nama, z)
		}
	}
}

func TestBulanAndTriwulan(t *testing.T) {
	for n, want := range map[int]string{-1: "", 0: "", 1: "Januari", 8: "Agustus", 12: "Desember", 13: ""} {
		if got := Bulan(n); got != want {
			t.Errorf("Bulan(%d) = %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int]string{-1: "", 0: "", 1: "I", 2: "II", 3: "III", 4: "IV", 5: ""} {
		if got := TriwulanRomawi(n); got != want {
			t.Errorf("TriwulanRomawi(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestTanggalIsParsedBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.IntRange(0, 365*400).Draw(t, "days")
		want := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days)
		for _, s := range []string{Tanggal(want), want.Format("2006-01-02"), want.Format("02-01-2006")} {
			if got, err := ParseTanggal(s); err != nil || !got.Equal(want) {
				t.Fatalf("ParseTanggal(%q) = %v, %v; want %v", s, got, err, want)
			}
		}
	})
}

func FuzzParseTanggal(f *testing.F) {
	for _, s := range []string{"2024-01-30", "30-01-2024", "30 Januari 2024", "29 februari 2023", "1 \xff 2024"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseTanggal(s)
		if err != nil {
			checkCode(t, err, fault.Required, fault.Invalid)
			return
		}
		if back, err := ParseTanggal(Tanggal(d)); err != nil || !back.Equal(d) {
			t.Errorf("ParseTanggal(%q) = %v; %q is read %v, %v", s, d, Tanggal(d), back, err)
		}
	})
}
