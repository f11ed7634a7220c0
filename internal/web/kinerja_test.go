package web

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"maps"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

func contohKinerja() map[string][]any {
	orang := &sakip.Orang{Nama: "Nama", Peran: sakip.Inspektorat, Kabupaten: "k"}
	isi := func(x any) halaman { return halaman{Judul: "J", Orang: orang, Isi: x} }
	a := alamat{"x", 2023}
	baris := []barisAudit{{Seq: 1, Perintah: "P", Beda: []barisBeda{{"Nilai", "", "2"}, {"Nilai", "1", ""}}, Lain: 3, LamaMentah: "{}", BaruMentah: "{}", Terpotong: true}, {Seq: 2}}
	angka := isiAngka{alamat: a, TW: 1, Jenis: service.AngkaSasaran, ID: "S1", Nama: "N", Segar: true, Isian: "/x",
		Angka:   []uraian{{angkaUraian{Judul: "J", Tampil: "1%", Kategori: "Baik", Jelas: wire.Penjelasan{Aturan: "sasaran.rata", Kebijakan: "k"}}, 1, []butir{{"Rumus", "r"}}}, {No: 2}},
		Bagian:  []bagianAngka{{"B", "/b", []sel{{}, {Tampil: "1", Persen: true}}}},
		Masukan: []barisMasukan{{Nama: "M", Nilai: "1", Oleh: "o", Waktu: "w", Cara: "c", Bukti: 1, BisaBukti: true, Hitung: true, Status: "final"}, {Nama: "M", BisaBukti: true, Status: "draf"}},
		Riwayat: []riwayat{{"R", baris, "/lebih", true}, {Judul: "kosong"}}}
	banding := isiBanding{Kabupaten: sakip.Kabupaten{ID: "k", Nama: "K"}, Tahun: 2023, TW: 2, Kebijakan: []string{"a", "b"}, Pilih: pilihanBanding{Urut: "capaian", Turun: true, Saring: "belum"},
		Baris: []barisBanding{{BandingOPD: service.BandingOPD{Ada: true, Unit: []service.UnitKemajuan{{KemajuanUnit: sakip.KemajuanUnit{Unit: "u", Indikator: sakip.Hitungan{Wajib: 1, Belum: 1}, Anggaran: sakip.Hitungan{Wajib: 1, Draf: 1}}}}}, No: 1, Sel: make([]sel, 3)}},
		Luar:  []barisBanding{{Sebab: "s"}, {BandingOPD: service.BandingOPD{Ada: true, Profil: sakip.PerangkatDaerah{Sintetis: true}}, Sel: make([]sel, 3)}}}
	banding.kolom()
	banding.Jadwal = []butir{{"Pengisian", "x"}}
	grafik := gambarProgram([]wire.HasilAnggaran{{Kode: "P", Nama: "Program", Tingkat: "program"}})
	return map[string][]any{
		"kelengkapan":   {kelengkapan{N: 1, M: 2, Kurang: []kurang{{"a", "b", "/c"}}}, kelengkapan{M: 1}, kelengkapan{}},
		"gambar":        {grafik, gambar{}},
		"tren":          {tren{gambar: grafik, ID: "t", Judul: "T", Kolom: "K", Baris: []barisTren{{"2023", sel{Tampil: "1"}, sel{Alasan: "a"}}}}, tren{}},
		"angka":         {isi(angka), halaman{Isi: isiAngka{Galat: "g"}}, halaman{Isi: isiAngka{}}},
		"tabel-beda":    {baris[0], barisAudit{HanyaBaru: true}},
		"daftar-audit":  {baris, []barisAudit(nil)},
		"audit":         {isi(isiAudit{alamat: a, Saring: saringan{Orang: "o"}, Galat: []string{"g"}, Perintah: perintahTampil, Baris: baris, Lanjut: "/l", Awal: "/a", Periksa: &service.VerifikasiAudit{Utuh: true, Terakhir: "h"}}), halaman{Isi: isiAudit{Jauh: true, Periksa: &service.VerifikasiAudit{Putus: 2}}}},
		"kabupaten":     {isi(isiKabupaten{Tahun: []tahunBerapa{{2023, 1}}}), halaman{Isi: isiKabupaten{}}},
		"baris-banding": {banding.Baris[0], banding.Luar[0]},
		"banding":       {isi(banding), halaman{Isi: isiBanding{}}},
	}
}

