package review

import (
	"slices"

	"capaian/internal/sakip"
)

// VersiAturan is the version of the rules: a record of what a review found names the one
// that found it. Raise it with whatever finds other contradictions in equal statements.
const VersiAturan = 2

// Tinjauan is the review of an agency's own year, with what people accepted of it.
type Tinjauan struct {
	Hasil
	Diterima map[string]sakip.Penerimaan // by the findings' ids; of findings that still stand
}

// Tinjau reviews an agency-year with its results, and of the files handed in for it the
// evidence that was received up to the quarter of the results. baca reads what people wrote.
func Tinjau(d sakip.DataTahun, h sakip.Hasil, bukti []sakip.Bukti, baca Pembaca) Tinjauan {
	n := DariTahun(d, h)
	out := Tinjauan{Hasil: Periksa(n), Diterima: map[string]sakip.Penerimaan{}}
	narasi, dihitung, cocok := PeriksaNarasi(n, h, baca(d, h, n))
	out.Temuan = append(out.Temuan, narasi...)
	out.Dihitung, out.Cocok = out.Dihitung+dihitung, out.Cocok+cocok
	bukti = slices.DeleteFunc(slices.Clone(bukti), func(b sakip.Bukti) bool {
		return b.Jenis != sakip.BuktiDukung || b.Status != sakip.BuktiDiterima || b.Triwulan > h.Periode.Triwulan
	})
	out.Temuan = append(out.Temuan, PeriksaBukti(d, bukti)...)
	ada := map[string]bool{}
	for _, t := range out.Temuan {
		ada[t.ID()] = true
	}
	for _, p := range d.Penerimaan {
		if ada[p.Temuan] {
			out.Diterima[p.Temuan] = p
		}
	}
	return out
}

// Menahan are the findings that keep the year from being made final and its report from
// being published: contradictions that nobody accepted.
func (t Tinjauan) Menahan() []Temuan {
	var out []Temuan
	for _, x := range t.Temuan {
		if _, ada := t.Diterima[x.ID()]; !ada && x.Tingkat == Galat {
			out = append(out, x)
		}
	}
	return out
}

// MenahanLaporan are those of Menahan that keep a kind of report from being published. What
// shows what was achieved and spent is held up by all of them. The documents of a plan,
// which are signed before anything is achieved, state targets and money to be spent and
// nothing else: they are held up by contradictions in these, and not by those of a year
// that came after them.
func (t Tinjauan) MenahanLaporan(j sakip.JenisLaporan) []Temuan {
	list := t.Menahan()
	if j.Berangka() {
		return list
	}
	return slices.DeleteFunc(list, func(x Temuan) bool {
		return !slices.ContainsFunc(x.Tempat, func(p Perbaikan) bool {
			return p.Kunci.Besaran == Target || p.Kunci.Besaran == TargetAkhir || p.Kunci.Besaran == Pagu
		})
	})
}

// Ringkas is what a record keeps of the review for a kind of report.
func (t Tinjauan) Ringkas(j sakip.JenisLaporan) sakip.ReviuLaporan {
	out := sakip.ReviuLaporan{Versi: VersiAturan, Dihitung: t.Dihitung, Cocok: t.Cocok, Temuan: len(t.Temuan), Menahan: len(t.MenahanLaporan(j)) + t.Lebih[Galat], Diterima: len(t.Diterima)}
	for _, n := range t.Lebih { // counted alone
		out.Temuan += n
	}
	return out
}
