package peramban

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/runtime"
	"github.com/xuri/excelize/v2"
)

// airMinum is the year that TestFromAnEmptyKabupaten makes.
const airMinum = "/opd/dam/tahun/2026"

// barisIndikator are the rows that the planner fills into the template, by its columns.
var barisIndikator = []map[string]any{
	{"Kode indikator": "IKU-1.1", "Indikator": "Rumah tangga berair minum layak", "Tingkat": "sasaran", "Induk": "S1", "Satuan": "%", "Arah": "naik", "Formula": "rasio",
		"Pembilang": "Rumah tangga berair minum layak", "Penyebut": "Rumah tangga", "Pengali": 100, "Penanggung jawab": "bidang-layanan", "Target": 80,
		"Target TW1": 70, "Target TW2": 73, "Target TW3": 76, "Target TW4": 80},
	{"Kode indikator": "IKU-1.2", "Indikator": "Kehilangan air", "Tingkat": "sasaran", "Induk": "S1", "Satuan": "%", "Arah": "turun", "Formula": "nilai",
		"Penanggung jawab": "Bidang Layanan", "Target": 20, "Target TW1": 26},
	{"Kode indikator": "PRG-1", "Indikator": "Sambungan baru", "Tingkat": "program", "Induk": "1.03.03", "Satuan": "unit", "Arah": "naik", "Formula": "nilai",
		"Cara isi": "triwulan_ini", "Akumulasi pembilang": "jumlah", "Penanggung jawab": "bidang-layanan", "Target": 1250},
}

// dpa is a budget in the columns of SIPD; its sums are left to be computed.
const dpa = `Kode Rekening;Uraian;Sub Unit;Sumber Dana;Pagu
1.03;URUSAN PEKERJAAN UMUM;;;
1.03.01;PROGRAM PENUNJANG URUSAN;;;
1.03.01.2.02;Administrasi Keuangan;;;
1.03.01.2.02.0001;Gaji dan Tunjangan ASN;Sekretariat;PAD;1.200.000.000
1.03.03;PROGRAM PENGELOLAAN SISTEM PENYEDIAAN AIR MINUM;;;
1.03.03.2.01;Pengelolaan dan Pengembangan SPAM;;;
1.03.03.2.01.0001;Pembangunan SPAM Jaringan Perpipaan;Bidang Layanan;DAK;2.750.000.000
1.03.03.2.01.0002;Perbaikan Kebocoran Jaringan;Bidang Layanan;PAD;450.500.000
`

const (
	gaji      = "1.03.01.2.02.0001"
	perpipaan = "1.03.03.2.01.0001"
	kebocoran = "1.03.03.2.01.0002"
)

// laporanTW is what the units report at the end of a quarter.
type laporanTW struct {
	layak, rumah, hilang, sambungan string
	uang                            map[string]string
}

var setahun = [4]laporanTW{
	{"69.120", "98.765", "26,5", "310", map[string]string{gaji: "290.000.000", perpipaan: "100.000.000", kebocoran: "20.000.000"}},
	{"72.400", "98.765", "24,8", "330", map[string]string{gaji: "600.000.000", perpipaan: "900.250.000", kebocoran: "110.000.000"}},
	{"77.001", "98.765", "22,9", "340", map[string]string{gaji: "880.000.000", perpipaan: "1.900.500.000", kebocoran: "300.000.000"}},
	{"81.234", "98.765", "21,35", "332", map[string]string{gaji: "1.187.654.321", perpipaan: "2.700.123.456", kebocoran: "441.000.999"}},
}

