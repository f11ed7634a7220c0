package baca

import "testing"

// TestPatterns compiles each pattern, since they are compiled when they are first used.
func TestPatterns(t *testing.T) {
	if len(semuaPola) == 0 {
		t.Fatal("got no patterns")
	}
	for _, p := range semuaPola {
		p.re() // panics
	}
}
