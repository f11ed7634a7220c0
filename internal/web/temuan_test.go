package web

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// contohTemuan are what the templates of temuan.html are executed with.
func contohTemuan() map[string][]any {
	a := alamat{"x", 2025}
	isi := func(x any) halaman {
		return halaman{Judul: "J", Orang: &sakip.Orang{Nama: "N", Peran: sakip.Verifikator}, Csrf: "c", Isi: x}
	}
	tempat := []tempatTampil{{"Tabel, baris, kolom", "1", "2", "/a"}, {}}
	p := penerimaanTampil{Temuan: "a1", Nama: "N", Alasan: "A", Pada: "P", Pesan: "M", Aturan: "R", Alamat: "/c", Versi: "3", Kunci: "k"}
	x := temuanTampil{ID: "a1", Kelompok: temuanMenahan, Nama: "N", Arti: "A", Pesan: "P", Usulan: "U", Tempat: tempat, Lebih: tempat, Banding: tempat, Akibat: tempat,
		Perbaiki: &pilihanMenu{Teks: "T", Alamat: "/p"}, Boleh: true, Alamat: "/t", Versi: "0", Kunci: "k", Alasan: bidang{Nama: "alasan-a1", Label: "L", Nilai: "v", Galat: []string{"g"}}}
	y := x
	y.Kelompok, y.Terima, y.Alasan.Galat = temuanDiterima, &p, nil
	hitung := service.HitunganTemuan{Menahan: 1, Diterima: 1}
	penuh := isiTemuan{alamat: a, TW: 2, Nama: "X", Hitung: hitung, Dihitung: 2, Cocok: 1, Bagian: []bagianTemuan{{Kode: temuanMenahan, Isi: []temuanTampil{x}, Lain: 1}, {}, {Kode: temuanDiterima, Isi: []temuanTampil{y}}},
		Saring: []saringTemuan{{"Semua", "/s", 1, true}, {}}, Aturan: []opsi{{"a", "A", true}, {"b", "B", false}}, Kelompok: temuanInfo, Lewat: []penerimaanTampil{p}, Boleh: true,
		Tersimpan: "t", Umum: []string{"u"}, Salin: "s"}
	return map[string][]any{
		"temuan-tahun": {isi(penuh), isi(isiTemuan{})}, "temuan": {isi(x), isi(y), isi(temuanTampil{})}, "tempat-temuan": {tempat, []tempatTampil(nil)},
		"diterima": {p, penerimaanTampil{}}, "cabut-penerimaan": {isi(p), isi(penerimaanTampil{})},
		"ringkas-temuan": {ringkasTemuan{TW: 2, Alamat: "/r", Hitung: hitung}, ringkasTemuan{}},
		"temuan-menahan": {&temuanMenahanTampil{TW: 1, Alamat: "/r", Isi: []tempatMenahan{{"p", "/t"}}}},
	}
}

const reviuContoh = contoh + "/reviu"

// bertentangan makes the budget another than the agreement says, and returns the finding.
func (w *dunia) bertentangan(pagu int64) review.Temuan {
	w.t.Helper()
	ctx, v := context.Background(), w.req("verifikator-contoh")
	l, err := w.service.LembarPagu(ctx, v.Orang, "dinas-contoh", 2025)
	if err != nil {
		w.t.Fatal(err)
	}
	ver, err := l.CariVersi("perubahan")
	if err != nil {
		w.t.Fatal(err)
	}
	for _, b := range ver.Baris {
		if b.Kode == "C.U1.P04.K01.S01" {
			id, n := b.IdentitasBaris, decimal.NewFromInt(pagu)
			b.Pagu = &n
			if _, err := w.service.UbahBarisAnggaran(ctx, v, "dinas-contoh", 2025, "perubahan", []sakip.UbahBaris{{BarisAnggaran: b, Asal: &id}}, false, l.Versi["perubahan"]); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	rv, err := w.service.Reviu(ctx, v.Orang, "dinas-contoh", 2025, 4)
	if err != nil || len(rv.Menahan()) != 1 {
		w.t.Fatalf("got %d contradictions, %v, want one", len(rv.Menahan()), err)
	}
	w.hitung()
	return rv.Menahan()[0]
}

var polaTujuan = regexp.MustCompile(` href="(/opd/[^"#]*)`)

// Every link of the findings leads to a page, for whoever sees it.
func TestFindingsLeadToWhereTheyAreFixed(t *testing.T) {
	w := buat(t)
	w.bertentangan(140000000)
	seen := map[string]bool{}
	for _, c := range []struct{ sub, alamat string }{{"verifikator-dinsos", dinsos + "/reviu"}, {"verifikator-dinsos", dinsos + "/reviu?periode=TW2"}, {"inspektorat-contoh", reviuContoh}} {
		rec := w.get(c.sub, c.alamat)
		_, isi, _ := strings.Cut(rec.Body.String(), `<main id="isi">`)
		for _, m := range polaTujuan.FindAllStringSubmatch(isi, -1) {
			alamat := strings.ReplaceAll(m[1], "&amp;", "&")
			if seen[c.sub+alamat] {
				continue
			}
			seen[c.sub+alamat] = true
			if code := w.get(c.sub, alamat).Code; code != http.StatusOK {
				t.Errorf("%s from %s: %s answers %d", c.sub, c.alamat, alamat, code)
			}
		}
	}
	for _, want := range []string{"/rencana/perjanjian/perubahan", "/pagu/perubahan/baris/C.U1.P04", "/rencana/rekomendasi/3", "/rencana/pembanding/kemiskinan", "/isi/IKU-1.3/TW4", "/rencana/renstra", "/tautan-anggaran"} {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(seen)), func(s string) bool { return strings.HasSuffix(s, want) }) {
			t.Errorf("no link to %s", want)
		}
	}
}

