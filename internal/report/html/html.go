// Package html writes a neutral document as one self-contained page: printable on A4
// with wide tables across the sheet, readable on a phone, without script. Figures are
// drawings in the page with their values as a table or list beside.
package html

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
	"unicode"

	"capaian/internal/report/document"
	"capaian/internal/report/gambar"
)

//go:embed laporan.html
var berkas string

var laporan = template.Must(template.New("laporan").Funcs(template.FuncMap{
	"lebar": lebar, "kelas": kelas, "waktu": waktu, "css": css,
}).Parse(berkas))

const (
	lebarGambar = 450.0 // points
	sisiQR      = 96.0
)

// Render writes the page. It refuses a document that document.Periksa refuses.
func Render(d document.Dokumen) ([]byte, error) {
	if err := document.Periksa(d); err != nil {
		return nil, err
	}
	h := halaman{Dokumen: d}
	if d.Sampul && d.Alamat != "" {
		qr, err := gambar.QR(d.Alamat, sisiQR)
		if err != nil {
			return nil, fmt.Errorf("html: QR code: %w", err)
		}
		h.QR = template.HTML(qr.SVG("qr", "Kode QR", "Menuju halaman pemeriksaan keaslian berkas ini"))
	}
	p := penulis{semua: d.Semua()}
	for n, b := range p.semua {
		if err := p.blok(n, b); err != nil {
			return nil, err
		}
	}
	h.Isi = p.isi
	if !p.berdaftar {
		h.Tabel = p.daftar(document.IsiTabel)
	}
	var b bytes.Buffer
	if err := laporan.Execute(&b, h); err != nil {
		return nil, err
	}
	return bytes.Map(bersih, b.Bytes()), nil
}

// bersih drops what must not be in a page: characters that control a device or turn the
// direction of what follows.
func bersih(r rune) rune {
	switch {
	case r == '\n', r == '\t':
		return r
	case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
		return -1
	}
	return r
}

type halaman struct {
	document.Dokumen
	QR    template.HTML
	Isi   []bagian
	Tabel *daftarIsi // of a document that does not say where its contents stand
}

// Tautan tells whether the address is one of the web, which a link may lead to.
func (h halaman) Tautan() bool {
	return strings.HasPrefix(h.Alamat, "https://") || strings.HasPrefix(h.Alamat, "http://")
}

// bagian is a block as the template takes it: Jenis names what it is.
type bagian struct {
	Jenis string
	Baru  bool // begins a page
	Blok  any
}

// penulis turns the blocks into parts.
type penulis struct {
	semua     []document.Blok
	isi       []bagian
	baru      bool
	tingkat   int  // of the last heading
	berdaftar bool // there is a table of contents of some kind
}

func (p *penulis) tambah(jenis string, b any) {
	p.isi = append(p.isi, bagian{jenis, p.baru && len(p.isi) > 0, b})
	p.baru = false
}

func (p *penulis) blok(n int, b document.Blok) error {
	switch b := b.(type) {
	case document.Judul:
		p.judul(n, b)
	case document.Paragraf:
		p.tambah("paragraf", b)
	case document.Celah:
		p.tambah("celah", b)
	case document.Daftar:
		p.tambah("daftar", b)
	case document.DaftarIsi:
		p.berdaftar = true
		p.tambah("isi", p.daftar(b.Dari))
	case document.HalamanBaru:
		p.baru = true
	case *document.Tabel:
		t, err := susun(b)
		if err != nil {
			return err
		}
		p.tambah("tabel", t)
	case *document.Gambar:
		p.tambah("gambar", susunGambar(b))
	case *document.TandaTangan:
		p.tambah("tandatangan", b)
	}
	return nil
}

// judul is a heading; Elemen is its level in the page, under the title's.
type judul struct {
	document.Judul
	ID      string
	Elemen  int
	Lanskap bool // stands over a wide table, and is printed on the same page
}

// judul adds a heading. Levels of a page may not be left out on the way down.
func (p *penulis) judul(n int, b document.Judul) {
	p.tingkat = max(1, min(b.Tingkat, p.tingkat+1, 5))
	if b.Tingkat <= 1 { // begins a page as it is
		p.baru = false
	}
	p.tambah("judul", judul{b, idJudul(n), p.tingkat + 1, lanskap(p.semua[n:])})
}

// lanskap tells whether the first block after the headings that b begins with is a
// wide table.
func lanskap(b []document.Blok) bool {
	for _, x := range b {
		switch x := x.(type) {
		case document.Judul:
		case *document.Tabel:
			return x.Lanskap
		default:
			return false
		}
	}
	return false
}

// daftarIsi is a table of contents.
type daftarIsi struct {
	Nama  string
	Butir []butirIsi
}

type butirIsi struct {
	ID, Teks string
	Tingkat  int
}

