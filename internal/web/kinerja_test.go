package web

import (
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

func contohKinerja() map[string][]any {
	orang := &sakip.Orang{Nama: "Nama", Peran: sakip.Inspektorat, Kabupaten: "k"}
	isi := func(x any) halaman { return halaman{Judul: "J", Orang: orang, Isi: x} }
	a := alamat{"x", 2023}
	baris := []barisAudit{{Seq: 1, Perintah: "P", Beda: []barisBeda{{"Nilai", "", "2"}, {"Nilai", "1", ""}}, Lain: 3, LamaMentah: "{}", BaruMentah: "{}", Terpotong: true}, {Seq: 2}}
	angka := isiAngka{alamat: a, TW: 1, Jenis: service.AngkaSasaran, ID: "S1", Nama: "N", Segar: true, Isian: "/x",
		Angka:   []uraian{{angkaUraian{Judul: "J", Tampil: "1%", Kategori: "Baik", Jelas: wire.Penjelasan{Aturan: "sasaran.rata", Kebijakan: "k"}}, 1, []langkah{{"Rumus", "r"}}}, {No: 2}},
		Bagian:  []bagianAngka{{"B", "/b", []sel{{}, {Tampil: "1", Persen: true}}}},
		Masukan: []barisMasukan{{Nama: "M", Nilai: "1", Oleh: "o", Waktu: "w", Cara: "c", Bukti: 1, BisaBukti: true, Hitung: true, Status: "final"}, {Nama: "M", BisaBukti: true, Status: "draf"}},
		Riwayat: []riwayat{{"R", baris, "/lebih", true}, {Judul: "kosong"}}}
	banding := isiBanding{Kabupaten: sakip.Kabupaten{ID: "k", Nama: "K"}, Tahun: 2023, TW: 2, Kebijakan: []string{"a", "b"}, Pilih: pilihanBanding{Urut: "capaian", Turun: true, Saring: "belum"},
		Baris: []barisBanding{{BandingOPD: service.BandingOPD{Ada: true, Unit: []service.UnitKemajuan{{KemajuanUnit: sakip.KemajuanUnit{Unit: "u", Indikator: sakip.Hitungan{Wajib: 1, Belum: 1}, Anggaran: sakip.Hitungan{Wajib: 1, Draf: 1}}}}}, No: 1, Sel: make([]sel, 3)}},
		Luar:  []barisBanding{{Sebab: "s"}, {BandingOPD: service.BandingOPD{Ada: true, Profil: sakip.PerangkatDaerah{Sintetis: true}}, Sel: make([]sel, 3)}}}
	banding.kolom()
	banding.Jadwal = []langkah{{"Pengisian", "x"}}
	grafik := gambarProgram([]wire.HasilAnggaran{{Kode: "P", Nama: "Program", Tingkat: "program"}})
	return map[string][]any{
		"kelengkapan":   {kelengkapan{N: 1, M: 2, Kurang: []kurang{{"a", "b", "/c"}}}, kelengkapan{M: 1}, kelengkapan{}},
		"gambar":        {grafik, gambar{}},
		"tren":          {tren{gambar: grafik, ID: "t", Judul: "T", Kolom: "K", Baris: []barisTren{{"2023", sel{Tampil: "1"}, sel{Alasan: "a"}}}}, tren{}},
		"angka":         {isi(angka), halaman{Isi: isiAngka{Galat: "g"}}, halaman{Isi: isiAngka{}}},
		"tabel-beda":    {baris[0], barisAudit{HanyaBaru: true}},
		"daftar-audit":  {baris, []barisAudit(nil)},
		"audit":         {isi(isiAudit{alamat: a, Saring: saringan{Orang: "o"}, Galat: []string{"g"}, Perintah: perintahTampil, Baris: baris, Lanjut: "/l", Awal: "/a", Periksa: &service.VerifikasiAudit{Utuh: true, Terakhir: "h"}}), halaman{Isi: isiAudit{Jauh: true, Periksa: &service.VerifikasiAudit{Putus: 2}}}},
		"kabupaten":     {isi(isiKabupaten{Tahun: []tahunBerapa{{2023, 1}}}), halaman{Isi: isiKabupaten{}}},
		"baris-banding": {banding.Baris[0], banding.Luar[0]},
		"banding":       {isi(banding), halaman{Isi: isiBanding{}}},
	}
}
