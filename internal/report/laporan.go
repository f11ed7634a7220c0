// Package report builds the report that an agency hands in: the data and results of
// an agency-year in, a neutral document out, whose every derived figure carries the
// formula that reproduces it from entered cells. It is pure; Render turns the document
// into a file. The order and the columns of the tables are those of a published LKjIP
// (PermenPANRB 53/2014, lampiran II).
package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// VersiPenyusun is the version of what makes a file of a snapshot: the texts and the order
// of the reports, and the writers of every format. Raise it with whatever changes a byte
// of a file, once a version has made files that people keep: the record of a file names
// the version that makes it again. TestPinned of package reporter tells of such a change.
const VersiPenyusun = 2

// Opsi is what a report needs besides the data. The report is signed on the day that
// Ditandatangani names, or else on the day it is made, by who headed the agency then.
type Opsi struct {
	Dibuat         time.Time
	Alamat         string         // where the file can be verified; "" for nowhere
	Zona           *time.Location // nil is the agency's own
	Ditandatangani sakip.Tanggal
	Bukti          []sakip.Bukti // files handed in for the year
}

// penyusun gathers the blocks of one report.
type penyusun struct {
	d     sakip.DataTahun
	h     sakip.Hasil
	k     sakip.Kebijakan
	opt   Opsi
	baris map[string]sakip.HasilBaris // budget rows by code
	anak  map[string][]string         // code → codes right below it, in order; "" has the top
	pk    []sakip.Perjanjian          // by date
	nomor int                         // last table number of chapter III

	desimal map[string]int32 // of indicators: see desimalSeragam
	pakai   map[string]bool  // narratives already placed
	blok    []document.Blok
}

// mulai makes the penyusun of a report of d at the end of the quarter of h.
func mulai(d sakip.DataTahun, h sakip.Hasil, opt Opsi) *penyusun {
	p := &penyusun{d: d, h: h, k: d.Kebijakan, opt: opt, baris: map[string]sakip.HasilBaris{},
		anak: map[string][]string{}, pk: sakip.UrutPerjanjian(d.Perjanjian), pakai: map[string]bool{}}
	for _, b := range h.Anggaran {
		p.baris[b.Kode] = b
		p.anak[b.Induk] = append(p.anak[b.Induk], b.Kode)
	}
	p.desimal = map[string]int32{}
	for _, i := range h.Indikator {
		p.desimal[i.Indikator.ID] = p.desimalSeragam(i)
	}
	return p
}

// LKjIP builds the annual performance report at the end of the quarter of h. h must be
// what the engine makes of d.
func LKjIP(d sakip.DataTahun, h sakip.Hasil, opt Opsi) document.Dokumen {
	p := mulai(d, h, opt)
	p.depan()
	depan := p.blok
	p.blok = nil
	sistematika := p.pendahuluan()
	p.perencanaan()
	p.akuntabilitas()
	p.penutup()
	p.semuaLampiran()
	dok := document.Dokumen{
		Judul: "LAPORAN KINERJA INSTANSI PEMERINTAH", Subjudul: p.subjudul(), Instansi: d.OPD.Nama, Daerah: d.OPD.Daerah,
		Tahun: d.Tahun, Bahasa: "id", Tanda: tanda(d.OPD), Dibuat: opt.Dibuat, Sampul: true, Alamat: opt.Alamat,
		Depan: depan, Blok: p.blok, Catatan: p.catatan(),
	}
	dok.Nomori()
	dok.Blok[sistematika] = daftarBab(dok.Blok)
	dok.Depan = append(dok.Depan, daftar(dok)...)
	if n := celah(dok); n > 0 {
		dok.Catatan = append(dok.Catatan, fmt.Sprintf("Laporan ini belum lengkap pada %d tempat; setiap tempat ditandai beserta siapa yang bertugas melengkapinya.", n))
	}
	return dok
}

// celah counts the gaps of a document.
func celah(d document.Dokumen) int {
	n := 0
	for _, b := range d.Semua() {
		if _, ya := b.(document.Celah); ya {
			n++
		}
	}
	return n
}

func (p *penyusun) tambah(b ...document.Blok) { p.blok = append(p.blok, b...) }

func (p *penyusun) paragraf(format string, a ...any) {
	p.tambah(document.Paragraf{Teks: document.T(fmt.Sprintf(format, a...))})
}

// setahun tells whether the report is that of the whole year.
func (p *penyusun) setahun() bool { return p.h.Periode.Triwulan == 4 }

// subjudul is the time that the report is of, for its cover.
func (p *penyusun) subjudul() string {
	if p.setahun() {
		return fmt.Sprintf("TAHUN %d", p.d.Tahun)
	}
	return fmt.Sprintf("TAHUN %d SAMPAI DENGAN TRIWULAN %s", p.d.Tahun, locale.TriwulanRomawi(p.h.Periode.Triwulan))
}

// masa names the time that the figures stand for, for titles.
func (p *penyusun) masa() string {
	if p.setahun() {
		return fmt.Sprintf("Tahun %d", p.d.Tahun)
	}
	return fmt.Sprintf("Tahun %d s.d. Triwulan %s", p.d.Tahun, locale.TriwulanRomawi(p.h.Periode.Triwulan))
}

// tanda is the warning that made-up data carry wherever they go.
func tanda(o sakip.PerangkatDaerah) string {
	if o.Sintetis {
		return "DATA SINTETIS: dibuat untuk peragaan, bukan laporan instansi yang sebenarnya"
	}
	return ""
}

