package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// skalaE81 is the scale of the form's predikat, whatever the agency's own is.
const skalaE81 = "permendagri-86-2017"

// FormulirE81 builds the evaluation of the Renja up to the quarter of h, in the columns
// of the regulation's form (Permendagri 86/2017, formulir E.81). What the data do not
// have stays visibly empty.
func FormulirE81(d sakip.DataTahun, h sakip.Hasil, opt Opsi) document.Dokumen {
	f := &formulirE81{penyusun: mulai(d, h, opt)}
	p := f.penyusun
	q := h.Periode.Triwulan
	for n := 1; n <= q; n++ {
		f.triwulan[n] = map[string]sakip.HasilIndikator{}
		for _, i := range sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: n}).Indikator {
			f.triwulan[n][i.Indikator.ID] = i
		}
	}
	f.uang = p.uangTriwulan()
	for _, i := range h.Indikator {
		if !utama(i.Indikator) {
			f.milik(i)
		}
	}
	if len(h.Anggaran) == 0 {
		p.celah(perencana, "Program dan kegiatan belum ada: %s", sakip.AnggaranTidakAda.Teks())
	}
	p.tambah(f.tabel(), f.tandaTanganE81(opt))
	p.lampiran("LAMPIRAN PERHITUNGAN")
	komponen := p.lampiranKomponen()
	komponen.Judul = komponen.ID + ". " + komponen.Judul
	p.tambah(komponen, f.lampiranCapaian("Lampiran 2"))
	if len(h.Anggaran) > 0 {
		p.tambah(f.lampiranUang("Lampiran 3"))
	}
	dok := p.dokumen("EVALUASI TERHADAP HASIL RENJA PERANGKAT DAERAH (FORMULIR E.81)", p.subjudul(), opt)
	dok.Catatan = f.catatan()
	return dok
}

// formulirE81 is the form in the making.
type formulirE81 struct {
	*penyusun
	triwulan [5]map[string]sakip.HasilIndikator // by quarter and indicator
	uang     [5]map[string]sakip.HasilBaris     // by quarter and code
	ind      map[string][]sakip.HasilIndikator  // by budget code; "" belongs to no row
	dipakai  []sakip.HasilIndikator             // in the order of the form
}

// milik puts an indicator under the budget row that it measures.
func (f *formulirE81) milik(h sakip.HasilIndikator) {
	if f.ind == nil {
		f.ind = map[string][]sakip.HasilIndikator{}
	}
	kode := h.Indikator.Induk
	if b, ada := f.baris[kode]; !ada || b.Tingkat == sakip.TingkatPerangkatDaerah || b.Tingkat == sakip.TingkatBidangUrusan {
		kode = ""
	}
	f.ind[kode] = append(f.ind[kode], h)
}

func (f *formulirE81) catatan() []string {
	out := []string{
		"K = kinerja, Rp = anggaran. Tanda – berarti angkanya tidak ada pada data (belum jatuh tempo, tidak ditetapkan, atau tidak tercatat); “belum lapor” berarti sudah jatuh tempo tetapi belum diajukan. Keduanya tidak berarti nol.",
		"Anggaran Renstra (kolom 5 dan 14) serta realisasi anggaran tahun-tahun sebelumnya (kolom 6 dan 13) tidak tercatat pada data tahun ini.",
		"Kinerja Renstra dibaca sebagai keadaan pada tahunnya, bukan jumlah antartahun: kolom 6 ialah realisasi tahun sebelumnya yang terakhir tercatat, kolom 13 realisasi sampai dengan akhir periode, kolom 14 perbandingannya dengan target akhir menurut arah indikator.",
		"Kolom 8 sampai 11 memuat triwulan itu saja. Kolom 12 kinerja ialah akumulasi menurut cara indikatornya; kolom 12 anggaran ialah jumlah triwulan, atau angka kumulatif bila ada triwulan yang tidak dilaporkan.",
		"Rata-rata capaian kinerja ialah rata-rata sederhana capaian indikator yang dapat dihitung terhadap target Renja (kolom 12) dan terhadap target akhir Renstra (kolom 14); pada kolom Rp ialah serapan seluruh program.",
		"Rupiah ditampilkan tanpa sen; sen ikut dihitung.",
		"Predikat memakai skala Permendagri 86/2017. Setiap program ditulis pada sasaran pertama yang ditunjangnya.",
	}
	return append(out, fmt.Sprintf("Angka turunan dihitung oleh mesin versi %d dengan kebijakan “%s”. Perjanjian Kinerja: %s. Anggaran: %s.", sakip.VersiMesin, f.k.Versi,
		pilih(f.h.VersiPerjanjian == "", "belum ada yang berlaku", "versi "+f.h.VersiPerjanjian), pilih(f.h.VersiAnggaran == "", "belum ada yang berlaku", "versi "+f.h.VersiAnggaran)))
}

