package web

import (
	"net/http"
	"strings"
	"testing"

	"capaian/internal/sakip"
)

// A section is written, seen as it will be printed, changed by two people, taken back to an
// earlier version, and emptied: then the report has its own text again.
func TestNarasi(t *testing.T) {
	w := buat(t)
	daftar, satu := contoh+"/rencana/narasi", contoh+"/rencana/narasi/bab4.upaya"
	memuat(t, w.get(verifikator, daftar).Body.String(), "Upaya Perbaikan", "tanpa tambahan", "belum ditulis", "memakai teks dari data", "Bab IV Penutup")
	isi := func(sub, teks string) (string, map[string][]string) {
		ke, form := w.formulirPenuh(sub, satu, "naskah", teks)
		return ke, form
	}

	memuat(t, w.get(verifikator, daftar+"/bab1.latar_belakang").Body.String(), "Teks dari data bila dikosongkan", "Nomor 29 Tahun 2014")

	awal := w.versiTahun("dinas-contoh", 2025)
	ke, form := isi(verifikator, "Tahun depan **tiga** langkah:\n\n- data per desa\n- <b>loket</b> *daring*\n")
	form["baris"] = []string{"segarkan"}
	lihat := w.post(verifikator, ke, form)
	memuat(t, lihat.Body.String(), "<p>Tahun depan <b>tiga</b> langkah:</p>", "<li>data per desa</li>", "<li>&lt;b&gt;loket&lt;/b&gt; <i>daring</i></li>")
	if got := w.versiTahun("dinas-contoh", 2025); lihat.Code != http.StatusOK || got != awal {
		t.Errorf("preview: got %d with %d commands, want 200 with none", lihat.Code, got-awal)
	}
	delete(form, "baris")
	_, lain := isi(verifikator, "Yang lain")
	for range 2 {
		if rec := w.post(verifikator, ke, form); rec.Code != http.StatusSeeOther {
			t.Fatalf("save: got %d: %s", rec.Code, galatTeks(rec.Body.String()))
		}
	}
	if got := w.versiTahun("dinas-contoh", 2025); got != awal+1 {
		t.Errorf("saved twice: got %d commands, want 1", got-awal)
	}
	memuat(t, w.get(verifikator, daftar).Body.String(), "ditulis")
	rec := w.post(verifikator, ke, lain)
	if rec.Code != http.StatusConflict {
		t.Errorf("another's text where none was: got %d, want 409", rec.Code)
	}
	memuat(t, rec.Body.String(), "Dua nilai", "Yang lain")
	_, putus := formulirHalaman(rec.Body.String())
	if rec := w.post(verifikator, ke, putus); rec.Code != http.StatusSeeOther {
		t.Fatalf("decided: got %d", rec.Code)
	}

	body := w.get(verifikator, satu).Body.String()
	memuat(t, body, "Yang lain", "Tahun depan **tiga** langkah", "Isikan lagi")
	pakai := strings.ReplaceAll(potongAntara(body, "Tahun depan", "Isikan lagi"), "&amp;", "&")
	alamat := potongAntara(pakai, `href="`, `"`)
	dipakai := w.get(verifikator, alamat).Body.String()
	memuat(t, dipakai, "Isian di bawah berasal dari versi", "<b>tiga</b>")
	ke, lama := formulirHalaman(dipakai)
	if rec := w.post(verifikator, ke, lama); rec.Code != http.StatusSeeOther {
		t.Fatalf("an earlier version again: got %d: %s", rec.Code, galatTeks(rec.Body.String()))
	}
	memuat(t, w.get("inspektorat-contoh", satu).Body.String(), "<b>tiga</b>")
	tanpaTeks(t, w.get("inspektorat-contoh", satu).Body.String(), "Isikan lagi", `class="formulir"`)

	ke, kosong := isi(verifikator, " ")
	if rec := w.post(verifikator, ke, kosong); rec.Code != http.StatusSeeOther {
		t.Fatalf("emptied: got %d: %s", rec.Code, galatTeks(rec.Body.String()))
	}
	memuat(t, w.get(verifikator, satu).Body.String(), ": dihapus")
	ke, kosong = isi(verifikator, "")
	awal = w.versiTahun("dinas-contoh", 2025)
	if rec := w.post(verifikator, ke, kosong); rec.Code != http.StatusSeeOther || w.versiTahun("dinas-contoh", 2025) != awal {
		t.Errorf("nothing over nothing: got %d, want 303 and no command", rec.Code)
	}
	for _, x := range []string{"bab4.tidak_ada", "x"} {
		if rec := w.get(verifikator, daftar+"/"+x); rec.Code != http.StatusNotFound {
			t.Errorf("section %s: got %d, want 404", x, rec.Code)
		}
	}
	if rec := w.post("operator-contoh-layanan", ke, lama); rec.Code != http.StatusForbidden {
		t.Errorf("an operator: got %d, want 403", rec.Code)
	}
}

