package web

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"mime"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"capaian/internal/fault"
)

// Tables to take along: CSV as spreadsheets of this country open it (semicolons, decimal
// commas, UTF-8 with its mark) and XLSX. A text that a spreadsheet would take for a formula
// is made plain text, for names and notes are other people's.

const (
	bom       = "\ufeff"
	jenisCSV  = "text/csv; charset=utf-8"
	jenisXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// petak is one cell: a text, or a number as the machine writes it.
type petak struct {
	Teks  string
	Angka string
}

func petakTeks(s string) petak { return petak{Teks: s} }

// petakAngka is a number, or the reason why there is none.
func petakAngka(angka *string, alasan string) petak {
	if angka == nil {
		return petak{Teks: alasan}
	}
	return petak{Angka: *angka}
}

// polaTampilAngka are numbers as people write them, which no spreadsheet takes for more.
var polaTampilAngka = regexp.MustCompile(`^-?[0-9][0-9.]*(,[0-9]+)?$`)

// netral is a text that no spreadsheet takes for a formula.
func netral(s string) string {
	if s == "" || polaTampilAngka.MatchString(s) || !strings.ContainsRune("=+-@\t\r\n|%＝＋－＠", []rune(s)[0]) {
		return s
	}
	return "'" + s
}

// barisCSV writes one row; an error means that the reader has gone.
func barisCSV(w io.Writer, sel ...string) {
	out := make([]string, len(sel))
	for n, s := range sel {
		out[n] = netral(strings.ReplaceAll(s, "\x00", ""))
	}
	c := csv.NewWriter(w)
	c.Comma, c.UseCRLF = ';', true
	_ = c.Write(out)
	c.Flush()
}

// tabelCSV writes a table.
func tabelCSV(w io.Writer, baris [][]petak) {
	_, _ = io.WriteString(w, bom)
	for _, r := range baris {
		sel := make([]string, len(r))
		for n, p := range r {
			sel[n] = p.Teks
			if p.Angka != "" {
				sel[n] = strings.Replace(p.Angka, ".", ",", 1)
			}
		}
		barisCSV(w, sel...)
	}
}

// The parts of a workbook of one sheet (ECMA-376) beside the sheet itself.
var bagianXLSX = []struct{ nama, isi string }{
	{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`},
	{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>`},
	{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`},
	{"xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`},
}

// lebarXLSX is how wide a column is at the most, in letters; longer texts are wrapped.
const lebarXLSX = 60

// tabelXLSX is a table as a workbook. Every text is an inline string, which is no formula
// whatever it begins with; netral keeps it so when it is saved as CSV.
func tabelXLSX(baris [][]petak) ([]byte, error) {
	var lembar bytes.Buffer
	lembar.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`)
	var lebar []int
	for _, r := range baris {
		for k, p := range r {
			if k == len(lebar) {
				lebar = append(lebar, 8)
			}
			lebar[k] = max(lebar[k], min(lebarXLSX, 2+max(len(p.Angka), utf8.RuneCountInString(p.Teks))))
		}
	}
	if len(lebar) > 0 {
		lembar.WriteString("<cols>")
		for k, n := range lebar {
			fmt.Fprintf(&lembar, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, k+1, k+1, n)
		}
		lembar.WriteString("</cols>")
	}
	lembar.WriteString("<sheetData>")
	for n, r := range baris {
		tinggi := 1 // in lines, by words that break a line before its end
		for _, p := range r {
			if huruf := utf8.RuneCountInString(p.Teks); huruf > lebarXLSX {
				tinggi = max(tinggi, 1+huruf/(lebarXLSX-8))
			}
		}
		if tinggi > 1 {
			fmt.Fprintf(&lembar, `<row r="%d" ht="%d" customHeight="1">`, n+1, min(409, 15*tinggi))
		} else {
			fmt.Fprintf(&lembar, `<row r="%d">`, n+1)
		}
		for k, p := range r {
			sel := kolomXLSX(k) + strconv.Itoa(n+1)
			if p.Angka != "" {
				fmt.Fprintf(&lembar, `<c r="%s" s="1"><v>%s</v></c>`, sel, p.Angka)
				continue
			}
			fmt.Fprintf(&lembar, `<c r="%s" s="1" t="inlineStr"><is><t xml:space="preserve">`, sel)
			if err := xml.EscapeText(&lembar, []byte(netral(p.Teks))); err != nil {
				return nil, fault.Wrap(fault.Internal, err)
			}
			lembar.WriteString(`</t></is></c>`)
		}
		lembar.WriteString("</row>")
	}
	lembar.WriteString("</sheetData></worksheet>")
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, b := range append(bagianXLSX[:len(bagianXLSX):len(bagianXLSX)], struct{ nama, isi string }{"xl/worksheets/sheet1.xml", lembar.String()}) {
		f, err := z.Create(b.nama)
		if err == nil {
			_, err = io.WriteString(f, xml.Header+b.isi)
		}
		if err != nil {
			return nil, fault.Wrap(fault.Internal, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fault.Wrap(fault.Internal, err)
	}
	return out.Bytes(), nil
}

// kolomXLSX is the name of the nth column, from 0: A to Z, then AA on.
func kolomXLSX(n int) string {
	s := ""
	for n++; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// namaBerkas names a file by what it is of.
func namaBerkas(apa, id string, tahun int) string {
	if tahun == 0 {
		return apa + "-" + id
	}
	return apa + "-" + id + "-" + strconv.Itoa(tahun)
}

// unduhTabel answers a table as a file of the form that is asked for.
func unduhTabel(w http.ResponseWriter, r *http.Request, nama string, baris [][]petak) error {
	switch bentuk := r.URL.Query().Get("bentuk"); bentuk {
	case "csv":
		var b bytes.Buffer
		tabelCSV(&b, baris)
		unduhan(w, jenisCSV, nama+".csv")
		_, _ = w.Write(b.Bytes()) // an error means that the reader has gone
	case "xlsx":
		b, err := tabelXLSX(baris)
		if err != nil {
			return err
		}
		unduhan(w, jenisXLSX, nama+".xlsx")
		_, _ = w.Write(b)
	default:
		return fault.At("bentuk", fault.Unknown, "Bentuk ekspor", bentuk)
	}
	return nil
}

// unduhan makes the answer a file to be kept.
func unduhan(w http.ResponseWriter, jenis, nama string) {
	w.Header().Set("Content-Type", jenis)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": nama}))
	w.Header().Set("Cache-Control", "no-store")
}