// TestFromAnEmptyKabupaten is the year of an agency that nobody has heard of: its people
// and units, the plan, the four quarters of every figure until they are final, and the
// report, all by pages. What the agency's page shows in the end is computed here anew.
func TestFromAnEmptyKabupaten(t *testing.T) {
	m := mesinSendiri(t)
	admin := tabBaru(t, m, meja)
	admin.masuk("admin-baru")
	kosong := daftarSoal{} // what is wrong with pages that have nothing yet
	for _, alamat := range []string{"/", "/perangkat-daerah", "/orang", "/kabupaten", "/kalender"} {
		kosong.periksa(admin, alamat)
	}
	admin.buka("/")
	admin.buatDinas()

	siti := tabBaru(t, m, meja)
	siti.masukNama("Siti Perencana")
	siti.kirim("Mulai dari rencananya")
	siti.lihat("belum dimulai")
	kosong.periksa(siti, "/")
	kosong.periksa(siti, airMinum+"/rencana")
	siti.kirim("Mulai tahun 2026")
	for _, bagian := range []string{"", "/isian/TW1", "/verifikasi/TW1", "/pohon", "/pagu", "/tautan-anggaran", "/impor", "/rencana/indikator", "/rencana"} {
		kosong.periksa(siti, airMinum+bagian)
	}
	kosong.katakan(siti)
	siti.isiProfil()
	siti.isiRenstra()
	siti.imporRencana()
	siti.targetRenstra(map[string]string{"IKU-1.1": "96", "IKU-1.2": "15"})
	siti.tautkan(map[string]string{"IKU-1.1": perpipaan, "IKU-1.2": kebocoran})
	siti.tandatangani()
	siti.lengkapiAksi()
	siti.buka(airMinum + "/rencana")
	if kurang := nilai[string](siti, `(() => { const l = [...document.querySelectorAll('ol.tahapan > li')];
  return l.length ? l.filter(e => e.matches('.belum, .sebagian')).map(e => e.innerText).join('; ') : 'all steps'; })()`); kurang != "" {
		t.Errorf("when all is planned the plan still lacks: %s", kurang)
	}

	budi, tono, ratna := tabBaru(t, m, ponsel), tabBaru(t, m, ponsel), tabBaru(t, m, ponsel)
	budi.masukNama("Budi Pengisi")
	tono.masukNama("Tono Sekretaris")
	ratna.masukNama("Ratna Kepala")
	for n, l := range setahun {
		tw := n + 1
		budi.lapor(tw, l)
		tono.laporAnggaran(tw, "Tabel Sekretariat", map[string]string{gaji: l.uang[gaji]})
		if tw == 2 {
			siti.kembalikan(tw, "IKU-1.2", "Lampirkan berita acara meter induk")
			budi.ajukanLagi("IKU-1.2", "Lampirkan berita acara meter induk")
		}
		siti.verifikasiSemua(tw)
		ratna.finalkan(tw)
	}
	ratna.buka("/")
	ratna.lihat("Tidak ada yang menunggu Anda.")

	siti.buka(airMinum)
	siti.cocokkan()
	siti.unduhLaporan()
}

// periksa opens a page that has nothing yet and looks what is wrong with it.
func (d daftarSoal) periksa(b *tab, alamat string) {
	b.t.Helper()
	b.layar(meja)
	b.buka(alamat)
	d.tambah(alamat, b.periksa())
	b.layar(meja)
}

// buatDinas makes the agency with its units and people, each by the link that the page
// before offers.
func (b *tab) buatDinas() {
	b.t.Helper()
	b.kirim("Tambah perangkat daerah")
	b.isi("nama", "Dinas Air Minum")
	b.isi("singkatan", "DAM")
	b.kirim("Simpan")
	b.lihat("Dinas Air Minum sudah ada.")
	b.isi("unit[0].nama", "Sekretariat")
	b.isi("unit[0].jenis", "sekretariat")
	b.isi("unit[1].nama", "Bidang Layanan")
	b.isi("unit[1].jenis", "bidang")
	b.kirim("Simpan unit")
	b.kirim("tambahkan orang")
	for n, o := range []struct{ nama, peran, tempat string }{
		{"Siti Perencana", "Verifikator", "Dinas Air Minum (tanpa unit)"},
		{"Budi Pengisi", "Operator", "Bidang Layanan"},
		{"Tono Sekretaris", "Operator", "Sekretariat"},
		{"Ratna Kepala", "Kepala perangkat daerah", "Dinas Air Minum (tanpa unit)"},
	} {
		if n > 0 {
			b.kirim("Tambah orang")
		}
		b.isi("nama", o.nama)
		b.isi("surel", strings.ToLower(strings.Fields(o.nama)[0])+"@dam.example")
		b.isi("peran", o.peran)
		b.isi("tempat", o.tempat)
		b.kirim("Simpan")
		b.lihat("Tersimpan: " + o.nama)
	}
}