// daftar lists the headings of the three upper levels, the tables or the figures.
func (p *penulis) daftar(dari document.IsiDari) *daftarIsi {
	out := &daftarIsi{Nama: map[document.IsiDari]string{document.IsiJudul: "Daftar isi", document.IsiTabel: "Daftar tabel", document.IsiGambar: "Daftar gambar"}[dari]}
	for n, b := range p.semua {
		switch b := b.(type) {
		case document.Judul:
			if dari == document.IsiJudul && b.Tingkat <= 3 {
				out.Butir = append(out.Butir, butirIsi{idJudul(n), b.Sebutan(), b.Tingkat})
			}
		case *document.Tabel:
			if dari == document.IsiTabel {
				out.Butir = append(out.Butir, butirIsi{id("t", b.ID), b.Sebutan(), 1})
			}
		case *document.Gambar:
			if dari == document.IsiGambar {
				out.Butir = append(out.Butir, butirIsi{id("g", b.ID), b.Sebutan(), 1})
			}
		}
	}
	return out
}

// figur is a figure as a drawing, with the values of a chart.
type figur struct {
	*document.Gambar
	ID     string
	SVG    template.HTML
	Kolom  []string
	Baris  [][]string // name of the category, then the values
	Satuan string
}

func susunGambar(b *document.Gambar) figur {
	f := figur{Gambar: b, ID: id("g", b.ID)}
	if b.Bagan != nil {
		f.SVG = template.HTML(gambar.Bagan(*b.Bagan, lebarGambar).SVG(f.ID+"-gambar", b.Sebutan(), b.Alt))
		return f
	}
	g := *b.Grafik
	f.SVG = template.HTML(gambar.Grafik(g, lebarGambar).SVG(f.ID+"-gambar", b.Sebutan(), b.Alt))
	f.Satuan = g.Satuan
	for _, s := range g.Seri {
		f.Kolom = append(f.Kolom, s.Nama)
	}
	for i, k := range g.Kategori {
		baris := []string{k}
		for _, s := range g.Seri {
			sel := document.Sel{Teks: "belum ada nilai", Nilai: s.Nilai[i], Desimal: g.Desimal}
			if g.Satuan == "%" {
				sel.Format = document.FPersen
			}
			baris = append(baris, sel.Tampil())
		}
		f.Baris = append(f.Baris, baris)
	}
	return f
}

// tabel is a table with its cells in rows and their columns known.
type tabel struct {
	*document.Tabel
	ID       string
	Atas     [][]sel
	BarisSel [][]sel
}

type sel struct {
	*document.Sel
	Kolom, Lajur int // column from 0, and how many rows the cell spans
	Rata         document.Rata
	Tampilan     string
}

// susun gives each cell its column, which spans from above shift.
func susun(t *document.Tabel) (tabel, error) {
	petak, err := t.Susun()
	if err != nil {
		return tabel{}, err
	}
	out := tabel{Tabel: t, ID: id("t", t.ID), Atas: make([][]sel, len(t.Kepala)), BarisSel: make([][]sel, len(t.Baris))}
	for _, p := range petak {
		s := sel{Sel: p.Sel, Kolom: p.Kolom, Lajur: p.RowSpan, Rata: t.Kolom[p.Kolom].Rata, Tampilan: p.Sel.Tampil()}
		if p.Baris < len(t.Kepala) {
			out.Atas[p.Baris] = append(out.Atas[p.Baris], s)
		} else {
			n := p.Baris - len(t.Kepala)
			out.BarisSel[n] = append(out.BarisSel[n], s)
		}
	}
	return out, nil
}

// lebar is each column's share in percent.
func lebar(t tabel) []string {
	jumlah := 0
	for _, k := range t.Kolom {
		jumlah += k.Lebar
	}
	out := make([]string, len(t.Kolom))
	for i, k := range t.Kolom {
		permil := k.Lebar * 1000 / max(1, jumlah)
		out[i] = fmt.Sprintf("%d.%d", permil/10, permil%10)
	}
	return out
}

// kelas are the CSS classes of a cell.
func kelas(s sel) string {
	var out []string
	rata := s.Rata
	if s.Gaya.Ada(document.Dipusatkan) {
		rata = document.Tengah
	}
	switch {
	case s.Nilai != nil:
		out = append(out, "n")
	case rata == document.Kanan:
		out = append(out, "r")
	}
	if rata == document.Tengah {
		out = append(out, "c")
	}
	for _, g := range []struct {
		gaya  document.Gaya
		kelas string
	}{{document.Tebal, "b"}, {document.Grup, "g"}, {document.Redup, "m"}, {document.Fokus, "f"}} {
		if s.Gaya.Ada(g.gaya) {
			out = append(out, g.kelas)
		}
	}
	if s.Inden > 0 {
		out = append(out, fmt.Sprintf("i%d", min(s.Inden, 6)))
	}
	return strings.Join(out, " ")
}

// id is an anchor: t for tables, g for figures, and their ID.
func id(jenis, s string) string {
	return jenis + "-" + strings.ReplaceAll(strings.ToLower(s), " ", "-")
}

// idJudul is the anchor of the heading that is the n-th block.
func idJudul(n int) string { return fmt.Sprintf("j-%d", n) }

// css writes text as a string of a style sheet.
func css(s string) template.CSS {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(s, "\ufffd") {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, `\%x `, max(r, 1)) // the blank ends the number
		}
	}
	return template.CSS(b.String() + `"`)
}

// waktu is when the report was made, for its metadata.
func waktu(d document.Dokumen) string { return d.Dibuat.UTC().Format("2006-01-02T15:04:05Z") }
