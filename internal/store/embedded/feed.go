package embedded

import (
	"bytes"
	"context"
	"encoding/binary"

	"capaian/internal/fault"
	"capaian/internal/store"

	bolt "go.etcd.io/bbolt"
)

// trimChunk bounds what one SetCursor forgets; a consumer moves on by fewer changes
// at a time, so the outbox does not grow behind it.
const trimChunk = 1000

// metaSK is META's sort key in a Change.
const metaSK = "META"

// writeOutbox records a command's changes in its own transaction. The bucket's
// sequence goes on growing when old changes are forgotten.
func writeOutbox(tx *bolt.Tx, meta store.Meta, created []store.Key) error {
	outbox := tx.Bucket(bucketOutbox)
	outbox.FillPercent = fillSequential
	put := func(sk string, insert bool) error {
		seq, err := outbox.NextSequence()
		if err != nil {
			return err
		}
		v := make([]byte, 1, 1+len(meta.Partition)+1+len(sk))
		if insert {
			v[0] = 1
		}
		return outbox.Put(bigEndian(seq), append(v, join(string(meta.Partition), sk)...))
	}
	if err := put(metaSK, meta.Versi == 0); err != nil {
		return err
	}
	for _, k := range created {
		if err := put(store.SK(k, meta.Rev(k.Doc)), true); err != nil {
			return err
		}
	}
	return nil
}

// Changes implements store.Feed.
func (s *Store) Changes(ctx context.Context, after uint64, limit int) ([]store.Change, error) {
	var changes []store.Change
	err := s.kinerja.view(ctx, func(tx *bolt.Tx) error {
		c := tx.Bucket(bucketOutbox).Cursor()
		for k, v := c.Seek(bigEndian(after + 1)); k != nil && len(changes) < limit; k, v = c.Next() {
			p, sk, ok := bytes.Cut(v[min(1, len(v)):], []byte{0})
			if !ok || len(k) != 8 {
				return errDamaged
			}
			changes = append(changes, store.Change{Seq: binary.BigEndian.Uint64(k),
				Partition: store.Partition(p), SK: string(sk), Insert: v[0] == 1})
		}
		return nil
	})
	return changes, err
}

// Wait implements store.Feed.
func (s *Store) Wait(ctx context.Context, after uint64) error {
	for {
		next := s.news.wait() // before looking, so that no change falls between
		var last uint64
		if err := s.kinerja.view(ctx, func(tx *bolt.Tx) error {
			last = tx.Bucket(bucketOutbox).Sequence()
			return nil
		}); err != nil || last > after {
			return err
		}
		select {
		case <-next:
		case <-ctx.Done():
			return ctx.Err()
		case <-s.kinerja.stop:
			return errClosed
		}
	}
}

// Cursor implements store.Feed.
func (s *Store) Cursor(ctx context.Context, consumer string) (seq uint64, err error) {
	err = s.kinerja.view(ctx, func(tx *bolt.Tx) error {
		seq, err = readCursor(tx.Bucket(bucketCursor).Get([]byte(consumer)))
		return err
	})
	return seq, err
}

func readCursor(v []byte) (uint64, error) {
	if v == nil {
		return 0, nil
	}
	n, _, err := unpackNumber(v)
	return uint64(n), err
}

// SetCursor implements store.Feed. It also forgets what every consumer has passed:
// here the outbox is trimmed at the pace at which it is read.
func (s *Store) SetCursor(ctx context.Context, consumer string, seq uint64) error {
	if consumer == "" || len(consumer) > bolt.MaxKeySize {
		return fault.New(fault.Invalid, "nama pembaca tidak sah")
	}
	return s.kinerja.update(ctx, func(tx *bolt.Tx) (func() error, error) {
		passed := seq
		cursors := tx.Bucket(bucketCursor)
		if err := cursors.ForEach(func(k, v []byte) error {
			other, err := readCursor(v)
			if string(k) != consumer {
				passed = min(passed, other)
			}
			return err
		}); err != nil {
			return nil, err
		}
		return func() error {
			if err := cursors.Put([]byte(consumer), bigEndian(seq)); err != nil {
				return err
			}
			return trim(tx, passed)
		}, nil
	})
}

func trim(tx *bolt.Tx, passed uint64) error {
	outbox := tx.Bucket(bucketOutbox)
	c := outbox.Cursor()
	var keys [][]byte // a cursor must not be moved over what is being deleted
	for k, _ := c.First(); k != nil && binary.BigEndian.Uint64(k) <= passed && len(keys) < trimChunk; k, _ = c.Next() {
		keys = append(keys, k)
	}
	for _, k := range keys {
		if err := outbox.Delete(k); err != nil {
			return err
		}
	}
	return nil
}
