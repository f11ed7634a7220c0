// Package sqs sends messages to queues of Amazon SQS. A standard queue may deliver a
// message twice and in any order; what takes them has one effect all the same.
package sqs

import (
	"context"
	"encoding/json"

	"capaian/internal/fault"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// Queue takes messages of type M. It is safe for concurrent use.
type Queue[M any] struct {
	client *sqs.Client
	url    string
}

// New sends to the queue at url.
func New[M any](client *sqs.Client, url string) *Queue[M] { return &Queue[M]{client: client, url: url} }

// Send sends one message, whose body is m as JSON. Codes: Busy when SQS throttled to the
// end, else Internal; ctx's error when ctx ended.
func (q *Queue[M]) Send(ctx context.Context, m M) error {
	body, err := json.Marshal(m)
	if err != nil {
		return fault.Wrap(fault.Internal, err)
	}
	_, err = q.client.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: &q.url, MessageBody: aws.String(string(body))})
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case retry.ThrottleErrorCode{Codes: retry.DefaultThrottleErrorCodes}.IsErrorThrottle(err) == aws.TrueTernary:
		return fault.Wrap(fault.Busy, err)
	default:
		return fault.Wrap(fault.Internal, err)
	}
}
