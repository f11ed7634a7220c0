package web

import (
	"net/http"
	"strconv"
	"time"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/locale"
	"capaian/internal/objects"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// ruteBukti are evidence files: asked for, sent straight to where files arrive, listed.
var ruteBukti = []Route{
	{"POST", tahunOPD + "/isi/{indikator}/{tw}/bukti", service.EntriRealisasi, (*handler).mintaBukti, false},
	{"GET", tahunOPD + "/isi/{indikator}/{tw}/bukti/{id}", service.EntriRealisasi, (*handler).kirimBukti, false},
	{"GET", tahunOPD + "/bukti/{id}/isi", service.LihatOPD, (*handler).isiBukti, false},
}

// isianBukti begins the names of the fields of the form for a file.
const isianBukti = "bukti."

// barisBukti is one file of the list.
type barisBukti struct {
	sakip.Bukti
	Keadaan keadaanIsian
	Ukuran  string
	Oleh    string
	Alamat  string // to fetch it; "" while it cannot be
	Kirim   string // to send it; "" when it is not this person's to send
	Diminta string
}

// isiKirimBukti is the page that a file is sent from.
type isiKirimBukti struct {
	alamat
	B       sakip.Bukti
	TW      int
	Form    *objects.Form
	Kembali string
	Batas   string
}

func (h *handler) mintaBukti(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	form, err := httpx.ReadForm(r, batasIsian)
	if err != nil {
		return err
	}
	typed, id := isianForm(form), r.PathValue("indikator")
	req := request(r, o)
	if req.Idem, err = idem(r, form); err != nil {
		return err
	}
	b, f, err := h.Service.RequestBukti(r.Context(), req, a.OPD, a.Tahun, sakip.Bukti{Jenis: sakip.BuktiDukung, Indikator: id, Triwulan: tw,
		Nama: typed[isianBukti+"nama"], Keterangan: typed[isianBukti+"keterangan"], Tanggal: sakip.Tanggal(typed[isianBukti+"tanggal"]),
		Penjelasan: typed[isianBukti+"penjelasan"]})
	if typed["cara"] == "skrip" { // the page sends the file itself and stays as it is
		return jawabSkrip(w, b, f, err)
	}
	switch {
	case err == nil:
		http.Redirect(w, r, a.Bukti(id, tw, b.ID), http.StatusSeeOther)
		return nil
	case !formulirUlang(err):
		return err
	}
	l, errLembar := h.Service.LembarLengkap(r.Context(), o, a.OPD, a.Tahun, id, tw)
	if errLembar != nil {
		return errLembar
	}
	isi := isiLembar{Isian: isianAwal(l), Versi: teksVersi(l.Versi), bukti: typed, galatBukti: err}
	return h.tulisLembar(w, r, o, a, l, isi, nil)
}

// jawabSkrip tells a script how to send a file, or what is wrong with what it asked for.
func jawabSkrip(w http.ResponseWriter, b sakip.Bukti, f *objects.Form, err error) error {
	if err != nil && !formulirUlang(err) {
		return err
	}
	out := struct {
		ID     string            `json:"id"`
		Alamat string            `json:"alamat,omitempty"`
		Isian  map[string]string `json:"isian,omitempty"`
		Galat  map[string]string `json:"galat,omitempty"`
	}{ID: b.ID}
	status := http.StatusCreated
	for _, g := range fault.All(err) {
		if out.Galat == nil {
			out.Galat = map[string]string{}
		}
		out.Galat[g.Field], status = fault.Text(g), httpx.Status(fault.CodeOf(err))
	}
	if f != nil {
		out.Alamat, out.Isian = f.URL, f.Fields
	}
	return httpx.WriteJSON(w, status, out)
}

// kirimBukti is the form that leads straight to where files arrive, and back.
func (h *handler) kirimBukti(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	kembali := a.Isi(r.PathValue("indikator"), tw)
	b, f, err := h.Service.FormulirBukti(r.Context(), o, a.OPD, a.Tahun, r.PathValue("id"), h.PublicURL+kembali+"?terkirim=1")
	if err != nil {
		return err
	}
	return h.tulis(w, r, http.StatusOK, "kirim-bukti", halaman{Judul: "Kirim bukti", Orang: &o, Di: &a,
		Isi: isiKirimBukti{alamat: a, B: b, TW: tw, Form: f, Kembali: kembali, Batas: strconv.FormatInt(b.Jenis.Batas()>>20, 10) + " MB"}})
}

func (h *handler) isiBukti(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	to, err := h.Service.OpenBukti(r.Context(), request(r, o), a.OPD, a.Tahun, r.PathValue("id"))
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusFound)
	return nil
}

// ukuranTampil writes a number of bytes, rounded up.
func ukuranTampil(n int64) string { return strconv.FormatInt((n+1023)/1024, 10) + " KB" }

// barisBuktiDari is a file as the list shows it to a person.
func (h *handler) barisBuktiDari(a alamat, b sakip.Bukti, o sakip.Orang, zona *time.Location) barisBukti {
	row := barisBukti{Bukti: b, Oleh: b.Pengunggah, Diminta: locale.Waktu(b.Diminta, zona)}
	if b.Pengunggah == o.Sub {
		row.Oleh = "Anda"
	}
	switch {
	case b.Status == sakip.BuktiDiterima:
		row.Keadaan, row.Alamat = keadaanIsian{"terisi", "✓", "diterima"}, a.Halaman()+"/bukti/"+b.ID+"/isi"
		row.Ukuran = ukuranTampil(b.Ukuran)
	case b.Status == sakip.BuktiDitolak:
		row.Keadaan = keadaanIsian{"kembali", "✕", "ditolak: " + b.Alasan}
	case h.Clock().Before(b.Berakhir):
		row.Keadaan = keadaanIsian{"draf", "◐", "menunggu berkasnya, atau sedang diperiksa"}
		if b.Pengunggah == o.Sub {
			row.Kirim = a.Bukti(b.Indikator, b.Triwulan, b.ID)
		}
	default:
		row.Keadaan = keadaanIsian{"kosong", "○", "berkasnya tidak pernah tiba"}
	}
	return row
}
