package huruf

import (
	"math"
	"slices"
	"unicode/utf8"
)

// naskah is the cleaned text of a paragraph, character by character.
type naskah struct {
	p     []Penggal
	huruf []rune
	milik []int32 // by character: the run that it comes from
	iris  []int   // where words too long to be shaped as one are cut
}

func bacaNaskah(p []Penggal) *naskah {
	n := 0
	for i := range p {
		n += len(p[i].Teks)
	}
	t := &naskah{p: p, huruf: make([]rune, 0, n), milik: make([]int32, 0, n)}
	cr, panjang := false, 0
	for i := range p {
		for _, c := range p[i].Teks {
			lf := c == '\n' && cr
			cr = c == '\r'
			if c = bersihkan(c); c == 0 || lf {
				continue
			}
			if n := len(t.huruf); !tampak(c) || c == barisBaru { // a place to break is one between two characters
				ada := n > 0 && tampak(t.huruf[n-1]) && t.huruf[n-1] != barisBaru
				tempat := c == hubungAkhir || c == nolLebar
				if tempat && !ada {
					continue
				}
				if !tempat && n > 0 && (t.huruf[n-1] == hubungAkhir || t.huruf[n-1] == nolLebar) {
					t.huruf, t.milik = t.huruf[:n-1], t.milik[:n-1]
				}
			}
			if !tampak(c) || c == barisBaru {
				panjang = 0
			} else if panjang++; penuh(panjang-1, c) {
				t.iris = append(t.iris, len(t.huruf))
				panjang = 1
			}
			t.huruf = append(t.huruf, c)
			t.milik = append(t.milik, int32(i))
		}
	}
	return t
}

func putih(c rune) bool { return c == ' ' || c == spasiTetap }

// tampak tells characters that are drawn.
func tampak(c rune) bool { return !putih(c) && c != hubungAkhir && c != nolLebar }

func (t *naskah) gaya(i int) Gaya { return t.p[t.milik[i]].Gaya }

// serupa tells characters of one look and link.
func (t *naskah) serupa(i, j int) bool {
	p, q := t.milik[i], t.milik[j]
	return p == q || t.p[p].Gaya == t.p[q].Gaya && t.p[p].Tautan == t.p[q].Tautan
}

// potongan calls f for the pieces of the word between two characters that are shaped
// as one.
func (t *naskah) potongan(dari, sampai int, f func(i int, teks string, b *bentuk)) {
	for i := dari; i < sampai; {
		if !tampak(t.huruf[i]) {
			i++
			continue
		}
		j, batas := i+1, sampai
		if n, _ := slices.BinarySearch(t.iris, i+1); n < len(t.iris) {
			batas = min(batas, t.iris[n])
		}
		for j < batas && tampak(t.huruf[j]) && t.serupa(i, j) {
			j++
		}
		teks := string(t.huruf[i:j])
		f(i, teks, t.gaya(i).Rupa.muka().bentuk(teks))
		i = j
	}
}

// ukur is the width of the characters between two places of a word.
func (t *naskah) ukur(dari, sampai int) float64 {
	w := 0.0
	t.potongan(dari, sampai, func(i int, _ string, b *bentuk) { w += float64(b.lebar) * t.gaya(i).skala() })
	return w
}

// titik is a place where a line may end. Lengths are sums from the start of the text.
type titik struct {
	akhir, awal      int     // where the line's text ends, where the next one's begins
	lebar, lebarAwal float64 // of the text up to there, spaces in their natural width
	spasi, spasiAwal float64 // the spaces' part of it
	sambung          float64 // width of the hyphen that a line then ends in
	denda            float64
	hubung, spasiDi  bool // a hyphen is added there; a space is left out there
}

// tingkat says how much may be done to find lines.
type tingkat int

const (
	wajar   tingkat = iota // at spaces and within common words
	sulit                  // names too, and wider spaces
	darurat                // anywhere
)

