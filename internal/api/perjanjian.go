package api

import (
	"net/http"
	"strconv"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// mulai asks for a year: that whose indicators it begins with, 0 for none.
type mulai struct {
	Dari int `json:"dari,omitempty"`
}

func (h *handler) mulaiTahun(w http.ResponseWriter, r *http.Request) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	var body mulai
	if err := httpx.DecodeJSON(r, batasIsian, &body); err != nil {
		return err
	}
	req, err := h.request(r, body)
	if err != nil {
		return err
	}
	v, err := h.Service.StartTahun(r.Context(), req, a.opd, a.tahun, body.Dari)
	if err != nil {
		return err
	}
	return tersimpan(w, v, true)
}

// tandaTangan is what signing a version adds to it.
type tandaTangan struct {
	Nomor        string        `json:"nomor,omitempty"`
	Tanggal      sakip.Tanggal `json:"tanggal"`
	PihakPertama string        `json:"pihak_pertama"`
	PihakKedua   string        `json:"pihak_kedua"`
}

func (h *handler) tandaTangani(w http.ResponseWriter, r *http.Request) error {
	var body tandaTangan
	return h.ubahAda(w, r, &body, func(a alamat, e tulis) (int64, error) {
		return h.Service.SignPerjanjian(r.Context(), e.req, a.opd, a.tahun, r.PathValue("id"), service.TandaTangan(body), e.versi)
	})
}

// bukaLagi says why a signature is taken back.
type bukaLagi struct {
	Alasan string `json:"alasan"`
}

func (h *handler) bukaPerjanjian(w http.ResponseWriter, r *http.Request) error {
	var body bukaLagi
	return h.ubahAda(w, r, &body, func(a alamat, e tulis) (int64, error) {
		return h.Service.ReopenPerjanjian(r.Context(), e.req, a.opd, a.tahun, r.PathValue("id"), body.Alasan, e.versi)
	})
}

// hasilRekomendasi is how far a recommendation was followed up.
type hasilRekomendasi struct {
	Hasil      sakip.HasilTindakLanjut `json:"hasil"`
	Keterangan string                  `json:"keterangan,omitempty"`
}

func (h *handler) putHasil(w http.ResponseWriter, r *http.Request) error {
	no, err := strconv.Atoi(r.PathValue("id"))
	if err != nil {
		return fault.New(fault.NotFound, "Rekomendasi", r.PathValue("id"))
	}
	var body hasilRekomendasi
	return h.ubahAda(w, r, &body, func(a alamat, e tulis) (int64, error) {
		return h.Service.SetHasilRekomendasi(r.Context(), e.req, a.opd, a.tahun, no, body.Hasil, body.Keterangan, e.versi)
	})
}

// ubahAda is simpan of a part of what is there: its version must be named.
func (h *handler) ubahAda(w http.ResponseWriter, r *http.Request, body any, do func(alamat, tulis) (int64, error)) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	return h.simpan(w, r, body, func(e tulis, _ *fault.List) (int64, error) {
		if e.versi == 0 {
			return 0, fault.New(fault.PreconditionReq)
		}
		return do(a, e)
	})
}
