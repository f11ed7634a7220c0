package sample

// Words that made-up names and texts are drawn from.
var (
	bidangKerja  = []string{"Kesehatan", "Pendidikan", "Perhubungan", "Pertanian", "Perikanan", "Pariwisata", "Lingkungan Hidup", "Tenaga Kerja"}
	urusanBidang = []string{"Pelayanan", "Pembinaan", "Pengembangan", "Pengendalian", "Pemberdayaan"}
	mutu         = []string{"mutu", "jangkauan", "ketersediaan", "pemerataan", "keandalan"}
	objek        = []string{"pelayanan dasar", "pendampingan keluarga", "sarana wilayah", "data sasaran", "kelompok masyarakat",
		"tenaga lapangan", "administrasi perkantoran", "pengelolaan aset", "kelembagaan desa", "layanan terpadu"}
	keadaan    = []string{"dilayani tepat waktu", "memenuhi standar", "dibina", "terverifikasi", "dalam kondisi baik"}
	pendorong  = []string{"Koordinasi lintas bidang berjalan rutin.", "Tenaga lapangan lengkap sejak awal tahun."}
	hambatan   = []string{"Data sasaran terlambat dimutakhirkan.", "Pengadaan baru selesai di akhir triwulan.", "Cuaca menunda kegiatan lapangan."}
	solusi     = []string{"Pemutakhiran data dijadwalkan tiap bulan.", "Pengadaan dimulai lebih awal."}
	langkah    = []string{"Menyusun jadwal kegiatan", "Memverifikasi data sasaran", "Melaksanakan kegiatan di wilayah", "Mengevaluasi hasil triwulan"}
	sumberData = []string{"Laporan bulanan bidang (contoh)", "Aplikasi layanan (contoh)", "Rekapitulasi wilayah (contoh)"}
)

// awalan begins an indicator's name by its unit.
var awalan = map[string]string{"%": "Persentase", "indeks": "Indeks", "unit": "Jumlah", "hari": "Lama penanganan", "predikat": "Predikat"}

// predikatAkip gives each AKIP predicate the upper end of its class (PermenPANRB 88/2021).
var predikatAkip = []struct {
	label string
	skor  int64
}{{"AA", 100}, {"A", 90}, {"BB", 80}, {"B", 70}, {"CC", 60}, {"C", 50}, {"D", 30}}
