package recalc

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-lambda-go/events"
)

// Handle takes what the function receives: a batch of the stream, or the scheduler's
// daily tick, which sweeps.
func (e *Engine) Handle(ctx context.Context, raw json.RawMessage) error {
	var apa struct {
		Records    []json.RawMessage `json:"Records"`
		DetailType string            `json:"detail-type"`
	}
	if err := json.Unmarshal(raw, &apa); err != nil {
		return fmt.Errorf("read event: %w", err)
	}
	if apa.Records != nil {
		var ev events.DynamoDBEvent
		if err := json.Unmarshal(raw, &ev); err != nil {
			return fmt.Errorf("read stream event: %w", err)
		}
		return e.Stream(ctx, ev)
	}
	if apa.DetailType != "Scheduled Event" {
		return fmt.Errorf("unknown event %q", apa.DetailType)
	}
	n, err := e.Sweep(ctx)
	e.Log.InfoContext(ctx, "sweep", "recomputed", n)
	return err
}
