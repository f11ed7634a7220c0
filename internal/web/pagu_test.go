package web

import (
	"context"
	"fmt"
	"maps"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

const (
	paguNyata   = dinsos + "/pagu/perubahan"
	paguContoh  = contoh + "/pagu/perubahan"
	barisContoh = contoh + "/pagu/perubahan/baris/C.U1.P04"
	perencana   = "verifikator-dinsos"
)

func contohPagu() map[string][]any {
	orang := &sakip.Orang{Nama: "Nama", Peran: sakip.Verifikator}
	isi := func(x any) halaman { return halaman{Judul: "J", Orang: orang, Isi: x} }
	a := alamat{"x", 2023}
	b := bidang{Nama: "nilai", Label: "Nilai", Petunjuk: "petunjuk", Nilai: "1", Galat: []string{"salah"}}
	p := pilih(b, opsi{"1", "satu", false}, opsi{Teks: "kosong"})
	g := galatFormulir{Umum: []string{"u"}, Keliru: []bidang{b}, KirimLain: true}
	bentrok := &bentrokTampil{Baris: []banding{{"Nilai", "1", "", true}}}
	seb := isiSebaran{Alamat: "/x", Versi: "induk", Total: "Rp1", Tertaut: "Rp1", Belum: "Rp1", Ganda: "Rp1", Putus: []sakip.TautanPutus{{Indikator: "I", Kode: "K"}, {Indikator: "J", Kode: "L"}}}
	kepala := kepalaIsian{b, b, b, []bidang{b}}
	v := barisVersi{VersiAnggaran: sakip.VersiAnggaran{Versi: "induk", Nomor: "1", Catatan: "c"}, Selisih: "+Rp1", Arah: "naik", HariIni: true, Triwulan: []string{"TW1", "TW2"}}
	row := barisPagu{BarisAnggaran: sakip.BarisAnggaran{Nama: "N", IdentitasBaris: sakip.IdentitasBaris{Kode: "K", Sumber: "APBD"}, Tingkat: sakip.TingkatProgram}, NamaUnit: "U"}
	blok := []blokPagu{{Kepala: &row}, {Judul: row, Anak: []barisPagu{row}}, {Judul: row}}
	versi := isiVersiPagu{alamat: a, V: v, Blok: blok, Buka: true, Sebaran: seb, Lain: []string{"y"}, Formulir: true, Ubah: true, Kepala: kepala, Galat: g, Bentrok: bentrok, Tersimpan: true}
	isian := barisIsianPagu{N: 1, KodeTampil: "K", RinciUnit: "u", JumlahTampil: "Rp1", Kode: b, Nama: b, Sumber: b, Pagu: b, Hapus: b, IndukBaru: b, Tingkat: p, SubUnit: p, Dihapus: true, Terbuka: true}
	baru := isian
	baru.Baru = true
	lembar := isiLembarPagu{alamat: a, V: v.VersiAnggaran, Kode: "K", Jumlah: "Rp1", Baris: []barisIsianPagu{isian, baru}, KodeInduk: []string{"K"}, Formulir: true, BaruTerbuka: true, Lepas: true, Sebaran: seb, Galat: g, Bentrok: bentrok, Tersimpan: true}
	baca := isiLembarPagu{alamat: a, Blok: blok}
	t := indikatorTertaut{Indikator: sakip.Indikator{ID: "I"}, Tautan: []tautanTampil{{Kode: "K"}, {Kode: "L", Kurang: true, Putus: true}}, Pagu: sel{Tampil: "Rp1"}}
	daun := []daunTampil{{DaunSebaran: sakip.DaunSebaran{Kode: "K", Indikator: []string{"I", "J"}}, Nilai: "Rp1"}}
	return map[string][]any{
		"pagu-galat": {g, galatFormulir{}}, "pagu-pilih": {p, pilihanBidang{}}, "pagu-sebaran": {seb, isiSebaran{}, isiSebaran{Versi: "v"}},
		"pagu-arah": {"naik", "turun", "tetap"}, "pagu-kepala": {kepala, kepalaIsian{}}, "pagu-nama": {row, barisPagu{}}, "pagu-blok": {versi, isiVersiPagu{}},
		"pagu":       {isi(isiDaftarPagu{alamat: a, Versi: []barisVersi{v, {}}, Sebaran: seb, Formulir: true, Baru: p, Dasar: p, Kepala: kepala, Galat: g}), isi(isiDaftarPagu{Formulir: true}), halaman{Isi: isiDaftarPagu{}}},
		"pagu-versi": {isi(versi), halaman{Isi: isiVersiPagu{}}}, "pagu-baris": {isi(lembar), isi(baca), halaman{Isi: isiLembarPagu{}}}, "pagu-hapus": {isian, barisIsianPagu{}},
		"pagu-banding": {isi(isiBandingPagu{alamat: a, Dari: "induk", Ke: "perubahan", Lain: []opsi{{"induk", "induk", true}}, NTetap: 2, Arah: "turun",
			Baris: []bedaPagu{{Kata: "baru", Rinci: "r", NamaLama: "l", Arah: "naik"}, {Kata: "dihapus", Dari: "Rp1", Ke: "Rp1"}}}), halaman{Isi: isiBandingPagu{Semua: true}}},
		"tautan-daftar": {t.Tautan, []tautanTampil(nil)}, "tautan-tabel": {[]indikatorTertaut{t}},
		"tautan-anggaran":     {isi(isiTautanAnggaran{alamat: a, Sebaran: seb, IKU: []indikatorTertaut{t}, Lain: []indikatorTertaut{t}, Belum: daun, Ganda: daun, Formulir: true}), halaman{Isi: isiTautanAnggaran{}}},
		"tautan-anggaran-isi": {isi(isiFormTautan{alamat: a, T: t, Sebaran: seb, Baris: []barisTautan{{1, b, p}}, Kode: []opsi{{"K", "k", false}}, Belum: daun, Formulir: true, Galat: g, Bentrok: bentrok, Tersimpan: true}), halaman{Isi: isiFormTautan{}}},
	}
}

var (
	polaTag     = regexp.MustCompile(`(?s)<(input|select|option|textarea)([^>]*)>(\r?\n)?([^<]*)`)
	polaAtribut = regexp.MustCompile(` ([a-z]+)(?:="([^"]*)")?`)
)

// formulirDari is every field of a page's forms that post to an address, as a browser
// would send it.
func formulirDari(t testing.TB, body, alamat string) url.Values {
	t.Helper()
	awal := strings.Index(body, `<form method="post" action="`+strings.ReplaceAll(alamat, "+", "&#43;")+`"`)
	if awal < 0 {
		t.Fatalf("no form to %s", alamat)
	}
	bagian, _, _ := strings.Cut(body[awal:], "</form>")
	out, dipilih := url.Values{}, ""
	for _, m := range polaTag.FindAllStringSubmatch(bagian, -1) {
		at := map[string]string{}
		ada := map[string]bool{}
		for _, x := range polaAtribut.FindAllStringSubmatch(m[2], -1) {
			at[x[1]], ada[x[1]] = lepas.Replace(x[2]), true
		}
		switch m[1] {
		case "input":
			if at["type"] != "checkbox" || ada["checked"] {
				out.Set(at["name"], at["value"])
			}
		case "select":
			dipilih = at["name"]
		case "option":
			if dipilih != "" && (ada["selected"] || !out.Has(dipilih)) && ada["value"] {
				out.Set(dipilih, at["value"])
			}
		case "textarea":
			out.Set(at["name"], lepas.Replace(m[4]))
		}
	}
	return out
}

// lepas reads the references that html/template writes.
var lepas = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'", "&#43;", "+")

// formPagu is a form as its page gives it, with some fields typed anew.
func (w *dunia) formPagu(sub, alamat string, ketik ...string) url.Values {
	w.t.Helper()
	out := formulirDari(w.t, w.get(sub, alamat).Body.String(), alamat)
	for i := 0; i+1 < len(ketik); i += 2 {
		out.Set(ketik[i], ketik[i+1])
	}
	return out
}

// isiTahun is every item of an agency-year without its Versi.
func (w *dunia) isiTahun(opd string, tahun int) map[string]string {
	w.t.Helper()
	snap, err := w.store.Load(context.Background(), store.TahunOPD(opd, tahun))
	if err != nil {
		w.t.Fatal(err)
	}
	out := map[string]string{}
	for _, it := range snap.Items {
		out[it.Doc+"#"+it.Row] = string(it.Data)
	}
	return out
}

// The real budget goes through every form of its rows, through that of its head and into
// a copy, and comes out byte for byte as it went in.
func TestBudgetThroughItsPages(t *testing.T) {
	w := buat(t)
	want := w.isiTahun("dinsos-p3a-trenggalek", 2023)
	lembar := []string{paguNyata + "/baris", paguNyata + "/baris/D", paguNyata + "/baris/D.U1", paguNyata + "/baris/D.U2"}
	for _, m := range regexp.MustCompile(`href="([^"]*/baris/D\.U\d\.P\d\d)"`).FindAllStringSubmatch(w.get(perencana, paguNyata).Body.String(), -1) {
		lembar = append(lembar, m[1])
	}
	if len(lembar) != 4+12 {
		t.Fatalf("forms of rows: got %d, want 16", len(lembar))
	}
	for _, l := range append(lembar, paguNyata) {
		if rec := w.post(perencana, l, w.formPagu(perencana, l)); rec.Code != 303 {
			t.Fatalf("%s: got %d, want 303: %s", l, rec.Code, salahPada(rec))
		}
	}
	if got := w.isiTahun("dinsos-p3a-trenggalek", 2023); !maps.Equal(got, want) {
		t.Errorf("the year changed: got %d items, want %d", len(got), len(want))
		for k := range want {
			if got[k] != want[k] {
				t.Errorf("%s: got %s, want %s", k, got[k], want[k])
			}
		}
	}
	form := w.formPagu(perencana, dinsos+"/pagu", "versi", "pergeseran-1", "dasar", "perubahan", "tanggal", "2023-11-01")
	if rec := w.post(perencana, dinsos+"/pagu", form); rec.Code != 303 || rec.Header().Get("Location") != dinsos+"/pagu/pergeseran-1?tersimpan=1" {
		t.Fatalf("a copy: got %d %s %s", rec.Code, rec.Header().Get("Location"), salahPada(rec))
	}
	got := w.isiTahun("dinsos-p3a-trenggalek", 2023)
	n := 0
	for k, v := range want {
		if row, ok := strings.CutPrefix(k, "ANG#perubahan#B#"); ok {
			n++
			if got["ANG#pergeseran-1#B#"+row] != v {
				t.Errorf("copied row %s: got %s, want %s", row, got["ANG#pergeseran-1#B#"+row], v)
			}
		}
	}
	if n != 131 {
		t.Errorf("rows: got %d, want 131", n)
	}
}

// salahPada are the faults that a page shows.
func salahPada(rec *httptest.ResponseRecorder) string {
	return strings.Join(regexp.MustCompile(`(?s)<div class="kotak salah-kotak".*?</div>`).FindAllString(rec.Body.String(), -1), " ")
}

func TestBudgetPagesShowWhereTheMoneyGoes(t *testing.T) {
	w := buat(t)
	for _, alamat := range []string{dinsos + "/pagu", paguNyata, paguNyata + "/baris/D.U1.P05", dinsos + "/tautan-anggaran", dinsos + "/tautan-anggaran/IKU-1.1"} {
		body := w.get("inspektorat-trenggalek", alamat).Body.String()
		memuat(t, body, "Rp16.605.479.345", "Rp15.932.526.945", "Rp672.952.400", "9 dari 90 kode", "tidak ada")
		tanpaTeks(t, body, "Simpan baris", "Simpan tautan", "Buat versi</button>")
	}
	body := w.get(perencana, dinsos+"/tautan-anggaran").Body.String()
	memuat(t, body, "D.U1.P03.K01.S01", "Rp5.345.600.000", "dikurangi")
	daftar := w.get("verifikator-contoh", contoh+"/pagu").Body.String()
	memuat(t, daftar, "dipakai pada akhir TW2, TW3", "sejak 5 Mei 2025 sampai sebelum 6 Oktober 2025", "&#43;Rp212.500.000", "pergeseran-2")
	tanpaTeks(t, daftar, "berlaku hari ini") // the clock stands in 2026
	w.kini.Store(1747353600)                 // 16 May 2025
	memuat(t, w.get("verifikator-contoh", contoh+"/pagu").Body.String(), "berlaku hari ini")
	banding := w.get(perencana, paguNyata+"/banding").Body.String()
	memuat(t, banding, "Rp14.557.250.718", "&#43;Rp2.048.228.627", "pagu berubah", "baru")
	memuat(t, w.get(perencana, dinsos+"/pagu/induk/banding?semua=1").Body.String(), "−Rp2.048.228.627", "dihapus")
}

func TestChangeOfBudgetRows(t *testing.T) {
	w := buat(t)
	const p4 = "C.U1.P04"
	kirim := func(ketik ...string) *httptest.ResponseRecorder {
		t.Helper()
		return w.post("verifikator-contoh", barisContoh, w.formPagu("verifikator-contoh", barisContoh, ketik...))
	}
	body := w.get("verifikator-contoh", barisContoh).Body.String()
	baris := regexp.MustCompile(`name="(baris\[\d+\])\.kode" value="([^"]+)"`).FindAllStringSubmatch(body, -1)
	if len(baris) < 3 {
		t.Fatalf("rows of %s: got %d", p4, len(baris))
	}
	at := map[string]string{}
	for _, b := range baris {
		at[b[2]] = b[1]
	}
	daun, banyak := at[p4+".K01.S01"], strconv.Itoa(len(baris))
	baru := "baris[" + banyak + "]"

	if rec := kirim(daun+".pagu", "123.456.789", baru+".induk", p4+".K01", baru+".kode", p4+".K01.S99", baru+".nama", "Sub kegiatan baru", baru+".tingkat", "sub_kegiatan", baru+".pagu", "1.000"); rec.Code != 303 {
		t.Fatalf("change and add: got %d, want 303: %s", rec.Code, salahPada(rec))
	}
	memuat(t, w.get("verifikator-contoh", barisContoh).Body.String(), "123.456.789", "Sub kegiatan baru")
	memuat(t, w.get("verifikator-contoh", contoh+"/tautan-anggaran").Body.String(), "semua 13 kode tertaut")
	for _, c := range []struct {
		name  string
		ketik []string
		want  []string
	}{
		{"no number", []string{daun + ".pagu", "banyak"}, []string{"“banyak” bukan angka", `value="banyak"`}},
		{"a sum that is another", []string{at[p4] + ".pagu", "5"}, []string{"Tertulis Rp5, jumlah baris di bawahnya Rp"}},
		{"a code twice", []string{baru + ".kode", p4 + ".K01.S01", baru + ".sumber", "APBD", baru + ".nama", "x", baru + ".pagu", "1"}, []string{"tertulis lebih dari sekali"}},
		{"a new row without a level", []string{"baris[" + strconv.Itoa(len(baris)+1) + "].nama", "y"}, []string{"wajib diisi"}},
		{"rows below", []string{at[p4] + ".hapus", "1"}, []string{"masih ada"}},
		{"something was spent", []string{daun + ".hapus", "1"}, []string{"sudah punya realisasi", "TW4", "centang persetujuannya", `name="lepas"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			sebelum := w.versiTahun("dinas-contoh", 2025)
			rec := kirim(append(c.ketik, daun+".sumber", "APBD")...)
			if rec.Code != 422 {
				t.Errorf("status: got %d, want 422", rec.Code)
			}
			memuat(t, rec.Body.String(), append(c.want, "kotak salah-kotak")...)
			if got := w.versiTahun("dinas-contoh", 2025); got != sebelum {
				t.Errorf("something was written: versi %d, was %d", got, sebelum)
			}
		})
	}
	if rec := kirim(daun+".hapus", "1", "lepas", "1"); rec.Code != 303 {
		t.Errorf("left to the other versions: got %d, want 303: %s", rec.Code, salahPada(rec))
	}
	kosong := contoh + "/pagu/perubahan/baris/TIDAK"
	if rec := w.get("verifikator-contoh", kosong); rec.Code != 404 {
		t.Errorf("no such code: got %d, want 404", rec.Code)
	}
}

// Two people change one program: the second sees both, and neither change is lost.
func TestTwoChangesOfOneBudget(t *testing.T) {
	w := buat(t)
	lain := contoh + "/pagu/perubahan/baris/C.U1.P03"
	kode := func(l string) (nama string) {
		for _, m := range regexp.MustCompile(`name="(baris\[\d+\])\.kode" value="([^"]+)"`).FindAllStringSubmatch(w.get("verifikator-contoh", l).Body.String(), -1) {
			if strings.HasSuffix(m[2], ".K01.S01") {
				nama = m[1]
			}
		}
		return nama
	}
	satu, dua := w.formPagu("verifikator-contoh", barisContoh, kode(barisContoh)+".pagu", "111"), w.formPagu("verifikator-contoh", barisContoh, kode(barisContoh)+".pagu", "222")
	tiga := w.formPagu("verifikator-contoh", lain, kode(lain)+".pagu", "333")
	if rec := w.post("verifikator-contoh", barisContoh, satu); rec.Code != 303 {
		t.Fatalf("first: got %d", rec.Code)
	}
	sesudah := w.versiTahun("dinas-contoh", 2025)
	if rec := w.post("verifikator-contoh", barisContoh, satu); rec.Code != 303 || w.versiTahun("dinas-contoh", 2025) != sesudah {
		t.Errorf("the first sent again: got %d, versi %d of %d", rec.Code, w.versiTahun("dinas-contoh", 2025), sesudah)
	}
	for _, x := range []struct {
		alamat string
		form   url.Values
		teks   []string
	}{{barisContoh, dua, []string{"<td>111</td><td>222</td>"}}, {lain, tiga, []string{"333"}}} {
		rec := w.post("verifikator-contoh", x.alamat, x.form)
		if rec.Code != 412 {
			t.Fatalf("stale: got %d, want 412", rec.Code)
		}
		memuat(t, rec.Body.String(), append(x.teks, "Dua nilai: pilih salah satu")...)
		if rec = w.post("verifikator-contoh", x.alamat, formulirDari(t, rec.Body.String(), x.alamat)); rec.Code != 303 {
			t.Fatalf("decided: got %d: %s", rec.Code, salahPada(rec))
		}
	}
	memuat(t, w.get("verifikator-contoh", barisContoh).Body.String(), `value="222"`)
	memuat(t, w.get("verifikator-contoh", lain).Body.String(), `value="333"`)
}

