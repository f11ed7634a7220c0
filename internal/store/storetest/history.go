package storetest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"

	"pgregory.net/rapid"
)

// history runs random calls against the model and compares all that readers see after
// each. All runs share one fixture; each has names of its own.
func history(t *testing.T, f Fixture) {
	run := 0
	rapid.Check(t, func(t *rapid.T) {
		run++
		h := newWalk(t, &f, fmt.Sprintf("OPD#%d", run))
		t.Repeat(map[string]func(*rapid.T){
			"":        h.compare,
			"do":      h.do,
			"switch":  h.switchDoc,
			"stage":   h.stage,
			"sweep":   h.sweep,
			"replay":  h.replay,
			"hasil":   h.putHasil,
			"restore": h.restore,
			"reopen":  h.reopen,
		})
	})
}

type walk struct {
	f         *Fixture
	name      string
	parts     []store.Partition
	m         *model
	now       time.Time
	feedSeen  uint64 // Seq up to which changes were compared
	feedIndex int    // and their number
}

var (
	drawDoc = rapid.SampledFrom([]string{"IND", "IND#x", "A b/é"})
	drawRow = rapid.SampledFrom([]string{"1", "10", "#", "a@b", "é x"})
	drawRev = rapid.SampledFrom([]string{store.InitialRev, "r1", "r2", "r 3"})
)

func newWalk(t *rapid.T, f *Fixture, name string) *walk {
	h := &walk{f: f, name: name, now: waktu}
	for _, suffix := range []string{"", "b", "#T#2023"} {
		h.parts = append(h.parts, store.Partition(name+"."+suffix))
	}
	h.m = newModel(h.parts)
	if f.Feed != nil {
		for _, c := range h.changes(t) {
			h.feedSeen = c.Seq
		}
	}
	return h
}

func (h *walk) part(t *rapid.T) store.Partition {
	return rapid.SampledFrom(h.parts).Draw(t, "partition")
}

// later moves the clock, sometimes past the end of idempotency records.
func (h *walk) later(t *rapid.T) time.Time {
	h.now = h.now.Add(time.Duration(rapid.IntRange(0, 20).Draw(t, "seconds")) * time.Second)
	return h.now
}

func (h *walk) command(t *rapid.T, p store.Partition, writes ...store.Write) store.Command {
	c := command(p, writes...)
	c.Audit.Waktu = h.later(t)
	c.Audit.Objek = rapid.String().Draw(t, "objek")
	if rapid.IntRange(0, 3).Draw(t, "with idem") == 0 {
		n := rapid.IntRange(1, 3).Draw(t, "key")
		c.Idem = &store.Idem{Key: fmt.Sprintf("%s#%d", h.name, n), Body: rapid.SampledFrom([]string{"b1", "b1", "b2"}).Draw(t, "body"),
			Response: fmt.Append(nil, h.now.Unix()), Expires: h.now.Add(30 * time.Second)}
	}
	if rapid.IntRange(0, 5).Draw(t, "with META") == 0 {
		versi := max(0, h.m.parts[p].meta.Versi-int64(rapid.IntRange(0, 1).Draw(t, "behind")))
		c.Meta = &versi
	}
	if rapid.IntRange(0, 5).Draw(t, "with index") == 0 {
		index := rapid.SampledFrom([]string{"", "KAB#" + h.name, "KAB#" + h.name + "#T"}).Draw(t, "index")
		c.Index = &index
	}
	return c
}

func (h *walk) do(t *rapid.T) {
	p := h.part(t)
	var writes []store.Write
	keys := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) store.Key {
		return key(drawDoc.Draw(t, "doc"), drawRow.Draw(t, "row"))
	}), 0, 4, rapid.ID).Draw(t, "keys")
	for _, k := range keys {
		w := store.Write{Key: k, Versi: h.m.parts[p].versi(k), Data: []byte(rapid.StringN(0, 5, 20).Draw(t, "data"))}
		if rapid.IntRange(0, 9).Draw(t, "stale") == 0 {
			w.Versi = int64(rapid.IntRange(0, 9).Draw(t, "versi"))
		}
		w.Delete = w.Versi > 0 && rapid.IntRange(0, 3).Draw(t, "delete") == 0
		writes = append(writes, w)
	}
	h.both(t, h.command(t, p, writes...))
}

