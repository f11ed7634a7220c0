package gambar

import (
	"math"

	"github.com/shopspring/decimal"
)

// ukuranTegak is the size of the values over columns, and whether names and values fit
// side by side.
func (g grafik) ukuranTegak(lebar float64) (rupa, bool) {
	if len(g.Kategori) == 0 || len(g.nilai) == 0 {
		return hurufNilai, true
	}
	s := g.rentang(langkahPlot)
	kiri := 0.0
	for _, t := range s.tanda() {
		kiri = max(kiri, hurufSumbu.lebar(t.teks)+jarakTeks+2)
	}
	petak := (lebar - kiri) / float64(len(g.Kategori))
	for _, nama := range g.Kategori {
		h := rupa{hurufNama.ukuran, nama == g.Fokus}
		if h.kataTerlebar(nama) > petak-jarakTeks || len(h.bungkus(nama, petak-jarakTeks, barisNama+1)) > barisNama {
			return hurufNilai, false
		}
	}
	for _, h := range []rupa{hurufNilai, {ukuran: 6.5}, {ukuran: 6}} {
		if ruang := petak * 0.86 / float64(len(g.nilai)); g.terlebar(h)+1.5 <= ruang {
			return h, true
		}
	}
	return hurufNilai, false
}

// tegak draws columns side by side.
func (k *kanvas) tegak(g grafik, h rupa) {
	s := g.rentang(langkahPlot)
	k.kepala(g, s)
	y := k.Tinggi + h.ukuran + 2 // room for a value on the highest column
	kiri := k.tegakLurus(s, y)
	petak := (k.Lebar - kiri) / float64(max(1, len(g.Kategori)))
	seri := float64(max(1, len(g.nilai)))
	kolom := min(petak*0.86/seri, max(lebarTegak, g.terlebar(h)+2))
	nol := y + tinggiPlot*(1-s.bagian(decimal.Zero))
	for i := range g.Kategori {
		x := kiri + petak*(float64(i)+0.5) - kolom*seri/2
		for n := range g.nilai {
			v := g.nilai[n][i]
			if v == nil {
				k.tulis(x+kolom/2, nol-3, tandaKosong, h, Tengah, redup)
				x += kolom
				continue
			}
			ujung := y + tinggiPlot*(1-s.bagian(*v))
			isi, arsir := g.corak(n, i)
			k.bilah(x+1, min(ujung, nol), kolom-2, math.Abs(nol-ujung), isi, arsir)
			yt := ujung - 2.5
			if v.IsNegative() {
				yt = ujung + h.ukuran
			}
			k.tulis(x+kolom/2, yt, g.tampil(v), h, Tengah, tinta)
			x += kolom
		}
	}
	k.ruas(kiri, nol, k.Lebar, nol, bayang, 0.8)
	if g.Acuan != nil {
		ya := y + tinggiPlot*(1-s.bagian(*g.Acuan))
		k.tambah(Garis{Titik: []Titik{{kiri, ya}, {k.Lebar, ya}}, Warna: tinta, Tebal: 0.9, Putus: true, Isi: Tanpa})
	}
	bawah := y + tinggiPlot
	if !s.bawah.IsZero() { // room for the values under columns that hang down
		bawah += h.ukuran
	}
	k.namaKategori(g, kiri, petak, bawah, 1)
	k.kaki(g, g.bolong())
}

// corak is the look of a bar: the category that the chart is about stands out from
// others of the same series.
func (g grafik) corak(n, i int) (Warna, bool) {
	if len(g.nilai) == 1 && g.Fokus != "" && g.Kategori[i] != g.Fokus {
		return pucat, false
	}
	return corak(n, len(g.nilai))
}

