package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"capaian/internal/dispatch"
	"capaian/internal/httpx"
	"capaian/internal/objects"
	"capaian/internal/record"
	"capaian/internal/reporter"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/store"
	"capaian/internal/wire"
)

func contohPaket() map[string][]any {
	a := alamat{"x", 2023}
	orang := &sakip.Orang{Nama: "Nama", Peran: sakip.Kepala}
	lap := barisLaporan{LaporanTautan: service.LaporanTautan{Laporan: sakip.Laporan{ID: "l", Status: sakip.LaporanSelesai, Format: sakip.XLSX, Nama: "a.xlsx", SHA256: "ab"}, Token: "t"}, Ukuran: "1 KB", Format: "XLSX"}
	gagal := barisLaporan{LaporanTautan: service.LaporanTautan{Laporan: sakip.Laporan{Status: sakip.LaporanGagal}}}
	salinan := barisBukti{Bukti: sakip.Bukti{ID: "b", Nama: "s.pdf", Tanda: sakip.TandaBasah, SHA256: "cd"}, Alamat: "/x", Ukuran: "1 KB"}
	tautan := []unduhTautan{{Tautan: sakip.Tautan{Nama: "a.xlsx", Hash: "h"}, Berlaku: true, Cabut: "/c", TerakhirTampil: "kini"}, {}}
	p := barisPaket{Sebutan: "S", Alamat: "/p", Terbit: "kini", Berkas: []barisLaporan{lap, gagal, {}}}
	penuh := isiPaket{alamat: a, P: p, Reviu: "12 hubungan", Umum: []string{"salah"}, Terkirim: true, Minta: true, Siap: []barisLaporan{lap}, Umur: []int{1, 7}, Tautan: tautan,
		Salinan: []barisBukti{salinan, {Kirim: "/k"}}, Unggah: true, Terbitkan: true, Terpilih: []barisBukti{salinan}, SalinanTerbit: "kini", Publik: "/publik"}
	belum := penuh
	belum.P.Terbit, belum.P.Sedang = "", true
	bertentangan := isiPaket{alamat: a, Bertentangan: 2, AlamatReviu: "/reviu"}
	isi := func(x any) halaman { return halaman{Judul: "J", Orang: orang, Isi: x} }
	return map[string][]any{
		"laporan":       {isi(isiLaporan{alamat: a, Nama: "X", TW: 4, Paket: []barisPaket{p}, Minta: true, Terbitan: "/publik"}), isi(isiLaporan{})},
		"paket":         {isi(penuh), isi(belum), isi(isiPaket{}), isi(bertentangan), isi(isiPaket{alamat: a, BelumDitinjau: true})},
		"daftar-tautan": {isi(tautan), isi([]unduhTautan(nil))}, "semua-tautan": {isi(isiTautanTahun{a, tautan}), isi(isiTautanTahun{})},
	}
}

