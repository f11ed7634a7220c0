package httpx

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"capaian/internal/fault"
)

// TestGate: no more than it has room for are inside at once, all get in, and who has gone
// does not.
func TestGate(t *testing.T) {
	g := Gate(make(chan struct{}, 2))
	var di, paling, jumlah atomic.Int32
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			_ = g.Do(context.Background(), func() error {
				n := di.Add(1)
				for m := paling.Load(); n > m && !paling.CompareAndSwap(m, n); m = paling.Load() {
				}
				jumlah.Add(1)
				di.Add(-1)
				return nil
			})
		})
	}
	wg.Wait()
	if paling.Load() > 2 || jumlah.Load() != 50 {
		t.Errorf("got %d at once, %d in all, want at most 2 and 50", paling.Load(), jumlah.Load())
	}
	ctx, batal := context.WithCancel(context.Background())
	batal()
	err := Gate(make(chan struct{})).Do(ctx, func() error { t.Error("went in"); return nil })
	if fault.CodeOf(err) != fault.Busy {
		t.Errorf("got %v, want busy", err)
	}
}
