package web

import (
	"net/http"
	"strings"
	"testing"
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
