package httpx

import (
	"context"

	"capaian/internal/fault"
)

// Gate bounds how many do at once what takes much memory: as many as it has room for. The
// others wait in line as long as their requests live.
type Gate chan struct{}

// Do does f inside the gate.
func (g Gate) Do(ctx context.Context, f func() error) error {
	select {
	case g <- struct{}{}:
		defer func() { <-g }()
		return f()
	case <-ctx.Done():
		return fault.Wrap(fault.Busy, ctx.Err())
	}
}
