package wire

import (
	"time"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// LKE is what an evaluation sheet says of itself, without its answers. Times are UTC.
type LKE struct {
	OPD      string          `json:"opd"`
	Tahun    int             `json:"tahun"`
	Kriteria string          `json:"kriteria"`
	Status   sakip.StatusLKE `json:"status"`
	Langkah  []LangkahLKE    `json:"langkah,omitempty"`
	LHE      LHE             `json:"lhe,omitzero"`
}

// LangkahLKE is one step that the sheet has taken.
type LangkahLKE struct {
	Tahap sakip.TahapLKE `json:"tahap"`
	Teks  string         `json:"teks,omitempty"`
	Oleh  string         `json:"oleh"`
	Nama  string         `json:"nama"`
	Pada  time.Time      `json:"pada"`
}

// LHE is the report of the evaluation.
type LHE struct {
	Nomor   string        `json:"nomor"`
	Tanggal sakip.Tanggal `json:"tanggal"`
}

// FromLKE is the shape of a sheet; times are cut to whole seconds of UTC.
func FromLKE(k sakip.LKE) LKE {
	return LKE{k.OPD, k.Tahun, k.Kriteria, k.Status, petakan(k.Langkah, func(s sakip.LangkahLKE) LangkahLKE {
		s.Pada = detik(s.Pada)
		return LangkahLKE(s)
	}), LHE(k.LHE)}
}

// Domain is the sheet that the shape says, without answers.
func (w LKE) Domain(*fault.List) sakip.LKE {
	return sakip.LKE{OPD: w.OPD, Tahun: w.Tahun, Kriteria: w.Kriteria, Status: w.Status, LHE: sakip.LHE(w.LHE),
		Langkah: petakan(w.Langkah, func(s LangkahLKE) sakip.LangkahLKE {
			s.Pada = detik(s.Pada)
			return sakip.LangkahLKE(s)
		})}
}

// JawabanLKE is what one side says of one thing of the sheet. Times are UTC.
type JawabanLKE struct {
	Butir   string                `json:"butir"`
	Jawaban sakip.JawabanKriteria `json:"jawaban,omitempty"`
	Gradasi string                `json:"gradasi,omitempty"`
	Catatan string                `json:"catatan,omitempty"`
	Bukti   []string              `json:"bukti,omitempty"`
	Rujukan []Rujukan             `json:"rujukan,omitempty"`
	Usulan  *UsulanLKE            `json:"usulan,omitempty"`
	Oleh    string                `json:"oleh"`
	Nama    string                `json:"nama"`
	Pada    time.Time             `json:"pada"`
}

// Rujukan points to a thing of the year.
type Rujukan struct {
	Jenis sakip.JenisRujukan `json:"jenis"`
	ID    string             `json:"id,omitempty"`
}

// UsulanLKE is what the data prove of a criterion.
type UsulanLKE struct {
	Jawaban sakip.JawabanKriteria `json:"jawaban"`
	Fakta   []FaktaLKE            `json:"fakta"`
}

// FaktaLKE is one thing that the data say: so for n of m things.
type FaktaLKE struct {
	Teks    string        `json:"teks"`
	N       int           `json:"n"`
	M       int           `json:"m,omitempty"`
	Tanggal sakip.Tanggal `json:"tanggal,omitempty"`
	Cukup   bool          `json:"cukup"`
	Rujukan Rujukan       `json:"rujukan"`
}

// FromUsulanLKE is the shape of what the data prove.
func FromUsulanLKE(u sakip.UsulanLKE) UsulanLKE {
	return UsulanLKE{u.Jawaban, petakan(u.Fakta, func(f sakip.FaktaLKE) FaktaLKE {
		return FaktaLKE{f.Teks, f.N, f.M, f.Tanggal, f.Cukup, Rujukan(f.Rujukan)}
	})}
}

func (w UsulanLKE) domain() sakip.UsulanLKE {
	return sakip.UsulanLKE{Jawaban: w.Jawaban, Fakta: petakan(w.Fakta, func(f FaktaLKE) sakip.FaktaLKE {
		return sakip.FaktaLKE{Teks: f.Teks, N: f.N, M: f.M, Tanggal: f.Tanggal, Cukup: f.Cukup, Rujukan: sakip.Rujukan(f.Rujukan)}
	})}
}

// FromJawabanLKE is the shape of an answer; times are cut to whole seconds of UTC.
func FromJawabanLKE(j sakip.JawabanLKE) JawabanLKE {
	w := JawabanLKE{Butir: j.Butir, Jawaban: j.Jawaban, Gradasi: j.Gradasi, Catatan: j.Catatan, Bukti: j.Bukti,
		Rujukan: petakan(j.Rujukan, func(r sakip.Rujukan) Rujukan { return Rujukan(r) }), Oleh: j.Oleh, Nama: j.Nama, Pada: detik(j.Pada)}
	if j.Usulan != nil {
		u := FromUsulanLKE(*j.Usulan)
		w.Usulan = &u
	}
	return w
}

// Domain is the answer that the shape says.
func (w JawabanLKE) Domain(*fault.List) sakip.JawabanLKE {
	j := sakip.JawabanLKE{Butir: w.Butir, Jawaban: w.Jawaban, Gradasi: w.Gradasi, Catatan: w.Catatan, Bukti: w.Bukti,
		Rujukan: petakan(w.Rujukan, func(r Rujukan) sakip.Rujukan { return sakip.Rujukan(r) }), Oleh: w.Oleh, Nama: w.Nama, Pada: detik(w.Pada)}
	if w.Usulan != nil {
		u := w.Usulan.domain()
		j.Usulan = &u
	}
	return j
}

// SaranLKE is a recommendation of who evaluates. Times are UTC.
type SaranLKE struct {
	ID       string        `json:"id"`
	Kriteria string        `json:"kriteria"`
	Uraian   string        `json:"uraian"`
	Tenggat  sakip.Tanggal `json:"tenggat"`
	Oleh     string        `json:"oleh"`
	Nama     string        `json:"nama"`
	Pada     time.Time     `json:"pada"`
}

// FromSaranLKE is the shape of a recommendation; times are cut to whole seconds of UTC.
func FromSaranLKE(s sakip.SaranLKE) SaranLKE {
	s.Pada = detik(s.Pada)
	return SaranLKE(s)
}

// Domain is the recommendation that the shape says.
func (w SaranLKE) Domain(*fault.List) sakip.SaranLKE {
	w.Pada = detik(w.Pada)
	return sakip.SaranLKE(w)
}
