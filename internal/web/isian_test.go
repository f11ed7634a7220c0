package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/objects"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

const (
	daftarTW4 = contoh + "/isian/TW4"
	tabelUmum = contoh + "/isian/TW4/anggaran"
	layanan   = "operator-contoh-layanan"
)

// tanpaAlasan takes the reasons out of a form.
func tanpaAlasan(form url.Values) url.Values {
	for _, a := range sakip.SemuaPeringatan {
		form.Del(isianPenjelasan + string(a))
	}
	return form
}

// tabel is the form of an entry table with a row typed anew.
func (w *dunia) tabel(sub, alamat string, row int, nilai string) url.Values {
	w.t.Helper()
	body := w.get(sub, alamat).Body.String()
	out := url.Values{"kunci": {masukan(body, "kunci")}}
	for n := 0; strings.Contains(body, ` name="`+namaBaris(n, "realisasi")+`"`); n++ {
		for _, k := range []string{"realisasi", "kode", "sumber", "versi", "awal"} {
			out.Set(namaBaris(n, k), masukan(body, namaBaris(n, k)))
		}
	}
	if out.Get(namaBaris(row, "kode")) == "" {
		w.t.Fatalf("%s has no row %d for %s", alamat, row, sub)
	}
	out.Set(namaBaris(row, "realisasi"), nilai)
	return out
}

