package web

import (
	"path"
	"regexp"
	"testing"
)

var (
	polaKomentar = regexp.MustCompile(`(?s)/\*.*?\*/`)
	polaAturan   = regexp.MustCompile(`([^{}]+)\{`)
	polaKelas    = regexp.MustCompile(`(?:^|,)\s*\.([a-zA-Z][\w-]*)`)
)

// TestStylesAreTheirOwn holds the style sheets apart: a class whose rules begin in the
// sheet of some pages is no other sheet's, but for the base's, which all may refine. The
// sheets are one file in the end, and the last of two rules would win on all pages.
func TestStylesAreTheirOwn(t *testing.T) {
	const dasar = "10-dasar.css"
	milik := map[string]string{}
	list, err := berkasStatis.ReadDir("static/gaya")
	if err != nil || len(list) < 5 {
		t.Fatalf("got %d sheets, %v", len(list), err)
	}
	for _, f := range list {
		b, err := berkasStatis.ReadFile(path.Join("static/gaya", f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range polaAturan.FindAllStringSubmatch(polaKomentar.ReplaceAllString(string(b), ""), -1) {
			for _, k := range polaKelas.FindAllStringSubmatch(m[1], -1) {
				if lain, ada := milik[k[1]]; ada && lain != f.Name() && lain != dasar {
					t.Errorf("class %s: rules in %s and in %s", k[1], lain, f.Name())
				} else if !ada {
					milik[k[1]] = f.Name()
				}
			}
		}
	}
}
