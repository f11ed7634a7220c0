package wire

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
)

var update = flag.Bool("update", false, "write the golden files anew")

func strict(b []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	return dec.Decode(into)
}

func TestRoundTrip(t *testing.T) {
	for _, k := range semuaKasus() {
		for n, w := range k.bentuk {
			t.Run(fmt.Sprintf("%s/%d", k.nama, n), func(t *testing.T) {
				b, err := json.Marshal(w)
				if err != nil {
					t.Fatal(err)
				}
				again, err := k.baca(b)
				if err != nil {
					t.Fatal(err)
				}
				var l fault.List
				got := k.ke(again, &l)
				if err := l.Err(); err != nil {
					t.Errorf("faults: got %v, want none", err)
				}
				// Not only the value: 99.40 must stay 99.40.
				if want := k.domain[n]; !reflect.DeepEqual(got, want) {
					t.Errorf("got %+v, want %+v", got, want)
				}
			})
		}
	}
}

// tidakDiBentuk are domain fields that a shape has not: derived ones, and what is not loaded.
var tidakDiBentuk = map[string]bool{"tahun.Lalu": true, "lke.Mandiri": true, "lke.Penilai": true, "lke.Saran": true, "tahun.Penerimaan": true}

// TestExamplesAreFull makes the round trip a proof that no field was forgotten.
func TestExamplesAreFull(t *testing.T) {
	for _, k := range semuaKasus() {
		terisi := map[string]bool{} // path → some example has it
		for _, d := range k.domain {
			isian(reflect.ValueOf(d), k.nama, terisi)
		}
		for path, ok := range terisi {
			if !ok && !tidakDiBentuk[path] {
				t.Errorf("%s is empty in every example", path)
			}
		}
	}
}

func isian(v reflect.Value, path string, terisi map[string]bool) {
	switch v.Interface().(type) {
	case decimal.Decimal, time.Time:
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			isian(v.Elem(), path, terisi)
		}
	case reflect.Slice:
		for i := range v.Len() {
			isian(v.Index(i), path, terisi)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			isian(v.MapIndex(key), path, terisi)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := path + "." + v.Type().Field(i).Name
			terisi[f] = terisi[f] || !v.Field(i).IsZero()
			isian(v.Field(i), f, terisi)
		}
	}
}

func TestGolden(t *testing.T) {
	for _, k := range semuaKasus() {
		t.Run(k.nama, func(t *testing.T) {
			got, err := json.MarshalIndent(k.bentuk, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, '\n')
			path := filepath.Join("testdata", k.nama+".json")
			if *update {
				if err := os.WriteFile(path, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("stored JSON of %s changed: got %s, want %s", k.nama, got, want)
			}
		})
	}
}

// TestHostileNumbers writes a hostile number at every place of every example and
// wants a fault at each path.
func TestHostileNumbers(t *testing.T) {
	for _, hostile := range []struct {
		nama string
		a    Angka
		code fault.Code
	}{
		{"exponent", Angka{teks: "1e30000000"}, fault.NumberTooLong},
		{"exponent literal", Angka{teks: "1e30000000", literal: true}, fault.NumberTooLong},
		{"too many digits", Angka{teks: strings.Repeat("9", 31)}, fault.NumberTooLong},
		{"decimal comma", Angka{teks: "98,94"}, fault.NotANumber},
		{"object", Angka{teks: `{"a":1}`, literal: true}, fault.NotANumber},
	} {
		for _, k := range semuaKasus() {
			for n, w := range k.bentuk {
				t.Run(fmt.Sprintf("%s/%s/%d", hostile.nama, k.nama, n), func(t *testing.T) {
					var want []string
					rusak(reflect.ValueOf(w).Elem(), "", hostile.a, &want)
					var l fault.List
					k.ke(w, &l)
					var got []string
					for _, e := range l {
						got = append(got, e.Field)
						if e.Code != hostile.code {
							t.Errorf("code at %s: got %s, want %s", e.Field, e.Code, hostile.code)
						}
					}
					slices.Sort(got)
					slices.Sort(want)
					if !slices.Equal(got, want) {
						t.Errorf("paths: got %q, want %q", got, want)
					}
				})
			}
		}
	}
}

// rusak puts a in place of every number in v, which can be set, and collects where.
func rusak(v reflect.Value, path string, a Angka, paths *[]string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			rusak(v.Elem(), path, a, paths)
		}
	case reflect.Slice:
		for i := range v.Len() {
			rusak(v.Index(i), fmt.Sprintf("%s[%d]", path, i), a, paths)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			e := reflect.New(v.Type().Elem()).Elem()
			e.Set(v.MapIndex(key))
			rusak(e, fmt.Sprintf("%s.%v", path, key), a, paths)
			v.SetMapIndex(key, e)
		}
	case reflect.Struct:
		switch w := v.Interface().(type) {
		case time.Time:
			return
		case Angka:
			if !w.IsZero() {
				v.Set(reflect.ValueOf(a))
				*paths = append(*paths, path)
			}
			return
		}
		for i := range v.NumField() {
			f, name := v.Type().Field(i), path
			if tag, _, _ := strings.Cut(f.Tag.Get("json"), ","); !f.Anonymous {
				name = strings.TrimPrefix(path+"."+tag, ".")
			}
			rusak(v.Field(i), name, a, paths)
		}
	}
}

