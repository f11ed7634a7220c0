package embedded

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"

	bolt "go.etcd.io/bbolt"
)

// Load implements store.Store in one read transaction, which sees no later commit.
func (s *Store) Load(ctx context.Context, p store.Partition) (store.Snapshot, error) {
	var snap store.Snapshot
	err := s.kinerja.view(ctx, func(tx *bolt.Tx) (err error) {
		snap, err = readSnapshot(tx, p)
		return err
	})
	return snap, err
}

// readSnapshot reads a partition whole. Without META there is nothing, whatever rows lie
// there: they are staged or being restored.
func readSnapshot(tx *bolt.Tx, p store.Partition) (store.Snapshot, error) {
	meta, err := readMeta(tx, p)
	if err != nil || meta.Versi == 0 {
		return store.Snapshot{Meta: meta}, err
	}
	snap := store.Snapshot{Meta: meta}
	if err := eachRow(tx, p, func(k store.Key, rev string, v []byte) error {
		if rev != meta.Rev(k.Doc) {
			return nil
		}
		item, err := unpackItem(meta, k, v)
		snap.Items = append(snap.Items, item)
		return err
	}); err != nil {
		return store.Snapshot{}, err
	}
	// In the file "IND#x@…" comes before "IND@…".
	slices.SortFunc(snap.Items, func(a, b store.Item) int {
		return cmp.Or(cmp.Compare(a.Doc, b.Doc), cmp.Compare(a.Row, b.Row))
	})
	return snap, nil
}

// Meta implements store.Store.
func (s *Store) Meta(ctx context.Context, p store.Partition) (m store.Meta, err error) {
	err = s.kinerja.view(ctx, func(tx *bolt.Tx) error {
		m, err = readMeta(tx, p)
		return err
	})
	return m, err
}

// Get implements store.Store.
func (s *Store) Get(ctx context.Context, p store.Partition, k store.Key) (item store.Item, err error) {
	err = s.kinerja.view(ctx, func(tx *bolt.Tx) error {
		m, err := readMeta(tx, p)
		if err != nil {
			return err
		}
		if item, err = readItem(tx, m, k); err == nil && item.Versi == 0 {
			return fault.New(fault.NotFound, "baris", k.Doc+"#"+k.Row)
		}
		return err
	})
	if err != nil {
		return store.Item{}, err
	}
	return item, nil
}

// Replay implements store.Store.
func (s *Store) Replay(ctx context.Context, key, body string, now time.Time) (res store.Result, ok bool, err error) {
	err = s.kinerja.view(ctx, func(tx *bolt.Tx) error {
		res, ok, err = readIdem(tx, key, body, now)
		return err
	})
	return res, ok, err
}

// List implements store.Store.
func (s *Store) List(ctx context.Context, index string) ([]store.Meta, error) {
	var list []store.Meta
	err := s.kinerja.view(ctx, func(tx *bolt.Tx) error {
		prefix := join(index, "")
		c := tx.Bucket(bucketIndex).Cursor()
		for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
			m, err := readMeta(tx, store.Partition(k[len(prefix):]))
			if err != nil {
				return err
			}
			list = append(list, m)
		}
		return nil
	})
	return list, err
}

// Entries implements store.Store. The chain ends where META says.
func (s *Store) Entries(ctx context.Context, p store.Partition, after int64, limit int) ([]store.Entry, error) {
	var entries []store.Entry
	err := s.kinerja.view(ctx, func(tx *bolt.Tx) error {
		meta, err := readMeta(tx, p)
		if err != nil {
			return err
		}
		prefix := join(string(p), "")
		c := tx.Bucket(bucketAudit).Cursor()
		for k, v := c.Seek(auditKey(p, after+1)); bytes.HasPrefix(k, prefix) && len(entries) < limit; k, v = c.Next() {
			seq, _, err := unpackNumber(k[len(prefix):])
			if err != nil || seq > meta.Versi {
				return err
			}
			e, err := unpackEntry(p, seq, v)
			if err != nil {
				return err
			}
			entries = append(entries, e)
		}
		return nil
	})
	return entries, err
}

func readMeta(tx *bolt.Tx, p store.Partition) (store.Meta, error) {
	m, _, err := readState(tx, p)
	return m, err
}

// readState also tells what Restore is making of a partition that is not there.
func readState(tx *bolt.Tx, p store.Partition) (m store.Meta, restoring string, err error) {
	v := tx.Bucket(bucketMeta).Get([]byte(p))
	if v == nil {
		return store.Meta{Partition: p}, "", nil
	}
	var r metaRecord
	if err := json.Unmarshal(v, &r); err != nil {
		return store.Meta{}, "", errors.Join(errDamaged, err)
	}
	if r.Versi == 0 {
		return store.Meta{Partition: p}, r.Head, nil
	}
	return store.Meta{Partition: p, Versi: r.Versi, Head: r.Head, Docs: r.Docs, Since: r.Since, Index: r.Index}, "", nil
}

// readItem reads an item of the live revision; one of Versi 0 is not there.
func readItem(tx *bolt.Tx, m store.Meta, k store.Key) (store.Item, error) {
	v := tx.Bucket(bucketItem).Get(itemKey(m, k))
	if v == nil || m.Versi == 0 {
		return store.Item{Key: k}, nil
	}
	return unpackItem(m, k, v)
}

func itemKey(m store.Meta, k store.Key) []byte {
	return join(string(m.Partition), store.SK(k, m.Rev(k.Doc)))
}

func unpackItem(m store.Meta, k store.Key, v []byte) (store.Item, error) {
	versi, data, err := unpackNumber(v)
	return store.Item{Key: k, Versi: m.ItemVersi(k.Doc, versi), Data: clone(data)}, err
}

// eachRow walks a partition's rows of all revisions; v is the file's own.
func eachRow(tx *bolt.Tx, p store.Partition, fn func(k store.Key, rev string, v []byte) error) error {
	prefix := join(string(p), "")
	c := tx.Bucket(bucketItem).Cursor()
	for key, v := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, v = c.Next() {
		k, rev, ok := store.ParseSK(string(key[len(prefix):]))
		if !ok {
			return errDamaged
		}
		if err := fn(k, rev, v); err != nil {
			return err
		}
	}
	return nil
}

// readIdem answers what an unexpired record of key answered; ok is false when there
// is none.
func readIdem(tx *bolt.Tx, key, body string, now time.Time) (res store.Result, ok bool, err error) {
	v := tx.Bucket(bucketIdem).Get([]byte(key))
	if v == nil {
		return store.Result{}, false, nil
	}
	expires, tail, err := unpackNumber(v)
	if err != nil || expires <= now.Unix() {
		return store.Result{}, false, err
	}
	var r idemRecord
	response, err := unpack(tail, &r)
	if err != nil {
		return store.Result{}, false, err
	}
	if r.Body != body {
		return store.Result{}, false, fault.New(fault.IdemReused)
	}
	return store.Result{Meta: r.Meta, Replayed: true, Response: clone(response)}, true, nil
}