const kolomE81 = 26

// tabel is the form.
func (f *formulirE81) tabel() *document.Tabel {
	t := &document.Tabel{ID: "E.81", Judul: "Formulir E.81 " + f.masa(), Lanskap: true,
		Kolom:  kolom(document.Kanan, 4, 34, 60, 46, 9, 6, 9, 6, 9, 16, 9, 14, 9, 14, 9, 14, 9, 14, 9, 16, 9, 6, 9, 6, 26, 10),
		Kepala: f.kepalaE81()}
	t.Kolom[0].Rata = document.Tengah
	for _, k := range []int{1, 2, 3, 24, 25} {
		t.Kolom[k].Rata = document.Kiri
	}
	for n, g := range f.kelompokSasaran() {
		var rows [][]document.Sel
		for _, b := range g.program {
			rows = append(rows, f.barisProgram(b, 0)...)
		}
		for _, h := range g.lepas {
			rows = append(rows, f.barisKode(document.Sel{Teks: f.namaInduk(h.Indikator.Induk)}, sakip.HasilBaris{}, []sakip.HasilIndikator{h}, 0)...)
		}
		for m, row := range rows {
			if m == 0 {
				row = append([]document.Sel{{Teks: fmt.Sprintf("%d.", n+1), RowSpan: len(rows)}, {Teks: g.nama, RowSpan: len(rows), Gaya: g.gaya}}, row...)
			}
			t.Baris = append(t.Baris, row)
		}
	}
	t.Baris = append(t.Baris, f.barisAkhir()...)
	return t
}

// kepalaE81 is the form's head with the number of each column.
func (f *formulirE81) kepalaE81() [][]document.Sel {
	d := f.d
	akhir := "akhir periode Renstra"
	if y := d.Renstra.TahunAkhir; y > 0 {
		akhir = fmt.Sprintf("Tahun %d", y)
	}
	atas := []document.Sel{kepala("No.", 2, 1), kepala("Sasaran", 2, 1), kepala("Program/Kegiatan", 2, 1), kepala("Indikator Kinerja Program (outcome)/ Kegiatan (output)", 2, 1),
		kepala("Target Renstra pada "+akhir, 2, 2), kepala(fmt.Sprintf("Realisasi Capaian Kinerja Renstra s.d. Renja Tahun Lalu (%d)", d.Tahun-1), 2, 2),
		kepala(fmt.Sprintf("Target Kinerja dan Anggaran Renja Tahun Berjalan (%d)", d.Tahun), 2, 2), kepala("Realisasi Kinerja pada Triwulan", 1, 8),
		kepala("Realisasi Capaian Kinerja dan Anggaran Renja yang Dievaluasi", 2, 2), kepala(fmt.Sprintf("Realisasi Kinerja dan Anggaran Renstra s.d. Tahun %d", d.Tahun), 2, 2),
		kepala("Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra (%)", 2, 2), kepala("Unit Penanggung Jawab", 2, 1), kepala("Ket.", 2, 1)}
	var tengah, nomor, satuan []document.Sel
	for q := 1; q <= 4; q++ {
		tengah = append(tengah, kepala(locale.Romawi(q), 1, 2))
	}
	for n, lebar := range []int{1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1} {
		nomor = append(nomor, kepala(fmt.Sprint(n+1), pilihInt(lebar == 1, 2, 1), lebar))
		if lebar == 2 {
			satuan = append(satuan, kepala("K", 1, 1), kepala("Rp", 1, 1))
		}
	}
	return [][]document.Sel{atas, tengah, nomor, satuan}
}

