package baca

import (
	"strings"
	"testing"

	"capaian/internal/review"
)

// tabelDari are the tables of a text.
func tabelDari(t testing.TB, s string) []*tabel {
	t.Helper()
	n, err := Teks([]byte(strings.ReplaceAll(s, "¦", "\t")))
	if err != nil {
		t.Fatal(err)
	}
	return tata(n, 2024)
}

func barisDari(t *tabel) []string {
	out := []string{}
	for _, b := range t.baris {
		out = append(out, strings.Join(b.sel, "|"))
	}
	return out
}

func kolomDari(t *tabel) []string {
	out := []string{}
	for _, k := range t.kolom {
		s := k.nama
		if k.peran == peranNilai {
			b := []string{}
			for _, x := range k.calon {
				b = append(b, string(x))
			}
			s += " = " + strings.Join(b, "/")
			if k.tahun > 0 {
				s += " " + nomor(k.tahun)
			}
			if k.triwulan > 0 {
				s += " TW" + nomor(k.triwulan)
			}
			if k.versi != "" {
				s += " " + k.versi
			}
		}
		out = append(out, s)
	}
	return out
}

// TestLayout: what a page, a line or a word processor does to a table is undone.
func TestLayout(t *testing.T) {
	tests := []struct {
		nama, teks string
		tabel      []string // names
		kolom      []string // of the first
		baris      []string // of the first
	}{
		{"title on two lines", "Tabel 3.7.\nPerbandingan Realisasi\n\nIndikator¦Target¦Realisasi\nsatu dua¦1¦2\n", []string{"Tabel 3.7"}, []string{"Indikator", "Target = target", "Realisasi = realisasi"}, []string{"satu dua|1|2"}},
		{"title apart from its number", "Tabel 3-2\n\nCapaian Kinerja\n\nIndikator¦Target¦Realisasi\nsatu dua¦1¦2\n", []string{"Tabel 3-2"}, nil, []string{"satu dua|1|2"}},
		{"list of tables is no title", "Tabel 3.1 Capaian Kinerja ........ 12\n\nIndikator¦Target¦Realisasi\nsatu dua¦1¦2\n", []string{"Tabel di baris 3"}, nil, []string{"satu dua|1|2"}},
		{"title in the table", "Tabel di atas.\n\nSASARAN 1: Meningkatnya mutu¦¦\nIndikator¦Target¦Realisasi\nsatu dua¦1¦2\n", nil, nil, []string{"satu dua|1|2"}},
		{"numbers of columns", "Indikator¦Target¦Realisasi¦Capaian\n(1)¦(2)¦(3)¦(4)=(3)/(2)\nsatu dua¦1¦2¦200\n", nil, nil, []string{"satu dua|1|2|200"}},
		{"numbers without brackets", "No¦Indikator¦Target\n1¦2¦3\n1¦satu dua¦7\n", nil, nil, []string{"1|satu dua|7"}},
		{"row cut by a page", "No.¦Program¦Anggaran¦Keterangan\n1.¦Program Penanganan Korban Tindak¦2.500.000¦APBD\n\n¦Kekerasan¦¦\n2.¦Program Lain¦3.000.000¦APBD\n", []string{"Tabel di baris 1"}, nil,
			[]string{"1.|Program Penanganan Korban Tindak Kekerasan|2.500.000|APBD", "2.|Program Lain|3.000.000|APBD"}},
		{"row cut by lines", "Indikator¦Target¦Realisasi\nPersentase keluarga yang¦10¦9\nmeningkat ekonominya¦¦\nPersentase lain¦5¦5\n", nil, nil, []string{"Persentase keluarga yang meningkat ekonominya|10|9", "Persentase lain|5|5"}},
		{"merged cell cut by a page", "No.¦Sasaran Strategis¦Indikator¦Target\n1¦Meningkatnya layanan bagi¦Indikator satu dua¦1\n¦¦Indikator tiga empat¦2\n\n¦perempuan dan anak¦¦\n¦¦Indikator lima enam¦3\n", nil, nil,
			[]string{"1|Meningkatnya layanan bagi perempuan dan anak|Indikator satu dua|1", "||Indikator tiga empat|2", "||Indikator lima enam|3"}},
		{"heading again after a page", "Indikator¦Target¦Realisasi\nsatu dua¦1¦2\n\n17\n\nIndikator¦Target¦Realisasi\ntiga empat¦3¦4\n", []string{"Tabel di baris 1"}, nil, []string{"satu dua|1|2", "tiga empat|3|4"}},
		{"heading of two rows again", "Indikator¦Realisasi¦\n¦2023¦2024\nsatu dua¦1¦2\n\nIndikator¦Realisasi¦\n¦2023¦2024\ntiga empat¦3¦4\n", nil, []string{"Indikator", "Realisasi - 2023 = realisasi 2023", "Realisasi - 2024 = realisasi 2024"}, []string{"satu dua|1|2", "tiga empat|3|4"}},
		{"goes on without a heading", "Indikator¦Target¦Realisasi\nsatu dua¦1¦2\n\nHalaman 3 dari 60\n\ntiga empat¦3¦4\n", nil, nil, []string{"satu dua|1|2", "tiga empat|3|4"}},
		{"goes on as said", "Tabel 3.1 Capaian\n\nIndikator¦Target¦Realisasi\nsatu dua¦1¦2\n\nLanjutan Tabel 3.1\n\nIndikator¦Target¦Realisasi\ntiga empat¦3¦4\n", []string{"Tabel 3.1"}, nil, []string{"satu dua|1|2", "tiga empat|3|4"}},
		{"another table with the same heading", "Tabel 3.1 Capaian\n\nIndikator¦Target¦Realisasi\nsatu dua¦1¦2\n\nTabel 3.2 Capaian\n\nIndikator¦Target¦Realisasi\ntiga empat¦3¦4\n", []string{"Tabel 3.1", "Tabel 3.2"}, nil, []string{"satu dua|1|2"}},
		{"two tables of one title", "PERJANJIAN KINERJA\n\nIndikator¦Target\nsatu dua¦1\n\nNo¦Program¦Anggaran\n1¦Program satu¦1.000.000\n", []string{"PERJANJIAN KINERJA", "PERJANJIAN KINERJA (baris 6)"}, nil, []string{"satu dua|1"}},
		{"page between the heading and its second row", "Indikator¦Realisasi¦\n\n12\n\n¦2023¦2024\nsatu dua¦1¦2\n", []string{"Tabel di baris 1"}, []string{"Indikator", "Realisasi - 2023 = realisasi 2023", "Realisasi - 2024 = realisasi 2024"}, []string{"satu dua|1|2"}},
		{"Rp in a cell of its own", "No¦Program¦Anggaran¦Keterangan\n1¦Program satu¦Rp¦100.000.000¦APBD\n2¦Program dua¦Rp 5.000.000¦APBD\n", nil, nil, []string{"1|Program satu|Rp 100.000.000|APBD", "2|Program dua|Rp 5.000.000|APBD"}},
		{"Rp below a heading over two columns", "Program¦Anggaran¦¦Sumber\nProgram satu¦Rp¦100.000.000¦APBD\n", nil, nil, []string{"Program satu|Rp 100.000.000||APBD"}},
		{"percent sign in a cell of its own", "Indikator¦Target¦¦Realisasi\nsatu dua¦98,94¦%¦97\n", nil, nil, []string{"satu dua|98,94 %||97"}},
		{"heading over several", "NO¦SASARAN¦INDIKATOR SASARAN¦INDIKATOR KINERJA¦¦¦ANGGARAN¦¦¦TINGKAT EFISIENSI\n¦¦¦TARGET¦REALISASI¦RATA-RATA CAPAIAN¦ANGGARAN (Rp)¦REALISASI (Rp)¦PERSENTASE CAPAIAN¦\n1¦Meningkatnya mutu layanan¦satu dua¦1¦2¦200¦5.000.000¦4.000.000¦80¦250\n", nil,
			[]string{"NO", "SASARAN", "INDIKATOR SASARAN", "INDIKATOR KINERJA - TARGET = target", "INDIKATOR KINERJA - REALISASI = realisasi", "INDIKATOR KINERJA - RATA-RATA CAPAIAN = rata_capaian", "ANGGARAN - ANGGARAN (Rp) = pagu", "ANGGARAN - REALISASI (Rp) = realisasi_anggaran", "ANGGARAN - PERSENTASE CAPAIAN = capaian_anggaran", "TINGKAT EFISIENSI = tingkat_efisiensi"},
			[]string{"1|Meningkatnya mutu layanan|satu dua|1|2|200|5.000.000|4.000.000|80|250"}},
		{"one heading beside one over several", "Indikator¦Capaian 2022¦Realisasi¦¦\n¦¦Kinerja 2023¦Target Akhir Renstra¦% terhadap Target Akhir\nsatu dua¦1¦2¦4¦50\n", nil,
			[]string{"Indikator", "Capaian 2022 = capaian/realisasi 2022", "Realisasi - Kinerja 2023 = realisasi/capaian 2023", "Realisasi - Target Akhir Renstra = target_akhir", "Realisasi - % terhadap Target Akhir = persen_target_akhir"}, []string{"satu dua|1|2|4|50"}},
		{"K and Rp", "Indikator¦Target Renja 2024¦¦Realisasi¦\n1¦2¦¦3¦\n¦K¦Rp¦K¦Rp\nsatu dua¦1¦100.000¦2¦90.000\n", nil,
			[]string{"Indikator", "Target Renja 2024 - K = target 2024", "Target Renja 2024 - Rp = pagu 2024", "Realisasi - K = realisasi", "Realisasi - Rp = realisasi_anggaran"}, []string{"satu dua|1|100.000|2|90.000"}},
		{"quarters", "Indikator¦Triwulan II¦¦s.d. Triwulan II¦\n¦Target¦Realisasi¦Target¦Realisasi\nsatu dua¦1¦2¦3¦4\n", nil,
			[]string{"Indikator", "Triwulan II - Target = target TW2 triwulan ini", "Triwulan II - Realisasi = realisasi TW2 triwulan ini", "s.d. Triwulan II - Target = target TW2", "s.d. Triwulan II - Realisasi = realisasi TW2"}, []string{"satu dua|1|2|3|4"}},
		{"head of each page", "Dinas Contoh\n\nIndikator¦Target¦Realisasi\nsatu dua¦1¦2\n\nDinas Contoh\n\ntiga empat¦3¦4\n\nDinas Contoh\n\nlima enam¦5¦6\n\nDinas Contoh\n\n\nDinas Contoh\n\n", nil, nil, []string{"satu dua|1|2", "tiga empat|3|4", "lima enam|5|6"}},
	}
	for _, tt := range tests {
		t.Run(tt.nama, func(t *testing.T) {
			got := tabelDari(t, tt.teks)
			if len(got) == 0 {
				t.Fatal("no table")
			}
			if tt.tabel != nil {
				var nama []string
				for _, x := range got {
					nama = append(nama, x.nama)
				}
				cek(t, "tables", nama, tt.tabel)
			}
			if tt.kolom != nil {
				cek(t, "columns", kolomDari(got[0]), tt.kolom)
			}
			cek(t, "rows", barisDari(got[0]), tt.baris)
		})
	}
}

