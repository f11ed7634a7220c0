package docx

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"capaian/internal/locale"
)

// nomor is a paragraph's place in a numbering. The zero one has no number.
type nomor struct{ id, tingkat int }

func (n nomor) nol() bool { return n.id == 0 }

// Numberings that every file has.
const (
	judulBab = 1 // headings: BAB I, A., 1., a.
	butir    = 2 // lists without numbers
)

// Definitions that numberings follow.
const (
	bentukJudul = iota
	bentukButir
	bentukDaftar
	bentukLain // and above: of headings that count apart from the others
)

// tingkatJudul is how many levels headings have.
const tingkatJudul = 4

// penomoran is every numbering of a file. Word counts headings by itself, over the
// whole file and by rules of its own; where the document's numbers are others, such as
// below an appendix that has no number, a numbering apart begins with the number that
// is wanted.
type penomoran struct {
	nomor  []instansi // by id from 1
	hitung map[int]*hitungan
	lain   int // last numbering apart, 0 for none
	bentuk int // next definition
	mulai  [][tingkatJudul]int
}

// instansi is one numbering.
type instansi struct {
	bentuk int
	baru   bool // counts from the beginning
}

// hitungan is how far Word has counted in one numbering.
type hitungan struct {
	n     [tingkatJudul]int
	pakai [tingkatJudul]bool
	ragu  [tingkatJudul]bool // passed over: programs differ in what comes next
}

func penomoranBaru() penomoran {
	return penomoran{nomor: []instansi{{bentukJudul, false}, {bentukButir, false}}, hitung: map[int]*hitungan{judulBab: {}}, bentuk: bentukLain}
}

// daftarBaru is a numbering for a list that counts from one.
func (p *penomoran) daftarBaru() int {
	p.nomor = append(p.nomor, instansi{bentukDaftar, true})
	return len(p.nomor)
}

// judul is the numbering by which a heading of the level gets the number, or none.
func (p *penomoran) judul(tingkat int, tulis string) nomor {
	if tulis == "" {
		return nomor{}
	}
	for _, id := range []int{judulBab, p.lain} {
		if h := p.hitung[id]; h != nil && !h.ragu[tingkat] && bentukNomor(tingkat, h.n[tingkat]+1) == tulis {
			h.maju(tingkat)
			return nomor{id, tingkat}
		}
	}
	for n := 1; n <= 99; n++ {
		if bentukNomor(tingkat, n) != tulis {
			continue
		}
		h := &hitungan{}
		h.n[tingkat] = n - 1
		var mulai [tingkatJudul]int
		for t := range mulai {
			mulai[t] = 1
		}
		mulai[tingkat] = n
		p.mulai = append(p.mulai, mulai)
		p.nomor = append(p.nomor, instansi{p.bentuk, false})
		p.bentuk++
		p.lain = len(p.nomor)
		p.hitung[p.lain] = h
		h.maju(tingkat)
		return nomor{p.lain, tingkat}
	}
	return nomor{}
}

// maju counts one on.
func (h *hitungan) maju(tingkat int) {
	h.n[tingkat]++
	h.pakai[tingkat], h.ragu[tingkat] = true, false
	for t := range h.n {
		switch {
		case t < tingkat && !h.pakai[t]:
			h.ragu[t] = true
		case t > tingkat:
			h.n[t], h.pakai[t], h.ragu[t] = 0, false, false
		}
	}
}

// bentukNomor is the n-th number of a level as Word writes it, which counts aa, bb, cc
// after z.
func bentukNomor(tingkat, n int) string {
	huruf := func(pertama rune) string {
		return strings.Repeat(string(pertama+rune((n-1)%26)), (n-1)/26+1) + "."
	}
	switch tingkat {
	case 0:
		return "BAB " + locale.Romawi(n)
	case 1:
		return huruf('A')
	case 2:
		return fmt.Sprintf("%d.", n)
	}
	return huruf('a')
}

// xml is the part that defines the numberings.
func (p *penomoran) xml() []byte {
	var b bytes.Buffer
	b.WriteString(kepalaXML + `<w:numbering` + ruangNama + `>`)
	satu := [tingkatJudul]int{1, 1, 1, 1}
	for n, mulai := range slices.Insert(slices.Clone(p.mulai), 0, satu, satu, satu) {
		fmt.Fprintf(&b, `<w:abstractNum w:abstractNumId="%d"><w:nsid w:val="%08X"/><w:multiLevelType w:val="multilevel"/><w:tmpl w:val="%08X"/>`, n, 0x4C4B0001+n, 0x5C4B0001+n)
		for t := range 9 {
			switch n {
			case bentukButir:
				lapis(&b, t, 1, "bullet", "", "tab", []string{"•", "–"}[min(t, 1)], "left", 400*(t+1), 400)
			case bentukDaftar:
				f, akhir := []string{"decimal", "lowerLetter", "decimal"}[min(t, 2)], []string{".", ".", ")"}[min(t, 2)]
				lapis(&b, t, 1, f, "", "tab", fmt.Sprintf("%%%d%s", t+1, akhir), "left", 400*(t+1), 400)
			default:
				lapisJudul(&b, t, mulai, n == bentukJudul)
			}
		}
		b.WriteString(`</w:abstractNum>`)
	}
	for i, n := range p.nomor {
		fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>`, i+1, n.bentuk)
		for t := 0; n.baru && t < 9; t++ {
			fmt.Fprintf(&b, `<w:lvlOverride w:ilvl="%d"><w:startOverride w:val="1"/></w:lvlOverride>`, t)
		}
		b.WriteString(`</w:num>`)
	}
	b.WriteString(`</w:numbering>`)
	return b.Bytes()
}

// lapisJudul is a level of headings; those below the lowest have no number.
func lapisJudul(b *bytes.Buffer, t int, mulai [tingkatJudul]int, gaya bool) {
	if t >= tingkatJudul {
		lapis(b, t, 1, "none", "", "nothing", "", "left", 0, 0)
		return
	}
	g := ""
	if gaya {
		g = fmt.Sprintf("Heading%d", t+1)
	}
	if t == 0 {
		lapis(b, t, mulai[t], "upperRoman", g, "space", "BAB %1", "left", 0, 0)
		return
	}
	lapis(b, t, mulai[t], []string{"upperLetter", "decimal", "lowerLetter"}[t-1], g, "tab", fmt.Sprintf("%%%d.", t+1), "left", 480, 480)
}

// lapis is one level of a definition.
func lapis(b *bytes.Buffer, t, mulai int, angka, gaya, sesudah, tulis, rata string, kiri, gantung int) {
	fmt.Fprintf(b, `<w:lvl w:ilvl="%d"><w:start w:val="%d"/><w:numFmt w:val="%s"/>`, t, mulai, angka)
	if gaya != "" {
		b.WriteString(`<w:pStyle w:val="` + gaya + `"/>`)
	}
	fmt.Fprintf(b, `<w:suff w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="%s"/><w:pPr><w:ind w:left="%d" w:hanging="%d"/></w:pPr></w:lvl>`, sesudah, tulis, rata, kiri, gantung)
}
