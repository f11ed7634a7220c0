package review

import "capaian/internal/sakip"

// Tinjauan is the review of an agency's own year, with what people accepted of it.
type Tinjauan struct {
	Hasil
	Diterima map[string]sakip.Penerimaan // by the findings' ids; of findings that still stand
}

// Tinjau reviews an agency-year with its results and the files handed in for it.
func Tinjau(d sakip.DataTahun, h sakip.Hasil, bukti []sakip.Bukti) Tinjauan {
	out := Tinjauan{Hasil: Periksa(DariTahun(d, h)), Diterima: map[string]sakip.Penerimaan{}}
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
