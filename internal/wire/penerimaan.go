package wire

import (
	"time"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// Penerimaan is a finding that somebody accepted with a reason. Pada is UTC.
type Penerimaan struct {
	Temuan string    `json:"temuan"`
	Aturan string    `json:"aturan"`
	Pesan  string    `json:"pesan"`
	Alasan string    `json:"alasan"`
	Oleh   string    `json:"oleh"`
	Nama   string    `json:"nama"`
	Pada   time.Time `json:"pada"`
}

// FromPenerimaan is the shape of an acceptance; its time is cut to whole seconds of UTC.
func FromPenerimaan(p sakip.Penerimaan) Penerimaan {
	p.Pada = detik(p.Pada)
	return Penerimaan(p)
}

// Domain is the acceptance that the shape says.
func (w Penerimaan) Domain(*fault.List) sakip.Penerimaan {
	w.Pada = detik(w.Pada)
	return sakip.Penerimaan(w)
}
