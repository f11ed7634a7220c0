package wire

import (
	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// Tahun is an agency-year whole, as it is loaded at once. Findings are accepted one by one,
// by who is signed in; so what was accepted is not in it.
type Tahun struct {
	Indikator         []Indikator         `json:"indikator,omitempty"`
	Perjanjian        []Perjanjian        `json:"perjanjian,omitempty"`
	RencanaAksi       []RencanaAksi       `json:"rencana_aksi,omitempty"`
	Realisasi         []Realisasi         `json:"realisasi,omitempty"`
	Anggaran          []VersiAnggaran     `json:"anggaran,omitempty"`
	RealisasiAnggaran []RealisasiAnggaran `json:"realisasi_anggaran,omitempty"`
	Pembanding        []TabelPembanding   `json:"pembanding,omitempty"`
	Fakta             []Fakta             `json:"fakta,omitempty"`
	Rekomendasi       []Rekomendasi       `json:"rekomendasi,omitempty"`
	Narasi            []Narasi            `json:"narasi,omitempty"`
}

// FromTahun is the shape of what belongs to the year alone.
func FromTahun(d sakip.DataTahun) Tahun {
	return Tahun{
		Indikator:   petakan(d.Indikator, FromIndikator),
		Perjanjian:  petakan(d.Perjanjian, FromPerjanjian),
		RencanaAksi: petakan(d.RencanaAksi, FromRencanaAksi),
		Realisasi: petakan(d.Realisasi, func(r sakip.Realisasi) Realisasi {
			i, _ := d.CariIndikator(r.Indikator)
			return FromRealisasi(r, i)
		}),
		Anggaran:          petakan(d.Anggaran, FromVersiAnggaran),
		RealisasiAnggaran: petakan(d.RealisasiAnggaran, FromRealisasiAnggaran),
		Pembanding:        petakan(d.Pembanding, FromTabelPembanding),
		Fakta:             petakan(d.Fakta, FromFakta),
		Rekomendasi:       petakan(d.Rekomendasi, FromRekomendasi),
		Narasi:            petakan(d.Narasi, FromNarasi),
	}
}

// Domain is the year that the shape says, of an agency and under a policy. A realisasi
// of an unknown indicator is left to DataTahun.Validasi, which names it.
func (w Tahun) Domain(opd sakip.PerangkatDaerah, r sakip.Renstra, k sakip.Kebijakan, tahun int, l *fault.List) sakip.DataTahun {
	d := sakip.DataTahun{
		OPD: opd, Tahun: tahun, Renstra: r, Kebijakan: k,
		Indikator:         daftar(l, "indikator", w.Indikator, Indikator.Domain),
		Perjanjian:        daftar(l, "perjanjian", w.Perjanjian, Perjanjian.Domain),
		RencanaAksi:       daftar(l, "rencana_aksi", w.RencanaAksi, RencanaAksi.Domain),
		Anggaran:          daftar(l, "anggaran", w.Anggaran, VersiAnggaran.Domain),
		RealisasiAnggaran: daftar(l, "realisasi_anggaran", w.RealisasiAnggaran, RealisasiAnggaran.Domain),
		Pembanding:        daftar(l, "pembanding", w.Pembanding, TabelPembanding.Domain),
		Fakta:             daftar(l, "fakta", w.Fakta, Fakta.Domain),
		Rekomendasi:       daftar(l, "rekomendasi", w.Rekomendasi, Rekomendasi.Domain),
		Narasi:            daftar(l, "narasi", w.Narasi, Narasi.Domain),
	}
	d.Realisasi = daftar(l, "realisasi", w.Realisasi, func(r Realisasi, l *fault.List) sakip.Realisasi {
		if i, ok := d.CariIndikator(r.Indikator); ok {
			return r.Domain(i, l)
		}
		return r.Tersimpan(l)
	})
	return d
}
