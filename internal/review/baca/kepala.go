package baca

import (
	"strconv"
	"strings"

	"capaian/internal/review"
)

// peran is what a column holds.
type peran int

const (
	peranTakTahu peran = iota
	peranNo
	peranKode
	peranSasaran
	peranIndikator
	peranProgram // program, kegiatan or whatever money is planned for
	peranBaris   // what a row of a table from elsewhere is of: kabupaten/kota, kecamatan
	peranSatuan
	peranRumus
	peranPIC
	peranTeks // known, and nothing to check
	peranRekomendasi
	peranTindakLanjut
	peranHasil // TS, TB, BT
	peranNilai // a number, or a class, of a Besaran
	peranLewat // a number that nothing is tied to
)

// kolom is a column with what its heading says.
type kolom struct {
	nama  string // as printed, headings above it first
	peran peran
	// calon are the Besaran that the column may state; one where the heading decides.
	calon    []review.Besaran
	tahun    int // 0 is the report's
	triwulan int
	versi    string // versiInduk, versiPerubahan or of a quarter alone
	renstra  bool
	akhir    bool
	sebagian bool   // of a quarter or another part of the year
	atas     bool   // the upper end of a range
	ukuran   string // of a table from elsewhere, the heading without its year
	pemisah  pemisah
}

const (
	versiInduk     = review.VersiInduk
	versiPerubahan = "perubahan" // in force; written as "" once all tables are known
	versiTriwulan  = "triwulan ini"
	versiRenstra   = "renstra"
	versiRenja     = "renja"
)

// Besaran that the reader resolves before it states anything.
const (
	selisihTakTentu review.Besaran = "selisih?"
	ubahTakTentu    review.Besaran = "perubahan?"
)

var (
	polaTahun    = susunPola(`(?:^|[^0-9.,])((?:19[89]|20[0-9])[0-9])(?:[^0-9]|$)`)
	polaTriwulan = susunPola(`(?i)(?:triwulan|tri wulan|tribulan|tw)[ .-]*(IV|III|II|I|[1-4])(?:[^0-9a-z]|$)`)
	polaSampai   = susunPola(`(?i)s/d|s\.d|sampai`)
	polaNomorKol = susunPola(`^\(?[0-9]{1,2}[a-z]?\)?\.?(?: *[=:].*)?$`)
)

