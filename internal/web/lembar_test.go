package web

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/record"
	"capaian/internal/sakip"
)

const (
	lembarRasio    = contoh + "/isi/IKU-1.1/TW4"
	lembarNilai    = contoh + "/isi/IKU-1.4/TW4"
	lembarSkor     = contoh + "/isi/IKU-2.2/TW4"
	lembarPredikat = contoh + "/isi/IKU-2.3/TW4"
	lembarUang     = contoh + "/anggaran/TW4/C.U1.P04.K01.S01?sumber=APBD"
	verifikator    = "verifikator-contoh"
)

func TestFormShowsWhatToEnter(t *testing.T) {
	w := buat(t)
	for _, c := range []struct {
		name, alamat string
		teks         []string
	}{
		{"rasio", lembarRasio, []string{"Target TW4", "95,00", "95,77", "Indikator berikutnya", "Tambah bukti", "Belum ada bukti", "Permohonan selesai tepat waktu ÷ Permohonan yang masuk × 100", "Triwulan ini saja", `name="pembilang" value="540"`,
			`name="penyebut" value="560"`, "pembilang 470, penyebut 500", "Target s.d. TW4", "99,38%", "Bidang Layanan", "diajukan"}},
		{"nilai", lembarNilai, []string{"tanpa perhitungan", `name="nilai"`, "makin rendah makin baik"}},
		{"skor", lembarSkor, []string{"skor ÷ skor maksimal (1.000) × 100", `name="skor"`, "S.d. triwulan ini", "paling tinggi 1.000"}},
		{"predikat", lembarPredikat, []string{"skala akip", `<select id="predikat"`, "<option selected>", "<option>AA</option>"}},
		{"budget row", lembarUang, []string{"Rp130.000.000", `name="realisasi"`, "APBD"}},
		{"final", contoh + "/isi/IKU-1.1/TW1", []string{"sudah final", "admin kabupaten", "470"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			memuat(t, w.get(verifikator, c.alamat).Body.String(), c.teks...)
		})
	}
	body := w.get("inspektorat-contoh", lembarRasio).Body.String()
	memuat(t, body, "tidak mengisinya", "540")
	tanpaTeks(t, body, `name="pembilang"`, "Simpan")
}

