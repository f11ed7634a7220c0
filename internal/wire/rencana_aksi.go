package wire

import (
	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// RencanaAksi is what is planned for one indicator in one quarter (1…4). Target is
// that of the quarter alone, TargetSD that up to the quarter.
type RencanaAksi struct {
	Indikator string    `json:"indikator"`
	Triwulan  int       `json:"triwulan"`
	Target    *Target   `json:"target,omitempty"`
	TargetSD  *Target   `json:"target_sd,omitempty"`
	Langkah   []Langkah `json:"langkah,omitempty"`
}

// Langkah is one step with who does it and when.
type Langkah struct {
	Uraian  string        `json:"uraian"`
	PIC     string        `json:"pic,omitempty"`
	Mulai   sakip.Tanggal `json:"mulai,omitempty"`
	Selesai sakip.Tanggal `json:"selesai,omitempty"`
}

// FromRencanaAksi is the shape of a quarter's plan.
func FromRencanaAksi(r sakip.RencanaAksi) RencanaAksi {
	return RencanaAksi{Indikator: r.Indikator, Triwulan: r.Triwulan, Target: fromTargetAda(r.Target), TargetSD: fromTargetAda(r.TargetSD),
		Langkah: petakan(r.Langkah, func(s sakip.Langkah) Langkah { return Langkah(s) })}
}

// Domain is the plan that the shape says.
func (w RencanaAksi) Domain(l *fault.List) sakip.RencanaAksi {
	return sakip.RencanaAksi{Indikator: w.Indikator, Triwulan: w.Triwulan,
		Target: w.Target.domainAda("target", l), TargetSD: w.TargetSD.domainAda("target_sd", l),
		Langkah: petakan(w.Langkah, func(s Langkah) sakip.Langkah { return sakip.Langkah(s) })}
}
