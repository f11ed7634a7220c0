package main

import (
	"errors"
	"fmt"
	"go/constant"
	"go/types"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/callgraph"
	"golang.org/x/tools/go/callgraph/vta"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

const (
	module = "capaian/"
	sdk    = "github.com/aws/aws-sdk-go-v2/service/"
	runner = "github.com/aws/aws-lambda-go/lambda"
)

// fields are what an operation is asked to do by a field of its input that our code sets:
// such a field needs a right of its own.
var fields = map[string][]string{
	sdk + "dynamodb/types.TransactWriteItem": {"Put", "Delete", "Update", "ConditionCheck"},
	sdk + "s3.PutObjectInput":                {"ACL", "Tagging", "ObjectLockMode", "ObjectLockLegalHoldStatus"},
	sdk + "s3.GetObjectInput":                {"VersionId"},
	sdk + "s3.HeadObjectInput":               {"VersionId"},
}

// flags are fields of type bool whose true side is taken only in a program that sets them
// somewhere. Nothing decodes into these types, so every setting is an assignment.
var flags = map[string]string{module + "internal/store.Write": "Delete"}

// shrinks is by how much, in percent, a refinement must make a program smaller for another
// to be worth its second.
const shrinks = 10

// analyse prints "program service.Operation" and "program service.Type.Field", sorted, for
// the programs that patterns name, seen from dir. They share one SSA program and a first
// call graph by variable type analysis (VTA), in which every program's types flow
// everywhere; for each program alone it is then made anew of what the program can reach
// until that hardly gets smaller. Every one of these graphs has all calls that can happen
// but for those by reflection: of the handlers, which are taken as reachable, and of
// methods by encoding/json and templates, on types that know no store.
func analyse(dir string, patterns ...string) ([]string, error) {
	loaded, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: dir, BuildFlags: []string{"-tags=lambda.norpc"}}, patterns...)
	if err != nil {
		return nil, err
	}
	if packages.PrintErrors(loaded) > 0 {
		return nil, errors.New("packages have errors")
	}
	prog, mains := ssautil.AllPackages(loaded, ssa.InstantiateGenerics)
	prog.Build()
	from := make([][]*ssa.Function, len(mains))
	for i, p := range mains {
		if from[i], err = roots(p); err != nil {
			return nil, fmt.Errorf("%s: %w", p.Pkg.Path(), err)
		}
	}
	shared := vta.CallGraph(ssautil.AllFunctions(prog), nil)
	lines := make([][]string, len(mains))
	var wg sync.WaitGroup
	free := make(chan bool, runtime.GOMAXPROCS(0)) // a graph each takes memory
	for i, p := range mains {
		wg.Go(func() {
			free <- true
			for op := range reachable(from[i], shared) {
				lines[i] = append(lines[i], path.Base(p.Pkg.Path())+" "+op)
			}
			<-free
		})
	}
	wg.Wait()
	all := slices.Concat(lines...)
	slices.Sort(all)
	return all, nil
}

// reachable are the operations and fields that some functions lead to.
func reachable(from []*ssa.Function, graph *callgraph.Graph) map[string]bool {
	reached := reach(graph, from)
	for before := 0; before == 0 || len(reached)*100 < before*(100-shrinks); {
		before = len(reached)
		graph = vta.CallGraph(reached, graph)
		reached = reach(graph, from)
	}
	said := map[string]bool{}
	for f := range reached {
		if op := operation(f); op != "" {
			said[op] = true
		}
		for t, field := range assigned(f) {
			if slices.Contains(fields[t], field) {
				said[strings.TrimPrefix(t, sdk)+"."+field] = true
			}
		}
	}
	return said
}

// operation is the operation that a method of an SDK client is, as service.Operation, else "".
func operation(f *ssa.Function) string {
	recv := f.Signature.Recv()
	if recv == nil || f.Object() == nil || !f.Object().Exported() {
		return ""
	}
	service, client, _ := strings.Cut(strings.TrimPrefix(name(recv.Type()), sdk), ".")
	if !strings.HasPrefix(name(recv.Type()), sdk) || client != "Client" && client != "PresignClient" || f.Name() == "Options" {
		return ""
	}
	return service + "." + f.Name()
}

// name is a named type's, without the pointer to it.
func name(t types.Type) string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	return types.TypeString(t, nil)
}

// roots are what the platform and Go itself call: the package's initialisation, main, and
// the functions that main gives to lambda.Start, which calls them by reflection.
func roots(p *ssa.Package) ([]*ssa.Function, error) {
	main := p.Func("main")
	if main == nil {
		return nil, errors.New("is no program")
	}
	var handlers []*ssa.Function
	for _, b := range main.Blocks {
		for _, i := range b.Instrs {
			call, ok := i.(*ssa.Call)
			if !ok {
				continue
			}
			if f := call.Call.StaticCallee(); f != nil && f.Pkg != nil && f.Pkg.Pkg.Path() == runner {
				found, err := handed(call.Call.Args[0])
				if err != nil {
					return nil, err
				}
				handlers = append(handlers, found...)
			}
		}
	}
	if len(handlers) == 0 {
		return nil, errors.New("main starts no handler")
	}
	return append(handlers, main, p.Func("init")), nil
}

