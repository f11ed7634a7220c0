package sakip_test

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// salah is one change of a valid example and the faults that it must give, as
// "field code", in their order.
type salah[T any] struct {
	nama string
	ubah func(*T)
	want string
}

// uji asks that the example is valid, that each change gives its faults and no other,
// and that it does so again in the same order.
func uji[T any](t *testing.T, noun string, sah func() T, validasi func(T) error, faults ...salah[T]) {
	t.Helper()
	t.Run(noun, func(t *testing.T) {
		if err := validasi(sah()); err != nil {
			t.Fatalf("the valid example: got %v, want none", err)
		}
		for _, f := range faults {
			t.Run(f.nama, func(t *testing.T) {
				for range 10 {
					v := sah()
					f.ubah(&v)
					if got := daftarFault(validasi(v)); got != f.want {
						t.Fatalf("got %q, want %q", got, f.want)
					}
				}
			})
		}
	})
}

func daftarFault(err error) string {
	if err == nil {
		return ""
	}
	var out []string
	for _, e := range fault.All(err) {
		out = append(out, strings.TrimSpace(e.Field+" "+string(e.Code)))
	}
	return strings.Join(out, ", ")
}

var panjang = strings.Repeat("a", 20001)

func TestValidasiRencana(t *testing.T) {
	type ind = sakip.Indikator
	rasio := func() ind {
		return indikator("IKU-1.1", func(i *ind) {
			i.Formula = sakip.Formula{Jenis: sakip.FormulaRasio, Pembilang: "X", Penyebut: "Y", Pengali: des("100")}
			i.AkumulasiX, i.AkumulasiY = sakip.Jumlah, sakip.Tetap
		})
	}
	uji(t, "indikator", rasio, ind.Validasi,
		salah[ind]{"no id", func(i *ind) { i.ID = "" }, "id required"},
		salah[ind]{"id with a space", func(i *ind) { i.ID = "IKU 1" }, "id invalid"},
		salah[ind]{"id too long", func(i *ind) { i.ID = strings.Repeat("a", 81) }, "id invalid"},
		salah[ind]{"key", func(i *ind) { i.Kunci = "#" }, "kunci invalid"},
		salah[ind]{"blank name", func(i *ind) { i.Nama = " " }, "nama required"},
		salah[ind]{"long name", func(i *ind) { i.Nama = panjang }, "nama too_large"},
		salah[ind]{"level of a budget row", func(i *ind) { i.Tingkat = sakip.TingkatBidangUrusan }, "tingkat unknown"},
		salah[ind]{"arah", func(i *ind) { i.Arah = "datar" }, "arah unknown"},
		salah[ind]{"entri", func(i *ind) { i.Entri = "" }, "entri unknown"},
		salah[ind]{"frekuensi", func(i *ind) { i.Frekuensi = "bulanan" }, "frekuensi unknown"},
		salah[ind]{"tahun data", func(i *ind) { i.TahunData = 1 }, "tahun_data unknown"},
		salah[ind]{"formula", func(i *ind) { i.Formula.Jenis = "" }, "formula.jenis unknown"},
		salah[ind]{"mean of a numerator", func(i *ind) { i.AkumulasiX = sakip.RataRata }, "akumulasi_pembilang unknown"},
		salah[ind]{"mean of a denominator", func(i *ind) { i.AkumulasiY = sakip.RataRata }, "akumulasi_penyebut unknown"},
		salah[ind]{"no labels", func(i *ind) { i.Formula.Pembilang, i.Formula.Penyebut = "", "" }, "formula.pembilang required, formula.penyebut required"},
		salah[ind]{"pengali zero", func(i *ind) { i.Formula.Pengali = des("0") }, "formula.pengali invalid"},
		salah[ind]{"score: sum, no maximum", func(i *ind) {
			i.Formula = sakip.Formula{Jenis: sakip.FormulaSkor}
		}, "akumulasi_pembilang unknown, formula.skor_maksimal invalid"},
		salah[ind]{"value: one stock", func(i *ind) { i.Formula, i.AkumulasiX = sakip.Formula{Jenis: sakip.FormulaNilai}, sakip.Tetap }, "akumulasi_pembilang unknown"},
		salah[ind]{"label: sum, no scale", func(i *ind) { i.Formula = sakip.Formula{Jenis: sakip.FormulaPredikat} }, "akumulasi_pembilang unknown, formula.skala_predikat required"},
		salah[ind]{"edge twice and blank", func(i *ind) { i.Anggaran = []sakip.TautanAnggaran{{Kode: "D"}, {Kode: "D", Kurang: true}, {}} }, "anggaran[1].kode duplicate, anggaran[2].kode required"},
		salah[ind]{"two faults", func(i *ind) { i.ID, i.Arah = "", "" }, "id required, arah unknown"},
	)
	type tg = sakip.Target
	uji(t, "target", func() tg { return rentang("1", "2") }, tg.Validasi,
		salah[tg]{"all negative", func(v *tg) { *v = tg{Nilai: ada("-1"), Bawah: ada("-2"), Atas: ada("-1")} }, "nilai invalid, bawah invalid, atas invalid"},
		salah[tg]{"half a range", func(v *tg) { v.Atas = nil }, "atas invalid"},
		salah[tg]{"upside down", func(v *tg) { v.Bawah = ada("3") }, "bawah invalid"},
	)
	type pk = sakip.Perjanjian
	uji(t, "perjanjian", func() pk {
		return pk{Versi: "perubahan-1", Jenis: sakip.PKPerubahan, Tanggal: "2023-10-02", Ditandatangani: true, Alasan: "anggaran", Target: map[string]tg{"A": target("1"), "B": target("2")},
			Program: []sakip.AnggaranProgram{{Kode: "P1", Anggaran: des("1")}, {Kode: "P2", Anggaran: des("2.50")}}}
	}, pk.Validasi,
		salah[pk]{"version", func(p *pk) { p.Versi = "" }, "versi required"},
		salah[pk]{"kind", func(p *pk) { p.Jenis = "" }, "jenis unknown"},
		salah[pk]{"signed without a date", func(p *pk) { p.Tanggal = "" }, "tanggal required"},
		salah[pk]{"draft without a date or reason", func(p *pk) { p.Tanggal, p.Alasan, p.Ditandatangani = "", "", false }, ""},
		salah[pk]{"no such day", func(p *pk) { p.Tanggal = "2023-02-29" }, "tanggal invalid"},
		salah[pk]{"no reason", func(p *pk) { p.Alasan = "" }, "alasan required"},
		salah[pk]{"targets, in the order of their ids", func(p *pk) { p.Target["B"], p.Target["A"] = target("-1"), tg{} }, "target.A required, target.B.nilai invalid"},
		salah[pk]{"program twice", func(p *pk) { p.Program[1].Kode = "P1" }, "program[1].kode duplicate"},
		salah[pk]{"money", func(p *pk) { p.Program[0].Anggaran, p.Program[1].Anggaran = des("-1"), des("0.001") }, "program[0].anggaran out_of_range, program[1].anggaran invalid"},
		salah[pk]{"absurd money", func(p *pk) { p.Program[0].Anggaran = des("1000000000000000000") }, "program[0].anggaran out_of_range"},
	)
	type ra = sakip.RencanaAksi
	uji(t, "rencana aksi", func() ra {
		return ra{Indikator: "A", Triwulan: 1, Langkah: []sakip.Langkah{{Uraian: "x", Mulai: "2023-01-02", Selesai: "2023-03-31"}}}
	}, ra.Validasi,
		salah[ra]{"quarter", func(r *ra) { r.Triwulan = 5 }, "triwulan unknown"},
		salah[ra]{"indicator", func(r *ra) { r.Indikator = "" }, "indikator required"},
		salah[ra]{"targets", func(r *ra) {
			r.Target, r.TargetSD = &tg{Nilai: ada("-1")}, &tg{Atas: ada("1")}
		}, "target.nilai invalid, target_sd.atas invalid"},
		salah[ra]{"step", func(r *ra) { r.Langkah[0] = sakip.Langkah{Mulai: "besok", Selesai: "1/2/2023"} }, "langkah[0].uraian required, langkah[0].mulai invalid, langkah[0].selesai invalid, langkah[0].selesai invalid"},
		salah[ra]{"ends before it begins", func(r *ra) { r.Langkah[0].Mulai = "2023-04-01" }, "langkah[0].selesai invalid"},
	)
	type rs = sakip.Renstra
	uji(t, "renstra", func() rs {
		d := dasar()
		r := d.Renstra
		r.Strategi, r.ArahKebijakan = []sakip.Strategi{{Sasaran: "S1"}}, []sakip.ArahKebijakan{{Sasaran: "S1"}}
		r.Program = []sakip.ProgramMisi{{Kode: "P1", Misi: "M1"}}
		r.Kolom[0].Tahunan = map[int]decimal.Decimal{2021: des("1"), 2026: des("2")}
		return r
	}, rs.Validasi,
		salah[rs]{"years", func(r *rs) { r.TahunAwal, r.TahunAkhir = 0, 2101 }, "tahun_awal out_of_range, tahun_akhir out_of_range, tahun_akhir invalid"},
		salah[rs]{"seven years", func(r *rs) { r.TahunAwal = 2020 }, "tahun_akhir invalid"},
		salah[rs]{"misi", func(r *rs) { r.Misi = append(r.Misi, sakip.Misi{ID: "M1"}) }, "misi[1].teks required, misi[1].id duplicate"},
		salah[rs]{"tujuan", func(r *rs) { r.Tujuan = append(r.Tujuan, sakip.Tujuan{ID: "T1", Misi: "M9"}) }, "tujuan[1].teks required, tujuan[1].id duplicate, tujuan[1].misi unknown"},
		salah[rs]{"sasaran", func(r *rs) { r.Sasaran[0] = sakip.Sasaran{ID: "S1", Tujuan: "T9"} }, "sasaran[0].nama required, sasaran[0].tujuan unknown"},
		salah[rs]{"strategi, arah, program", func(r *rs) { r.Strategi[0].Sasaran, r.ArahKebijakan[0].Sasaran, r.Program[0].Misi = "", "", "" }, "strategi[0].sasaran unknown, arah_kebijakan[0].sasaran unknown, program[0].misi unknown"},
		salah[rs]{"column twice", func(r *rs) { r.Kolom = append(r.Kolom, r.Kolom[0]) }, "kolom[1].indikator duplicate"},
		salah[rs]{"years of a column, in their order", func(r *rs) {
			r.Kolom[0].Tahunan[2031], r.Kolom[0].Tahunan[2020], r.Kolom[0].Tahunan[2030] = des("1"), des("1"), des("1")
		}, "kolom[0].tahunan.2020 invalid, kolom[0].tahunan.2030 invalid, kolom[0].tahunan.2031 invalid"},
		salah[rs]{"end target", func(r *rs) { r.Kolom[0].Akhir = &tg{Nilai: ada("-1")} }, "kolom[0].akhir.nilai invalid"},
	)
}

