package review_test

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/sample"
)

func contoh(t testing.TB, opd string, tahun int) sakip.DataTahun {
	t.Helper()
	b, err := sample.Seed()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range b.OPD {
		for _, d := range a.Tahun {
			if a.Profil.ID == opd && d.Tahun == tahun {
				return d
			}
		}
	}
	t.Fatalf("no sample year %s %d", opd, tahun)
	return sakip.DataTahun{}
}

// TestComputedYearAgrees: what the engine computes holds together at the end of every
// quarter of every sample year.
func TestComputedYearAgrees(t *testing.T) {
	b, err := sample.Seed()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range b.OPD {
		for _, d := range a.Tahun {
			for tw := 1; tw <= 4; tw++ {
				h := review.Periksa(review.DariTahun(d, sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: tw})))
				for _, f := range h.Temuan {
					if f.Tingkat == review.Galat || f.Aturan == review.Pembulatan {
						t.Errorf("%s %d TW%d: %s %s", a.Profil.ID, d.Tahun, tw, f.Aturan, f.Pesan)
					}
				}
				if tw == 4 {
					t.Logf("%s %d: %d findings, %d ties", a.Profil.ID, d.Tahun, len(h.Temuan), h.Dihitung)
				}
			}
		}
	}
}

// TestYearFindings alters a sample year as people do, one rule at a time.
func TestYearFindings(t *testing.T) {
	besar := func(s string) *decimal.Decimal { d := decimal.RequireFromString(s); return &d }
	cases := []struct {
		nama   string
		aturan review.Aturan
		ubah   func(*sakip.DataTahun)
	}{
		{"no responsible person", review.TanpaPIC, func(d *sakip.DataTahun) { d.Indikator[0].PenanggungJawab = " " }},
		{"sasaran without indicator", review.SasaranKosong, func(d *sakip.DataTahun) {
			d.Renstra.Sasaran = append(d.Renstra.Sasaran, sakip.Sasaran{ID: "S9", Nama: "Sasaran baru"})
		}},
		{"budget linked twice", review.AnggaranGanda, func(d *sakip.DataTahun) {
			var pertama []sakip.TautanAnggaran
			for n, i := range d.Indikator {
				if i.Tingkat != sakip.TingkatSasaran || len(i.Anggaran) == 0 {
					continue
				}
				if pertama == nil {
					pertama = i.Anggaran
					continue
				}
				d.Indikator[n].Anggaran = append(slices.Clone(i.Anggaran), pertama...)
				return
			}
		}},
		{"budget linked to none", review.TanpaSasaran, func(*sakip.DataTahun) {}},
		{"recommendation unanswered", review.BelumDijawab, func(d *sakip.DataTahun) { d.Rekomendasi[0].TindakLanjut = "" }},
		{"classes that leave a gap", review.SkalaTumpang, func(d *sakip.DataTahun) {
			d.Kebijakan.Skala.Kelas = slices.Clone(d.Kebijakan.Skala.Kelas)[:len(d.Kebijakan.Skala.Kelas)-1]
		}},
		{"agreement's money is not the budget's", review.BedaTempat, func(d *sakip.DataTahun) {
			for n := range d.Perjanjian {
				d.Perjanjian[n].Program = slices.Clone(d.Perjanjian[n].Program)
				d.Perjanjian[n].Program[1].Anggaran = d.Perjanjian[n].Program[1].Anggaran.Add(*besar("1000"))
			}
		}},
		{"more spent than planned", review.SerapanLebih, func(d *sakip.DataTahun) {
			r := slices.Clone(d.RealisasiAnggaran)
			for n := range r {
				if r[n].Triwulan == 4 {
					r[n].Nilai = *besar("99000000000")
					break
				}
			}
			d.RealisasiAnggaran = r
		}},
		{"the Renstra ends elsewhere than its last year", review.RencanaBeda, func(d *sakip.DataTahun) {
			d.Renstra.Kolom = slices.Clone(d.Renstra.Kolom)
			n := slices.IndexFunc(d.Renstra.Kolom, func(k sakip.KolomRenstra) bool { return k.Akhir != nil && k.Akhir.Nilai != nil })
			d.Renstra.Kolom[n].Tahunan = map[int]decimal.Decimal{d.Renstra.TahunAkhir: d.Renstra.Kolom[n].Akhir.Nilai.Add(*besar("1"))}
		}},
		{"an agreement promises otherwise than the Renstra", review.RencanaBeda, func(d *sakip.DataTahun) {
			d.Renstra.Kolom = slices.Clone(d.Renstra.Kolom)
			d.Renstra.Kolom[0].Tahunan = map[int]decimal.Decimal{d.Tahun: *besar("1")}
		}},
		{"quarters that do not end at the year's target", review.RencanaBeda, func(d *sakip.DataTahun) {
			d.RencanaAksi = append(d.RencanaAksi, sakip.RencanaAksi{Indikator: d.Indikator[0].ID, Triwulan: 4, TargetSD: &sakip.Target{Nilai: besar("1")}})
		}},
		{"quarters that do not add up", review.RencanaBeda, func(d *sakip.DataTahun) {
			i := &d.Indikator[0]
			i.Formula, i.AkumulasiX = sakip.Formula{Jenis: sakip.FormulaNilai}, sakip.Jumlah
			d.RencanaAksi = append(d.RencanaAksi, sakip.RencanaAksi{Indikator: i.ID, Triwulan: 1, Target: &sakip.Target{Nilai: besar("1")}},
				sakip.RencanaAksi{Indikator: i.ID, Triwulan: 2, Target: &sakip.Target{Nilai: besar("2")}})
		}},
		{"a draft's target below last year's", review.TargetDiBawah, func(d *sakip.DataTahun) { *d = denganDraf(*d, "1", "") }},
		{"a draft's money is not the budget's", review.BedaTempat, func(d *sakip.DataTahun) { *d = denganDraf(*d, "", "1000") }},
		{"a program called otherwise", review.NamaBeda, func(d *sakip.DataTahun) {
			p := &d.Perjanjian[len(d.Perjanjian)-1]
			p.Program = slices.Clone(p.Program)
			p.Program[0].Nama = "Program lain"
		}},
		{"a fact larger than what it is part of", review.BagianLebih, func(d *sakip.DataTahun) {
			d.Fakta = append(slices.Clone(d.Fakta), sakip.Fakta{ID: "f", Nama: "Fakta", DariTotal: besar("10"), Rincian: []sakip.Rincian{{Nama: "a", Nilai: *besar("6")}, {Nama: "b", Nilai: *besar("5")}}})
		}},
		{"a fact whose parts are more than it", review.JumlahRincian, func(d *sakip.DataTahun) {
			d.Fakta = append(slices.Clone(d.Fakta), sakip.Fakta{ID: "f", Nama: "Fakta", Nilai: besar("10"), Rincian: []sakip.Rincian{{Nama: "a", Nilai: *besar("6")}, {Nama: "b", Nilai: *besar("8")}}})
		}},
	}
	for _, c := range cases {
		t.Run(c.nama, func(t *testing.T) {
			d := contoh(t, "dinsos-p3a-trenggalek", 2023)
			lihat := func() int {
				n := 0
				for _, f := range review.Periksa(review.DariTahun(d, sakip.Hitung(d, sakip.Periode{Tahun: 2023, Triwulan: 4}))).Temuan {
					if f.Aturan == c.aturan {
						n++
					}
				}
				return n
			}
			before := lihat()
			d.Indikator = slices.Clone(d.Indikator)
			d.Perjanjian = slices.Clone(d.Perjanjian)
			d.Rekomendasi = slices.Clone(d.Rekomendasi)
			c.ubah(&d)
			if after := lihat(); after == 0 || after == before && c.aturan != review.TanpaSasaran {
				t.Errorf("rule %s: got %d findings, %d without the change", c.aturan, after, before)
			}
		})
	}
}

