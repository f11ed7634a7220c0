package docx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// awalan are the usual prefixes of the namespaces that the parts use.
var awalan = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":              "w",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":       "r",
	"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing":    "wp",
	"http://schemas.openxmlformats.org/drawingml/2006/main":                     "a",
	"http://schemas.openxmlformats.org/drawingml/2006/picture":                  "pic",
	"http://schemas.openxmlformats.org/drawingml/2006/chart":                    "c",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":               "mc",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup":         "wpg",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingShape":         "wps",
	"http://schemas.openxmlformats.org/package/2006/relationships":              "rel",
	"http://schemas.openxmlformats.org/package/2006/content-types":              "ct",
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main":                 "s",
	"http://schemas.openxmlformats.org/package/2006/metadata/core-properties":   "cp",
	"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": "ep",
	"http://purl.org/dc/elements/1.1/":                                          "dc",
	"http://purl.org/dc/terms/":                                                 "dcterms",
	"http://www.w3.org/2001/XMLSchema-instance":                                 "xsi",
	"http://www.w3.org/XML/1998/namespace":                                      "xml",
}

// simpul is an element with its prefixed name.
type simpul struct {
	nama    string
	atribut map[string]string
	anak    []*simpul
	teks    string // between its children
}

// berkas are the parts of a file by name.
func berkas(t testing.TB, b []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		isi, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		if _, ada := out[f.Name]; ada {
			t.Errorf("two parts are named %s", f.Name)
		}
		out[f.Name] = isi
	}
	return out
}

// pohon parses a part.
func pohon(t testing.TB, nama string, b []byte) *simpul {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(b))
	akar := &simpul{}
	buka := []*simpul{akar}
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", nama, err)
		}
		kini := buka[len(buka)-1]
		switch x := tok.(type) {
		case xml.StartElement:
			s := &simpul{nama: pendekkan(x.Name), atribut: map[string]string{}}
			for _, a := range x.Attr {
				s.atribut[pendekkan(a.Name)] = a.Value
			}
			kini.anak = append(kini.anak, s)
			buka = append(buka, s)
		case xml.EndElement:
			buka = buka[:len(buka)-1]
		case xml.CharData:
			kini.teks += string(x)
		}
	}
	if len(akar.anak) != 1 {
		t.Fatalf("%s: %d roots", nama, len(akar.anak))
	}
	return akar.anak[0]
}

func pendekkan(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return awalan[n.Space] + ":" + n.Local
}

// cari lists the elements of a name below s, in order.
func (s *simpul) cari(nama string) []*simpul {
	var out []*simpul
	for _, a := range s.anak {
		if a.nama == nama {
			out = append(out, a)
		}
		out = append(out, a.cari(nama)...)
	}
	return out
}

// satu is the first child of a name, or an empty element.
func (s *simpul) satu(nama string) *simpul {
	for _, a := range s.anak {
		if a.nama == nama {
			return a
		}
	}
	return &simpul{}
}

// val is the value of a child.
func (s *simpul) val(nama string) string { return s.satu(nama).atribut["w:val"] }

// kata is the text that s shows.
func (s *simpul) kata() string {
	var b strings.Builder
	s.tulisKata(&b)
	return b.String()
}

func (s *simpul) tulisKata(b *strings.Builder) {
	switch s.nama {
	case "w:t":
		b.WriteString(s.teks)
	case "w:br":
		b.WriteByte('\n')
	case "w:tab":
		b.WriteByte('\t')
	case "mc:Fallback", "w:tabs":
		return
	}
	for _, a := range s.anak {
		a.tulisKata(b)
	}
}
