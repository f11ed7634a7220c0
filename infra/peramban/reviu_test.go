package peramban

import (
	"encoding/base64"
	"strings"
	"testing"

	"capaian/internal/report/reporttest"
	"capaian/internal/report/xlsx"
	"capaian/internal/sakip"
)

// berkasReviu chooses a file on the page of reviews.
func (b *tab) berkasReviu(nama string, isi []byte) {
	b.t.Helper()
	b.lakukan(`(() => { const d = new DataTransfer(); d.items.add(new File([Uint8Array.from(atob(` + js(base64.StdEncoding.EncodeToString(isi)) +
		`), c => c.charCodeAt(0))], ` + js(nama) + `)); document.getElementById('berkas').files = d.files; })()`)
}

// TestReviewOfAReport hands a stranger's report in, on a phone and without script: a cell
// that was changed is found, what it was made of as it should be is not, and the text that
// was pasted stays when something is wrong with it.
func TestReviewOfAReport(t *testing.T) {
	doc := reporttest.Susun(t, reporttest.Tahun(t, "trenggalek", 2023), sakip.LKjIP, "", 4)
	teks := reporttest.Teks(doc, reporttest.Halaman{Baris: 34, Ulang: true})
	salah := strings.Replace(teks, "\t99,40", "\t94,90", 1)
	if salah == teks {
		t.Fatal("the report does not print the cell that is to be changed")
	}
	buku, err := xlsx.Render(doc)
	if err != nil {
		t.Fatal(err)
	}
	b := tabBaru(t, mesinBersama(t), ponsel)
	soal := daftarSoal{}
	for _, langkah := range []struct {
		nama string
		buat func()
		soal []string // what the browser says besides
	}{
		{"a report with a wrong cell", func() {
			b.berkasReviu("laporan.txt", []byte(salah))
			b.kirim("Periksa")
			b.lihat("Galat (1)")
			b.lihat("tercetak 94,90%, seharusnya 99,40%")
			b.lihat("laporan.txt")
		}, nil},
		{"the report as it is", func() {
			b.berkasReviu("laporan.xlsx", buku)
			b.kirim("Periksa")
			b.lihat("Hasil reviu")
			if n := nilai[int](b, `document.querySelectorAll('.salah-kotak').length`); n != 0 {
				t.Errorf("got %d errors of a report that has none", n)
			}
		}, nil},
		{"a pasted text of nothing", func() {
			b.isi("teks", "%PDF-1.7 bukan teks")
			b.kirim("Periksa")
			b.lihat("Berkas ini PDF")
			b.harusIsi("teks", "%PDF-1.7 bukan teks")
		}, []string{"status of 4"}},
	} {
		b.buka("/publik")
		b.skrip(false)
		b.kirim("Reviu laporan")
		b.lupa()
		langkah.buat()
		b.skrip(true) // axe-core is one
		var sisa []string
		for _, s := range b.periksa() {
			if len(langkah.soal) == 0 || !strings.Contains(s, langkah.soal[0]) {
				sisa = append(sisa, s)
			}
		}
		soal.tambah(langkah.nama, sisa)
	}
	soal.katakan(b)
}
