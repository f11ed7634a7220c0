package api

import (
	"net/http"
	"time"

	"capaian/internal/httpx"
)

// laju bounds how often one may ask for what anybody may ask for, by where the request
// comes from: a calculation costs time and a review more, tokens of links can be guessed at, and what is
// published is read from the table.
var laju = map[string]httpx.Rate{
	"POST /v1/hitung":                                    {Burst: 60, Every: time.Second / 2},
	"POST /v1/reviu":                                     {Burst: 60, Every: 5 * time.Second},
	"GET /l/{token}":                                     {Burst: 60, Every: time.Second},
	"GET /v1/publik/kabupaten":                           {Burst: 60, Every: time.Second / 2},
	"GET /v1/publik/kabupaten/{kab}/laporan":             {Burst: 60, Every: time.Second / 2},
	"GET /v1/publik/laporan/{opd}/{paket}":               {Burst: 60, Every: time.Second / 2},
	"GET /v1/publik/laporan/{opd}/{paket}/data/{format}": {Burst: 60, Every: time.Second / 2},
	"GET /v1/publik/berkas/{sha256}":                     {Burst: 60, Every: time.Second / 2},
}

// batasi is a route's handler, refused to who asks too often.
func batasi(r Route, l *httpx.Limiter, f httpx.HandlerFunc) httpx.HandlerFunc {
	nama := r.Method + " " + r.Path
	rate, ada := laju[nama]
	if !ada {
		return f
	}
	return func(w http.ResponseWriter, req *http.Request) error {
		if err := l.Limit(w, nama+" "+httpx.ClientIP(req), rate); err != nil {
			return err
		}
		return f(w, req)
	}
}
