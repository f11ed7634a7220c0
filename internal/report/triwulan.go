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
	p.tambah(p.lampiranKomponen("Lampiran 1"), p.lampiranHitung("Lampiran 2"))
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

// faktor is what helped, what hindered and what is done about it, as the units wrote it.
// An indicator that was not reported owes all of it; one that fell short owes at least
// what hindered it.
func (p *lembaran) faktor() {
	p.sub("FAKTOR PENDORONG, FAKTOR PENGHAMBAT DAN SOLUSI")
	t := &document.Tabel{ID: "Faktor", Judul: "Faktor Pendorong, Faktor Penghambat dan Solusi " + tw(p.h.Periode.Triwulan), Lanskap: true,
		Kolom: kolom(document.Kiri, 34, 13, 36, 36, 36), Kepala: kepalaSatu("Indikator", "Capaian s.d. Triwulan", "Faktor Pendorong", "Faktor Penghambat", "Solusi")}
	t.Kolom[1].Rata = document.Kanan
	var kurang []string
	for _, h := range p.h.Indikator {
		i := h.Indikator
		r, ada := p.laporanTW(i.ID, p.h.Periode.Triwulan)
		if !ada {
			continue
		}
		c := p.selJadi(i, h.CapaianSD, "sd")
		if h.CapaianSD.Tampil != nil {
			c.Kunci, c.Rumus = "", ref(kInd(i.ID, "sd-capaian"))
		}
		meleset := h.CapaianSD.Ada() && h.CapaianSD.Nilai.LessThan(decimal.NewFromInt(100))
		row := []document.Sel{teks(i.Nama), c}
		for n, isi := range []string{r.FaktorPendorong, r.FaktorPenghambat, r.Solusi} {
			switch isi = strings.TrimSpace(isi); {
			case isi != "":
				row = append(row, teks(isi))
			case meleset && n > 0:
				row = append(row, redup("belum diisi – "+p.unit(i.PenanggungJawab)))
			default:
				row = append(row, garis("tidak diisi"))
			}
		}
		if meleset && strings.TrimSpace(r.FaktorPenghambat) == "" {
			kurang = append(kurang, i.ID)
		}
		t.Baris = append(t.Baris, row)
	}
	if len(t.Baris) == 0 {
		p.celah("Unit penanggung jawab masing-masing indikator", "Belum ada indikator yang dilaporkan pada %s", tw(p.h.Periode.Triwulan))
		return
	}
	p.tambah(t)
	if len(kurang) > 0 {
		p.berutang("Unit penanggung jawabnya pada halaman Isian", "Faktor penghambat belum ditulis untuk indikator yang belum mencapai target: %s", strings.Join(kurang, ", "))
	}
}

// realisasiUang is the chapter of the money.
func (p *lembaran) realisasiUang() {
	p.bab("REALISASI ANGGARAN")
	if len(p.h.Anggaran) == 0 {
		p.celah(perencana, "Rincian anggaran tidak disajikan: %s", sakip.AnggaranTidakAda.Teks())
		return
	}
	uang := p.uangTriwulan()
	p.tambah(p.tabelKas(uang), p.tabelUang(uang))
}

