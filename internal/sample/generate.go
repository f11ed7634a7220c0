package sample

import (
	"fmt"
	"math/rand/v2"
	"strconv"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
)

// TahunUji is the year of generated agencies; the year before is stored as well.
const TahunUji = 2025

// Uji is the kabupaten of every generated agency.
func Uji() sakip.Kabupaten {
	return sakip.Kabupaten{ID: "uji", Nama: "Kabupaten Uji (data sintetis)", Zona: "WIB"}
}

// Generate makes n agencies, opd-00001 first. The same seed makes the same agencies.
func Generate(seed uint64, n int) []Agency {
	out := make([]Agency, n)
	for i := range out {
		out[i] = GenerateOne(seed, i)
	}
	return out
}

// GenerateOne makes the agency that Generate puts at index, without those before it.
func GenerateOne(seed uint64, index int) Agency {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, uint64(index)))}
	g.profil(index)
	g.kebijakan()
	g.rencanaStrategis()
	g.bagan()
	g.indikator()
	lalu := g.tahunLalu()
	return Agency{
		Profil: g.opd, Renstra: g.renstra, Kebijakan: []sakip.Kebijakan{g.policy},
		Tahun: []sakip.DataTahun{lalu, g.tahun(lalu)},
	}
}

// Orang are the people of a generated agency: an operator of each unit, the
// verifikator and the kepala. Their subs end in the agency's id.
func Orang(p sakip.PerangkatDaerah) []sakip.Orang {
	var out []sakip.Orang
	for _, u := range p.Unit {
		out = append(out, sakip.Orang{Sub: "operator-" + u.ID + "-" + p.ID, Nama: "Operator " + u.Nama + " (contoh)",
			Peran: sakip.Operator, Kabupaten: p.Kabupaten, OPD: p.ID, Unit: u.ID})
	}
	for _, peran := range []sakip.Peran{sakip.Verifikator, sakip.Kepala} {
		out = append(out, sakip.Orang{Sub: string(peran) + "-" + p.ID, Nama: string(peran) + " " + p.ID + " (contoh)",
			Peran: peran, Kabupaten: p.Kabupaten, OPD: p.ID})
	}
	return out
}

// generator holds one agency in the making. What is drawn first decides the rest, so
// the order of the calls in GenerateOne is part of what a seed means.
type generator struct {
	*rand.Rand
	opd     sakip.PerangkatDaerah
	policy  sakip.Kebijakan
	renstra sakip.Renstra
	baris   []sakip.BarisAnggaran // the first version of the budget
	program []sakip.BarisAnggaran
	ind     []sakip.Indikator
	target  map[string]sakip.Target
}

func pick[T any](g *generator, dari ...T) T { return dari[g.IntN(len(dari))] }

func (g *generator) oneIn(n int) bool { return g.IntN(n) == 0 }

// between draws from low up to and including high.
func (g *generator) between(low, high int) int { return low + g.IntN(high-low+1) }

func (g *generator) profil(index int) {
	id := fmt.Sprintf("opd-%05d", index+1)
	bidang := pick(g, bidangKerja...)
	g.opd = sakip.PerangkatDaerah{
		ID: id, Kabupaten: Uji().ID, Nama: "Dinas " + bidang + " " + id + " (data sintetis)", Singkatan: id,
		Daerah: "Kabupaten Uji", Zona: "WIB", DasarHukum: "Peraturan Bupati Uji tentang Dinas " + bidang, Sintetis: true,
		Unit: []sakip.Unit{{ID: "sekretariat", Nama: "Sekretariat", Jenis: "sekretariat"}},
		Pejabat: []sakip.Pejabat{{ID: "kepala", Nama: "Kepala " + id + " (contoh)", Pangkat: "Pembina Utama Muda",
			Jabatan: "Kepala Dinas " + bidang, Status: pick(g, "", "", "", "Plt.", "Plh."), Mulai: "2022-01-03"}},
	}
	for n := range g.between(1, 2) {
		g.opd.Urusan = append(g.opd.Urusan, sakip.Urusan{Kode: "D.U" + strconv.Itoa(n+1),
			Nama: "Urusan " + bidang + " " + strconv.Itoa(n+1), Singkatan: "Urusan " + strconv.Itoa(n+1)})
	}
	for n := range g.between(2, 5) {
		no := strconv.Itoa(n + 1)
		g.opd.Unit = append(g.opd.Unit, sakip.Unit{ID: "bidang-" + no, Nama: "Bidang " + pick(g, urusanBidang...) + " " + no, Jenis: "bidang"})
	}
	for n := range g.between(1, 3) {
		no := strconv.Itoa(n + 1)
		g.opd.Unit = append(g.opd.Unit, sakip.Unit{ID: "uptd-" + no, Nama: "UPTD Wilayah " + no, Jenis: "uptd"})
	}
}

