package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/sample"
)

// The agency, the indicator, the budget row and the sasaran that TestOneFigureInEveryFile
// is about, and what the year before and the end of the Renstra say of the indicator.
const (
	satuIKU, satuSasaran = "IKU-2.2", "S2"
	satuBaris            = "D.U1.P03.K01.S01"
	satuLalu, satuAkhir  = "61.46", "77.75"
)

// TestOneFigureInEveryFile changes one realisasi of an earlier quarter and one figure of
// the budget, and finds in the PDF, the Word file and the workbook each number that
// depends on them as fractions of whole numbers have it, in the table and row that it
// belongs to, and every other number as it was.
func TestOneFigureInEveryFile(t *testing.T) {
	b := seed(t)
	agency := sample.GenerateOne(20231114, 11)
	kini := &agency.Tahun[1]
	for n, r := range kini.Realisasi { // what is final cannot be changed
		if r.Indikator == satuIKU && r.Triwulan == 3 {
			kini.Realisasi[n].Status = sakip.Diajukan
		}
	}
	for n, r := range kini.RealisasiAnggaran {
		if r.Kode == satuBaris && r.Triwulan == 4 {
			kini.RealisasiAnggaran[n].Status = sakip.Diajukan
		}
	}
	b.Kabupaten = append(b.Kabupaten, sample.Uji())
	b.OPD = append(b.OPD, agency)
	b.Orang = append(b.Orang, sample.Orang(agency.Profil)...)
	h := startMachine(t, b)
	opd, tahun := agency.Profil.ID, sample.TahunUji
	orang := verifikatorDari(b, opd)
	h.samakan(orang, opd, tahun, 4)
	unduh := func() (o oracle, pdf, docx, xlsx []byte) {
		return h.data(orang, opd, tahun, 4), h.unduh(orang, opd, tahun, "pdf"), h.unduh(orang, opd, tahun, "docx"), h.unduh(orang, opd, tahun, "xlsx")
	}
	o1, pdf1, docx1, xlsx1 := unduh()
	masuk := h.masuk(orang)
	for path, isi := range map[string]map[string]string{
		fmt.Sprintf("/opd/%s/tahun/%d/isi/%s/TW3", opd, tahun, satuIKU):                                                   {"pembilang": "2.360"},
		fmt.Sprintf("/opd/%s/tahun/%d/anggaran/TW4/%s?sumber=%s", opd, tahun, satuBaris, h.sumber(opd, tahun, satuBaris)): {"realisasi": "87.585.361,09"},
	} {
		if status, answer := masuk.isi(path, isi); status != http.StatusOK || !strings.Contains(answer, "Tersimpan") {
			t.Fatalf("%s: got status %d: %s", path, status, teksHalaman(t, answer))
		}
	}
	h.samakan(orang, opd, tahun, 4)
	o2, pdf2, docx2, xlsx2 := unduh()

	lama, baru := o1.ramalan(), o2.ramalan()
	nama := map[string]string{}
	for _, i := range kini.Indikator {
		nama[i.ID] = i.Nama
	}
	for _, v := range kini.Anggaran[len(kini.Anggaran)-1].Baris {
		nama[v.Kode] = v.Nama
	}
	for _, s := range kini.Renstra.Sasaran {
		nama[s.ID] = s.Nama
	}
	var tabel []string
	for _, r := range barisTerdampak {
		for _, a := range strings.Fields(r.angka) {
			if lama[a] == baru[a] || baru[a] == "" {
				t.Fatalf("%s: got %q before and %q after, want it to move", a, lama[a], baru[a])
			}
			tabel = append(tabel, fmt.Sprintf("%s, %s: %s → %s", r.tabel, nama[r.baris], lama[a], baru[a]))
		}
	}
	var kalimat []string
	for _, a := range strings.Fields(kalimatTerdampak) {
		kalimat = append(kalimat, lama[a]+" → "+baru[a])
	}
	sama := func(apa string, got, want []string) {
		t.Helper()
		for n := range max(len(got), len(want)) {
			g, w := "", ""
			if n < len(got) {
				g = got[n]
			}
			if n < len(want) {
				w = want[n]
			}
			if g != w {
				t.Errorf("%s, change %d: got %q, want %q", apa, n+1, g, w)
				return
			}
		}
	}
	docxTabel, docxKalimat, urut := beda(t, "DOCX", petakDOCX(t, docx1), petakDOCX(t, docx2), nama)
	sama("DOCX, tables", docxTabel, tabel)
	sama("DOCX, text", docxKalimat, kalimat)
	xlsxTabel, xlsxKalimat, _ := beda(t, "XLSX", petakXLSX(t, xlsx1), petakXLSX(t, xlsx2), nama)
	sama("XLSX, tables", xlsxTabel, tabel)
	sama("XLSX, text", xlsxKalimat, kalimat)
	teks := teksPDF(t, pdf2, agency.Profil.Nama)
	pdfBerubah(t, teksPDF(t, pdf1, agency.Profil.Nama), teks, urut)
	pdfBaris(t, teks, petakDOCX(t, docx2), nama, baru)
}