// TestRefusedEntries sends what people and machines mistype: each is refused at its field,
// stays in the form, and writes nothing.
func TestRefusedEntries(t *testing.T) {
	w := buat(t)
	panjang := strings.Repeat("9", 40)
	for _, c := range []struct {
		name, alamat, field, typed string
		status                     int
		teks                       string // of the fault
	}{
		{"two readings of a ratio", lembarNilai, "nilai", "1.234", 422, "dapat dibaca 1234 atau 1,234"},
		{"two readings of a count", lembarRasio, "pembilang", "1,234", 422, "dapat dibaca 1234 atau 1,234"},
		{"misplaced separators", lembarNilai, "nilai", "12,3,4", 422, "bukan angka"},
		{"exponent", lembarNilai, "nilai", "1e30000000", 422, "memakai pangkat"},
		{"letters", lembarRasio, "pembilang", "lima", 422, "bukan angka"},
		{"empty", lembarRasio, "penyebut", "", 422, "wajib diisi"},
		{"blank", lembarNilai, "nilai", "  ", 422, "wajib diisi"},
		{"40 digits", lembarRasio, "penyebut", panjang, 422, "terlalu panjang"},
		{"negative component", lembarRasio, "pembilang", "-5", 422, "tidak boleh negatif"},
		{"negative score", lembarSkor, "skor", "-1", 422, "tidak boleh negatif"},
		{"score above its maximum", lembarSkor, "skor", "1001", 422, "antara 0 dan 1000"},
		{"no predikat", lembarPredikat, "predikat", "", 422, "wajib diisi"},
		{"predikat of another scale", lembarPredikat, "predikat", "ZZ", 422, "tidak dikenal"},
		{"not published with a number", lembarNilai, "belum_terbit", "1", 422, "Kosongkan angkanya"},
		{"text too long", lembarNilai, "solusi", strings.Repeat("a", 20001), 413, "20.000 huruf"},
		{"action without a text", lembarNilai, "tindak_lanjut[2].pic", "Kepala Bidang", 422, "wajib diisi"},
		{"unknown button", lembarNilai, "aksi", "hapus", 422, "tidak dikenal"},
		{"versi of letters", lembarNilai, "versi", "x", 422, "Muat ulang halaman"},
		{"key too long", lembarNilai, "kunci", strings.Repeat("k", 101), 422, "100 huruf"},
		{"stale versi", lembarNilai, "versi", "99", 412, "Tersimpan sekarang"},
		{"versi of a new entry", lembarNilai, "versi", "0", 409, "Tersimpan sekarang"},
		{"final", contoh + "/isi/IKU-1.1/TW1", "pembilang", "471", 423, "admin kabupaten"},
		{"budget: letters", lembarUang, "realisasi", "sejuta", 422, "bukan angka"},
		{"budget: empty", lembarUang, "realisasi", "", 422, "wajib diisi"},
		{"budget: negative", lembarUang, "realisasi", "-1", 422, "antara 0"},
		{"budget: three decimals", lembarUang, "realisasi", "10,1234", 422, "sen"},
		{"budget: stale versi", lembarUang, "versi", "99", 412, "Tersimpan sekarang"},
		{"budget: final", contoh + "/anggaran/TW1/C.U1.P04.K01.S01?sumber=APBD", "realisasi", "5", 423, "admin kabupaten"},
		{"budget: a sum", contoh + "/anggaran/TW4/C.U1.P04", "realisasi", "5", 422, "jumlah dari anak-anaknya"},
	} {
		t.Run(c.name, func(t *testing.T) {
			form := url.Values{"versi": {"1"}, "kunci": {"k-" + c.name}}
			if body := w.get(verifikator, c.alamat).Body.String(); strings.Contains(body, "<textarea") || strings.Contains(body, `name="realisasi"`) {
				form = w.form(verifikator, c.alamat)
				for _, n := range []string{"pembilang", "penyebut", "skor", "nilai", "realisasi"} {
					if strings.Contains(body, ` name="`+n+`"`) {
						form.Set(n, masukan(body, n))
					}
				}
			} else {
				form.Set("penyebut", "500")
			}
			form.Set("solusi", "Yang diketik sebelum ditolak")
			form.Set(c.field, c.typed)
			sebelum := w.versiTahun("dinas-contoh", 2025)
			rec := w.post(verifikator, c.alamat, form)
			if rec.Code != c.status {
				t.Fatalf("status: got %d, want %d", rec.Code, c.status)
			}
			memuat(t, rec.Body.String(), c.teks)
			if strings.Contains(c.alamat, "/isi/") && c.field != "solusi" {
				memuat(t, rec.Body.String(), "Yang diketik sebelum ditolak")
			}
			if len(c.typed) < 100 && c.field != "aksi" && c.field != "versi" && c.field != "belum_terbit" && c.field != "predikat" {
				if got := masukan(rec.Body.String(), c.field); got != c.typed && c.alamat != contoh+"/anggaran/TW4/C.U1.P04" {
					t.Errorf("typed: got %q, want %q", got, c.typed)
				}
			}
			if got := w.versiTahun("dinas-contoh", 2025); got != sebelum {
				t.Errorf("something was written: versi %d, was %d", got, sebelum)
			}
		})
	}
}

func TestFaultsAreShownTogether(t *testing.T) {
	w := buat(t)
	rec := w.post(verifikator, lembarRasio, w.form(verifikator, lembarRasio, "pembilang", "x", "penyebut", ""))
	memuat(t, rec.Body.String(), `href="#pembilang"`, `href="#penyebut"`, `id="pembilang-galat"`, `id="penyebut-galat"`)
	draf := w.post(verifikator, lembarRasio, w.form(verifikator, lembarRasio, "pembilang", "x", "penyebut", "", "aksi", "draf"))
	tanpaTeks(t, draf.Body.String(), `id="penyebut-galat"`)
}

