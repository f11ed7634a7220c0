package reporttest_test

import (
	"strings"
	"testing"

	"capaian/internal/report/reporttest"
)

// TestTeks: a text says all that its document does, in its order, on pages or without.
func TestTeks(t *testing.T) {
	for _, c := range reporttest.Semua(t) {
		for nama, h := range map[string]reporttest.Halaman{"no pages": {}, "pages": {Baris: 40, Pisah: true}, "short pages with headers": {Baris: 17, Ulang: true}} {
			t.Run(c.Nama+"/"+nama, func(t *testing.T) {
				s := reporttest.Teks(c.Dokumen, h)
				reporttest.PeriksaUrut(t, c.Nama, reporttest.Isi(c.Dokumen), reporttest.Kata(s))
				if s != reporttest.Teks(c.Dokumen, h) {
					t.Error("two texts of one document differ")
				}
			})
		}
	}
}

// TestTeksLayout looks at the layout of one table, and of one that goes over a page.
func TestTeksLayout(t *testing.T) {
	d := reporttest.LKjIP(t)
	const (
		judul  = "Perbandingan Realisasi Sasaran Strategis Urusan Pemberdayaan Perempuan dan Perlindungan Anak Tahun 2023 dengan Tahun Sebelumnya dan Target Akhir Masa RPJMD/Renstra\n"
		kepala = "Sasaran Strategis\tIndikator Sasaran\t"
		baris  = "\nMeningkatnya pengarusutamaan gender dan pemenuhan hak anak dalam pembangunan serta pelayanan terpadu bagi korban kekerasan terhadap perempuan dan anak\tHasil penilaian KLA (Kabupaten Layak Anak)\t70,14"
		kedua  = "\n\tAngka Penilaian APE\t75,00"
	)
	s := reporttest.Teks(d, reporttest.Halaman{})
	_, tabel, ada := strings.Cut(s, "\nTabel 3.7. "+judul)
	for _, want := range []string{"\n" + kepala, baris, kedua} {
		if !ada || !strings.Contains(tabel[:min(len(tabel), 1500)], want) {
			t.Errorf("the table has no %q: %.1500s", want, tabel)
		}
	}
	berhalaman := reporttest.Teks(d, reporttest.Halaman{Baris: 17, Ulang: true, Pisah: true})
	if !strings.Contains(berhalaman, "\nTabel 3.7.\n"+judul) {
		t.Error("number and title stand in one line")
	}
	if a, b := strings.Count(s, "\n"+kepala), strings.Count(berhalaman, "\n"+kepala); b <= a {
		t.Errorf("headers: %d without pages, %d with", a, b)
	}
	if !strings.Contains(berhalaman, "\n\n12\n\n") || strings.Contains(s, "\n\n12\n\n") {
		t.Error("pages do not end in their number")
	}
	// Rows of tables are more where some were cut in two.
	hitung := func(h reporttest.Halaman) (n int) {
		for l := range strings.Lines(reporttest.Teks(d, h)) {
			if strings.Contains(l, "\t") {
				n++
			}
		}
		return n
	}
	if a, b := hitung(reporttest.Halaman{}), hitung(reporttest.Halaman{Baris: 17}); b < a+5 {
		t.Errorf("rows of tables: %d without pages, %d with: hardly any was cut", a, b)
	}
}
