package sakip_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
)

// bahanUji is a year of two IKU of one sasaran and what else is known of it.
func bahanUji() sakip.BahanLKE {
	iku := func(id, kunci string) sakip.Indikator {
		return sakip.Indikator{ID: id, Kunci: kunci, Nama: id, Tingkat: sakip.TingkatSasaran, Induk: "S1", Satuan: "%", Arah: sakip.Naik,
			Formula: sakip.Formula{Jenis: sakip.FormulaNilai}, Entri: sakip.TriwulanIni, AkumulasiX: sakip.PosisiAkhir, Frekuensi: sakip.Semesteran,
			PenanggungJawab: "u1", SumberData: "Rekap"}
	}
	pj := iku("A", "a")
	pj.Anggaran = []sakip.TautanAnggaran{{Kode: "1.1"}}
	d := sakip.DataTahun{Tahun: 2023,
		OPD: sakip.PerangkatDaerah{ID: "opd", Unit: []sakip.Unit{{ID: "u1", Nama: "Bidang"}}, Pejabat: []sakip.Pejabat{{ID: "k", Nama: "Dra. Contoh"}}},
		Renstra: sakip.Renstra{TahunAwal: 2021, TahunAkhir: 2026, Tujuan: []sakip.Tujuan{{ID: "T1"}}, Sasaran: []sakip.Sasaran{{ID: "S1", Tujuan: "T1", Nama: "S"}},
			Kolom: []sakip.KolomRenstra{{Indikator: "a", Akhir: &sakip.Target{Nilai: ada("90")}, Tahunan: map[int]decimal.Decimal{2021: des("1"), 2022: des("2"), 2023: des("3"), 2024: des("4"), 2025: des("5")}},
				{Indikator: "b", Tahunan: map[int]decimal.Decimal{2023: des("1")}}}},
		Kebijakan: sakip.KebijakanBaku(2023),
		Indikator: []sakip.Indikator{pj, iku("B", "b")},
		Perjanjian: []sakip.Perjanjian{{Versi: "induk", Jenis: sakip.PKInduk, Tanggal: "2023-01-12", Ditandatangani: true, PihakPertama: "k",
			Target: map[string]sakip.Target{"A": target("80"), "B": target("50")}}},
		RencanaAksi: []sakip.RencanaAksi{{Indikator: "A", Triwulan: 2, Langkah: []sakip.Langkah{{Uraian: "x", PIC: "Ani", Selesai: "2023-05-01"}, {Uraian: "y"}}}},
		Realisasi: []sakip.Realisasi{
			{Indikator: "A", Triwulan: 2, X: ada("70"), Status: sakip.Final, Pengisi: "a", Pemeriksa: "b", FaktorPendorong: "f", Solusi: "s", TindakLanjut: []sakip.TindakLanjut{{Uraian: "Susun", Selesai: true}, {Uraian: "Kirim"}}},
			{Indikator: "A", Triwulan: 4, X: ada("82"), Status: sakip.Diverifikasi, Pengisi: "a", Pemeriksa: "a"},
			{Indikator: "B", Triwulan: 2, X: ada("40"), Status: sakip.Draf, Pengisi: "a"},
		},
		Anggaran: []sakip.VersiAnggaran{{Versi: "induk", Jenis: sakip.AnggaranInduk, Tanggal: "2023-01-02", Baris: []sakip.BarisAnggaran{
			{IdentitasBaris: sakip.IdentitasBaris{Kode: "1.1"}, Nama: "x", Tingkat: sakip.TingkatProgram, Pagu: ada("100")},
			{IdentitasBaris: sakip.IdentitasBaris{Kode: "1.2"}, Nama: "y", Tingkat: sakip.TingkatProgram, Pagu: ada("100")}}}},
		Rekomendasi: []sakip.Rekomendasi{{No: 1, Uraian: "x", Hasil: sakip.TuntasSesuai, Bukti: []string{"b"}}, {No: 2, Uraian: "y", Hasil: sakip.TindakLanjutBelum},
			{No: 3, Uraian: "z", Hasil: sakip.BelumDitindaklanjut, Asal: &sakip.AsalRekomendasi{Tahun: 2022, Saran: "s", Kriteria: "1.a.1", Dicabut: true}}},
		Lalu: []sakip.TahunLalu{{Tahun: 2022, Realisasi: map[string]decimal.Decimal{"a": des("81"), "b": des("50")}}},
	}
	jam := func(s string) time.Time {
		at, _ := time.Parse(time.RFC3339, s) // of this file alone
		return at
	}
	return sakip.BahanLKE{Data: d, Hasil: sakip.Hitung(d, sakip.Periode{Tahun: 2023, Triwulan: 4}),
		Bukti: []sakip.Bukti{{Jenis: sakip.BuktiDukung, Status: sakip.BuktiDiterima, Indikator: "A", Triwulan: 2}, {Jenis: sakip.BuktiDukung, Status: sakip.BuktiDitolak, Indikator: "A", Triwulan: 4}},
		Laporan: []sakip.Laporan{
			{ID: "L1", Jenis: sakip.LKjIP, Periode: 4, Status: sakip.LaporanSelesai, Dibuat: jam("2024-02-10T01:00:00Z"), Diterbitkan: jam("2024-02-20T18:00:00Z")},
			{ID: "L2", Jenis: sakip.LKjIP, Periode: 4, Status: sakip.LaporanSelesai, Dibuat: jam("2024-03-10T01:00:00Z"), Diterbitkan: jam("2024-03-11T01:00:00Z")},
			{ID: "L3", Jenis: sakip.LaporanTriwulan, Periode: 1, Status: sakip.LaporanSelesai}, {ID: "L4", Jenis: sakip.LaporanTriwulan, Periode: 2, Status: sakip.LaporanGagal}},
		Kalender: &sakip.Kalender{Tahun: 2023, Triwulan: [4]sakip.Jadwal{1: {Buka: "2023-07-01", Tutup: "2023-07-10", Verifikasi: "2023-07-15", Laporan: "2023-07-20"},
			3: {Buka: "2024-01-01", Tutup: "2024-01-10", Verifikasi: "2024-01-20", Laporan: "2024-02-20"}}},
		Penyerahan: []sakip.Penyerahan{{Indikator: "A", Triwulan: 2, Pada: "2023-07-10"}, {Indikator: "A", Triwulan: 4, Pada: "2024-01-11"}},
		Reviu:      &sakip.ReviuLaporan{Dihitung: 12, Menahan: 1},
		Hari:       func(t time.Time) sakip.Tanggal { return sakip.TanggalDari(t.Add(7 * time.Hour)) },
	}
}

