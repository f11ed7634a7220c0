package sample

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"capaian/internal/sakip"
)

const banyakUji = 200

func TestGeneratedAgenciesAreValid(t *testing.T) {
	ids := map[string]bool{}
	for _, a := range Generate(1, banyakUji) {
		if ids[a.Profil.ID] {
			t.Errorf("%s: made twice", a.Profil.ID)
		}
		ids[a.Profil.ID] = true
		for apa, err := range validasi(a) {
			if err != nil {
				t.Errorf("%s %s: %v", a.Profil.ID, apa, err)
			}
		}
	}
	if !ids["opd-00001"] || !ids["opd-00200"] {
		t.Errorf("got ids without opd-00001 or opd-00200")
	}
}

// validasi runs the Validasi of everything that an agency has.
func validasi(a Agency) map[string]error {
	out := map[string]error{"profil": a.Profil.Validasi(), "renstra": a.Renstra.Validasi(), "kabupaten": Uji().Validasi()}
	for _, k := range a.Kebijakan {
		out["kebijakan "+k.Versi] = k.Validasi()
	}
	for _, d := range a.Tahun {
		out["tahun "+strconv.Itoa(d.Tahun)] = d.Validasi()
	}
	for _, o := range Orang(a.Profil) {
		out["orang "+o.Sub] = o.Validasi()
	}
	return out
}

// TestGeneratedSizes holds the generator to what it promises of each agency.
func TestGeneratedSizes(t *testing.T) {
	for _, a := range Generate(2, banyakUji) {
		d := a.Tahun[len(a.Tahun)-1]
		tingkat := map[sakip.Tingkat]int{}
		for _, i := range d.Indikator {
			tingkat[i.Tingkat]++
		}
		operator := 0
		for _, o := range Orang(a.Profil) {
			if o.Peran == sakip.Operator {
				operator++
			}
		}
		for _, c := range []struct {
			apa            string
			got, low, high int
		}{
			{"years", len(a.Tahun), 2, 2},
			{"sasaran", len(a.Renstra.Sasaran), 2, 4},
			{"IKU", tingkat[sakip.TingkatSasaran], 6, 14},
			{"program indicators", tingkat[sakip.TingkatProgram], 8, 15},
			{"urusan", len(a.Profil.Urusan), 1, 2},
			{"budget rows", len(d.Anggaran[0].Baris), 60, 150},
			{"agreements", len(d.Perjanjian), 1, 2},
			{"earlier years", len(d.Lalu), 1, 1},
			{"operators", operator, len(a.Profil.Unit), len(a.Profil.Unit)},
		} {
			if c.got < c.low || c.got > c.high {
				t.Errorf("%s: got %d %s, want %d to %d", a.Profil.ID, c.got, c.apa, c.low, c.high)
			}
		}
	}
}

func TestSameSeedSameAgency(t *testing.T) {
	semua := Generate(7, 20)
	for n, a := range semua {
		if got := GenerateOne(7, n); !reflect.DeepEqual(got, a) {
			t.Errorf("agency %d: made alone it differs from the one in the list", n)
		}
	}
	a, b := GenerateOne(7, 3), GenerateOne(8, 3)
	if a.Profil.ID != b.Profil.ID || reflect.DeepEqual(a, b) {
		t.Errorf("another seed: got ids %s and %s, want the same id of another agency", a.Profil.ID, b.Profil.ID)
	}
}

// TestGeneratedYearsUseEverything runs the engine over all quarters and asks that the
// population reaches every kind, direction, accumulation, cell and most reasons.
func TestGeneratedYearsUseEverything(t *testing.T) {
	ada := map[string]bool{}
	for _, a := range Generate(3, banyakUji) {
		d := a.Tahun[len(a.Tahun)-1]
		for tw := 1; tw <= 4; tw++ {
			h := sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: tw})
			if len(h.Indikator) != len(d.Indikator) || len(h.Anggaran) == 0 || len(h.Sasaran) != len(a.Renstra.Sasaran) {
				t.Fatalf("%s TW%d: got %d indicators, %d budget rows, %d sasaran", a.Profil.ID, tw, len(h.Indikator), len(h.Anggaran), len(h.Sasaran))
			}
			for _, i := range h.Indikator {
				ada[string(i.Indikator.Formula.Jenis)], ada[string(i.Indikator.Arah)] = true, true
				ada["x "+string(i.Indikator.AkumulasiX)], ada["y "+string(i.Indikator.AkumulasiY)] = true, true
				ada[string(i.Indikator.Entri)], ada[string(i.Indikator.Frekuensi)] = true, true
				ada["sel "+string(i.Sel)], ada["status "+string(i.Status)] = true, true
				ada["alasan "+string(i.Realisasi.Alasan)] = true
			}
		}
	}
	for _, want := range []string{
		"rasio", "skor", "nilai", "predikat", "naik", "turun", "rentang",
		"x jumlah", "x posisi_akhir", "x rata_rata", "x maksimum", "x minimum", "y jumlah", "y posisi_akhir", "y tetap",
		"triwulan_ini", "sd_triwulan", "triwulanan", "semesteran", "tahunan",
		"sel belum_jatuh_tempo", "sel belum_dilaporkan", "sel belum_terbit", "sel dilaporkan", "sel tidak_dapat_dihitung",
		"status draf", "status diajukan", "status dikembalikan", "status diverifikasi", "status final",
		"alasan triwulan_tak_lengkap",
	} {
		if !ada[want] {
			t.Errorf("got no %q in %v", want, slices.Sorted(maps.Keys(ada)))
		}
	}
}

func BenchmarkHitung(b *testing.B) {
	d := GenerateOne(1, 0).Tahun[1]
	for b.Loop() {
		sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: 4})
	}
}
