package web

import (
	"html/template"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
	"capaian/internal/wire"
)

// gambar is a chart that stands beside a table of its figures; Uraian says in words what
// the chart shows.
type gambar struct {
	SVG    template.HTML
	Uraian string
}

// tren is a chart of one indicator with its own table: Kolom over rows of figures.
type tren struct {
	gambar
	ID    string
	Judul string
	Kolom string // head of the first column
	Baris []barisTren
}

// barisTren is one place of a trend: a year or a quarter.
type barisTren struct {
	Label             string
	Target, Realisasi sel
}

// tren are an IKU's charts: over the years and, where it has quarters, over those.
func (b bahanTabel) tren(i wire.HasilIndikator) []tren {
	var out []tren
	for _, t := range []tren{b.trenTahun(i), b.trenTriwulan(i)} {
		if t.SVG != "" {
			out = append(out, t)
		}
	}
	return out
}

// trenTahun shows the realisasi of every year of the Renstra against what was planned for
// it: the plan's target of each year, for this year the agreement's. A year without either
// stays on the axis: it is a gap.
func (b bahanTabel) trenTahun(i wire.HasilIndikator) tren {
	kolom := b.kolomRenstra(i.Kunci)
	nilai, tampil := map[int]*decimal.Decimal{}, map[int]string{}
	for _, l := range i.Sebelumnya {
		nilai[l.Tahun], tampil[l.Tahun] = wire.AngkaHasil(&l.Realisasi), l.RealisasiTampil
	}
	nilai[b.C.Tahun], tampil[b.C.Tahun] = wire.AngkaHasil(i.Realisasi), i.RealisasiTampil
	tahun := []int{b.C.Tahun}
	for t := range nilai {
		tahun = append(tahun, t)
	}
	for t := range kolom.Tahunan {
		tahun = append(tahun, t)
	}
	t := tren{ID: "tren-" + i.ID, Judul: "Realisasi dan target per tahun", Kolom: "Tahun"}
	r, target := deret{Nama: "realisasi"}, deret{Nama: "target", Rujuk: true}
	var label []string
	var rentang []pita
	for th := slices.Min(tahun); th <= slices.Max(tahun); th++ {
		x := barisTren{Label: strconv.Itoa(th), Target: sel{Alasan: "tidak ada"}, Realisasi: sel{Tampil: tampil[th], Alasan: "tidak ada"}}
		rujuk, p := titik{}, pita{}
		switch plan, ada := kolom.Tahunan[th]; {
		case th == b.C.Tahun:
			rujuk = titik{Nilai: wire.AngkaHasil(i.Target), Tampil: i.TargetTampil}
			p = pita{wire.AngkaHasil(i.TargetBawah), wire.AngkaHasil(i.TargetAtas)}
			x.Target.Tampil = i.TargetTampil
			if x.Realisasi.Tampil == "" {
				x.Realisasi.Alasan = pertama(sakip.Alasan(i.Penjelasan["realisasi"].Alasan).Teks())
			}
		case ada:
			rujuk = titik{Nilai: &plan, Tampil: tampilAngka(sakip.Teks(plan))}
			x.Target.Tampil = rujuk.Tampil
		}
		label, rentang, t.Baris = append(label, x.Label), append(rentang, p), append(t.Baris, x)
		r.Titik = append(r.Titik, titik{nilai[th], tampil[th]})
		target.Titik = append(target.Titik, rujuk)
	}
	if len(label) > 1 {
		t.gambar = gambarTren(t, i, label, r, target, rentang)
	}
	return t
}

