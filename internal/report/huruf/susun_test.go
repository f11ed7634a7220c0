package huruf

import (
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/go-text/typesetting/font"
)

var biasa = Gaya{SerifBiasa, 12}

func polos(s string) []Penggal { return []Penggal{{Teks: s, Gaya: biasa}} }

// sambungkan are the lines' texts as one text.
func sambungkan(b []Baris) string {
	var s strings.Builder
	for i := range b {
		s.WriteString(b[i].Teks())
		if b[i].Akhir {
			s.WriteString("\n")
		}
	}
	return s.String()
}

// inti is a text without spaces and what is not drawn.
func inti(s string) string {
	return strings.Map(func(c rune) rune {
		if c = bersihkan(c); c == 0 || !tampak(c) || c == barisBaru {
			return -1
		}
		return c
	}, s)
}

// periksa holds what is true of all lines.
func periksa(t *testing.T, p []Penggal, o Opsi, b []Baris) {
	t.Helper()
	var teks strings.Builder
	for i := range p {
		teks.WriteString(string([]rune(p[i].Teks)))
	}
	if got, want := inti(sambungkan(b)), inti(teks.String()); got != want {
		t.Fatalf("got the text %q, want %q", got, want)
	}
	for i, l := range b {
		w, akhirSpasi := 0.0, strings.HasSuffix(l.Teks(), " ")
		for j, bg := range l.Bagian {
			if math.Abs(bg.X-w) > 1e-6 {
				t.Fatalf("line %d, part %d: begins at %v, want %v", i, j, bg.X, w)
			}
			maju := 0.0
			for _, g := range bg.Glif {
				maju += g.Maju
			}
			if akhirSpasi && j == len(l.Bagian)-1 {
				maju -= bg.Glif[len(bg.Glif)-1].Maju
			}
			if math.Abs(maju-bg.Lebar) > 1e-6 {
				t.Fatalf("line %d, part %d: glyphs are %v wide, want %v", i, j, maju, bg.Lebar)
			}
			w += bg.Lebar
		}
		if math.Abs(w-l.Lebar) > 1e-6 {
			t.Fatalf("line %d: parts are %v wide, want %v", i, w, l.Lebar)
		}
		if l.Akhir && akhirSpasi {
			t.Errorf("line %d: ends a paragraph with a space", i)
		}
		if got := strings.HasSuffix(l.Teks(), string(hubungAkhir)); got != l.Hubung {
			t.Errorf("line %d: ends in a hyphen: got %v, want %v", i, got, l.Hubung)
		}
		if l.Naik <= 0 || l.Turun <= 0 {
			t.Errorf("line %d: got the height %v and %v", i, l.Naik, l.Turun)
		}
		lebar := o.Lebar
		if i == 0 && o.LebarPertama > 0 {
			lebar = o.LebarPertama
		}
		if l.X < 0 || l.Lebar > lebar+1e-6 && len([]rune(inti(l.Teks()))) > 2 && o.Lebar > 30 {
			t.Errorf("line %d: got %v + %v of %v: %q", i, l.X, l.Lebar, lebar, l.Teks())
		}
	}
	if !b[len(b)-1].Akhir {
		t.Error("the last line does not end the paragraph")
	}
}

func TestSusunRata(t *testing.T) {
	p := []Penggal{
		{Teks: "Laporan kinerja ini disusun ", Gaya: biasa},
		{Teks: "sebagai wujud pertanggungjawaban", Gaya: Gaya{SerifTebal, 12}, Tautan: "#bab1"},
		{Teks: " atas pelaksanaan tugas", Gaya: Gaya{SansMiring, 9}},
		{Teks: " dan fungsi selama satu tahun anggaran, dengan cara yang dapat diulang.", Gaya: biasa},
	}
	for _, r := range []Rata{Kiri, KiriKanan, Tengah, Kanan} {
		o := Opsi{Lebar: 200, LebarPertama: 160, Rata: r, Hubung: true}
		b := Susun(p, o)
		periksa(t, p, o, b)
		for i, l := range b {
			lebar := 200.0
			if i == 0 {
				lebar = 160
			}
			want := map[Rata]float64{Tengah: (lebar - l.Lebar) / 2, Kanan: lebar - l.Lebar}[r]
			if math.Abs(l.X-want) > 1e-6 {
				t.Errorf("%v, line %d: begins at %v, want %v", r, i, l.X, want)
			}
			if r == KiriKanan && !l.Akhir && math.Abs(l.Lebar-lebar) > 1e-6 {
				t.Errorf("line %d: got the width %v, want %v", i, l.Lebar, lebar)
			}
			if r != KiriKanan && l.Renggang != 1 {
				t.Errorf("%v, line %d: spaces are stretched by %v", r, i, l.Renggang)
			}
		}
	}
}