func (g *generator) kebijakan() {
	k := sakip.KebijakanBaku(TahunUji - 1)
	k.Versi = "uji"
	k.Desimal = int32(pick(g, 2, 2, 2, 1, 3))
	k.Pembulatan = pick(g, sakip.SetengahKeAtas, sakip.SetengahKeAtas, sakip.Potong)
	k.RumusTurun = pick(g, sakip.DuaTMinusR, sakip.DuaTMinusR, sakip.TBagiR)
	k.Skala, _ = sakip.SkalaBaku(pick(g, sakip.NamaSkalaBaku()...))
	if g.oneIn(3) {
		k.BatasAtas = number(pick(g, 100, 120), 0)
	}
	akip := sakip.SkalaPredikat{Nama: "akip"}
	for _, l := range predikatAkip {
		akip.Label = append(akip.Label, sakip.LabelPredikat{Label: l.label, Skor: decimal.NewFromInt(l.skor)})
	}
	k.SkalaPredikat = []sakip.SkalaPredikat{akip}
	g.policy = k
}

func (g *generator) rencanaStrategis() {
	r := sakip.Renstra{Judul: "Renstra Tahun 2021-2026", TahunAwal: 2021, TahunAkhir: 2026, Visi: "Daerah yang melayani (contoh)",
		Misi: []sakip.Misi{{ID: "M1", Teks: "Pelayanan yang merata", Didukung: true}, {ID: "M2", Teks: "Tata kelola yang baik", Didukung: true}}}
	for n := range g.between(2, 4) {
		no := strconv.Itoa(n + 1)
		r.Tujuan = append(r.Tujuan, sakip.Tujuan{ID: "T" + no, Misi: pick(g, "M1", "M2"), Teks: "Meningkatkan " + pick(g, mutu...) + " " + pick(g, objek...)})
		r.Sasaran = append(r.Sasaran, sakip.Sasaran{ID: "S" + no, Tujuan: "T" + no, Nama: "Meningkatnya " + pick(g, mutu...) + " " + pick(g, objek...)})
		r.Strategi = append(r.Strategi, sakip.Strategi{Sasaran: "S" + no, Teks: "Penguatan " + pick(g, objek...)})
		r.ArahKebijakan = append(r.ArahKebijakan, sakip.ArahKebijakan{Sasaran: "S" + no, Teks: "Pembinaan " + pick(g, objek...)})
	}
	g.renstra = r
}

// tahunLalu is the year before: its indicators as plain yearly values, reported at TW4.
func (g *generator) tahunLalu() sakip.DataTahun {
	d := sakip.DataTahun{OPD: g.opd, Tahun: TahunUji - 1, Renstra: g.renstra, Kebijakan: g.policy}
	for _, i := range g.ind {
		i.Frekuensi, i.TahunData, i.Anggaran, i.Entri, i.AkumulasiX, i.AkumulasiY = sakip.Tahunan, 0, nil, sakip.SDTriwulan, sakip.PosisiAkhir, ""
		r := sakip.Realisasi{Indikator: i.ID, Triwulan: 4, Status: sakip.Final, Sumber: "Laporan tahunan (contoh)"}
		if i.Formula.Jenis == sakip.FormulaPredikat {
			r.Predikat = pick(g, predikatAkip...).label
		} else {
			i.Formula = sakip.Formula{Jenis: sakip.FormulaNilai}
			t := g.target[i.ID]
			r.X = percentOf(*firstOf(t.Nilai, t.Bawah), g.between(80, 110))
		}
		d.Indikator = append(d.Indikator, i)
		if !g.oneIn(12) {
			d.Realisasi = append(d.Realisasi, r)
		}
	}
	return d
}

