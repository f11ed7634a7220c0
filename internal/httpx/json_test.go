package httpx

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"capaian/internal/fault"
)

// kode refuses in its own words.
type kode string

func (k *kode) UnmarshalJSON(b []byte) error {
	if string(b) == `"buruk"` {
		return fault.At("kode", fault.Unknown, "Kode", "buruk")
	}
	if string(b) == `"rusak"` {
		return errors.New("broken")
	}
	return json.Unmarshal(b, (*string)(k))
}

type isian struct {
	Nilai     string `json:"nilai"`
	Versi     int64  `json:"versi"`
	Final     bool   `json:"final"`
	Indikator []struct {
		Target string   `json:"target"`
		Tags   []string `json:"tags"`
	} `json:"indikator"`
	Unit struct {
		Kode kode `json:"kode"`
	} `json:"unit"`
	Bebas any `json:"bebas"`
}

func jsonRequest(contentType, body string) *http.Request {
	r := httptest.NewRequest("POST", "/", strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	return r
}

func TestDecodeJSON(t *testing.T) {
	deep := func(n int) string { return `{"bebas":` + strings.Repeat("[", n-1) + strings.Repeat("]", n-1) + `}` }
	const js = "application/json"
	for _, tt := range []struct {
		name, contentType, body string
		code                    fault.Code // "": accepted
		field, arg              string
	}{
		{"accepted", js, ` {"nilai":"98,94","versi":3,"final":true,"indikator":[{"target":"1"}]} ` + "\n", "", "", ""},
		{"parameter", "application/json; charset=utf-8", `{}`, "", "", ""},
		{"suffix", "application/merge-patch+json", `{}`, "", "", ""},
		{"emoji as a pair", js, `{"nilai":"\ud83d\ude00"}`, "", "", ""},
		{"same name in other objects", js, `{"indikator":[{"target":"1"},{"target":"2"}]}`, "", "", ""},
		{"32 levels", js, deep(32), "", "", ""},

		{"no type", "", `{}`, fault.MediaType, "", "application/json"},
		{"form type", "application/x-www-form-urlencoded", `{}`, fault.MediaType, "", "application/json"},
		{"type that lies", "text/json-ish", `{}`, fault.MediaType, "", "application/json"},
		{"broken type", "application/json; =", `{}`, fault.MediaType, "", "application/json"},
		{"too large", js, `{"nilai":"` + strings.Repeat("x", 1<<10) + `"}`, fault.TooLarge, "", "1 KB"},
		{"empty", js, " \n", fault.BadJSON, "", "isinya kosong"},
		{"not UTF-8", js, "{\"nilai\":\"\xff\"}", fault.BadJSON, "", "isinya bukan teks UTF-8"},
		{"half a pair", js, `{"nilai":"\ud83d"}`, fault.BadJSON, "nilai", "ada huruf yang rusak (di nilai)"},
		{"unknown name", js, `{"nilia":"1"}`, fault.BadJSON, "nilia", "nama “nilia” tidak dikenal"},
		{"unknown name inside", js, `{"indikator":[{"tarjet":"1"}]}`, fault.BadJSON, "tarjet", "nama “tarjet” tidak dikenal"},
		{"unknown name with a quote", js, `{"a\"b":"1"}`, fault.BadJSON, `a"b`, `nama “a"b” tidak dikenal`},
		{"trailing value", js, `{} {}`, fault.BadJSON, "", "ada isi lain sesudah nilainya"},
		{"trailing rubbish", js, `{}x`, fault.BadJSON, "", "ada isi lain sesudah nilainya"},
		{"repeated", js, `{"nilai":"1","nilai":"2"}`, fault.BadJSON, "nilai", "nama “nilai” tertulis lebih dari sekali (di nilai)"},
		{"repeated in other case", js, `{"nilai":"1","Nilai":"2"}`, fault.BadJSON, "Nilai", "nama “Nilai” tertulis lebih dari sekali (di Nilai)"},
		{"repeated by escape", js, `{"nilai":"1","n\u0069lai":"2"}`, fault.BadJSON, "nilai", "nama “nilai” tertulis lebih dari sekali (di nilai)"},
		{"repeated inside", js, `{"indikator":[{},{"tags":[],"tags":[]}]}`, fault.BadJSON, "indikator[1].tags",
			"nama “tags” tertulis lebih dari sekali (di indikator[1].tags)"},
		{"number for text", js, `{"versi":1,"nilai":98.94}`, fault.BadJSON, "nilai", "harus teks, bukan angka (di nilai)"},
		{"number for text inside", js, `{"indikator":[{"target":"1"},{"target":"1"},{"target":7}]}`, fault.BadJSON,
			"indikator[2].target", "harus teks, bukan angka (di indikator[2].target)"},
		{"text for number", js, `{"versi":"3"}`, fault.BadJSON, "versi", "harus bilangan bulat yang muat, bukan teks (di versi)"},
		{"fraction for a whole number", js, `{"versi":1.5}`, fault.BadJSON, "versi", "harus bilangan bulat yang muat, bukan angka 1.5 (di versi)"},
		{"huge number", js, `{"versi":1e400}`, fault.BadJSON, "versi", "harus bilangan bulat yang muat, bukan angka 1e400 (di versi)"},
		{"object for a list", js, `{"indikator":{"target":"1"}}`, fault.BadJSON, "indikator", "harus daftar, bukan objek (di indikator)"},
		{"list for an object", js, `{"unit":["x"]}`, fault.BadJSON, "unit", "harus objek, bukan daftar (di unit)"},
		{"bool for text in a list", js, `{"indikator":[{"tags":["a",true]}]}`, fault.BadJSON, "indikator[0].tags[1]",
			"harus teks, bukan true atau false (di indikator[0].tags[1])"},
		{"text for bool", js, `{"final":"ya"}`, fault.BadJSON, "final", "harus true atau false, bukan teks (di final)"},
		{"list at the top", js, `[]`, fault.BadJSON, "", "harus objek, bukan daftar"},
		{"33 levels", js, deep(33), fault.BadJSON, "bebas" + strings.Repeat("[0]", 31),
			"bersarang lebih dari 32 tingkat (di bebas" + strings.Repeat("[0]", 31) + ")"},
		{"cut off", js, `{"nilai":"1"`, fault.BadJSON, "", "isinya terpotong"},
		{"cut in a text", js, `{"nilai":"1`, fault.BadJSON, "", "isinya terpotong"},
		{"syntax", js, "{\n \"nilai\" \"1\"}", fault.BadJSON, "", "tata tulisnya salah di baris 2 kolom 10"},
		{"comma before the end", js, `{"indikator":[{},]}`, fault.BadJSON, "", "tata tulisnya salah di baris 1 kolom 18"},
		{"wrong bracket", js, `{"indikator":[}`, fault.BadJSON, "", "tata tulisnya salah di baris 1 kolom 15"},
		{"name that is no text", js, `{1:2}`, fault.BadJSON, "", "tata tulisnya salah di baris 1 kolom 2"},
		{"closing bracket alone", js, `]`, fault.BadJSON, "", "tata tulisnya salah di baris 1 kolom 1"},
		{"own fault is kept", js, `{"unit":{"kode":"buruk"}}`, fault.Unknown, "kode", "Kode"},
		{"own error", js, `{"unit":{"kode":"rusak"}}`, fault.BadJSON, "", "ada nilai yang tidak dapat dibaca"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got isian
			err := DecodeJSON(jsonRequest(tt.contentType, tt.body), 1<<10, &got)
			if tt.code == "" {
				if err != nil {
					t.Fatalf("got %v, want it accepted", err)
				}
				return
			}
			var f *fault.Error
			if !errors.As(err, &f) {
				t.Fatalf("got %v, want a fault", err)
			}
			if f.Code != tt.code || f.Field != tt.field || len(f.Args) == 0 || f.Args[0] != tt.arg {
				t.Errorf("got %s at %q %q, want %s at %q %q", f.Code, f.Field, f.Args, tt.code, tt.field, tt.arg)
			}
		})
	}
}

