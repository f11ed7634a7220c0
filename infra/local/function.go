package main

import (
	"context"
	"sync"

	"github.com/aws/aws-lambda-go/lambda"
)

// function runs one Lambda's handler. A handler of aws-lambda-go serves one event at a
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
