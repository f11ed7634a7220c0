package web

import (
	"net/http"
	"slices"
	"strconv"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// ruteRencana are the planning pages. {jenis} is a word of jenisRencanaSemua.
var ruteRencana = []Route{
	{"GET", tahunOPD + "/rencana", service.LihatOPD, (*handler).rencana, false},
	{"POST", tahunOPD + "/rencana/mulai", service.Rencanakan, (*handler).mulaiTahun, false},
	{"GET", tahunOPD + "/rencana/profil", service.LihatOPD, (*handler).profil, false},
	{"POST", tahunOPD + "/rencana/profil", service.AturOPD, (*handler).profil, false},
	{"GET", tahunOPD + "/rencana/renstra", service.LihatOPD, (*handler).renstra, false},
	{"POST", tahunOPD + "/rencana/renstra", service.AturOPD, (*handler).renstra, false},
	{"GET", tahunOPD + "/rencana/{jenis}", service.LihatOPD, (*handler).daftarRencana, false},
	{"GET", tahunOPD + "/rencana/{jenis}/{id}", service.LihatOPD, (*handler).satuRencana, false},
	{"POST", tahunOPD + "/rencana/{jenis}/{id}", service.Rencanakan, (*handler).satuRencana, false},
	{"GET", tahunOPD + "/rencana/tambah/{jenis}", service.LihatOPD, (*handler).tambahRencana, false},
	{"POST", tahunOPD + "/rencana/tambah/{jenis}", service.Rencanakan, (*handler).tambahRencana, false},
	{"POST", tahunOPD + "/rencana/{jenis}/{id}/hapus", service.Rencanakan, (*handler).hapusRencana, false},
	{"GET", tahunOPD + "/rencana/perjanjian/{id}/banding", service.LihatOPD, (*handler).bandingPerjanjian, false},
	{"GET", tahunOPD + "/rencana/perjanjian/{id}/tanda-tangan", service.LihatOPD, lembarSatu((*handler).lembarTandaTangan), false},
	{"POST", tahunOPD + "/rencana/perjanjian/{id}/tanda-tangan", service.TandaTangani, lembarSatu((*handler).lembarTandaTangan), false},
	{"GET", tahunOPD + "/rencana/perjanjian/{id}/buka", service.LihatOPD, lembarSatu((*handler).lembarBuka), false},
	{"POST", tahunOPD + "/rencana/perjanjian/{id}/buka", service.BukaKembali, lembarSatu((*handler).lembarBuka), false},
	{"GET", tahunOPD + "/rencana/rekomendasi/{id}/hasil", service.LihatOPD, lembarSatu((*handler).lembarHasil), false},
	{"POST", tahunOPD + "/rencana/rekomendasi/{id}/hasil", service.TindakRekomendasi, lembarSatu((*handler).lembarHasil), false},
}

// jenisRencana is a kind of planning row with its pages. kunci is nil for what is not
// deleted, and baru false for what is not made by itself.
type jenisRencana struct {
	daftar func(*handler, konteks) isiDaftar
	lembar func(*handler, konteks, string) (lembarRencana, error) // "" is a new one
	baru   bool
	kunci  func(string) (service.Baris, error)
}

func selalu(f func(string) service.Baris) func(string) (service.Baris, error) {
	return func(id string) (service.Baris, error) { return f(id), nil }
}

// jenisRencanaSemua are the kinds by their word in addresses.
var jenisRencanaSemua = map[string]jenisRencana{
	"indikator":  {(*handler).daftarIndikator, (*handler).lembarIndikator, true, selalu(service.BarisIndikator)},
	"perjanjian": {(*handler).daftarPerjanjian, (*handler).lembarPerjanjian, true, selalu(service.BarisPerjanjian)},
	"aksi":       {(*handler).daftarAksi, (*handler).lembarAksi, false, nil},
	"pembanding": {(*handler).daftarPembanding, (*handler).lembarPembanding, true, selalu(service.BarisPembanding)},
	"fakta":      {(*handler).daftarFakta, (*handler).lembarFakta, true, selalu(service.BarisFakta)},
	"narasi":     {(*handler).daftarNarasi, (*handler).lembarNarasi, false, selalu(service.BarisNarasi)},
	"rekomendasi": {(*handler).daftarRekomendasi, (*handler).lembarRekomendasi, true, func(id string) (service.Baris, error) {
		n, err := noRekomendasi(id)
		return service.BarisRekomendasi(n), err
	}},
}

func jenisDari(r *http.Request) (jenisRencana, error) {
	j, ok := jenisRencanaSemua[r.PathValue("jenis")]
	if !ok {
		return j, fault.New(fault.NotFound, "Halaman rencana", r.PathValue("jenis"))
	}
	return j, nil
}

// Tables that list a year's planning rows.

type isiDaftar struct {
	alamat
	Judul, Petunjuk string
	Remah           []remah
	Kolom           []kolomDaftar
	Baris           []barisRencana
	Tambah          string // address of a new one; "" for who may not
	Impor           string // address at which a table of them is brought; "" for none
	Satu            string
	Dihapus         bool
	Tersimpan       bool
	Tinjauan        *isiTinjauan // of the new one that was just saved
}

type kolomDaftar struct {
	Teks  string
	Angka bool
}

type barisRencana struct {
	Kode, Teks, Alamat string
	Sel                []selDaftar
}

type selDaftar struct {
	Teks   string
	Angka  bool
	Kurang string // what is missing, said instead
}

func (h *handler) daftarRencana(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	j, err := jenisDari(r)
	if err != nil {
		return err
	}
	k, err := h.konteksTahun(r, o)
	if err != nil {
		return err
	}
	d := j.daftar(h, k)
	d.alamat, d.Remah = k.alamat, k.remah()
	d.Dihapus, d.Tersimpan = r.URL.Query().Get("dihapus") == "1", r.URL.Query().Get("tersimpan") == "1"
	if id := r.URL.Query().Get("baru"); d.Tersimpan && id != "" {
		if l, err := j.lembar(h, k, id); err == nil {
			if d.Tinjauan, err = h.tinjauanTersimpan(r, o, k.alamat, 4, l.perihal); err != nil {
				return err
			}
		}
	}
	if j.baru && k.boleh(service.Rencanakan) {
		d.Tambah = k.Rencana("tambah", r.PathValue("jenis"))
		if r.PathValue("jenis") == "indikator" {
			d.Impor = k.Halaman() + "/impor"
		}
	}
	return h.tulis(w, r, http.StatusOK, "daftar-rencana", halaman{Judul: d.Judul, Orang: &o, Di: &k.alamat, Isi: d})
}

func (h *handler) satuRencana(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	j, err := jenisDari(r)
	if err != nil {
		return err
	}
	return lembarSatu(j.lembar)(h, w, r, o)
}

// lembarSatu shows and takes the form of what an address names.
func lembarSatu(lembar func(*handler, konteks, string) (lembarRencana, error)) func(*handler, http.ResponseWriter, *http.Request, sakip.Orang) error {
	return func(h *handler, w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
		k, err := h.konteksTahun(r, o)
		if err != nil {
			return err
		}
		l, err := lembar(h, k, r.PathValue("id"))
		if err != nil {
			return err
		}
		return h.bukaAtauTerima(w, l)
	}
}

func (h *handler) tambahRencana(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	j, err := jenisDari(r)
	if err != nil {
		return err
	}
	if !j.baru {
		return fault.New(fault.NotFound, "Halaman rencana", r.PathValue("jenis"))
	}
	k, err := h.konteksTahun(r, o)
	if err != nil {
		return err
	}
	l, err := j.lembar(h, k, "")
	if err != nil {
		return err
	}
	l.ke = k.Rencana(r.PathValue("jenis"))
	return h.bukaAtauTerima(w, l)
}

// hapusRencana deletes a row; when that is refused the row's form says why.
func (h *handler) hapusRencana(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	j, err := jenisDari(r)
	if err != nil {
		return err
	}
	if j.kunci == nil {
		return fault.New(fault.NotFound, "Halaman rencana", r.PathValue("jenis"))
	}
	form, err := httpx.ReadForm(r, batasKecil)
	if err != nil {
		return err
	}
	k, err := h.konteksTahun(r, o)
	if err != nil {
		return err
	}
	key, err := j.kunci(r.PathValue("id"))
	if err != nil {
		return err
	}
	err = h.hapusBaris(k, key, form)
	if err == nil {
		http.Redirect(w, r, k.Rencana(r.PathValue("jenis"))+"?dihapus=1", http.StatusSeeOther)
		return nil
	}
	if !formulirUlang(err) {
		return err
	}
	l, errLembar := j.lembar(h, k, r.PathValue("id"))
	if errLembar != nil {
		return err
	}
	data, errIsi := urai(l.awal)
	if errIsi != nil {
		return errIsi
	}
	s := tuang(semuaUraian(l.bagian(isian{})), data)
	s = tuang(semuaUraian(l.bagian(s)), data)
	return h.tulisLembarRencana(w, l, s, l.versi, err)
}

func (h *handler) hapusBaris(k konteks, key service.Baris, form map[string][]string) error {
	versi, err := versiForm(isianForm(form)["versi_data"])
	if err != nil {
		return err
	}
	req := request(k.r, k.o)
	if req.Idem, err = idemRencana(k.r, form); err != nil {
		return err
	}
	_, err = h.Service.DeleteBaris(k.r.Context(), req, k.OPD, k.Tahun, key, versi)
	return err
}

// isiRencana is the overview of a year's plan.
type isiRencana struct {
	alamat
	Nama    string
	Dimulai bool
	Bisa    bool
	Langkah []langkahRencana
	Lalu    []int // years whose indicators a new one may begin with
	Lain    []int // years that were begun
	Berikut int   // the next year, when it was not begun yet; else 0
	Kunci   string
	Galat   []string
}

// langkahRencana is one step of planning and where it stands.
type langkahRencana struct {
	Judul, Alamat string
	Keadaan       string // sudah, sebagian, belum; bila perlu for what a year may do without
	Teks          string
	Berikut       bool // the first that lacks something
}

func (h *handler) rencana(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	return h.tulisRencana(w, r, o, nil)
}

func (h *handler) tulisRencana(w http.ResponseWriter, r *http.Request, o sakip.Orang, galat error) error {
	k, err := h.konteksOPD(r, o)
	if err != nil {
		return err
	}
	isi := isiRencana{alamat: k.alamat, Nama: k.d.OPD.Nama, Dimulai: k.dimulai(), Bisa: k.boleh(service.Rencanakan), Kunci: h.NewID()}
	for _, f := range fault.All(galat) {
		isi.Galat = append(isi.Galat, fault.Text(f))
	}
	isi.Lain, err = h.tahunOPD(r, o, k.OPD)
	if err != nil {
		return err
	}
	for _, n := range slices.Backward(isi.Lain) {
		if n < k.Tahun {
			isi.Lalu = append(isi.Lalu, n)
		}
	}
	if n := k.Tahun + 1; k.dimulai() && !slices.Contains(isi.Lain, n) && sakip.ValidasiTahun("tahun", n) == nil {
		isi.Berikut = n
	}
	if isi.Dimulai {
		isi.Langkah = h.langkahTahun(k)
	} else {
		isi.Langkah = h.langkahOPD(k)
	}
	if n := slices.IndexFunc(isi.Langkah, func(l langkahRencana) bool { return l.Keadaan == "belum" || l.Keadaan == "sebagian" }); n >= 0 {
		isi.Langkah[n].Berikut = true
	}
	return h.tulis(w, r, statusFormulir(galat), "rencana", halaman{Judul: "Rencana " + strconv.Itoa(k.Tahun), Orang: &o, Di: &k.alamat, Kosong: !k.dimulai(), Isi: isi})
}

// tahunOPD are the years that an agency has.
func (h *handler) tahunOPD(r *http.Request, o sakip.Orang, opd string) ([]int, error) {
	semua, err := h.Service.DaftarOPD(r.Context(), o)
	if err != nil {
		return nil, err
	}
	for _, x := range semua {
		if x.ID == opd {
			return x.Tahun, nil
		}
	}
	return nil, nil
}

// langkahOPD are the steps that come before any year.
func (h *handler) langkahOPD(k konteks) []langkahRencana {
	d := k.d
	profil := langkahRencana{Judul: "Profil, unit dan pejabat", Alamat: k.Rencana("profil"), Keadaan: "sudah",
		Teks: strconv.Itoa(len(d.OPD.Unit)) + " unit, " + strconv.Itoa(len(d.OPD.Pejabat)) + " pejabat."}
	_, kepala := d.OPD.Kepala(h.hariIni(d.OPD))
	switch {
	case len(d.OPD.Unit) == 0 && len(d.OPD.Pejabat) == 0:
		profil.Keadaan, profil.Teks = "belum", "Belum ada unit dan pejabat."
	case len(d.OPD.Unit) == 0:
		profil.Keadaan, profil.Teks = "sebagian", "Belum ada unit; tanpa unit tidak ada yang bertanggung jawab atas indikator."
	case !kepala:
		profil.Keadaan, profil.Teks = "sebagian", profil.Teks+" Hari ini tidak ada kepala, Plt. atau Plh. yang tercatat."
	}
	renstra := langkahRencana{Judul: "Renstra", Alamat: k.Rencana("renstra"), Keadaan: "sudah",
		Teks: strconv.Itoa(len(d.Renstra.Tujuan)) + " tujuan, " + strconv.Itoa(len(d.Renstra.Sasaran)) + " sasaran, " + strconv.Itoa(len(d.Renstra.Kolom)) + " indikator bertarget."}
	switch {
	case k.versi[service.BarisRenstra()] == 0:
		renstra.Keadaan, renstra.Teks = "belum", "Belum ada. Indikator kinerja utama memerlukan sasaran Renstra."
	case len(d.Renstra.Sasaran) == 0:
		renstra.Keadaan, renstra.Teks = "sebagian", "Belum ada sasaran."
	case k.Tahun < d.Renstra.TahunAwal || k.Tahun > d.Renstra.TahunAkhir:
		renstra.Keadaan, renstra.Teks = "sebagian", "Renstra "+strconv.Itoa(d.Renstra.TahunAwal)+"–"+strconv.Itoa(d.Renstra.TahunAkhir)+" tidak memuat tahun "+strconv.Itoa(k.Tahun)+"."
	default:
		if n := ikuTanpaTargetAkhir(d); n > 0 {
			renstra.Keadaan, renstra.Teks = "sebagian", renstra.Teks+" "+strconv.Itoa(n)+" IKU belum punya target akhir Renstra."
		}
	}
	return []langkahRencana{profil, renstra}
}

// ikuTanpaTargetAkhir counts the IKU whose progress towards the Renstra cannot be told.
func ikuTanpaTargetAkhir(d sakip.DataTahun) int {
	n := 0
	for _, i := range d.Indikator {
		if i.Tingkat == sakip.TingkatSasaran && !slices.ContainsFunc(d.Renstra.Kolom, func(k sakip.KolomRenstra) bool {
			return k.Indikator == i.Kunci && k.Akhir != nil
		}) {
			n++
		}
	}
	return n
}

// langkahTahun are all steps of planning a year.
func (h *handler) langkahTahun(k konteks) []langkahRencana {
	out := append(h.langkahOPD(k), langkahIndikator(k), langkahAnggaran(k), langkahTautan(k), langkahPerjanjian(k), langkahAksi(k))
	d := k.d
	lain := func(judul, jenis string, n int, satu string) langkahRencana {
		l := langkahRencana{Judul: judul, Alamat: k.Rencana(jenis), Keadaan: "sudah", Teks: strconv.Itoa(n) + " " + satu + "."}
		if n == 0 {
			l.Keadaan, l.Teks = "bila perlu", "Belum ada; diisi bila laporan memerlukannya."
		}
		return l
	}
	out = append(out, lain("Tabel pembanding", "pembanding", len(d.Pembanding), "tabel"), lain("Fakta pendukung", "fakta", len(d.Fakta), "fakta"),
		lain("Rekomendasi evaluasi", "rekomendasi", len(d.Rekomendasi), "rekomendasi"))
	return append(out, langkahNarasi(k))
}

func langkahIndikator(k konteks) langkahRencana {
	d := k.d
	l := langkahRencana{Judul: "Indikator", Alamat: k.Rencana("indikator"), Keadaan: "sudah"}
	iku, tanpaUnit := 0, 0
	terukur := map[string]bool{}
	for _, i := range d.Indikator {
		if i.Tingkat == sakip.TingkatSasaran {
			iku++
			terukur[i.Induk] = true
		}
		if i.PenanggungJawab == "" {
			tanpaUnit++
		}
	}
	tanpa := 0
	for _, s := range d.Renstra.Sasaran {
		if !terukur[s.ID] {
			tanpa++
		}
	}
	l.Teks = strconv.Itoa(len(d.Indikator)) + " indikator, " + strconv.Itoa(iku) + " di antaranya IKU."
	switch {
	case len(d.Indikator) == 0:
		l.Keadaan, l.Teks = "belum", "Belum ada. Tambah satu per satu, atau impor sekaligus dari lembar kerja."
	case tanpa > 0:
		l.Keadaan, l.Teks = "sebagian", l.Teks+" "+strconv.Itoa(tanpa)+" sasaran belum punya IKU."
	case tanpaUnit > 0:
		l.Keadaan, l.Teks = "sebagian", l.Teks+" "+strconv.Itoa(tanpaUnit)+" belum punya unit penanggung jawab."
	}
	return l
}

func langkahAnggaran(k konteks) langkahRencana {
	l := langkahRencana{Judul: "Anggaran", Alamat: k.Halaman() + "/pagu", Keadaan: "sudah", Teks: strconv.Itoa(len(k.d.Anggaran)) + " versi anggaran."}
	if len(k.d.Anggaran) == 0 {
		l.Keadaan, l.Teks = "belum", "Belum ada versi anggaran. Buat versi induk, atau impor dari DPA, SIPD atau lembar kerja."
	}
	return l
}

// langkahTautan is which IKU have a budget: what has none counts in no efficiency.
func langkahTautan(k konteks) langkahRencana {
	l := langkahRencana{Judul: "Tautan anggaran", Alamat: k.Halaman() + "/tautan-anggaran", Keadaan: "sudah"}
	iku, tertaut := 0, 0
	for _, i := range k.d.Indikator {
		if i.Tingkat != sakip.TingkatSasaran {
			continue
		}
		iku++
		if len(i.Anggaran) > 0 {
			tertaut++
		}
	}
	l.Teks = strconv.Itoa(tertaut) + " dari " + strconv.Itoa(iku) + " IKU ditautkan ke anggaran."
	switch {
	case tertaut == 0:
		l.Keadaan = "belum"
	case tertaut < iku:
		l.Keadaan = "sebagian"
	}
	return l
}

func langkahPerjanjian(k konteks) langkahRencana {
	d := k.d
	l := langkahRencana{Judul: "Perjanjian Kinerja", Alamat: k.Rencana("perjanjian"), Keadaan: "sudah"}
	p, ada := perjanjianTerakhir(d)
	draf := 0
	for _, v := range d.Perjanjian {
		if !v.Ditandatangani {
			draf++
		}
	}
	switch {
	case !ada:
		l.Keadaan, l.Teks = "belum", "Belum ada versi induk."
	case !p.Ditandatangani:
		l.Keadaan, l.Teks = "sebagian", "Versi "+p.Versi+" masih draf; tanda tangani supaya berlaku."
	case draf > 0:
		l.Keadaan, l.Teks = "sebagian", "Versi "+p.Versi+" berlaku; "+strconv.Itoa(draf)+" versi masih draf."
	default:
		l.Teks = "Versi " + p.Versi + " ditandatangani " + hariTeks(p.Tanggal) + "."
	}
	return l
}

func langkahAksi(k konteks) langkahRencana {
	d := k.d
	l := langkahRencana{Judul: "Rencana aksi", Alamat: k.Rencana("aksi"), Keadaan: "sudah"}
	lengkap, perlu := 0, 0
	for _, i := range d.Indikator {
		if i.Tingkat != sakip.TingkatSasaran {
			continue
		}
		perlu++
		if semua, _ := k.rencanaTahun(i.ID); !slices.ContainsFunc(semua[:], sakip.RencanaAksi.Kosong) {
			lengkap++
		}
	}
	l.Teks = strconv.Itoa(lengkap) + " dari " + strconv.Itoa(perlu) + " IKU punya rencana keempat triwulan."
	switch {
	case len(d.RencanaAksi) == 0:
		l.Keadaan = "belum"
	case lengkap < perlu:
		l.Keadaan = "sebagian"
	}
	return l
}

// mulaiTahun begins a year, with the indicators of another or with none.
func (h *handler) mulaiTahun(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	form, err := httpx.ReadForm(r, batasKecil)
	if err != nil {
		return err
	}
	dari := 0
	if s := form.Get("dari"); s != "" {
		if dari, err = strconv.Atoi(s); err != nil {
			return fault.At("dari", fault.Unknown, "Tahun", s)
		}
	}
	req := request(r, o)
	if req.Idem, err = idemRencana(r, form); err != nil {
		return err
	}
	_, err = h.Service.StartTahun(r.Context(), req, a.OPD, a.Tahun, dari)
	if err != nil && formulirUlang(err) {
		return h.tulisRencana(w, r, o, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, a.Rencana(), http.StatusSeeOther)
	return nil
}
