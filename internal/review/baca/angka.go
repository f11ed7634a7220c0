package baca

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/review"
)

// angka is a number as a report prints it.
type angka struct {
	nilai   decimal.Decimal
	desimal int32 // decimals as printed; negative of what is printed in thousands or more
	jenis   review.Jenis
}

// pemisah is what stands before the decimals in a document or a column.
type pemisah int

const (
	pemisahTakTentu pemisah = iota
	pemisahKoma
	pemisahTitik
)

var (
	pisahSatuan  = strings.NewReplacer("%", " % ", ".", " ")
	tanpaPemisah = strings.NewReplacer(".", "", ",", "")
)

const maksAngka = 80 // bytes of a cell that may be a number

var (
	polaAngka    = susunPola(`^(-)?[ ]*([0-9][0-9.,]*[0-9]|[0-9])(,-)?$`)
	polaSatuan   = susunPola(`^(.*[0-9][-)]?)[ ]*([\p{L}%‰°²³/][\p{L} /.%²³]*)$`)
	polaTigaan   = susunPola(`^[1-9][0-9]{0,2}[.,][0-9]{3}$`)
	polaKoma     = susunPola(`^-?[0-9][0-9.]*,(?:[0-9]{1,2}|[0-9]{4,})$`)
	polaTitik    = susunPola(`^-?[0-9][0-9,]*\.(?:[0-9]{1,2}|[0-9]{4,})$`)
	polaBanding  = susunPola(`(?i)^(?:[<>≥≤=~±]+|min(?:imal)?\.?|maks(?:imal)?\.?|kurang dari|lebih dari)[ ]*`)
	polaRentang  = susunPola(`(?i)^-?[0-9][0-9.,]*[ ]*(?:%|persen|[\p{L}]{1,12})?[ ]*(?:-|s/d|s\.d\.?|sampai(?: dengan)?)[ ]*[0-9][0-9.,]*[ ]*(?:%|persen|[\p{L}]{1,12})?$`)
	polaBelum    = susunPola(`^[0-9]+ dari [0-9]+ \pL`) // 0 dari 87 baris dilaporkan
	polaPredikat = susunPola(`^[\p{L}][\p{L}+ -]{0,16}\(([0-9][0-9.,]*)\)$`)
	polaSebagian = susunPola(`\(([0-9]+) dari ([0-9]+)\)$`)
	polaSpasi    = susunPola(`^[1-9][0-9]{0,2}(?: [0-9]{3})+(?:[.,][0-9]+)?$`)
)

// kali are the words that multiply a printed number, by powers of ten.
var kali = map[string]int32{"ribu": 3, "rb": 3, "juta": 6, "jt": 6, "miliar": 9, "milyar": 9, "m": 9, "triliun": 12, "trilyun": 12, "t": 12}

// bukanSatuan are words after a number that make it no number: months and the like.
var bukanSatuan = map[string]bool{"januari": true, "februari": true, "maret": true, "april": true, "mei": true, "juni": true, "juli": true, "agustus": true,
	"september": true, "oktober": true, "november": true, "desember": true, "dari": true, "dan": true, "atau": true, "sampai": true}

// tanpaNilai are writings of "no value".
var tanpaNilai = map[string]bool{"": true, "n/a": true, "na": true, "n.a": true, "n.a.": true, "#n/a": true,
	"tidak ada": true, "tidak ada data": true, "belum ada": true, "belum ada data": true, "nihil": true, "tidak tersedia": true, "belum tersedia": true, "rp": true, "rp.": true, "rp -": true, "rp. -": true, "rp-": true, "rp.-": true, "%": true,
	"#div/0!": true, "#ref!": true, "#value!": true, "x": true, "√": true, "✓": true, "v": true}

