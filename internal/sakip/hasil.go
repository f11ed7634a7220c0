package sakip

import "github.com/shopspring/decimal"

// VersiMesin is raised whenever Hitung would answer something else for the same
// data, so that stored results are made again.
const VersiMesin = 1

// Hasil is every derived figure of an agency-year at the end of a quarter.
type Hasil struct {
	Periode          Periode
	VersiPerjanjian  string // in force at the period's end; "" is none
	VersiAnggaran    string
	Kebijakan        string
	Indikator        []HasilIndikator
	Sasaran          []HasilSasaran
	Anggaran         []HasilBaris
	TanpaSasaran     decimal.Decimal // pagu of the leaves that no IKU's edges reach
	KodeTanpaSasaran []string
	KodeGanda        []string // leaves that more than one IKU counts
}

// StatusSel is what a quarter's cell is.
type StatusSel string

const (
	SelBelumJatuhTempo    StatusSel = "belum_jatuh_tempo"
	SelBelumDilaporkan    StatusSel = "belum_dilaporkan"
	SelBelumTerbit        StatusSel = "belum_terbit"
	SelDilaporkan         StatusSel = "dilaporkan"
	SelTidakDapatDihitung StatusSel = "tidak_dapat_dihitung"
)

// HasilIndikator is what became of one indicator: of the quarter (TW), up to the
// quarter (SD) and against the year's target. Realisasi is the value up to the quarter.
type HasilIndikator struct {
	Indikator         Indikator
	Sel               StatusSel
	Status            Status // of the quarter's entry; "" when there is none
	Target            Target
	TargetTW          Target
	TargetSD          Target
	Realisasi         Angka
	RealisasiTW       Angka
	Capaian           Capaian
	CapaianTW         Capaian
	CapaianSD         Capaian
	Sebelumnya        []NilaiTahun
	TargetAkhir       *Target
	PersenTargetAkhir Capaian
	Ket               string // Menunjang, Tidak Menunjang; "" where it does not apply
	PersenStandar     Capaian
	Anggaran          Angka
	RealisasiAnggaran Angka
	CapaianAnggaran   Capaian
}

// NilaiTahun is a realisasi of an earlier year.
type NilaiTahun struct {
	Tahun     int
	Realisasi decimal.Decimal
}

// HasilSasaran rolls up a sasaran's indicators: n of m could be computed.
type HasilSasaran struct {
	Sasaran             Sasaran
	N, M                int
	RataCapaian         Capaian
	RataCapaianAnggaran Capaian
	SerapanTertimbang   Capaian // Σ realisasi ÷ Σ pagu × 100, beside the simple mean
	TingkatEfisiensi    Capaian
}

// Hitung is the engine: the data of an agency-year in, every derived figure at the
// end of the quarter out, each with its explanation. It is pure; equal data give
// equal results.
func Hitung(d DataTahun, p Periode) Hasil {
	k := d.Kebijakan
	h := Hasil{Periode: p, Kebijakan: k.Versi}
	pk, _ := PerjanjianBerlaku(d.Perjanjian, p.Akhir())
	h.VersiPerjanjian = pk.Versi
	t := d.pohonAnggaran(p)
	h.VersiAnggaran = t.versi
	for _, kode := range t.urut {
		h.Anggaran = append(h.Anggaran, *t.baris[kode])
	}
	kena := map[string]int{}
	for _, i := range d.IndikatorUrut() {
		r, daun := d.hitungIndikator(i, p, pk, t)
		h.Indikator = append(h.Indikator, r)
		if i.Tingkat == TingkatSasaran {
			for _, kode := range daun {
				kena[kode]++
			}
		}
	}
	for _, kode := range t.urut {
		switch b := t.baris[kode]; {
		case !b.Daun:
		case kena[kode] == 0:
			h.KodeTanpaSasaran = append(h.KodeTanpaSasaran, kode)
			h.TanpaSasaran = h.TanpaSasaran.Add(*b.Anggaran.Nilai)
		case kena[kode] > 1:
			h.KodeGanda = append(h.KodeGanda, kode)
		}
	}
	for _, s := range d.Renstra.Sasaran {
		h.Sasaran = append(h.Sasaran, hitungSasaran(s, h.Indikator, k))
	}
	return h
}

