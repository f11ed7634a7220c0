package review

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
)

// TestRulesHaveNames holds the names to the rules: every one has a name and one sentence,
// none has another's.
func TestRulesHaveNames(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "temuan.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	rules := map[Aturan]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok || len(v.Values) != 1 {
			return true
		}
		if typ, named := v.Type.(*ast.Ident); named && typ.Name == "Aturan" {
			id, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			rules[Aturan(id)] = true
		}
		return true
	})
	if len(rules) < 20 {
		t.Fatalf("found %d rules only", len(rules))
	}
	nama, listed := map[string]Aturan{}, map[Aturan]bool{}
	for _, a := range SemuaAturan() {
		if !rules[a] || listed[a] {
			t.Errorf("%s: is no rule, or is listed twice", a)
		}
		listed[a] = true
	}
	for a := range rules {
		if !listed[a] {
			t.Errorf("%s: is not listed", a)
		}
		if a.Nama() == string(a) || len([]rune(a.Nama())) > 45 {
			t.Errorf("%s: got the name %q, want a short one", a, a.Nama())
		}
		if ada := nama[a.Nama()]; ada != "" {
			t.Errorf("%s and %s are both called %q", a, ada, a.Nama())
		}
		nama[a.Nama()] = a
		if p := a.Penjelasan(); !strings.HasSuffix(p, ".") || strings.Count(p, ". ") > 0 {
			t.Errorf("%s: got %q, want one sentence", a, p)
		}
	}
	if got := Aturan("lain").Nama(); got != "lain" {
		t.Errorf("a rule that is not known: got %q, want its id", got)
	}
}
