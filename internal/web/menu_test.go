package web

import (
	"slices"
	"testing"

	"capaian/internal/sakip"
)

// The navigation shows what a person has a right to, and marks the entry that a page lies under.
func TestMenu(t *testing.T) {
	a, lain := &alamat{"dinas", 2025}, &alamat{"badan", 2025}
	operator := sakip.Orang{Peran: sakip.Operator, OPD: "dinas", Kabupaten: "k"}
	bappeda := sakip.Orang{Peran: sakip.Bappeda, Kabupaten: "k"}
	verifikator := sakip.Orang{Peran: sakip.Verifikator, OPD: "dinas", Kabupaten: "k"}
	for _, c := range []struct {
		name, path string
		p          halaman
		situs      []string
		tahun      []string // nil: there is no such group
		sini       string
	}{
		{"an operator at home", "/", halaman{Orang: &operator}, []string{"Beranda"}, nil, "Beranda"},
		{"an operator's form", a.Isi("IKU-1", 2), halaman{Orang: &operator, Di: a}, []string{"Beranda"},
			[]string{"Capaian", "Isian", "Verifikasi", "Reviu", "Rencana", "Pagu", "Tautan anggaran", "Pohon kinerja", "Kebijakan", "Laporan"}, "Isian"},
		{"the agency page", a.Halaman(), halaman{Orang: &operator, Di: a}, []string{"Beranda"},
			[]string{"Capaian", "Isian", "Verifikasi", "Reviu", "Rencana", "Pagu", "Tautan anggaran", "Pohon kinerja", "Kebijakan", "Laporan"}, "Capaian"},
		{"another agency's", lain.Halaman(), halaman{Orang: &operator, Di: lain}, []string{"Beranda"}, nil, ""},
		{"a year that was not begun", a.Rencana("profil"), halaman{Orang: &verifikator, Di: a, Kosong: true}, []string{"Beranda"}, []string{"Rencana"}, "Rencana"},
		{"the planning officer's", a.Halaman() + "/impor/01", halaman{Orang: &verifikator, Di: a}, []string{"Beranda"},
			[]string{"Capaian", "Isian", "Verifikasi", "Reviu", "Rencana", "Pagu", "Tautan anggaran", "Pohon kinerja", "Kebijakan", "Laporan", "Impor", "Jejak audit"}, "Impor"},
		{"the calendar lies under the kabupaten too", "/kabupaten/k/kalender/2025", halaman{Orang: &bappeda}, []string{"Beranda", "Kabupaten", "Pelaporan", "Kalender"}, nil, "Kalender"},
		{"the kabupaten", "/kabupaten/k/tahun/2025", halaman{Orang: &bappeda}, []string{"Beranda", "Kabupaten", "Pelaporan", "Kalender"}, nil, "Kabupaten"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := menuUntuk(c.p, c.path)
			var got [2][]string
			tanda := 0
			for n, k := range m.Kelompok {
				for _, e := range k.Isi {
					got[n] = append(got[n], e.Teks)
					if e.Sini {
						tanda++
					}
				}
			}
			if !slices.Equal(got[0], c.situs) || !slices.Equal(got[1], c.tahun) || m.Sini != c.sini || tanda != min(len(c.sini), 1) {
				t.Errorf("got %q, %d marked, at %q; want %q %q at %q", got, tanda, m.Sini, c.situs, c.tahun, c.sini)
			}
		})
	}
}
