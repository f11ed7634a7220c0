package archtest

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"capaian/infra/templat"
	"capaian/internal/api"
	"capaian/internal/app"
	"capaian/internal/dispatch"
	"capaian/internal/recalc"
	"capaian/internal/record"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/web"
)

// functions are the folders under functions/; the template names each as its CodeUri.
var functions = []string{"web", "api", "publik", "recalc", "dispatch", "report", "bukti"}

// node is a part of the template, without the tags of CloudFormation's short forms.
type node map[string]any

func (n node) at(path ...string) node {
	for _, p := range path {
		n, _ = n[p].(node)
	}
	return n
}

// text is a scalar at a key, however it is typed.
func (n node) text(key string) string {
	s, _ := n[key].(string)
	return s
}

func template(t *testing.T) node {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, "template.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var n node
	if err := yaml.Unmarshal(b, &n); err != nil {
		t.Fatal(err)
	}
	return n
}

func resources(t *testing.T) node { return template(t).at("Resources") }

// function is the template's function whose code is build/<name>.
func function(t *testing.T, name string) node {
	t.Helper()
	for _, r := range resources(t) {
		if p := r.(node).at("Properties"); r.(node).text("Type") == "AWS::Serverless::Function" && p.text("CodeUri") == "build/"+name {
			return p
		}
	}
	t.Fatalf("template: no function is built from build/%s", name)
	return nil
}

// route is a route of any of the three functions that answer HTTP.
type route struct {
	method, path string
	aksi         service.Aksi
	function     string
}

func routes() []route {
	var out []route
	for _, r := range web.Routes() {
		out = append(out, route{r.Method, r.Path, r.Aksi, "web"})
	}
	for _, r := range api.Routes() {
		out = append(out, route{r.Method, r.Path, r.Aksi, "api"})
	}
	for _, r := range api.PublikRoutes() {
		out = append(out, route{r.Method, r.Path, r.Aksi, "publik"})
	}
	for _, r := range web.PublikRoutes() {
		out = append(out, route{r.Method, r.Path, service.Publik, "publik"})
	}
	return out
}

// TestRoutes holds the routes to the template: each goes to its function, and only those
// of api have the gateway's authorizer; nothing else is reachable.
func TestRoutes(t *testing.T) {
	body := resources(t).at("Http", "Properties", "DefinitionBody")
	got := map[string]string{}
	for path, item := range body.at("paths") {
		for method, op := range item.(node) {
			_, fn, _ := strings.Cut(op.(node).at("x-amazon-apigateway-integration").text("$ref"), "#/components/x-amazon-apigateway-integrations/")
			security, _ := json.Marshal(op.(node)["security"])
			got[strings.ToUpper(method)+" "+path] = fn + " " + string(security)
		}
	}
	want := map[string]string{}
	for _, r := range routes() {
		security := `[{"NONE":[]}]`
		if r.function == "api" {
			security = "null" // the default authorizer
		}
		want[r.method+" "+r.path] = r.function + " " + security
	}
	for k, w := range want {
		if got[k] != w {
			t.Errorf("%s: template has %q, want %q", k, got[k], w)
		}
	}
	for k := range got {
		if _, ok := want[k]; !ok {
			t.Errorf("%s: in the template, no such route", k)
		}
		if strings.Contains(k, "/dev") {
			t.Errorf("%s: a development route in the cloud", k)
		}
	}
	if len(want) != len(routes()) {
		t.Errorf("got %d routes of %d different ones", len(routes()), len(want))
	}
	for _, fn := range []string{"web", "api", "publik"} {
		uri := body.at("components", "x-amazon-apigateway-integrations", fn).text("uri")
		if logical := logicalID(t, fn); !strings.Contains(uri, "/functions/${"+logical+".Alias}/") {
			t.Errorf("integration %s: got %s, want the alias of %s", fn, uri, logical)
		}
	}
	if def := resources(t).at("Http", "Properties", "Auth").text("DefaultAuthorizer"); def == "" {
		t.Error("the API has no default authorizer: a forgotten route would be open")
	}
}

func logicalID(t *testing.T, name string) string {
	t.Helper()
	for id, r := range resources(t) {
		if r.(node).at("Properties").text("CodeUri") == "build/"+name {
			return id
		}
	}
	t.Fatalf("template: no function is built from build/%s", name)
	return ""
}

