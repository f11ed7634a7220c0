package sample

import (
	"fmt"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
)

// indikator draws 6 to 14 IKU over the sasaran and 8 to 15 program indicators, with
// their budget edges, targets of the year and columns in the Renstra.
func (g *generator) indikator() {
	g.target = map[string]sakip.Target{}
	nomor := map[string]int{}
	for n := range g.between(6, 14) {
		s := g.renstra.Sasaran[n%len(g.renstra.Sasaran)]
		nomor[s.ID]++
		id := fmt.Sprintf("IKU-%s.%d", s.ID[1:], nomor[s.ID])
		p := g.program[n%len(g.program)]
		g.add(sakip.Indikator{ID: id, Tingkat: sakip.TingkatSasaran, Induk: s.ID, Urusan: p.Induk})
	}
	g.edges()
	for n := range g.between(8, 15) {
		p := g.program[n%len(g.program)]
		g.add(sakip.Indikator{ID: fmt.Sprintf("PI-%02d", n+1), Tingkat: sakip.TingkatProgram, Induk: p.Kode, Urusan: p.Induk,
			Anggaran: []sakip.TautanAnggaran{{Kode: p.Kode}}})
	}
}

// edges spreads the programs over the IKU. Now and then an IKU has a kegiatan of a
// program and another IKU the program without it.
func (g *generator) edges() {
	iku := len(g.ind)
	for n, p := range g.program {
		i := &g.ind[n%iku]
		i.Anggaran = append(i.Anggaran, sakip.TautanAnggaran{Kode: p.Kode})
		if g.oneIn(3) {
			satu := sakip.TautanAnggaran{Kode: p.Kode + ".K01"}
			lain := &g.ind[(n+1)%iku]
			lain.Anggaran = append(lain.Anggaran, satu)
			satu.Kurang = true
			i.Anggaran = append(i.Anggaran, satu)
		}
	}
}

// add completes an indicator by a draw of its kind and gives it a target.
func (g *generator) add(i sakip.Indikator) {
	i.Kunci, i.Urut = i.ID, len(g.ind)+1
	i.Satuan, i.Arah = "%", pick(g, sakip.Naik, sakip.Naik, sakip.Naik, sakip.Turun, sakip.Rentang)
	i.Entri = pick(g, sakip.TriwulanIni, sakip.SDTriwulan)
	i.Frekuensi = pick(g, sakip.Triwulanan, sakip.Triwulanan, sakip.Triwulanan, sakip.Semesteran, sakip.Tahunan)
	i.PenanggungJawab = pick(g, g.opd.Unit...).ID
	i.SumberData = pick(g, sumberData...)
	g.formula(&i)
	i.Nama = fmt.Sprintf("%s %s yang %s (%s)", awalan[i.Satuan], pick(g, objek...), pick(g, keadaan...), i.ID)
	if g.oneIn(10) {
		i.Frekuensi, i.TahunData = sakip.Tahunan, -1
	}
	t, akhir := g.drawTarget(i)
	if t.Nilai != nil && g.oneIn(4) {
		i.Standar = &sakip.Standar{Nama: "Nasional (contoh)", Nilai: *percentOf(*t.Nilai, g.between(90, 110))}
	}
	g.ind = append(g.ind, i)
	g.target[i.ID] = t
	k := sakip.KolomRenstra{Indikator: i.Kunci, Akhir: &akhir}
	if t.Nilai != nil {
		k.Awal = percentOf(*t.Nilai, 85)
		k.Tahunan = map[int]decimal.Decimal{TahunUji - 1: *percentOf(*t.Nilai, 95), TahunUji: *t.Nilai}
	}
	g.renstra.Kolom = append(g.renstra.Kolom, k)
}

func (g *generator) formula(i *sakip.Indikator) {
	jenis := pick(g, sakip.FormulaRasio, sakip.FormulaRasio, sakip.FormulaRasio, sakip.FormulaSkor, sakip.FormulaNilai, sakip.FormulaNilai, sakip.FormulaPredikat)
	i.Formula = sakip.Formula{Jenis: jenis}
	switch f := &i.Formula; jenis {
	case sakip.FormulaRasio:
		f.Pembilang, f.Penyebut, f.Satuan, f.BagianDari = "Jumlah yang memenuhi", "Jumlah seluruhnya", pick(g, "orang", "KK", "unit"), true
		f.Pengali = decimal.NewFromInt(100)
		i.AkumulasiX = pick(g, sakip.Jumlah, sakip.PosisiAkhir)
		i.AkumulasiY = pick(g, sakip.Jumlah, sakip.PosisiAkhir, sakip.Tetap)
		// A year's sum over one quarter's stock, or the reverse, means something only
		// where the stock is the whole.
		if i.AkumulasiX != i.AkumulasiY {
			i.AkumulasiY = sakip.Tetap
		}
	case sakip.FormulaSkor:
		f.Pembilang, f.SkorMaksimal = "Skor penilaian", number(pick(g, 100, 1000), 0)
		i.AkumulasiX = pick(g, sakip.PosisiAkhir, sakip.RataRata, sakip.Maksimum, sakip.Minimum)
	case sakip.FormulaNilai:
		f.Pembilang, i.Satuan = "Nilai", pick(g, "indeks", "unit", "hari")
		i.AkumulasiX = pick(g, sakip.Jumlah, sakip.PosisiAkhir, sakip.RataRata, sakip.Maksimum, sakip.Minimum)
	case sakip.FormulaPredikat:
		f.SkalaPredikat, i.Satuan, i.Arah, i.AkumulasiX = "akip", "predikat", sakip.Naik, sakip.PosisiAkhir
	}
}

