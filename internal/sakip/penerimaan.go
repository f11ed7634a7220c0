package sakip

import (
	"time"

	"capaian/internal/fault"
)

// Penerimaan is a finding of the review that somebody accepts as it stands, with the reason.
// It holds as long as the finding does: another value there is another finding.
type Penerimaan struct {
	Temuan string // its id
	Aturan string
	Pesan  string // what the finding said when it was accepted
	Alasan string
	Oleh   string // sub of who accepted it
	Nama   string // and the name, as reports print it
	Pada   time.Time
}

// Validasi lists every fault.
func (p Penerimaan) Validasi() error {
	var l fault.List
	l.Add("", ValidasiID("temuan", p.Temuan))
	l.Add("", wajib("alasan", p.Alasan))
	l.Add("", panjang("alasan", p.Alasan))
	return l.Err()
}
