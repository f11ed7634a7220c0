package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// umurToken is how long a program's token of the development issuer is good.
const umurToken = 12 * time.Hour

// batasKecil bounds the bodies of forms without free text, in bytes.
const batasKecil = 8 << 10

// ruteMasuk are the home page, signing in and out, and the files of all pages.
var ruteMasuk = []Route{
	{"GET", "/", service.LihatDiri, (*handler).beranda, false},
	{"GET", "/masuk", service.Publik, (*handler).masuk, false},
	{"GET", "/masuk/mulai", service.Publik, (*handler).mulaiMasuk, false},
	{"GET", "/masuk/kembali", service.Publik, (*handler).kembali, false},
	{"POST", "/keluar", service.Publik, (*handler).keluar, false},
	{"GET", "/statis/{berkas}", service.Publik, (*handler).statis, false},
}

// isiMasuk is the sign-in page; Kelompok is empty outside local mode.
type isiMasuk struct {
	Lokal    bool
	Ke       string
	Sudah    string // name of who is signed in already
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
	sesi, err := h.sesi.Of(r)
	if o, err := h.orang(r, sesi, err); err == nil {
		isi.Sudah = o.Nama
	} else if fault.CodeOf(err) != fault.Unauthenticated {
		return err
	}
	if isi.Lokal {
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

// mulaiMasuk sends the browser to the identity provider.
func (h *handler) mulaiMasuk(w http.ResponseWriter, r *http.Request, _ sakip.Orang) error {
	ke := lokal(r.URL.Query().Get("ke"))
	if h.Dev != nil {
		http.Redirect(w, r, alamatMasuk(ke), http.StatusSeeOther)
		return nil
	}
	return h.Masuk.Begin(w, r, ke)
}

// kembali is where the identity provider sends the browser back to. It proves who somebody
// is; the record says whether they are anybody here.
func (h *handler) kembali(w http.ResponseWriter, r *http.Request, _ sakip.Orang) error {
	if h.Dev != nil {
		http.Redirect(w, r, "/masuk", http.StatusSeeOther)
		return nil
	}
	sub, ke, err := h.Masuk.Finish(w, r)
	if err != nil {
		return err
	}
	if _, err := h.Service.Diri(r.Context(), sub); fault.CodeOf(err) == fault.Unauthenticated {
		return fault.New(fault.NotRegistered, sub)
	} else if err != nil {
		return err
	}
	h.sesi.Start(w, r, sub)
	http.Redirect(w, r, ke, http.StatusSeeOther)
	return nil
}

// keluar ends the session here and leads to where it ends at the identity provider. It
// leads there by a page of its own: browsers hold a form's redirects to the policy of
// the page that the form was on, which names this site alone.
func (h *handler) keluar(w http.ResponseWriter, r *http.Request, _ sakip.Orang) error {
	h.sesi.End(w)
	httpx.ForgetPages(w)
	akhir := ""
	if h.Dev == nil {
		akhir = h.Masuk.EndAddress(r.Context())
	}
	if akhir == "" {
		http.Redirect(w, r, "/masuk", http.StatusSeeOther)
		return nil
	}
	w.Header().Set("Refresh", "0; url="+akhir)
	return h.tulis(w, r, http.StatusOK, "keluar", halaman{Judul: "Keluar", Isi: akhir})
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
	if err := h.adaOrang(r.Context(), form.Get("orang")); err != nil {
		return err
	}
	h.sesi.Start(w, r, form.Get("orang"))
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
	if err := h.adaOrang(r.Context(), in.Orang); err != nil {
		return err
	}
	token, err := h.Dev.Token(in.Orang, umurToken)
	if err != nil {
		return err
	}
	return httpx.WriteJSON(w, http.StatusOK, map[string]string{"token": token})
}

// adaOrang tells whether somebody is there and not switched off.
func (h *handler) adaOrang(ctx context.Context, sub string) error {
	tidakAda := fault.New(fault.NotFound, "Orang", sub)
	if sakip.ValidasiID("orang", sub) != nil {
		return tidakAda
	}
	if _, err := h.Service.Diri(ctx, sub); fault.CodeOf(err) == fault.Unauthenticated {
		return tidakAda
	} else if err != nil {
		return err
	}
	return nil
}
