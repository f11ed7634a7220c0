package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"capaian/internal/report/reporttest"
	"capaian/internal/report/xlsx"
	"capaian/internal/sakip"
	"capaian/internal/wire"
)

const laporan = "Laporan Kinerja Tahun 2023\n\nTabel 3.1 Capaian Kinerja Tahun 2023\nNo\tIndikator Kinerja\tTarget\tRealisasi\tCapaian (%)\n" +
	"1\tPersentase keluarga rentan\x1b[31m\t80,00\t84,00\t105,00\n2\tPersentase lembaga aktif\t75,00\tbanyak\t80,00\n\n" +
	"Tabel 3.2 Perbandingan Realisasi Tahun 2022 dan 2023\nNo\tIndikator Kinerja\tRealisasi 2022\tRealisasi 2023\n1\tPersentase keluarga rentan\x1b[31m\t79,50\t48,00\n"

// TestReviu runs the program on files, good, wrong and none.
func TestReviu(t *testing.T) {
	dir := t.TempDir()
	buat := func(nama string, isi []byte) string {
		nama = filepath.Join(dir, nama)
		if err := os.WriteFile(nama, isi, 0o600); err != nil {
			t.Fatal(err)
		}
		return nama
	}
	doc := reporttest.Susun(t, reporttest.Tahun(t, "trenggalek", 2023), sakip.LKjIP, "", 4)
	buku, err := xlsx.Render(doc)
	if err != nil {
		t.Fatal(err)
	}
	salah := buat("salah.txt", []byte(laporan))
	for _, c := range []struct {
		name       string
		args       []string
		kode       int
		out, galat string
	}{
		{"a wrong cell", []string{salah}, adaGalat, "galat 1, peringatan 0, info 0; tidak terbaca 1.", ""},
		{"its place", []string{salah}, adaGalat, "kolom Realisasi 2023: 48,00, seharusnya 84,00", ""},
		{"right", []string{buat("benar.txt", []byte(strings.Replace(laporan, "48,00", "84,00", 1)))}, tanpaGalat, "galat 0", ""},
		{"text of a whole report", []string{buat("lkjip.txt", []byte(reporttest.Teks(doc, reporttest.Halaman{})))}, tanpaGalat, "galat 0", ""},
		{"workbook of it", []string{buat("lkjip.xlsx", buku)}, tanpaGalat, "galat 0", ""},
		{"JSON", []string{"-format", "json", salah}, adaGalat, `"aturan": "beda_tempat"`, ""},
		{"no file", []string{filepath.Join(dir, "tidak-ada")}, takTerbaca, "", "tidak-ada"},
		{"empty", []string{buat("kosong.txt", nil)}, takTerbaca, "", "wajib diisi"},
		{"a PDF", []string{buat("a.pdf", []byte("%PDF-1.7"))}, takTerbaca, "", "PDF"},
		{"half a JSON", []string{buat("a.json", []byte(`{"tahun":2023`))}, takTerbaca, "", "EOF"},
		{"statements with faults", []string{buat("b.json", []byte(`{"tahun":1,"subjek":[],"pernyataan":[]}`))}, takTerbaca, "", "pernyataan: Isian ini wajib diisi."},
		{"two files", []string{salah, salah}, takTerbaca, "", "one file"},
		{"another format", []string{"-format", "xml", salah}, takTerbaca, "", "pernyataan"},
		{"another flag", []string{"-x", salah}, takTerbaca, "", "flag"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out, galat bytes.Buffer
			if kode := jalan(c.args, &out, &galat); kode != c.kode {
				t.Errorf("got exit code %d, want %d: %s", kode, c.kode, galat.String())
			}
			if !strings.Contains(out.String(), c.out) || !strings.Contains(galat.String(), c.galat) {
				t.Errorf("got %q and %q, want %q and %q", out.String(), galat.String(), c.out, c.galat)
			}
			if strings.Contains(out.String(), "\x1b") {
				t.Error("the file steers the terminal")
			}
		})
	}
}

// TestStatementsAgain: what was read, given again as statements, is reviewed alike.
func TestStatementsAgain(t *testing.T) {
	dir := t.TempDir()
	doc := reporttest.Susun(t, reporttest.Tahun(t, "trenggalek", 2023), sakip.LKjIP, "", 4)
	nama := filepath.Join(dir, "lkjip.txt")
	if err := os.WriteFile(nama, []byte(strings.Replace(reporttest.Teks(doc, reporttest.Halaman{}), "\t99,40", "\t94,90", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) []byte {
		var out, galat bytes.Buffer
		if kode := jalan(args, &out, &galat); kode != adaGalat {
			t.Fatalf("%v: got exit code %d, want %d: %s", args, kode, adaGalat, galat.String())
		}
		return out.Bytes()
	}
	lagi := filepath.Join(dir, "lagi.json")
	if err := os.WriteFile(lagi, run("-format", "pernyataan", nama), 0o600); err != nil {
		t.Fatal(err)
	}
	var want, got wire.Reviu
	for args, into := range map[string]*wire.Reviu{nama: &want, lagi: &got} {
		if err := json.Unmarshal(run("-format", "json", args), into); err != nil {
			t.Fatal(err)
		}
	}
	if got.Jumlah != want.Jumlah || got.Dihitung != want.Dihitung || got.Cocok != want.Cocok || got.Temuan[0].ID != want.Temuan[0].ID {
		t.Errorf("got %+v of %d/%d, want %+v of %d/%d", got.Jumlah, got.Cocok, got.Dihitung, want.Jumlah, want.Cocok, want.Dihitung)
	}
}
