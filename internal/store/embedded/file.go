package embedded

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"capaian/internal/fault"

	bolt "go.etcd.io/bbolt"
)

// maxBatch bounds how many changes share a transaction, and so how long the last
// one waits and how much memory the transaction takes.
const maxBatch = 256

var errClosed = fault.Wrap(fault.Internal, errors.New("the store is closed"))

// file is one bbolt file with the goroutine that alone writes it.
type file struct {
	db    *bolt.DB
	opt   Options
	queue chan *change // unbuffered: a change that was received is carried out
	stop  chan struct{}
	done  chan struct{}
	once  sync.Once
}

// change is one caller's wish. check looks at everything first and writes nothing; a
// change that it refuses leaves the transaction as it was, for the others in it. The
// write that check returns is nil when there is nothing to do.
type change struct {
	check func(tx *bolt.Tx) (write func() error, err error)
	err   error
	done  chan struct{}
}

// openFile opens a file and makes its missing buckets; with readThrough it also reads
// all there is. bbolt trusts its pages: a torn file shows as a panic or as a fault of
// the memory map, which both become errors here.
func openFile(path string, opt Options, readThrough bool, buckets ...[]byte) (f *file, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fault.Wrap(fault.Internal, fmt.Errorf("%s is damaged: %v", path, r))
		}
	}()
	db, err := bolt.Open(path, 0o640, &bolt.Options{
		Timeout:      opt.LockTimeout,
		NoSync:       opt.NoSync,
		FreelistType: bolt.FreelistMapType,
	})
	if err != nil {
		return nil, openFault(path, err)
	}
	if err := prepare(db, readThrough, buckets); err != nil {
		return nil, errors.Join(openFault(path, err), db.Close())
	}
	f = &file{db: db, opt: opt, queue: make(chan *change), stop: make(chan struct{}), done: make(chan struct{})}
	go f.run()
	return f, nil
}

// prepare writes only to a file that lacks a bucket, so that one on a full disk can
// still be opened and read.
func prepare(db *bolt.DB, readThrough bool, buckets [][]byte) error {
	missing := false
	err := db.View(func(tx *bolt.Tx) error {
		for _, name := range buckets {
			b := tx.Bucket(name)
			missing = missing || b == nil
			if b == nil || !readThrough {
				continue
			}
			sum := 0 // touching the bytes is what shows a torn file
			if err := b.ForEach(func(k, v []byte) error {
				for _, c := range v {
					sum += int(c)
				}
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || !missing {
		return err
	}
	return db.Update(func(tx *bolt.Tx) error {
		for _, name := range buckets {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		return nil
	})
}

// update carries out one change and returns when it is on disk. It gives up with
// ctx's error only while the writer has not received the change.
func (f *file) update(ctx context.Context, check func(tx *bolt.Tx) (func() error, error)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c := &change{check: check, done: make(chan struct{})}
	select {
	case f.queue <- c:
	case <-ctx.Done():
		return ctx.Err()
	case <-f.stop:
		return errClosed
	}
	<-c.done
	return asFault(c.err)
}

// view reads in one transaction, which sees the file as one commit left it.
func (f *file) view(ctx context.Context, fn func(tx *bolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return asFault(f.db.View(fn))
}

// asFault makes what bbolt and damaged records say Internal.
func asFault(err error) error {
	var known *fault.Error
	if err != nil && !errors.As(err, &known) {
		return fault.Wrap(fault.Internal, err)
	}
	return err
}

func (f *file) run() {
	defer close(f.done)
	last := 1
	for {
		select {
		case c := <-f.queue:
			batch := f.gather(c, last)
			last = len(batch)
			if err := f.commit(batch); err != nil {
				f.opt.Log.Error("write failed", "path", f.db.Path(), "changes", len(batch), "err", err)
			}
			for _, c := range batch {
				close(c.done)
			}
		case <-f.stop:
			return
		}
	}
}

// maxGather is how long a batch waits for those who were in the last one. Whoever has
// just been answered needs about that long to come again, and a commit that all of
// them share costs the disk no more than one for the first of them alone.
const maxGather = time.Millisecond

// gather takes what waits along with first: at once, or, when others were in the last
// batch, until as many are there or maxGather has passed. One writer never waits.
func (f *file) gather(first *change, last int) []*change {
	batch := []*change{first}
	for len(batch) < maxBatch {
		select {
		case c := <-f.queue:
			batch = append(batch, c)
			continue
		default:
		}
		if len(batch) >= last {
			return batch
		}
		break
	}
	late := time.NewTimer(maxGather)
	defer late.Stop()
	for len(batch) < min(last, maxBatch) {
		select {
		case c := <-f.queue:
			batch = append(batch, c)
		case <-late.C:
			return batch
		}
	}
	return batch
}

// commit carries out a batch in one transaction. When that fails, all of the batch
// fail, the refused ones too: what they were refused for may not have come to be.
// bbolt never overwrites live pages, so the file goes on from its last good state;
// if only the very last fsync failed, that state includes this batch.
func (f *file) commit(batch []*change) error {
	failAll := func(code fault.Code, err error) error {
		for _, c := range batch {
			c.err = fault.Wrap(code, err)
		}
		return err
	}
	tx, err := f.db.Begin(true)
	if err != nil {
		return failAll(fault.Internal, err)
	}
	written := false
	for _, c := range batch {
		var write func() error
		if write, c.err = c.check(tx); c.err != nil || write == nil {
			continue
		}
		written = true
		if err := write(); err != nil {
			return failAll(fault.Internal, errors.Join(err, tx.Rollback()))
		}
	}
	if !written {
		return tx.Rollback()
	}
	if err := tx.Commit(); err != nil {
		return failAll(fault.ReadOnly, err)
	}
	return nil
}

func (f *file) close() (err error) {
	f.once.Do(func() {
		close(f.stop)
		<-f.done
		if f.db.NoSync { // nothing has been written through so far
			err = f.db.Sync()
		}
		err = errors.Join(err, f.db.Close())
	})
	return err
}
