package berkas

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// bacaGaya reads what the formats of cells make of a number.
func (b *buku) bacaGaya() error {
	kode := map[string]string{}
	dikenal := map[string]gaya{} // by code: thousands of styles may share one
	dalam := false
	return b.token("xl/styles.xml", func(_ *xml.Decoder, t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				if len(kode) >= maksGaya {
					return rusak
				}
				kode[atribut(t, "numFmtId")] = atribut(t, "formatCode")
			case "cellXfs":
				dalam = true
			case "xf":
				if !dalam {
					return nil
				}
				if len(b.gaya) >= maksGaya {
					return rusak
				}
				id := atribut(t, "numFmtId")
				k, sendiri := kode[id]
				if !sendiri {
					b.gaya = append(b.gaya, formatBawaan(id))
					return nil
				}
				g, ok := dikenal[k]
				if !ok {
					g = gayaDari(k)
					dikenal[k] = g
				}
				b.gaya = append(b.gaya, g)
			}
		case xml.EndElement:
			dalam = dalam && t.Name.Local != "cellXfs"
		}
		return nil
	})
}

const (
	maksGaya   = 65_536 // styles of cells, and number formats, that a workbook has at the most
	maksFormat = 255    // letters of a number format, as Excel has it
)

// gayaDari is what a format code makes of a number; one that no spreadsheet writes says
// nothing.
func gayaDari(kode string) gaya {
	if len(kode) > 4*maksFormat || utf8.RuneCountInString(kode) > maksFormat {
		return gaya{jenis: Angka}
	}
	return gaya{jenis: jenisFormat(kode), kode: kode, bagian: potonganFormat(kode)}
}

// formatBawaan is what the built-in number formats make of a number (ECMA-376, 18.8.30).
func formatBawaan(id string) gaya {
	n, err := strconv.Atoi(id)
	if err != nil {
		return gaya{jenis: Angka}
	}
	g := gaya{jenis: Angka, kode: kodeBawaan[n]}
	switch {
	case n == 9 || n == 10:
		g.jenis = Persen
	case n >= 14 && n <= 22, n >= 27 && n <= 36, n >= 45 && n <= 47, n >= 50 && n <= 58:
		g.jenis = Tanggal
		if g.kode == "" {
			g.kode = kodeBawaan[14] // of the scripts of East Asia
		}
	}
	g.bagian = bagianBawaan[g.kode]
	return g
}

var kutipanFormat = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.|_.|\*.`)

func jenisFormat(kode string) Jenis {
	kode, _, _ = strings.Cut(kutipanFormat.ReplaceAllString(kode, ""), ";")
	switch {
	case strings.Contains(kode, "%"):
		return Persen
	case kode != "General" && strings.ContainsAny(strings.ToLower(kode), "dmyhs"):
		return Tanggal
	}
	return Angka
}