func TestSavedEntries(t *testing.T) {
	w := buat(t)
	ctx := context.Background()
	for _, c := range []struct {
		name, alamat, field, typed, shown string
	}{
		{"rasio with dots", lembarRasio, "penyebut", "149.161", "149.161"},
		{"nilai with a comma", lembarNilai, "nilai", "98,94", "98,94"},
		{"nilai with trailing zero", lembarNilai, "nilai", "99,40", "99,40"},
		{"nilai of four digits", lembarNilai, "nilai", "4071", "4071"},
		{"nilai with three decimals", lembarNilai, "nilai", "1,2340", "1,2340"},
		{"negative nilai", lembarNilai, "nilai", "-2,5", "-2,5"},
		{"zero denominator", lembarRasio, "penyebut", "0", "0"},
		{"skor", lembarSkor, "skor", "705,5", "705,5"},
		{"rupiah grouped with commas", lembarUang, "realisasi", "1,005", "1.005"},
		{"rupiah", lembarUang, "realisasi", "Rp1.977.070,50", "1.977.070,50"},
	} {
		t.Run(c.name, func(t *testing.T) {
			form := w.form(verifikator, c.alamat)
			if c.alamat == lembarRasio {
				form.Set("pembilang", "540")
			}
			form.Set(c.field, c.typed)
			form.Set("tindak_lanjut[1].uraian", "Rapat bulanan")
			form.Set("tindak_lanjut[1].selesai", "1")
			form.Set("faktor_pendorong", "Dua\r\nbaris")
			rec := w.post(verifikator, c.alamat, form)
			if rec.Code != 303 {
				t.Fatalf("status: got %d, want 303: %s", rec.Code, rec.Body)
			}
			body := w.get(verifikator, rec.Header().Get("Location")).Body.String()
			memuat(t, body, "Tersimpan.")
			if got := masukan(body, c.field); got != c.shown {
				t.Errorf("shown again: got %q, want %q", got, c.shown)
			}
			if c.alamat != lembarUang {
				memuat(t, body, "Dua\nbaris", `name="tindak_lanjut[0].uraian" value="Rapat bulanan"`, `name="tindak_lanjut[0].selesai" value="1" checked`)
			}
			// What the form shows it also takes.
			lagi := w.form(verifikator, c.alamat, c.field, masukan(body, c.field), "pembilang", masukan(body, "pembilang"))
			if c.alamat != lembarRasio {
				lagi.Del("pembilang")
			}
			if rec := w.post(verifikator, c.alamat, lagi); rec.Code != 303 {
				t.Errorf("sent back as shown: got %d, want 303", rec.Code)
			}
		})
	}
	draf := w.form("operator-contoh-layanan", lembarRasio, "pembilang", "", "penyebut", "", "aksi", "draf")
	if rec := w.post("operator-contoh-layanan", lembarRasio, draf); rec.Code != 303 {
		t.Fatalf("empty draft: got %d, want 303", rec.Code)
	}
	r, _, err := record.Realisasi(ctx, w.store, "dinas-contoh", 2025, "IKU-1.1", 4)
	if err != nil || r.Status != sakip.Draf || r.X != nil {
		t.Errorf("draft: got %+v (%v)", r, err)
	}
	if rec := w.post(verifikator, lembarRasio, w.form(verifikator, lembarRasio, "pembilang", "600", "penyebut", "500")); rec.Code != 303 {
		t.Fatalf("part above whole: got %d, want 303", rec.Code)
	}
	memuat(t, w.get(verifikator, lembarRasio).Body.String(), "melebihi penyebut")
	// Who verifies sees what whoever entered it was asked, and the answer.
	memuat(t, w.get(verifikator, "/opd/dinas-contoh/tahun/2025/verifikasi/TW4").Body.String(), "Pembilang (600) melebihi penyebut (500)", "Alasan: "+semuaAlasan()["pembilang_melebihi_penyebut"])
	if rec := w.post(verifikator, lembarRasio, w.form(verifikator, lembarRasio, "belum_terbit", "1")); rec.Code != 303 {
		t.Fatalf("not published: got %d, want 303", rec.Code)
	}
	memuat(t, w.get(verifikator, lembarRasio).Body.String(), `name="belum_terbit" value="1" checked`)
}

func TestZeroDenominatorIsNotGreen(t *testing.T) {
	w := buat(t)
	alamat := dinsos + "/isi/IKU-1.1/TW4"
	memuat(t, w.get("verifikator-dinsos", alamat).Body.String(), `class="kat k1"`)
	if rec := w.post("verifikator-dinsos", alamat, w.form("verifikator-dinsos", alamat, "pembilang", "5", "penyebut", "0")); rec.Code != 303 {
		t.Fatalf("save: got %d, want 303", rec.Code)
	}
	w.hitung()
	body := w.get("verifikator-dinsos", alamat).Body.String()
	memuat(t, body, "penyebut nol")
	tanpaTeks(t, body, `class="kat`)
	memuat(t, w.get("verifikator-dinsos", dinsos).Body.String(), "8 dari 9", "penyebut nol")
}

