package api

import (
	"net/http"
	"strconv"
	"time"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// tulis is what every write needs beside its body.
type tulis struct {
	req   service.Request
	versi int64
}

// cocok refuses a body with faults, and one that names another thing than its address.
func (tulis) cocok(field, alamat, isi string, l *fault.List) error {
	if len(*l) == 0 && alamat != isi {
		l.Add("", fault.At(field, fault.Invalid, "Isi menyebut “"+isi+"” sedangkan alamatnya “"+alamat+"”."))
	}
	return l.Err()
}

// simpan decodes a body, takes the expected version, and answers with the new one.
func (h *handler) simpan(w http.ResponseWriter, r *http.Request, body any, do func(tulis, *fault.List) (int64, error)) error {
	return h.simpanBatas(w, r, batasIsian, body, do)
}

func (h *handler) simpanBatas(w http.ResponseWriter, r *http.Request, batas int64, body any, do func(tulis, *fault.List) (int64, error)) error {
	v, err := versi(r)
	if err != nil {
		return err
	}
	if err := httpx.DecodeJSON(r, batas, body); err != nil {
		return err
	}
	req, err := h.request(r, body)
	if err != nil {
		return err
	}
	var l fault.List
	baru, err := do(tulis{req, v}, &l)
	if err != nil {
		return err
	}
	return tersimpan(w, baru, v == 0)
}

// hapus takes a row of the agency-year away.
func (h *handler) hapus(w http.ResponseWriter, r *http.Request, do func(alamat, tulis) (int64, error)) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	v, err := versi(r)
	if err != nil {
		return err
	}
	req, err := h.request(r, nil)
	if err != nil {
		return err
	}
	if _, err := do(a, tulis{req, v}); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (h *handler) muatan(w http.ResponseWriter, r *http.Request) error {
	t, err := h.tahun(r)
	if err != nil {
		return err
	}
	return isi(w, t.Meta.Versi, wire.FromTahun(t.Data))
}

func (h *handler) putMuatan(w http.ResponseWriter, r *http.Request) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	var body wire.Tahun
	return h.simpanBatas(w, r, batasTahun, &body, func(e tulis, _ *fault.List) (int64, error) {
		return h.Service.LoadTahun(r.Context(), e.req, a.opd, a.tahun, body, e.versi)
	})
}

func (h *handler) capaian(w http.ResponseWriter, r *http.Request) error {
	a, o, err := h.siapa(r)
	if err != nil {
		return err
	}
	tw := 4
	if p := r.URL.Query().Get("periode"); p != "" {
		if tw, err = sakip.ParseTriwulan(p); err != nil {
			return err
		}
	}
	c, err := h.Service.Capaian(r.Context(), o, a.opd, a.tahun, tw)
	if err != nil {
		return err
	}
	out := *c.Isi
	out.Versi, out.Segar, out.Galat = c.Versi, c.Segar, c.Galat
	return isi(w, 0, out)
}

func (h *handler) perjanjian(w http.ResponseWriter, r *http.Request) error {
	t, err := h.tahun(r)
	if err != nil {
		return err
	}
	return isi(w, t.Meta.Versi, wire.FromDaftarPerjanjian(t.Data))
}

func (h *handler) pembanding(w http.ResponseWriter, r *http.Request) error {
	t, err := h.tahun(r)
	if err != nil {
		return err
	}
	return isi(w, t.Meta.Versi, wire.FromDaftarPembanding(t.Data))
}

func (h *handler) realisasi(w http.ResponseWriter, r *http.Request) error {
	a, o, tw, err := h.siapaTriwulan(r)
	if err != nil {
		return err
	}
	f, err := h.Service.Lembar(r.Context(), o, a.opd, a.tahun, r.PathValue("indikator"), tw)
	if err != nil {
		return err
	}
	if f.Versi == 0 {
		return fault.New(fault.NotFound, "Realisasi", f.Indikator.ID+" "+r.PathValue("tw"))
	}
	return isi(w, f.Versi, wire.FromRealisasi(f.Realisasi, f.Indikator))
}

