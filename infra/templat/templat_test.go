package templat

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func stack() Stack {
	return Stack{Name: "uji", Region: "ap-southeast-3", Account: "000000000000",
		Ref:       func(id, kind string) string { return "ref-" + id },
		Attribute: func(id, kind, name string) string { return "arn:" + id + ":" + name }}
}

func read(t *testing.T, text string, overrides map[string]string) (*Template, error) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "t.yaml")
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return Read(name, overrides, stack())
}

const small = `
Parameters:
  Nama: {Type: String}
  Banyak: {Type: Number, Default: 7}
  Kosong: {Type: String, Default: ''}
Conditions:
  Punya: !Not [!Equals [!Ref Nama, '']]
  Tidak: !And [!Condition Punya, !Equals [!Ref Kosong, x]]
  Salah: !Or [!Condition Tidak, !Equals [a, a]]
Resources:
  A:
    Type: X
    Properties:
      teks: !Sub '${Nama} di ${AWS::Region}/${B.Arn} ${!tetap} ${B}'
      angka: !Ref Banyak
      atribut: !GetAtt B.Deep.Name
      pilih: !If [Punya, {a: 1}, !Ref AWS::NoValue]
      tiada: !If [Tidak, 1, !Ref AWS::NoValue]
      daftar: [!If [Tidak, 1, !Ref AWS::NoValue], !Ref B, true]
  B:
    Type: Y
  C:
    Type: X
    Condition: Tidak
  D:
    Type: X
    Condition: Salah
`