func (d DataTahun) hitungIndikator(i Indikator, p Periode, pk Perjanjian, t pohon) (HasilIndikator, []string) {
	k := d.Kebijakan
	h := HasilIndikator{Indikator: i, Target: d.nilaiTarget(i, pk.Target[i.ID])}
	h.TargetTW, h.TargetSD = d.targetTriwulan(i, p.Triwulan, h.Target)
	h.Realisasi, h.RealisasiTW, h.Status = d.realisasi(i, p.Triwulan)
	h.Sel = statusSel(h.Realisasi)
	h.Capaian = HitungCapaian(i.Arah, h.Target, h.Realisasi, k)
	h.CapaianTW = HitungCapaian(i.Arah, h.TargetTW, h.RealisasiTW, k)
	h.CapaianSD = HitungCapaian(i.Arah, h.TargetSD, h.Realisasi, k)
	for _, l := range d.Lalu {
		if r, ok := l.Realisasi[i.Kunci]; ok && l.Tahun < d.Tahun {
			h.Sebelumnya = append(h.Sebelumnya, NilaiTahun{l.Tahun, r})
		}
	}
	h.TargetAkhir = d.Renstra.kolom(i.Kunci).Akhir
	h.PersenTargetAkhir = d.terhadapTargetAkhir(i, h)
	if h.PersenTargetAkhir.Ada() && i.Tingkat == TingkatProgram {
		h.Ket = tidakMenunjang
		if h.PersenTargetAkhir.Nilai.GreaterThanOrEqual(k.AmbangMenunjang) {
			h.Ket = menunjang
		}
	}
	h.PersenStandar = d.terhadapStandar(i, h.Realisasi)
	var daun []string
	h.Anggaran, h.RealisasiAnggaran, h.CapaianAnggaran, daun = t.anggaranIndikator(i, k)
	return h, daun
}

// Words of the Ket. column of the program tables.
const (
	menunjang      = "Menunjang"
	tidakMenunjang = "Tidak Menunjang"
)

func (d DataTahun) terhadapTargetAkhir(i Indikator, h HasilIndikator) Capaian {
	const aturan = "target_akhir.persen"
	if h.TargetAkhir == nil || h.TargetAkhir.Kosong() {
		return Capaian{Angka: takDiketahui(TargetAkhirTakAda, Penjelasan{Aturan: aturan, Kebijakan: d.Kebijakan.Versi})}
	}
	return tanpaKelas(HitungCapaian(i.Arah, d.nilaiTarget(i, *h.TargetAkhir), h.Realisasi, d.Kebijakan), aturan)
}

// terhadapStandar measures the realisasi against the one value of a standard, whatever
// the arah: a range then is that value.
func (d DataTahun) terhadapStandar(i Indikator, r Angka) Capaian {
	const aturan = "standar.persen"
	if i.Standar == nil {
		return Capaian{Angka: takDiketahui(StandarTidakAda, Penjelasan{Aturan: aturan, Kebijakan: d.Kebijakan.Versi})}
	}
	v := &i.Standar.Nilai
	return tanpaKelas(HitungCapaian(i.Arah, Target{Nilai: v, Bawah: v, Atas: v}, r, d.Kebijakan), aturan)
}

// tanpaKelas makes a comparison of a capaian: the classes are for the year's target.
func tanpaKelas(c Capaian, aturan string) Capaian {
	c.Jelas.Aturan, c.Kategori = aturan, ""
	return c
}

