package sample

import (
	"fmt"
	"sort"
	"strings"

	"capaian/internal/sakip"
)

// bagan draws the tree of the budget: 70 to about 150 rows, a sub kegiatan now and
// then standing once for each UPTD.
func (g *generator) bagan() {
	rows := g.between(70, 148)
	g.row("", "D", g.opd.Nama, sakip.TingkatPerangkatDaerah)
	for _, u := range g.opd.Urusan {
		g.row("D", u.Kode, u.Nama, sakip.TingkatBidangUrusan)
	}
	var kegiatan []string
	program := g.between(5, 9)
	for n := range program {
		u := g.opd.Urusan[n*len(g.opd.Urusan)/program]
		p := g.row(u.Kode, fmt.Sprintf("%s.P%02d", u.Kode, n+1), fmt.Sprintf("Program %s %s", pick(g, mutu...), pick(g, objek...)), sakip.TingkatProgram)
		g.program = append(g.program, p)
		g.renstra.Program = append(g.renstra.Program, sakip.ProgramMisi{Kode: p.Kode, Nama: p.Nama, Misi: pick(g, "M1", "M2")})
		for k := range g.between(1, 3) {
			kegiatan = append(kegiatan, g.row(p.Kode, fmt.Sprintf("%s.K%02d", p.Kode, k+1), "Kegiatan "+pick(g, objek...), sakip.TingkatKegiatan).Kode)
		}
	}
	// Every kegiatan gets one leaf first; the rest fall where they fall.
	anak := map[string]int{}
	for n := 0; len(g.baris) < rows; n++ {
		induk := pick(g, kegiatan...)
		if n < len(kegiatan) {
			induk = kegiatan[n]
		}
		anak[induk]++
		g.leaves(induk, fmt.Sprintf("%s.S%02d", induk, anak[induk]))
	}
	// Codes have parts of one width, so their order is that of the document.
	sort.SliceStable(g.baris, func(a, b int) bool { return g.baris[a].Kode < g.baris[b].Kode })
}

func (g *generator) row(induk, kode, nama string, t sakip.Tingkat) sakip.BarisAnggaran {
	b := sakip.BarisAnggaran{IdentitasBaris: sakip.IdentitasBaris{Kode: kode}, Induk: induk, Nama: nama, Tingkat: t}
	g.baris = append(g.baris, b)
	return b
}

// leaves adds a sub kegiatan, one row or, now and then, one for each UPTD.
func (g *generator) leaves(induk, kode string) {
	b := sakip.BarisAnggaran{IdentitasBaris: sakip.IdentitasBaris{Kode: kode, Sumber: "APBD"}, Induk: induk,
		Nama: "Sub kegiatan " + pick(g, objek...), Tingkat: sakip.TingkatSubKegiatan}
	identitas := []sakip.IdentitasBaris{b.IdentitasBaris}
	if g.oneIn(8) {
		identitas = nil
		for _, u := range g.opd.Unit {
			if u.Jenis == "uptd" {
				identitas = append(identitas, sakip.IdentitasBaris{SubUnit: u.ID, Kode: kode, Sumber: pick(g, "APBD", "DAK")})
			}
		}
	}
	for _, id := range identitas {
		b.IdentitasBaris, b.Pagu = id, number(g.between(5_000, 900_000)*1000, 0)
		switch {
		case g.oneIn(40):
			b.Pagu = number(0, 0)
		case g.oneIn(20):
			b.Pagu = number(g.between(500_000_000, 90_000_000_000), 2)
		}
		g.baris = append(g.baris, b)
	}
}

// versiAnggaran dates the budget and, for some, its changes.
func (g *generator) versiAnggaran(berubah bool) []sakip.VersiAnggaran {
	out := []sakip.VersiAnggaran{{Versi: "induk", Jenis: sakip.AnggaranInduk, Nomor: "DPA/1", Tanggal: "2025-01-02", Baris: g.baris}}
	if g.oneIn(3) {
		out = append(out, sakip.VersiAnggaran{Versi: "pergeseran-1", Jenis: sakip.AnggaranPergeseran, Nomor: "DPA/2", Tanggal: "2025-05-05",
			Baris: g.change(out[len(out)-1].Baris)})
	}
	if berubah {
		out = append(out, sakip.VersiAnggaran{Versi: "perubahan", Jenis: sakip.AnggaranPerubahan, Nomor: "DPPA/1", Tanggal: "2025-10-06",
			Baris: g.change(out[len(out)-1].Baris)})
	}
	return out
}

func (g *generator) change(lama []sakip.BarisAnggaran) []sakip.BarisAnggaran {
	out := append([]sakip.BarisAnggaran(nil), lama...)
	for n, b := range out {
		if b.Pagu != nil && g.oneIn(3) {
			out[n].Pagu = percentOf(*b.Pagu, g.between(90, 130))
		}
	}
	return out
}

// serapan is the percentage spent up to each quarter, to which up to 13 are added. The
// steps are wide enough that it grows even where a change took a tenth of the pagu.
var serapan = [4]int{8, 32, 58, 86}

func (g *generator) realisasiAnggaran(versi []sakip.VersiAnggaran) []sakip.RealisasiAnggaran {
	var out []sakip.RealisasiAnggaran
	for tw := 1; tw <= 4; tw++ {
		v, _ := sakip.AnggaranBerlaku(versi, sakip.Periode{Tahun: TahunUji, Triwulan: tw}.Akhir())
		for _, b := range v.Baris {
			if b.Pagu == nil || g.oneIn(400) {
				continue
			}
			out = append(out, sakip.RealisasiAnggaran{IdentitasBaris: b.IdentitasBaris, Triwulan: tw,
				Nilai: *percentOf(*b.Pagu, serapan[tw-1]+g.IntN(14)), Status: g.status(tw)})
		}
	}
	return out
}

// status is final for the quarters that are over and mixed for the last.
func (g *generator) status(tw int) sakip.Status {
	if tw < 4 {
		return sakip.Final
	}
	return pick(g, sakip.Final, sakip.Final, sakip.Diverifikasi, sakip.Diajukan)
}

func isBelow(kode, induk string) bool { return strings.HasPrefix(kode, induk+".") }