// usulan writes what the data prove by a key.
func usulan(b sakip.BahanLKE, kunci string) string {
	u, ok := b.Usulan(kunci)
	if !ok {
		return "-"
	}
	s := string(u.Jawaban)
	for _, f := range u.Fakta {
		s += "; " + f.Teks
		if f.M > 0 {
			s += fmt.Sprintf(" %d/%d", f.N, f.M)
		}
		if f.Tanggal != "" {
			s += " " + string(f.Tanggal)
		}
		if !f.Cukup {
			s += " !"
		}
		s += " → " + strings.TrimSuffix(string(f.Rujukan.Jenis)+":"+f.Rujukan.ID, ":")
	}
	return s
}

func TestUsulan(t *testing.T) {
	want := map[string]string{
		"renstra_ada":            "ya; Renstra 2021–2026 memuat tahun ini → renstra; Renstra memuat 1 tujuan → renstra; Renstra memuat 1 sasaran → renstra; Renstra memuat 2 indikator bertarget → renstra",
		"renstra_target":         "sebagian; IKU punya target tiap tahun Renstra 1/2 ! → renstra; IKU punya target akhir Renstra 1/2 ! → renstra",
		"pk_ada":                 "ya; Perjanjian Kinerja versi induk ditandatangani oleh Dra. Contoh 2023-01-12 → perjanjian:induk",
		"pk_target":              "ya; IKU punya target pada Perjanjian Kinerja versi induk 2/2 → perjanjian:induk",
		"pk_perubahan":           "-",
		"rencana_aksi_ada":       "sebagian; Rencana aksi triwulan IKU terisi 1/4 ! → rencana_aksi",
		"rencana_aksi_pic":       "sebagian; Langkah rencana aksi punya penanggung jawab dan tanggal selesai 1/2 ! → rencana_aksi",
		"anggaran_ada":           "ya; Anggaran versi induk berlaku 2023-01-02 → anggaran:induk",
		"anggaran_tertaut":       "sebagian; Baris anggaran tertaut ke IKU 1/2 ! → tautan_anggaran; IKU punya anggaran 1/2 ! → tautan_anggaran",
		"sasaran_terukur":        "ya; Sasaran punya IKU 1/1 → indikator",
		"iku_definisi":           "ya; IKU punya satuan dan formula 2/2 → indikator; IKU punya sumber data 2/2 → indikator; IKU punya penanggung jawab 2/2 → indikator",
		"iku_konsisten":          "ya; IKU tahun ini ada pada Renstra 2/2 → renstra",
		"target_menantang":       "sebagian; Target IKU tidak lebih rendah dari realisasi tahun lalu 1/2 ! → perjanjian",
		"jenjang":                "-",
		"realisasi_lengkap":      "sebagian; Realisasi triwulan IKU dilaporkan 2/4 ! → capaian",
		"realisasi_tepat_waktu":  "sebagian; Realisasi TW2 diajukan sebelum pengisian ditutup 1/2 ! → isian:TW2; Realisasi TW4 diajukan sebelum pengisian ditutup 0/2 ! → isian:TW4",
		"realisasi_bukti":        "sebagian; Realisasi IKU disertai berkas bukti 1/2 ! → capaian",
		"realisasi_diverifikasi": "sebagian; Realisasi IKU diverifikasi oleh orang lain daripada pengisinya 1/2 ! → capaian",
		"analisis_kinerja":       "sebagian; Realisasi IKU disertai faktor dan solusi 1/2 ! → capaian",
		"tindak_lanjut_triwulan": "sebagian; Tindak lanjut dari isian triwulan selesai 1/2 ! → capaian",
		"laporan_triwulan":       "sebagian; Laporan triwulan dibuat 1/4 ! → laporan",
		"capaian_dihitung":       "sebagian; Capaian IKU terhadap target dapat dihitung 1/2 ! → capaian",
		"lkjip_ada":              "ya; LKjIP dibuat 2024-02-10 → laporan:L1",
		"lkjip_terbit":           "ya; LKjIP diterbitkan 2024-02-21 → laporan:L1",
		"lkjip_bertanda":         "tidak; Salinan LKjIP bertanda tangan belum diterbitkan ! → laporan",
		"lkjip_tepat_waktu":      "tidak; LKjIP diterbitkan sesudah tenggat lewat 2024-02-21 ! → laporan:L1",
		"pembanding_lalu":        "ya; IKU dibandingkan dengan realisasi tahun sebelumnya 2/2 → capaian",
		"pembanding_akhir":       "sebagian; IKU dibandingkan dengan target akhir Renstra 1/2 ! → capaian",
		"pembanding_nasional":    "-",
		"target_tercapai":        "ya; IKU mencapai target tahun ini 1/1 → capaian",
		"efisien":                "-",
		"lkjip_efisiensi":        "tidak; Tingkat efisiensi sasaran dapat dihitung 0/1 ! → capaian",
		"lkjip_narasi":           "tidak; Bagian LKjIP yang wajib ditulis sudah ditulis 0/3 ! → narasi",
		"lkjip_reviu":            "tidak; Reviu menghitung 12 hubungan angka; galat terbuka: 1 ! → reviu",
		"evaluasi_sebelumnya":    "ya; Evaluasi tahun sebelumnya memberi 2 rekomendasi → rekomendasi",
		"tindak_lanjut_selesai":  "sebagian; Rekomendasi evaluasi sebelumnya tuntas ditindaklanjuti 1/2 ! → rekomendasi",
		"tindak_lanjut_bukti":    "sebagian; Tindak lanjut rekomendasi disertai berkas bukti 1/2 ! → rekomendasi",
		"kinerja_meningkat":      "ya; Realisasi IKU tidak lebih buruk dari tahun lalu 1/1 → capaian",
	}
	b := bahanUji()
	for _, kunci := range sakip.SemuaOtomatis() {
		if got := usulan(b, kunci); got != want[kunci] {
			t.Errorf("%s:\ngot  %s\nwant %s", kunci, got, want[kunci])
		}
	}
	if len(want) != len(sakip.SemuaOtomatis()) {
		t.Errorf("got %d keys, want %d", len(sakip.SemuaOtomatis()), len(want))
	}
	if got := usulan(b, "tidak-ada"); got != "-" {
		t.Errorf("no such key: got %s, want nothing", got)
	}
}

