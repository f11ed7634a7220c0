package docx_test

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"capaian/internal/report"
	"capaian/internal/report/document"
	"capaian/internal/report/docx"
	"capaian/internal/sakip"
	"capaian/internal/sample"
)

// lama is the report of the year that is published.
func lama(t testing.TB) document.Dokumen {
	t.Helper()
	b, err := sample.Seed()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range b.OPD {
		for _, d := range a.Tahun {
			if strings.Contains(d.OPD.ID, "trenggalek") && d.Tahun == 2023 {
				return report.LKjIP(d, sakip.Hitung(d, sakip.Periode{Tahun: 2023, Triwulan: 4}), report.Opsi{Dibuat: time.Date(2024, 1, 30, 3, 0, 0, 0, time.UTC)})
			}
		}
	}
	t.Fatal("no seed year trenggalek 2023")
	return document.Dokumen{}
}

func tulis(t testing.TB, d document.Dokumen, h document.Halaman) []byte {
	t.Helper()
	b, err := docx.Render(d, h)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// utama is the main part of a file.
func utama(t testing.TB, b []byte) *simpul {
	t.Helper()
	return pohon(t, "word/document.xml", berkas(t, b)["word/document.xml"])
}

// urutan are the children of elements in the order of the schema (ECMA-376-1, annex A),
// as far as the writer knows them.
var urutan = map[string]string{
	"w:pPr":         "w:pStyle w:keepNext w:keepLines w:pageBreakBefore w:widowControl w:numPr w:pBdr w:shd w:tabs w:spacing w:ind w:jc w:outlineLvl w:sectPr",
	"w:rPr":         "w:rFonts w:b w:bCs w:i w:iCs w:color w:kern w:sz w:szCs w:u w:rtl w:lang",
	"w:numPr":       "w:ilvl w:numId",
	"w:pBdr":        "w:top w:left w:bottom w:right",
	"w:tbl":         "w:tblPr w:tblGrid w:tr*",
	"w:tblPr":       "w:tblStyle w:tblW w:jc w:tblInd w:tblBorders w:tblLayout w:tblCellMar w:tblLook w:tblCaption",
	"w:tr":          "w:trPr w:tc*",
	"w:tcPr":        "w:tcW w:gridSpan w:vMerge w:shd w:vAlign",
	"w:sectPr":      "w:headerReference* w:footerReference* w:type w:pgSz w:pgMar w:pgNumType w:cols w:titlePg",
	"w:style":       "w:name w:basedOn w:next w:uiPriority w:semiHidden w:unhideWhenUsed w:qFormat w:pPr w:rPr w:tblPr",
	"w:styles":      "w:docDefaults w:style*",
	"w:lvl":         "w:start w:numFmt w:pStyle w:suff w:lvlText w:lvlJc w:pPr",
	"w:settings":    "w:zoom w:defaultTabStop w:characterSpacingControl w:compat w:themeFontLang w:decimalSymbol w:listSeparator",
	"w:numbering":   "w:abstractNum* w:num*",
	"w:abstractNum": "w:nsid w:multiLevelType w:tmpl w:lvl*",
	"w:num":         "w:abstractNumId w:lvlOverride*",
	"wp:inline":     "wp:extent wp:effectExtent wp:docPr wp:cNvGraphicFramePr a:graphic",
	"pic:pic":       "pic:nvPicPr pic:blipFill pic:spPr",
	"wpg:wgp":       "wpg:cNvGrpSpPr wpg:grpSpPr wps:wsp*",
	"wps:wsp":       "wps:cNvPr wps:cNvSpPr wps:spPr wps:txbx wps:bodyPr",
	"wps:spPr":      "a:xfrm a:custGeom a:prstGeom a:noFill a:solidFill a:ln",
	"a:ln":          "a:noFill a:solidFill a:prstDash a:round",
	"c:chartSpace":  "c:date1904 c:lang c:roundedCorners c:chart c:spPr c:txPr c:externalData",
	"c:chart":       "c:title c:autoTitleDeleted c:plotArea c:legend c:plotVisOnly c:dispBlanksAs c:extLst",
	"c:plotArea":    "c:layout c:barChart c:lineChart c:catAx c:valAx c:spPr",
	"c:barChart":    "c:barDir c:grouping c:varyColors c:ser* c:gapWidth c:axId*",
	"c:lineChart":   "c:grouping c:varyColors c:ser* c:marker c:axId*",
	"c:ser":         "c:idx c:order c:tx c:spPr c:invertIfNegative c:marker c:dPt* c:dLbls c:cat c:val c:smooth",
	"c:dLbls":       "c:numFmt c:spPr c:txPr c:dLblPos c:showLegendKey c:showVal c:showCatName c:showSerName c:showPercent c:showBubbleSize",
	"c:scaling":     "c:orientation c:max c:min",
	"c:catAx":       "c:axId c:scaling c:delete c:axPos c:numFmt c:majorTickMark c:minorTickMark c:tickLblPos c:spPr c:txPr c:crossAx c:crosses c:auto c:lblAlgn c:lblOffset c:tickLblSkip c:noMultiLvlLbl",
	"c:valAx":       "c:axId c:scaling c:delete c:axPos c:majorGridlines c:title c:numFmt c:majorTickMark c:minorTickMark c:tickLblPos c:spPr c:txPr c:crossAx c:crosses c:crossBetween",
}

// periksaUrutan holds the children of every element to urutan.
func periksaUrutan(t *testing.T, nama string, s *simpul) {
	t.Helper()
	if u, ada := urutan[s.nama]; ada {
		urut := strings.Fields(u)
		di := 0
		for _, a := range s.anak {
			n := slices.IndexFunc(urut, func(x string) bool { return strings.TrimSuffix(x, "*") == a.nama })
			switch {
			case n < 0:
				t.Errorf("%s: %s in %s is not expected", nama, a.nama, s.nama)
				return
			case n < di:
				t.Errorf("%s: %s in %s comes too late", nama, a.nama, s.nama)
				return
			}
			if di = n; !strings.HasSuffix(urut[n], "*") {
				di++
			}
		}
	}
	for _, a := range s.anak {
		periksaUrutan(t, nama, a)
	}
}

// periksaBerkas holds a file to what every Word file must be.
func periksaBerkas(t *testing.T, b []byte) {
	t.Helper()
	isi := berkas(t, b)
	baku, khusus := map[string]string{}, map[string]string{}
	for _, a := range pohon(t, "types", isi["[Content_Types].xml"]).anak {
		if a.nama == "ct:Default" {
			baku[a.atribut["Extension"]] = a.atribut["ContentType"]
		} else {
			khusus[strings.TrimPrefix(a.atribut["PartName"], "/")] = a.atribut["ContentType"]
		}
	}
	for nama := range khusus {
		if isi[nama] == nil {
			t.Errorf("%s has a type and is not there", nama)
		}
	}
	diacu := map[string]bool{"[Content_Types].xml": true}
	for nama, x := range isi {
		if khusus[nama] == "" && (baku[strings.TrimPrefix(path.Ext(nama), ".")] == "" || path.Ext(nama) == ".xml" && nama != "[Content_Types].xml") {
			t.Errorf("%s has no type", nama)
		}
		if ext := path.Ext(nama); ext != ".xml" && ext != ".rels" {
			continue
		}
		akar := pohon(t, nama, x)
		periksaUrutan(t, nama, akar)
		id := map[string]bool{}
		if path.Ext(nama) == ".rels" {
			diacu[nama] = true
			dari := path.Dir(path.Dir(nama))
			for _, r := range akar.anak {
				if r.atribut["TargetMode"] == "External" {
					continue
				}
				ke := path.Join(dari, r.atribut["Target"])
				if isi[ke] == nil {
					t.Errorf("%s leads to %s, which is not there", nama, ke)
				}
				diacu[ke] = true
			}
			continue
		}
		if r, ada := isi[path.Join(path.Dir(nama), "_rels", path.Base(nama)+".rels")]; ada {
			for _, h := range pohon(t, nama, r).anak {
				if id[h.atribut["Id"]] {
					t.Errorf("%s: two relationships %s", nama, h.atribut["Id"])
				}
				id[h.atribut["Id"]] = true
			}
		}
		periksaAcuan(t, nama, akar, id)
		if utuh := akar.cari("w:fldChar"); len(utuh) > 0 {
			periksaBidang(t, nama, utuh)
		}
	}
	for nama := range isi {
		if !diacu[nama] {
			t.Errorf("nothing leads to %s", nama)
		}
	}
	periksaBadan(t, isi)
}

// periksaAcuan finds ids of relationships that are not there.
func periksaAcuan(t *testing.T, nama string, s *simpul, id map[string]bool) {
	t.Helper()
	for _, k := range []string{"r:id", "r:embed"} {
		if v := s.atribut[k]; v != "" && !id[v] {
			t.Errorf("%s: %s refers to %s, which is not there", nama, s.nama, v)
		}
	}
	for _, a := range s.anak {
		periksaAcuan(t, nama, a, id)
	}
}

// periksaBidang finds fields that are not ended in their turn.
func periksaBidang(t *testing.T, nama string, tanda []*simpul) {
	t.Helper()
	var buka []bool // whether the result has begun
	for _, f := range tanda {
		switch f.atribut["w:fldCharType"] {
		case "begin":
			buka = append(buka, false)
		case "separate":
			if len(buka) == 0 || buka[len(buka)-1] {
				t.Fatalf("%s: a field is separated twice", nama)
			}
			buka[len(buka)-1] = true
		case "end":
			if len(buka) == 0 {
				t.Fatalf("%s: a field ends that has not begun", nama)
			}
			buka = buka[:len(buka)-1]
		}
	}
	if len(buka) > 0 {
		t.Errorf("%s: %d fields do not end", nama, len(buka))
	}
}

var polaAcu = regexp.MustCompile(`_Toc[0-9]+`)

// periksaBadan holds ids, names, styles and cells of the main part to each other.
func periksaBadan(t *testing.T, isi map[string][]byte) {
	t.Helper()
	badan := pohon(t, "document", isi["word/document.xml"])
	unik := func(apa string, s []*simpul, atribut string) map[string]bool {
		ada := map[string]bool{}
		for _, x := range s {
			v := x.atribut[atribut]
			if v == "" || ada[v] {
				t.Errorf("%s %q is empty or there twice", apa, v)
			}
			ada[v] = true
		}
		return ada
	}
	unik("drawing", badan.cari("wp:docPr"), "id")
	penanda := unik("bookmark", badan.cari("w:bookmarkStart"), "w:name")
	mulai, akhir := unik("bookmark", badan.cari("w:bookmarkStart"), "w:id"), unik("end of bookmark", badan.cari("w:bookmarkEnd"), "w:id")
	if len(mulai) != len(akhir) {
		t.Errorf("bookmarks: %d begin, %d end", len(mulai), len(akhir))
	}
	for _, h := range badan.cari("w:hyperlink") {
		if a := h.atribut["w:anchor"]; a != "" && !penanda[a] {
			t.Errorf("a link leads to the bookmark %s, which is not there", a)
		}
	}
	for _, f := range badan.cari("w:instrText") {
		if a := polaAcu.FindString(f.teks); a != "" && !penanda[a] {
			t.Errorf("a field refers to the bookmark %s, which is not there", a)
		}
	}
	for _, d := range badan.cari("wp:docPr") {
		if d.atribut["descr"] == "" {
			t.Errorf("drawing %s has no alternative text", d.atribut["name"])
		}
	}
	gaya := unik("style", pohon(t, "styles", isi["word/styles.xml"]).cari("w:style"), "w:styleId")
	for _, nama := range []string{"w:pStyle", "w:tblStyle"} {
		for _, s := range badan.cari(nama) {
			if !gaya[s.atribut["w:val"]] {
				t.Errorf("style %s is not there", s.atribut["w:val"])
			}
		}
	}
	nomor := unik("numbering", pohon(t, "numbering", isi["word/numbering.xml"]).cari("w:num"), "w:numId")
	for _, n := range badan.cari("w:numId") {
		if v := n.atribut["w:val"]; v != "0" && !nomor[v] {
			t.Errorf("numbering %s is not there", v)
		}
	}
	for _, tabel := range badan.cari("w:tbl") {
		kolom := len(tabel.satu("w:tblGrid").anak)
		for _, baris := range tabel.cari("w:tr") {
			n := 0
			for _, sel := range baris.cari("w:tc") {
				rentang := 1
				fmt.Sscan(sel.satu("w:tcPr").val("w:gridSpan"), &rentang)
				n += rentang
				if len(sel.anak) == 0 || sel.anak[len(sel.anak)-1].nama != "w:p" {
					t.Error("a cell does not end in a paragraph")
				}
			}
			if n != kolom {
				t.Errorf("a row has %d columns of %d", n, kolom)
			}
		}
	}
	blok := badan.anak[0].anak
	for i, b := range blok {
		if b.nama == "w:tbl" && (i+1 == len(blok) || blok[i+1].nama != "w:p") {
			t.Errorf("block %d: no paragraph follows a table", i)
		}
	}
}

func TestBerkas(t *testing.T) {
	for _, tt := range []struct {
		nama string
		d    document.Dokumen
	}{
		{"everything", lengkap()}, {"2023", lama(t)}, {"nothing", document.Dokumen{}},
		{"cover alone", document.Dokumen{Judul: "Laporan", Sampul: true}},
		{"front matter alone", document.Dokumen{Depan: []document.Blok{document.DaftarIsi{}}}},
		{"wide table alone", document.Dokumen{Blok: []document.Blok{&document.Tabel{ID: "A", Lanskap: true, Kolom: make([]document.Kolom, 1), Baris: [][]document.Sel{{{Teks: "x"}}}}}, Catatan: []string{"satu"}}},
		{"table without columns", document.Dokumen{Blok: []document.Blok{&document.Tabel{ID: "A"}, document.HalamanBaru{}, &document.Tabel{ID: "B", Kolom: make([]document.Kolom, 1), Baris: [][]document.Sel{{{}}}}}}},
		{"empty figures", document.Dokumen{Blok: []document.Blok{&document.Gambar{ID: "B", Judul: "b", Grafik: &document.Grafik{}}, &document.Gambar{ID: "C", Judul: "c", Bagan: &document.Bagan{}}}}},
		{"nobody signs", document.Dokumen{Blok: []document.Blok{&document.TandaTangan{}, document.HalamanBaru{}, document.HalamanBaru{}}}},
		{"heading of no level", document.Dokumen{Blok: []document.Blok{document.Judul{Teks: "x", Nomor: "Z."}, document.Judul{Tingkat: 9, Teks: "y", Nomor: "§"}}}},
	} {
		t.Run(tt.nama, func(t *testing.T) {
			b := tulis(t, tt.d, nil)
			periksaBerkas(t, b)
			if !bytes.Equal(b, tulis(t, tt.d, nil)) {
				t.Error("written twice: got other bytes")
			}
		})
	}
}

// hitungNomor works out the number of every paragraph as Word does (ECMA-376-1, 17.9).
func hitungNomor(t *testing.T, b []byte) (label []string, gaya []string) {
	t.Helper()
	isi := berkas(t, b)
	bentuk := map[string]map[string]*simpul{} // definition → level
	milik := map[string]string{}              // numbering → definition
	mulaiLagi := map[string]bool{}
	for _, x := range pohon(t, "numbering", isi["word/numbering.xml"]).anak {
		if x.nama == "w:abstractNum" {
			lapis := map[string]*simpul{}
			for _, l := range x.cari("w:lvl") {
				lapis[l.atribut["w:ilvl"]] = l
			}
			bentuk[x.atribut["w:abstractNumId"]] = lapis
			continue
		}
		milik[x.atribut["w:numId"]] = x.val("w:abstractNumId")
		mulaiLagi[x.atribut["w:numId"]] = len(x.cari("w:startOverride")) > 0
	}
	dariGaya := map[string]*simpul{}
	for _, s := range pohon(t, "styles", isi["word/styles.xml"]).cari("w:style") {
		dariGaya[s.atribut["w:styleId"]] = s.satu("w:pPr").satu("w:numPr")
	}
	hitung := map[string]*[9]int{}
	lewat := map[string]*[9]bool{}
	for _, p := range utama(t, b).cari("w:p") {
		pPr := p.satu("w:pPr")
		n := pPr.satu("w:numPr")
		if n.nama == "" && dariGaya[pPr.val("w:pStyle")] != nil {
			n = dariGaya[pPr.val("w:pStyle")]
		}
		id, tingkat := n.val("w:numId"), 0
		fmt.Sscan(n.val("w:ilvl"), &tingkat)
		gaya = append(gaya, pPr.val("w:pStyle"))
		if id == "" || id == "0" {
			label = append(label, "")
			continue
		}
		def := milik[id]
		h, l := hitung[def], lewat[def]
		if h == nil {
			h, l = new([9]int), new([9]bool)
			hitung[def], lewat[def] = h, l
		}
		if mulaiLagi[id] {
			*h, mulaiLagi[id] = [9]int{}, false
		}
		if l[tingkat] && strings.HasPrefix(pPr.val("w:pStyle"), "Heading") {
			t.Errorf("paragraph %q is numbered on a level that was passed over", p.kata())
		}
		lv := bentuk[def][fmt.Sprint(tingkat)]
		if h[tingkat] == 0 {
			fmt.Sscan(lv.val("w:start"), &h[tingkat])
		} else {
			h[tingkat]++
		}
		for i := range h {
			if i > tingkat {
				h[i], l[i] = 0, false
			} else if i < tingkat && h[i] == 0 {
				l[i] = true
			}
		}
		var angka string
		switch f := lv.val("w:numFmt"); f {
		case "bullet":
			angka = ""
		case "decimal":
			angka = fmt.Sprint(h[tingkat])
		case "upperRoman":
			angka = []string{"", "I", "II", "III", "IV", "V", "VI", "VII"}[h[tingkat]]
		case "upperLetter":
			angka = strings.Repeat(string(rune('A'+(h[tingkat]-1)%26)), (h[tingkat]+25)/26)
		case "lowerLetter":
			angka = strings.Repeat(string(rune('a'+(h[tingkat]-1)%26)), (h[tingkat]+25)/26)
		default:
			t.Fatalf("numbers in %s", f)
		}
		label = append(label, strings.ReplaceAll(lv.val("w:lvlText"), fmt.Sprintf("%%%d", tingkat+1), angka))
	}
	return label, gaya
}

// Word's own numbers of headings are those of the document, however its levels follow
// each other.
func TestNomorJudul(t *testing.T) {
	var liar document.Dokumen
	for i, tingkat := range []int{1, 3, 2, 3, 2, 4, 3, 4, 1, 4, 4, 2, 3, 3, 1, 2, 2, 3, 1, 1, 3, 2, 2} {
		liar.Blok = append(liar.Blok, document.Judul{Tingkat: tingkat, Teks: fmt.Sprint("j", i), TanpaNomor: i%7 == 3 || i == 18})
	}
	for i := range 60 {
		liar.Blok = append(liar.Blok, document.Judul{Tingkat: 2, Teks: fmt.Sprint("banyak", i)})
	}
	liar.Nomori()
	for _, d := range []document.Dokumen{lengkap(), lama(t), liar} {
		label, gaya := hitungNomor(t, tulis(t, d, nil))
		var got, want []string
		for i, g := range gaya {
			if strings.HasPrefix(g, "Heading") {
				got = append(got, label[i])
			}
		}
		for _, b := range d.Semua() {
			if j, ok := b.(document.Judul); ok {
				n := j.Nomor
				if len(n) == 3 && n[0] != n[1] && j.Tingkat == 2 { // "AB.": written as text, Word would count BB
					n = ""
				}
				want = append(want, n)
			}
		}
		if len(d.Catatan) > 0 {
			want = append(want, "")
		}
		if !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

// Every list counts from one; a list in an item of a numbered one counts on its own.
func TestNomorDaftar(t *testing.T) {
	label, gaya := hitungNomor(t, tulis(t, lengkap(), nil))
	var got []string
	for i, g := range gaya {
		if strings.HasPrefix(g, "List") {
			got = append(got, label[i])
		}
	}
	if want := []string{"1.", "a.", "b.", "2.", "–", "–", "3.", "a.", "1.", "2.", "•", "•", "1.", "2."}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What cells say, what they span and how they look.
func TestTabel(t *testing.T) {
	d := lama(t)
	xml := utama(t, tulis(t, d, nil))
	var kisi []*simpul
	for _, x := range xml.cari("w:tbl") {
		if x.satu("w:tblPr").val("w:tblStyle") == "TabelLaporan" {
			kisi = append(kisi, x)
		}
	}
	tabel := d.Tabel()
	if len(kisi) != len(tabel) {
		t.Fatalf("got %d tables, want %d", len(kisi), len(tabel))
	}
	for n, tab := range tabel {
		petak, err := tab.Susun()
		if err != nil {
			t.Fatal(err)
		}
		baris := kisi[n].cari("w:tr")
		if len(baris) != len(tab.Kepala)+len(tab.Baris) {
			t.Fatalf("%s: got %d rows", tab.ID, len(baris))
		}
		for r, tr := range baris {
			if got, want := tr.satu("w:trPr").satu("w:tblHeader").nama != "", r < len(tab.Kepala); got != want {
				t.Errorf("%s row %d: header %t, want %t", tab.ID, r, got, want)
			}
		}
		for _, c := range petak {
			for r := c.Baris; r < c.Baris+c.RowSpan; r++ {
				sel := selDi(baris[r], c.Kolom)
				if sel == nil {
					t.Fatalf("%s row %d: no cell in column %d", tab.ID, r, c.Kolom)
				}
				want := ""
				if r == c.Baris {
					want = c.Sel.Tampil()
				}
				if got := sel.kata(); got != want {
					t.Errorf("%s row %d column %d: got %q, want %q", tab.ID, r, c.Kolom, got, want)
				}
				lebur := sel.satu("w:tcPr").satu("w:vMerge")
				if got, want := lebur.nama != "", c.RowSpan > 1; got != want {
					t.Errorf("%s row %d column %d: merged %t, want %t", tab.ID, r, c.Kolom, got, want)
				}
				if got, want := lebur.atribut["w:val"] == "restart", c.RowSpan > 1 && r == c.Baris; got != want {
					t.Errorf("%s row %d column %d: merge begins %t, want %t", tab.ID, r, c.Kolom, got, want)
				}
			}
		}
	}
}

// selDi is the cell of a row that begins in a column.
func selDi(tr *simpul, kolom int) *simpul {
	n := 0
	for _, tc := range tr.anak[1:] {
		if n == kolom {
			return tc
		}
		rentang := 1
		fmt.Sscan(tc.satu("w:tcPr").val("w:gridSpan"), &rentang)
		n += rentang
	}
	return nil
}

func TestRupaSel(t *testing.T) {
	x := func(s document.Sel, r document.Rata) *simpul {
		d := document.Dokumen{Blok: []document.Blok{&document.Tabel{ID: "A", Kolom: []document.Kolom{{Rata: r}}, Baris: [][]document.Sel{{s}}}}}
		return utama(t, tulis(t, d, nil)).cari("w:tc")[0]
	}
	tests := []struct {
		nama             string
		sel              document.Sel
		rata             document.Rata
		jc, latar, inden string
		tebal, miring    bool
	}{
		{"plain", document.Sel{Teks: "x"}, document.Kiri, "", "", "", false, false},
		{"bold", document.Sel{Teks: "x", Gaya: document.Tebal}, document.Kanan, "right", "", "", true, false},
		{"figure", angka("1", 0), document.Kiri, "right", "", "", false, false},
		{"centred figure", angka("1", 0), document.Tengah, "center", "", "", false, false},
		{"centred", document.Sel{Teks: "x", Gaya: document.Dipusatkan}, document.Kanan, "center", "", "", false, false},
		{"reason", document.Sel{Teks: "x", Gaya: document.Redup}, document.Kiri, "", "", "", false, true},
		{"group", document.Sel{Teks: "x", Gaya: document.Grup, Inden: 2}, document.Kiri, "", "F0F3F6", "360", false, false},
		{"focus", document.Sel{Teks: "x", Gaya: document.Fokus | document.Grup, Inden: 99}, document.Kiri, "", "FFF4CC", "1080", false, false},
		{"indent below nothing", document.Sel{Teks: "x", Inden: -3}, document.Kiri, "", "", "", false, false},
	}
	for _, tt := range tests {
		s := x(tt.sel, tt.rata)
		pPr, rPr := s.satu("w:p").satu("w:pPr"), s.satu("w:p").satu("w:r").satu("w:rPr")
		if got := pPr.val("w:jc"); got != tt.jc {
			t.Errorf("%s: alignment %q, want %q", tt.nama, got, tt.jc)
		}
		if got := s.satu("w:tcPr").satu("w:shd").atribut["w:fill"]; got != tt.latar {
			t.Errorf("%s: shade %q, want %q", tt.nama, got, tt.latar)
		}
		if got := pPr.satu("w:ind").atribut["w:left"]; got != tt.inden {
			t.Errorf("%s: indent %q, want %q", tt.nama, got, tt.inden)
		}
		if got := rPr.satu("w:b").nama != ""; got != tt.tebal {
			t.Errorf("%s: bold %t, want %t", tt.nama, got, tt.tebal)
		}
		if got := rPr.satu("w:i").nama != ""; got != tt.miring {
			t.Errorf("%s: italic %t, want %t", tt.nama, got, tt.miring)
		}
	}
}

// A row may break over pages only when it is too high for one; header rows that would
// fill the page are not repeated.
func TestBarisTinggi(t *testing.T) {
	panjang := strings.Repeat("kata ", 4000)
	d := document.Dokumen{Blok: []document.Blok{
		&document.Tabel{ID: "A", Kolom: make([]document.Kolom, 2), Kepala: [][]document.Sel{{{Teks: "a"}, {Teks: "b"}}}, Baris: [][]document.Sel{{{Teks: panjang}, {}}, {{Teks: "x"}, {}}}},
		&document.Tabel{ID: "B", Kolom: make([]document.Kolom, 2), Kepala: [][]document.Sel{{{Teks: panjang}, {}}}, Baris: [][]document.Sel{{{Teks: panjang, RowSpan: 2}, {}}, {{}}}},
	}}
	var got []string
	for _, tr := range utama(t, tulis(t, d, nil)).cari("w:tr") {
		s := ""
		for _, a := range tr.satu("w:trPr").anak {
			s += a.nama + " "
		}
		got = append(got, s)
	}
	if want := []string{"w:cantSplit w:tblHeader ", "", "w:cantSplit ", "", "", ""}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The tables of contents show every entry with its page before Word counts any.
func TestDaftarIsi(t *testing.T) {
	d := lengkap()
	h := document.Halaman{}
	for i := range d.Semua() {
		h[i] = fmt.Sprint(100 + i)
	}
	h[len(d.Semua())] = "99"
	var want []string
	for _, dari := range []document.IsiDari{document.IsiJudul, document.IsiTabel, document.IsiGambar} {
		for i, b := range d.Semua() {
			switch b := b.(type) {
			case document.Judul:
				if dari == document.IsiJudul && b.Tingkat <= 3 {
					want = append(want, fmt.Sprintf("%s %d", b.Sebutan(), 100+i))
				}
			case *document.Tabel:
				if dari == document.IsiTabel {
					want = append(want, fmt.Sprintf("%s %d", b.Sebutan(), 100+i))
				}
			case *document.Gambar:
				if dari == document.IsiGambar {
					want = append(want, fmt.Sprintf("%s %d", b.Sebutan(), 100+i))
				}
			}
		}
		if dari == document.IsiJudul {
			want = append(want, "CATATAN PERHITUNGAN 99")
		}
	}
	entri := func(h document.Halaman) (out []string) {
		for _, p := range utama(t, tulis(t, d, h)).cari("w:p") {
			if s := p.satu("w:pPr").val("w:pStyle"); strings.HasPrefix(s, "TOC") || s == "TableofFigures" {
				if len(p.cari("w:hyperlink")) != 1 || !strings.Contains(p.cari("w:instrText")[len(p.cari("w:instrText"))-1].teks, "PAGEREF") {
					t.Errorf("entry %q has no link or no field", p.kata())
				}
				out = append(out, strings.Join(strings.Fields(p.kata()), " "))
			}
		}
		return out
	}
	if got := entri(h); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for i := range want {
		want[i] = want[i][:strings.LastIndexByte(want[i], ' ')]
	}
	if got := entri(nil); !slices.Equal(got, want) {
		t.Errorf("without pages: got  %q\nwant %q", got, want)
	}
	if b := berkas(t, tulis(t, d, nil)); bytes.Contains(b["word/settings.xml"], []byte("updateFields")) {
		t.Error("Word would ask whether to update the fields")
	}
}

// A list that stands below the one before it in the PDF does so here.
func TestDaftarIsiMenyusul(t *testing.T) {
	d := lengkap()
	letak := map[string]int{}
	for i, b := range d.Depan {
		if j, ok := b.(document.Judul); ok {
			letak[j.Teks] = i
		}
	}
	tabel, gambar := letak["DAFTAR TABEL"], letak["DAFTAR GAMBAR"]
	for _, tt := range []struct {
		nama string
		h    document.Halaman
		want []string
	}{
		{"pages are not known", nil, nil},
		{"each on its own", document.Halaman{tabel - 1: "ii", tabel: "iii", tabel + 1: "iii", gambar: "iv"}, nil},
		{"figures below tables", document.Halaman{tabel - 1: "ii", tabel: "iii", tabel + 1: "iii", gambar: "iii"}, []string{"DAFTAR GAMBAR"}},
	} {
		var got []string
		for _, p := range utama(t, tulis(t, d, tt.h)).cari("w:p") {
			if x := p.satu("w:pPr").satu("w:pageBreakBefore"); x.nama != "" && x.atribut["w:val"] == "0" {
				got = append(got, p.kata())
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q without a new page, want %q", tt.nama, got, tt.want)
		}
	}
}

// Captions count by fields, anew in each chapter, and show what they count to.
func TestKeterangan(t *testing.T) {
	d := lama(t)
	var got, want []string
	hitung := map[string]int{}
	for _, p := range utama(t, tulis(t, d, nil)).cari("w:p") {
		if p.satu("w:pPr").val("w:pStyle") != "Caption" {
			continue
		}
		s := p.kata()
		if f := p.cari("w:instrText"); len(f) > 0 {
			perintah := strings.Fields(f[0].teks)
			if perintah[0] != "SEQ" || !strings.HasPrefix(s, perintah[1]+" ") {
				t.Errorf("%q has the field %q", s, f[0].teks)
			}
			n := hitung[perintah[1]] + 1
			if i := slices.Index(perintah, `\r`); i > 0 {
				fmt.Sscan(perintah[i+1], &n)
			}
			hitung[perintah[1]] = n
			s = fmt.Sprintf("%s [%d]", s, n)
		}
		got = append(got, s)
	}
	for _, b := range d.Semua() {
		s, nomor := "", ""
		switch b := b.(type) {
		case *document.Tabel:
			s, nomor = b.Sebutan(), b.Nomor
		case *document.Gambar:
			s, nomor = b.Sebutan(), b.Nomor
		default:
			continue
		}
		if nomor != "" {
			s += " [" + nomor[strings.IndexByte(nomor, '.')+1:] + "]"
		}
		want = append(want, s)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// Cover, front matter, body and wide tables are sections; wide tables that follow each
// other share one, with the headings right above.
func TestBagian(t *testing.T) {
	lebar := func(id string) *document.Tabel {
		return &document.Tabel{ID: id, Judul: id, Lanskap: true, Kolom: make([]document.Kolom, 1), Baris: [][]document.Sel{{{Teks: "x"}}}}
	}
	banyak := lebar("C")
	banyak.Kolom, banyak.Baris = make([]document.Kolom, 30), [][]document.Sel{slices.Repeat([]document.Sel{{Teks: "kewenangan"}}, 30)}
	p := document.Paragraf{Teks: document.T(strings.Repeat("kata ", 200))} // too much for a page across
	tests := []struct {
		nama string
		d    document.Dokumen
		want string
	}{
		{"all parts", document.Dokumen{Judul: "J", Sampul: true, Depan: []document.Blok{p}, Blok: []document.Blok{p, document.Judul{Tingkat: 2, Teks: "j"}, lebar("A"), lebar("B"), p}}, "cover; i from 1; 1 from 1; 1 wide; 1"},
		{"no cover", document.Dokumen{Judul: "J", Blok: []document.Blok{p}}, "1 from 1 title"},
		{"no cover, front matter", document.Dokumen{Judul: "J", Depan: []document.Blok{p, lebar("A")}, Blok: []document.Blok{lebar("B")}, Catatan: []string{"c"}}, "i from 1 title; i wide; 1 from 1 wide; 1"},
		{"begins wide", document.Dokumen{Sampul: true, Judul: "J", Blok: []document.Blok{lebar("A"), p}}, "cover; 1 from 1 wide; 1"},
		{"many columns", document.Dokumen{Blok: []document.Blok{lebar("A"), document.Judul{Tingkat: 2, Teks: "j"}, banyak, p}}, "1 from 1 title wide; 1 wider; 1"},
		{"a few words and a signature after wide", document.Dokumen{Blok: []document.Blok{lebar("A"), document.Paragraf{Teks: document.T("p")}, &document.TandaTangan{Pihak: []document.Pihak{{Nama: "N"}}}}}, "1 from 1 title wide"},
		{"wide title", document.Dokumen{Blok: []document.Blok{lebar("A")}}, "1 from 1 title wide"},
	}
	for _, tt := range tests {
		isi := berkas(t, tulis(t, tt.d, nil))
		var got []string
		for _, s := range utama(t, tulis(t, tt.d, nil)).cari("w:sectPr") {
			x := map[string]string{"lowerRoman": "i", "decimal": "1", "": "cover"}[s.satu("w:pgNumType").atribut["w:fmt"]]
			if m := s.satu("w:pgNumType").atribut["w:start"]; m != "" {
				x += " from " + m
			}
			if s.satu("w:titlePg").nama != "" {
				x += " title"
			}
			if s.satu("w:pgSz").atribut["w:orient"] != "" {
				x += " wide"
			}
			if s.satu("w:pgSz").atribut["w:w"] == "23811" {
				x += "r"
			}
			got = append(got, x)
		}
		if g := strings.Join(got, "; "); g != tt.want {
			t.Errorf("%s: got %q, want %q", tt.nama, g, tt.want)
		}
		if isi["word/footer1.xml"] == nil {
			t.Errorf("%s: no footer", tt.nama)
		}
	}
}

// The warning stands on every page: each kind of header has it.
func TestTanda(t *testing.T) {
	d := lengkap()
	isi := berkas(t, tulis(t, d, nil))
	n := 0
	for nama, b := range isi {
		if strings.HasPrefix(nama, "word/header") {
			n++
			if !strings.Contains(pohon(t, nama, b).kata(), d.Tanda) {
				t.Errorf("%s: no warning", nama)
			}
		}
	}
	for _, s := range utama(t, tulis(t, d, nil)).cari("w:sectPr") {
		if s.satu("w:headerReference").nama == "" {
			t.Error("a section has no header")
		}
	}
	if n != 2 {
		t.Errorf("got %d headers", n)
	}
}

// A chart has its values in itself and in the workbook beside it; what is not known is
// in neither.
func TestGrafik(t *testing.T) {
	isi := berkas(t, tulis(t, lengkap(), nil))
	grafik := pohon(t, "chart1", isi["word/charts/chart1.xml"])
	var got []string
	for _, s := range grafik.cari("c:val") {
		for _, p := range s.cari("c:pt") {
			got = append(got, p.atribut["idx"]+"="+p.satu("c:v").teks)
		}
	}
	if want := []string{"0=80", "1=85.5", "2=90", "3=95", "0=81.25", "2=92.1", "3=99.4"}; !slices.Equal(got, want) {
		t.Errorf("chart: got %q, want %q", got, want)
	}
	got = nil
	buku := berkas(t, isi["word/embeddings/grafik1.xlsx"])
	for _, c := range pohon(t, "sheet1", buku["xl/worksheets/sheet1.xml"]).cari("s:c") {
		v := c.satu("s:v").teks
		for _, x := range c.cari("s:t") {
			v += x.teks
		}
		got = append(got, c.atribut["r"]+"="+v)
	}
	if want := []string{"A1=", "B1=Target", "C1=Realisasi", "A2=2020", "B2=80", "C2=81.25", "A3=2021", "B3=85.5", "A4=2022", "B4=90", "C4=92.1", "A5=2023", "B5=95", "C5=99.4"}; !slices.Equal(got, want) {
		t.Errorf("workbook: got %q, want %q", got, want)
	}
	for n, want := range map[int]string{2: "col", 3: "bar"} {
		if got := pohon(t, "chart", isi[fmt.Sprintf("word/charts/chart%d.xml", n)]).cari("c:barDir")[0].atribut["val"]; got != want {
			t.Errorf("chart %d: got %s, want %s", n, got, want)
		}
	}
}

// Every box of a chart of boxes is a shape with its words in it.
func TestBagan(t *testing.T) {
	var got []string
	for _, s := range utama(t, tulis(t, lengkap(), nil)).cari("wps:txbx") {
		got = append(got, strings.Join(strings.Fields(kataAlinea(s)), " "))
	}
	want := []string{"Kepala Dinas dr. Nama Pejabat, M.Kes.", "Sekretariat", "Subbagian Umum dan Kepegawaian", "Subbagian Keuangan", "Bidang Rehabilitasi Sosial", "Kelompok Jabatan Fungsional",
		"Bidang Pemberdayaan Perempuan dan Perlindungan Anak", "Bidang Perlindungan dan Jaminan Sosial"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// kataAlinea is the text of the paragraphs below s.
func kataAlinea(s *simpul) string {
	var out []string
	for _, p := range s.cari("w:p") {
		out = append(out, p.kata())
	}
	return strings.Join(out, " ")
}

func TestSifat(t *testing.T) {
	isi := berkas(t, tulis(t, lengkap(), nil))
	inti := pohon(t, "core", isi["docProps/core.xml"])
	for unsur, want := range map[string]string{"dc:title": "LAPORAN KINERJA INSTANSI PEMERINTAH TAHUN 2023", "dc:creator": "Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak",
		"dc:language": "id-ID", "dcterms:created": "2024-01-30T03:00:00Z", "dc:description": "DATA SINTETIS: dibuat untuk peragaan"} {
		if got := inti.satu(unsur).teks; got != want {
			t.Errorf("%s: got %q, want %q", unsur, got, want)
		}
	}
	if got := pohon(t, "styles", isi["word/styles.xml"]).cari("w:lang")[0].atribut["w:val"]; got != "id-ID" {
		t.Errorf("language: got %q", got)
	}
	if got := isi["word/media/qr.png"]; !bytes.HasPrefix(got, []byte("\x89PNG")) {
		t.Error("no QR code")
	}
}

// Text of any kind gives a sound file that says what the text says, as far as XML can.
func TestTeks(t *testing.T) {
	panjang := strings.Repeat("huruf", 40_000)
	tests := []struct{ nama, teks, want string }{
		{"markup", `<script>alert("1") & 'x'</script>`, `<script>alert("1") & 'x'</script>`},
		{"control characters", "a\x00b\x01c\x1fd\x7fe\u0080f\ufffeg\uffffh", "abcdefgh"},
		{"broken UTF-8", "a\xff\xfeb", "a\ufffd\ufffdb"},
		{"lines", "a\nb\r\nc\rd\u2028e", "a\nb\nc\nd\ne"},
		{"tab", "a\tb", "a\tb"},
		{"blanks", "  a  b  ", "  a  b  "},
		{"emoji", "kinerja 📈👩‍👧", "kinerja 📈👩‍👧"},
		{"right to left", "nama מִסְפָּר 123 وزارة akhir", "nama מִסְפָּר 123 وزارة akhir"},
		{"end of a section", "]]>&amp;<!--", "]]>&amp;<!--"},
		{"200,000 letters", panjang, panjang},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.nama, func(t *testing.T) {
			d := diManaMana(tt.teks)
			b := tulis(t, d, nil)
			periksaBerkas(t, b)
			var ada bool
			for _, p := range utama(t, b).cari("w:p") {
				ada = ada || p.kata() == tt.want
			}
			if !ada {
				t.Errorf("got no paragraph %.80q", tt.want)
			}
		})
	}
}

// diManaMana is a document that says s wherever it can.
func diManaMana(s string) document.Dokumen {
	nilai := decimal.NewFromInt(7)
	d := document.Dokumen{Judul: s, Subjudul: s, Instansi: s, Daerah: s, Bahasa: "id", Tanda: s, Sampul: true, Alamat: s, Catatan: []string{s},
		Depan: []document.Blok{document.DaftarIsi{}, document.DaftarIsi{Dari: document.IsiTabel}, document.DaftarIsi{Dari: document.IsiGambar}},
		Blok: []document.Blok{document.Judul{Tingkat: 1, Teks: s}, document.Judul{Tingkat: 2, Teks: s}, document.Paragraf{Teks: document.T(s)},
			document.Daftar{Butir: []document.Butir{{Teks: document.T(s), Anak: &document.Daftar{Bernomor: true, Butir: document.ButirTeks(s)}}}}, document.Celah{Apa: s, Oleh: s},
			&document.Tabel{ID: "A", Judul: s, Kolom: make([]document.Kolom, 2), Kepala: [][]document.Sel{{{Teks: s, ColSpan: 2}}}, Baris: [][]document.Sel{{{Teks: s, RowSpan: 2}, {Nilai: &nilai, Akhiran: s}}, {{Teks: s}}}, Catatan: []string{s}},
			&document.Gambar{ID: "B", Judul: s, Alt: s, Grafik: &document.Grafik{Kategori: []string{s}, Satuan: s, Fokus: s, Seri: []document.Seri{{Nama: s, Nilai: []*decimal.Decimal{&nilai}}}}, Catatan: []string{s}},
			&document.Gambar{ID: "C", Judul: s, Alt: s, Bagan: &document.Bagan{Akar: []document.Simpul{{Judul: s, Isi: s, Anak: []document.Simpul{{Judul: s}}}}}},
			&document.TandaTangan{Tempat: s, Tanggal: s, Pihak: []document.Pihak{{Sebagai: s, Jabatan: s, Nama: s, Pangkat: s, NIP: s}}}}}
	d.Nomori()
	return d
}

func FuzzTeks(f *testing.F) {
	for _, s := range []string{"", "<a>&\"'", "\x00\x1f\ufffe", "a\r\nb\tc", "אב 12 ab", "\xff\xc3", "https://contoh.go.id/x?a=1&b=2", "http://[::1", "ab\u00adcd\u2011ef"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b, err := docx.Render(diManaMana(s), nil)
		if err != nil {
			t.Fatal(err)
		}
		for nama, x := range berkas(t, b) {
			if strings.HasSuffix(nama, ".xml") || strings.HasSuffix(nama, ".rels") {
				pohon(t, nama, x)
			}
			if !utf8.Valid(x) && path.Ext(nama) == ".xml" {
				t.Errorf("%s is no UTF-8", nama)
			}
		}
	})
}

// An address that no link can have is text only.
func TestAlamat(t *testing.T) {
	for alamat, want := range map[string]string{
		"https://capaian.contoh.go.id/periksa/1?a=b&c": "https://capaian.contoh.go.id/periksa/1?a=b&c",
		"javascript:alert(1)":                          "", "//contoh": "", "tidak ada": "", "https://a b": "",
		"https://contoh.go.id/" + strings.Repeat("x", 5000): "https://contoh.go.id/" + strings.Repeat("x", 5000),
	} {
		b := tulis(t, document.Dokumen{Judul: "J", Sampul: true, Alamat: alamat}, nil)
		got := ""
		for _, r := range pohon(t, "rels", berkas(t, b)["word/_rels/document.xml.rels"]).anak {
			if r.atribut["TargetMode"] == "External" {
				got = r.atribut["Target"]
			}
		}
		if got != want {
			t.Errorf("%.40s: got link %.40q, want %.40q", alamat, got, want)
		}
		if !strings.Contains(kataAlinea(utama(t, b)), alamat) {
			t.Errorf("%.40s: the cover does not say the address", alamat)
		}
	}
}

func TestTabelPanjang(t *testing.T) {
	const n = 5000
	tab := &document.Tabel{ID: "A", Judul: "Panjang", Kolom: make([]document.Kolom, 5), Kepala: [][]document.Sel{{{Teks: "a"}, {Teks: "b"}, {Teks: "c"}, {Teks: "d"}, {Teks: "e"}}}}
	for i := range n {
		s := document.Sel{Teks: fmt.Sprintf("Uraian kegiatan nomor %d", i)}
		tab.Baris = append(tab.Baris, []document.Sel{s, angka(fmt.Sprint(i), 2), s, angka(fmt.Sprint(i), 0), {}})
	}
	b := tulis(t, document.Dokumen{Blok: []document.Blok{tab}}, nil)
	periksaBerkas(t, b)
	if got := len(utama(t, b).cari("w:tr")); got != n+1 {
		t.Errorf("got %d rows, want %d", got, n+1)
	}
}

func TestRenderRefusesAnUnsoundDocument(t *testing.T) {
	d := lengkap()
	d.Blok = append(d.Blok, d.Tabel()[0])
	if _, err := docx.Render(d, nil); err == nil {
		t.Error("two tables of one ID: got no error")
	}
}

func BenchmarkRender(b *testing.B) {
	for nama, d := range map[string]document.Dokumen{"2023": lama(b), "lengkap": lengkap()} {
		b.Run(nama, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				tulis(b, d, nil)
			}
		})
	}
}
