// Package reporter makes one requested report: it loads a consistent snapshot,
// computes with the same engine as the pages (never from a stored result that may
// lag), renders the file, and puts file, snapshot and SHA-256 into the objects. And it
// publishes one: it copies both to where nobody can change them. Doing either twice has
// one effect.
package reporter

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"capaian/internal/dispatch"
	"capaian/internal/fault"
	"capaian/internal/objects"
	"capaian/internal/record"
	"capaian/internal/report"
	"capaian/internal/report/berkas"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// Reporter carries the ports; what it writes to the table goes through Service.
type Reporter struct {
	Service *service.Service
	Objects objects.Objects
	Terbit  objects.Objects // where published reports lie for good
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

// Publish copies a report's file and snapshot, under their keys, to where they lie for
// good, and then says so in the record. A file that is not the recorded one is never
// published.
func (r *Reporter) Publish(ctx context.Context, j dispatch.Job) error {
	l, versi, err := record.Laporan(ctx, r.Service.Store, j.OPD, j.Tahun, j.Laporan)
	if err != nil {
		return fmt.Errorf("read request: %w", err)
	}
	if l.Penerbit == "" || !l.Diterbitkan.IsZero() {
		return nil
	}
	for _, key := range []string{l.Cuplikan, l.Objek} {
		body, info, err := r.Objects.Get(ctx, key)
		if err != nil {
			return fmt.Errorf("get %s: %w", key, err)
		}
		if key == l.Objek && info.SHA256 != l.SHA256 {
			return fmt.Errorf("%s has the SHA-256 %s, the record %s", key, info.SHA256, l.SHA256)
		}
		if _, err := r.Terbit.Put(ctx, key, info.ContentType, body); err != nil {
			return fmt.Errorf("publish %s: %w", key, err)
		}
	}
	l.Diterbitkan = r.Clock().UTC().Truncate(time.Second)
	return r.Service.FinishTerbit(ctx, l, versi)
}

// cuplikan is the data a file was made from, what the earlier years came to included;
// with the engine's version it makes the same file again.
type cuplikan struct {
	OPD       wire.OPD       `json:"opd"`
	Renstra   wire.Renstra   `json:"renstra"`
	Kebijakan wire.Kebijakan `json:"kebijakan"`
	Tahun     wire.Tahun     `json:"tahun"`
	Lalu      []tahunLalu    `json:"lalu"`
	Bukti     []bukti        `json:"bukti,omitempty"`
	Laporan   wire.Laporan   `json:"laporan"` // the request
	Periode   sakip.Periode  `json:"periode"`
	Vektor    store.Vector   `json:"vektor"`
	Mesin     int            `json:"mesin"`
	Dibuat    time.Time      `json:"dibuat"`
}

// tahunLalu is what an earlier year came to and the actions agreed on in it, by the
// indicators' kunci.
type tahunLalu struct {
	Tahun        int                           `json:"tahun"`
	Realisasi    map[string]wire.Angka         `json:"realisasi"`
	TindakLanjut map[string][]tindakLanjutLalu `json:"tindak_lanjut,omitempty"`
}

// tindakLanjutLalu is an action with the quarter that it was agreed on in.
type tindakLanjutLalu struct {
	wire.TindakLanjut
	Sejak int `json:"sejak"`
}

func dariLalu(lalu []sakip.TahunLalu) []tahunLalu {
	out := make([]tahunLalu, len(lalu))
	for n, t := range lalu {
		out[n] = tahunLalu{Tahun: t.Tahun, Realisasi: make(map[string]wire.Angka, len(t.Realisasi))}
		for kunci, d := range t.Realisasi {
			out[n].Realisasi[kunci] = wire.AngkaDari(d)
		}
		for kunci, list := range t.TindakLanjut {
			if out[n].TindakLanjut == nil {
				out[n].TindakLanjut = map[string][]tindakLanjutLalu{}
			}
			for _, a := range list {
				out[n].TindakLanjut[kunci] = append(out[n].TindakLanjut[kunci], tindakLanjutLalu{wire.TindakLanjut(a.TindakLanjut), a.Sejak})
			}
		}
	}
	return out
}

// Make makes one report. A report that cannot be made gets the status gagal with the
// reason; an error means that it is worth trying again.
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
	t, err := record.LoadTahun(ctx, r.Service.Store, j.OPD, j.Tahun)
	switch fault.CodeOf(err) {
	case "":
	case fault.NotFound, fault.Internal:
		return r.gagal(ctx, l, versi, "Data tahun ini tidak dapat dibaca.", err)
	default:
		return fmt.Errorf("load the year: %w", err)
	}
	b, err := muatBukti(ctx, r.Service.Store, j.OPD, j.Tahun)
	if err != nil {
		return fmt.Errorf("load the evidence: %w", err)
	}
	now := r.Clock().UTC().Truncate(time.Second)
	periode := sakip.Periode{Tahun: j.Tahun, Triwulan: l.Periode}
	h := sakip.Hitung(t.Data, periode)
	var body []byte
	var contentType, ekstensi string
	dok, err := report.Susun(l, t.Data, h, report.Opsi{Dibuat: now, Bukti: buktiLaporan(b)})
	if err == nil {
		body, contentType, ekstensi, err = berkas.Render(dok, l.Format)
	}
	if err != nil {
		return r.gagal(ctx, l, versi, "Berkas tidak dapat disusun.", err)
	}
	ext := "." + ekstensi
	snapshot, err := gz(cuplikan{OPD: wire.FromOPD(t.Data.OPD), Renstra: wire.FromRenstra(t.Data.Renstra),
		Kebijakan: wire.FromKebijakan(t.Data.Kebijakan), Tahun: wire.FromTahun(t.Data), Lalu: dariLalu(t.Data.Lalu), Bukti: b, Laporan: wire.FromLaporan(l),
		Periode: periode, Vektor: t.Vector, Mesin: sakip.VersiMesin, Dibuat: now})
	if err != nil {
		return err
	}
	// The key names the attempt too, so that one that died half-way cannot stand in the
	// way of the next: objects are written once.
	base := fmt.Sprintf("laporan/%s/%d/%s-v%d-%d", j.OPD, j.Tahun, l.ID, versi, now.Unix())
	if _, err := r.Objects.Put(ctx, base+".json.gz", "application/gzip", snapshot); err != nil {
		return fmt.Errorf("put snapshot: %w", err)
	}
	info, err := r.Objects.Put(ctx, base+ext, contentType, body)
	if err != nil {
		return fmt.Errorf("put file: %w", err)
	}
	l.Status, l.Dibuat, l.Objek, l.Cuplikan = sakip.LaporanSelesai, now, info.Key, base+".json.gz"
	l.Nama = report.Nama(l, h, ekstensi)
	l.Ukuran, l.SHA256, l.Mesin, l.Galat = info.Size, info.SHA256, sakip.VersiMesin, ""
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

func gz(v any) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if err := json.NewEncoder(z).Encode(v); err != nil {
		return nil, fmt.Errorf("encode snapshot: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("compress snapshot: %w", err)
	}
	return b.Bytes(), nil
}