func TestDecodeJSONValue(t *testing.T) {
	var got isian
	body := `{"nilai":"1<2 é","versi":9007199254740993,"bebas":1.10,"unit":{"kode":"A"}}`
	if err := DecodeJSON(jsonRequest("application/json", body), 1<<10, &got); err != nil {
		t.Fatal(err)
	}
	if got.Nilai != "1<2 é" || got.Versi != 9007199254740993 || got.Bebas != json.Number("1.10") || got.Unit.Kode != "A" {
		t.Errorf("got %+v", got)
	}
}

// A body that stops coming is our matter or the network's, never bad JSON.
func TestDecodeJSONReadError(t *testing.T) {
	r := jsonRequest("application/json", "")
	r.Body = io.NopCloser(iotest.ErrReader(io.ErrClosedPipe))
	if err := DecodeJSON(r, 10, &isian{}); !errors.Is(err, io.ErrClosedPipe) || fault.CodeOf(err) != fault.Internal {
		t.Errorf("got %v, want the reader's error", err)
	}
}

// A long name with many children must not be copied for every child, and what
// somebody sent as a name must not fill the answer.
func TestDecodeJSONLongNames(t *testing.T) {
	name := strings.Repeat("n", 400_000)
	body := `{"` + name + `":[` + strings.Repeat(`0,`, 300_000) + `0]}`
	err := DecodeJSON(jsonRequest("application/json", body), 2<<20, &isian{})
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != fault.BadJSON || len(f.Field) > 100 || len(f.Args[0]) > 200 {
		t.Errorf("got %.300v, want a short fault", err)
	}
}

