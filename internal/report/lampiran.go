package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// semuaLampiran are the annexes: the agreements as signed, the files that bear the figures
// out, how each figure was calculated, and what the review found in them. The notes of the
// document end them.
func (p *penyusun) semuaLampiran() {
	p.tambah(document.Judul{Tingkat: 1, Teks: "LAMPIRAN", TanpaNomor: true})
	no := 0
	judul := func(s string) {
		no++
		p.tambah(document.Judul{Tingkat: 2, Teks: fmt.Sprintf("Lampiran %d. %s", no, s), TanpaNomor: true})
	}
	ada := false
	for n, v := range p.pk {
		if v.Ditandatangani {
			judul(fmt.Sprintf("Perjanjian Kinerja %s Tahun %d", p.sebutanVersi(n), p.d.Tahun))
			p.salinanPerjanjian(n)
			ada = true
		}
	}
	if !ada {
		judul(fmt.Sprintf("Perjanjian Kinerja Tahun %d", p.d.Tahun))
		p.tambah(document.Celah{Apa: "Belum ada Perjanjian Kinerja yang ditandatangani", Oleh: "kepala perangkat daerah, pada halaman Rencana"})
	}
	judul("Daftar Bukti Dukung")
	p.bukti()
	if len(p.h.Indikator) > 0 {
		judul("Penghitungan Capaian")
		p.paragraf("Tabel berikut memuat isian setiap triwulan dan nilai sebelum pembulatan, sehingga setiap angka laporan ini dapat dihitung ulang.")
		p.tambah(p.tabelKomponen(), p.tabelMentah())
	}
	judul(judulReviu)
	p.hasilReviu()
}

// salinanPerjanjian prints a signed version again, its figures taken from chapter II.
func (p *penyusun) salinanPerjanjian(n int) {
	v := p.pk[n]
	pertama, kedua := p.pihakPertama(v), p.pihakKedua(v)
	p.paragraf("%s selaku pihak pertama berjanji kepada %s selaku pihak kedua untuk mewujudkan target kinerja berikut dengan anggaran yang disediakan.", pertama.Jabatan, kedua.Jabatan)
	t := &document.Tabel{ID: fmt.Sprintf("PK%d Salinan Target", n+1), Judul: "Target Kinerja " + p.sebutanVersi(n), Kolom: kolom(document.Kiri, 5, 45, 45, 15),
		Kepala: kepalaSatu("No.", "Sasaran Strategis", "Indikator Kinerja", "Target")}
	t.Kolom[0].Rata, t.Kolom[3].Rata = document.Tengah, document.Kanan
	for no, g := range kelompokkan(p.saring(utama)) {
		for m, h := range g.indikator {
			row := []document.Sel{teks(h.Indikator.Nama), p.targetPK(n, h.Indikator, ref(kPK(n, h.Indikator.ID, "target")))}
			t.Baris = append(t.Baris, p.denganInduk(no, m, g, row))
		}
	}
	if len(t.Baris) > 0 {
		p.tambah(t)
	}
	if len(v.Program) > 0 {
		a := &document.Tabel{ID: fmt.Sprintf("PK%d Salinan Anggaran", n+1), Judul: "Anggaran Program " + p.sebutanVersi(n), Kolom: kolom(document.Kiri, 5, 60, 25, 20),
			Kepala: kepalaSatu("No.", "Program", "Anggaran (Rp)", "Keterangan")}
		a.Kolom[0].Rata, a.Kolom[2].Rata = document.Tengah, document.Kanan
		for m, g := range v.Program {
			a.Baris = append(a.Baris, []document.Sel{teks(fmt.Sprintf("%d.", m+1)), teks(g.Nama), angka(g.Anggaran, senDari(g.Anggaran), "", ref(kProgram(n, m))), teks(g.SumberDana)})
		}
		total := v.Total()
		a.Baris = append(a.Baris, gaya([]document.Sel{teks(""), teks("JUMLAH"), angka(total, senDari(total), "", ref(kPK(n, "jumlah", "anggaran"))), teks("")}, document.Tebal|document.Grup))
		p.tambah(a)
	}
	p.tambah(&document.TandaTangan{Tempat: p.tempat(), Tanggal: p.waktuPK(v), Pihak: []document.Pihak{kedua, pertama}})
}

