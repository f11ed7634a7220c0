package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// This file prints a version of the Perjanjian Kinerja in the form of PermenPANRB
// 53/2014, lampiran I: the statement, then what was promised and the money for it. A
// change says what it changed. The agreements of the units' heads with the head of the
// agency follow from the same version.

// belumTercatat stands in the place of a name.
const belumTercatat = "(nama pejabat belum tercatat)"

// konsep is what an agreement carries that nobody has signed.
const konsep = "KONSEP: belum ditandatangani"

// Perjanjian builds the agreement of the version that dokumen names, "" the one in
// force at the end of the quarter of h; or those of the units' heads below it. Fault
// NotFound for a version that the year does not have.
func Perjanjian(d sakip.DataTahun, h sakip.Hasil, dokumen sakip.DokumenPerjanjian, opt Opsi) (document.Dokumen, error) {
	p := mulai(d, h, opt)
	versi := dokumen.Versi
	if versi == "" {
		versi = h.VersiPerjanjian
	}
	n := slices.IndexFunc(p.pk, func(v sakip.Perjanjian) bool { return v.Versi == versi })
	switch {
	case n < 0 && dokumen.Versi != "":
		return document.Dokumen{}, fault.At("dokumen", fault.NotFound, "Perjanjian Kinerja versi", versi)
	case n < 0:
		return p.tanpaPerjanjian(opt), nil
	case dokumen.Jenjang:
		return p.perjanjianUnit(n, opt), nil
	}
	return p.perjanjianKepala(n, opt), nil
}

// tanpaPerjanjian is the document of a year that has no agreement in force: it says
// what there is instead.
func (p *penyusun) tanpaPerjanjian(opt Opsi) document.Dokumen {
	akhir := tw(p.h.Periode.Triwulan)
	p.celah(perencana, "Belum ada Perjanjian Kinerja yang berlaku pada akhir %s Tahun %d", akhir, p.d.Tahun)
	for _, v := range p.pk {
		keadaan := "belum ditandatangani"
		if v.Ditandatangani {
			keadaan = "berlaku mulai " + tanggal(v.Tanggal)
		}
		p.paragraf("Tercatat versi %s: %s.", v.Versi, keadaan)
	}
	return p.dokumen(p.judulPK(sakip.PKInduk), "", opt)
}

func (p *penyusun) judulPK(j sakip.JenisPerjanjian) string {
	if j == sakip.PKPerubahan {
		return fmt.Sprintf("PERJANJIAN KINERJA PERUBAHAN TAHUN %d", p.d.Tahun)
	}
	return fmt.Sprintf("PERJANJIAN KINERJA TAHUN %d", p.d.Tahun)
}

// dokumenPK is the document of version n; what is not signed says so on every page.
func (p *penyusun) dokumenPK(n int, subjudul string, konsepBila bool, opt Opsi) document.Dokumen {
	v := p.pk[n]
	d := p.dokumen(p.judulPK(v.Jenis), subjudul, opt)
	if konsepBila {
		d.Tanda = strings.Trim(konsep+". "+d.Tanda, ". ")
	}
	return d
}

// perjanjianKepala is the agreement of the head of the agency with the head of the
// region.
func (p *penyusun) perjanjianKepala(n int, opt Opsi) document.Dokumen {
	v := p.pk[n]
	pertama, kedua := p.pihakPertama(v), p.pihakKedua(v)
	subjudul := ""
	if v.Nomor != "" {
		subjudul = "NOMOR " + v.Nomor
	}
	p.pernyataan(pertama, kedua, p.waktuPK(v))
	p.lampiran("LAMPIRAN PERJANJIAN KINERJA")
	p.targetKepala(n)
	p.uangPK(v, fmt.Sprintf("pk%d", n+1), "PK Anggaran", v.Program, nil)
	p.tambah(&document.TandaTangan{Tempat: p.tempat(), Tanggal: p.waktuPK(v), Pihak: []document.Pihak{kedua, pertama}})
	if v.Jenis == sakip.PKPerubahan {
		p.perubahanPK(n)
	}
	return p.dokumenPK(n, subjudul, !v.Ditandatangani, opt)
}

func (p *penyusun) tempat() string { return nama(p.d.OPD.Daerah, "Kabupaten ", "Kota ") }

