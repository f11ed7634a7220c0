package peramban

import (
	"strings"
	"testing"
)

// TestPagesThatNoLinkLeadsTo holds the answers to forms and the error pages to the same
// as every page.
func TestPagesThatNoLinkLeadsTo(t *testing.T) {
	m := mesinBersama(t)
	soal := daftarSoal{}
	var b *tab
	for _, h := range []struct {
		nama, sub string
		buat      func(b *tab)
		galat     bool // the answer has a status of 4xx, which the browser notes
	}{
		{"what could not be read", "operator-contoh-layanan", func(b *tab) {
			b.skrip(false)
			b.buka(lembar)
			b.isi("pembilang", "seratus")
			b.lupa()
			b.kirim("Simpan dan ajukan")
			b.lihat("Belum tersimpan.")
		}, true},
		{"what could not be read, put into the page", "operator-contoh-layanan", func(b *tab) {
			b.buka(lembar)
			b.isi("pembilang", "seratus")
			b.lupa()
			b.tekan("Simpan dan ajukan")
			b.lihat("Belum tersimpan di server")
		}, true},
		{"two values", "verifikator-contoh", func(b *tab) {
			b.skrip(false)
			b.buka(lembar)
			lain := b.tabLagi()
			lain.buka(lembar)
			lain.isi("pembilang", "532")
			lain.kirim("Simpan dan ajukan")
			b.isi("pembilang", "533")
			b.lupa()
			b.kirim("Simpan dan ajukan")
			b.lihat("Dua nilai")
		}, true},
		{"two values, put into the page", "verifikator-contoh", func(b *tab) {
			b.buka(lembar)
			lain := b.tabLagi()
			lain.buka(lembar)
			lain.isi("pembilang", "534")
			lain.kirim("Simpan dan ajukan")
			b.isi("pembilang", "535")
			b.lupa()
			b.tekan("Simpan dan ajukan")
			b.lihat("Dua nilai")
		}, true},
		{"a plan reviewed by a button", "verifikator-dinsos", func(b *tab) {
			b.skrip(false)
			b.buka(drafPK)
			b.isi("target.IKU-1.1.nilai", "1")
			b.kirim("Periksa dulu")
			b.lihat("Temuan baru")
		}, false},
		{"a plan reviewed while typing", "verifikator-dinsos", func(b *tab) {
			b.buka(drafPK)
			b.isi("target.IKU-1.1.nilai", "1")
			b.lihat("Temuan baru")
		}, false},
		{"a session that ended", "operator-contoh-layanan", func(b *tab) {
			b.skrip(false)
			b.buka(lembar)
			b.sesiBerakhir("operator-contoh-layanan")
			b.lupa()
			b.kirim("Simpan dan ajukan")
			b.lihat("Jangan tutup halaman ini")
		}, true},
		{"a new link", "verifikator-contoh", func(b *tab) {
			mintaLaporan(b)
			b.lupa()
			b.kirim("Buat tautan PDF")
			b.lihat("Tautan hanya ditampilkan sekali")
		}, false},
		{"rows of one code", "verifikator-contoh", func(b *tab) {
			b.buka(dinas + "/anggaran/TW4/C.U1.P02.K01.S01")
			b.lihat("Pilih baris anggaran")
		}, false},
		{"no such page", "verifikator-contoh", func(b *tab) { b.buka("/tidak/ada") }, true},
		{"another kabupaten's", "verifikator-contoh", func(b *tab) { b.buka("/opd/dinsos-p3a-trenggalek/tahun/2023") }, true},
	} {
		b = tabBaru(t, m, meja)
		b.masuk(h.sub)
		h.buat(b)
		b.skrip(true) // axe-core is one
		var sisa []string
		for _, s := range b.periksa() {
			if !h.galat || !strings.HasPrefix(s, "the browser says: Failed to load resource: the server responded with a status of 4") {
				sisa = append(sisa, s)
			}
		}
		soal.tambah(h.nama, sisa)
	}
	soal.katakan(b)
}