func (h *walk) switchDoc(t *rapid.T) {
	p, doc := h.part(t), drawDoc.Draw(t, "doc")
	from, to := h.m.parts[p].meta.Rev(doc), drawRev.Draw(t, "to")
	if rapid.IntRange(0, 4).Draw(t, "stale") == 0 {
		from = drawRev.Draw(t, "from")
	}
	if from == to {
		to += "'"
	}
	c := h.command(t, p)
	c.Switches = []store.Switch{{Doc: doc, From: from, To: to}}
	h.both(t, c)
}

// both has the store and the model carry out c and compares their answers.
func (h *walk) both(t *rapid.T, c store.Command) {
	wanted, code := h.m.do(c)
	got, err := h.f.Store.Do(context.Background(), c)
	if fault.CodeOf(err) != code || fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", wanted) {
		t.Fatalf("Do: got %+v, %v, want %+v, %q", got, err, wanted, code)
	}
}

func (h *walk) stage(t *rapid.T) {
	p, doc, rev := h.part(t), drawDoc.Draw(t, "doc"), drawRev.Draw(t, "rev")
	var staged []store.Row
	for _, name := range rapid.SliceOfN(drawRow, 0, 4).Draw(t, "rows") {
		staged = append(staged, store.Row{Row: name, Data: []byte(rapid.StringN(0, 5, 20).Draw(t, "data"))})
	}
	code := h.m.stage(p, doc, rev, staged)
	if err := h.f.Store.Stage(context.Background(), p, doc, rev, staged); fault.CodeOf(err) != code {
		t.Fatalf("Stage: got %v, want %q", err, code)
	}
}

func (h *walk) sweep(t *rapid.T) {
	p, kept := h.part(t), drawRev.Draw(t, "kept")
	keep := func(_, rev string) bool { return rev == kept }
	staged, records := h.m.sweep(p, h.now, keep)
	// Records of other runs, or ones that the table expired by itself, may differ.
	got, err := h.f.Store.Sweep(context.Background(), p, h.now, keep)
	if err != nil || got < staged {
		t.Fatalf("Sweep: got %d, %v, want at least %d rows, and up to %d records", got, err, staged, records)
	}
}

// restore brings in a partition that a random history made elsewhere, or one that is there
// already once more; it is walked on like the others.
func (h *walk) restore(t *rapid.T) {
	p := h.part(t)
	if rapid.Bool().Draw(t, "new") && len(h.parts) < 6 {
		p = store.Partition(fmt.Sprintf("%s.r%d", h.name, len(h.parts)))
		from := &walk{f: h.f, name: h.name, parts: []store.Partition{p}, m: newModel([]store.Partition{p}), now: h.now}
		for range rapid.IntRange(1, 6).Draw(t, "commands") {
			from.elsewhere(t, p)
		}
		from.m.sweep(p, h.now, func(string, string) bool { return false }) // what is not live stays behind
		h.parts, h.m.parts[p] = append(h.parts, p), from.m.parts[p]
		if from.m.parts[p].meta.Versi > 0 {
			h.m.change(p, "META", true)
		}
	}
	m := h.m.parts[p]
	if m.meta.Versi == 0 {
		return
	}
	if err := h.f.Restorer.Restore(context.Background(), m.snapshot(), chainOf(m.entries, nil)); err != nil {
		t.Fatalf("Restore: got %v, want no fault", err)
	}
}

// elsewhere carries out a random command in the model alone.
func (h *walk) elsewhere(t *rapid.T, p store.Partition) {
	doc := drawDoc.Draw(t, "doc")
	if rapid.IntRange(0, 2).Draw(t, "switch") == 0 {
		from := h.m.parts[p].meta.Rev(doc)
		to := from + "'"
		h.m.stage(p, doc, to, []store.Row{{Row: drawRow.Draw(t, "row"), Data: []byte("staged")}})
		h.m.do(switching(p, doc, from, to))
		return
	}
	k := key(doc, drawRow.Draw(t, "row"))
	w := store.Write{Key: k, Versi: h.m.parts[p].versi(k), Data: []byte(rapid.StringN(0, 5, 20).Draw(t, "data"))}
	w.Delete = w.Versi > 0 && rapid.Bool().Draw(t, "delete")
	h.m.do(command(p, w))
}

