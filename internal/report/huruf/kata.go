package huruf

import (
	"slices"
	"strings"
	"unicode"
)

// putus is a place within a word where a line may end.
type putus struct {
	di     int // the character that the next line begins with
	denda  float64
	hubung bool
}

// putusKata lists where a line may end within the word between two characters, in
// order. lebar is a word wider than a line: in need it may end anywhere.
func (s *penyusun) putusKata(dari, sampai int, k tingkat, lebar bool) []putus {
	h := s.t.huruf[dari:sampai]
	var out []putus
	taruh := func(i int, denda float64, hubung bool) {
		if tampak(h[i]) {
			out = append(out, putus{dari + i, denda, hubung})
		}
	}
	lebar = lebar && k == darurat
	sendiri, utuh := false, true // the text says itself where; no hyphens or slashes
	for i, c := range h[:len(h)-1] {
		switch {
		case c == hubungAkhir:
			taruh(i+1, dendaSambung, true)
			sendiri = true
		case c == nolLebar:
			taruh(i+1, 0, false)
			sendiri = true
		case i > 0 && tebing(h, i):
			taruh(i+1, dendaTebing, false)
			utuh = utuh && c == '/'
		case i > 0 && lebar && strings.ContainsRune(`/-–—.,;:_@?&=%#+\|`, c):
			taruh(i+1, dendaTebing, false)
		}
	}
	if !sendiri {
		for i := 0; i < len(h); {
			j := i
			for j < len(h) && unicode.IsLetter(h[j]) {
				j++
			}
			if j-i >= kataTerpendek && j-i <= kataTerpanjang && lepas(h, i, j) {
				s.sukuBagian(h[i:j], i, k, lebar, utuh, s.awalKalimat(dari), taruh)
			}
			i = j + 1
		}
	}
	if lebar {
		s.putusDarurat(h, taruh)
	}
	slices.SortStableFunc(out, func(a, b putus) int { return a.di - b.di })
	// Of two ways at one place the first is the better one: no emergency yet.
	return slices.CompactFunc(out, func(a, b putus) bool { return a.di == b.di })
}

// sukuBagian offers the syllables of a run of letters that begins at the i-th.
func (s *penyusun) sukuBagian(h []rune, i int, k tingkat, lebar, utuh, awalKalimat bool, taruh func(int, float64, bool)) {
	besar := 0
	kecil := make([]byte, len(h))
	for n, c := range h {
		switch {
		case c >= 'A' && c <= 'Z':
			besar++
			c += 'a' - 'A'
		case c < 'a' || c > 'z':
			return
		}
		kecil[n] = byte(c)
	}
	perlu, denda := wajar, float64(dendaSambung)
	switch {
	case lebar:
	case !s.o.Hubung:
		return
	case besar == 0 && !utuh:
		perlu, denda = sulit, dendaUlang
	case besar == 0:
	case besar == 1 && awalKalimat && berimbuhan(string(kecil)):
		denda = dendaAwal
	case besar == 1 && unicode.IsUpper(h[0]), besar == len(h) && len(h) >= singkatanTerpanjang:
		perlu, denda = sulit, dendaNama
	default:
		return
	}
	if k < perlu {
		return
	}
	for _, n := range suku(string(kecil)) {
		taruh(i+n, denda, true)
	}
}

// awalKalimat tells whether a sentence begins with the word at i.
func (s *penyusun) awalKalimat(i int) bool {
	for i--; i >= s.dari && putih(s.t.huruf[i]); i-- {
	}
	return i < s.dari || strings.ContainsRune(".?!:", s.t.huruf[i])
}

// berimbuhan tells words that are made from others: no names, although a sentence that
// begins with them gives them a capital.
func berimbuhan(kata string) bool {
	if len(kata) < 9 {
		return false
	}
	awal := func(a string) bool { return strings.HasPrefix(kata, a) }
	if slices.ContainsFunc([]string{"ber", "di", "me", "ter"}, awal) {
		return true
	}
	return (awal("ke") || awal("pe")) && strings.HasSuffix(strings.TrimSuffix(kata, "nya"), "an")
}

// singkatanTerpanjang letters in capitals and more are a word; less may be an
// abbreviation.
const singkatanTerpanjang = 8

// butirDarurat is how many places a line can end at in need, at least, per its width.
const butirDarurat = 512

// putusDarurat offers every place between characters and the marks on them; where
// lines are very wide, not every one.
func (s *penyusun) putusDarurat(h []rune, taruh func(int, float64, bool)) {
	jarak := min(s.pertama, s.o.Lebar) / butirDarurat
	sempit, w := s.t.gaya(s.dari).Ukuran/4, 0.0
	for i := 1; i < len(h); i++ {
		w += sempit
		if !tanda(h[i]) && w >= jarak {
			taruh(i, dendaDarurat, false)
			w = 0
		}
	}
}

