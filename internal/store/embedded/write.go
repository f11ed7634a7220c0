package embedded

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"

	bolt "go.etcd.io/bbolt"
)

// sweepChunk is how many rows one transaction of Sweep removes, so that commands get
// in between.
const sweepChunk = 1000

// Do implements store.Store.
func (s *Store) Do(ctx context.Context, c store.Command) (store.Result, error) {
	if err := store.CheckCommand(c); err != nil {
		return store.Result{}, err
	}
	var res store.Result
	err := s.kinerja.update(ctx, func(tx *bolt.Tx) (func() error, error) {
		var replayed bool
		var err error
		if c.Idem != nil {
			if res, replayed, err = readIdem(tx, c.Idem.Key, c.Idem.Body, c.Audit.Waktu); err != nil || replayed {
				return nil, err
			}
		}
		meta, created, err := check(tx, c)
		if err != nil {
			return nil, err
		}
		res = store.Result{Meta: meta.Versi + 1}
		return func() error { return write(tx, c, meta, created) }, nil
	})
	if err != nil {
		return store.Result{}, err
	}
	if !res.Replayed {
		s.news.tell()
	}
	return res, nil
}

// check holds a command against what is there. It returns META as it is and the
// items that the command creates.
func check(tx *bolt.Tx, c store.Command) (meta store.Meta, created []store.Key, err error) {
	meta, err = readWritable(tx, c.Partition)
	if err != nil {
		return meta, nil, err
	}
	if c.Meta != nil && *c.Meta != meta.Versi {
		return meta, nil, moved(*c.Meta, "data", string(c.Partition), meta)
	}
	for _, sw := range c.Switches {
		if meta.Rev(sw.Doc) != sw.From {
			return meta, nil, &fault.Error{Code: fault.Conflict, Data: meta}
		}
	}
	for _, r := range c.Reads {
		item, err := readItem(tx, meta, r.Key)
		if err != nil {
			return meta, nil, err
		}
		if item.Versi != r.Versi {
			return meta, nil, &fault.Error{Code: fault.Conflict, Args: []string{"baris", r.Key.Doc + "#" + r.Key.Row}, Data: item, Err: store.ErrRead}
		}
	}
	for _, w := range c.Writes {
		item, err := readItem(tx, meta, w.Key)
		if err != nil {
			return meta, nil, err
		}
		if item.Versi != w.Versi {
			return meta, nil, moved(w.Versi, "baris", w.Key.Doc+"#"+w.Key.Row, item)
		}
		if item.Versi == 0 {
			created = append(created, w.Key)
		}
	}
	return meta, created, nil
}

// moved is the fault of a condition that wanted another Versi, with what is there.
func moved(wanted int64, kind, id string, data any) error {
	code := fault.Conflict
	if wanted == 0 {
		code = fault.Exists
	}
	return &fault.Error{Code: code, Args: []string{kind, id}, Data: data}
}

// write carries out a command that check let pass.
func write(tx *bolt.Tx, c store.Command, meta store.Meta, created []store.Key) error {
	items, versi := tx.Bucket(bucketItem), meta.Versi+1
	for _, w := range c.Writes {
		key := itemKey(meta, w.Key)
		var err error
		if w.Delete {
			err = items.Delete(key)
		} else {
			err = items.Put(key, packNumber(versi, w.Data))
		}
		if err != nil {
			return err
		}
	}
	if err := writeOutbox(tx, meta, created); err != nil {
		return err
	}
	if c.Idem != nil {
		v, err := pack(idemRecord{Body: c.Idem.Body, Meta: versi}, c.Idem.Response)
		if err != nil {
			return err
		}
		if err := tx.Bucket(bucketIdem).Put([]byte(c.Idem.Key), packNumber(c.Idem.Expires.Unix(), v)); err != nil {
			return err
		}
	}
	entry := store.Seal(c.Partition, c.Audit, versi, meta.Head)
	if err := writeEntry(tx, entry); err != nil {
		return err
	}
	return writeMeta(tx, c, meta, entry.Hash)
}

func writeEntry(tx *bolt.Tx, e store.Entry) error {
	v, err := packEntry(e)
	if err != nil {
		return err
	}
	audit := tx.Bucket(bucketAudit)
	audit.FillPercent = fillSequential
	return audit.Put(auditKey(e.Partition, e.Seq), v)
}

// writeMeta moves META on to head and its index entry along.
func writeMeta(tx *bolt.Tx, c store.Command, old store.Meta, head string) error {
	r := metaRecord{Versi: old.Versi + 1, Head: head, Docs: old.Docs, Since: old.Since, Index: old.Index}
	if len(c.Switches) > 0 && r.Docs == nil {
		r.Docs, r.Since = map[string]string{}, map[string]int64{}
	}
	for _, sw := range c.Switches {
		r.Docs[sw.Doc], r.Since[sw.Doc] = sw.To, r.Versi
	}
	if c.Index != nil && *c.Index != old.Index {
		r.Index = *c.Index
		if old.Index != "" {
			if err := tx.Bucket(bucketIndex).Delete(join(old.Index, string(c.Partition))); err != nil {
				return err
			}
		}
		if err := writeIndex(tx, r.Index, c.Partition); err != nil {
			return err
		}
	}
	return putMeta(tx, c.Partition, r)
}

