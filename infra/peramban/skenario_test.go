package peramban

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	dinas  = "/opd/dinas-contoh/tahun/2025"
	lembar = dinas + "/isi/IKU-1.1/TW4"
)

// lembarIsian is the form of an indicator's last quarter.
func lembarIsian(indikator string) string { return dinas + "/isi/" + indikator + "/TW4" }

// versi is the version that the form on the page is of.
func (b *tab) versi() int64 {
	b.t.Helper()
	n, err := strconv.ParseInt(nilai[string](b, `document.querySelector('#isian-angka [name=versi]').value`), 10, 64)
	if err != nil {
		b.t.Fatal(err)
	}
	return n
}

// harusIsi fails the test unless a field has a value.
func (b *tab) harusIsi(nama, want string) {
	b.t.Helper()
	if got := nilai[string](b, bidang(nama)+".value"); got != want {
		b.t.Errorf("%s: got %q, want %q", nama, got, want)
	}
}

// TestOperatorOnAPhone fills a quarter on a small screen; the figure appears on the
// agency's page.
func TestOperatorOnAPhone(t *testing.T) {
	b := tabBaru(t, mesinBersama(t), ponsel)
	b.masuk("operator-contoh-layanan")
	b.buka(lembar)
	b.isi("pembilang", "531")
	b.isi("penyebut", "561")
	b.kirim("Simpan dan ajukan")
	b.lihat("Tersimpan.")
	b.kirim("lihat di halaman perangkat daerah")
	b.tunggu("531 ÷ 561 × 100 as the realisasi of IKU-1.1", `[...document.querySelectorAll('tr')].some(e => e.innerText.includes('IKU-1.1') && e.innerText.includes('94,65'))`)
}

// duaNilai lets a second person type over what a first one saved meanwhile, who then sees
// both values.
func duaNilai(t *testing.T, skrip bool) (a, b *tab) {
	t.Helper()
	m := mesinBersama(t)
	a, b = tabBaru(t, m, ponsel), tabBaru(t, m, meja)
	if !skrip {
		b.skrip(false)
	}
	a.masuk("operator-contoh-layanan")
	b.masuk("verifikator-contoh")
	a.buka(lembar)
	b.buka(lembar)
	a.isi("pembilang", "541")
	a.isi("penyebut", "561")
	a.kirim("Simpan dan ajukan")
	a.lihat("Tersimpan.")
	b.isi("pembilang", "542")
	b.isi("penyebut", "561")
	b.tekan("Simpan dan ajukan")
	b.lihat("Dua nilai: pilih salah satu")
	baris := nilai[string](b, `[...document.querySelectorAll('tr.beda')].map(e => e.innerText.replace(/\s+/g, ' ')).join('; ')`)
	if !strings.Contains(baris, "541 542") {
		t.Errorf("the page shows %q, want 541 and 542 side by side", baris)
	}
	b.harusIsi("pembilang", "542")
	return a, b
}

// TestTwoPeopleOnOneFigure shows the second both values and lets them decide, with script
// and without.
func TestTwoPeopleOnOneFigure(t *testing.T) {
	for _, k := range []struct {
		nama  string
		skrip bool
	}{{"with script", true}, {"without script", false}} {
		t.Run(k.nama+", one's own", func(t *testing.T) {
			a, b := duaNilai(t, k.skrip)
			b.kirim("Simpan dan ajukan")
			b.lihat("Tersimpan.")
			a.buka(lembar)
			a.harusIsi("pembilang", "542")
		})
		t.Run(k.nama+", the stored one", func(t *testing.T) {
			a, b := duaNilai(t, k.skrip)
			b.kirim("Pakai yang tersimpan, buang isian saya")
			for range 2 { // and nothing that was thrown away comes back
				b.harusIsi("pembilang", "541")
				b.buka(lembar)
			}
			if nilai[bool](b, `document.querySelector('#keadaan').checkVisibility()`) {
				t.Errorf("the form says %q, want nothing", nilai[string](b, `document.querySelector('#keadaan').innerText`))
			}
			a.buka(lembar)
			a.harusIsi("pembilang", "541")
		})
	}
}

