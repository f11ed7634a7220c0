package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"capaian/infra/templat"
)

// table makes a table with a stream and puts items under the given keys, one by one.
func table(t *testing.T, s *stack, name string, keys ...string) (arn string) {
	t.Helper()
	attribute := func(n string) types.AttributeDefinition {
		return types.AttributeDefinition{AttributeName: aws.String(n), AttributeType: types.ScalarAttributeTypeS}
	}
	db := s.clients.dynamodb
	out, err := db.CreateTable(t.Context(), &dynamodb.CreateTableInput{TableName: &name, BillingMode: types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{attribute("PK")},
		KeySchema:            []types.KeySchemaElement{{AttributeName: aws.String("PK"), KeyType: types.KeyTypeHash}},
		StreamSpecification:  &types.StreamSpecification{StreamEnabled: aws.Bool(true), StreamViewType: types.StreamViewTypeKeysOnly}})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		if _, err := db.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &name, Item: map[string]types.AttributeValue{
			"PK": &types.AttributeValueMemberS{Value: k}}}); err != nil {
			t.Fatal(err)
		}
	}
	return aws.ToString(out.TableDescription.LatestStreamArn)
}

// What passes the filter goes over in order and in batches; one record that always fails
// is found by halving, given up, and holds up nothing.
func TestStreamGoesOnPastWhatFails(t *testing.T) {
	s := stackWithSamples(t).s
	var keys, want []string
	for n := range 23 {
		k := fmt.Sprintf("OPD#%02d", n)
		if n == 13 {
			k = "OPD#gagal"
		} else {
			want = append(want, k)
		}
		keys = append(keys, k, fmt.Sprintf("LAIN#%02d", n))
	}
	arn := table(t, s, "uji-aliran", keys...)
	notes := inTemp(t, "catatan")
	dead := &queue{id: "mati", sent: make(chan struct{}, 1)}
	key, _ := s.credentials().Retrieve(t.Context())
	c := &consumer{endpoint: s.endpoints.dynamodb, credentials: key, failed: dead, log: slog.New(slog.DiscardHandler), rest: 10 * time.Millisecond,
		stream: templat.Stream{Source: templat.Source{ARN: arn, BatchSize: 10}, Attempts: 2, Bisect: true, MaxAge: time.Hour,
			Filters: []any{map[string]any{"dynamodb": map[string]any{"Keys": map[string]any{"PK": map[string]any{"S": []any{map[string]any{"prefix": "OPD#"}}}}}}}},
		function: obedient(t, templat.Function{Memory: 512, Timeout: time.Minute}, 1, "CATATAN="+notes)}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		c.run(ctx)
		close(done)
	}()
	until(t, "the last record", func() bool {
		return strings.Contains(file(t, notes), "true") && strings.Contains(file(t, notes), want[len(want)-1])
	})
	cancel()
	<-done
	var got []string
	tried := 0
	for line := range strings.Lines(file(t, notes)) {
		f := strings.Fields(line)
		if f[0] == "true" {
			got = append(got, f[1:]...)
			if len(f) > 11 {
				t.Errorf("a batch of %d, want at most 10", len(f)-1)
			}
		} else if slices.Equal(f[1:], []string{"OPD#gagal"}) {
			tried++
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if tried != 3 {
		t.Errorf("the failing record: got %d tries, want 3", tried)
	}
	if dead.depth() != 1 || !strings.Contains(dead.messages[0].body, arn) {
		t.Errorf("dead-letter queue: got %d messages, want one that names the stream", dead.depth())
	}
}

func TestStreamGivesUpWhatIsTooOld(t *testing.T) {
	dead := &queue{id: "mati", sent: make(chan struct{}, 1)}
	c := &consumer{failed: dead, log: slog.New(slog.DiscardHandler), rest: time.Millisecond, stream: templat.Stream{Attempts: -1, MaxAge: time.Minute},
		function: obedient(t, templat.Function{Memory: 512, Timeout: time.Minute}, 1, "CATATAN="+inTemp(t, "x"))}
	raw := map[string]any{"dynamodb": map[string]any{"SequenceNumber": "7", "Keys": map[string]any{"PK": map[string]any{"S": "gagal"}}}}
	c.deliver(t.Context(), []entry{{raw, time.Now().Add(-time.Hour)}})
	if dead.depth() != 1 {
		t.Errorf("dead-letter queue: got %d, want the old record", dead.depth())
	}
}

func testQueues(t *testing.T) (*queues, *queue, *queue) {
	t.Helper()
	s := &stack{}
	s.endpoints.private = "http://antrean"
	resources := []templat.Resource{
		{ID: "Kerja", Type: "AWS::SQS::Queue", Properties: templat.Node{"DelaySeconds": 6, "VisibilityTimeout": 12,
			"RedrivePolicy": templat.Node{"deadLetterTargetArn": s.attribute("Mati", "AWS::SQS::Queue", "Arn"), "maxReceiveCount": 2}}},
		{ID: "Mati", Type: "AWS::SQS::Queue"},
	}
	q := newQueues(resources, s, s.endpoints.private, 60)
	return q, q.byURL[s.ref("Kerja", "AWS::SQS::Queue")], q.byURL[s.ref("Mati", "AWS::SQS::Queue")]
}

func TestQueue(t *testing.T) {
	_, work, dead := testQueues(t)
	if work.delay != 100*time.Millisecond || work.visibility != 200*time.Millisecond || work.most != 2 || work.dead != dead {
		t.Fatalf("got delay %v, visibility %v, %d receives", work.delay, work.visibility, work.most)
	}
	work.send("a")
	if got := work.receive(10); got != nil {
		t.Errorf("before the delay: got %d messages", len(got))
	}
	receive := func() *message {
		var m *message
		until(t, "a message", func() bool {
			if l := work.receive(10); len(l) == 1 {
				m = l[0]
			}
			return m != nil || work.depth() == 0
		})
		return m
	}
	first := receive()
	if first == nil || first.received != 1 || len(work.receive(10)) != 0 {
		t.Fatalf("got %+v, and want nothing more while it is out of sight", first)
	}
	if again := receive(); again == nil || again.id != first.id || again.received != 2 {
		t.Errorf("after the time-out: got %+v, want the same again", again)
	}
	if gone := receive(); gone != nil || dead.depth() != 1 {
		t.Errorf("after two receives: got %+v and %d dead, want it among the dead", gone, dead.depth())
	}
	work.send("b")
	work.remove(receive().id)
	if work.depth() != 0 {
		t.Errorf("got %d messages after removing, want none", work.depth())
	}
}

// Every message is one of the stream's events or one that the queues take.
func TestQueueRefuses(t *testing.T) {
	w := stackWithSamples(t)
	good := map[string]string{"QueueUrl": w.s.ref("LaporanGagal", "AWS::SQS::Queue"), "MessageBody": "x"}
	for name, c := range map[string]struct {
		target string
		body   any
		want   int
	}{
		"as it should be":    {"AmazonSQS.SendMessage", good, 200},
		"another action":     {"AmazonSQS.PurgeQueue", good, 400},
		"another queue":      {"AmazonSQS.SendMessage", map[string]string{"QueueUrl": "http://lain", "MessageBody": "x"}, 400},
		"no body":            {"AmazonSQS.SendMessage", map[string]string{"QueueUrl": good["QueueUrl"]}, 400},
		"no JSON":            {"AmazonSQS.SendMessage", "x", 400},
		"more than it takes": {"AmazonSQS.SendMessage", map[string]string{"QueueUrl": good["QueueUrl"], "MessageBody": strings.Repeat("x", 400_000)}, 400},
	} {
		if got, _, body := w.send(t, "", "POST", w.s.endpoints.private+"/", map[string]string{"X-Amz-Target": c.target}, c.body); got != c.want {
			t.Errorf("%s: got %d %s, want %d", name, got, body, c.want)
		}
	}
}

func TestObjectEventOfUnknownShapeIsRefused(t *testing.T) {
	w := stackWithSamples(t)
	if got, _, _ := w.send(t, "", "POST", w.s.endpoints.private+"/objek", nil, "x"); got != 400 {
		t.Errorf("got %d, want 400", got)
	}
	b, _ := json.Marshal(map[string]any{"Records": []any{map[string]any{"eventName": "s3:TestEvent"}}})
	if got, _, _ := w.send(t, "", "POST", w.s.endpoints.private+"/objek", nil, string(b)); got != 200 {
		t.Errorf("a test event: got %d, want 200", got)
	}
}