// waktuPK is the day of signing, or room for it.
func (p *penyusun) waktuPK(v sakip.Perjanjian) string {
	if v.Tanggal == "" {
		return fmt.Sprintf(".................... %d", p.d.Tahun)
	}
	return tanggal(v.Tanggal)
}

// pihakPertama is who promises: whom the version names, or else who headed the agency
// on its day.
func (p *penyusun) pihakPertama(v sakip.Perjanjian) document.Pihak {
	k, ada := sakip.Pejabat{}, false
	for _, o := range p.d.OPD.Pejabat {
		if o.ID == v.PihakPertama && v.PihakPertama != "" {
			k, ada = o, true
		}
	}
	if !ada {
		k, ada = p.d.OPD.Kepala(v.Tanggal)
	}
	if !ada {
		return document.Pihak{Sebagai: "PIHAK PERTAMA", Jabatan: "Kepala " + p.d.OPD.Nama, Nama: belumTercatat}
	}
	return pihak("PIHAK PERTAMA", k)
}

func pihak(sebagai string, k sakip.Pejabat) document.Pihak {
	return document.Pihak{Sebagai: sebagai, Jabatan: k.Sebutan(), Nama: k.Nama, Pangkat: k.Pangkat, NIP: k.NIP}
}

// pihakKedua is to whom it is promised. Only the title is part of the agreement; the
// name is that of the official with this title, where the profile has one.
func (p *penyusun) pihakKedua(v sakip.Perjanjian) document.Pihak {
	for _, o := range p.d.OPD.Pejabat {
		if v.PihakKedua != "" && (o.Jabatan == v.PihakKedua || o.Sebutan() == v.PihakKedua) && o.Menjabat(v.Tanggal) {
			return pihak("PIHAK KEDUA", o)
		}
	}
	return document.Pihak{Sebagai: "PIHAK KEDUA", Jabatan: pilih(v.PihakKedua == "", "(jabatan pihak kedua belum dicatat)", v.PihakKedua), Nama: belumTercatat}
}

// pernyataan is the statement of the regulation's form.
func (p *penyusun) pernyataan(pertama, kedua document.Pihak, waktu string) {
	p.paragraf("Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan, dan akuntabel serta berorientasi pada hasil, kami yang bertanda tangan di bawah ini:")
	p.identitas(pertama)
	p.tambah(document.Paragraf{Teks: document.Teks{{Teks: "selanjutnya disebut "}, {Teks: "pihak pertama", Tebal: true}, {Teks: "."}}})
	p.identitas(kedua)
	p.tambah(document.Paragraf{Teks: document.Teks{{Teks: "selaku atasan pihak pertama, selanjutnya disebut "}, {Teks: "pihak kedua", Tebal: true}, {Teks: "."}}})
	p.paragraf("Pihak pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian ini, dalam rangka mencapai target kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen perencanaan. Keberhasilan dan kegagalan pencapaian target kinerja tersebut menjadi tanggung jawab kami.")
	p.paragraf("Pihak kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap capaian kinerja dari perjanjian ini dan mengambil tindakan yang diperlukan dalam rangka pemberian penghargaan dan sanksi.")
	p.tambah(&document.TandaTangan{Tempat: p.tempat(), Tanggal: waktu, Pihak: []document.Pihak{kedua, pertama}})
}

// identitas is a party in the statement.
func (p *penyusun) identitas(k document.Pihak) {
	p.tambah(document.Paragraf{Teks: document.Teks{{Teks: "Nama: "}, {Teks: k.Nama, Tebal: true}}},
		document.Paragraf{Teks: document.Teks{{Teks: "Jabatan: "}, {Teks: k.Jabatan, Tebal: true}}})
}

// targetKepala is what the head of the agency promises: the IKU.
func (p *penyusun) targetKepala(n int) {
	t := tabelTarget("PK Target", "Sasaran, Indikator dan Target", "Sasaran Strategis")
	for no, g := range kelompokkan(p.saring(utama)) {
		for m, h := range g.indikator {
			row := []document.Sel{teks(bersatuanInd(h.Indikator)), p.targetPK(n, h.Indikator, "")}
			t.Baris = append(t.Baris, p.denganInduk(no, m, g, row))
		}
	}
	if len(t.Baris) == 0 {
		p.celah(perencana, "Indikator kinerja utama belum dicatat, sehingga belum ada yang diperjanjikan")
		return
	}
	p.tambah(t)
}

