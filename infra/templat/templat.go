// Package templat reads template.yaml as a deployment would: parameters given,
// conditions decided, CloudFormation's functions evaluated. It knows those that the
// template uses; another one is an error, never a guess.
package templat

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Template is a template with its parameters' values.
type Template struct {
	parameters map[string]any
	conditions map[string]yaml.Node
	resources  map[string]yaml.Node
	globals    *yaml.Node
	stack      Stack
}

// Stack is what only a deployment knows.
type Stack struct {
	Name, Region, Account string
	// Ref and Attribute name a resource that was made, as !Ref and !GetAtt do.
	Ref       func(id, kind string) string
	Attribute func(id, kind, name string) string
}

// Read reads the template in file. overrides are parameters by name; each that has
// no default must be among them.
func Read(file string, overrides map[string]string, stack Stack) (*Template, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var doc struct {
		Parameters map[string]struct {
			Type    string  `yaml:"Type"`
			Default *string `yaml:"Default"`
		} `yaml:"Parameters"`
		Conditions map[string]yaml.Node `yaml:"Conditions"`
		Resources  map[string]yaml.Node `yaml:"Resources"`
		Globals    yaml.Node            `yaml:"Globals"`
	}
	if err := yaml.Unmarshal(b, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	t := &Template{parameters: map[string]any{}, conditions: doc.Conditions, resources: doc.Resources, globals: &doc.Globals, stack: stack}
	for name, p := range doc.Parameters {
		v, given := overrides[name]
		switch {
		case given:
		case p.Default != nil:
			v = *p.Default
		default:
			return nil, fmt.Errorf("%s: parameter %s has neither a value nor a default", file, name)
		}
		t.parameters[name] = v
		if n, err := strconv.Atoi(v); p.Type == "Number" && err == nil {
			t.parameters[name] = n
		}
	}
	for name := range overrides {
		if _, ok := doc.Parameters[name]; !ok {
			return nil, fmt.Errorf("%s: there is no parameter %s", file, name)
		}
	}
	return t, nil
}

// Resource is one that the deployment would make.
type Resource struct {
	ID, Type   string
	Properties Node
}

// Resources are those of a type whose conditions hold, by ID.
func (t *Template) Resources(kind string) ([]Resource, error) {
	var out []Resource
	for _, id := range slices.Sorted(maps.Keys(t.resources)) {
		r, made, err := t.resource(id)
		if err != nil {
			return nil, err
		}
		if made && r.Type == kind {
			out = append(out, r)
		}
	}
	return out, nil
}

func (t *Template) resource(id string) (r Resource, made bool, err error) {
	var raw struct {
		Type       string    `yaml:"Type"`
		Condition  string    `yaml:"Condition"`
		Properties yaml.Node `yaml:"Properties"`
	}
	n := t.resources[id]
	if err := n.Decode(&raw); err != nil {
		return r, false, fmt.Errorf("%s: %w", id, err)
	}
	if raw.Condition != "" {
		if ok, err := t.condition(raw.Condition); !ok || err != nil {
			return r, false, err
		}
	}
	v, err := t.value(&raw.Properties)
	if err != nil {
		return r, false, fmt.Errorf("%s: %w", id, err)
	}
	p, _ := v.(Node)
	return Resource{ID: id, Type: raw.Type, Properties: p}, true, nil
}

func (t *Template) kind(id string) (string, bool) {
	n, ok := t.resources[id]
	if !ok {
		return "", false
	}
	var raw struct {
		Type string `yaml:"Type"`
	}
	return raw.Type, n.Decode(&raw) == nil
}

// Node is a mapping of evaluated values: Node, []any, string, int, bool.
type Node map[string]any

// At is the mapping at a path, empty when there is none.
func (n Node) At(path ...string) Node {
	for _, p := range path {
		n, _ = n[p].(Node)
	}
	return n
}

// Text is a scalar as a string, "" when there is none.
func (n Node) Text(key string) string {
	switch v := n[key].(type) {
	case string:
		return v
	case int, bool:
		return fmt.Sprint(v)
	}
	return ""
}

// Int is a number, or otherwise when there is none.
func (n Node) Int(key string, otherwise int) int {
	if v, ok := n[key].(int); ok {
		return v
	}
	return otherwise
}

// Flag is a boolean, false when there is none.
func (n Node) Flag(key string) bool {
	v, _ := n[key].(bool)
	return v
}

// List is a list, nil when there is none.
func (n Node) List(key string) []any {
	v, _ := n[key].([]any)
	return v
}

// Nodes is a list of mappings.
func (n Node) Nodes(key string) []Node {
	var out []Node
	for _, v := range n.List(key) {
		if m, ok := v.(Node); ok {
			out = append(out, m)
		}
	}
	return out
}

// noValue is AWS::NoValue: whatever has it is left out.
type noValue struct{}

// value evaluates a part of the template.
func (t *Template) value(n *yaml.Node) (any, error) {
	if strings.HasPrefix(n.Tag, "!") && !strings.HasPrefix(n.Tag, "!!") {
		return t.call(strings.TrimPrefix(n.Tag, "!"), n)
	}
	switch n.Kind {
	case yaml.MappingNode:
		out := Node{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			v, err := t.value(n.Content[i+1])
			if err != nil {
				return nil, fmt.Errorf("%s: %w", n.Content[i].Value, err)
			}
			if v != (noValue{}) {
				out[n.Content[i].Value] = v
			}
		}
		return out, nil
	case yaml.SequenceNode:
		out := []any{}
		for _, c := range n.Content {
			v, err := t.value(c)
			if err != nil {
				return nil, err
			}
			if v != (noValue{}) {
				out = append(out, v)
			}
		}
		return out, nil
	case yaml.AliasNode:
		return t.value(n.Alias)
	case yaml.ScalarNode:
		var v any
		if err := n.Decode(&v); err != nil {
			return nil, err
		}
		return v, nil
	}
	return nil, nil // an absent part
}

// call evaluates one of CloudFormation's functions in its short form.
func (t *Template) call(name string, n *yaml.Node) (any, error) {
	switch name {
	case "Ref":
		return t.ref(n.Value)
	case "GetAtt":
		id, attribute, _ := strings.Cut(n.Value, ".")
		kind, ok := t.kind(id)
		if !ok {
			return nil, fmt.Errorf("!GetAtt %s: no such resource", n.Value)
		}
		return t.stack.Attribute(id, kind, attribute), nil
	case "Sub":
		if n.Kind != yaml.ScalarNode {
			return nil, fmt.Errorf("!Sub with a list is not known here")
		}
		return t.sub(n.Value)
	case "If":
		if len(n.Content) != 3 {
			return nil, fmt.Errorf("!If wants three parts")
		}
		ok, err := t.condition(n.Content[0].Value)
		if err != nil {
			return nil, err
		}
		if ok {
			return t.value(n.Content[1])
		}
		return t.value(n.Content[2])
	case "Equals", "Not", "And", "Or", "Condition":
		return t.test(name, n)
	}
	return nil, fmt.Errorf("!%s is not known here", name)
}

func (t *Template) ref(name string) (any, error) {
	switch name {
	case "AWS::NoValue":
		return noValue{}, nil
	case "AWS::Region":
		return t.stack.Region, nil
	case "AWS::AccountId":
		return t.stack.Account, nil
	case "AWS::StackName":
		return t.stack.Name, nil
	case "AWS::Partition":
		return "aws", nil
	case "AWS::URLSuffix":
		return "amazonaws.com", nil
	}
	if v, ok := t.parameters[name]; ok {
		return v, nil
	}
	if kind, ok := t.kind(name); ok {
		return t.stack.Ref(name, kind), nil
	}
	return nil, fmt.Errorf("!Ref %s: neither a parameter nor a resource", name)
}

// sub replaces each ${name} and ${resource.attribute}; ${!x} stays as ${x}.
func (t *Template) sub(text string) (string, error) {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, "${")
		out.WriteString(before)
		if !found {
			return out.String(), nil
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed {
			return "", fmt.Errorf("!Sub %q: no end of ${", text)
		}
		text = after
		if literal, ok := strings.CutPrefix(name, "!"); ok {
			out.WriteString("${" + literal + "}")
			continue
		}
		id, attribute, isAttribute := strings.Cut(name, ".")
		var v any
		var err error
		if kind, ok := t.kind(id); isAttribute && ok {
			v = t.stack.Attribute(id, kind, attribute)
		} else {
			v, err = t.ref(name)
		}
		if err != nil {
			return "", err
		}
		fmt.Fprint(&out, v)
	}
}

