package report

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

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
