// Package embedded keeps the tables Kinerja and Hasil in two bbolt files of a folder,
// for one process: what a small office, the local stack and the tests run on. A
// command is on disk (fsync) before it is acknowledged; commands that wait at the
// same moment share one disk transaction.
//
// kinerja.db is the record. hasil.db can be computed again from it: it may be deleted
// while no process has it open, and is set aside and made anew when it is damaged.
package embedded

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"

	berrors "go.etcd.io/bbolt/errors"
)

const (
	kinerjaFile = "kinerja.db"
	hasilFile   = "hasil.db"
	badSuffix   = ".bad"       // what a damaged hasil.db is renamed with
	wholeFile   = "hasil.utuh" // says that Close left hasil.db whole
)

// Options of Open; the zero value is what production uses.
type Options struct {
	// LockTimeout is how long to wait for another process to let go of the folder; 1 s when 0.
	LockTimeout time.Duration
	// NoSync acknowledges before the disk has it: a power cut loses or damages the
	// files. For tests of other packages, which need speed and no durability.
	NoSync bool
	// Log hears of a damaged hasil.db and of writes that failed; nobody does when nil.
	Log *slog.Logger
}

// Store implements store.Store, store.HasilStore, store.Restorer and store.Feed. It is
// safe for concurrent use.
type Store struct {
	dir            string
	kinerja, hasil *file
	news           news
}

var (
	_ store.Store      = (*Store)(nil)
	_ store.HasilStore = (*Store)(nil)
	_ store.Restorer   = (*Store)(nil)
	_ store.Feed       = (*Store)(nil)
)

// Open opens the two files in dir, making what is missing. Codes: Busy when another
// process has them, ReadOnly when the folder or a file can't be written, Internal
// when kinerja.db is not a database.
func Open(dir string, opt Options) (*Store, error) {
	if opt.LockTimeout == 0 {
		opt.LockTimeout = time.Second
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, fault.Wrap(fault.ReadOnly, err)
	}
	kinerja, err := openFile(filepath.Join(dir, kinerjaFile), opt, false,
		bucketItem, bucketMeta, bucketAudit, bucketIndex, bucketIdem, bucketOutbox, bucketCursor)
	if err != nil {
		return nil, err
	}
	hasil, err := openHasil(dir, opt)
	if err != nil {
		return nil, errors.Join(err, kinerja.close())
	}
	syncFolder(dir)
	return &Store{dir: dir, kinerja: kinerja, hasil: hasil, news: news{next: make(chan struct{})}}, nil
}

// openHasil begins hasil.db anew unless Close left it whole, and sets one aside that
// can't be opened or read through: all in it can be computed again. So its writes need
// not wait for the disk, whose time belongs to what people enter. Who has kinerja.db
// open has hasil.db to itself.
func openHasil(dir string, opt Options) (*file, error) {
	path := filepath.Join(dir, hasilFile)
	whole := os.Remove(filepath.Join(dir, wholeFile)) == nil
	if _, err := os.Stat(path); err == nil && !whole {
		opt.Log.Warn("hasil.db was not closed, Hasil must be computed again")
		if err := os.Remove(path); err != nil {
			return nil, fault.Wrap(fault.ReadOnly, err)
		}
	}
	opt.NoSync = true
	f, err := openFile(path, opt, true, bucketHasil)
	if err == nil || fault.CodeOf(err) == fault.Busy {
		return f, err
	}
	if os.Rename(path, path+badSuffix) != nil {
		return nil, err
	}
	opt.Log.Warn("hasil.db set aside, Hasil must be computed again", "path", path+badSuffix, "err", err)
	return openFile(path, opt, true, bucketHasil)
}

// openFault names why a file could not be opened.
func openFault(path string, err error) error {
	var pathErr *fs.PathError
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return fault.Wrap(fault.Busy, fmt.Errorf("%s is in use by another process", path))
	case errors.As(err, &pathErr):
		return fault.Wrap(fault.ReadOnly, err)
	default:
		return fault.Wrap(fault.Internal, fmt.Errorf("%s: %w", path, err))
	}
}

// syncFolder makes the files' names durable. Some systems can't sync a folder and
// need not, so its error says nothing.
func syncFolder(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

// Close waits for the commands that were begun and closes the files; later calls
// answer Internal.
func (s *Store) Close() error {
	err := errors.Join(s.kinerja.close(), s.hasil.close())
	if err == nil {
		err = os.WriteFile(filepath.Join(s.dir, wholeFile), nil, 0o640)
	}
	return err
}

// news wakes those who wait for a change.
type news struct {
	mu   sync.Mutex
	next chan struct{} // closed by the next change
}

func (n *news) wait() <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.next
}

func (n *news) tell() {
	n.mu.Lock()
	defer n.mu.Unlock()
	close(n.next)
	n.next = make(chan struct{})
}