func contohPublik() map[string][]any {
	pub := func(x any) halamanPublik { return halamanPublik{Judul: "J", Skrip: []string{"verifikasi.js"}, Isi: x} }
	kini := time.Date(2026, 1, 15, 3, 0, 0, 0, time.UTC)
	berkas := berkasPublik{BerkasTerbit: sakip.BerkasTerbit{Nama: "a.pdf", SHA256: "ab", Diganti: kini}, Keterangan: "PDF", Alamat: "/x"}
	lap := isiLaporanPublik{Terbitan: sakip.Terbitan{Instansi: "X", Daerah: "D", Sintetis: true, Jabatan: "Kepala", Penerbit: "N"}, Judul: "J", Pengganti: "/y", Reviu: "12 hubungan", Resmi: berkas,
		Berkas: []berkasPublik{berkas}, Data: []berkasPublik{{}}, Sidik: "x/y"}
	list := []barisTerbitan{{Judul: "J", Bertanda: true, Diganti: true}, {}}
	daftar := isiDaftarPublik{Nama: "X", Sintetis: true, Tahun: []opsi{{Teks: "t", Dipilih: true}}, Jenis: []opsi{{Teks: "t"}}, OPD: []opdPublik{{Nama: "O", Sintetis: true, Terbitan: list}}}
	temuan := temuanPublik{CekBerkas: service.CekBerkas{Keaslian: sakip.AsliLama}, Judul: "J", Pengganti: "/y"}
	asli := temuanPublik{CekBerkas: service.CekBerkas{Keaslian: sakip.Asli}}
	return map[string][]any{
		"publik-atas": {pub(nil), halamanPublik{Sini: "verifikasi"}}, "publik-bawah": {pub(nil)},
		"publik": {pub([]sakip.Kabupaten{{ID: "k", Nama: "K"}}), pub(nil)}, "publik-saring": {daftar}, "publik-terbitan": {list},
		"publik-kabupaten": {pub(daftar), pub(isiDaftarPublik{Disaring: true})}, "publik-opd": {pub(daftar), pub(isiDaftarPublik{})},
		"publik-berkas": {berkas, berkasPublik{}}, "publik-laporan": {pub(lap), pub(isiLaporanPublik{})}, "publik-periksa": {lap, isiPeriksa{}},
		"publik-temuan": {temuan, asli, temuanPublik{CekBerkas: service.CekBerkas{Keaslian: sakip.AsliBelum}}, temuanPublik{CekBerkas: service.CekBerkas{Keaslian: sakip.AsliLama}}},
		"publik-verifikasi": {pub(isiPeriksa{Diperiksa: true, SHA256: "ab", Temuan: []temuanPublik{temuan}, Lain: true, Sidik: "x/y"}),
			pub(isiPeriksa{Diperiksa: true}), pub(isiPeriksa{Umum: "salah"})},
		"publik-galat": {pub(isiGalatPublik{httpx.Problem{Status: 404, Permintaan: "n"}, true}), pub(isiGalatPublik{})},
	}
}

// penyusun is the function that makes and publishes reports.
func (w *dunia) penyusun() *reporter.Reporter {
	return &reporter.Reporter{Service: w.service, Objects: w.service.Objects, Terbit: w.service.Terbit, URL: w.opsi.PublicURL, Clock: w.service.Clock, Log: slog.New(slog.DiscardHandler)}
}

// buatPaket asks for a Paket as a person, and has its files made.
func (w *dunia) buatPaket(sub, opd string, tahun int) []sakip.Laporan {
	w.t.Helper()
	ctx := context.Background()
	list, err := w.service.RequestPaket(ctx, service.Request{Orang: mustDiri(w.t, w, sub)}, opd, tahun, sakip.Laporan{Jenis: sakip.LKjIP, Periode: 4}, sakip.XLSX, sakip.HTML)
	if err != nil {
		w.t.Fatal(err)
	}
	for n, l := range list {
		if err := w.penyusun().Make(ctx, dispatch.Job{OPD: opd, Tahun: tahun, Laporan: l.ID}); err != nil {
			w.t.Fatal(err)
		}
		if list[n], _, err = record.Laporan(ctx, w.store, opd, tahun, l.ID); err != nil {
			w.t.Fatal(err)
		}
	}
	return list
}

// terbitkan presses the button of a Paket's page, and has it published.
func (w *dunia) terbitkan(sub string, l sakip.Laporan, salinan string) {
	w.t.Helper()
	hal := "/opd/" + l.OPD + "/tahun/2023/laporan/"
	if rec := w.post(sub, hal+l.ID+"/terbit", url.Values{"salinan": {salinan}}); rec.Code != 303 || !strings.HasPrefix(rec.Header().Get("Location"), hal+l.Paket) {
		w.t.Fatalf("publish: got %d to %q", rec.Code, rec.Header().Get("Location"))
	}
	if err := w.penyusun().Publish(context.Background(), dispatch.Job{Jenis: dispatch.Terbit, OPD: l.OPD, Tahun: l.Tahun, Laporan: l.Paket}); err != nil {
		w.t.Fatal(err)
	}
}

