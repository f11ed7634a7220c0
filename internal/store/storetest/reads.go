package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/store"
)

// reads holds commands to the items that they depend on.
func reads(t *testing.T, f Fixture) {
	mustDo(t, f.Store, command(tahun, create("IND", "1", "a"), create("IND", "2", "b"))) // at 1
	mustStage(t, f.Store, tahun, "ANG", "r1", store.Row{Row: "1", Data: []byte("x")})
	mustDo(t, f.Store, switching(tahun, "ANG", store.InitialRev, "r1")) // at 2
	with := func(w store.Write, reads ...store.Read) store.Command {
		c := command(tahun, w)
		c.Reads = reads
		return c
	}
	read := func(doc, row string, versi int64) store.Read { return store.Read{Key: key(doc, row), Versi: versi} }
	for i, c := range []struct {
		name string
		read store.Read
		ok   bool
		now  int64 // Versi of the item that is told of
	}{
		{"as it is", read("IND", "1", 1), true, 0},
		{"not there", read("IND", "9", 0), true, 0},
		{"of a switched document", read("ANG", "1", 2), true, 0},
		{"older", read("IND", "1", 0), false, 1},
		{"newer", read("IND", "1", 7), false, 1},
		{"gone", read("IND", "9", 3), false, 0},
		{"before the switch", read("ANG", "1", 1), false, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			cmd := with(create("REAL", fmt.Sprint(i), "r"), c.read, read("IND", "2", 1))
			before := mustLoad(t, f.Store, tahun)
			_, err := f.Store.Do(context.Background(), cmd)
			if c.ok {
				if err != nil {
					t.Errorf("got %v, want no fault", err)
				}
				return
			}
			var e *fault.Error
			if !errors.As(err, &e) || e.Code != fault.Conflict || !errors.Is(err, store.ErrRead) {
				t.Fatalf("got %v, want a conflict of a read", err)
			}
			if item, ok := e.Data.(store.Item); !ok || item.Versi != c.now || item.Key != c.read.Key {
				t.Errorf("got %+v, want what lies there, at %d", e.Data, c.now)
			}
			want(t, "after a refusal", fmt.Sprintf("%+v", mustLoad(t, f.Store, tahun)), fmt.Sprintf("%+v", before))
		})
	}
	// A read is looked at before the writes, and is no write itself.
	_, err := f.Store.Do(context.Background(), with(update("IND", "2", 9, "c"), read("IND", "1", 9)))
	if !errors.Is(err, store.ErrRead) {
		t.Errorf("read and write both stale: got %v, want the read's", err)
	}
	_, err = f.Store.Do(context.Background(), with(update("IND", "2", 9, "c"), read("IND", "1", 1)))
	if wantCode(t, err, fault.Conflict); errors.Is(err, store.ErrRead) {
		t.Errorf("write stale: got the read's fault %v, want the write's", err)
	}
	refuse(t, f.Store, with(update("IND", "1", 1, "c"), read("IND", "1", 1)), fault.Duplicate)
	for name, c := range map[string]store.Command{
		"read twice":           with(create("REAL", "z", "c"), read("IND", "1", 1), read("IND", "1", 1)),
		"a negative Versi":     with(create("REAL", "z", "c"), read("IND", "1", -1)),
		"an impossible key":    with(create("REAL", "z", "c"), read("A@B", "1", 1)),
		"a document at switch": {Partition: tahun, Audit: command(tahun).Audit, Reads: []store.Read{read("ANG", "1", 2)}, Switches: []store.Switch{{Doc: "ANG", From: "r1", To: "r2"}}},
	} {
		t.Run(name, func(t *testing.T) { refuse(t, f.Store, c, fault.Invalid) })
	}
}

// readAgainstDelete has figures saved that depend on an item while others delete it and
// make it anew: no figure is saved at a moment when it is not there.
func readAgainstDelete(t *testing.T, f Fixture) {
	const rounds = 12
	ctx := context.Background()
	for n := range rounds {
		row := fmt.Sprint(n)
		mustDo(t, f.Store, command(tahun, create("IND", row, "a")))
		item, err := f.Store.Get(ctx, tahun, key("IND", row))
		if err != nil {
			t.Fatal(err)
		}
		figure := command(tahun, create("REAL", row, "r"))
		figure.Reads = []store.Read{{Key: key("IND", row), Versi: item.Versi}}
		gone := command(tahun, remove("IND", row, item.Versi))
		gone.Reads = []store.Read{{Key: key("REAL", row)}}
		errs := atOnce(2, func(i int) error {
			_, err := f.Store.Do(ctx, []store.Command{figure, gone}[i])
			return err
		})
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("round %d: got %v and %v, want one of them refused", n, errs[0], errs[1])
		}
		for _, err := range errs {
			if err != nil && !errors.Is(err, store.ErrRead) {
				t.Errorf("round %d: got %v, want the fault of a read", n, err)
			}
		}
	}
}
