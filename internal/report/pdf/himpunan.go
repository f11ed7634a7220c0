package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// sfnt is a TrueType font cut into its tables (OpenType specification, "glyf" outlines).
type sfnt struct {
	tabel   map[string][]byte
	loca    []int // offsets into glyf, one more than glyphs
	metrik  int   // entries of hmtx with a width
	satuan  int   // units of an em
	atas    int   // ascender, in units
	bawah   int   // descender, below zero
	kotak   [4]int
	miring  float64 // italic angle in degrees
	kapital int     // height of capitals
}

// uraiSfnt reads what a subset needs.
func uraiSfnt(data []byte) (*sfnt, error) {
	if len(data) < 12 {
		return nil, errors.New("pdf: font is cut off")
	}
	f := &sfnt{tabel: map[string][]byte{}}
	for n := range int(binary.BigEndian.Uint16(data[4:])) {
		r := data[12+16*n:]
		mulai, panjang := int(binary.BigEndian.Uint32(r[8:])), int(binary.BigEndian.Uint32(r[12:]))
		if mulai+panjang > len(data) {
			return nil, errors.New("pdf: font is cut off")
		}
		f.tabel[string(r[:4])] = data[mulai : mulai+panjang]
	}
	for _, nama := range []string{"head", "hhea", "maxp", "hmtx", "loca", "glyf", "OS/2", "post"} {
		if f.tabel[nama] == nil {
			return nil, fmt.Errorf("pdf: font has no table %q", nama)
		}
	}
	head := f.tabel["head"]
	f.satuan = int(binary.BigEndian.Uint16(head[18:]))
	for i := range f.kotak {
		f.kotak[i] = i16(head[36+2*i:])
	}
	f.atas, f.bawah = i16(f.tabel["hhea"][4:]), i16(f.tabel["hhea"][6:])
	f.metrik = int(binary.BigEndian.Uint16(f.tabel["hhea"][34:]))
	f.miring = float64(int32(binary.BigEndian.Uint32(f.tabel["post"][4:]))) / 65536
	f.kapital = f.atas
	if os2 := f.tabel["OS/2"]; len(os2) >= 90 {
		f.kapital = i16(os2[88:])
	}
	loca := f.tabel["loca"]
	for n := range int(binary.BigEndian.Uint16(f.tabel["maxp"][4:])) + 1 {
		if i16(head[50:]) == 0 {
			f.loca = append(f.loca, 2*int(binary.BigEndian.Uint16(loca[2*n:])))
		} else {
			f.loca = append(f.loca, int(binary.BigEndian.Uint32(loca[4*n:])))
		}
	}
	return f, nil
}

func i16(b []byte) int { return int(int16(binary.BigEndian.Uint16(b))) }

// lebar is a glyph's advance in units.
func (f *sfnt) lebar(g int) int {
	return int(binary.BigEndian.Uint16(f.tabel["hmtx"][4*min(g, f.metrik-1):]))
}

// sisi is a glyph's left side bearing.
func (f *sfnt) sisi(g int) []byte {
	h := f.tabel["hmtx"]
	if g < f.metrik {
		return h[4*g+2 : 4*g+4]
	}
	n := 4*f.metrik + 2*(g-f.metrik)
	return h[n : n+2]
}

// Flags of the parts of a composite glyph.
const (
	bagianKata     = 1 << 0 // arguments are words
	bagianSkala    = 1 << 3
	bagianLagi     = 1 << 5 // another part follows
	bagianSkalaXY  = 1 << 6
	bagianMatriks  = 1 << 7
	bagianPerintah = 1 << 8 // instructions follow the last
)

// bagian calls ganti for every part of a composite glyph with the place of its glyph
// number, and returns where the parts end.
func bagian(g []byte, ganti func(letak int)) int {
	for n := 10; ; {
		tanda := binary.BigEndian.Uint16(g[n:])
		ganti(n + 2)
		n += 6
		if tanda&bagianKata != 0 {
			n += 2
		}
		switch {
		case tanda&bagianSkala != 0:
			n += 2
		case tanda&bagianSkalaXY != 0:
			n += 4
		case tanda&bagianMatriks != 0:
			n += 8
		}
		if tanda&bagianLagi == 0 {
			return n
		}
	}
}

