package wire

import (
	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// TabelPembanding is a table from elsewhere, as its source prints it. Dari, Ke and
// Peringkat name columns by id, Fokus and Total rows by nama.
type TabelPembanding struct {
	ID             string            `json:"id"`
	Judul          string            `json:"judul"`
	Sumber         string            `json:"sumber"`
	Kolom          []KolomPembanding `json:"kolom,omitempty"`
	Baris          []BarisPembanding `json:"baris,omitempty"`
	Dari           string            `json:"dari,omitempty"`
	Ke             string            `json:"ke,omitempty"`
	Peringkat      string            `json:"peringkat,omitempty"`
	JenisPeringkat []string          `json:"jenis_peringkat,omitempty"`
	Fokus          string            `json:"fokus,omitempty"`
	Total          string            `json:"total,omitempty"`
}

// KolomPembanding is one column of values.
type KolomPembanding struct {
	ID     string `json:"id"`
	Nama   string `json:"nama"`
	Satuan string `json:"satuan,omitempty"`
}

// BarisPembanding is one row; Nilai is by column id, without those not known.
type BarisPembanding struct {
	Nama  string           `json:"nama"`
	Jenis string           `json:"jenis,omitempty"`
	Nilai map[string]Angka `json:"nilai,omitempty"`
}

// FromTabelPembanding is the shape of a table.
func FromTabelPembanding(t sakip.TabelPembanding) TabelPembanding {
	return TabelPembanding{
		ID: t.ID, Judul: t.Judul, Sumber: t.Sumber, Dari: t.Dari, Ke: t.Ke, Peringkat: t.Peringkat,
		JenisPeringkat: t.JenisPeringkat, Fokus: t.Fokus, Total: t.Total,
		Kolom: petakan(t.Kolom, func(k sakip.KolomPembanding) KolomPembanding { return KolomPembanding(k) }),
		Baris: petakan(t.Baris, func(b sakip.BarisPembanding) BarisPembanding {
			return BarisPembanding{Nama: b.Nama, Jenis: b.Jenis, Nilai: petaAngka(b.Nilai)}
		}),
	}
}

// Domain is the table that the shape says.
func (w TabelPembanding) Domain(l *fault.List) sakip.TabelPembanding {
	return sakip.TabelPembanding{
		ID: w.ID, Judul: w.Judul, Sumber: w.Sumber, Dari: w.Dari, Ke: w.Ke, Peringkat: w.Peringkat,
		JenisPeringkat: w.JenisPeringkat, Fokus: w.Fokus, Total: w.Total,
		Kolom: petakan(w.Kolom, func(k KolomPembanding) sakip.KolomPembanding { return sakip.KolomPembanding(k) }),
		Baris: daftar(l, "baris", w.Baris, func(b BarisPembanding, l *fault.List) sakip.BarisPembanding {
			return sakip.BarisPembanding{Nama: b.Nama, Jenis: b.Jenis, Nilai: petaDesimal("nilai", b.Nilai, l)}
		}),
	}
}

// Fakta is a single supporting figure with its source: a nilai, or the rincian that
// it is the sum of.
type Fakta struct {
	ID         string    `json:"id"`
	Nama       string    `json:"nama"`
	Satuan     string    `json:"satuan,omitempty"`
	Sumber     string    `json:"sumber"`
	Keterangan string    `json:"keterangan,omitempty"`
	Nilai      Angka     `json:"nilai,omitzero"`
	Sebelumnya Angka     `json:"sebelumnya,omitzero"`
	DariTotal  Angka     `json:"dari_total,omitzero"`
	Rincian    []Rincian `json:"rincian,omitempty"`
}

// Rincian is one part of a value.
type Rincian struct {
	Nama  string `json:"nama"`
	Nilai Angka  `json:"nilai"`
}

// FromFakta is the shape of a fact.
func FromFakta(f sakip.Fakta) Fakta {
	return Fakta{
		ID: f.ID, Nama: f.Nama, Satuan: f.Satuan, Sumber: f.Sumber, Keterangan: f.Keterangan,
		Nilai: AngkaDariAda(f.Nilai), Sebelumnya: AngkaDariAda(f.Sebelumnya), DariTotal: AngkaDariAda(f.DariTotal),
		Rincian: petakan(f.Rincian, func(r sakip.Rincian) Rincian { return Rincian{Nama: r.Nama, Nilai: AngkaDari(r.Nilai)} }),
	}
}

// Domain is the fact that the shape says.
func (w Fakta) Domain(l *fault.List) sakip.Fakta {
	return sakip.Fakta{
		ID: w.ID, Nama: w.Nama, Satuan: w.Satuan, Sumber: w.Sumber, Keterangan: w.Keterangan,
		Nilai: w.Nilai.Kanonik("nilai", l), Sebelumnya: w.Sebelumnya.Kanonik("sebelumnya", l), DariTotal: w.DariTotal.Kanonik("dari_total", l),
		Rincian: daftar(l, "rincian", w.Rincian, func(r Rincian, l *fault.List) sakip.Rincian {
			return sakip.Rincian{Nama: r.Nama, Nilai: r.Nilai.wajib("nilai", l)}
		}),
	}
}
