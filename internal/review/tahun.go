package review

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/sakip"
)

// Tables that DariTahun states an agency-year in; those to compare with bear their own titles.
const (
	TabelCapaian     = "Capaian kinerja"
	TabelBanding     = "Perbandingan"
	TabelHitungan    = "Perhitungan"
	TabelTriwulan    = "Triwulan"
	TabelEfisiensi   = "Efisiensi"
	TabelAnggaran    = "Realisasi anggaran"
	TabelFakta       = "Fakta"
	TabelBukti       = "Bukti dukung"
	AwalanPerjanjian = "Perjanjian Kinerja " // the version follows
)

// Columns of these tables that are not reckoned from others.
const (
	KolomTarget      = "Target"
	KolomRealisasi   = "Realisasi"
	KolomTargetAkhir = "Target akhir"
	KolomTahun       = "Tahun " // an earlier year follows
	KolomAnggaran    = "Anggaran"
)

// DariTahun reads an agency-year with its results as the statements of the report that
// would be printed of it.
func DariTahun(d sakip.DataTahun, h sakip.Hasil) Bacaan {
	s := penyusun{d: d, h: h, k: d.Kebijakan}
	s.n = Bacaan{Tahun: d.Tahun, Rencana: true, Pembulatan: s.k.Pembulatan, RumusTurun: s.k.RumusTurun, Rekomendasi: d.RekomendasiBerlaku(), Skala: &s.k.Skala, Ambang: &s.k.AmbangMenunjang}
	for _, p := range sakip.UrutPerjanjian(d.Perjanjian) {
		if !p.Ditandatangani {
			s.n.Draf = append(s.n.Draf, p.Versi)
		}
	}
	s.anggaran()
	for _, i := range h.Indikator {
		s.indikator(i)
	}
	for _, x := range h.Sasaran {
		s.sasaran(x)
	}
	s.perjanjian()
	for _, t := range d.Pembanding {
		s.pembanding(t)
	}
	for _, f := range d.Fakta {
		s.fakta(f)
	}
	return s.n
}

type penyusun struct {
	d sakip.DataTahun
	h sakip.Hasil
	k sakip.Kebijakan
	n Bacaan
}

// nyatakan adds a statement; an unknown value is none.
func (s *penyusun) nyatakan(k Kunci, j Jenis, tabel, baris, kolom string, v *decimal.Decimal) {
	if v == nil {
		return
	}
	if k.Tahun == 0 {
		k.Tahun = s.d.Tahun
	}
	p := Pernyataan{Kunci: k, Jenis: j, Nilai: *v, Desimal: max(0, -v.Exponent()), Tempat: Tempat{Tabel: tabel, Baris: baris, Kolom: kolom}}
	switch {
	case j == JenisPersen:
		p.Tercetak = locale.Persen(*v, p.Desimal)
	case j == JenisRupiah:
		p.Tercetak = locale.Rupiah(*v)
	case p.Desimal > desimalTerbaca:
		p.Tercetak = locale.AngkaRingkas(v.Round(desimalTerbaca))
	default:
		p.Tercetak = locale.Angka(*v, p.Desimal)
	}
	s.n.Pernyataan = append(s.n.Pernyataan, p)
}

// target states a target: a number, or the ends of a range.
func (s *penyusun) target(k Kunci, tabel, baris, kolom string, t sakip.Target) {
	if t.Bawah == nil || t.Atas == nil {
		s.nyatakan(k, JenisAngka, tabel, baris, kolom, t.Nilai)
		return
	}
	mulai := len(s.n.Pernyataan)
	ujung := ujungRentang[k.Besaran]
	for n, v := range []*decimal.Decimal{t.Bawah, t.Atas} {
		k.Besaran = ujung[n]
		s.nyatakan(k, JenisAngka, tabel, baris, kolom, v)
	}
	list := s.n.Pernyataan[mulai:]
	for n := range list {
		list[n].Tercetak = tulisRentang(*t.Bawah, *t.Atas, max(list[0].Desimal, list[1].Desimal), false)
	}
}

// desimalTerbaca is how many decimals of a mean people are shown.
const desimalTerbaca = 4

// persen is a percentage as shown, but never capped: a cap hides what is compared.
func (s *penyusun) persen(c sakip.Capaian) *decimal.Decimal {
	if !c.Ada() {
		return nil
	}
	v := s.k.Bulat(*c.Nilai)
	return &v
}