// tabelKas is what was spent by the end of each quarter against the money that was planned
// to be drawn by then (anggaran kas) and against the whole budget.
func (p *lembaran) tabelKas(uang [5]map[string]sakip.HasilBaris) *document.Tabel {
	v, _ := sakip.AnggaranBerlaku(p.d.Anggaran, p.h.Periode.Akhir())
	t := &document.Tabel{ID: "Serapan", Judul: fmt.Sprintf("Serapan terhadap Anggaran Kas s.d. %s Tahun %d", tw(p.h.Periode.Triwulan), p.d.Tahun), Lanskap: true,
		Kolom: kolom(document.Kanan, 16, 26, 26, 26, 20, 26, 20), Kepala: kepalaSatu("Triwulan", "Anggaran Kas (Rp)", "Anggaran Kas s.d. Triwulan (Rp)", "Realisasi s.d. Triwulan (Rp)",
			"Serapan terhadap Anggaran Kas", "Anggaran Setahun (Rp)", "Serapan terhadap Anggaran")}
	t.Kolom[0].Rata = document.Tengah
	if len(v.Kas) == 0 {
		p.berutang(perencana, "Anggaran kas per triwulan belum diisi pada pagu versi %s; serapan hanya dibandingkan dengan anggaran setahun", v.Versi)
	}
	pagu, _, _ := p.jumlahUang()
	for q := 1; q <= p.h.Periode.Triwulan; q++ {
		k := func(apa string) string { return fmt.Sprintf("serapan.%d.%s", q, apa) }
		kas, sd, thdKas := redup("belum diisi"), redup("belum diisi"), garis("anggaran kas belum diisi")
		real, thdPagu := redup("sebagian belum dilaporkan"), garis("realisasi belum lengkap")
		spent, lengkap := p.jumlahRealisasi(uang[q])
		if lengkap {
			real = angka(spent, 2, k("real"), "")
			if atas := p.anak[""]; q == p.h.Periode.Triwulan {
				real.Rumus = pilih(len(atas) > 1, ref("ang.JUMLAH#.real"), ref(kAng(atas[0], "real")))
			}
			if !pagu.IsZero() {
				thdPagu = p.persen(p.persenDari(spent, pagu), k("capaian"), p.rumusSerapan(k("pagu"), k("real")))
			}
		}
		if d, ada := v.KasSD(q); ada {
			var sel []alamat
			for n := 1; n <= q; n++ {
				sel = append(sel, alamat{fmt.Sprintf("serapan.%d.kas", n), n})
			}
			kas, sd, thdKas = angka(v.Kas[q-1], 2, k("kas"), ""), angka(d, 2, k("kas-sd"), rumusJumlah(sel)), garis("realisasi belum lengkap")
			if lengkap && !d.IsZero() {
				thdKas = p.persen(p.persenDari(spent, d), k("kas-capaian"), p.rumusSerapan(k("kas-sd"), k("real")))
			}
		}
		total := angka(pagu, 2, k("pagu"), "")
		if atas := p.anak[""]; len(atas) > 0 {
			total.Rumus = pilih(len(atas) > 1, ref("ang.JUMLAH#.pagu"), ref(kAng(atas[0], "pagu")))
		}
		t.Baris = append(t.Baris, []document.Sel{teks(locale.TriwulanRomawi(q)), kas, sd, real, thdKas, total, thdPagu})
	}
	return t
}

// jumlahRealisasi is what the whole agency had spent by the end of a quarter.
func (p *lembaran) jumlahRealisasi(hasil map[string]sakip.HasilBaris) (d decimal.Decimal, lengkap bool) {
	for _, kode := range p.anak[""] {
		r := hasil[kode].Realisasi
		if !r.Ada() {
			return decimal.Zero, false
		}
		d = d.Add(*r.Nilai)
	}
	return d, len(p.anak[""]) > 0
}

// tabelUang is the budget with what was spent before the quarter, in it and up to it.
func (p *lembaran) tabelUang(uang [5]map[string]sakip.HasilBaris) *document.Tabel {
	q := p.h.Periode.Triwulan
	letak := p.letakUang()
	judul, lebar := []string{"Program/Kegiatan/Sub Kegiatan", "Anggaran (Rp)"}, []int{54, 24}
	if q > 1 {
		judul = append(judul, "Realisasi s.d. "+tw(q-1)+" (Rp)", "Realisasi "+tw(q)+" (Rp)")
		lebar = append(lebar, 24, 24)
	}
	judul, lebar = append(judul, "Realisasi s.d. "+tw(q)+" (Rp)", "Serapan terhadap Anggaran"), append(lebar, 24, 14)
	t := &document.Tabel{ID: "Anggaran", Judul: fmt.Sprintf("Anggaran dan Realisasi s.d. %s Tahun %d", tw(q), p.d.Tahun), Lanskap: true,
		Kolom: kolom(document.Kanan, lebar...), Kepala: kepalaSatu(judul...)}
	t.Kolom[0].Rata = document.Kiri
	for _, b := range p.h.Anggaran {
		g, dalam := p.gayaBaris(b)
		kini := b
		if uang[q] != nil {
			kini = uang[q][b.Kode]
		}
		row := []document.Sel{{Teks: b.Nama, Inden: dalam}, angka(*b.Anggaran.Nilai, 2, kAng(b.Kode, "pagu"), p.rumusUang(b, "pagu", letak))}
		if q > 1 {
			lalu := uang[q-1][b.Kode]
			row = append(row, p.selUang(lalu, "lalu", letak), selisihUang(kini, lalu, kAng(b.Kode, "real"), kAng(b.Kode, "lalu"), kAng(b.Kode, "tw")))
		}
		row = append(row, p.selUang(kini, "real", letak), p.persen(b.Capaian, kAng(b.Kode, "capaian"), p.rumusSerapan(kAng(b.Kode, "pagu"), kAng(b.Kode, "real"))))
		t.Baris = append(t.Baris, gaya(row, g))
		if len(b.Rincian) > 1 {
			for n, r := range b.Rincian {
				row := p.barisRincian(b.Kode, n, r, dalam+1)
				if q > 1 {
					lalu := uang[q-1][b.Kode]
					row = slices.Insert(row, 2, p.selRincian(lalu, n, "lalu"), p.selisihRincian(b, lalu, n))
				}
				t.Baris = append(t.Baris, row)
			}
		}
	}
	if atas := p.anak[""]; len(atas) > 1 {
		t.Baris = append(t.Baris, p.barisJumlahUang(atas, letak, uang))
	}
	if beralasan(t, sakip.TriwulanTakLengkap.Teks()) {
		t.Catatan = append(t.Catatan, "Tanda – berarti realisasi triwulan itu saja tidak dapat dihitung: "+sakip.TriwulanTakLengkap.Teks()+".")
	}
	return t
}

