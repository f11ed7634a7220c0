package sakip

import (
	"slices"
	"strings"

	"capaian/internal/fault"
)

// Narasi is one edited text of the report, by the section it stands in. Isi has a light
// structure only: paragraphs apart by a blank line, lists whose lines begin with "- " or
// "1. ", **bold** and *italic* (document.UraiNaskah reads it).
type Narasi struct {
	Bagian string // id of a BagianNarasi, e.g. "bab1.isu_strategis", "bab3.D.U1.permasalahan"
	Isi    string
	Sumber string
}

// Validasi lists every fault.
func (n Narasi) Validasi() error {
	var l fault.List
	l.Add("", ValidasiID("bagian", n.Bagian))
	l.Add("", wajib("isi", n.Isi))
	return l.Err()
}

// SifatNarasi is what stands in the report where nobody has written a section yet.
type SifatNarasi string

const (
	NarasiWajib     SifatNarasi = "wajib"     // a visible gap that says who owes it
	NarasiPengganti SifatNarasi = "pengganti" // a text generated from the data, which what is written replaces
	NarasiTambahan  SifatNarasi = "tambahan"  // what is generated there anyway; what is written follows it
)

// BagianNarasi is one section of the LKjIP that people may write.
type BagianNarasi struct {
	ID       string
	Judul    string // as it heads the section
	Letak    string // part of the report, e.g. "Bab I Pendahuluan"
	Tentang  string // the urusan or indicator that it is of; "" for the agency as a whole
	Petunjuk string // what belongs there
	Sifat    SifatNarasi
	Unit     string // who owes it: a unit's id; "" the planners
}

// Sebutan is the section with what it is of.
func (b BagianNarasi) Sebutan() string {
	if b.Tentang == "" {
		return b.Judul
	}
	return b.Judul + ": " + b.Tentang
}

// The parts of the report that sections stand in.
const (
	letakDepan = "Bagian Depan"
	letakBab1  = "Bab I Pendahuluan"
	letakBab2  = "Bab II Perencanaan Kinerja"
	letakBab3  = "Bab III Akuntabilitas Kinerja"
	letakBab4  = "Bab IV Penutup"
)

// UrusanLain stands in section ids for the indicators that belong to none of the
// agency's bidang urusan.
const UrusanLain = "penunjang"

// AwalanUrusan is what the ids of a bidang urusan's sections begin with.
func AwalanUrusan(kode string) string { return "bab3." + kode + "." }

// BagianIndikator is the id of the section on one IKU.
func BagianIndikator(id string) string { return "bab3.indikator." + id }