// tambahNarasi makes entries in the chain of the sample year, one a day.
func (w *dunia) tambahNarasi(n int) {
	w.t.Helper()
	r := service.Request{Orang: mustDiri(w.t, w, verifikator), Dari: "formulir 10.0.0.1"}
	_, versi, err := record.Narasi(w.t.Context(), w.store, "dinas-contoh", 2025, "bab4.upaya")
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		w.t.Fatal(err)
	}
	for i := range n {
		w.kini.Add(24 * 60 * 60)
		if versi, err = w.service.PutNarasi(w.t.Context(), r, "dinas-contoh", 2025, sakip.Narasi{Bagian: "bab4.upaya", Isi: "isi ke-" + strconv.Itoa(i)}, versi); err != nil {
			w.t.Fatal(err)
		}
	}
}

func TestAgencyPageShowsWhatIsMissing(t *testing.T) {
	w := buat(t)
	body := w.get(verifikator, contoh).Body.String()
	memuat(t, body, "9 dari 10", "1 belum ada", `<a href="`+contoh+`/angka/indikator/IKU-2.4?periode=TW4">IKU-2.4`, "data dari sumbernya belum terbit",
		`<span class="kat ks">`, ", sementara</span>", `id="banding-sasaran-judul"`, `id="tren-IKU-1.1-judul"`, `id="triwulan-IKU-1.1-judul"`, `id="serapan-program-judul"`,
		`<div class="segar">`, contoh+"/angka/sasaran/S1?periode=TW4", contoh+"/angka/anggaran/C.U1?periode=TW4")
	body = w.get("verifikator-dinsos", dinsos+"?periode=TW1").Body.String()
	tanpaTeks(t, body, "g-batang", `id="triwulan-`)
	memuat(t, body, "g-takada")
	kurang := w.get("operator-contoh-layanan", contoh+"?periode=TW3").Body.String()
	memuat(t, kurang, "belum ada</summary>")
}

// What lags behind the data has no colour: its frame says so to the style sheet, and a
// banner to people.
func TestLaggingFiguresLoseTheirColour(t *testing.T) {
	w := buat(t)
	isi := contoh + "/isi/IKU-1.1/TW4"
	if rec := w.post(verifikator, isi, w.form(verifikator, isi, "pembilang", "100", "penyebut", "560")); rec.Code != 303 {
		t.Fatalf("save: got %d", rec.Code)
	}
	for name, alamat := range map[string]string{"agency page": contoh, "figure": contoh + "/angka/indikator/IKU-1.1"} {
		body := w.get(verifikator, alamat).Body.String()
		memuat(t, body, `<div class="usang">`, "sedang dihitung")
		if name == "figure" {
			memuat(t, body, "Pembilang 100; Penyebut 560") // the input is the new one already
		}
	}
	body := w.get("bappeda-contoh", "/kabupaten/contoh/tahun/2025").Body.String()
	memuat(t, body, "ada perubahan yang sedang dihitung", `class="kat ks"`)
	tanpaTeks(t, body, `class="kat k1"`)
	w.hitung()
	tanpaTeks(t, w.get(verifikator, contoh).Body.String(), `<div class="usang">`)
}

func TestFigurePageShowsEveryStep(t *testing.T) {
	w := buat(t)
	for _, c := range []struct {
		name, sub, alamat string
		want              []string
	}{
		{"ratio of the real year", "verifikator-dinsos", dinsos + "/angka/indikator/IKU-1.1", []string{"Realisasi s.d. triwulan: 99,40 %", "148.265 ÷ 149.161 × 100", "99,4 ÷ 98,94 × 100", "100,464928%",
			"2 desimal, setengah dibulatkan ke atas: 100,46%", "Sangat Baik, yaitu lebih dari 100", "PermenPANRB 53/2014", "kebijakan 2023 v3", "Realisasi IKU-1.1 TW4", "Data tahun dimuat utuh", "Tanpa bukti"}},
		{"quarters add up", verifikator, contoh + "/angka/indikator/IKU-1.1", []string{"470 + 498 + 505 + 540 (jumlah triwulan)", "2.013 ÷ 2.110 × 100", "mulai 91"}},
		{"a mean of quarters", verifikator, contoh + "/angka/indikator/IKU-1.4", []string{") ÷ 4", "(2 × 6 − 5,25) ÷ 6 × 100", "PermenPANRB 8/2021"}},
		{"not known", verifikator, contoh + "/angka/indikator/IKU-2.4", []string{"Tidak ada angka karena data dari sumbernya belum terbit"}},
		{"a mean of the real year", "verifikator-dinsos", dinsos + "/angka/sasaran/S1", []string{"114,39%", ") ÷ 4", "Tersusun dari", dinsos + "/angka/indikator/IKU-1.3?periode=TW4", "119,58%"}},
		{"weights", verifikator, contoh + "/angka/sasaran/S1", []string{"Σ(nilai × bobot)", " × 2", "; lainnya 1"}},
		{"a budget row with rows below", "verifikator-dinsos", dinsos + "/angka/anggaran/D", []string{"jumlah baris di bawahnya", "94,74%", "Tersusun dari"}},
		{"a budget leaf", verifikator, contoh + "/angka/anggaran/C.U1.P04.K01.S01", []string{"DPA dan isian", "Realisasi anggaran", "Lihat lembar isian"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rec := w.get(c.sub, c.alamat)
			if rec.Code != 200 {
				t.Fatalf("got %d", rec.Code)
			}
			memuat(t, html.UnescapeString(rec.Body.String()), c.want...)
		})
	}
	for alamat, want := range map[string]int{contoh + "/angka/indikator/IKU-9.9": 404, contoh + "/angka/lain/IKU-1.1": 404, contoh + "/angka/indikator/IKU-1.1?periode=TW7": 422} {
		if rec := w.get(verifikator, alamat); rec.Code != want {
			t.Errorf("%s: got %d, want %d", alamat, rec.Code, want)
		}
	}
}

