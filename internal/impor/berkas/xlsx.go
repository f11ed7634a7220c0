package berkas

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
)

// bacaXLSX reads a workbook part by part (ECMA-376), as a stream: what is kept is the cells
// alone, within their bounds, and never a part whole.
func bacaXLSX(isi []byte, o Opsi) (Berkas, error) {
	z, err := zip.NewReader(bytes.NewReader(isi), int64(len(isi)))
	if err != nil {
		return Berkas{}, rusak
	}
	b := buku{opsi: o, bagian: map[string]*zip.File{}, sisa: maksUrai}
	if err := b.daftar(z.File); err != nil {
		return Berkas{}, err
	}
	if err := b.baca(); err != nil {
		return Berkas{}, err
	}
	out := Berkas{Lembar: b.lembar, Bentuk: "xlsx", gaya: b.gaya, hari1904: b.hari1904}
	return out, adaIsi(out)
}

var rusak = tolak("Berkas .xlsx ini rusak atau tidak lengkap. Buka di Excel atau LibreOffice, simpan lagi sebagai .xlsx, lalu kirim lagi.")

// buku is a workbook that is being read.
type buku struct {
	opsi     Opsi
	bagian   map[string]*zip.File
	sisa     int64 // bytes that may yet be unpacked
	lembar   []Lembar
	ukur     takaran
	unik     []string
	gaya     []gaya
	hari1904 bool
}

// daftar looks at the directory alone: what a file must not have, and how large it says
// that it is.
func (b *buku) daftar(files []*zip.File) error {
	if len(files) > maksBagian {
		return terlaluBesar("lebih dari 2.000 bagian")
	}
	for _, f := range files {
		nama := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		switch {
		case b.bagian[nama] != nil:
			return rusak
		case strings.HasSuffix(nama, "vbaproject.bin"):
			return tolak("Berkas ini memuat makro. Simpan tanpa makro sebagai .xlsx, lalu kirim lagi.")
		case strings.HasPrefix(nama, "xl/externallinks/"):
			return tolak("Berkas ini mengambil angka dari berkas lain. Putuskan tautannya (Data, Edit Links, Break Link), simpan, lalu kirim lagi.")
		case nama == "xl/workbook.bin":
			return tolak("Berkas ini berbentuk .xlsb. Simpan sebagai .xlsx, lalu kirim lagi.")
		case nama == "content.xml" || nama == "mimetype":
			return tolak("Berkas ini berbentuk .ods atau dokumen lain. Simpan sebagai .xlsx, lalu kirim lagi.")
		case nama == "encryptedpackage" || f.Flags&1 != 0:
			return tolak("Berkas ini berkata sandi. Simpan tanpa sandi sebagai .xlsx, lalu kirim lagi.")
		}
		b.bagian[nama] = f
	}
	if b.bagian["xl/workbook.xml"] == nil {
		return tolak("Berkas ZIP ini bukan lembar kerja .xlsx. Kirim lembar kerja di dalamnya satu per satu.")
	}
	return nil
}

func (b *buku) baca() error {
	var lembar []lembarBuku
	if err := b.xml("xl/workbook.xml", func(d *xml.Decoder, t xml.StartElement) error {
		switch t.Name.Local {
		case "workbookPr":
			b.hari1904 = atribut(t, "date1904") == "1" || atribut(t, "date1904") == "true"
		case "sheet":
			lembar = append(lembar, lembarBuku{atribut(t, "name"), atribut(t, "id"), atribut(t, "state")})
		}
		if len(lembar) > b.opsi.Lembar {
			return terlaluBesar("lebih dari " + strconv.Itoa(b.opsi.Lembar) + " lembar")
		}
		return nil
	}); err != nil {
		return err
	}
	tujuan := map[string]string{}
	if err := b.xml("xl/_rels/workbook.xml.rels", func(_ *xml.Decoder, t xml.StartElement) error {
		if t.Name.Local == "Relationship" {
			tujuan[atribut(t, "Id")] = atribut(t, "Target")
		}
		return nil
	}); err != nil {
		return err
	}
	if err := b.bacaGaya(); err != nil {
		return err
	}
	if err := b.bacaUnik(); err != nil {
		return err
	}
	for _, l := range lembar {
		if l.keadaan == "hidden" || l.keadaan == "veryHidden" || b.opsi.Lewati[strings.ToLower(l.nama)] {
			continue
		}
		ke := strings.ToLower(tujuan[l.id])
		if strings.HasPrefix(ke, "/") {
			ke = ke[1:]
		} else {
			ke = path.Join("xl", ke)
		}
		if err := b.bacaLembar(l.nama, ke); err != nil {
			return err
		}
	}
	return nil
}

