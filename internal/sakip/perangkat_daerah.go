package sakip

import (
	"regexp"
	"time"

	"capaian/internal/fault"
)

// PerangkatDaerah is an agency (OPD) of a kabupaten or kota.
type PerangkatDaerah struct {
	ID         string
	Kabupaten  string // id of the kabupaten or kota
	Nama       string
	Singkatan  string
	Daerah     string // as printed: "Kabupaten Trenggalek"
	Zona       string // WIB, WITA or WIT
	DasarHukum string // the regulation that sets its duties
	Sintetis   bool   // made up, and shown as such everywhere
	Urusan     []Urusan
	Unit       []Unit
	Pejabat    []Pejabat
}

// Urusan is a bidang urusan that the agency carries, in the order of its report.
type Urusan struct{ Kode, Nama, Singkatan string }

// Unit is a part of the agency that enters and answers for figures: sekretariat,
// bidang, UPTD.
type Unit struct{ ID, Nama, Jenis string }

// Pejabat is an official in an office from a day on. Status "" is definitive; Plt.
// (pelaksana tugas) and Plh. (pelaksana harian) stand before the title in print.
type Pejabat struct {
	ID      string
	Nama    string // with titles, as signed
	NIP     string
	Pangkat string
	Jabatan string
	Unit    string // "" is the head of the agency or somebody above it
	Status  string // "", "Plt.", "Plh."
	Mulai   Tanggal
	Selesai Tanggal // last day; "" is still in office
}

// Menjabat tells whether the official held the office on a day.
func (p Pejabat) Menjabat(pada Tanggal) bool {
	return (p.Mulai == "" || p.Mulai <= pada) && (p.Selesai == "" || pada <= p.Selesai)
}

// Sebutan is the title as it stands above a signature.
func (p Pejabat) Sebutan() string {
	if p.Status == "" {
		return p.Jabatan
	}
	return p.Status + " " + p.Jabatan
}

// Kepala is who headed the agency on a day: the definitive head, else Plt., else Plh.
func (o PerangkatDaerah) Kepala(pada Tanggal) (Pejabat, bool) { return o.KepalaUnit("", pada) }

// KepalaUnit is who headed a unit on a day, by the same order.
func (o PerangkatDaerah) KepalaUnit(unit string, pada Tanggal) (Pejabat, bool) {
	for _, status := range []string{"", "Plt.", "Plh."} {
		for _, p := range o.Pejabat {
			if p.Unit == unit && p.Status == status && p.Menjabat(pada) {
				return p, true
			}
		}
	}
	return Pejabat{}, false
}

// TanpaKepala are the stretches of days from one day to another, both included, on which
// nobody headed the agency.
func (o PerangkatDaerah) TanpaKepala(dari, sampai time.Time) [][2]Tanggal {
	var out [][2]Tanggal
	lowong := false
	for d := dari; !d.After(sampai); d = d.AddDate(0, 0, 1) {
		hari := TanggalDari(d)
		_, ada := o.Kepala(hari)
		switch {
		case ada:
			lowong = false
		case lowong:
			out[len(out)-1][1] = hari
		default:
			out, lowong = append(out, [2]Tanggal{hari, hari}), true
		}
	}
	return out
}

// NamaUnit is the unit's name, or its id when it is not listed.
func (o PerangkatDaerah) NamaUnit(id string) string {
	for _, u := range o.Unit {
		if u.ID == id {
			return u.Nama
		}
	}
	return id
}

var polaNIP = regexp.MustCompile(`^\d{8} ?\d{6} ?\d ?\d{3}$`)

// Validasi lists every fault of the profile.
func (o PerangkatDaerah) Validasi() error {
	var l fault.List
	l.Add("", ValidasiID("id", o.ID))
	l.Add("", ValidasiID("kabupaten", o.Kabupaten))
	l.Add("", wajib("nama", o.Nama))
	if o.Zona != "WIB" && o.Zona != "WITA" && o.Zona != "WIT" {
		l.Add("", fault.At("zona", fault.Invalid, "Zona waktu harus WIB, WITA atau WIT."))
	}
	unit := unik{jenis: "unit", l: &l}
	for i, u := range o.Unit {
		f := at("unit", i)
		l.Add(f, ValidasiID("id", u.ID))
		l.Add(f, wajib("nama", u.Nama))
		unit.tambah(f+".id", u.ID)
	}
	orang := unik{jenis: "pejabat", l: &l}
	for i, p := range o.Pejabat {
		f := at("pejabat", i)
		l.Add(f, ValidasiID("id", p.ID))
		l.Add(f, wajib("nama", p.Nama))
		l.Add(f, wajib("jabatan", p.Jabatan))
		l.Add(f, p.Mulai.validasi("mulai", false))
		l.Add(f, p.Selesai.validasi("selesai", false))
		orang.tambah(f+".id", p.ID)
		if p.NIP != "" && !polaNIP.MatchString(p.NIP) {
			l.Add("", fault.At(f+".nip", fault.Invalid, "NIP terdiri dari 18 digit."))
		}
		if p.Status != "" && p.Status != "Plt." && p.Status != "Plh." {
			l.Add("", fault.At(f+".status", fault.Invalid, "Status pejabat: kosong, Plt. atau Plh."))
		}
		if p.Selesai != "" && p.Mulai > p.Selesai {
			l.Add("", fault.At(f+".selesai", fault.Invalid, "Tanggal selesai mendahului tanggal mulai."))
		}
		if p.Unit != "" && !unit.ada(p.Unit) {
			l.Add("", fault.At(f+".unit", fault.Unknown, "Unit", p.Unit))
		}
	}
	return l.Err()
}
