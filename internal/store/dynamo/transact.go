package dynamo

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"capaian/internal/fault"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// How often one transaction is sent, and how long each sending may take.
const (
	sendings   = 6
	sendingFor = 5 * time.Second
)

// condition is what an item must be like for a transaction to go through.
type condition struct {
	expression string
	values     image
}

var absent = condition{expression: "attribute_not_exists(PK)"}

func put(table string, i image, c condition) types.TransactWriteItem {
	return types.TransactWriteItem{Put: &types.Put{TableName: &table, Item: i,
		ConditionExpression: optional(c.expression), ExpressionAttributeNames: names(c), ExpressionAttributeValues: c.values,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld}}
}

func remove(table string, key image, c condition) types.TransactWriteItem {
	return types.TransactWriteItem{Delete: &types.Delete{TableName: &table, Key: key,
		ConditionExpression: optional(c.expression), ExpressionAttributeNames: names(c), ExpressionAttributeValues: c.values,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld}}
}

func check(table string, key image, c condition) types.TransactWriteItem {
	return types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{TableName: &table, Key: key,
		ConditionExpression: &c.expression, ExpressionAttributeNames: names(c), ExpressionAttributeValues: c.values,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld}}
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// names gives the one attribute that is a reserved word its placeholder.
func names(c condition) map[string]string {
	if strings.Contains(c.expression, "#ttl") {
		return map[string]string{"#ttl": attrTTL}
	}
	return nil
}

// commit sends a transaction until it is known what became of it. Without reasons and
// error it took effect; with reasons, one for each operation and in their order,
// it was cancelled. The token gives all sendings one effect, so a lost answer is asked
// for again. Codes: Busy when every sending was throttled, Internal when DynamoDB refused
// it, ReadOnly when it is not known whether it took effect.
func (s *Store) commit(ctx context.Context, ops []types.TransactWriteItem) ([]types.CancellationReason, error) {
	in := &dynamodb.TransactWriteItemsInput{TransactItems: ops, ClientRequestToken: aws.String(rand.Text())}
	unknown := false
	var err error
	for n := range sendings {
		if n > 0 && s.opt.Pause(ctx, firstPause<<n) != nil {
			break // nobody waits any more
		}
		err = s.send(ctx, in)
		var cancelled *types.TransactionCanceledException
		switch {
		case err == nil:
			return nil, nil
		case errors.As(err, &cancelled):
			return cancelled.CancellationReasons, nil
		case refused(err) && !unknown:
			return nil, fault.Wrap(fault.Internal, err)
		}
		unknown = unknown || !harmless(err)
	}
	if unknown {
		return nil, fault.Wrap(fault.ReadOnly, err)
	}
	return nil, asFault(ctx, err)
}

// send sends once. A command that was begun is waited for, also when ctx ends: cut off,
// nobody would know whether it took effect.
func (s *Store) send(ctx context.Context, in *dynamodb.TransactWriteItemsInput) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendingFor)
	defer cancel()
	_, err := s.client.TransactWriteItems(ctx, in, func(o *dynamodb.Options) { o.Retryer = aws.NopRetryer{} })
	return err
}

// harmless tells whether a failed sending surely had no effect and may be repeated.
func harmless(err error) bool {
	var inProgress *types.TransactionInProgressException // an earlier sending may yet go through
	return throttled(err) && !errors.As(err, &inProgress)
}

// refused tells whether DynamoDB turned a request down for what it is, such as for want
// of a right, of the table or of a valid expression.
func refused(err error) bool {
	var answer *smithyhttp.ResponseError
	if throttled(err) || !errors.As(err, &answer) {
		return false
	}
	status := answer.HTTPStatusCode() // 0 when no answer came
	return status >= http.StatusBadRequest && status < http.StatusInternalServerError
}

// The codes of a cancellation reason.
const (
	reasonCondition = "ConditionalCheckFailed"
	reasonNone      = "None"
)

// broken tells whether a reason is a condition that did not hold.
func broken(r types.CancellationReason) bool { return aws.ToString(r.Code) == reasonCondition }

// contended tells whether any of the reasons will pass by itself.
func contended(reasons []types.CancellationReason) bool {
	for _, r := range reasons {
		switch aws.ToString(r.Code) {
		case "TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError":
			return true
		}
	}
	return false
}

// cancellation is the fault of reasons that nobody can do anything about.
func cancellation(reasons []types.CancellationReason) error {
	var all []string
	for i, r := range reasons {
		if code := aws.ToString(r.Code); code != reasonNone {
			all = append(all, fmt.Sprintf("%d %s %s", i, code, aws.ToString(r.Message)))
		}
	}
	return fault.Wrap(fault.Internal, fmt.Errorf("transaction cancelled: %s", strings.Join(all, "; ")))
}
