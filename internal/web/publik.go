package web

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// The pages that anybody may open, signed in or not: what is published, and whether a file
// is. They know no session and ask for none; another function serves them than the pages
// of those who enter.

// RutePublik is one address of the public pages.
type RutePublik struct {
	Method string
	Path   string
	handle func(*publik, http.ResponseWriter, *http.Request) error
}

// PublikRoutes lists the public pages.
func PublikRoutes() []RutePublik {
	return []RutePublik{
		{"GET", "/publik", (*publik).beranda},
		{"GET", "/publik/kabupaten/{kab}", (*publik).kabupaten},
		{"GET", "/publik/opd/{opd}", (*publik).opd},
		{"GET", "/publik/laporan/{opd}/{paket}", (*publik).laporan},
		{"GET", "/publik/laporan/{opd}/{paket}/berkas/{sha256}", (*publik).berkas},
		{"GET", "/publik/verifikasi", (*publik).verifikasi},
		{"POST", "/publik/verifikasi", (*publik).periksa},
		{"GET", "/publik/statis/{berkas}", (*publik).statis},
		{"GET", "/reviu", (*publik).reviu},
		{"POST", "/reviu", (*publik).reviuKiriman},
	}
}

// lajuPublik bounds how often one may ask for a public page, by where the request comes
// from, which a whole office may share; a file that is sent to be looked at costs more, and a
// review most.
var lajuPublik = map[string]httpx.Rate{
	"GET":  {Burst: 120, Every: time.Second / 2},
	"POST": {Burst: 60, Every: 2 * time.Second},

	"POST /reviu": {Burst: 60, Every: 5 * time.Second},
}

// lajuRute is the rate of one route.
func lajuRute(r RutePublik) httpx.Rate {
	if rate, ada := lajuPublik[r.Method+" "+r.Path]; ada {
		return rate
	}
	return lajuPublik[r.Method]
}

// umurPublik is how long a public page may be kept anywhere: a report may be superseded.
const umurPublik = "public, max-age=60"

// batasPeriksa bounds a form with a file to be verified, in bytes: what a function takes.
const batasPeriksa = 4 << 20

// publik carries what the public pages share.
type publik struct {
	Options
	pembatas *httpx.Limiter
}

// NewPublik serves the public pages, and lain everything else. Of the options it needs
// Service, Secure, PublicURL, Clock, NewID and Log.
func NewPublik(o Options, lain http.Handler) http.Handler {
	p := &publik{o, httpx.NewLimiter(o.Clock)}
	pages := http.NewServeMux()
	for _, r := range PublikRoutes() {
		pages.Handle(r.Method+" "+r.Path, httpx.Handler(func(w http.ResponseWriter, req *http.Request) error {
			if err := p.pembatas.Limit(w, r.Method+" "+r.Path+" "+httpx.ClientIP(req), lajuRute(r)); err != nil {
				return err
			}
			return r.handle(p, w, req)
		}, p.galat, o.Log))
	}
	server := httpx.Server(pages, httpx.Options{Pages: true, Secure: o.Secure, Log: o.Log, Now: o.Clock, NewID: o.NewID, Show: p.galat})
	mux := http.NewServeMux()
	mux.Handle("/publik", server)
	mux.Handle("/publik/", server)
	mux.Handle("/reviu", server)
	mux.Handle("/", lain)
	return mux
}

// halamanPublik is what the frame of a public page needs; Isi is the page's own.
type halamanPublik struct {
	Judul string
	Sini  string // "verifikasi" or "reviu" on the page of it
	Skrip []string
	Isi   any
}

