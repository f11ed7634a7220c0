package web

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/sakip"
)

// barisTempel is one line that was pasted: the row that it is for with its amount, or why
// it is for none.
type barisTempel struct {
	No     int
	Teks   string // as pasted, shortened
	Baris  int    // index into the rows; -1 for none
	Nilai  decimal.Decimal
	Alasan string
}

// Bounds of what may be pasted at once, and of what is shown of a line.
const (
	maksTempel  = 2000
	tampilBaris = 60
)

var pisahKolom = regexp.MustCompile(`\t|;| {2,}`)

// bacaTempel reads lines of a spreadsheet: the code first, the amount last, in whatever
// writing; between them the source of funds where a code has several rows. Lines without a
// number at the end (a heading, a total) are told of, blank ones passed over.
func bacaTempel(s string, rows []sakip.IdentitasBaris) []barisTempel {
	var out []barisTempel
	dipakai := map[int]bool{}
	for n, line := range strings.Split(strings.ReplaceAll(s, "\r", "\n"), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		b := barisTempel{No: n + 1, Teks: potongTampil(strings.TrimSpace(line)), Baris: -1}
		if len(out) == maksTempel {
			b.Alasan = "Terlalu banyak baris sekaligus; tempel sisanya kemudian."
			return append(out, b)
		}
		b.baca(line, rows)
		if b.Baris >= 0 && dipakai[b.Baris] {
			b.Baris, b.Alasan = -1, "Kode ini sudah ada pada baris di atasnya; baris ini tidak dipakai."
		}
		dipakai[b.Baris] = true
		out = append(out, b)
	}
	return out
}

func (b *barisTempel) baca(line string, rows []sakip.IdentitasBaris) {
	var sel []string
	for _, c := range pisahKolom.Split(line, -1) {
		if c = strings.TrimSpace(c); c != "" {
			sel = append(sel, c)
		}
	}
	if len(sel) < 2 {
		b.Alasan = "Perlu dua kolom: kode, lalu realisasi."
		return
	}
	nilai, err := locale.Parse(sel[len(sel)-1], locale.KindRupiah)
	if err != nil {
		b.Alasan = fault.Text(fault.All(err)[0])
		return
	}
	b.Nilai = nilai
	sama := func(a, b string) bool { return strings.EqualFold(strings.TrimRight(a, "."), strings.TrimRight(b, ".")) }
	var cocok []int
	for n, r := range rows {
		if !sama(r.Kode, sel[0]) {
			continue
		}
		for _, c := range sel[1 : len(sel)-1] {
			if r.Sumber != "" && sama(c, r.Sumber) {
				b.Baris = n
				return
			}
		}
		cocok = append(cocok, n)
	}
	switch len(cocok) {
	case 0:
		b.Alasan = "Kode ini tidak ada pada tabel di halaman ini."
	case 1:
		b.Baris = cocok[0]
	default:
		b.Alasan = "Kode ini punya beberapa sumber dana; tambahkan kolom sumber dana di antara kode dan realisasi."
	}
}

func potongTampil(s string) string {
	if r := []rune(s); len(r) > tampilBaris {
		return string(r[:tampilBaris]) + "…"
	}
	return s
}
