package report_test

import (
	"encoding/csv"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/report/xlsx"
	"capaian/internal/sakip"
	"capaian/internal/sample"
)

// profil makes LibreOffice calculate every formula on load, whoever made the file.
const profil = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

// TestLibreOfficeRecalculatesEveryFigure lets a spreadsheet program that is not ours
// work out every formula, from cached values that are all wrong, and holds what it
// shows to what the engine shows.
func TestLibreOfficeRecalculatesEveryFigure(t *testing.T) {
	a := sample.GenerateOne(11, 3)
	bangkitan := a.Tahun[len(a.Tahun)-1]
	terpotong := tahun(t, "trenggalek", 2023)
	sepuluh := decimal.NewFromInt(110)
	terpotong.Kebijakan.Pembulatan, terpotong.Kebijakan.BatasAtas = sakip.Potong, &sepuluh
	terpotong.Kebijakan.RumusTurun, terpotong.Kebijakan.DasarKategori = sakip.TBagiR, sakip.DariMentah
	terpotong.Kebijakan.Bobot = map[string]decimal.Decimal{"IKU-1.1": decimal.NewFromInt(3), "IKU-2.2": decimal.RequireFromString("0.5")}
	lama := tahun(t, "trenggalek", 2023)
	hitungUlang(t, 100, []kasusHitung{
		{"tahun 2023", dokumen(lama, 4), dokumen(lama, 4)},
		{"kebijakan lain", dokumen(terpotong, 4), dokumen(terpotong, 4)},
		{"kebijakan lain, turun", dokumen(denganKebijakan(tahun(t, "contoh", 2024), terpotong.Kebijakan), 4), dokumen(denganKebijakan(tahun(t, "contoh", 2024), terpotong.Kebijakan), 4)},
		{"bentuk lain", dokumen(bentukLain(lama, false), 4), dokumen(bentukLain(lama, false), 4)},
		{"bentuk lain, lengkap", dokumen(bentukLain(lama, true), 4), dokumen(bentukLain(lama, true), 4)},
		{"contoh 2024 TW4", dokumen(tahun(t, "contoh", 2024), 4), dokumen(tahun(t, "contoh", 2024), 4)},
		{"contoh 2025 TW2", dokumen(tahun(t, "contoh", 2025), 2), dokumen(tahun(t, "contoh", 2025), 2)},
		{"bangkitan TW4", dokumen(bangkitan, 4), dokumen(bangkitan, 4)},
		{"bangkitan TW1", dokumen(bangkitan, 1), dokumen(bangkitan, 1)},
		{"isian diubah", isikan(dokumen(lama, 4), dokumen(ubahan(lama), 4)), dokumen(ubahan(lama), 4)},
	})
}

// kasusHitung is a document that is written, and what it must come to.
type kasusHitung struct {
	nama          string
	asal, harapan document.Dokumen
}

// hitungUlang has LibreOffice work the cases out; each has at least so many formulas.
func hitungUlang(t *testing.T, paling int, kasus []kasusHitung) {
	t.Helper()
	dir := t.TempDir()
	var berkas []string
	for n, k := range kasus {
		b, err := xlsx.Render(salah(denganGrafik(k.asal)))
		if err != nil {
			t.Fatalf("%s: %v", k.nama, err)
		}
		f := filepath.Join(dir, "kasus"+string(rune('a'+n))+".xlsx")
		if err := os.WriteFile(f, b, 0o600); err != nil {
			t.Fatal(err)
		}
		berkas = append(berkas, f)
	}
	rumah := filepath.Join(dir, "profil", "user")
	if err := os.MkdirAll(rumah, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(rumah, "registrymodifications.xcu"), []byte(profil), 0o600); err != nil {
		t.Fatal(err)
	}
	// Comma, quote, UTF-8, all sheets, cells as shown.
	libreOffice(t, dir, dir, "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false,true,false,false,-1", berkas...)
	for n, k := range kasus {
		t.Run(k.nama, func(t *testing.T) {
			bandingkan(t, denganGrafik(k.harapan), strings.TrimSuffix(berkas[n], ".xlsx"), paling)
		})
	}
}

func denganKebijakan(d sakip.DataTahun, k sakip.Kebijakan) sakip.DataTahun {
	k.SkalaPredikat = d.Kebijakan.SkalaPredikat
	d.Kebijakan = k
	return d
}