func (h *walk) replay(t *rapid.T) {
	k := fmt.Sprintf("%s#%d", h.name, rapid.IntRange(1, 3).Draw(t, "key"))
	now := h.later(t)
	r, ok := h.m.idem[k]
	ok = ok && now.Before(r.expires)
	first, found, err := h.f.Store.Replay(context.Background(), k, "b1", now)
	switch {
	case ok && r.body != "b1":
		if fault.CodeOf(err) != fault.IdemReused {
			t.Fatalf("Replay: got %v, want %s", err, fault.IdemReused)
		}
	case err != nil || found != ok || ok && (first.Meta != r.meta || string(first.Response) != r.response):
		t.Fatalf("Replay: got %+v, %v, %v, want %+v, %v", first, found, err, r, ok)
	}
}

func (h *walk) putHasil(t *rapid.T) {
	k := store.HasilKey{OPD: h.name, Tahun: 2023, TW: rapid.IntRange(1, 2).Draw(t, "tw")}
	small := rapid.Int64Range(0, 2)
	offered := store.Hasil{
		Vector: store.Vector{Tahun: small.Draw(t, "tahun"), OPD: small.Draw(t, "opd"), Lalu: map[int]int64{2022: small.Draw(t, "lalu")}, Mesin: 1},
		Galat:  rapid.SampledFrom([]string{"", "target_nol"}).Draw(t, "galat"),
		At:     h.now, Data: fmt.Append(nil, h.now.Unix()),
	}
	old, ok := h.m.hasil[k]
	wanted := !ok || offered.Replaces(old)
	if wanted {
		h.m.hasil[k] = offered
	}
	if put, err := h.f.Hasil.PutHasil(context.Background(), k, offered); err != nil || put != wanted {
		t.Fatalf("PutHasil: got %v, %v, want %v", put, err, wanted)
	}
}

func (h *walk) reopen(*rapid.T) {
	if h.f.Reopen != nil {
		*h.f = h.f.Reopen()
	}
}

// compare holds all that readers see against the model.
func (h *walk) compare(t *rapid.T) {
	ctx := context.Background()
	check := func(what, got, want string, err error) {
		t.Helper()
		if err != nil || got != want {
			t.Fatalf("%s: got\n%s\n%v, want\n%s", what, got, err, want)
		}
	}
	for _, p := range h.parts {
		snap, err := h.f.Store.Load(ctx, p)
		check("Load", show(snap), show(h.m.parts[p].snapshot()), err)
		meta, err := h.f.Store.Meta(ctx, p)
		check("Meta", fmt.Sprintf("%+v", meta), fmt.Sprintf("%+v", h.m.parts[p].meta), err)
		entries, err := h.f.Store.Entries(ctx, p, 0, 1000)
		check("Entries", fmt.Sprintf("%+v", entries), fmt.Sprintf("%+v", h.m.parts[p].entries), err)
		_, head, err := store.VerifyChain(entries, 0, "")
		check("head", head, meta.Head, err)
	}
	for _, index := range []string{"KAB#" + h.name, "KAB#" + h.name + "#T"} {
		list, err := h.f.Store.List(ctx, index)
		check("List", fmt.Sprintf("%+v", list), fmt.Sprintf("%+v", h.m.list(index)), err)
	}
	for k, wanted := range h.m.hasil {
		got, err := h.f.Hasil.GetHasil(ctx, k)
		check("GetHasil", fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", wanted), err)
	}
	if h.f.Feed != nil {
		var got []string
		for _, c := range h.changes(t) {
			got, h.feedSeen = append(got, fmt.Sprintf("%s %s %v", c.Partition, c.SK, c.Insert)), c.Seq
		}
		check("Changes", strings.Join(got, "\n"), strings.Join(h.m.changes[h.feedIndex:], "\n"), nil)
		h.feedIndex = len(h.m.changes)
	}
}

func (h *walk) changes(t *rapid.T) []store.Change {
	changes, err := h.f.Feed.Changes(context.Background(), h.feedSeen, 1_000_000)
	if err != nil {
		t.Fatalf("Changes: got %v, want no fault", err)
	}
	return changes
}
