package xlsx

import (
	"github.com/xuri/excelize/v2"

	"capaian/internal/report/document"
)

// gaya is the look of a cell; equal looks share one style of the workbook.
type gaya struct {
	kotak, kepala, tebal, grup, redup, fokus bool
	kursif, peringatan, tautan               bool
	garis                                    bool // under the text
	isian                                    bool // a figure that others follow from
	kutip                                    bool // text, whatever it begins with
	rata                                     document.Rata
	inden                                    int
	ukuran                                   int // 0 is 10
	format                                   string
}

const (
	hurufLaporan = "Times New Roman"
	warnaKepala  = "D9E2EC"
	warnaGrup    = "F0F3F6"
	warnaFokus   = "FFF4CC"
	warnaCelah   = "FDF0F0"
	warnaMerah   = "A40000"
	warnaTautan  = "0B4F8A"
	warnaIsian   = "1F5F8B"
)

// gayaSel is the workbook's style for a look, made when first asked for. Asked in the
// order of the cells, styles come out in the same order every time.
func (p *penulis) gayaSel(g gaya) (int, error) {
	if id, ada := p.gaya[g]; ada {
		return id, nil
	}
	s := &excelize.Style{Font: &excelize.Font{Family: hurufLaporan, Size: g.ukuranHuruf(), Bold: g.tebal || g.kepala, Italic: g.kursif || g.redup},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true, Indent: g.inden}}
	s.Alignment.Horizontal = map[document.Rata]string{document.Kiri: "left", document.Tengah: "center", document.Kanan: "right"}[g.rata]
	if g.kepala {
		s.Alignment.Vertical = "center"
	}
	switch {
	case g.redup:
		s.Font.Color = "5A5A5A"
	case g.peringatan:
		s.Font.Color = warnaMerah
	case g.tautan:
		s.Font.Color, s.Font.Underline = warnaTautan, "single"
	case g.isian:
		s.Font.Color = warnaIsian
	}
	if g.garis {
		s.Font.Underline = "single"
	}
	warna := ""
	switch {
	case g.kepala:
		warna = warnaKepala
	case g.fokus:
		warna = warnaFokus
	case g.grup:
		warna = warnaGrup
	case g.peringatan:
		warna = warnaCelah
	}
	if warna != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{warna}}
	}
	if g.kotak {
		for _, sisi := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: sisi, Color: "808080", Style: 1})
		}
	}
	if g.format != "" {
		s.CustomNumFmt = &g.format
	}
	if g.kutip {
		// Being locked is every cell's default; saying so makes this style one of its
		// own, which no other cell shares.
		s.Protection = &excelize.Protection{Locked: true}
	}
	id, err := p.f.NewStyle(s)
	if err != nil {
		return 0, err
	}
	if g.kutip {
		ya := true
		p.f.Styles.CellXfs.Xf[id].QuotePrefix = &ya
	}
	p.gaya[g] = id
	return id, nil
}
