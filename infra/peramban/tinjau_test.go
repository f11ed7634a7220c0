package peramban

import (
	"testing"
	"time"
)

// drafPK is the form of a new version of a real year's agreement.
const drafPK = "/opd/dinsos-p3a-trenggalek/tahun/2023/rencana/tambah/perjanjian"

// TestTargetsAreReviewedWhileTyping promises less than the year before had, on a phone: it
// is told without a press, is gone when it is mended, and moves nothing under the finger.
// On a slow line no answer to older typing comes over a newer one.
func TestTargetsAreReviewedWhileTyping(t *testing.T) {
	const target, tempat = "target.IKU-1.1.nilai", `document.getElementById('tinjauan-ringkas')`
	m, j := mesinBersama(t).lewatJaringan(t)
	b := tabBaru(t, m, ponsel)
	b.tanpaPekerja()
	b.masuk("verifikator-dinsos")
	b.buka(drafPK)
	letak := func() string {
		return nilai[string](b, `JSON.stringify([...document.querySelectorAll('[name="`+target+`"], .lengket .tombol')].map(e => Math.round(e.getBoundingClientRect().top)))`)
	}
	baik, buruk := "tidak ada temuan baru", "di bawah realisasi tahun lalu"

	b.isi(target, "100")
	b.tunggu("a review of what is as good", tempat+`.innerText.includes(`+js(baik)+`)`)
	b.isi(target, "1")
	semula := letak()
	b.tunggu("the finding, without a press", tempat+`.innerText.includes(`+js(buruk)+`)`)
	b.tunggu("its full text", `document.getElementById('tinjauan').innerText.includes('lebih rendah daripada yang sudah tercapai tahun lalu')`)
	if got := letak(); got != semula {
		t.Errorf("with the finding the field and the button are at %s, before at %s", got, semula)
	}
	if !nilai[bool](b, `document.activeElement.name === `+js(target)) {
		t.Error("the finding took the focus")
	}
	b.isi(target, "100")
	b.tunggu("no finding any more", tempat+`.innerText.includes(`+js(baik)+`) && !document.getElementById('tinjauan').innerText.includes('lebih rendah')`)

	j.lambat.Store(true)
	sampai := func(n int64) {
		t.Helper()
		for batas := time.Now().Add(20 * time.Second); j.tiba.Load() < n; time.Sleep(20 * time.Millisecond) {
			if time.Now().After(batas) {
				t.Fatalf("got %d reviews asked for, want %d", j.tiba.Load(), n)
			}
		}
	}
	b.isi(target, "1")
	sampai(1)
	b.isi(target, "101")
	sampai(2)
	j.lambat.Store(false)
	for range 2 {
		j.lepas <- struct{}{}
	}
	b.tunggu("the newer answer", tempat+`.innerText.includes(`+js(baik)+`) && !`+tempat+`.classList.contains('basi')`)
	b.diam()
	if got := nilai[string](b, tempat+`.innerText`); !nilai[bool](b, tempat+`.innerText.includes(`+js(baik)+`)`) {
		t.Errorf("after all answers: got %q, want %q", got, baik)
	}

	j.putuskan(b, true)
	b.isi(target, "2")
	b.tunggu("that it could not be reviewed", tempat+`.innerText.includes('Belum tersambung')`)
	j.putuskan(b, false)
	b.lupa()
}

// TestReviewWithoutScript asks by a button, and keeps what was typed.
func TestReviewWithoutScript(t *testing.T) {
	b := tabBaru(t, mesinBersama(t), ponsel)
	b.skrip(false)
	b.masuk("verifikator-dinsos")
	b.buka(drafPK)
	b.isi("target.IKU-1.1.nilai", "1")
	b.kirim("Periksa dulu")
	b.lihat("lebih rendah daripada yang sudah tercapai tahun lalu")
	b.harusIsi("target.IKU-1.1.nilai", "1")
}

// TestFigureIsReviewedWhileTyping sees beside the preview what a figure contradicts.
func TestFigureIsReviewedWhileTyping(t *testing.T) {
	b := tabBaru(t, mesinBersama(t), ponsel)
	b.masuk("verifikator-contoh")
	b.buka(lembarIsian("IKU-1.4"))
	b.isi("nilai", "0")
	b.lihat("di atas 120%")
	b.lihat("Capaian sangat tinggi")
	b.isi("nilai", "5")
	b.tunggu("no such finding any more", `!document.getElementById('tinjauan').innerText.includes('120%')`)
	b.lakukan(`localStorage.clear()`)
}

// TestBudgetTableIsReviewedWhileTyping types more than the pagu into a row of the table: it
// is told without a press, in its place, and is gone when it is mended.
func TestBudgetTableIsReviewedWhileTyping(t *testing.T) {
	const ringkas = `document.getElementById('tinjauan-ringkas').innerText.includes(`
	b := tabBaru(t, mesinBersama(t), ponsel)
	b.tanpaPekerja()
	b.masuk("verifikator-contoh")
	b.buka("/opd/dinas-contoh/tahun/2025/isian/TW4/anggaran")
	isian := nilai[string](b, `document.querySelector('input.angka').name`)
	semula := nilai[string](b, `document.querySelector('input.angka').value`)
	b.isi(isian, "999.000.000.000")
	b.tunggu("the warning, without a press", ringkas+`'Realisasi melebihi pagu'`+`)`)
	b.isi(isian, semula)
	b.tunggu("no warning any more", ringkas+`'tidak ada temuan baru'`+`)`)
	if nilai[bool](b, `!!document.querySelector('button[name=tinjau]:not([hidden])')`) {
		t.Error("the button for who has no script is shown")
	}
}
