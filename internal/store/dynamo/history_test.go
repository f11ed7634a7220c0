package dynamo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"
	"capaian/internal/store/embedded"
)

// How many operations TestSameHistory does by default, and the variable that says
// otherwise.
const (
	historyOps = 2000
	historyEnv = "CAPAIAN_TEST_RIWAYAT"
)

// TestSameHistory has both implementations live through one random history and wants the
// same answers of both, faults and their Data included.
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
	h := &life{Rand: rand.New(rand.NewPCG(2023, 4)), file: file, now: time.Date(2023, 12, 31, 16, 59, 59, 0, time.UTC)}
	answers := map[string]int{}
	for n := range ops {
		name, op := h.next()
		got, want := op(cloud, cloud), op(file, file)
		if got != want {
			t.Fatalf("operation %d, %s:\ngot  %s\nwant %s", n, name, got, want)
		}
		code, _, _ := strings.Cut(want, " ")
		answers[name+" "+code]++
		if n%40 == 0 || n == ops-1 {
			if got, want := everything(cloud, cloud), everything(file, file); got != want {
				t.Fatalf("after operation %d, %s:\ngot\n%s\nwant\n%s", n, name, got, want)
			}
		}
	}
	// The history is only worth something when it came by all that can happen.
	for _, a := range []string{"do ok", "do replayed", "do version_conflict", "do already_exists", "do idempotency_key_reused",
		"switch ok", "switch version_conflict", "stage ok", "stage invalid", "sweep ok", "replay ok", "replay none",
		"replay idempotency_key_reused", "get ok", "get not_found", "hasil ok", "hasil kept", "load ok"} {
		if answers[a] == 0 {
			t.Errorf("got no %q in %v, want some", a, answers)
		}
	}
}

var (
	historyParts = []store.Partition{store.TahunOPD("dinsos", 2023), store.TahunOPD("dinsos", 2024), store.OPD("dinsos")}
	historyDocs  = []string{"IND", "IND#x", "ANG#induk"}
	historyRows  = []string{"1", "2", "10", "#", "a@b", "é x"}
	historyRevs  = []string{store.InitialRev, "r1", "r2", "r 3"}
	historyIndex = []string{"", "KAB#1", "KAB#1#T"}
	historyData  = []string{"", `{"nilai":"99.40"}`, "\xff\xfe\x00", "é\u2028", strings.Repeat("panjang ", 300)}
)

// life draws operations. It looks at file to draw Versis that mostly fit.
type life struct {
	*rand.Rand
	file *embedded.Store
	now  time.Time
}

// operation does the same on any implementation and describes the answer: what came of
// it, then the answer itself.
type operation func(store.Store, store.HasilStore) string

func pick[T any](h *life, from []T) T { return from[h.IntN(len(from))] }

// chance is true once in n times.
func (h *life) chance(n int) bool { return h.IntN(n) == 0 }

func (h *life) next() (string, operation) {
	h.now = h.now.Add(time.Duration(h.IntN(4)) * time.Second)
	p := pick(h, historyParts)
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

func (h *life) idemKey() string { return fmt.Sprintf("dinsos#s-1#POST#%d", h.IntN(4)) }

func (h *life) body() string { return pick(h, []string{"b1", "b1", "b1", "b2"}) }

// base is a command without writes, with what any command may carry.
func (h *life) base(p store.Partition) (store.Command, store.Meta) {
	meta, err := h.file.Meta(ctx, p)
	if err != nil {
		panic(err)
	}
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
		index := pick(h, historyIndex)
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
		if err != nil && fault.CodeOf(err) != fault.NotFound {
			panic(err)
		}
		w := store.Write{Key: k, Versi: item.Versi, Data: []byte(pick(h, historyData))}
		if h.chance(12) {
			w.Versi = h.Int64N(meta.Versi + 2)
		}
		w.Delete = w.Versi > 0 && h.chance(4)
		c.Writes = append(c.Writes, w)
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
	k := store.HasilKey{OPD: "dinsos", Tahun: 2023, TW: 1 + h.IntN(4)}
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
	case errors.As(err, &f) && f.Err == nil:
		return fmt.Sprintf("%s %+v %q %+v", f.Code, answer, f.Args, f.Data)
	default:
		return fmt.Sprintf("unexpected: %v", err)
	}
}

// everything is all that readers see.
func everything(s store.Store, hs store.HasilStore) string {
	var b strings.Builder
	for _, p := range historyParts {
		snap, err := s.Load(context.Background(), p)
		fmt.Fprintln(&b, describe("load", snap, err))
		entries, err := s.Entries(ctx, p, max(0, snap.Meta.Versi-60), 100)
		fmt.Fprintln(&b, describe("entries", entries, err))
	}
	for _, index := range historyIndex {
		list, err := s.List(ctx, index)
		fmt.Fprintln(&b, describe("list", list, err))
	}
	for tw := range 4 {
		v, err := hs.GetHasil(ctx, store.HasilKey{OPD: "dinsos", Tahun: 2023, TW: tw + 1})
		fmt.Fprintln(&b, describe("hasil", v, err))
	}
	return b.String()
}