// himpun makes a font of the glyphs that pakai lists, numbered by their place in it; the
// first must be 0. The parts of composite glyphs follow them. Instructions are left out:
// no viewer needs them at the sizes of a page.
func (f *sfnt) himpun(pakai []int) []byte {
	pakai = slices.Clone(pakai)
	baru := map[int]int{}
	for n, g := range pakai {
		if _, ada := baru[g]; !ada {
			baru[g] = n
		}
	}
	var glyf, hmtx []byte
	loca := []byte{0, 0, 0, 0}
	for n := 0; n < len(pakai); n++ {
		g := slices.Clone(f.tabel["glyf"][f.loca[pakai[n]]:f.loca[pakai[n]+1]])
		switch {
		case len(g) == 0:
		case i16(g) < 0:
			akhir := bagian(g, func(letak int) {
				lama := int(binary.BigEndian.Uint16(g[letak:]))
				if _, ada := baru[lama]; !ada {
					baru[lama] = len(pakai)
					pakai = append(pakai, lama)
				}
				binary.BigEndian.PutUint16(g[letak:], uint16(baru[lama]))
				tanda := binary.BigEndian.Uint16(g[letak-2:])
				binary.BigEndian.PutUint16(g[letak-2:], tanda&^bagianPerintah)
			})
			g = g[:akhir]
		default:
			n := 10 + 2*i16(g)
			perintah := int(binary.BigEndian.Uint16(g[n:]))
			g = append(append(g[:n:n], 0, 0), g[n+2+perintah:]...)
		}
		for len(g)%4 != 0 {
			g = append(g, 0)
		}
		glyf = append(glyf, g...)
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(f.lebar(pakai[n])))
		hmtx = append(hmtx, f.sisi(pakai[n])...)
	}
	if len(glyf) == 0 {
		glyf = make([]byte, 4)
	}
	head, hhea, maxp := slices.Clone(f.tabel["head"]), slices.Clone(f.tabel["hhea"]), slices.Clone(f.tabel["maxp"])
	binary.BigEndian.PutUint32(head[8:], 0)  // checkSumAdjustment, set below
	binary.BigEndian.PutUint16(head[50:], 1) // long offsets
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(pakai)))
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(pakai)))
	return rakitSfnt([]string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"}, [][]byte{glyf, head, hhea, hmtx, loca, maxp})
}

// rakitSfnt writes tables as a font and sets head's checkSumAdjustment.
func rakitSfnt(nama []string, isi [][]byte) []byte {
	out := []byte{0, 1, 0, 0}
	pangkat := 1
	for pangkat*2 <= len(nama) {
		pangkat *= 2
	}
	log := 0
	for 1<<(log+1) <= pangkat {
		log++
	}
	for _, v := range []int{len(nama), 16 * pangkat, log, 16 * (len(nama) - pangkat)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	letak, head := 12+16*len(nama), 0
	for n, t := range isi {
		if nama[n] == "head" {
			head = letak
		}
		out = append(out, nama[n]...)
		for _, v := range []uint32{jumlahSfnt(t), uint32(letak), uint32(len(t))} {
			out = binary.BigEndian.AppendUint32(out, v)
		}
		letak += (len(t) + 3) / 4 * 4
	}
	for _, t := range isi {
		out = append(out, t...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	binary.BigEndian.PutUint32(out[head+8:], 0xB1B0AFBA-jumlahSfnt(out))
	return out
}

// jumlahSfnt is the checksum of a table.
func jumlahSfnt(b []byte) uint32 {
	var n uint32
	for len(b) >= 4 {
		n += binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	if len(b) > 0 {
		var akhir [4]byte
		copy(akhir[:], b)
		n += binary.BigEndian.Uint32(akhir[:])
	}
	return n
}
