package docx

import (
	"fmt"
	"slices"

	"capaian/internal/report/document"
)

// Colours of cells, those of the other formats.
const (
	warnaKepala = "D9E2EC"
	warnaGrup   = "F0F3F6"
	warnaFokus  = "FFF4CC"
	warnaRedup  = "595959"
)

// Shares of a page's height.
const (
	bagianBelah  = 0.45 // a row higher than this may break
	bagianKepala = 0.40 // header rows higher than this are not repeated
	bagianRumpun = 0.25 // rows that a cell spans stay together up to this
)

// tabel writes a table with its caption above and its notes below; lanjut keeps its end on
// the page of what follows.
func (p *penulis) tabel(i int, t *document.Tabel, lanjut bool) error {
	petak, err := t.Susun()
	if err != nil {
		return err
	}
	if t.Sebutan() != "" {
		p.keterangan(i, "Tabel", t.Nomor, t.Judul, true)
	} else if p.baru {
		p.sela()
	}
	if len(t.Kolom) > 0 && len(t.Kepala)+len(t.Baris) > 0 {
		p.kisi(t, petak, lanjut)
	}
	for _, s := range t.Catatan {
		p.buka(alinea{gaya: "CatatanTabel", lanjut: lanjut})
		p.lari(s, rupa{})
		p.tutup()
	}
	p.buka(alinea{gaya: "JarakTabel", lanjut: lanjut})
	p.tutup()
	return nil
}

// kisi writes the grid of a table.
func (p *penulis) kisi(t *document.Tabel, petak []document.Petak, akhirLanjut bool) {
	ukuran, lebar := ukurTabel(t, petak, p.lebar())
	p.bukaKisi("TabelLaporan", t.Sebutan(), "left", lebar)
	tinggi, naik := tinggiBaris(t, petak, lebar, ukuran)
	halaman := float64(p.tinggi())
	tinggiKepala := 0
	for _, h := range tinggi[:len(t.Kepala)] {
		tinggiKepala += h
	}
	baris := make([][]document.Petak, len(tinggi)) // cells that begin in, or reach into, a row
	for _, c := range petak {
		for r := c.Baris; r < c.Baris+c.RowSpan; r++ {
			baris[r] = append(baris[r], c)
		}
	}
	lanjut := kawan(t, petak, tinggi, p.tinggi())
	if n := len(lanjut); akhirLanjut {
		lanjut[n-1] = true
	}
	for r, sel := range baris {
		slices.SortFunc(sel, func(a, b document.Petak) int { return a.Kolom - b.Kolom })
		p.b.WriteString(`<w:tr><w:trPr>`)
		if belah := float64(tinggi[r]) > bagianBelah*halaman; !belah {
			p.b.WriteString(`<w:cantSplit/>`)
			if naik[r] { // programs forget what a cell that spans rows needs, at the least where they repeat it
				fmt.Fprintf(&p.b, `<w:trHeight w:val="%d" w:hRule="atLeast"/>`, tinggi[r])
			}
		}
		if r < len(t.Kepala) && float64(tinggiKepala) <= bagianKepala*halaman {
			p.b.WriteString(`<w:tblHeader/>`)
		}
		p.b.WriteString(`</w:trPr>`)
		for _, c := range sel {
			p.sel(t, c, r, lebar, ukuran, lanjut[r])
		}
		p.b.WriteString(`</w:tr>`)
	}
	p.b.WriteString(`</w:tbl>`)
	p.ekor = -1
}

// kawan tells which rows stay on the page of the next: header rows, rows that head those
// below them (but not more than three in turn), all but the last of the few that a cell
// spans, the first of the body with the next two, and those before the last.
func kawan(t *document.Tabel, petak []document.Petak, tinggi []int, halaman int) []bool {
	out := make([]bool, len(tinggi))
	for r := range t.Kepala {
		out[r] = len(t.Baris) > 0 || r < len(t.Kepala)-1
	}
	deret := 0
	for n, baris := range t.Baris {
		r := len(t.Kepala) + n
		if n < len(t.Baris)-1 && deret < 3 && len(baris) > 0 && !slices.ContainsFunc(baris, func(s document.Sel) bool { return !s.Gaya.Ada(document.Grup) }) {
			out[r] = true
			deret++
		} else {
			deret = 0
		}
	}
	for _, c := range petak {
		if c.RowSpan == 1 || c.Baris < len(t.Kepala) {
			continue
		}
		jumlah := 0
		for _, h := range tinggi[c.Baris : c.Baris+c.RowSpan] {
			jumlah += h
		}
		if float64(jumlah) <= bagianRumpun*float64(halaman) {
			for r := c.Baris; r < c.Baris+c.RowSpan-1; r++ {
				out[r] = true
			}
		}
	}
	for n := range len(t.Baris) - 1 { // no part of a table has one row or two
		if r := len(t.Kepala) + n; (n < 2 || n >= len(t.Baris)-3) && float64(tinggi[r]) <= bagianRumpun/3*float64(halaman) || n == len(t.Baris)-2 {
			out[r] = true
		}
	}
	return out
}

