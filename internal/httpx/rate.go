package httpx

import (
	"net/http"
	"strconv"
	"sync"
	"time"

	"capaian/internal/fault"
)

// Rate is how often somebody may do a thing: Burst times at once, and once more after
// each Every.
type Rate struct {
	Burst int
	Every time.Duration
}

// maxBuckets bounds a Limiter's memory (about 100 bytes each).
const maxBuckets = 10_000

// Limiter counts what each client has done lately, in the memory of this process alone:
// on one machine that is the whole; in the cloud each copy of a function counts for
// itself, so that a client gets at most as many times the rate as there are copies, and
// the gateway's throttle is what bounds all of them. It is safe for concurrent use.
type Limiter struct {
	now     func() time.Time
	mu      sync.Mutex
	buckets map[string]bucket
}

// bucket is full again at a time; until then it lacks what has been taken.
type bucket struct{ full time.Time }

// NewLimiter counts by the clock now.
func NewLimiter(now func() time.Time) *Limiter {
	return &Limiter{now: now, buckets: map[string]bucket{}}
}

// Take takes one from the bucket of key, or tells how long to wait for one.
func (l *Limiter) Take(key string, rate Rate) (wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	full := l.buckets[key].full
	if full.Before(now) {
		full = now
	}
	full = full.Add(rate.Every)
	if wait = full.Sub(now) - time.Duration(rate.Burst)*rate.Every; wait > 0 {
		return wait
	}
	l.makeRoom(key, now)
	l.buckets[key] = bucket{full}
	return 0
}

// makeRoom forgets who has a full bucket; when nobody has, anyone: what is lost is one
// client's count.
func (l *Limiter) makeRoom(key string, now time.Time) {
	if _, known := l.buckets[key]; known || len(l.buckets) < maxBuckets {
		return
	}
	for k, b := range l.buckets {
		if !b.full.After(now) {
			delete(l.buckets, k)
		}
	}
	for k := range l.buckets {
		if len(l.buckets) < maxBuckets {
			return
		}
		delete(l.buckets, k)
	}
}

// Limit refuses what is beyond rate as fault.TooMany and says when to come again.
func (l *Limiter) Limit(w http.ResponseWriter, key string, rate Rate) error {
	wait := l.Take(key, rate)
	if wait <= 0 {
		return nil
	}
	seconds := strconv.FormatInt(int64((wait+time.Second-1)/time.Second), 10)
	w.Header().Set("Retry-After", seconds)
	return fault.New(fault.TooMany, seconds)
}