// bukti lists the evidence received for the figures up to the quarter, and says which
// indicators have none.
func (p *penyusun) bukti() {
	t := &document.Tabel{ID: "Bukti", Judul: "Bukti Dukung Realisasi " + p.masa(), Kolom: kolom(document.Kiri, 6, 34, 7, 34, 19, 24),
		Kepala:  kepalaSatu("No.", "Indikator", "TW", "Berkas", "Tanggal", "SHA-256 (awal)"),
		Catatan: []string{"SHA-256 menandai isi berkas: berkas yang berubah satu huruf pun memiliki SHA-256 lain."}}
	t.Kolom[0].Rata, t.Kolom[2].Rata = document.Tengah, document.Tengah
	var tanpa []string
	for _, h := range p.h.Indikator {
		var list []sakip.Bukti
		for _, b := range p.opt.Bukti {
			if b.Jenis == sakip.BuktiDukung && b.Status == sakip.BuktiDiterima && b.Indikator == h.Indikator.ID && b.Triwulan <= p.h.Periode.Triwulan {
				list = append(list, b)
			}
		}
		slices.SortFunc(list, func(a, b sakip.Bukti) int {
			return cmp.Or(cmp.Compare(a.Triwulan, b.Triwulan), cmp.Compare(a.Nama, b.Nama), cmp.Compare(a.ID, b.ID))
		})
		if len(list) == 0 && h.Realisasi.Ada() {
			tanpa = append(tanpa, h.Indikator.Nama)
		}
		for n, b := range list {
			berkas := b.Nama
			if b.Keterangan != "" {
				berkas += " – " + strings.Join(strings.Fields(b.Keterangan), " ")
			}
			row := []document.Sel{teks(locale.TriwulanRomawi(b.Triwulan)), teks(berkas), teks(tanggal(b.Tanggal)), teks(b.SHA256[:min(16, len(b.SHA256))])}
			if n == 0 {
				row = append([]document.Sel{{Teks: h.Indikator.Nama, RowSpan: len(list)}}, row...)
			}
			t.Baris = append(t.Baris, append([]document.Sel{teks(fmt.Sprintf("%d.", len(t.Baris)+1))}, row...))
		}
	}
	if len(t.Baris) > 0 {
		p.tambah(t)
	}
	switch n := len(p.h.Indikator); {
	case n == 0:
		p.paragraf("Belum ada indikator yang berbukti.")
	case len(tanpa) > 0 && len(t.Baris) == 0:
		p.tambah(document.Celah{Apa: "Bukti dukung realisasi belum diunggah", Oleh: "unit penanggung jawab setiap indikator, pada halaman Isian"})
	case len(tanpa) > 0:
		p.tambah(document.Celah{Apa: "Bukti dukung belum diunggah untuk: " + strings.Join(tanpa, "; "), Oleh: "unit penanggung jawab setiap indikator, pada halaman Isian"})
	}
}

// tabelKomponen is the annex of what was entered quarter by quarter, how it
// accumulates, and the realisasi that follows.
func (p *penyusun) tabelKomponen() *document.Tabel {
	t := &document.Tabel{ID: "Komponen", Judul: "Komponen Realisasi " + p.masa(), Lanskap: true,
		Kolom: kolom(document.Kanan, 36, 36, 12, 12, 12, 12, 14, 16, 14, 14),
		Kepala: [][]document.Sel{{kepala("Indikator", 2, 1), kepala("Komponen", 2, 1), kepala("Isian per triwulan", 1, 4), kepala("Akumulasi", 2, 1),
			kepala("Nilai s.d. triwulan", 2, 1), kepala("Pengali/ skor maksimal", 2, 1), kepala("Realisasi", 2, 1)},
			{kepala("TW I", 1, 1), kepala("TW II", 1, 1), kepala("TW III", 1, 1), kepala("TW IV", 1, 1)}}}
	t.Kolom[0].Rata, t.Kolom[1].Rata, t.Kolom[6].Rata = document.Kiri, document.Kiri, document.Tengah
	for _, h := range p.h.Indikator {
		t.Baris = append(t.Baris, p.barisKomponen(h)...)
	}
	return t
}

