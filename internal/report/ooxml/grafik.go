// Package ooxml writes what Word files and workbooks share: charts that the office
// programs draw themselves and people can edit (ECMA-376, DrawingML charts), in the looks
// that package gambar gives them elsewhere.
package ooxml

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/report/document"
	"capaian/internal/report/gambar"
)

// Grafik is a chart part over a sheet of figures: the categories one below the other in
// column A, a series in each column beside, their names in row Kepala.
type Grafik struct {
	document.Grafik
	Lembar string  // name of the sheet
	Kepala int     // row of the names, from 1
	Lebar  float64 // of the chart, in points
	Bahasa string  // BCP 47, "" for Indonesian
	Buku   string  // relationship to the workbook with the sheet, "" where the part lies in it
}

// Colours, as the figures of other formats have them.
const (
	warnaAksen = "1F5F8B"
	warnaPucat = "C3CED8"
	warnaTepi  = "44596B"
	warnaKisi  = "DDE3E9"
	warnaSumbu = "7B8794"
	warnaTeks  = "1F2933"
)

// rona are the fills of as many series, ronaGaris the colours of lines, which must not
// be pale.
var (
	rona = [][]string{{warnaAksen}, {warnaPucat, warnaAksen}, {"D9E1E8", "7D9AB3", warnaAksen}, {"D9E1E8", "7D9AB3", "4D7EA3", "123A58"},
		{"FFFFFF", "D9E1E8", "7D9AB3", "4D7EA3", "123A58"}}
	ronaGaris = []string{warnaSumbu, warnaAksen, warnaTeks, "7D9AB3", "123A58", "4D7EA3"}
)

// Sizes of words in hundredths of a point.
const (
	ukuranSumbu   = 800
	ukuranNilai   = 750
	ukuranLegenda = 850
	labelMaks     = 40 // values beside lines; more of them would cover one another
)

// takAda makes a cell that says it has no value a gap too; without it Excel draws a line
// across.
const takAda = `<c:extLst><c:ext uri="{56B9EC1D-385E-4148-901F-78D8002777C0}" xmlns:c16r3="http://schemas.microsoft.com/office/drawing/2017/03/chart"><c16r3:dataDisplayOptions16><c16r3:dispNaAsBlank val="1"/></c16r3:dataDisplayOptions16></c:ext></c:extLst>`

// penulis writes one part.
type penulis struct {
	Grafik
	bytes.Buffer
	garis, tegak bool
}

// XML is the part.
func (g Grafik) XML() []byte {
	p := &penulis{Grafik: g, garis: g.Jenis == document.Garis}
	p.tegak = p.garis || gambar.Tegak(g.Grafik, g.Lebar)
	p.tulis(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">`+
		`<c:date1904 val="0"/><c:lang val="%s"/><c:roundedCorners val="0"/><c:chart>`, aman(p.bahasa()))
	label, sumbu, satuan := p.format()
	if satuan != "" {
		p.tulis(`<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="%d" b="0"/></a:pPr><a:r><a:rPr lang="%s" sz="%[1]d" b="0">%[3]s<a:latin typeface="Arial"/><a:cs typeface="Arial"/></a:rPr><a:t>%[4]s</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`,
			ukuranSumbu, aman(p.bahasa()), isi(warnaTeks), aman(satuan))
	}
	p.tulis(`<c:autoTitleDeleted val="%d"/><c:plotArea><c:layout/>`, map[bool]int{true: 1}[satuan == ""])
	switch {
	case p.garis:
		p.tulis(`<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>`)
	case p.tegak:
		p.tulis(`<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>`)
	default:
		p.tulis(`<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>`)
	}
	for n := range p.Seri {
		p.seri(n, label)
	}
	if p.garis {
		p.tulis(`<c:marker val="1"/><c:axId val="1001"/><c:axId val="1002"/></c:lineChart>`)
	} else {
		p.tulis(`<c:gapWidth val="%d"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>`, map[bool]int{true: 60, false: 35}[p.tegak])
	}
	p.sumbu(sumbu)
	p.tulis(`</c:plotArea>`)
	if len(p.Seri) > 1 {
		p.tulis(`<c:legend><c:legendPos val="t"/><c:overlay val="0"/><c:txPr>%s</c:txPr></c:legend>`, huruf(ukuranLegenda))
	}
	p.tulis(`<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/>%s</c:chart><c:spPr>%s<a:ln><a:noFill/></a:ln></c:spPr><c:txPr>%s</c:txPr>`, takAda, isi("FFFFFF"), huruf(ukuranSumbu))
	if p.Buku != "" {
		p.tulis(`<c:externalData r:id="%s"><c:autoUpdate val="0"/></c:externalData>`, aman(p.Buku))
	}
	p.tulis(`</c:chartSpace>`)
	return p.Bytes()
}

