package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/store"
)

func emptyPartition(t *testing.T, f Fixture) {
	want(t, "Load", show(mustLoad(t, f.Store, tahun)), show(store.Snapshot{Meta: store.Meta{Partition: tahun}}))
	m, err := f.Store.Meta(context.Background(), tahun)
	if err != nil || m.Versi != 0 || m.Partition != tahun || m.Rev("IND") != store.InitialRev {
		t.Errorf("Meta: got %+v, %v, want Versi 0 of %s at the initial revision", m, err, tahun)
	}
	_, err = f.Store.Get(context.Background(), tahun, key("IND", "1"))
	wantCode(t, err, fault.NotFound)
	if got := mustEntries(t, f.Store, tahun); len(got) != 0 {
		t.Errorf("Entries: got %d, want none", len(got))
	}
}

func createUpdateDelete(t *testing.T, f Fixture) {
	steps := []struct {
		name string
		cmd  store.Command
		want string
	}{
		{"create two", command(tahun, create("IND", "2", `"b"`), create("IND", "1", `"a"`)), "\"IND\"/\"1\" 1 \"\\\"a\\\"\"\n\"IND\"/\"2\" 1 \"\\\"b\\\"\"\n"},
		{"update one", command(tahun, update("IND", "1", 1, "c")), "\"IND\"/\"1\" 2 \"c\"\n\"IND\"/\"2\" 1 \"\\\"b\\\"\"\n"},
		{"delete the other", command(tahun, remove("IND", "2", 1)), "\"IND\"/\"1\" 2 \"c\"\n"},
		{"all three at once", command(tahun, remove("IND", "1", 2), create("IND#x", "1", "d"), create("IND", "3", "e")),
			"\"IND\"/\"3\" 4 \"e\"\n\"IND#x\"/\"1\" 4 \"d\"\n"},
		{"no items", command(tahun), "\"IND\"/\"3\" 4 \"e\"\n\"IND#x\"/\"1\" 4 \"d\"\n"},
	}
	for i, s := range steps {
		res := mustDo(t, f.Store, s.cmd)
		if res.Meta != int64(i+1) || res.Replayed {
			t.Errorf("%s: got %+v, want Meta %d", s.name, res, i+1)
		}
		snap := mustLoad(t, f.Store, tahun)
		want(t, s.name, rows(snap), s.want)
		if snap.Meta.Versi != res.Meta {
			t.Errorf("%s: got META %d, want %d", s.name, snap.Meta.Versi, res.Meta)
		}
	}
	item, err := f.Store.Get(context.Background(), tahun, key("IND", "3"))
	if err != nil || item.Versi != 4 || string(item.Data) != "e" {
		t.Errorf("Get: got %+v, %v, want e at Versi 4", item, err)
	}
}

// A Versi read before a deletion must not fit the item made in its place.
func versiNeverComesBack(t *testing.T, f Fixture) {
	first := mustDo(t, f.Store, command(tahun, create("IND", "1", "old")))
	mustDo(t, f.Store, command(tahun, remove("IND", "1", first.Meta)))
	second := mustDo(t, f.Store, command(tahun, create("IND", "1", "new")))
	if second.Meta <= first.Meta {
		t.Errorf("second life: got Versi %d, want more than %d", second.Meta, first.Meta)
	}
	refuse(t, f.Store, command(tahun, update("IND", "1", first.Meta, "stale")), fault.Conflict)
	want(t, "items", rows(mustLoad(t, f.Store, tahun)), "\"IND\"/\"1\" 3 \"new\"\n")
}

