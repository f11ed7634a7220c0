package baca

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

var polaDaerah = susunPola(`\b(?:(?:Kabupaten|Kota) \p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?|(?:KABUPATEN|KOTA) \p{Lu}{3,}(?: \p{Lu}{3,})?)`)

// daerah is the kabupaten or kota that paragraphs name most, in capitals. A second word is of
// its name where it nearly always follows.
func daerah(paragraf []Bagian) (out string) {
	banyak := map[string]int{}
	panjang := map[string]string{} // the name with the word that follows most
	for _, b := range paragraf {
		for _, s := range polaDaerah.FindAllString(b.Paragraf, 20) {
			w := strings.Fields(strings.ToUpper(s))
			pendek := w[0] + " " + w[1]
			if banyak[pendek]++; banyak[pendek] > banyak[out] || banyak[pendek] == banyak[out] && pendek < out {
				out = pendek
			}
			if len(w) > 2 {
				s := pendek + " " + w[2]
				if banyak[s]++; banyak[s] > banyak[panjang[pendek]] {
					panjang[pendek] = s
				}
			}
		}
	}
	if s := panjang[out]; banyak[s]*5 > banyak[out]*4 {
		return s
	}
	return out
}

// tanpaDaerah takes the agency's own kabupaten out of a sentence.
func (k *pengalimat) tanpaDaerah(s string) string {
	return polaDaerah.ReplaceAllStringFunc(s, func(m string) string {
		if rest, sama := strings.CutPrefix(strings.ToUpper(m)+" ", k.daerah+" "); sama && k.daerah != "" {
			return m[len(m)-len(strings.TrimSpace(rest)):]
		}
		return m
	})
}

// namaKalimat is a name as it is looked for in sentences.
type namaKalimat struct {
	kata []string
	id   []string // the subjects that have it
}

// daftarNama are the names of all indicators, sasaran and budget rows.
func (p *pembaca) daftarNama() map[string][]namaKalimat {
	pakai := map[string]*namaKalimat{}
	var urut []string
	for _, d := range []*daftar{p.indikator, p.sasaran, p.anggaran} {
		for _, e := range d.list {
			for _, n := range e.nama {
				w := strings.Fields(n.inti)
				if len(w) < minKataNama {
					continue
				}
				if pakai[n.inti] == nil {
					pakai[n.inti] = &namaKalimat{kata: w}
					urut = append(urut, n.inti)
				}
				if x := pakai[n.inti]; !slices.Contains(x.id, e.id) {
					x.id = append(x.id, e.id)
				}
			}
		}
	}
	out := map[string][]namaKalimat{}
	for _, s := range urut {
		n := pakai[s]
		awal := n.kata[0] + " " + n.kata[1]
		out[awal] = append(out[awal], *n)
	}
	for _, list := range out {
		slices.SortStableFunc(list, func(a, b namaKalimat) int { return cmp.Compare(len(b.kata), len(a.kata)) })
	}
	return out
}

// kataLetak is a word of a sentence with its place.
type kataLetak struct {
	kata        string
	awal, akhir int
	kurung      bool
}

// kataKalimat are the words of a sentence. Where singkat is set, words of which an
// abbreviation follows in brackets stand as that: Kabupaten Layak Anak (KLA) is kla.
func kataKalimat(s string, singkat bool) []kataLetak {
	var out []kataLetak
	dalam, awal, buka := 0, -1, 0
	tutup := func(i int) {
		if awal >= 0 {
			out = append(out, kataLetak{strings.ToLower(s[awal:i]), awal, i, dalam > 0})
			awal = -1
		}
	}
	for i, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if awal < 0 {
				awal = i
			}
			continue
		}
		tutup(i)
		switch r {
		case '(':
			dalam++
			buka = i
		case ')':
			if dalam = max(0, dalam-1); dalam == 0 && singkat {
				if n := kepanjangan(out, s[buka+1:i]); n > 0 {
					w := out[len(out)-1]
					w.awal, w.akhir, w.kurung = out[len(out)-1-n].awal, i+1, false
					out = append(out[:len(out)-1-n], w)
				}
			}
		}
	}
	tutup(len(s))
	return out
}

// kepanjangan is how many words before an abbreviation in brackets are what it stands for.
func kepanjangan(w []kataLetak, singkatan string) int {
	n := len(singkatan)
	if n < 2 || n > 10 || len(w) < n+1 || strings.ToUpper(singkatan) != singkatan || w[len(w)-1].kata != strings.ToLower(singkatan) {
		return 0
	}
	for i := range n {
		if w[len(w)-1-n+i].kata[0] != strings.ToLower(singkatan)[i] {
			return 0
		}
	}
	return n
}

// samarkan puts letters from samar on for the names of subjects; tokoh are the subjects that
// each may be.
func (k *pengalimat) samarkan(s string) (out string, tokoh [][]string) {
	s = strings.Map(func(r rune) rune {
		if r >= samar && r < samar+maksSamar {
			return -1
		}
		return r
	}, s)
	for _, singkat := range []bool{false, true} {
		s, tokoh = k.samarkanDengan(s, kataKalimat(s, singkat), tokoh)
	}
	return s, tokoh
}

func (k *pengalimat) samarkanDengan(s string, w []kataLetak, tokoh [][]string) (string, [][]string) {
	var b strings.Builder
	akhir := 0
	for i := 0; i < len(w) && len(tokoh) < maksTokoh; i++ {
		id, j := k.namaDi(w, i)
		if id == nil {
			continue
		}
		b.WriteString(s[akhir:w[i].awal])
		b.WriteRune(rune(samar + len(tokoh)))
		tokoh = append(tokoh, id)
		j, akhir = belakangNama(s, w, j)
		i = j - 1
	}
	b.WriteString(s[akhir:])
	return b.String(), tokoh
}

// namaDi are the subjects of the longest name that stands at a word, and where it ends.
func (k *pengalimat) namaDi(w []kataLetak, i int) (id []string, akhir int) {
	lanjut := i + 1
	for lanjut < len(w) && w[lanjut].kurung && !w[i].kurung {
		lanjut++
	}
	if lanjut == len(w) {
		return nil, 0
	}
	for _, n := range k.nama[w[i].kata+" "+w[lanjut].kata] {
		if k.kerja++; k.kerja > maksKerja {
			return nil, 0
		}
		if j, ok := cocokNama(w, i, n.kata); ok {
			return n.id, j
		}
	}
	return nil, 0
}

// belakangNama is where a name ends with what stands in brackets behind it: that is its own,
// unless it is a figure.
func belakangNama(s string, w []kataLetak, j int) (kata, akhir int) {
	akhir = w[j-1].akhir
	m := j
	for m < len(w) && w[m].kurung && !w[j-1].kurung {
		m++
	}
	if m == j {
		return j, akhir
	}
	tutup := strings.IndexByte(s[w[m-1].akhir:], ')')
	if isi := s[w[j].awal:w[m-1].akhir]; tutup < 0 || strings.ContainsAny(isi, "0123456789") && !polaKode.MatchString(isi) {
		return j, akhir
	}
	return m, w[m-1].akhir + tutup + 1
}

// cocokNama tells whether a name stands at a word, and where it ends; what stands in brackets
// is passed over.
func cocokNama(w []kataLetak, i int, nama []string) (int, bool) {
	for n := 0; n < len(nama); n++ {
		for n > 0 && i < len(w) && w[i].kurung && w[i].kata != nama[n] {
			i++
		}
		if i >= len(w) || w[i].kata != nama[n] {
			return 0, false
		}
		i++
	}
	return i, true
}
