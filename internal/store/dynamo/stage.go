package dynamo

import (
	"context"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// revision is one of a document.
type revision struct{ doc, rev string }

func (v revision) notLive(m store.Meta) error {
	if m.Rev(v.doc) == v.rev {
		return fault.New(fault.Invalid, "revisi "+v.rev+" sudah berlaku")
	}
	return nil
}

// change is one change of a row out of sight: staged, or swept when data is nil.
type change struct {
	sk   string
	data *[]byte
	size int
}

// Stage implements store.Store. Each batch is a transaction that META takes part in, not
// a BatchWriteItem: one that came late would overwrite rows that a switch has made live.
func (s *Store) Stage(ctx context.Context, p store.Partition, doc, rev string, rows []store.Row) error {
	if err := store.CheckStage(p, doc, rev, rows); err != nil {
		return err
	}
	var changes []change
	place := make(map[string]int, len(rows)) // a transaction takes an item once
	for _, r := range rows {
		sk := store.SK(store.Key{Doc: doc, Row: r.Row}, rev)
		c := change{sk: sk, data: &r.Data, size: len(p) + len(sk) + len(r.Data)}
		if i, again := place[sk]; again {
			changes[i] = c
			continue
		}
		place[sk] = len(changes)
		changes = append(changes, c)
	}
	if len(changes) == 0 { // nothing to write, and a live revision is refused all the same
		m, err := s.Meta(ctx, p)
		if err != nil {
			return err
		}
		return revision{doc, rev}.notLive(m)
	}
	for _, batch := range batches(changes) {
		if err := s.apply(ctx, p, revision{doc, rev}, batch); err != nil {
			return err
		}
	}
	return nil
}

// Sweep implements store.Store, but for idempotency records: nothing but a scan of the
// whole table would find them, and DynamoDB removes them by their ttl itself.
func (s *Store) Sweep(ctx context.Context, p store.Partition, _ time.Time, keep func(doc, rev string) bool) (int, error) {
	st, err := s.state(ctx, p)
	if err != nil {
		return 0, err
	}
	rows, err := s.rows(ctx, p, aws.String("PK, SK"))
	if err != nil {
		return 0, err
	}
	// What to remove is decided on a state that may move on; apply looks at META again.
	garbage, kept := map[revision][]change{}, map[revision]bool{}
	for _, r := range rows {
		v := revision{r.Doc, r.rev}
		if v.notLive(st.Meta) != nil {
			continue
		}
		if _, asked := kept[v]; !asked {
			kept[v] = keep(v.doc, v.rev)
		}
		if sk := store.SK(r.Key, r.rev); !kept[v] {
			garbage[v] = append(garbage[v], change{sk: sk, size: len(p) + len(sk)})
		}
	}
	gone := 0
	for v, changes := range garbage {
		for _, batch := range batches(changes) {
			err := s.apply(ctx, p, v, batch)
			if fault.CodeOf(err) == fault.Invalid {
				break // it was made live meanwhile
			}
			if err != nil {
				return gone, err
			}
			gone += len(batch)
		}
	}
	return gone, nil
}

// batches divides changes so that each fits a transaction with META, by number and by
// size. Fewer transactions cost less: each takes part in META once.
func batches(changes []change) [][]change {
	var all [][]change
	size := 0
	for _, c := range changes {
		last := len(all) - 1
		if last < 0 || len(all[last]) == store.MaxItems-1 || size+c.size > store.MaxTransaction {
			all, last, size = append(all, nil), last+1, 0
		}
		all[last], size = append(all[last], c), size+c.size
	}
	return all
}

// apply makes changes to rows of a revision; one that is live is fault.Invalid. A command
// in between is no reason to fail: only what it did to the revision is.
func (s *Store) apply(ctx context.Context, p store.Partition, v revision, changes []change) error {
	return s.retry(ctx, func() (bool, error) {
		st, err := s.state(ctx, p)
		if err == nil {
			err = st.writable()
		}
		if err != nil {
			return false, err
		}
		if err := v.notLive(st.Meta); err != nil {
			return false, err
		}
		ops := []types.TransactWriteItem{check(s.opt.Kinerja, keyOf(string(p), skMeta), metaCondition(st.Meta))}
		for _, c := range changes {
			if c.data == nil {
				ops = append(ops, remove(s.opt.Kinerja, keyOf(string(p), c.sk), condition{}))
			} else {
				ops = append(ops, put(s.opt.Kinerja, packItem(p, c.sk, 0, *c.data), condition{}))
			}
		}
		reasons, err := s.commit(ctx, ops)
		switch {
		case err != nil || reasons == nil:
			return true, err
		case broken(reasons[posMeta]) || contended(reasons):
			return false, nil
		default:
			return false, cancellation(reasons)
		}
	})
}
