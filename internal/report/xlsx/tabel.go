package xlsx

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"capaian/internal/report/document"
)

// tabel writes one table on its sheet.
func (p *penulis) tabel(n int, t *document.Tabel, petak []document.Petak) error {
	lembar := p.lembar[n]
	lebar := lebarKolom(t, petak)
	akhir := barisPertama + len(t.Kepala) + len(t.Baris)
	if err := p.atas(lembar, t.Sebutan(), len(lebar), lebar); err != nil {
		return err
	}
	for i, l := range lebar {
		k, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := p.f.SetColWidth(lembar, k, k, float64(l)); err != nil {
			return err
		}
	}
	tinggi := make([]int, len(t.Kepala)+len(t.Baris))
	for _, c := range petak {
		if err := p.sel(n, t, c); err != nil {
			return err
		}
		if c.RowSpan == 1 {
			tinggi[c.Baris] = max(tinggi[c.Baris], tinggiSel(c, lebar))
		}
	}
	for _, c := range petak { // what a spanning cell needs beyond its rows goes to the last
		ada := 0
		for r := c.Baris; r < c.Baris+c.RowSpan; r++ {
			ada += tinggi[r]
		}
		if kurang := tinggiSel(c, lebar) - ada; c.RowSpan > 1 && kurang > 0 {
			for r := c.Baris; r < c.Baris+c.RowSpan; r++ {
				bagi := kurang / (c.Baris + c.RowSpan - r)
				tinggi[r] += bagi
				kurang -= bagi
			}
		}
	}
	for r, h := range tinggi {
		if err := p.f.SetRowHeight(lembar, barisPertama+r, float64(min(h, tinggiMaks))); err != nil {
			return err
		}
	}
	for i, s := range t.Catatan {
		if err := p.lebarPenuh(lembar, akhir+1+i, s, gaya{kursif: true}, len(lebar), lebar); err != nil {
			return err
		}
	}
	return p.halaman(lembar, t.Lanskap, barisPertama+len(t.Kepala), barisPertama)
}

// sel writes one cell with its style and merge.
func (p *penulis) sel(n int, t *document.Tabel, c document.Petak) error {
	lembar := p.lembar[n]
	nama, err := excelize.CoordinatesToCellName(c.Kolom+1, c.Baris+barisPertama)
	if err != nil {
		return err
	}
	s := c.Sel
	g := gaya{kotak: true, kepala: c.Baris < len(t.Kepala), rata: t.Kolom[c.Kolom].Rata, tebal: s.Gaya.Ada(document.Tebal),
		grup: s.Gaya.Ada(document.Grup), redup: s.Gaya.Ada(document.Redup), fokus: s.Gaya.Ada(document.Fokus), inden: s.Inden, format: formatAngka(s)}
	if s.Gaya.Ada(document.Dipusatkan) {
		g.rata = document.Tengah
	}
	g.kutip = s.Nilai == nil && s.Rumus == "" && berbahaya(s.Teks)
	gayaSel, err := p.gayaSel(g)
	if err != nil {
		return err
	}
	ujung, err := excelize.CoordinatesToCellName(c.Kolom+c.ColSpan, c.Baris+c.RowSpan-1+barisPertama)
	if err != nil {
		return err
	}
	if err := p.f.SetCellStyle(lembar, nama, ujung, gayaSel); err != nil {
		return err
	}
	if ujung != nama {
		if err := p.f.MergeCell(lembar, nama, ujung); err != nil {
			return err
		}
	}
	switch {
	case s.Rumus != "":
		return p.hidup(n, nama, s)
	case s.Nilai != nil:
		return p.f.SetCellDefault(lembar, nama, s.Nilai.String())
	case s.Teks != "":
		return p.f.SetCellStr(lembar, nama, s.Teks)
	}
	return nil
}

// hidup writes a formula; its value is put beside it when the file is packed.
func (p *penulis) hidup(n int, nama string, s *document.Sel) error {
	rumus, err := p.rumus(p.lembar[n], s.Rumus)
	if err != nil {
		return err
	}
	berkas := berkasLembar(n + 2) // after Petunjuk and Uraian
	if p.simpan[berkas] == nil {
		p.simpan[berkas] = map[string]tersimpan{}
	}
	v := tersimpan{teks: s.Teks}
	if s.Nilai != nil {
		v = tersimpan{teks: s.Nilai.String(), angka: true}
	}
	p.simpan[berkas][nama] = v
	return p.f.SetCellFormula(p.lembar[n], nama, rumus)
}

// berbahaya tells text that a spreadsheet might take for a formula when somebody edits
// or pastes it. A lone sign is how people write "none".
func berbahaya(s string) bool {
	return len(s) > 1 && strings.ContainsRune("=+-@\t\r", rune(s[0]))
}

// formatAngka is the number format, which Excel shows with the reader's separators.
func formatAngka(s *document.Sel) string {
	if s.Nilai == nil {
		return ""
	}
	f := "#,##0"
	if s.Desimal > 0 {
		f += "." + strings.Repeat("0", int(s.Desimal))
	}
	akhir := s.Akhiran
	if s.Format == document.FPersen {
		akhir = "%" + akhir
	}
	if akhir != "" {
		f += `"` + strings.ReplaceAll(akhir, `"`, "”") + `"`
	}
	return f
}

