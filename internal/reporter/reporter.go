// Package reporter makes one requested report: it takes the snapshot of the report's
// Paket, loading it when it is the first of them, computes with the same engine as the
// pages (never from a stored result that may lag), renders the file from the snapshot
// alone, and puts file and SHA-256 into the objects. And it publishes a Paket: it copies
// its files, its snapshot and its figures as open data to where nobody can change them.
// Doing either twice has one effect.
package reporter

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"capaian/internal/dispatch"
	"capaian/internal/objects"
	"capaian/internal/record"
	"capaian/internal/report"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// Reporter carries the ports; what it writes to the table goes through Service.
type Reporter struct {
	Service *service.Service
	Objects objects.Objects
	Terbit  objects.Objects // where published reports lie for good
	URL     string          // where people reach Capaian: a report says there where it can be verified
	Clock   func() time.Time
	Log     *slog.Logger
}

// Handle takes messages of the queue. Messages that failed for a passing reason are
// named in the answer and come again; the others are done.
func (r *Reporter) Handle(ctx context.Context, ev events.SQSEvent) (events.SQSEventResponse, error) {
	var out events.SQSEventResponse
	for _, m := range ev.Records {
		var j dispatch.Job
		err := json.Unmarshal([]byte(m.Body), &j)
		if err == nil {
			err = r.do(ctx, j)
		}
		if err != nil {
			r.Log.ErrorContext(ctx, "report failed", "message", m.MessageId, "cause", err.Error())
			out.BatchItemFailures = append(out.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: m.MessageId})
		}
	}
	return out, nil
}

// do does a job. An error means that it is worth trying again.
func (r *Reporter) do(ctx context.Context, j dispatch.Job) error {
	switch j.Jenis {
	case dispatch.Buat:
		return r.Make(ctx, j)
	case dispatch.Terbit:
		return r.Publish(ctx, j)
	}
	return fmt.Errorf("unknown job %q", j.Jenis)
}

// Make makes one report, from the snapshot of its Paket. A report that cannot be made gets
// the status gagal with the reason; an error means that it is worth trying again.
func (r *Reporter) Make(ctx context.Context, j dispatch.Job) (err error) {
	defer func() {
		if p := recover(); p != nil { // one report's data must not end the others'
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	l, versi, err := record.Laporan(ctx, r.Service.Store, j.OPD, j.Tahun, j.Laporan)
	if err != nil {
		return fmt.Errorf("read request: %w", err)
	}
	switch l.Status {
	case sakip.LaporanMenunggu:
	case sakip.LaporanSelesai:
		return r.Service.LinkLaporan(ctx, l) // the message came twice; the first may have died at the link
	default:
		return nil
	}
	c, teks, err := r.cuplikan(ctx, l)
	if teks != "" {
		return r.gagal(ctx, l, versi, teks, err)
	}
	if err != nil {
		return err
	}
	b, err := c.render(l.Format)
	if err != nil {
		return r.gagal(ctx, l, versi, "Berkas tidak dapat disusun.", err)
	}
	// The key names the bytes, so that nothing can stand in the way of another run's file:
	// objects are written once.
	sum := sha256.Sum256(b.isi)
	kunci := fmt.Sprintf("laporan/%s/%d/%s-%x.%s", l.OPD, l.Tahun, l.ID, sum[:8], b.ekstensi)
	info, err := r.Objects.Put(ctx, kunci, b.contentType, b.isi)
	if err != nil {
		return fmt.Errorf("put file: %w", err)
	}
	l.Status, l.Dibuat, l.Objek, l.Cuplikan = sakip.LaporanSelesai, c.Dibuat, info.Key, kunciCuplikan(l)
	l.Nama, l.Reviu = b.nama, c.ringkasan()
	l.Ukuran, l.SHA256, l.Mesin, l.Penyusun, l.Galat = info.Size, info.SHA256, c.Mesin, report.VersiPenyusun, ""
	return r.Service.FinishLaporan(ctx, l, versi)
}

func (r *Reporter) gagal(ctx context.Context, l sakip.Laporan, versi int64, teks string, sebab error) error {
	if errors.Is(sebab, context.Canceled) || errors.Is(sebab, context.DeadlineExceeded) {
		return sebab
	}
	r.Log.ErrorContext(ctx, "report cannot be made", "opd", l.OPD, "tahun", l.Tahun, "laporan", l.ID, "cause", sebab.Error())
	l.Status, l.Galat = sakip.LaporanGagal, teks
	return r.Service.FinishLaporan(ctx, l, versi)
}
