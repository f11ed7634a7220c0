package archtest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"capaian/internal/app"
	"capaian/internal/recalc"
	"capaian/internal/sakip"
	"capaian/internal/servicetest"
)

// ofType are the template's resources of a type, by ID.
func ofType(t *testing.T, typ string) map[string]node {
	t.Helper()
	out := map[string]node{}
	for id, r := range resources(t) {
		if r.(node).text("Type") == typ {
			out[id] = r.(node)
		}
	}
	return out
}

// nodes are the mappings of a list.
func (n node) nodes(key string) []node {
	var out []node
	list, _ := n[key].([]any)
	for _, e := range list {
		if m, ok := e.(node); ok {
			out = append(out, m)
		}
	}
	return out
}

func (n node) number(key string) int {
	v, _ := n[key].(int)
	return v
}

// watches writes what an alarm looks at as "Namespace Metric Dimension=value"; one of
// several metrics looks at each.
func watches(p node) []string {
	one := func(m node) string {
		s := m.text("Namespace") + " " + m.text("MetricName")
		for _, d := range m.nodes("Dimensions") {
			s += " " + d.text("Name") + "=" + d.text("Value")
		}
		return s
	}
	if p.text("MetricName") != "" {
		return []string{one(p)}
	}
	var out []string
	for _, m := range p.nodes("Metrics") {
		if q := query.FindStringSubmatch(m.text("Expression")); q != nil {
			out = append(out, q[2]+" "+q[1]+" TableName="+q[3])
		} else if m.at("MetricStat") != nil {
			out = append(out, one(m.at("MetricStat", "Metric")))
		}
	}
	return out
}

var query = regexp.MustCompile(`^SELECT SUM\((\w+)\) FROM SCHEMA\("([\w/]+)", Operation, TableName\) WHERE TableName = '\$\{(\w+)\}'$`)

// TestAlarms: whatever can fail has its alarms, which tell the topic when they begin and
// when they end. The thresholds leave the time in which somebody can still do something.
func TestAlarms(t *testing.T) {
	alarms := map[string]node{} // by what they watch
	for id, r := range ofType(t, "AWS::CloudWatch::Alarm") {
		p := r.at("Properties")
		for _, w := range watches(p) {
			if alarms[w] != nil {
				t.Errorf("%s: another alarm watches %s", id, w)
			}
			alarms[w] = p
		}
		equal(t, id+" actions", []any{p["AlarmActions"], p["OKActions"], p["TreatMissingData"], p["ComparisonOperator"]},
			`[["Alarm"],["Alarm"],"notBreaching","GreaterThanOrEqualToThreshold"]`)
	}
	used := map[string]bool{}
	must := func(what string) node {
		used[what] = true
		if alarms[what] == nil {
			t.Errorf("no alarm watches %s", what)
		}
		return alarms[what]
	}
	var failed []string // queues of what was given up
	for id, r := range ofType(t, "AWS::Serverless::Function") {
		p := r.at("Properties")
		must("AWS/Lambda Errors FunctionName=" + id)
		must("AWS/Lambda Throttles FunctionName=" + id)
		if slices.Contains(httpFunctions(t), id) {
			a, limit := must("AWS/Lambda Duration FunctionName="+id), 1000*p.number("Timeout")
			if got := a.number("Threshold"); a.text("ExtendedStatistic") != "p99" || got > limit*9/10 || got < limit/2 {
				t.Errorf("%s: got an alarm at %s %d ms, want p99 between half and nine tenths of %d ms", id, a.text("ExtendedStatistic"), got, limit)
			}
		}
		failed = append(failed, p.at("EventInvokeConfig", "DestinationConfig", "OnFailure").text("Destination"))
		for _, e := range p.at("Events") {
			ep := e.(node).at("Properties")
			failed = append(failed, ep.at("DestinationConfig", "OnFailure").text("Destination"), ep.at("DeadLetterConfig").text("Arn"))
			if e.(node).text("Type") == "DynamoDB" {
				a, age := must("AWS/Lambda IteratorAge FunctionName="+id), 1000*ep.number("MaximumRecordAgeInSeconds")
				if got := a.number("Threshold"); got <= 0 || got > age/2 {
					t.Errorf("%s: got an alarm at an age of %d ms, want at most half of the %d ms after which records are given up", id, got, age)
				}
			}
		}
	}
	for id, r := range ofType(t, "AWS::SQS::Queue") {
		if dead := r.at("Properties", "RedrivePolicy").text("deadLetterTargetArn"); dead != "" {
			failed = append(failed, dead)
			must("AWS/SQS ApproximateAgeOfOldestMessage QueueName=" + id + ".QueueName")
		}
	}
	for _, arn := range failed {
		if id, ok := strings.CutSuffix(arn, ".Arn"); ok {
			if a := must("AWS/SQS ApproximateNumberOfMessagesVisible QueueName=" + id + ".QueueName"); a.number("Threshold") != 1 {
				t.Errorf("%s: got an alarm at %d messages, want 1", id, a.number("Threshold"))
			}
		}
	}
	for id := range ofType(t, "AWS::DynamoDB::Table") {
		must("AWS/DynamoDB ReadThrottleEvents TableName=" + id)
		must("AWS/DynamoDB WriteThrottleEvents TableName=" + id)
		must("AWS/DynamoDB SystemErrors TableName=" + id)
	}
	for id := range ofType(t, "AWS::Serverless::HttpApi") {
		must("AWS/ApiGateway 5xx ApiId=" + id)
	}
	for _, r := range ofType(t, "AWS::Logs::MetricFilter") {
		for _, m := range r.at("Properties").nodes("MetricTransformations") {
			must(m.text("MetricNamespace") + " " + m.text("MetricName"))
		}
	}
	for what := range alarms {
		if !used[what] {
			t.Errorf("an alarm watches %s, which is not in the template", what)
		}
	}
}

