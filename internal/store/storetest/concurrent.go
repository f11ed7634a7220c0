package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"
)

// atOnce runs fn n times at the same moment and gives their errors.
func atOnce(n int, fn func(i int) error) []error {
	errs := make([]error, n)
	start := make(chan struct{})
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			<-start
			errs[i] = fn(i)
		})
	}
	close(start)
	wg.Wait()
	return errs
}

func replayConcurrent(t *testing.T, f Fixture) {
	results := make([]store.Result, 16)
	for i, err := range atOnce(len(results), func(i int) (err error) {
		results[i], err = f.Store.Do(context.Background(), idemCommand("k", "b", "1"))
		return err
	}) {
		if err != nil {
			t.Errorf("duplicate %d: got %v, want no fault", i, err)
		}
	}
	effects := 0
	for i, r := range results {
		if !r.Replayed {
			effects++
		} else if string(r.Response) != `{"r": "1"}` {
			t.Errorf("duplicate %d: got %s, want the first response", i, r.Response)
		}
		if r.Meta != 1 {
			t.Errorf("duplicate %d: got Meta %d, want 1", i, r.Meta)
		}
	}
	if snap := mustLoad(t, f.Store, tahun); effects != 1 || snap.Meta.Versi != 1 {
		t.Errorf("got %d effects and META %d, want one", effects, snap.Meta.Versi)
	}
}

// Readers that load while a document of 500 rows is replaced see one revision whole.
func readersDuringSwitch(t *testing.T, f Fixture) {
	const size = 500
	stage := func(rev string) {
		var all []store.Row
		for i := range size {
			all = append(all, store.Row{Row: fmt.Sprintf("%03d", i), Data: []byte(rev)})
		}
		mustStage(t, f.Store, tahun, "ANG", rev, all...)
	}
	stage("r0")
	mustDo(t, f.Store, switching(tahun, "ANG", store.InitialRev, "r0"))
	var stop atomic.Bool
	var loads atomic.Int64
	read := func(int) error {
		for !stop.Load() {
			snap, err := f.Store.Load(context.Background(), tahun)
			if err != nil {
				return err
			}
			if len(snap.Items) != size {
				return fmt.Errorf("got %d rows, want %d", len(snap.Items), size)
			}
			for _, i := range snap.Items {
				if rev := snap.Meta.Rev("ANG"); string(i.Data) != rev || i.Versi != snap.Meta.Since["ANG"] {
					return fmt.Errorf("got row %s of revision %s at Versi %d, want %s at %d", i.Row, i.Data, i.Versi, rev, snap.Meta.Since["ANG"])
				}
			}
			loads.Add(1)
		}
		return nil
	}
	done := make(chan []error, 1)
	go func() { done <- atOnce(3, read) }()
	for i := range 6 {
		rev, next := fmt.Sprintf("r%d", i), fmt.Sprintf("r%d", i+1)
		stage(next)
		mustDo(t, f.Store, switching(tahun, "ANG", rev, next))
		if _, err := f.Store.Sweep(context.Background(), tahun, waktu, func(string, string) bool { return false }); err != nil {
			t.Error(err)
		}
	}
	for loads.Load() == 0 && len(done) == 0 { // a slow machine: at least one reader has looked
		time.Sleep(time.Millisecond)
	}
	stop.Store(true)
	for _, err := range <-done {
		if err != nil {
			t.Error(err)
		}
	}
}

func thirtyUnits(t *testing.T, f Fixture) {
	const units = 30
	versi := make([]int64, units)
	for i, err := range atOnce(units, func(i int) error {
		res, err := f.Store.Do(context.Background(), command(tahun, create("REAL", fmt.Sprint(i), "a")))
		versi[i] = res.Meta
		return err
	}) {
		if err != nil {
			t.Errorf("unit %d: got %v, want no fault", i, err)
		}
	}
	snap := mustLoad(t, f.Store, tahun)
	if snap.Meta.Versi != units || len(snap.Items) != units {
		t.Errorf("got META %d and %d items, want %d of both", snap.Meta.Versi, len(snap.Items), units)
	}
	for i, v := range versi {
		if item, err := f.Store.Get(context.Background(), tahun, key("REAL", fmt.Sprint(i))); err != nil || item.Versi != v {
			t.Errorf("unit %d: got Versi %d, %v, want the acknowledged %d", i, item.Versi, err, v)
		}
	}
	if seq, head, err := store.VerifyChain(mustEntries(t, f.Store, tahun), 0, ""); err != nil || seq != units || head != snap.Meta.Head {
		t.Errorf("chain: got %d, %v, want %d entries up to META's head", seq, err, units)
	}
}

func twoOnOneItem(t *testing.T, f Fixture) {
	mustDo(t, f.Store, command(tahun, create("REAL", "1", "start")))
	versi := int64(1)
	for round := range 20 {
		won, lost := -1, error(nil)
		for i, err := range atOnce(2, func(i int) error {
			_, err := f.Store.Do(context.Background(), command(tahun, update("REAL", "1", versi, fmt.Sprintf("%d by %d", round, i))))
			return err
		}) {
			if err == nil {
				won = i
			} else {
				lost = err
			}
		}
		versi++
		if won < 0 {
			t.Fatalf("round %d: got two refusals (%v), want one", round, lost)
		}
		wantCode(t, lost, fault.Conflict)
		var e *fault.Error
		errors.As(lost, &e)
		want(t, "the loser's Data", fmt.Sprintf("%+v", e.Data),
			fmt.Sprintf("%+v", store.Item{Key: key("REAL", "1"), Versi: versi, Data: fmt.Appendf(nil, "%d by %d", round, won)}))
	}
}
