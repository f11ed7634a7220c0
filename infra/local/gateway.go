package main

import (
	"encoding/json"
	"io"
	"net/http"

	"capaian/internal/api"
	"capaian/internal/app"
	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/objects/dir"
	"capaian/internal/web"
)

// gateway maps HTTP to the functions' payload 2.0 and back, as the HTTP API does: the
// routes of publik and api go to them, the files' addresses to the folder, the rest to
// web.
func (m *machine) gateway() http.Handler {
	mux := http.NewServeMux()
	for _, r := range api.PublikRoutes() {
		mux.Handle(r.Method+" "+r.Path, m.forward(m.publik))
	}
	for _, r := range web.PublikRoutes() {
		mux.Handle(r.Method+" "+r.Path, m.forward(m.publik))
	}
	mux.Handle("/v1/", m.forward(m.api))
	mux.Handle("/v1/hitung", m.forward(m.publik))
	mux.Handle("/v1/reviu", m.forward(m.publik))
	mux.Handle(dir.Prefix, m.files)
	mux.Handle(awalTerbit+dir.Prefix, http.StripPrefix(awalTerbit, m.terbit))
	mux.Handle(dir.UploadPath, m.unggahan)
	mux.Handle("/", m.forward(m.web))
	return mux
}

func (m *machine) forward(f httpFunction) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := app.ID(m.clock())
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, httpx.MaxBody))
		if err != nil {
			httpx.API(func(http.ResponseWriter, *http.Request) error {
				return fault.New(fault.TooLarge, "10 MB")
			}, m.log).ServeHTTP(w, r.WithContext(httpx.WithRequestID(r.Context(), id)))
			return
		}
		payload, err := json.Marshal(httpx.FromHTTP(r, body, "$default", id, m.clock()))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		res, err := f.invoke(r.Context(), payload)
		if err != nil {
			m.log.ErrorContext(r.Context(), "function failed", "request_id", id, "cause", err.Error())
			http.Error(w, "Terjadi kesalahan pada sistem.", http.StatusInternalServerError)
			return
		}
		if err := httpx.WriteResponse(w, res); err != nil {
			m.log.ErrorContext(r.Context(), "answer lost", "cause", err.Error())
		}
	})
}
