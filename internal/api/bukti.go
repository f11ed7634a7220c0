package api

import (
	"net/http"

	"capaian/internal/httpx"
	"capaian/internal/objects"
	"capaian/internal/sakip"
	"capaian/internal/wire"
)

// formulir is how a file is sent: multipart/form-data to Alamat, every Isian first, then
// the file in the field "file".
type formulir struct {
	Alamat string            `json:"alamat"`
	Isian  map[string]string `json:"isian"`
}

// buktiBaru is a file that was asked for, with its form while it may be sent.
type buktiBaru struct {
	Bukti    wire.Bukti `json:"bukti"`
	Formulir *formulir  `json:"formulir"`
}

func fromFormulir(f *objects.Form) *formulir {
	if f == nil {
		return nil
	}
	return &formulir{Alamat: f.URL, Isian: f.Fields}
}

func (h *handler) mintaBukti(w http.ResponseWriter, r *http.Request) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	var body struct {
		Jenis      sakip.JenisBukti   `json:"jenis"`
		Indikator  string             `json:"indikator,omitempty"`
		Triwulan   int                `json:"triwulan,omitempty"`
		Kriteria   string             `json:"kriteria,omitempty"`
		Laporan    string             `json:"laporan,omitempty"`
		Tanda      sakip.TandaSalinan `json:"tanda,omitempty"`
		Nama       string             `json:"nama"`
		Keterangan string             `json:"keterangan,omitempty"`
		Tanggal    sakip.Tanggal      `json:"tanggal,omitempty"`
		Penjelasan string             `json:"penjelasan,omitempty"`
	}
	if err := httpx.DecodeJSON(r, batasIsian, &body); err != nil {
		return err
	}
	req, err := h.request(r, body)
	if err != nil {
		return err
	}
	b, f, err := h.Service.RequestBukti(r.Context(), req, a.opd, a.tahun, sakip.Bukti{Jenis: body.Jenis, Indikator: body.Indikator,
		Triwulan: body.Triwulan, Kriteria: body.Kriteria, Laporan: body.Laporan, Tanda: body.Tanda, Nama: body.Nama, Keterangan: body.Keterangan, Tanggal: body.Tanggal, Penjelasan: body.Penjelasan})
	if err != nil {
		return err
	}
	w.Header().Set("Location", r.URL.Path+"/"+b.ID)
	return httpx.WriteJSON(w, http.StatusCreated, buktiBaru{wire.FromBukti(b), fromFormulir(f)})
}

func (h *handler) bukti(w http.ResponseWriter, r *http.Request) error {
	a, o, err := h.siapa(r)
	if err != nil {
		return err
	}
	b, err := h.Service.Bukti(r.Context(), o, a.opd, a.tahun, r.PathValue("id"))
	if err != nil {
		return err
	}
	return isi(w, 0, wire.FromBukti(b))
}

func (h *handler) daftarBukti(w http.ResponseWriter, r *http.Request) error {
	a, o, err := h.siapa(r)
	if err != nil {
		return err
	}
	list, err := h.Service.DaftarBukti(r.Context(), o, a.opd, a.tahun)
	if err != nil {
		return err
	}
	out := []wire.Bukti{}
	for _, b := range list {
		out = append(out, wire.FromBukti(b))
	}
	return isi(w, 0, map[string]any{"daftar": out})
}

func (h *handler) isiBukti(w http.ResponseWriter, r *http.Request) error {
	a, req, err := h.perintah(r)
	if err != nil {
		return err
	}
	to, err := h.Service.OpenBukti(r.Context(), req, a.opd, a.tahun, r.PathValue("id"))
	if err != nil {
		return err
	}
	return pindah(w, to)
}

// pindah leads to where a file lies, for this once.
func pindah(w http.ResponseWriter, to string) error {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusFound)
	return nil
}