func contohIsian() map[string][]any {
	orang := &sakip.Orang{Nama: "Nama", Peran: sakip.Operator}
	a, d := alamat{"x", 2023}, decimal.NewFromInt(5)
	isi := func(x any) halaman { return halaman{Judul: "J", Orang: orang, Isi: x} }
	b := bidang{Nama: "nilai", Label: "Nilai", Petunjuk: "petunjuk", Nilai: "1", Galat: []string{"salah", "lagi"}}
	hasil := wire.HasilIndikator{ID: "IKU-1", Nama: "Nama", Kategori: "Baik", CapaianTampil: "90,00", Sebelumnya: []wire.RealisasiTahun{{Tahun: 2022}}}
	bukti := []barisBukti{{Bukti: sakip.Bukti{Nama: "a.pdf", Keterangan: "k", Tanggal: "2023-01-01", JenisIsi: sakip.IsiPDF, SHA256: "ab", Penjelasan: "p"}, Ukuran: "1 KB",
		Keadaan: keadaanIsian{"terisi", "✓", "diterima"}, Alamat: "/x"}, {Bukti: sakip.Bukti{Nama: "b.pdf"}, Kirim: "/y"}}
	p := &isiPratinjau{Tahun: 2023, TW: 2, Hasil: make([]sel, 5), Komponen: []barisKomponen{{"Nilai", "1", ""}}, Sasaran: "S", N: 1, M: 2}
	lembar := isiLembar{alamat: a, F: service.LembarLengkap{LembarEntri: service.LembarEntri{Indikator: sakip.Indikator{Entri: sakip.TriwulanIni, TahunData: -1, SumberData: "s",
		Formula: sakip.Formula{Jenis: sakip.FormulaPredikat}}, Hasil: &hasil, BolehIsi: true}}, Tersimpan: true, Terkirim: true, KirimLain: true, Formulir: true,
		Bentrok: &bentrokTampil{}, Galat: galatIsian{Bidang: map[string][]string{"predikat": {"a", "b"}, "belum_terbit": {"c"}}, Umum: []string{"d"}}, Keliru: []bidang{b},
		Komponen: []bidang{b}, Teks: []bidang{{Nama: "sumber"}, {Nama: "solusi", Nilai: "x"}}, Predikat: []string{"AA"}, Peringatan: []bidang{b}, Pratinjau: p,
		TindakLanjut: []barisTL{{Uraian: bidang{Nama: "tl", Nilai: "u"}, Tenggat: bidang{Nama: "tg", Nilai: "Mei"}, Sejak: "TW1", Lewat: true}}, Tenggat: []string{"TW1"},
		Isian: isian{"catatan": "c", "predikat": "AA"}, Lalu: []barisLalu{{TW: 1}}, LaluTahun: hasil.Sebelumnya, SelKini: make([]sel, 5), Sebelum: "/a", Sesudah: "/b", Bukti: bukti,
		FormBukti: formBukti{Nama: b, Tanggal: bidang{Nama: "t"}, Umum: []string{"u"}}}
	baca := lembar
	baca.Formulir, baca.BelumTerbit, baca.F.BolehIsi = false, true, false
	baris := barisDaftar{IsianIndikator: service.IsianIndikator{HasilIndikator: hasil, Laporan: sakip.Realisasi{Catatan: "c"}}, Lalu: "1"}
	daftar := isiDaftarIsian{alamat: a, D: service.DaftarIsian{Triwulan: 2, N: 1, M: 2}, Unit: []pilihanUnit{{"u", "Unit", true}, {}}, Baris: []barisDaftar{baris, {}}, Berikutnya: &baris,
		Anggaran: []barisIsianAnggaran{{IsianAnggaran: service.IsianAnggaran{N: 1, M: 2}}, {IsianAnggaran: service.IsianAnggaran{BolehIsi: true}}}}
	daun := barisTabel{IsianBaris: service.IsianBaris{Daun: true, Lalu: &d}, Isian: b, Kini: "Rp1", Alasan: []bidang{b, {Label: "l", Nilai: "n"}}, Rincian: true}
	simpan, final := daun, daun
	simpan.Simpan, final.Terkunci, final.Isian = true, true, bidang{}
	tabel := isiTabelAnggaran{alamat: a, T: service.TabelAnggaran{Triwulan: 2, Versi: "induk"}, Formulir: true, Tersimpan: 1, Ditahan: 1, Umum: []string{"u"}, Dilihat: true,
		TakTerisi: []barisTempel{{No: 1, Teks: "t", Alasan: "a"}}, Baris: []barisTabel{{}, daun, simpan, final}, Tempel: bidang{Nama: "tempel"}, Tinjauan: &isiTinjauan{Diketik: true, Baru: []temuanIsian{{Nama: "n"}}}}
	tabelBaca := tabel
	tabelBaca.Formulir = false
	return map[string][]any{
		"isi": {isi(lembar), isi(baca), halaman{Isi: isiLembar{}}},
		"anggaran": {isi(isiAnggaran{alamat: a, Tersimpan: true, Formulir: true, KirimLain: true, Umum: []string{"u"}, Bentrok: &bentrokTampil{}, Realisasi: b, Alasan: []bidang{b}}),
			halaman{Isi: isiAnggaran{Alasan: []bidang{b}}}},
		"pilih-anggaran": {isi(isiPilih{alamat: a, TW: 1, Baris: []pilihan{{}, {NamaUnit: "u"}}}), halaman{Isi: isiPilih{}}},
		"daftar-isian":   {isi(daftar), isi(isiDaftarIsian{D: service.DaftarIsian{Triwulan: 1}})},
		"tabel-anggaran": {isi(tabel), isi(tabelBaca), isi(isiTabelAnggaran{TanpaBatas: true, T: service.TabelAnggaran{Triwulan: 1}}), isi(isiTabelAnggaran{T: service.TabelAnggaran{Triwulan: 1}})},
		"kirim-bukti":    {isi(isiKirimBukti{Form: &objects.Form{URL: "/u", Fields: map[string]string{"key": "k"}}}), isi(isiKirimBukti{})},
		"daftar-bukti":   {lembar, isiLembar{}}, "bagian-pratinjau": {isi(lembar)}, "lihat": {lembar, isiLembar{Keliru: []bidang{b}}}, "peringatan": {[]bidang{b}, []bidang(nil)},
		"keadaan": {keadaanIsian{"draf", "◐", "draf"}},
	}
}