func conflictCarriesCurrent(t *testing.T, f Fixture) {
	mustDo(t, f.Store, command(tahun, create("IND", "1", "a"), create("IND", "2", "b")))
	mustDo(t, f.Store, command(tahun, update("IND", "1", 1, "c"), remove("IND", "2", 1)))
	cases := []struct {
		name string
		w    store.Write
		code fault.Code
		want store.Item
	}{
		{"update with an old Versi", update("IND", "1", 1, "x"), fault.Conflict, store.Item{Key: key("IND", "1"), Versi: 2, Data: []byte("c")}},
		{"update with a later Versi", update("IND", "1", 9, "x"), fault.Conflict, store.Item{Key: key("IND", "1"), Versi: 2, Data: []byte("c")}},
		{"delete with an old Versi", remove("IND", "1", 1), fault.Conflict, store.Item{Key: key("IND", "1"), Versi: 2, Data: []byte("c")}},
		{"create of what is there", create("IND", "1", "x"), fault.Exists, store.Item{Key: key("IND", "1"), Versi: 2, Data: []byte("c")}},
		{"update of what is gone", update("IND", "2", 1, "x"), fault.Conflict, store.Item{Key: key("IND", "2")}},
		{"delete of what is gone", remove("IND", "2", 1), fault.Conflict, store.Item{Key: key("IND", "2")}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			// The write before it is fine; the fault must be of the one that is not.
			data := refuse(t, f.Store, command(tahun, create("IND", "0", "fine"), c.w), c.code)
			want(t, "Data", fmt.Sprintf("%+v", data), fmt.Sprintf("%+v", c.want))
		})
	}
}

func refusedLeavesNothing(t *testing.T, f Fixture) {
	kab := "KAB#1"
	c := command(tahun, create("IND", "1", "a"), create("IND", "2", "a"))
	c.Index = &kab
	mustDo(t, f.Store, c)
	mustStage(t, f.Store, tahun, "ANG", "r1", store.Row{Row: "1", Data: []byte("x")})
	zero, five, other := int64(0), int64(5), "KAB#2"
	cases := []struct {
		name string
		code fault.Code
		bad  func(c *store.Command)
	}{
		{"conflict", fault.Conflict, func(c *store.Command) { c.Writes = append(c.Writes, update("IND", "2", 7, "x")) }},
		{"exists", fault.Exists, func(c *store.Command) { c.Writes = append(c.Writes, create("IND", "2", "x")) }},
		{"META new", fault.Exists, func(c *store.Command) { c.Meta = &zero }},
		{"META other", fault.Conflict, func(c *store.Command) { c.Meta = &five }},
		{"stale switch", fault.Conflict, func(c *store.Command) { c.Switches = []store.Switch{{Doc: "ANG", From: "r0", To: "r1"}} }},
		{"invalid key", fault.Invalid, func(c *store.Command) { c.Writes = append(c.Writes, create("A@B", "1", "x")) }},
		{"duplicate", fault.Duplicate, func(c *store.Command) { c.Writes = append(c.Writes, create("IND", "9", "x")) }},
		{"too large", fault.TooLarge, func(c *store.Command) { c.Writes[0].Data = make([]byte, store.MaxItem) }},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			before := everything(t, f, tahun)
			c := command(tahun, create("IND", "9", "new"), update("IND", "1", 1, "changed"))
			c.Index = &other
			c.Idem = &store.Idem{Key: "k", Body: "b", Response: []byte("r"), Expires: waktu.AddDate(0, 0, 1)}
			tc.bad(&c)
			refuse(t, f.Store, c, tc.code)
			want(t, "everything", everything(t, f, tahun), before)
			if _, ok, err := f.Store.Replay(context.Background(), "k", "b", waktu); ok || err != nil {
				t.Errorf("Replay: got %v, %v, want no record", ok, err)
			}
			if list, err := f.Store.List(context.Background(), other); err != nil || len(list) != 0 {
				t.Errorf("List: got %v, %v, want none", list, err)
			}
		})
	}
}

func allOrNone(t *testing.T, f Fixture) {
	var writes []store.Write
	for i := range 50 {
		writes = append(writes, create("IND", fmt.Sprintf("%02d", i), "a"))
	}
	mustDo(t, f.Store, command(tahun, writes[49]))
	refuse(t, f.Store, command(tahun, writes...), fault.Exists)
	if got := len(mustLoad(t, f.Store, tahun).Items); got != 1 {
		t.Errorf("after a refusal by the last of 50: got %d items, want 1", got)
	}
	mustDo(t, f.Store, command(tahun, writes[:49]...))
	if got := len(mustLoad(t, f.Store, tahun).Items); got != 50 {
		t.Errorf("after 49 more: got %d items, want 50", got)
	}
}

