package pdf

import (
	"crypto/sha256"
	"fmt"
	"unicode/utf16"

	"capaian/internal/report/huruf"
)

// semuaFon are the faces of a file, in the order of first use.
type semuaFon struct {
	b      *berkas
	daftar []*fon
}

// rupa is the face as the file uses it.
func (s *semuaFon) rupa(r huruf.Rupa) *fon {
	for _, f := range s.daftar {
		if f.rupa == r {
			return f
		}
	}
	f := fonBaru(r)
	f.nomor, f.sumber = s.b.pesan(), fmt.Sprintf("F%d", len(s.daftar)+1)
	s.daftar = append(s.daftar, f)
	return f
}

// fon is a face as the file uses it. Its glyphs get numbers (CIDs) in the order of
// first use; one that stands for several texts gets one for each, so that what is copied
// from the file is what was written.
type fon struct {
	rupa   huruf.Rupa
	huruf  *sfnt
	sumber string // name of the resource, "F1"
	nomor  acuan
	kode   map[tanda]int
	glif   []int    // by CID
	teks   []string // by CID
}

// tanda is a glyph and the text that it stands for.
type tanda struct {
	glif uint16
	teks string
}

// fonBaru reads a face. The faces are part of the program: one that cannot be read is a
// fault of the program.
func fonBaru(r huruf.Rupa) *fon {
	s, err := uraiSfnt(r.Data())
	if err != nil {
		panic(fmt.Sprintf("pdf: %s: %v", r.Nama(), err))
	}
	return &fon{rupa: r, huruf: s, kode: map[tanda]int{}, glif: []int{0}, teks: []string{""}}
}

// cid is the number of a glyph that stands for the text.
func (f *fon) cid(glif uint16, teks string) int {
	t := tanda{glif, teks}
	n, ada := f.kode[t]
	if !ada {
		n = len(f.glif)
		f.kode[t] = n
		f.glif = append(f.glif, int(glif))
		f.teks = append(f.teks, teks)
	}
	return n
}

// sebut is the text, as the file writes it, that a cluster must say for itself because
// its glyphs do not: several glyphs together, or the hyphen that only a line's end puts
// in. It is "" for all others.
func (f *fon) sebut(g []huruf.Glif) string {
	if len(g) == 1 && g[0].Teks != hubungAkhir {
		return ""
	}
	return teksUTF16(g[0].Teks)
}

// hubungAkhir is the text of a hyphen that a line's end puts in.
const hubungAkhir = "\u00ad"

// lebar is a glyph's advance in thousandths of an em.
func (f *fon) lebar(glif uint16) float64 { return f.perSeribu(f.huruf.lebar(int(glif))) }

// perSeribu turns units of the font into thousandths of an em.
func (f *fon) perSeribu(n int) float64 { return float64(n) * 1000 / float64(f.huruf.satuan) }

// tulis writes the font with the glyphs that were used (ISO 32000-1, 9.7).
func (f *fon) tulis(b *berkas) {
	data := f.huruf.himpun(f.glif)
	h := sha256.Sum256(data)
	nama := make([]byte, 0, 32)
	for _, x := range h[:6] {
		nama = append(nama, 'A'+x%26)
	}
	nama = append(append(nama, '+'), f.rupa.Nama()...)
	isi := b.pesan()
	b.alirkan(isi, fmt.Sprintf("/Length1 %d", len(data)), data)
	bendera := 4 // symbolic: the glyphs are chosen by number
	kotak := make([]byte, 0, 32)
	for i, n := range f.huruf.kotak {
		if i > 0 {
			kotak = append(kotak, ' ')
		}
		kotak = angka(kotak, f.perSeribu(n))
	}
	uraian := b.tambah("<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%s]/ItalicAngle %s/Ascent %s/Descent %s/CapHeight %s/StemV %d/FontFile2 %v>>",
		nama, bendera, kotak, angkaPDF(f.huruf.miring), angkaPDF(f.perSeribu(f.huruf.atas)), angkaPDF(f.perSeribu(f.huruf.bawah)),
		angkaPDF(f.perSeribu(f.huruf.kapital)), f.rupa.Metrik().Batang, isi)
	lebar := []byte("0[")
	for _, g := range f.glif {
		lebar = append(angka(lebar, f.perSeribu(f.huruf.lebar(g))), ' ')
	}
	lebar[len(lebar)-1] = ']'
	turunan := b.tambah("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %v/DW 0/W[%s]/CIDToGIDMap/Identity>>",
		nama, uraian, lebar)
	unicode := b.pesan()
	b.alirkan(unicode, "", f.keUnicode())
	b.taruh(f.nomor, fmt.Appendf(nil, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%v]/ToUnicode %v>>", nama, turunan, unicode))
}

// keUnicode is the map from glyphs to text (ISO 32000-1, 9.10.3).
func (f *fon) keUnicode() []byte {
	out := []byte(`/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
`)
	const sekaligus = 100 // entries that one block may have
	for awal := 1; awal < len(f.glif); awal += sekaligus {
		akhir := min(awal+sekaligus, len(f.glif))
		out = fmt.Appendf(out, "%d beginbfchar\n", akhir-awal)
		for n := awal; n < akhir; n++ {
			out = fmt.Appendf(out, "<%04X> <", n)
			for _, u := range utf16.Encode([]rune(f.teks[n])) {
				out = fmt.Appendf(out, "%04X", u)
			}
			out = append(out, ">\n"...)
		}
		out = append(out, "endbfchar\n"...)
	}
	return append(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}
