// Command recalc keeps the table Hasil true: it takes the stream's hints and the daily tick.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"capaian/internal/app"
	"capaian/internal/recalc"
	"capaian/internal/store/dynamo"
)

func main() {
	c := app.Must("CAPAIAN_TABEL_KINERJA", "CAPAIAN_TABEL_HASIL")
	t := app.Or(dynamo.Open(context.Background(), dynamo.Options{Kinerja: c.Kinerja, Hasil: c.Hasil}))
	lambda.Start(recalc.New(t, t, time.Now, app.Logger()).Handle)
}
