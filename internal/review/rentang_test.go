package review

import (
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
)

func TestRangesAreRead(t *testing.T) {
	for cetak, want := range map[string][2]string{"80 – 90": {"80", "90"}, "80% – 90%": {"80", "90"}, "80-90%": {"80", "90"}, "80,5 s.d. 90": {"80.5", "90"}, "80 s/d 90": {"80", "90"},
		"80 sampai dengan 90 %": {"80", "90"}, "80 hingga 90": {"80", "90"}, "80 sampai 90": {"80", "90"}, "90 – 80": {"80", "90"}, " 7,25—7,5 ": {"7.25", "7.5"}} {
		n := Bacaan{Tahun: 2023}
		n.Nyatakan(Kunci{Besaran: Target, Subjek: "I", Tahun: 2023}, JenisPersen, Tempat{"A", "1", "Target", cetak})
		if len(n.Pernyataan) != 2 || len(n.TakTerbaca) > 0 {
			t.Errorf("%q: got %+v, unreadable %v", cetak, n.Pernyataan, n.TakTerbaca)
			continue
		}
		a, b := n.Pernyataan[0], n.Pernyataan[1]
		if a.Besaran != TargetBawah || b.Besaran != TargetAtas || a.Nilai.String() != want[0] || b.Nilai.String() != want[1] || a.Tercetak != cetak || b.Tempat != a.Tempat {
			t.Errorf("%q: got %s %s and %s %s", cetak, a.Besaran, a.Nilai, b.Besaran, b.Nilai)
		}
	}
	for _, cetak := range []string{"80", "-5", "80–", "delapan – sembilan", "1.234 – 2.345", "– 90"} {
		n := Bacaan{Tahun: 2023}
		n.Nyatakan(Kunci{Besaran: Target, Subjek: "I", Tahun: 2023}, JenisPersen, Tempat{"A", "1", "Target", cetak})
		if len(n.Pernyataan) > 1 {
			t.Errorf("%q: got a range %+v", cetak, n.Pernyataan)
		}
	}
	n := Bacaan{Tahun: 2023}
	n.Nyatakan(Kunci{Besaran: Realisasi, Subjek: "I", Tahun: 2023}, JenisPersen, Tempat{"A", "1", "Realisasi", "80 – 90"})
	if len(n.Pernyataan) > 0 || len(n.TakTerbaca) != 1 {
		t.Errorf("a realisasi is no range: got %+v", n.Pernyataan)
	}
}

// TestRangeTargets: a percentage against a range is 100 within it, and as against the end
// that was missed beyond it.
func TestRangeTargets(t *testing.T) {
	p := JenisPersen
	cases := []struct {
		nama, target, realisasi, capaian string
		rumus                            sakip.RumusTurun
		ada                              string // what the capaian should be; "" where it holds
	}{
		{"within", "80 – 90", "85,00", "100,00%", "", ""},
		{"at its end", "80 – 90", "90,00", "100,00%", "", ""},
		{"below", "80 – 90", "76,00", "95,00%", "", ""},
		{"above", "80 – 90", "99,00", "90,00%", "", ""},
		{"above, by the other formula", "80 – 90", "100,00", "90,00%", sakip.TBagiR, ""},
		{"below, against the wrong end", "80 – 90", "76,00", "84,44%", "", "95,00%"},
		{"within, reckoned as a single target", "80 – 90", "85,00", "106,25%", "", "100,00%"},
		{"above, reckoned as rising", "80 – 90", "99,00", "110,00%", "", "90,00%"},
	}
	for _, c := range cases {
		n := kecil(func(n *Bacaan) { n.RumusTurun = c.rumus }, kata{Target, "I", 0, "A", p, c.target}, kata{Target, "I", 0, "B", p, c.target}, kata{Realisasi, "I", 0, "A", p, c.realisasi},
			kata{Realisasi, "I", 0, "B", p, c.realisasi}, kata{Capaian, "I", 0, "A", p, c.capaian})
		h := Periksa(n)
		switch {
		case c.ada == "" && (len(h.Temuan) > 0 || h.Cocok != 4):
			t.Errorf("%s: got %+v, %d of %d ties", c.nama, h.Temuan, h.Cocok, h.Dihitung)
		case c.ada != "" && (len(h.Temuan) != 1 || h.Temuan[0].Aturan != HitungUlang || h.Temuan[0].Tempat[0].Hitung != c.ada):
			t.Errorf("%s: got %+v, want %s", c.nama, h.Temuan, c.ada)
		}
	}

	// An end that is misprinted is found as the range that it belongs to.
	n := kecil(nil, kata{Target, "I", 0, "A", p, "80,00 – 99,00"}, kata{Target, "I", 0, "B", p, "80,00 – 90,00"}, kata{Target, "I", 0, "C", p, "80,00 – 90,00"},
		kata{Realisasi, "I", 0, "A", p, "99,00"}, kata{Realisasi, "I", 0, "B", p, "99,00"}, kata{Capaian, "I", 0, "A", p, "90,00%"})
	h := Periksa(n)
	if len(h.Temuan) != 1 || h.Temuan[0].Aturan != BedaTempat || h.Temuan[0].Tempat[0].Hitung != "80,00 – 90,00" || h.Temuan[0].Tempat[0].Tabel != "A" {
		t.Errorf("a misprinted end: got %+v", h.Temuan)
	}

	// Against the end target of the Renstra too, and in a mean.
	n = kecil(nil, kata{TargetAkhir, "I", 0, "A", p, "50 – 60"}, kata{TargetAkhir, "I", 0, "B", p, "50 – 60"}, kata{Realisasi, "I", 0, "A", p, "45"}, kata{Realisasi, "I", 0, "B", p, "45"}, kata{PersenTargetAkhir, "I", 0, "A", p, "75,00%"})
	if h := Periksa(n); len(h.Temuan) != 1 || h.Temuan[0].Tempat[0].Hitung != "90,00%" {
		t.Errorf("end target: got %+v, want 90,00%%", h.Temuan)
	}
	n = kecil(nil, kata{Target, "I", 0, "A", p, "80 – 90"}, kata{Realisasi, "I", 0, "A", p, "85"}, kata{Target, "J", 0, "A", p, "50"}, kata{Realisasi, "J", 0, "A", p, "40"}, kata{RataCapaian, "S", 0, "A", p, "90,00%"})
	if h := Periksa(n); len(h.Temuan) > 0 || h.Dihitung != 1 {
		t.Errorf("a mean: got %+v of %d ties", h.Temuan, h.Dihitung)
	}
}

