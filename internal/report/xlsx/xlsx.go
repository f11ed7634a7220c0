// Package xlsx writes a neutral document as an Excel workbook (ECMA-376): a sheet a table
// and chart, every derived figure a live formula with its value cached, one sheet with
// the running text, and a first sheet that leads to all of them. Charts are the
// program's own and follow the cells. Equal documents give equal bytes.
package xlsx

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"capaian/internal/report/document"
)

// Names of the sheets that are neither tables nor charts.
const (
	lembarPetunjuk = "Petunjuk"
	lembarUraian   = "Uraian"
)

// penulis writes one workbook.
type penulis struct {
	f          *excelize.File
	d          document.Dokumen
	lembarDari map[document.Blok]string // sheet of each table and chart
	tempat     map[any]int              // mark in the running text → row
	berkas     map[string]string        // sheet → its part of the file
	nama       map[string]bool          // sheet names taken, in lower case
	alamat     map[string]alamat        // cell name → where it stands
	asal       map[string]bool          // cell names that formulas take from
	gaya       map[gaya]int
	simpan     map[string]map[string]tersimpan // part of the file → cell → cached value
	ganti      map[string][]byte               // parts that are written anew: the charts
}

// alamat is a cell of the workbook.
type alamat struct {
	lembar string
	sel    string // absolute, "$C$5"
}

// Rows of a sheet of one table or chart, from 1, and widths in digits.
const (
	barisJudul   = 1
	barisSub     = 2
	barisTanda   = 3
	barisPertama = 4 // of the header
	lebarPotret  = 94.0
	lebarLanskap = 142.0
	lebarUraian  = 88.0
)

// Render writes the workbook. It refuses a document that document.Periksa refuses.
func Render(d document.Dokumen) ([]byte, error) {
	if err := document.Periksa(d); err != nil {
		return nil, err
	}
	p := &penulis{f: excelize.NewFile(), d: d, lembarDari: map[document.Blok]string{}, tempat: map[any]int{}, berkas: map[string]string{}, nama: map[string]bool{},
		alamat: map[string]alamat{}, asal: map[string]bool{}, gaya: map[gaya]int{}, simpan: map[string]map[string]tersimpan{}, ganti: map[string][]byte{}}
	defer p.f.Close()
	if err := p.tulis(); err != nil {
		return nil, err
	}
	buf, err := p.f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return bungkus(buf.Bytes(), p.simpan, p.ganti, d.Dibuat)
}

// tulis makes the sheets, learns where every named cell will stand, and only then
// writes cells: formulas refer to sheets before and after their own.
func (p *penulis) tulis() error {
	if err := p.f.SetDefaultFont(hurufLaporan); err != nil {
		return err
	}
	if err := p.f.SetSheetName("Sheet1", lembarPetunjuk); err != nil {
		return err
	}
	p.catat(lembarPetunjuk)
	if err := p.buka(lembarUraian); err != nil {
		return err
	}
	petak := map[*document.Tabel][]document.Petak{}
	for _, b := range p.d.Semua() {
		var err error
		switch b := b.(type) {
		case *document.Tabel:
			petak[b], err = p.bukaTabel(b)
		case *document.Gambar:
			if b.Grafik != nil {
				p.lembarDari[b] = p.namaLembar(b.ID)
				err = p.buka(p.lembarDari[b])
			}
		}
		if err != nil {
			return err
		}
	}
	for _, b := range p.d.Semua() {
		var err error
		switch b := b.(type) {
		case *document.Tabel:
			err = p.tabel(b, petak[b])
		case *document.Gambar:
			if b.Grafik != nil {
				err = p.grafik(b)
			}
		}
		if err != nil {
			return fmt.Errorf("xlsx: sheet %s: %w", p.lembarDari[b], err)
		}
	}
	if err := p.uraian(); err != nil {
		return err
	}
	if err := p.petunjuk(); err != nil {
		return err
	}
	return p.sifat()
}

// bukaTabel adds a table's sheet and notes where its named cells will stand and which
// cells its formulas take from.
func (p *penulis) bukaTabel(t *document.Tabel) ([]document.Petak, error) {
	nama := p.namaLembar(t.ID)
	p.lembarDari[t] = nama
	if err := p.buka(nama); err != nil {
		return nil, err
	}
	petak, err := t.Susun()
	if err != nil {
		return nil, err
	}
	for _, c := range petak {
		if c.Sel.Kunci != "" {
			sel, err := excelize.CoordinatesToCellName(c.Kolom+1, c.Baris+barisPertama, true)
			if err != nil {
				return nil, err
			}
			p.alamat[c.Sel.Kunci] = alamat{nama, sel}
		}
		potong, err := document.Urai(c.Sel.Rumus)
		if err != nil {
			return nil, err
		}
		for _, x := range potong {
			if x.Rujuk {
				p.asal[x.Teks] = true
			}
		}
	}
	return petak, nil
}

