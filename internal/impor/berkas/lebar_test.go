package berkas

import (
	"archive/zip"
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"capaian/internal/fault"
)

// TestWideLines: a line of millions of fields is refused before it is taken apart; one as
// wide as a spreadsheet, and separators within quotes, are not.
func TestWideLines(t *testing.T) {
	for _, c := range []struct {
		name, isi string
		want      bool
	}{
		{"as wide as a spreadsheet", "a" + strings.Repeat(";", kolomLembar-1) + "\nb;c\n", true},
		{"one more", "a" + strings.Repeat(";", kolomLembar) + "\n", false},
		{"in a later line", "a;b\n" + strings.Repeat("a;", 100_000), false},
		{"within quotes", "a;b\n\"" + strings.Repeat("; ", kolomLembar-1) + "\";1\n", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Baca([]byte(c.isi), opsi); (err == nil) != c.want {
				t.Errorf("got %v, want accepted: %v", err, c.want)
			}
		})
	}
	isi := []byte(strings.Repeat("a;", MaksBerkas/2))
	var awal, akhir runtime.MemStats
	runtime.ReadMemStats(&awal)
	_, err := Baca(isi, opsi)
	runtime.ReadMemStats(&akhir)
	if n := akhir.TotalAlloc - awal.TotalAlloc; err == nil || n > 8*MaksBerkas {
		t.Errorf("4 MB in one line: got %v with %d bytes taken, want it refused within 32 MB", err, n)
	}
}

// TestLongFormats: a format code longer than any spreadsheet writes says nothing, and what a
// code says is found once, not for each cell.
func TestLongFormats(t *testing.T) {
	sel := Sel{Teks: "1.5", Jenis: Angka}
	for _, c := range []struct {
		name, kode, want string
	}{
		{"as long as a code may be", `0.00"` + strings.Repeat("é", maksFormat-6) + `"`, "1,50" + strings.Repeat("é", maksFormat-6)},
		{"one letter more", `0.00"` + strings.Repeat("é", maksFormat-5) + `"`, "1,5"},
		{"of a date", strings.Repeat("yyyy", 20_000), "1,5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := Berkas{gaya: []gaya{gayaDari(c.kode)}}
			if got := b.Tampil(sel); got != c.want {
				t.Errorf("got %.40q, want %.40q", got, c.want)
			}
		})
	}
	b := Berkas{gaya: []gaya{gayaDari("0" + strings.Repeat("[x]", 80)), gayaDari("0")}}
	lain := sel
	lain.gaya = 1
	panjang, pendek := testing.AllocsPerRun(50, func() { b.Tampil(sel) }), testing.AllocsPerRun(50, func() { b.Tampil(lain) })
	if panjang > pendek {
		t.Errorf("a cell of a long code takes %v pieces of memory, one of a short code %v", panjang, pendek)
	}
}

// TestManyFormats: a workbook has no more number formats than styles.
func TestManyFormats(t *testing.T) {
	for _, c := range []struct {
		n    int
		want bool
	}{{100, true}, {maksGaya + 1, false}} {
		var b strings.Builder
		b.WriteString(`<styleSheet><numFmts>`)
		for i := range c.n {
			fmt.Fprintf(&b, `<numFmt numFmtId="%d" formatCode="0"/>`, 200+i)
		}
		b.WriteString(`</numFmts></styleSheet>`)
		_, err := Baca(bukuBagian(t, map[string]string{
			"xl/workbook.xml":            `<workbook><sheets><sheet name="S" id="r"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r" Target="s.xml"/></Relationships>`,
			"xl/s.xml":                   `<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`,
			"xl/styles.xml":              b.String(),
		}), opsi)
		if (err == nil) != c.want {
			t.Errorf("%d formats: got %v, want accepted: %v", c.n, err, c.want)
		}
	}
}

func bukuBagian(t *testing.T, bagian map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for nama, isi := range bagian {
		w, err := z.Create(nama)
		if err == nil {
			_, err = w.Write([]byte(isi))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestUnopenedCell: the end of a cell that never began is no cell.
func TestUnopenedCell(t *testing.T) {
	for _, baris := range []string{`<row><x><v>1</v></c></row>`, `<v>1</v></c>`, `<row></row><v>1</v></c>`} {
		_, err := Baca(bukuBagian(t, map[string]string{
			"xl/workbook.xml":            `<workbook><sheets><sheet name="S" id="r"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r" Target="s.xml"/></Relationships>`,
			"xl/s.xml":                   `<worksheet><sheetData>` + baris + `</sheetData></worksheet>`,
		}), opsi)
		if fault.CodeOf(err) != fault.Invalid {
			t.Errorf("%s: got %v, want it refused", baris, err)
		}
	}
}
