package archtest

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"capaian/internal/app"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

var update = flag.Bool("update", false, "write docs/hak.md anew")

// lingkup is how docs/hak.md writes how far a right reaches.
var lingkup = map[service.Lingkup]string{
	service.TidakBoleh: "–", service.UnitSendiri: "own unit", service.OPDSendiri: "own agency", service.KabupatenSendiri: "own kabupaten",
}

// holders are the roles that have a right.
func holders(a service.Aksi) []sakip.Peran {
	var out []sakip.Peran
	for _, p := range sakip.SemuaPeran {
		if service.Hak(a, p) != service.TidakBoleh {
			out = append(out, p)
		}
	}
	return out
}

// printHak prints the rights table and the right that each route needs.
func printHak() string {
	var b strings.Builder
	b.WriteString("# Who may do what\n\nPrinted from `internal/service/hak.go` by `go test ./internal/archtest -update`. Role, agency, unit and kabupaten come\n" +
		"from the table's people records, never from a token. What lies outside a person's kabupaten is answered as not found,\n" +
		"what is in it and out of reach as forbidden; `TestEveryRight` sends a request to every route as every role in every place.\n\n| right |")
	for _, p := range sakip.SemuaPeran {
		b.WriteString(" " + string(p) + " |")
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(sakip.SemuaPeran)) + "\n")
	for _, a := range service.SemuaAksi {
		b.WriteString("| `" + string(a) + "` |")
		for _, p := range sakip.SemuaPeran {
			cell := lingkup[service.Hak(a, p)]
			switch {
			case a == service.Publik:
				cell = "anybody"
			case a == service.LihatDiri:
				cell = "oneself"
			}
			b.WriteString(" " + cell + " |")
		}
		b.WriteString("\n")
	}
	b.WriteString("\n## Routes\n\n| route | right |\n|---|---|\n")
	for _, r := range routes() {
		b.WriteString("| `" + r.method + " " + r.path + "` | `" + string(r.aksi) + "` |\n")
	}
	return b.String()
}

// TestHak holds docs/hak.md to the rights table.
func TestHak(t *testing.T) {
	name := filepath.Join(root, "docs/hak.md")
	want := printHak()
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what the rights table prints; write it anew with -update", name)
	}
}

// TestParameters holds the template's parameters to those that docs/configuration.md names.
func TestParameters(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(root, "docs/configuration.md"))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?s)The template's own parameters \(([^)]*)\)`).FindSubmatch(b)
	if m == nil {
		t.Fatal("docs/configuration.md names no parameters")
	}
	named := strings.FieldsFunc(string(m[1]), func(r rune) bool { return strings.ContainsRune("`, \n", r) })
	parameters := template(t).at("Parameters")
	for _, n := range named {
		if parameters.at(n) == nil {
			t.Errorf("%s: named, and not in the template", n)
		}
	}
	for n := range parameters {
		if !slices.Contains(named, n) {
			t.Errorf("%s: in the template, and not named", n)
		}
	}
}

// TestConfiguration holds the table of docs/configuration.md to what is read.
func TestConfiguration(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(root, "docs/configuration.md"))
	if err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, m := range regexp.MustCompile("(?m)^\\| `(CAPAIAN_[A-Z_]+)` \\| (.*) \\| (.*) \\| (.*) \\|$").FindAllStringSubmatch(string(b), -1) {
		got = append(got, strings.Join(m[1:], " | "))
	}
	for _, v := range app.Variables {
		bawaan := v.Bawaan
		if bawaan != "" {
			bawaan = "`" + bawaan + "`"
		}
		var in []string
		for _, f := range functions {
			if _, ok := function(t, f).at("Environment", "Variables")[v.Nama]; ok {
				in = append(in, f)
			}
		}
		want = append(want, strings.Join([]string{v.Nama, bawaan, v.Untuk, strings.Join(in, ", ")}, " | "))
	}
	for i := range max(len(got), len(want)) {
		g, w := "nothing", "nothing"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("row %d: got  %s\nwant %s", i+1, g, w)
		}
	}
}