// The steps put the inputs of every rule into its formula.
func TestStepsOfEachRule(t *testing.T) {
	m := func(s ...string) (out []wire.Masukan) {
		for i := 0; i < len(s); i += 2 {
			x := wire.Masukan{Nama: s[i]}
			if s[i+1] != "" {
				x.Nilai = &s[i+1]
			}
			out = append(out, x)
		}
		return out
	}
	for _, c := range []struct {
		aturan, rumus string
		masukan       []wire.Masukan
		want          string
	}{
		{"capaian.naik", "realisasi ÷ target × 100", m("realisasi", "99.40", "target", "98.94"), "99,4 ÷ 98,94 × 100"},
		{"capaian.turun", "(2 × target − realisasi) ÷ target × 100", m("realisasi", "-1.5", "target", "6"), "(2 × 6 − (-1,5)) ÷ 6 × 100"},
		{"capaian.rentang", "(2 × target − realisasi) ÷ target × 100", m("realisasi", "90", "target bawah", "60", "target atas", "80"), "(2 × 80 − 90) ÷ 80 × 100"},
		{"capaian.rentang", "realisasi ÷ target × 100", m("realisasi", "50", "target bawah", "60", "target atas", "80"), "50 ÷ 60 × 100"},
		{"capaian.rentang", "di dalam rentang → 100", m("realisasi", "70", "target bawah", "60", "target atas", "80"), "realisasi = 70; target bawah = 60; target atas = 80"},
		{"capaian.naik", "realisasi ÷ target × 100", m("realisasi", "", "target", "6"), "(tidak ada) ÷ 6 × 100"},
		{"realisasi.skor", "skor ÷ skor maksimal × 100, dibulatkan", m("skor", "75", "skor maksimal", "90"), "75 ÷ 90 × 100, dibulatkan"},
		{"sasaran.rata", "rata-rata", m("A", "100", "B", "50.5"), "(100 + 50,5) ÷ 2"},
		{"sasaran.rata", "Σ", m("A", "100", "B", "50", "bobot B", "2"), "(100 × 1 + 50 × 2) ÷ (1 + 2)"},
		{"akumulasi.jumlah", "jumlah triwulan", m("TW1", "1", "TW2", "", "TW3", "2000"), "1 + 2.000"},
		{"akumulasi.jumlah", "nilai s.d. triwulan yang dilaporkan", m("TW1", "1", "TW2", "3"), "isian s.d. TW2 = 3"},
		{"akumulasi.rata_rata", "rata-rata triwulan", m("TW1", "1", "TW2", "3"), "(1 + 3) ÷ 2"},
		{"efisiensi.tingkat", "rata-rata capaian kinerja ÷ rata-rata capaian anggaran × 100", m("rata-rata capaian kinerja", "114.39", "rata-rata capaian anggaran", "95.66"), "114,39 ÷ 95,66 × 100"},
		{"anggaran.entri", "", nil, ""},
	} {
		if got := masukkanAngka(wire.Penjelasan{Aturan: c.aturan, Rumus: c.rumus, Masukan: c.masukan}); got != c.want {
			t.Errorf("%s: got %q, want %q", c.aturan, got, c.want)
		}
	}
}

