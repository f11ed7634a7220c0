package gambar

import (
	"fmt"
	"html"
	"strconv"
	"strings"
)

// keluarga are the faces that words are set in, of the widths they were measured with.
const keluarga = "Arial, Liberation Sans, Helvetica, sans-serif"

// SVG writes a scene as an element of an HTML page: an image with a name and a description,
// whose looks are attributes, so that it needs no style sheet. id is unique on the
// page.
func (a Adegan) SVG(id, judul, uraian string) string {
	var b strings.Builder
	lebar, tinggi := satuan(a.Lebar), satuan(a.Tinggi)
	id = html.EscapeString(id)
	fmt.Fprintf(&b, `<svg role="img" width="%s" height="%s" viewBox="0 0 %s %s" font-family="%s" aria-labelledby="%s-judul %s-uraian">`,
		lebar, tinggi, lebar, tinggi, keluarga, id, id)
	fmt.Fprintf(&b, `<title id="%s-judul">%s</title><desc id="%s-uraian">%s</desc>`, id, html.EscapeString(judul), id, html.EscapeString(uraian))
	for _, x := range a.Bentuk {
		switch x := x.(type) {
		case Kotak:
			fmt.Fprintf(&b, `<rect x="%s" y="%s" width="%s" height="%s"%s%s/>`, satuan(x.X), satuan(x.Y), satuan(x.Lebar), satuan(x.Tinggi), isi(x.Isi), goresan(x.Tepi, x.Tebal))
		case Garis:
			x.svg(&b)
		case Tulisan:
			fmt.Fprintf(&b, `<text x="%s" y="%s" font-size="%s"%s`, satuan(x.X), satuan(x.Y), satuan(x.Ukuran), isi(x.Warna))
			if x.Tebal {
				b.WriteString(` font-weight="bold"`)
			}
			if x.Jangkar != Awal {
				b.WriteString(` text-anchor="` + map[Jangkar]string{Tengah: "middle", Akhir: "end"}[x.Jangkar] + `"`)
			}
			b.WriteString(">" + html.EscapeString(x.Teks) + "</text>")
		}
	}
	b.WriteString("</svg>")
	return b.String()
}

func (g Garis) svg(b *strings.Builder) {
	if len(g.Titik) > 1 {
		b.WriteString(`<path d="`)
		for i, t := range g.Titik {
			b.WriteString(map[bool]string{true: "M", false: "L"}[i == 0] + satuan(t.X) + " " + satuan(t.Y))
		}
		if g.Tutup {
			b.WriteString("Z")
		}
		fmt.Fprintf(b, `"%s%s`, isi(pilih(g.Tutup, g.Isi)), goresan(g.Warna, g.Tebal))
		if g.Putus {
			b.WriteString(` stroke-dasharray="4 2.5"`)
		}
		b.WriteString("/>")
	}
	if g.Bulat {
		for _, t := range g.Titik {
			fmt.Fprintf(b, `<circle cx="%s" cy="%s" r="%s"%s/>`, satuan(t.X), satuan(t.Y), satuan(g.Tebal*1.4), isi(g.Warna))
		}
	}
}

func pilih(ada bool, w Warna) Warna {
	if ada {
		return w
	}
	return Tanpa
}

func isi(w Warna) string {
	if w == Tanpa {
		return ` fill="none"`
	}
	return fmt.Sprintf(` fill="#%06x"`, int32(w))
}

func goresan(w Warna, tebal float64) string {
	if w == Tanpa || tebal == 0 {
		return ""
	}
	return fmt.Sprintf(` stroke="#%06x" stroke-width="%s"`, int32(w), satuan(tebal))
}

// satuan writes a length with at most two decimals.
func satuan(f float64) string {
	s := strconv.FormatFloat(f, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}