func pilihInt(ya bool, a, b int) int {
	if ya {
		return a
	}
	return b
}

// kelompokE81 is a sasaran with the programs that are written under it.
type kelompokE81 struct {
	nama    string
	gaya    document.Gaya
	program []sakip.HasilBaris
	lepas   []sakip.HasilIndikator // indicators of no row of the budget
}

// kelompokSasaran puts each program under the first sasaran whose IKU reach money of it.
func (f *formulirE81) kelompokSasaran() []kelompokE81 {
	var out []kelompokE81
	di := map[string]int{}
	for _, s := range f.h.Sasaran {
		di[s.Sasaran.ID] = len(out)
		out = append(out, kelompokE81{nama: s.Sasaran.Nama})
	}
	tanpa := kelompokE81{nama: "Belum tertaut pada sasaran", gaya: document.Redup, lepas: f.ind[""]}
	for _, b := range f.puncak() {
		if s := f.sasaranDari(b.Kode); len(s) > 0 {
			n := di[s[0]]
			out[n].program = append(out[n].program, b)
		} else {
			tanpa.program = append(tanpa.program, b)
		}
	}
	return slices.DeleteFunc(append(out, tanpa), func(g kelompokE81) bool { return len(g.program)+len(g.lepas) == 0 })
}

// sasaranDari are the sasaran whose IKU reach money of a budget row, in their order.
func (f *formulirE81) sasaranDari(kode string) []string {
	daun := f.daun(kode)
	var out []string
	for _, s := range f.h.Sasaran {
		for _, h := range f.h.Indikator {
			i := h.Indikator
			if i.Tingkat != sakip.TingkatSasaran || i.Induk != s.Sasaran.ID || slices.Contains(out, s.Sasaran.ID) {
				continue
			}
			arah := map[string]int{}
			for _, e := range i.Anggaran {
				if _, ada := f.baris[e.Kode]; !ada {
					continue
				}
				for _, d := range f.daun(e.Kode) {
					arah[d] += pilihInt(e.Kurang, -1, 1)
				}
			}
			if slices.ContainsFunc(daun, func(d string) bool { return arah[d] != 0 }) {
				out = append(out, s.Sasaran.ID)
			}
		}
	}
	return out
}

// barisProgram are the rows of a budget code and of those below it.
func (f *formulirE81) barisProgram(b sakip.HasilBaris, dalam int) [][]document.Sel {
	nm := document.Sel{Teks: b.Kode + " " + b.Nama}
	rows := f.barisKode(nm, b, f.ind[b.Kode], dalam)
	if dalam > 6 {
		return rows
	}
	for _, a := range f.anak[b.Kode] {
		rows = append(rows, f.barisProgram(f.baris[a], dalam+1)...)
	}
	return rows
}

// barisKode are the rows of one code: one for each of its indicators, or one without.
// What concerns the code's money stands in the first and reaches down over the others.
func (f *formulirE81) barisKode(nm document.Sel, b sakip.HasilBaris, ind []sakip.HasilIndikator, dalam int) [][]document.Sel {
	f.dipakai = append(f.dipakai, ind...)
	m := max(1, len(ind))
	uang := f.selKode(b)
	var g document.Gaya
	switch {
	case dalam == 0:
		g = document.Tebal | document.Grup
	case b.Tingkat == sakip.TingkatKegiatan:
		g = document.Tebal
	}
	var out [][]document.Sel
	for n := range m {
		k := make([]document.Sel, 10)
		indikator, unit := garis("belum ada indikator"), f.unitUang(b)
		for i := range k {
			k[i] = garis("belum ada indikator")
		}
		if n < len(ind) {
			indikator, unit = teks(bersatuanInd(ind[n].Indikator)), f.pic(ind[n].Indikator.PenanggungJawab)
			k = f.selKinerja(ind[n])
		}
		var row []document.Sel
		if n == 0 {
			nm.RowSpan = m
			row = append(row, nm)
		}
		row = append(row, indikator)
		for c := range k {
			row = append(row, k[c])
			if n == 0 {
				uang[c].RowSpan = m
				row = append(row, uang[c])
			}
		}
		out = append(out, gaya(append(row, unit, teks(f.ketKode(b, n))), g))
	}
	return out
}

