package main

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/oklog/ulid/v2"

	"capaian/infra/templat"
)

// queues are the template's SQS queues, in memory. What is lost with the process comes
// again with the tick, as it does when a queue's retention ends.
type queues struct {
	byARN map[string]*queue
	byURL map[string]*queue
}

// queue is one queue as the template describes it.
type queue struct {
	id, url    string
	delay      time.Duration
	visibility time.Duration
	most       int    // receives, then a message goes to dead
	dead       *queue // nil: it comes for ever

	mu       sync.Mutex
	messages []*message
	sent     chan struct{} // tells of a new message
}

type message struct {
	id, body string
	visible  time.Time
	received int
}

// newQueues makes the queues; hasten divides their delays and time-outs, 1 for the
// template's own.
func newQueues(list []templat.Resource, s *stack, base string, hasten int) *queues {
	q := &queues{byARN: map[string]*queue{}, byURL: map[string]*queue{}}
	seconds := func(n int) time.Duration { return time.Duration(n) * time.Second / time.Duration(hasten) }
	for _, r := range list {
		it := &queue{id: r.ID, url: base + "/" + account + "/" + r.ID, delay: seconds(r.Properties.Int("DelaySeconds", 0)),
			visibility: seconds(r.Properties.Int("VisibilityTimeout", 30)), sent: make(chan struct{}, 1)}
		q.byARN[s.attribute(r.ID, r.Type, "Arn")], q.byURL[it.url] = it, it
	}
	for _, r := range list {
		it, redrive := q.byARN[s.attribute(r.ID, r.Type, "Arn")], r.Properties.At("RedrivePolicy")
		if it.dead = q.byARN[redrive.Text("deadLetterTargetArn")]; it.dead != nil {
			it.most = redrive.Int("maxReceiveCount", 1)
		}
	}
	return q
}

// ServeHTTP is what the SDK's SendMessage talks to.
func (q *queues) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var in struct{ QueueURL, MessageBody string }
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 300<<10)) // a message has 256 KB at most
	if err == nil {
		err = json.Unmarshal(body, &in)
	}
	it := q.byURL[in.QueueURL]
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	if err != nil || r.Header.Get("X-Amz-Target") != "AmazonSQS.SendMessage" || it == nil || in.MessageBody == "" {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"no such queue or action"}`)
		return
	}
	id := it.send(in.MessageBody)
	sum := md5.Sum([]byte(in.MessageBody))
	_ = json.NewEncoder(w).Encode(map[string]string{"MessageId": id, "MD5OfMessageBody": hex.EncodeToString(sum[:])})
}

func (q *queue) send(body string) string {
	m := &message{id: ulid.Make().String(), body: body, visible: time.Now().Add(q.delay)}
	q.mu.Lock()
	q.messages = append(q.messages, m)
	q.mu.Unlock()
	select {
	case q.sent <- struct{}{}:
	default:
	}
	return m.id
}

// depth counts all messages, those at work included.
func (q *queue) depth() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.messages)
}

// receive takes up to limit visible messages out of sight for the visibility time-out;
// one that was received too often goes to the dead-letter queue instead.
func (q *queue) receive(limit int) []*message {
	q.mu.Lock()
	defer q.mu.Unlock()
	now := time.Now()
	var out, rest []*message
	for _, m := range q.messages {
		if len(out) == limit || m.visible.After(now) {
			rest = append(rest, m)
			continue
		}
		if q.dead != nil && m.received >= q.most {
			q.dead.send(m.body)
			continue
		}
		m.received++
		m.visible = now.Add(q.visibility)
		out, rest = append(out, m), append(rest, m)
	}
	q.messages = rest
	return out
}

func (q *queue) remove(id string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for i, m := range q.messages {
		if m.id == id {
			q.messages = append(q.messages[:i], q.messages[i+1:]...)
			return
		}
	}
}

// poll feeds a function from the queue until ctx ends, as an event source mapping that
// has its batch's failures reported does.
func (q *queue) poll(ctx context.Context, l *lambda, s templat.Source, log *slog.Logger) {
	for ctx.Err() == nil {
		batch := q.receive(s.BatchSize)
		if len(batch) == 0 {
			select {
			case <-ctx.Done():
			case <-q.sent:
			case <-time.After(50 * time.Millisecond):
			}
			continue
		}
		failed, err := deliver(l, s.ARN, batch)
		if err != nil {
			log.Warn("messages come again", "queue", q.id, "function", l.Name, "cause", err.Error())
			continue
		}
		for _, m := range batch {
			if !failed[m.id] {
				q.remove(m.id)
			}
		}
	}
}

// deliver hands messages over and gives those that the function says have failed.
func deliver(l *lambda, arn string, batch []*message) (failed map[string]bool, err error) {
	var ev events.SQSEvent
	for _, m := range batch {
		ev.Records = append(ev.Records, events.SQSMessage{MessageId: m.id, Body: m.body, EventSource: "aws:sqs", EventSourceARN: arn, AWSRegion: region,
			Attributes: map[string]string{"ApproximateReceiveCount": fmt.Sprint(m.received)}})
	}
	payload, err := json.Marshal(ev)
	if err != nil {
		return nil, err
	}
	out, err := l.Invoke(payload)
	if err != nil {
		return nil, err
	}
	var res events.SQSEventResponse
	if err := json.Unmarshal(out, &res); err != nil {
		return nil, err
	}
	failed = map[string]bool{}
	for _, f := range res.BatchItemFailures {
		failed[f.ItemIdentifier] = true
	}
	return failed, nil
}