// BagianNarasi are the sections that the year's report has, in its order: those of every
// agency, those of each bidang urusan, and one for each IKU.
func (d DataTahun) BagianNarasi() []BagianNarasi {
	out := []BagianNarasi{
		{ID: "depan.kata_pengantar", Judul: "Kata Pengantar", Letak: letakDepan, Sifat: NarasiPengganti,
			Petunjuk: "Pengantar kepala perangkat daerah, satu sampai tiga paragraf. Blok tanda tangan ditambahkan sendiri."},
		{ID: "depan.ikhtisar", Judul: "Ikhtisar Eksekutif", Letak: letakDepan, Sifat: NarasiTambahan,
			Petunjuk: "Hal terpenting tahun ini yang tidak tampak dari angka. Ringkasan angka dan tabelnya sudah disusun dari data."},
		{ID: "bab1.latar_belakang", Judul: "Latar Belakang", Letak: letakBab1, Sifat: NarasiPengganti,
			Petunjuk: "Mengapa laporan ini disusun dan apa dasar hukumnya."},
		{ID: "bab1.kedudukan_tugas_fungsi", Judul: "Kedudukan, Tugas dan Fungsi", Letak: letakBab1, Sifat: NarasiWajib,
			Petunjuk: "Kedudukan, tugas dan fungsi menurut peraturan kepala daerah; fungsi ditulis sebagai daftar."},
		{ID: "bab1.struktur_organisasi", Judul: "Struktur Organisasi", Letak: letakBab1, Sifat: NarasiTambahan,
			Petunjuk: "Penjelasan susunan organisasi. Bagannya digambar dari unit dan pejabat pada profil."},
		{ID: "bab1.sumber_daya", Judul: "Sumber Daya", Letak: letakBab1, Sifat: NarasiTambahan,
			Petunjuk: "Jumlah dan susunan pegawai, sarana dan prasarana."},
		{ID: "bab1.aspek_strategis", Judul: "Aspek Strategis", Letak: letakBab1, Sifat: NarasiWajib,
			Petunjuk: "Hal-hal yang menentukan berhasil tidaknya tugas perangkat daerah."},
		{ID: "bab1.isu_strategis", Judul: "Isu Strategis", Letak: letakBab1, Sifat: NarasiWajib,
			Petunjuk: "Permasalahan utama yang sedang dihadapi, sebagai daftar."},
		{ID: "bab2.rencana_strategis", Judul: "Rencana Strategis", Letak: letakBab2, Sifat: NarasiTambahan,
			Petunjuk: "Penjabaran visi dan misi. Visi, misi, tujuan, sasaran, strategi dan arah kebijakan sudah disajikan dari Renstra."},
		{ID: "bab2.perjanjian_kinerja", Judul: "Perjanjian Kinerja", Letak: letakBab2, Sifat: NarasiTambahan,
			Petunjuk: "Penjelasan atas Perjanjian Kinerja dan perubahannya. Target, anggaran dan perbandingannya sudah disajikan."},
		{ID: "bab3.pengukuran", Judul: "Pengukuran Kinerja", Letak: letakBab3, Sifat: NarasiTambahan,
			Petunjuk: "Cara perangkat daerah mengumpulkan dan memeriksa data kinerjanya. Skala dan rumusnya sudah disajikan."},
	}
	for _, u := range d.urusanNarasi() {
		awal, wajib := AwalanUrusan(u.Kode), NarasiWajib
		if u.Kode == UrusanLain {
			wajib = NarasiTambahan
		}
		out = append(out, BagianNarasi{ID: awal + "pengantar", Judul: "Pengantar", Letak: letakBab3, Tentang: u.Nama, Sifat: NarasiTambahan,
			Petunjuk: "Lingkup urusan ini, sebelum tabel capaiannya."})
		for _, i := range d.IndikatorUrut() {
			if !i.Utama() || d.kodeUrusan(i) != u.Kode {
				continue
			}
			out = append(out, BagianNarasi{ID: BagianIndikator(i.ID), Judul: "Analisis", Letak: letakBab3, Tentang: i.Nama, Sifat: NarasiTambahan, Unit: i.PenanggungJawab,
				Petunjuk: "Apa arti capaian indikator ini dan apa sebabnya. Angka, perbandingan dan faktor dari isian triwulan sudah disajikan."})
		}
		out = append(out,
			BagianNarasi{ID: awal + "penyebab", Judul: "Penyebab Keberhasilan dan Kegagalan", Letak: letakBab3, Tentang: u.Nama, Sifat: NarasiTambahan,
				Petunjuk: "Mengapa target tercapai atau tidak. Faktor dari isian triwulan disajikan bersama indikatornya."},
			BagianNarasi{ID: awal + "permasalahan", Judul: "Permasalahan", Letak: letakBab3, Tentang: u.Nama, Sifat: wajib,
				Petunjuk: "Hambatan yang dihadapi urusan ini selama tahun laporan."},
			BagianNarasi{ID: awal + "solusi", Judul: "Solusi", Letak: letakBab3, Tentang: u.Nama, Sifat: wajib,
				Petunjuk: "Apa yang sudah dan akan dilakukan atas permasalahan itu."},
			BagianNarasi{ID: awal + "inovasi", Judul: "Inovasi", Letak: letakBab3, Tentang: u.Nama, Sifat: wajib,
				Petunjuk: "Inovasi yang mendukung capaian; tulis bila tidak ada."})
	}
	return append(out,
		BagianNarasi{ID: "bab3.anggaran", Judul: "Realisasi Anggaran", Letak: letakBab3, Sifat: NarasiTambahan,
			Petunjuk: "Penjelasan serapan yang menonjol. Jumlah, terbilang dan rinciannya sudah disajikan."},
		BagianNarasi{ID: "bab3.efisiensi", Judul: "Efisiensi", Letak: letakBab3, Sifat: NarasiTambahan,
			Petunjuk: "Upaya efisiensi yang dilakukan. Tingkat efisiensi tiap sasaran sudah dihitung."},
		BagianNarasi{ID: "bab4.kesimpulan", Judul: "Kesimpulan", Letak: letakBab4, Sifat: NarasiTambahan,
			Petunjuk: "Simpulan umum. Kesimpulan dari angka sudah disusun dan tetap berdiri di depannya."},
		BagianNarasi{ID: "bab4.upaya", Judul: "Upaya Perbaikan", Letak: letakBab4, Sifat: NarasiTambahan,
			Petunjuk: "Langkah di masa mendatang. Solusi dan tindak lanjut dari isian triwulan sudah didaftar."},
		BagianNarasi{ID: "bab4.penutup", Judul: "Kalimat Penutup", Letak: letakBab4, Sifat: NarasiPengganti,
			Petunjuk: "Satu dua kalimat terakhir sebelum tanda tangan."})
}

// CariBagianNarasi finds a section of the year's report by its id.
func (d DataTahun) CariBagianNarasi(id string) (BagianNarasi, bool) {
	semua := d.BagianNarasi()
	n := slices.IndexFunc(semua, func(b BagianNarasi) bool { return b.ID == id })
	if n < 0 {
		return BagianNarasi{}, false
	}
	return semua[n], true
}

// CariNarasi is what was written for a section, "" for nothing.
func (d DataTahun) CariNarasi(id string) string {
	for _, n := range d.Narasi {
		if n.Bagian == id {
			return strings.TrimSpace(n.Isi)
		}
	}
	return ""
}

// urusanNarasi are the bidang urusan that have indicators and so a section of the report:
// the agency's own, and last one for the indicators that belong to none of them.
func (d DataTahun) urusanNarasi() []Urusan {
	ada := map[string]bool{}
	for _, i := range d.Indikator {
		ada[d.kodeUrusan(i)] = true
	}
	var out []Urusan
	for _, u := range d.OPD.Urusan {
		if ada[u.Kode] && u.Kode != UrusanLain {
			out, ada[u.Kode] = append(out, u), false
		}
	}
	if ada[UrusanLain] {
		out = append(out, Urusan{Kode: UrusanLain, Nama: "Penunjang dan Tata Kelola Pemerintahan"})
	}
	return out
}

// kodeUrusan is the bidang urusan that an indicator is reported under.
func (d DataTahun) kodeUrusan(i Indikator) string {
	if i.Urusan != "" && slices.ContainsFunc(d.OPD.Urusan, func(u Urusan) bool { return u.Kode == i.Urusan }) {
		return i.Urusan
	}
	return UrusanLain
}