// bentukLain is the year in shapes that it does not have by itself: two rows on top of
// the budget, a code per sub-unit, an unreported leaf that an edge takes out again,
// ranked rows that stand apart, a range, a falling indicator.
func bentukLain(d sakip.DataTahun, lengkap bool) sakip.DataTahun {
	const dikecualikan, dibagi = "D.U1.P05.K01.S04", "D.U1.P05.K01.S01"
	v := d.Anggaran[len(d.Anggaran)-1]
	var baris []sakip.BarisAnggaran
	for _, b := range v.Baris {
		switch {
		case b.Tingkat == sakip.TingkatPerangkatDaerah:
			continue
		case b.Tingkat == sakip.TingkatBidangUrusan:
			b.Induk = ""
		case b.Kode == dibagi:
			kedua := b
			kedua.SubUnit, kedua.Sumber = "bid-rehsos", "DBHCHT"
			baris = append(baris, kedua)
		}
		baris = append(baris, b)
	}
	v.Baris = baris
	d.Anggaran = []sakip.VersiAnggaran{v}
	var real []sakip.RealisasiAnggaran
	for _, r := range d.RealisasiAnggaran {
		if r.Kode == dibagi {
			kedua := r
			kedua.SubUnit, kedua.Sumber, kedua.Nilai = "bid-rehsos", "DBHCHT", decimal.RequireFromString("1000.25")
			real = append(real, kedua)
		}
		if lengkap || r.Kode != dikecualikan {
			real = append(real, r)
		}
	}
	d.RealisasiAnggaran = real
	d.Pembanding = slices.Clone(d.Pembanding)
	for n, t := range d.Pembanding {
		akhir := len(t.Baris) - 1
		d.Pembanding[n].Baris = slices.Insert(slices.Clone(t.Baris[:akhir]), akhir/2, t.Baris[akhir])
	}
	d.Indikator = slices.Clone(d.Indikator)
	d.Indikator[3].Arah, d.Indikator[4].Arah = sakip.Turun, sakip.Rentang
	d.Perjanjian = slices.Clone(d.Perjanjian)
	bawah, atas := decimal.NewFromInt(20), decimal.RequireFromString("60.5")
	for n, p := range d.Perjanjian {
		d.Perjanjian[n].Target = maps.Clone(p.Target)
		d.Perjanjian[n].Target[d.Indikator[4].ID] = sakip.Target{Bawah: &bawah, Atas: &atas}
	}
	return d
}

// ubahan is the year with other figures reported: a component, a leaf of the budget, a
// target.
func ubahan(d sakip.DataTahun) sakip.DataTahun {
	d.Realisasi, d.RealisasiAnggaran, d.Perjanjian = slices.Clone(d.Realisasi), slices.Clone(d.RealisasiAnggaran), slices.Clone(d.Perjanjian)
	for n, r := range d.Realisasi {
		if r.Indikator == "IKU-1.1" {
			x := decimal.NewFromInt(100123)
			d.Realisasi[n].X = &x
		}
	}
	d.RealisasiAnggaran[3].Nilai = decimal.RequireFromString("1234567.89")
	for n, v := range d.Perjanjian {
		d.Perjanjian[n].Target = maps.Clone(v.Target)
		t := decimal.RequireFromString("91.25")
		d.Perjanjian[n].Target["IKU-2.1"] = sakip.Target{Nilai: &t}
	}
	return d
}

// isikan types the entered figures of baru into d, as somebody at the workbook would.
func isikan(d, baru document.Dokumen) document.Dokumen {
	isi := sel(baru)
	for _, t := range d.Tabel() {
		for _, r := range t.Baris {
			for i := range r {
				if s, ada := isi[r[i].Kunci]; ada && r[i].Rumus == "" {
					r[i].Nilai = s.Nilai
				}
			}
		}
	}
	return d
}

// salah is the document with a wrong value beside every formula.
func salah(d document.Dokumen) document.Dokumen {
	sesat := decimal.NewFromInt(-987654321)
	for _, t := range d.Tabel() {
		for _, r := range t.Baris {
			for i := range r {
				switch {
				case r[i].Rumus == "":
				case r[i].Nilai != nil:
					r[i].Nilai = &sesat
				default:
					r[i].Teks = "SALAH"
				}
			}
		}
	}
	for _, g := range d.Gambar() {
		if g.Grafik == nil {
			continue
		}
		for _, seri := range g.Grafik.Seri {
			for i, k := range seri.Kunci {
				if k != "" && seri.Nilai[i] != nil {
					seri.Nilai[i] = &sesat
				}
			}
		}
	}
	return d
}

