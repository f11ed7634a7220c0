// Command recalc keeps the table Hasil true: it takes the stream's hints, what failed and
// is tried again, and the daily tick.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"capaian/internal/app"
	"capaian/internal/recalc"
	"capaian/internal/sqs"
	"capaian/internal/store/dynamo"
)

func main() {
	c, ctx := app.Must("CAPAIAN_TABEL_KINERJA", "CAPAIAN_TABEL_HASIL", "CAPAIAN_ANTREAN_ULANG"), context.Background()
	t := app.Or(dynamo.Open(ctx, dynamo.Options{Kinerja: c.Kinerja, Hasil: c.Hasil}))
	q := app.Or(sqs.Open[recalc.Petunjuk](ctx, c.Ulang))
	lambda.Start(recalc.New(t, t, q, time.Now, app.Logger()).Handle)
}