// barisTerdampak are the rows that the changed figures move, in the order of the report,
// by table, what the row is about, and the numbers in it that move.
var barisTerdampak = []struct{ tabel, baris, angka string }{
	{"Ringkasan Capaian Sasaran Strategis", satuSasaran, "rata serapan.S efisiensi"},
	{"Target dan Realisasi Sasaran Strategis Urusan Perikanan 2", satuIKU, "realisasi capaian"},
	{"Perbandingan Realisasi Sasaran Strategis Urusan Perikanan 2", satuIKU, "realisasi akhir"},
	{"Realisasi Anggaran", "D", "real.D serapan.D"},
	{"Realisasi Anggaran", "D.U1", "real.D.U1 serapan.D.U1"},
	{"Realisasi Anggaran", "D.U1.P03", "real.D.U1.P03 serapan.D.U1.P03"},
	{"Realisasi Anggaran", "D.U1.P03.K01", "real.D.U1.P03.K01 serapan.D.U1.P03.K01"},
	{"Realisasi Anggaran", satuBaris, "real.D.U1.P03.K01.S01 serapan.D.U1.P03.K01.S01"},
	{"Efisiensi Anggaran", satuSasaran, "rata rata.serapan efisiensi serapan.S"},
	{"Efisiensi Anggaran", satuIKU, "realisasi capaian real.I serapan.I"},
	{"Komponen Realisasi", satuIKU, "x3 x realisasi"},
	{"Perhitungan Sebelum Pembulatan", satuIKU, "realisasi mentah akhir.mentah real.I serapan.I.mentah"},
	{"Perhitungan Sebelum Pembulatan", "PI-03", "real.D.U1.P03 serapan.P.mentah"},
	{"Perhitungan Sebelum Pembulatan", "PI-08", "real.D.U1.P03 serapan.P.mentah"},
}

// kalimatTerdampak are the numbers that move in sentences, in the order of the report.
const kalimatTerdampak = `serapan.D rata.semua real.D serapan.D efisiensi realisasi capaian x realisasi
realisasi capaian lalu akhir real.I serapan.I bawah real.D serapan.D serapan.D.U1.P03 efisiensi rata rata.serapan efisiensi
realisasi capaian rata rata.serapan efisiensi real.D serapan.D efisiensi`