func TestValidasiIsian(t *testing.T) {
	type real = sakip.Realisasi
	k := kebijakan(func(k *sakip.Kebijakan) {
		k.SkalaPredikat = []sakip.SkalaPredikat{{Nama: "akip", Label: []sakip.LabelPredikat{{Label: "A", Skor: des("85")}}}}
	})
	dengan := func(f sakip.Formula) func(real) error {
		return func(r real) error {
			return r.Validasi(indikator("A", func(i *sakip.Indikator) { i.Formula = f }), k)
		}
	}
	isi := func(x, y string) func() real {
		return func() real {
			return real{Indikator: "A", Triwulan: 1, X: ada(x), Y: ada(y), Status: sakip.Diajukan, TindakLanjut: []sakip.TindakLanjut{{Uraian: "x"}}}
		}
	}
	uji(t, "realisasi, ratio", isi("1", "2"), dengan(sakip.Formula{Jenis: sakip.FormulaRasio}),
		salah[real]{"X above Y is not refused", func(r *real) { r.X = ada("3") }, ""},
		salah[real]{"quarter and status", func(r *real) { r.Triwulan, r.Status = 0, "" }, "triwulan unknown, status unknown"},
		salah[real]{"texts, in their order", func(r *real) {
			r.Sumber, r.FaktorPendorong, r.FaktorPenghambat, r.Solusi, r.Catatan = panjang, panjang, panjang, panjang, panjang
		}, "sumber too_large, faktor_pendorong too_large, faktor_penghambat too_large, solusi too_large, catatan too_large"},
		salah[real]{"action", func(r *real) { r.TindakLanjut[0].Uraian = "" }, "tindak_lanjut[0].uraian required"},
		salah[real]{"blank", func(r *real) { r.X, r.Y = nil, nil }, "pembilang required, penyebut required"},
		salah[real]{"blank draft", func(r *real) { r.X, r.Y, r.Status = nil, nil, sakip.Draf }, ""},
		salah[real]{"negative", func(r *real) { r.X, r.Y = ada("-1"), ada("-1") }, "pembilang invalid, penyebut invalid"},
		salah[real]{"late source with figures", func(r *real) { r.BelumTerbit = true }, "belum_terbit invalid"},
		salah[real]{"late source", func(r *real) { r.X, r.Y, r.BelumTerbit = nil, nil, true }, ""},
	)
	uji(t, "realisasi, score", isi("85", ""), dengan(sakip.Formula{Jenis: sakip.FormulaSkor, SkorMaksimal: ada("100")}),
		salah[real]{"above the maximum", func(r *real) { r.X = ada("100.01") }, "skor out_of_range"},
		salah[real]{"negative, with a denominator", func(r *real) { r.X, r.Y = ada("-1"), ada("1") }, "skor invalid, penyebut invalid"},
		salah[real]{"blank", func(r *real) { r.X = nil }, "skor required"},
	)
	uji(t, "realisasi, value", isi("-5", ""), dengan(sakip.Formula{Jenis: sakip.FormulaNilai}),
		salah[real]{"blank", func(r *real) { r.X = nil }, "nilai required"},
	)
	uji(t, "realisasi, label", func() real { return real{Triwulan: 4, Status: sakip.Final, Predikat: "A"} }, dengan(sakip.Formula{Jenis: sakip.FormulaPredikat, SkalaPredikat: "akip"}),
		salah[real]{"blank", func(r *real) { r.Predikat = "" }, "predikat required"},
		salah[real]{"not on the scale", func(r *real) { r.Predikat = "Z" }, "predikat unknown"},
		salah[real]{"draft, not on the scale", func(r *real) { r.Predikat, r.Status = "Z", sakip.Draf }, "predikat unknown"},
	)
	type ang = sakip.VersiAnggaran
	uji(t, "anggaran", func() ang { d := dasar(); return d.Anggaran[0] }, ang.Validasi,
		salah[ang]{"head", func(v *ang) { v.Versi, v.Jenis, v.Tanggal = "", "", "" }, "versi required, jenis unknown, tanggal required"},
		salah[ang]{"money planned for three quarters", func(v *ang) { v.Kas = []decimal.Decimal{{}, {}, {}} }, "kas invalid"},
		salah[ang]{"money planned", func(v *ang) { v.Kas = []decimal.Decimal{{}, decimal.New(-1, 0), decimal.New(1, -3), {}} }, "kas[1] out_of_range, kas[2] invalid"},
		salah[ang]{"row", func(v *ang) { v.Baris[0].Nama, v.Baris[0].Tingkat = "", sakip.TingkatTujuan }, "baris[0].nama required, baris[0].tingkat unknown"},
		salah[ang]{"row twice", func(v *ang) { v.Baris[8].SubUnit = "pkm-1" }, "baris[8].kode duplicate"},
		salah[ang]{"unknown parent", func(v *ang) { v.Baris[8].Induk, v.Baris[8].Kode = "D.P9", "D.P9.S1" }, "baris[8].induk unknown"},
		salah[ang]{"parent after its row", func(v *ang) { v.Baris[0], v.Baris[1] = v.Baris[1], v.Baris[0] }, "baris[0].induk unknown"},
		salah[ang]{"two parents", func(v *ang) { v.Baris[8].Induk = "D.P1" }, "baris[8].induk invalid"},
		salah[ang]{"its own parent", func(v *ang) { v.Baris[0].Induk = "D" }, "baris[0].induk unknown"},
		salah[ang]{"leaf with children", func(v *ang) { v.Baris[1].Pagu = ada("1") }, "baris[1].pagu invalid"},
		salah[ang]{"leaf without pagu", func(v *ang) { v.Baris[3].Pagu = nil }, "baris[3].pagu required"},
		salah[ang]{"negative pagu", func(v *ang) { v.Baris[3].Pagu = ada("-1") }, "baris[3].pagu out_of_range"},
		salah[ang]{"half a sen", func(v *ang) { v.Baris[3].Pagu = ada("0.005") }, "baris[3].pagu invalid"},
	)
	type rang = sakip.RealisasiAnggaran
	uji(t, "realisasi anggaran", func() rang {
		return rang{IdentitasBaris: sakip.IdentitasBaris{Kode: "D"}, Triwulan: 1, Nilai: des("0"), Status: sakip.Draf}
	}, rang.Validasi,
		salah[rang]{"code, quarter, status", func(r *rang) { r.Kode, r.Triwulan, r.Status = "", 0, "" }, "kode required, triwulan unknown, status unknown"},
		salah[rang]{"negative", func(r *rang) { r.Nilai = des("-0.01") }, "nilai out_of_range"},
	)
	type soal = sakip.Soal
	uji(t, "soal", func() soal { return soal{Arah: sakip.Naik, Realisasi: ada("1"), Kebijakan: kebijakan()} }, soal.Validasi,
		salah[soal]{"arah", func(s *soal) { s.Arah = "" }, "arah unknown"},
		salah[soal]{"two ways", func(s *soal) { s.Penyebut = ada("1") }, "realisasi invalid"},
		salah[soal]{"quarters", func(s *soal) { s.Realisasi, s.Triwulan = nil, make([]*decimal.Decimal, 5) }, "triwulan out_of_range, akumulasi unknown"},
		salah[soal]{"pengali", func(s *soal) { s.Pengali = ada("0") }, "pengali invalid"},
		salah[soal]{"policy", func(s *soal) { s.Kebijakan.Desimal = 9 }, "kebijakan.desimal out_of_range"},
		salah[soal]{"half a range", func(s *soal) { s.Target = rentang("1", "") }, "target_atas invalid"},
		salah[soal]{"range upside down", func(s *soal) { s.Target = rentang("2", "1") }, "target_bawah invalid"},
	)
	type lap = sakip.Laporan
	uji(t, "laporan", func() lap { return lap{Jenis: sakip.LKjIP, Periode: 4, Format: sakip.XLSX, Tahun: 2023} }, lap.Validasi,
		salah[lap]{"all", func(l *lap) { *l = lap{} }, "jenis unknown, periode unknown, format unknown, tahun out_of_range"},
		salah[lap]{"a version of what has none", func(l *lap) { l.Dokumen = "induk" }, "dokumen invalid"},
		salah[lap]{"what is no version", func(l *lap) { l.Jenis, l.Dokumen = sakip.LaporanPerjanjian, "a b/jenjang" }, "dokumen invalid"},
	)
	for want, l := range map[string]lap{
		"LKjIP TW4":                                      {Jenis: sakip.LKjIP, Periode: 4},
		"Perjanjian Kinerja TW2":                         {Jenis: sakip.LaporanPerjanjian, Periode: 2},
		"Perjanjian Kinerja, versi induk":                {Jenis: sakip.LaporanPerjanjian, Dokumen: "induk"},
		"Perjanjian Kinerja pejabat di bawah kepala TW1": {Jenis: sakip.LaporanPerjanjian, Dokumen: sakip.DokumenPerjanjian{Jenjang: true}.String(), Periode: 1},
	} {
		if got := l.Sebutan(); got != want {
			t.Errorf("report: got %q, want %q", got, want)
		}
	}
	type bukti = sakip.Bukti
	uji(t, "bukti", func() bukti {
		return bukti{Jenis: sakip.BuktiDukung, Tahun: 2023, Indikator: "IKU-1.1", Triwulan: 4, Nama: "Daftar hadir (1).PDF", Tanggal: "2023-11-02"}
	}, bukti.Validasi,
		salah[bukti]{"all", func(b *bukti) { *b = bukti{} }, "jenis unknown, tahun out_of_range, nama required"},
		salah[bukti]{"of no indicator and quarter", func(b *bukti) { b.Indikator, b.Triwulan = "", 5 }, "indikator required, triwulan unknown"},
		salah[bukti]{"a path", func(b *bukti) { b.Nama = "../a.pdf" }, "nama invalid"},
		salah[bukti]{"hidden end", func(b *bukti) { b.Nama = "a\u202efdp.exe" }, "nama invalid"},
		salah[bukti]{"long", func(b *bukti) { b.Nama = strings.Repeat("a", 252) + ".pdf" }, "nama invalid"},
		salah[bukti]{"a program", func(b *bukti) { b.Nama = "a.pdf.exe" }, "nama invalid"},
		salah[bukti]{"no extension", func(b *bukti) { b.Nama = "pdf" }, "nama invalid"},
		salah[bukti]{"no day", func(b *bukti) { b.Tanggal = "2023-02-30" }, "tanggal invalid"},
		salah[bukti]{"much said", func(b *bukti) { b.Keterangan = strings.Repeat("a", 20001) }, "keterangan too_large"},
		salah[bukti]{"an import of an indicator", func(b *bukti) { b.Jenis, b.Nama = sakip.BuktiImpor, "a.csv" }, "indikator invalid, triwulan invalid"},
		salah[bukti]{"an import of a picture", func(b *bukti) {
			b.Jenis, b.Indikator, b.Triwulan, b.Nama = sakip.BuktiImpor, "", 0, "a.png"
		}, "nama invalid"},
	)
}

