package berkas

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
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

// bacaGaya reads what the formats of cells make of a number.
func (b *buku) bacaGaya() error {
	kode := map[string]string{}
	dikenal := map[string]gaya{} // by code: thousands of styles may share one
	dalam := false
	return b.token("xl/styles.xml", func(_ *xml.Decoder, t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				if len(kode) >= maksGaya {
					return rusak
				}
				kode[atribut(t, "numFmtId")] = atribut(t, "formatCode")
			case "cellXfs":
				dalam = true
			case "xf":
				if !dalam {
					return nil
				}
				if len(b.gaya) >= maksGaya {
					return rusak
				}
				id := atribut(t, "numFmtId")
				k, sendiri := kode[id]
				if !sendiri {
					b.gaya = append(b.gaya, formatBawaan(id))
					return nil
				}
				g, ok := dikenal[k]
				if !ok {
					g = gayaDari(k)
					dikenal[k] = g
				}
				b.gaya = append(b.gaya, g)
			}
		case xml.EndElement:
			dalam = dalam && t.Name.Local != "cellXfs"
		}
		return nil
	})
}

const (
	maksGaya   = 65_536 // styles of cells, and number formats, that a workbook has at the most
	maksFormat = 255    // letters of a number format, as Excel has it
)

// gayaDari is what a format code makes of a number; one that no spreadsheet writes says
// nothing.
func gayaDari(kode string) gaya {
	if len(kode) > 4*maksFormat || utf8.RuneCountInString(kode) > maksFormat {
		return gaya{jenis: Angka}
	}
	return gaya{jenis: jenisFormat(kode), kode: kode, bagian: potonganFormat(kode)}
}

// formatBawaan is what the built-in number formats make of a number (ECMA-376, 18.8.30).
func formatBawaan(id string) gaya {
	n, err := strconv.Atoi(id)
	if err != nil {
		return gaya{jenis: Angka}
	}
	g := gaya{jenis: Angka, kode: kodeBawaan[n]}
	switch {
	case n == 9 || n == 10:
		g.jenis = Persen
	case n >= 14 && n <= 22, n >= 27 && n <= 36, n >= 45 && n <= 47, n >= 50 && n <= 58:
		g.jenis = Tanggal
		if g.kode == "" {
			g.kode = kodeBawaan[14] // of the scripts of East Asia
		}
	}
	g.bagian = bagianBawaan[g.kode]
	return g
}

