package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"capaian/internal/store"
)

// Names under which the stream's consumers keep how far they have come.
const (
	konsumenRecalc   = "recalc"
	konsumenDispatch = "dispatch"
)

// Bounds of a batch of the stream, and the longest pause after a failed one.
const (
	maxBatch = 1000
	maxPause = 10 * time.Second
)

// register makes a consumer known before others move on, so that the feed keeps what
// it has not seen.
func (m *machine) register(ctx context.Context, consumer string) error {
	seq, err := m.store.Cursor(ctx, consumer)
	if err != nil {
		return fmt.Errorf("cursor of %s: %w", consumer, err)
	}
	return m.store.SetCursor(ctx, consumer, seq)
}

// pump hands the change feed to a function as events of the table's stream. A batch
// that failed comes again. When more has come while it ran, it rests: one process
// serves the people who enter as well, and what gathers meanwhile is computed at once.
func (m *machine) pump(ctx context.Context, consumer string, h *function) {
	p := &pump{m: m, consumer: consumer, handler: h}
	pause := 50 * time.Millisecond
	for ctx.Err() == nil {
		rest, err := p.once(ctx)
		if err == nil || ctx.Err() != nil {
			pause = 50 * time.Millisecond
			sleep(ctx, rest)
			continue
		}
		m.log.ErrorContext(ctx, "stream batch failed, comes again", "consumer", consumer, "cause", err.Error())
		sleep(ctx, pause)
		pause = min(2*pause, maxPause)
	}
}

// pump is one consumer. How far it has come is kept in memory and written now and
// then: what comes twice after a crash does no harm.
type pump struct {
	m        *machine
	consumer string
	handler  *function
	begun    bool
	at, kept uint64
	keptAt   time.Time
}

// simpanKursor is how often a busy consumer writes how far it has come.
const simpanKursor = 200 * time.Millisecond

// bagianIstirahat is how long a busy consumer rests, in times of what its batch took.
const bagianIstirahat = 3

// once hands over one batch, or waits for one; rest is for how long the next one can wait.
func (p *pump) once(ctx context.Context) (rest time.Duration, err error) {
	if !p.begun {
		if p.at, err = p.m.store.Cursor(ctx, p.consumer); err != nil {
			return 0, err
		}
		p.begun, p.kept = true, p.at
	}
	changes, err := p.m.store.Changes(ctx, p.at, maxBatch)
	if err != nil {
		return 0, err
	}
	if now := p.m.clock(); p.at > p.kept && (len(changes) == 0 || now.Sub(p.keptAt) >= simpanKursor) {
		if err := p.m.store.SetCursor(ctx, p.consumer, p.at); err != nil {
			return 0, err
		}
		p.kept, p.keptAt = p.at, now
	}
	if len(changes) == 0 {
		return 0, p.m.store.Wait(ctx, p.at)
	}
	payload, err := json.Marshal(streamEvent(changes))
	if err != nil {
		return 0, err
	}
	start := p.m.clock()
	if _, err := p.handler.Invoke(ctx, payload); err != nil {
		return 0, err
	}
	p.at = changes[len(changes)-1].Seq
	if more, err := p.m.store.Changes(ctx, p.at, 1); err != nil || len(more) == 0 {
		return 0, err
	}
	return bagianIstirahat * p.m.clock().Sub(start), nil
}

// streamEvent writes changes as DynamoDB's stream does.
func streamEvent(changes []store.Change) events.DynamoDBEvent {
	ev := events.DynamoDBEvent{Records: make([]events.DynamoDBEventRecord, len(changes))}
	for i, c := range changes {
		name := string(events.DynamoDBOperationTypeModify)
		if c.Insert {
			name = string(events.DynamoDBOperationTypeInsert)
		}
		ev.Records[i] = events.DynamoDBEventRecord{EventName: name, EventSource: "aws:dynamodb", EventID: fmt.Sprint(c.Seq),
			Change: events.DynamoDBStreamRecord{SequenceNumber: fmt.Sprint(c.Seq), StreamViewType: "KEYS_ONLY",
				Keys: map[string]events.DynamoDBAttributeValue{
					"PK": events.NewStringAttribute(string(c.Partition)), "SK": events.NewStringAttribute(c.SK)}}}
	}
	return ev
}

// antrean is a queue within this process. What is lost with the process comes again with
// the tick: the report still waits, the result still lags.
type antrean[M any] chan M

// Send implements the queues of dispatch and recalc.
func (q antrean[M]) Send(ctx context.Context, m M) error {
	select {
	case q <- m:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// percobaan is how often a message is delivered before it is given up until the tick.
const percobaan = 3

// layani delivers a queue's messages to a function, one at a time. Each delivery comes
// after tunda, each further one after that many seconds more.
func layani[M any](ctx context.Context, m *machine, q antrean[M], f *function, tunda time.Duration) {
	for {
		select {
		case <-ctx.Done():
			return
		case isi := <-q:
			sleep(ctx, tunda)
			for n := 1; n <= percobaan && ctx.Err() == nil; n++ {
				ok, err := deliver(ctx, isi, f)
				if ok {
					break
				}
				m.log.ErrorContext(ctx, "message failed", "isi", fmt.Sprint(isi), "attempt", n, "cause", fmt.Sprint(err))
				sleep(ctx, tunda+time.Duration(n)*time.Second)
			}
		}
	}
}

func deliver(ctx context.Context, isi any, f *function) (bool, error) {
	body, err := json.Marshal(isi)
	if err != nil {
		return false, err
	}
	payload, err := json.Marshal(events.SQSEvent{Records: []events.SQSMessage{{MessageId: "1", Body: string(body), EventSource: "aws:sqs"}}})
	if err != nil {
		return false, err
	}
	out, err := f.Invoke(ctx, payload)
	if err != nil {
		return false, err
	}
	var res events.SQSEventResponse
	if err := json.Unmarshal(out, &res); err != nil {
		return false, err
	}
	return len(res.BatchItemFailures) == 0, nil
}

// ticks sends the scheduler's tick for as long as the machine runs.
func (m *machine) ticks(ctx context.Context) {
	t := time.NewTicker(m.config.Detak)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			if err := m.tick(ctx); err != nil && ctx.Err() == nil {
				m.log.ErrorContext(ctx, "tick failed", "cause", err.Error())
			}
		}
	}
}

// tick sends one scheduled event to both functions that take it.
func (m *machine) tick(ctx context.Context) error {
	payload, err := json.Marshal(events.EventBridgeEvent{DetailType: "Scheduled Event", Source: "capaian.lokal",
		Time: m.clock().UTC().Truncate(time.Second), Detail: json.RawMessage("{}")})
	if err != nil {
		return err
	}
	for _, h := range []*function{m.recalc, m.dispatch} {
		if _, err := h.Invoke(ctx, payload); err != nil {
			return err
		}
	}
	return nil
}

func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
