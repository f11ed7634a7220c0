package report_test

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/report"
	"capaian/internal/report/document"
	"capaian/internal/report/pdf"
	"capaian/internal/sakip"
	"capaian/internal/sample"
)

// kalimat are the texts of a document outside its tables, in order: what people read.
func kalimat(d document.Dokumen) []string {
	var out []string
	var daftar func(document.Daftar)
	daftar = func(x document.Daftar) {
		for _, b := range x.Butir {
			out = append(out, b.Teks.String())
			if b.Anak != nil {
				daftar(*b.Anak)
			}
		}
	}
	for _, b := range d.Semua() {
		switch b := b.(type) {
		case document.Judul:
			out = append(out, b.Sebutan())
		case document.Paragraf:
			out = append(out, b.Teks.String())
		case document.Daftar:
			daftar(b)
		case document.Celah:
			out = append(out, b.String())
		case *document.Gambar:
			out = append(out, b.Sebutan(), b.Alt)
		}
	}
	return out
}

// seluruh is all that a document says, tables and charts included, a line a piece.
func seluruh(d document.Dokumen) string {
	out := kalimat(d)
	for _, t := range d.Tabel() {
		out = append(out, t.Sebutan())
		for _, r := range t.Baris {
			for _, c := range r {
				out = append(out, t.ID+" "+c.Kunci+" "+c.Tampil())
			}
		}
	}
	for _, g := range d.Gambar() {
		if g.Grafik == nil {
			continue
		}
		for _, s := range g.Grafik.Seri {
			for n, v := range s.Nilai {
				if v != nil {
					out = append(out, fmt.Sprintf("%s %s %s", g.ID, s.Kunci[n], document.Sel{Nilai: v, Format: document.FAngka, Desimal: g.Grafik.Desimal}.Tampil()))
				}
			}
		}
	}
	return strings.Join(out, "\n")
}

