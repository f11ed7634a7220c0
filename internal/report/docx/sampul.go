package docx

import (
	"fmt"
	"net/url"
	"strings"

	"rsc.io/qr"

	"capaian/internal/report/document"
)

// muka writes what comes before the first block: a cover of its own, or the title on
// the first page.
func (p *penulis) muka() {
	pertama := seksi{angka: desimal, ulang: true}
	if len(p.d.Depan) > 0 {
		pertama.angka = romawi
	}
	if !p.d.Sampul {
		pertama.judul = true
		if len(p.lembar) > 0 {
			pertama.lembar = p.lembar[0]
		}
		p.kini = pertama
		p.baris("Title", p.d.Judul)
		p.baris("Subtitle", p.d.Subjudul, strings.ToUpper(p.d.Instansi), strings.ToUpper(p.d.Daerah))
		if p.terisi {
			p.buka(alinea{gaya: "GarisJudul"})
			p.tutup()
		}
		return
	}
	p.baris("JudulSampul", p.d.Judul)
	p.baris("SubjudulSampul", p.d.Subjudul)
	p.baris("InstansiSampul", strings.ToUpper(p.d.Instansi))
	p.baris("DaerahSampul", strings.ToUpper(p.d.Daerah))
	if p.d.Alamat != "" {
		p.periksa()
	}
	if !p.terisi {
		p.sela()
	}
	p.mulai(pertama)
}

// baris writes lines of one style.
func (p *penulis) baris(gaya string, s ...string) {
	for _, x := range s {
		if x == "" {
			continue
		}
		p.buka(alinea{gaya: gaya})
		p.lari(x, rupa{})
		p.tutup()
	}
}

// sisiQR is how wide the code is printed, 2.6 cm in EMU.
const sisiQR = 26 * 36000

// periksa writes where the file can be verified: a code that leads there, unless the
// address is too long for one, and the address as text and, if it is one, link.
func (p *penulis) periksa() {
	cara := "Keaslian berkas ini dapat diperiksa pada alamat:"
	if kode, err := qr.Encode(p.d.Alamat, qr.M); err == nil {
		kode.Scale = 6
		p.paket.tambah("word/media/qr.png", "", kode.PNG())
		p.paket.acu("rIdQR", "image", "media/qr.png")
		p.buka(alinea{gaya: "Gambar"})
		p.gambarDalam(sisiQR, sisiQR, "Kode QR", "Kode QR yang membuka "+p.d.Alamat, "http://schemas.openxmlformats.org/drawingml/2006/picture",
			fmt.Sprintf(`<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="qr.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdQR"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
				`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%[1]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>`, sisiQR))
		p.tutup()
		cara = "Keaslian berkas ini dapat diperiksa dengan memindai kode ini atau pada alamat:"
	}
	p.baris("KeteranganSampul", cara)
	u, err := url.Parse(p.d.Alamat)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		p.baris("KeteranganSampul", p.d.Alamat)
		return
	}
	p.paket.dokumen = append(p.paket.dokumen, hubungan{id: "rIdAlamat", jenis: acuan + "hyperlink", ke: u.String(), luar: true})
	p.buka(alinea{gaya: "KeteranganSampul"})
	p.b.WriteString(`<w:hyperlink r:id="rIdAlamat" w:history="1">`)
	p.lari(p.d.Alamat, rupa{})
	p.b.WriteString(`</w:hyperlink>`)
	p.tutup()
}

// gambarDalam writes a run with a drawing that stands in the line. Lengths are EMU,
// 12700 to a point.
func (p *penulis) gambarDalam(lebar, tinggi int, nama, alt, jenis, isi string) {
	p.b.WriteString(`<w:r>`)
	p.drawing(lebar, tinggi, nama, alt, jenis, isi)
	p.b.WriteString(`</w:r>`)
}

func (p *penulis) drawing(lebar, tinggi int, nama, alt, jenis, isi string) {
	p.objek++
	fmt.Fprintf(&p.b, `<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="%d" name="%s" descr="%s"/><wp:cNvGraphicFramePr/>`,
		lebar, tinggi, p.objek, atribut(pendek(nama, 80)), atribut(pendek(alt, 2000)))
	p.b.WriteString(`<a:graphic><a:graphicData uri="` + jenis + `">` + isi + `</a:graphicData></a:graphic></wp:inline></w:drawing>`)
}

// gambar writes a figure with its caption and its notes below.
func (p *penulis) gambar(i int, g *document.Gambar) error {
	alt := g.Alt
	if alt == "" {
		alt = g.Judul
	}
	nama := gabung(" ", "Gambar", g.Nomor)
	if strings.TrimSpace(alt) == "" {
		alt = nama
	}
	switch {
	case g.Grafik != nil:
		if err := p.tulisGrafik(nama, alt, *g.Grafik); err != nil {
			return err
		}
	case g.Bagan != nil:
		p.tulisBagan(nama, alt, *g.Bagan)
	}
	p.keterangan(i, "Gambar", g.Nomor, g.Judul, len(g.Catatan) > 0)
	for _, s := range g.Catatan {
		p.buka(alinea{gaya: "CatatanTabel"})
		p.lari(s, rupa{})
		p.tutup()
	}
	return nil
}