// TestSessionEndsWhileTyping loses nothing: the form waits until its person signed in
// again, and is sent as it was typed.
func TestSessionEndsWhileTyping(t *testing.T) {
	const solusi = "Kunjungan ulang ke tiga desa"
	for _, k := range []struct {
		nama   string
		kembar func(b *tab)
	}{
		{"with script, in the same tab", func(b *tab) {
			b.tekan("Simpan dan ajukan")
			b.lihat("Sesi berakhir.")
			b.kirim("Masuk lagi")
			b.pilihOrang("operator-contoh-layanan")
		}},
		{"without script, in another tab", func(b *tab) {
			b.kirim("Simpan dan ajukan")
			b.lihat("Jangan tutup halaman ini")
			b.tabLagi().masuk("operator-contoh-layanan")
			b.kirim("Kirim isian")
		}},
	} {
		t.Run(k.nama, func(t *testing.T) {
			b := tabBaru(t, mesinBersama(t), ponsel)
			if strings.HasPrefix(k.nama, "without") {
				b.skrip(false)
			}
			b.masuk("operator-contoh-layanan")
			b.buka(lembar)
			b.isi("pembilang", "543")
			b.isi("penyebut", "561")
			b.isi("Solusi", solusi)
			b.sesiBerakhir("operator-contoh-layanan")
			k.kembar(b)
			b.lihat("Tersimpan.")
			b.harusIsi("pembilang", "543")
			b.harusIsi("Solusi", solusi)
			b.buka(lembar)
			b.isi("pembilang", "540")
			b.isi("Solusi", "")
			b.kirim("Simpan dan ajukan")
			b.lihat("Tersimpan.")
		})
	}
}

// TestKeyboardAlone signs in, opens a form, fills it, is asked for a reason, gives it and
// sends without a pointer. Every stop is seen, and one can always go on.
func TestKeyboardAlone(t *testing.T) {
	b := tabBaru(t, mesinBersama(t), meja)
	b.buka("/masuk")
	b.sampai("Operator Bidang Layanan (contoh)")
	b.kirimTombol(kb.Enter)
	b.sampai("2025")
	b.kirimTombol(kb.Enter)
	b.sampai("Isi IKU-1.1")
	b.kirimTombol(kb.Enter)
	ganti := func(nama, teks string) {
		b.sampai(nama)
		b.tombol("a", chromedp.KeyModifiers(chromedp.ModifierCtrl))
		b.tombol(teks)
	}
	ganti("pembilang", "571") // more than there were
	ganti("penyebut", "561")
	ganti("solusi", "Jemput bola")
	b.sampai("Simpan dan ajukan")
	b.tombol(kb.Enter)
	b.lihat("Belum tersimpan. Perbaiki lalu simpan lagi:")
	alasan := nilai[string](b, `document.querySelector('#peringatan textarea').name`)
	b.tunggu("the focus at what is wrong", `document.activeElement.matches('[role=alert]')`)
	b.tombol(kb.Tab)
	if f := b.fokus(); !f.Tampak || !f.Bingkai {
		t.Errorf("the focus on %q cannot be seen", f.Nama)
	}
	b.tombol(kb.Enter)
	b.tunggu("the focus on the reason, which the first fault leads to", `document.activeElement.name === `+js(alasan))
	b.tombol("Permohonan tahun lalu ikut selesai")
	b.sampai("Simpan dan ajukan")
	b.kirimTombol(kb.Enter)
	b.lihat("Tersimpan.")
	b.harusIsi("pembilang", "571")
	b.harusIsi("solusi", "Jemput bola")
	b.harusIsi(alasan, "Permohonan tahun lalu ikut selesai")
}

// TestNoKeyboardTraps goes round every kind of page by Tab: each thing that can be
// reached is reached once, is seen, and the round ends.
func TestNoKeyboardTraps(t *testing.T) {
	b := tabBaru(t, mesinBersama(t), meja)
	b.masuk("verifikator-contoh")
	for _, alamat := range []string{"/", dinas, lembar, dinas + "/anggaran/TW4/C.U1.P04.K01.S01?sumber=APBD"} {
		b.buka(alamat)
		semua := nilai[int](b, `document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]').length`)
		for n := 1; ; n++ {
			b.tombol(kb.Tab)
			if b.fokus().Nama == "" {
				break
			}
			if n > semua {
				t.Errorf("%s: %d stops, and the page has %d things: the focus goes round in a trap", alamat, n, semua)
				break
			}
		}
	}
}

