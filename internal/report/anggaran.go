package report

import (
	"fmt"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// anggaran is section B: every budget row of the version in force, and the totals in
// words.
func (p *penyusun) anggaran() {
	p.tambah(document.Judul{Tingkat: 2, Teks: "REALISASI ANGGARAN"})
	t := p.totalAnggaran()
	if !t.ada {
		p.tambah(document.Celah{Apa: "Rincian anggaran tidak disajikan: " + sakip.AnggaranTidakAda.Teks(), Oleh: olehPagu})
		p.naskah("bab3.anggaran")
		return
	}
	awal := fmt.Sprintf("Anggaran %s Tahun %d sebesar %s", p.d.OPD.Nama, p.d.Tahun, p.rupiahKata(t.pagu))
	switch {
	case t.spent == nil:
		p.paragraf("%s; jumlah realisasinya tidak disajikan karena sebagian baris belum dilaporkan.", awal)
	case t.serapan.Tampil == nil:
		p.paragraf("%s, terealisasi %s sebesar %s.", awal, p.sampai(), p.rupiahKata(*t.spent))
	default:
		p.paragraf("%s, terealisasi %s sebesar %s atau %s.", awal, p.sampai(), p.rupiahKata(*t.spent), p.persen(t.serapan, "", "").Tampil())
	}
	if g := p.gambarSerapan(); g != nil {
		p.tambah(g)
	}
	if s := p.kalimatSerapanProgram(); s != "" {
		p.paragraf("%s", s)
	}
	p.naskah("bab3.anggaran")
	p.tambah(p.tabelAnggaran(t))
}

// persenDari is a share as the budget table shows it.
func (p *penyusun) persenDari(a, b decimal.Decimal) sakip.Capaian {
	v := p.k.Bulat(a.Mul(decimal.NewFromInt(100)).DivRound(b, 40))
	return sakip.Capaian{Tampil: &v}
}

// tabelAnggaran is the budget in the order of its document, parents as live sums of
// the rows right below them. Where several rows stand on top a JUMLAH row ends it.
func (p *penyusun) tabelAnggaran(jumlah totalAnggaran) *document.Tabel {
	t := &document.Tabel{ID: "Anggaran", Judul: "Realisasi Anggaran " + p.masa(), Kolom: kolom(document.Kanan, 60, 24, 24, 12),
		Kepala: kepalaSatu("Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)", "Capaian")}
	t.Kolom[0].Rata = document.Kiri
	letak := map[string]int{} // code → row, so that sums can name rectangles
	n := 0
	for _, b := range p.h.Anggaran {
		letak[b.Kode] = n
		n++
		if len(b.Rincian) > 1 {
			n += len(b.Rincian)
		}
	}
	for _, b := range p.h.Anggaran {
		t.Baris = append(t.Baris, p.barisAnggaran(b, letak)...)
	}
	if atas := p.anak[""]; len(atas) > 1 {
		real := redup("sebagian belum dilaporkan")
		if jumlah.spent != nil {
			real = angka(*jumlah.spent, 2, "ang.JUMLAH#.real", rumusJumlah(alamatAnak(atas, "real", letak)))
		}
		row := []document.Sel{teks("JUMLAH"), angka(jumlah.pagu, 2, "ang.JUMLAH#.pagu", rumusJumlah(alamatAnak(atas, "pagu", letak))), real, redup("")}
		if jumlah.serapan.Tampil != nil {
			row[3] = p.persen(jumlah.serapan, "ang.JUMLAH#.capaian", p.rumusSerapan("ang.JUMLAH#.pagu", "ang.JUMLAH#.real"))
		}
		t.Baris = append(t.Baris, gaya(row, document.Tebal|document.Grup))
	}
	return t
}

// alamatAnak is where the cells of one column stand for some codes.
func alamatAnak(kode []string, apa string, letak map[string]int) []alamat {
	out := make([]alamat, len(kode))
	for i, k := range kode {
		out[i] = alamat{kAng(k, apa), letak[k]}
	}
	return out
}

// rumusSerapan is realisasi ÷ pagu as shown; without pagu it is blank.
func (p *penyusun) rumusSerapan(pagu, real string) string {
	return "IF(" + ref(pagu) + `=0,"",` + bulat(ref(real)+"*100/"+ref(pagu), p.k.Desimal, p.k.Pembulatan) + ")"
}

// barisAnggaran is one code: a leaf as entered, a sum over its children, or, where a
// code repeats per sub-unit or source, a sum over those rows, which follow it.
func (p *penyusun) barisAnggaran(b sakip.HasilBaris, letak map[string]int) [][]document.Sel {
	var g document.Gaya
	switch b.Tingkat {
	case sakip.TingkatPerangkatDaerah, sakip.TingkatBidangUrusan, sakip.TingkatProgram:
		g = document.Tebal | document.Grup
	case sakip.TingkatKegiatan:
		g = document.Tebal
	}
	dalam := 0
	for kode := b.Induk; kode != "" && dalam < 6; kode = p.baris[kode].Induk {
		dalam++
	}
	pagu := angka(*b.Anggaran.Nilai, 2, kAng(b.Kode, "pagu"), p.rumusUang(b, "pagu", letak))
	real := alasan(b.Realisasi.Alasan)
	switch {
	case b.Realisasi.Ada():
		real = angka(*b.Realisasi.Nilai, 2, kAng(b.Kode, "real"), p.rumusUang(b, "real", letak))
	case b.M > 1:
		real.Teks = fmt.Sprintf("%d dari %d baris dilaporkan", b.N, b.M)
	case len(b.Rincian) == 1 && b.Rincian[0].SubUnit != "":
		real.Teks += " – " + p.d.OPD.NamaUnit(b.Rincian[0].SubUnit)
	}
	nm := document.Sel{Teks: b.Nama, Inden: dalam}
	out := [][]document.Sel{gaya([]document.Sel{nm, pagu, real,
		p.persen(b.Capaian, kAng(b.Kode, "capaian"), p.rumusSerapan(kAng(b.Kode, "pagu"), kAng(b.Kode, "real")))}, g)}
	if len(b.Rincian) > 1 {
		for n, r := range b.Rincian {
			out = append(out, p.barisRincian(b.Kode, n, r, dalam+1))
		}
	}
	return out
}

// kRincian names a cell of the n-th row of a repeated code. No code has a #, so it
// meets no other name.
func kRincian(kode, apa string, n int) string { return kAng(kode, fmt.Sprintf("%s#%d", apa, n+1)) }

// barisRincian is one of several rows of a code. The engine answers for the code as a
// whole; the share of a single row is worked out here by the same rule.
func (p *penyusun) barisRincian(kode string, n int, r sakip.HasilRincian, dalam int) []document.Sel {
	nm := p.d.OPD.NamaUnit(r.SubUnit)
	if r.Sumber != "" {
		nm = pilih(nm == "", r.Sumber, nm+" – "+r.Sumber)
	}
	kp, kr := kRincian(kode, "pagu", n), kRincian(kode, "real", n)
	row := []document.Sel{{Teks: nm, Inden: dalam}, angka(r.Pagu, 2, kp, ""), alasan(sakip.BelumDilaporkan), alasan(sakip.BelumDilaporkan)}
	if r.Realisasi != nil {
		row[2], row[3] = angka(*r.Realisasi, 2, kr, ""), alasan(sakip.PaguNol)
		if !r.Pagu.IsZero() {
			row[3] = p.persen(p.persenDari(*r.Realisasi, r.Pagu), kRincian(kode, "capaian", n), p.rumusSerapan(kp, kr))
		}
	} else if r.SubUnit != "" {
		row[2].Teks += " – " + p.d.OPD.NamaUnit(r.SubUnit)
	}
	return row
}

// efisiensi is what the money of each sasaran bought.
func (p *penyusun) efisiensi() {
	p.tambah(document.Judul{Tingkat: 2, Teks: "EFISIENSI ANGGARAN"})
	t := &document.Tabel{ID: "Efisiensi", Judul: "Efisiensi Anggaran " + p.masa(), Lanskap: true,
		Kolom: kolom(document.Kanan, 5, 28, 28, 11, 11, 12, 13, 21, 21, 12, 12, 13, 13),
		Kepala: [][]document.Sel{{kepala("No.", 2, 1), kepala("Sasaran", 2, 1), kepala("Indikator Sasaran", 2, 1), kepala("Indikator Kinerja", 1, 4),
			kepala("Anggaran", 1, 4), kepala("Tingkat Efisiensi", 2, 1), kepala("Serapan Tertimbang Pagu", 2, 1)},
			{kepala("Target", 1, 1), kepala("Realisasi", 1, 1), kepala("Persentase Capaian", 1, 1), kepala("Rata-rata Persentase Capaian", 1, 1),
				kepala("Anggaran (Rp)", 1, 1), kepala("Realisasi (Rp)", 1, 1), kepala("Persentase Capaian", 1, 1), kepala("Rata-rata Persentase Capaian", 1, 1)}},
		Catatan: []string{"Tingkat efisiensi = rata-rata capaian kinerja ÷ rata-rata capaian anggaran × 100, dari nilai sebelum pembulatan.",
			"Serapan tertimbang pagu = jumlah realisasi ÷ jumlah anggaran × 100; disajikan sebagai pembanding rata-rata sederhana."}}
	t.Kolom[0].Rata, t.Kolom[1].Rata, t.Kolom[2].Rata = document.Tengah, document.Kiri, document.Kiri
	var butir []string
	for n, s := range p.h.Sasaran {
		t.Baris = append(t.Baris, p.barisSasaran(n, s)...)
		if s.RataCapaian.Ada() {
			butir = append(butir, p.kalimatSasaran(s))
		}
	}
	if len(t.Baris) == 0 {
		p.tambah(document.Celah{Apa: "Efisiensi tidak disajikan: sasaran strategis belum dicatat", Oleh: olehProfil})
		p.naskah("bab3.efisiensi")
		return
	}
	p.paragraf("Efisiensi setiap sasaran strategis diukur dengan membandingkan rata-rata capaian kinerja dengan rata-rata capaian anggaran indikatornya. %s", p.kalimatEfisiensi())
	if len(butir) > 0 {
		p.tambah(document.Daftar{Bernomor: true, Butir: document.ButirTeks(butir...)})
	}
	p.naskah("bab3.efisiensi")
	p.tanpaSasaran()
	p.tambah(t) // last, for its page lies across
}

// kalimatSasaran says what a sasaran came to, in work and in money.
func (p *penyusun) kalimatSasaran(s sakip.HasilSasaran) string {
	b := fmt.Sprintf("%s: rata-rata capaian %s", s.Sasaran.Nama, p.persen(s.RataCapaian, "", "").Tampil())
	if s.N < s.M {
		b += fmt.Sprintf(" (%d dari %d indikator)", s.N, s.M)
	}
	b += ", kategori " + s.RataCapaian.Kategori
	if s.TingkatEfisiensi.Ada() {
		b += fmt.Sprintf("; rata-rata capaian anggaran %s, tingkat efisiensi %s", p.persen(s.RataCapaianAnggaran, "", "").Tampil(), p.persen(s.TingkatEfisiensi, "", "").Tampil())
	}
	return b + "."
}

// ikuSasaran are the IKU of a sasaran.
func (p *penyusun) ikuSasaran(id string) []sakip.HasilIndikator {
	return p.saring(func(i sakip.Indikator) bool { return iku(i) && i.Induk == id })
}

// barisSasaran are a sasaran's rows, one per IKU. What concerns the sasaran as a
// whole stands in the first and reaches down over the others.
func (p *penyusun) barisSasaran(no int, s sakip.HasilSasaran) [][]document.Sel {
	ind := p.ikuSasaran(s.Sasaran.ID)
	if len(ind) == 0 {
		row := []document.Sel{teks(fmt.Sprintf("%d.", no+1)), teks(s.Sasaran.Nama), alasan(sakip.TidakAdaIndikator)}
		row[2].ColSpan = 11
		return [][]document.Sel{row}
	}
	rata, rataAng, efisien, serapan := p.selSasaran(s, ind)
	var out [][]document.Sel
	for n, h := range ind {
		id := h.Indikator.ID
		tengah := func(c document.Sel) []document.Sel {
			if n > 0 {
				return nil
			}
			c.RowSpan = len(ind)
			return []document.Sel{c}
		}
		capaian, pagu, real := p.selCapaian(h), alasan(h.Anggaran.Alasan), alasan(h.RealisasiAnggaran.Alasan)
		if h.Capaian.Tampil != nil {
			capaian.Kunci, capaian.Rumus = "", ref(kInd(id, "capaian"))
		}
		if h.Anggaran.Ada() {
			pagu = angka(*h.Anggaran.Nilai, senDari(*h.Anggaran.Nilai), "", ref(kInd(id, "pagu")))
		}
		if h.RealisasiAnggaran.Ada() {
			real = angka(*h.RealisasiAnggaran.Nilai, senDari(*h.RealisasiAnggaran.Nilai), "", ref(kInd(id, "real-anggaran")))
		}
		var row []document.Sel
		row = append(row, tengah(teks(fmt.Sprintf("%d.", no+1)))...)
		row = append(row, tengah(teks(s.Sasaran.Nama))...)
		row = append(row, teks(h.Indikator.Nama), p.selTarget(h), p.realisasi(h), capaian)
		row = append(row, tengah(rata)...)
		row = append(row, pagu, real, p.persen(h.CapaianAnggaran, kInd(id, "serapan"), p.rumusSerapan(kInd(id, "pagu"), kInd(id, "real-anggaran"))))
		for _, c := range []document.Sel{rataAng, efisien, serapan} {
			row = append(row, tengah(c)...)
		}
		out = append(out, row)
	}
	return out
}

// selSasaran are the cells that span a sasaran's rows. Their formulas go back to the
// percentages before rounding.
func (p *penyusun) selSasaran(s sakip.HasilSasaran, ind []sakip.HasilIndikator) (rata, rataAng, efisien, serapan document.Sel) {
	var pagu, real []alamat
	for n, h := range ind {
		if id := h.Indikator.ID; h.CapaianAnggaran.Ada() {
			pagu, real = append(pagu, alamat{kInd(id, "pagu"), 2 * n}), append(real, alamat{kInd(id, "real-anggaran"), 2 * n})
		}
	}
	kunci := func(apa string) string { return "sasaran." + s.Sasaran.ID + "." + apa }
	k := p.rumusRataKinerja(ind)
	u := p.rumusRataMentah(ind, "serapan-mentah", func(h sakip.HasilIndikator) sakip.Angka { return h.CapaianAnggaran.Angka })
	rata = p.persen(s.RataCapaian, kunci("rata"), rumusTampil(k, p.k))
	if s.RataCapaian.Ada() && s.N < s.M {
		rata.Akhiran = fmt.Sprintf(" (%d dari %d)", s.N, s.M)
	}
	rataAng = p.persen(s.RataCapaianAnggaran, kunci("rata-anggaran"), bulat(u, p.k.Desimal, p.k.Pembulatan))
	efisien = p.persen(s.TingkatEfisiensi, kunci("efisiensi"), bulat(k+"*100/("+u+")", p.k.Desimal, p.k.Pembulatan))
	serapan = p.persen(s.SerapanTertimbang, kunci("serapan"), bulat(rumusJumlah(real)+"*100/"+rumusJumlah(pagu), p.k.Desimal, p.k.Pembulatan))
	return rata, rataAng, efisien, serapan
}

// rumusRataKinerja is the mean of the indicators' capaian before rounding, by weight.
func (p *penyusun) rumusRataKinerja(ind []sakip.HasilIndikator) string {
	return p.rumusRataMentah(ind, "mentah", func(h sakip.HasilIndikator) sakip.Angka { return h.Capaian.Angka })
}

// rumusRataMentah is the mean by weight of one raw percentage of indicators; what is not
// known does not count.
func (p *penyusun) rumusRataMentah(ind []sakip.HasilIndikator, apa string, nilai func(sakip.HasilIndikator) sakip.Angka) string {
	var sel []string
	var bobot []decimal.Decimal
	for _, h := range ind {
		if !nilai(h).Ada() {
			continue
		}
		b, ada := p.k.Bobot[h.Indikator.ID]
		if !ada {
			b = decimal.NewFromInt(1)
		}
		sel, bobot = append(sel, ref(kInd(h.Indikator.ID, apa))), append(bobot, b)
	}
	return rumusRata(sel, bobot)
}

// tanpaSasaran lists the money that no IKU's edges reach, each part by the highest row
// that is wholly out of reach.
func (p *penyusun) tanpaSasaran() {
	if len(p.h.KodeTanpaSasaran) == 0 {
		return
	}
	luar := map[string]bool{}
	for _, kode := range p.h.KodeTanpaSasaran {
		luar[kode] = true
	}
	var puncak []string
	var jelajah func(kode string)
	jelajah = func(kode string) {
		semua := true
		for _, d := range p.daun(kode) {
			semua = semua && luar[d]
		}
		if semua {
			puncak = append(puncak, kode)
			return
		}
		for _, a := range p.anak[kode] {
			jelajah(a)
		}
	}
	for _, kode := range p.anak[""] {
		jelajah(kode)
	}
	t := &document.Tabel{ID: "Luar Sasaran", Judul: "Anggaran yang Tidak Tertaut pada Sasaran " + p.masa(), Kolom: kolom(document.Kiri, 10, 65, 25),
		Kepala: kepalaSatu("No.", "Program/Kegiatan/Sub Kegiatan", "Anggaran (Rp)")}
	t.Kolom[0].Rata, t.Kolom[2].Rata = document.Tengah, document.Kanan
	var sel []alamat
	for n, kode := range puncak {
		k := "luar." + kode + ".pagu"
		sel = append(sel, alamat{k, n})
		t.Baris = append(t.Baris, []document.Sel{teks(fmt.Sprintf("%d.", n+1)), teks(p.baris[kode].Nama),
			angka(*p.baris[kode].Anggaran.Nilai, 2, k, ref(kAng(kode, "pagu")))})
	}
	s := fmt.Sprintf("Anggaran sebesar %s tidak tertaut pada indikator sasaran mana pun", locale.Rupiah(p.h.TanpaSasaran))
	if a := p.totalAnggaran(); a.pagu.IsPositive() {
		s += fmt.Sprintf(", atau %s dari seluruh anggaran", p.persen(p.persenDari(p.h.TanpaSasaran, a.pagu), "", "").Tampil())
	}
	p.paragraf("%s.", s)
	t.Baris = append(t.Baris, gaya([]document.Sel{teks(""), teks("JUMLAH"),
		angka(p.h.TanpaSasaran, 2, "luar.JUMLAH#.pagu", rumusJumlah(sel))}, document.Tebal|document.Grup))
	p.tambah(t)
}
