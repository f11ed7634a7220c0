package main

import (
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"capaian/infra/templat"
)

func invoke(l *lambda, p perintah) (pid int, err error) {
	payload, _ := json.Marshal(p)
	out, err := l.Invoke(payload)
	if err != nil {
		return 0, err
	}
	var a struct{ Pid int }
	err = json.Unmarshal(out, &a)
	return a.Pid, err
}

func TestEnvironmentIsUsedAgain(t *testing.T) {
	l := obedient(t, templat.Function{Memory: 512, Timeout: time.Minute}, 2)
	first, err := invoke(l, perintah{})
	if err != nil {
		t.Fatal(err)
	}
	second, err := invoke(l, perintah{})
	if err != nil || second != first {
		t.Errorf("second event: got process %d, %v, want %d again", second, err, first)
	}
	if l.usage.peak == 0 || len(l.usage.cold) != 1 || len(l.usage.warm) != 1 {
		t.Errorf("usage: got %d bytes, %d cold, %d warm", l.usage.peak, len(l.usage.cold), len(l.usage.warm))
	}
	l.cool()
	if third, err := invoke(l, perintah{}); err != nil || third == first {
		t.Errorf("after cooling: got process %d, %v, want another", third, err)
	}
}

// Each environment serves one event at a time; the limit is a limit.
func TestEventsAtTheSameTime(t *testing.T) {
	l := obedient(t, templat.Function{Memory: 512, Timeout: time.Minute, Reserved: 3}, 10)
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			if _, err := invoke(l, perintah{Tidur: 50 * time.Millisecond}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := len(l.pids()); n < 2 || n > 3 {
		t.Errorf("got %d environments, want several and at most the reserved 3", n)
	}
}

func TestWhatEndsAnInvocation(t *testing.T) {
	f := templat.Function{Memory: 256, Timeout: time.Minute}
	patient := obedient(t, f, 1)
	f.Timeout = time.Second
	hasty := obedient(t, f, 1)
	for _, c := range []struct {
		name  string
		event perintah
		want  error // nil: a functionError
		says  string
		fresh bool // another environment serves the next event
	}{
		{"error", perintah{Galat: "data rusak"}, nil, "data rusak", false},
		{"panic", perintah{Panik: true}, nil, "panik", true},
		{"exit", perintah{Mati: true}, errExit, "", true},
		{"too long", perintah{Tidur: time.Minute}, errTimeout, "", true},
		{"too much memory", perintah{Memori: 400}, errMemory, "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := patient
			if c.want == errTimeout {
				l = hasty
			}
			before, err := invoke(l, perintah{})
			if err != nil {
				t.Fatal(err)
			}
			_, err = invoke(l, c.event)
			var f *functionError
			if c.want == nil && (!errors.As(err, &f) || !strings.Contains(f.Message, c.says)) || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v %s", err, c.want, c.says)
			}
			after, err := invoke(l, perintah{})
			if err != nil || (after != before) != c.fresh {
				t.Errorf("next event: got process %d after %d, %v, want another: %v", after, before, err, c.fresh)
			}
		})
	}
	if n := patient.usage.failed + hasty.usage.failed; n != 5 {
		t.Errorf("failures: got %d, want 5", n)
	}
}

func TestProgramThatCannotStart(t *testing.T) {
	l := newLambda(templat.Function{Name: "x", Memory: 128, Timeout: time.Second}, "/bin/false", nil, 1, &strings.Builder{})
	if _, err := l.Invoke([]byte("{}")); !errors.Is(err, errExit) {
		t.Errorf("got %v, want %v", err, errExit)
	}
	l.binary = "/tiada"
	if _, err := l.Invoke([]byte("{}")); err == nil {
		t.Error("a program that is not there: got no error")
	}
}