func TestValidasiAcuan(t *testing.T) {
	type kbj = sakip.Kebijakan
	uji(t, "kebijakan", func() kbj {
		return kebijakan(func(k *kbj) {
			k.Bobot = map[string]decimal.Decimal{"A": des("1"), "B": des("2")}
			k.SkalaPredikat = []sakip.SkalaPredikat{{Nama: "akip", Label: []sakip.LabelPredikat{{Label: "A"}, {Label: "B"}}}}
		})
	}, kbj.Validasi,
		salah[kbj]{"year", func(k *kbj) { k.Tahun = 1998 }, "tahun out_of_range"},
		salah[kbj]{"decimals", func(k *kbj) { k.Desimal, k.DesimalRealisasi = -1, 5 }, "desimal out_of_range, desimal_realisasi out_of_range"},
		salah[kbj]{"choices", func(k *kbj) { k.Pembulatan, k.RumusTurun, k.DasarKategori, k.EjaanMiliar = "", "", "", "" }, "pembulatan unknown, rumus_turun unknown, dasar_kategori unknown, ejaan_miliar unknown"},
		salah[kbj]{"no scale", func(k *kbj) { k.Skala.Kelas = nil }, "skala.kelas required"},
		salah[kbj]{"cap below floor", func(k *kbj) { k.BatasAtas = ada("-1") }, "batas_atas invalid"},
		salah[kbj]{"threshold", func(k *kbj) { k.AmbangMenunjang = des("-1") }, "ambang_menunjang invalid"},
		salah[kbj]{"weights, in the order of their ids", func(k *kbj) { k.Bobot["B"], k.Bobot["A"] = des("-1"), des("0") }, "bobot.A invalid, bobot.B invalid"},
		salah[kbj]{"scale twice", func(k *kbj) { k.SkalaPredikat = append(k.SkalaPredikat, sakip.SkalaPredikat{Nama: "akip"}) }, "skala_predikat[1].nama duplicate"},
		salah[kbj]{"labels", func(k *kbj) { k.SkalaPredikat[0].Label = []sakip.LabelPredikat{{Label: "A"}, {Label: "A"}, {}} }, "skala_predikat[0].label[1] duplicate, skala_predikat[0].label[2] required"},
	)
	type skala = sakip.Skala
	uji(t, "skala", func() skala {
		s, _ := sakip.SkalaBaku("85-70-55")
		return skala{Kelas: append([]sakip.Kelas(nil), s.Kelas...)}
	}, skala.Validasi,
		salah[skala]{"gap", func(s *skala) { s.Kelas[0].BawahTermasuk = false }, "kelas invalid"},
		salah[skala]{"overlap", func(s *skala) { s.Kelas[1].AtasTermasuk = true }, "kelas invalid"},
		salah[skala]{"open at the top", func(s *skala) { s.Kelas = s.Kelas[1:] }, "kelas invalid"},
		salah[skala]{"names", func(s *skala) { s.Kelas[0].Nama, s.Kelas[2].Nama = "", "Baik" }, "kelas[0].nama required, kelas[2].nama duplicate"},
		salah[skala]{"empty class", func(s *skala) {
			s.Kelas = append(s.Kelas, sakip.Kelas{Nama: "Kosong", Bawah: ada("70"), Atas: ada("70")})
		}, "kelas invalid, kelas invalid, kelas[4] invalid"},
	)
	type opd = sakip.PerangkatDaerah
	uji(t, "perangkat daerah", func() opd {
		return opd{ID: "dinsos", Kabupaten: "trenggalek", Nama: "Dinas", Zona: "WIB", Unit: []sakip.Unit{{ID: "sekretariat", Nama: "Sekretariat"}},
			Pejabat: []sakip.Pejabat{{ID: "kepala", Nama: "N", Jabatan: "Kepala", NIP: "19700101 199001 1 001", Mulai: "2023-01-01", Selesai: "2023-12-31"}}}
	}, opd.Validasi,
		salah[opd]{"head", func(o *opd) { o.ID, o.Kabupaten, o.Nama, o.Zona = "", "", "", "GMT" }, "id required, kabupaten required, nama required, zona invalid"},
		salah[opd]{"unit twice", func(o *opd) { o.Unit = append(o.Unit, sakip.Unit{ID: "sekretariat"}) }, "unit[1].nama required, unit[1].id duplicate"},
		salah[opd]{"official twice", func(o *opd) { o.Pejabat = append(o.Pejabat, o.Pejabat[0]) }, "pejabat[1].id duplicate"},
		salah[opd]{"official", func(o *opd) { o.Pejabat[0] = sakip.Pejabat{NIP: "123", Status: "Pj.", Unit: "x", Mulai: "kini"} }, "pejabat[0].id required, pejabat[0].nama required, pejabat[0].jabatan required, pejabat[0].mulai invalid, pejabat[0].nip invalid, pejabat[0].status invalid, pejabat[0].unit unknown"},
		salah[opd]{"ends before it begins", func(o *opd) { o.Pejabat[0].Mulai = "2024-01-01" }, "pejabat[0].selesai invalid"},
	)
	type tab = sakip.TabelPembanding
	uji(t, "pembanding", tabel, tab.Validasi,
		salah[tab]{"head", func(x *tab) { x.ID, x.Judul, x.Sumber = "", "", "" }, "id required, judul required, sumber required"},
		salah[tab]{"references, in the order of the fields", func(x *tab) { x.Dari, x.Ke, x.Peringkat, x.Fokus, x.Total = "1", "2", "3", "4", "5" },
			"dari unknown, ke unknown, peringkat unknown, fokus unknown, total unknown"},
		salah[tab]{"column twice", func(x *tab) { x.Kolom = append(x.Kolom, x.Kolom[0]) }, "kolom[2].id duplicate"},
		salah[tab]{"row twice", func(x *tab) { x.Baris[1].Nama = "Ngawi"; x.Fokus = "" }, "baris[1].nama duplicate"},
		salah[tab]{"unknown columns", func(x *tab) {
			x.Baris[0].Nilai = map[string]decimal.Decimal{"x": des("1"), "y": des("1"), "lama": des("1")}
		}, "baris[0].nilai unknown, baris[0].nilai unknown"},
	)
	type fk = sakip.Fakta
	uji(t, "fakta", func() fk { return fk{ID: "f", Nama: "F", Sumber: "BPS", Nilai: ada("1")} }, fk.Validasi,
		salah[fk]{"head", func(f *fk) { f.ID, f.Nama, f.Sumber = "", "", "" }, "id required, nama required, sumber required"},
		salah[fk]{"neither", func(f *fk) { f.Nilai = nil }, "nilai invalid"},
		salah[fk]{"both", func(f *fk) { f.Rincian = []sakip.Rincian{{}} }, "nilai invalid"},
	)
	type rek = sakip.Rekomendasi
	uji(t, "rekomendasi", func() rek { return rek{No: 999, Uraian: "x", Hasil: sakip.TuntasSesuai} }, rek.Validasi,
		salah[rek]{"all", func(r *rek) { *r = rek{TindakLanjut: panjang} }, "no out_of_range, uraian required, tindak_lanjut too_large, hasil unknown"},
		salah[rek]{"what follows", func(r *rek) { r.Keterangan, r.Tenggat, r.Bukti = panjang, "besok", []string{"a", "a", "/"} },
			"keterangan too_large, tenggat invalid, bukti[1] duplicate, bukti[2] invalid"},
		salah[rek]{"number", func(r *rek) { r.No = 1000 }, "no out_of_range"},
	)
	type nar = sakip.Narasi
	uji(t, "narasi", func() nar { return nar{Bagian: "bab1.isu_strategis", Isi: "x"} }, nar.Validasi,
		salah[nar]{"all", func(n *nar) { *n = nar{} }, "bagian required, isi required"},
	)
	type org = sakip.Orang
	uji(t, "orang", func() org {
		return org{Sub: "a", Nama: "A", Peran: sakip.Operator, Kabupaten: "k", OPD: "o", Unit: "u"}
	}, org.Validasi,
		salah[org]{"operator without a unit", func(o *org) { o.Unit = "" }, "unit invalid"},
		salah[org]{"verifikator with a unit", func(o *org) { o.Peran = sakip.Verifikator }, "unit invalid"},
		salah[org]{"bappeda of an agency", func(o *org) { o.Peran, o.Unit = sakip.Bappeda, "" }, "opd invalid"},
		salah[org]{"kepala of none", func(o *org) { o.Peran, o.Unit, o.OPD = sakip.Kepala, "", "" }, "opd invalid"},
		salah[org]{"all", func(o *org) { *o = org{} }, "sub required, nama required, peran required, kabupaten required, opd invalid"},
	)
	type kab = sakip.Kabupaten
	uji(t, "kabupaten", func() kab { return kab{ID: "k", Nama: "K"} }, kab.Validasi,
		salah[kab]{"all", func(k *kab) { *k = kab{} }, "id required, nama required"},
	)
}

