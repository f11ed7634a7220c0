package docx

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"strconv"
	"strings"
	"time"

	"capaian/internal/report/document"
)

const kepalaXML = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// ruangNama declares the names that the parts of the text use.
const ruangNama = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
	` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
	` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"` +
	` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
	` xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"` +
	` xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"` +
	` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
	` xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"` +
	` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"`

// Content types of parts.
const (
	jenisWord      = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	jenisDokumen   = jenisWord + "document.main+xml"
	jenisPenomoran = jenisWord + "numbering+xml"
	jenisGrafik    = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
	jenisInti      = "application/vnd.openxmlformats-package.core-properties+xml"
	jenisLuas      = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
)

// Types of relationships.
const (
	acuan     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	acuanInti = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
)

// bagianTetap are the parts that are the same in every file but for the language.
//
//go:embed bagian/*.xml
var bagianTetap embed.FS

// paket gathers the parts of a file.
type paket struct {
	bagianIsi []bagian
	dokumen   []hubungan // from the main part
}

// bagian is one part; one without a content type has that of its extension.
type bagian struct {
	nama, jenis string
	isi         []byte
}

// hubungan is a relationship to a part, or to an address outside of the file.
type hubungan struct {
	id, jenis, ke string
	luar          bool
}

func (p *paket) tambah(nama, jenis string, isi []byte) {
	p.bagianIsi = append(p.bagianIsi, bagian{nama, jenis, isi})
}

// bagian adds a part beside the main one, which refers to it.
func (p *paket) bagian(id, nama, jenis string, isi []byte) {
	p.tambah("word/"+nama, jenisWord+jenis+"+xml", isi)
	p.dokumen = append(p.dokumen, hubungan{id: id, jenis: acuan + jenis, ke: nama})
}

// acu adds a relationship from the main part.
func (p *paket) acu(id, jenis, ke string) {
	p.dokumen = append(p.dokumen, hubungan{id: id, jenis: acuan + jenis, ke: ke})
}

// xmlHubungan is a part of relationships.
func xmlHubungan(h []hubungan) []byte {
	var b bytes.Buffer
	b.WriteString(kepalaXML + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, x := range h {
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s" Target="%s"`, x.id, x.jenis, atribut(x.ke))
		if x.luar {
			b.WriteString(` TargetMode="External"`)
		}
		b.WriteString(`/>`)
	}
	b.WriteString(`</Relationships>`)
	return b.Bytes()
}

// tetap adds the parts that depend on little or nothing of the document.
func (p *penulis) tetap() {
	babBaru := "" // without a cover, chapters follow each other on the page
	if p.d.Sampul {
		babBaru = "<w:pageBreakBefore/>"
	}
	ganti := strings.NewReplacer("BAHASA", bahasa(p.d.Bahasa), "<!--bab-->", babBaru, "LEBAR", strconv.Itoa(p.kertas(document.Tegak).isiLebar()))
	for _, b := range []struct{ nama, jenis string }{{"styles", "styles"}, {"settings", "settings"}, {"fontTable", "fontTable"}} {
		isi, err := bagianTetap.ReadFile("bagian/" + b.nama + ".xml")
		if err != nil {
			panic(err) // it is part of the program
		}
		p.paket.bagian("rId"+b.nama, b.nama+".xml", b.jenis, []byte(ganti.Replace(string(isi))))
	}
	p.paket.acu("rIdnumbering", "numbering", "numbering.xml")
	var inti bytes.Buffer
	inti.WriteString(kepalaXML + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	for _, s := range []struct{ unsur, isi string }{
		{"dc:title", gabung(" ", p.d.Judul, p.d.Subjudul)}, {"dc:subject", gabung(" ", p.d.Instansi, p.d.Daerah)},
		{"dc:creator", p.d.Instansi}, {"dc:description", p.d.Tanda}, {"dc:language", bahasa(p.d.Bahasa)}, {"cp:lastModifiedBy", p.d.Instansi},
	} {
		if s.isi != "" {
			fmt.Fprintf(&inti, `<%s>%s</%[1]s>`, s.unsur, atribut(pendek(s.isi, 500)))
		}
	}
	if waktu := p.d.Dibuat.UTC().Format("2006-01-02T15:04:05Z"); !p.d.Dibuat.IsZero() {
		fmt.Fprintf(&inti, `<dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">%[1]s</dcterms:modified>`, waktu)
	}
	inti.WriteString(`</cp:coreProperties>`)
	p.paket.tambah("docProps/core.xml", jenisInti, inti.Bytes())
	p.paket.tambah("docProps/app.xml", jenisLuas, []byte(kepalaXML+
		`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Capaian</Application><Company>`+
		atribut(pendek(p.d.Instansi, 200))+`</Company></Properties>`))
	p.paket.tambah("word/_rels/document.xml.rels", "", xmlHubungan(p.paket.dokumen))
	p.paket.tambah("_rels/.rels", "", xmlHubungan([]hubungan{
		{id: "rId1", jenis: acuan + "officeDocument", ke: "word/document.xml"},
		{id: "rId2", jenis: acuanInti, ke: "docProps/core.xml"},
		{id: "rId3", jenis: acuan + "extended-properties", ke: "docProps/app.xml"},
	}))
}

// bahasa is a language as Word names it.
func bahasa(s string) string {
	switch s {
	case "", "id":
		return "id-ID"
	}
	return atribut(s)
}

// bungkus packs the parts, what tells their types first, all of one time.
func (p *paket) bungkus(waktu time.Time) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(kepalaXML + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Default Extension="png" ContentType="image/png"/>` +
		`<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>`)
	for _, s := range p.bagianIsi {
		if s.jenis != "" {
			fmt.Fprintf(&b, `<Override PartName="/%s" ContentType="%s"/>`, s.nama, s.jenis)
		}
	}
	b.WriteString(`</Types>`)
	return kemas(append([]bagian{{nama: "[Content_Types].xml", isi: b.Bytes()}}, p.bagianIsi...), waktu)
}

// waktuZip is the earliest time that a zip can hold.
var waktuZip = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// kemas writes parts as a zip.
func kemas(isi []bagian, waktu time.Time) ([]byte, error) {
	if waktu = waktu.UTC(); waktu.Before(waktuZip) {
		waktu = waktuZip
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, s := range isi {
		w, err := z.CreateHeader(&zip.FileHeader{Name: s.nama, Method: zip.Deflate, Modified: waktu})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(s.isi); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
