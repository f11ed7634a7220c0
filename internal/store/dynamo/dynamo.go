// Package dynamo keeps the tables Kinerja and Hasil in Amazon DynamoDB: what the
// functions in the cloud run on. It answers as package embedded does; storetest and a
// history that runs on both hold them to each other.
//
// DynamoDB promises a transaction of up to 100 items, and nothing that spans a query.
// So every change of a partition, staged rows included, is a transaction that META
// takes part in: its Versi and Head are what a command was decided on, and one that
// they have moved away from under a command is decided again. The service's own
// change stream feeds the functions; there is no store.Feed here.
package dynamo

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// How often what other commands got ahead of is tried again, and the longest pause
// before the second try, which doubles up to longestPause. Thirty units that save at the
// same moment take some ten tries.
const (
	tries        = 25
	firstPause   = 20 * time.Millisecond
	longestPause = 1280 * time.Millisecond
)

// Options of New.
type Options struct {
	Kinerja, Hasil string // the tables' names; Hasil may be "" for who does not use it
	// Pause waits a random time up to longest or until ctx ends, and then gives its error.
	// By default it draws from the process's random source.
	Pause func(ctx context.Context, longest time.Duration) error
}

// Store implements store.Store, store.HasilStore and store.Restorer. It is safe for concurrent use.
type Store struct {
	client *dynamodb.Client
	opt    Options
}

var (
	_ store.Store      = (*Store)(nil)
	_ store.HasilStore = (*Store)(nil)
	_ store.Restorer   = (*Store)(nil)
)

// New makes a Store of tables that exist (see Tables). Reads are retried by client's own
// retryer, transactions here.
func New(client *dynamodb.Client, opt Options) *Store {
	if opt.Pause == nil {
		opt.Pause = pause
	}
	return &Store{client: client, opt: opt}
}

func pause(ctx context.Context, longest time.Duration) error {
	t := time.NewTimer(rand.N(longest))
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// retry tries until attempt says that it is done or fails. What is still contended after
// all tries is Busy.
func (s *Store) retry(ctx context.Context, attempt func() (done bool, err error)) error {
	longest := firstPause
	for n := range tries {
		if n > 0 {
			if err := s.opt.Pause(ctx, longest); err != nil {
				return err
			}
			longest = min(2*longest, longestPause)
		}
		if done, err := attempt(); done || err != nil {
			return err
		}
	}
	return fault.Wrap(fault.Busy, errors.New("others got ahead at every try"))
}

// asFault is what a failed call that changed nothing means to callers: ctx's error when
// that is why, Busy when DynamoDB throttled to the end or could not be reached, as that
// passes, else Internal.
func asFault(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case throttled(err) || !refused(err):
		return fault.Wrap(fault.Busy, err)
	default:
		return fault.Wrap(fault.Internal, err)
	}
}

func throttled(err error) bool {
	return retry.ThrottleErrorCode{Codes: retry.DefaultThrottleErrorCodes}.IsErrorThrottle(err) == aws.TrueTernary
}