func TestListOfWhatIsDue(t *testing.T) {
	w := buat(t)
	semua := w.get(verifikator, daftarTW4).Body.String()
	memuat(t, semua, "IKU-1.1", "IKU-2.3", "PI-03", "diajukan", "14 dari 14", `<option value="bid-layanan">`, "UPTD Wilayah Utara", "indikator yang jatuh tempo sudah diajukan")
	satu := w.get(layanan, daftarTW4+"?unit=sekretariat").Body.String()
	memuat(t, satu, "IKU-1.1", "Bidang Layanan")
	tanpaTeks(t, satu, "IKU-2.1", `id="unit"`)
	memuat(t, w.get(verifikator, daftarTW4+"?unit=sekretariat").Body.String(), "IKU-2.1")

	// A draft is not handed in: it is what comes next, unless something was returned.
	if rec := w.post(layanan, lembarRasio, w.form(layanan, lembarRasio, "aksi", "draf")); rec.Code != 303 {
		t.Fatalf("draft: got %d", rec.Code)
	}
	memuat(t, w.get(layanan, daftarTW4).Body.String(), "draf", "Isi berikutnya: IKU-1.1", "4 dari 5")
	// TW2 of a yearly indicator is not due.
	memuat(t, w.get(verifikator, contoh+"/isian/TW2").Body.String(), "belum jatuh tempo")

	for _, c := range []struct {
		hari sakip.Tanggal
		want int
	}{{"2025-01-10", 1}, {"2025-06-30", 1}, {"2025-07-01", 2}, {"2025-10-02", 3}, {"2025-12-31", 3}, {"2026-01-01", 4}, {"2030-01-01", 4}, {"2020-01-01", 1}} {
		if got := triwulanKini(c.hari, 2025); got != c.want {
			t.Errorf("quarter on %s: got %d, want %d", c.hari, got, c.want)
		}
	}
	if rec := w.get(verifikator, contoh+"/isian"); rec.Code != 303 || rec.Header().Get("Location") != daftarTW4 {
		t.Errorf("the quarter of today: got %d %q", rec.Code, rec.Header().Get("Location"))
	}
}

// TestUnusualFiguresWantAReason walks through a figure that is unusual: refused with the
// question beside it, taken with the answer, shown to the verifikator.
func TestUnusualFiguresWantAReason(t *testing.T) {
	w := buat(t)
	form := tanpaAlasan(w.form(layanan, lembarRasio, "pembilang", "600", "penyebut", "560", "solusi", "Ditambah petugas"))
	rec := w.post(layanan, lembarRasio, form)
	if rec.Code != 422 {
		t.Fatalf("without a reason: got %d, want 422", rec.Code)
	}
	body := rec.Body.String()
	const nama = isianPenjelasan + string(sakip.PembilangLebih)
	memuat(t, body, "melebihi penyebut (560)", `<textarea id="`+nama+`"`, `href="#`+nama+`"`, "Ditambah petugas", "Hasilnya bila diajukan seperti ini", "Rata-rata capaian sasaran")
	form.Set("aksi", "draf")
	form.Set("kunci", masukan(body, "kunci"))
	if rec := w.post(layanan, lembarRasio, form); rec.Code != 303 {
		t.Errorf("a draft: got %d, want 303", rec.Code)
	}
	form = w.form(layanan, lembarRasio, "pembilang", "600", "penyebut", "560", nama, "Permohonan tahun lalu ikut selesai")
	if rec := w.post(layanan, lembarRasio, form); rec.Code != 303 {
		t.Fatalf("with a reason: got %d: %s", rec.Code, rec.Body)
	}
	r, _, err := record.Realisasi(context.Background(), w.store, "dinas-contoh", 2025, "IKU-1.1", 4)
	if err != nil || r.Penjelasan[string(sakip.PembilangLebih)] != "Permohonan tahun lalu ikut selesai" {
		t.Errorf("stored: got %v (%v)", r.Penjelasan, err)
	}
	for _, who := range []string{verifikator, "inspektorat-contoh"} {
		memuat(t, w.get(who, lembarRasio).Body.String(), "Pembilang (600) melebihi penyebut (560)", "Permohonan tahun lalu ikut selesai")
	}
	// What was loaded was asked for no reason; whoever looks at it sees what is unusual.
	memuat(t, w.get("inspektorat-trenggalek", dinsos+"/isi/IKU-1.3/TW4").Body.String(), "Pembilang (4.071) melebihi penyebut (3.985)", "belum dijelaskan")
	// What is no longer so needs no reason, and none is kept.
	if rec := w.post(layanan, lembarRasio, w.form(layanan, lembarRasio, "pembilang", "540", "penyebut", "560", nama, "tidak lagi")); rec.Code != 303 {
		t.Fatalf("mended: got %d", rec.Code)
	}
	if r, _, _ := record.Realisasi(context.Background(), w.store, "dinas-contoh", 2025, "IKU-1.1", 4); len(r.Penjelasan) != 0 {
		t.Errorf("mended: got %v kept", r.Penjelasan)
	}
}

