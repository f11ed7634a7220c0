package wire

import (
	"time"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// Laporan is one requested report and, once made, its file. Times are UTC.
type Laporan struct {
	ID        string              `json:"id"`
	OPD       string              `json:"opd"`
	Tahun     int                 `json:"tahun"`
	Jenis     sakip.JenisLaporan  `json:"jenis"`
	Periode   int                 `json:"periode"`
	Format    sakip.FormatLaporan `json:"format"`
	Paket     string              `json:"paket,omitempty"`
	Dokumen   string              `json:"dokumen,omitempty"`
	Status    sakip.StatusLaporan `json:"status,omitempty"`
	Pemohon   string              `json:"pemohon,omitempty"`
	Diminta   time.Time           `json:"diminta,omitzero"`
	Dibuat    time.Time           `json:"dibuat,omitzero"`
	Objek     string              `json:"objek,omitempty"`
	Nama      string              `json:"nama,omitempty"`
	Ukuran    int64               `json:"ukuran,omitempty"`
	SHA256    string              `json:"sha256,omitempty"`
	Cuplikan  string              `json:"cuplikan,omitempty"`
	Mesin     int                 `json:"mesin,omitempty"`
	Penyusun  int                 `json:"penyusun,omitempty"`
	Galat     string              `json:"galat,omitempty"`
	Percobaan int                 `json:"percobaan,omitempty"`
	Reviu     ReviuLaporan        `json:"reviu,omitzero"`

	JatuhTempo sakip.Tanggal `json:"jatuh_tempo,omitempty"`
	Kurang     int           `json:"kurang,omitempty"`

	Penerbit      string    `json:"penerbit,omitempty"`
	TerbitDiminta time.Time `json:"terbit_diminta,omitzero"`
	Diterbitkan   time.Time `json:"diterbitkan,omitzero"`
	Salinan       string    `json:"salinan,omitempty"`
	SalinanTerbit time.Time `json:"salinan_terbit,omitzero"`
}

// FromLaporan is the shape of a report; times are cut to whole seconds of UTC.
func FromLaporan(r sakip.Laporan) Laporan {
	return Laporan{ID: r.ID, OPD: r.OPD, Tahun: r.Tahun, Jenis: r.Jenis, Periode: r.Periode, Format: r.Format, Paket: r.Paket, Dokumen: r.Dokumen,
		Status: r.Status, Pemohon: r.Pemohon, Diminta: detik(r.Diminta), Dibuat: detik(r.Dibuat), Objek: r.Objek, Nama: r.Nama, Ukuran: r.Ukuran,
		SHA256: r.SHA256, Cuplikan: r.Cuplikan, Mesin: r.Mesin, Penyusun: r.Penyusun, Galat: r.Galat, Percobaan: r.Percobaan, Reviu: ReviuLaporan(r.Reviu),
		JatuhTempo: r.JatuhTempo, Kurang: r.Kurang, Penerbit: r.Penerbit, TerbitDiminta: detik(r.TerbitDiminta), Diterbitkan: detik(r.Diterbitkan),
		Salinan: r.Salinan, SalinanTerbit: detik(r.SalinanTerbit)}
}

// Domain is the report that the shape says.
func (w Laporan) Domain(*fault.List) sakip.Laporan {
	return sakip.Laporan{ID: w.ID, OPD: w.OPD, Tahun: w.Tahun, Jenis: w.Jenis, Periode: w.Periode, Format: w.Format, Paket: w.Paket, Dokumen: w.Dokumen,
		Status: w.Status, Pemohon: w.Pemohon, Diminta: detik(w.Diminta), Dibuat: detik(w.Dibuat), Objek: w.Objek, Nama: w.Nama, Ukuran: w.Ukuran,
		SHA256: w.SHA256, Cuplikan: w.Cuplikan, Mesin: w.Mesin, Penyusun: w.Penyusun, Galat: w.Galat, Percobaan: w.Percobaan, Reviu: sakip.ReviuLaporan(w.Reviu),
		JatuhTempo: w.JatuhTempo, Kurang: w.Kurang, Penerbit: w.Penerbit, TerbitDiminta: detik(w.TerbitDiminta), Diterbitkan: detik(w.Diterbitkan),
		Salinan: w.Salinan, SalinanTerbit: detik(w.SalinanTerbit)}
}

// ReviuLaporan is what the review of a report's data came to; it is left out where nothing
// was reviewed.
type ReviuLaporan struct {
	Versi    int `json:"versi"`
	Dihitung int `json:"dihitung"`
	Cocok    int `json:"cocok"`
	Temuan   int `json:"temuan"`
	Menahan  int `json:"menahan"`
	Diterima int `json:"diterima"`
}

// Tautan is a link to one file; Hash is the SHA-256 of its token. Times are UTC.
type Tautan struct {
	Hash     string    `json:"hash"`
	OPD      string    `json:"opd"`
	Tahun    int       `json:"tahun"`
	Laporan  string    `json:"laporan"`
	Objek    string    `json:"objek"`
	Nama     string    `json:"nama"`
	Pembuat  string    `json:"pembuat"`
	Dibuat   time.Time `json:"dibuat"`
	Berakhir time.Time `json:"berakhir"`
	Dicabut  bool      `json:"dicabut,omitempty"`
	Unduhan  int       `json:"unduhan,omitempty"`
	Terakhir time.Time `json:"terakhir,omitzero"`
}

// FromTautan is the shape of a link; times are cut to whole seconds of UTC.
func FromTautan(t sakip.Tautan) Tautan {
	t.Dibuat, t.Berakhir, t.Terakhir = detik(t.Dibuat), detik(t.Berakhir), detik(t.Terakhir)
	return Tautan(t)
}

// Domain is the link that the shape says.
func (w Tautan) Domain(*fault.List) sakip.Tautan {
	w.Dibuat, w.Berakhir, w.Terakhir = detik(w.Dibuat), detik(w.Berakhir), detik(w.Terakhir)
	return sakip.Tautan(w)
}

func detik(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }
