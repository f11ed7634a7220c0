package sample

import (
	"strings"
	"testing"

	"capaian/internal/sakip"
)

// seedYear is one year of a seed agency; Seed has validated it.
func seedYear(t *testing.T, opd string, tahun int) sakip.DataTahun {
	t.Helper()
	b, err := Seed()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range b.OPD {
		for _, d := range a.Tahun {
			if a.Profil.ID == opd && d.Tahun == tahun {
				return d
			}
		}
	}
	t.Fatalf("no seed of %s %d", opd, tahun)
	return sakip.DataTahun{}
}

func TestSeedIsWhole(t *testing.T) {
	b, err := Seed()
	if err != nil {
		t.Fatal(err)
	}
	kabupaten := map[string]bool{}
	for _, k := range b.Kabupaten {
		kabupaten[k.ID] = true
	}
	unit := map[string]map[string]bool{}
	for _, a := range b.OPD {
		if !kabupaten[a.Profil.Kabupaten] {
			t.Errorf("%s: kabupaten %q is not among the seeds", a.Profil.ID, a.Profil.Kabupaten)
		}
		unit[a.Profil.ID] = map[string]bool{"": true}
		for _, u := range a.Profil.Unit {
			unit[a.Profil.ID][u.ID] = true
		}
		for n, d := range a.Tahun {
			if len(d.Lalu) != n {
				t.Errorf("%s %d: got %d earlier years, want %d", a.Profil.ID, d.Tahun, len(d.Lalu), n)
			}
			for _, i := range d.Indikator {
				if i.PenanggungJawab == "" || !unit[a.Profil.ID][i.PenanggungJawab] {
					t.Errorf("%s %d %s: penanggung jawab %q is no unit", a.Profil.ID, d.Tahun, i.ID, i.PenanggungJawab)
				}
			}
		}
	}
	peran := map[string]map[sakip.Peran]bool{"trenggalek": {}, "contoh": {}, "kabupaten-baru": {}}
	sub := map[string]bool{}
	for _, o := range b.Orang {
		if sub[o.Sub] {
			t.Errorf("orang %s: written twice", o.Sub)
		}
		sub[o.Sub] = true
		peran[o.Kabupaten][o.Peran] = true
		if !strings.HasSuffix(o.Nama, "(contoh)") {
			t.Errorf("orang %s: %q does not say that it is a sample", o.Sub, o.Nama)
		}
		if o.OPD != "" && !unit[o.OPD][o.Unit] {
			t.Errorf("orang %s: %s has no unit %q", o.Sub, o.OPD, o.Unit)
		}
	}
	for kab, ada := range peran {
		for _, p := range sakip.SemuaPeran {
			if kab == "kabupaten-baru" { // an admin and nothing else, to begin from
				if ada[p] != (p == sakip.Admin) {
					t.Errorf("kabupaten %s: somebody is %s: %v", kab, p, ada[p])
				}
			} else if !ada[p] {
				t.Errorf("kabupaten %s: nobody is %s", kab, p)
			}
		}
	}
}

// TestSeedHasTheYearBefore: 2022 is known of 2023 but for the two that no report prints.
func TestSeedHasTheYearBefore(t *testing.T) {
	d := seedYear(t, "dinsos-p3a-trenggalek", 2023)
	h := sakip.Hitung(d, sakip.Periode{Tahun: 2023, Triwulan: 4})
	for _, i := range h.Indikator {
		want := 1
		if i.Indikator.Kunci == "ikm" || i.Indikator.Kunci == "sakip" {
			want = 0
		}
		if got := len(i.Sebelumnya); got != want {
			t.Errorf("%s: got %d earlier values, want %d", i.Indikator.ID, got, want)
		}
	}
	if got := h.TanpaSasaran.String(); got != "672952400" {
		t.Errorf("budget that reaches no sasaran: got %s, want 672952400", got)
	}
	if len(h.KodeGanda) != 0 {
		t.Errorf("budget counted twice: got %v, want none", h.KodeGanda)
	}
}