func (s *penyusun) indikator(x sakip.HasilIndikator) {
	i := x.Indikator
	b := Subjek{ID: i.ID, Nama: i.Nama, Jenis: SubjekIndikator, Arah: i.Arah, Pembilang: i.Formula.Pembilang, Penyebut: i.Formula.Penyebut, Pengali: i.Formula.Pengali,
		BagianDari: i.Formula.BagianDari, Anggaran: i.Anggaran, PenanggungJawab: i.PenanggungJawab, Utama: i.Utama(),
		Bobot: s.k.Bobot[i.ID], TanpaCapaian: !x.Capaian.Ada(), TanpaSerapan: !x.CapaianAnggaran.Ada(),
		Kumulatif:    i.Entri == sakip.SDTriwulan && i.AkumulasiX == sakip.Jumlah,
		JumlahTarget: i.Formula.Jenis == sakip.FormulaNilai && i.AkumulasiX == sakip.Jumlah}
	if i.Tingkat == sakip.TingkatSasaran {
		b.Induk = i.Induk
	}
	if i.Formula.Jenis == sakip.FormulaSkor {
		b.SkorMaksimal = i.Formula.SkorMaksimal
	}
	s.n.Subjek = append(s.n.Subjek, b)
	kunci := func(b Besaran, tahun int) Kunci { return Kunci{Besaran: b, Subjek: i.ID, Tahun: tahun} }
	const tabel, banding = TabelCapaian, TabelBanding
	s.target(kunci(Target, 0), tabel, i.ID, KolomTarget, x.Target)
	s.nyatakan(kunci(Realisasi, 0), JenisAngka, tabel, i.ID, KolomRealisasi, x.Realisasi.Nilai)
	s.nyatakan(kunci(Capaian, 0), JenisPersen, tabel, i.ID, "Capaian", s.persen(x.Capaian))
	if c := x.Capaian; c.Ada() && c.Tampil.Equal(s.k.Bulat(*c.Nilai)) && s.k.DasarKategori != sakip.DariMentah {
		s.teks(kunci(Kategori, 0), tabel, i.ID, "Kategori", c.Kategori)
	}
	for _, l := range x.Sebelumnya {
		s.nyatakan(kunci(Realisasi, l.Tahun), JenisAngka, banding, i.ID, KolomTahun+strconv.Itoa(l.Tahun), &l.Realisasi)
	}
	if x.TargetAkhir != nil {
		s.target(kunci(TargetAkhir, 0), banding, i.ID, KolomTargetAkhir, *x.TargetAkhir)
	}
	if x.TargetAkhir != nil && x.TargetAkhir.Predikat == "" {
		s.nyatakan(kunci(PersenTargetAkhir, 0), JenisPersen, banding, i.ID, "% target akhir", s.persen(x.PersenTargetAkhir))
	}
	if len(i.Anggaran) > 0 {
		s.nyatakan(kunci(Pagu, 0), JenisRupiah, TabelEfisiensi, i.ID, KolomAnggaran, x.Anggaran.Nilai)
		s.nyatakan(kunci(RealisasiAnggaran, 0), JenisRupiah, TabelEfisiensi, i.ID, "Realisasi anggaran", x.RealisasiAnggaran.Nilai)
		s.nyatakan(kunci(CapaianAnggaran, 0), JenisPersen, TabelEfisiensi, i.ID, "Capaian anggaran", s.persen(x.CapaianAnggaran))
	}
	s.komponen(i)
	s.targetRencana(i)
}

// targetRencana states the targets that the plan of the quarters and the Renstra have for
// the year.
func (s *penyusun) targetRencana(i sakip.Indikator) {
	for _, a := range s.d.RencanaAksi {
		if a.Indikator != i.ID {
			continue
		}
		tw := sakip.Periode{Triwulan: a.Triwulan}.String()
		if a.Target != nil {
			s.nyatakan(Kunci{Besaran: Target, Subjek: i.ID, Triwulan: a.Triwulan}, JenisAngka, TabelRencanaAksi, i.ID, "Target "+tw, a.Target.Nilai)
		}
		if a.TargetSD != nil {
			s.nyatakan(Kunci{Besaran: Target, Subjek: i.ID, Triwulan: a.Triwulan, Versi: versiSD}, JenisAngka, TabelRencanaAksi, i.ID, "Target s.d. "+tw, a.TargetSD.Nilai)
		}
	}
	for _, k := range s.d.Renstra.Kolom {
		if k.Indikator != i.Kunci {
			continue
		}
		for _, x := range []struct {
			b     Besaran
			tahun int
		}{{Target, s.d.Tahun}, {TargetAkhir, s.d.Renstra.TahunAkhir}} {
			if v, ada := k.Tahunan[x.tahun]; ada {
				s.nyatakan(Kunci{Besaran: x.b, Subjek: i.ID, Versi: versiRenstra}, JenisAngka, TabelRenstra, i.ID, "Target "+strconv.Itoa(x.tahun), &v)
			}
		}
	}
}

