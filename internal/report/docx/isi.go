package docx

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"capaian/internal/report/document"
)

// bidang writes a field with the text that it shows until it is updated.
func bidang(b *bytes.Buffer, perintah, tampil string) {
	bukaBidang(b, perintah)
	if tampil != "" {
		lari(b, tampil, rupa{})
	}
	b.WriteString(tutupBidang)
}

// bukaBidang begins a field; what it shows follows.
func bukaBidang(b *bytes.Buffer, perintah string) {
	b.WriteString(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ` + atribut(perintah) +
		` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`)
}

const tutupBidang = `<w:r><w:fldChar w:fldCharType="end"/></w:r>`

// namaPenanda names the bookmark of the i-th block, as Word names those of its tables of
// contents.
func namaPenanda(i int) string { return fmt.Sprintf("_Toc%09d", 100000001+i) }

// bukaPenanda begins the bookmark of the i-th block.
func (p *penulis) bukaPenanda(i int) {
	p.penanda++
	fmt.Fprintf(&p.b, `<w:bookmarkStart w:id="%d" w:name="%s"/>`, p.penanda, namaPenanda(i))
}

// tutupPenanda ends the bookmark that was begun last.
func (p *penulis) tutupPenanda() { fmt.Fprintf(&p.b, `<w:bookmarkEnd w:id="%d"/>`, p.penanda) }

// daftarIsi writes a table of contents: a field that shows its entries already, each a
// link with its page.
func (p *penulis) daftarIsi(d document.DaftarIsi) {
	perintah := `TOC \o "1-3" \h \z \u`
	switch d.Dari {
	case document.IsiTabel:
		perintah = `TOC \h \z \c "Tabel"`
	case document.IsiGambar:
		perintah = `TOC \h \z \c "Gambar"`
	}
	pertama := true
	semua := p.d.Semua()
	if len(p.d.Catatan) > 0 {
		semua = append(semua, judulCatatan)
	}
	for i, b := range semua {
		gaya, teks := entri(d.Dari, b)
		if gaya == "" {
			continue
		}
		p.buka(alinea{gaya: gaya})
		if pertama {
			bukaBidang(&p.b, perintah)
			pertama = false
		}
		p.b.WriteString(`<w:hyperlink w:anchor="` + namaPenanda(i) + `" w:history="1">`)
		p.lari(teks+"\t", rupa{})
		bidang(&p.b, "PAGEREF "+namaPenanda(i)+` \h`, p.h[i])
		p.b.WriteString(`</w:hyperlink>`)
		p.tutup()
	}
	if pertama {
		p.buka(alinea{})
		bukaBidang(&p.b, perintah)
		p.lari("Tidak ada.", rupa{})
	} else {
		p.buka(alinea{gaya: "Sela"})
	}
	p.b.WriteString(tutupBidang)
	p.tutup()
	p.ekor = -1 // LibreOffice takes a section that ends here for part of the field
}

// entri is the style and the text of a block's entry; no style where it has none.
func entri(dari document.IsiDari, b document.Blok) (gaya, teks string) {
	switch b := b.(type) {
	case document.Judul:
		if dari != document.IsiJudul || b.Tingkat > 3 {
			return "", ""
		}
		gaya = fmt.Sprintf("TOC%d", max(b.Tingkat, 1))
		if b.Nomor == "" {
			return gaya, sebaris(b.Teks)
		}
		return gaya, b.Nomor + "\t" + sebaris(b.Teks)
	case *document.Tabel:
		if dari != document.IsiTabel || b.Nomor == "" {
			return "", ""
		}
		return "TableofFigures", sebaris(b.Sebutan())
	case *document.Gambar:
		if dari != document.IsiGambar || b.Nomor == "" {
			return "", ""
		}
		return "TableofFigures", sebaris(b.Sebutan())
	}
	return "", ""
}

// sebaris is s in one line.
func sebaris(s string) string { return strings.Join(strings.Fields(s), " ") }

// keterangan writes the caption of the i-th block. Its number is a field that counts,
// anew in every chapter.
func (p *penulis) keterangan(i int, label, nomor, judul string, lanjut bool) {
	p.buka(alinea{gaya: "Caption", lanjut: lanjut})
	p.bukaPenanda(i)
	if nomor != "" {
		titik := strings.LastIndexByte(nomor, '.') + 1
		p.lari(label+" "+nomor[:titik], rupa{})
		n, err := strconv.Atoi(nomor[titik:])
		if err != nil {
			p.lari(nomor[titik:], rupa{})
		} else {
			perintah := "SEQ " + label + ` \* ARABIC`
			if n == 1 || n != p.urut[label]+1 {
				perintah += fmt.Sprintf(` \r %d`, n)
			}
			p.urut[label] = n
			bidang(&p.b, perintah, nomor[titik:])
		}
		judul = ". " + judul
	}
	p.lari(judul, rupa{})
	p.tutupPenanda()
	p.tutup()
}
