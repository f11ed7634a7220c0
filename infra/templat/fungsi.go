package templat

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// Function is one Lambda.
type Function struct {
	ID       string
	Name     string // the folder under functions/
	Memory   int    // MB
	Timeout  time.Duration
	Reserved int // most instances at once, 0 for no limit of its own
	Env      map[string]string
	Streams  []Stream
	Queues   []Source
	Ticks    []Tick
	Rules    []Rule
}

// Stream is a DynamoDB stream that feeds a function.
type Stream struct {
	Source
	Attempts int           // how often a batch comes again, -1 for ever
	MaxAge   time.Duration // after which a record is given up, 0 for never
	Bisect   bool
	Failed   string // ARN of the queue of what is given up
	Filters  []any  // patterns, of which one must match; none lets all pass
}

// Source is what a function is fed from in batches.
type Source struct {
	ARN       string
	BatchSize int
}

// Tick is a schedule.
type Tick struct {
	ID, Expression string
	Input          json.RawMessage
}

// Rule is an EventBridge rule: the events that match go to the function.
type Rule struct {
	ID      string
	Pattern any
}

// Functions are the functions, by ID.
func (t *Template) Functions() ([]Function, error) {
	list, err := t.Resources("AWS::Serverless::Function")
	if err != nil {
		return nil, err
	}
	globals, err := t.value(t.globals)
	if err != nil {
		return nil, err
	}
	common, _ := globals.(Node)
	var out []Function
	for _, r := range list {
		f, err := function(r, common.At("Function"))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.ID, err)
		}
		out = append(out, f)
	}
	return out, nil
}

func function(r Resource, common Node) (Function, error) {
	p := r.Properties
	f := Function{ID: r.ID, Name: path.Base(p.Text("CodeUri")), Memory: p.Int("MemorySize", common.Int("MemorySize", 128)),
		Timeout:  time.Duration(p.Int("Timeout", common.Int("Timeout", 3))) * time.Second,
		Reserved: p.Int("ReservedConcurrentExecutions", 0), Env: map[string]string{}}
	for _, from := range []Node{common, p} {
		vars := from.At("Environment", "Variables")
		for name := range vars {
			f.Env[name] = vars.Text(name)
		}
	}
	events := p.At("Events")
	for _, id := range slices.Sorted(maps.Keys(events)) {
		if err := f.add(id, events.At(id)); err != nil {
			return f, fmt.Errorf("event %s: %w", id, err)
		}
	}
	return f, nil
}

func (f *Function) add(id string, event Node) error {
	e := event.At("Properties")
	switch kind := event.Text("Type"); kind {
	case "DynamoDB":
		s := Stream{Source: Source{e.Text("Stream"), e.Int("BatchSize", 100)}, Attempts: e.Int("MaximumRetryAttempts", -1),
			MaxAge: time.Duration(max(e.Int("MaximumRecordAgeInSeconds", -1), 0)) * time.Second,
			Bisect: e.Flag("BisectBatchOnFunctionError"), Failed: e.At("DestinationConfig", "OnFailure").Text("Destination")}
		for _, filter := range e.At("FilterCriteria").Nodes("Filters") {
			var pattern any
			if err := json.Unmarshal([]byte(filter.Text("Pattern")), &pattern); err != nil {
				return fmt.Errorf("filter: %w", err)
			}
			s.Filters = append(s.Filters, pattern)
		}
		f.Streams = append(f.Streams, s)
	case "SQS":
		f.Queues = append(f.Queues, Source{e.Text("Queue"), e.Int("BatchSize", 10)})
	case "ScheduleV2":
		f.Ticks = append(f.Ticks, Tick{id, e.Text("ScheduleExpression"), json.RawMessage(e.Text("Input"))})
	case "EventBridgeRule":
		f.Rules = append(f.Rules, Rule{id, plain(e["Pattern"])})
	default:
		return fmt.Errorf("type %q is not known here", kind)
	}
	return nil
}

// plain is a value as encoding/json would give it.
func plain(v any) any {
	switch v := v.(type) {
	case Node:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = plain(e)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = plain(e)
		}
		return out
	case int:
		return float64(v)
	}
	return v
}

// Route is one of the HTTP API's.
type Route struct {
	Method, Path string
	Function     string // ID
	JWT          bool   // the authorizer looks at it first
}

// Authorizer is the HTTP API's JWT authorizer.
type Authorizer struct {
	Issuer   string
	Audience []string
}

// API is the HTTP API's routes, by path, and the authorizer of those that have it.
func (t *Template) API() ([]Route, Authorizer, error) {
	list, err := t.Resources("AWS::Serverless::HttpApi")
	if err != nil {
		return nil, Authorizer{}, err
	}
	if len(list) != 1 {
		return nil, Authorizer{}, fmt.Errorf("got %d HTTP APIs, want one", len(list))
	}
	p := list[0].Properties
	auth := p.At("Auth")
	def := auth.Text("DefaultAuthorizer")
	jwt := auth.At("Authorizers", def, "JwtConfiguration")
	a := Authorizer{Issuer: jwt.Text("issuer")}
	for _, v := range jwt.List("audience") {
		a.Audience = append(a.Audience, fmt.Sprint(v))
	}
	functions, err := t.Functions()
	if err != nil {
		return nil, a, err
	}
	byARN := map[string]string{}
	for _, f := range functions {
		byARN[t.stack.Attribute(f.ID, "AWS::Serverless::Function", "Arn")] = f.ID
	}
	body := p.At("DefinitionBody")
	var routes []Route
	paths := body.At("paths")
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		for _, method := range slices.Sorted(maps.Keys(paths.At(path))) {
			op := paths.At(path, method)
			fn, err := integration(byARN, body, op.At("x-amazon-apigateway-integration"))
			if err != nil {
				return nil, a, fmt.Errorf("%s %s: %w", method, path, err)
			}
			open := false
			for _, s := range op.Nodes("security") {
				_, none := s["NONE"]
				open = open || none
			}
			routes = append(routes, Route{strings.ToUpper(method), path, fn, def != "" && !open})
		}
	}
	return routes, a, nil
}

// integration is the function that an integration calls, itself or by an alias, by its
// ID.
func integration(byARN map[string]string, body, n Node) (string, error) {
	if ref := n.Text("$ref"); ref != "" {
		n = body.At(strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
	}
	_, rest, ok := strings.Cut(n.Text("uri"), "/functions/")
	arn, _, closed := strings.Cut(rest, "/invocations")
	if ok && closed {
		for own, id := range byARN {
			if arn == own || strings.HasPrefix(arn, own+":") {
				return id, nil
			}
		}
	}
	return "", fmt.Errorf("integration %q calls no function", n.Text("uri"))
}
