package storetest

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"
)

const (
	contendSeed    = 2024
	contendWriters = 8
	contendCalls   = 60 // of each writer
)

// contend has writers do random calls on one partition at once. What each is answered is a
// matter of luck, but there must be one order of all acknowledged commands, that of their
// Versis, in which the model accepts every one of them and shows every state that was loaded.
func contend(t *testing.T, f Fixture) {
	t.Logf("seed %d, %d writers, %d calls each", contendSeed, contendWriters, contendCalls)
	all := make([]*contender, contendWriters)
	for i := range all {
		all[i] = &contender{Rand: rand.New(rand.NewPCG(contendSeed, uint64(i))), s: f.Store, writer: i, answers: map[string]int{}}
	}
	failed := false
	for i, err := range atOnce(contendWriters, func(i int) error { return all[i].run() }) {
		if err != nil {
			t.Errorf("%s: %v", all[i].where(), err)
			failed = true
		}
	}
	if failed {
		return
	}
	var done []outcome
	var views []view
	answers := map[string]int{}
	for _, c := range all {
		done, views = append(done, c.done...), append(views, c.views...)
		for a, n := range c.answers {
			answers[a] += n
		}
	}
	judge(t, f.Store, done, append(views, view{fmt.Sprintf("seed %d, at the end", contendSeed), mustLoad(t, f.Store, tahun)}))
	for _, a := range []string{"do ok", "do replayed", "do version_conflict", "do already_exists", "do idempotency_key_reused",
		"switch ok", "switch version_conflict", "stage ok", "stage invalid", "sweep ok", "load ok"} {
		if answers[a] == 0 {
			t.Errorf("seed %d: got no %q in %v, want some", contendSeed, a, answers)
		}
	}
}

// judge holds what commands were answered and what was loaded against the model.
func judge(t *testing.T, s store.Store, done []outcome, views []view) {
	var effects, repeats []outcome // repeats are answered by what an effect left
	for _, o := range done {
		switch {
		case o.code == "" && !o.res.Replayed:
			effects = append(effects, o)
		case o.code == "" || o.code == fault.IdemReused:
			repeats = append(repeats, o)
		}
	}
	slices.SortFunc(effects, func(a, b outcome) int { return cmp.Compare(a.res.Meta, b.res.Meta) })
	m := newModel([]store.Partition{tahun})
	p := m.parts[tahun]
	loaded := map[int64][]view{}
	for _, v := range views {
		loaded[v.snap.Meta.Versi] = append(loaded[v.snap.Meta.Versi], v)
	}
	compare := func() {
		for _, v := range loaded[p.meta.Versi] {
			want(t, v.where+": Load", show(v.snap), show(p.snapshot()))
		}
		delete(loaded, p.meta.Versi)
	}
	compare()
	for _, o := range effects {
		if len(o.staged) > 0 {
			m.stage(tahun, o.c.Switches[0].Doc, o.c.Switches[0].To, o.staged)
		}
		before := p.meta.Versi
		res, code := m.do(o.c)
		if code != "" || res.Meta != o.res.Meta {
			t.Fatalf("%s: got META %d for %+v, want %d %s after the %d effects before it", o.where, o.res.Meta, o.c, res.Meta, code, before)
		}
		compare()
	}
	for versi, v := range loaded {
		t.Errorf("%s: got META %d, want one of the %d acknowledged", v[0].where, versi, len(effects))
	}
	for _, o := range repeats {
		res, code := m.do(o.c)
		want(t, o.where, fmt.Sprintf("%+v %s", o.res, o.code), fmt.Sprintf("%+v %s", res, code))
	}
	entries := mustEntries(t, s, tahun)
	if seq, head, err := store.VerifyChain(entries, 0, ""); err != nil || seq != p.meta.Versi || head != p.meta.Head {
		t.Errorf("seed %d: chain: got %d entries up to %s, %v, want %d up to %s", contendSeed, seq, head, err, p.meta.Versi, p.meta.Head)
	}
	list, err := s.List(context.Background(), "KAB#1")
	if err != nil {
		t.Fatalf("List: got %v, want no fault", err)
	}
	want(t, "List", fmt.Sprintf("%+v", list), fmt.Sprintf("%+v", m.list("KAB#1")))
}

// contender is one writer. It holds on to what it has seen, so that most of what it asks for
// is late.
type contender struct {
	*rand.Rand
	s       store.Store
	writer  int
	call    int
	seen    store.Snapshot
	last    int64 // the Versi that it knows of
	next    staging
	over    []staging // what it switched to once
	done    []outcome
	views   []view
	answers map[string]int
}

// staging is a revision and what it is to hold. Its writer alone switches to it, once; so it
// is known what was staged by then, and nothing that is staged later may be seen.
type staging struct {
	doc, rev string
	rows     []store.Row
}

// outcome is a command and its answer; staged is what it switched to.
type outcome struct {
	where  string
	c      store.Command
	res    store.Result
	code   fault.Code
	staged []store.Row
}

type view struct {
	where string
	snap  store.Snapshot
}

var (
	contendDocs = []string{"IND", "ANG"}
	contendRows = []string{"1", "2", "10", "#", "a@b"}
)