// ramalan is every number that the changed figures move, as printed.
func (o oracle) ramalan() map[string]string {
	out := map[string]string{}
	cetak := func(nama string, v *big.Rat, desimal int, akhiran string) {
		out[nama] = indonesia(tulis(v, desimal, o.k.Pembulatan)) + akhiran
	}
	persen := func(nama string, v *big.Rat) { cetak(nama, v, o.k.Desimal, "%") }
	bagi := func(a, b *big.Rat) *big.Rat { return kali100(new(big.Rat).Quo(a, b)) }
	rata := func(v []*big.Rat) *big.Rat {
		sum := new(big.Rat)
		for _, x := range v {
			sum.Add(sum, x)
		}
		return sum.Quo(sum, big.NewRat(int64(len(v)), 1))
	}
	akhir := fmt.Sprint(sample.TahunUji) + "-12-31"
	pagu, real := o.anggaran(akhir)
	for _, kode := range []string{"D", "D.U1", "D.U1.P03", "D.U1.P03.K01", satuBaris} {
		cetak("real."+kode, real[kode], 2, "")
		persen("serapan."+kode, bagi(real[kode], pagu[kode]))
	}
	cetak("serapan.P.mentah", bagi(real["D.U1.P03"], pagu["D.U1.P03"]), 6, "")
	var semua, kinerja, serapan []*big.Rat
	paguS, realS := new(big.Rat), new(big.Rat)
	for _, i := range o.d.Indikator {
		if i.Tingkat != "sasaran" {
			continue
		}
		c := o.capaian(i.ID, akhir)
		semua = append(semua, c)
		if i.Induk != satuSasaran {
			continue
		}
		p, r := new(big.Rat), new(big.Rat)
		for _, e := range i.Anggaran {
			if e.Kurang {
				p.Sub(p, pagu[e.Kode])
				r.Sub(r, real[e.Kode])
			} else {
				p.Add(p, pagu[e.Kode])
				r.Add(r, real[e.Kode])
			}
		}
		kinerja, serapan = append(kinerja, c), append(serapan, bagi(r, p))
		paguS.Add(paguS, p)
		realS.Add(realS, r)
		if i.ID == satuIKU {
			cetak("real.I", r, 2, "")
			persen("serapan.I", bagi(r, p))
			cetak("serapan.I.mentah", bagi(r, p), 6, "")
			// What a sentence says of two printed percentages is the difference of these.
			persen("bawah", new(big.Rat).Sub(rat(tulis(bagi(r, p), o.k.Desimal, o.k.Pembulatan)), rat(tulis(c, o.k.Desimal, o.k.Pembulatan))))
			out["bawah"] = strings.TrimSuffix(out["bawah"], "%")
		}
	}
	persen("rata.semua", rata(semua))
	persen("rata", rata(kinerja))
	persen("rata.serapan", rata(serapan))
	persen("serapan.S", bagi(realS, paguS))
	persen("efisiensi", bagi(rata(kinerja), rata(serapan)))
	r, c := o.realisasi(satuIKU), o.capaian(satuIKU, akhir)
	cetak("realisasi", r, 2, "%")
	cetak("lalu", new(big.Rat).Sub(r, rat(satuLalu)), 2, "")
	persen("capaian", c)
	cetak("mentah", c, 6, "")
	persen("akhir", bagi(r, rat(satuAkhir)))
	cetak("akhir.mentah", bagi(r, rat(satuAkhir)), 6, "")
	x := new(big.Rat)
	for _, r := range o.d.Realisasi {
		if r.Indikator == satuIKU {
			x.Add(x, rat(r.Pembilang))
			if r.Triwulan == 3 {
				cetak("x3", rat(r.Pembilang), 0, "")
			}
		}
	}
	cetak("x", x, 0, "")
	return out
}

// indonesia writes a number with a point as it is printed.
func indonesia(s string) string {
	utuh, pecahan, ada := strings.Cut(s, ".")
	v, err := locale.ParseCanonical(utuh)
	if err != nil {
		panic(err)
	}
	out := locale.Angka(v, 0)
	if ada {
		out += "," + pecahan
	}
	return out
}

// petak is a place of a file: a paragraph, or a cell with its table and row.
type petak struct {
	tabel, baris, teks string
}

// polaID is the report's own name in the address on its cover: of no two the same.
var polaID = regexp.MustCompile(`[0-9A-HJKMNP-TV-Z]{26}`)

