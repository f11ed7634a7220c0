package storetest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/store"
)

var errChain = errors.New("the source can't be read")

// chainOf gives entries, and then err unless it is nil.
func chainOf(entries []store.Entry, err error) iter.Seq2[store.Entry, error] {
	return func(yield func(store.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
		if err != nil {
			yield(store.Entry{}, err)
		}
	}
}

// elsewhere is a partition as commands made it, in the model.
func elsewhere(t *testing.T, p store.Partition, make func(m *model)) *model {
	t.Helper()
	m := newModel([]store.Partition{p})
	make(m)
	if m.parts[p].meta.Versi == 0 {
		t.Fatal("got no command in the model, want some")
	}
	return m
}

func index(c store.Command, index string) store.Command {
	c.Index = &index
	return c
}

// richly uses all that leaves a trace: an index, a deletion, bytes that are no text, a
// document switched twice and edited in between; the last command is a switch or not.
func richly(lastSwitch bool) func(m *model) {
	return func(m *model) {
		m.do(index(command(tahun, create("IND", "1", `{"a":"<1>"}`), create("IND", "2", "gone"), create("IND", "3", "\xff\x00")), "KAB#1"))
		m.do(command(tahun, remove("IND", "2", 1), create("NAR", "#@", "")))
		m.stage(tahun, "ANG", "r1", []store.Row{{Row: "1", Data: []byte("old")}, {Row: "2", Data: []byte("old")}})
		m.do(switching(tahun, "ANG", store.InitialRev, "r1"))
		m.do(command(tahun, update("ANG", "1", 3, "edited")))
		m.stage(tahun, "ANG", "r2", []store.Row{{Row: "1", Data: []byte("x")}, {Row: "2", Data: []byte("y")}})
		m.do(switching(tahun, "ANG", "r1", "r2"))
		if !lastSwitch {
			m.do(command(tahun, update("ANG", "1", 5, "z"), update("IND", "1", 1, "b")))
		}
	}
}

// largely takes several transactions, of entries and of items.
func largely(m *model) {
	for i := range 2*store.MaxItems + 10 {
		c := command(tahun, create("IND", fmt.Sprintf("%03d", i), strings.Repeat("x", 40_000)))
		c.Audit.Lama = json.RawMessage(`"` + strings.Repeat("y", 30_000) + `"`)
		m.do(c)
	}
}

func mustRestore(t *testing.T, f Fixture, m *model) {
	t.Helper()
	p := m.parts[tahun]
	if err := f.Restorer.Restore(context.Background(), p.snapshot(), chainOf(p.entries, nil)); err != nil {
		t.Fatalf("Restore: got %v, want no fault", err)
	}
}

// wantSame holds all that readers see of a partition against the model.
func wantSame(t *testing.T, f Fixture, m *model) {
	t.Helper()
	p := m.parts[tahun]
	snap := mustLoad(t, f.Store, tahun)
	want(t, "Load", show(snap), show(p.snapshot()))
	want(t, "Entries", fmt.Sprintf("%+v", mustEntries(t, f.Store, tahun)), fmt.Sprintf("%+v", p.entries))
	for _, i := range []int{0, len(snap.Items) - 1} {
		item, err := f.Store.Get(context.Background(), tahun, snap.Items[i].Key)
		if wanted := p.snapshot().Items[i]; err != nil || item.Versi != wanted.Versi || !bytes.Equal(item.Data, wanted.Data) {
			t.Errorf("Get %v: got Versi %d, %v, want %d", snap.Items[i].Key, item.Versi, err, wanted.Versi)
		}
	}
	if p.meta.Index != "" {
		list, err := f.Store.List(context.Background(), p.meta.Index)
		if err != nil {
			t.Fatal(err)
		}
		want(t, "List", fmt.Sprintf("%+v", list), fmt.Sprintf("%+v", m.list(p.meta.Index)))
	}
}

// wantNothing is that readers see nothing of a partition and commands wait.
func wantNothing(t *testing.T, f Fixture) {
	t.Helper()
	emptyPartition(t, f)
	if list, err := f.Store.List(context.Background(), "KAB#1"); err != nil || len(list) > 0 {
		t.Errorf("List: got %v, %v, want nothing", list, err)
	}
	refuse(t, f.Store, command(tahun, create("IND", "9", "a")), fault.Busy)
	wantCode(t, f.Store.Stage(context.Background(), tahun, "ANG", "r9", []store.Row{{Row: "1"}}), fault.Busy)
	if f.Feed != nil {
		want(t, "changes", fmt.Sprintf("%+v", mustChanges(t, f.Feed, 0)), "[]")
	}
}

func restoreReproduces(t *testing.T, open func(t *testing.T) Fixture) {
	for name, make := range map[string]func(*model){"last a switch": richly(true), "last a command": richly(false), "large": largely} {
		t.Run(name, func(t *testing.T) {
			f, m := open(t), elsewhere(t, tahun, make)
			// Rows that were staged here, of what will be live and of what will not.
			mustStage(t, f.Store, tahun, "ANG", "r2", store.Row{Row: "1", Data: []byte("stray")}, store.Row{Row: "stray", Data: []byte("stray")})
			mustStage(t, f.Store, tahun, "ANG", "r7", store.Row{Row: "1", Data: []byte("stray")})
			mustRestore(t, f, m)
			wantSame(t, f, m)
			if f.Feed != nil {
				want(t, "changes", fmt.Sprintf("%+v", mustChanges(t, f.Feed, 0)), fmt.Sprintf("%+v", []store.Change{{Seq: 1, Partition: tahun, SK: "META", Insert: true}}))
			}
			// Versis that people have seen are good, and life goes on.
			first := m.parts[tahun].snapshot().Items[0]
			c := command(tahun, store.Write{Key: first.Key, Versi: first.Versi, Data: []byte("later")}, create("IND", "zz", "new"))
			m.do(c)
			mustDo(t, f.Store, c)
			refuse(t, f.Store, command(tahun, store.Write{Key: first.Key, Versi: first.Versi}), fault.Conflict)
			if rev := m.parts[tahun].meta.Rev("ANG"); rev != store.InitialRev {
				m.do(switching(tahun, "ANG", rev, "r7"))
				mustDo(t, f.Store, switching(tahun, "ANG", rev, "r7"))
			}
			wantSame(t, f, m)
		})
	}
}

func restoreAgain(t *testing.T, f Fixture) {
	m := elsewhere(t, tahun, richly(false))
	mustRestore(t, f, m)
	before := everything(t, f, tahun)
	mustRestore(t, f, m)
	want(t, "again", everything(t, f, tahun), before)

	other := elsewhere(t, tahun, richly(true)).parts[tahun]
	err := f.Restorer.Restore(context.Background(), other.snapshot(), chainOf(other.entries, nil))
	wantCode(t, err, fault.Exists)
	var e *fault.Error
	errors.As(err, &e)
	want(t, "Data", fmt.Sprintf("%+v", e.Data), fmt.Sprintf("%+v", m.parts[tahun].meta))
	changed := m.parts[tahun].snapshot()
	changed.Items = slices.Clone(changed.Items)
	changed.Items[0].Data = []byte("another value under the same chain")
	wantCode(t, f.Restorer.Restore(context.Background(), changed, chainOf(m.parts[tahun].entries, nil)), fault.Exists)
	want(t, "refused", everything(t, f, tahun), before)
}

// What commands made here and elsewhere alike is the same content.
func restoreOverTheSame(t *testing.T, f Fixture) {
	c := command(tahun, create("IND", "1", "a"))
	mustDo(t, f.Store, c)
	before := everything(t, f, tahun)
	mustRestore(t, f, elsewhere(t, tahun, func(m *model) { m.do(c) }))
	want(t, "everything", everything(t, f, tahun), before)
}

func restoreHalf(t *testing.T, open func(t *testing.T) Fixture) {
	m, other := elsewhere(t, tahun, largely), elsewhere(t, tahun, richly(false))
	p := m.parts[tahun]
	die := func(t *testing.T, f Fixture, after int) {
		t.Helper()
		if err := f.Restorer.Restore(context.Background(), p.snapshot(), chainOf(p.entries[:after], errChain)); !errors.Is(err, errChain) {
			t.Fatalf("Restore: got %v, want the chain's error", err)
		}
		wantNothing(t, f)
	}
	for _, after := range []int{0, 1, 120, len(p.entries)} {
		t.Run(fmt.Sprint("dies after ", after), func(t *testing.T) {
			f := open(t)
			die(t, f, after)
			if _, err := f.Store.Sweep(context.Background(), tahun, waktu, func(string, string) bool { return false }); err != nil {
				wantCode(t, err, fault.Busy)
			}
			if f.Reopen != nil {
				f = f.Reopen()
				wantNothing(t, f)
			}
			mustRestore(t, f, m)
			wantSame(t, f, m)
		})
	}
	t.Run("another takes over", func(t *testing.T) {
		f := open(t)
		die(t, f, len(p.entries))
		mustRestore(t, f, other)
		wantSame(t, f, other)
	})
	t.Run("another takes over at work", func(t *testing.T) {
		f := open(t)
		err := f.Restorer.Restore(context.Background(), p.snapshot(), func(yield func(store.Entry, error) bool) {
			for i, e := range p.entries {
				if i == len(p.entries)-1 {
					die(t, f, 0) // the same, which may go on
					o := other.parts[tahun]
					if err := f.Restorer.Restore(context.Background(), o.snapshot(), chainOf(nil, errChain)); !errors.Is(err, errChain) {
						t.Errorf("the other: got %v, want the chain's error", err)
					}
				}
				if !yield(e, nil) {
					return
				}
			}
		})
		wantCode(t, err, fault.Conflict)
		wantNothing(t, f)
		mustRestore(t, f, other)
		wantSame(t, f, other)
	})
	t.Run("the same is faster", func(t *testing.T) {
		f := open(t)
		if err := f.Restorer.Restore(context.Background(), p.snapshot(), func(yield func(store.Entry, error) bool) {
			mustRestore(t, f, m)
			chainOf(p.entries, nil)(yield)
		}); err != nil {
			t.Errorf("Restore: got %v, want no fault", err)
		}
		wantSame(t, f, m)
	})
	t.Run("cancelled", func(t *testing.T) {
		f := open(t)
		ctx, cancel := context.WithCancel(context.Background())
		err := f.Restorer.Restore(ctx, p.snapshot(), func(yield func(store.Entry, error) bool) {
			chainOf(p.entries[:200], nil)(yield)
			cancel()
			chainOf(p.entries[200:], nil)(yield)
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Restore: got %v, want %v", err, context.Canceled)
		}
		wantNothing(t, f)
		mustRestore(t, f, m)
		wantSame(t, f, m)
	})
}

// Of several contents at once one is there whole, and only its restorers have succeeded.
func restoreAtOnce(t *testing.T, f Fixture) {
	models := []*model{elsewhere(t, tahun, richly(false)), elsewhere(t, tahun, richly(true))}
	errs := atOnce(6, func(i int) error {
		p := models[i%2].parts[tahun]
		return f.Restorer.Restore(context.Background(), p.snapshot(), chainOf(p.entries, nil))
	})
	won := -1
	for i, err := range errs {
		if err == nil {
			won = i % 2
		}
	}
	if won < 0 {
		t.Fatalf("got %v, want one content restored", errs)
	}
	for i, err := range errs {
		switch code := fault.CodeOf(err); {
		case i%2 != won && code == "":
			t.Errorf("restorer %d: got success, want the other content's alone to succeed", i)
		case code != "" && code != fault.Conflict && code != fault.Exists:
			t.Errorf("restorer %d: got %v, want it to be told of the other", i, err)
		}
	}
	wantSame(t, f, models[won])
}

func restoreRefused(t *testing.T, f Fixture) {
	good := elsewhere(t, tahun, richly(false)).parts[tahun]
	cases := []struct {
		name string
		code fault.Code
		bad  func(s *store.Snapshot, e *[]store.Entry)
	}{
		{"no partition", fault.Invalid, func(s *store.Snapshot, _ *[]store.Entry) { s.Meta.Partition = "" }},
		{"no command", fault.Invalid, func(s *store.Snapshot, e *[]store.Entry) { s.Meta.Versi, *e = 0, nil }},
		{"index with NUL", fault.Invalid, func(s *store.Snapshot, _ *[]store.Entry) { s.Meta.Index = "a\x00" }},
		{"document without since", fault.Invalid, func(s *store.Snapshot, _ *[]store.Entry) { s.Meta.Since = nil }},
		{"since of another document", fault.Invalid, func(s *store.Snapshot, _ *[]store.Entry) { s.Meta.Since = map[string]int64{"IND": 1} }},
		{"since after META", fault.Invalid, func(s *store.Snapshot, _ *[]store.Entry) { s.Meta.Since = map[string]int64{"ANG": 99} }},
		{"revision with #", fault.Invalid, func(s *store.Snapshot, _ *[]store.Entry) { s.Meta.Docs = map[string]string{"ANG": "a#b"} }},
		{"revisions too large", fault.TooLarge, func(s *store.Snapshot, _ *[]store.Entry) {
			s.Meta.Docs, s.Meta.Since = map[string]string{}, map[string]int64{}
			for i := range 1000 {
				doc := fmt.Sprint(strings.Repeat("d", 800), i)
				s.Meta.Docs[doc], s.Meta.Since[doc] = "r", 1
			}
		}},
		{"document with @", fault.Invalid, func(s *store.Snapshot, _ *[]store.Entry) { s.Items[0].Doc = "A@" }},
		{"item after META", fault.Invalid, func(s *store.Snapshot, _ *[]store.Entry) { s.Items[0].Versi = 99 }},
		{"item without Versi", fault.Invalid, func(s *store.Snapshot, _ *[]store.Entry) { s.Items[len(s.Items)-1].Versi = 0 }},
		{"item before its switch", fault.Invalid, func(s *store.Snapshot, _ *[]store.Entry) { s.Items[0].Versi = 1 }},
		{"item twice", fault.Invalid, func(s *store.Snapshot, _ *[]store.Entry) { s.Items[1] = s.Items[0] }},
		{"items in another order", fault.Invalid, func(s *store.Snapshot, _ *[]store.Entry) { slices.Reverse(s.Items) }},
		{"item too large", fault.TooLarge, func(s *store.Snapshot, _ *[]store.Entry) { s.Items[0].Data = make([]byte, store.MaxItem) }},
		{"no chain", fault.Invalid, func(_ *store.Snapshot, e *[]store.Entry) { *e = nil }},
		{"chain too short", fault.Invalid, func(_ *store.Snapshot, e *[]store.Entry) { *e = (*e)[:len(*e)-1] }},
		{"chain too long", fault.Invalid, func(s *store.Snapshot, e *[]store.Entry) {
			*e = append(*e, store.Seal(tahun, (*e)[0].Audit, s.Meta.Versi+1, s.Meta.Head))
		}},
		{"chain altered", fault.Invalid, func(_ *store.Snapshot, e *[]store.Entry) { (*e)[1].Baru = json.RawMessage("1") }},
		{"chain of another partition", fault.Invalid, func(s *store.Snapshot, e *[]store.Entry) {
			s.Meta.Head = ""
			for i := range *e {
				(*e)[i] = store.Seal("OPD#other", (*e)[i].Audit, int64(i+1), s.Meta.Head)
				s.Meta.Head = (*e)[i].Hash
			}
		}},
		{"another head", fault.Invalid, func(s *store.Snapshot, _ *[]store.Entry) { s.Meta.Head = strings.Repeat("0", 64) }},
		{"entry without verb", fault.Invalid, func(s *store.Snapshot, e *[]store.Entry) {
			s.Meta.Versi, s.Items, s.Meta.Docs, s.Meta.Since = 1, nil, nil, nil
			*e = []store.Entry{store.Seal(tahun, store.Audit{Waktu: waktu}, 1, "")}
			s.Meta.Head = (*e)[0].Hash
		}},
		{"entry too large", fault.TooLarge, func(s *store.Snapshot, e *[]store.Entry) {
			s.Meta.Versi, s.Items, s.Meta.Docs, s.Meta.Since = 1, nil, nil, nil
			*e = []store.Entry{store.Seal(tahun, store.Audit{Waktu: waktu, Perintah: "X", Lama: make([]byte, store.MaxItem+1)}, 1, "")}
			s.Meta.Head = (*e)[0].Hash
		}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			s, e := good.snapshot(), slices.Clone(good.entries)
			tc.bad(&s, &e)
			wantCode(t, f.Restorer.Restore(context.Background(), s, chainOf(e, nil)), tc.code)
			emptyPartition(t, f)
		})
	}
	s := good.snapshot()
	if err := f.Restorer.Restore(context.Background(), s, chainOf(good.entries, nil)); err != nil {
		t.Errorf("good: got %v, want no fault", err)
	}
}
