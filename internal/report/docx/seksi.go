package docx

import (
	"bytes"
	"fmt"
	"strings"

	"capaian/internal/report/document"
	"capaian/internal/report/huruf"
)

// seksi is a section: a run of pages of one shape and numbering.
type seksi struct {
	angka  string // of the pages: romawi or desimal; "" for none
	ulang  bool   // whether counting begins anew
	lembar document.Lembar
	judul  bool // whether the first page has a title instead of a header
}

const (
	romawi  = "lowerRoman"
	desimal = "decimal"
)

// tepiKepala is how far header and footer stand from the edge, in twips.
const tepiKepala = 709

// Ids of the parts that headers and footers are.
const (
	kepalaJalan = "rIdKepalaJalan" // title and agency
	kepalaTanda = "rIdKepalaTanda" // the warning alone
	kakiKosong  = "rIdKakiKosong"
)

// kaki are the footers with agency and page number, by the sheet that they are as wide as.
var kaki = [...]string{document.Tegak: "rIdKakiTegak", document.Mendatar: "rIdKakiLanskap", document.MendatarBesar: "rIdKakiLanskapBesar"}

// xmlSeksi are the properties of a section.
func (p *penulis) xmlSeksi(s seksi) string {
	var b bytes.Buffer
	b.WriteString(`<w:sectPr>`)
	acu := func(apa, jenis, id string) {
		fmt.Fprintf(&b, `<w:%sReference w:type="%s" r:id="%s"/>`, apa, jenis, id)
	}
	k := p.kertas(s.lembar)
	switch {
	case s.angka == "":
		acu("header", "default", kepalaTanda)
		acu("footer", "default", kakiKosong)
	case s.judul:
		acu("header", "first", kepalaTanda)
		acu("header", "default", kepalaJalan)
		acu("footer", "first", kaki[s.lembar])
		acu("footer", "default", kaki[s.lembar])
	default:
		acu("header", "default", kepalaJalan)
		acu("footer", "default", kaki[s.lembar])
	}
	fmt.Fprintf(&b, `<w:type w:val="nextPage"/><w:pgSz w:w="%d" w:h="%d"`, k.lebar, k.tinggi)
	if s.lembar != document.Tegak {
		b.WriteString(` w:orient="landscape"`)
	}
	fmt.Fprintf(&b, `/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%[5]d" w:gutter="0"/>`, k.atas, k.kanan, k.bawah, k.kiri, tepiKepala)
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

// putar goes on, in the same numbering, on another kind of sheet.
func (p *penulis) putar(l document.Lembar) {
	s := p.kini
	s.lembar = l
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
	p.b.WriteString(p.xmlSeksi(p.kini))
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
	const unsurKepala, unsurKaki = "w:hdr", "w:ftr"
	isi := func(unsur, alinea string) []byte {
		return []byte(kepalaXML + "<" + unsur + ruangNama + ">" + alinea + "</" + unsur + ">")
	}
	satu := func(gaya, s string) string {
		var b bytes.Buffer
		alinea{gaya: gaya}.tulis(&b)
		lari(&b, s, rupa{})
		b.WriteString(`</w:p>`)
		return b.String()
	}
	kosong := satu("Normal", "")
	tanda := kosong
	jalan := satu("Header", muat(gabung(" ", p.d.Judul, p.d.Subjudul), p.kertas(document.Tegak).isiLebar()))
	if p.d.Tanda != "" {
		tanda = satu("Tanda", pendek(p.d.Tanda, 200))
		jalan = tanda + jalan
	}
	nomor := func(lebar int) string {
		var b bytes.Buffer
		alinea{gaya: "Footer", tab: lebar}.tulis(&b)
		lari(&b, muat(p.d.Instansi, lebar-800)+"\t", rupa{})
		bidang(&b, "PAGE", "1")
		b.WriteString(`</w:p>`)
		return b.String()
	}
	p.paket.bagian(kepalaJalan, "header1.xml", "header", isi(unsurKepala, jalan))
	p.paket.bagian(kepalaTanda, "header2.xml", "header", isi(unsurKepala, tanda))
	for l, id := range kaki {
		p.paket.bagian(id, fmt.Sprintf("footer%d.xml", l+1), "footer", isi(unsurKaki, nomor(p.kertas(document.Lembar(l)).isiLebar())))
	}
	p.paket.bagian(kakiKosong, "footer4.xml", "footer", isi(unsurKaki, kosong))
}

// muat cuts text to one line of a header, whose width is in twips.
func muat(s string, lebar int) string {
	r := []rune(sebaris(pendek(s, 400)))
	for n := len(r); n > 0; n-- {
		t := string(r[:n])
		if n < len(r) {
			t = strings.TrimSpace(t) + "…"
		}
		if huruf.Ukur(huruf.SansBiasa, 8, t)*20 <= float64(lebar) {
			return t
		}
	}
	return ""
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
