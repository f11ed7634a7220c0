// Command publik serves what anybody may see: published reports as pages and open data, the
// calculator and the download links.
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
	"capaian/internal/web"
)

func main() {
	c, ctx := app.Must("CAPAIAN_URL", "CAPAIAN_TABEL_KINERJA", "CAPAIAN_BUCKET", "CAPAIAN_TERBIT"), context.Background()
	t, b, z := app.Or(dynamo.Open(ctx, dynamo.Options{Kinerja: c.Kinerja})), app.Or(s3.Open(ctx, c.Bucket)), app.Or(s3.Open(ctx, c.Terbit))
	s := &service.Service{Store: t, Objects: b, Terbit: z, Clock: time.Now, ID: app.NewID, Token: app.Token}
	data := api.NewPublik(api.Options{Service: s, Secure: true, Clock: time.Now, NewID: app.NewID, Log: app.Logger()})
	lambda.Start(httpx.Lambda(web.NewPublik(web.Options{Service: s, Secure: true, PublicURL: c.URL, Clock: time.Now, NewID: app.NewID, Log: app.Logger()}, data)))
}
