package impor_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	utf "unicode/utf16"

	"capaian/internal/fault"
	"capaian/internal/impor"
)

// bagian is a part of a workbook: its text, or what is written many times.
type bagian struct {
	nama, awal, isi, akhir string
	kali                   int
}

const (
	isiBuku = `<workbook xmlns:r="r"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`
	relBuku = `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`
	awalLbr = `<worksheet><sheetData>`
	akhLbr  = `</sheetData></worksheet>`
)

// buku packs a workbook whose first sheet is lembar; further parts take the place of ours.
func buku(t testing.TB, lembar bagian, lain ...bagian) []byte {
	t.Helper()
	lembar.nama = "xl/worksheets/sheet1.xml"
	all := append([]bagian{{nama: "[Content_Types].xml", isi: "<Types/>"}, {nama: "xl/workbook.xml", isi: isiBuku}, {nama: "xl/_rels/workbook.xml.rels", isi: relBuku}, lembar}, lain...)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range all {
		isi, h := p.padat()
		w, err := z.CreateRaw(&h)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write(isi) // into memory
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// padat compresses a part. What is written many times is compressed once: blocks of DEFLATE
// that were each begun anew may stand in a row.
func (p bagian) padat() ([]byte, zip.FileHeader) {
	var out bytes.Buffer
	h := zip.FileHeader{Name: p.nama, Method: zip.Deflate}
	blok := func(s string, kali int, akhir bool) {
		var b bytes.Buffer
		w, _ := flate.NewWriter(&b, flate.BestCompression) // a level that there is
		_, _ = io.WriteString(w, s)
		if akhir {
			_ = w.Close()
		} else {
			_ = w.Flush()
		}
		for range kali {
			out.Write(b.Bytes())
			h.CRC32 = crc32.Update(h.CRC32, crc32.IEEETable, []byte(s))
		}
		h.UncompressedSize64 += uint64(len(s) * kali)
	}
	sekali := max(1, min(p.kali, (1<<20)/max(len(p.isi), 1)))
	blok(p.awal, 1, false)
	blok(strings.Repeat(p.isi, sekali), max(p.kali, 1)/sekali, false)
	blok(strings.Repeat(p.isi, max(p.kali, 1)%sekali)+p.akhir, 1, true)
	h.CompressedSize64 = uint64(out.Len())
	return out.Bytes(), h
}

// lembar is a sheet of rows of cells: text, or a number where it looks like one.
func lembar(rows ...[]string) bagian {
	var b strings.Builder
	for n, r := range rows {
		fmt.Fprintf(&b, `<row r="%d">`, n+1)
		for c, s := range r {
			if _, err := strconv.ParseFloat(s, 64); err == nil {
				fmt.Fprintf(&b, `<c r="%c%d"><v>%s</v></c>`, 'A'+c, n+1, s)
			} else if s != "" {
				fmt.Fprintf(&b, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+c, n+1, s)
			}
		}
		b.WriteString(`</row>`)
	}
	return bagian{isi: awalLbr + b.String() + akhLbr}
}

// puncak is the most memory that do holds at once, above what was held before: sampled all
// the while, beside what is left when it ends.
func puncak(do func()) uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	awal := m.HeapAlloc
	var top atomic.Uint64
	stop := make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			if m.HeapAlloc > top.Load() {
				top.Store(m.HeapAlloc)
			}
			select {
			case <-stop:
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	}()
	do()
	close(stop)
	<-done
	return top.Load() - min(awal, top.Load())
}

// memoriMaks is what no file may take: of the 512 MB of the function, a fifth.
const memoriMaks = 100 << 20

// Files that would hurt are refused with what to do, within bounded memory.
func TestHostileFiles(t *testing.T) {
	sel := func(n int) bagian {
		return bagian{awal: awalLbr, isi: `<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c><c><v>4</v></c></row>`, kali: n, akhir: akhLbr}
	}
	seribu := bagian{isi: awalLbr + `<row>` + strings.Repeat(`<c><v>1</v></c>`, 1000) + `</row>` + akhLbr}
	laba := `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
	dalam := buku(t, bagian{awal: awalLbr, isi: " ", kali: 1 << 24})
	kecil := lembar([]string{"a", "b"})
	for _, c := range []struct {
		name string
		isi  []byte
		teks string
	}{
		{"a sheet of 256 MB", buku(t, bagian{awal: awalLbr, isi: " ", kali: 1 << 28}), "32 MB"},
		{"a bomb in another part", buku(t, kecil, bagian{nama: "xl/styles.xml", isi: "<styleSheet>", kali: 1 << 23}), "32 MB"},
		{"a size that lies", bohong(buku(t, sel(100_000))), "rusak"},
		{"zip in zip", buku(t, bagian{isi: string(dalam)}), "rusak"},
		{"ten million cells", buku(t, sel(2_500_000)), "32 MB"},
		{"a million cells", buku(t, sel(250_000)), "20.000 baris"},
		{"cells to the edge", buku(t, bagian{awal: awalLbr, isi: `<row><c r="IV%"><v>1</v></c></row>`}), "rusak"},
		{"sparse cells of many gaps", buku(t, jarang(2000)), "200.000 sel"},
		{"a thousand columns", buku(t, seribu), "256 kolom"},
		{"shared strings of 200 MB", buku(t, kecil, bagian{nama: "xl/sharedStrings.xml", awal: "<sst>", isi: "<si><t>" + strings.Repeat("x", 1000) + "</t></si>", kali: 200_000}), "32 MB"},
		{"shared strings, many", buku(t, kecil, bagian{nama: "xl/sharedStrings.xml", awal: "<sst>", isi: "<si><t>x</t></si>", kali: 200_000}), "teksnya"},
		{"one string of 30 MB", buku(t, kecil, bagian{nama: "xl/sharedStrings.xml", awal: "<sst><si><t>", isi: "x", kali: 30 << 20}), "32.767 huruf"},
		{"one string of 30 MB in pieces", buku(t, kecil, bagian{nama: "xl/sharedStrings.xml", awal: "<sst><si>", isi: "<t>" + strings.Repeat("x", 1000) + "</t>", kali: 30_000}), "32.767 huruf"},
		{"a cell of 100.000 letters", buku(t, bagian{awal: awalLbr + `<row><c t="inlineStr"><is><t>`, isi: "x", kali: 100_000, akhir: `</t></is></c></row>` + akhLbr}), "32.767 huruf"},
		{"an attribute of 30 MB", buku(t, bagian{awal: `<worksheet a="`, isi: "x", kali: 30 << 20}), "32.767 huruf"},
		{"billion laughs", buku(t, bagian{isi: laba + awalLbr + akhLbr}), "deklarasi"},
		{"an entity of nobody's", buku(t, bagian{isi: awalLbr + `<row><c t="inlineStr"><is><t>&b;</t></is></c></row>` + akhLbr}), "rusak"},
		{"a comment of 20 MB", buku(t, bagian{awal: awalLbr + "<!--", isi: "<", kali: 20 << 20}), "deklarasi"},
		{"deep elements", buku(t, bagian{isi: "<a>", kali: 5 << 20}), "tidak memuat satu sel pun"},
		{"too many parts", buku(t, kecil, banyak(2500)...), "2.000 bagian"},
		{"two parts of one name", buku(t, kecil, bagian{nama: "XL/workbook.xml", isi: "<x/>"}), "rusak"},
		{"macros", buku(t, kecil, bagian{nama: "xl/vbaProject.bin", isi: "x"}), "makro"},
		{"links to other files", buku(t, kecil, bagian{nama: "xl/externalLinks/externalLink1.xml", isi: "<x/>"}), "berkas lain"},
		{"half a file", buku(t, sel(1000))[:900], "rusak"},
		{"no workbook", zipDari(t, "a.txt"), "bukan lembar kerja"},
		{"ods", zipDari(t, "content.xml"), ".ods"},
		{"xlsb", zipDari(t, "xl/workbook.bin"), ".xlsb"},
		{"xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)), ".xls lama"},
		{"with a password", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), utf16(`EncryptedPackage`, false)...), "sandi"},
		{"pdf", []byte("%PDF-1.7"), "PDF"},
		{"a picture", []byte("\x89PNG\r\n\x1a\n\x00\x00"), "bukan XLSX"},
		{"UTF-16 without its mark", utf16("a;b\n1;2\n", false), "bukan XLSX"},
		{"nothing", nil, "kosong"},
		{"blanks", []byte(" \n\n"), "satu sel"},
		{"above 4 MB", make([]byte, impor.MaksBerkas+1), "4 MB"},
		{"CSV of many rows", bytes.Repeat([]byte("1;2\n"), 30_000), "20.000 baris"},
		{"CSV of many columns", bytes.Repeat([]byte("1;"), 300), "256 kolom"},
		{"CSV with a cell of 3 MB", bytes.Repeat([]byte("x"), 3<<20), "32.767 huruf"},
		{"CSV with one quote", []byte("a;b\n\"" + strings.Repeat("x;\n", 100)), "petik"},
		{"HTML without a table", []byte("<html><body>Sesi Anda berakhir</body></html>"), "HTML"},
		{"HTML of tables in tables", []byte("<html>" + strings.Repeat("<table><tr><td>", 50)), "tabel di dalam tabel"},
		{"HTML of many columns", []byte("<table><tr>" + strings.Repeat("<td>1", 300)), "256 kolom"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if len(c.isi) > impor.MaksBerkas && c.name != "above 4 MB" {
				t.Fatalf("the file has %d bytes: it is refused for its size alone", len(c.isi))
			}
			var err error
			got := puncak(func() { _, err = impor.Baca(c.isi) })
			f := fault.All(err)
			if err == nil || f[0].Code != fault.Invalid || f[0].Field != "berkas" {
				t.Fatalf("got %v, want a refusal at berkas", err)
			}
			if teks := fault.Text(f[0]); !strings.Contains(teks, c.teks) {
				t.Errorf("got %q, want it to say %q", teks, c.teks)
			}
			if got > memoriMaks {
				t.Errorf("held %d MB at once, want at most %d", got>>20, memoriMaks>>20)
			}
			t.Logf("%d KB file, %d MB held", len(c.isi)>>10, got>>20)
		})
	}
}

