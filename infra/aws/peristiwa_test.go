package main

import (
	"bytes"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"capaian/infra/templat"
	"capaian/internal/dispatch"
	"capaian/internal/recalc"
)

// peristiwa is one of functions/<name>/testdata.
type peristiwa struct {
	name string // <function>/<file>
	raw  []byte
}

// samples are the events that are kept for a function.
func samples(t *testing.T, function string) []peristiwa {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("functions", function, "testdata", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	var out []peristiwa
	for _, f := range files {
		out = append(out, peristiwa{function + "/" + strings.TrimSuffix(filepath.Base(f), ".json"), []byte(file(t, f))})
	}
	return out
}

// trigger is what in the template an event comes from.
type trigger string

// pengirim finds the trigger of an event, and holds the event to it.
func pengirim(t *testing.T, f templat.Function, routes []templat.Route, p peristiwa) trigger {
	t.Helper()
	var ev struct {
		RouteKey   string `json:"routeKey"`
		DetailType string `json:"detail-type"`
		Source     string `json:"source"`
		Records    []struct {
			EventSource string `json:"eventSource"`
			ARN         string `json:"eventSourceARN"`
		}
	}
	if err := json.Unmarshal(p.raw, &ev); err != nil {
		t.Fatal(err)
	}
	switch {
	case ev.RouteKey != "":
		holdRequest(t, f, routes, p.raw)
		return "routes"
	case len(ev.Records) > 0 && ev.Records[0].EventSource == "aws:dynamodb":
		holdRecords(t, f, p.raw)
		return trigger(f.Streams[0].ARN)
	case len(ev.Records) > 0 && ev.Records[0].EventSource == "aws:sqs":
		holdMessages(t, f, p.raw)
		return trigger(ev.Records[0].ARN)
	case ev.Source != "":
		var whole any
		if err := json.Unmarshal(p.raw, &whole); err != nil {
			t.Fatal(err)
		}
		for _, r := range f.Rules {
			if templat.Match(r.Pattern, whole) {
				return trigger(r.ID)
			}
		}
		t.Fatal("no rule of the function matches")
	}
	var got bytes.Buffer
	if err := json.Compact(&got, p.raw); err != nil {
		t.Fatal(err)
	}
	for _, tick := range f.Ticks {
		var want bytes.Buffer
		if err := json.Compact(&want, tick.Input); err != nil {
			t.Fatal(err)
		}
		if got.String() == want.String() {
			return trigger(tick.ID)
		}
	}
	t.Fatalf("got %s, want a route's, a stream's, a queue's or a rule's event, or the input of a schedule", &got)
	return ""
}

// holdRequest holds a request to its route: what its path names, and whether the
// authorizer let it through.
func holdRequest(t *testing.T, f templat.Function, routes []templat.Route, raw []byte) {
	t.Helper()
	var ev events.APIGatewayV2HTTPRequest
	strict(t, raw, &ev)
	n := slices.IndexFunc(routes, func(r templat.Route) bool { return r.Method+" "+r.Path == ev.RouteKey })
	if n < 0 || routes[n].Function != f.ID {
		t.Fatalf("%s is no route of %s", ev.RouteKey, f.ID)
	}
	pattern := ev.RouteKey
	if routes[n].Path == "/" {
		pattern += "{$}"
	}
	parameters, found := map[string]string{}, false
	mux := http.NewServeMux()
	mux.HandleFunc(pattern, func(_ http.ResponseWriter, r *http.Request) {
		found = true
		for _, m := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(routes[n].Path, -1) {
			parameters[m[1]] = r.PathValue(m[1])
		}
	})
	mux.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(ev.RequestContext.HTTP.Method, ev.RawPath, nil))
	if len(parameters) == 0 {
		parameters = nil
	}
	if !found || !reflect.DeepEqual(ev.PathParameters, parameters) || ev.Version != "2.0" || ev.RequestContext.RouteKey != ev.RouteKey {
		t.Errorf("%s %s of version %s: got path parameters %v, want those of %s: %v", ev.RequestContext.HTTP.Method, ev.RawPath, ev.Version,
			ev.PathParameters, ev.RouteKey, parameters)
	}
	authorized := ev.RequestContext.Authorizer != nil && len(ev.RequestContext.Authorizer.JWT.Claims) > 0 && ev.Headers["authorization"] != ""
	if authorized != routes[n].JWT {
		t.Errorf("claims and a token: got %v, want %v as the route has it", authorized, routes[n].JWT)
	}
}

// holdRecords holds a batch of the stream to the function's filters.
func holdRecords(t *testing.T, f templat.Function, raw []byte) {
	t.Helper()
	var ev struct{ Records []map[string]any }
	if err := json.Unmarshal(raw, &ev); err != nil {
		t.Fatal(err)
	}
	if len(f.Streams) != 1 || len(ev.Records) > f.Streams[0].BatchSize {
		t.Fatalf("got %d records for %d streams", len(ev.Records), len(f.Streams))
	}
	c := &consumer{stream: f.Streams[0]}
	for n, r := range ev.Records {
		change, _ := r["dynamodb"].(map[string]any)
		if !c.passes(r) || r["eventSource"] != "aws:dynamodb" || change["StreamViewType"] != "KEYS_ONLY" ||
			!strings.HasPrefix(r["eventSourceARN"].(string), f.Streams[0].ARN) {
			t.Errorf("record %d does not come through the filters of %s: %v", n, f.Streams[0].ARN, r)
		}
	}
}