// komponen states the parts of a formula, and how they grew where they count from January.
func (s *penyusun) komponen(i sakip.Indikator) {
	if i.Formula.Jenis != sakip.FormulaRasio && i.Formula.Jenis != sakip.FormulaSkor {
		return
	}
	x, y := s.d.KomponenTriwulan(i, s.h.Periode.Triwulan)
	s.nyatakan(Kunci{Besaran: Pembilang, Subjek: i.ID}, JenisAngka, TabelHitungan, i.ID, "Pembilang", x.SD.Nilai)
	if i.Formula.Jenis == sakip.FormulaRasio {
		s.nyatakan(Kunci{Besaran: Penyebut, Subjek: i.ID}, JenisAngka, TabelHitungan, i.ID, "Penyebut", y.SD.Nilai)
	}
	for _, r := range s.d.Realisasi {
		if r.Indikator == i.ID && r.Status.Dihitung() && r.Triwulan <= s.h.Periode.Triwulan {
			s.nyatakan(Kunci{Besaran: Pembilang, Subjek: i.ID, Triwulan: r.Triwulan}, JenisAngka, TabelTriwulan, i.ID, sakip.Periode{Triwulan: r.Triwulan}.String(), r.X)
		}
	}
}

func (s *penyusun) teks(k Kunci, tabel, baris, kolom, teks string) {
	if teks == "" {
		return
	}
	k.Tahun = s.d.Tahun
	s.n.Pernyataan = append(s.n.Pernyataan, Pernyataan{Kunci: k, Jenis: JenisTeks, Teks: teks, Tempat: Tempat{tabel, baris, kolom, teks}})
}

func (s *penyusun) sasaran(x sakip.HasilSasaran) {
	s.n.Subjek = append(s.n.Subjek, Subjek{ID: x.Sasaran.ID, Nama: x.Sasaran.Nama, Jenis: SubjekSasaran})
	for _, c := range []struct {
		b     Besaran
		kolom string
		v     sakip.Capaian
	}{{RataCapaian, "Rata-rata capaian", x.RataCapaian}, {RataSerapan, "Rata-rata capaian anggaran", x.RataCapaianAnggaran}, {Efisiensi, "Tingkat efisiensi", x.TingkatEfisiensi}} {
		s.nyatakan(Kunci{Besaran: c.b, Subjek: x.Sasaran.ID}, JenisPersen, TabelEfisiensi, x.Sasaran.ID, c.kolom, s.persen(c.v))
	}
}

func (s *penyusun) anggaran() {
	const tabel = TabelAnggaran
	for _, b := range s.h.Anggaran {
		if b.Tingkat == sakip.TingkatProgram {
			s.teks(Kunci{Besaran: Nama, Subjek: b.Kode}, tabel, b.Kode, "Uraian", b.Nama)
		}
		s.n.Subjek = append(s.n.Subjek, Subjek{ID: b.Kode, Nama: b.Nama, Jenis: SubjekAnggaran, Induk: b.Induk})
		s.nyatakan(Kunci{Besaran: Pagu, Subjek: b.Kode}, JenisRupiah, tabel, b.Kode, KolomAnggaran, b.Anggaran.Nilai)
		if b.N == b.M {
			s.nyatakan(Kunci{Besaran: RealisasiAnggaran, Subjek: b.Kode}, JenisRupiah, tabel, b.Kode, KolomRealisasi, b.Realisasi.Nilai)
			s.nyatakan(Kunci{Besaran: CapaianAnggaran, Subjek: b.Kode}, JenisPersen, tabel, b.Kode, "Capaian", s.persen(b.Capaian))
		}
	}
}

// TabelPerjanjian is where the statements of a version of the agreement stand.
func TabelPerjanjian(versi string) string { return AwalanPerjanjian + versi }

// Where the statements of the other plans stand.
const (
	TabelRenstra     = "Renstra"
	TabelRencanaAksi = "Rencana aksi"
)

// Versions of a target that are of no agreement.
const (
	versiRenstra = "renstra:" // what the Renstra has for the year
	versiSD      = "s.d."     // from January on
)

// SubjekBaris is the id of a row of a table from elsewhere, or of a part of a fact.
func SubjekBaris(id, nama string) string { return id + "." + nama }

