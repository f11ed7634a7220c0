package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
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

// isiSubLKE is the page of one sub-komponen: its criteria as a form, or to be read.
type isiSubLKE struct {
	alamat
	Sub              sakip.SubKomponenLKE
	Komponen         string
	KomponenID       string
	Dimensi, Bobot   string
	Keadaan          string // where the sheet stands
	Tersimpan        bool
	Diisikan         string // what a button filled in without saving
	Gagal            string // that nothing, or not all, was saved
	Umum             []string
	Keliru           []bidang
	KirimLain        bool
	Bentrok          *bentrokTampil
	Pengubah         string // who changed what meanwhile
	Sebelum, Sesudah *tautanTeks
	Nilai            []nilaiTampil
	Gradasi          []gradasiTampil
	Bisa             bool
	Alamat, Kunci    string
	BanyakUsul       int
	Butir            []kriteriaTampil
	Klaim            *klaimTampil
	KlaimBaca        []string
	Tutup            string // why there is no form
	Bukti            []barisBukti
	FormBukti        *formBuktiLKE
	BuktiTerkirim    bool

	typed, bukti      isian // of the criteria's form, and of that for a file
	galat, galatBukti error
}

type gradasiTampil struct{ Nama, Nilai, Uraian string }

// kriteriaTampil is one criterion. Names of its fields begin with its id.
type kriteriaTampil struct {
	sakip.Kriteria
	Contoh   string
	Usul     *usulTampil
	Lain     *pihakTampil // the other side's answer, beside the form
	Pihak    []pihakTampil
	Asal     bidang // the version that the form was opened with
	Jawaban  bidang
	Pilihan  []radioTampil
	Catatan  bidang
	Berkas   []opsiTampil
	AdaBukti int
	Saran    []saranForm
	Terbaca  []saranTampil
}

type radioTampil struct {
	ID, Nama, Nilai, Teks string
	Dipilih, Usul         bool
}

// usulTampil is what the data prove of a criterion, with links to what shows it.
type usulTampil struct {
	Kata  string
	Fakta []faktaTampil
}

type faktaTampil struct {
	Teks   string
	Cukup  bool
	Sebut  string
	Alamat string
}

// pihakTampil is an answer to be read.
type pihakTampil struct {
	Siapa, Jawaban, Oleh, Catatan string
	Bukti                         []tautanTeks
	Basi                          string // that the data prove something else by now
}

// saranForm are the fields of a recommendation.
type saranForm struct {
	Judul           string
	Asal, ID        bidang // hidden
	Uraian, Tenggat bidang
	Baru, Buka      bool
}

// klaimTampil are the fields of a grade that follows from no share.
type klaimTampil struct {
	Hitung  string // the grade that follows from the share alone
	Lain    string
	Asal    bidang
	Gradasi bidang
	Pilihan []radioTampil
	Catatan bidang
}

// formBuktiLKE is the form for a file that shows a criterion.
type formBuktiLKE struct {
	formBukti
	Kriteria bidang
	Pilihan  []opsiTampil
}

// asalButir is what a hidden field says of the answer that the form was opened with: its
// version, and a hash of what it said. What has the same hash when it is sent was not touched.
func asalButir(versi int64, j sakip.JawabanLKE) string {
	return teksVersi(versi) + " " + sidikJawaban(j)
}

func sidikJawaban(j sakip.JawabanLKE) string {
	return sidikTeks(append([]string{string(j.Jawaban), j.Gradasi, strings.TrimSpace(j.Catatan)}, slices.Sorted(slices.Values(j.Bukti))...)...)
}

