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
