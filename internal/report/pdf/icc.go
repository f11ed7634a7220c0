package pdf

import (
	"encoding/binary"
	"math"
)

// profilSRGB is an ICC profile (ICC.1:2001-04, version 2.4) of sRGB (IEC 61966-2-1): the
// colour space that the file's colours are meant in.
func profilSRGB() []byte {
	kurva := iccKurva()
	isi := []struct {
		nama string
		data []byte
	}{
		{"desc", iccUraian("sRGB IEC61966-2.1")},
		{"cprt", append([]byte("text\x00\x00\x00\x00"), "No copyright, use freely\x00"...)},
		{"wtpt", iccXYZ(0.96420, 1, 0.82491)},
		{"rXYZ", iccXYZ(0.43607, 0.22249, 0.01392)},
		{"gXYZ", iccXYZ(0.38515, 0.71687, 0.09708)},
		{"bXYZ", iccXYZ(0.14307, 0.06061, 0.71410)},
		{"rTRC", kurva}, {"gTRC", nil}, {"bTRC", nil},
	}
	kepala := make([]byte, 128)
	copy(kepala[8:], "\x02\x40\x00\x00mntrRGB XYZ ")
	for i, w := range []uint16{2024, 1, 1, 0, 0, 0} {
		binary.BigEndian.PutUint16(kepala[24+2*i:], w)
	}
	copy(kepala[36:], "acsp")
	copy(kepala[68:], iccXYZ(0.96420, 1, 0.82491)[8:])
	daftar := binary.BigEndian.AppendUint32(nil, uint32(len(isi)))
	letak := 128 + 4 + 12*len(isi)
	var data []byte
	mulai, panjang := 0, 0
	for _, t := range isi {
		if t.data != nil {
			for len(data)%4 != 0 {
				data = append(data, 0)
			}
			mulai, panjang = letak+len(data), len(t.data)
			data = append(data, t.data...)
		} // else the curve before it
		daftar = append(daftar, t.nama...)
		daftar = binary.BigEndian.AppendUint32(daftar, uint32(mulai))
		daftar = binary.BigEndian.AppendUint32(daftar, uint32(panjang))
	}
	for len(data)%4 != 0 {
		data = append(data, 0)
	}
	out := append(append(kepala, daftar...), data...)
	binary.BigEndian.PutUint32(out, uint32(len(out)))
	return out
}

// iccXYZ is a tag of one colour.
func iccXYZ(xyz ...float64) []byte {
	out := []byte("XYZ \x00\x00\x00\x00")
	for _, v := range xyz {
		out = binary.BigEndian.AppendUint32(out, uint32(math.Round(v*65536)))
	}
	return out
}

// iccKurva is sRGB's transfer curve in 256 points.
func iccKurva() []byte {
	const titik = 256
	out := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), titik)
	for i := range titik {
		v := float64(i) / (titik - 1)
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		out = binary.BigEndian.AppendUint16(out, uint16(math.Round(v*65535)))
	}
	return out
}

// iccUraian is a description, without the Unicode and Macintosh ones.
func iccUraian(s string) []byte {
	out := binary.BigEndian.AppendUint32([]byte("desc\x00\x00\x00\x00"), uint32(len(s)+1))
	out = append(append(out, s...), 0)
	return append(out, make([]byte, 4+4+2+1+67)...)
}