// The rules in words are those of docs/rules.md, each with what it says and where it is from.
func TestRulesInWords(t *testing.T) {
	b, err := os.ReadFile("../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z_]+\\.[a-z_./]+)` \\|").FindAllStringSubmatch(string(b), -1) {
		want = append(want, m[1])
	}
	got := slices.Sorted(maps.Keys(aturan))
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("rules: got %v, want %v", got, want)
	}
	for id, a := range aturan {
		if a.Isi == "" || a.Dasar == "" {
			t.Errorf("%s: says nothing", id)
		}
	}
}

func TestDifferencesInWords(t *testing.T) {
	for _, c := range []struct {
		name, lama, baru string
		want             []barisBeda
	}{
		{"a number", `{"indikator":"IKU-1","pembilang":"540","status":"diajukan"}`, `{"indikator":"IKU-1","pembilang":"1541.5","status":"diajukan"}`, []barisBeda{{"Pembilang", "540", "1.541,5"}}},
		{"new", ``, `{"nilai":"5","belum_terbit":true,"catatan":""}`, []barisBeda{{"Nilai", "", "5"}, {"Sumber belum terbit", "", "ya"}}},
		{"deleted", `{"nilai":"5"}`, ``, []barisBeda{{"Nilai", "5", ""}}},
		{"emptied", `{"solusi":"x"}`, `{"solusi":null}`, []barisBeda{{"Solusi", "x", ""}}},
		{"a list by place", `{"tindak_lanjut":[{"uraian":"a","pic":"p"}]}`, `{"tindak_lanjut":[{"uraian":"a","pic":"q"},{"uraian":"b"}]}`,
			[]barisBeda{{"Tindak lanjut 1, PIC", "p", "q"}, {"Tindak lanjut 2, uraian", "", "b"}}},
		{"a list by id, one put before", `{"unit":[{"id":"u2","nama":"B"}]}`, `{"unit":[{"id":"u1","nama":"A"},{"id":"u2","nama":"B"}]}`,
			[]barisBeda{{"Unit u1, pengenal", "", "u1"}, {"Unit u1, nama", "", "A"}}},
		{"a map by id", `{"target":{"IKU-1.1":{"nilai":"90"},"IKU-2.1":{"nilai":"5"}}}`, `{"target":{"IKU-1.1":{"nilai":"95.50"},"IKU-2.1":{"nilai":"5"}}}`, []barisBeda{{"Target IKU-1.1, nilai", "90", "95,5"}}},
		{"members in another order", `{"a":"1","b":"2"}`, `{"b":"2","a":"1"}`, nil},
		{"a word of the machine", `{"entri":"triwulan_ini"}`, `{"entri":"sd_triwulan"}`, []barisBeda{{"Entri", "triwulan ini", "s.d. triwulan"}}},
		{"a step of many", ``, `{"angka":[{"objek":"REAL#IKU-1.1#TW2","status":"diverifikasi","sebelum":4}]}`,
			[]barisBeda{{"Angka Realisasi IKU-1.1 TW2, objek", "", "REAL#IKU-1.1#TW2"}, {"Angka Realisasi IKU-1.1 TW2, status", "", "diverifikasi"}}},
		{"a code is no number", `{"kode":"1.01"}`, `{"kode":"1.02"}`, []barisBeda{{"Kode", "1.01", "1.02"}}},
		{"no JSON", `rusak`, `{"nilai":"1"}`, []barisBeda{{"Nilai", "", "1"}, {"Isi", "rusak", ""}}},
		{"a summary", ``, `{"banyak":12,"byte":100,"sha256":"ab"}`, []barisBeda{{"Banyaknya bagian", "", "12"}, {"Ukuran (byte)", "", "100"}, {"SHA-256", "", "ab"}}},
	} {
		got, lain := bedaJSON([]byte(c.lama), []byte(c.baru), nil)
		if !slices.Equal(got, c.want) || lain != 0 {
			t.Errorf("%s: got %q and %d more, want %q", c.name, got, lain, c.want)
		}
	}
	besar := `{"x":[` + strings.TrimSuffix(strings.Repeat(`"isi",`, 60), ",") + `]}`
	if got, lain := bedaJSON(nil, []byte(besar), nil); len(got) != batasBeda || lain != 60-batasBeda {
		t.Errorf("many: got %d and %d more, want %d and %d", len(got), lain, batasBeda, 60-batasBeda)
	}
	if got, _ := bedaJSON(nil, []byte(`"`+strings.Repeat("x", batasUrai)+`"`), nil); len(got) != 1 || got[0].Baru != "257 KB" {
		t.Errorf("long: got %q, want its size", got)
	}
}

