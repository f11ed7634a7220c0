package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"capaian/internal/impor"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

func contohImpor() map[string][]any {
	a := alamat{"x", 2023}
	isi := func(x any) halaman {
		return halaman{Judul: "J", Orang: &sakip.Orang{Nama: "N", Peran: sakip.Verifikator}, Isi: x}
	}
	p := service.PratinjauImpor{Berkas: sakip.Bukti{ID: "b", Nama: "a.xlsx"}, Simpan: 1, Sidik: "s", Pratinjau: impor.Pratinjau{
		Opsi: impor.Opsi{Jenis: impor.JenisAnggaran}, Banyak: map[impor.Keadaan]int{impor.Ditolak: 1}, Catatan: []string{"c"},
		Periksa: []impor.Periksa{{Sel: "C9", Cocok: true}, {}}}}
	baris := []impor.Hasil{{No: 1, Kode: "K", Keadaan: impor.Baru, Beda: []impor.Beda{{Nama: "Pagu", Baru: "1"}, {Nama: "x", Lama: "2"}}},
		{Keadaan: impor.Ditolak, Pesan: []impor.Pesan{{Sel: "A1", Teks: "t", Tolak: true}, {Teks: "u"}}}}
	penuh := isiPratinjauImpor{alamat: a, PratinjauImpor: p, Tampil: "perlu", Baris: baris, Semua: 2, Jenis: daftarJenis(impor.JenisAnggaran),
		Kolom: []kolomImpor{{KolomBaca: impor.KolomBaca{Huruf: "A", Judul: "J"}, Nama: "kolom.A", Arti: []opsi{{Nilai: "kode", Teks: "Kode", Dipilih: true}}}},
		Umum:  []string{"u"}, Perubahan: []string{"p"}, Sebelum: "/a", Sesudah: "/b", Tersembunyi: []opsi{{Nilai: "jenis", Teks: "anggaran"}}}
	indikator := penuh
	indikator.Opsi.Jenis, indikator.Umum, indikator.Galat, indikator.Simpan, indikator.Baris = impor.JenisIndikator, nil, []string{"g"}, 0, nil
	return map[string][]any{
		"impor":           {isi(isiImpor{alamat: a, Jenis: daftarJenis(impor.JenisIndikator), Umum: []string{"u"}, Tersimpan: "t"}), halaman{Isi: isiImpor{}}},
		"baca-impor":      {halaman{Judul: "J", Orang: &sakip.Orang{Nama: "N"}, Isi: "/x"}, halaman{}},
		"pilihan-impor":   {[]opsi{{Nilai: "a", Teks: "A", Dipilih: true}, {}}, []opsi(nil)},
		"pratinjau-impor": {isi(penuh), isi(indikator), halaman{Isi: isiPratinjauImpor{}}},
	}
}

// pratinjau is the address that the page of a file being read leads on to.
func (w *dunia) pratinjau(rec *httptest.ResponseRecorder) string {
	w.t.Helper()
	sedang := w.get(verifikator, rec.Header().Get("Location"))
	memuat(w.t, sedang.Body.String(), "Berkas sedang dibaca")
	ke, ok := strings.CutPrefix(sedang.Header().Get("Refresh"), "0; url=")
	if !ok {
		w.t.Fatalf("the page of a file being read: got Refresh %q", ke)
	}
	return ke
}