// datar draws bars, the first category on top.
func (k *kanvas) datar(g grafik) {
	seri := float64(max(1, len(g.nilai)))
	batang := min(tebalBatang, max(tipisBatang, (tinggiEnak/float64(max(1, len(g.Kategori)))-jeda)/seri))
	h := rupa{ukuran: min(hurufNilai.ukuran, batang+1.5)}
	nama := rupa{ukuran: min(hurufNama.ukuran, batang*seri+1.5)}
	ruang := max(g.terlebar(h), h.lebar(tandaKosong)) + jarakTeks + 2

	lebarNama := 0.0
	for _, s := range g.Kategori {
		lebarNama = max(lebarNama, rupa{nama.ukuran, s == g.Fokus}.lebar(s))
	}
	lebarNama = min(lebarNama, k.Lebar*0.4)
	kiri, kanan := lebarNama+jarakTeks, k.Lebar-ruang
	langkah := langkahPlot + 1
	s := g.rentang(langkah)
	if s.bawah.IsNegative() {
		kiri += ruang
	}
	for ; langkah > 1 && !longgar(s, kanan-kiri); langkah-- {
		s = g.rentang(langkah - 1)
	}
	k.kepala(g, s)
	if g.Acuan != nil {
		x := kiri + (kanan-kiri)*s.bagian(*g.Acuan)
		k.tulis(x, k.Tinggi+hurufSumbu.ukuran-1, g.acuan(), rupa{hurufSumbu.ukuran, true}, Tengah, tinta)
		k.Tinggi += hurufSumbu.baris() + 1
	}

	atas, y := k.Tinggi, k.Tinggi
	type lajur struct{ y, tinggi float64 }
	letak := make([]lajur, len(g.Kategori))
	teks := make([][]string, len(g.Kategori))
	barisMaks := max(1, int((tinggiMaks/float64(max(1, len(g.Kategori)))-1)/nama.baris()))
	for i, kat := range g.Kategori {
		teks[i] = rupa{nama.ukuran, kat == g.Fokus}.bungkus(kat, lebarNama, min(barisNama, barisMaks))
		tinggi := max(batang*seri+jeda, float64(len(teks[i]))*nama.baris())
		if len(g.Kategori) <= 15 {
			tinggi += jeda
		}
		letak[i] = lajur{y, tinggi}
		y += tinggi
	}
	for _, t := range s.tanda() {
		x := kiri + (kanan-kiri)*t.bagian
		k.ruas(x, atas, x, y, kisi, 0.5)
		k.tulis(x, y+9, t.teks, hurufSumbu, Tengah, redup)
	}
	nol := kiri + (kanan-kiri)*s.bagian(decimal.Zero)
	var nilai []Tulisan // over the line that they are held against
	for i, l := range letak {
		hn := rupa{nama.ukuran, g.Kategori[i] == g.Fokus}
		yt := l.y + l.tinggi/2 - float64(len(teks[i]))*nama.baris()/2 + nama.ukuran*0.95
		for r, b := range teks[i] {
			k.tulis(lebarNama, yt+float64(r)*nama.baris(), b, hn, Akhir, tinta)
		}
		yb := l.y + (l.tinggi-batang*seri)/2
		for n := range g.nilai {
			v := g.nilai[n][i]
			alas := yb + batang/2 + h.ukuran*0.36
			switch {
			case v == nil:
				nilai = append(nilai, Tulisan{nol + jarakTeks, alas, belumAda, h.ukuran, false, Awal, redup})
			case v.IsNegative():
				x := kiri + (kanan-kiri)*s.bagian(*v)
				isi, arsir := g.corak(n, i)
				k.bilah(x, yb, nol-x, batang, isi, arsir)
				nilai = append(nilai, Tulisan{x - jarakTeks + 1, alas, g.tampil(v), h.ukuran, false, Akhir, tinta})
			default:
				x := kiri + (kanan-kiri)*s.bagian(*v)
				isi, arsir := g.corak(n, i)
				k.bilah(nol, yb, x-nol, batang, isi, arsir)
				nilai = append(nilai, Tulisan{x + jarakTeks - 1, alas, g.tampil(v), h.ukuran, false, Awal, tinta})
			}
			yb += batang
		}
	}
	k.ruas(nol, atas, nol, y, bayang, 0.8)
	garis := math.Inf(1)
	if g.Acuan != nil {
		garis = kiri + (kanan-kiri)*s.bagian(*g.Acuan)
		k.tambah(Garis{Titik: []Titik{{garis, atas}, {garis, y}}, Warna: tinta, Tebal: 0.9, Putus: true, Isi: Tanpa})
	}
	for _, t := range nilai {
		if w := h.lebar(t.Teks); t.Jangkar == Awal && t.X < garis+1 && t.X+w > garis-1 {
			k.tambah(Kotak{X: t.X - 1, Y: t.Y - h.ukuran*0.8, Lebar: w + 2, Tinggi: h.ukuran * 1.05, Isi: putih, Tepi: Tanpa})
		}
		k.tambah(t)
	}
	k.Tinggi = y + 12
	k.kaki(g, false)
}