func TestObjectsInWords(t *testing.T) {
	for objek, want := range map[string]string{"REAL#IKU-1.1#TW2": "Realisasi IKU-1.1 TW2", "2025": "Seluruh data tahun 2025", "PROFIL#PROFIL": "Profil perangkat daerah",
		"RANG#uptd-utara#C.U1#APBD#TW1": "Realisasi anggaran uptd-utara C.U1 APBD TW1", "RANG##C.U1##TW1": "Realisasi anggaran C.U1 TW1", "ANG#induk": "Anggaran induk",
		"ANG#induk#B##C%23U1#": "Anggaran induk C#U1", "TW3": "Triwulan TW3", "LAIN#x": "LAIN#x"} {
		if got := namaObjek(objek); got != want {
			t.Errorf("%s: got %q, want %q", objek, got, want)
		}
	}
}

// Every command that the services write of an agency and its years has a name for people.
func TestCommandsInWords(t *testing.T) {
	files, err := filepath.Glob("../service/*.go")
	if err != nil {
		t.Fatal(err)
	}
	// Commands on partitions whose chains have no page: files, links, notices, people, kabupaten, evaluation sheets.
	tanpa := strings.Fields("RequestBukti FinishBukti OpenBukti RequestLaporan FinishLaporan PublishLaporan FinishTerbit CreateTautan RevokeTautan OpenTautan PutOrang PutKabupaten PutKalender FinishSurat PutJawabanLKE DeleteJawabanLKE PutSaranLKE DeleteSaranLKE")
	pola := regexp.MustCompile(`"((?:Put|Record|Load|Delete|Withdraw|Return|Verify|Reopen|Finalize|Import|Apply|Finish|Request|Publish|Open|Create|Revoke)[A-Z][A-Za-z]*)"`)
	n := 0
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range pola.FindAllStringSubmatch(string(b), -1) {
			n++
			if namaPerintah(m[1]) == m[1] && !slices.Contains(tanpa, m[1]) {
				t.Errorf("%s: %s has no name for people in perintahTampil", f, m[1])
			}
		}
	}
	if n < 20 {
		t.Errorf("found %d commands: the pattern finds them no more", n)
	}
}

func TestAuditPage(t *testing.T) {
	w := buat(t)
	w.tambahNarasi(60)
	body := w.get("inspektorat-contoh", contoh+"/audit").Body.String()
	memuat(t, body, "61 entri", "Narasi diubah", "isi ke-58", "isi ke-59", "Verifikator Dinas Contoh", "formulir 10.0.0.1", "10.00 WIB", "Yang lebih lama")
	if got := strings.Count(body, "<li><p class=\"nama\">"); got != banyakAudit {
		t.Errorf("entries of a page: got %d, want %d", got, banyakAudit)
	}
	seen := 0
	for alamat := contoh + "/audit?objek=bab4"; alamat != ""; {
		body := html.UnescapeString(w.get("inspektorat-contoh", alamat).Body.String())
		seen += strings.Count(body, "<li><p class=\"nama\">")
		alamat = ""
		if m := regexp.MustCompile(`href="([^"]*sebelum=[^"]*)">Yang lebih lama`).FindStringSubmatch(body); m != nil {
			alamat = m[1]
		}
	}
	if seen != 60 {
		t.Errorf("entries of one object over all pages: got %d, want 60", seen)
	}
	for saring, want := range map[string]int{"orang=verifikator-contoh": banyakAudit, "orang=tidak+ada": 0, "perintah=LoadTahun": 1, "sejak=2026-03-10&sampai=2026-03-12": 3,
		"sampai=2026-01-15": 1, "sejak=2026-03-16": 1} {
		if got := strings.Count(w.get("inspektorat-contoh", contoh+"/audit?"+saring).Body.String(), "<li><p class=\"nama\">"); got != want {
			t.Errorf("%s: got %d entries, want %d", saring, got, want)
		}
	}
	rec := w.get("inspektorat-contoh", contoh+"/audit?sejak=kemarin")
	memuat(t, rec.Body.String(), "Saringan belum dapat dipakai", "kemarin")
	if rec.Code != 422 {
		t.Errorf("a day that is none: got %d, want 422", rec.Code)
	}
	memuat(t, w.get("inspektorat-contoh", contoh+"/audit?periksa=1").Body.String(), "Rantai utuh", "61 entri diperiksa")
	memuat(t, w.get("inspektorat-contoh", "/opd/dinas-contoh/audit?periksa=1").Body.String(), "Rantai utuh", "Renstra diubah")
	if rec := w.get("inspektorat-contoh", "/opd/dinas-contoh/tahun/2030/audit"); rec.Code != 404 {
		t.Errorf("a year that is not there: got %d, want 404", rec.Code)
	}
}

