package ooxml_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/report/document"
	"capaian/internal/report/ooxml"
)

func seri(nama string, nilai ...string) document.Seri {
	s := document.Seri{Nama: nama}
	for _, n := range nilai {
		if n == "" {
			s.Nilai = append(s.Nilai, nil)
			continue
		}
		d := decimal.RequireFromString(n)
		s.Nilai = append(s.Nilai, &d)
	}
	return s
}

func grafik(g document.Grafik) ooxml.Grafik {
	return ooxml.Grafik{Grafik: g, Lembar: "Bu'ku & 1", Kepala: 4, Lebar: 450}
}

func TestGrafik(t *testing.T) {
	tahun := []string{"2022", "2023"}
	tests := []struct {
		nama        string
		grafik      document.Grafik
		ada, takAda []string
	}{
		{"columns", document.Grafik{Kategori: tahun, Satuan: "%", Desimal: 2, Seri: []document.Seri{seri("Target", "90", "91.5"), seri("A <b>", "", "100")}},
			[]string{`<c:barDir val="col"/>`, `<c:f>&#39;Bu&#39;&#39;ku &amp; 1&#39;!$C$4</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>A &lt;b&gt;</c:v>`,
				`<c:f>&#39;Bu&#39;&#39;ku &amp; 1&#39;!$A$5:$A$6</c:f>`, `$C$5:$C$6</c:f><c:numCache><c:formatCode>#,##0.00&#34;%&#34;</c:formatCode><c:ptCount val="2"/><c:pt idx="1"><c:v>100</c:v></c:pt></c:numCache>`,
				`<c:min val="0"/>`, `<c:legend>`, `<c:autoTitleDeleted val="1"/>`, `<c:dispBlanksAs val="gap"/>`, `<c:lang val="id"/>`},
			[]string{"<c:title>", "externalData"}},
		{"names too long for columns", document.Grafik{Kategori: []string{strings.Repeat("kata ", 60), "b"}, Seri: []document.Seri{seri("", "1", "2")}},
			[]string{`<c:barDir val="bar"/>`, `<c:orientation val="maxMin"/>`, `<c:crosses val="max"/>`, "<c:v>Seri 1</c:v>"}, []string{"<c:legend>"}},
		{"focus", document.Grafik{Jenis: document.BatangDatar, Kategori: []string{"A", "B", "C"}, Fokus: "B", Seri: []document.Seri{seri("X", "1", "2", "3")}},
			[]string{`<c:dPt><c:idx val="0"/>`, `<c:dPt><c:idx val="2"/>`}, []string{`<c:dPt><c:idx val="1"/>`}},
		{"below zero", document.Grafik{Kategori: tahun, Seri: []document.Seri{seri("X", "-1", "2")}}, []string{`<c:tickLblPos val="low"/>`}, []string{`<c:min val="0"/>`}},
		{"lines", document.Grafik{Jenis: document.Garis, Kategori: tahun, Seri: []document.Seri{seri("Rendah", "1", "2"), seri("Tinggi", "3", "4")}},
			[]string{`<c:lineChart>`, `<a:prstDash val="dash"/>`, `<c:dLblPos val="t"/>`, `<c:dLblPos val="b"/>`}, []string{`<c:min val="0"/>`, "outEnd"}},
		{"money", document.Grafik{Kategori: tahun, Satuan: "Rp", Seri: []document.Seri{seri("Pagu", "16605479345", "1977070000")}},
			[]string{"<a:t>dalam miliar rupiah</a:t>", `formatCode="#,##0.00,,,"`, `formatCode="#,##0.0,,,"`, `<c:autoTitleDeleted val="0"/>`}, nil},
		{"small", document.Grafik{Kategori: tahun, Satuan: "indeks", Desimal: 3, Seri: []document.Seri{seri("X", "0.125", "1.5")}},
			[]string{"<a:t>indeks</a:t>", `<c:numFmt formatCode="#,##0.000" sourceLinked="0"/><c:majorTickMark`}, nil},
		{"unclean", document.Grafik{Kategori: []string{"\x00\x1b", "😀"}, Satuan: `"\`, Fokus: "😀", Seri: []document.Seri{seri("\xff", "1", "2")}}, nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.nama, func(t *testing.T) {
			s := string(grafik(tt.grafik).XML())
			for _, want := range tt.ada {
				if !strings.Contains(s, want) {
					t.Errorf("got no %s in\n%s", want, s)
				}
			}
			for _, no := range tt.takAda {
				if strings.Contains(s, no) {
					t.Errorf("got %s", no)
				}
			}
			d := xml.NewDecoder(strings.NewReader(s))
			for {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func TestGrafikInAnotherFile(t *testing.T) {
	g := grafik(document.Grafik{Kategori: []string{"a"}, Seri: []document.Seri{seri("X", "1")}})
	g.Buku, g.Bahasa = "rId7", "id-ID"
	s := string(g.XML())
	for _, want := range []string{`<c:externalData r:id="rId7"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`, `<c:lang val="id-ID"/>`} {
		if !strings.Contains(s, want) {
			t.Errorf("got no %s", want)
		}
	}
}
