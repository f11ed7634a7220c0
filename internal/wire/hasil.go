package wire

import (
	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/sakip"
)

// Capaian is the answer of the capaian route and, gzipped, the stored Hasil: every
// derived figure of an agency-year at the end of a quarter. Numbers are strings with
// a point; a *_tampil is the same as printed in Indonesian; an unknown number is null
// and Alasan says why. Versi and Segar are set when it is read: Segar is false while a
// newer change has not been computed yet.
type Capaian struct {
	OPD             string           `json:"opd"`
	Nama            string           `json:"nama"`
	Sintetis        bool             `json:"sintetis,omitempty"`
	Tahun           int              `json:"tahun"`
	Periode         string           `json:"periode"`
	Versi           int64            `json:"versi"`
	Segar           bool             `json:"segar"`
	Galat           string           `json:"galat,omitempty"`
	Kebijakan       string           `json:"kebijakan"`
	VersiPerjanjian string           `json:"versi_perjanjian"`
	VersiAnggaran   string           `json:"versi_anggaran"`
	Indikator       []HasilIndikator `json:"indikator"`
	Sasaran         []HasilSasaran   `json:"sasaran"`
	Anggaran        []HasilAnggaran  `json:"anggaran"`
	TanpaSasaran    TanpaSasaran     `json:"anggaran_tanpa_sasaran"`
	KodeGanda       []string         `json:"anggaran_ganda"`
}

// HasilIndikator is one indicator's row.
type HasilIndikator struct {
	ID                      string                `json:"id"`
	Kunci                   string                `json:"kunci"`
	Nama                    string                `json:"nama"`
	Tingkat                 string                `json:"tingkat"`
	Induk                   string                `json:"induk"`
	Urusan                  string                `json:"urusan"`
	Satuan                  string                `json:"satuan"`
	Arah                    string                `json:"arah"`
	PenanggungJawab         string                `json:"penanggung_jawab"`
	Unit                    string                `json:"unit"`
	Sel                     string                `json:"sel"`
	Status                  string                `json:"status"`
	Target                  *string               `json:"target"`
	TargetBawah             *string               `json:"target_bawah,omitempty"`
	TargetAtas              *string               `json:"target_atas,omitempty"`
	TargetTampil            string                `json:"target_tampil"`
	TargetTW                *string               `json:"target_tw"`
	TargetTWTampil          string                `json:"target_tw_tampil"`
	TargetSD                *string               `json:"target_sd"`
	TargetSDTampil          string                `json:"target_sd_tampil"`
	Realisasi               *string               `json:"realisasi"`
	RealisasiTampil         string                `json:"realisasi_tampil"`
	RealisasiTW             *string               `json:"realisasi_tw"`
	RealisasiTWTampil       string                `json:"realisasi_tw_tampil"`
	Capaian                 *string               `json:"capaian"`
	CapaianTampil           string                `json:"capaian_tampil"`
	Kategori                string                `json:"kategori"`
	CapaianTW               *string               `json:"capaian_tw"`
	CapaianTWTampil         string                `json:"capaian_tw_tampil"`
	CapaianSD               *string               `json:"capaian_sd"`
	CapaianSDTampil         string                `json:"capaian_sd_tampil"`
	KategoriSD              string                `json:"kategori_sd"`
	Alasan                  string                `json:"alasan"`
	AlasanTampil            string                `json:"alasan_tampil"`
	Sebelumnya              []RealisasiTahun      `json:"sebelumnya"`
	TargetAkhir             *string               `json:"target_akhir"`
	TargetAkhirTampil       string                `json:"target_akhir_tampil"`
	PersenTargetAkhir       *string               `json:"persen_target_akhir"`
	PersenTargetAkhirTampil string                `json:"persen_target_akhir_tampil"`
	Ket                     string                `json:"ket"`
	Standar                 *string               `json:"standar"`
	PersenStandar           *string               `json:"persen_standar"`
	PersenStandarTampil     string                `json:"persen_standar_tampil"`
	Anggaran                *string               `json:"anggaran"`
	RealisasiAnggaran       *string               `json:"realisasi_anggaran"`
	CapaianAnggaran         *string               `json:"capaian_anggaran"`
	CapaianAnggaranTampil   string                `json:"capaian_anggaran_tampil"`
	AlasanAnggaran          string                `json:"alasan_anggaran"`
	Penjelasan              map[string]Penjelasan `json:"penjelasan"`
}

