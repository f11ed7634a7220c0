package web

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strconv"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// batasRencana bounds a planning form in bytes: the largest is a benchmark table or a
// Renstra of some hundred rows.
const batasRencana = 1 << 20

// konteks is what every planning page works with.
type konteks struct {
	alamat
	o sakip.Orang
	r *http.Request
	d sakip.DataTahun // the agency's own data alone where the year was not begun

	versi map[service.Baris]int64 // of the year's rows; of the agency's set by konteksOPD
	meta  int64                   // 0 where the year was not begun
}

// Rencana is the address of a planning page.
func (a alamat) Rencana(bagian ...string) string {
	s := a.Halaman() + "/rencana"
	for _, b := range bagian {
		s += "/" + url.PathEscape(b)
	}
	return s
}

// konteksTahun reads the agency-year that a planning page is about.
func (h *handler) konteksTahun(r *http.Request, o sakip.Orang) (konteks, error) {
	a, err := alamatDari(r)
	if err != nil {
		return konteks{}, err
	}
	t, err := h.Service.Tahun(r.Context(), o, a.OPD, a.Tahun)
	return konteks{alamat: a, o: o, r: r, d: t.Data, versi: t.Versi, meta: t.Meta.Versi}, err
}

// konteksOPD is konteksTahun for what the agency has over the years, and for a year that
// was not begun.
func (h *handler) konteksOPD(r *http.Request, o sakip.Orang) (konteks, error) {
	a, err := alamatDari(r)
	if err != nil {
		return konteks{}, err
	}
	opd, err := h.Service.OPD(r.Context(), o, a.OPD)
	if err != nil {
		return konteks{}, err
	}
	k, err := h.konteksTahun(r, o)
	if fault.CodeOf(err) == fault.NotFound {
		k = konteks{alamat: a, o: o, r: r, d: sakip.DataTahun{Tahun: a.Tahun, Kebijakan: sakip.KebijakanBerlaku(opd.Kebijakan, a.Tahun)}}
	} else if err != nil {
		return k, err
	}
	// The agency's data are those whose versions stand beside them.
	versi := maps.Clone(opd.Versi)
	maps.Copy(versi, k.versi)
	k.d.OPD, k.d.Renstra, k.versi = opd.Profil, opd.Renstra, versi
	return k, nil
}

// dimulai tells whether the year has anything.
func (k konteks) dimulai() bool { return k.meta > 0 }

// boleh tells whether a person who may see the agency may do something there.
func (k konteks) boleh(a service.Aksi) bool {
	l := service.Hak(a, k.o.Peran)
	return l == service.KabupatenSendiri || l == service.OPDSendiri && k.o.OPD == k.OPD
}

// remah is one step of the way to a page.
type remah struct{ Teks, Alamat string }

func (k konteks) remah(lagi ...remah) []remah {
	return append([]remah{{"Rencana " + strconv.Itoa(k.Tahun), k.Rencana()}}, lagi...)
}

// perbaruiPilihan is what the button says where rows of one list are choices of another.
const perbaruiPilihan = "Perbarui pilihan"

// lembarRencana is one planning form: what it holds, who may change it, how it is saved.
type lembarRencana struct {
	konteks
	template string // "" is the plain one
	judul    string
	anak     string
	tujuan   string // address that the form is sent to
	ke       string // address after saving; "" is tujuan
	remah    []remah
	bagian   func(isian) []bagianUraian // the parts follow from what was typed
	awal     []byte                     // what is stored, or what a new one begins with
	versi    string
	aksi     service.Aksi
	terkunci string // why nobody changes it; "" for what may be changed
	hapus    string // address at which it is deleted; "" for what is not
	tombol   string
	perbarui string            // what a button says that draws the form anew and saves nothing; "" for none
	siap     func(isian) isian // what is done to the fields before they are read
	simpan   func(*service.Service, service.Request, []byte, string) error
	sesudah  func(service.Bentrok) ([]byte, string, error) // what lies there now, and the version to send next
	perihal  func(review.Temuan) bool                      // which findings are about it; nil for what is not reviewed
	kode     string                                        // the field that names a new one
	tinjauan *isiTinjauan
	lain     any             // the page's own
	lainDari func(isian) any // lain, where it follows from what was typed
}