// TestSusunTautan: a link is the parts that carry it, no more and no less.
func TestSusunTautan(t *testing.T) {
	p := []Penggal{{Teks: "Lihat ", Gaya: biasa}, {Teks: "tabel capaian", Gaya: biasa, Tautan: "#T3.1"}, {Teks: ".", Gaya: biasa}}
	var got []string
	for _, b := range Susun(p, Opsi{Lebar: 300})[0].Bagian {
		got = append(got, b.Tautan+"|"+b.Teks())
	}
	if want := []string{"|Lihat ", "#T3.1|tabel capaian", "|."}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// serakah sets words first come, first served, as word processors do: the factor of
// the spaces of every line but the last.
func serakah(g Gaya, teks string, lebar float64) []float64 {
	var out []float64
	spasi := Ukur(g.Rupa, g.Ukuran, " ")
	w, n := 0.0, 0
	for _, k := range strings.Fields(teks) {
		kw := Ukur(g.Rupa, g.Ukuran, k)
		if n > 0 && w+kw+float64(n)*spasi > lebar {
			if n > 1 {
				out = append(out, (lebar-w)/float64(n-1)/spasi)
			}
			w, n = 0, 0
		}
		w += kw
		n++
	}
	return out
}

// TestSusunLonggar: with all lines of a paragraph in view few are loose, with few
// hyphens, at every width.
func TestSusunLonggar(t *testing.T) {
	for _, c := range []struct {
		nama            string
		g               Gaya
		dari, sampai    float64
		longgar, hubung float64 // shares at most
		beruntun        int     // lines in a row that may end in a hyphen
	}{
		{"pages", biasa, 400, 480, 0.07, 0.27, 2},
		{"pages in sans", Gaya{SansBiasa, 11}, 400, 480, 0.07, 0.27, 3},
		{"two thirds of a page", biasa, 270, 330, 0.23, 0.36, 4},
	} {
		t.Run(c.nama, func(t *testing.T) {
			var baris, longgar, hubung, barisSerakah, longgarSerakah float64
			for w := c.dari; w <= c.sampai; w += 4 {
				for _, teks := range prosa {
					o := Opsi{Lebar: w, Rata: KiriKanan, Hubung: true}
					p := []Penggal{{Teks: teks, Gaya: c.g}}
					b := Susun(p, o)
					periksa(t, p, o, b)
					beruntun := 0
					for _, l := range b {
						if l.Akhir {
							continue
						}
						baris++
						if l.Renggang > 1.75 || math.Abs(l.Lebar-w) > 1e-6 {
							longgar++
						}
						if beruntun++; l.Hubung {
							hubung++
						} else {
							beruntun = 0
						}
						if beruntun > c.beruntun {
							t.Errorf("%d lines in a row end in a hyphen at %v: %q", beruntun, w, l.Teks())
						}
					}
					for _, r := range serakah(c.g, teks, w) {
						if barisSerakah++; r > 1.75 {
							longgarSerakah++
						}
					}
				}
			}
			longgar, hubung, longgarSerakah = longgar/baris, hubung/baris, longgarSerakah/barisSerakah
			t.Logf("of %v lines %.1f %% are loose, %.1f %% end in a hyphen; greedy: %.1f %% of %v are loose", baris, 100*longgar, 100*hubung, 100*longgarSerakah, barisSerakah)
			if longgar > c.longgar || longgar > longgarSerakah/3 {
				t.Errorf("got %v loose, want %v at most; greedy has %v", longgar, c.longgar, longgarSerakah)
			}
			if hubung > c.hubung {
				t.Errorf("got %v with a hyphen, want %v at most", hubung, c.hubung)
			}
		})
	}
}

// TestSusunUtuh: names, numbers and what belongs together stay in one line wherever it
// ends; whether it does is tried at every width.
func TestSusunUtuh(t *testing.T) {
	for _, teks := range []string{
		"Rp 5.000.000", "Nomor 53", "Tahun 2023", "BAB III", "Tabel 3.2", "Pasal 5", "ayat (2)", "huruf a", "Triwulan IV", "98,94 persen", "91,2 %", "52 orang",
		"31 Desember", "Dr. Sulastri", "H. Ahmad", "Rp 1,2 miliar", "s.d. Triwulan II", "≥ 90", "pelayanan –", "12.450.375.000", "2019-2023", "Kertamukti",
		"PermenPANRB", "a\u00a0b", "100.3/12/438", "a.b.c", "ke-3",
	} {
		for w := 120.0; w < 330; w += 3 {
			s := "dengan demikian seluruh kegiatan " + teks + " tetap dilaksanakan sebagaimana direncanakan sejak awal"
			var got strings.Builder // with a line's end where it is at a space
			for _, b := range Susun(polos(s), Opsi{Lebar: w, Rata: Kiri, Hubung: true}) {
				if k, ok := strings.CutSuffix(b.Teks(), " "); ok {
					got.WriteString(k + "\n")
				} else {
					got.WriteString(strings.TrimSuffix(k, string(hubungAkhir)))
				}
			}
			if !strings.Contains(got.String(), strings.ReplaceAll(teks, "\u00a0", " ")) {
				t.Errorf("%q is parted at %v: %q", teks, w, got.String())
			}
		}
	}
}

// TestSusunPutus: where a line ends within a word, by what it is.
func TestSusunPutus(t *testing.T) {
	for _, c := range []struct {
		nama, teks string
		lebar      float64
		hubung     bool
		want       string // lines, with ~ for an added hyphen
	}{
		{"slash", "Urusan/Bidang", 50, false, "Urusan/|Bidang"},
		{"own hyphen", "kegiatan-kegiatan", 60, false, "kegiatan-|kegiatan"},
		{"dash", "visi–misi–tujuan", 60, false, "visi–misi–|tujuan"},
		{"soft hyphen", "Kerta\u00admukti", 40, false, "Kerta~|mukti"},
		{"zero width space", "Kerta\u200bmukti", 40, false, "Kerta|mukti"},
		{"line end", "satu\r\ndua\n\ntiga", 400, false, "satu|dua||tiga"},
		{"syllables", "pelaksanaan", 50, true, "pelaksa~|naan"},
		{"a name wider than the line", "Kabupatenmakmur", 60, true, "Kabupaten~|makmur"},
		{"a word wider than the line is divided by its syllables without being asked", "pelaksanaan", 50, false, "pelaksa~|naan"},
		{"address", "https://contoh.go.id/laporan-kinerja", 100, false, "https://contoh.go.id/|laporan-kinerja"},
		{"code", "AAAAAAAAAA", 30, false, "AAA|AAA|AAA|A"},
		{"spaces in a row", "  satu   dua \t tiga  ", 400, false, "satu dua tiga"},
	} {
		t.Run(c.nama, func(t *testing.T) {
			var got []string
			for _, b := range Susun(polos(c.teks), Opsi{Lebar: c.lebar, Hubung: c.hubung}) {
				got = append(got, strings.ReplaceAll(strings.TrimSpace(b.Teks()), string(hubungAkhir), "~"))
			}
			if g := strings.Join(got, "|"); g != c.want {
				t.Errorf("got %s, want %s", g, c.want)
			}
		})
	}
}

// TestSusunNama: a capitalised word is divided where nothing else helps, and no
// earlier.
func TestSusunNama(t *testing.T) {
	for _, p := range prosa {
		for _, b := range Susun(polos(strings.ToUpper(p[:1])+strings.ToLower(p[1:])+" Sekretariat Pemerintahan"), Opsi{Lebar: 453, Rata: KiriKanan, Hubung: true}) {
			if k := strings.Fields(b.Teks()); b.Hubung && unicode.IsUpper([]rune(k[len(k)-1])[0]) {
				t.Errorf("divides a name: %q", b.Teks())
			}
		}
	}
}

// TestSusunKacau: nothing that people or programs can send breaks it.
func TestSusunKacau(t *testing.T) {
	for _, c := range []struct{ nama, teks string }{
		{"nothing", ""},
		{"spaces", "  \t \u00a0 "},
		{"letters without end", strings.Repeat("kinerja", 200_000/7)},
		{"capitals without end", strings.Repeat("W", 20_000)},
		{"words without end", strings.Repeat("capaian ", 25_000)},
		{"numbers that belong together without end", strings.Repeat("Tahun 2023 persen ", 5_000)},
		{"marks without end", "a" + strings.Repeat("\u0301", 50_000)},
		{"line ends without end", strings.Repeat("\n", 5_000)},
		{"slashes without end", strings.Repeat("dan/atau/", 10_000)},
		{"soft hyphens without end", strings.Repeat("\u00ad", 100_000) + "a" + strings.Repeat("\u00ad", 100_000) + "b"},
		{"emoji", "Bagus 👍🏽 sekali 👨‍👩‍👧‍👦 🇮🇩 ✓"},
		{"right to left", "nama محمد dan שלום \u202eterbalik\u202c"},
		{"CJK", "印度尼西亚共和国" + strings.Repeat("国", 300)},
		{"control characters", "a\x00b\x07c\x1bd\u0085e\u2028f"},
		{"not UTF-8", "a\xff\xfeb"},
	} {
		t.Run(c.nama, func(t *testing.T) {
			for _, o := range []Opsi{{Lebar: 453, Rata: KiriKanan, Hubung: true}, {Lebar: 60}, {Lebar: 1, Rata: Kanan}} {
				if len(c.teks) > 1000 && o.Lebar == 1 || len(c.teks) > 100_000 && o.Lebar == 60 {
					continue // lines of few letters are too many
				}
				p := polos(c.teks)
				periksa(t, p, o, Susun(p, o))
			}
		})
	}
	if got := Susun(nil, Opsi{Lebar: 100}); len(got) != 1 || !got[0].Akhir {
		t.Errorf("no runs: got %v", got)
	}
}

// TestKurang: what the face lacks is a box with the character as its text.
func TestKurang(t *testing.T) {
	for r := range jumlahRupa {
		kotakID := r.muka().ganti
		b := Sebaris(Gaya{r, 10}, "😀م\ufffdש")
		g := b.Bagian[0].Glif
		if len(g) != 4 || b.Teks() != "😀م\ufffdש" {
			t.Fatalf("%s: got %d glyphs that say %q", r.Nama(), len(g), b.Teks())
		}
		for _, g := range g {
			if g.ID != uint16(kotakID) {
				t.Errorf("%s: got glyph %d for %s, want the box %d", r.Nama(), g.ID, g.Teks, kotakID)
			}
		}
		for _, c := range "aZ0é–“”…≥²" {
			if !r.muka().punya(c) {
				t.Errorf("%s lacks %c", r.Nama(), c)
			}
		}
		if g := Sebaris(Gaya{r, 10}, "e\u0301").Bagian[0].Glif; len(g) != 1 || g[0].Teks != "e\u0301" {
			t.Errorf("%s: got %v for an e and its accent", r.Nama(), g)
		}
	}
}

func TestUkur(t *testing.T) {
	for r := range jumlahRupa {
		for _, s := range []string{"", "a", "AVATAR Ta", "Capaian 98,94 %", "x😀\u0301", strings.Repeat("AV", 300)} {
			if got, want := Ukur(r, 11, s), Sebaris(Gaya{r, 11}, s).Lebar; math.Abs(got-want) > 1e-6 {
				t.Errorf("%s %q: measured %v, set %v", r.Nama(), s, got, want)
			}
		}
	}
	if got := Ukur(SerifBiasa, 1000, "A"); math.Abs(got-722.17) > 0.01 {
		t.Errorf("A of Times is 722/1000 wide, got %v", got)
	}
	if got := Ukur(SansTebal, 1000, "AV"); got >= 722.17+666.99 {
		t.Errorf("AV is not kerned: %v", got)
	}
}

func TestLebar(t *testing.T) {
	for _, s := range append([]string{"Rp 5.000.000 per unit", "satu\ndua tiga", ""}, prosa...) {
		p := polos(s)
		kecil, besar := Lebar(p)
		for _, b := range Susun(p, Opsi{Lebar: kecil}) {
			if b.Hubung || b.Lebar > kecil+1e-6 {
				t.Errorf("%q: at the least width got %q, %v of %v", s, b.Teks(), b.Lebar, kecil)
			}
		}
		if got, want := len(Susun(p, Opsi{Lebar: besar})), strings.Count(s, "\n")+1; got != want {
			t.Errorf("%q: at its full width got %d lines, want %d", s, got, want)
		}
		if s != "" && len(Susun(p, Opsi{Lebar: besar - 0.1})) == strings.Count(s, "\n")+1 {
			t.Errorf("%q: fits in less than %v", s, besar)
		}
	}
}

func TestRupa(t *testing.T) {
	for _, c := range []struct {
		sans, tebal, miring bool
		want                string
	}{
		{false, false, false, "LiberationSerif"}, {false, true, false, "LiberationSerif-Bold"},
		{false, false, true, "LiberationSerif-Italic"}, {false, true, true, "LiberationSerif-BoldItalic"},
		{true, false, false, "LiberationSans"}, {true, true, false, "LiberationSans-Bold"},
		{true, false, true, "LiberationSans-Italic"}, {true, true, true, "LiberationSans-BoldItalic"},
	} {
		r := Pilih(c.sans, c.tebal, c.miring)
		if r.Nama() != c.want {
			t.Errorf("got %s, want %s", r.Nama(), c.want)
		}
		m := r.Metrik()
		if (m.Miring < 0) != c.miring || m.PerEm != 2048 || m.Kapital <= 0 || m.Naik < m.Kapital || m.Turun <= 0 || m.Kotak[3] < m.Naik {
			t.Errorf("%s: got %+v", r.Nama(), m)
		}
		mk := r.muka()
		minus, _ := mk.font.NominalGlyph('-')
		face := font.NewFace(mk.font)
		l := Susun([]Penggal{{Teks: "Kerta\u00admukti", Gaya: Gaya{r, 12}}}, Opsi{Lebar: 40})[0].Bagian[0].Glif
		if h := l[len(l)-1]; !reflect.DeepEqual(face.GlyphData(font.GID(h.ID)), face.GlyphData(minus)) || h.Maju != Ukur(r, 12, "-") || r.Aksara(h.ID) != h.Teks {
			t.Errorf("%s: the hyphen at a line's end is %+v", r.Nama(), h)
		}
		id, _ := mk.font.NominalGlyph('A')
		if got := r.Aksara(uint16(id)); got != "A" || r.Maju(uint16(id)) == 0 {
			t.Errorf("%s: glyph %d is %q, %d wide", r.Nama(), id, got, r.Maju(uint16(id)))
		}
		if r.Aksara(0xffff) != "" || r.Maju(0xffff) != 0 {
			t.Errorf("%s: knows a glyph that it has not", r.Nama())
		}
	}
}

// TestSusunSama: the same lines whoever else is setting text.
func TestSusunSama(t *testing.T) {
	o := Opsi{Lebar: 300, Rata: KiriKanan, Hubung: true}
	want := Susun(polos(prosa[0]), o)
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			for i := range prosa {
				Susun(polos(prosa[(i+n)%len(prosa)]), o)
			}
			if got := Susun(polos(prosa[0]), o); !reflect.DeepEqual(got, want) {
				t.Error("got other lines")
			}
		})
	}
	wg.Wait()
}

