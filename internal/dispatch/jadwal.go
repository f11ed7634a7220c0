package dispatch

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"

	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/store"
)

// serentak is how many agencies are looked at at once: each waits for the table.
const serentak = 8

// jadwal does what a kabupaten's calendars make due today, agency by agency.
func (d *Dispatcher) jadwal(ctx context.Context, kab string) error {
	kalender, err := d.Service.KalenderBerjalan(ctx, kab)
	if err != nil {
		return fmt.Errorf("calendars of %s: %w", kab, err)
	}
	if len(kalender) == 0 {
		return nil
	}
	metas, err := d.Store.List(ctx, store.IndexOPD(kab))
	if err != nil {
		return err
	}
	type tugas struct {
		opd string
		k   sakip.Kalender
	}
	var semua []tugas
	for _, m := range metas {
		for _, k := range kalender {
			if opd, tahun, ok := store.ParseOPD(m.Partition); ok && tahun == 0 {
				semua = append(semua, tugas{opd, k})
			}
		}
	}
	errs := make([]error, len(semua))
	tempat := make(chan struct{}, serentak)
	var wg sync.WaitGroup
	for n, t := range semua {
		tempat <- struct{}{}
		wg.Go(func() {
			defer func() { <-tempat }()
			errs[n] = d.satu(ctx, kab, t.k, t.opd)
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// satu does it for one agency; one whose data break it holds up nobody else.
func (d *Dispatcher) satu(ctx context.Context, kab string, k sakip.Kalender, opd string) (err error) {
	var h service.HasilJadwal
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
		if err != nil {
			d.Log.ErrorContext(ctx, "calendar of an agency failed", "opd", opd, "tahun", k.Tahun, "cause", err.Error())
			err = fmt.Errorf("calendar %d of %s: %w", k.Tahun, opd, err)
		}
		if h.Laporan+h.Pengingat > 0 {
			d.Log.InfoContext(ctx, "due by the calendar", "opd", opd, "tahun", k.Tahun, "laporan", h.Laporan, "pengingat", h.Pengingat)
		}
	}()
	h, err = d.Service.RunJadwal(ctx, kab, k, opd)
	return err
}
