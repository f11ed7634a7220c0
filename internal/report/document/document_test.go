package document_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/report/document"
)

func angka(kunci, rumus string) document.Sel {
	d := decimal.NewFromInt(1)
	return document.Sel{Nilai: &d, Format: document.FAngka, Kunci: kunci, Rumus: rumus}
}

func tabel(id string, kolom int, baris ...[]document.Sel) *document.Tabel {
	return &document.Tabel{ID: id, Kolom: make([]document.Kolom, kolom), Baris: baris}
}

func TestPeriksa(t *testing.T) {
	x := document.Sel{Teks: "x"}
	tests := []struct {
		name  string
		tabel []*document.Tabel
		want  string // "" is no fault
	}{
		{"sound", []*document.Tabel{tabel("A", 2, []document.Sel{angka("a", ""), angka("b", "{a}*2")}, []document.Sel{angka("c", "SUM({a}:{b})"), x})}, ""},
		{"spans", []*document.Tabel{tabel("A", 3, []document.Sel{{RowSpan: 2}, x, x}, []document.Sel{{ColSpan: 2}})}, ""},
		{"braces in quotes are text", []*document.Tabel{tabel("A", 1, []document.Sel{angka("a", `IF(1>0,"{x}","""{y")`)})}, ""},
		{"two tables of one ID", []*document.Tabel{tabel("A", 1), tabel("a", 1)}, "used twice"},
		{"two cells of one name", []*document.Tabel{tabel("A", 2, []document.Sel{angka("a", ""), angka("a", "")})}, `two cells are named "a"`},
		{"name with a brace", []*document.Tabel{tabel("A", 1, []document.Sel{angka("a}", "")})}, "not written as a name"},
		{"unknown name", []*document.Tabel{tabel("A", 1, []document.Sel{angka("a", "{b}")})}, `unknown cell "b"`},
		{"formula of a nameless cell", []*document.Tabel{tabel("A", 1, []document.Sel{angka("", "{b}")})}, `unknown cell "b"`},
		{"open brace", []*document.Tabel{tabel("A", 1, []document.Sel{angka("a", "{b")})}, "open brace"},
		{"open quote", []*document.Tabel{tabel("A", 1, []document.Sel{angka("a", `"b`)})}, "open quote"},
		{"loop of one", []*document.Tabel{tabel("A", 1, []document.Sel{angka("a", "{a}")})}, "comes back to itself"},
		{"loop over tables", []*document.Tabel{tabel("A", 1, []document.Sel{angka("a", "{b}")}), tabel("B", 1, []document.Sel{angka("b", "{a}")})}, "comes back to itself"},
		{"loop through a rectangle", []*document.Tabel{tabel("A", 1, []document.Sel{angka("a", "")}, []document.Sel{angka("b", "SUM({a}:{c})")}, []document.Sel{angka("c", "")})}, "comes back to itself"},
		{"rectangle over two tables", []*document.Tabel{tabel("A", 1, []document.Sel{angka("a", "")}), tabel("B", 2, []document.Sel{angka("b", ""), angka("c", "SUM({a}:{b})")})}, "no rectangle"},
		{"row too short", []*document.Tabel{tabel("A", 2, []document.Sel{x})}, "has no cell"},
		{"row too long", []*document.Tabel{tabel("A", 1, []document.Sel{x, x})}, "leaves the grid"},
		{"span below the table", []*document.Tabel{tabel("A", 1, []document.Sel{{RowSpan: 2}})}, "leaves the grid"},
		{"span into a span", []*document.Tabel{tabel("A", 2, []document.Sel{x, {RowSpan: 2}}, []document.Sel{{ColSpan: 2}})}, "overlaps a span"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var d document.Dokumen
			for _, tab := range tt.tabel {
				d.Blok = append(d.Blok, tab)
			}
			err := document.Periksa(d)
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("got %v, want no fault", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got %v, want a fault with %q", err, tt.want)
			}
		})
	}
}

func TestPeriksaFigures(t *testing.T) {
	bagan, v := &document.Bagan{}, decimal.NewFromInt(1)
	grafik := func(nilai int, kunci ...string) *document.Grafik {
		s := document.Seri{Nama: "Realisasi", Kunci: kunci}
		for range nilai {
			s.Nilai = append(s.Nilai, &v)
		}
		return &document.Grafik{Kategori: []string{"2022", "2023"}, Seri: []document.Seri{s}}
	}
	tests := []struct {
		name   string
		gambar []*document.Gambar
		want   string // "" is no fault
	}{
		{"sound", []*document.Gambar{{ID: "g", Grafik: grafik(2, "a", "")}, {ID: "h", Bagan: bagan}}, ""},
		{"without names", []*document.Gambar{{ID: "g", Grafik: grafik(2)}}, ""},
		{"nothing to draw", []*document.Gambar{{ID: "g"}}, "not one chart"},
		{"two drawings", []*document.Gambar{{ID: "g", Grafik: grafik(2), Bagan: bagan}}, "not one chart"},
		{"ID of a table", []*document.Gambar{{ID: "A", Bagan: bagan}}, "used twice"},
		{"no ID", []*document.Gambar{{Bagan: bagan}}, "is empty"},
		{"too few values", []*document.Gambar{{ID: "g", Grafik: grafik(1)}}, "1 values"},
		{"too few names", []*document.Gambar{{ID: "g", Grafik: grafik(2, "a")}}, "1 names"},
		{"unknown cell", []*document.Gambar{{ID: "g", Grafik: grafik(2, "a", "b")}}, `unknown cell "b"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := document.Dokumen{Blok: []document.Blok{tabel("a", 1, []document.Sel{angka("a", "")})}}
			for _, g := range tt.gambar {
				d.Blok = append(d.Blok, g)
			}
			err := document.Periksa(d)
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("got %v, want no fault", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got %v, want a fault with %q", err, tt.want)
			}
		})
	}
}

func TestTampil(t *testing.T) {
	d := decimal.RequireFromString("-1234.5")
	tests := []struct {
		name string
		sel  document.Sel
		want string
	}{
		{"text", document.Sel{Teks: "belum dilaporkan"}, "belum dilaporkan"},
		{"number", document.Sel{Nilai: &d, Format: document.FAngka, Desimal: 2}, "-1.234,50"},
		{"percent", document.Sel{Nilai: &d, Format: document.FPersen, Desimal: 1}, "-1.234,5%"},
		{"suffix", document.Sel{Nilai: &d, Format: document.FAngka, Desimal: 2, Akhiran: " (AA)"}, "-1.234,50 (AA)"},
	}
	for _, tt := range tests {
		if got := tt.sel.Tampil(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
