// Package gambar draws the figures of a neutral document, charts and charts of boxes, as
// scenes of boxes, lines and words that every writer can put into its own format: the
// same figure everywhere.
package gambar

// Adegan is a scene. Lengths are points; x runs to the right, y down, from the upper
// left corner.
type Adegan struct {
	Lebar, Tinggi float64
	Bentuk        []Bentuk // painted in order
}

// Bentuk is one of Kotak, Garis and Tulisan.
type Bentuk interface{ bentuk() }

// Warna is a colour: 0xRRGGBB. Tanpa paints nothing.
type Warna int32

// Tanpa is no colour.
const Tanpa Warna = -1

// Kotak is a rectangle, filled, outlined or both.
type Kotak struct {
	X, Y, Lebar, Tinggi float64
	Isi, Tepi           Warna
	Tebal               float64 // of the outline
}

// Garis is a line through points.
type Garis struct {
	Titik []Titik
	Warna Warna
	Tebal float64
	Putus bool // dashed
	Bulat bool // a dot at every point
	Tutup bool // closed and filled with Isi
	Isi   Warna
}

// Titik is a point.
type Titik struct{ X, Y float64 }

// Jangkar is which part of a line of words stands at its x.
type Jangkar int

const (
	Awal Jangkar = iota
	Tengah
	Akhir
)

// Tulisan is one line of words in the sans face; Y is its baseline.
type Tulisan struct {
	X, Y    float64
	Teks    string
	Ukuran  float64
	Tebal   bool
	Jangkar Jangkar
	Warna   Warna
}

func (Kotak) bentuk()   {}
func (Garis) bentuk()   {}
func (Tulisan) bentuk() {}
