package wire

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/sakip"
)

func TestAngkaReads(t *testing.T) {
	tests := []struct {
		json           string
		kanonik, bebas string // the value, a fault's code, or "" for unknown
		tulis          string // the JSON it is written as
	}{
		{`null`, "", "", `null`},
		{`""`, "", "", `null`},
		{`"0"`, "0", "0", `"0"`},
		{`99.40`, "99.40", "99.40", `"99.40"`},
		{`"99.40"`, "99.40", "99.40", `"99.40"`},
		{`-5`, "-5", "-5", `"-5"`},
		{`"98,94"`, "not_a_number", "98.94", `"98,94"`},
		{`"98,94%"`, "not_a_number", "98.94", `"98,94%"`},
		{`"1.234"`, "1.234", "ambiguous_number", `"1.234"`},
		{`1.234`, "1.234", "1.234", `"1.234"`}, // a literal has one reading
		{`1e3`, "number_too_long", "number_too_long", `"1e3"`},
		{`"1e3"`, "number_too_long", "number_too_long", `"1e3"`},
		{`true`, "not_a_number", "not_a_number", `"true"`},
		{`[1]`, "not_a_number", "not_a_number", `"[1]"`},
		{`"\u0031"`, "1", "1", `"1"`},
		{`" "`, "not_a_number", "required", `" "`},
	}
	for _, tt := range tests {
		t.Run(tt.json, func(t *testing.T) {
			a := AngkaDari(des("7")) // what was there before must not stay
			if err := json.Unmarshal([]byte(tt.json), &a); err != nil {
				t.Fatal(err)
			}
			baca := func(f func(*fault.List) *decimal.Decimal) string {
				var l fault.List
				switch d := f(&l); {
				case len(l) > 0 && l[0].Field != "x":
					t.Errorf("field: got %q, want x", l[0].Field)
				case len(l) > 0:
					return string(l[0].Code)
				case d != nil:
					return sakip.Teks(*d)
				}
				return ""
			}
			if got := baca(func(l *fault.List) *decimal.Decimal { return a.Kanonik("x", l) }); got != tt.kanonik {
				t.Errorf("Kanonik: got %q, want %q", got, tt.kanonik)
			}
			if got := baca(func(l *fault.List) *decimal.Decimal { return a.Bebas("x", locale.KindRasio, l) }); got != tt.bebas {
				t.Errorf("Bebas: got %q, want %q", got, tt.bebas)
			}
			if got, err := json.Marshal(a); err != nil || string(got) != tt.tulis {
				t.Errorf("written: got %s, %v, want %s", got, err, tt.tulis)
			}
		})
	}
}

// TestAngkaKeepsDecimals: what is stored comes back with the same digits.
func TestAngkaKeepsDecimals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := decimal.New(rapid.Int64().Draw(t, "digits"), rapid.Int32Range(-11, 0).Draw(t, "exponent"))
		b, err := json.Marshal(AngkaDari(want))
		if err != nil {
			t.Fatal(err)
		}
		var a Angka
		if err := json.Unmarshal(b, &a); err != nil {
			t.Fatal(err)
		}
		var l fault.List
		got := a.Kanonik("x", &l)
		if len(l) > 0 || got == nil || sakip.Teks(*got) != sakip.Teks(want) || !got.Equal(want) {
			t.Errorf("got %v, %v, want %v", got, l, want)
		}
	})
}

func TestUnknownIsNeverZero(t *testing.T) {
	tests := []struct{ nama, json string }{
		{"absent", `{}`},
		{"null", `{"nilai":null,"bawah":null,"atas":null}`},
		{"blank", `{"nilai":"","bawah":"","atas":""}`},
	}
	for _, tt := range tests {
		t.Run(tt.nama, func(t *testing.T) {
			var w Target
			if err := json.Unmarshal([]byte(tt.json), &w); err != nil {
				t.Fatal(err)
			}
			var l fault.List
			if got := w.Domain(&l); !got.Kosong() || len(l) > 0 {
				t.Errorf("got %+v, %v, want an empty target", got, l)
			}
			// An empty target in a plan is none: it must not hide the year's.
			if got := (RencanaAksi{TargetSD: &w}).Domain(&l).TargetSD; got != nil {
				t.Errorf("target_sd: got %+v, want nil", got)
			}
		})
	}
	var l fault.List
	if got := petaDesimal("x", map[string]Angka{"a": {}, "b": AngkaDari(des("0"))}, &l); len(got) != 1 || len(l) > 0 {
		t.Errorf("map: got %v, %v, want b alone", got, l)
	}
}

func TestSkalaBaku(t *testing.T) {
	want, _ := sakip.SkalaBaku("lkjip-2023")
	var l fault.List
	got := Skala{Nama: "lkjip-2023"}.domain(&l)
	if !reflect.DeepEqual(got, want) || len(l) > 0 {
		t.Errorf("got %+v, %v, want the preset", got, l)
	}
	// Stored, it is written out: a later preset of that name must not change it.
	if w := fromSkala(got); len(w.Kelas) != len(want.Kelas) {
		t.Errorf("stored classes: got %d, want %d", len(w.Kelas), len(want.Kelas))
	}
	got.Kelas[0].Nama = "changed"
	if again, _ := sakip.SkalaBaku("lkjip-2023"); again.Kelas[0].Nama == "changed" {
		t.Error("the preset itself was changed through a policy")
	}
}

// TestTersimpan: what was stored is read whatever became of its indicator.
func TestTersimpan(t *testing.T) {
	for _, r := range contohRealisasi {
		for _, i := range append([]sakip.Indikator{{}}, contohIndikator...) {
			var l fault.List
			w := FromRealisasi(r, i)
			if got := w.Tersimpan(&l); !reflect.DeepEqual(got, r) || len(l) > 0 {
				t.Errorf("%s stored as %q: got %+v, %v, want %+v", r.Indikator, i.Formula.Jenis, got, l, r)
			}
		}
	}
}