func (c *contender) pick(from []string) string { return from[c.IntN(len(from))] }

// chance is true once in n times.
func (c *contender) chance(n int) bool { return c.IntN(n) == 0 }

func (c *contender) where() string {
	return fmt.Sprintf("seed %d, writer %d, call %d", contendSeed, c.writer, c.call)
}

// id is a text that no other call of any writer has.
func (c *contender) id() string { return fmt.Sprintf("w%d-%d", c.writer, c.call) }

func (c *contender) run() error {
	c.prepare()
	for ; c.call < contendCalls; c.call++ {
		var err error
		switch n := c.IntN(20); {
		case n < 9:
			err = c.put()
		case n < 11:
			err = c.switchDoc()
		case n < 13:
			err = c.stage()
		case n < 14:
			err = c.sweep()
		default:
			err = c.load()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// prepare thinks of the next revision.
func (c *contender) prepare() { c.next = staging{doc: c.pick(contendDocs), rev: c.id()} }

// answered counts an answer; a code that is not allowed is an error.
func (c *contender) answered(call, ok string, err error, allowed ...fault.Code) error {
	code := fault.CodeOf(err)
	if err != nil && !slices.Contains(allowed, code) {
		return fmt.Errorf("%s: got %w, want no fault or one of %v", call, err, allowed)
	}
	c.answers[call+" "+cmp.Or(string(code), ok)]++
	return nil
}

// do sends a command, some with the key of another one.
func (c *contender) do(call string, cmd store.Command) (effect bool, err error) {
	cmd.Audit.Objek = c.id()
	if c.chance(3) {
		cmd.Idem = &store.Idem{Key: fmt.Sprint(c.IntN(40)), Body: "b", Response: []byte(c.id()), Expires: waktu.Add(time.Hour)}
		if c.chance(6) {
			cmd.Idem.Body = "other"
		}
	}
	if c.chance(8) {
		versi := c.seen.Meta.Versi
		cmd.Meta = &versi
	}
	if c.chance(8) {
		index := c.pick([]string{"", "KAB#1"})
		cmd.Index = &index
	}
	o := outcome{where: c.where(), c: cmd}
	if len(cmd.Switches) > 0 {
		o.staged = c.next.rows
	}
	o.res, err = c.s.Do(context.Background(), cmd)
	o.code = fault.CodeOf(err)
	c.done = append(c.done, o)
	c.last = max(c.last, o.res.Meta)
	ok := "ok"
	if o.res.Replayed {
		ok = "replayed"
	}
	return err == nil && !o.res.Replayed, c.answered(call, ok, err, fault.Conflict, fault.Exists, fault.IdemReused)
}

func (c *contender) put() error {
	known := map[store.Key]int64{}
	for _, i := range c.seen.Items {
		known[i.Key] = i.Versi
	}
	var writes []store.Write
	asked := map[store.Key]bool{}
	for range 1 + c.IntN(3) {
		k := key(c.pick(contendDocs), c.pick(contendRows))
		if asked[k] {
			continue
		}
		asked[k] = true
		w := store.Write{Key: k, Versi: known[k], Data: []byte(c.id())}
		if c.chance(10) {
			w.Versi = c.Int64N(3)
		}
		w.Delete = w.Versi > 0 && c.chance(4)
		writes = append(writes, w)
	}
	_, err := c.do("do", command(tahun, writes...))
	return err
}

func (c *contender) switchDoc() error {
	from := c.seen.Meta.Rev(c.next.doc)
	if c.chance(5) {
		from = store.InitialRev
	}
	effect, err := c.do("switch", switching(tahun, c.next.doc, from, c.next.rev))
	if effect {
		c.over = append(c.over, c.next)
		c.prepare()
	}
	return err
}

// stage adds to the revision that comes next, or tries to change one that is or was live.
func (c *contender) stage() error {
	var staged []store.Row
	for range c.IntN(4) {
		staged = append(staged, store.Row{Row: c.pick(contendRows), Data: []byte(c.id())})
	}
	if c.chance(3) {
		doc := c.pick(contendDocs)
		return c.answered("stage", "ok", c.s.Stage(context.Background(), tahun, doc, c.seen.Meta.Rev(doc), staged), fault.Invalid)
	}
	c.next.rows = append(c.next.rows, staged...)
	return c.answered("stage", "ok", c.s.Stage(context.Background(), tahun, c.next.doc, c.next.rev, staged))
}

// sweep removes what nobody will switch to, as far as this writer knows.
func (c *contender) sweep() error {
	_, err := c.s.Sweep(context.Background(), tahun, waktu, func(doc, rev string) bool {
		return !slices.ContainsFunc(c.over, func(s staging) bool { return s.doc == doc && s.rev == rev })
	})
	return c.answered("sweep", "ok", err)
}

func (c *contender) load() error {
	snap, err := c.s.Load(context.Background(), tahun)
	if err := c.answered("load", "ok", err); err != nil {
		return err
	}
	if snap.Meta.Versi < c.last {
		return fmt.Errorf("load: got META %d, want at least the %d that this writer knows of", snap.Meta.Versi, c.last)
	}
	c.seen, c.last = snap, snap.Meta.Versi
	c.views = append(c.views, view{c.where(), snap})
	return nil
}