// A finding is accepted without script, with what was typed kept when it does not go; then
// who, why and when stand on the page for all who see it.
func TestFindingIsAcceptedOnThePage(t *testing.T) {
	w := buat(t)
	x := w.bertentangan(140000000)
	terima := reviuContoh + "/" + x.ID() + "/terima?periode=TW4"
	form := func(alasan string, rest ...string) url.Values {
		f := url.Values{"versi": {"0"}, "kunci": {"k-" + alasan}, "alasan": {alasan}}
		for n := 0; n < len(rest); n += 2 {
			f.Set(rest[n], rest[n+1])
		}
		return f
	}
	rec := w.get("operator-contoh-pembinaan", reviuContoh)
	memuat(t, rec.Body.String(), "Satu angka tertulis berbeda", "Rp170.000.000", "180.000.000", "1 temuan menahan")
	tanpaTeks(t, rec.Body.String(), "Terima temuan ini")
	if code := w.post("operator-contoh-pembinaan", terima, form("x")).Code; code != http.StatusForbidden {
		t.Errorf("an operator: got %d, want 403", code)
	}
	rec = w.post("verifikator-contoh", terima, form(" "))
	memuat(t, rec.Body.String(), "wajib diisi", `<details class="langkah" open>`)
	if rec.Code != http.StatusUnprocessableEntity {
		t.Errorf("no reason: got %d, want 422", rec.Code)
	}
	// The figures change while the reason is being typed.
	y := w.bertentangan(141000000)
	rec = w.post("verifikator-contoh", terima, form("Dokumen menyusul <b>"))
	memuat(t, rec.Body.String(), "sudah berubah sejak Anda melihatnya", "Dokumen menyusul &lt;b&gt;", "181.000.000")
	if rec.Code != http.StatusConflict {
		t.Errorf("the finding is gone: got %d, want 409", rec.Code)
	}
	terima = reviuContoh + "/" + y.ID() + "/terima?kelompok=menahan&periode=TW4"
	rec = w.post("verifikator-contoh", terima, form("Dokumen menyusul <b>"))
	if rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != reviuContoh+"?kelompok=menahan&periode=TW4&tersimpan=terima" {
		t.Errorf("accept: got %d to %q: %.300s", rec.Code, rec.Header().Get("Location"), rec.Body)
	}
	rec = w.post("verifikator-contoh", terima, form("Dokumen menyusul <b>"))
	if rec.Code != http.StatusSeeOther {
		t.Errorf("sent again: got %d, want as the first time", rec.Code)
	}
	rec = w.post("kepala-contoh", terima, form("Alasan kepala."))
	memuat(t, rec.Body.String(), "sudah diterima orang lain", "Alasan kepala.", "Dokumen menyusul &lt;b&gt;")
	if rec.Code != http.StatusConflict {
		t.Errorf("accepted meanwhile: got %d, want 409", rec.Code)
	}
	versi := regexp.MustCompile(`name="versi" value="([1-9]\d*)"`).FindStringSubmatch(rec.Body.String())[1]
	for _, sub := range []string{"operator-contoh-pembinaan", "inspektorat-contoh", "bappeda-contoh"} {
		memuat(t, w.get(sub, reviuContoh).Body.String(), "Dokumen menyusul &lt;b&gt;", "Tidak ada pertentangan yang menahan", "15 Januari 2026", "Verifikator")
	}
	memuat(t, w.get("inspektorat-contoh", contoh+"/audit").Body.String(), "Temuan reviu diterima", "Penerimaan temuan")
	cabut := reviuContoh + "/" + y.ID() + "/cabut?periode=TW4"
	rec = w.post("kepala-contoh", cabut, url.Values{"versi": {"1"}, "kunci": {"c0"}})
	memuat(t, rec.Body.String(), "baru saja diubah orang lain")
	rec = w.post("kepala-contoh", cabut, url.Values{"versi": {versi}, "kunci": {"c1"}})
	if rec.Code != http.StatusSeeOther {
		t.Errorf("take back: got %d, want 303: %.300s", rec.Code, rec.Body)
	}
	rec = w.post("kepala-contoh", cabut, url.Values{"versi": {versi}, "kunci": {"c2"}})
	memuat(t, rec.Body.String(), "sudah dicabut", "1 temuan menahan")
	if rec.Code != http.StatusNotFound {
		t.Errorf("take back again: got %d, want 404", rec.Code)
	}
}

