package sample

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/sakip"
)

// The published report of 2023 is the judge of the engine. testdata/harapan-2023.json
// has what it prints and recomputes (golden), what its contradicting cells are with
// sound inputs (koreksi), and figures that follow from its data without being printed
// (turunan). A key is understood by jawaban.cari; one that is not fails the test.

func TestSeedReproducesTheReportOf2023(t *testing.T) {
	b, err := os.ReadFile("testdata/harapan-2023.json")
	if err != nil {
		t.Fatal(err)
	}
	var harapan map[string]map[string]string
	if err := json.Unmarshal(b, &harapan); err != nil {
		t.Fatal(err)
	}
	j := jawab(t, seedYear(t, "dinsos-p3a-trenggalek", 2023))
	for bagian, banyak := range map[string]int{"golden": 308, "koreksi": 8, "turunan": 113} {
		if got := len(harapan[bagian]); got != banyak {
			t.Errorf("%s: got %d keys, want %d", bagian, got, banyak)
		}
		for key, want := range harapan[bagian] {
			got, ok := j.cari(key)
			switch {
			case !ok:
				t.Errorf("%s: %s: no such figure", bagian, key)
			case got != want:
				t.Errorf("%s: %s: got %q, want %q", bagian, key, got, want)
			}
		}
	}
}

func TestUnknownKeysAreNotAnswered(t *testing.T) {
	j := jawab(t, seedYear(t, "dinsos-p3a-trenggalek", 2023))
	for _, key := range []string{"", "iku", "iku.kla", "iku.kla.warna", "iku.tiada.kategori", "program.PI-99.ket", "pk.D.selisih",
		"anggaran.D.U9.capaian", "efisiensi.S9.tingkat", "efisiensi.IKU-1.1.warna", "kemiskinan.Atlantis.perubahan_ribu", "terbilang.lain"} {
		if got, ok := j.cari(key); ok {
			t.Errorf("%q: got %q, want no answer", key, got)
		}
	}
}

// jawaban is everything that is computed of the year, ready to be asked by key.
type jawaban struct {
	d       sakip.DataTahun
	h       sakip.Hasil
	pk      sakip.PerbandinganPerjanjian
	banding map[string]sakip.HasilBanding
	fakta   map[string]sakip.HasilFakta
}

func jawab(t *testing.T, d sakip.DataTahun) jawaban {
	t.Helper()
	pk := sakip.BandingkanPerjanjian(d.Perjanjian, d.IndikatorUrut())
	if len(pk) != 1 || len(d.Pembanding) != 1 {
		t.Fatalf("got %d comparisons and %d tables, want one of each", len(pk), len(d.Pembanding))
	}
	j := jawaban{d: d, h: sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: 4}), pk: pk[0],
		banding: map[string]sakip.HasilBanding{}, fakta: map[string]sakip.HasilFakta{}}
	for n, b := range d.Pembanding[0].Banding(d.Kebijakan) {
		j.banding[d.Pembanding[0].Baris[n].Nama] = b
	}
	for _, f := range d.Fakta {
		j.fakta[f.ID] = f.Hitung(d.Kebijakan)
	}
	return j
}

// cari finds the figure of a key <kind>.<thing>.<figure>, written as the expected
// values are: two decimals, amounts of agreements and texts whole, blank for 0/0.
func (j jawaban) cari(key string) (string, bool) {
	jenis, sisa, _ := strings.Cut(key, ".")
	n := strings.LastIndex(sisa, ".")
	hal, angka := "", sisa
	if n >= 0 {
		hal, angka = sisa[:n], sisa[n+1:]
	}
	switch jenis {
	case "iku", "program":
		return j.indikator(jenis, hal, angka)
	case "efisiensi":
		return j.efisiensi(hal, angka)
	case "anggaran":
		return j.anggaran(hal, angka)
	case "pk":
		return j.perjanjian(hal, angka)
	case "terbilang", "narasi":
		return j.total(jenis, angka)
	case "kemiskinan":
		return j.kemiskinan(hal, angka)
	case "inovasi":
		return figure(j.fakta[hal].Bagian, 1, angka == "persen")
	}
	return "", false
}

func (j jawaban) indikator(jenis, hal, angka string) (string, bool) {
	if angka == "jumlah_layanan" {
		f, ok := j.fakta[hal+"."+angka]
		if !ok || !f.Nilai.Ada() {
			return "", false
		}
		return f.Nilai.Nilai.String(), true
	}
	for _, i := range j.h.Indikator {
		iku := i.Indikator.Tingkat == sakip.TingkatSasaran
		if iku != (jenis == "iku") || hal != i.Indikator.Kunci {
			continue
		}
		switch angka {
		case "realisasi_2023", "kinerja_2023":
			return figure(i.Realisasi, 1, true)
		case "capaian_2023":
			return shown(i.Capaian)
		case "persen_target_akhir":
			return shown(i.PersenTargetAkhir)
		case "kategori":
			return i.Capaian.Kategori, iku
		case "ket":
			return i.Ket, !iku
		}
	}
	return "", false
}

