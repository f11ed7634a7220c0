package report

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// This file holds what the documents beside the LKjIP share.

// dokumen is the document of the blocks gathered so far.
func (p *penyusun) dokumen(judul, subjudul string, opt Opsi) document.Dokumen {
	d := document.Dokumen{Judul: judul, Subjudul: subjudul, Instansi: p.d.OPD.Nama, Daerah: p.d.OPD.Daerah, Tahun: p.d.Tahun,
		Bahasa: "id", Tanda: tanda(p.d.OPD), Dibuat: opt.Dibuat, Alamat: opt.Alamat, Blok: p.blok}
	d.Nomori()
	return d
}

// bab begins a chapter, lampiran one without a number on a page of its own.
func (p *penyusun) bab(teks string) { p.tambah(document.Judul{Tingkat: 1, Teks: teks}) }

func (p *penyusun) lampiran(teks string) {
	if len(p.blok) > 0 {
		p.tambah(document.HalamanBaru{})
	}
	p.tambah(document.Judul{Tingkat: 1, Teks: teks, TanpaNomor: true})
}

// sub begins a section.
func (p *penyusun) sub(teks string) { p.tambah(document.Judul{Tingkat: 2, Teks: teks}) }

// celah shows what is missing and who owes it.
func (p *penyusun) celah(oleh, format string, a ...any) {
	p.tambah(document.Celah{Apa: fmt.Sprintf(format, a...), Oleh: oleh})
}

// lembaran is a document that lists what is missing in one place, for most of it stands
// in wide tables, between which a gap would take a page of its own.
type lembaran struct {
	*penyusun
	kurang []document.Celah
}

// berutang notes what is missing and who owes it, for belumDiisi.
func (p *lembaran) berutang(oleh, format string, a ...any) {
	p.kurang = append(p.kurang, document.Celah{Apa: fmt.Sprintf(format, a...), Oleh: oleh})
}

// belumDiisi is the section of what is missing; nothing where nothing is.
func (p *lembaran) belumDiisi() {
	if len(p.kurang) == 0 {
		return
	}
	p.sub("YANG BELUM DIISI")
	for _, c := range p.kurang {
		p.tambah(c)
	}
}

// perencana is who owes what belongs to the plan.
const perencana = "Perencana (verifikator) pada halaman Rencana"

// garis is a cell without a figure in a column too narrow for the reason, which a note
// under the table tells.
func garis(sebab string) document.Sel {
	return document.Sel{Teks: "–", Alasan: sebab, Gaya: document.Redup | document.Dipusatkan}
}

// unit is the name of a unit, or who a step or action names as its own.
func (p *penyusun) unit(id string) string {
	if id == "" {
		return "belum ditetapkan"
	}
	return p.d.OPD.NamaUnit(id)
}

// pic is the cell of who does a step.
func (p *penyusun) pic(id string) document.Sel {
	if strings.TrimSpace(id) == "" {
		return redup("belum ditetapkan")
	}
	return teks(p.d.OPD.NamaUnit(id))
}

// tw is a quarter as titles write it.
func tw(n int) string { return "Triwulan " + locale.TriwulanRomawi(n) }

// bersatuanInd is an indicator with its unit, where the figures do not show it.
func bersatuanInd(i sakip.Indikator) string {
	if i.Satuan == "%" {
		return i.Nama
	}
	return bersatuan(i.Nama, i.Satuan)
}

// laporanTW is what was reported of an indicator in a quarter and takes part in
// results.
func (p *penyusun) laporanTW(id string, triwulan int) (sakip.Realisasi, bool) {
	for _, r := range p.d.Realisasi {
		if r.Indikator == id && r.Triwulan == triwulan && r.Status.Dihitung() {
			return r, true
		}
	}
	return sakip.Realisasi{}, false
}

// rumusTriwulan is an indicator's value of one quarter alone, over the cells of its
// components.
func (p *penyusun) rumusTriwulan(i sakip.Indikator, triwulan int) string {
	x := p.rumusKomponen(i, "x", triwulan, i.AkumulasiX)
	switch i.Formula.Jenis {
	case sakip.FormulaRasio:
		y := p.rumusKomponen(i, "y", triwulan, i.AkumulasiY)
		return bulat(x+"*"+ref(kInd(i.ID, "pengali"))+"/"+y, p.k.DesimalRealisasi, p.k.Pembulatan)
	case sakip.FormulaSkor:
		return bulat(x+"*100/"+ref(kInd(i.ID, "maks")), p.k.DesimalRealisasi, p.k.Pembulatan)
	case sakip.FormulaPredikat:
		return p.rumusPredikat(x, i.Formula.SkalaPredikat)
	}
	return x
}