// isiFormulir is a form as its page is drawn.
type isiFormulir struct {
	alamat
	Judul, Anak string
	Remah       []remah
	Tujuan      string
	Bagian      []bagianTampil
	Versi       string
	Kunci       string
	Umum        []string
	Keliru      []bidang
	KirimLain   bool
	Bentrok     *bentrokTampil
	Tersimpan   bool
	Bisa        bool
	Terkunci    string
	Hapus       string
	Tombol      string
	Perbarui    string
	Tinjau      bool // it is reviewed as it is typed
	Tinjauan    *isiTinjauan
	Lain        any
}

type bagianTampil struct {
	ID, Judul, Petunjuk string
	Isi                 []isianTampil
}

// bisa tells whether the reader may change what the form holds.
func (l lembarRencana) bisa() bool { return l.terkunci == "" && l.boleh(l.aksi) }

// buka shows a form with what is stored.
func (h *handler) buka(w http.ResponseWriter, l lembarRencana) error {
	data, err := urai(l.awal)
	if err != nil {
		return err
	}
	// The parts follow from the fields, which only the parts can fill: twice is enough, as no
	// field of a part decides on another part that decides.
	s := tuang(semuaUraian(l.bagian(isian{})), data)
	s = tuang(semuaUraian(l.bagian(s)), data)
	if l.versi != "0" && l.dimulai() {
		if l.tinjauan, err = h.tinjauanTersimpan(l.r, l.o, l.alamat, 4, l.perihal); err != nil {
			return err
		}
	}
	return h.tulisLembarRencana(w, l, s, l.versi, nil)
}

// ditinjau tells whether a form is reviewed: the year it is for must be there.
func (l lembarRencana) ditinjau() bool { return l.perihal != nil && l.dimulai() && l.bisa() }

// terima takes a form that was sent: a button of a list changes its rows, one reviews what
// was typed, any other saves.
func (h *handler) terima(w http.ResponseWriter, l lembarRencana) error {
	form, err := httpx.ReadForm(l.r, batasRencana)
	if err != nil {
		return err
	}
	s := isianForm(form)
	if l.siap != nil {
		s = l.siap(s)
	}
	if perintah := s["baris"]; perintah != "" && l.bisa() {
		return h.tulisLembarRencana(w, l, s.gantiBaris(perintah), s["versi_data"], nil)
	}
	us := semuaUraian(l.bagian(s))
	rapi := rapikan(us, s)
	if cara := s[bidangTinjau]; cara != "" { // whoever sends it, nothing is saved
		l.tinjauan, err = h.tinjau(w, l.r, l.o, l.alamat, l.perihal, func(h *handler) error { return h.kirimRencana(l, us, rapi, form) })
		if cara == tinjauBagian || err != nil && !formulirUlang(err) {
			return h.tulisTinjauan(w, l.r, l.tinjauan, err)
		}
		return h.tulisLembarRencana(w, l, s, s["versi_data"], err)
	}
	err = h.kirimRencana(l, us, rapi, form)
	switch {
	case err == nil:
		tersimpan := "?tersimpan=1"
		if l.kode != "" && l.versi == "0" {
			tersimpan += "&baru=" + url.QueryEscape(s[l.kode])
		}
		http.Redirect(w, l.r, cmp.Or(l.ke, l.tujuan)+tersimpan, http.StatusSeeOther)
		return nil
	case !formulirUlang(err):
		return err
	}
	return h.tulisLembarRencana(w, l, rapi, s["versi_data"], err)
}

// kirimRencana is the one call of the service that a form makes.
func (h *handler) kirimRencana(l lembarRencana, us []gambaran, s isian, form url.Values) error {
	req := request(l.r, l.o)
	if !l.bisa() {
		return l.simpan(h.Service, req, l.awal, l.versi) // who may not is told so, not what is wrong with the fields
	}
	var faults fault.List
	baru := baca(us, s, "", &faults)
	var err error
	req.Idem, err = idemRencana(l.r, form)
	faults.Add("", err)
	if err := faults.Err(); err != nil {
		return err
	}
	lama, err := urai(l.awal)
	if err != nil {
		return err
	}
	raw, err := json.Marshal(tindih(us, lama, baru))
	if err != nil {
		return fault.Wrap(fault.Internal, err)
	}
	return l.simpan(h.Service, req, raw, form.Get("versi_data"))
}