// TestRights holds the routes to the rights table: every right that a route needs is one
// of it, somebody has it, and no right stands there for nothing.
func TestRights(t *testing.T) {
	used := map[service.Aksi]bool{}
	for _, r := range routes() {
		used[r.aksi] = true
		if !slices.Contains(service.SemuaAksi, r.aksi) {
			t.Errorf("%s %s: needs %q, which is not in the table", r.method, r.path, r.aksi)
		}
	}
	for _, a := range service.SemuaAksi {
		if !used[a] {
			t.Errorf("%s: no route needs it", a)
		}
		if len(holders(a)) == 0 && a != service.Publik {
			t.Errorf("%s: nobody has it", a)
		}
	}
}

// requireCall is where a main says what it cannot do without.
var (
	requireCall = regexp.MustCompile(`(?s)app\.Must\(([^)]*)\)`)
	variable    = regexp.MustCompile(`CAPAIAN_[A-Z_]+`)
)

// takWajib are variables that a function has and can do without, and what it does then.
var takWajib = map[string]string{"CAPAIAN_PENGIRIM": "writes to nobody"}

// TestVariables holds the functions' environments to what is read: every variable is one
// of app's, none is a local one, every other is used somewhere, and each function has
// what its main requires.
func TestVariables(t *testing.T) {
	known, used := map[string]bool{}, map[string]bool{}
	for _, v := range app.Variables {
		known[v.Nama] = true
	}
	for _, f := range functions {
		env := function(t, f).at("Environment", "Variables")
		for name := range env {
			used[name] = true
			if !known[name] || local(name) {
				t.Errorf("%s: has %s, which no cloud function reads", f, name)
			}
		}
		required, ok := required(t, f)
		if !ok {
			continue // TestMains tells of it
		}
		for _, name := range required {
			if _, ok := env[name]; !ok {
				t.Errorf("%s: requires %s, the template does not give it", f, name)
			}
		}
		for name := range env {
			if !slices.Contains(required, name) && takWajib[name] == "" {
				t.Errorf("%s: the template gives %s, its main does not require it", f, name)
			}
		}
	}
	for _, v := range app.Variables {
		if !local(v.Nama) && !used[v.Nama] {
			t.Errorf("%s: no function has it", v.Nama)
		}
	}
}

// required are the variables that a function's program says it cannot do without; ok is
// false when there is no program.
func required(t *testing.T, fn string) (names []string, ok bool) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "functions", fn, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, call := range requireCall.FindAllStringSubmatch(string(b), -1) {
			names = append(names, variable.FindAllString(call[1], -1)...)
		}
	}
	return names, len(files) > 0
}

// local tells whether a variable is the local machine's alone.
func local(name string) bool {
	for _, v := range app.Variables {
		if v.Nama == name {
			return name == "CAPAIAN_LOKAL" || strings.HasPrefix(v.Untuk, "local:")
		}
	}
	return false
}

// TestTables holds the tables to the names that the code writes.
func TestTables(t *testing.T) {
	c := constants(t, filepath.Join(root, "internal/store/dynamo"))
	key := func(hash, sorted string) string {
		return `[{"AttributeName":"` + hash + `","KeyType":"HASH"},{"AttributeName":"` + sorted + `","KeyType":"RANGE"}]`
	}
	for _, table := range []string{"TabelKinerja", "TabelHasil"} {
		p := resources(t).at(table, "Properties")
		equal(t, table+" key", p["KeySchema"], key(c["attrPK"], c["attrSK"]))
	}
	p := resources(t).at("TabelKinerja", "Properties")
	equal(t, "ttl", p["TimeToLiveSpecification"], `{"AttributeName":"`+c["attrTTL"]+`","Enabled":true}`)
	equal(t, "stream", p["StreamSpecification"], `{"StreamViewType":"KEYS_ONLY"}`)
	equal(t, "indexes", p["GlobalSecondaryIndexes"], `[{"IndexName":"`+c["indexName"]+`","KeySchema":`+key(c["attrIndex"], c["attrPK"])+
		`,"Projection":{"NonKeyAttributes":["`+c["attrVersi"]+`","`+c["attrHead"]+`","`+c["attrDocs"]+`"],"ProjectionType":"INCLUDE"}}]`)
	if _, ok := resources(t).at("TabelHasil", "Properties")["StreamSpecification"]; ok {
		t.Error("Hasil has a stream: a result would cause another")
	}
}

