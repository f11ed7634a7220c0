package recalc

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-lambda-go/events"
)

// Handle takes what the function receives: a batch of the stream, messages of the retry
// queue, which it answers with those that failed, or the scheduler's daily tick, which
// sweeps.
func (e *Engine) Handle(ctx context.Context, raw json.RawMessage) (events.SQSEventResponse, error) {
	var tak events.SQSEventResponse
	var apa struct {
		Records []struct {
			EventSource string `json:"eventSource"`
		} `json:"Records"`
		DetailType string `json:"detail-type"`
	}
	if err := json.Unmarshal(raw, &apa); err != nil {
		return tak, fmt.Errorf("read event: %w", err)
	}
	switch {
	case len(apa.Records) > 0 && apa.Records[0].EventSource == "aws:sqs":
		var ev events.SQSEvent
		if err := json.Unmarshal(raw, &ev); err != nil {
			return tak, fmt.Errorf("read messages: %w", err)
		}
		return e.Again(ctx, ev), nil
	case apa.Records != nil:
		var ev events.DynamoDBEvent
		if err := json.Unmarshal(raw, &ev); err != nil {
			return tak, fmt.Errorf("read stream event: %w", err)
		}
		return tak, e.Stream(ctx, ev)
	case apa.DetailType == "Scheduled Event":
		n, err := e.Sweep(ctx)
		e.Log.InfoContext(ctx, "sweep", "recomputed", n)
		return tak, err
	}
	return tak, fmt.Errorf("unknown event %q", apa.DetailType)
}
