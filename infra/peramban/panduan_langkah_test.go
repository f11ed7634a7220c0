package peramban

// panduAdmin sets up what a kabupaten needs: agencies, units, people, and longer for one.
func panduAdmin(p *pemandu) {
	p.lihatHalaman("/", "/kabupaten/contoh/tahun/2025", "/perangkat-daerah-baru", "/opd/dinas-contoh/unit", "/perangkat-daerah", "/orang/operator-contoh-layanan", dinas+"/rencana/perjanjian/induk", dinas+"/rencana/perjanjian/induk/buka")
	p.lihatHalaman("/orang")
	p.ambil("admin-orang", "", "tbody tr:nth-child(4)")
	p.lihatHalaman("/orang-baru")
	p.isi("nama", "Siti Aminah, S.E.")
	p.isi("surel", "siti.aminah@example.go.id")
	p.isi("peran", "Operator")
	p.isi("tempat", "Bidang Layanan")
	p.ambil("admin-orang-baru", "", "form[action='/orang-baru'] .aksi")
	p.kirim("Simpan")
	p.lihat("Tersimpan")
	p.lihatHalaman("/kabupaten/contoh/kalender/2025?opd=dinas-contoh")
	p.isi("unit", "UPTD Wilayah Utara")
	p.isi("tw", "Triwulan IV")
	p.isiTanggal("sampai", hariLagi(14))
	p.isi("alasan", "Jaringan di wilayah utara putus sepekan")
	p.ambil("admin-pengecualian", "#kecuali", "form[action$='/pengecualian']")
	p.kirim("Beri pengecualian")
	p.lihat("Tersimpan.")
	p.catatNama()
}

// panduBappeda sets the calendar and looks at all agencies.
func panduBappeda(p *pemandu) {
	p.lihatHalaman("/", "/kabupaten", "/kalender", dinas, dinas+"/kebijakan", "/kabupaten/contoh/kalender/2025")
	p.isiTanggal("triwulan[3].buka", "2026-01-02")
	p.isiTanggal("triwulan[3].tutup", hariLagi(7))
	p.isiTanggal("triwulan[3].verifikasi", hariLagi(14))
	p.isiTanggal("triwulan[3].laporan", hariLagi(21))
	p.ambil("bappeda-kalender", "form[action$='/kalender/2025'] fieldset:nth-of-type(4)", "form[action$='/kalender/2025'] .aksi")
	p.kirim("Simpan kalender")
	p.lihat("Tersimpan.")
	p.lihatHalaman("/")
	p.ambil("bappeda-beranda", "", "main")
	p.lihatHalaman("/pelaporan/2025/TW4")
	p.ambil("bappeda-pelaporan", "", "main")
	p.lihatHalaman("/kabupaten/contoh/tahun/2025")
	p.ambil("bappeda-kabupaten", "", "table.banding")
	p.buka(dinas + "/kebijakan")
	p.kirim("Lihat yang akan berubah")
	p.catatNama()
}

