package berkas

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// bacaHTML reads the tables of a page, each as a sheet: what SIPD and others hand out under
// the name .xls. A table in a table is refused; so is what is no page at all.
func bacaHTML(teks string, o Opsi) ([]Lembar, error) {
	rusak := tolak("Berkas ini halaman HTML yang tidak dapat dibaca sebagai tabel. Buka di Excel, simpan sebagai .xlsx, lalu kirim lagi.")
	d := xml.NewDecoder(strings.NewReader(teks))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	h := pembacaHTML{opsi: o}
	for {
		tok, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, rusak
		}
		switch t := tok.(type) {
		case xml.StartElement:
			err = h.buka(strings.ToLower(t.Name.Local), t.Attr)
		case xml.EndElement:
			err = h.tutup(strings.ToLower(t.Name.Local))
		case xml.CharData:
			if h.dalamSel && h.sel.Len()+len(t) <= maksHuruf+1 {
				h.sel.Write(t)
			}
		}
		if err != nil {
			return nil, err
		}
	}
	if err := h.tutup("table"); err != nil {
		return nil, err
	}
	if len(h.lembar) == 0 {
		return nil, rusak
	}
	return h.lembar, nil
}

// pembacaHTML is where a reading of a page stands.
type pembacaHTML struct {
	opsi      Opsi
	lembar    []Lembar
	ukur      takaran
	baris     Baris
	kolom     int
	lebar     int
	sel       strings.Builder
	dalam     bool // in a table
	dalamSel  bool
	turun     []int // by column: how many rows a cell from above still covers
	tinggiSel int
}

func (h *pembacaHTML) buka(nama string, attr []xml.Attr) error {
	switch nama {
	case "table":
		if h.dalam {
			return tolak("Berkas ini memuat tabel di dalam tabel. Buka di Excel, simpan sebagai .xlsx, lalu kirim lagi.")
		}
		if len(h.lembar) >= h.opsi.Lembar {
			return terlaluBesar("lebih dari " + strconv.Itoa(h.opsi.Lembar) + " tabel")
		}
		h.dalam, h.baris, h.turun = true, Baris{}, nil
		h.lembar = append(h.lembar, Lembar{Nama: "Tabel " + strconv.Itoa(len(h.lembar)+1)})
	case "tr":
		if err := h.tutup("tr"); err != nil {
			return err
		}
		if h.dalam {
			h.baris, h.kolom = Baris{No: h.baris.No + 1}, 0
			for i := range h.turun {
				h.turun[i] = max(h.turun[i]-1, 0)
			}
		}
	case "td", "th":
		if err := h.tutup("td"); err != nil || !h.dalam {
			return err
		}
		h.baris.No = max(h.baris.No, 1) // a cell without a row begins one
		h.dalamSel, h.lebar, h.tinggiSel = true, rentangHTML(attr, "colspan"), rentangHTML(attr, "rowspan")
		h.sel.Reset()
	case "br", "p", "div":
		if h.dalamSel && h.sel.Len() > 0 {
			h.sel.WriteByte('\n')
		}
	}
	return nil
}

func (h *pembacaHTML) tutup(nama string) error {
	switch nama {
	case "td", "th":
		if !h.dalamSel {
			return nil
		}
		h.dalamSel = false
		for h.kolom < len(h.turun) && h.turun[h.kolom] > 0 {
			h.kolom++
		}
		teks := h.sel.String()
		if !strings.Contains(teks, "\n") {
			teks = strings.Join(strings.Fields(teks), " ")
		}
		if err := h.ukur.isi(&h.baris, h.kolom, lepas(teksSel(teks))); err != nil {
			return err
		}
		if h.lebar > 1 || h.tinggiSel > 1 {
			h.lembar[len(h.lembar)-1].gabung(Rentang{h.kolom, h.baris.No, h.kolom + h.lebar - 1, h.baris.No + h.tinggiSel - 1})
		}
		for range h.lebar {
			for len(h.turun) <= h.kolom && h.kolom < maksKolom {
				h.turun = append(h.turun, 0)
			}
			if h.kolom < len(h.turun) {
				h.turun[h.kolom] = h.tinggiSel
			}
			h.kolom++
		}
	case "tr":
		if err := h.tutup("td"); err != nil || !h.dalam {
			return err
		}
		b := h.baris
		h.baris = Baris{No: b.No}
		return h.lembar[len(h.lembar)-1].tutup(b)
	case "table":
		err := h.tutup("tr")
		h.dalam = false
		return err
	}
	return nil
}

func rentangHTML(attr []xml.Attr, nama string) int {
	for _, a := range attr {
		if strings.EqualFold(a.Name.Local, nama) {
			if n, err := strconv.Atoi(strings.TrimSpace(a.Value)); err == nil && n > 0 {
				return min(n, maksKolom)
			}
		}
	}
	return 1
}
