package httpx

import (
	"errors"
	"net/http"
	"testing"

	"capaian/internal/fault"
)

func TestIfMatch(t *testing.T) {
	for _, tt := range []struct {
		name   string
		header http.Header
		versi  int64
		create bool
		code   fault.Code
		field  string
	}{
		{"version", http.Header{"If-Match": {ETag(7)}}, 7, false, "", ""},
		{"space around", http.Header{"If-Match": {` "7" `}}, 7, false, "", ""},
		{"largest", http.Header{"If-Match": {ETag(1<<63 - 1)}}, 1<<63 - 1, false, "", ""},
		{"create", http.Header{"If-None-Match": {"*"}}, 0, true, "", ""},
		{"neither", http.Header{}, 0, false, fault.PreconditionReq, ""},
		{"weak", http.Header{"If-Match": {`W/"7"`}}, 0, false, fault.Invalid, "If-Match"},
		{"list", http.Header{"If-Match": {`"7", "8"`}}, 0, false, fault.Invalid, "If-Match"},
		{"two headers", http.Header{"If-Match": {`"7"`, `"8"`}}, 0, false, fault.Invalid, "If-Match"},
		{"any", http.Header{"If-Match": {"*"}}, 0, false, fault.Invalid, "If-Match"},
		{"no quotes", http.Header{"If-Match": {"7"}}, 0, false, fault.Invalid, "If-Match"},
		{"quotes doubled", http.Header{"If-Match": {`""7""`}}, 0, false, fault.Invalid, "If-Match"},
		{"leading zero", http.Header{"If-Match": {`"07"`}}, 0, false, fault.Invalid, "If-Match"},
		{"plus", http.Header{"If-Match": {`"+7"`}}, 0, false, fault.Invalid, "If-Match"},
		{"zero", http.Header{"If-Match": {`"0"`}}, 0, false, fault.Invalid, "If-Match"},
		{"negative", http.Header{"If-Match": {`"-1"`}}, 0, false, fault.Invalid, "If-Match"},
		{"overflow", http.Header{"If-Match": {`"9223372036854775808"`}}, 0, false, fault.Invalid, "If-Match"},
		{"garbage", http.Header{"If-Match": {`"abc"`}}, 0, false, fault.Invalid, "If-Match"},
		{"empty", http.Header{"If-Match": {""}}, 0, false, fault.Invalid, "If-Match"},
		{"both", http.Header{"If-Match": {`"7"`}, "If-None-Match": {"*"}}, 0, false, fault.Invalid, "If-Match"},
		{"create by tag", http.Header{"If-None-Match": {`"7"`}}, 0, false, fault.Invalid, "If-None-Match"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			versi, create, err := IfMatch(&http.Request{Header: tt.header})
			if versi != tt.versi || create != tt.create || fault.CodeOf(err) != tt.code {
				t.Fatalf("got %d %v %v, want %d %v %q", versi, create, err, tt.versi, tt.create, tt.code)
			}
			if f := (*fault.Error)(nil); errors.As(err, &f) && f.Field != tt.field {
				t.Errorf("field: got %q, want %q", f.Field, tt.field)
			}
		})
	}
}