func equal(t *testing.T, what string, got any, want string) {
	t.Helper()
	b, err := json.Marshal(got)
	if err != nil || string(b) != want {
		t.Errorf("%s: got %s (%v), want %s", what, b, err, want)
	}
}

// TestFilters sends the keys that the code writes through the filters of the stream.
func TestFilters(t *testing.T) {
	const opd = "dinsos-p3a-trenggalek"
	baris := func(k store.Key) string { return store.SK(k, store.InitialRev) }
	c := constants(t, filepath.Join(root, "internal/store/dynamo"))
	for _, e := range []struct {
		name             string
		event            string
		pk               store.Partition
		sk               string
		recalc, dispatch bool
	}{
		{"a year changed", "MODIFY", store.TahunOPD(opd, 2023), c["skMeta"], true, false},
		{"a year is new", "INSERT", store.TahunOPD(opd, 2023), c["skMeta"], true, false},
		{"an agency changed", "MODIFY", store.OPD(opd), c["skMeta"], true, false},
		{"a row of a year", "INSERT", store.TahunOPD(opd, 2023), baris(record.KeyRealisasi("IKU-1.1", 4)), false, false},
		{"a report asked for", "INSERT", store.Laporan(opd, 2023), baris(record.KeyLaporan("01HZ")), false, true},
		{"a report finished", "MODIFY", store.Laporan(opd, 2023), baris(record.KeyLaporan("01HZ")), false, false},
		{"state of the reports", "MODIFY", store.Laporan(opd, 2023), c["skMeta"], false, false},
		{"a publication asked for", "INSERT", store.Laporan(opd, 2023), baris(record.KeyTerbit("01HZ", "")), false, true},
		{"a reminder", "INSERT", store.Surat(opd, 2023), baris(record.KeySurat("ingat_pengisian#TW1#u#2023-04-10#7")), false, true},
		{"a notice was sent", "INSERT", store.Surat(opd, 2023), baris(record.KeyTerkirim("01HZ")), false, false},
		{"a file handed in", "INSERT", store.Bukti(opd, 2023), baris(record.KeyBukti("01HZ")), false, false},
		{"a link", "INSERT", store.Tautan("ab12"), baris(record.KeyTautan()), false, false},
		{"a person", "MODIFY", store.Orang("operator-brs"), c["skMeta"], false, false},
		{"a kabupaten", "MODIFY", store.Kabupaten("trenggalek"), c["skMeta"], false, false},
		{"an audit entry", "INSERT", "AUD#" + store.TahunOPD(opd, 2023), "0000000000000000007", false, false},
	} {
		image := map[string]any{"eventName": e.event, "dynamodb": map[string]any{"Keys": map[string]any{
			c["attrPK"]: map[string]any{"S": string(e.pk)}, c["attrSK"]: map[string]any{"S": e.sk}}}}
		for fn, want := range map[string]bool{"recalc": e.recalc, "dispatch": e.dispatch} {
			if got := passes(t, fn, image); got != want {
				t.Errorf("%s → %s: got %v, want %v", e.name, fn, got, want)
			}
		}
	}
}

// TestPublished holds the bucket of published reports to what makes them stay.
func TestPublished(t *testing.T) {
	p := resources(t).at("BucketTerbit", "Properties")
	equal(t, "lock", p["ObjectLockEnabled"], "true")
	equal(t, "default retention", p["ObjectLockConfiguration"], `{"ObjectLockEnabled":"Enabled","Rule":{"DefaultRetention":{"Mode":"ModeTerbit","Years":"TahunTerbit"}}}`)
	equal(t, "versions", p["VersioningConfiguration"], `{"Status":"Enabled"}`)
	equal(t, "modes", template(t).at("Parameters", "ModeTerbit")["AllowedValues"], `["GOVERNANCE","COMPLIANCE"]`)
	equal(t, "on deletion of the stack", resources(t).at("BucketTerbit")["DeletionPolicy"], `"Retain"`)
	denied := map[string]bool{}
	list, _ := resources(t).at("BucketTerbitPolicy", "Properties", "PolicyDocument")["Statement"].([]any)
	for _, s := range list {
		if s.(node).text("Effect") == "Deny" && s.(node).text("Principal") == "*" {
			denied[s.(node).text("Action")] = true
		}
	}
	for _, action := range []string{"s3:PutObject", "s3:DeleteObject"} {
		if !denied[action] {
			t.Errorf("%s: not denied to everybody", action)
		}
	}
}

