package xlsx

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// tutup merges cells and sets up print: A4, as wide as the page, agency and title above,
// warning and page number below; rows kepala to isi-1 stay in sight while scrolling and
// stand on every page, none when both are equal.
func (l *lembar) tutup(kepala, isi int) error {
	for _, g := range l.gabung {
		if err := l.f.MergeCell(l.nama, g[0], g[1]); err != nil {
			return err
		}
	}
	arah, a4, satu, nol, ya := "portrait", 9, 1, 0, true
	if l.lanskap {
		arah = "landscape"
	}
	if err := l.f.SetPageLayout(l.nama, &excelize.PageLayoutOptions{Size: &a4, Orientation: &arah, FitToWidth: &satu, FitToHeight: &nol}); err != nil {
		return err
	}
	if pas := !l.lepas; pas { // a sheet that is fitted ignores where pages are to begin
		if err := l.f.SetSheetProps(l.nama, &excelize.SheetPropsOptions{FitToPage: &pas}); err != nil {
			return err
		}
	}
	sisi, tepi, pinggir := 0.6, 0.75, 0.35 // inches
	if err := l.f.SetPageMargins(l.nama, &excelize.PageLayoutMarginsOptions{Left: &sisi, Right: &sisi, Top: &tepi, Bottom: &tepi, Header: &pinggir, Footer: &pinggir, Horizontally: &ya}); err != nil {
		return err
	}
	if err := l.f.SetHeaderFooter(l.nama, &excelize.HeaderFooterOptions{
		OddHeader: pendek("&L&8 ", l.d.Instansi, 100) + pendek("&R&8 ", gabungkan(" ", l.d.Judul, l.d.Subjudul), 120),
		OddFooter: pendek("&L&8 ", l.nama, 40) + pendek("&C&B&8&K"+warnaMerah, l.d.Tanda, 150) + "&R&8 &P / &N",
	}); err != nil {
		return err
	}
	if kepala == isi {
		return nil
	}
	sel, err := excelize.CoordinatesToCellName(1, isi)
	if err != nil {
		return err
	}
	if err := l.f.SetPanes(l.nama, &excelize.Panes{Freeze: true, YSplit: isi - 1, TopLeftCell: sel, ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return l.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: l.nama,
		RefersTo: fmt.Sprintf("'%s'!$%d:$%d", l.nama, kepala, isi-1)})
}

// pendek is text of a header or footer, at most n characters as Excel counts them (all
// together may have 255), "" without any.
func pendek(kode, s string, n int) string {
	s = strings.Join(strings.Fields(bersih(s)), " ")
	if s == "" {
		return ""
	}
	n -= len(kode)
	var b strings.Builder
	for _, r := range s {
		t := string(r)
		if r == '&' {
			t = "&&"
		}
		if n -= len(utf16.Encode([]rune(t))); n < 1 {
			b.WriteString("…")
			break
		}
		b.WriteString(t)
	}
	return kode + b.String()
}
