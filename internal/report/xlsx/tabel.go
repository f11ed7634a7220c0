package xlsx

import (
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"

	"capaian/internal/report/document"
	"capaian/internal/report/ooxml"
)

// lembar is a sheet that is being written, as wide as its columns.
type lembar struct {
	*penulis
	nama    string
	lebar   []float64 // of the columns, in digits
	lanskap bool
	lepas   bool        // printed at its own size
	gabung  [][2]string // merged at the end: excelize looks through all of them for every value
}

// jumlah is the width of all columns.
func (l *lembar) jumlah() float64 {
	n := 0.0
	for _, w := range l.lebar {
		n += w
	}
	return n
}

// tabel writes one table on its sheet.
func (p *penulis) tabel(t *document.Tabel, petak []document.Petak) error {
	isi := make([]selTabel, len(petak))
	for i, c := range petak {
		isi[i] = p.selTabel(t, c)
	}
	l := &lembar{penulis: p, nama: p.lembarDari[t], lebar: lebarKolom(t, isi)}
	l.lanskap = t.Lanskap || l.jumlah() > lebarPotret*1.25
	if err := l.atas(t.Sebutan()); err != nil {
		return err
	}
	for _, c := range isi {
		if err := l.sel(c); err != nil {
			return err
		}
	}
	for r, h := range tinggiBaris(len(t.Kepala)+len(t.Baris), isi, l.lebar) {
		if err := p.f.SetRowHeight(l.nama, barisPertama+r, min(h, tinggiMaks)); err != nil {
			return err
		}
	}
	akhir := barisPertama + len(t.Kepala) + len(t.Baris)
	for i, s := range t.Catatan {
		if err := l.baris(akhir+1+i, s, gaya{kursif: true}); err != nil {
			return err
		}
	}
	return l.tutup(barisPertama, barisPertama+len(t.Kepala))
}

// selTabel is a cell of a table with its place, its look and the text that it must
// have room for.
type selTabel struct {
	document.Petak
	gaya gaya
	teks string
}

func (p *penulis) selTabel(t *document.Tabel, c document.Petak) selTabel {
	s := c.Sel
	g := gaya{kotak: true, kepala: c.Baris < len(t.Kepala), rata: t.Kolom[c.Kolom].Rata, tebal: s.Gaya.Ada(document.Tebal),
		grup: s.Gaya.Ada(document.Grup), redup: s.Gaya.Ada(document.Redup), fokus: s.Gaya.Ada(document.Fokus), inden: min(s.Inden, 15), format: formatAngka(s)}
	if s.Gaya.Ada(document.Dipusatkan) || g.kepala {
		g.rata = document.Tengah
	}
	if g.rata == document.Tengah {
		g.inden = 0 // Excel indents from an edge only
	}
	g.isian = s.Nilai != nil && s.Rumus == "" && p.asal[s.Kunci]
	teks := muat(bersih(s.Tampil()))
	g.kutip = s.Nilai == nil && s.Rumus == "" && berbahaya(teks)
	return selTabel{c, g, teks}
}

// sel writes one cell with its style.
func (l *lembar) sel(c selTabel) error {
	nama, err := excelize.CoordinatesToCellName(c.Kolom+1, c.Baris+barisPertama)
	if err != nil {
		return err
	}
	ujung, err := excelize.CoordinatesToCellName(c.Kolom+c.ColSpan, c.Baris+c.RowSpan-1+barisPertama)
	if err != nil {
		return err
	}
	if err := l.gayai(nama, ujung, c.gaya); err != nil {
		return err
	}
	switch s := c.Sel; {
	case s.Rumus != "":
		v := tersimpan{teks: c.teks}
		if s.Nilai != nil {
			v = tersimpan{s.Nilai.String(), true}
		}
		return l.hidup(nama, s.Rumus, v)
	case s.Nilai != nil:
		return l.f.SetCellDefault(l.nama, nama, s.Nilai.String())
	case c.teks != "":
		return l.teks(nama, c.teks)
	}
	return nil
}

// urutanLolos looks like a character in the code of ECMA-376, part 1, 22.9.2.19.
var urutanLolos = regexp.MustCompile(`_(x[0-9A-Fa-f]{4}_)`)

// teks writes text as it is.
func (l *lembar) teks(sel, s string) error {
	return l.f.SetCellStr(l.nama, sel, urutanLolos.ReplaceAllString(s, "_x005F_$1"))
}

// gayai gives a rectangle a look; several cells become one.
func (l *lembar) gayai(awal, ujung string, g gaya) error {
	id, err := l.gayaSel(g)
	if err != nil {
		return err
	}
	if awal != ujung {
		l.gabung = append(l.gabung, [2]string{awal, ujung})
	}
	return l.f.SetCellStyle(l.nama, awal, ujung, id)
}