func (j jawaban) efisiensi(hal, angka string) (string, bool) {
	for _, i := range j.h.Indikator {
		if i.Indikator.ID != hal {
			continue
		}
		switch angka {
		case "anggaran":
			return figure(i.Anggaran, 1, true)
		case "realisasi_anggaran":
			return figure(i.RealisasiAnggaran, 1, true)
		case "capaian_anggaran":
			return shown(i.CapaianAnggaran)
		}
	}
	for _, s := range j.h.Sasaran {
		if s.Sasaran.ID != hal {
			continue
		}
		switch angka {
		case "rata_capaian_kinerja":
			return shown(s.RataCapaian)
		case "rata_capaian_anggaran":
			return shown(s.RataCapaianAnggaran)
		case "tingkat":
			return shown(s.TingkatEfisiensi)
		}
	}
	return "", false
}

func (j jawaban) anggaran(kode, angka string) (string, bool) {
	b, ok := j.baris(kode)
	switch {
	case !ok:
		return "", false
	case angka == "anggaran":
		return figure(b.Anggaran, 1, true)
	case angka == "realisasi":
		return figure(b.Realisasi, 1, true)
	case angka == "capaian" && b.Capaian.Alasan == sakip.PaguNol:
		return "", true
	case angka == "capaian":
		return shown(b.Capaian)
	}
	return "", false
}

func (j jawaban) baris(kode string) (sakip.HasilBaris, bool) {
	for _, b := range j.h.Anggaran {
		if b.Kode == kode {
			return b, true
		}
	}
	return sakip.HasilBaris{}, false
}

func (j jawaban) perjanjian(hal, angka string) (string, bool) {
	switch {
	case hal == "" && angka == "selisih_total":
		return j.pk.SelisihTotal.String(), true
	case hal == "" && strings.HasPrefix(angka, "total_"):
		for _, p := range j.d.Perjanjian {
			if "total_"+p.Versi == angka {
				return p.Total().String(), true
			}
		}
	case angka == "selisih":
		for _, p := range j.pk.Program {
			if p.Kode == hal {
				return p.Selisih.String(), true
			}
		}
	}
	return "", false
}

// total are the sums of the whole agency, in words or in whole rupiah. The report
// drops the sen of both, which its policy says for words.
func (j jawaban) total(jenis, angka string) (string, bool) {
	puncak, ok := j.baris("D")
	if !ok {
		return "", false
	}
	var d decimal.Decimal
	switch angka {
	case "total_anggaran":
		d = *puncak.Anggaran.Nilai
	case "total_realisasi", "total_realisasi_rupiah":
		d = *puncak.Realisasi.Nilai
	default:
		return "", false
	}
	if !j.d.Kebijakan.TerbilangSen {
		d = d.Truncate(0)
	}
	if jenis == "narasi" {
		return d.String(), true
	}
	ejaan := locale.Miliar
	if j.d.Kebijakan.EjaanMiliar == "milyar" {
		ejaan = locale.Milyar
	}
	s, err := locale.Terbilang(d, ejaan)
	return s, err == nil
}

// kemiskinan asks the facts of the region itself (a fall is written without a sign)
// and the table for every region.
func (j jawaban) kemiskinan(hal, angka string) (string, bool) {
	if hal == "" {
		b := j.banding["Trenggalek"]
		return decimal.NewFromInt(int64(b.Peringkat)).String(), angka == "peringkat_persen_tertinggi_trenggalek_dari_38" && b.DariBanyak == 38
	}
	if hal == "trenggalek" {
		f := func(id string) sakip.HasilFakta { return j.fakta["kemiskinan."+id] }
		switch angka {
		case "penurunan_ribu":
			return figure(f("jumlah").Perubahan, -1, true)
		case "penurunan_persen_poin":
			return figure(f("persen").Perubahan, -1, true)
		case "kenaikan_garis":
			return figure(f("garis").Perubahan, 1, true)
		case "kenaikan_garis_persen":
			return figure(f("garis").PerubahanPersen, 1, true)
		case "p1_penurunan":
			return figure(f("p1").Perubahan, -1, true)
		case "p2_penurunan":
			return figure(f("p2").Perubahan, -1, true)
		}
		return "", false
	}
	switch b := j.banding[hal]; angka {
	case "perubahan_ribu":
		return figure(b.Perubahan, 1, true)
	case "perubahan_persen":
		return figure(b.PerubahanPersen, 1, true)
	}
	return "", false
}

// figure writes a known figure with two decimals, times tanda.
func figure(a sakip.Angka, tanda int64, ok bool) (string, bool) {
	if !ok || !a.Ada() {
		return "", false
	}
	return a.Nilai.Mul(decimal.NewFromInt(tanda)).StringFixed(2), true
}

// shown writes what is printed of a percentage.
func shown(c sakip.Capaian) (string, bool) {
	if c.Tampil == nil {
		return "", false
	}
	return c.Tampil.StringFixed(2), true
}
