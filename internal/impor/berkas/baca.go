package berkas

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"
)

// Baca reads a file by its content, whatever its name says. Refusals are faults at the
// field berkas that say what to do.
func Baca(isi []byte, o Opsi) (Berkas, error) {
	b, err := baca(isi, o)
	var besar terlaluBesar
	if errors.As(err, &besar) {
		err = tolak("Berkas terlalu besar: " + string(besar) + ". Hapus lembar, baris dan kolom yang tidak " + o.Guna + ", lalu kirim lagi.")
	}
	return b, err
}

func baca(isi []byte, o Opsi) (Berkas, error) {
	switch {
	case len(isi) == 0:
		return Berkas{}, tolak("Berkas ini kosong. Pilih berkas yang benar, lalu kirim lagi.")
	case len(isi) > MaksBerkas:
		return Berkas{}, terlaluBesar("lebih dari 4 MB")
	case bytes.HasPrefix(isi, []byte("PK\x03\x04")):
		return bacaXLSX(isi, o)
	case bytes.HasPrefix(isi, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		if bytes.Contains(isi, utf16le("EncryptedPackage")) {
			return Berkas{}, tolak("Berkas ini berkata sandi. Buka dengan sandinya, simpan tanpa sandi sebagai .xlsx, lalu kirim lagi.")
		}
		return Berkas{}, tolak("Berkas ini berbentuk .xls lama. Buka di Excel atau LibreOffice, simpan sebagai .xlsx, lalu kirim lagi.")
	case bytes.HasPrefix(isi, []byte("%PDF-")):
		return Berkas{}, tolak("Berkas ini PDF. Minta berkas asalnya, atau salin tabelnya ke .xlsx, lalu kirim lagi.")
	}
	teks, catatan, err := teksDari(isi)
	if err != nil {
		return Berkas{}, err
	}
	b := Berkas{Bentuk: "csv", Catatan: catatan}
	if sepertiHTML(teks) {
		b.Bentuk = "html"
		b.Catatan = append(b.Catatan, "Berkas ini halaman HTML yang dinamai lembar kerja; tabelnya dibaca. Bila ada yang janggal, buka di Excel, simpan sebagai .xlsx, lalu kirim lagi.")
		b.Lembar, err = bacaHTML(teks, o)
	} else {
		var l Lembar
		l, err = bacaCSV(teks)
		b.Lembar = []Lembar{l}
	}
	if err != nil {
		return Berkas{}, err
	}
	return b, adaIsi(b)
}

// adaIsi refuses a file without a single cell.
func adaIsi(b Berkas) error {
	for _, l := range b.Lembar {
		if len(l.Baris) > 0 {
			return nil
		}
	}
	return tolak("Berkas ini tidak memuat satu sel pun. Pilih berkas yang benar, lalu kirim lagi.")
}

func sepertiHTML(teks string) bool {
	awal := strings.ToLower(strings.TrimSpace(teks[:min(len(teks), 2000)]))
	return strings.HasPrefix(awal, "<") && (strings.Contains(awal, "<html") || strings.Contains(awal, "<table") || strings.Contains(awal, "<!doctype html"))
}

// teksDari is a text file as UTF-8. UTF-16 is told by its mark; what is neither is taken
// for Windows-1252, in which Excel saves "CSV", and people are told.
func teksDari(isi []byte) (string, []string, error) {
	bukanTeks := tolak("Berkas ini bukan XLSX dan bukan teks CSV. Simpan sebagai .xlsx atau “CSV UTF-8”, lalu kirim lagi.")
	switch {
	case bytes.HasPrefix(isi, []byte("\xef\xbb\xbf")):
		isi = isi[3:]
	case bytes.HasPrefix(isi, []byte("\xff\xfe")), bytes.HasPrefix(isi, []byte("\xfe\xff")):
		isi = utf16Ke8(isi)
	}
	if bytes.IndexByte(isi, 0) >= 0 {
		return "", nil, bukanTeks
	}
	var catatan []string
	if !utf8.Valid(isi) {
		kendali := bytes.ContainsFunc(isi, func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\r\n\f", r) })
		if kendali {
			return "", nil, bukanTeks
		}
		isi = windows1252Ke8(isi)
		catatan = append(catatan, "Berkas ini tidak tertulis sebagai UTF-8; dibaca sebagai Windows-1252. Periksa Huruf yang tidak biasa, atau simpan sebagai “CSV UTF-8”.")
	}
	return string(isi), catatan, nil
}

// utf16Ke8 reads UTF-16 after its mark; half a pair becomes U+FFFD.
func utf16Ke8(b []byte) []byte {
	kecil := b[0] == 0xff
	satuan := func(i int) rune {
		if kecil {
			return rune(b[i]) | rune(b[i+1])<<8
		}
		return rune(b[i])<<8 | rune(b[i+1])
	}
	out := make([]byte, 0, len(b))
	for i := 2; i+1 < len(b); i += 2 {
		r := satuan(i)
		if r >= 0xd800 && r < 0xdc00 && i+3 < len(b) {
			if r2 := satuan(i + 2); r2 >= 0xdc00 && r2 < 0xe000 {
				r = (r-0xd800)<<10 | (r2 - 0xdc00) + 0x10000
				i += 2
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// atas1252 are the letters of Windows-1252 from 0x80 to 0x9f.
var atas1252 = []rune("€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ")

func windows1252Ke8(b []byte) []byte {
	out := make([]byte, 0, len(b)+len(b)/8)
	for _, c := range b {
		r := rune(c)
		if c >= 0x80 && c < 0xa0 {
			r = atas1252[c-0x80]
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

func utf16le(s string) []byte {
	var out []byte
	for _, c := range []byte(s) {
		out = append(out, c, 0)
	}
	return out
}
