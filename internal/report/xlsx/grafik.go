package xlsx

import (
	"fmt"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"capaian/internal/report/document"
)

// Measures of a chart's sheet.
const (
	lebarNama     = 30.0 // column of the categories, in digits
	lebarNilai    = 16.0 // column of a series
	titikBaris    = 15.0 // rows that the chart lies over
	pikselBaris   = 20
	pikselHuruf   = 7
	tinggiGrafik  = 340 // pixels
	tinggiBatang  = 16  // pixels of a bar
	kategoriMaks  = 12  // columns; more of them lie down
	tinggiTerbaik = 900
)

// Shades of the series from the palest, and the one colour that stands out.
var rona = [][]string{{warnaIsian}, {"C3CED8", warnaIsian}, {"D9E1E8", "7D9AB3", warnaIsian}, {"D9E1E8", "7D9AB3", "4D7EA3", "123A58"}}

// Shades of lines, which must not be pale.
var ronaGaris = []string{"7B8794", warnaIsian, "1F2933", "7D9AB3", "123A58"}

// grafik writes a chart and under it the figures that it shows: references to the cells
// they stand in, where they do, so that the chart follows them.
func (p *penulis) grafik(b *document.Gambar) error {
	g := b.Grafik
	l := &lembar{penulis: p, nama: p.lembarDari[b], lebar: []float64{lebarNama}}
	for len(l.lebar) < 1+len(g.Seri) || l.jumlah() < lebarPotret-lebarNilai/2 {
		l.lebar = append(l.lebar, lebarNilai)
	}
	l.lanskap = l.jumlah() > lebarPotret*1.25
	if err := l.atas(b.Sebutan()); err != nil {
		return err
	}
	tinggi := tinggiGrafik
	if mendatar(g) {
		tinggi = min(tinggiTerbaik, max(tinggiGrafik/2, len(g.Kategori)*(len(g.Seri)*tinggiBatang+6)+60))
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
	for i, s := range b.Catatan {
		if err := l.baris(kepala+len(g.Kategori)+2+i, s, gaya{kursif: true}); err != nil {
			return err
		}
	}
	return l.tutup(0, 0)
}

// mendatar tells whether the chart has bars: those that are asked for, and columns that
// are too many.
func mendatar(g *document.Grafik) bool {
	return g.Jenis == document.BatangDatar || g.Jenis == document.Batang && len(g.Kategori) > kategoriMaks
}

// data writes the figures of a chart under a header in row kepala.
func (l *lembar) data(g *document.Grafik, kepala int) error {
	akhiran := ""
	if g.Satuan == "%" {
		akhiran = "%"
	}
	tulis := func(kolom, baris int, s string, gy gaya) (string, error) {
		return fmt.Sprintf("%s%d", namaKolom(kolom), baris), l.petak(baris, kolom, kolom, muat(bersih(s)), gy)
	}
	gKepala := gaya{kotak: true, kepala: true, rata: document.Tengah}
	tinggi := gKepala.tinggiTeks("", 1)
	nama := func(s document.Seri) string {
		if g.Satuan == "" || g.Satuan == "%" {
			return s.Nama
		}
		return s.Nama + " (" + g.Satuan + ")"
	}
	if _, err := tulis(1, kepala, "Kategori", gKepala); err != nil {
		return err
	}
	for n, s := range g.Seri {
		if _, err := tulis(2+n, kepala, nama(s), gKepala); err != nil {
			return err
		}
		tinggi = max(tinggi, gKepala.tinggiTeks(bersih(nama(s)), gKepala.isi(lebarNilai)))
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
		if _, err := tulis(1, baris, k, gNama); err != nil {
			return err
		}
		for n, s := range g.Seri {
			if err := l.nilai(s, i, fmt.Sprintf("%s%d", namaKolom(2+n), baris), formatDesimal(g.Desimal, akhiran)); err != nil {
				return err
			}
		}
	}
	return nil
}

// nilai writes one figure of a series: a reference to its cell, the figure itself, or
// nothing. A cell that says in words why it has no figure is a gap in the chart.
func (l *lembar) nilai(s document.Seri, i int, sel, format string) error {
	v := s.Nilai[i]
	g := gaya{kotak: true, rata: document.Kanan, format: format, redup: v == nil}
	if err := l.gayai(sel, sel, g); err != nil {
		return err
	}
	if i < len(s.Kunci) && s.Kunci[i] != "" {
		simpan := tersimpan{teks: "#N/A", jenis: "e"}
		if v != nil {
			simpan = tersimpan{teks: v.String(), jenis: "n"}
		}
		k := "{" + s.Kunci[i] + "}"
		return l.hidup(sel, "IF(ISNUMBER("+k+"),"+k+",NA())", simpan)
	}
	if v == nil {
		return nil
	}
	return l.f.SetCellDefault(l.nama, sel, v.String())
}

// tempatkan lays the chart over the rows above its figures.
func (l *lembar) tempatkan(b *document.Gambar, kepala, tinggi int) error {
	g, n := b.Grafik, len(b.Grafik.Kategori)
	c := &excelize.Chart{Type: excelize.Col, ShowBlanksAs: "gap",
		Format:    excelize.GraphicOptions{AltText: bersih(gabungkan(". ", b.Sebutan(), b.Alt)), Name: bersih(b.ID), LockAspectRatio: true, Positioning: "oneCell"},
		Dimension: excelize.ChartDimension{Width: uint(l.jumlah() * pikselHuruf), Height: uint(tinggi)},
		Legend:    excelize.ChartLegend{Position: "none"},
		PlotArea:  excelize.ChartPlotArea{ShowVal: true},
		Border:    excelize.LineOptions{Type: excelize.LineSolid, Fill: isiWarna("D0D7DE"), Width: 0.75},
	}
	if len(g.Seri) > 1 {
		c.Legend.Position = "top"
	}
	letak := excelize.ChartDataLabelsPositionOutsideEnd
	switch {
	case g.Jenis == document.Garis:
		c.Type, letak = excelize.Line, excelize.ChartDataLabelsPositionAbove
	case mendatar(g):
		c.Type, c.XAxis.ReverseOrder = excelize.Bar, true
	}
	label, sumbu, satuan := formatSumbu(g)
	c.PlotArea.NumFmt.CustomNumFmt = label
	c.XAxis.Font = excelize.Font{Size: 9, Color: "1F2933"}
	c.YAxis.Font = excelize.Font{Size: 9, Color: "52606D"}
	c.YAxis.MajorGridLines, c.YAxis.NumFmt.CustomNumFmt = true, sumbu
	if satuan != "" {
		c.YAxis.Title = excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: satuan, Font: &excelize.Font{Size: 9, Color: "52606D"}}}}
	}
	lembar := "'" + l.nama + "'!"
	for i := range g.Seri {
		k := namaKolom(2 + i)
		s := excelize.ChartSeries{Name: fmt.Sprintf("%s$%s$%d", lembar, k, kepala), Categories: fmt.Sprintf("%s$A$%d:$A$%d", lembar, kepala+1, kepala+n),
			Values: fmt.Sprintf("%s$%s$%d:$%s$%d", lembar, k, kepala+1, k, kepala+n), DataLabelPosition: letak,
			DataLabel: excelize.ChartDataLabel{Font: excelize.Font{Size: 8, Color: "1F2933"}}}
		if c.Type == excelize.Line {
			w := warnaIsian
			if len(g.Seri) > 1 {
				w = ronaGaris[i%len(ronaGaris)]
			}
			s.Line = excelize.LineOptions{Type: excelize.LineSolid, Fill: isiWarna(w), Width: 2}
			if len(g.Seri) > 1 && i%2 == 0 {
				s.Line.Dash = excelize.LineDashDash
			}
			s.Marker = excelize.ChartMarker{Symbol: "circle", Size: 6, Fill: isiWarna(w)}
		} else {
			r := rona[min(len(g.Seri), len(rona))-1]
			s.Fill = isiWarna(r[i%len(r)])
			s.Line = excelize.LineOptions{Type: excelize.LineSolid, Fill: isiWarna("44596B"), Width: 0.75}
			if len(g.Seri) == 1 && g.Fokus != "" {
				s.Fill = isiWarna("C3CED8")
				for j, nama := range g.Kategori {
					if nama == g.Fokus {
						s.DataPoint = append(s.DataPoint, excelize.ChartDataPoint{Index: j, Fill: isiWarna(warnaIsian)})
					}
				}
			}
		}
		c.Series = append(c.Series, s)
	}
	return l.f.AddChart(l.nama, fmt.Sprintf("A%d", barisPertama), c)
}

