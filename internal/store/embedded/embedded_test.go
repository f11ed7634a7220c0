package embedded

import (
	"testing"

	"capaian/internal/store/storetest"
)

func TestContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Fixture {
		dir := t.TempDir()
		var open func() storetest.Fixture
		var s *Store
		open = func() storetest.Fixture {
			s = mustOpen(t, dir)
			return storetest.Fixture{Store: s, Hasil: s, Restorer: s, Feed: s, Reopen: func() storetest.Fixture {
				mustClose(t, s)
				return open()
			}}
		}
		t.Cleanup(func() { mustClose(t, s) })
		return open()
	})
}

func mustOpen(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatalf("Open: got %v, want no fault", err)
	}
	return s
}

func mustClose(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Errorf("Close: got %v, want no fault", err)
	}
}