// unggah sends a file as a browser does, and returns the answer.
func (w *dunia) unggah(sub, alamat, jenis, nama string, isi []byte) *httptest.ResponseRecorder {
	w.t.Helper()
	body := w.get(sub, alamat).Body.String()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for _, f := range [][2]string{{"csrf", masukan(body, "csrf")}, {"kunci", masukan(body, "kunci")}, {"jenis", jenis}} {
		_ = m.WriteField(f[0], f[1]) // into memory
	}
	part, _ := m.CreateFormFile("berkas", nama)
	_, _ = part.Write(isi)
	_ = m.Close()
	r := httptest.NewRequest("POST", alamat, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return w.kirim(sub, r)
}

// simpanan is the form that confirms a preview, as its page gives it.
func simpanan(body string) url.Values {
	form := url.Values{}
	_, isi, _ := strings.Cut(body, `<form method="post" action="/opd/`)
	isi, _, _ = strings.Cut(isi, "</form>")
	for _, m := range polaMasukan.FindAllString(isi, -1) {
		if n := polaNama.FindStringSubmatch(m); n != nil {
			form.Set(n[1], masukan(m, n[1]))
		}
	}
	return form
}

const csvNilai = "Kode indikator;Triwulan;Nilai\nIKU-1.3;TW4;131\nIKU-1.1;TW1;5\n"

// Without script: send, look, confirm; the agency page shows it.
func TestImpor(t *testing.T) {
	w := buat(t)
	halamanImpor := contoh + "/impor"
	rec := w.unggah(verifikator, halamanImpor, "realisasi", "Realisasi <TW4>.csv", []byte(csvNilai))
	if rec.Code != http.StatusSeeOther {
		t.Fatalf("upload: got %d: %s", rec.Code, rec.Body)
	}
	ke := w.pratinjau(rec)
	if !strings.HasPrefix(ke, halamanImpor+"/") {
		t.Fatalf("upload: leads to %q", ke)
	}
	awal := w.versiTahun("dinas-contoh", 2025)
	rec = w.get(verifikator, ke)
	body := rec.Body.String()
	memuat(t, body, "Realisasi &lt;TW4&gt;.csv", "<del>130</del>", "<ins>131</ins>", "ditolak", "C3", "Simpan yang diterima", "baris 3")
	tanpaTeks(t, body, "Realisasi <TW4>")
	if got := w.versiTahun("dinas-contoh", 2025); got != awal {
		t.Errorf("preview: wrote %d commands", got-awal)
	}
	form := simpanan(body)
	rec = w.post(verifikator, alamatTanpaQuery(ke), form)
	if got, want := rec.Header().Get("Location"), halamanImpor+"?tersimpan=1"; rec.Code != http.StatusSeeOther || got != want {
		t.Fatalf("confirm: got %d to %q, want %q: %s", rec.Code, got, want, rec.Body)
	}
	memuat(t, w.get(verifikator, rec.Header().Get("Location")).Body.String(), "1 baris data tersimpan")
	w.hitung()
	memuat(t, w.get(verifikator, contoh+"/isi/IKU-1.3/TW4").Body.String(), `value="131"`)
	memuat(t, w.get(verifikator, ke).Body.String(), "Tidak ada yang berubah")
	if rec := w.post(verifikator, alamatTanpaQuery(ke), form); rec.Code != http.StatusSeeOther {
		t.Errorf("the same form again: got %d", rec.Code)
	}
	if got := w.versiTahun("dinas-contoh", 2025); got != awal+1 {
		t.Errorf("commands: got %d, want 1", got-awal)
	}
}

func alamatTanpaQuery(s string) string {
	s, _, _ = strings.Cut(s, "?")
	return s
}

// Who confirms what has moved since gets the new preview, and who moved it.
func TestImporMoved(t *testing.T) {
	w := buat(t)
	ke := w.pratinjau(w.unggah(verifikator, contoh+"/impor", "realisasi", "a.csv", []byte(csvNilai)))
	form := simpanan(w.get(verifikator, ke).Body.String())
	lain := contoh + "/isi/IKU-1.3/TW4"
	if rec := w.post(verifikator, lain, w.form(verifikator, lain, "nilai", "129")); rec.Code != http.StatusSeeOther {
		t.Fatalf("another save: got %d", rec.Code)
	}
	rec := w.post(verifikator, alamatTanpaQuery(ke), form)
	body := rec.Body.String()
	if rec.Code != http.StatusPreconditionFailed {
		t.Fatalf("got %d, want 412", rec.Code)
	}
	memuat(t, body, "berubah sejak pratinjau", "Realisasi diisi (REAL#IKU-1.3#TW4)", "<del>129</del>")
	if rec := w.post(verifikator, alamatTanpaQuery(ke), simpanan(body)); rec.Code != http.StatusSeeOther {
		t.Errorf("after another look: got %d", rec.Code)
	}
}

func TestImporRefuses(t *testing.T) {
	w := buat(t)
	impor := contoh + "/impor"
	for _, c := range []struct {
		name, nama string
		isi        []byte
		code       int
		teks       string
	}{
		{"nothing", "a.csv", nil, 422, "kosong"},
		{"an old workbook", "a.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 ..."), 422, "simpan sebagai .xlsx"},
		{"above the limit", "a.csv", bytes.Repeat([]byte("a;b\n"), 1<<20+20_000), 413, "lebih dari 4 MB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rec := w.unggah(verifikator, impor, "anggaran", c.nama, c.isi)
			if rec.Code != c.code {
				t.Errorf("got %d, want %d", rec.Code, c.code)
			}
			memuat(t, rec.Body.String(), c.teks, `type="file"`)
		})
	}
	if rec := w.unggah("operator-contoh-layanan", impor, "realisasi", "a.csv", []byte(csvNilai)); rec.Code != http.StatusForbidden {
		t.Errorf("an operator: got %d, want 403", rec.Code)
	}
	if rec := w.post(verifikator, impor, url.Values{}); rec.Code != http.StatusUnsupportedMediaType {
		t.Errorf("a form without a file: got %d, want 415", rec.Code)
	}
}

// A table of many rows is shown page by page; columns that were not recognised are chosen.
func TestImporPages(t *testing.T) {
	w := buat(t)
	var b strings.Builder
	b.WriteString("Kode;Uraian;Nilai kontrak\n")
	for n := range 450 {
		b.WriteString("9." + strconv.Itoa(1000+n) + ";Kegiatan " + strconv.Itoa(n) + ";" + strconv.Itoa(n) + "\n")
	}
	ke := w.pratinjau(w.unggah(verifikator, contoh+"/impor", "anggaran", "a.csv", []byte(b.String())))
	memuat(t, w.get(verifikator, ke).Body.String(), "Kolom Pagu belum ditemukan", `name="kolom.C"`)
	body := w.get(verifikator, ke+"&kolom.C=pagu&anggaran=perubahan-9").Body.String()
	memuat(t, body, "Baris 1–200 dari", "Baris berikutnya", `name="kolom.C" value="pagu"`)
	memuat(t, w.get(verifikator, ke+"&kolom.C=pagu&anggaran=perubahan-9&dari=400").Body.String(), "Baris 401–451 dari 451", "Baris sebelumnya")
}

func TestTemplatImpor(t *testing.T) {
	w := buat(t)
	for _, j := range []string{"indikator", "realisasi", "anggaran"} {
		rec := w.get(verifikator, contoh+"/templat-impor/"+j)
		if rec.Code != http.StatusOK || !strings.HasPrefix(rec.Body.String(), "PK") || !strings.Contains(rec.Header().Get("Content-Disposition"), j+"-dinas-contoh-2025.xlsx") {
			t.Errorf("%s: got %d, %q", j, rec.Code, rec.Header())
		}
		ke := w.pratinjau(w.unggah(verifikator, contoh+"/impor", j, "a.xlsx", rec.Body.Bytes()))
		memuat(t, w.get(verifikator, ke).Body.String(), "Tidak ada yang berubah")
	}
	if rec := w.get(verifikator, contoh+"/templat-impor/x"); rec.Code != http.StatusNotFound {
		t.Errorf("no kind: got %d, want 404", rec.Code)
	}
}
