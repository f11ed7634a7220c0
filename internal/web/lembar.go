package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// ruteIsian are the entry forms.
var ruteIsian = []Route{
	{"GET", tahunOPD + "/isi/{indikator}/{tw}", service.LihatOPD, (*handler).lembar, false},
	{"POST", tahunOPD + "/isi/{indikator}/{tw}", service.EntriRealisasi, (*handler).simpan, false},
	{"GET", tahunOPD + "/anggaran/{tw}/{kode}", service.LihatOPD, (*handler).lembarAnggaran, false},
	{"POST", tahunOPD + "/anggaran/{tw}/{kode}", service.EntriRealisasi, (*handler).simpanAnggaran, false},
}

// batasIsian bounds an entry form in bytes: its free texts are five of 20.000 letters and
// percent-encoding triples a letter.
const batasIsian = 512 << 10

// isiLembar is the entry form of one indicator and quarter.
type isiLembar struct {
	alamat
	F            service.LembarEntri
	Alamat       string
	Rumus        string
	Komponen     []bidang
	Predikat     []string // labels of the scale, best first
	Teks         []bidang
	BelumTerbit  bool
	TindakLanjut []barisTL
	Isian        isian
	Versi        string
	Kunci        string
	Galat        galatIsian
	Keliru       []bidang // the fields with faults, for the list above the form
	KirimLain    bool     // the form was sent before with something else in it
	Bentrok      *bentrokTampil
	Tersimpan    bool
	Formulir     bool // the fields may be typed in; else they are read
	Lebih        bool // a part that is larger than its whole
	Lalu         []barisLalu
	SelKini      []sel
	Alur         alurAngka
}

// bidang is one field with what was typed and what is wrong with it.
type bidang struct {
	Nama, Label, Petunjuk, Nilai string
	Galat                        []string
}

// barisTL is one row for an action, its fields by name.
type barisTL struct {
	No                   int
	Uraian, PIC, Tenggat bidang
	Selesai              bool
	NamaSelesai          string
}

// bentrokTampil are both values of a figure that somebody else changed meanwhile.
type bentrokTampil struct {
	Hilang bool // it is there no more
	Baris  []banding
}

type banding struct {
	Label, Kini, Anda string
	Beda              bool
}

// barisLalu is an earlier quarter as it was reported.
type barisLalu struct {
	TW     int
	Isi    string
	Status sakip.Status
}

func (h *handler) lembar(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	f, err := h.Service.Lembar(r.Context(), o, a.OPD, a.Tahun, r.PathValue("indikator"), tw)
	if err != nil {
		return err
	}
	isi := isiLembar{Isian: isianDari(f.Realisasi, f.Indikator.Formula), Versi: teksVersi(f.Versi),
		Tersimpan: r.URL.Query().Get("tersimpan") == "1"}
	return h.tulisLembar(w, r, o, a, f, isi, nil)
}

func (h *handler) simpan(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	form, err := httpx.ReadForm(r, batasIsian)
	if err != nil {
		return err
	}
	f, err := h.Service.Lembar(r.Context(), o, a.OPD, a.Tahun, r.PathValue("indikator"), tw)
	if err != nil {
		return err
	}
	typed := isianForm(form)
	asal, err := h.rekam(r, o, a, f, typed, form)
	switch {
	case err == nil:
		http.Redirect(w, r, a.Isi(f.Indikator.ID, tw)+"?tersimpan=1", http.StatusSeeOther)
		return nil
	case !formulirUlang(err):
		return err
	}
	err = keBaris(err, asal)
	isi := isiLembar{Isian: typed, Versi: typed["versi"], KirimLain: fault.CodeOf(err) == fault.IdemReused}
	var galat *fault.Error
	if b := (service.Bentrok{}); errors.As(err, &galat) {
		var ok bool
		if b, ok = galat.Data.(service.Bentrok); ok {
			// Both values are on the page now: sending again decides between them.
			isi.Versi = teksVersi(b.Versi)
			isi.Bentrok = bandingkan(b, f.Indikator, typed)
		}
	}
	return h.tulisLembar(w, r, o, a, f, isi, err)
}

