package report

import (
	"fmt"
	"strings"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// akuntabilitas is chapter III: what came of it.
func (p *penyusun) akuntabilitas() {
	p.tambah(document.Judul{Tingkat: 1, Teks: "AKUNTABILITAS KINERJA"})
	p.paragraf("Pengukuran kinerja dilakukan menurut %s dengan membandingkan realisasi setiap indikator dengan targetnya pada Perjanjian Kinerja. Capaian dikelompokkan menurut skala berikut.", permenLaporan)
	p.tambah(p.tabelSkala())
	p.nomor = 1
	p.naskah("bab3.pengukuran")
	p.tambah(document.Judul{Tingkat: 2, Teks: "CAPAIAN KINERJA ORGANISASI"})
	p.ringkasanCapaian()
	for _, g := range p.urusan() {
		p.tambah(document.Judul{Tingkat: 3, Teks: strings.ToUpper(g.nama)})
		p.naskah(sakip.AwalanUrusan(g.kode) + "pengantar")
		p.tabelUrusan(g)
		p.sebabUrusan(g)
	}
	p.pembanding()
	p.anggaran()
	p.efisiensi()
	p.narasi("bab3.")
}

// ringkasanCapaian is what all IKU came to, said and drawn.
func (p *penyusun) ringkasanCapaian() {
	r := p.ringkas()
	if len(r.iku) == 0 {
		p.tambah(document.Celah{Apa: "Capaian sasaran strategis tidak disajikan: indikator kinerja utama belum ditetapkan", Oleh: olehRencana})
		return
	}
	s := p.kalimatTercapai(r)
	if k := p.kalimatKelas(r.iku); k != "" {
		s += " " + k
	}
	if g := p.gambarCapaian(r.iku); g != nil {
		p.paragraf("%s Capaian setiap IKU digambarkan pada grafik berikut.", s)
		p.tambah(g)
		return
	}
	p.paragraf("%s", s)
}

// tabelSkala prints the classes with their bounds in words.
func (p *penyusun) tabelSkala() *document.Tabel {
	t := &document.Tabel{ID: "T3.1", Judul: fmt.Sprintf("Skala Pengukuran Capaian Sasaran Kinerja Tahun %d", p.d.Tahun),
		Kolom: kolom(document.Kiri, 10, 50, 40), Kepala: kepalaSatu("No.", "Persentase Capaian", "Kategori Capaian")}
	t.Kolom[0].Rata = document.Tengah
	for n, k := range p.k.Skala.Kelas {
		t.Baris = append(t.Baris, []document.Sel{teks(fmt.Sprintf("%d.", n+1)), teks(batasTeks(k)), teks(k.Nama)})
	}
	return t
}

// batasTeks says a class's interval in words that leave no end open to doubt.
func batasTeks(k sakip.Kelas) string {
	var s []string
	if k.Bawah != nil {
		s = append(s, pilih(k.BawahTermasuk, "paling sedikit ", "lebih dari ")+locale.AngkaRingkas(*k.Bawah)+"%")
	}
	if k.Atas != nil {
		s = append(s, pilih(k.AtasTermasuk, "paling banyak ", "kurang dari ")+locale.AngkaRingkas(*k.Atas)+"%")
	}
	if len(s) == 0 {
		return "semua nilai"
	}
	t := strings.Join(s, " dan ")
	return strings.ToUpper(t[:1]) + t[1:]
}

// kelompokUrusan are the indicators reported under one bidang urusan.
type kelompokUrusan struct {
	no         int // among those of the report, from 1
	kode, nama string
	utama      []sakip.HasilIndikator
	program    []sakip.HasilIndikator // program and below
}

// urusan groups every indicator: under the agency's bidang urusan in their order, and
// last those that belong to none, so that none is lost.
func (p *penyusun) urusan() []kelompokUrusan {
	var semua []kelompokUrusan
	di := map[string]int{}
	for _, u := range p.d.OPD.Urusan {
		if u.Kode != "" && u.Kode != sakip.UrusanLain {
			di[u.Kode] = len(semua)
			semua = append(semua, kelompokUrusan{kode: u.Kode, nama: namaUrusan(u.Nama)})
		}
	}
	lain := kelompokUrusan{kode: sakip.UrusanLain, nama: "Penunjang dan Tata Kelola Pemerintahan"}
	for _, h := range p.h.Indikator {
		g := &lain
		if n, ada := di[h.Indikator.Urusan]; ada {
			g = &semua[n]
		}
		if utama(h.Indikator) {
			g.utama = append(g.utama, h)
		} else {
			g.program = append(g.program, h)
		}
	}
	var out []kelompokUrusan
	for _, g := range append(semua, lain) {
		if len(g.utama)+len(g.program) > 0 {
			g.no = len(out) + 1
			out = append(out, g)
		}
	}
	return out
}

// kolomPotret is how many columns of figures an upright page has room for.
const kolomPotret = 8

// tabelBernomor is the next numbered table of chapter III.
func (p *penyusun) tabelBernomor(judul string, kol []document.Kolom, kep [][]document.Sel) *document.Tabel {
	p.nomor++
	t := &document.Tabel{ID: fmt.Sprintf("T3.%d", p.nomor), Judul: judul, Kolom: kol, Kepala: kep, Lanskap: len(kol) > kolomPotret}
	p.tambah(t)
	return t
}

// tabelUrusan writes the tables of one bidang urusan, what each indicator came to, and
// its charts; a kind of indicator that it does not have leaves no empty table.
func (p *penyusun) tabelUrusan(g kelompokUrusan) {
	if len(g.utama) > 0 {
		p.tabelCapaian(g)
		p.tabelBanding(g, g.utama, "Perbandingan Realisasi Sasaran Strategis", "Sasaran Strategis", "Indikator Sasaran", false)
		p.gambarTren(g)
		for _, h := range g.utama {
			p.analisis(h)
		}
	}
	if len(g.program) > 0 {
		p.tambah(document.Judul{Tingkat: 4, Teks: "Indikator Kinerja Program", TanpaNomor: true})
		p.paragraf("%s", p.kalimatProgram(g.program))
		p.tabelProgram(g)
		p.tabelBanding(g, g.program, "Perbandingan Realisasi Kinerja Program", "Program", "Indikator Kinerja Program (outcome)", true)
	}
}

// barisKelompok makes the rows of a table whose first column is the group's name.
func (p *penyusun) barisKelompok(t *document.Tabel, list []sakip.HasilIndikator, isi func(sakip.HasilIndikator) []document.Sel) {
	for _, g := range kelompokkan(list) {
		for n, h := range g.indikator {
			row := append([]document.Sel{teks(h.Indikator.Nama)}, isi(h)...)
			if n == 0 {
				row = append([]document.Sel{{Teks: judulBiasa(p.namaInduk(g.induk)), RowSpan: len(g.indikator)}}, row...)
			}
			t.Baris = append(t.Baris, row)
		}
	}
}

// selTarget is the year's target, taken from the annex of calculation where it is a number.
func (p *penyusun) selTarget(h sakip.HasilIndikator) document.Sel {
	return p.target(h.Indikator, h.Target, "", ref(kInd(h.Indikator.ID, "target")))
}

// selCapaian is the capaian as shown. Its formula goes back to the raw one, for floor,
// cap and rounding are matters of display.
func (p *penyusun) selCapaian(h sakip.HasilIndikator) document.Sel {
	m := ref(kInd(h.Indikator.ID, "mentah"))
	return p.persen(h.Capaian, kInd(h.Indikator.ID, "capaian"), bilaAda(m, rumusTampil(m, p.k)))
}

// tabelCapaian is target, realisasi, capaian and class of the IKU (tables 3.2 and 3.6
// of the 2023 report).
func (p *penyusun) tabelCapaian(g kelompokUrusan) {
	t := p.tabelBernomor("Target dan Realisasi Sasaran Strategis "+g.nama+" "+p.masa(), kolom(document.Kanan, 34, 34, 13, 14, 14, 16, 26),
		kepalaSatu("Sasaran Strategis", "Indikator Sasaran", "Target", "Realisasi", "Capaian", "Kategori", "Sumber Data"))
	t.Kolom[0].Rata, t.Kolom[1].Rata, t.Kolom[5].Rata, t.Kolom[6].Rata = document.Kiri, document.Kiri, document.Tengah, document.Kiri
	p.barisKelompok(t, g.utama, func(h sakip.HasilIndikator) []document.Sel {
		i := h.Indikator
		kategori := alasan(h.Capaian.Alasan)
		if h.Capaian.Ada() {
			kategori = document.Sel{Teks: h.Capaian.Kategori, Kunci: kInd(i.ID, "kategori"),
				Rumus: rumusKategori(ref(kInd(i.ID, "capaian")), ref(kInd(i.ID, "mentah")), p.k)}
		}
		sumber := i.SumberData
		if sumber == "" {
			sumber = p.d.OPD.NamaUnit(i.PenanggungJawab)
		}
		return []document.Sel{p.selTarget(h), p.realisasi(h), p.selCapaian(h), kategori, teks(sumber)}
	})
}

// tahunLalu are the earlier years that are stored, oldest first.
func (p *penyusun) tahunLalu() []int {
	var out []int
	for _, l := range p.d.Lalu {
		if l.Tahun < p.d.Tahun {
			out = append(out, l.Tahun)
		}
	}
	return out
}

// tabelBanding compares with every stored year and with the end target of the Renstra.
func (p *penyusun) tabelBanding(g kelompokUrusan, list []sakip.HasilIndikator, judul, induk, indikator string, ket bool) {
	tahun := p.tahunLalu()
	lebar := []int{28, 33}
	tahunIni := []document.Sel{}
	for _, y := range tahun {
		lebar = append(lebar, 13)
		tahunIni = append(tahunIni, kepala(fmt.Sprintf("Tahun %d", y), 1, 1))
	}
	tahunIni = append(tahunIni, kepala(p.masa(), 1, 1))
	atas := []document.Sel{kepala(induk, 2, 1), kepala(indikator, 2, 1), kepala("Realisasi", 1, len(tahun)+1),
		kepala("Target Akhir Masa RPJMD/ Renstra", 2, 1), kepala("% terhadap Target Akhir", 2, 1)}
	lebar = append(lebar, 13, 18, 19)
	if ket {
		lebar = append(lebar, 16)
		atas = append(atas, kepala("Ket.", 2, 1))
	}
	t := p.tabelBernomor(fmt.Sprintf("%s %s %s dengan Tahun Sebelumnya dan Target Akhir Masa RPJMD/Renstra", judul, g.nama, p.masa()),
		kolom(document.Kanan, lebar...), [][]document.Sel{atas, tahunIni})
	t.Kolom[0].Rata, t.Kolom[1].Rata = document.Kiri, document.Kiri
	if ket {
		t.Kolom[len(t.Kolom)-1].Rata = document.Tengah
	}
	p.barisKelompok(t, list, func(h sakip.HasilIndikator) []document.Sel {
		i := h.Indikator
		var row []document.Sel
		for _, y := range tahun {
			row = append(row, p.selTahun(h, y))
		}
		row = append(row, p.realisasi(h))
		if h.TargetAkhir == nil {
			row = append(row, alasan(sakip.TargetAkhirTakAda))
		} else {
			row = append(row, p.target(i, *h.TargetAkhir, "", ref(kInd(i.ID, "akhir"))))
		}
		m := ref(kInd(i.ID, "akhir-mentah"))
		row = append(row, p.persen(h.PersenTargetAkhir, kInd(i.ID, "akhir-persen"), bilaAda(m, rumusTampil(m, p.k))))
		if ket {
			row = append(row, p.selKet(h))
		}
		return row
	})
}

// selTahun is the realisasi of an earlier year, which is entered: it was published.
func (p *penyusun) selTahun(h sakip.HasilIndikator, tahun int) document.Sel {
	for _, s := range h.Sebelumnya {
		if s.Tahun == tahun {
			return p.nilaiInd(h.Indikator, s.Realisasi, kInd(h.Indikator.ID, fmt.Sprintf("th%d", tahun)), "")
		}
	}
	return redup("tidak ada data")
}

// selKet tells whether a program supports its end target; levels below a program
// carry no such word.
func (p *penyusun) selKet(h sakip.HasilIndikator) document.Sel {
	switch {
	case h.Indikator.Tingkat != sakip.TingkatProgram:
		return teks("")
	case h.Ket == "":
		return alasan(h.PersenTargetAkhir.Alasan)
	}
	m := ref(kInd(h.Indikator.ID, "akhir-mentah"))
	return document.Sel{Teks: h.Ket, Kunci: kInd(h.Indikator.ID, "ket"),
		Rumus: bilaAda(m, "IF(ROUND("+m+",10)>="+tetap(p.k.AmbangMenunjang)+`,"Menunjang","Tidak Menunjang")`)}
}

// tabelProgram is what the programs came to (tables 3.4 and 3.8), with the capaian
// that the printed report leaves to the reader.
func (p *penyusun) tabelProgram(g kelompokUrusan) {
	t := p.tabelBernomor("Capaian Indikator Kinerja Program "+g.nama+" "+p.masa(), kolom(document.Kanan, 34, 40, 14, 16, 14),
		[][]document.Sel{{kepala("Program", 2, 1), kepala("Indikator Kinerja Program (outcome)", 2, 1), kepala("Realisasi Capaian Kinerja Program", 1, 3)},
			{kepala("Target", 1, 1), kepala("Kinerja", 1, 1), kepala("Capaian", 1, 1)}})
	t.Kolom[0].Rata, t.Kolom[1].Rata = document.Kiri, document.Kiri
	p.barisKelompok(t, g.program, func(h sakip.HasilIndikator) []document.Sel {
		return []document.Sel{p.selTarget(h), p.realisasi(h), p.selCapaian(h)}
	})
}
