package sakip

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

func TestTahapIngat(t *testing.T) {
	const batas = Tanggal("2025-04-10")
	for _, c := range []struct {
		hari  Tanggal
		tahap int // 0 is none
	}{{"2025-04-02", 0}, {"2025-04-03", 7}, {"2025-04-05", 7}, {"2025-04-08", 7}, {"2025-04-09", 1}, {"2025-04-10", 1}, {"2025-04-11", 0}, {"2026-04-05", 0}} {
		if tahap, ok := TahapIngat(c.hari, batas); tahap != c.tahap || ok != (c.tahap > 0) {
			t.Errorf("on %s: got %d, %v, want %d", c.hari, tahap, ok, c.tahap)
		}
	}
	if _, ok := TahapIngat("2025-04-10", ""); ok {
		t.Error("without a day: got a reminder")
	}
}

func TestTanggalMath(t *testing.T) {
	for _, c := range []struct {
		t    Tanggal
		n    int
		want Tanggal
	}{{"2024-02-28", 1, "2024-02-29"}, {"2025-12-31", 1, "2026-01-01"}, {"2025-03-01", -1, "2025-02-28"}, {"2025-01-01", 366, "2026-01-02"}, {"", 3, ""}} {
		if got := c.t.Tambah(c.n); got != c.want {
			t.Errorf("%s + %d: got %s, want %s", c.t, c.n, got, c.want)
		}
		if c.t != "" && c.t.Selisih(c.want) != c.n {
			t.Errorf("%s to %s: got %d, want %d", c.t, c.want, c.t.Selisih(c.want), c.n)
		}
	}
}

// penuh and kurang are what units have of a quarter.
var (
	penuh  = []KemajuanUnit{{Unit: "a", Indikator: Hitungan{Wajib: 2, Diverifikasi: 1, Final: 1}}}
	kurang = []KemajuanUnit{{Unit: "a", Indikator: Hitungan{Wajib: 2, Belum: 1, Diajukan: 1}}, {Unit: "", Anggaran: Hitungan{Wajib: 1, Draf: 1}}}
	kalUji = Jadwal{Buka: "2025-04-01", Tutup: "2025-04-10", Verifikasi: "2025-04-15", Laporan: "2025-04-20"}
)

func lap(status StatusLaporan, tempo Tanggal, sejam int) Laporan {
	return Laporan{ID: "l", Jenis: LaporanTriwulan, Periode: 1, Format: XLSX, Status: status, JatuhTempo: tempo,
		Diminta: time.Date(2025, 4, 20, 0, 0, 0, 0, time.UTC).Add(time.Duration(sejam) * time.Hour)}
}

func TestKeadaanPelaporan(t *testing.T) {
	kecuali := []Pengecualian{{Unit: "a", Triwulan: 1, Sampai: "2025-05-02"}, {Triwulan: 2, Sampai: "2025-08-01"}}
	for _, c := range []struct {
		name    string
		hari    Tanggal
		unit    []KemajuanUnit
		kecuali []Pengecualian
		laporan []Laporan
		want    KeadaanPelaporan
		giliran bool
	}{
		{"before the day", "2025-04-19", penuh, nil, nil, PelaporanNanti, false},
		{"on the day", "2025-04-20", penuh, nil, nil, PelaporanGiliran, true},
		{"data are missing", "2025-04-20", kurang, nil, nil, PelaporanMenunggu, false},
		{"the last day of the wait", "2025-04-27", kurang, nil, nil, PelaporanMenunggu, false},
		{"the wait is over", "2025-04-28", kurang, nil, nil, PelaporanGiliran, true},
		{"a unit has longer", "2025-04-28", kurang, kecuali, nil, PelaporanMenunggu, false},
		{"its last day", "2025-05-02", kurang, kecuali, nil, PelaporanMenunggu, false},
		{"over too", "2025-05-03", kurang, kecuali, nil, PelaporanGiliran, true},
		{"a year later", "2026-04-21", penuh, nil, nil, PelaporanGiliran, true},
		{"longer ago", "2026-04-22", penuh, nil, nil, PelaporanNanti, false},
		{"being made", "2025-04-20", penuh, nil, []Laporan{lap(LaporanMenunggu, "2025-04-20", 0)}, PelaporanDibuat, false},
		{"for long", "2025-04-20", penuh, nil, []Laporan{lap(LaporanMenunggu, "2025-04-20", -2)}, PelaporanTersendat, false},
		{"made", "2025-04-20", penuh, nil, []Laporan{lap(LaporanSelesai, "2025-04-20", 0)}, PelaporanSelesai, false},
		{"failed", "2025-04-20", penuh, nil, []Laporan{lap(LaporanGagal, "2025-04-20", 0)}, PelaporanGagal, false},
		{"asked for again", "2025-04-20", penuh, nil, []Laporan{lap(LaporanGagal, "2025-04-20", 0), lap(LaporanSelesai, "", 1)}, PelaporanSelesai, false},
		{"again in the same second", "2025-04-20", penuh, nil, []Laporan{lap(LaporanSelesai, "", 0), lap(LaporanGagal, "2025-04-20", 0)}, PelaporanSelesai, false},
		{"made early by hand", "2025-04-19", kurang, nil, []Laporan{lap(LaporanSelesai, "", -24)}, PelaporanSelesai, false},
		{"early, and the day has come", "2025-04-20", kurang, nil, []Laporan{lap(LaporanSelesai, "", -24)}, PelaporanMenunggu, false},
		{"of another due day", "2025-04-20", penuh, nil, []Laporan{lap(LaporanSelesai, "2025-04-18", -48)}, PelaporanGiliran, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := Pelaporan{Triwulan: 1, Jadwal: kalUji, Hari: c.hari, Kini: time.Date(2025, 4, 20, 0, 30, 0, 0, time.UTC), Rencana: true, Unit: c.unit, Kecuali: c.kecuali, Laporan: c.laporan}
			if got := p.Keadaan(); got != c.want || p.Giliran() != c.giliran {
				t.Errorf("got %s, turn %v, want %s, %v", got, p.Giliran(), c.want, c.giliran)
			}
		})
	}
	p := Pelaporan{Triwulan: 1, Hari: "2025-04-20", Rencana: true, Unit: penuh}
	if p.Keadaan() != PelaporanNanti || p.BatasTunggu() != "" {
		t.Errorf("without a calendar: got %s until %q", p.Keadaan(), p.BatasTunggu())
	}
	p.Jadwal, p.Rencana = kalUji, false
	if p.Keadaan() != PelaporanMenunggu {
		t.Errorf("without a plan: got %s", p.Keadaan())
	}
}

