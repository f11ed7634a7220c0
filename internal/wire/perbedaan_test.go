package wire

import (
	"reflect"
	"strings"
	"testing"
)

// tetapCetak are printed texts that no policy changes, and what says why a figure is
// missing: the figure itself is compared.
var tetapCetak = map[string]bool{"TargetTampil": true, "TargetTWTampil": true, "TargetSDTampil": true, "TargetAkhirTampil": true, "AlasanTampil": true}

// Every figure that is printed is compared: one that is changed alone is told of, once.
func TestBandingkanCapaianSeesEveryFigure(t *testing.T) {
	buat := func() Capaian {
		return Capaian{Sasaran: []HasilSasaran{{ID: "S"}}, Indikator: []HasilIndikator{{ID: "I"}}, Anggaran: []HasilAnggaran{{Kode: "K"}}}
	}
	for jenis, ambil := range map[string]func(*Capaian) reflect.Value{
		"sasaran":   func(c *Capaian) reflect.Value { return reflect.ValueOf(&c.Sasaran[0]).Elem() },
		"indikator": func(c *Capaian) reflect.Value { return reflect.ValueOf(&c.Indikator[0]).Elem() },
		"anggaran":  func(c *Capaian) reflect.Value { return reflect.ValueOf(&c.Anggaran[0]).Elem() },
	} {
		n := 0
		for _, f := range reflect.VisibleFields(ambil(&Capaian{Sasaran: []HasilSasaran{{}}, Indikator: []HasilIndikator{{}}, Anggaran: []HasilAnggaran{{}}}).Type()) {
			cetak := strings.HasSuffix(f.Name, "Tampil") || strings.HasPrefix(f.Name, "Kategori") || f.Name == "Ket"
			if !cetak || tetapCetak[f.Name] {
				continue
			}
			n++
			a, b := buat(), buat()
			ambil(&b).FieldByIndex(f.Index).SetString("x")
			got := BandingkanCapaian(a, b)
			if len(got) != 1 || got[0].Jenis != jenis || got[0].Sebelum != "" || got[0].Sesudah != "x" {
				t.Errorf("%s %s: got %+v, want one difference", jenis, f.Name, got)
			}
		}
		if n == 0 {
			t.Errorf("%s: no printed figure found", jenis)
		}
	}
	a, b := buat(), buat()
	a.Indikator[0].Sebelumnya = []RealisasiTahun{{2021, "1", "1"}, {2022, "2", "2"}}
	b.Indikator[0].Sebelumnya = []RealisasiTahun{{2022, "3", "3"}}
	if got := BandingkanCapaian(a, b); len(got) != 2 || got[0].Angka != "realisasi_2021" || got[0].Sesudah != "" || got[1].Angka != "realisasi_2022" || got[1].Sesudah != "3" {
		t.Errorf("earlier years: got %+v", got)
	}
	if got := BandingkanCapaian(a, a); len(got) != 0 {
		t.Errorf("the same twice: got %+v", got)
	}
}