func TestEvaluates(t *testing.T) {
	tpl, err := read(t, small, map[string]string{"Nama": "capaian"})
	if err != nil {
		t.Fatal(err)
	}
	got, err := tpl.Resources("X")
	if err != nil {
		t.Fatal(err)
	}
	want := []Resource{{"A", "X", Node{"teks": "capaian di ap-southeast-3/arn:B:Arn ${tetap} ref-B", "angka": 7, "atribut": "arn:B:Deep.Name",
		"pilih": Node{"a": 1}, "daftar": []any{"ref-B", true}}}, {"D", "X", nil}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestRefuses(t *testing.T) {
	given := map[string]string{"Nama": "x"}
	for name, c := range map[string]struct {
		text      string
		overrides map[string]string
		want      string
	}{
		"a parameter without a value":  {small, nil, "Nama has neither"},
		"an unknown parameter":         {small, map[string]string{"Nama": "x", "Lain": "y"}, "no parameter Lain"},
		"no YAML":                      {"a: [", nil, "yaml"},
		"an unknown function":          {"Resources: {A: {Type: X, Properties: {a: !Select [0, [1]]}}}", nil, "!Select"},
		"a reference to nothing":       {"Resources: {A: {Type: X, Properties: {a: !Ref Z}}}", nil, "!Ref Z"},
		"an attribute of nothing":      {"Resources: {A: {Type: X, Properties: {a: !GetAtt Z.Arn}}}", nil, "!GetAtt Z.Arn"},
		"a name of nothing in a text":  {"Resources: {A: {Type: X, Properties: {a: !Sub 'x ${Z}'}}}", nil, "!Ref Z"},
		"a text without its end":       {"Resources: {A: {Type: X, Properties: {a: !Sub 'x ${Z'}}}", nil, "no end"},
		"an unknown condition":         {"Resources: {A: {Type: X, Condition: Q}}", nil, "no condition Q"},
		"an if of two parts":           {"Resources: {A: {Type: X, Properties: {a: !If [P, 1]}}}", nil, "three parts"},
		"a condition that is a number": {"Parameters: {Nama: {Type: String}}\nConditions: {P: !Ref Nama}\nResources: {A: {Type: X, Condition: P}}", given, "is no condition"},
	} {
		t.Run(name, func(t *testing.T) {
			tpl, err := read(t, c.text, c.overrides)
			if err == nil {
				_, err = tpl.Resources("X")
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error that says %q", err, c.want)
			}
		})
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		name, pattern, event string
		want                 bool
	}{
		{"value", `{"a":["x"]}`, `{"a":"x","b":1}`, true},
		{"another value", `{"a":["x","y"]}`, `{"a":"z"}`, false},
		{"no such member", `{"a":["x"]}`, `{"b":"x"}`, false},
		{"prefix", `{"a":{"b":[{"prefix":"OPD#"}]}}`, `{"a":{"b":"OPD#x"}}`, true},
		{"prefix of something else", `{"a":[{"prefix":"OPD#"}]}`, `{"a":7}`, false},
		{"suffix", `{"a":[{"suffix":".pdf"}]}`, `{"a":"b.pdf"}`, true},
		{"exists", `{"a":[{"exists":true}]}`, `{"a":"x"}`, true},
		{"exists not", `{"a":[{"exists":false}]}`, `{}`, true},
		{"anything but", `{"a":[{"anything-but":["x"]}]}`, `{"a":"y"}`, true},
		{"anything but this", `{"a":[{"anything-but":["x"]}]}`, `{"a":"x"}`, false},
		{"all members", `{"a":["x"],"b":["y"]}`, `{"a":"x","b":"z"}`, false},
		{"unknown kind", `{"a":[{"numeric":["=",1]}]}`, `{"a":1}`, false},
		{"a list where a value is", `["x"]`, `{"a":"x"}`, false},
		{"nothing", `{}`, `{"a":"x"}`, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var p, e any
			if err := json.Unmarshal([]byte(c.pattern), &p); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal([]byte(c.event), &e); err != nil {
				t.Fatal(err)
			}
			if got := Match(p, e); got != c.want {
				t.Errorf("%s on %s: got %v, want %v", c.pattern, c.event, got, c.want)
			}
		})
	}
}

// The project's own template is read whole.
func TestOwnTemplate(t *testing.T) {
	tpl, err := Read("../../template.yaml", map[string]string{"NamaDomain": "capaian.uji", "Issuer": "http://masuk", "Audience": "klien"}, stack())
	if err != nil {
		t.Fatal(err)
	}
	functions, err := tpl.Functions()
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]Function{}
	for _, f := range functions {
		byName[f.Name] = f
	}
	recalc := byName["recalc"]
	if recalc.Memory != 1024 || recalc.Timeout != 2*time.Minute || recalc.Env["CAPAIAN_TABEL_HASIL"] != "ref-TabelHasil" {
		t.Errorf("recalc: got %d MB, %v, %v", recalc.Memory, recalc.Timeout, recalc.Env)
	}
	if s := recalc.Streams; len(s) != 1 || s[0].BatchSize != 100 || s[0].Attempts != 8 || s[0].MaxAge != time.Hour || !s[0].Bisect ||
		s[0].ARN != "arn:TabelKinerja:StreamArn" || s[0].Failed != "arn:PeristiwaGagal:Arn" || len(s[0].Filters) != 1 {
		t.Errorf("recalc's stream: got %+v", s)
	}
	if len(recalc.Ticks) != 1 || len(recalc.Queues) != 1 || recalc.Queues[0] != (Source{"arn:AntreanUlang:Arn", 1}) {
		t.Errorf("recalc: got ticks %v, queues %v", recalc.Ticks, recalc.Queues)
	}
	if byName["publik"].Reserved != 20 || byName["web"].Env["CAPAIAN_ISSUER"] != "http://masuk" {
		t.Errorf("got publik %+v, web %v", byName["publik"], byName["web"].Env)
	}
	routes, auth, err := tpl.API()
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(auth, Authorizer{"http://masuk", []string{"klien"}}) {
		t.Errorf("authorizer: got %+v", auth)
	}
	found := map[string]Route{}
	for _, r := range routes {
		found[r.Method+" "+r.Path] = r
	}
	for key, want := range map[string]Route{
		"GET /":             {"GET", "/", "WebFunction", false},
		"PUT /v1/opd/{opd}": {"PUT", "/v1/opd/{opd}", "ApiFunction", true},
		"GET /l/{token}":    {"GET", "/l/{token}", "PublikFunction", false},
	} {
		if found[key] != want {
			t.Errorf("%s: got %+v, want %+v", key, found[key], want)
		}
	}
}
