package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"unicode/utf16"
)

// acuan is the number of an object of the file.
type acuan int

// String refers to the object.
func (a acuan) String() string { return strconv.Itoa(int(a)) + " 0 R" }

// berkas gathers the objects of a file (ISO 32000-1, 7.5). Objects that are no streams
// go into object streams, which halves the size of a tagged file.
type berkas struct {
	objek  []objek      // by number - 1
	mampat *zlib.Writer // used again and again: a new one costs more than most streams
}

// objek is what one number stands for: a value, or a stream with its dictionary.
type objek struct {
	isi    []byte // the value; of a stream, its dictionary's entries
	aliran []byte // nil for no stream
}

// maksAliran is how many objects share one object stream.
const maksAliran = 200

// pesan takes a number for an object that is written later.
func (b *berkas) pesan() acuan {
	b.objek = append(b.objek, objek{})
	return acuan(len(b.objek))
}

// taruh sets the value of an object.
func (b *berkas) taruh(a acuan, isi []byte) { b.objek[a-1].isi = isi }

// tambah adds an object.
func (b *berkas) tambah(format string, x ...any) acuan {
	a := b.pesan()
	b.taruh(a, fmt.Appendf(nil, format, x...))
	return a
}

// alirkan sets a stream: its dictionary's entries without Length and Filter.
func (b *berkas) alirkan(a acuan, kamus string, data []byte) {
	m := b.mampatkan(data)
	b.objek[a-1] = objek{isi: []byte(kamus + "/Filter/FlateDecode"), aliran: m}
}

// alirkanPolos sets a stream that is readable as it stands.
func (b *berkas) alirkanPolos(a acuan, kamus string, data []byte) {
	b.objek[a-1] = objek{isi: []byte(kamus), aliran: data}
}

// mampatkan is the data in zlib's format.
func (b *berkas) mampatkan(data []byte) []byte {
	var out bytes.Buffer
	if b.mampat == nil {
		b.mampat = zlib.NewWriter(&out)
	} else {
		b.mampat.Reset(&out)
	}
	_, _ = b.mampat.Write(data) // a buffer does not fail
	_ = b.mampat.Close()
	return out.Bytes()
}

// tulis is the whole file: streams, then the other objects in object streams, then the
// cross-reference stream, whose ID is a hash of all before it.
func (b *berkas) tulis(katalog, info acuan) []byte {
	var keluar bytes.Buffer
	keluar.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	jumlah := len(b.objek)
	var dalam []acuan // objects that go into object streams
	letak := make([]entri, jumlah+1)
	for n, o := range b.objek {
		if o.aliran == nil {
			dalam = append(dalam, acuan(n+1))
			continue
		}
		letak[n+1] = entri{1, keluar.Len(), 0}
		tulisAliran(&keluar, n+1, o.isi, o.aliran)
	}
	for i := 0; i < len(dalam); i += maksAliran {
		kelompok := dalam[i:min(i+maksAliran, len(dalam))]
		jumlah++
		letak = append(letak, entri{1, keluar.Len(), 0})
		var kepala, isi []byte
		for k, a := range kelompok {
			letak[a] = entri{2, jumlah, k}
			kepala = fmt.Appendf(kepala, "%d %d ", a, len(isi))
			isi = append(append(isi, b.objek[a-1].isi...), '\n')
		}
		tulisAliran(&keluar, jumlah, fmt.Appendf(nil, "/Type/ObjStm/N %d/First %d/Filter/FlateDecode", len(kelompok), len(kepala)),
			b.mampatkan(append(kepala, isi...)))
	}
	jumlah++
	awal := keluar.Len()
	letak = append(letak, entri{1, awal, 0})
	id := sha256.Sum256(keluar.Bytes())
	kamus := fmt.Appendf(nil, "/Type/XRef/Size %d/W[1 4 2]/Root %v/Info %v/ID[<%x><%x>]/Filter/FlateDecode", jumlah+1, katalog, info, id[:16], id[:16])
	tulisAliran(&keluar, jumlah, kamus, b.mampatkan(silang(letak)))
	fmt.Fprintf(&keluar, "startxref\n%d\n%%%%EOF\n", awal)
	return keluar.Bytes()
}

// entri is a line of the cross-reference: type 1 lies at an offset, type 2 in an object
// stream at an index.
type entri struct{ jenis, a, b int }

// silang is the content of the cross-reference stream.
func silang(letak []entri) []byte {
	out := make([]byte, 0, 7*len(letak))
	for n, e := range letak {
		if n == 0 {
			e.b = math.MaxUint16 // the head of the free list
		}
		out = append(out, byte(e.jenis))
		out = binary.BigEndian.AppendUint32(out, uint32(e.a))
		out = binary.BigEndian.AppendUint16(out, uint16(e.b))
	}
	return out
}

func tulisAliran(w *bytes.Buffer, nomor int, kamus, data []byte) {
	fmt.Fprintf(w, "%d 0 obj\n<<%s/Length %d>>stream\n", nomor, kamus, len(data))
	w.Write(data)
	w.WriteString("\nendstream\nendobj\n")
}

// teksPDF is a text string: plain, or UTF-16 where that would need escapes.
func teksPDF(s string) string {
	polos := true
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' || s[i] == '(' || s[i] == ')' || s[i] == '\\' {
			polos = false
			break
		}
	}
	if polos {
		return "(" + s + ")"
	}
	return teksUTF16(s)
}

// teksUTF16 is a text string in hexadecimal digits.
func teksUTF16(s string) string {
	out := []byte("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		out = fmt.Appendf(out, "%04X", u)
	}
	return string(append(out, '>'))
}

// angka appends a number with at most three decimals.
func angka(b []byte, x float64) []byte {
	n := int64(math.Round(x * 1000))
	if n < 0 {
		b = append(b, '-')
		n = -n
	}
	b = strconv.AppendInt(b, n/1000, 10)
	if n %= 1000; n == 0 {
		return b
	}
	b = append(b, '.', byte('0'+n/100))
	if n %= 100; n == 0 {
		return b
	}
	b = append(b, byte('0'+n/10))
	if n %= 10; n == 0 {
		return b
	}
	return append(b, byte('0'+n))
}

// angkaPDF is angka as text.
func angkaPDF(x float64) string { return string(angka(nil, x)) }
