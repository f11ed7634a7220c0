package api

import (
	"net/http"

	"capaian/internal/httpx"
	"capaian/internal/review"
	"capaian/internal/wire"
)

// Bounds of a report that is given for review, in bytes. A file comes as base64 in an event
// of at most 6 MB.
const (
	batasPernyataan = 2 << 20
)

// reviu reviews a report that somebody sends. Nothing of it is kept.
func (h *handler) reviu(w http.ResponseWriter, r *http.Request) error {
	n, err := bacaan(r)
	if err != nil {
		return err
	}
	return httpx.WriteJSON(w, http.StatusOK, wire.FromReviu(review.Periksa(n)))
}

func bacaan(r *http.Request) (review.Bacaan, error) {
	var body wire.Bacaan
	if err := httpx.DecodeJSON(r, batasPernyataan, &body); err != nil {
		return review.Bacaan{}, err
	}
	return body.Domain()
}
