package templat

import "strings"

// Match tells whether an event passes a pattern of event filtering, as streams and
// EventBridge have it, as far as the template uses it: members that must all match, and
// lists of which one must: a value, {"prefix": …}, {"suffix": …}, {"exists": …},
// {"anything-but": [values]}.
func Match(pattern, event any) bool {
	switch p := pattern.(type) {
	case map[string]any:
		e, ok := event.(map[string]any)
		for k, v := range p {
			ok = ok && Match(v, e[k])
		}
		return ok
	case []any:
		for _, alternative := range p {
			if matchOne(alternative, event) {
				return true
			}
		}
	}
	return false
}

func matchOne(alternative, got any) bool {
	m, ok := alternative.(map[string]any)
	if !ok {
		return alternative == got
	}
	s, isText := got.(string)
	for kind, want := range m {
		switch kind {
		case "prefix":
			p, ok := want.(string)
			return ok && isText && strings.HasPrefix(s, p)
		case "suffix":
			p, ok := want.(string)
			return ok && isText && strings.HasSuffix(s, p)
		case "exists":
			return (got != nil) == (want == true)
		case "anything-but":
			return got != nil && !Match(want, got)
		}
	}
	return false
}