// barisKomponen are an indicator's rows: one per component. The realisasi that
// follows is rounded where the figure is a published one (ratio, score), and only
// there; everything else refers to this cell.
func (p *penyusun) barisKomponen(h sakip.HasilIndikator) [][]document.Sel {
	i, f := h.Indikator, h.Indikator.Formula
	id := func(apa string) string { return kInd(i.ID, apa) }
	tinggi, pengali, rumus := 1, teks(""), ref(id("x"))
	labelX := f.Pembilang
	switch f.Jenis {
	case sakip.FormulaRasio:
		tinggi = 2
		pengali = angka(f.Pengali, desimal(f.Pengali, 4), id("pengali"), "")
		rumus = bulat(ref(id("x"))+"*"+ref(id("pengali"))+"/"+ref(id("y")), p.k.DesimalRealisasi, p.k.Pembulatan)
	case sakip.FormulaSkor:
		if f.SkorMaksimal != nil {
			pengali = angka(*f.SkorMaksimal, desimal(*f.SkorMaksimal, 4), id("maks"), "")
			rumus = bulat(ref(id("x"))+"*100/"+ref(id("maks")), p.k.DesimalRealisasi, p.k.Pembulatan)
		}
		labelX = pilih(labelX == "", "Skor", labelX)
	case sakip.FormulaPredikat:
		labelX = "Predikat"
	}
	if labelX == "" {
		labelX = "Nilai"
	}
	hasil := p.realisasi(h)
	if h.Realisasi.Ada() {
		hasil.Kunci, hasil.Rumus = id("realisasi"), rumus
	}
	hasil.RowSpan, pengali.RowSpan = tinggi, tinggi
	x := append([]document.Sel{{Teks: i.Nama, RowSpan: tinggi}, teks(bersatuan(labelX, f.Satuan))}, p.isianTriwulan(h, "x", i.AkumulasiX)...)
	out := [][]document.Sel{append(x, pengali, hasil)}
	if f.Jenis == sakip.FormulaRasio {
		out = append(out, append([]document.Sel{teks(bersatuan(f.Penyebut, f.Satuan))}, p.isianTriwulan(h, "y", i.AkumulasiY)...))
	}
	return out
}

// bersatuan adds the unit, where there is one.
func bersatuan(label, satuan string) string {
	if satuan == "" {
		return label
	}
	return label + " (" + satuan + ")"
}

// isianTriwulan are the cells of one component: four quarters, how they accumulate,
// and the value up to the quarter.
func (p *penyusun) isianTriwulan(h sakip.HasilIndikator, apa string, a sakip.Akumulasi) []document.Sel {
	i := h.Indikator
	tw := p.h.Periode.Triwulan
	sel := make([]sakip.Sel, tw)
	var row []document.Sel
	var kunci []string
	for q := 1; q <= 4; q++ {
		if q > tw {
			row = append(row, teks(""))
			continue
		}
		k := kInd(i.ID, apa+bilangan(int32(q)))
		s, nilai := p.isian(i, apa, q)
		s.Kunci, sel[q-1].Nilai = k, nilai
		row, kunci = append(row, s), append(kunci, ref(k))
	}
	cara := map[sakip.Akumulasi]string{sakip.Jumlah: "SUM", sakip.RataRata: "AVERAGE", sakip.Maksimum: "MAX", sakip.Minimum: "MIN"}[a]
	label := strings.ReplaceAll(string(a), "_", " ")
	rumus := cara + "(" + strings.Join(kunci, ",") + ")"
	if i.Entri == sakip.SDTriwulan || cara == "" {
		rumus = kunci[tw-1]
	}
	if i.Entri == sakip.SDTriwulan {
		label = "s.d. triwulan"
	}
	if i.Formula.Jenis == sakip.FormulaPredikat {
		rumus = p.rumusPredikat(kunci[tw-1], i.Formula.SkalaPredikat)
	}
	sd := alasan(h.Realisasi.Alasan)
	if h.Realisasi.Ada() {
		nilai, _ := sakip.Akumulasikan(sel, a, i.Entri)
		sd = angka(*nilai.Nilai, min(4, p.desimalKomponen(i, *nilai.Nilai)), kInd(i.ID, apa), rumus)
	}
	return append(row, teks(label), sd)
}

