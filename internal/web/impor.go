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

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/impor"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// ruteImpor are the import of tables: send, look at what it means, confirm.
var ruteImpor = []Route{
	{"GET", tahunOPD + "/impor", service.Rencanakan, (*handler).impor, false},
	{"POST", tahunOPD + "/impor", service.Rencanakan, (*handler).unggahImpor, false},
	{"GET", tahunOPD + "/impor/{id}", service.Rencanakan, (*handler).pratinjauImpor, false},
	{"POST", tahunOPD + "/impor/{id}", service.Rencanakan, (*handler).simpanImpor, false},
	{"GET", tahunOPD + "/templat-impor/{jenis}", service.LihatOPD, (*handler).templatImpor, false},
}

// batasUnggah bounds the form with the file, in bytes: the file and its few fields.
const batasUnggah = impor.MaksBerkas + 64<<10

// barisHalaman is how many rows of a preview a page shows.
const barisHalaman = 200

var namaJenisImpor = map[impor.Jenis]string{impor.JenisIndikator: "Indikator dan target", impor.JenisRealisasi: "Realisasi indikator", impor.JenisAnggaran: "Anggaran dan realisasinya"}

// isiImpor is the page on which a table is sent.
type isiImpor struct {
	alamat
	Jenis     []jenisImpor
	Umum      []string
	Kunci     string
	Tersimpan string // what a confirmed import did
}

// Batas is the largest file that is taken, in bytes.
func (isiImpor) Batas() int { return impor.MaksBerkas }

// TerlaluBesar says what to do with a larger one.
func (isiImpor) TerlaluBesar() string {
	return "Berkas lebih dari 4 MB. Hapus lembar, baris dan gambar yang tidak diimpor, lalu unggah lagi."
}

type jenisImpor struct {
	ID       impor.Jenis
	Nama     string
	Terpilih bool
}

// Impor is the address of the import.
func (a alamat) Impor() string { return a.Halaman() + "/impor" }

// TemplatImpor is the address of a kind's workbook.
func (a alamat) TemplatImpor(j impor.Jenis) string {
	return a.Halaman() + "/templat-impor/" + string(j)
}

func daftarJenis(dipilih impor.Jenis) (out []jenisImpor) {
	for _, j := range impor.SemuaJenis {
		out = append(out, jenisImpor{j, namaJenisImpor[j], j == dipilih})
	}
	return out
}

func (h *handler) impor(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	if err := h.Service.ReadyImpor(r.Context(), o, a.OPD, a.Tahun); err != nil {
		return err
	}
	isi := isiImpor{}
	if n, err := strconv.Atoi(r.URL.Query().Get("tersimpan")); err == nil && n >= 0 {
		isi.Tersimpan = "Impor selesai: " + locale.Angka(decimal.NewFromInt(int64(n)), 0) + " baris data tersimpan."
		if n == 0 {
			isi.Tersimpan = "Tidak ada yang berubah: semua baris sudah tersimpan sebelumnya."
		}
	}
	return h.tulisImpor(w, r, o, a, isi, impor.JenisIndikator, http.StatusOK)
}

func (h *handler) tulisImpor(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, isi isiImpor, j impor.Jenis, status int) error {
	isi.alamat, isi.Jenis, isi.Kunci = a, daftarJenis(j), h.NewID()
	return h.tulis(w, r, status, "impor", halaman{Judul: "Impor " + strconv.Itoa(a.Tahun), Orang: &o, Di: &a, Skrip: skripImpor, Isi: isi})
}

// skripImpor is what the pages of the import work better with.
var skripImpor = []string{"impor.js"}

