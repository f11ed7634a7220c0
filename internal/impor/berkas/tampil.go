package berkas

import (
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
)

// gaya is how a style of a workbook shows a number.
type gaya struct {
	jenis  Jenis
	kode   string           // of the number format; "" and General show the number as it is
	bagian [][]bagianFormat // the code taken apart
}

// kodeBawaan are the codes of the built-in formats that show a number otherwise than as it
// is (ECMA-376, 18.8.30).
var kodeBawaan = map[int]string{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
	18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
	41: `#,##0;-#,##0;"-"`, 42: `"Rp"#,##0;-"Rp"#,##0;"Rp-"`, 43: `#,##0.00;-#,##0.00;"-"??`, 44: `"Rp"#,##0.00;-"Rp"#,##0.00;"Rp-"??`, 45: "mm:ss", 47: "mm:ss"}

// bagianBawaan are the built-in codes, and none, taken apart.
var bagianBawaan = func() map[string][][]bagianFormat {
	out := map[string][][]bagianFormat{"": potonganFormat("")}
	for _, k := range kodeBawaan {
		out[k] = potonganFormat(k)
	}
	return out
}()

// angkaUmum are the digits that a number shows whose format says nothing.
const angkaUmum = 10

// Tampil is a cell as its program shows it in Indonesian writing: 0.9894 of the format
// 0.00% is 98,94%. Dates are written by their format; what a format asks for that is not
// known here leaves the number as it is.
func (b *Berkas) Tampil(s Sel) string {
	switch s.Jenis {
	case Angka, Persen, Tanggal:
	default:
		return s.Teks
	}
	d, err := locale.ParseCanonical(s.Teks)
	if err != nil { // a date that is written as one
		return s.Teks
	}
	g := gaya{bagian: bagianBawaan[""]}
	if int(s.gaya) < len(b.gaya) {
		g = b.gaya[s.gaya]
	}
	if s.Jenis == Tanggal {
		if t, ok := hari(d, b.hari1904); ok {
			return tulisTanggal(g.bagian[0], t)
		}
		return umum(d)
	}
	return g.tulisAngka(d)
}

// umum is a number without a format.
func umum(d decimal.Decimal) string {
	utuh := len(strings.TrimPrefix(d.Abs().Truncate(0).String(), "-"))
	return locale.AngkaRingkas(d.Round(int32(max(0, angkaUmum-utuh))))
}

// bagianFormat is a piece of a format: a text, or a sign that asks for something.
type bagianFormat struct {
	teks  string
	tanda bool
}

// potonganFormat takes a format code apart into its sections.
func potonganFormat(kode string) [][]bagianFormat {
	out := [][]bagianFormat{nil}
	teks := func(s string) {
		n := len(out) - 1
		out[n] = append(out[n], bagianFormat{s, false})
	}
	r := []rune(kode)
	for i := 0; i < len(r); i++ {
		switch c := r[i]; c {
		case ';':
			out = append(out, nil)
		case '"':
			awal := i + 1
			for i++; i < len(r) && r[i] != '"'; i++ {
			}
			teks(string(r[awal:min(i, len(r))]))
		case '\\':
			if i++; i < len(r) {
				teks(string(r[i]))
			}
		case '_', '*': // room of a letter's width, and letters that fill the cell
			i++
		case '[':
			awal := i + 1
			for i++; i < len(r) && r[i] != ']'; i++ {
			}
			// [$Rp-421] is a currency; colours, conditions and scripts say nothing here.
			if isi := string(r[awal:min(i, len(r))]); strings.HasPrefix(isi, "$") {
				mata, _, _ := strings.Cut(isi[1:], "-")
				teks(mata)
			}
		default:
			n := len(out) - 1
			out[n] = append(out[n], bagianFormat{string(c), strings.ContainsRune("0#?.,%EeGdDmMyYhHsSaApP/@", c)})
		}
	}
	return out
}

// tulisAngka writes a number by a format.
func (g gaya) tulisAngka(d decimal.Decimal) string {
	if g.kode == "" || strings.EqualFold(g.kode, "General") || g.kode == "@" {
		return umum(d)
	}
	bagian := g.bagian
	pakai := bagian[0]
	minus := d.IsNegative()
	switch {
	case minus && len(bagian) > 1:
		pakai, minus = bagian[1], false
	case d.IsZero() && len(bagian) > 2:
		pakai = bagian[2]
	}
	p, ok := polaDari(pakai)
	if !ok {
		return umum(d)
	}
	s := p.tulis(d.Abs())
	if minus && strings.ContainsAny(s, "123456789") {
		return "-" + s
	}
	return s
}

// polaAngka is a section of a format: how many digits it shows, and the texts around them.
type polaAngka struct {
	depan, belakang string
	ada             bool  // it has places for digits
	kosong          bool  // its places are blank for zero
	bulat           int   // digits before the separator at least
	pecah           bool  // it has a separator
	desimal, wajib  int32 // digits after the separator at the most and at least
	ribuan          bool
	geser           int32 // of the number before it is shown: 2 a percent sign, -3 a comma at the end
}

