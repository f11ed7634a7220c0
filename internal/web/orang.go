package web

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// ruteOrang are the people of a kabupaten, for its admin.
var ruteOrang = []Route{
	{"GET", "/orang", service.KelolaOrang, (*handler).daftarOrang, false},
	{"GET", "/orang-baru", service.KelolaOrang, (*handler).orangBaru, false},
	{"POST", "/orang-baru", service.KelolaOrang, (*handler).tambahOrang, false},
	{"GET", "/orang/{sub}", service.KelolaOrang, (*handler).orangSatu, false},
	{"POST", "/orang/{sub}", service.KelolaOrang, (*handler).ubahOrang, false},
	{"POST", "/orang/{sub}/sandi", service.KelolaOrang, (*handler).resetSandi, false},
}

// kelompokTempat are the places of one agency where a person may be: itself and its units.
type kelompokTempat struct {
	Nama   string
	Tempat []tempat
}

// tempat is a place by the value that stands for it in a form: "" is the kabupaten,
// "dinas" an agency, "dinas/bidang" a unit of it.
type tempat struct{ Nilai, Nama string }

func nilaiTempat(o sakip.Orang) string {
	if o.Unit == "" {
		return o.OPD
	}
	return o.OPD + "/" + o.Unit
}

// daftarTempat are the places of a kabupaten by agency, and the name of each in full.
func (h *handler) daftarTempat(ctx context.Context, o sakip.Orang) ([]kelompokTempat, map[string]string, error) {
	list, err := h.Service.DaftarOPD(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	slices.SortFunc(list, func(a, b service.OPDRingkas) int { return cmp.Compare(a.Nama, b.Nama) })
	nama := map[string]string{"": "Tingkat kabupaten"}
	var out []kelompokTempat
	for _, d := range list {
		k := kelompokTempat{Nama: d.Nama, Tempat: []tempat{{d.ID, d.Nama + " (tanpa unit)"}}}
		nama[d.ID] = d.Nama
		for _, u := range d.Unit {
			k.Tempat = append(k.Tempat, tempat{d.ID + "/" + u.ID, u.Nama})
			nama[d.ID+"/"+u.ID] = u.Nama + ", " + d.Nama
		}
		out = append(out, k)
	}
	return out, nama, nil
}

// saringOrang is what a list of people is narrowed to.
type saringOrang struct{ Cari, Peran, OPD, Keadaan string }

func (s saringOrang) cocok(o sakip.Orang) bool {
	cari := strings.ToLower(strings.TrimSpace(s.Cari))
	return (cari == "" || strings.Contains(strings.ToLower(o.Nama+" "+o.Surel), cari)) && (s.Peran == "" || s.Peran == string(o.Peran)) &&
		(s.OPD == "" || s.OPD == o.OPD) && (s.Keadaan == "" || (s.Keadaan == "nonaktif") == o.Nonaktif)
}

// barisOrang is one person in the list.
type barisOrang struct {
	sakip.Orang
	Alamat, Tempat string
}

type isiDaftarOrang struct {
	Saring    saringOrang
	Peran     []sakip.Peran
	OPD       []kelompokTempat
	Baris     []barisOrang
	Semua     int
	Tersimpan string // name of who was just saved
}

func alamatOrang(sub string) string { return "/orang/" + url.PathEscape(sub) }

func (h *handler) daftarOrang(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	list, err := h.Service.DaftarOrang(r.Context(), o)
	if err != nil {
		return err
	}
	opd, nama, err := h.daftarTempat(r.Context(), o)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	isi := isiDaftarOrang{Saring: saringOrang{q.Get("cari"), q.Get("peran"), q.Get("opd"), q.Get("keadaan")}, Peran: sakip.SemuaPeran, OPD: opd, Semua: len(list)}
	slices.SortStableFunc(list, func(a, b sakip.Orang) int { return cmp.Compare(strings.ToLower(a.Nama), strings.ToLower(b.Nama)) })
	for _, p := range list {
		if p.Sub == q.Get("tersimpan") {
			isi.Tersimpan = p.Nama
		}
		if isi.Saring.cocok(p) {
			isi.Baris = append(isi.Baris, barisOrang{p, alamatOrang(p.Sub), cmp.Or(nama[nilaiTempat(p)], nilaiTempat(p))})
		}
	}
	return h.tulis(w, r, http.StatusOK, "daftar-orang", halaman{Judul: "Orang", Orang: &o, Isi: isi})
}

// isiOrang is the form of one person.
type isiOrang struct {
	Baru      bool
	Sub       string
	Alamat    string
	Sendiri   bool // one's own: role and state are another admin's to change
	Lokal     bool // nobody has a password
	AkunKami  bool // accounts are ours to make; else the sub is asked for
	Isian     isian
	Bidang    map[string]bidang
	Peran     []sakip.Peran
	Tempat    []kelompokTempat
	Nama      string
	Versi     string
	Kunci     string
	Pesan     string // what was just done
	Umum      []string
	Keliru    []bidang
	Bentrok   *bentrokTampil
	KirimLain bool
}

// bidangOrang are the fields of the form, and what they are called.
var bidangOrang = []bidang{
	{Nama: "nama", Label: "Nama", Petunjuk: "nama lengkap, boleh dengan gelar"},
	{Nama: "surel", Label: "Alamat surel"},
	{Nama: "sub", Label: "Nomor akun (sub) di penyedia identitas"},
	{Nama: "peran", Label: "Peran"},
	{Nama: "tempat", Label: "Tempat tugas", Petunjuk: "operator: unitnya; verifikator dan kepala: perangkat daerahnya; peran kabupaten: tingkat kabupaten"},
	{Nama: "keadaan", Label: "Keadaan"},
}

// isianOrang writes a record as the form has it.
func isianOrang(o sakip.Orang) isian {
	s := isian{"nama": o.Nama, "surel": o.Surel, "peran": string(o.Peran), "tempat": nilaiTempat(o), "keadaan": "aktif", "sub": o.Sub}
	if o.Nonaktif {
		s["keadaan"] = "nonaktif"
	}
	return s
}

// orang reads the form over a record.
func (s isian) orang(o sakip.Orang) sakip.Orang {
	o.Nama, o.Surel, o.Peran = strings.TrimSpace(s["nama"]), strings.TrimSpace(s["surel"]), sakip.Peran(s["peran"])
	o.OPD, o.Unit, _ = strings.Cut(s["tempat"], "/")
	o.Nonaktif = s["keadaan"] == "nonaktif"
	return o
}

func (h *handler) orangBaru(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	awal := isian{"tempat": r.URL.Query().Get("opd"), "keadaan": "aktif"}
	if _, err := h.Service.DaftarOrang(r.Context(), o); err != nil {
		return err // who may not add people is told so before they type
	}
	return h.tulisOrang(w, r, o, isiOrang{Baru: true, Alamat: "/orang-baru", Isian: awal}, nil)
}

func (h *handler) tambahOrang(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	form, err := httpx.ReadForm(r, batasKecil)
	if err != nil {
		return err
	}
	ketik := isianForm(form)
	baru := ketik.orang(sakip.Orang{Kabupaten: o.Kabupaten, Sub: strings.TrimSpace(ketik["sub"])})
	req := request(r, o)
	if req.Idem, err = idem(r, form); err != nil {
		return err
	}
	sub, err := h.Service.AddOrang(r.Context(), req, baru)
	if err == nil {
		http.Redirect(w, r, "/orang?tersimpan="+url.QueryEscape(sub), http.StatusSeeOther)
		return nil
	}
	if !formulirUlang(err) {
		return err
	}
	return h.tulisOrang(w, r, o, isiOrang{Baru: true, Alamat: "/orang-baru", Isian: ketik, KirimLain: fault.CodeOf(err) == fault.IdemReused}, err)
}

func (h *handler) orangSatu(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	p, versi, err := h.Service.Orang(r.Context(), o, r.PathValue("sub"))
	if err != nil {
		return err
	}
	isi := isiOrang{Sub: p.Sub, Alamat: alamatOrang(p.Sub), Nama: p.Nama, Isian: isianOrang(p), Versi: teksVersi(versi)}
	if r.URL.Query().Get("sandi") == "1" {
		isi.Pesan = "Petunjuk membuat sandi baru sudah dikirim ke surel orang ini."
	}
	return h.tulisOrang(w, r, o, isi, nil)
}

func (h *handler) ubahOrang(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	form, err := httpx.ReadForm(r, batasKecil)
	if err != nil {
		return err
	}
	p, _, err := h.Service.Orang(r.Context(), o, r.PathValue("sub"))
	if err != nil {
		return err
	}
	ketik := isianForm(form)
	if p.Sub == o.Sub { // what the form does not ask oneself
		ketik["peran"], ketik["keadaan"], ketik["tempat"] = string(o.Peran), "aktif", ""
	}
	err = h.simpanOrang(r, o, ketik.orang(p), ketik, form)
	if err == nil {
		http.Redirect(w, r, "/orang?tersimpan="+url.QueryEscape(p.Sub), http.StatusSeeOther)
		return nil
	}
	if !formulirUlang(err) {
		return err
	}
	isi := isiOrang{Sub: p.Sub, Alamat: alamatOrang(p.Sub), Nama: p.Nama, Isian: ketik, Versi: ketik["versi"], KirimLain: fault.CodeOf(err) == fault.IdemReused}
	if b, ok := bentrokDari(err); ok {
		isi.Versi = teksVersi(b.Versi)
		isi.Bentrok = &bentrokTampil{Hilang: b.Versi == 0, Baris: h.bandingkanOrang(r.Context(), o, b, ketik)}
	}
	return h.tulisOrang(w, r, o, isi, err)
}

func (h *handler) simpanOrang(r *http.Request, o, p sakip.Orang, ketik isian, form url.Values) error {
	versi, err := ketik.versi()
	if err != nil {
		return err
	}
	req := request(r, o)
	if req.Idem, err = idem(r, form); err != nil {
		return err
	}
	_, err = h.Service.PutOrang(r.Context(), req, p, versi)
	return err
}

// bandingkanOrang lays what is stored beside what was typed.
func (h *handler) bandingkanOrang(ctx context.Context, o sakip.Orang, b service.Bentrok, ketik isian) []banding {
	var w wire.Orang
	if json.Unmarshal(b.Kini, &w) != nil || b.Versi == 0 {
		return nil
	}
	_, nama, err := h.daftarTempat(ctx, o)
	if err != nil {
		nama = map[string]string{} // the ids stand in
	}
	var l fault.List
	kini := isianOrang(w.Domain(&l))
	tampil := func(bidang, nilai string) string {
		switch bidang {
		case "peran":
			return cmp.Or(namaPeran[sakip.Peran(nilai)], nilai)
		case "tempat":
			return cmp.Or(nama[nilai], nilai)
		}
		return nilai
	}
	var out []banding
	for _, f := range bidangOrang {
		if f.Nama != "sub" {
			out = append(out, banding{f.Label, tampil(f.Nama, kini[f.Nama]), tampil(f.Nama, ketik[f.Nama]), kini[f.Nama] != ketik[f.Nama]})
		}
	}
	return out
}

func (h *handler) tulisOrang(w http.ResponseWriter, r *http.Request, o sakip.Orang, isi isiOrang, galat error) error {
	var err error
	if isi.Tempat, _, err = h.daftarTempat(r.Context(), o); err != nil {
		return err
	}
	isi.Peran, isi.Kunci, isi.Lokal = sakip.SemuaPeran, h.NewID(), h.Dev != nil
	isi.AkunKami, isi.Sendiri = h.Service.Akun != nil, isi.Sub == o.Sub
	var l fault.List
	for _, f := range fault.All(galat) {
		c := *f
		if c.Field == "opd" || c.Field == "unit" {
			c.Field = "tempat" // one choice for both
		}
		l = append(l, &c)
	}
	isi.Bidang = map[string]bidang{}
	g := galatDari(l.Err(), func(f string) bool {
		return slices.ContainsFunc(bidangOrang, func(b bidang) bool { return b.Nama == f }) && (f != "sub" || isi.Baru && !isi.AkunKami)
	})
	for _, b := range bidangOrang {
		b.Nilai, b.Galat = isi.Isian[b.Nama], g.Bidang[b.Nama]
		if b.Nama == "surel" && isi.Baru && isi.AkunKami && !isi.Lokal {
			b.Petunjuk = "untuk masuk; sandi sementara dikirim ke alamat ini"
		}
		isi.Bidang[b.Nama] = b
		if len(b.Galat) > 0 {
			isi.Keliru = append(isi.Keliru, b)
		}
	}
	isi.Umum = g.Umum
	judul := isi.Nama
	if isi.Baru {
		judul = "Tambah orang"
	}
	return h.tulis(w, r, statusFormulir(galat), "orang", halaman{Judul: judul, Orang: &o, Isi: isi})
}

func (h *handler) resetSandi(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	sub := r.PathValue("sub")
	if err := h.Service.ResetSandi(r.Context(), request(r, o), sub); err != nil {
		return err
	}
	http.Redirect(w, r, alamatOrang(sub)+"?sandi=1", http.StatusSeeOther)
	return nil
}
