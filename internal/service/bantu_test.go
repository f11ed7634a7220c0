package service_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/wire"
)

const (
	opd   = servicetest.OPD
	tahun = servicetest.Tahun
)

var (
	ctx = context.Background()
	p   = store.TahunOPD(opd, tahun)
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func ptr(s string) *decimal.Decimal {
	d := dec(s)
	return &d
}

func angka(s string) wire.Angka { return wire.AngkaDari(dec(s)) }

// kode holds an error to a code; "" is success.
func kode(t *testing.T, what string, err error, want fault.Code) {
	t.Helper()
	if got := fault.CodeOf(err); got != want {
		t.Fatalf("%s: got code %q (%v), want %q", what, got, err, want)
	}
}

// fields are the fields that an error's faults name, sorted.
func fields(err error) []string {
	var out []string
	for _, f := range fault.All(err) {
		out = append(out, f.Field)
	}
	slices.Sort(out)
	return out
}

// bentrok reads both values out of a conflict.
func bentrok(t *testing.T, err error) service.Bentrok {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) {
		t.Fatalf("got %v, want a fault", err)
	}
	b, ok := f.Data.(service.Bentrok)
	if !ok {
		t.Fatalf("data of %v: got %T, want Bentrok", err, f.Data)
	}
	return b
}

func urai[T any](t *testing.T, raw json.RawMessage) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatalf("read %s: %v", raw, err)
	}
	return v
}

func meta(t *testing.T, st store.Store, p store.Partition) store.Meta {
	t.Helper()
	m, err := st.Meta(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func muat(t *testing.T, st store.Store, p store.Partition) store.Snapshot {
	t.Helper()
	s, err := st.Load(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func entri(t *testing.T, st store.Store, p store.Partition) []store.Entry {
	t.Helper()
	e, err := st.Entries(ctx, p, 0, 100000)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// versiBaris is the Versi of an item now.
func versiBaris(t *testing.T, st store.Store, p store.Partition, k store.Key) int64 {
	t.Helper()
	it, err := st.Get(ctx, p, k)
	if err != nil {
		t.Fatalf("%v: %v", k, err)
	}
	return it.Versi
}

// utuh holds the audit chain of a partition to be whole and as long as META says.
func utuh(t *testing.T, st store.Store, p store.Partition) {
	t.Helper()
	v, err := service.VerifyPartition(ctx, st, p)
	if err != nil || !v.Utuh || v.Banyak != meta(t, st, p).Versi {
		t.Errorf("audit chain of %s: got %+v, %v, want it whole", p, v, err)
	}
}

// wireTahun is a stored year as it would be loaded again, and META's Versi.
func wireTahun(t *testing.T, e *servicetest.Env, opd string, tahun int) (wire.Tahun, int64) {
	t.Helper()
	d, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	if err != nil {
		t.Fatal(err)
	}
	return wire.FromTahun(d.Data), d.Meta.Versi
}

// sela calls a function once, just before a store reads one item, a state or a whole
// partition for the nth time: a moment between two steps of a method.
type sela struct {
	store.Store
	mu    sync.Mutex // some reads are made at once
	baca  int        // reads still to go
	lalu  func()
	jalan bool
}

func (s *sela) hit() {
	s.mu.Lock()
	now := false
	if !s.jalan && s.lalu != nil {
		s.baca--
		now = s.baca < 0
		s.jalan = now
	}
	s.mu.Unlock()
	if now {
		s.lalu()
	}
}

func (s *sela) Get(ctx context.Context, p store.Partition, k store.Key) (store.Item, error) {
	s.hit()
	return s.Store.Get(ctx, p, k)
}

func (s *sela) Meta(ctx context.Context, p store.Partition) (store.Meta, error) {
	s.hit()
	return s.Store.Meta(ctx, p)
}

func (s *sela) Load(ctx context.Context, p store.Partition) (store.Snapshot, error) {
	s.hit()
	return s.Store.Load(ctx, p)
}

func (s *sela) Do(ctx context.Context, c store.Command) (store.Result, error) {
	s.hit()
	return s.Store.Do(ctx, c)
}

func (s *sela) Stage(ctx context.Context, p store.Partition, doc, rev string, rows []store.Row) error {
	s.hit()
	return s.Store.Stage(ctx, p, doc, rev, rows)
}