func (t *Template) condition(name string) (bool, error) {
	n, ok := t.conditions[name]
	if !ok {
		return false, fmt.Errorf("there is no condition %s", name)
	}
	v, err := t.value(&n)
	if err != nil {
		return false, fmt.Errorf("condition %s: %w", name, err)
	}
	b, ok := v.(bool)
	if !ok {
		return false, fmt.Errorf("condition %s is no condition", name)
	}
	return b, nil
}

// test evaluates what conditions are made of.
func (t *Template) test(name string, n *yaml.Node) (bool, error) {
	if name == "Condition" {
		return t.condition(n.Value)
	}
	var parts []any
	for _, c := range n.Content {
		v, err := t.value(c)
		if err != nil {
			return false, err
		}
		parts = append(parts, v)
	}
	yes := func(v any) bool { return v == true }
	switch {
	case name == "Equals" && len(parts) == 2:
		return fmt.Sprint(parts[0]) == fmt.Sprint(parts[1]), nil
	case name == "Not" && len(parts) == 1:
		return !yes(parts[0]), nil
	case name == "And" && len(parts) > 0:
		return !slices.ContainsFunc(parts, func(v any) bool { return !yes(v) }), nil
	case name == "Or" && len(parts) > 0:
		return slices.ContainsFunc(parts, yes), nil
	}
	return false, fmt.Errorf("!%s has %d parts", name, len(parts))
}