// unitUang names the unit that reports a leaf's money.
func (f *formulirE81) unitUang(b sakip.HasilBaris) document.Sel {
	var s []string
	for _, r := range b.Rincian {
		if u := f.d.OPD.NamaUnit(r.SubUnit); u != "" && !slices.Contains(s, u) {
			s = append(s, u)
		}
	}
	return teks(strings.Join(s, ", "))
}

// ketKode names the further sasaran that a program serves.
func (f *formulirE81) ketKode(b sakip.HasilBaris, n int) string {
	if n > 0 || b.Kode == "" || !slices.ContainsFunc(f.puncak(), func(p sakip.HasilBaris) bool { return p.Kode == b.Kode }) {
		return ""
	}
	s := f.sasaranDari(b.Kode)
	if len(s) < 2 {
		return ""
	}
	return "juga menunjang sasaran " + strings.Join(s[1:], ", ")
}

// Columns of K and Rp, from that of the Renstra's target on.
const (
	kolTarget, kolLalu, kolRenja, kolTW, kolIni, kolRenstra, kolTingkat = 0, 1, 2, 3, 7, 8, 9
)

// selKinerja are the K cells of an indicator.
func (f *formulirE81) selKinerja(h sakip.HasilIndikator) []document.Sel {
	i := h.Indikator
	r := func(apa string) string { return ref(kInd(i.ID, apa)) }
	k := make([]document.Sel, 10)
	k[kolTarget] = garis(sakip.TargetAkhirTakAda.Teks())
	if h.TargetAkhir != nil && !h.TargetAkhir.Kosong() {
		k[kolTarget] = f.target(i, *h.TargetAkhir, "", r("akhir"))
	}
	k[kolLalu] = garis("realisasi tahun sebelumnya tidak tercatat")
	if n := len(h.Sebelumnya); n > 0 {
		k[kolLalu] = f.nilaiInd(i, h.Sebelumnya[n-1].Realisasi, kInd(i.ID, "lalu"), "")
	}
	k[kolRenja] = f.ringkas(f.target(i, h.Target, "", r("th")))
	for q := 1; q <= 4; q++ {
		k[kolTW+q-1] = garis(sakip.BelumJatuhTempo.Teks())
		if q <= f.h.Periode.Triwulan {
			k[kolTW+q-1] = f.ringkas(f.selTriwulan(i, f.triwulan[q][i.ID].RealisasiTW, q, kInd(i.ID, fmt.Sprintf("tw%d", q))))
		}
	}
	k[kolIni] = f.ringkas(f.realisasi(h))
	k[kolRenstra] = k[kolIni]
	k[kolTingkat] = f.ringkas(f.selJadi(i, h.PersenTargetAkhir, "akhir"))
	return k
}

// ringkas puts a line, or a word, in the place of a reason that the columns of the form
// are too narrow for.
func (f *formulirE81) ringkas(s document.Sel) document.Sel {
	switch {
	case s.Alasan == "":
		return s
	case s.Alasan == sakip.BelumDilaporkan.Teks():
		return redup("belum lapor")
	}
	return garis(s.Alasan)
}

// kE81 names a money cell of the form.
func kE81(kode, apa string) string { return "e81." + kode + "." + apa }