// potongAntara is what stands between two texts, the first of each.
func potongAntara(s, awal, akhir string) string {
	_, s, _ = strings.Cut(s, awal)
	s, _, _ = strings.Cut(s, akhir)
	return s
}

// What is emptied while it is typed is still there until it is saved so.
func TestEmptiedTextIsKeptUntilSaved(t *testing.T) {
	w := buat(t)
	satu := contoh + "/rencana/narasi/bab4.upaya"
	ke, form := w.formulirPenuh(verifikator, satu, "naskah", "Dua langkah.")
	if rec := w.post(verifikator, ke, form); rec.Code != http.StatusSeeOther {
		t.Fatalf("save: got %d: %s", rec.Code, galatTeks(rec.Body.String()))
	}
	sebelum := w.sidik("dinas-contoh", 2025)
	ke, form = w.formulirPenuh(verifikator, satu, "naskah", "")
	w.tinjau(verifikator, ke, form)
	if w.sidik("dinas-contoh", 2025) != sebelum {
		t.Error("reviewed, and the text is gone")
	}
	form.Del("tinjau")
	if rec := w.post(verifikator, ke, form); rec.Code != http.StatusSeeOther || w.sidik("dinas-contoh", 2025) == sebelum {
		t.Errorf("saved empty: got %d, want the text gone", rec.Code)
	}
}

// A sentence with another figure than the year comes to is told as it is typed, on the
// section's page when it is saved, and on the page of findings with a link to the section;
// it holds nothing up. Typing nothing over it writes nothing.
func TestNarrativeIsReviewedAsTyped(t *testing.T) {
	w := buat(t)
	const sub = "verifikator-dinsos"
	satu := dinsos + "/rencana/narasi/bab3.indikator.IKU-1.1"
	ke, form := w.formulirPenuh(sub, satu, "naskah", "Realisasi sebesar 99,40% terhadap target 98,94%, sehingga capaiannya 100,46%.")
	sebelum := w.sidik("dinsos-p3a-trenggalek", 2023)
	memuat(t, w.tinjau(sub, ke, form), "tidak ada temuan baru")
	form.Set("naskah", "Capaian kinerja indikator ini 101,5%.")
	memuat(t, w.tinjau(sub, ke, form), "kt-peringatan", "Narasi tidak sesuai angka", "101,5%, sedangkan menurut data 100,46%", "Temuan baru")
	if w.sidik("dinsos-p3a-trenggalek", 2023) != sebelum {
		t.Error("a review wrote something")
	}
	form.Del("tinjau")
	if rec := w.post(sub, ke, form); rec.Code != http.StatusSeeOther {
		t.Fatalf("save: got %d: %s", rec.Code, galatTeks(rec.Body.String()))
	}
	memuat(t, w.get(sub, satu).Body.String(), "sedangkan menurut data 100,46%")
	memuat(t, w.get(sub, dinsos+"/reviu").Body.String(), "Narasi tidak sesuai angka", `href="`+satu+`"`, "seharusnya")
	o := w.sebagai(sakip.Admin, "trenggalek").Orang
	rv, err := w.service.Reviu(t.Context(), o, "dinsos-p3a-trenggalek", 2023, 4)
	if err != nil {
		t.Fatal(err)
	}
	if got := rv.Menahan(); len(got) > 0 {
		t.Errorf("held up by %v", got)
	}

	ke, form = w.formulirPenuh(sub, satu, "naskah", "")
	sebelum = w.sidik("dinsos-p3a-trenggalek", 2023)
	memuat(t, w.tinjau(sub, ke, form), "menyelesaikan 1 temuan")
	if w.sidik("dinsos-p3a-trenggalek", 2023) != sebelum {
		t.Error("the review of an empty text removed what is stored")
	}
}
