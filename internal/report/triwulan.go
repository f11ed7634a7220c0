package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// Triwulan builds the report of one quarter, that of h: what was reached in it and up to
// it against the rencana aksi, what was spent, what helped and hindered, what became of
// the actions agreed on, and who has not reported.
func Triwulan(d sakip.DataTahun, h sakip.Hasil, opt Opsi) document.Dokumen {
	p := &lembaran{penyusun: mulai(d, h, opt)}
	p.ringkasan()
	p.bab("CAPAIAN KINERJA")
	p.capaianTriwulan()
	p.faktor()
	p.realisasiUang()
	p.bab("RENCANA AKSI DAN TINDAK LANJUT")
	p.pelaksanaanRencana()
	p.tindakLanjut()
	p.kelengkapan()
	p.tambah(p.tandaTangan(opt))
	p.lampiran("LAMPIRAN")
	p.lampiranBernomor(1, "Komponen Realisasi", p.lampiranKomponen())
	p.lampiranBernomor(2, "Perhitungan Capaian", p.lampiranHitung())
	p.lampiranBernomor(3, judulReviu)
	p.hasilReviu()
	dok := p.dokumen("LAPORAN KINERJA "+strings.ToUpper(tw(h.Periode.Triwulan)), fmt.Sprintf("TAHUN %d", d.Tahun), opt)
	dok.Sampul = true
	dok.Depan = []document.Blok{document.Judul{Tingkat: 1, Teks: "DAFTAR ISI", TanpaNomor: true}, document.DaftarIsi{}}
	dok.Catatan = p.catatanTriwulan()
	return dok
}

// catatanTriwulan tells how the figures of a quarter came about.
func (p *lembaran) catatanTriwulan() []string {
	return []string{
		fmt.Sprintf("Target triwulan berasal dari rencana aksi; target setahun dari Perjanjian Kinerja yang berlaku pada akhir %s.", tw(p.h.Periode.Triwulan)),
		"Kategori diambil dari capaian s.d. triwulan pada skala “" + p.k.Skala.Nama + "”.",
		"Anggaran dan realisasinya dihitung pada versi anggaran yang berlaku pada akhir triwulan; realisasi bersifat kumulatif sejak Januari.",
		"Angka yang masih draf atau dikembalikan tidak ikut dihitung.",
		fmt.Sprintf("Angka turunan dihitung oleh mesin versi %d dengan kebijakan “%s”. Sel yang belum ada angkanya memuat alasannya; kosong tidak pernah berarti nol.", sakip.VersiMesin, p.k.Versi),
	}
}

// ringkasan is the page that a head of agency reads.
func (p *lembaran) ringkasan() {
	p.bab("RINGKASAN")
	q := p.h.Periode.Triwulan
	utamaSaja := p.saring(utama)
	p.paragraf("Laporan ini memuat kinerja %s sampai dengan akhir %s Tahun %d, yang diukur dengan %d indikator kinerja utama dan %d indikator program ke bawah.",
		p.d.OPD.Nama, tw(q), p.d.Tahun, len(utamaSaja), len(p.h.Indikator)-len(utamaSaja))
	if len(p.h.Indikator) == 0 {
		p.celah(perencana, "Indikator tahun %d belum dicatat", p.d.Tahun)
	} else {
		p.tambah(p.tabelKelas())
	}
	if p.h.VersiPerjanjian == "" {
		p.celah(perencana, "Belum ada Perjanjian Kinerja yang berlaku pada akhir %s, sehingga capaian terhadap target setahun tidak dapat dihitung", tw(q))
	}
	p.perhatian(utamaSaja)
	pagu, spent, lengkap := p.jumlahUang()
	switch {
	case len(p.h.Anggaran) == 0:
		p.celah(perencana, "Belum ada versi anggaran yang berlaku pada akhir %s", tw(q))
	case lengkap && !pagu.IsZero():
		p.paragraf("Dari anggaran sebesar %s telah direalisasikan %s atau %s.", p.rupiahKata(pagu), p.rupiahKata(spent), p.persen(p.persenDari(spent, pagu), "", "").Tampil())
	default:
		p.paragraf("Anggaran sebesar %s; jumlah realisasinya belum dapat disajikan karena sebagian baris belum dilaporkan.", p.rupiahKata(pagu))
	}
	var k sakip.Hitungan
	for _, u := range p.d.Kemajuan(q) {
		k = k.Plus(u.Semua())
	}
	if k.Wajib > 0 {
		p.paragraf("Kelengkapan: %d dari %d angka triwulan ini sudah diajukan, %s.", k.Masuk(), k.Wajib,
			pilih(k.Terverifikasi() == 0, "belum ada yang diverifikasi", fmt.Sprintf("%d di antaranya sudah diverifikasi", k.Terverifikasi())))
	}
	if g := p.grafikCapaian(utamaSaja); g != nil {
		p.tambah(g)
	}
}