// httpFunctions are the functions that the API's integrations call.
func httpFunctions(t *testing.T) []string {
	t.Helper()
	var out []string
	for id, r := range resources(t) {
		if fn := r.(node).at("Properties").text("CodeUri"); slices.Contains([]string{"build/web", "build/api", "build/publik"}, fn) {
			out = append(out, id)
		}
	}
	return out
}

// TestTopic: alarms reach people. CloudWatch cannot use AWS's own key for SNS, so the
// topic's is ours and lets CloudWatch in; what is not encrypted on the way is refused.
func TestTopic(t *testing.T) {
	topics := ofType(t, "AWS::SNS::Topic")
	if len(topics) != 1 {
		t.Errorf("got %d topics, want one", len(topics))
	}
	for id, r := range topics {
		key := resources(t).at(r.at("Properties").text("KmsMasterKeyId"), "Properties")
		in := false
		for _, s := range key.at("KeyPolicy").nodes("Statement") {
			equal(t, id+" key effect", s["Effect"], `"Allow"`)
			in = in || s.at("Principal").text("Service") == "cloudwatch.amazonaws.com" && fmt.Sprint(s["Action"]) == "[kms:Decrypt kms:GenerateDataKey*]"
		}
		if !in || key["EnableKeyRotation"] != true {
			t.Errorf("%s: its key is not ours, not renewed or does not let CloudWatch in", id)
		}
	}
	policy := resources(t).at("AlarmPolicy", "Properties", "PolicyDocument").nodes("Statement")
	if len(policy) != 2 || policy[0].at("Principal").text("Service") != "cloudwatch.amazonaws.com" || policy[1].text("Effect") != "Deny" {
		t.Errorf("got a topic for %v, want one for CloudWatch alone", policy)
	}
	if s := resources(t).at("AlarmSurel"); s.text("Condition") == "" || s.at("Properties").text("TopicArn") != "Alarm" {
		t.Errorf("got %v, want a subscription where there is an address", s)
	}
}

// runbook is where the pages are, and which parts each has.
const runbook = "docs/runbook"

var parts = []string{"Alarms: ", "## What it means", "## Look here", "## Do this", "## How it heals"}