func writeIndex(tx *bolt.Tx, index string, p store.Partition) error {
	if index == "" {
		return nil
	}
	return tx.Bucket(bucketIndex).Put(join(index, string(p)), nil)
}

func putMeta(tx *bolt.Tx, p store.Partition, r metaRecord) error {
	v, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return tx.Bucket(bucketMeta).Put([]byte(p), v)
}

// Stage implements store.Store; the rows of one call come in one transaction. They
// are stored with Versi 0: what readers see is the switch's (Meta.ItemVersi).
func (s *Store) Stage(ctx context.Context, p store.Partition, doc, rev string, rows []store.Row) error {
	if err := store.CheckStage(p, doc, rev, rows); err != nil {
		return err
	}
	return s.kinerja.update(ctx, func(tx *bolt.Tx) (func() error, error) {
		meta, err := readWritable(tx, p)
		if err != nil {
			return nil, err
		}
		if meta.Rev(doc) == rev {
			return nil, fault.New(fault.Invalid, "revisi "+rev+" sudah berlaku")
		}
		return func() error {
			items := tx.Bucket(bucketItem)
			for _, r := range rows {
				key := join(string(p), store.SK(store.Key{Doc: doc, Row: r.Row}, rev))
				if err := items.Put(key, packNumber(0, r.Data)); err != nil {
					return err
				}
			}
			return nil
		}, nil
	})
}

// garbage is a row that Sweep may remove.
type garbage struct{ doc, rev, key string }

// Sweep implements store.Store. It looks first and removes afterwards, in pieces, so
// that neither keep nor a long walk holds up commands.
func (s *Store) Sweep(ctx context.Context, p store.Partition, now time.Time, keep func(doc, rev string) bool) (int, error) {
	var rows []garbage
	var expired []string
	err := s.kinerja.view(ctx, func(tx *bolt.Tx) error {
		meta, err := readMeta(tx, p)
		if err != nil {
			return err
		}
		if err := eachRow(tx, p, func(k store.Key, rev string, _ []byte) error {
			if rev != meta.Rev(k.Doc) {
				rows = append(rows, garbage{k.Doc, rev, string(join(string(p), store.SK(k, rev)))})
			}
			return nil
		}); err != nil {
			return err
		}
		return tx.Bucket(bucketIdem).ForEach(func(k, v []byte) error {
			expires, _, err := unpackNumber(v)
			if expires <= now.Unix() {
				expired = append(expired, string(k))
			}
			return err
		})
	})
	if err != nil {
		return 0, err
	}
	kept := map[[2]string]bool{}
	rows = slices.DeleteFunc(rows, func(g garbage) bool {
		rev := [2]string{g.doc, g.rev}
		if _, asked := kept[rev]; !asked {
			kept[rev] = keep(g.doc, g.rev)
		}
		return kept[rev]
	})
	gone := 0
	for chunk := range slices.Chunk(rows, sweepChunk) {
		n, err := s.sweepRows(ctx, p, chunk)
		if err != nil {
			return gone, err
		}
		gone += n
	}
	for chunk := range slices.Chunk(expired, sweepChunk) {
		n, err := s.sweepIdem(ctx, now, chunk)
		if err != nil {
			return gone, err
		}
		gone += n
	}
	return gone, nil
}

// sweepRows removes the rows whose revision has not become live meanwhile.
func (s *Store) sweepRows(ctx context.Context, p store.Partition, rows []garbage) (gone int, err error) {
	err = s.kinerja.update(ctx, func(tx *bolt.Tx) (func() error, error) {
		meta, err := readWritable(tx, p)
		if err != nil {
			return nil, err
		}
		return func() error {
			items := tx.Bucket(bucketItem)
			for _, g := range rows {
				if meta.Rev(g.doc) == g.rev || items.Get([]byte(g.key)) == nil {
					continue
				}
				if err := items.Delete([]byte(g.key)); err != nil {
					return err
				}
				gone++
			}
			return nil
		}, nil
	})
	return gone, err
}

// sweepIdem removes the records that have not been made anew meanwhile.
func (s *Store) sweepIdem(ctx context.Context, now time.Time, keys []string) (gone int, err error) {
	err = s.kinerja.update(ctx, func(tx *bolt.Tx) (func() error, error) {
		return func() error {
			idem := tx.Bucket(bucketIdem)
			for _, k := range keys {
				v := idem.Get([]byte(k))
				if v == nil {
					continue
				}
				if expires, _, err := unpackNumber(v); err != nil || expires > now.Unix() {
					continue
				}
				if err := idem.Delete([]byte(k)); err != nil {
					return err
				}
				gone++
			}
			return nil
		}, nil
	})
	return gone, err
}