// perhatian lists the IKU that fell short of their target up to the quarter.
func (p *lembaran) perhatian(list []sakip.HasilIndikator) {
	var butir []string
	for _, h := range list {
		if h.CapaianSD.Ada() && h.CapaianSD.Nilai.LessThan(decimal.NewFromInt(100)) {
			butir = append(butir, fmt.Sprintf("%s: realisasi %s dari target %s, capaian %s, kategori %s.", h.Indikator.Nama, p.realisasi(h).Tampil(),
				p.target(h.Indikator, h.TargetSD, "", "").Tampil(), p.selJadi(h.Indikator, h.CapaianSD, "sd").Tampil(), h.CapaianSD.Kategori))
		}
	}
	if len(butir) > 0 {
		p.paragraf("Indikator kinerja utama yang belum mencapai target s.d. %s:", tw(p.h.Periode.Triwulan))
		p.tambah(document.Daftar{Bernomor: true, Butir: document.ButirTeks(butir...)})
	}
}

// tabelKelas counts the indicators by the class of what they came to up to the quarter.
func (p *lembaran) tabelKelas() *document.Tabel {
	t := &document.Tabel{ID: "Ringkasan", Judul: "Jumlah Indikator menurut Kategori Capaian s.d. " + tw(p.h.Periode.Triwulan), Kolom: kolom(document.Kanan, 40, 20, 24, 16),
		Kepala: kepalaSatu("Kategori", "Indikator Kinerja Utama", "Indikator Program ke Bawah", "Jumlah")}
	t.Kolom[0].Rata = document.Kiri
	const tanpa, nanti = "Belum dapat dihitung", "Belum jatuh tempo"
	hitung := map[string][2]int64{}
	for _, h := range p.h.Indikator {
		k, n := tanpa, 1
		switch {
		case h.CapaianSD.Ada():
			k = h.CapaianSD.Kategori
		case !h.Indikator.Frekuensi.JatuhTempo(p.h.Periode.Triwulan):
			k = nanti
		}
		if utama(h.Indikator) {
			n = 0
		}
		c := hitung[k]
		c[n]++
		hitung[k] = c
	}
	var nama []string
	for _, k := range p.k.Skala.Kelas {
		nama = append(nama, k.Nama)
	}
	var sel [3][]alamat
	for n, k := range append(nama, tanpa, nanti) {
		row := []document.Sel{teks(k)}
		kunci := func(i int) string { return fmt.Sprintf("kelas.%d.%s", n+1, []string{"iku", "program", "jumlah"}[i]) }
		for i, c := range hitung[k] {
			row = append(row, angka(decimal.NewFromInt(c), 0, kunci(i), ""))
		}
		row = append(row, angka(decimal.NewFromInt(hitung[k][0]+hitung[k][1]), 0, kunci(2), ref(kunci(0))+"+"+ref(kunci(1))))
		for i := range sel {
			sel[i] = append(sel[i], alamat{kunci(i), n})
		}
		t.Baris = append(t.Baris, row)
	}
	row := []document.Sel{teks("Jumlah")}
	for i, s := range sel {
		var n int64
		for _, c := range hitung {
			n += []int64{c[0], c[1], c[0] + c[1]}[i]
		}
		row = append(row, angka(decimal.NewFromInt(n), 0, fmt.Sprintf("kelas.semua.%d", i+1), rumusJumlah(s)))
	}
	t.Baris = append(t.Baris, gaya(row, document.Tebal|document.Grup))
	return t
}