// lebarKolom shares the page among the columns; no column is narrower than its
// longest figure, which would show as ####, or the longest word of its head.
func lebarKolom(t *document.Tabel, petak []document.Petak) []int {
	halaman, jumlah := lebarPotret, 0
	if t.Lanskap {
		halaman = lebarLanskap
	}
	for _, k := range t.Kolom {
		jumlah += k.Lebar
	}
	out := make([]int, len(t.Kolom))
	for i, k := range t.Kolom {
		out[i] = max(6, k.Lebar*halaman/max(1, jumlah))
	}
	for _, c := range petak {
		switch {
		case c.ColSpan > 1:
		case c.Sel.Nilai != nil:
			out[c.Kolom] = max(out[c.Kolom], utf8.RuneCountInString(c.Sel.Tampil())+3)
		case c.Baris < len(t.Kepala):
			for _, kata := range strings.Fields(c.Sel.Teks) {
				out[c.Kolom] = max(out[c.Kolom], utf8.RuneCountInString(kata)+3)
			}
		}
	}
	return out
}

const (
	tinggiBaris = 14  // points a line takes at 10 points
	tinggiMaks  = 409 // the most Excel allows
)

// tinggiSel is the height in points that a cell's text needs. Bold letters are wider
// by about a tenth.
func tinggiSel(c document.Petak, lebar []int) int {
	l := -c.Sel.Inden
	for k := c.Kolom; k < c.Kolom+c.ColSpan; k++ {
		l += lebar[k]
	}
	if c.Sel.Gaya.Ada(document.Tebal) {
		l = l * 9 / 10
	}
	return jumlahBaris(c.Sel.Tampil(), l)*tinggiBaris + 4
}

// jumlahBaris is how many lines a text takes when words wrap within a width of
// characters.
func jumlahBaris(s string, lebar int) int {
	lebar = max(4, lebar-1)
	n := 0
	for _, alinea := range strings.Split(s, "\n") {
		isi := 0
		n++
		for _, kata := range strings.Fields(alinea) {
			k := utf8.RuneCountInString(kata)
			if isi > 0 && isi+1+k > lebar {
				n++
				isi = 0
			}
			if isi > 0 {
				isi++
			}
			isi += k
			for isi > lebar { // a word longer than the line
				n++
				isi -= lebar
			}
		}
	}
	return n
}

// atas writes title, agency and warning over the table.
func (p *penulis) atas(lembar, judul string, kolom int, lebar []int) error {
	if err := p.lebarPenuh(lembar, barisJudul, judul, gaya{tebal: true, besar: true}, kolom, lebar); err != nil {
		return err
	}
	if err := p.lebarPenuh(lembar, barisSub, fmt.Sprintf("%s %s, %s", p.d.Instansi, p.d.Daerah, p.d.Subjudul), gaya{}, kolom, lebar); err != nil {
		return err
	}
	return p.lebarPenuh(lembar, barisTanda, p.d.Tanda, gaya{tebal: true, peringatan: true}, kolom, lebar)
}

// lebarPenuh writes a line of text over all columns of the table.
func (p *penulis) lebarPenuh(lembar string, baris int, s string, g gaya, kolom int, lebar []int) error {
	awal, err := excelize.CoordinatesToCellName(1, baris)
	if err != nil {
		return err
	}
	ujung, err := excelize.CoordinatesToCellName(kolom, baris)
	if err != nil {
		return err
	}
	g.kutip = berbahaya(s)
	id, err := p.gayaSel(g)
	if err != nil {
		return err
	}
	if kolom > 1 {
		if err := p.f.MergeCell(lembar, awal, ujung); err != nil {
			return err
		}
	}
	if err := p.f.SetCellStyle(lembar, awal, ujung, id); err != nil {
		return err
	}
	jumlah := 0
	for _, l := range lebar {
		jumlah += l
	}
	if g.besar {
		jumlah = jumlah * 3 / 4
	}
	if err := p.f.SetRowHeight(lembar, baris, float64(min(tinggiMaks, jumlahBaris(s, jumlah)*(tinggiBaris+2)+2))); err != nil {
		return err
	}
	return p.f.SetCellStr(lembar, awal, s)
}

// halaman sets up print: A4, as wide as the page, header rows on every page and in
// sight while scrolling, page numbers below.
func (p *penulis) halaman(lembar string, lanskap bool, beku, kepala int) error {
	arah, a4, satu, nol, ya := "portrait", 9, 1, 0, true
	if lanskap {
		arah = "landscape"
	}
	if err := p.f.SetPageLayout(lembar, &excelize.PageLayoutOptions{Size: &a4, Orientation: &arah, FitToWidth: &satu, FitToHeight: &nol}); err != nil {
		return err
	}
	if err := p.f.SetSheetProps(lembar, &excelize.SheetPropsOptions{FitToPage: &ya}); err != nil {
		return err
	}
	if err := p.f.SetHeaderFooter(lembar, &excelize.HeaderFooterOptions{OddFooter: "&L" + strings.ReplaceAll(lembar, "&", "&&") + "&R&P / &N"}); err != nil {
		return err
	}
	if kepala == 0 {
		return nil
	}
	sel, err := excelize.CoordinatesToCellName(1, beku)
	if err != nil {
		return err
	}
	if err := p.f.SetPanes(lembar, &excelize.Panes{Freeze: true, YSplit: beku - 1, TopLeftCell: sel, ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return p.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: lembar,
		RefersTo: fmt.Sprintf("'%s'!$%d:$%d", lembar, kepala, beku-1)})
}