func (g *generator) tahun(lalu sakip.DataTahun) sakip.DataTahun {
	d := sakip.DataTahun{OPD: g.opd, Tahun: TahunUji, Renstra: g.renstra, Kebijakan: g.policy, Indikator: g.ind,
		Lalu: []sakip.TahunLalu{sakip.RealisasiTahun(lalu)}}
	berubah := g.oneIn(2)
	d.Anggaran = g.versiAnggaran(berubah)
	d.Perjanjian = g.perjanjian(d.Anggaran, berubah)
	d.RencanaAksi = g.rencanaAksi()
	d.Realisasi = g.realisasi()
	d.RealisasiAnggaran = g.realisasiAnggaran(d.Anggaran)
	d.Fakta = []sakip.Fakta{{ID: "jumlah_layanan", Nama: "Jumlah layanan", Satuan: "layanan", Sumber: "Laporan tahunan (contoh)",
		Nilai: number(g.between(500, 5000), 0), Sebelumnya: number(g.between(500, 5000), 0)}}
	d.Rekomendasi = []sakip.Rekomendasi{{No: 1, Uraian: "Lengkapi bukti dukung setiap indikator.", TindakLanjut: "Bukti diunggah per triwulan.",
		Hasil: pick(g, sakip.TuntasSesuai, sakip.TindakLanjutBelum, sakip.BelumDitindaklanjut)}}
	for _, u := range g.opd.Urusan {
		d.Narasi = append(d.Narasi, sakip.Narasi{Bagian: "bab3." + u.Kode + ".permasalahan", Isi: pick(g, hambatan...), Sumber: "contoh"})
	}
	return d
}

// perjanjian are the agreements of the year: the first, and where the budget changed
// in October a second with two other targets.
func (g *generator) perjanjian(versi []sakip.VersiAnggaran, berubah bool) []sakip.Perjanjian {
	out := []sakip.Perjanjian{{Versi: "induk", Jenis: sakip.PKInduk, Nomor: "PK/1/" + strconv.Itoa(TahunUji), Tanggal: "2025-01-06",
		Ditandatangani: true, PihakPertama: "kepala", PihakKedua: "Bupati Uji", Target: g.target, Program: g.uangProgram(versi[0])}}
	if !berubah {
		return out
	}
	target := make(map[string]sakip.Target, len(g.target))
	for id, t := range g.target {
		target[id] = t
	}
	for range 2 {
		i := pick(g, g.ind...)
		if t := target[i.ID]; t.Nilai != nil {
			target[i.ID] = sakip.Target{Nilai: percentOf(*t.Nilai, g.between(90, 99))}
		}
	}
	p := out[0]
	p.Versi, p.Jenis, p.Nomor, p.Tanggal = "perubahan-1", sakip.PKPerubahan, "PK/2/"+strconv.Itoa(TahunUji), versi[len(versi)-1].Tanggal
	p.Alasan, p.Target, p.Program = "Perubahan anggaran tahun berjalan (contoh).", target, g.uangProgram(versi[len(versi)-1])
	return append(out, p)
}

func (g *generator) uangProgram(v sakip.VersiAnggaran) []sakip.AnggaranProgram {
	var out []sakip.AnggaranProgram
	for _, p := range g.program {
		a := sakip.AnggaranProgram{Kode: p.Kode, Nama: p.Nama, SumberDana: "APBD"}
		for _, b := range v.Baris {
			if b.Pagu != nil && isBelow(b.Kode, p.Kode) {
				a.Anggaran = a.Anggaran.Add(*b.Pagu)
			}
		}
		out = append(out, a)
	}
	return out
}

// number is n × 10^−desimal.
func number(n int, desimal int32) *decimal.Decimal {
	d := decimal.New(int64(n), -desimal)
	return &d
}

// percentOf is d × persen/100 with two decimals.
func percentOf(d decimal.Decimal, persen int) *decimal.Decimal {
	v := d.Mul(*number(persen, 2)).Round(2)
	return &v
}

func firstOf(list ...*decimal.Decimal) *decimal.Decimal {
	for _, v := range list {
		if v != nil {
			return v
		}
	}
	return number(0, 0)
}