// selisihRincian is what was spent in the quarter on the n-th row of a repeated code.
func (p *lembaran) selisihRincian(kini, lalu sakip.HasilBaris, n int) document.Sel {
	a, b := kini.Rincian[n].Realisasi, lalu.Rincian[n].Realisasi
	switch {
	case a == nil:
		return alasan(sakip.BelumDilaporkan)
	case b == nil:
		return garis(sakip.TriwulanTakLengkap.Teks())
	}
	return angka(a.Sub(*b), 2, kRincian(kini.Kode, "tw", n), ref(kRincian(kini.Kode, "real", n))+"-"+ref(kRincian(kini.Kode, "lalu", n)))
}

// barisJumlahUang ends a budget of several rows on top.
func (p *lembaran) barisJumlahUang(atas []string, letak map[string]int, uang [5]map[string]sakip.HasilBaris) []document.Sel {
	const k = "ang.JUMLAH#."
	q := p.h.Periode.Triwulan
	jumlah := func(hasil map[string]sakip.HasilBaris, apa string) document.Sel {
		d, lengkap := p.jumlahRealisasi(hasil)
		if !lengkap {
			return redup("sebagian belum dilaporkan")
		}
		return angka(d, 2, k+apa, rumusJumlah(alamatAnak(atas, apa, letak)))
	}
	pagu, spent, lengkap := p.jumlahUang()
	row := []document.Sel{teks("JUMLAH"), angka(pagu, 2, k+"pagu", rumusJumlah(alamatAnak(atas, "pagu", letak)))}
	kini := jumlah(p.baris, "real")
	if q > 1 {
		lalu, ini := jumlah(uang[q-1], "lalu"), redup("sebagian belum dilaporkan")
		if lalu.Nilai != nil && kini.Nilai != nil {
			ini = angka(kini.Nilai.Sub(*lalu.Nilai), 2, k+"tw", ref(k+"real")+"-"+ref(k+"lalu"))
		}
		row = append(row, lalu, ini)
	}
	serapan := redup("")
	if lengkap && !pagu.IsZero() {
		serapan = p.persen(p.persenDari(spent, pagu), k+"capaian", p.rumusSerapan(k+"pagu", k+"real"))
	}
	return gaya(append(row, kini, serapan), document.Tebal|document.Grup)
}

// keadaanLaporan says where a report stands.
var keadaanLaporan = map[sakip.Status]string{sakip.Belum: "belum dilaporkan", sakip.Draf: "masih draf", sakip.Diajukan: "diajukan",
	sakip.Dikembalikan: "dikembalikan", sakip.Diverifikasi: "diverifikasi", sakip.Final: "final"}

