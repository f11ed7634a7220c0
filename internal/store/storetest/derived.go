package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"
)

func hasilOf(tw int) store.HasilKey { return store.HasilKey{OPD: "dinsos", Tahun: 2023, TW: tw} }

func mustPut(t *testing.T, s store.HasilStore, k store.HasilKey, h store.Hasil, want bool) {
	t.Helper()
	if put, err := s.PutHasil(context.Background(), k, h); err != nil || put != want {
		t.Fatalf("PutHasil %+v: got %v, %v, want %v", h.Vector, put, err, want)
	}
}

func hasilVectors(t *testing.T, f Fixture) {
	vector := func(tahun, opd int64, mesin int, lalu map[int]int64) store.Vector {
		return store.Vector{Tahun: tahun, OPD: opd, Mesin: mesin, Lalu: lalu}
	}
	base := vector(5, 5, 5, map[int]int64{2021: 5, 2022: 5})
	cases := []struct {
		name            string
		v               store.Vector
		oldGalat, galat string
		want            bool
	}{
		{name: "lower year", v: vector(4, 5, 5, base.Lalu)},
		{name: "lower agency", v: vector(5, 4, 5, base.Lalu)},
		{name: "lower engine", v: vector(5, 5, 4, base.Lalu)},
		{name: "lower earlier year", v: vector(5, 5, 5, map[int]int64{2021: 4, 2022: 5})},
		{name: "earlier year missing", v: vector(5, 5, 5, map[int]int64{2022: 5})},
		{name: "equal", v: base},
		{name: "equal, another earlier year at 0", v: vector(5, 5, 5, map[int]int64{2020: 0, 2021: 5, 2022: 5})},
		{name: "incomparable", v: vector(9, 4, 5, base.Lalu)},
		{name: "incomparable in an earlier year", v: vector(9, 9, 9, map[int]int64{2021: 4, 2022: 9})},
		{name: "higher year", v: vector(6, 5, 5, base.Lalu), want: true},
		{name: "higher agency", v: vector(5, 6, 5, base.Lalu), want: true},
		{name: "higher engine", v: vector(5, 5, 6, base.Lalu), want: true},
		{name: "higher earlier year", v: vector(5, 5, 5, map[int]int64{2021: 5, 2022: 6}), want: true},
		{name: "one more earlier year", v: vector(5, 5, 5, map[int]int64{2020: 1, 2021: 5, 2022: 5}), want: true},
		{name: "all higher", v: vector(6, 6, 6, map[int]int64{2021: 6, 2022: 6}), want: true},
		{name: "good at a galat's vector", v: base, oldGalat: "target_nol", want: true},
		{name: "galat at a galat's vector", v: base, oldGalat: "target_nol", galat: "other"},
		{name: "galat at a good one's vector", v: base, galat: "target_nol"},
		{name: "galat at a higher vector", v: vector(6, 5, 5, base.Lalu), galat: "target_nol", want: true},
		{name: "good below a galat", v: vector(4, 5, 5, base.Lalu), oldGalat: "target_nol"},
	}
	for i, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			k := store.HasilKey{OPD: "dinsos", Tahun: 2000 + i, TW: 1}
			old := store.Hasil{Vector: base, Galat: c.oldGalat, At: waktu, Data: []byte{0, 1, 0xff}}
			offered := store.Hasil{Vector: c.v, Galat: c.galat, At: waktu.Add(time.Second), Data: []byte("new")}
			mustPut(t, f.Hasil, k, old, true)
			mustPut(t, f.Hasil, k, offered, c.want)
			wanted := old
			if c.want {
				wanted = offered
			}
			got, err := f.Hasil.GetHasil(context.Background(), k)
			if err != nil {
				t.Fatal(err)
			}
			want(t, "GetHasil", fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", wanted))
		})
	}
}

func hasilConcurrent(t *testing.T, f Fixture) {
	const n = 40
	for i, err := range atOnce(n, func(i int) error {
		v := int64(i*7%n + 1) // each of 1…n once, out of order
		_, err := f.Hasil.PutHasil(context.Background(), hasilOf(4), store.Hasil{Vector: store.Vector{Tahun: v}, At: waktu, Data: fmt.Append(nil, v)})
		return err
	}) {
		if err != nil {
			t.Errorf("put %d: got %v, want no fault", i, err)
		}
	}
	if h, err := f.Hasil.GetHasil(context.Background(), hasilOf(4)); err != nil || h.Vector.Tahun != n || string(h.Data) != fmt.Sprint(n) {
		t.Errorf("got %+v, %v, want the highest, %d", h, err, n)
	}
}

