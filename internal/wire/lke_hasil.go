package wire

import (
	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/sakip"
)

// NilaiLKE is what the answers of one side come to. Nilai is null with Alasan while not
// every criterion is answered; Sementara is then what the answered parts come to, of
// BobotSementara.
type NilaiLKE struct {
	Nilai           *string    `json:"nilai"`
	Tampil          string     `json:"tampil"`
	Alasan          string     `json:"alasan,omitempty"`
	Sementara       *string    `json:"sementara"`
	SementaraTampil string     `json:"sementara_tampil"`
	BobotSementara  string     `json:"bobot_sementara"`
	Dijawab         int        `json:"dijawab"`
	Kriteria        int        `json:"kriteria"`
	Penjelasan      Penjelasan `json:"penjelasan"`
}

// TotalLKE is what a whole sheet comes to; Predikat is "" while that is not known.
type TotalLKE struct {
	NilaiLKE
	Predikat string `json:"predikat"`
}

// NilaiSubLKE is what a sub-komponen comes to: the share of its answered criteria that is
// fulfilled in percent, and the grade by it.
type NilaiSubLKE struct {
	NilaiLKE
	Bagian       *string    `json:"bagian"`
	BagianTampil string     `json:"bagian_tampil"`
	Gradasi      string     `json:"gradasi"`
	Diakui       string     `json:"diakui,omitempty"`
	TakSampai    bool       `json:"tak_sampai"`
	JelasBagian  Penjelasan `json:"penjelasan_bagian"`
}

// FromTotalLKE is the shape of what a sheet comes to.
func FromTotalLKE(n sakip.NilaiLKE) TotalLKE {
	return TotalLKE{nilaiLKE(n.Total, n.Sementara, n.BobotSementara, n.N, n.M), n.Predikat}
}

// FromNilaiKomponen is the shape of what a component comes to.
func FromNilaiKomponen(n sakip.NilaiKomponen) NilaiLKE {
	return nilaiLKE(n.Nilai, n.Sementara, n.BobotSementara, n.N, n.M)
}

// FromNilaiSub is the shape of what a sub-komponen comes to.
func FromNilaiSub(n sakip.NilaiSub) NilaiSubLKE {
	bobot := decimal.Zero
	if n.Sementara != nil {
		bobot = n.Bobot
	}
	return NilaiSubLKE{NilaiLKE: nilaiLKE(n.Nilai, n.Sementara, bobot, n.N, n.M), Bagian: mentah(n.Bagian.Nilai), BagianTampil: TampilLKE(n.Bagian.Nilai),
		Gradasi: n.Gradasi, Diakui: n.Diakui, TakSampai: n.TakSampai, JelasBagian: penjelasan(n.Bagian)}
}

func nilaiLKE(a sakip.Angka, sementara *decimal.Decimal, bobot decimal.Decimal, n, m int) NilaiLKE {
	return NilaiLKE{Nilai: mentah(a.Nilai), Tampil: TampilLKE(a.Nilai), Alasan: string(a.Alasan), Sementara: mentah(sementara), SementaraTampil: TampilLKE(sementara),
		BobotSementara: sakip.Teks(bobot), Dijawab: n, Kriteria: m, Penjelasan: penjelasan(a)}
}

// desimalLKE is how many decimals a value of the evaluation is shown with.
const desimalLKE = 2

// TampilLKE writes a value of the evaluation as it is shown, "" for one that is not known.
func TampilLKE(d *decimal.Decimal) string {
	if d == nil {
		return ""
	}
	return locale.Angka(sakip.Bulatkan(*d, desimalLKE, sakip.SetengahKeAtas), desimalLKE)
}

// FromGradasi is the shape of a grade.
func FromGradasi(g sakip.Gradasi) Gradasi {
	return Gradasi{g.Nama, AngkaDari(g.Nilai), AngkaDari(g.LebihDari), g.Termasuk, g.Syarat, g.Uraian}
}
