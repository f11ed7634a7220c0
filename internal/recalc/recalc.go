// Package recalc keeps the table Hasil true: it takes hints that an agency-year or an
// agency changed and computes what depends on it again from nothing but the table
// Kinerja. It is idempotent: hints may come twice, late, out of order or not at all,
// for the daily sweep compares every stored vector with the state of the table.
package recalc

import (
	"context"
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

// Engine computes results. Hitung is sakip.Hitung; tests put a failing one there.
type Engine struct {
	Store  store.Store
	Hasil  store.HasilStore
	Clock  func() time.Time
	Log    *slog.Logger
	Hitung func(sakip.DataTahun, sakip.Periode) sakip.Hasil
}

// New wires an engine with the domain's own Hitung.
func New(st store.Store, h store.HasilStore, clock func() time.Time, log *slog.Logger) *Engine {
	return &Engine{Store: st, Hasil: h, Clock: clock, Log: log, Hitung: sakip.Hitung}
}

// jangkauan is how many later years a year's realisasi appears in, as comparison.
const jangkauan = 5

// tahunOPD is one agency-year.
type tahunOPD struct {
	opd   string
	tahun int
}

// Stream handles a batch of the table's stream. A record is only the hint that a META
// changed; each affected agency-year is computed once per batch. One that fails gets
// the state galat and does not hold up the others.
func (e *Engine) Stream(ctx context.Context, ev events.DynamoDBEvent) error {
	seen := map[tahunOPD]bool{}
	var urut []tahunOPD
	var gagal error
	for _, r := range ev.Records {
		pk, sk := r.Change.Keys["PK"], r.Change.Keys["SK"]
		if pk.DataType() != events.DataTypeString || sk.DataType() != events.DataTypeString || sk.String() != "META" {
			continue
		}
		terkena, err := e.terkena(ctx, store.Partition(pk.String()))
		if err != nil {
			gagal = errors.Join(gagal, err)
		}
		for _, t := range terkena {
			if !seen[t] {
				seen[t] = true
				urut = append(urut, t)
			}
		}
	}
	for _, t := range urut {
		_, err := e.refresh(ctx, t)
		gagal = errors.Join(gagal, err)
	}
	return gagal
}

// terkena lists the agency-years that depend on a partition, oldest first: for an
// agency all its years; for a year itself and the later years that compare with it. The
// index of years may lag behind the hint, so a year does not need to be listed to count
// as its own.
func (e *Engine) terkena(ctx context.Context, p store.Partition) ([]tahunOPD, error) {
	opd, tahun, ok := store.ParseOPD(p)
	if !ok {
		return nil, nil
	}
	semua, err := record.DaftarTahun(ctx, e.Store, opd)
	if err != nil {
		return nil, err
	}
	if tahun != 0 && !slices.Contains(semua, tahun) {
		semua = slices.Sorted(slices.Values(append(semua, tahun)))
	}
	var out []tahunOPD
	for _, t := range semua {
		if tahun == 0 || t >= tahun && t <= tahun+jangkauan {
			out = append(out, tahunOPD{opd, t})
		}
	}
	return out, nil
}

// Recompute computes the four quarters of an agency-year and stores what is newer than
// what is there. When the data cannot be computed it stores the state galat with the
// reason and returns nil: trying again would not help. An error means that the tables
// could not be read or written.
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
	return e.simpan(ctx, opd, tahun, func(n int) store.Hasil {
		return store.Hasil{Vector: t.Vector, At: e.now(), Data: data[n]}
	})
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
	e.Log.ErrorContext(ctx, "recompute failed", "opd", opd, "tahun", tahun, "cause", sebab.Error())
	v, err := record.Vector(ctx, e.Store, opd, tahun)
	if err != nil {
		return err
	}
	for tw := 1; tw <= 4; tw++ {
		k := store.HasilKey{OPD: opd, Tahun: tahun, TW: tw}
		lama, err := e.Hasil.GetHasil(ctx, k)
		if err != nil && fault.CodeOf(err) != fault.NotFound {
			return err
		}
		h := store.Hasil{Vector: v, At: e.now(), Data: lama.Data,
			Galat: "Perhitungan gagal; angka terakhir yang benar tetap ditampilkan. Pengelola sistem sudah diberi tahu."}
		if _, err := e.Hasil.PutHasil(ctx, k, h); err != nil {
			return err
		}
	}
	return nil
}

func (e *Engine) now() time.Time { return e.Clock().UTC().Truncate(time.Second) }

// Sweep compares the vector of every stored result with the state of the table and
// computes those that lag: it heals what a lost stream or a failed run left. It
// returns how many agency-years it computed.
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
	years, err := e.terkena(ctx, p)
	if err != nil {
		return 0, err
	}
	n := 0
	var gagal error
	for _, t := range years {
		computed, err := e.refresh(ctx, t)
		if computed {
			n++
		}
		gagal = errors.Join(gagal, err)
	}
	return n, gagal
}

// refresh computes an agency-year unless its results are of the state as it is, as
// they are when several hints tell of one change.
func (e *Engine) refresh(ctx context.Context, t tahunOPD) (computed bool, err error) {
	segar, err := e.segar(ctx, t)
	if err != nil || segar {
		return false, err
	}
	return true, e.Recompute(ctx, t.opd, t.tahun)
}

// segar tells whether all four quarters were computed from the state as it is.
func (e *Engine) segar(ctx context.Context, t tahunOPD) (bool, error) {
	kini, err := record.Vector(ctx, e.Store, t.opd, t.tahun)
	if err != nil {
		return false, err
	}
	for tw := 1; tw <= 4; tw++ {
		h, err := e.Hasil.GetHasil(ctx, store.HasilKey{OPD: t.opd, Tahun: t.tahun, TW: tw})
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
