package dynamo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"
	"capaian/internal/store/embedded"
)

// How many operations TestSameHistory does by default, the variable that says otherwise,
// how many writers share them, how many of its own a writer does between two looks at all
// that is there, and what everything is drawn from.
const (
	historyOps     = 20_000
	historyEnv     = "CAPAIAN_TEST_RIWAYAT"
	historyWriters = 10
	historyLook    = 40
	historySeed    = 2023
)

// TestSameHistory has both implementations live through one random history and wants the
// same answers of both, faults and their Data included. Its writers contend for tables and
// file but each has partitions, keys and indexes of its own, so that what it is answered
// depends on its seed alone.
func TestSameHistory(t *testing.T) {
	t.Parallel()
	ops := historyOps
	if v, ok := os.LookupEnv(historyEnv); ok {
		var err error
		if ops, err = strconv.Atoi(v); err != nil || ops < historyOps {
			t.Fatalf("%s: got %q, want a number of at least %d", historyEnv, v, historyOps)
		}
	}
	file, err := embedded.Open(t.TempDir(), embedded.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}()
	cloud := open(t, serve(t), nil)
	t.Logf("seed %d, %d writers, %d operations in all", historySeed, historyWriters, ops)
	lives := make([]*life, historyWriters)
	var over atomic.Bool // one has failed: what the others still do says nothing more
	var wg sync.WaitGroup
	for i := range lives {
		h := newLife(i, file)
		lives[i] = h
		wg.Go(func() {
			for h.n = 0; h.n < (ops+historyWriters-1)/historyWriters && !over.Load(); h.n++ {
				if err := h.step(cloud); err != nil {
					t.Errorf("seed %d, writer %d, operation %d, %v", historySeed, i, h.n, err)
					over.Store(true)
				}
			}
			if over.Load() {
				return
			}
			if err := h.look(cloud); err != nil {
				t.Errorf("seed %d, writer %d, after all %d operations, %v", historySeed, i, h.n, err)
			}
		})
	}
	wg.Wait()
	if t.Failed() {
		return
	}
	// The history is only worth something when it came by all that can happen.
	answers := map[string]int{}
	for _, h := range lives {
		for a, n := range h.answers {
			answers[a] += n
		}
	}
	for _, a := range []string{"do ok", "do replayed", "do version_conflict", "do read_version_conflict", "do already_exists", "do idempotency_key_reused",
		"switch ok", "switch version_conflict", "stage ok", "stage invalid", "sweep ok", "replay ok", "replay none",
		"replay idempotency_key_reused", "get ok", "get not_found", "hasil ok", "hasil kept", "load ok"} {
		if answers[a] == 0 {
			t.Errorf("seed %d: got no %q in %v, want some", historySeed, a, answers)
		}
	}
}

var (
	historyDocs = []string{"IND", "IND#x", "ANG#induk"}
	historyRows = []string{"1", "2", "10", "#", "a@b", "é x"}
	historyRevs = []string{store.InitialRev, "r1", "r2", "r 3"}
	historyData = []string{"", `{"nilai":"99.40"}`, "\xff\xfe\x00", "é\u2028", strings.Repeat("panjang ", 300)}
)

// life is one writer. It draws operations and looks at file to draw Versis that mostly fit;
// err is the first fault of doing so.
type life struct {
	*rand.Rand
	file    *embedded.Store
	opd     string
	parts   []store.Partition
	index   []string
	now     time.Time
	n       int            // operations done
	answers map[string]int // what came of them
	err     error
}

func newLife(i int, file *embedded.Store) *life {
	opd, kab := fmt.Sprintf("dinsos-%d", i), fmt.Sprintf("KAB#%d", i)
	return &life{Rand: rand.New(rand.NewPCG(historySeed, uint64(i))), file: file, opd: opd,
		parts: []store.Partition{store.TahunOPD(opd, 2023), store.TahunOPD(opd, 2024), store.OPD(opd)},
		index: []string{"", kab, kab + "#T"},
		now:   time.Date(2023, 12, 31, 16, 59, 59, 0, time.UTC), answers: map[string]int{}}
}

