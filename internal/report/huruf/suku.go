package huruf

import (
	"slices"
	"strings"
)

// At least so many letters stand before and after a hyphen; shorter words stay whole, and
// letters without end are no word.
const (
	hurufSebelum   = 3
	hurufSesudah   = 3
	kataTerpendek  = 6
	kataTerpanjang = 40
)

// suku lists where a word of small letters may be divided: between syllables, and where
// that differs between a prefix or suffix and its root. Where the rules of spelling
// (EYD V, I.F) want to know the word's parts and its letters do not tell them, there is
// no such place: a word that stays whole is never wrong.
func suku(kata string) []int {
	if len(kata) < kataTerpendek || len(kata) > kataTerpanjang {
		return nil
	}
	f := bunyi(kata)
	if f == nil {
		return nil
	}
	awal := awalan(kata)
	akhir, tolak := akhiran(kata)
	var out []int
	pendek := 0 // di-u|raikan: a root's vowel is not left with so short a prefix
	if strings.HasPrefix(kata, "di") || strings.HasPrefix(kata, "ke") || strings.HasPrefix(kata, "se") {
		pendek = 3
	}
	taruh := func(i int) {
		if i == pendek && strings.IndexByte("aiueo", kata[2]) >= 0 {
			return
		}
		if i >= hurufSebelum && len(kata)-i >= hurufSesudah {
			out = append(out, i)
		}
	}
	if awal > 0 {
		taruh(awal)
	}
	if akhir > 0 {
		taruh(akhir)
	}
	sebelum := -1
	for n := range f {
		if !f[n].vokal {
			continue
		}
		if sebelum >= 0 {
			if i := batas(f, sebelum, n); i > 0 && i != tolak && (awal == 0 || i > awal+1 || i < awal-1) {
				taruh(i)
			}
		}
		sebelum = n
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// fonem is a vowel, or a consonant of one or two letters.
type fonem struct {
	di    int
	vokal bool
	huruf string
}

// bunyi takes a word apart; nil when it has letters that Indonesian words do not have.
func bunyi(kata string) []fonem {
	out := make([]fonem, 0, len(kata))
	for i := 0; i < len(kata); {
		n := 1
		c := kata[i]
		if c < 'a' || c > 'z' || c == 'q' || c == 'x' {
			return nil
		}
		if i+1 < len(kata) {
			switch kata[i : i+2] {
			case "ng", "ny", "sy", "kh":
				n = 2
			}
		}
		out = append(out, fonem{i, n == 1 && strings.IndexByte("aiueo", c) >= 0, kata[i : i+n]})
		i += n
	}
	return out
}

// batas is where two vowels with nothing but consonants between them part, 0 where one
// cannot tell.
func batas(f []fonem, a, b int) int {
	k := f[a+1 : b]
	h := func(i int) string { return k[i].huruf }
	switch len(k) {
	case 1:
		return k[0].di
	case 2:
		if gugus(h(0), h(1)) || strings.Contains("wy", h(1)) {
			return 0
		}
		return k[1].di
	case 3:
		switch {
		case h(0) == "k" && h(1) == "s": // eks-ternal
			return k[2].di
		case h(0) == "s" && gugus(h(1), h(2)): // adminis-trasi, but infra-struktur
			if f[b].huruf == "u" && b+1 < len(f) && f[b+1].huruf == "k" {
				return k[0].di
			}
			return k[1].di
		case gugus(h(1), h(2)), h(1) == "s": // kon-tribusi, in-stansi
			return k[1].di
		}
		return k[2].di // sank-si
	case 4:
		switch {
		case h(0) == "k" && h(1) == "s": // eks-trak
			return k[2].di
		case h(1) == "s" && gugus(h(2), h(3)): // kon-struksi
			return k[1].di
		}
	}
	return 0
}

// gugus tells two consonants that begin a syllable together.
func gugus(a, b string) bool {
	return (b == "r" || b == "l") && len(a) == 1 && strings.Contains("bpdtgkf", a)
}

// akarVokal are roots and beginnings of roots that begin with a vowel and take the
// prefixes ber-, ter-, per-, meng- and peng- as they are.
var akarVokal = []string{
	"abdi", "adopsi", "adab", "adaan", "adakan", "agam", "agenda", "ahli", "air", "ajar", "aju", "akhir", "akomodasi", "akses", "aksi", "aktif", "aku", "alam", "alat", "alih", "alok",
	"aman", "ambil", "analis", "andal", "anggap", "anggar", "anggota", "angsur", "angkut", "antar", "antisip", "arah", "arsip", "arti", "arus", "asal", "asas", "asuh", "atas", "atur",
	"awal", "awas", "edar", "edukasi", "efektif", "ekonomi", "ekspor", "ekspos", "evaluasi", "identifikasi", "ikanan", "ikat", "ikut",
	"imbang", "imbau", "implementasi", "impor", "indikasi", "industri", "informasi", "ingat", "inovasi", "input", "inspirasi", "integrasi", "intensif", "interaksi", "interven",
	"inventaris", "isi", "istilah", "izin", "obat", "olah", "oleh", "operasi", "optimal", "orang", "organisasi", "orientasi", "uang", "ubah", "uji", "ukur", "ulang",
	"umpama", "umum", "undang", "unggah", "unggul", "ungkap", "unjuk", "untuk", "untung", "upaya", "urai", "urus", "urut", "usaha", "usia", "usul", "usut", "utama", "utara",
}

// bukanAwalan are words whose beginning only looks like such a prefix.
var bukanAwalan = []string{"beragam", "berisik"}

// awalan is the place between a prefix that ends in a consonant and a root that begins
// with a vowel, 0 when there is none: meng-ukur, but me-ngirim.
func awalan(kata string) int {
	if strings.HasPrefix(kata, "trans") && len(kata) > 5 && strings.IndexByte("aiueo", kata[5]) < 0 {
		return 5
	}
	for _, depan := range []string{"", "di", "ke", "se", "mem", "pem"} {
		sisa, ok := strings.CutPrefix(kata, depan)
		if !ok {
			continue
		}
		for _, a := range []string{"ber", "ter", "per", "meng", "peng"} {
			akar, ok := strings.CutPrefix(sisa, a)
			if !ok || slices.ContainsFunc(bukanAwalan, func(b string) bool { return strings.HasPrefix(sisa, b) }) {
				continue
			}
			if slices.ContainsFunc(akarVokal, func(v string) bool { return strings.HasPrefix(akar, v) }) {
				return len(depan) + len(a)
			}
		}
	}
	return 0
}

// akhiran is the place before a suffix, 0 when there is none, and the place where the
// syllables would part a root from its last letter: keselamat-an, not keselama-tan, but
// the letters do not tell it from pe-san.
func akhiran(kata string) (batas, tolak int) {
	akar := kata
	for _, s := range []string{"nya", "lah", "kah", "pun"} {
		if a, ok := strings.CutSuffix(kata, s); ok && len(a) >= 4 {
			akar, batas = a, len(a)
			break
		}
	}
	a, ok := strings.CutSuffix(akar, "an")
	if !ok || len(a) < 3 {
		return batas, 0
	}
	if k, ok := strings.CutSuffix(a, "k"); ok && (strings.IndexByte("aiueo", k[len(k)-1]) < 0 && !strings.HasSuffix(k, "ban") || kerja(akar)) {
		return batas, 0 // tingkat-kan, melaksana-kan; but kebijak-an, perbank-an
	}
	n := 1
	for _, d := range []string{"ng", "ny", "sy", "kh"} {
		if strings.HasSuffix(a, d) {
			n = 2
		}
	}
	return batas, len(a) - n
}

// kerja tells verbs that take -kan.
func kerja(kata string) bool {
	for _, a := range []string{"me", "di"} {
		if strings.HasPrefix(kata, a) && len(kata) > 7 {
			return true
		}
	}
	return false
}