// TestNothingStaysBehind signs out on a machine that others use, too: the back button
// shows none of what was seen.
func TestNothingStaysBehind(t *testing.T) {
	b := tabBaru(t, mesinBersama(t), meja)
	perintah(b, network.SetCacheDisabled, network.SetCacheDisabledParams{})
	b.masuk("verifikator-contoh")
	for _, alamat := range []string{dinas, lembar} {
		b.buka(alamat)
	}
	b.kirim("Keluar")
	for range 2 {
		b.kembali()
		if di := b.di(); !strings.HasPrefix(di, "/masuk") {
			t.Errorf("after signing out the back button shows %s, want the sign-in", di)
		}
	}
}

// simpanAwal saves a figure, opens its form anew and gives its version, which counts the
// changes of the agency's year.
func simpanAwal(b *tab, indikator, nilai string) int64 {
	b.t.Helper()
	b.buka(lembarIsian(indikator))
	b.isi("nilai", nilai)
	b.kirim("Simpan dan ajukan")
	b.lihat("Tersimpan.")
	b.buka(lembarIsian(indikator))
	return b.versi()
}

// TestConnectionLost fills a form where there is no network. It waits on the device, also
// when the page is loaded anew, and is sent by itself when the network is back, once.
func TestConnectionLost(t *testing.T) {
	m, j := mesinBersama(t).lewatJaringan(t)
	b := tabBaru(t, m, ponsel)
	b.masuk("operator-contoh-layanan")
	b.buka(dinas + "/isian/TW4")
	b.tunggu("the service worker", `navigator.serviceWorker.controller`)
	awal := simpanAwal(b, "IKU-1.4", "4,40")
	j.kiriman.Store(0)
	b.isi("nilai", "4,25")
	b.isi("tindak_lanjut[0].uraian", "Tambah petugas")
	b.centang("tindak_lanjut[0].selesai")
	b.lihat("Tersimpan di perangkat ini")
	j.putuskan(b, true)
	b.tekan("Simpan dan ajukan")
	b.lihat("Menunggu jaringan.")
	for range 2 {
		b.lakukan(tandaiLama)
		harus(b, "load anew", chromedp.Reload())
		b.dimuat("loading anew")
		b.lihat("dipulihkan")
		b.harusIsi("nilai", "4,25")
		b.harusIsi("tindak_lanjut[0].uraian", "Tambah petugas")
	}
	if n := j.kiriman.Load(); n != 0 {
		t.Errorf("without a network: got %d figures sent, want none", n)
	}
	j.putuskan(b, false)
	b.lihat("Tersimpan.")
	b.buka(lembarIsian("IKU-1.4"))
	b.harusIsi("nilai", "4,25")
	b.harusIsi("tindak_lanjut[0].uraian", "Tambah petugas")
	if !nilai[bool](b, bidang("tindak_lanjut[0].selesai")+".checked") {
		t.Error("tindak_lanjut[0].selesai: got no tick, want what was chosen")
	}
	if got, n := b.versi(), j.kiriman.Load(); got != awal+1 || n != 1 {
		t.Errorf("got version %d after %d sendings, want %d after one", got, n, awal+1)
	}
}

// TestAnswerLost saves a figure and never hears of it: it is sent again, and has one effect.
func TestAnswerLost(t *testing.T) {
	m, j := mesinBersama(t).lewatJaringan(t)
	b := tabBaru(t, m, ponsel)
	b.masuk("operator-contoh-layanan")
	awal := simpanAwal(b, "IKU-1.5", "19")
	j.kiriman.Store(0)
	b.isi("nilai", "17")
	j.bungkam.Store(true)
	b.tekan("Simpan dan ajukan")
	b.lihat("Menunggu jaringan.")
	j.bungkam.Store(false)
	b.kabarkan(true)
	b.kabarkan(false)
	b.lihat("Tersimpan.")
	b.buka(lembarIsian("IKU-1.5"))
	b.harusIsi("nilai", "17")
	if got, n := b.versi(), j.kiriman.Load(); got != awal+1 || n != 2 {
		t.Errorf("got version %d after %d sendings, want %d after two", got, n, awal+1)
	}
}

