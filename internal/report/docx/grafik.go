package docx

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/report/document"
	"capaian/internal/report/gambar"
	"capaian/internal/report/huruf"
)

// emu are the English metric units of a point, which drawings are measured in.
const emu = 12700

// Colours of series, as the figures of the other formats have them.
const (
	warnaAksen = "1F5F8B"
	warnaPucat = "C3CED8"
	warnaTepi  = "44596B"
	warnaKisi  = "DDE3E9"
	warnaSumbu = "7B8794"
	warnaTeks  = "1F2933"
)

// rona are the colours of as many series.
var rona = [][]string{{warnaAksen}, {warnaAksen}, {warnaPucat, warnaAksen}, {"D9E1E8", "7D9AB3", warnaAksen}, {"D9E1E8", "7D9AB3", "4D7EA3", "123A58"},
	{"FFFFFF", "D9E1E8", "7D9AB3", "4D7EA3", "123A58"}}

// ronaGaris are the colours of lines, which must not be pale.
var ronaGaris = []string{warnaSumbu, warnaAksen, warnaTeks, "7D9AB3", "123A58", "4D7EA3"}

// tulisGrafik writes a paragraph with a chart that Word draws and people can edit: its
// values lie in the chart and in a workbook beside it.
func (p *penulis) tulisGrafik(nama, alt string, g document.Grafik) error {
	if len(g.Kategori) == 0 || len(g.Seri) == 0 {
		p.buka(alinea{gaya: "Gambar"})
		p.lari("Belum ada nilai yang dapat digambar.", rupa{miring: true, warna: warnaRedup})
		p.tutup()
		return nil
	}
	p.grafik++
	n := p.grafik
	lebar := float64(p.lebar()) / 20
	adegan := gambar.Grafik(g, lebar)
	buku, err := bukuGrafik(g, p.d)
	if err != nil {
		return err
	}
	berkas := fmt.Sprintf("charts/chart%d.xml", n)
	p.paket.acu(fmt.Sprintf("rIdGrafik%d", n), "chart", berkas)
	p.paket.tambah("word/"+berkas, jenisGrafik, grafik{Grafik: g, tegak: g.Jenis == document.Batang && muatTegak(g, lebar), bahasa: bahasa(p.d.Bahasa)}.xml())
	p.paket.tambah(fmt.Sprintf("word/charts/_rels/chart%d.xml.rels", n), "", xmlHubungan([]hubungan{{id: "rId1", jenis: acuan + "package", ke: fmt.Sprintf("../embeddings/grafik%d.xlsx", n)}}))
	p.paket.tambah(fmt.Sprintf("word/embeddings/grafik%d.xlsx", n), "", buku)
	p.buka(alinea{gaya: "Gambar"})
	tinggi := min(max(adegan.Tinggi, 150), float64(p.tinggi())/20-80)
	p.gambarDalam(int(lebar*emu), int(tinggi*emu), nama, alt, "http://schemas.openxmlformats.org/drawingml/2006/chart", fmt.Sprintf(`<c:chart r:id="rIdGrafik%d"/>`, n))
	p.tutup()
	return nil
}

// muatTegak tells whether the names under columns and the values over them fit side by
// side in a width of points.
func muatTegak(g document.Grafik, lebar float64) bool {
	const tepi = 50 // for the axis
	petak := (lebar - tepi) / float64(len(g.Kategori))
	sans := huruf.Pilih(true, false, false)
	for _, s := range g.Kategori {
		for _, kata := range strings.Fields(pendek(s, 200)) {
			if huruf.Ukur(sans, ukuranGrafik/100, kata) > petak-4 {
				return false
			}
		}
		if huruf.Ukur(sans, ukuranGrafik/100, pendek(s, 200)) > 3*petak {
			return false
		}
	}
	for _, s := range g.Seri {
		for _, v := range s.Nilai {
			if v != nil && huruf.Ukur(sans, ukuranGrafik/100, document.Sel{Nilai: v, Format: document.FPersen, Desimal: g.Desimal}.Tampil()) > petak*0.86/float64(len(g.Seri)) {
				return false
			}
		}
	}
	return true
}

