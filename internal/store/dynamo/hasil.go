package dynamo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// The attributes of the table Hasil besides attrData.
const (
	attrVector = "vector" // JSON
	attrGalat  = "galat"
	attrAt     = "at"     // RFC 3339
	attrRevisi = "revisi" // counts the puts: what a put is conditioned on
)

// GetHasil implements store.HasilStore.
func (s *Store) GetHasil(ctx context.Context, k store.HasilKey) (store.Hasil, error) {
	h, revisi, err := s.hasil(ctx, k)
	if err == nil && revisi == 0 {
		err = fault.New(fault.NotFound, "hasil", fmt.Sprintf("%s %d TW %d", k.OPD, k.Tahun, k.TW))
	}
	if err != nil {
		return store.Hasil{}, err
	}
	return h, nil
}

// PutHasil implements store.HasilStore. DynamoDB can't compare vectors: what is there is
// read, and replaced only if it is still that.
func (s *Store) PutHasil(ctx context.Context, k store.HasilKey, h store.Hasil) (put bool, err error) {
	if err := store.CheckHasil(k, h); err != nil {
		return false, err
	}
	err = s.retry(ctx, func() (bool, error) {
		// Whoever put a value in between may have put a newer one: look again.
		old, revisi, err := s.hasil(ctx, k)
		if err != nil || revisi > 0 && !h.Replaces(old) {
			return true, err
		}
		i, err := packHasil(k, h, revisi+1)
		if err != nil {
			return false, fault.Wrap(fault.Internal, err)
		}
		c := absent
		if revisi > 0 {
			c = condition{"revisi = :r", image{":r": number(revisi)}}
		}
		_, err = s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.opt.Hasil, Item: i,
			ConditionExpression: &c.expression, ExpressionAttributeValues: c.values})
		var replaced *types.ConditionalCheckFailedException
		if errors.As(err, &replaced) {
			return false, nil
		}
		put = err == nil
		return true, asFault(ctx, err)
	})
	return put, err
}

// hasil reads a value and how often it was put, 0 when there is none. The read is a strong
// one: an old value would make PutHasil lose its condition over and over.
func (s *Store) hasil(ctx context.Context, k store.HasilKey) (store.Hasil, int64, error) {
	i, err := s.get(ctx, s.opt.Hasil, hasilPK(k), hasilSK(k))
	if err != nil || i == nil {
		return store.Hasil{}, 0, err
	}
	r := reader{image: i}
	h := store.Hasil{Galat: r.text(attrGalat), At: r.time(attrAt), Data: r.blob(attrData)}
	if err := json.Unmarshal([]byte(r.text(attrVector)), &h.Vector); err != nil {
		r.fail(attrVector)
	}
	return h, r.number(attrRevisi), r.err
}

// packHasil keeps the vector as JSON, since it is compared here and never by DynamoDB.
func packHasil(k store.HasilKey, h store.Hasil, revisi int64) (image, error) {
	vector, err := json.Marshal(h.Vector)
	if err != nil {
		return nil, err
	}
	i := keyOf(hasilPK(k), hasilSK(k))
	i[attrVector], i[attrGalat], i[attrData] = text(string(vector)), text(h.Galat), blob(h.Data)
	i[attrAt], i[attrRevisi] = text(h.At.UTC().Truncate(time.Second).Format(time.RFC3339)), number(revisi)
	return i, nil
}
