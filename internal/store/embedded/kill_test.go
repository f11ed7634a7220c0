package embedded

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"
)

// The kill test starts this test binary again as a process that only writes.
const (
	envDir   = "CAPAIAN_KILL_DIR"
	envSeed  = "CAPAIAN_KILL_SEED" // set it to see a run's kill moments again
	envKills = "CAPAIAN_KILLS"     // how many rounds
)

const (
	killWriters    = 4
	killPartitions = 5
	killPairs      = 10
	killRounds     = 200
	killLongest    = 150 * time.Millisecond
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(envDir); dir != "" {
		writeUntilKilled(dir)
		return
	}
	os.Exit(m.Run())
}

func killPartition(i int) store.Partition { return store.TahunOPD(strconv.Itoa(i), 2023) }

// pairKey is one of the two items that a command writes together.
func pairKey(pair int, half string) store.Key {
	return store.Key{Doc: "REAL", Row: fmt.Sprintf("%d%s", pair, half)}
}

// writeUntilKilled writes pairs of items, several writers on the same few, and prints a
// line for each command that was acknowledged. A line is one write to the pipe, so it
// is there whole or not at all.
func writeUntilKilled(dir string) {
	s, err := Open(dir, Options{})
	if err != nil {
		fmt.Println("error", err)
		return
	}
	seed, _ := strconv.ParseUint(os.Getenv(envSeed), 10, 64)
	var wg sync.WaitGroup
	for w := range uint64(killWriters) {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(seed, w))
			for n := 0; ; n++ {
				p, pair := r.IntN(killPartitions), r.IntN(killPairs)
				token := fmt.Sprintf("%d.%d.%d", seed, w, n)
				item, err := s.Get(ctx, killPartition(p), pairKey(pair, "a"))
				if err != nil && fault.CodeOf(err) != fault.NotFound {
					fmt.Println("error", err)
					return
				}
				c := command(killPartition(p))
				c.Audit.Objek = token
				c.Idem = &store.Idem{Key: token, Body: "b", Response: []byte(token), Expires: c.Audit.Waktu.AddDate(1, 0, 0)}
				for _, half := range []string{"a", "b"} {
					c.Writes = append(c.Writes, store.Write{Key: pairKey(pair, half), Versi: item.Versi, Data: []byte(token)})
				}
				res, err := s.Do(ctx, c)
				switch fault.CodeOf(err) {
				case "":
					fmt.Printf("ack %d %d %d %s\n", p, pair, res.Meta, token)
				case fault.Conflict, fault.Exists: // another writer was first
				default:
					fmt.Println("error", err)
					return
				}
			}
		})
	}
	wg.Wait()
}

// ack is a command that the killed process had acknowledged.
type ack struct {
	p, pair int
	versi   int64
	token   string
}

// progress is what the parent has verified of the store so far.
type progress struct {
	seq    [killPartitions]int64
	head   [killPartitions]string
	feed   uint64
	images [killPartitions]int64 // META images seen in the feed
}

// TestKill kills a writing process at random moments, over and over on the same files,
// and looks for lost, torn and uncounted commands. A killed process loses what it had
// not handed to the system; what a power cut takes besides is bbolt's fsync's to keep.
func TestKill(t *testing.T) {
	rounds := killRounds
	if v := os.Getenv(envKills); v != "" {
		var err error
		if rounds, err = strconv.Atoi(v); err != nil {
			t.Fatal(err)
		}
	}
	seed := rand.Uint64()
	if v := os.Getenv(envSeed); v != "" {
		var err error
		if seed, err = strconv.ParseUint(v, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%s=%d", envSeed, seed)
	r := rand.New(rand.NewPCG(seed, 0))
	dir := t.TempDir()
	var done progress
	acknowledged, unheard := 0, 0
	for round := range rounds {
		after := time.Duration(r.Int64N(int64(killLongest)))
		acks := killRound(t, dir, r.Uint64(), after)
		grown := verify(t, dir, &done, acks)
		if extra := grown - len(acks); extra < 0 || extra > killWriters {
			t.Fatalf("round %d: got %d commands in the store for %d acknowledged, want at most %d more", round, grown, len(acks), killWriters)
		}
		if t.Failed() {
			t.Fatalf("round %d, killed after %v", round, after)
		}
		acknowledged += len(acks)
		unheard += grown - len(acks)
	}
	t.Logf("%d kills: %d commands acknowledged, %d done but not heard of", rounds, acknowledged, unheard)
	if acknowledged == 0 {
		t.Error("got no acknowledged command, want some")
	}
	whole := progress{}
	verify(t, dir, &whole, nil)
}

func killRound(t *testing.T, dir string, seed uint64, after time.Duration) (acks []ack) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), envDir+"="+dir, envSeed+"="+strconv.FormatUint(seed, 10))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var a ack
		if _, err := fmt.Sscanf(lines.Text(), "ack %d %d %d %s", &a.p, &a.pair, &a.versi, &a.token); err != nil {
			t.Errorf("the writer said %q", lines.Text())
			continue
		}
		acks = append(acks, a)
	}
	_ = cmd.Wait() // it was killed
	return acks
}

