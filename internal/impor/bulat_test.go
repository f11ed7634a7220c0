package impor_test

import (
	"testing"

	"capaian/internal/impor"
	"capaian/internal/sakip"
	"capaian/internal/sample"
)

// tahun is a year of the samples.
func tahun(t testing.TB, opd string, n int) sakip.DataTahun {
	t.Helper()
	b, err := sample.Seed()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range b.OPD {
		for _, d := range a.Tahun {
			if a.Profil.ID == opd && d.Tahun == n {
				d.OPD, d.Renstra, d.Kebijakan = a.Profil, a.Renstra, sakip.KebijakanBerlaku(a.Kebijakan, n)
				return d
			}
		}
	}
	t.Fatalf("no year %s %d", opd, n)
	return sakip.DataTahun{}
}

// What was exported and read again changes nothing, of every kind, on the real agency.
func TestRoundTrip(t *testing.T) {
	for _, c := range []struct {
		opd  string
		n    int
		opsi impor.Opsi
		rows int
	}{
		{"dinsos-p3a-trenggalek", 2023, impor.Opsi{Jenis: impor.JenisIndikator}, 23},
		{"dinsos-p3a-trenggalek", 2023, impor.Opsi{Jenis: impor.JenisRealisasi}, 23},
		{"dinsos-p3a-trenggalek", 2023, impor.Opsi{Jenis: impor.JenisAnggaran}, 131},
		{"dinsos-p3a-trenggalek", 2023, impor.Opsi{Jenis: impor.JenisAnggaran, Anggaran: "induk"}, 15},
		{"dinas-contoh", 2025, impor.Opsi{Jenis: impor.JenisIndikator}, 0},
		{"dinas-contoh", 2025, impor.Opsi{Jenis: impor.JenisRealisasi}, 0},
		{"dinas-contoh", 2025, impor.Opsi{Jenis: impor.JenisAnggaran}, 0},
	} {
		t.Run(c.opd+" "+string(c.opsi.Jenis)+" "+c.opsi.Anggaran, func(t *testing.T) {
			d := tahun(t, c.opd, c.n)
			file, err := impor.Templat(d, c.opsi)
			if err != nil {
				t.Fatal(err)
			}
			b, err := impor.Baca(file)
			if err != nil {
				t.Fatal(err)
			}
			p, err := impor.Hitung(b, d, c.opsi, ajukan)
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range p.Galat {
				t.Errorf("refused: %s", g)
			}
			for _, r := range p.Baris {
				if r.Keadaan != impor.Sama && r.Keadaan != impor.Lewat {
					t.Errorf("row %d %s: got %s %v %v, want same", r.No, r.Kode, r.Keadaan, r.Pesan, r.Beda)
				}
			}
			if got := p.Banyak[impor.Sama]; c.rows > 0 && got != c.rows || got == 0 {
				t.Errorf("rows: got %d, want %d", got, c.rows)
			}
			for _, x := range p.Periksa {
				if !x.Cocok {
					t.Errorf("check: %+v", x)
				}
			}
			samaTahun(t, p.Jadi(), d)
		})
	}
}
