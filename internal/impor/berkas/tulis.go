package berkas

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// Amankan keeps a text from being taken for a formula, also when the sheet is saved as CSV
// and opened again: an apostrophe goes before = + - @ TAB and CR (OWASP, CSV injection). A
// text that has one there already gets another, so that lepas undoes exactly this.
func Amankan(s string) string {
	if bahayaAwal.MatchString("'" + s) {
		return "'" + s
	}
	return s
}

// TeksXML writes a text as XML; letters that XML does not have as _x0001_.
func TeksXML(s string) string {
	s = lolosXML.ReplaceAllStringFunc(s, func(m string) string { return "_x005F" + m })
	var b strings.Builder
	rest := s
	for len(rest) > 0 {
		i := strings.IndexFunc(rest, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' })
		if i < 0 {
			i = len(rest)
		}
		_ = xml.EscapeText(&b, []byte(rest[:i])) // a Builder takes everything
		if i < len(rest) {
			b.WriteString("_x" + fmt.Sprintf("%04X", rest[i]) + "_")
			i++
		}
		rest = rest[min(i, len(rest)):]
	}
	return b.String()
}
