package sakip_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"capaian/internal/sakip"
)

func rulesMD(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestRulesDoc holds docs/rules.md to the engine: its rules are those that the worked
// examples emit, its reasons those that the code names and the examples emit.
func TestRulesDoc(t *testing.T) {
	contohAngka()
	contohTahun()
	contohLKE()
	_, rules, _ := strings.Cut(rulesMD(t), "\n## Rules\n")
	rules, reasons, ok := strings.Cut(rules, "\n## Reasons\n")
	if !ok {
		t.Fatal("docs/rules.md has no section Rules before a section Reasons")
	}
	sama(t, "rules in docs/rules.md against rules emitted", kolomSatu(rules), sorted(terlihat.aturan))
	sama(t, "reasons in docs/rules.md against the constants", kolomSatu(reasons), konstantaAlasan(t))
	sama(t, "reasons emitted against the constants", sorted(terlihat.alasan), konstantaAlasan(t))
	for _, code := range konstantaAlasan(t) {
		if sakip.Alasan(code).Teks() == "" {
			t.Errorf("reason %s has no text", code)
		}
		if !strings.Contains(rules, "`"+code+"`") {
			t.Errorf("reason %s is an edge case of no rule", code)
		}
	}
	known := slices.Concat(kolomSatu(rules), konstantaAlasan(t))
	for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(rules, -1) {
		if !slices.Contains(known, m[1]) {
			t.Errorf("docs/rules.md names %q, which is neither rule nor reason", m[1])
		}
	}
}

// TestWarningsDoc holds the table of warnings to the rules that warn.
func TestWarningsDoc(t *testing.T) {
	_, doc, _ := strings.Cut(rulesMD(t), "\n## Warnings at entry\n")
	doc, _, _ = strings.Cut(doc, "\n## ")
	var want []string
	for _, a := range sakip.SemuaPeringatan {
		want = append(want, string(a))
	}
	slices.Sort(want)
	sama(t, "warnings in docs/rules.md against the rules", kolomSatu(doc), want)
}

// TestExplanationsAreComplete asks of every figure of the worked year what it carries.
func TestExplanationsAreComplete(t *testing.T) {
	h := hasilA(4, semuaBelanja, satu(tautan("D.P1")), lapor("A", 4, "90", ""))
	for nama, a := range map[string]sakip.Angka{"realisasi": h.Realisasi, "capaian": h.Capaian.Angka, "target akhir": h.PersenTargetAkhir.Angka,
		"standar": h.PersenStandar.Angka, "anggaran": h.Anggaran, "capaian anggaran": h.CapaianAnggaran.Angka} {
		switch {
		case a.Jelas.Aturan == "" || a.Jelas.Kebijakan != "baku":
			t.Errorf("%s: got rule %q of policy %q, want a rule of baku", nama, a.Jelas.Aturan, a.Jelas.Kebijakan)
		case a.Ada() && len(a.Jelas.Masukan) == 0:
			t.Errorf("%s: no inputs", nama)
		}
	}
	m := h.Capaian.Jelas.Masukan
	if got := m[0].Nama + " " + m[0].Teks() + " " + m[0].Asal; got != "realisasi 90 akumulasi.posisi_akhir" {
		t.Errorf("input of the capaian: got %q", got)
	}
	if got := (sakip.Masukan{Label: "BB"}).Teks(); got != "BB" {
		t.Errorf("label: got %q, want BB", got)
	}
}

func sama(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\ngot  %v\nwant %v", what, got, want)
	}
}

func sorted(m map[string]bool) []string { return slices.Sorted(maps.Keys(m)) }

// kolomSatu are the codes in the first column of a table, sorted.
func kolomSatu(s string) []string {
	var out []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)`").FindAllStringSubmatch(s, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return out
}

// konstantaAlasan reads the constants of type Alasan out of the source, sorted.
func konstantaAlasan(t *testing.T) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "penjelasan.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(f, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if typ, ok := v.Type.(*ast.Ident); ok && typ.Name == "Alasan" {
			s, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, s)
		}
		return true
	})
	slices.Sort(out)
	return out
}