// rumusKomponen is a component of one quarter alone: what was entered, or of a sum that
// is entered up to the quarter what it grew by.
func (p *penyusun) rumusKomponen(i sakip.Indikator, apa string, triwulan int, a sakip.Akumulasi) string {
	kini := ref(kInd(i.ID, apa+bilangan(int32(triwulan))))
	if i.Entri != sakip.SDTriwulan || a != sakip.Jumlah {
		return kini
	}
	for q := triwulan - 1; q >= 1; q-- {
		if _, nilai := p.isian(i, apa, q); nilai != nil {
			return "(" + kini + "-" + ref(kInd(i.ID, apa+bilangan(int32(q)))) + ")"
		}
	}
	return kini
}

// selTriwulan is an indicator's value of a quarter alone.
func (p *penyusun) selTriwulan(i sakip.Indikator, a sakip.Angka, triwulan int, kunci string) document.Sel {
	if !a.Ada() {
		s := alasan(a.Alasan)
		if a.Alasan == sakip.BelumDilaporkan && i.PenanggungJawab != "" {
			s.Teks += " – " + p.unit(i.PenanggungJawab)
		}
		return s
	}
	return p.nilaiInd(i, *a.Nilai, kunci, p.rumusTriwulan(i, triwulan))
}

// desimalHitung is what a cell carries that others are computed from.
const desimalHitung = 12

// duaBatas are the two cells of a target under names of its own: its number, or the
// ends of its range.
func (p *penyusun) duaBatas(i sakip.Indikator, t sakip.Target, apa string) []document.Sel {
	s := p.duaTarget(i, t, apa, "")
	if s[0].Nilai == nil {
		s[0] = alasan(sakip.TargetTidakAda)
		return s
	}
	if n := p.nilaiTarget(i, t); n != nil && t.Bawah == nil { // a mean of quarters has more decimals than are shown
		n := n.Round(desimalHitung)
		s[0].Nilai = &n
	}
	return s
}

// selMentah is the raw capaian of realisasi against the target named apa, and selJadi
// the same as shown.
func (p *penyusun) selMentah(i sakip.Indikator, c sakip.Capaian, apa, realisasi string) document.Sel {
	r := func(s string) string { return ref(kInd(i.ID, s)) }
	return mentah(c.Angka, kInd(i.ID, apa+"-mentah"), rumusCapaian(i.Arah, r(apa), r(apa+"-atas"), r(realisasi), p.k))
}

func (p *penyusun) selJadi(i sakip.Indikator, c sakip.Capaian, apa string) document.Sel {
	m := ref(kInd(i.ID, apa+"-mentah"))
	return p.persen(c, kInd(i.ID, apa+"-capaian"), bilaAda(m, rumusTampil(m, p.k)))
}

// selKelas is the class of a capaian as shown.
func (p *penyusun) selKelas(i sakip.Indikator, c sakip.Capaian, apa string) document.Sel {
	if !c.Ada() {
		return alasan(c.Alasan)
	}
	return document.Sel{Teks: c.Kategori, Kunci: kInd(i.ID, apa+"-kategori"),
		Rumus: rumusKategori(ref(kInd(i.ID, apa+"-capaian")), ref(kInd(i.ID, apa+"-mentah")), p.k)}
}

// uangTriwulan is what was spent up to the end of each quarter, by code, on the rows of
// the budget that is in force at the end of the report's quarter; its index is the
// quarter.
func (p *penyusun) uangTriwulan() [5]map[string]sakip.HasilBaris {
	var out [5]map[string]sakip.HasilBaris
	v, ada := sakip.AnggaranBerlaku(p.d.Anggaran, p.h.Periode.Akhir())
	if !ada {
		return out
	}
	v.Tanggal = sakip.Tanggal(fmt.Sprintf("%d-01-01", p.d.Tahun))
	d := sakip.DataTahun{OPD: p.d.OPD, Tahun: p.d.Tahun, Kebijakan: p.k, Anggaran: []sakip.VersiAnggaran{v}, RealisasiAnggaran: p.d.RealisasiAnggaran}
	for q := 1; q <= p.h.Periode.Triwulan; q++ {
		out[q] = map[string]sakip.HasilBaris{}
		for _, b := range sakip.Hitung(d, sakip.Periode{Tahun: p.d.Tahun, Triwulan: q}).Anggaran {
			out[q][b.Kode] = b
		}
	}
	return out
}

// letakUang is the row of each budget code in a table that lists all of them, with the
// rows of a repeated code below it.
func (p *penyusun) letakUang() map[string]int {
	letak, n := map[string]int{}, 0
	for _, b := range p.h.Anggaran {
		letak[b.Kode] = n
		n++
		if len(b.Rincian) > 1 {
			n += len(b.Rincian)
		}
	}
	return letak
}

