package baca

import (
	"sort"
	"strings"
	"unicode"
)

const (
	maksKata      = 60 // words of a name that are compared
	samaSebagian  = 0.7
	samaSasaran   = 0.65
	kataSasaran   = 5   // words from which a sasaran may be named a little otherwise
	samaTersisa   = 0.5 // of the one name that is left over on both sides
	panjangKetik  = 6   // letters from which a word may be misspelt
	maksKetikBeda = 2   // letters that a misspelt word differs in
)

// hubung are words that say nothing of what is named.
var hubung = set("dan yang di ke dari pada untuk bagi dengan terhadap atas oleh dalam serta atau para the of and sebagai secara adalah")

func set(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// kata are the words of a heading or name: lower case, letters and digits, with % as a word.
func kata(s string) []string {
	var out []string
	var b strings.Builder
	tutup := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		case r == '%':
			tutup()
			out = append(out, "%")
		case r == '\u200b' || r == '\u00ad':
		default:
			tutup()
		}
		if len(out) >= 4*maksKata {
			break
		}
	}
	tutup()
	return out
}

// tanpaKurung takes off what stands in brackets.
func tanpaKurung(s string) string {
	if !strings.Contains(s, "(") {
		return s
	}
	var b strings.Builder
	dalam := 0
	for _, r := range s {
		switch {
		case r == '(':
			dalam++
		case r == ')':
			dalam = max(0, dalam-1)
		case dalam == 0:
			b.WriteRune(r)
		}
	}
	if strings.TrimSpace(b.String()) == "" {
		return s
	}
	return b.String()
}

var awalan = []string{"menge", "penge", "meng", "peng", "memper", "mem", "men", "pem", "pen", "diper", "ber", "ter", "per", "pel", "me", "di", "pe", "ke", "se"}
var akhiran = []string{"kannya", "annya", "inya", "nya", "kan", "an", "i"}

// dasar is a word without what is put before and behind it; only fit to be compared.
func dasar(w string) string {
	if len(w) < 6 || strings.ContainsAny(w, "0123456789") {
		return w
	}
	for _, a := range akhiran {
		if r, ok := strings.CutSuffix(w, a); ok && len(r) >= 4 {
			w = r
			break
		}
	}
	for _, a := range awalan {
		if r, ok := strings.CutPrefix(w, a); ok && len(r) >= 4 {
			return r
		}
	}
	return w
}

// nama is a name as names are compared.
type nama struct {
	inti   string            // its words without brackets, as they stand
	rapat  string            // the same without blanks
	isi    map[string]string // its words, by what they go back to
	ukuran string            // "jumlah" or "persen": what kind of measure it says to be
	kode   string            // behind the name, in brackets: iku-1.1
}

// urut are the words that n goes back to, in one order.
func (n nama) urut() []string {
	out := make([]string, 0, len(n.isi))
	for w := range n.isi {
		out = append(out, w)
	}
	sort.Strings(out)
	return out
}

func namai(s string) nama {
	w := kata(tanpaKurung(s))
	var n nama
	if len(w) > maksKata {
		w = w[:maksKata]
	}
	n.inti = strings.Join(w, " ")
	n.rapat = strings.Join(w, "")
	n.kode = kodeDalam(s)
	semua := kata(s)
	if n.kode != "" {
		semua = w
	}
	if len(semua) > maksKata {
		semua = semua[:maksKata]
	}
	n.isi = map[string]string{}
	for _, x := range semua {
		if !hubung[x] {
			n.isi[dasar(x)] = x
		}
	}
	if len(w) > 0 {
		switch w[0] {
		case "jumlah", "banyaknya":
			n.ukuran = "jumlah"
		case "persentase", "prosentase", "presentase", "persen", "%", "cakupan", "proporsi", "rasio", "tingkat":
			n.ukuran = "persen"
		}
	}
	return n
}

// miripnya is how two names agree.
type miripnya int

const (
	lain     miripnya = iota
	bersisa           // much in common, words left over on both sides
	termasuk          // one has words beyond the other
	ejaan             // but for misspelt words, or words written apart
	sama
)

// banding compares two names; nilai is the share of words that they have in common.
func (a nama) banding(b nama) (m miripnya, nilai float64) {
	if a.kode != "" && b.kode != "" {
		if a.kode != b.kode {
			return lain, 0
		}
		return sama, 1
	}
	if a.inti == b.inti && a.inti != "" || a.rapat == b.rapat && a.rapat != "" {
		return sama, 1
	}
	if a.ukuran != b.ukuran && a.ukuran != "" && b.ukuran != "" || len(a.isi) == 0 || len(b.isi) == 0 {
		return lain, 0
	}
	irisan := 0
	var sisaA, sisaB []string
	for w, x := range a.isi {
		if b.isi[w] != "" {
			irisan++
		} else {
			sisaA = append(sisaA, x)
		}
	}
	if irisan == 0 && len(a.isi) > 1 {
		return lain, 0
	}
	for w, x := range b.isi {
		if a.isi[w] == "" {
			sisaB = append(sisaB, x)
		}
	}
	sort.Strings(sisaA)
	sort.Strings(sisaB)
	if len(sisaA) == 0 && len(sisaB) == 0 {
		return sama, 1
	}
	// What is left over may be misspelt.
	pasang := 0
	if len(sisaA)+len(sisaB) <= 8 {
		pakai := make([]bool, len(sisaB))
		for _, x := range sisaA {
			for j, y := range sisaB {
				if !pakai[j] && salahEja(x, y) {
					pakai[j] = true
					pasang++
					break
				}
			}
		}
	}
	nilai = float64(irisan+pasang) / float64(irisan+len(sisaA)+len(sisaB)-pasang)
	switch {
	case pasang == len(sisaA) && pasang == len(sisaB):
		return ejaan, nilai
	case (pasang == len(sisaA) || pasang == len(sisaB)) && nilai >= samaSebagian:
		return termasuk, nilai
	}
	return bersisa, nilai
}

// salahEja tells whether two long words differ by a slip.
func salahEja(a, b string) bool {
	if len(a) < panjangKetik || len(b) < panjangKetik || len(a) > 40 || len(b) > 40 || len(a)-len(b) > maksKetikBeda || len(b)-len(a) > maksKetikBeda || a[0] != b[0] {
		return false
	}
	if strings.ContainsAny(a+b, "0123456789") {
		return false
	}
	batas := maksKetikBeda
	if min(len(a), len(b)) < 9 {
		batas = 1
	}
	lama := make([]int, len(b)+1)
	for j := range lama {
		lama[j] = j
	}
	for i := 1; i <= len(a); i++ {
		baru := make([]int, len(b)+1)
		baru[0] = i
		for j := 1; j <= len(b); j++ {
			x := lama[j-1]
			if a[i-1] != b[j-1] {
				x++
			}
			baru[j] = min(x, lama[j]+1, baru[j-1]+1)
		}
		lama = baru
	}
	return lama[len(b)] <= batas
}

// punya tells whether any of the words is among w.
func punya(w []string, cari ...string) bool {
	for _, x := range w {
		for _, c := range cari {
			if x == c {
				return true
			}
		}
	}
	return false
}