// TestSampleYearShowsEachCase reckons the made-up year by hand.
func TestSampleYearShowsEachCase(t *testing.T) {
	d := seedYear(t, "dinas-contoh", 2025)
	for _, c := range []struct {
		nama, id  string
		triwulan  int
		sel       sakip.StatusSel
		realisasi string // up to the quarter, two decimals; "" where unknown
		capaian   string // of the year as shown
		sd        string // up to the quarter as shown
	}{
		{"sums over sums", "IKU-1.1", 2, sakip.SelDilaporkan, "94.90", "99.89", "99.89"},
		{"target of the changed agreement", "IKU-1.1", 4, sakip.SelDilaporkan, "95.40", "99.38", "99.38"},
		{"cumulative over one stock", "IKU-1.2", 3, sakip.SelDilaporkan, "65.83", "77.45", "102.86"},
		{"sum of quarters", "IKU-1.3", 2, sakip.SelDilaporkan, "190.00", "47.50", "100.00"},
		{"sum against the changed target", "IKU-1.3", 4, sakip.SelDilaporkan, "415.00", "98.81", "98.81"},
		{"falling mean, better", "IKU-1.4", 4, sakip.SelDilaporkan, "5.25", "112.50", "112.50"},
		{"falling, worse", "IKU-1.5", 4, sakip.SelDilaporkan, "18.00", "80.00", "80.00"},
		{"within the range", "IKU-1.6", 3, sakip.SelDilaporkan, "84.00", "100.00", "100.00"},
		{"above the range", "IKU-1.6", 4, sakip.SelDilaporkan, "88.00", "96.47", "96.47"},
		{"mean", "IKU-2.1", 4, sakip.SelDilaporkan, "83.60", "100.72", "100.72"},
		{"score not due", "IKU-2.2", 1, sakip.SelBelumJatuhTempo, "", "", ""},
		{"score", "IKU-2.2", 4, sakip.SelDilaporkan, "74.20", "98.93", "98.93"},
		{"predicate", "IKU-2.3", 4, sakip.SelDilaporkan, "80.00", "88.89", "88.89"},
		{"published late", "IKU-2.4", 4, sakip.SelBelumTerbit, "", "", ""},
		{"quarter not reported", "PI-03", 3, sakip.SelBelumDilaporkan, "", "", ""},
		{"sum with a gap", "PI-03", 4, sakip.SelTidakDapatDihitung, "", "", ""},
		{"cumulative that fell", "PI-04", 4, sakip.SelDilaporkan, "66.18", "73.53", "73.53"},
	} {
		t.Run(c.nama, func(t *testing.T) {
			h := sakip.Hitung(d, sakip.Periode{Tahun: 2025, Triwulan: c.triwulan})
			for _, i := range h.Indikator {
				if i.Indikator.ID != c.id {
					continue
				}
				if i.Sel != c.sel {
					t.Errorf("sel: got %s, want %s", i.Sel, c.sel)
				}
				realisasi, _ := figure(i.Realisasi, 1, true)
				capaian, _ := shown(i.Capaian)
				sd, _ := shown(i.CapaianSD)
				if got, want := [3]string{realisasi, capaian, sd}, [3]string{c.realisasi, c.capaian, c.sd}; got != want {
					t.Errorf("realisasi, capaian, capaian s.d.: got %v, want %v", got, want)
				}
				return
			}
			t.Fatalf("no indicator %s", c.id)
		})
	}
	for tw, want := range []string{"induk", "pergeseran-1", "pergeseran-1", "perubahan"} {
		h := sakip.Hitung(d, sakip.Periode{Tahun: 2025, Triwulan: tw + 1})
		if h.VersiAnggaran != want || !h.Anggaran[0].Realisasi.Ada() {
			t.Errorf("TW%d: got budget %q spent %v, want %q and known", tw+1, h.VersiAnggaran, h.Anggaran[0].Realisasi.Nilai, want)
		}
	}
}