// panduPerencana goes through planning, the budget, the policy, a table and a report.
func panduPerencana(p *pemandu) {
	p.lihatHalaman(dinas+"/rencana/profil", dinas+"/rencana/renstra", dinas+"/rencana/indikator", dinas+"/rencana/indikator/IKU-1.1", dinas+"/rencana/aksi", dinas+"/rencana/aksi/IKU-1.1",
		dinas+"/rencana/perjanjian", dinas+"/rencana/perjanjian/perubahan", dinas+"/rencana/perjanjian/perubahan/banding", dinas+"/rencana/pembanding", dinas+"/rencana/fakta", dinas+"/rencana/rekomendasi",
		dinas+"/rencana/rekomendasi/3", dinas+"/pagu/perubahan", dinas+"/pagu/perubahan/banding", dinas+"/pagu/perubahan/baris/C.U1.P02", dinas+"/tautan-anggaran/IKU-1.1", dinas+"/pohon",
		"/opd/dinas-contoh/tahun/2026/rencana", dinas+"/audit", dinas+"/isian")
	p.lihatHalaman(dinas + "/rencana")
	p.ambil("verifikator-rencana", "", "[aria-labelledby=langkah]")
	p.lihatHalaman(dinas + "/rencana/tambah/perjanjian")
	p.isi("Kode versi", "perubahan-2")
	p.isi("Jenis", "perubahan")
	p.isi("Alasan perubahan", "Pergeseran anggaran setelah refocusing")
	p.kirimIsian("Kode versi")
	p.lihat("Tersimpan.")
	p.lihatHalaman(dinas + "/rencana/perjanjian/perubahan-2")
	p.ambil("verifikator-perjanjian", "", "[aria-labelledby=keadaan]")
	p.kirim("Tandatangani")
	p.catatNama()
	p.lihatHalaman(dinas+"/rencana/narasi", dinas+"/rencana/narasi/bab4.upaya")
	p.isi("Isi bagian ini", "Tahun depan tiga langkah:\n\n- data **per desa** diperbarui tiap triwulan\n- loket daring dibuka di semua UPTD")
	p.kirim("Lihat pratinjau")
	p.kirim("Simpan")
	p.lihat("Tersimpan.")
	p.kirim("Lihat pratinjau")
	p.ambil("verifikator-narasi", "h1", "#riwayat")
	p.lihatHalaman(dinas + "/pagu")
	p.ambil("verifikator-pagu", "", ".sebaran")
	p.lihatHalaman(dinas + "/tautan-anggaran")
	ubahPagu(p.tab, "140.000.000")
	p.lihatHalaman(reviu + "?kelompok=menahan")
	p.tekan("Terima dengan alasan")
	p.isi("alasan", "Perjanjian perubahan menunggu tanda tangan Bupati")
	p.ambil("verifikator-reviu", "[aria-labelledby=k-menahan]", "article.temuan")
	p.kirim("Terima temuan ini")
	p.lihat("Temuan diterima.")
	p.lihatHalaman(reviu)
	ubahPagu(p.tab, paguSampel)
	p.lihatHalaman(dinas + "/kebijakan")
	p.isi("Persentase dicetak dengan", "1 angka di belakang koma")
	p.kirim("Lihat yang akan berubah")
	p.ambil("verifikator-kebijakan", "#pratinjau", "#pratinjau tbody tr:nth-child(6)")
	p.lihatHalaman(dinas + "/impor")
	p.lakukan(`(() => { const d = new DataTransfer();
  d.items.add(new File(["Kode indikator;Triwulan;Nilai\nIKU-1.3;TW4;131\nIKU-1.4;TW4;4,5\nIKU-1.1;TW1;5\n"], "Realisasi TW4.csv", {type: "text/csv"}));
  document.querySelector("#berkas").files = d.files; document.querySelector("#jenis-realisasi").checked = true; })()`)
	p.kirim("Unggah dan lihat pratinjau")
	p.ambil("verifikator-impor", "", "table.impor-baris")
	p.lihatHalaman(dinas)
	p.kirim("Minta berkas")
	p.tunggu("the finished report", cari("Buat tautan XLSX", "button"))
	p.ambil("verifikator-laporan", "", "[aria-labelledby=judul-berkas]")
	paket := p.di()
	p.kirim("Buat tautan PDF")
	p.catatNama()
	p.lihatHalaman(dinas+"/laporan", dinas+"/tautan-unduh", paket)
}

// panduKembalikan returns two figures with a note.
func panduKembalikan(p *pemandu) {
	p.lihatHalaman("/")
	p.ambil("verifikator-beranda", "", "main")
	p.lihatHalaman(dinas + "/verifikasi/TW4")
	p.bukaRincian("Kembalikan")
	p.isi("catatan", "Penyebut tidak sama dengan data Dukcapil")
	p.ambil("verifikator-verifikasi", "#banyak", "table.verifikasi tbody tr:nth-child(3)")
	p.kirimIsian("catatan")
	p.buka(dinas + "/isi/IKU-1.4/TW4")
	p.tekan("Kembalikan")
	p.isi("catatan", "Bukti belum ada")
	p.kirimIsian("catatan")
	p.lihat("dikembalikan")
	p.catatNama()
}

