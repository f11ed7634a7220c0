package dynamo

import (
	"cmp"
	"context"
	"slices"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// Load implements store.Store. A query is no snapshot: META is read before and after,
// and all again when it moved. Without META there is nothing, whatever rows lie there: they
// are staged or being restored.
func (s *Store) Load(ctx context.Context, p store.Partition) (store.Snapshot, error) {
	var snap store.Snapshot
	err := s.retry(ctx, func() (bool, error) {
		before, err := s.state(ctx, p)
		if err != nil {
			return false, err
		}
		if before.Versi == 0 {
			snap = store.Snapshot{Meta: before.Meta}
			return true, nil
		}
		rows, err := s.rows(ctx, p, nil)
		if err != nil {
			return false, err
		}
		after, err := s.state(ctx, p)
		if err != nil || after.Versi != before.Versi || !settled(after, rows) {
			return false, err
		}
		snap, err = snapshot(after.Meta, rows)
		return true, err
	})
	if err != nil {
		return store.Snapshot{}, err
	}
	return snap, nil
}

// row is an item of any revision.
type row struct {
	store.Key
	rev   string
	image image
}

// settled tells whether rows have all that the command which META speaks of did, and
// nothing of a later one: only after a transaction is answered do all readers see all
// of it.
func settled(st state, rows []row) bool {
	puts := int64(0)
	for _, row := range rows {
		r := reader{image: row.image}
		versi := r.number(attrVersi)
		if versi > st.Versi || slices.Contains(st.deleted, store.SK(row.Key, row.rev)) {
			return false
		}
		if versi == st.Versi && versi > 0 { // a staged row has 0
			puts++
		}
	}
	return puts == st.puts // else META was faster than the items
}

func snapshot(m store.Meta, rows []row) (store.Snapshot, error) {
	snap := store.Snapshot{Meta: m}
	for _, row := range rows {
		if row.rev != m.Rev(row.Doc) {
			continue
		}
		item, err := unpackItem(m, row.Key, row.image)
		if err != nil {
			return store.Snapshot{}, err
		}
		snap.Items = append(snap.Items, item)
	}
	// In the table "IND#x@…" comes before "IND@…".
	slices.SortFunc(snap.Items, func(a, b store.Item) int {
		return cmp.Or(cmp.Compare(a.Doc, b.Doc), cmp.Compare(a.Row, b.Row))
	})
	return snap, nil
}

// rows reads a partition's rows of all revisions; projection, when set, is what of them.
func (s *Store) rows(ctx context.Context, p store.Partition, projection *string) ([]row, error) {
	if !validKey(string(p), skMeta) {
		return nil, nil
	}
	var rows []row
	err := s.query(ctx, &dynamodb.QueryInput{
		ConsistentRead:            aws.Bool(true),
		KeyConditionExpression:    aws.String("PK = :p"),
		ExpressionAttributeValues: image{":p": text(string(p))},
		ProjectionExpression:      projection,
	}, func(i image) (bool, error) {
		r := reader{image: i}
		sk := r.text(attrSK)
		if k, rev, ok := store.ParseSK(sk); ok {
			rows = append(rows, row{Key: k, rev: rev, image: i})
		} else if sk != skMeta {
			r.fail(attrSK)
		}
		return true, r.err
	})
	return rows, err
}

// Meta implements store.Store.
func (s *Store) Meta(ctx context.Context, p store.Partition) (store.Meta, error) {
	st, err := s.state(ctx, p)
	if err != nil {
		return store.Meta{}, err
	}
	return st.Meta, nil
}

func (s *Store) state(ctx context.Context, p store.Partition) (state, error) {
	i, err := s.get(ctx, s.opt.Kinerja, string(p), skMeta)
	if err != nil {
		return state{}, err
	}
	return unpackState(p, i)
}

// Get implements store.Store. It reads again when the document was switched meanwhile.
func (s *Store) Get(ctx context.Context, p store.Partition, k store.Key) (store.Item, error) {
	var item store.Item
	err := s.retry(ctx, func() (bool, error) {
		before, err := s.state(ctx, p)
		if err != nil || before.Versi == 0 {
			return true, err
		}
		i, err := s.get(ctx, s.opt.Kinerja, string(p), store.SK(k, before.Rev(k.Doc)))
		if err != nil {
			return false, err
		}
		after, err := s.state(ctx, p)
		if err != nil || after.Since[k.Doc] != before.Since[k.Doc] {
			return false, err
		}
		item, err = unpackItem(after.Meta, k, i)
		return true, err
	})
	if err == nil && item.Versi == 0 {
		err = fault.New(fault.NotFound, "baris", k.Doc+"#"+k.Row)
	}
	if err != nil {
		return store.Item{}, err
	}
	return item, nil
}

// Replay implements store.Store. DynamoDB removes expired records late, so the time is
// looked at here.
func (s *Store) Replay(ctx context.Context, key, body string, now time.Time) (store.Result, bool, error) {
	i, err := s.get(ctx, s.opt.Kinerja, idemPK(key), skIdem)
	if err != nil {
		return store.Result{}, false, err
	}
	return unpackIdem(i, body, now)
}

// List implements store.Store. An index follows its table within moments: a partition
// changed just now may be listed as it was.
func (s *Store) List(ctx context.Context, index string) ([]store.Meta, error) {
	if !validKey(index, skMeta) {
		return nil, nil
	}
	var list []store.Meta
	err := s.query(ctx, &dynamodb.QueryInput{
		IndexName:                 aws.String(indexName),
		KeyConditionExpression:    aws.String("GSI1PK = :i"),
		ExpressionAttributeValues: image{":i": text(index)},
	}, func(i image) (bool, error) {
		m, err := unpackMeta(i)
		list = append(list, m)
		return true, err
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

// Entries implements store.Store. The chain ends where META says.
func (s *Store) Entries(ctx context.Context, p store.Partition, after int64, limit int) ([]store.Entry, error) {
	if limit <= 0 || !validKey(auditPK(p), skMeta) {
		return nil, ctx.Err()
	}
	meta, err := s.Meta(ctx, p)
	if err != nil || meta.Versi <= after {
		return nil, err
	}
	var entries []store.Entry
	err = s.query(ctx, &dynamodb.QueryInput{
		ConsistentRead:            aws.Bool(true),
		KeyConditionExpression:    aws.String("PK = :p AND SK BETWEEN :a AND :z"),
		ExpressionAttributeValues: image{":p": text(auditPK(p)), ":a": text(auditSK(max(0, after) + 1)), ":z": text(auditSK(meta.Versi))},
		Limit:                     aws.Int32(int32(min(limit, 1000))),
	}, func(i image) (bool, error) {
		e, err := unpackEntry(p, i)
		entries = append(entries, e)
		return len(entries) < limit, err
	})
	if err != nil {
		return nil, err
	}
	return entries, nil
}

// get reads one item strongly; nil when there is none.
func (s *Store) get(ctx context.Context, table, pk, sk string) (image, error) {
	if err := ctx.Err(); err != nil || !validKey(pk, sk) {
		return nil, err
	}
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &table, Key: keyOf(pk, sk), ConsistentRead: aws.Bool(true)})
	if err != nil {
		return nil, asFault(ctx, err)
	}
	return out.Item, nil
}

// query reads a table, Kinerja unless in names another, page by page until there is no
// more or each wants none.
func (s *Store) query(ctx context.Context, in *dynamodb.QueryInput, each func(image) (more bool, err error)) error {
	if in.TableName == nil {
		in.TableName = &s.opt.Kinerja
	}
	for pages := dynamodb.NewQueryPaginator(s.client, in); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return asFault(ctx, err)
		}
		for _, i := range page.Items {
			if more, err := each(i); err != nil || !more {
				return err
			}
		}
	}
	return nil
}
