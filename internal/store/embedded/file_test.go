package embedded

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/store"

	bolt "go.etcd.io/bbolt"
)

// A context that ends while the change still waits drops it; a change that the writer
// has begun is carried out and answered.
func TestCancelWaitingAndBegun(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	defer mustClose(t, s)
	begunCtx, cancelBegun := context.WithCancel(ctx)
	started, release, begun := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		begun <- s.kinerja.update(begunCtx, func(tx *bolt.Tx) (func() error, error) {
			close(started)
			<-release
			return func() error { return write(tx, command(tahun, "begun"), store.Meta{Partition: tahun}, nil) }, nil
		})
	}()
	<-started
	waitingCtx, cancelWaiting := context.WithCancel(ctx)
	waiting := make(chan error, 1)
	go func() {
		_, err := s.Do(waitingCtx, command(tahun, "waiting"))
		waiting <- err
	}()
	cancelWaiting()
	if err := <-waiting; !errors.Is(err, context.Canceled) {
		t.Errorf("waiting: got %v, want %v", err, context.Canceled)
	}
	cancelBegun()
	close(release)
	if err := <-begun; err != nil {
		t.Errorf("begun: got %v, want it carried out", err)
	}
	snap, err := s.Load(ctx, tahun)
	if err != nil || len(snap.Items) != 1 || snap.Items[0].Row != "begun" {
		t.Errorf("Load: got %+v, %v, want the begun item alone", snap, err)
	}
}

// A refused change leaves nothing and the others of its batch go through.
func TestBatchWithRefusal(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	defer mustClose(t, s)
	batch := []*change{doing(command(tahun, "a")), doing(command(tahun, "b", "a")), doing(command(tahun, "c"))}
	if err := s.kinerja.commit(batch); err != nil {
		t.Fatal(err)
	}
	for i, want := range []fault.Code{"", fault.Exists, ""} {
		if got := fault.CodeOf(batch[i].err); got != want {
			t.Errorf("change %d: got %v, want %q", i, batch[i].err, want)
		}
	}
	snap, err := s.Load(ctx, tahun)
	if got := fmt.Sprint(snap.Meta.Versi, len(snap.Items)); err != nil || got != "2 2" {
		t.Errorf("META and items: got %s, %v, want 2 2", got, err)
	}
}

// doing is what Do queues for c.
func doing(c store.Command) *change {
	return &change{check: func(tx *bolt.Tx) (func() error, error) {
		meta, created, err := check(tx, c)
		return func() error { return write(tx, c, meta, created) }, err
	}}
}

// When the file can't grow, the whole batch is answered ReadOnly (what a command in it
// was refused for did not come to be), what was there stays, and later commands work.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	s.kinerja.db.MaxSize = 1 << 20
	done := 0
	var err error
	for err == nil {
		c := command(tahun, fmt.Sprintf("%04d", done))
		c.Writes[0].Data = make([]byte, 50_000)
		if _, err = s.Do(ctx, c); err == nil {
			done++
		}
	}
	if got := fault.CodeOf(err); got != fault.ReadOnly || done == 0 {
		t.Fatalf("after %d commands: got %v, want some, then %s", done, err, fault.ReadOnly)
	}
	big := command("OPD#a", "1")
	big.Writes[0].Data = make([]byte, store.MaxItem-100)
	batch := []*change{doing(big), doing(command("OPD#a", "1"))}
	if err := s.kinerja.commit(batch); err == nil {
		t.Fatal("commit: got no error, want one")
	}
	for i, c := range batch {
		if got := fault.CodeOf(c.err); got != fault.ReadOnly {
			t.Errorf("change %d: got %v, want %s", i, c.err, fault.ReadOnly)
		}
	}

	s.kinerja.db.MaxSize = 0 // somebody made room
	for range 2 {
		if _, err := s.Do(ctx, command(tahun, fmt.Sprintf("%04d", done))); err != nil {
			t.Fatalf("with room again: got %v, want no fault", err)
		}
		done++
		snap, err := s.Load(ctx, tahun)
		if err != nil || len(snap.Items) != done || snap.Meta.Versi != int64(done) {
			t.Errorf("Load: got %d items at META %d, %v, want %d", len(snap.Items), snap.Meta.Versi, err, done)
		}
		if m, err := s.Meta(ctx, "OPD#a"); err != nil || m.Versi != 0 {
			t.Errorf("failed batch: got META %d, %v, want nothing", m.Versi, err)
		}
		entries, err := s.Entries(ctx, tahun, 0, done+1)
		if seq, _, chainErr := store.VerifyChain(entries, 0, ""); err != nil || chainErr != nil || seq != int64(done) {
			t.Errorf("chain: got %d, %v, %v, want %d", seq, err, chainErr, done)
		}
		mustClose(t, s)
		s = mustOpen(t, dir)
	}
	mustClose(t, s)
}

// What every consumer has passed leaves the file; what one has not stays.
func TestTrim(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	defer mustClose(t, s)
	for i := range 10 {
		if _, err := s.Do(ctx, command(tahun, fmt.Sprint(i))); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		consumer string
		seq      uint64
		left     int
	}{{"a", 0, 20}, {"b", 12, 20}, {"a", 5, 15}, {"a", 20, 8}, {"b", 20, 0}} {
		if err := s.SetCursor(ctx, c.consumer, c.seq); err != nil {
			t.Fatal(err)
		}
		if left, err := s.Changes(ctx, 0, 100); err != nil || len(left) != c.left {
			t.Errorf("%s at %d: got %d changes left, %v, want %d", c.consumer, c.seq, len(left), err, c.left)
		}
	}
}

// A revision that becomes live between Sweep's look and its removal is spared.
func TestSweepSparesSwitched(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	defer mustClose(t, s)
	if err := s.Stage(ctx, tahun, "ANG", "r1", []store.Row{{Row: "1"}, {Row: "2"}}); err != nil {
		t.Fatal(err)
	}
	gone, err := s.Sweep(ctx, tahun, command(tahun).Audit.Waktu, func(doc, rev string) bool {
		c := command(tahun)
		c.Switches = []store.Switch{{Doc: doc, From: store.InitialRev, To: rev}}
		if _, err := s.Do(ctx, c); err != nil {
			t.Error(err)
		}
		return false
	})
	if snap, loadErr := s.Load(ctx, tahun); err != nil || loadErr != nil || gone != 0 || len(snap.Items) != 2 {
		t.Errorf("got %d swept, %d items, %v, %v, want none swept and 2 items", gone, len(snap.Items), err, loadErr)
	}
}
