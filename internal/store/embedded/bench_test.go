package embedded

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"capaian/internal/store"
)

const benchPartitions = 50

// BenchmarkDo saves items of the usual size, each with its audit entry and idempotency
// record, on a real disk.
func BenchmarkDo(b *testing.B) {
	for _, writers := range []int{1, 8, 64} {
		b.Run(fmt.Sprintf("%d writers", writers), func(b *testing.B) {
			s := mustOpen(b, b.TempDir())
			defer mustClose(b, s)
			data := []byte(`{"x":"` + strings.Repeat("1", 300) + `"}`)
			var next atomic.Int64
			var wg sync.WaitGroup
			b.ResetTimer()
			for range writers {
				wg.Go(func() {
					for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
						c := command(store.TahunOPD(fmt.Sprint(i%benchPartitions), 2023), fmt.Sprint(i))
						c.Writes[0].Data, c.Audit.Baru = data, data
						c.Idem = &store.Idem{Key: fmt.Sprint(i), Body: "b", Response: data, Expires: c.Audit.Waktu}
						if _, err := s.Do(ctx, c); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			wg.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commands/s")
		})
	}
}

func BenchmarkLoad500(b *testing.B) {
	s := mustOpen(b, b.TempDir())
	defer mustClose(b, s)
	for i := range 10 {
		c := command(tahun)
		for j := range 50 {
			c.Writes = append(c.Writes, store.Write{Key: store.Key{Doc: "ANG", Row: fmt.Sprintf("%d.%02d", i, j)}, Data: make([]byte, 300)})
		}
		if _, err := s.Do(ctx, c); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if snap, err := s.Load(ctx, tahun); err != nil || len(snap.Items) != 500 {
			b.Fatalf("got %d items, %v, want 500", len(snap.Items), err)
		}
	}
}