// buka adds a sheet.
func (p *penulis) buka(nama string) error {
	p.catat(nama)
	_, err := p.f.NewSheet(nama)
	return err
}

// catat notes a sheet's name and part of the file: sheets are numbered as they come.
func (p *penulis) catat(nama string) {
	p.nama[strings.ToLower(nama)] = true
	p.berkas[nama] = fmt.Sprintf("xl/worksheets/sheet%d.xml", len(p.berkas)+1)
}

// namaLembar makes a sheet name that Excel accepts: at most 31 characters, none of
// []:*?/\ and no quote, none twice whatever the case.
func (p *penulis) namaLembar(id string) string {
	aman := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return '-'
		}
		return r
	}, bersih(id))
	for n := 1; ; n++ {
		akhir := ""
		if n > 1 {
			akhir = fmt.Sprintf(" %d", n)
		}
		r := []rune(aman)
		nama := string(r[:min(len(r), 31-len(akhir))]) + akhir
		if !p.nama[strings.ToLower(nama)] {
			return nama
		}
	}
}

// sifat sets what concerns the whole file. The times are the document's, so that the
// bytes depend on nothing else.
func (p *penulis) sifat() error {
	waktu := p.d.Dibuat.UTC().Format("2006-01-02T15:04:05Z")
	err := p.f.SetDocProps(&excelize.DocProperties{Title: bersih(p.d.Judul + " " + p.d.Subjudul), Subject: bersih(p.d.Instansi + " " + p.d.Daerah), Creator: bersih(p.d.Instansi),
		LastModifiedBy: bersih(p.d.Instansi), Description: bersih(p.d.Tanda), Keywords: fmt.Sprintf("SAKIP, kinerja, %d", p.d.Tahun), Category: "Laporan kinerja",
		Language: p.d.Bahasa, Created: waktu, Modified: waktu})
	if err != nil {
		return err
	}
	if err := p.f.SetAppProps(&excelize.AppProperties{Application: "Capaian", Company: bersih(p.d.Instansi)}); err != nil {
		return err
	}
	ya := true
	if err := p.f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &ya}); err != nil {
		return err
	}
	p.f.SetActiveSheet(0)
	return nil
}

// rumus writes a formula with addresses for names; those on the same sheet go without
// its name.
func (p *penulis) rumus(lembar, rumus string) (string, error) {
	potong, err := document.Urai(rumus)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for i, c := range potong {
		a := p.alamat[c.Teks]
		switch {
		case !c.Rujuk:
			b.WriteString(tetapanPendek(bersih(c.Teks)))
		case a.lembar == lembar, i > 0 && potong[i-1].Teks == ":":
			b.WriteString(a.sel)
		default:
			b.WriteString(a.lengkap())
		}
	}
	if b.Len() > rumusMaks {
		return "", fmt.Errorf("formula of %d characters, Excel takes %d", b.Len(), rumusMaks)
	}
	return b.String(), nil
}

// lengkap is the address as seen from another sheet.
func (a alamat) lengkap() string { return "'" + a.lembar + "'!" + a.sel }

// What Excel takes of characters in a formula, and in a constant text of one.
const (
	rumusMaks   = 8192
	tetapanMaks = 255
)

// tetapanPendek cuts long constant texts of a piece of formula into joined ones.
func tetapanPendek(s string) string {
	if len(s) <= tetapanMaks {
		return s
	}
	var b strings.Builder
	kutip, n := false, 0
	for i := 0; i < len(s); {
		r, l := utf8.DecodeRuneInString(s[i:])
		if r == '"' && kutip && i+1 < len(s) && s[i+1] == '"' {
			l = 2 // a quote within text
		} else if r == '"' {
			kutip, n = !kutip, 0
			b.WriteByte('"')
			i++
			continue
		}
		if kutip {
			if n += 2; n > tetapanMaks { // UTF-16 at its longest
				b.WriteString(`"&"`)
				n = 2
			}
		}
		b.WriteString(s[i : i+l])
		i += l
	}
	return b.String()
}
