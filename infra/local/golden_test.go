package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"capaian/infra/contoh"
	"capaian/internal/wire"
)

// TestAPIReproducesTheReportOf2023 walks the API for every value that the published
// LKjIP 2023 prints and that recomputes, for those it prints wrongly, and for those
// that follow without being printed: digit for digit.
func TestAPIReproducesTheReportOf2023(t *testing.T) {
	raw, err := os.ReadFile("../../internal/sample/testdata/harapan-2023.json")
	if err != nil {
		t.Fatal(err)
	}
	var harapan map[string]map[string]string
	if err := json.Unmarshal(raw, &harapan); err != nil {
		t.Fatal(err)
	}
	h := startMachine(t, seed(t))
	got := h.angka2023()
	for bagian, banyak := range map[string]int{"golden": 308, "koreksi": 8, "turunan": 113} {
		if n := len(harapan[bagian]); n != banyak {
			t.Errorf("%s: got %d keys, want %d", bagian, n, banyak)
		}
		for key, want := range harapan[bagian] {
			if g, ok := got[key]; !ok || g != want {
				t.Errorf("%s %s: got %q (there: %v), want %q", bagian, key, g, ok, want)
			}
		}
	}
}

// angka2023 is every figure of the year by the key it has among the expected ones.
func (h *harness) angka2023() map[string]string {
	const orang, opd, tahun = "inspektorat-trenggalek", contoh.OPD, contoh.Tahun
	out := map[string]string{}
	c := h.capaian(orang, opd, tahun, 4)
	for _, i := range c.Indikator {
		awal, nilai := "iku."+i.Kunci, "realisasi_2023"
		if i.Tingkat == "program" {
			awal, nilai = "program."+i.ID, "kinerja_2023"
		}
		out[awal+"."+nilai] = sen(*i.Realisasi)
		out[awal+".capaian_2023"] = titik(i.CapaianTampil)
		out[awal+".kategori"] = i.Kategori
		out[awal+".ket"] = i.Ket
		out[awal+".persen_target_akhir"] = titik(i.PersenTargetAkhirTampil)
		out["efisiensi."+i.ID+".anggaran"] = *i.Anggaran
		out["efisiensi."+i.ID+".realisasi_anggaran"] = *i.RealisasiAnggaran
		out["efisiensi."+i.ID+".capaian_anggaran"] = titik(i.CapaianAnggaranTampil)
	}
	for _, s := range c.Sasaran {
		out["efisiensi."+s.ID+".rata_capaian_kinerja"] = titik(s.RataCapaianTampil)
		out["efisiensi."+s.ID+".rata_capaian_anggaran"] = titik(s.RataCapaianAnggaranTampil)
		out["efisiensi."+s.ID+".tingkat"] = titik(s.TingkatEfisiensiTampil)
	}
	for _, b := range c.Anggaran {
		out["anggaran."+b.Kode+".anggaran"] = *b.Anggaran
		out["anggaran."+b.Kode+".realisasi"] = *b.Realisasi
		out["anggaran."+b.Kode+".capaian"] = titik(b.CapaianTampil)
	}
	h.angkaPerjanjian(orang, opd, tahun, out)
	h.angkaPembanding(orang, opd, tahun, out)
	return out
}

func (h *harness) angkaPerjanjian(orang, opd string, tahun int, out map[string]string) {
	var p wire.DaftarPerjanjian
	h.read(orang, alamatTahun(opd, tahun)+"/perjanjian", &p)
	for _, v := range p.Versi {
		out["pk.total_"+v.Versi] = v.Total
	}
	for _, b := range p.Perbandingan {
		out["pk.selisih_total"] = b.SelisihTotal
		for _, g := range b.Program {
			out["pk."+g.Kode+".selisih"] = g.Selisih
		}
	}
	out["terbilang.total_anggaran"] = p.Anggaran.AnggaranTerbilang
	out["terbilang.total_realisasi"] = p.Anggaran.RealisasiTerbilang
	out["narasi.total_anggaran"] = p.Anggaran.AnggaranRupiah
	out["narasi.total_realisasi_rupiah"] = *p.Anggaran.RealisasiRupiah
}

func (h *harness) angkaPembanding(orang, opd string, tahun int, out map[string]string) {
	var p wire.DaftarPembanding
	h.read(orang, alamatTahun(opd, tahun)+"/pembanding", &p)
	for _, tabel := range p.Tabel {
		for _, b := range tabel.Hasil {
			out["kemiskinan."+b.Nama+".perubahan_ribu"] = titik(b.PerubahanTampil)
			out["kemiskinan."+b.Nama+".perubahan_persen"] = titik(b.PersenTampil)
			if b.Nama == tabel.Fokus {
				out[fmt.Sprintf("kemiskinan.peringkat_persen_tertinggi_%s_dari_%d", strings.ToLower(b.Nama), b.DariBanyak)] = fmt.Sprint(*b.Peringkat)
			}
		}
	}
	turun := func(s string) string { return strings.TrimPrefix(titik(s), "-") }
	for _, f := range p.Fakta {
		switch f.ID {
		case "kemiskinan.jumlah":
			out["kemiskinan.trenggalek.penurunan_ribu"] = turun(f.Hasil.PerubahanTampil)
		case "kemiskinan.persen":
			out["kemiskinan.trenggalek.penurunan_persen_poin"] = turun(f.Hasil.PerubahanTampil)
		case "kemiskinan.garis":
			out["kemiskinan.trenggalek.kenaikan_garis"] = titik(f.Hasil.PerubahanTampil)
			out["kemiskinan.trenggalek.kenaikan_garis_persen"] = titik(f.Hasil.PersenTampil)
		case "kemiskinan.p1", "kemiskinan.p2":
			out["kemiskinan.trenggalek."+strings.TrimPrefix(f.ID, "kemiskinan.")+"_penurunan"] = turun(f.Hasil.PerubahanTampil)
		case "calon_pengantin_di_bawah_19":
			out["inovasi."+f.ID+".persen"] = titik(f.Hasil.BagianTampil)
		case "korban_kekerasan_dilayani.jumlah_layanan":
			out["iku."+f.ID] = *f.Hasil.Nilai
		}
	}
}

// titik writes what is printed in Indonesian with a point.
func titik(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, ".", ""), ",", ".")
}

// sen writes a value with the two decimals of the expected ones.
func sen(s string) string {
	whole, frac, _ := strings.Cut(s, ".")
	return whole + "." + (frac + "00")[:max(2, len(frac))]
}
