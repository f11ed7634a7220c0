// Command publik serves what anybody may see: the calculator and the download links.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"capaian/internal/api"
	"capaian/internal/app"
	"capaian/internal/httpx"
	"capaian/internal/objects/s3"
	"capaian/internal/service"
	"capaian/internal/store/dynamo"
)

func main() {
	c, ctx := app.Must("CAPAIAN_TABEL_KINERJA", "CAPAIAN_BUCKET"), context.Background()
	t, b := app.Or(dynamo.Open(ctx, dynamo.Options{Kinerja: c.Kinerja})), app.Or(s3.Open(ctx, c.Bucket))
	s := &service.Service{Store: t, Objects: b, Clock: time.Now, ID: app.NewID, Token: app.Token}
	lambda.Start(httpx.Lambda(api.NewPublik(api.Options{Service: s, Secure: true, Clock: time.Now, NewID: app.NewID, Log: app.Logger()})))
}
