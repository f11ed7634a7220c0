// Package wire has the JSON shapes of the nouns: what the API, the stored items and
// the seed files write, in one vocabulary, with a converter to and from the domain for
// each. A shape's names are the domain's in snake_case. Converters to the domain list
// every fault under the path of its field; they read and sort, and leave it to the
// domain's Validasi whether what was read makes sense.
package wire

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"capaian/internal/fault"
)

// petakan converts a list; an empty one is nil, as in the domain.
func petakan[A, B any](in []A, f func(A) B) []B {
	if len(in) == 0 {
		return nil
	}
	out := make([]B, len(in))
	for i, a := range in {
		out[i] = f(a)
	}
	return out
}

// daftar converts a list to the domain, with each element's faults under its place.
func daftar[W, D any](l *fault.List, field string, in []W, f func(W, *fault.List) D) []D {
	if len(in) == 0 {
		return nil
	}
	out := make([]D, len(in))
	for i, w := range in {
		out[i] = di(l, field+"["+strconv.Itoa(i)+"]", w, f)
	}
	return out
}

// di converts one part to the domain, with its faults under its field.
func di[W, D any](l *fault.List, field string, w W, f func(W, *fault.List) D) D {
	var sub fault.List
	d := f(w, &sub)
	l.Add(field, sub.Err())
	return d
}

// kunciUrut are the keys of a map in order, so that faults come in the same order
// every time.
func kunciUrut[K cmp.Ordered, V any](m map[K]V) []K {
	return slices.Sorted(maps.Keys(m))
}