// capaianTriwulan are the tables of targets and what became of them.
func (p *lembaran) capaianTriwulan() {
	iku, lain := p.saring(utama), p.saring(func(i sakip.Indikator) bool { return !utama(i) })
	p.sub("INDIKATOR KINERJA UTAMA")
	if len(iku) == 0 {
		p.celah(perencana, "Indikator kinerja utama belum dicatat")
	} else {
		p.tambah(p.tabelCapaianTW("Capaian IKU", "Capaian Indikator Kinerja Utama", "Sasaran Strategis", iku))
	}
	if len(lain) > 0 {
		p.sub("INDIKATOR PROGRAM DAN KEGIATAN")
		p.tambah(p.tabelCapaianTW("Capaian Program", "Capaian Indikator Program dan Kegiatan", "Program/Kegiatan", lain))
	}
	if tanpa := p.tanpaTarget(); len(tanpa) > 0 {
		p.berutang(perencana, "Target %s pada rencana aksi belum diisi untuk %s", tw(p.h.Periode.Triwulan), strings.Join(tanpa, ", "))
	}
}

// tanpaTarget are the ids of the indicators that are due and have neither a target of
// the quarter nor one up to it.
func (p *lembaran) tanpaTarget() []string {
	var out []string
	for _, h := range p.h.Indikator {
		if h.Indikator.Frekuensi.JatuhTempo(p.h.Periode.Triwulan) && h.TargetTW.Kosong() && h.TargetSD.Kosong() {
			out = append(out, h.Indikator.ID)
		}
	}
	return out
}

func (p *lembaran) tabelCapaianTW(id, judul, induk string, list []sakip.HasilIndikator) *document.Tabel {
	q := p.h.Periode.Triwulan
	t := &document.Tabel{ID: id, Judul: fmt.Sprintf("%s %s Tahun %d", judul, tw(q), p.d.Tahun), Lanskap: true,
		Kolom: kolom(document.Kanan, 30, 34, 12, 13, 13, 13, 13, 13, 13, 15, 13),
		Kepala: [][]document.Sel{{kepala(induk, 2, 1), kepala("Indikator", 2, 1), kepala("Target Setahun", 2, 1), kepala(tw(q), 1, 3),
			kepala("s.d. "+tw(q), 1, 4), kepala("Capaian terhadap Setahun", 2, 1)},
			{kepala("Target", 1, 1), kepala("Realisasi", 1, 1), kepala("Capaian", 1, 1),
				kepala("Target", 1, 1), kepala("Realisasi", 1, 1), kepala("Capaian", 1, 1), kepala("Kategori", 1, 1)}}}
	t.Kolom[0].Rata, t.Kolom[1].Rata, t.Kolom[9].Rata = document.Kiri, document.Kiri, document.Tengah
	for _, g := range kelompokkan(list) {
		for n, h := range g.indikator {
			i := h.Indikator
			r := func(s string) string { return ref(kInd(i.ID, s)) }
			realTW := p.selTriwulan(i, h.RealisasiTW, q, "")
			if h.RealisasiTW.Ada() {
				realTW.Rumus = r("tw-real")
			}
			row := []document.Sel{teks(bersatuanInd(i)), p.target(i, h.Target, "", r("th")),
				p.target(i, h.TargetTW, "", r("tw")), realTW, p.selJadi(i, h.CapaianTW, "tw"),
				p.target(i, h.TargetSD, "", r("sd")), p.realisasi(h), p.selJadi(i, h.CapaianSD, "sd"), p.selKelas(i, h.CapaianSD, "sd"),
				p.selJadi(i, h.Capaian, "th")}
			for c := 2; c < 5; c++ { // of the quarter alone
				if row[c].Alasan == sakip.TargetTidakAda.Teks() {
					row[c] = garis(row[c].Alasan)
				}
			}
			if !i.Frekuensi.JatuhTempo(q) {
				for c := 2; c < len(row); c++ { // a target is not asked for either
					if row[c].Alasan != "" {
						row[c] = garis(sakip.BelumJatuhTempo.Teks())
					}
				}
			}
			if n == 0 {
				row = append([]document.Sel{{Teks: p.namaInduk(g.induk), RowSpan: len(g.indikator)}}, row...)
			}
			t.Baris = append(t.Baris, row)
		}
	}
	if beralasan(t, sakip.TargetTidakAda.Teks()) {
		t.Catatan = append(t.Catatan, "Tanda – pada target dan capaian triwulan berarti target triwulannya belum ditetapkan.")
	}
	return t
}