// longgar tells whether the marks of an axis of that length stand apart.
func longgar(s skala, panjang float64) bool {
	t := s.tanda()
	for i := 1; i < len(t); i++ {
		if (hurufSumbu.lebar(t[i-1].teks)+hurufSumbu.lebar(t[i].teks))/2+6 > (t[i].bagian-t[i-1].bagian)*panjang {
			return false
		}
	}
	return true
}

// gayaGaris is the look of the n-th line: its shade and its dashes.
func gayaGaris(n, dari int) Garis {
	g := Garis{Warna: aksen, Tebal: 1.6, Bulat: true, Isi: Tanpa}
	if dari > 1 {
		rona := []Warna{bayang, aksen, tinta, sedang, gelap, redam}
		g.Warna, g.Putus = rona[n%len(rona)], n%2 == 0
	}
	return g
}

// kotakTeks is where a value stands.
type kotakTeks struct{ kiri, atas, kanan, bawah float64 }

func (a kotakTeks) kena(b kotakTeks) bool {
	return a.kiri < b.kanan && b.kiri < a.kanan && a.atas < b.bawah && b.atas < a.bawah
}

// garisGaris draws a line a series, broken where a value is not known. A value stands
// over or under its point, or nowhere where another would be covered.
func (k *kanvas) garisGaris(g grafik) {
	s := g.rentang(langkahPlot)
	k.kepala(g, s)
	y := k.Tinggi + hurufNilai.ukuran + 4
	kiri := k.tegakLurus(s, y)
	petak := (k.Lebar - kiri) / float64(max(1, len(g.Kategori)))
	titik := func(n, i int) Titik {
		return Titik{kiri + petak*(float64(i)+0.5), y + tinggiPlot*(1-s.bagian(*g.nilai[n][i]))}
	}
	k.ruas(kiri, y+tinggiPlot, k.Lebar, y+tinggiPlot, bayang, 0.8)
	var isi []kotakTeks
	for n := range g.nilai {
		gr := gayaGaris(n, len(g.nilai))
		putus := func() {
			if len(gr.Titik) > 0 {
				k.tambah(gr)
				gr.Titik = nil
			}
		}
		for i := range g.Kategori {
			if g.nilai[n][i] == nil {
				putus()
				continue
			}
			t := titik(n, i)
			gr.Titik = append(gr.Titik, t)
			isi = append(isi, kotakTeks{t.X - 2.5, t.Y - 2.5, t.X + 2.5, t.Y + 2.5})
		}
		putus()
	}
	for i := range g.Kategori {
		for n := len(g.nilai) - 1; n >= 0; n-- {
			if g.nilai[n][i] == nil {
				continue
			}
			t, teks := titik(n, i), g.tampil(g.nilai[n][i])
			w := hurufNilai.lebar(teks)/2 + 1
			for _, dy := range []float64{-4.5, 4 + hurufNilai.ukuran*0.8} {
				b := kotakTeks{t.X - w, t.Y + dy - hurufNilai.ukuran*0.75, t.X + w, t.Y + dy + 0.5}
				if b.bawah > y+tinggiPlot+1 || terhalang(b, isi) {
					continue
				}
				isi = append(isi, b)
				k.tambah(Kotak{X: b.kiri + 1, Y: b.atas, Lebar: b.kanan - b.kiri - 2, Tinggi: b.bawah - b.atas, Isi: putih, Tepi: Tanpa})
				k.tulis(t.X, t.Y+dy, teks, hurufNilai, Tengah, tinta)
				break
			}
		}
	}
	tiap, terlebar := 1, 0.0
	for _, nama := range g.Kategori {
		terlebar = max(terlebar, min(hurufNama.kataTerlebar(nama), 60))
	}
	for terlebar > petak*float64(tiap)-jarakTeks && tiap < len(g.Kategori) {
		tiap++
	}
	k.namaKategori(g, kiri, petak, y+tinggiPlot, tiap)
	k.kaki(g, false)
}

func terhalang(b kotakTeks, isi []kotakTeks) bool {
	for _, x := range isi {
		if b.kena(x) {
			return true
		}
	}
	return false
}
