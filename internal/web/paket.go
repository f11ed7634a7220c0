package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// isiLaporan is the page of all reports of a year.
type isiLaporan struct {
	alamat
	Nama     string
	TW       int
	Paket    []barisPaket
	Minta    bool
	Kunci    string
	Jenis    []opsiPilihan
	Terbitan string // the agency's public page; "" before anything was published
}

// laporan is the page of what was asked for in a year.
func (h *handler) laporan(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	opd, err := h.Service.OPD(r.Context(), o, a.OPD)
	if err != nil {
		return err
	}
	zona, err := h.zona(r.Context(), o, a.OPD)
	if err != nil {
		return err
	}
	list, err := h.Service.DaftarLaporan(r.Context(), o, a.OPD, a.Tahun)
	if err != nil {
		return err
	}
	isi := isiLaporan{alamat: a, Nama: opd.Profil.Nama, TW: 4, Minta: bolehMinta(o, a.OPD), Kunci: kunciLaporan(0, list), Jenis: pilihanLaporan()}
	tunggu := false
	isi.Paket, tunggu = barisPaketDari(a, list, zona, h.Clock())
	if slices.ContainsFunc(list, func(l service.LaporanTautan) bool { return !l.Diterbitkan.IsZero() }) {
		isi.Terbitan = alamatPublikOPD(a.OPD)
	}
	p := halaman{Judul: "Laporan " + strconv.Itoa(a.Tahun), Orang: &o, Di: &a, Isi: isi}
	if tunggu {
		p.Segarkan = 2
	}
	return h.tulis(w, r, http.StatusOK, "laporan", p)
}

// isiPaket is the page of the reports that were asked for together.
type isiPaket struct {
	alamat
	P             barisPaket
	Umum          []string
	Terkirim      bool
	Minta         bool
	Siap          []barisLaporan // those that were made
	Umur          []int          // days that a link may live
	Tautan        []unduhTautan
	Salinan       []barisBukti
	Unggah        bool // may hand in a signed copy
	Nama          bidang
	Tanda         pilihanBidang
	Kunci         string
	Batas         int64 // MB
	BatasByte     int64
	Terbitkan     bool         // may publish now
	Terpilih      []barisBukti // signed copies that may be published, the latest first
	SalinanTerbit string
	Reviu         string // what the review of its data came to; "" when nothing was reviewed
	AlamatReviu   string
	Bertentangan  int    // contradictions that nobody accepted, which hold it up
	BelumDitinjau bool   // it shows figures that no review has seen
	Publik        string // the public page; "" before it was published
}

// unduhTautan is one link of a list.
type unduhTautan struct {
	sakip.Tautan
	DibuatTampil, TerakhirTampil, Keadaan, Oleh, Cabut string
	Berlaku                                            bool
}

func unduhTautanDari(a alamat, list []sakip.Tautan, o sakip.Orang, zona *time.Location, kini time.Time) []unduhTautan {
	var out []unduhTautan
	for _, t := range list {
		b := unduhTautan{Tautan: t, DibuatTampil: locale.Waktu(t.Dibuat, zona), Oleh: t.Pembuat, Berlaku: t.Sah(kini) == nil,
			Cabut: a.AlamatLaporan() + "/" + url.PathEscape(t.Laporan) + "/cabut"}
		switch {
		case t.Pembuat == o.Sub:
			b.Oleh = "Anda"
		case t.Pembuat == service.Sistem.Sub:
			b.Oleh = "Capaian, sebagai tautan laporan itu sendiri"
		}
		switch fault.CodeOf(t.Sah(kini)) {
		case "":
			b.Keadaan = "Berlaku s.d. " + locale.Waktu(t.Berakhir, zona)
		case fault.LinkRevoked:
			b.Keadaan = "Dicabut"
		default:
			b.Keadaan = "Berakhir " + locale.Waktu(t.Berakhir, zona)
		}
		if !t.Terakhir.IsZero() {
			b.TerakhirTampil = locale.Waktu(t.Terakhir, zona)
		}
		out = append(out, b)
	}
	return out
}

// paket is the page of the reports that were asked for together.
func (h *handler) paket(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	return h.tulisPaket(w, r, o, a, r.PathValue("id"), isian{"bukti.tanda": string(sakip.TandaElektronik)}, nil)
}