// TestPreviewIsWhatBecomesOfIt holds the preview to what the page says once the figure is
// saved and computed, and to writing nothing.
func TestPreviewIsWhatBecomesOfIt(t *testing.T) {
	w := buat(t)
	for _, c := range []struct {
		alamat string
		ketik  []string
	}{
		{lembarRasio, []string{"pembilang", "512", "penyebut", "570"}}, {lembarNilai, []string{"nilai", "4,75"}}, {lembarSkor, []string{"skor", "735"}},
		{lembarPredikat, []string{"predikat", "A"}}, {contoh + "/isi/IKU-1.2/TW4", []string{"pembilang", "9900", "penyebut", "12000"}}, {lembarNilai, []string{"belum_terbit", "1", "nilai", ""}},
	} {
		form := w.form(verifikator, c.alamat, c.ketik...)
		sebelum := w.versiTahun("dinas-contoh", 2025)
		rec := w.post(verifikator, c.alamat+"/pratinjau", form)
		if rec.Code != 200 {
			t.Fatalf("%s: preview: got %d: %s", c.alamat, rec.Code, rec.Body)
		}
		fragmen := rec.Body.String()
		tanpaTeks(t, fragmen, "<html", "<main")
		lihat := maksud(form, "aksi", "lihat")
		halaman := w.post(verifikator, c.alamat, lihat)
		if halaman.Code != 200 || !strings.Contains(halaman.Body.String(), angkaLihat(fragmen)) {
			t.Errorf("%s: without script: got %d, want the same figures on the page", c.alamat, halaman.Code)
		}
		if got := w.versiTahun("dinas-contoh", 2025); got != sebelum {
			t.Errorf("%s: the preview wrote", c.alamat)
		}
		if rec := w.post(verifikator, c.alamat, form); rec.Code != 303 {
			t.Fatalf("%s: save: got %d: %s", c.alamat, rec.Code, rec.Body)
		}
		w.hitung()
		lagi := w.post(verifikator, c.alamat+"/pratinjau", w.form(verifikator, c.alamat, c.ketik...)).Body.String()
		if a, b := angkaLihat(fragmen), angkaLihat(lagi); a != b || a == "" {
			t.Errorf("%s: preview %q, afterwards %q", c.alamat, a, b)
		}
		kini := w.get(verifikator, c.alamat).Body.String()
		_, kini, _ = strings.Cut(kini, `id="kini"`)
		for _, v := range pratinjauSel(fragmen)[2:] { // the capaian
			if !strings.Contains(kini, v) {
				t.Errorf("%s: computed figures lack %q of the preview", c.alamat, v)
			}
		}
	}
	memuat(t, w.post(verifikator, lembarRasio+"/pratinjau", w.form(verifikator, lembarRasio, "pembilang", "x")).Body.String(), "bukan angka")
	memuat(t, w.post(verifikator, lembarRasio+"/pratinjau", w.form(verifikator, lembarRasio, "pembilang", "5", "penyebut", "")).Body.String(), "belum diisi")
	if rec := w.post("operator-contoh-pembinaan", lembarRasio+"/pratinjau", w.form(layanan, lembarRasio)); rec.Code != 403 {
		t.Errorf("another unit's: got %d, want 403", rec.Code)
	}
}

// angkaLihat is the list of figures of a preview.
func angkaLihat(body string) string {
	_, s, _ := strings.Cut(body, `id="judul-lihat"`)
	_, s, _ = strings.Cut(s, "<dl")
	s, _, _ = strings.Cut(s, "</dl>")
	return s
}

// pratinjauSel are the figures of a preview in their order on the page.
func pratinjauSel(body string) []string {
	var out []string
	for _, s := range strings.Split(angkaLihat(body), "<dd>")[1:] {
		v, _, _ := strings.Cut(s, "</dd>")
		out = append(out, v)
	}
	return out
}

// maksud is a copy of a form with a field set.
func maksud(form url.Values, nama, nilai string) url.Values {
	out := url.Values{}
	for k, v := range form {
		out[k] = slices.Clone(v)
	}
	out.Set(nama, nilai)
	return out
}

