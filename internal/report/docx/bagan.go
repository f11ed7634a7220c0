package docx

import (
	"bytes"
	"fmt"
	"math"

	"capaian/internal/report/document"
	"capaian/internal/report/gambar"
)

// tulisBagan writes a paragraph with a chart of boxes: a group of shapes whose words can
// be edited. Programs that know no such groups show what the figure says instead.
func (p *penulis) tulisBagan(nama, alt string, b document.Bagan) {
	adegan := gambar.Bagan(b, float64(p.lebar())/20)
	l := pelukis{kali: min(1, (float64(p.tinggi())/20-90)/math.Max(adegan.Tinggi, 1))}
	l.adegan(adegan)
	lebar, tinggi := l.emu(adegan.Lebar), l.emu(adegan.Tinggi)
	p.buka(alinea{gaya: "Gambar"})
	p.b.WriteString(`<w:r><mc:AlternateContent><mc:Choice Requires="wpg">`)
	p.drawing(lebar, tinggi, nama, alt, "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
		fmt.Sprintf(`<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/><a:chOff x="0" y="0"/><a:chExt cx="%[1]d" cy="%[2]d"/></a:xfrm></wpg:grpSpPr>`, lebar, tinggi)+
			l.b.String()+`</wpg:wgp>`)
	p.b.WriteString(`</mc:Choice><mc:Fallback>`)
	isi(&p.b, alt)
	p.b.WriteString(`</mc:Fallback></mc:AlternateContent></w:r>`)
	p.tutup()
}

// pelukis draws a scene as shapes, all lengths times kali.
type pelukis struct {
	b    bytes.Buffer
	kali float64
	n    int // shapes
}

func (l *pelukis) emu(pt float64) int { return int(math.Round(pt * l.kali * emu)) }

// adegan draws the shapes in order. Words that stand in a box become its text.
func (l *pelukis) adegan(a gambar.Adegan) {
	dalam := map[int][]gambar.Tulisan{} // by the box that they stand in
	lepas := map[int]bool{}
	for i, s := range a.Bentuk {
		t, ok := s.(gambar.Tulisan)
		if !ok {
			continue
		}
		lepas[i] = true
		for j := i - 1; j >= 0; j-- {
			if k, ok := a.Bentuk[j].(gambar.Kotak); ok && t.X >= k.X && t.X <= k.X+k.Lebar && t.Y >= k.Y && t.Y <= k.Y+k.Tinggi {
				dalam[j] = append(dalam[j], t)
				lepas[i] = false
				break
			}
		}
	}
	for i, s := range a.Bentuk {
		switch s := s.(type) {
		case gambar.Kotak:
			l.kotak(s, dalam[i])
		case gambar.Garis:
			l.garis(s)
		case gambar.Tulisan:
			if lepas[i] {
				l.tulisan(s)
			}
		}
	}
}

// kotak draws a rectangle with its words in the middle.
func (l *pelukis) kotak(k gambar.Kotak, teks []gambar.Tulisan) {
	l.bentuk(k.X, k.Y, k.Lebar, k.Tinggi, `<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>`+isian(k.Isi)+l.pena(k.Tepi, k.Tebal, false), teks, "ctr", false)
}

// tulisan draws one line of words by itself.
func (l *pelukis) tulisan(t gambar.Tulisan) {
	lebar := float64(len([]rune(t.Teks))+2) * t.Ukuran * 0.7
	x := t.X
	switch t.Jangkar {
	case gambar.Tengah:
		x -= lebar / 2
	case gambar.Akhir:
		x -= lebar
	}
	l.bentuk(x, t.Y-t.Ukuran, lebar, t.Ukuran*1.3, `<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>`, []gambar.Tulisan{t}, "t", true)
}

