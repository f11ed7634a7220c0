package gambar

import (
	"math"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/document"
)

// Colours: greys and one blue, told apart by their lightness also where they are
// printed without colour.
const (
	tinta  Warna = 0x1f2933
	redup  Warna = 0x52606d
	kisi   Warna = 0xdde3e9
	sumbu  Warna = 0x7b8794
	tepi   Warna = 0x44596b
	aksen  Warna = 0x1f5f8b
	pucat  Warna = 0xc3ced8
	putih  Warna = 0xffffff
	dasar  Warna = 0xe8eef4
	bayang Warna = 0x7b8794
	gelap  Warna = 0x123a58
	sedang Warna = 0x7d9ab3
	terang Warna = 0xd9e1e8
	redam  Warna = 0x4d7ea3
)

// Measures in points.
const (
	tinggiPlot  = 150.0 // of columns and lines
	tinggiMaks  = 620.0 // of rows of bars: what a page has room for
	tinggiEnak  = 400.0 // of rows of bars while they are no thinner than the thinnest
	jarakTeks   = 4.0
	tebalBatang = 11.0
	tipisBatang = 5.5
	jeda        = 3.0 // between rows of bars
	lebarTegak  = 44.0
	langkahPlot = 5
)

var (
	hurufLegenda = rupa{ukuran: 8}
	hurufSumbu   = rupa{ukuran: 7.5}
	hurufNama    = rupa{ukuran: 8}
	hurufNilai   = rupa{ukuran: 7.5}
)

const (
	tandaKosong   = "–"
	belumAda      = "belum ada nilai"
	catatanKosong = "– belum ada nilai"
)

// grafik is a chart with its texts cleaned and its values in a full grid.
type grafik struct {
	document.Grafik
	nama  []string             // of the series
	nilai [][]*decimal.Decimal // series, category
	sisa  int                  // categories that are left out
}

// Grafik draws a chart of a width in points. Columns whose names or values do not fit
// side by side lie down as bars; of more bars than a page has room for the first are
// drawn, and the figure says how many are not.
func Grafik(g document.Grafik, lebar float64) Adegan {
	k := kanvas{Adegan: Adegan{Lebar: lebar}}
	k.grafik(g, min(len(g.Kategori), rapat(len(g.Seri))))
	return k.Adegan
}

// rapat is how many categories of so many series a page has room for.
func rapat(seri int) int {
	return int(tinggiMaks / (float64(max(1, seri))*tipisBatang + jeda))
}

func (k *kanvas) grafik(d document.Grafik, n int) {
	g := rapikan(d, n)
	switch u, muat := g.ukuranTegak(k.Lebar); {
	case n == 0 || len(g.nilai) == 0:
		k.tulis(0, 9, "Belum ada nilai yang dapat digambar.", hurufLegenda, Awal, redup)
		k.Tinggi = 14
	case d.Jenis == document.Garis:
		k.garisGaris(g)
	case d.Jenis == document.Batang && muat:
		k.tegak(g, u)
	default:
		k.datar(g)
	}
}

// Tegak tells whether a chart of a width in points has its categories side by side:
// columns do whose names and values fit.
func Tegak(g document.Grafik, lebar float64) bool {
	_, muat := rapikan(g, min(len(g.Kategori), rapat(len(g.Seri)))).ukuranTegak(lebar)
	return g.Jenis == document.Batang && muat
}

// rapikan takes the first n categories.
func rapikan(d document.Grafik, n int) grafik {
	g := grafik{Grafik: d, sisa: len(d.Kategori) - n}
	g.Kategori = make([]string, n)
	for i := range g.Kategori {
		g.Kategori[i] = bersih(d.Kategori[i])
	}
	g.Fokus, g.Satuan = bersih(d.Fokus), bersih(d.Satuan)
	for _, s := range d.Seri {
		nilai := make([]*decimal.Decimal, n)
		copy(nilai, s.Nilai)
		g.nama, g.nilai = append(g.nama, bersih(s.Nama)), append(g.nilai, nilai)
	}
	return g
}