// TestActionsAreCarriedOn agrees on actions in one quarter and finds them in the next.
func TestActionsAreCarriedOn(t *testing.T) {
	w := buat(t)
	tw3, tw4 := contoh+"/isi/PI-03/TW3", contoh+"/isi/PI-03/TW4"
	const pembina = "operator-contoh-pembinaan"
	form := w.form(pembina, tw3, "nilai", "6", "tindak_lanjut[0].uraian", "Menjadwalkan ulang", "tindak_lanjut[0].pic", "Kabid", "tindak_lanjut[0].tenggat", "TW4",
		"tindak_lanjut[1].uraian", "Sudah beres", "tindak_lanjut[1].selesai", "1")
	if rec := w.post(pembina, tw3, form); rec.Code != 303 {
		t.Fatalf("TW3: got %d: %s", rec.Code, rec.Body)
	}
	body := w.get(pembina, tw4).Body.String()
	memuat(t, body, `value="Menjadwalkan ulang"`, `value="Kabid"`, "<option selected>TW4</option>", "Dibawa dari TW3", "tenggatnya sudah tiba")
	tanpaTeks(t, body, "Sudah beres")
	form = w.form(pembina, tw4, "nilai", "7", "tindak_lanjut[0].uraian", "Menjadwalkan ulang", "tindak_lanjut[0].selesai", "1")
	if rec := w.post(pembina, tw4, form); rec.Code != 303 {
		t.Fatalf("TW4: got %d: %s", rec.Code, rec.Body)
	}
	tanpaTeks(t, w.get(pembina, tw4).Body.String(), "Dibawa dari")
	memuat(t, w.get(pembina, tw3).Body.String(), `value="Menjadwalkan ulang"`)
}

func TestBudgetTable(t *testing.T) {
	w := buat(t)
	body := w.get(verifikator, tabelUmum).Body.String()
	memuat(t, body, "C.U1.P04.K01.S01", `name="baris[0].realisasi"`, "baris</small>", "Serapan", "Tempel dari lembar kerja")
	tanpaTeks(t, body, "uptd-utara")
	utara := tabelUmum + "?sub_unit=uptd-utara"
	memuat(t, w.get("operator-contoh-uptd-utara", utara).Body.String(), "UPTD Wilayah Utara", `name="baris[0].realisasi"`)
	tanpaTeks(t, w.get(layanan, utara).Body.String(), `name="baris[0].realisasi"`)
	if rec := w.get(verifikator, tabelUmum+"?sub_unit=tidak-ada"); rec.Code != 404 {
		t.Errorf("unknown sub-unit: got %d, want 404", rec.Code)
	}

	// One row is as it was, one is changed, one conflicts, one is no number, one unusual.
	satu := w.tabel(verifikator, tabelUmum, 0, "90.000.000")
	bentrok := w.tabel(verifikator, tabelUmum, 1, "44.000.001")
	bentrok.Set(namaBaris(1, isianPenjelasan+string(sakip.SerapanTurun)), "Pengembalian belanja")
	if rec := w.post(verifikator, tabelUmum, bentrok); rec.Code != 303 {
		t.Fatalf("one row: got %d: %s", rec.Code, rec.Body)
	}
	satu.Set(namaBaris(0, "realisasi"), masukan(body, namaBaris(0, "realisasi"))+",50")
	satu.Set(namaBaris(1, "realisasi"), "44.000.002")
	satu.Set(namaBaris(2, "realisasi"), "banyak")
	satu.Set(namaBaris(3, "realisasi"), "999.000.000.000")
	sebelum := w.versiTahun("dinas-contoh", 2025)
	rec := w.post(verifikator, tabelUmum, satu)
	if rec.Code < 400 {
		t.Fatalf("partly refused: got %d", rec.Code)
	}
	hasil := rec.Body.String()
	memuat(t, hasil, "1 baris tersimpan", "3 baris belum tersimpan", "Tersimpan orang lain: <b>Rp44.000.001", "bukan angka", "melebihi pagu", `value="44.000.002"`, `value="banyak"`, `value="999.000.000.000"`)
	if got := w.versiTahun("dinas-contoh", 2025); got != sebelum+1 {
		t.Errorf("changes: got %d, want 1", got-sebelum)
	}
	// The answer holds all that is needed to decide and send the rest.
	lagi := url.Values{"kunci": {masukan(hasil, "kunci")}}
	for n := range 4 {
		for _, k := range []string{"realisasi", "kode", "sumber", "versi", "awal"} {
			lagi.Set(namaBaris(n, k), masukan(hasil, namaBaris(n, k)))
		}
	}
	lagi.Set(namaBaris(2, "realisasi"), lagi.Get(namaBaris(2, "awal")))
	lagi.Set(namaBaris(3, isianPenjelasan+string(sakip.PaguTerlampaui)), "Pagu perubahan menyusul")
	rec = w.post(verifikator, tabelUmum, lagi)
	if rec.Code != 303 || !strings.HasSuffix(rec.Header().Get("Location"), "tersimpan=2") {
		t.Fatalf("decided: got %d %q: %s", rec.Code, rec.Header().Get("Location"), rec.Body)
	}
	memuat(t, w.get(verifikator, rec.Header().Get("Location")).Body.String(), "2 baris tersimpan", "44.000.002", "Pagu perubahan menyusul")
	// Sent again by a phone that did not hear the answer: nothing more happens.
	sebelum = w.versiTahun("dinas-contoh", 2025)
	if rec := w.post(verifikator, tabelUmum, lagi); rec.Code != 303 {
		t.Errorf("again: got %d, want 303", rec.Code)
	}
	if got := w.versiTahun("dinas-contoh", 2025); got != sebelum {
		t.Errorf("again: got %d changes, want none", got-sebelum)
	}
	if rec := w.post(layanan, utara, w.tabel(verifikator, utara, 0, "5")); rec.Code != 403 {
		t.Errorf("another sub-unit's: got %d, want 403", rec.Code)
	}
}

