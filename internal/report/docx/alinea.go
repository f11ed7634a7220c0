package docx

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"capaian/internal/report/document"
)

// alinea is what a paragraph is besides its words.
type alinea struct {
	gaya   string // id of its style, "" for the normal one
	lanjut bool   // on the page of what follows
	baru   bool   // on a new page
	susul  bool   // on the same page, whatever the style says
	nomor  *nomor // numbering, nil for that of the style
	rapat  bool   // no indent, whatever the style says
	tab    int    // of a stop to whose left text ends, twips; 0 for those of the style
	inden  int    // from the left, twips
	rata   string // "" for that of the style
}

// rupa is the look of a run.
type rupa struct {
	tebal, miring, garis bool
	warna                string // RRGGBB
	ukuran               int    // half points, 0 for that of the style
}

// buka begins a paragraph, on a new page when one was asked for.
func (p *penulis) buka(a alinea) {
	a.baru = a.baru || p.baru
	p.baru, p.terisi = false, true
	p.ekor = a.tulis(&p.b)
}

// tulis begins a paragraph and tells where its properties end.
func (a alinea) tulis(b *bytes.Buffer) int {
	b.WriteString(`<w:p><w:pPr>`)
	if a.gaya != "" {
		b.WriteString(`<w:pStyle w:val="` + a.gaya + `"/>`)
	}
	if a.lanjut {
		b.WriteString(`<w:keepNext/>`)
	}
	switch {
	case a.baru:
		b.WriteString(`<w:pageBreakBefore/>`)
	case a.susul:
		b.WriteString(`<w:pageBreakBefore w:val="0"/>`)
	}
	if a.nomor != nil {
		fmt.Fprintf(b, `<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, a.nomor.tingkat, a.nomor.id)
	}
	if a.tab > 0 {
		fmt.Fprintf(b, `<w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs>`, a.tab)
	}
	switch {
	case a.rapat:
		b.WriteString(`<w:ind w:left="0" w:firstLine="0"/>`)
	case a.inden > 0:
		fmt.Fprintf(b, `<w:ind w:left="%d"/>`, a.inden)
	}
	if a.rata != "" {
		b.WriteString(`<w:jc w:val="` + a.rata + `"/>`)
	}
	ekor := b.Len()
	b.WriteString(`</w:pPr>`)
	return ekor
}

// tutup ends a paragraph.
func (p *penulis) tutup() { p.b.WriteString(`</w:p>`) }

// teks writes running text.
func (p *penulis) teks(t document.Teks) {
	for _, s := range t {
		p.lari(s.Teks, rupa{tebal: s.Tebal, miring: s.Miring})
	}
}

// lari writes words of one look.
func (p *penulis) lari(s string, r rupa) { lari(&p.b, s, r) }

// lari writes words of one look as runs, one for each direction of writing.
func lari(b *bytes.Buffer, s string, r rupa) {
	for s != "" {
		n, kiri := searah(s)
		b.WriteString(`<w:r>`)
		r.tulis(b, kiri)
		isi(b, s[:n])
		b.WriteString(`</w:r>`)
		s = s[n:]
	}
}

// tulis writes the properties of a run.
func (r rupa) tulis(b *bytes.Buffer, kiri bool) {
	if r == (rupa{}) && !kiri {
		return
	}
	b.WriteString(`<w:rPr>`)
	if r.tebal {
		b.WriteString(`<w:b/><w:bCs/>`)
	}
	if r.miring {
		b.WriteString(`<w:i/><w:iCs/>`)
	}
	if r.warna != "" {
		b.WriteString(`<w:color w:val="` + r.warna + `"/>`)
	}
	if r.ukuran > 0 {
		fmt.Fprintf(b, `<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, r.ukuran, r.ukuran)
	}
	if r.garis {
		b.WriteString(`<w:u w:val="single"/>`)
	}
	if kiri {
		b.WriteString(`<w:rtl/>`)
	}
	b.WriteString(`</w:rPr>`)
}

// searah is how many bytes s begins with that are written in one direction, and
// whether that is to the left. What has no direction of its own goes with what is
// before it.
func searah(s string) (n int, kiri bool) {
	tahu := false
	for i, r := range s {
		arah := unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko)
		switch {
		case !arah && !unicode.IsLetter(r) && !unicode.IsDigit(r):
		case tahu && arah != kiri:
			return i, kiri
		default:
			tahu, kiri = true, arah
		}
	}
	return len(s), kiri
}

// isi writes the content of a run: words, and what stands between them.
func isi(b *bytes.Buffer, s string) {
	terbuka := false
	selip := func(xml string) {
		if terbuka {
			b.WriteString(`</w:t>`)
			terbuka = false
		}
		b.WriteString(xml)
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == '\r' && i < len(s) && s[i] == '\n': // one break, not two
		case r == '\n', r == '\r', r == '\u0085', r == '\u2028', r == '\u2029', r == '\v', r == '\f':
			selip(`<w:br/>`)
		case r == '\t':
			selip(`<w:tab/>`)
		case r == '\u2011':
			selip(`<w:noBreakHyphen/>`)
		case r == '\u00ad':
			selip(`<w:softHyphen/>`)
		case terlarang(r):
		default:
			if !terbuka {
				b.WriteString(`<w:t xml:space="preserve">`)
				terbuka = true
			}
			aman(b, r)
		}
	}
	selip("")
}

// terlarang tells a character that XML cannot hold or that shows nothing.
func terlarang(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == 0xfffe || r == 0xffff
}

// aman writes a character so that XML takes it for itself.
func aman(b *bytes.Buffer, r rune) {
	switch r {
	case '&':
		b.WriteString("&amp;")
	case '<':
		b.WriteString("&lt;")
	case '>':
		b.WriteString("&gt;")
	case '"':
		b.WriteString("&quot;")
	default:
		b.WriteRune(r)
	}
}

// atribut is text that XML takes as the value of an attribute or as simple content, in
// one line.
func atribut(s string) string {
	var b bytes.Buffer
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case !terlarang(r):
			aman(&b, r)
		}
	}
	return strings.TrimSpace(b.String())
}

// pendek is s with at most n characters.
func pendek(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	return string(r[:n-1]) + "…"
}