// selKode are the Rp cells of a budget code; an indicator of no row has none.
func (f *formulirE81) selKode(b sakip.HasilBaris) []document.Sel {
	out := make([]document.Sel, 10)
	for c := range out {
		out[c] = garis("tidak tercatat pada data")
	}
	if b.Kode == "" {
		return out
	}
	q := f.h.Periode.Triwulan
	sen := func(s document.Sel) document.Sel { s.Desimal = 0; return s }
	out[kolRenja] = sen(angka(*b.Anggaran.Nilai, 2, "", ref(kAng(b.Kode, "pagu"))))
	kini, lengkap := f.uang[q][b.Kode], true
	var sel []string
	for n := 1; n <= 4; n++ {
		if n > q {
			out[kolTW+n-1] = garis(sakip.BelumJatuhTempo.Teks())
			continue
		}
		s := f.selUang(f.uang[n][b.Kode], "", nil)
		s.Kunci, s.Rumus = kE81(b.Kode, fmt.Sprintf("tw%d", n)), ref(kKum(b.Kode, n))
		if n > 1 {
			s = selisihUang(f.uang[n][b.Kode], f.uang[n-1][b.Kode], kKum(b.Kode, n), kKum(b.Kode, n-1), s.Kunci)
		}
		if s.Nilai == nil {
			lengkap = false
			if s.Alasan == sakip.SebagianDilaporkan.Teks() {
				s = redup("sebagian belum lapor")
			}
			s.Kunci, s.Rumus = "", ""
		}
		sel = append(sel, ref(kE81(b.Kode, fmt.Sprintf("tw%d", n))))
		out[kolTW+n-1] = sen(f.ringkas(s))
	}
	if !kini.Realisasi.Ada() {
		out[kolIni] = f.ringkas(alasan(kini.Realisasi.Alasan))
		if kini.Realisasi.Alasan == sakip.SebagianDilaporkan {
			out[kolIni] = redup("sebagian belum lapor")
		}
		return out
	}
	rumus := ref(kKum(b.Kode, q))
	if lengkap {
		rumus = "SUM(" + strings.Join(sel, ",") + ")"
	}
	out[kolIni] = sen(angka(*kini.Realisasi.Nilai, 2, kE81(b.Kode, "ini"), rumus))
	return out
}

// kKum names what was spent on a code up to the end of a quarter.
func kKum(kode string, triwulan int) string { return kAng(kode, fmt.Sprintf("kum%d", triwulan)) }

// barisAkhir are the rows below the programs: means, predikat, and what the form asks
// for in words.
func (f *formulirE81) barisAkhir() [][]document.Sel {
	kinerja, renstra := f.rataE81("mentah", func(h sakip.HasilIndikator) sakip.Capaian { return h.Capaian }),
		f.rataE81("akhir-mentah", func(h sakip.HasilIndikator) sakip.Capaian { return h.PersenTargetAkhir })
	kinerja.Kunci, renstra.Kunci = kunciBila(kinerja, "e81.rata.ini"), kunciBila(renstra, "e81.rata.renstra")
	pagu, spent, lengkap := f.jumlahUang()
	serapan := garis("realisasi anggaran belum lengkap")
	if lengkap && !pagu.IsZero() {
		var p, r []string
		for _, b := range f.puncak() {
			p, r = append(p, ref(kAng(b.Kode, "pagu"))), append(r, ref(kE81(b.Kode, "ini")))
		}
		serapan = f.persen(f.persenDari(spent, pagu), "e81.serapan", bulat("SUM("+strings.Join(r, ",")+")*100/SUM("+strings.Join(p, ",")+")", f.k.Desimal, f.k.Pembulatan))
	}
	baris := func(judul string, ini, uang, renstra document.Sel) []document.Sel {
		return gaya([]document.Sel{{Teks: judul, ColSpan: 18}, ini, uang, {Teks: "", ColSpan: 2}, renstra, garis("anggaran Renstra tidak tercatat"), {Teks: "", ColSpan: 2}}, document.Tebal)
	}
	n, m := 0, len(f.dipakai)
	for _, h := range f.dipakai {
		if h.Capaian.Ada() {
			n++
		}
	}
	out := [][]document.Sel{baris(fmt.Sprintf("Rata-rata capaian kinerja (%%), %d dari %d indikator", n, m), kinerja, serapan, renstra),
		baris("Predikat kinerja", f.predikatE81(kinerja), f.predikatE81(serapan), f.predikatE81(renstra))}
	for _, c := range f.kataAkhir() {
		s := document.Sel{Teks: c.judul + ": " + c.isi, ColSpan: kolomE81 - 1}
		if c.isi == "" {
			s.Teks, s.Alasan, s.Gaya = c.judul+": belum diisi", "belum diisi", document.Redup
		}
		out = append(out, []document.Sel{teks(""), s})
	}
	return out
}