// The filter narrows the page, by group and by rule, and refuses what it does not know.
func TestFindingsAreFiltered(t *testing.T) {
	w := buat(t)
	n := func(query string) int {
		return strings.Count(w.get("verifikator-dinsos", dinsos+"/reviu"+query).Body.String(), `<article class="temuan `)
	}
	rv, err := w.service.Reviu(context.Background(), mustDiri(t, w, "verifikator-dinsos"), "dinsos-p3a-trenggalek", 2023, 4)
	if err != nil {
		t.Fatal(err)
	}
	h := service.HitungTemuan(rv.Tinjauan)
	semua := h.Peringatan + h.Info
	if h.Menahan+h.Diterima != 0 || h.Peringatan == 0 || h.Info == 0 {
		t.Fatalf("got %+v, want warnings and remarks alone", h)
	}
	for query, want := range map[string]int{"": semua, "?periode=TW4": semua, "?kelompok=peringatan": h.Peringatan, "?kelompok=info&periode=TW4": h.Info, "?kelompok=menahan": 0, "?aturan=bagian_lebih": 1,
		"?aturan=": semua, "?kelompok=info&aturan=bagian_lebih": 0} {
		if got := n(query); got != want {
			t.Errorf("%q: got %d findings, want %d", query, got, want)
		}
	}
	for _, query := range []string{"?kelompok=semua", "?aturan=x", "?periode=TW5"} {
		if code := w.get("verifikator-dinsos", dinsos+"/reviu"+query).Code; code != http.StatusUnprocessableEntity {
			t.Errorf("%s: got %d, want 422", query, code)
		}
	}
}

// The agency page tells how many findings there are, and the page of a quarter what keeps
// it from being final, before anything is pressed; a form that was open already is refused.
func TestFinalIsHeldUpOnThePages(t *testing.T) {
	w := buat(t)
	tanpaTeks(t, w.get("kepala-contoh", contoh).Body.String(), "menahan final")
	w.jadikan(uangUji, sakip.Diverifikasi)
	terbuka := url.Values{"kunci": {"f"}, "tinggalkan": {"1"}}
	x := w.bertentangan(140000000)
	memuat(t, w.get("kepala-contoh", contoh).Body.String(), "Reviu triwulan IV: 1 menahan final")
	rec := w.get("kepala-contoh", contoh+"/verifikasi/TW4")
	memuat(t, rec.Body.String(), "1 temuan reviu menahan", reviuContoh+"?periode=TW4#t-"+x.ID())
	tanpaTeks(t, rec.Body.String(), "/verifikasi/TW4/final")
	memuat(t, w.get("verifikator-contoh", contoh+"/verifikasi/TW4").Body.String(), "1 temuan reviu menahan")
	tanpaTeks(t, w.get("kepala-contoh", contoh+"/verifikasi/TW3").Body.String(), "temuan reviu menahan")
	rec = w.post("kepala-contoh", contoh+"/verifikasi/TW4/final", terbuka)
	memuat(t, rec.Body.String(), "hal yang bertentangan", "halaman Reviu")
	if rec.Code != http.StatusLocked {
		t.Errorf("a form that was open already: got %d, want 423", rec.Code)
	}
	v := w.req("verifikator-contoh")
	if _, err := w.service.AcceptTemuan(context.Background(), v, "dinas-contoh", 2025, 4, x.ID(), "Dokumen menyusul.", 0); err != nil {
		t.Fatal(err)
	}
	w.hitung()
	memuat(t, w.get("kepala-contoh", contoh+"/verifikasi/TW4").Body.String(), "/verifikasi/TW4/final")
	if rec := w.post("kepala-contoh", contoh+"/verifikasi/TW4/final", terbuka); rec.Code != http.StatusSeeOther {
		t.Errorf("accepted: got %d, want 303: %.300s", rec.Code, rec.Body)
	}
	memuat(t, w.get("kepala-contoh", contoh).Body.String(), "1 diterima")
}