// salinanDiterima is a signed copy as the function that looks at files would leave it.
func (w *dunia) salinanDiterima(sub string, l sakip.Laporan, isi string) sakip.Bukti {
	w.t.Helper()
	ctx := context.Background()
	hal := "/opd/" + l.OPD + "/tahun/2023/laporan/" + l.Paket
	if rec := w.post(sub, hal+"/salinan", url.Values{"bukti.nama": {"scan.txt"}, "bukti.tanda": {"tte"}, "kunci": {"a"}}); rec.Code != 422 || !strings.Contains(rec.Body.String(), "berakhiran .pdf") {
		w.t.Errorf("another kind of file: got %d", rec.Code)
	}
	rec := w.post(sub, hal+"/salinan", url.Values{"bukti.nama": {"Scan NIP 1970.pdf"}, "bukti.tanda": {"basah"}, "kunci": {isi}})
	ke := rec.Header().Get("Location")
	if rec.Code != 303 || !strings.HasPrefix(ke, hal+"/salinan/") {
		w.t.Fatalf("a signed copy: got %d to %q", rec.Code, ke)
	}
	memuat(w.t, w.get(sub, ke).Body.String(), "Kirim berkas Scan NIP 1970.pdf", "Paling besar 20 MB")
	b, versi, err := record.Bukti(ctx, w.store, l.OPD, l.Tahun, ke[strings.LastIndexByte(ke, '/')+1:])
	if err != nil {
		w.t.Fatal(err)
	}
	var info objects.Info
	if info, err = w.service.Objects.Put(ctx, service.KunciBukti(b), "application/pdf", []byte(isi)); err != nil {
		w.t.Fatal(err)
	}
	b.Status, b.Objek, b.Ukuran, b.SHA256, b.JenisIsi = sakip.BuktiDiterima, info.Key, info.Size, info.SHA256, sakip.IsiPDF
	if err := w.service.FinishBukti(ctx, b, versi); err != nil {
		w.t.Fatal(err)
	}
	return b
}

// TestPaketPage is a Paket on its way: made, published by the head, with a signed copy
// later, and its links.
func TestPaketPage(t *testing.T) {
	w := buat(t)
	const kepala, verif = "kepala-dinsos", "verifikator-dinsos"
	l := w.buatPaket(verif, "dinsos-p3a-trenggalek", 2023)[0]
	hal := dinsos + "/laporan/" + l.Paket
	body := w.get(kepala, hal).Body.String()
	memuat(t, body, "Unduh XLSX", "Unduh HTML", l.SHA256, "Belum diterbitkan", ">Terbitkan<", "Tambah salinan", "Cabut tautan")
	tanpaTeks(t, w.get(verif, hal).Body.String(), ">Terbitkan<")
	tanpaTeks(t, w.get("operator-brs", hal).Body.String(), `href="/l/`, ">Terbitkan<", "Tambah salinan", "Cabut tautan")
	memuat(t, w.get(verif, dinsos).Body.String(), hal, "Unduh XLSX")
	if rec := w.get(verif, dinsos+"/laporan/tidak-ada"); rec.Code != 404 {
		t.Errorf("no Paket: got %d, want 404", rec.Code)
	}
	w.terbitkan(kepala, l, "")
	memuat(t, w.get("operator-brs", hal).Body.String(), "Terbit sejak 15 Januari 2026", service.AlamatTerbitan(l.OPD, l.Paket))
	tanpaTeks(t, w.get(kepala, hal).Body.String(), ">Terbitkan<")
	memuat(t, w.get(kepala, dinsos+"/laporan").Body.String(), alamatPublikOPD(l.OPD))

	b := w.salinanDiterima(verif, l, "%PDF-1.7 satu")
	memuat(t, w.get(kepala, hal).Body.String(), "Terbitkan salinan ini", "Scan NIP 1970.pdf")
	if rec := w.post(kepala, dinsos+"/laporan/"+l.ID+"/terbit", url.Values{"salinan": {"tidak-ada"}}); rec.Code != 422 {
		t.Errorf("a copy that is not there: got %d, want 422", rec.Code)
	}
	w.terbitkan(kepala, l, b.ID)
	memuat(t, w.get(verif, hal).Body.String(), "salinan bertanda tangan sejak")
}