// A row that another person took out is made again when the second one says so.
func TestARowThatIsGone(t *testing.T) {
	w := buat(t)
	baru := "baris[" + strconv.Itoa(len(regexp.MustCompile(`\.kode" value="[^"]`).FindAllString(w.get("verifikator-contoh", barisContoh).Body.String(), -1))) + "]"
	if rec := w.post("verifikator-contoh", barisContoh, w.formPagu("verifikator-contoh", barisContoh, baru+".induk", "C.U1.P04.K01", baru+".kode", "C.U1.P04.K01.S77", baru+".nama", "Sementara",
		baru+".tingkat", "sub_kegiatan", baru+".pagu", "10")); rec.Code != 303 {
		t.Fatalf("add: got %d: %s", rec.Code, salahPada(rec))
	}
	simpan := w.formPagu("verifikator-contoh", barisContoh)
	hapus := maps.Clone(simpan)
	for k, v := range simpan {
		if v[0] == "C.U1.P04.K01.S77" && strings.HasSuffix(k, ".kode") {
			hapus[strings.TrimSuffix(k, "kode")+"hapus"] = []string{"1"}
			simpan.Set(strings.TrimSuffix(k, "kode")+"pagu", "20")
		}
	}
	hapus["kunci"] = []string{"lain"}
	if rec := w.post("verifikator-contoh", barisContoh, hapus); rec.Code != 303 {
		t.Fatalf("remove: got %d: %s", rec.Code, salahPada(rec))
	}
	rec := w.post("verifikator-contoh", barisContoh, simpan)
	if rec.Code != 412 {
		t.Fatalf("stale: got %d, want 412", rec.Code)
	}
	if rec = w.post("verifikator-contoh", barisContoh, formulirDari(t, rec.Body.String(), barisContoh)); rec.Code != 303 {
		t.Fatalf("made again: got %d: %s", rec.Code, salahPada(rec))
	}
	memuat(t, w.get("verifikator-contoh", barisContoh).Body.String(), "C.U1.P04.K01.S77", `value="20"`)
}

