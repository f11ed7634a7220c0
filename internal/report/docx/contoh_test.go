package docx_test

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/report/document"
)

func nilai(s string) *decimal.Decimal {
	d := decimal.RequireFromString(s)
	return &d
}

func angka(s string, desimal int32) document.Sel {
	return document.Sel{Nilai: nilai(s), Format: document.FAngka, Desimal: desimal}
}

// lengkap is a document with everything that a document can have.
func lengkap() document.Dokumen {
	kepala := func(s string, baris, kolom int) document.Sel {
		return document.Sel{Teks: s, RowSpan: baris, ColSpan: kolom, Gaya: document.Tebal | document.Dipusatkan}
	}
	rentang := &document.Tabel{ID: "T1", Judul: "Target dan Realisasi", Kolom: []document.Kolom{{Lebar: 10}, {Lebar: 40}, {Lebar: 20, Rata: document.Kanan}, {Lebar: 20, Rata: document.Kanan}},
		Kepala: [][]document.Sel{{kepala("No.", 2, 1), kepala("Indikator", 2, 1), kepala("Tahun 2023", 1, 2)}, {kepala("Target", 1, 1), kepala("Realisasi", 1, 1)}},
		Baris: [][]document.Sel{
			{{Teks: "1", RowSpan: 2}, {Teks: "Sasaran & <Program>", Gaya: document.Tebal | document.Grup}, angka("12345.5", 2), {Teks: "belum dilaporkan – Bidang", Alasan: "belum dilaporkan", Gaya: document.Redup}},
			{{Teks: "Indikator di bawahnya", Inden: 2}, {Nilai: nilai("98.94"), Format: document.FPersen, Desimal: 2}, {Nilai: nilai("90.3"), Format: document.FAngka, Desimal: 2, Akhiran: " (AA)"}},
			{{Teks: "2"}, {Teks: "Rata-rata", ColSpan: 2, Gaya: document.Fokus}, angka("1000000", 0)},
		}, Catatan: []string{"Sumber: BPS"}}
	lebar := func(id string) *document.Tabel {
		t := &document.Tabel{ID: id, Judul: "Tabel lebar " + id, Lanskap: true, Kepala: [][]document.Sel{nil}}
		for k := range 8 {
			t.Kolom = append(t.Kolom, document.Kolom{Lebar: 10})
			t.Kepala[0] = append(t.Kepala[0], kepala("Kolom "+string(rune('A'+k)), 1, 1))
		}
		for r := range 40 {
			row := make([]document.Sel, 8)
			for k := range row {
				row[k] = angka(strings.Repeat("1", k+1), int32(r%3))
			}
			t.Baris = append(t.Baris, row)
		}
		return t
	}
	garis := &document.Gambar{ID: "G1", Judul: "Tren realisasi", Alt: "Grafik garis: realisasi naik dari 80 ke 99", Catatan: []string{"Sumber: hasil hitung"},
		Grafik: &document.Grafik{Jenis: document.Garis, Kategori: []string{"2020", "2021", "2022", "2023"}, Satuan: "%", Desimal: 2,
			Seri: []document.Seri{{Nama: "Target", Nilai: []*decimal.Decimal{nilai("80"), nilai("85.5"), nilai("90"), nilai("95")}}, {Nama: "Realisasi", Nilai: []*decimal.Decimal{nilai("81.25"), nil, nilai("92.1"), nilai("99.4")}}}}}
	batang := &document.Gambar{ID: "G2", Judul: "Anggaran dan realisasi", Alt: "Grafik batang",
		Grafik: &document.Grafik{Jenis: document.Batang, Kategori: []string{"TW I", "TW II", "TW III", "TW IV"}, Satuan: "juta rupiah",
			Seri: []document.Seri{{Nama: "Pagu", Nilai: []*decimal.Decimal{nilai("4000"), nilai("8000"), nilai("12000"), nilai("16605")}}, {Nama: "Realisasi", Nilai: []*decimal.Decimal{nilai("2000"), nilai("7000"), nilai("11000"), nilai("15731")}}}}}
	datar := &document.Gambar{ID: "G3", Judul: "Pembanding kabupaten", Alt: "Grafik batang datar",
		Grafik: &document.Grafik{Jenis: document.BatangDatar, Kategori: []string{"Kabupaten Trenggalek", "Kabupaten Tulungagung", "Kota Kediri", "Kabupaten Ponorogo", "Jawa Timur"}, Satuan: "%", Desimal: 2, Fokus: "Kabupaten Trenggalek",
			Seri: []document.Seri{{Nama: "Kemiskinan", Nilai: []*decimal.Decimal{nilai("10.63"), nilai("6.53"), nilai("7.15"), nilai("9.53"), nil}}}}}
	bagan := &document.Gambar{ID: "G4", Judul: "Struktur organisasi", Alt: "Bagan: Kepala Dinas membawahi Sekretariat dan tiga bidang",
		Bagan: &document.Bagan{Akar: []document.Simpul{{Judul: "Kepala Dinas", Isi: "dr. Nama Pejabat, M.Kes.", Anak: []document.Simpul{
			{Judul: "Sekretariat", Anak: []document.Simpul{{Judul: "Subbagian Umum dan Kepegawaian"}, {Judul: "Subbagian Keuangan"}}},
			{Judul: "Bidang Rehabilitasi Sosial", Anak: []document.Simpul{{Judul: "Kelompok Jabatan Fungsional"}}},
			{Judul: "Bidang Pemberdayaan Perempuan dan Perlindungan Anak"}, {Judul: "Bidang Perlindungan dan Jaminan Sosial"}}}}}}
	paragraf := document.Paragraf{Teks: document.Teks{{Teks: "Kinerja "}, {Teks: "tebal", Tebal: true}, {Teks: " dan "}, {Teks: "miring", Miring: true}, {Teks: strings.Repeat(" menurut perjanjian kinerja yang ditandatangani pada awal tahun anggaran", 12) + "."}}}
	d := document.Dokumen{Judul: "LAPORAN KINERJA INSTANSI PEMERINTAH", Subjudul: "TAHUN 2023", Instansi: "Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak", Daerah: "Kabupaten Trenggalek", Tahun: 2023, Bahasa: "id",
		Tanda: "DATA SINTETIS: dibuat untuk peragaan", Dibuat: time.Date(2024, 1, 30, 3, 0, 0, 0, time.UTC), Sampul: true, Alamat: "https://capaian.contoh.go.id/periksa/abcdefghijklmnop",
		Depan: []document.Blok{
			document.Judul{Tingkat: 1, Teks: "KATA PENGANTAR"}, paragraf,
			&document.TandaTangan{Tempat: "Trenggalek", Tanggal: "30 Januari 2024", Pihak: []document.Pihak{{Jabatan: "Plt. KEPALA DINAS SOSIAL", Nama: "NAMA PEJABAT, S.Sos., M.M.", Pangkat: "Pembina Tk. I", NIP: "19700101 199003 1 001"}}},
			document.Judul{Tingkat: 1, Teks: "DAFTAR ISI"}, document.DaftarIsi{Dari: document.IsiJudul},
			document.Judul{Tingkat: 1, Teks: "DAFTAR TABEL"}, document.DaftarIsi{Dari: document.IsiTabel},
			document.Judul{Tingkat: 1, Teks: "DAFTAR GAMBAR"}, document.DaftarIsi{Dari: document.IsiGambar},
		},
		Blok: []document.Blok{
			document.Judul{Tingkat: 1, Teks: "PENDAHULUAN"}, document.Judul{Tingkat: 3, Teks: "Langsung tingkat tiga"}, paragraf,
			document.Judul{Tingkat: 2, Teks: "Latar Belakang"}, paragraf,
			document.Judul{Tingkat: 3, Teks: "Umum"}, document.Judul{Tingkat: 4, Teks: "Rinci"}, document.Judul{Tingkat: 4, Teks: "Rinci lagi"}, paragraf,
			document.Judul{Tingkat: 2, Teks: "Struktur Organisasi"}, bagan,
			document.Celah{Apa: "Aspek strategis belum ditulis", Oleh: "Perencana pada halaman Narasi"},
			document.Daftar{Bernomor: true, Butir: []document.Butir{{Teks: document.T("butir satu"), Anak: &document.Daftar{Bernomor: true, Butir: document.ButirTeks("anak a", "anak b")}},
				{Teks: document.T("butir dua"), Anak: &document.Daftar{Butir: document.ButirTeks("titik", "titik lagi")}}, {Teks: document.T("butir tiga"), Anak: &document.Daftar{Bernomor: true, Butir: document.ButirTeks("anak a lagi")}}}},
			document.Paragraf{Teks: document.T("Daftar lain mulai dari satu:")},
			document.Daftar{Bernomor: true, Butir: document.ButirTeks("pertama", "kedua")},
			document.Daftar{Butir: document.ButirTeks("tanpa nomor", "tanpa nomor juga")},
			document.Judul{Tingkat: 1, Teks: "AKUNTABILITAS KINERJA"}, document.Judul{Tingkat: 2, Teks: "Capaian"}, paragraf, rentang, garis, batang, datar,
			document.Judul{Tingkat: 2, Teks: "Tanpa nomor", TanpaNomor: true}, document.Judul{Tingkat: 3, Teks: "Mulai lagi"}, document.Judul{Tingkat: 3, Teks: "Kedua"},
			document.Judul{Tingkat: 2, Teks: "Tabel Lebar"}, lebar("L1"), lebar("L2"),
			document.Judul{Tingkat: 2, Teks: "Sesudah Tabel Lebar"}, paragraf, document.HalamanBaru{},
			document.Paragraf{Teks: document.T("Di tengah"), Rata: document.Tengah}, document.Paragraf{Teks: document.T("Di kanan"), Rata: document.Kanan},
			&document.TandaTangan{Tempat: "Trenggalek", Tanggal: "30 Januari 2024", Pihak: []document.Pihak{{Sebagai: "PIHAK KEDUA", Jabatan: "BUPATI TRENGGALEK", Nama: "NAMA BUPATI"}, {Sebagai: "PIHAK PERTAMA", Jabatan: "KEPALA DINAS", Nama: "NAMA KEPALA", Pangkat: "Pembina", NIP: "123"}}},
			document.Judul{Tingkat: 1, Teks: "LAMPIRAN", TanpaNomor: true}, document.Judul{Tingkat: 2, Teks: "Perjanjian Kinerja"}, paragraf, document.Judul{Tingkat: 2, Teks: "Bukti"}, paragraf,
		},
		Catatan: []string{"Angka turunan dihitung oleh mesin.", "Kosong tidak pernah berarti nol."},
	}
	d.Nomori()
	return d
}