// verify opens the store, checks what was added since done, and gives how many
// commands that is.
func verify(t *testing.T, dir string, done *progress, acks []ack) (grown int) {
	t.Helper()
	s := mustOpen(t, dir)
	defer mustClose(t, s)
	tokens := map[string]int64{} // of the new entries, to their Seq
	for p := range killPartitions {
		before := done.seq[p]
		entries, err := s.Entries(ctx, killPartition(p), before, 1<<30)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			tokens[e.Objek] = e.Seq
		}
		if done.seq[p], done.head[p], err = store.VerifyChain(entries, before, done.head[p]); err != nil {
			t.Error(err)
		}
		verifyPairs(t, s, p, done)
		grown += int(done.seq[p] - before)
	}
	for _, a := range acks {
		if got := tokens[a.token]; got != a.versi {
			t.Errorf("%s: got audit entry %d, want the acknowledged %d", a.token, got, a.versi)
		}
		item, err := s.Get(ctx, killPartition(a.p), pairKey(a.pair, "a"))
		if err != nil || item.Versi < a.versi {
			t.Errorf("%s: got Versi %d, %v, want at least the acknowledged %d", a.token, item.Versi, err, a.versi)
		}
		first, ok, err := s.Replay(ctx, a.token, "b", command("").Audit.Waktu)
		if !ok || err != nil || string(first.Response) != a.token || first.Meta != a.versi {
			t.Errorf("%s: got idempotency record %+v, %v, want its response", a.token, first, err)
		}
	}
	verifyFeed(t, s, done)
	return grown
}

// verifyPairs looks for half a command: both items of a pair, the chain and META must
// tell of the same last one.
func verifyPairs(t *testing.T, s *Store, p int, done *progress) {
	t.Helper()
	snap, err := s.Load(ctx, killPartition(p))
	if err != nil {
		t.Fatal(err)
	}
	if snap.Meta.Versi != done.seq[p] || snap.Meta.Head != done.head[p] {
		t.Errorf("META of %d: got %d %s, want the chain's %d %s", p, snap.Meta.Versi, snap.Meta.Head, done.seq[p], done.head[p])
	}
	if len(snap.Items)%2 != 0 {
		t.Fatalf("partition %d: got %d items, want pairs", p, len(snap.Items))
	}
	last := int64(0)
	for i := 0; i < len(snap.Items); i += 2 {
		a, b := snap.Items[i], snap.Items[i+1]
		if a.Versi != b.Versi || string(a.Data) != string(b.Data) {
			t.Errorf("pair of %d: got %s at %d and %s at %d, want the same", p, a.Data, a.Versi, b.Data, b.Versi)
		}
		entries, err := s.Entries(ctx, killPartition(p), a.Versi-1, 1)
		if err != nil || len(entries) != 1 || entries[0].Objek != string(a.Data) {
			t.Errorf("pair of %d: got %s at %d, %v, want the token of that audit entry (%v)", p, a.Data, a.Versi, err, entries)
		}
		last = max(last, a.Versi)
	}
	if last != snap.Meta.Versi {
		t.Errorf("partition %d: got the last item at %d, want META's %d", p, last, snap.Meta.Versi)
	}
}

func verifyFeed(t *testing.T, s *Store, done *progress) {
	t.Helper()
	changes, err := s.Changes(ctx, done.feed, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		done.feed = c.Seq
		for p := range killPartitions {
			if c.Partition == killPartition(p) && c.SK == metaSK {
				done.images[p]++
			}
		}
	}
	if done.images != done.seq {
		t.Errorf("META images in the feed: got %v, want one for each command, %v", done.images, done.seq)
	}
}