// denganDraf adds an agreement that is not signed, its first target as given, its first
// program with more money.
func denganDraf(d sakip.DataTahun, target, lebih string) sakip.DataTahun {
	p := d.Perjanjian[len(d.Perjanjian)-1]
	p.Versi, p.Ditandatangani, p.Tanggal, p.Target, p.Program = "perubahan-9", false, "", nil, slices.Clone(p.Program)
	if target != "" {
		v := decimal.RequireFromString(target)
		p.Target = map[string]sakip.Target{d.Indikator[0].ID: {Nilai: &v}}
	}
	if lebih != "" {
		p.Program[0].Anggaran = p.Program[0].Anggaran.Add(decimal.RequireFromString(lebih))
	}
	d.Perjanjian = append(slices.Clone(d.Perjanjian), p)
	return d
}

func TestEvidenceOutsideItsPeriod(t *testing.T) {
	d := contoh(t, "dinsos-p3a-trenggalek", 2023)
	b := sakip.Bukti{ID: "b1", Tahun: 2023, Triwulan: 4, Jenis: sakip.BuktiDukung, Indikator: d.Indikator[0].ID, Nama: "foto.jpg", Tanggal: "2023-12-01"}
	luar, dijelaskan, lain := b, b, b
	luar.Tanggal = "2024-02-01"
	dijelaskan.Tanggal, dijelaskan.Penjelasan = luar.Tanggal, "laporan terbit kemudian"
	lain.Tanggal, lain.Indikator = luar.Tanggal, "tak ada"
	got := review.PeriksaBukti(d, []sakip.Bukti{b, luar, dijelaskan, lain})
	if len(got) != 1 || got[0].Aturan != review.BuktiDiLuar || got[0].Tempat[0].Tercetak != "2024-02-01" {
		t.Errorf("got %+v, want the one of 2024-02-01", got)
	}
}

