package wire

import (
	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// OPD is the profile of an agency with its units, officials and bidang urusan.
type OPD struct {
	ID         string    `json:"id"`
	Kabupaten  string    `json:"kabupaten"`
	Nama       string    `json:"nama"`
	Singkatan  string    `json:"singkatan,omitempty"`
	Daerah     string    `json:"daerah,omitempty"`
	Zona       string    `json:"zona"`
	DasarHukum string    `json:"dasar_hukum,omitempty"`
	Sintetis   bool      `json:"sintetis,omitempty"`
	Urusan     []Urusan  `json:"urusan,omitempty"`
	Unit       []Unit    `json:"unit,omitempty"`
	Pejabat    []Pejabat `json:"pejabat,omitempty"`
}

// Urusan is a bidang urusan of the agency.
type Urusan struct {
	Kode      string `json:"kode"`
	Nama      string `json:"nama"`
	Singkatan string `json:"singkatan,omitempty"`
}

// Unit is a part of the agency.
type Unit struct {
	ID    string `json:"id"`
	Nama  string `json:"nama"`
	Jenis string `json:"jenis,omitempty"`
}

// Pejabat is an official in an office from a day on.
type Pejabat struct {
	ID      string        `json:"id"`
	Nama    string        `json:"nama"`
	NIP     string        `json:"nip,omitempty"`
	Pangkat string        `json:"pangkat,omitempty"`
	Jabatan string        `json:"jabatan"`
	Unit    string        `json:"unit,omitempty"`
	Status  string        `json:"status,omitempty"`
	Mulai   sakip.Tanggal `json:"mulai,omitempty"`
	Selesai sakip.Tanggal `json:"selesai,omitempty"`
}

// FromOPD is the shape of an agency's profile.
func FromOPD(o sakip.PerangkatDaerah) OPD {
	return OPD{
		ID: o.ID, Kabupaten: o.Kabupaten, Nama: o.Nama, Singkatan: o.Singkatan, Daerah: o.Daerah,
		Zona: o.Zona, DasarHukum: o.DasarHukum, Sintetis: o.Sintetis,
		Urusan:  petakan(o.Urusan, func(u sakip.Urusan) Urusan { return Urusan(u) }),
		Unit:    petakan(o.Unit, func(u sakip.Unit) Unit { return Unit(u) }),
		Pejabat: petakan(o.Pejabat, func(p sakip.Pejabat) Pejabat { return Pejabat(p) }),
	}
}

// Domain is the profile that the shape says.
func (w OPD) Domain(*fault.List) sakip.PerangkatDaerah {
	return sakip.PerangkatDaerah{
		ID: w.ID, Kabupaten: w.Kabupaten, Nama: w.Nama, Singkatan: w.Singkatan, Daerah: w.Daerah,
		Zona: w.Zona, DasarHukum: w.DasarHukum, Sintetis: w.Sintetis,
		Urusan:  petakan(w.Urusan, func(u Urusan) sakip.Urusan { return sakip.Urusan(u) }),
		Unit:    petakan(w.Unit, func(u Unit) sakip.Unit { return sakip.Unit(u) }),
		Pejabat: petakan(w.Pejabat, func(p Pejabat) sakip.Pejabat { return sakip.Pejabat(p) }),
	}
}