func sidikTeks(s ...string) string {
	b, _ := json.Marshal(s) // texts have a JSON form
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

// uraiAsal reads a field of asalButir.
func uraiAsal(s string) (versi int64, sidik string, err error) {
	angka, sidik, _ := strings.Cut(s, " ")
	versi, err = strconv.ParseInt(angka, 10, 64)
	if err != nil || versi < 0 {
		return 0, "", fault.New(fault.Invalid, "Versi data pada formulir tidak terbaca. Muat ulang halaman lalu isi lagi.")
	}
	return versi, sidik, nil
}

// jawabanForm is what a form says of one thing.
func (s isian) jawabanForm(butir string, bukti []sakip.Bukti) sakip.JawabanLKE {
	j := sakip.JawabanLKE{Butir: butir, Jawaban: sakip.JawabanKriteria(s[butir+".jawaban"]), Gradasi: s[butir+".gradasi"], Catatan: strings.TrimSpace(s[butir+".catatan"])}
	for _, b := range bukti {
		if s[butir+".bukti."+b.ID] != "" {
			j.Bukti = append(j.Bukti, b.ID)
		}
	}
	return j
}

// kosongLKE tells whether nothing is answered.
func kosongLKE(j sakip.JawabanLKE) bool {
	return j.Jawaban == "" && j.Gradasi == "" && j.Catatan == "" && len(j.Bukti) == 0
}

// tuangJawaban writes an answer as somebody would give it.
func (s isian) tuangJawaban(butir string, versi int64, j sakip.JawabanLKE) {
	s[butir+".asal"], s[butir+".jawaban"], s[butir+".gradasi"], s[butir+".catatan"] = asalButir(versi, j), string(j.Jawaban), j.Gradasi, j.Catatan
	for k := range s.di(butir + ".bukti.") {
		delete(s, butir+".bukti."+k)
	}
	for _, id := range j.Bukti {
		s[butir+".bukti."+id] = "1"
	}
}

func namaSaran(kriteria string, n int) string { return kriteria + ".saran[" + strconv.Itoa(n) + "]" }

// saranUntuk are the recommendations of one criterion.
func (l lembarLKE) saranUntuk(kriteria string) []sakip.SaranLKE {
	return slices.DeleteFunc(slices.Clone(l.Saran), func(s sakip.SaranLKE) bool { return s.Kriteria != kriteria })
}

// jawabanSisi is an answer of the side that the person answers for, with its version.
func (l lembarLKE) jawabanSisi(butir string) (sakip.JawabanLKE, int64) {
	m, p := l.DuaSisi(butir)
	if l.sisi == sakip.SisiPenilai {
		m = p
	}
	return m, l.VersiButir[service.KunciButir(l.sisi, butir)]
}

// isianSub is the form of a sub-komponen as it is stored.
func (l lembarLKE) isianSub(s sakip.SubKomponenLKE) isian {
	out := isian{}
	for _, b := range butirSub(s) {
		j, versi := l.jawabanSisi(b)
		out.tuangJawaban(b, versi, j)
	}
	for _, q := range s.Kriteria {
		for n, x := range l.saranUntuk(q.ID) {
			out.tuangSaran(namaSaran(q.ID, n), x, l.VersiButir[service.KunciSaran(x.ID)])
		}
	}
	return out
}

func (s isian) tuangSaran(nama string, x sakip.SaranLKE, versi int64) {
	s[nama+".id"], s[nama+".uraian"], s[nama+".tenggat"] = x.ID, x.Uraian, string(x.Tenggat)
	s[nama+".asal"] = teksVersi(versi) + " " + sidikTeks(x.Uraian, string(x.Tenggat))
}

// butirSub are the things of a sub-komponen that are answered: its criteria, and itself.
func butirSub(s sakip.SubKomponenLKE) []string {
	var out []string
	for _, q := range s.Kriteria {
		out = append(out, q.ID)
	}
	return append(out, s.ID)
}

// bacaSubLKE reads the sheet, and finds the sub-komponen that an address names.
func (h *handler) bacaSubLKE(r *http.Request, o sakip.Orang, a alamat) (lembarLKE, sakip.SubKomponenLKE, error) {
	l, err := h.bacaLKE(r, o, a)
	if err != nil {
		return l, sakip.SubKomponenLKE{}, err
	}
	s, ok := l.Kriteria.CariSub(r.PathValue("sub"))
	if !ok {
		return l, s, fault.New(fault.NotFound, "Subkomponen LKE", r.PathValue("sub"))
	}
	return l, s, nil
}

func (h *handler) subLKE(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	l, s, err := h.bacaSubLKE(r, o, a)
	if err != nil {
		return err
	}
	isi := isiSubLKE{Tersimpan: r.URL.Query().Get("tersimpan") == "1", BuktiTerkirim: r.URL.Query().Get("terkirim") == "1", typed: l.isianSub(s)}
	return h.tulisSubLKE(w, r, o, a, l, s, isi)
}

// simpanLKE saves what was typed for a side: each thing that was touched, by itself.
func simpanLKE(sisi sakip.SisiLKE) func(*handler, http.ResponseWriter, *http.Request, sakip.Orang) error {
	return func(h *handler, w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
		a, err := alamatDari(r)
		if err != nil {
			return err
		}
		form, err := httpx.ReadForm(r, batasLKE)
		if err != nil {
			return err
		}
		typed := isianForm(form)
		l, s, err := h.bacaSubLKE(r, o, a)
		if err != nil {
			return err
		}
		if !l.Boleh[service.AksiSisi(sisi)] { // who may not is told so, not what is wrong with the fields
			_, err = h.Service.PutJawabanLKE(r.Context(), request(r, o), a.OPD, a.Tahun, sisi, sakip.JawabanLKE{Butir: s.Kriteria[0].ID}, 0)
			return err
		}
		if typed["aksi"] == "usul" && l.sisi == sakip.SisiMandiri {
			n := l.isiUsul(s, typed)
			return h.tulisSubLKE(w, r, o, a, l, s, isiSubLKE{typed: typed, Diisikan: strconv.Itoa(n) + " usul diisikan pada kriteria yang belum dijawab. Belum tersimpan: periksa, lalu tekan Simpan."})
		}
		u, err := l.ubahan(s, sisi, typed)
		tersimpan := 0
		if err == nil {
			tersimpan, err = h.kirimLKE(r, o, a, sisi, u, form)
		}
		switch {
		case err == nil:
			http.Redirect(w, r, a.LKE(s.ID)+"?tersimpan=1", http.StatusSeeOther)
			return nil
		case !formulirUlang(err):
			return err
		}
		baru, errBaca := h.bacaLKE(r, o, a)
		if errBaca != nil {
			return errBaca
		}
		isi := isiSubLKE{typed: typed, galat: err, KirimLain: fault.CodeOf(err) == fault.IdemReused, Gagal: "Belum tersimpan."}
		if tersimpan > 0 {
			isi.Gagal = strconv.Itoa(tersimpan) + " isian tersimpan; yang berikut belum."
		}
		zona, errZona := zonaLKE(baru)
		if errZona != nil {
			return errZona
		}
		baru.segarkan(s, zona, &isi)
		return h.tulisSubLKE(w, r, o, a, baru, s, isi)
	}
}

// isiUsul answers in the form what is not answered, as the data prove it, and counts that.
func (l lembarLKE) isiUsul(s sakip.SubKomponenLKE, typed isian) int {
	n := 0
	for _, q := range s.Kriteria {
		if u, ada := l.Usulan[q.ID]; ada && typed[q.ID+".jawaban"] == "" {
			typed[q.ID+".jawaban"] = string(u.Jawaban)
			n++
		}
	}
	return n
}

// ubahanLKE is one thing that a form changes.
type ubahanLKE struct {
	di      string // how its fields' names begin
	versi   int64
	jawaban *sakip.JawabanLKE
	saran   *sakip.SaranLKE
	hapus   bool
}

// dapatMenolak tells whether a side may say that a grade is not recognised: who evaluates,
// where the agency claims one.
func (l lembarLKE) dapatMenolak(s sakip.SubKomponenLKE, sisi sakip.SisiLKE) bool {
	m, _ := l.DuaSisi(s.ID)
	return sisi == sakip.SisiPenilai && m.Gradasi != ""
}

// ubahan are what was touched, in the order of the page.
func (l lembarLKE) ubahan(s sakip.SubKomponenLKE, sisi sakip.SisiLKE, typed isian) ([]ubahanLKE, error) {
	var out []ubahanLKE
	var galat fault.List
	for _, b := range butirSub(s) {
		if _, ada := typed[b+".asal"]; !ada && b == s.ID {
			continue // a form without claims
		}
		versi, sidik, err := uraiAsal(typed[b+".asal"])
		if err != nil {
			galat.Add(b+".jawaban", err)
			continue
		}
		j := typed.jawabanForm(b, l.Bukti)
		switch {
		case sidikJawaban(j) == sidik:
		case b == s.ID && j.Gradasi == "" && j.Catatan != "" && versi == 0 && !l.dapatMenolak(s, sisi):
			galat.Add(b+".gradasi", fault.New(fault.Invalid, "Pilih gradasi yang dinyatakan, atau kosongkan alasannya."))
		case kosongLKE(j) || b == s.ID && j.Gradasi == "" && !(j.Catatan != "" && l.dapatMenolak(s, sisi)):
			if versi > 0 {
				out = append(out, ubahanLKE{di: b + ".", versi: versi, jawaban: &j, hapus: true})
			}
		default:
			out = append(out, ubahanLKE{di: b + ".", versi: versi, jawaban: &j})
		}
		if sisi != sakip.SisiPenilai {
			continue
		}
		for _, n := range typed.nomorBaris(b + ".saran") {
			nama := namaSaran(b, n)
			x := sakip.SaranLKE{ID: typed[nama+".id"], Kriteria: b, Uraian: strings.TrimSpace(typed[nama+".uraian"]), Tenggat: sakip.Tanggal(typed[nama+".tenggat"])}
			versi, sidik, err := uraiAsal(typed[nama+".asal"])
			switch kosong := x.Uraian == "" && x.Tenggat == ""; {
			case err != nil:
				galat.Add(nama+".uraian", err)
			case sidikTeks(x.Uraian, string(x.Tenggat)) == sidik, kosong && versi == 0:
			default:
				out = append(out, ubahanLKE{di: nama + ".", versi: versi, saran: &x, hapus: kosong})
			}
		}
	}
	return out, galat.Err()
}

// kirimLKE makes one call of the service for each thing that was touched and counts what is
// saved. What does not go holds up nothing else.
func (h *handler) kirimLKE(r *http.Request, o sakip.Orang, a alamat, sisi sakip.SisiLKE, list []ubahanLKE, form url.Values) (tersimpan int, _ error) {
	var galat fault.List
	for _, u := range list {
		req, err := request(r, o), error(nil)
		if req.Idem, err = idem(r, form); err != nil {
			return tersimpan, err
		}
		if req.Idem != nil {
			req.Idem.Key += " " + strings.TrimSuffix(u.di, ".")
		}
		ctx, s := r.Context(), h.Service
		switch {
		case u.saran != nil && u.hapus:
			_, err = s.DeleteSaranLKE(ctx, req, a.OPD, a.Tahun, u.saran.ID, u.versi)
		case u.saran != nil:
			_, err = s.PutSaranLKE(ctx, req, a.OPD, a.Tahun, *u.saran, u.versi)
		case u.hapus:
			_, err = s.DeleteJawabanLKE(ctx, req, a.OPD, a.Tahun, sisi, u.jawaban.Butir, u.versi)
		default:
			_, err = s.PutJawabanLKE(ctx, req, a.OPD, a.Tahun, sisi, *u.jawaban, u.versi)
		}
		switch c := fault.CodeOf(err); {
		case err == nil:
			tersimpan++
		case !formulirUlang(err) && c != fault.NotFound, c == fault.Locked, c == fault.IdemReused:
			return tersimpan, err // it is so for all of them
		}
		for _, f := range fault.All(err) {
			c := *f
			c.Field = u.di + c.Field
			galat = append(galat, &c)
		}
	}
	return tersimpan, galat.Err()
}

// segarkan puts what lies in the sheet now into a form that was sent: what was not touched
// is as others left it, what was saved is not touched any more, and what somebody else
// changed meanwhile stands beside what was typed. Sending again decides.
func (l lembarLKE) segarkan(s sakip.SubKomponenLKE, zona *time.Location, isi *isiSubLKE) {
	bentrok := map[string]bool{}
	for _, f := range fault.All(isi.galat) {
		if f.Code == fault.Conflict || f.Code == fault.Exists || f.Code == fault.NotFound {
			bentrok[strings.TrimSuffix(f.Field, ".")] = true
		}
	}
	var beda bentrokTampil
	var oleh []string
	for _, b := range butirSub(s) {
		kini, versi := l.jawabanSisi(b)
		anda := isi.typed.jawabanForm(b, l.Bukti)
		_, sidik, _ := uraiAsal(isi.typed[b+".asal"])
		switch {
		case sidikJawaban(anda) == sidik, sidikJawaban(anda) == sidikJawaban(kini):
			isi.typed.tuangJawaban(b, versi, kini)
		case bentrok[b]:
			isi.typed[b+".asal"] = asalButir(versi, kini)
			beda.Baris = append(beda.Baris, l.bandingJawaban(b, kini, anda)...)
			if kini.Butir != "" {
				oleh = append(oleh, b+" diubah "+kini.Nama+", "+locale.Waktu(kini.Pada, zona))
			} else {
				oleh = append(oleh, b+" dikosongkan orang lain")
			}
		}
		if l.sisi == sakip.SisiPenilai && b != s.ID {
			beda.Baris = append(beda.Baris, l.segarkanSaran(b, bentrok, isi.typed)...)
		}
	}
	if len(beda.Baris) > 0 {
		isi.Bentrok, isi.Pengubah = &beda, strings.Join(oleh, "; ")
		isi.galat = tanpaBentrok(isi.galat)
	}
}

// segarkanSaran does the same for the recommendations of a criterion.
func (l lembarLKE) segarkanSaran(kriteria string, bentrok map[string]bool, typed isian) (beda []banding) {
	ada := map[string]bool{}
	baris := typed.nomorBaris(kriteria + ".saran")
	for _, n := range baris {
		nama := namaSaran(kriteria, n)
		id := typed[nama+".id"]
		ada[id] = true
		_, sidik, _ := uraiAsal(typed[nama+".asal"])
		uraian, tenggat := strings.TrimSpace(typed[nama+".uraian"]), typed[nama+".tenggat"]
		i := slices.IndexFunc(l.Saran, func(x sakip.SaranLKE) bool { return x.ID == id })
		if i < 0 {
			if bentrok[nama] {
				typed[nama+".asal"] = "0 " // it was taken away; saving again makes it anew
				beda = append(beda, banding{"Rekomendasi " + kriteria, "", uraian, true})
			}
			continue
		}
		x := l.Saran[i]
		asal := isian{}
		asal.tuangSaran(nama, x, l.VersiButir[service.KunciSaran(id)])
		switch {
		case sidikTeks(uraian, tenggat) == sidik, uraian == x.Uraian && tenggat == string(x.Tenggat):
			typed.taruh("", asal)
		case bentrok[nama]:
			typed[nama+".asal"] = asal[nama+".asal"]
			beda = append(beda, banding{"Rekomendasi " + kriteria, x.Uraian, uraian, x.Uraian != uraian}, banding{"Tenggat " + kriteria, hariTeks(x.Tenggat), hariTeks(sakip.Tanggal(tenggat)), string(x.Tenggat) != tenggat})
		}
	}
	n := 0
	if len(baris) > 0 {
		n = baris[len(baris)-1] + 1
	}
	for _, x := range l.saranUntuk(kriteria) {
		if !ada[x.ID] {
			typed.tuangSaran(namaSaran(kriteria, n), x, l.VersiButir[service.KunciSaran(x.ID)])
			n++
		}
	}
	return beda
}

// tanpaBentrok are the faults that the comparison of both values does not tell already.
func tanpaBentrok(err error) error {
	var l fault.List
	for _, f := range fault.All(err) {
		if f.Code != fault.Conflict && f.Code != fault.Exists && f.Code != fault.NotFound {
			l = append(l, f)
		}
	}
	return l.Err()
}

func (l lembarLKE) bandingJawaban(butir string, kini, anda sakip.JawabanLKE) []banding {
	out := []banding{{butir + " jawaban", kataJawabanAtau(kini), kataJawabanAtau(anda), kataJawabanAtau(kini) != kataJawabanAtau(anda)}}
	if kini.Catatan != anda.Catatan {
		out = append(out, banding{butir + " catatan", kini.Catatan, anda.Catatan, true})
	}
	if a, b := l.namaBukti(kini.Bukti), l.namaBukti(anda.Bukti); a != b {
		out = append(out, banding{butir + " bukti", a, b, true})
	}
	return out
}

// kataJawabanAtau is an answer in words: of a criterion, or the grade that is claimed.
func kataJawabanAtau(j sakip.JawabanLKE) string {
	switch {
	case j.Gradasi != "":
		return "gradasi " + j.Gradasi
	case j.Butir != "" && j.Jawaban == "" && j.Catatan != "":
		return "tidak diakui"
	}
	return kataJawaban[j.Jawaban]
}

func (l lembarLKE) namaBukti(id []string) string {
	var out []string
	for _, b := range l.Bukti {
		if slices.Contains(id, b.ID) {
			out = append(out, b.Nama)
		}
	}
	return strings.Join(out, ", ")
}
