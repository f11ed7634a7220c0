package sqs

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"capaian/internal/fault"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// pesan is what the queue of these tests takes.
type pesan struct {
	OPD   string `json:"opd"`
	Tahun int    `json:"tahun"`
}

// message is what SendMessage has on the wire, as far as it is used here.
type message struct {
	Action      string `json:"-"`
	QueueURL    string `json:"QueueUrl"`
	MessageBody string
}

// open makes a queue at a server that keeps the last message and answers it with answer.
func open(t *testing.T, answer func(w http.ResponseWriter, body string)) (*Queue[pesan], *message) {
	t.Helper()
	got := &message{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got.Action = r.Header.Get("X-Amz-Target")
		if err := json.NewDecoder(r.Body).Decode(got); err != nil {
			t.Errorf("request: %v", err)
		}
		w.Header().Set("Content-Type", "application/x-amz-json-1.0")
		answer(w, got.MessageBody)
	}))
	t.Cleanup(server.Close)
	client := sqs.New(sqs.Options{BaseEndpoint: aws.String(server.URL), Region: "ap-southeast-3", RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider("lokal", "lokal", "")})
	return New[pesan](client, server.URL+"/1/laporan"), got
}

func took(w http.ResponseWriter, body string) {
	sum := md5.Sum([]byte(body))
	_, _ = fmt.Fprintf(w, `{"MessageId":"1","MD5OfMessageBody":%q}`, hex.EncodeToString(sum[:]))
}

func TestSend(t *testing.T) {
	q, got := open(t, took)
	if err := q.Send(t.Context(), pesan{OPD: "dinsos", Tahun: 2023}); err != nil {
		t.Fatalf("Send: got %v, want no fault", err)
	}
	want := message{Action: "AmazonSQS.SendMessage", QueueURL: q.url, MessageBody: `{"opd":"dinsos","tahun":2023}`}
	if *got != want {
		t.Errorf("got %+v, want %+v", *got, want)
	}
}

func TestSendFaults(t *testing.T) {
	refusal := func(code string) func(http.ResponseWriter, string) {
		return func(w http.ResponseWriter, _ string) {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = fmt.Fprintf(w, `{"__type":%q,"message":"on purpose"}`, "com.amazonaws.sqs#"+code)
		}
	}
	for _, tt := range []struct {
		name   string
		answer func(http.ResponseWriter, string)
		want   fault.Code
	}{
		{"throttled", refusal("RequestThrottled"), fault.Busy},
		{"no queue", refusal("QueueDoesNotExist"), fault.Internal},
		{"no right", refusal("AccessDeniedException"), fault.Internal},
		{"another body arrived", func(w http.ResponseWriter, _ string) { took(w, "other") }, fault.Internal},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q, _ := open(t, tt.answer)
			if err := q.Send(t.Context(), pesan{}); fault.CodeOf(err) != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestSendCancelled(t *testing.T) {
	q, got := open(t, took)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := q.Send(ctx, pesan{}); !errors.Is(err, context.Canceled) || got.Action != "" {
		t.Errorf("got %v and request %+v, want %v and none", err, got, context.Canceled)
	}
}
