package huruf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansbolditalic"
	"github.com/go-fonts/liberation/liberationsansitalic"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifbolditalic"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// Rupa is a face. The serif faces have the widths of Times New Roman, the others those
// of Arial.
type Rupa uint8

const (
	SerifBiasa Rupa = iota
	SerifTebal
	SerifMiring
	SerifTebalMiring
	SansBiasa
	SansTebal
	SansMiring
	SansTebalMiring
	jumlahRupa
)

// Pilih is the face of a look.
func Pilih(sans, tebal, miring bool) Rupa {
	r := SerifBiasa
	if sans {
		r = SansBiasa
	}
	if tebal {
		r++
	}
	if miring {
		r += 2
	}
	return r
}

// rupa is what is known of a face before it is parsed; StemV is that of the Adobe face
// of the same widths, for the TrueType file does not say it.
var rupa = [jumlahRupa]struct {
	nama   string
	data   []byte
	batang int
}{
	{"LiberationSerif", liberationserifregular.TTF, 84},
	{"LiberationSerif-Bold", liberationserifbold.TTF, 139},
	{"LiberationSerif-Italic", liberationserifitalic.TTF, 76},
	{"LiberationSerif-BoldItalic", liberationserifbolditalic.TTF, 121},
	{"LiberationSans", liberationsansregular.TTF, 88},
	{"LiberationSans-Bold", liberationsansbold.TTF, 140},
	{"LiberationSans-Italic", liberationsansitalic.TTF, 88},
	{"LiberationSans-BoldItalic", liberationsansbolditalic.TTF, 140},
}

// Nama is the face's PostScript name.
func (r Rupa) Nama() string { return rupa[r].nama }

// Data is the TrueType file. Nobody may write to it.
func (r Rupa) Data() []byte { return rupa[r].data }

// Metrik are the measures of a face. All but PerEm, Miring and Batang are in the face's
// units, of which PerEm make the size.
type Metrik struct {
	PerEm   int
	Naik    int     // highest above the baseline
	Turun   int     // lowest below the baseline, positive
	Kapital int     // height of capitals
	Kotak   [4]int  // bounding box of all glyphs: left, bottom, right, top
	Miring  float64 // italic angle in degrees, negative when it leans to the right
	Batang  int     // width of a stem in thousandths of the size
}

// muka is a parsed face with the words it has shaped.
type muka struct {
	sekali  sync.Once
	galat   error
	m       Metrik
	font    *font.Font
	maju    []int32
	aksara  []rune       // by glyph; 0 for none
	ganti   opentype.GID // stands for what the face lacks
	sambung glif         // the hyphen at the end of a line
	spasi   *bentuk

	kunci sync.Mutex
	hb    *harfbuzz.Font
	buf   *harfbuzz.Buffer
	kata  map[string]*bentuk
}

var semuaMuka [jumlahRupa]muka

// hubungAkhir is the hyphen at the end of a line: text is the soft hyphen.
const hubungAkhir = '\u00ad'

// muka parses the face when it is needed first. The faces are part of the program: one
// that does not parse is a fault of the program.
func (r Rupa) muka() *muka {
	m := &semuaMuka[r]
	m.sekali.Do(func() { m.galat = m.buka(r) })
	if m.galat != nil {
		panic(fmt.Sprintf("huruf: %s: %v", r.Nama(), m.galat))
	}
	return m
}

