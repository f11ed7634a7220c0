package impor_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"capaian/internal/impor"
	"capaian/internal/sakip"
)

// hitung reads a file and puts it beside a year.
func hitung(t *testing.T, isi []byte, d sakip.DataTahun, o impor.Opsi) impor.Pratinjau {
	t.Helper()
	b, err := impor.Baca(isi)
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	p, err := impor.Hitung(b, d, o, ajukan)
	if err != nil {
		t.Fatalf("put beside the year: %v", err)
	}
	return p
}

// pesan are all messages of the rows, each after its row and cell.
func pesan(p impor.Pratinjau) (out []string) {
	for _, h := range p.Baris {
		for _, m := range h.Pesan {
			out = append(out, fmt.Sprintf("%d %s %s: %s", h.No, h.Keadaan, m.Sel, m.Teks))
		}
	}
	return out
}

func mengandung(t *testing.T, list []string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, w) }) {
			t.Errorf("nothing says %q in %q", w, list)
		}
	}
}

// kosong is a year of the made-up agency before anything was planned.
func kosong(t *testing.T) sakip.DataTahun {
	t.Helper()
	d := tahun(t, "dinas-contoh", 2025)
	return sakip.DataTahun{OPD: d.OPD, Renstra: d.Renstra, Kebijakan: d.Kebijakan, Tahun: 2025}
}

// pohon is a budget's rows in one line each.
func pohon(v sakip.VersiAnggaran) (out []string) {
	for _, b := range v.Baris {
		pagu := "-"
		if b.Pagu != nil {
			pagu = b.Pagu.String()
		}
		out = append(out, strings.Join([]string{b.Kode, b.Induk, string(b.Tingkat), b.SubUnit, b.Sumber, pagu}, "|"))
	}
	return out
}