func metaPrecondition(t *testing.T, f Fixture) {
	for i, c := range []struct {
		name string
		meta int64
		code fault.Code
	}{
		{"new", 0, ""}, {"new again", 0, fault.Exists}, {"behind", 2, fault.Conflict}, {"as it is", 1, ""}, {"one behind", 1, fault.Conflict},
	} {
		cmd := command(tahun, create("IND", fmt.Sprint(i), "a"))
		cmd.Meta = &c.meta
		if c.code == "" {
			mustDo(t, f.Store, cmd)
			continue
		}
		now := mustLoad(t, f.Store, tahun).Meta
		data := refuse(t, f.Store, cmd, c.code)
		want(t, c.name, fmt.Sprintf("%+v", data), fmt.Sprintf("%+v", now))
	}
}

func listByIndex(t *testing.T, f Fixture) {
	put := func(p store.Partition, index string) {
		c := command(p)
		c.Index = &index
		mustDo(t, f.Store, c)
	}
	put("OPD#b", "KAB#1")
	put("OPD#a", "KAB#1")
	put("OPD#c", "KAB#12")
	put("OPD#d", "KAB#1#T#2023")
	put("OPD#e", "KAB#1")
	put("OPD#e", "KAB#2") // moved
	put("OPD#f", "KAB#1")
	put("OPD#f", "") // taken off
	mustDo(t, f.Store, command("OPD#a", create("PROFIL", "1", "x")))
	for index, wanted := range map[string]string{
		"KAB#1": "OPD#a 2 OPD#b 1 ", "KAB#12": "OPD#c 1 ", "KAB#1#T#2023": "OPD#d 1 ", "KAB#2": "OPD#e 2 ", "KAB": "", "": "",
	} {
		list, err := f.Store.List(context.Background(), index)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, m := range list {
			got += fmt.Sprintf("%s %d ", m.Partition, m.Versi)
			if m.Index != index || m.Head == "" {
				t.Errorf("%s: got %+v, want its Index and Head", index, m)
			}
		}
		want(t, "List "+index, got, wanted)
	}
}

func oddKeys(t *testing.T, f Fixture) {
	odd := []string{" ", "a b", "a/b", "a#b", "#", "a@b", "é–日本", "%00", "..", "\"'", "a\tb", strings.Repeat("x", 800)}
	for _, p := range []store.Partition{"OPD#a b/é", "ORANG#auth0|1:2@x"} {
		var writes []store.Write
		for i, o := range odd {
			writes = append(writes, create("IND", o, fmt.Sprint(i)))
			if !strings.Contains(o, "@") {
				writes = append(writes, create("D"+o, "1", fmt.Sprint(i)))
			}
		}
		mustDo(t, f.Store, command(p, writes...))
		for _, w := range writes {
			item, err := f.Store.Get(context.Background(), p, w.Key)
			if err != nil || string(item.Data) != string(w.Data) || item.Key != w.Key {
				t.Errorf("Get %q: got %+v, %v, want %s", w.Key, item, err, w.Data)
			}
		}
		snap := mustLoad(t, f.Store, p)
		if len(snap.Items) != len(writes) {
			t.Fatalf("Load: got %d items, want %d", len(snap.Items), len(writes))
		}
		for i := 1; i < len(snap.Items); i++ {
			a, b := snap.Items[i-1], snap.Items[i]
			if a.Doc > b.Doc || a.Doc == b.Doc && a.Row >= b.Row {
				t.Errorf("order: got %q before %q, want by Doc, then Row", a.Key, b.Key)
			}
		}
		if _, _, err := store.VerifyChain(mustEntries(t, f.Store, p), 0, ""); err != nil {
			t.Error(err)
		}
	}
}

