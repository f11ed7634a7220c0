// Package storetest is the contract of the store ports, run on every implementation
// by its own tests. It knows an implementation by its ports alone: named cases for
// what each method promises, and a random history held against a plain model.
package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"
)

// Fixture is one implementation on an empty table pair.
type Fixture struct {
	Store    store.Store
	Hasil    store.HasilStore
	Restorer store.Restorer
	Feed     store.Feed // nil when a stream service feeds instead
	// TTL says that the table removes expired idempotency records by itself, in its own
	// time: Sweep leaves them to it.
	TTL bool
	// Reopen closes the implementation and opens it again on the same tables; nil when
	// it keeps nothing in the process. The old fixture is not used afterwards.
	Reopen func() Fixture
}

// Run runs the contract. open makes an empty fixture for one subtest and cleans up
// after it.
func Run(t *testing.T, open func(t *testing.T) Fixture) {
	cases := []struct {
		name string
		run  func(t *testing.T, f Fixture)
	}{
		{"empty partition", emptyPartition},
		{"create, update, delete", createUpdateDelete},
		{"versi never comes back", versiNeverComesBack},
		{"conflict carries the current item", conflictCarriesCurrent},
		{"refused command leaves nothing", refusedLeavesNothing},
		{"all items or none", allOrNone},
		{"META precondition", metaPrecondition},
		{"reads", reads},
		{"a read against a delete", readAgainstDelete},
		{"list by index", listByIndex},
		{"odd keys", oddKeys},
		{"partitions with a common prefix", commonPrefix},
		{"cancelled context", cancelledContext},
		{"limits", limits},
		{"invalid commands", invalidCommands},
		{"audit chain", auditChain},
		{"audit chain shows tampering", auditTampering},
		{"replay", replay},
		{"replay after expiry", replayExpired},
		{"idempotency keys of two people", replayScope},
		{"duplicates at once have one effect", replayConcurrent},
		{"staged rows", stagedRows},
		{"versi of switched rows", switchedVersi},
		{"stale and invalid switches", staleSwitch},
		{"sweep", sweep},
		{"readers during a switch", readersDuringSwitch},
		{"thirty units at once", thirtyUnits},
		{"two on one item", twoOnOneItem},
		{"writers that contend", contend},
		{"restore again", restoreAgain},
		{"restore over the same", restoreOverTheSame},
		{"restores at once", restoreAtOnce},
		{"restore refused", restoreRefused},
		{"hasil vectors", hasilVectors},
		{"hasil puts at once", hasilConcurrent},
		{"hasil limits", hasilLimits},
		{"hasil large", hasilLarge},
		{"feed", feed},
		{"feed cursors", feedCursors},
		{"feed wait", feedWait},
		{"reopen", reopen},
		{"random history", history},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { c.run(t, open(t)) })
	}
	t.Run("restore reproduces", func(t *testing.T) { restoreReproduces(t, open) })
	t.Run("restore that stops half-way", func(t *testing.T) { restoreHalf(t, open) })
}

// waktu is when the suite's commands happen.
var waktu = time.Date(2023, time.December, 31, 16, 59, 59, 0, time.UTC)

var tahun = store.TahunOPD("dinsos", 2023)

func key(doc, row string) store.Key { return store.Key{Doc: doc, Row: row} }

func create(doc, row, data string) store.Write {
	return store.Write{Key: key(doc, row), Data: []byte(data)}
}

func update(doc, row string, versi int64, data string) store.Write {
	return store.Write{Key: key(doc, row), Versi: versi, Data: []byte(data)}
}

func remove(doc, row string, versi int64) store.Write {
	return store.Write{Key: key(doc, row), Versi: versi, Delete: true}
}

func command(p store.Partition, writes ...store.Write) store.Command {
	return store.Command{Partition: p, Writes: writes, Audit: store.Audit{
		Waktu:    waktu,
		Pelaku:   store.Actor{Sub: "s-1", Nama: "Siti <Ñ>", Peran: "operator", OPD: "dinsos", Unit: "bidang-1"},
		Dari:     "formulir 10.0.0.1",
		Perintah: "RecordRealisasi",
		Objek:    "REAL#IKU-1.1#TW4",
		Lama:     json.RawMessage(`{ "n" : "1.50" }`), // spaces that must survive
		Baru:     json.RawMessage(`{"n":"<2>"}`),
	}}
}

func switching(p store.Partition, doc, from, to string) store.Command {
	c := command(p)
	c.Switches = []store.Switch{{Doc: doc, From: from, To: to}}
	return c
}

func mustDo(t *testing.T, s store.Store, c store.Command) store.Result {
	t.Helper()
	res, err := s.Do(context.Background(), c)
	if err != nil {
		t.Fatalf("Do: got %v, want no fault", err)
	}
	return res
}

func mustStage(t *testing.T, s store.Store, p store.Partition, doc, rev string, rows ...store.Row) {
	t.Helper()
	if err := s.Stage(context.Background(), p, doc, rev, rows); err != nil {
		t.Fatalf("Stage: got %v, want no fault", err)
	}
}

func mustLoad(t *testing.T, s store.Store, p store.Partition) store.Snapshot {
	t.Helper()
	snap, err := s.Load(context.Background(), p)
	if err != nil {
		t.Fatalf("Load: got %v, want no fault", err)
	}
	return snap
}

func mustEntries(t *testing.T, s store.Store, p store.Partition) []store.Entry {
	t.Helper()
	entries, err := s.Entries(context.Background(), p, 0, 10000)
	if err != nil {
		t.Fatalf("Entries: got %v, want no fault", err)
	}
	return entries
}

// refuse does c, wants code, and gives the fault's Data.
func refuse(t *testing.T, s store.Store, c store.Command, code fault.Code) any {
	t.Helper()
	_, err := s.Do(context.Background(), c)
	wantCode(t, err, code)
	var e *fault.Error
	if !errors.As(err, &e) {
		t.Fatalf("Do: got %T, want a fault", err)
	}
	return e.Data
}

func wantCode(t *testing.T, err error, code fault.Code) {
	t.Helper()
	if got := fault.CodeOf(err); got != code {
		t.Fatalf("got code %q (%v), want %q", got, err, code)
	}
}

func want(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Fatalf("%s:\ngot\n%s\nwant\n%s", what, got, want)
	}
}

// rows writes a snapshot's items as "doc/row versi data", one a line.
func rows(snap store.Snapshot) string {
	var b strings.Builder
	for _, i := range snap.Items {
		data := fmt.Sprintf("%q", i.Data)
		if len(i.Data) > 64 {
			data = fmt.Sprintf("%d bytes %x", len(i.Data), sha256.Sum256(i.Data))
		}
		fmt.Fprintf(&b, "%q/%q %d %s\n", i.Doc, i.Row, i.Versi, data)
	}
	return b.String()
}

// show writes all of a snapshot; an empty map reads as a missing one.
func show(snap store.Snapshot) string { return fmt.Sprintf("%+v\n%s", snap.Meta, rows(snap)) }

// everything writes all that a reader can see of a partition.
func everything(t *testing.T, f Fixture, p store.Partition) string {
	t.Helper()
	s := show(mustLoad(t, f.Store, p)) + fmt.Sprintf("%+v\n", mustEntries(t, f.Store, p))
	if f.Feed != nil {
		s += fmt.Sprintf("%+v\n", mustChanges(t, f.Feed, 0))
	}
	return s
}