func TestAuditExport(t *testing.T) {
	w := buat(t)
	w.tambahNarasi(250) // more than one part
	baca := func(q string) *httptest.ResponseRecorder {
		t.Helper()
		rec := w.get("inspektorat-contoh", contoh+"/audit/ekspor?"+q)
		if rec.Code != 200 || !strings.HasPrefix(rec.Header().Get("Content-Disposition"), "attachment; filename=audit-dinas-contoh-2025.") {
			t.Fatalf("%s: got %d %v", q, rec.Code, rec.Header())
		}
		return rec
	}
	var out struct {
		Entri []struct {
			Seq  int64           `json:"seq"`
			Baru json.RawMessage `json:"baru"`
		} `json:"entri"`
		Banyak int   `json:"banyak"`
		Lanjut int64 `json:"lanjut"`
	}
	if err := json.Unmarshal(baca("bentuk=json").Body.Bytes(), &out); err != nil || out.Banyak != 251 || len(out.Entri) != 251 || out.Lanjut != 0 || out.Entri[0].Seq != 251 {
		t.Errorf("JSON: got %d entries, %d on, %v", out.Banyak, out.Lanjut, err)
	}
	if err := json.Unmarshal(baca("bentuk=json&banyak=1&sebelum=8").Body.Bytes(), &out); err != nil || out.Banyak != 1 || out.Entri[0].Seq != 7 || out.Lanjut != 7 {
		t.Errorf("one entry: got %+v, %v", out, err)
	}
	c := csv.NewReader(strings.NewReader(strings.TrimPrefix(baca("bentuk=csv&objek=bab4").Body.String(), bom)))
	c.Comma, c.FieldsPerRecord = ';', -1
	rows, err := c.ReadAll()
	if err != nil || len(rows) != 252 || rows[0][0] != "Nomor" || rows[1][0] != "251" || rows[251][0] != "Akhir ekspor: 250 entri" {
		t.Errorf("CSV: got %d rows, %v, last %v", len(rows), err, rows[len(rows)-1])
	}
	if !strings.Contains(rows[1][8], "isi ke-248 → isi ke-249") {
		t.Errorf("change: got %q", rows[1][8])
	}
	memuat(t, baca("bentuk=csv&banyak=5").Body.String(), "Terpotong sesudah 5 entri", "sebelum=247")
	for q, want := range map[string]int{"bentuk=pdf": 422, "bentuk=csv&sejak=x": 422} {
		if rec := w.get("inspektorat-contoh", contoh+"/audit/ekspor?"+q); rec.Code != want {
			t.Errorf("%s: got %d, want %d", q, rec.Code, want)
		}
	}
}

func TestNoCellIsAFormula(t *testing.T) {
	for s, want := range map[string]string{"=1+1": "'=1+1", "+62": "'+62", "-x": "'-x", "@a": "'@a", "\tx": "'\tx", "\r=x": "'\r=x", "|x": "'|x", "＝1": "'＝1", "-5,00": "-5,00", "1.234,5": "1.234,5",
		"-1.234": "-1.234", "-1+1": "'-1+1", "Dinas": "Dinas", "": "", "a=1": "a=1"} {
		if got := netral(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
	w := buat(t)
	p, err := w.service.OPD(t.Context(), mustDiri(t, w, verifikator), "dinas-contoh")
	if err != nil {
		t.Fatal(err)
	}
	p.Profil.Nama = `=HYPERLINK("http://x";"y")`
	if _, err := w.service.PutProfil(t.Context(), w.sebagai(sakip.Admin, "contoh"), p.Profil, p.Versi[record.KeyProfil()]); err != nil {
		t.Fatal(err)
	}
	w.hitung()
	alamat := "/kabupaten/contoh/tahun/2025/ekspor?bentuk="
	c := csv.NewReader(strings.NewReader(strings.TrimPrefix(w.get("bappeda-contoh", alamat+"csv").Body.String(), bom)))
	c.Comma = ';'
	c.FieldsPerRecord = -1
	rows, err := c.ReadAll()
	if err != nil || len(rows) != 2 || rows[1][1] != "'"+p.Profil.Nama || rows[1][3] != "9" || !strings.Contains(rows[1][5], ",") {
		t.Errorf("CSV: got %q, %v", rows, err)
	}
	b := w.get("bappeda-contoh", alamat+"xlsx").Body.Bytes()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		isi, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		xmlUtuh(t, string(isi))
		if strings.HasSuffix(f.Name, "sheet1.xml") {
			memuat(t, string(isi), "<v>9</v>", "&#39;=HYPERLINK", `t="inlineStr"`)
			tanpaTeks(t, string(isi), "<f>")
		}
	}
	if rec := w.get("bappeda-contoh", alamat+"pdf"); rec.Code != 422 {
		t.Errorf("another format: got %d, want 422", rec.Code)
	}
	for n, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := kolomXLSX(n); got != want {
			t.Errorf("column %d: got %s, want %s", n, got, want)
		}
	}
}