// panduOperator fills in an indicator: with what is unusual, without a network, with two
// people on one figure.
func panduOperator(p, lain *pemandu) {
	p.lihatHalaman("/")
	p.ambil("operator-beranda", "", "main > section")
	p.lihatHalaman(dinas + "/isian/TW4")
	p.ambil("operator-daftar", "", ".daftar-isian li:nth-child(1)")
	p.lakukan(`document.querySelector('.menu details').open = true`)
	p.ambil("menu-telepon", "", ".menu")
	p.lihatHalaman(lembar)
	p.ambil("operator-lembar", "h1", "[aria-labelledby=ketentuan]")
	p.isi("pembilang", "570")
	p.isi("penyebut", "560")
	p.lihat("padahal pembilang bagian dari penyebut")
	p.ambil("operator-peringatan", "#peringatan", "#peringatan")
	p.isi("pembilang", "seratus")
	p.tekan("Simpan dan ajukan")
	p.lihat("bukan angka")
	p.catatNama()
	p.lihatHalaman(lembar)
	if nilai[bool](p.tab, `Boolean(`+cari("Buang isian perangkat", "button")+`)`) {
		p.catatNama()
		p.tekan("Buang isian perangkat")
		p.dimuat("throwing away what the device holds")
	}
	p.isi("pembilang", "541")
	p.isi("penyebut", "562")
	p.lihat("96,26")
	p.ambil("operator-pratinjau", "#isian-angka", "#lihat .ringkas")
	p.offline(true)
	p.tekan("Simpan dan ajukan")
	p.lihat("Menunggu jaringan.")
	p.ambil("operator-jaringan", "#isian-angka", "#isian-angka #penyebut")
	p.lakukan(tandaiLama)
	p.offline(false)
	p.dimuat("the network came back")
	p.lihat("Tersimpan.")
	p.ambil("operator-tersimpan", "", "[data-tersimpan]")
	p.bukaRincian("Tambah bukti")
	p.ambil("operator-bukti", "#tambah-bukti", "#tambah-bukti")
	p.buka(lembar)
	p.kirim("Tarik kembali")
	p.catatNama()
	p.kirim("Simpan dan ajukan")
	p.lihat("Tersimpan.")
	p.lihatHalaman(dinas, dinas+"/verifikasi/TW4", "/kalender")

	p.buka(dinas + "/isi/IKU-1.5/TW4")
	lain.buka(dinas + "/isi/IKU-1.5/TW4")
	lain.isi("nilai", "17")
	lain.kirim("Simpan dan ajukan")
	lain.lihat("Tersimpan.")
	p.isi("nilai", "16")
	p.tekan("Simpan dan ajukan")
	p.lihat("Dua nilai: pilih salah satu")
	p.ambil("operator-dua-nilai", "[aria-labelledby=bentrok]", "[data-buang]")
	p.kirim("Simpan dan ajukan")
	p.lihat("Tersimpan.")
}

// panduAnggaran fills in the budget's table.
func panduAnggaran(p *pemandu) {
	p.lihatHalaman(dinas+"/isi/IKU-1.2/TW4", dinas+"/isian/TW4")
	p.kirim("Tabel UPTD Wilayah Utara")
	p.ambil("operator-anggaran", "", "tr.daun")
	p.bukaRincian("Tempel dari lembar kerja")
	p.catatNama()
}

// panduVerifikasi verifies all that is handed in, but for what waits to be corrected.
func panduVerifikasi(p *pemandu) {
	p.buka(dinas + "/isi/IKU-1.4/TW4")
	p.isi("Faktor pendorong", "Antrean daring")
	p.kirim("Simpan dan ajukan")
	p.lihat("Tersimpan.")
	p.lihatHalaman(dinas + "/verifikasi/TW4")
	p.kirim("Verifikasi semua")
	p.lihat("Tersimpan.")
	p.catatNama()
}

// panduLKE answers the evaluation sheet.
func panduLKE(p *pemandu) {
	p.lihatHalaman(halLKE)
	mulaiLKE(p.tab)
	p.lihatHalaman(halLKE+"/lembar", halLKE)
	sub := semuaSub(p.tab)
	p.kirim("Lanjut menjawab: 1.a")
	p.catatNama()
	p.kirim("Terima semua usul")
	p.lihat("Belum tersimpan: periksa")
	p.isi("1.a.1.catatan", "Peraturan bupati tentang SAKIP")
	p.lakukan(`document.querySelector('.lengket').style.position = 'static'`)
	p.ambil("verifikator-lke", "[aria-labelledby='butir-1.a.3']", "[aria-labelledby='butir-1.a.4']")
	jawabSisa(p.tab)
	p.catatNama()
	p.lihatHalaman(halLKE)
	for _, s := range sub[1:] {
		p.buka(s)
		jawabSisa(p.tab)
	}
	p.lihatHalaman(halLKE)
}