func TestBudgetVersionsAndTheirHeads(t *testing.T) {
	w := buat(t)
	alamat := contoh + "/pagu"
	form := w.formPagu("verifikator-contoh", alamat, "tanggal", "")
	rec := w.post("verifikator-contoh", alamat, form)
	if rec.Code != 422 {
		t.Errorf("no date: got %d, want 422", rec.Code)
	}
	memuat(t, rec.Body.String(), `href="#tanggal"`)
	form.Set("tanggal", "2025-11-03")
	for n := range 2 { // twice is once
		if rec := w.post("verifikator-contoh", alamat, form); rec.Code != 303 {
			t.Fatalf("create %d: got %d: %s", n, rec.Code, salahPada(rec))
		}
	}
	lain := maps.Clone(form)
	lain["kunci"] = []string{"lain"}
	if rec := w.post("verifikator-contoh", alamat, lain); rec.Code != 409 {
		t.Errorf("one that is there: got %d, want 409", rec.Code)
	}
	for k, v := range map[string]string{"versi": "susulan-1", "dasar": "tidak-ada"} {
		salah := maps.Clone(form)
		salah["kunci"], salah[k] = []string{k}, []string{v}
		if k == "dasar" {
			salah["versi"] = []string{"perubahan-1"}
		}
		if rec := w.post("verifikator-contoh", alamat, salah); rec.Code != 422 {
			t.Errorf("%s %s: got %d, want 422", k, v, rec.Code)
		}
	}
	kepala := w.formPagu("verifikator-contoh", paguContoh, "nomor", "DPPA baru")
	basi := maps.Clone(kepala)
	basi["nomor"], basi["kunci"] = []string{"DPPA lain"}, []string{"lain"}
	if rec := w.post("verifikator-contoh", paguContoh, kepala); rec.Code != 303 {
		t.Fatalf("head: got %d: %s", rec.Code, salahPada(rec))
	}
	rec = w.post("verifikator-contoh", paguContoh, basi)
	if rec.Code != 412 {
		t.Errorf("stale head: got %d, want 412", rec.Code)
	}
	memuat(t, rec.Body.String(), "<td>DPPA baru</td><td>DPPA lain</td>")
}

