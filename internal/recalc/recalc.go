// Package recalc keeps the table Hasil true: it takes hints that an agency-year or an
// agency changed and computes what depends on it again from nothing but the table
// Kinerja. It is idempotent: hints may come twice, late, out of order or not at all,
// for the daily sweep compares every stored vector with the state of the table.
package recalc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// Petunjuk names what changed: an agency-year, or an agency when Tahun is 0. It is the
// body of the retry queue's message.
type Petunjuk struct {
	OPD   string `json:"opd"`
	Tahun int    `json:"tahun,omitempty"`
}

// Queue takes what failed, to be tried again later; SQS in the cloud, a channel on the
// local machine.
type Queue interface {
	Send(ctx context.Context, p Petunjuk) error
}

// Engine computes results. Hitung is sakip.Hitung; tests put a failing one there.
type Engine struct {
	Store  store.Store
	Hasil  store.HasilStore
	Ulang  Queue
	Clock  func() time.Time
	Log    *slog.Logger
	Hitung func(sakip.DataTahun, sakip.Periode) sakip.Hasil
}

// New wires an engine with the domain's own Hitung.
func New(st store.Store, h store.HasilStore, ulang Queue, clock func() time.Time, log *slog.Logger) *Engine {
	return &Engine{Store: st, Hasil: h, Ulang: ulang, Clock: clock, Log: log, Hitung: sakip.Hitung}
}

// jangkauan is how many later years a year's realisasi appears in, as comparison.
const jangkauan = 5

// Stream handles a batch of the table's stream. A record is only the hint that a META
// changed; each affected agency-year is computed once per batch. One that fails goes to
// the retry queue and does not hold up the others. An error means that not even that
// could be done: then the batch must come again.
func (e *Engine) Stream(ctx context.Context, ev events.DynamoDBEvent) error {
	seen := map[Petunjuk]bool{}
	var urut []Petunjuk
	var gagal error
	for _, r := range ev.Records {
		pk, sk := r.Change.Keys["PK"], r.Change.Keys["SK"]
		if pk.DataType() != events.DataTypeString || sk.DataType() != events.DataTypeString || sk.String() != "META" {
			continue
		}
		opd, tahun, ok := store.ParseOPD(store.Partition(pk.String()))
		if !ok {
			continue
		}
		p := Petunjuk{opd, tahun}
		terkena, err := e.terkena(ctx, p)
		if err != nil {
			gagal = errors.Join(gagal, e.nanti(ctx, p, err))
		}
		for _, t := range terkena {
			if !seen[t] {
				seen[t] = true
				urut = append(urut, t)
			}
		}
	}
	for _, t := range urut {
		_, err := e.coba(ctx, t)
		gagal = errors.Join(gagal, err)
	}
	return gagal
}

// coba refreshes an agency-year, now or later.
func (e *Engine) coba(ctx context.Context, t Petunjuk) (computed bool, err error) {
	computed, err = e.refresh(ctx, t)
	if err != nil {
		err = e.nanti(ctx, t, err)
	}
	return computed, err
}

// nanti hands over to the retry queue what failed for a reason; when that fails too, both
// reasons come back.
func (e *Engine) nanti(ctx context.Context, p Petunjuk, sebab error) error {
	e.Log.WarnContext(ctx, "recompute later", "opd", p.OPD, "tahun", p.Tahun, "cause", sebab.Error())
	if err := e.Ulang.Send(ctx, p); err != nil {
		return errors.Join(sebab, fmt.Errorf("retry queue: %w", err))
	}
	return nil
}

// Again handles messages of the retry queue. Those that fail once more are named in the
// answer and come again, until the queue gives them up.
func (e *Engine) Again(ctx context.Context, ev events.SQSEvent) events.SQSEventResponse {
	var out events.SQSEventResponse
	for _, m := range ev.Records {
		var p Petunjuk
		err := json.Unmarshal([]byte(m.Body), &p)
		if err == nil {
			err = e.sekarang(ctx, p)
		}
		if err != nil {
			e.Log.ErrorContext(ctx, "retry failed", "opd", p.OPD, "tahun", p.Tahun, "cause", err.Error())
			out.BatchItemFailures = append(out.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: m.MessageId})
		}
	}
	return out
}

