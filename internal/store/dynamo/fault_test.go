package dynamo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"
)

const tahun = store.Partition("OPD#dinsos#T#2023")

var waktu = time.Date(2023, time.December, 31, 16, 59, 59, 0, time.UTC)

// wire lies between client and server. Each request goes to the tap, which sends it on or
// not, and whose answer the client gets.
type wire struct {
	tap func(action string, send func() (*http.Response, error)) (*http.Response, error)
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	send := func() (*http.Response, error) { return http.DefaultTransport.RoundTrip(r) }
	_, action, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if w.tap == nil {
		return send()
	}
	return w.tap(action, send)
}

// on makes a tap that gives the nth request of an action, from 1, to do; others go on.
func on(action string, do func(n int, send func() (*http.Response, error)) (*http.Response, error)) func(string, func() (*http.Response, error)) (*http.Response, error) {
	n := 0
	return func(a string, send func() (*http.Response, error)) (*http.Response, error) {
		if a != action {
			return send()
		}
		n++
		return do(n, send)
	}
}

func refusal(status int, body string) (*http.Response, error) {
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/x-amz-json-1.0"}},
		Body: io.NopCloser(strings.NewReader(body))}, nil
}

func named(name string) string {
	return fmt.Sprintf(`{"__type":"com.amazonaws.dynamodb.v20120810#%s","message":"on purpose"}`, name)
}

// cancelled is the answer to a transaction of META, the audit entry and one item.
func cancelled(meta, audit, item string) string {
	return fmt.Sprintf(`{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","message":"on purpose",
		"CancellationReasons":[{"Code":%q},{"Code":%q},{"Code":%q}]}`, meta, audit, item)
}

// tapped makes a store whose requests go through the wire and which does not pause.
func tapped(t *testing.T) (*Store, *wire) {
	w := &wire{}
	s := open(t, server, w)
	s.opt.Pause = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	return s, w
}

// command creates one row of IND.
func command(row string) store.Command {
	return store.Command{Partition: tahun, Writes: []store.Write{{Key: store.Key{Doc: "IND", Row: row}, Data: []byte("a")}},
		Audit: store.Audit{Waktu: waktu, Perintah: "RecordRealisasi"}}
}

func mustDo(t *testing.T, s *Store, c store.Command) {
	t.Helper()
	if _, err := s.Do(ctx, c); err != nil {
		t.Fatalf("Do: got %v, want no fault", err)
	}
}

func wantCode(t *testing.T, what string, err error, want fault.Code) {
	t.Helper()
	if got := fault.CodeOf(err); got != want {
		t.Errorf("%s: got %v, want %q", what, err, want)
	}
}

// What the server answers to a transaction, and what becomes of the command.
func TestDoFaults(t *testing.T) {
	lost := errors.New("connection reset")
	cases := []struct {
		name   string
		answer func(n int, send func() (*http.Response, error)) (*http.Response, error)
		want   fault.Code
		meta   int64 // afterwards
	}{
		{"answer lost once", func(n int, send func() (*http.Response, error)) (*http.Response, error) {
			if resp, err := send(); n > 1 {
				return resp, err
			}
			return nil, lost
		}, "", 1},
		{"request lost once", func(n int, send func() (*http.Response, error)) (*http.Response, error) {
			if n > 1 {
				return send()
			}
			return nil, lost
		}, "", 1},
		{"every answer lost", func(_ int, send func() (*http.Response, error)) (*http.Response, error) {
			_, _ = send()
			return nil, lost
		}, fault.ReadOnly, 1},
		{"answer lost, then refused", func(n int, send func() (*http.Response, error)) (*http.Response, error) {
			if _, _ = send(); n > 1 {
				return refusal(400, named("ExpiredTokenException"))
			}
			return nil, lost
		}, fault.ReadOnly, 1},
		{"server fails", func(int, func() (*http.Response, error)) (*http.Response, error) {
			return refusal(500, named("InternalServerError"))
		}, fault.ReadOnly, 0},
		{"in progress for ever", func(int, func() (*http.Response, error)) (*http.Response, error) {
			return refusal(400, named("TransactionInProgressException"))
		}, fault.ReadOnly, 0},
		{"throttled once", func(n int, send func() (*http.Response, error)) (*http.Response, error) {
			if n > 1 {
				return send()
			}
			return refusal(400, named("ThrottlingException"))
		}, "", 1},
		{"throttled for ever", func(int, func() (*http.Response, error)) (*http.Response, error) {
			return refusal(400, named("ProvisionedThroughputExceededException"))
		}, fault.Busy, 0},
		{"no right", func(int, func() (*http.Response, error)) (*http.Response, error) {
			return refusal(400, named("AccessDeniedException"))
		}, fault.Internal, 0},
		{"no table", func(int, func() (*http.Response, error)) (*http.Response, error) {
			return refusal(400, named("ResourceNotFoundException"))
		}, fault.Internal, 0},
		{"conflict on META once", func(n int, send func() (*http.Response, error)) (*http.Response, error) {
			if n > 1 {
				return send()
			}
			return refusal(400, cancelled("TransactionConflict", "None", "None"))
		}, "", 1},
		{"conflict on the item hides its condition", func(n int, send func() (*http.Response, error)) (*http.Response, error) {
			if n > 1 {
				return send()
			}
			return refusal(400, cancelled("None", "TransactionConflict", "ConditionalCheckFailed"))
		}, "", 1},
		{"META moved and the item with it", func(n int, send func() (*http.Response, error)) (*http.Response, error) {
			if n > 1 {
				return send()
			}
			return refusal(400, cancelled("ConditionalCheckFailed", "None", "ConditionalCheckFailed"))
		}, "", 1},
		{"audit entry there for ever", func(int, func() (*http.Response, error)) (*http.Response, error) {
			return refusal(400, cancelled("None", "ConditionalCheckFailed", "None"))
		}, fault.Busy, 0},
		{"throttled inside for ever", func(int, func() (*http.Response, error)) (*http.Response, error) {
			return refusal(400, cancelled("None", "None", "ThrottlingError"))
		}, fault.Busy, 0},
		{"item's own condition", func(int, func() (*http.Response, error)) (*http.Response, error) {
			return refusal(400, cancelled("None", "None", "ConditionalCheckFailed"))
		}, fault.Exists, 0},
		{"item refused", func(int, func() (*http.Response, error)) (*http.Response, error) {
			return refusal(400, cancelled("None", "None", "ValidationError"))
		}, fault.Internal, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s, w := tapped(t)
			w.tap = on("TransactWriteItems", c.answer)
			_, err := s.Do(ctx, command("1"))
			wantCode(t, "Do", err, c.want)
			w.tap = nil
			snap, err := s.Load(ctx, tahun)
			if err != nil || snap.Meta.Versi != c.meta || len(snap.Items) != int(c.meta) {
				t.Errorf("afterwards: got META %d and %d items, %v, want %d of both", snap.Meta.Versi, len(snap.Items), err, c.meta)
			}
		})
	}
}

