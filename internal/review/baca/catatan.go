package baca

import (
	"slices"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/review"
	"capaian/internal/sakip"
)

// What notes on how figures came about say.
var (
	polaDipotong   = susunPola(`(?i)\bpembulatan (?:dipotong|ke bawah)|\bdipotong tanpa pembulatan`)
	polaTBagiR     = susunPola(`(?i)\brendah makin baik: ?target ?(?:÷|/|:|dibagi) ?realisasi`)
	polaBerbobot   = susunPola(`(?i)\brata-rata (?:capaian )?sasaran memakai bobot|\brata-rata tertimbang menurut bobot`)
	polaBatas      = susunPola(`(?i)\bcapaian yang ditampilkan\b[^.;]*`)
	polaBatasNilai = susunPola(`(?i)\bpaling (?:rendah|tinggi) ([0-9]+(?:,[0-9]+)?)`)
)

// bacaCatatan takes what the notes of a report say of its figures: how they are rounded and
// between which bounds they are shown. A mean with weights is no statement that could be
// checked, and neither is a percentage that is shown as one of the bounds.
func (p *pembaca) bacaCatatan(paragraf []Bagian) {
	var batas []decimal.Decimal
	berbobot := false
	for _, b := range paragraf {
		s := rapi(b.Paragraf)
		if polaDipotong.MatchString(s) {
			p.n.Pembulatan = sakip.Potong
		}
		if polaTBagiR.MatchString(s) {
			p.n.RumusTurun = sakip.TBagiR
		}
		berbobot = berbobot || polaBerbobot.MatchString(s)
		for _, m := range polaBatasNilai.FindAllStringSubmatch(polaBatas.FindString(s), 2) {
			if d, err := locale.Parse(m[1], locale.KindRasio); err == nil {
				batas = append(batas, d)
			}
		}
	}
	p.n.Pernyataan = slices.DeleteFunc(p.n.Pernyataan, func(s review.Pernyataan) bool {
		switch s.Besaran {
		case review.RataCapaian, review.RataSerapan, review.Efisiensi:
			return berbobot
		case review.Capaian, review.PersenTargetAkhir:
			return s.Jenis != review.JenisTeks && slices.ContainsFunc(batas, s.Nilai.Equal)
		}
		return false
	})
}