// pelaksanaanRencana are the quarter's steps with what came of them: the target and
// the realisasi of their indicator, and where its report stands.
func (p *lembaran) pelaksanaanRencana() {
	q := p.h.Periode.Triwulan
	p.sub("PELAKSANAAN RENCANA AKSI")
	t := &document.Tabel{ID: "Langkah", Judul: "Langkah Rencana Aksi " + tw(q) + " dan Hasilnya", Lanskap: true,
		Kolom:  kolom(document.Kiri, 32, 42, 24, 24, 13, 13, 18),
		Kepala: kepalaSatu("Indikator", "Langkah", "Penanggung Jawab", "Waktu", "Target Triwulan", "Realisasi Triwulan", "Keadaan Laporan")}
	t.Kolom[4].Rata, t.Kolom[5].Rata = document.Kanan, document.Kanan
	var tanpa []string
	for _, h := range p.h.Indikator {
		i := h.Indikator
		langkah := p.langkah(i.ID, q)
		if len(langkah) == 0 {
			if i.Frekuensi.JatuhTempo(q) {
				tanpa = append(tanpa, i.ID)
			}
			continue
		}
		keadaan := keadaanLaporan[h.Status]
		if h.Status == sakip.Belum && !i.Frekuensi.JatuhTempo(q) {
			keadaan = sakip.BelumJatuhTempo.Teks()
		}
		if n := p.jumlahBukti(i.ID, q); n > 0 {
			keadaan += fmt.Sprintf(", %d berkas bukti", n)
		}
		real := p.selTriwulan(i, h.RealisasiTW, q, "")
		if h.RealisasiTW.Ada() {
			real.Rumus = ref(kInd(i.ID, "tw-real"))
		}
		for n, l := range langkah {
			row := []document.Sel{teks(l.Uraian), p.pic(l.PIC), teks(waktuLangkah(l))}
			if n == 0 {
				m := len(langkah)
				tinggi := func(s document.Sel) document.Sel { s.RowSpan = m; return s }
				row = append([]document.Sel{tinggi(teks(i.Nama))}, row...)
				row = append(row, tinggi(p.target(i, h.TargetTW, "", ref(kInd(i.ID, "tw")))), tinggi(real), tinggi(teks(keadaan)))
			}
			t.Baris = append(t.Baris, row)
		}
	}
	if len(t.Baris) > 0 {
		p.tambah(t)
	} else {
		p.paragraf("Tidak ada langkah rencana aksi yang dicatat untuk %s.", tw(q))
	}
	if len(tanpa) > 0 {
		p.berutang(perencana, "Langkah rencana aksi %s belum diisi untuk %s", tw(q), strings.Join(tanpa, ", "))
	}
}

// jumlahBukti counts the files that bear a quarter's figure out.
func (p *lembaran) jumlahBukti(id string, triwulan int) (n int) {
	for _, b := range p.opt.Bukti {
		if b.Jenis == sakip.BuktiDukung && b.Status == sakip.BuktiDiterima && b.Indikator == id && b.Triwulan == triwulan {
			n++
		}
	}
	return n
}

// langkah are the steps planned for an indicator in a quarter.
func (p *lembaran) langkah(id string, triwulan int) []sakip.Langkah {
	var out []sakip.Langkah
	for _, r := range p.d.RencanaAksi {
		if r.Indikator == id && r.Triwulan == triwulan {
			out = append(out, r.Langkah...)
		}
	}
	return out
}

// waktuLangkah is when a step is taken.
func waktuLangkah(l sakip.Langkah) string {
	switch {
	case l.Mulai == "" && l.Selesai == "":
		return "belum ditetapkan"
	case l.Mulai == "":
		return "paling lambat " + tanggal(l.Selesai)
	case l.Selesai == "":
		return "mulai " + tanggal(l.Mulai)
	}
	return tanggal(l.Mulai) + " s.d. " + tanggal(l.Selesai)
}

