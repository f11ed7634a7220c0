package baca_test

import (
	"slices"
	"strings"
	"testing"

	"capaian/internal/report/reporttest"
	"capaian/internal/review"
	"capaian/internal/review/baca"
	"capaian/internal/sakip"
)

// periksaNarasi is what the review finds in the year's own sentences.
func periksaNarasi(d sakip.DataTahun, tw int) ([]review.Temuan, []review.Pernyataan) {
	h := sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: tw})
	return periksaNarasiDari(d, h, review.DariTahun(d, h))
}

func periksaNarasiDari(d sakip.DataTahun, h sakip.Hasil, n review.Bacaan) ([]review.Temuan, []review.Pernyataan) {
	k := baca.DariNarasi(d, h, n)
	t, _, _ := review.PeriksaNarasi(n, h, k)
	return t, k.Pernyataan
}

// berkalimat is a year with one text, in a section.
func berkalimat(d sakip.DataTahun, bagian, isi string) sakip.DataTahun {
	d.Narasi = []sakip.Narasi{{Bagian: bagian, Isi: isi}}
	return d
}

// kalimatLaporan are the sentences of the report on a year, a paragraph a line.
func kalimatLaporan(t *testing.T, d sakip.DataTahun) string {
	var out []string
	for l := range strings.Lines(reporttest.Teks(reporttest.Susun(t, d, sakip.LKjIP, "", 4), reporttest.Halaman{})) {
		if !strings.Contains(l, "\t") {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}

// What the report itself says of a year is right, whoever says it; as it stands nothing that
// was written of the years contradicts them.
func TestOwnSentencesAreRight(t *testing.T) {
	for nama, d := range laporanUji(t) {
		if got, _ := periksaNarasi(d, 4); len(got) > 0 {
			t.Errorf("%s as written: got %v", nama, got)
		}
		got, s := periksaNarasi(berkalimat(d, "bab4.kesimpulan", kalimatLaporan(t, d)), 4)
		for _, f := range got {
			t.Errorf("%s: %s %v", nama, f.Pesan, f.Tempat)
		}
		t.Logf("%s: %d statements", nama, len(s))
		if len(s) < 15 {
			t.Errorf("%s: read %d statements of the report's sentences", nama, len(s))
		}
	}
}

// Of the figures that sentences state, each that is altered alone is told, and nothing else is.
func TestAlteredSentencesAreTold(t *testing.T) {
	semua, kena := 0, 0
	for nama, d := range laporanUji(t) {
		h := sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: 4})
		n := review.DariTahun(d, h)
		for l := range strings.Lines(kalimatLaporan(t, d)) {
			x, y := alterKalimat(t, nama, func(teks string) ([]review.Temuan, []review.Pernyataan) {
				return periksaNarasiDari(berkalimat(d, "bab4.kesimpulan", teks), h, n)
			}, l)
			semua, kena = semua+x, kena+y
		}
	}
	t.Logf("told %d of %d", kena, semua)
	if semua < 150 || kena*100 < semua*90 {
		t.Errorf("told %d of %d", kena, semua)
	}
}

// alterKalimat alters each figure that a paragraph states, one after the other, and counts
// those that are told.
func alterKalimat(t *testing.T, nama string, periksa func(string) ([]review.Temuan, []review.Pernyataan), teks string) (semua, kena int) {
	_, list := periksa(teks)
	for _, s := range list {
		// Another second digit: more than rounding does.
		i := strings.IndexAny(s.Tercetak, "0123456789")
		if s.Jenis == review.JenisTeks || s.Jenis == review.JenisTerbilang || strings.Count(teks, s.Tercetak) != 1 || i+1 >= len(s.Tercetak) || !strings.ContainsAny(s.Tercetak[i+1:i+2], "0123456789") {
			continue
		}
		salah := s.Tercetak[:i+1] + string('0'+(s.Tercetak[i+1]-'0'+5)%10) + s.Tercetak[i+2:]
		got, _ := periksa(strings.Replace(teks, s.Tercetak, salah, 1))
		semua++
		ada := false
		for _, f := range got {
			if slices.ContainsFunc(f.Tempat, func(p review.Perbaikan) bool { return p.Tercetak == salah }) {
				ada = true
			} else {
				t.Errorf("%s: %s made %s: got %s", nama, s.Tercetak, salah, f.Pesan)
			}
		}
		if ada {
			kena++
		} else {
			t.Logf("%s: %v %s made %s is not told", nama, s.Kunci, s.Tercetak, salah)
		}
	}
	return semua, kena
}

