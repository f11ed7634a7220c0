package xlsx

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/report/gambar"
	"capaian/internal/report/ooxml"
)

// Measures of a chart's sheet.
const (
	lebarNama        = 30.0 // column of the categories, in digits
	lebarNilai       = 16.0 // column of a series
	titikBaris       = 15.0 // rows that the chart lies over
	pikselBaris      = 20
	pikselHuruf      = 7
	tinggiGrafik     = 340 // pixels
	tinggiBatang     = 16  // pixels of a bar
	tinggiGrafikMaks = 900
)

// grafik writes a chart and under it the figures that it shows: references to the cells
// they stand in, where they do, so that the chart follows them.
func (p *penulis) grafik(b *document.Gambar) error {
	g := b.Grafik
	l := &lembar{penulis: p, nama: p.lembarDari[b], lebar: []float64{lebarNama}}
	for _, s := range g.Seri {
		lebar := lebarNilai
		for _, v := range s.Nilai {
			if v != nil { // a figure that is wider than its column shows as ####
				lebar = max(lebar, gaya{}.lebar(locale.Angka(*v, g.Desimal)+"%")/titikHuruf+2)
			}
		}
		l.lebar = append(l.lebar, min(lebar, kolomMaks))
	}
	for l.jumlah() < lebarPotret-lebarNilai/2 {
		l.lebar = append(l.lebar, lebarNilai)
	}
	l.lanskap = l.jumlah() > lebarPotret*1.25
	if err := l.atas(b.Sebutan()); err != nil {
		return err
	}
	tinggi := tinggiGrafik
	if g.Jenis != document.Garis && !gambar.Tegak(*g, l.jumlah()*titikHuruf) {
		tinggi = min(tinggiGrafikMaks, max(tinggiGrafik/2, len(g.Kategori)*(len(g.Seri)*tinggiBatang+6)+60))
	}
	kepala := barisPertama
	if len(g.Kategori) > 0 && len(g.Seri) > 0 {
		for ; (kepala-barisPertama)*pikselBaris < tinggi+pikselBaris/2; kepala++ {
			if err := p.f.SetRowHeight(l.nama, kepala, titikBaris); err != nil {
				return err
			}
		}
		if err := l.tempatkan(b, kepala, tinggi); err != nil {
			return err
		}
	}
	if err := l.data(g, kepala); err != nil {
		return err
	}
	catatan := b.Catatan
	if slices.ContainsFunc(g.Seri, berlubang) {
		catatan = append(slices.Clone(catatan), "Sel kosong berarti belum ada nilai; grafik melewatinya.")
	}
	for i, s := range catatan {
		if err := l.baris(kepala+len(g.Kategori)+2+i, s, gaya{kursif: true}); err != nil {
			return err
		}
	}
	return l.tutup(0, 0)
}

// berlubang tells whether a value is not known.
func berlubang(s document.Seri) bool { return slices.Contains(s.Nilai, nil) }

// data writes the figures of a chart under a header in row kepala.
func (l *lembar) data(g *document.Grafik, kepala int) error {
	akhiran := ""
	if g.Satuan == "%" {
		akhiran = "%"
	}
	tulis := func(kolom, baris int, s string, gy gaya) error {
		return l.petak(baris, kolom, kolom, muat(bersih(s)), gy)
	}
	gKepala := gaya{kotak: true, kepala: true, rata: document.Tengah}
	tinggi := gKepala.tinggiTeks("", 1)
	if err := tulis(1, kepala, "Kategori", gKepala); err != nil {
		return err
	}
	for n := range g.Seri {
		nama := ooxml.NamaSeri(*g, n)
		if g.Satuan != "" && g.Satuan != "%" {
			nama += " (" + g.Satuan + ")"
		}
		if err := tulis(2+n, kepala, nama, gKepala); err != nil {
			return err
		}
		tinggi = max(tinggi, gKepala.tinggiTeks(bersih(nama), gKepala.isi(l.lebar[1+n])))
	}
	if err := l.f.SetRowHeight(l.nama, kepala, min(tinggi, tinggiMaks)); err != nil {
		return err
	}
	for i, k := range g.Kategori {
		baris := kepala + 1 + i
		gNama := gaya{kotak: true, tebal: g.Fokus != "" && k == g.Fokus}
		if err := l.f.SetRowHeight(l.nama, baris, min(tinggiMaks, gNama.tinggiTeks(bersih(k), gNama.isi(lebarNama)))); err != nil {
			return err
		}
		if err := tulis(1, baris, k, gNama); err != nil {
			return err
		}
		for n, s := range g.Seri {
			if err := l.nilai(s, i, fmt.Sprintf("%s%d", namaKolom(2+n), baris), ooxml.Format(g.Desimal, akhiran)); err != nil {
				return err
			}
		}
	}
	return nil
}

// nilai writes one figure of a series: a reference to its cell, the figure itself, or
// nothing where there is none, for charts of some programs take anything else for zero.
func (l *lembar) nilai(s document.Seri, i int, sel, format string) error {
	v := s.Nilai[i]
	g := gaya{kotak: true, rata: document.Kanan, format: format}
	if err := l.gayai(sel, sel, g); err != nil {
		return err
	}
	if v == nil {
		return nil
	}
	if i < len(s.Kunci) && s.Kunci[i] != "" {
		k := "{" + s.Kunci[i] + "}"
		return l.hidup(sel, "IF(ISNUMBER("+k+"),"+k+",NA())", tersimpan{v.String(), true})
	}
	return l.f.SetCellDefault(l.nama, sel, v.String())
}

// tempatkan lays the chart over the rows above its figures. excelize makes its place; the
// chart itself is written when the file is packed.
func (l *lembar) tempatkan(b *document.Gambar, kepala, tinggi int) error {
	lebar := l.jumlah()
	ruang := fmt.Sprintf("'%s'!$A$%d", l.nama, kepala)
	err := l.f.AddChart(l.nama, fmt.Sprintf("A%d", barisPertama), &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Name: ruang, Categories: ruang, Values: ruang}},
		Format:    excelize.GraphicOptions{AltText: bersih(gabungkan(". ", b.Sebutan(), b.Alt)), Name: bersih(b.ID), Positioning: "oneCell"},
		Dimension: excelize.ChartDimension{Width: uint(lebar * pikselHuruf), Height: uint(tinggi)}})
	if err != nil {
		return err
	}
	l.ganti[fmt.Sprintf("xl/charts/chart%d.xml", len(l.ganti)+1)] = ooxml.Grafik{Grafik: rapikan(*b.Grafik), Lembar: l.nama, Kepala: kepala, Lebar: lebar * titikHuruf, Bahasa: l.d.Bahasa}.XML()
	return nil
}

// rapikan names the series as their columns are, with the unit, and cleans what is
// written.
func rapikan(g document.Grafik) document.Grafik {
	g.Seri, g.Kategori = slices.Clone(g.Seri), slices.Clone(g.Kategori)
	g.Satuan, g.Fokus = bersih(g.Satuan), bersih(g.Fokus)
	for i := range g.Seri {
		g.Seri[i].Nama = bersih(g.Seri[i].Nama)
		g.Seri[i].Nama = ooxml.NamaSeri(g, i)
	}
	for i := range g.Kategori {
		g.Kategori[i] = bersih(g.Kategori[i])
	}
	return g
}

// namaKolom is a column's letters.
func namaKolom(kolom int) string { return document.Huruf(kolom, 'A') }
