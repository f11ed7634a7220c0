package wire

import (
	"slices"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// Kebijakan is everything about the calculation that an agency may decide
// differently, from a year on. It is given whole: desimal, desimal_realisasi and
// ambang_menunjang are required, for an absent one is not 0. Versi is told by the
// system.
type Kebijakan struct {
	Tahun            int                 `json:"tahun"`
	Versi            string              `json:"versi,omitempty"`
	Desimal          *int32              `json:"desimal"`
	DesimalRealisasi *int32              `json:"desimal_realisasi"`
	Pembulatan       sakip.Pembulatan    `json:"pembulatan"`
	RumusTurun       sakip.RumusTurun    `json:"rumus_turun"`
	BatasAtas        Angka               `json:"batas_atas,omitzero"`
	BatasBawah       Angka               `json:"batas_bawah,omitzero"`
	Skala            Skala               `json:"skala"`
	DasarKategori    sakip.DasarKategori `json:"dasar_kategori"`
	AmbangMenunjang  Angka               `json:"ambang_menunjang"`
	Bobot            map[string]Angka    `json:"bobot,omitempty"`
	SkalaPredikat    []SkalaPredikat     `json:"skala_predikat,omitempty"`
	EjaanMiliar      string              `json:"ejaan_miliar"`
	TerbilangSen     bool                `json:"terbilang_sen"`
}

// Skala is a list of classes, best first, or the name of a preset without classes.
type Skala struct {
	Nama  string  `json:"nama,omitempty"`
	Kelas []Kelas `json:"kelas,omitempty"`
}

// Kelas is one class; an end that is not given is open to infinity.
type Kelas struct {
	Nama          string `json:"nama"`
	Bawah         Angka  `json:"bawah,omitzero"`
	BawahTermasuk bool   `json:"bawah_termasuk,omitempty"`
	Atas          Angka  `json:"atas,omitzero"`
	AtasTermasuk  bool   `json:"atas_termasuk,omitempty"`
}

// SkalaPredikat maps the labels of a named scale to scores.
type SkalaPredikat struct {
	Nama  string          `json:"nama"`
	Label []LabelPredikat `json:"label,omitempty"`
}

// LabelPredikat is one label and its score.
type LabelPredikat struct {
	Label string `json:"label"`
	Skor  Angka  `json:"skor"`
}

// FromKebijakan is the shape of a policy. Its scale is written out, so that a stored
// policy stays what it was when a preset changes.
func FromKebijakan(k sakip.Kebijakan) Kebijakan {
	return Kebijakan{
		Tahun: k.Tahun, Versi: k.Versi, Desimal: &k.Desimal, DesimalRealisasi: &k.DesimalRealisasi,
		Pembulatan: k.Pembulatan, RumusTurun: k.RumusTurun, BatasAtas: AngkaDariAda(k.BatasAtas),
		BatasBawah: AngkaDariAda(k.BatasBawah), Skala: fromSkala(k.Skala), DasarKategori: k.DasarKategori,
		AmbangMenunjang: AngkaDari(k.AmbangMenunjang), Bobot: petaAngka(k.Bobot), EjaanMiliar: k.EjaanMiliar, TerbilangSen: k.TerbilangSen,
		SkalaPredikat: petakan(k.SkalaPredikat, func(s sakip.SkalaPredikat) SkalaPredikat {
			return SkalaPredikat{Nama: s.Nama, Label: petakan(s.Label, func(b sakip.LabelPredikat) LabelPredikat {
				return LabelPredikat{Label: b.Label, Skor: AngkaDari(b.Skor)}
			})}
		}),
	}
}

func fromSkala(s sakip.Skala) Skala {
	return Skala{Nama: s.Nama, Kelas: petakan(s.Kelas, func(k sakip.Kelas) Kelas {
		return Kelas{Nama: k.Nama, Bawah: AngkaDariAda(k.Bawah), BawahTermasuk: k.BawahTermasuk,
			Atas: AngkaDariAda(k.Atas), AtasTermasuk: k.AtasTermasuk}
	})}
}

// Domain is the policy that the shape says.
func (w Kebijakan) Domain(l *fault.List) sakip.Kebijakan {
	return sakip.Kebijakan{
		Tahun: w.Tahun, Versi: w.Versi, Desimal: bulat("desimal", w.Desimal, l), DesimalRealisasi: bulat("desimal_realisasi", w.DesimalRealisasi, l),
		Pembulatan: w.Pembulatan, RumusTurun: w.RumusTurun, BatasAtas: w.BatasAtas.Kanonik("batas_atas", l),
		BatasBawah: w.BatasBawah.Kanonik("batas_bawah", l), Skala: di(l, "skala", w.Skala, Skala.domain), DasarKategori: w.DasarKategori,
		AmbangMenunjang: w.AmbangMenunjang.wajib("ambang_menunjang", l), Bobot: petaDesimal("bobot", w.Bobot, l),
		SkalaPredikat: daftar(l, "skala_predikat", w.SkalaPredikat, SkalaPredikat.domain), EjaanMiliar: w.EjaanMiliar, TerbilangSen: w.TerbilangSen,
	}
}

func bulat(field string, n *int32, l *fault.List) int32 {
	if n == nil {
		l.Add("", fault.At(field, fault.Required))
		return 0
	}
	return *n
}

func (w Skala) domain(l *fault.List) sakip.Skala {
	if len(w.Kelas) == 0 && w.Nama != "" {
		s, ok := sakip.SkalaBaku(w.Nama)
		if !ok {
			l.Add("", fault.At("nama", fault.Unknown, "Skala", w.Nama))
		}
		s.Kelas = slices.Clone(s.Kelas)
		return s
	}
	return sakip.Skala{Nama: w.Nama, Kelas: daftar(l, "kelas", w.Kelas, func(k Kelas, l *fault.List) sakip.Kelas {
		return sakip.Kelas{Nama: k.Nama, Bawah: k.Bawah.Kanonik("bawah", l), BawahTermasuk: k.BawahTermasuk,
			Atas: k.Atas.Kanonik("atas", l), AtasTermasuk: k.AtasTermasuk}
	})}
}

func (w SkalaPredikat) domain(l *fault.List) sakip.SkalaPredikat {
	return sakip.SkalaPredikat{Nama: w.Nama, Label: daftar(l, "label", w.Label, func(b LabelPredikat, l *fault.List) sakip.LabelPredikat {
		return sakip.LabelPredikat{Label: b.Label, Skor: b.Skor.wajib("skor", l)}
	})}
}
