package peramban

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// batasGambar is how large a picture of the guide may be, in bytes.
const batasGambar = 60_000

// buku is how wide the pictures of a desk are.
const buku = 1024

// foto takes the picture of a page for the guide, when the tests are asked to: over the
// whole width, from the top of what one selector finds to the bottom of what another
// does. "" is the top of the page, and the bottom of the window.
func (b *tab) foto(berkas, dari, sampai string) {
	b.t.Helper()
	ruang := nilai[[]float64](b, `(() => { document.activeElement?.blur(); scrollTo(0, 0); const di = s => { const r = document.querySelector(s).getBoundingClientRect(); return [r.top - 8, r.bottom + 8]; };
  return [`+ujung(dari, "[0]", "0")+`, `+ujung(sampai, "[1]", "innerHeight")+`].map(y => Math.max(0, Math.round(y))); })()`)
	if ruang[1] <= ruang[0] {
		b.gagal("picture %s: from %v to %v", berkas, ruang[0], ruang[1])
	}
	if !*gambar {
		return
	}
	ya := true
	kecil, err := kecilkan(perintah(b, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: &ya,
		Clip: &page.Viewport{Y: ruang[0], Width: float64(b.lebar), Height: ruang[1] - ruang[0], Scale: 1}}).Data)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(berkas), 0o755); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(berkas, kecil, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// ujung is an expression: an edge of what a selector finds, or else what is given.
func ujung(selector, sisi, lain string) string {
	if selector == "" {
		return lain
	}
	return "di(" + js(selector) + ")" + sisi
}

// kecilkan packs a screenshot with the 256 colours that it has most of. Text on a plain
// ground has few, and its edges bear a near one.
func kecilkan(isi []byte) ([]byte, error) {
	asal, err := png.Decode(bytes.NewReader(isi))
	if err != nil {
		return nil, err
	}
	kali := map[color.RGBA]int{}
	luas := asal.Bounds()
	kasar := func(c color.RGBA) color.RGBA { // near colours count as one
		return color.RGBA{c.R &^ 7, c.G &^ 7, c.B &^ 7, 255}
	}
	baca := image.NewRGBA(luas)
	draw.Draw(baca, luas, asal, luas.Min, draw.Src)
	wakil := map[color.RGBA]color.RGBA{}
	for y := luas.Min.Y; y < luas.Max.Y; y++ {
		for x := luas.Min.X; x < luas.Max.X; x++ {
			c := baca.RGBAAt(x, y)
			k := kasar(c)
			if kali[k]++; kali[k] == 1 {
				wakil[k] = c
			}
		}
	}
	sering := make([]color.RGBA, 0, len(kali))
	for k := range kali {
		sering = append(sering, k)
	}
	slices.SortFunc(sering, func(a, b color.RGBA) int {
		if kali[a] != kali[b] {
			return kali[b] - kali[a]
		}
		return int(a.R)<<16 + int(a.G)<<8 + int(a.B) - int(b.R)<<16 - int(b.G)<<8 - int(b.B)
	})
	var warna color.Palette
	for _, k := range sering[:min(len(sering), 256)] {
		warna = append(warna, wakil[k])
	}
	hasil := image.NewPaletted(luas, warna)
	draw.Draw(hasil, luas, baca, luas.Min, draw.Src)
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, hasil)
	return out.Bytes(), err
}

// TestPicturesAreSmall packs a page with the most in it.
func TestPicturesAreSmall(t *testing.T) {
	b := tabBaru(t, mesinBersama(t), meja)
	b.masuk("verifikator-contoh")
	b.buka(dinas)
	isi := harus(b, "take a picture", chromedp.CaptureScreenshot())
	kecil, err := kecilkan(isi)
	if err != nil {
		t.Fatal(err)
	}
	if len(kecil) > batasGambar || len(kecil) >= len(isi) {
		t.Errorf("got %d bytes of %d, want fewer and at most %d", len(kecil), len(isi), batasGambar)
	}
	g, err := png.Decode(bytes.NewReader(kecil))
	if err != nil || g.Bounds().Dx() != meja {
		t.Errorf("got %v, %v, want a picture %d wide", g.Bounds(), err, meja)
	}
}
