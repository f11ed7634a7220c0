// Package sqs is the queue of report jobs in Amazon SQS. A standard queue may deliver a
// job twice and in any order; making a report twice has one effect.
package sqs

import (
	"context"
	"encoding/json"

	"capaian/internal/dispatch"
	"capaian/internal/fault"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// Queue implements dispatch.Queue. It is safe for concurrent use.
type Queue struct {
	client *sqs.Client
	url    string
}

var _ dispatch.Queue = (*Queue)(nil)

// New sends to the queue at url.
func New(client *sqs.Client, url string) *Queue { return &Queue{client: client, url: url} }

// Send implements dispatch.Queue; the message's body is j as JSON. Codes: Busy when SQS
// throttled to the end, else Internal; ctx's error when ctx ended.
func (q *Queue) Send(ctx context.Context, j dispatch.Job) error {
	body, err := json.Marshal(j)
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