func TestPastedRowsFillTheTable(t *testing.T) {
	w := buat(t)
	form := w.tabel(verifikator, tabelUmum, 0, "1")
	form.Set("aksi", "tempel")
	form.Set("tempel", "Kode\tRealisasi\nC.U1.P04.K01.S01\t1.234.567,50\nX.9\t5\n"+form.Get(namaBaris(1, "kode"))+"\tUraian panjang\t7654321.25\n")
	sebelum := w.versiTahun("dinas-contoh", 2025)
	rec := w.post(verifikator, tabelUmum, form)
	if rec.Code != 200 {
		t.Fatalf("got %d, want 200", rec.Code)
	}
	memuat(t, rec.Body.String(), `value="1.234.567,50"`, `value="7.654.321,25"`, "2 baris terisi", "tidak ada pada tabel", "Baris 1:", "belum tersimpan")
	if got := w.versiTahun("dinas-contoh", 2025); got != sebelum {
		t.Error("pasting wrote")
	}
}

func TestReadPaste(t *testing.T) {
	rows := []sakip.IdentitasBaris{{Kode: "1.01.01"}, {Kode: "1.01.02", Sumber: "APBD"}, {Kode: "1.01.02", Sumber: "DAK"}}
	for _, c := range []struct{ name, line, nilai, alasan string }{
		{"two columns", "1.01.01\t1.000.000", "1000000", ""},
		{"machine writing", "1.01.01\t1000000.5", "1000000.5", ""},
		{"rupiah", "1.01.01\tRp1.977.070.000,00", "1977070000", ""},
		{"semicolons", "1.01.01;5", "5", ""},
		{"blanks", "1.01.01   Belanja pegawai   5", "5", ""},
		{"dot at the end of the code", "1.01.01.\t5", "5", ""},
		{"with source", "1.01.02\tDAK\t5", "5", ""},
		{"without source", "1.01.02\t5", "", "beberapa sumber dana"},
		{"unknown source", "1.01.02\tBLUD\t5", "", "beberapa sumber dana"},
		{"unknown code", "9\t5", "", "tidak ada pada tabel"},
		{"no number", "1.01.01\tlima", "", "bukan angka"},
		{"one column", "1.01.01", "", "dua kolom"},
		{"thirds of a sen", "1.01.01\t1,2345", "", "sen"},
		{"exponent", "1.01.01\t1e999999999", "", "pangkat"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := bacaTempel(c.line, rows)
			if len(got) != 1 || (got[0].Baris >= 0) != (c.alasan == "") || !strings.Contains(got[0].Alasan, c.alasan) {
				t.Fatalf("got %+v, want %q", got, c.alasan)
			}
			if c.nilai != "" && !got[0].Nilai.Equal(decimal.RequireFromString(c.nilai)) {
				t.Errorf("got %s, want %s", got[0].Nilai, c.nilai)
			}
		})
	}
	if got := bacaTempel("1.01.01\t5\n\n1.01.01\t6", rows); len(got) != 2 || got[0].Baris != 0 || got[1].Baris != -1 || got[1].No != 3 {
		t.Errorf("a code twice: got %+v, want the first one used", got)
	}
}