// bohong makes the directory of a ZIP file say that every part is of ten bytes.
func bohong(b []byte) []byte {
	for i := bytes.Index(b, []byte("PK\x01\x02")); i >= 0 && i+28 < len(b); {
		copy(b[i+24:i+28], []byte{10, 0, 0, 0})
		n := bytes.Index(b[i+4:], []byte("PK\x01\x02"))
		if n < 0 {
			break
		}
		i += 4 + n
	}
	return b
}

// jarang is a sheet of rows with one cell far to the right.
func jarang(n int) bagian {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<row r="%d"><c r="IV%d"><v>1</v></c></row>`, i+1, i+1)
	}
	return bagian{isi: awalLbr + b.String() + akhLbr}
}

func banyak(n int) (out []bagian) {
	for i := range n {
		out = append(out, bagian{nama: "x/" + strconv.Itoa(i), isi: "x"})
	}
	return out
}

func zipDari(t testing.TB, nama string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if _, err := z.Create(nama); err != nil {
		t.Fatal(err)
	}
	_ = z.Close()
	return b.Bytes()
}

// utf16 writes a text in two bytes a letter, the lower one first, with or without its mark.
func utf16(s string, tanda bool) []byte {
	var out []byte
	if tanda {
		out = []byte{0xff, 0xfe}
	}
	for _, u := range utf.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

// The largest table that is taken is taken within the same memory.
func TestLargestTable(t *testing.T) {
	var b strings.Builder
	b.WriteString("Kode;Uraian;Pagu\n")
	for n := range 19_000 {
		fmt.Fprintf(&b, "1.%05d;Kegiatan nomor %d yang namanya panjang;%d\n", n, n, n*1000)
	}
	d := tahun(t, "dinas-contoh", 2025)
	d.Anggaran, d.RealisasiAnggaran = nil, nil
	got := puncak(func() {
		f, err := impor.Baca([]byte(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		p, err := impor.Hitung(f, d, impor.Opsi{Jenis: impor.JenisAnggaran}, ajukan)
		if err != nil || p.Banyak[impor.Baru] != 19_001 {
			t.Fatalf("got %v, %v", p.Banyak, err)
		}
	})
	t.Logf("%d MB held", got>>20)
	if got > 2*memoriMaks {
		t.Errorf("held %d MB at once, want at most %d", got>>20, 2*memoriMaks>>20)
	}
}
