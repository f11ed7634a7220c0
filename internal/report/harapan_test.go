package report_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
)

// TestReportPrintsThePublishedFigures holds the cells of the report of 2023 to the
// figures of the published one, as package sample has them: what it prints and
// recomputes, what its contradicting cells are with sound inputs, and what follows from
// its data without being printed.
func TestReportPrintsThePublishedFigures(t *testing.T) {
	b, err := os.ReadFile("../sample/testdata/harapan-2023.json")
	if err != nil {
		t.Fatal(err)
	}
	var harapan map[string]map[string]string
	if err := json.Unmarshal(b, &harapan); err != nil {
		t.Fatal(err)
	}
	d := tahun(t, "trenggalek", 2023)
	doc := dokumen(d, 4)
	cells, teks := sel(doc), strings.Join(kalimat(doc), "\n")
	n := 0
	for _, bagian := range harapan {
		for key, want := range bagian {
			kunci, perkalian := kunciHarapan(d, key)
			n++
			switch {
			case strings.HasPrefix(key, "terbilang."):
				if !strings.Contains(teks, "("+want+")") {
					t.Errorf("%s: no sentence has %s", key, want)
				}
			case kunci == "":
				t.Errorf("%s: no cell is known for it", key)
			case cells[kunci].Kunci == "":
				t.Errorf("%s: the report has no cell %s", key, kunci)
			case cells[kunci].Nilai == nil:
				if got := cells[kunci].Teks; got != want {
					t.Errorf("%s: got %q, want %q", key, got, want)
				}
			default:
				harus := decimal.RequireFromString(want).Mul(decimal.NewFromInt(perkalian))
				got := *cells[kunci].Nilai
				if strings.HasPrefix(key, "narasi.") {
					got = got.Truncate(0)
				}
				if !got.Equal(harus) {
					t.Errorf("%s: got %s in %s, want %s", key, got, kunci, harus)
				}
			}
		}
	}
	if n != 429 {
		t.Errorf("got %d figures, want 429", n)
	}
}

// kunciHarapan is the cell of an expected figure, and the sign that it has there.
func kunciHarapan(d sakip.DataTahun, key string) (kunci string, tanda int64) {
	jenis, sisa, _ := strings.Cut(key, ".")
	n := strings.LastIndexByte(sisa, '.')
	hal, apa := "", sisa
	if n >= 0 {
		hal, apa = sisa[:n], sisa[n+1:]
	}
	tanda = 1
	pilih := func(m map[string]string) string { return m[apa] }
	switch jenis {
	case "iku", "program":
		if apa == "jumlah_layanan" {
			return "fakta." + hal + "." + apa + ".nilai", tanda
		}
		for _, i := range d.Indikator {
			if i.Kunci == hal {
				return "ind." + i.ID + "." + pilih(map[string]string{"realisasi_2023": "realisasi", "kinerja_2023": "realisasi", "capaian_2023": "capaian",
					"kategori": "kategori", "ket": "ket", "persen_target_akhir": "akhir-persen"}), tanda
			}
		}
	case "efisiensi":
		if strings.HasPrefix(hal, "S") {
			return "sasaran." + hal + "." + pilih(map[string]string{"rata_capaian_kinerja": "rata", "rata_capaian_anggaran": "rata-anggaran", "tingkat": "efisiensi"}), tanda
		}
		return "ind." + hal + "." + pilih(map[string]string{"anggaran": "pagu", "realisasi_anggaran": "real-anggaran", "capaian_anggaran": "serapan"}), tanda
	case "anggaran":
		return "ang." + hal + "." + pilih(map[string]string{"anggaran": "pagu", "realisasi": "real", "capaian": "capaian"}), tanda
	case "narasi":
		return "ang.D." + pilih(map[string]string{"total_anggaran": "pagu", "total_realisasi_rupiah": "real"}), tanda
	case "pk":
		for p, g := range d.Perjanjian[1].Program {
			if g.Kode == hal {
				return fmt.Sprintf("pk2.program-%d.selisih", p+1), tanda
			}
		}
		return pilih(map[string]string{"total_induk": "pk1.jumlah.anggaran", "total_perubahan": "pk2.jumlah.anggaran", "selisih_total": "pk2.jumlah.selisih"}), tanda
	case "inovasi":
		return "fakta." + hal + ".bagian", tanda
	case "kemiskinan":
		if f, ada := map[string]string{"penurunan_ribu": "-jumlah.ubah", "penurunan_persen_poin": "-persen.ubah", "kenaikan_garis": "garis.ubah",
			"kenaikan_garis_persen": "garis.ubah-persen", "p1_penurunan": "-p1.ubah", "p2_penurunan": "-p2.ubah"}[apa]; ada {
			if s, turun := strings.CutPrefix(f, "-"); turun {
				f, tanda = s, -1
			}
			return "fakta.kemiskinan." + f, tanda
		}
		baris := map[string]string{"perubahan_ribu": "ubah", "perubahan_persen": "ubah-persen", "peringkat_persen_tertinggi_trenggalek_dari_38": "peringkat"}[apa]
		if hal == "" {
			hal = "Trenggalek"
		}
		for r, b := range d.Pembanding[0].Baris {
			if b.Nama == hal {
				return fmt.Sprintf("banding.kemiskinan.%s-%d", baris, r+1), tanda
			}
		}
	}
	return "", tanda
}
