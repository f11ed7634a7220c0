package impor_test

import (
	"sync"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/impor"
	"capaian/internal/sakip"
)

// tahunFuzz is a year that is read once.
var tahunFuzz = sync.OnceValue(func() sakip.DataTahun { return tahun(&testing.T{}, "dinas-contoh", 2025) })

// cobaSemua puts whatever was read beside a year, as every kind: what comes out is a year
// that holds to the rules, or says why not.
func cobaSemua(t *testing.T, isi []byte) {
	b, err := impor.Baca(isi)
	if err != nil {
		if fault.CodeOf(err) != fault.Invalid {
			t.Errorf("got %v, want a refusal", err)
		}
		return
	}
	d := tahunFuzz()
	for _, j := range impor.SemuaJenis {
		for _, tw := range []int{0, 2} {
			p, err := impor.Hitung(b, d, impor.Opsi{Jenis: j, Triwulan: tw}, ajukan)
			if err != nil {
				t.Errorf("%s: %v", j, err)
			}
			if err := p.Jadi().Validasi(); err != nil && len(p.Galat) == 0 {
				t.Errorf("%s: a year that is none is to be saved: %v", j, err)
			}
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("Kode;Uraian;Pagu\nA;a;1\nA.1;b;1\n"))
	f.Add([]byte("Kode indikator,Triwulan,Nilai\nIKU-1.3,TW4,9\n"))
	f.Add([]byte("Uraian\tPagu\nx\t100\ny\t60\nz\t40\nJUMLAH\t100"))
	f.Add([]byte("<table><tr><th colspan=2>Kode<th>Uraian<th>Pagu<tr><td>1<td>06<td>x<td>5</table>"))
	f.Add(utf16("Kode;Indikator;Sasaran;Target\nIKU-9;x;S1;5 s.d. 6\n", true))
	f.Fuzz(cobaSemua)
}

// FuzzLembar packs what is made up as the sheet of a workbook: as bytes of a ZIP file
// almost nothing would reach the reader of cells.
func FuzzLembar(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="inlineStr"><is><t>Kode</t></is></c><c r="B1" t="inlineStr"><is><t>Uraian</t></is></c><c r="C1" t="inlineStr"><is><t>Pagu</t></is></c></row><row r="2"><c r="A2"><v>1.06</v></c><c r="B2" t="str"><v>x</v></c><c r="C2" s="1"><f>1</f><v>2E3</v></c></row>`, `<mergeCells><mergeCell ref="A1:A2"/></mergeCells>`)
	f.Add(`<row><c t="s"><v>0</v></c></row>`, ``)
	f.Add(`<row r="1"><cr><v>x</v></c></row>`, ``)
	f.Add(`<v>x</v></c>`, ``)
	f.Fuzz(func(t *testing.T, baris, sesudah string) {
		cobaSemua(t, bukuIsi(baris, sesudah, `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs></styleSheet>`))
	})
}

func FuzzXLSX(f *testing.F) {
	for _, j := range impor.SemuaJenis {
		b, err := impor.Templat(tahun(f, "dinas-contoh", 2025), impor.Opsi{Jenis: j})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(cobaSemua)
}
