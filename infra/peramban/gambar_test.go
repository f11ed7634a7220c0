package peramban

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"capaian/internal/report/reporttest"
	"capaian/internal/reporter"
	"capaian/internal/sakip"
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

// TestReportPictures takes the pictures of README.md: the first two pages of chapter III
// of the report of 2023, as another program shows them.
func TestReportPictures(t *testing.T) {
	isi, _, _, err := reporter.Render(reporttest.LKjIP(t), sakip.PDF)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	nama := filepath.Join(dir, "lkjip.pdf")
	if err := os.WriteFile(nama, isi, 0o600); err != nil {
		t.Fatal(err)
	}
	teks, err := exec.Command("pdftotext", "-raw", nama, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v; run infra/test/deps.sh, or install the Debian package poppler-utils", err)
	}
	halaman := 1 + slices.IndexFunc(strings.Split(string(teks), "\f"), func(s string) bool { return strings.HasPrefix(s, "BAB III\nAKUNTABILITAS KINERJA\n") })
	if halaman == 0 {
		t.Fatal("got no page that chapter III begins on")
	}
	if out, err := exec.Command("pdftoppm", "-r", "100", "-png", "-f", fmt.Sprint(halaman), "-l", fmt.Sprint(halaman+1), nama, filepath.Join(dir, "h")).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v\n%s", err, out)
	}
	foto, err := filepath.Glob(filepath.Join(dir, "h-*.png"))
	if err != nil || len(foto) != 2 {
		t.Fatalf("got pictures %v, %v, want two", foto, err)
	}
	for n, f := range foto {
		asal, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		kecil, err := kecilkan(asal)
		if err != nil {
			t.Fatal(err)
		}
		if len(kecil) > batasGambar {
			t.Errorf("picture %d: got %d bytes, want at most %d", n+1, len(kecil), batasGambar)
		}
		if *gambar {
			if err := os.WriteFile(fmt.Sprintf("../../docs/gambar/lkjip-%d.png", n+1), kecil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