// tabelTarget is the table of the form.
func tabelTarget(id, judul, induk string) *document.Tabel {
	t := &document.Tabel{ID: id, Judul: judul, Kolom: kolom(document.Kiri, 6, 42, 46, 16), Kepala: kepalaSatu("No.", induk, "Indikator Kinerja", "Target")}
	t.Kolom[0].Rata, t.Kolom[3].Rata = document.Tengah, document.Kanan
	return t
}

// uangPK is the money of programs with its sum in words. ket says more about a program.
func (p *penyusun) uangPK(v sakip.Perjanjian, awalan, id string, program []sakip.AnggaranProgram, ket map[string]string) {
	if len(program) == 0 {
		p.celah(perencana, "Anggaran program pada Perjanjian Kinerja versi %s belum diisi", v.Versi)
		return
	}
	t := &document.Tabel{ID: id, Judul: "Program dan Anggaran", Kolom: kolom(document.Kiri, 6, 58, 26, 24), Kepala: kepalaSatu("No.", "Program", "Anggaran (Rp)", "Keterangan")}
	t.Kolom[0].Rata, t.Kolom[2].Rata = document.Tengah, document.Kanan
	var sel []alamat
	total := decimal.Zero
	for m, g := range program {
		k := fmt.Sprintf("%s.program-%d.anggaran", awalan, m+1)
		sel = append(sel, alamat{k, m})
		total = total.Add(g.Anggaran)
		t.Baris = append(t.Baris, []document.Sel{teks(fmt.Sprintf("%d.", m+1)), teks(g.Nama), angka(g.Anggaran, senDari(g.Anggaran), k, ""),
			teks(strings.Join(slices.DeleteFunc([]string{g.SumberDana, ket[g.Kode]}, func(s string) bool { return s == "" }), "; "))})
	}
	t.Baris = append(t.Baris, gaya([]document.Sel{teks(""), teks("JUMLAH"), angka(total, senDari(total), awalan+".jumlah.anggaran", rumusJumlah(sel)), teks("")}, document.Tebal|document.Grup))
	p.tambah(t)
	p.paragraf("Jumlah anggaran: %s.", p.rupiahKata(total))
}

// perubahanPK says what a change changed against the version before, and why.
func (p *penyusun) perubahanPK(n int) {
	v := p.pk[n]
	p.lampiran("PERUBAHAN TERHADAP PERJANJIAN SEBELUMNYA")
	if n == 0 {
		p.celah(perencana, "Perjanjian Kinerja sebelum perubahan ini tidak tercatat, sehingga perubahannya tidak dapat ditunjukkan")
		return
	}
	lama := p.pk[n-1]
	if alasan := kalimat(v.Alasan); alasan != "" {
		p.paragraf("Alasan perubahan: %s", alasan)
	} else {
		p.celah(perencana, "Alasan perubahan belum ditulis")
	}
	beda := sakip.BandingkanPerjanjian(p.pk[n-1:n+1], urutan(p.h.Indikator))[0]
	p.bedaTarget(n, lama, beda)
	p.bedaUang(n, beda)
}

func (p *penyusun) bedaTarget(n int, lama sakip.Perjanjian, beda sakip.PerbandinganPerjanjian) {
	t := &document.Tabel{ID: "PK Beda Target", Judul: "Target yang Berubah terhadap Versi " + lama.Versi, Kolom: kolom(document.Kiri, 6, 64, 20, 20),
		Kepala: kepalaSatu("No.", "Indikator Kinerja", "Semula", "Menjadi")}
	t.Kolom[0].Rata, t.Kolom[2].Rata, t.Kolom[3].Rata = document.Tengah, document.Kanan, document.Kanan
	for _, c := range beda.Target {
		if !c.Berubah {
			continue
		}
		i, _ := p.d.CariIndikator(c.Indikator)
		baru := p.targetPK(n, i, "")
		if baru.Kunci = ""; utama(i) && baru.Nilai != nil {
			baru.Rumus = ref(kPK(n, i.ID, "target"))
		}
		t.Baris = append(t.Baris, []document.Sel{teks(fmt.Sprintf("%d.", len(t.Baris)+1)), teks(bersatuanInd(i)), p.targetPK(n-1, i, ""), baru})
	}
	if len(t.Baris) == 0 {
		p.paragraf("Tidak ada target yang berubah.")
		return
	}
	p.tambah(t)
}