// drawTarget is the target of the year and the end target.
func (g *generator) drawTarget(i sakip.Indikator) (t, akhir sakip.Target) {
	v := number(g.between(4000, 9500), 2)
	switch {
	case i.Formula.Jenis == sakip.FormulaPredikat:
		return sakip.Target{Predikat: "BB"}, sakip.Target{Predikat: "A"}
	case i.Arah == sakip.Rentang:
		t = sakip.Target{Bawah: v, Atas: percentOf(*v, 120)}
		return t, t
	case i.Arah == sakip.Turun:
		return sakip.Target{Nilai: v}, sakip.Target{Nilai: percentOf(*v, 90)}
	}
	return sakip.Target{Nilai: v}, sakip.Target{Nilai: percentOf(*v, 105)}
}

// rencanaAksi plans every due quarter: its target and one or two steps.
func (g *generator) rencanaAksi() []sakip.RencanaAksi {
	var out []sakip.RencanaAksi
	for _, i := range g.ind {
		for tw := 1; tw <= 4; tw++ {
			if !i.Frekuensi.JatuhTempo(tw) {
				continue
			}
			r := sakip.RencanaAksi{Indikator: i.ID, Triwulan: tw}
			t := g.target[i.ID]
			// The target of a sum is shared out over the quarters; any other stands in each.
			if setahun := t.Nilai; setahun != nil && i.Formula.Jenis == sakip.FormulaNilai && i.AkumulasiX == sakip.Jumlah {
				t.Nilai = percentOf(*setahun, 25)
				r.TargetSD = &sakip.Target{Nilai: percentOf(*setahun, tw*25)}
			}
			r.Target = &t
			p := sakip.Periode{Tahun: TahunUji, Triwulan: tw}
			for range g.between(1, 2) {
				r.Langkah = append(r.Langkah, sakip.Langkah{Uraian: pick(g, langkah...), PIC: i.PenanggungJawab,
					Mulai: sakip.Tanggal(fmt.Sprintf("%d-%02d-%02d", TahunUji, tw*3-2, g.between(2, 28))), Selesai: p.Akhir()})
			}
			out = append(out, r)
		}
	}
	return out
}

// realisasi reports every due quarter but a few: some are forgotten, some said to be
// published later, some of the last quarter still a draft or sent back.
func (g *generator) realisasi() []sakip.Realisasi {
	var out []sakip.Realisasi
	for _, i := range g.ind {
		tingkat := g.between(75, 125) // how well it does, in % of the target
		penyebut := g.between(200, 20000)
		for tw := 1; tw <= 4; tw++ {
			if !i.Frekuensi.JatuhTempo(tw) || g.oneIn(25) {
				continue
			}
			r := sakip.Realisasi{Indikator: i.ID, Triwulan: tw, Status: g.status(tw), Sumber: pick(g, sumberData...)}
			if g.oneIn(30) || i.TahunData < 0 && g.oneIn(2) {
				r.BelumTerbit = true
				out = append(out, r)
				continue
			}
			g.components(&r, i, tingkat, penyebut)
			g.explain(&r, i)
			out = append(out, r)
		}
	}
	return out
}

// components fills X, Y and Predikat. Sums entered up to the quarter grow with it;
// sums of the quarter alone are a fourth; everything else is the level itself.
func (g *generator) components(r *sakip.Realisasi, i sakip.Indikator, tingkat, penyebut int) {
	bagian := func(a sakip.Akumulasi) int {
		switch {
		case a != sakip.Jumlah:
			return 100
		case i.Entri == sakip.SDTriwulan:
			return r.Triwulan * 25
		default:
			return 25
		}
	}
	t := g.target[i.ID]
	level := *percentOf(*firstOf(t.Nilai, t.Bawah), tingkat+r.Triwulan)
	switch i.Formula.Jenis {
	case sakip.FormulaRasio:
		y := decimal.NewFromInt(int64(penyebut))
		x := percentOf(y.Mul(level).Shift(-2), bagian(i.AkumulasiX)).Round(0)
		y = percentOf(y, bagian(i.AkumulasiY)).Round(0)
		r.X, r.Y = &x, &y
	case sakip.FormulaSkor:
		x := decimal.Min(*i.Formula.SkorMaksimal, level.Mul(*i.Formula.SkorMaksimal).Shift(-2)).Round(2)
		r.X = &x
	case sakip.FormulaNilai:
		r.X = percentOf(level, bagian(i.AkumulasiX))
	case sakip.FormulaPredikat:
		r.Predikat = pick(g, predikatAkip...).label
	}
}

// explain adds the texts of an evaluation, and makes drafts and returned reports.
func (g *generator) explain(r *sakip.Realisasi, i sakip.Indikator) {
	if g.oneIn(3) {
		r.FaktorPendorong = pick(g, pendorong...)
	}
	if g.oneIn(3) {
		r.FaktorPenghambat, r.Solusi = pick(g, hambatan...), pick(g, solusi...)
		r.TindakLanjut = []sakip.TindakLanjut{{Uraian: pick(g, langkah...), PIC: i.PenanggungJawab,
			Tenggat: sakip.Periode{Tahun: TahunUji, Triwulan: min(r.Triwulan+1, 4)}.String(), Selesai: g.oneIn(2)}}
	}
	switch {
	case r.Triwulan < 4:
	case g.oneIn(12):
		r.Status, r.Y = sakip.Draf, nil
	case g.oneIn(12):
		r.Status, r.Catatan = sakip.Dikembalikan, "Lampirkan bukti dukung."
	}
}
