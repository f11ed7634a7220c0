package report

import (
	"fmt"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// The names of cells. Their last part never has a point, so that no two names meet
// whatever points the ids have.

// kInd names a cell of an indicator.
func kInd(id, apa string) string { return "ind." + id + "." + apa }

// kAng names a cell of a budget code.
func kAng(kode, apa string) string { return "ang." + kode + "." + apa }

// kPK names a cell of the n-th agreement, from 0.
func kPK(n int, id, apa string) string { return fmt.Sprintf("pk%d.%s.%s", n+1, id, apa) }

// ref is a name as formulas mention it.
func ref(kunci string) string { return "{" + kunci + "}" }

// teks is a plain cell.
func teks(s string) document.Sel { return document.Sel{Teks: s} }

// kepala is a cell of a table head that spans rows and columns.
func kepala(s string, baris, kolom int) document.Sel {
	return document.Sel{Teks: s, RowSpan: baris, ColSpan: kolom, Gaya: document.Tebal | document.Dipusatkan}
}

// kepalaSatu is a table head of one row.
func kepalaSatu(judul ...string) [][]document.Sel {
	row := make([]document.Sel, len(judul))
	for i, s := range judul {
		row[i] = kepala(s, 1, 1)
	}
	return [][]document.Sel{row}
}

// kolom are columns of one alignment with their widths.
func kolom(rata document.Rata, lebar ...int) []document.Kolom {
	out := make([]document.Kolom, len(lebar))
	for i, l := range lebar {
		out[i] = document.Kolom{Lebar: l, Rata: rata}
	}
	return out
}

// alasan is a cell that says why there is no figure. A budget row of 0 of 0 stays
// blank, as reports print it.
func alasan(a sakip.Alasan) document.Sel {
	s := document.Sel{Teks: a.Teks(), Alasan: a.Teks(), Gaya: document.Redup}
	if a == sakip.PaguNol {
		s.Teks = ""
	}
	return s
}

// redup is a note in the place of a figure.
func redup(s string) document.Sel { return document.Sel{Teks: s, Alasan: s, Gaya: document.Redup} }

// angka is a figure cut to n decimals, entered when rumus is "".
func angka(d decimal.Decimal, n int32, kunci, rumus string) document.Sel {
	d = d.Round(n)
	return document.Sel{Nilai: &d, Format: document.FAngka, Desimal: n, Kunci: kunci, Rumus: rumus}
}

// persen is a derived percentage as shown, or why there is none.
func (p *penyusun) persen(c sakip.Capaian, kunci, rumus string) document.Sel {
	if c.Tampil == nil {
		s := alasan(c.Alasan)
		if c.Alasan == sakip.PaguNol { // stays live: the row may get money
			s.Kunci, s.Rumus = kunci, rumus
		}
		return s
	}
	return document.Sel{Nilai: c.Tampil, Format: document.FPersen, Desimal: p.k.Desimal, Kunci: kunci, Rumus: rumus}
}

// mentah is a derived figure without rounding, shown with more decimals than any
// policy has.
func mentah(a sakip.Angka, kunci, rumus string) document.Sel {
	if !a.Ada() {
		return alasan(a.Alasan)
	}
	return angka(*a.Nilai, desimalMentah, kunci, rumus)
}

const desimalMentah = 6

// desimal is how many decimals d needs, at most maks.
func desimal(d decimal.Decimal, maks int32) int32 {
	d = d.Round(maks)
	for n := int32(0); n < maks; n++ {
		if d.Equal(d.Truncate(n)) {
			return n
		}
	}
	return maks
}

// desimalInd is how many decimals the figures of an indicator are shown with: those of
// a published ratio, and of a value what it needs.
func (p *penyusun) desimalInd(i sakip.Indikator, d decimal.Decimal) int32 {
	if i.Satuan == "%" || i.Formula.Jenis == sakip.FormulaRasio || i.Formula.Jenis == sakip.FormulaSkor {
		return max(p.k.DesimalRealisasi, desimal(d, 4))
	}
	return max(desimal(d, 4), desimalIsian(d), p.desimal[i.ID])
}

// desimalIsian are the decimals that a figure was entered with, as in 87,50; 0 for more
// than an entered figure has.
func desimalIsian(d decimal.Decimal) int32 {
	if e := -d.Exponent(); e > 0 && e <= 4 {
		return e
	}
	return 0
}

// desimalSeragam are the decimals that all figures of an indicator can be shown with:
// those of its targets and of what was entered for it.
func (p *penyusun) desimalSeragam(h sakip.HasilIndikator) int32 {
	n := int32(0)
	ikut := func(d *decimal.Decimal) {
		if d != nil {
			n = max(n, desimalIsian(*d))
		}
	}
	target := []sakip.Target{h.Target}
	if h.TargetAkhir != nil {
		target = append(target, *h.TargetAkhir)
	}
	for _, t := range target {
		ikut(t.Nilai)
		ikut(t.Bawah)
		ikut(t.Atas)
	}
	for _, r := range p.d.Realisasi {
		if r.Indikator == h.Indikator.ID && h.Indikator.Formula.Jenis == sakip.FormulaNilai {
			ikut(r.X)
		}
	}
	return n
}

// nilaiInd is a figure in the indicator's unit.
func (p *penyusun) nilaiInd(i sakip.Indikator, d decimal.Decimal, kunci, rumus string) document.Sel {
	s := angka(d, p.desimalInd(i, d), kunci, rumus)
	if i.Satuan == "%" {
		s.Format = document.FPersen
	}
	return s
}

// realisasi is the cell of an indicator's realisasi wherever it is shown; what was not
// reported names who owes it.
func (p *penyusun) realisasi(h sakip.HasilIndikator) document.Sel {
	if h.Realisasi.Ada() {
		return p.nilaiInd(h.Indikator, *h.Realisasi.Nilai, "", ref(kInd(h.Indikator.ID, "realisasi")))
	}
	s := alasan(h.Realisasi.Alasan)
	if u := p.d.OPD.NamaUnit(h.Indikator.PenanggungJawab); u != "" && h.Realisasi.Alasan == sakip.BelumDilaporkan {
		s.Teks += " – " + u
	}
	return s
}

// target is the cell of a target; a range and a label are text. rumus is used where
// the target is a number.
func (p *penyusun) target(i sakip.Indikator, t sakip.Target, kunci, rumus string) document.Sel {
	switch {
	case t.Kosong():
		return alasan(sakip.TargetTidakAda)
	case t.Bawah != nil && t.Atas != nil:
		n := max(p.desimalInd(i, *t.Bawah), p.desimalInd(i, *t.Atas))
		akhir := pilih(i.Satuan == "%", "%", "")
		return teks(locale.Angka(*t.Bawah, n) + akhir + " – " + locale.Angka(*t.Atas, n) + akhir)
	case t.Predikat != "":
		return teks(t.Predikat)
	case t.Nilai == nil:
		return alasan(sakip.TargetTidakAda)
	}
	return p.nilaiInd(i, *t.Nilai, kunci, rumus)
}

// nilaiTarget is the number that a target counts with: of a label its score.
func (p *penyusun) nilaiTarget(i sakip.Indikator, t sakip.Target) *decimal.Decimal {
	if t.Nilai == nil && t.Predikat != "" {
		if s, ok := p.k.SkorPredikat(i.Formula.SkalaPredikat, t.Predikat); ok {
			return &s
		}
	}
	return t.Nilai
}

// gaya adds g to every cell of a row.
func gaya(row []document.Sel, g document.Gaya) []document.Sel {
	for i := range row {
		row[i].Gaya |= g
	}
	return row
}