// rekam is the one call of the service that the form makes.
func (h *handler) rekam(r *http.Request, o sakip.Orang, a alamat, f service.LembarEntri, typed isian, form map[string][]string) ([]int, error) {
	real, asal, err := typed.realisasi(f.Indikator, f.Triwulan)
	if err != nil && !f.BolehIsi {
		// Who may not enter is told so, not what is wrong with the numbers.
		real, err = wire.Realisasi{Indikator: f.Indikator.ID, Triwulan: f.Triwulan}, nil
	}
	var l fault.List
	l.Add("", err)
	versi, err := typed.versi()
	l.Add("", err)
	req := request(r, o)
	req.Idem, err = idem(r, form)
	l.Add("", err)
	if err := l.Err(); err != nil {
		return asal, err
	}
	_, err = h.Service.RecordRealisasi(r.Context(), req, a.OPD, a.Tahun, real, versi)
	return asal, err
}

// keBaris moves the faults of actions to the rows of the form that they were typed in:
// rows left blank are not sent on.
func keBaris(err error, asal []int) error {
	var list fault.List
	if !errors.As(err, &list) {
		return err
	}
	out := make(fault.List, len(list))
	for i, f := range list {
		c := *f
		for n, baris := range asal {
			if kolom, ok := strings.CutPrefix(c.Field, namaTindakLanjut(n, "")); ok {
				c.Field = namaTindakLanjut(baris, kolom)
				break
			}
		}
		out[i] = &c
	}
	return out
}

func (h *handler) tulisLembar(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, f service.LembarEntri, isi isiLembar, galat error) error {
	i := f.Indikator
	if i.Formula.Jenis == sakip.FormulaPredikat {
		opd, err := h.Service.OPD(r.Context(), o, a.OPD)
		if err != nil {
			return err
		}
		isi.Predikat = labelPredikat(sakip.KebijakanBerlaku(opd.Kebijakan, a.Tahun), i.Formula.SkalaPredikat)
	}
	isi.alamat, isi.F, isi.Alamat, isi.Kunci, isi.Rumus = a, f, a.Isi(i.ID, f.Triwulan), h.NewID(), rumusTeks(i)
	var err error
	if isi.Alur, err = h.alurDari(r, o, a, service.Angka{Indikator: i.ID, Triwulan: f.Triwulan}); err != nil {
		return err
	}
	// After a refusal the form stays, so that nothing typed is lost.
	isi.Formulir = f.BolehIsi && (isi.Alur.Tutup == "" || galat != nil)
	isi.bidang(i, galat)
	if real := f.Realisasi; i.Formula.BagianDari && real.X != nil && real.Y != nil {
		isi.Lebih = real.X.GreaterThan(*real.Y)
	}
	for _, l := range f.Lalu {
		isi.Lalu = append(isi.Lalu, barisLalu{l.Triwulan, laporanTeks(l, i), l.Status})
	}
	if f.Hasil != nil {
		b := barisIndikator{HasilIndikator: *f.Hasil}
		isi.SelKini = append(append(b.SelRealisasi(false), b.SelCapaian(true)...), b.SelAkhir()[1])
	}
	status := http.StatusOK
	if galat != nil {
		status = httpx.Status(fault.CodeOf(galat))
	}
	return h.tulis(w, r, status, "isi", halaman{Judul: "Isi " + i.ID + " " + teksTW(f.Triwulan), Orang: &o, Di: &a, Isi: isi})
}

// bidang makes the fields from what was typed and what is wrong with it.
func (isi *isiLembar) bidang(i sakip.Indikator, galat error) {
	s := isi.Isian
	ada := map[string]bool{"belum_terbit": true, "predikat": i.Formula.Jenis == sakip.FormulaPredikat}
	var nama []string
	for _, k := range komponenDari(i.Formula) {
		nama = append(nama, k.nama)
	}
	for _, n := range append(nama, isianTeks...) {
		ada[n] = true
	}
	baris := barisTindakLanjut
	for n := range maksTindakLanjut {
		for _, kolom := range []string{"uraian", "pic", "tenggat"} {
			ada[namaTindakLanjut(n, kolom)] = true
			if s[namaTindakLanjut(n, kolom)] != "" {
				baris = max(baris, n+1)
			}
		}
	}
	isi.Galat = galatDari(galat, func(f string) bool { return ada[f] })
	buat := func(nama, label, petunjuk string) bidang {
		b := bidang{nama, label, petunjuk, s[nama], isi.Galat.Bidang[nama]}
		if len(b.Galat) > 0 {
			isi.Keliru = append(isi.Keliru, b)
		}
		return b
	}
	for _, n := range nama {
		label, petunjuk := labelKomponen(i, n)
		isi.Komponen = append(isi.Komponen, buat(n, label, petunjuk))
	}
	buat("predikat", "Predikat", "")
	buat("belum_terbit", "Data belum terbit", "")
	for _, n := range isianTeks {
		isi.Teks = append(isi.Teks, buat(n, labelTeks[n], ""))
	}
	isi.BelumTerbit = s["belum_terbit"] != ""
	for n := range baris {
		isi.TindakLanjut = append(isi.TindakLanjut, barisTL{No: n + 1, Uraian: buat(namaTindakLanjut(n, "uraian"), "Uraian tindak lanjut", ""),
			PIC: buat(namaTindakLanjut(n, "pic"), "Penanggung jawab", ""), Tenggat: buat(namaTindakLanjut(n, "tenggat"), "Tenggat, misalnya TW3", ""),
			NamaSelesai: namaTindakLanjut(n, "selesai"), Selesai: s[namaTindakLanjut(n, "selesai")] != ""})
	}
}

