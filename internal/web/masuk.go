package web

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"slices"
	"time"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// umurSesi is a working day: nobody is signed out in the middle of a form.
const umurSesi = 12 * time.Hour

// batasKecil bounds the bodies of forms without free text, in bytes.
const batasKecil = 8 << 10

// ruteMasuk are the home page, signing in and out, and the files of all pages.
var ruteMasuk = []Route{
	{"GET", "/", service.LihatDiri, (*handler).beranda, false},
	{"GET", "/masuk", service.Publik, (*handler).masuk, false},
	{"POST", "/keluar", service.Publik, (*handler).keluar, false},
	{"GET", "/statis/{berkas}", service.Publik, (*handler).statis, false},
}

// beranda lists the agencies and years that a person may see, newest year first.
func (h *handler) beranda(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	list, err := h.Service.DaftarOPD(r.Context(), o)
	if err != nil {
		return err
	}
	for i := range list {
		list[i].Tahun = slices.Clone(list[i].Tahun)
		slices.Reverse(list[i].Tahun)
	}
	slices.SortStableFunc(list, func(a, b service.OPDRingkas) int { return cmp.Compare(a.Nama, b.Nama) })
	isi := make([]barisBeranda, len(list))
	for i, x := range list {
		isi[i] = barisBeranda{x, alamat{x.ID, h.Clock().UTC().Year()}.Rencana()}
	}
	return h.tulis(w, r, http.StatusOK, "beranda", halaman{Judul: "Beranda", Orang: &o, Isi: isi})
}

// barisBeranda is one agency with where the plan of this year is.
type barisBeranda struct {
	service.OPDRingkas
	Rencana string
}

// isiMasuk is the sign-in page; Kelompok is empty outside local mode.
type isiMasuk struct {
	Lokal    bool
	Ke       string
	Kelompok []kelompokOrang
}

// kelompokOrang are the people of one agency, or of a kabupaten itself.
type kelompokOrang struct {
	Kabupaten string
	OPD       string
	Orang     []orangTampil
}

type orangTampil struct {
	sakip.Orang
	NamaUnit string
}

func (h *handler) masuk(w http.ResponseWriter, r *http.Request, _ sakip.Orang) error {
	isi := isiMasuk{Lokal: h.Dev != nil, Ke: lokal(r.URL.Query().Get("ke"))}
	if isi.Lokal {
		var err error
		if isi.Kelompok, err = h.kelompokOrang(r.Context()); err != nil {
			return err
		}
	}
	return h.tulis(w, r, http.StatusOK, "masuk", halaman{Judul: "Masuk", Isi: isi})
}

// kelompokOrang groups the sample people by kabupaten and agency, in the order given. The
// names of agencies and units are read as the first person of each group may read them.
func (h *handler) kelompokOrang(ctx context.Context) ([]kelompokOrang, error) {
	semua, err := h.Orang(ctx)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(semua, func(a, b sakip.Orang) int {
		return cmp.Or(cmp.Compare(a.Kabupaten, b.Kabupaten), cmp.Compare(a.OPD, b.OPD))
	})
	var out []kelompokOrang
	var profil sakip.PerangkatDaerah
	for i, o := range semua {
		if i == 0 || o.Kabupaten != semua[i-1].Kabupaten || o.OPD != semua[i-1].OPD {
			k := kelompokOrang{Kabupaten: o.Kabupaten, OPD: o.OPD}
			profil = sakip.PerangkatDaerah{}
			if o.OPD != "" {
				opd, err := h.Service.OPD(ctx, o, o.OPD)
				if err != nil && fault.CodeOf(err) != fault.NotFound {
					return nil, err
				}
				if err == nil {
					profil = opd.Profil
					k.OPD = profil.Nama
				}
			}
			out = append(out, k)
		}
		k := &out[len(out)-1]
		k.Orang = append(k.Orang, orangTampil{o, profil.NamaUnit(o.Unit)})
	}
	return out, nil
}

// csrf is the token that the forms of a session carry: it follows from the session, so
// that no other session's and no other site's form has it.
func (h *handler) csrf(r *http.Request) string {
	mac := hmac.New(sha256.New, h.Service.Secret)
	mac.Write([]byte("csrf\x00" + httpx.SessionToken(r, h.Secure)))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func (h *handler) keluar(w http.ResponseWriter, r *http.Request, _ sakip.Orang) error {
	httpx.ClearSession(w, h.Secure)
	http.Redirect(w, r, "/masuk", http.StatusSeeOther)
	return nil
}

// orangDev is one sample person as programs list them.
type orangDev struct {
	Orang     string      `json:"orang"`
	Nama      string      `json:"nama"`
	Peran     sakip.Peran `json:"peran"`
	Kabupaten string      `json:"kabupaten"`
	OPD       string      `json:"opd"`
	Unit      string      `json:"unit"`
}

func (h *handler) devOrang(w http.ResponseWriter, r *http.Request, _ sakip.Orang) error {
	if h.Dev == nil {
		return fault.New(fault.LocalOnly)
	}
	semua, err := h.Orang(r.Context())
	if err != nil {
		return err
	}
	out := make([]orangDev, 0, len(semua))
	for _, o := range semua {
		out = append(out, orangDev{o.Sub, o.Nama, o.Peran, o.Kabupaten, o.OPD, o.Unit})
	}
	return httpx.WriteJSON(w, http.StatusOK, out)
}

// devMasuk signs a person in in the browser.
func (h *handler) devMasuk(w http.ResponseWriter, r *http.Request, _ sakip.Orang) error {
	if h.Dev == nil {
		return fault.New(fault.LocalOnly)
	}
	form, err := httpx.ReadForm(r, batasKecil)
	if err != nil {
		return err
	}
	token, err := h.tokenDev(r.Context(), form.Get("orang"))
	if err != nil {
		return err
	}
	httpx.SetSession(w, token, umurSesi, h.Secure)
	http.Redirect(w, r, lokal(form.Get("ke")), http.StatusSeeOther)
	return nil
}

// devToken gives a program a person's token.
func (h *handler) devToken(w http.ResponseWriter, r *http.Request, _ sakip.Orang) error {
	if h.Dev == nil {
		return fault.New(fault.LocalOnly)
	}
	var in struct {
		Orang string `json:"orang"`
	}
	if err := httpx.DecodeJSON(r, batasKecil, &in); err != nil {
		return err
	}
	token, err := h.tokenDev(r.Context(), in.Orang)
	if err != nil {
		return err
	}
	return httpx.WriteJSON(w, http.StatusOK, map[string]string{"token": token})
}

// tokenDev signs for people that are there and not switched off.
func (h *handler) tokenDev(ctx context.Context, sub string) (string, error) {
	tidakAda := fault.New(fault.NotFound, "Orang", sub)
	if sakip.ValidasiID("orang", sub) != nil {
		return "", tidakAda
	}
	if _, err := h.Service.Diri(ctx, sub); fault.CodeOf(err) == fault.Unauthenticated {
		return "", tidakAda
	} else if err != nil {
		return "", err
	}
	return h.Dev.Token(sub, umurSesi)
}