func samaDaftar(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// dpa is a budget as such prints have it: titles, a header of two lines, a line that
// numbers the columns, urusan and agency above the programs, account lines below, the tree
// again for each sub-unit, totals.
func dpa() []byte {
	rows := [][]string{
		{"PEMERINTAH KABUPATEN CONTOH"}, {"DOKUMEN PELAKSANAAN ANGGARAN TAHUN 2025"}, {},
		{"Kode Rekening", "Urusan / Bidang Urusan / Program / Kegiatan / Sub Kegiatan", "Sumber Dana", "Jumlah (Rp)", "Realisasi"},
		{"", "", "", "Setelah Perubahan", ""},
		{"1", "2", "3", "4", "5"},
		{"1x", "URUSAN WAJIB"},
		{"1.06", "BIDANG URUSAN SOSIAL", "", "600"},
		{"1.06.2.08.0.00.01.0000", "DINAS CONTOH", "", "600"},
		{"Sub Unit : Puskesmas A"},
		{"1.06.01", "PROGRAM PENUNJANG", "", "300"},
		{"1.06.01.2.01", "Perencanaan", "", "300"},
		{"1.06.01.2.01.0001", "Penyusunan dokumen", "DAU", "100", "90"},
		{"5.1.02.01", "Belanja barang", "", "100"},
		{"1.06.01.2.01.0001", "Penyusunan dokumen", "DAK", "200", "150"},
		{"Sub Unit : Puskesmas B"},
		{"1.06.01", "PROGRAM PENUNJANG", "", "300"},
		{"1.06.01.2.01", "Perencanaan", "", "310"},
		{"1.06.01.2.01.0001", "Penyusunan dokumen", "DAU", "300", "300"},
		{"", "JUMLAH", "", "600"},
	}
	return buku2(rows)
}

// buku2 is a workbook of rows; a code like 1.06 and "1x" (1) are texts.
func buku2(rows [][]string) []byte {
	var b strings.Builder
	for n, r := range rows {
		fmt.Fprintf(&b, `<row r="%d">`, n+1)
		for c, s := range r {
			switch {
			case s == "":
			case strings.Trim(s, "0123456789") == "":
				fmt.Fprintf(&b, `<c r="%c%d"><v>%s</v></c>`, 'A'+c, n+1, s)
			default:
				fmt.Fprintf(&b, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+c, n+1, strings.TrimSuffix(s, "x"))
			}
		}
		b.WriteString(`</row>`)
	}
	return bukuIsi(b.String(), "", "")
}

// bukuIsi is a workbook of one sheet, with what comes after its rows and its styles.
func bukuIsi(baris, sesudah, gaya string) []byte {
	t := &testing.T{}
	lain := []bagian{}
	if gaya != "" {
		lain = append(lain, bagian{nama: "xl/styles.xml", isi: gaya})
	}
	return buku(t, bagian{isi: "<worksheet><sheetData>" + baris + "</sheetData>" + sesudah + "</worksheet>"}, lain...)
}

func TestBudgetPrint(t *testing.T) {
	p := hitung(t, dpa(), kosong(t), impor.Opsi{Jenis: impor.JenisAnggaran, Triwulan: 4})
	if len(p.Galat) > 0 || p.Banyak[impor.Ditolak] > 0 || p.Kepala != 5 {
		t.Fatalf("refused: %q, %q, header %d", p.Galat, pesan(p), p.Kepala)
	}
	v := p.Jadi().Anggaran[0]
	samaDaftar(t, pohon(v), []string{
		"1.06||bidang_urusan|||-", "1.06.01|1.06|program|||-", "1.06.01.2.01|1.06.01|kegiatan|||-",
		"1.06.01.2.01.0001|1.06.01.2.01|sub_kegiatan|Puskesmas A|DAU|100", "1.06.01.2.01.0001|1.06.01.2.01|sub_kegiatan|Puskesmas A|DAK|200",
		"1.06.01.2.01.0001|1.06.01.2.01|sub_kegiatan|Puskesmas B|DAU|300",
	})
	if got := len(p.Jadi().RealisasiAnggaran); got != 3 {
		t.Errorf("spent: got %d rows, want 3", got)
	}
	mengandung(t, pesan(p), "14 lewat : Baris rekening", "7 lewat : Baris urusan", "12 baru D12: Tertulis Rp610, sedangkan jumlah baris di bawahnya Rp600", "17 lewat : Baris induk yang berulang")
	if n := len(p.Periksa); n != 2 || p.Periksa[1].Sel != "D20" || !p.Periksa[1].Cocok || p.Periksa[0].Cocok {
		t.Errorf("checks: got %+v", p.Periksa)
	}
	// Again beside the year that it made: nothing changes.
	d := p.Jadi()
	if p := hitung(t, dpa(), d, impor.Opsi{Jenis: impor.JenisAnggaran, Triwulan: 4}); p.Banyak[impor.Baru]+p.Banyak[impor.Berubah]+p.Banyak[impor.Dihapus] > 0 {
		t.Errorf("again: got %v", p.Banyak)
	} else {
		samaTahun(t, p.Jadi(), d)
	}
}

func TestBudgetTrees(t *testing.T) {
	for _, c := range []struct {
		name, csv string
		want      []string
	}{
		{"by sums", "Uraian;Pagu\nDinas;100\nProgram A;60\nKegiatan A1;40\nKegiatan A2;20\nProgram B;40\n",
			[]string{"1||perangkat_daerah|||-", "1.1|1|bidang_urusan|||-", "1.1.1|1.1|program|||40", "1.1.2|1.1|program|||20", "1.2|1|bidang_urusan|||40"}},
		{"by levels", "Uraian;Tingkat;Anggaran\nP;program;100\nK1;kegiatan;60\nK2;Kegiatan;40\n",
			[]string{"1||program|||-", "1.1|1|kegiatan|||60", "1.2|1|kegiatan|||40"}},
		{"several tops", "Kode\tUraian\tPagu\n1.06.01\tP\t10\n2.08.02\tQ\t20\n",
			[]string{"OPD||perangkat_daerah|||-", "1.06.01|OPD|program|||10", "2.08.02|OPD|program|||20"}},
		{"codes of one's own, with points at the end", "kode,uraian,pagu\nD.,Dinas,\nD.P1.,Program,30\nD.P1.K1,Kegiatan,\"30,00\"\n",
			[]string{"D||perangkat_daerah|||-", "D.P1|D|bidang_urusan|||-", "D.P1.K1|D.P1|program|||30"}},
		{"a code in several columns", "Kode;;;Uraian;Pagu\n1;06;01;Program;5\n1;06;02;Lain;6\n",
			[]string{"OPD||perangkat_daerah|||-", "1.06.01|OPD|program|||5", "1.06.02|OPD|program|||6"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := hitung(t, []byte(c.csv), kosong(t), impor.Opsi{Jenis: impor.JenisAnggaran})
			if len(p.Galat) > 0 {
				t.Fatalf("refused: %q %q", p.Galat, pesan(p))
			}
			samaDaftar(t, pohon(p.Jadi().Anggaran[0]), c.want)
		})
	}
}

func TestBudgetRefused(t *testing.T) {
	d := tahun(t, "dinas-contoh", 2025)
	for _, c := range []struct{ name, csv, want string }{
		{"negative", "Kode;Uraian;Pagu\nA;a;-5\n", "2 ditolak C2: Pagu tidak boleh negatif"},
		{"twice", "Kode;Uraian;Pagu\nA;a;5\nA;a;5\n", "3 ditolak A3: Kode A dengan sub unit dan sumber dana yang sama sudah ada di baris 2"},
		{"no pagu", "Kode;Uraian;Pagu\nA;a;\nB;b;1\n", "2 ditolak C2: Pagu belum diisi"},
		{"no code", "Kode;Uraian;Pagu\nA;a;1\n;b;2\n", "3 ditolak A3: Kode belum ada"},
		{"no name", "Kode;Uraian;Pagu\nA;;1\nB;b;1\n", "2 ditolak B2: Uraian belum diisi"},
		{"letters", "Kode;Uraian;Pagu\nA;a;lima\nB;b;1\n", "2 ditolak C2: “lima” bukan angka"},
		{"sen of sen", "Kode;Uraian;Pagu\nA;a;\"1,234\"\nB;b;\"1,2345\"\n", "3 ditolak C3"},
		{"a code that is none", "Kode;Uraian;Pagu\nA/1;a;1\nB;b;1\n", "2 ditolak A2: Pengenal hanya boleh"},
		{"a parent below", "Kode;Uraian;Kode induk;Pagu\nA1;a;A;1\nA;b;;1\n", "2 ditolak C2: Kode induk “A” belum ada"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := hitung(t, []byte(c.csv), d, impor.Opsi{Jenis: impor.JenisAnggaran, Anggaran: "baru"})
			mengandung(t, pesan(p), c.want)
			mengandung(t, p.Galat, "Anggaran diganti utuh")
			samaTahun(t, p.Jadi(), d)
		})
	}
}