// tandaTangan is the signature block of who headed the agency on the day of signing,
// which may be somebody else than at the end of the year reported on.
func (p *penyusun) tandaTangan(opt Opsi) *document.TandaTangan {
	hari := opt.Ditandatangani
	if hari == "" {
		hari = sakip.TanggalDari(opt.Dibuat.In(p.zona()))
	}
	kepala := document.Pihak{Jabatan: "KEPALA " + strings.ToUpper(p.d.OPD.Nama), Nama: "(pejabat pada tanggal ini belum tercatat)"}
	if k, ok := p.d.OPD.Kepala(hari); ok {
		kepala = document.Pihak{Jabatan: k.Sebutan(), Nama: k.Nama, Pangkat: k.Pangkat, NIP: k.NIP}
	}
	return &document.TandaTangan{Tempat: nama(p.d.OPD.Daerah, "Kabupaten ", "Kota "), Tanggal: tanggal(hari), Pihak: []document.Pihak{kepala}}
}

// tanggal writes a day in words, and what is no day as it is.
func tanggal(t sakip.Tanggal) string {
	if w, err := time.Parse(time.DateOnly, string(t)); err == nil {
		return locale.Tanggal(w)
	}
	return string(t)
}

// nama drops the first of the prefixes that s has.
func nama(s string, awalan ...string) string {
	for _, a := range awalan {
		if r, ok := strings.CutPrefix(s, a); ok {
			return r
		}
	}
	return s
}

// catatan tells how the figures came about: everything that an agency may decide
// differently, and what stands in the place of a missing figure.
func (p *penyusun) catatan() []string {
	k := p.k
	cara := "setengah ke atas"
	if k.Pembulatan == sakip.Potong {
		cara = "dipotong"
	}
	turun := "(2 × target − realisasi) ÷ target × 100"
	if k.RumusTurun == sakip.TBagiR {
		turun = "target ÷ realisasi × 100"
	}
	dasar := "nilai seperti ditampilkan"
	if k.DasarKategori == sakip.DariMentah {
		dasar = "nilai sebelum pembulatan"
	}
	batas := "tanpa batas bawah"
	if k.BatasBawah != nil {
		batas = "paling rendah " + locale.AngkaRingkas(*k.BatasBawah)
	}
	if k.BatasAtas != nil {
		batas += ", paling tinggi " + locale.AngkaRingkas(*k.BatasAtas)
	} else {
		batas += ", tanpa batas atas"
	}
	out := []string{
		fmt.Sprintf("Angka turunan dihitung oleh mesin versi %d dengan kebijakan “%s” pada keadaan akhir %s.", sakip.VersiMesin, k.Versi, p.masa()),
		fmt.Sprintf("Persentase ditampilkan dengan %d desimal (pembulatan %s); realisasi indikator rasio dan skor dibulatkan ke %d desimal dan dipakai demikian; selebihnya tidak ada pembulatan antara.", k.Desimal, cara, k.DesimalRealisasi),
		"Capaian indikator yang makin tinggi makin baik: realisasi ÷ target × 100; yang makin rendah makin baik: " + turun + "; yang ditargetkan pada rentang: 100 bila di dalamnya.",
		"Capaian yang ditampilkan " + batas + "; nilai mentahnya ada pada tabel Perhitungan Sebelum Pembulatan.",
		fmt.Sprintf("Kategori memakai skala “%s” atas %s.", k.Skala.Nama, dasar),
		"Indikator dinyatakan mencapai target bila capaiannya, menurut nilai dasar kategori tanpa batas bawah dan atas, paling sedikit 100%.",
		fmt.Sprintf("Program dinyatakan Menunjang bila persentase terhadap target akhir paling sedikit %s%%.", locale.AngkaRingkas(k.AmbangMenunjang)),
		"Sel yang belum ada angkanya memuat alasannya; kosong tidak pernah berarti nol.",
	}
	if p.h.VersiPerjanjian != "" {
		out = append(out, "Perjanjian Kinerja yang berlaku: versi "+p.h.VersiPerjanjian+".")
	} else {
		out = append(out, "Belum ada Perjanjian Kinerja yang berlaku pada akhir periode.")
	}
	if p.h.VersiAnggaran != "" {
		out = append(out, "Anggaran yang berlaku: versi "+p.h.VersiAnggaran+".")
	} else {
		out = append(out, "Belum ada versi anggaran yang berlaku pada akhir periode.")
	}
	if len(k.Bobot) > 0 {
		out = append(out, "Rata-rata sasaran memakai bobot indikator.")
	}
	if len(p.h.KodeGanda) > 0 {
		out = append(out, "Kode anggaran yang terhitung pada lebih dari satu indikator: "+strings.Join(p.h.KodeGanda, ", ")+".")
	}
	return out
}

// rupiahKata is an amount with its words, by the agency's spelling.
func (p *penyusun) rupiahKata(d decimal.Decimal) string {
	if !p.k.TerbilangSen {
		d = d.Truncate(0)
	}
	ejaan := locale.Miliar
	if p.k.EjaanMiliar == "milyar" {
		ejaan = locale.Milyar
	}
	kata, err := locale.Terbilang(d, ejaan)
	if err != nil { // beyond what has words
		return locale.Rupiah(d)
	}
	return locale.Rupiah(d) + " (" + kata + ")"
}
