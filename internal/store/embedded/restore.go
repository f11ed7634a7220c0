package embedded

import (
	"bytes"
	"context"
	"errors"
	"iter"

	"capaian/internal/fault"
	"capaian/internal/store"

	bolt "go.etcd.io/bbolt"
)

// errOvertaken says that the placeholder in META's place is no longer this Restore's.
var errOvertaken = fault.Wrap(fault.Conflict, errors.New("another restore came in between"))

// readWritable reads META for a command, which a partition that is being restored refuses.
func readWritable(tx *bolt.Tx, p store.Partition) (store.Meta, error) {
	m, restoring, err := readState(tx, p)
	if err == nil && restoring != "" {
		err = fault.Wrap(fault.Busy, errors.New(string(p)+" is being restored"))
	}
	return m, err
}

// Restore implements store.Restorer in several transactions, so that a long chain is never
// in memory whole: first a placeholder in META's place, META last.
func (s *Store) Restore(ctx context.Context, snap store.Snapshot, chain iter.Seq2[store.Entry, error]) error {
	if err := store.CheckRestore(snap); err != nil {
		return err
	}
	r := restorer{file: s.kinerja, snap: snap, mark: snap.Fingerprint()}
	if err := r.step(ctx, r.claim); err != nil || r.there {
		return err
	}
	if err := store.RestoreParts(snap, chain, func(entries []store.Entry, items []store.Item) error {
		return r.step(ctx, func(tx *bolt.Tx) error { return r.write(tx, entries, items) })
	}); err != nil || r.there {
		return err
	}
	if err := r.step(ctx, r.reveal); err != nil || r.there {
		return err
	}
	s.news.tell()
	return nil
}

// restorer is one Restore at work.
type restorer struct {
	file    *file
	snap    store.Snapshot
	mark    string
	claimed bool
	there   bool // the partition is there with this content
}

func (r *restorer) p() store.Partition { return r.snap.Meta.Partition }

// step carries out one transaction, unless the partition is there.
func (r *restorer) step(ctx context.Context, write func(tx *bolt.Tx) error) error {
	return r.file.update(ctx, func(tx *bolt.Tx) (func() error, error) {
		m, restoring, err := readState(tx, r.p())
		if err != nil {
			return nil, err
		}
		if m.Versi > 0 {
			return nil, r.compare(tx)
		}
		if r.claimed && restoring != r.mark {
			return nil, errOvertaken
		}
		r.claimed = true
		return func() error { return write(tx) }, nil
	})
}

func (r *restorer) compare(tx *bolt.Tx) error {
	now, err := readSnapshot(tx, r.p())
	if err != nil {
		return err
	}
	if now.Fingerprint() != r.mark {
		return &fault.Error{Code: fault.Exists, Args: []string{"data", string(r.p())}, Data: now.Meta}
	}
	r.there = true
	return nil
}

// claim puts the placeholder and removes what lies in the partition and is not of this
// content: what another Restore left, and staged rows.
func (r *restorer) claim(tx *bolt.Tx) error {
	keep := make(map[string]bool, len(r.snap.Items))
	for _, i := range r.snap.Items {
		keep[string(itemKey(r.snap.Meta, i.Key))] = true
	}
	prefix := join(string(r.p()), "")
	if err := removeFrom(tx.Bucket(bucketItem), prefix, prefix, func(k []byte) bool { return keep[string(k)] }); err != nil {
		return err
	}
	if err := removeFrom(tx.Bucket(bucketAudit), prefix, auditKey(r.p(), r.snap.Meta.Versi+1), func([]byte) bool { return false }); err != nil {
		return err
	}
	return putMeta(tx, r.p(), metaRecord{Head: r.mark})
}

// removeFrom removes the keys of a prefix from one on, but for those to keep.
func removeFrom(b *bolt.Bucket, prefix, from []byte, keep func(k []byte) bool) error {
	var keys [][]byte // a cursor must not be moved over what is being deleted
	c := b.Cursor()
	for k, _ := c.Seek(from); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		if !keep(k) {
			keys = append(keys, k)
		}
	}
	for _, k := range keys {
		if err := b.Delete(k); err != nil {
			return err
		}
	}
	return nil
}

func (r *restorer) write(tx *bolt.Tx, entries []store.Entry, items []store.Item) error {
	for _, e := range entries {
		if err := writeEntry(tx, e); err != nil {
			return err
		}
	}
	for _, i := range items {
		if err := tx.Bucket(bucketItem).Put(itemKey(r.snap.Meta, i.Key), packNumber(i.Versi, i.Data)); err != nil {
			return err
		}
	}
	return nil
}

// reveal puts META in the placeholder's place, with its index entry and its change.
func (r *restorer) reveal(tx *bolt.Tx) error {
	m := r.snap.Meta
	if err := writeOutbox(tx, store.Meta{Partition: m.Partition}, nil); err != nil {
		return err
	}
	if err := writeIndex(tx, m.Index, m.Partition); err != nil {
		return err
	}
	return putMeta(tx, m.Partition, metaRecord{Versi: m.Versi, Head: m.Head, Docs: m.Docs, Since: m.Since, Index: m.Index})
}