// RealisasiTahun is what an earlier year came to.
type RealisasiTahun struct {
	Tahun           int    `json:"tahun"`
	Realisasi       string `json:"realisasi"`
	RealisasiTampil string `json:"realisasi_tampil"`
}

// HasilSasaran is one sasaran's roll-up; N of M indicators could be computed.
type HasilSasaran struct {
	ID                        string                `json:"id"`
	Nama                      string                `json:"nama"`
	N                         int                   `json:"n"`
	M                         int                   `json:"m"`
	RataCapaian               *string               `json:"rata_capaian"`
	RataCapaianTampil         string                `json:"rata_capaian_tampil"`
	Kategori                  string                `json:"kategori"`
	RataCapaianAnggaran       *string               `json:"rata_capaian_anggaran"`
	RataCapaianAnggaranTampil string                `json:"rata_capaian_anggaran_tampil"`
	SerapanTertimbang         *string               `json:"serapan_tertimbang"`
	SerapanTertimbangTampil   string                `json:"serapan_tertimbang_tampil"`
	TingkatEfisiensi          *string               `json:"tingkat_efisiensi"`
	TingkatEfisiensiTampil    string                `json:"tingkat_efisiensi_tampil"`
	Alasan                    string                `json:"alasan"`
	Penjelasan                map[string]Penjelasan `json:"penjelasan"`
}

// HasilAnggaran is one code of the budget table; N of M leaves were reported.
type HasilAnggaran struct {
	Kode          string            `json:"kode"`
	Induk         string            `json:"induk"`
	Nama          string            `json:"nama"`
	Tingkat       string            `json:"tingkat"`
	Daun          bool              `json:"daun"`
	Anggaran      *string           `json:"anggaran"`
	Realisasi     *string           `json:"realisasi"`
	Capaian       *string           `json:"capaian"`
	CapaianTampil string            `json:"capaian_tampil"`
	Alasan        string            `json:"alasan"`
	N             int               `json:"n"`
	M             int               `json:"m"`
	Rincian       []RincianAnggaran `json:"rincian,omitempty"`
}

// RincianAnggaran is one leaf of a code: its sub-unit and source of funds name it.
type RincianAnggaran struct {
	SubUnit   string  `json:"sub_unit"`
	Sumber    string  `json:"sumber"`
	Anggaran  string  `json:"anggaran"`
	Realisasi *string `json:"realisasi"`
}

// TanpaSasaran is the money that no IKU's budget edges reach.
type TanpaSasaran struct {
	Anggaran string   `json:"anggaran"`
	Kode     []string `json:"kode"`
}

// Penjelasan is how a figure came about.
type Penjelasan struct {
	Aturan    string    `json:"aturan"`
	Rumus     string    `json:"rumus,omitempty"`
	Masukan   []Masukan `json:"masukan,omitempty"`
	Kebijakan string    `json:"kebijakan,omitempty"`
	Alasan    string    `json:"alasan,omitempty"`
}

// Masukan is one input of a figure; null is unknown.
type Masukan struct {
	Nama  string  `json:"nama"`
	Nilai *string `json:"nilai"`
}

// FromHasil writes the engine's results as the answer they are.
func FromHasil(o sakip.PerangkatDaerah, k sakip.Kebijakan, h sakip.Hasil) Capaian {
	c := Capaian{OPD: o.ID, Nama: o.Nama, Sintetis: o.Sintetis, Tahun: h.Periode.Tahun, Periode: h.Periode.String(),
		Kebijakan: h.Kebijakan, VersiPerjanjian: h.VersiPerjanjian, VersiAnggaran: h.VersiAnggaran,
		Indikator: make([]HasilIndikator, 0, len(h.Indikator)), Sasaran: make([]HasilSasaran, 0, len(h.Sasaran)),
		Anggaran: make([]HasilAnggaran, 0, len(h.Anggaran)), KodeGanda: list(h.KodeGanda),
		TanpaSasaran: TanpaSasaran{Anggaran: rupiah(h.TanpaSasaran), Kode: list(h.KodeTanpaSasaran)}}
	for _, i := range h.Indikator {
		c.Indikator = append(c.Indikator, fromHasilIndikator(o, k, i))
	}
	for _, s := range h.Sasaran {
		c.Sasaran = append(c.Sasaran, fromHasilSasaran(k, s))
	}
	for _, b := range h.Anggaran {
		c.Anggaran = append(c.Anggaran, fromHasilBaris(k, b))
	}
	return c
}

