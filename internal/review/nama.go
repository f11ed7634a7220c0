package review

import "slices"

// namaAturan is what people call a rule, and the sentence that says what it looks for.
type namaAturan struct {
	aturan           Aturan
	nama, penjelasan string
}

// aturanUrut has every rule, in the order in which pages list them.
var aturanUrut = []namaAturan{
	{BarisTertukar, "Dua baris tertukar", "Nilai dua baris suatu tabel bertukar tempat, sehingga masing-masing tidak sesuai dengan tempat lain atau hitungannya."},
	{KolomTertukar, "Dua kolom tertukar", "Dua nilai pada satu baris bertukar kolom, misalnya target dan realisasi."},
	{KolomSalah, "Seluruh kolom salah", "Satu kolom dari atas sampai bawah berisi hal lain, misalnya angka tahun lalu, angka kolom lain, satuan lain, atau hasil rumus lain."},
	{HitungUlang, "Hasil hitung tidak sama", "Capaian, persentase, rata-rata, perubahan atau peringkat yang tercetak berbeda dari hasil hitung angka yang membentuknya."},
	{JumlahRincian, "Jumlah rincian tidak sama", "Rincian tidak berjumlah sebesar total yang tercetak."},
	{BedaTempat, "Satu angka tertulis berbeda", "Angka yang sama tertulis berbeda di dua tempat dalam laporan."},
	{Terbilang, "Angka dan terbilangnya berbeda", "Jumlah dengan angka tidak sama dengan jumlah yang dieja dengan huruf."},
	{SalahKategori, "Kategori tidak sesuai capaian", "Kategori yang tercetak bukan kategori dari capaiannya menurut skala laporan."},
	{SalahKet, "Keterangan tidak sesuai persentase", "Keterangan Menunjang atau Tidak Menunjang tidak sesuai dengan persentase dan ambangnya."},
	{TahunBeda, "Tahun tidak sesuai", "Judul atau kepala tabel menyebut tahun lain daripada tahun laporan."},
	{Pembulatan, "Hanya cocok sebelum dibulatkan", "Hasil yang tercetak hanya cocok bila masukannya belum dibulatkan; dari angka yang tercetak hasilnya sedikit berbeda."},
	{Presisi, "Desimal hilang", "Nilai tercetak dengan desimal yang lebih sedikit daripada sel lain di kolomnya."},
	{BagianLebih, "Bagian melebihi keseluruhan", "Pembilang yang merupakan bagian dari penyebutnya lebih besar daripada penyebut itu."},
	{PenyebutBeda, "Penyebut bernama sama, angkanya beda", "Dua indikator memakai penyebut yang bernama sama tetapi angkanya berbeda."},
	{UkuranSama, "Dua indikator seperti satu ukuran", "Dua indikator bernilai sama di semua kolom kecuali satu, sehingga salah satu angka mungkin salah."},
	{NamaBeda, "Nama tidak seragam", "Indikator atau baris yang sama ditulis dengan nama yang berbeda."},
	{SatuanBeda, "Satuan tidak seragam", "Indikator yang sama ditulis dengan satuan yang berbeda."},
	{SkalaTumpang, "Batas kelas bercelah atau tumpang tindih", "Skala kategori mempunyai nilai yang tidak termasuk kelas mana pun, atau termasuk dua kelas."},
	{KumulatifTurun, "Angka kumulatif turun", "Angka yang dihitung sejak Januari lebih kecil daripada triwulan sebelumnya."},
	{SerapanLebih, "Realisasi melebihi anggaran", "Realisasi anggaran lebih besar daripada anggarannya."},
	{AnggaranGanda, "Anggaran dihitung dua kali", "Satu rincian anggaran ditautkan ke dua indikator utama."},
	{TanpaSasaran, "Anggaran tanpa sasaran", "Anggaran tidak ditautkan ke indikator utama mana pun."},
	{SasaranKosong, "Sasaran tanpa indikator", "Sasaran tidak mempunyai indikator yang mengukurnya."},
	{TanpaPIC, "Indikator tanpa penanggung jawab", "Indikator tidak mempunyai unit yang bertanggung jawab atasnya."},
	{SimpulanBeda, "Simpulan tidak sesuai angka", "Simpulan menyebut semua target tercapai, padahal ada capaian di bawah 100%."},
	{NarasiBeda, "Narasi tidak sesuai angka", "Kalimat yang ditulis orang menyebut angka lain daripada data dan hasil hitungnya."},
	{BelumDijawab, "Rekomendasi belum dijawab", "Rekomendasi hasil evaluasi belum mempunyai tindak lanjut."},
	{BuktiDiLuar, "Bukti di luar periode", "Tanggal bukti dukung berada di luar periode yang dibuktikannya, dan tidak dijelaskan."},
	{TargetAkhirLewat, "Target akhir sudah terlampaui", "Realisasi sudah melampaui target akhir Renstra."},
	{TargetDiBawah, "Target di bawah realisasi tahun lalu", "Target lebih rendah daripada yang sudah tercapai tahun lalu."},
	{RencanaBeda, "Target antarrencana tidak sama", "Target triwulan tidak menjadi target setahun, atau target Perjanjian Kinerja dan Renstra berbeda."},
	{CapaianTinggi, "Capaian sangat tinggi", "Capaian di atas 120%, sehingga targetnya mungkin terlalu rendah."},
}

var penamaan = func() map[Aturan]namaAturan {
	out := make(map[Aturan]namaAturan, len(aturanUrut))
	for _, n := range aturanUrut {
		out[n.aturan] = n
	}
	return out
}()

// SemuaAturan lists every rule: first what cannot be true, last what only asks a question.
func SemuaAturan() []Aturan {
	out := make([]Aturan, len(aturanUrut))
	for i, n := range aturanUrut {
		out[i] = n.aturan
	}
	return out
}

// Nama is what people call the rule, in Indonesian; the id of one that is not known.
func (a Aturan) Nama() string {
	if n, ada := penamaan[a]; ada {
		return n.nama
	}
	return string(a)
}

// Penjelasan is one sentence, in Indonesian, on what the rule looks for.
func (a Aturan) Penjelasan() string { return penamaan[a].penjelasan }

// Dikenal tells whether the review knows what is stated.
func (b Besaran) Dikenal() bool { return namaBesaran[b] != "" }

// dataSaja are the rules about what stands behind a report: it prints nothing that they
// could look at.
var dataSaja = []Aturan{AnggaranGanda, TanpaSasaran, SasaranKosong, TanpaPIC, BelumDijawab, BuktiDiLuar, NarasiBeda}

// AturanLaporan lists the rules that a report is held to by what it prints.
func AturanLaporan() []Aturan {
	return slices.DeleteFunc(SemuaAturan(), func(a Aturan) bool { return slices.Contains(dataSaja, a) })
}
