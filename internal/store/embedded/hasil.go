package embedded

import (
	"context"
	"fmt"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"

	bolt "go.etcd.io/bbolt"
)

// GetHasil implements store.HasilStore.
func (s *Store) GetHasil(ctx context.Context, k store.HasilKey) (h store.Hasil, err error) {
	found := false
	err = s.hasil.view(ctx, func(tx *bolt.Tx) error {
		h, found, err = readHasil(tx, k)
		return err
	})
	if err == nil && !found {
		err = fault.New(fault.NotFound, "hasil", fmt.Sprintf("%s %d TW %d", k.OPD, k.Tahun, k.TW))
	}
	return h, err
}

// PutHasil implements store.HasilStore.
func (s *Store) PutHasil(ctx context.Context, k store.HasilKey, h store.Hasil) (put bool, err error) {
	if err := store.CheckHasil(k, h); err != nil {
		return false, err
	}
	err = s.hasil.update(ctx, func(tx *bolt.Tx) (func() error, error) {
		old, found, err := readHasil(tx, k)
		if err != nil || found && !h.Replaces(old) {
			return nil, err
		}
		v, err := pack(hasilRecord{Vector: h.Vector, Galat: h.Galat, At: h.At.Unix()}, h.Data)
		if err != nil {
			return nil, err
		}
		put = true
		return func() error { return tx.Bucket(bucketHasil).Put(hasilKey(k), v) }, nil
	})
	return put && err == nil, err
}

func readHasil(tx *bolt.Tx, k store.HasilKey) (h store.Hasil, found bool, err error) {
	v := tx.Bucket(bucketHasil).Get(hasilKey(k))
	if v == nil {
		return store.Hasil{}, false, nil
	}
	var r hasilRecord
	data, err := unpack(v, &r)
	if err != nil {
		return store.Hasil{}, false, err
	}
	return store.Hasil{Vector: r.Vector, Galat: r.Galat, At: time.Unix(r.At, 0).UTC(), Data: clone(data)}, true, nil
}
