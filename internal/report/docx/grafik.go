package docx

import (
	"bytes"
	"fmt"

	"capaian/internal/report/document"
	"capaian/internal/report/gambar"
	"capaian/internal/report/ooxml"
)

// emu are the English metric units of a point, which drawings are measured in.
const emu = 12700

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
	p.paket.tambah("word/"+berkas, jenisGrafik, ooxml.Grafik{Grafik: g, Lembar: lembarData, Kepala: 1, Lebar: lebar, Bahasa: bahasa(p.d.Bahasa), Buku: "rId1"}.XML())
	p.paket.tambah(fmt.Sprintf("word/charts/_rels/chart%d.xml.rels", n), "", xmlHubungan([]hubungan{{id: "rId1", jenis: acuan + "package", ke: fmt.Sprintf("../embeddings/grafik%d.xlsx", n)}}))
	p.paket.tambah(fmt.Sprintf("word/embeddings/grafik%d.xlsx", n), "", buku)
	p.buka(alinea{gaya: "Gambar"})
	tinggi := min(max(adegan.Tinggi, 150), float64(p.tinggi())/20-80)
	p.gambarDalam(int(lebar*emu), int(tinggi*emu), nama, alt, "http://schemas.openxmlformats.org/drawingml/2006/chart", fmt.Sprintf(`<c:chart r:id="rIdGrafik%d"/>`, n))
	p.tutup()
	return nil
}

// lembarData is the sheet that has a chart's values.
const lembarData = "Data"

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
	for n := range g.Seri {
		teks(n+1, 1, ooxml.NamaSeri(g, n))
	}
	b.WriteString(`</row>`)
	for i, k := range g.Kategori {
		fmt.Fprintf(&b, `<row r="%d">`, i+2)
		teks(0, i+2, k)
		for n, s := range g.Seri {
			if v := s.Nilai[i]; v != nil {
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
			`<sheets><sheet name="` + lembarData + `" sheetId="1" r:id="rId1"/></sheets></workbook>`)},
		{nama: "xl/_rels/workbook.xml.rels", isi: xmlHubungan([]hubungan{{id: "rId1", jenis: acuan + "worksheet", ke: "worksheets/sheet1.xml"}})},
		{nama: "xl/worksheets/sheet1.xml", isi: b.Bytes()},
	}, d.Dibuat)
}