// TestYearStatesMeansAndRanges: what a policy weighs, what could be computed of some only, and
// a target that is a range are statements that are checked.
func TestYearStatesMeansAndRanges(t *testing.T) {
	d := contoh(t, "dinas-contoh", 2025)
	if len(d.Kebijakan.Bobot) == 0 {
		d.Kebijakan.Bobot = map[string]decimal.Decimal{d.Indikator[0].ID: decimal.NewFromInt(2)}
	}
	periksa := func(ubah func(*sakip.Hasil)) (galat []review.Temuan, n review.Hasil) {
		h := sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: 4})
		if ubah != nil {
			ubah(&h)
		}
		n = review.Periksa(review.DariTahun(d, h))
		for _, f := range n.Temuan {
			if f.Tingkat == review.Galat {
				galat = append(galat, f)
			}
		}
		return galat, n
	}
	if f, h := periksa(nil); len(f) > 0 || h.Cocok != h.Dihitung {
		t.Fatalf("as computed: got %+v, %d of %d", f, h.Cocok, h.Dihitung)
	}
	h := sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: 4})
	berbobot, sebagian, rentang := -1, -1, -1
	for n, s := range h.Sasaran {
		for _, i := range h.Indikator {
			if i.Indikator.Induk != s.Sasaran.ID || i.Indikator.Tingkat != sakip.TingkatSasaran || !s.RataCapaian.Ada() {
				continue
			}
			if _, ada := d.Kebijakan.Bobot[i.Indikator.ID]; ada {
				berbobot = n
			}
			if s.N < s.M {
				sebagian = n
			}
		}
	}
	for n, i := range h.Indikator {
		if i.Target.Bawah != nil && i.Capaian.Ada() {
			rentang = n
		}
	}
	if berbobot < 0 || sebagian < 0 || rentang < 0 {
		t.Fatalf("the sample has none of what is tested: weighted %d, of some %d, range %d", berbobot, sebagian, rentang)
	}
	naik := func(c *sakip.Capaian) {
		v := c.Nilai.Add(decimal.NewFromInt(7))
		c.Nilai = &v
	}
	for nama, c := range map[string]struct {
		ubah  func(*sakip.Hasil)
		baris string
	}{
		"a weighted mean":     {func(h *sakip.Hasil) { naik(&h.Sasaran[berbobot].RataCapaian) }, h.Sasaran[berbobot].Sasaran.ID},
		"a mean of some":      {func(h *sakip.Hasil) { naik(&h.Sasaran[sebagian].RataCapaian) }, h.Sasaran[sebagian].Sasaran.ID},
		"against a range":     {func(h *sakip.Hasil) { naik(&h.Indikator[rentang].Capaian) }, h.Indikator[rentang].Indikator.ID},
		"weighted absorption": {func(h *sakip.Hasil) { naik(&h.Sasaran[berbobot].RataCapaianAnggaran) }, h.Sasaran[berbobot].Sasaran.ID},
	} {
		f, _ := periksa(c.ubah)
		if len(f) == 0 || f[0].Aturan != review.HitungUlang || f[0].Tempat[0].Baris != c.baris {
			t.Errorf("%s: got %+v, want one at %s", nama, f, c.baris)
		}
	}
}