// handed are the functions that a value can be: one by name, a method of a value, or what
// a function returns.
func handed(v ssa.Value) ([]*ssa.Function, error) {
	switch v := v.(type) {
	case *ssa.MakeInterface:
		return handed(v.X)
	case *ssa.MakeClosure:
		return []*ssa.Function{v.Fn.(*ssa.Function)}, nil
	case *ssa.Function:
		return []*ssa.Function{v}, nil
	case *ssa.Call:
		var all []*ssa.Function
		if f := v.Call.StaticCallee(); f != nil {
			for _, b := range f.Blocks {
				if r, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
					found, err := handed(r.Results[0])
					if err != nil {
						return nil, err
					}
					all = append(all, found...)
				}
			}
			return all, nil
		}
	}
	return nil, fmt.Errorf("cannot tell which function the handler %s is", v)
}

// reach are the functions that calls lead to from some. A call on the true side of a
// flag waits until a function that was reached sets the flag.
func reach(g *callgraph.Graph, from []*ssa.Function) map[*ssa.Function]bool {
	reached, set, waiting := map[*ssa.Function]bool{}, map[string]bool{}, map[string][]*ssa.Function{}
	for next := slices.Clone(from); len(next) > 0; {
		f := next[len(next)-1]
		next = next[:len(next)-1]
		if reached[f] {
			continue
		}
		reached[f] = true
		for t, field := range assigned(f) {
			if flags[t] == field && !set[t] {
				set[t] = true
				next = append(next, waiting[t]...)
			}
		}
		if g.Nodes[f] == nil {
			continue
		}
		sides := flagged(f)
		for _, e := range g.Nodes[f].Out {
			t := ""
			if e.Site != nil {
				t = sides[e.Site.Block()]
			}
			if t == "" || set[t] {
				next = append(next, e.Callee.Func)
			} else {
				waiting[t] = append(waiting[t], e.Callee.Func)
			}
		}
	}
	return reached
}

// assigned are the types with the fields that a function of ours sets, but for false.
func assigned(f *ssa.Function) func(yield func(typ, field string) bool) {
	return func(yield func(typ, field string) bool) {
		if p := declared(f); p == nil || !strings.HasPrefix(p.Pkg.Path(), module) {
			return
		}
		for _, b := range f.Blocks {
			for _, i := range b.Instrs {
				s, ok := i.(*ssa.Store)
				if !ok {
					continue
				}
				c, constantly := s.Val.(*ssa.Const)
				if constantly && c.Value != nil && c.Value.Kind() == constant.Bool && !constant.BoolVal(c.Value) {
					continue
				}
				if a, ok := s.Addr.(*ssa.FieldAddr); ok && !yield(name(a.X.Type()), fieldName(a.X.Type(), a.Field)) {
					return
				}
			}
		}
	}
}

// declared is the package that a function stands in, nil for those that the compiler makes.
func declared(f *ssa.Function) *ssa.Package {
	if o := f.Origin(); o != nil {
		f = o // what is made of a generic function
	}
	return f.Pkg
}

func fieldName(t types.Type, n int) string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	return t.Underlying().(*types.Struct).Field(n).Name()
}

// flagged are the blocks of a function that run only where a flag is true, with the
// flag's type.
func flagged(f *ssa.Function) map[*ssa.BasicBlock]string {
	var sides map[*ssa.BasicBlock]string
	for _, b := range f.Blocks {
		if len(b.Instrs) == 0 {
			continue
		}
		branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		t := asks(branch.Cond)
		side := b.Succs[0]
		if t == "" || len(side.Preds) != 1 {
			continue
		}
		for _, c := range f.Blocks {
			if side.Dominates(c) {
				if sides == nil {
					sides = map[*ssa.BasicBlock]string{}
				}
				sides[c] = t
			}
		}
	}
	return sides
}

// asks is the type whose flag a condition is, "" for any other.
func asks(cond ssa.Value) string {
	var t types.Type
	var n int
	switch c := cond.(type) {
	case *ssa.Field:
		t, n = c.X.Type(), c.Field
	case *ssa.UnOp:
		a, ok := c.X.(*ssa.FieldAddr)
		if !ok {
			return ""
		}
		t, n = a.X.Type(), a.Field
	default:
		return ""
	}
	if field, ok := flags[name(t)]; ok && field == fieldName(t, n) {
		return name(t)
	}
	return ""
}