// TestReturnedUntilFinal takes a figure all its way: handed in on a phone, returned with a
// note, handed in again, verified with all others, and made final, after which nobody
// types over it.
func TestReturnedUntilFinal(t *testing.T) {
	m := mesinSendiri(t)
	operator, verifikator, kepala := tabBaru(t, m, ponsel), tabBaru(t, m, meja), tabBaru(t, m, ponsel)
	operator.masuk("operator-contoh-layanan")
	verifikator.masuk("verifikator-contoh")
	kepala.masuk("kepala-contoh")

	operator.buka(lembar)
	operator.isi("pembilang", "551")
	operator.isi("penyebut", "561")
	operator.kirim("Simpan dan ajukan")
	operator.lihat("Tersimpan.")

	verifikator.buka(lembar)
	verifikator.tekan("Kembalikan")
	verifikator.isi("catatan", "Penyebut tidak sama dengan data Dukcapil")
	verifikator.kirimIsian("catatan")
	verifikator.lihat("dikembalikan")

	operator.buka("/")
	operator.lihat("Catatan: Penyebut tidak sama dengan data Dukcapil")
	operator.kirim("IKU-1.1")
	operator.lihat("Catatan pengembalian: Penyebut tidak sama dengan data Dukcapil")
	operator.isi("penyebut", "562")
	operator.kirim("Simpan dan ajukan")
	operator.lihat("Tersimpan.")

	verifikator.buka(dinas + "/verifikasi/TW4")
	verifikator.kirim("Verifikasi semua")
	verifikator.lihat("Tersimpan.")

	kepala.buka(dinas + "/verifikasi/TW4")
	if nilai[bool](kepala, `Boolean(`+bidang("tinggalkan")+`)`) {
		kepala.centang("tinggalkan")
	}
	kepala.kirim("Jadikan triwulan IV final")
	kepala.lihat("Tersimpan.")

	operator.buka(lembar)
	operator.lihat("final")
	if nilai[bool](operator, `Boolean(`+bidang("pembilang")+`)`) {
		t.Error("a final figure can be typed over")
	}
}

// TestSomebodyElseSignsIn in another tab of the same browser: what the first typed is never
// sent in the second one's name, and the browser keeps nothing of it.
func TestSomebodyElseSignsIn(t *testing.T) {
	b := tabBaru(t, mesinSendiri(t), ponsel)
	b.masuk("verifikator-contoh")
	b.buka(lembar)
	b.isi("pembilang", "547")
	b.isi("Solusi", "Hanya untuk verifikator")
	b.tunggu("a draft on the device", `JSON.stringify(localStorage).includes('Hanya')`)
	lain := b.tabLagi()
	lain.masuk("operator-contoh-layanan") // may enter the figure, too
	lain.tunggu("no draft of the other", `localStorage.length === 0`)
	b.tekan("Simpan dan ajukan")
	b.tunggu("that somebody else signed in", `document.body.innerText.includes('orang lain sudah masuk')`)
	lain.buka(lembar)
	if got := nilai[string](lain, bidang("pembilang")+".value"); got != "540" {
		t.Errorf("saved: got %q, want it as it was before", got)
	}
}

