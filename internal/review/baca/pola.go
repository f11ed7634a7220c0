package baca

import (
	"regexp"
	"sync"
)

// pola is a pattern that is compiled when it is first used: most programs that link the
// reader start without a report to read.
type pola struct {
	sumber string
	sekali sync.Once
	siap   *regexp.Regexp
}

// semuaPola are all patterns, which a test compiles.
var semuaPola []*pola

func susunPola(sumber string) *pola {
	p := &pola{sumber: sumber}
	semuaPola = append(semuaPola, p)
	return p
}

func (p *pola) re() *regexp.Regexp {
	p.sekali.Do(func() { p.siap = regexp.MustCompile(p.sumber) })
	return p.siap
}

func (p *pola) MatchString(s string) bool                  { return p.re().MatchString(s) }
func (p *pola) FindString(s string) string                 { return p.re().FindString(s) }
func (p *pola) FindStringIndex(s string) []int             { return p.re().FindStringIndex(s) }
func (p *pola) FindStringSubmatch(s string) []string       { return p.re().FindStringSubmatch(s) }
func (p *pola) FindStringSubmatchIndex(s string) []int     { return p.re().FindStringSubmatchIndex(s) }
func (p *pola) FindAllString(s string, n int) []string     { return p.re().FindAllString(s, n) }
func (p *pola) FindAllStringIndex(s string, n int) [][]int { return p.re().FindAllStringIndex(s, n) }
func (p *pola) FindAllStringSubmatch(s string, n int) [][]string {
	return p.re().FindAllStringSubmatch(s, n)
}
func (p *pola) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.re().FindAllStringSubmatchIndex(s, n)
}
func (p *pola) ReplaceAllString(s, ganti string) string { return p.re().ReplaceAllString(s, ganti) }
func (p *pola) ReplaceAllStringFunc(s string, f func(string) string) string {
	return p.re().ReplaceAllStringFunc(s, f)
}