// masukNama signs somebody in whom the sign-in page lists by name.
func (b *tab) masukNama(nama string) {
	b.t.Helper()
	b.buka("/masuk")
	b.kirim(nama)
	b.tunggu("the button to sign out", cari("Keluar", "button"))
}

func (b *tab) isiProfil() {
	b.t.Helper()
	b.kirim("Profil, unit dan pejabat")
	b.isi("daerah", "Kabupaten Baru")
	b.tekan("Tambah pejabat")
	b.isi("pejabat[0].nama", "Ratna Kepala, S.T.")
	b.isi("pejabat[0].jabatan", "Kepala Dinas Air Minum")
	b.isi("pejabat[0].nip", "197001011995031001")
	b.isiTanggal("pejabat[0].mulai", "2025-01-02")
	b.kirimIsian("nama")
	b.lihat("Tersimpan.")
	b.kirim("Rencana 2026")
}

func (b *tab) isiRenstra() {
	b.t.Helper()
	b.kirim("Renstra")
	b.tekan("Tambah misi")
	b.isi("misi[0].teks", "Air bersih untuk semua")
	b.centang("misi[0].didukung")
	b.tekan("Tambah tujuan")
	b.isi("tujuan[0].teks", "Terpenuhinya air minum layak")
	b.tekan("Tambah sasaran")
	b.isi("sasaran[0].nama", "Meningkatnya rumah tangga berair minum layak")
	b.kirim("Perbarui pilihan")
	b.isi("tujuan[0].misi", "M1")
	b.isi("sasaran[0].tujuan", "T1")
	b.kirimIsian("judul")
	b.lihat("Tersimpan.")
	b.kirim("Rencana 2026")
}

// imporRencana fills the template of the indicators and brings it back, then a budget.
func (b *tab) imporRencana() {
	b.t.Helper()
	b.kirim("Indikator")
	b.kirim("Impor dari lembar kerja")
	b.unggah("jenis-indikator", "indikator.xlsx", b.templatTerisi())
	b.lihat("Baru 3 Berubah 0 Sama 0")
	b.lihat("Ditolak 0")
	b.kirim("Simpan yang diterima")
	b.lihat("Impor selesai")
	b.unggah("jenis-anggaran", "dpa.csv", []byte(dpa))
	b.lihat("Baru 8 Berubah 0 Sama 0")
	b.lihat("Ditolak 0")
	b.kirim("Simpan yang diterima")
	b.lihat("Impor selesai")
	b.kirim("Lanjutkan rencana")
	b.lihat("3 indikator, 2 di antaranya IKU.")
}

// templatTerisi is the template as the page gives it, with the indicators filled in.
func (b *tab) templatTerisi() []byte {
	b.t.Helper()
	isi := nilai[string](b, `fetch(`+cari("Indikator dan target (.xlsx)", "a[download]")+`.href).then(r => r.blob()).then(f => new Promise(ok => {
  const r = new FileReader(); r.onload = () => ok(r.result.split(',')[1]); r.readAsDataURL(f); }))`)
	raw, err := base64.StdEncoding.DecodeString(isi)
	if err != nil {
		b.t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		b.t.Fatal(err)
	}
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		b.t.Fatal(err)
	}
	for n, baris := range barisIndikator {
		for judul, v := range baris {
			c := slices.Index(rows[0], judul)
			if c < 0 {
				b.t.Fatalf("the template has no column %q: %q", judul, rows[0])
			}
			sel, err := excelize.CoordinatesToCellName(c+1, n+2)
			if err == nil {
				err = f.SetCellValue(f.GetSheetName(0), sel, v)
			}
			if err != nil {
				b.t.Fatal(err)
			}
		}
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		b.t.Fatal(err)
	}
	return out.Bytes()
}