// rentang is the axis of the chart; bars grow from nothing, lines only where that does
// not flatten them.
func (g grafik) rentang(langkah int) skala {
	var semua []decimal.Decimal
	for _, s := range g.nilai {
		for _, v := range s {
			if v != nil {
				semua = append(semua, *v)
			}
		}
	}
	if g.Acuan != nil && len(semua) > 0 {
		semua = append(semua, *g.Acuan)
	}
	if len(semua) == 0 {
		return skalaDari(decimal.Zero, decimal.NewFromInt(1), langkah)
	}
	bawah, atas := decimal.Min(semua[0], semua...), decimal.Max(semua[0], semua...)
	if g.Jenis != document.Garis || bawah.Mul(decimal.NewFromInt(2)).LessThan(atas) {
		bawah, atas = decimal.Min(bawah, decimal.Zero), decimal.Max(atas, decimal.Zero)
	}
	return skalaDari(bawah, atas, langkah)
}

// tampil is a value as written in the chart.
func (g grafik) tampil(v *decimal.Decimal) string {
	if v == nil {
		return tandaKosong
	}
	t := locale.Angka(*v, g.Desimal)
	if g.Satuan == "%" {
		t += "%"
	}
	return t
}

// terlebar is the width of the widest value as written.
func (g grafik) terlebar(h rupa) float64 {
	w := 0.0
	for _, s := range g.nilai {
		for _, v := range s {
			w = max(w, h.lebar(g.tampil(v)))
		}
	}
	return w
}

// acuan is the value that others are held against, as written.
func (g grafik) acuan() string {
	t := locale.AngkaRingkas(*g.Acuan)
	if g.Satuan == "%" {
		t += "%"
	}
	return t
}

// bolong tells whether any value is not known.
func (g grafik) bolong() bool {
	return slices.ContainsFunc(g.nilai, func(s []*decimal.Decimal) bool { return slices.Contains(s, nil) })
}

// satuan is the line over the axis: what is measured, in what.
func (g grafik) satuan(s skala) string {
	t := g.Satuan
	if s.sebutan != "" {
		if strings.EqualFold(strings.TrimSuffix(t, "."), "rp") {
			t = "rupiah"
		}
		t = strings.TrimSpace("dalam " + s.sebutan + " " + t)
	}
	if len(g.nama) == 1 && g.nama[0] != "" {
		if t == "" {
			return g.nama[0]
		}
		return g.nama[0] + " (" + t + ")"
	}
	return t
}

// kanvas is a scene that is being drawn, from above.
type kanvas struct{ Adegan }

func (k *kanvas) tambah(b Bentuk) { k.Bentuk = append(k.Bentuk, b) }

// tulis puts a line of words.
func (k *kanvas) tulis(x, y float64, s string, h rupa, j Jangkar, w Warna) {
	if s != "" {
		k.tambah(Tulisan{X: x, Y: y, Teks: s, Ukuran: h.ukuran, Tebal: h.tebal, Jangkar: j, Warna: w})
	}
}

// ruas is a straight line.
func (k *kanvas) ruas(x1, y1, x2, y2 float64, w Warna, tebal float64) {
	k.tambah(Garis{Titik: []Titik{{x1, y1}, {x2, y2}}, Warna: w, Tebal: tebal, Isi: Tanpa})
}

// corak is the look of the n-th of several series; beyond five the shades come again,
// hatched.
func corak(n, dari int) (isi Warna, arsir bool) {
	rona := [][]Warna{{aksen}, {aksen}, {pucat, aksen}, {terang, sedang, aksen}, {terang, sedang, redam, gelap}, {putih, terang, sedang, redam, gelap}}
	r := rona[min(dari, len(rona)-1)]
	return r[n%len(r)], n/len(r)%2 == 1
}