func TestValidasiTahun(t *testing.T) {
	type tahun = sakip.DataTahun
	uji(t, "tahun", func() tahun {
		return dasar(semuaBelanja, lapor("A", 4, "90", ""), rencana(1, "10", ""), func(d *tahun) {
			d.Pembanding, d.Fakta = []sakip.TabelPembanding{tabel()}, []sakip.Fakta{{ID: "f", Nama: "F", Sumber: "BPS", Nilai: ada("1")}}
			d.Rekomendasi, d.Narasi = []sakip.Rekomendasi{{No: 1, Uraian: "x", Hasil: sakip.TuntasSesuai}}, []sakip.Narasi{{Bagian: "bab1", Isi: "x"}}
		})
	}, tahun.Validasi,
		salah[tahun]{"year", func(d *tahun) { d.Tahun = 2101 }, "tahun out_of_range"},
		salah[tahun]{"indicator twice", func(d *tahun) { d.Indikator = append(d.Indikator, d.Indikator[0]) }, "indikator[1].id duplicate, indikator[1].kunci duplicate"},
		salah[tahun]{"indicator of no sasaran", func(d *tahun) { d.Indikator[0].Induk = "S9" }, "indikator[0].induk unknown"},
		salah[tahun]{"several indicators of one program", func(d *tahun) {
			for _, id := range []string{"B", "C"} {
				d.Indikator = append(d.Indikator, indikator(id, func(i *sakip.Indikator) { i.Tingkat, i.Induk = sakip.TingkatProgram, "D.P1" }))
			}
		}, ""},
		salah[tahun]{"agreement twice, of an unknown indicator", func(d *tahun) {
			perjanjian("induk", "2023-10-01", true, "1")(d)
			d.Perjanjian[1].Target["Z"] = target("1")
		},
			"perjanjian[1].versi duplicate, perjanjian[1].target.Z unknown"},
		salah[tahun]{"plan twice", func(d *tahun) { rencana(1, "10", "")(d) }, "rencana_aksi[1] duplicate"},
		salah[tahun]{"plan of an unknown indicator", func(d *tahun) { d.RencanaAksi[0].Indikator = "Z" }, "rencana_aksi[0].indikator unknown"},
		salah[tahun]{"report twice", func(d *tahun) { lapor("A", 4, "91", "")(d) }, "realisasi[1] duplicate"},
		salah[tahun]{"report of an unknown indicator", func(d *tahun) { d.Realisasi[0].Indikator = "Z" }, "realisasi[0].indikator unknown"},
		salah[tahun]{"report", func(d *tahun) { d.Realisasi[0].X = nil }, "realisasi[0].nilai required"},
		salah[tahun]{"budget version twice", func(d *tahun) { d.Anggaran = append(d.Anggaran, d.Anggaran[0]) }, "anggaran[1].versi duplicate"},
		salah[tahun]{"expenditure twice", func(d *tahun) { belanja("", "D.P1.K1.S1", 4, "1")(d) }, "realisasi_anggaran[4].kode duplicate"},
		salah[tahun]{"expenditure of a parent", func(d *tahun) { belanja("", "D.P1", 4, "1")(d) }, "realisasi_anggaran[4].kode unknown"},
		salah[tahun]{"expenditure of another unit's row", func(d *tahun) { belanja("pkm-9", "D.P2.K1.S1", 4, "1")(d) }, "realisasi_anggaran[4].kode unknown"},
		salah[tahun]{"table and fact twice", func(d *tahun) {
			d.Pembanding, d.Fakta = append(d.Pembanding, tabel()), append(d.Fakta, d.Fakta[0])
		}, "pembanding[1].id duplicate, fakta[1].id duplicate"},
		salah[tahun]{"recommendation and text twice", func(d *tahun) {
			d.Rekomendasi, d.Narasi = append(d.Rekomendasi, d.Rekomendasi[0]), append(d.Narasi, d.Narasi[0])
		}, "rekomendasi[1].no duplicate, narasi[1].bagian duplicate"},
		salah[tahun]{"two faults far apart", func(d *tahun) { d.Indikator[0].Arah, d.Narasi[0].Isi = "", "" }, "indikator[0].arah unknown, narasi[0].isi required"},
	)
}