var kutipanFormat = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.|_.|\*.`)

func jenisFormat(kode string) Jenis {
	kode, _, _ = strings.Cut(kutipanFormat.ReplaceAllString(kode, ""), ";")
	switch {
	case strings.Contains(kode, "%"):
		return Persen
	case kode != "General" && strings.ContainsAny(strings.ToLower(kode), "dmyhs"):
		return Tanggal
	}
	return Angka
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

// pembacaLembar is where the reading of a sheet stands.
type pembacaLembar struct {
	b     *buku
	l     Lembar
	baris Baris
	kolom int
	jenis string // of the cell: s, inlineStr, str, b, e, n or ""
	gaya  int
	nilai strings.Builder
	v, f  bool // inside <v>; the cell has a formula
	kaya  teksKaya
}

func (b *buku) bacaLembar(nama, bagian string) error {
	if b.bagian[bagian] == nil {
		return nil
	}
	p := pembacaLembar{b: b, l: Lembar{Nama: nama}, kolom: -1}
	err := b.token(bagian, func(_ *xml.Decoder, t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			return p.mulai(t)
		case xml.EndElement:
			return p.akhir(t.Name.Local)
		case xml.CharData:
			if p.v {
				if p.nilai.Len()+len(t) > 4*maksHuruf {
					return terlaluBesar("ada sel dengan teks lebih dari 32.767 huruf")
				}
				p.nilai.Write(t)
			}
			return p.kaya.isi(t)
		}
		return nil
	})
	if err != nil {
		return err
	}
	b.lembar = append(b.lembar, p.l)
	return nil
}

func (p *pembacaLembar) mulai(t xml.StartElement) error {
	p.kaya.mulai(t.Name.Local)
	switch t.Name.Local {
	case "row":
		no := p.baris.No + 1
		if s := atribut(t, "r"); s != "" {
			n, err := strconv.Atoi(s)
			if err != nil || n < no || n > 1<<20 {
				return rusak
			}
			no = n
		}
		p.baris, p.kolom = Baris{No: no}, -1
	case "c":
		kolom := p.kolom + 1
		if s := atribut(t, "r"); s != "" {
			n, panjang := kolomDari(s)
			if panjang == 0 || n < kolom || s[panjang:] != strconv.Itoa(p.baris.No) {
				return rusak
			}
			kolom = n
		}
		p.kolom, p.jenis, p.f, p.kaya = kolom, atribut(t, "t"), false, teksKaya{}
		p.gaya, _ = strconv.Atoi(atribut(t, "s"))
		p.nilai.Reset()
	case "v":
		p.v = true
	case "f":
		p.f = true
	case "mergeCell":
		if g, ok := rentangDari(atribut(t, "ref")); ok {
			p.l.gabung(g)
		}
	}
	return nil
}

func (p *pembacaLembar) akhir(nama string) error {
	p.kaya.akhir(nama)
	switch nama {
	case "v":
		p.v = false
	case "c":
		if p.kolom < 0 { // none began in this row
			return rusak
		}
		s, err := p.sel()
		if err != nil {
			return err
		}
		return p.b.ukur.isi(&p.baris, p.kolom, s)
	case "row":
		b := p.baris
		p.baris = Baris{No: b.No}
		return p.l.tutup(b)
	}
	return nil
}

func (p *pembacaLembar) sel() (s Sel, err error) {
	v := p.nilai.String()
	switch p.jenis {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(v))
		if err != nil || n < 0 || n >= len(p.b.unik) {
			return s, rusak
		}
		s = lepas(teksSel(p.b.unik[n]))
	case "inlineStr":
		s = lepas(teksSel(lepasXML(p.kaya.s.String())))
	case "str":
		s = lepas(teksSel(lepasXML(v)))
	case "e":
		s = Sel{Teks: v, Jenis: Galat}
	case "b":
		s = teksSel(map[string]string{"1": "ya", "0": "tidak"}[strings.TrimSpace(v)])
	case "d":
		s = Sel{Teks: v, Jenis: Tanggal}
	default:
		if v = strings.TrimSpace(v); v == "" {
			break
		}
		n, ok := kanonik(v)
		if !ok {
			return Sel{Teks: v, Jenis: Galat, Rumus: p.f}, nil
		}
		s = Sel{Teks: n, Jenis: Angka}
		if p.gaya >= 0 && p.gaya < len(p.b.gaya) {
			s.Jenis, s.gaya = p.b.gaya[p.gaya].jenis, uint16(p.gaya)
		}
	}
	if p.f && s.Jenis == Kosong && p.jenis != "str" {
		s = Sel{Teks: "rumus tanpa nilai", Jenis: Galat}
	}
	s.Rumus = p.f
	if !utf8.ValidString(s.Teks) {
		return s, rusak
	}
	return s, nil
}

func rentangDari(ref string) (g Rentang, ok bool) {
	dari, ke, ok := strings.Cut(ref, ":")
	if !ok {
		return g, false
	}
	baca := func(s string) (int, int, bool) {
		k, n := kolomDari(s)
		b, err := strconv.Atoi(s[n:])
		return k, b, n > 0 && err == nil && b > 0 && b <= 1<<20
	}
	k1, b1, ok1 := baca(dari)
	k2, b2, ok2 := baca(ke)
	return Rentang{k1, b1, k2, b2}, ok1 && ok2 && k1 <= k2 && b1 <= b2
}

var bentukAngka = regexp.MustCompile(`^(-?)([0-9]{1,40})(?:\.([0-9]{1,40}))?(?:[eE]([-+]?[0-9]{1,3}))?$`)

// kanonik writes a stored number without exponent, digit for digit: Excel keeps 1.97707E9
// for 1977070000.
func kanonik(v string) (string, bool) {
	m := bentukAngka.FindStringSubmatch(v)
	if m == nil {
		return "", false
	}
	bulat, pecahan := m[2], m[3]
	if m[4] != "" {
		e, err := strconv.Atoi(m[4])
		if err != nil || e > 40 || e < -40 {
			return "", false
		}
		for ; e > 0; e-- {
			if pecahan == "" {
				pecahan = "0"
			}
			bulat, pecahan = bulat+pecahan[:1], pecahan[1:]
		}
		for ; e < 0; e++ {
			pecahan = bulat[len(bulat)-1:] + pecahan
			if bulat = bulat[:len(bulat)-1]; bulat == "" {
				bulat = "0"
			}
		}
	}
	if bulat = strings.TrimLeft(bulat, "0"); bulat == "" {
		bulat = "0"
	}
	if len(bulat)+len(pecahan) > 60 {
		return "", false
	}
	out := m[1] + bulat
	if pecahan != "" {
		out += "." + pecahan
	}
	return out, true
}

var (
	lolosXML   = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)
	bahayaAwal = regexp.MustCompile("^'+[=+\\-@\t\r]")
)

// lepasXML undoes _x000D_, by which a workbook writes letters that XML does not have.
func lepasXML(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return lolosXML.ReplaceAllStringFunc(s, func(m string) string {
		n, _ := strconv.ParseUint(m[2:6], 16, 32)
		if r := rune(n); r < 0xd800 || r > 0xdfff {
			return string(r)
		}
		return ""
	})
}

// lepas undoes amankan: the apostrophe that an export puts before what a spreadsheet would
// take for a formula.
func lepas(s Sel) Sel {
	if s.Jenis == Teks && bahayaAwal.MatchString(s.Teks) {
		s.Teks = s.Teks[1:]
	}
	return s
}
