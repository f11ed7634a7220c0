package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"sort"
	"time"
)

// tersimpan is the value that is stored beside a formula, for readers that do not
// calculate.
type tersimpan struct {
	teks  string
	angka bool
}

// excelize marks every formula cell as text and drops its stored value.
var selRumus = regexp.MustCompile(`<c r="([A-Z]+[0-9]+)"( s="[0-9]+")? t="str"><f>([^<]*)</f>(?:<v>[^<]*</v>|<v/>)?</c>`)

// bungkus packs the parts of a workbook anew: stored values beside the formulas, some
// parts exchanged, in order of name, their time that of the document.
func bungkus(isi []byte, simpan map[string]map[string]tersimpan, ganti map[string][]byte, waktu time.Time) ([]byte, error) {
	baca, err := zip.NewReader(bytes.NewReader(isi), int64(len(isi)))
	if err != nil {
		return nil, err
	}
	sort.Slice(baca.File, func(i, j int) bool { return baca.File[i].Name < baca.File[j].Name })
	var out bytes.Buffer
	tulis := zip.NewWriter(&out)
	for _, f := range baca.File {
		b, err := bacaBagian(f)
		if err != nil {
			return nil, err
		}
		if baru := ganti[f.Name]; baru != nil {
			b = baru
		}
		if f.Name == "[Content_Types].xml" {
			b = urutkanJenis(b)
		}
		if nilai := simpan[f.Name]; nilai != nil {
			if b, err = sisipkan(b, nilai); err != nil {
				return nil, fmt.Errorf("xlsx: %s: %w", f.Name, err)
			}
		}
		w, err := tulis.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: waktu.UTC()})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(b); err != nil {
			return nil, err
		}
	}
	if err := tulis.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

var jenisBerkas = regexp.MustCompile(`<Default [^>]*></Default>`)

// urutkanJenis puts the types of parts by extension in order, which excelize does not.
func urutkanJenis(b []byte) []byte {
	jenis := jenisBerkas.FindAllString(string(b), -1)
	sort.Strings(jenis)
	n := 0
	return jenisBerkas.ReplaceAllFunc(b, func([]byte) []byte {
		n++
		return []byte(jenis[n-1])
	})
}

// bacaBagian reads one part of the file.
func bacaBagian(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// sisipkan puts the stored values beside the formulas of one sheet.
func sisipkan(b []byte, nilai map[string]tersimpan) ([]byte, error) {
	n := 0
	b = selRumus.ReplaceAllFunc(b, func(sel []byte) []byte {
		m := selRumus.FindSubmatch(sel)
		v, ada := nilai[string(m[1])]
		if !ada {
			return sel
		}
		n++
		var out bytes.Buffer
		fmt.Fprintf(&out, `<c r="%s"%s`, m[1], m[2])
		if !v.angka {
			out.WriteString(` t="str"`)
		}
		fmt.Fprintf(&out, `><f>%s</f><v>`, m[3])
		xml.EscapeText(&out, []byte(v.teks)) // into memory: cannot fail
		out.WriteString("</v></c>")
		return out.Bytes()
	})
	if n != len(nilai) {
		return nil, fmt.Errorf("%d of %d formulas found", n, len(nilai))
	}
	return b, nil
}