func kunciBila(s document.Sel, kunci string) string {
	if s.Nilai == nil {
		return ""
	}
	return kunci
}

// rataE81 is the mean of what could be computed of the form's indicators.
func (f *formulirE81) rataE81(apa string, c func(sakip.HasilIndikator) sakip.Capaian) document.Sel {
	var sel []string
	var satu []decimal.Decimal
	jumlah := decimal.Zero
	for _, h := range f.dipakai {
		if a := c(h); a.Ada() {
			sel, satu = append(sel, ref(kInd(h.Indikator.ID, apa))), append(satu, decimal.NewFromInt(1))
			jumlah = jumlah.Add(*a.Nilai)
		}
	}
	if len(sel) == 0 {
		return garis(sakip.TidakAdaTerhitung.Teks())
	}
	rata := f.k.Tampilkan(jumlah.DivRound(decimal.NewFromInt(int64(len(sel))), 40))
	s := f.persen(sakip.Capaian{Tampil: &rata}, "", rumusTampil(rumusRata(sel, satu), f.k))
	return s
}

// predikatE81 is the class of a mean on the regulation's scale.
func (f *formulirE81) predikatE81(s document.Sel) document.Sel {
	if s.Nilai == nil {
		return garis(s.Alasan)
	}
	k := sakip.Kebijakan{DasarKategori: sakip.DariTampil}
	k.Skala, _ = sakip.SkalaBaku(skalaE81)
	return document.Sel{Teks: k.Skala.Kategori(*s.Nilai), Rumus: rumusKategori(ref(s.Kunci), ref(s.Kunci), k), Gaya: document.Dipusatkan}
}

// kata is a row of the form in words.
type kata struct{ judul, isi string }

// naskahSebaris is a written text in one line.
func naskahSebaris(s string) string {
	var out []string
	for _, b := range document.UraiNaskah(s) {
		switch b := b.(type) {
		case document.Paragraf:
			out = append(out, b.Teks.String())
		case document.Daftar:
			for _, c := range b.Butir {
				out = append(out, c.Teks.String())
			}
		}
	}
	return kalimat(out...)
}

// kataAkhir gathers what the units wrote with the reports of the quarter, and of what is
// to be done in the next Renja the report's section on it: the form has one row for each.
// What the next Renstra needs is written nowhere.
func (f *formulirE81) kataAkhir() []kata {
	q := f.h.Periode.Triwulan
	var dorong, hambat, berikut []string
	tambah := func(ke *[]string, s string) {
		if s = kalimat(s); s != "" && !slices.Contains(*ke, s) {
			*ke = append(*ke, s)
		}
	}
	for _, h := range f.h.Indikator {
		r, ada := f.laporanTW(h.Indikator.ID, q)
		if !ada {
			continue
		}
		tambah(&dorong, r.FaktorPendorong)
		tambah(&hambat, r.FaktorPenghambat)
		for _, t := range r.TindakLanjut {
			if !t.Selesai {
				tambah(&berikut, t.Uraian)
			}
		}
	}
	return []kata{{"Faktor pendorong keberhasilan kinerja", strings.Join(dorong, " ")}, {"Faktor penghambat pencapaian kinerja", strings.Join(hambat, " ")},
		{"Tindak lanjut yang diperlukan dalam triwulan berikutnya", strings.Join(berikut, " ")},
		{"Tindak lanjut yang diperlukan dalam Renja berikutnya", naskahSebaris(f.d.CariNarasi("bab4.upaya"))},
		{"Tindak lanjut yang diperlukan dalam Renstra berikutnya", ""}}
}

