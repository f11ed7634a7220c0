package huruf

import "unicode"

// Characters of meaning in cleaned text.
const (
	spasiTetap = '\u00a0' // a space that no line ends at
	nolLebar   = '\u200b' // a line may end here
	barisBaru  = '\n'
)

// kotak stands for a character that a face lacks.
const kotak = '□'

// bersihkan is the character that is set for c, 0 when none is: line ends and spaces of
// all kinds are one of each; control and format characters (among them those that turn
// the direction of writing, join emoji or choose a variant) are dropped, but for the
// soft hyphen and the zero width space, where lines may end.
func bersihkan(c rune) rune {
	switch c {
	case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return barisBaru
	case '\t':
		return ' '
	case spasiTetap, '\u2007', '\u202f':
		return spasiTetap
	case hubungAkhir, nolLebar:
		return c
	}
	switch {
	case unicode.Is(unicode.Zs, c):
		return ' '
	case unicode.In(c, unicode.Cc, unicode.Cf, unicode.Variation_Selector):
		return 0
	}
	return c
}

// pengganti is what is drawn for a character that the face lacks: a sign that says the
// same, or a box.
func (m *muka) pengganti(c rune) rune {
	switch c {
	case '\u2011':
		return '-'
	case '✓', '✔', '☑':
		return '√'
	}
	return kotak
}

// kananKeKiri tells characters of the scripts written from right to left.
func kananKeKiri(c rune) bool {
	return c >= 0x0590 && c <= 0x08ff || c >= 0xfb1d && c <= 0xfdff || c >= 0xfe70 && c <= 0xfeff ||
		c >= 0x10800 && c <= 0x10fff || c >= 0x1e800 && c <= 0x1efff
}