func des(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func pd(s string) *decimal.Decimal {
	d := des(s)
	return &d
}

// dinasUji is a small made-up year: a ratio that is to rise and a value that is to fall,
// a program indicator, and a budget of two programs and three leaves. x is the
// numerator, spent what the first leaf came to.
func dinasUji(x, spent string) sakip.DataTahun {
	k := sakip.KebijakanBaku(2024)
	baris := func(kode, induk, nama string, t sakip.Tingkat, pagu string) sakip.BarisAnggaran {
		b := sakip.BarisAnggaran{IdentitasBaris: sakip.IdentitasBaris{Kode: kode}, Induk: induk, Nama: nama, Tingkat: t}
		if pagu != "" {
			b.Pagu = pd(pagu)
		}
		return b
	}
	real := func(kode, nilai string) sakip.RealisasiAnggaran {
		return sakip.RealisasiAnggaran{IdentitasBaris: sakip.IdentitasBaris{Kode: kode}, Triwulan: 4, Nilai: des(nilai), Status: sakip.Final}
	}
	return sakip.DataTahun{
		Tahun: 2024, Kebijakan: k,
		OPD: sakip.PerangkatDaerah{ID: "uji", Kabupaten: "uji", Nama: "Dinas Uji", Daerah: "Kabupaten Uji", Zona: "WITA", Urusan: []sakip.Urusan{{Kode: "U", Nama: "Uji"}},
			Unit:    []sakip.Unit{{ID: "bidang", Nama: "Bidang Uji", Jenis: "bidang"}},
			Pejabat: []sakip.Pejabat{{ID: "kepala", Nama: "Kepala Uji", Jabatan: "Kepala Dinas Uji"}}},
		Renstra: sakip.Renstra{TahunAwal: 2022, TahunAkhir: 2026, Misi: []sakip.Misi{{ID: "M", Teks: "Misi uji", Didukung: true}}, Tujuan: []sakip.Tujuan{{ID: "T", Misi: "M", Teks: "Tujuan uji"}},
			Sasaran: []sakip.Sasaran{{ID: "S", Tujuan: "T", Nama: "Sasaran uji"}},
			Kolom: []sakip.KolomRenstra{{Indikator: "satu", Akhir: &sakip.Target{Nilai: pd("95")}}, {Indikator: "dua", Akhir: &sakip.Target{Nilai: pd("12")}},
				{Indikator: "tiga", Akhir: &sakip.Target{Nilai: pd("75")}}}},
		Indikator: []sakip.Indikator{
			{ID: "IKU-1", Kunci: "satu", Nama: "Indikator satu", Tingkat: sakip.TingkatSasaran, Induk: "S", Urusan: "U", Satuan: "%", Arah: sakip.Naik, Entri: sakip.SDTriwulan,
				Formula:    sakip.Formula{Jenis: sakip.FormulaRasio, Pembilang: "Yang dilayani", Penyebut: "Yang didata", Pengali: des("100"), Satuan: "orang"},
				AkumulasiX: sakip.PosisiAkhir, AkumulasiY: sakip.Tetap, Frekuensi: sakip.Tahunan, PenanggungJawab: "bidang", Anggaran: []sakip.TautanAnggaran{{Kode: "P1"}}, Urut: 1},
			{ID: "IKU-2", Kunci: "dua", Nama: "Indikator dua", Tingkat: sakip.TingkatSasaran, Induk: "S", Urusan: "U", Satuan: "hari", Arah: sakip.Turun, Entri: sakip.SDTriwulan,
				Formula: sakip.Formula{Jenis: sakip.FormulaNilai, Pembilang: "Lama layanan"}, AkumulasiX: sakip.PosisiAkhir, Frekuensi: sakip.Tahunan,
				PenanggungJawab: "bidang", Anggaran: []sakip.TautanAnggaran{{Kode: "P2"}}, Urut: 2},
			{ID: "PI-1", Kunci: "tiga", Nama: "Indikator tiga", Tingkat: sakip.TingkatProgram, Induk: "P1", Urusan: "U", Satuan: "%", Arah: sakip.Naik, Entri: sakip.SDTriwulan,
				Formula: sakip.Formula{Jenis: sakip.FormulaNilai}, AkumulasiX: sakip.PosisiAkhir, Frekuensi: sakip.Tahunan, Urut: 3},
		},
		Perjanjian: []sakip.Perjanjian{{Versi: "induk", Jenis: sakip.PKInduk, Tanggal: "2024-01-02", Ditandatangani: true, PihakPertama: "kepala", PihakKedua: "Bupati Uji",
			Target: map[string]sakip.Target{"IKU-1": {Nilai: pd("85")}, "IKU-2": {Nilai: pd("15")}, "PI-1": {Nilai: pd("60")}}}},
		Realisasi: []sakip.Realisasi{
			{Indikator: "IKU-1", Triwulan: 4, X: pd(x), Y: pd("900"), Status: sakip.Final, FaktorPendorong: "Petugas lengkap", Solusi: "Jadwal tetap"},
			{Indikator: "IKU-2", Triwulan: 4, X: pd("17.25"), Status: sakip.Final, FaktorPenghambat: "Data terlambat",
				TindakLanjut: []sakip.TindakLanjut{{Uraian: "Menyusun jadwal", PIC: "bidang", Tenggat: "TW1"}, {Uraian: "Melatih petugas", Selesai: true}}},
			{Indikator: "PI-1", Triwulan: 4, X: pd("50"), Status: sakip.Final},
		},
		Anggaran: []sakip.VersiAnggaran{{Versi: "induk", Jenis: sakip.AnggaranInduk, Tanggal: "2024-01-02", Baris: []sakip.BarisAnggaran{
			baris("D", "", "Dinas Uji", sakip.TingkatPerangkatDaerah, ""), baris("P1", "D", "Program Satu", sakip.TingkatProgram, ""),
			baris("P1.1", "P1", "Sub kegiatan satu", sakip.TingkatSubKegiatan, "400000"), baris("P1.2", "P1", "Sub kegiatan dua", sakip.TingkatSubKegiatan, "200000"),
			baris("P2", "D", "Program Dua", sakip.TingkatProgram, "300000")}}},
		RealisasiAnggaran: []sakip.RealisasiAnggaran{real("P1.1", spent), real("P1.2", "187250"), real("P2", "285000")},
		Lalu:              []sakip.TahunLalu{{Tahun: 2023, Realisasi: map[string]decimal.Decimal{"satu": des("79.31"), "dua": des("19.50")}}},
	}
}

// hitungUji works out by hand, in fractions, every figure of dinasUji that hangs on the
// two figures, as the report writes it.
func hitungUji(x, spent int64) map[string]string {
	r := func(a, b int64) *big.Rat { return big.NewRat(a, b) }
	bagi := func(a, b *big.Rat) *big.Rat {
		return new(big.Rat).Mul(new(big.Rat).Quo(a, b), r(100, 1))
	}
	rata := func(a, b *big.Rat) *big.Rat { return new(big.Rat).Quo(new(big.Rat).Add(a, b), r(2, 1)) }
	potong := func(a *big.Rat, n int) *big.Rat {
		s, _ := new(big.Rat).SetString(a.FloatString(n)) // half away from zero
		return s
	}
	tulis := func(a *big.Rat, n int) string {
		s := a.FloatString(n)
		utuh, pecahan, _ := strings.Cut(s, ".")
		for i := len(utuh) - 3; i > 0; i -= 3 {
			utuh = utuh[:i] + "." + utuh[i:]
		}
		if pecahan == "" {
			return utuh
		}
		return utuh + "," + pecahan
	}
	realisasi := potong(bagi(r(x, 1), r(900, 1)), 2)
	capaian, dua := bagi(realisasi, r(85, 1)), r(85, 1) // (2 × 15 − 17,25) ÷ 15 × 100
	akhir := bagi(realisasi, r(95, 1))
	p1, semua := r(spent+187250, 1), r(spent+187250+285000, 1)
	serapan, serapan2 := bagi(p1, r(600000, 1)), r(95, 1)
	mean, meanUang := rata(capaian, dua), rata(serapan, serapan2)
	kurang := func(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }
	return map[string]string{
		"pembilang":             tulis(r(x, 1), 0),
		"realisasi":             tulis(realisasi, 2),
		"capaian":               tulis(capaian, 2),
		"capaian mentah":        tulis(capaian, 6),
		"terhadap target akhir": tulis(akhir, 2),
		"target akhir mentah":   tulis(akhir, 6),
		"beda dengan 2023":      "naik " + tulis(kurang(realisasi, r(7931, 100)), 2),
		"sub kegiatan":          tulis(r(spent, 1), 0),
		"serapan sub kegiatan":  tulis(bagi(r(spent, 1), r(400000, 1)), 2) + "%",
		"program":               tulis(p1, 0),
		"serapan program":       tulis(serapan, 2),
		"serapan mentah":        tulis(serapan, 6),
		"seluruh anggaran":      tulis(semua, 0),
		"serapan seluruh":       tulis(bagi(semua, r(900000, 1)), 2),
		"rata-rata capaian":     tulis(mean, 2),
		"rata-rata serapan":     tulis(meanUang, 2),
		"tingkat efisiensi":     tulis(bagi(mean, meanUang), 2),
		"capaian di atas uang":  tulis(kurang(potong(capaian, 2), potong(serapan, 2)), 2) + " poin persen",
		"anggaran dengan huruf": map[int64]string{301500: "Tujuh Ratus Tujuh Puluh Tiga Ribu Tujuh Ratus Lima Puluh Rupiah", 320000: "Tujuh Ratus Sembilan Puluh Dua Ribu Dua Ratus Lima Puluh Rupiah"}[spent],
	}
}

// TestNothingIsCanned changes one realisasi and one figure of the budget: every figure
// that hangs on them, in tables, charts and sentences, becomes what fractions worked
// out by hand give, and not a letter beside them changes.
func TestNothingIsCanned(t *testing.T) {
	lama, baru := hitungUji(731, 301500), hitungUji(744, 320000)
	dokLama, dokBaru := seluruh(dokumen(dinasUji("731", "301500"), 4)), seluruh(dokumen(dinasUji("744", "320000"), 4))
	// Where a figure stands at least: the tables, and the sentences or charts beside them.
	minimal := map[string]int{"capaian": 8, "realisasi": 8, "rata-rata capaian": 5, "serapan seluruh": 6, "tingkat efisiensi": 6, "seluruh anggaran": 4}
	var nama, ganti []string
	for n := range lama {
		nama = append(nama, n)
	}
	slices.SortFunc(nama, func(a, b string) int { return len(lama[b]) - len(lama[a]) }) // the longest first
	for _, n := range nama {
		if lama[n] == baru[n] {
			t.Fatalf("%s: the change does not move it", n)
		}
		if got := strings.Count(dokLama, lama[n]); got < max(1, minimal[n]) {
			t.Errorf("%s %s: got it %d times, want at least %d", n, lama[n], got, max(1, minimal[n]))
		}
		ganti = append(ganti, lama[n], baru[n])
	}
	want := strings.Split(strings.NewReplacer(ganti...).Replace(dokLama), "\n")
	got := strings.Split(dokBaru, "\n")
	if len(got) != len(want) {
		t.Fatalf("pieces: got %d, want %d", len(got), len(want))
	}
	for n := range want {
		if got[n] != want[n] {
			t.Errorf("got  %s\nwant %s", got[n], want[n])
		}
	}
}

// TestConclusionFollowsFigures holds the words of the conclusion and of the summary to
// what was reached.
func TestConclusionFollowsFigures(t *testing.T) {
	dua := func(ubah ...func(*sakip.DataTahun)) sakip.DataTahun {
		d := dinasUji("731", "301500")
		for _, u := range ubah {
			u(&d)
		}
		return d
	}
	x := func(n int, nilai string) func(*sakip.DataTahun) {
		return func(d *sakip.DataTahun) { d.Realisasi[n].X = pd(nilai) }
	}
	tanpa := func(n int) func(*sakip.DataTahun) {
		return func(d *sakip.DataTahun) { d.Realisasi = slices.Delete(d.Realisasi, n, n+1) }
	}
	tests := []struct {
		nama       string
		d          sakip.DataTahun
		tw         int
		ada, tiada []string
	}{
		{"none reached", dua(), 4, []string{"Dari 2 indikator kinerja utama (IKU), tidak ada yang mencapai target. Menurut capaiannya, 2 IKU berkategori Baik.", "IKU yang tidak mencapai target:"}, []string{"Seluruh 2"}},
		{"all reached", dua(x(0, "800"), x(1, "14")), 4, []string{"Seluruh 2 indikator kinerja utama (IKU) mencapai target. Menurut capaiannya, 2 IKU berkategori Sangat Baik."}, []string{"IKU yang tidak mencapai target:", "belum diisi untuk IKU"}},
		{"exactly reached", dua(x(0, "765"), x(1, "15")), 4, []string{"Seluruh 2 indikator kinerja utama (IKU) mencapai target. Menurut capaiannya, 2 IKU berkategori Baik."}, nil},
		{"one each", dua(x(1, "14")), 4, []string{"Dari 2 indikator kinerja utama (IKU), 1 mencapai target dan 1 tidak mencapainya."}, nil},
		{"one unknown", dua(x(0, "800"), tanpa(1)), 4, []string{"1 mencapai target, dan 1 belum dapat dihitung.", "IKU yang capaiannya belum dapat dihitung:", "Indikator dua: belum dilaporkan – Bidang Uji."}, nil},
		{"nothing known", dua(tanpa(0), tanpa(0)), 4, []string{"belum ada yang capaiannya dapat dihitung."}, []string{"Tingkat efisiensi 1 sasaran", "Rata-rata capaian IKU"}},
		{"money not known", dua(func(d *sakip.DataTahun) { d.RealisasiAnggaran = d.RealisasiAnggaran[:1] }), 4,
			[]string{"jumlah realisasinya belum diketahui karena sebagian baris belum dilaporkan."}, []string{"Anggaran terserap", "Tingkat efisiensi 1 sasaran"}},
		{"below the money", dua(x(0, "300")), 4, []string{"Tingkat efisiensi 1 sasaran yang dapat dihitung di bawah 100% (70,39%)."}, []string{"mencapai 100% atau lebih ("}},
		{"during the year", dua(func(d *sakip.DataTahun) {
			for n := range d.Indikator {
				d.Indikator[n].Frekuensi = sakip.Triwulanan
			}
			for n := range d.Realisasi {
				d.Realisasi[n].Triwulan = 2
			}
		}), 2, []string{"tidak ada yang mencapai target tahunan.", "IKU yang belum mencapai target:", "Realisasi setahun penuh Tahun 2023 sebesar 79,31%."}, []string{"tidak mencapai target:", "kinerja membaik"}},
	}
	for _, tt := range tests {
		t.Run(tt.nama, func(t *testing.T) {
			s := strings.Join(kalimat(dokumen(tt.d, tt.tw)), "\n")
			for _, w := range tt.ada {
				if !strings.Contains(s, w) {
					t.Errorf("want %q in\n%s", w, s)
				}
			}
			for _, w := range tt.tiada {
				if strings.Contains(s, w) {
					t.Errorf("want no %q in\n%s", w, s)
				}
			}
		})
	}
}

// TestPartsOfTheReport holds the document to its parts in their order.
func TestPartsOfTheReport(t *testing.T) {
	d := tahun(t, "trenggalek", 2023)
	doc := report.LKjIP(d, sakip.Hitung(d, sakip.Periode{Tahun: 2023, Triwulan: 4}), report.Opsi{Dibuat: dibuat, Alamat: "https://contoh/verifikasi"})
	if !doc.Sampul || doc.Alamat != "https://contoh/verifikasi" {
		t.Errorf("cover: got %v with %q", doc.Sampul, doc.Alamat)
	}
	var judul []string
	for _, b := range doc.Semua() {
		if j, ok := b.(document.Judul); ok && j.Tingkat <= 2 {
			judul = append(judul, j.Sebutan())
		}
	}
	want := "KATA PENGANTAR|IKHTISAR EKSEKUTIF|DAFTAR ISI|DAFTAR TABEL|DAFTAR GAMBAR|" +
		"BAB I PENDAHULUAN|A. LATAR BELAKANG|B. GAMBARAN UMUM ORGANISASI|C. ASPEK STRATEGIS DAN ISU STRATEGIS|D. SISTEMATIKA PELAPORAN|" +
		"BAB II PERENCANAAN KINERJA|A. RENCANA STRATEGIS|B. INDIKATOR KINERJA UTAMA|C. PERJANJIAN KINERJA|" +
		"BAB III AKUNTABILITAS KINERJA|A. CAPAIAN KINERJA ORGANISASI|B. REALISASI ANGGARAN|C. EFISIENSI ANGGARAN|" +
		"BAB IV PENUTUP|A. KESIMPULAN|B. UPAYA PERBAIKAN|C. TINDAK LANJUT ATAS REKOMENDASI EVALUASI AKUNTABILITAS KINERJA|" +
		"LAMPIRAN|Lampiran 1. Perjanjian Kinerja Induk Tahun 2023|Lampiran 2. Perjanjian Kinerja Perubahan Tahun 2023|Lampiran 3. Daftar Bukti Dukung|Lampiran 4. Penghitungan Capaian|Lampiran 5. Hasil Reviu"
	if got := strings.Join(judul, "|"); got != want {
		t.Errorf("headings:\ngot  %s\nwant %s", got, want)
	}
	s := "\n" + strings.Join(kalimat(doc), "\n") + "\n"
	for _, w := range []string{
		"\n(148.265 KK ÷ 149.161 KK) × 100% = 99,40%\n", "(705 ÷ 1.000) × 100% = 70,50%",
		"Realisasi Tahun 2023 sebesar 99,40% terhadap target 98,94%, sehingga capaiannya 100,46% dengan kategori Sangat Baik dan target tercapai.",
		"Dibandingkan dengan Tahun 2022 (98,73%), realisasinya naik 0,67 poin persen, kinerja membaik.",
		"Terhadap target akhir Renstra (Tahun 2026) sebesar 98,98%, persentasenya 100,42%, sehingga target akhir telah tercapai.",
		"Anggaran bertambah Rp2.048.228.627 (14,07%)", "Trenggalek pada peringkat 17 dari 38",
		"\nB. Gambaran Umum Organisasi\n", "Dari 9 indikator kinerja utama (IKU), 6 mencapai target dan 3 tidak mencapainya.",
	} {
		if !strings.Contains(s, w) {
			t.Errorf("text: got none with %q", w)
		}
	}
	for _, n := range d.Narasi {
		isi := document.UraiNaskah(n.Isi)
		p, ok := isi[0].(document.Paragraf)
		if got := strings.Count(s, "\n"+p.Teks.String()+"\n"); !ok || got != 1 {
			t.Errorf("section %s: got its text %d times, want once", n.Bagian, got)
		}
		if _, ada := d.CariBagianNarasi(n.Bagian); !ada {
			t.Errorf("section %s of the sample: not one of the year's", n.Bagian)
		}
	}
	var gambar []string
	for _, g := range doc.Gambar() {
		gambar = append(gambar, g.Nomor+" "+g.ID)
		if g.Alt == "" || g.Judul == "" || (g.Grafik == nil) == (g.Bagan == nil) {
			t.Errorf("figure %s: got %+v", g.ID, g)
		}
	}
	if got, want := strings.Join(gambar, ", "), "1.1 Struktur Organisasi, 3.1 Grafik Capaian, 3.2 Grafik Tren 1.1, 3.3 Grafik Tren 2.1, 3.4 Grafik Pembanding 1, 3.5 Grafik Serapan"; got != want {
		t.Errorf("figures: got %s, want %s", got, want)
	}
}

// TestSectionsAreGapsUntilWritten: a required section that nobody wrote is a gap that
// says who owes it; written, it stands there instead.
func TestSectionsAreGapsUntilWritten(t *testing.T) {
	d := dinasUji("731", "301500")
	celah := func(d sakip.DataTahun) (out []document.Celah) {
		for _, b := range dokumen(d, 4).Semua() {
			if c, ok := b.(document.Celah); ok {
				out = append(out, c)
				if c.Oleh == "" {
					t.Errorf("gap %q: nobody owes it", c.Apa)
				}
			}
		}
		return out
	}
	awal := len(celah(d))
	if got, want := strings.Join(dokumen(d, 4).Catatan, "\n"), fmt.Sprintf("belum lengkap pada %d tempat", awal); !strings.Contains(got, want) {
		t.Errorf("notes: got %s, want %q", got, want)
	}
	wajib := 0
	for _, b := range d.BagianNarasi() {
		baku := report.TeksBaku(d, sakip.Hitung(d, sakip.Periode{Tahun: 2024, Triwulan: 4}), b.ID)
		if (b.Sifat == sakip.NarasiPengganti) != (baku != "") {
			t.Errorf("section %s is %s: got the text %q", b.ID, b.Sifat, baku)
		}
		isi := "Naskah **" + b.ID + "** *tertulis*."
		e := d
		e.Narasi = []sakip.Narasi{{Bagian: b.ID, Isi: isi}}
		s := "\n" + strings.Join(kalimat(dokumen(e, 4)), "\n") + "\n"
		if got := strings.Count(s, "\nNaskah "+b.ID+" tertulis.\n"); got != 1 {
			t.Errorf("section %s: got its text %d times, want once", b.ID, got)
		}
		if baku, _, _ := strings.Cut(baku, "\n"); baku != "" && strings.Contains(s, baku) {
			t.Errorf("section %s: the generated text stands beside the written one", b.ID)
		}
		if b.Sifat == sakip.NarasiWajib {
			wajib++
			if got := len(celah(e)); got != awal-1 {
				t.Errorf("section %s written: got %d gaps, want %d", b.ID, got, awal-1)
			}
		}
	}
	if wajib != 6 || awal < wajib {
		t.Errorf("got %d required sections and %d gaps, want 6 required ones and as many gaps at least", wajib, awal)
	}
	d.Narasi = []sakip.Narasi{{Bagian: "bab3.LAMA.catatan_lama", Isi: "Naskah lama."}}
	if s := strings.Join(kalimat(dokumen(d, 4)), "\n"); !strings.Contains(s, "Catatan lama\nNaskah lama.") {
		t.Error("text of a section that the year no longer has: got none")
	}
}

func TestFactorsAndActions(t *testing.T) {
	d := dinasUji("731", "301500")
	d.Lalu[0].TindakLanjut = map[string][]sakip.TindakLanjutTerbuka{"satu": {{TindakLanjut: sakip.TindakLanjut{Uraian: "Mendata ulang."}, Sejak: 3}}}
	s := "\n" + strings.Join(kalimat(dokumen(d, 4)), "\n") + "\n"
	for _, w := range []string{"\nFaktor pendorong: Petugas lengkap.\n", "\nFaktor penghambat: Data terlambat.\n", "\nMenyusun jadwal (Bidang Uji; tenggat Triwulan I; belum selesai).\n",
		"\nMelatih petugas (selesai).\n", "\nMendata ulang (sejak Triwulan III Tahun 2023; belum selesai).\n", "Faktor pendorong dan penghambat disajikan pada analisis setiap indikator."} {
		if !strings.Contains(s, w) {
			t.Errorf("want %q in\n%s", w, s)
		}
	}
	upaya := s[strings.LastIndex(s, "UPAYA PERBAIKAN"):strings.LastIndex(s, "TINDAK LANJUT ATAS")]
	for w, ada := range map[string]bool{"Jadwal tetap.": true, "Menyusun jadwal": true, "Mendata ulang": true, "Melatih petugas": false} {
		if strings.Contains(upaya, w) != ada {
			t.Errorf("what is to be done: got %q there %v, want %v in\n%s", w, !ada, ada, upaya)
		}
	}
}

func TestEvidenceList(t *testing.T) {
	d := dinasUji("731", "301500")
	b := func(id, ind, nama string, tw int, s sakip.StatusBukti) sakip.Bukti {
		return sakip.Bukti{ID: id, Jenis: sakip.BuktiDukung, Indikator: ind, Triwulan: tw, Nama: nama, Status: s, Tanggal: "2024-12-30", SHA256: "0123456789abcdef0123"}
	}
	d.Rekomendasi = []sakip.Rekomendasi{{No: 1, Uraian: "Susun SOP", Hasil: sakip.TindakLanjutBelum, Tenggat: "2025-06-30", Bukti: []string{"b-2", "b-9"}}}
	opt := report.Opsi{Dibuat: dibuat, Bukti: []sakip.Bukti{b("b-1", "IKU-2", "z.pdf", 4, sakip.BuktiDiterima), b("b-2", "IKU-1", "b.pdf", 4, sakip.BuktiDiterima),
		b("b-3", "IKU-1", "a.pdf", 4, sakip.BuktiDiterima), b("b-4", "IKU-1", "ditolak.pdf", 4, sakip.BuktiDitolak), b("b-5", "IKU-1", "menunggu.pdf", 4, sakip.BuktiMenunggu)}}
	opt.Bukti[2].Keterangan = "rekap\nlayanan"
	doc := report.LKjIP(d, sakip.Hitung(d, sakip.Periode{Tahun: 2024, Triwulan: 4}), opt)
	if got, want := teksTabel(t, doc, "Bukti"), "Bukti Dukung Realisasi Tahun 2024\n1.\tIndikator satu\tIV\ta.pdf – rekap layanan\t30 Desember 2024\t0123456789abcdef\n"+
		"2.\tIV\tb.pdf\t30 Desember 2024\t0123456789abcdef\n3.\tIndikator dua\tIV\tz.pdf\t30 Desember 2024\t0123456789abcdef\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := teksTabel(t, doc, "Rekomendasi"), "\tBukti: b.pdf. Tenggat: 30 Juni 2025.\n"; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant %q", got, want)
	}
	if s := strings.Join(kalimat(doc), "\n"); !strings.Contains(s, "Bukti dukung belum diunggah untuk: Indikator tiga.") {
		t.Errorf("want the gap of what has no evidence in\n%s", s)
	}
}

