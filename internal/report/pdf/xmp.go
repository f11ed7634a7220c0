package pdf

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"capaian/internal/report/document"
)

// pembuat is the program, for the metadata.
const pembuat = "Capaian"

// xmp is the metadata: what the file is, when and by what it was made, and that it claims
// PDF/A-2a (ISO 19005-2, 6.6) and PDF/UA-1 (ISO 14289-1, 5), with the extension schema
// that the latter's property needs in the former.
const xmp = `<?xpacket begin="` + "\ufeff" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%[1]s</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>%[2]s</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>%[3]s</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>%[4]s</xmp:CreateDate>
<xmp:ModifyDate>%[4]s</xmp:ModifyDate>
<xmp:MetadataDate>%[4]s</xmp:MetadataDate>
<xmp:CreatorTool>%[5]s</xmp:CreatorTool>
<pdf:Producer>%[5]s</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file claims</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`

// keterangan writes the metadata stream and the information dictionary, which say the
// same.
func (b *berkas) keterangan(d document.Dokumen, bahasa string) (metadata, info acuan) {
	judul, dibuat := judulBerkas(d), d.Dibuat.UTC()
	oleh := singkat(d.Instansi)
	if oleh == "" {
		oleh = pembuat
	}
	metadata = b.pesan()
	b.alirkanPolos(metadata, "/Type/Metadata/Subtype/XML", fmt.Appendf(nil, xmp,
		lolos(judul), lolos(oleh), lolos(bahasa), dibuat.Format("2006-01-02T15:04:05+00:00"), pembuat))
	tanggal := tanggalPDF(dibuat)
	info = b.tambah("<</Title%s/Author%s/Creator%s/Producer%s/CreationDate%s/ModDate%s>>",
		teksPDF(judul), teksPDF(oleh), teksPDF(pembuat), teksPDF(pembuat), tanggal, tanggal)
	return metadata, info
}

// judulBerkas is the title that a viewer shows.
func judulBerkas(d document.Dokumen) string {
	var bagian []string
	for _, s := range []string{d.Judul, d.Subjudul, d.Instansi} {
		if s = singkat(s); s != "" {
			bagian = append(bagian, s)
		}
	}
	if len(bagian) == 0 {
		return "Laporan"
	}
	return strings.Join(bagian, " – ")
}

func lolos(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder does not fail
	return b.String()
}

func tanggalPDF(t time.Time) string { return t.Format("(D:20060102150405+00'00')") }
