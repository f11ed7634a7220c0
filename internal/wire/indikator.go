package wire

import (
	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// Indikator is one measured promise of a year. AkumulasiX is of the pembilang, skor,
// nilai or predikat, AkumulasiY of the penyebut.
type Indikator struct {
	ID              string           `json:"id"`
	Kunci           string           `json:"kunci"`
	Nama            string           `json:"nama"`
	Tingkat         sakip.Tingkat    `json:"tingkat"`
	Induk           string           `json:"induk,omitempty"`
	Urusan          string           `json:"urusan,omitempty"`
	Satuan          string           `json:"satuan,omitempty"`
	Arah            sakip.Arah       `json:"arah"`
	Formula         Formula          `json:"formula"`
	Entri           sakip.ModeEntri  `json:"entri"`
	AkumulasiX      sakip.Akumulasi  `json:"akumulasi_pembilang,omitempty"`
	AkumulasiY      sakip.Akumulasi  `json:"akumulasi_penyebut,omitempty"`
	Frekuensi       sakip.Frekuensi  `json:"frekuensi"`
	TahunData       int              `json:"tahun_data,omitempty"`
	PenanggungJawab string           `json:"penanggung_jawab,omitempty"`
	SumberData      string           `json:"sumber_data,omitempty"`
	Standar         *Standar         `json:"standar,omitempty"`
	Anggaran        []TautanAnggaran `json:"anggaran,omitempty"`
	Urut            int              `json:"urut,omitempty"`
}

// Formula is what is entered and how it becomes a value. Pengali is required for rasio.
type Formula struct {
	Jenis         sakip.JenisFormula `json:"jenis"`
	Pembilang     string             `json:"pembilang,omitempty"`
	Penyebut      string             `json:"penyebut,omitempty"`
	Pengali       Angka              `json:"pengali,omitzero"`
	SkorMaksimal  Angka              `json:"skor_maksimal,omitzero"`
	SkalaPredikat string             `json:"skala_predikat,omitempty"`
	Satuan        string             `json:"satuan,omitempty"`
	BagianDari    bool               `json:"bagian_dari,omitempty"`
}

// Standar is a national or provincial value to compare with.
type Standar struct {
	Nama  string `json:"nama"`
	Nilai Angka  `json:"nilai"`
}

// TautanAnggaran is a plus or (kurang) minus edge to a budget code.
type TautanAnggaran struct {
	Kode   string `json:"kode"`
	Kurang bool   `json:"kurang,omitempty"`
}

// FromIndikator is the shape of an indicator.
func FromIndikator(i sakip.Indikator) Indikator {
	w := Indikator{
		ID: i.ID, Kunci: i.Kunci, Nama: i.Nama, Tingkat: i.Tingkat, Induk: i.Induk, Urusan: i.Urusan,
		Satuan: i.Satuan, Arah: i.Arah, Formula: fromFormula(i.Formula), Entri: i.Entri, AkumulasiX: i.AkumulasiX,
		AkumulasiY: i.AkumulasiY, Frekuensi: i.Frekuensi, TahunData: i.TahunData, PenanggungJawab: i.PenanggungJawab,
		SumberData: i.SumberData, Urut: i.Urut,
		Anggaran: petakan(i.Anggaran, func(t sakip.TautanAnggaran) TautanAnggaran { return TautanAnggaran(t) }),
	}
	if i.Standar != nil {
		w.Standar = &Standar{Nama: i.Standar.Nama, Nilai: AngkaDari(i.Standar.Nilai)}
	}
	return w
}

func fromFormula(f sakip.Formula) Formula {
	w := Formula{Jenis: f.Jenis, Pembilang: f.Pembilang, Penyebut: f.Penyebut, SkorMaksimal: AngkaDariAda(f.SkorMaksimal),
		SkalaPredikat: f.SkalaPredikat, Satuan: f.Satuan, BagianDari: f.BagianDari}
	if !f.Pengali.IsZero() {
		w.Pengali = AngkaDari(f.Pengali)
	}
	return w
}

// Domain is the indicator that the shape says.
func (w Indikator) Domain(l *fault.List) sakip.Indikator {
	i := sakip.Indikator{
		ID: w.ID, Kunci: w.Kunci, Nama: w.Nama, Tingkat: w.Tingkat, Induk: w.Induk, Urusan: w.Urusan,
		Satuan: w.Satuan, Arah: w.Arah, Formula: di(l, "formula", w.Formula, Formula.domain), Entri: w.Entri,
		AkumulasiX: w.AkumulasiX, AkumulasiY: w.AkumulasiY, Frekuensi: w.Frekuensi, TahunData: w.TahunData,
		PenanggungJawab: w.PenanggungJawab, SumberData: w.SumberData, Urut: w.Urut,
		Anggaran: petakan(w.Anggaran, func(t TautanAnggaran) sakip.TautanAnggaran { return sakip.TautanAnggaran(t) }),
	}
	if w.Standar != nil {
		i.Standar = &sakip.Standar{Nama: w.Standar.Nama, Nilai: w.Standar.Nilai.wajib("standar.nilai", l)}
	}
	return i
}

func (w Formula) domain(l *fault.List) sakip.Formula {
	f := sakip.Formula{Jenis: w.Jenis, Pembilang: w.Pembilang, Penyebut: w.Penyebut, SkorMaksimal: w.SkorMaksimal.Kanonik("skor_maksimal", l),
		SkalaPredikat: w.SkalaPredikat, Satuan: w.Satuan, BagianDari: w.BagianDari}
	if !w.Pengali.IsZero() || w.Jenis == sakip.FormulaRasio {
		f.Pengali = w.Pengali.wajib("pengali", l)
	}
	return f
}
