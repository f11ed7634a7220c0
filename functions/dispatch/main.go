// Command dispatch hands requested reports to the queue and sends notices.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"capaian/internal/app"
	"capaian/internal/dispatch"
	"capaian/internal/service"
	"capaian/internal/sqs"
	"capaian/internal/store/dynamo"
	"capaian/internal/surat/ses"
)

func main() {
	c, ctx := app.Must("CAPAIAN_TABEL_KINERJA", "CAPAIAN_ANTREAN", "CAPAIAN_URL"), context.Background()
	t := app.Or(dynamo.Open(ctx, dynamo.Options{Kinerja: c.Kinerja}))
	d := &dispatch.Dispatcher{Store: t, Queue: app.Or(sqs.Open[dispatch.Job](ctx, c.Antrean)), Service: &service.Service{Store: t, Clock: time.Now},
		URL: c.URL, Clock: time.Now, Log: app.Logger()}
	if c.Pengirim != "" {
		d.Surat = app.Or(ses.Open(ctx, c.Pengirim))
	}
	lambda.Start(d.Handle)
}
