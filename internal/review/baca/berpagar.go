package baca

import (
	"encoding/csv"
	"slices"
	"strings"
)

var (
	polaGaris  = susunPola(`^[\s|+:=_\-─━═┼├┤┬┴┌┐└┘╔╗╚╝╠╣╦╩╬│┃║]{3,}$`)
	polaPagar  = strings.NewReplacer("│", "|", "┃", "|", "║", "|", "¦", "|")
	polaTebal  = strings.NewReplacer("**", "", "__", "", "`", "", "<br>", " ", "<br/>", " ", "<br />", " ")
	tandaPisah = []rune{';', ','}
)

// berpagar finds tables whose cells stand between bars, as in Markdown, with or without
// lines drawn between rows, and tables of semicolons or commas, as a spreadsheet saves them:
// two rows or more of three cells or more, where no line is drawn below the first.
func berpagar(baris []string) []wilayah {
	var out []wilayah
	for i := 0; i < len(baris); {
		w := pagar(baris, i)
		for _, tanda := range tandaPisah {
			if w.kisi == nil {
				w = berpisah(baris, i, tanda)
			}
		}
		if w.kisi != nil {
			out = append(out, w)
		}
		i = max(i+1, w.akhir)
	}
	return out
}

// garis tells whether a line is only drawn.
func garis(s string) bool {
	return len(s) <= maksLebarBaris && strings.ContainsAny(s, "-─━═=_") && polaGaris.MatchString(s)
}

// selPagar are the cells between the bars of a line; nil is no row.
func selPagar(s string) []string {
	if !strings.ContainsAny(s, "|│┃║¦") || strings.Contains(s, "\t") {
		return nil
	}
	s = strings.ReplaceAll(polaPagar.Replace(s), `\|`, "\x00")
	s = strings.TrimSpace(s)
	tepi := strings.HasPrefix(s, "|")
	s = strings.TrimSuffix(strings.TrimPrefix(s, "|"), "|")
	sel := strings.Split(s, "|")
	if len(sel) < 3 && !tepi || len(sel) < 2 || len(sel) > maksKolom || strings.Contains(s, "....") {
		return nil
	}
	for i, x := range sel {
		sel[i] = strings.TrimSpace(strings.ReplaceAll(polaTebal.Replace(x), "\x00", "|"))
	}
	return sel
}

func pagar(baris []string, awal int) wilayah {
	type isi struct {
		nomor int
		sel   []string
	}
	var rows []isi
	garisKe := map[int]bool{} // rows before which a line is drawn
	digambar, akhir := 0, awal
	for i := awal; i < len(baris); i++ {
		if garis(baris[i]) && (len(rows) > 0 || i == awal) {
			garisKe[len(rows)] = true
			if strings.HasPrefix(strings.TrimSpace(baris[i]), "+") || strings.ContainsAny(baris[i], "┼├") {
				digambar++
			}
			akhir = i + 1
			continue
		}
		sel := selPagar(baris[i])
		if sel == nil {
			break
		}
		rows = append(rows, isi{i + 1, sel})
		akhir = i + 1
	}
	lebar := 0
	for _, r := range rows {
		lebar = max(lebar, len(r.sel))
	}
	// Two columns are enough below a heading that is ruled off.
	if len(rows) < 2 || lebar < 3 && !(garisKe[1] && len(rows) > 2) {
		return wilayah{akhir: akhir}
	}
	k := &Kisi{}
	for n, r := range rows {
		// Between drawn lines a row's cells are wrapped.
		if m := len(k.Baris); digambar > 3 && n > 0 && !garisKe[n] && len(r.sel) == len(k.Baris[m-1].Sel) {
			for c, s := range r.sel {
				t := &k.Baris[m-1].Sel[c].Teks
				*t = strings.TrimSpace(*t + " " + s)
			}
			continue
		}
		k.Baris = append(k.Baris, barisSel(r.nomor, r.sel))
	}
	return wilayah{awal: awal, akhir: akhir, kisi: k}
}

func barisSel(nomor int, sel []string) BarisKisi {
	b := BarisKisi{Nomor: nomor, Sel: make([]Sel, len(sel))}
	for i, s := range sel {
		b.Sel[i].Teks = strings.TrimSpace(s)
	}
	return b
}

// pisahSel are the cells of a line between separators; nil is no row.
func pisahSel(s string, tanda rune) []string {
	if strings.Count(s, string(tanda)) < 2 || len(s) > 4*maksLebarBaris || strings.Contains(s, "\t") || tanda == ',' && strings.Contains(s, "  ") {
		return nil
	}
	r := csv.NewReader(strings.NewReader(s))
	r.Comma, r.LazyQuotes = tanda, true
	sel, err := r.Read()
	if err != nil || len(sel) < 3 || len(sel) > maksKolom {
		return nil
	}
	for i, x := range sel {
		// What a sentence separates has a blank after it, and a comma stands in figures.
		if i > 0 && strings.HasPrefix(x, " ") && tanda == ',' {
			return nil
		}
	}
	return sel
}

// berpisah finds rows of as many cells each; of commas more are asked for.
func berpisah(baris []string, awal int, tanda rune) wilayah {
	satu := pisahSel(baris[awal], tanda)
	if satu == nil {
		return wilayah{}
	}
	k := &Kisi{}
	angka, akhir := 0, awal
	for i := awal; i < len(baris); i++ {
		sel := pisahSel(baris[i], tanda)
		if sel == nil || len(sel) != len(satu) {
			break
		}
		if i > awal && slices.ContainsFunc(sel, func(s string) bool { return angkaSaja(strings.TrimSpace(s)) || kosong(s) }) {
			angka++
		}
		k.Baris = append(k.Baris, barisSel(i+1, sel))
		akhir = i + 1
	}
	n := len(k.Baris)
	if n < 2 || 2*angka < n-1 || tanda == ',' && (n < 3 || len(satu) < 4) {
		return wilayah{akhir: akhir}
	}
	return wilayah{awal: awal, akhir: akhir, kisi: k}
}
