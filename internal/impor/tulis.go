package impor

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"capaian/internal/impor/berkas"
)

// Names of the sheets of our own workbooks that hold no rows to import.
const (
	lembarPetunjuk = "Petunjuk"
	lembarPilihan  = "Pilihan"
)

var namaPetunjuk = map[string]bool{"petunjuk": true, "pilihan": true}

// tabelTulis is a table that is written as a workbook: its sheet, the choices that a column
// offers, and what is said to who fills it in.
type tabelTulis struct {
	nama     string
	judul    []string
	lebar    []int            // of the columns, in letters
	pilihan  map[int][]string // by column
	baris    [][]Sel
	petunjuk []string
}

// formatTulis are the formats of cells by their number in styles.xml.
const (
	formatTeks = iota
	formatJudul
	formatAngka
	formatPetunjuk
)

// xlsx writes the workbook: first the table, then how to fill it in, then the choices.
// Texts are written as texts (never as formulas) and numbers digit for digit.
func (t tabelTulis) xlsx() ([]byte, error) {
	var kolomPilihan []int
	for n := range t.judul {
		if len(t.pilihan[n]) > 0 {
			kolomPilihan = append(kolomPilihan, n)
		}
	}
	bagian := []struct{ nama, isi string }{
		{"[Content_Types].xml", jenisIsi},
		{"_rels/.rels", hubungan},
		{"xl/workbook.xml", fmt.Sprintf(bukuKerja, berkas.TeksXML(t.nama), lembarPetunjuk, lembarPilihan)},
		{"xl/_rels/workbook.xml.rels", hubunganBuku},
		{"xl/styles.xml", gayaBuku},
		{"xl/worksheets/sheet1.xml", t.lembarUtama(kolomPilihan)},
		{"xl/worksheets/sheet2.xml", t.lembarPetunjuk()},
		{"xl/worksheets/sheet3.xml", t.lembarPilihan(kolomPilihan)},
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range bagian {
		w, err := z.Create(p.nama)
		if err == nil {
			_, err = w.Write([]byte(p.isi))
		}
		if err != nil {
			return nil, fmt.Errorf("write %s: %w", p.nama, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("close the workbook: %w", err)
	}
	return b.Bytes(), nil
}

const (
	kepalaXML    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	ruangUtama   = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	ruangRel     = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	jenisRel     = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	jenisIsi     = kepalaXML + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet3.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`
	hubungan     = kepalaXML + `<Relationships ` + ruangRel + `><Relationship Id="rId1" Type="` + jenisRel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bukuKerja    = kepalaXML + `<workbook ` + ruangUtama + ` xmlns:r="` + jenisRel + `"><sheets><sheet name="%s" sheetId="1" r:id="rId1"/><sheet name="%s" sheetId="2" r:id="rId2"/><sheet name="%s" sheetId="3" r:id="rId3"/></sheets></workbook>`
	hubunganBuku = kepalaXML + `<Relationships ` + ruangRel + `><Relationship Id="rId1" Type="` + jenisRel + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + jenisRel + `/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="` + jenisRel + `/worksheet" Target="worksheets/sheet3.xml"/><Relationship Id="rId4" Type="` + jenisRel + `/styles" Target="styles.xml"/></Relationships>`
	gayaBuku     = kepalaXML + `<styleSheet ` + ruangUtama + `><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF5"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf></cellXfs></styleSheet>`
)

func (t tabelTulis) lembarUtama(kolomPilihan []int) string {
	var b strings.Builder
	b.WriteString(kepalaXML + `<worksheet ` + ruangUtama + `><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for n, l := range t.lebar {
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, n+1, n+1, l)
	}
	b.WriteString(`</cols><sheetData>`)
	kepala := make([]Sel, len(t.judul))
	for n, j := range t.judul {
		kepala[n] = Sel{Teks: j, Jenis: berkas.Teks}
	}
	tulisBaris(&b, 1, kepala, formatJudul)
	for n, r := range t.baris {
		tulisBaris(&b, n+2, r, formatTeks)
	}
	b.WriteString(`</sheetData>`)
	if len(kolomPilihan) > 0 {
		fmt.Fprintf(&b, `<dataValidations count="%d">`, len(kolomPilihan))
		for n, k := range kolomPilihan {
			fmt.Fprintf(&b, `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="Pilihan" error="Pilih dari daftar." sqref="%[1]s2:%[1]s5000"><formula1>%[2]s!$%[3]s$2:$%[3]s$%[4]d</formula1></dataValidation>`,
				berkas.Huruf(k), lembarPilihan, berkas.Huruf(n), len(t.pilihan[k])+1)
		}
		b.WriteString(`</dataValidations>`)
	}
	b.WriteString(`</worksheet>`)
	return b.String()
}

func (t tabelTulis) lembarPetunjuk() string {
	var b strings.Builder
	b.WriteString(kepalaXML + `<worksheet ` + ruangUtama + `><cols><col min="1" max="1" width="110" customWidth="1"/></cols><sheetData>`)
	for n, p := range t.petunjuk {
		tulisBaris(&b, n+1, []Sel{{Teks: p, Jenis: berkas.Teks}}, formatPetunjuk)
	}
	b.WriteString(`</sheetData></worksheet>`)
	return b.String()
}

func (t tabelTulis) lembarPilihan(kolom []int) string {
	var b strings.Builder
	b.WriteString(kepalaXML + `<worksheet ` + ruangUtama + `><sheetData>`)
	for no := 0; ; no++ {
		ada := no == 0
		baris := make([]Sel, len(kolom))
		for n, k := range kolom {
			switch p := t.pilihan[k]; {
			case no == 0:
				baris[n] = Sel{Teks: t.judul[k], Jenis: berkas.Teks}
			case no <= len(p):
				baris[n], ada = Sel{Teks: p[no-1], Jenis: berkas.Teks}, true
			}
		}
		if !ada {
			break
		}
		tulisBaris(&b, no+1, baris, formatTeks)
	}
	b.WriteString(`</sheetData></worksheet>`)
	return b.String()
}

func tulisBaris(b *strings.Builder, no int, sel []Sel, format int) {
	fmt.Fprintf(b, `<row r="%d">`, no)
	for n, s := range sel {
		switch s.Jenis {
		case berkas.Angka:
			fmt.Fprintf(b, `<c r="%s" s="%d"><v>%s</v></c>`, berkas.Alamat(n, no), formatAngka, s.Teks)
		case berkas.Teks:
			fmt.Fprintf(b, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, berkas.Alamat(n, no), format, berkas.TeksXML(berkas.Amankan(s.Teks)))
		}
	}
	b.WriteString(`</row>`)
}

func selInt(n int) Sel { return Sel{Teks: strconv.Itoa(n), Jenis: berkas.Angka} }