// The money planned for the quarters is entered whole or not at all.
func TestCashPlanOfAVersion(t *testing.T) {
	w := buat(t)
	form := w.formPagu("verifikator-contoh", paguContoh, "kas[0]", "500.000.000", "kas[1]", "700.000.000,50", "kas[3]", "abc")
	rec := w.post("verifikator-contoh", paguContoh, form)
	if rec.Code != 422 {
		t.Fatalf("three of four, one no number: got %d, want 422", rec.Code)
	}
	memuat(t, rec.Body.String(), `href="#kas%5b2%5d"`, `href="#kas%5b3%5d"`, `value="700.000.000,50"`)
	form.Set("kas[2]", "0")
	form.Set("kas[3]", "770000000")
	form.Set("kunci", "kedua")
	if rec := w.post("verifikator-contoh", paguContoh, form); rec.Code != 303 {
		t.Fatalf("all four: got %d: %s", rec.Code, salahPada(rec))
	}
	memuat(t, w.get("verifikator-contoh", paguContoh).Body.String(), `value="500.000.000"`, `value="700.000.000,50"`, `name="kas[2]" value="0"`, `value="770.000.000"`)
	form = w.formPagu("verifikator-contoh", paguContoh, "kas[0]", "", "kas[1]", "", "kas[2]", "", "kas[3]", "")
	if rec := w.post("verifikator-contoh", paguContoh, form); rec.Code != 303 {
		t.Fatalf("none: got %d: %s", rec.Code, salahPada(rec))
	}
	memuat(t, w.get("verifikator-contoh", paguContoh).Body.String(), `name="kas[2]" value=""`)
}