// unggah hands a file to the form of the import.
func (b *tab) unggah(jenis, nama string, isi []byte) {
	b.t.Helper()
	file := filepath.Join(b.t.TempDir(), nama)
	if err := os.WriteFile(file, isi, 0o600); err != nil {
		b.t.Fatal(err)
	}
	b.lakukan(`document.getElementById(` + js(jenis) + `).click()`)
	o := perintah(b, runtime.Evaluate, runtime.EvaluateParams{Expression: `document.getElementById('berkas')`})
	perintah(b, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: []string{file}, ObjectID: o.Result.ObjectID})
	b.kirim("Unggah dan lihat pratinjau")
}

// targetRenstra sets where the indicators are to be at the end of the Renstra.
func (b *tab) targetRenstra(akhir map[string]string) {
	b.t.Helper()
	b.lihat("2 IKU belum punya target akhir Renstra.")
	b.kirim("Renstra")
	for n, id := range slices.Sorted(maps.Keys(akhir)) {
		baris := fmt.Sprintf("kolom[%d].", n)
		b.tekan("Tambah indikator")
		b.isi(baris+"indikator", nilai[string](b, `[...`+bidang(baris+"indikator")+`.options].find(o => o.text.startsWith(`+js(id)+`)).value`))
		b.isi(baris+"akhir.nilai", akhir[id])
	}
	b.kirimIsian("judul")
	b.lihat("Tersimpan.")
}

func (b *tab) tautkan(kode map[string]string) {
	b.t.Helper()
	for id, k := range kode {
		b.buka(airMinum + "/rencana")
		b.kirim("Tautan anggaran")
		b.kirim("Buka tautan " + id)
		b.isi("anggaran[0].kode", k)
		b.kirim("Simpan tautan")
		b.lihat("Tersimpan")
	}
}

// tandatangani saves the draft, which the import began, with the budget's programs and
// signs it as of the year's first working days.
func (b *tab) tandatangani() {
	b.t.Helper()
	b.buka(airMinum + "/rencana")
	b.kirim("Perjanjian Kinerja")
	b.kirim("induk")
	b.lihat("belum memuat program")
	b.kirimIsian("nomor")
	b.lihat("Rp4.400.500.000")
	b.kirim("Tandatangani")
	b.isi("nomor", "050/1/2026")
	b.isiTanggal("tanggal", "2026-01-12")
	b.isi("pihak_kedua", "Bupati Baru")
	b.kirimIsian("nomor")
	b.lihat("ditandatangani 12 Januari 2026 oleh Ratna Kepala, S.T.")
}

func (b *tab) lengkapiAksi() {
	b.t.Helper()
	b.buka(airMinum + "/rencana")
	b.kirim("Rencana aksi")
	b.kirim("IKU-1.2")
	for tw, target := range map[int]string{2: "24", 3: "22", 4: "20"} {
		b.isi(fmt.Sprintf("TW%d.target.nilai", tw), target)
	}
	b.tekan("Tambah langkah")
	b.isi("TW1.langkah[0].uraian", "Ganti meter induk yang macet")
	b.kirimIsian("TW2.target.nilai")
	b.lihat("Tersimpan.")
}

