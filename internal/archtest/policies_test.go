package archtest

import (
	"go/ast"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// TestActions holds the policies to what the code calls: whoever writes commands has
// exactly the store's calls, readers only reads, and nothing is granted on everything.
func TestActions(t *testing.T) {
	reads := []string{"dynamodb:GetItem", "dynamodb:Query"}
	for fn, want := range map[string]map[string][]string{
		"web":      {"TabelKinerja": dynamoCalls(t), "TabelHasil": {"dynamodb:GetItem", "dynamodb:Query"}},
		"api":      {"TabelKinerja": dynamoCalls(t), "TabelHasil": {"dynamodb:GetItem", "dynamodb:Query"}},
		"publik":   {"TabelKinerja": {"dynamodb:ConditionCheckItem", "dynamodb:GetItem", "dynamodb:PutItem"}, "BucketLaporan": {"s3:GetObject", "s3:ListBucket"}},
		"recalc":   {"TabelKinerja": reads, "TabelHasil": append([]string{"dynamodb:DeleteItem", "dynamodb:PutItem"}, reads...), "AntreanUlang": {"sqs:SendMessage"}},
		"dispatch": {"TabelKinerja": reads, "AntreanLaporan": {"sqs:SendMessage"}},
		"report":   {"TabelKinerja": append([]string{"dynamodb:ConditionCheckItem", "dynamodb:PutItem"}, reads...), "BucketLaporan": {"s3:GetObject", "s3:ListBucket", "s3:PutObject"}},
	} {
		got := granted(t, fn)
		for thing, actions := range want {
			slices.Sort(actions)
			if !slices.Equal(got[thing], actions) {
				t.Errorf("%s on %s: got %v, want %v", fn, thing, got[thing], actions)
			}
		}
		for thing, actions := range got {
			if want[thing] == nil {
				t.Errorf("%s on %s: got %v, want nothing", fn, thing, actions)
			}
		}
	}
	// Two write the table without a person's rights: only under keys that are theirs.
	for fn, want := range map[string]string{"publik": `["TAUTAN#*","AUD#TAUTAN#*"]`, "report": `["LAP#*","AUD#LAP#*","TAUTAN#*","AUD#TAUTAN#*"]`} {
		for _, s := range statements(t, fn) {
			actions, _ := s["Action"].([]any)
			if slices.Contains(actions, any("dynamodb:PutItem")) {
				equal(t, fn+" keys", s.at("Condition", "ForAllValues:StringLike")["dynamodb:LeadingKeys"], want)
			}
		}
	}
}

func statements(t *testing.T, fn string) []node {
	t.Helper()
	var out []node
	policies, _ := function(t, fn)["Policies"].([]any)
	for _, p := range policies {
		list, _ := p.(node)["Statement"].([]any)
		for _, s := range list {
			out = append(out, s.(node))
		}
	}
	return out
}

var resourceName = regexp.MustCompile(`^(?:\$\{)?([A-Za-z]+)\.Arn`)

// granted are a function's actions by the resource that they are granted on, sorted.
func granted(t *testing.T, fn string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, s := range statements(t, fn) {
		on, _ := s["Resource"].([]any)
		for _, r := range on {
			m := resourceName.FindStringSubmatch(r.(string))
			if m == nil {
				t.Errorf("%s: granted on %v, which is no single resource", fn, r)
				continue
			}
			actions, _ := s["Action"].([]any)
			for _, a := range actions {
				if !slices.Contains(out[m[1]], a.(string)) {
					out[m[1]] = append(out[m[1]], a.(string))
				}
			}
		}
	}
	for _, actions := range out {
		slices.Sort(actions)
	}
	return out
}

var paginator = regexp.MustCompile(`^New([A-Z][A-Za-z]+)Paginator$`)

// dynamoCalls are the actions that the store on DynamoDB needs, read from its source: the
// client's calls, and what its transactions are made of.
func dynamoCalls(t *testing.T) []string {
	t.Helper()
	parts := map[string]string{"Put": "PutItem", "Delete": "DeleteItem", "Update": "UpdateItem", "ConditionCheck": "ConditionCheckItem"}
	calls := map[string]bool{}
	for name, f := range parseDir(t, filepath.Join(root, "internal/store/dynamo")) {
		if filepath.Base(name) == "tables.go" { // makes tables for tests
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				s, ok := n.Fun.(*ast.SelectorExpr)
				if !ok {
					break
				}
				if client, ok := s.X.(*ast.SelectorExpr); ok && client.Sel.Name == "client" && s.Sel.Name != "TransactWriteItems" {
					calls["dynamodb:"+s.Sel.Name] = true
				}
				if m := paginator.FindStringSubmatch(s.Sel.Name); m != nil {
					calls["dynamodb:"+m[1]] = true
				}
			case *ast.CompositeLit:
				if typ, ok := n.Type.(*ast.SelectorExpr); !ok || typ.Sel.Name != "TransactWriteItem" {
					break
				}
				for _, e := range n.Elts {
					if kv, ok := e.(*ast.KeyValueExpr); ok {
						calls["dynamodb:"+parts[kv.Key.(*ast.Ident).Name]] = true
					}
				}
			}
			return true
		})
	}
	if len(calls) == 0 {
		t.Error("the store on DynamoDB calls nothing")
	}
	return slices.Sorted(maps.Keys(calls))
}

// TestRetries holds what is tried again to what it is for.
func TestRetries(t *testing.T) {
	timeout := func(fn string) int { n, _ := function(t, fn)["Timeout"].(int); return n }
	for queue, fn := range map[string]string{"AntreanLaporan": "report", "AntreanUlang": "recalc"} {
		if v, _ := resources(t).at(queue, "Properties")["VisibilityTimeout"].(int); v < 6*timeout(fn) {
			t.Errorf("%s: visibility timeout %d s, want six times %s's %d s", queue, v, fn, timeout(fn))
		}
	}
	for _, fn := range []string{"web", "api", "publik"} {
		if s := timeout(fn); s == 0 || s >= 30 {
			t.Errorf("%s: timeout %d s, the gateway waits 30 s", fn, s)
		}
	}
	for _, fn := range []string{"recalc", "dispatch"} {
		for id, ev := range function(t, fn).at("Events") {
			p := ev.(node).at("Properties")
			if ev.(node).text("Type") == "DynamoDB" && (p["BisectBatchOnFunctionError"] != true || p["MaximumRetryAttempts"] == nil || p["MaximumRecordAgeInSeconds"] == nil || p["DestinationConfig"] == nil) {
				t.Errorf("%s %s: a batch that fails would block the shard", fn, id)
			}
		}
	}
}