// tulisPaket writes the page of a Paket, with what was typed for a signed copy and what is
// wrong with that.
func (h *handler) tulisPaket(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, paket string, typed isian, galat error) error {
	isi, tunggu, err := h.isiPaket(r, o, a, paket)
	if err != nil {
		return err
	}
	var salah fault.List
	salah.Add("bukti", galat)
	p := pengisiDari(typed, salah.Err())
	isi.Nama = p.bidang("bukti.nama", "Nama berkas", "Berakhiran .pdf. Saat terbit berkas diberi nama baku.")
	isi.Tanda = pilih(p.bidang("bukti.tanda", "Cara tanda tangan", ""), opsi{Nilai: string(sakip.TandaElektronik), Teks: "tanda tangan elektronik (TTE) di dalam PDF"},
		opsi{Nilai: string(sakip.TandaBasah), Teks: "tanda tangan basah, lalu dipindai"})
	for _, g := range p.salah {
		isi.Umum = append(isi.Umum, g...)
	}
	slices.Sort(isi.Umum)
	status := http.StatusOK
	if galat != nil {
		status = httpx.Status(fault.CodeOf(galat))
	}
	hal := halaman{Judul: isi.P.Sebutan, Orang: &o, Di: &a, Isi: isi}
	if isi.Unggah {
		hal.Skrip = []string{"unggah.js"}
	}
	if tunggu && galat == nil {
		hal.Segarkan = 2
	}
	return h.tulis(w, r, status, "paket", hal)
}

// isiPaket reads what the page of a Paket shows.
func (h *handler) isiPaket(r *http.Request, o sakip.Orang, a alamat, paket string) (isi isiPaket, tunggu bool, err error) {
	list, err := h.Service.DaftarLaporan(r.Context(), o, a.OPD, a.Tahun)
	if err != nil {
		return isi, false, err
	}
	if n := slices.IndexFunc(list, func(l service.LaporanTautan) bool { return l.ID == paket }); n >= 0 { // one report's id will do
		paket = list[n].KunciPaket()
	}
	list = slices.DeleteFunc(list, func(l service.LaporanTautan) bool { return l.KunciPaket() != paket })
	if len(list) == 0 {
		return isi, false, fault.New(fault.NotFound, "Laporan", paket)
	}
	zona, err := h.zona(r.Context(), o, a.OPD)
	if err != nil {
		return isi, false, err
	}
	semua, tunggu := barisPaketDari(a, list, zona, h.Clock())
	isi = isiPaket{alamat: a, P: semua[0], Terkirim: r.URL.Query().Get("terkirim") != "", Minta: bolehMinta(o, a.OPD), Kunci: h.NewID(),
		Batas: sakip.BuktiSalinan.Batas() >> 20, BatasByte: sakip.BuktiSalinan.Batas()}
	for _, b := range isi.P.Berkas {
		if b.Status == sakip.LaporanSelesai {
			isi.Siap = append(isi.Siap, b)
			isi.Bertentangan = max(isi.Bertentangan, b.Laporan.Reviu.Menahan)
			isi.BelumDitinjau = isi.BelumDitinjau || b.BelumDitinjau()
		}
		if !b.Diterbitkan.IsZero() {
			isi.Publik = service.AlamatTerbitan(a.OPD, paket)
		}
		if !b.SalinanTerbit.IsZero() {
			isi.SalinanTerbit = locale.Waktu(b.SalinanTerbit, zona)
		}
	}
	if len(isi.Siap) > 0 && isi.Siap[0].Laporan.Reviu.Versi > 0 {
		isi.Reviu = kalimatReviu(isi.Siap[0].Laporan.Reviu)
	}
	isi.AlamatReviu = a.Reviu(isi.P.Berkas[0].Periode)
	for _, d := range sakip.UmurTautan {
		isi.Umur = append(isi.Umur, int(d/(24*time.Hour)))
	}
	if err := h.salinanPaket(r, o, a, zona, &isi); err != nil {
		return isi, false, err
	}
	if isi.Minta {
		isi.Tautan, err = h.tautanPaket(r, o, a, zona, list)
	}
	return isi, tunggu, err
}

// kalimatReviu says what the review of a report's data came to.
func kalimatReviu(r sakip.ReviuLaporan) string {
	n := func(i int) string { return locale.AngkaRingkas(decimal.NewFromInt(int64(i))) }
	s := n(r.Dihitung) + " hubungan antarangka dihitung ulang, " + n(r.Cocok) + " cocok; "
	switch {
	case r.Temuan == 0:
		return s + "tidak ada temuan."
	case r.Diterima == 0:
		return s + n(r.Temuan) + " temuan."
	}
	return s + n(r.Temuan) + " temuan, " + n(r.Diterima) + " di antaranya diterima dengan alasan."
}

