package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

// httpFunction is a function behind the HTTP API. It receives the event's JSON as in
// the cloud; its answer is taken as it is, for writing a page into JSON and reading it
// out again is the gateway's work and most of what a page would cost here.
type httpFunction func(context.Context, events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error)

// invoke hands over one request.
func (f httpFunction) invoke(ctx context.Context, payload []byte) (events.APIGatewayV2HTTPResponse, error) {
	var ev events.APIGatewayV2HTTPRequest
	if err := json.Unmarshal(payload, &ev); err != nil {
		return events.APIGatewayV2HTTPResponse{}, fmt.Errorf("read event: %w", err)
	}
	return f(ctx, ev)
}

// function runs the handler of a Lambda that takes events of the stream, the queue or
// the scheduler. A handler of aws-lambda-go serves one event at a
// time: it keeps the buffer of its answer. As in the cloud, where each execution
// environment serves one event, events at the same time get handlers of their own.
type function struct{ idle sync.Pool }

// newFunction takes what lambda.Start would take.
func newFunction(handler any) *function {
	return &function{idle: sync.Pool{New: func() any { return lambda.NewHandler(handler) }}}
}

// Invoke hands an event to an idle handler and returns its answer, which is the
// caller's own.
func (f *function) Invoke(ctx context.Context, payload []byte) ([]byte, error) {
	h := f.idle.Get().(lambda.Handler)
	defer f.idle.Put(h)
	out, err := h.Invoke(ctx, payload)
	return append([]byte(nil), out...), err
}