// desimalKomponen are the decimals of a component: of a plain value those of its
// indicator.
func (p *penyusun) desimalKomponen(i sakip.Indikator, d decimal.Decimal) int32 {
	n := desimal(d, 6)
	if i.Formula.Jenis == sakip.FormulaNilai {
		return max(n, p.desimalInd(i, d))
	}
	return n
}

// isian is a component's cell of one quarter and the number it counts with.
func (p *penyusun) isian(i sakip.Indikator, apa string, tw int) (document.Sel, *decimal.Decimal) {
	for _, r := range p.d.Realisasi {
		if r.Indikator != i.ID || r.Triwulan != tw || !r.Status.Dihitung() {
			continue
		}
		v := r.X
		if apa == "y" {
			v = r.Y
		}
		switch {
		case r.BelumTerbit:
			return alasan(sakip.BelumTerbit), nil
		case i.Formula.Jenis == sakip.FormulaPredikat:
			if s, ok := p.k.SkorPredikat(i.Formula.SkalaPredikat, r.Predikat); ok {
				return teks(r.Predikat), &s
			}
			return teks(r.Predikat), nil
		case v == nil:
			return alasan(sakip.KomponenKosong), nil
		}
		return angka(*v, p.desimalKomponen(i, *v), "", ""), v
	}
	switch {
	case !i.Frekuensi.JatuhTempo(tw):
		return document.Sel{Alasan: sakip.BelumJatuhTempo.Teks()}, nil
	case i.TahunData < 0:
		return alasan(sakip.BelumTerbit), nil
	}
	return alasan(sakip.BelumDilaporkan), nil
}

// rumusPredikat looks the label of a cell up on a scale of the policy.
func (p *penyusun) rumusPredikat(sel, skala string) string {
	var b strings.Builder
	n := 0
	for _, s := range p.k.SkalaPredikat {
		if s.Nama != skala {
			continue
		}
		for _, l := range s.Label {
			b.WriteString("IF(" + sel + "=" + document.Kutip(l.Label) + "," + tetap(l.Skor) + ",")
			n++
		}
	}
	return b.String() + `""` + strings.Repeat(")", n)
}

// tabelMentah is the annex of calculation: target, realisasi and money of every indicator with the
// percentages before any rounding, which means and efficiency are made of.
func (p *penyusun) tabelMentah() *document.Tabel {
	t := &document.Tabel{ID: "Perhitungan", Judul: "Perhitungan Sebelum Pembulatan " + p.masa(), Lanskap: true,
		Kolom: kolom(document.Kanan, 36, 13, 13, 13, 17, 13, 13, 17, 20, 20, 17),
		Kepala: [][]document.Sel{{kepala("Indikator", 2, 1), kepala("Target", 1, 2), kepala("Realisasi", 2, 1), kepala("Capaian (%)", 2, 1),
			kepala("Target akhir", 1, 2), kepala("% terhadap target akhir", 2, 1), kepala("Anggaran", 1, 3)},
			{kepala("Nilai/ bawah", 1, 1), kepala("Atas", 1, 1), kepala("Nilai/ bawah", 1, 1), kepala("Atas", 1, 1),
				kepala("Pagu (Rp)", 1, 1), kepala("Realisasi (Rp)", 1, 1), kepala("Capaian (%)", 1, 1)}}}
	t.Kolom[0].Rata = document.Kiri
	for _, h := range p.h.Indikator {
		t.Baris = append(t.Baris, p.barisMentah(h))
	}
	return t
}

