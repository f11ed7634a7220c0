// Command tulis hands over what a function returns, and calls only through another type.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"

	"capaian/infra/calls/testdata/bersama"
	"capaian/internal/store"
)

type penulis struct{ bersama.Port }

func (p penulis) Tulis(ctx context.Context, w store.Write) error {
	go func() { _ = p.Unggah(ctx) }()
	return p.Port.Tulis(ctx, w)
}

func main() { lambda.Start(bersama.Handler(penulis{&bersama.Awan{}})) }
