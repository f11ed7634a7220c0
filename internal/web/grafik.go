package web

import (
	"html/template"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
)

// The charts are SVG that the server writes: data in, text out. They need no script, print
// as they look, and stand beside a table of the same figures. What a line or a bar means is
// told by its dashes, markers and hatching as well as by its colour; the colours are
// classes of the style sheet. Coordinates are decimals with one place.

// Measures of a chart in the units of its viewBox, about a phone's pixels.
const (
	lebarGrafik  = 320
	kiriGaris    = 44 // room for the axis
	kananGaris   = 10
	atasGaris    = 16
	tinggiGaris  = 120
	bawahGaris   = 24
	tandaSumbu   = 5 // about so many steps
	tinggiBatang = 11
	jarakBatang  = 3
	tinggiLabel  = 15
	jarakBaris   = 9
	kiriBatang   = 4
	kananBatang  = 56 // room for the value behind a bar
	hurufLabel   = 42 // of a label in full width
)

// titik is one value of a series: nil is a gap, which no line crosses.
type titik struct {
	Nilai  *decimal.Decimal
	Tampil string
}

// deret is one series of a line chart.
type deret struct {
	Nama  string
	Rujuk bool // what is compared with: dashed, with hollow diamonds and no labels
	Titik []titik
}

// pita is a range that a value is to lie in, at one place of the axis.
type pita struct{ Bawah, Atas *decimal.Decimal }

// grafikGaris is a line chart: values over years or quarters.
type grafikGaris struct {
	ID            string // unique on its page
	Judul, Uraian string
	Label         []string // of the axis, one each titik
	Deret         []deret
	Pita          []pita // as many as labels, or none
}

// nilai are all values that the chart must hold.
func (g grafikGaris) nilai() []decimal.Decimal {
	var out []decimal.Decimal
	for _, d := range g.Deret {
		for _, t := range d.Titik {
			if t.Nilai != nil {
				out = append(out, *t.Nilai)
			}
		}
	}
	for _, p := range g.Pita {
		if p.Bawah != nil && p.Atas != nil {
			out = append(out, *p.Bawah, *p.Atas)
		}
	}
	return out
}