// polaDari understands a section of digits; ok is false for what it does not: exponents,
// fractions, dates, General amid other texts.
func polaDari(list []bagianFormat) (p polaAngka, ok bool) {
	p.kosong = true
	koma := 0
	for _, b := range list {
		if !b.tanda {
			if p.ada {
				p.belakang += b.teks
			} else {
				p.depan += b.teks
			}
			continue
		}
		switch b.teks {
		case "0", "#", "?":
			if p.belakang != "" && strings.Trim(p.belakang, "%") != "" {
				return p, false // digits in two places
			}
			if koma > 0 {
				p.ribuan, koma = true, 0
			}
			p.ada = true
			p.kosong = p.kosong && b.teks == "?"
			switch {
			case p.pecah:
				p.desimal++
				if b.teks == "0" {
					p.wajib = p.desimal
				}
			case b.teks == "0":
				p.bulat++
			}
		case ".":
			if p.pecah {
				return p, false
			}
			p.pecah, p.ada = true, true
		case ",":
			koma++
		case "%":
			p.geser += 2
			if p.ada {
				p.belakang += "%"
			} else {
				p.depan += "%"
			}
		default:
			return p, false
		}
	}
	p.geser -= 3 * int32(min(koma, 5))
	return p, p.geser < 9
}

func (p polaAngka) tulis(d decimal.Decimal) string {
	if !p.ada {
		return p.depan
	}
	desimal := min(p.desimal, 20)
	d = d.Shift(p.geser).Round(desimal)
	if p.kosong && d.IsZero() {
		return p.depan + p.belakang
	}
	s := locale.Angka(d, desimal)
	bulat, pecahan, _ := strings.Cut(s, ",")
	for int32(len(pecahan)) > p.wajib && strings.HasSuffix(pecahan, "0") {
		pecahan = pecahan[:len(pecahan)-1]
	}
	if !p.ribuan {
		bulat = strings.ReplaceAll(bulat, ".", "")
	}
	if n := min(p.bulat, 20) - len(strings.ReplaceAll(bulat, ".", "")); n > 0 && !p.ribuan {
		bulat = strings.Repeat("0", n) + bulat
	}
	if bulat == "0" && p.bulat == 0 && pecahan != "" {
		bulat = ""
	}
	if pecahan != "" {
		bulat += "," + pecahan
	}
	return p.depan + bulat + p.belakang
}

// hariTerakhir is the last day that a spreadsheet knows: that of the year 9999.
const hariTerakhir = 2_958_465

// hari is the day that a number stands for, with its time. Day 60 of those that count from
// 1900 is one that there never was.
func hari(d decimal.Decimal, sejak1904 bool) (time.Time, bool) {
	if d.IsNegative() || d.GreaterThan(decimal.NewFromInt(hariTerakhir)) {
		return time.Time{}, false
	}
	awal := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	n := int(d.IntPart())
	switch {
	case sejak1904:
		awal = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case n < 60:
		n++
	}
	detik := d.Sub(d.Truncate(0)).Mul(decimal.NewFromInt(24 * 60 * 60)).Round(0).IntPart()
	return awal.AddDate(0, 0, n).Add(time.Duration(detik) * time.Second), true
}

var namaHari = []string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"}

// tulisTanggal writes a day by a section of a format.
func tulisTanggal(list []bagianFormat, t time.Time) string {
	var b strings.Builder
	jam := false // the m that comes next is of minutes
	for i := 0; i < len(list); i++ {
		if !list[i].tanda {
			b.WriteString(list[i].teks)
			continue
		}
		c := strings.ToLower(list[i].teks)
		n := 1
		for i+1 < len(list) && list[i+1].tanda && strings.EqualFold(list[i+1].teks, c) {
			i, n = i+1, n+1
		}
		dua := func(v int) {
			s := strconv.Itoa(v)
			if n > 1 && v < 10 {
				s = "0" + s
			}
			b.WriteString(s)
		}
		switch c {
		case "d":
			switch {
			case n > 3:
				b.WriteString(namaHari[t.Weekday()])
			case n == 3:
				b.WriteString(namaHari[t.Weekday()][:3])
			default:
				dua(t.Day())
			}
		case "m":
			switch menit := jam || i+2 < len(list) && strings.EqualFold(list[i+2].teks, "s"); {
			case menit && n < 3:
				dua(t.Minute())
			case n > 3:
				b.WriteString(locale.Bulan(int(t.Month())))
			case n == 3:
				b.WriteString(locale.Bulan(int(t.Month()))[:3])
			default:
				dua(int(t.Month()))
			}
		case "y":
			if n > 2 {
				b.WriteString(strconv.Itoa(t.Year()))
			} else {
				dua(t.Year() % 100)
			}
		case "h":
			dua(t.Hour())
		case "s":
			dua(t.Second())
		case "a", "p", "@", "g", "e":
			// a clock of twelve hours, texts and eras: nothing of them is shown
		default:
			b.WriteString(strings.Repeat(list[i].teks, n))
		}
		jam = c == "h"
	}
	return strings.TrimSpace(b.String())
}
