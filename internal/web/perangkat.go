package web

import (
	"cmp"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// rutePerangkat are the agencies of a kabupaten, for its admin, and their units.
var rutePerangkat = []Route{
	{"GET", "/perangkat-daerah", service.AturKabupaten, (*handler).daftarPerangkat, false},
	{"GET", "/perangkat-daerah-baru", service.AturKabupaten, (*handler).perangkatBaru, false},
	{"POST", "/perangkat-daerah-baru", service.AturKabupaten, (*handler).tambahPerangkat, false},
	{"GET", "/opd/{opd}/unit", service.AturOPD, (*handler).unit, false},
	{"POST", "/opd/{opd}/unit", service.AturOPD, (*handler).simpanUnit, false},
}

// isiPerangkat is the list of a kabupaten's agencies.
type isiPerangkat struct {
	Kabupaten string
	Baris     []service.OPDRingkas
}

func (h *handler) daftarPerangkat(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	k, err := h.Service.KabupatenDiatur(r.Context(), o)
	if err != nil {
		return err
	}
	list, err := h.Service.DaftarOPD(r.Context(), o)
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b service.OPDRingkas) int { return cmp.Compare(a.Nama, b.Nama) })
	return h.tulis(w, r, http.StatusOK, "daftar-perangkat", halaman{Judul: "Perangkat daerah", Orang: &o, Isi: isiPerangkat{k.Nama, list}})
}

// isiPerangkatBaru is the form of a new agency.
type isiPerangkatBaru struct {
	Bidang []bidang
	Zona   []string
	Pilih  string
	Kunci  string
	Umum   []string
	Keliru []bidang
}

func (h *handler) perangkatBaru(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	k, err := h.Service.KabupatenDiatur(r.Context(), o)
	if err != nil {
		return err
	}
	return h.tulisPerangkat(w, r, o, isian{"zona": k.Zona}, nil)
}

func (h *handler) tambahPerangkat(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	form, err := httpx.ReadForm(r, batasKecil)
	if err != nil {
		return err
	}
	k, err := h.Service.KabupatenDiatur(r.Context(), o)
	if err != nil {
		return err
	}
	ketik := isianForm(form)
	p := sakip.PerangkatDaerah{ID: strings.TrimSpace(ketik["id"]), Kabupaten: o.Kabupaten, Nama: strings.TrimSpace(ketik["nama"]),
		Singkatan: strings.TrimSpace(ketik["singkatan"]), Daerah: k.Nama, Zona: ketik["zona"]}
	if p.ID == "" {
		p.ID = kodeAlamat(cmp.Or(p.Singkatan, p.Nama))
	}
	req := request(r, o)
	if req.Idem, err = idem(r, form); err != nil {
		return err
	}
	if _, err = h.Service.PutProfil(r.Context(), req, p, 0); err == nil {
		http.Redirect(w, r, alamatUnit(p.ID)+"?baru=1", http.StatusSeeOther)
		return nil
	}
	if !formulirUlang(err) {
		return err
	}
	if fault.CodeOf(err) == fault.Exists {
		err = fault.At("id", fault.Invalid, "Kode “"+p.ID+"” sudah dipakai perangkat daerah lain. Tulis kode lain.")
	}
	return h.tulisPerangkat(w, r, o, ketik, err)
}

func (h *handler) tulisPerangkat(w http.ResponseWriter, r *http.Request, o sakip.Orang, ketik isian, galat error) error {
	isi := isiPerangkatBaru{Zona: []string{"WIB", "WITA", "WIT"}, Pilih: ketik["zona"], Kunci: h.NewID()}
	bidang := []bidang{
		{Nama: "nama", Label: "Nama", Petunjuk: "nama resmi, misalnya Dinas Kesehatan"},
		{Nama: "singkatan", Label: "Singkatan", Petunjuk: "boleh kosong, misalnya Dinkes"},
		{Nama: "id", Label: "Kode", Petunjuk: "bagian alamat halaman, tidak dapat diganti: huruf kecil, angka dan tanda hubung. Bila kosong mengikuti singkatan atau nama"},
	}
	g := galatDari(galat, func(f string) bool { return f == "nama" || f == "singkatan" || f == "id" })
	for _, b := range bidang {
		b.Nilai, b.Galat = ketik[b.Nama], g.Bidang[b.Nama]
		isi.Bidang = append(isi.Bidang, b)
		if len(b.Galat) > 0 {
			isi.Keliru = append(isi.Keliru, b)
		}
	}
	isi.Umum = g.Umum
	return h.tulis(w, r, statusFormulir(galat), "perangkat-baru", halaman{Judul: "Tambah perangkat daerah", Orang: &o, Isi: isi})
}

var bukanKode = regexp.MustCompile(`[^a-z0-9]+`)

// kodeAlamat makes an id of a name.
func kodeAlamat(nama string) string {
	s := strings.Trim(bukanKode.ReplaceAllString(strings.ToLower(nama), "-"), "-")
	return strings.Trim(s[:min(len(s), 60)], "-")
}

func alamatUnit(opd string) string { return "/opd/" + url.PathEscape(opd) + "/unit" }

// barisUnitBaru is how many rows for new units the form has; maksUnit how many it may send.
const barisUnitBaru, maksUnit = 3, 200

// jenisUnit are the kinds of units as people choose them.
var jenisUnit = []string{"sekretariat", "bidang", "uptd"}

