package gambar_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/report/gambar"
	"capaian/internal/report/huruf"
)

const lebar = 450.0

// seri is a series; "" is a value that is not known.
func seri(nama string, nilai ...string) document.Seri {
	s := document.Seri{Nama: nama}
	for _, n := range nilai {
		if n == "" {
			s.Nilai = append(s.Nilai, nil)
			continue
		}
		d := decimal.RequireFromString(n)
		s.Nilai = append(s.Nilai, &d)
	}
	return s
}

var (
	tahun     = []string{"2019", "2020", "2021", "2022", "2023"}
	kabupaten = func() []string {
		var out []string
		for i := range 38 {
			out = append(out, fmt.Sprintf("Kabupaten %c%c", 'A'+i/26, 'A'+i%26))
		}
		return out
	}()
	banyak = func(n int) document.Seri {
		var s []string
		for i := range n {
			s = append(s, fmt.Sprintf("%d.%02d", 40+i*7%60, i%100))
		}
		return seri("Capaian", s...)
	}
)

// grafik are charts as reports have them, and as they should not be.
var grafik = map[string]document.Grafik{
	"columns":            {Kategori: tahun, Satuan: "%", Desimal: 2, Seri: []document.Seri{seri("Target", "90", "91", "92", "93", "94"), seri("Realisasi", "88.5", "", "93.12", "98.94", "0")}},
	"one series":         {Kategori: tahun, Satuan: "Nilai", Desimal: 2, Seri: []document.Seri{seri("IKM", "80.1", "82", "84.33", "85.2", "86.97")}},
	"columns below zero": {Kategori: tahun[:3], Desimal: 1, Seri: []document.Seri{seri("A", "-2", "3", "4"), seri("B", "1", "-1.5", "")}},
	"money":              {Kategori: []string{"Program Penunjang Urusan Pemerintahan Daerah", "Program Rehabilitasi Sosial"}, Satuan: "Rp", Seri: []document.Seri{seri("Pagu", "16605479345", "1977070000"), seri("Realisasi", "15731330440", "")}},
	"long names":         {Kategori: []string{strings.Repeat("Meningkatnya kualitas pelayanan ", 8), "B", "C"}, Satuan: "%", Desimal: 2, Seri: []document.Seri{seri("Capaian", "100.5", "98", "")}},
	"bars below zero":    {Jenis: document.BatangDatar, Kategori: []string{"Naik", "Turun", "Tetap"}, Satuan: "%", Desimal: 2, Seri: []document.Seri{seri("Perubahan", "12.5", "-7.25", "0")}},
	"38 bars":            {Jenis: document.BatangDatar, Kategori: kabupaten, Satuan: "%", Desimal: 2, Fokus: kabupaten[2], Seri: []document.Seri{banyak(38)}},
	"38 columns":         {Kategori: kabupaten, Satuan: "%", Desimal: 2, Seri: []document.Seri{banyak(38)}},
	"lines":              {Jenis: document.Garis, Kategori: tahun, Satuan: "%", Desimal: 2, Seri: []document.Seri{seri("Target", "90", "91", "92", "93", "94"), seri("Realisasi", "88.5", "", "93.12", "98.94", "99")}},
	"one point":          {Jenis: document.Garis, Kategori: tahun[:1], Seri: []document.Seri{seri("A", "5")}},
	"all alike":          {Jenis: document.Garis, Kategori: tahun, Seri: []document.Seri{seri("A", "5", "5", "5", "5", "5")}},
	"seven series":       {Kategori: tahun[:2], Seri: []document.Seri{seri("A", "1", "2"), seri("B", "1", "2"), seri("C", "1", "2"), seri("D", "1", "2"), seri("E", "1", "2"), seri("F", "1", "2"), seri("G", "1", "2")}},
	"nothing known":      {Kategori: tahun, Seri: []document.Seri{seri("A", "", "", "", "", "")}},
	"no categories":      {Jenis: document.Garis, Satuan: "%", Seri: []document.Seri{seri("A")}},
	"no series":          {Jenis: document.BatangDatar, Kategori: tahun},
	"5,000 bars":         {Jenis: document.BatangDatar, Kategori: slices.Repeat([]string{"Desa"}, 5000), Seri: []document.Seri{banyak(5000)}},
	"tiny and huge":      {Jenis: document.BatangDatar, Kategori: tahun[:2], Desimal: 6, Seri: []document.Seri{seri("A", "0.000001", "99999999999999")}},
	"unclean": {Kategori: []string{"a\x00b\x1bc", "<script>&\"'", "مرحبا \u202egnp", "😀👨‍👩‍👧", strings.Repeat("x", 200_000)}, Satuan: "\x07%", Fokus: "<",
		Seri: []document.Seri{seri("\xff\xfe"+strings.Repeat("huruf ", 50_000), "1", "2", "3", "4", "5"), seri("", "1", "2", "3", "4", "5")}},
}