// denganGrafik is the document with a chart of derived percentages of its tables.
func denganGrafik(d document.Dokumen) document.Dokumen {
	g := &document.Grafik{Satuan: "%", Desimal: 2, Seri: []document.Seri{{Nama: "Turunan"}}}
	for _, t := range d.Tabel() {
		for _, r := range t.Baris {
			for _, s := range r {
				if s.Rumus != "" && s.Kunci != "" && s.Nilai != nil && s.Format == document.FPersen && len(g.Kategori) < 12 {
					g.Kategori = append(g.Kategori, s.Kunci)
					g.Seri[0].Nilai, g.Seri[0].Kunci = append(g.Seri[0].Nilai, s.Nilai), append(g.Seri[0].Kunci, s.Kunci)
				}
			}
		}
	}
	d.Blok = append(slices.Clone(d.Blok), &document.Gambar{ID: "Uji", Judul: "Uji", Grafik: g})
	return d
}

// bandingkan holds every figure and every formula of the document to the sheets that
// were exported as <awal>-<sheet>.csv.
func bandingkan(t *testing.T, d document.Dokumen, awal string, paling int) {
	const barisPertama = 4 // where a table's header begins on its sheet
	rumus, angka := 0, 0
	for _, tab := range d.Tabel() {
		isi := lembarCSV(t, awal, tab.ID)
		petak, err := tab.Susun()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range petak {
			if c.Sel.Nilai == nil && c.Sel.Rumus == "" {
				continue
			}
			angka++
			if c.Sel.Rumus != "" {
				rumus++
			}
			got := ""
			if b := c.Baris + barisPertama - 1; b < len(isi) && c.Kolom < len(isi[b]) {
				got = isi[b][c.Kolom]
			}
			if want := tampilInggris(*c.Sel); got != want {
				t.Errorf("%s row %d column %d (%s): got %q, want %q from %s", tab.ID, c.Baris, c.Kolom, c.Sel.Kunci, got, want, c.Sel.Rumus)
			}
		}
	}
	for _, g := range d.Gambar() {
		if g.Grafik != nil {
			rumus += bandingkanGrafik(t, g, lembarCSV(t, awal, g.ID))
		}
	}
	t.Logf("%d figures, %d of them formulas", angka, rumus)
	if rumus < paling {
		t.Errorf("got %d formulas, want at least %d", rumus, paling)
	}
}

// bandingkanGrafik holds the figures under a chart to its values, and counts those that
// follow cells.
func bandingkanGrafik(t *testing.T, g *document.Gambar, isi [][]string) int {
	awal := slices.IndexFunc(isi, func(r []string) bool { return r[0] == "Kategori" })
	if awal < 0 {
		t.Fatalf("%s: no figures under the chart", g.ID)
	}
	rumus := 0
	for n, s := range g.Grafik.Seri {
		for i, v := range s.Nilai {
			c := document.Sel{Nilai: v, Desimal: g.Grafik.Desimal}
			if g.Grafik.Satuan == "%" {
				c.Format = document.FPersen
			}
			if got, want := isi[awal+1+i][1+n], tampilInggris(c); got != want {
				t.Errorf("%s, %s of %s: got %q, want %q", g.ID, s.Nama, g.Grafik.Kategori[i], got, want)
			}
			if s.Kunci != nil && s.Kunci[i] != "" && v != nil {
				rumus++
			}
		}
	}
	return rumus
}

// lembarCSV is a sheet that was exported as <awal>-<sheet>.csv.
func lembarCSV(t *testing.T, awal, lembar string) [][]string {
	t.Helper()
	f, err := os.Open(awal + "-" + lembar + ".csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	isi, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return isi
}

// tampilInggris is a cell as an English spreadsheet shows it.
func tampilInggris(s document.Sel) string {
	if s.Nilai == nil {
		return s.Teks
	}
	tukar := strings.NewReplacer(".", ",", ",", ".")
	t := tukar.Replace(locale.Angka(*s.Nilai, s.Desimal))
	if s.Format == document.FPersen {
		t += "%"
	}
	return t + s.Akhiran
}