func FuzzSusun(f *testing.F) {
	f.Add("Urusan/Bidang Rp 5.000", "tebal\u00ad", 60.0, 1)
	f.Add("a\u0301\u200b\n\x00\xff😀", "שלום", 20.0, 3)
	f.Fuzz(func(t *testing.T, a, b string, lebar float64, rata int) {
		if math.IsNaN(lebar) {
			return
		}
		p := []Penggal{{Teks: a, Gaya: biasa}, {Teks: b, Gaya: Gaya{SansTebal, 8}, Tautan: "x"}}
		o := Opsi{Lebar: lebar, Rata: Rata(uint(rata) % 4), Hubung: rata > 3}
		periksa(t, p, o, Susun(p, o))
		Lebar(p)
	})
}

// BenchmarkSusun sets the text of a report of 60 pages.
func BenchmarkSusun(b *testing.B) {
	o := Opsi{Lebar: 453, Rata: KiriKanan, Hubung: true}
	for b.Loop() {
		baris := 0
		for n := 0; baris < 60*45; n++ {
			baris += len(Susun(polos(prosa[n%len(prosa)]), o))
		}
	}
}

func BenchmarkUkur(b *testing.B) {
	for b.Loop() {
		Ukur(SansBiasa, 9, prosa[0])
	}
}

// Cells have as few lines as their width allows; other texts have lines of like width.
func TestSusunHemat(t *testing.T) {
	p := polos("Persentase Pemerlu Pelayanan Kesejahteraan Sosial (PPKS) yang ditangani")
	for lebar := 90.0; lebar < 300; lebar += 7 {
		hemat := Susun(p, Opsi{Lebar: lebar, Hemat: true})
		periksa(t, p, Opsi{Lebar: lebar, Hemat: true}, hemat)
		paling := 1 // lines that are filled one after the other
		isi := -Ukur(biasa.Rupa, biasa.Ukuran, " ")
		for _, kata := range strings.Fields(p[0].Teks) {
			w := Ukur(biasa.Rupa, biasa.Ukuran, kata)
			if isi += Ukur(biasa.Rupa, biasa.Ukuran, " "); isi+w > lebar && isi > 0 {
				paling++
				isi = 0
			}
			isi += w
		}
		if len(hemat) != paling {
			t.Errorf("width %v: got %d lines, want %d", lebar, len(hemat), paling)
		}
	}
}
