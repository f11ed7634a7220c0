package document

import (
	"fmt"
	"strings"
)

// Potong is one piece of a formula: the name of a cell, or text between names.
type Potong struct {
	Teks  string
	Rujuk bool
}

// Urai cuts a formula into pieces. Braces inside quoted text are text. It fails on an
// open brace or quote.
func Urai(rumus string) ([]Potong, error) {
	var out []Potong
	var b strings.Builder
	kutip := false
	for i := 0; i < len(rumus); i++ {
		c := rumus[i]
		if c == '"' {
			kutip = !kutip
		}
		if kutip || c != '{' {
			b.WriteByte(c)
			continue
		}
		n := strings.IndexByte(rumus[i:], '}')
		if n < 0 {
			return nil, fmt.Errorf("document: formula %q has an open brace", rumus)
		}
		if b.Len() > 0 {
			out = append(out, Potong{Teks: b.String()})
			b.Reset()
		}
		out = append(out, Potong{Teks: rumus[i+1 : i+n], Rujuk: true})
		i += n
	}
	if kutip {
		return nil, fmt.Errorf("document: formula %q has an open quote", rumus)
	}
	if b.Len() > 0 {
		out = append(out, Potong{Teks: b.String()})
	}
	return out, nil
}

// Kutip writes text as a constant of a formula.
func Kutip(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