func nama[T any](m map[string]T) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// petak is a rectangle.
type petak struct{ kiri, atas, kanan, bawah float64 }

func petakTulisan(t gambar.Tulisan) petak {
	w := huruf.Ukur(huruf.Pilih(true, t.Tebal, false), t.Ukuran, t.Teks)
	x := t.X
	switch t.Jangkar {
	case gambar.Tengah:
		x -= w / 2
	case gambar.Akhir:
		x -= w
	}
	return petak{x, t.Y - t.Ukuran*0.7, x + w, t.Y}
}

func (a petak) kena(b petak) bool {
	const sela = 0.2
	return a.kiri+sela < b.kanan && b.kiri+sela < a.kanan && a.atas+sela < b.bawah && b.atas+sela < a.bawah
}

// periksaAdegan holds what is true of every scene: nothing lies outside, no words cover
// others, no word can disturb a line.
func periksaAdegan(t *testing.T, a gambar.Adegan) {
	t.Helper()
	if a.Tinggi <= 0 || a.Tinggi > 5000 || math.IsNaN(a.Tinggi) {
		t.Fatalf("height: got %v", a.Tinggi)
	}
	di := func(apa string, p petak) {
		const sela = 0.51
		if math.IsNaN(p.kiri+p.atas+p.kanan+p.bawah) || p.kiri < -sela || p.atas < -sela || p.kanan > a.Lebar+sela || p.bawah > a.Tinggi+sela || p.kiri > p.kanan || p.atas > p.bawah {
			t.Errorf("%s: got %v, want within %v × %v", apa, p, a.Lebar, a.Tinggi)
		}
	}
	var teks []petak
	var kata []string
	for _, b := range a.Bentuk {
		switch b := b.(type) {
		case gambar.Kotak:
			di("box", petak{b.X, b.Y, b.X + b.Lebar, b.Y + b.Tinggi})
		case gambar.Garis:
			for _, p := range b.Titik {
				di("line", petak{p.X, p.Y, p.X, p.Y})
			}
		case gambar.Tulisan:
			p := petakTulisan(b)
			di(fmt.Sprintf("words %.40q", b.Teks), p)
			if strings.ContainsFunc(b.Teks, func(r rune) bool { return r < ' ' || r == '\u202e' }) || b.Teks == "" || b.Ukuran < 5.5 {
				t.Errorf("words: got %.40q of size %v", b.Teks, b.Ukuran)
			}
			for i, q := range teks {
				if p.kena(q) {
					t.Errorf("%.40q covers %.40q", b.Teks, kata[i])
				}
			}
			teks, kata = append(teks, p), append(kata, b.Teks)
		}
	}
}

func tulisan(a gambar.Adegan) []gambar.Tulisan {
	var out []gambar.Tulisan
	for _, b := range a.Bentuk {
		if t, ok := b.(gambar.Tulisan); ok {
			out = append(out, t)
		}
	}
	return out
}

func ada(a gambar.Adegan, s string) bool {
	return slices.ContainsFunc(tulisan(a), func(t gambar.Tulisan) bool { return t.Teks == s })
}

func TestGrafikFits(t *testing.T) {
	for _, n := range nama(grafik) {
		for _, w := range []float64{lebar, 330, 700} {
			t.Run(fmt.Sprint(n, " ", w), func(t *testing.T) {
				a := gambar.Grafik(grafik[n], w)
				periksaAdegan(t, a)
				if !reflect.DeepEqual(a, gambar.Grafik(grafik[n], w)) {
					t.Error("drawn twice: got two scenes")
				}
			})
		}
	}
}