func TestTwiceSentHasOneEffect(t *testing.T) {
	w := buat(t)
	for _, c := range []struct{ alamat, field, typed, other string }{
		{lembarNilai, "nilai", "12,5", "13,5"}, {lembarUang, "realisasi", "5.000", "6.000"},
	} {
		form := w.form(verifikator, c.alamat, c.field, c.typed)
		sebelum := w.versiTahun("dinas-contoh", 2025)
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				if rec := w.post(verifikator, c.alamat, form); rec.Code != 303 {
					t.Errorf("%s: got %d, want 303", c.field, rec.Code)
				}
			})
		}
		wg.Wait()
		if got := w.versiTahun("dinas-contoh", 2025); got != sebelum+1 {
			t.Errorf("%s: got %d changes, want 1", c.field, got-sebelum)
		}
		form.Set(c.field, c.other)
		rec := w.post(verifikator, c.alamat, form)
		if rec.Code != 422 {
			t.Errorf("%s: key with another body: got %d, want 422", c.field, rec.Code)
		}
		memuat(t, rec.Body.String(), "sudah pernah terkirim", `value="`+c.other+`"`)
		if lagi := masukan(rec.Body.String(), "kunci"); lagi == form.Get("kunci") {
			t.Errorf("%s: the key is used again", c.field)
		}
	}
}

func TestConflictShowsBothAndResolves(t *testing.T) {
	w := buat(t)
	for _, c := range []struct{ alamat, field, satu, dua string }{
		{lembarNilai, "nilai", "11,25", "22,75"}, {lembarUang, "realisasi", "1.000", "2.000"}, {lembarPredikat, "predikat", "AA", "BB"},
	} {
		kedua := w.form(verifikator, c.alamat, c.field, c.dua)
		if rec := w.post(verifikator, c.alamat, w.form(verifikator, c.alamat, c.field, c.satu)); rec.Code != 303 {
			t.Fatalf("%s: first: got %d", c.field, rec.Code)
		}
		rec := w.post(verifikator, c.alamat, kedua)
		if rec.Code != 412 {
			t.Fatalf("%s: second: got %d, want 412", c.field, rec.Code)
		}
		body := rec.Body.String()
		memuat(t, body, "<td>"+c.satu+"</td><td>"+c.dua+"</td>", "berbeda")
		kedua.Set("versi", masukan(body, "versi"))
		kedua.Set("kunci", masukan(body, "kunci"))
		if rec := w.post(verifikator, c.alamat, kedua); rec.Code != 303 {
			t.Errorf("%s: decided: got %d, want 303", c.field, rec.Code)
		}
	}
}

func TestBudgetRowsOfOneCode(t *testing.T) {
	w := buat(t)
	satu := w.get(verifikator, contoh+"/anggaran/TW4/C.U1.P04.K01.S01")
	if got, want := satu.Header().Get("Location"), lembarUang; satu.Code != 303 || got != want {
		t.Errorf("code of one row: got %d %q, want 303 %q", satu.Code, got, want)
	}
	banyak := w.get(verifikator, contoh+"/anggaran/TW4/C.U1.P02.K01.S01")
	memuat(t, banyak.Body.String(), "Pilih baris", "sub_unit=uptd-selatan&amp;sumber=DAK", "sub_unit=uptd-utara", "UPTD Wilayah Selatan, APBD")
	memuat(t, w.get(verifikator, contoh).Body.String(), "sub_unit=uptd-selatan&amp;sumber=DAK")
	alamat := contoh + "/anggaran/TW4/C.U1.P02.K01.S01?sub_unit=uptd-utara&sumber=APBD"
	rec := w.post("operator-contoh-uptd-utara", alamat, w.form("operator-contoh-uptd-utara", alamat, "realisasi", "7"))
	if rec.Code != 303 || rec.Header().Get("Location") != alamat+"&tersimpan=1" {
		t.Errorf("own sub-unit: got %d %q", rec.Code, rec.Header().Get("Location"))
	}
	if rec := w.post("operator-contoh-layanan", alamat, w.form(verifikator, alamat, "realisasi", "8")); rec.Code != 403 {
		t.Errorf("another sub-unit: got %d, want 403", rec.Code)
	}
}

// TestTypedNumbersReadBack holds what a form shows to what it takes.
func TestTypedNumbersReadBack(t *testing.T) {
	for _, s := range []string{"0", "0.5", "0.123", "1.234", "12.345", "123.456", "1234", "1234.567", "149161", "1234567.891", "99.40", "75.00", "-1.234",
		"-4071", "999999999999999999999999999999", "123456789012345678901234567.890"} {
		for _, k := range []locale.Kind{locale.KindRasio, locale.KindBilangan} {
			d := decimal.RequireFromString(s)
			typed := ketik(d, k)
			got, err := locale.Parse(typed, k)
			if err != nil || !got.Equal(d) {
				t.Errorf("%s as kind %d typed %q: got %s (%v)", s, k, typed, got, err)
			}
		}
	}
}