// A Paket that cannot be published says so before anybody tries, and what to do.
func TestPaketPageTellsWhatHoldsItUp(t *testing.T) {
	w := buat(t)
	const kepala, verif, opd = "kepala-dinsos", "verifikator-dinsos", "dinsos-p3a-trenggalek"
	for _, c := range []struct {
		nama       string
		reviu      sakip.ReviuLaporan
		ada, tiada []string
	}{
		{"contradictions", sakip.ReviuLaporan{Versi: 1, Dihitung: 1399, Cocok: 1397, Temuan: 5, Menahan: 2, Diterima: 1},
			[]string{"1.399 hubungan antarangka dihitung ulang, 1.397 cocok; 5 temuan, 1 di antaranya diterima dengan alasan.", "Belum dapat diterbitkan.", "2 hal yang bertentangan",
				`href="` + dinsos + `/reviu?periode=TW4"`, `href="` + dinsos + `/laporan"`}, []string{">Terbitkan<", "Diterbitkan oleh kepala"}},
		{"never reviewed", sakip.ReviuLaporan{}, []string{"Tidak dapat diterbitkan.", "sebelum ada reviu", "Minta laporan baru"}, []string{">Terbitkan<", "Reviu atas datanya"}},
		{"warnings alone", sakip.ReviuLaporan{Versi: 1, Dihitung: 12, Cocok: 12, Temuan: 3}, []string{"12 cocok; 3 temuan.", ">Terbitkan<"}, []string{"dapat diterbitkan."}},
	} {
		l := w.laporanDitinjau(verif, opd, 2023, c.reviu)
		for _, who := range []string{kepala, verif} {
			body := w.get(who, dinsos+"/laporan/"+l.KunciPaket()).Body.String()
			for _, s := range c.ada {
				if s != ">Terbitkan<" || who == kepala {
					memuat(t, body, s)
				}
			}
			tanpaTeks(t, body, c.tiada...)
		}
		want := 303
		if len(c.tiada) > 1 {
			want = 423
		}
		if rec := w.post(kepala, dinsos+"/laporan/"+l.ID+"/terbit", url.Values{}); rec.Code != want {
			t.Errorf("%s: got %d, want %d: %s", c.nama, rec.Code, want, rec.Body)
		} else if want == 423 {
			memuat(t, rec.Body.String(), "inta laporan baru")
		}
	}
}

func TestLinkPages(t *testing.T) {
	w := buat(t)
	const sub = "verifikator-dinsos"
	l := w.buatPaket(sub, "dinsos-p3a-trenggalek", 2023)[0]
	w.kini.Add(1)
	rec := w.post(sub, dinsos+"/laporan/"+l.ID+"/tautan", url.Values{"hari": {"30"}})
	memuat(t, rec.Body.String(), "http://example.com/l/token-", "14 Februari 2026")
	hash := masukan(rec.Body.String(), "hash")
	for _, hari := range []string{"", "2", "-1", "x"} {
		if rec := w.post(sub, dinsos+"/laporan/"+l.ID+"/tautan", url.Values{"hari": {hari}}); rec.Code != 422 {
			t.Errorf("a life of %q days: got %d, want 422", hari, rec.Code)
		}
	}
	daftar := dinsos + "/tautan-unduh"
	memuat(t, w.get(sub, daftar).Body.String(), "oleh Anda", "oleh Capaian", "Berlaku s.d. 14 Februari 2026", "diunduh 0 kali")
	if rec := w.get("operator-brs", daftar); rec.Code != 403 {
		t.Errorf("an operator: got %d, want 403", rec.Code)
	}
	if rec := w.post(sub, dinsos+"/laporan/"+l.ID+"/cabut", url.Values{"hash": {hash}}); rec.Code != 303 || rec.Header().Get("Location") != daftar {
		t.Errorf("revoke: got %d to %q, want 303 to %q", rec.Code, rec.Header().Get("Location"), daftar)
	}
	memuat(t, w.get(sub, daftar).Body.String(), "Dicabut")
	if rec := w.post(sub, dinsos+"/laporan/"+l.ID+"/cabut", url.Values{"hash": {strings.Repeat("0", 64)}}); rec.Code != 404 {
		t.Errorf("revoke what is not there: got %d, want 404", rec.Code)
	}
	if rec := w.post(sub, dinsos+"/laporan/TIDAKADA/tautan", url.Values{"hari": {"7"}}); rec.Code != 404 {
		t.Errorf("link of no report: got %d, want 404", rec.Code)
	}
}

