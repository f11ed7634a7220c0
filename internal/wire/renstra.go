package wire

import (
	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// Renstra is the agency's five-year plan.
type Renstra struct {
	Judul         string          `json:"judul,omitempty"`
	TahunAwal     int             `json:"tahun_awal"`
	TahunAkhir    int             `json:"tahun_akhir"`
	Visi          string          `json:"visi,omitempty"`
	Misi          []Misi          `json:"misi,omitempty"`
	Tujuan        []Tujuan        `json:"tujuan,omitempty"`
	Sasaran       []Sasaran       `json:"sasaran,omitempty"`
	Strategi      []Strategi      `json:"strategi,omitempty"`
	ArahKebijakan []ArahKebijakan `json:"arah_kebijakan,omitempty"`
	Program       []ProgramMisi   `json:"program,omitempty"`
	Kolom         []KolomRenstra  `json:"kolom,omitempty"`
}

// Misi is a mission of the kabupaten.
type Misi struct {
	ID       string `json:"id"`
	Teks     string `json:"teks"`
	Didukung bool   `json:"didukung,omitempty"`
}

// Tujuan is a goal under a misi.
type Tujuan struct {
	ID   string `json:"id"`
	Misi string `json:"misi"`
	Teks string `json:"teks"`
}

// Sasaran is a strategic objective under a tujuan.
type Sasaran struct {
	ID     string `json:"id"`
	Tujuan string `json:"tujuan"`
	Nama   string `json:"nama"`
}

// Strategi belongs to a sasaran.
type Strategi struct {
	Sasaran string `json:"sasaran"`
	Teks    string `json:"teks"`
}

// ArahKebijakan belongs to a sasaran.
type ArahKebijakan struct {
	Sasaran string `json:"sasaran"`
	Teks    string `json:"teks"`
}

// ProgramMisi says which misi a program serves.
type ProgramMisi struct {
	Kode string `json:"kode"`
	Nama string `json:"nama"`
	Misi string `json:"misi"`
}

// KolomRenstra are an indicator's columns in the plan. Indikator is its kunci;
// Tahunan has the year as name: {"2021": "98.00"}.
type KolomRenstra struct {
	Indikator string        `json:"indikator"`
	Awal      Angka         `json:"awal,omitzero"`
	Tahunan   map[int]Angka `json:"tahunan,omitempty"`
	Akhir     *Target       `json:"akhir,omitempty"`
}

// FromRenstra is the shape of a plan.
func FromRenstra(r sakip.Renstra) Renstra {
	return Renstra{
		Judul: r.Judul, TahunAwal: r.TahunAwal, TahunAkhir: r.TahunAkhir, Visi: r.Visi,
		Misi:          petakan(r.Misi, func(m sakip.Misi) Misi { return Misi(m) }),
		Tujuan:        petakan(r.Tujuan, func(t sakip.Tujuan) Tujuan { return Tujuan(t) }),
		Sasaran:       petakan(r.Sasaran, func(s sakip.Sasaran) Sasaran { return Sasaran(s) }),
		Strategi:      petakan(r.Strategi, func(s sakip.Strategi) Strategi { return Strategi(s) }),
		ArahKebijakan: petakan(r.ArahKebijakan, func(a sakip.ArahKebijakan) ArahKebijakan { return ArahKebijakan(a) }),
		Program:       petakan(r.Program, func(p sakip.ProgramMisi) ProgramMisi { return ProgramMisi(p) }),
		Kolom: petakan(r.Kolom, func(k sakip.KolomRenstra) KolomRenstra {
			return KolomRenstra{Indikator: k.Indikator, Awal: AngkaDariAda(k.Awal), Tahunan: petaAngka(k.Tahunan), Akhir: fromTargetAda(k.Akhir)}
		}),
	}
}

// Domain is the plan that the shape says.
func (w Renstra) Domain(l *fault.List) sakip.Renstra {
	return sakip.Renstra{
		Judul: w.Judul, TahunAwal: w.TahunAwal, TahunAkhir: w.TahunAkhir, Visi: w.Visi,
		Misi:          petakan(w.Misi, func(m Misi) sakip.Misi { return sakip.Misi(m) }),
		Tujuan:        petakan(w.Tujuan, func(t Tujuan) sakip.Tujuan { return sakip.Tujuan(t) }),
		Sasaran:       petakan(w.Sasaran, func(s Sasaran) sakip.Sasaran { return sakip.Sasaran(s) }),
		Strategi:      petakan(w.Strategi, func(s Strategi) sakip.Strategi { return sakip.Strategi(s) }),
		ArahKebijakan: petakan(w.ArahKebijakan, func(a ArahKebijakan) sakip.ArahKebijakan { return sakip.ArahKebijakan(a) }),
		Program:       petakan(w.Program, func(p ProgramMisi) sakip.ProgramMisi { return sakip.ProgramMisi(p) }),
		Kolom: daftar(l, "kolom", w.Kolom, func(k KolomRenstra, l *fault.List) sakip.KolomRenstra {
			return sakip.KolomRenstra{Indikator: k.Indikator, Awal: k.Awal.Kanonik("awal", l),
				Tahunan: petaDesimal("tahunan", k.Tahunan, l), Akhir: k.Akhir.domainAda("akhir", l)}
		}),
	}
}