func TestTautanSah(t *testing.T) {
	akhir := time.Date(2024, 1, 31, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		nama    string
		pada    time.Time
		dicabut bool
		want    fault.Code
	}{
		{"before its end", akhir.Add(-time.Second), false, ""},
		{"at its end", akhir, false, fault.LinkExpired},
		{"revoked", akhir.Add(-time.Second), true, fault.LinkRevoked},
		{"revoked and over", akhir.Add(time.Second), true, fault.LinkRevoked},
	} {
		if got := fault.CodeOf(sakip.Tautan{Berakhir: akhir, Dicabut: c.dicabut}.Sah(c.pada)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.nama, got, c.want)
		}
	}
}

func TestParseTriwulan(t *testing.T) {
	for in, want := range map[string]int{"TW1": 1, "tw4": 4, "2": 2, "": 0, "0": 0, "5": 0, "TW": 0, "TW12": 0, "I": 0, "TWTW1": 0, "+1": 0, "TW01": 0} {
		got, err := sakip.ParseTriwulan(in)
		if got != want || (err == nil) != (want > 0) {
			t.Errorf("%q: got %d (%v), want %d", in, got, err, want)
		}
	}
}

// A year has one address.
func TestParseTahun(t *testing.T) {
	for in, want := range map[string]int{"2023": 2023, "02023": 0, "+2023": 0, " 2023": 0, "2023.0": 0, "1": 0, "99999": 0, "": 0, "x": 0} {
		got, err := sakip.ParseTahun(in)
		if got != want || (fault.CodeOf(err) == fault.NotFound) != (want == 0) {
			t.Errorf("%q: got %d (%v), want %d", in, got, err, want)
		}
	}
}

