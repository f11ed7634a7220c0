package wire

import (
	"time"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// BerkasTerbit is one published file. Times are UTC.
type BerkasTerbit struct {
	Peran       sakip.PeranBerkas   `json:"peran"`
	Format      sakip.FormatLaporan `json:"format"`
	Nama        string              `json:"nama"`
	Objek       string              `json:"objek,omitempty"`
	Ukuran      int64               `json:"ukuran"`
	SHA256      string              `json:"sha256"`
	Penyusun    int                 `json:"penyusun,omitempty"`
	Tanda       sakip.TandaSalinan  `json:"tanda,omitempty"`
	Diterbitkan time.Time           `json:"diterbitkan"`
	Diganti     time.Time           `json:"diganti,omitzero"`
}

// Terbitan is a published Paket. Times are UTC.
type Terbitan struct {
	Paket       string             `json:"paket"`
	OPD         string             `json:"opd"`
	Kabupaten   string             `json:"kabupaten"`
	Instansi    string             `json:"instansi"`
	Daerah      string             `json:"daerah,omitempty"`
	Zona        string             `json:"zona,omitempty"`
	Sintetis    bool               `json:"sintetis,omitempty"`
	Tahun       int                `json:"tahun"`
	Jenis       sakip.JenisLaporan `json:"jenis"`
	Periode     int                `json:"periode"`
	Dokumen     string             `json:"dokumen,omitempty"`
	Dibuat      time.Time          `json:"dibuat"`
	Mesin       int                `json:"mesin"`
	Diterbitkan time.Time          `json:"diterbitkan"`
	Penerbit    string             `json:"penerbit,omitempty"`
	Jabatan     string             `json:"jabatan"`
	Berkas      []BerkasTerbit     `json:"berkas"`
	Reviu       ReviuLaporan       `json:"reviu,omitzero"`
	DigantiOleh string             `json:"diganti_oleh,omitempty"`
	DigantiPada time.Time          `json:"diganti_pada,omitzero"`
}

// FromTerbitan is the shape of a published Paket; times are cut to whole seconds of UTC.
func FromTerbitan(t sakip.Terbitan) Terbitan {
	w := Terbitan{Paket: t.Paket, OPD: t.OPD, Kabupaten: t.Kabupaten, Instansi: t.Instansi, Daerah: t.Daerah, Zona: t.Zona, Sintetis: t.Sintetis,
		Tahun: t.Tahun, Jenis: t.Jenis, Periode: t.Periode, Dokumen: t.Dokumen, Dibuat: detik(t.Dibuat), Mesin: t.Mesin, Diterbitkan: detik(t.Diterbitkan),
		Penerbit: t.Penerbit, Jabatan: t.Jabatan, Berkas: []BerkasTerbit{}, Reviu: ReviuLaporan(t.Reviu), DigantiOleh: t.DigantiOleh, DigantiPada: detik(t.DigantiPada)}
	for _, b := range t.Berkas {
		b.Diterbitkan, b.Diganti = detik(b.Diterbitkan), detik(b.Diganti)
		w.Berkas = append(w.Berkas, BerkasTerbit(b))
	}
	return w
}

// Domain is the published Paket that the shape says.
func (w Terbitan) Domain(*fault.List) sakip.Terbitan {
	t := sakip.Terbitan{Paket: w.Paket, OPD: w.OPD, Kabupaten: w.Kabupaten, Instansi: w.Instansi, Daerah: w.Daerah, Zona: w.Zona, Sintetis: w.Sintetis,
		Tahun: w.Tahun, Jenis: w.Jenis, Periode: w.Periode, Dokumen: w.Dokumen, Dibuat: detik(w.Dibuat), Mesin: w.Mesin, Diterbitkan: detik(w.Diterbitkan),
		Penerbit: w.Penerbit, Jabatan: w.Jabatan, Reviu: sakip.ReviuLaporan(w.Reviu), DigantiOleh: w.DigantiOleh, DigantiPada: detik(w.DigantiPada)}
	for _, b := range w.Berkas {
		b.Diterbitkan, b.Diganti = detik(b.Diterbitkan), detik(b.Diganti)
		t.Berkas = append(t.Berkas, sakip.BerkasTerbit(b))
	}
	return t
}

// RingkasTerbitan is one published Paket in a list. Times are UTC.
type RingkasTerbitan struct {
	Paket       string             `json:"paket"`
	Tahun       int                `json:"tahun"`
	Jenis       sakip.JenisLaporan `json:"jenis"`
	Periode     int                `json:"periode"`
	Dokumen     string             `json:"dokumen,omitempty"`
	Diterbitkan time.Time          `json:"diterbitkan"`
	Bertanda    bool               `json:"bertanda,omitempty"`
	DigantiOleh string             `json:"diganti_oleh,omitempty"`
}

// DaftarTerbitan is what an agency has published, in brief.
type DaftarTerbitan struct {
	OPD       string            `json:"opd"`
	Kabupaten string            `json:"kabupaten"`
	Nama      string            `json:"nama"`
	Daerah    string            `json:"daerah,omitempty"`
	Zona      string            `json:"zona,omitempty"`
	Sintetis  bool              `json:"sintetis,omitempty"`
	Terbitan  []RingkasTerbitan `json:"terbitan"`
}

// FromDaftarTerbitan is the shape of a list; times are cut to whole seconds of UTC.
func FromDaftarTerbitan(d sakip.DaftarTerbitan) DaftarTerbitan {
	w := DaftarTerbitan{OPD: d.OPD, Kabupaten: d.Kabupaten, Nama: d.Nama, Daerah: d.Daerah, Zona: d.Zona, Sintetis: d.Sintetis, Terbitan: []RingkasTerbitan{}}
	for _, r := range d.Terbitan {
		r.Diterbitkan = detik(r.Diterbitkan)
		w.Terbitan = append(w.Terbitan, RingkasTerbitan(r))
	}
	return w
}

// Domain is the list that the shape says.
func (w DaftarTerbitan) Domain(*fault.List) sakip.DaftarTerbitan {
	d := sakip.DaftarTerbitan{OPD: w.OPD, Kabupaten: w.Kabupaten, Nama: w.Nama, Daerah: w.Daerah, Zona: w.Zona, Sintetis: w.Sintetis}
	for _, r := range w.Terbitan {
		r.Diterbitkan = detik(r.Diterbitkan)
		d.Terbitan = append(d.Terbitan, sakip.RingkasTerbitan(r))
	}
	return d
}

// BerkasDikenal is where a published file is found by the SHA-256 of its bytes.
type BerkasDikenal struct {
	SHA256 string `json:"sha256"`
	OPD    string `json:"opd"`
	Paket  string `json:"paket"`
}

// Domain is what the shape says.
func (w BerkasDikenal) Domain(*fault.List) sakip.BerkasDikenal { return sakip.BerkasDikenal(w) }
