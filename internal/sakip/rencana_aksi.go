package sakip

import "capaian/internal/fault"

// RencanaAksi is what is planned for one indicator in one quarter: its target and
// the steps towards it. Target is that of the quarter alone; TargetSD, when set, that
// up to the quarter.
type RencanaAksi struct {
	Indikator string
	Triwulan  int
	Target    *Target
	TargetSD  *Target
	Langkah   []Langkah
}

// Langkah is one step with who does it and when.
type Langkah struct {
	Uraian  string
	PIC     string
	Mulai   Tanggal
	Selesai Tanggal
}

// Kosong tells whether nothing is planned for the quarter.
func (r RencanaAksi) Kosong() bool {
	return r.Target == nil && r.TargetSD == nil && len(r.Langkah) == 0
}

// Validasi lists every fault of the plan of one quarter.
func (r RencanaAksi) Validasi() error {
	var l fault.List
	l.Add("", ValidasiID("indikator", r.Indikator))
	pilihan(&l, "triwulan", r.Triwulan, 1, 2, 3, 4)
	if r.Target != nil {
		l.Add("target", r.Target.Validasi())
	}
	if r.TargetSD != nil {
		l.Add("target_sd", r.TargetSD.Validasi())
	}
	for i, s := range r.Langkah {
		f := at("langkah", i)
		l.Add(f, wajib("uraian", s.Uraian))
		l.Add(f, s.Mulai.validasi("mulai", false))
		l.Add(f, s.Selesai.validasi("selesai", false))
		if s.Selesai != "" && s.Mulai > s.Selesai {
			l.Add("", fault.At(f+".selesai", fault.Invalid, "Tanggal selesai mendahului tanggal mulai."))
		}
	}
	return l.Err()
}
