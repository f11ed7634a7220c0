package sakip

import (
	"slices"
	"testing"
	"time"
)

func kapanUji(jam int) time.Time { return time.Date(2026, 1, 15, jam, 0, 0, 0, time.UTC) }

func naskahUji(f FormatLaporan, sum string) BerkasTerbit {
	return BerkasTerbit{Peran: BerkasNaskah, Format: f, SHA256: sum, Objek: sum, Diterbitkan: kapanUji(1)}
}

func salinanUji(sum string, jam int) BerkasTerbit {
	return BerkasTerbit{Peran: BerkasSalinan, Format: PDF, SHA256: sum, Objek: sum + string(rune('0'+jam)), Diterbitkan: kapanUji(jam)}
}

// TestPeriksa follows a report: published, signed, signed again, superseded.
func TestPeriksa(t *testing.T) {
	a := Terbitan{Paket: "A", Berkas: []BerkasTerbit{naskahUji(XLSX, "x"), naskahUji(PDF, "p"), {Peran: BerkasData, Format: CSV, SHA256: "d"}}}
	satu, _ := a.Tambah([]BerkasTerbit{salinanUji("s1", 2)})
	dua, _ := satu.Tambah([]BerkasTerbit{salinanUji("s2", 3)})
	lagi, _ := dua.Tambah([]BerkasTerbit{salinanUji("s1", 4)})
	lama := satu
	lama.DigantiOleh = "B"
	for _, c := range []struct {
		nama  string
		t     Terbitan
		resmi string
		want  map[string]Keaslian
	}{
		{"published", a, "p", map[string]Keaslian{"x": Asli, "p": Asli, "d": Asli, "s1": BukanAsli, "": BukanAsli}},
		{"signed", satu, "s1", map[string]Keaslian{"x": Asli, "p": AsliBelum, "d": Asli, "s1": Asli}},
		{"signed again", dua, "s2", map[string]Keaslian{"s1": AsliLama, "s2": Asli, "p": AsliBelum}},
		{"the first copy once more", lagi, "s1", map[string]Keaslian{"s1": Asli, "s2": AsliLama}},
		{"superseded", lama, "s1", map[string]Keaslian{"x": AsliLama, "p": AsliLama, "s1": AsliLama, "d": AsliLama, "y": BukanAsli}},
	} {
		t.Run(c.nama, func(t *testing.T) {
			if r, ok := c.t.Resmi(); !ok || r.SHA256 != c.resmi || c.t.Bertanda() != (r.Peran == BerkasSalinan) {
				t.Errorf("official: got %+v, want %s", r, c.resmi)
			}
			for sum, want := range c.want {
				if got, _ := c.t.Periksa(sum); got != want {
					t.Errorf("%q: got %s, want %s", sum, got, want)
				}
			}
		})
	}
	if _, ok := (Terbitan{}).Resmi(); ok {
		t.Error("a report without files has an official one")
	}
	if r, _ := (Terbitan{Berkas: a.Berkas[:1]}).Resmi(); r.SHA256 != "x" {
		t.Errorf("without a PDF: got %+v, want the first file", r)
	}
	if _, ubah := dua.Tambah([]BerkasTerbit{naskahUji(PDF, "p"), salinanUji("s2", 3)}); ubah || len(satu.Berkas) != 4 || !satu.Berkas[3].Diganti.IsZero() {
		t.Error("what is there already changes something, or what was given")
	}
}

func TestDaftarTerbitan(t *testing.T) {
	var d DaftarTerbitan
	terbit := func(paket string, j JenisLaporan, periode int, dokumen string, want ...string) {
		t.Helper()
		got := d.Terbitkan(Terbitan{Paket: paket, Tahun: 2023, Jenis: j, Periode: periode, Dokumen: dokumen})
		if !slices.Equal(got, want) {
			t.Errorf("%s takes the place of %q, want %q", paket, got, want)
		}
	}
	terbit("a", LKjIP, 4, "")
	terbit("b", LKjIP, 2, "")
	terbit("c", LaporanTriwulan, 4, "")
	terbit("d", LaporanPerjanjian, 4, "induk")
	terbit("e", LaporanPerjanjian, 4, "perubahan")
	terbit("f", LKjIP, 4, "", "a")
	terbit("g", LKjIP, 4, "", "f")
	terbit("g", LKjIP, 4, "") // once more, as with a signed copy
	var paket []string
	for _, r := range d.Terbitan {
		paket = append(paket, r.Paket+r.DigantiOleh)
	}
	if want := []string{"g", "fg", "e", "d", "c", "b", "af"}; !slices.Equal(paket, want) {
		t.Errorf("list: got %q, want %q", paket, want)
	}
}

func TestKunciPaket(t *testing.T) {
	for _, c := range []struct {
		l    Laporan
		want string
	}{{Laporan{ID: "l", Paket: "p"}, "p"}, {Laporan{ID: "l"}, "l"}} {
		if got := c.l.KunciPaket(); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.l, got, c.want)
		}
	}
	minta := kapanUji(2)
	for nama, c := range map[string]struct {
		l    Laporan
		want time.Time
	}{
		"nobody asked":           {Laporan{}, time.Time{}},
		"asked":                  {Laporan{Penerbit: "k", TerbitDiminta: minta}, minta},
		"published":              {Laporan{Penerbit: "k", TerbitDiminta: minta, Diterbitkan: minta}, time.Time{}},
		"a copy is asked for":    {Laporan{Penerbit: "k", TerbitDiminta: minta, Diterbitkan: minta, Salinan: "s"}, minta},
		"with the copy, at once": {Laporan{Penerbit: "k", TerbitDiminta: minta, Salinan: "s"}, minta},
		"both published":         {Laporan{Penerbit: "k", TerbitDiminta: minta, Diterbitkan: minta, Salinan: "s", SalinanTerbit: minta}, time.Time{}},
	} {
		if got := c.l.MenungguTerbit(); !got.Equal(c.want) {
			t.Errorf("%s: waits since %v, want %v", nama, got, c.want)
		}
	}
}