func (m *muka) buka(r Rupa) error {
	ld, err := opentype.NewLoader(bytes.NewReader(r.Data()))
	if err != nil {
		return err
	}
	if m.font, err = font.NewFont(ld); err != nil {
		return err
	}
	head, _, err := font.LoadHeadTable(ld, nil)
	if err != nil {
		return err
	}
	post, err := ld.RawTable(opentype.MustNewTag("post"))
	if err != nil {
		return err
	}
	maxp, err := ld.RawTable(opentype.MustNewTag("maxp"))
	if err != nil {
		return err
	}
	if len(post) < 8 || len(maxp) < 6 {
		return errors.New("short tables")
	}
	face := font.NewFace(m.font)
	tinggi, _ := face.FontHExtents()
	m.m = Metrik{
		PerEm:   int(m.font.Upem()),
		Naik:    int(tinggi.Ascender),
		Turun:   int(-tinggi.Descender),
		Kapital: int(face.LineMetric(font.CapHeight)),
		Kotak:   [4]int{int(head.XMin), int(head.YMin), int(head.XMax), int(head.YMax)},
		Miring:  float64(int32(binary.BigEndian.Uint32(post[4:]))) / 65536,
		Batang:  rupa[r].batang,
	}
	n := int(binary.BigEndian.Uint16(maxp[4:]))
	m.maju = make([]int32, n)
	for i := range m.maju {
		m.maju[i] = int32(face.HorizontalAdvance(opentype.GID(i)))
	}
	m.aksara = make([]rune, n)
	for it := m.font.Cmap.Iter(); it.Next(); {
		c, g := it.Char()
		if int(g) < n && (m.aksara[g] == 0 || c < m.aksara[g]) {
			m.aksara[g] = c
		}
	}
	var ok bool
	if m.ganti, ok = m.font.NominalGlyph(kotak); !ok {
		return fmt.Errorf("no glyph for %U", kotak)
	}
	m.hb = harfbuzz.NewFont(face)
	m.buf = harfbuzz.NewBuffer()
	m.kata = map[string]*bentuk{}
	m.spasi = m.bentuk(" ")
	// Shaped as text the soft hyphen would be invisible.
	h, ok := m.font.NominalGlyph(hubungAkhir)
	if !ok {
		return fmt.Errorf("no glyph for %U", hubungAkhir)
	}
	m.sambung = glif{id: uint16(h), maju: m.maju[h]}
	return nil
}

// Metrik are the face's measures.
func (r Rupa) Metrik() Metrik { return r.muka().m }

// Maju is how far a glyph advances, in the face's units; 0 for one that is not there.
func (r Rupa) Maju(glif uint16) int {
	if m := r.muka(); int(glif) < len(m.maju) {
		return int(m.maju[glif])
	}
	return 0
}

// Aksara is the text that a glyph stands for by itself, "" when none: what ToUnicode
// says of it by default. Where a Glif's Teks differs, the file must say so.
func (r Rupa) Aksara(glif uint16) string {
	m := r.muka()
	if int(glif) >= len(m.aksara) || m.aksara[glif] == 0 {
		return ""
	}
	return string(m.aksara[glif])
}

// punya tells whether the face can show the character. Characters of writing that runs
// from right to left count as lacking: lines are set from left to right only.
func (m *muka) punya(c rune) bool {
	if kananKeKiri(c) {
		return false
	}
	_, ok := m.font.NominalGlyph(c)
	return ok
}

// bentuk is a shaped piece of text; lengths are in the face's units.
type bentuk struct {
	glif  []glif
	lebar int32
}

// glif is one glyph; klaster counts the runes of the text before the cluster that it
// belongs to.
type glif struct {
	id           uint16
	klaster      uint16
	maju, dx, dy int32
}

// Words are shaped once; longer pieces are rare and not kept, and when too many have
// come together the face begins anew.
const (
	simpanTerpanjang = 40
	simpanTerbanyak  = 20_000
)

// bentuk shapes text, clean and short.
func (m *muka) bentuk(teks string) *bentuk {
	m.kunci.Lock()
	defer m.kunci.Unlock()
	if b, ok := m.kata[teks]; ok {
		return b
	}
	r := []rune(teks)
	for i, c := range r {
		if !m.punya(c) {
			r[i] = m.pengganti(c)
		}
	}
	m.buf.Clear()
	m.buf.AddRunes(r, 0, len(r))
	m.buf.Props.Direction = harfbuzz.LeftToRight
	m.buf.Props.Script = language.Latin
	m.buf.Props.Language = "id"
	m.buf.Shape(m.hb, nil)
	b := &bentuk{glif: make([]glif, len(m.buf.Info))}
	for i, in := range m.buf.Info {
		p := m.buf.Pos[i]
		g := glif{id: uint16(in.Glyph), klaster: uint16(in.Cluster), maju: p.XAdvance, dx: p.XOffset, dy: p.YOffset}
		if g.id == 0 || in.Glyph > 0xffff {
			g = glif{id: uint16(m.ganti), klaster: g.klaster, maju: m.maju[m.ganti]}
		}
		b.glif[i] = g
		b.lebar += g.maju
	}
	if len(r) <= simpanTerpanjang {
		if len(m.kata) >= simpanTerbanyak {
			clear(m.kata)
		}
		m.kata[string([]byte(teks))] = b
	}
	return b
}
