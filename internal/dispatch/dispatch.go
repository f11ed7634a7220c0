// Package dispatch hands requests for reports to the queue: each new LAP record, and each
// new TERBIT record, once, as the stream tells of it, and at the daily tick those that
// still wait because the stream's hint or the queue's message was lost. Each new SURAT
// record it sends as e-mail to whom it concerns. At the tick it also runs each kabupaten's
// calendar: what is due makes LAP and SURAT records, which come back through the stream.
package dispatch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/store"
	"capaian/internal/surat"
)

// Kinds of jobs. A message without one is of a report to be made.
const (
	Buat   = ""
	Terbit = "terbit" // the Paket is to be published; Job.Laporan names it
)

// Job is one report to be made or one Paket to be published; it is the body of the queue's
// message.
type Job struct {
	Jenis   string `json:"jenis,omitempty"`
	OPD     string `json:"opd"`
	Tahun   int    `json:"tahun"`
	Laporan string `json:"laporan"`
}

// Queue takes jobs; SQS in the cloud, a channel on the local machine.
type Queue interface {
	Send(ctx context.Context, j Job) error
}

// Dispatcher carries the ports.
type Dispatcher struct {
	Store   store.Store
	Queue   Queue
	Surat   surat.Pengirim   // nil: nobody is written to
	Service *service.Service // runs calendars, keeps which notices were sent
	URL     string           // where people reach Capaian: links in notices lead there
	Clock   func() time.Time
	Log     *slog.Logger
}

// jenis is the kind of job that a document's new record asks for.
var jenis = map[string]string{record.DocLaporan: Buat, record.DocTerbit: Terbit}

// tunggu is how long a report may wait before the tick hands it over again.
const tunggu = 10 * time.Minute

// Handle takes what the function receives: a batch of the stream, or the daily tick.
func (d *Dispatcher) Handle(ctx context.Context, raw json.RawMessage) error {
	var apa struct {
		Records    []events.DynamoDBEventRecord `json:"Records"`
		DetailType string                       `json:"detail-type"`
	}
	if err := json.Unmarshal(raw, &apa); err != nil {
		return fmt.Errorf("read event: %w", err)
	}
	if apa.Records != nil {
		return d.stream(ctx, apa.Records)
	}
	if apa.DetailType != "Scheduled Event" {
		return fmt.Errorf("unknown event %q", apa.DetailType)
	}
	return d.Tick(ctx)
}

func (d *Dispatcher) stream(ctx context.Context, records []events.DynamoDBEventRecord) error {
	var gagal error
	for _, r := range records {
		pk, sk := r.Change.Keys["PK"], r.Change.Keys["SK"]
		if r.EventName != "INSERT" || pk.DataType() != events.DataTypeString || sk.DataType() != events.DataTypeString {
			continue
		}
		k, _, ok := store.ParseSK(sk.String())
		opd, tahun, isLap := store.ParseLaporan(store.Partition(pk.String()))
		if kind, asks := jenis[k.Doc]; ok && isLap && asks {
			id := k.Row
			if kind == Terbit {
				id = record.PaketTerbit(id)
			}
			gagal = errors.Join(gagal, d.Queue.Send(ctx, Job{Jenis: kind, OPD: opd, Tahun: tahun, Laporan: id}))
		}
		if opd, tahun, isOPD := store.ParseOPD(store.Partition(pk.String())); ok && isOPD && tahun != 0 && k.Doc == record.DocSurat {
			gagal = errors.Join(gagal, d.sendSurat(ctx, opd, tahun, k.Row, record.Surat))
		}
		if opd, tahun, isSurat := store.ParseSurat(store.Partition(pk.String())); ok && isSurat && k.Doc == record.DocSurat {
			gagal = errors.Join(gagal, d.sendSurat(ctx, opd, tahun, k.Row, record.Pengingat))
		}
	}
	return gagal
}

// Tick does for every kabupaten what its calendars make due, and hands over what has been
// waiting too long. Doing either twice has one effect. What fails holds up nothing else and
// is the tick's error, so that the tick comes again.
func (d *Dispatcher) Tick(ctx context.Context) error {
	kabupaten, err := d.Store.List(ctx, store.IndexKabupaten())
	if err != nil {
		return err
	}
	var gagal error
	for _, k := range kabupaten {
		id, _ := store.ParseKabupaten(k.Partition)
		gagal = errors.Join(gagal, d.jadwal(ctx, id), d.tertunda(ctx, id))
	}
	return gagal
}

// tertunda hands over the reports of a kabupaten that wait since before tunggu, and gives
// those up that were tried for days.
func (d *Dispatcher) tertunda(ctx context.Context, kab string) error {
	metas, err := d.Store.List(ctx, store.IndexLaporan(kab))
	if err != nil {
		return err
	}
	var gagal error
	for _, m := range metas {
		opd, tahun, _ := store.ParseLaporan(m.Partition)
		list, err := record.LoadLaporan(ctx, d.Store, opd, tahun)
		if err != nil {
			gagal = errors.Join(gagal, err)
		}
		terkirim := map[Job]bool{} // a Paket waits as one
		for _, l := range list {
			j, since := menunggu(l)
			switch {
			case since.IsZero() || d.Clock().Sub(since) < tunggu || terkirim[j]:
			case l.Menyerah(d.Clock()):
				d.Log.ErrorContext(ctx, "report given up", "opd", opd, "tahun", tahun, "laporan", l.ID)
				gagal = errors.Join(gagal, d.Service.GiveUpLaporan(ctx, opd, tahun, l.ID))
			default:
				terkirim[j] = true
				d.Log.WarnContext(ctx, "report waited, handed over again", "opd", opd, "tahun", tahun, "laporan", j.Laporan, "jenis", j.Jenis)
				gagal = errors.Join(gagal, d.Queue.Send(ctx, j))
			}
		}
	}
	return gagal
}

// menunggu tells what a report waits for, and since when: zero for nothing.
func menunggu(l sakip.Laporan) (Job, time.Time) {
	if l.Status == sakip.LaporanMenunggu {
		return Job{OPD: l.OPD, Tahun: l.Tahun, Laporan: l.ID}, l.Diminta
	}
	return Job{Jenis: Terbit, OPD: l.OPD, Tahun: l.Tahun, Laporan: l.KunciPaket()}, l.MenungguTerbit()
}