// trenTriwulan shows the value up to each quarter against the target up to it.
func (b bahanTabel) trenTriwulan(i wire.HasilIndikator) tren {
	t := tren{ID: "triwulan-" + i.ID, Judul: "Realisasi dan target s.d. triwulan", Kolom: "Keadaan"}
	r, target := deret{Nama: "realisasi"}, deret{Nama: "target", Rujuk: true}
	var label []string
	var rentang []pita
	ada := 0
	for n, c := range append(slices.Clone(b.Lalu), b.C) {
		h := cariIndikator(c, i.ID)
		label = append(label, teksTW(n+1))
		x := barisTren{Label: "s.d. " + teksTW(n+1), Target: sel{Tampil: h.TargetSDTampil, Alasan: tanpaTargetTW},
			Realisasi: sel{Tampil: h.RealisasiTampil, Alasan: pertama(sakip.Alasan(h.Penjelasan["realisasi"].Alasan).Teks())}}
		t.Baris = append(t.Baris, x)
		v := wire.AngkaHasil(h.Realisasi)
		if v != nil {
			ada++
		}
		r.Titik = append(r.Titik, titik{v, h.RealisasiTampil})
		target.Titik = append(target.Titik, titik{wire.AngkaHasil(h.TargetSD), h.TargetSDTampil})
		rentang = append(rentang, pita{})
	}
	if ada > 0 && len(label) > 1 && (ada > 1 || target.banyak() > 1) {
		t.gambar = gambarTren(t, i, label, r, target, rentang)
	}
	return t
}

func (d deret) banyak() (n int) {
	for _, t := range d.Titik {
		if t.Nilai != nil {
			n++
		}
	}
	return n
}

func gambarTren(t tren, i wire.HasilIndikator, label []string, r, target deret, rentang []pita) gambar {
	uraian := "Realisasi (garis penuh, lingkaran)"
	for n, x := range r.Titik {
		uraian += ", " + label[n] + " "
		if x.Nilai == nil {
			uraian += "tidak ada"
		} else {
			uraian += x.Tampil
		}
	}
	g := grafikGaris{ID: t.ID, Judul: t.Judul + ": " + i.Nama + " (" + i.Satuan + ")", Uraian: uraian + ". Target bergaris putus-putus dengan wajik.",
		Label: label, Deret: []deret{target, r}, Pita: rentang}
	return gambar{SVG: g.SVG(), Uraian: g.Uraian}
}

func cariIndikator(c *wire.Capaian, id string) wire.HasilIndikator {
	if c != nil {
		for _, i := range c.Indikator {
			if i.ID == id {
				return i
			}
		}
	}
	return wire.HasilIndikator{}
}

func (b bahanTabel) kolomRenstra(kunci string) sakip.KolomRenstra {
	for _, k := range b.Renstra.Kolom {
		if k.Indikator == kunci {
			return k
		}
	}
	return sakip.KolomRenstra{}
}

// gambarSasaran sets each sasaran's mean capaian beside its mean absorption.
func gambarSasaran(list []blokSasaran) gambar {
	g := grafikBatang{ID: "banding-sasaran", Judul: "Capaian kinerja dan serapan anggaran per sasaran, dalam persen",
		Uraian: "Batang polos rata-rata capaian, batang berarsir rata-rata capaian anggaran. Angkanya ada pada tabel di bawah grafik."}
	for _, s := range list {
		sel := s.SelSasaran()
		g.Baris = append(g.Baris, barisBatang{Label: strconv.Itoa(s.No) + ". " + s.Nama, Batang: []batang{
			batangDari(sel[0], s.RataCapaian, false), batangDari(sel[1], s.RataCapaianAnggaran, true)}})
	}
	return gambar{SVG: g.SVG(), Uraian: g.Uraian}
}

// gambarProgram shows how much of each program's money was spent.
func gambarProgram(list []wire.HasilAnggaran) gambar {
	g := grafikBatang{ID: "serapan-program", Judul: "Serapan anggaran per program, dalam persen",
		Uraian: "Satu batang berarsir per program. Angkanya ada pada tabel anggaran."}
	for _, b := range list {
		if sakip.Tingkat(b.Tingkat) == sakip.TingkatProgram {
			g.Baris = append(g.Baris, barisBatang{Label: b.Nama, Batang: []batang{batangDari(selAnggaran(b)[2], b.Capaian, true)}})
		}
	}
	return gambar{SVG: g.SVG(), Uraian: g.Uraian}
}

func batangDari(s sel, nilai *string, uang bool) batang {
	return batang{Nilai: wire.AngkaHasil(nilai), Tampil: s.Tampil + "%", Alasan: s.Alasan, Uang: uang}
}
