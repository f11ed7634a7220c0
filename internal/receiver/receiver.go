// Package receiver looks at one file that arrived: its size, its SHA-256, and what it is
// by its content. What is taken is written once under its own key, from exactly the
// version that the event names, so that nobody can change it by sending another; then
// the record says so. An event that comes twice, late, out of order, or after a run that
// died half-way, has one effect.
package receiver

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"capaian/internal/fault"
	"capaian/internal/objects"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// Receiver carries the ports; what it writes to the table goes through Service.
type Receiver struct {
	Service *service.Service
	Uploads objects.Uploads
	Objects objects.Objects
	Clock   func() time.Time
	Log     *slog.Logger
}

// created is what EventBridge says of an S3 object that was created.
type created struct {
	Object struct {
		Key     string `json:"key"`
		Version string `json:"version-id"`
	} `json:"object"`
}

// Handle takes the event "Object Created" of the bucket of uploads. An error means that
// it is worth trying again.
func (r *Receiver) Handle(ctx context.Context, ev events.EventBridgeEvent) (err error) {
	defer func() {
		if p := recover(); p != nil { // a file that some reader cannot bear
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	var d created
	if ev.DetailType != "Object Created" {
		return fmt.Errorf("unknown event %q", ev.DetailType)
	}
	if err := json.Unmarshal(ev.Detail, &d); err != nil {
		return fmt.Errorf("read event: %w", err)
	}
	if d.Object.Version == "" {
		return fmt.Errorf("%s has no version: the bucket of uploads is not versioned", d.Object.Key)
	}
	return r.receive(ctx, d.Object.Key, d.Object.Version)
}

func (r *Receiver) receive(ctx context.Context, key, version string) error {
	opd, tahun, id, ok := service.ParseKunciBukti(key)
	if !ok {
		r.Log.WarnContext(ctx, "file under a key that is none of ours", "key", key)
		return nil
	}
	b, versi, err := record.Bukti(ctx, r.Service.Store, opd, tahun, id)
	switch {
	case fault.CodeOf(err) == fault.NotFound: // its record is written before its form is given out
		r.Log.WarnContext(ctx, "file that nobody asked for", "key", key)
		return nil
	case err != nil:
		return fmt.Errorf("read the record: %w", err)
	case b.Status != sakip.BuktiMenunggu || service.KunciBukti(b) != key:
		return nil
	}
	b.Diperiksa = r.Clock().UTC().Truncate(time.Second)
	info, isi, alasan, err := r.keep(ctx, b, key, version)
	if err != nil {
		return err
	}
	if alasan != "" {
		r.Log.InfoContext(ctx, "file refused", "key", key, "reason", alasan)
		b.Status, b.Alasan = sakip.BuktiDitolak, alasan
		return r.Service.FinishBukti(ctx, b, versi)
	}
	b.Status, b.Objek, b.Ukuran, b.SHA256, b.JenisIsi = sakip.BuktiDiterima, info.Key, info.Size, info.SHA256, isi
	return r.Service.FinishBukti(ctx, b, versi)
}

// keep writes the file for good, or says why it is refused. What lies under its key
// already was taken by a run that died before it told the record: that file counts,
// whatever arrived since.
func (r *Receiver) keep(ctx context.Context, b sakip.Bukti, key, version string) (info objects.Info, isi sakip.JenisIsi, alasan string, err error) {
	body, info, err := r.Objects.Get(ctx, key)
	if err == nil {
		isi, alasan = periksa(b, body)
		return info, isi, alasan, nil
	}
	if fault.CodeOf(err) != fault.NotFound {
		return info, "", "", fmt.Errorf("look for an earlier run: %w", err)
	}
	body, err = r.Uploads.Fetch(ctx, key, version, b.Jenis.Batas())
	switch fault.CodeOf(err) {
	case "":
	case fault.TooLarge:
		return info, "", fmt.Sprintf("Berkas lebih dari %d MB. Perkecil lalu kirim sebagai berkas baru.", b.Jenis.Batas()>>20), nil
	case fault.NotFound:
		return info, "", "Berkas tidak sempat diperiksa sebelum dihapus. Kirim lagi sebagai berkas baru.", nil
	default:
		return info, "", "", fmt.Errorf("fetch version %s: %w", version, err)
	}
	if isi, alasan = periksa(b, body); alasan != "" {
		return info, "", alasan, nil
	}
	info, err = r.Objects.Put(ctx, key, string(isi), body)
	if fault.CodeOf(err) == fault.Exists { // another run was faster
		return r.keep(ctx, b, key, version)
	}
	if err != nil {
		return info, "", "", fmt.Errorf("keep the file: %w", err)
	}
	return info, isi, "", nil
}
