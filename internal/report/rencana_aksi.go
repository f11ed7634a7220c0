package report

import (
	"fmt"
	"strings"

	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// RencanaAksi builds the year's rencana aksi: the targets of the quarters under the
// agreement in force at the end of the quarter of h, the steps, and the money.
func RencanaAksi(d sakip.DataTahun, h sakip.Hasil, opt Opsi) document.Dokumen {
	p := &lembaran{penyusun: mulai(d, h, opt)}
	if v, ada := d.CariPerjanjian(h.VersiPerjanjian); ada {
		p.paragraf("Rencana aksi ini menjabarkan Perjanjian Kinerja versi %s tanggal %s ke dalam target dan langkah tiap triwulan.", v.Versi, tanggal(v.Tanggal))
	} else {
		p.celah(perencana, "Belum ada Perjanjian Kinerja yang berlaku, sehingga target setahun belum ada")
	}
	p.uangRencana()
	if len(h.Indikator) == 0 {
		p.celah(perencana, "Indikator tahun %d belum dicatat", d.Tahun)
	} else {
		p.targetRencana()
		p.langkahRencana()
	}
	p.belumDiisi()
	p.tambah(p.tandaTangan(opt))
	return p.dokumen(fmt.Sprintf("RENCANA AKSI PENCAPAIAN KINERJA TAHUN %d", d.Tahun), "", opt)
}

// targetRencana are the quarters' targets of every indicator, each alone and up to it.
func (p *lembaran) targetRencana() {
	p.sub("TARGET TRIWULANAN")
	var hasil [5]map[string]sakip.HasilIndikator
	for q := 1; q <= 4; q++ {
		hasil[q] = map[string]sakip.HasilIndikator{}
		for _, h := range sakip.Hitung(p.d, sakip.Periode{Tahun: p.d.Tahun, Triwulan: q}).Indikator {
			hasil[q][h.Indikator.ID] = h
		}
	}
	t := &document.Tabel{ID: "Target", Judul: fmt.Sprintf("Target Kinerja per Triwulan Tahun %d", p.d.Tahun), Lanskap: true,
		Kolom: kolom(document.Kanan, 32, 38, 15, 12, 12, 12, 12, 12, 12, 12, 12, 28),
		Kepala: [][]document.Sel{{kepala("Sasaran/Program", 2, 1), kepala("Indikator", 2, 1), kepala("Target Setahun", 2, 1), kepala("Target Triwulan", 1, 4),
			kepala("Target s.d. Triwulan", 1, 4), kepala("Penanggung Jawab", 2, 1)},
			{kepala("I", 1, 1), kepala("II", 1, 1), kepala("III", 1, 1), kepala("IV", 1, 1), kepala("I", 1, 1), kepala("II", 1, 1), kepala("III", 1, 1), kepala("IV", 1, 1)}},
		Catatan: []string{"Tanda – berarti indikatornya belum jatuh tempo pada triwulan itu. Target s.d. triwulan yang tidak ditetapkan tersendiri mengikuti target triwulannya menurut cara akumulasi indikator; s.d. Triwulan IV ialah target setahun."}}
	t.Kolom[0].Rata, t.Kolom[1].Rata, t.Kolom[11].Rata = document.Kiri, document.Kiri, document.Kiri
	var tanpa []string
	for _, g := range kelompokkan(p.h.Indikator) {
		for n, h := range g.indikator {
			i := h.Indikator
			row := []document.Sel{teks(bersatuanInd(i)), p.target(i, h.Target, kInd(i.ID, "th"), "")}
			ini, sd := p.barisTarget(i, hasil)
			t.Baris = append(t.Baris, append(append(append(row, ini...), sd...), p.pic(i.PenanggungJawab)))
			if n == 0 {
				b := &t.Baris[len(t.Baris)-1]
				*b = append([]document.Sel{{Teks: p.namaInduk(g.induk), RowSpan: len(g.indikator)}}, *b...)
			}
			if !p.punyaTarget(i.ID) {
				tanpa = append(tanpa, i.ID)
			}
		}
	}
	p.tambah(t)
	if len(tanpa) > 0 {
		p.berutang(perencana, "Target triwulanan belum diisi untuk %s", strings.Join(tanpa, ", "))
	}
}

// punyaTarget tells whether any quarter of an indicator has a target.
func (p *lembaran) punyaTarget(id string) bool {
	for _, r := range p.d.RencanaAksi {
		if r.Indikator == id && (r.Target != nil || r.TargetSD != nil) {
			return true
		}
	}
	return false
}

// barisTarget are an indicator's targets of the four quarters. What is up to the fourth
// is the year's, unless the plan says otherwise.
func (p *lembaran) barisTarget(i sakip.Indikator, hasil [5]map[string]sakip.HasilIndikator) (ini, sd []document.Sel) {
	for q := 1; q <= 4; q++ {
		h := hasil[q][i.ID]
		for n, t := range []sakip.Target{h.TargetTW, h.TargetSD} {
			s := p.target(i, t, kInd(i.ID, fmt.Sprintf("%s%d", []string{"tw", "sd"}[n], q)), "")
			if t.Kosong() {
				s = redup("belum diisi")
				if !i.Frekuensi.JatuhTempo(q) {
					s = garis(sakip.BelumJatuhTempo.Teks())
				}
			}
			if n == 0 {
				ini = append(ini, s)
			} else {
				sd = append(sd, s)
			}
		}
	}
	return ini, sd
}

// langkahRencana are the steps, by indicator and quarter.
func (p *lembaran) langkahRencana() {
	p.sub("LANGKAH-LANGKAH")
	t := &document.Tabel{ID: "Langkah", Judul: fmt.Sprintf("Langkah Rencana Aksi Tahun %d", p.d.Tahun), Lanskap: true,
		Kolom: kolom(document.Kiri, 40, 12, 56, 32, 34), Kepala: kepalaSatu("Indikator", "Triwulan", "Langkah", "Penanggung Jawab", "Waktu")}
	t.Kolom[1].Rata = document.Tengah
	var tanpa []string
	for _, h := range p.h.Indikator {
		i := h.Indikator
		var rows [][]document.Sel
		for q := 1; q <= 4; q++ {
			langkah := p.langkah(i.ID, q)
			for n, l := range langkah {
				row := []document.Sel{teks(l.Uraian), p.pic(l.PIC), teks(waktuLangkah(l))}
				if n == 0 {
					row = append([]document.Sel{{Teks: strings.TrimPrefix(tw(q), "Triwulan "), RowSpan: len(langkah)}}, row...)
				}
				rows = append(rows, row)
			}
		}
		if len(rows) == 0 {
			tanpa = append(tanpa, i.ID)
			continue
		}
		rows[0] = append([]document.Sel{{Teks: i.Nama, RowSpan: len(rows)}}, rows[0]...)
		t.Baris = append(t.Baris, rows...)
	}
	if len(t.Baris) > 0 {
		p.tambah(t)
	}
	if len(tanpa) > 0 {
		p.berutang(perencana, "Langkah rencana aksi belum diisi untuk %s", strings.Join(tanpa, ", "))
	}
}

// uangRencana is the money of the programs that the plan draws on.
func (p *lembaran) uangRencana() {
	p.sub("ANGGARAN")
	if len(p.h.Anggaran) == 0 {
		p.celah(perencana, "Anggaran belum ada: %s", sakip.AnggaranTidakAda.Teks())
		return
	}
	t := &document.Tabel{ID: "Anggaran", Judul: "Anggaran Program, Versi " + p.h.VersiAnggaran, Kolom: kolom(document.Kiri, 6, 74, 30), Kepala: kepalaSatu("No.", "Program", "Anggaran (Rp)")}
	t.Kolom[0].Rata, t.Kolom[2].Rata = document.Tengah, document.Kanan
	var sel []alamat
	pagu, _, _ := p.jumlahUang()
	for n, b := range p.puncak() {
		v := *b.Anggaran.Nilai
		sel = append(sel, alamat{kAng(b.Kode, "pagu"), n})
		t.Baris = append(t.Baris, []document.Sel{teks(fmt.Sprintf("%d.", n+1)), teks(b.Nama), angka(v, senDari(v), kAng(b.Kode, "pagu"), "")})
	}
	t.Baris = append(t.Baris, gaya([]document.Sel{teks(""), teks("JUMLAH"), angka(pagu, senDari(pagu), "ang.JUMLAH#.pagu", rumusJumlah(sel))}, document.Tebal|document.Grup))
	p.tambah(t)
	p.paragraf("Jumlah anggaran: %s.", p.rupiahKata(pagu))
}