// tautanPaket are the links of the reports of a list.
func (h *handler) tautanPaket(r *http.Request, o sakip.Orang, a alamat, zona *time.Location, list []service.LaporanTautan) ([]unduhTautan, error) {
	tautan, err := h.Service.DaftarTautan(r.Context(), o, a.OPD, a.Tahun)
	if err != nil {
		return nil, err
	}
	tautan = slices.DeleteFunc(tautan, func(t sakip.Tautan) bool {
		return !slices.ContainsFunc(list, func(l service.LaporanTautan) bool { return l.ID == t.Laporan })
	})
	return unduhTautanDari(a, tautan, o, zona, h.Clock()), nil
}

// salinanPaket fills in the signed copies, and what may be done with them.
func (h *handler) salinanPaket(r *http.Request, o sakip.Orang, a alamat, zona *time.Location, isi *isiPaket) error {
	bukti, err := h.Service.DaftarBukti(r.Context(), o, a.OPD, a.Tahun)
	if err != nil {
		return err
	}
	terbit := isi.P.Berkas[0].Salinan
	for _, b := range bukti {
		if b.Jenis != sakip.BuktiSalinan || b.Laporan != isi.P.Paket {
			continue
		}
		row := h.barisBuktiDari(a, b, o, zona)
		if row.Kirim != "" {
			row.Kirim = isi.P.Alamat + "/salinan/" + url.PathEscape(b.ID)
		}
		isi.Salinan = append(isi.Salinan, row)
		if b.Status == sakip.BuktiDiterima && b.ID > terbit {
			isi.Terpilih = append(isi.Terpilih, row)
		}
	}
	isi.Unggah = bolehSalinan(o, a.OPD) && len(isi.Siap) > 0
	tertahan := isi.P.Terbit == "" && (isi.Bertentangan > 0 || isi.BelumDitinjau)
	isi.Terbitkan = bolehTerbitkan(o, a.OPD) && isi.P.jadi() && !isi.P.Sedang && !tertahan && (isi.P.Terbit == "" || len(isi.Terpilih) > 0)
	return nil
}

func bolehSalinan(o sakip.Orang, opd string) bool {
	return service.Hak(service.UnggahSalinan, o.Peran) != service.TidakBoleh && o.OPD == opd
}

// mintaSalinan asks for a place for a signed copy.
func (h *handler) mintaSalinan(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	form, err := httpx.ReadForm(r, batasIsian)
	if err != nil {
		return err
	}
	typed, paket := isianForm(form), r.PathValue("id")
	req := request(r, o)
	if req.Idem, err = idem(r, form); err != nil {
		return err
	}
	b, f, err := h.Service.RequestBukti(r.Context(), req, a.OPD, a.Tahun, sakip.Bukti{Jenis: sakip.BuktiSalinan, Laporan: paket,
		Nama: typed["bukti.nama"], Tanda: sakip.TandaSalinan(typed["bukti.tanda"])})
	if typed["cara"] == "skrip" { // the page sends the file itself and stays as it is
		return jawabSkrip(w, b, f, err)
	}
	switch {
	case err == nil:
		http.Redirect(w, r, a.Paket(paket)+"/salinan/"+url.PathEscape(b.ID), http.StatusSeeOther)
		return nil
	case !formulirUlang(err):
		return err
	}
	return h.tulisPaket(w, r, o, a, paket, typed, err)
}

// kirimSalinan is the form that leads straight to where files arrive, and back.
func (h *handler) kirimSalinan(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	kembali := a.Paket(r.PathValue("id"))
	b, f, err := h.Service.FormulirBukti(r.Context(), o, a.OPD, a.Tahun, r.PathValue("berkas"), h.PublicURL+kembali+"?terkirim=1")
	if err != nil {
		return err
	}
	return h.tulis(w, r, http.StatusOK, "kirim-bukti", halaman{Judul: "Kirim salinan bertanda tangan", Orang: &o, Di: &a,
		Isi: isiKirimBukti{alamat: a, B: b, Form: f, Kembali: kembali, Batas: strconv.FormatInt(b.Jenis.Batas()>>20, 10) + " MB"}})
}

// isiTautanTahun is the page of all links of a year.
type isiTautanTahun struct {
	alamat
	Tautan []unduhTautan
}

func (h *handler) daftarTautan(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	zona, err := h.zona(r.Context(), o, a.OPD)
	if err != nil {
		return err
	}
	list, err := h.Service.DaftarTautan(r.Context(), o, a.OPD, a.Tahun)
	if err != nil {
		return err
	}
	return h.tulis(w, r, http.StatusOK, "semua-tautan", halaman{Judul: "Tautan unduh " + strconv.Itoa(a.Tahun), Orang: &o, Di: &a,
		Isi: isiTautanTahun{a, unduhTautanDari(a, list, o, zona, h.Clock())}})
}