func (p *penyusun) bedaUang(n int, beda sakip.PerbandinganPerjanjian) {
	t := &document.Tabel{ID: "PK Beda Anggaran", Judul: "Anggaran Semula dan Menjadi", Kolom: kolom(document.Kanan, 6, 44, 22, 22, 22),
		Kepala: kepalaSatu("No.", "Program", "Semula (Rp)", "Menjadi (Rp)", "Selisih (Rp)")}
	t.Kolom[0].Rata, t.Kolom[1].Rata = document.Tengah, document.Kiri
	if len(beda.Program) == 0 {
		return
	}
	letak := map[string]string{}
	for m, g := range p.pk[n].Program {
		letak[g.Kode] = kProgram(n, m)
	}
	var selisih []alamat
	for m, g := range beda.Program {
		k := func(apa string) string { return kPK(n, fmt.Sprintf("beda-%d", m+1), apa) }
		semula, menjadi, a, b := redup("tidak ada"), redup("tidak ada"), "0", "0"
		if g.Dari != nil {
			semula, a = angka(*g.Dari, senDari(*g.Dari), k("semula"), ""), ref(k("semula"))
		}
		if g.Ke != nil {
			menjadi, b = angka(*g.Ke, senDari(*g.Ke), "", ref(letak[g.Kode])), ref(letak[g.Kode])
		}
		selisih = append(selisih, alamat{k("selisih"), m})
		t.Baris = append(t.Baris, []document.Sel{teks(fmt.Sprintf("%d.", m+1)), teks(g.Nama), semula, menjadi, angka(g.Selisih, senDari(g.Selisih), k("selisih"), b+"-"+a)})
	}
	jumlah := func(v int) document.Sel {
		if d := p.pk[v].Total(); len(p.pk[v].Program) > 0 {
			return angka(d, senDari(d), "", "")
		}
		return redup("tidak ada")
	}
	semula, menjadi := jumlah(n-1), jumlah(n)
	if semula.Nilai != nil {
		var s []alamat
		for m, g := range beda.Program {
			if g.Dari != nil {
				s = append(s, alamat{kPK(n, fmt.Sprintf("beda-%d", m+1), "semula"), m})
			}
		}
		semula.Rumus = rumusJumlah(s)
	}
	if menjadi.Nilai != nil {
		menjadi.Rumus = ref(kPK(n, "jumlah", "anggaran"))
	}
	t.Baris = append(t.Baris, gaya([]document.Sel{teks(""), teks("JUMLAH"), semula, menjadi,
		angka(beda.SelisihTotal, senDari(beda.SelisihTotal), kPK(n, "beda-jumlah", "selisih"), rumusJumlah(selisih))}, document.Tebal|document.Grup))
	p.tambah(t)
}

