package archtest

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// releases is how requests and events go over to a new version of a function; one that is
// not here is replaced in place.
var releases = map[string]string{"web": "Rilis", "api": "Rilis", "publik": "Rilis", "recalc": "AllAtOnce"}

// TestReleases: what people call goes over by canary and back when it fails; callers call
// the alias, and only the API may.
func TestReleases(t *testing.T) {
	if template(t).at("Globals", "Function")["AutoPublishAliasAllProperties"] != true {
		t.Error("a change of variables would make no new version")
	}
	called := map[string]bool{} // aliases that the API may call
	for id, r := range ofType(t, "AWS::Lambda::Permission") {
		p := r.at("Properties")
		called[p.text("FunctionName")] = true
		if p.text("Principal") != "apigateway.amazonaws.com" || !strings.HasSuffix(p.text("SourceArn"), ":${Http}/*") {
			t.Errorf("%s: lets in more than the API", id)
		}
	}
	for _, fn := range functions {
		id, p := logicalID(t, fn), function(t, fn)
		d := p.at("DeploymentPreference")
		if got := d.text("Type"); got != releases[fn] {
			t.Errorf("%s: got release %q, want %q", fn, got, releases[fn])
		}
		if (p.text("AutoPublishAlias") == "live") != (releases[fn] != "") {
			t.Errorf("%s: got alias %q", fn, p.text("AutoPublishAlias"))
		}
		isHTTP := slices.Contains(httpFunctions(t), id)
		if called["${"+id+".Alias}"] != isHTTP {
			t.Errorf("%s: the API may call its alias: %v, want %v", fn, !isHTTP, isHTTP)
		}
		if isHTTP {
			equal(t, fn+" alarms of its release", d["Alarms"], `["RilisBertahap",["AlarmError`+strings.TrimSuffix(id, "Function")+`"],[]]`)
			if s := p.number("Timeout"); s == 0 || s >= 30 {
				t.Errorf("%s: timeout %d s, the gateway waits 30 s", fn, s)
			}
		}
	}
	if len(called) != len(httpFunctions(t)) {
		t.Errorf("got permissions for %v", called)
	}
	equal(t, "reserved for publik", function(t, "publik")["ReservedConcurrentExecutions"], `"KonkurensiPublik"`)
	for key := range resources(t).at("Http", "Properties", "RouteSettings") {
		if !slices.ContainsFunc(routes(), func(r route) bool { return r.method+" "+r.path == key && r.function == "publik" }) {
			t.Errorf("%s: has settings, and is no route of publik", key)
		}
	}
}

// environments are what samconfig.toml has, with whether somebody must agree to a change.
var environments = map[string]bool{"dev": false, "staging": false, "prod": true}

// TestSamconfig holds every environment to the template's parameters.
func TestSamconfig(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(root, "samconfig.toml"))
	if err != nil {
		t.Fatal(err)
	}
	var config map[string]any
	if err := toml.Unmarshal(b, &config); err != nil {
		t.Fatal(err)
	}
	stacks := map[string]string{}
	for name, confirm := range environments {
		var env struct {
			Global, Deploy struct {
				Parameters struct {
					Stack        string `toml:"stack_name"`
					Region       string `toml:"region"`
					Capabilities string `toml:"capabilities"`
					Confirm      bool   `toml:"confirm_changeset"`
					Tags         string `toml:"tags"`
					Overrides    string `toml:"parameter_overrides"`
				}
			}
		}
		raw, _ := toml.Marshal(config[name])
		if err := toml.Unmarshal(raw, &env); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		g, d := env.Global.Parameters, env.Deploy.Parameters
		if g.Region != "ap-southeast-3" || d.Capabilities != "CAPABILITY_IAM" || d.Confirm != confirm || !strings.Contains(d.Tags, "lingkungan="+name) {
			t.Errorf("%s: got region %q, capabilities %q, confirm %v, tags %q", name, g.Region, d.Capabilities, d.Confirm, d.Tags)
		}
		if other := stacks[g.Stack]; other != "" || g.Stack == "" {
			t.Errorf("%s: stack %q is that of %q", name, g.Stack, other)
		}
		stacks[g.Stack] = name
		for _, bad := range misfits(template(t).at("Parameters"), d.Overrides) {
			t.Errorf("%s: %s", name, bad)
		}
	}
	delete(config, "version")
	for name := range config {
		if _, ok := environments[name]; !ok {
			t.Errorf("%s: nobody says what this environment is", name)
		}
	}
}

// misfits are the overrides that the template does not take, and what it wants besides.
func misfits(parameters node, overrides string) []string {
	var out []string
	given := map[string]bool{}
	for pair := range strings.FieldsSeq(overrides) {
		name, value, _ := strings.Cut(pair, "=")
		p := parameters.at(name)
		given[name] = true
		if p == nil {
			out = append(out, name+" is no parameter of the template")
			continue
		}
		if regexp.MustCompile(`(?i)secret|rahasia|password|sandi|token`).MatchString(name) || p["NoEcho"] != nil {
			out = append(out, name+" is a secret")
		}
		allowed, _ := p["AllowedValues"].([]any)
		if len(allowed) > 0 && !slices.ContainsFunc(allowed, func(v any) bool { return fmt.Sprint(v) == value }) {
			out = append(out, name+"="+value+" is not allowed")
		}
		if pattern := p.text("AllowedPattern"); pattern != "" && !regexp.MustCompile("^(?:"+pattern+")$").MatchString(value) {
			out = append(out, name+"="+value+" does not match "+pattern)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(parameters)) {
		if _, ok := parameters.at(name)["Default"]; !ok && !given[name] {
			out = append(out, name+" has no default and is not given")
		}
	}
	return out
}

// TestMisfits shows that the check above can fail.
func TestMisfits(t *testing.T) {
	parameters := node{"Nama": node{"Type": "String", "AllowedPattern": "[a-z.]+"}, "Hari": node{"Default": 30, "AllowedValues": []any{30, 60}}, "Rahasia": node{"Default": ""}}
	for overrides, want := range map[string]string{
		"Nama=a.b Hari=60": "",
		"Hari=60":          "Nama has no default and is not given",
		"Nama=a Hari=7":    "Hari=7 is not allowed",
		"Nama=A":           "Nama=A does not match [a-z.]+",
		"Nama=a Lain=1":    "Lain is no parameter of the template",
		"Nama=a Rahasia=x": "Rahasia is a secret",
	} {
		if got := strings.Join(misfits(parameters, overrides), "; "); got != want {
			t.Errorf("%s: got %q, want %q", overrides, got, want)
		}
	}
}
