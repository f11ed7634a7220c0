package sakip

import "time"

// What a notice tells of.
const (
	SuratDiajukan     = "diajukan"
	SuratDikembalikan = "dikembalikan"
	SuratDibuka       = "dibuka_kembali"
	SuratFinal        = "final"

	// Reminders of a day that comes.
	IngatPengisian  = "ingat_pengisian"
	IngatVerifikasi = "ingat_verifikasi"
	IngatLaporan    = "ingat_laporan"
)

// Surat is a notice that waits to be sent by e-mail. It names no recipient and no figure's
// value: who gets it is looked up when it is sent.
type Surat struct {
	ID       string
	Jenis    string
	Triwulan int
	Unit     string // whose figures; "" for the whole agency's
	Apa      string // which figure; "" for several
	Halaman  string // the figure's page below the agency-year's; "" for none
	Catatan  string // the note of a return, the reason of a reopening
	Oleh     string // who did it, by name
	Waktu    time.Time

	// Of a reminder.
	Batas Tanggal // the day
	Belum int     // figures that somebody has yet to do something about, of Wajib
	Wajib int
}

// Pengingat tells whether the notice is a reminder of a day that comes.
func (s Surat) Pengingat() bool { return s.Batas != "" }

// umurSurat is how long a notice is worth sending: what a restored table or an old stream
// brings again is not.
const umurSurat = 48 * time.Hour

// Basi tells whether the notice is too old to be sent.
func (s Surat) Basi(kini time.Time) bool { return kini.Sub(s.Waktu) > umurSurat }

// Penerima are those of an agency's people who get the notice: the unit's operators of what
// came back to them, verifikator of what waits for them, and of a final quarter the head.
// Reminders go to who can still do something: the unit's operators while it enters, verifikator
// while figures are verified, the head before the reports are made.
func (s Surat) Penerima(semua []Orang, opd string) []Orang {
	var out []Orang
	for _, o := range semua {
		if o.OPD != opd || o.Nonaktif || o.Surel == "" {
			continue
		}
		unit := o.Peran == Operator && (s.Unit == "" || o.Unit == s.Unit)
		periksa := o.Peran == Verifikator
		if map[string]bool{SuratDiajukan: periksa, SuratDikembalikan: unit, SuratDibuka: unit || periksa,
			SuratFinal: periksa || o.Peran == Kepala, IngatPengisian: unit,
			IngatVerifikasi: periksa, IngatLaporan: o.Peran == Kepala}[s.Jenis] {
			out = append(out, o)
		}
	}
	return out
}
