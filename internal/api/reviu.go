package api

import (
	"mime"
	"net/http"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/review"
	"capaian/internal/review/baca"
	"capaian/internal/wire"
)

// Bounds of a report that is given for review, in bytes. A file comes as base64 in an event
// of at most 6 MB.
const (
	batasBerkasReviu = 4 << 20
	batasPernyataan  = 2 << 20
)

// jenisReviu are the types of the files that are read for review.
var jenisReviu = []string{"text/plain", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

// reviuSekaligus is how many reports are reviewed at once: one may take 300 MB.
var reviuSekaligus = make(httpx.Gate, 2)

// reviu reviews a report that somebody sends. Nothing of it is kept. Who sends slowly keeps
// nobody else waiting: the gate is for the work alone.
func (h *handler) reviu(w http.ResponseWriter, r *http.Request) error {
	pahami, err := bacaan(r)
	if err != nil {
		return err
	}
	var out wire.Reviu
	if err := reviuSekaligus.Do(r.Context(), func() error {
		n, err := pahami()
		if err == nil {
			out = wire.FromReviu(review.Periksa(n))
		}
		return err
	}); err != nil {
		return err
	}
	return httpx.WriteJSON(w, http.StatusOK, out)
}

// bacaan takes a report as it is declared, statements or a file, and returns what makes
// sense of it.
func bacaan(r *http.Request) (func() (review.Bacaan, error), error) {
	if t, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err == nil && t == "application/json" {
		var body wire.Bacaan
		if err := httpx.DecodeJSON(r, batasPernyataan, &body); err != nil {
			return nil, err
		}
		return body.Domain, nil
	}
	b, err := httpx.ReadBody(r, batasBerkasReviu, jenisReviu...)
	if fault.CodeOf(err) == fault.MediaType {
		return nil, fault.New(fault.MediaType, "text/plain, XLSX ("+jenisReviu[1]+") atau application/json")
	}
	if err != nil {
		return nil, err
	}
	return func() (review.Bacaan, error) { return baca.Baca(b) }, nil
}