// bandingUji is an agency of a table made for a test.
func bandingUji(nama string, n, m int, capaian string, segar bool, turun sakip.RumusTurun) service.BandingOPD {
	k := sakip.KebijakanBaku(2025)
	k.RumusTurun = turun
	b := service.BandingOPD{Profil: sakip.PerangkatDaerah{ID: nama, Nama: nama}, Kebijakan: k, Ada: true,
		Hasil: service.HasilTahun{Isi: &wire.Capaian{Nama: nama}, Segar: segar}, IKU: wire.HasilSasaran{N: n, M: m, Kategori: "Baik", RataCapaianTampil: capaian}}
	if capaian != "" {
		b.IKU.RataCapaian = &capaian
	}
	return b
}

// Nobody is ranked beside what is not of one kind with them: incomplete, lagging, or
// calculated in another way.
func TestRanksAreOfOneKind(t *testing.T) {
	urut := func(list []barisBanding) string {
		var s []string
		for _, r := range list {
			s = append(s, fmt.Sprint(r.Nama(), r.No))
		}
		return strings.Join(s, " ")
	}
	sama := []service.BandingOPD{bandingUji("a", 5, 5, "90", true, sakip.DuaTMinusR), bandingUji("b", 5, 5, "120", true, sakip.DuaTMinusR), bandingUji("c", 4, 5, "150", true, sakip.DuaTMinusR),
		bandingUji("d", 5, 5, "140", false, sakip.DuaTMinusR), bandingUji("e", 5, 5, "90", true, sakip.DuaTMinusR), {Profil: sakip.PerangkatDaerah{ID: "f", Nama: "f"}}}
	beda := append(slices.Clone(sama), bandingUji("g", 1, 1, "100", true, sakip.TBagiR))
	for _, c := range []struct {
		name        string
		opd         []service.BandingOPD
		q           string
		baris, luar string
	}{
		{"by name, without places", sama, "", "a0 b0 c0 d0 e0 f0", ""},
		{"by mean, the best first", sama, "urut=capaian&arah=turun", "b1 a2 e2", "c0 d0 f0"},
		{"by mean, the least first", sama, "urut=capaian", "a1 e1 b3", "d0 c0 f0"},
		{"by completeness", sama, "urut=lengkap", "c0 a0 b0 d0 e0 f0", ""},
		{"different ways to calculate", beda, "urut=capaian&arah=turun", "b0 g0 a0 e0", "c0 d0 f0"},
		{"a part of them", sama, "urut=capaian&cari=A", "a0", ""},
		{"that cannot be compared", sama, "saring=kurang", "c0 d0 f0", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, err := url.ParseQuery(c.q)
			if err != nil {
				t.Fatal(err)
			}
			p, err := pilihanBandingDari(q)
			if err != nil {
				t.Fatal(err)
			}
			isi := bandingDari(service.Banding{OPD: c.opd}, 2025, 4, p)
			if got := urut(isi.Baris); got != c.baris {
				t.Errorf("rows: got %s, want %s", got, c.baris)
			}
			if got := urut(isi.Luar); got != c.luar {
				t.Errorf("beside: got %s, want %s", got, c.luar)
			}
			if (len(isi.Kebijakan) > 1) != (len(c.opd) == len(beda)) {
				t.Errorf("ways to calculate: got %v", isi.Kebijakan)
			}
		})
	}
}

func TestKabupatenPage(t *testing.T) {
	w := buat(t)
	body := w.get("inspektorat-contoh", "/kabupaten/contoh").Body.String()
	memuat(t, body, "Kabupaten Contoh", `href="/kabupaten/contoh/tahun/2025"`, `href="/kabupaten/contoh/tahun/2024"`)
	memuat(t, w.get("inspektorat-contoh", "/").Body.String(), `href="/kabupaten/contoh"`, ">Kabupaten</a>")
	tanpaTeks(t, w.get(verifikator, "/").Body.String(), "/kabupaten")
	body = html.UnescapeString(w.get("bappeda-contoh", "/kabupaten/contoh/tahun/2025?urut=capaian&arah=turun&periode=TW2").Body.String())
	memuat(t, body, `aria-sort="descending"><a href="/kabupaten/contoh/tahun/2025?periode=TW2&urut=capaian"`, `href="/kabupaten/contoh/tahun/2025?arah=turun&periode=TW2&urut=efisiensi"`,
		contoh+"?periode=TW2", "triwulan II", "1 dari 1")
	for q, want := range map[string]int{"urut=lain": 422, "saring=lain": 422, "periode=TW9": 422} {
		if rec := w.get("bappeda-contoh", "/kabupaten/contoh/tahun/2025?"+q); rec.Code != want {
			t.Errorf("%s: got %d, want %d", q, rec.Code, want)
		}
	}
	memuat(t, w.get("bappeda-contoh", "/kabupaten/contoh/tahun/2030").Body.String(), "0 dari 1", "belum ada data tahun ini")
	if rec := w.get("bappeda-contoh", "/kabupaten/trenggalek/tahun/2023"); rec.Code != 404 {
		t.Errorf("another kabupaten: got %d, want 404", rec.Code)
	}
}