// kosong tells whether a cell says that there is no value.
func kosong(s string) bool {
	if len(s) > 0 && len(s) < 24 && s[0] >= '0' && s[0] <= '9' && !strings.Contains(s, "dari") {
		return false
	}
	s = strings.ToLower(strings.TrimSpace(rapi(s)))
	if tanpaNilai[s] || strings.Trim(s, "-_.… ") == "" {
		return true
	}
	if m := polaSebagian.FindStringSubmatch(s); m != nil {
		return m[1] != m[2] // of a mean that not all parts are known of, nothing follows
	}
	if polaBelum.MatchString(s) {
		return true
	}
	w := strings.Fields(s)
	return len(w) > 1 && (s[0] < '0' || s[0] > '9') && slices.ContainsFunc(w[:min(4, len(w))], func(x string) bool { return x == "belum" || x == "tidak" })
}

// rapi makes one kind of blanks, minus and quotes of all that word processors write, and
// takes off control characters and marks of footnotes.
func rapi(s string) string {
	if bersih(s) {
		return s
	}
	var b strings.Builder
	spasi := false
	for _, r := range s {
		switch {
		case r == '\u00a0' || r == '\u202f' || unicode.IsSpace(r):
			r = ' '
		case r == '−' || r == '‐' || r == '‑' || r == '‒' || r == '–' || r == '—' || r == '﹣' || r == '－':
			r = '-'
		case r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\ufeff' || r == '\u00ad' || unicode.IsControl(r) || r == utf8.RuneError:
			continue
		}
		if r == ' ' {
			spasi = b.Len() > 0
			continue
		}
		if spasi {
			b.WriteByte(' ')
			spasi = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// bersih tells whether rapi has nothing to do.
func bersih(s string) bool {
	spasi := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c >= 0x7f || c == ' ' && spasi {
			return false
		}
		spasi = c == ' '
	}
	return !spasi || s == ""
}

// bacaAngka reads a number in the ways that reports print them. k is what the place holds
// and p what stands before decimals there; ok is false of what is no number, or can be
// read in two ways.
func bacaAngka(s string, k locale.Kind, p pemisah) (a angka, ok bool) {
	if len(s) > maksAngka || !strings.ContainsAny(s, "0123456789") {
		return a, false
	}
	s = strings.TrimRight(rapi(s), "*¹²³⁴⁵⁶⁷⁸⁹⁰†‡ ;")
	s = strings.TrimSuffix(s, "*)")
	if m := polaPredikat.FindStringSubmatch(s); m != nil && !strings.HasPrefix(strings.ToLower(s), "rp") {
		s = m[1] // BB (72,35)
	}
	// A predikat or a note beside the number: 90,30 (AA).
	if i := strings.IndexByte(s, '('); i > 0 && strings.HasSuffix(s, ")") {
		if isi := s[i+1 : len(s)-1]; polaSebagian.MatchString(s) || isi != "" && (!strings.ContainsAny(isi, "0123456789") || strings.Contains(s[:i], "%") && !strings.Contains(isi, "%")) {
			s = strings.TrimRight(s[:i], " ")
		}
	}
	if i := strings.LastIndex(s, "/"); i > 0 && i < len(s)-1 && !strings.ContainsAny(s[i+1:], "0123456789") && len(s)-i < 6 {
		s = strings.TrimRight(s[:i], " ") // 87,50/A
	}
	s = polaBanding.ReplaceAllString(s, "")
	minus := false
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		s, minus = strings.TrimSpace(s[1:len(s)-1]), true
	}
	geser := int32(0)
	a.jenis = review.JenisAngka
	// Units behind, inside out: "14,56 miliar rupiah".
	if m := polaSatuan.FindStringSubmatch(s); m != nil {
		kata := strings.Fields(strings.ToLower(pisahSatuan.Replace(m[2])))
		if len(kata) > 4 {
			return a, false
		}
		for _, w := range kata {
			switch {
			case w == "%" || w == "persen":
				a.jenis = review.JenisPersen
			case w == "rupiah":
				a.jenis = review.JenisRupiah
			case bukanSatuan[w] || a.jenis == review.JenisPersen && w != "poin":
				return a, false
			case kali[w] > 0 && (len(w) > 1 || k == locale.KindRupiah):
				geser += kali[w]
			}
		}
		s = strings.TrimRight(m[1], " ")
	}
	if r := strings.ToLower(s); strings.HasPrefix(r, "rp") || strings.HasPrefix(r, "-rp") || strings.HasPrefix(r, "idr") {
		a.jenis, k = review.JenisRupiah, locale.KindRupiah
		if r[0] == '-' {
			minus, s = !minus, s[1:]
		}
		s = strings.TrimLeft(strings.TrimPrefix(s[2:], "R"), ".: r")
	}
	if k == locale.KindRupiah {
		s = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(s, ".-"), "-"), ",")
	}
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		s, minus = strings.TrimSpace(s[1:len(s)-1]), !minus
	}
	if polaSpasi.MatchString(s) {
		s = strings.ReplaceAll(s, " ", "")
	}
	m := polaAngka.FindStringSubmatch(s)
	if m == nil {
		return a, false
	}
	if m[1] != "" {
		minus = !minus
	}
	badan, tambahan := m[2], int32(0)
	if polaTigaan.MatchString(badan) && k != locale.KindRupiah && p != pemisahTakTentu && (k != locale.KindBilangan || strings.Contains(badan, ",")) {
		// One separator before three digits can be read in two ways: it is read as its
		// surroundings use it.
		if strings.Contains(badan, ",") == (p == pemisahKoma) {
			badan, tambahan = badan+"0", 1
		} else {
			badan = tanpaPemisah.Replace(badan)
		}
	}
	v, err := locale.Parse(badan, k)
	if err != nil && k == locale.KindRupiah {
		v, err = locale.Parse(badan, locale.KindRasio)
	}
	if err != nil {
		return a, false
	}
	a.desimal = max(0, -v.Exponent()) - tambahan
	if minus {
		v = v.Neg()
	}
	a.nilai, a.desimal = v.Shift(geser), a.desimal-geser
	if a.jenis == review.JenisAngka && k == locale.KindRupiah {
		a.jenis = review.JenisRupiah
	}
	return a, true
}