func (h *handler) unggahImpor(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	if err := h.Service.ReadyImpor(r.Context(), o, a.OPD, a.Tahun); err != nil {
		return err
	}
	form, file, err := httpx.ReadMultipart(r, batasUnggah)
	j := impor.Jenis(form.Get("jenis"))
	var b sakip.Bukti
	if err == nil {
		sum := sha256.Sum256(file.Body)
		req := request(r, o)
		if req.Idem, err = idem(r, url.Values{"kunci": form["kunci"], "jenis": form["jenis"], "sidik": {hex.EncodeToString(sum[:])}}); err == nil {
			b, err = h.Service.UploadImpor(r.Context(), req, a.OPD, a.Tahun, file.Name, file.Body)
		}
	}
	if err != nil && !formulirUlang(err) {
		return err
	}
	isi := isiImpor{Umum: semuaGalat(err)}
	if fault.CodeOf(err) == fault.TooLarge {
		isi.Umum = []string{isi.TerlaluBesar()}
	}
	pratinjau := url.Values{"jenis": {string(j)}}
	switch {
	case form.Get("cara") == "skrip" && err == nil: // the page says what happens until the preview is there
		return httpx.WriteJSON(w, http.StatusCreated, map[string]string{"alamat": a.Impor() + "/" + b.ID + "?" + pratinjau.Encode()})
	case form.Get("cara") == "skrip":
		return httpx.WriteJSON(w, httpx.Status(fault.CodeOf(err)), map[string][]string{"galat": isi.Umum})
	case err == nil:
		pratinjau.Set(sedangDibaca, "1")
		http.Redirect(w, r, a.Impor()+"/"+b.ID+"?"+pratinjau.Encode(), http.StatusSeeOther)
		return nil
	}
	return h.tulisImpor(w, r, o, a, isi, j, httpx.Status(fault.CodeOf(err)))
}

func semuaGalat(err error) (out []string) {
	for _, f := range fault.All(err) {
		out = append(out, fault.Text(f))
	}
	return out
}

func (h *handler) templatImpor(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	opsi := impor.Opsi{Jenis: impor.Jenis(r.PathValue("jenis")), PK: r.URL.Query().Get("pk"), Anggaran: r.URL.Query().Get("anggaran")}
	if !slices.Contains(impor.SemuaJenis, opsi.Jenis) {
		return fault.New(fault.NotFound, "Templat", string(opsi.Jenis))
	}
	b, err := h.Service.TemplatImpor(r.Context(), o, a.OPD, a.Tahun, opsi)
	if err != nil {
		return err
	}
	unduhan(w, jenisXLSX, namaBerkas(string(opsi.Jenis), a.OPD, a.Tahun)+".xlsx")
	w.Header().Set("Content-Length", strconv.Itoa(len(b)))
	_, _ = w.Write(b) // an error means that the reader has gone
	return nil
}

// isiPratinjauImpor is the page of what a file means.
type isiPratinjauImpor struct {
	alamat
	service.PratinjauImpor
	NamaJenis   string
	Ukuran      string
	Tampil      string // perlu or semua
	Dari        int    // first row shown, from 0
	Baris       []impor.Hasil
	Semua       int // rows under the filter
	Kolom       []kolomImpor
	Jenis       []jenisImpor
	LembarPilih []opsi
	Triwulan    []opsi
	JenisAng    []opsi
	Tersembunyi []opsi // the options again, for the form that confirms
	Kunci       string
	Umum        []string
	Perubahan   []string // what others did since the preview
	Sebelum     string   // address of the rows before, "" for none
	Sesudah     string
	SemuaRow    string // address without and with the filter
	PerluRow    string
}

type kolomImpor struct {
	impor.KolomBaca
	Nama string // of the field
	Arti []opsi
}

// awalanKolom is before the letter of a column in the names of fields.
const awalanKolom = "kolom."

// opsiImpor reads the options of a preview from its address or its form.
func opsiImpor(q url.Values) (impor.Opsi, error) {
	o := impor.Opsi{Jenis: impor.Jenis(q.Get("jenis")), Lembar: q.Get("lembar"), PK: strings.TrimSpace(q.Get("pk")), Anggaran: strings.TrimSpace(q.Get("anggaran")),
		JenisAng: sakip.JenisAnggaran(q.Get("jenis_anggaran")), Tanggal: sakip.Tanggal(q.Get("tanggal")), Nomor: strings.TrimSpace(q.Get("nomor"))}
	if s := q.Get("triwulan"); s != "" {
		n, err := sakip.ParseTriwulan(s)
		if err != nil {
			return o, err
		}
		o.Triwulan = n
	}
	for nama := range q {
		if k, ok := strings.CutPrefix(nama, awalanKolom); ok {
			if o.Peta == nil {
				o.Peta = map[string]string{}
			}
			o.Peta[k] = q.Get(nama)
		}
	}
	return o, nil
}

// sedangDibaca in the address of a preview asks for a page that says that the file is being
// read, and leads on to the preview: browsers show it until that is there.
const sedangDibaca = "sedang_dibaca"