// Columns and bars say every value; a gap is never a zero.
func TestGrafikSaysItsValues(t *testing.T) {
	for _, n := range []string{"columns", "one series", "columns below zero", "money", "long names", "bars below zero", "38 bars", "38 columns", "seven series"} {
		g := grafik[n]
		a := gambar.Grafik(g, lebar)
		celah := 0
		for _, s := range g.Seri {
			for _, v := range s.Nilai {
				if v == nil {
					celah++
					continue
				}
				want := locale.Angka(*v, g.Desimal)
				if g.Satuan == "%" {
					want += "%"
				}
				if !ada(a, want) {
					t.Errorf("%s: got no %s", n, want)
				}
			}
		}
		got := 0
		for _, x := range tulisan(a) {
			if x.Teks == "–" || x.Teks == "belum ada nilai" {
				got++
			}
		}
		if got != celah {
			t.Errorf("%s: got %d gaps, want %d", n, got, celah)
		}
	}
}

// batang are the bars of a chart: the boxes under the legend that are filled and edged.
func batang(a gambar.Adegan, g document.Grafik) []gambar.Kotak {
	var out []gambar.Kotak
	for _, b := range a.Bentuk {
		if k, ok := b.(gambar.Kotak); ok {
			out = append(out, k)
		}
	}
	if len(g.Seri) > 1 {
		out = out[len(g.Seri):]
	}
	return out
}

func TestBarsAreAsLongAsTheirValues(t *testing.T) {
	tests := []struct {
		nama  string
		ruang func(gambar.Kotak) float64
	}{
		{"columns", func(k gambar.Kotak) float64 { return k.Tinggi }},
		{"money", func(k gambar.Kotak) float64 { return k.Tinggi }},
		{"38 bars", func(k gambar.Kotak) float64 { return k.Lebar }},
		{"bars below zero", func(k gambar.Kotak) float64 { return k.Lebar }},
	}
	for _, tt := range tests {
		g := grafik[tt.nama]
		kotak := batang(gambar.Grafik(g, lebar), g)
		var nilai []float64
		for i := range g.Kategori {
			for _, s := range g.Seri {
				if s.Nilai[i] != nil {
					nilai = append(nilai, math.Abs(s.Nilai[i].InexactFloat64()))
				}
			}
		}
		if len(kotak) != len(nilai) {
			t.Fatalf("%s: got %d bars, want %d", tt.nama, len(kotak), len(nilai))
		}
		for i := range kotak {
			if got, want := tt.ruang(kotak[i])*nilai[0], tt.ruang(kotak[0])*nilai[i]; math.Abs(got-want) > 0.001*math.Max(1, want) {
				t.Errorf("%s, bar %d of %v: got length %v, first is %v of %v", tt.nama, i, nilai[i], tt.ruang(kotak[i]), tt.ruang(kotak[0]), nilai[0])
			}
		}
	}
}

// A value that others are held against is a broken line across the bars, at its place on
// the axis, with its name; no value is written across it.
func TestGrafikAcuan(t *testing.T) {
	seratus := decimal.NewFromInt(100)
	for _, jenis := range []document.JenisGrafik{document.Batang, document.BatangDatar} {
		g := document.Grafik{Jenis: jenis, Kategori: []string{"A", "B"}, Satuan: "%", Desimal: 2, Seri: []document.Seri{seri("Capaian", "50", "97")}}
		garis := func(g document.Grafik) (out []gambar.Garis) {
			for _, b := range gambar.Grafik(g, lebar).Bentuk {
				if l, ok := b.(gambar.Garis); ok && l.Putus {
					out = append(out, l)
				}
			}
			return out
		}
		if n := len(garis(g)); n != 0 {
			t.Errorf("kind %d: got %d broken lines without one asked for", jenis, n)
		}
		g.Acuan = &seratus
		l := garis(g)
		if len(l) != 1 {
			t.Fatalf("kind %d: got %d broken lines, want 1", jenis, len(l))
		}
		if jenis == document.Batang {
			continue
		}
		var sumbu, nama, kotak int
		for _, b := range gambar.Grafik(g, lebar).Bentuk {
			switch b := b.(type) {
			case gambar.Tulisan:
				if b.Teks == "100" && math.Abs(b.X-l[0].Titik[0].X) < 0.01 {
					sumbu++
				}
				if b.Teks == "100%" && b.Y < l[0].Titik[0].Y {
					nama++
				}
			case gambar.Kotak:
				if b.Tepi == gambar.Tanpa && b.X < l[0].Titik[0].X && b.X+b.Lebar > l[0].Titik[0].X {
					kotak++
				}
			}
		}
		if sumbu != 1 || nama != 1 || kotak != 1 {
			t.Errorf("got %d marks under the line, %d names over it and %d values that it makes room for; want 1 each", sumbu, nama, kotak)
		}
	}
}

