package document_test

import (
	"slices"
	"strings"
	"testing"

	"capaian/internal/report/document"
)

// Wide tables, what heads them and the little that follows them share sheets; everything
// else stands upright.
func TestLembar(t *testing.T) {
	lebar := func(kolom int) *document.Tabel {
		return &document.Tabel{ID: "w", Lanskap: true, Kolom: make([]document.Kolom, kolom)}
	}
	tegak := &document.Tabel{ID: "t", Kolom: make([]document.Kolom, 30)}
	judul := document.Judul{Tingkat: 2, Teks: "judul"}
	bab := document.Judul{Tingkat: 1, Teks: "BAB"}
	kata := document.Paragraf{Teks: document.T("sedikit")}
	panjang := document.Paragraf{Teks: document.T(strings.Repeat("panjang ", 200))}
	ttd := &document.TandaTangan{}
	celah := document.Celah{Apa: "Belum ada"}
	tests := []struct {
		name  string
		depan []document.Blok
		blok  []document.Blok
		want  string // t upright, w across, W the largest
	}{
		{"columns decide", nil, []document.Blok{tegak, lebar(16), lebar(17)}, "twW"},
		{"headings above", nil, []document.Blok{kata, bab, judul, lebar(9)}, "twww"},
		{"a heading over words", nil, []document.Blok{judul, kata, lebar(9)}, "ttw"},
		{"few words between", nil, []document.Blok{lebar(9), judul, kata, celah, lebar(20)}, "wwwwW"},
		{"few words at the end", nil, []document.Blok{lebar(9), judul, kata, ttd}, "wwww"},
		{"few words before a chapter", nil, []document.Blok{lebar(9), kata, bab, kata}, "wwtt"},
		{"few words before a new page", nil, []document.Blok{lebar(9), kata, document.HalamanBaru{}, kata}, "wwtt"},
		{"many words", nil, []document.Blok{lebar(9), panjang, lebar(9)}, "wtw"},
		{"upright table after", nil, []document.Blok{lebar(9), kata, tegak}, "wtt"},
		{"figure after", nil, []document.Blok{lebar(9), kata, &document.Gambar{ID: "g"}}, "wtt"},
		{"signature right below", nil, []document.Blok{lebar(20), ttd, panjang}, "WWt"},
		{"list", nil, []document.Blok{lebar(9), document.Daftar{Butir: []document.Butir{{Teks: document.T("a"), Anak: &document.Daftar{Butir: document.ButirTeks(strings.Repeat("b", 1000))}}}}}, "wt"},
		{"parts are apart", []document.Blok{lebar(9), judul}, []document.Blok{lebar(20), kata}, "wwWW"},
		{"heading at a part's end", []document.Blok{kata, judul}, []document.Blok{lebar(9)}, "ttw"},
		{"nothing", nil, nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := document.Dokumen{Depan: tt.depan, Blok: tt.blok}.Lembar()
			var want []document.Lembar
			for _, c := range tt.want {
				want = append(want, map[rune]document.Lembar{'t': document.Tegak, 'w': document.Mendatar, 'W': document.MendatarBesar}[c])
			}
			if !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}
