package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"capaian/internal/report/reporttest"
	"capaian/internal/report/xlsx"
	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/wire"
)

func contohReviu() map[string][]any {
	tempat := wire.TempatTemuan{Tempat: wire.Tempat{Tabel: "Tabel 3.7", Baris: "4", Kolom: "Realisasi", Tercetak: "75"}, Hitung: "100"}
	penuh := wire.Temuan{Nama: "Satu angka tertulis berbeda", Tingkat: review.Galat, Pesan: "x", Usulan: "y", Tempat: []wire.TempatTemuan{tempat, {}}, TempatLain: 3,
		Banding: []wire.Tempat{tempat.Tempat, {}}, Akibat: []wire.TempatTemuan{tempat}, AkibatLain: 2}
	hasil := susunReviu(wire.Reviu{Temuan: []wire.Temuan{penuh, {Tingkat: review.Info}}, Dihitung: 3, Cocok: 1, Jumlah: wire.JumlahTemuan{Galat: 2, Info: 1}, TakTerbaca: []wire.Tempat{tempat.Tempat},
		TakTerbacaJumlah: 2, TakDiperiksa: 4, SebabTakDicari: 5})
	bersih := susunReviu(wire.Reviu{Dihitung: 3, Cocok: 3})
	penuhLaman := halamanReviu(isiReviu{Umum: []string{"salah"}, Teks: "a\tb", NamaAsal: "a.txt", Hasil: hasil})
	return map[string][]any{
		"reviu":       {penuhLaman, halamanReviu(isiReviu{}), halamanReviu(isiReviu{Hasil: bersih})},
		"reviu-form":  {penuhLaman.Isi, isiReviu{}},
		"reviu-hasil": {hasil, bersih, susunReviu(wire.Reviu{})}, "reviu-temuan": {penuh, wire.Temuan{}},
		"reviu-tempat": {penuh.Tempat, []wire.TempatTemuan(nil)}, "reviu-di": {tempat, wire.Tempat{}},
	}
}

// kirimReviu posts a report to be reviewed, as a browser does.
func (w *dunia) kirimReviu(nama string, isi []byte, teks, bentuk string) *httptest.ResponseRecorder {
	w.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	f, _ := m.CreateFormFile("berkas", nama)
	_, _ = f.Write(isi) // into memory
	_ = m.WriteField("teks", teks)
	_ = m.WriteField("bentuk", bentuk)
	_ = m.Close()
	r := httptest.NewRequest(http.MethodPost, "/reviu", &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return w.kirim("", r)
}

const laporanSalah = "Laporan Kinerja Tahun 2023\n\nTabel 3.1 Capaian Kinerja Tahun 2023\nNo\tIndikator Kinerja\tTarget\tRealisasi\tCapaian (%)\n" +
	"1\tPersentase <b>keluarga</b> rentan\t80,00\t84,00\t105,00\n2\tPersentase lembaga aktif\t75,00\tbanyak\t80,00\n\n" +
	"Tabel 3.2 Perbandingan Realisasi Tahun 2022 dan 2023\nNo\tIndikator Kinerja\tRealisasi 2022\tRealisasi 2023\n1\tPersentase <b>keluarga</b> rentan\t79,50\t48,00\n"

// TestReviewPage is a report handed in by anybody: as pasted text, as files, and answered
// in each form.
func TestReviewPage(t *testing.T) {
	w := buat(t)
	rec := w.get("", "/reviu")
	memuat(t, rec.Body.String(), "tidak disimpan", `name="teks"`, `enctype="multipart/form-data"`, "beda_tempat", "POST /v1/reviu", `aria-current="page"`)
	tanpaTeks(t, rec.Body.String(), "Hasil reviu", "tanpa_penanggung_jawab")
	if rec.Code != 200 || rec.Header().Get("Set-Cookie") != "" {
		t.Errorf("got %d, %v", rec.Code, rec.Header())
	}
	for _, p := range []string{"/publik", "/masuk"} {
		memuat(t, w.get("", p).Body.String(), `href="/reviu"`)
	}

	rec = w.kirimReviu("", nil, laporanSalah, "")
	memuat(t, rec.Body.String(), "Galat (1)", "Satu angka tertulis berbeda", "Tabel 3.2, baris", "48,00", "<b>84,00</b>", "Tidak terbaca (1)", "banyak", "Persentase &lt;b&gt;keluarga&lt;/b&gt; rentan\t79,50\t48,00", "Dibandingkan dengan")
	tanpaTeks(t, rec.Body.String(), "<b>keluarga", "ZgotmplZ")
	if rec.Code != 200 || rec.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("got %d, Cache-Control %q", rec.Code, rec.Header().Get("Cache-Control"))
	}
	memuat(t, w.kirimReviu("laporan <1>.txt", []byte(laporanSalah), "", "").Body.String(), "laporan &lt;1&gt;.txt", "Galat (1)")
	memuat(t, w.kirimReviu("", nil, strings.Replace(laporanSalah, "48,00", "84,00", 1), "").Body.String(), "Tidak ada pertentangan yang ditemukan")
	memuat(t, w.kirimReviu("", nil, "Kata pengantar tanpa tabel.", "").Body.String(), "Tidak ada kaitan antarangka yang dapat diperiksa")

	buku, err := xlsx.Render(reporttest.Susun(t, reporttest.Tahun(t, "trenggalek", 2023), sakip.LKjIP, "", 4))
	if err != nil {
		t.Fatal(err)
	}
	rec = w.kirimReviu("lkjip.xlsx", buku, "", "")
	memuat(t, rec.Body.String(), "Hasil reviu", "Info (")
	tanpaTeks(t, rec.Body.String(), "Galat (")

	rec = w.kirimReviu("", nil, laporanSalah, "json")
	var h wire.Reviu
	if err := json.Unmarshal(rec.Body.Bytes(), &h); err != nil || h.Jumlah.Galat != 1 || !strings.Contains(rec.Header().Get("Content-Disposition"), "hasil-reviu.json") {
		t.Errorf("JSON: got %v, %+v, %v", err, h, rec.Header())
	}
	rec = w.kirimReviu("", nil, strings.Replace(laporanSalah, "banyak", "=1+1", 1), "csv")
	c := csv.NewReader(strings.NewReader(strings.TrimPrefix(rec.Body.String(), bom)))
	c.Comma = ';'
	baris, err := c.ReadAll()
	if err != nil || len(baris) < 3 || baris[1][4] != "Tabel 3.2" || baris[1][7] != "48,00" || baris[1][8] != "84,00" || rec.Header().Get("Content-Type") != jenisCSV {
		t.Errorf("CSV: got %v, %q", err, baris)
	}
	tanpaTeks(t, rec.Body.String(), ";=1+1")
}