// What the server answers to a read.
func TestReadFaults(t *testing.T) {
	calls := map[string]func(*Store) error{
		"Load":    func(s *Store) error { _, err := s.Load(ctx, tahun); return err },
		"Get":     func(s *Store) error { _, err := s.Get(ctx, tahun, store.Key{Doc: "IND", Row: "1"}); return err },
		"Replay":  func(s *Store) error { _, _, err := s.Replay(ctx, "k", "b", waktu); return err },
		"List":    func(s *Store) error { _, err := s.List(ctx, "KAB"); return err },
		"Entries": func(s *Store) error { _, err := s.Entries(ctx, tahun, 0, 1); return err },
		"Do":      func(s *Store) error { _, err := s.Do(ctx, command("1")); return err },
		"PutHasil": func(s *Store) error {
			_, err := s.PutHasil(ctx, store.HasilKey{OPD: "a", TW: 1}, store.Hasil{})
			return err
		},
	}
	s, w := tapped(t)
	for answer, want := range map[string]fault.Code{
		"ThrottlingException": fault.Busy, "AccessDeniedException": fault.Internal, "ResourceNotFoundException": fault.Internal,
		"InternalServerError": fault.Busy, "connection refused": fault.Busy,
	} {
		w.tap = func(string, func() (*http.Response, error)) (*http.Response, error) {
			switch answer {
			case "InternalServerError":
				return refusal(500, named(answer))
			case "connection refused":
				return nil, errors.New(answer)
			}
			return refusal(400, named(answer))
		}
		for name, call := range calls {
			err := call(s)
			wantCode(t, name+", "+answer, err, want)
			if err != nil && !strings.Contains(err.Error(), answer) {
				t.Errorf("%s: got %q, want the cause %s in it", name, err, answer)
			}
		}
	}
}

// A command whose effect is not known is repeated with its Idem.
func TestRepeatAfterLostAnswers(t *testing.T) {
	s, w := tapped(t)
	c := command("1")
	c.Idem = &store.Idem{Key: "k", Body: "b", Response: []byte("r"), Expires: waktu.Add(time.Hour)}
	w.tap = on("TransactWriteItems", func(_ int, send func() (*http.Response, error)) (*http.Response, error) {
		_, _ = send()
		return nil, io.ErrUnexpectedEOF
	})
	_, err := s.Do(ctx, c)
	wantCode(t, "Do", err, fault.ReadOnly)
	w.tap = nil
	if res, err := s.Do(ctx, c); err != nil || !res.Replayed || res.Meta != 1 || string(res.Response) != "r" {
		t.Errorf("repeated: got %+v, %v, want the first answer", res, err)
	}
}

// ctx that ends before a command is begun ends it; one that is begun is waited for.
func TestContextEnds(t *testing.T) {
	t.Run("between tries", func(t *testing.T) {
		s, w := tapped(t)
		ctx, cancel := context.WithCancel(ctx)
		w.tap = on("TransactWriteItems", func(int, func() (*http.Response, error)) (*http.Response, error) {
			cancel()
			return refusal(400, cancelled("TransactionConflict", "None", "None"))
		})
		if _, err := s.Do(ctx, command("1")); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
	})
	t.Run("between sendings of a throttled one", func(t *testing.T) {
		s, w := tapped(t)
		ctx, cancel := context.WithCancel(ctx)
		w.tap = on("TransactWriteItems", func(int, func() (*http.Response, error)) (*http.Response, error) {
			cancel()
			return refusal(400, named("ThrottlingException"))
		})
		if _, err := s.Do(ctx, command("1")); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
	})
	t.Run("after a lost answer", func(t *testing.T) {
		s, w := tapped(t)
		ctx, cancel := context.WithCancel(ctx)
		w.tap = on("TransactWriteItems", func(_ int, send func() (*http.Response, error)) (*http.Response, error) {
			_, _ = send()
			cancel()
			return nil, io.ErrUnexpectedEOF
		})
		_, err := s.Do(ctx, command("1"))
		wantCode(t, "Do", err, fault.ReadOnly)
	})
	t.Run("while it is sent", func(t *testing.T) {
		s, w := tapped(t)
		ctx, cancel := context.WithCancel(ctx)
		w.tap = on("TransactWriteItems", func(_ int, send func() (*http.Response, error)) (*http.Response, error) {
			cancel()
			return send()
		})
		if res, err := s.Do(ctx, command("1")); err != nil || res.Meta != 1 {
			t.Errorf("got %+v, %v, want it done", res, err)
		}
	})
}