// tulis writes a public page, or that the reader has it already.
func (p *publik) tulis(w http.ResponseWriter, r *http.Request, nama string, data halamanPublik) error {
	b, err := render(nama, data)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(b)
	w.Header().Set("Cache-Control", umurPublik)
	if sama(w, r, tagDari(hex.EncodeToString(sum[:16]))) {
		return nil
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(b) // an error means that the reader has gone
	return nil
}

// galat shows a problem as a page.
func (p *publik) galat(w http.ResponseWriter, r *http.Request, pr httpx.Problem) {
	b, err := render("publik-galat", halamanPublik{Judul: pr.Title, Isi: isiGalatPublik{pr, pr.Code == fault.NotFound && strings.HasPrefix(r.URL.Path, "/publik/laporan/")}})
	if err != nil {
		httpx.WriteProblem(w, r, pr)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(pr.Status)
	_, _ = w.Write(b) // as above
}

// isiGalatPublik is the error page; BelumTerbit says that a report is not there, as when
// somebody follows the address on a file that was not published.
type isiGalatPublik struct {
	httpx.Problem
	BelumTerbit bool
}

func (p *publik) statis(w http.ResponseWriter, r *http.Request) error {
	return kirimStatis(w, r)
}

func (p *publik) beranda(w http.ResponseWriter, r *http.Request) error {
	list, err := p.Service.KabupatenTerbit(r.Context())
	if err != nil {
		return err
	}
	return p.tulis(w, r, "publik", halamanPublik{Judul: "Laporan kinerja yang diterbitkan", Isi: list})
}

// saringTerbitan is what a list of reports is narrowed to; what is zero takes everything.
type saringTerbitan struct {
	Tahun int
	Jenis sakip.JenisLaporan
}

func saringDari(q url.Values) saringTerbitan {
	n, err := strconv.Atoi(q.Get("tahun"))
	if err != nil || sakip.ValidasiTahun("tahun", n) != nil {
		n = 0
	}
	return saringTerbitan{n, sakip.JenisLaporan(q.Get("jenis"))}
}

func (f saringTerbitan) cocok(t sakip.RingkasTerbitan) bool {
	return (f.Tahun == 0 || t.Tahun == f.Tahun) && (f.Jenis == "" || t.Jenis == f.Jenis)
}

// isiDaftarPublik is a list of reports, of a kabupaten or of an agency.
type isiDaftarPublik struct {
	Nama     string
	Sintetis bool
	Alamat   string // of the form that narrows it
	Kab      string // the kabupaten of an agency's list
	Tahun    []opsi
	Jenis    []opsi
	OPD      []opdPublik
	Disaring bool
}

// opdPublik is an agency with its reports.
type opdPublik struct {
	Nama     string
	Alamat   string
	Sintetis bool
	Terbitan []barisTerbitan
}

// barisTerbitan is one report of a list.
type barisTerbitan struct {
	Judul, Alamat, Terbit string
	Bertanda, Diganti     bool
}

func alamatPublikKab(kab string) string { return "/publik/kabupaten/" + url.PathEscape(kab) }

func alamatPublikOPD(opd string) string { return "/publik/opd/" + url.PathEscape(opd) }

// namaJenisPublik is what the public calls the kinds of reports.
var namaJenisPublik = map[sakip.JenisLaporan]string{sakip.LKjIP: "Laporan Kinerja (LKjIP)", sakip.LaporanTriwulan: "Laporan triwulan",
	sakip.LaporanPerjanjian: "Perjanjian Kinerja", sakip.LaporanRencana: "Rencana aksi", sakip.FormulirE81: "Formulir E.81"}

// judulTerbitan names a report by its kind, year and period.
func judulTerbitan(j sakip.JenisLaporan, tahun, periode int, dokumen string) string {
	s := namaJenisPublik[j] + " " + strconv.Itoa(tahun)
	switch {
	case j == sakip.LaporanTriwulan, j == sakip.FormulirE81:
		return s + ", triwulan " + locale.TriwulanRomawi(periode)
	case j == sakip.LKjIP && periode != 4:
		return s + " s.d. triwulan " + locale.TriwulanRomawi(periode)
	}
	d := sakip.Laporan{Jenis: j, Dokumen: dokumen}.Perjanjian()
	if d.Jenjang {
		s += ", pejabat di bawah kepala"
	}
	if d.Versi != "" {
		s += ", versi " + d.Versi
	}
	return s
}

// zonaPublik is the time of an agency, WIB where it is not known.
func zonaPublik(zona string) *time.Location {
	if z, err := locale.Zona(zona); err == nil {
		return z
	}
	z, _ := locale.Zona("WIB") // always known
	return z
}

func daftarPublikDari(nama, alamat string, list []sakip.DaftarTerbitan, f saringTerbitan) isiDaftarPublik {
	isi := isiDaftarPublik{Nama: nama, Alamat: alamat, Disaring: f != saringTerbitan{}}
	tahun, jenis := map[int]bool{}, map[sakip.JenisLaporan]bool{}
	for _, d := range list {
		o := opdPublik{Nama: d.Nama, Alamat: alamatPublikOPD(d.OPD), Sintetis: d.Sintetis}
		isi.Sintetis = isi.Sintetis || d.Sintetis
		for _, t := range d.Terbitan {
			tahun[t.Tahun], jenis[t.Jenis] = true, true
			if f.cocok(t) {
				o.Terbitan = append(o.Terbitan, barisTerbitan{Judul: judulTerbitan(t.Jenis, t.Tahun, t.Periode, t.Dokumen), Alamat: service.AlamatTerbitan(d.OPD, t.Paket),
					Terbit: locale.Waktu(t.Diterbitkan, zonaPublik(d.Zona)), Bertanda: t.Bertanda, Diganti: t.DigantiOleh != ""})
			}
		}
		if len(o.Terbitan) > 0 {
			isi.OPD = append(isi.OPD, o)
		}
	}
	isi.Tahun, isi.Jenis = []opsi{{Teks: "semua tahun"}}, []opsi{{Teks: "semua jenis"}}
	for _, y := range slices.Backward(slices.Sorted(maps.Keys(tahun))) {
		isi.Tahun = append(isi.Tahun, opsi{strconv.Itoa(y), strconv.Itoa(y), y == f.Tahun})
	}
	for _, j := range slices.Sorted(maps.Keys(jenis)) {
		isi.Jenis = append(isi.Jenis, opsi{string(j), namaJenisPublik[j], j == f.Jenis})
	}
	return isi
}

func (p *publik) kabupaten(w http.ResponseWriter, r *http.Request) error {
	kab, list, err := p.Service.TerbitanKabupaten(r.Context(), r.PathValue("kab"))
	if err != nil {
		return err
	}
	isi := daftarPublikDari(kab.Nama, alamatPublikKab(kab.ID), list, saringDari(r.URL.Query()))
	return p.tulis(w, r, "publik-kabupaten", halamanPublik{Judul: "Laporan kinerja " + kab.Nama, Isi: isi})
}

func (p *publik) opd(w http.ResponseWriter, r *http.Request) error {
	d, err := p.Service.TerbitanOPD(r.Context(), r.PathValue("opd"))
	if err != nil {
		return err
	}
	isi := daftarPublikDari(d.Nama, alamatPublikOPD(d.OPD), []sakip.DaftarTerbitan{d}, saringDari(r.URL.Query()))
	isi.Kab = alamatPublikKab(d.Kabupaten)
	return p.tulis(w, r, "publik-opd", halamanPublik{Judul: "Laporan kinerja " + d.Nama, Isi: isi})
}

// isiLaporanPublik is the page of one report.
type isiLaporanPublik struct {
	sakip.Terbitan
	Judul, Alamat, OPDAlamat              string
	TerbitTampil, DibuatTampil, Pengganti string
	Resmi                                 berkasPublik
	Berkas, Data                          []berkasPublik
	Reviu                                 string // what the review of its data came to; "" when its files do not show that
	Sidik                                 string // "<opd>/<paket>": what a file is compared with
	BatasPeriksa                          string
}

// berkasPublik is one file of a report's page.
type berkasPublik struct {
	sakip.BerkasTerbit
	Keterangan, Alamat, UkuranTampil, TerbitTampil string
}

func berkasPublikDari(t sakip.Terbitan, b sakip.BerkasTerbit, zona *time.Location) berkasPublik {
	out := berkasPublik{BerkasTerbit: b, UkuranTampil: ukuranTampil(b.Ukuran), TerbitTampil: locale.Waktu(b.Diterbitkan, zona),
		Alamat: service.AlamatTerbitan(t.OPD, t.Paket) + "/berkas/" + b.SHA256, Keterangan: namaFormatPublik[b.Format]}
	switch {
	case b.Peran == sakip.BerkasSalinan && b.Tanda == sakip.TandaElektronik:
		out.Keterangan = "PDF bertanda tangan elektronik"
	case b.Peran == sakip.BerkasSalinan:
		out.Keterangan = "PDF pindaian bertanda tangan"
	case b.Peran == sakip.BerkasNaskah && b.Format == sakip.PDF && t.Bertanda():
		out.Keterangan = "PDF naskah, tanpa tanda tangan"
	case b.Peran == sakip.BerkasData:
		out.Alamat = "/v1" + service.AlamatTerbitan(t.OPD, t.Paket) + "/data/" + string(b.Format)
	}
	return out
}

var namaFormatPublik = map[sakip.FormatLaporan]string{sakip.PDF: "PDF", sakip.DOCX: "Word (DOCX)", sakip.XLSX: "Excel (XLSX)", sakip.HTML: "HTML",
	sakip.JSON: "JSON", sakip.CSV: "CSV"}

func (p *publik) laporan(w http.ResponseWriter, r *http.Request) error {
	t, err := p.Service.Terbitan(r.Context(), r.PathValue("opd"), r.PathValue("paket"))
	if err != nil {
		return err
	}
	zona := zonaPublik(t.Zona)
	isi := isiLaporanPublik{Terbitan: t, Judul: judulTerbitan(t.Jenis, t.Tahun, t.Periode, t.Dokumen), Alamat: p.PublicURL + service.AlamatTerbitan(t.OPD, t.Paket),
		OPDAlamat: alamatPublikOPD(t.OPD), TerbitTampil: locale.Waktu(t.Diterbitkan, zona), DibuatTampil: locale.Waktu(t.Dibuat, zona),
		Sidik: t.OPD + "/" + t.Paket, BatasPeriksa: batasPeriksaTampil}
	if t.DigantiOleh != "" {
		isi.Pengganti = service.AlamatTerbitan(t.OPD, t.DigantiOleh)
	}
	if t.Reviu.Versi > 0 && t.Jenis.Berangka() {
		isi.Reviu = kalimatReviu(t.Reviu)
		if t.Reviu.Temuan > 0 && t.Jenis != sakip.FormulirE81 { // which has no annex of findings
			isi.Reviu += " Semuanya ada dalam lampiran Hasil Reviu laporan ini."
		}
	}
	resmi, _ := t.Resmi()
	isi.Resmi = berkasPublikDari(t, resmi, zona)
	for _, b := range t.Berkas {
		switch {
		case b.Peran == sakip.BerkasData:
			isi.Data = append(isi.Data, berkasPublikDari(t, b, zona))
		case b.SHA256 != resmi.SHA256:
			isi.Berkas = append(isi.Berkas, berkasPublikDari(t, b, zona))
		}
	}
	return p.tulis(w, r, "publik-laporan", halamanPublik{Judul: isi.Judul + ", " + t.Instansi, Skrip: []string{"verifikasi.js"}, Isi: isi})
}

func (p *publik) berkas(w http.ResponseWriter, r *http.Request) error {
	to, err := p.Service.OpenBerkasTerbit(r.Context(), r.PathValue("opd"), r.PathValue("paket"), r.PathValue("sha256"))
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusFound)
	return nil
}

// batasPeriksaTampil is batasPeriksa in words.
const batasPeriksaTampil = "4 MB"

// isiPeriksa is the page on which a file is verified.
type isiPeriksa struct {
	Diperiksa    bool
	SHA256       string
	Umum         string // what is wrong with what was sent
	Temuan       []temuanPublik
	Sidik        string // the report that the file is compared with; "" for all
	Lain         bool   // the file is of other reports than that one
	BatasPeriksa string
}

// temuanPublik is a report that a file is of.
type temuanPublik struct {
	service.CekBerkas
	Judul, Alamat, Terbit, Pengganti, Resmi string
	Keterangan                              string
}

func (p *publik) verifikasi(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	return p.tulisVerifikasi(w, r, strings.ToLower(strings.TrimSpace(q.Get("sha256"))), q.Get("laporan"), nil)
}

// periksa takes a file and tells what it is: where there is no script to hash it.
func (p *publik) periksa(w http.ResponseWriter, r *http.Request) error {
	form, file, err := httpx.ReadMultipart(r, batasPeriksa)
	if fault.CodeOf(err) == fault.MediaType {
		return err
	}
	sum := ""
	switch {
	case err != nil:
	case file.Name != "":
		s := sha256.Sum256(file.Body)
		sum = hex.EncodeToString(s[:])
	case form.Get("sha256") != "":
		sum = strings.ToLower(strings.TrimSpace(form.Get("sha256")))
	default:
		err = fault.At("berkas", fault.Required)
	}
	return p.tulisVerifikasi(w, r, sum, form.Get("laporan"), err)
}

func (p *publik) tulisVerifikasi(w http.ResponseWriter, r *http.Request, sum, sidik string, galat error) error {
	isi := isiPeriksa{SHA256: sum, Sidik: sidik, BatasPeriksa: batasPeriksaTampil}
	var list []service.CekBerkas
	if galat == nil && sum != "" {
		list, galat = p.Service.CekHash(r.Context(), sum)
	}
	switch fault.CodeOf(galat) {
	case "":
		isi.Diperiksa = sum != ""
	case fault.TooLarge:
		isi.Umum = "Berkas lebih dari " + batasPeriksaTampil + ". Nyalakan skrip pada peramban Anda, atau hitung SHA-256 berkas itu di perangkat Anda lalu tempelkan di bawah."
	case fault.Invalid, fault.Required:
		isi.Umum = fault.Text(fault.All(galat)[0])
	default:
		return galat
	}
	isi.Temuan, isi.Lain = temuanPublikDari(list, sidik)
	return p.tulis(w, r, "publik-verifikasi", halamanPublik{Judul: "Periksa keaslian berkas", Sini: "verifikasi", Skrip: []string{"verifikasi.js"}, Isi: isi})
}

// temuanPublikDari are the reports that a file is of: of the one that it is compared with,
// when it is of that; lain tells that it is of others alone.
func temuanPublikDari(list []service.CekBerkas, sidik string) (out []temuanPublik, lain bool) {
	sendiri := slices.DeleteFunc(slices.Clone(list), func(c service.CekBerkas) bool { return c.Terbitan.OPD+"/"+c.Terbitan.Paket != sidik })
	if len(sendiri) > 0 {
		list = sendiri
	}
	for _, c := range list {
		t := c.Terbitan
		zona := zonaPublik(t.Zona)
		b := temuanPublik{CekBerkas: c, Judul: judulTerbitan(t.Jenis, t.Tahun, t.Periode, t.Dokumen), Alamat: service.AlamatTerbitan(t.OPD, t.Paket),
			Terbit: locale.Waktu(t.Diterbitkan, zona), Keterangan: berkasPublikDari(t, c.Berkas, zona).Keterangan}
		if t.DigantiOleh != "" {
			b.Pengganti = service.AlamatTerbitan(t.OPD, t.DigantiOleh)
		}
		out = append(out, b)
	}
	return out, sidik != "" && len(list) > 0 && len(sendiri) == 0
}