// ukuranGrafik is the size of a chart's words in hundredths of a point.
const ukuranGrafik = 750

// grafik is a chart that is written as a part of its own.
type grafik struct {
	document.Grafik
	tegak  bool // columns, not bars
	bahasa string
}

// format is the number format of the values.
func (g grafik) format() string {
	f := "#,##0"
	if g.Desimal > 0 {
		f += "." + strings.Repeat("0", int(min(g.Desimal, 10)))
	}
	if g.Satuan == "%" {
		f += `"%"`
	}
	return atribut(f)
}

// isiWarna fills with a colour.
func isiWarna(w string) string { return `<a:solidFill><a:srgbClr val="` + w + `"/></a:solidFill>` }

// garisWarna is a line of a width in EMU.
func garisWarna(lebar int, w, putus string) string {
	if putus != "" {
		putus = `<a:prstDash val="` + putus + `"/>`
	}
	return fmt.Sprintf(`<a:ln w="%d">%s%s<a:round/></a:ln>`, lebar, isiWarna(w), putus)
}

// teksGrafik are the properties of a chart's words.
func teksGrafik(ukuran int, putar string) string {
	return fmt.Sprintf(`<a:bodyPr%s/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="%d" b="0">%s<a:latin typeface="Arial"/><a:cs typeface="Arial"/></a:defRPr></a:pPr></a:p>`, putar, ukuran, isiWarna(warnaTeks))
}

// xml is the chart's part.
func (g grafik) xml() []byte {
	var b bytes.Buffer
	b.WriteString(kepalaXML + `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:date1904 val="0"/><c:lang val="` + g.bahasa + `"/><c:roundedCorners val="0"/>` +
		`<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>`)
	garis := g.Jenis == document.Garis
	if garis {
		b.WriteString(`<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>`)
	} else {
		arah := "bar"
		if g.tegak {
			arah = "col"
		}
		b.WriteString(`<c:barChart><c:barDir val="` + arah + `"/><c:grouping val="clustered"/><c:varyColors val="0"/>`)
	}
	for n := range g.Seri {
		g.seri(&b, n, garis)
	}
	if garis {
		b.WriteString(`<c:marker val="1"/><c:axId val="1001"/><c:axId val="1002"/></c:lineChart>`)
	} else {
		b.WriteString(`<c:gapWidth val="60"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>`)
	}
	g.sumbu(&b, garis || g.tegak)
	b.WriteString(`</c:plotArea>`)
	if len(g.Seri) > 1 {
		b.WriteString(`<c:legend><c:legendPos val="t"/><c:overlay val="0"/><c:txPr>` + teksGrafik(800, "") + `</c:txPr></c:legend>`)
	}
	b.WriteString(`<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>` +
		`<c:txPr>` + teksGrafik(ukuranGrafik, "") + `</c:txPr><c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`)
	return b.Bytes()
}