func TestGrafikFocus(t *testing.T) {
	g := grafik["38 bars"]
	kotak := batang(gambar.Grafik(g, lebar), g)
	for i, k := range kotak {
		if sama := k.Isi == kotak[2].Isi; sama != (i == 2) {
			t.Errorf("bar %d: got the colour of the one in focus %v", i, sama)
		}
	}
}

// A line breaks where a value is not known.
func TestLinesHaveGaps(t *testing.T) {
	var got []int
	for _, b := range gambar.Grafik(grafik["lines"], lebar).Bentuk {
		if g, ok := b.(gambar.Garis); ok && g.Bulat && g.Titik[0].Y > 20 {
			got = append(got, len(g.Titik))
		}
	}
	if fmt.Sprint(got) != "[5 1 3]" {
		t.Errorf("points of each line: got %v, want [5 1 3]", got)
	}
}

func TestTegak(t *testing.T) {
	for n, want := range map[string]bool{"columns": true, "one series": true, "money": true, "long names": false, "38 columns": false, "38 bars": false, "lines": false, "no categories": false} {
		if got := gambar.Tegak(grafik[n], lebar); got != want {
			t.Errorf("%s: got %v, want %v", n, got, want)
		}
	}
}

func TestGrafikTellsWhatItLeavesOut(t *testing.T) {
	a := gambar.Grafik(grafik["5,000 bars"], lebar)
	n := len(batang(a, grafik["5,000 bars"]))
	if want := fmt.Sprintf("dan %s lainnya yang tidak digambar", locale.AngkaRingkas(decimal.NewFromInt(int64(5000-n)))); !ada(a, want) {
		t.Errorf("got no %q", want)
	}
	if a.Tinggi > 700 {
		t.Errorf("height: got %v, want one that a page has", a.Tinggi)
	}
}

func TestAxisInLargeUnits(t *testing.T) {
	a := gambar.Grafik(grafik["money"], lebar)
	for _, want := range []string{"dalam miliar rupiah", "5", "10", "15", "20"} {
		if !ada(a, want) {
			t.Errorf("got no %q", want)
		}
	}
}

func simpul(judul string, anak ...document.Simpul) document.Simpul {
	return document.Simpul{Judul: judul, Anak: anak}
}

// dinas has a head, so many divisions and under each so many sections.
func dinas(bidang, seksi int) document.Bagan {
	kepala := document.Simpul{Judul: "Kepala Dinas", Isi: "Dra. Nama Pejabat Panjang Sekali, M.Si."}
	for i := range bidang {
		b := document.Simpul{Judul: fmt.Sprintf("Bidang Rehabilitasi Sosial dan Pemberdayaan %d", i), Isi: "Nama Kepala Bidang"}
		for j := range seksi {
			b.Anak = append(b.Anak, simpul(fmt.Sprintf("Seksi Pelayanan %d.%d", i, j)))
		}
		kepala.Anak = append(kepala.Anak, b)
	}
	return document.Bagan{Akar: []document.Simpul{kepala}}
}

var bagan = map[string]document.Bagan{
	"one box":        {Akar: []document.Simpul{simpul("Kepala")}},
	"four divisions": dinas(4, 3),
	"folded":         dinas(7, 2),
	"twenty wide":    dinas(20, 0),
	"deep":           {Akar: []document.Simpul{simpul("1", simpul("2", simpul("3", simpul("4", simpul("5", simpul("6", simpul("7", simpul("8"), simpul("8b")), simpul("7b"))))))), simpul("2b")}},
	"several roots":  {Akar: []document.Simpul{simpul("A", simpul("a1"), simpul("a2")), simpul("B"), simpul("C", simpul("c1"))}},
	"many roots":     {Akar: dinas(11, 1).Akar[0].Anak},
	"empty":          {},
	"empty box":      {Akar: []document.Simpul{{}}},
	"unclean":        {Akar: []document.Simpul{{Judul: "\x00<script>\u202e" + strings.Repeat("y", 200_000), Isi: strings.Repeat("kata ", 40_000), Anak: []document.Simpul{simpul("😀"), simpul("مرحبا")}}}},
}