// TestNarratives: a sentence of a year's own is held against what the year comes to.
func TestNarratives(t *testing.T) {
	d := reporttest.Tahun(t, "trenggalek", 2023)
	iku, _ := d.CariIndikator("IKU-1.1")
	const kesimpulan = "bab4.kesimpulan"
	satu := sakip.BagianIndikator("IKU-1.1")
	for _, c := range []struct {
		nama, bagian, isi string
		want              []string // place, what stands there, what should
	}{
		{"right", satu, "Realisasi sebesar 99,40% terhadap target 98,94%, sehingga capaiannya 100,46%.", nil},
		{"right to fewer decimals", satu, "Capaian kinerja indikator ini 100,5% dari target.", nil},
		{"cut instead of rounded", satu, "Capaian kinerja indikator ini 100,4%.", nil},
		{"wrong", satu, "Capaian kinerja indikator ini 101,5%.", []string{"capaian 101,5% → 100,46%"}},
		{"wrong, in words", satu, "Capaian kinerja indikator ini **101,5 persen**.", []string{"capaian 101,5 persen → 100,46%"}},
		{"wrong, named", kesimpulan, iku.Nama + " terealisasi sebesar 89,40% pada tahun 2023, melampaui target.", []string{"realisasi 89,40% → 99,40%"}},
		{"wrong, of the year before", satu, "Pada tahun 2022 realisasinya sebesar 89,73%.", []string{"realisasi 2022 89,73% → 98,73%"}},
		{"one of three", satu, "Realisasi sebesar 99,40% terhadap target 98,94%, sehingga capaiannya 100,64%.", []string{"capaian 100,64% → 100,46%"}},
		{"said twice in one text", satu, "Capaian kinerja indikator ini 101,5%.\n\nCapaian kinerja sebesar 101,5%.", []string{"capaian 101,5% → 100,46%"}},
		{"two figures", satu, "Realisasi sebesar 90,40% terhadap target 97,94%.", []string{"realisasi 90,40% → 99,40%", "target 97,94% → 98,94%"}},
		{"class", satu, "Capaian kinerja indikator ini 100,46% dengan kategori Cukup.", []string{"kategori Cukup → Sangat Baik"}},
		{"the whole budget", "bab3.anggaran", "Anggaran sebesar Rp16.605.479.345 terealisasi Rp15.731.330.440 atau 95,74%.", []string{"capaian anggaran 95,74% → 94,74%"}},
		{"in a list", satu, "Hasilnya:\n\n- capaian kinerja indikator ini 101,5%\n- capaian kinerja indikator ini\n  100,46%", []string{"capaian 101,5% → 100,46%"}},
		{"a share of its own", kesimpulan, "Calon pengantin dibawah umur sebanyak 173 orang atau sebesar 2,66% dari total calon pengantin sebesar 10.424 orang.", []string{"bagian 2,66% → 1,66%"}},
		{"a share that is right", kesimpulan, "Calon pengantin dibawah umur sebanyak 173 orang atau sebesar 1,66% dari total calon pengantin sebesar 10.424 orang.", nil},
		{"everything reached", kesimpulan, "Semua target telah tercapai.", []string{"simpulan Semua target telah tercapai → "}},
		{"everything reached, of a part", satu, "Semua target telah tercapai.", nil},
		{"of others", kesimpulan, "Angka kemiskinan provinsi sebesar 10,35% dan capaian nasional 88%.", nil},
		{"nothing of the year", kesimpulan, "Sebanyak 35 peserta mengikuti 4 pelatihan pada 12 Mei 2023, 80% di antaranya perempuan.", nil},
		{"of a quarter", satu, "Pada triwulan III realisasi sebesar 45,20%.", nil},
		{"up to a month", satu, "Realisasi s.d. September sebesar 45,20%.", nil},
		{"of no section of the year", "bab3.lama", iku.Nama + " terealisasi sebesar 89,40%.", []string{"realisasi 89,40% → 99,40%"}},
		{"no figure", satu, "Capaian kinerja baik.", nil},
	} {
		t.Run(c.nama, func(t *testing.T) {
			y := berkalimat(d, c.bagian, c.isi)
			temuan, _ := periksaNarasi(y, 4)
			var got []string
			for _, f := range temuan {
				if f.Tingkat != review.Peringatan || f.Tempat[0].Tabel != review.TabelNarasi {
					t.Errorf("got %s at %v, want a warning at the narrative", f.Tingkat, f.Tempat[0])
				}
				b, ada := y.CariBagianNarasi(c.bagian)
				if baris := f.Tempat[0].Baris; ada && baris != b.Sebutan() || !ada && baris != c.bagian {
					t.Errorf("got row %q", baris)
				}
				got = append(got, f.Tempat[0].Kolom+" "+f.Tempat[0].Tercetak+" → "+f.Tempat[0].Hitung)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if lalu, s := periksaNarasi(y, 3); len(lalu)+len(s) > 0 {
				t.Errorf("at the end of a quarter before: got %v, %v", lalu, s)
			}
		})
	}
}
