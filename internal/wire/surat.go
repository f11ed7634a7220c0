package wire

import (
	"time"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// Surat is a notice that waits to be sent.
type Surat struct {
	ID       string    `json:"id"`
	Jenis    string    `json:"jenis"`
	Triwulan int       `json:"triwulan"`
	Unit     string    `json:"unit,omitempty"`
	Apa      string    `json:"apa,omitempty"`
	Halaman  string    `json:"halaman,omitempty"`
	Catatan  string    `json:"catatan,omitempty"`
	Oleh     string    `json:"oleh"`
	Waktu    time.Time `json:"waktu"`

	Batas sakip.Tanggal `json:"batas,omitempty"`
	Belum int           `json:"belum,omitempty"`
	Wajib int           `json:"wajib,omitempty"`
}

// FromSurat is the shape of a notice.
func FromSurat(s sakip.Surat) Surat { return Surat(s) }

// Domain is the notice that the shape says.
func (w Surat) Domain(*fault.List) sakip.Surat { return sakip.Surat(w) }

// Terkirim is that a notice was sent, and when.
type Terkirim struct {
	ID    string    `json:"id"`
	Waktu time.Time `json:"waktu"`
}
