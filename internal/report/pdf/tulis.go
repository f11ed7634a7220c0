package pdf

import (
	"fmt"
	"strings"
)

// Tulis writes the file.
func (t *Tata) Tulis() []byte {
	b := t.b
	bahasa := t.d.Bahasa
	if bahasa == "" || bahasa == "id" {
		bahasa = "id-ID"
	}
	katalog := b.pesan()
	halaman := b.pesan()
	t.tulisLembar(halaman)
	struktur := b.tulisStruktur(t.akar, t.lembar)
	for _, f := range t.fon.daftar {
		f.tulis(b)
	}
	metadata, info := b.keterangan(t.d, bahasa)
	icc := b.pesan()
	b.alirkan(icc, "/N 3/Alternate/DeviceRGB", profilSRGB())
	maksud := b.tambah("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/RegistryName(http://www.color.org)/DestOutputProfile %v>>", icc)
	isi := fmt.Appendf(nil, "<</Type/Catalog/Pages %v/Lang%s/MarkInfo<</Marked true>>/StructTreeRoot %v/Metadata %v/OutputIntents[%v]/PageLabels<</Nums[%s]>>/ViewerPreferences<</DisplayDocTitle true>>",
		halaman, teksPDF(bahasa), struktur, metadata, maksud, t.labelHalaman())
	if akar := t.tulisGarisBesar(); akar != 0 {
		isi = fmt.Appendf(isi, "/PageMode/UseOutlines/Outlines %v", akar)
	}
	b.taruh(katalog, append(isi, ">>"...))
	return b.tulis(katalog, info)
}

// tulisLembar writes the pages under their root.
func (t *Tata) tulisLembar(akar acuan) {
	b := t.b
	var anak strings.Builder
	kunci := len(t.lembar) // of links in the tree of parents, after the pages
	for n, l := range t.lembar {
		fmt.Fprintf(&anak, "%v ", l.nomor)
		isi := b.pesan()
		b.alirkan(isi, "", l.isi)
		var fon strings.Builder
		for _, f := range l.pakai {
			fmt.Fprintf(&fon, "/%s %v", f.sumber, f.nomor)
		}
		var tautan strings.Builder
		for _, x := range l.tautan {
			x.nomor = b.tambah("%s", x.tulis(l, kunci))
			kunci++
			fmt.Fprintf(&tautan, "%v ", x.nomor)
		}
		catatan := ""
		if tautan.Len() > 0 {
			catatan = "/Annots[" + strings.TrimSuffix(tautan.String(), " ") + "]"
		}
		b.taruh(l.nomor, fmt.Appendf(nil, "<</Type/Page/Parent %v/MediaBox[0 0 %s %s]/Resources<</Font<<%s>>>>/Contents %v/StructParents %d/Tabs/S%s>>",
			akar, angkaPDF(l.lebar), angkaPDF(l.tinggi), fon.String(), isi, n, catatan))
	}
	b.taruh(akar, fmt.Appendf(nil, "<</Type/Pages/Kids[%s]/Count %d>>", strings.TrimSuffix(anak.String(), " "), len(t.lembar)))
}

// tulis is the link as an annotation.
func (x *tautan) tulis(l *lembar, kunci int) string {
	ke := "/Dest"
	if x.tujuan != nil {
		ke += x.tujuan.String()
	} else {
		ke = "/A<</S/URI/URI" + uriPDF(x.alamat) + ">>"
	}
	k := x.kotak
	return fmt.Sprintf("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%s %s %s %s]/Contents%s/StructParent %d%s>>",
		angkaPDF(k.x), angkaPDF(l.tinggi-k.y-k.tinggi), angkaPDF(k.x+k.lebar), angkaPDF(l.tinggi-k.y), teksPDF(x.sebut), kunci, ke)
}

// uriPDF is an address in ASCII.
func uriPDF(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c > '~' || strings.IndexByte(`()\<>"{}|^`+"`", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return "(" + b.String() + ")"
}

// labelHalaman are the page numbers as printed: the cover, roman, decimal.
func (t *Tata) labelHalaman() string {
	var out strings.Builder
	for n, l := range t.lembar {
		if n > 0 && t.lembar[n-1].naskah == l.naskah {
			continue
		}
		switch l.naskah {
		case sampul:
			fmt.Fprintf(&out, "%d<</P%s>>", n, teksPDF(l.label))
		case depan:
			fmt.Fprintf(&out, "%d<</S/r>>", n)
		case badan:
			fmt.Fprintf(&out, "%d<</S/D>>", n)
		}
	}
	return out.String()
}

// simpulLuar is a heading of the outline with those below it.
type simpulLuar struct {
	judulLuar
	nomor acuan
	anak  []*simpulLuar
}

// tulisGarisBesar writes the outline; 0 when there are no headings.
func (t *Tata) tulisGarisBesar() acuan {
	if len(t.judul) == 0 {
		return 0
	}
	akar := &simpulLuar{nomor: t.b.pesan()}
	jalur := []*simpulLuar{akar}
	for _, j := range t.judul {
		s := &simpulLuar{judulLuar: j, nomor: t.b.pesan()}
		jalur = jalur[:min(len(jalur), j.tingkat)]
		induk := jalur[len(jalur)-1]
		induk.anak = append(induk.anak, s)
		jalur = append(jalur, s)
	}
	t.b.taruh(akar.nomor, fmt.Appendf(nil, "<</Type/Outlines/First %v/Last %v/Count %d>>",
		akar.anak[0].nomor, akar.anak[len(akar.anak)-1].nomor, len(akar.anak)))
	t.tulisAnak(akar)
	return akar.nomor
}

func (t *Tata) tulisAnak(induk *simpulLuar) {
	for n, s := range induk.anak {
		teks := s.teks
		if teks == "" {
			teks = "–"
		}
		isi := fmt.Appendf(nil, "<</Title%s/Parent %v/Dest%v", teksPDF(teks), induk.nomor, s.tujuan)
		if n > 0 {
			isi = fmt.Appendf(isi, "/Prev %v", induk.anak[n-1].nomor)
		}
		if n+1 < len(induk.anak) {
			isi = fmt.Appendf(isi, "/Next %v", induk.anak[n+1].nomor)
		}
		if len(s.anak) > 0 { // closed
			isi = fmt.Appendf(isi, "/First %v/Last %v/Count %d", s.anak[0].nomor, s.anak[len(s.anak)-1].nomor, -len(s.anak))
		}
		t.b.taruh(s.nomor, append(isi, ">>"...))
		t.tulisAnak(s)
	}
}