func commonPrefix(t *testing.T, f Fixture) {
	all := []store.Partition{"OPD#a", "OPD#ab", store.TahunOPD("a", 2023), store.TahunOPD("a", 2024), "OPD", "LAP#a#T#2023"}
	for _, p := range all {
		mustDo(t, f.Store, command(p, create("IND", "1", string(p))))
		mustStage(t, f.Store, p, "ANG", "r", store.Row{Row: "1", Data: []byte("garbage")})
	}
	if _, err := f.Store.Sweep(context.Background(), "OPD#a", waktu, func(string, string) bool { return false }); err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		want(t, string(p), rows(mustLoad(t, f.Store, p)), fmt.Sprintf("\"IND\"/\"1\" 1 %q\n", p))
		if got := mustEntries(t, f.Store, p); len(got) != 1 || got[0].Partition != p {
			t.Errorf("Entries of %s: got %+v, want its one", p, got)
		}
		mustDo(t, f.Store, switching(p, "ANG", store.InitialRev, "r"))
		wanted := 2 // IND and the staged row
		if p == "OPD#a" {
			wanted = 1
		}
		if got := len(mustLoad(t, f.Store, p).Items); got != wanted {
			t.Errorf("%s after a sweep of OPD#a: got %d items, want %d", p, got, wanted)
		}
	}
}

func cancelledContext(t *testing.T, f Fixture) {
	mustDo(t, f.Store, command(tahun, create("IND", "1", "a")))
	before := everything(t, f, tahun)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	s := f.Store
	for name, call := range map[string]func() error{
		"Do":    func() error { _, err := s.Do(ctx, command(tahun, create("IND", "2", "b"))); return err },
		"Load":  func() error { _, err := s.Load(ctx, tahun); return err },
		"Meta":  func() error { _, err := s.Meta(ctx, tahun); return err },
		"Get":   func() error { _, err := s.Get(ctx, tahun, key("IND", "1")); return err },
		"Stage": func() error { return s.Stage(ctx, tahun, "ANG", "r", []store.Row{{Row: "1"}}) },
		"Sweep": func() error {
			_, err := s.Sweep(ctx, tahun, waktu, func(string, string) bool { return true })
			return err
		},
		"Replay":   func() error { _, _, err := s.Replay(ctx, "k", "b", waktu); return err },
		"List":     func() error { _, err := s.List(ctx, "KAB"); return err },
		"Entries":  func() error { _, err := s.Entries(ctx, tahun, 0, 1); return err },
		"GetHasil": func() error { _, err := f.Hasil.GetHasil(ctx, hasilOf(1)); return err },
		"PutHasil": func() error { _, err := f.Hasil.PutHasil(ctx, hasilOf(1), store.Hasil{}); return err },
	} {
		if err := call(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v, want %v", name, err, context.Canceled)
		}
	}
	want(t, "everything", everything(t, f, tahun), before)
}

// reopen looks whether all that was written is there afterwards.
func reopen(t *testing.T, f Fixture) {
	if f.Reopen == nil {
		return
	}
	c := command(tahun, create("IND", "1", "a"))
	c.Idem = &store.Idem{Key: "k", Body: "b", Response: []byte("r"), Expires: waktu.AddDate(0, 0, 1)}
	mustDo(t, f.Store, c)
	mustStage(t, f.Store, tahun, "ANG", "r", store.Row{Row: "1", Data: []byte("x")})
	mustPut(t, f.Hasil, hasilOf(1), store.Hasil{Vector: store.Vector{Tahun: 1}, Data: []byte("h")}, true)
	before := everything(t, f, tahun)
	f = f.Reopen()
	want(t, "everything", everything(t, f, tahun), before)
	if res := mustDo(t, f.Store, c); !res.Replayed || string(res.Response) != "r" {
		t.Errorf("repeated: got %+v, want the first response", res)
	}
	mustDo(t, f.Store, switching(tahun, "ANG", store.InitialRev, "r"))
	want(t, "after the switch", rows(mustLoad(t, f.Store, tahun)), "\"ANG\"/\"1\" 2 \"x\"\n\"IND\"/\"1\" 1 \"a\"\n")
	if h, err := f.Hasil.GetHasil(context.Background(), hasilOf(1)); err != nil || string(h.Data) != "h" {
		t.Errorf("GetHasil: got %+v, %v, want h", h, err)
	}
}
