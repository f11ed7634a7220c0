package wire

import (
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// Full examples of every noun: TestExamplesAreFull holds them to having every field.

func des(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func ada(s string) *decimal.Decimal { d := des(s); return &d }

var contohOPD = sakip.PerangkatDaerah{
	ID: "dinsos", Kabupaten: "trenggalek", Nama: "Dinas Sosial", Singkatan: "Dinsos", Daerah: "Kabupaten Trenggalek",
	Zona: "WIB", DasarHukum: "Perbup 1/2022", Sintetis: true,
	Urusan: []sakip.Urusan{{Kode: "1.06", Nama: "Sosial", Singkatan: "Sosial"}},
	Unit:   []sakip.Unit{{ID: "sekretariat", Nama: "Sekretariat", Jenis: "sekretariat"}},
	Pejabat: []sakip.Pejabat{{ID: "kadin", Nama: "Dr. A, M.Si.", NIP: "197001011990011001", Pangkat: "Pembina", Jabatan: "Kepala Dinas",
		Unit: "sekretariat", Status: "Plt.", Mulai: "2022-01-03", Selesai: "2023-12-31"}},
}

var contohRenstra = sakip.Renstra{
	Judul: "Renstra Tahun 2021-2026", TahunAwal: 2021, TahunAkhir: 2026, Visi: "Maju",
	Misi:          []sakip.Misi{{ID: "M1", Teks: "Kesejahteraan", Didukung: true}},
	Tujuan:        []sakip.Tujuan{{ID: "T1", Misi: "M1", Teks: "Berkurangnya kemiskinan"}},
	Sasaran:       []sakip.Sasaran{{ID: "S1", Tujuan: "T1", Nama: "Turunnya beban"}},
	Strategi:      []sakip.Strategi{{Sasaran: "S1", Teks: "Bantuan tepat sasaran"}},
	ArahKebijakan: []sakip.ArahKebijakan{{Sasaran: "S1", Teks: "Pemutakhiran data"}},
	Program:       []sakip.ProgramMisi{{Kode: "1.06.05", Nama: "Perlindungan", Misi: "M1"}},
	Kolom: []sakip.KolomRenstra{{Indikator: "beban_pengeluaran", Awal: ada("97.10"),
		Tahunan: map[int]decimal.Decimal{2022: des("98"), 2023: des("98.50")}, Akhir: &contohTarget}},
}

var contohTarget = sakip.Target{Nilai: ada("90.30"), Bawah: ada("80"), Atas: ada("95.5"), Predikat: "AA", Tercetak: "90,30 (AA)"}

var contohTargetSD = sakip.Target{Nilai: ada("50"), Bawah: ada("40"), Atas: ada("60"), Predikat: "BB", Tercetak: "50 (BB)"}

var contohIndikator = []sakip.Indikator{
	{
		ID: "IKU-1.1", Kunci: "beban_pengeluaran", Nama: "Persentase KPM", Tingkat: sakip.TingkatSasaran, Induk: "S1", Urusan: "1.06",
		Satuan: "%", Arah: sakip.Naik, Entri: sakip.TriwulanIni, AkumulasiX: sakip.Jumlah, AkumulasiY: sakip.Tetap,
		Formula:   sakip.Formula{Jenis: sakip.FormulaRasio, Pembilang: "KPM menerima", Penyebut: "KPM", Pengali: des("100"), Satuan: "KK", BagianDari: true},
		Frekuensi: sakip.Triwulanan, TahunData: -1, PenanggungJawab: "bidang-1", SumberData: "DTKS",
		Standar: &sakip.Standar{Nama: "Nasional", Nilai: des("95.00")}, Urut: 1,
		Anggaran: []sakip.TautanAnggaran{{Kode: "1.06.05"}, {Kode: "1.06.05.2.01", Kurang: true}},
	},
	{ID: "IKU-1.2", Formula: sakip.Formula{Jenis: sakip.FormulaSkor, SkorMaksimal: ada("4.00")}},
	{ID: "IKU-1.3", Formula: sakip.Formula{Jenis: sakip.FormulaNilai}},
	{ID: "IKU-1.4", Formula: sakip.Formula{Jenis: sakip.FormulaPredikat, SkalaPredikat: "akip"}},
}

var contohPerjanjian = sakip.Perjanjian{
	Versi: "perubahan-1", Jenis: sakip.PKPerubahan, Nomor: "050/1", Tanggal: "2023-10-02", Ditandatangani: true, Alasan: "APBD-P",
	Catatan: "asli di arsip", PihakPertama: "kadin", PihakKedua: "Bupati Trenggalek",
	Target:  map[string]sakip.Target{"IKU-1.1": contohTarget, "IKU-1.2": {Nilai: ada("0")}},
	Program: []sakip.AnggaranProgram{{Kode: "1.06.05", Nama: "Perlindungan", Anggaran: des("1977070000.00"), SumberDana: "APBD"}},
}

var contohRencanaAksi = sakip.RencanaAksi{Indikator: "IKU-1.1", Triwulan: 2, Target: &contohTarget, TargetSD: &contohTargetSD,
	Langkah: []sakip.Langkah{{Uraian: "Verifikasi", PIC: "bidang-1", Mulai: "2023-04-01", Selesai: "2023-06-30"}}}

var contohRealisasi = []sakip.Realisasi{
	{
		Indikator: "IKU-1.1", Triwulan: 4, X: ada("147566"), Y: ada("149161"), Status: sakip.Diverifikasi, Sumber: "SIKS-NG",
		FaktorPendorong: "data baik", FaktorPenghambat: "jarak", Solusi: "jemput bola", Catatan: "periksa lagi", Penjelasan: map[string]string{"lonjakan": "gelombang kedua"},
		DibukaKembali: "salah ketik", Pengisi: "u-1", Pemeriksa: "u-2", Sebelum: 7,
		TindakLanjut: []sakip.TindakLanjut{{Uraian: "perbaiki", PIC: "bidang-1", Tenggat: "TW3", Selesai: true}},
	},
	{Indikator: "IKU-1.2", Triwulan: 4, X: ada("3.40"), Status: sakip.Final},
	{Indikator: "IKU-1.3", Triwulan: 4, X: ada("-0.5"), Status: sakip.Draf},
	{Indikator: "IKU-1.4", Triwulan: 4, Predikat: "BB", Status: sakip.Diajukan},
	{Indikator: "IKU-1.4", Triwulan: 3, BelumTerbit: true, Status: sakip.Diajukan},
}

var contohAnggaran = sakip.VersiAnggaran{Versi: "pergeseran-1", Jenis: sakip.AnggaranPergeseran, Nomor: "DPPA/1", Tanggal: "2023-03-01", Catatan: "mendahului",
	Kas: []decimal.Decimal{decimal.NewFromInt(250), decimal.NewFromInt(250), decimal.NewFromInt(250), decimal.RequireFromString("250.50")},
	Baris: []sakip.BarisAnggaran{
		{IdentitasBaris: sakip.IdentitasBaris{Kode: "1.06.05"}, Nama: "Program", Tingkat: sakip.TingkatProgram},
		{IdentitasBaris: sakip.IdentitasBaris{SubUnit: "UPTD", Kode: "1.06.05.2.01", Sumber: "DAU"}, Induk: "1.06.05", Nama: "Kegiatan",
			Tingkat: sakip.TingkatKegiatan, Pagu: ada("1000.50")},
	}}

var contohRealisasiAnggaran = sakip.RealisasiAnggaran{IdentitasBaris: sakip.IdentitasBaris{SubUnit: "UPTD", Kode: "1.06.05.2.01", Sumber: "DAU"},
	Triwulan: 4, Nilai: des("999.99"), Status: sakip.Final, Catatan: "cek SP2D", DibukaKembali: "salah ketik", Pengisi: "u-1", Pemeriksa: "u-2", Sebelum: 7,
	Penjelasan: map[string]string{"realisasi_anggaran_turun": "pengembalian"}}

var contohKalender = sakip.Kalender{Tahun: 2023, Triwulan: [4]sakip.Jadwal{
	{Buka: "2023-04-01", Tutup: "2023-04-10", Verifikasi: "2023-04-15", Laporan: "2023-04-20"},
	{Buka: "2023-07-01", Tutup: "2023-07-10", Verifikasi: "2023-07-15", Laporan: "2023-07-20"}}}

var contohSurat = sakip.Surat{ID: "s-1", Jenis: sakip.SuratDikembalikan, Triwulan: 3, Unit: "bidang-1", Apa: "realisasi IKU-1.1 TW3",
	Halaman: "/isi/IKU-1.1/TW3", Catatan: "periksa", Oleh: "Sari", Waktu: time.Date(2023, 10, 3, 1, 2, 3, 0, time.UTC), Batas: "2023-10-10", Belum: 2, Wajib: 5}

var contohPenerimaan = sakip.Penerimaan{Temuan: "0123456789abcdef", Aturan: "beda_tempat", Pesan: "Anggaran berbeda", Alasan: "dijelaskan di catatan",
	Oleh: "u-1", Nama: "Sari", Pada: time.Date(2024, 1, 3, 1, 2, 3, 0, time.UTC)}

var contohPengecualian = sakip.Pengecualian{Unit: "bidang-1", Triwulan: 3, Sampai: "2023-10-20", Alasan: "banjir", Pemberi: "Admin"}

var contohKebijakan = sakip.Kebijakan{
	Tahun: 2023, Versi: "2023 v2", Desimal: 2, DesimalRealisasi: 3, Pembulatan: sakip.SetengahKeAtas, RumusTurun: sakip.TBagiR,
	BatasAtas: ada("120"), BatasBawah: ada("0"), DasarKategori: sakip.DariMentah, AmbangMenunjang: des("75.00"), EjaanMiliar: "milyar",
	TerbilangSen: true, Bobot: map[string]decimal.Decimal{"IKU-1.1": des("2")},
	Skala: sakip.Skala{Nama: "dua", Kelas: []sakip.Kelas{{Nama: "Baik", Bawah: ada("75"), BawahTermasuk: true},
		{Nama: "Kurang", Atas: ada("75")}, {Nama: "Tengah", Bawah: ada("1"), Atas: ada("2"), AtasTermasuk: true}}},
	SkalaPredikat: []sakip.SkalaPredikat{{Nama: "akip", Label: []sakip.LabelPredikat{{Label: "BB", Skor: des("75.5")}}}},
}

var contohPembanding = sakip.TabelPembanding{
	ID: "kemiskinan", Judul: "Penduduk miskin", Sumber: "BPS", Dari: "2022", Ke: "2023", Peringkat: "2023", JenisPeringkat: []string{"kabupaten", "kota"},
	Fokus: "Trenggalek", Total: "Jawa Timur",
	Kolom: []sakip.KolomPembanding{{ID: "2022", Nama: "2022", Satuan: "ribu"}, {ID: "2023", Nama: "2023", Satuan: "ribu"}},
	Baris: []sakip.BarisPembanding{
		{Nama: "Trenggalek", Jenis: "kabupaten", Nilai: map[string]decimal.Decimal{"2022": des("76.44"), "2023": des("74.57")}},
		{Nama: "Jawa Timur", Jenis: "provinsi"},
	},
}

var contohFakta = sakip.Fakta{ID: "garis", Nama: "Garis kemiskinan", Satuan: "rupiah", Sumber: "BPS", Keterangan: "per kapita",
	Nilai: ada("411349"), Sebelumnya: ada("381270"), DariTotal: ada("10424"),
	Rincian: []sakip.Rincian{{Nama: "makanan", Nilai: des("300000.10")}}}

var contohRekomendasi = sakip.Rekomendasi{No: 7, Uraian: "Perbaiki", TindakLanjut: "Sudah", Hasil: sakip.TuntasSesuai, Keterangan: "selesai",
	Tenggat: "2024-03-31", Bukti: []string{"b1"}, Asal: &sakip.AsalRekomendasi{Tahun: 2022, Saran: "s-1", Kriteria: "1.a.1", Dicabut: true}}

var contohNarasi = sakip.Narasi{Bagian: "bab1.isu_strategis", Isi: "Isu <utama> & lainnya", Sumber: "LKjIP"}

var contohOrang = sakip.Orang{Sub: "u-1", Nama: "Siti", Peran: sakip.Operator, Kabupaten: "trenggalek", OPD: "dinsos", Unit: "sekretariat", Surel: "siti@contoh.go.id", Nonaktif: true}

var contohKabupaten = sakip.Kabupaten{ID: "trenggalek", Nama: "Kabupaten Trenggalek", Zona: "WIB"}

var contohLaporan = sakip.Laporan{
	ID: "l-1", OPD: "dinsos", Tahun: 2023, Jenis: sakip.LKjIP, Periode: 4, Format: sakip.XLSX, Paket: "p-1", Dokumen: "induk", Status: sakip.LaporanGagal, Pemohon: "u-1",
	Diminta: time.Date(2024, 1, 30, 1, 2, 3, 0, time.UTC), Dibuat: time.Date(2024, 1, 30, 1, 2, 9, 0, time.UTC), Objek: "laporan/l-1.xlsx",
	Nama: "LKjIP 2023.xlsx", Ukuran: 1 << 40, SHA256: "ab12", Cuplikan: "laporan/l-1.json.gz", Mesin: 1, Penyusun: 2, Galat: "coba lagi", Percobaan: 2,
	Reviu: sakip.ReviuLaporan{Versi: 1, Dihitung: 399, Cocok: 398, Temuan: 19, Menahan: 2, Diterima: 3}, JatuhTempo: "2024-01-30", Kurang: 3,
	Penerbit: "u-2", TerbitDiminta: time.Date(2024, 2, 1, 1, 2, 3, 0, time.UTC), Diterbitkan: time.Date(2024, 2, 1, 1, 2, 9, 0, time.UTC),
	Salinan: "b-2", SalinanTerbit: time.Date(2024, 2, 3, 1, 2, 9, 0, time.UTC),
}

var contohTerbitan = sakip.Terbitan{
	Paket: "p-1", OPD: "dinsos", Kabupaten: "trenggalek", Instansi: "Dinas Sosial", Daerah: "Kabupaten Trenggalek", Zona: "WIB", Sintetis: true,
	Tahun: 2023, Jenis: sakip.LaporanPerjanjian, Periode: 4, Dokumen: "induk", Dibuat: time.Date(2024, 1, 30, 1, 2, 9, 0, time.UTC), Mesin: 1,
	Diterbitkan: time.Date(2024, 2, 1, 1, 2, 9, 0, time.UTC), Penerbit: "Dr. A, M.Si.", Jabatan: "Plt. Kepala Dinas",
	Berkas: []sakip.BerkasTerbit{{Peran: sakip.BerkasSalinan, Format: sakip.PDF, Nama: "PK 2023.pdf", Objek: "salinan/dinsos/2023/b-2", Ukuran: 1 << 20, SHA256: "ab12",
		Penyusun: 2, Tanda: sakip.TandaBasah, Diterbitkan: time.Date(2024, 2, 3, 1, 2, 9, 0, time.UTC), Diganti: time.Date(2024, 2, 4, 1, 2, 9, 0, time.UTC)}},
	Reviu:       sakip.ReviuLaporan{Versi: 1, Dihitung: 399, Cocok: 398, Temuan: 19, Menahan: 2, Diterima: 3},
	DigantiOleh: "p-2", DigantiPada: time.Date(2024, 3, 1, 1, 2, 9, 0, time.UTC),
}

var contohDaftarTerbitan = sakip.DaftarTerbitan{
	OPD: "dinsos", Kabupaten: "trenggalek", Nama: "Dinas Sosial", Daerah: "Kabupaten Trenggalek", Zona: "WIB", Sintetis: true,
	Terbitan: []sakip.RingkasTerbitan{{Paket: "p-1", Tahun: 2023, Jenis: sakip.LKjIP, Periode: 4, Dokumen: "induk",
		Diterbitkan: time.Date(2024, 2, 1, 1, 2, 9, 0, time.UTC), Bertanda: true, DigantiOleh: "p-2"}},
}

var contohBukti = sakip.Bukti{
	ID: "b-1", OPD: "dinsos", Tahun: 2023, Jenis: sakip.BuktiDukung, Indikator: "IKU-1.1", Triwulan: 4, Kriteria: "1.a.1", Laporan: "p-1", Tanda: sakip.TandaElektronik, Nama: "Daftar hadir.pdf",
	Keterangan: "pelatihan", Tanggal: "2023-11-02", Penjelasan: "ditandatangani kemudian", Pengunggah: "u-1", Diminta: time.Date(2024, 1, 3, 1, 2, 3, 0, time.UTC),
	Berakhir: time.Date(2024, 1, 3, 1, 17, 3, 0, time.UTC), Status: sakip.BuktiDiterima, Diperiksa: time.Date(2024, 1, 3, 1, 5, 0, 0, time.UTC),
	Objek: "bukti/dinsos/2023/b-1", Ukuran: 1 << 20, SHA256: "ef56", JenisIsi: sakip.IsiPDF, Alasan: "terbaca", Unduhan: 2,
}

var contohLKE = sakip.LKE{OPD: "dinsos", Tahun: 2023, Kriteria: "permenpanrb-88-2021", Status: sakip.LKEFinal, LHE: sakip.LHE{Nomor: "700/12", Tanggal: "2024-03-20"},
	Langkah: []sakip.LangkahLKE{{Tahap: sakip.LKEKembalikan, Teks: "Lengkapi.", Oleh: "u-3", Nama: "Budi", Pada: time.Date(2024, 3, 1, 1, 2, 3, 0, time.UTC)}}}

var contohJawabanLKE = []sakip.JawabanLKE{
	{Butir: "1.a.1", Jawaban: sakip.SebagianTerpenuhi, Catatan: "Belum semua.", Bukti: []string{"b-1"}, Rujukan: []sakip.Rujukan{{Jenis: sakip.RujukPerjanjian, ID: "induk"}},
		Usulan: &sakip.UsulanLKE{Jawaban: sakip.Terpenuhi, Fakta: []sakip.FaktaLKE{{Teks: "Ditandatangani", N: 1, M: 2, Tanggal: "2023-01-12", Cukup: true,
			Rujukan: sakip.Rujukan{Jenis: sakip.RujukPerjanjian, ID: "induk"}}}}, Oleh: "u-1", Nama: "Siti", Pada: time.Date(2024, 2, 1, 1, 2, 3, 0, time.UTC)},
	{Butir: "1.a", Gradasi: "A", Catatan: "Sejak 2021.", Oleh: "u-1", Nama: "Siti", Pada: time.Date(2024, 2, 1, 1, 2, 3, 0, time.UTC)},
}

var contohSaranLKE = sakip.SaranLKE{ID: "s-1", Kriteria: "1.a.1", Uraian: "Susun manual indikator", Tenggat: "2024-06-30", Oleh: "u-3", Nama: "Budi",
	Pada: time.Date(2024, 3, 1, 1, 2, 3, 0, time.UTC)}

var contohTautan = sakip.Tautan{Hash: "cd34", OPD: "dinsos", Tahun: 2023, Laporan: "l-1", Objek: "laporan/l-1.xlsx", Nama: "LKjIP 2023.xlsx",
	Pembuat: "u-1", Dibuat: time.Date(2024, 1, 30, 2, 0, 0, 0, time.UTC), Berakhir: time.Date(2024, 2, 6, 2, 0, 0, 0, time.UTC), Dicabut: true, Unduhan: 3,
	Terakhir: time.Date(2024, 2, 5, 2, 0, 0, 0, time.UTC)}

var contohTahun = sakip.DataTahun{
	OPD: contohOPD, Tahun: 2023, Renstra: contohRenstra, Kebijakan: contohKebijakan, Indikator: contohIndikator,
	Perjanjian: []sakip.Perjanjian{contohPerjanjian}, RencanaAksi: []sakip.RencanaAksi{contohRencanaAksi}, Realisasi: contohRealisasi,
	Anggaran: []sakip.VersiAnggaran{contohAnggaran}, RealisasiAnggaran: []sakip.RealisasiAnggaran{contohRealisasiAnggaran},
	Pembanding: []sakip.TabelPembanding{contohPembanding}, Fakta: []sakip.Fakta{contohFakta},
	Rekomendasi: []sakip.Rekomendasi{contohRekomendasi}, Narasi: []sakip.Narasi{contohNarasi},
}

// realisasiUji and tahunUji give the two converters that need more than the shape
// the form of the others.
type realisasiUji struct{ Realisasi }

func (w realisasiUji) Domain(l *fault.List) sakip.Realisasi {
	i, _ := contohTahun.CariIndikator(w.Indikator)
	return w.Realisasi.Domain(i, l)
}

func fromRealisasiUji(r sakip.Realisasi) realisasiUji {
	i, _ := contohTahun.CariIndikator(r.Indikator)
	return realisasiUji{FromRealisasi(r, i)}
}

type tahunUji struct{ Tahun }

func (w tahunUji) Domain(l *fault.List) sakip.DataTahun {
	return w.Tahun.Domain(contohOPD, contohRenstra, contohKebijakan, 2023, l)
}

// kasus is a noun with its examples and converters, whatever its types.
type kasus struct {
	nama   string
	domain []any                               // the examples
	bentuk []any                               // pointers to their shapes
	baca   func([]byte) (shape any, err error) // a pointer to the shape of JSON
	ke     func(shape any, l *fault.List) any  // to the domain
}

func buat[D any, W interface{ Domain(*fault.List) D }](nama string, from func(D) W, contoh ...D) kasus {
	k := kasus{
		nama: nama,
		baca: func(b []byte) (any, error) { w := new(W); return w, strict(b, w) },
		ke:   func(w any, l *fault.List) any { return (*w.(*W)).Domain(l) },
	}
	for _, d := range contoh {
		w := from(d)
		k.domain, k.bentuk = append(k.domain, d), append(k.bentuk, &w)
	}
	return k
}

// semuaKasus makes new shapes each time, which a test may change.
func semuaKasus() []kasus {
	return []kasus{
		buat("opd", FromOPD, contohOPD),
		buat("renstra", FromRenstra, contohRenstra),
		buat("indikator", FromIndikator, contohIndikator...),
		buat("perjanjian", FromPerjanjian, contohPerjanjian),
		buat("rencana_aksi", FromRencanaAksi, contohRencanaAksi),
		buat("realisasi", fromRealisasiUji, contohRealisasi...),
		buat("anggaran", FromVersiAnggaran, contohAnggaran),
		buat("realisasi_anggaran", FromRealisasiAnggaran, contohRealisasiAnggaran),
		buat("kebijakan", FromKebijakan, contohKebijakan),
		buat("pembanding", FromTabelPembanding, contohPembanding),
		buat("fakta", FromFakta, contohFakta),
		buat("rekomendasi", FromRekomendasi, contohRekomendasi),
		buat("penerimaan", FromPenerimaan, contohPenerimaan),
		buat("narasi", FromNarasi, contohNarasi),
		buat("orang", FromOrang, contohOrang),
		buat("kabupaten", FromKabupaten, contohKabupaten),
		buat("kalender", FromKalender, contohKalender),
		buat("surat", FromSurat, contohSurat),
		buat("pengecualian", FromPengecualian, contohPengecualian),
		buat("laporan", FromLaporan, contohLaporan),
		buat("tautan", FromTautan, contohTautan),
		buat("bukti", FromBukti, contohBukti),
		buat("lke", FromLKE, contohLKE),
		buat("jawaban_lke", FromJawabanLKE, contohJawabanLKE...),
		buat("saran_lke", FromSaranLKE, contohSaranLKE),
		buat("terbitan", FromTerbitan, contohTerbitan),
		buat("daftar_terbitan", FromDaftarTerbitan, contohDaftarTerbitan),
		buat("tahun", func(d sakip.DataTahun) tahunUji { return tahunUji{FromTahun(d)} }, contohTahun),
	}
}
