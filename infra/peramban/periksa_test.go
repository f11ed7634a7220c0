package peramban

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// batasKunjungan is how much a first visit may load, in bytes on the wire.
const batasKunjungan = 100_000

// bentukHalaman is what a page says of its own form.
type bentukHalaman struct {
	Bahasa, Judul string
	H1            int
	Lebar         int      // of the document
	Keluar        []string // what sticks out of the window
	Kecil         []string // what a finger misses
}

// bacaBentuk looks at a page as it stands. A thing in a box that scrolls by itself does
// not stick out; what only a screen reader or the Enter key finds needs no finger.
const bacaBentuk = `(() => {
  const nama = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + (e.className ? '.' + String(e.className).split(' ').join('.') : '') + ' ' + (e.innerText ?? '').slice(0, 30).replace(/\s+/g, ' ');
  const gulir = e => e && e !== document.body && (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX) || gulir(e.parentElement));
  const lebar = document.documentElement.clientWidth;
  const tampak = e => e.checkVisibility() && !e.closest('.lompat') && e.getBoundingClientRect().width > 1;
  const keluar = [...document.body.querySelectorAll('*')].filter(e => tampak(e) && e.getBoundingClientRect().right > lebar + 1 && !gulir(e.parentElement));
  const jari = [...document.querySelectorAll('button, select, textarea, input:not([type=hidden], [type=checkbox], [type=radio]), nav li a, a.tombol, a.tombol-kedua')]
    .filter(e => tampak(e) && e.getBoundingClientRect().height < 43.5);
  return {Bahasa: document.documentElement.lang, Judul: document.title, H1: document.querySelectorAll('h1').length,
    Lebar: document.documentElement.scrollWidth, Keluar: keluar.slice(0, 3).map(nama), Kecil: jari.slice(0, 3).map(nama)};
})()`

// periksa says what is wrong with the page that is open, at both widths. What was loaded
// counts from when the page was opened.
func (b *tab) periksa() []string {
	b.t.Helper()
	soal := map[string]bool{} // the same at both widths is said once
	kata := func(format string, args ...any) { soal[fmt.Sprintf(format, args...)] = true }
	axe := b.muatAxe()
	for _, lebar := range []int64{meja, ponsel} {
		b.layar(lebar)
		for _, p := range axe.periksa() {
			kata("%v", p)
		}
	}
	bentuk := nilai[bentukHalaman](b, bacaBentuk)
	if bentuk.Lebar > ponsel {
		kata("scrolls sideways on a phone: %d px wide, by %v", bentuk.Lebar, bentuk.Keluar)
	}
	if len(bentuk.Kecil) > 0 {
		kata("less than 44 px high: %v", bentuk.Kecil)
	}
	if bentuk.Bahasa != "id" {
		kata("lang: got %q, want id", bentuk.Bahasa)
	}
	if bentuk.H1 != 1 {
		kata("h1: got %d, want 1", bentuk.H1)
	}
	if judul, ekor, ada := strings.Cut(bentuk.Judul, " – "); judul == "" || !ada || ekor != "Capaian" {
		kata("title: got %q, want “… – Capaian”", bentuk.Judul)
	}
	c := b.dicatat()
	for _, k := range c.keluhan {
		kata("the browser says: %s", k)
	}
	for _, a := range c.alamat {
		if !strings.HasPrefix(a, b.m.url+"/") && !strings.HasPrefix(a, "data:") {
			kata("asks another host: %s", a)
		}
	}
	if c.bita > batasKunjungan {
		kata("a first visit loads %d bytes, want at most %d", c.bita, batasKunjungan)
	}
	return slices.Sorted(maps.Keys(soal))
}

// daftarSoal collects what is wrong by page, to be said at once.
type daftarSoal map[string][]string

func (d daftarSoal) tambah(halaman string, soal []string) {
	for _, s := range soal {
		d[s] = append(d[s], halaman)
	}
}

// katakan fails the test for each thing that is wrong and names the pages.
func (d daftarSoal) katakan(b *tab) {
	b.t.Helper()
	for _, s := range slices.Sorted(maps.Keys(d)) {
		b.t.Errorf("%s\n    on %s", s, strings.Join(d[s], "\n       "))
	}
}