// TestUploadThatIsRefused says why and what to do; what was chosen and typed stays.
func TestUploadThatIsRefused(t *testing.T) {
	b := tabBaru(t, mesinSendiri(t), ponsel)
	b.masuk("operator-contoh-layanan")
	b.buka(lembar)
	b.tekan("Tambah bukti")
	pilih := func(nama string, bita int) {
		b.lakukan(`(() => { const d = new DataTransfer(); d.items.add(new File([new Uint8Array(` + strconv.Itoa(bita) + `)], ` + js(nama) + `)); const e = document.getElementById('bukti.berkas'); e.files = d.files; e.dispatchEvent(new Event('change')); })()`)
	}
	b.isi("Keterangan", "Daftar hadir")
	pilih("hadir.pdf", 20<<20+1)
	b.tekan("Lanjut: kirim berkasnya")
	b.lihat("Berkas terlalu besar")
	pilih("hadir.pdf", 100)
	b.sesiBerakhir("operator-contoh-layanan")
	b.tekan("Lanjut: kirim berkasnya")
	b.lihat("Sesi berakhir. Masuk lagi di tab lain")
	b.tabLagi().masuk("operator-contoh-layanan")
	b.tekan("Lanjut: kirim berkasnya")
	b.lihat("Terkirim")
}

// TestSigningOutAsksForDrafts on whatever page: what was typed and not sent is gone after it.
func TestSigningOutAsksForDrafts(t *testing.T) {
	b := tabBaru(t, mesinBersama(t), ponsel)
	b.masuk("operator-contoh-layanan")
	b.buka(lembar)
	b.isi("Solusi", "Belum terkirim")
	b.tunggu("a draft on the device", `JSON.stringify(localStorage).includes('terkirim')`)
	b.buka("/")
	b.lakukan(`window.confirm = (s) => { window.ditanya = s; return false; }`)
	b.tekan("Keluar")
	b.tunggu("the question", `window.ditanya?.includes('belum dikirim')`)
	b.buka(lembar)
	if got := nilai[string](b, bidang("Solusi")+".value"); got != "Belum terkirim" {
		t.Errorf("after staying: got %q, want what was typed", got)
	}
	b.buka("/")
	b.lakukan(`window.confirm = () => true`)
	b.kirim("Keluar")
	b.tunggu("nothing kept", `localStorage.length === 0`)
}

// TestImportSaysWhatHappens sends a file over a slow line: how much of it is sent, that it
// is read, and that it is saved are said on the page meanwhile; without script a page of its
// own says that it is read.
func TestImportSaysWhatHappens(t *testing.T) {
	b := tabBaru(t, mesinSendiri(t), ponsel)
	b.masuk("verifikator-contoh")
	b.buka(dinas + "/impor")
	b.lakukan(`(() => { const d = new DataTransfer(), isi = "Kode indikator;Triwulan;Nilai\nIKU-1.3;TW4;131\n" + ";;\n".repeat(60000);
  d.items.add(new File([isi], "Realisasi TW4.csv", {type: "text/csv"}));
  document.querySelector("#berkas").files = d.files; document.querySelector("#jenis-realisasi").checked = true; })()`)
	dengarKabar := `(() => { const k = document.querySelector('.kemajuan-impor'), dulu = JSON.parse(sessionStorage.kabar ?? '[]');
  new MutationObserver(() => { if (!k.hidden) { dulu.push(k.textContent); sessionStorage.kabar = JSON.stringify(dulu); } }).observe(k, {childList: true, attributes: true}); })()`
	b.lakukan(dengarKabar)
	pelan := &network.Conditions{DownloadThroughput: -1, UploadThroughput: 100 << 10}
	perintah(b, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{pelan}})
	b.kirim("Unggah dan lihat pratinjau")
	b.lihat("1 baris data akan tersimpan sekaligus")
	b.lakukan(dengarKabar)
	b.kirim("Simpan yang diterima")
	b.lihat("Impor selesai")
	kabar := strings.Join(nilai[[]string](b, `JSON.parse(sessionStorage.kabar)`), "\n")
	for _, want := range []string{"%…", "Sedang dibaca dan dibandingkan", "Sedang menyimpan 1 baris data"} {
		if !strings.Contains(kabar, want) {
			t.Errorf("the page said\n%s\nwant %q among it", kabar, want)
		}
	}
	if m := regexp.MustCompile(`Mengirim ([1-9]|[1-9]\d)%`).FindString(kabar); m == "" {
		t.Errorf("the page said\n%s\nwant a share between 1 and 99%% sent", kabar)
	}
}
