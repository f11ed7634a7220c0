package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"
)

func stagedRows(t *testing.T, f Fixture) {
	mustDo(t, f.Store, command(tahun, create("ANG", "1", "old"), create("IND", "1", "a")))
	before := everything(t, f, tahun)
	mustStage(t, f.Store, tahun, "ANG", "r1", store.Row{Row: "1", Data: []byte("x")}, store.Row{Row: "2", Data: []byte("y")})
	mustStage(t, f.Store, tahun, "ANG", "r1", store.Row{Row: "1", Data: []byte("new")}, store.Row{Row: "3", Data: []byte("z")})
	want(t, "while staged", everything(t, f, tahun), before)
	_, err := f.Store.Get(context.Background(), tahun, key("ANG", "2"))
	wantCode(t, err, fault.NotFound)

	mustDo(t, f.Store, switching(tahun, "ANG", store.InitialRev, "r1"))
	snap := mustLoad(t, f.Store, tahun)
	want(t, "after the switch", rows(snap), "\"ANG\"/\"1\" 2 \"new\"\n\"ANG\"/\"2\" 2 \"y\"\n\"ANG\"/\"3\" 2 \"z\"\n\"IND\"/\"1\" 1 \"a\"\n")
	if snap.Meta.Rev("ANG") != "r1" || snap.Meta.Rev("IND") != store.InitialRev {
		t.Errorf("revisions: got %v, want ANG at r1 alone", snap.Meta.Docs)
	}
	if item, err := f.Store.Get(context.Background(), tahun, key("ANG", "2")); err != nil || item.Versi != 2 {
		t.Errorf("Get: got %+v, %v, want Versi 2", item, err)
	}

	mustDo(t, f.Store, switching(tahun, "ANG", "r1", "none"))
	want(t, "after a switch to nothing", rows(mustLoad(t, f.Store, tahun)), "\"IND\"/\"1\" 1 \"a\"\n")
	mustDo(t, f.Store, command(tahun, create("ANG", "1", "fresh")))
	want(t, "after a create", rows(mustLoad(t, f.Store, tahun)), "\"ANG\"/\"1\" 4 \"fresh\"\n\"IND\"/\"1\" 1 \"a\"\n")
}

// A Versi read before an import must not fit the row that the import brought.
func switchedVersi(t *testing.T, f Fixture) {
	row := func(data string) store.Row { return store.Row{Row: "1", Data: []byte(data)} }
	mustStage(t, f.Store, tahun, "ANG", "r1", row("first import"))
	mustStage(t, f.Store, tahun, "ANG", "r2", row("second import"))
	first := mustDo(t, f.Store, switching(tahun, "ANG", store.InitialRev, "r1"))
	second := mustDo(t, f.Store, switching(tahun, "ANG", "r1", "r2"))
	data := refuse(t, f.Store, command(tahun, update("ANG", "1", first.Meta, "stale")), fault.Conflict)
	want(t, "Data", fmt.Sprintf("%+v", data),
		fmt.Sprintf("%+v", store.Item{Key: key("ANG", "1"), Versi: second.Meta, Data: []byte("second import")}))
	third := mustDo(t, f.Store, command(tahun, update("ANG", "1", second.Meta, "edited")))
	want(t, "after the edit", rows(mustLoad(t, f.Store, tahun)), fmt.Sprintf("\"ANG\"/\"1\" %d \"edited\"\n", third.Meta))
	mustDo(t, f.Store, command(tahun, update("ANG", "1", third.Meta, "edited again")))

	// Back to a revision whose rows were put long ago: theirs is the switch's Versi too.
	mustDo(t, f.Store, switching(tahun, "ANG", "r2", "r1"))
	back := mustDo(t, f.Store, switching(tahun, "ANG", "r1", "r2"))
	refuse(t, f.Store, command(tahun, update("ANG", "1", third.Meta, "stale")), fault.Conflict)
	mustDo(t, f.Store, command(tahun, remove("ANG", "1", back.Meta)))
}

