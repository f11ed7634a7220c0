package main

import (
	"fmt"
	"io"
	"slices"
	"sync"
	"text/tabwriter"
	"time"
)

// usage is what a function's invocations took.
type usage struct {
	mu         sync.Mutex
	cold, warm []time.Duration
	failed     int
	peak       int64 // bytes
}

// keep bounds the durations that are remembered of each kind.
const keep = 100_000

func (u *usage) note(took time.Duration, rss int64, cold bool, err error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if err != nil {
		u.failed++
	}
	u.peak = max(u.peak, rss)
	switch {
	case cold && len(u.cold) < keep:
		u.cold = append(u.cold, took)
	case !cold && len(u.warm) < keep:
		u.warm = append(u.warm, took)
	}
}

// percentile is that of durations, 0 of none.
func percentile(d []time.Duration, p int) time.Duration {
	if len(d) == 0 {
		return 0
	}
	d = slices.Sorted(slices.Values(d))
	return d[min(len(d)*p/100, len(d)-1)]
}

// report prints what the functions' invocations took, and their memory against what
// the template gives them.
func report(w io.Writer, functions []*lambda) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\nFungsi\tDingin\tp50\tHangat\tp50\tp99\tGagal\tMemori puncak\tdari")
	for _, l := range functions {
		u := &l.usage
		u.mu.Lock()
		fmt.Fprintf(t, "%s\t%d\t%v\t%d\t%v\t%v\t%d\t%.1f MB\t%d MB\n", l.Name, len(u.cold), ms(percentile(u.cold, 50)), len(u.warm),
			ms(percentile(u.warm, 50)), ms(percentile(u.warm, 99)), u.failed, float64(u.peak)/(1<<20), l.Memory)
		u.mu.Unlock()
	}
	return t.Flush()
}

func ms(d time.Duration) time.Duration { return d.Round(100 * time.Microsecond) }