func TestEdgesOfAnIndicator(t *testing.T) {
	w := buat(t)
	alamat := contoh + "/tautan-anggaran/IKU-1.3"
	form := w.formPagu("verifikator-contoh", alamat, "anggaran[0].kode", "", "anggaran[1].kode", "C.U1.P02", "anggaran[2].kode", "C.X")
	rec := w.post("verifikator-contoh", alamat, form)
	if rec.Code != 422 {
		t.Errorf("no such code: got %d, want 422", rec.Code)
	}
	memuat(t, rec.Body.String(), "“C.X” tidak dikenal", `value="C.X"`, `href="#anggaran%5b2%5d.kode"`)
	form.Set("anggaran[2].kode", "C.U1.P02.K02")
	form.Set("anggaran[2].kurang", "1")
	for range 2 {
		if rec = w.post("verifikator-contoh", alamat, form); rec.Code != 303 {
			t.Fatalf("save: got %d: %s", rec.Code, salahPada(rec))
		}
	}
	body := w.get("verifikator-contoh", alamat).Body.String()
	memuat(t, body, "▲ </span>Rp", "Dihitung lebih dari sekali", "C.U1.P03") // what was tertaut is not any more, and P02 counts twice
	lama := maps.Clone(form)
	lama["kunci"] = []string{"lain"}
	rec = w.post("verifikator-contoh", alamat, lama)
	if rec.Code != 412 {
		t.Errorf("stale: got %d, want 412", rec.Code)
	}
	memuat(t, rec.Body.String(), "&#43; C.U1.P02 − C.U1.P02.K02")
	if rec := w.get("verifikator-contoh", contoh+"/tautan-anggaran/IKU-9.9"); rec.Code != 404 {
		t.Errorf("no such indicator: got %d, want 404", rec.Code)
	}
}