// lapor hands in a quarter of the unit: one indicator after the other, then its money.
func (b *tab) lapor(tw int, l laporanTW) {
	b.t.Helper()
	b.buka(airMinum + "/isian/TW" + strconv.Itoa(tw))
	b.kirim("Isi berikutnya")
	for _, isian := range []map[string]string{{"pembilang": l.layak, "penyebut": l.rumah}, {"nilai": l.hilang}, {"nilai": l.sambungan}} {
		for bidang, v := range isian {
			b.isi(bidang, v)
		}
		b.kirim("Simpan dan ajukan")
		b.lihat("Tersimpan.")
		if nilai[bool](b, `Boolean(`+cari("Isi indikator berikutnya", "a")+`)`) {
			b.kirim("Isi indikator berikutnya")
		}
	}
	b.laporAnggaran(tw, "Tabel Bidang Layanan", map[string]string{perpipaan: l.uang[perpipaan], kebocoran: l.uang[kebocoran]})
}

func (b *tab) laporAnggaran(tw int, tabel string, uang map[string]string) {
	b.t.Helper()
	b.buka(airMinum + "/isian/TW" + strconv.Itoa(tw))
	b.kirim(tabel)
	for kode, v := range uang {
		b.isi(nilai[string](b, `document.querySelector('tr[data-kode="`+kode+`"] input.angka').name`), v)
	}
	b.kirim("Simpan dan ajukan yang berubah")
	b.lihat(fmt.Sprintf("%d baris tersimpan", len(uang)))
}

func (b *tab) kembalikan(tw int, id, catatan string) {
	b.t.Helper()
	b.buka(airMinum + "/isi/" + id + "/TW" + strconv.Itoa(tw))
	b.tekan("Kembalikan")
	b.isi("catatan", catatan)
	b.kirimIsian("catatan")
	b.lihat("dikembalikan")
}

func (b *tab) ajukanLagi(id, catatan string) {
	b.t.Helper()
	b.buka("/")
	b.lihat("Catatan: " + catatan)
	b.kirim(id)
	b.lihat("Catatan pengembalian: " + catatan)
	b.isi("Sumber data", "Berita acara meter induk")
	b.kirim("Simpan dan ajukan")
	b.lihat("Tersimpan.")
}

func (b *tab) verifikasiSemua(tw int) {
	b.t.Helper()
	b.buka("/")
	b.kirim("Periksa triwulan " + [...]string{"I", "II", "III", "IV"}[tw-1])
	b.kirim("Verifikasi semua (6)")
	b.lihat("Tersimpan.")
}

func (b *tab) finalkan(tw int) {
	b.t.Helper()
	b.buka("/")
	b.kirim("Jadikan final")
	b.kirim("Jadikan triwulan " + [...]string{"I", "II", "III", "IV"}[tw-1] + " final")
	b.lihat("Tersimpan.")
}

// rasio reads a number as it was typed.
func rasio(t testing.TB, s string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(strings.ReplaceAll(strings.ReplaceAll(s, ".", ""), ",", "."))
	if !ok {
		t.Fatalf("no number: %q", s)
	}
	return r
}

func persen(x, y *big.Rat) *big.Rat {
	q := new(big.Rat).Quo(x, y)
	return q.Mul(q, big.NewRat(100, 1))
}

// tengah is the mean of two.
func tengah(a, b *big.Rat) *big.Rat {
	s := new(big.Rat).Add(a, b)
	return s.Quo(s, big.NewRat(2, 1))
}

// duaDesimal writes a number as the pages print it; FloatString rounds half away from zero.
func duaDesimal(r *big.Rat) string { return strings.ReplaceAll(r.FloatString(2), ".", ",") }

