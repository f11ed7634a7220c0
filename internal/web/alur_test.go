package web

import (
	"context"
	"net/url"

	"github.com/shopspring/decimal"

	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// The figures that the tests of this file take along their way.
var (
	angkaUji = service.Angka{Indikator: "PI-03", Triwulan: 3}
	uangUji  = service.Angka{Baris: sakip.IdentitasBaris{Kode: "C.U1.P04.K01.S01", Sumber: "APBD"}, Triwulan: 4}
)

// req is a request of a stored person.
func (w *dunia) req(sub string) service.Request {
	w.t.Helper()
	return service.Request{Orang: mustDiri(w.t, w, sub), Dari: "uji"}
}

// alurKini is a figure's way and Versi now.
func (w *dunia) alurKini(x service.Angka) (sakip.Alur, int64) {
	w.t.Helper()
	k, err := w.service.Keadaan(context.Background(), mustDiri(w.t, w, "verifikator-contoh"), "dinas-contoh", 2025, x)
	if err != nil {
		w.t.Fatal(err)
	}
	return k.Alur, k.Versi
}

// jadikan brings a figure to a status through the service's own steps, and returns the
// fields of a form that was opened then.
func (w *dunia) jadikan(x service.Angka, status sakip.Status, rest ...string) url.Values {
	w.t.Helper()
	ctx, s, opd, tahun := context.Background(), w.service, "dinas-contoh", 2025
	a, versi := w.alurKini(x)
	v := w.req("verifikator-contoh")
	var err error
	if a.Status.Terkunci() && a.Status != status {
		versi, err = s.ReopenRealisasi(ctx, w.req("admin-contoh"), opd, tahun, x, "uji", versi)
	}
	if err == nil && a.Status != status {
		if x.Indikator != "" {
			versi, err = s.RecordRealisasi(ctx, v, opd, tahun, wire.Realisasi{Indikator: x.Indikator, Triwulan: x.Triwulan, Nilai: wire.AngkaDari(decimal.NewFromInt(6)), Penjelasan: semuaAlasan()}, versi)
		} else {
			versi, err = s.RecordRealisasiAnggaran(ctx, v, opd, tahun, sakip.RealisasiAnggaran{IdentitasBaris: x.Baris, Triwulan: x.Triwulan, Nilai: decimal.NewFromInt(1000), Penjelasan: semuaAlasan()}, versi)
		}
		if err == nil && status.Terkunci() {
			_, err = s.VerifyRealisasi(ctx, v, opd, tahun, x, versi)
		}
		if err == nil && status == sakip.Final {
			_, err = s.FinalizePeriode(ctx, w.req("kepala-contoh"), opd, tahun, x.Triwulan, true)
		}
	}
	if err != nil {
		w.t.Fatalf("bring %v to %s: %v", x, status, err)
	}
	_, versi = w.alurKini(x)
	form := url.Values{"versi": {teksVersi(versi)}}
	for n := 0; n < len(rest); n += 2 {
		form.Set(rest[n], rest[n+1])
	}
	return form
}

// kecuali is the Versi of an exception, which it gives when there is none.
func (w *dunia) kecuali(x sakip.Pengecualian) (versi int64) {
	w.t.Helper()
	_, versi, err := record.Pengecualian(context.Background(), w.store, "dinas-contoh", 2025, x.Unit, x.Triwulan)
	if err == nil {
		return versi
	}
	if versi, err = w.service.PutPengecualian(context.Background(), w.req("admin-contoh"), "dinas-contoh", 2025, x, 0); err != nil {
		w.t.Fatal(err)
	}
	return versi
}

// contohAlur are what the templates of alur.html and beranda.html are executed with.
func contohAlur() map[string][]any {
	a := alamat{"x", 2025}
	orang := &sakip.Orang{Nama: "N", Peran: sakip.Verifikator}
	isi := func(x any) halaman { return halaman{Judul: "J", Orang: orang, Csrf: "c", Isi: x} }
	hitung := sakip.Hitungan{Wajib: 5, Belum: 1, Draf: 1, Diajukan: 1, Dikembalikan: 1, Diverifikasi: 1}
	unit := []service.UnitKemajuan{{KemajuanUnit: sakip.KemajuanUnit{Unit: "u", Indikator: hitung}, Nama: "Unit"}, {}}
	keadaan := service.KeadaanAngka{Alur: sakip.Alur{Status: sakip.Diajukan, Catatan: "c", DibukaKembali: "d", Pengisi: "p", Pemeriksa: "p"}, Tutup: "t", Jadwal: sakip.Jadwal{Tutup: "2025-01-01"}}
	angka := alurAngka{KeadaanAngka: keadaan, Versi: "1", Kunci: "k", Batas: "1 Januari 2025", Maju: true,
		Langkah: []tombolLangkah{{"Tarik", "/t", "", ""}, {"Kembalikan", "/k", "catatan", "Catatan"}}, Riwayat: []riwayatTampil{{"w", "n", "a", "t"}, {}}}
	b := bidang{Nama: "alasan", Label: "Alasan", Galat: []string{"g"}}
	bentrok := &bentrokTampil{Baris: []banding{{"Nilai", "1", "", true}}}
	baris := barisAngka{AngkaLembar: service.AngkaLembar{AngkaTriwulan: sakip.AngkaTriwulan{Alur: keadaan.Alur}}, Kode: "K", Nama: "N", Isi: "1", Pagu: "2", Capaian: &sel{Tampil: "9"},
		Tanda: []string{"p"}, Jelas: []peringatanAngka{{"t", "a"}, {"t", ""}}, Alamat: "/a", Kembalikan: "/b", Pilih: "v=1", Kunci: "k"}
	verif := isiVerifikasi{alamat: a, TW: 1, Batas: "b", Semua: 2, Belum: []barisAngka{baris}, Sendiri: 1, AdaFinal: true, Bisa: 2, Tersimpan: true, Umum: []string{"u"}, Alasan: b,
		L:        service.LembarVerifikasi{Nama: "N", Unit: unit, Tutup: "t", Finalkan: true, Buka: true},
		Kelompok: []kelompokAngka{{Nama: "U", ID: "u", Baris: []barisAngka{baris, {}}, Uang: []barisAngka{baris, {}}}}, Hasil: []hasilBaris{{"n", "g"}}}
	tahan := verif
	tahan.Menahan = &temuanMenahanTampil{TW: 1, Alamat: "/r", Isi: []tempatMenahan{{"p", "/t"}}}
	baca1 := tahan
	baca1.L.Finalkan = false
	kal := isiKalender{Kab: "k", Tahun: 2025, Atur: true, Beri: true, Keliru: []bidang{b}, Umum: []string{"u"}, Bentrok: true, Tersimpan: true, OPD: "x", NamaOPD: "X",
		Triwulan: []triwulanKalender{{TW: 1, Bidang: []bidang{b, {}}, Teks: []string{"1", ""}}}, Daftar: []service.OPDRingkas{{ID: "x"}}, Unit: []sakip.Unit{{ID: "u", Nama: "U"}},
		Kecuali: []kecualiTampil{{NamaUnit: "U"}}, Baru: map[string]bidang{"tw": {Nilai: "TW1"}, "unit": {Nilai: "u"}, "sampai": {}, "alasan": b}}
	baca := kal
	baca.Atur, baca.Beri, baca.Ada = false, false, true
	daftar := []angkaTampil{{Kode: "K", Nama: "N", Unit: "U", Catatan: "c", Status: sakip.Draf}, {}}
	beranda := func(p sakip.Peran) halaman {
		k := kotakTampil{KotakTriwulan: service.KotakTriwulan{Triwulan: 1, Total: hitung, Bersama: 2}, Batas: "b", Sisa: "s", Lewat: true, Angka: daftar, Ulang: daftar, Lebih: 1, Unit: unit}
		siap := kotakTampil{KotakTriwulan: service.KotakTriwulan{Triwulan: 2, Total: sakip.Hitungan{Wajib: 1, Diverifikasi: 1}}}
		return isi(isiBeranda{KotakMasuk: service.KotakMasuk{Tahun: 2025, Periode: 1}, Di: a, Peran: p, AdaIsi: true, Triwulan: []kotakTampil{k, siap}, TanpaData: 1, Jadwal: "j",
			Kemajuan: []kemajuanTampil{{KemajuanOPD: service.KemajuanOPD{Ada: true}, Unit: []string{"a", "b"}}, {}},
			Daftar:   []service.OPDRingkas{{ID: "x", Tahun: []int{2023}}, {Sintetis: true}}})
	}
	return map[string][]any{
		"status":     {sakip.Belum, sakip.Draf, sakip.Diajukan, sakip.Dikembalikan, sakip.Diverifikasi, sakip.Final},
		"alur-angka": {isi(angka), isi(alurAngka{})}, "tindakan": {isi(baris), isi(barisAngka{})},
		"langkah":    {isi(isiLangkah{alamat: a, Teks: &b, Umum: []string{"u"}, KirimLain: true, Bentrok: bentrok}), isi(isiLangkah{Bentrok: &bentrokTampil{Hilang: true}})},
		"verifikasi": {isi(verif), isi(tahan), isi(baca1), isi(isiVerifikasi{})}, "kalender": {isi(kal), isi(baca)}, "bidang-tanggal": {b, bidang{}},
		"tanda-angka":  {baris, barisAngka{}},
		"beranda":      {beranda(sakip.Operator), beranda(sakip.Verifikator), beranda(sakip.Kepala), isi(isiBeranda{})},
		"daftar-angka": {daftar, []angkaTampil(nil)},
	}
}