var (
	polaPersen = regexp.MustCompile(`\d[\d.]*,\d+%`)
	janggal    = regexp.MustCompile(`%!|  |\s[.,;:]|,,|\.\.|\(\)|\bnil\b|<nil>`)
)

// TestSentencesHoldToTables: no sentence of a generated report, of whatever agency, has a
// percentage that none of its tables has, and none is out of shape.
func TestSentencesHoldToTables(t *testing.T) {
	var semua []document.Dokumen
	for n := range 30 {
		a := sample.GenerateOne(11, n)
		for tw := 1; tw <= 4; tw++ {
			semua = append(semua, dokumen(a.Tahun[len(a.Tahun)-1], tw))
		}
	}
	semua = append(semua, dokumen(tahun(t, "trenggalek", 2023), 4), dokumen(tahun(t, "contoh", 2024), 4), dokumen(tahun(t, "contoh", 2025), 4), dokumen(tahun(t, "contoh", 2025), 1))
	// Shares that only a sentence has.
	sendiri := []string{"Anggaran bertambah", "Anggaran berkurang", "tidak tertaut pada indikator sasaran", "Rata-rata capaian IKU", "turun ", "peringkat", "Grafik batang Persentase"}
	persen := 0
	for _, d := range semua {
		di := map[string]bool{}
		for _, tab := range d.Tabel() {
			for _, r := range tab.Baris {
				for _, c := range r {
					for _, p := range polaPersen.FindAllString(c.Tampil(), -1) {
						di[p] = true
					}
				}
			}
		}
		for _, s := range kalimat(d) {
			if s == "" || janggal.MatchString(s) {
				t.Errorf("%s %d: %q", d.Instansi, d.Tahun, s)
			}
			if slices.ContainsFunc(sendiri, func(w string) bool { return strings.Contains(s, w) }) {
				continue
			}
			for _, p := range polaPersen.FindAllString(s, -1) {
				persen++
				if !di[p] {
					t.Errorf("%s %d: no table has the %s of %q", d.Instansi, d.Tahun, p, s)
				}
			}
		}
	}
	if persen < 1000 {
		t.Errorf("got %d percentages in sentences, want thousands", persen)
	}
}

// The summary of an agency of many indicators has one page, and so have the contents.
func TestSummaryHasOnePage(t *testing.T) {
	kasus := map[string]document.Dokumen{"2023": dokumen(tahun(t, "trenggalek", 2023), 4), "half a year": dokumen(tahun(t, "contoh", 2025), 2)}
	for n := range 12 {
		d := sample.GenerateOne(11, n).Tahun
		kasus[fmt.Sprintf("agency %d", n)] = dokumen(d[len(d)-1], 4)
	}
	for nama, doc := range kasus {
		tata, err := pdf.Susun(doc)
		if err != nil {
			t.Fatal(err)
		}
		letak := map[string]string{}
		for n, b := range doc.Depan {
			if j, ok := b.(document.Judul); ok {
				letak[j.Teks] = tata.Halaman()[n]
			}
		}
		if letak["IKHTISAR EKSEKUTIF"] != "ii" || letak["DAFTAR ISI"] != "iii" || letak["DAFTAR TABEL"] != "iv" {
			t.Errorf("%s: got %v, want the summary on ii, the contents on iii and the tables on iv", nama, letak)
		}
	}
}