// The mean over all IKU is the engine's own of the same data.
func TestAgencyFiguresAreTheEngines(t *testing.T) {
	w := buat(t)
	d, err := record.LoadTahun(t.Context(), w.store, "dinsos-p3a-trenggalek", 2023)
	if err != nil {
		t.Fatal(err)
	}
	var iku []sakip.HasilIndikator
	for _, i := range sakip.Hitung(d.Data, sakip.Periode{Tahun: 2023, Triwulan: 4}).Indikator {
		if i.Indikator.Tingkat == sakip.TingkatSasaran {
			iku = append(iku, i)
		}
	}
	want := sakip.RingkasanIKU(sakip.Sasaran{}, iku, d.Data.Kebijakan)
	b, err := w.service.Banding(t.Context(), mustDiri(t, w, "inspektorat-trenggalek"), "trenggalek", 2023, 4)
	if err != nil || len(b.OPD) != 1 {
		t.Fatalf("got %d agencies, %v", len(b.OPD), err)
	}
	got := b.OPD[0].IKU
	if got.N != want.N || got.M != 9 || got.RataCapaianTampil != locale.Angka(*want.RataCapaian.Tampil, 2) || got.TingkatEfisiensiTampil != locale.Angka(*want.TingkatEfisiensi.Tampil, 2) ||
		got.SerapanTertimbangTampil != locale.Angka(*want.SerapanTertimbang.Tampil, 2) || got.Kategori != want.RataCapaian.Kategori || !b.OPD[0].Lengkap() {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// idLihat is the id of what a page of a plan shows, else lain.
func idLihat(path, lain string) string {
	for _, x := range []struct{ bagian, id string }{{"/rencana/perjanjian/", "perubahan"}, {"/rencana/rekomendasi/", "1"}, {"/rencana/{jenis}/{id}", "IKU-1.1"}} {
		if strings.Contains(path, x.bagian) {
			return x.id
		}
	}
	return lain
}

// Whoever reads for the kabupaten sees every page of its agencies.
func TestInspektoratReadsEverything(t *testing.T) {
	w := buat(t)
	l := w.laporanJadi(verifikator, "dinas-contoh", 2025)
	for _, rt := range Routes() {
		if rt.Method != "GET" || rt.Aksi == service.Publik || strings.HasSuffix(rt.Path, "/bukti/{id}/isi") { // a file, which nobody has sent
			continue
		}
		alamat := strings.NewReplacer("{opd}", "dinas-contoh", "{tahun}", "2025", "{indikator}", "IKU-1.1", "{tw}", "TW4", "{kode}", "C.U1.P04.K01.S01", "{jenis}", "indikator",
			"{kab}", "contoh", "{versi}", "perubahan", "{sub}", "1.a", "{id}", idLihat(rt.Path, l.ID)).Replace(strings.Replace(rt.Path, "/angka/{jenis}/{id}", "/angka/indikator/IKU-1.1", 1))
		switch {
		case strings.HasSuffix(rt.Path, "/ekspor"):
			alamat += "?bentuk=csv"
		case strings.Contains(rt.Path, "{kode}"):
			alamat += "?sumber=APBD"
		}
		if service.Hak(rt.Aksi, sakip.Inspektorat) == service.TidakBoleh {
			continue
		}
		if strings.Contains(alamat, "{") {
			t.Errorf("GET %s: this test does not know what to put in", alamat)
			continue
		}
		rec := w.get("inspektorat-contoh", alamat)
		if lain := rec.Header().Get("Location"); rec.Code != 200 && (rec.Code != 303 || strings.HasPrefix(lain, "/masuk")) {
			t.Errorf("GET %s: got %d %s, want 200 or a page of it", alamat, rec.Code, lain)
		}
	}
}