// barisUnit is one unit in the form. A stored one keeps its id.
type barisUnit struct {
	No        int
	ID, Jenis string
	NamaJenis string
	Bidang    bidang
}

type isiUnit struct {
	OPD, Nama, Alamat string
	Jenis             []string
	Baris             []barisUnit
	Versi, Kunci      string
	Baru, Tersimpan   bool
	Orang             bool // may add people
	Umum              []string
	Keliru            []bidang
	Bentrok           bool
}

func namaUnitBaris(n int, kolom string) string { return "unit[" + strconv.Itoa(n) + "]." + kolom }

func (h *handler) unit(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	d, versi, err := h.Service.ProfilDiatur(r.Context(), o, r.PathValue("opd"))
	if err != nil {
		return err
	}
	isi := isiUnit{Versi: teksVersi(versi), Baru: r.URL.Query().Get("baru") == "1", Tersimpan: r.URL.Query().Get("tersimpan") == "1"}
	return h.tulisUnit(w, r, o, d, isi, isianUnit(d.Unit), nil)
}

func isianUnit(list []sakip.Unit) isian {
	out := isian{}
	for n, u := range list {
		out[namaUnitBaris(n, "id")], out[namaUnitBaris(n, "nama")], out[namaUnitBaris(n, "jenis")] = u.ID, u.Nama, u.Jenis
	}
	return out
}

// unit reads the form: the stored units stay, with what was typed over them; rows without
// a name of a new one count for nothing.
func (s isian) unit(ada []sakip.Unit) []sakip.Unit {
	out := slices.Clone(ada)
	dipakai := map[string]bool{}
	for _, u := range ada {
		dipakai[u.ID] = true
	}
	for n := range maksUnit {
		u := sakip.Unit{Nama: strings.TrimSpace(s[namaUnitBaris(n, "nama")]), Jenis: s[namaUnitBaris(n, "jenis")]}
		if id := s[namaUnitBaris(n, "id")]; id != "" {
			if i := slices.IndexFunc(out, func(x sakip.Unit) bool { return x.ID == id }); i >= 0 {
				u.ID, out[i] = id, sakip.Unit{ID: id, Nama: u.Nama, Jenis: u.Jenis}
			}
			continue
		}
		if u.Nama == "" {
			continue
		}
		kode := cmp.Or(kodeAlamat(u.Nama), "unit")
		u.ID = kode
		for i := 2; dipakai[u.ID]; i++ { // another one of the name
			u.ID = kode + "-" + strconv.Itoa(i)
		}
		dipakai[u.ID] = true
		out = append(out, u)
	}
	return out
}

func (h *handler) simpanUnit(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	form, err := httpx.ReadForm(r, batasUnit)
	if err != nil {
		return err
	}
	d, versiKini, err := h.Service.ProfilDiatur(r.Context(), o, r.PathValue("opd"))
	if err != nil {
		return err
	}
	ketik := isianForm(form)
	versi, err := ketik.versi()
	if err != nil {
		return err
	}
	req := request(r, o)
	if req.Idem, err = idem(r, form); err != nil {
		return err
	}
	d.Unit = ketik.unit(d.Unit)
	if _, err = h.Service.PutProfil(r.Context(), req, d, versi); err == nil {
		http.Redirect(w, r, alamatUnit(d.ID)+"?tersimpan=1", http.StatusSeeOther)
		return nil
	}
	if !formulirUlang(err) {
		return err
	}
	isi := isiUnit{Versi: teksVersi(versi)}
	if fault.CodeOf(err) == fault.Conflict {
		isi.Versi, isi.Bentrok = teksVersi(versiKini), true
	}
	return h.tulisUnit(w, r, o, d, isi, isianUnit(d.Unit), err)
}

// batasUnit bounds the form of an agency's units.
const batasUnit = 64 << 10

func (h *handler) tulisUnit(w http.ResponseWriter, r *http.Request, o sakip.Orang, d sakip.PerangkatDaerah, isi isiUnit, ketik isian, galat error) error {
	isi.OPD, isi.Nama, isi.Alamat, isi.Jenis, isi.Kunci = d.ID, d.Nama, alamatUnit(d.ID), jenisUnit, h.NewID()
	isi.Orang = service.Hak(service.KelolaOrang, o.Peran) != service.TidakBoleh
	g := galatDari(galat, func(f string) bool { return strings.HasPrefix(f, "unit[") && strings.HasSuffix(f, ".nama") })
	for n := range len(d.Unit) + barisUnitBaru {
		id := ketik[namaUnitBaris(n, "id")]
		b := barisUnit{No: n, ID: id, Jenis: ketik[namaUnitBaris(n, "jenis")], NamaJenis: namaUnitBaris(n, "jenis"),
			Bidang: bidang{Nama: namaUnitBaris(n, "nama"), Label: "Nama unit " + strconv.Itoa(n+1), Nilai: ketik[namaUnitBaris(n, "nama")]}}
		b.Bidang.Galat = g.Bidang[b.Bidang.Nama]
		if len(b.Bidang.Galat) > 0 {
			isi.Keliru = append(isi.Keliru, b.Bidang)
		}
		isi.Baris = append(isi.Baris, b)
	}
	isi.Umum = g.Umum
	return h.tulis(w, r, statusFormulir(galat), "unit", halaman{Judul: "Unit " + d.Nama, Orang: &o, Isi: isi})
}