var labelTeks = map[string]string{"sumber": "Sumber data", "faktor_pendorong": "Faktor pendorong",
	"faktor_penghambat": "Faktor penghambat", "solusi": "Solusi"}

func labelKomponen(i sakip.Indikator, nama string) (label, petunjuk string) {
	f := i.Formula
	switch nama {
	case "pembilang":
		return "Pembilang: " + f.Pembilang, f.Satuan
	case "penyebut":
		return "Penyebut: " + f.Penyebut, f.Satuan
	case "skor":
		label = "Skor"
		if f.Pembilang != "" {
			label += ": " + f.Pembilang
		}
		return label, "paling tinggi " + locale.AngkaRingkas(*f.SkorMaksimal)
	}
	return "Nilai (" + i.Satuan + ")", "misalnya 98,94"
}

// rumusTeks says in words how the value comes about.
func rumusTeks(i sakip.Indikator) string {
	switch f := i.Formula; f.Jenis {
	case sakip.FormulaRasio:
		return f.Pembilang + " ÷ " + f.Penyebut + " × " + locale.AngkaRingkas(f.Pengali)
	case sakip.FormulaSkor:
		return "skor ÷ skor maksimal (" + locale.AngkaRingkas(*f.SkorMaksimal) + ") × 100"
	case sakip.FormulaPredikat:
		return "skor dari predikat pada skala " + f.SkalaPredikat
	}
	return "nilai yang diisi, tanpa perhitungan"
}

// laporanTeks is what was reported of a quarter in one line.
func laporanTeks(r sakip.Realisasi, i sakip.Indikator) string {
	switch {
	case r.BelumTerbit:
		return sakip.BelumTerbit.Teks()
	case r.Kosong():
		return "belum diisi"
	case r.Predikat != "":
		return r.Predikat
	}
	s := isianDari(r, i.Formula)
	var out []string
	for _, k := range komponenDari(i.Formula) {
		out = append(out, k.nama+" "+pertama(s[k.nama], "belum diisi"))
	}
	return strings.Join(out, ", ")
}

func labelPredikat(k sakip.Kebijakan, skala string) []string {
	var out []string
	for _, s := range k.SkalaPredikat {
		if s.Nama != skala {
			continue
		}
		for _, l := range s.Label {
			out = append(out, l.Label)
		}
	}
	return out
}

// bandingkan puts what lies there now beside what was typed.
func bandingkan(b service.Bentrok, i sakip.Indikator, typed isian) *bentrokTampil {
	out := &bentrokTampil{Hilang: b.Versi == 0}
	var kini wire.Realisasi
	if err := json.Unmarshal(b.Kini, &kini); err != nil {
		return out // what lies there is of another shape; the version alone is compared
	}
	var l fault.List
	s := isianDari(kini.Tersimpan(&l), i.Formula)
	tambah := func(nama, label string) {
		out.Baris = append(out.Baris, banding{label, s[nama], typed[nama], s[nama] != typed[nama]})
	}
	for _, k := range komponenDari(i.Formula) {
		label, _ := labelKomponen(i, k.nama)
		tambah(k.nama, label)
	}
	if i.Formula.Jenis == sakip.FormulaPredikat {
		tambah("predikat", "Predikat")
	}
	for _, n := range isianTeks {
		tambah(n, labelTeks[n])
	}
	for n := range maksTindakLanjut {
		if nama := namaTindakLanjut(n, "uraian"); s[nama] != typed[nama] {
			tambah(nama, "Tindak lanjut")
		}
	}
	return out
}