func fromHasilIndikator(o sakip.PerangkatDaerah, k sakip.Kebijakan, h sakip.HasilIndikator) HasilIndikator {
	i := h.Indikator
	w := HasilIndikator{
		ID: i.ID, Kunci: i.Kunci, Nama: i.Nama, Tingkat: string(i.Tingkat), Induk: i.Induk, Urusan: i.Urusan, Satuan: i.Satuan,
		Arah: string(i.Arah), PenanggungJawab: i.PenanggungJawab, Unit: o.NamaUnit(i.PenanggungJawab),
		Sel: string(h.Sel), Status: string(h.Status),
		Target: teks(h.Target.Nilai), TargetBawah: teks(h.Target.Bawah), TargetAtas: teks(h.Target.Atas), TargetTampil: TampilTarget(h.Target),
		TargetTW: teks(h.TargetTW.Nilai), TargetTWTampil: TampilTarget(h.TargetTW),
		TargetSD: teks(h.TargetSD.Nilai), TargetSDTampil: TampilTarget(h.TargetSD),
		Realisasi: mentah(h.Realisasi.Nilai), RealisasiTampil: tampilNilai(h.Realisasi.Nilai),
		RealisasiTW: mentah(h.RealisasiTW.Nilai), RealisasiTWTampil: tampilNilai(h.RealisasiTW.Nilai),
		Capaian: mentah(h.Capaian.Nilai), CapaianTampil: tampil(h.Capaian, k), Kategori: h.Capaian.Kategori,
		CapaianTW: mentah(h.CapaianTW.Nilai), CapaianTWTampil: tampil(h.CapaianTW, k),
		CapaianSD: mentah(h.CapaianSD.Nilai), CapaianSDTampil: tampil(h.CapaianSD, k), KategoriSD: h.CapaianSD.Kategori,
		Alasan: string(h.Capaian.Alasan), AlasanTampil: h.Capaian.Alasan.Teks(),
		Sebelumnya:        []RealisasiTahun{},
		PersenTargetAkhir: mentah(h.PersenTargetAkhir.Nilai), PersenTargetAkhirTampil: tampil(h.PersenTargetAkhir, k), Ket: h.Ket,
		PersenStandar: mentah(h.PersenStandar.Nilai), PersenStandarTampil: tampil(h.PersenStandar, k),
		Anggaran: rupiahPtr(h.Anggaran.Nilai), RealisasiAnggaran: rupiahPtr(h.RealisasiAnggaran.Nilai),
		CapaianAnggaran: mentah(h.CapaianAnggaran.Nilai), CapaianAnggaranTampil: tampil(h.CapaianAnggaran, k),
		AlasanAnggaran: string(h.CapaianAnggaran.Alasan),
		Penjelasan: map[string]Penjelasan{
			"realisasi": penjelasan(h.Realisasi), "capaian": penjelasan(h.Capaian.Angka),
			"persen_target_akhir": penjelasan(h.PersenTargetAkhir.Angka), "anggaran": penjelasan(h.Anggaran),
			"capaian_anggaran": penjelasan(h.CapaianAnggaran.Angka),
		},
	}
	for _, l := range h.Sebelumnya {
		w.Sebelumnya = append(w.Sebelumnya, RealisasiTahun{l.Tahun, sakip.Teks(l.Realisasi), tampilNilai(&l.Realisasi)})
	}
	if h.TargetAkhir != nil {
		w.TargetAkhir, w.TargetAkhirTampil = teks(h.TargetAkhir.Nilai), TampilTarget(*h.TargetAkhir)
	}
	if i.Standar != nil {
		w.Standar = teks(&i.Standar.Nilai)
		w.Penjelasan["persen_standar"] = penjelasan(h.PersenStandar.Angka)
	}
	return w
}

