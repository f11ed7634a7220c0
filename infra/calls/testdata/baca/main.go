// Command baca hands over a method of a value.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"

	"capaian/infra/calls/testdata/bersama"
	"capaian/internal/store"
)

type pembaca struct{ port bersama.Port }

func (p pembaca) tangani(ctx context.Context) error {
	if err := p.port.Baca(ctx); err != nil {
		return err
	}
	return p.port.Tulis(ctx, store.Write{Delete: true})
}

func main() { lambda.Start(pembaca{&bersama.Awan{}}.tangani) }
