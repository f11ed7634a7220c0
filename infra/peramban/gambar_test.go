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

	"github.com/chromedp/chromedp"
)

// batasGambar is how large a picture of the guide may be, in bytes.
const batasGambar = 60_000

// foto takes the picture of what the window shows for docs/panduan-pengguna, when the
// tests are asked to.
func (b *tab) foto(nama string) {
	b.t.Helper()
	if !*gambar {
		return
	}
	kecil, err := kecilkan(harus(b, "take a picture", chromedp.CaptureScreenshot()))
	if err != nil {
		b.t.Fatal(err)
	}
	if len(kecil) > batasGambar {
		b.t.Errorf("picture %s: got %d bytes, want at most %d", nama, len(kecil), batasGambar)
	}
	folder := filepath.Join(root, "docs/panduan-pengguna/gambar")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, nama+".png"), kecil, 0o644); err != nil {
		b.t.Fatal(err)
	}
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
