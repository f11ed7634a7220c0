package web

import (
	"encoding/xml"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func des(s string) *decimal.Decimal {
	d := decimal.RequireFromString(s)
	return &d
}

// deretDari makes a series of values; "" is a gap.
func deretDari(nilai ...string) deret {
	d := deret{Nama: "realisasi"}
	for _, n := range nilai {
		if n == "" {
			d.Titik = append(d.Titik, titik{})
			continue
		}
		d.Titik = append(d.Titik, titik{Nilai: des(n), Tampil: n})
	}
	return d
}

func labelDari(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = strconv.Itoa(2020 + i)
	}
	return out
}

var (
	polaTitik  = regexp.MustCompile(`<circle class="g-titik" cx="([0-9.]+)" cy="([0-9.]+)"`)
	polaNilaiD = regexp.MustCompile(`<path class="g-nilai" d="([^"]*)"`)
	polaBatang = regexp.MustCompile(`<path class="g-batang" d="M4 (\d+)H([0-9.]+)v`)
	polaKotak  = regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`)
	polaLabelX = regexp.MustCompile(`<text class="g-sumbu g-akhir"[^>]*>([^<]*)</text>`)
)

func koordinat(t testing.TB, s string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// xmlUtuh holds a drawing to be well-formed.
func xmlUtuh(t testing.TB, s string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(s)); ; {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%v in %s", err, s)
		}
	}
}

// A higher value stands higher, an equal one at the same height, and all within the box.
func TestLineChartKeepsOrderAndBox(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sen := rapid.SliceOfN(rapid.Int64Range(-1_000_000_000, 1_000_000_000_000), 1, 7).Draw(rt, "sen")
		d := deret{}
		for _, n := range sen {
			v := decimal.New(n, -2)
			d.Titik = append(d.Titik, titik{Nilai: &v, Tampil: v.String()})
		}
		svg := string(grafikGaris{ID: "g", Label: labelDari(len(sen)), Deret: []deret{d}}.SVG())
		pts := polaTitik.FindAllStringSubmatch(svg, -1)
		if len(pts) != len(sen) {
			rt.Fatalf("points: got %d, want %d", len(pts), len(sen))
		}
		for i, p := range pts {
			x, y := koordinat(t, p[1]), koordinat(t, p[2])
			if x < kiriGaris || x > lebarGrafik-kananGaris || y < atasGaris || y > atasGaris+tinggiGaris {
				rt.Fatalf("point %d of %v at %v, %v: outside the box", i, sen, x, y)
			}
			for j := range i {
				yj := koordinat(t, pts[j][2])
				if sen[i] > sen[j] && y > yj || sen[i] < sen[j] && y < yj || sen[i] == sen[j] && y != yj {
					rt.Fatalf("values %d and %d at heights %v and %v", sen[j], sen[i], yj, y)
				}
				if koordinat(t, pts[j][1]) >= x {
					rt.Fatalf("point %d is not right of %d", i, j)
				}
			}
		}
	})
}

func TestLineChartHasGaps(t *testing.T) {
	for _, c := range []struct {
		name  string
		nilai []string
		want  string // moves and lines, in order
		titik int
	}{
		{"all there", []string{"1", "2", "3"}, "MLL", 3},
		{"a year missing", []string{"1", "", "3", "4"}, "MML", 3},
		{"the first missing", []string{"", "2", "3"}, "ML", 2},
		{"one alone", []string{"", "2", ""}, "M", 1},
		{"zero is a value", []string{"0", "0"}, "ML", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			svg := string(grafikGaris{ID: "g", Label: labelDari(len(c.nilai)), Deret: []deret{deretDari(c.nilai...)}}.SVG())
			xmlUtuh(t, svg)
			m := polaNilaiD.FindStringSubmatch(svg)
			if m == nil {
				t.Fatal("no line")
			}
			got := regexp.MustCompile(`[^ML]`).ReplaceAllString(m[1], "")
			if got != c.want || len(polaTitik.FindAllString(svg, -1)) != c.titik {
				t.Errorf("got %s with %d points, want %s with %d", got, len(polaTitik.FindAllString(svg, -1)), c.want, c.titik)
			}
		})
	}
	if got := (grafikGaris{Label: labelDari(2), Deret: []deret{deretDari("", "")}}).SVG(); got != "" {
		t.Errorf("nothing known: got %s, want no drawing", got)
	}
}

func TestBarsGrowWithTheirValues(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sen := rapid.SliceOfN(rapid.Int64Range(-50_00, 5000_00), 1, 12).Draw(rt, "sen")
		g := grafikBatang{ID: "g"}
		for _, n := range sen {
			v := decimal.New(n, -2)
			g.Baris = append(g.Baris, barisBatang{Label: "x", Batang: []batang{{Nilai: &v, Tampil: v.String()}}})
		}
		svg := string(g.SVG())
		tinggi := koordinat(t, polaKotak.FindStringSubmatch(svg)[2])
		bars := polaBatang.FindAllStringSubmatch(svg, -1)
		if len(bars) != len(sen) {
			rt.Fatalf("bars: got %d, want %d", len(bars), len(sen))
		}
		for i, b := range bars {
			y, x := koordinat(t, b[1]), koordinat(t, b[2])
			if x < kiriBatang || x > lebarGrafik-kananBatang || y+tinggiBatang > tinggi {
				rt.Fatalf("bar of %d ends at %v, %v: outside the box", sen[i], x, y)
			}
			for j := range i {
				if xj := koordinat(t, bars[j][2]); sen[i] > sen[j] && x < xj || sen[i] < sen[j] && x > xj {
					rt.Fatalf("bars of %d and %d end at %v and %v", sen[j], sen[i], xj, x)
				}
			}
		}
	})
}

func TestChartsAreAccessible(t *testing.T) {
	jahat := `<b>"&' ` + strings.Repeat("nama panjang ", 10)
	garis := grafikGaris{ID: "tren-1", Judul: jahat, Uraian: "u", Label: []string{jahat, "2"}, Deret: []deret{deretDari("1234.5", "2000"), {Rujuk: true, Titik: deretDari("1500", "").Titik}},
		Pita: []pita{{}, {des("1000"), des("3000")}}}
	batang := grafikBatang{ID: "serapan", Judul: jahat, Uraian: "u", Baris: []barisBatang{{Label: jahat, Batang: []batang{{Nilai: des("120"), Tampil: "120%"},
		{Alasan: "belum dilaporkan", Uang: true}, {Nilai: des("40"), Tampil: "40%", Uang: true}}}}}
	for name, svg := range map[string]string{"line": string(garis.SVG()), "bars": string(batang.SVG())} {
		xmlUtuh(t, svg)
		memuat(t, svg, `role="img"`, "<title id=", "<desc id=", "&lt;b&gt;")
		tanpaTeks(t, svg, "<b>", "style=", "NaN")
		if name == "line" {
			memuat(t, svg, "g-rujuk", "g-wajik", "g-pita", "M231.5 ") // the band of the second year
		} else {
			memuat(t, svg, `fill="url(#serapan-arsir)"`, "belum dilaporkan", "g-seratus", "…")
		}
	}
	var tanda []string
	for _, m := range polaLabelX.FindAllStringSubmatch(string(garis.SVG()), -1) {
		tanda = append(tanda, m[1])
	}
	if got, want := strings.Join(tanda, " "), "1.000 1.500 2.000 2.500 3.000"; got != want {
		t.Errorf("axis: got %q, want %q", got, want)
	}
}

func TestAxisSteps(t *testing.T) {
	for _, c := range []struct{ low, high, want string }{
		{"98.5", "99.4", "98.4 98.6 98.8 99 99.2 99.4"}, {"0", "100", "0 20 40 60 80 100"}, {"0", "119.58", "0 50 100 150"},
		{"5", "5", "3.5 4 4.5 5 5.5 6 6.5"}, {"0", "0", "0 0.1 0.2 0.3"}, {"-10", "30", "-10 0 10 20 30"}, {"0.001", "0.002", "0.001 0.0012 0.0014 0.0016 0.0018 0.002"},
	} {
		var got []string
		for _, d := range skalaDari(*des(c.low), *des(c.high)).tanda() {
			got = append(got, d.String())
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s to %s: got %s, want %s", c.low, c.high, s, c.want)
		}
	}
}