func TestReadForm(t *testing.T) {
	const form = "application/x-www-form-urlencoded"
	for _, tt := range []struct {
		name, contentType, body string
		want                    url.Values
		code                    fault.Code
		arg                     string
	}{
		{"values", form, "a=1&a=2&b=x+y%20%C3%A9", url.Values{"a": {"1", "2"}, "b": {"x y é"}}, "", ""},
		{"parameter", form + "; charset=utf-8", "", url.Values{}, "", ""},
		{"json", "application/json", "a=1", nil, fault.MediaType, form},
		{"no type", "", "a=1", nil, fault.MediaType, form},
		{"too large", form, "a=" + strings.Repeat("x", 64), nil, fault.TooLarge, "64 bita"},
		{"bad escape", form, "a=%zz", nil, fault.Invalid, "Formulir tidak dapat dibaca. Muat ulang halaman lalu isi lagi."},
		{"value not UTF-8", form, "a=%ff", nil, fault.Invalid, "Formulir memuat huruf yang rusak (bukan UTF-8). Tulis ulang isiannya."},
		{"name not UTF-8", form, "%ff=a", nil, fault.Invalid, "Formulir memuat huruf yang rusak (bukan UTF-8). Tulis ulang isiannya."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := jsonRequest(tt.contentType, tt.body)
			r.URL.RawQuery = "a=from-address"
			got, err := ReadForm(r, 64)
			if fault.CodeOf(err) != tt.code || !reflect.DeepEqual(got, tt.want) {
				t.Fatalf("got %v %v, want %v %s", got, err, tt.want, tt.code)
			}
			var f *fault.Error
			if errors.As(err, &f) && f.Args[0] != tt.arg {
				t.Errorf("arg: got %q, want %q", f.Args[0], tt.arg)
			}
		})
	}
}

func TestWriteJSON(t *testing.T) {
	w := httptest.NewRecorder()
	if err := WriteJSON(w, 201, map[string]string{"a": "<b> & “c”"}); err != nil {
		t.Fatal(err)
	}
	if got, want := w.Body.String(), "{\"a\":\"<b> & “c”\"}\n"; got != want || w.Code != 201 {
		t.Errorf("got %d %q, want 201 %q", w.Code, got, want)
	}
	if w.Header().Get("Content-Type") != "application/json" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("headers: got %v", w.Header())
	}

	w = httptest.NewRecorder()
	w.Header().Set("Cache-Control", "public, max-age=60")
	w.Header().Set("Content-Type", "application/geo+json")
	if err := WriteJSON(w, 200, 1); err != nil {
		t.Fatal(err)
	}
	if w.Header().Get("Content-Type") != "application/geo+json" || w.Header().Get("Cache-Control") != "public, max-age=60" {
		t.Errorf("headers that were set: got %v", w.Header())
	}

	w = httptest.NewRecorder()
	if err := WriteJSON(w, 201, func() {}); err == nil || w.Code != 200 || w.Body.Len() != 0 || len(w.Header()) != 0 {
		t.Errorf("no JSON: got %v, %d %q; want an error and nothing written", err, w.Code, w.Body)
	}
}

func TestSize(t *testing.T) {
	for n, want := range map[int64]string{1 << 20: "1 MB", 10 << 20: "10 MB", 1 << 10: "1 KB", 1536: "1536 bita", 1536 << 10: "1536 KB"} {
		if got := size(n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

func FuzzDecodeJSON(f *testing.F) {
	for _, seed := range []string{`{"nilai":"1"}`, `{"indikator":[{"target":7}]}`, `[1,]`, `{"a":{"a":1,"a":2}}`, `]`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		var into isian
		err := DecodeJSON(jsonRequest("application/json", body), 1<<16, &into)
		// Accepted means that encoding/json accepts it too, as one value.
		if err == nil && !json.Valid([]byte(body)) {
			t.Errorf("accepted %q, which is not JSON", body)
		}
		if err != nil && fault.CodeOf(err) == fault.Internal {
			t.Errorf("%q: got %v, want a fault the sender can read", body, err)
		}
	})
}