// kebiasaan tells which separator stands before decimals among cells.
func kebiasaan(sel []string) pemisah {
	koma, titik := 0, 0
	for _, s := range sel {
		if len(s) > maksAngka {
			continue
		}
		s = rapi(s)
		if strings.HasPrefix(strings.ToLower(s), "rp") {
			s = strings.TrimLeft(s[2:], ". ")
		}
		if i := strings.IndexAny(s, " %("); i > 0 {
			s = s[:i]
		}
		switch {
		case polaKoma.MatchString(s), strings.Count(s, ".") > 1 && !strings.Contains(s, ","):
			koma++
		case polaTitik.MatchString(s), strings.Count(s, ",") > 1 && !strings.Contains(s, "."):
			titik++
		}
	}
	switch {
	case koma > 4*titik:
		return pemisahKoma
	case titik > 4*koma:
		return pemisahTitik
	}
	return pemisahTakTentu
}

// pengelompok is the separator of decimals of a column in which the other one stands before
// exactly three digits, more than once: figures of three decimals throughout are not printed.
func pengelompok(sel []string) pemisah {
	titik, koma := 0, 0
	for _, s := range sel {
		if len(s) > maksAngka {
			return pemisahTakTentu
		}
		m := polaAngka.FindStringSubmatch(rapi(s))
		switch {
		case m == nil || !strings.ContainsAny(m[2], ".,"):
		case !polaTigaan.MatchString(m[2]):
			return pemisahTakTentu
		case strings.Contains(m[2], "."):
			titik++
		default:
			koma++
		}
	}
	switch {
	case titik > 1 && koma == 0:
		return pemisahKoma
	case koma > 1 && titik == 0:
		return pemisahTitik
	}
	return pemisahTakTentu
}

// rentang tells whether a cell prints a range: 80 – 90.
func rentang(s string) bool {
	return len(s) <= maksAngka && polaRentang.MatchString(rapi(s))
}
