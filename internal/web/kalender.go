package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// ruteKalender are the kabupaten's calendar and the exceptions from it.
var ruteKalender = []Route{
	{"GET", "/kalender", service.LihatKalender, (*handler).keKalender, false},
	{"GET", kalenderKab, service.LihatKalender, (*handler).kalender, false},
	{"POST", kalenderKab, service.AturKalender, (*handler).simpanKalender, false},
	{"POST", kalenderKab + "/pengecualian", service.BeriPengecualian, (*handler).beriPengecualian, false},
	{"POST", kalenderKab + "/pengecualian/cabut", service.BeriPengecualian, (*handler).cabutPengecualian, false},
}

const kalenderKab = "/kabupaten/{kab}/kalender/{tahun}"

// isiKalender is the calendar of a kabupaten's year.
type isiKalender struct {
	Kab       string
	Tahun     int
	Alamat    string
	Versi     string
	Kunci     string
	Ada       bool // the year has a calendar
	Atur      bool // the person may set it
	Beri      bool // the person may give exceptions
	Triwulan  []triwulanKalender
	Keliru    []bidang
	Umum      []string
	Bentrok   bool
	Tersimpan bool
	Daftar    []service.OPDRingkas // agencies that have the year
	OPD       string               // whose exceptions are shown; "" for none
	NamaOPD   string
	Unit      []sakip.Unit
	Kecuali   []kecualiTampil
	Baru      map[string]bidang // the fields of a new exception
}

type triwulanKalender struct {
	TW     int
	Bidang []bidang
	Teks   []string // the same for who may not set them
}

type kecualiTampil struct {
	service.PengecualianVersi
	NamaUnit, Sampai, Versi, Kunci string
}

// bidangJadwal are the dates of a quarter: the field's name and label.
var bidangJadwal = [][2]string{{"buka", "Pengisian dibuka"}, {"tutup", "Hari terakhir pengisian"},
	{"verifikasi", "Hari terakhir verifikasi"}, {"laporan", "Laporan triwulan paling lambat"}}

func namaJadwal(tw int, kolom string) string { return "triwulan[" + strconv.Itoa(tw-1) + "]." + kolom }

// AlamatLain is the calendar of another year.
func (i isiKalender) AlamatLain(beda int) string { return alamatKalender(i.Kab, i.Tahun+beda) }

// Pelaporan is how far the reports of the year's first quarter are.
func (i isiKalender) Pelaporan() string { return alamatPelaporan(i.Tahun, 1) }

func alamatKalender(kab string, tahun int) string {
	return "/kabupaten/" + url.PathEscape(kab) + "/kalender/" + strconv.Itoa(tahun)
}

// keKalender leads to this year's calendar of one's own kabupaten.
func (h *handler) keKalender(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	http.Redirect(w, r, alamatKalender(o.Kabupaten, h.Clock().Year()), http.StatusSeeOther)
	return nil
}

func tahunDari(r *http.Request) (int, error) {
	a, err := alamatDari(r)
	return a.Tahun, err
}

func (h *handler) kalender(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	q := r.URL.Query()
	return h.tulisKalender(w, r, o, isiKalender{OPD: q.Get("opd"), Tersimpan: q.Get("tersimpan") == "1"}, nil, nil)
}

// tulisKalender shows the page, with what was typed where something did not go.
func (h *handler) tulisKalender(w http.ResponseWriter, r *http.Request, o sakip.Orang, isi isiKalender, typed isian, galat error) error {
	tahun, err := tahunDari(r)
	if err != nil {
		return err
	}
	isi.Kab, isi.Tahun, isi.Alamat, isi.Kunci = r.PathValue("kab"), tahun, alamatKalender(r.PathValue("kab"), tahun), h.NewID()
	k, versi, err := h.Service.Kalender(r.Context(), o, isi.Kab, tahun)
	if err != nil {
		return err
	}
	isi.Ada, isi.Versi = versi > 0, teksVersi(versi)
	isi.Atur = service.Hak(service.AturKalender, o.Peran) == service.KabupatenSendiri
	isi.Beri = service.Hak(service.BeriPengecualian, o.Peran) == service.KabupatenSendiri
	g := galatDari(galat, func(f string) bool { return isi.punya(f) })
	isi.Umum, isi.Bentrok = g.Umum, fault.CodeOf(galat) == fault.Conflict || fault.CodeOf(galat) == fault.Exists
	for n, j := range k.Triwulan {
		t := triwulanKalender{TW: n + 1}
		for i, v := range []sakip.Tanggal{j.Buka, j.Tutup, j.Verifikasi, j.Laporan} {
			b := bidang{Nama: namaJadwal(n+1, bidangJadwal[i][0]), Label: bidangJadwal[i][1], Nilai: string(v)}
			if ketikan, ada := typed[b.Nama]; ada {
				b.Nilai = ketikan
			}
			if b.Galat = g.Bidang[b.Nama]; len(b.Galat) > 0 {
				k := b
				k.Label = teksTW(n+1) + ", " + k.Label
				isi.Keliru = append(isi.Keliru, k)
			}
			t.Bidang = append(t.Bidang, b)
			t.Teks = append(t.Teks, hariTeks(v))
		}
		isi.Triwulan = append(isi.Triwulan, t)
	}
	if isi.Beri || isi.Atur {
		if err := h.isiKecuali(r, o, &isi, typed, g); err != nil {
			return err
		}
	}
	return h.tulis(w, r, statusFormulir(galat), "kalender", halaman{Judul: "Kalender " + strconv.Itoa(tahun), Orang: &o, Isi: isi})
}

