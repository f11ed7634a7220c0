// Command bukti looks at the files that people send.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"capaian/internal/app"
	"capaian/internal/objects/s3"
	"capaian/internal/receiver"
	"capaian/internal/service"
	"capaian/internal/store/dynamo"
)

func main() {
	c, ctx := app.Must("CAPAIAN_TABEL_KINERJA", "CAPAIAN_BUCKET", "CAPAIAN_UNGGAHAN"), context.Background()
	t, b, u := app.Or(dynamo.Open(ctx, dynamo.Options{Kinerja: c.Kinerja})), app.Or(s3.Open(ctx, c.Bucket)), app.Or(s3.Open(ctx, c.Unggahan))
	s := &service.Service{Store: t, Clock: time.Now, ID: app.NewID, Token: app.Token}
	lambda.Start((&receiver.Receiver{Service: s, Uploads: u, Objects: b, Clock: time.Now, Log: app.Logger()}).Handle)
}