// What disappears from a version is shown; what was spent on it keeps it from going.
func TestBudgetRowsThatGo(t *testing.T) {
	d := tahun(t, "dinas-contoh", 2025)
	p := hitung(t, []byte("Kode;Uraian;Pagu\nX;a;1\n"), d, impor.Opsi{Jenis: impor.JenisAnggaran})
	if p.Banyak[impor.Dihapus] == 0 {
		t.Errorf("got %v, want rows that go", p.Banyak)
	}
}

// Cells of a workbook as programs store them.
func TestCells(t *testing.T) {
	const gaya = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="dd\ mmm\ yyyy"/><numFmt numFmtId="166" formatCode="&quot;Rp&quot;#,##0;[Red]-0"/></numFmts>` +
		`<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`
	teks := func(sel, s string) string { return `<c r="` + sel + `" t="inlineStr"><is><t>` + s + `</t></is></c>` }
	kepala := `<row r="1">` + teks("A1", "Kode") + `<c r="B1" t="inlineStr"><is><r><t>Indi</t></r><r><t>kator</t></r><rPh><t>x</t></rPh></is></c>` + teks("C1", "Target") + teks("D1", "Sasaran") + `</row>`
	for _, c := range []struct{ name, sel, want, pesan string }{
		{"as typed", `><v>98.94</v>`, "98.94", ""},
		{"with an exponent", `><v>1.97707E9</v>`, "1977070000", ""},
		{"small, with an exponent", `><v>1.5E-3</v>`, "0.0015", ""},
		{"of seventeen digits", `><v>98.939999999999998</v>`, "98.939999999999998", "baru C2: Angka tersimpan 98,939999999999998. Bila maksudnya 98,94,"},
		{"percent", ` s="1"><v>0.9894</v>`, "98.94", ""},
		{"percent of one's own format", ` s="2"><v>1</v>`, "100", ""},
		{"rupiah", ` s="5"><v>7</v>`, "7", ""},
		{"a date", ` s="3"><v>45000</v>`, "", "ditolak C2: Sel ini berformat tanggal"},
		{"a date of one's own format", ` s="4"><v>45000</v>`, "", "ditolak C2: Sel ini berformat tanggal"},
		{"a formula", `><f>1+1</f><v>2</v>`, "2", "baru C2: Sel ini memakai rumus; dipakai nilai yang terakhir tersimpan: 2"},
		{"a formula without value", `><f>1+1</f>`, "", "ditolak C2: Sel ini galat (rumus tanpa nilai)"},
		{"an error", ` t="e"><v>#REF!</v>`, "", "ditolak C2: Sel ini galat (#REF!)"},
		{"text in Indonesian", ` t="inlineStr"><is><t>1.234,5 </t></is>`, "1234.5", ""},
		{"text with percent", ` t="str"><v>98,94%</v>`, "98.94", ""},
		{"text with what it is called", ` t="str"><v>90,30 (AA)</v>`, "90.3", ""},
		{"ambiguous", ` t="inlineStr"><is><t>1.234</t></is>`, "", "ditolak C2: “1.234” dapat dibaca"},
		{"beyond any number", `><v>1E400</v>`, "", "ditolak C2: Sel ini galat"},
		{"a range for an indicator of none", ` t="str"><v>5 - 10</v>`, "", "ditolak C2: Target “5 - 10” berupa rentang"},
		{"negative", `><v>-1</v>`, "", "ditolak C2: Target tidak boleh negatif"},
		{"a dash", ` t="inlineStr"><is><t>–</t></is>`, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			baris := kepala + `<row r="2">` + teks("A2", "IKU-9") + teks("B2", "Nama") + `<c r="C2"` + c.sel + `</c>` + teks("D2", "S1") + `</row>`
			p := hitung(t, bukuIsi(baris, "", gaya), kosong(t), impor.Opsi{Jenis: impor.JenisIndikator})
			got := ""
			if pk := p.Jadi().Perjanjian; len(pk) > 0 {
				got = pk[0].Target["IKU-9"].Nilai.String()
			}
			if got != c.want {
				t.Errorf("got %q, want %q: %q", got, c.want, pesan(p))
			}
			mengandung(t, pesan(p), c.pesan)
			if ditolak := p.Banyak[impor.Ditolak] == 1; ditolak != strings.HasPrefix(c.pesan, "ditolak") {
				t.Errorf("refused: got %v, %q", ditolak, pesan(p))
			}
		})
	}
}

