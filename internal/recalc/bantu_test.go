package recalc_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/recalc"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/wire"
)

const (
	opd   = servicetest.OPD
	tahun = servicetest.Tahun
)

var ctx = context.Background()

type gagal interface {
	Helper()
	Errorf(string, ...any)
	Fatalf(string, ...any)
}

func must(t gagal, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

func ptr(s string) *decimal.Decimal {
	d := decimal.RequireFromString(s)
	return &d
}

func mesin(e *servicetest.Env) *recalc.Engine {
	return recalc.New(e.Embedded, e.Embedded, &ulang{}, e.Waktu.Now, slog.New(slog.DiscardHandler))
}

// ulang is a retry queue that keeps what is sent, or fails.
type ulang struct {
	isi   []recalc.Petunjuk
	galat error
}

func (u *ulang) Send(_ context.Context, p recalc.Petunjuk) error {
	if u.galat == nil {
		u.isi = append(u.isi, p)
	}
	return u.galat
}

// ambil takes what was sent as the messages of an event.
func (u *ulang) ambil(t gagal) events.SQSEvent {
	t.Helper()
	var ev events.SQSEvent
	for i, p := range u.isi {
		b, err := json.Marshal(p)
		must(t, "encode", err)
		ev.Records = append(ev.Records, events.SQSMessage{MessageId: fmt.Sprint(i), Body: string(b), EventSource: "aws:sqs"})
	}
	u.isi = nil
	return ev
}

// petunjuk are changes as the stream tells of them.
func petunjuk(changes ...store.Change) events.DynamoDBEvent {
	var ev events.DynamoDBEvent
	for _, c := range changes {
		ev.Records = append(ev.Records, events.DynamoDBEventRecord{EventName: "MODIFY", Change: events.DynamoDBStreamRecord{
			Keys: map[string]events.DynamoDBAttributeValue{"PK": events.NewStringAttribute(string(c.Partition)), "SK": events.NewStringAttribute(c.SK)}}})
	}
	return ev
}

// perubahan are the feed's changes after a sequence number, and the last one's number.
func perubahan(t gagal, e *servicetest.Env, after uint64) ([]store.Change, uint64) {
	t.Helper()
	c, err := e.Embedded.Changes(ctx, after, 1<<30)
	must(t, "changes", err)
	if len(c) > 0 {
		after = c[len(c)-1].Seq
	}
	return c, after
}

// terhitung opens the samples with every result computed.
func terhitung(t *testing.T) (*servicetest.Env, *recalc.Engine) {
	t.Helper()
	e := servicetest.Seeded(t)
	m := mesin(e)
	c, _ := perubahan(t, e, 0)
	must(t, "stream", m.Stream(ctx, petunjuk(c...)))
	return e, m
}

func hasil(t gagal, e *servicetest.Env, opd string, tahun, tw int) store.Hasil {
	t.Helper()
	h, err := e.Embedded.GetHasil(ctx, store.HasilKey{OPD: opd, Tahun: tahun, TW: tw})
	must(t, fmt.Sprint("result of ", opd, " ", tahun, " TW", tw), err)
	return h
}

// dariNol are a year's results computed from nothing but the table Kinerja, TW1 first.
func dariNol(t gagal, e *servicetest.Env, opd string, tahun int) (out [4][]byte, v store.Vector) {
	t.Helper()
	d, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	must(t, "load", err)
	for n := range out {
		out[n], err = wire.FromHasil(d.Data.OPD, d.Data.Kebijakan, sakip.Hitung(d.Data, sakip.Periode{Tahun: tahun, Triwulan: n + 1})).Gzip()
		must(t, "encode", err)
	}
	return out, d.Vector
}

// benar holds every stored result of an agency to be what is computed from nothing, and
// to be shown as such.
func benar(t gagal, e *servicetest.Env, opd, pembaca string) {
	t.Helper()
	o, err := e.Diri(ctx, pembaca)
	must(t, pembaca, err)
	years, err := record.DaftarTahun(ctx, e.Embedded, opd)
	must(t, "years", err)
	if len(years) == 0 {
		t.Fatalf("%s has no years", opd)
	}
	for _, y := range years {
		semua, vector := dariNol(t, e, opd, y)
		for tw := 1; tw <= 4; tw++ {
			want := semua[tw-1]
			h := hasil(t, e, opd, y, tw)
			if !bytes.Equal(h.Data, want) || !h.Vector.Equal(vector) || h.Galat != "" {
				t.Errorf("%s %d TW%d: stored result at %+v (%q) is not the one from nothing at %+v", opd, y, tw, h.Vector, h.Galat, vector)
			}
			c, err := e.Capaian(ctx, o, opd, y, tw)
			must(t, "read", err)
			if b, err := c.Isi.Gzip(); !c.Segar || c.Galat != "" || err != nil || !bytes.Equal(b, want) {
				t.Errorf("%s %d TW%d: shown as Segar %v, Galat %q, equal %v (%v)", opd, y, tw, c.Segar, c.Galat, bytes.Equal(b, want), err)
			}
		}
	}
}

func versi(t gagal, e *servicetest.Env, p store.Partition, k store.Key) int64 {
	t.Helper()
	it, err := e.Embedded.Get(ctx, p, k)
	if fault.CodeOf(err) == fault.NotFound {
		return 0
	}
	must(t, "read", err)
	return it.Versi
}

func sebagai(t gagal, e *servicetest.Env, sub string) service.Request {
	t.Helper()
	o, err := e.Diri(ctx, sub)
	must(t, sub, err)
	return service.Request{Orang: o, Dari: "uji"}
}

func data(t gagal, e *servicetest.Env, tahun int) record.Tahun {
	t.Helper()
	d, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	must(t, "load", err)
	return d
}