// beralasan tells whether a cell shows a dash for a reason, which a note then tells.
func beralasan(t *document.Tabel, sebab string) bool {
	return slices.ContainsFunc(t.Baris, func(r []document.Sel) bool {
		return slices.ContainsFunc(r, func(s document.Sel) bool { return s.Alasan == sebab && s.Teks == garis("").Teks })
	})
}

// grafikCapaian draws what the IKU came to up to the quarter.
func (p *lembaran) grafikCapaian(list []sakip.HasilIndikator) *document.Gambar {
	acuan := seratus
	g := &document.Grafik{Jenis: document.BatangDatar, Satuan: "%", Desimal: p.k.Desimal, Acuan: &acuan}
	s := document.Seri{Nama: "Capaian s.d. " + tw(p.h.Periode.Triwulan)}
	var alt []string
	for _, h := range list {
		g.Kategori = append(g.Kategori, h.Indikator.Nama)
		s.Nilai = append(s.Nilai, h.CapaianSD.Tampil)
		kunci, nilai := "", "belum ada"
		if h.CapaianSD.Tampil != nil {
			kunci, nilai = kInd(h.Indikator.ID, "sd-capaian"), p.persen(h.CapaianSD, "", "").Tampil()
		}
		s.Kunci = append(s.Kunci, kunci)
		alt = append(alt, h.Indikator.Nama+" "+nilai)
	}
	if !slices.ContainsFunc(s.Nilai, func(d *decimal.Decimal) bool { return d != nil }) {
		return nil
	}
	g.Seri = []document.Seri{s}
	return &document.Gambar{ID: "Grafik Capaian", Judul: fmt.Sprintf("Capaian Indikator Kinerja Utama s.d. %s Tahun %d", tw(p.h.Periode.Triwulan), p.d.Tahun),
		Alt: "Grafik batang capaian s.d. triwulan: " + strings.Join(alt, "; ") + ".", Grafik: g}
}

// kelengkapan says who has reported, and names what is missing.
func (p *lembaran) kelengkapan() {
	q := p.h.Periode.Triwulan
	p.bab("KELENGKAPAN DATA")
	unit := p.d.Kemajuan(q)
	if len(unit) == 0 {
		p.paragraf("Tidak ada angka yang jatuh tempo pada %s.", tw(q))
		p.belumDiisi()
		return
	}
	p.sub("LAPORAN PER UNIT")
	t := &document.Tabel{ID: "Kelengkapan", Judul: "Kelengkapan Data " + tw(q), Kolom: kolom(document.Kanan, 44, 14, 14, 16, 14, 16),
		Kepala: [][]document.Sel{{kepala("Unit", 2, 1), kepala("Indikator", 1, 2), kepala("Baris Anggaran", 1, 2), kepala("Sudah Diverifikasi", 2, 1)},
			{kepala("Jatuh Tempo", 1, 1), kepala("Diajukan", 1, 1), kepala("Seluruhnya", 1, 1), kepala("Diajukan", 1, 1)}}}
	t.Kolom[0].Rata = document.Kiri
	bulatkan := func(n int, kunci string) document.Sel { return angka(decimal.NewFromInt(int64(n)), 0, kunci, "") }
	kunci := []string{"ind-wajib", "ind-masuk", "ang-wajib", "ang-masuk", "sah"}
	var jumlah [5]int
	var sel [5][]alamat
	for n, u := range unit {
		nm := p.d.OPD.NamaUnit(u.Unit)
		if u.Unit == "" {
			nm = "Perangkat daerah (tanpa unit)"
		}
		row := []document.Sel{teks(nm)}
		for i, v := range []int{u.Indikator.Wajib, u.Indikator.Masuk(), u.Anggaran.Wajib, u.Anggaran.Masuk(), u.Semua().Terverifikasi()} {
			k := fmt.Sprintf("unit.%d.%s", n+1, kunci[i])
			jumlah[i] += v
			sel[i] = append(sel[i], alamat{k, n})
			row = append(row, bulatkan(v, k))
		}
		t.Baris = append(t.Baris, row)
	}
	row := []document.Sel{teks("Jumlah")}
	for i, v := range jumlah {
		s := bulatkan(v, "unit.semua."+kunci[i])
		s.Rumus = rumusJumlah(sel[i])
		row = append(row, s)
	}
	t.Baris = append(t.Baris, gaya(row, document.Tebal|document.Grup))
	p.tambah(t)
	p.belumLapor(q)
	p.belumDiisi()
}