// barisMentah is an indicator's row of the annex of calculation. Its target refers to the agreement
// in force where that prints a number; a score of a label is entered here.
func (p *penyusun) barisMentah(h sakip.HasilIndikator) []document.Sel {
	i := h.Indikator
	r := func(apa string) string { return ref(kInd(i.ID, apa)) }
	rumusTarget := ""
	for n, v := range p.pk {
		if v.Versi == p.h.VersiPerjanjian && v.Target[i.ID].Nilai != nil && utama(i) && p.targetPK(n, i, "").Nilai != nil {
			rumusTarget = ref(kPK(n, i.ID, "target"))
		}
	}
	realisasi := p.realisasi(h)
	row := append([]document.Sel{teks(i.Nama)}, p.duaTarget(i, h.Target, "target", rumusTarget)...)
	row = append(row, realisasi, mentah(h.Capaian.Angka, kInd(i.ID, "mentah"), rumusCapaian(i.Arah, r("target"), r("target-atas"), r("realisasi"), p.k)))
	akhir := sakip.Target{}
	if h.TargetAkhir != nil {
		akhir = *h.TargetAkhir
	}
	row = append(row, p.duaTarget(i, akhir, "akhir", "")...)
	row = append(row, mentah(h.PersenTargetAkhir.Angka, kInd(i.ID, "akhir-mentah"), rumusCapaian(i.Arah, r("akhir"), r("akhir-atas"), r("realisasi"), p.k)))
	pagu, spent := alasan(h.Anggaran.Alasan), alasan(h.RealisasiAnggaran.Alasan)
	if h.Anggaran.Ada() {
		pagu = angka(*h.Anggaran.Nilai, 2, kInd(i.ID, "pagu"), p.rumusTautan(i, "pagu"))
	}
	if h.RealisasiAnggaran.Ada() {
		spent = angka(*h.RealisasiAnggaran.Nilai, 2, kInd(i.ID, "real-anggaran"), p.rumusTautan(i, "real"))
	}
	return append(row, pagu, spent, mentah(h.CapaianAnggaran.Angka, kInd(i.ID, "serapan-mentah"),
		"IF("+r("pagu")+`=0,"",`+r("real-anggaran")+"*100/"+r("pagu")+")"))
}

// duaTarget are the two cells of a target: its number, or the ends of its range.
func (p *penyusun) duaTarget(i sakip.Indikator, t sakip.Target, apa, rumus string) []document.Sel {
	bawah, atas := p.nilaiTarget(i, t), (*decimal.Decimal)(nil)
	if t.Bawah != nil && t.Atas != nil {
		bawah, atas = t.Bawah, t.Atas
	}
	sel := func(d *decimal.Decimal, kunci, rumus string) document.Sel {
		if d == nil {
			return teks("")
		}
		return p.nilaiInd(i, *d, kunci, rumus)
	}
	out := []document.Sel{sel(bawah, kInd(i.ID, apa), rumus), sel(atas, kInd(i.ID, apa+"-atas"), "")}
	if bawah == nil {
		out[0] = alasan(map[string]sakip.Alasan{"target": sakip.TargetTidakAda, "akhir": sakip.TargetAkhirTakAda}[apa])
	}
	return out
}

// rumusTautan adds up the budget that an indicator's edges reach. Where a row of an
// edge is not known, for a leaf is unreported that another edge takes out again, the
// leaves themselves are named.
func (p *penyusun) rumusTautan(i sakip.Indikator, apa string) string {
	utuh := true
	arah := map[string]int{}
	var urut []string
	var b strings.Builder
	for _, e := range i.Anggaran {
		langkah := 1
		if e.Kurang {
			langkah = -1
		}
		utuh = utuh && (apa == "pagu" || p.baris[e.Kode].Realisasi.Ada())
		b.WriteString(pilih(e.Kurang, "-", pilih(b.Len() > 0, "+", "")) + ref(kAng(e.Kode, apa)))
		for _, kode := range p.daun(e.Kode) {
			if _, ada := arah[kode]; !ada {
				urut = append(urut, kode)
			}
			arah[kode] += langkah
		}
	}
	if utuh {
		return b.String()
	}
	b.Reset()
	for _, kode := range urut {
		tanda := pilih(arah[kode] < 0, "-", pilih(b.Len() > 0, "+", ""))
		for n := max(arah[kode], -arah[kode]); n > 0; n-- {
			b.WriteString(tanda + ref(kAng(kode, apa)))
			tanda = pilih(arah[kode] < 0, "-", "+")
		}
	}
	return b.String()
}

// daun are the codes of the leaves below a budget row, or its own.
func (p *penyusun) daun(kode string) []string {
	if p.baris[kode].Daun {
		return []string{kode}
	}
	var out []string
	for _, a := range p.anak[kode] {
		out = append(out, p.daun(a)...)
	}
	return out
}