// FuzzPaste: whatever is pasted, a row is filled in at most once, with an amount that a
// field shows and reads back, and every other line is told of.
func FuzzPaste(f *testing.F) {
	f.Add("1.01.01\t1.000\n1.01.02\tDAK\t5")
	f.Add("\x00\t;;  \r\n1.01.01;Rp5,-")
	rows := []sakip.IdentitasBaris{{Kode: "1.01.01"}, {Kode: "1.01.02", Sumber: "APBD"}, {Kode: "1.01.02", Sumber: "DAK"}}
	f.Fuzz(func(t *testing.T, s string) {
		sudah := map[int]bool{}
		for _, b := range bacaTempel(s, rows) {
			switch {
			case b.Baris < 0 && b.Alasan == "", b.Baris >= 0 && b.Alasan != "", b.Baris >= len(rows):
				t.Fatalf("%q: got %+v", s, b)
			case b.Baris >= 0 && sudah[b.Baris]:
				t.Fatalf("%q: row %d twice", s, b.Baris)
			case b.Baris >= 0:
				sudah[b.Baris] = true
				if d := (isian{"n": ketik(b.Nilai, 1)}); d["n"] == "" {
					t.Fatalf("%q: %s cannot be shown", s, b.Nilai)
				}
			}
		}
	})
}

// palsu takes no files: it gives forms and remembers where they lead.
type palsu struct{ kembali string }

func (p *palsu) Form(_ context.Context, key, contentType string, _ int64, _ time.Duration, redirect string) (objects.Form, error) {
	p.kembali = redirect
	f := objects.Form{URL: "https://unggahan.example/", Fields: map[string]string{"key": key, "Content-Type": contentType}}
	if redirect != "" {
		f.Fields[objects.FieldRedirect] = redirect
	}
	return f, nil
}

func (p *palsu) Fetch(context.Context, string, string, int64) ([]byte, error) { return nil, nil }