// step does one operation on both, and now and then compares all that is there.
func (h *life) step(cloud *Store) error {
	name, op := h.next()
	if h.err != nil {
		return fmt.Errorf("%s: drawing it: %w", name, h.err)
	}
	got, want := op(cloud, cloud), op(h.file, h.file)
	if got != want {
		return fmt.Errorf("%s:\ngot  %s\nwant %s", name, got, want)
	}
	code, _, _ := strings.Cut(want, " ")
	h.answers[name+" "+code]++
	if h.n%historyLook == 0 {
		return h.look(cloud)
	}
	return nil
}

// look compares all that readers see.
func (h *life) look(cloud *Store) error {
	if got, want := h.everything(cloud, cloud), h.everything(h.file, h.file); got != want {
		return fmt.Errorf("everything:\ngot\n%s\nwant\n%s", got, want)
	}
	return nil
}

// operation does the same on any implementation and describes the answer: what came of
// it, then the answer itself.
type operation func(store.Store, store.HasilStore) string

func pick[T any](h *life, from []T) T { return from[h.IntN(len(from))] }

// chance is true once in n times.
func (h *life) chance(n int) bool { return h.IntN(n) == 0 }

func (h *life) next() (string, operation) {
	h.now = h.now.Add(time.Duration(h.IntN(4)) * time.Second)
	p := pick(h, h.parts)
	switch n := h.IntN(20); {
	case n < 9:
		return "do", do(h.command(p))
	case n < 11:
		return "switch", do(h.switching(p))
	case n < 13:
		return "stage", h.stage(p)
	case n < 14:
		kept := pick(h, historyRevs)
		return "sweep", func(s store.Store, _ store.HasilStore) string {
			// At a time when no record has expired: those are left to DynamoDB's ttl.
			gone, err := s.Sweep(ctx, p, time.Time{}, func(_, rev string) bool { return rev == kept })
			return describe("ok", gone, err)
		}
	case n < 16:
		key, body, now := h.idemKey(), h.body(), h.now
		return "replay", func(s store.Store, _ store.HasilStore) string {
			res, ok, err := s.Replay(ctx, key, body, now)
			if !ok && err == nil {
				return describe("none", res, err)
			}
			return describe("ok", res, err)
		}
	case n < 17:
		k := h.key()
		return "get", func(s store.Store, _ store.HasilStore) string {
			item, err := s.Get(ctx, p, k)
			return describe("ok", item, err)
		}
	case n < 18:
		return "load", func(s store.Store, _ store.HasilStore) string {
			snap, err := s.Load(ctx, p)
			return describe("ok", snap, err)
		}
	default:
		return "hasil", h.hasil()
	}
}

func (h *life) key() store.Key {
	return store.Key{Doc: pick(h, historyDocs), Row: pick(h, historyRows)}
}

func (h *life) idemKey() string { return fmt.Sprintf("%s#s-1#POST#%d", h.opd, h.IntN(4)) }

func (h *life) body() string { return pick(h, []string{"b1", "b1", "b1", "b2"}) }

// base is a command without writes, with what any command may carry.
func (h *life) base(p store.Partition) (store.Command, store.Meta) {
	meta, err := h.file.Meta(ctx, p)
	h.err = cmp.Or(h.err, err)
	c := store.Command{Partition: p, Audit: store.Audit{Waktu: h.now, Perintah: "RecordRealisasi",
		Pelaku: store.Actor{Sub: "s-1", Nama: "Siti <Ñ>"}, Objek: pick(h, historyRows),
		Lama: []byte(pick(h, historyData[:3])), Baru: []byte(pick(h, historyData))}}
	if h.chance(4) {
		c.Idem = &store.Idem{Key: h.idemKey(), Body: h.body(), Response: []byte(pick(h, historyData)), Expires: h.now.Add(30 * time.Second)}
	}
	if h.chance(6) {
		versi := max(0, meta.Versi-int64(h.IntN(2)))
		c.Meta = &versi
	}
	if h.chance(6) {
		index := pick(h, h.index)
		c.Index = &index
	}
	return c, meta
}

