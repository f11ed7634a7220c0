package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// ruteAlur are the steps of figures on their way, the calendar that holds them, and how far
// everybody is.
func ruteAlur() []Route {
	out := []Route{
		{"POST", tahun + "/verifikasi/{tw}", service.Verifikasi, (*handler).verifikasiBanyak},
		{"POST", tahun + "/periode/{tw}/final", service.Finalkan, (*handler).finalkan},
		{"POST", tahun + "/periode/{tw}/buka-kembali", service.BukaKembali, (*handler).bukaPeriode},
		{"GET", tahun + "/pengecualian", service.LihatOPD, (*handler).daftarPengecualian},
		{"PUT", tahun + "/pengecualian/{tw}", service.BeriPengecualian, (*handler).putPengecualian},
		{"DELETE", tahun + "/pengecualian/{tw}", service.BeriPengecualian, (*handler).hapusPengecualian},
		{"GET", "/v1/kabupaten/{kab}/kalender/{tahun}", service.LihatKalender, (*handler).kalender},
		{"PUT", "/v1/kabupaten/{kab}/kalender/{tahun}", service.AturKalender, (*handler).putKalender},
		{"GET", "/v1/kemajuan/{tahun}/{tw}", service.LihatDiri, (*handler).kemajuan},
	}
	for _, p := range []string{"/realisasi/{indikator}/{tw}", "/realisasi-anggaran/{kode}/{tw}"} {
		out = append(out,
			Route{"GET", tahun + p + "/keadaan", service.LihatOPD, (*handler).keadaan},
			Route{"POST", tahun + p + "/tarik", service.Tarik, langkah((*service.Service).WithdrawRealisasi)},
			Route{"POST", tahun + p + "/verifikasi", service.Verifikasi, langkah((*service.Service).VerifyRealisasi)},
			Route{"POST", tahun + p + "/kembalikan", service.Verifikasi, langkahTeks((*service.Service).ReturnRealisasi)},
			Route{"POST", tahun + p + "/buka-kembali", service.BukaKembali, langkahTeks((*service.Service).ReopenRealisasi)})
	}
	return out
}

// angkaDari is the figure that a request names: an indicator's, or a budget row's.
func angkaDari(r *http.Request) (service.Angka, error) {
	if i := r.PathValue("indikator"); i != "" {
		n, err := sakip.ParseTriwulan(r.PathValue("tw"))
		return service.Angka{Indikator: i, Triwulan: n}, err
	}
	b, n, err := baris(r)
	return service.Angka{Baris: b, Triwulan: n}, err
}

// teksLangkah is the note of a return or the reason of a reopening.
type teksLangkah struct {
	Catatan string `json:"catatan,omitempty"`
	Alasan  string `json:"alasan,omitempty"`
}

// What the service does to one figure, without and with a text.
type (
	langkahFunc     func(*service.Service, context.Context, service.Request, string, int, service.Angka, int64) (int64, error)
	langkahTeksFunc func(*service.Service, context.Context, service.Request, string, int, service.Angka, string, int64) (int64, error)
)

// langkah takes a figure one step further.
func langkah(do langkahFunc) func(*handler, http.ResponseWriter, *http.Request) error {
	return func(h *handler, w http.ResponseWriter, r *http.Request) error {
		return h.langkah(w, r, nil, func(req service.Request, a alamat, x service.Angka, v int64) (int64, error) {
			return do(h.Service, r.Context(), req, a.opd, a.tahun, x, v)
		})
	}
}

// langkahTeks is langkah with a text.
func langkahTeks(do langkahTeksFunc) func(*handler, http.ResponseWriter, *http.Request) error {
	return func(h *handler, w http.ResponseWriter, r *http.Request) error {
		var body teksLangkah
		return h.langkah(w, r, &body, func(req service.Request, a alamat, x service.Angka, v int64) (int64, error) {
			return do(h.Service, r.Context(), req, a.opd, a.tahun, x, body.Catatan+body.Alasan, v)
		})
	}
}

func (h *handler) langkah(w http.ResponseWriter, r *http.Request, body *teksLangkah, do func(service.Request, alamat, service.Angka, int64) (int64, error)) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	x, err := angkaDari(r)
	if err != nil {
		return err
	}
	v, err := versi(r)
	if err != nil {
		return err
	}
	if body != nil {
		if err := httpx.DecodeJSON(r, batasIsian, body); err != nil {
			return err
		}
	}
	req, err := h.request(r, body)
	if err != nil {
		return err
	}
	baru, err := do(req, a, x, v)
	if err != nil {
		return err
	}
	return tersimpan(w, baru, false)
}

