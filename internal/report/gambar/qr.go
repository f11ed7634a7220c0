package gambar

import (
	"fmt"

	"rsc.io/qr/coding"
)

// sunyi is how many blank modules stand around a QR code (ISO/IEC 18004).
const sunyi = 4

// QR draws text as a QR code of a side in points, with its blank margin; a code that
// has lost a seventh of its surface can still be read. It fails on text that is too
// long for one.
func QR(teks string, sisi float64) (Adegan, error) {
	isi := coding.String(teks)
	versi := coding.Version(coding.MinVersion)
	for isi.Bits(versi) > versi.DataBytes(coding.M)*8 {
		if versi++; versi > coding.MaxVersion {
			return Adegan{}, fmt.Errorf("gambar: %d bytes are too long for a QR code", len(teks))
		}
	}
	rencana, err := coding.NewPlan(versi, coding.M, 0)
	if err != nil {
		return Adegan{}, err
	}
	c, err := rencana.Encode(isi)
	if err != nil {
		return Adegan{}, err
	}
	m := sisi / float64(c.Size+2*sunyi)
	k := kanvas{Adegan{Lebar: sisi, Tinggi: sisi}}
	k.tambah(Kotak{Lebar: sisi, Tinggi: sisi, Isi: putih, Tepi: Tanpa})
	for y := range c.Size {
		for x := 0; x < c.Size; x++ {
			mulai := x
			for x < c.Size && c.Black(x, y) {
				x++
			}
			if x > mulai { // a little higher than a module, so that no seam shows
				k.tambah(Kotak{X: float64(mulai+sunyi) * m, Y: float64(y+sunyi) * m, Lebar: float64(x-mulai) * m, Tinggi: m * 1.03, Isi: 0, Tepi: Tanpa})
			}
		}
	}
	return k.Adegan, nil
}