func (h *handler) putRealisasi(w http.ResponseWriter, r *http.Request) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	var body wire.Realisasi
	return h.simpan(w, r, &body, func(e tulis, l *fault.List) (int64, error) {
		if body.Indikator == "" {
			body.Indikator = r.PathValue("indikator")
		}
		if body.Triwulan == 0 {
			body.Triwulan = tw
		}
		if err := e.cocok("indikator", r.PathValue("indikator"), body.Indikator, l); err != nil {
			return 0, err
		}
		if err := e.cocok("triwulan", strconv.Itoa(tw), strconv.Itoa(body.Triwulan), l); err != nil {
			return 0, err
		}
		return h.Service.RecordRealisasi(r.Context(), e.req, a.opd, a.tahun, body, e.versi)
	})
}

// baris is the budget row that a request names: code in the path, sub-unit and source
// of funds in the query.
func baris(r *http.Request) (sakip.IdentitasBaris, int, error) {
	tw, err := sakip.ParseTriwulan(r.PathValue("tw"))
	q := r.URL.Query()
	return sakip.IdentitasBaris{SubUnit: q.Get("sub_unit"), Kode: r.PathValue("kode"), Sumber: q.Get("sumber")}, tw, err
}

func (h *handler) realisasiAnggaran(w http.ResponseWriter, r *http.Request) error {
	a, o, err := h.siapa(r)
	if err != nil {
		return err
	}
	id, tw, err := baris(r)
	if err != nil {
		return err
	}
	f, err := h.Service.LembarAnggaran(r.Context(), o, a.opd, a.tahun, id, tw)
	if err != nil {
		return err
	}
	if f.Realisasi == nil {
		return fault.New(fault.NotFound, "Realisasi anggaran", id.Kode+" "+r.PathValue("tw"))
	}
	return isi(w, f.Versi, wire.FromRealisasiAnggaran(*f.Realisasi))
}

func (h *handler) putRealisasiAnggaran(w http.ResponseWriter, r *http.Request) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	id, tw, err := baris(r)
	if err != nil {
		return err
	}
	var body struct {
		Nilai      wire.Angka        `json:"nilai"`
		Status     sakip.Status      `json:"status,omitempty"`
		Penjelasan map[string]string `json:"penjelasan,omitempty"`
	}
	return h.simpan(w, r, &body, func(e tulis, l *fault.List) (int64, error) {
		v := wire.RealisasiAnggaran{SubUnit: id.SubUnit, Kode: id.Kode, Sumber: id.Sumber, Triwulan: tw, Nilai: body.Nilai, Status: body.Status, Penjelasan: body.Penjelasan}.Domain(l)
		if err := l.Err(); err != nil {
			return 0, err
		}
		return h.Service.RecordRealisasiAnggaran(r.Context(), e.req, a.opd, a.tahun, v, e.versi)
	})
}

// laporanWire is a requested report as it is answered: with the link once it is made.
type laporanWire struct {
	wire.Laporan
	Tautan   *string    `json:"tautan"`
	Berakhir *time.Time `json:"tautan_berakhir"`
}

func (h *handler) fromLaporan(l service.LaporanTautan) laporanWire {
	out := laporanWire{Laporan: wire.FromLaporan(l.Laporan)}
	if l.Token != "" {
		s := h.PublicURL + "/l/" + l.Token
		out.Tautan, out.Berakhir = &s, &l.Tautan.Berakhir
	}
	return out
}

// permintaanLaporan is what a request says of a report beside its formats.
type permintaanLaporan struct {
	Jenis   sakip.JenisLaporan `json:"jenis"`
	Periode string             `json:"periode,omitempty"` // "" is the whole year
	Dokumen string             `json:"dokumen,omitempty"`
}

func (p permintaanLaporan) laporan() (l sakip.Laporan, err error) {
	l = sakip.Laporan{Jenis: p.Jenis, Dokumen: p.Dokumen, Periode: 4}
	if p.Periode != "" {
		l.Periode, err = sakip.ParseTriwulan(p.Periode)
	}
	return l, err
}

func (h *handler) mintaLaporan(w http.ResponseWriter, r *http.Request) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	var body struct {
		permintaanLaporan
		Format sakip.FormatLaporan `json:"format"`
	}
	if err := httpx.DecodeJSON(r, batasIsian, &body); err != nil {
		return err
	}
	minta, err := body.laporan()
	if err != nil {
		return err
	}
	req, err := h.request(r, body)
	if err != nil {
		return err
	}
	minta.Format = body.Format
	l, err := h.Service.RequestLaporan(r.Context(), req, a.opd, a.tahun, minta)
	if err != nil {
		return err
	}
	w.Header().Set("Location", r.URL.Path+"/"+l.ID)
	return httpx.WriteJSON(w, http.StatusAccepted, h.fromLaporan(service.LaporanTautan{Laporan: l}))
}

