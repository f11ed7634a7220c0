package dynamo

import (
	"context"
	"errors"
	"iter"

	"capaian/internal/fault"
	"capaian/internal/store"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// errOvertaken says that META is no longer the placeholder of this Restore.
var errOvertaken = errors.New("another restore came in between")

// writable refuses commands on a partition that is being restored.
func (st state) writable() error {
	if st.restoring != "" {
		return fault.Wrap(fault.Busy, errors.New(string(st.Partition)+" is being restored"))
	}
	return nil
}

// Restore implements store.Restorer. META stands first as a placeholder, of Versi 0 and
// with the content's fingerprint for a head: readers take it for no META, and every
// transaction here is conditioned on it. The real META replaces it last.
func (s *Store) Restore(ctx context.Context, snap store.Snapshot, chain iter.Seq2[store.Entry, error]) error {
	if err := store.CheckRestore(snap); err != nil {
		return err
	}
	r := restorer{Store: s, snap: snap, mark: snap.Fingerprint()}
	if there, err := r.claim(ctx); there || err != nil {
		return err
	}
	err := r.write(ctx, chain)
	if errors.Is(err, errOvertaken) {
		there, err := r.there(ctx)
		if !there && err == nil {
			err = fault.Wrap(fault.Conflict, errOvertaken)
		}
		return err
	}
	return err
}

// restorer is one Restore at work.
type restorer struct {
	*Store
	snap store.Snapshot
	mark string
}

func (r restorer) p() store.Partition { return r.snap.Meta.Partition }

// there tells whether the partition is there with this content; other content is Exists.
func (r restorer) there(ctx context.Context) (bool, error) {
	now, err := r.Load(ctx, r.p())
	switch {
	case err != nil || now.Meta.Versi == 0:
		return false, err
	case now.Fingerprint() != r.mark:
		return false, &fault.Error{Code: fault.Exists, Args: []string{"data", string(r.p())}, Data: now.Meta}
	}
	return true, nil
}

// claim puts the placeholder in META's place, in that of another Restore's too.
func (r restorer) claim(ctx context.Context) (there bool, err error) {
	err = r.retry(ctx, func() (bool, error) {
		if there, err = r.there(ctx); there || err != nil {
			return true, err
		}
		st, err := r.state(ctx, r.p())
		if err != nil || st.restoring == r.mark {
			return true, err
		}
		if st.Versi > 0 { // made in between
			return false, nil
		}
		c := absent
		if st.restoring != "" {
			c = placeholder(st.restoring)
		}
		return r.commitOn(ctx, put(r.opt.Kinerja, packMeta(store.Meta{Partition: r.p(), Head: r.mark}, 0, nil), c))
	})
	return there, err
}

func placeholder(mark string) condition {
	return condition{"versi = :v AND head = :h", image{":v": number(0), ":h": text(mark)}}
}

// commitOn commits a transaction whose first operation is on META. It is not done when
// META was not what that wants, or when something passing was in the way.
func (s *Store) commitOn(ctx context.Context, ops ...types.TransactWriteItem) (done bool, err error) {
	reasons, err := s.commit(ctx, ops)
	switch {
	case err != nil || reasons == nil:
		return true, err
	case broken(reasons[posMeta]) || contended(reasons):
		return false, nil
	}
	return false, cancellation(reasons)
}

// write makes the partition, META last.
func (r restorer) write(ctx context.Context, chain iter.Seq2[store.Entry, error]) error {
	if err := r.clear(ctx); err != nil {
		return err
	}
	if err := store.RestoreParts(r.snap, chain, func(entries []store.Entry, items []store.Item) error {
		var ops []types.TransactWriteItem
		for _, e := range entries {
			ops = append(ops, put(r.opt.Kinerja, packEntry(e), condition{}))
		}
		for _, i := range items {
			ops = append(ops, put(r.opt.Kinerja, packItem(r.p(), r.sk(i), i.Versi, i.Data), condition{}))
		}
		return r.behind(ctx, ops)
	}); err != nil {
		return err
	}
	puts := 0 // as Load will count them
	for _, i := range r.snap.Items {
		if i.Versi == r.snap.Meta.Versi {
			puts++
		}
	}
	return r.onPlaceholder(ctx, put(r.opt.Kinerja, packMeta(r.snap.Meta, puts, nil), placeholder(r.mark)))
}

func (r restorer) sk(i store.Item) string { return store.SK(i.Key, r.snap.Meta.Rev(i.Doc)) }

// behind commits operations behind the placeholder.
func (r restorer) behind(ctx context.Context, ops []types.TransactWriteItem) error {
	fence := check(r.opt.Kinerja, keyOf(string(r.p()), skMeta), placeholder(r.mark))
	return r.onPlaceholder(ctx, append([]types.TransactWriteItem{fence}, ops...)...)
}

// onPlaceholder commits a transaction that begins with a condition on the placeholder.
func (r restorer) onPlaceholder(ctx context.Context, ops ...types.TransactWriteItem) error {
	return r.retry(ctx, func() (bool, error) {
		if err := ctx.Err(); err != nil { // a transaction that is begun is waited for
			return false, err
		}
		done, err := r.commitOn(ctx, ops...)
		if done || err != nil {
			return done, err
		}
		st, err := r.state(ctx, r.p())
		if err == nil && st.restoring != r.mark {
			err = errOvertaken
		}
		return false, err
	})
}

// clear removes what lies in the partition and is not of this content: what another
// Restore left, and staged rows.
func (r restorer) clear(ctx context.Context) error {
	keep := make(map[string]bool, len(r.snap.Items))
	for _, i := range r.snap.Items {
		keep[r.sk(i)] = true
	}
	rows, err := r.rows(ctx, r.p(), aws.String("PK, SK"))
	if err != nil {
		return err
	}
	var ops []types.TransactWriteItem
	for _, row := range rows {
		if sk := store.SK(row.Key, row.rev); !keep[sk] {
			ops = append(ops, remove(r.opt.Kinerja, keyOf(string(r.p()), sk), condition{}))
		}
	}
	if err := r.query(ctx, &dynamodb.QueryInput{
		ConsistentRead:            aws.Bool(true),
		KeyConditionExpression:    aws.String("PK = :p AND SK > :z"),
		ExpressionAttributeValues: image{":p": text(auditPK(r.p())), ":z": text(auditSK(r.snap.Meta.Versi))},
		ProjectionExpression:      aws.String("PK, SK"),
	}, func(i image) (bool, error) {
		ops = append(ops, remove(r.opt.Kinerja, image{attrPK: i[attrPK], attrSK: i[attrSK]}, condition{}))
		return true, nil
	}); err != nil {
		return err
	}
	for len(ops) > 0 {
		n := min(len(ops), store.MaxItems-1)
		if err := r.behind(ctx, ops[:n]); err != nil {
			return err
		}
		ops = ops[n:]
	}
	return nil
}