// punya tells whether a field is on the page.
func (i isiKalender) punya(field string) bool {
	for tw := 1; tw <= 4; tw++ {
		for _, b := range bidangJadwal {
			if field == namaJadwal(tw, b[0]) {
				return true
			}
		}
	}
	return slices.Contains([]string{"unit", "sampai", "alasan"}, field)
}

// isiKecuali fills in the exceptions of the agency that was chosen.
func (h *handler) isiKecuali(r *http.Request, o sakip.Orang, isi *isiKalender, typed isian, g galatIsian) error {
	list, err := h.Service.DaftarOPD(r.Context(), o)
	if err != nil {
		return err
	}
	slices.SortStableFunc(list, func(a, b service.OPDRingkas) int { return cmp.Compare(a.Nama, b.Nama) })
	for _, d := range list {
		if slices.Contains(d.Tahun, isi.Tahun) {
			isi.Daftar = append(isi.Daftar, d)
		}
		if d.ID == isi.OPD {
			isi.NamaOPD = d.Nama
		}
	}
	isi.Baru = map[string]bidang{}
	for nama, label := range map[string]string{"unit": "Unit", "tw": "Triwulan", "sampai": "Sampai dengan", "alasan": "Alasan"} {
		b := bidang{Nama: nama, Label: label, Nilai: typed[nama], Galat: g.Bidang[nama]}
		if len(b.Galat) > 0 {
			isi.Keliru = append(isi.Keliru, b)
		}
		isi.Baru[nama] = b
	}
	if isi.OPD == "" || !slices.ContainsFunc(isi.Daftar, func(d service.OPDRingkas) bool { return d.ID == isi.OPD }) {
		isi.OPD = ""
		return nil
	}
	opd, err := h.Service.OPD(r.Context(), o, isi.OPD)
	if err != nil {
		return err
	}
	isi.Unit = opd.Profil.Unit
	kecuali, err := h.Service.DaftarPengecualian(r.Context(), o, isi.OPD, isi.Tahun)
	if err != nil {
		return err
	}
	for _, p := range kecuali {
		t := kecualiTampil{PengecualianVersi: p, NamaUnit: "seluruh perangkat daerah", Sampai: hariTeks(p.Sampai), Versi: teksVersi(p.Versi), Kunci: h.NewID()}
		if p.Unit != "" {
			t.NamaUnit = opd.Profil.NamaUnit(p.Unit)
		}
		isi.Kecuali = append(isi.Kecuali, t)
	}
	return nil
}

func (h *handler) simpanKalender(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	return h.ubahKalender(w, r, o, func(req service.Request, tahun int, typed isian) (string, error) {
		k := sakip.Kalender{Tahun: tahun}
		for n := range k.Triwulan {
			nilai := func(kolom string) sakip.Tanggal { return sakip.Tanggal(typed[namaJadwal(n+1, kolom)]) }
			k.Triwulan[n] = sakip.Jadwal{Buka: nilai("buka"), Tutup: nilai("tutup"), Verifikasi: nilai("verifikasi"), Laporan: nilai("laporan")}
		}
		versi, err := typed.versi()
		if err == nil {
			_, err = h.Service.PutKalender(r.Context(), req, r.PathValue("kab"), k, versi)
		}
		return "", err
	})
}

func (h *handler) beriPengecualian(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	return h.ubahKalender(w, r, o, func(req service.Request, tahun int, typed isian) (string, error) {
		tw, err := sakip.ParseTriwulan(typed["tw"])
		if err != nil {
			return typed["opd"], err
		}
		_, err = h.Service.PutPengecualian(r.Context(), req, typed["opd"], tahun, sakip.Pengecualian{Unit: typed["unit"], Triwulan: tw,
			Sampai: sakip.Tanggal(typed["sampai"]), Alasan: typed["alasan"]}, 0)
		return typed["opd"], err
	})
}

func (h *handler) cabutPengecualian(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	return h.ubahKalender(w, r, o, func(req service.Request, tahun int, typed isian) (string, error) {
		tw, err := sakip.ParseTriwulan(typed["tw"])
		if err != nil {
			return typed["opd"], err
		}
		versi, err := typed.versi()
		if err == nil {
			_, err = h.Service.DeletePengecualian(r.Context(), req, typed["opd"], tahun, typed["unit"], tw, versi)
		}
		return typed["opd"], err
	})
}

// ubahKalender reads a form of the page, makes its one call, and leads back; do also names
// the agency whose exceptions are shown then.
func (h *handler) ubahKalender(w http.ResponseWriter, r *http.Request, o sakip.Orang, do func(service.Request, int, isian) (string, error)) error {
	tahun, err := tahunDari(r)
	if err != nil {
		return err
	}
	form, err := httpx.ReadForm(r, batasAlur)
	if err != nil {
		return err
	}
	typed, req := isianForm(form), request(r, o)
	opd := ""
	if req.Idem, err = idem(r, form); err == nil {
		opd, err = do(req, tahun, typed)
	}
	switch {
	case err == nil:
		q := url.Values{"tersimpan": {"1"}}
		if opd != "" {
			q.Set("opd", opd)
		}
		http.Redirect(w, r, alamatKalender(r.PathValue("kab"), tahun)+"?"+q.Encode(), http.StatusSeeOther)
		return nil
	case !formulirUlang(err):
		return err
	}
	return h.tulisKalender(w, r, o, isiKalender{OPD: opd}, typed, err)
}
