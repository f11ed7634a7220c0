package archtest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// translate puts the template through the SAM translator, with the code as if uploaded.
//
//go:embed testdata/translate.py
var translate string

// translated are the resources that the template becomes; ran is false on a machine that
// goes without the translator.
func translated(t *testing.T) (all map[string]made, ran bool) {
	t.Helper()
	out, ran := tool(t, "aws-sam-translator", "python3", "-c", translate)
	if !ran {
		return nil, false
	}
	var tpl struct{ Resources map[string]made }
	if err := json.Unmarshal(out, &tpl); err != nil {
		t.Fatal(err)
	}
	return tpl.Resources, true
}

type made struct {
	Type       string
	Properties map[string]any
}

// get is what lies at a path, nil when there is nothing.
func get(v any, path ...string) any {
	for _, p := range path {
		m, _ := v.(map[string]any)
		v = m[p]
	}
	return v
}

// list is a list, or one thing as a list.
func list(v any) []any {
	if l, ok := v.([]any); ok || v == nil {
		return l
	}
	return []any{v}
}

// TestTranslates looks at what the template becomes.
func TestTranslates(t *testing.T) {
	all, ran := translated(t)
	if !ran {
		return
	}
	count := map[string]int{}
	for id, r := range all {
		count[r.Type]++
		if r.Type == "AWS::Scheduler::Schedule" && r.Properties["Name"] != nil {
			t.Errorf("%s: has a name of its own, so that a second stack fails", id)
		}
	}
	for typ, want := range map[string]int{"AWS::Lambda::Function": len(functions), "AWS::Lambda::EventSourceMapping": 4, "AWS::Scheduler::Schedule": 2, "AWS::Events::Rule": 1,
		"AWS::ApiGatewayV2::Api": 1, "AWS::ApiGatewayV2::Stage": 1, "AWS::DynamoDB::Table": 2, "AWS::Lambda::Alias": 4, "AWS::CodeDeploy::DeploymentGroup": 4} {
		if count[typ] != want {
			t.Errorf("%s: got %d, want %d", typ, count[typ], want)
		}
	}
}

// managed are AWS's own policies that the translator gives roles, granted on everything of
// the account, with the reason why they stay.
var managed = map[string]string{
	"service-role/AWSLambdaBasicExecutionRole":    "the translator adds it to every role that it makes; BatasFungsi leaves of it our own log group",
	"service-role/AWSLambdaDynamoDBExecutionRole": "the translator adds it to who is fed by a stream; BatasFungsi leaves of it our own stream",
	"service-role/AWSLambdaSQSQueueExecutionRole": "the translator adds it to who is fed by a queue; BatasFungsi leaves of it our own queues",
}

// everywhere are the grants on "*" with their reasons, by resource and action.
var everywhere = map[string]string{
	"KunciAlarm kms:*":                     "a key's own policy: \"*\" is that key",
	"KunciAlarm kms:Decrypt":               "a key's own policy",
	"KunciAlarm kms:GenerateDataKey*":      "a key's own policy",
	"BatasFungsi kms:Decrypt":              "a fence grants nothing; by way of DynamoDB alone, whose key is AWS's and has no name here",
	"BatasFungsi kms:Encrypt":              "as kms:Decrypt",
	"BatasFungsi kms:ReEncrypt*":           "as kms:Decrypt",
	"BatasFungsi kms:GenerateDataKey*":     "as kms:Decrypt",
	"BatasFungsi kms:DescribeKey":          "as kms:Decrypt",
	"BatasFungsi kms:CreateGrant":          "as kms:Decrypt",
	"PeranRilis cloudwatch:DescribeAlarms": "reads the states of alarms, by lists of names that CodeDeploy makes up",
}

// TestEverywhere finds whatever is granted on everything, wherever it stands.
func TestEverywhere(t *testing.T) {
	all, ran := translated(t)
	if !ran {
		return
	}
	seen := map[string]bool{}
	var walk func(id string, v any)
	walk = func(id string, v any) {
		switch v := v.(type) {
		case map[string]any:
			if v["Effect"] == "Allow" && slices.Contains(list(v["Resource"]), any("*")) {
				for _, a := range list(v["Action"]) {
					seen[id+" "+fmt.Sprint(a)] = true
				}
			}
			if v["Effect"] == "Allow" && (v["NotAction"] != nil || v["NotResource"] != nil || slices.Contains(list(v["Action"]), any("*"))) {
				t.Errorf("%s: grants all but some", id)
			}
			for _, e := range v {
				walk(id, e)
			}
		case []any:
			for _, e := range v {
				walk(id, e)
			}
		}
	}
	for id, r := range all {
		walk(id, r.Properties)
		for _, arn := range list(r.Properties["ManagedPolicyArns"]) {
			_, name, _ := strings.Cut(fmt.Sprint(arn), ":policy/")
			seen[name] = true
		}
	}
	reasons := maps.Clone(managed)
	maps.Copy(reasons, everywhere)
	for what := range seen {
		if reasons[what] == "" {
			t.Errorf("%s: granted on everything, and no reason is written", what)
		}
	}
	for what := range reasons {
		if !seen[what] {
			t.Errorf("%s: nobody has it, and a reason is written", what)
		}
	}
}

