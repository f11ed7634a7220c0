package pdf_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/report/document"
)

var dibuat = time.Date(2024, 1, 30, 3, 0, 0, 0, time.UTC)

// kalimat are words to fill paragraphs with.
const kalimat = "Pelayanan kepada masyarakat dilaksanakan secara bertahap sesuai dengan kewenangan perangkat daerah, " +
	"sehingga keberhasilan setiap kegiatan dapat dipertanggungjawabkan pada akhir Tahun 2023 dengan anggaran sebesar Rp 5.000.000. "

func teks(s string) document.Paragraf { return document.Paragraf{Teks: document.T(s)} }

func bilangan(s string) document.Sel {
	d := decimal.RequireFromString(s)
	return document.Sel{Nilai: &d, Format: document.FAngka, Desimal: 2}
}

// sel are plain cells.
func sel(s ...string) []document.Sel {
	out := make([]document.Sel, len(s))
	for i := range s {
		out[i].Teks = s[i]
	}
	return out
}

// lengkap is a document with every kind of block, of a cover, front matter and body.
func lengkap() document.Dokumen {
	n := func(s string) *decimal.Decimal { d := decimal.RequireFromString(s); return &d }
	d := document.Dokumen{
		Judul: "LAPORAN KINERJA INSTANSI PEMERINTAH", Subjudul: "TAHUN 2023", Instansi: "Dinas Contoh dan Peragaan", Daerah: "Kabupaten Contoh",
		Tahun: 2023, Bahasa: "id", Tanda: "DATA SINTETIS: dibuat untuk peragaan", Dibuat: dibuat, Sampul: true,
		Alamat: "https://capaian.example.go.id/periksa/3f9a1c",
		Depan: []document.Blok{
			document.Judul{Tingkat: 1, Teks: "KATA PENGANTAR", TanpaNomor: true},
			teks(strings.Repeat(kalimat, 4)),
			&document.TandaTangan{Tempat: "Contoh", Tanggal: "30 Januari 2024", Pihak: []document.Pihak{{Jabatan: "KEPALA DINAS CONTOH", Nama: "Dra. SITI CONTOH, M.Si.", Pangkat: "Pembina Utama Muda", NIP: "19700101 199003 2 001"}}},
			document.Judul{Tingkat: 1, Teks: "DAFTAR ISI", TanpaNomor: true},
			document.DaftarIsi{Dari: document.IsiJudul},
			document.Judul{Tingkat: 1, Teks: "DAFTAR TABEL", TanpaNomor: true},
			document.DaftarIsi{Dari: document.IsiTabel},
			document.Judul{Tingkat: 1, Teks: "DAFTAR GAMBAR", TanpaNomor: true},
			document.DaftarIsi{Dari: document.IsiGambar},
		},
		Catatan: []string{"Angka dihitung dengan kebijakan “contoh”.", "Sel yang belum ada angkanya memuat alasannya."},
	}
	d.Blok = []document.Blok{
		document.Judul{Tingkat: 1, Teks: "PENDAHULUAN"},
		document.Judul{Tingkat: 2, Teks: "Latar Belakang"},
		teks(strings.Repeat(kalimat, 8)),
		document.Paragraf{Teks: document.Teks{{Teks: "Dengan "}, {Teks: "huruf tebal", Tebal: true}, {Teks: ", "}, {Teks: "huruf miring", Miring: true}, {Teks: " dan "}, {Teks: "keduanya", Tebal: true, Miring: true}, {Teks: "."}}},
		document.Judul{Tingkat: 2, Teks: "Isu Strategis"},
		teks("Isu strategis yang dihadapi adalah:"),
		document.Daftar{Bernomor: true, Butir: []document.Butir{
			{Teks: document.T("Butir pertama. " + kalimat), Anak: &document.Daftar{Butir: document.ButirTeks("anak butir satu", "anak butir dua")}},
			{Teks: document.T("Butir kedua."), Anak: &document.Daftar{Bernomor: true, Butir: []document.Butir{{Teks: document.T("rincian"), Anak: &document.Daftar{Bernomor: true, Butir: document.ButirTeks("lebih rinci")}}}}},
		}},
		document.Daftar{Butir: document.ButirTeks("tanpa nomor satu", "tanpa nomor dua")},
		document.Celah{Apa: "Aspek strategis belum ditulis", Oleh: "Perencana pada halaman Narasi"},
		&document.Gambar{ID: "G1", Judul: "Susunan Organisasi", Alt: "Bagan susunan organisasi: kepala dinas dengan dua bidang.", Bagan: &document.Bagan{Akar: []document.Simpul{
			{Judul: "Kepala Dinas", Isi: "Siti Contoh", Anak: []document.Simpul{{Judul: "Bidang Satu"}, {Judul: "Bidang Dua", Anak: []document.Simpul{{Judul: "Seksi A"}, {Judul: "Seksi B"}}}}}}}},
		document.Judul{Tingkat: 1, Teks: "AKUNTABILITAS KINERJA"},
		document.Judul{Tingkat: 3, Teks: "Judul tingkat tiga langsung di bawah bab"},
		teks(kalimat),
		&document.Tabel{ID: "T1", Judul: "Target dan Realisasi", Kolom: []document.Kolom{{Lebar: 5, Rata: document.Tengah}, {Lebar: 40}, {Lebar: 15}, {Lebar: 15}, {Lebar: 25}},
			Kepala: [][]document.Sel{{{Teks: "No.", RowSpan: 2}, {Teks: "Indikator", RowSpan: 2}, {Teks: "Tahun 2023", ColSpan: 2}, {Teks: "Keterangan", RowSpan: 2}}, sel("Target", "Realisasi")},
			Baris: [][]document.Sel{
				{{Teks: "SASARAN SATU", ColSpan: 5, Gaya: document.Grup | document.Tebal}},
				{{Teks: "1."}, {Teks: "Persentase pelayanan yang selesai"}, bilangan("98.94"), bilangan("99.4"), {Teks: "tercapai", RowSpan: 2}},
				{{Teks: "2."}, {Teks: "Indeks kepuasan", Inden: 1}, bilangan("86.02"), {Teks: "belum dilaporkan – Bidang Satu", Gaya: document.Redup}},
				{{Teks: "3.", Gaya: document.Fokus}, {Teks: "Nilai SAKIP", Gaya: document.Fokus}, bilangan("90.3"), bilangan("87.5"), {}},
			},
			Catatan: []string{"Sumber: contoh."}},
		&document.Gambar{ID: "G2", Judul: "Capaian per Triwulan", Alt: "Grafik batang capaian: 25, 50, 75, belum ada.", Grafik: &document.Grafik{Jenis: document.Batang, Kategori: []string{"I", "II", "III", "IV"}, Satuan: "persen", Desimal: 1,
			Seri: []document.Seri{{Nama: "Target", Nilai: []*decimal.Decimal{n("25"), n("50"), n("75"), n("100")}}, {Nama: "Realisasi", Nilai: []*decimal.Decimal{n("24.5"), n("51"), n("75.25"), nil}}}}, Catatan: []string{"Sumber: contoh."}},
		document.Judul{Tingkat: 2, Teks: "Tabel lebar"},
		lebar("T2", 12, 14), lebar("T3", 6, 60),
		teks("Sesudah tabel lebar."),
		document.HalamanBaru{},
		teks("Sesudah halaman baru."),
		&document.TandaTangan{Tempat: "Contoh", Tanggal: "30 Januari 2024", Pihak: []document.Pihak{
			{Sebagai: "PIHAK KEDUA", Jabatan: "BUPATI CONTOH", Nama: "BUDI CONTOH"},
			{Sebagai: "PIHAK PERTAMA", Jabatan: "KEPALA DINAS CONTOH DAN PERAGAAN KABUPATEN CONTOH", Nama: "Dra. SITI CONTOH, M.Si.", Pangkat: "Pembina Utama Muda", NIP: "19700101 199003 2 001"}}},
		document.Judul{Tingkat: 1, Teks: "LAMPIRAN", TanpaNomor: true},
		teks("Akhir."),
	}
	d.Nomori()
	return d
}