// An agreement is signed by who is in office, of something, once, and after what it changes.
func TestSiapTandaTangan(t *testing.T) {
	type pk = sakip.Perjanjian
	sah := func() pk {
		return pk{Versi: "perubahan-1", Jenis: sakip.PKPerubahan, Tanggal: "2025-10-01", PihakPertama: "ani", PihakKedua: "Bupati", Target: map[string]sakip.Target{"I": {Nilai: ada("1")}}}
	}
	d := sakip.DataTahun{OPD: sakip.PerangkatDaerah{Pejabat: []sakip.Pejabat{{ID: "ani", Nama: "Ani", Mulai: "2025-01-01"}, {ID: "budi", Nama: "Budi", Selesai: "2024-12-31"}}},
		Perjanjian: []pk{{Versi: "induk", Jenis: sakip.PKInduk, Tanggal: "2025-01-06", Ditandatangani: true}, {Versi: "draf", Jenis: sakip.PKPerubahan, Tanggal: "2025-12-01"}}}
	uji(t, "change", sah, d.SiapTandaTangan,
		salah[pk]{"all", func(p *pk) { *p = pk{Versi: "x"} }, "pihak_pertama required, pihak_kedua required, target invalid"},
		salah[pk]{"nobody's id", func(p *pk) { p.PihakPertama = "cici" }, "pihak_pertama unknown"},
		salah[pk]{"out of office", func(p *pk) { p.PihakPertama = "budi" }, "pihak_pertama invalid"},
		salah[pk]{"before the first", func(p *pk) { p.Tanggal = "2025-01-05" }, "tanggal invalid"},
		salah[pk]{"a second first", func(p *pk) { p.Jenis = sakip.PKInduk }, "jenis invalid"},
	)
	d.Perjanjian = nil
	uji(t, "first", func() pk { p := sah(); p.Jenis = sakip.PKInduk; return p }, d.SiapTandaTangan,
		salah[pk]{"a change of nothing", func(p *pk) { p.Jenis = sakip.PKPerubahan }, "jenis invalid"})
}