// bukaKisi begins a table of columns.
func (p *penulis) bukaKisi(gaya, judul, rata string, lebar []int) {
	jumlah := 0
	for _, l := range lebar {
		jumlah += l
	}
	p.terisi = true
	fmt.Fprintf(&p.b, `<w:tbl><w:tblPr><w:tblStyle w:val="%s"/><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="%s"/><w:tblLayout w:type="fixed"/>`, gaya, jumlah, rata)
	p.b.WriteString(`<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`)
	if judul != "" {
		p.b.WriteString(`<w:tblCaption w:val="` + atribut(pendek(judul, 250)) + `"/>`)
	}
	p.b.WriteString(`</w:tblPr><w:tblGrid>`)
	for _, l := range lebar {
		fmt.Fprintf(&p.b, `<w:gridCol w:w="%d"/>`, l)
	}
	p.b.WriteString(`</w:tblGrid>`)
}

// sel writes what a cell is in row r: itself where it begins, and below that a covered
// one.
func (p *penulis) sel(t *document.Tabel, c document.Petak, r int, kolom []int, ukuran int, lanjut bool) {
	l := 0
	for k := c.Kolom; k < c.Kolom+c.ColSpan; k++ {
		l += kolom[k]
	}
	fmt.Fprintf(&p.b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, l)
	if c.ColSpan > 1 {
		fmt.Fprintf(&p.b, `<w:gridSpan w:val="%d"/>`, c.ColSpan)
	}
	switch {
	case c.RowSpan > 1 && r == c.Baris:
		p.b.WriteString(`<w:vMerge w:val="restart"/>`)
	case c.RowSpan > 1:
		p.b.WriteString(`<w:vMerge/>`)
	}
	s, kepala := c.Sel, c.Baris < len(t.Kepala)
	warna := ""
	switch {
	case kepala:
		warna = warnaKepala
	case s.Gaya.Ada(document.Fokus):
		warna = warnaFokus
	case s.Gaya.Ada(document.Grup):
		warna = warnaGrup
	}
	if warna != "" {
		p.b.WriteString(`<w:shd w:val="clear" w:color="auto" w:fill="` + warna + `"/>`)
	}
	if kepala {
		p.b.WriteString(`<w:vAlign w:val="center"/>`)
	}
	p.b.WriteString(`</w:tcPr>`)
	a := alinea{gaya: fmt.Sprintf("TeksTabel%d", ukuran), lanjut: lanjut, inden: masukDi(s, l), rata: rataSel(t.Kolom[c.Kolom].Rata, s)}
	w := rupa{tebal: s.Gaya.Ada(document.Tebal), miring: s.Gaya.Ada(document.Redup)}
	if w.miring {
		w.warna = warnaRedup
	}
	if kepala {
		a.gaya, w.tebal = fmt.Sprintf("KepalaTabel%d", ukuran), false // bold by its style
		a.rata = ""
	}
	a.tulis(&p.b)
	if r == c.Baris {
		p.lari(s.Tampil(), w)
	}
	p.b.WriteString(`</w:p></w:tc>`)
}

// rataSel is the alignment of a cell: as its column says, figures to the right.
func rataSel(r document.Rata, s *document.Sel) string {
	switch {
	case s.Gaya.Ada(document.Dipusatkan), r == document.Tengah:
		return "center"
	case r == document.Kanan, s.Nilai != nil:
		return "right"
	}
	return ""
}

// tandaTangan writes the signature block: a table without lines, its rows on one page,
// what belongs to one party in one column.
func (p *penulis) tandaTangan(t *document.TandaTangan) {
	p.buka(alinea{gaya: "JarakTabel", lanjut: true})
	p.tutup()
	kolom := max(len(t.Pihak), 1)
	lebar := make([]int, kolom)
	for k := range lebar {
		lebar[k] = p.lebar() / max(kolom, 2)
	}
	p.bukaKisi("TabelTandaTangan", "Tanda tangan", "right", lebar)
	type isi struct {
		teks string
		rupa rupa
	}
	baris := func(tinggi int, lanjut bool, sel func(k int) []isi) {
		p.b.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
		if tinggi > 0 {
			fmt.Fprintf(&p.b, `<w:trHeight w:val="%d" w:hRule="exact"/>`, tinggi)
		}
		p.b.WriteString(`</w:trPr>`)
		for k := range kolom {
			fmt.Fprintf(&p.b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, lebar[k])
			kosong := true
			for _, s := range sel(k) {
				if s.teks == "" {
					continue
				}
				kosong = false
				alinea{gaya: "TandaTangan", lanjut: lanjut}.tulis(&p.b)
				p.lari(s.teks, s.rupa)
				p.tutup()
			}
			if kosong {
				alinea{gaya: "TandaTangan", lanjut: lanjut}.tulis(&p.b)
				p.tutup()
			}
			p.b.WriteString(`</w:tc>`)
		}
		p.b.WriteString(`</w:tr>`)
	}
	baris(0, true, func(k int) []isi {
		if k < kolom-1 {
			return nil
		}
		return []isi{{t.Waktu(), rupa{}}}
	})
	if len(t.Pihak) > 0 {
		baris(0, true, func(k int) []isi { return []isi{{t.Pihak[k].Sebagai, rupa{tebal: true}}, {t.Pihak[k].Jabatan, rupa{}}} })
		baris(1280, true, func(int) []isi { return nil })
		baris(0, false, func(k int) []isi {
			s := t.Pihak[k]
			nip := ""
			if s.NIP != "" {
				nip = "NIP. " + s.NIP
			}
			return []isi{{s.Nama, rupa{tebal: true, garis: true}}, {s.Pangkat, rupa{}}, {nip, rupa{}}}
		})
	}
	p.b.WriteString(`</w:tbl>`)
	p.ekor = -1
	p.buka(alinea{gaya: "JarakTabel"})
	p.tutup()
}