func isiWarna(w string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{w}}
}

// formatSumbu is how values and axis are written in a chart, and the axis's unit: large
// ones in millions and beyond.
func formatSumbu(g *document.Grafik) (label, sumbu, satuan string) {
	terbesar := decimal.Zero
	for _, s := range g.Seri {
		for _, v := range s.Nilai {
			if v != nil {
				terbesar = decimal.Max(terbesar, v.Abs())
			}
		}
	}
	satuan = bersih(g.Satuan)
	if satuan == "%" {
		return formatDesimal(g.Desimal, "%"), formatDesimal(0, "%"), ""
	}
	for _, b := range []struct {
		pangkat     int32
		koma, besar string
	}{{12, ",,,,", "triliun"}, {9, ",,,", "miliar"}, {6, ",,", "juta"}} {
		if terbesar.GreaterThanOrEqual(decimal.New(1, b.pangkat)) {
			if satuan == "Rp" {
				satuan = "rupiah"
			}
			return "#,##0.00" + b.koma, "#,##0.0" + b.koma, gabungkan(" ", "dalam", b.besar, satuan)
		}
	}
	return formatDesimal(g.Desimal, ""), "General", satuan
}

// namaKolom is a column's letters.
func namaKolom(kolom int) string { return document.Huruf(kolom, 'A') }