// lebar is a table across the page of columns and rows.
func lebar(id string, kolom, baris int) *document.Tabel {
	t := &document.Tabel{ID: id, Judul: "Tabel lebar " + id, Lanskap: true, Kepala: [][]document.Sel{nil}}
	for k := range kolom {
		t.Kolom = append(t.Kolom, document.Kolom{Lebar: 10})
		t.Kepala[0] = append(t.Kepala[0], document.Sel{Teks: fmt.Sprintf("Kolom %d", k+1)})
	}
	for r := range baris {
		var s []document.Sel
		for k := range kolom {
			s = append(s, document.Sel{Teks: fmt.Sprintf("%s-%d-%d", id, r+1, k+1)})
		}
		t.Baris = append(t.Baris, s)
	}
	return t
}

// sulit is a table with what makes tables hard: two header rows, a cell over 70 rows
// with more text than a page holds, a row higher than a page.
func sulit() *document.Tabel {
	t := &document.Tabel{ID: "Sulit", Judul: "Tabel yang sulit", Kolom: []document.Kolom{{Lebar: 20}, {Lebar: 40}, {Lebar: 20}, {Lebar: 20}},
		Kepala: [][]document.Sel{{{Teks: "Sasaran", RowSpan: 2}, {Teks: "Uraian", RowSpan: 2}, {Teks: "Nilai", ColSpan: 2}}, sel("Target", "Realisasi")}}
	kata := func(nama string, n int) string {
		s := make([]string, n)
		for i := range s {
			s[i] = fmt.Sprintf("%s%d", nama, i+1)
		}
		return strings.Join(s, " ")
	}
	for r := range 70 {
		b := []document.Sel{{Teks: fmt.Sprintf("uraian baris %d", r+1)}, bilangan(fmt.Sprint(r)), {Teks: "ya"}}
		if r == 0 {
			b = append([]document.Sel{{Teks: kata("panjang", 900), RowSpan: 70}}, b...)
		}
		t.Baris = append(t.Baris, b)
	}
	t.Baris = append(t.Baris,
		[]document.Sel{{Teks: "pendek", RowSpan: 3}, {Teks: kata("tinggi", 1500)}, bilangan("1"), {}},
		sel(kata("sedang", 40), "x", "y"),
		sel("akhir rentang", "x", kata("kecil", 100)),
		[]document.Sel{{Teks: "JUMLAH", ColSpan: 2, Gaya: document.Tebal | document.Grup}, bilangan("2415"), {Gaya: document.Grup}},
	)
	return t
}

// satu is a document of one table or other blocks.
func satu(b ...document.Blok) document.Dokumen {
	return document.Dokumen{Judul: "UJI", Instansi: "Dinas Contoh", Bahasa: "id", Dibuat: dibuat, Blok: b}
}
