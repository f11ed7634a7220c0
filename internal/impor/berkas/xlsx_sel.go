package berkas

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

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