func (h *handler) pratinjauImpor(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	if q.Has(sedangDibaca) {
		q.Del(sedangDibaca)
		u := url.URL{Path: r.URL.Path, RawQuery: q.Encode()}
		w.Header().Set("Refresh", "0; url="+u.String())
		return h.tulis(w, r, http.StatusOK, "baca-impor", halaman{Judul: "Berkas sedang dibaca", Orang: &o, Di: &a, Isi: u.String()})
	}
	opsi, err := opsiImpor(q)
	if err != nil {
		return err
	}
	p, err := h.Service.PreviewImpor(r.Context(), o, a.OPD, a.Tahun, r.PathValue("id"), opsi)
	if err != nil {
		return err
	}
	return h.tulisPratinjau(w, r, o, a, isiPratinjauImpor{PratinjauImpor: p}, q, http.StatusOK)
}

func (h *handler) simpanImpor(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	form, err := httpx.ReadForm(r, batasIsian)
	if err != nil {
		return err
	}
	opsi, err := opsiImpor(form)
	if err != nil {
		return err
	}
	req := request(r, o)
	if req.Idem, err = idem(r, form); err != nil {
		return err
	}
	p, err := h.Service.ApplyImpor(r.Context(), req, a.OPD, a.Tahun, r.PathValue("id"), opsi, form.Get("sidik"))
	switch {
	case err == nil:
		http.Redirect(w, r, a.Impor()+"?tersimpan="+strconv.Itoa(p.Simpan), http.StatusSeeOther)
		return nil
	case !formulirUlang(err):
		return err
	}
	isi := isiPratinjauImpor{Umum: semuaGalat(err)}
	if fault.CodeOf(err) == fault.Conflict {
		isi.Umum = []string{"Belum tersimpan: data tahun ini berubah sejak pratinjau dibuat. Di bawah ini pratinjau yang baru; periksa, lalu simpan lagi."}
		isi.Perubahan = h.sejak(r, o, a, form.Get("versi"))
	}
	var errLihat error
	if isi.PratinjauImpor, errLihat = h.Service.PreviewImpor(r.Context(), o, a.OPD, a.Tahun, r.PathValue("id"), opsi); errLihat != nil {
		return err
	}
	return h.tulisPratinjau(w, r, o, a, isi, form, httpx.Status(fault.CodeOf(err)))
}

// sejak says what others did to the year since a preview, for who may see it.
func (h *handler) sejak(r *http.Request, o sakip.Orang, a alamat, versi string) (out []string) {
	n, err := strconv.ParseInt(versi, 10, 64)
	if err != nil || n < 0 {
		return nil
	}
	list, err := h.Service.Audit(r.Context(), o, a.OPD, a.Tahun, n, 10)
	if err != nil {
		return nil
	}
	for _, e := range list {
		out = append(out, e.Pelaku.Nama+": "+namaPerintah(e.Perintah)+" ("+e.Objek+")")
	}
	return out
}

func (h *handler) tulisPratinjau(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, isi isiPratinjauImpor, q url.Values, status int) error {
	isi.alamat, isi.Kunci = a, h.NewID()
	p := isi.Opsi
	isi.NamaJenis, isi.Ukuran = namaJenisImpor[p.Jenis], ukuranTampil(isi.Berkas.Ukuran)
	isi.Jenis = daftarJenis(p.Jenis)
	for _, l := range isi.Lembar {
		isi.LembarPilih = append(isi.LembarPilih, opsi{l, l, l == p.Lembar})
	}
	isi.Triwulan = []opsi{{"", "– menurut kolomnya –", p.Triwulan == 0}}
	for n := 1; n <= 4; n++ {
		isi.Triwulan = append(isi.Triwulan, opsi{teksTW(n), "Triwulan " + locale.TriwulanRomawi(n), n == p.Triwulan})
	}
	for _, j := range []sakip.JenisAnggaran{sakip.AnggaranInduk, sakip.AnggaranPergeseran, sakip.AnggaranPerubahan} {
		isi.JenisAng = append(isi.JenisAng, opsi{string(j), string(j), j == p.JenisAng})
	}
	for _, k := range isi.PratinjauImpor.Kolom {
		ki := kolomImpor{KolomBaca: k, Nama: awalanKolom + k.Huruf, Arti: []opsi{{"", "– abaikan –", k.Arti == ""}}}
		for _, x := range impor.ArtiKolom(p.Jenis) {
			ki.Arti = append(ki.Arti, opsi{x.ID, x.Nama, x.ID == k.Arti})
		}
		isi.Kolom = append(isi.Kolom, ki)
	}
	isi.Tersembunyi = opsiTersembunyi(p)
	isi.saring(q)
	return h.tulis(w, r, status, "pratinjau-impor", halaman{Judul: "Pratinjau impor", Orang: &o, Di: &a, Skrip: skripImpor, Isi: isi})
}