// tebing tells whether a line may end after the i-th character: a slash or hyphen with
// words on both sides ("Urusan/Bidang", "kegiatan-kegiatan"), no number or abbreviation.
func tebing(h []rune, i int) bool {
	paling := 0
	switch h[i] {
	case '/', '–', '—':
		paling = 2
	case '-':
		paling = 3
	default:
		return false
	}
	kiri, kanan := 0, 0
	for j := i - 1; j >= 0 && kiri < paling && unicode.IsLetter(h[j]); j-- {
		kiri++
	}
	for j := i + 1; j < len(h) && kanan < paling && unicode.IsLetter(h[j]); j++ {
		kanan++
	}
	return kiri == paling && kanan == paling
}

// lepas tells whether letters are a word, with punctuation around at most: not part of
// an address, a file's name or a code.
func lepas(h []rune, i, j int) bool {
	if i > 0 && !strings.ContainsRune(`("'“‘[«/-–—`, h[i-1]) {
		return false
	}
	if j == len(h) || strings.ContainsRune("/-–—", h[j]) {
		return true
	}
	return strings.ContainsRune(`)"'”’]».,;:!?…%*`, h[j]) && (j+1 == len(h) || !unicode.IsLetter(h[j+1]) && !unicode.IsDigit(h[j+1]))
}

// Words that the number, letter or name after them must not be parted from.
var (
	sebelumAngka = daftar(`Rp Rp. IDR Nomor nomor No. No no. Tahun tahun TA T.A. Bab BAB bab Tabel tabel Gambar gambar Grafik grafik Bagan bagan Diagram
		Lampiran lampiran Pasal pasal Ayat ayat Angka angka Huruf huruf Halaman halaman Hal. hal. Triwulan triwulan TW Semester semester Eselon eselon
		Golongan golongan Gol. Tipe tipe Kelas kelas Butir butir Poin poin Misi misi Tujuan tujuan Sasaran sasaran Volume Edisi IKU Pukul pukul
		ke s.d. s/d ± ≥ ≤ > < = + × rata-rata sebesar`)
	sesudahAngka = daftar(`% ‰ persen ribu juta miliar milyar triliun kali orang jiwa unit poin buah km km² km2 m m² m2 m³ ha hektare hektar kg kuintal ton liter
		hari bulan tahun jam menit kk KK rupiah WIB WITA WIT °C Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember`)
	sebelumNama = daftar(`Dr. dr. drg. Ir. Drs. Dra. Prof. H. Hj. K.H. KH. Hj Sdr. Sdri. Plt. Plh. Pj. Kab. Kec. Kel. Jl. PT CV Bpk. Ibu Bapak Yth.`)
)

func daftar(s string) map[string]bool {
	m := map[string]bool{}
	for _, k := range strings.Fields(s) {
		m[k] = true
	}
	return m
}

// ikat tells whether two words in a row belong together so that no line ends between
// them: "Rp 5.000", "Nomor 53", "Bab III", "Pasal 5 ayat (2)", "12 persen", "Dr. Sri".
func ikat(a, b []rune) bool {
	if len(a) > 12 || len(b) == 0 {
		return len(b) == 1 && strings.ContainsRune("–—-", b[0])
	}
	for len(a) > 1 && strings.ContainsRune(`("“‘[`, a[0]) {
		a = a[1:]
	}
	ka := string(a)
	switch {
	case len(b) == 1 && strings.ContainsRune("–—-=", b[0]):
		return true
	case sebelumAngka[ka] && bilangan(b):
		return true
	case unicode.IsDigit(a[len(a)-1]) && len(b) <= 12 && sesudahAngka[strings.TrimRight(string(b), `.,;:)”"`)]:
		return angkaSaja(a)
	case ka == "s.d.", sebelumNama[ka], len(a) == 2 && a[1] == '.' && unicode.IsUpper(a[0]):
		return unicode.IsUpper(b[0])
	}
	return false
}

// angkaSaja is a number as it is written, with signs of its own.
func angkaSaja(h []rune) bool {
	return !slices.ContainsFunc(h, func(c rune) bool { return !unicode.IsDigit(c) && !strings.ContainsRune(".,-+±≥≤<>–", c) })
}

// bilangan tells what counts: a number, a roman one, "(2)", a single letter.
func bilangan(b []rune) bool {
	i := 0
	if b[0] == '(' && len(b) > 1 {
		i = 1
	}
	if unicode.IsDigit(b[i]) {
		return true
	}
	if strings.ContainsRune("-–+≥≤", b[i]) && len(b) > i+1 {
		return unicode.IsDigit(b[i+1])
	}
	n := i
	for n < len(b) && strings.ContainsRune("IVXLC", b[n]) {
		n++
	}
	if n == i && unicode.IsLetter(b[n]) {
		n++
	}
	return n > i && (n == len(b) || !unicode.IsLetter(b[n]) && !unicode.IsDigit(b[n]))
}
