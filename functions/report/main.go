// Command report makes the reports that the queue names.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"capaian/internal/app"
	"capaian/internal/objects/s3"
	"capaian/internal/reporter"
	"capaian/internal/service"
	"capaian/internal/store/dynamo"
)

func main() {
	c, ctx := app.Must("CAPAIAN_TABEL_KINERJA", "CAPAIAN_BUCKET", "CAPAIAN_TERBIT", "CAPAIAN_RAHASIA", "CAPAIAN_URL"), context.Background()
	t, b, z := app.Or(dynamo.Open(ctx, dynamo.Options{Kinerja: c.Kinerja})), app.Or(s3.Open(ctx, c.Bucket)), app.Or(s3.Open(ctx, c.Terbit))
	s := &service.Service{Store: t, Objects: b, Clock: time.Now, ID: app.NewID, Token: app.Token, Secret: c.Rahasia}
	lambda.Start((&reporter.Reporter{Service: s, Objects: b, Terbit: z, URL: c.URL, Clock: time.Now, Log: app.Logger()}).Handle)
}