// tindakLanjut is what became of the actions that were open when the quarter began, and
// which are open when it ends.
func (p *lembaran) tindakLanjut() {
	q := p.h.Periode.Triwulan
	p.sub("TINDAK LANJUT TRIWULAN SEBELUMNYA")
	lalu := &document.Tabel{ID: "Tindak Lanjut Lalu", Judul: "Status Tindak Lanjut Triwulan Sebelumnya pada Akhir " + tw(q),
		Kolom: kolom(document.Kiri, 36, 46, 26, 14, 14, 24), Kepala: kepalaSatu("Indikator", "Tindak Lanjut", "Penanggung Jawab", "Sejak", "Tenggat", "Status")}
	baru := &document.Tabel{ID: "Tindak Lanjut Baru", Judul: "Tindak Lanjut setelah " + tw(q),
		Kolom: kolom(document.Kiri, 36, 50, 30, 16, 20), Kepala: kepalaSatu("Indikator", "Tindak Lanjut", "Penanggung Jawab", "Tenggat", "Keterangan")}
	for _, i := range p.d.IndikatorUrut() {
		terbawa := p.sebelum(q).Terbawa(i, q)
		ini, _ := p.laporanTW(i.ID, q)
		for _, t := range terbawa {
			disebut, asal := false, t.Tahun
			for _, u := range ini.TindakLanjut {
				if u.Sama(t.TindakLanjut) {
					disebut = true
					if u.Tenggat != t.Tenggat { // put off within this year
						t.Tahun = 0
					}
					t.TindakLanjut = u
				}
			}
			sejak := "TW " + locale.TriwulanRomawi(t.Sejak)
			if asal != 0 {
				sejak += fmt.Sprintf(" %d", asal)
			}
			lalu.Baris = append(lalu.Baris, []document.Sel{teks(i.Nama), teks(t.Uraian), p.pic(t.PIC), teks(sejak), tenggat(t.TindakLanjut), statusTindak(t, q, disebut)})
			if !disebut {
				baru.Baris = append(baru.Baris, []document.Sel{teks(i.Nama), teks(t.Uraian), p.pic(t.PIC), tenggat(t.TindakLanjut), teks("terbawa, belum dikabarkan")})
			}
		}
		for _, u := range ini.TindakLanjut {
			if u.Selesai {
				continue
			}
			ket := pilih(slices.ContainsFunc(terbawa, func(t sakip.TindakLanjutTerbuka) bool { return t.Sama(u) }), "lanjutan", "baru")
			if (sakip.TindakLanjutTerbuka{TindakLanjut: u, Sejak: q}).Terlambat(q) {
				ket += ", sudah lewat tenggat"
			}
			baru.Baris = append(baru.Baris, []document.Sel{teks(i.Nama), teks(u.Uraian), p.pic(u.PIC), tenggat(u), teks(ket)})
		}
	}
	switch {
	case len(lalu.Baris) > 0:
		p.tambah(lalu)
	default:
		p.paragraf("Tidak ada tindak lanjut yang masih terbuka ketika %s dimulai.", tw(q))
	}
	p.sub("TINDAK LANJUT BERIKUTNYA")
	if len(baru.Baris) > 0 {
		p.tambah(baru)
	} else {
		p.paragraf("Tidak ada tindak lanjut yang dicatat untuk triwulan berikutnya.")
	}
}

// tenggat is the quarter that an action is due in, or what else was written.
func tenggat(t sakip.TindakLanjut) document.Sel {
	s := strings.TrimSpace(t.Tenggat)
	if n, err := sakip.ParseTriwulan(s); err == nil {
		return teks("TW " + locale.TriwulanRomawi(n))
	}
	if s == "" {
		return redup("belum ditetapkan")
	}
	return teks(s)
}

// sebelum is the year as it was reported before quarter q, without what takes no part in
// results.
func (p *lembaran) sebelum(q int) sakip.DataTahun {
	d := p.d
	d.Realisasi = slices.DeleteFunc(slices.Clone(d.Realisasi), func(r sakip.Realisasi) bool { return r.Triwulan >= q || !r.Status.Dihitung() })
	return d
}

// statusTindak says where an action stands at the end of quarter q; one that the
// quarter's report leaves out is open, and that nothing was heard of it is said.
func statusTindak(t sakip.TindakLanjutTerbuka, q int, disebut bool) document.Sel {
	s := "belum selesai"
	switch {
	case t.Selesai:
		s = "selesai"
	case t.Terlambat(q):
		s = "terlambat"
	}
	if !disebut {
		s += "; belum dikabarkan"
	}
	return teks(s)
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
func (p *penyusun) lampiranKomponen(id string) *document.Tabel {
	t := p.tabelKomponen()
	t.ID, t.Judul = id, fmt.Sprintf("%s. Komponen Realisasi s.d. %s Tahun %d", id, tw(p.h.Periode.Triwulan), p.d.Tahun)
	return t
}

// lampiranHitung is the capaian of the quarter, up to it and of the year before any
// rounding.
func (p *lembaran) lampiranHitung(id string) *document.Tabel {
	q := p.h.Periode.Triwulan
	t := &document.Tabel{ID: id, Judul: fmt.Sprintf("%s. Perhitungan Capaian sebelum Pembulatan %s Tahun %d", id, tw(q), p.d.Tahun), Lanskap: true,
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
