package sakip

import (
	"slices"
	"strings"

	"capaian/internal/fault"
)

// Tahap is one step of a figure on its way from a draft to a final one.
type Tahap string

const (
	Simpan      Tahap = "simpan" // kept, not handed in
	Ajukan      Tahap = "ajukan"
	Tarik       Tahap = "tarik"
	Kembalikan  Tahap = "kembalikan"
	Verifikasi  Tahap = "verifikasi"
	Finalkan    Tahap = "finalkan"
	BukaKembali Tahap = "buka_kembali"
)

// SemuaTahap lists the steps in the order of a figure's way.
var SemuaTahap = []Tahap{Simpan, Ajukan, Tarik, Kembalikan, Verifikasi, Finalkan, BukaKembali}

// Belum is the status of a figure that nobody has entered.
const Belum Status = ""

// SemuaStatus lists the statuses in the order of a figure's way.
var SemuaStatus = []Status{Belum, Draf, Diajukan, Dikembalikan, Diverifikasi, Final}

// Terkunci tells whether nobody enters a figure of this status: it was found right.
func (s Status) Terkunci() bool { return s == Diverifikasi || s == Final }

var (
	terbuka = []Status{Belum, Draf, Diajukan, Dikembalikan}
	pengisi = []Peran{Operator, Verifikator}
)

// alur is the whole state machine: what each step makes of which status, and by whom.
var alur = map[Tahap]struct {
	dari []Status
	ke   Status
	oleh []Peran
}{
	Simpan:      {terbuka, Draf, pengisi},
	Ajukan:      {terbuka, Diajukan, pengisi},
	Tarik:       {[]Status{Diajukan}, Draf, pengisi},
	Kembalikan:  {[]Status{Diajukan, Diverifikasi}, Dikembalikan, []Peran{Verifikator}},
	Verifikasi:  {[]Status{Diajukan}, Diverifikasi, []Peran{Verifikator}},
	Finalkan:    {[]Status{Diverifikasi}, Final, []Peran{Kepala}},
	BukaKembali: {[]Status{Diverifikasi, Final}, Diajukan, []Peran{Admin}},
}

// keadaan is a status in a sentence about a figure, and who moves it on.
var keadaan = map[Status]struct{ teks, pembuka string }{
	Belum:        {"belum diisi", "operator unitnya atau verifikator, dengan mengisinya"},
	Draf:         {"masih draf", "operator unitnya atau verifikator, dengan mengajukannya"},
	Diajukan:     {"sedang diajukan", "verifikator, dengan memverifikasi atau mengembalikannya"},
	Dikembalikan: {"sedang dikembalikan untuk diperbaiki", "operator unitnya atau verifikator, dengan mengajukannya lagi"},
	Diverifikasi: {"sudah diverifikasi", "verifikator, dengan mengembalikannya; admin kabupaten, dengan alasan"},
	Final:        {"sudah final", "admin kabupaten, dengan alasan"},
}

// Lanjut is where a step by a role leads from a status. apa names the figure in the refusal.
// Codes: Forbidden for a role that never takes the step; Locked for a status that it does
// not start from, with who can change that.
func Lanjut(dari Status, l Tahap, p Peran, apa string) (Status, error) {
	a := alur[l]
	if !slices.Contains(a.oleh, p) {
		var oleh []string
		for _, p := range a.oleh {
			oleh = append(oleh, string(p))
		}
		return dari, fault.New(fault.Forbidden, strings.Join(oleh, ", "))
	}
	if !slices.Contains(a.dari, dari) {
		return dari, fault.New(fault.Locked, apa+" "+keadaan[dari].teks, keadaan[dari].pembuka)
	}
	return a.ke, nil
}

// Alur is how far a figure has come, and by whom.
type Alur struct {
	Status        Status
	Catatan       string // of who returned it; stays until it is verified
	DibukaKembali string // why it was reopened; stays until it is final
	Pengisi       string // sub of who entered it last; "" of what was loaded
	Pemeriksa     string // sub of who verified it
	Sebelum       int64  // Versi of the state before this one, 0 for none: links the states in the audit chain
}

// Perbaikan tells whether the figure came back to its author once it was handed in.
func (a Alur) Perbaikan() bool { return a.Catatan != "" || a.DibukaKembali != "" }

// PeriksaSendiri tells whether who entered the figure has verified it as well.
func (a Alur) PeriksaSendiri() bool { return a.Pengisi != "" && a.Pengisi == a.Pemeriksa }

// Lanjutkan is the figure's way after one more step by a person. teks is the note of a
// return or the reason of a reopening, which need one. Codes: as Lanjut; Required and
// TooLarge for teks.
func (a Alur) Lanjutkan(l Tahap, o Orang, teks, apa string) (Alur, error) {
	ke, err := Lanjut(a.Status, l, o.Peran, apa)
	if err != nil {
		return a, err
	}
	field := map[Tahap]string{Kembalikan: "catatan", BukaKembali: "alasan"}[l]
	teks = strings.TrimSpace(teks)
	if field != "" {
		if err := wajib(field, teks); err != nil {
			return a, err
		}
	}
	a.Status = ke
	switch l {
	case Simpan, Ajukan:
		a.Pengisi, a.Pemeriksa = o.Sub, ""
	case Kembalikan:
		a.Catatan, a.Pemeriksa = teks, ""
	case Verifikasi:
		a.Catatan, a.Pemeriksa = "", o.Sub
	case Finalkan:
		a.DibukaKembali = ""
	case BukaKembali:
		a.DibukaKembali, a.Pemeriksa = teks, ""
	}
	return a, nil
}

// Alur is how far the report has come.
func (r Realisasi) Alur() Alur {
	return Alur{r.Status, r.Catatan, r.DibukaKembali, r.Pengisi, r.Pemeriksa, r.Sebelum}
}

// DenganAlur is the report at another place of its way.
func (r Realisasi) DenganAlur(a Alur) Realisasi {
	r.Status, r.Catatan, r.DibukaKembali, r.Pengisi, r.Pemeriksa, r.Sebelum = a.Status, a.Catatan, a.DibukaKembali, a.Pengisi, a.Pemeriksa, a.Sebelum
	return r
}

// Alur is how far what was spent has come.
func (r RealisasiAnggaran) Alur() Alur {
	return Alur{r.Status, r.Catatan, r.DibukaKembali, r.Pengisi, r.Pemeriksa, r.Sebelum}
}

// DenganAlur is what was spent at another place of its way.
func (r RealisasiAnggaran) DenganAlur(a Alur) RealisasiAnggaran {
	r.Status, r.Catatan, r.DibukaKembali, r.Pengisi, r.Pemeriksa, r.Sebelum = a.Status, a.Catatan, a.DibukaKembali, a.Pengisi, a.Pemeriksa, a.Sebelum
	return r
}
