package web

import (
	"capaian/internal/impor"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

func contohImpor() map[string][]any {
	a := alamat{"x", 2023}
	isi := func(x any) halaman {
		return halaman{Judul: "J", Orang: &sakip.Orang{Nama: "N", Peran: sakip.Verifikator}, Isi: x}
	}
	p := service.PratinjauImpor{Berkas: sakip.Bukti{ID: "b", Nama: "a.xlsx"}, Simpan: 1, Sidik: "s", Pratinjau: impor.Pratinjau{
		Opsi: impor.Opsi{Jenis: impor.JenisAnggaran}, Banyak: map[impor.Keadaan]int{impor.Ditolak: 1}, Catatan: []string{"c"},
		Periksa: []impor.Periksa{{Sel: "C9", Cocok: true}, {}}}}
	baris := []impor.Hasil{{No: 1, Kode: "K", Keadaan: impor.Baru, Beda: []impor.Beda{{Nama: "Pagu", Baru: "1"}, {Nama: "x", Lama: "2"}}},
		{Keadaan: impor.Ditolak, Pesan: []impor.Pesan{{Sel: "A1", Teks: "t", Tolak: true}, {Teks: "u"}}}}
	penuh := isiPratinjau{alamat: a, PratinjauImpor: p, Tampil: "perlu", Baris: baris, Semua: 2, Jenis: daftarJenis(impor.JenisAnggaran),
		Kolom: []kolomImpor{{KolomBaca: impor.KolomBaca{Huruf: "A", Judul: "J"}, Nama: "kolom.A", Arti: []pilihanTeks{{ID: "kode", Teks: "Kode", Terpilih: true}}}},
		Umum:  []string{"u"}, Perubahan: []string{"p"}, Sebelum: "/a", Sesudah: "/b", Tersembunyi: []pilihanTeks{{ID: "jenis", Teks: "anggaran"}}}
	indikator := penuh
	indikator.Opsi.Jenis, indikator.Umum, indikator.Galat, indikator.Simpan, indikator.Baris = impor.JenisIndikator, nil, []string{"g"}, 0, nil
	return map[string][]any{
		"impor":           {isi(isiImpor{alamat: a, Jenis: daftarJenis(impor.JenisIndikator), Umum: []string{"u"}, Tersimpan: "t"}), halaman{Isi: isiImpor{}}},
		"pilihan-impor":   {[]pilihanTeks{{ID: "a", Teks: "A", Terpilih: true}, {}}, []pilihanTeks(nil)},
		"pratinjau-impor": {isi(penuh), isi(indikator), halaman{Isi: isiPratinjau{}}},
	}
}