// lembarBuku is a sheet as the workbook lists it.
type lembarBuku struct{ nama, id, keadaan string }

// xml walks the elements of a part; one that is not there has none.
func (b *buku) xml(nama string, mulai func(*xml.Decoder, xml.StartElement) error) error {
	return b.token(nama, func(d *xml.Decoder, t xml.Token) error {
		if s, ok := t.(xml.StartElement); ok {
			return mulai(d, s)
		}
		return nil
	})
}

func (b *buku) token(nama string, do func(*xml.Decoder, xml.Token) error) error {
	f := b.bagian[nama]
	if f == nil {
		return nil
	}
	if f.UncompressedSize64 > uint64(b.sisa) {
		return terlaluBesar("isinya lebih dari 32 MB setelah dibuka")
	}
	r, err := f.Open()
	if err != nil {
		return rusak
	}
	defer r.Close()
	d := xml.NewDecoder(&penjaga{r: r, sisa: &b.sisa})
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = do(d, t)
		}
		if err != nil {
			if errors.Is(err, errTolak) || !sintaks(err) {
				return err
			}
			return rusak
		}
	}
}

// sintaks tells an error of the reading of XML or ZIP from a refusal of ours.
func sintaks(err error) bool {
	var s *xml.SyntaxError
	return errors.As(err, &s) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat) ||
		errors.Is(err, zip.ErrAlgorithm) || strings.HasPrefix(err.Error(), "flate:") || strings.HasPrefix(err.Error(), "xml:")
}

// penjaga bounds what a part may hold before any of it is understood: bytes, the length of
// one text, and no declarations, so that nobody's entity stands for anything.
type penjaga struct {
	r     io.Reader
	sisa  *int64
	jarak int
	buka  bool // the last byte was '<'
}

// errTolak marks a refusal that passes through the XML reader.
var errTolak = errors.New("refused")

type tolakan struct{ error }

func (t tolakan) Unwrap() []error { return []error{t.error, errTolak} }

func (p *penjaga) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	*p.sisa -= int64(n)
	if *p.sisa < 0 {
		return 0, tolakan{terlaluBesar("isinya lebih dari 32 MB setelah dibuka")}
	}
	for rest := b[:n]; len(rest) > 0; {
		if p.buka && rest[0] == '!' {
			return 0, tolakan{tolak("Berkas ini memuat deklarasi XML yang tidak diterima. Buka di Excel, simpan lagi sebagai .xlsx, lalu kirim lagi.")}
		}
		i := bytes.IndexByte(rest, '<')
		p.buka = i == len(rest)-1
		if i < 0 {
			p.jarak += len(rest)
			rest = nil
		} else {
			p.jarak += i
			if p.jarak <= maksPotong {
				p.jarak = 0
			}
			p.buka = true
			rest = rest[i+1:]
		}
		if p.jarak > maksPotong {
			return 0, tolakan{terlaluBesar("ada sel dengan teks lebih dari 32.767 huruf")}
		}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return n, err
	}
	return n, err
}

func atribut(t xml.StartElement, nama string) string {
	for _, a := range t.Attr {
		if a.Name.Local == nama {
			return a.Value
		}
	}
	return ""
}

// teksKaya gathers the text of a string with runs; readings in another script (rPh) are no
// part of it.
type teksKaya struct {
	s     strings.Builder
	t, ph bool
}

func (k *teksKaya) mulai(nama string) {
	switch nama {
	case "t":
		k.t = true
	case "rPh":
		k.ph = true
	}
}

func (k *teksKaya) akhir(nama string) {
	switch nama {
	case "t":
		k.t = false
	case "rPh":
		k.ph = false
	}
}

func (k *teksKaya) isi(b []byte) error {
	if !k.t || k.ph {
		return nil
	}
	if k.s.Len()+len(b) > 4*maksHuruf {
		return terlaluBesar("ada sel dengan teks lebih dari 32.767 huruf")
	}
	k.s.Write(b)
	return nil
}

func (b *buku) bacaUnik() error {
	var k teksKaya
	teks := 0
	return b.token("xl/sharedstrings.xml", func(_ *xml.Decoder, t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "si" {
				k = teksKaya{}
			}
			k.mulai(t.Name.Local)
		case xml.CharData:
			return k.isi(t)
		case xml.EndElement:
			k.akhir(t.Name.Local)
			if t.Name.Local != "si" {
				return nil
			}
			if teks += k.s.Len(); teks > maksTeks || len(b.unik) >= maksUnik {
				return terlaluBesar("teksnya terlalu banyak")
			}
			b.unik = append(b.unik, lepasXML(k.s.String()))
		}
		return nil
	})
}
