package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"capaian/infra/templat"
)

// consumer feeds a function from a table's stream as an event source mapping does: what
// passes the filters goes over in batches, shard by shard and in order; a batch that
// fails is halved and comes again until it is given up.
type consumer struct {
	endpoint    string
	credentials aws.Credentials
	stream      templat.Stream
	function    *lambda
	failed      *queue // of what is given up
	log         *slog.Logger
	rest        time.Duration // between two looks at the stream, and the shortest pause after a failure

	shards map[string]*shard
	order  []string
}

// shard is how far a shard has been read.
type shard struct {
	iterator string
	last     string // sequence number
	done     bool
}

// entry is one of the stream's, as it came and for the filters.
type entry struct {
	raw     map[string]any
	created time.Time
}

// perCall is the most records that one look takes.
const perCall = 1000

func (c *consumer) run(ctx context.Context) {
	c.shards = map[string]*shard{}
	for ctx.Err() == nil {
		n, err := c.once(ctx)
		if err != nil && ctx.Err() == nil {
			c.log.Warn("stream", "function", c.function.Name, "cause", err.Error())
		}
		if n == 0 {
			select {
			case <-ctx.Done():
			case <-time.After(c.rest):
			}
		}
	}
}

// once looks at every shard and hands over what it finds; n counts the records.
func (c *consumer) once(ctx context.Context) (n int, err error) {
	if err := c.discover(ctx); err != nil {
		return 0, err
	}
	for _, id := range c.order {
		s := c.shards[id]
		if s.done {
			continue
		}
		records, err := c.read(ctx, id, s)
		if err != nil {
			return n, err
		}
		n += len(records)
		passed := records[:0]
		for _, r := range records {
			if c.passes(r.raw) {
				passed = append(passed, r)
			}
		}
		for batch := range slices.Chunk(passed, c.stream.BatchSize) {
			c.deliver(ctx, batch)
		}
	}
	return n, nil
}

func (c *consumer) passes(event map[string]any) bool {
	return len(c.stream.Filters) == 0 || slices.ContainsFunc(c.stream.Filters, func(p any) bool { return templat.Match(p, event) })
}

func (c *consumer) discover(ctx context.Context) error {
	var out struct {
		StreamDescription struct {
			Shards []struct{ ShardID string }
		}
	}
	if err := c.call(ctx, "DescribeStream", map[string]any{"StreamArn": c.stream.ARN}, &out); err != nil {
		return err
	}
	for _, s := range out.StreamDescription.Shards {
		if c.shards[s.ShardID] == nil {
			c.shards[s.ShardID] = &shard{}
			c.order = append(c.order, s.ShardID)
		}
	}
	return nil
}

// read takes what is new in a shard, from its beginning at first.
func (c *consumer) read(ctx context.Context, id string, s *shard) ([]entry, error) {
	if s.iterator == "" {
		in := map[string]any{"StreamArn": c.stream.ARN, "ShardId": id, "ShardIteratorType": "TRIM_HORIZON"}
		if s.last != "" {
			in["ShardIteratorType"], in["SequenceNumber"] = "AFTER_SEQUENCE_NUMBER", s.last
		}
		var out struct{ ShardIterator string }
		if err := c.call(ctx, "GetShardIterator", in, &out); err != nil {
			return nil, err
		}
		s.iterator = out.ShardIterator
	}
	var out struct {
		Records           []map[string]any
		NextShardIterator string
	}
	if err := c.call(ctx, "GetRecords", map[string]any{"ShardIterator": s.iterator, "Limit": perCall}, &out); err != nil {
		s.iterator = "" // it may have expired
		return nil, err
	}
	s.iterator, s.done = out.NextShardIterator, out.NextShardIterator == ""
	var records []entry
	for _, raw := range out.Records {
		raw["eventSourceARN"] = c.stream.ARN
		change, _ := raw["dynamodb"].(map[string]any)
		s.last, _ = change["SequenceNumber"].(string)
		at, _ := change["ApproximateCreationDateTime"].(float64)
		records = append(records, entry{raw, time.Unix(int64(at), 0)})
	}
	return records, nil
}

// deliver hands over a batch until it is done or given up.
func (c *consumer) deliver(ctx context.Context, batch []entry) {
	payload, err := event(batch)
	if err != nil {
		c.log.Error("stream event", "cause", err.Error())
		return
	}
	pause := c.rest
	for n := 0; ; n++ {
		if _, err = c.function.Invoke(payload); err == nil || ctx.Err() != nil {
			return
		}
		if c.stream.Bisect && len(batch) > 1 {
			c.deliver(ctx, batch[:len(batch)/2])
			c.deliver(ctx, batch[len(batch)/2:])
			return
		}
		tooOld := c.stream.MaxAge > 0 && time.Since(batch[0].created) > c.stream.MaxAge
		if tooOld || c.stream.Attempts >= 0 && n >= c.stream.Attempts {
			c.giveUp(batch, err)
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
			pause = min(2*pause, time.Minute)
		}
	}
}

// giveUp tells the queue of failures where in the stream the batch is; its records stay
// there for a day.
func (c *consumer) giveUp(batch []entry, cause error) {
	c.log.Error("stream batch given up", "function", c.function.Name, "records", len(batch), "cause", cause.Error())
	if c.failed == nil {
		return
	}
	number := func(r entry) any { return r.raw["dynamodb"].(map[string]any)["SequenceNumber"] }
	b, _ := json.Marshal(map[string]any{"requestContext": map[string]any{"functionArn": c.function.ID, "condition": cause.Error()},
		"DDBStreamBatchInfo": map[string]any{"streamArn": c.stream.ARN, "batchSize": len(batch),
			"startSequenceNumber": number(batch[0]), "endSequenceNumber": number(batch[len(batch)-1])}})
	c.failed.send(string(b))
}

func event(batch []entry) ([]byte, error) {
	var ev struct{ Records []map[string]any }
	for _, r := range batch {
		ev.Records = append(ev.Records, r.raw)
	}
	return json.Marshal(ev)
}

// call is one signed request to the streams' API.
func (c *consumer) call(ctx context.Context, action string, in, into any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.endpoint, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-amz-json-1.0")
	r.Header.Set("X-Amz-Target", "DynamoDBStreams_20120810."+action)
	sum := sha256.Sum256(body)
	if err := v4.NewSigner().SignHTTP(ctx, c.credentials, r, hex.EncodeToString(sum[:]), "dynamodb", region, time.Now()); err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	answer, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s: %s", action, res.Status, strings.TrimSpace(string(answer)))
	}
	return json.Unmarshal(answer, into)
}