// Costs of breaking a line at a place.
const (
	dendaSambung = 60
	dendaAwal    = 120  // within the word that a sentence begins with
	dendaTebing  = 30   // after a slash or hyphen of the text
	dendaNama    = 1000 // within a name
	dendaIkat    = 1500 // between words that belong together
	dendaUlang   = 300  // within a word that has a hyphen of its own
	dendaDarurat = 1e5  // anywhere in a word
	dendaBaris   = 2e6  // of a line that might be spared: as much as parting words that belong together
)

// penyusun breaks one stretch of text between forced line ends.
type penyusun struct {
	t            *naskah
	dari, sampai int
	o            Opsi
	pertama      float64 // width of the first line
}

// Susun breaks runs into lines. Spaces in a row are one; a line ends where the text has
// a line end. There is always one line at least.
func Susun(p []Penggal, o Opsi) []Baris {
	t := bacaNaskah(p)
	if len(p) == 0 {
		return []Baris{{Renggang: 1, Akhir: true}}
	}
	var out []Baris
	pertama := o.LebarPertama
	if pertama <= 0 {
		pertama = o.Lebar
	}
	for dari := 0; ; {
		sampai := dari
		for sampai < len(t.huruf) && t.huruf[sampai] != barisBaru {
			sampai++
		}
		s := penyusun{t: t, dari: dari, sampai: sampai, o: o, pertama: pertama}
		out = s.susun(out)
		pertama = o.Lebar
		if sampai == len(t.huruf) {
			return out
		}
		dari = sampai + 1
	}
}

func (s *penyusun) susun(out []Baris) []Baris {
	s.pangkas()
	if s.dari == s.sampai {
		return append(out, s.kosong())
	}
	for k := wajar; ; k++ {
		ti := s.titik(k)
		if pilih := s.pilih(ti, k); pilih != nil {
			a := titik{awal: s.dari}
			for i, n := range pilih {
				b := ti[n]
				w := s.o.Lebar
				if i == 0 {
					w = s.pertama
				}
				out = append(out, s.baris(a, b, w, i == len(pilih)-1))
				a = b
			}
			return out
		}
	}
}

// pangkas leaves out what is not drawn at both ends.
func (s *penyusun) pangkas() {
	for s.dari < s.sampai && !tampak(s.t.huruf[s.dari]) {
		s.dari++
	}
	for s.dari < s.sampai && !tampak(s.t.huruf[s.sampai-1]) {
		s.sampai--
	}
}

// kosong is a line without text.
func (s *penyusun) kosong() Baris {
	i := 0
	if n := len(s.t.milik); n > 0 {
		i = int(s.t.milik[min(s.dari, n-1)])
	}
	g := s.t.p[i].Gaya
	m := g.Rupa.Metrik()
	return Baris{Renggang: 1, Akhir: true, Naik: float64(m.Naik) * g.skala(), Turun: float64(m.Turun) * g.skala()}
}

// titik lists where lines may end, the end of the text last.
func (s *penyusun) titik(k tingkat) []titik {
	t := s.t
	var out []titik
	lebar, spasi := 0.0, 0.0
	for i := s.dari; i < s.sampai; {
		j := s.ujungKata(i)
		out, lebar = s.dalamKata(out, i, j, lebar, spasi, k)
		if j == s.sampai {
			return append(out, titik{akhir: j, awal: j, lebar: lebar, lebarAwal: lebar, spasi: spasi, spasiAwal: spasi})
		}
		b := titik{akhir: j, lebar: lebar, spasi: spasi, spasiDi: true}
		lama, tetap := t.huruf[i:j], false
		w := spasiDari(t.gaya(j)).Maju
		for i = j; putih(t.huruf[i]); i++ {
			tetap = tetap || t.huruf[i] == spasiTetap
		}
		lebar += w
		spasi += w
		b.awal, b.lebarAwal, b.spasiAwal = i, lebar, spasi
		if tetap || ikat(lama, t.huruf[i:s.ujungKata(i)]) {
			b.denda = dendaIkat
		}
		if b.denda == 0 || k == darurat {
			out = append(out, b)
		}
	}
	return out
}

