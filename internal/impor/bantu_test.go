package impor_test

import (
	"encoding/json"
	"testing"

	"capaian/internal/sakip"
	"capaian/internal/wire"
)

// samaTahun compares two years as they would be stored.
func samaTahun(t testing.TB, got, want sakip.DataTahun) {
	t.Helper()
	a, err1 := json.Marshal(wire.FromTahun(got))
	b, err2 := json.Marshal(wire.FromTahun(want))
	if err1 != nil || err2 != nil || string(a) != string(b) {
		t.Errorf("year: got %s, want %s %v %v", a, b, err1, err2)
	}
}