func staleSwitch(t *testing.T, f Fixture) {
	mustStage(t, f.Store, tahun, "ANG", "r1", store.Row{Row: "1", Data: []byte("x")})
	mustStage(t, f.Store, tahun, "ANG", "r2", store.Row{Row: "1", Data: []byte("y")})
	mustDo(t, f.Store, switching(tahun, "ANG", store.InitialRev, "r1"))
	meta := mustLoad(t, f.Store, tahun).Meta
	for _, from := range []string{store.InitialRev, "r3", ""} {
		data := refuse(t, f.Store, switching(tahun, "ANG", from, "r2"), fault.Conflict)
		want(t, "Data", fmt.Sprintf("%+v", data), fmt.Sprintf("%+v", meta))
	}
	stage := func(doc, rev, row string) error {
		return f.Store.Stage(context.Background(), tahun, doc, rev, []store.Row{{Row: row, Data: []byte("z")}})
	}
	for name, err := range map[string]error{
		"live revision":         stage("ANG", "r1", "2"),
		"initial live revision": stage("IND", store.InitialRev, "1"),
		"no revision":           stage("ANG", "", "1"),
		"revision with #":       stage("ANG", "a#b", "1"),
		"document with @":       stage("A@", "r", "1"),
		"no row":                stage("ANG", "r9", ""),
	} {
		if got := fault.CodeOf(err); got != fault.Invalid {
			t.Errorf("Stage, %s: got %v, want %s", name, err, fault.Invalid)
		}
	}
	want(t, "items", rows(mustLoad(t, f.Store, tahun)), "\"ANG\"/\"1\" 1 \"x\"\n")
}

func sweep(t *testing.T, f Fixture) {
	row := func(n string) store.Row { return store.Row{Row: n, Data: []byte("x")} }
	mustDo(t, f.Store, command(tahun, create("ANG", "1", "first"), create("IND", "1", "a")))
	mustStage(t, f.Store, tahun, "ANG", "live", row("1"), row("2"))
	mustStage(t, f.Store, tahun, "ANG", "kept", row("1"))
	mustStage(t, f.Store, tahun, "ANG", "lost", row("1"), row("2"), row("3"))
	mustStage(t, f.Store, tahun, "NAR", "lost", row("1"))
	mustDo(t, f.Store, switching(tahun, "ANG", store.InitialRev, "live"))
	mustDo(t, f.Store, idemCommand("short", "b", "2"))
	long := idemCommand("long", "b", "3")
	long.Idem.Expires = waktu.AddDate(0, 0, 7)
	mustDo(t, f.Store, long)
	before := everything(t, f, tahun)

	later := waktu.Add(time.Hour)
	keep := func(doc, rev string) bool { return doc == "ANG" && rev == "kept" }
	wanted := 6 // the initial revision's row, four lost ones and the expired record
	if f.TTL {
		wanted = 5
	}
	gone, err := f.Store.Sweep(context.Background(), tahun, later, keep)
	if err != nil || gone != wanted {
		t.Errorf("Sweep: got %d, %v, want %d", gone, err, wanted)
	}
	if gone, err := f.Store.Sweep(context.Background(), tahun, later, keep); err != nil || gone != 0 {
		t.Errorf("second Sweep: got %d, %v, want 0", gone, err)
	}
	want(t, "everything live", everything(t, f, tahun), before)
	if _, ok, err := f.Store.Replay(context.Background(), "long", "b", later); !ok || err != nil {
		t.Errorf("unexpired record: got %v, %v, want it kept", ok, err)
	}
	// At its own time the expired record is gone for good, not only out of date.
	if _, ok, err := f.Store.Replay(context.Background(), "short", "b", waktu); ok != f.TTL || err != nil {
		t.Errorf("expired record: got %v, %v, want %v", ok, err, f.TTL)
	}
	for _, c := range []struct {
		from, to string
		want     int
	}{{"live", "kept", 1}, {"kept", "lost", 0}, {"lost", store.InitialRev, 0}} {
		mustDo(t, f.Store, switching(tahun, "ANG", c.from, c.to))
		n := 0
		for _, i := range mustLoad(t, f.Store, tahun).Items {
			if i.Doc == "ANG" {
				n++
			}
		}
		if n != c.want {
			t.Errorf("revision %s after the sweep: got %d rows, want %d", c.to, n, c.want)
		}
	}
}
