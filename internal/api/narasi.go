package api

import (
	"net/http"

	"capaian/internal/httpx"
	"capaian/internal/record"
	"capaian/internal/wire"
)

// daftarNarasi lists the texts that were written and the sections that the year's report
// has.
func (h *handler) daftarNarasi(w http.ResponseWriter, r *http.Request) error {
	t, err := h.tahun(r)
	if err != nil {
		return err
	}
	daftar := []bertag[wire.Narasi]{}
	for _, n := range t.Data.Narasi {
		daftar = append(daftar, bertag[wire.Narasi]{t.Versi[record.KeyNarasi(n.Bagian)], wire.FromNarasi(n)})
	}
	bagian := []wire.BagianNarasi{}
	for _, b := range t.Data.BagianNarasi() {
		bagian = append(bagian, wire.FromBagianNarasi(b, t.Data.CariNarasi(b.ID) != ""))
	}
	return isi(w, t.Meta.Versi, map[string]any{"daftar": daftar, "bagian": bagian})
}

// riwayatNarasi lists the latest versions of a text, newest first.
func (h *handler) riwayatNarasi(w http.ResponseWriter, r *http.Request) error {
	a, o, err := h.siapa(r)
	if err != nil {
		return err
	}
	list, err := h.Service.RiwayatNarasi(r.Context(), o, a.opd, a.tahun, r.PathValue("id"))
	if err != nil {
		return err
	}
	return httpx.WriteJSON(w, http.StatusOK, map[string]any{"daftar": list})
}