// idemRencana is idem of a planning form, whose key has another name: an indicator's kunci
// is a field of its own.
func idemRencana(r *http.Request, form url.Values) (*service.Idem, error) {
	f := maps.Clone(form)
	f["kunci"], f["isian_kunci"] = form["kunci_kirim"], form["kunci"]
	delete(f, "kunci_kirim")
	return idem(r, f)
}

// tulisLembarRencana draws a form with what was typed and what is wrong with it.
func (h *handler) tulisLembarRencana(w http.ResponseWriter, l lembarRencana, s isian, versi string, galat error) error {
	bagian := l.bagian(s)
	us := semuaUraian(bagian)
	g := galatUraian(galat, us, s)
	isi := isiFormulir{alamat: l.alamat, Judul: l.judul, Anak: l.anak, Remah: l.remah, Tujuan: l.tujuan, Versi: versi, Kunci: h.NewID(), Umum: g.Umum,
		KirimLain: fault.CodeOf(galat) == fault.IdemReused, Tersimpan: galat == nil && l.r.Method == http.MethodGet && l.r.URL.Query().Get("tersimpan") == "1",
		Bisa: l.bisa(), Terkunci: l.terkunci, Hapus: l.hapus, Tombol: cmp.Or(l.tombol, "Simpan"), Perbarui: l.perbarui, Tinjau: l.ditinjau(), Tinjauan: l.tinjauan, Lain: l.lain}
	if l.lainDari != nil {
		isi.Lain = l.lainDari(s)
	}
	for n, b := range bagian {
		t := bagianTampil{ID: "bagian-" + teksVersi(int64(n+1)), Judul: b.judul, Petunjuk: b.petunjuk, Isi: tampil(b.isi, s, "", g.Bidang)}
		sebutDaerah(t.Isi, b.judul)
		isi.Bagian = append(isi.Bagian, t)
		kunjungi(t.Isi, "", func(x isianTampil, label string) {
			if len(x.Galat) > 0 {
				isi.Keliru = append(isi.Keliru, bidang{Nama: x.Nama, Label: label, Galat: x.Galat})
			}
		})
	}
	if b, ok := bentrokDari(galat); ok {
		// Both values are on the page now: sending again decides between them.
		data, berikut := []byte(b.Kini), teksVersi(b.Versi)
		if l.sesudah != nil {
			var err error
			if data, berikut, err = l.sesudah(b); err != nil {
				return err
			}
		}
		kini, err := urai(data)
		if err != nil {
			return err
		}
		isi.Versi = berikut
		isi.Bentrok = &bentrokTampil{Hilang: b.Versi == 0, Baris: bandingkanFormulir(us, tuang(us, kini), s)}
	}
	return h.tulis(w, l.r, statusFormulir(galat), cmp.Or(l.template, "formulir"), halaman{Judul: l.judul, Orang: &l.o, Di: &l.alamat, Kosong: !l.dimulai(), Skrip: []string{"baris.js", "tinjau.js"}, Isi: isi})
}

// versiForm reads the version that a form was opened with.
func versiForm(teks string) (int64, error) {
	v, err := isian{"versi": teks}.versi()
	if err != nil {
		return 0, fault.At("versi_data", fault.Invalid, fault.All(err)[0].Args...)
	}
	return v, nil
}

// raw is a noun's JSON in the shape of the store.
func raw(v any) []byte {
	b, _ := json.Marshal(v) // a shape of wire has a JSON form
	return b
}

// dariJSON reads the JSON of a form as a shape; what the shape does not have is a fault of
// the program.
func dariJSON[W any](b []byte) (W, error) {
	var w W
	if err := json.Unmarshal(b, &w); err != nil {
		return w, fault.Wrap(fault.Internal, err)
	}
	return w, nil
}

// simpanBentuk makes of a form's JSON a noun and puts it.
func simpanBentuk[W interface{ Domain(*fault.List) D }, D any](put func(*service.Service, service.Request, D, int64) (int64, error)) func(*service.Service, service.Request, []byte, string) error {
	return func(s *service.Service, req service.Request, b []byte, versi string) error {
		var l fault.List
		v, err := versiForm(versi)
		l.Add("", err)
		w, err := dariJSON[W](b)
		if err != nil {
			return err
		}
		d := w.Domain(&l)
		if err := l.Err(); err != nil {
			return err
		}
		_, err = put(s, req, d, v)
		return err
	}
}