// TestArrivals sends the events that functions/bukti is tested with through the rule that
// hands them over.
func TestArrivals(t *testing.T) {
	rule := function(t, "bukti").at("Events", "Tiba", "Properties")
	raw, err := json.Marshal(rule["Pattern"])
	if err != nil {
		t.Fatal(err)
	}
	var pattern map[string]any
	if err := json.Unmarshal(raw, &pattern); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(root, "functions/bukti/testdata/*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("events: got %v, %v, want some", files, err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var ev map[string]any
		if err := json.Unmarshal(b, &ev); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		bucket := ev["detail"].(map[string]any)["bucket"].(map[string]any)
		for logical, want := range map[string]bool{"BucketUnggahan": true, "BucketLaporan": false} {
			bucket["name"] = logical // what !Ref stands for
			if got := templat.Match(pattern, ev); got != want {
				t.Errorf("%s in %s: got %v, want %v", name, logical, got, want)
			}
		}
	}
	for what, n := range map[string]node{"the rule": rule, "the function": function(t, "bukti").at("EventInvokeConfig")} {
		if n["DeadLetterConfig"] == nil && n.at("DestinationConfig")["OnFailure"] == nil {
			t.Errorf("%s: an event that fails to the end is lost", what)
		}
	}
}

// passes tells whether an event gets through any filter of a function's stream.
func passes(t *testing.T, fn string, image map[string]any) bool {
	t.Helper()
	n := 0
	for _, e := range function(t, fn).at("Events") {
		if e.(node).text("Type") != "DynamoDB" {
			continue
		}
		filters, _ := e.(node).at("Properties", "FilterCriteria")["Filters"].([]any)
		for _, f := range filters {
			var pattern map[string]any
			if err := json.Unmarshal([]byte(f.(node).text("Pattern")), &pattern); err != nil {
				t.Fatalf("%s: filter: %v", fn, err)
			}
			n++
			if templat.Match(pattern, image) {
				return true
			}
		}
	}
	if n == 0 {
		t.Fatalf("%s: its stream has no filter", fn)
	}
	return false
}

// TestSchedules checks the schedules' times, and that the functions take what they send.
func TestSchedules(t *testing.T) {
	e, log := servicetest.Open(t), slog.New(slog.DiscardHandler)
	engine := recalc.New(e.Store, e.Hasil, nil, e.Clock, log)
	handle := map[string]func(context.Context, json.RawMessage) error{
		"recalc": func(ctx context.Context, raw json.RawMessage) error {
			_, err := engine.Handle(ctx, raw)
			return err
		},
		"dispatch": (&dispatch.Dispatcher{Store: e.Store, Clock: e.Clock, Log: log}).Handle,
	}
	n := 0
	for _, fn := range functions {
		for id, ev := range function(t, fn).at("Events") {
			if ev.(node).text("Type") != "ScheduleV2" {
				continue
			}
			n++
			p := ev.(node).at("Properties")
			if err := schedule(p.text("ScheduleExpression")); err != "" {
				t.Errorf("%s %s: %s", fn, id, err)
			}
			if p.text("ScheduleExpressionTimezone") == "" {
				t.Errorf("%s %s: has no time zone", fn, id)
			}
			if handle[fn] == nil {
				t.Errorf("%s %s: takes no tick", fn, id)
			} else if err := handle[fn](t.Context(), json.RawMessage(p.text("Input"))); err != nil {
				t.Errorf("%s %s: its function refuses %s: %v", fn, id, p.text("Input"), err)
			}
		}
	}
	if n != len(handle) {
		t.Errorf("got %d schedules, want %d", n, len(handle))
	}
}
