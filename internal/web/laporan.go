package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"time"

	"capaian/internal/httpx"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// ruteLaporan are the requests for reports and their links.
var ruteLaporan = []Route{
	{"POST", tahunOPD + "/laporan", service.MintaLaporan, (*handler).mintaLaporan, false},
	{"POST", tahunOPD + "/laporan/{id}/tautan", service.MintaLaporan, (*handler).buatTautan, false},
	{"POST", tahunOPD + "/laporan/{id}/terbit", service.Terbitkan, (*handler).terbitkan, false},
	{"POST", tahunOPD + "/laporan/{id}/cabut", service.MintaLaporan, (*handler).cabutTautan, false},
}

// lamaTunggu is how long a page asks again by itself for a report that is being made.
const lamaTunggu = 5 * time.Minute

// pilihanLaporan are the documents that a page offers: a kind, and after a blank which
// document of the kind.
func pilihanLaporan() []opsiPilihan {
	var out []opsiPilihan
	for _, j := range sakip.SemuaJenisLaporan {
		out = append(out, opsiPilihan{string(j), j.Nama()})
		if j == sakip.LaporanPerjanjian {
			out = append(out, opsiPilihan{string(j) + " " + sakip.DokumenPerjanjian{Jenjang: true}.String(), j.Nama() + " pejabat di bawah kepala"})
		}
	}
	return out
}

// pilihanPerjanjian are the documents of one version of the Perjanjian Kinerja.
func pilihanPerjanjian(versi string) []opsiPilihan {
	pilihan := func(jenjang bool, teks string) opsiPilihan {
		return opsiPilihan{string(sakip.LaporanPerjanjian) + " " + sakip.DokumenPerjanjian{Versi: versi, Jenjang: jenjang}.String(), teks}
	}
	return []opsiPilihan{pilihan(false, "kepala perangkat daerah"), pilihan(true, "pejabat di bawah kepala")}
}

// barisLaporan is one requested report as the page lists it.
type barisLaporan struct {
	service.LaporanTautan
	Diminta  string
	Berakhir string
	Ukuran   string
	Terbit   string // when it was published
}

func barisLaporanDari(list []service.LaporanTautan, zona *time.Location, kini time.Time) (out []barisLaporan, tunggu bool) {
	for _, l := range list {
		b := barisLaporan{LaporanTautan: l, Diminta: locale.Waktu(l.Diminta, zona)}
		if l.Laporan.Ukuran > 0 {
			b.Ukuran = ukuranTampil(l.Laporan.Ukuran)
		}
		if !l.Diterbitkan.IsZero() {
			b.Terbit = locale.Waktu(l.Diterbitkan, zona)
		}
		if l.Token != "" {
			b.Berakhir = locale.Waktu(l.Tautan.Berakhir, zona)
		}
		tunggu = tunggu || l.Status == sakip.LaporanMenunggu && kini.Sub(l.Laporan.Diminta) < lamaTunggu ||
			l.Penerbit != "" && b.Terbit == "" && kini.Sub(l.TerbitDiminta) < lamaTunggu
		out = append(out, b)
	}
	return out, tunggu
}

func bolehTerbitkan(o sakip.Orang, opd string) bool {
	return service.Hak(service.Terbitkan, o.Peran) != service.TidakBoleh && o.OPD == opd
}

func bolehMinta(o sakip.Orang, opd string) bool {
	l := service.Hak(service.MintaLaporan, o.Peran)
	return l == service.KabupatenSendiri || l != service.TidakBoleh && o.OPD == opd
}

// kunciLaporan follows from what the page shows: pressing the button twice on one page
// asks once, and the page stays the same for the same state (its ETag).
func kunciLaporan(versi int64, list []service.LaporanTautan) string {
	sum := sha256.New()
	fmt.Fprintln(sum, versi)
	for _, l := range list {
		fmt.Fprintln(sum, l.ID, l.Status)
	}
	return hex.EncodeToString(sum.Sum(nil))[:32]
}

func (h *handler) mintaLaporan(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	form, err := httpx.ReadForm(r, batasKecil)
	if err != nil {
		return err
	}
	tw, err := sakip.ParseTriwulan(form.Get("periode"))
	if err != nil {
		return err
	}
	jenis, dokumen, _ := strings.Cut(form.Get("jenis"), " ")
	l := sakip.Laporan{Jenis: sakip.JenisLaporan(jenis), Dokumen: dokumen, Periode: tw, Format: sakip.FormatLaporan(form.Get("format"))}
	req := request(r, o)
	if req.Idem, err = idem(r, form); err != nil {
		return err
	}
	if req.Idem != nil {
		// One page may ask for several files: what is asked for is part of the key.
		req.Idem.Route += " " + string(l.Jenis) + " " + l.Dokumen + " " + string(l.Format) + " " + teksTW(tw)
	}
	if _, err := h.Service.RequestLaporan(r.Context(), req, a.OPD, a.Tahun, l); err != nil {
		return err
	}
	http.Redirect(w, r, a.HalamanTW(tw)+"#laporan", http.StatusSeeOther)
	return nil
}

// isiTautan is the page that shows a new link; it cannot be shown again.
type isiTautan struct {
	alamat
	ID       string
	Alamat   string
	Berakhir string
	sakip.Tautan
}

func (h *handler) buatTautan(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	zona, err := h.zona(r.Context(), o, a.OPD)
	if err != nil {
		return err
	}
	token, t, err := h.Service.CreateTautan(r.Context(), request(r, o), a.OPD, a.Tahun, r.PathValue("id"))
	if err != nil {
		return err
	}
	return h.tulis(w, r, http.StatusOK, "tautan", halaman{Judul: "Tautan baru", Orang: &o, Di: &a, Isi: isiTautan{
		alamat: a, ID: r.PathValue("id"), Alamat: h.PublicURL + "/l/" + token, Berakhir: locale.Waktu(t.Berakhir, zona), Tautan: t}})
}

func (h *handler) terbitkan(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	if _, err := h.Service.PublishLaporan(r.Context(), request(r, o), a.OPD, a.Tahun, r.PathValue("id")); err != nil {
		return err
	}
	http.Redirect(w, r, a.Halaman()+"#laporan", http.StatusSeeOther)
	return nil
}

func (h *handler) cabutTautan(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	form, err := httpx.ReadForm(r, batasKecil)
	if err != nil {
		return err
	}
	if err := h.Service.RevokeTautan(r.Context(), request(r, o), a.OPD, a.Tahun, r.PathValue("id"), form.Get("hash")); err != nil {
		return err
	}
	http.Redirect(w, r, a.Halaman()+"#laporan", http.StatusSeeOther)
	return nil
}
