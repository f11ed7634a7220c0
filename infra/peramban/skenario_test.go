package peramban

import (
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

// TestOperatorOnAPhone fills a quarter on a small screen; the figure appears on the
// agency's page.
func TestOperatorOnAPhone(t *testing.T) {
	b := tabBaru(t, mesinSendiri(t), ponsel)
	b.masuk("operator-contoh-layanan")
	b.buka(lembar)
	b.isi("pembilang", "531")
	b.isi("penyebut", "561")
	b.kirim("Simpan dan ajukan")
	b.lihat("Tersimpan.")
	b.kirim("lihat di halaman perangkat daerah")
	b.tunggu("531 ÷ 561 × 100 as the realisasi of IKU-1.1", `[...document.querySelectorAll('tr')].some(e => e.innerText.includes('IKU-1.1') && e.innerText.includes('94,65'))`)
}

// TestTwoPeopleOnOneFigure shows the second both values and lets them decide.
func TestTwoPeopleOnOneFigure(t *testing.T) {
	m := mesinSendiri(t)
	a, b := tabBaru(t, m, ponsel), tabBaru(t, m, meja)
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
	b.kirim("Simpan dan ajukan")
	b.lihat("Dua nilai: pilih salah satu")
	baris := nilai[string](b, `[...document.querySelectorAll('tr.beda')].map(e => e.innerText.replace(/\s+/g, ' ')).join('; ')`)
	if !strings.Contains(baris, "541 542") {
		t.Errorf("the page shows %q, want 541 and 542 side by side", baris)
	}
	b.kirim("Simpan dan ajukan")
	b.lihat("Tersimpan.")
	a.buka(lembar)
	if got := nilai[string](a, bidang("pembilang")+".value"); got != "542" {
		t.Errorf("after the decision: got %q, want 542", got)
	}
}

// TestSessionEndsWhileTyping loses nothing: signed in again in another tab, the form is
// sent as it was typed.
func TestSessionEndsWhileTyping(t *testing.T) {
	b := tabBaru(t, mesinSendiri(t), ponsel)
	b.masuk("operator-contoh-layanan")
	b.buka(lembar)
	b.isi("pembilang", "543")
	b.isi("penyebut", "561")
	b.isi("Solusi", "Kunjungan ulang ke tiga desa")
	b.sesiBerakhir("operator-contoh-layanan")
	b.kirim("Simpan dan ajukan")
	b.lihat("Jangan tutup halaman ini")
	b.tabLagi().masuk("operator-contoh-layanan")
	b.kirim("Kirim isian")
	b.lihat("Tersimpan.")
	if got := nilai[string](b, bidang("pembilang")+".value + ' ' + "+bidang("Solusi")+".value"); got != "543 Kunjungan ulang ke tiga desa" {
		t.Errorf("saved: got %q, want what was typed", got)
	}
}

// TestKeyboardAlone signs in, opens a form, fills and sends it without a pointer. Every
// stop is seen, and one can always go on.
func TestKeyboardAlone(t *testing.T) {
	b := tabBaru(t, mesinSendiri(t), meja)
	b.buka("/masuk")
	b.sampai("Operator Bidang Layanan (contoh)")
	b.kirimTombol(kb.Enter)
	b.sampai("2025")
	b.kirimTombol(kb.Enter)
	b.sampai("Isi IKU-1.1")
	b.kirimTombol(kb.Enter)
	for _, f := range []struct{ nama, teks string }{{"pembilang", "544"}, {"penyebut", "561"}, {"solusi", "Jemput bola"}} {
		b.sampai(f.nama)
		b.tombol("a", chromedp.KeyModifiers(chromedp.ModifierCtrl))
		b.tombol(f.teks)
	}
	b.sampai("Simpan dan ajukan")
	b.kirimTombol(kb.Enter)
	b.lihat("Tersimpan.")
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

// TestConnectionLost sends a form when the network is gone and, when it is back, loads the
// page of the failure again, which sends the form anew: it is saved as it was typed.
func TestConnectionLost(t *testing.T) {
	b := tabBaru(t, mesinSendiri(t), ponsel)
	b.masuk("operator-contoh-layanan")
	b.buka(lembar)
	b.isi("pembilang", "546")
	b.isi("penyebut", "561")
	b.isi("tindak_lanjut[0].uraian", "Tambah petugas")
	b.centang("tindak_lanjut[0].selesai")
	b.offline(true)
	b.kirim("Simpan dan ajukan")
	b.offline(false)
	harus(b, "load anew", chromedp.Reload())
	b.lihat("Tersimpan.")
	got := nilai[string](b, bidang("pembilang")+`.value + ' ' + `+bidang("tindak_lanjut[0].uraian")+`.value + ' ' + `+bidang("tindak_lanjut[0].selesai")+`.checked`)
	if got != "546 Tambah petugas true" {
		t.Errorf("saved: got %q, want what was typed", got)
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