func TestRemindersByDay(t *testing.T) {
	kecuali := []Pengecualian{{Unit: "a", Triwulan: 1, Sampai: "2025-04-25"}}
	for _, c := range []struct {
		hari    Tanggal
		unit    []KemajuanUnit
		kecuali []Pengecualian
		want    []string
	}{
		{"2025-04-02", kurang, nil, nil},
		{"2025-04-03", kurang, nil, []string{"ingat_pengisian#TW1#a#2025-04-10#7"}},
		{"2025-04-09", kurang, nil, []string{"ingat_pengisian#TW1#a#2025-04-10#1", "ingat_verifikasi#TW1##2025-04-15#7"}},
		{"2025-04-09", penuh, nil, nil},
		{"2025-04-14", kurang, nil, []string{"ingat_verifikasi#TW1##2025-04-15#1", "ingat_laporan#TW1##2025-04-20#7"}},
		{"2025-04-14", penuh, nil, []string{"ingat_laporan#TW1##2025-04-20#7"}},
		{"2025-04-20", kurang, nil, nil},
		{"2025-04-09", kurang, kecuali, nil},
		{"2025-04-18", kurang, kecuali, []string{"ingat_pengisian#TW1#a#2025-04-25#7", "ingat_verifikasi#TW1##2025-04-25#7", "ingat_laporan#TW1##2025-04-20#7"}},
		{"2025-03-30", kurang, nil, nil},
	} {
		p := Pelaporan{Triwulan: 1, Jadwal: kalUji, Hari: c.hari, Rencana: true, Unit: c.unit, Kecuali: c.kecuali}
		var got []string
		for _, s := range p.Pengingat() {
			got = append(got, s.ID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("on %s: got %q, want %q", c.hari, got, c.want)
		}
	}
	p := Pelaporan{Triwulan: 1, Jadwal: kalUji, Hari: "2025-04-09", Rencana: true, Unit: kurang}
	for _, s := range p.Pengingat() {
		if s.Belum == 0 || s.Wajib < s.Belum || !s.Pengingat() {
			t.Errorf("reminder: got %+v", s)
		}
	}
}

// What the schedule has made is what can be asked for by hand.
func TestScheduledReportsAreValid(t *testing.T) {
	if len(FormatTerjadwal) == 0 {
		t.Error("no format is scheduled")
	}
	for tw := 1; tw <= 4; tw++ {
		for _, jenis := range JenisTerjadwal(tw) {
			for _, format := range FormatTerjadwal {
				if err := (Laporan{Tahun: 2025, Jenis: jenis, Periode: tw, Format: format}).Validasi(); err != nil {
					t.Errorf("%s TW%d %s: %v", jenis, tw, format, err)
				}
			}
		}
	}
	if got := fmt.Sprint(JenisTerjadwal(4)); got != "[triwulan lkjip]" {
		t.Errorf("fourth quarter: got %s", got)
	}
	kal := Kalender{Tahun: 2025, Triwulan: [4]Jadwal{kalUji}}
	for hari, want := range map[Tanggal]bool{"2025-03-31": false, "2025-04-01": true, "2025-04-20": true, "2026-04-21": true, "2026-04-22": false} {
		if got := kal.Berjalan(hari); got != want {
			t.Errorf("calendar on %s: got %v, want %v", hari, got, want)
		}
	}
	if got := kal.Terbuka("2025-04-21", []Laporan{{Periode: 1, JatuhTempo: "2025-04-20"}}); got != nil {
		t.Errorf("made: got %v, want nothing to do", got)
	}
}
