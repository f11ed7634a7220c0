package web

import (
	"maps"
	"regexp"
	"strings"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// contohTemplate are what each template is executed with: what is full and what is empty.
// Each file of pages has its own.
var contohTemplate = []func() map[string][]any{contohUmum, contohKelola, contohAlur, contohPagu, contohKebijakan, contohPohon, contohIsian, contohKinerja, contohRencana, contohImpor, contohPelaporan, contohPaket, contohPublik, contohReviu, contohTemuan, contohTinjau, contohLKE}

// TestEveryTemplateExecutes runs each template on its examples.
func TestEveryTemplateExecutes(t *testing.T) {
	data := map[string][]any{}
	for _, contoh := range contohTemplate {
		maps.Copy(data, contoh())
	}
	for _, tmpl := range templates.Templates() {
		if strings.HasSuffix(tmpl.Name(), ".html") || tmpl.Name() == "" {
			continue // a file holds definitions only
		}
		if len(data[tmpl.Name()]) == 0 {
			t.Errorf("template %s is executed by no case", tmpl.Name())
		}
		for n, d := range data[tmpl.Name()] {
			b, err := render(tmpl.Name(), d)
			if err != nil {
				t.Errorf("%s on case %d: %v", tmpl.Name(), n, err)
			}
			tanpaTeks(t, string(b), "ZgotmplZ", "<no value>", "%!", "<nil>")
		}
	}
}

func contohUmum() map[string][]any {
	orang := &sakip.Orang{Nama: "Nama", Peran: sakip.Operator}
	angka := "12.50"
	b := bidang{Nama: "nilai", Label: "Nilai", Petunjuk: "petunjuk", Nilai: "1", Galat: []string{"salah", "lagi"}}
	j := []jelas{{"Capaian", "", wire.Penjelasan{Aturan: "a", Rumus: "r", Kebijakan: "k", Alasan: "penyebut_nol",
		Masukan: []wire.Masukan{{Nama: "x", Nilai: &angka}, {Nama: "y"}}}}}
	hasil := wire.HasilIndikator{ID: "IKU-1", Nama: "Nama", Tingkat: "program", Kategori: "Baik", CapaianTampil: "90,00", Sebelumnya: []wire.RealisasiTahun{{Tahun: 2022}}}
	capaian := &wire.Capaian{OPD: "x", Nama: "X", Tahun: 2023, Indikator: []wire.HasilIndikator{hasil}, KodeGanda: []string{"D.1"},
		Sasaran: []wire.HasilSasaran{{ID: "S1", Nama: "Sasaran"}}, TanpaSasaran: wire.TanpaSasaran{Anggaran: "1.00", Kode: []string{"D"}},
		Anggaran: []wire.HasilAnggaran{{Kode: "D", Nama: "Dinas", Daun: true, Anggaran: &angka, Rincian: []wire.RincianAnggaran{{SubUnit: "u", Sumber: "APBD", Anggaran: angka}}}}}
	a := alamat{"x", 2023}
	bentrok := bentrokTampil{Baris: []banding{{"Nilai", "1", "", true}}}
	lap := barisLaporan{LaporanTautan: service.LaporanTautan{Laporan: sakip.Laporan{Status: sakip.LaporanSelesai, Format: sakip.HTML}, Token: "t"}, Ukuran: "1 KB"}
	gagal := barisLaporan{LaporanTautan: service.LaporanTautan{Laporan: sakip.Laporan{Status: sakip.LaporanGagal}}}
	paket := []barisPaket{{Sebutan: "S", Terbit: "1 Januari 2026", Berkas: []barisLaporan{lap, gagal, {}}}, {Sedang: true, Berkas: []barisLaporan{{LaporanTautan: service.LaporanTautan{Laporan: lap.Laporan}}}}}
	opd := isiOPD{alamat: a, TW: 2, Nama: "X", Sintetis: true, Minta: true, Paket: paket}
	tabel := bahanTabel{C: capaian, alamat: a, TW: 2, Izin: izinIsi{lingkup: service.OPDSendiri}, Lalu: make([]*wire.Capaian, 1)}.tabel()
	kosong := bahanTabel{C: &wire.Capaian{Tahun: 2023}, alamat: a, TW: 4}.tabel()
	isi := func(x any) halaman { return halaman{Judul: "J", Orang: orang, Segarkan: 2, Isi: x} }
	data := map[string][]any{
		"atas":  {halaman{Orang: orang, Segarkan: 2, Skrip: []string{"capaian.css"}, Csrf: "x", Menu: menuTampil{Sini: "Beranda", Kelompok: []kelompokMenu{{"", []pilihanMenu{{"Beranda", "/", true}, {"Lain", "/lain", false}}}, {"Tahun 2025", []pilihanMenu{{"Capaian", "/x", false}}}}}}, halaman{}},
		"bawah": {halaman{}}, "csrf": {halaman{Csrf: "x"}, halaman{}},
		"sel": {sel{}, sel{Tampil: "1", Persen: true, Kategori: "Baik"}}, "jelas": {j, []jelas(nil)},
		"bidang": {b, bidang{}}, "bidang-angka": {b, bidang{}}, "bidang-teks": {b, bidang{}}, "bidang-galat": {b, bidang{}}, "kaitan": {b, bidang{}},
		"bentrok": {bentrok, bentrokTampil{Hilang: true}},
		"masuk":   {isi(isiMasuk{Lokal: true, Kelompok: []kelompokOrang{{Orang: []orangTampil{{}}}}}), isi(isiMasuk{Lokal: true}), halaman{Isi: isiMasuk{}}, halaman{Isi: isiMasuk{Sudah: "x"}}},
		"keluar":  {halaman{Isi: "/x"}},
		"galat": {isi(isiGalat{Problem: httpx.Problem{Status: 401, Code: fault.Unauthenticated, Permintaan: "n", Galat: []httpx.Galat{{Field: "a"}, {}}}, Kirim: true, Masuk: "/masuk", Tertahan: []tertahan{{"a", "b"}}, Ganti: "/x"}),
			isi(isiGalat{Kirim: true, Masuk: "/masuk"}), isi(isiGalat{Kirim: true, Alamat: "/x", Tertahan: []tertahan{{"a", "b"}}}), isi(isiGalat{Kirim: true, Salin: []tertahan{{"a", "b"}}}),
			halaman{Isi: isiGalat{Kirim: true}}},
		"tautan":   {isi(isiTautan{alamat: a}), halaman{Isi: isiTautan{}}},
		"opd-atas": {isi(opd), halaman{Isi: isiOPD{Galat: "g"}}, halaman{Isi: isiOPD{Belum: true}}}, "opd-bawah": {isi(opd), halaman{Isi: isiOPD{}}},
		"daftar-paket": {paket, []barisPaket(nil)}, "minta-laporan": {isi(opd), halaman{Isi: isiOPD{}}},
		"opd-tabel": {tabel, kosong}, "tabel-indikator": {tabel.Kelompok[0], tabelIndikator{}},
	}
	return data
}

var (
	polaID   = regexp.MustCompile(` id="([^"]*)"`)
	polaAcu  = regexp.MustCompile(` (?:for|aria-describedby|aria-labelledby)="([^"]*)"`)
	polaIsi  = regexp.MustCompile(`<(?:input|select|textarea)[^>]*>`)
	polaAsal = regexp.MustCompile(` (?:src|href|action)="((?:https?:)?//[^"]*)"`)
)

// TestPagesAreSound holds every page to what assistive technology and the policy of
// the browser need: one language, unique ids, fields with labels, nothing inline.
func TestPagesAreSound(t *testing.T) {
	w := buat(t)
	w.laporanJadi(verifikator, "dinas-contoh", 2025)
	w.langkahLKE(verifikator, "mulai")
	salah := w.post(verifikator, lembarRasio, w.form(verifikator, lembarRasio, "pembilang", "x", "penyebut", "y", "belum_terbit", "1"))
	berkas := w.pratinjau(w.unggah(verifikator, contoh+"/impor", "realisasi", "a.csv", []byte(csvNilai)))
	for name, body := range map[string]string{
		"import": w.get(verifikator, contoh+"/impor").Body.String(), "preview": w.get(verifikator, berkas).Body.String(),
		"import refused": w.unggah(verifikator, contoh+"/impor", "anggaran", "a.csv", nil).Body.String(),
		"review":         w.get("", "/reviu").Body.String(), "reviewed": w.kirimReviu("", nil, laporanSalah, "").Body.String(),
		"home": w.get(verifikator, "/").Body.String(), "sign-in": w.get("", "/masuk").Body.String(),
		"agency": w.get(verifikator, contoh).Body.String(), "agency of 2023": w.get("verifikator-dinsos", dinsos).Body.String(),
		"quarter": w.get(verifikator, contoh+"?periode=TW2").Body.String(),
		"form":    w.get(verifikator, lembarRasio).Body.String(), "predikat": w.get(verifikator, lembarPredikat).Body.String(),
		"read only": w.get("inspektorat-contoh", lembarRasio).Body.String(), "refused": salah.Body.String(),
		"kabupaten": w.get("bappeda-contoh", "/kabupaten/contoh").Body.String(), "agencies compared": w.get("bappeda-contoh", "/kabupaten/contoh/tahun/2025?urut=capaian").Body.String(),
		"audit": w.get("inspektorat-contoh", contoh+"/audit?periksa=1").Body.String(), "agency audit": w.get(verifikator, "/opd/dinas-contoh/audit").Body.String(),
		"figure": w.get(verifikator, contoh+"/angka/indikator/IKU-1.6").Body.String(), "sasaran figure": w.get(verifikator, contoh+"/angka/sasaran/S1").Body.String(),
		"budget figure": w.get(verifikator, contoh+"/angka/anggaran/C.U1").Body.String(),
		"people":        w.get("admin-contoh", "/orang").Body.String(), "person": w.get("admin-contoh", "/orang/kepala-contoh").Body.String(),
		"new person": w.post("admin-contoh", "/orang-baru", nil).Body.String(), "agencies": w.get("admin-contoh", "/perangkat-daerah").Body.String(),
		"new agency": w.get("admin-contoh", "/perangkat-daerah-baru").Body.String(), "units": w.get(verifikator, "/opd/dinas-contoh/unit").Body.String(),
		"budgets": w.get(verifikator, contoh+"/pagu").Body.String(), "budget version": w.get(perencana, paguNyata).Body.String(),
		"budget rows": w.get(perencana, paguNyata+"/baris/D.U1.P01").Body.String(), "budget rows refused": w.post(verifikator, barisContoh, w.formPagu(verifikator, barisContoh, "baris[1].pagu", "x", "baris[1].kode", "")).Body.String(),
		"budgets compared": w.get(perencana, paguNyata+"/banding").Body.String(), "budget edges": w.get(perencana, dinsos+"/tautan-anggaran").Body.String(),
		"edges": w.get(verifikator, contoh+"/tautan-anggaran/IKU-1.1").Body.String(), "policy": w.get(verifikator, contoh+"/kebijakan").Body.String(),
		"policy previewed": w.post(verifikator, contoh+"/kebijakan", w.formPagu(verifikator, contoh+"/kebijakan", "batas_atas", "90")).Body.String(),
		"tree":             w.get(perencana, dinsos+"/pohon?sampai=sub_kegiatan").Body.String(),
		"budget":           w.get(verifikator, lembarUang).Body.String(), "list": w.get(verifikator, contoh+"/isian/TW4").Body.String(),
		"budget table": w.get(verifikator, tabelUmum).Body.String(), "budget table, read only": w.get("inspektorat-contoh", tabelUmum).Body.String(),
		"budget table, refused": w.post(verifikator, tabelUmum, w.tabel(verifikator, tabelUmum, 0, "1")).Body.String(),
		"unusual":               w.post(verifikator, lembarRasio, tanpaAlasan(w.form(verifikator, lembarRasio, "pembilang", "900", "penyebut", "560"))).Body.String(), "error": w.get(verifikator, "/x").Body.String(),
		"plan": w.get(verifikator, contoh+"/rencana").Body.String(), "no year": w.get(verifikator, "/opd/dinas-contoh/tahun/2031/rencana").Body.String(),
		"profile": w.get(verifikator, contoh+"/rencana/profil").Body.String(), "renstra": w.get("verifikator-dinsos", dinsos+"/rencana/renstra").Body.String(),
		"indicators": w.get(verifikator, contoh+"/rencana/indikator").Body.String(), "indicator": w.get(verifikator, contoh+"/rencana/indikator/IKU-2.3").Body.String(),
		"plan read": w.get("inspektorat-contoh", contoh+"/rencana/profil").Body.String(), "agreement": w.get(verifikator, contoh+"/rencana/perjanjian/perubahan").Body.String(),
		"new agreement": w.get(verifikator, contoh+"/rencana/tambah/perjanjian").Body.String(), "changes": w.get(verifikator, contoh+"/rencana/perjanjian/perubahan/banding").Body.String(),
		"quarters": w.get(verifikator, contoh+"/rencana/aksi/IKU-1.6").Body.String(), "benchmark": w.get("verifikator-dinsos", dinsos+"/rencana/pembanding/kemiskinan").Body.String(),
		"findings": w.get("verifikator-dinsos", dinsos+"/reviu").Body.String(), "findings read": w.get("inspektorat-contoh", contoh+"/reviu?kelompok=peringatan").Body.String(),
		"reports": w.get("bappeda-contoh", "/pelaporan/2025/TW4").Body.String(),
		"texts":   w.get(verifikator, contoh+"/rencana/narasi").Body.String(), "text": w.get(verifikator, contoh+"/rencana/narasi/bab1.isu_strategis").Body.String(),
		"evaluation": w.get(verifikator, contoh+"/lke").Body.String(), "evaluation criteria": w.get(verifikator, contoh+"/lke/1.b").Body.String(), "evaluation sheet": w.get(verifikator, contoh+"/lke/lembar").Body.String(),
		"evaluations": w.get("bappeda-contoh", "/kabupaten/contoh/tahun/2025/lke").Body.String(), "evaluation read": w.get("inspektorat-contoh", contoh+"/lke/3.a").Body.String(),
		"status": w.get("inspektorat-contoh", contoh+"/rencana/rekomendasi/1/hasil").Body.String(), "reopen": w.get("admin-contoh", contoh+"/rencana/perjanjian/perubahan/buka").Body.String(),
	} {
		t.Run(name, func(t *testing.T) {
			memuat(t, body, `<html lang="id">`, `name="viewport"`, `class="lompat" href="#isi"`, `<main id="isi">`, "<h1>")
			tanpaTeks(t, body, " style=", "<script>", "<style", " onclick", "ZgotmplZ")
			ada := map[string]bool{}
			for _, m := range polaID.FindAllStringSubmatch(body, -1) {
				if ada[m[1]] {
					t.Errorf("id %q twice", m[1])
				}
				ada[m[1]] = true
			}
			label := map[string]bool{}
			for _, m := range polaAcu.FindAllStringSubmatch(body, -1) {
				if !ada[m[1]] {
					t.Errorf("refers to id %q, which is not there", m[1])
				}
				label[m[1]] = true
			}
			for _, m := range polaIsi.FindAllString(body, -1) {
				id := polaID.FindStringSubmatch(m)
				if !strings.Contains(m, `type="hidden"`) && (id == nil || !label[id[1]]) {
					t.Errorf("field without a label: %s", m)
				}
			}
			if m := polaAsal.FindString(body); m != "" && !strings.Contains(m, "/l/") {
				t.Errorf("loads from elsewhere: %s", m)
			}
			if n := strings.Count(body, "<table"); n != strings.Count(body, "<caption>") {
				t.Errorf("%d tables without a caption", n-strings.Count(body, "<caption>"))
			}
		})
	}
}