// bilah is one filled rectangle of a series.
func (k *kanvas) bilah(x, y, lebar, tinggi float64, isi Warna, arsir bool) {
	k.tambah(Kotak{X: x, Y: y, Lebar: lebar, Tinggi: tinggi, Isi: isi, Tepi: tepi, Tebal: 0.5})
	if !arsir {
		return
	}
	w := tinta
	if isi == redam || isi == gelap || isi == aksen {
		w = putih
	}
	for d := 3.0; d < lebar+tinggi; d += 3 { // x+y = d, cut to the rectangle
		x1, x2 := max(0, d-tinggi), min(lebar, d)
		k.ruas(x+x1, y+d-x1, x+x2, y+d-x2, w, 0.5)
	}
}

// legenda names the series in rows and tells the height that it took.
func (k *kanvas) legenda(g grafik) {
	if len(g.nama) < 2 {
		return
	}
	const contoh, sela = 14.0, 14.0
	x, y := 0.0, k.Tinggi
	for n, nama := range g.nama {
		nama = hurufLegenda.pendek(nama, k.Lebar-contoh-jarakTeks)
		w := contoh + jarakTeks + hurufLegenda.lebar(nama)
		if x > 0 && x+w > k.Lebar {
			x, y = 0, y+hurufLegenda.baris()+3
		}
		if g.Jenis == document.Garis {
			gr := gayaGaris(n, len(g.nama))
			gr.Titik = []Titik{{x, y + 5}, {x + contoh, y + 5}}
			k.tambah(gr)
		} else {
			isi, arsir := corak(n, len(g.nama))
			k.bilah(x+2, y+1, contoh-4, 8, isi, arsir)
		}
		k.tulis(x+contoh+jarakTeks, y+8, nama, hurufLegenda, Awal, tinta)
		x += w + sela
	}
	k.Tinggi = y + hurufLegenda.baris() + 8
}

// kepala is what stands over the plot.
func (k *kanvas) kepala(g grafik, s skala) {
	k.legenda(g)
	if t := g.satuan(s); t != "" {
		k.tulis(0, k.Tinggi+7, hurufSumbu.pendek(t, k.Lebar), hurufSumbu, Awal, redup)
		k.Tinggi += 14
	}
}

// kaki is what stands under the plot.
func (k *kanvas) kaki(g grafik, kosong bool) {
	var catatan []string
	if kosong {
		catatan = append(catatan, catatanKosong)
	}
	if g.sisa > 0 {
		catatan = append(catatan, "dan "+locale.AngkaRingkas(decimal.NewFromInt(int64(g.sisa)))+" lainnya yang tidak digambar")
	}
	for _, c := range catatan {
		k.tulis(0, k.Tinggi+9, c, hurufSumbu, Awal, redup)
		k.Tinggi += 12
	}
	k.Tinggi = math.Ceil(k.Tinggi + 1)
}

// tegakLurus draws the value axis of columns and lines: marks at the left, a rule at
// each. It tells where the plot begins.
func (k *kanvas) tegakLurus(s skala, y float64) (kiri float64) {
	for _, t := range s.tanda() {
		kiri = max(kiri, hurufSumbu.lebar(t.teks)+jarakTeks+2)
	}
	for _, t := range s.tanda() {
		yt := y + tinggiPlot*(1-t.bagian)
		k.ruas(kiri, yt, k.Lebar, yt, kisi, 0.5)
		k.tulis(kiri-jarakTeks, yt+2.6, t.teks, hurufSumbu, Akhir, redup)
	}
	return kiri
}

// namaKategori writes the names under columns or points, in lines, and tells their
// height.
func (k *kanvas) namaKategori(g grafik, kiri, petak, y float64, tiap int) {
	n := 1
	for i, nama := range g.Kategori {
		if i%tiap != 0 {
			continue
		}
		baris := hurufNama.bungkus(nama, petak*float64(tiap)-jarakTeks, barisNama)
		h, w := hurufNama, tinta
		if nama == g.Fokus {
			h.tebal = true
		}
		for r, b := range baris {
			k.tulis(kiri+petak*(float64(i)+0.5), y+9+float64(r)*hurufNama.baris(), b, h, Tengah, w)
		}
		n = max(n, len(baris))
	}
	k.Tinggi = y + 6 + float64(n)*hurufNama.baris()
}

// barisNama is how many lines a name under the axis may take.
const barisNama = 3
