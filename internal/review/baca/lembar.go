package baca

import (
	"fmt"
	"slices"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/impor/berkas"
)

// maksLembar are the sheets of a workbook at the most: a report has one for each table and
// chart.
const maksLembar = 120

// Lembar reads a workbook, or the tables of a page of HTML, as a report is laid out on its
// sheets: tables apart where rows are blank or a title stands between, what stands alone in
// a row above or below them as paragraphs, merged cells resolved, numbers and dates as the
// sheet shows them, and for a formula the value that its program left. Sheets that are
// hidden are not read. Refusals are faults at the field berkas that say what to do.
func Lembar(isi []byte) (Naskah, error) {
	b, err := berkas.Baca(isi, berkas.Opsi{Lembar: maksLembar, Guna: "direviu"})
	if err != nil {
		return Naskah{}, err
	}
	var n Naskah
	u := ukuranLembar{}
	for _, l := range b.Lembar {
		list, err := bagianLembar(&b, l, &u)
		if err != nil {
			return Naskah{}, err
		}
		n.Bagian = append(n.Bagian, list...)
	}
	return n, nil
}

// ukuranLembar counts what the sheets of a workbook show against the bounds of a text:
// formats lengthen what cells hold, and merged cells repeat it.
type ukuranLembar struct{ sel, teks int }

func (u *ukuranLembar) tambah(sel, teks int) error {
	u.sel, u.teks = u.sel+sel, u.teks+teks
	switch {
	case u.sel > maksSel:
		return fault.At("berkas", fault.TooLarge, fmt.Sprintf("%d sel tabel", maksSel))
	case u.teks > MaksTeks:
		return fault.At("berkas", fault.TooLarge, "4 MB teks")
	}
	return nil
}

// bagianLembar takes a sheet apart into paragraphs and tables.
func bagianLembar(b *berkas.Berkas, l berkas.Lembar, u *ukuranLembar) ([]Bagian, error) {
	baris, err := kisiLembar(b, l, u)
	if err != nil {
		return nil, err
	}
	var out []Bagian
	for awal := 0; awal < len(baris); {
		akhir := awal + 1
		for akhir < len(baris) && sambungBaris(l, baris[akhir-1].Nomor, baris[akhir].Nomor) && !barisJudul(baris[akhir]) {
			akhir++
		}
		out = append(out, bagianBlok(l.Nama, baris[awal:akhir])...)
		awal = akhir
	}
	return out, nil
}

// sambungBaris tells whether two rows that follow one another stand in one block: no row lies
// between them, or a merged cell reaches over what does.
func sambungBaris(l berkas.Lembar, atas, bawah int) bool {
	return bawah == atas+1 || slices.ContainsFunc(l.Gabungan, func(r berkas.Rentang) bool { return r.Baris1 <= atas && bawah <= r.Baris2 })
}

// kisiLembar are the rows of a sheet as shown, merged cells filled in.
func kisiLembar(b *berkas.Berkas, l berkas.Lembar, u *ukuranLembar) ([]BarisKisi, error) {
	out := make([]BarisKisi, len(l.Baris))
	lebar := 0
	for n, r := range l.Baris {
		out[n] = BarisKisi{Nomor: r.No, Sel: make([]Sel, len(r.Sel))}
		for k, s := range r.Sel {
			out[n].Sel[k].Teks = satuBaris(b.Tampil(s))
			if err := u.tambah(1, len(out[n].Sel[k].Teks)); err != nil {
				return nil, err
			}
		}
		lebar = max(lebar, len(r.Sel))
	}
	// Merged cells never overlap in a file of a spreadsheet: more than the sheet has is none.
	sisa := lebar * len(out)
	for _, g := range l.Gabungan {
		n, ada := slices.BinarySearchFunc(out, g.Baris1, func(r BarisKisi, no int) int { return r.Nomor - no })
		if !ada || g.Kolom1 >= len(out[n].Sel) || out[n].Sel[g.Kolom1].Teks == "" {
			continue
		}
		s := Sel{Teks: out[n].Sel[g.Kolom1].Teks, Lanjutan: true}
		for m := n; m < len(out) && out[m].Nomor <= g.Baris2; m++ {
			for k := g.Kolom1; k <= min(g.Kolom2, lebar-1); k++ {
				if sisa--; sisa < 0 {
					return out, nil
				}
				if err := u.tambah(max(k+1-len(out[m].Sel), 0), 0); err != nil {
					return nil, err
				}
				for len(out[m].Sel) <= k {
					out[m].Sel = append(out[m].Sel, Sel{})
				}
				if (m > n || k > g.Kolom1) && out[m].Sel[k].Teks == "" {
					out[m].Sel[k] = s
					if err := u.tambah(0, len(s.Teks)); err != nil {
						return nil, err
					}
				}
			}
		}
	}
	return out, nil
}