// TestRunbook holds alarms and pages to each other: an alarm's description begins with
// its page, and a page lists its alarms.
func TestRunbook(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(root, runbook, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for _, name := range pages {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		page, text := runbook+"/"+filepath.Base(name), string(b)
		if page == runbook+"/README.md" {
			continue
		}
		if n := strings.Count(text, "\n"); n > 40 {
			t.Errorf("%s: got %d lines, want at most 40", page, n)
		}
		for _, part := range parts {
			if !strings.Contains(text, "\n"+part) {
				t.Errorf("%s: has no %q", page, part)
			}
		}
		for _, m := range logged.FindAllStringSubmatch(text, -1) {
			for _, msg := range quoted.FindAllStringSubmatch(m[1], -1) {
				if !says(t, msg[1]) {
					t.Errorf("%s: looks for the log line %q, which nobody writes", page, msg[1])
				}
			}
		}
		for s := bufio.NewScanner(strings.NewReader(text)); s.Scan(); {
			ids, ok := strings.CutPrefix(s.Text(), parts[0])
			if !ok {
				continue
			}
			for id := range strings.FieldsSeq(strings.NewReplacer("`", "", ",", "").Replace(ids)) {
				listed[id] = page
			}
		}
	}
	alarms := ofType(t, "AWS::CloudWatch::Alarm")
	for id, r := range alarms {
		if page, what, ok := strings.Cut(r.at("Properties").text("AlarmDescription"), ": "); !ok || what == "" || page != listed[id] {
			t.Errorf("%s: names the page %q, is listed on %q", id, page, listed[id])
		}
	}
	for id, page := range listed {
		if alarms[id] == nil {
			t.Errorf("%s: lists %s, which is no alarm", page, id)
		}
	}
}

// What pages look for in the log.
var (
	logged = regexp.MustCompile(`msg (?:=|in) ("[^"]*"|\[[^\]]*\])`)
	quoted = regexp.MustCompile(`"([^"]*)"`)
)

// says tells whether code of the functions has a text as a literal.
func says(t *testing.T, text string) bool {
	t.Helper()
	for _, dir := range []string{"httpx", "recalc", "reporter", "dispatch"} {
		for _, f := range parseDir(t, filepath.Join(root, "internal", dir)) {
			found := false
			ast.Inspect(f, func(n ast.Node) bool {
				lit, ok := n.(*ast.BasicLit)
				found = found || ok && lit.Value == strconv.Quote(text)
				return !found
			})
			if found {
				return true
			}
		}
	}
	return false
}

var equalPattern = regexp.MustCompile(`^\{ \$\.(\w+) = "([^"]*)" \}$`)

// TestFilterGalat has the function's own log written by an agency-year that cannot be
// computed, and sends it through the metric filter.
func TestFilterGalat(t *testing.T) {
	p := resources(t).at("FilterGalat", "Properties")
	m := equalPattern.FindStringSubmatch(p.text("FilterPattern"))
	if m == nil {
		t.Fatalf("filter %q: want { $.field = \"text\" }", p.text("FilterPattern"))
	}
	if got, want := p.text("LogGroupName"), template(t).at("Globals", "Function", "LoggingConfig").text("LogGroup"); got != want {
		t.Errorf("filter: looks at %s, functions write to %s", got, want)
	}
	passes := func(fail bool) int {
		n := 0
		for line := range bytes.Lines(logOf(t, fail)) {
			var entry map[string]any
			if err := json.Unmarshal(line, &entry); err != nil {
				t.Fatalf("log line %s: %v", line, err)
			}
			if entry[m[1]] == m[2] {
				n++
			}
		}
		return n
	}
	if got := passes(true); got == 0 {
		t.Errorf("an agency-year failed, and no line passes %s", m[0])
	}
	if got := passes(false); got != 0 {
		t.Errorf("nothing failed, and %d lines pass %s", got, m[0])
	}
}

// later is a retry queue that nobody works off.
type later struct{}

func (later) Send(context.Context, recalc.Petunjuk) error { return nil }

// logOf is what app's log gets of a sweep over the sample, with an engine that fails or
// does not.
func logOf(t *testing.T, fail bool) []byte {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stderr := os.Stderr
	os.Stderr = w
	log := app.Logger()
	os.Stderr = stderr
	e := servicetest.Seeded(t)
	engine := recalc.New(e.Store, e.Hasil, later{}, e.Clock, log)
	if fail {
		engine.Hitung = func(sakip.DataTahun, sakip.Periode) sakip.Hasil { panic("on purpose") }
	}
	read := make(chan []byte)
	go func() {
		b, _ := io.ReadAll(r)
		read <- b
	}()
	_, err = engine.Handle(t.Context(), []byte(`{"detail-type":"Scheduled Event"}`))
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return <-read
}