// belumLapor names, by unit, what is due and was not handed in.
func (p *lembaran) belumLapor(q int) {
	var urut []string
	ind, uang := map[string][]string{}, map[string]int{}
	for _, a := range p.d.AngkaTriwulan(q) {
		if a.Alur.Status.Dihitung() || a.Baris != nil && a.Baris.Pagu.IsZero() && a.Serapan == nil {
			continue
		}
		if !slices.Contains(urut, a.Unit) {
			urut = append(urut, a.Unit)
		}
		if a.Indikator != nil {
			s := a.Indikator.ID
			if a.Alur.Status != sakip.Belum {
				s += " (" + keadaanLaporan[a.Alur.Status] + ")"
			}
			ind[a.Unit] = append(ind[a.Unit], s)
		} else {
			uang[a.Unit]++
		}
	}
	for _, u := range urut {
		var apa []string
		if len(ind[u]) > 0 {
			apa = append(apa, fmt.Sprintf("%d indikator (%s)", len(ind[u]), strings.Join(ind[u], ", ")))
		}
		if uang[u] > 0 {
			apa = append(apa, fmt.Sprintf("realisasi %d baris anggaran", uang[u]))
		}
		oleh := p.d.OPD.NamaUnit(u)
		if u == "" {
			oleh = "Perencana (verifikator)"
		}
		p.berutang(oleh, "%s: belum diajukan %s", tw(q), strings.Join(apa, " dan "))
	}
}

// lampiranKomponen is what was entered quarter by quarter and the realisasi up to the
// quarter that follows.
func (p *penyusun) lampiranKomponen() *document.Tabel {
	t := p.tabelKomponen()
	t.ID, t.Judul = "Lampiran 1", fmt.Sprintf("Komponen Realisasi s.d. %s Tahun %d", tw(p.h.Periode.Triwulan), p.d.Tahun)
	return t
}

// lampiranBernomor begins an annex of a report that has them below one heading.
func (p *lembaran) lampiranBernomor(no int, judul string, tabel ...document.Blok) {
	p.tambah(document.Judul{Tingkat: 2, Teks: fmt.Sprintf("Lampiran %d. %s", no, judul), TanpaNomor: true})
	p.tambah(tabel...)
}

// lampiranHitung is the capaian of the quarter, up to it and of the year before any
// rounding.
func (p *lembaran) lampiranHitung() *document.Tabel {
	q := p.h.Periode.Triwulan
	t := &document.Tabel{ID: "Lampiran 2", Judul: fmt.Sprintf("Perhitungan Capaian sebelum Pembulatan %s Tahun %d", tw(q), p.d.Tahun), Lanskap: true,
		Kolom: kolom(document.Kanan, 36, 12, 12, 13, 16, 12, 12, 13, 16, 12, 12, 16),
		Kepala: [][]document.Sel{{kepala("Indikator", 2, 1), kepala(tw(q), 1, 4), kepala("s.d. "+tw(q), 1, 4), kepala("Setahun", 1, 3)},
			{kepala("Target/ bawah", 1, 1), kepala("Atas", 1, 1), kepala("Realisasi", 1, 1), kepala("Capaian (%)", 1, 1),
				kepala("Target/ bawah", 1, 1), kepala("Atas", 1, 1), kepala("Realisasi", 1, 1), kepala("Capaian (%)", 1, 1),
				kepala("Target/ bawah", 1, 1), kepala("Atas", 1, 1), kepala("Capaian (%)", 1, 1)}}}
	t.Kolom[0].Rata = document.Kiri
	for _, h := range p.h.Indikator {
		i := h.Indikator
		row := append([]document.Sel{teks(i.Nama)}, p.duaBatas(i, h.TargetTW, "tw")...)
		row = append(row, p.selTriwulan(i, h.RealisasiTW, q, kInd(i.ID, "tw-real")), p.selMentah(i, h.CapaianTW, "tw", "tw-real"))
		row = append(row, p.duaBatas(i, h.TargetSD, "sd")...)
		row = append(row, p.realisasi(h), p.selMentah(i, h.CapaianSD, "sd", "realisasi"))
		row = append(row, p.duaBatas(i, h.Target, "th")...)
		t.Baris = append(t.Baris, append(row, p.selMentah(i, h.Capaian, "th", "realisasi")))
	}
	return t
}