// Days without a head, from the first to the last of each stretch.
func TestTanpaKepala(t *testing.T) {
	hari := func(s string) time.Time { d, _ := time.Parse("2006-01-02", s); return d }
	for _, c := range []struct {
		name    string
		pejabat []sakip.Pejabat
		want    string
	}{
		{"nobody", nil, "2025-01-01 2025-01-10"},
		{"all the time", []sakip.Pejabat{{ID: "a"}}, ""},
		{"of a unit", []sakip.Pejabat{{ID: "a", Unit: "u"}}, "2025-01-01 2025-01-10"},
		{"a gap that an acting one ends", []sakip.Pejabat{{ID: "a", Selesai: "2025-01-03"}, {ID: "b", Status: "Plt.", Mulai: "2025-01-06"}}, "2025-01-04 2025-01-05"},
		{"before and after", []sakip.Pejabat{{ID: "a", Mulai: "2025-01-02", Selesai: "2025-01-09"}}, "2025-01-01 2025-01-01, 2025-01-10 2025-01-10"},
	} {
		var got []string
		for _, r := range (sakip.PerangkatDaerah{Pejabat: c.pejabat}).TanpaKepala(hari("2025-01-01"), hari("2025-01-10")) {
			got = append(got, string(r[0])+" "+string(r[1]))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.name, s, c.want)
		}
	}
}