// keadaanWire is where a figure stands, and what the person may do about it.
type keadaanWire struct {
	Status         sakip.Status  `json:"status"`
	Versi          int64         `json:"versi"`
	Unit           string        `json:"unit"`
	Catatan        string        `json:"catatan,omitempty"`
	DibukaKembali  string        `json:"dibuka_kembali,omitempty"`
	PeriksaSendiri bool          `json:"periksa_sendiri"`
	Boleh          []sakip.Tahap `json:"boleh"`
	Tutup          string        `json:"tutup,omitempty"`
	Jadwal         wire.Jadwal   `json:"jadwal"`
	Riwayat        []riwayatWire `json:"riwayat"`
}

type riwayatWire struct {
	Waktu    time.Time    `json:"waktu"`
	Nama     string       `json:"nama"`
	Peran    string       `json:"peran"`
	Perintah string       `json:"perintah"`
	Status   sakip.Status `json:"status"`
	Teks     string       `json:"teks,omitempty"`
}

func (h *handler) keadaan(w http.ResponseWriter, r *http.Request) error {
	a, o, err := h.siapa(r)
	if err != nil {
		return err
	}
	x, err := angkaDari(r)
	if err != nil {
		return err
	}
	k, err := h.Service.Keadaan(r.Context(), o, a.opd, a.tahun, x)
	if err != nil {
		return err
	}
	out := keadaanWire{Status: k.Alur.Status, Versi: k.Versi, Unit: k.Unit, Catatan: k.Alur.Catatan, DibukaKembali: k.Alur.DibukaKembali,
		PeriksaSendiri: k.Alur.PeriksaSendiri(), Boleh: []sakip.Tahap{}, Tutup: k.Tutup, Jadwal: wire.Jadwal(k.Jadwal), Riwayat: []riwayatWire{}}
	for _, l := range sakip.SemuaTahap {
		if k.Boleh[l] {
			out.Boleh = append(out.Boleh, l)
		}
	}
	for _, x := range k.Riwayat {
		out.Riwayat = append(out.Riwayat, riwayatWire(x))
	}
	return isi(w, k.Versi, out)
}

// angkaWire names one figure: an indicator, or a budget row by its code, sub-unit and source.
type angkaWire struct {
	Indikator string `json:"indikator,omitempty"`
	Kode      string `json:"kode,omitempty"`
	SubUnit   string `json:"sub_unit,omitempty"`
	Sumber    string `json:"sumber,omitempty"`
}

// pilihanWire is a figure with the version that was seen of it.
type pilihanWire struct {
	angkaWire
	Versi int64 `json:"versi"`
}

// hasilAngkaWire is what became of one figure of many.
type hasilAngkaWire struct {
	angkaWire
	Berhasil bool       `json:"berhasil"`
	Galat    fault.Code `json:"code,omitempty"`
	Pesan    string     `json:"pesan,omitempty"`
}

func (h *handler) verifikasiBanyak(w http.ResponseWriter, r *http.Request) error {
	var body struct {
		Angka []pilihanWire `json:"angka"`
	}
	return h.periode(w, r, &body, func(req service.Request, a alamat, tw int) (any, error) {
		var pilihan []service.Pilihan
		for _, p := range body.Angka {
			pilihan = append(pilihan, service.Pilihan{Versi: p.Versi, Angka: service.Angka{Indikator: p.Indikator, Triwulan: tw,
				Baris: sakip.IdentitasBaris{SubUnit: p.SubUnit, Kode: p.Kode, Sumber: p.Sumber}}})
		}
		hasil, err := h.Service.VerifyBanyak(r.Context(), req, a.opd, a.tahun, tw, pilihan)
		daftar := []hasilAngkaWire{}
		for _, x := range hasil {
			daftar = append(daftar, hasilAngkaWire{angkaWire{x.Angka.Indikator, x.Angka.Baris.Kode, x.Angka.Baris.SubUnit, x.Angka.Baris.Sumber},
				x.Kode == "", x.Kode, x.Galat})
		}
		return map[string]any{"daftar": daftar}, err
	})
}

// hasilPeriodeWire is what a step of a whole quarter did.
type hasilPeriodeWire struct {
	Banyak     int `json:"banyak"`
	Tertinggal int `json:"tertinggal"`
}

func (h *handler) finalkan(w http.ResponseWriter, r *http.Request) error {
	var body struct {
		Tinggalkan bool `json:"tinggalkan,omitempty"`
	}
	return h.periode(w, r, &body, func(req service.Request, a alamat, tw int) (any, error) {
		hasil, err := h.Service.FinalizePeriode(r.Context(), req, a.opd, a.tahun, tw, body.Tinggalkan)
		return hasilPeriodeWire(hasil), err
	})
}

func (h *handler) bukaPeriode(w http.ResponseWriter, r *http.Request) error {
	var body struct {
		Alasan string `json:"alasan"`
	}
	return h.periode(w, r, &body, func(req service.Request, a alamat, tw int) (any, error) {
		hasil, err := h.Service.ReopenPeriode(r.Context(), req, a.opd, a.tahun, tw, body.Alasan)
		return hasilPeriodeWire(hasil), err
	})
}