// hidup writes a formula; its value is put beside it when the file is packed.
func (l *lembar) hidup(sel, rumus string, v tersimpan) error {
	rumus, err := l.rumus(l.nama, rumus)
	if err != nil {
		return err
	}
	berkas := l.berkas[l.nama]
	if l.simpan[berkas] == nil {
		l.simpan[berkas] = map[string]tersimpan{}
	}
	l.simpan[berkas][sel] = v
	return l.f.SetCellFormula(l.nama, sel, rumus)
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
	akhir := s.Akhiran
	if s.Format == document.FPersen {
		akhir = "%" + akhir
	}
	return ooxml.Format(s.Desimal, bersih(akhir))
}

// lebarKolom shares the page among the columns; none is narrower than its longest
// figure, which would show as ####, or its longest word within reason, and none so
// narrow that a row would be higher than Excel allows.
func lebarKolom(t *document.Tabel, isi []selTabel) []float64 {
	halaman, jumlah := lebarPotret, 0
	if t.Lanskap {
		halaman = lebarLanskap
	}
	for _, k := range t.Kolom {
		jumlah += k.Lebar
	}
	out := make([]float64, len(t.Kolom))
	for i, k := range t.Kolom {
		out[i] = max(kolomSempit, halaman*float64(k.Lebar)/float64(max(1, jumlah)))
	}
	for _, c := range isi {
		perlu := min(c.gaya.kata(c.teks), kataMaks*titikHuruf)
		if c.Sel.Nilai != nil {
			perlu = c.gaya.lebar(c.teks) + titikHuruf
		}
		lebarkan(out[c.Kolom:c.Kolom+c.ColSpan], (perlu+titikTepi+float64(c.gaya.inden)*titikInden)/titikHuruf)
	}
	for _, c := range isi {
		kolom := out[c.Kolom : c.Kolom+c.ColSpan]
		for lebar := jumlahLebar(kolom); lebar < kolomMaks && c.gaya.tinggiTeks(c.teks, c.gaya.isi(lebar)) > tinggiMaks*float64(c.RowSpan); {
			lebar = min(lebar*1.25, kolomMaks)
			lebarkan(kolom, lebar)
		}
	}
	return out
}

// lebarkan makes columns together at least so wide.
func lebarkan(kolom []float64, perlu float64) {
	ada := jumlahLebar(kolom)
	if ada >= perlu {
		return
	}
	for i := range kolom {
		kolom[i] = min(kolom[i]*perlu/ada, kolomMaks)
	}
}

func jumlahLebar(kolom []float64) float64 {
	n := 0.0
	for _, w := range kolom {
		n += w
	}
	return n
}

// tinggiBaris is the height of every row; what a spanning cell needs beyond its rows is
// shared among them.
func tinggiBaris(n int, isi []selTabel, lebar []float64) []float64 {
	out := make([]float64, n)
	perlu := func(c selTabel) float64 {
		if c.Sel.Nilai != nil {
			return barisSel + tepiBaris
		}
		return c.gaya.tinggiTeks(c.teks, c.gaya.isi(jumlahLebar(lebar[c.Kolom:c.Kolom+c.ColSpan])))
	}
	for _, c := range isi {
		if c.RowSpan == 1 {
			out[c.Baris] = max(out[c.Baris], perlu(c))
		}
	}
	for _, c := range isi {
		if c.RowSpan == 1 {
			continue
		}
		baris := out[c.Baris : c.Baris+c.RowSpan]
		if kurang := perlu(c) - jumlahLebar(baris); kurang > 0 {
			for r := range baris {
				baris[r] += kurang / float64(len(baris))
			}
		}
	}
	return out
}

// atas sets the columns and writes title, agency and warning over them.
func (l *lembar) atas(judul string) error {
	for i, w := range l.lebar {
		k, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := l.f.SetColWidth(l.nama, k, k, w); err != nil {
			return err
		}
	}
	if err := l.baris(barisJudul, judul, gaya{tebal: true, ukuran: 13}); err != nil {
		return err
	}
	if err := l.baris(barisSub, gabungkan(", ", gabungkan(" ", l.d.Instansi, l.d.Daerah), l.d.Subjudul), gaya{}); err != nil {
		return err
	}
	return l.baris(barisTanda, l.d.Tanda, gaya{tebal: true, peringatan: l.d.Tanda != ""})
}

// gabungkan joins what is not empty.
func gabungkan(sela string, s ...string) string {
	var ada []string
	for _, x := range s {
		if x != "" {
			ada = append(ada, x)
		}
	}
	return strings.Join(ada, sela)
}

// baris writes a line of text over all columns.
func (l *lembar) baris(baris int, s string, g gaya) error {
	s = muat(bersih(s))
	if err := l.f.SetRowHeight(l.nama, baris, min(tinggiMaks, g.tinggiTeks(s, g.isi(l.jumlah())))); err != nil {
		return err
	}
	return l.petak(baris, 1, len(l.lebar), s, g)
}

// petak writes text over some columns of a row.
func (l *lembar) petak(baris, dari, sampai int, s string, g gaya) error {
	awal, err := excelize.CoordinatesToCellName(dari, baris)
	if err != nil {
		return err
	}
	ujung, err := excelize.CoordinatesToCellName(sampai, baris)
	if err != nil {
		return err
	}
	g.kutip = berbahaya(s)
	if err := l.gayai(awal, ujung, g); err != nil {
		return err
	}
	return l.teks(awal, s)
}