// cocokkan compares the agency's page with what the entries come to.
func (b *tab) cocokkan() {
	b.t.Helper()
	l := setahun[3]
	angka := func(s string) *big.Rat { return rasio(b.t, s) }
	pagu := map[string]*big.Rat{gaji: angka("1.200.000.000"), perpipaan: angka("2.750.000.000"), kebocoran: angka("450.500.000")}
	realisasi, _ := new(big.Rat).SetString(persen(angka(l.layak), angka(l.rumah)).FloatString(2)) // an announced figure, rounded
	layak := persen(realisasi, big.NewRat(80, 1))
	hilang := persen(new(big.Rat).Sub(big.NewRat(40, 1), angka(l.hilang)), big.NewRat(20, 1)) // (2T − R) ÷ T
	tersambung := new(big.Rat)
	for _, tw := range setahun {
		tersambung.Add(tersambung, angka(tw.sambungan))
	}
	sambungan := persen(tersambung, big.NewRat(1250, 1))
	kinerja := tengah(layak, hilang)
	uang := tengah(persen(angka(l.uang[perpipaan]), pagu[perpipaan]), persen(angka(l.uang[kebocoran]), pagu[kebocoran]))
	semua, semuaPagu := new(big.Rat), new(big.Rat)
	for kode, p := range pagu {
		semua.Add(semua, angka(l.uang[kode]))
		semuaPagu.Add(semuaPagu, p)
	}
	b.lihat("2 dari 2")
	for _, c := range []struct {
		apa, js, want string
	}{
		{"capaian of IKU-1.1", `[...document.querySelectorAll('.kartu')].find(e => e.innerText.startsWith('IKU-1.1'))?.querySelector('.besar').innerText`, duaDesimal(layak) + "%"},
		{"capaian of IKU-1.2", `[...document.querySelectorAll('.kartu')].find(e => e.innerText.startsWith('IKU-1.2'))?.querySelector('.besar').innerText`, duaDesimal(hilang) + "%"},
		{"mean of the sasaran", `[...document.querySelectorAll('.kartu')].find(e => e.innerText.startsWith('1. Meningkatnya'))?.querySelector('.besar').innerText`, duaDesimal(kinerja) + "%"},
		{"mean absorption", `[...document.querySelectorAll('dt')].find(e => e.innerText === 'Rata-rata capaian anggaran')?.nextElementSibling.innerText`, duaDesimal(uang) + "%"},
		{"efficiency", `[...document.querySelectorAll('dt')].find(e => e.innerText === 'Tingkat efisiensi')?.nextElementSibling.innerText`, duaDesimal(persen(kinerja, uang)) + "%"},
		{"absorption", `[...document.querySelectorAll('.kartu')].find(e => e.innerText.startsWith('Serapan anggaran'))?.querySelector('.besar').innerText`, duaDesimal(persen(semua, semuaPagu)) + "%"},
		{"capaian of PRG-1", `[...document.querySelectorAll('tr')].find(e => e.innerText.includes('PRG-1'))?.innerText`, duaDesimal(sambungan) + "%"},
	} {
		if got := nilai[string](b, `(`+c.js+` ?? 'nothing').replace(/\s+/g, ' ')`); !strings.Contains(got, c.want) {
			b.t.Errorf("%s: the page shows %q, want %q", c.apa, got, c.want)
		}
	}
}

// unduhLaporan asks for the report and downloads it as somebody who has nothing but the link.
func (b *tab) unduhLaporan() {
	b.t.Helper()
	b.kirim("Minta berkas")
	b.tunggu("the report's link", cari("Unduh XLSX", "a"))
	tautan := nilai[string](b, cari("Unduh XLSX", "a")+`.href`)
	res, err := http.Get(tautan)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	isi, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		b.t.Fatalf("download: status %d, %v", res.StatusCode, err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(isi))
	if err != nil {
		b.t.Fatal(err)
	}
	var teks strings.Builder
	for _, lembar := range f.GetSheetList() {
		rows, err := f.GetRows(lembar)
		if err != nil {
			b.t.Fatal(err)
		}
		for _, r := range rows {
			teks.WriteString(strings.Join(r, "|") + "\n")
		}
	}
	for _, want := range []string{"Dinas Air Minum", "Kehilangan air", "Perbaikan Kebocoran Jaringan"} {
		if !strings.Contains(teks.String(), want) {
			b.t.Errorf("the report does not name %q", want)
		}
	}
}

// isiTanggal fills a date, which is typed in the browser's own way.
func (b *tab) isiTanggal(nama, hari string) {
	b.t.Helper()
	b.tunggu("the field "+nama, bidang(nama))
	b.lakukan(bidang(nama) + `.value = ` + js(hari))
}
