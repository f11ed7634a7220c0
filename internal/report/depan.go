package report

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// depan is the front matter without its tables of contents.
func (p *penyusun) depan() {
	p.tambah(document.Judul{Tingkat: 1, Teks: "KATA PENGANTAR", TanpaNomor: true})
	p.naskahAtauBaku("depan.kata_pengantar")
	p.tambah(p.tandaTangan(p.opt), document.Judul{Tingkat: 1, Teks: "IKHTISAR EKSEKUTIF", TanpaNomor: true})
	p.ikhtisar()
}

// ikhtisar says on a page what the figures come to.
func (p *penyusun) ikhtisar() {
	r := p.ringkas()
	if len(r.iku) == 0 {
		p.tambah(document.Celah{Apa: "Indikator kinerja utama belum ditetapkan", Oleh: olehRencana})
	} else {
		s := p.kalimatTercapai(r)
		if k := p.kalimatKelas(r.iku); k != "" {
			s += " " + k
		}
		if r.total.RataCapaian.Ada() {
			s += fmt.Sprintf(" Rata-rata capaian IKU %s", p.persen(r.total.RataCapaian, "", "").Tampil())
			if r.total.N < r.total.M {
				s += fmt.Sprintf(", dari %d IKU yang dapat dihitung", r.total.N)
			}
			s += "."
		}
		p.paragraf("%s mempertanggungjawabkan %d sasaran strategis %s. %s", p.instansi(), len(p.h.Sasaran), p.masa(), s)
	}
	p.paragraf("%s", p.kalimatSerapan(p.totalAnggaran()))
	if s := p.kalimatEfisiensi(); s != "" {
		p.paragraf("%s", s)
	}
	if len(p.h.Sasaran) > 0 {
		p.tambah(p.tabelIkhtisar())
	}
	p.sorotan(r)
	p.naskah("depan.ikhtisar")
}

// butirIkhtisar is how many indicators the summary names, lest it have more than a page.
const butirIkhtisar = 5

// sorotan names the IKU that fell short, of very many the lowest, and those without a
// capaian while there is room.
func (p *penyusun) sorotan(r ringkasan) {
	tidak := slices.Clone(r.tidak)
	switch n := len(tidak); {
	case n > butirIkhtisar:
		slices.SortStableFunc(tidak, func(a, b sakip.HasilIndikator) int { return a.Capaian.Nilai.Cmp(*b.Capaian.Nilai) })
		tidak = tidak[:butirIkhtisar]
		p.paragraf("%d IKU %s mencapai target. Yang terendah capaiannya:", n, p.tidak())
	case n > 0:
		p.paragraf("IKU yang %s mencapai target:", p.tidak())
	}
	if len(tidak) > 0 {
		p.tambah(p.daftarIndikator(tidak))
	}
	if n := len(r.belum); n > 0 && len(tidak)+n <= butirIkhtisar {
		p.paragraf("IKU yang capaiannya belum dapat dihitung:")
		p.tambah(p.daftarIndikator(r.belum))
	}
}

// tabelIkhtisar has a row for each sasaran, taken from the table of efficiency.
func (p *penyusun) tabelIkhtisar() *document.Tabel {
	t := &document.Tabel{ID: "Ikhtisar", Judul: "Ringkasan Capaian Sasaran Strategis " + p.masa(), Kolom: kolom(document.Kanan, 6, 40, 9, 12, 14, 14, 13, 14),
		Kepala:  kepalaSatu("No.", "Sasaran Strategis", "IKU", "Mencapai Target", "Rata-rata Capaian", "Kategori", "Serapan Anggaran", "Tingkat Efisiensi"),
		Catatan: []string{"Serapan anggaran: jumlah realisasi ÷ jumlah anggaran yang tertaut pada indikator sasaran. Tingkat efisiensi: rata-rata capaian kinerja ÷ rata-rata capaian anggaran × 100."}}
	t.Kolom[0].Rata, t.Kolom[1].Rata, t.Kolom[5].Rata = document.Tengah, document.Kiri, document.Tengah
	for n, s := range p.h.Sasaran {
		ind := p.ikuSasaran(s.Sasaran.ID)
		row := []document.Sel{teks(fmt.Sprintf("%d.", n+1)), teks(s.Sasaran.Nama), angka(decimal.NewFromInt(int64(len(ind))), 0, "", "")}
		if len(ind) == 0 {
			for range 5 {
				row = append(row, alasan(s.RataCapaian.Alasan))
			}
			t.Baris = append(t.Baris, row)
			continue
		}
		tercapai, _, _ := p.pilah(ind)
		rumus := ""
		for _, h := range ind {
			if h.Capaian.Ada() {
				rumus += pilih(rumus == "", "", "+") + p.rumusMencapai(ref(kInd(h.Indikator.ID, "mentah")))
			}
		}
		kunci := func(apa string) string { return ref("sasaran." + s.Sasaran.ID + "." + apa) }
		rata, _, efisien, serapan := p.selSasaran(s, ind)
		kategori := alasan(s.RataCapaian.Alasan)
		if s.RataCapaian.Ada() {
			kategori = document.Sel{Teks: s.RataCapaian.Kategori, Rumus: rumusKategori(kunci("rata"), p.rumusRataKinerja(ind), p.k)}
		}
		capai := angka(decimal.NewFromInt(int64(len(tercapai))), 0, "", rumus)
		if rumus == "" {
			capai = alasan(s.RataCapaian.Alasan)
		}
		row = append(row, capai, rujuk(rata, kunci("rata")), kategori, rujuk(serapan, kunci("serapan")), rujuk(efisien, kunci("efisiensi")))
		t.Baris = append(t.Baris, row)
	}
	return t
}

// rujuk makes of a cell one that shows the same figure elsewhere.
func rujuk(s document.Sel, dari string) document.Sel {
	s.Kunci, s.RowSpan = "", 0
	if s.Rumus = ""; s.Nilai != nil {
		s.Rumus = dari
	}
	return s
}