var polaAngka = regexp.MustCompile(`-?[0-9](?:[0-9.]*[0-9])?(?:,[0-9]+)?%?`)

// beda lists what is another in the second file, in cells and in sentences, and all in
// order: every place must be there in both.
func beda(t *testing.T, apa string, a, b []petak, nama map[string]string) (tabel, kalimat, urut []string) {
	t.Helper()
	if len(a) != len(b) {
		t.Fatalf("%s: got %d places, had %d", apa, len(b), len(a))
	}
	for n := range a {
		if polaID.ReplaceAllString(a[n].teks, "") == polaID.ReplaceAllString(b[n].teks, "") {
			continue
		}
		x, y := polaAngka.FindAllString(a[n].teks, -1), polaAngka.FindAllString(b[n].teks, -1)
		if len(x) != len(y) || len(x) == 0 {
			t.Errorf("%s, %s: got %q, had %q", apa, a[n].tabel, b[n].teks, a[n].teks)
			continue
		}
		for k := range x {
			if x[k] == y[k] {
				continue
			}
			ubah := x[k] + " → " + y[k]
			urut = append(urut, ubah)
			if a[n].tabel == "" {
				kalimat = append(kalimat, ubah)
				continue
			}
			judul, baris := a[n].tabel, b[n].baris
			for _, r := range barisTerdampak {
				if strings.Contains(judul, r.tabel) && strings.Contains(baris, nama[r.baris]) {
					judul, baris = r.tabel, nama[r.baris]
				}
			}
			tabel = append(tabel, fmt.Sprintf("%s, %s: %s", judul, baris, ubah))
		}
	}
	return tabel, kalimat, urut
}

// petakDOCX are the paragraphs and cells of a Word file in order; a table is named by the
// paragraph above it.
func petakDOCX(t *testing.T, b []byte) []petak {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []petak
	var teks strings.Builder
	var tabel, baris int // nested tables; cells before the row
	judul, lewati := "", 0
	for d := xml.NewDecoder(f); ; {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := tok.(type) {
		case xml.StartElement:
			switch x.Name.Local {
			case "tbl":
				tabel++
			case "tr":
				baris = len(out)
			case "tc":
				teks.Reset()
			case "p":
				if tabel == 0 {
					teks.Reset()
				}
			case "instrText", "Fallback", "posOffset", "drawing":
				lewati++
			}
		case xml.EndElement:
			switch x.Name.Local {
			case "tbl":
				tabel--
			case "tr":
				var isi []string
				for _, p := range out[baris:] {
					isi = append(isi, p.teks)
				}
				for n := range out[baris:] {
					out[baris+n].baris = strings.Join(isi, "\t")
				}
			case "tc":
				out = append(out, petak{tabel: judul, teks: teks.String()})
			case "p":
				if tabel == 0 && lewati == 0 {
					judul = teks.String()
					out = append(out, petak{teks: judul})
				}
			case "instrText", "Fallback", "posOffset", "drawing":
				lewati--
			}
		case xml.CharData:
			if lewati == 0 {
				teks.Write(x)
			}
		}
	}
}

// petakXLSX are the cells of a workbook as printed, sheet by sheet, but not those that
// only feed a chart.
func petakXLSX(t *testing.T, b []byte) []petak {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []petak
	for _, lembar := range f.GetSheetList() {
		rows, err := f.GetRows(lembar)
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == "Kategori" }) {
			continue
		}
		for n, r := range rows {
			for k, s := range r {
				p := petak{tabel: rows[0][0], baris: strings.Join(r, "\t"), teks: s}
				if lembar == "Uraian" {
					p.tabel = ""
				}
				if sel, err := excelize.CoordinatesToCellName(k+1, n+1); err != nil {
					t.Fatal(err)
				} else if jenis, err := f.GetCellType(lembar, sel); err != nil {
					t.Fatal(err)
				} else if jenis != excelize.CellTypeSharedString && jenis != excelize.CellTypeInlineString {
					p.teks = strings.NewReplacer(".", ",", ",", ".").Replace(s)
				}
				out = append(out, p)
			}
		}
	}
	return out
}