// TestReviewPageRefuses: what cannot be reviewed says so, and the text stays.
func TestReviewPageRefuses(t *testing.T) {
	w := buat(t)
	for _, c := range []struct {
		name, nama, isi, teks string
		status                int
		want                  string
	}{
		{"nothing", "", "", "", 422, "Pilih berkas laporan, atau tempelkan teksnya."},
		{"both", "a.txt", laporanSalah, "Tabel <saya>", 422, "jangan keduanya"},
		{"an empty file", "a.txt", "", "", 422, "Berkas itu kosong"},
		{"a PDF", "a.pdf", "%PDF-1.7", "", 422, "PDF"},
		{"a broken workbook", "a.xlsx", "PK\x03\x04x", "", 422, "role=\"alert\""},
		{"rows without end", "", "", "Tabel <saya>\n" + strings.Repeat("a\n", 70000), 413, "terlalu besar"},
		{"a long text", "", "", "Tabel <saya>" + strings.Repeat("a", batasTempel), 413, "kembali"},
		{"a long file", "a.txt", strings.Repeat("a", batasReviu), "", 413, "4 MB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rec := w.kirimReviu(c.nama, []byte(c.isi), c.teks, "")
			body := rec.Body.String()
			if rec.Code != c.status {
				t.Errorf("got %d, want %d", rec.Code, c.status)
			}
			memuat(t, body, c.want, `role="alert"`, `name="teks"`)
			if c.teks != "" && len(c.teks) <= batasTempel {
				memuat(t, body, "Tabel &lt;saya&gt;")
			}
			tanpaTeks(t, body, "Hasil reviu", "Tabel <saya>")
		})
	}
	r := httptest.NewRequest(http.MethodPost, "/reviu", strings.NewReader("teks=a"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if rec := w.kirim("", r); rec.Code != http.StatusUnsupportedMediaType {
		t.Errorf("another form: got %d, want 415", rec.Code)
	}
	r = httptest.NewRequest(http.MethodPost, "/reviu", strings.NewReader("x"))
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if rec := w.kirim("", r); rec.Code != http.StatusForbidden {
		t.Errorf("from another site: got %d, want 403", rec.Code)
	}
}

// TestReviewPageIsBounded: a page holds no more than an answer may, and counts the rest.
func TestReviewPageIsBounded(t *testing.T) {
	h := wire.Reviu{Jumlah: wire.JumlahTemuan{Galat: 1500}, TakTerbacaJumlah: 1000}
	for range 1000 {
		h.Temuan = append(h.Temuan, wire.Temuan{Tingkat: review.Galat, Pesan: strings.Repeat("'", 2000)})
		h.TakTerbaca = append(h.TakTerbaca, wire.Tempat{Tabel: strings.Repeat(`"`, 300)})
	}
	got := susunReviu(h)
	if k := got.Kelompok[0]; len(k.Temuan) == 0 || len(k.Temuan) == 1000 || len(k.Temuan)+k.Lain != 1500 || len(got.TakTerbaca)+got.Lain != 1000 {
		t.Errorf("got %d findings and %d more, %d unread and %d more", len(k.Temuan), k.Lain, len(got.TakTerbaca), got.Lain)
	}
	b, err := render("reviu", halamanReviu(isiReviu{Hasil: got, Teks: strings.Repeat("a", batasTempel)}))
	if err != nil {
		t.Fatal(err)
	}
	if len(b) > 5<<20 {
		t.Errorf("got a page of %d bytes, want at most 5 MB", len(b))
	}
}

// TestReviewPageRate asks for one review after the other.
func TestReviewPageRate(t *testing.T) {
	w := buat(t)
	for n := range lajuPublik["POST /reviu"].Burst {
		if rec := w.kirimReviu("", nil, "", ""); rec.Code != 422 {
			t.Fatalf("request %d: got %d, want 422", n, rec.Code)
		}
	}
	if rec := w.kirimReviu("", nil, "", ""); rec.Code != 429 || rec.Header().Get("Retry-After") == "" {
		t.Errorf("one too many: got %d, want 429", rec.Code)
	}
	if rec := w.get("", "/reviu"); rec.Code != 200 {
		t.Errorf("the page itself: got %d, want 200", rec.Code)
	}
}