// SVG draws the chart; "" when there is nothing to draw.
func (g grafikGaris) SVG() template.HTML {
	nilai := g.nilai()
	if len(nilai) == 0 {
		return ""
	}
	s := skalaDari(decimal.Min(nilai[0], nilai...), decimal.Max(nilai[0], nilai...))
	b := bukaSVG(g.ID, g.Judul, g.Uraian, atasGaris+tinggiGaris+bawahGaris)
	for _, t := range s.tanda() {
		y := g.y(s, t)
		b.WriteString(`<path class="g-kisi" d="M` + strconv.Itoa(kiriGaris) + " " + y + "H" + strconv.Itoa(lebarGrafik-kananGaris) + `"/>`)
		teksSVG(b, "g-sumbu g-akhir", strconv.Itoa(kiriGaris-5), y, "0.32em", locale.AngkaRingkas(t))
	}
	for n, l := range g.Label {
		teksSVG(b, "g-sumbu g-tengah", g.x(n), strconv.Itoa(atasGaris+tinggiGaris+16), "", l)
	}
	g.gambarPita(b, s)
	for _, d := range g.Deret {
		g.gambarDeret(b, s, d)
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

func (g grafikGaris) x(n int) string { return letak(g.tengah(n)) }

// tengah is the middle of the nth place of the axis.
func (g grafikGaris) tengah(n int) decimal.Decimal {
	lebar := decimal.NewFromInt(lebarGrafik - kiriGaris - kananGaris)
	return decimal.NewFromInt(kiriGaris).Add(lebar.Mul(decimal.NewFromInt(int64(2*n+1))).DivRound(decimal.NewFromInt(int64(2*len(g.Label))), 1))
}

func (g grafikGaris) y(s skala, v decimal.Decimal) string {
	return letak(decimal.NewFromInt(atasGaris).Add(s.bagian(s.atas.Sub(v)).Mul(decimal.NewFromInt(tinggiGaris))))
}

func (g grafikGaris) gambarPita(b *strings.Builder, s skala) {
	for n, p := range g.Pita {
		if p.Bawah == nil || p.Atas == nil {
			continue
		}
		setengah := decimal.NewFromInt(12)
		b.WriteString(`<path class="g-pita" d="M` + letak(g.tengah(n).Sub(setengah)) + " " + g.y(s, *p.Atas) + "H" + letak(g.tengah(n).Add(setengah)) +
			"V" + g.y(s, *p.Bawah) + "H" + letak(g.tengah(n).Sub(setengah)) + `Z"/>`)
	}
}

func (g grafikGaris) gambarDeret(b *strings.Builder, s skala, d deret) {
	kelas := "g-nilai"
	if d.Rujuk {
		kelas = "g-rujuk"
	}
	var garis strings.Builder
	sambung := false
	for n, t := range d.Titik {
		if t.Nilai == nil {
			sambung = false
			continue
		}
		perintah := "M"
		if sambung {
			perintah = "L"
		}
		garis.WriteString(perintah + g.x(n) + " " + g.y(s, *t.Nilai))
		sambung = true
	}
	b.WriteString(`<path class="` + kelas + `" d="` + garis.String() + `"/>`)
	for n, t := range d.Titik {
		if t.Nilai == nil {
			continue
		}
		x, y := g.x(n), g.y(s, *t.Nilai)
		if d.Rujuk {
			b.WriteString(`<path class="g-wajik" d="M` + x + " " + y + `m-4 0l4 -4 4 4 -4 4Z"/>`)
			continue
		}
		b.WriteString(`<circle class="g-titik" cx="` + x + `" cy="` + y + `" r="3"/>`)
		teksSVG(b, "g-label g-tengah", x, y, "-0.7em", t.Tampil)
	}
}

// batang is one bar; without a value its reason stands in its place.
type batang struct {
	Nilai  *decimal.Decimal
	Tampil string
	Alasan string
	Uang   bool // hatched
}

// barisBatang is a group of bars under one label.
type barisBatang struct {
	Label  string
	Batang []batang
}

// grafikBatang is a bar chart of percentages; a line marks 100.
type grafikBatang struct {
	ID            string // unique on its page
	Judul, Uraian string
	Baris         []barisBatang
}

// SVG draws the chart; "" when it has no rows.
func (g grafikBatang) SVG() template.HTML {
	if len(g.Baris) == 0 {
		return ""
	}
	terbesar, tinggi := decimal.NewFromInt(100), jarakBaris
	for _, r := range g.Baris {
		for _, t := range r.Batang {
			if t.Nilai != nil {
				terbesar = decimal.Max(terbesar, *t.Nilai)
			}
		}
		tinggi += tinggiLabel + len(r.Batang)*(tinggiBatang+jarakBatang) + jarakBaris
	}
	s := skalaDari(decimal.Zero, terbesar)
	b := bukaSVG(g.ID, g.Judul, g.Uraian, tinggi+bawahGaris)
	arsir := g.ID + "-arsir"
	b.WriteString(`<defs><pattern id="` + arsir + `" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="g-alas" d="M0 0H5V5H0Z"/><path class="g-arsir" d="M0 0V5"/></pattern></defs>`)
	for _, t := range s.tanda() {
		kelas := "g-kisi"
		if t.Equal(decimal.NewFromInt(100)) {
			kelas = "g-seratus"
		}
		b.WriteString(`<path class="` + kelas + `" d="M` + g.x(s, t) + " 4V" + strconv.Itoa(tinggi) + `"/>`)
		teksSVG(b, "g-sumbu g-tengah", g.x(s, t), strconv.Itoa(tinggi+14), "", locale.AngkaRingkas(t))
	}
	y := jarakBaris
	for _, r := range g.Baris {
		teksSVG(b, "g-judul", strconv.Itoa(kiriBatang), strconv.Itoa(y+11), "", potong(r.Label, hurufLabel))
		y += tinggiLabel
		for _, t := range r.Batang {
			g.gambarBatang(b, s, t, y, arsir)
			y += tinggiBatang + jarakBatang
		}
		y += jarakBaris
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

func (g grafikBatang) x(s skala, v decimal.Decimal) string {
	return letak(decimal.NewFromInt(kiriBatang).Add(s.bagian(v).Mul(decimal.NewFromInt(lebarGrafik - kiriBatang - kananBatang))))
}

func (g grafikBatang) gambarBatang(b *strings.Builder, s skala, t batang, y int, arsir string) {
	tengah := strconv.Itoa(y + tinggiBatang - 2)
	if t.Nilai == nil {
		teksSVG(b, "g-takada", strconv.Itoa(kiriBatang), tengah, "", t.Alasan)
		return
	}
	v := decimal.Max(*t.Nilai, decimal.Zero) // a fall below nothing has no length; its value says so
	kelas := `class="g-batang"`
	if t.Uang {
		kelas = `class="g-uang" fill="url(#` + arsir + `)"`
	}
	b.WriteString(`<path ` + kelas + ` d="M` + strconv.Itoa(kiriBatang) + " " + strconv.Itoa(y) + "H" + g.x(s, v) + "v" + strconv.Itoa(tinggiBatang) + "H" + strconv.Itoa(kiriBatang) + `Z"/>`)
	x := decimal.RequireFromString(g.x(s, v)).Add(decimal.NewFromInt(4))
	teksSVG(b, "g-label", letak(x), tengah, "", t.Tampil)
}

// skala is an axis from bawah to atas in equal steps.
type skala struct{ bawah, atas, langkah decimal.Decimal }

// skalaDari is an axis with round steps that holds both ends.
func skalaDari(low, high decimal.Decimal) skala {
	rentang := high.Sub(low)
	if rentang.IsZero() { // one value: something around it
		if rentang = high.Abs(); rentang.IsZero() {
			rentang = decimal.NewFromInt(1)
		}
		setengah := rentang.DivRound(decimal.NewFromInt(4), 6)
		low, high, rentang = low.Sub(setengah), high.Add(setengah), setengah.Add(setengah)
		if !high.Sub(setengah).IsNegative() {
			low = decimal.Max(low, decimal.Zero)
		}
	}
	langkah := bulatkanLangkah(rentang.DivRound(decimal.NewFromInt(tandaSumbu), 12))
	return skala{bawah: low.Div(langkah).Floor().Mul(langkah), atas: high.Div(langkah).Ceil().Mul(langkah), langkah: langkah}
}

// bulatkanLangkah is the least of 1, 2 and 5 times a power of ten that is not below d.
func bulatkanLangkah(d decimal.Decimal) decimal.Decimal {
	if !d.IsPositive() {
		return decimal.New(1, -12)
	}
	pangkat := int32(d.NumDigits()) + d.Exponent() - 1
	for _, m := range []int64{1, 2, 5} {
		if l := decimal.New(m, pangkat); l.GreaterThanOrEqual(d) {
			return l
		}
	}
	return decimal.New(1, pangkat+1)
}

// tanda are the values at which the axis is marked.
func (s skala) tanda() []decimal.Decimal {
	var out []decimal.Decimal
	for v := s.bawah; v.LessThanOrEqual(s.atas); v = v.Add(s.langkah) {
		out = append(out, v)
	}
	return out
}

// bagian is a distance as a part of the axis.
func (s skala) bagian(d decimal.Decimal) decimal.Decimal { return d.DivRound(s.atas.Sub(s.bawah), 6) }

// letak writes a coordinate.
func letak(d decimal.Decimal) string { return d.Round(1).String() }

func bukaSVG(id, judul, uraian string, tinggi int) *strings.Builder {
	var b strings.Builder
	b.WriteString(`<svg class="grafik" role="img" viewBox="0 0 ` + strconv.Itoa(lebarGrafik) + " " + strconv.Itoa(tinggi) +
		`" aria-labelledby="` + id + `-judul" aria-describedby="` + id + `-uraian"><title id="` + id + `-judul">` + template.HTMLEscapeString(judul) +
		`</title><desc id="` + id + `-uraian">` + template.HTMLEscapeString(uraian) + `</desc>`)
	return &b
}

func teksSVG(b *strings.Builder, kelas, x, y, dy, s string) {
	b.WriteString(`<text class="` + kelas + `" x="` + x + `" y="` + y + `"`)
	if dy != "" {
		b.WriteString(` dy="` + dy + `"`)
	}
	b.WriteString(">" + template.HTMLEscapeString(s) + "</text>")
}

// potong shortens a label, which its table has in full.
func potong(s string, huruf int) string {
	r := []rune(s)
	if len(r) <= huruf {
		return s
	}
	return strings.TrimRight(string(r[:huruf-1]), " ,.") + "…"
}