func hasilLimits(t *testing.T, f Fixture) {
	ctx := context.Background()
	_, err := f.Hasil.GetHasil(ctx, hasilOf(1))
	wantCode(t, err, fault.NotFound)
	mustPut(t, f.Hasil, hasilOf(1), store.Hasil{At: waktu, Data: make([]byte, store.MaxItem-1000)}, true)
	_, err = f.Hasil.GetHasil(ctx, hasilOf(2))
	wantCode(t, err, fault.NotFound)
	_, err = f.Hasil.PutHasil(ctx, hasilOf(2), store.Hasil{At: waktu, Data: make([]byte, store.MaxHasil+1)})
	wantCode(t, err, fault.TooLarge)
	for _, k := range []store.HasilKey{{Tahun: 2023, TW: 1}, {OPD: "a\x00", Tahun: 2023, TW: 1}, hasilOf(0), hasilOf(5)} {
		_, err := f.Hasil.PutHasil(ctx, k, store.Hasil{At: waktu})
		wantCode(t, err, fault.Invalid)
	}
}

// hasilLarge puts values above what one item takes in each other's place, growing and
// shrinking, and reads while they are replaced: a reader gets one of them whole.
func hasilLarge(t *testing.T, f Fixture) {
	value := func(n int) store.Hasil {
		size := []int{store.MaxHasil, 10, store.MaxItem + 1, store.MaxItem - 1000, 2_000_000, 0}[n%6]
		return store.Hasil{Vector: store.Vector{Tahun: int64(n + 1)}, At: waktu, Data: bytes.Repeat([]byte{0x80 | byte(n)}, size)}
	}
	const n = 18
	var reading sync.WaitGroup
	ctx, cancel := context.WithCancel(context.Background())
	mustPut(t, f.Hasil, hasilOf(1), value(0), true)
	for range 2 {
		reading.Go(func() {
			for ctx.Err() == nil {
				h, err := f.Hasil.GetHasil(ctx, hasilOf(1))
				if ctx.Err() != nil {
					return
				}
				if err != nil {
					t.Errorf("read: got %v, want no fault", err)
					return
				}
				if wanted := value(int(h.Vector.Tahun) - 1); !bytes.Equal(h.Data, wanted.Data) {
					t.Errorf("read: got %d bytes at %d that are not what was put there", len(h.Data), h.Vector.Tahun)
				}
			}
		})
	}
	for i := 1; i < n; i++ {
		mustPut(t, f.Hasil, hasilOf(1), value(i), true)
		mustPut(t, f.Hasil, hasilOf(1), value(i-1), false)
		h, err := f.Hasil.GetHasil(context.Background(), hasilOf(1))
		if err != nil || !bytes.Equal(h.Data, value(i).Data) {
			t.Fatalf("value %d: got %d bytes, %v, want the %d that were put", i, len(h.Data), err, len(value(i).Data))
		}
	}
	cancel()
	reading.Wait()
	// Several writers at once leave the highest, whole.
	for i, err := range atOnce(6, func(i int) error {
		_, err := f.Hasil.PutHasil(context.Background(), hasilOf(2), value(i))
		return err
	}) {
		if err != nil {
			t.Errorf("put %d: got %v, want no fault", i, err)
		}
	}
	if h, err := f.Hasil.GetHasil(context.Background(), hasilOf(2)); err != nil || h.Vector.Tahun != 6 || len(h.Data) != 0 {
		t.Errorf("got %d bytes at %d, %v, want the highest", len(h.Data), h.Vector.Tahun, err)
	}
	// A neighbour's parts are its own.
	if _, err := f.Hasil.GetHasil(context.Background(), hasilOf(3)); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("neighbour: got %v, want not found", err)
	}
}

func mustChanges(t *testing.T, f store.Feed, after uint64) []store.Change {
	t.Helper()
	changes, err := f.Changes(context.Background(), after, 100_000)
	if err != nil {
		t.Fatalf("Changes: got %v, want no fault", err)
	}
	return changes
}