// panduNilaiLKE evaluates it and makes it final.
func panduNilaiLKE(p *pemandu) {
	p.lihatHalaman("/kabupaten/contoh/tahun/2025/lke", halLKE)
	sub := semuaSub(p.tab)
	p.kirim("Lanjut menilai: 1.a")
	p.lakukan(`document.getElementById('1.a.1.jawaban-tidak').click()`)
	p.isi("1.a.1.catatan", "Peraturan itu belum memuat cara menyusun rencana")
	p.tekan("Tambah rekomendasi")
	p.isi("1.a.1.saran[0].uraian", "Tetapkan pedoman perencanaan kinerja perangkat daerah")
	p.isiTanggal("1.a.1.saran[0].tenggat", "2026-06-30")
	p.lakukan(`document.querySelector('.lengket').style.position = 'static'`)
	p.ambil("inspektorat-lke", "[aria-labelledby='butir-1.a.1']", "[aria-labelledby='butir-1.a.1']")
	jawabSisa(p.tab)
	for _, s := range sub[1:] {
		p.buka(s)
		jawabSisa(p.tab)
	}
	p.lihatHalaman(halLKE)
	p.kirim("Selesaikan penilaian")
	p.catatNama()
}

// panduKepala sees what holds the quarter up, makes it final, signs and publishes.
func panduKepala(p, lain *pemandu) {
	ubahPagu(lain.tab, "141.000.000")
	p.lihatHalaman(dinas+"/verifikasi/TW4", reviu)
	ubahPagu(lain.tab, paguSampel)
	p.lihatHalaman(dinas+"/audit", dinas+"/rencana/perjanjian", dinas+"/rencana/perjanjian/perubahan-2", dinas+"/rencana/perjanjian/perubahan-2/tanda-tangan")
	p.ambil("kepala-tanda-tangan", "h1", "form.formulir")
	p.lihatHalaman("/")
	p.ambil("kepala-beranda", "", "main > section")
	p.lihatHalaman(dinas + "/verifikasi/TW4")
	p.ambil("kepala-final", "#final", "[aria-labelledby=final]")
	p.kirim("Jadikan triwulan IV final")
	p.lihat("Tersimpan.")
	p.catatNama()
	p.lihatHalaman(dinas)
	p.ambil("halaman-perangkat-daerah", "", "")
	p.tekan("LKjIP TW4")
	p.tunggu("the report's page", cari("Terbitkan", "button"))
	p.ambil("kepala-terbitkan", "#bukti", "#penerbitan")
	p.kirim("Terbitkan")
	p.tunggu("the published report", cari("Buka halaman publiknya", "a"))
	p.catatNama()
	p.buka(nilai[string](p.tab, cari("Buka halaman publiknya", "a")+`.pathname`))
	p.ambil("publik-laporan", "", "#periksa")
	p.lihatHalaman("/publik", "/publik/kabupaten/contoh", "/publik/opd/dinas-contoh", "/publik/verifikasi", "/reviu")
	p.lihatHalaman(dinas + "/angka/indikator/IKU-1.1?periode=TW4")
	p.ambil("mengapa-angka-ini", "", "[aria-labelledby=angka-2]")
	p.lihatHalaman(halLKE)
	p.kirim("Ajukan ke Inspektorat")
	p.catatNama()
}

// panduInspektorat reads the trail of what was changed and says how a recommendation stands.
func panduInspektorat(p *pemandu) {
	p.lihatHalaman("/", "/kabupaten", "/kabupaten/contoh/tahun/2025", dinas, reviu, dinas+"/verifikasi/TW4", dinas+"/rencana/rekomendasi", dinas+"/rencana/rekomendasi/3", "/opd/dinas-contoh/audit", dinas+"/isi/IKU-1.1/TW4",
		dinas+"/angka/indikator/IKU-1.1?periode=TW4")
	p.lihatHalaman(dinas + "/audit")
	p.kirim("Periksa keutuhan rantai")
	p.lihat("Rantai utuh")
	p.ambil("inspektorat-audit", "", "ol.audit > li:nth-child(2)")
	p.lihatHalaman(dinas + "/rencana/rekomendasi/3/hasil")
	p.ambil("inspektorat-rekomendasi", "h1", "form.formulir")
	panduNilaiLKE(p)
}

// panduBukaKembali opens a quarter again.
func panduBukaKembali(p *pemandu) {
	p.lihatHalaman(dinas+"/isi/IKU-1.1/TW4", dinas+"/verifikasi/TW4")
	p.isi("alasan", "Angka penyebut terbukti keliru setelah pemeriksaan")
	p.ambil("admin-buka-kembali", "#buka", "[aria-labelledby=buka]")
	p.kirim("Buka kembali")
	p.lihat("Tersimpan.")
	p.catatNama()
}