// perjanjian states what the agreements promise. The money of the one in force is held
// against the budget where the budget has not changed since.
func (s *penyusun) perjanjian() {
	for _, p := range s.d.Perjanjian {
		versi := p.Versi
		if versi == s.h.VersiPerjanjian {
			versi = ""
		}
		tabel := TabelPerjanjian(p.Versi)
		for _, i := range s.d.IndikatorUrut() {
			s.target(Kunci{Besaran: Target, Subjek: i.ID, Versi: versi}, tabel, i.ID, KolomTarget, p.Target[i.ID])
		}
		if v, ok := sakip.AnggaranBerlaku(s.d.Anggaran, p.Tanggal); !ok || v.Versi != s.h.VersiAnggaran {
			versi = p.Versi
		}
		if p.Versi == s.h.VersiPerjanjian || !p.Ditandatangani {
			for _, a := range p.Program {
				s.teks(Kunci{Besaran: Nama, Subjek: a.Kode}, tabel, a.Kode, "Program", a.Nama)
			}
		}
		for _, a := range p.Program {
			s.nyatakan(Kunci{Besaran: Pagu, Subjek: a.Kode, Versi: versi}, JenisRupiah, tabel, a.Kode, KolomAnggaran, &a.Anggaran)
		}
	}
}

func (s *penyusun) pembanding(t sakip.TabelPembanding) {
	for _, b := range t.Baris {
		id := SubjekBaris(t.ID, b.Nama)
		x := Subjek{ID: id, Nama: b.Nama, Jenis: SubjekPembanding}
		if t.Total != "" && b.Nama != t.Total {
			x.Induk = SubjekBaris(t.ID, t.Total)
		}
		s.n.Subjek = append(s.n.Subjek, x)
		for _, k := range t.Kolom {
			tahun := map[string]int{t.Ke: s.d.Tahun, t.Dari: s.d.Tahun - 1}[k.ID]
			if v, ada := b.Nilai[k.ID]; ada && tahun > 0 {
				s.nyatakan(Kunci{Besaran: Nilai, Subjek: id, Tahun: tahun}, JenisAngka, t.Judul, b.Nama, k.Nama, &v)
			}
		}
	}
}

func (s *penyusun) fakta(f sakip.Fakta) {
	s.n.Subjek = append(s.n.Subjek, Subjek{ID: f.ID, Nama: f.Nama, Jenis: SubjekPembanding})
	nilai := f.Nilai
	if nilai == nil && len(f.Rincian) > 0 { // it is the sum of its parts
		nilai = &decimal.Decimal{}
		for _, r := range f.Rincian {
			*nilai = nilai.Add(r.Nilai)
		}
	}
	s.nyatakan(Kunci{Besaran: Nilai, Subjek: f.ID}, JenisAngka, TabelFakta, f.Nama, "Nilai", nilai)
	s.nyatakan(Kunci{Besaran: Penyebut, Subjek: f.ID}, JenisAngka, TabelFakta, f.Nama, "Dari jumlah", f.DariTotal)
	s.nyatakan(Kunci{Besaran: Nilai, Subjek: f.ID, Tahun: s.d.Tahun - 1}, JenisAngka, TabelFakta, f.Nama, "Sebelumnya", f.Sebelumnya)
	for _, r := range f.Rincian {
		id := SubjekBaris(f.ID, r.Nama)
		s.n.Subjek = append(s.n.Subjek, Subjek{ID: id, Nama: r.Nama, Jenis: SubjekPembanding, Induk: f.ID})
		s.nyatakan(Kunci{Besaran: Nilai, Subjek: id}, JenisAngka, TabelFakta, f.Nama, r.Nama, &r.Nilai)
	}
}

// PeriksaBukti finds evidence of the year whose day lies outside the period of what it
// proves, and for which no reason is given.
func PeriksaBukti(d sakip.DataTahun, list []sakip.Bukti) []Temuan {
	var out []Temuan
	for _, b := range list {
		i, ada := d.CariIndikator(b.Indikator)
		if !ada || strings.TrimSpace(b.Penjelasan) != "" {
			continue
		}
		for _, p := range sakip.PeriksaBukti(b, i) {
			out = append(out, Temuan{Aturan: BuktiDiLuar, Tingkat: Peringatan, Pasti: true, Pesan: "“" + b.Nama + "”: " + p.Teks, Usulan: "Ganti buktinya, atau jelaskan.",
				Tempat: []Perbaikan{{Tempat: Tempat{Tabel: TabelBukti, Baris: b.ID, Kolom: "Tanggal", Tercetak: string(b.Tanggal)}, Kunci: Kunci{Subjek: i.ID, Tahun: d.Tahun, Triwulan: b.Triwulan}}}})
		}
	}
	return out
}