// ujungKata is where the word that begins at i ends.
func (s *penyusun) ujungKata(i int) int {
	for i < s.sampai && !putih(s.t.huruf[i]) {
		i++
	}
	return i
}

// dalamKata adds where lines may end within a word; the width is that up to it, and
// then with it.
func (s *penyusun) dalamKata(out []titik, dari, sampai int, lebar, spasi float64, k tingkat) ([]titik, float64) {
	t := s.t
	p := s.putusKata(dari, sampai, k, k == darurat && t.ukur(dari, sampai) > min(s.pertama, s.o.Lebar))
	taruh := func(w, kern float64) {
		b := titik{akhir: p[0].di, awal: p[0].di, lebar: w + kern, lebarAwal: w, spasi: spasi, spasiAwal: spasi, denda: p[0].denda, hubung: p[0].hubung}
		if b.hubung {
			g := t.gaya(b.akhir - 1)
			b.sambung = float64(g.Rupa.muka().sambung.maju) * g.skala()
		}
		out = append(out, b)
		p = p[1:]
	}
	t.potongan(dari, sampai, func(i int, _ string, b *bentuk) {
		sk := t.gaya(i).skala()
		for len(p) > 0 && p[0].di <= i {
			taruh(lebar, 0)
		}
		m, w, kern := t.gaya(i).Rupa.muka(), int32(0), int32(0)
		for n, g := range b.glif {
			for len(p) > 0 && p[0].di <= i+int(g.klaster) {
				taruh(lebar+float64(w)*sk, float64(kern)*sk)
			}
			if w += g.maju; n == 0 || g.klaster != b.glif[n-1].klaster {
				kern = m.maju[g.id] - g.maju // the next letter draws this one near, where they stay together
			}
		}
		lebar += float64(w) * sk
	})
	for len(p) > 0 {
		taruh(lebar, 0)
	}
	return out, lebar
}

// simpul is the best way found to a place.
type simpul struct {
	titik, dari int32 // the place, the way before it
	kelas, run  uint8 // how tight its line is, how many lines in a row end in a hyphen
	nilai       float64
}

const kelasAda, runAda = 4, 3

// pilih finds the places where lines end best, nil when there are none.
func (s *penyusun) pilih(ti []titik, k tingkat) []int32 {
	rata := s.o.Rata == KiriKanan
	toleransi := math.Inf(1)
	if rata {
		switch k {
		case wajar:
			toleransi = 1.5
		case sulit:
			toleransi = 3
		}
	}
	simpulAda := []simpul{{titik: -1, dari: -1, kelas: 1}}
	aktif := []int32{0}
	for bi := range ti {
		b := &ti[bi]
		akhir := bi == len(ti)-1
		var best [kelasAda][runAda]simpul
		ada := false
		taruh := func(n int32, kelas, run uint8, nilai float64) {
			if x := &best[kelas][run]; x.titik == 0 || nilai < x.nilai {
				*x = simpul{titik: int32(bi) + 1, dari: n, kelas: kelas, run: run, nilai: nilai}
				ada = true
			}
		}
		sisa := aktif[:0]
		terakhir := int32(-1)
		for _, n := range aktif {
			x := simpulAda[n]
			var a titik // the start of the text
			w := s.pertama
			if x.titik >= 0 {
				a = ti[x.titik]
				w = s.o.Lebar
			}
			w += 1e-6
			alami := b.lebar - a.lebarAwal
			spasi := b.spasi - a.spasiAwal
			susut := 0.0
			if rata {
				susut = spasi / 3
			}
			if alami-susut > w {
				terakhir = n
				continue
			}
			sisa = append(sisa, n)
			alami += b.sambung
			if alami-susut > w {
				continue
			}
			r := nisbah(w-alami, spasi, w, rata, akhir)
			if r > toleransi {
				continue
			}
			run := uint8(0)
			if b.hubung {
				if run = x.run + 1; run >= runAda {
					if k < darurat {
						continue
					}
					run = runAda - 1
				}
			}
			kelas := kelasBaris(r, rata && k < darurat)
			nilai := x.nilai + kerugian(r, b, x, kelas, run, akhir, alami/w)
			if s.o.Hemat {
				nilai += dendaBaris
			}
			taruh(n, kelas, run, nilai)
		}
		aktif = sisa
		if len(aktif) == 0 && !ada {
			if k < darurat || terakhir < 0 {
				return nil
			}
			taruh(terakhir, 1, 0, simpulAda[terakhir].nilai+1e12)
		}
		for kelas := range best {
			for run := range best[kelas] {
				if x := best[kelas][run]; x.titik > 0 {
					x.titik--
					simpulAda = append(simpulAda, x)
					aktif = append(aktif, int32(len(simpulAda)-1))
				}
			}
		}
		if akhir {
			return jalan(simpulAda, int32(bi))
		}
	}
	return nil
}

