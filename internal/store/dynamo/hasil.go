package dynamo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// The attributes of the table Hasil besides attrData.
const (
	attrVector = "vector" // JSON
	attrGalat  = "galat"
	attrAt     = "at"     // RFC 3339
	attrRevisi = "revisi" // counts the puts: what a put is conditioned on; parts have their head's
	attrBagian = "bagian" // how many further items hold the rest of data
)

// maxBagian is how many bytes of a value one item holds; what is longer goes on in
// parts, see hasilPartSK. All items of a value are put in one transaction.
const maxBagian = store.MaxItem - 4000

// GetHasil implements store.HasilStore.
func (s *Store) GetHasil(ctx context.Context, k store.HasilKey) (store.Hasil, error) {
	var h kepala
	err := s.retry(ctx, func() (done bool, err error) {
		if h, err = s.hasil(ctx, k); err != nil || h.bagian == 0 {
			return true, err
		}
		return s.bagian(ctx, k, &h)
	})
	if err == nil && h.revisi == 0 {
		err = fault.New(fault.NotFound, "hasil", fmt.Sprintf("%s %d TW %d", k.OPD, k.Tahun, k.TW))
	}
	if err != nil {
		return store.Hasil{}, err
	}
	return h.Hasil, nil
}

// PutHasil implements store.HasilStore. DynamoDB can't compare vectors: what is there is
// read, and replaced only if it is still that.
func (s *Store) PutHasil(ctx context.Context, k store.HasilKey, h store.Hasil) (put bool, err error) {
	if err := store.CheckHasil(k, h); err != nil {
		return false, err
	}
	err = s.retry(ctx, func() (bool, error) {
		// Whoever put a value in between may have put a newer one: look again.
		old, err := s.hasil(ctx, k)
		if err != nil || old.revisi > 0 && !h.Replaces(old.Hasil) {
			return true, err
		}
		items, err := packHasil(k, h, old.revisi+1)
		if err != nil {
			return false, fault.Wrap(fault.Internal, err)
		}
		if len(items) == 1 && old.bagian == 0 {
			put, err = s.putHead(ctx, items[0], old.revisi)
		} else {
			put, err = s.putParts(ctx, k, items, old)
		}
		return put, err
	})
	return put, err
}

func headCondition(revisi int64) condition {
	if revisi == 0 {
		return absent
	}
	return condition{"revisi = :r", image{":r": number(revisi)}}
}

// putHead puts a value of one item; it is not done when another got ahead.
func (s *Store) putHead(ctx context.Context, i image, revisi int64) (done bool, err error) {
	c := headCondition(revisi)
	_, err = s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.opt.Hasil, Item: i,
		ConditionExpression: &c.expression, ExpressionAttributeValues: c.values})
	var replaced *types.ConditionalCheckFailedException
	if errors.As(err, &replaced) {
		return false, nil
	}
	return err == nil, asFault(ctx, err)
}

// putParts puts a value of several items and removes what is left over of the one that
// it replaces; it is not done when another got ahead.
func (s *Store) putParts(ctx context.Context, k store.HasilKey, items []image, old kepala) (done bool, err error) {
	ops := make([]types.TransactWriteItem, 0, len(items)+old.bagian)
	for n, i := range items {
		c := condition{}
		if n == 0 {
			c = headCondition(old.revisi)
		}
		ops = append(ops, put(s.opt.Hasil, i, c))
	}
	for n := len(items); n <= old.bagian; n++ {
		ops = append(ops, remove(s.opt.Hasil, keyOf(hasilPK(k), hasilPartSK(k, n)), condition{}))
	}
	reasons, err := s.commit(ctx, ops)
	switch {
	case err != nil || reasons == nil:
		return err == nil, err
	case broken(reasons[0]) || contended(reasons):
		return false, nil
	default:
		return false, cancellation(reasons)
	}
}

// kepala is a value's first item.
type kepala struct {
	store.Hasil
	revisi int64 // how often the value was put, 0 when there is none
	bagian int   // how many parts follow
}

// hasil reads a value's first item. The read is a strong one: an old value would make
// PutHasil lose its condition over and over.
func (s *Store) hasil(ctx context.Context, k store.HasilKey) (kepala, error) {
	i, err := s.get(ctx, s.opt.Hasil, hasilPK(k), hasilSK(k))
	if err != nil || i == nil {
		return kepala{}, err
	}
	r := reader{image: i}
	h := kepala{store.Hasil{Galat: r.text(attrGalat), At: r.time(attrAt), Data: r.blob(attrData)}, r.number(attrRevisi), 0}
	if _, ok := i[attrBagian]; ok {
		h.bagian = int(r.number(attrBagian))
	}
	if err := json.Unmarshal([]byte(r.text(attrVector)), &h.Vector); err != nil {
		r.fail(attrVector)
	}
	return h, r.err
}

// bagian completes h with its parts; whole is false when they are of another put, which
// came in between.
func (s *Store) bagian(ctx context.Context, k store.HasilKey, h *kepala) (whole bool, err error) {
	n := 0
	err = s.query(ctx, &dynamodb.QueryInput{
		TableName:              &s.opt.Hasil,
		ConsistentRead:         aws.Bool(true),
		KeyConditionExpression: aws.String("PK = :p AND SK BETWEEN :a AND :z"),
		ExpressionAttributeValues: image{":p": text(hasilPK(k)), ":a": text(hasilPartSK(k, 1)),
			":z": text(hasilPartSK(k, h.bagian))},
	}, func(i image) (bool, error) {
		r := reader{image: i}
		if r.number(attrRevisi) == h.revisi {
			h.Data = append(h.Data, r.blob(attrData)...)
			n++
		}
		return true, r.err
	})
	return err == nil && n == h.bagian, err
}

// packHasil makes the items of a value. The vector is JSON, since it is compared here and
// never by DynamoDB.
func packHasil(k store.HasilKey, h store.Hasil, revisi int64) ([]image, error) {
	vector, err := json.Marshal(h.Vector)
	if err != nil {
		return nil, err
	}
	i := keyOf(hasilPK(k), hasilSK(k))
	i[attrVector], i[attrGalat], i[attrData] = text(string(vector)), text(h.Galat), blob(nil)
	i[attrAt], i[attrRevisi] = text(h.At.UTC().Truncate(time.Second).Format(time.RFC3339)), number(revisi)
	parts := slices.Collect(slices.Chunk(h.Data, maxBagian))
	if len(parts) == 0 {
		return []image{i}, nil
	}
	i[attrData], i[attrBagian] = blob(parts[0]), number(int64(len(parts)-1))
	items := []image{i}
	for n, part := range parts[1:] {
		p := keyOf(hasilPK(k), hasilPartSK(k, n+1))
		p[attrRevisi], p[attrData] = number(revisi), blob(part)
		items = append(items, p)
	}
	return items, nil
}
