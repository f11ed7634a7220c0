package wire

import (
	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// Orang is who a token's sub stands for.
type Orang struct {
	Sub       string      `json:"sub"`
	Nama      string      `json:"nama"`
	Peran     sakip.Peran `json:"peran"`
	Kabupaten string      `json:"kabupaten"`
	OPD       string      `json:"opd,omitempty"`
	Unit      string      `json:"unit,omitempty"`
	Surel     string      `json:"surel,omitempty"`
	Nonaktif  bool        `json:"nonaktif,omitempty"`
}

// FromOrang is the shape of a person's record.
func FromOrang(o sakip.Orang) Orang { return Orang(o) }

// Domain is the record that the shape says.
func (w Orang) Domain(*fault.List) sakip.Orang { return sakip.Orang(w) }

// Kabupaten is what its agencies share.
type Kabupaten struct {
	ID   string `json:"id"`
	Nama string `json:"nama"`
	Zona string `json:"zona,omitempty"`
}

// FromKabupaten is the shape of a kabupaten.
func FromKabupaten(k sakip.Kabupaten) Kabupaten { return Kabupaten(k) }

// Domain is the kabupaten that the shape says.
func (w Kabupaten) Domain(*fault.List) sakip.Kabupaten { return sakip.Kabupaten(w) }