func TestEvidenceIsAskedForAndSent(t *testing.T) {
	p := &palsu{}
	w := buat(t, func(o *Options) { o.Service.Uploads, o.Upload = p, "https://unggahan.example" })
	alamat := lembarRasio + "/bukti"
	minta := func(nama, tanggal string, lain ...string) url.Values {
		f := url.Values{"kunci": {"k" + nama + tanggal}, "bukti.nama": {nama}, "bukti.tanggal": {tanggal}, "bukti.keterangan": {"Rekap"}}
		for i := 0; i < len(lain); i += 2 {
			f.Set(lain[i], lain[i+1])
		}
		return f
	}
	for _, c := range []struct {
		name, nama, tanggal string
		teks                string
	}{
		{"no name", "", "2025-11-01", "wajib diisi"}, {"a program", "a.exe", "2025-11-01", "berakhiran"},
		{"before the quarter", "a.pdf", "2025-09-30", "di luar periodenya (2025-10-01 sampai 2025-12-31)"}, {"no day", "a.pdf", "kemarin", "tahun-bulan-hari"},
	} {
		rec := w.post(layanan, alamat, minta(c.nama, c.tanggal))
		if rec.Code != 422 {
			t.Errorf("%s: got %d, want 422", c.name, rec.Code)
		}
		memuat(t, rec.Body.String(), c.teks, "Rekap")
	}
	rec := w.post(layanan, alamat, minta("Rekap.pdf", "2026-01-05", "bukti.penjelasan", "Ditandatangani sesudah tutup buku"))
	ke := rec.Header().Get("Location")
	if rec.Code != 303 || !strings.HasPrefix(ke, alamat+"/") {
		t.Fatalf("asked: got %d %q: %s", rec.Code, ke, rec.Body)
	}
	kirim := w.get(layanan, ke)
	memuat(t, kirim.Body.String(), `action="https://unggahan.example/" enctype="multipart/form-data"`, `name="key" value="bukti/dinas-contoh/2025/`, `type="file" id="file" name="file"`)
	if want := "http://example.com" + lembarRasio + "?terkirim=1"; p.kembali != want {
		t.Errorf("leads back to %q, want %q", p.kembali, want)
	}
	csp := kirim.Header().Get("Content-Security-Policy")
	memuat(t, csp, "form-action 'self' https://unggahan.example;", "connect-src 'self' https://unggahan.example;")
	if n := strings.Count(csp, "https://"); n != 2 {
		t.Errorf("policy %q names %d hosts, want the one of uploads twice", csp, n)
	}
	memuat(t, w.get(layanan, lembarRasio+"?terkirim=1").Body.String(), "Berkas terkirim", "Rekap.pdf", "sedang diperiksa", "Kirim berkasnya", "Ditandatangani sesudah tutup buku")
	tanpaTeks(t, w.get(verifikator, lembarRasio).Body.String(), "Kirim berkasnya")
	if rec := w.get(verifikator, ke); rec.Code != 423 {
		t.Errorf("sent by another: got %d, want 423", rec.Code)
	}
	skrip := w.post(layanan, alamat, minta("Foto.jpg", "2025-12-01", "cara", "skrip"))
	memuat(t, skrip.Body.String(), `"alamat":"https://unggahan.example/"`, `"Content-Type":"image/jpeg"`)
	tanpaTeks(t, skrip.Body.String(), objects.FieldRedirect)
	salah := w.post(layanan, alamat, minta("Foto.jpg", "2020-12-01", "cara", "skrip"))
	if salah.Code != 422 {
		t.Errorf("by script, wrong day: got %d, want 422", salah.Code)
	}
	memuat(t, salah.Body.String(), `"penjelasan":"Tanggal bukti di luar`)
	if rec := w.post("operator-contoh-pembinaan", alamat, minta("a.pdf", "2025-12-01")); rec.Code != 403 {
		t.Errorf("another unit's: got %d, want 403", rec.Code)
	}
}

// TestEntryIsSmall holds what a phone loads for its first entry page: all scripts within
// 15 KB as a gateway may pack them, the page with everything within 100 KB unpacked.
func TestEntryIsSmall(t *testing.T) {
	w := buat(t)
	var skrip bytes.Buffer
	z := gzip.NewWriter(&skrip)
	for nama, f := range berkas {
		if strings.HasSuffix(nama, ".js") {
			if _, err := z.Write(f.isi); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if n := skrip.Len(); n > 15<<10 || n < 1<<10 {
		t.Errorf("scripts: got %d bytes packed, want at most 15 KB", n)
	}
	for _, alamat := range []string{daftarTW4, lembarRasio, tabelUmum} {
		body := w.get(verifikator, alamat).Body.String()
		n := len(body) + len(berkas["capaian.css"].isi) + len(berkas["simpanan.js"].isi) + len(berkas["percaya.js"].isi) + len(berkas["pekerja.js"].isi)
		for nama := range berkas {
			if strings.Contains(body, "/statis/"+nama+"?") && nama != "capaian.css" {
				n += len(berkas[nama].isi)
			}
		}
		if n > 100<<10 {
			t.Errorf("%s: got %d bytes in all, want at most 100 KB", alamat, n)
		}
	}
}

// The service worker is served for the pages, which lie above its address.
func TestServiceWorkerMayServePages(t *testing.T) {
	w := buat(t)
	rec := w.get("", "/statis/pekerja.js")
	if got := rec.Header().Get("Service-Worker-Allowed"); rec.Code != 200 || got != "/" || rec.Header().Get("Cache-Control") != "no-cache" {
		t.Errorf("got %d, allowed %q, kept %q", rec.Code, got, rec.Header().Get("Cache-Control"))
	}
	if got := w.get("", "/statis/isian.js").Header().Get("Service-Worker-Allowed"); got != "" {
		t.Errorf("another script: got %q", got)
	}
	if got := w.post(verifikator, "/keluar", url.Values{}).Header().Get("Clear-Site-Data"); got != `"cache", "storage"` {
		t.Errorf("signing out: got %q, want what is kept on the device cleared", got)
	}
}