// messages are what the queues' messages say, by the function that takes them.
var messages = map[string]func() any{"recalc": func() any { return new(recalc.Petunjuk) }, "report": func() any { return new(dispatch.Job) }}

// holdMessages holds messages to the queue that they come from and to what they say.
func holdMessages(t *testing.T, f templat.Function, raw []byte) {
	t.Helper()
	var ev events.SQSEvent
	strict(t, raw, &ev)
	for _, m := range ev.Records {
		n := slices.IndexFunc(f.Queues, func(s templat.Source) bool { return s.ARN == m.EventSourceARN })
		if n < 0 || len(ev.Records) > f.Queues[n].BatchSize {
			t.Fatalf("%d messages of %s: want those of a queue of the function", len(ev.Records), m.EventSourceARN)
		}
		body := messages[f.Name]()
		strict(t, []byte(m.Body), body)
		sum := md5.Sum([]byte(m.Body))
		if again, err := json.Marshal(body); err != nil || string(again) != m.Body || m.Md5OfBody != hex.EncodeToString(sum[:]) {
			t.Errorf("body %s: want it as its sender writes it, %s, and its MD5", m.Body, again)
		}
	}
}

func strict(t *testing.T, raw []byte, into any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Fatal(err)
	}
}

var (
	accounts = regexp.MustCompile(`[:"](\d{12})[:"]`)
	secrets  = regexp.MustCompile(`eyJ[\w-]+\.|AKIA|ASIA[A-Z0-9]{16}`)
)

// Each event that is kept beside a function is one that the template would send it, and
// every trigger has one.
func TestEventsAreTheTemplates(t *testing.T) {
	s := &stack{tables: map[string]string{"TabelKinerja": "arn:aws:dynamodb:" + region + ":" + account + ":table/capaian-TabelKinerja/stream/"}}
	tpl, err := templat.Read("template.yaml", map[string]string{"NamaDomain": "capaian.example.go.id"},
		templat.Stack{Name: stackName, Region: region, Account: account, Ref: s.ref, Attribute: s.attribute})
	if err != nil {
		t.Fatal(err)
	}
	functions, err := tpl.Functions()
	if err != nil {
		t.Fatal(err)
	}
	routes, _, err := tpl.API()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range functions {
		want, got := map[trigger]bool{}, map[trigger]bool{}
		for _, x := range f.Streams {
			want[trigger(x.ARN)] = true
		}
		for _, x := range f.Queues {
			want[trigger(x.ARN)] = true
		}
		for _, x := range f.Ticks {
			want[trigger(x.ID)] = true
		}
		for _, x := range f.Rules {
			want[trigger(x.ID)] = true
		}
		if slices.ContainsFunc(routes, func(r templat.Route) bool { return r.Function == f.ID }) {
			want["routes"] = true
		}
		for _, p := range samples(t, f.Name) {
			t.Run(p.name, func(t *testing.T) {
				got[pengirim(t, f, routes, p)] = true
				for _, m := range accounts.FindAllSubmatch(p.raw, -1) {
					if string(m[1]) != account {
						t.Errorf("names the account %s, want %s", m[1], account)
					}
				}
				if m := secrets.Find(p.raw); m != nil {
					t.Errorf("has what looks like a token or a key: %s", m)
				}
			})
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: events of %v, want of each of %v", f.Name, got, want)
		}
	}
}

// TestEventsRun hands each event to the function's real program. The name of an HTTP
// event ends with the status of its answer. Of the messages those fail, and come again,
// that name a report which nobody asked for.
func TestEventsRun(t *testing.T) {
	w := stackWithSamples(t)
	fails := map[string]bool{"report/buat": true, "report/terbit": true}
	for _, l := range w.s.functions {
		for _, p := range samples(t, l.Name) {
			t.Run(p.name, func(t *testing.T) {
				out, err := l.Invoke(p.raw)
				if err != nil {
					t.Fatal(err)
				}
				var answer struct {
					StatusCode        int `json:"statusCode"`
					BatchItemFailures []events.SQSBatchItemFailure
				}
				if err := json.Unmarshal(out, &answer); err != nil {
					t.Fatal(err)
				}
				want := 0
				if _, status, ok := strings.Cut(p.name, "-"); ok {
					if want, err = strconv.Atoi(status); err != nil {
						t.Fatal(err)
					}
				}
				if answer.StatusCode != want || len(answer.BatchItemFailures) > 0 != fails[p.name] {
					t.Errorf("got %s, want status %d, a message that failed: %v", out, want, fails[p.name])
				}
			})
		}
	}
}
