package api

import (
	"net/http"

	"capaian/internal/fault"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// ruteTemuan are the findings of an agency-year, and what is accepted of them.
func ruteTemuan() []Route {
	return []Route{
		{"GET", tahun + "/reviu", service.LihatOPD, (*handler).reviuTahun},
		{"PUT", tahun + "/reviu/{temuan}/penerimaan", service.TerimaTemuan, (*handler).putPenerimaan},
		{"DELETE", tahun + "/reviu/{temuan}/penerimaan", service.TerimaTemuan, (*handler).cabutPenerimaan},
	}
}

// reviuTahunWire is the review of an agency-year at the end of a quarter.
type reviuTahunWire struct {
	Periode  string           `json:"periode"`
	Menahan  []string         `json:"menahan"` // ids of the findings that hold the quarter up
	Diterima []penerimaanWire `json:"diterima"`
	Reviu    wire.Reviu       `json:"reviu"`
}

// penerimaanWire is an acceptance; Berlaku tells that its finding stands in this review.
type penerimaanWire struct {
	wire.Penerimaan
	Versi   int64 `json:"versi"`
	Berlaku bool  `json:"berlaku"`
}

// periodeReviu is the quarter that is asked for, 0 for the latest that has figures.
func periodeReviu(r *http.Request) (int, error) {
	if p := r.URL.Query().Get("periode"); p != "" {
		return sakip.ParseTriwulan(p)
	}
	return 0, nil
}

func (h *handler) reviuTahun(w http.ResponseWriter, r *http.Request) error {
	a, o, err := h.siapa(r)
	if err != nil {
		return err
	}
	tw, err := periodeReviu(r)
	if err != nil {
		return err
	}
	rv, err := h.Service.Reviu(r.Context(), o, a.opd, a.tahun, tw)
	if err != nil {
		return err
	}
	out := reviuTahunWire{Periode: sakip.Periode{Triwulan: rv.Triwulan}.String(), Menahan: []string{}, Diterima: []penerimaanWire{}, Reviu: wire.FromReviu(rv.Hasil)}
	for _, t := range rv.Menahan() {
		out.Menahan = append(out.Menahan, t.ID())
	}
	for _, p := range rv.Data.Penerimaan {
		_, berlaku := rv.Diterima[p.Temuan]
		out.Diterima = append(out.Diterima, penerimaanWire{wire.FromPenerimaan(p), rv.Terima[p.Temuan], berlaku})
	}
	return isi(w, rv.Versi, out)
}

func (h *handler) putPenerimaan(w http.ResponseWriter, r *http.Request) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	tw, err := periodeReviu(r)
	if err != nil {
		return err
	}
	var body struct {
		Alasan string `json:"alasan"`
	}
	return h.simpan(w, r, &body, func(e tulis, _ *fault.List) (int64, error) {
		return h.Service.AcceptTemuan(r.Context(), e.req, a.opd, a.tahun, tw, r.PathValue("temuan"), body.Alasan, e.versi)
	})
}

func (h *handler) cabutPenerimaan(w http.ResponseWriter, r *http.Request) error {
	return h.hapus(w, r, func(a alamat, e tulis) (int64, error) {
		return h.Service.RevokePenerimaan(r.Context(), e.req, a.opd, a.tahun, r.PathValue("temuan"), e.versi)
	})
}
