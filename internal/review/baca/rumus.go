package baca

import (
	"strings"

	"capaian/internal/locale"
	"capaian/internal/review"
)

var (
	polaLatex    = susunPola(`\\(?:text|mathrm|textbf|mathbf|mathit)\{([^{}]*)\}`)
	polaFrac     = susunPola(`\\d?frac\{([^{}]*)\}\{([^{}]*)\}`)
	polaPengali  = susunPola(`(?i)\s*(?:[x×*]|\\times|\\cdot|dikali(?:kan)?)\s*([0-9][0-9.]*)\s*%?\s*\)?\s*$`)
	polaSkorMaks = susunPola(`(?i)skor maksimal\D{0,40}?([0-9][0-9.]*)\s*\)?\s*$`)
)

var tanpaLatex = strings.NewReplacer("$", "", `\%`, "%", `\left`, "", `\right`, "")

const maksRumus = 600

// rumus reads a formula's parts: pembilang ÷ penyebut × 100.
func (p *pembaca) rumus(s *review.Subjek, isi string) {
	if len(isi) > maksRumus || s.Pembilang != "" {
		return
	}
	isi = polaLatex.ReplaceAllString(tanpaLatex.Replace(isi), "$1")
	isi = polaFrac.ReplaceAllString(isi, "$1 / $2")
	isi = rapi(isi)
	pengali := ""
	if m := polaPengali.FindStringSubmatchIndex(isi); m != nil {
		pengali, isi = isi[m[2]:m[3]], isi[:m[0]]
	}
	if i := strings.IndexByte(isi, '='); i >= 0 && i < len(isi)-4 {
		isi = isi[i+1:]
	}
	atas, bawah, ok := bagi(isi)
	if !ok {
		return
	}
	rapikan := func(t string) string {
		t = strings.TrimSpace(t)
		for strings.Count(t, "(") > strings.Count(t, ")") {
			t = strings.TrimSpace(strings.Replace(t, "(", "", 1))
		}
		for strings.Count(t, ")") > strings.Count(t, "(") && strings.HasSuffix(t, ")") {
			t = strings.TrimSpace(strings.TrimSuffix(t, ")"))
		}
		return strings.TrimSpace(t)
	}
	s.Pembilang, s.Penyebut = rapikan(atas), rapikan(bawah)
	if w := kata(bawah); punya(w, "skor", "nilai") && punya(w, "maksimal", "maksimum", "tertinggi") {
		p.skor[s.ID] = true
		if m := polaSkorMaks.FindStringSubmatch(bawah); m != nil {
			if v, err := locale.Parse(strings.TrimRight(m[1], "."), locale.KindBilangan); err == nil && v.IsPositive() {
				s.SkorMaksimal = &v
			}
		}
		return
	}
	if v, err := locale.Parse(strings.TrimRight(pengali, "."), locale.KindBilangan); err == nil && v.IsPositive() {
		s.Pengali = v
	}
	// What is counted above is counted below as well: Jumlah A yang B ÷ Jumlah A.
	a, b := namai(s.Pembilang), namai(s.Penyebut)
	bersama := 0
	bagian := true
	for w := range b.isi {
		if a.isi[w] != "" {
			bersama++
		} else {
			bagian = bagian && pelengkap[w]
		}
	}
	s.BagianDari = bagian && bersama > 1 && len(a.isi) > bersama
}

// pelengkap are words of a whole that its part leaves out.
var pelengkap = map[string]bool{"seluruh": true, "keseluruhan": true, "total": true, "semua": true, "ada": true, dasar("keseluruhan"): true, dasar("seluruhnya"): true}

// bagi divides a formula at the sign of division that stands between words, outside of the
// abbreviations that have one.
func bagi(s string) (atas, bawah string, ok bool) {
	for _, tanda := range []string{" ÷ ", "÷", " / ", " : ", " dibagi dengan ", " dibagi ", "/ ", " /"} {
		if a, b, ada := strings.Cut(s, tanda); ada && len(kata(a)) > 0 && len(kata(b)) > 0 && !strings.Contains(b, tanda) {
			return a, b, true
		}
	}
	return "", "", false
}
