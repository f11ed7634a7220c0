package web

import (
	"net/http"
	"time"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// A form is reviewed as it is typed: what would it contradict, and what would it settle? It
// is sent to its own address with a field "tinjau" beside those that saving sends, so that
// it is read and refused as if it were saved. "bagian" answers the part of the page that a
// script puts in place, "halaman" the page again, for a button without script.
const (
	bidangTinjau = "tinjau"
	tinjauBagian = "bagian"
)

// lajuTinjau bounds how often somebody's typing is reviewed.
var lajuTinjau = httpx.Rate{Burst: 60, Every: time.Second}

// isiTinjauan is what the review finds of a form.
type isiTinjauan struct {
	Alamat   string // of all findings
	Diketik  bool   // what was typed was reviewed, not what is stored
	Baru     []temuanIsian
	Tetap    []temuanIsian // stand whatever is typed, and are about what the form holds
	Selesai  []temuanIsian
	Menunggu string // why what was typed cannot be reviewed yet
}

// How much of a finding, and of a fault, the line beside the button holds: it keeps its
// height, whatever it says.
const maksDi, maksMenunggu = 20, 60

// temuanIsian is a finding as a form shows it.
type temuanIsian struct {
	Kelompok            kelompokReviu
	Nama, Pesan, Usulan string
	Di                  string // row of the first place, where that is a short id; "" for none

	Diterima bool
}

// Ada tells whether there is anything to show.
func (t isiTinjauan) Ada() bool { return len(t.Baru)+len(t.Tetap)+len(t.Selesai) > 0 }

// Berdiri counts the findings that stand with what the form holds.
func (t isiTinjauan) Berdiri() int { return len(t.Baru) + len(t.Tetap) }

// Berat is the gravest of the new findings.
func (t isiTinjauan) Berat() temuanIsian { return t.Baru[0] }

func temuanDari(list []review.Temuan, diterima map[string]sakip.Penerimaan) []temuanIsian {
	var out []temuanIsian
	for _, x := range list {
		t := temuanIsian{Kelompok: kelompokTingkat[x.Tingkat], Nama: x.Aturan.Nama(), Pesan: x.Pesan, Usulan: x.Usulan}
		if len(x.Tempat) > 0 && len(x.Tempat[0].Baris) <= maksDi {
			t.Di = x.Tempat[0].Baris
		}
		_, t.Diterima = diterima[x.ID()]
		out = append(out, t)
	}
	return out
}

// tinjauanDiketik shows what a change would do. perihal tells which of the other findings
// are about the form; nil is none.
func tinjauanDiketik(a alamat, t service.Tinjauan, perihal func(review.Temuan) bool) *isiTinjauan {
	out := &isiTinjauan{Alamat: a.Reviu(t.Triwulan), Diketik: true, Baru: temuanDari(t.Baru, t.Diterima), Selesai: temuanDari(t.Selesai, nil)}
	out.Tetap = temuanDari(saring(t.Tetap, perihal), t.Diterima)
	return out
}

// tentang tells the findings about some subjects.
func tentang(subjek ...string) func(review.Temuan) bool {
	return func(t review.Temuan) bool { return t.Menyangkut(subjek...) }
}

func saring(list []review.Temuan, perihal func(review.Temuan) bool) (out []review.Temuan) {
	for _, x := range list {
		if perihal != nil && perihal(x) {
			out = append(out, x)
		}
	}
	return out
}

// tinjauanTersimpan are the findings about what a form holds as it is stored; nil where the
// form is of none.
func (h *handler) tinjauanTersimpan(r *http.Request, o sakip.Orang, a alamat, tw int, perihal func(review.Temuan) bool) (*isiTinjauan, error) {
	if perihal == nil {
		return nil, nil
	}
	t, err := h.Service.Reviu(r.Context(), o, a.OPD, a.Tahun, tw)
	if err != nil {
		return nil, err
	}
	return &isiTinjauan{Alamat: a.Reviu(tw), Tetap: temuanDari(saring(t.Temuan, perihal), t.Diterima)}, nil
}

// tinjau tries what would be saved and shows what it would do to the review. The fault is
// what keeps it from being saved, if the person can do something about it.
func (h *handler) tinjau(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, perihal func(review.Temuan) bool, simpan func(*handler) error) (*isiTinjauan, error) {
	if err := h.pembatas.Limit(w, bidangTinjau+" "+o.Sub, lajuTinjau); err != nil {
		return nil, err
	}
	t, err := h.Service.Coba(r.Context(), o, a.OPD, a.Tahun, func(s *service.Service) error {
		coba := *h
		coba.Service = s
		return simpan(&coba)
	})
	if err != nil {
		return tertunda(a, 4, err), err
	}
	return tinjauanDiketik(a, t, perihal), nil
}

// tertunda says why what was typed cannot be reviewed yet.
func tertunda(a alamat, tw int, err error) *isiTinjauan {
	out := &isiTinjauan{Alamat: a.Reviu(tw), Diketik: true}
	if f := fault.All(err); len(f) > 0 {
		out.Menunggu = potong(fault.Text(f[0]), maksMenunggu)
	}
	return out
}

// tulisTinjauan answers the part of a page that tells what was found; a fault that the
// person can mend is told in it.
func (h *handler) tulisTinjauan(w http.ResponseWriter, r *http.Request, t *isiTinjauan, err error) error {
	if err != nil && !formulirUlang(err) {
		return err
	}
	return h.tulis(w, r, http.StatusOK, "bagian-tinjauan", halaman{Isi: t})
}