func feed(t *testing.T, f Fixture) {
	if f.Feed == nil {
		return
	}
	lap := store.Laporan("dinsos", 2023)
	mustDo(t, f.Store, command(tahun, create("IND", "1", "a"), create("IND", "2", "a")))
	mustStage(t, f.Store, tahun, "ANG", "r1", store.Row{Row: "1"})
	mustDo(t, f.Store, command(lap, create("LAP", "x", "a")))
	mustDo(t, f.Store, command(tahun, update("IND", "1", 1, "b"), remove("IND", "2", 1)))
	mustDo(t, f.Store, switching(tahun, "ANG", store.InitialRev, "r1"))
	mustDo(t, f.Store, command(tahun, create("ANG", "2", "a"), create("IND", "2", "again")))
	got, last := "", uint64(0)
	all := mustChanges(t, f.Feed, 0)
	for _, c := range all {
		if c.Seq <= last {
			t.Errorf("Seq: got %d after %d, want it to grow", c.Seq, last)
		}
		last = c.Seq
		got += fmt.Sprintf("%s %s %v\n", c.Partition, c.SK, c.Insert)
	}
	want(t, "changes", got, `OPD#dinsos#T#2023 META true
OPD#dinsos#T#2023 IND@0#1 true
OPD#dinsos#T#2023 IND@0#2 true
LAP#dinsos#T#2023 META true
LAP#dinsos#T#2023 LAP@0#x true
OPD#dinsos#T#2023 META false
OPD#dinsos#T#2023 META false
OPD#dinsos#T#2023 META false
OPD#dinsos#T#2023 ANG@r1#2 true
OPD#dinsos#T#2023 IND@0#2 true
`)
	page, err := f.Feed.Changes(context.Background(), all[2].Seq, 3)
	if err != nil {
		t.Fatal(err)
	}
	want(t, "page", fmt.Sprint(page), fmt.Sprint(all[3:6]))
}

func feedCursors(t *testing.T, f Fixture) {
	if f.Feed == nil {
		return
	}
	ctx := context.Background()
	set := func(consumer string, seq uint64) {
		t.Helper()
		if err := f.Feed.SetCursor(ctx, consumer, seq); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := f.Feed.Cursor(ctx, "recalc"); got != 0 || err != nil {
		t.Errorf("new cursor: got %d, %v, want 0", got, err)
	}
	set("recalc", 0)
	for i := range 10 {
		mustDo(t, f.Store, command(tahun, create("IND", fmt.Sprint(i), "a")))
	}
	all := mustChanges(t, f.Feed, 0)
	set("dispatch", all[15].Seq)
	want(t, "changes that recalc has not seen", fmt.Sprint(mustChanges(t, f.Feed, 0)), fmt.Sprint(all))
	set("recalc", all[4].Seq)
	want(t, "changes after recalc", fmt.Sprint(mustChanges(t, f.Feed, all[4].Seq)), fmt.Sprint(all[5:]))
	if f.Reopen != nil {
		f = f.Reopen()
	}
	for consumer, wanted := range map[string]uint64{"recalc": all[4].Seq, "dispatch": all[15].Seq, "other": 0} {
		if got, err := f.Feed.Cursor(ctx, consumer); got != wanted || err != nil {
			t.Errorf("cursor of %s: got %d, %v, want %d", consumer, got, err, wanted)
		}
	}
	set("recalc", all[19].Seq)
	set("dispatch", all[19].Seq)
	mustDo(t, f.Store, command(tahun))
	if got := mustChanges(t, f.Feed, all[19].Seq); len(got) != 1 || got[0].Seq <= all[19].Seq {
		t.Errorf("after all was passed: got %v, want one change with a Seq after %d", got, all[19].Seq)
	}
	wantCode(t, f.Feed.SetCursor(ctx, "", 1), fault.Invalid)
}

func feedWait(t *testing.T, f Fixture) {
	if f.Feed == nil {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	woken := make(chan error, 1)
	go func() { woken <- f.Feed.Wait(ctx, 0) }()
	mustDo(t, f.Store, command(tahun))
	if err := <-woken; err != nil {
		t.Errorf("Wait: got %v, want nil after a command", err)
	}
	if err := f.Feed.Wait(ctx, 0); err != nil {
		t.Errorf("Wait for what is there: got %v, want nil", err)
	}
	last := mustChanges(t, f.Feed, 0)[0].Seq
	go func() { woken <- f.Feed.Wait(ctx, last) }()
	cancel()
	if err := <-woken; !errors.Is(err, context.Canceled) {
		t.Errorf("Wait until cancelled: got %v, want %v", err, context.Canceled)
	}
}
