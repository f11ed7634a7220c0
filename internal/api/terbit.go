package api

import (
	"net/http"
	"strconv"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
	"capaian/internal/wire"
)

// Open data: what is published, for any program and any page of others.

// umurPublik is for how many seconds an answer may be kept anywhere: a report may be
// superseded.
const umurPublik = 60

// maxData bounds the open data of one report that go through the function, in bytes; the
// answer of a function ends at 6 MB.
const maxData = 5 << 20

// bagi lets pages of others read an answer, and anybody keep it for a while.
func bagi(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("Cache-Control", "public, max-age="+strconv.Itoa(umurPublik))
}

func (h *handler) kabupatenTerbit(w http.ResponseWriter, r *http.Request) error {
	list, err := h.Service.KabupatenTerbit(r.Context())
	if err != nil {
		return err
	}
	out := []map[string]string{}
	for _, k := range list {
		out = append(out, map[string]string{"id": k.ID, "nama": k.Nama})
	}
	bagi(w)
	return httpx.WriteJSON(w, http.StatusOK, map[string]any{"daftar": out})
}

func (h *handler) terbitanKabupaten(w http.ResponseWriter, r *http.Request) error {
	_, list, err := h.Service.TerbitanKabupaten(r.Context(), r.PathValue("kab"))
	if err != nil {
		return err
	}
	out := []wire.DaftarTerbitan{}
	for _, d := range list {
		out = append(out, wire.FromDaftarTerbitan(d))
	}
	bagi(w)
	return httpx.WriteJSON(w, http.StatusOK, map[string]any{"daftar": out})
}

func (h *handler) terbitan(w http.ResponseWriter, r *http.Request) error {
	t, err := h.Service.Terbitan(r.Context(), r.PathValue("opd"), r.PathValue("paket"))
	if err != nil {
		return err
	}
	bagi(w)
	return httpx.WriteJSON(w, http.StatusOK, fromTerbitan(t))
}

// fromTerbitan is a published Paket without where its files lie.
func fromTerbitan(t sakip.Terbitan) wire.Terbitan {
	out := wire.FromTerbitan(t)
	for n := range out.Berkas {
		out.Berkas[n].Objek = ""
	}
	return out
}

func (h *handler) dataTerbit(w http.ResponseWriter, r *http.Request) error {
	body, b, err := h.Service.DataTerbit(r.Context(), r.PathValue("opd"), r.PathValue("paket"), sakip.FormatLaporan(r.PathValue("format")))
	if err != nil {
		return err
	}
	if len(body) > maxData {
		to, err := h.Service.OpenBerkasTerbit(r.Context(), r.PathValue("opd"), r.PathValue("paket"), b.SHA256)
		if err != nil {
			return err
		}
		return pindah(w, to)
	}
	bagi(w)
	w.Header().Set("Content-Type", jenisData[b.Format])
	w.Header().Set("Content-Disposition", `attachment; filename="`+b.Nama+`"`)
	w.Header().Set("Link", `<https://creativecommons.org/licenses/by/4.0/>; rel="license"`)
	w.Header().Set("ETag", `"`+b.SHA256+`"`)
	_, _ = w.Write(body) // an error means that the reader has gone
	return nil
}

var jenisData = map[sakip.FormatLaporan]string{sakip.JSON: "application/json", sakip.CSV: "text/csv; charset=utf-8"}

// temuan is what can be said of a file, with the report that it is of.
type temuan struct {
	Keaslian sakip.Keaslian `json:"keaslian"`
	Nama     string         `json:"nama"`
	Laporan  wire.Terbitan  `json:"laporan"`
}

// cekBerkas tells what can be said of a file by its SHA-256.
func (h *handler) cekBerkas(w http.ResponseWriter, r *http.Request) error {
	list, err := h.Service.CekHash(r.Context(), r.PathValue("sha256"))
	if err != nil {
		return err
	}
	out := []temuan{}
	for _, c := range list {
		out = append(out, temuan{c.Keaslian, c.Berkas.Nama, fromTerbitan(c.Terbitan)})
	}
	if len(out) == 0 {
		return fault.New(fault.NotFound, "Berkas terbit", r.PathValue("sha256"))
	}
	bagi(w)
	return httpx.WriteJSON(w, http.StatusOK, map[string]any{"daftar": out})
}