// TestUsulanOfNothing asks of a year of which nothing is known: it proves nothing, or that
// what must be there is not; never that anything is fulfilled.
func TestUsulanOfNothing(t *testing.T) {
	b := sakip.BahanLKE{Data: sakip.DataTahun{Tahun: 2023, Kebijakan: sakip.KebijakanBaku(2023)}, Hari: func(t time.Time) sakip.Tanggal { return sakip.TanggalDari(t) }}
	b.Hasil = sakip.Hitung(b.Data, sakip.Periode{Tahun: 2023, Triwulan: 4})
	var tidak []string
	for _, kunci := range sakip.SemuaOtomatis() {
		switch u, ok := b.Usulan(kunci); {
		case ok && u.Jawaban != sakip.TidakTerpenuhi:
			t.Errorf("%s: got %s", kunci, usulan(b, kunci))
		case ok:
			tidak = append(tidak, kunci)
		}
	}
	if want := []string{"anggaran_ada", "laporan_triwulan", "lkjip_ada", "lkjip_bertanda", "lkjip_narasi", "lkjip_terbit", "pk_ada", "renstra_ada"}; !slices.Equal(tidak, want) {
		t.Errorf("proven missing: got %v, want %v", tidak, want)
	}
}

// Variations of the year, each for what it changes.
func TestUsulanVariations(t *testing.T) {
	for _, c := range []struct {
		nama, kunci string
		ubah        func(*sakip.BahanLKE)
		want        string
	}{
		{"published on the day due", "lkjip_tepat_waktu", func(b *sakip.BahanLKE) { b.Kalender.Triwulan[3].Laporan = "2024-02-21" }, "ya; LKjIP diterbitkan sebelum tenggat lewat 2024-02-21 → laporan:L1"},
		{"not published", "lkjip_tepat_waktu", func(b *sakip.BahanLKE) { b.Laporan = nil }, "tidak; LKjIP belum diterbitkan; tenggatnya 2024-02-20 ! → laporan"},
		{"no calendar", "lkjip_tepat_waktu", func(b *sakip.BahanLKE) { b.Kalender = nil }, "-"},
		{"no calendar, figures", "realisasi_tepat_waktu", func(b *sakip.BahanLKE) { b.Kalender = nil }, "-"},
		{"loaded at once, and the rest never handed in", "realisasi_tepat_waktu", func(b *sakip.BahanLKE) { b.Penyerahan = nil },
			"tidak; Realisasi TW2 diajukan sebelum pengisian ditutup 0/1 ! → isian:TW2; Realisasi TW4 diajukan sebelum pengisian ditutup 0/1 ! → isian:TW4"},
		{"signed copy", "lkjip_bertanda", func(b *sakip.BahanLKE) { b.Laporan[0].SalinanTerbit = b.Laporan[0].Diterbitkan }, "ya; Salinan LKjIP bertanda tangan diterbitkan 2024-02-21 → laporan:L1"},
		{"a target not reached", "target_tercapai", func(b *sakip.BahanLKE) { b.Hasil.Indikator[0].Capaian.Nilai = ada("99.994") }, "tidak; IKU mencapai target tahun ini 0/1 ! → capaian"},
		{"a target reached as shown", "target_tercapai", func(b *sakip.BahanLKE) { b.Hasil.Indikator[0].Capaian.Nilai = ada("99.995") }, "ya; IKU mencapai target tahun ini 1/1 → capaian"},
		{"exactly 100 is not above it", "efisien", func(b *sakip.BahanLKE) { b.Hasil.Sasaran[0].TingkatEfisiensi.Nilai = ada("100") }, "tidak; Sasaran bertingkat efisiensi di atas 100 0/1 ! → capaian"},
		{"efficient", "efisien", func(b *sakip.BahanLKE) { b.Hasil.Sasaran[0].TingkatEfisiensi.Nilai = ada("100.01") }, "ya; Sasaran bertingkat efisiensi di atas 100 1/1 → capaian"},
		{"a standard and a table", "pembanding_nasional", func(b *sakip.BahanLKE) {
			b.Hasil.Indikator[0].PersenStandar.Nilai = ada("90")
			b.Data.Pembanding = []sakip.TabelPembanding{{ID: "x"}}
		}, "ya; IKU dibandingkan dengan standar nasional atau provinsi 1/2 → capaian; Tabel pembanding dengan daerah lain: 1 → capaian"},
		{"not reviewed", "lkjip_reviu", func(b *sakip.BahanLKE) { b.Reviu = nil }, "-"},
		{"nothing open", "lkjip_reviu", func(b *sakip.BahanLKE) { b.Reviu.Menahan = 0 }, "ya; Reviu menghitung 12 hubungan angka; galat terbuka: 0 → reviu"},
		{"falling is better", "kinerja_meningkat", func(b *sakip.BahanLKE) { b.Hasil.Indikator[0].Indikator.Arah = sakip.Turun }, "tidak; Realisasi IKU tidak lebih buruk dari tahun lalu 0/1 ! → capaian"},
		{"a range is neither", "kinerja_meningkat", func(b *sakip.BahanLKE) { b.Hasil.Indikator[0].Indikator.Arah = sakip.Rentang }, "-"},
		{"a changed agreement", "pk_perubahan", func(b *sakip.BahanLKE) {
			b.Data.Perjanjian = append(b.Data.Perjanjian, sakip.Perjanjian{Versi: "p1", Jenis: sakip.PKPerubahan, Tanggal: "2023-10-02", Ditandatangani: true, Alasan: "Refokus"})
		}, "ya; Perjanjian Kinerja versi p1 ditandatangani dengan alasan perubahan 2023-10-02 → perjanjian:p1"},
		{"programs with indicators below", "jenjang", func(b *sakip.BahanLKE) {
			b.Data.Perjanjian[0].Program = []sakip.AnggaranProgram{{Kode: "P1"}, {Kode: "P2"}}
			b.Data.Indikator = append(b.Data.Indikator, sakip.Indikator{ID: "C", Tingkat: sakip.TingkatProgram, Induk: "P1"})
		}, "sebagian; Program pada Perjanjian Kinerja punya indikator program 1/2 ! → indikator"},
		{"no agreement", "pk_target", func(b *sakip.BahanLKE) { b.Data.Perjanjian = nil }, "tidak; IKU punya target pada Perjanjian Kinerja yang berlaku 0/2 ! → perjanjian"},
		{"a Renstra of other years", "renstra_ada", func(b *sakip.BahanLKE) { b.Data.Tahun = 2030 }, "tidak; Belum ada Renstra yang memuat tahun ini ! → renstra"},
	} {
		t.Run(c.nama, func(t *testing.T) {
			b := bahanUji()
			c.ubah(&b)
			if got := usulan(b, c.kunci); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// Proofs are kept by criterion, and tell when the data say something else.
func TestUsulanSemua(t *testing.T) {
	b := bahanUji()
	u := b.UsulanSemua(kriteriaUji())
	if len(u) != 1 || u["2.c.1"].Jawaban != sakip.SebagianTerpenuhi {
		t.Fatalf("got %v, want one of 2.c.1", u)
	}
	b.Data.Rekomendasi[1].Hasil = sakip.TuntasSesuai
	if kini := b.UsulanSemua(kriteriaUji()); u["2.c.1"].Sama(kini["2.c.1"]) || !kini["2.c.1"].Sama(kini["2.c.1"]) {
		t.Error("a proof is the same as itself and not as that of other data")
	}
	if k := (sakip.UsulanLKE{}); k.Sama(u["2.c.1"]) {
		t.Error("no proof is not the same as one")
	}
}