// seri writes the n-th series.
func (g grafik) seri(b *bytes.Buffer, n int, garis bool) {
	s, kolom := g.Seri[n], kolomBuku(n+1)
	fmt.Fprintf(b, `<c:ser><c:idx val="%d"/><c:order val="%[1]d"/><c:tx><c:strRef><c:f>Data!$%s$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>%s</c:v></c:pt></c:strCache></c:strRef></c:tx>`,
		n, kolom, atribut(namaSeri(s, n)))
	if garis {
		w, putus := warnaAksen, ""
		if len(g.Seri) > 1 {
			w = ronaGaris[n%len(ronaGaris)]
			if n%2 == 0 {
				putus = "dash"
			}
		}
		b.WriteString(`<c:spPr>` + garisWarna(20320, w, putus) + `</c:spPr><c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr>` + isiWarna(w) + garisWarna(6350, w, "") + `</c:spPr></c:marker>`)
	} else {
		w := rona[min(len(g.Seri), len(rona)-1)]
		b.WriteString(`<c:spPr>` + isiWarna(w[n%len(w)]) + garisWarna(6350, warnaTepi, "") + `</c:spPr><c:invertIfNegative val="0"/>`)
		for i, k := range g.Kategori {
			if len(g.Seri) == 1 && g.Fokus != "" && k != g.Fokus {
				fmt.Fprintf(b, `<c:dPt><c:idx val="%d"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>%s</c:spPr></c:dPt>`, i, isiWarna(warnaPucat)+garisWarna(6350, warnaTepi, ""))
			}
		}
	}
	letak := "outEnd"
	if garis {
		letak = g.letakNilai(n)
	}
	if !garis || len(g.Kategori)*len(g.Seri) <= 30 {
		fmt.Fprintf(b, `<c:dLbls><c:numFmt formatCode="%s" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:txPr>%s</c:txPr><c:dLblPos val="%s"/>`+
			`<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`, g.format(), teksGrafik(700, ""), letak)
	}
	akhir := len(g.Kategori) + 1
	fmt.Fprintf(b, `<c:cat><c:strRef><c:f>Data!$A$2:$A$%d</c:f><c:strCache><c:ptCount val="%d"/>`, akhir, len(g.Kategori))
	for i, k := range g.Kategori {
		fmt.Fprintf(b, `<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, i, atribut(k))
	}
	fmt.Fprintf(b, `</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Data!$%s$2:$%[1]s$%d</c:f><c:numCache><c:formatCode>%s</c:formatCode><c:ptCount val="%d"/>`, kolom, akhir, g.format(), len(g.Kategori))
	for i := range g.Kategori {
		if v := nilaiSeri(s, i); v != nil {
			fmt.Fprintf(b, `<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, i, v)
		}
	}
	b.WriteString(`</c:numCache></c:numRef></c:val>`)
	if garis {
		b.WriteString(`<c:smooth val="0"/>`)
	}
	b.WriteString(`</c:ser>`)
}

// sumbu writes the axes: of the categories, from the top where they lie one below the
// other, and of the values.
func (g grafik) sumbu(b *bytes.Buffer, tegak bool) {
	urut, letakKategori, letakNilai, silang := "maxMin", "l", "b", "max"
	if tegak {
		urut, letakKategori, letakNilai, silang = "minMax", "b", "l", "autoZero"
	}
	teks := `<c:txPr>` + teksGrafik(ukuranGrafik, "") + `</c:txPr>`
	b.WriteString(`<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="` + urut + `"/></c:scaling><c:delete val="0"/><c:axPos val="` + letakKategori + `"/>` +
		`<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>` + garisWarna(9525, warnaSumbu, "") + `</c:spPr>` + teks +
		`<c:crossAx val="1002"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>`)
	b.WriteString(`<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/>` + g.dasar() + `</c:scaling><c:delete val="0"/><c:axPos val="` + letakNilai + `"/><c:majorGridlines><c:spPr>` + garisWarna(6350, warnaKisi, "") + `</c:spPr></c:majorGridlines>`)
	if s := strings.TrimSpace(g.Satuan); s != "" && s != "%" {
		putar := ""
		if tegak {
			putar = ` rot="-5400000" vert="horz"`
		}
		fmt.Fprintf(b, `<c:title><c:tx><c:rich><a:bodyPr%s/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="%d" b="0"/></a:pPr><a:r><a:rPr lang="%s" sz="%[2]d" b="0">%[4]s<a:latin typeface="Arial"/><a:cs typeface="Arial"/></a:rPr><a:t>%[5]s</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`,
			putar, ukuranGrafik, g.bahasa, isiWarna(warnaTeks), atribut(s))
	}
	b.WriteString(`<c:numFmt formatCode="` + g.formatSumbu() + `" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>` + teks +
		`<c:crossAx val="1001"/><c:crosses val="` + silang + `"/><c:crossBetween val="between"/></c:valAx><c:spPr><a:noFill/></c:spPr>`)
}

// formatSumbu is the number format of the axis: with decimals only as far as the values
// are small.
func (g grafik) formatSumbu() string {
	for _, s := range g.Seri {
		for _, v := range s.Nilai {
			if v != nil && v.Abs().GreaterThanOrEqual(decimal.NewFromInt(5)) {
				g.Desimal = 0
			}
		}
	}
	return g.format()
}

// rerata is the mean of the values that a series has.
func rerata(s document.Seri) decimal.Decimal {
	jumlah, n := decimal.Zero, int64(0)
	for _, v := range s.Nilai {
		if v != nil {
			jumlah = jumlah.Add(*v)
			n++
		}
	}
	return jumlah.Div(decimal.NewFromInt(max(1, n)))
}

