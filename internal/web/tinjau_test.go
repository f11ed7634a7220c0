package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/store"
)

func contohTinjau() map[string][]any {
	x := temuanDari([]review.Temuan{{Aturan: review.TargetDiBawah, Tingkat: review.Info, Pesan: "pesan", Usulan: "usul"}, {Aturan: review.BedaTempat, Tingkat: review.Galat, Pesan: "pesan"}}, nil)
	x[1].Diterima = true
	penuh := &isiTinjauan{Alamat: "/reviu", Diketik: true, Baru: x, Tetap: x, Selesai: x}
	list := []any{penuh, &isiTinjauan{Diketik: true, Selesai: x}, &isiTinjauan{Diketik: true, Menunggu: "perbaiki"}, &isiTinjauan{Tetap: x}, &isiTinjauan{}}
	return map[string][]any{"bagian-tinjauan": {halaman{Isi: penuh}}, "tinjauan-ringkas": list, "tinjauan": list, "tempat-ringkas": append(list, (*isiTinjauan)(nil)),
		"tempat-tinjauan": append(list, (*isiTinjauan)(nil)), "tinjauan-tersimpan": append(list, (*isiTinjauan)(nil)), "daftar-temuan": {x}, "tingkat-temuan": {x[0]}}
}

// sidik is all that a test can write to of an agency-year.
func (w *dunia) sidik(opd string, tahun int) string {
	var out []string
	for _, p := range []store.Partition{store.OPD(opd), store.TahunOPD(opd, tahun), store.Surat(opd, tahun)} {
		for k, v := range w.isiPartisi(p) {
			out = append(out, string(p)+k+v)
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// tinjau sends a form as its script does while somebody types.
func (w *dunia) tinjau(sub, ke string, form url.Values) string {
	w.t.Helper()
	form.Set("tinjau", "bagian")
	rec := w.post(sub, ke, form)
	if rec.Code != http.StatusOK {
		w.t.Fatalf("review of %s: got %d\n%s", ke, rec.Code, rec.Body)
	}
	tanpaTeks(w.t, rec.Body.String(), "<h1>", "<form")
	return rec.Body.String()
}

// A draft that promises less than the year before had is told so as it is typed, and not
// when it promises more; nothing is written by it, and the page again says the same.
func TestTargetIsReviewedAsTyped(t *testing.T) {
	w := buat(t)
	ke, form := w.formulirPenuh("verifikator-dinsos", dinsos+"/rencana/tambah/perjanjian", "versi", "perubahan-9", "alasan", "Coba")
	sebelum := w.sidik("dinsos-p3a-trenggalek", 2023)
	// IKU-1.1 came to 81,47 in 2022.
	lama := mustRealisasi(t, w, "IKU-1.1")
	form.Set("target.IKU-1.1.nilai", "1")
	memuat(t, w.tinjau("verifikator-dinsos", ke, form), `id="tinjauan-ringkas"`, "kt-info", "lebih rendah daripada yang sudah tercapai tahun lalu ("+lama+")", "Temuan baru")
	form.Set("target.IKU-1.1.nilai", "999")
	tanpaTeks(t, w.tinjau("verifikator-dinsos", ke, form), "tahun lalu ("+lama+")")
	form.Set("target.IKU-1.1.nilai", "sembilan")
	memuat(t, w.tinjau("verifikator-dinsos", ke, form), "menunggu", "bukan angka")

	form.Set("target.IKU-1.1.nilai", "1")
	form.Set("tinjau", "halaman")
	rec := w.post("verifikator-dinsos", ke, form)
	memuat(t, rec.Body.String(), "tahun lalu ("+lama+")", `value="1"`, "belum tersimpan", dinsos+"/reviu?periode=TW4")
	if got := w.sidik("dinsos-p3a-trenggalek", 2023); got != sebelum || rec.Code != http.StatusOK {
		t.Errorf("review wrote something, or answered %d", rec.Code)
	}

	form.Del("tinjau")
	rec = w.post("verifikator-dinsos", ke, form)
	if rec.Code != http.StatusSeeOther {
		t.Fatalf("save: got %d\n%s", rec.Code, galatTeks(rec.Body.String()))
	}
	// The list that follows says what the new version contradicts, and so does its page.
	memuat(t, w.get("verifikator-dinsos", rec.Header().Get("Location")).Body.String(), "temuan menyangkut isian ini", "tahun lalu ("+lama+")")
	satu := w.get("verifikator-dinsos", dinsos+"/rencana/perjanjian/perubahan-9").Body.String()
	memuat(t, satu, "tahun lalu ("+lama+")", "data-tinjau", "Periksa dulu", "tinjau.js")
	// Mended, it settles it.
	ke, form = w.formulirPenuh("verifikator-dinsos", dinsos+"/rencana/perjanjian/perubahan-9", "target.IKU-1.1.nilai", "999")
	memuat(t, w.tinjau("verifikator-dinsos", ke, form), "menyelesaikan")
}

// mustRealisasi is what an indicator came to in the year before, as messages print it.
func mustRealisasi(t *testing.T, w *dunia, id string) string {
	t.Helper()
	d, err := w.service.Tahun(t.Context(), w.sebagai(sakip.Admin, "trenggalek").Orang, "dinsos-p3a-trenggalek", 2023)
	if err != nil {
		t.Fatal(err)
	}
	i, _ := d.Data.CariIndikator(id)
	for _, h := range sakip.Hitung(d.Data, sakip.Periode{Tahun: 2023, Triwulan: 4}).Indikator {
		if n := len(h.Sebelumnya); h.Indikator.ID == i.ID && n > 0 {
			return ketik(h.Sebelumnya[n-1].Realisasi, 0)
		}
	}
	t.Fatal("no year before")
	return ""
}

// Every planning form is reviewed as it is, by who may change it: nothing new is found, and
// nothing is written. Others are refused as when they save.
func TestEveryPlanningFormIsReviewed(t *testing.T) {
	w := buat(t)
	sebelum := w.sidik("dinas-contoh", 2025)
	n := 0
	halaman := append(w.halamanRencana(verifikator, contoh), contoh+"/rencana/tambah/fakta", contoh+"/rencana/tambah/indikator")
	for _, alamat := range halaman {
		ke, form := w.formulirPenuh(verifikator, alamat)
		if !strings.Contains(w.get(verifikator, alamat).Body.String(), "data-tinjau") {
			continue
		}
		n++
		w.kini.Add(10) // who types is not that fast
		if got := w.tinjau(verifikator, ke, form); strings.Contains(got, "Temuan baru") {
			t.Errorf("%s as it is: got %s, want nothing new", alamat, got)
		}
		rec := w.post("operator-contoh-layanan", ke, form)
		if rec.Code != http.StatusForbidden {
			t.Errorf("%s by an operator: got %d, want 403", alamat, rec.Code)
		}
	}
	if n < 25 {
		t.Errorf("reviewed %d forms of %d", n, len(halaman))
	}
	if w.sidik("dinas-contoh", 2025) != sebelum {
		t.Error("a review wrote something")
	}
}

// A button that reviews never saves, where nothing can be reviewed either.
func TestReviewOfAnUnbegunYearSavesNothing(t *testing.T) {
	w := buat(t)
	ke, form := w.formulirPenuh(verifikator, "/opd/dinas-contoh/tahun/2026/rencana/renstra", "visi", "Lain")
	sebelum := w.sidik("dinas-contoh", 2026)
	form.Set("tinjau", "bagian")
	if rec := w.post(verifikator, ke, form); rec.Code != http.StatusNotFound {
		t.Errorf("got %d, want 404", rec.Code)
	}
	if w.sidik("dinas-contoh", 2026) != sebelum {
		t.Error("a review wrote something")
	}
}

// Typing is reviewed as fast as one types, and no faster.
func TestReviewsAreBounded(t *testing.T) {
	w := buat(t)
	ke, form := w.formulirPenuh(verifikator, contoh+"/rencana/fakta/permohonan")
	for range lajuTinjau.Burst {
		w.tinjau(verifikator, ke, form)
	}
	if rec := w.post(verifikator, ke, form); rec.Code != http.StatusTooManyRequests {
		t.Errorf("got %d, want 429", rec.Code)
	}
	form.Del("tinjau")
	if rec := w.post(verifikator, ke, form); rec.Code != http.StatusSeeOther {
		t.Errorf("save: got %d, want 303: it is not held up", rec.Code)
	}
}

// What else changes a plan: links to the budget, rows of it, the policy; and figures.
func TestOtherFormsAreReviewed(t *testing.T) {
	for _, c := range []struct {
		nama, alamat string
		isi          []string
		want         []string
	}{
		{"budget linked twice", contoh + "/tautan-anggaran/IKU-1.3", []string{"anggaran[1].kode", "C.U1.P02"}, []string{"kt-peringatan", "Anggaran dihitung dua kali", "Temuan baru"}},
		{"no such code", contoh + "/tautan-anggaran/IKU-1.3", []string{"anggaran[1].kode", "C.X"}, []string{"menunggu", "C.X"}},
		{"less planned than spent", contoh + "/pagu/perubahan/baris/C.U1.P01", []string{"baris[2].pagu", "1"}, []string{"kt-peringatan", "melebihi anggarannya"}},
		{"a policy", contoh + "/kebijakan", []string{"desimal", "3"}, []string{"tidak ada temuan baru"}},
		{"a policy that is none", contoh + "/kebijakan", []string{"ambang_menunjang", ""}, []string{"menunggu"}},
		{"money", contoh + "/anggaran/TW4/C.U1.P01.K01.S01?sumber=APBD", []string{"realisasi", "99000000000"}, []string{"kt-peringatan", "melebihi pagu"}},
		{"money as it was", contoh + "/anggaran/TW4/C.U1.P01.K01.S01?sumber=APBD", nil, []string{"tidak ada temuan baru"}},
		{"no money", contoh + "/anggaran/TW4/C.U1.P01.K01.S01?sumber=APBD", []string{"realisasi", "banyak"}, []string{"menunggu", "bukan angka"}},
	} {
		t.Run(c.nama, func(t *testing.T) {
			w := buat(t)
			sebelum := w.sidik("dinas-contoh", 2025)
			form := w.formPagu(verifikator, c.alamat, c.isi...)
			body := w.tinjau(verifikator, c.alamat, form)
			memuat(t, body, c.want...)
			form.Set("tinjau", "halaman")
			if rec := w.post(verifikator, c.alamat, form); rec.Code >= 500 || !strings.Contains(rec.Body.String(), `id="tinjauan"`) {
				t.Errorf("without script: got %d, want the review", rec.Code)
			}
			if w.sidik("dinas-contoh", 2025) != sebelum {
				t.Error("a review wrote something")
			}
		})
	}
}

// A figure is reviewed with the preview of what it comes to. What a warning asks about is
// no finding too; what stands when it is saved stands on its page.
func TestFiguresAreReviewedAsTyped(t *testing.T) {
	w := buat(t)
	tinggi := w.form(verifikator, lembarNilai, "nilai", "0")
	memuat(t, w.post(verifikator, lembarNilai+"/pratinjau", tinggi).Body.String(), "kt-info", "di atas 120%", "Temuan baru")
	memuat(t, w.post(verifikator, lembarNilai, maksud(tinggi, "aksi", "lihat")).Body.String(), "kt-info", "di atas 120%")
	lebih := w.post(verifikator, lembarRasio+"/pratinjau", w.form(verifikator, lembarRasio, "pembilang", "9999", "penyebut", "570")).Body.String()
	memuat(t, lebih, "melebihi penyebut")
	tanpaTeks(t, lebih, "Bagian lebih besar")
	memuat(t, w.post(verifikator, lembarRasio+"/pratinjau", w.form(verifikator, lembarRasio, "pembilang", "x")).Body.String(), "menunggu")

	rec := w.post(verifikator, lembarNilai, tinggi)
	if rec.Code != http.StatusSeeOther {
		t.Fatalf("save: got %d\n%s", rec.Code, rec.Body)
	}
	memuat(t, w.get(verifikator, rec.Header().Get("Location")).Body.String(), "temuan menyangkut isian ini", "di atas 120%", contoh+"/reviu?periode=TW")
}

// The table of the budget is reviewed as it is typed, all changed rows together; nothing is
// written, and who may not enter a row is refused as when it is saved.
func TestBudgetTableIsReviewed(t *testing.T) {
	w := buat(t)
	sebelum := w.sidik("dinas-contoh", 2025)
	form := w.tabel(verifikator, tabelUmum, 3, "999.000.000.000")
	kode := form.Get(namaBaris(3, "kode"))
	memuat(t, w.tinjau(verifikator, tabelUmum, form), "Realisasi melebihi pagu", "("+kode+")", kode+": Realisasi melebihi pagu (Rp", "jelaskan saat disimpan")

	form.Set(namaBaris(0, "realisasi"), "banyak")
	memuat(t, w.tinjau(verifikator, tabelUmum, form), "menunggu", "bukan angka")
	form.Set("tinjau", "halaman")
	rec := w.post(verifikator, tabelUmum, form)
	memuat(t, rec.Body.String(), "menunggu", `value="banyak"`, `value="999.000.000.000"`, "Periksa dulu", "data-tinjau")

	form = w.tabel(verifikator, tabelUmum, 0, w.tabel(verifikator, tabelUmum, 0, "1").Get(namaBaris(0, "awal")))
	memuat(t, w.tinjau(verifikator, tabelUmum, form), "tidak ada temuan baru")
	utara := tabelUmum + "?sub_unit=uptd-utara"
	form = w.tabel(verifikator, utara, 0, "5")
	form.Set("tinjau", "bagian")
	if rec := w.post(layanan, utara, form); rec.Code != http.StatusForbidden {
		t.Errorf("another sub-unit's: got %d, want 403", rec.Code)
	}
	if w.sidik("dinas-contoh", 2025) != sebelum {
		t.Error("a review wrote something")
	}

	form = w.tabel(verifikator, tabelUmum, 3, "999.000.000.000")
	form.Set(namaBaris(3, isianPenjelasan+string(sakip.PaguTerlampaui)), "Pagu perubahan menyusul")
	rec = w.post(verifikator, tabelUmum, form)
	if rec.Code != http.StatusSeeOther {
		t.Fatalf("save: got %d: %s", rec.Code, galatTeks(rec.Body.String()))
	}
	memuat(t, w.get(verifikator, rec.Header().Get("Location")).Body.String(), "1 baris tersimpan", "temuan menyangkut isian ini", "Temuan yang menyangkut isian ini")
}
