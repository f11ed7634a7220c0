package web

import (
	"net/http"
	"time"

	"capaian/internal/httpx"
	"capaian/internal/sakip"
)

// laju bounds how often one may ask for what costs much or can be guessed: somebody
// signed in by who it is, anybody else by where the request comes from, which a whole
// office may share.
var laju = map[string]httpx.Rate{
	"GET /masuk":         {Burst: 60, Every: time.Second},
	"GET /masuk/mulai":   {Burst: 60, Every: time.Second},
	"GET /masuk/kembali": {Burst: 60, Every: time.Second},
	"POST /dev/masuk":    {Burst: 60, Every: time.Second},
	"POST /dev/token":    {Burst: 60, Every: time.Second},
	"POST " + tahunOPD + "/isi/{indikator}/{tw}/pratinjau": {Burst: 60, Every: time.Second},
	"POST " + tahunOPD + "/impor":                          {Burst: 20, Every: 10 * time.Second},
	"POST " + tahunOPD + "/laporan":                        {Burst: 20, Every: 10 * time.Second},
	"POST " + pelaporanTW:                                  {Burst: 20, Every: 10 * time.Second},
	"POST " + tahunOPD + "/laporan/{id}/tautan":            {Burst: 20, Every: 10 * time.Second},
}

// batasi refuses a route that is asked for too often.
func (h *handler) batasi(w http.ResponseWriter, r *http.Request, rt Route, o sakip.Orang) error {
	nama := rt.Method + " " + rt.Path
	rate, ada := laju[nama]
	if !ada {
		return nil
	}
	siapa := "orang " + o.Sub
	if o.Sub == "" {
		siapa = "alamat " + httpx.ClientIP(r)
	}
	return h.pembatas.Limit(w, nama+" "+siapa, rate)
}