// sekarang refreshes all that depends on what changed; one that fails does not hold up
// the others.
func (e *Engine) sekarang(ctx context.Context, p Petunjuk) error {
	terkena, gagal := e.terkena(ctx, p)
	for _, t := range terkena {
		_, err := e.refresh(ctx, t)
		gagal = errors.Join(gagal, err)
	}
	return gagal
}

// terkena lists the agency-years that depend on what changed, oldest first: for an
// agency all its years; for a year itself and the later years that compare with it. The
// index of years may lag behind the hint, so a year does not need to be listed to count
// as its own.
func (e *Engine) terkena(ctx context.Context, p Petunjuk) ([]Petunjuk, error) {
	opd, tahun := p.OPD, p.Tahun
	semua, err := record.DaftarTahun(ctx, e.Store, opd)
	if err != nil {
		return nil, err
	}
	if tahun != 0 && !slices.Contains(semua, tahun) {
		semua = slices.Sorted(slices.Values(append(semua, tahun)))
	}
	var out []Petunjuk
	for _, t := range semua {
		if tahun == 0 || t >= tahun && t <= tahun+jangkauan {
			out = append(out, Petunjuk{opd, t})
		}
	}
	return out, nil
}

// Recompute computes the four quarters of an agency-year and stores what is newer than
// what is there. When the data cannot be computed, people are told so by the state galat,
// and the reason is the error; so it is when the tables could not be read or written.
func (e *Engine) Recompute(ctx context.Context, opd string, tahun int) error {
	t, err := record.LoadTahun(ctx, e.Store, opd, tahun)
	if fault.CodeOf(err) == fault.NotFound {
		return nil
	}
	if rusak := (*fault.Error)(nil); errors.As(err, &rusak) && rusak.Code == fault.Internal {
		return e.galat(ctx, opd, tahun, err)
	}
	if err != nil {
		return fmt.Errorf("recompute %s %d: %w", opd, tahun, err)
	}
	var data [4][]byte
	var gagal [4]error
	var wg sync.WaitGroup
	for n := range data {
		wg.Go(func() { data[n], gagal[n] = e.hitung(t, n+1) })
	}
	wg.Wait()
	if err := errors.Join(gagal[:]...); err != nil {
		return e.galat(ctx, opd, tahun, err)
	}
	err = e.simpan(ctx, opd, tahun, func(n int) store.Hasil {
		return store.Hasil{Vector: t.Vector, At: e.now(), Data: data[n]}
	})
	if fault.CodeOf(err) == fault.TooLarge {
		return e.galat(ctx, opd, tahun, err)
	}
	return err
}

// simpan stores the four quarters at once, so that they share what the table makes
// each writer wait for.
func (e *Engine) simpan(ctx context.Context, opd string, tahun int, hasil func(n int) store.Hasil) error {
	var wg sync.WaitGroup
	var gagal [4]error
	for n := range gagal {
		wg.Go(func() {
			_, gagal[n] = e.Hasil.PutHasil(ctx, store.HasilKey{OPD: opd, Tahun: tahun, TW: n + 1}, hasil(n))
		})
	}
	wg.Wait()
	if err := errors.Join(gagal[:]...); err != nil {
		return fmt.Errorf("store results of %s %d: %w", opd, tahun, err)
	}
	return nil
}

// hitung runs the engine; a panic is a fault of the data it was given, not the end of
// the others' results.
func (e *Engine) hitung(t record.Tahun, tw int) (data []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("compute TW%d: %v", tw, r)
		}
	}()
	h := e.Hitung(t.Data, sakip.Periode{Tahun: t.Data.Tahun, Triwulan: tw})
	return wire.FromHasil(t.Data.OPD, t.Data.Kebijakan, h).Gzip()
}