func fromHasilSasaran(k sakip.Kebijakan, h sakip.HasilSasaran) HasilSasaran {
	alasan := h.RataCapaian.Alasan
	if alasan == "" {
		alasan = h.TingkatEfisiensi.Alasan
	}
	return HasilSasaran{
		ID: h.Sasaran.ID, Nama: h.Sasaran.Nama, N: h.N, M: h.M,
		RataCapaian: mentah(h.RataCapaian.Nilai), RataCapaianTampil: tampil(h.RataCapaian, k), Kategori: h.RataCapaian.Kategori,
		RataCapaianAnggaran: mentah(h.RataCapaianAnggaran.Nilai), RataCapaianAnggaranTampil: tampil(h.RataCapaianAnggaran, k),
		SerapanTertimbang: mentah(h.SerapanTertimbang.Nilai), SerapanTertimbangTampil: tampil(h.SerapanTertimbang, k),
		TingkatEfisiensi: mentah(h.TingkatEfisiensi.Nilai), TingkatEfisiensiTampil: tampil(h.TingkatEfisiensi, k),
		Alasan: string(alasan),
		Penjelasan: map[string]Penjelasan{
			"rata_capaian": penjelasan(h.RataCapaian.Angka), "rata_capaian_anggaran": penjelasan(h.RataCapaianAnggaran.Angka),
			"serapan_tertimbang": penjelasan(h.SerapanTertimbang.Angka), "tingkat_efisiensi": penjelasan(h.TingkatEfisiensi.Angka),
		},
	}
}

func fromHasilBaris(k sakip.Kebijakan, h sakip.HasilBaris) HasilAnggaran {
	w := HasilAnggaran{Kode: h.Kode, Induk: h.Induk, Nama: h.Nama, Tingkat: string(h.Tingkat), Daun: h.Daun,
		Anggaran: rupiahPtr(h.Anggaran.Nilai), Realisasi: rupiahPtr(h.Realisasi.Nilai), Capaian: mentah(h.Capaian.Nilai),
		CapaianTampil: tampil(h.Capaian, k), Alasan: string(h.Capaian.Alasan), N: h.N, M: h.M}
	for _, r := range h.Rincian {
		w.Rincian = append(w.Rincian, RincianAnggaran{r.SubUnit, r.Sumber, rupiah(r.Pagu), rupiahPtr(r.Realisasi)})
	}
	return w
}

func penjelasan(a sakip.Angka) Penjelasan {
	p := Penjelasan{Aturan: a.Jelas.Aturan, Rumus: a.Jelas.Rumus, Kebijakan: a.Jelas.Kebijakan, Alasan: string(a.Alasan)}
	for _, m := range a.Jelas.Masukan {
		w := Masukan{Nama: m.Nama}
		if s := m.Teks(); s != "" {
			w.Nilai = &s
		}
		p.Masukan = append(p.Masukan, w)
	}
	return p
}

// TampilTarget is a target as the agreement prints it.
func TampilTarget(t sakip.Target) string {
	switch {
	case t.Tercetak != "":
		return t.Tercetak
	case t.Predikat != "":
		return t.Predikat
	case t.Bawah != nil && t.Atas != nil:
		return tampilNilai(t.Bawah) + "–" + tampilNilai(t.Atas)
	}
	return tampilNilai(t.Nilai)
}

func teks(d *decimal.Decimal) *string {
	if d == nil {
		return nil
	}
	s := sakip.Teks(*d)
	return &s
}

// mentah is an exact figure; of an endless quotient 30 decimals.
func mentah(d *decimal.Decimal) *string {
	if d == nil {
		return nil
	}
	s := sakip.Teks(*d)
	if d.Exponent() < -30 {
		s = d.Round(30).String()
	}
	return &s
}

func tampil(c sakip.Capaian, k sakip.Kebijakan) string {
	if c.Tampil == nil {
		return ""
	}
	return locale.Angka(*c.Tampil, k.Desimal)
}

// desimalTampil is how many decimals of an endless quotient (a mean) are printed.
const desimalTampil = 4

// tampilNilai prints a value with the decimals it was given or rounded to; of a mean
// up to desimalTampil, without zeros at the end.
func tampilNilai(d *decimal.Decimal) string {
	switch {
	case d == nil:
		return ""
	case d.Exponent() < -10:
		return locale.AngkaRingkas(d.Round(desimalTampil))
	}
	return locale.Angka(*d, max(-d.Exponent(), 0))
}

func rupiah(d decimal.Decimal) string { return d.StringFixed(2) }

func rupiahPtr(d *decimal.Decimal) *string {
	if d == nil {
		return nil
	}
	s := rupiah(*d)
	return &s
}

func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