func TestNextVersionNames(t *testing.T) {
	nama := func(versi ...string) string {
		var semua []sakip.VersiAnggaran
		for _, v := range versi {
			semua = append(semua, sakip.VersiAnggaran{Versi: v})
		}
		var out []string
		for _, o := range versiBerikut(semua) {
			out = append(out, o.Nilai)
		}
		return strings.Join(out, " ")
	}
	for _, c := range [][2]string{{nama(), "induk pergeseran-1 perubahan"}, {nama("induk", "pergeseran-1", "pergeseran-2"), "pergeseran-3 perubahan"},
		{nama("induk", "perubahan"), "pergeseran-1 perubahan-2"}} {
		if c[0] != c[1] {
			t.Errorf("got %s, want %s", c[0], c[1])
		}
	}
}

// What was typed comes back as it was, whatever it was: any rows, any money.
func TestIsianBarisRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 6).Draw(t, "rows")
		var baris []sakip.BarisAnggaran
		for i := range n {
			b := sakip.BarisAnggaran{IdentitasBaris: sakip.IdentitasBaris{Kode: fmt.Sprint("K", i), SubUnit: rapid.SampledFrom([]string{"", "a&b=c", "u 1"}).Draw(t, "unit"), Sumber: rapid.SampledFrom([]string{"", "DAK+"}).Draw(t, "source")},
				Nama: "n", Tingkat: sakip.TingkatKegiatan, Induk: "I"}
			if rapid.Bool().Draw(t, "leaf") {
				d := decimal.New(rapid.Int64Range(0, 1e17).Draw(t, "amount"), -rapid.Int32Range(0, 2).Draw(t, "decimals"))
				b.Pagu = &d
			}
			baris = append(baris, b)
		}
		ubah, asal, err := isianBaris(baris, "I").ubahBaris()
		if err != nil || len(ubah) != n || len(asal) != n {
			t.Fatalf("got %d changes of %d rows, %v", len(ubah), n, err)
		}
		for i, u := range ubah {
			if *u.Asal != baris[i].IdentitasBaris || wire.FromBarisAnggaran(u.BarisAnggaran) != wire.FromBarisAnggaran(baris[i]) {
				t.Errorf("got %+v, want %+v", u.BarisAnggaran, baris[i])
			}
		}
	})
}
