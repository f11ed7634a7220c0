package api

import (
	"net/http"
	"strconv"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

func (h *handler) saya(w http.ResponseWriter, r *http.Request) error {
	o, err := h.orang(r)
	if err != nil {
		return err
	}
	return isi(w, 0, wire.FromOrang(o))
}

func (h *handler) daftarOrang(w http.ResponseWriter, r *http.Request) error {
	o, err := h.orang(r)
	if err != nil {
		return err
	}
	list, err := h.Service.DaftarOrang(r.Context(), o)
	if err != nil {
		return err
	}
	out := []wire.Orang{}
	for _, p := range list {
		out = append(out, wire.FromOrang(p))
	}
	return isi(w, 0, map[string]any{"daftar": out})
}

func (h *handler) daftarOPD(w http.ResponseWriter, r *http.Request) error {
	o, err := h.orang(r)
	if err != nil {
		return err
	}
	list, err := h.Service.DaftarOPD(r.Context(), o)
	if err != nil {
		return err
	}
	return isi(w, 0, map[string]any{"daftar": list})
}

// agency reads the agency that the path names.
func (h *handler) agency(r *http.Request) (record.OPD, error) {
	o, err := h.orang(r)
	if err != nil {
		return record.OPD{}, err
	}
	return h.Service.OPD(r.Context(), o, r.PathValue("opd"))
}

func (h *handler) opd(w http.ResponseWriter, r *http.Request) error {
	a, err := h.agency(r)
	if err != nil {
		return err
	}
	return isi(w, a.Versi[record.KeyProfil()], wire.FromOPD(a.Profil))
}

func (h *handler) renstra(w http.ResponseWriter, r *http.Request) error {
	a, err := h.agency(r)
	if err != nil {
		return err
	}
	v, ok := a.Versi[record.KeyRenstra()]
	if !ok {
		return fault.New(fault.NotFound, "Renstra", r.PathValue("opd"))
	}
	return isi(w, v, wire.FromRenstra(a.Renstra))
}

func (h *handler) kebijakan(w http.ResponseWriter, r *http.Request) error {
	at, err := alamatDari(r)
	if err != nil {
		return err
	}
	a, err := h.agency(r)
	if err != nil {
		return err
	}
	k := sakip.KebijakanBerlaku(a.Kebijakan, at.tahun)
	versi := int64(0)
	if k.Tahun == at.tahun {
		versi = a.Versi[record.KeyKebijakan(at.tahun)]
	}
	return isi(w, versi, wire.FromKebijakan(k))
}

func (h *handler) putOPD(w http.ResponseWriter, r *http.Request) error {
	var body wire.OPD
	return h.simpan(w, r, &body, func(e tulis, l *fault.List) (int64, error) {
		p := body.Domain(l)
		if err := e.cocok("id", r.PathValue("opd"), p.ID, l); err != nil {
			return 0, err
		}
		return h.Service.PutProfil(r.Context(), e.req, p, e.versi)
	})
}

func (h *handler) putRenstra(w http.ResponseWriter, r *http.Request) error {
	var body wire.Renstra
	return h.simpan(w, r, &body, func(e tulis, l *fault.List) (int64, error) {
		p := body.Domain(l)
		if err := l.Err(); err != nil {
			return 0, err
		}
		return h.Service.PutRenstra(r.Context(), e.req, r.PathValue("opd"), p, e.versi)
	})
}

func (h *handler) putKebijakan(w http.ResponseWriter, r *http.Request) error {
	var body wire.Kebijakan
	return h.simpan(w, r, &body, func(e tulis, l *fault.List) (int64, error) {
		k := body.Domain(l)
		if err := e.cocok("tahun", r.PathValue("tahun"), strconv.Itoa(k.Tahun), l); err != nil {
			return 0, err
		}
		return h.Service.PutKebijakan(r.Context(), e.req, r.PathValue("opd"), k, e.versi)
	})
}

func (h *handler) pratinjauKebijakan(w http.ResponseWriter, r *http.Request) error {
	o, err := h.orang(r)
	if err != nil {
		return err
	}
	var body wire.Kebijakan
	if err := httpx.DecodeJSON(r, batasIsian, &body); err != nil {
		return err
	}
	var l fault.List
	k := body.Domain(&l)
	if err := (tulis{}).cocok("tahun", r.PathValue("tahun"), strconv.Itoa(k.Tahun), &l); err != nil {
		return err
	}
	out, err := h.Service.PratinjauKebijakan(r.Context(), o, r.PathValue("opd"), k)
	if err != nil {
		return err
	}
	return isi(w, 0, out)
}

func (h *handler) putOrang(w http.ResponseWriter, r *http.Request) error {
	var body wire.Orang
	return h.simpan(w, r, &body, func(e tulis, l *fault.List) (int64, error) {
		p := body.Domain(l)
		if err := e.cocok("sub", r.PathValue("sub"), p.Sub, l); err != nil {
			return 0, err
		}
		return h.Service.PutOrang(r.Context(), e.req, p, e.versi)
	})
}

func (h *handler) putKabupaten(w http.ResponseWriter, r *http.Request) error {
	var body wire.Kabupaten
	return h.simpan(w, r, &body, func(e tulis, l *fault.List) (int64, error) {
		k := body.Domain(l)
		if err := e.cocok("id", r.PathValue("kab"), k.ID, l); err != nil {
			return 0, err
		}
		return h.Service.PutKabupaten(r.Context(), e.req, k, e.versi)
	})
}

// maksEntri bounds one page of the audit chain.
const maksEntri = 200

// audit answers a page of a chain, or with ?periksa=1 whether all of it is intact.
func (h *handler) audit(w http.ResponseWriter, r *http.Request) error {
	tahun := 0
	if r.PathValue("tahun") != "" {
		a, err := alamatDari(r)
		if err != nil {
			return err
		}
		tahun = a.tahun
	}
	o, err := h.orang(r)
	if err != nil {
		return err
	}
	opd := r.PathValue("opd")
	if r.URL.Query().Get("periksa") != "" {
		v, err := h.Service.VerifyAudit(r.Context(), o, opd, tahun)
		if err != nil {
			return err
		}
		return isi(w, 0, v)
	}
	after, err := strconv.ParseInt(r.URL.Query().Get("sesudah"), 10, 64)
	if err != nil && r.URL.Query().Get("sesudah") != "" {
		return fault.At("sesudah", fault.NotANumber, r.URL.Query().Get("sesudah"))
	}
	entries, err := h.Service.Audit(r.Context(), o, opd, tahun, after, maksEntri)
	if err != nil {
		return err
	}
	return isi(w, 0, map[string]any{"entri": fromEntries(entries)})
}

func fromEntries(list []store.Entry) []map[string]any {
	out := []map[string]any{}
	for _, e := range list {
		out = append(out, map[string]any{"seq": e.Seq, "waktu": e.Waktu, "pelaku": e.Pelaku, "dari": e.Dari,
			"perintah": e.Perintah, "objek": e.Objek, "lama": e.Lama, "baru": e.Baru, "prev": e.Prev, "hash": e.Hash})
	}
	return out
}