// galat stores the state that people see, keeping the last good figures beside it.
func (e *Engine) galat(ctx context.Context, opd string, tahun int, sebab error) error {
	sebab = fmt.Errorf("recompute %s %d: %w", opd, tahun, sebab)
	e.Log.ErrorContext(ctx, "recompute failed", "opd", opd, "tahun", tahun, "cause", sebab.Error())
	v, err := record.Vector(ctx, e.Store, opd, tahun)
	if err != nil {
		return errors.Join(sebab, err)
	}
	for tw := 1; tw <= 4; tw++ {
		k := store.HasilKey{OPD: opd, Tahun: tahun, TW: tw}
		lama, err := e.Hasil.GetHasil(ctx, k)
		if err != nil && fault.CodeOf(err) != fault.NotFound {
			return errors.Join(sebab, err)
		}
		h := store.Hasil{Vector: v, At: e.now(), Data: lama.Data,
			Galat: "Perhitungan gagal; angka terakhir yang benar tetap ditampilkan. Pengelola sistem sudah diberi tahu."}
		if _, err := e.Hasil.PutHasil(ctx, k, h); err != nil {
			return errors.Join(sebab, err)
		}
	}
	return sebab
}

func (e *Engine) now() time.Time { return e.Clock().UTC().Truncate(time.Second) }

// Sweep compares the vector of every stored result with the state of the table and
// computes those that lag: it heals what a lost stream or a failed run left. It
// returns how many agency-years it computed. What fails goes to the retry queue.
func (e *Engine) Sweep(ctx context.Context) (int, error) {
	kabupaten, err := e.Store.List(ctx, store.IndexKabupaten())
	if err != nil {
		return 0, err
	}
	n := 0
	var gagal error
	for _, k := range kabupaten {
		id, _ := store.ParseKabupaten(k.Partition)
		agencies, err := e.Store.List(ctx, store.IndexOPD(id))
		if err != nil {
			return n, errors.Join(gagal, err)
		}
		for _, a := range agencies {
			hit, err := e.sweepOPD(ctx, a.Partition)
			n += hit
			gagal = errors.Join(gagal, err)
		}
	}
	return n, gagal
}

func (e *Engine) sweepOPD(ctx context.Context, p store.Partition) (int, error) {
	opd, _, _ := store.ParseOPD(p)
	years, err := e.terkena(ctx, Petunjuk{OPD: opd})
	if err != nil {
		return 0, e.nanti(ctx, Petunjuk{OPD: opd}, err)
	}
	n := 0
	var gagal error
	for _, t := range years {
		computed, err := e.coba(ctx, t)
		if computed {
			n++
		}
		gagal = errors.Join(gagal, err)
	}
	return n, gagal
}

// refresh computes an agency-year unless its results are of the state as it is, as
// they are when several hints tell of one change.
func (e *Engine) refresh(ctx context.Context, t Petunjuk) (computed bool, err error) {
	segar, err := e.segar(ctx, t)
	if err != nil || segar {
		return false, err
	}
	return true, e.Recompute(ctx, t.OPD, t.Tahun)
}

// segar tells whether all four quarters were computed from the state as it is.
func (e *Engine) segar(ctx context.Context, t Petunjuk) (bool, error) {
	kini, err := record.Vector(ctx, e.Store, t.OPD, t.Tahun)
	if err != nil {
		return false, err
	}
	for tw := 1; tw <= 4; tw++ {
		h, err := e.Hasil.GetHasil(ctx, store.HasilKey{OPD: t.OPD, Tahun: t.Tahun, TW: tw})
		if fault.CodeOf(err) == fault.NotFound {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		if !h.Vector.Equal(kini) || h.Galat != "" {
			return false, nil
		}
	}
	return true, nil
}