// periode decodes a step of a whole quarter and answers with what it did.
func (h *handler) periode(w http.ResponseWriter, r *http.Request, body any, do func(service.Request, alamat, int) (any, error)) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	if err := httpx.DecodeJSON(r, batasIsian, body); err != nil {
		return err
	}
	req, err := h.request(r, body)
	if err != nil {
		return err
	}
	hasil, err := do(req, a, tw)
	if err != nil {
		return err
	}
	return isi(w, 0, hasil)
}

// pengecualianWire is an exception as it is answered.
type pengecualianWire struct {
	wire.Pengecualian
	Versi int64 `json:"versi"`
}

func (h *handler) daftarPengecualian(w http.ResponseWriter, r *http.Request) error {
	a, o, err := h.siapa(r)
	if err != nil {
		return err
	}
	list, err := h.Service.DaftarPengecualian(r.Context(), o, a.opd, a.tahun)
	if err != nil {
		return err
	}
	daftar := []pengecualianWire{}
	for _, p := range list {
		daftar = append(daftar, pengecualianWire{wire.FromPengecualian(p.Pengecualian), p.Versi})
	}
	return isi(w, 0, map[string]any{"daftar": daftar})
}

func (h *handler) putPengecualian(w http.ResponseWriter, r *http.Request) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	var body struct {
		Sampai sakip.Tanggal `json:"sampai"`
		Alasan string        `json:"alasan"`
	}
	return h.simpan(w, r, &body, func(e tulis, _ *fault.List) (int64, error) {
		return h.Service.PutPengecualian(r.Context(), e.req, a.opd, a.tahun,
			sakip.Pengecualian{Unit: r.URL.Query().Get("unit"), Triwulan: tw, Sampai: body.Sampai, Alasan: body.Alasan}, e.versi)
	})
}

func (h *handler) hapusPengecualian(w http.ResponseWriter, r *http.Request) error {
	a, tw, err := alamatTriwulan(r)
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
	if _, err := h.Service.DeletePengecualian(r.Context(), req, a.opd, a.tahun, r.URL.Query().Get("unit"), tw, v); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (h *handler) kalender(w http.ResponseWriter, r *http.Request) error {
	a, o, err := h.siapa(r)
	if err != nil {
		return err
	}
	k, v, err := h.Service.Kalender(r.Context(), o, r.PathValue("kab"), a.tahun)
	if err != nil {
		return err
	}
	if v == 0 {
		return fault.New(fault.NotFound, "Kalender", r.PathValue("tahun"))
	}
	return isi(w, v, wire.FromKalender(k))
}

func (h *handler) putKalender(w http.ResponseWriter, r *http.Request) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	var body wire.Kalender
	return h.simpan(w, r, &body, func(e tulis, l *fault.List) (int64, error) {
		k := body.Domain(l)
		if err := e.cocok("tahun", strconv.Itoa(a.tahun), strconv.Itoa(k.Tahun), l); err != nil {
			return 0, err
		}
		return h.Service.PutKalender(r.Context(), e.req, r.PathValue("kab"), k, e.versi)
	})
}

// kemajuanWire is how far an agency is with a quarter.
type kemajuanWire struct {
	OPD  string             `json:"opd"`
	Nama string             `json:"nama"`
	Ada  bool               `json:"ada"`
	Unit []kemajuanUnitWire `json:"unit"`
}

type kemajuanUnitWire struct {
	Unit      string       `json:"unit"`
	Nama      string       `json:"nama"`
	Indikator hitunganWire `json:"indikator"`
	Anggaran  hitunganWire `json:"anggaran"`
}

// hitunganWire counts figures by status.
type hitunganWire struct {
	Wajib        int `json:"wajib"`
	Belum        int `json:"belum"`
	Draf         int `json:"draf"`
	Diajukan     int `json:"diajukan"`
	Dikembalikan int `json:"dikembalikan"`
	Diverifikasi int `json:"diverifikasi"`
	Final        int `json:"final"`
}

func (h *handler) kemajuan(w http.ResponseWriter, r *http.Request) error {
	a, o, tw, err := h.siapaTriwulan(r)
	if err != nil {
		return err
	}
	list, err := h.Service.Kemajuan(r.Context(), o, a.tahun, tw)
	if err != nil {
		return err
	}
	daftar := []kemajuanWire{}
	for _, k := range list {
		x := kemajuanWire{OPD: k.ID, Nama: k.Nama, Ada: k.Ada, Unit: []kemajuanUnitWire{}}
		for _, u := range k.Unit {
			x.Unit = append(x.Unit, kemajuanUnitWire{u.Unit, u.Nama, hitunganWire(u.Indikator), hitunganWire(u.Anggaran)})
		}
		daftar = append(daftar, x)
	}
	return isi(w, 0, map[string]any{"daftar": daftar})
}