// perjanjianUnit are the agreements that follow from version n for the heads of the
// units, each with the head of the agency: what their unit answers for. Their signing
// is not recorded, so all of them are drafts.
func (p *penyusun) perjanjianUnit(n int, opt Opsi) document.Dokumen {
	v := p.pk[n]
	kepala := p.pihakPertama(v)
	kepala.Sebagai = "PIHAK KEDUA"
	program := map[string][]string{} // code → units that answer for an indicator of it
	for _, h := range p.h.Indikator {
		i := h.Indikator
		if k := p.programDari(i.Induk); k != "" && i.PenanggungJawab != "" && !slices.Contains(program[k], i.PenanggungJawab) {
			program[k] = append(program[k], i.PenanggungJawab)
		}
	}
	var tanpa []string
	for m, u := range p.d.OPD.Unit {
		list := p.milikUnit(u.ID)
		if len(list) == 0 {
			tanpa = append(tanpa, u.Nama)
			continue
		}
		pertama := document.Pihak{Sebagai: "PIHAK PERTAMA", Jabatan: jabatanUnit(u), Nama: belumTercatat}
		if k, ada := p.d.OPD.KepalaUnit(u.ID, v.Tanggal); ada {
			pertama = pihak("PIHAK PERTAMA", k)
		}
		p.lampiran(strings.ToUpper(u.Nama))
		p.pernyataan(pertama, kepala, p.waktuPK(v))
		p.tambah(document.HalamanBaru{}, document.Judul{Tingkat: 2, Teks: "LAMPIRAN PERJANJIAN KINERJA " + strings.ToUpper(u.Nama), TanpaNomor: true})
		p.targetUnit(n, m, u, list)
		p.uangUnit(v, m, u, list, program)
		p.tambah(&document.TandaTangan{Tempat: p.tempat(), Tanggal: p.waktuPK(v), Pihak: []document.Pihak{kepala, pertama}})
	}
	if len(p.d.OPD.Unit) == 0 {
		p.celah(perencana, "Unit perangkat daerah belum dicatat pada profil")
	}
	if len(tanpa) > 0 {
		p.celah(perencana, "Belum bertanggung jawab atas indikator, sehingga belum punya perjanjian: %s", strings.Join(tanpa, ", "))
	}
	return p.dokumenPK(n, "PEJABAT DI BAWAH KEPALA PERANGKAT DAERAH", true, opt)
}

// jabatanUnit is the title of a unit's head where none is recorded.
func jabatanUnit(u sakip.Unit) string {
	if u.Jenis == "sekretariat" {
		return "Sekretaris"
	}
	return "Kepala " + u.Nama
}

// milikUnit are the indicators that a unit's head promises: of programs and below; of
// the agency's own only where the unit has no others.
func (p *penyusun) milikUnit(unit string) []sakip.HasilIndikator {
	milik := func(atas bool) []sakip.HasilIndikator {
		return p.saring(func(i sakip.Indikator) bool { return i.PenanggungJawab == unit && utama(i) == atas })
	}
	if list := milik(false); len(list) > 0 {
		return list
	}
	return milik(true)
}

func (p *penyusun) targetUnit(n, m int, u sakip.Unit, list []sakip.HasilIndikator) {
	t := tabelTarget(fmt.Sprintf("Unit %d Target", m+1), "Indikator dan Target "+u.Nama, pilih(utama(list[0].Indikator), "Sasaran", "Program/Kegiatan"))
	for no, g := range kelompokkan(list) {
		for k, h := range g.indikator {
			t.Baris = append(t.Baris, p.denganInduk(no, k, g, []document.Sel{teks(bersatuanInd(h.Indikator)), p.targetPK(n, h.Indikator, "")}))
		}
	}
	p.tambah(t)
}

// programDari is the program that a budget code belongs to, by the agreements' codes
// and the budget; "" for none.
func (p *penyusun) programDari(kode string) string {
	for n := 0; kode != "" && n <= len(p.baris); n++ {
		b, ada := p.baris[kode]
		if !ada || b.Tingkat == sakip.TingkatProgram {
			return kode
		}
		kode = b.Induk
	}
	return ""
}

// uangUnit is the money of the programs that a unit's indicators measure. A program that
// several units answer for stands with each, which is said.
func (p *penyusun) uangUnit(v sakip.Perjanjian, m int, u sakip.Unit, list []sakip.HasilIndikator, program map[string][]string) {
	var isi []sakip.AnggaranProgram
	ket := map[string]string{}
	for _, a := range v.Program {
		if !slices.ContainsFunc(list, func(h sakip.HasilIndikator) bool { return p.programDari(h.Indikator.Induk) == a.Kode }) {
			continue
		}
		isi = append(isi, a)
		var lain []string
		for _, k := range program[a.Kode] {
			if k != u.ID {
				lain = append(lain, p.d.OPD.NamaUnit(k))
			}
		}
		if len(lain) > 0 {
			ket[a.Kode] = "bersama " + strings.Join(lain, ", ")
		}
	}
	if len(isi) == 0 {
		p.paragraf("Tidak ada program yang diukur oleh indikator %s.", u.Nama)
		return
	}
	p.uangPK(v, fmt.Sprintf("unit%d", m+1), fmt.Sprintf("Unit %d Anggaran", m+1), isi, ket)
}