func (p *penulis) tulis(format string, a ...any) { fmt.Fprintf(p, format, a...) }

func (p *penulis) bahasa() string {
	if p.Bahasa == "" {
		return "id"
	}
	return p.Bahasa
}

// acuan is the formula of cells of a column: n from the row of names, below it for
// values.
func (p *penulis) acuan(kolom, dari, sampai int) string {
	k := document.Huruf(kolom, 'A')
	s := fmt.Sprintf("'%s'!$%s$%d", strings.ReplaceAll(p.Lembar, "'", "''"), k, p.Kepala+dari)
	if sampai > dari {
		s += fmt.Sprintf(":$%s$%d", k, p.Kepala+sampai)
	}
	return aman(s)
}

// seri writes the n-th series.
func (p *penulis) seri(n int, format string) {
	s := p.Seri[n]
	p.tulis(`<c:ser><c:idx val="%d"/><c:order val="%[1]d"/><c:tx><c:strRef><c:f>%s</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>%s</c:v></c:pt></c:strCache></c:strRef></c:tx>`,
		n, p.acuan(2+n, 0, 0), aman(NamaSeri(p.Grafik.Grafik, n)))
	letak := "outEnd"
	if p.garis {
		w, putus := warnaAksen, ""
		if len(p.Seri) > 1 {
			w = ronaGaris[n%len(ronaGaris)]
			if n%2 == 0 {
				putus = "dash"
			}
		}
		p.tulis(`<c:spPr>%s</c:spPr><c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr>%s%s</c:spPr></c:marker>`, garis(20320, w, putus), isi(w), garis(6350, w, ""))
		letak = p.letakGaris(n)
	} else {
		w := rona[min(len(p.Seri), len(rona))-1]
		p.tulis(`<c:spPr>%s%s</c:spPr><c:invertIfNegative val="0"/>`, isi(w[n%len(w)]), garis(6350, warnaTepi, ""))
		for i, k := range p.Kategori {
			if len(p.Seri) == 1 && p.Fokus != "" && k != p.Fokus {
				p.tulis(`<c:dPt><c:idx val="%d"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>%s%s</c:spPr></c:dPt>`, i, isi(warnaPucat), garis(6350, warnaTepi, ""))
			}
		}
	}
	if !p.garis || len(p.Kategori)*len(p.Seri) <= labelMaks {
		p.tulis(`<c:dLbls><c:numFmt formatCode="%s" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:txPr>%s</c:txPr><c:dLblPos val="%s"/>`+
			`<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`, aman(format), huruf(ukuranNilai), letak)
	}
	p.tulis(`<c:cat><c:strRef><c:f>%s</c:f><c:strCache><c:ptCount val="%d"/>`, p.acuan(1, 1, len(p.Kategori)), len(p.Kategori))
	for i, k := range p.Kategori {
		p.tulis(`<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, i, aman(k))
	}
	p.tulis(`</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>%s</c:f><c:numCache><c:formatCode>%s</c:formatCode><c:ptCount val="%d"/>`, p.acuan(2+n, 1, len(p.Kategori)), aman(format), len(p.Kategori))
	for i, v := range s.Nilai[:min(len(s.Nilai), len(p.Kategori))] {
		if v != nil {
			p.tulis(`<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, i, v)
		}
	}
	p.tulis(`</c:numCache></c:numRef></c:val>`)
	if p.garis {
		p.tulis(`<c:smooth val="0"/>`)
	}
	p.tulis(`</c:ser>`)
}

// letakGaris puts the values of the lower half of the lines under them.
func (p *penulis) letakGaris(n int) string {
	rata := func(s document.Seri) decimal.Decimal {
		jumlah, ada := decimal.Zero, int64(0)
		for _, v := range s.Nilai {
			if v != nil {
				jumlah, ada = jumlah.Add(*v), ada+1
			}
		}
		return jumlah.DivRound(decimal.NewFromInt(max(ada, 1)), 6)
	}
	di, atas := rata(p.Seri[n]), 0
	for i, s := range p.Seri {
		if r := rata(s); r.GreaterThan(di) || r.Equal(di) && i < n {
			atas++
		}
	}
	if atas*2 >= len(p.Seri) && atas > 0 {
		return "b"
	}
	return "t"
}