// platform are the actions that the platform does with a function's role, by what it is
// fed from.
var platform = map[string][]string{
	"log":    {"logs:CreateLogStream", "logs:PutLogEvents"},
	"stream": {"dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"},
	"queue":  {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"},
}

// TestBatas: every function's role is fenced in, and the fence is wide enough for what the
// role is granted and the platform does with it. What lies outside would be refused.
func TestBatas(t *testing.T) {
	all, ran := translated(t)
	if !ran {
		return
	}
	fence := permissions(list(get(all["BatasFungsi"].Properties, "PolicyDocument", "Statement")))
	within := func(p permission) bool {
		return slices.ContainsFunc(fence, func(f permission) bool { return like(f.action, p.action) && like(f.on, p.on) })
	}
	for p, want := range map[permission]bool{{"s3:PutObject", "BucketLaporan.Arn/x"}: true, {"s3:DeleteObject", "BucketLaporan.Arn/x"}: false, {"s3:PutObject", "BucketLain.Arn/x"}: false} {
		if got := within(p); got != want {
			t.Errorf("%v: got within %v, want %v", p, got, want)
		}
	}
	roles := map[string]string{} // a function's or its alias's ID → its role's
	var wanted []permission
	for id, r := range all {
		if r.Type != "AWS::Lambda::Function" {
			continue
		}
		role, _ := list(get(r.Properties["Role"], "Fn::GetAtt"))[0].(string)
		roles[id] = role
		if get(all[role].Properties["PermissionsBoundary"], "Ref") != "BatasFungsi" {
			t.Errorf("%s: its role %s is not fenced in", id, role)
		}
		for _, p := range list(all[role].Properties["Policies"]) {
			wanted = append(wanted, permissions(list(get(p, "PolicyDocument", "Statement")))...)
		}
		group, _ := get(r.Properties, "LoggingConfig", "LogGroup", "Ref").(string)
		for _, a := range platform["log"] {
			wanted = append(wanted, permission{a, group + ".Arn"})
		}
	}
	for _, r := range all {
		if r.Type != "AWS::Lambda::EventSourceMapping" {
			continue
		}
		kind, on := "queue", place(r.Properties["EventSourceArn"])
		if table, ok := strings.CutSuffix(on, ".StreamArn"); ok {
			kind, on = "stream", table+".Arn/stream/2024"
		}
		for _, a := range platform[kind] {
			wanted = append(wanted, permission{a, on})
		}
	}
	for _, p := range wanted {
		if !within(p) {
			t.Errorf("%s on %s: granted, and refused by BatasFungsi", p.action, p.on)
		}
	}
	if len(roles) != len(functions) {
		t.Errorf("got %d functions, want %d", len(roles), len(functions))
	}
}

// permission is an action on a place, as place writes it.
type permission struct{ action, on string }

func permissions(statements []any) []permission {
	var out []permission
	for _, s := range statements {
		for _, a := range list(get(s, "Action")) {
			for _, r := range list(get(s, "Resource")) {
				out = append(out, permission{fmt.Sprint(a), place(r)})
			}
		}
	}
	return out
}

// place writes an ARN that CloudFormation would compute as "Resource.Attribute" with what
// follows it.
func place(v any) string {
	if s, ok := get(v, "Fn::Sub").(string); ok {
		return strings.NewReplacer("${", "", "}", "").Replace(s)
	}
	if a := list(get(v, "Fn::GetAtt")); len(a) == 2 {
		return fmt.Sprintf("%s.%s", a[0], a[1])
	}
	return fmt.Sprint(v)
}

// like tells whether s is of an IAM pattern, in which * stands for anything.
func like(pattern, s string) bool {
	return regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, ".*") + "$").MatchString(s)
}
