// Package xlsx writes a neutral document as an Excel workbook (ECMA-376): one sheet per
// table, every derived figure a live formula with its value cached, one sheet with the
// running text, and a first sheet that leads to all of them. Equal documents give
// equal bytes.
package xlsx

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"capaian/internal/report/document"
)

// Names of the sheets that are not tables.
const (
	lembarPetunjuk = "Petunjuk"
	lembarUraian   = "Uraian"
)

// penulis writes one workbook.
type penulis struct {
	f      *excelize.File
	d      document.Dokumen
	lembar []string          // sheet of each table
	nama   map[string]bool   // sheet names taken, in lower case
	alamat map[string]alamat // cell name → where it stands
	gaya   map[gaya]int
	simpan map[string]map[string]tersimpan // file of a sheet → cell → cached value
}

// alamat is a cell of the workbook.
type alamat struct {
	lembar string
	sel    string // absolute, "$C$5"
}

// Rows of a table's sheet, from 1.
const (
	barisJudul    = 1
	barisSub      = 2
	barisTanda    = 3
	barisPertama  = 4 // of the header
	lebarPotret   = 96
	lebarLanskap  = 144
	halamanUraian = 88
)

// Render writes the workbook. It refuses a document that document.Periksa refuses.
func Render(d document.Dokumen) ([]byte, error) {
	if err := document.Periksa(d); err != nil {
		return nil, err
	}
	p := &penulis{f: excelize.NewFile(), d: d, nama: map[string]bool{}, alamat: map[string]alamat{},
		gaya: map[gaya]int{}, simpan: map[string]map[string]tersimpan{}}
	defer p.f.Close()
	if err := p.tulis(); err != nil {
		return nil, err
	}
	buf, err := p.f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return bungkus(buf.Bytes(), p.simpan, d.Dibuat)
}

// tulis makes the sheets, learns where every named cell will stand, and only then
// writes cells: formulas refer to sheets before and after their own.
func (p *penulis) tulis() error {
	if err := p.f.SetSheetName("Sheet1", lembarPetunjuk); err != nil {
		return err
	}
	p.nama[strings.ToLower(lembarPetunjuk)] = true
	if err := p.buka(lembarUraian); err != nil {
		return err
	}
	tabel := p.d.Tabel()
	petak := make([][]document.Petak, len(tabel))
	for n, t := range tabel {
		nama := p.namaLembar(t.ID)
		p.lembar = append(p.lembar, nama)
		if err := p.buka(nama); err != nil {
			return err
		}
		var err error
		if petak[n], err = t.Susun(); err != nil {
			return err
		}
		for _, c := range petak[n] {
			if c.Sel.Kunci != "" {
				sel, err := excelize.CoordinatesToCellName(c.Kolom+1, c.Baris+barisPertama, true)
				if err != nil {
					return err
				}
				p.alamat[c.Sel.Kunci] = alamat{nama, sel}
			}
		}
	}
	for n, t := range tabel {
		if err := p.tabel(n, t, petak[n]); err != nil {
			return fmt.Errorf("xlsx: table %s: %w", t.ID, err)
		}
	}
	if err := p.petunjuk(tabel); err != nil {
		return err
	}
	if err := p.uraian(); err != nil {
		return err
	}
	return p.sifat()
}

// buka adds a sheet.
func (p *penulis) buka(nama string) error {
	p.nama[strings.ToLower(nama)] = true
	_, err := p.f.NewSheet(nama)
	return err
}

// namaLembar makes a sheet name that Excel accepts: at most 31 characters, none of
// []:*?/\ and no quote, none twice whatever the case.
func (p *penulis) namaLembar(id string) string {
	bersih := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return '-'
		}
		return r
	}, id)
	for n := 1; ; n++ {
		akhir := ""
		if n > 1 {
			akhir = fmt.Sprintf(" %d", n)
		}
		r := []rune(bersih)
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
	err := p.f.SetDocProps(&excelize.DocProperties{Title: p.d.Judul + " " + p.d.Subjudul, Subject: p.d.Instansi, Creator: p.d.Instansi,
		LastModifiedBy: p.d.Instansi, Description: p.d.Tanda, Language: p.d.Bahasa, Created: waktu, Modified: waktu})
	if err != nil {
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
			b.WriteString(c.Teks)
		case a.lembar == lembar, i > 0 && potong[i-1].Teks == ":":
			b.WriteString(a.sel)
		default:
			b.WriteString("'" + a.lembar + "'!" + a.sel)
		}
	}
	if b.Len() > 8192 {
		return "", fmt.Errorf("formula of %d characters, Excel takes 8192", b.Len())
	}
	return b.String(), nil
}