// sumbu writes the axes: of the categories, from the top where they lie one below the
// other, and of the values. Columns and bars begin at nothing.
func (p *penulis) sumbu(format string) {
	urut, letakKategori, letakNilai, silang := "maxMin", "l", "b", "max"
	if p.tegak {
		urut, letakKategori, letakNilai, silang = "minMax", "b", "l", "autoZero"
	}
	p.tulis(`<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="%s"/></c:scaling><c:delete val="0"/><c:axPos val="%s"/><c:numFmt formatCode="General" sourceLinked="0"/>`+
		`<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>%s</c:spPr><c:txPr>%s</c:txPr><c:crossAx val="1002"/><c:crosses val="autoZero"/>`+
		`<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>`, urut, letakKategori, garis(9525, warnaSumbu, ""), huruf(ukuranSumbu))
	if !p.tegak {
		p.tulis(`<c:tickLblSkip val="1"/>`)
	}
	p.tulis(`<c:noMultiLvlLbl val="1"/></c:catAx><c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/>`)
	if !p.garis && !p.negatif() {
		p.tulis(`<c:min val="0"/>`)
	}
	p.tulis(`</c:scaling><c:delete val="0"/><c:axPos val="%s"/><c:majorGridlines><c:spPr>%s</c:spPr></c:majorGridlines><c:numFmt formatCode="%s" sourceLinked="0"/>`+
		`<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:txPr>%s</c:txPr><c:crossAx val="1001"/><c:crosses val="%s"/><c:crossBetween val="between"/></c:valAx><c:spPr><a:noFill/></c:spPr>`,
		letakNilai, garis(6350, warnaKisi, ""), aman(format), huruf(ukuranSumbu), silang)
}

// negatif tells whether any value is below nothing.
func (p *penulis) negatif() bool {
	for _, s := range p.Seri {
		for _, v := range s.Nilai {
			if v != nil && v.IsNegative() {
				return true
			}
		}
	}
	return false
}

// NamaSeri is the name of the n-th series, never empty.
func NamaSeri(g document.Grafik, n int) string {
	if s := strings.TrimSpace(g.Seri[n].Nama); s != "" {
		return s
	}
	return fmt.Sprintf("Seri %d", n+1)
}

// Format is the number format of values with decimals and what follows them.
func Format(desimal int32, akhir string) string {
	f := "#,##0"
	if desimal > 0 {
		f += "." + strings.Repeat("0", int(min(desimal, 10)))
	}
	if akhir != "" {
		f += `"` + strings.ReplaceAll(akhir, `"`, "”") + `"`
	}
	return f
}

// format is how values and axis are written, and the unit that stands over the chart:
// large values in millions and beyond.
func (p *penulis) format() (label, sumbu, satuan string) {
	terbesar := decimal.Zero
	for _, s := range p.Seri {
		for _, v := range s.Nilai {
			if v != nil {
				terbesar = decimal.Max(terbesar, v.Abs())
			}
		}
	}
	desimal := p.Desimal
	if terbesar.GreaterThanOrEqual(decimal.NewFromInt(5)) {
		desimal = 0
	}
	satuan = strings.TrimSpace(p.Satuan)
	if satuan == "%" {
		return Format(p.Desimal, "%"), Format(desimal, "%"), ""
	}
	for _, b := range []struct {
		pangkat       int32
		koma, sebutan string
	}{{12, ",,,,", "triliun"}, {9, ",,,", "miliar"}, {6, ",,", "juta"}} {
		if terbesar.GreaterThanOrEqual(decimal.New(1, b.pangkat)) {
			if strings.EqualFold(strings.TrimSuffix(satuan, "."), "rp") {
				satuan = "rupiah"
			}
			return Format(2, "") + b.koma, Format(1, "") + b.koma, strings.TrimSpace("dalam " + b.sebutan + " " + satuan)
		}
	}
	return Format(p.Desimal, ""), Format(desimal, ""), satuan
}

// isi fills with a colour.
func isi(w string) string { return `<a:solidFill><a:srgbClr val="` + w + `"/></a:solidFill>` }

// garis is a line of a width in EMU.
func garis(lebar int, w, putus string) string {
	if putus != "" {
		putus = `<a:prstDash val="` + putus + `"/>`
	}
	return fmt.Sprintf(`<a:ln w="%d">%s%s<a:round/></a:ln>`, lebar, isi(w), putus)
}

// huruf are the properties of words.
func huruf(ukuran int) string {
	return fmt.Sprintf(`<a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="%d" b="0">%s<a:latin typeface="Arial"/><a:cs typeface="Arial"/></a:defRPr></a:pPr><a:endParaRPr lang="id"/></a:p>`, ukuran, isi(warnaTeks))
}

// aman escapes text; characters that XML forbids are replaced.
func aman(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(strings.Join(strings.Fields(s), " "))) // into memory: cannot fail
	return b.String()
}
