package api

import (
	"net/http"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/wire"
)

func (h *handler) healthz(w http.ResponseWriter, r *http.Request) error {
	if h.Siap != nil {
		if err := h.Siap(r.Context()); err != nil {
			return fault.Wrap(fault.Busy, err)
		}
	}
	return httpx.WriteJSON(w, http.StatusOK, map[string]string{"status": "siap"})
}

func (h *handler) openapi(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "application/yaml; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=300")
	_, err := w.Write(openapi)
	return err
}

func (h *handler) hitung(w http.ResponseWriter, r *http.Request) error {
	var body wire.Hitung
	if err := httpx.DecodeJSON(r, batasIsian, &body); err != nil {
		return err
	}
	out, err := body.Jawab()
	if err != nil {
		return err
	}
	return httpx.WriteJSON(w, http.StatusOK, out)
}

func (h *handler) tautan(w http.ResponseWriter, r *http.Request) error {
	to, err := h.Service.OpenTautan(r.Context(), r.PathValue("token"), "publik "+httpx.ClientIP(r))
	if err != nil {
		return err
	}
	return pindah(w, to)
}
