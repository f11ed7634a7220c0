package httpx

import (
	"net/http/httptest"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"capaian/internal/fault"
)

func TestLimiter(t *testing.T) {
	now := someday
	l := NewLimiter(func() time.Time { return now })
	rate := Rate{Burst: 3, Every: 10 * time.Second}
	for _, c := range []struct {
		name, key string
		after     time.Duration // since the case before
		wait      time.Duration
	}{
		{"first", "a", 0, 0}, {"second", "a", 0, 0}, {"third", "a", 0, 0},
		{"one too many", "a", 0, 10 * time.Second},
		{"a refusal costs nothing", "a", 4 * time.Second, 6 * time.Second},
		{"somebody else", "b", 0, 0},
		{"one has come back", "a", 6 * time.Second, 0},
		{"and only one", "a", 0, 10 * time.Second},
		{"full again, not more", "a", time.Hour, 0}, {"", "a", 0, 0}, {"", "a", 0, 0}, {"no more than the burst", "a", 0, 10 * time.Second},
		{"a clock that goes back", "a", -time.Minute, 70 * time.Second},
	} {
		now = now.Add(c.after)
		if got := l.Take(c.key, rate); got != c.wait {
			t.Errorf("%s: got %v, want %v", c.name, got, c.wait)
		}
	}
}

func TestLimiterAnswers(t *testing.T) {
	l := NewLimiter(at(someday))
	rate := Rate{Burst: 1, Every: 1500 * time.Millisecond}
	w := httptest.NewRecorder()
	if err := l.Limit(w, "a", rate); err != nil || w.Header().Get("Retry-After") != "" {
		t.Errorf("first: got %v, want none", err)
	}
	err := l.Limit(w, "a", rate)
	if fault.CodeOf(err) != fault.TooMany || w.Header().Get("Retry-After") != "2" {
		t.Errorf("second: got %v, Retry-After %q, want too_many after 2", err, w.Header().Get("Retry-After"))
	}
}

func TestLimiterMemoryIsBounded(t *testing.T) {
	now := someday
	l := NewLimiter(func() time.Time { return now })
	rate := Rate{Burst: 2, Every: time.Second}
	for i := range 3 * maxBuckets {
		l.Take(strconv.Itoa(i), rate)
	}
	if len(l.buckets) != maxBuckets {
		t.Errorf("got %d buckets, want %d", len(l.buckets), maxBuckets)
	}
	now = now.Add(time.Second)
	l.Take("new", rate)
	if len(l.buckets) != 1 {
		t.Errorf("got %d buckets when the others are full, want 1", len(l.buckets))
	}
}

func TestLimiterConcurrently(t *testing.T) {
	l := NewLimiter(at(someday))
	var got atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if l.Take("a", Rate{Burst: 100, Every: time.Second}) == 0 {
					got.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if got.Load() != 100 {
		t.Errorf("let through: got %d, want 100", got.Load())
	}
}
