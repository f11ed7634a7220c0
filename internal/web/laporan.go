package web

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"capaian/internal/httpx"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// ruteLaporan are the requests for reports and their links.
var ruteLaporan = []Route{
	{"GET", tahunOPD + "/laporan", service.LihatOPD, (*handler).laporan, false},
	{"POST", tahunOPD + "/laporan", service.MintaLaporan, (*handler).mintaLaporan, false},
	{"GET", tahunOPD + "/laporan/{id}", service.LihatOPD, (*handler).paket, false},
	{"POST", tahunOPD + "/laporan/{id}/salinan", service.UnggahSalinan, (*handler).mintaSalinan, false},
	{"GET", tahunOPD + "/laporan/{id}/salinan/{berkas}", service.UnggahSalinan, (*handler).kirimSalinan, false},
	{"GET", tahunOPD + "/tautan-unduh", service.MintaLaporan, (*handler).daftarTautan, false},
	{"POST", tahunOPD + "/laporan/{id}/tautan", service.MintaLaporan, (*handler).buatTautan, false},
	{"POST", tahunOPD + "/laporan/{id}/terbit", service.Terbitkan, (*handler).terbitkan, false},
	{"POST", tahunOPD + "/laporan/{id}/cabut", service.MintaLaporan, (*handler).cabutTautan, false},
}

// lamaTunggu is how long a page asks again by itself for a report that is being made.
const lamaTunggu = 5 * time.Minute

// semuaFormat asks for a report in all of sakip.FormatPaket.
const semuaFormat = "paket"

// AlamatLaporan is the list of what was asked for.
func (a alamat) AlamatLaporan() string { return a.Halaman() + "/laporan" }

// Paket is the page of the reports that were asked for together.
func (a alamat) Paket(paket string) string { return a.AlamatLaporan() + "/" + url.PathEscape(paket) }

// DaftarTautan is the list of the links of the year's reports.
func (a alamat) DaftarTautan() string { return a.Halaman() + "/tautan-unduh" }

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
	Berakhir string
	Ukuran   string
	Format   string
}

// barisPaket are the reports that were asked for together: their files are of one snapshot.
type barisPaket struct {
	Paket   string
	Sebutan string
	Alamat  string
	Diminta string
	Dibuat  string // when the data were taken that all files are of
	Terbit  string // when it was published
	Sedang  bool   // its publishing was asked for and is under way
	Berkas  []barisLaporan
}

// jadi tells whether every file was made or failed, and any was made.
func (p barisPaket) jadi() bool {
	ada := false
	for _, b := range p.Berkas {
		if b.Status == sakip.LaporanMenunggu {
			return false
		}
		ada = ada || b.Status == sakip.LaporanSelesai
	}
	return ada
}

// barisPaketDari puts reports together by their Paket, in the order of the list. tunggu
// tells that something of them is being made or published.
func barisPaketDari(a alamat, list []service.LaporanTautan, zona *time.Location, kini time.Time) (out []barisPaket, tunggu bool) {
	for _, l := range list {
		n := slices.IndexFunc(out, func(p barisPaket) bool { return p.Paket == l.KunciPaket() })
		if n < 0 {
			n = len(out)
			out = append(out, barisPaket{Paket: l.KunciPaket(), Sebutan: l.Sebutan(), Alamat: a.Paket(l.KunciPaket()), Diminta: locale.Waktu(l.Diminta, zona)})
		}
		p := &out[n]
		b := barisLaporan{LaporanTautan: l, Format: strings.ToUpper(string(l.Laporan.Format))}
		if l.Laporan.Ukuran > 0 {
			b.Ukuran = ukuranTampil(l.Laporan.Ukuran)
		}
		if l.Token != "" {
			b.Berakhir = locale.Waktu(l.Tautan.Berakhir, zona)
		}
		if !l.Laporan.Dibuat.IsZero() {
			p.Dibuat = locale.Waktu(l.Laporan.Dibuat, zona)
		}
		if !l.Diterbitkan.IsZero() {
			p.Terbit = locale.Waktu(l.Diterbitkan, zona)
		}
		sejak := l.MenungguTerbit()
		p.Sedang = p.Sedang || !sejak.IsZero()
		tunggu = tunggu || l.Status == sakip.LaporanMenunggu && kini.Sub(l.Diminta) < lamaTunggu || !sejak.IsZero() && kini.Sub(sejak) < lamaTunggu
		p.Berkas = append(p.Berkas, b)
	}
	for _, p := range out {
		slices.SortStableFunc(p.Berkas, func(a, b barisLaporan) int {
			return cmp.Compare(urutFormat(a.Laporan.Format), urutFormat(b.Laporan.Format))
		})
	}
	return out, tunggu
}

// urutFormat is the place of a format in a list.
func urutFormat(f sakip.FormatLaporan) int {
	return slices.Index([]sakip.FormatLaporan{sakip.PDF, sakip.DOCX, sakip.XLSX, sakip.HTML}, f)
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
	l := sakip.Laporan{Jenis: sakip.JenisLaporan(jenis), Dokumen: dokumen, Periode: tw}
	format := []sakip.FormatLaporan{sakip.FormatLaporan(form.Get("format"))}
	if form.Get("format") == semuaFormat {
		format = sakip.FormatPaket
	}
	req := request(r, o)
	if req.Idem, err = idem(r, form); err != nil {
		return err
	}
	if req.Idem != nil {
		// One page may ask for several files: what is asked for is part of the key.
		req.Idem.Route += " " + string(l.Jenis) + " " + l.Dokumen + " " + form.Get("format") + " " + teksTW(tw)
	}
	list, err := h.Service.RequestPaket(r.Context(), req, a.OPD, a.Tahun, l, format...)
	if err != nil {
		return err
	}
	http.Redirect(w, r, a.Paket(list[0].KunciPaket()), http.StatusSeeOther)
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
	form, err := httpx.ReadForm(r, batasKecil)
	if err != nil {
		return err
	}
	zona, err := h.zona(r.Context(), o, a.OPD)
	if err != nil {
		return err
	}
	hari, _ := strconv.Atoi(form.Get("hari")) // what is no number is no lifetime either
	token, t, err := h.Service.CreateTautan(r.Context(), request(r, o), a.OPD, a.Tahun, r.PathValue("id"), time.Duration(hari)*24*time.Hour)
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
	form, err := httpx.ReadForm(r, batasKecil)
	if err != nil {
		return err
	}
	l, err := h.Service.PublishLaporan(r.Context(), request(r, o), a.OPD, a.Tahun, r.PathValue("id"), form.Get("salinan"))
	if err != nil {
		return err
	}
	http.Redirect(w, r, a.Paket(l.KunciPaket())+"#penerbitan", http.StatusSeeOther)
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
	http.Redirect(w, r, a.DaftarTautan(), http.StatusSeeOther)
	return nil
}