// satuBaris writes a cell's text in one line; a no-break space in a number stays.
func satuBaris(s string) string {
	if strings.ContainsAny(s, "\n\r\t") {
		s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\r' || r == '\t' }), " ")
	}
	return strings.TrimSpace(s)
}

// bagianBlok finds the table in rows that hang together: what stands alone in a row before
// it and after it are paragraphs.
func bagianBlok(lembar string, baris []BarisKisi) []Bagian {
	awal, akhir := 0, len(baris)
	for awal < akhir && kalimatSel(baris[awal]) != "" {
		awal++
	}
	for akhir > awal && kalimatSel(baris[akhir-1]) != "" && ujungKiri(baris[akhir-1]) <= ujungKiri(baris[awal:akhir-1]...) {
		akhir--
	}
	var out []Bagian
	alinea := func(list []BarisKisi) {
		for _, r := range list {
			out = append(out, Bagian{Nomor: r.Nomor, Lembar: lembar, Paragraf: kalimatSel(r)})
		}
	}
	alinea(baris[:awal])
	if awal < akhir {
		kiri := ujungKiri(baris[awal:akhir]...)
		k := Kisi{}
		for _, r := range baris[awal:akhir] {
			r.Sel = r.Sel[min(kiri, len(r.Sel)):]
			k.Baris = append(k.Baris, r)
		}
		out = append(out, Bagian{Nomor: baris[awal].Nomor, Lembar: lembar, Kisi: &k})
	}
	alinea(baris[akhir:])
	return out
}

// kalimatSel is what a row says that is none of a table: the one cell that it has, or a
// name and after a colon what is so named; "" for a row of several cells, or one that a cell
// above reaches into.
func kalimatSel(r BarisKisi) string {
	var isi []string
	for _, s := range r.Sel {
		switch {
		case s.Lanjutan && !slices.Contains(isi, s.Teks):
			return ""
		case s.Teks != "" && !s.Lanjutan:
			isi = append(isi, s.Teks)
		}
	}
	switch {
	case len(isi) == 1,
		len(isi) == 2 && (strings.HasSuffix(isi[0], ":") || strings.HasPrefix(isi[1], ":")),
		len(isi) == 3 && isi[1] == ":":
		return strings.Join(isi, " ")
	}
	return ""
}

// ujungKiri is the first column of rows that says something.
func ujungKiri(baris ...BarisKisi) int {
	kiri := -1
	for _, r := range baris {
		if k := slices.IndexFunc(r.Sel, func(s Sel) bool { return s.Teks != "" }); k >= 0 && (kiri < 0 || k < kiri) {
			kiri = k
		}
	}
	return max(kiri, 0)
}

var bentukJudulTabel = susunPola(`(?i)^tabel\s+[0-9IVX]+[.0-9]*`)

// barisJudul tells the title of a table.
func barisJudul(r BarisKisi) bool { return bentukJudulTabel.MatchString(kalimatSel(r)) }