// letakNilai is where the values of the n-th line stand: over the line that is higher
// than the others on the whole, under the others.
func (g grafik) letakNilai(n int) string {
	for i, s := range g.Seri {
		a, b := rerata(s), rerata(g.Seri[n])
		if i != n && (a.GreaterThan(b) || a.Equal(b) && i > n) {
			return "b"
		}
	}
	return "t"
}

// dasar is the least value of the axis of lines that nothing but their upper half would
// be seen of, "" where the program may choose.
func (g grafik) dasar() string {
	var bawah, atas *decimal.Decimal
	for _, s := range g.Seri {
		for _, v := range s.Nilai {
			if v == nil {
				continue
			}
			if bawah == nil || v.LessThan(*bawah) {
				bawah = v
			}
			if atas == nil || v.GreaterThan(*atas) {
				atas = v
			}
		}
	}
	if g.Jenis != document.Garis || bawah == nil || bawah.Mul(decimal.NewFromInt(2)).LessThan(*atas) || !bawah.IsPositive() {
		return ""
	}
	// Down by the room of the values, to a round number.
	ruang := atas.Sub(*bawah)
	if ruang.IsZero() {
		ruang = atas.Div(decimal.NewFromInt(10))
	}
	langkah := decimal.New(1, int32(ruang.NumDigits())+ruang.Exponent()-1)
	d := bawah.Sub(ruang.Div(decimal.NewFromInt(2))).Div(langkah).Floor().Mul(langkah)
	if d.IsNegative() {
		d = decimal.Zero
	}
	return `<c:min val="` + d.String() + `"/>`
}

// nilaiSeri is the i-th value, nil where none is known.
func nilaiSeri(s document.Seri, i int) *decimal.Decimal {
	if i >= len(s.Nilai) {
		return nil
	}
	return s.Nilai[i]
}

// namaSeri is the name of the n-th series.
func namaSeri(s document.Seri, n int) string {
	if strings.TrimSpace(s.Nama) == "" {
		return fmt.Sprintf("Seri %d", n+1)
	}
	return s.Nama
}

// kolomBuku names the n-th column of a sheet, from 0.
func kolomBuku(n int) string { return document.Huruf(n+1, 'A') }

// bukuGrafik is the workbook that Word opens when somebody edits the chart's data.
func bukuGrafik(g document.Grafik, d document.Dokumen) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(kepalaXML + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	teks := func(kolom, baris int, s string) {
		fmt.Fprintf(&b, `<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>`, kolomBuku(kolom), baris, atribut(pendek(s, 32000)))
	}
	b.WriteString(`<row r="1">`)
	teks(0, 1, "")
	for n, s := range g.Seri {
		teks(n+1, 1, namaSeri(s, n))
	}
	b.WriteString(`</row>`)
	for i, k := range g.Kategori {
		fmt.Fprintf(&b, `<row r="%d">`, i+2)
		teks(0, i+2, k)
		for n, s := range g.Seri {
			if v := nilaiSeri(s, i); v != nil {
				fmt.Fprintf(&b, `<c r="%s%d"><v>%s</v></c>`, kolomBuku(n+1), i+2, v)
			}
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData></worksheet>`)
	const lembar = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	return kemas([]bagian{
		{nama: "[Content_Types].xml", isi: []byte(kepalaXML + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + lembar + `sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + lembar + `worksheet+xml"/></Types>`)},
		{nama: "_rels/.rels", isi: xmlHubungan([]hubungan{{id: "rId1", jenis: acuan + "officeDocument", ke: "xl/workbook.xml"}})},
		{nama: "xl/workbook.xml", isi: []byte(kepalaXML + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
			`<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`)},
		{nama: "xl/_rels/workbook.xml.rels", isi: xmlHubungan([]hubungan{{id: "rId1", jenis: acuan + "worksheet", ke: "worksheets/sheet1.xml"}})},
		{nama: "xl/worksheets/sheet1.xml", isi: b.Bytes()},
	}, d.Dibuat)
}
