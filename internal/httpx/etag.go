package httpx

import (
	"net/http"
	"strconv"
	"strings"

	"capaian/internal/fault"
)

// ETag is the entity tag of an item at version versi: "7" with its quotes.
func ETag(versi int64) string { return `"` + strconv.FormatInt(versi, 10) + `"` }

// IfMatch is the version that a write expects (RFC 9110 §13.1): If-Match: "7"
// is 7, If-None-Match: * a creation. A write without either is
// fault.PreconditionReq, so that nobody overwrites what they haven't seen;
// anything but one strong tag of ours is fault.Invalid at the header's name.
func IfMatch(r *http.Request) (versi int64, create bool, err error) {
	match, noneMatch := r.Header.Values("If-Match"), r.Header.Values("If-None-Match")
	switch {
	case len(match) == 0 && len(noneMatch) == 0:
		return 0, false, fault.New(fault.PreconditionReq)
	case len(match) == 0:
		if len(noneMatch) != 1 || strings.TrimSpace(noneMatch[0]) != "*" {
			return 0, false, fault.At("If-None-Match", fault.Invalid, "If-None-Match hanya boleh berisi *.")
		}
		return 0, true, nil
	case len(noneMatch) > 0 || len(match) > 1:
		return 0, false, badMatch()
	}
	tag := strings.TrimSpace(match[0])
	versi, parseErr := strconv.ParseInt(strings.Trim(tag, `"`), 10, 64)
	// Comparing with what we would have written refuses W/"7", "07", "+7" and 7.
	if parseErr != nil || versi < 1 || tag != ETag(versi) {
		return 0, false, badMatch()
	}
	return versi, false, nil
}

func badMatch() error {
	return fault.At("If-Match", fault.Invalid, `If-Match harus berisi satu ETag dari jawaban terakhir, misalnya "7".`)
}