// jalan is the cheapest way to the last place.
func jalan(s []simpul, akhir int32) []int32 {
	best := -1
	for i := len(s) - 1; i >= 0 && s[i].titik == akhir; i-- {
		if best < 0 || s[i].nilai <= s[best].nilai {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	n := 0
	for i := best; s[i].dari >= 0; i = int(s[i].dari) {
		n++
	}
	out := make([]int32, n)
	for i := best; s[i].dari >= 0; i = int(s[i].dari) {
		n--
		out[n] = s[i].titik
	}
	return out
}

// nisbah is how far a line is from its natural width: for justified ones in parts of
// what its spaces may gladly give (half of them more, a third less).
func nisbah(sisa, spasi, w float64, rata, akhir bool) float64 {
	switch {
	case sisa < 0:
		return sisa / (spasi / 3)
	case akhir || math.IsInf(w, 1):
		return 0
	case !rata:
		return sisa / (w * 0.3)
	case spasi == 0:
		return sisa / (w * 0.02)
	}
	return sisa / (spasi / 2)
}

// kelasBaris is tight, natural, loose or very loose.
func kelasBaris(r float64, rata bool) uint8 {
	switch {
	case !rata:
		return 1
	case r < -0.5:
		return 0
	case r <= 0.5:
		return 1
	case r <= 1:
		return 2
	}
	return 3
}

// kerugian is the cost of a line.
func kerugian(r float64, b *titik, x simpul, kelas, run uint8, akhir bool, isi float64) float64 {
	d := 10 + math.Min(100*math.Abs(r)*r*r, 3e4)
	d = d*d + b.denda*b.denda
	switch {
	case run > 1 && x.run == run: // a third and more: nothing else helped
		d += 1e6
	case run > 1:
		d += 10_000
	}
	if kelas > x.kelas+1 || x.kelas > kelas+1 {
		d += 3_000
	}
	if akhir && x.titik >= 0 {
		if x.run > 0 {
			d += 5_000 // the last line begins with the rest of a word
		}
		if isi < 0.12 {
			d += 20_000
		}
	}
	return d
}

// Spaces of justified lines are between these factors of their natural width; a line
// that would need more is left as it is.
const (
	spasiTersempit = 2.0 / 3
	spasiTerlebar  = 4.0
)

// baris draws the line between two places.
func (s *penyusun) baris(a, b titik, w float64, akhir bool) Baris {
	g := garis{t: s.t}
	for i := a.awal; i < b.akhir; {
		j := i
		if putih(s.t.huruf[i]) {
			for j < b.akhir && putih(s.t.huruf[j]) {
				j++
			}
			g.spasi(i)
		} else {
			for j < b.akhir && !putih(s.t.huruf[j]) {
				j++
			}
			s.t.potongan(i, j, g.kata)
		}
		i = j
	}
	if b.hubung {
		g.sambung()
	}
	out := g.b
	out.Renggang, out.Hubung, out.Akhir = 1, b.hubung, akhir
	switch sisa := w - g.alami; {
	case math.IsInf(w, 1):
	case s.o.Rata == KiriKanan && g.spasiAda > 0 && (sisa < 0 || !akhir):
		if r := 1 + sisa/g.spasiAda; r <= spasiTerlebar {
			out.Renggang = max(r, spasiTersempit)
		}
	case s.o.Rata == Tengah:
		out.X = max(0, sisa/2)
	case s.o.Rata == Kanan:
		out.X = max(0, sisa)
	}
	for i := range out.Bagian {
		bg := &out.Bagian[i]
		bg.X = out.Lebar
		for j := range bg.Glif {
			if gl := &bg.Glif[j]; gl.Teks == " " {
				gl.Maju *= out.Renggang
			}
			bg.Lebar += bg.Glif[j].Maju
		}
		out.Lebar += bg.Lebar
	}
	if n := len(out.Bagian); b.spasiDi && n > 0 {
		bg := &out.Bagian[n-1]
		bg.Glif = append(bg.Glif, spasiDari(bg.Gaya))
	}
	return out
}

// garis is a line while its glyphs come together, in their natural widths.
type garis struct {
	t               *naskah
	b               Baris
	alami, spasiAda float64
}

// bagian is the part that the character belongs to.
func (g *garis) bagian(i int) *Bagian {
	p := &g.t.p[g.t.milik[i]]
	n := len(g.b.Bagian)
	if n > 0 && g.b.Bagian[n-1].Gaya == p.Gaya && g.b.Bagian[n-1].Tautan == p.Tautan {
		return &g.b.Bagian[n-1]
	}
	g.b.Bagian = append(g.b.Bagian, Bagian{Gaya: p.Gaya, Tautan: p.Tautan})
	m, k := p.Gaya.Rupa.Metrik(), p.Gaya.skala()
	g.b.Naik = max(g.b.Naik, float64(m.Naik)*k)
	g.b.Turun = max(g.b.Turun, float64(m.Turun)*k)
	return &g.b.Bagian[n]
}

// spasiDari is a look's space.
func spasiDari(gaya Gaya) Glif {
	b := gaya.Rupa.muka().spasi
	return Glif{ID: b.glif[0].id, Maju: float64(b.lebar) * gaya.skala(), Teks: " "}
}

func (g *garis) spasi(i int) {
	bg := g.bagian(i)
	s := spasiDari(bg.Gaya)
	bg.Glif = append(bg.Glif, s)
	g.alami += s.Maju
	g.spasiAda += s.Maju
}

// kata adds a shaped piece.
func (g *garis) kata(i int, teks string, b *bentuk) {
	bg := g.bagian(i)
	k := bg.Gaya.skala()
	sisa, ke := teks, 0 // what the clusters before have not said, and the runes they have
	for n, gl := range b.glif {
		x := Glif{ID: gl.id, Maju: float64(gl.maju) * k, DX: float64(gl.dx) * k, DY: float64(gl.dy) * k}
		if n == 0 || gl.klaster != b.glif[n-1].klaster {
			akhir := len(b.glif)
			for m := n + 1; m < akhir; m++ {
				if b.glif[m].klaster != gl.klaster {
					akhir = m
				}
			}
			if akhir == len(b.glif) {
				x.Teks = sisa
			} else {
				l := 0
				for ; ke < int(b.glif[akhir].klaster); ke++ {
					_, w := utf8.DecodeRuneInString(sisa[l:])
					l += w
				}
				x.Teks, sisa = sisa[:l], sisa[l:]
			}
		}
		g.alami += x.Maju
		bg.Glif = append(bg.Glif, x)
	}
}

// sambung adds the hyphen that stands for a divided word.
func (g *garis) sambung() {
	bg := &g.b.Bagian[len(g.b.Bagian)-1]
	h := bg.Gaya.Rupa.muka().sambung
	x := Glif{ID: h.id, Maju: float64(h.maju) * bg.Gaya.skala(), Teks: string(hubungAkhir)}
	g.alami += x.Maju
	bg.Glif = append(bg.Glif, x)
}
