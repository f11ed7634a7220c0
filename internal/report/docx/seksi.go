package docx

import (
	"bytes"
	"fmt"
	"strings"
)

// seksi is a section: a run of pages of one shape and numbering.
type seksi struct {
	angka   string // of the pages: romawi or desimal; "" for none
	ulang   bool   // whether counting begins anew
	lanskap bool
	judul   bool // whether the first page has a title instead of a header
}

const (
	romawi  = "lowerRoman"
	desimal = "decimal"
)

// Measures of the sheet in twips, 20 to a point.
const (
	a4Pendek, a4Panjang = 11906, 16838
	tepiKiri            = 1701 // 3 cm, for the binding
	tepiLain            = 1418 // 2.5 cm
	tepiLanskap         = 1134 // 2 cm, left and right of a sheet turned sideways
	tepiKepala          = 709
)

// lebar is the width between the margins.
func (s seksi) lebar() int {
	if s.lanskap {
		return a4Panjang - 2*tepiLanskap
	}
	return a4Pendek - tepiKiri - tepiLain
}

// tinggi is the height between the margins.
func (s seksi) tinggi() int {
	if s.lanskap {
		return a4Pendek - 2*tepiLain
	}
	return a4Panjang - 2*tepiLain
}

// Ids of the parts that headers and footers are.
const (
	kepalaJalan = "rIdKepalaJalan" // title and agency
	kepalaTanda = "rIdKepalaTanda" // the warning alone
	kakiNomor   = "rIdKakiNomor"
	kakiKosong  = "rIdKakiKosong"
)

// xml are the section's properties.
func (s seksi) xml() string {
	var b bytes.Buffer
	b.WriteString(`<w:sectPr>`)
	acu := func(apa, jenis, id string) {
		fmt.Fprintf(&b, `<w:%sReference w:type="%s" r:id="%s"/>`, apa, jenis, id)
	}
	if s.angka == "" {
		acu("header", "default", kepalaTanda)
		acu("footer", "default", kakiKosong)
	} else {
		if s.judul {
			acu("header", "first", kepalaTanda)
		}
		acu("header", "default", kepalaJalan)
		if s.judul {
			acu("footer", "first", kakiNomor)
		}
		acu("footer", "default", kakiNomor)
	}
	b.WriteString(`<w:type w:val="nextPage"/>`)
	if s.lanskap {
		fmt.Fprintf(&b, `<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`, a4Panjang, a4Pendek)
		fmt.Fprintf(&b, `<w:pgMar w:top="%d" w:right="%d" w:bottom="%[1]d" w:left="%[2]d" w:header="%[3]d" w:footer="%[3]d" w:gutter="0"/>`, tepiLain, tepiLanskap, tepiKepala)
	} else {
		fmt.Fprintf(&b, `<w:pgSz w:w="%d" w:h="%d"/>`, a4Pendek, a4Panjang)
		fmt.Fprintf(&b, `<w:pgMar w:top="%d" w:right="%[1]d" w:bottom="%[1]d" w:left="%[2]d" w:header="%[3]d" w:footer="%[3]d" w:gutter="0"/>`, tepiLain, tepiKiri, tepiKepala)
	}
	if s.angka != "" {
		fmt.Fprintf(&b, `<w:pgNumType w:fmt="%s"`, s.angka)
		if s.ulang {
			b.WriteString(` w:start="1"`)
		}
		b.WriteString(`/>`)
	}
	b.WriteString(`<w:cols w:space="708"/>`)
	if s.judul {
		b.WriteString(`<w:titlePg/>`)
	}
	b.WriteString(`</w:sectPr>`)
	return b.String()
}

// mulai ends the section, if it has content, and begins another. What an empty one was to
// begin, the other begins in its place.
func (p *penulis) mulai(s seksi) {
	if p.terisi {
		p.sisipkanSeksi()
	} else {
		s.ulang, s.judul = s.ulang || p.kini.ulang, s.judul || p.kini.judul
	}
	p.kini, p.terisi, p.baru = s, false, false
}

// putar goes on, in the same numbering, on sheets of the other shape.
func (p *penulis) putar() {
	s := p.kini
	s.lanskap = !s.lanskap
	if p.terisi {
		s.ulang, s.judul = false, false
	}
	p.mulai(s)
}

// sisipkanSeksi puts the section's properties into its last paragraph.
func (p *penulis) sisipkanSeksi() {
	if p.ekor < 0 {
		p.sela()
	}
	ekor := bytes.Clone(p.b.Bytes()[p.ekor:])
	p.b.Truncate(p.ekor)
	p.b.WriteString(p.kini.xml())
	p.b.Write(ekor)
	p.ekor = -1
}

// sela writes the paragraph that must stand below a table, as low as can be.
func (p *penulis) sela() {
	p.buka(alinea{gaya: "Sela"})
	p.tutup()
}

// akhiri ends the last section, which a paragraph must be the last of.
func (p *penulis) akhiri() {
	if p.ekor < 0 {
		p.sela()
	}
}

// kepalaDanKaki makes the headers and footers.
func (p *penulis) kepalaDanKaki() {
	const kepala, kaki = "w:hdr", "w:ftr"
	isi := func(unsur string, alinea ...string) []byte {
		var b bytes.Buffer
		b.WriteString(kepalaXML + "<" + unsur + ruangNama + ">")
		for _, a := range alinea {
			b.WriteString(a)
		}
		b.WriteString("</" + unsur + ">")
		return b.Bytes()
	}
	satu := func(gaya, s string) string {
		var b bytes.Buffer
		alinea{gaya: gaya}.tulis(&b)
		lari(&b, pendek(s, 200), rupa{})
		b.WriteString(`</w:p>`)
		return b.String()
	}
	var tanda []string
	if p.d.Tanda != "" {
		tanda = append(tanda, satu("Tanda", p.d.Tanda))
	}
	jalan := append(tanda[:len(tanda):len(tanda)], satu("Header", gabung(" · ", p.d.Judul, p.d.Instansi, p.d.Subjudul)))
	if len(tanda) == 0 {
		tanda = []string{satu("Normal", "")}
	}
	var nomor bytes.Buffer
	alinea{gaya: "Footer"}.tulis(&nomor)
	bidang(&nomor, "PAGE", "1")
	nomor.WriteString(`</w:p>`)
	p.paket.bagian(kepalaJalan, "header1.xml", "header", isi(kepala, jalan...))
	p.paket.bagian(kepalaTanda, "header2.xml", "header", isi(kepala, tanda...))
	p.paket.bagian(kakiNomor, "footer1.xml", "footer", isi(kaki, nomor.String()))
	p.paket.bagian(kakiKosong, "footer2.xml", "footer", isi(kaki, satu("Normal", "")))
}

// gabung joins what is not empty.
func gabung(antara string, s ...string) string {
	var ada []string
	for _, x := range s {
		if strings.TrimSpace(x) != "" {
			ada = append(ada, x)
		}
	}
	return strings.Join(ada, antara)
}
