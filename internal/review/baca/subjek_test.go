package baca

import (
	"strings"
	"testing"

	"capaian/internal/review"
)

func TestNames(t *testing.T) {
	tests := []struct {
		a, b string
		want miripnya
	}{
		{"Indeks Kepuasan Masyarakat", "INDEKS KEPUASAN MASYARAKAT (IKM)", sama},
		{"Hasil penilaian KLA (Kabupaten Layak Anak)", "Hasil Penilaian Kabupaten Layak Anak (KLA)", sama},
		{"Angka Penilaian APE", "Angka Penilaian APE (Anugerah Parahita Ekapraya)", sama},
		{"Program Pengarusutamaan Gender", "PROGRAM PENGARUS UTAMAAN GENDER", sama},
		{"Persentase jalan dalam kondisi mantap", "Persentase jalan kondisi mantap", sama},
		{"Persentase penurunan kasus", "Persentase kasus yang menurun", sama},
		{"Persentase pelembagaan PHA", "Persentase pelembaan PHA", ejaan},
		{"Persentase pelayanan dokumen kependudukan", "Persentase pelayanan dokumen kependuduakn", ejaan},
		{"Persentase keluarga miskin yang berkurang bebannya", "Persentase keluarga miskin dan rentan yang berkurang bebannya", termasuk},
		{"Persentase panjang jalan kabupaten dalam kondisi baik", "Persentase panjang jembatan kabupaten dalam kondisi baik", bersisa},
		{"Angka Partisipasi Murni SD", "Angka Partisipasi Murni SMP", bersisa},
		{"Persentase korban yang ditangani", "Jumlah korban yang ditangani", lain},
		{"Persentase sarana dalam kondisi baik (IKU-2.3)", "Persentase sarana dalam kondisi baik (IKU-4.1)", lain},
		{"Persentase sarana dalam kondisi baik (IKU-2.3)", "Persentase sarana kondisi baik dan layak (IKU-2.3)", sama},
		{"Produksi ikan", "Panjang jalan", lain},
	}
	for _, tt := range tests {
		if got, _ := namai(tt.a).banding(namai(tt.b)); got != tt.want {
			t.Errorf("%q and %q: got %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got, _ := namai(tt.b).banding(namai(tt.a)); got != tt.want {
			t.Errorf("%q and %q: got %d, want %d", tt.b, tt.a, got, tt.want)
		}
	}
}

const duaSasaran = `LAPORAN KINERJA TAHUN 2024

Tabel 1 Target

Sasaran¦Indikator¦Target
Meningkatnya perlindungan bagi perempuan dan anak korban kekerasan¦Persentase perempuan dan anak korban kekerasan yang mendapatkan pelayanan¦100
¦Nilai evaluasi kota layak anak¦76
Meningkatnya tata kelola pemerintahan yang efektif dan efisien¦Indeks Kepuasan Masyarakat¦86

`

// TestIndicatorsAcrossTables: an indicator that is named a little otherwise is the same; one
// that only resembles another is not, and none is taken for one of two.
func TestIndicatorsAcrossTables(t *testing.T) {
	tests := []struct {
		nama, tabel string
		subjek      int            // indicators
		berapa      map[string]int // targets and realisasi by the name first met
	}{
		{"other words, the only one left under its sasaran", "Sasaran¦Indikator¦Realisasi\nMeningkatnya perlindungan perempuan dan anak korban kekerasan¦Persentase layanan bagi perempuan dan anak korban kekerasan yang ditindaklanjuti¦98\n¦Nilai evaluasi Kota Layak Anak (KLA)¦75\n", 3,
			map[string]int{"Persentase perempuan dan anak korban kekerasan yang mendapatkan pelayanan": 2, "Nilai evaluasi kota layak anak": 2}},
		{"other words, two left", "Sasaran¦Indikator¦Realisasi\nMeningkatnya perlindungan bagi perempuan dan anak korban kekerasan¦Persentase layanan bagi perempuan dan anak korban kekerasan yang ditindaklanjuti¦98\n¦Cakupan kota yang layak anak¦75\n", 5,
			map[string]int{"Persentase perempuan dan anak korban kekerasan yang mendapatkan pelayanan": 1}},
		{"no sasaran", "Indikator¦Realisasi\nPersentase layanan bagi perempuan dan anak korban kekerasan yang ditindaklanjuti¦98\nIndeks Kepuasan Masyarakat (IKM)¦87\n", 4,
			map[string]int{"Indeks Kepuasan Masyarakat": 2}},
		{"one name under two programs", "Program¦Indikator¦Realisasi\nProgram A¦Jumlah laporan yang disusun¦4\nProgram B¦Jumlah laporan yang disusun¦7\n", 5, nil},
		{"the same row twice", "Program¦Indikator¦Realisasi\nProgram A¦Jumlah laporan yang disusun¦4\n¦Jumlah laporan yang disusun¦4\n", 4, nil},
	}
	for _, tt := range tests {
		t.Run(tt.nama, func(t *testing.T) {
			n := bacaTeks(t, duaSasaran+"Tabel 2 Realisasi\n\n"+tt.tabel)
			banyak := 0
			for _, s := range n.Subjek {
				if s.Jenis == review.SubjekIndikator {
					banyak++
				}
			}
			if banyak != tt.subjek {
				t.Errorf("got %d indicators, want %d", banyak, tt.subjek)
			}
			for nama, want := range tt.berapa {
				id := subjekBernama(t, n, nama).ID
				if got := len(nilaiDari(n, id, review.Target, 2024)) + len(nilaiDari(n, id, review.Realisasi, 2024)); got != want {
					t.Errorf("%s: got %d statements, want %d", nama, got, want)
				}
			}
		})
	}
	n := bacaTeks(t, duaSasaran+"Tabel 2 Realisasi\n\n"+tests[0].tabel)
	banyak := 0
	for _, f := range review.Periksa(n).Temuan {
		if f.Aturan == review.NamaBeda {
			banyak++
		}
	}
	if banyak != 2 { // of the indicator, and of its sasaran
		t.Errorf("got %d findings of other names", banyak)
	}
}

// TestSasaranRows: a sasaran stands in a column, in a row of its own, or not at all.
func TestSasaranRows(t *testing.T) {
	n := bacaTeks(t, `LAPORAN KINERJA TAHUN 2024

No¦Sasaran / Indikator¦Target¦Realisasi¦Capaian
Sasaran 1: Meningkatnya mutu layanan kependudukan¦¦¦¦
1¦Persentase dokumen selesai¦80¦76¦95
2¦Indeks kepuasan¦90¦90¦100
Rata-rata capaian¦¦¦¦97,50
¦Sasaran 2: Meningkatnya ketertiban wilayah kecamatan¦¦¦
3¦Jumlah pos aktif¦4¦3¦75
`)
	a, b, c := subjekBernama(t, n, "Persentase dokumen selesai"), subjekBernama(t, n, "Indeks kepuasan"), subjekBernama(t, n, "Jumlah pos aktif")
	if a.Induk == "" || a.Induk != b.Induk || c.Induk == "" || c.Induk == a.Induk {
		t.Errorf("got the parents %q, %q and %q", a.Induk, b.Induk, c.Induk)
	}
	n = bacaTeks(t, `LAPORAN KINERJA TAHUN 2024

Sasaran¦Indikator¦Target¦Realisasi¦Capaian¦Rata-rata Capaian
Meningkatnya mutu layanan kependudukan¦Persentase dokumen selesai¦80¦76¦95,00¦97,50
¦Rata-rata lama pelayanan¦90¦90¦100,00¦
¦Rata-rata capaian¦¦¦97,50¦
`)
	id := subjekBernama(t, n, "Rata-rata lama pelayanan").Induk
	cek(t, "means", nilaiDari(n, id, review.RataCapaian, 2024), []string{"97.5", "97.5"})
	if h := review.Periksa(n); h.Cocok != h.Dihitung || h.Dihitung < 4 {
		t.Errorf("%d of %d hold", h.Cocok, h.Dihitung)
	}
}

func TestFormulas(t *testing.T) {
	tests := []struct {
		isi, atas, bawah string
		bagian           bool
		maks, pengali    string
	}{
		{"(Jumlah PPKS yang ditangani / Jumlah PPKS) x 100%", "Jumlah PPKS yang ditangani", "Jumlah PPKS", true, "", "100"},
		{`$(\text{Jumlah warga terlayani} / \text{Jumlah seluruh warga}) \times 100 \%$`, "Jumlah warga terlayani", "Jumlah seluruh warga", true, "", "100"},
		{`$\frac{\text{Jumlah PSKS}}{\text{Jumlah PPKS}} \times 100\%$`, "Jumlah PSKS", "Jumlah PPKS", false, "", "100"},
		{"Jumlah kematian ibu : Jumlah kelahiran hidup x 100.000", "Jumlah kematian ibu", "Jumlah kelahiran hidup", false, "", "100000"},
		{"Cakupan = Jumlah desa aktif dibagi Jumlah desa × 100%", "Jumlah desa aktif", "Jumlah desa", true, "", "100"},
		{"(Skor penilaian ÷ skor maksimal 1.000) × 100%", "Skor penilaian", "skor maksimal 1.000", false, "1000", ""},
		{"Nilai hasil evaluasi", "", "", false, "", ""},
		{"Jumlah penduduk ber-KTP di kabupaten/kota", "", "", false, "", ""},
		{strings.Repeat("Jumlah / ", 200), "", "", false, "", ""},
	}
	for _, tt := range tests {
		p := &pembaca{skor: map[string]bool{}}
		var s review.Subjek
		p.rumus(&s, tt.isi)
		maks := ""
		if s.SkorMaksimal != nil {
			maks = s.SkorMaksimal.String()
		}
		pengali := ""
		if !s.Pengali.IsZero() {
			pengali = s.Pengali.String()
		}
		if s.Pembilang != tt.atas || s.Penyebut != tt.bawah || s.BagianDari != tt.bagian || maks != tt.maks || pengali != tt.pengali {
			t.Errorf("%q: got %q ÷ %q, part %v, at most %q, times %q", tt.isi, s.Pembilang, s.Penyebut, s.BagianDari, maks, pengali)
		}
	}
}
