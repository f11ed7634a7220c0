package peramban

import "testing"

const halLKE = dinas + "/lke"

// mulaiLKE begins the evaluation sheet, and asks for a file that never comes.
func mulaiLKE(b *tab) {
	b.t.Helper()
	b.buka(halLKE)
	b.kirim("Mulai LKE")
	b.lihat("Sudah dijawab 0 dari 80 kriteria")
	b.skrip(false)
	b.buka(halLKE + "/1.a")
	b.tekan("Tambah bukti")
	b.isi("bukti.nama", "Pedoman.pdf")
	b.kirim("Lanjut: kirim berkasnya")
	b.lihat("Kirim berkas Pedoman.pdf")
	b.skrip(true)
}

// semuaSub are the addresses of all sub-komponen on the sheet's overview.
func semuaSub(b *tab) []string {
	b.t.Helper()
	return nilai[[]string](b, `[...document.querySelectorAll('.sub-lke a')].map(e => e.pathname)`)
}

// jawabSisa answers what is not answered on the page that is open, and saves.
func jawabSisa(b *tab) {
	b.t.Helper()
	b.lakukan(`document.querySelectorAll('input[type=radio][name$=".jawaban"][value=""]:checked').forEach(e => document.getElementById(e.name + '-ya').click())`)
	b.kirim("Simpan")
	b.lihat("Tersimpan.")
}

// TestEvaluation answers the sheet on a phone: what Capaian proposes, the rest by hand; it
// is handed in, evaluated with another answer and a recommendation, made final, and the
// recommendation stands among what the year after follows up.
func TestEvaluation(t *testing.T) {
	m := mesinSendiri(t)
	verifikator, inspektorat := tabBaru(t, m, ponsel), tabBaru(t, m, meja)
	verifikator.masuk("verifikator-contoh")
	inspektorat.masuk("inspektorat-contoh")
	verifikator.buka(halLKE)
	verifikator.kirim("Mulai LKE")
	verifikator.kirim("Lanjut menjawab: 1.a")
	verifikator.kirim("Terima semua usul")
	verifikator.lihat("Belum tersimpan: periksa, lalu tekan Simpan.")
	verifikator.harusIsi("1.a.1.catatan", "")
	verifikator.isi("1.a.1.catatan", "Peraturan bupati tentang SAKIP")
	jawabSisa(verifikator)
	verifikator.harusIsi("1.a.1.catatan", "Peraturan bupati tentang SAKIP")
	verifikator.buka(halLKE)
	verifikator.lihat("Sudah dijawab 6 dari 80 kriteria")
	sub := semuaSub(verifikator)
	for _, s := range sub[1:] {
		verifikator.buka(s)
		jawabSisa(verifikator)
	}
	verifikator.buka(halLKE)
	verifikator.kirim("Ajukan ke Inspektorat")
	verifikator.lihat("sedang dinilai Inspektorat")

	inspektorat.buka("/kabupaten/contoh/tahun/2025")
	inspektorat.kirim("LKE perangkat daerah")
	inspektorat.kirim("Dinas Contoh")
	inspektorat.kirim("Lanjut menilai: 1.a")
	inspektorat.lihat("Peraturan bupati tentang SAKIP")
	inspektorat.lakukan(`document.getElementById('1.a.1.jawaban-tidak').click()`)
	inspektorat.tekan("Tambah rekomendasi")
	inspektorat.isi("1.a.1.saran[0].uraian", "Tetapkan pedoman perencanaan kinerja perangkat daerah")
	inspektorat.isiTanggal("1.a.1.saran[0].tenggat", "2026-06-30")
	inspektorat.kirim("Simpan")
	inspektorat.lihat("Jawaban ini lain dari jawaban perangkat daerah. Tulis alasannya.")
	inspektorat.harusIsi("1.a.1.saran[0].uraian", "Tetapkan pedoman perencanaan kinerja perangkat daerah")
	inspektorat.isi("1.a.1.catatan", "Peraturan itu belum memuat cara menyusun rencana")
	for _, s := range sub {
		if inspektorat.di() != s+"/penilaian" {
			inspektorat.buka(s)
		}
		jawabSisa(inspektorat)
	}
	inspektorat.buka(halLKE)
	inspektorat.kirim("Selesaikan penilaian")
	inspektorat.tekan("Finalkan LKE")
	inspektorat.isi("nomor", "700/12/2026")
	inspektorat.isiTanggal("tanggal", "2026-03-30")
	inspektorat.kirimIsian("nomor")
	inspektorat.lihat("LKE final. LHE nomor 700/12/2026, 30 Maret 2026.")

	verifikator.buka("/opd/dinas-contoh/tahun/2026/rencana")
	verifikator.kirim("Mulai tahun 2026")
	verifikator.buka("/opd/dinas-contoh/tahun/2026/rencana/rekomendasi")
	verifikator.lihat("Tetapkan pedoman perencanaan kinerja perangkat daerah")
	verifikator.lihat("LKE 2025, kriteria 1.a.1")
	verifikator.buka(halLKE + "/1.a")
	verifikator.lihat("Peraturan itu belum memuat cara menyusun rencana")
}