// mintaPaket asks for a report in several formats at once.
func (h *handler) mintaPaket(w http.ResponseWriter, r *http.Request) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	var body struct {
		permintaanLaporan
		Format []sakip.FormatLaporan `json:"format"`
	}
	if err := httpx.DecodeJSON(r, batasIsian, &body); err != nil {
		return err
	}
	minta, err := body.laporan()
	if err != nil {
		return err
	}
	req, err := h.request(r, body)
	if err != nil {
		return err
	}
	list, err := h.Service.RequestPaket(r.Context(), req, a.opd, a.tahun, minta, body.Format...)
	if err != nil {
		return err
	}
	out := []laporanWire{}
	for _, l := range list {
		out = append(out, h.fromLaporan(service.LaporanTautan{Laporan: l}))
	}
	return httpx.WriteJSON(w, http.StatusAccepted, map[string]any{"paket": list[0].Paket, "daftar": out})
}

// decodeAda is DecodeJSON of a body that may be left out.
func decodeAda(r *http.Request, into any) error {
	if r.ContentLength == 0 {
		return nil
	}
	return httpx.DecodeJSON(r, batasIsian, into)
}

func (h *handler) daftarTautan(w http.ResponseWriter, r *http.Request) error {
	a, o, err := h.siapa(r)
	if err != nil {
		return err
	}
	list, err := h.Service.DaftarTautan(r.Context(), o, a.opd, a.tahun)
	if err != nil {
		return err
	}
	out := []wire.Tautan{}
	for _, t := range list {
		out = append(out, wire.FromTautan(t))
	}
	return isi(w, 0, map[string]any{"daftar": out})
}

func (h *handler) laporan(w http.ResponseWriter, r *http.Request) error {
	a, o, err := h.siapa(r)
	if err != nil {
		return err
	}
	l, err := h.Service.Laporan(r.Context(), o, a.opd, a.tahun, r.PathValue("id"))
	if err != nil {
		return err
	}
	return isi(w, 0, h.fromLaporan(l))
}

func (h *handler) terbitkan(w http.ResponseWriter, r *http.Request) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	var body struct {
		Salinan string `json:"salinan,omitempty"`
	}
	if err := decodeAda(r, &body); err != nil {
		return err
	}
	req, err := h.request(r, body)
	if err != nil {
		return err
	}
	l, err := h.Service.PublishLaporan(r.Context(), req, a.opd, a.tahun, r.PathValue("id"), body.Salinan)
	if err != nil {
		return err
	}
	return httpx.WriteJSON(w, http.StatusAccepted, h.fromLaporan(service.LaporanTautan{Laporan: l}))
}

func (h *handler) daftarLaporan(w http.ResponseWriter, r *http.Request) error {
	a, o, err := h.siapa(r)
	if err != nil {
		return err
	}
	list, err := h.Service.DaftarLaporan(r.Context(), o, a.opd, a.tahun)
	if err != nil {
		return err
	}
	out := []laporanWire{}
	for _, l := range list {
		out = append(out, h.fromLaporan(l))
	}
	return isi(w, 0, map[string]any{"daftar": out})
}

func (h *handler) buatTautan(w http.ResponseWriter, r *http.Request) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	body := struct {
		Hari int `json:"hari"`
	}{7}
	if err := decodeAda(r, &body); err != nil {
		return err
	}
	req, err := h.request(r, body)
	if err != nil {
		return err
	}
	token, t, err := h.Service.CreateTautan(r.Context(), req, a.opd, a.tahun, r.PathValue("id"), time.Duration(body.Hari)*24*time.Hour)
	if err != nil {
		return err
	}
	return httpx.WriteJSON(w, http.StatusCreated, map[string]any{"tautan": h.PublicURL + "/l/" + token, "hash": t.Hash, "tautan_berakhir": t.Berakhir})
}

func (h *handler) cabutTautan(w http.ResponseWriter, r *http.Request) error {
	a, req, err := h.perintah(r)
	if err != nil {
		return err
	}
	if err := h.Service.RevokeTautan(r.Context(), req, a.opd, a.tahun, r.PathValue("id"), r.PathValue("hash")); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
