package pdf

import (
	"fmt"
	"strconv"
)

// unsur is an element of the structure tree (ISO 32000-1, 14.7): what a piece of content
// is, for readers who do not see the page.
type unsur struct {
	jenis   string // standard structure type: "P", "H1", "Table" …
	atribut string // attribute dictionary or array of such, as written; "" for none
	alt     string
	induk   *unsur
	anak    []anak
	nomor   acuan
}

// anak is what an element holds: another element, marked content of a page, or a link.
type anak struct {
	unsur  *unsur
	tautan *tautan
	lembar *lembar
	mcid   int
}

// di makes an element under e.
func (e *unsur) di(jenis string) *unsur {
	u := &unsur{jenis: jenis, induk: e}
	e.anak = append(e.anak, anak{unsur: u})
	return u
}

// tautan is a link to another place of the document.
type tautan struct {
	unsur  *unsur
	sebut  string  // where it leads, for readers who do not see it
	tujuan *tujuan // nil where alamat leads outside
	alamat string
	kotak  kotak
	nomor  acuan
}

// kotak is an area of a page, from its upper left corner.
type kotak struct{ x, y, lebar, tinggi float64 }

// tujuan is a place of the document: the top of a heading, table or figure.
type tujuan struct {
	lembar *lembar
	y      float64
}

// String is the destination as the file writes it.
func (t *tujuan) String() string {
	return fmt.Sprintf("[%v/XYZ 0 %s null]", t.lembar.nomor, angkaPDF(min(t.lembar.tinggi, t.lembar.tinggi-t.y+4)))
}

// tulisStruktur writes the tree below akar and gives back its root, with the parents of
// all marked content and links.
func (b *berkas) tulisStruktur(akar *unsur, lembar []*lembar) acuan {
	nomor := b.pesan()
	var urut []*unsur
	var kumpul func(u *unsur)
	kumpul = func(u *unsur) {
		u.nomor = b.pesan()
		urut = append(urut, u)
		for _, a := range u.anak {
			if a.unsur != nil {
				kumpul(a.unsur)
			}
		}
	}
	kumpul(akar)
	for _, u := range urut {
		induk := nomor
		if u.induk != nil {
			induk = u.induk.nomor
		}
		b.taruh(u.nomor, u.tulis(induk))
	}
	// The tree of parents: by page, then by link.
	var pohon []byte
	kunci := 0
	for _, l := range lembar {
		isi := []byte{'['}
		for n, u := range l.pemilik {
			if n > 0 {
				isi = append(isi, ' ')
			}
			isi = append(isi, u.nomor.String()...)
		}
		a := b.pesan()
		b.taruh(a, append(isi, ']'))
		pohon = fmt.Appendf(pohon, "%d %v ", kunci, a)
		kunci++
	}
	for _, l := range lembar {
		for _, t := range l.tautan {
			pohon = fmt.Appendf(pohon, "%d %v ", kunci, t.unsur.nomor)
			kunci++
		}
	}
	induk := b.tambah("<</Nums[%s]>>", pohon)
	b.taruh(nomor, fmt.Appendf(nil, "<</Type/StructTreeRoot/K %v/ParentTree %v/ParentTreeNextKey %d>>", akar.nomor, induk, kunci))
	return nomor
}

// tulis is the element as the file has it.
func (u *unsur) tulis(induk acuan) []byte {
	out := fmt.Appendf(nil, "<</S/%s/P %v", u.jenis, induk)
	if u.atribut != "" {
		out = append(append(out, "/A"...), u.atribut...)
	}
	if u.alt != "" {
		out = append(append(out, "/Alt"...), teksPDF(u.alt)...)
	}
	var pg *lembar // whose marked content needs its number alone
	for _, a := range u.anak {
		if a.lembar != nil {
			pg = a.lembar
			out = fmt.Appendf(out, "/Pg %v", pg.nomor)
			break
		}
	}
	if len(u.anak) > 0 {
		out = append(out, "/K["...)
		for n, a := range u.anak {
			if n > 0 {
				out = append(out, ' ')
			}
			switch {
			case a.unsur != nil:
				out = append(out, a.unsur.nomor.String()...)
			case a.tautan != nil:
				out = fmt.Appendf(out, "<</Type/OBJR/Obj %v/Pg %v>>", a.tautan.nomor, a.lembar.nomor)
			case a.lembar == pg:
				out = strconv.AppendInt(out, int64(a.mcid), 10)
			default:
				out = fmt.Appendf(out, "<</Type/MCR/Pg %v/MCID %d>>", a.lembar.nomor, a.mcid)
			}
		}
		out = append(out, ']')
	}
	return append(out, ">>"...)
}