// garis draws a line through points, and its dots.
func (l *pelukis) garis(g gambar.Garis) {
	if len(g.Titik) < 2 {
		return
	}
	x1, y1, x2, y2 := g.Titik[0].X, g.Titik[0].Y, g.Titik[0].X, g.Titik[0].Y
	for _, t := range g.Titik {
		x1, y1, x2, y2 = min(x1, t.X), min(y1, t.Y), max(x2, t.X), max(y2, t.Y)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="%d" h="%d"`, l.emu(x2-x1), l.emu(y2-y1))
	if !g.Tutup {
		b.WriteString(` fill="none"`)
	}
	b.WriteByte('>')
	for i, t := range g.Titik {
		unsur := "lnTo"
		if i == 0 {
			unsur = "moveTo"
		}
		fmt.Fprintf(&b, `<a:%s><a:pt x="%d" y="%d"/></a:%[1]s>`, unsur, l.emu(t.X-x1), l.emu(t.Y-y1))
	}
	if g.Tutup {
		b.WriteString(`<a:close/>`)
	}
	b.WriteString(`</a:path></a:pathLst></a:custGeom>`)
	if g.Tutup {
		b.WriteString(isian(g.Isi))
	} else {
		b.WriteString(`<a:noFill/>`)
	}
	l.bentuk(x1, y1, x2-x1, y2-y1, b.String()+l.pena(g.Warna, g.Tebal, g.Putus), nil, "t", false)
	if g.Bulat {
		const jari = 2.0
		for _, t := range g.Titik {
			l.bentuk(t.X-jari, t.Y-jari, 2*jari, 2*jari, `<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>`+isian(g.Warna)+`<a:ln><a:noFill/></a:ln>`, nil, "t", false)
		}
	}
}

// bentuk writes one shape with its words.
func (l *pelukis) bentuk(x, y, lebar, tinggi float64, rupaBentuk string, teks []gambar.Tulisan, tegak string, lepas bool) {
	l.n++
	fmt.Fprintf(&l.b, `<wps:wsp><wps:cNvPr id="%d" name="Bentuk %[1]d"/><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/></a:xfrm>%s</wps:spPr>`,
		10000+l.n, l.emu(x), l.emu(y), l.emu(lebar), l.emu(tinggi), rupaBentuk)
	if len(teks) > 0 {
		l.b.WriteString(`<wps:txbx><w:txbxContent>`)
		for _, t := range teks {
			alinea{gaya: "TeksGambar", rata: map[gambar.Jangkar]string{gambar.Awal: "left", gambar.Akhir: "right"}[t.Jangkar]}.tulis(&l.b)
			lari(&l.b, t.Teks, rupa{tebal: t.Tebal, warna: fmt.Sprintf("%06X", int(t.Warna)), ukuran: max(2, int(math.Round(t.Ukuran*l.kali*2)))})
			l.b.WriteString(`</w:p>`)
		}
		l.b.WriteString(`</w:txbxContent></wps:txbx>`)
	}
	bungkus := "square"
	if lepas {
		bungkus = "none"
	}
	fmt.Fprintf(&l.b, `<wps:bodyPr rot="0" vert="horz" wrap="%s" lIns="0" tIns="0" rIns="0" bIns="0" anchor="%s"/></wps:wsp>`, bungkus, tegak)
}

// isian is how a shape is filled.
func isian(w gambar.Warna) string {
	if w == gambar.Tanpa {
		return `<a:noFill/>`
	}
	return warnaPadat(w)
}

// pena is how a shape is outlined.
func (l *pelukis) pena(w gambar.Warna, tebal float64, putus bool) string {
	if w == gambar.Tanpa || tebal <= 0 {
		return `<a:ln><a:noFill/></a:ln>`
	}
	p := ""
	if putus {
		p = `<a:prstDash val="dash"/>`
	}
	return fmt.Sprintf(`<a:ln w="%d">%s%s<a:round/></a:ln>`, l.emu(tebal), warnaPadat(w), p)
}

func warnaPadat(w gambar.Warna) string {
	return fmt.Sprintf(`<a:solidFill><a:srgbClr val="%06X"/></a:solidFill>`, int(w))
}