func (h *life) command(p store.Partition) store.Command {
	c, meta := h.base(p)
	seen := map[store.Key]bool{}
	for range h.IntN(5) {
		k := h.key()
		if seen[k] {
			continue
		}
		seen[k] = true
		item, err := h.file.Get(ctx, p, k)
		if fault.CodeOf(err) != fault.NotFound {
			h.err = cmp.Or(h.err, err)
		}
		w := store.Write{Key: k, Versi: item.Versi, Data: []byte(pick(h, historyData))}
		if h.chance(12) {
			w.Versi = h.Int64N(meta.Versi + 2)
		}
		w.Delete = w.Versi > 0 && h.chance(4)
		c.Writes = append(c.Writes, w)
	}
	if k := h.key(); h.chance(3) && !seen[k] {
		item, err := h.file.Get(ctx, p, k)
		if fault.CodeOf(err) != fault.NotFound {
			h.err = cmp.Or(h.err, err)
		}
		r := store.Read{Key: k, Versi: item.Versi}
		if h.chance(6) {
			r.Versi = h.Int64N(meta.Versi + 2)
		}
		c.Reads = append(c.Reads, r)
	}
	return c
}

func (h *life) switching(p store.Partition) store.Command {
	c, meta := h.base(p)
	doc := pick(h, historyDocs)
	sw := store.Switch{Doc: doc, From: meta.Rev(doc), To: pick(h, historyRevs)}
	if h.chance(5) {
		sw.From = pick(h, historyRevs)
	}
	if sw.From == sw.To {
		sw.To += "'"
	}
	c.Switches = []store.Switch{sw}
	return c
}

func (h *life) stage(p store.Partition) operation {
	doc, rev := pick(h, historyDocs), pick(h, historyRevs)
	var rows []store.Row
	for range h.IntN(4) {
		rows = append(rows, store.Row{Row: pick(h, historyRows), Data: []byte(pick(h, historyData))})
	}
	return func(s store.Store, _ store.HasilStore) string {
		return describe("ok", nil, s.Stage(ctx, p, doc, rev, rows))
	}
}

func (h *life) hasil() operation {
	k := store.HasilKey{OPD: h.opd, Tahun: 2023, TW: 1 + h.IntN(4)}
	// Numbers that grow slowly, so that new values are now above, now below, now beside.
	small := func() int64 { return int64(h.now.Unix()%1_000_000/100) + h.Int64N(4) }
	v := store.Hasil{Vector: store.Vector{Tahun: small(), OPD: small(), Lalu: map[int]int64{2022: small()}, Mesin: 1},
		Galat: pick(h, []string{"", "", "target_nol"}), At: h.now, Data: []byte(pick(h, historyData))}
	return func(_ store.Store, s store.HasilStore) string {
		put, err := s.PutHasil(ctx, k, v)
		if !put && err == nil {
			return describe("kept", put, err)
		}
		return describe("ok", put, err)
	}
}

func do(c store.Command) operation {
	return func(s store.Store, _ store.HasilStore) string {
		res, err := s.Do(ctx, c)
		if res.Replayed {
			return describe("replayed", res, err)
		}
		return describe("ok", res, err)
	}
}

// describe writes an answer with what the caller can tell by; an error's code comes first.
func describe(what string, answer any, err error) string {
	var f *fault.Error
	switch {
	case err == nil:
		return fmt.Sprintf("%s %+v", what, answer)
	case errors.Is(err, store.ErrRead) && errors.As(err, &f):
		return fmt.Sprintf("read_%s %+v %q %+v", f.Code, answer, f.Args, f.Data)
	case errors.As(err, &f) && f.Err == nil:
		return fmt.Sprintf("%s %+v %q %+v", f.Code, answer, f.Args, f.Data)
	default:
		return fmt.Sprintf("unexpected: %v", err)
	}
}

// everything is all that readers see of what is h's.
func (h *life) everything(s store.Store, hs store.HasilStore) string {
	var b strings.Builder
	for _, p := range h.parts {
		snap, err := s.Load(context.Background(), p)
		fmt.Fprintln(&b, describe("load", snap, err))
		entries, err := s.Entries(ctx, p, max(0, snap.Meta.Versi-60), 100)
		fmt.Fprintln(&b, describe("entries", entries, err))
	}
	for _, index := range h.index {
		list, err := s.List(ctx, index)
		fmt.Fprintln(&b, describe("list", list, err))
	}
	for tw := range 4 {
		v, err := hs.GetHasil(ctx, store.HasilKey{OPD: h.opd, Tahun: 2023, TW: tw + 1})
		fmt.Fprintln(&b, describe("hasil", v, err))
	}
	return b.String()
}