// rumusUang is how a money cell of a budget row comes about: entered on a leaf, else
// the sum of the rows right below.
func (p *penyusun) rumusUang(b sakip.HasilBaris, apa string, letak map[string]int) string {
	switch {
	case !b.Daun:
		return rumusJumlah(alamatAnak(p.anak[b.Kode], apa, letak))
	case len(b.Rincian) > 1:
		var sel []alamat
		for n := range b.Rincian {
			sel = append(sel, alamat{kRincian(b.Kode, apa, n), letak[b.Kode] + 1 + n})
		}
		return rumusJumlah(sel)
	}
	return ""
}

// selUang is what was spent on a budget row, or how much of it is known.
func (p *penyusun) selUang(b sakip.HasilBaris, apa string, letak map[string]int) document.Sel {
	if b.Realisasi.Ada() {
		return angka(*b.Realisasi.Nilai, 2, kAng(b.Kode, apa), p.rumusUang(b, apa, letak))
	}
	s := alasan(b.Realisasi.Alasan)
	switch {
	case b.M > 1:
		s.Teks = fmt.Sprintf("%d dari %d baris dilaporkan", b.N, b.M)
	case len(b.Rincian) == 1 && b.Rincian[0].SubUnit != "":
		s.Teks += " – " + p.d.OPD.NamaUnit(b.Rincian[0].SubUnit)
	}
	return s
}

// selRincian is what was spent on the n-th row of a repeated code.
func (p *penyusun) selRincian(b sakip.HasilBaris, n int, apa string) document.Sel {
	if r := b.Rincian[n].Realisasi; r != nil {
		return angka(*r, 2, kRincian(b.Kode, apa, n), "")
	}
	return alasan(sakip.BelumDilaporkan)
}

// gayaBaris is the look of a budget row and how far its name is indented.
func (p *penyusun) gayaBaris(b sakip.HasilBaris) (g document.Gaya, dalam int) {
	switch b.Tingkat {
	case sakip.TingkatPerangkatDaerah, sakip.TingkatBidangUrusan, sakip.TingkatProgram:
		g = document.Tebal | document.Grup
	case sakip.TingkatKegiatan:
		g = document.Tebal
	}
	for kode := b.Induk; kode != "" && dalam < 6; kode = p.baris[kode].Induk {
		dalam++
	}
	return g, dalam
}

// selisihUang is the money of one quarter alone, over the cells up to it and up to the
// one before.
func selisihUang(kini, lalu sakip.HasilBaris, kKini, kLalu, kunci string) document.Sel {
	switch {
	case !kini.Realisasi.Ada():
		return alasan(kini.Realisasi.Alasan)
	case !lalu.Realisasi.Ada():
		return garis(sakip.TriwulanTakLengkap.Teks())
	}
	return angka(kini.Realisasi.Nilai.Sub(*lalu.Realisasi.Nilai), 2, kunci, ref(kKini)+"-"+ref(kLalu))
}

// jumlahUang is pagu and realisasi of the whole agency, and whether all of it is known.
func (p *penyusun) jumlahUang() (pagu, spent decimal.Decimal, lengkap bool) {
	lengkap = len(p.anak[""]) > 0
	for _, kode := range p.anak[""] {
		b := p.baris[kode]
		pagu = pagu.Add(*b.Anggaran.Nilai)
		if lengkap = lengkap && b.Realisasi.Ada(); lengkap {
			spent = spent.Add(*b.Realisasi.Nilai)
		}
	}
	return pagu, spent, lengkap
}

// puncak are the budget rows that a list of programs begins with: the programs, and
// above them only what has none below.
func (p *penyusun) puncak() []sakip.HasilBaris {
	var out []sakip.HasilBaris
	var turun func(kode string, dalam int)
	turun = func(kode string, dalam int) {
		b := p.baris[kode]
		atas := b.Tingkat == sakip.TingkatPerangkatDaerah || b.Tingkat == sakip.TingkatBidangUrusan
		if !atas || b.Daun || dalam > len(p.baris) {
			out = append(out, b)
			return
		}
		for _, a := range p.anak[kode] {
			turun(a, dalam+1)
		}
	}
	for _, kode := range p.anak[""] {
		turun(kode, 0)
	}
	return out
}

// kalimat joins what has been written with blanks, each a sentence.
func kalimat(s ...string) string {
	var out []string
	for _, t := range s {
		if t = strings.TrimSpace(t); t != "" {
			out = append(out, strings.TrimSuffix(t, ".")+".")
		}
	}
	return strings.Join(out, " ")
}