// tandaTanganE81 is signed by who drew it up and who evaluated it; the latter is of
// another agency, whose officials this agency's data do not have.
func (f *formulirE81) tandaTanganE81(opt Opsi) *document.TandaTangan {
	t := f.tandaTangan(opt)
	t.Pihak[0].Sebagai = "Disusun oleh"
	t.Pihak = append(t.Pihak, document.Pihak{Sebagai: "Dievaluasi oleh", Jabatan: "KEPALA BAPPEDA " + strings.ToUpper(f.d.OPD.Daerah), Nama: "(nama pejabat belum tercatat)"})
	return t
}

// lampiranCapaian is what the percentages of the form are made of, before any rounding.
func (f *formulirE81) lampiranCapaian(id string) *document.Tabel {
	t := &document.Tabel{ID: id, Judul: id + ". Perhitungan Capaian sebelum Pembulatan " + f.masa(), Lanskap: true,
		Kolom: kolom(document.Kanan, 40, 14, 14, 14, 18, 14, 14, 18),
		Kepala: [][]document.Sel{{kepala("Indikator", 2, 1), kepala("Target Renja", 1, 2), kepala("Realisasi", 2, 1), kepala("Capaian (%)", 2, 1),
			kepala("Target akhir Renstra", 1, 2), kepala("% terhadap target akhir", 2, 1)},
			{kepala("Nilai/ bawah", 1, 1), kepala("Atas", 1, 1), kepala("Nilai/ bawah", 1, 1), kepala("Atas", 1, 1)}}}
	t.Kolom[0].Rata = document.Kiri
	for _, h := range f.dipakai {
		i := h.Indikator
		row := append([]document.Sel{teks(i.Nama)}, f.duaBatas(i, h.Target, "th")...)
		m := f.selMentah(i, h.Capaian, "th", "realisasi")
		if m.Nilai != nil {
			m.Kunci = kInd(i.ID, "mentah")
		}
		row = append(row, f.realisasi(h), m)
		akhir := sakip.Target{}
		if h.TargetAkhir != nil {
			akhir = *h.TargetAkhir
		}
		row = append(row, f.duaBatas(i, akhir, "akhir")...)
		if akhir.Kosong() {
			row[5] = alasan(sakip.TargetAkhirTakAda)
		}
		t.Baris = append(t.Baris, append(row, f.selMentah(i, h.PersenTargetAkhir, "akhir", "realisasi")))
	}
	return t
}

// lampiranUang is the budget with what was spent up to the end of each quarter.
func (f *formulirE81) lampiranUang(id string) *document.Tabel {
	q := f.h.Periode.Triwulan
	letak := f.letakUang()
	judul, lebar := []string{"Program/Kegiatan/Sub Kegiatan", "Anggaran (Rp)"}, []int{54, 24}
	for n := 1; n <= q; n++ {
		judul, lebar = append(judul, "Realisasi s.d. "+tw(n)+" (Rp)"), append(lebar, 22)
	}
	t := &document.Tabel{ID: id, Judul: id + ". Anggaran dan Realisasi Kumulatif " + f.masa(), Lanskap: true, Kolom: kolom(document.Kanan, lebar...), Kepala: kepalaSatu(judul...)}
	t.Kolom[0].Rata = document.Kiri
	for _, b := range f.h.Anggaran {
		g, dalam := f.gayaBaris(b)
		row := []document.Sel{{Teks: b.Kode + " " + b.Nama, Inden: dalam}, angka(*b.Anggaran.Nilai, 2, kAng(b.Kode, "pagu"), f.rumusUang(b, "pagu", letak))}
		for n := 1; n <= q; n++ {
			row = append(row, f.selUang(f.uang[n][b.Kode], fmt.Sprintf("kum%d", n), letak))
		}
		t.Baris = append(t.Baris, gaya(row, g))
		if len(b.Rincian) < 2 {
			continue
		}
		for m := range b.Rincian {
			r := f.barisRincian(b.Kode, m, b.Rincian[m], dalam+1)[:2]
			for n := 1; n <= q; n++ {
				r = append(r, f.selRincian(f.uang[n][b.Kode], m, fmt.Sprintf("kum%d", n)))
			}
			t.Baris = append(t.Baris, r)
		}
	}
	return t
}