// TestFaults are what only some shapes refuse.
func TestFaults(t *testing.T) {
	rasio, skor := contohIndikator[0], contohIndikator[1]
	type want struct {
		field string
		code  fault.Code
	}
	tests := []struct {
		nama string
		json string
		ke   func(b []byte, l *fault.List) error
		want []want
	}{
		{"rasio without pengali", `{"formula":{"jenis":"rasio"}}`, membaca(Indikator.Domain), []want{{"formula.pengali", fault.Required}}},
		{"skor without pengali", `{"formula":{"jenis":"skor","pengali":null}}`, membaca(Indikator.Domain), nil},
		{"standar without nilai", `{"standar":{"nama":"x","nilai":""}}`, membaca(Indikator.Domain),
			[]want{{"standar.nilai", fault.Required}}},
		{"program without money", `{"program":[{"kode":"1"},{"kode":"2","anggaran":null}]}`, membaca(Perjanjian.Domain),
			[]want{{"program[0].anggaran", fault.Required}, {"program[1].anggaran", fault.Required}}},
		{"spent nothing said", `{}`, membaca(RealisasiAnggaran.Domain), []want{{"nilai", fault.Required}}},
		{"policy says nothing", `{}`, membaca(Kebijakan.Domain),
			[]want{{"desimal", fault.Required}, {"desimal_realisasi", fault.Required}, {"ambang_menunjang", fault.Required}}},
		{"unknown preset", `{"desimal":0,"desimal_realisasi":0,"ambang_menunjang":"0","skala":{"nama":"x"}}`, membaca(Kebijakan.Domain),
			[]want{{"skala.nama", fault.Unknown}}},
		{"label without score", `{"nama":"x","label":[{"label":"A"}]}`, membaca(SkalaPredikat.domain), []want{{"label[0].skor", fault.Required}}},
		{"part without value", `{"rincian":[{"nama":"a"}]}`, membaca(Fakta.Domain), []want{{"rincian[0].nilai", fault.Required}}},
		{"foreign components of a rasio", `{"pembilang":"1","skor":"2","nilai":3,"predikat":"A"}`,
			membaca(func(w Realisasi, l *fault.List) any { return w.Domain(rasio, l) }),
			[]want{{"skor", fault.Invalid}, {"nilai", fault.Invalid}, {"predikat", fault.Invalid}}},
		{"foreign components of a skor", `{"pembilang":"1","penyebut":"2","skor":"3"}`,
			membaca(func(w Realisasi, l *fault.List) any { return w.Domain(skor, l) }),
			[]want{{"pembilang", fault.Invalid}, {"penyebut", fault.Invalid}}},
		{"components within a year", `{"indikator":[{"id":"A","formula":{"jenis":"nilai"}}],
			"realisasi":[{"indikator":"A","triwulan":1,"nilai":1},{"indikator":"A","triwulan":2,"skor":1},{"indikator":"B","skor":1}]}`,
			membaca(tahunUji.Domain), []want{{"realisasi[1].skor", fault.Invalid}}},
	}
	for _, tt := range tests {
		t.Run(tt.nama, func(t *testing.T) {
			var l fault.List
			if err := tt.ke([]byte(tt.json), &l); err != nil {
				t.Fatal(err)
			}
			var got []want
			for _, e := range l {
				got = append(got, want{e.Field, e.Code})
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func membaca[W, D any](f func(W, *fault.List) D) func([]byte, *fault.List) error {
	return func(b []byte, l *fault.List) error {
		var w W
		err := strict(b, &w)
		f(w, l)
		return err
	}
}
