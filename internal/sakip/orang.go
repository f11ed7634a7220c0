package sakip

import (
	"net/mail"

	"capaian/internal/fault"
)

// Peran is what a person may be; the rights of each are in service.
type Peran string

const (
	Operator    Peran = "operator"    // of a bidang or UPTD: its own unit's figures
	Verifikator Peran = "verifikator" // of the sekretariat: verifies and plans
	Kepala      Peran = "kepala"      // of the agency: approves and publishes
	Bappeda     Peran = "bappeda"     // of the kabupaten: calendar, presets, progress
	Inspektorat Peran = "inspektorat" // of the kabupaten: reads everything, audit included
	Admin       Peran = "admin"       // of the kabupaten: agencies, units, people
)

// SemuaPeran lists the roles of people who sign in.
var SemuaPeran = []Peran{Operator, Verifikator, Kepala, Bappeda, Inspektorat, Admin}

// Orang is who a token's sub stands for. What a person may do comes from this record
// alone, never from the token.
type Orang struct {
	Sub       string
	Nama      string
	Peran     Peran
	Kabupaten string
	OPD       string // "" for roles of the kabupaten
	Unit      string // for operators
	Surel     string // e-mail address for notices; "" gets none
	Nonaktif  bool
}

// SeKabupaten tells whether the role acts for a whole kabupaten.
func (p Peran) SeKabupaten() bool { return p == Bappeda || p == Inspektorat || p == Admin }

// Validasi lists every fault of the record.
func (o Orang) Validasi() error {
	var l fault.List
	l.Add("", ValidasiID("sub", o.Sub))
	if o.Sub == "sistem" || o.Sub == "publik" {
		l.Add("", fault.At("sub", fault.Invalid, "Nama ini dipakai sistem pada jejak audit; pilih yang lain."))
	}
	l.Add("", wajib("nama", o.Nama))
	if o.Peran == "" {
		l.Add("", fault.At("peran", fault.Required))
	} else {
		pilihan(&l, "peran", o.Peran, SemuaPeran...)
	}
	l.Add("", ValidasiID("kabupaten", o.Kabupaten))
	if o.Peran.SeKabupaten() != (o.OPD == "") {
		l.Add("", fault.At("opd", fault.Invalid, "Perangkat daerah diisi untuk operator, verifikator dan kepala; dikosongkan untuk peran kabupaten."))
	}
	if (o.Peran == Operator) != (o.Unit != "") {
		l.Add("", fault.At("unit", fault.Invalid, "Unit diisi untuk operator saja."))
	}
	if a, err := mail.ParseAddress(o.Surel); o.Surel != "" && (err != nil || a.Address != o.Surel || len(o.Surel) > 254) {
		l.Add("", fault.At("surel", fault.Invalid, "Tulis alamat surel seperti nama@contoh.go.id."))
	}
	return l.Err()
}

// Kabupaten is what its agencies share.
type Kabupaten struct{ ID, Nama, Zona string }

// Validasi lists every fault of the record.
func (k Kabupaten) Validasi() error {
	var l fault.List
	l.Add("", ValidasiID("id", k.ID))
	l.Add("", wajib("nama", k.Nama))
	return l.Err()
}
