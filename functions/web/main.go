// Command web serves pages and forms to browsers.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"capaian/internal/akun/cognito"
	"capaian/internal/app"
	"capaian/internal/httpx"
	"capaian/internal/service"
	"capaian/internal/store/dynamo"
	"capaian/internal/web"
)

func main() {
	c := app.Must("CAPAIAN_TABEL_KINERJA", "CAPAIAN_TABEL_HASIL", "CAPAIAN_ISSUER", "CAPAIAN_AUDIENCE", "CAPAIAN_KOLAM", "CAPAIAN_URL", "CAPAIAN_RAHASIA")
	ctx := context.Background()
	t := app.Or(dynamo.Open(ctx, dynamo.Options{Kinerja: c.Kinerja, Hasil: c.Hasil}))
	s := &service.Service{Store: t, Hasil: t, Akun: app.Or(cognito.Open(ctx, c.Kolam)), Clock: time.Now, ID: app.NewID, Token: app.Token, Secret: c.Rahasia}
	masuk := httpx.NewSignIn(httpx.SignInOptions{Issuer: c.Issuer, ClientID: c.Audience, Return: c.URL + "/masuk/kembali", After: c.URL + "/masuk",
		Secret: c.Rahasia, Clock: time.Now, Token: app.Token, Secure: true})
	lambda.Start(httpx.Lambda(web.New(web.Options{Service: s, Masuk: masuk,
		PublicURL: c.URL, Secure: true, Clock: time.Now, NewID: app.NewID, Log: app.Logger()})))
}
