package service

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/store"
)

// teksBersih refuses items whose texts have letters that are not seen but change what is:
// control characters, which no XML and few terminals bear, and those that turn the
// direction of what follows, so that a reader sees another text than is stored. Faults
// carry the path of the field.
func teksBersih(bodies ...json.RawMessage) error {
	var l fault.List
	for _, b := range bodies {
		if !mungkinKotor(b) {
			continue
		}
		var v any
		d := json.NewDecoder(bytes.NewReader(b))
		d.UseNumber()
		if err := d.Decode(&v); err != nil {
			return fault.Wrap(fault.Internal, err)
		}
		l.Add("", telitiTeks("", v))
	}
	return l.Err()
}

// mungkinKotor is a quick look at an item's JSON, which may have such letters as escapes.
func mungkinKotor(b []byte) bool {
	return bytes.Contains(b, []byte(`\u`)) || bytes.ContainsFunc(b, takTampak)
}

func telitiTeks(path string, v any) error {
	var l fault.List
	switch v := v.(type) {
	case string:
		if strings.ContainsFunc(v, takTampak) {
			return fault.At(path, fault.Invalid, "Teks memuat huruf kendali yang tidak tampak. Ketik ulang bagian itu, jangan disalin.")
		}
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			field := k
			if path != "" {
				field = path + "." + k
			}
			l.Add("", telitiTeks(field, v[k]))
		}
	case []any:
		for n, x := range v {
			l.Add("", telitiTeks(path+"["+strconv.Itoa(n)+"]", x))
		}
	}
	return l.Err()
}

func takTampak(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0x7f && r < 0xa0 || pembalik(r)
}

// pembalik are the embeddings, overrides and isolates of Unicode's bidirectional algorithm.
func pembalik(r rune) bool { return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' }

// isiTulisan are the items that a command writes.
func isiTulisan(writes []store.Write) []json.RawMessage {
	var out []json.RawMessage
	for _, w := range writes {
		out = append(out, w.Data)
	}
	return out
}