// TestMergedCells: what a workbook merges says no more than once.
func TestMergedCells(t *testing.T) {
	sel := func(s ...string) BarisKisi {
		b := BarisKisi{}
		for _, x := range s {
			y, lanjut := strings.CutPrefix(x, "^")
			b.Sel = append(b.Sel, Sel{y, lanjut})
		}
		return b
	}
	rows := []BarisKisi{
		sel("No", "Sasaran", "Indikator", "Realisasi", "^Realisasi", "Target Akhir"),
		sel("^No", "^Sasaran", "^Indikator", "2023", "2024", "^Target Akhir"),
		sel("1", "Meningkatnya mutu layanan dasar bagi warga", "satu dua", "1", "2", "3"),
		sel("^1", "^Meningkatnya mutu layanan dasar bagi warga", "tiga empat", "4", "5", "6"),
	}
	for i := range rows {
		rows[i].Nomor = i + 1
	}
	n := Pahami(Naskah{Bagian: []Bagian{{Nomor: 1, Lembar: "IKU", Paragraf: "LAPORAN KINERJA TAHUN 2024"}, {Nomor: 1, Lembar: "IKU", Kisi: &Kisi{Baris: rows}}}})
	a, b := subjekBernama(t, n, "satu dua"), subjekBernama(t, n, "tiga empat")
	if a.Induk == "" || a.Induk != b.Induk {
		t.Errorf("got the parents %q and %q", a.Induk, b.Induk)
	}
	cek(t, "last year", nilaiDari(n, b.ID, review.Realisasi, 2023), []string{"4"})
	cek(t, "this year", nilaiDari(n, b.ID, review.Realisasi, 2024), []string{"5"})
	cek(t, "end target", nilaiDari(n, b.ID, review.TargetAkhir, 2024), []string{"6"})
	cek(t, "names of the sasaran", nilaiDari(n, a.Induk, review.Nama, 2024), []string{"Meningkatnya mutu layanan dasar bagi warga"})
}