// opsiTersembunyi are the options as fields of a form: those that people chose, and those that
// the preview found, so that what is confirmed is what was shown.
func opsiTersembunyi(o impor.Opsi) []opsi {
	out := []opsi{{Nilai: "jenis", Teks: string(o.Jenis)}, {Nilai: "lembar", Teks: o.Lembar}, {Nilai: "pk", Teks: o.PK}, {Nilai: "anggaran", Teks: o.Anggaran},
		{Nilai: "jenis_anggaran", Teks: string(o.JenisAng)}, {Nilai: "tanggal", Teks: string(o.Tanggal)}, {Nilai: "nomor", Teks: o.Nomor}}
	if o.Triwulan > 0 {
		out = append(out, opsi{Nilai: "triwulan", Teks: teksTW(o.Triwulan)})
	}
	for _, k := range slices.Sorted(maps.Keys(o.Peta)) {
		out = append(out, opsi{Nilai: awalanKolom + k, Teks: o.Peta[k]})
	}
	return out
}

// perlu tells a row that people should look at: one that changes something or is refused.
func perlu(h impor.Hasil) bool {
	return h.Keadaan != impor.Sama && h.Keadaan != impor.Lewat || h.Awas()
}

// saring picks the rows that the page shows, and the addresses of the others.
func (isi *isiPratinjauImpor) saring(q url.Values) {
	semua := isi.PratinjauImpor.Baris
	isi.Tampil = q.Get("tampil")
	if isi.Tampil != "semua" {
		isi.Tampil = "perlu"
		if !slices.ContainsFunc(semua, perlu) {
			isi.Tampil = "semua"
		}
	}
	if isi.Tampil == "perlu" {
		semua = slices.DeleteFunc(slices.Clone(semua), func(h impor.Hasil) bool { return !perlu(h) })
	}
	isi.Semua = len(semua)
	dari, err := strconv.Atoi(q.Get("dari"))
	if err != nil || dari < 0 || dari >= len(semua) {
		dari = 0
	}
	isi.Dari = dari
	isi.Baris = semua[dari:min(dari+barisHalaman, len(semua))]
	alamat := func(tampil string, dari int) string {
		v := url.Values{"tampil": {tampil}}
		for _, t := range isi.Tersembunyi {
			if t.Teks != "" || strings.HasPrefix(t.Nilai, awalanKolom) {
				v.Set(t.Nilai, t.Teks)
			}
		}
		if dari > 0 {
			v.Set("dari", strconv.Itoa(dari))
		}
		return isi.Impor() + "/" + isi.Berkas.ID + "?" + v.Encode() + "#baris"
	}
	isi.SemuaRow, isi.PerluRow = alamat("semua", 0), alamat("perlu", 0)
	if dari > 0 {
		isi.Sebelum = alamat(isi.Tampil, max(dari-barisHalaman, 0))
	}
	if dari+barisHalaman < len(semua) {
		isi.Sesudah = alamat(isi.Tampil, dari+barisHalaman)
	}
}

// Sampai is the number of the last row shown.
func (isi isiPratinjauImpor) Sampai() int { return isi.Dari + len(isi.Baris) }

// Mulai is the number of the first row shown.
func (isi isiPratinjauImpor) Mulai() int { return min(isi.Dari+1, isi.Semua) }

// Boleh tells whether there is something to save.
func (isi isiPratinjauImpor) Boleh() bool { return isi.Simpan > 0 && len(isi.Galat) == 0 }

// namaKeadaan and tandaKeadaan say by word and by shape what becomes of a row.
var namaKeadaan = map[impor.Keadaan]string{impor.Baru: "baru", impor.Berubah: "berubah", impor.Sama: "sama", impor.Ditolak: "ditolak", impor.Dihapus: "dihapus", impor.Lewat: "dilewati"}
var tandaKeadaan = map[impor.Keadaan]string{impor.Baru: "+", impor.Berubah: "→", impor.Sama: "=", impor.Ditolak: "×", impor.Dihapus: "−", impor.Lewat: "·"}

// N counts the rows of a state.
func (isi isiPratinjauImpor) N(k impor.Keadaan) int { return isi.Banyak[k] }