// kirimBerkas posts a file to be verified, as a browser without script does.
func (w *dunia) kirimBerkas(isi []byte, isian map[string]string) *httptest.ResponseRecorder {
	w.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, v := range isian {
		_ = m.WriteField(k, v) // into memory
	}
	if isi != nil {
		f, _ := m.CreateFormFile("berkas", "a.xlsx")
		_, _ = f.Write(isi)
	}
	_ = m.Close()
	r := httptest.NewRequest(http.MethodPost, "/publik/verifikasi", &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return w.kirim("", r)
}

// TestPublicPages is what strangers see: nothing before it is published, then the report
// and its files, and what a file is.
func TestPublicPages(t *testing.T) {
	w := buat(t)
	const kepala, opd = "kepala-dinsos", "dinsos-p3a-trenggalek"
	list := w.buatPaket("verifikator-dinsos", opd, 2023)
	l := list[0]
	hal := service.AlamatTerbitan(opd, l.Paket)
	isi, _, err := w.service.Objects.Get(context.Background(), l.Objek)
	if err != nil {
		t.Fatal(err)
	}
	memuat(t, w.get("", "/publik").Body.String(), "Belum ada laporan yang diterbitkan")
	for _, p := range []string{hal, hal + "/berkas/" + l.SHA256, "/publik/opd/" + opd, "/publik/kabupaten/trenggalek", "/publik/kabupaten/tidak-ada", "/publik/opd/a%23b", "/publik/lain"} {
		if rec := w.get("", p); rec.Code != 404 || !strings.Contains(rec.Body.String(), "nomor permintaan") {
			t.Errorf("before it is published, %s: got %d, want 404", p, rec.Code)
		}
	}
	memuat(t, w.kirimBerkas(isi, nil).Body.String(), "Bukan berkas yang diterbitkan")

	w.terbitkan(kepala, l, "")
	w.kini.Add(31) // the lists of a kabupaten are kept for a while
	memuat(t, w.get("", "/publik").Body.String(), "/publik/kabupaten/trenggalek")
	memuat(t, w.get("", "/publik/kabupaten/trenggalek").Body.String(), hal, "Laporan Kinerja (LKjIP) 2023")
	memuat(t, w.get("", "/publik/kabupaten/trenggalek?tahun=2022").Body.String(), "Tidak ada laporan dengan pilihan ini")
	memuat(t, w.get("", "/publik/opd/"+opd+"?jenis=lkjip&tahun=2023").Body.String(), hal)
	rec := w.get("", hal)
	body := rec.Body.String()
	memuat(t, body, "Laporan Kinerja (LKjIP) 2023", l.SHA256, list[1].SHA256, "Plt. Kepala Dinas", "Data terbuka", "400 hubungan antarangka dihitung ulang, 399 cocok; 19 temuan. Semuanya ada dalam lampiran Hasil Reviu", "http://example.com"+hal)
	if rec.Header().Get("Cache-Control") != umurPublik || rec.Header().Get("Set-Cookie") != "" {
		t.Errorf("headers: got %v", rec.Header())
	}
	if rec := w.get("", hal, "If-None-Match", rec.Header().Get("ETag")); rec.Code != 304 {
		t.Errorf("asked again: got %d, want 304", rec.Code)
	}
	for _, p := range dataPejabat(t, w, opd) {
		tanpaTeks(t, body, p)
	}
	if rec := w.get("", hal+"/berkas/"+l.SHA256); rec.Code != 302 || !strings.HasPrefix(rec.Header().Get("Location"), "http://example.com/terbit/objek/laporan/") {
		t.Errorf("file: got %d to %q", rec.Code, rec.Header().Get("Location"))
	}
	if rec := w.get("", hal+"/berkas/"+strings.Repeat("0", 64)); rec.Code != 404 {
		t.Errorf("no such file: got %d, want 404", rec.Code)
	}
	w.terbitKedua(t, kepala, l, isi)
}

// terbitKedua publishes the year again, and a signed copy of it: the first is superseded.
func (w *dunia) terbitKedua(t *testing.T, kepala string, l sakip.Laporan, isi []byte) {
	t.Helper()
	hal := service.AlamatTerbitan(l.OPD, l.Paket)
	memuat(t, w.kirimBerkas(isi, map[string]string{"laporan": l.OPD + "/" + l.Paket}).Body.String(), "✓ Asli", hal)
	memuat(t, w.get("", "/publik/verifikasi?sha256=+"+strings.ToUpper(l.SHA256)+"+").Body.String(), "✓ Asli")
	memuat(t, w.kirimBerkas(append(isi, ' '), nil).Body.String(), "Bukan berkas yang diterbitkan")
	memuat(t, w.get("", "/publik/verifikasi?sha256=abc").Body.String(), "64 angka heksadesimal")
	if rec := w.kirimBerkas(nil, nil); rec.Code != 200 || strings.Contains(rec.Body.String(), "✓") {
		t.Errorf("no file: got %d", rec.Code)
	}
	memuat(t, w.kirimBerkas(make([]byte, batasPeriksa+1), nil).Body.String(), "lebih dari 4 MB", "sha256sum")

	w.kini.Add(60)
	baru := w.buatPaket("verifikator-dinsos", l.OPD, 2023)[0]
	b := w.salinanDiterima("verifikator-dinsos", baru, "%PDF-1.7 dua")
	w.terbitkan(kepala, baru, b.ID)
	memuat(t, w.get("", hal).Body.String(), "Versi lama", service.AlamatTerbitan(l.OPD, baru.Paket), l.SHA256)
	memuat(t, w.get("", "/publik/verifikasi?sha256="+l.SHA256).Body.String(), "Versi lama", "sudah digantikan oleh")
	memuat(t, w.kirimBerkas(isi, map[string]string{"laporan": l.OPD + "/" + baru.Paket}).Body.String(), "bukan bagian dari laporan yang Anda buka")
	body := w.get("", service.AlamatTerbitan(l.OPD, baru.Paket)).Body.String()
	sum := sha256.Sum256([]byte("%PDF-1.7 dua"))
	memuat(t, body, "PDF pindaian bertanda tangan", hex.EncodeToString(sum[:]), "bertanda-tangan.pdf", baru.SHA256)
	tanpaTeks(t, body, "NIP 1970") // the name of the file is its sender's own
	memuat(t, w.kirimBerkas([]byte("%PDF-1.7 dua"), nil).Body.String(), "✓ Asli")
	memuat(t, w.get("", "/publik/opd/"+l.OPD).Body.String(), "sudah digantikan", "bertanda tangan")
}

// dataPejabat are the NIP of an agency's officials and the accounts of its people.
func dataPejabat(t *testing.T, w *dunia, opd string) []string {
	t.Helper()
	it, err := w.store.Get(context.Background(), store.OPD(opd), record.KeyProfil())
	if err != nil {
		t.Fatal(err)
	}
	var p wire.OPD
	if err := json.Unmarshal(it.Data, &p); err != nil {
		t.Fatal(err)
	}
	out := []string{"kepala-dinsos", "verifikator-dinsos"}
	for _, o := range p.Pejabat {
		if o.NIP != "" {
			out = append(out, o.NIP)
		}
	}
	if len(out) < 3 {
		t.Fatal("the sample has no official with a NIP")
	}
	return out
}

// TestPublicPagesAreBounded asks again and again.
func TestPublicPagesAreBounded(t *testing.T) {
	w := buat(t)
	for n := range lajuPublik["POST"].Burst {
		if rec := w.kirimBerkas([]byte("x"), nil); rec.Code != 200 {
			t.Fatalf("request %d: got %d", n, rec.Code)
		}
	}
	if rec := w.kirimBerkas([]byte("x"), nil); rec.Code != 429 || rec.Header().Get("Retry-After") == "" {
		t.Errorf("one too many: got %d, want 429", rec.Code)
	}
	if rec := w.get("", "/publik"); rec.Code != 200 {
		t.Errorf("another page: got %d, want 200", rec.Code)
	}
	if rec := w.get("", "/publik/statis/capaian.css"); rec.Code != 200 || !strings.HasPrefix(rec.Header().Get("Content-Type"), "text/css") {
		t.Errorf("style sheet: got %d %s", rec.Code, rec.Header().Get("Content-Type"))
	}
}