// teksPDF is what another program reads in a PDF, in the order of its contents, without
// the headers and footers, which come last on a page.
func teksPDF(t *testing.T, b []byte, instansi string) string {
	t.Helper()
	nama := filepath.Join(t.TempDir(), "laporan.pdf")
	if err := os.WriteFile(nama, b, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-raw", nama, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v; run infra/test/deps.sh, or install the Debian package poppler-utils", err)
	}
	tepi := regexp.MustCompile(`(?:^|\n)(?:LAPORAN KINERJA INSTANSI PEMERINTAH TAHUN [0-9]{4}|` + regexp.QuoteMeta(instansi) + ` [0-9ivx]+|DATA SINTETIS[^\n]*|)$`)
	var isi strings.Builder
	for _, halaman := range strings.Split(string(out), "\f") {
		for tepi.MatchString(halaman) && halaman != "" {
			halaman = tepi.ReplaceAllString(halaman, "")
		}
		isi.WriteString(halaman + "\n")
	}
	return polaID.ReplaceAllString(isi.String(), "")
}

// pdfBerubah holds what is another in a PDF to what is in the Word file of the same
// report: the same changes in the same order, and beside them only the labels of charts.
func pdfBerubah(t *testing.T, lama, baru string, want []string) {
	t.Helper()
	a, b := polaAngka.FindAllString(lama, -1), polaAngka.FindAllString(baru, -1)
	if len(a) != len(b) {
		t.Fatalf("PDF: got %d numbers, had %d", len(b), len(a))
	}
	n := 0
	for k := range a {
		if a[k] == b[k] {
			continue
		}
		ubah := a[k] + " → " + b[k]
		if n < len(want) && ubah == want[n] {
			n++
			continue
		}
		if !slices.Contains(want, ubah) {
			t.Errorf("PDF: got the change %q, which nothing calls for", ubah)
		}
	}
	if n < len(want) {
		t.Errorf("PDF: got no change %q in its turn, after %d", want[n], n)
	}
}

// pdfBaris finds the rows that moved in the PDF as the Word file has them, each between
// the title of its table and that of the next.
func pdfBaris(t *testing.T, pdf string, docx []petak, nama, baru map[string]string) {
	t.Helper()
	rapat := func(s string) string {
		return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u00ad\n", "")), "")
	}
	isi := rapat(pdf)
	var judul []string
	for _, p := range docx {
		if p.tabel != "" && !slices.Contains(judul, p.tabel) {
			judul = append(judul, p.tabel)
		}
	}
	mulai := func(j string) int { // the last that does not go on: the first is in the list of tables
		for di := len(isi); ; {
			if di = strings.LastIndex(isi[:di], rapat(j)); di < 0 || !strings.HasPrefix(isi[di+len(rapat(j)):], "(lanjutan)") {
				return di
			}
		}
	}
	for _, r := range barisTerdampak {
		ada := false
		for _, p := range docx {
			cocok := strings.Contains(p.tabel, r.tabel) && strings.Contains(p.baris, nama[r.baris])
			for _, a := range strings.Fields(r.angka) {
				cocok = cocok && strings.Contains(p.baris, baru[a])
			}
			if !cocok || ada {
				continue
			}
			dari, ke := mulai(p.tabel), len(isi)
			if n := slices.Index(judul, p.tabel) + 1; n < len(judul) {
				ke = mulai(judul[n])
			}
			ada = dari >= 0 && ke > dari && strings.Contains(isi[dari:ke], rapat(p.baris))
		}
		if !ada {
			t.Errorf("PDF, %s: got no row of %q with %s as the Word file has it", r.tabel, nama[r.baris], r.angka)
		}
	}
}
