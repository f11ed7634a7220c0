// Command dispatch hands requested reports to the queue.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"capaian/internal/app"
	"capaian/internal/dispatch"
	"capaian/internal/sqs"
	"capaian/internal/store/dynamo"
)

func main() {
	c, ctx := app.Must("CAPAIAN_TABEL_KINERJA", "CAPAIAN_ANTREAN"), context.Background()
	t := app.Or(dynamo.Open(ctx, dynamo.Options{Kinerja: c.Kinerja}))
	d := &dispatch.Dispatcher{Store: t, Queue: app.Or(sqs.Open[dispatch.Job](ctx, c.Antrean)), Clock: time.Now, Log: app.Logger()}
	lambda.Start(d.Handle)
}