// nilaiTarget gives a target named by its predikat the score of the label.
func (d DataTahun) nilaiTarget(i Indikator, t Target) Target {
	if t.Nilai == nil && t.Predikat != "" {
		if s, ok := d.Kebijakan.SkorPredikat(i.Formula.SkalaPredikat, t.Predikat); ok {
			t.Nilai = &s
		}
	}
	return t
}

// targetTriwulan takes the quarter's targets from the rencana aksi. A target up to
// the quarter that is not given follows from the quarters' as their values would: sums
// add up (also the parts of one stock), means and extremes are those of the quarters,
// everything else stands where the last one does. Up to TW4 is the year.
func (d DataTahun) targetTriwulan(i Indikator, tw int, setahun Target) (ini, sd Target) {
	rencana := make([]*RencanaAksi, tw)
	for n, r := range d.RencanaAksi {
		if r.Indikator == i.ID && r.Triwulan <= tw {
			rencana[r.Triwulan-1] = &d.RencanaAksi[n]
		}
	}
	if r := rencana[tw-1]; r != nil && r.Target != nil {
		ini = d.nilaiTarget(i, *r.Target)
	}
	switch r := rencana[tw-1]; {
	case r != nil && r.TargetSD != nil:
		return ini, d.nilaiTarget(i, *r.TargetSD)
	case tw == 4:
		return ini, setahun
	case ini.Kosong():
		return ini, Target{}
	case i.Arah == Rentang || i.AkumulasiX == PosisiAkhir || i.Formula.Jenis == FormulaRasio && !i.bagianStok():
		return ini, ini
	}
	sel := make([]Sel, tw)
	for n, r := range rencana {
		sel[n] = Sel{Wajib: i.Frekuensi.JatuhTempo(n + 1), Alasan: TargetTidakAda}
		if r != nil && r.Target != nil {
			sel[n].Nilai = d.nilaiTarget(i, *r.Target).Nilai
		}
	}
	a, _ := Akumulasikan(sel, i.AkumulasiX, TriwulanIni)
	return ini, Target{Nilai: a.Nilai}
}

// bagianStok tells whether the quarters are parts of one unchanging stock, so that
// their percentages add up.
func (i Indikator) bagianStok() bool { return i.AkumulasiX == Jumlah && i.AkumulasiY == Tetap }

// realisasi is the indicator's value up to the quarter and of the quarter alone.
func (d DataTahun) realisasi(i Indikator, tw int) (sd, ini Angka, status Status) {
	x, y, predikat, status := d.komponen(i, tw)
	return i.nilai(x.SD, y.SD, predikat, d.Kebijakan), i.nilai(x.TW, y.TW, predikat, d.Kebijakan), status
}

// Komponen is one number of a formula up to the quarter and of the quarter alone.
type Komponen struct{ SD, TW Angka }

// KomponenTriwulan are the pembilang (or skor, nilai, predikat) and, of a rasio, the
// penyebut of an indicator in both ways of entry.
func (d DataTahun) KomponenTriwulan(i Indikator, tw int) (x, y Komponen) {
	x, y, _, _ = d.komponen(i, tw)
	return x, y
}

// komponen accumulates an indicator's cells; of what is no rasio y is x again.
func (d DataTahun) komponen(i Indikator, tw int) (kx, ky Komponen, predikat string, status Status) {
	x, y := make([]Sel, tw), make([]Sel, tw)
	for n := range x {
		s := Sel{Wajib: i.Frekuensi.JatuhTempo(n + 1), Alasan: BelumJatuhTempo}
		if s.Wajib {
			s.Alasan = BelumDilaporkan
			if i.TahunData < 0 {
				s.Alasan = BelumTerbit
			}
		}
		x[n], y[n] = s, s
	}
	for _, r := range d.Realisasi {
		if r.Indikator != i.ID || r.Triwulan > tw {
			continue
		}
		if r.Triwulan == tw {
			status, predikat = r.Status, r.Predikat
		}
		n := r.Triwulan - 1
		switch {
		case !r.Status.Dihitung():
		case r.BelumTerbit:
			x[n].Alasan, y[n].Alasan = BelumTerbit, BelumTerbit
		default:
			x[n].Nilai, y[n].Nilai = r.X, r.Y
			x[n].Alasan, y[n].Alasan = KomponenKosong, KomponenKosong
			if i.Formula.Jenis == FormulaPredikat {
				if r.Predikat != "" {
					x[n].Alasan = PredikatTakDikenal
				}
				if s, ok := d.Kebijakan.SkorPredikat(i.Formula.SkalaPredikat, r.Predikat); ok {
					x[n].Nilai = &s
				}
			}
		}
	}
	kx.SD, kx.TW = Akumulasikan(x, i.AkumulasiX, i.Entri)
	ky = kx
	if i.Formula.Jenis == FormulaRasio {
		ky.SD, ky.TW = Akumulasikan(y, i.AkumulasiY, i.Entri)
	}
	return kx, ky, predikat, status
}