func TestBaganFits(t *testing.T) {
	for _, n := range nama(bagan) {
		for _, w := range []float64{lebar, 330} {
			t.Run(fmt.Sprint(n, " ", w), func(t *testing.T) {
				a := gambar.Bagan(bagan[n], w)
				periksaAdegan(t, a)
				var kotak []petak
				for _, b := range a.Bentuk {
					if k, ok := b.(gambar.Kotak); ok {
						p := petak{k.X, k.Y, k.X + k.Lebar, k.Y + k.Tinggi}
						for _, q := range kotak {
							if p.kena(q) {
								t.Errorf("boxes cover each other: %v and %v", p, q)
							}
						}
						kotak = append(kotak, p)
					}
				}
				for _, x := range tulisan(a) {
					p := petakTulisan(x)
					if !slices.ContainsFunc(kotak, func(k petak) bool {
						return p.kiri >= k.kiri && p.kanan <= k.kanan && p.atas >= k.atas && p.bawah <= k.bawah
					}) {
						t.Errorf("%.40q stands in no box", x.Teks)
					}
				}
				if want := jumlahSimpul(bagan[n].Akar); len(kotak) != want {
					t.Errorf("got %d boxes, want %d", len(kotak), want)
				}
				if !reflect.DeepEqual(a, gambar.Bagan(bagan[n], w)) {
					t.Error("drawn twice: got two scenes")
				}
			})
		}
	}
	if a := gambar.Bagan(dinas(6, 3), lebar); a.Tinggi > 600 {
		t.Errorf("25 boxes: got height %v, want one that a page has", a.Tinggi)
	}
}

func jumlahSimpul(s []document.Simpul) int {
	n := len(s)
	for _, x := range s {
		n += jumlahSimpul(x.Anak)
	}
	return n
}

// Every box says its whole name, in lines.
func TestBaganSaysItsNames(t *testing.T) {
	var b strings.Builder
	for _, x := range tulisan(gambar.Bagan(bagan["folded"], lebar)) {
		b.WriteString(x.Teks + " ")
	}
	for i := range 7 {
		for _, want := range []string{fmt.Sprintf("Bidang Rehabilitasi Sosial dan Pemberdayaan %d", i), fmt.Sprintf("Seksi Pelayanan %d.1", i)} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("got no %q", want)
			}
		}
	}
}

func TestSVG(t *testing.T) {
	for _, n := range nama(grafik) {
		s := gambar.Grafik(grafik[n], lebar).SVG("g-1", "Judul <1>", "Uraian & lain")
		for _, want := range []string{`<svg role="img" width="450"`, `aria-labelledby="g-1-judul g-1-uraian"`, `<title id="g-1-judul">Judul &lt;1&gt;</title>`, `<desc id="g-1-uraian">Uraian &amp; lain</desc>`} {
			if !strings.Contains(s, want) {
				t.Errorf("%s: got no %s", n, want)
			}
		}
		for _, no := range []string{"<script", "style=", "NaN", "Inf"} {
			if strings.Contains(s, no) {
				t.Errorf("%s: got %s", n, no)
			}
		}
		d := xml.NewDecoder(strings.NewReader(s))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", n, err)
			}
		}
	}
}

func TestQR(t *testing.T) {
	a, err := gambar.QR("https://capaian.example/periksa/ab12cd34", 100)
	if err != nil {
		t.Fatal(err)
	}
	periksaAdegan(t, a)
	// The three corner marks: a dark bar of seven modules at the outer edges.
	var m float64
	sudut := 0
	for _, b := range a.Bentuk[1:] {
		k := b.(gambar.Kotak)
		if m == 0 {
			m = k.Lebar / 7
		}
		if math.Abs(k.Lebar-7*m) < 1e-9 && math.Abs(k.Y-4*m) < 1e-9 {
			sudut++
		}
		if k.X < 4*m-1e-9 || k.Y < 4*m-1e-9 || k.X+k.Lebar > 100-4*m+1e-9 {
			t.Errorf("blank margin: got %v", k)
		}
	}
	if sudut != 2 {
		t.Errorf("marks in the upper corners: got %d, want 2", sudut)
	}
	if _, err := gambar.QR(strings.Repeat("x", 5000), 100); err == nil {
		t.Error("too long a text: got no error")
	}
}

func BenchmarkGrafik(b *testing.B) {
	for b.Loop() {
		gambar.Grafik(grafik["38 bars"], lebar)
	}
}