// A text that a spreadsheet would take for a formula goes out as text and comes back.
func TestFormulasAreNeutral(t *testing.T) {
	d := tahun(t, "dinas-contoh", 2025)
	for _, s := range []string{"=1+1", "+62 812", "-x", "@a", "'=1", "''=2", "'biasa", "a\nb", "_x000D_", "<b>&\"", "bunyi\x01aneh"} {
		d.Indikator[0].SumberData = s
		file, err := impor.Templat(d, impor.Opsi{Jenis: impor.JenisIndikator})
		if err != nil {
			t.Fatal(err)
		}
		p := hitung(t, file, d, impor.Opsi{Jenis: impor.JenisIndikator})
		if p.Banyak[impor.Berubah]+p.Banyak[impor.Ditolak] > 0 {
			t.Errorf("%q: got %v %q", s, p.Banyak, pesan(p))
		}
		samaTahun(t, p.Jadi(), d)
	}
	d.Indikator[0].SumberData = "=HYPERLINK(1)"
	file, _ := impor.Templat(d, impor.Opsi{Jenis: impor.JenisIndikator})
	if isi := lembarPertama(t, file); !strings.Contains(isi, "&#39;=HYPERLINK(1)") || strings.Contains(isi, "<f>") {
		t.Errorf("the sheet has %s", isi)
	}
}

// Texts in any writing that spreadsheets save CSV in.
func TestEncodings(t *testing.T) {
	const teks = "Kode;Indikator;Satuan\nIKU-1.1;Jumlah “kelas” – é;m²\n"
	win := bytes.NewBuffer(nil)
	for _, r := range teks {
		switch r {
		case '“':
			win.WriteByte(0x93)
		case '”':
			win.WriteByte(0x94)
		case '–':
			win.WriteByte(0x96)
		default:
			win.WriteByte(byte(r))
		}
	}
	besar := utf16(teks, true)
	for n := 0; n+1 < len(besar); n += 2 {
		besar[n], besar[n+1] = besar[n+1], besar[n]
	}
	for name, isi := range map[string][]byte{"UTF-8": []byte(teks), "with its mark": []byte("\xef\xbb\xbf" + teks), "UTF-16": utf16(teks, true), "UTF-16, high byte first": besar,
		"Windows-1252": win.Bytes(), "tabs": []byte(strings.ReplaceAll(teks, ";", "\t")), "commas": []byte(strings.ReplaceAll(teks, ";", ",")), "sep=": []byte("sep=;\r\n" + teks),
		"HTML": []byte("<html><meta><table><tr><td colspan=1>Kode<td>Indikator<td>Satuan</tr><tr><td>IKU-1.1</td><td>Jumlah &ldquo;kelas&rdquo; &ndash; &eacute;</td><td>m&sup2;</td></table>")} {
		t.Run(name, func(t *testing.T) {
			p := hitung(t, isi, tahun(t, "dinas-contoh", 2025), impor.Opsi{Jenis: impor.JenisIndikator})
			i, _ := p.Jadi().CariIndikator("IKU-1.1")
			if i.Nama != "Jumlah “kelas” – é" || i.Satuan != "m²" || p.Banyak[impor.Berubah] != 1 {
				t.Errorf("got %q, %q, %v %q", i.Nama, i.Satuan, p.Banyak, pesan(p))
			}
			if got := len(p.Catatan) > 0; got != (name == "Windows-1252" || name == "HTML") {
				t.Errorf("notes: got %q", p.Catatan)
			}
		})
	}
}