// nilai applies the indicator's formula to accumulated components.
func (i Indikator) nilai(x, y Angka, predikat string, k Kebijakan) Angka {
	x.Jelas.Kebijakan, y.Jelas.Kebijakan = k.Versi, k.Versi
	switch {
	case !x.Ada():
		return x
	case !y.Ada():
		return y
	}
	switch i.Formula.Jenis {
	case FormulaRasio:
		a := HitungRasio(x.Nilai, y.Nilai, i.Formula.Pengali, k)
		a.Jelas.Masukan[0].Asal, a.Jelas.Masukan[1].Asal = x.Jelas.Aturan, y.Jelas.Aturan
		return a
	case FormulaSkor:
		a := HitungRasio(x.Nilai, i.Formula.SkorMaksimal, seratus, k)
		a.Jelas.Aturan, a.Jelas.Rumus = "realisasi.skor", "skor ÷ skor maksimal × 100, dibulatkan"
		a.Jelas.Masukan = []Masukan{masukan("skor", x.Nilai, x.Jelas.Aturan), masukan("skor maksimal", i.Formula.SkorMaksimal, "")}
		return a
	case FormulaPredikat:
		return diketahui(*x.Nilai, Penjelasan{Aturan: "realisasi.predikat", Rumus: "skor label pada skala " + i.Formula.SkalaPredikat,
			Kebijakan: k.Versi, Masukan: []Masukan{{Nama: "predikat", Label: predikat}, masukan("skor", x.Nilai, "")}})
	}
	return x // a plain value is its quarters
}

func statusSel(a Angka) StatusSel {
	switch {
	case a.Ada():
		return SelDilaporkan
	case a.Alasan == BelumJatuhTempo:
		return SelBelumJatuhTempo
	case a.Alasan == BelumDilaporkan:
		return SelBelumDilaporkan
	case a.Alasan == BelumTerbit:
		return SelBelumTerbit
	default:
		return SelTidakDapatDihitung
	}
}

// RealisasiTahun is what the year came to at TW4 by the indicators' Kunci, for
// comparison in later years, and the actions that were agreed on. Unknown figures are
// left out.
func RealisasiTahun(d DataTahun) TahunLalu {
	out := TahunLalu{Tahun: d.Tahun, Realisasi: map[string]decimal.Decimal{}}
	for _, i := range d.Indikator {
		if a, _, _ := d.realisasi(i, 4); a.Ada() {
			out.Realisasi[i.Kunci] = *a.Nilai
		}
	}
	reports := map[string][]Realisasi{}
	for _, r := range d.Realisasi {
		if len(r.TindakLanjut) > 0 {
			reports[r.Indikator] = append(reports[r.Indikator], r)
		}
	}
	for _, i := range d.Indikator {
		if t := jejakTindakLanjut(nil, reports[i.ID]); len(t) > 0 {
			if out.TindakLanjut == nil {
				out.TindakLanjut = map[string][]TindakLanjutTerbuka{}
			}
			out.TindakLanjut[i.Kunci] = t
		}
	}
	return out
}