var angkaTriwulan = map[string]int{"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}

// tahunDalam are the years that a heading names.
func tahunDalam(s string) []int {
	var out []int
	for {
		m := polaTahun.FindStringSubmatchIndex(s)
		if m == nil || len(out) > 8 {
			return out
		}
		n, _ := strconv.Atoi(s[m[2]:m[3]])
		out = append(out, n)
		s = s[m[3]:]
	}
}

// artikan tells what a column holds from its heading and those above it; tahun is the
// report's year.
func artikan(daun string, induk []string, tahun int) kolom {
	nama := daun
	if len(induk) > 0 {
		nama = strings.Join(append(append([]string{}, induk...), daun), " – ")
		if daun == "" {
			nama = strings.Join(induk, " – ")
		}
	}
	k := kolom{nama: strings.TrimSpace(rapi(nama))}
	w, semua := kata(daun), kata(nama)
	if len(semua) == 0 {
		return k
	}
	th := tahunDalam(daun)
	for i := len(induk) - 1; i >= 0 && len(th) == 0; i-- {
		th = tahunDalam(induk[i])
	}
	switch {
	case len(th) == 1:
		k.tahun = th[0]
	case punya(semua, "lalu", "sebelumnya") || strings.Contains(strings.ToLower(nama), "n-1"):
		k.tahun = tahun - 1
	}
	k.sebagian = punya(semua, "triwulan", "tribulan", "tw", "semester", "bulan")
	if m := polaTriwulan.FindStringSubmatch(k.nama); m != nil {
		k.triwulan = angkaTriwulan[strings.ToUpper(m[1])]
		if !polaSampai.MatchString(k.nama) {
			k.versi = versiTriwulan
		}
	}
	k.renstra = punya(semua, "renstra", "rpjmd", "rpjm", "rpjmn", "rpd") || punya(semua, "jangka") && punya(semua, "menengah")
	k.atas = len(w) <= 2 && punya(w, "atas", "maksimal", "maksimum") && len(induk) > 0
	k.akhir = punya(semua, "akhir") || punya(semua, "jangka") && punya(semua, "menengah")

	// A heading that is only a year or a quarter says what those above it say.
	isi := hanyaIsi(w)
	atas := isi
	kinerja := len(w) == 1 && w[0] == "k" // of K and Rp, as Permendagri 86/2017 has them
	if len(isi) == 0 || k.atas || kinerja || len(w) == 1 && w[0] == "rp" || len(induk) > 0 && punya(w, "bawah", "nilai") && len(w) <= 2 {
		atas = hanyaIsi(semua)
	}
	k.ukuran = strings.Join(hanyaIsi(semua), " ")
	bilang := punya(atas, "target", "realisasi", "terealisasi", "capaian", "pencapaian", "%", "persen", "persentase", "prosentase", "presentase", "rata", "anggaran", "pagu", "efisiensi", "serapan", "penyerapan", "jumlah", "nilai", "rp", "selisih", "sisa", "peringkat")
	switch {
	case punya(w, "no", "nomor", "urut", "nomer") && len(w) <= 2:
		k.peran = peranNo
	case punya(w, "kode", "rekening"):
		k.peran = peranKode
	case punya(w, "satuan") && !bilang || len(w) == 1 && w[0] == "unit":
		k.peran = peranSatuan
	case punya(w, "formula", "formulasi", "rumus", "definisi") || punya(w, "cara", "metode") && punya(w, "perhitungan", "penghitungan", "pengukuran", "menghitung"):
		k.peran = peranRumus
	case punya(w, "penanggungjawab", "pic", "pengampu") || punya(w, "penanggung", "penganggung") && punya(w, "jawab"):
		k.peran = peranPIC
	case punya(w, "rekomendasi", "catatan") && !punya(w, "tindak"):
		k.peran = peranRekomendasi
	case punya(w, "tindak") && punya(w, "lanjut") && !punya(w, "hasil", "status"):
		k.peran = peranTindakLanjut
	case len(w) == 1 && punya(w, "ts", "tb", "bt", "tl", "btl"), punya(w, "status", "hasil") && punya(w, "lanjut"):
		k.peran = peranHasil
	case punya(w, "sumber", "misi", "visi", "strategi", "kebijakan", "penjelasan", "alasan", "analisis", "permasalahan", "solusi", "faktor", "bukti", "lokasi", "waktu", "jadwal", "unit", "bidang", "pelaksana", "standar", "skpd", "opd", "instansi") && !bilang && !punya(w, "urusan", "program", "indikator"):
		k.peran = peranTeks
	case punya(w, "ket", "keterangan"):
		k.peran, k.calon = peranNilai, []review.Besaran{review.Ket}
	case punya(w, "kategori", "kriteria", "predikat", "klasifikasi", "status", "interpretasi") && !punya(w, "jumlah"):
		k.peran, k.calon = peranNilai, []review.Besaran{review.Kategori}
	case punya(w, "indikator", "iku", "ikk", "iki", "parameter") && !bilang:
		k.peran = peranIndikator
	case punya(w, "sasaran", "tujuan", "outcome") && !bilang:
		k.peran = peranSasaran
	case punya(w, "program", "kegiatan", "subkegiatan", "urusan", "belanja", "nomenklatur", "uraian", "rincian", "aktivitas") && !bilang:
		k.peran = peranProgram
	case punya(w, "kab", "kabupaten", "kota", "kecamatan", "desa", "kelurahan", "provinsi", "propinsi", "negara", "wilayah", "daerah", "nama", "perangkat", "puskesmas", "sekolah") && !bilang && len(th) == 0:
		k.peran = peranBaris
	default:
		k.angka(atas, semua, len(isi) == 0, kinerja, tahun)
	}
	if k.peran == peranNilai && k.versi == "" {
		switch {
		case punya(semua, "perubahan", "papbd", "pergeseran", "setelah", "menjadi") && !k.hanya(ubahTakTentu):
			k.versi = versiPerubahan
		case punya(semua, "induk", "murni", "semula") || punya(semua, "sebelum") && punya(semua, "perubahan"):
			k.versi = versiInduk
		}
		if punya(semua, "sebelum") && punya(semua, "perubahan") {
			k.versi = versiInduk
		}
	}
	return k
}

// artikanBersama tells what a column holds from all headings above it, the last its own: one
// that means nothing alone may go on with those above.
func artikanBersama(bagian []string, tahun int) kolom {
	n := len(bagian) - 1
	k := artikan(bagian[n], bagian[:n], tahun)
	if k.peran == peranTakTahu && n > 0 {
		if g := artikan(strings.Join(bagian, " "), nil, tahun); g.peran != peranTakTahu {
			g.nama, g.ukuran = k.nama, k.ukuran
			return g
		}
	}
	return k
}

// hanyaIsi are the words of a heading that name no time.
func hanyaIsi(w []string) []string {
	var out []string
	for _, x := range w {
		if !waktu[x] && !(len(x) == 4 && (strings.HasPrefix(x, "19") || strings.HasPrefix(x, "20")) && strings.Trim(x, "0123456789") == "") {
			out = append(out, x)
		}
	}
	return out
}

var waktu = set("tahun thn th ta triwulan tribulan tw i ii iii iv sd s d n 1 2 3 4 periode lalu ini sebelumnya berjalan semester bulan")

// angka reads the heading of a column of numbers: w are its own words, or those above it
// where it names only a time; semua has both.
func (k *kolom) angka(w, semua []string, hanyaWaktu, kinerja bool, tahun int) {
	uang := !kinerja && punya(semua, "anggaran", "pagu", "rp", "rupiah", "keuangan", "belanja", "dana", "serapan", "penyerapan", "alokasi", "dpa", "apbd", "biaya")
	rupiah := punya(semua, "rp", "rupiah") && !kinerja
	persen := punya(w, "%", "persen", "persentase", "prosentase", "presentase", "capaian", "pencapaian", "tingkat", "kemajuan", "rasio", "serapan", "penyerapan", "terhadap", "perbandingan")
	satu := func(b ...review.Besaran) { k.peran, k.calon = peranNilai, b }
	switch {
	case punya(w, "peringkat", "ranking", "rangking", "rank"):
		satu(review.Peringkat)
	case punya(w, "fisik", "tertimbang", "mencapai", "banyaknya"), punya(semua, "standar", "nasional") && !punya(w, "target", "realisasi"), punya(w, "bobot"), punya(w, "kondisi") && punya(w, "awal"), punya(w, "baseline"):
		k.peran = peranLewat
	case punya(semua, "nasional", "provinsi", "propinsi") && punya(w, "realisasi", "target", "capaian"):
		k.peran = peranLewat
	case punya(w, "efisiensi") && !rupiah:
		satu(review.Efisiensi)
	case punya(w, "sisa", "silpa", "efisiensi"):
		satu(review.SisaAnggaran)
	case punya(w, "selisih", "deviasi", "gap", "kesenjangan", "tambah", "bertambah", "berkurang", "lebih"):
		satu(selisihTakTentu)
	case punya(w, "kenaikan", "penurunan", "pertumbuhan", "naik", "turun", "peningkatan", "perubahan") && !punya(w, "target", "anggaran", "pagu", "pk", "apbd", "realisasi", "setelah", "sebelum"):
		if punya(semua, "target", "anggaran", "pagu") && len(w) <= 2 {
			// "Perubahan" under "Target" is the changed target.
			k.nilaiPokok(semua, uang)
			return
		}
		satu(ubahTakTentu)
	case punya(w, "rata"):
		if uang {
			satu(review.RataSerapan)
		} else {
			satu(review.RataCapaian)
		}
	case rupiah && punya(semua, "%"):
		k.peran = peranLewat
	case rupiah && punya(semua, "realisasi") && !punya(w, "target", "sisa"):
		satu(review.RealisasiAnggaran)
	case (k.akhir || k.renstra) && persen && uang:
		k.peran = peranLewat
	case (k.akhir || k.renstra) && persen && !(punya(w, "realisasi") && !punya(w, "%", "persen", "persentase", "prosentase", "tingkat", "terhadap")):
		satu(review.PersenTargetAkhir)
	case punya(w, "serapan", "penyerapan") && rupiah:
		satu(review.RealisasiAnggaran)
	case persen && uang && !rupiah:
		satu(review.CapaianAnggaran)
	case persen && punya(semua, "realisasi") && (k.renstra || kinerja) && !punya(w, "%", "persen", "persentase", "prosentase", "tingkat"):
		satu(review.Realisasi)
	case persen && punya(semua, "realisasi") && punya(w, "capaian", "pencapaian") && punya(w, "realisasi") && !punya(w, "%", "persen", "persentase", "prosentase"):
		satu(review.Realisasi, review.Capaian)
	case persen && (hanyaWaktu || k.tahun > 0 && k.tahun != tahun || k.tahun > 0 && punya(w, "capaian")):
		// "Capaian 2022" may be what was achieved, or that in percent of the target.
		satu(review.Capaian, review.Realisasi)
	case persen:
		satu(review.Capaian)
	default:
		k.nilaiPokok(w, uang)
		if k.hanya(review.Target) && k.renstra && k.tahun > tahun {
			k.calon[0] = review.TargetAkhir
		}
		if k.peran == peranTakTahu && len(w) == 0 && k.tahun > 0 {
			satu(review.Realisasi, review.Capaian) // a bare year
		}
	}
}

// nilaiPokok reads headings of what is planned and what came of it.
func (k *kolom) nilaiPokok(w []string, uang bool) {
	satu := func(b ...review.Besaran) { k.peran, k.calon = peranNilai, b }
	switch {
	case punya(w, "realisasi", "terealisasi", "hasil", "penyerapan"):
		if uang {
			satu(review.RealisasiAnggaran)
		} else {
			satu(review.Realisasi)
		}
	case punya(w, "target", "rencana") || k.akhir && punya(w, "kondisi"):
		switch {
		case uang:
			satu(review.Pagu)
		case k.akhir:
			satu(review.TargetAkhir)
		default:
			satu(review.Target)
		}
	case uang && punya(w, "anggaran", "pagu", "alokasi", "dana", "dpa", "rp", "rupiah", "belanja", "apbd", "biaya"):
		satu(review.Pagu)
	case punya(w, "kinerja"):
		satu(review.Realisasi, review.Capaian)
	}
}

func (k *kolom) hanya(b review.Besaran) bool { return len(k.calon) == 1 && k.calon[0] == b }

func (k *kolom) mungkin(b review.Besaran) bool {
	for _, c := range k.calon {
		if c == b {
			return true
		}
	}
	return false
}

// uang tells whether a Besaran is money.
func uang(b review.Besaran) bool {
	return b == review.Pagu || b == review.RealisasiAnggaran || b == review.SisaAnggaran
}

// teksnya tells whether a Besaran is stated as text.
func teksnya(b review.Besaran) bool { return b == review.Kategori || b == review.Ket }