// TestWeightedMeans: weights and indicators that the mean goes without.
func TestWeightedMeans(t *testing.T) {
	p := JenisPersen
	berat := func(n *Bacaan) {
		for i := range n.Subjek {
			if n.Subjek[i].ID == "I" {
				n.Subjek[i].Bobot = decimal.NewFromInt(3)
			}
		}
	}
	tanpa := func(n *Bacaan) {
		for i := range n.Subjek {
			if n.Subjek[i].ID == "J" {
				n.Subjek[i].TanpaCapaian, n.Subjek[i].TanpaSerapan = true, true
			}
		}
	}
	dua := []kata{{Capaian, "I", 0, "A", p, "90,00%"}, {Capaian, "I", 0, "B", p, "90,00%"}, {Capaian, "J", 0, "A", p, "100,00%"}, {Capaian, "J", 0, "B", p, "100,00%"},
		{CapaianAnggaran, "I", 0, "A", p, "50,00%"}, {CapaianAnggaran, "J", 0, "A", p, "60,00%"}}
	for _, c := range []struct {
		nama                    string
		ubah                    func(*Bacaan)
		list                    []kata
		rata, serapan, efisiens string
	}{
		{"weights", berat, dua, "92,50%", "52,50%", "176,19%"},
		{"of one of two", tanpa, dua[:5], "90,00%", "50,00%", "180,00%"},
	} {
		benar := append(append([]kata{}, c.list...), kata{RataCapaian, "S", 0, "A", p, c.rata}, kata{RataSerapan, "S", 0, "A", p, c.serapan}, kata{Efisiensi, "S", 0, "A", p, c.efisiens})
		if h := Periksa(kecil(c.ubah, benar...)); len(galat(h)) > 0 || h.Cocok != h.Dihitung || h.Dihitung < 3 {
			t.Errorf("%s: got %+v, %d of %d", c.nama, h.Temuan, h.Cocok, h.Dihitung)
		}
		salah := append(append([]kata{}, c.list...), kata{RataCapaian, "S", 0, "A", p, "95,00%"})
		if f := galat(Periksa(kecil(c.ubah, salah...))); len(f) != 1 || f[0].Aturan != HitungUlang || f[0].Tempat[0].Hitung != c.rata {
			t.Errorf("%s: got %+v, want %s", c.nama, f, c.rata)
		}
	}
	// Without the weights the report's own mean would not hold.
	if f := galat(Periksa(kecil(nil, append(append([]kata{}, dua...), kata{RataCapaian, "S", 0, "A", p, "92,50%"})...))); len(f) != 1 {
		t.Errorf("without weights: got %+v", f)
	}
}

func galat(h Hasil) []Temuan {
	var out []Temuan
	for _, f := range h.Temuan {
		if f.Tingkat == Galat {
			out = append(out, f)
		}
	}
	return out
}
