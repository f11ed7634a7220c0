package api

import (
	"net/http"

	"capaian/internal/httpx"
	"capaian/internal/impor"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// maksBarisImpor is how many rows of a preview an answer has: those that are not the same.
const maksBarisImpor = 1000

// pratinjauWire is what a file means, or what an import did.
type pratinjauWire struct {
	Berkas    wire.Bukti            `json:"berkas"`
	Opsi      impor.Opsi            `json:"opsi"`
	Lembar    []string              `json:"lembar"`
	Kepala    int                   `json:"kepala"`
	Kolom     []impor.KolomBaca     `json:"kolom"`
	Banyak    map[impor.Keadaan]int `json:"banyak"`
	Awas      int                   `json:"awas"`
	Baris     []impor.Hasil         `json:"baris"`
	Terpotong bool                  `json:"terpotong"`
	Periksa   []impor.Periksa       `json:"periksa"`
	Catatan   []string              `json:"catatan"`
	Galat     []string              `json:"galat"`
	Simpan    int                   `json:"simpan"`
	Sidik     string                `json:"sidik"`
}

func fromPratinjau(p service.PratinjauImpor) pratinjauWire {
	w := pratinjauWire{Berkas: wire.FromBukti(p.Berkas), Opsi: p.Opsi, Lembar: p.Lembar, Kepala: p.Kepala, Kolom: p.Kolom, Banyak: p.Banyak,
		Awas: p.Awas, Baris: []impor.Hasil{}, Periksa: p.Periksa, Catatan: p.Catatan, Galat: p.Galat, Simpan: p.Simpan, Sidik: p.Sidik}
	for _, b := range p.Baris {
		if b.Keadaan == impor.Lewat || b.Keadaan == impor.Sama && !b.Awas() {
			continue
		}
		if w.Terpotong = len(w.Baris) == maksBarisImpor; w.Terpotong {
			break
		}
		w.Baris = append(w.Baris, b)
	}
	return w
}

// imporIsian is what a preview and an import are asked with; sidik is the preview's.
type imporIsian struct {
	impor.Opsi
	Sidik string `json:"sidik,omitempty"`
}

func (h *handler) pratinjauImpor(w http.ResponseWriter, r *http.Request) error {
	a, o, err := h.siapa(r)
	if err != nil {
		return err
	}
	var body impor.Opsi
	if err := httpx.DecodeJSON(r, batasIsian, &body); err != nil {
		return err
	}
	p, err := h.Service.PreviewImpor(r.Context(), o, a.opd, a.tahun, r.PathValue("id"), body)
	if err != nil {
		return err
	}
	return isi(w, 0, fromPratinjau(p))
}

func (h *handler) impor(w http.ResponseWriter, r *http.Request) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	var body imporIsian
	if err := httpx.DecodeJSON(r, batasIsian, &body); err != nil {
		return err
	}
	req, err := h.request(r, body)
	if err != nil {
		return err
	}
	p, err := h.Service.ApplyImpor(r.Context(), req, a.opd, a.tahun, r.PathValue("id"), body.Opsi, body.Sidik)
	if err != nil {
		return err
	}
	return httpx.WriteJSON(w, http.StatusOK, map[string]any{"simpan": p.Simpan, "berkas": wire.FromBukti(p.Berkas)})
}
