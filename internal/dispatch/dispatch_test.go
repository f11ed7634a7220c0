package dispatch_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"capaian/internal/dispatch"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/servicetest"
	"capaian/internal/store"
)

var ctx = context.Background()

// antrean keeps what it is sent; it refuses those whose report is in mati.
type antrean struct {
	jobs []dispatch.Job
	mati map[string]bool
}

var errAntrean = errors.New("the queue does not answer")

func (a *antrean) Send(_ context.Context, j dispatch.Job) error {
	if a.mati[j.Laporan] {
		return errAntrean
	}
	a.jobs = append(a.jobs, j)
	return nil
}

func (a *antrean) ids() []string {
	out := []string{}
	for _, j := range a.jobs {
		out = append(out, j.Laporan)
	}
	slices.Sort(out)
	return out
}

func pengirim(e *servicetest.Env) (*dispatch.Dispatcher, *antrean) {
	q := &antrean{mati: map[string]bool{}}
	return &dispatch.Dispatcher{Store: e.Embedded, Queue: q, Service: e.Service, Clock: e.Waktu.Now, Log: slog.New(slog.DiscardHandler)}, q
}

func minta(t *testing.T, e *servicetest.Env, who, opd string, tahun int) sakip.Laporan {
	t.Helper()
	l, err := e.RequestLaporan(ctx, e.As(t, who), opd, tahun, sakip.Laporan{Jenis: sakip.LKjIP, Periode: 4, Format: sakip.HTML})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func catatan(name string, p store.Partition, sk string) events.DynamoDBEventRecord {
	return events.DynamoDBEventRecord{EventName: name, Change: events.DynamoDBStreamRecord{
		Keys: map[string]events.DynamoDBAttributeValue{"PK": events.NewStringAttribute(string(p)), "SK": events.NewStringAttribute(sk)}}}
}

func kirim(t *testing.T, d *dispatch.Dispatcher, records ...events.DynamoDBEventRecord) error {
	t.Helper()
	b, err := json.Marshal(events.DynamoDBEvent{Records: records})
	if err != nil {
		t.Fatal(err)
	}
	return d.Handle(ctx, b)
}

func TestOnlyNewRequestsAreSent(t *testing.T) {
	lap, row := store.Laporan("dinas-contoh", 2025), store.SK(record.KeyLaporan("R1"), store.InitialRev)
	terbit := store.SK(record.KeyTerbit("R1", ""), store.InitialRev)
	for _, c := range []struct {
		name   string
		record events.DynamoDBEventRecord
		sent   int
	}{
		{"a publication", catatan("INSERT", lap, terbit), 1},
		{"a changed publication", catatan("MODIFY", lap, terbit), 0},
		{"a publication in a year", catatan("INSERT", store.TahunOPD("dinas-contoh", 2025), terbit), 0},
		{"a new report", catatan("INSERT", lap, row), 1},
		{"a changed report", catatan("MODIFY", lap, row), 0},
		{"a report that is gone", catatan("REMOVE", lap, row), 0},
		{"the state of the reports", catatan("INSERT", lap, "META"), 0},
		{"another document there", catatan("INSERT", lap, "IND@0#R1"), 0},
		{"such a document in a year", catatan("INSERT", store.TahunOPD("dinas-contoh", 2025), row), 0},
		{"such a document of an agency", catatan("INSERT", store.OPD("dinas-contoh"), row), 0},
		{"a partition without a year", catatan("INSERT", "LAP#dinas-contoh", row), 0},
		{"a year that is none", catatan("INSERT", "LAP#dinas-contoh#T#x", row), 0},
		{"no keys", events.DynamoDBEventRecord{EventName: "INSERT"}, 0},
		{"keys of another kind", events.DynamoDBEventRecord{EventName: "INSERT", Change: events.DynamoDBStreamRecord{
			Keys: map[string]events.DynamoDBAttributeValue{"PK": events.NewNumberAttribute("1"), "SK": events.NewNumberAttribute("2")}}}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := &antrean{}
			d := &dispatch.Dispatcher{Queue: q, Log: slog.New(slog.DiscardHandler)}
			b, err := json.Marshal(events.DynamoDBEvent{Records: []events.DynamoDBEventRecord{c.record}})
			if c.name == "no keys" { // an event without keys cannot be written as JSON with them
				b, err = []byte(`{"Records":[{"eventName":"INSERT","dynamodb":{}}]}`), nil
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := d.Handle(ctx, b); err != nil {
				t.Fatal(err)
			}
			if len(q.jobs) != c.sent {
				t.Fatalf("sent: got %+v, want %d", q.jobs, c.sent)
			}
			want := dispatch.Job{OPD: "dinas-contoh", Tahun: 2025, Laporan: "R1"}
			if c.name == "a publication" {
				want.Jenis = dispatch.Terbit
			}
			if c.sent == 1 && q.jobs[0] != want {
				t.Errorf("sent: got %+v, want %+v", q.jobs[0], want)
			}
		})
	}
}

// The real feed of a request, delivered twice: the job goes out, a second time too, for
// whoever makes reports makes each once.
func TestTheFeedOfARequest(t *testing.T) {
	e := servicetest.Seeded(t)
	d, q := pengirim(e)
	changes, err := e.Embedded.Changes(ctx, 0, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	after := changes[len(changes)-1].Seq
	l := minta(t, e, "verifikator-contoh", "dinas-contoh", 2025)
	changes, err = e.Embedded.Changes(ctx, after, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	var batch []events.DynamoDBEventRecord
	for _, c := range changes {
		name := "MODIFY"
		if c.Insert {
			name = "INSERT"
		}
		batch = append(batch, catatan(name, c.Partition, c.SK))
	}
	for want := 1; want <= 2; want++ {
		if err := kirim(t, d, batch...); err != nil {
			t.Fatal(err)
		}
		if len(q.jobs) != want || q.jobs[0] != (dispatch.Job{OPD: "dinas-contoh", Tahun: 2025, Laporan: l.ID}) {
			t.Errorf("sent: got %+v, want %s, %d times", q.jobs, l.ID, want)
		}
	}
}

func TestAQueueThatFailsIsAnError(t *testing.T) {
	p := store.Laporan("dinas-contoh", 2025)
	q := &antrean{mati: map[string]bool{"B": true}}
	d := &dispatch.Dispatcher{Queue: q, Log: slog.New(slog.DiscardHandler)}
	var batch []events.DynamoDBEventRecord
	for _, id := range []string{"A", "B", "C"} {
		batch = append(batch, catatan("INSERT", p, store.SK(record.KeyLaporan(id), "0")))
	}
	if err := kirim(t, d, batch...); !errors.Is(err, errAntrean) {
		t.Errorf("got %v, want the queue's error: the batch must come again", err)
	}
	if got := q.ids(); !slices.Equal(got, []string{"A", "C"}) {
		t.Errorf("sent: got %q, want the others", got)
	}
	q.mati = nil
	if err := kirim(t, d, batch...); err != nil || !slices.Contains(q.ids(), "B") {
		t.Errorf("the batch again: got %q, %v", q.ids(), err)
	}
}

func TestTick(t *testing.T) {
	e := servicetest.Seeded(t)
	d, q := pengirim(e)
	tick := func() []string {
		t.Helper()
		q.jobs = nil
		if err := d.Handle(ctx, json.RawMessage(`{"detail-type":"Scheduled Event","source":"x"}`)); err != nil {
			t.Fatal(err)
		}
		return q.ids()
	}
	if got := tick(); len(got) != 0 {
		t.Errorf("nothing was asked: sent %q", got)
	}
	lama := minta(t, e, "verifikator-contoh", "dinas-contoh", 2025)
	lain := minta(t, e, "inspektorat-trenggalek", servicetest.Dinsos, 2023)
	selesai := minta(t, e, "verifikator-contoh", "dinas-contoh", 2024)
	selesai, versi, err := record.Laporan(ctx, e.Embedded, "dinas-contoh", 2024, selesai.ID)
	if err != nil {
		t.Fatal(err)
	}
	selesai.Status, selesai.Galat = sakip.LaporanGagal, "sebab"
	if err := e.FinishLaporan(ctx, selesai, versi); err != nil {
		t.Fatal(err)
	}
	e.Waktu.Add(10*time.Minute - time.Second)
	baru := minta(t, e, "verifikator-contoh", "dinas-contoh", 2025)
	if got := tick(); len(got) != 0 {
		t.Errorf("a second early: sent %q", got)
	}
	e.Waktu.Add(time.Second)
	want := []string{lama.ID, lain.ID}
	slices.Sort(want)
	if got := tick(); !slices.Equal(got, want) {
		t.Errorf("after ten minutes: sent %q, want %q and not %q", got, want, baru.ID)
	}
	if got := tick(); !slices.Equal(got, want) {
		t.Errorf("again: sent %q, want %q: they still wait", got, want)
	}
	// One that the queue refuses, or that cannot be read, does not hold up the others.
	q.mati = map[string]bool{lama.ID: true}
	q.jobs = nil
	if err := d.Tick(ctx); !errors.Is(err, errAntrean) || !slices.Equal(q.ids(), []string{lain.ID}) {
		t.Errorf("queue refuses one: sent %q, %v", q.ids(), err)
	}
	q.mati = nil
	if _, err := e.Embedded.Do(ctx, store.Command{Partition: store.Laporan("dinas-contoh", 2025),
		Writes: []store.Write{{Key: record.KeyLaporan("rusak"), Data: []byte(`{`)}}, Audit: store.Audit{Waktu: e.Waktu.Now(), Perintah: "Uji"}}); err != nil {
		t.Fatal(err)
	}
	q.jobs = nil
	if err := d.Tick(ctx); err == nil || !slices.Contains(q.ids(), lain.ID) {
		t.Errorf("a record that cannot be read: sent %q, %v, want the other agency's and an error", q.ids(), err)
	}
}

// A publication that was lost is handed over again until it is done.
func TestTickOfPublications(t *testing.T) {
	e := servicetest.Seeded(t)
	d, q := pengirim(e)
	l := minta(t, e, "verifikator-contoh", "dinas-contoh", 2025)
	l, versi, err := record.Laporan(ctx, e.Embedded, "dinas-contoh", 2025, l.ID)
	if err != nil {
		t.Fatal(err)
	}
	l.Status, l.Objek, l.Reviu = sakip.LaporanSelesai, "laporan/a", servicetest.Ditinjau
	if err := e.FinishLaporan(ctx, l, versi); err != nil {
		t.Fatal(err)
	}
	e.Waktu.Add(time.Hour)
	tick := func(what string, want ...dispatch.Job) {
		t.Helper()
		q.jobs = nil
		if err := d.Tick(ctx); err != nil || !slices.Equal(q.jobs, want) {
			t.Errorf("%s: sent %+v, %v, want %+v", what, q.jobs, err, want)
		}
	}
	tick("nothing to publish")
	if _, err := e.PublishLaporan(ctx, e.As(t, "kepala-contoh"), "dinas-contoh", 2025, l.ID, ""); err != nil {
		t.Fatal(err)
	}
	e.Waktu.Add(10*time.Minute - time.Second)
	tick("a second early")
	e.Waktu.Add(time.Second)
	tick("after ten minutes", dispatch.Job{Jenis: dispatch.Terbit, OPD: "dinas-contoh", Tahun: 2025, Laporan: l.Paket})
	l, _, err = record.Laporan(ctx, e.Embedded, "dinas-contoh", 2025, l.ID)
	if err != nil {
		t.Fatal(err)
	}
	l.Diterbitkan = e.Waktu.Now()
	if err := e.FinishTerbit(ctx, sakip.Terbitan{Paket: l.Paket, OPD: l.OPD, Tahun: l.Tahun, Diterbitkan: e.Waktu.Now(),
		Berkas: []sakip.BerkasTerbit{{Objek: l.Objek, SHA256: strings.Repeat("a", 64), Diterbitkan: e.Waktu.Now()}}}); err != nil {
		t.Fatal(err)
	}
	tick("published")
}

func TestHandleRefusesWhatItDoesNotKnow(t *testing.T) {
	e := servicetest.Seeded(t)
	d, q := pengirim(e)
	for _, event := range []string{`x`, `{}`, `{"detail-type":"Object Created"}`, `{"Records":3}`} {
		if err := d.Handle(ctx, json.RawMessage(event)); err == nil {
			t.Errorf("%s: got success", event)
		}
	}
	if err := d.Handle(ctx, json.RawMessage(`{"Records":[]}`)); err != nil || len(q.jobs) != 0 {
		t.Errorf("an empty batch: got %v, %+v", err, q.jobs)
	}
}
